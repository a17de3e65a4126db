/* breaks.c - libunibreak's line breaks, and the hyphens of libhyphen's French patterns.
 *
 * A word is cut in lower case and only where two characters stay before the hyphen and three behind it;
 * acronyms, short words and what is no word are left whole. */
#include "report/breaks.h"
#include "base/utf8.h"
#include "report/typography.h"
#include <assert.h>
#include <hyphen.h>
#include <linebreak.h>
#include <stdlib.h>
#include <string.h>

enum {
    WORD_MIN = 6,  /* characters: shorter words are never cut */
    WORD_MAX = 90, /* bytes: longer ones are no words; libhyphen's own limit is 100 */
    LEFT_MIN = 2,  /* characters before a hyphen, and after it */
    RIGHT_MIN = 3,
};

Hyphenator *hyphenator_open(Str dictionary) {
    Arena *scratch = arena_new();
    HyphenDict *dict = hnj_hyphen_load(str_cstr(scratch, dictionary));
    arena_free(scratch);
    return (Hyphenator *)dict;
}

void hyphenator_close(Hyphenator *hyphenator) {
    if (hyphenator) hnj_hyphen_free((HyphenDict *)hyphenator);
}

static uint32_t lower(uint32_t c) {
    if (c >= 'A' && c <= 'Z') return c + 32;
    if (c >= 0xc0 && c <= 0xde && c != 0xd7) return c + 32;
    return c == 0x152 ? 0x153 : c; /* OE */
}

/* The word in lower case, as the patterns want it: same characters, same bytes. False for a word that is not
 * cut: short, long, or an acronym. */
static bool word_lower(Str word, char *out) {
    if (word.n > WORD_MAX || str_chars(word) < WORD_MIN) return false;
    size_t capitals = 0, n = 0;
    for (size_t at = 0; at < word.n;) {
        uint32_t c = utf8_next(word, &at), small = lower(c);
        capitals += small != c;
        n += utf8_put(small, out + n);
    }
    assert(n == word.n);
    out[n] = '\0';
    return capitals <= 1;
}

static void word_hyphenate(HyphenDict *dict, Str word, unsigned char *breaks) {
    char text[WORD_MAX + 8], hyphens[WORD_MAX + 8], *text_out = NULL;
    char **replacements = NULL;
    int *positions = NULL, *cuts = NULL;
    if (!word_lower(word, text)) return;
    memset(hyphens, 0, sizeof hyphens);
    int failed = hnj_hyphen_hyphenate3(dict, text, (int)word.n, hyphens, text_out, &replacements, &positions,
                                       &cuts, LEFT_MIN, RIGHT_MIN, LEFT_MIN, RIGHT_MIN);
    /* French has no replacements; a dictionary with some is used for its plain hyphens only. */
    bool plain = !replacements;
    if (replacements)
        for (size_t i = 0; i < word.n; i++) free(replacements[i]);
    free(replacements);
    free(positions);
    free(cuts);
    if (failed || !plain) return;
    size_t chars = str_chars(word), at = 0;
    for (size_t i = 0; i < chars; i++) {
        utf8_next(word, &at);
        bool inside = i + 1 >= LEFT_MIN && chars - i - 1 >= RIGHT_MIN;
        if (inside && (hyphens[i] & 1)) breaks[at - 1] = BREAK_HYPHEN;
    }
}

static void words_hyphenate(HyphenDict *dict, Str text, unsigned char *breaks) {
    size_t start = 0;
    for (size_t at = 0; at <= text.n;) {
        size_t here = at;
        uint32_t c = utf8_next(text, &at);
        if (here == text.n) at++;
        if (latin_letter(c)) continue;
        word_hyphenate(dict, str_sub(text, start, here - start), breaks + start);
        start = at;
    }
}

/* libunibreak takes U+FFFF for the end of the text, and asserts that it is: U+FFFD breaks lines alike. */
static Str without_end(Arena *arena, Str text) {
    static const char end[] = "\uFFFF", other[] = "\uFFFD";
    if (str_find(text, str_of(end)) == SIZE_MAX) return text;
    char *copy = arena_text(arena, text.n);
    memcpy(copy, text.p, text.n);
    for (size_t i = 0; i + sizeof end - 1 <= text.n; i++)
        if (!memcmp(copy + i, end, sizeof end - 1)) memcpy(copy + i, other, sizeof other - 1);
    return (Str){copy, text.n};
}

unsigned char *breaks_find(Arena *arena, Hyphenator *hyphenator, Str text) {
    unsigned char *breaks = arena_take(arena, text.n + 1);
    if (!text.n) return breaks;
    char *found = arena_text(arena, text.n);
    set_linebreaks_utf8((const utf8_t *)without_end(arena, text).p, text.n, "fr", found);
    for (size_t i = 0; i + 1 < text.n; i++)
        breaks[i] = found[i] == LINEBREAK_MUSTBREAK    ? BREAK_MUST
                    : found[i] == LINEBREAK_ALLOWBREAK ? BREAK_MAY
                                                       : BREAK_NO;
    if (hyphenator) words_hyphenate((HyphenDict *)hyphenator, text, breaks);
    return breaks;
}
