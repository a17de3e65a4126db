/* Verdicts as a workbook: read back by the reader of workbooks, every cell stands under its column. */
#include "base/file.h"
#include "ingest/xlsx.h"
#include "report/lots_workbook.h"
#include "tests/report/lots_world.h"
#include <stdlib.h>
#include <unistd.h>

static Arena *arena;
static const Words *words;
static Ruleset *rules;
static char folder[] = "/tmp/clausier-test-XXXXXX";
static Str path;

static LotsWorkbook *start(void) {
    Diags diags = diags_new(arena);
    if (!file_write(arena, path, STR("before"), &diags)) abort();
    return lots_workbook_start(arena, words, rules, str_cstr(arena, path), STR("shown.xlsx"), str_of(folder),
                               false);
}

static Str row_of(const Notice *notice, const Lot *lot, const Verdict *verdict) {
    Buf rows = {.arena = arena};
    lot_record_write(&rows, arena, words, notice, lot, verdict);
    return buf_str(&rows);
}

/* A workbook of these rows, read; NULL after a failed test. */
static Xlsx *written(Str rows, Diags *diags) {
    LotsWorkbook *book = start();
    OK(lots_workbook_add(book, rows, diags));
    OK(lots_workbook_finish(book, diags));
    Str bytes;
    Xlsx *read = file_read(arena, path, 0, &bytes, diags) ? xlsx_open(arena, path, bytes, diags) : NULL;
    OK(read != NULL);
    return read;
}

static void test_cells(void) {
    static const struct {
        const char *name, *cell;
    } cells[] = {
        {"Verdict", "ÉLIGIBLE"},
        {"Avis publié", "00990112-2025"},
        {"Lot visé", "LOT-0001"},
        {"Titre", "Nettoyage des locaux municipaux"},
        {"Acheteur", "Établissement public d’aménagement de Montabry"},
        {"État de l'avis", "annulé"},
        {"Avis du", "2026-03-09"},
        {"Nature", "Services"},
        {"CPV", "90911200"},
        {"Montant HT", "1470000.5"},
        {"Monnaie", "EUR"},
        {"Durée (mois)", "36"},
        {"Date limite", "2026-04-17T16:30"},
        {"Métier", "Nettoyage et propreté"},
        {"Heures (bas)", "834"},
        {"Heures (haut)", "900"},
        {"Jours", "119"},
        {"Semaines", "24"},
        {"ETP", "0.52"},
        {"Dispositif conseillé", "Réservé (à vérifier), Clause"},
        {"Dispositifs possibles", "Réservé (à vérifier), Clause, Critère"},
        {"Obligation", "oui"},
        {"Dérogations possibles", "Courte"},
        {"Raisons", "Hors territoire. Une clause est annoncée."},
        {"Manque", "montant absent, durée absente"},
        {"À demander à l'acheteur",
         "quel montant HT est estimé pour ce lot\u00A0?\nquelle durée, reconductions comprises\u00A0?"},
        {"Décision", ""},
        {"Décidé le", ""},
        {"Commentaire", ""},
        {"notice_id", "4bc3edad-a434-4f87-9928-495dd876b3a7"},
        {"lot_id", "LOT-0001"}};
    enum { CELLS = sizeof cells / sizeof *cells };
    Notice notice = lots_notice();
    Lot lot = lots_lot();
    Verdict verdict = lots_verdict(arena, VERDICT_ELIGIBLE);
    notice.status = STR("cancelled");
    strlist_add(arena, &verdict.missing, STR("amount"));
    lots_advice(arena, &verdict.mechanisms, "Réservé", TRUTH_UNKNOWN, "duration");
    lots_advice(arena, &verdict.mechanisms, "Clause", TRUTH_TRUE, NULL);
    lots_advice(arena, &verdict.mechanisms, "Critère", TRUTH_TRUE, NULL);
    lots_advice(arena, &verdict.duties, "Considération", TRUTH_TRUE, NULL);
    lots_advice(arena, &verdict.waivers, "Courte", TRUTH_TRUE, NULL);
    Diags diags = diags_new(arena);
    Xlsx *book = written(row_of(&notice, &lot, &verdict), &diags);
    CsvRow row;
    if (!book || !OK(xlsx_next(book, &row))) return;
    NUM(row.n, CELLS);
    for (size_t i = 0; i < row.n && i < CELLS; i++) IS(row.cells[i], str_of(cells[i].name));
    OK(xlsx_next(book, &row));
    NUM(row.n, CELLS);
    for (size_t i = 0; i < row.n && i < CELLS; i++)
        tap_is(row.cells[i], str_of(cells[i].cell), __FILE__, __LINE__, cells[i].name);
    OK(!xlsx_next(book, &row));
    OK(!diags.first);
    xlsx_close(book);
}

/* What is absent is an empty cell, and a lot that is out is not asked about. */
static void test_absent(void) {
    Notice notice = {.publication_date = DATE_ABSENT, .issue_date = DATE_ABSENT};
    Lot lot = {.amount = MONEY_ABSENT,
               .duration_months = HUNDREDTHS_ABSENT,
               .deadline = DATETIME_ABSENT,
               .award_amount = HUNDREDTHS_ABSENT};
    Verdict verdict = {.kind = VERDICT_NOT_ELIGIBLE, .hours = HOURS_UNKNOWN, .labour_hours = HOURS_UNKNOWN};
    strlist_add(arena, &verdict.missing, STR("amount"));
    Diags diags = diags_new(arena);
    Xlsx *book = written(row_of(&notice, &lot, &verdict), &diags);
    CsvRow row;
    if (!book || !OK(xlsx_next(book, &row)) || !OK(xlsx_next(book, &row))) return;
    for (size_t i = 0; i < row.n; i++) {
        Str wanted = i == 0    ? STR("NON ÉLIGIBLE")
                     : i == 3  ? STR("sans titre")
                     : i == 24 ? STR("montant absent")
                               : (Str){0};
        IS(row.cells[i], wanted);
    }
    xlsx_close(book);
}

static Str long_text(Str unit, size_t n) {
    Buf buf = {.arena = arena};
    for (size_t i = 0; i < n; i++) buf_add(&buf, unit);
    return buf_str(&buf);
}

static void test_hostile(void) {
    static const struct {
        int line;
        const char *title, *read;
    } rows[] = {
        {__LINE__, "=cmd|' /C calc'!A0", "=cmd|' /C calc'!A0"},
        {__LINE__, "+33 1", "+33 1"},
        {__LINE__, "-1+1", "-1+1"},
        {__LINE__, "@SUM(A1)", "@SUM(A1)"},
        {__LINE__, "a\033[31m\x01 b\x1E\x1F", "a\\x1B[31m\\x01 b\\x1E\\x1F"},
        {__LINE__, "line\nline\ttab", "line line tab"},
        {__LINE__, "\u202Egnp.exe", "\\u202Egnp.exe"},
        {__LINE__, "_x0041_ and _x005F_x0041_", "_x0041_ and _x005F_x0041_"},
        {__LINE__, "e\u0301te\u0301 \u05E0\u05D9\u05E7\u05D9\u05D5\u05DF 清掃",
         "e\u0301te\u0301 \u05E0\u05D9\u05E7\u05D9\u05D5\u05DF 清掃"},
        {__LINE__, "a < b & \"c\" > ']]>", "a < b & \"c\" > ']]>"},
    };
    Notice notice = lots_notice();
    Lot lot = lots_lot();
    Verdict verdict = lots_verdict(arena, VERDICT_TO_CHECK);
    Buf lines = {.arena = arena};
    enum { ROWS = sizeof rows / sizeof *rows };
    for (size_t i = 0; i < ROWS; i++) {
        lot.title = str_of(rows[i].title);
        buf_add(&lines, row_of(&notice, &lot, &verdict));
    }
    Diags diags = diags_new(arena);
    Xlsx *book = written(buf_str(&lines), &diags);
    CsvRow row;
    if (!book || !OK(xlsx_next(book, &row))) return;
    for (size_t i = 0; i < ROWS; i++)
        if (OK_AT(rows[i].line, xlsx_next(book, &row) && row.n > 3))
            IS_AT(rows[i].line, row.cells[3], str_of(rows[i].read));
    xlsx_close(book);
    OK(!diags.first);
}

/* A cell holds 32,767 units of UTF-16: what is more is cut, and said once, with its row. */
static void test_long(void) {
    static const struct {
        int line;
        const char *unit;
        size_t n, read; /* bytes, the ellipsis included */
        bool cut;
    } rows[] = {
        {__LINE__, "é", 32767, 2 * 32767, false},    {__LINE__, "é", 32768, 2 * 32766 + 3, true},
        {__LINE__, "é", 40000, 2 * 32766 + 3, true}, {__LINE__, "😀", 16383, 4 * 16383, false},
        {__LINE__, "😀", 16384, 4 * 16383 + 3, true}, /* two units each */
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        Notice notice = lots_notice();
        Lot lot = lots_lot();
        Verdict verdict = lots_verdict(arena, VERDICT_ELIGIBLE);
        Str first = row_of(&notice, &lot, &verdict);
        lot.title = long_text(str_of(rows[i].unit), rows[i].n);
        Diags diags = diags_new(arena);
        Xlsx *book = written(str_cat(arena, first, row_of(&notice, &lot, &verdict)), &diags);
        CsvRow row;
        for (int k = 0; book && k < 3; k++) OK(xlsx_next(book, &row));
        NUM_AT(rows[i].line, book ? row.cells[3].n : 0, rows[i].read);
        OK_AT(rows[i].line, !rows[i].cut || str_ends(row.cells[3], STR("\u2026")));
        OK_AT(rows[i].line, rows[i].cut == (diags.count[DIAG_DOUBT] == 1));
        if (rows[i].cut)
            IS_AT(rows[i].line, diag_print(arena, diags.first),
                  STR("shown.xlsx:3: 1 text of more than 32767 characters, which is what a cell takes: cut "
                      "there"));
        if (book) xlsx_close(book);
    }
}

static Str bytes_of(Str rows) {
    Diags diags = diags_new(arena);
    LotsWorkbook *book = start();
    Str bytes = {0};
    OK(lots_workbook_add(book, rows, &diags) && lots_workbook_finish(book, &diags));
    OK(file_read(arena, path, 0, &bytes, &diags));
    return bytes;
}

/* The same lots make the same bytes, at any time; no lots make a workbook too. */
static void test_same(void) {
    Notice notice = lots_notice();
    Lot lot = lots_lot();
    Verdict verdict = lots_verdict(arena, VERDICT_ELIGIBLE);
    Str rows = row_of(&notice, &lot, &verdict), once = bytes_of(rows);
    sleep(1);
    OK(str_eq(bytes_of(rows), once));
    OK(bytes_of((Str){0}).n > 1000);
}

/* One row more than a sheet has is refused before anything is written. */
static void test_full(void) {
    Diags diags = diags_new(arena);
    LotsWorkbook *book = start();
    lots_workbook_shorten(book, 1 + 3 * 5);
    Str line = STR("eligible\x1F\x1E"), some = long_text(line, 5);
    for (int i = 0; i < 3; i++) OK(lots_workbook_add(book, some, &diags) && !diags.first);
    OK(!lots_workbook_add(book, line, &diags));
    NUM(diags.count[DIAG_WORLD], 1);
    lots_workbook_abandon(book);
    lots_workbook_abandon(book); /* does nothing twice */
    Str bytes;
    OK(file_read(arena, path, 0, &bytes, &diags) && str_is(bytes, "before"));
}

int main(void) {
    arena = arena_new();
    words = lots_words(arena);
    Diags diags = diags_new(arena);
    StrList packs = {0};
    strlist_add(arena, &packs, STR("rules/packs/fr-social.rules"));
    rules = words ? ruleset_read(arena, &packs, words, &diags) : NULL;
    if (!OK(rules && mkdtemp(folder))) return tap_done();
    path = file_join(arena, str_of(folder), STR("lots.xlsx"));
    test_cells();
    test_absent();
    test_hostile();
    test_long();
    test_same();
    test_full();
    unlink(str_cstr(arena, path));
    rmdir(folder);
    ruleset_free(rules);
    arena_free(arena);
    return tap_done();
}
