/* figures.h - what a review says, as numbers under names: the only thing templates, JSON and attachments see.
 *
 * A value is one number or text; a table is rows of cells. Names are a closed list
 * (tests/report/test_figures.c); an unknown one is the template's error. Masked cells carry no number at all:
 * nobody downstream can print what must stay hidden. */
#ifndef CLAUSIER_REPORT_FIGURES_H
#define CLAUSIER_REPORT_FIGURES_H

#include "base/date.h"
#include "base/decimal.h"

typedef enum CellKind {
    CELL_ABSENT, /* not declared, not stated: printed as such, never as 0 */
    CELL_TEXT,
    CELL_COUNT,   /* number */
    CELL_HOURS,   /* number, hundredths of an hour */
    CELL_RATIO,   /* number, hundredths of no unit: full-time equivalents */
    CELL_PERCENT, /* number, hundredths of a percent */
    CELL_MONEY,   /* number, cents (EUR) */
    CELL_DATE,    /* number, a Date */
    CELL_MONTH,   /* number, a Month */
    CELL_MASKED,  /* hidden by disclosure control */
} CellKind;

typedef struct Cell {
    CellKind kind;
    int64_t number;
    Str text; /* CELL_TEXT */
} Cell;

typedef struct FigureColumn {
    Str name; /* label, count, hours, share, ... */
} FigureColumn;

typedef struct FigureTable {
    Str name; /* hours_by_month, people_by_sex, contracts, alerts, ... */
    FigureColumn *columns;
    size_t column_count;
    Cell *cells; /* row by row, row_count x column_count */
    size_t row_count;
    Cell *total; /* column_count cells, or NULL */
} FigureTable;

typedef struct FigureValue {
    Str name; /* hours_done, rate, people, ...; target_met and target_missed are counts, 1 or 0: whether
                 hours_done reach hours_committed */
    Cell cell;
    bool rare; /* says something where it is there, and nothing where it is absent: then it is not attached */
} FigureValue;

typedef struct Figures {
    FigureValue *values;
    size_t value_count, value_cap;
    FigureTable *tables;
    size_t table_count, table_cap;
} Figures;

const Cell *figures_value(const Figures *figures, Str name);        /* NULL: no such name */
const FigureTable *figures_table(const Figures *figures, Str name); /* NULL: no such name */
size_t figure_column(const FigureTable *table, Str name);           /* SIZE_MAX: no such column */
/* What all cells of a column are that say anything; CELL_ABSENT where they differ, or say nothing. */
CellKind figure_column_kind(const FigureTable *table, size_t column);
const char *cell_unit(CellKind kind);                      /* h, %, EUR; NULL: none */
Str figure_titled(Arena *arena, Str title, CellKind kind); /* with its unit: Taux (%) */
/* Whether the name stands for something to show: a value that is not absent or zero, a table with rows. */
bool figures_any(const Figures *figures, Str name);
bool figures_known(const Figures *figures, Str name); /* a value that is neither absent nor hidden */

#endif
