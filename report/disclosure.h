/* disclosure.h - who could be recognised in a table, and which numbers must therefore stay hidden.
 *
 * A Fact is one cell that a review could print: the people in it, each with their hours. Two numbers of a
 * fact may be printed, its people and its hours; each is hidden or not. Facts hang together by sums (a column
 * and its total, a trade and its contracts): whoever reads all printed numbers can calculate with every sum,
 * and what they can find out by that must not be narrower than the rule allows.
 *
 * Everything here is set up first (facts, sums, ties), then protected once. */
#ifndef CLAUSIER_REPORT_DISCLOSURE_H
#define CLAUSIER_REPORT_DISCLOSURE_H

#include "base/decimal.h"

typedef enum Quantity { QUANTITY_PEOPLE, QUANTITY_HOURS, QUANTITIES } Quantity;

/* One person's part of a fact. */
typedef struct Contribution {
    size_t person; /* any number that stands for the person in the whole review */
    Hundredths hours;
} Contribution;

/* In a person's place: hours of people whom nobody knows any more. They are counted, and those people are
 * not. */
#define NOBODY SIZE_MAX

typedef struct Fact Fact;
struct Fact {
    size_t number;  /* in order of creation */
    const Fact *of; /* the population that this is a part of; NULL: it is one itself */
    bool sensitive; /* health or justice: the higher threshold holds */
    bool trait;     /* says what the people are, see fact_of_everybody() */
    bool unprinted; /* never printed: the difference between printed numbers, which must stay unknown too */
    unsigned worth; /* of two numbers that would do, the one worth less is hidden; 0 is the least */

    /* from fact_seal() on */
    int64_t people;
    Hundredths hours, largest; /* all hours; those of the person who did most */
    bool nobody;               /* some of the hours are nobody's */
    Contribution *by;          /* one a person, sorted by person */
    size_t n, cap;

    bool hidden[QUANTITIES]; /* from disclosure_protect() on */
};

typedef struct DisclosureRule {
    int64_t threshold, sensitive_threshold; /* persons below which a number is hidden */
    int64_t dominance; /* percent of a fact's hours: one person doing more than that hides them */
} DisclosureRule;

typedef struct Disclosure Disclosure;

Disclosure *disclosure_new(Arena *arena, DisclosureRule rule);
Fact *disclosure_fact(Disclosure *disclosure, const Fact *of);

/* A person's hours, in any order and any number of times; a person without hours is not in the fact. */
void fact_add(Disclosure *disclosure, Fact *fact, size_t person, Hundredths hours);
/* No more hours for this fact; its numbers are then known. False when they do not fit into 64 bits. */
bool fact_seal(Fact *fact);
/* A sensitive trait of the whole population: each of them has it, so it is hidden whatever their number. */
bool fact_of_everybody(const Fact *fact);
int64_t fact_safe_from(const Disclosure *disclosure, const Fact *fact); /* people: its threshold */
/* Enough people for its threshold, or none at all. */
bool fact_safe(const Disclosure *disclosure, const Fact *fact);

/* The hours of `whole` are the sum of its parts'; its people too when `people_add` (nobody is in two parts).
 * `parts` is kept. */
void disclosure_sum(Disclosure *disclosure, Fact *whole, Fact **parts, size_t n, bool people_add);
/* Two sealed facts about (nearly) the same people, each with all their hours: they are hidden together. */
void disclosure_tie(Disclosure *disclosure, Fact *a, Fact *b);

/* Decides what is hidden in every sealed fact. Nobody's hours are hidden in a part that has too few people
 * beside them, or none. False when no pattern of hidden numbers passes the audit. */
bool disclosure_protect(Disclosure *disclosure);

/* What a reader could find out. */
typedef struct Exposure {
    Fact *fact;
    Quantity quantity;
    enum {
        EXPOSED_NARROW, /* a hidden number lies within an interval that is too narrow */
        EXPOSED_EXACT,  /* it can be calculated */
        EXPOSED_REST,   /* what a sum hides, taken together, is too few people or one person's */
        EXPOSED_ENDLESS /* the bounds did not settle, or do not fit: nothing is known, so nothing passes */
    } how;
    size_t sum; /* where to hide one more number; SIZE_MAX when it may be any sum of the fact */
} Exposure;

/* True when the printed numbers pass; else the first exposure. Every hidden number is checked against
 * everything printed: bounds are propagated through all sums, and linear elimination finds what the bounds do
 * not.
 *
 * Where sums cross (contracts by trade and by company), propagation can leave a bound wider than all sums
 * together would; that a number could be calculated is excluded there too.
 *
 * The rule, exactly. A hidden number of people must lie in an interval at least the threshold wide, a hidden
 * number of hours in one at least as wide as the hours themselves, given all that is printed and that nothing
 * is negative. (Where the population is smaller than a threshold, its own size is all that can be asked.) The
 * people behind the hidden hours of one sum, whose total anybody can calculate, are at least the threshold,
 * and none of them dominates. */
bool disclosure_audit(const Disclosure *disclosure, Exposure *exposure);

#endif
