/* mask.c - see mask.h. The bytes are walked from one character beyond ASCII to the next. */
#include "ingest/mask.h"
#include "base/utf8.h"
#include <string.h>

static bool is_refused_by_xml(const char *p, size_t n) {
    return n == 3 && p[0] == '\xEF' && p[1] == '\xBF' && (unsigned char)p[2] >= 0xBE;
}

const char *mask_copy(Arena *arena, Str s) {
    size_t at = s.n <= MASK_MOST ? utf8_beyond_ascii(s, 0) : s.n;
    if (at == s.n) return NULL;
    char *copy = arena_text(arena, s.n + 16);
    memcpy(copy, s.p, s.n);
    memset(copy + s.n, 0, 16);
    for (; at < s.n; at = utf8_beyond_ascii(s, at)) {
        unsigned char first = (unsigned char)s.p[at],
                      second = (unsigned char)(at + 1 < s.n ? s.p[at + 1] : 0);
        bool pair = first >= 0xC2 && first < 0xE0 && (second & 0xC0) == 0x80; /* most accents */
        size_t n = pair ? 2 : utf8_length(s, at);
        if (!n || is_refused_by_xml(s.p + at, n)) return NULL;
        for (size_t end = at + n; at < end; at++) copy[at] = MASK;
    }
    return copy;
}
