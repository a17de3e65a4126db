/* utf8.c - UTF-8 checked, walked and made from the encodings that spreadsheets still write. */
#include "base/utf8.h"
#include <string.h>

_Static_assert(__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__, "bytes are found in words by their lowest bits");

size_t utf8_length(Str s, size_t i) {
    const unsigned char *p = (const unsigned char *)s.p + i;
    size_t left = s.n - i;
    if (p[0] < 0x80) return p[0] ? 1 : 0;
    if (p[0] < 0xC2 || p[0] > 0xF4) return 0;
    size_t n = p[0] < 0xE0 ? 2 : p[0] < 0xF0 ? 3 : 4;
    if (left < n) return 0;
    unsigned char low = p[0] == 0xE0 ? 0xA0 : p[0] == 0xF0 ? 0x90 : 0x80;
    unsigned char high = p[0] == 0xED ? 0x9F : p[0] == 0xF4 ? 0x8F : 0xBF;
    if (p[1] < low || p[1] > high) return 0;
    for (size_t k = 2; k < n; k++)
        if ((p[k] & 0xC0) != 0x80) return 0;
    return n;
}

size_t utf8_beyond_ascii(Str s, size_t i) {
    size_t end = s.n;
    const uint64_t tops = 0x8080808080808080u;
    uint64_t word[4];
    for (; end - i >= sizeof word; i += sizeof word) {
        memcpy(word, s.p + i, sizeof word);
        if ((word[0] | word[1] | word[2] | word[3]) & tops) break;
    }
    for (; end - i >= sizeof *word; i += sizeof *word) {
        memcpy(word, s.p + i, sizeof *word);
        if (*word & tops) return i + (size_t)__builtin_ctzll(*word & tops) / 8;
    }
    while (i < end && (unsigned char)s.p[i] < 0x80) i++;
    return i;
}

size_t utf8_check(Str s) {
    const char *nul = s.n ? memchr(s.p, '\0', s.n) : NULL;
    if (nul) s.n = (size_t)(nul - s.p);
    for (size_t i = utf8_beyond_ascii(s, 0); i < s.n; i = utf8_beyond_ascii(s, i)) {
        unsigned char c = (unsigned char)s.p[i];
        bool pair = c >= 0xC2 && c < 0xE0 && s.n - i > 1 && ((unsigned char)s.p[i + 1] & 0xC0) == 0x80;
        size_t n = pair ? 2 : utf8_length(s, i);
        if (!n) return i;
        i += n;
    }
    return s.n;
}

uint32_t utf8_next(Str s, size_t *offset) {
    if (*offset >= s.n) return 0;
    const unsigned char *p = (const unsigned char *)s.p + *offset;
    size_t n = p[0] < 0x80 ? 1 : p[0] < 0xE0 ? 2 : p[0] < 0xF0 ? 3 : 4;
    uint32_t c = n == 1 ? p[0] : p[0] & (0x7Fu >> n);
    for (size_t k = 1; k < n; k++) c = c << 6 | (p[k] & 0x3F);
    *offset += n;
    return c;
}

size_t utf8_put(uint32_t c, char out[4]) {
    if (c < 0x80) {
        out[0] = (char)c;
        return 1;
    }
    size_t n = c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
    for (size_t k = n - 1; k > 0; k--, c >>= 6) out[k] = (char)(0x80 | (c & 0x3F));
    out[0] = (char)((0xF00 >> n & 0xFF) | c);
    return n;
}

/* 0x80 to 0x9F of Windows-1252; the five bytes it leaves undefined are U+FFFD. */
static const uint16_t windows_1252[32] = {
    0x20AC, 0xFFFD, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0xFFFD, 0x017D, 0xFFFD, 0xFFFD, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0xFFFD, 0x017E, 0x0178,
};

Str utf8_from_windows_1252(Arena *arena, Str s) {
    char *out = arena_text(arena, s.n * 3);
    size_t n = 0;
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        n += utf8_put(c >= 0x80 && c < 0xA0 ? windows_1252[c - 0x80] : c, out + n);
    }
    return n ? (Str){out, n} : (Str){0};
}

Str utf8_from_utf16(Arena *arena, Str s, bool big_endian) {
    char *out = arena_text(arena, s.n * 2 + 3);
    size_t n = 0;
    uint32_t high = 0; /* a surrogate waiting for its other half */
    for (size_t i = 0; i + 1 < s.n; i += 2) {
        unsigned char a = (unsigned char)s.p[i], b = (unsigned char)s.p[i + 1];
        uint32_t unit = big_endian ? (uint32_t)a << 8 | b : (uint32_t)b << 8 | a;
        bool low = unit >= 0xDC00 && unit <= 0xDFFF;
        if (high && !low) n += utf8_put(0xFFFD, out + n);
        if (low) {
            n += utf8_put(high ? 0x10000 + ((high - 0xD800) << 10) + (unit - 0xDC00) : 0xFFFD, out + n);
            high = 0;
        } else if (unit >= 0xD800 && unit <= 0xDBFF) {
            high = unit;
        } else {
            high = 0;
            n += utf8_put(unit, out + n);
        }
    }
    if (high || s.n % 2) n += utf8_put(0xFFFD, out + n);
    return n ? (Str){out, n} : (Str){0};
}

/* C0, DEL, C1, and the marks that turn the direction of what follows: a terminal must not obey them. And the
 * two that are no characters: no XML may have them, nor any workbook. */
static bool is_control(uint32_t c) {
    bool bidirectional = c == 0x61C || c == 0x200E || c == 0x200F || (c >= 0x202A && c <= 0x202E) ||
                         (c >= 0x2066 && c <= 0x2069);
    return c < 0x20 || (c >= 0x7F && c <= 0x9F) || bidirectional || c == 0xFFFE || c == 0xFFFF;
}

/* How many bytes from s[i] on are printable ASCII, as far as eight at a time tell. */
static size_t plain_run(Str s, size_t i) {
    const uint64_t ones = 0x0101010101010101u, tops = 0x8080808080808080u;
    size_t from = i;
    uint64_t eight;
    for (; i + sizeof eight <= s.n; i += sizeof eight) {
        memcpy(&eight, s.p + i, sizeof eight);
        uint64_t below_space = (eight - ones * ' ') & ~eight,
                 deleted = ((eight ^ ones * 0x7F) - ones) & ~(eight ^ ones * 0x7F);
        if ((below_space | deleted | eight) & tops) break;
    }
    return i - from;
}

bool utf8_has_control(Str s) {
    for (size_t i = plain_run(s, 0); i < s.n;) {
        bool blank = s.p[i] == '\t' || s.p[i] == '\r' || s.p[i] == '\n';
        if (blank) i++;
        else if (!utf8_length(s, i) || is_control(utf8_next(s, &i))) return true;
        i += plain_run(s, i);
    }
    return false;
}

Str utf8_visible(Arena *arena, Str s) {
    Buf buf = {.arena = arena};
    size_t clean = 0;
    for (size_t i = 0; i < s.n;) {
        size_t at = i;
        bool valid = utf8_length(s, i) > 0;
        uint32_t c = valid ? utf8_next(s, &i) : (unsigned char)s.p[i++];
        if (valid && !is_control(c)) continue;
        buf_add(&buf, str_sub(s, clean, at - clean));
        buf_print(&buf, c < 0x100 ? "\\x%02X" : "\\u%04X", (unsigned)c);
        clean = i;
    }
    if (!buf.n) return s;
    buf_add(&buf, str_sub(s, clean, SIZE_MAX));
    return buf_str(&buf);
}
