/* test_explain.c - what a facilitator reads about five lots, word for word, and that no width breaks it. */
#include "base/file.h"
#include "rules/explain.h"
#include "rules/field.h"
#include "tests/tap.h"

static Arena *arena;
static const Words *words;
static Str goldens;

static StrList list(const char *one) {
    StrList names = {0};
    if (one) strlist_add(arena, &names, str_of(one));
    return names;
}

/* The text below "== name" in the golden file, up to the next "== ". */
static Str golden(const char *name) {
    Str head = str_print(arena, "== %s\n", name);
    size_t at = str_find(goldens, head);
    if (at == SIZE_MAX) return (Str){0};
    Str text = str_sub(goldens, at + head.n, SIZE_MAX);
    return str_sub(text, 0, str_find(text, STR("== ")));
}

static void is_golden(const char *name, const Notice *notice, const Lot *lot, const Verdict *verdict,
                      unsigned width) {
    tap_is(explain_lot(arena, words, notice, lot, verdict, width), golden(name), __FILE__, __LINE__, name);
}

static Notice notice_of(const char *id) {
    return (Notice){.source_format = STR("eforms"), .id = STR("uuid"), .publication_number = str_of(id)};
}

static Lot lot_of(const char *id, const char *title) {
    return (Lot){.id = str_of(id), .title = str_of(title), .amount = MONEY_ABSENT};
}

static Verdict verdict_of(VerdictKind kind, int low, int high) {
    return (Verdict){.kind = kind,
                     .low = low,
                     .high = high,
                     .eligible_from = 5,
                     .hours = HOURS_UNKNOWN,
                     .labour_hours = HOURS_UNKNOWN,
                     .work_time = {700, 3500, 160700},
                     .pack = STR("Socle 2026-11-01"),
                     .pack_digest = STR("3f9c0123456789abcdef0123456789ab")};
}

static void add(Verdict *verdict, Finding finding) {
    finding.pack = STR("socle");
    *ARENA_PUSH(arena, verdict->findings, verdict->finding_count, verdict->finding_cap) = finding;
}

static void add_settle(Verdict *verdict, const char *text, VerdictKind becomes) {
    *ARENA_PUSH(arena, verdict->settles, verdict->settle_count, verdict->settle_cap) =
        (Settle){.text = str_of(text), .becomes = becomes};
}

static const Finding labour_intensive = {.rule = STR("labour_intensive"),
                                         .label = STR("Forte main-d'œuvre"),
                                         .truth = TRUTH_TRUE,
                                         .points = 3,
                                         .reason = STR("Métier reconnu : nettoyage, 80 % de main-d'œuvre."),
                                         .field = STR("title"),
                                         .quote = STR("Nettoyage des locaux"),
                                         .line = 73};
static const Finding long_enough = {.rule = STR("long_enough"),
                                    .label = STR("Durée suffisante"),
                                    .truth = TRUTH_TRUE,
                                    .points = 2,
                                    .reason = STR("Durée de 36 mois : un parcours est possible."),
                                    .line = 78};

static Finding unknown(const char *rule, const char *missing, uint32_t line) {
    return (Finding){
        .rule = str_of(rule), .truth = TRUTH_UNKNOWN, .points = 2, .missing = list(missing), .line = line};
}

static const AdviceFinding due = {.name = STR("social_consideration"),
                                  .label = STR("considération sociale"),
                                  .article = STR("L2112-2-1"),
                                  .truth = TRUTH_TRUE,
                                  .reason =
                                      STR("Au-dessus du seuil européen : une considération sociale est due."),
                                  .pack = STR("socle"),
                                  .line = 90};
static const AdviceFinding waiver = {.name = STR("short_works"),
                                     .of = STR("social_consideration"),
                                     .label = STR("Travaux courts"),
                                     .article = STR("L2112-2-1, 4°"),
                                     .truth = TRUTH_TRUE,
                                     .reason = STR("Marché de travaux d'une durée inférieure à six mois."),
                                     .pack = STR("socle"),
                                     .line = 95};
static const AdviceFinding execution_clause = {.name = STR("execution_clause"),
                                               .label = STR("clause d'exécution"),
                                               .article = STR("L2112-2"),
                                               .truth = TRUTH_TRUE,
                                               .pack = STR("socle"),
                                               .line = 99};
static const AdviceFinding criterion = {.name = STR("award_criterion"),
                                        .label = STR("critère d'attribution"),
                                        .truth = TRUTH_TRUE,
                                        .pack = STR("socle"),
                                        .line = 104};

static void add_advice(AdviceFindings *findings, AdviceFinding finding) {
    *ARENA_PUSH(arena, findings->at, findings->n, findings->cap) = finding;
}

static void add_cleaning(Verdict *verdict) {
    verdict->trade = STR("cleaning");
    verdict->trade_label = STR("Nettoyage et propreté");
    verdict->rome = list("K2204");
    verdict->estimate = (Estimate){.labour_share = {8000, 8000},
                                   .insertion_share = {900, 1000},
                                   .hourly_cost = {2700, 2700},
                                   .source = STR("à caler localement")};
}

static void test_eligible(void) {
    Notice notice = notice_of("26-98765");
    Lot lot = lot_of("1", "Nettoyage des locaux municipaux");
    lot.inherited = LOT_DESCRIPTION | LOT_CPV;
    Verdict verdict = verdict_of(VERDICT_ELIGIBLE, 5, 5);
    lot.amount = (Money){12000000, STR("EUR")};
    add_cleaning(&verdict);
    verdict.labour_hours = (HoursRange){3555, 3555};
    verdict.hours = (HoursRange){319, 355};
    add_advice(&verdict.duties, due);
    add_advice(&verdict.waivers, waiver);
    add_advice(&verdict.mechanisms, execution_clause);
    add_advice(&verdict.mechanisms, criterion);
    add(&verdict, labour_intensive);
    add(&verdict, long_enough);
    is_golden("eligible", &notice, &lot, &verdict, 119);
}

/* An amount that no rule waits for, but the hours do: it is asked for where they would stand. */
static void test_hours_to_ask(void) {
    Notice notice = notice_of("26-98765");
    Lot lot = lot_of("1", "Nettoyage des locaux municipaux");
    Verdict verdict = verdict_of(VERDICT_ELIGIBLE, 5, 5);
    add_cleaning(&verdict);
    AdviceFinding not_due = due, criterion_open = criterion;
    not_due.truth = TRUTH_FALSE;
    criterion_open.truth = TRUTH_UNKNOWN;
    criterion_open.missing = list("duration");
    add_advice(&verdict.duties, not_due);
    add_advice(&verdict.mechanisms, criterion_open);
    add_advice(&verdict.mechanisms, execution_clause);
    verdict.missing = list("amount");
    add(&verdict, labour_intensive);
    add(&verdict, long_enough);
    is_golden("hours to ask", &notice, &lot, &verdict, 80);
}

/* Every fact that a lot may take over from its notice is told. */
static void test_inherited(void) {
    Notice notice = notice_of("26-98765");
    Lot lot = lot_of("1", "Nettoyage des locaux municipaux");
    Verdict verdict = verdict_of(VERDICT_ELIGIBLE, 5, 5);
    for (unsigned fact = LOT_TITLE; fact <= LOT_ADDITIONAL_INFORMATION; fact <<= 1) {
        lot.inherited = fact;
        Str sheet = explain_lot(arena, words, &notice, &lot, &verdict, 80);
        OK(str_find(sheet, words_get(words, "explain.inherited_row")) != SIZE_MAX);
    }
}

static void test_to_check(void) {
    Notice notice = notice_of("26-98765");
    Lot lot = lot_of("2", "Nettoyage des locaux municipaux");
    Verdict verdict = verdict_of(VERDICT_TO_CHECK, 3, 7);
    verdict.trade = STR("cleaning");
    verdict.trade_label = STR("Nettoyage et propreté");
    AdviceFinding duty = due, may_waive = waiver;
    duty.truth = may_waive.truth = TRUTH_UNKNOWN;
    duty.missing = list("procedure_amount");
    may_waive.note = STR("montant en SEK, et non en euros");
    add_advice(&verdict.duties, duty);
    add_advice(&verdict.waivers, may_waive);
    add_advice(&verdict.mechanisms, execution_clause);
    add(&verdict, labour_intensive);
    add(&verdict, unknown("long_enough", "duration", 78));
    add(&verdict, unknown("volume", "amount", 83));
    add_settle(&verdict, "durée d'au moins 6 mois", VERDICT_ELIGIBLE);
    add_settle(&verdict, "montant d'au moins 50 625 €", VERDICT_ELIGIBLE);
    is_golden("to check", &notice, &lot, &verdict, 119);
    add_settle(&verdict, "durée de moins de 2 mois", VERDICT_NOT_ELIGIBLE);
    is_golden("to check, narrow", &notice, &lot, &verdict, 80);
    verdict.settle_count = 1;
    verdict.open = list("duration");
    is_golden("to check and to ask", &notice, &lot, &verdict, 80);
}

/* Nothing alone settles it: the questions to ask. A table names no BT. */
static void test_to_ask(void) {
    Notice notice = notice_of("P-7");
    notice.source_format = STR("csv");
    Lot lot = lot_of("", "Travaux de peinture");
    Verdict verdict = verdict_of(VERDICT_TO_CHECK, 1, 6);
    verdict.trade = STR("painting");
    add(&verdict, unknown("volume", "amount", 83));
    verdict.open = list("duration");
    strlist_add(arena, &verdict.open, STR("labour_share"));
    is_golden("to ask", &notice, &lot, &verdict, 80);
}

static void test_excluded(void) {
    Notice notice = notice_of("26-4");
    Lot lot = lot_of("3", "Gardiennage d'une base");
    Verdict verdict = verdict_of(VERDICT_NOT_ELIGIBLE, 5, 5);
    add(&verdict, (Finding){.rule = STR("a_rule_whose_name_is_far_too_long"),
                            .truth = TRUTH_TRUE,
                            .effect = EFFECT_EXCLUDE,
                            .label = STR("Défense"),
                            .reason = STR("Marché de défense ou de sécurité."),
                            .line = 9});
    add(&verdict, long_enough);
    is_golden("excluded", &notice, &lot, &verdict, 100);
}

/* A pattern that hit its limit: no fact is missing, the notice must be read. What it says is not trusted. */
static void test_limit(void) {
    Notice notice = notice_of("26-5");
    Lot lot = lot_of("4", "Lot\nà \033[31mcôté\033[0m");
    lot.amount = (Money){.cents = 100, .currency = STR("SEK")};
    Verdict verdict = verdict_of(VERDICT_TO_CHECK, 0, 5);
    verdict.trade = STR("cleaning");
    verdict.hours_note = STR("montant en SEK, et non en euros");
    Finding finding = unknown("clause_announced", NULL, 12);
    finding.note = words_get(words, "reason.match_limit");
    finding.effect = EFFECT_REQUIRE;
    add(&verdict, finding);
    is_golden("match limit", &notice, &lot, &verdict, 80);
}

static void test_nothing(void) {
    Notice notice = notice_of("26-6");
    Lot lot = lot_of("5", "Exploitation du casino");
    Verdict verdict = verdict_of(VERDICT_NOT_ELIGIBLE, 2, 4);
    verdict.balance = STR("Points insuffisants : 4 au plus, il en faut 5.");
    is_golden("nothing recognised", &notice, &lot, &verdict, 80);
    add(&verdict, long_enough);
    add(&verdict, (Finding){.rule = STR("intellectual"),
                            .truth = TRUTH_TRUE,
                            .effect = EFFECT_NOTE,
                            .reason = STR("Prestation intellectuelle : « étude »."),
                            .field = STR("title"),
                            .quote = STR("étude"),
                            .line = 5});
    add(&verdict, (Finding){.rule = STR("supplies"),
                            .truth = TRUTH_TRUE,
                            .label = STR("Fourniture"),
                            .points = -4,
                            .reason = STR("Fourniture."),
                            .line = 4});
    is_golden("points against", &notice, &lot, &verdict, 80);
}

/* Every line of every width fits, holds no control character, and no row ends in blanks. */
static void test_widths(void) {
    Notice notice = notice_of("00123456-2026");
    Lot lot =
        lot_of("LOT-0001", "Nettoyage, vitrerie et entretien courant des locaux municipaux de la Ville");
    Verdict verdict = verdict_of(VERDICT_TO_CHECK, 3, 7);
    add(&verdict, labour_intensive);
    add(&verdict, unknown("long_enough", "duration", 78));
    add_settle(&verdict, "durée d'au moins 6 mois", VERDICT_ELIGIBLE);
    for (unsigned width = 80; width <= 160; width++) {
        Str rest = explain_lot(arena, words, &notice, &lot, &verdict, width), line;
        bool good = str_ends(rest, STR("\n"));
        while (str_next(&rest, '\n', &line)) {
            good = good && str_chars(line) <= width && line.n && !str_ends(line, STR(" "));
            for (size_t i = 0; i < line.n; i++) good = good && (unsigned char)line.p[i] >= 0x20;
        }
        if (!good) NUM(width, -1);
    }
    verdict.findings[0].pack =
        STR("a-pack-whose-name-leaves-no-room-for-anything-else-on-a-line-of-a-terminal");
    OK(str_find(explain_lot(arena, words, &notice, &lot, &verdict, 80), STR("terminal:73")) != SIZE_MAX);
    Verdict empty = {.kind = VERDICT_TO_CHECK, .hours = HOURS_UNKNOWN};
    Notice bare = {0};
    Lot untitled = {.amount = MONEY_ABSENT};
    IS(explain_lot(arena, words, &bare, &untitled, &empty, 0),
       explain_lot(arena, words, &bare, &untitled, &empty, 80));
    IS(explain_lot(arena, words, &bare, &untitled, &empty, 1000),
       explain_lot(arena, words, &bare, &untitled, &empty, 160));
}

/* Every word that the source names, and a word for every fact that a buyer can be asked for. */
static void test_words(void) {
    Str source;
    Diags diags = diags_new(arena);
    if (!OK(file_read(arena, STR("rules/explain.c"), 0, &source, &diags))) return;
    size_t names = 0;
    for (Str text; str_next(&source, '"', &text);) {
        bool name = str_starts(text, STR("explain.")) || str_starts(text, STR("verdict."));
        if (name && !tap_ok(!str_eq(words_get(words, str_cstr(arena, text)), text), __FILE__, __LINE__,
                            str_cstr(arena, text)))
            continue;
        names += name;
    }
    OK(names > 20);
    for (Field field = 0; field < FIELDS; field++) {
        bool good = words_has(words, "field", field_name(field));
        if (!field_info[field].derived)
            good = good && words_has(words, "absent", field_name(field)) &&
                   words_has(words, "question", field_name(field));
        tap_ok(good, __FILE__, __LINE__, field_info[field].name);
    }
}

int main(void) {
    arena = arena_new();
    Diags diags = diags_new(arena);
    StrList paths = list("templates/fr-rules.words");
    words = words_read(arena, &paths, &diags);
    if (!OK(words != NULL)) return tap_done();
    if (!OK(file_read(arena, STR("tests/cases/explain/lots.txt"), 0, &goldens, &diags))) return tap_done();
    test_eligible();
    test_hours_to_ask();
    test_inherited();
    test_to_check();
    test_to_ask();
    test_excluded();
    test_limit();
    test_nothing();
    test_widths();
    test_words();
    arena_free(arena);
    return tap_done();
}
