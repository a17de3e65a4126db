/* review_cells.h - what the files share that put a review into figures: cells, and tables to fill.
 *
 * The door that keeps hidden numbers in: secret_cell() and its likes are the only way from a Secret to a
 * Cell, and a masked cell carries no number. */
#ifndef CLAUSIER_REPORT_REVIEW_CELLS_H
#define CLAUSIER_REPORT_REVIEW_CELLS_H

#include "report/year.h"

extern const Cell absent_cell;
Cell text_cell(Str text);                        /* absent if empty */
Cell number_cell(CellKind kind, int64_t number); /* HUNDREDTHS_ABSENT: absent */
Cell count_cell(uint64_t count);
Cell date_cell(Date date); /* DATE_ABSENT: absent */
Cell hidden_cell(bool hidden, Cell cell);
Cell secret_cell(CellKind kind, Secret secret);
Cell share_cell(Secret part, Secret whole);       /* hidden where either side of it is */
Str years_said(Arena *arena, Date from, Date to); /* "2026", or "2025 – 2026" */
Cell code_cell(Arena *arena, const Review *review, const char *section, Str code); /* its French label */

void value_add(Arena *arena, Figures *figures, const char *name, Cell cell);
void rare_value_add(Arena *arena, Figures *figures, const char *name, Cell cell); /* FigureValue.rare */
/* An empty table of `rows` rows; `columns` are names separated by |. Lives until the next is added. */
FigureTable *table_add(Arena *arena, Figures *figures, const char *name, const char *columns, size_t rows);
Cell *table_row(FigureTable *table, size_t row);
/* The row of totals, with its label in the first cell. */
Cell *table_total(Arena *arena, FigureTable *table, const Words *words);

/* Each adds its tables: review_tables.c, and review_funnel.c, review_years.c, review_alerts.c. */
void contract_tables_add(Arena *arena, Figures *figures, const Review *review);
void breakdown_tables_add(Arena *arena, Figures *figures, const Review *review);
void months_table_add(Arena *arena, Figures *figures, const Review *review);
void screening_table_add(Arena *arena, Figures *figures, const Review *review);
void replaced_table_add(Arena *arena, Figures *figures, const Review *review);
void quality_table_add(Arena *arena, Figures *figures, const Review *review);
void structures_table_add(Arena *arena, Figures *figures, const Review *review);
void work_table_add(Arena *arena, Figures *figures, const Review *review);
void funnel_table_add(Arena *arena, Figures *figures, const Review *review);
void years_table_add(Arena *arena, Figures *figures, const Review *review);
void pace_table_add(Arena *arena, Figures *figures, const Review *review);
void missing_table_add(Arena *arena, Figures *figures, const Review *review);
void contract_values_add(Arena *arena, Figures *figures); /* absent: see review_contract.c */
void alerts_table_add(Arena *arena, Figures *figures, const Review *review);

#endif
