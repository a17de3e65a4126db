/* disclosure_inside.h - what disclosure.c (which hides), disclosure_audit.c (which checks) and
 * disclosure_range.c (which solves) share. */
#ifndef CLAUSIER_REPORT_DISCLOSURE_INSIDE_H
#define CLAUSIER_REPORT_DISCLOSURE_INSIDE_H

#include "report/disclosure.h"

/* whole = parts[0] + ... + parts[n - 1], in one quantity; or, where parts overlap, no more than that and no
 * less than each of them. */
typedef struct Sum {
    Quantity quantity;
    Fact *whole;
    Fact **parts;
    size_t n;
    bool overlap;
} Sum;

typedef struct Tie {
    Fact *a, *b;
    bool counts; /* the hours of a and the people of b are the same number; else all of both are hidden
                    together */
} Tie;

struct Disclosure {
    Arena *arena;
    DisclosureRule rule;
    Fact **facts;
    size_t fact_count, fact_cap;
    Sum *sums;
    size_t sum_count, sum_cap;
    Tie *ties;
    size_t tie_count, tie_cap;
};

/* Not known to the reader: hidden, or never printed. */
bool fact_unknown(const Fact *fact, Quantity quantity);
int64_t fact_threshold(const Disclosure *disclosure, const Fact *fact);
int64_t fact_value(const Fact *fact, Quantity quantity);
/* How wide a hidden number's interval must be at least. */
int64_t width_needed(const Disclosure *disclosure, const Fact *fact, Quantity quantity);

/* Every number's bounds: at fact x QUANTITIES + quantity. */
typedef struct Interval {
    int64_t low, high;
} Interval;
/* What is known of a hidden number by its being there: somebody is in a row. */
int64_t fact_least(const Disclosure *disclosure, const Fact *fact, Quantity quantity);

/* Narrows bounds that have settled to what all sums together allow, for every number that must stay unknown;
 * where `enough`, no further than to see that an interval is wide enough. */
void bounds_solve(Interval *bounds, const Disclosure *disclosure, Quantity quantity, bool enough);

/* Must stay unknown: hidden, or unprinted and yet nobody's business. */
bool fact_guarded(const Disclosure *disclosure, const Fact *fact, Quantity quantity);

#endif
