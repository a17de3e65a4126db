/* pace.h - how far a contract is with its hours, compared with the time that has passed.
 *
 * The whole commitment is spread evenly over the days of the contract. Hours are all those declared for it,
 * whatever the period of the review, early and late ones included. A month for which nobody declared anything
 * is missing, not zero: the pace is then an interval. The low bound takes a missing month as 0 h, the high
 * one as the mean of the contract's declared months; as the expected pace where no month was declared at all.
 */
#ifndef CLAUSIER_REPORT_PACE_H
#define CLAUSIER_REPORT_PACE_H

#include "ingest/contract.h"
#include "ingest/hours.h"

typedef struct Pace {
    Hundredths declared, high;   /* hours; what is declared is the low bound */
    int64_t elapsed;             /* of the contract's days, in hundredths of a percent */
    int64_t rate_low, rate_high; /* of the whole commitment, likewise; HUNDREDTHS_ABSENT: nothing committed */
    Month *missing;              /* months of the contract that are not declared, in order */
    size_t missing_count, declared_count; /* declared months of the contract */
    bool late; /* pace_reached() lies behind the time elapsed by more than the tolerance */
} Pace;

/* The part of the commitment that falls on the days `from` to `to`, by days. Parts that join add up exactly.
 */
Hundredths pace_committed(const Contract *contract, Date from, Date to);

/* `rows` are all of the contract's, in any order; those of months after `until` are passed over.
 * `tolerance` in percent points. A contract that is attested or ended early is never late: nothing is left to
 * be done. False when the hours do not fit into 64 bits. */
bool pace_of(Arena *arena, const Contract *contract, const HoursRow *rows, size_t n, Date until,
             int64_t tolerance, Pace *pace);

/* What a contract is judged by: the high bound, unless it rests on no declared month at all. */
Hundredths pace_reached(const Pace *pace);

/* Hours by which that lies behind the time elapsed; negative where it is ahead. */
Hundredths pace_lacking(const Contract *contract, const Pace *pace);

/* The fewest hours with which the contract would not be late, all else being as it is; HUNDREDTHS_ABSENT: it
 * never is. Who is told that it is late, or not, knows on which side of them its hours are. */
Hundredths pace_turn(const Contract *contract, const Pace *pace, Date until, int64_t tolerance);

/* part / whole in hundredths of a percent, cut and not rounded: printed with one decimal it is then rounded
 * once, so that 19 of 61 is 31,1 % and not 31,2 %. HUNDREDTHS_ABSENT when whole is 0, either is absent, or it
 * does not fit. */
int64_t percent_of(int64_t part, int64_t whole);
/* a x b / c rounded half up, a, b and c not negative; HUNDREDTHS_ABSENT when c is 0, one is absent, or it
 * does not fit. */
int64_t rounded(int64_t a, int64_t b, int64_t c);

#endif
