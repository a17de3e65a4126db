/* possible.h - whether a condition can hold for any lot at all: lint's question. */
#ifndef CLAUSIER_RULES_POSSIBLE_H
#define CLAUSIER_RULES_POSSIBLE_H

#include "rules/pack.h"

/* False only if it surely never holds: what it asks of one field cannot be had together, or no trade of
 * `ruleset` has the labour share that it asks for (NULL: that is not looked at). Looks into the conditions
 * that it names, not into those that these name. */
bool possible(const Ruleset *ruleset, const Expr *when);

#endif
