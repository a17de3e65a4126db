/* text.h - words and patterns looked for in the text of a notice, and its own words quoted back. */
#ifndef CLAUSIER_RULES_TEXT_H
#define CLAUSIER_RULES_TEXT_H

#include "rules/pack.h"

/* Where a match lies in text as the notice wrote it, in bytes. */
typedef struct Span {
    size_t from, to;
} Span;

/* The pattern of `words = a | b* | c d`: whole words, `*` a free ending, a blank any run of blanks. Folded.
 * Of several that stand at one place the longest is found. */
Str text_words_pattern(Arena *arena, Str words);

/* Compiles the test's entry; false after saying what is wrong with it (DIAG_USAGE). */
bool text_compile(Arena *arena, TextTest *test, Diags *diags);

/* The span in `original` of the bytes from .. to of fold(original). */
Span text_origin(Str original, size_t from, size_t to);

/* Looks a test up in one text, as lint does with examples. */
PatternResult text_find(Arena *scratch, const TextTest *test, Matcher *matcher, Str original, Span *span);

#endif
