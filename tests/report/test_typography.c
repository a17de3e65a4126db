#include "report/breaks.h"
#include "report/typography.h"
#include "tests/tap.h"
#include <string.h>

/* In the tables, ~ is a no-break space and _ a narrow one. */
static Str spaced(Arena *arena, const char *text) {
    Buf buf = {.arena = arena};
    for (; *text; text++) {
        if (*text == '~') buf_add(&buf, STR(NO_BREAK_SPACE));
        else if (*text == '_') buf_add(&buf, STR(NARROW_SPACE));
        else buf_byte(&buf, *text);
    }
    return buf_str(&buf);
}

static void marks(Arena *arena, const Words *words) {
    static const struct {
        int line;
        const char *in, *out;
    } rows[] = {
        {__LINE__, "", ""},
        {__LINE__, "L'objectif est-il atteint ? Oui : 98,7 % !",
         "L’objectif est-il atteint_? Oui~: 98,7_%_!"},
        {__LINE__, "fini; vraiment? oui!", "fini_; vraiment_? oui_!"},
        {__LINE__, "12% de 3€", "12_% de 3_€"},
        {__LINE__, "19 012,5 h et 12 345 678 €", "19_012,5_h et 12_345_678_€"},
        {__LINE__, "311,7 h par mois, 11 ETP, 4 heures", "311,7_h par mois, 11_ETP, 4 heures"},
        {__LINE__, "de 2025 2026", "de 2025 2026"},
        {__LINE__, "en 2025 300 h", "en 2025 300_h"},
        {__LINE__, "« s » et «s»", "«~s~» et «~s~»"},
        {__LINE__, "dit \"oui\", (\"non\")", "dit «~oui~», («~non~»)"},
        {__LINE__, "un tuyau de 12\"", "un tuyau de 12\""},
        {__LINE__, "ouvert \"et jamais", "ouvert «~et jamais"},
        {__LINE__, "aujourd'hui 'oui' 5'", "aujourd’hui 'oui’ 5'"},
        {__LINE__, "suite... fin", "suite… fin"},
        {__LINE__, "https://exemple.fr/a?b=c;d et 12:30", "https://exemple.fr/a?b=c;d et 12:30"},
        {__LINE__, "50%25 ici", "50%25 ici"},
        {__LINE__, "n° 3", "n°~3"},
        {__LINE__, "lot 2, article 7.2 et lot A", "lot~2, article~7.2 et lot A"},
        {__LINE__, ": seul ; ici", ": seul_; ici"},
        {__LINE__, "Quoi ?! Non !!", "Quoi_?! Non_!!"},
        {__LINE__, "20\x1f %", "20\x1f_%"},
        {__LINE__, "taux :\x1f 7", "taux~:\x1f 7"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        Str once = typeset(arena, words, str_of(rows[i].in));
        IS_AT(rows[i].line, once, spaced(arena, rows[i].out));
        IS_AT(rows[i].line, typeset(arena, words, once), once);
    }
}

static void cells(Arena *arena, const Words *words) {
    const struct {
        int line;
        Cell cell;
        const char *running, *aligned; /* with one decimal */
        unsigned decimals;
    } rows[] = {
        {__LINE__, {.kind = CELL_ABSENT}, "–", "–", 0},
        {__LINE__, {.kind = CELL_MASKED}, "s", "s", 0},
        {__LINE__, {.kind = CELL_TEXT, .text = STR("x")}, "x", "x", 0},
        {__LINE__, {.kind = CELL_COUNT, .number = 1234}, "1_234", "1_234", 0},
        {__LINE__, {.kind = CELL_HOURS, .number = 1901250}, "19_012,5", "19_012,5", 1},
        {__LINE__, {.kind = CELL_HOURS, .number = 100}, "1", "1,0", 0},
        {__LINE__, {.kind = CELL_HOURS, .number = 1}, "0,01", "0,01", 2},
        {__LINE__, {.kind = CELL_PERCENT, .number = 10446}, "104,5_%", "104,5_%", 1},
        {__LINE__, {.kind = CELL_PERCENT, .number = 2599}, "26_%", "26,0_%", 0},
        {__LINE__, {.kind = CELL_PERCENT, .number = -105}, "−1,1_%", "−1,1_%", 1},
        {__LINE__, {.kind = CELL_MONEY, .number = 120000000}, "1_200_000_€", "1_200_000,00_€", 0},
        {__LINE__, {.kind = CELL_DATE, .number = 20454}, "1er~janvier 2026", "01/01/2026", 0},
        {__LINE__, {.kind = CELL_DATE, .number = 20532}, "20~mars 2026", "20/03/2026", 0},
        {__LINE__, {.kind = CELL_MONTH, .number = 2026 * 12 + 1}, "février~2026", "février~2026", 0},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        IS_AT(rows[i].line, cell_said(arena, words, &rows[i].cell), spaced(arena, rows[i].running));
        IS_AT(rows[i].line, cell_said_aligned(arena, words, &rows[i].cell, 1),
              spaced(arena, rows[i].aligned));
        NUM_AT(rows[i].line, cell_decimals(&rows[i].cell), rows[i].decimals);
    }
    IS(date_said(arena, words, DATE_ABSENT), STR("–"));
    IS(month_said(arena, words, MONTH_ABSENT), STR("–"));
}

/* The text with | where it may be broken, = where it may be hyphenated and / where it must end. */
static Str broken(Arena *arena, Hyphenator *hyphenator, Str text) {
    unsigned char *breaks = breaks_find(arena, hyphenator, text);
    Buf buf = {.arena = arena};
    for (size_t i = 0; i < text.n; i++) {
        buf_byte(&buf, text.p[i]);
        if (breaks[i] != BREAK_NO) buf_byte(&buf, " |=/"[breaks[i]]);
    }
    return buf_str(&buf);
}

static void breaks(Arena *arena) {
    Hyphenator *hyphenator = hyphenator_open(STR("/usr/share/hyphen/hyph_fr.dic"));
    IS(broken(arena, NULL, STR("la rue, un mot-clé")), STR("la |rue, |un |mot-|clé"));
    IS(broken(arena, NULL, spaced(arena, "19_012,5_h «~s~»")), spaced(arena, "19_012,5_h |«~s~»"));
    IS(broken(arena, NULL, STR("31/12/2026")), STR("31/12/2026"));
    IS(broken(arena, NULL, STR("a\u2028b")), STR("a\u2028/b"));
    IS(broken(arena, NULL, STR("a\uFFFF b\uFFFE c")), STR("a\uFFFF |b\uFFFE |c")); /* no characters */
    IS(broken(arena, NULL, STR("")), STR(""));
    OK(hyphenator_open(STR("/no/such.dic")) == NULL);
    if (!hyphenator) {
        SKIP("hyphen-fr is not installed");
        return;
    }
    static const struct {
        int line;
        const char *in, *out;
    } rows[] = {
        {__LINE__, "réalisation", "réa=li=sa=tion"},
        {__LINE__, "Réalisation", "Réa=li=sa=tion"},
        {__LINE__, "développement", "dé=ve=lop=pe=ment"},
        {__LINE__, "l’accompagnement", "l’ac=com=pa=gne=ment"},
        {__LINE__, "DEFENSE", "DEFENSE"},
        {__LINE__, "rue", "rue"},
        {__LINE__, "élève", "élève"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        IS_AT(rows[i].line, broken(arena, hyphenator, str_of(rows[i].in)), str_of(rows[i].out));
    char word[5000];
    memset(word, 'a', sizeof word);
    Str text = {word, sizeof word};
    unsigned char *found = breaks_find(arena, hyphenator, text);
    size_t any = 0;
    for (size_t i = 0; i < text.n; i++) any += found[i] != BREAK_NO;
    NUM(any, 0);
    hyphenator_close(hyphenator);
}

/* A second language: its rules are data. */
static void english(Arena *arena) {
    StrList paths = {0};
    Diags diags = diags_new(arena);
    strlist_add(arena, &paths, STR("templates/en-pages.words"));
    Words *words = words_read(arena, &paths, &diags);
    if (!OK(words != NULL)) return;
    const struct {
        int line;
        const char *in, *out;
    } marks[] = {
        {__LINE__, "Really? Yes: 98.7% ; \"no\" (it's so)...", "Really? Yes: 98.7% ; \"no\" (it’s so)…"},
        {__LINE__, "1,234.5 h for 3 m", "1,234.5_h for 3_m"},
        {__LINE__, "12 345 678 and lot 2", "12 345 678 and lot 2"},
    };
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        Str once = typeset(arena, words, str_of(marks[i].in));
        IS_AT(marks[i].line, once, spaced(arena, marks[i].out));
        IS_AT(marks[i].line, typeset(arena, words, once), once);
    }
    const struct {
        int line;
        Cell cell;
        const char *said, *aligned; /* with one decimal */
        bool one;
    } cells[] = {
        {__LINE__, {.kind = CELL_COUNT, .number = 1234567}, "1,234,567", "1,234,567", false},
        {__LINE__, {.kind = CELL_COUNT, .number = 0}, "0", "0", false},
        {__LINE__, {.kind = CELL_COUNT, .number = 1}, "1", "1", true},
        {__LINE__, {.kind = CELL_HOURS, .number = 150}, "1.5", "1.5", false},
        {__LINE__, {.kind = CELL_HOURS, .number = 100}, "1", "1.0", true},
        {__LINE__, {.kind = CELL_PERCENT, .number = 10446}, "104.5%", "104.5%", false},
        {__LINE__, {.kind = CELL_MONEY, .number = 120000050}, "€1,200,000.50", "€1,200,000.50", false},
        {__LINE__, {.kind = CELL_DATE, .number = 20454}, "1~January 2026", "01/01/2026", false},
        {__LINE__, {.kind = CELL_MONTH, .number = 2026 * 12 + 1}, "February~2026", "February~2026", false},
        {__LINE__, {.kind = CELL_MASKED}, "c", "c", false},
    };
    for (size_t i = 0; i < sizeof cells / sizeof *cells; i++) {
        IS_AT(cells[i].line, cell_said(arena, words, &cells[i].cell), spaced(arena, cells[i].said));
        IS_AT(cells[i].line, cell_said_aligned(arena, words, &cells[i].cell, 1),
              spaced(arena, cells[i].aligned));
        OK_AT(cells[i].line, one_said(words, &cells[i].cell) == cells[i].one);
    }
}

int main(void) {
    Arena *arena = arena_new();
    Diags diags = diags_new(arena);
    StrList paths = {0};
    strlist_add(arena, &paths, STR("templates/fr-pages.words"));
    Words *words = words_read(arena, &paths, &diags);
    if (!OK(words != NULL)) return tap_done();
    marks(arena, words);
    cells(arena, words);
    breaks(arena);
    english(arena);
    arena_free(arena);
    return tap_done();
}
