/* settle.h - which single missing fact would make a "to check" firm: what a facilitator asks the buyer for.
 */
#ifndef CLAUSIER_RULES_SETTLE_H
#define CLAUSIER_RULES_SETTLE_H

#include "rules/truth.h"

/* Collects the figures that conditions compare each field with; once, when a ruleset has been bound. */
void settle_prepare(Ruleset *ruleset);

/* Adds to verdict->settles what each of the fields in `missing` would have to be, alone. `table` holds the
 * answers that led to the verdict and is left as it was. */
void settle_verdict(Arena *arena, const Ruleset *ruleset, const TruthTable *table, FieldSet missing,
                    Verdict *verdict);

#endif
