/* columns.c - widths by libutf8proc, whose table of them is kept to Unicode. */
#include "base/columns.h"
#include "base/utf8.h"
#include <utf8proc.h>

static size_t width_of(uint32_t c) {
    if (c < 0x300) return 1; /* Latin; a soft hyphen takes a column on most terminals */
    int width = utf8proc_charwidth((utf8proc_int32_t)c);
    return width > 0 ? (size_t)width : 0;
}

size_t columns_of(Str s) {
    size_t width = 0;
    for (size_t at = 0; at < s.n;) width += width_of(utf8_next(s, &at));
    return width;
}

/* How many bytes of the beginning fit, and how wide they are; marks belong to the character before them. */
static size_t fitting(Str s, size_t width, size_t *used) {
    *used = 0;
    for (size_t at = 0; at < s.n;) {
        size_t from = at, wide = width_of(utf8_next(s, &at));
        if (*used + wide > width) return from;
        *used += wide;
    }
    return s.n;
}

Str columns_cut(Arena *arena, Str s, size_t width) {
    if (s.n <= width || columns_of(s) <= width) return s;
    size_t used, n = fitting(s, width ? width - 1 : 0, &used);
    while (n && s.p[n - 1] == ' ') n--;
    return str_print(arena, "%.*s\u2026", (int)n, s.p);
}

Str columns_cut_start(Arena *arena, Str s, size_t width) {
    size_t all = columns_of(s), at = 0;
    if (all <= width) return s;
    for (size_t gone = 0; at < s.n && all - gone + 1 > width;) gone += width_of(utf8_next(s, &at));
    for (size_t next = at; at < s.n && !width_of(utf8_next(s, &next));) at = next; /* marks of what is gone */
    return str_print(arena, "\u2026%.*s", (int)(s.n - at), s.p + at);
}

static bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* A number, and one letter behind it: 1 710 h. */
static bool is_measure(Str word, Str rest) {
    bool number = word.n && word.p[word.n - 1] >= '0' && word.p[word.n - 1] <= '9';
    return number && rest.n && is_letter(rest.p[0]) && (rest.n == 1 || rest.p[1] == ' ');
}

/* French sets a blank inside its quotation marks and before its high signs: a line neither ends with the
 * opening mark nor starts with one of the others. Nor does a unit leave its number. */
static bool holds_together(Str word, Str rest) {
    static const char *const signs[] = {"\u00BB", ":", ";", "!", "?", "%", "\u20AC"};
    if (str_ends(word, STR("\u00AB"))) return rest.n && rest.p[0] != ' ';
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
        if (str_starts(rest, str_of(signs[i]))) return word.n;
    return is_measure(word, rest);
}

/* What stands before the next blank that a line of this width may end at. */
static bool next_word(Str *rest, Str *word, size_t width) {
    if (!str_next(rest, ' ', word)) return false;
    while (holds_together(*word, *rest)) {
        Str after = *rest, more;
        str_next(&after, ' ', &more);
        Str longer = {word->p, (size_t)(more.p + more.n - word->p)};
        if (columns_of(longer) > width) break;
        *word = longer;
        *rest = after;
    }
    return true;
}

void columns_wrap(Arena *arena, StrList *lines, Str s, size_t width) {
    Str word;
    Buf line = {.arena = arena};
    size_t used = 0; /* of the line */
    while (next_word(&s, &word, width)) {
        size_t wide = columns_of(word);
        while (wide) {
            bool fits = used + (used > 0) + wide <= width;
            if (used && !fits) {
                strlist_add(arena, lines, buf_str(&line));
                line = (Buf){.arena = arena};
                used = 0;
                continue;
            }
            size_t part = wide, n = fits ? word.n : fitting(word, width, &part);
            if (!part)
                n = word.n, part = wide; /* a square where one column is left: too long, not for ever */
            if (used) buf_byte(&line, ' ');
            buf_add(&line, str_sub(word, 0, n));
            used += (used > 0) + (fits ? part : width);
            word = str_sub(word, n, SIZE_MAX);
            wide -= part;
        }
    }
    if (used) strlist_add(arena, lines, buf_str(&line));
}

void columns_advance(Buf *buf, size_t from, size_t to) {
    for (; from < to; from++) buf_byte(buf, ' ');
}

Str columns_visible(Arena *arena, Str s) {
    char *line = arena_text(arena, s.n);
    for (size_t i = 0; i < s.n; i++) {
        bool blank = s.p[i] == '\n' || s.p[i] == '\r' || s.p[i] == '\t';
        line[i] = blank ? ' ' : s.p[i];
    }
    Str plain = {line, s.n};
    return utf8_has_control(plain) ? utf8_visible(arena, plain) : plain;
}
