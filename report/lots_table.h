/* lots_table.h - verdicts as a table on a terminal. Column widths follow from the width alone, so that lots
 * are printed as they come, however many there are. */
#ifndef CLAUSIER_REPORT_LOTS_TABLE_H
#define CLAUSIER_REPORT_LOTS_TABLE_H

#include "base/words.h"
#include "report/grid.h"
#include "rules/verdict.h"

typedef struct LotsLook {
    const Words *words;
    unsigned width; /* columns of the terminal, GRID_WIDTH_MIN to GRID_WIDTH_MAX */
    bool color;     /* beside the words, never instead of them */
} LotsLook;

/* How many lots of each kind. */
typedef struct LotsCount {
    uint64_t of[3]; /* by VerdictKind */
} LotsCount;

void lots_table_head(Buf *buf, Arena *scratch, const LotsLook *look);

/* Appends the lines of a lot, behind a mark that tells its verdict: lots_table_next() takes it off. */
void lots_table_lot(Buf *rows, Arena *scratch, const LotsLook *look, const Notice *notice, const Lot *lot,
                    const Verdict *verdict);
/* The next lot's lines of `rows`, which is counted; false behind the last. */
bool lots_table_next(Str *rows, LotsCount *count, Str *lines);

/* How many lots there were, and where to read more. */
void lots_table_foot(Buf *buf, Arena *scratch, const LotsLook *look, const LotsCount *count);

#endif
