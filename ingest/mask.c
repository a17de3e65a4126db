/* mask.c - see mask.h. The bytes are walked eight at a time from one character beside ASCII to the next. */
#include "ingest/mask.h"
#include "base/utf8.h"
#include <string.h>

/* Where the next byte of 0x80 or more is, from s[at] on; s.n if there is none. */
static size_t next_not_ascii(Str s, size_t at) {
    uint64_t eight;
    for (; s.n - at >= sizeof eight; at += sizeof eight) {
        memcpy(&eight, s.p + at, sizeof eight);
        if (eight & 0x8080808080808080u) break;
    }
    while (at < s.n && (unsigned char)s.p[at] < 0x80) at++;
    return at;
}

static bool is_refused_by_xml(const char *p, size_t n) {
    return n == 3 && p[0] == '\xEF' && p[1] == '\xBF' && (unsigned char)p[2] >= 0xBE;
}

const char *mask_copy(Arena *arena, Str s) {
    size_t at = s.n <= MASK_MOST ? next_not_ascii(s, 0) : s.n;
    if (at == s.n) return NULL;
    char *copy = arena_text(arena, s.n + 16);
    memcpy(copy, s.p, s.n);
    memset(copy + s.n, 0, 16);
    for (; at < s.n; at = next_not_ascii(s, at)) {
        unsigned char first = (unsigned char)s.p[at],
                      second = (unsigned char)(at + 1 < s.n ? s.p[at + 1] : 0);
        bool pair = first >= 0xC2 && first < 0xE0 && (second & 0xC0) == 0x80; /* most accents */
        size_t n = pair ? 2 : utf8_length(s, at);
        if (!n || is_refused_by_xml(s.p + at, n)) return NULL;
        for (size_t end = at + n; at < end; at++) copy[at] = MASK;
    }
    return copy;
}
