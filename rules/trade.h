/* trade.h - trades: which one a CPV code belongs to, and the hours that an amount of it makes.
 *
 *     labour hours = amount x labour share / hourly cost
 *     hours        = labour hours x insertion share
 *
 * Exact integers up to the last step, then whole hours, rounded down. A factor that is a range gives a range.
 */
#ifndef CLAUSIER_RULES_TRADE_H
#define CLAUSIER_RULES_TRADE_H

#include "rules/fact.h"

/* The trade with the longest prefix of the lot's main code, else of an additional one; NULL if there is none.
 * Among equals the first in load order. */
const Trade *trade_of_cpv(const Ruleset *ruleset, const Lot *lot);

/* Hours (in hundredths, but whole) for a known amount; UNKNOWN if the trade does not state a factor. */
NumberFact trade_labour_hours(const Trade *trade, NumberFact amount);
NumberFact trade_hours(const Trade *trade, NumberFact amount);

/* The smallest amounts in cents from which the low and the high end of the estimate reach `hours`; false if
 * the trade does not state a factor or no amount is large enough. */
bool trade_amount_for(const Trade *trade, bool insertion, int64_t hours, int64_t *for_low, int64_t *for_high);

#endif
