/* regex.h - a pattern as text: folded without harming its escapes, and the words that it cannot match
 * without.
 */
#ifndef CLAUSIER_RULES_REGEX_H
#define CLAUSIER_RULES_REGEX_H

#include "base/str.h"

typedef struct FoldedRegex {
    Str text;
    size_t *origin; /* of each byte of text, and of its end: the offset in the pattern as written */
} FoldedRegex;

/* Folds what a pattern says literally (base/fold.h); \W, \p{Lu}, (?<Name> and (?U) stay as they are. */
FoldedRegex regex_fold(Arena *arena, Str pattern);

/* Texts of which every match contains at least one; empty when that cannot be told for sure. */
typedef struct RegexNeed {
    StrList literals;
    size_t before; /* most units (scan.h) from where a match begins to where such a text in it ends */
} RegexNeed;

/* `folded` must be a regular expression that compiles. */
RegexNeed regex_need(Arena *arena, Str folded);

#endif
