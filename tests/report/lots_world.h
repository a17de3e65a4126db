/* lots_world.h - lots with verdicts as the judge would give them, for the tests of the table and the
 * workbook.
 */
#ifndef CLAUSIER_TESTS_LOTS_WORLD_H
#define CLAUSIER_TESTS_LOTS_WORLD_H

#include "base/words.h"
#include "rules/verdict.h"
#include "tests/tap.h"

static inline const Words *lots_words(Arena *arena) {
    static const char *const paths[] = {"templates/fr-rules.words", "templates/fr-check.words",
                                        "templates/fr-figures.words"};
    StrList list = {0};
    Diags diags = diags_new(arena);
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) strlist_add(arena, &list, str_of(paths[i]));
    return words_read(arena, &list, &diags);
}

static inline Notice lots_notice(void) {
    return (Notice){.id = STR("4bc3edad-a434-4f87-9928-495dd876b3a7"),
                    .publication_number = STR("00990112-2025"),
                    .publication_date = DATE_ABSENT,
                    .issue_date = date_of(2026, 3, 9),
                    .buyer_name = STR("Établissement public d’aménagement de Montabry")};
}

static inline Lot lots_lot(void) {
    return (Lot){.id = STR("LOT-0001"),
                 .title = STR("Nettoyage des locaux municipaux"),
                 .nature = STR("services"),
                 .cpv_main = STR("90911200"),
                 .amount = {147000050, STR("EUR")},
                 .duration_months = 3600,
                 .deadline = {date_of(2026, 4, 17), 16 * 60 + 30},
                 .start_date = DATE_ABSENT,
                 .end_date = DATE_ABSENT,
                 .award_amount = HUNDREDTHS_ABSENT};
}

static inline Verdict lots_verdict(Arena *arena, VerdictKind kind) {
    Verdict verdict = {.kind = kind,
                       .trade = STR("cleaning"),
                       .trade_label = STR("Nettoyage et propreté"),
                       .labour_hours = {9266, 9266},
                       .hours = {834, 900},
                       .work_time = {700, 3500, 160700},
                       .pack = STR("Socle"),
                       .pack_digest = STR("3f9c")};
    *ARENA_PUSH(arena, verdict.findings, verdict.finding_count, verdict.finding_cap) =
        (Finding){.rule = STR("clause"), .truth = TRUTH_TRUE, .reason = STR("Une clause est annoncée.")};
    *ARENA_PUSH(arena, verdict.findings, verdict.finding_count, verdict.finding_cap) = (Finding){
        .rule = STR("out"), .truth = TRUTH_TRUE, .effect = EFFECT_EXCLUDE, .reason = STR("Hors territoire.")};
    return verdict;
}

static inline void lots_advice(Arena *arena, AdviceFindings *list, const char *label, Truth truth,
                               const char *missing) {
    AdviceFinding *finding = ARENA_PUSH(arena, list->at, list->n, list->cap);
    *finding = (AdviceFinding){.name = str_of(label), .label = str_of(label), .truth = truth};
    if (missing) strlist_add(arena, &finding->missing, str_of(missing));
}

#endif
