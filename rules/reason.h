/* reason.h - the French sentences of rules with their {places} filled from the facts of a lot. */
#ifndef CLAUSIER_RULES_REASON_H
#define CLAUSIER_RULES_REASON_H

#include "base/words.h"
#include "rules/fact.h"

/* Cuts `rest` of a reason behind the next {place} that nothing fills, and returns it with its braces; empty
 * if there is none. {match} needs a rule about text. */
Str reason_unknown_place(Str *rest, bool about_text);

/* The reason with its places filled; `match` is the notice's own words. A fact that is not known says so. */
Str reason_fill(Arena *arena, const Ruleset *ruleset, Str reason, const Facts *facts, Str match);

/* Why an unknown field is unknown, in French, where it is not simply absent; else empty. */
Str reason_note(Arena *arena, const Words *words, const Facts *facts, Field field);

/* A number of a field for a French reader, with its unit: 50 625 €, 6 mois, 80 %, 833. */
Str reason_number(Arena *arena, const Words *words, Field field, int64_t low, int64_t high);

#endif
