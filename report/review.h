/* review.h - the year folded into figures: whole-number sums that any order of the input gives alike.
 *
 * report/year.h shows the result from inside; other rooms see Figures. */
#ifndef CLAUSIER_REPORT_REVIEW_H
#define CLAUSIER_REPORT_REVIEW_H

#include "base/words.h"
#include "ingest/clause.h"
#include "ingest/decision.h"
#include "ingest/structure.h"
#include "registry/convention.h"
#include "registry/ledger.h"
#include "registry/publication.h"
#include "report/figures.h"

/* Verdict counts of the notices looked at; lots is 0 when there were none. */
typedef struct Screening {
    uint64_t notices, lots, eligible, to_check, not_eligible;
} Screening;

/* A review that was published: of this period, or of the one before. */
typedef struct PublishedThen {
    const Publication *publication;
    const Ledger *ledger; /* of what was known when it was published; NULL: that cannot be said any more */
    Screening screening;  /* of its period, as of today */
    bool rules_changed, conf_changed, rows_gone;
    int64_t hours_files, people_files; /* that have come since */
} PublishedThen;

typedef struct ReviewInput {
    const Convention *convention; /* parties, thresholds */
    Date from, to;                /* the period, both days included */
    const Ledger *ledger;
    Screening screening;
    const Decisions *decisions;   /* on lots; NULL: not known */
    const Clauses *clauses;       /* the life of clauses; NULL: not known */
    const Structures *structures; /* of insertion; NULL: not known */
    const Publication *years;     /* published reviews of periods before, the oldest first */
    size_t year_count;
    Lines lines;                               /* of all tables read */
    bool lines_partly;                         /* of these, headings and blank ones are not known */
    const PublishedThen *published, *previous; /* NULL: none */
    Date supersedes;                           /* a published one of this day, if there is a reason */
    Str supersedes_reason;
    Str pack_title, pack_digest; /* empty when no notices were judged */
    const Words *words;          /* labels, in the language of the paper */
} ReviewInput;

typedef struct Review Review;

/* Folds; then protects people (disclosure.h). NULL after saying why (DIAG_REFUSED): a sum overflowed, or the
 * audit of what would be printed failed. What `input` points to must live as long as the review. */
Review *review_fold(Arena *arena, const ReviewInput *input, Diags *diags);

/* Every name of the closed list is there, whatever the data hold. */
Figures *review_figures(Arena *arena, const Review *review);

/* Of one contract of the review: its cells of review_figures(), and nothing of the others. NULL: no such
 * contract in the period. */
Figures *review_figures_of(Arena *arena, const Review *review, Str contract_id);

/* The closed list of names, as the figures of a review of nothing. */
Figures *review_names(Arena *arena);

/* The figures that a publication keeps, as they are printed. */
void publication_take(Arena *arena, const Figures *figures, Publication *publication);

/* "clausier.review/1"; masked unless `unmasked`, which is for the house's own use. */
Str review_json(Arena *arena, const Review *review, bool unmasked);

#endif
