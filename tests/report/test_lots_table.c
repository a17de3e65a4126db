/* Verdicts as a table: what a lot says at 80 and at 160 columns, and that no width and no text breaks it. */
#include "base/columns.h"
#include "report/lots_table.h"
#include "report/said.h"
#include "tests/report/lots_world.h"

static Arena *arena;
static const Words *words;

static Str table_of(const Notice *notice, const Lot *lot, const Verdict *verdict, unsigned width,
                    bool color) {
    LotsLook look = {.words = words, .width = width, .color = color};
    Buf rows = {.arena = arena};
    LotsCount count = {0};
    lots_table_lot(&rows, arena, &look, notice, lot, verdict);
    Str rest = buf_str(&rows), lines = {0};
    OK(lots_table_next(&rest, &count, &lines) && !rest.n);
    NUM(count.of[verdict->kind], 1);
    return lines;
}

#define HAS(text, part) tap_ok(str_find((text), STR(part)) != SIZE_MAX, __FILE__, __LINE__, part)
#define HASNT(text, part) tap_ok(str_find((text), STR(part)) == SIZE_MAX, __FILE__, __LINE__, "no " part)

static void test_narrow(void) {
    Notice notice = lots_notice();
    Lot lot = lots_lot();
    Verdict verdict = lots_verdict(arena, VERDICT_ELIGIBLE);
    lots_advice(arena, &verdict.mechanisms, "Clause d'exécution", TRUTH_TRUE, NULL);
    lots_advice(arena, &verdict.mechanisms, "Critère social", TRUTH_TRUE, NULL);
    IS(table_of(&notice, &lot, &verdict, 80, false),
       STR("ÉLIGIBLE      00990112-2025  Nettoyage des locaux            834 à 900\u00A0h\n"
           "              LOT-0001       municipaux                      119 à 129\u00A0jours\n"
           "                             · Nettoyage et propreté         24 à 26\u00A0semaines\n"
           "                             → Clause d'exécution            0,52 à 0,56\u00A0ETP\n"
           "\n"));
}

static void test_wide(void) {
    Notice notice = lots_notice();
    Lot lot = lots_lot();
    Verdict verdict = lots_verdict(arena, VERDICT_NOT_ELIGIBLE);
    notice.status = STR("cancelled");
    verdict.missing.n = 0;
    Str text = table_of(&notice, &lot, &verdict, 160, false);
    HAS(text, "NON ÉLIGIBLE  00990112-2025  Nettoyage des locaux municipaux ");
    HAS(text, "annulé        LOT-0001 ");
    HAS(text, "Établissement public    Nettoyage et propreté       834 à 900\u00A0h          "
              "1\u202F470\u202F000,50\u00A0€");
    HAS(text, "36\u00A0mois");
    HAS(text, "remise 17/04/2026");
    HAS(text,
        "                             Hors territoire. Une clause est annoncée."); /* exclusions first */
}

static void test_questions(void) {
    Notice notice = lots_notice();
    Lot lot = lots_lot();
    Verdict verdict = lots_verdict(arena, VERDICT_TO_CHECK);
    verdict.hours = HOURS_UNKNOWN;
    strlist_add(arena, &verdict.missing, STR("amount"));
    strlist_add(arena, &verdict.missing, STR("eu_works")); /* a figure of the law: nothing to ask */
    lots_advice(arena, &verdict.mechanisms, "Marché réservé", TRUTH_UNKNOWN, "suppliers");
    lots_advice(arena, &verdict.mechanisms, "Clause d'exécution", TRUTH_TRUE, NULL);
    lots_advice(arena, &verdict.mechanisms, "Critère social", TRUTH_UNKNOWN, "lots");
    Str text = str_squeeze(arena, table_of(&notice, &lot, &verdict, 80, false));
    HAS(text, "heures inconnues");
    HAS(text, "→ Marché réservé (à vérifier), Clause d'exécution");
    HAS(text, "montant absent");
    HAS(text, "nombre de structures inconnu. Demander à l'acheteur");
    HAS(text, "quel montant HT est estimé pour ce lot ?");
    HASNT(text, "combien de lots"); /* it stands behind one that holds */
    verdict.kind = VERDICT_NOT_ELIGIBLE;
    HASNT(table_of(&notice, &lot, &verdict, 80, false),
          "Demander"); /* a lot that is out is not asked about */
}

static void test_duty(void) {
    Verdict verdict = {0};
    IS(said_duty(arena, words, &verdict), STR(""));
    lots_advice(arena, &verdict.duties, "a", TRUTH_FALSE, NULL);
    IS(said_duty(arena, words, &verdict), STR("non"));
    lots_advice(arena, &verdict.duties, "b", TRUTH_UNKNOWN, "procedure_amount");
    IS(said_duty(arena, words, &verdict), STR("à vérifier\u00A0: montant de la procédure absent"));
    lots_advice(arena, &verdict.duties, "c", TRUTH_TRUE, NULL);
    IS(said_duty(arena, words, &verdict), STR("oui"));
}

/* The word is there with and without color, and color takes no column. */
static void test_color(void) {
    Notice notice = lots_notice();
    Lot lot = lots_lot();
    for (VerdictKind kind = VERDICT_NOT_ELIGIBLE; kind <= VERDICT_ELIGIBLE; kind++) {
        Verdict verdict = lots_verdict(arena, kind);
        Str plain = table_of(&notice, &lot, &verdict, 80, false), rest;
        Str colored = table_of(&notice, &lot, &verdict, 80, true);
        OK(str_starts(plain, said_verdict(words, kind)));
        OK(str_starts(colored, STR("\033[")));
        Buf bare = {.arena = arena};
        for (rest = colored; rest.n;) {
            size_t at = str_find_byte(rest, '\033');
            buf_add(&bare, str_sub(rest, 0, at));
            rest = at == SIZE_MAX
                       ? (Str){0}
                       : str_sub(rest, at + 1 + str_find_byte(str_sub(rest, at, 99), 'm'), SIZE_MAX);
            if (at != SIZE_MAX && rest.n && rest.p[0] == 'm') rest = str_sub(rest, 1, SIZE_MAX);
        }
        IS(buf_str(&bare), plain);
    }
}

static Str hostile_text(void) {
    Buf buf = {.arena = arena};
    buf_add(&buf, STR("\033[31m=cmd\u202E\xC2\x85\n\ttitre e\u0301te\u0301 清掃業 "
                      "\u05E0\u05D9\u05E7\u05D9\u05D5\u05DF \1\2\3 "));
    for (int i = 0; i < 4000; i++) buf_add(&buf, STR("interminable"));
    return buf_str(&buf);
}

/* Lines fit at every width, hold no control character, and end without blanks. */
static void test_all_widths(void) {
    Notice notice = lots_notice();
    Lot lot = lots_lot();
    Verdict verdict = lots_verdict(arena, VERDICT_TO_CHECK);
    lot.title = notice.buyer_name = notice.id = notice.publication_number = lot.id = hostile_text();
    verdict.trade_label = lot.title;
    verdict.hours = (HoursRange){1234567890123, 1234567890124};
    lot.amount = (Money){99999999999999999, str_sub(lot.title, 0, 300)};
    lots_advice(arena, &verdict.mechanisms, str_cstr(arena, lot.title), TRUTH_UNKNOWN, NULL);
    strlist_add(arena, &verdict.missing, lot.title);
    LotsLook look = {.words = words};
    for (look.width = GRID_WIDTH_MIN; look.width <= GRID_WIDTH_MAX; look.width++) {
        Buf all = {.arena = arena}, rows = {.arena = arena};
        LotsCount count = {0};
        Str rest, line;
        lots_table_head(&all, arena, &look);
        lots_table_lot(&rows, arena, &look, &notice, &lot, &verdict);
        for (rest = buf_str(&rows); lots_table_next(&rest, &count, &line);) buf_add(&all, line);
        lots_table_foot(&all, arena, &look, &count);
        bool good = true;
        size_t lines = 0;
        for (rest = buf_str(&all); str_next(&rest, '\n', &line); lines++) {
            good = good && columns_of(line) <= look.width && !str_ends(line, STR(" "));
            for (size_t i = 0; i < line.n; i++) good = good && (unsigned char)line.p[i] >= 0x20;
        }
        NUM(count.of[VERDICT_TO_CHECK], 1); /* its own marks are no lots */
        if (!good) NUM(look.width, -1);
        OK(lines < 2000);
    }
}

static void test_foot(void) {
    static const struct {
        int line;
        LotsCount count;
        const char *foot;
    } rows[] = {
        {__LINE__, {{0, 0, 0}}, "Aucun lot.\n"},
        {__LINE__, {{1, 0, 0}}, "1 lot\u00A0: 0 éligible, 0 à vérifier, 1 non éligible.\n"},
        {__LINE__,
         {{1200, 34, 2}},
         "1\u202F236 lots\u00A0: 2 éligibles, 34 à vérifier, 1\u202F200 non éligibles.\n"},
    };
    LotsLook look = {.words = words, .width = 80};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        Buf foot = {.arena = arena};
        lots_table_foot(&foot, arena, &look, &rows[i].count);
        Str first = buf_str(&foot);
        IS_AT(rows[i].line, str_sub(first, 0, str_find_byte(first, '\n') + 1), str_of(rows[i].foot));
    }
}

int main(void) {
    arena = arena_new();
    words = lots_words(arena);
    if (!OK(words != NULL)) return tap_done();
    test_narrow();
    test_wide();
    test_questions();
    test_duty();
    test_color();
    test_all_widths();
    test_foot();
    arena_free(arena);
    return tap_done();
}
