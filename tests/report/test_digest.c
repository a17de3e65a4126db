/* The forms of a night: what stands in them, in which order, and what never does. */
#include "base/columns.h"
#include "base/file.h"
#include "ingest/decision.h"
#include "ingest/xlsx.h"
#include "tests/report/night_world.h"
#include <unistd.h>

static Arena *arena;
static const Words *words;

static bool has(Str text, const char *part) {
    return str_find(text, str_of(part)) != SIZE_MAX;
}

static size_t times(Str text, const char *part) {
    size_t n = 0, at;
    for (; (at = str_find(text, str_of(part))) != SIZE_MAX; n++)
        text = str_sub(text, at + strlen(part), SIZE_MAX);
    return n;
}

/* Each after the one before. */
static void in_order(Str text, const char *const *parts, size_t n) {
    for (size_t i = 0; i < n; i++) {
        size_t at = str_find(text, str_of(parts[i]));
        if (!tap_ok(at != SIZE_MAX, __FILE__, __LINE__, parts[i])) return;
        text = str_sub(text, at, SIZE_MAX);
    }
}

/* Compares with tests/golden/NAME; what was got is then in build/NAME. */
static void golden(const char *name, Str got) {
    Diags diags = diags_new(arena);
    Str want = {0};
    bool there = file_read(arena, str_print(arena, "tests/golden/%s", name), 0, &want, &diags);
    if (tap_ok(there && str_eq(got, want), __FILE__, __LINE__, name)) return;
    file_write(arena, str_print(arena, "build/%s", name), got, &diags);
    printf("# see: diff tests/golden/%s build/%s\n", name, name);
}

static void test_golden(void) {
    golden("night-quiet.txt", digest_text(arena, night_quiet(arena), words));
    golden("night-full.txt", digest_text(arena, night_full(arena), words));
    golden("night-full.diff", night_diff(arena, night_full(arena), words, false));
}

static void test_quiet(void) {
    const Night *night = night_quiet(arena);
    Str html = digest_html(arena, night, words);
    OK(has(html, "Nuit calme"));
    OK(!has(html, "<section") && !has(html, "<nav") && !has(html, "<table"));
    IS(night_diff(arena, night, words, false), STR("Rien ne changerait.\n"));
    Str json = night_json(arena, night);
    OK(has(json, "\"lots\": []") && has(json, "\"late\": []") && has(json, "\"since\": \"2026-11-21\""));
}

static void test_first(void) {
    const Night *night = night_first(arena);
    Str html = digest_html(arena, night, words);
    OK(has(html, "Premier passage\u00a0: 31\u00a0avis, 44\u00a0lots examinés, dont 18\u00a0éligibles et "
                 "5\u00a0à vérifier."));
    OK(!has(html, "class=\"news\">nouveau")); /* they all are */
    OK(has(html, "pour la première fois"));
    OK(has(night_json(arena, night), "\"since\": null"));
}

static void test_full(void) {
    static const char *const sections[] = {"<h1>",
                                           "À décider cette semaine <span>(3)",
                                           "Nouveaux lots éligibles <span>(2)",
                                           "Lots à vérifier <span>(2)",
                                           "Verdicts changés <span>(2)",
                                           "Lots retirés <span>(1)",
                                           "Marchés en retard <span>(2)",
                                           "Heures à vérifier <span>(3)",
                                           "Déclarations remplacées <span>(2)",
                                           "Fichiers refusés ou incomplets <span>(2)",
                                           "Ce point"};
    Str html = digest_html(arena, night_full(arena), words);
    Str body = str_sub(html, str_find(html, STR("<main>")), SIZE_MAX);
    in_order(html, sections, 1);
    in_order(body, sections + 1, sizeof sections / sizeof *sections - 1);
    static const char *const parts[] = {
        "aujourd’hui",
        "dans 2\u00a0jours",
        "mardi 24\u00a0novembre 2026 à\u00a012\u202fh",
        "5\u202f156 à 6\u202f187\u202fh",
        "737 à 884\u00a0jours, 147 à 177\u00a0semaines",
        "href=\"tel:+33199001122\"",
        "href=\"mailto:marches@montabry.example\"",
        "quel montant HT est estimé pour ce lot\u202f?",
        "Aucun contact dans l’avis.",
        "À VÉRIFIER → ÉLIGIBLE",
        "l’avis a changé",
        "les règles ont changé",
        "mars\u00a02026\u00a0: 412\u202fh remplacées par 398\u202fh",
        "rejects/hours-2026-10.csv.reasons.csv",
        "Entre 52\u202f% et 71\u202f% de l’engagement pour 83\u202f% du temps écoulé\u00a0: mai\u00a02026 et",
        "juin\u00a02026 non déclarés."};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        tap_ok(has(html, parts[i]), __FILE__, __LINE__, parts[i]);
    OK(!has(html, "{") || str_find(html, STR("{")) < str_find(html, STR("</style>")));
    NUM(times(body, "{"), 0); /* no place left open */
}

/* A person is nobody here: not by name, nor by a number. */
static void test_persons(void) {
    const Night *night = night_full(arena);
    const Str forms[] = {digest_html(arena, night, words), digest_text(arena, night, words),
                         night_json(arena, night), night_diff(arena, night, words, false)};
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) OK_AT((int)i, !has(forms[i], "P-4242"));
    OK(has(forms[2], "\"two_places\": 2"));
}

static void test_json(void) {
    static const char *const parts[] = {
        "\"schema\": \"clausier.run/1\"",
        "\"date\": \"2026-11-22\"",
        "\"to_decide\": 3",
        "\"late\": 2",
        "\"hours_low\": \"5156.00\"",
        "\"hours_high\": \"6187.00\"",
        "\"deadline\": \"2026-11-27T16:30\"",
        "\"causes\": [\n        \"rules\"\n      ]",
        "\"before\": \"to_check\"",
        "\"rate_low\": \"52.00\"",
        "\"rate_high\": \"71.50\"",
        "\"months_missing\": [\n        \"2026-05\",\n        \"2026-06\"\n      ]",
        "\"before\": \"412.00\"",
        "\"after\": \"398.00\"",
        "\"refused\": 3",
        "\"digest\": \"3f9c2d0a7b1e4c58\""};
    Str json = night_json(arena, night_full(arena));
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        tap_ok(has(json, parts[i]), __FILE__, __LINE__, parts[i]);
    OK(str_eq(json, night_json(arena, night_full(arena))));
}

/* The order in which a registry gives lots, files and declarations changes nothing. */
static void test_order(void) {
    Night *night = night_full(arena);
    Str html = digest_html(arena, night, words), json = night_json(arena, night);
    for (size_t i = 0, k = night->lot_count - 1; i < k; i++, k--) {
        NightLot lot = night->lots[i];
        night->lots[i] = night->lots[k];
        night->lots[k] = lot;
    }
    NightFile file = night->files[0];
    night->files[0] = night->files[1];
    night->files[1] = file;
    NightReplacement replaced = night->replaced[0];
    night->replaced[0] = night->replaced[1];
    night->replaced[1] = replaced;
    OK(str_eq(digest_html(arena, night, words), html));
    OK(str_eq(night_json(arena, night), json));
}

/* What can be dialled and written to becomes a link, what cannot stays text. */
static void test_contacts(void) {
    static const struct {
        int line;
        const char *phone, *email, *link; /* NULL: none */
    } rows[] = {
        {__LINE__, "01 99 00 11 22", "", "tel:0199001122"},
        {__LINE__, "+33 (0)1.99.00.11.22", "", "tel:+33199001122"},
        {__LINE__, "+33-1-99-00-11-22", "", "tel:+33199001122"},
        {__LINE__, "3939", "", "tel:3939"},
        {__LINE__, "\u00a001 99\u00a0", "", "tel:0199"},
        {__LINE__, "01 99 00 11 22 ou 23", "", NULL},
        {__LINE__, "01/99", "", NULL},
        {__LINE__, "12", "", NULL},
        {__LINE__, "0199001122 0199001123", "", NULL},
        {__LINE__, "33+1 99 00", "", NULL},
        {__LINE__, "", "a.b-c_d+e@f.example", "mailto:a.b-c_d+e@f.example"},
        {__LINE__, "", "a@b@c", NULL},
        {__LINE__, "", "@b", NULL},
        {__LINE__, "", "a@", NULL},
        {__LINE__, "", "a@b?cc=d", NULL},
        {__LINE__, "", "a b@c", NULL},
        {__LINE__, "", "é@c", NULL},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        NightMaker maker = {.arena = arena, .night = night_quiet(arena)};
        LotRecord record = night_record("N", "Lot");
        record.buyer_phone = str_of(rows[i].phone);
        record.buyer_email = str_of(rows[i].email);
        night_ask(&maker, &record, "durée absente", "quelle durée ?");
        night_add(&maker, record, NEWS_NEW);
        Str html = digest_html(arena, maker.night, words);
        NUM_AT(rows[i].line, times(html, "<a href=\"tel:") + times(html, "<a href=\"mailto:"),
               !!rows[i].link);
        if (rows[i].link)
            OK_AT(rows[i].line,
                  has(html, str_cstr(arena, str_print(arena, "<a href=\"%s\">", rows[i].link))));
    }
}

/* Where several mechanisms may fit, two are named. */
static void test_mechanisms(void) {
    static const struct {
        int line;
        const char *mechanism, *cell;
    } rows[] = {
        {__LINE__, "", "<td role=\"cell\" data-name=\"Dispositif conseillé\"></td>"},
        {__LINE__, "A", "<div>A</div></td>"},
        {__LINE__, "A (à vérifier), B", "<div>A (à vérifier)</div><div>B</div></td>"},
        {__LINE__, "A, B, C", "<div>B</div><div class=\"quiet\">ou 1\u00a0autre</div></td>"},
        {__LINE__, "A, B, C, D", "<div>B</div><div class=\"quiet\">ou 2\u00a0autres</div></td>"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        NightMaker maker = {.arena = arena, .night = night_quiet(arena)};
        LotRecord record = night_record("N", "Lot");
        record.mechanism = str_of(rows[i].mechanism);
        night_add(&maker, record, NEWS_NEW);
        OK_AT(rows[i].line, has(digest_html(arena, maker.night, words), rows[i].cell));
    }
}

/* What is due soon, what is decided, what is over: one lot, changed in one way each. */
static void test_to_decide(void) {
    static const struct {
        int line;
        int day; /* of the deadline, from the run's day on */
        const char *decision;
        bool open, planning, said;
        VerdictKind verdict;
    } rows[] = {
        {__LINE__, 0, "", true, false, true, VERDICT_ELIGIBLE},
        {__LINE__, 7, "", true, false, true, VERDICT_ELIGIBLE},
        {__LINE__, 7, "", true, true, true, VERDICT_TO_CHECK},
        {__LINE__, 7, "wait", true, false, true, VERDICT_ELIGIBLE},
        {__LINE__, 8, "", true, false, false, VERDICT_ELIGIBLE},
        {__LINE__, -1, "", true, true, false, VERDICT_ELIGIBLE},
        {__LINE__, 3, "propose", true, false, false, VERDICT_ELIGIBLE},
        {__LINE__, 3, "decline", true, false, false, VERDICT_ELIGIBLE},
        {__LINE__, 3, "waive", true, false, false, VERDICT_ELIGIBLE},
        {__LINE__, 3, "", false, false, false, VERDICT_ELIGIBLE},
        {__LINE__, 3, "", true, false, false, VERDICT_NOT_ELIGIBLE},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        NightMaker maker = {.arena = arena, .night = night_quiet(arena)};
        LotRecord record = night_record("N", "Lot");
        record.verdict = rows[i].verdict;
        record.planning = rows[i].planning;
        record.deadline.day = maker.night->date + rows[i].day;
        NightLot *lot = night_add(&maker, record, NEWS_NONE);
        lot->decision = str_of(rows[i].decision);
        lot->open = rows[i].open;
        OK_AT(rows[i].line, has(digest_html(arena, maker.night, words), "id=\"decide\"") == rows[i].said);
    }
    NightMaker maker = {.arena = arena, .night = night_quiet(arena)};
    Convention convention = *maker.night->convention;
    convention.soon_days = 10;
    maker.night->convention = &convention;
    LotRecord record = night_record("N", "Lot");
    record.deadline.day = maker.night->date + 10;
    night_add(&maker, record, NEWS_NONE);
    OK(has(digest_html(arena, maker.night, words), "À décider sous 10 jours"));
}

/* News of lots that neither are nor were of use is no news; of a closed call only where it was decided. */
static void test_news(void) {
    static const struct {
        int line;
        NewsKind news;
        VerdictKind before, now;
        bool open;
        const char *decision, *said; /* the section's id; NULL: none */
    } rows[] = {
        {__LINE__, NEWS_NEW, VERDICT_NOT_ELIGIBLE, VERDICT_ELIGIBLE, true, "", "new"},
        {__LINE__, NEWS_NEW, VERDICT_NOT_ELIGIBLE, VERDICT_ELIGIBLE, false, "", NULL},
        {__LINE__, NEWS_NEW, VERDICT_NOT_ELIGIBLE, VERDICT_TO_CHECK, true, "", "to_check"},
        {__LINE__, NEWS_NEW, VERDICT_NOT_ELIGIBLE, VERDICT_NOT_ELIGIBLE, true, "", NULL},
        {__LINE__, NEWS_NONE, VERDICT_NOT_ELIGIBLE, VERDICT_TO_CHECK, true, "", NULL},
        {__LINE__, NEWS_CHANGED, VERDICT_ELIGIBLE, VERDICT_NOT_ELIGIBLE, true, "", "changed"},
        {__LINE__, NEWS_CHANGED, VERDICT_NOT_ELIGIBLE, VERDICT_ELIGIBLE, true, "", "changed"},
        {__LINE__, NEWS_CHANGED, VERDICT_NOT_ELIGIBLE, VERDICT_NOT_ELIGIBLE, true, "", NULL},
        {__LINE__, NEWS_CHANGED, VERDICT_ELIGIBLE, VERDICT_NOT_ELIGIBLE, false, "", NULL},
        {__LINE__, NEWS_CHANGED, VERDICT_ELIGIBLE, VERDICT_NOT_ELIGIBLE, false, "propose", "changed"},
        {__LINE__, NEWS_WITHDRAWN, VERDICT_ELIGIBLE, VERDICT_ELIGIBLE, false, "", "withdrawn"},
        {__LINE__, NEWS_WITHDRAWN, VERDICT_NOT_ELIGIBLE, VERDICT_NOT_ELIGIBLE, false, "", NULL},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        NightMaker maker = {.arena = arena, .night = night_quiet(arena)};
        LotRecord record = night_record("N", "Lot");
        record.verdict = rows[i].now;
        record.deadline.day = maker.night->date + 30;
        NightLot *lot = night_add(&maker, record, rows[i].news);
        lot->before = rows[i].before;
        lot->open = rows[i].open;
        lot->decision = str_of(rows[i].decision);
        Str html = digest_html(arena, maker.night, words);
        if (!rows[i].said)
            OK_AT(rows[i].line, !has(html, "<section") && has(html, "Nuit calme") == (rows[i].said == NULL));
        else OK_AT(rows[i].line, has(html, str_cstr(arena, str_print(arena, "<h2 id=\"%s\"", rows[i].said))));
    }
}

static bool is_printable(Str text) {
    for (size_t i = 0; i < text.n; i++)
        if ((unsigned char)text.p[i] < ' ' && text.p[i] != '\n') return false;
    return true;
}

/* Nothing of what stands in a file becomes markup, a link that does something, or a control character. */
static void test_hostile(void) {
    const Night *night = night_hostile(arena);
    Str html = digest_html(arena, night, words), text = digest_text(arena, night, words),
        diff = night_diff(arena, night, words, false);
    Str body = str_sub(html, str_find(html, STR("<body>")), SIZE_MAX);
    OK(has(body, "&lt;script&gt;marked=1&lt;/script&gt;") && !has(body, "<script") && !has(body, "<img"));
    OK(has(body, "&amp;lt;b&amp;gt;") && !has(body, "\" onmouseover"));
    OK(!has(body, "href=\"javascript") && !has(body, "href=\"tel:01990011"));
    NUM(times(body, "href=\"mailto:"), 0);
    NUM(times(body, "<tr "), times(body, "</tr>"));
    OK(is_printable(html) && is_printable(text) && is_printable(diff));
    OK(has(html, "\\u202Egnp.exe") && !has(html, "\u202E") && !has(text, "\u2066") && !has(diff, "\u202E"));
    OK(has(html, "ניקיון משרדים"));
    for (Str line; str_next(&text, '\n', &line);)
        if (columns_of(line) > 78) tap_ok(false, __FILE__, __LINE__, str_cstr(arena, line));
}

static size_t rows_of(Str html, const char *section) {
    Str from = str_sub(html, str_find(html, str_print(arena, "<h2 id=\"%s\"", section)), SIZE_MAX);
    from = str_sub(from, str_find(from, STR("<tbody")), SIZE_MAX);
    return times(str_sub(from, 0, str_find(from, STR("</tbody>"))), "<tr ");
}

static void test_huge(void) {
    static const char *const sections[] = {"decide", "new", "to_check", "changed", "replaced", "refused"};
    const Night *night = night_huge(arena);
    Str html = digest_html(arena, night, words);
    for (size_t i = 0; i < sizeof sections / sizeof *sections; i++)
        NUM_AT((int)i, rows_of(html, sections[i]), 50);
    OK(has(html, "Et 350\u00a0autres\u00a0: voir <a href=\"notices.xlsx\">notices.xlsx</a>."));
    OK(html.n < 250000);
    OK(digest_text(arena, night, words).n < 120000);
    Str diff = night_diff(arena, night, words, false), json = night_json(arena, night);
    NUM(times(diff, "\n+ ") + times(diff, "\n? ") + times(diff, "\n~ ") + 1, 3000);
    NUM(times(json, "\"reference\": "), 3000);
}

static void test_color(void) {
    Str plain = night_diff(arena, night_full(arena), words, false),
        color = night_diff(arena, night_full(arena), words, true);
    OK(str_find_byte(plain, '\033') == SIZE_MAX);
    OK(str_starts(color, STR("\033[1;32m+\033[0m ")));
    NUM(times(color, "\033[0m"), 7);
}

/* Dropped again as it is, the workbook says what had been decided, and nothing else. */
static void test_dropped(Str folder, const Ruleset *rules) {
    NightMaker maker = {.arena = arena, .night = night_quiet(arena)};
    static const struct {
        const char *decision, *waiver, *comment;
        int day;
    } rows[] = {{"propose", "", "Deux lignes\net «\u00a0des guillemets\u00a0»", 3},
                {"waive", "Durée trop courte : 2 mois", "=1+1", 4},
                {"decline", "", "", 5},
                {"wait", "", "rappeler", 6},
                {"", "", "sans décision", 0}};
    enum { ROWS = sizeof rows / sizeof *rows, DECIDED = ROWS - 1 };
    for (int i = 0; i < ROWS; i++) {
        NightLot *lot = night_add(&maker, night_record("N", "Lot"), NEWS_NONE);
        lot->lot.lot_id = str_print(arena, "LOT-%04d", i);
        lot->decision = str_of(rows[i].decision);
        lot->waiver = str_of(rows[i].waiver);
        lot->comment = str_of(rows[i].comment);
        if (rows[i].day) lot->decided_on = night_day(rows[i].day);
    }
    Str path = file_join(arena, folder, STR("notices.xlsx")), bytes;
    Diags diags = diags_new(arena);
    Decisions read = {0};
    Lines lines = {0};
    ColumnNames names = {0};
    OK(file_write(arena, path, (Str){0}, &diags));
    OK(night_workbook(arena, maker.night, words, rules, str_cstr(arena, path), STR("notices.xlsx"), folder,
                      &diags));
    OK(file_read(arena, path, 0, &bytes, &diags) && !diags.first);
    OK(decisions_read(arena, path, bytes, &names, &read, &lines, &diags));
    NUM(read.n, DECIDED);
    for (size_t i = 0; i < read.n && i < DECIDED; i++) {
        IS(read.at[i].notice_id, STR("N"));
        IS(read.at[i].lot_id, str_print(arena, "LOT-%04zu", i));
        IS(read.at[i].decision, str_of(rows[i].decision));
        IS(read.at[i].waiver, str_of(rows[i].waiver));
        if (i) IS(read.at[i].comment, str_of(rows[i].comment)); /* on one line, once it has been read */
        NUM(read.at[i].decided_on, night_day(rows[i].day));
    }
    NUM(diags.count[DIAG_REFUSED], 0);
    unlink(str_cstr(arena, path));
}

/* notices.xlsx: open lots that can be worked on, in order, each with what has been decided. */
static void test_workbook(Str folder, const Ruleset *rules) {
    static const struct {
        const char *title, *news, *decision, *decided_on, *comment;
    } rows[] = {
        {"Entretien des espaces verts du parc des Aubes", "", "attendre", "2026-11-03",
         "Le service rappelle après son conseil."},
        {"Nettoyage des locaux municipaux", "", "", "", ""},
        {"Réhabilitation de la halle des Forges : gros œuvre, démolitions et désamiantage", "nouveau", "", "",
         ""},
        {"Peinture et sols des halls de parking", "nouveau", "", "", ""},
        {"Blanchisserie du centre de convalescence", "changé", "", "", ""},
        {"Gardiennage et sécurité incendie", "nouveau", "", "", ""},
        {"Collecte des encombrants", "", "", "", ""},
        {"Réaménagement de l'accueil de la Maison des services", "nouveau", "", "", ""},
    };
    enum { NEWS = 3, TITLE = 4, DECISION = 27, WAIVER, DECIDED_ON, COMMENT };
    Diags diags = diags_new(arena);
    Str path = file_join(arena, folder, STR("notices.xlsx")), bytes, again;
    const Night *night = night_full(arena);
    OK(file_write(arena, path, (Str){0}, &diags));
    OK(night_workbook(arena, night, words, rules, str_cstr(arena, path), STR("notices.xlsx"), folder,
                      &diags));
    OK(file_read(arena, path, 0, &bytes, &diags) && !diags.first);
    Xlsx *book = xlsx_open(arena, path, bytes, &diags);
    CsvRow row;
    if (!OK(book && xlsx_next(book, &row)) || !OK(row.n == 33)) return;
    IS(row.cells[NEWS], STR("Nouveauté"));
    IS(row.cells[WAIVER], STR("Motif de dérogation"));
    IS(row.cells[31], STR("notice_id"));
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (!OK(xlsx_next(book, &row) && row.n > COMMENT)) break;
        IS(row.cells[TITLE], str_of(rows[i].title));
        IS(row.cells[NEWS], str_of(rows[i].news));
        IS(row.cells[DECISION], str_of(rows[i].decision));
        IS(row.cells[DECIDED_ON], str_of(rows[i].decided_on));
        IS(row.cells[COMMENT], str_of(rows[i].comment));
    }
    OK(!xlsx_next(book, &row));
    xlsx_close(book);
    OK(night_workbook(arena, night, words, rules, str_cstr(arena, path), STR("notices.xlsx"), folder,
                      &diags));
    OK(file_read(arena, path, 0, &again, &diags) && str_eq(again, bytes));
    unlink(str_cstr(arena, path));
}

static void test_books(void) {
    char folder[] = "/tmp/clausier-test-XXXXXX";
    Diags diags = diags_new(arena);
    StrList packs = {0};
    strlist_add(arena, &packs, STR("rules/packs/fr-social.rules"));
    Ruleset *rules = ruleset_read(arena, &packs, words, &diags);
    if (!OK(rules && mkdtemp(folder))) return;
    test_workbook(str_of(folder), rules);
    test_dropped(str_of(folder), rules);
    rmdir(folder);
    ruleset_free(rules);
}

int main(void) {
    arena = arena_new();
    words = night_words(arena);
    if (OK(words != NULL)) {
        test_golden();
        test_quiet();
        test_first();
        test_full();
        test_persons();
        test_json();
        test_order();
        test_contacts();
        test_mechanisms();
        test_to_decide();
        test_news();
        test_hostile();
        test_huge();
        test_color();
        test_books();
    }
    arena_free(arena);
    return tap_done();
}
