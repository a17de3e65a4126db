/* test_fact.c - what becomes of what a notice states: reservations in two halves, considerations in words,
 * the day of a call that only an award tells of. */
#include "rules/fact.h"
#include "tests/rules/world.h"

static void test_reserved(void) {
    static const struct {
        int line;
        const char *participation, *execution, *word;
        Truth want;
        bool known;
    } rows[] = {
        {__LINE__, "", "", "res-ws", TRUTH_UNKNOWN, false},
        {__LINE__, "", "not-known", "execution", TRUTH_UNKNOWN, false},
        {__LINE__, "", "no", "res-ws", TRUTH_FALSE, true},
        {__LINE__, "", "no", "none", TRUTH_TRUE, true},
        {__LINE__, "", "yes", "execution", TRUTH_TRUE, true},
        {__LINE__, "", "yes", "none", TRUTH_FALSE, true},
        {__LINE__, "none", "", "none", TRUTH_TRUE, true},
        {__LINE__, "none", "not-known", "execution", TRUTH_FALSE, true},
        {__LINE__, "none", "yes", "none", TRUTH_FALSE, true},
        {__LINE__, "res-ws", "", "res-ws", TRUTH_TRUE, true},
        {__LINE__, "res-ws;res-pub-ser", "no", "res-pub-ser", TRUTH_TRUE, true},
        {__LINE__, "res-ws", "not-known", "none", TRUTH_FALSE, true},
    };
    Arena *arena = arena_new();
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        Lot lot = {.reserved_participation = str_of(rows[i].participation),
                   .reserved_execution = str_of(rows[i].execution),
                   .amount = MONEY_ABSENT};
        Notice notice = {.procedure_amount = MONEY_ABSENT, .lots = &lot, .lot_count = 1};
        Facts facts;
        facts_read(arena, &notice, &lot, &facts);
        Item item = {.stem = str_of(rows[i].word)};
        NUM_AT(rows[i].line, facts_has(&facts, FIELD_RESERVED, &item), rows[i].want);
        NUM_AT(rows[i].line, facts_state(&facts, FIELD_RESERVED) == FACT_KNOWN, rows[i].known);
    }
    arena_free(arena);
}

static void test_considerations(void) {
    static const struct {
        int line;
        const char *stated, *words;
    } rows[] = {
        {__LINE__, "Clause sociale", "clause"},
        {__LINE__, "CLAUSE SOCIALE;Critère social", "clause criterion"},
        {__LINE__, "Marché réservé", "reserved"},
        {__LINE__, "Pas de considération sociale", "none"},
        {__LINE__, "sociaux", "stated"},
        {__LINE__, "Sans objet", ""},
        {__LINE__, "NC", ""},
        {__LINE__, "", ""},
    };
    Arena *arena = arena_new();
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        Lot lot = {.amount = MONEY_ABSENT};
        Notice notice = {.procedure_amount = MONEY_ABSENT, .lots = &lot, .lot_count = 1};
        Str rest = str_of(rows[i].stated), one;
        while (str_next(&rest, ';', &one)) strlist_add(arena, &lot.social_considerations, one);
        Facts facts;
        facts_read(arena, &notice, &lot, &facts);
        tap_is(str_join(arena, facts.considerations, STR(" ")), str_of(rows[i].words), __FILE__, rows[i].line,
               rows[i].stated);
        NUM_AT(rows[i].line, facts_state(&facts, FIELD_SOCIAL_CONSIDERATIONS) == FACT_KNOWN,
               *rows[i].words != '\0');
    }
    arena_free(arena);
}

/* An award comes after its call, a plan before it: a duty that began later than the award was not due. */
static void test_call_date(World *world) {
    static const struct {
        int line;
        const char *form;
        int year;
        Truth from_2026, before_2026, known;
    } rows[] = {
        {__LINE__, "competition", 2025, TRUTH_FALSE, TRUTH_TRUE, TRUTH_TRUE},
        {__LINE__, "result", 2025, TRUTH_FALSE, TRUTH_TRUE, TRUTH_FALSE},
        {__LINE__, "result", 2026, TRUTH_UNKNOWN, TRUTH_UNKNOWN, TRUTH_FALSE},
        {__LINE__, "planning", 2025, TRUTH_UNKNOWN, TRUTH_UNKNOWN, TRUTH_FALSE},
        {__LINE__, "planning", 2026, TRUTH_TRUE, TRUTH_FALSE, TRUTH_FALSE},
        {__LINE__, "", 0, TRUTH_FALSE, TRUTH_TRUE, TRUTH_FALSE}, /* a contract of 2025, and no more */
    };
    const Ruleset *ruleset =
        world_rules(world, "[rule from]\nwhen = notice_date >= 2026-01-01\neffect = +1\n"
                           "[rule before]\nwhen = notice_date < 2026-01-01\neffect = +1\n"
                           "[rule on]\nwhen = known notice_date\neffect = +1\n");
    Judge *judge = judge_new(ruleset);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        Lot lot = {.amount = MONEY_ABSENT, .duration_months = HUNDREDTHS_ABSENT, .deadline = DATETIME_ABSENT};
        if (!rows[i].year) lot.contract_date = STR("2025-12-31;2026-03-01");
        Notice notice = {.form = str_of(rows[i].form),
                         .issue_date = rows[i].year ? date_of(rows[i].year, 6, 1) : DATE_ABSENT,
                         .publication_date = DATE_ABSENT,
                         .procedure_amount = MONEY_ABSENT,
                         .lots = &lot,
                         .lot_count = 1};
        const Verdict *verdict = judge_lot(judge, world->arena, &notice, &lot);
        NUM_AT(rows[i].line, world_truth(verdict, "from"), rows[i].from_2026);
        NUM_AT(rows[i].line, world_truth(verdict, "before"), rows[i].before_2026);
        NUM_AT(rows[i].line, world_truth(verdict, "on"), rows[i].known);
    }
    judge_free(judge);
}

int main(void) {
    World world = world_new();
    test_reserved();
    test_considerations();
    test_call_date(&world);
    world_free(&world);
    return tap_done();
}
