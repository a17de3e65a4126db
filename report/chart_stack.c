/* chart_stack.c - one bar cut into its parts, with labels below that never touch.
 *
 * Labels are placed from the right: each takes the highest row in which it ends before the next label, and
 * before the leader of every label that hangs lower. So a leader never crosses a word. */
#include "report/chart.h"

#define THICK 16.5
#define SEPARATOR 1.2
#define LABEL_TOP 3.0 /* below the bar */
#define LABEL_GAP 8.0

typedef struct Segment {
    const Bar *bar;
    double x, width;
    Color color;
    Str number, label;
    double label_x, label_width;
    size_t row;
} Segment;

static bool is_drawn(const Bar *bar) {
    return bar->value.kind == CELL_MASKED || cell_has_length(&bar->value);
}

/* Neighbours differ in lightness; what is no category of its own is grey. */
static void colors_set(Segment *segments, size_t n) {
    const Color yellow = {0xf0, 0xe4, 0x42};
    const Color palette[] = {DATA_BLUE, SKY, PINK, TARGET_ORANGE, GREEN, yellow};
    size_t used = 0, greys = 0;
    for (size_t i = 0; i < n; i++) {
        if (segments[i].bar->value.kind == CELL_MASKED) continue;
        if (segments[i].bar->grey) segments[i].color = greys++ % 2 ? PALE : GREY;
        else segments[i].color = palette[used++ % (sizeof palette / sizeof *palette)];
    }
}

/* Lengths in proportion to the known numbers; a hidden one has its fixed width. */
static size_t segments_set(Composer *composer, const Chart *chart, Segment *segments) {
    double sum = 0, room = chart->width;
    size_t n = 0;
    for (size_t i = 0; i < chart->n; i++) {
        const Bar *bar = &chart->bars[i];
        if (!is_drawn(bar)) continue;
        if (bar->value.kind == CELL_MASKED) room -= HIDDEN_WIDTH;
        else sum += (double)bar->value.number;
        segments[n++] = (Segment){.bar = bar, .number = chart_label(composer, &bar->value, chart->unit)};
    }
    if (n > 1) room -= SEPARATOR * (double)(n - 1);
    double x = 0;
    for (size_t i = 0; i < n; i++) {
        const Cell *value = &segments[i].bar->value;
        segments[i].x = x;
        segments[i].width = value->kind == CELL_MASKED ? HIDDEN_WIDTH
                            : room > 0                 ? room * ((double)value->number / sum)
                                                       : 1;
        x += segments[i].width + SEPARATOR;
    }
    colors_set(segments, n);
    return n;
}

/* The number stands in its segment where there is room, else before its label. */
static void segment_paint(Composer *composer, Strip *strip, const Chart *chart, Segment *segment) {
    Arena *arena = composer->arena;
    Style bold = STYLE_VALUE, small = STYLE_AXIS;
    bool hidden = segment->bar->value.kind == CELL_MASKED;
    if (hidden) strip_hatch(arena, strip, chart->figure, segment->x, 0, segment->width, THICK);
    else strip_box(arena, strip, chart->figure, segment->x, 0, segment->width, THICK, segment->color);
    double width = font_width(composer->fonts, bold.face, bold.size, segment->number);
    if (!hidden && width + 8 <= segment->width) {
        if (color_contrast(WHITE, segment->color) > color_contrast(INK, segment->color)) bold.color = WHITE;
        text_paint(composer, strip, chart->figure, bold, segment->x + 4.5,
                   (THICK - bold.leading) / 2 + style_baseline(bold), segment->number);
        segment->label = segment->bar->label;
    } else {
        segment->label = str_print(arena, "%.*s" NO_BREAK_SPACE ": %.*s", STR_ARG(segment->bar->label),
                                   STR_ARG(segment->number));
    }
    segment->label = text_cut(composer, small, segment->label, chart->width);
    segment->label_width = font_width(composer->fonts, small.face, small.size, segment->label);
    segment->label_x = segment->x;
    if (segment->label_x + segment->label_width > chart->width)
        segment->label_x = chart->width - segment->label_width;
}

/* Gives every label its row, from the right; returns how many rows there are. */
static size_t labels_place(Composer *composer, const Chart *chart, Segment *segments, size_t n) {
    double *limit = ARENA_ARRAY(composer->arena, double, n + 1);
    for (size_t row = 0; row <= n; row++) limit[row] = chart->width + LABEL_GAP;
    size_t rows = 0;
    for (size_t i = n; i-- > 0;) {
        Segment *segment = &segments[i];
        size_t row = 0;
        while (row < n && segment->label_x + segment->label_width + LABEL_GAP > limit[row]) row++;
        segment->row = row;
        limit[row] = segment->label_x;
        for (size_t above = 0; above < row; above++)
            if (segment->x < limit[above]) limit[above] = segment->x;
        if (row + 1 > rows) rows = row + 1;
    }
    return rows;
}

void stack_draw(Composer *composer, Strip *strip, const Chart *chart) {
    Segment *segments = ARENA_ARRAY(composer->arena, Segment, chart->n + 1);
    size_t n = segments_set(composer, chart, segments);
    for (size_t i = 0; i < n; i++) segment_paint(composer, strip, chart, &segments[i]);
    size_t rows = labels_place(composer, chart, segments, n);
    Style small = STYLE_AXIS;
    for (size_t i = 0; i < n; i++) {
        const Segment *segment = &segments[i];
        double top = THICK + LABEL_TOP + small.leading * (double)segment->row;
        if (segment->row)
            strip_line(composer->arena, strip, chart->figure, segment->x + 0.5, THICK + 1, 0, top - THICK - 1,
                       0.5, GREY);
        text_paint(composer, strip, chart->figure, small, segment->label_x, top + style_baseline(small),
                   segment->label);
    }
    strip->height = THICK + LABEL_TOP + small.leading * (double)rows;
}
