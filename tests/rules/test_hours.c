/* Hours of an amount: the published examples to the hour, ranges, and the way back from hours to amounts. */
#include "rules/trade.h"
#include "rules/worktime.h"
#include "tests/rules/world.h"

static NumberFact euros(int64_t cents) {
    return (NumberFact){FACT_KNOWN, cents, cents};
}

static Trade trade_with(int64_t labour, int64_t insertion, int64_t cost) {
    return (Trade){.labour_share = {labour, labour},
                   .insertion_share = {insertion, insertion},
                   .hourly_cost = {cost, cost}};
}

/* The formula on published figures, whatever a pack says. Amount in cents, shares in hundredths of a percent,
 * cost in cents; whole hours. */
static const struct {
    int line;
    int64_t amount, labour, insertion, cost, labour_hours, hours;
} examples[] = {
#define E(amount, labour, insertion, cost, labour_hours, hours)                                              \
    { __LINE__, amount, labour, insertion, cost, labour_hours, hours }
    E(100000000, 5000, 500, 3000, 16666, 833),   /* 1 000 000 EUR, 50 %, 5 %, 30 EUR: mefsud77 */
    E(150000000, 7000, 1000, 3000, 35000, 3500), /* 1 500 000 EUR, 70 %, 10 %: mde-alescevennes */
    E(15000000, 10000, 500, 3000, 5000, 250),    /* 5 000 h of work, 5 %: ActivitY' */
    E(260000, 10000, 10000, 2600, 100, 100),     /* 2 600 EUR at 26 EUR an hour: le Marché de l'inclusion */
    E(5062500, 8000, 1000, 2700, 1500, 150),     /* the smallest amount for 150 h of cleaning */
    E(5062499, 8000, 1000, 2700, 1499, 149),
    E(1000, 1, 1, 100000000, 0, 0),
    E(INT64_MAX, 10000, 10000, 100, INT64_MAX / 100, INT64_MAX / 100), /* kept in hundredths */
#undef E
};

static void test_examples(void) {
    for (size_t i = 0; i < sizeof examples / sizeof *examples; i++) {
        Trade trade = trade_with(examples[i].labour, examples[i].insertion, examples[i].cost);
        NumberFact labour = trade_labour_hours(&trade, euros(examples[i].amount));
        NumberFact hours = trade_hours(&trade, euros(examples[i].amount));
        NUM_AT(examples[i].line, labour.low, examples[i].labour_hours * 100);
        NUM_AT(examples[i].line, hours.low, examples[i].hours * 100);
        OK_AT(examples[i].line, hours.state == FACT_KNOWN && hours.low == hours.high);
    }
}

/* The formula again: hours in full-time equivalents, by the year that a publication takes for one. */
static void test_full_time(void) {
    NUM(worktime_in(25124684, (WorkTime){.year = 160000}, WORK_YEARS),
        1570293);                                                        /* 15 703: achatpublic.info */
    NUM(worktime_in(1820, (WorkTime){.year = 182000}, WORK_YEARS), 100); /* 1,00: tools of the SIAE */
}

static Ruleset *shipped_rules(World *world) {
    StrList paths = {0};
    strlist_add(world->arena, &paths, STR("rules/packs/fr-social.rules"));
    world->diags = diags_new(world->arena);
    return ruleset_read(world->arena, &paths, world->words, &world->diags);
}

static Verdict *judge_shipped(World *world, const Ruleset *rules, const char *title, int64_t cents) {
    Lot lot = {.title = str_of(title),
               .nature = STR("services"),
               .amount = {cents, STR("EUR")},
               .duration_months = 2400,
               .execution_terms = STR("Le titulaire met en œuvre une clause sociale de formation."),
               .start_date = DATE_ABSENT,
               .end_date = DATE_ABSENT,
               .deadline = DATETIME_ABSENT,
               .award_amount = HUNDREDTHS_ABSENT};
    Notice notice = {.issue_date = date_of(2026, 9, 15),
                     .publication_date = DATE_ABSENT,
                     .procedure_amount = MONEY_ABSENT,
                     .lots = &lot,
                     .lot_count = 1};
    Judge *judge = judge_new(rules);
    Verdict *verdict = judge_lot(judge, world->arena, &notice, &lot);
    judge_free(judge);
    return verdict;
}

/* The shipped pack: the labour shares that are published lie within its own. */
static void test_shares(World *world, const Ruleset *rules) {
    static const struct {
        const char *title;
        int64_t share; /* hundredths of a percent */
    } published[] = {{"Peinture intérieure", 7000}, {"Maçonnerie", 5000}, {"Charpente métallique", 2000}};
    for (size_t i = 0; i < sizeof published / sizeof *published; i++) {
        Str name = judge_shipped(world, rules, published[i].title, 100000000)->trade;
        const Trade *trade = NULL;
        for (size_t k = 0; k < rules->trade_count; k++)
            if (str_eq(rules->trades[k]->name, name)) trade = rules->trades[k];
        OK(trade && trade->labour_share.low <= published[i].share &&
           published[i].share <= trade->labour_share.high);
    }
}

/* The shipped pack: the brackets of the training clause, at both ends; a gap of the guide belongs to the
 * bracket below it. */
static void test_brackets(World *world, const Ruleset *rules) {
    static const struct {
        int line;
        int64_t euros;
        const char *mechanism;
    } brackets[] = {
        {__LINE__, 10, "training_150"},     {__LINE__, 99000, "training_150"},
        {__LINE__, 99500, "training_150"},  {__LINE__, 100000, "training_300"},
        {__LINE__, 199000, "training_300"}, {__LINE__, 199999, "training_300"},
        {__LINE__, 200000, "training_450"}, {__LINE__, 399999, "training_450"},
        {__LINE__, 400000, "training_900"}, {__LINE__, 9000000, "training_900"},
    };
    for (size_t i = 0; i < sizeof brackets / sizeof *brackets; i++) {
        Verdict *verdict =
            judge_shipped(world, rules, "Infogérance du système d'information", brackets[i].euros * 100);
        IS_AT(brackets[i].line, verdict->mechanism, str_of(brackets[i].mechanism));
    }
}

static void test_ranges(void) {
    Trade trade = {.labour_share = {4500, 5000}, .insertion_share = {500, 1000}, .hourly_cost = {2700, 3000}};
    NumberFact hours = trade_hours(&trade, euros(100000000));
    NUM(hours.low, 75000); /* 1 000 000 x 45 % x 5 % / 30 */
    NUM(hours.high, 185100);
    trade.insertion_share = FACTOR_ABSENT;
    NUM(trade_hours(&trade, euros(100000000)).state, FACT_UNKNOWN);
    NUM(trade_labour_hours(&trade, euros(100000000)).state, FACT_KNOWN);
    NUM(trade_hours(&trade, (NumberFact){FACT_UNKNOWN, 0, 0}).state, FACT_UNKNOWN);
}

/* The amount found for a number of hours reaches it, and a cent less does not. */
static void test_inverse(void) {
    size_t wrong = 0, tried = 0;
    for (int64_t labour = 100; labour <= 10000; labour += 733)
        for (int64_t insertion = 50; insertion <= 2000; insertion += 317)
            for (int64_t cost = 1000; cost <= 6000; cost += 711)
                for (int64_t hours = 1; hours <= 20000; hours = hours * 3 + 1) {
                    Trade trade = trade_with(labour, insertion, cost);
                    int64_t low, high;
                    tried++;
                    if (!trade_amount_for(&trade, true, hours, &low, &high) || low != high) wrong++;
                    else if (trade_hours(&trade, euros(low)).low < hours * 100) wrong++;
                    else if (trade_hours(&trade, euros(low - 1)).low >= hours * 100) wrong++;
                }
    NUM(wrong, 0);
    OK(tried > 5000);
    Trade trade = trade_with(1, 1, INT32_MAX);
    int64_t low, high;
    OK(!trade_amount_for(&trade, true, INT64_MAX / 100, &low, &high));
    trade = trade_with(1, 1, 100000000); /* the dearest hour that a pack may state */
    OK(!trade_amount_for(&trade, true, INT64_MAX / 100, &low, &high));
}

static const struct {
    int line;
    const char *key, *value, *why;
} faults[] = {
#define F(key, value, why)                                                                                   \
    { __LINE__, key, value, why }
    F("labour_share", "80", "write % behind the number"),
    F("labour_share", "0 %", "a share is more than 0 and at most 100 %"),
    F("labour_share", "101 %", "a share is more than 0 and at most 100 %"),
    F("labour_share", "50-45 %", "a range goes from a number to a larger one, in the same unit"),
    F("labour_share", "45 EUR - 50 %", "a range goes from a number to a larger one, in the same unit"),
    F("labour_share", "45-50-55 %", "not a number with a unit"),
    F("hourly_cost", "0", "a cost is more than 0 and at most 1 000 000"),
    F("hourly_cost", "1 000 000,01", "a cost is more than 0 and at most 1 000 000"),
    F("hourly_cost", "27 %", "an amount in EUR is wanted"),
    F("hourly_cost", "27 a", "not a number with a unit"),
    F("hourly_cost", "", "not a number"),
    F("cpv", "9000000", "seven digits: leading zero lost in a spreadsheet?"),
#undef F
};

static void test_faults(World *world) {
    for (size_t i = 0; i < sizeof faults / sizeof *faults; i++) {
        OK_AT(faults[i].line,
              !world_rules(world, "[trade t]\nwords = t\n%s = %s\n", faults[i].key, faults[i].value));
        IS_AT(faults[i].line, world_fault(world), str_of(faults[i].why));
    }
    Ruleset *ruleset =
        world_rules(world, "[trade t]\nwords = t\nlabour_share = 45–50 %%\nhourly_cost = 27,50 - 32 EUR\n"
                           "insertion_share = 2,5%%\n");
    if (!OK(ruleset)) return;
    NUM(ruleset->trades[0]->labour_share.high, 5000);
    NUM(ruleset->trades[0]->hourly_cost.low, 2750);
    NUM(ruleset->trades[0]->insertion_share.low, 250);
}

int main(void) {
    World world = world_new();
    test_examples();
    test_full_time();
    Ruleset *shipped = shipped_rules(&world);
    if (OK(shipped)) {
        test_shares(&world, shipped);
        test_brackets(&world, shipped);
    }
    ruleset_free(shipped);
    test_ranges();
    test_inverse();
    test_faults(&world);
    world_free(&world);
    return tap_done();
}
