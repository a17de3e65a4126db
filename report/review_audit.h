/* review_audit.h - what disclosure control did to a review, number by number: for the house, not for print.
 *
 * A hidden number is named by its table, row and column, with the reason, and with what a reader can deduce
 * of it from everything printed. True numbers are never said, nor is what would tell them: hours need an
 * interval as wide as themselves, so that width is not said either. It is the house's own all the same: which
 * cells are hidden for their own sake, and which beside them, is what a reader must not know. */
#ifndef CLAUSIER_REPORT_REVIEW_AUDIT_H
#define CLAUSIER_REPORT_REVIEW_AUDIT_H

#include "report/year.h"

/* A number about people that a review prints or hides, at the first place where it does. */
typedef struct AuditCell {
    const char *table;  /* as in Figures; "values" */
    Str key, label;     /* of its row; of "values" both are empty */
    const char *column; /* likewise; of "values" the name */
    const Fact *fact;
    Quantity quantity;
    bool counts; /* its hours are work contracts, one each */
} AuditCell;

typedef struct AuditCells {
    AuditCell *at;
    size_t n, cap;
    const Review *review;
} AuditCells;

/* Of a review that is folded; labels stand in a finished one only. */
AuditCells audit_cells(Arena *arena, const Review *review);

/* Hidden for its own sake, not for another's. */
bool audit_primary(const AuditCell *cell);

/* table/row/column of a number, for messages; table/row where it is not printed; a difference is named by
 * what it is left of. */
Str audit_place(Arena *arena, const AuditCells *cells, const Fact *fact, Quantity quantity);

/* Whether every interval is as wide as it must be. */
bool audit_passes(const Review *review);

/* As a table for a terminal `width` columns wide, as CSV or as JSON ("clausier.audit/1"). */
Str audit_text(Arena *arena, const Review *review, const Words *words, unsigned width);
Str audit_csv(Arena *arena, const Review *review);
Str audit_json(Arena *arena, const Review *review);

#endif
