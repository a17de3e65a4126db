/* utf8.h - is this UTF-8, and which character is this? */
#ifndef CLAUSIER_BASE_UTF8_H
#define CLAUSIER_BASE_UTF8_H

#include "base/str.h"

/* Offset of the first byte that is not valid UTF-8 (overlong forms, surrogates and NUL count as invalid);
 * s.n when all of it is valid. */
size_t utf8_check(Str s);

/* Where the next byte of 0x80 or more is, from s[i] on; s.n if there is none. */
size_t utf8_beyond_ascii(Str s, size_t i);

/* Bytes of the well-formed character at s[i], which is inside s (Unicode, table 3-7); 0 if there is none. */
size_t utf8_length(Str s, size_t i);

/* The character at *offset, which moves behind it; 0 at the end. The text must be valid. */
uint32_t utf8_next(Str s, size_t *offset);

/* Writes a character's bytes into `out` (4 at most) and returns how many. */
size_t utf8_put(uint32_t character, char out[4]);

/* Text in the world's other encodings, to UTF-8 in the arena. Windows-1252's five undefined bytes become
 * U+FFFD. An odd last byte or a lone surrogate of UTF-16 becomes U+FFFD. */
Str utf8_from_windows_1252(Arena *arena, Str s);
Str utf8_from_utf16(Arena *arena, Str s, bool big_endian);

/* Whether a terminal would obey something in it, TAB, CR and LF aside, or it is not UTF-8. */
bool utf8_has_control(Str s);

/* The text with control characters (C0, C1, DEL, changes of direction) as visible escapes (\x1B, \u202E), for
 * terminals and messages. It may be anything, a file's name or an argument: bytes that are not UTF-8 are
 * escaped too. */
Str utf8_visible(Arena *arena, Str s);

#endif
