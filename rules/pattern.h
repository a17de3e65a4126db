/* pattern.h - one regular expression over folded text. PCRE2's only door.
 *
 * Bytes, not characters: both sides are folded (base/fold.h), so Latin is ASCII. Compiled by the JIT, with a
 * match limit: a search that costs too much ends as PATTERN_LIMIT, never as "no match". */
#ifndef CLAUSIER_RULES_PATTERN_H
#define CLAUSIER_RULES_PATTERN_H

#include "rules/scan.h"

typedef struct Pattern Pattern; /* immutable, shared by threads */
typedef struct Matcher Matcher; /* a worker's match data */

/* NULL if it does not compile: *what then says why (in the arena), *at is the offset in `folded`. */
Pattern *pattern_compile(Arena *arena, Str folded, Str *what, size_t *at);
void pattern_free(Pattern *pattern); /* what the arena does not hold; NULL is fine */

Matcher *matcher_new(Arena *arena);
void matcher_free(Matcher *matcher); /* what the arena does not hold */

typedef enum PatternResult { PATTERN_NO, PATTERN_YES, PATTERN_LIMIT } PatternResult;

/* The first match in folded text, bytes *from to *to (excluded). */
PatternResult pattern_find(const Pattern *pattern, Matcher *matcher, Str folded, size_t *from, size_t *to);

/* The same where it is known between which places a match may begin. */
PatternResult pattern_find_between(const Pattern *pattern, Matcher *matcher, Str folded, ScanSpan span,
                                   size_t *from, size_t *to);

#endif
