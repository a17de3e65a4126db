/* Contracts on a day, and anomalies by name: each appears, and does not appear at its border. */
#include "report/follow.h"
#include "tests/tap.h"

typedef struct World {
    Arena *arena;
    Convention convention;
    Contracts contracts;
    HoursRows hours;
    People people;
    Ledger ledger;
    Diags diags;
} World;

static Words *words;

static Str next_word(Str *text) {
    Str word = {0};
    str_word(text, &word);
    return word;
}

static Hundredths hours_of(Str word) {
    Hundredths hours = 0;
    if (number_read_plain(word, 2, false, &hours)) abort();
    return hours;
}

static Date day_of(Str word) {
    Date day;
    if (!date_read(word, &day)) abort();
    return day;
}

/* "ID committed start end [status]" */
static void add_contract(World *world, Str line) {
    Contract *c = ARENA_PUSH(world->arena, world->contracts.at, world->contracts.n, world->contracts.cap);
    c->id = c->title = next_word(&line);
    c->hours_committed = hours_of(next_word(&line));
    c->start_date = day_of(next_word(&line));
    c->end_date = day_of(next_word(&line));
    c->status = next_word(&line);
    c->amount = MONEY_ABSENT;
}

/* "contract declarant person month hours [declared_on [file]]" */
static void add_row(World *world, Str line) {
    HoursRow *row = ARENA_PUSH(world->arena, world->hours.at, world->hours.n, world->hours.cap);
    row->contract_id = next_word(&line);
    row->declarant_siret = next_word(&line);
    row->person_ref = next_word(&line);
    if (!month_read(next_word(&line), &row->month)) abort();
    row->hours = hours_of(next_word(&line));
    row->training_hours = HUNDREDTHS_ABSENT;
    Str day = next_word(&line);
    row->declared_on = day.n ? day_of(day) : date_of(2026, 7, 10);
    Str file = next_word(&line);
    row->at = (Loc){.file = file.n ? file : STR("a"), .line = (uint32_t)world->hours.n + 1};
}

/* One thing a line; persons are P1 to P3. */
static World world_of(Arena *arena, const char *contracts, const char *rows) {
    World world = {.arena = arena, .convention = convention_default(arena), .diags = diags_new(arena)};
    Str rest = str_of(contracts), line;
    while (str_next(&rest, '\n', &line)) add_contract(&world, line);
    for (rest = str_of(rows); str_next(&rest, '\n', &line);) add_row(&world, line);
    for (int i = 1; i <= 3; i++)
        ARENA_PUSH(arena, world.people.at, world.people.n, world.people.cap)->ref =
            str_print(arena, "P%d", i);
    return world;
}

static Follow *follow_on(World *world, Date date) {
    world->ledger =
        ledger_join(world->arena, &world->contracts, &world->hours, &world->people, &world->diags);
    return follow_make(world->arena, &world->convention, &world->ledger, date, &world->diags);
}

/* "kind contract[,further] month declarant person hours limit count place", - where there is none. */
static Str anomalies_text(Arena *arena, const Follow *follow) {
    Buf out = {.arena = arena};
    for (size_t i = 0; i < follow->anomaly_count; i++) {
        const Anomaly *a = &follow->anomalies[i];
        Str month = a->month == MONTH_ABSENT ? STR("-") : month_print(arena, a->month);
        buf_print(&out, "%s %.*s", anomaly_name(a->kind), STR_ARG(a->contract_id));
        for (size_t k = 0; k < a->also.n; k++) buf_print(&out, ",%.*s", STR_ARG(a->also.at[k]));
        buf_print(&out, " %.*s", STR_ARG(month));
        const Str cells[] = {a->declarant_siret,
                             a->person_ref,
                             hundredths_print_short(arena, a->hours),
                             a->limit == HUNDREDTHS_ABSENT ? (Str){0}
                                                           : hundredths_print_short(arena, a->limit),
                             a->count ? str_print(arena, "%zu", a->count) : (Str){0},
                             anomaly_place(arena, a)};
        for (size_t k = 0; k < sizeof cells / sizeof *cells; k++)
            buf_print(&out, " %.*s", STR_ARG(cells[k].n ? cells[k] : STR("-")));
        buf_byte(&out, '\n');
    }
    return buf_str(&out);
}

/* On 15 July 2026: June is over, July is not. */
#define YEAR "M1 1200 2026-01-01 2026-12-31 running\n"
#define MONTHS_OF(hours)                                                                                     \
    "M1 S1 P1 2026-01 " hours "\nM1 S1 P1 2026-02 " hours "\nM1 S1 P1 2026-03 " hours                        \
    "\nM1 S1 P1 2026-04 " hours "\nM1 S1 P1 2026-05 " hours "\nM1 S1 P1 2026-06 " hours "\n"

static const struct {
    int line;
    const char *contracts, *rows, *want;
} anomalies[] = {
    {__LINE__, "", "", ""},
    {__LINE__, YEAR, MONTHS_OF("100"), ""},

    /* declarations of the same day */
    {__LINE__, YEAR, MONTHS_OF("100") "M1 S2 P2 2026-03 10 2026-04-01 x\nM1 S2 P2 2026-03 12 2026-04-01 y\n",
     "contradicted M1 2026-03 S2 - 12 10 2 x:8\n"},
    {__LINE__, YEAR,
     MONTHS_OF("100") "M1 S2 P2 2026-03 10 2026-04-01 x\nM1 S2 P3 2026-03 2 2026-04-01 x\n"
                      "M1 S2 P3 2026-03 12 2026-04-01 y\nM1 S2 P3 2026-03 4 2026-04-01 z\n",
     "contradicted M1 2026-03 S2 - 12 4 4 x:8\n"},
    {__LINE__, YEAR, MONTHS_OF("100") "M1 S2 P2 2026-03 10 2026-04-01 x\nM1 S2 P2 2026-03 10 2026-04-01 y\n",
     ""},
    {__LINE__, YEAR, MONTHS_OF("100") "M1 S2 P2 2026-03 10 2026-04-01 x\nM1 S2 P2 2026-03 12 2026-04-02 y\n",
     ""},

    /* the same person twice in a declaration; a copy of a line is none */
    {__LINE__, YEAR,
     MONTHS_OF("100") "M1 S2 P2 2026-03 10\nM1 S2 P2 2026-03 12\nM1 S2 P3 2026-03 1\n"
                      "M1 S2 P3 2026-03 3\nM1 S2 P3 2026-03 2\n",
     "twice M1 2026-03 S2 P2 12 10 2 a:8\ntwice M1 2026-03 S2 P3 3 1 3 a:10\n"},
    {__LINE__, YEAR, MONTHS_OF("100") "M1 S2 P2 2026-03 10\nM1 S2 P2 2026-03 10\n", ""},

    /* unknown contracts and persons: by contract, month and declarant, however many rows */
    {__LINE__, YEAR, MONTHS_OF("100") "M9 S2 P2 2026-03 10\nM9 S2 PX 2026-03 5.5\nM9 S2 P2 2026-04 1\n",
     "unknown_contract M9 2026-03 S2 - 15.5 - 2 a:8\nunknown_contract M9 2026-04 S2 - 1 - 1 a:10\n"},
    {__LINE__, YEAR, MONTHS_OF("100") "M1 S2 PX 2026-03 10\nM1 S2 PY 2026-03 5\nM1 S2 P2 2026-03 1\n",
     "unknown_person M1 2026-03 S2 - 15 - 2 a:8\n"},

    /* one person on two contracts: 151.67 h and a tenth of it */
    {__LINE__, YEAR "M2 1200 2026-01-01 2026-12-31\n", MONTHS_OF("100") "M2 S1 P1 2026-03 66.83\n", ""},
    {__LINE__, YEAR "M2 1200 2026-01-01 2026-12-31\n", MONTHS_OF("100") "M2 S1 P1 2026-03 66.84\n",
     "two_places M1,M2 2026-03 S1 P1 166.84 166.83 2 -\n"},
    {__LINE__, YEAR "M2 1200 2026-01-01 2026-12-31\n", MONTHS_OF("100") "M2 S2 P1 2026-03 66.84\n",
     "two_places M1,M2 2026-03 - P1 166.84 166.83 2 -\n"},
    {__LINE__, YEAR "M2 1200 2026-01-01 2026-12-31\n", MONTHS_OF("100") "M2 S1 P1 2026-07 66.84\n", ""},
    {__LINE__, YEAR "M2 1200 2026-01-01 2026-12-31\n", MONTHS_OF("100") "M2 S1 P2 2026-03 66.84\n", ""},
    {__LINE__, YEAR, MONTHS_OF("180"), ""}, /* in one place: overtime */
    {__LINE__, YEAR "M2 1200 2026-01-01 2026-12-31\n", MONTHS_OF("180") "M2 S1 P1 2026-03 0\n", ""},

    /* one person on one contract, by two declarants */
    {__LINE__, YEAR, MONTHS_OF("100") "M1 S2 P1 2026-03 1\n", "two_declarants M1 2026-03 - P1 101 - 2 -\n"},
    {__LINE__, YEAR, MONTHS_OF("100") "M1 S2 P1 2026-03 80\n",
     "two_places M1 2026-03 - P1 180 166.83 2 -\ntwo_declarants M1 2026-03 - P1 180 - 2 -\n"},
    {__LINE__, YEAR, MONTHS_OF("100") "M1 S2 P1 2026-03 0\n", ""},
    {__LINE__, YEAR, MONTHS_OF("100") "M1 S2 P2 2026-03 1\n", ""},
    {__LINE__, YEAR, MONTHS_OF("100") "M1 S2 P1 2026-07 1\n", ""},

    /* outside the contract's months */
    {__LINE__, "M1 700 2026-01-15 2026-06-02 ended_early\n",
     MONTHS_OF("100") "M1 S1 P1 2025-12 5\nM1 S2 P1 2025-12 0\nM1 S1 P1 2026-07 6\nM1 S1 P2 2026-07 7\n",
     "before_start M1 2025-12 S1 - 5 - 1 -\nafter_end M1 2026-07 S1 - 13 - 2 -\n"},
    {__LINE__, "M1 1200 2026-01-31 2026-06-01 ended_early\n", MONTHS_OF("100"), ""},
    {__LINE__, YEAR, MONTHS_OF("100") "M1 S1 P1 2026-07 5\n", ""},
    {__LINE__, YEAR, MONTHS_OF("100") "M1 S2 P1 2026-07 5 2026-07-16\n",
     "dated_ahead M1 2026-07 S2 - 5 - 1 -\n"},
    {__LINE__, YEAR, MONTHS_OF("100") "M1 S2 P1 2026-07 5 2026-07-15\n", ""},
    {__LINE__, YEAR, MONTHS_OF("100") "M1 S2 P1 2026-07 0 2026-07-16\n", ""},

    /* sums of contracts */
    {__LINE__, "M1 0 2026-01-01 2026-12-31\n", MONTHS_OF("100"), "no_commitment M1 - - - 600 - - -\n"},
    {__LINE__, "M1 600 2026-01-01 2026-12-31\n", MONTHS_OF("100"), ""},
    {__LINE__, "M1 599.99 2026-01-01 2026-12-31\n", MONTHS_OF("100"),
     "over_declared M1 - - - 600 599.99 - -\n"},
    {__LINE__, YEAR, "", "nothing_declared M1 - - - 0 1200 - -\n"},
    {__LINE__, YEAR, "M1 S1 P1 2026-03 0\n", ""},
    {__LINE__, "M1 1200 2026-07-01 2026-12-31\n", "", ""},
    {__LINE__, "M1 1200 2026-06-30 2026-12-31\n", "", "nothing_declared M1 - - - 0 1200 - -\n"},
    {__LINE__, "M1 1200 2026-01-01 2026-12-31 ended_early\n", "", ""},
    {__LINE__, "M1 600.01 2026-01-01 2026-12-31 closed\n", MONTHS_OF("100"),
     "closed_short M1 - - - 600 600.01 - -\n"},
    {__LINE__, "M1 600.01 2026-01-01 2026-12-31 attested\n", MONTHS_OF("100"),
     "closed_short M1 - - - 600 600.01 - -\n"},
    {__LINE__, "M1 600 2026-01-01 2026-12-31 closed\n", MONTHS_OF("100"), ""},
    {__LINE__, "M1 600.01 2026-01-01 2026-06-30\n", MONTHS_OF("100"),
     "ended_short M1 - - - 600 600.01 - -\n"},
    {__LINE__, "M1 600.01 2026-01-01 2026-07-01\n", MONTHS_OF("100"), ""}, /* July may still be declared */
    {__LINE__, "M1 600 2026-01-01 2026-06-30\n", MONTHS_OF("100"), ""},
    {__LINE__, "M1 600 2026-01-01 2026-06-30\n", "", "nothing_declared M1 - - - 0 600 - -\n"},
};

static void test_anomalies(void) {
    for (size_t i = 0; i < sizeof anomalies / sizeof *anomalies; i++) {
        Arena *arena = arena_new();
        World world = world_of(arena, anomalies[i].contracts, anomalies[i].rows);
        Follow *follow = follow_on(&world, date_of(2026, 7, 15));
        IS_AT(anomalies[i].line, anomalies_text(arena, follow), str_of(anomalies[i].want));
        arena_free(arena);
    }
}

/* "state rate_low rate_high elapsed missing lacking left_low left_high monthly_low monthly_high" */
static Str contract_text(Arena *arena, const Followed *f) {
    const Hundredths figures[] = {f->pace.rate_low, f->pace.rate_high, f->pace.elapsed, 0,
                                  f->lacking,       f->left.low,       f->left.high,    f->monthly.low,
                                  f->monthly.high};
    Buf out = {.arena = arena};
    buf_print(&out, "%s", follow_state_name(f->state));
    for (size_t i = 0; i < sizeof figures / sizeof *figures; i++) {
        Str figure = figures[i] == HUNDREDTHS_ABSENT ? STR("-") : hundredths_print_short(arena, figures[i]);
        if (i == 3) buf_print(&out, " %zu", f->pace.missing_count);
        else buf_print(&out, " %.*s", STR_ARG(figure));
    }
    return buf_str(&out);
}

static const struct {
    int line;
    const char *date, *contract, *rows, *want, *pace, *left;
} contracts[] = {
    {__LINE__, "2026-07-15", YEAR, MONTHS_OF("100"), "running 50 50 49.58 0 0 600 600 100 100",
     "50 % de l'engagement pour 49 % du temps écoulé.",
     "Reste 600 h, soit 100 h par mois jusqu'au 31 décembre 2026."},
    {__LINE__, "2026-07-15", YEAR, MONTHS_OF("40"), "late 20 20 49.58 0 354.96 960 960 160 160",
     "20 % de l'engagement pour 49 % du temps écoulé.",
     "Reste 960 h, soit 160 h par mois jusqu'au 31 décembre 2026."},

    /* June is missing from 1 July on; before that it is not, and nobody is late for it */
    {__LINE__, "2026-06-30", YEAR, "M1 S1 P1 2026-01 20\n",
     "late 1.66 8.33 41.36 4 396.32 1100 1180 157.14 168.57",
     "Entre 1 % et 8 % de l'engagement pour 41 % du temps écoulé : 4 mois non déclarés.",
     "Reste 1 100 à 1 180 h, soit 158 à 169 h par mois jusqu'au 31 décembre 2026."},
    {__LINE__, "2026-07-01", YEAR, "M1 S1 P1 2026-01 20\n",
     "late 1.66 10 49.58 5 474.96 1080 1180 180 196.67",
     "Entre 1 % et 10 % de l'engagement pour 49 % du temps écoulé : 5 mois non déclarés.",
     "Reste 1 080 à 1 180 h, soit 180 à 197 h par mois jusqu'au 31 décembre 2026."},
    {__LINE__, "2026-02-28", "M1 1200 2026-02-01 2026-12-31\n", "",
     "running 0 0 0 0 0 1200 1200 109.09 109.09", "Commencé, aucun mois entier à déclarer encore.",
     "Reste 1 200 h, soit 110 h par mois jusqu'au 31 décembre 2026."},
    {__LINE__, "2026-03-01", "M1 1200 2026-02-01 2026-12-31\n", "",
     "running 0 8.38 8.38 1 100.56 1200 1200 120 120", "Aucune heure déclarée pour 8 % du temps écoulé.",
     "Reste 1 200 h, soit 120 h par mois jusqu'au 31 décembre 2026."},

    /* what is declared for the running month counts as done, not for the pace */
    {__LINE__, "2026-07-15", YEAR, MONTHS_OF("100") "M1 S1 P1 2026-07 50\n",
     "running 50 50 49.58 0 0 550 550 91.67 91.67", "50 % de l'engagement pour 49 % du temps écoulé.",
     "Reste 550 h, soit 92 h par mois jusqu'au 31 décembre 2026."},
    {__LINE__, "2026-07-15", "M1 1200 2026-06-16 2026-12-31\n", "M1 S1 P1 2026-07 50\n",
     "running 0 7.53 7.53 1 90.36 1150 1150 191.67 191.67",
     "Rien de déclaré pour les mois achevés ; 50 h pour le mois en cours ou la suite.",
     "Reste 1 150 h, soit 192 h par mois jusqu'au 31 décembre 2026."},

    /* to come, and nothing committed */
    {__LINE__, "2026-07-15", "M1 310 2026-07-16 2026-08-31\n", "", "to_come 0 0 0 0 0 310 310 203.95 203.95",
     "Commence le 16 juillet 2026.", "Reste 310 h, soit 204 h par mois jusqu'au 31 août 2026."},
    {__LINE__, "2026-07-16", "M1 310 2026-07-16 2026-08-31\n", "", "running 0 0 0 0 0 310 310 203.95 203.95",
     "Commencé, aucun mois entier à déclarer encore.",
     "Reste 310 h, soit 204 h par mois jusqu'au 31 août 2026."},
    {__LINE__, "2026-07-15", "M1 0 2026-01-01 2026-12-31\n", MONTHS_OF("1"), "running - - 49.58 0 0 - - - -",
     "Aucune heure engagée, 6 h déclarées.", ""},

    /* less than a month is left: not more a month than there is */
    {__LINE__, "2026-07-03", "M1 700 2026-01-01 2026-07-05\n", MONTHS_OF("100"),
     "late 85.71 85.71 97.31 0 81.17 100 100 100 100", "85 % de l'engagement pour 97 % du temps écoulé.",
     "Reste 100 h jusqu'au 5 juillet 2026."},

    /* the last month: over for the contract on the 6th, to be declared until the end of July */
    {__LINE__, "2026-07-05", "M1 1200 2026-01-01 2026-07-05\n", MONTHS_OF("100"),
     "late 50 50 97.31 0 567.72 600 600 600 600", "50 % de l'engagement pour 97 % du temps écoulé.",
     "Reste 600 h jusqu'au 5 juillet 2026."},
    {__LINE__, "2026-07-05", "M1 640 2026-01-01 2026-07-05\n", MONTHS_OF("100"),
     "running 93.75 93.75 97.31 0 22.78 40 40 40 40", NULL, NULL},
    {__LINE__, "2026-07-06", "M1 640 2026-01-01 2026-07-05\n", MONTHS_OF("100"),
     "finished 93.75 93.75 97.31 0 22.78 40 40 40 40", NULL, NULL},
    {__LINE__, "2026-08-01", "M1 1200 2026-01-01 2026-07-05\n", MONTHS_OF("100"),
     "short 50 58.33 100 1 500 500 600 - -",
     "Entre 50 % et 58 % de l'engagement pour 100 % du temps écoulé : juillet 2026 non déclaré.",
     "Manque 500 à 600 h."},
    {__LINE__, "2026-08-01", "M1 640 2026-01-01 2026-06-30\n", MONTHS_OF("100"),
     "finished 93.75 93.75 100 0 40 40 40 - -", "93 % de l'engagement pour 100 % du temps écoulé.",
     "Manque 40 h."},

    /* by status */
    {__LINE__, "2026-07-15", "M1 1200 2026-01-01 2026-12-31 closed\n", MONTHS_OF("40"),
     "short 20 20 49.58 0 354.96 960 960 - -", NULL, "Manque 960 h."},
    {__LINE__, "2026-07-15", "M1 1200 2026-01-01 2026-12-31 attested\n", MONTHS_OF("40"),
     "finished 20 20 49.58 0 354.96 - - - -", NULL, ""},
    {__LINE__, "2026-07-15", "M1 1200 2026-01-01 2026-12-31 ended_early\n", "",
     "finished 0 49.58 49.58 6 594.96 - - - -", NULL, ""},

    /* more than committed */
    {__LINE__, "2026-07-15", "M1 500 2026-01-01 2026-12-31\n", MONTHS_OF("100"),
     "running 120 120 49.58 0 0 0 0 0 0", "120 % de l'engagement pour 49 % du temps écoulé.", ""},
};

/* The narrow and no-break spaces of figures as plain ones: rows are read by people. */
static Str plain(Arena *arena, Str text) {
    static const Str spaces[] = {{"\u202f", 3}, {"\u00a0", 2}};
    Buf out = {.arena = arena};
    for (size_t i = 0; i < text.n;) {
        size_t space = 0;
        while (space < 2 && !str_starts(str_sub(text, i, SIZE_MAX), spaces[space])) space++;
        buf_byte(&out, space < 2 ? ' ' : text.p[i]);
        i += space < 2 ? spaces[space].n : 1;
    }
    return buf_str(&out);
}

static void test_contracts(void) {
    for (size_t i = 0; i < sizeof contracts / sizeof *contracts; i++) {
        Arena *arena = arena_new();
        int line = contracts[i].line;
        World world = world_of(arena, contracts[i].contract, contracts[i].rows);
        Follow *follow = follow_on(&world, day_of(str_of(contracts[i].date)));
        const Followed *followed = &follow->contracts[0];
        IS_AT(line, contract_text(arena, followed), str_of(contracts[i].want));
        if (contracts[i].pace)
            IS_AT(line, plain(arena, follow_pace_said(arena, words, followed)), str_of(contracts[i].pace));
        if (contracts[i].left)
            IS_AT(line, plain(arena, follow_left_said(arena, words, followed)), str_of(contracts[i].left));
        arena_free(arena);
    }
}

/* The latest declaration and month, whatever their order; none where there is none. */
static void test_last(void) {
    Arena *arena = arena_new();
    World world = world_of(arena, YEAR "M2 10 2026-01-01 2026-12-31\n",
                           "M1 S1 P1 2026-05 1 2026-06-09\nM1 S1 P1 2026-02 1 2026-06-10\n");
    Str decision = STR("Appeler.");
    map_put(world.convention.decisions, STR("M2"), &decision);
    Follow *follow = follow_on(&world, date_of(2026, 7, 15));
    const Followed *late = &follow->contracts[0], *other = &follow->contracts[1];
    IS(late->contract->id, STR("M1"));
    NUM(late->last_declared_on, date_of(2026, 6, 10));
    NUM(late->last_month, month_of(2026, 5));
    IS(late->decision, (Str){0});
    NUM(other->last_declared_on, DATE_ABSENT);
    NUM(other->last_month, MONTH_ABSENT);
    IS(other->decision, decision);
    NUM(follow->until, date_of(2026, 6, 30));
    NUM(follow->committed, 121000);
    NUM(follow->declared, 200);
    arena_free(arena);
}

/* Late ones first, most hours lacking first; then by their ids. */
static void test_order(void) {
    Arena *arena = arena_new();
    World world = world_of(arena,
                           "M5 100 2026-01-01 2026-12-31\nM1 100 2027-01-01 2027-12-31\n"
                           "M4 300 2026-01-01 2026-12-31\nM2 100 2026-01-01 2026-12-31\n"
                           "M3 10 2026-01-01 2026-12-31 attested\n",
                           "");
    Follow *follow = follow_on(&world, date_of(2026, 7, 15));
    Buf order = {.arena = arena};
    for (size_t i = 0; i < follow->contract_count; i++)
        buf_print(&order, "%.*s ", STR_ARG(follow->contracts[i].contract->id));
    IS(buf_str(&order), STR("M4 M2 M5 M1 M3 "));
    NUM(follow->late, 3);
    NUM(follow->of[FOLLOW_LATE], 3);
    NUM(follow->of[FOLLOW_TO_COME], 1);
    NUM(follow->of[FOLLOW_FINISHED], 1);
    arena_free(arena);
}

/* Each anomaly in words, its figures in, nobody's reference and no cell of a file of hours in it. */
static void test_words(void) {
    static const char *const want[][2] = {
        [ANOMALY_CONTRADICTED] =
            {"Des déclarations du même jour se contredisent pour mars 2026, 9 h contre 10,5 h : aucune n'est "
             "comptée.",
             "Des déclarations du même jour répartissent autrement les mêmes 10,5 h pour mars 2026 : aucune "
             "n'est "
             "comptée."},
        [ANOMALY_TWICE] =
            {"Une personne figure deux fois dans la déclaration pour mars 2026, avec 9 h et 10,5 h : "
             "aucune ligne n'est comptée.",
             "Une personne figure deux fois dans la déclaration pour mars 2026, avec 10,5 h mais d'autres "
             "heures de formation : aucune ligne n'est comptée."},
        [ANOMALY_UNKNOWN_CONTRACT] =
            {"2 lignes pour mars 2026, 10,5 h, portent un numéro de marché inconnu : elles ne "
             "sont pas comptées.",
             "Une ligne pour mars 2026, 10,5 h, porte un numéro de marché inconnu : elle n'est "
             "pas comptée."},
        [ANOMALY_UNKNOWN_PERSON] =
            {"2 lignes pour mars 2026, 10,5 h, portent des personnes absentes du fichier des "
             "bénéficiaires : elles ne sont pas comptées.",
             "Une ligne pour mars 2026, 10,5 h, porte une personne absente du fichier des "
             "bénéficiaires : elle n'est pas comptée."},
        [ANOMALY_TWO_PLACES] =
            {"Une personne totalise 10,5 h en mars 2026 sur M1, M2 : plus de 9 h, un temps plein et "
             "10 % de marge.",
             "Une personne totalise 10,5 h en mars 2026 chez 2 déclarants : plus de 9 h, un temps "
             "plein et 10 % de marge."},
        [ANOMALY_TWO_DECLARANTS] =
            {"Une personne est déclarée en mars 2026 par 2 déclarants, pour 10,5 h en tout : à "
             "rapprocher."},
        [ANOMALY_BEFORE_START] =
            {"10,5 h sont déclarées pour mars 2026, avant le début du marché (1er avril 2026)."},
        [ANOMALY_AFTER_END] = {"10,5 h sont déclarées pour mars 2026, après la fin du marché (31 mai 2026)."},
        [ANOMALY_DATED_AHEAD] = {"10,5 h sont déclarées pour mars 2026 par une déclaration datée du 2 "
                                 "juillet 2026, un jour à venir."},
        [ANOMALY_NO_COMMITMENT] = {"Aucune heure n'est engagée ; 10,5 h sont déclarées."},
        [ANOMALY_NOTHING_DECLARED] =
            {"Rien n'est déclaré depuis le début du marché (1er avril 2026), 9 h sont "
             "engagées."},
        [ANOMALY_CLOSED_SHORT] =
            {"Le marché est clos (« Terminé, heures attestées ») avec 10,5 h pour 12 h engagées : "
             "il manque 1,5 h."},
        [ANOMALY_ENDED_SHORT] =
            {"Le marché a pris fin (31 mai 2026) avec 10,5 h pour 12 h engagées : il manque 1,5 "
             "h."},
        [ANOMALY_OVER_DECLARED] = {"10,5 h sont déclarées pour 9 h engagées, 1,5 h de plus."},
    };
    _Static_assert(sizeof want / sizeof *want == ANOMALY_KINDS, "words for every kind");
    Arena *arena = arena_new();
    Contract contract = {.id = STR("M1"),
                         .start_date = date_of(2026, 4, 1),
                         .end_date = date_of(2026, 5, 31),
                         .status = STR("attested")};
    for (AnomalyKind kind = 0; kind < ANOMALY_KINDS; kind++) {
        bool lacks = kind == ANOMALY_CLOSED_SHORT || kind == ANOMALY_ENDED_SHORT;
        Anomaly anomaly = {.kind = kind,
                           .contract_id = STR("M1"),
                           .person_ref = STR("PERSON"),
                           .declarant_siret = STR("73282932000074"),
                           .month = month_of(2026, 3),
                           .declared_on = date_of(2026, 7, 2),
                           .hours = 1050,
                           .limit = lacks ? 1200 : 900,
                           .count = 2,
                           .contract = &contract};
        bool cell = kind == ANOMALY_UNKNOWN_CONTRACT;
        if (cell) anomaly.contract = NULL;
        if (cell) anomaly.contract_id = STR("Nom de famille");
        if (kind == ANOMALY_TWO_PLACES) strlist_add(arena, &anomaly.also, STR("M2"));
        IS(plain(arena, anomaly_said(arena, words, &anomaly)), str_of(want[kind][0]));
        OK(anomaly_kind_said(words, kind).n && !str_is(anomaly_kind_said(words, kind), anomaly_name(kind)));
        if (!want[kind][1]) continue;
        if (kind == ANOMALY_CONTRADICTED || kind == ANOMALY_TWICE) anomaly.limit = anomaly.hours;
        if (kind == ANOMALY_UNKNOWN_CONTRACT || kind == ANOMALY_UNKNOWN_PERSON) anomaly.count = 1;
        anomaly.also = (StrList){0};
        IS(plain(arena, anomaly_said(arena, words, &anomaly)), str_of(want[kind][1]));
    }
    for (FollowState state = 0; state < FOLLOW_STATES; state++) {
        Followed followed = {.state = state};
        Str said = follow_state_said(words, &followed);
        OK(said.n && !str_is(said, follow_state_name(state)));
    }
    arena_free(arena);
}

static uint64_t seed = 11;
static size_t next_random(size_t below) {
    seed = seed * 6364136223846793005u + 1442695040888963407u;
    return (size_t)(seed >> 33) % below;
}

/* Any order of rows and contracts gives the same anomalies and the same contracts. */
static void test_shuffled(void) {
    enum { WORLDS = 500 };
    size_t differ = 0, all = 0;
    for (size_t i = 0; i < WORLDS; i++) {
        Arena *arena = arena_new();
        Buf rows = {.arena = arena};
        for (size_t k = 0, n = 1 + next_random(60); k < n; k++)
            buf_print(&rows, "M%zu S%zu P%zu 2026-0%zu %zu 2026-07-0%zu %c\n", 1 + next_random(4),
                      1 + next_random(2), 1 + next_random(4), 1 + next_random(9), next_random(3) * 60,
                      1 + next_random(2), (char)('a' + next_random(3)));
        World world = world_of(arena,
                               "M1 600 2026-01-01 2026-12-31\nM2 100 2026-02-01 2026-05-31 closed\n"
                               "M3 100 2026-02-01 2026-05-31\n",
                               str_cstr(arena, buf_str(&rows)));
        Follow *follow = follow_on(&world, date_of(2026, 7, 15));
        Str first = anomalies_text(arena, follow), order = follow->contracts[0].contract->id;
        all += follow->anomaly_count;
        for (size_t k = world.hours.n; k > 1; k--) {
            HoursRow *a = &world.hours.at[k - 1], *b = &world.hours.at[next_random(k)], row = *a;
            *a = *b, *b = row;
        }
        Contract contract = world.contracts.at[0];
        world.contracts.at[0] = world.contracts.at[2], world.contracts.at[2] = contract;
        follow = follow_on(&world, date_of(2026, 7, 15));
        differ += !str_eq(anomalies_text(arena, follow), first) ||
                  !str_eq(follow->contracts[0].contract->id, order);
        arena_free(arena);
    }
    NUM(differ, 0);
    OK(all > WORLDS);
}

static void test_overflow(void) {
    Arena *arena = arena_new();
    World world = world_of(arena, YEAR YEAR, "");
    world.contracts.at[0].hours_committed = world.contracts.at[1].hours_committed = INT64_MAX - 1;
    OK(!follow_on(&world, date_of(2026, 7, 15)));
    NUM(world.diags.count[DIAG_REFUSED], 1);
    arena_free(arena);
}

int main(void) {
    Arena *arena = arena_new();
    Diags diags = diags_new(arena);
    StrList paths = {0};
    strlist_add(arena, &paths, STR("templates/fr-pages.words"));
    strlist_add(arena, &paths, STR("templates/fr-figures.words"));
    strlist_add(arena, &paths, STR("templates/fr-follow.words"));
    words = words_read(arena, &paths, &diags);
    if (!words) abort();
    test_anomalies();
    test_contracts();
    test_last();
    test_order();
    test_words();
    test_shuffled();
    test_overflow();
    arena_free(arena);
    return tap_done();
}
