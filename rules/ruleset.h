/* ruleset.h - packs of rules, read and checked once, then immutable and shared by all workers. */
#ifndef CLAUSIER_RULES_RULESET_H
#define CLAUSIER_RULES_RULESET_H

#include "base/diag.h"
#include "base/words.h"
#include "rules/verdict.h"

typedef struct Ruleset Ruleset;

/* A pack is named by its path, which has a slash or ends in .rules, or by its shipped name: fr-social. */
bool pack_is_path(Str name);

/* Reads the packs in this order. All errors of all packs are said (DIAG_USAGE, with caret); NULL if there was
 * one. `words` name fields and units in French where a reason or a way to settle needs them. */
Ruleset *ruleset_read(Arena *arena, const StrList *paths, const Words *words, Diags *diags);
void ruleset_free(Ruleset *ruleset); /* compiled patterns are not in the arena */

/* Whether a pack says which sentences name a clause (blind.h). */
bool ruleset_sees_clauses(const Ruleset *ruleset);

Str ruleset_title(const Ruleset *ruleset); /* name and version of every pack, in load order */
StrList ruleset_packs(Arena *arena, const Ruleset *ruleset); /* the same, one by one */
WorkTime ruleset_work_time(const Ruleset *ruleset);
Str ruleset_digest(const Ruleset *ruleset);
/* French label of a trade, or the key itself. */
Str ruleset_trade_label(const Ruleset *ruleset, Str trade);

#endif
