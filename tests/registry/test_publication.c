/* The record of a published review: printed and read back, and refused once it was edited; names of periods.
 */
#include "registry/convention.h"
#include "registry/publication.h"
#include "tests/tap.h"

static Publication sample(void) {
    static PublishedFigure figures[] = {{{"hours_done", 10}, {"18951.16", 8}}, {{"people", 6}, {"s", 1}}};
    return (Publication){.from = date_of(2025, 11, 1),
                         .to = date_of(2026, 10, 31),
                         .day = date_of(2026, 11, 20),
                         .version = 2,
                         .superseded = date_of(2026, 11, 19),
                         .reason = STR("[seal] digest = # rien, « à l'envers »"),
                         .pdf = {1, 2},
                         .json = {3, 4},
                         .program = STR("0.1.0"),
                         .run = 7,
                         .run_day = date_of(2026, 11, 18),
                         .conf = {5, 6},
                         .packs = {7, 8},
                         .hours_files = 8,
                         .hours_rows = 499,
                         .people_files = 1,
                         .people_rows = 61,
                         .figures = figures,
                         .n = 2};
}

static void test_round(Arena *arena) {
    Publication want = sample(), got;
    Str printed = publication_print(arena, &want);
    OK(publication_read(arena, printed, &got));
    IS(publication_print(arena, &got), printed);
    IS(got.reason, want.reason);
    NUM(got.run_day, want.run_day);
    NUM(digest_compare(got.json, want.json), 0);
    OK(digest_is_none(got.contracts));
    IS(publication_figure(&got, STR("hours_done")), STR("18951.16"));
    IS(publication_figure(&got, STR("people")), PUBLISHED_MASKED);
    IS(publication_figure(&got, STR("rate")), STR(""));
    want.superseded = DATE_ABSENT;
    OK(publication_read(arena, publication_print(arena, &want), &got) && got.superseded == DATE_ABSENT);
}

/* Any byte that is changed, left out or added behind. */
static void test_edited(Arena *arena) {
    Publication want = sample(), got;
    Str printed = publication_print(arena, &want);
    size_t taken = 0;
    for (size_t i = 0; i < printed.n; i++) {
        char *bytes = str_cstr(arena, printed);
        bytes[i] = bytes[i] == 'x' ? 'y' : 'x';
        taken += publication_read(arena, (Str){bytes, printed.n}, &got);
        taken += publication_read(arena, str_sub(printed, 0, i), &got);
    }
    NUM(taken, 0);
    OK(!publication_read(arena, str_cat(arena, printed, STR("\n")), &got));
    OK(!publication_read(arena, (Str){0}, &got));
}

static void test_names(Arena *arena) {
    static const struct {
        int line;
        const char *period, *name;
    } rows[] = {
        {__LINE__, "2026", "2026"},
        {__LINE__, "2026-03", "2026-03"},
        {__LINE__, "2024-02-01 to 2024-02-29", "2024-02"},
        {__LINE__, "2026-01-01..2026-12-31", "2026"},
        {__LINE__, "2025-11-01..2026-10-31", "2025-11-01_2026-10-31"},
        {__LINE__, "2026-01-01 to 2026-06-30", "2026-01-01_2026-06-30"},
        {__LINE__, "2026-01-01 to 2027-12-31", "2026-01-01_2027-12-31"},
        {__LINE__, "2026-03-02 to 2026-03-31", "2026-03-02_2026-03-31"},
        {__LINE__, "2025-11-01_2026-10-31", "2025-11-01_2026-10-31"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        Date from, to, first, last;
        OK_AT(rows[i].line, !period_trouble(str_of(rows[i].period), &from, &to));
        Str name = period_name(arena, from, to);
        IS_AT(rows[i].line, name, str_of(rows[i].name));
        OK_AT(rows[i].line, !period_trouble(name, &first, &last) && first == from && last == to);
    }
}

int main(void) {
    Arena *arena = arena_new();
    test_round(arena);
    test_edited(arena);
    test_names(arena);
    arena_free(arena);
    return tap_done();
}
