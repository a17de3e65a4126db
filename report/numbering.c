/* numbering.c - the walk over the template that comes first: what is shown gets its number and its anchor.
 *
 * A section without anything to show is left out, with its number; so are tables and charts without data. */
#include "report/numbering.h"

#include "report/typography.h"

#include <assert.h>

static bool conditions_hold(const Figures *figures, const XmlNode *node) {
    Str wanted = xml_node_attr(node, "if"), unwanted = xml_node_attr(node, "unless");
    Str known = xml_node_attr(node, "known");
    if (wanted.n && !figures_any(figures, wanted)) return false;
    if (known.n && !figures_known(figures, known)) return false;
    return !unwanted.n || !figures_any(figures, unwanted);
}

/* A chart needs one bar that has a length: hidden ones alone show nothing. */
static bool chart_shows(const Figures *figures, const XmlNode *node) {
    const FigureTable *table = figures_table(figures, xml_node_attr(node, "data"));
    size_t column = table ? figure_column(table, xml_node_attr(node, "value")) : SIZE_MAX;
    if (column == SIZE_MAX) return false;
    for (size_t row = 0; row < table->row_count; row++) {
        const Cell *cell = &table->cells[row * table->column_count + column];
        if (cell_is_number(cell) && cell->number > 0) return true;
    }
    return false;
}

static bool any_child_shows(const Figures *figures, const XmlNode *node) {
    for (const XmlNode *child = node->first; child; child = child->next)
        if (child->name.n && !str_is(child->name, "caption") && node_shows(figures, child)) return true;
    return false;
}

static bool is_text(const XmlNode *node) {
    static const char *const texts[] = {"p", "finding", "note"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        if (str_is(node->name, texts[i])) return true;
    return false;
}

static bool is_conditional(const XmlNode *node) {
    return xml_node_attr(node, "if").n || xml_node_attr(node, "unless").n || xml_node_attr(node, "known").n;
}

/* By what stands in it, each part asked once, or the depth of a template would be an exponent. A section that
 * explains a chart is nothing without it: text that always stands there does not count then. */
static bool section_shows(const Figures *figures, const XmlNode *section) {
    bool chart = false, text = false;
    for (const XmlNode *child = section->first; child; child = child->next) {
        if (!child->name.n) continue;
        chart |= str_is(child->name, "chart");
        if (is_text(child) && !is_conditional(child)) text = true;
        else if (node_shows(figures, child)) return true;
    }
    return text && !chart;
}

bool node_shows(const Figures *figures, const XmlNode *node) {
    if (!conditions_hold(figures, node)) return false;
    if (str_is(node->name, "chart")) return chart_shows(figures, node);
    if (str_is(node->name, "table") || str_is(node->name, "alerts")) {
        const FigureTable *table = figures_table(figures, xml_node_attr(node, "data"));
        if (!table || !table->row_count) return false;
    }
    if (str_is(node->name, "fact")) {
        const Cell *cell = figures_value(figures, xml_node_attr(node, "value"));
        return cell && cell->kind != CELL_ABSENT;
    }
    if (str_is(node->name, "section")) return section_shows(figures, node);
    static const char *const holders[] = {"annex", "columns", "side", "table", "facts", "list", "figures"};
    for (size_t i = 0; i < sizeof holders / sizeof *holders; i++)
        if (str_is(node->name, holders[i])) return any_child_shows(figures, node);
    return true;
}

static Numbered *number_add(Arena *arena, Numbering *numbering, const XmlNode *node) {
    Numbered *numbered = ARENA_NEW(arena, Numbered);
    numbered->node = node;
    *ARENA_PUSH(arena, numbering->at, numbering->n, numbering->cap) = numbered;
    return numbered;
}

/* Where the walk is. */
typedef struct Place {
    unsigned level; /* of the sections found here */
    bool annex;
    bool unlisted; /* in a chapter that is not numbered, the synthesis: its sections are in no contents */
} Place;

static Place number_section(Arena *arena, Numbering *numbering, const XmlNode *node, Place place) {
    Numbered *numbered = number_add(arena, numbering, node);
    bool unnumbered = str_is(xml_node_attr(node, "numbered"), "no");
    place.annex |= str_is(node->name, "annex");
    numbered->anchor.title = typeset(arena, numbering->words, xml_node_attr(node, "title"));
    numbered->anchor.level = place.unlisted || place.level > 2 ? 0 : place.level;
    if (place.level == 1 && !place.annex && !unnumbered)
        numbered->anchor.number = str_print(arena, "%zu", ++numbering->chapters);
    Str id = xml_node_attr(node, "id");
    if (id.n) map_put(numbering->by_id, id, &numbered->anchor);
    place.unlisted |= unnumbered;
    place.level++;
    return place;
}

/* Tables are numbered 1, 2, ... in the text, A1, A2, ... in the annexes. */
static void number_table(Arena *arena, Numbering *numbering, const XmlNode *node, bool annex) {
    Numbered *numbered = number_add(arena, numbering, node);
    numbered->anchor.number =
        annex ? str_print(arena, "A%zu", ++numbering->annexed) : str_print(arena, "%zu", ++numbering->tables);
    Str data = xml_node_attr(node, "data");
    if (data.n) map_put(numbering->by_data, data, &numbered->anchor); /* the last one wins: the annex */
}

static void number_walk(Arena *arena, Numbering *numbering, const XmlNode *node, Place place) {
    for (const XmlNode *child = node->first; child; child = child->next) {
        if (!child->name.n || !node_shows(numbering->figures, child)) continue;
        if (str_is(child->name, "annex") || str_is(child->name, "section"))
            number_walk(arena, numbering, child, number_section(arena, numbering, child, place));
        else if (str_is(child->name, "table") || str_is(child->name, "facts"))
            number_table(arena, numbering, child, place.annex);
        else if (str_is(child->name, "chart"))
            number_add(arena, numbering, child)->anchor.number =
                str_print(arena, "%zu", ++numbering->figure_count);
        else if (str_is(child->name, "columns") || str_is(child->name, "side"))
            number_walk(arena, numbering, child, place);
    }
}

Numbering *numbering_new(Arena *arena, const XmlNode *root, const Figures *figures, const Words *words) {
    Numbering *numbering = ARENA_NEW(arena, Numbering);
    *numbering =
        (Numbering){.figures = figures, .words = words, .by_id = map_new(arena), .by_data = map_new(arena)};
    number_walk(arena, numbering, root, (Place){.level = 1});
    return numbering;
}

Anchor *numbering_next(Numbering *numbering, const XmlNode *node) {
    assert(numbering->cursor < numbering->n && numbering->at[numbering->cursor]->node == node);
    return &numbering->at[numbering->cursor++]->anchor;
}
