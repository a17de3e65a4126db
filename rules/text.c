/* text.c - `words` become a pattern, patterns are folded and compiled, matches are traced back to the notice.
 */
#include "rules/text.h"
#include "base/fold.h"
#include "base/utf8.h"
#include "rules/regex.h"
#include <stdlib.h>

/* What may not stand beside a whole word in folded text. Bytes from 0x80 on are letters of other scripts. */
#define WORD_BYTE "[a-z0-9\\x80-\\xff]"

static bool is_word_byte(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (unsigned char)c >= 0x80;
}

static bool is_blank(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
}

/* One of the words, folded and trimmed, as a pattern. */
static void add_word(Buf *pattern, Str word) {
    for (size_t i = 0; i < word.n; i++) {
        char c = word.p[i];
        if (is_blank(c)) {
            if (!is_blank(word.p[i - 1])) buf_add(pattern, STR("\\s+"));
        } else if (c == '*') {
            buf_add(pattern, STR(WORD_BYTE "*"));
        } else {
            if (!is_word_byte(c)) buf_byte(pattern, '\\');
            buf_byte(pattern, c);
        }
    }
}

/* Of how many parts a folded word is: words, signs and blanks. Of two that match at one place the one of more
 * parts reaches further, however their words end. */
static size_t parts_of(Str word) {
    size_t parts = 0;
    for (size_t i = 0; i < word.n; i++) {
        char c = word.p[i], before = i ? word.p[i - 1] : ' ';
        bool goes_on = is_word_byte(c) ? i && is_word_byte(before) : is_blank(c) && is_blank(before);
        if (!goes_on && c != '*') parts++;
    }
    return parts;
}

typedef struct WordOrder {
    Str word;
    size_t parts, at;
} WordOrder;

static int word_order(const void *a, const void *b) {
    const WordOrder *one = a, *other = b;
    if (one->parts != other->parts) return one->parts > other->parts ? -1 : 1;
    return one->at < other->at ? -1 : 1;
}

Str text_words_pattern(Arena *arena, Str words) {
    Buf pattern = {.arena = arena};
    WordOrder *order = NULL;
    size_t n = 0, cap = 0;
    for (Str word; str_next(&words, '|', &word);) {
        Str folded = str_trim(fold(arena, str_trim(word)));
        WordOrder one = {folded, parts_of(folded), n};
        *ARENA_PUSH(arena, order, n, cap) = one;
    }
    if (n) qsort(order, n, sizeof *order, word_order);
    buf_add(&pattern, STR("(?<!" WORD_BYTE ")(?:"));
    for (size_t i = 0; i < n; i++) { /* the first that matches is taken: the longest first */
        if (i) buf_byte(&pattern, '|');
        add_word(&pattern, order[i].word);
    }
    buf_add(&pattern, STR(")(?!" WORD_BYTE ")"));
    return buf_str(&pattern);
}

/* The longest part of a folded word that stands in every match. What a * stands for makes no unit of its own:
 * it goes on with the letters before it. */
static void add_literal(Arena *arena, RegexNeed *need, Str word) {
    Str rest = word, part, longest = {0};
    while (str_next(&rest, '*', &part))
        if (part.n > longest.n) longest = part;
    size_t before = 0, end = (size_t)(longest.p - word.p) + longest.n;
    for (size_t i = 0; i < end; i++) {
        ScanUnit unit = scan_unit(word.p[i]);
        before += word.p[i] != '*' && (!i || unit == UNIT_SIGN || unit != scan_unit(word.p[i - 1]));
    }
    if (before > need->before) need->before = before;
    strlist_add(arena, &need->literals, longest);
}

/* What is wrong with one of the words, NULL if nothing is. */
static const char *word_trouble(Str word) {
    if (!word.n) return "an empty word: nothing stands between two |";
    for (size_t i = 0; i < word.n; i++) {
        if (word.p[i] != '*') continue;
        bool behind_letter = i > 0 && is_word_byte(word.p[i - 1]);
        bool ends = i + 1 == word.n || is_blank(word.p[i + 1]);
        if (!behind_letter || !ends) return "a * stands for the free ending of a word: peint*";
    }
    return NULL;
}

static bool words_check(Arena *arena, TextTest *test, Diags *diags) {
    Str rest = test->entry->value, word;
    bool good = true;
    if (!rest.n || str_ends(rest, STR("|"))) {
        entry_error(diags, test->entry, rest.n, "%s", word_trouble((Str){0}));
        return false;
    }
    while (str_next(&rest, '|', &word)) {
        Str folded = str_trim(fold(arena, str_trim(word)));
        const char *trouble = word_trouble(folded);
        if (trouble) {
            entry_error(diags, test->entry, (size_t)(word.p - test->entry->value.p), "%s", trouble);
            good = false;
            continue;
        }
        add_literal(arena, &test->need, folded);
    }
    return good;
}

bool text_compile(Arena *arena, TextTest *test, Diags *diags) {
    FoldedRegex folded = {0};
    if (test->is_pattern) {
        if (!test->entry->value.n) {
            entry_error(diags, test->entry, 0, "an empty pattern");
            return false;
        }
        folded = regex_fold(arena, test->entry->value);
    } else {
        if (!words_check(arena, test, diags)) return false;
        folded.text = text_words_pattern(arena, test->entry->value);
    }
    Str what;
    size_t at;
    test->pattern = pattern_compile(arena, folded.text, &what, &at);
    if (!test->pattern) {
        entry_error(diags, test->entry, folded.origin ? folded.origin[at] : 0, "pattern: %.*s",
                    STR_ARG(what));
        return false;
    }
    if (test->is_pattern) test->need = regex_need(arena, folded.text);
    return true;
}

Span text_origin(Str original, size_t from, size_t to) {
    FoldPlace place = {0};
    Span span = {.from = fold_origin(original, from, &place)};
    size_t last = from == to ? span.from : fold_origin(original, to - 1, &place);
    span.to = from == to ? span.from : fold_origin(original, to, &place);
    if (from != to && span.to <= last) { /* the match ends within a character: œ is two letters */
        span.to = last;
        utf8_next(original, &span.to);
    }
    return span;
}

PatternResult text_find(Arena *scratch, const TextTest *test, Matcher *matcher, Str original, Span *span) {
    size_t from, to;
    PatternResult result = pattern_find(test->pattern, matcher, fold(scratch, original), &from, &to);
    if (result == PATTERN_YES) *span = text_origin(original, from, to);
    return result;
}
