/* blind.h - a lot as it would be if nobody had said that it carries a clause.
 *
 * Rules that look for the clause itself find it wherever it is announced, and so hide how good the others
 * are. Judged blindly, a lot has no field that states a clause, and its texts have no sentence that names
 * one: what is left are object, codes, duration, amount and place. What names a clause is said by [blind]:
 *
 *     [blind]                   no name, once a pack; what several packs say adds up
 *     pattern = ...             or words = ...; several patterns are alternatives
 *     yes     = Marché comportant une clause sociale d'insertion
 *     no      = Insertion paysagère du bassin
 *
 * It only hides: a text that loses all its sentences is still there, and says nothing. */
#ifndef CLAUSIER_RULES_BLIND_H
#define CLAUSIER_RULES_BLIND_H

#include "rules/pack_read.h"

/* Reads a section [blind]. */
void blind_read(PackReader *reader, const Section *section);

/* The lot without what names a clause; its texts live in `arena`. No [blind] matches any of them, nor any
 * sentence of them; where a search is given up for its cost, what it looked through is dropped. */
const Lot *blind_lot(const Ruleset *ruleset, Matcher *matcher, Arena *arena, const Lot *lot);

#endif
