/* figures.c - values and tables found by their names. */
#include "report/figures.h"

const Cell *figures_value(const Figures *figures, Str name) {
    for (size_t i = 0; i < figures->value_count; i++)
        if (str_eq(figures->values[i].name, name)) return &figures->values[i].cell;
    return NULL;
}

const FigureTable *figures_table(const Figures *figures, Str name) {
    for (size_t i = 0; i < figures->table_count; i++)
        if (str_eq(figures->tables[i].name, name)) return &figures->tables[i];
    return NULL;
}

size_t figure_column(const FigureTable *table, Str name) {
    for (size_t i = 0; i < table->column_count; i++)
        if (str_eq(table->columns[i].name, name)) return i;
    return SIZE_MAX;
}

CellKind figure_column_kind(const FigureTable *table, size_t column) {
    CellKind kind = CELL_ABSENT;
    for (size_t i = 0; i < table->row_count; i++) {
        CellKind own = table->cells[i * table->column_count + column].kind;
        if (own == CELL_ABSENT || own == CELL_MASKED) continue;
        if (kind != CELL_ABSENT && own != kind) return CELL_ABSENT;
        kind = own;
    }
    return kind;
}

const char *cell_unit(CellKind kind) {
    return kind == CELL_HOURS ? "h" : kind == CELL_PERCENT ? "%" : kind == CELL_MONEY ? "EUR" : NULL;
}

Str figure_titled(Arena *arena, Str title, CellKind kind) {
    const char *unit = cell_unit(kind);
    return unit ? str_print(arena, "%.*s (%s)", STR_ARG(title), unit) : title;
}

bool figures_known(const Figures *figures, Str name) {
    const Cell *cell = figures_value(figures, name);
    return cell && cell->kind != CELL_MASKED && cell->kind != CELL_ABSENT;
}

bool figures_any(const Figures *figures, Str name) {
    const FigureTable *table = figures_table(figures, name);
    if (table) return table->row_count > 0;
    const Cell *cell = figures_value(figures, name);
    if (!cell) return false;
    switch (cell->kind) {
    case CELL_ABSENT:
        return false;
    case CELL_TEXT:
        return cell->text.n > 0;
    case CELL_COUNT:
    case CELL_HOURS:
    case CELL_RATIO:
    case CELL_PERCENT:
    case CELL_MONEY:
        return cell->number != 0;
    case CELL_DATE:
    case CELL_MONTH:
    case CELL_MASKED:
        return true;
    }
    return false;
}
