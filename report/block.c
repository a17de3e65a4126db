/* block.c - the small blocks of a chapter: findings, paragraphs, notes, lists, key figures, alerts. */
#include "report/compose.h"
#include <string.h>

#define KEYS_A_ROW 4
#define KEY_SMALLEST 12.0
#define KEY_GAP 14.0
#define ALERT_INDENT 12.0
#define ALERT_BAR 3.0
#define BRIEF_LEAD 0.6 /* of the width: the name of an alert that is told briefly */
#define BRIEF_LINES 2  /* of such an alert */
#define LIST_INDENT 12.0

static double text_width(double width) {
    return width < TEXT_WIDTH ? width : TEXT_WIDTH;
}

/* A paragraph of its own element; nothing at all where it came out empty. */
static void paragraph_compose(Composer *composer, Strips *strips, const XmlNode *node, Style style,
                              double width, Element *parent, double before, double after) {
    Rich rich = inline_rich(composer, node, style);
    if (!rich.text.n) return;
    paragraph(composer, strips, &rich, style, width, element_new(composer->pages, parent, ELEMENT_P), before,
              after);
}

void finding_compose(Composer *composer, Strips *strips, const XmlNode *node, double width, Element *parent) {
    paragraph_compose(composer, strips, node, style_of(composer, STYLE_FINDING), text_width(width), parent, 2,
                      12);
}

void p_compose(Composer *composer, Strips *strips, const XmlNode *node, double width, Element *parent) {
    paragraph_compose(composer, strips, node, style_of(composer, STYLE_BODY), text_width(width), parent, 4,
                      8);
}

/* Small print under a thin rule. */
void note_compose(Composer *composer, Strips *strips, const XmlNode *node, double width, Element *parent) {
    Strip *above = strips->last;
    paragraph_compose(composer, strips, node, style_of(composer, STYLE_NOTE), width, parent, 14, 10);
    if (strips->last == above) return;
    Strip *first = above ? above->next : strips->first;
    strip_line(composer->arena, first, NULL, 0, -5, width, 0, RULE_HAIR, color_of(composer, ROLE_RULE));
}

/* What was painted last on a strip is painted first: who follows the page hears a bullet before its text. */
static void last_first(Strip *strip) {
    Mark last = strip->marks[strip->n - 1];
    memmove(strip->marks + 1, strip->marks, (strip->n - 1) * sizeof last);
    strip->marks[0] = last;
}

static void item_compose(Composer *composer, Strips *strips, const XmlNode *node, double width,
                         Element *list) {
    Style style = style_of(composer, STYLE_BODY);
    Rich rich = inline_rich(composer, node, style);
    if (!rich.text.n) return;
    Element *item = element_new(composer->pages, list, ELEMENT_LI);
    Element *label = element_new(composer->pages, item, ELEMENT_LBL);
    Strips lines = {0};
    Strip *strip;
    paragraph(composer, &lines, &rich, style, text_width(width) - LIST_INDENT,
              element_new(composer->pages, item, ELEMENT_LBODY), 3, 3);
    for (strip = lines.first; strip; strip = strip->next)
        for (size_t i = 0; i < strip->n; i++) strip->marks[i].item.x += LIST_INDENT;
    text_paint(composer, lines.first, label, style, 0, style_baseline(style), STR("•"));
    last_first(lines.first);
    strips_append(strips, &lines);
}

void list_compose(Composer *composer, Strips *strips, const XmlNode *node, double width, Element *parent) {
    Element *list = element_new(composer->pages, parent, ELEMENT_L);
    for (const XmlNode *child = node->first; child; child = child->next)
        if (child->name.n && node_shows(composer->figures, child))
            item_compose(composer, strips, child, width, list);
    if (strips->last) strips->last->after = 8;
}

/* A number in the largest size that its column holds, and below it what it counts. */
static void key_compose(Composer *composer, Strip *row, const XmlNode *node, double x, double width,
                        Element *parent) {
    Style style = style_of(composer, STYLE_KEY), line_style = style_of(composer, STYLE_KEY_LINE);
    const Cell *cell = figures_value(composer->figures, xml_node_attr(node, "value"));
    Str unit = xml_node_attr(node, "unit");
    Cell rounded = cell_rounded(cell);
    bool exact = !str_is(xml_node_attr(node, "round"), "yes");
    Str number = cell_said(composer->arena, composer->words, exact ? cell : &rounded);
    if (unit.n && cell_is_number(cell))
        number = str_print(composer->arena, "%.*s" NARROW_SPACE "%.*s", STR_ARG(number), STR_ARG(unit));
    while (style.size > KEY_SMALLEST && font_width(composer->fonts, style.face, style.size, number) > width)
        style.size -= 1;
    number = str_print(composer->arena, "%.*s ", STR_ARG(text_cut(composer, style, number, width)));
    Element *element = element_new(composer->pages, parent, ELEMENT_P);
    text_paint(composer, row, element, style, x, 8 + style_baseline(style_of(composer, STYLE_KEY)), number);
    Rich rich = inline_rich(composer, node, line_style);
    rich.whole_words = true;
    Line *lines;
    size_t n = rich_lines_cut(composer, &rich, line_style.size, width, 4, &lines);
    double y = 8 + style_of(composer, STYLE_KEY).leading + 1;
    for (size_t i = 0; i < n; i++, y += line_style.leading)
        line_paint(composer, row, &rich, &lines[i], x, y + style_baseline(line_style), line_style.size,
                   element);
    if (y + 7 > row->height) row->height = y + 7;
}

/* Key figures, four to a row, between a strong rule and a thin one. */
void figures_compose(Composer *composer, Strips *strips, const XmlNode *node, double width, Element *parent) {
    double step = width / KEYS_A_ROW;
    Strip *row = NULL;
    size_t i = 0;
    for (const XmlNode *child = node->first; child; child = child->next) {
        if (!child->name.n || !node_shows(composer->figures, child)) continue;
        if (i % KEYS_A_ROW == 0) {
            row = strip_add(composer->arena, strips, 0);
            row->before = i ? 0 : 6;
            strip_line(composer->arena, row, NULL, 0, 0, width, 0, i ? RULE_HAIR : 1.5,
                       i ? color_of(composer, ROLE_RULE) : color_of(composer, ROLE_TITLE));
        }
        key_compose(composer, row, child, step * (double)(i++ % KEYS_A_ROW), step - KEY_GAP, parent);
    }
    if (!row) return;
    strip_line(composer->arena, row, NULL, 0, row->height, width, 0, RULE_HAIR * 1.6,
               color_of(composer, ROLE_RULE));
    row->after = 16;
}

/* One alert, of at most so many lines: they are strips with their own piece of ground, so that it may go over
 * a page's end. */
static void alert_compose(Composer *composer, Strips *strips, Rich *rich, double width, size_t most,
                          Element *parent) {
    Style style = style_of(composer, STYLE_ALERT);
    Line *lines;
    size_t n = rich_lines_cut(composer, rich, style.size, width - 2 * ALERT_INDENT, most, &lines);
    Element *element = element_new(composer->pages, parent, ELEMENT_P);
    for (size_t i = 0; i < n; i++) {
        double top = i ? 0 : 5, foot = i + 1 == n ? 5 : 0;
        Strip *strip = strip_add(composer->arena, strips, top + style.leading + foot);
        strip_box(composer->arena, strip, NULL, 0, 0, width, strip->height, color_of(composer, ROLE_TINT));
        strip_box(composer->arena, strip, NULL, 0, 0, ALERT_BAR, strip->height,
                  color_of(composer, ROLE_ALERT));
        line_paint(composer, strip, rich, &lines[i], ALERT_INDENT, top + style_baseline(style), style.size,
                   element);
        strip->before = i ? 0 : 7;
        strip->after = i + 1 == n ? 7 : 0;
        strip->keep = i + 1 < n && (i == 0 || i + 2 == n);
    }
}

/* All rows of a table as alerts; or the first few, briefly, and how many more there are. */
void alerts_compose(Composer *composer, Strips *strips, const XmlNode *node, double width, Element *parent) {
    const FigureTable *table = figures_table(composer->figures, xml_node_attr(node, "data"));
    size_t lead = figure_column(table, xml_node_attr(node, "lead"));
    size_t text = figure_column(table, xml_node_attr(node, "text"));
    int64_t limit = INT64_MAX;
    bool brief = number_read_plain(xml_node_attr(node, "rows"), 0, false, &limit) == NUMBER_OK;
    if (!brief) limit = INT64_MAX;
    Style style = style_of(composer, STYLE_ALERT), bold = style;
    bold.face = FACE_BOLD;
    size_t row = 0;
    for (; row < table->row_count && (int64_t)row < limit; row++) {
        const Cell *cells = &table->cells[row * table->column_count];
        Rich rich = {0};
        Str name = cell_said(composer->arena, composer->words, &cells[lead]);
        if (brief) name = text_cut(composer, bold, name, BRIEF_LEAD * width);
        rich_add(composer, &rich, name, FACE_BOLD, color_of(composer, ROLE_INK), NULL);
        rich_add(composer, &rich, str_ends(name, STR("…")) ? STR(" ") : STR(". "), FACE_BOLD,
                 color_of(composer, ROLE_INK), NULL);
        rich_add(composer, &rich, cell_said(composer->arena, composer->words, &cells[text]), style.face,
                 style.color, NULL);
        rich_end(composer, &rich);
        alert_compose(composer, strips, &rich, width, brief ? BRIEF_LINES : SIZE_MAX, parent);
    }
    if (row == table->row_count) return;
    Cell more = {.kind = CELL_COUNT, .number = (int64_t)(table->row_count - row)};
    Str said = words_say(composer->arena, composer->words, "alerts.more",
                         (WordsValue[]){{"count", cell_said(composer->arena, composer->words, &more)}}, 1);
    Rich rich = rich_of(composer, said, style_of(composer, STYLE_NOTE));
    paragraph(composer, strips, &rich, style_of(composer, STYLE_NOTE), width,
              element_new(composer->pages, parent, ELEMENT_P), 4, 8);
}
