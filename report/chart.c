/* chart.c - a chart of the template: its data, its words for those who do not see it, its caption.
 *
 * One Figure, one strip. The description is generated from the same cells that are drawn, exact where the
 * labels are rounded; the data also stand in a table, which the caption names. A hidden figure is a hatched
 * box of fixed size, a figure that nobody declared is said to be so: neither ever looks like a zero. */
#include "report/chart.h"

#include "base/fold.h"

#include <math.h>

#define BARS_MOST 18 /* in a chart whose template does not say; with long labels they still fit a page */

bool cell_has_length(const Cell *cell) {
    return cell_is_number(cell) && cell->number > 0;
}

double chart_most(const Chart *chart) {
    int64_t most = 0;
    for (size_t i = 0; i < chart->n; i++) {
        const Bar *bar = &chart->bars[i];
        if (cell_has_length(&bar->value) && bar->value.number > most) most = bar->value.number;
        if (cell_has_length(&bar->line) && bar->line.number > most) most = bar->line.number;
    }
    return (double)most;
}

Str chart_label(Composer *composer, const Cell *cell, Str unit) {
    Cell whole = cell_rounded(cell);
    Str number = cell_said(composer->arena, composer->words, &whole);
    if (!unit.n || !cell_is_number(cell)) return number;
    return str_print(composer->arena, "%.*s" NARROW_SPACE "%.*s", STR_ARG(number), STR_ARG(unit));
}

double chart_axis_step(double most, unsigned ticks) {
    double rough = most / ticks;
    if (rough < 1) return 1; /* there is nothing between two whole numbers */
    double power = pow(10, floor(log10(rough)));
    static const double steps[] = {1, 2, 5};
    for (size_t i = 0; i < 3; i++)
        if (steps[i] * power >= rough) return steps[i] * power;
    return 10 * power;
}

#define EDGE 0.6   /* of a faint fill; it lies within */
#define BESIDE 1.1 /* white, on either side of a line */

void chart_fill(Composer *composer, Strip *strip, const Chart *chart, double x, double y, double width,
                double height, Color color) {
    Arena *arena = composer->arena;
    strip_box(arena, strip, chart->figure, x, y, width, height, color);
    if (!color_is_faint(color) || width < 2 * EDGE || height < 2 * EDGE) return;
    Color edge = color_edge(color);
    double right = x + width - EDGE / 2, foot = y + height - EDGE / 2;
    strip_line(arena, strip, chart->figure, x, y + EDGE / 2, width, 0, EDGE, edge);
    strip_line(arena, strip, chart->figure, x, foot, width, 0, EDGE, edge);
    strip_line(arena, strip, chart->figure, x + EDGE / 2, y, 0, height, EDGE, edge);
    strip_line(arena, strip, chart->figure, right, y, 0, height, EDGE, edge);
}

void chart_part(Composer *composer, Strip *strip, const Chart *chart, double x, double y, double width,
                double height) {
    chart_fill(composer, strip, chart, x, y, width, height, color_of(composer, ROLE_PART));
    strip_hatch(composer->arena, strip, chart->figure, x, y, width, height, color_of(composer, ROLE_DATA));
}

void chart_target(Composer *composer, Strip *strip, const Chart *chart, double x, double y, double dx,
                  double dy, double stroke) {
    strip_line(composer->arena, strip, chart->figure, x, y, dx, dy, stroke + 2 * BESIDE, PAPER);
    strip_line(composer->arena, strip, chart->figure, x, y, dx, dy, stroke, color_of(composer, ROLE_TARGET));
}

double chart_legend(Composer *composer, Strip *strip, const Chart *chart, double x) {
    Style style = style_of(composer, STYLE_AXIS);
    double baseline = style_baseline(style), middle = style.leading / 2;
    if (chart->part_title.n) {
        chart_part(composer, strip, chart, x, middle - 3.5, 12, 7);
        x += 16;
        x += text_paint(composer, strip, chart->figure, style, x, baseline,
                        text_cut(composer, style, chart->part_title, chart->width / 2 - x)) +
             18;
    }
    if (chart->line_title.n) {
        strip_line(composer->arena, strip, chart->figure, x, middle, 14, 0, 1.5,
                   color_of(composer, ROLE_TARGET));
        x += 18;
        text_paint(composer, strip, chart->figure, style, x, baseline,
                   text_cut(composer, style, chart->line_title, chart->width - x));
    }
    return chart->part_title.n || chart->line_title.n ? style.leading + 5 : 0;
}

/* Whether a label begins like one of the words chart.grey: a ; b ; c */
static bool label_is_grey(Composer *composer, Str label) {
    Str list = words_get(composer->words, "chart.grey"), word, folded = fold(composer->arena, label);
    while (str_next(&list, ';', &word)) {
        Str start = str_trim(fold(composer->arena, word));
        if (start.n && str_starts(folded, start)) return true;
    }
    return false;
}

static Cell table_cell(const FigureTable *table, size_t row, Str column) {
    size_t c = column.n ? figure_column(table, column) : SIZE_MAX;
    if (c == SIZE_MAX) return (Cell){.kind = CELL_ABSENT};
    return table->cells[row * table->column_count + c];
}

/* Rows from `from` on as one: their sum, or hidden if one of them is. */
static Bar rest_bar(Composer *composer, const Bar *bars, size_t from, size_t n) {
    Cell count = {.kind = CELL_COUNT, .number = (int64_t)(n - from)};
    Cell sum = {.kind = CELL_ABSENT};
    for (size_t i = from; i < n; i++) {
        const Cell *cell = &bars[i].value;
        if (cell->kind == CELL_MASKED) sum = *cell;
        else if (sum.kind == CELL_ABSENT) sum = *cell;
        else if (sum.kind == cell->kind && !hundredths_add(sum.number, cell->number, &sum.number))
            sum.kind = CELL_ABSENT;
        if (sum.kind == CELL_MASKED) break;
    }
    Str label = words_say(composer->arena, composer->words, "chart.rest",
                          (WordsValue[]){{"count", cell_said(composer->arena, composer->words, &count)}}, 1);
    return (Bar){.label = label, .month = MONTH_ABSENT, .value = sum, .grey = true};
}

static Chart chart_read(Composer *composer, const XmlNode *node) {
    Arena *arena = composer->arena;
    const FigureTable *table = figures_table(composer->figures, xml_node_attr(node, "data"));
    Str label = xml_node_attr(node, "label"), limit = xml_node_attr(node, "rows");
    if (!label.n) label = STR("label");
    Chart chart = {.n = table->row_count, .bars = ARENA_ARRAY(arena, Bar, table->row_count)};
    for (size_t row = 0; row < table->row_count; row++) {
        Cell name = table_cell(table, row, label);
        Bar *bar = &chart.bars[row];
        bar->label = typeset(arena, composer->words, cell_said(arena, composer->words, &name));
        bar->month = name.kind == CELL_MONTH ? (Month)name.number : MONTH_ABSENT;
        bar->value = table_cell(table, row, xml_node_attr(node, "value"));
        bar->part = table_cell(table, row, xml_node_attr(node, "part"));
        bar->line = table_cell(table, row, xml_node_attr(node, "line"));
        bar->grey = label_is_grey(composer, bar->label);
        Str rest = bar->label, word;
        bar->inner = str_word(&rest, &word) && str_eq(word, words_get(composer->words, "table.part"));
    }
    int64_t most = BARS_MOST;
    if (limit.n && number_read_plain(limit, 0, false, &most) != NUMBER_OK) most = BARS_MOST;
    bool months = chart.n && chart.bars[0].month != MONTH_ABSENT;
    if (!months && most > 0 && chart.n > (size_t)most) {
        chart.bars[most - 1] = rest_bar(composer, chart.bars, (size_t)most - 1, chart.n);
        chart.n = (size_t)most;
    }
    chart.unit = xml_node_attr(node, "unit");
    return chart;
}

/* The words for the lighter part and the line, where the chart has any. A line that is the same everywhere
 * says its value. */
static void chart_say(Composer *composer, Chart *chart, const XmlNode *node) {
    const Cell *line = NULL;
    bool same = true, part = false;
    for (size_t i = 0; i < chart->n; i++) {
        const Bar *bar = &chart->bars[i];
        part |= cell_has_length(&bar->part);
        if (!cell_has_length(&bar->line)) continue;
        if (line && bar->line.number != line->number) same = false;
        line = &bar->line;
    }
    if (part)
        chart->part_title = typeset(composer->arena, composer->words, xml_node_attr(node, "part-title"));
    if (!line) return;
    Str title = xml_node_attr(node, "line-title");
    if (same) {
        Str value = chart_label(composer, line, chart->unit);
        title = words_say(composer->arena, composer->words, "chart.line_value",
                          (WordsValue[]){{"line", title}, {"value", value}}, 2);
    }
    chart->line_title = typeset(composer->arena, composer->words, title);
}

/* A value in the description: exact, hidden or not declared, in words. */
static Str value_said(Composer *composer, const Chart *chart, const Cell *cell) {
    if (cell->kind == CELL_MASKED) return words_get(composer->words, "chart.masked");
    if (cell->kind == CELL_ABSENT) return words_get(composer->words, "chart.absent");
    Str number = cell_said(composer->arena, composer->words, cell);
    if (!chart->unit.n) return number;
    return str_print(composer->arena, "%.*s" NARROW_SPACE "%.*s", STR_ARG(number), STR_ARG(chart->unit));
}

/* What a look at the chart tells first: what is highest. Nothing where a value is hidden, or where two are
 * the highest. */
static void most_say(Composer *composer, const Chart *chart, Buf *said) {
    const Bar *most = NULL;
    size_t equal = 0;
    for (size_t i = 0; i < chart->n; i++) {
        const Bar *bar = &chart->bars[i];
        if (bar->value.kind == CELL_MASKED) return;
        if (!cell_has_length(&bar->value) || (most && bar->value.number < most->value.number)) continue;
        equal = most && bar->value.number == most->value.number ? equal + 1 : 1;
        most = bar;
    }
    if (equal != 1 || most->grey) return;
    Str value = value_said(composer, chart, &most->value);
    buf_byte(said, ' ');
    buf_add(said, words_say(composer->arena, composer->words, "chart.most",
                            (WordsValue[]){{"label", most->label}, {"value", value}}, 2));
}

/* How often the line is reached, of the months that can be compared. */
static void line_say(Composer *composer, const Chart *chart, Buf *said) {
    Cell met = {.kind = CELL_COUNT}, all = met;
    for (size_t i = 0; i < chart->n; i++) {
        const Bar *bar = &chart->bars[i];
        if (!cell_has_length(&bar->line) || !cell_is_number(&bar->value)) continue;
        all.number++;
        met.number += bar->value.number >= bar->line.number;
    }
    if (!all.number) return;
    buf_byte(said, ' ');
    buf_add(said, words_say(composer->arena, composer->words, "chart.line_met",
                            (WordsValue[]){{"line", chart->line_title},
                                           {"met", cell_said(composer->arena, composer->words, &met)},
                                           {"all", cell_said(composer->arena, composer->words, &all)}},
                            3));
}

static Str chart_alt(Composer *composer, const Chart *chart, Str type) {
    Arena *arena = composer->arena;
    Buf items = {.arena = arena};
    for (size_t i = 0; i < chart->n; i++) {
        const Bar *bar = &chart->bars[i];
        bool part_known = cell_has_length(&bar->part) || bar->part.kind == CELL_MASKED;
        const char *form = part_known && chart->part_title.n ? "chart.item_part" : "chart.item";
        Str value = value_said(composer, chart, &bar->value), part = value_said(composer, chart, &bar->part);
        if (i) buf_print(&items, "%.*s ", STR_ARG(words_get(composer->words, "chart.between")));
        buf_add(&items, words_say(arena, composer->words, form,
                                  (WordsValue[]){{"label", bar->label},
                                                 {"value", value},
                                                 {"part", part},
                                                 {"title", chart->part_title}},
                                  4));
    }
    Buf title = {.arena = arena};
    buf_add(&title, chart->title);
    most_say(composer, chart, &title);
    line_say(composer, chart, &title);
    Str kind = words_get(composer->words, str_cstr(arena, str_print(arena, "chart.%.*s", STR_ARG(type))));
    Str alt =
        words_say(arena, composer->words, "chart.alt",
                  (WordsValue[]){{"kind", kind}, {"title", buf_str(&title)}, {"items", buf_str(&items)}}, 3);
    return typeset(composer->pages->arena, composer->words, alt);
}

static bool hides(const Chart *chart) {
    for (size_t i = 0; i < chart->n; i++)
        if (chart->bars[i].value.kind == CELL_MASKED) return true;
    return false;
}

typedef void ChartDraw(Composer *composer, Strip *strip, const Chart *chart);

static ChartDraw *chart_draw(Str type) {
    static const struct {
        const char *type;
        ChartDraw *draw;
    } draws[] = {{"bars", bars_draw}, {"stack", stack_draw}, {"months", months_draw}};
    for (size_t i = 0; i < sizeof draws / sizeof *draws; i++)
        if (str_is(type, draws[i].type)) return draws[i].draw;
    return bars_draw;
}

void chart_compose(Composer *composer, Strips *strips, const XmlNode *node, double width, Element *parent) {
    Arena *arena = composer->arena;
    Anchor *anchor = numbering_next(composer->numbering, node);
    Str type = xml_node_attr(node, "type");
    Chart chart = chart_read(composer, node);
    chart.width = width;
    chart.figure = element_new(composer->pages, parent, ELEMENT_FIGURE);
    chart_say(composer, &chart, node);
    chart.title = inline_rich(composer, node, style_of(composer, STYLE_CAPTION)).text;
    chart.figure->alt = chart_alt(composer, &chart, type);

    Strip *strip = strip_add(arena, strips, 0);
    strip->before = 4;
    strip->keep = true;
    Mark *frame = strip_mark(arena, strip);
    frame->kind = MARK_FIGURE;
    frame->item.element = chart.figure;
    chart_draw(type)(composer, strip, &chart);
    strip->marks[0].item.width = width;
    strip->marks[0].item.height = strip->height;

    Rich caption =
        caption_rich(composer, "caption.figure", anchor, node, hides(&chart), xml_node_attr(node, "data"));
    paragraph(composer, strips, &caption, style_of(composer, STYLE_CAPTION),
              width < TEXT_WIDTH ? width : TEXT_WIDTH, element_new(composer->pages, parent, ELEMENT_P), 5,
              12);
}
