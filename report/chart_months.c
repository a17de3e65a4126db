/* chart_months.c - one column a month, the part of training on top of it, the pace as a line.
 *
 * The line crosses the columns and its words stand above the plot. A column's figure stands above it, on
 * white, and above the line where the two would meet. */
#include "report/chart.h"

#include <math.h>

#define PLOT_HEIGHT 132.0
#define PLOT_HEIGHT_SIDE 84.0 /* of a chart that stands beside another block */
#define SIDE_MOST 300.0       /* the width of such a chart */
#define FIGURE_ROOM 13.0      /* above the highest column */
#define COLUMN_MOST 32.0
#define NAME_ROOM 24.0 /* a month's short name */
#define TICKS 5
#define PACE_STROKE 1.5

typedef struct Plot {
    double left, slot, column; /* points */
    double foot, height;
    double axis; /* the value at the top; 0: there is nothing to measure */
} Plot;

static double level(const Plot *plot, int64_t number) {
    return plot->axis > 0 ? plot->foot - plot->height * ((double)number / plot->axis) : plot->foot;
}

static Str tick_text(Composer *composer, const Chart *chart, double value) {
    Cell cell = {.kind = CELL_COUNT, .number = (int64_t)value};
    for (size_t i = 0; i < chart->n; i++) {
        const Bar *bar = &chart->bars[i];
        if (cell_is_number(&bar->value)) cell.kind = bar->value.kind;
        else if (cell_is_number(&bar->line)) cell.kind = bar->line.kind; /* all values may be hidden */
    }
    return cell_said(composer->arena, composer->words, &cell);
}

static void grid_draw(Composer *composer, Strip *strip, const Chart *chart, const Plot *plot, double step) {
    Style small = style_of(composer, STYLE_AXIS);
    for (double value = 0; value <= plot->axis + step / 2; value += step) {
        Str text = tick_text(composer, chart, value);
        double y = level(plot, (int64_t)value);
        double width = font_width(composer->fonts, small.face, small.size, text);
        strip_line(composer->arena, strip, chart->figure, plot->left, y, chart->width - plot->left, 0,
                   value > 0 ? 0.5 : 0.9,
                   value > 0 ? color_of(composer, ROLE_RULE) : color_of(composer, ROLE_OTHER));
        text_paint(composer, strip, chart->figure, small, plot->left - 5 - width, y + 0.36 * small.size,
                   text);
    }
}

static Plot plot_new(Composer *composer, const Chart *chart, double top, double step) {
    Plot plot = {.height = chart->width < SIDE_MOST ? PLOT_HEIGHT_SIDE : PLOT_HEIGHT};
    plot.foot = top + FIGURE_ROOM + plot.height;
    Style small = style_of(composer, STYLE_AXIS);
    plot.axis = step * ceil(chart_most(chart) / step);
    for (double value = 0; value <= plot.axis + step / 2; value += step) {
        double width =
            font_width(composer->fonts, small.face, small.size, tick_text(composer, chart, value)) + 8;
        if (width > plot.left) plot.left = width;
    }
    plot.slot = (chart->width - plot.left) / (double)chart->n;
    plot.column = plot.slot * 0.78 < COLUMN_MOST ? plot.slot * 0.78 : COLUMN_MOST;
    return plot;
}

static Str month_name(Composer *composer, Month month) {
    Str name = str_print(composer->arena, "month_short.%d", month % 12 + 1);
    return words_get(composer->words, str_cstr(composer->arena, name));
}

static double slot_middle(const Plot *plot, size_t i) {
    return plot->left + plot->slot * ((double)i + 0.5);
}

static void centred(Composer *composer, Strip *strip, const Chart *chart, Style style, double middle,
                    double baseline, Str text) {
    double width = font_width(composer->fonts, style.face, style.size, text);
    text_paint(composer, strip, chart->figure, style, middle - width / 2, baseline, text);
}

/* "non déclaré" above the axis, a word a line; the short form where columns are narrow. */
static void absent_draw(Composer *composer, Strip *strip, const Chart *chart, const Plot *plot, size_t i) {
    Style small = style_of(composer, STYLE_AXIS);
    Str rest = words_get(composer->words, "chart.absent"), word;
    double widest = 0, lines = 0;
    for (Str r = rest; str_word(&r, &word); lines++) {
        double width = font_width(composer->fonts, small.face, small.size, word);
        if (width > widest) widest = width;
    }
    if (widest > plot->slot - 2) rest = words_get(composer->words, "chart.absent_short"), lines = 1;
    double baseline = plot->foot - small.leading * lines - 3 + style_baseline(small);
    strip_box(composer->arena, strip, chart->figure, slot_middle(plot, i) - plot->slot / 2 + 1,
              baseline - style_baseline(small) - 1, plot->slot - 2, small.leading * lines + 2, PAPER);
    if (lines == 1) {
        centred(composer, strip, chart, small, slot_middle(plot, i), baseline, rest);
        return;
    }
    for (; str_word(&rest, &word); baseline += small.leading)
        centred(composer, strip, chart, small, slot_middle(plot, i), baseline, word);
}

/* A month's column; returns its top. */
static double column_draw(Composer *composer, Strip *strip, const Chart *chart, const Plot *plot, size_t i) {
    const Bar *bar = &chart->bars[i];
    double x = slot_middle(plot, i) - plot->column / 2;
    if (bar->value.kind == CELL_MASKED) {
        double width = plot->column < HIDDEN_WIDTH ? plot->column : HIDDEN_WIDTH;
        strip_hatch(composer->arena, strip, chart->figure, slot_middle(plot, i) - width / 2,
                    plot->foot - HIDDEN_WIDTH, width, HIDDEN_WIDTH, color_of(composer, ROLE_OTHER));
        return plot->foot - HIDDEN_WIDTH;
    }
    if (!cell_has_length(&bar->value)) return plot->foot;
    double top = level(plot, bar->value.number), height = plot->foot - top;
    strip_box(composer->arena, strip, chart->figure, x, top, plot->column, height,
              color_of(composer, ROLE_DATA));
    if (cell_has_length(&bar->part)) {
        double part = height * ((double)bar->part.number / (double)bar->value.number);
        chart_part(composer, strip, chart, x, top, plot->column, part < height ? part : height);
        strip_line(composer->arena, strip, chart->figure, x, top + part, plot->column, 0, 1, PAPER);
    }
    return top;
}

/* Figures are shown when the widest has room in its slot: all of them or none. */
static bool figures_fit(Composer *composer, const Chart *chart, const Plot *plot) {
    Style bold = style_of(composer, STYLE_VALUE);
    for (size_t i = 0; i < chart->n; i++) {
        Str text = chart_label(composer, &chart->bars[i].value, (Str){0});
        if (font_width(composer->fonts, bold.face, bold.size, text) > plot->slot - 4) return false;
    }
    return true;
}

static void figure_draw(Composer *composer, Strip *strip, const Chart *chart, const Plot *plot, size_t i,
                        double top) {
    const Bar *bar = &chart->bars[i];
    if (bar->value.kind == CELL_ABSENT) return;
    Style bold = style_of(composer, STYLE_VALUE);
    double foot = top - 3;
    if (cell_has_length(&bar->line)) {
        double line = level(plot, bar->line.number);
        if (line < top + 1 && line > top - 13) foot = line - 3.5;
    }
    Str text = chart_label(composer, &bar->value, (Str){0});
    double width = font_width(composer->fonts, bold.face, bold.size, text);
    strip_box(composer->arena, strip, chart->figure, slot_middle(plot, i) - width / 2 - 1, foot - 7,
              width + 2, 8, PAPER);
    centred(composer, strip, chart, bold, slot_middle(plot, i), foot, text);
}

/* One line in steps: a month without a pace interrupts it. */
static void pace_draw(Composer *composer, Strip *strip, const Chart *chart, const Plot *plot) {
    bool before = false;
    double was = 0;
    for (size_t i = 0; i < chart->n; i++) {
        const Cell *line = &chart->bars[i].line;
        bool here = cell_has_length(line);
        double y = here ? level(plot, line->number) : 0, x = plot->left + plot->slot * (double)i;
        if (here && before && y != was) chart_target(composer, strip, chart, x, was, 0, y - was, PACE_STROKE);
        if (here)
            chart_target(composer, strip, chart, x - PACE_STROKE / 2, y, plot->slot + PACE_STROKE, 0,
                         PACE_STROKE);
        before = here;
        was = y;
    }
}

/* Under every January, every other one where years are narrow; under the first month unless that is too near.
 */
static bool year_shows(const Plot *plot, size_t i, Month month) {
    int every = 1 + (int)(NAME_ROOM / (12 * plot->slot));
    if (month % 12 == 0) return month / 12 % every == 0;
    return i == 0 && every == 1 && plot->slot * (12 - month % 12) >= NAME_ROOM;
}

/* Every how many months a name has room: counted from January, so that a year stands below its own. */
static Month names_step(const Plot *plot) {
    static const Month steps[] = {1, 2, 3, 4, 6};
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++)
        if (plot->slot * steps[i] >= NAME_ROOM) return steps[i];
    return 12 * (1 + (Month)(NAME_ROOM / (12 * plot->slot)));
}

/* "mars", and below it the year. */
static void names_draw(Composer *composer, Strip *strip, const Chart *chart, const Plot *plot) {
    Style small = style_of(composer, STYLE_AXIS);
    Month every = names_step(plot);
    double baseline = plot->foot + 4 + style_baseline(small);
    for (size_t i = 0; i < chart->n; i++) {
        Month month = chart->bars[i].month;
        double middle = slot_middle(plot, i);
        if ((month == MONTH_ABSENT ? (Month)i : month) % every == 0) {
            Str name = month == MONTH_ABSENT ? chart->bars[i].label : month_name(composer, month);
            centred(composer, strip, chart, small, middle, baseline,
                    text_cut(composer, small, name, plot->slot * (double)every));
        }
        if (month != MONTH_ABSENT && year_shows(plot, i, month))
            centred(composer, strip, chart, small, middle, baseline + small.leading,
                    str_print(composer->arena, "%d", month / 12));
    }
}

void months_draw(Composer *composer, Strip *strip, const Chart *chart) {
    double step = chart_axis_step(chart_most(chart), TICKS);
    double top = chart_legend(composer, strip, chart, 0);
    Plot plot = plot_new(composer, chart, top, step);
    grid_draw(composer, strip, chart, &plot, step);
    double *tops = ARENA_ARRAY(composer->arena, double, chart->n);
    for (size_t i = 0; i < chart->n; i++) tops[i] = column_draw(composer, strip, chart, &plot, i);
    pace_draw(composer, strip, chart, &plot);
    bool figures = figures_fit(composer, chart, &plot);
    for (size_t i = 0; i < chart->n; i++) {
        if (chart->bars[i].value.kind == CELL_ABSENT) absent_draw(composer, strip, chart, &plot, i);
        else if (figures || chart->bars[i].value.kind == CELL_MASKED)
            figure_draw(composer, strip, chart, &plot, i, tops[i]);
    }
    names_draw(composer, strip, chart, &plot);
    strip->height = plot.foot + 4 + 2 * style_of(composer, STYLE_AXIS).leading;
}
