/* past.h - a review that was published, beside what the same period comes to today, and why they differ.
 *
 * What the registry knew at publication is folded again (`then`) and compared with what it knows now, scope
 * by scope and person by person. That tells the causes, and how many people a difference is about: where it
 * is few, or mostly one, neither the difference nor the number to subtract from is printed here. (Of the
 * period under review it stands in the published one: who holds both can subtract. That cannot be taken back.
 * Of the period before, readers hold the published number, and it is today's that is not printed.) So it is
 * where the published number cannot be made again: nobody knows then whom the difference is about. */
#ifndef CLAUSIER_REPORT_PAST_H
#define CLAUSIER_REPORT_PAST_H

#include "base/json.h"
#include "report/year.h"

/* A figure that is not what it was. */
typedef struct PastFigure {
    const char *name; /* as in Figures */
    CellKind kind;
    Secret published, recomputed, difference; /* HUNDREDTHS_ABSENT: there was none, or nobody knows */
} PastFigure;

typedef enum CauseKind {
    CAUSE_REPLACED,  /* a declaration, by a later one */
    CAUSE_DECLARED,  /* a month of a contract, that was not declared then */
    CAUSE_DROPPED,   /* a declaration that holds no more: contradicted, or its contract is gone */
    CAUSE_ADDED,     /* a contract */
    CAUSE_CHANGED,   /* its commitment or its days */
    CAUSE_REMOVED,   /* a contract */
    CAUSE_TRAITS,    /* of persons */
    CAUSE_FORGOTTEN, /* rows that the registry does not keep any longer */
    CAUSE_RULES,
    CAUSE_CONF,
    CAUSE_PROGRAM,
    CAUSE_FILES,   /* of hours and people that have come since */
    CAUSE_UNKNOWN, /* none of all these */
    CAUSE_KINDS
} CauseKind;

typedef struct Cause {
    CauseKind kind;
    Str contract_id, title; /* REPLACED to REMOVED */
    Month month;            /* REPLACED to DROPPED */
    Secret before, after;   /* REPLACED: hours */
} Cause;

struct Past {
    const PublishedThen *from;
    PastFigure *figures;
    size_t figure_count;
    Cause *causes; /* only where figures differ */
    size_t cause_count, cause_cap;
};

/* The published review's period folded by itself, of what was known then or is today; NULL where there is no
 * ledger, or no review of it. */
const Review *past_fold(Arena *arena, const ReviewInput *input, const PublishedThen *from,
                        const Ledger *ledger);

/* Compares; `review` is folded, but for its pasts. */
Past *past_make(Arena *arena, const Review *review, const PublishedThen *from);

/* Values and tables under `prefix`: "published", "previous". `past` may be NULL. */
void past_tables_add(Arena *arena, Figures *figures, const Review *review, const Past *past,
                     const char *prefix);
Json *past_json(Arena *arena, const Past *past, bool unmasked);

#endif
