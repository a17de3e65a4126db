/* doubt.h - why an answer is unknown: the facts that it waits for, and what French readers are told where a
 * fact is there and does not help. */
#ifndef CLAUSIER_RULES_DOUBT_H
#define CLAUSIER_RULES_DOUBT_H

#include "rules/truth.h"

/* Names of fields, and of a value that has no period for the notice's date. */
StrList doubt_missing(Arena *arena, Answer answer);

/* "montant en SEK, et non en euros"; empty where facts are simply absent. */
Str doubt_note(Arena *arena, const Ruleset *ruleset, const Facts *facts, Answer answer);

#endif
