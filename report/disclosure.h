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

/* Why a number is hidden: the first reason that was found. */
typedef enum HiddenWhy {
    HIDDEN_NOT,
    HIDDEN_FEW,       /* fewer people than the threshold */
    HIDDEN_SENSITIVE, /* fewer than the higher one */
    HIDDEN_EVERYBODY, /* a sensitive trait of everybody */
    HIDDEN_DOMINATED, /* hours: nearly all are one person's */
    HIDDEN_NOBODY,    /* hours: nobody's, beside few people's */
    HIDDEN_APART,     /* hours: few people are in one of two tied facts only */
    HIDDEN_ALONG,     /* its people are hidden, and so its hours are; or what counts the same people is */
    HIDDEN_FOR,       /* it would give another number away */
    HIDDEN_WHYS
} HiddenWhy;

typedef struct Fact Fact;
struct Fact {
    size_t number;       /* in order of creation */
    const Fact *left_of; /* of one that is not printed: what parts leave of this one; NULL: something else */
    const Fact *of;      /* the population that this is a part of; NULL: it is one itself */
    bool sensitive;      /* health or justice: the higher threshold holds */
    bool trait;          /* says what the people are, see fact_of_everybody() */
    bool unprinted;  /* never printed: the difference between printed numbers, which must stay unknown too */
    bool count;      /* of something else than people; hidden before any row of a table is */
    bool loose;      /* unprinted, and no cell of any table: must not be calculated, but may be bounded */
    bool known;      /* not printed here, but elsewhere: the reader has it */
    bool kept;       /* not printed here, and hidden elsewhere: it must stay unknown */
    bool tells_zero; /* that nobody is in it tells as much: hidden where its population is of too few */
    bool settled;    /* of a review that is published: what is hidden in it does not change */
    unsigned worth;  /* of two numbers that would do, the one worth less is hidden; 0 is the least */

    bool bounded; /* what is printed beside it says that its hours are from `least` to `most` */
    Hundredths least, most;

    /* from fact_seal() on */
    int64_t people;
    Hundredths hours, largest; /* all hours; those of the person who did most */
    bool nobody;               /* some of the hours are nobody's */
    Contribution *by;          /* one a person, sorted by person */
    size_t n, cap;

    /* from disclosure_protect() on */
    bool hidden[QUANTITIES];
    HiddenWhy why[QUANTITIES];
    const Fact *protects[QUANTITIES]; /* HIDDEN_FOR: the number that it would give away */
    int64_t room[QUANTITIES];         /* of a settled one: how wide its interval was when it was printed */
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
/* What may not be printed whatever stands beside it: too few people, or hours that are one person's. */
bool fact_unsafe(const Disclosure *disclosure, const Fact *fact);
int64_t fact_safe_from(const Disclosure *disclosure, const Fact *fact); /* people: its threshold */
/* Nearly all of the hours are one person's. */
bool hours_dominated(const Disclosure *disclosure, Hundredths hours, Hundredths largest);
/* Enough people for its threshold, or none at all. */
bool fact_safe(const Disclosure *disclosure, const Fact *fact);

/* The hours of `whole` are the sum of its parts'; its people too when `people_add` (nobody is in two parts).
 * `parts` is kept. */
void disclosure_sum(Disclosure *disclosure, Fact *whole, Fact **parts, size_t n, bool people_add);
/* The same in one quantity. */
void disclosure_sum_of(Disclosure *disclosure, Quantity quantity, Fact *whole, Fact **parts, size_t n);
/* Everybody in `whole` is in one part or several, and nobody else is: its number is at least the largest
 * part's and at most all parts' together. */
void disclosure_cover(Disclosure *disclosure, Quantity quantity, Fact *whole, Fact **parts, size_t n);
/* A printed number that counts something else than people, such as their work contracts. Sealed. */
Fact *disclosure_count(Disclosure *disclosure, const Fact *of, int64_t count);
/* The same number stands as the hours of `a`: they are hidden together. */
void disclosure_same_count(Disclosure *disclosure, Fact *a, Fact *count);
/* Two sealed facts about (nearly) the same people, each with all their hours: they are hidden together. */
void disclosure_tie(Disclosure *disclosure, Fact *a, Fact *b);

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

/* Decides what is hidden in every sealed fact. Nobody's hours are hidden in a part that has too few people
 * beside them, or none. False when no pattern of hidden numbers passes the audit: `left` is then what is
 * exposed when all that may be hidden is. */
bool disclosure_protect(Disclosure *disclosure, Exposure *left);

/* True when the printed numbers pass; else the first exposure. Every hidden number is checked against
 * everything printed: bounds are propagated through all sums, linear elimination finds what the bounds do
 * not, and a linear programme has the last word on what a hidden number can be where sums cross (contracts by
 * trade and by company). That one is left out where more hidden numbers hang together than SOLVED allows
 * (disclosure_range.c); that one of those could be calculated is excluded even there.
 *
 * The rule, exactly. A hidden number of people must lie in an interval at least the threshold wide, a hidden
 * number of hours in one at least as wide as the hours themselves, given all that is printed, that nothing is
 * negative, and that somebody is in every row that hides its people: nobody is printed as 0 or not at all.
 * (Where that row may hold a single person, from 1 to the threshold is wide enough; where the population is
 * smaller than a threshold, its own size is all that can be asked.) The people behind the hidden hours of one
 * sum, whose total anybody can calculate, are at least the threshold, and none of them dominates.
 *
 * Not counted as printed: the hundredth of an hour that somebody has at least, and the order of rows, which
 * hidden numbers do not decide. */
bool disclosure_audit(const Disclosure *disclosure, Exposure *exposure);

/* What a reader can deduce about a number, and how much there must be between the two. */
typedef struct Span {
    int64_t low, high;
    int64_t needed; /* 0: the number may be known */
    bool endless;   /* nothing printed bounds it from above; high says nothing */
} Span;

/* Of every fact: at fact->number x QUANTITIES + quantity. NULL where the bounds do not settle. */
Span *disclosure_spans(Arena *arena, const Disclosure *disclosure);

/* Takes over what a published review hides and prints, as settled facts with their sums. What was its fact
 * `number` is then disclosure_adopted(). */
size_t disclosure_adopt(Disclosure *disclosure, const Disclosure *published);
Fact *disclosure_adopted(const Disclosure *disclosure, size_t adopted, const Fact *fact);

#endif
