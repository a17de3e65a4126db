/* chart_stack.c - one bar cut into its parts, with labels below that never touch.
 *
 * Labels stand in one row in the order of the parts, each below its own as far as its neighbours let it, and
 * joined to it by a line where they do not: lines never cross. They are broken into as few lines as the row
 * has room for. Where there are too many for that, they hang in steps, placed from the right: each takes the
 * highest step in which it ends before the next label, and before the line of every label that hangs lower.
 */
#include "report/bidi.h"
#include "report/chart.h"

#include <math.h>

#define THICK 16.5
#define SEPARATOR 1.2
#define LABEL_TOP 3.0 /* below the bar */
#define LABEL_GAP 8.0
#define LABEL_LINES 4
#define REACH 7.0 /* height of the lines from parts to labels */

typedef struct Segment {
    const Bar *bar;
    double x, width;
    Color color;
    Str number;
    Rich label;
    Line *lines;
    size_t line_count;
    double label_x, label_width;
    size_t step;
} Segment;

static bool is_drawn(const Bar *bar) {
    return bar->value.kind == CELL_MASKED || cell_has_length(&bar->value);
}

/* Neighbours differ in lightness; what is no category of its own is grey. */
static void colors_set(const Composer *composer, Segment *segments, size_t n) {
    static const Role palette[] = {ROLE_DATA,    ROLE_PART,    ROLE_SERIES3,
                                   ROLE_SERIES4, ROLE_SERIES5, ROLE_SERIES6};
    size_t used = 0, greys = 0;
    for (size_t i = 0; i < n; i++) {
        if (segments[i].bar->value.kind == CELL_MASKED) continue;
        Role role = segments[i].bar->grey ? greys++ % 2 ? ROLE_UNKNOWN : ROLE_OTHER
                                          : palette[used++ % (sizeof palette / sizeof *palette)];
        segments[i].color = color_of(composer, role);
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
    colors_set(composer, segments, n);
    return n;
}

/* The number stands in its segment where there is room, else before its label. */
static void segment_paint(Composer *composer, Strip *strip, const Chart *chart, Segment *segment) {
    Arena *arena = composer->arena;
    Style bold = style_of(composer, STYLE_VALUE), small = style_of(composer, STYLE_AXIS);
    bool hidden = segment->bar->value.kind == CELL_MASKED;
    if (hidden)
        strip_hatch(arena, strip, chart->figure, segment->x, 0, segment->width, THICK,
                    color_of(composer, ROLE_OTHER));
    else chart_fill(composer, strip, chart, segment->x, 0, segment->width, THICK, segment->color);
    double width = font_width(composer->fonts, bold.face, bold.size, segment->number);
    Str label = segment->bar->label;
    if (!hidden && width + 8 <= segment->width) {
        bold.color = color_above(composer->theme, segment->color);
        text_paint(composer, strip, chart->figure, bold, segment->x + 4.5,
                   (THICK - bold.leading) / 2 + style_baseline(bold), segment->number);
    } else {
        label = str_print(arena, "%.*s" NO_BREAK_SPACE ":" NO_BREAK_SPACE "%.*s",
                          STR_ARG(bidi_closed(arena, label)), STR_ARG(segment->number));
    }
    segment->label = rich_of(composer, label, small);
    segment->label.whole_words = true;
}

/* Breaks all labels for a column of this width; the width that they need beside each other. */
static double labels_break(Composer *composer, Segment *segments, size_t n, double width) {
    Style small = style_of(composer, STYLE_AXIS);
    double needed = 0;
    for (size_t i = 0; i < n; i++) {
        Segment *segment = &segments[i];
        double own = segment->width > width ? segment->width : width;
        segment->line_count = rich_lines(composer, &segment->label, small.size, own, &segment->lines);
        segment->label_width = 0;
        for (size_t l = 0; l < segment->line_count; l++)
            if (segment->lines[l].width > segment->label_width)
                segment->label_width = segment->lines[l].width;
        if (segment->line_count > LABEL_LINES) needed = INFINITY;
        needed += segment->label_width + (i ? LABEL_GAP : 0);
    }
    return needed;
}

/* All labels in one row, as near to their parts as they can; how far off they are on the whole. */
static double labels_push(const Chart *chart, Segment *segments, size_t n) {
    double left = 0, right = chart->width, off = 0;
    for (size_t i = 0; i < n; i++) {
        segments[i].label_x = fmax(segments[i].x, left);
        left = segments[i].label_x + segments[i].label_width + LABEL_GAP;
    }
    for (size_t i = n; i-- > 0;) {
        segments[i].label_x = fmin(segments[i].label_x, right - segments[i].label_width);
        right = segments[i].label_x - LABEL_GAP;
        off += fabs(segments[i].label_x - segments[i].x);
    }
    return off;
}

/* The same in the lines with which they are least far off; false if there is no room. */
static bool labels_row(Composer *composer, const Chart *chart, Segment *segments, size_t n) {
    static const double widths[] = {200, 110, 90, 75, 62, 52, 44};
    double best = 0, least = INFINITY;
    for (size_t i = 0; i < sizeof widths / sizeof *widths; i++) {
        if (labels_break(composer, segments, n, widths[i]) > chart->width) continue;
        double off = labels_push(chart, segments, n);
        if (off < least - 1) least = off, best = widths[i];
    }
    if (best == 0) return false;
    labels_break(composer, segments, n, best);
    labels_push(chart, segments, n);
    return true;
}

/* Gives every label its step, from the right. */
static void labels_steps(Composer *composer, const Chart *chart, Segment *segments, size_t n) {
    Style small = style_of(composer, STYLE_AXIS);
    double *limit = ARENA_ARRAY(composer->arena, double, n + 1);
    for (size_t step = 0; step <= n; step++) limit[step] = chart->width + LABEL_GAP + 0.01;
    for (size_t i = n; i-- > 0;) {
        Segment *segment = &segments[i];
        segment->line_count =
            rich_lines_cut(composer, &segment->label, small.size, chart->width, 1, &segment->lines);
        segment->label_width = segment->lines[0].width;
        segment->label_x = fmin(segment->x, chart->width - segment->label_width);
        size_t step = 0;
        while (step < n && segment->label_x + segment->label_width + LABEL_GAP > limit[step]) step++;
        segment->step = step;
        limit[step] = segment->label_x;
        for (size_t above = 0; above < step; above++)
            if (segment->x < limit[above]) limit[above] = segment->x;
    }
}

/* From the part to its label, where that stands elsewhere or lower. */
static void leader_paint(Composer *composer, Strip *strip, const Chart *chart, const Segment *segment,
                         double top) {
    double x = segment->x + 0.5, dx = segment->step ? 0 : segment->label_x - segment->x;
    strip_line(composer->arena, strip, chart->figure, x, THICK + 1, dx, top - THICK - 1, 0.5,
               color_of(composer, ROLE_OTHER));
}

void stack_draw(Composer *composer, Strip *strip, const Chart *chart) {
    Segment *segments = ARENA_ARRAY(composer->arena, Segment, chart->n + 1);
    size_t n = segments_set(composer, chart, segments);
    for (size_t i = 0; i < n; i++) segment_paint(composer, strip, chart, &segments[i]);
    bool moved = false, row = labels_row(composer, chart, segments, n);
    if (!row) labels_steps(composer, chart, segments, n);
    for (size_t i = 0; row && i < n; i++) moved |= fabs(segments[i].label_x - segments[i].x) > 1;
    Style small = style_of(composer, STYLE_AXIS);
    for (size_t i = 0; i < n; i++) {
        Segment *segment = &segments[i];
        double top = THICK + LABEL_TOP + (moved ? REACH : small.leading * (double)segment->step);
        if (moved || segment->step) leader_paint(composer, strip, chart, segment, top);
        for (size_t l = 0; l < segment->line_count; l++, top += small.leading)
            line_paint(composer, strip, &segment->label, &segment->lines[l], segment->label_x,
                       top + style_baseline(small), small.size, chart->figure);
        if (top > strip->height) strip->height = top;
    }
}
