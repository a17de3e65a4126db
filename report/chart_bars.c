/* chart_bars.c - horizontal bars, one a row: label, bar, figure. No axis: every bar says its number. */
#include "report/chart.h"

#define PITCH 16.5 /* of a row with a label of one line */
#define THICK 10.5
#define LABEL_GAP 6.0
#define VALUE_GAP 5.0
#define LABEL_MOST 0.46 /* of the width */
#define LABEL_LINES 3

typedef struct BarLabel {
    Rich rich;
    Line *lines;
    size_t n;
} BarLabel;

typedef struct Plot {
    double labels;  /* where labels end */
    double left;    /* where bars begin */
    double longest; /* points for `most` */
    double most;
} Plot;

static Str value_text(Composer *composer, const Chart *chart, const Bar *bar) {
    if (bar->value.kind == CELL_ABSENT) return words_get(composer->words, "chart.absent");
    return chart_label(composer, &bar->value, chart->unit);
}

/* Sets the labels and finds how much is left for the bars. */
static Plot plot_new(Composer *composer, const Chart *chart, BarLabel *labels) {
    Style label = style_of(composer, STYLE_LABEL), value = style_of(composer, STYLE_VALUE);
    double widest = 0, figure = 0;
    for (size_t i = 0; i < chart->n; i++) {
        labels[i].rich = rich_of(composer, chart->bars[i].label, label);
        labels[i].rich.whole_words = true;
        labels[i].n = rich_lines_cut(composer, &labels[i].rich, label.size, LABEL_MOST * chart->width,
                                     LABEL_LINES, &labels[i].lines);
        for (size_t l = 0; l < labels[i].n; l++)
            if (labels[i].lines[l].width > widest) widest = labels[i].lines[l].width;
        double width =
            font_width(composer->fonts, value.face, value.size, value_text(composer, chart, &chart->bars[i]));
        if (width > figure) figure = width;
    }
    double left = widest + LABEL_GAP;
    return (Plot){widest, left, chart->width - left - VALUE_GAP - figure - 2, chart_most(chart)};
}

static double bar_length(const Plot *plot, const Cell *cell) {
    if (!cell_has_length(cell)) return 0;
    return plot->longest * ((double)cell->number / plot->most);
}

/* The bar, or what stands for it; returns where it ends. */
static double bar_paint(Composer *composer, Strip *strip, const Chart *chart, const Plot *plot,
                        const Bar *bar, double top) {
    if (bar->value.kind == CELL_MASKED) {
        strip_hatch(composer->arena, strip, chart->figure, plot->left, top, HIDDEN_WIDTH, THICK,
                    color_of(composer, ROLE_OTHER));
        return plot->left + HIDDEN_WIDTH;
    }
    double length = bar_length(plot, &bar->value);
    Role role = bar->grey ? ROLE_OTHER : bar->inner ? ROLE_PART : ROLE_DATA;
    if (length > 0)
        chart_fill(composer, strip, chart, plot->left, top, length, THICK, color_of(composer, role));
    return plot->left + length;
}

/* The mark that the bar should reach. Where it stands in the way of the figure, the figure goes behind it. */
static double line_paint_at(Composer *composer, Strip *strip, const Chart *chart, const Plot *plot,
                            const Bar *bar, double top, double end, double figure) {
    if (!cell_has_length(&bar->line)) return end;
    double x = plot->left + bar_length(plot, &bar->line);
    chart_target(composer, strip, chart, x, top - 2, 0, THICK + 4, 1.8);
    return x > end - 1 && x < end + VALUE_GAP + figure + 2 ? x : end;
}

static double row_draw(Composer *composer, Strip *strip, const Chart *chart, const Plot *plot, size_t i,
                       BarLabel *label, double y) {
    const Bar *bar = &chart->bars[i];
    Style small = style_of(composer, STYLE_LABEL), bold = style_of(composer, STYLE_VALUE);
    double text = small.leading * (double)label->n, height = text + 4 > PITCH ? text + 4 : PITCH;
    double baseline = y + (height - text) / 2 + style_baseline(small);
    for (size_t l = 0; l < label->n; l++, baseline += small.leading)
        line_paint(composer, strip, &label->rich, &label->lines[l], plot->labels - label->lines[l].width,
                   baseline, small.size, chart->figure);
    double top = y + (height - THICK) / 2;
    Str value = value_text(composer, chart, bar);
    if (bar->value.kind == CELL_ABSENT) bold = style_of(composer, STYLE_AXIS);
    double end = bar_paint(composer, strip, chart, plot, bar, top);
    end = line_paint_at(composer, strip, chart, plot, bar, top, end,
                        font_width(composer->fonts, bold.face, bold.size, value));
    text_paint(composer, strip, chart->figure, bold, end + VALUE_GAP,
               y + (height - bold.leading) / 2 + style_baseline(bold), value);
    return height;
}

void bars_draw(Composer *composer, Strip *strip, const Chart *chart) {
    BarLabel *labels = ARENA_ARRAY(composer->arena, BarLabel, chart->n);
    Plot plot = plot_new(composer, chart, labels);
    double y = chart_legend(composer, strip, chart, plot.left);
    for (size_t i = 0; i < chart->n; i++) y += row_draw(composer, strip, chart, &plot, i, &labels[i], y);
    strip->height = y;
}
