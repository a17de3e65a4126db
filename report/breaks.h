/* breaks.h - where lines and words may be broken: the only door to libunibreak and libhyphen. */
#ifndef CLAUSIER_REPORT_BREAKS_H
#define CLAUSIER_REPORT_BREAKS_H

#include "base/str.h"

typedef struct Hyphenator Hyphenator;
Hyphenator *hyphenator_open(Str dictionary); /* NULL if there is no such dictionary: breaks only */
void hyphenator_close(Hyphenator *hyphenator);

/* Where a text may be broken, one byte a byte of text, in the arena: after this byte or not, with a hyphen,
 * or by all means. Without a hyphenator words are left whole. */
enum { BREAK_NO, BREAK_MAY, BREAK_HYPHEN, BREAK_MUST };
unsigned char *breaks_find(Arena *arena, Hyphenator *hyphenator, Str text);

#endif
