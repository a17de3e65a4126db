/* test_fact.c - the two halves of one answer: is the lot reserved? */
#include "rules/fact.h"
#include "tests/tap.h"

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

int main(void) {
    test_reserved();
    return tap_done();
}
