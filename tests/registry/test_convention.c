/* convention.conf: every key, the defaults, and each error under its caret. */
#include "registry/convention.h"
#include "tests/tap.h"

static void test_defaults(Arena *arena) {
    Diags diags = diags_new(arena);
    Convention c;
    OK(convention_read(arena, STR("c.conf"), (Str){0}, &c, &diags));
    NUM(c.from, DATE_ABSENT);
    NUM(c.target_hours, HUNDREDTHS_ABSENT);
    NUM(c.previous_people, -1);
    NUM(c.fte_hours, 160700);
    NUM(c.pace_tolerance, 10);
    NUM(c.threshold, 5);
    NUM(c.sensitive_threshold, 11);
    IS(str_join(arena, c.sensitive, STR(" ")), STR("TH AAH PPSMJ"));
    IS(str_join(arena, c.packs, STR(" ")), STR("fr-social"));
    NUM(map_count(c.decisions), 0);
    NUM(c.territory.n, 0);
    NUM(c.key_path.n, 0);
    NUM(c.retention_months, 24);
    NUM(c.soon_days, 7);
}

static void test_whole(Arena *arena) {
    static const char in[] =
        "[convention]\ntitle = Clauses 2026\nbody = Ville\nperiod = 2025-11-01 to 2026-10-31\n"
        "published = 2026-11-20\ntarget_hours = 18 200\nprevious_hours = 15 846,5\n"
        "previous_people = 43\nnote = Exemple\n[review]\nfte_hours = 1 820\n"
        "pace_tolerance = 15 %\ndecision M 1 = Décider ;\n  vite.\n[disclosure]\n"
        "threshold = 3\nsensitive_threshold = 7\nsensitive = TH\n[packs]\n"
        "use = fr-social local\n[persons]\nkey = ../key\nretention_months = 36\n[run]\nsoon_days = 10\n"
        "[columns hours]\nhours = Nb h.\n[columns people]\nsex = Genre\n";
    Diags diags = diags_new(arena);
    Convention c;
    OK(convention_read(arena, STR("c.conf"), str_of(in), &c, &diags));
    IS(c.title, STR("Clauses 2026"));
    NUM(c.from, date_of(2025, 11, 1));
    NUM(c.to, date_of(2026, 10, 31));
    NUM(c.published, date_of(2026, 11, 20));
    NUM(c.target_hours, 1820000);
    NUM(c.previous_hours, 1584650);
    NUM(c.previous_people, 43);
    NUM(c.fte_hours, 182000);
    NUM(c.pace_tolerance, 15);
    NUM(c.threshold, 3);
    NUM(c.sensitive_threshold, 7);
    IS(str_join(arena, c.sensitive, STR(" ")), STR("TH"));
    IS(str_join(arena, c.packs, STR(" ")), STR("fr-social local"));
    const Str *decision = map_get(c.decisions, STR("M 1"));
    if (OK(decision != NULL)) IS(*decision, STR("Décider ; vite."));
    IS(c.key_path, STR("./../key"));
    NUM(c.retention_months, 36);
    NUM(c.soon_days, 10);
    NUM(c.columns.n, 8);
    OK(convention_read(arena, STR("c.conf"), STR("[convention]\nperiod = 2026\n"), &c, &diags));
    NUM(c.from, date_of(2026, 1, 1));
    NUM(c.to, date_of(2026, 12, 31));
}

static void test_periods(Arena *arena) {
    static const struct {
        int at;
        const char *in, *from, *to; /* NULL: none */
    } cases[] = {
        {__LINE__, "2026", "2026-01-01", "2026-12-31"},
        {__LINE__, "2024-02", "2024-02-01", "2024-02-29"},
        {__LINE__, "mars 2026", "2026-03-01", "2026-03-31"},
        {__LINE__, "2026-01-01..2026-06-30", "2026-01-01", "2026-06-30"},
        {__LINE__, "2026-01-01 to 2026-01-01", "2026-01-01", "2026-01-01"},
        {__LINE__, "1926-01-01..2025-12-31", "1926-01-01", "2025-12-31"},
        {__LINE__, "0001-01-01..9999-12-31", NULL, NULL},
        {__LINE__, "2026-03-15", NULL, NULL},
        {__LINE__, "2026-06-30..2026-01-01", NULL, NULL},
        {__LINE__, "2026-01-01..", NULL, NULL},
        {__LINE__, "..", NULL, NULL},
        {__LINE__, "0000", NULL, NULL},
        {__LINE__, "2026-13", NULL, NULL},
        {__LINE__, "", NULL, NULL},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Date from, to;
        const char *trouble = period_trouble(str_of(cases[i].in), &from, &to);
        if (!OK_AT(cases[i].at, !trouble == (cases[i].from != NULL)) || trouble) continue;
        IS_AT(cases[i].at, date_print(arena, from), str_of(cases[i].from));
        IS_AT(cases[i].at, date_print(arena, to), str_of(cases[i].to));
    }
}

static void test_territory(Arena *arena) {
    static const struct {
        int at;
        const char *in;
        size_t wrong; /* codes that are none */
    } cases[] = {
        {__LINE__, "92", 0},
        {__LINE__, "01 95 2A 2B 971 976 987 988", 0},
        {__LINE__, "92050 2A004 2B033 97105 98818 92", 0},
        {__LINE__, "92\n  75", 0}, /* continued */
        {__LINE__, "1", 1},
        {__LINE__, "00 20 96 97 98 99", 6},
        {__LINE__, "970 990 123", 3},
        {__LINE__, "2C 2a 9A", 3},
        {__LINE__, "9205 920500 20004 97A05 2A00x", 5},
        {__LINE__, "FR105 92* Nanterre 92,75", 4},
        {__LINE__, "92\n  75 x", 1},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Diags diags = diags_new(arena);
        Convention c;
        Str in = str_print(arena, "[convention]\nterritory = %s\n", cases[i].in);
        OK_AT(cases[i].at, convention_read(arena, STR("c.conf"), in, &c, &diags) == !cases[i].wrong);
        NUM_AT(cases[i].at, diags.count[DIAG_USAGE], cases[i].wrong);
    }
}

static void test_key_path(Arena *arena) {
    static const struct {
        int at;
        const char *file, *key, *path;
    } cases[] = {
        {__LINE__, "c.conf", "/etc/clausier/key", "/etc/clausier/key"},
        {__LINE__, "2026/c.conf", "../key", "2026/../key"},
        {__LINE__, "/srv/c.conf", "a key", "/srv/a key"},
        {__LINE__, "c.conf", "a~", "./a~"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Diags diags = diags_new(arena);
        Convention c;
        Str in = str_print(arena, "[persons]\nkey = %s\n", cases[i].key);
        OK_AT(cases[i].at, convention_read(arena, str_of(cases[i].file), in, &c, &diags));
        IS_AT(cases[i].at, c.key_path, str_of(cases[i].path));
    }
}

static void test_packs(Arena *arena) {
    static const struct {
        int at;
        const char *file, *use, *packs;
    } cases[] = {
        {__LINE__, "c.conf", "fr-social local", "fr-social local"},
        {__LINE__, "c.conf", "local.rules", "./local.rules"},
        {__LINE__, "2026/c.conf", "fr-social rules/local.rules", "fr-social 2026/rules/local.rules"},
        {__LINE__, "/srv/c.conf", "../local.rules ./b", "/srv/../local.rules /srv/./b"},
        {__LINE__, "2026/c.conf", "/etc/local.rules", "/etc/local.rules"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Diags diags = diags_new(arena);
        Convention c;
        Str in = str_print(arena, "[packs]\nuse = %s\n", cases[i].use);
        OK(convention_read(arena, str_of(cases[i].file), in, &c, &diags));
        IS_AT(cases[i].at, str_join(arena, c.packs, STR(" ")), str_of(cases[i].packs));
    }
}

static void test_errors(Arena *arena) {
    static const struct {
        int at;
        const char *in, *said; /* the first message, without its caret lines */
    } cases[] = {
        {__LINE__, "[disclosure]\ntreshold = 5\n", "c.conf:2:1: no such key here: treshold"},
        {__LINE__, "[convention]\nthreshold = 5\n", "c.conf:2:1: no such key here: threshold"},
        {__LINE__, "[disclosure]\nthreshold = 0\n", "c.conf:2:13: must be at least 1"},
        {__LINE__, "[disclosure]\nthreshold = five\n", "c.conf:2:13: not a number"},
        {__LINE__, "[disclosure]\nthreshold = 12\n",
         "c.conf: disclosure: sensitive_threshold is under threshold"},
        {__LINE__, "[disclosure]\nthreshold = 5\nthreshold = 6\n", "c.conf:3:1: stands twice: threshold"},
        {__LINE__, "[disclosure]\nthreshold =\n", "c.conf:2:1: has no value: threshold"},
        {__LINE__, "[convention]\nperiod = 2026-12-31 to 2026-01-01\n",
         "c.conf:2:10: the period ends before it begins"},
        {__LINE__, "[convention]\nperiod = 2026-02-30 to 2026-12-31\n",
         "c.conf:2:10: no period (2026, 2026-03, or 2026-01-01..2026-03-31)"},
        {__LINE__, "[convention]\nperiod = all of it\n",
         "c.conf:2:10: no period (2026, 2026-03, or 2026-01-01..2026-03-31)"},
        {__LINE__, "[convention]\npublished = soon\n", "c.conf:2:13: no such date (2026-11-20)"},
        {__LINE__, "[convention]\ntarget_hours = 1,234\n",
         "c.conf:2:16: thousands or decimals? write 1234 or 1,23"},
        {__LINE__, "[convention]\ntarget_hours = -5\n", "c.conf:2:16: must be more than 0"},
        {__LINE__, "[convention]\nprevious_people = -1\n", "c.conf:2:19: is negative"},
        {__LINE__, "[review]\npace_tolerance = 101\n", "c.conf:2:18: more than 100 %"},
        {__LINE__, "[review]\ndecision M1 = a\ndecision M1 = b\n", "c.conf:3:1: stands twice: decision M1"},
        {__LINE__, "[review]\ndecision = a\n", "c.conf:2:1: no such key here: decision"},
        {__LINE__, "[convention]\nterritory = 92 9A 75\n",
         "c.conf:2:16: neither a department (92, 2A, 974) nor a commune (92050)"},
        {__LINE__, "[persons]\nkey = ~/key\n",
         "c.conf:2:7: ~ stands for no folder here: write the whole path"},
        {__LINE__, "[persons]\nkey =\n", "c.conf:2:1: has no value: key"},
        {__LINE__, "[persons]\nkeys = k\n", "c.conf:2:1: no such key here: keys"},
        {__LINE__, "[persons]\nretention_months = 0\n", "c.conf:2:20: must be at least 1"},
        {__LINE__, "[persons]\nretention_months = 1201\n", "c.conf:2:20: more than 100 years"},
        {__LINE__, "[persons]\nretention_months = two\n", "c.conf:2:20: not a number"},
        {__LINE__, "[run]\nsoon_days = 0\n", "c.conf:2:13: must be at least 1"},
        {__LINE__, "[run]\nsoon_days = 367\n", "c.conf:2:13: more than a year"},
        {__LINE__, "[run]\nsoon_days = 7 days\n", "c.conf:2:13: not a number"},
        {__LINE__, "[run]\nterritory = 92\n", "c.conf:2:1: no such key here: territory"},
        {__LINE__, "[parties]\nbody = x\n", "c.conf:1:2: no such section: parties"},
        {__LINE__, "[convention north]\nbody = x\n", "c.conf:1:2: this section has no name"},
        {__LINE__, "[change review]\nfte_hours = 1600\n",
         "c.conf:1:9: a convention changes or disables nothing"},
        {__LINE__, "[columns wages]\nhours = x\n",
         "c.conf:1:2: columns of what? contracts, hours, people, decisions, clauses, structures, "
         "notices, boamp, decp or ted"},
        {__LINE__, "[columns hours]\nhour = x\n", "c.conf:2:1: no such column: hour"},
        {__LINE__, "[columns hours]\nhours =\n", "c.conf:2:1: has no value: hours"},
        {__LINE__, "title = x\n", "c.conf:1:1: stands before the first section"},
        {__LINE__, "[convention]\ntitle = \xE9\n", "c.conf:2:9: not UTF-8: was it saved as Windows-1252?"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Diags diags = diags_new(arena);
        Convention c;
        OK_AT(cases[i].at, !convention_read(arena, STR("c.conf"), str_of(cases[i].in), &c, &diags));
        NUM_AT(cases[i].at, diags.count[DIAG_USAGE], 1);
        Str said = diags.first ? diag_print(arena, diags.first) : (Str){0}, line = {0};
        str_next(&said, '\n', &line);
        IS_AT(cases[i].at, line, str_of(cases[i].said));
    }
}

/* All errors are said at once, each with its line and a caret below what is meant. */
static void test_all_at_once(Arena *arena) {
    Diags diags = diags_new(arena);
    Convention c;
    OK(!convention_read(arena, STR("c.conf"),
                        STR("[disclosure]\nthreshold = 0\nlimit = 3\n[review]\nfte_hours = many\n"), &c,
                        &diags));
    NUM(diags.count[DIAG_USAGE], 3);
    IS(diag_print(arena, diags.first),
       STR("c.conf:2:13: must be at least 1\n    threshold = 0\n                ^"));
    IS(diag_print(arena, diags.first->next),
       STR("c.conf:3:1: no such key here: limit\n    limit = 3\n    ^~~~~"));
}

int main(void) {
    Arena *arena = arena_new();
    test_defaults(arena);
    test_whole(arena);
    test_periods(arena);
    test_territory(arena);
    test_key_path(arena);
    test_packs(arena);
    test_errors(arena);
    test_all_at_once(arena);
    arena_free(arena);
    return tap_done();
}
