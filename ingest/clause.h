/* clause.h - the life of a clause before there is a contract (clauses.csv): what a lot's clause became, and
 * when. */
#ifndef CLAUSIER_INGEST_CLAUSE_H
#define CLAUSIER_INGEST_CLAUSE_H

#include "base/date.h"
#include "ingest/table.h"

typedef struct Clause {
    Str notice_id;
    Str lot_id;      /* empty: of a notice without lots */
    Str contract_id; /* empty if there is none yet */
    Str state;       /* screened, proposed, inserted, awarded, declined */
    Date on;         /* never absent */
    Loc at;
} Clause;

typedef struct Clauses {
    Clause *at;
    size_t n, cap;
} Clauses;

extern const TableKind clauses_table;

/* Appends what the file holds; false after saying why it is refused whole. A lot has a row for each state
 * that it came to. */
bool clauses_read(Arena *arena, Str file, Str bytes, const ColumnNames *names, Clauses *clauses, Lines *lines,
                  Diags *diags);

#endif
