/* review_fold.h - the working state of one fold: what the review_*.c files share. */
#ifndef CLAUSIER_REPORT_REVIEW_FOLD_H
#define CLAUSIER_REPORT_REVIEW_FOLD_H

#include "report/year.h"

/* A person with a row up to the end of the period. */
typedef struct YearPerson {
    const Person *person;
    size_t number;    /* in the order of the ledger's rows: stands for the person in facts */
    Hundredths hours; /* of the period; 0: not one of the review's people */
} YearPerson;

/* What one row and one column of a crossed table have in common. */
typedef struct Crossing {
    Fact *row, *column;
    Contribution *by;
    size_t n, cap;
    Fact *cell;
} Crossing;

typedef struct Crossings {
    Map *by_pair; /* -> Crossing * */
} Crossings;

typedef struct ReviewFold {
    Arena *arena;
    Review *review;
    Disclosure *disclosure;
    Map *people;                    /* reference -> YearPerson * */
    Hundredths nobody;              /* hours of the period that are nobody's */
    Fact *ever;                     /* everybody, up to the end of the period */
    Fact *all;                      /* everybody with hours in the period */
    Fact *training;                 /* everybody with training hours in the period */
    Fact *positive;                 /* exits to work or training */
    unsigned work_worth;            /* of the total of work contracts */
    Fact *work;                     /* everybody with a work contract; its "hours" are work contracts */
    Map *structures;                /* SIRET -> YearStructure *; NULL: not known */
    Crossings by_contract, by_kind; /* of HOURS_BY_STRUCTURE with contracts, and with kinds of employers */
    const Merge *merge;             /* of every breakdown, beyond what is always merged */
} ReviewFold;

/* The steps of review_fold(); those that return false met an overflow. First what does not depend on people.
 */
bool contracts_take(ReviewFold *fold);  /* which contracts, their commitments and pace */
void contracts_count(ReviewFold *fold); /* contracts_by_... */
void months_new(ReviewFold *fold);

/* Then all facts and sums. */
bool contracts_fold(ReviewFold *fold); /* every row into its facts */
void groups_fold(ReviewFold *fold);    /* trades and companies as sums of contracts */
bool months_fold(ReviewFold *fold);
bool people_fold(ReviewFold *fold);
bool work_fold(ReviewFold *fold);       /* work contracts by type */
void structures_fold(ReviewFold *fold); /* structures crossed with contracts and kinds of employers */
void replaced_fold(ReviewFold *fold);
void guard_fold(ReviewFold *fold); /* what else a reader can calculate with */
void known_fold(ReviewFold *fold); /* what was published of the period before */

/* Then, protected, of which contracts with hidden hours it may be told that they are late, or are not. */
void lateness_fold(ReviewFold *fold);

/* Then the numbers. */
void contracts_finish(ReviewFold *fold);
void months_finish(ReviewFold *fold);
void replaced_finish(ReviewFold *fold);
void work_finish(ReviewFold *fold);
void structures_finish(ReviewFold *fold);
void funnel_count(Review *review);

/* The structures of the convention; then a row of the period goes to the one that declared it. */
void structures_take(ReviewFold *fold);
void structure_put(ReviewFold *fold, const HoursRow *row, const YearContract *year, size_t person);

bool in_period(const Review *review, const HoursRow *row);
YearPerson *person_of(ReviewFold *fold, Str ref);
size_t person_number(ReviewFold *fold, Str ref); /* NOBODY without a reference */

/* The fact of a breakdown's row, new or not. */
Fact *part_fact(ReviewFold *fold, BreakdownName name, Str key);
bool facts_seal(const Breakdown *breakdown);

/* The facts of a breakdown are all parts of `whole`; unless everybody stands in one sensitive row, for the
 * total would say it of each, or they are few, for a row would say that one of them is in it, or all rows are
 * merged into one: the breakdown is then withheld. */
void breakdown_sum(ReviewFold *fold, Breakdown *breakdown, Fact *whole, bool people_add);
/* The same where nobody's hours stand in none of its rows. */
void breakdown_sum_known(ReviewFold *fold, Breakdown *breakdown, Fact *whole);

/* Keeps its rows, and merges them as `fold` says. Sealed, and not yet in a sum. */
void hours_merge(ReviewFold *fold, BreakdownName name);
/* What is merged are parts of the merged row. */
void merged_sum(ReviewFold *fold, const Breakdown *breakdown, bool people_add);
/* Whether so few people are in the review that none of its rows is printed. Everybody sealed. */
bool breakdown_of_few(const ReviewFold *fold, const Breakdown *breakdown);
/* Its rows are not printed. */
void breakdown_withhold(Breakdown *breakdown);

/* Where no pattern of hidden cells protects everybody: one breakdown more to be merged, or further. False:
 * all are. */
bool guard_merge_more(const ReviewFold *fold, const Exposure *left, Merge *merge);
/* Counts what was done to protect people. */
void guard_finish(ReviewFold *fold);

/* What printed parts leave of a printed whole, as an unprinted fact: whole = parts + rest. The hours of a
 * rest of few people are theirs. All must be sealed; `parts` is copied. */
void rest_sum(ReviewFold *fold, Fact *whole, Fact *const *parts, size_t n, bool people_add);

/* The same of declarations that replaced others; where nothing is left, readers know that: nobody else
 * declares.
 */
void scopes_sum(ReviewFold *fold, Fact *whole, Fact *const *scopes, size_t n);

/* Whether the person is in work or training at the end of the period. */
bool person_leaves_well(const Person *person, Date to);

bool contract_sensitive(const Contract *contract); /* reserved to disabled people or to detainees */
bool kind_sensitive(Str kind);                     /* a structure for disabled workers */

Secret secret_of(const Fact *fact, Quantity quantity);

#endif
