/* explain.h - every rule's word on a lot, as a facilitator reads it. */
#ifndef CLAUSIER_RULES_EXPLAIN_H
#define CLAUSIER_RULES_EXPLAIN_H

#include "rules/judge.h"

/* French text of `width` columns (80 to 160) at most where the words allow it. Its last line says what would
 * settle a doubt ("Pour trancher") or what was decisive. */
Str explain_lot(Arena *arena, const Words *words, const Notice *notice, const Lot *lot,
                const Verdict *verdict, unsigned width);

#endif
