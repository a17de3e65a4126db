/* str.c - views of text, lists of them, and text that grows. */
#include "base/str.h"
#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

Str str_of(const char *cstr) {
    return cstr ? (Str){cstr, strlen(cstr)} : (Str){0};
}

bool str_eq(Str a, Str b) {
    return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0);
}

int str_cmp(Str a, Str b) {
    size_t n = a.n < b.n ? a.n : b.n;
    int order = n ? memcmp(a.p, b.p, n) : 0;
    return order ? order : (a.n > b.n) - (a.n < b.n);
}

bool str_starts(Str s, Str prefix) {
    return s.n >= prefix.n && str_eq((Str){s.p, prefix.n}, prefix);
}

bool str_ends(Str s, Str suffix) {
    return s.n >= suffix.n && str_eq((Str){s.p + (s.n - suffix.n), suffix.n}, suffix);
}

static bool is_blank(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
}

Str str_trim(Str s) {
    while (s.n && is_blank(s.p[0])) s.p++, s.n--;
    while (s.n && is_blank(s.p[s.n - 1])) s.n--;
    return s;
}

Str str_sub(Str s, size_t from, size_t n) {
    if (from > s.n) from = s.n;
    if (n > s.n - from) n = s.n - from;
    return n ? (Str){s.p + from, n} : (Str){0};
}

size_t str_find(Str s, Str part) {
    if (!part.n) return 0;
    const char *at = s.n ? memmem(s.p, s.n, part.p, part.n) : NULL;
    return at ? (size_t)(at - s.p) : SIZE_MAX;
}

size_t str_find_byte(Str s, char c) {
    const char *at = s.n ? memchr(s.p, c, s.n) : NULL;
    return at ? (size_t)(at - s.p) : SIZE_MAX;
}

bool str_next(Str *rest, char c, Str *part) {
    if (!rest->n) return false;
    size_t at = str_find_byte(*rest, c);
    *part = str_sub(*rest, 0, at);
    *rest = str_sub(*rest, at == SIZE_MAX ? rest->n : at + 1, SIZE_MAX);
    return true;
}

bool str_word(Str *rest, Str *word) {
    *rest = str_trim(*rest);
    size_t n = 0;
    while (n < rest->n && !is_blank(rest->p[n])) n++;
    *word = str_sub(*rest, 0, n);
    *rest = str_sub(*rest, n, SIZE_MAX);
    return n > 0;
}

/* Every byte but those that continue a character (10xxxxxx), eight at a time. */
size_t str_chars(Str s) {
    size_t count = 0, i = 0;
    uint64_t eight;
    for (; i + sizeof eight <= s.n; i += sizeof eight) {
        memcpy(&eight, s.p + i, sizeof eight);
        uint64_t continuing = eight & ~(eight << 1) & 0x8080808080808080u;
        count += sizeof eight - str_tops(continuing);
    }
    for (; i < s.n; i++) count += ((unsigned char)s.p[i] & 0xC0) != 0x80;
    return count;
}

uint64_t str_hash(Str s) { /* FNV-1a */
    uint64_t h = 14695981039346656037u;
    for (size_t i = 0; i < s.n; i++) h = (h ^ (unsigned char)s.p[i]) * 1099511628211u;
    return h;
}

Str str_copy(Arena *arena, Str s) {
    if (!s.n) return (Str){0};
    return (Str){memcpy(arena_text(arena, s.n), s.p, s.n), s.n};
}

char *str_cstr(Arena *arena, Str s) {
    char *copy = arena_text(arena, s.n + 1);
    if (s.n) memcpy(copy, s.p, s.n);
    copy[s.n] = '\0';
    return copy;
}

Str str_vprint(Arena *arena, const char *format, va_list args) {
    va_list again;
    va_copy(again, args);
    int n = vsnprintf(NULL, 0, format, args);
    assert(n >= 0);
    char *text = arena_text(arena, (size_t)n + 1);
    vsnprintf(text, (size_t)n + 1, format, again);
    va_end(again);
    return (Str){text, (size_t)n};
}

Str str_print(Arena *arena, const char *format, ...) {
    va_list args;
    va_start(args, format);
    Str s = str_vprint(arena, format, args);
    va_end(args);
    return s;
}

Str str_cat(Arena *arena, Str a, Str b) {
    if (!a.n || !b.n) return a.n ? a : b;
    char *p = arena_text(arena, a.n + b.n);
    memcpy(p, a.p, a.n);
    memcpy(p + a.n, b.p, b.n);
    return (Str){p, a.n + b.n};
}

Str str_join(Arena *arena, StrList list, Str between) {
    Buf buf = {.arena = arena};
    for (size_t i = 0; i < list.n; i++) {
        if (i) buf_add(&buf, between);
        buf_add(&buf, list.at[i]);
    }
    return buf_str(&buf);
}

/* Bytes of white space at s[i]: ASCII blanks, U+0085, U+00A0, U+2000..U+200A, U+2028, U+2029, U+202F, U+205F,
 * U+3000; 0 if none. */
static size_t space_at(Str s, size_t i) {
    unsigned char c = (unsigned char)s.p[i];
    if (is_blank((char)c)) return 1;
    if (c < 0xC2) return 0;
    unsigned char d = i + 1 < s.n ? (unsigned char)s.p[i + 1] : 0;
    if (c == 0xC2) return d == 0xA0 || d == 0x85 ? 2 : 0;
    unsigned char e = i + 2 < s.n ? (unsigned char)s.p[i + 2] : 0;
    if (c == 0xE2 && d == 0x80) return e <= 0x8A || e == 0xA8 || e == 0xA9 || e == 0xAF ? 3 : 0;
    if (c == 0xE2 && d == 0x81) return e == 0x9F ? 3 : 0;
    return c == 0xE3 && d == 0x80 && e == 0x80 ? 3 : 0;
}

/* Bytes of white space or of a mark at the front, and at the end. */
static size_t wide_front(Str s) {
    return str_starts(s, STR("\uFEFF")) ? 3 : s.n ? space_at(s, 0) : 0;
}

static size_t wide_end(Str s) {
    for (size_t n = 1; n <= 3 && n <= s.n; n++) {
        Str last = str_sub(s, s.n - n, n);
        if (wide_front(last) == n) return n;
    }
    return 0;
}

Str str_trim_wide(Str s) {
    s = str_trim(s);
    if (!s.n || ((unsigned char)s.p[0] < 0x80 && (unsigned char)s.p[s.n - 1] < 0x80)) return s;
    for (size_t n; (n = wide_front(s)) != 0;) s = str_sub(s, n, SIZE_MAX);
    for (size_t n; (n = wide_end(s)) != 0;) s = str_sub(s, 0, s.n - n);
    return s;
}

/* True if 16 bytes stand in squeezed text as they are: no control character, no two spaces (the second may be
 * p[16]), no byte with which other white space begins. Written so that compilers make it a few vector
 * instructions: most of a notice's text goes through here. */
static bool is_clean(const unsigned char p[17]) {
    unsigned char dirty = 0;
    for (int i = 0; i < 16; i++) {
        unsigned char c = p[i];
        dirty |= (unsigned char)((c < ' ') | ((c == ' ') & (p[i + 1] == ' ')) | (c == 0xC2) | (c == 0xE2) |
                                 (c == 0xE3));
    }
    return !dirty;
}

/* How far the text from s[i] on stands as it is: words with single spaces between them. A space may come
 * last. */
static size_t clean_length(Str s, size_t i) {
    size_t at = i;
    while (at < s.n) {
        while (s.n - at > 16 && is_clean((const unsigned char *)s.p + at)) at += 16;
        for (size_t end = s.n - at > 16 ? at + 16 : s.n; at < end; at++)
            if (space_at(s, at) && (s.p[at] != ' ' || (at + 1 < s.n && space_at(s, at + 1)))) return at - i;
    }
    return at - i;
}

Str str_squeeze(Arena *arena, Str s) {
    size_t i = 0, n = 0;
    while (i < s.n && space_at(s, i)) i += space_at(s, i);
    size_t clean = clean_length(s, i);
    if (!i && clean == s.n && (!s.n || s.p[s.n - 1] != ' ')) return s;
    char *out = arena_text(arena, s.n + 1);
    while (i < s.n) {
        memcpy(out + n, s.p + i, clean);
        n += clean;
        i += clean;
        while (i < s.n && space_at(s, i)) i += space_at(s, i);
        if (n && out[n - 1] != ' ') out[n++] = ' ';
        clean = clean_length(s, i);
    }
    if (n) n--; /* the space behind the last word */
    return n ? (Str){out, n} : (Str){0};
}

void strlist_add(Arena *arena, StrList *list, Str s) {
    *ARENA_PUSH(arena, list->at, list->n, list->cap) = s;
}

bool strlist_has(StrList list, Str s) {
    for (size_t i = 0; i < list.n; i++)
        if (str_eq(list.at[i], s)) return true;
    return false;
}

static int compare(const void *a, const void *b) {
    return str_cmp(*(const Str *)a, *(const Str *)b);
}

void strlist_sort(StrList list) {
    if (list.n) qsort(list.at, list.n, sizeof *list.at, compare);
}

void buf_widen(Buf *buf, size_t n) {
    size_t cap = buf->cap ? buf->cap : 64;
    while (cap - buf->n < n) cap *= 2;
    buf->p = arena_grow(buf->arena, buf->p, buf->cap, cap);
    buf->cap = cap;
}

void buf_number(Buf *buf, uint64_t number, unsigned width) {
    char digits[20];
    size_t n = sizeof digits;
    do {
        digits[--n] = (char)('0' + number % 10);
        number /= 10;
    } while (number);
    while (sizeof digits - n < width && n) digits[--n] = '0';
    buf_add(buf, (Str){digits + n, sizeof digits - n});
}

void buf_print(Buf *buf, const char *format, ...) {
    char small[128]; /* almost everything printed is a number or two */
    va_list args, again;
    va_start(args, format);
    va_copy(again, args);
    int n = vsnprintf(small, sizeof small, format, args);
    va_end(args);
    assert(n >= 0);
    if ((size_t)n < sizeof small) {
        buf_add(buf, (Str){small, (size_t)n});
    } else {
        if (buf->cap - buf->n <= (size_t)n) buf_widen(buf, (size_t)n + 1);
        vsnprintf(buf->p + buf->n, (size_t)n + 1, format, again);
        buf->n += (size_t)n;
    }
    va_end(again);
}

Str buf_str(const Buf *buf) {
    return buf->n ? (Str){buf->p, buf->n} : (Str){0};
}
