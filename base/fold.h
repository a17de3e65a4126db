/* fold.h - text made comparable: case, accents, ligatures, apostrophes, no-break spaces and hyphens folded.
 *
 * Both sides of every comparison of words are folded once: headers with their synonyms, notices with the
 * rules' words and patterns. Folded text is at most six times as long as its source (a square of
 * katakana); ASCII costs a copy. Latin is folded by a table; every other script through libutf8proc
 * (decompose, strip marks, fold case). */
#ifndef CLAUSIER_BASE_FOLD_H
#define CLAUSIER_BASE_FOLD_H

#include "base/str.h"

/* lower case, no accents, œ -> oe, ’ -> ', U+00A0 U+202F U+2009 -> space, U+2010..U+2014 -> -, soft hyphen
 * dropped. */
Str fold(Arena *arena, Str s);

/* A place where a character begins, in a text and in fold() of it. Zero is the start of both. */
typedef struct FoldPlace {
    size_t original, folded;
} FoldPlace;

/* Goes on to the character from which byte `at` of fold(original) came, which is at the place or behind it,
 * and returns its offset in `original` (at == the folded length gives original.n). Folds again on the way:
 * asked for the few places that matched, not for every byte. */
size_t fold_origin(Str original, size_t at, FoldPlace *place);

/* fold() and then only letters and digits: "N° de marché" -> "ndemarche". For header names. */
Str fold_name(Arena *arena, Str s);

#endif
