/* Text: views, UTF-8, folding, maps, lines of CSV. */
#include "base/csvline.h"
#include "base/fold.h"
#include "base/map.h"
#include "base/utf8.h"
#include "tests/tap.h"
#include <setjmp.h>

static void test_views(Arena *arena) {
    Str rest = STR("a;b;;c"), part;
    IS(str_trim(STR(" \t x \r\n")), STR("x"));
    NUM(str_find(STR("insertion"), STR("sert")), 2);
    OK(str_find(STR("insertion"), STR("xyz")) == SIZE_MAX);
    OK(str_next(&rest, ';', &part) && str_is(part, "a"));
    OK(str_next(&rest, ';', &part) && str_is(part, "b"));
    OK(str_next(&rest, ';', &part) && part.n == 0);
    OK(str_next(&rest, ';', &part) && str_is(part, "c"));
    OK(!str_next(&rest, ';', &part));
    IS(str_trim_wide(STR("\uFEFF \u00A0x y\u202F\u00A0\t")), STR("x y"));
    IS(str_trim_wide(STR("\u00A0")), STR(""));
    IS(str_trim_wide(STR("\xC2\x85\u2003\u2028 x\xC2\x85y \u3000\uFEFF\u205F\xC2\x85")), STR("x\xC2\x85y"));
    IS(str_trim_wide(STR("\u00E0")), STR("\u00E0")); /* its last byte is that of U+00A0 */
    IS(str_squeeze(arena, STR("  a\u00A0 b\n\tc\u202F")), STR("a b c"));
    IS(str_squeeze(arena, STR("déjà net")), STR("déjà net"));
    IS(str_squeeze(arena, STR(" \n ")), STR(""));
    IS(str_squeeze(arena, STR("a\tb")), STR("a b"));
    for (size_t at = 0; at < 40; at++) { /* white space at every place of a long text */
        Str text = STR("0123456789abcdefghijklmnopqrstuvwxyzABCD"), head = str_sub(text, 0, at),
            tail = str_sub(text, at, SIZE_MAX);
        Str want = str_trim(str_print(arena, "%.*s %.*s", STR_ARG(head), STR_ARG(tail)));
        const char *const spaces[] = {" ", "  ", "\n", " \t", "\u00A0", "\u2003 ", "\u3000"};
        for (size_t i = 0; i < sizeof spaces / sizeof *spaces; i++)
            IS(str_squeeze(arena, str_print(arena, "%.*s%s%.*s", STR_ARG(head), spaces[i], STR_ARG(tail))),
               want);
    }
    NUM(str_chars(STR("œuvré")), 5);
    OK(str_cmp(STR("a"), STR("ab")) < 0 && str_cmp(STR("b"), STR("ab")) > 0 &&
       str_cmp(STR(""), STR("")) == 0);
}

static void test_utf8(Arena *arena) {
    static const struct {
        int line;
        const char *text;
        size_t length, good;
    } rows[] = {
        {__LINE__, "abc\xC3\xA9", 5, 5},
        {__LINE__, "\xC0\x80", 2, 0},
        {__LINE__, "\xED\xA0\x80", 3, 0},
        {__LINE__, "\xF4\x90\x80\x80", 4, 0},
        {__LINE__, "\xF0\x9F\x98\x80", 4, 4},
        {__LINE__, "\xE2\x82", 2, 0},
        {__LINE__, "a\0b", 3, 1},
        {__LINE__, "12345678\xFF", 9, 8},
        {__LINE__, "1234567\0abcdefgh", 16, 7},
        {__LINE__, "", 0, 0},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        NUM_AT(rows[i].line, utf8_check((Str){rows[i].text, rows[i].length}), rows[i].good);
    bool same = true;
    for (uint32_t c = 1; c < 0x110000; c++) {
        if (c >= 0xD800 && c <= 0xDFFF) continue;
        char bytes[4];
        Str s = {bytes, utf8_put(c, bytes)};
        size_t at = 0;
        same = same && utf8_check(s) == s.n && utf8_next(s, &at) == c && at == s.n;
    }
    OK(same);
    IS(utf8_from_windows_1252(arena, STR("\x80 \xE9 \x9C")), STR("€ é œ"));
    IS(utf8_from_utf16(arena, ((Str){"\xE9\x00\x3D\xD8\x00\xDE\x00\xD8", 8}), false), STR("é😀\uFFFD"));
    IS(utf8_from_utf16(arena, ((Str){"\x00\xE9\x00", 3}), true), STR("é\uFFFD"));
    OK(!utf8_has_control(STR("deux\tlignes\r\nœuvrées")));
    OK(utf8_has_control(STR("a\x1B[31m")) && utf8_has_control(STR("lot \u202E3")) &&
       utf8_has_control(STR("\xC2\x9B")));
    OK(utf8_has_control(STR("\xC3")) && !utf8_has_control((Str){0}));
    IS(utf8_visible(arena, STR("lot \u202E3\u2066")), STR("lot \\u202E3\\u2066"));
    IS(utf8_visible(arena, STR("\uFFFD \uFFFE\uFFFF \U0010FFFF")), STR("\uFFFD \\uFFFE\\uFFFF \U0010FFFF"));
    IS(utf8_visible(arena, STR("a\x1B[31m\xC2\x85")), STR("a\\x1B[31m\\x85"));
    IS(utf8_visible(arena, STR("é\xE9t\xF0")), STR("é\\xE9t\\xF0")); /* not UTF-8, and cut at its end */
}

/* The character of each byte, found from the start and from the byte before. */
static void test_origins(Arena *arena) {
    static const struct {
        int line;
        const char *text;
        size_t origins[8]; /* of each folded byte and of the end */
    } rows[] = {
        {__LINE__, "abc", {0, 1, 2, 3}},
        {__LINE__, "cœ\u00ADop", {0, 1, 1, 5, 6, 7}},    /* two letters of one, and a soft hyphen */
        {__LINE__, "e\u0301te\u0301", {0, 3, 4, 7}},     /* marks, the last one at the end */
        {__LINE__, "\u00AD", {2}},                       /* nothing is left of it */
        {__LINE__, "\u2026a\u00A0", {0, 0, 0, 3, 4, 6}}, /* three dots */
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        Str text = str_of(rows[i].text);
        FoldPlace place = {0};
        for (size_t at = 0; at <= fold(arena, text).n; at++) {
            NUM_AT(rows[i].line, fold_origin(text, at, &(FoldPlace){0}), rows[i].origins[at]);
            NUM_AT(rows[i].line, fold_origin(text, at, &place), rows[i].origins[at]);
        }
    }
}

static void test_fold(Arena *arena) {
    static const struct {
        int line;
        const char *text, *want;
    } rows[] = {
        {__LINE__, "Gros ŒUVRE", "gros oeuvre"},
        {__LINE__, "d\u2019insertion", "d'insertion"},
        {__LINE__, "heures\u00A0:\u202F5", "heures : 5"},
        {__LINE__, "E\u0301tanche\u0301ite\u0301", "etancheite"},
        {__LINE__, "sous\u2011traitance", "sous-traitance"},
        {__LINE__, "co\u00ADopé", "coope"},
        {__LINE__, "ÀÂÄÇÉÈÊËÎÏÔÖÙÛÜŸÆ", "aaaceeeeiioouuuyae"},
        {__LINE__, "Straße ﬁn", "strasse fin"},
        {__LINE__, "ΆΣΑΣ", "ασασ"},
        {__LINE__, "", ""},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        IS_AT(rows[i].line, fold(arena, str_of(rows[i].text)), str_of(rows[i].want));
    IS(fold_name(arena, STR("N° de marché (lot)")), STR("ndemarchelot"));

    Str original = STR("L\u2019ŒUVRE d\u2019insertion");
    Str folded = fold(arena, original);
    size_t at = str_find(folded, STR("insertion"));
    NUM(fold_origin(original, at, &(FoldPlace){0}), str_find(original, STR("insertion")));
    NUM(fold_origin(original, folded.n, &(FoldPlace){0}), original.n);
    NUM(fold_origin(original, 0, &(FoldPlace){0}), 0);
    test_origins(arena);

    Arena *scratch = arena_new();
    uint32_t odd = 0; /* folding what is folded changes nothing, for every character there is */
    for (uint32_t c = 1; c < 0x110000; c++) {
        if (c >= 0xD800 && c <= 0xDFFF) continue;
        char bytes[4];
        Str once = fold(scratch, (Str){bytes, utf8_put(c, bytes)});
        if (!odd && !str_eq(once, fold(scratch, once))) odd = c;
        if (c % 4096 == 0) arena_reset(scratch);
    }
    arena_free(scratch);
    NUM(odd, 0);
    Buf long_text = {.arena = arena};
    for (int i = 0; i < 1000; i++) buf_add(&long_text, STR("\u3300")); /* one character, four when folded */
    OK(fold(arena, buf_str(&long_text)).n > 3000);
}

static void test_map(Arena *arena) {
    Map *map = map_new(arena);
    OK(map_get(map, STR("a")) == NULL && !map_has(map, STR("a")));
    static int values[5000];
    for (int i = 0; i < 5000; i++) map_put(map, str_print(arena, "key %d", i), &values[i]);
    bool good = map_count(map) == 5000;
    for (int i = 0; i < 5000; i++) {
        Str key = str_print(arena, "key %d", i);
        good = good && map_get(map, key) == &values[i] && map_value(map, (size_t)i) == &values[i];
    }
    OK(good);
    OK(map_put(map, STR("key 7"), &values[0]) == &values[7]);
    OK(map_value(map, 7) == &values[0]);
    OK(map_put(map, STR(""), &values[1]) == NULL && map_get(map, STR("")) == &values[1]);
}

static void test_csvline(Arena *arena) {
    Buf buf = {.arena = arena};
    CsvLine line = csvline_plain(&buf);
    csvline_text(&line, STR("a"));
    csvline_text(&line, STR("b,\"c\"\nd"));
    csvline_text(&line, STR("=1+1"));
    csvline_text(&line, STR("-5.20"));
    csvline_text(&line, STR("- lot, 3"));
    csvline_text(&line, STR("+33 1 02 03 04 05"));
    csvline_text(&line, STR("\tx"));
    csvline_text(&line, STR("\x1B[2J\xC2\x9B\u202Ex"));
    csvline_text(&line, STR("œ\u00A0“é”"));
    csvline_hundredths(&line, 123450);
    csvline_hundredths(&line, HUNDREDTHS_ABSENT);
    csvline_date(&line, date_of(2026, 1, 2));
    csvline_count(&line, -3);
    csvline_text(&line, STR(""));
    csvline_end(&line);
    IS(buf_str(&buf), STR("a,\"b,\"\"c\"\"\nd\",'=1+1,-5.20,\"'- lot, 3\",'+33 1 02 03 04 "
                          "05,'\tx,\\x1B[2J\\x9B\\u202Ex,œ\u00A0“é”,1234.50,,2026-01-02,-3,\n"));

    Buf french = {.arena = arena};
    line = csvline_french(&french);
    csvline_header(&line, STR("titre,montant"));
    csvline_text(&line, STR("a;b, c"));
    csvline_hundredths(&line, 123450);
    csvline_number(&line, STR("25.29"));
    csvline_number(&line, STR("12"));
    csvline_number(&line, (Str){0});
    csvline_text(&line, STR("d, e"));
    csvline_end(&line);
    IS(buf_str(&french), STR("\uFEFFtitre;montant\n\"a;b, c\";1234,50;25,29;12;;d, e\n"));
}

static jmp_buf no_memory;
static void leave(void) {
    longjmp(no_memory, 1);
}

/* Sizes that no machine has end the run, whichever way they are asked for. */
static void test_exhausted(void) {
    static Arena *arena;
    static volatile int way, ended;
    arena = arena_new();
    size_t cap = SIZE_MAX / 4;
    arena_on_exhausted(leave);
    for (way = 0; way < 4; way++) {
        if (setjmp(no_memory)) ended++;
        else if (way == 0) arena_take(arena, SIZE_MAX);
        else if (way == 1) arena_take_array(arena, SIZE_MAX / 2, 3);
        else if (way == 2) arena_more(arena, NULL, &cap, 8);
        else arena_exhausted();
    }
    NUM(ended, 4);
    arena_free(arena);
}

static void test_arena(void) {
    Arena *arena = arena_new();
    char *text = arena_text(arena, 3);
    OK((uintptr_t)arena_take(arena, 1) % _Alignof(max_align_t) == 0);
    OK(text != NULL && arena_take(arena, 0) != NULL);
    char *grown = arena_take(arena, 10);
    grown[9] = 'x';
    char *same = arena_grow(arena, grown, 10, 100);
    OK(same == grown && same[9] == 'x' && same[99] == 0);
    arena_take(arena, 1);
    char *moved = arena_grow(arena, same, 100, 200000);
    OK(moved != same && moved[9] == 'x' && moved[199999] == 0);
    size_t held = arena_held(arena);
    arena_reset(arena);
    OK(arena_held(arena) < held);
    held = arena_held(arena);
    for (int i = 0; i < 1000; i++) {
        arena_take(arena, 1000);
        arena_reset(arena);
    }
    NUM(arena_held(arena), held); /* a loop that resets does not grow */
    arena_free(arena);

    arena = arena_new(); /* megabytes grow where they are, unless something stands behind them */
    char *beside = arena_take(arena, 8), *much = NULL;
    memset(beside, 7, 8);
    size_t n = 0, wrong = 0;
    for (size_t more = 1 << 20; more <= 8 << 20; more *= 2) {
        much = arena_grow(arena, much, n, more);
        for (size_t i = n; i < more; i++) wrong += much[i] != 0;
        memset(much + n, 1, more - n);
        n = more;
    }
    OK(arena_held(arena) < (9 << 20));
    *(char *)arena_take(arena, 1) = 7;
    much = arena_grow(arena, much, n, n + 1);
    for (size_t i = 0; i < n; i++) wrong += much[i] != 1;
    NUM(wrong + (size_t)much[n], 0);
    NUM(beside[7], 7);
    arena_free(arena);
}

int main(void) {
    Arena *arena = arena_new();
    test_views(arena);
    test_utf8(arena);
    test_fold(arena);
    test_map(arena);
    test_csvline(arena);
    test_arena();
    test_exhausted();
    arena_free(arena);
    return tap_done();
}
