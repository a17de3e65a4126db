/* decision.h - what a facilitator decided of lots: decisions.csv, or the workbook of `check -f xlsx` as it
 * comes back, whose hidden columns say which lot a row is about. */
#ifndef CLAUSIER_INGEST_DECISION_H
#define CLAUSIER_INGEST_DECISION_H

#include "base/date.h"
#include "ingest/table.h"

typedef struct Decision {
    Str notice_id;
    Str lot_id;   /* empty: of a notice without lots */
    Str decision; /* propose, waive, decline, wait */
    Str waiver, comment;
    Date decided_on; /* DATE_ABSENT if not stated */
    Loc at;
} Decision;

typedef struct Decisions {
    Decision *at;
    size_t n, cap;
} Decisions;

extern const TableKind decisions_table;

/* Appends what the file holds; false after saying why it is refused whole. A row in which nothing is decided
 * is passed over, and counts as blank. Rows come in the order of the file; two may be about one lot. */
bool decisions_read(Arena *arena, Str file, Str bytes, const ColumnNames *names, Decisions *decisions,
                    Lines *lines, Diags *diags);

#endif
