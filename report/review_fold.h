/* review_fold.h - the working state of one fold: shared by review.c (contracts, hours) and review_people.c.
 */
#ifndef CLAUSIER_REPORT_REVIEW_FOLD_H
#define CLAUSIER_REPORT_REVIEW_FOLD_H

#include "report/year.h"

/* A person with a row up to the end of the period. */
typedef struct YearPerson {
    const Person *person;
    size_t number;    /* in the order of the ledger's rows: stands for the person in facts */
    Hundredths hours; /* of the period; 0: not one of the review's people */
} YearPerson;

typedef struct ReviewFold {
    Arena *arena;
    Review *review;
    Disclosure *disclosure;
    Map *people;    /* reference -> YearPerson * */
    Fact *ever;     /* everybody, up to the end of the period */
    Fact *all;      /* everybody with hours in the period */
    Fact *training; /* everybody with training hours in the period */
    Fact *positive; /* exits to work or training */
} ReviewFold;

/* Facts of all breakdowns of people, their sums and ties. False on overflow. */
bool people_fold(ReviewFold *fold);

/* A breakdown in which everybody stands in one sensitive row is withheld: the total would say it of each. */
bool breakdown_tells_of_all(const ReviewFold *fold, const Breakdown *breakdown);
void breakdown_withhold(Breakdown *breakdown);

/* The facts of a breakdown are all parts of `whole`. */
void breakdown_sum(ReviewFold *fold, const Breakdown *breakdown, Fact *whole, bool people_add);

/* What printed parts leave of a printed whole, as an unprinted fact: whole = parts + rest. The hours of a
 * rest of few people are theirs. All must be sealed; `parts` is copied. */
void rest_sum(ReviewFold *fold, Fact *whole, Fact *const *parts, size_t n, bool people_add);

/* A key that stands for health or justice: of convention.conf, or a structure for disabled workers. */
bool key_sensitive(const ReviewFold *fold, Str key);

#endif
