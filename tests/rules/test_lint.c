/* test_lint.c - packs with mistakes, and every word that lint says about them. */
#include "base/file.h"
#include "rules/lint.h"
#include "tests/tap.h"

static Arena *arena;
static const Words *words;

static StrList list(const char *one) {
    StrList names = {0};
    strlist_add(arena, &names, str_of(one));
    return names;
}

static Str said(const Diags *diags) {
    Buf buf = {.arena = arena};
    for (const Diag *diag = diags->first; diag; diag = diag->next) {
        buf_add(&buf, diag->kind == DIAG_DOUBT ? STR("doubt: ") : STR("fault: "));
        buf_add(&buf, diag_print(arena, diag));
        buf_byte(&buf, '\n');
    }
    return buf_str(&buf);
}

/* A pack and, beside it, what lint says of it on 2026-11-23. */
static void test_cases(void) {
    static const struct {
        int line;
        const char *name;
        LintCount count;
    } cases[] = {
        {__LINE__, "ten-errors", {1, 6, 1, 3, 0, 1}}, {__LINE__, "doubts", {1, 1, 1, 2, 0, 0}},
        {__LINE__, "names", {1, 3, 1, 2, 0, 0}},      {__LINE__, "circles", {1, 2, 0, 0, 0, 0}},
        {__LINE__, "unused", {1, 1, 0, 0, 0, 0}},     {__LINE__, "failing", {1, 4, 2, 10, 5, 9}},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        int line = cases[i].line;
        Diags diags = diags_new(arena);
        StrList paths = {0};
        strlist_add(arena, &paths, str_print(arena, "tests/cases/lint/%s.rules", cases[i].name));
        LintCount count = lint_packs(arena, &paths, words, date_of(2026, 11, 23), &diags),
                  want = cases[i].count;
        Str expected = {0}, path = str_print(arena, "tests/cases/lint/%s.expected", cases[i].name);
        Diags reading = diags_new(arena);
        OK_AT(line, file_read(arena, path, 0, &expected, &reading));
        IS_AT(line, said(&diags), expected);
        NUM_AT(line, count.packs, want.packs);
        NUM_AT(line, count.rules, want.rules);
        NUM_AT(line, count.trades, want.trades);
        NUM_AT(line, count.examples, want.examples);
        NUM_AT(line, count.cases, want.cases);
        NUM_AT(line, count.failed, want.failed);
    }
}

/* A local pack that excludes places does not fail the cases of the pack before it. */
static void test_local(void) {
    StrList paths = list("rules/packs/fr-social.rules");
    strlist_add(arena, &paths, STR("tests/cases/lint/local.rules"));
    Diags diags = diags_new(arena);
    LintCount count = lint_packs(arena, &paths, words, date_of(2026, 11, 23), &diags);
    NUM(count.packs, 2);
    NUM(count.failed, 0);
    IS(said(&diags), STR(""));
}

/* A trade that is disabled leaves its code to another. */
static void test_replaced(void) {
    StrList paths = list("rules/packs/fr-social.rules");
    strlist_add(arena, &paths, STR("tests/cases/lint/replaced.rules"));
    Diags diags = diags_new(arena);
    LintCount count = lint_packs(arena, &paths, words, date_of(2026, 11, 23), &diags);
    NUM(count.failed, 0);
    IS(said(&diags), STR(""));
}

/* The shipped pack is clean, and says so 90 days before its thresholds end. */
static void test_shipped(void) {
    StrList paths = list("rules/packs/fr-social.rules");
    Diags diags = diags_new(arena);
    LintCount count = lint_packs(arena, &paths, words, date_of(2026, 11, 23), &diags);
    IS(said(&diags), STR(""));
    OK(count.trades >= 30);
    NUM(count.failed, 0);
    OK(count.cases >= 10);
    lint_packs(arena, &paths, words, date_of(2027, 10, 3), &diags);
    NUM(diags.count[DIAG_DOUBT], 6); /* one for each threshold */
    NUM(diags.count[DIAG_USAGE], 0);
}

static void test_unreadable(void) {
    StrList paths = list("tests/cases/lint/none.rules");
    Diags diags = diags_new(arena);
    LintCount count = lint_packs(arena, &paths, words, DATE_ABSENT, &diags);
    NUM(count.packs, 0);
    NUM(diags.count[DIAG_WORLD], 1);
}

int main(void) {
    arena = arena_new();
    Diags diags = diags_new(arena);
    StrList paths = list("templates/fr-rules.words");
    words = words_read(arena, &paths, &diags);
    if (!OK(words != NULL)) return tap_done();
    test_cases();
    test_local();
    test_replaced();
    test_shipped();
    test_unreadable();
    arena_free(arena);
    return tap_done();
}
