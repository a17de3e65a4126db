/* table.c - from a table of figures, or a list of values, to a grid of printed cells. */
#include "report/compose.h"

#define INSET 10.0 /* of a row that is a part of the one above */

static const XmlNode *child_named(const XmlNode *node, const char *name) {
    for (const XmlNode *child = node->first; child; child = child->next)
        if (str_is(child->name, name)) return child;
    return NULL;
}

static size_t count_shown(const Figures *figures, const XmlNode *node, const char *name) {
    size_t n = 0;
    for (const XmlNode *child = node->first; child; child = child->next)
        n += str_is(child->name, name) && node_shows(figures, child);
    return n;
}

/* The cells of one column of a figure table, read down. */
typedef struct Column {
    const FigureTable *table;
    size_t index;
    bool rounded;
} Column;

static Cell column_round(Column column, const Cell *cell) {
    return column.rounded ? cell_rounded(cell) : *cell;
}

static Cell column_cell(Column column, size_t row) {
    return column_round(column, &column.table->cells[row * column.table->column_count + column.index]);
}

/* Absent where the table has no total, or none of this column. */
static Cell column_total(Column column) {
    if (!column.table->total) return (Cell){.kind = CELL_ABSENT};
    return column_round(column, &column.table->total[column.index]);
}

/* A column stands to the right when it has figures, or nothing but gaps and hidden cells. */
static bool column_right(Column column) {
    for (size_t row = 0; row < column.table->row_count; row++) {
        Cell cell = column_cell(column, row);
        if (cell.kind == CELL_TEXT || cell.kind == CELL_DATE || cell.kind == CELL_MONTH) return false;
    }
    return true;
}

static unsigned column_decimals(Column column) {
    unsigned most = 0;
    for (size_t row = 0; row <= column.table->row_count; row++) {
        Cell cell = row < column.table->row_count ? column_cell(column, row) : column_total(column);
        unsigned decimals = cell_decimals(&cell);
        if (decimals > most) most = decimals;
    }
    return most;
}

static Rich print(Composer *composer, const Cell *cell, unsigned decimals, Style style) {
    Str text = cell_said_aligned(composer->arena, composer->words, cell, decimals);
    Rich rich = rich_of(composer, text, style);
    if (cell->kind == CELL_MASKED) rich.stands_for = words_get(composer->words, "chart.masked");
    return rich;
}

/* "dont femmes" stands in, under the row it is a part of. */
static void rows_inset(Composer *composer, Grid *grid) {
    Str part = words_get(composer->words, "table.part"), word;
    if (grid->row_head == SIZE_MAX) return;
    for (size_t row = 0; row < grid->rows; row++) {
        Rich *cell = &grid->cells[row * grid->columns + grid->row_head];
        Str rest = cell->text;
        if (str_word(&rest, &word) && str_eq(word, part)) cell->inset = INSET;
    }
}

/* Whether one of the cells that are shown is hidden. */
static bool hides(const Grid *grid) {
    for (size_t i = 0; i < grid->rows * grid->columns; i++)
        if (grid->cells[i].stands_for.n) return true;
    for (size_t c = 0; grid->total && c < grid->columns; c++)
        if (grid->total[c].stands_for.n) return true;
    return false;
}

static void grid_finish(Composer *composer, Strips *strips, Grid *grid, const XmlNode *node, Anchor *anchor,
                        double width, Element *parent) {
    rows_inset(composer, grid);
    Rich caption =
        caption_rich(composer, "caption.table", anchor, child_named(node, "caption"), hides(grid), (Str){0});
    grid_compose(composer, strips, grid, &caption, anchor, width, parent);
}

/* The cells below the head; one that nobody declared says so in the column's own words, if it has some. */
static void column_print(Composer *composer, Grid *grid, size_t c, Column column, unsigned decimals,
                         Str absent) {
    for (size_t row = 0; row < grid->rows; row++) {
        Cell cell = column_cell(column, row);
        bool missing = cell.kind == CELL_ABSENT && absent.n;
        grid->cells[row * grid->columns + c] =
            missing ? rich_of(composer, absent, style_of(composer, STYLE_CELL))
                    : print(composer, &cell, decimals, style_of(composer, STYLE_CELL));
    }
}

/* The total row: absent cells are left empty, the first one says what the row is. */
static Rich print_total(Composer *composer, Column column, unsigned decimals, bool first) {
    Cell cell = column_total(column);
    if (cell.kind != CELL_ABSENT) return print(composer, &cell, decimals, style_of(composer, STYLE_TOTAL));
    Str text = first ? words_get(composer->words, "table.total") : (Str){0};
    return rich_of(composer, text, style_of(composer, STYLE_TOTAL));
}

static void column_fill(Composer *composer, Grid *grid, size_t c, Column column, const XmlNode *node) {
    unsigned decimals = column_decimals(column);
    grid->right[c] = column_right(column);
    grid->head[c] = inline_rich(composer, node, style_of(composer, STYLE_HEAD));
    if (str_is(xml_node_attr(node, "header"), "row")) grid->row_head = c;
    column_print(composer, grid, c, column, decimals, xml_node_attr(node, "absent"));
    if (grid->total) grid->total[c] = print_total(composer, column, decimals, c == 0);
}

static Grid grid_new(Arena *arena, size_t columns, size_t rows, bool total) {
    return (Grid){.columns = columns,
                  .rows = rows,
                  .head = ARENA_ARRAY(arena, Rich, columns),
                  .cells = ARENA_ARRAY(arena, Rich, columns * rows),
                  .total = total ? ARENA_ARRAY(arena, Rich, columns) : NULL,
                  .right = ARENA_ARRAY(arena, bool, columns),
                  .row_head = SIZE_MAX};
}

static Column column_of(const FigureTable *table, const XmlNode *node) {
    bool rounded = str_is(xml_node_attr(node, "round"), "yes");
    return (Column){table, figure_column(table, xml_node_attr(node, "field")), rounded};
}

/* Whether one of the columns shown has a total that is a number. */
static bool has_total(Composer *composer, const FigureTable *table, const XmlNode *node) {
    if (str_is(xml_node_attr(node, "total"), "no")) return false;
    for (const XmlNode *child = node->first; child; child = child->next) {
        if (!str_is(child->name, "column") || !node_shows(composer->figures, child)) continue;
        Cell cell = column_total(column_of(table, child));
        if (cell_is_number(&cell) || cell.kind == CELL_MASKED) return true;
    }
    return false;
}

void table_compose(Composer *composer, Strips *strips, const XmlNode *node, double width, Element *parent) {
    const FigureTable *table = figures_table(composer->figures, xml_node_attr(node, "data"));
    Anchor *anchor = numbering_next(composer->numbering, node);
    Grid grid = grid_new(composer->arena, count_shown(composer->figures, node, "column"), table->row_count,
                         has_total(composer, table, node));
    size_t c = 0;
    for (const XmlNode *child = node->first; child; child = child->next)
        if (str_is(child->name, "column") && node_shows(composer->figures, child))
            column_fill(composer, &grid, c++, column_of(table, child), child);
    grid_finish(composer, strips, &grid, node, anchor, width, parent);
}

/* A value with its unit, as the template gives it: "18 200 h". */
static Rich fact_cell(Composer *composer, Str name, Str unit) {
    const Cell *cell = name.n ? figures_value(composer->figures, name) : NULL;
    if (!cell) return rich_of(composer, (Str){0}, style_of(composer, STYLE_CELL));
    Str text = cell_said(composer->arena, composer->words, cell);
    if (unit.n && cell_is_number(cell))
        text = str_print(composer->arena, "%.*s %.*s", STR_ARG(text), STR_ARG(unit));
    Rich rich = rich_of(composer, text, style_of(composer, STYLE_CELL));
    if (cell->kind == CELL_MASKED) rich.stands_for = words_get(composer->words, "chart.masked");
    return rich;
}

/* <facts>: one <fact> a row, its value, and that of the year before where a fact has one to show. */
void facts_compose(Composer *composer, Strips *strips, const XmlNode *node, double width, Element *parent) {
    Anchor *anchor = numbering_next(composer->numbering, node);
    bool before = false;
    for (const XmlNode *fact = node->first; fact; fact = fact->next) {
        Str previous = xml_node_attr(fact, "previous");
        before |=
            previous.n && node_shows(composer->figures, fact) && figures_any(composer->figures, previous);
    }
    size_t rows = count_shown(composer->figures, node, "fact"), row = 0;
    Grid grid = grid_new(composer->arena, before ? 3 : 2, rows, false);
    grid.row_head = 0;
    grid.head[0] = rich_of(composer, xml_node_attr(node, "label"), style_of(composer, STYLE_HEAD));
    grid.head[1] = rich_of(composer, xml_node_attr(node, "now"), style_of(composer, STYLE_HEAD));
    grid.right[1] = true;
    if (before) {
        grid.head[2] = rich_of(composer, xml_node_attr(node, "before"), style_of(composer, STYLE_HEAD));
        grid.right[2] = true;
    }
    for (const XmlNode *fact = node->first; fact; fact = fact->next) {
        if (!str_is(fact->name, "fact") || !node_shows(composer->figures, fact)) continue;
        Rich *cells = &grid.cells[row++ * grid.columns];
        Str unit = xml_node_attr(fact, "unit");
        cells[0] = inline_rich(composer, fact, style_of(composer, STYLE_CELL));
        cells[1] = fact_cell(composer, xml_node_attr(fact, "value"), unit);
        if (before) cells[2] = fact_cell(composer, xml_node_attr(fact, "previous"), unit);
    }
    grid_finish(composer, strips, &grid, node, anchor, width, parent);
}
