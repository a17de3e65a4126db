/* advice.h - what the packs say of a lot apart from its verdict: whether the law asks for a clause ([duty]),
 * what may be put on record instead ([waiver]), and by which mechanism to go about it ([mechanism]). */
#ifndef CLAUSIER_RULES_ADVICE_H
#define CLAUSIER_RULES_ADVICE_H

#include "rules/truth.h"

/* Fills duties, waivers, mechanisms and the recommended one of a verdict whose kind is known. `table` may
 * learn answers from it. */
void advise(Arena *arena, const Ruleset *ruleset, TruthTable *table, Verdict *verdict);

#endif
