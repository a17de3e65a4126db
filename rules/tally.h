/* tally.h - the truths of all rules added up to a verdict. */
#ifndef CLAUSIER_RULES_TALLY_H
#define CLAUSIER_RULES_TALLY_H

#include "rules/pack.h"

/* Points are an interval: an unknown rule adds its points to the end that they could move. Zero is the tally
 * of no rules; the order of additions does not matter. */
typedef struct Tally {
    int low, high;
    bool exclude_true, exclude_unknown, require_true, require_unknown;
} Tally;

void tally_add(Tally *tally, const Rule *rule, Truth truth);
void tally_effect(Tally *tally, Effect effect, int points, Truth truth); /* of a rule */

/* A firm verdict stays what it is whatever the unknown rules turn out to be. */
VerdictKind tally_verdict(const Tally *tally, int eligible);

/* Of a verdict that is not firm: could an unknown rule of this effect still change it? */
bool tally_waits(const Tally *tally, int eligible, Effect effect);

#endif
