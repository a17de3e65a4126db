/* Text in columns: what is cut, wrapped and padded fits, whatever it is made of. */
#include "base/columns.h"
#include "tests/tap.h"

static Arena *arena;

static Str wrapped(const char *text, size_t width) {
    StrList lines = {0};
    columns_wrap(arena, &lines, str_of(text), width);
    return str_join(arena, lines, STR("|"));
}

static void test_width(void) {
    static const struct {
        int line;
        const char *text;
        size_t width;
    } rows[] = {
        {__LINE__, "", 0},
        {__LINE__, "lot", 3},
        {__LINE__, "équipé", 6},
        {__LINE__, "e\u0301quipe\u0301", 6},
        {__LINE__, "19\u202F012\u00A0h", 8},
        {__LINE__, "清掃", 4},
        {__LINE__, "\u05E0\u05D9\u05E7\u05D9\u05D5\u05DF", 6},
        {__LINE__, "a\u200Bb", 2},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        NUM_AT(rows[i].line, columns_of(str_of(rows[i].text)), rows[i].width);
}

static void test_cut(void) {
    static const struct {
        int line;
        const char *text;
        size_t width;
        const char *head, *tail;
    } rows[] = {
        {__LINE__, "nettoyage", 9, "nettoyage", "nettoyage"},
        {__LINE__, "nettoyage", 8, "nettoya…", "…ttoyage"},
        {__LINE__, "des locaux", 5, "des…", "…caux"},
        {__LINE__, "e\u0301e\u0301e\u0301", 2, "e\u0301…", "…e\u0301"},
        {__LINE__, "清掃業", 4, "清…", "…業"},
        {__LINE__, "abc", 1, "…", "…"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        Str text = str_of(rows[i].text);
        IS_AT(rows[i].line, columns_cut(arena, text, rows[i].width), str_of(rows[i].head));
        IS_AT(rows[i].line, columns_cut_start(arena, text, rows[i].width), str_of(rows[i].tail));
    }
}

static void test_wrap(void) {
    IS(wrapped("", 10), STR(""));
    IS(wrapped("des locaux  municipaux", 10), STR("des locaux|municipaux"));
    IS(wrapped("19\u00A0012 h", 4), STR("19\u00A00|12 h"));
    IS(wrapped("anticonstitutionnellement dit", 10), STR("anticonsti|tutionnell|ement dit"));
    IS(wrapped("à anticonstitutionnellement", 10), STR("à|anticonsti|tutionnell|ement"));
    IS(wrapped("e\u0301te\u0301s", 2), STR("e\u0301t|e\u0301s"));
    IS(wrapped("清掃業", 5), STR("清掃|業"));
    IS(wrapped("清", 1), STR("清"));
    IS(wrapped("dit : « lot réservé » : oui", 8), STR("dit :|« lot|réservé|» : oui"));
    IS(wrapped("dit : « lot réservé » : oui", 12), STR("dit : « lot|réservé » :|oui"));
    IS(wrapped("quel lot ? 19 012 €", 9), STR("quel|lot ? 19|012 €"));
    IS(wrapped("environ 500 h de travail", 11), STR("environ|500 h de|travail"));
    IS(wrapped(": « ", 9), STR(": «"));
    IS(wrapped("a « ; b", 3), STR("a|« ;|b"));
}

/* No line of any width is longer, and nothing but blanks is lost. */
static void test_all_widths(void) {
    Str text = STR("Nettoyage, vitrerie : « entretien » ; « courant » ! des locaux municipaux (lot nº 3) "
                   "e\u0301te\u0301 清掃業 "
                   "anticonstitutionnellement");
    for (size_t width = 2; width < 120; width++) {
        StrList lines = {0};
        columns_wrap(arena, &lines, text, width);
        Buf all = {.arena = arena}, plain = {.arena = arena};
        bool fits = true;
        for (size_t i = 0; i < lines.n; i++) {
            fits = fits && columns_of(lines.at[i]) <= width;
            buf_add(&all, lines.at[i]);
        }
        Str words[2] = {buf_str(&all), text};
        Buf bare[2] = {{.arena = arena}, plain};
        for (int k = 0; k < 2; k++)
            for (size_t i = 0; i < words[k].n; i++)
                if (words[k].p[i] != ' ') buf_byte(&bare[k], words[k].p[i]);
        if (!fits || !str_eq(buf_str(&bare[0]), buf_str(&bare[1]))) NUM(width, -1);
    }
    OK(true);
}

int main(void) {
    arena = arena_new();
    test_width();
    test_cut();
    test_wrap();
    test_all_widths();
    IS(columns_visible(arena, STR("a\tb\nc\033[31m\u202Ed")), STR("a b c\\x1B[31m\\u202Ed"));
    arena_free(arena);
    return tap_done();
}
