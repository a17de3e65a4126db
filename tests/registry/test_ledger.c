/* Which declarations hold: replacements, copies, contradictions, and that no order of arrival matters. */
#include "registry/ledger.h"
#include "tests/tap.h"
#include <string.h>

static Contract contracts_at[] = {
    {.id = {"M1", 2}},
    {.id = {"M2", 2}},
};
static Person people_at[] = {{.ref = {"P1", 2}}, {.ref = {"P2", 2}}, {.ref = {"P3", 2}}};
static const Contracts contracts = {.at = contracts_at, .n = 2};
static const People people = {.at = people_at, .n = 3};

/* One row in short: "file:line contract siret declared_on person month hours [contract_type]". */
static HoursRow row_of(Arena *arena, Str text) {
    Str word[8] = {{0}};
    for (size_t i = 0; i < 8 && str_word(&text, &word[i]); i++) word[i] = str_copy(arena, word[i]);
    size_t colon = str_find_byte(word[0], ':');
    int64_t line = 0;
    HoursRow row = {.contract_id = word[1],
                    .declarant_siret = word[2],
                    .person_ref = str_is(word[4], "-") ? (Str){0} : word[4],
                    .contract_type = word[7],
                    .training_hours = HUNDREDTHS_ABSENT};
    if (number_read_plain(str_sub(word[0], colon + 1, SIZE_MAX), 0, false, &line) ||
        number_read_plain(word[6], 2, false, &row.hours) || !date_read(word[3], &row.declared_on) ||
        !month_read(word[5], &row.month))
        abort();
    row.at = (Loc){.file = str_sub(word[0], 0, colon), .line = (uint32_t)line};
    return row;
}

static HoursRows rows_of(Arena *arena, const char *text) {
    HoursRows rows = {0};
    Str rest = str_of(text), line;
    while (str_next(&rest, '\n', &line)) *ARENA_PUSH(arena, rows.at, rows.n, rows.cap) = row_of(arena, line);
    return rows;
}

/* What holds, what was replaced, and every message. */
static Str join(Arena *arena, const HoursRows *rows) {
    Diags diags = diags_new(arena);
    Ledger ledger = ledger_join(arena, &contracts, rows, &people, &diags);
    Buf out = {.arena = arena};
    for (size_t i = 0; i < ledger.hours.n; i++) {
        const HoursRow *row = &ledger.hours.at[i];
        buf_print(&out, "%.*s %.*s %.*s %.*s %.*s\n", STR_ARG(row->contract_id),
                  STR_ARG(month_print(arena, row->month)), STR_ARG(row->declarant_siret),
                  STR_ARG(row->person_ref), STR_ARG(hundredths_print_short(arena, row->hours)));
    }
    for (size_t i = 0; i < ledger.replaced_count; i++) {
        const Replacement *r = &ledger.replaced[i];
        buf_print(&out, "%.*s %.*s %.*s: %.*s for %.*s, %zu of %zu\n", STR_ARG(r->contract_id),
                  STR_ARG(month_print(arena, r->month)), STR_ARG(r->declarant_siret),
                  STR_ARG(hundredths_print_short(arena, r->after)),
                  STR_ARG(hundredths_print_short(arena, r->before)), r->people_changed, r->people_before);
    }
    for (const Diag *diag = diags.first; diag; diag = diag->next)
        buf_print(&out, "%.*s\n", STR_ARG(diag_print(arena, diag)));
    if (ledger.refused) buf_print(&out, "%zu refused\n", ledger.refused);
    return buf_str(&out);
}

static void test_declarations(Arena *arena) {
    static const struct {
        int at;
        const char *in, *out;
    } cases[] = {
        {__LINE__, "", ""},
        {__LINE__, /* sorted by contract, month, declarant, person */
         "a:2 M2 S1 2026-04-02 P1 2026-03 1\na:3 M1 S2 2026-04-02 P2 2026-03 2\n"
         "a:4 M1 S1 2026-04-02 P2 2026-03 3\na:5 M1 S1 2026-04-02 P1 2026-03 4\n"
         "a:6 M1 S1 2026-04-02 P1 2026-02 5.5\n",
         "M1 2026-02 S1 P1 5.5\nM1 2026-03 S1 P1 4\nM1 2026-03 S1 P2 3\nM1 2026-03 S2 P2 2\n"
         "M2 2026-03 S1 P1 1\n"},
        {__LINE__, /* the latest holds, whole: P2 is gone */
         "a:2 M1 S1 2026-04-02 P1 2026-03 10\na:3 M1 S1 2026-04-02 P2 2026-03 20\n"
         "b:2 M1 S1 2026-04-09 P1 2026-03 12\n",
         "M1 2026-03 S1 P1 12\nM1 2026-03 S1: 12 for 30, 2 of 2\n"},
        {__LINE__, /* three declarations: the last against the one before it */
         "c:2 M1 S1 2026-04-20 P1 2026-03 3\na:2 M1 S1 2026-04-02 P1 2026-03 1\n"
         "b:2 M1 S1 2026-04-09 P1 2026-03 2\n",
         "M1 2026-03 S1 P1 3\nM1 2026-03 S1: 3 for 2, 1 of 1\n"},
        {__LINE__, /* one person added, one changed, one as before under another kind of contract */
         "a:2 M1 S1 2026-04-02 P1 2026-03 1 CTT\na:3 M1 S1 2026-04-02 P3 2026-03 2\n"
         "b:2 M1 S1 2026-04-09 P1 2026-03 1 CDI\nb:3 M1 S1 2026-04-09 P2 2026-03 5\n"
         "b:4 M1 S1 2026-04-09 P3 2026-03 3\n",
         "M1 2026-03 S1 P1 1\nM1 2026-03 S1 P2 5\nM1 2026-03 S1 P3 3\nM1 2026-03 S1: 9 for 3, 2 of 2\n"},
        {__LINE__, /* confirmed later, nothing replaced */
         "a:2 M1 S1 2026-04-02 P1 2026-03 1\nb:2 M1 S1 2026-04-09 P1 2026-03 1\n", "M1 2026-03 S1 P1 1\n"},
        {__LINE__, /* the mistakes of what was replaced are mended */
         "a:2 M1 S1 2026-04-02 PX 2026-03 1\nb:2 M1 S1 2026-04-09 P1 2026-03 1\n",
         "M1 2026-03 S1 P1 1\nM1 2026-03 S1: 1 for 1, 2 of 1\n"},
        {__LINE__, /* a copy of a whole declaration */
         "a:2 M1 S1 2026-04-02 P1 2026-03 1\na:3 M1 S1 2026-04-02 P2 2026-03 2\n"
         "b:7 M1 S1 2026-04-02 P2 2026-03 2\nb:8 M1 S1 2026-04-02 P1 2026-03 1\n",
         "M1 2026-03 S1 P1 1\nM1 2026-03 S1 P2 2\nb:8: the same declaration as at a:2: counted once\n"},
        {__LINE__, /* the same day, another content */
         "a:2 M1 S1 2026-04-02 P1 2026-03 1\nb:2 M1 S1 2026-04-02 P1 2026-03 2\n"
         "a:3 M1 S1 2026-05-02 P1 2026-04 5\n",
         "M1 2026-04 S1 P1 5\nb:2: another declaration of the same day differs, at a:2: declaration refused\n"
         "a:2: another declaration of the same day differs, at b:2: declaration refused\n2 refused\n"},
        {__LINE__, /* a contradiction that a later declaration has settled */
         "a:2 M1 S1 2026-04-02 P1 2026-03 1\nb:2 M1 S1 2026-04-02 P1 2026-03 2\n"
         "c:2 M1 S1 2026-04-03 P1 2026-03 2\n",
         "M1 2026-03 S1 P1 2\nM1 2026-03 S1: 2 for 1, 1 of 1\n"},
        {__LINE__, /* a file named twice */
         "a:2 M1 S1 2026-04-02 P1 2026-03 1\na:2 M1 S1 2026-04-02 P1 2026-03 1\n", "M1 2026-03 S1 P1 1\n"},
        {__LINE__, /* a line twice */
         "a:2 M1 S1 2026-04-02 P1 2026-03 1\na:9 M1 S1 2026-04-02 P1 2026-03 1\n",
         "M1 2026-03 S1 P1 1\na:9: person_ref: the same line twice in one declaration: row refused\n1 "
         "refused\n"},
        {__LINE__, /* two figures for one person */
         "a:2 M1 S1 2026-04-02 P1 2026-03 1\na:9 M1 S1 2026-04-02 P1 2026-03 2\n",
         "a:2: person_ref: the same person twice in one declaration, with different hours: row refused\n"
         "a:9: person_ref: the same person twice in one declaration, with different hours: row refused\n"
         "2 refused\n"},
        {__LINE__, /* two work contracts in a month */
         "a:2 M1 S1 2026-04-02 P1 2026-03 1 CTT\na:9 M1 S1 2026-04-02 P1 2026-03 2 CDI\n",
         "M1 2026-03 S1 P1 2\nM1 2026-03 S1 P1 1\n"},
        {__LINE__, /* hours of nobody (-): each row by itself, and no person of a replacement */
         "a:2 M1 S1 2026-04-02 - 2026-03 900\na:3 M1 S1 2026-04-02 - 2026-03 900\n"
         "a:4 M1 S1 2026-04-02 P1 2026-03 1\nb:2 M1 S1 2026-04-03 - 2026-03 900\n"
         "b:3 M1 S1 2026-04-03 - 2026-03 2 CDI\nb:4 M1 S1 2026-04-03 P1 2026-03 1\n"
         "b:5 M1 S1 2026-04-03 P2 2026-03 3\n",
         "M1 2026-03 S1  900\nM1 2026-03 S1  2\nM1 2026-03 S1 P1 1\nM1 2026-03 S1 P2 3\n"
         "M1 2026-03 S1: 906 for 1801, 1 of 1\n"},
        {__LINE__, /* the same of nobody twice is the same declaration; of another contract it is refused */
         "a:2 M1 S1 2026-04-02 - 2026-03 5\nb:2 M1 S1 2026-04-02 - 2026-03 5\n"
         "a:3 M9 S1 2026-04-02 - 2026-03 5\n",
         "M1 2026-03 S1  5\nb:2: the same declaration as at a:2: counted once\n"
         "a:3: contract_id: no such contract: row not counted until there is one\n1 refused\n"},
        {__LINE__, "a:2 M9 S1 2026-04-02 P1 2026-03 1\na:3 M1 S1 2026-04-02 P9 2026-03 1\n",
         "a:3: person_ref: no such person: row not counted until there is one\n"
         "a:2: contract_id: no such contract: row not counted until there is one\n"
         "2 refused\n"},
        {__LINE__, /* outside the contract's period */
         "a:2 M1 S1 2027-02-02 P1 2027-01 1\na:3 M1 S1 2027-02-02 P1 2025-12 1\n",
         "M1 2025-12 S1 P1 1\nM1 2027-01 S1 P1 1\na:3: month: outside the contract's period: hours counted\n"
         "a:2: month: outside the contract's period: hours counted\n"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        HoursRows rows = rows_of(arena, cases[i].in);
        IS_AT(cases[i].at, join(arena, &rows), str_of(cases[i].out));
    }
}

static uint64_t seed = 7;
static size_t next_random(size_t below) {
    seed = seed * 6364136223846793005u + 1442695040888963407u;
    return (size_t)(seed >> 33) % below;
}

static void shuffle(HoursRows *rows) {
    for (size_t i = rows->n; i > 1; i--) {
        size_t k = next_random(i);
        HoursRow row = rows->at[i - 1];
        rows->at[i - 1] = rows->at[k];
        rows->at[k] = row;
    }
}

static HoursRows random_rows(Arena *arena) {
    static const char *const files[] = {"a", "b", "c"};
    static const char *const persons[] = {"P1", "P2", "P3", "P4"};
    Buf text = {.arena = arena};
    for (size_t i = 0, n = 1 + next_random(40); i < n; i++)
        buf_print(&text, "%s:%zu M%zu S%zu 2026-04-0%zu %s 2026-0%zu %zu\n", files[next_random(3)], i + 2,
                  1 + next_random(3), 1 + next_random(2), 1 + next_random(3), persons[next_random(4)],
                  2 + next_random(2), 1 + next_random(2));
    return rows_of(arena, str_cstr(arena, buf_str(&text)));
}

/* Any order of the same rows gives the same ledger and the same messages. */
static void test_order(void) {
    enum { LEDGERS = 5000 };
    Arena *arena = arena_new();
    size_t differ = 0;
    for (size_t i = 0; i < LEDGERS; i++) {
        arena_reset(arena);
        HoursRows rows = random_rows(arena);
        Str want = join(arena, &rows);
        shuffle(&rows);
        differ += !str_eq(join(arena, &rows), want);
    }
    NUM(differ, 0);
    arena_free(arena);
}

int main(void) {
    for (size_t i = 0; i < contracts.n; i++) {
        contracts_at[i].start_date = date_of(2026, 1, 15);
        contracts_at[i].end_date = date_of(2026, 12, 31);
    }
    Arena *arena = arena_new();
    test_declarations(arena);
    test_order();
    arena_free(arena);
    return tap_done();
}
