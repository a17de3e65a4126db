/* plan.c - the walk over the template that comes first: what is shown gets its number and its anchor.
 *
 * A section without anything to show is left out, with its number; so are tables and charts without data. */
#include "report/plan.h"

#include <assert.h>

static bool conditions_hold(const Figures *figures, const XmlNode *node) {
    Str wanted = xml_node_attr(node, "if"), unwanted = xml_node_attr(node, "unless");
    if (wanted.n && !figures_any(figures, wanted)) return false;
    return !unwanted.n || !figures_any(figures, unwanted);
}

/* A chart needs one bar that has a length, or one that is hidden. */
static bool chart_shows(const Figures *figures, const XmlNode *node) {
    const FigureTable *table = figures_table(figures, xml_node_attr(node, "data"));
    size_t column = table ? figure_column(table, xml_node_attr(node, "value")) : SIZE_MAX;
    if (column == SIZE_MAX) return false;
    for (size_t row = 0; row < table->row_count; row++) {
        const Cell *cell = &table->cells[row * table->column_count + column];
        if (cell->kind == CELL_MASKED) return true;
        if (cell->kind != CELL_TEXT && cell->kind != CELL_ABSENT && cell->number > 0) return true;
    }
    return false;
}

static bool any_child_shows(const Figures *figures, const XmlNode *node) {
    for (const XmlNode *child = node->first; child; child = child->next)
        if (child->name.n && plan_shows(figures, child)) return true;
    return false;
}

bool plan_shows(const Figures *figures, const XmlNode *node) {
    if (!conditions_hold(figures, node)) return false;
    if (str_is(node->name, "chart")) return chart_shows(figures, node);
    if (str_is(node->name, "table") || str_is(node->name, "alerts")) {
        const FigureTable *table = figures_table(figures, xml_node_attr(node, "data"));
        return table && table->row_count > 0;
    }
    if (str_is(node->name, "fact")) {
        const Cell *cell = figures_value(figures, xml_node_attr(node, "value"));
        return cell && cell->kind != CELL_ABSENT;
    }
    static const char *const holders[] = {"section", "annex", "columns", "side", "facts", "list"};
    for (size_t i = 0; i < sizeof holders / sizeof *holders; i++)
        if (str_is(node->name, holders[i])) return any_child_shows(figures, node);
    return true;
}

static Planned *plan_add(Arena *arena, Plan *plan, const XmlNode *node) {
    Planned *planned = ARENA_NEW(arena, Planned);
    planned->node = node;
    *ARENA_PUSH(arena, plan->at, plan->n, plan->cap) = planned;
    return planned;
}

static void plan_section(Arena *arena, Plan *plan, const XmlNode *node, unsigned level, bool annex) {
    Planned *planned = plan_add(arena, plan, node);
    planned->anchor.title = xml_node_attr(node, "title");
    planned->anchor.level = level;
    if (level == 1 && !annex && !str_is(xml_node_attr(node, "numbered"), "no"))
        planned->anchor.number = str_print(arena, "%zu", ++plan->chapters);
    Str id = xml_node_attr(node, "id");
    if (id.n) map_put(plan->by_id, id, &planned->anchor);
}

/* Tables with a caption are numbered: 1, 2, ... in the text, A1, A2, ... in the annexes. */
static void plan_table(Arena *arena, Plan *plan, const XmlNode *node, bool annex) {
    Planned *planned = plan_add(arena, plan, node);
    planned->anchor.number =
        annex ? str_print(arena, "A%zu", ++plan->annexed) : str_print(arena, "%zu", ++plan->tables);
    Str data = xml_node_attr(node, "data");
    if (data.n) map_put(plan->by_data, data, &planned->anchor); /* the last one wins: the annex */
}

static void plan_walk(Arena *arena, Plan *plan, const XmlNode *node, unsigned level, bool annex) {
    for (const XmlNode *child = node->first; child; child = child->next) {
        if (!child->name.n || !plan_shows(plan->figures, child)) continue;
        bool is_annex = str_is(child->name, "annex");
        if (is_annex || str_is(child->name, "section")) {
            plan_section(arena, plan, child, level + 1, annex || is_annex);
            plan_walk(arena, plan, child, level + 1, annex || is_annex);
        } else if (str_is(child->name, "table") || str_is(child->name, "facts")) {
            plan_table(arena, plan, child, annex);
        } else if (str_is(child->name, "chart")) {
            plan_add(arena, plan, child)->anchor.number = str_print(arena, "%zu", ++plan->figure_count);
        } else if (str_is(child->name, "columns") || str_is(child->name, "side")) {
            plan_walk(arena, plan, child, level, annex);
        }
    }
}

Plan *plan_new(Arena *arena, const XmlNode *root, const Figures *figures) {
    Plan *plan = ARENA_NEW(arena, Plan);
    *plan = (Plan){.figures = figures, .by_id = map_new(arena), .by_data = map_new(arena)};
    plan_walk(arena, plan, root, 0, false);
    return plan;
}

Anchor *plan_next(Plan *plan, const XmlNode *node) {
    assert(plan->cursor < plan->n && plan->at[plan->cursor]->node == node);
    return &plan->at[plan->cursor++]->anchor;
}
