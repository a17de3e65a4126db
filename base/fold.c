/* fold.c - one table for Latin and its punctuation, libutf8proc for the rest of the world. libutf8proc is
 * asked about letters here, and about widths in columns.c.
 *
 * ASCII, Latin-1, Latin Extended-A and the punctuation of typeset text cover French notices; they cost one
 * look-up a character. Any other character is decomposed with compatibility mappings, its marks stripped and
 * its case folded. */
#include "base/fold.h"
#include "base/utf8.h"
#include <string.h>
#include <utf8proc.h>

/* What U+00A0 .. U+017F become; a NULL is asked of libutf8proc, "" is dropped. */
static const char *const latin[0x180 - 0xA0] = {
    " ",  NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, "\"", NULL, "",   NULL, NULL, /* A0 */
    NULL, NULL, NULL, NULL, "'",  NULL, NULL, NULL, NULL, NULL, NULL, "\"", NULL, NULL, NULL, NULL, /* B0 */
    "a",  "a",  "a",  "a",  "a",  "a",  "ae", "c",  "e",  "e",  "e",  "e",  "i",  "i",  "i",  "i",  /* C0 */
    "d",  "n",  "o",  "o",  "o",  "o",  "o",  "x",  "o",  "u",  "u",  "u",  "u",  "y",  "th", "ss", /* D0 */
    "a",  "a",  "a",  "a",  "a",  "a",  "ae", "c",  "e",  "e",  "e",  "e",  "i",  "i",  "i",  "i",  /* E0 */
    "d",  "n",  "o",  "o",  "o",  "o",  "o",  "/",  "o",  "u",  "u",  "u",  "u",  "y",  "th", "y",  /* F0 */
    "a",  "a",  "a",  "a",  "a",  "a",  "c",  "c",  "c",  "c",  "c",  "c",  "c",  "c",  "d",  "d",  /* 100 */
    "d",  "d",  "e",  "e",  "e",  "e",  "e",  "e",  "e",  "e",  "e",  "e",  "g",  "g",  "g",  "g",  /* 110 */
    "g",  "g",  "g",  "g",  "h",  "h",  "h",  "h",  "i",  "i",  "i",  "i",  "i",  "i",  "i",  "i",  /* 120 */
    "i",  "i",  "ij", "ij", "j",  "j",  "k",  "k",  "k",  "l",  "l",  "l",  "l",  "l",  "l",  "l",  /* 130 */
    "l",  "l",  "l",  "n",  "n",  "n",  "n",  "n",  "n",  "n",  "n",  "n",  "o",  "o",  "o",  "o",  /* 140 */
    "o",  "o",  "oe", "oe", "r",  "r",  "r",  "r",  "r",  "r",  "s",  "s",  "s",  "s",  "s",  "s",  /* 150 */
    "s",  "s",  "t",  "t",  "t",  "t",  "t",  "t",  "u",  "u",  "u",  "u",  "u",  "u",  "u",  "u",  /* 160 */
    "u",  "u",  "u",  "u",  "w",  "w",  "y",  "y",  "y",  "z",  "z",  "z",  "z",  "z",  "z",  "s",  /* 170 */
};

/* Punctuation of U+2000 .. U+206F that stands for an ASCII character; NULL: not one of these. */
static const char *punctuation(uint32_t c) {
    if (c <= 0x200A || c == 0x202F || c == 0x205F) return " ";
    if (c >= 0x2010 && c <= 0x2014) return "-";
    if (c == 0x2018 || c == 0x2019 || c == 0x201B || c == 0x2032) return "'";
    if (c >= 0x201C && c <= 0x201F) return "\"";
    if (c >= 0x200B && c <= 0x200F) return ""; /* zero width */
    if (c == 0x2026) return "...";
    return NULL;
}

enum { MOST = 64 }; /* bytes that one character may fold to; a longer compatibility mapping stays as it is */

/* What a table of ours says of a character; NULL: nothing. */
static const char *folded_form(uint32_t c) {
    if (c >= 0xA0 && c < 0x180) return latin[c - 0xA0];
    if (c >= 0x300 && c < 0x370) return ""; /* combining marks */
    return c >= 0x2000 && c < 0x2070 ? punctuation(c) : NULL;
}

static size_t put_form(const char *form, char *out) {
    size_t n = 0;
    for (; form[n]; n++) out[n] = form[n];
    return n;
}

/* A character that no table names: its parts may be named all the same (Ǽ is Æ and a mark). */
static size_t fold_foreign(uint32_t c, char out[MOST]) {
    utf8proc_int32_t parts[16];
    int last = 0;
    utf8proc_ssize_t n = utf8proc_decompose_char(
        (utf8proc_int32_t)c, parts, 16,
        UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT | UTF8PROC_CASEFOLD | UTF8PROC_STRIPMARK, &last);
    if (n < 0 || n > 16) return utf8_put(c, out);
    size_t length = 0;
    for (utf8proc_ssize_t i = 0; i < n; i++) {
        const char *form = folded_form((uint32_t)parts[i]);
        length += form ? put_form(form, out + length) : utf8_put((uint32_t)parts[i], out + length);
    }
    return length;
}

/* The folded form of the character at s[*i], which moves behind it. */
static size_t fold_next(Str s, size_t *i, char out[MOST]) {
    uint32_t c = utf8_next(s, i);
    if (c < 0x80) {
        out[0] = (char)(c >= 'A' && c <= 'Z' ? c + 32 : c);
        return 1;
    }
    const char *form = folded_form(c);
    return form ? put_form(form, out) : fold_foreign(c, out);
}

static const uint64_t tops = 0x8080808080808080u; /* of eight bytes */

/* Eight bytes, those from A to Z in lower case. */
static uint64_t lower_eight(uint64_t eight) {
    uint64_t low = eight & ~tops;
    uint64_t from_a = low + 0x3F3F3F3F3F3F3F3Fu, past_z = low + 0x2525252525252525u;
    return eight | (from_a & ~past_z & ~eight & tops) >> 2; /* upper case gets the bit 0x20 */
}

/* How many bytes from s[i] on are ASCII; they are folded into out, which has room for the rest of s. */
static size_t fold_ascii(Str s, size_t i, char *out) {
    size_t start = i;
    for (; i + 8 <= s.n; i += 8) {
        uint64_t eight;
        memcpy(&eight, s.p + i, 8);
        uint64_t lower = lower_eight(eight);
        memcpy(out + (i - start), &lower, 8);
        if (eight & tops) return i - start + (size_t)__builtin_ctzll(eight & tops) / 8;
    }
    for (; i < s.n && (unsigned char)s.p[i] < 0x80; i++) {
        char c = s.p[i];
        out[i - start] = (char)(c >= 'A' && c <= 'Z' ? c + 32 : c);
    }
    return i - start;
}

Str fold(Arena *arena, Str s) {
    size_t room = s.n + MOST + 8, n = 0;
    char *out = arena_text(arena, room);
    for (size_t i = 0; i < s.n;) {
        if ((unsigned char)s.p[i] < 0x80) {
            size_t ascii = fold_ascii(s, i, out + n);
            i += ascii;
            n += ascii;
        } else {
            n += fold_next(s, &i, out + n);
        }
        if (room - n < s.n - i + MOST + 8) { /* a few characters fold to more bytes than they had */
            size_t wider = room + room / 2 + 2 * MOST;
            out = arena_grow(arena, out, room, wider);
            room = wider;
        }
    }
    return n ? (Str){out, n} : (Str){0};
}

static size_t go_on(FoldPlace *place, size_t original, size_t folded) {
    place->original += original;
    place->folded += folded;
    return place->original;
}

size_t fold_origin(Str original, size_t at, FoldPlace *place) {
    char out[MOST];
    while (place->original < original.n) {
        size_t ascii = utf8_beyond_ascii(original, place->original) - place->original;
        size_t left = at - place->folded;
        if (left < ascii) return go_on(place, left, left);
        if (go_on(place, ascii, ascii) == original.n) break;
        size_t next = place->original, n = fold_next(original, &next, out);
        if (left - ascii < n) break;
        go_on(place, next - place->original, n);
    }
    return place->original;
}

Str fold_name(Arena *arena, Str s) {
    Str folded = fold(arena, s);
    char *out = arena_text(arena, folded.n);
    size_t n = 0;
    for (size_t i = 0; i < folded.n;) {
        uint32_t c = utf8_next(folded, &i);
        utf8proc_category_t category = utf8proc_category((utf8proc_int32_t)c);
        bool letter = category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_LO;
        bool digit = category >= UTF8PROC_CATEGORY_ND && category <= UTF8PROC_CATEGORY_NO;
        if (letter || digit) n += utf8_put(c, out + n);
    }
    return n ? (Str){out, n} : (Str){0};
}
