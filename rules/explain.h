/* explain.h - every rule's word on a lot, as a facilitator reads it. */
#ifndef CLAUSIER_RULES_EXPLAIN_H
#define CLAUSIER_RULES_EXPLAIN_H

#include "rules/judge.h"

/* French text of `width` columns at most where the words allow it, ending with the line "Pour trancher". */
Str explain_lot(Arena *arena, const Words *words, const Notice *notice, const Lot *lot,
                const Verdict *verdict, unsigned width);

#endif
