/* compare.h - two verdicts on one lot, by two versions of the rules: what has changed, and what made it. */
#ifndef CLAUSIER_RULES_COMPARE_H
#define CLAUSIER_RULES_COMPARE_H

#include "rules/verdict.h"

/* What a reader would see change. */
typedef enum Change {
    CHANGE_VERDICT,
    CHANGE_TRADE,
    CHANGE_HOURS,
    CHANGE_MECHANISM,
    CHANGE_DUTY,
    CHANGES
} Change;
const char *change_name(Change change); /* verdict, trade, ... */

/* A bit 1 << change for each; 0: the same to a reader, whatever the rules said. */
unsigned verdict_changes(const Verdict *before, const Verdict *after);

/* "to_check -> eligible: +common_trade (+3), ?volume (+2), -intellectual (-4), trade cleaning -> waste": the
 * verdict (once, where it is the same), then rules that are true now (+), cannot tell now (?) or are false
 * now
 * (-) and were not, or weigh otherwise, then what else has changed. */
Str compare_print(Arena *arena, const Verdict *before, const Verdict *after);

#endif
