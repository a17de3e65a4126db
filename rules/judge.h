/* judge.h - a lot and a ruleset give a verdict. Pure: same lot, same rules, same verdict, whatever came
 * before. */
#ifndef CLAUSIER_RULES_JUDGE_H
#define CLAUSIER_RULES_JUDGE_H

#include "rules/ruleset.h"
#include "rules/verdict.h"

/* A worker's own working memory: match data, folded texts. */
typedef struct Judge Judge;
Judge *judge_new(const Ruleset *ruleset);
void judge_free(Judge *judge);

Verdict *judge_lot(Judge *judge, Arena *arena, const Notice *notice, const Lot *lot);

#endif
