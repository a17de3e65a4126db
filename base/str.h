/* str.h - a view of text: pointer and length, owns nothing, is not NUL-terminated.
 *
 * Text that came from outside is valid UTF-8 by the time it is a Str in our types. {NULL, 0} is a valid empty
 * text and means "absent" wherever a field may be absent. */
#ifndef CLAUSIER_BASE_STR_H
#define CLAUSIER_BASE_STR_H

#include "base/arena.h"
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

typedef struct Str {
    const char *p;
    size_t n;
} Str;

/* A list of texts; zero is the empty list. */
typedef struct StrList {
    Str *at;
    size_t n, cap;
} StrList;

#define STR(literal) ((Str){"" literal, sizeof(literal) - 1})
/* For printf: printf("%.*s", STR_ARG(s)) */
#define STR_ARG(s) (int)(s).n, (s).n ? (s).p : ""

Str str_of(const char *cstr); /* NULL gives the empty text */
bool str_eq(Str a, Str b);
static inline bool str_is(Str a, const char *cstr) { /* here, so that the length of a literal is known */
    size_t n = strlen(cstr);
    return a.n == n && (!n || memcmp(a.p, cstr, n) == 0);
}
int str_cmp(Str a, Str b); /* by bytes, shorter first: the order of every sorted output */
bool str_starts(Str s, Str prefix);
bool str_ends(Str s, Str suffix);
Str str_trim(Str s);                       /* without ASCII blanks at both ends */
Str str_trim_wide(Str s);                  /* all white space and byte order marks */
Str str_sub(Str s, size_t from, size_t n); /* clipped to s */
/* Position of `part` or of the byte, SIZE_MAX if it is not there. */
size_t str_find(Str s, Str part);
size_t str_find_byte(Str s, char c);
/* Cuts the text before the first `c` off `rest`; false when rest is used up (an empty rest gives nothing). */
bool str_next(Str *rest, char c, Str *part);
/* The same at blanks, skipping empty parts. */
bool str_word(Str *rest, Str *word);
/* The number of characters (not bytes) of valid UTF-8. */
size_t str_chars(Str s);
uint64_t str_hash(Str s);
/* How many of the eight bytes have their highest bit set; no other bit may be. */
static inline unsigned str_tops(uint64_t eight) {
    return (unsigned)((eight >> 7) * 0x0101010101010101u >> 56);
}

Str str_copy(Arena *arena, Str s);
char *str_cstr(Arena *arena, Str s); /* a NUL-terminated copy; an inner NUL ends it early */
Str str_print(Arena *arena, const char *format, ...) __attribute__((format(printf, 2, 3)));
Str str_vprint(Arena *arena, const char *format, va_list args) __attribute__((format(printf, 2, 0)));
Str str_cat(Arena *arena, Str a, Str b);
Str str_join(Arena *arena, StrList list, Str between);
/* White space runs (ASCII, no-break spaces, line ends) become one space, none at the ends. Returns s itself
 * if clean. */
Str str_squeeze(Arena *arena, Str s);

void strlist_add(Arena *arena, StrList *list, Str s);
bool strlist_has(StrList list, Str s);
void strlist_sort(StrList list);

/* Text that grows in an arena. */
typedef struct Buf {
    Arena *arena;
    char *p;
    size_t n, cap;
} Buf;

void buf_widen(Buf *buf, size_t n); /* makes room for n bytes more */
static inline void buf_add(Buf *buf, Str s) {
    if (buf->cap - buf->n < s.n) buf_widen(buf, s.n);
    if (s.n) memcpy(buf->p + buf->n, s.p, s.n);
    buf->n += s.n;
}
static inline void buf_byte(Buf *buf, char c) {
    if (buf->cap == buf->n) buf_widen(buf, 1);
    buf->p[buf->n++] = c;
}
void buf_number(Buf *buf, uint64_t number, unsigned width); /* decimal, zeros before it up to the width */
void buf_print(Buf *buf, const char *format, ...) __attribute__((format(printf, 2, 3)));
Str buf_str(const Buf *buf); /* valid until the next addition */

#endif
