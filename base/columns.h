/* columns.h - text on a terminal: what it takes of a line, cut or wrapped to what there is.
 *
 * Widths are columns of a terminal, neither bytes nor characters: a combining accent takes none, an East
 * Asian square two. Text must be valid UTF-8 without control characters (utf8_visible). */
#ifndef CLAUSIER_BASE_COLUMNS_H
#define CLAUSIER_BASE_COLUMNS_H

#include "base/str.h"

size_t columns_of(Str s);

/* The text itself, or as much of its beginning, or of its end, as fits with an ellipsis in the other's place.
 */
Str columns_cut(Arena *arena, Str s, size_t width);
Str columns_cut_start(Arena *arena, Str s, size_t width);

/* Adds the text's lines of at most `width`. Only plain blanks are broken at: a no-break space holds, and so
 * does the blank inside French quotation marks, before : ; ! ? % and the euro's sign, and between a number
 * and a unit of one letter. A word that is too long for a line is broken where the line ends. */
void columns_wrap(Arena *arena, StrList *lines, Str s, size_t width);

/* Blanks from one column to another; none if that is behind. */
void columns_advance(Buf *buf, size_t from, size_t to);

/* The text on one line and without control characters: blanks of any kind become spaces, the rest escapes. */
Str columns_visible(Arena *arena, Str s);

#endif
