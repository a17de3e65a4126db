/* The fold of a year: what counts, in any order; and what its two forms print. */
#include "report/year.h"
#include "tests/report/year_world.h"
#include <string.h>

/* Three contracts and eight people, small enough to add up by hand. */
static World small_world(void) {
    World world = world_new();
    Contract *first = world_contract(&world, "A", 1000);
    first->trade = STR("cleaning");
    first->nature = STR("services");
    first->amount = (Money){25000000, STR("EUR")};
    Contract *second = world_contract(&world, "B", 600);
    second->trade = STR("roads");
    second->end_date = date_of(2027, 12, 31); /* 730 days, 365 of them in the year */
    Contract *past = world_contract(&world, "C", 500);
    past->start_date = date_of(2024, 1, 1);
    past->end_date = date_of(2025, 12, 31);
    static const char *const refs[] = {"p1", "p2", "p3", "p4", "p5", "p6", "p7", "p8"};
    for (size_t i = 0; i < 8; i++) {
        Person *person = world_person(&world, refs[i]);
        person->sex = i < 5 ? STR("M") : STR("F");
        world_hours(&world, STR("A"), person->ref, month_of(2026, 3), 10050)->contract_type = STR("CDD");
    }
    world_hours(&world, STR("A"), STR("p1"), month_of(2025, 12), 7000); /* before the period */
    world_hours(&world, STR("A"), STR("p1"), month_of(2027, 1), 7000);  /* after it */
    world_hours(&world, STR("B"), STR("p1"), month_of(2026, 4), 0);     /* declared: nothing done */
    HoursRow *row = world_hours(&world, STR("A"), STR("p2"), month_of(2026, 4), 5001);
    row->contract_type = STR("CDI");
    row->training_hours = 701;
    return world;
}

static void test_small(void) {
    World world = small_world();
    Review *review = world_fold(&world);
    OK(review != NULL);
    if (!review) return;
    NUM(review->hours.value, 8 * 10050 + 5001);
    NUM(review->training.value, 701);
    NUM(review->people.value, 8);
    NUM(review->contract_count, 2); /* C is over and has no hours */
    NUM(review->committed, 100000 + 30000);
    NUM(review->work_contracts.value, 9);
    NUM(review->work_contracts_cdi.value, 1);
    OK(review->work_contracts_cdi.hidden); /* one person's */
    NUM(review->women.value, 3);
    OK(review->women.hidden);
    NUM(review->month_count, 12);
    NUM(review->months[2].hours.value, 8 * 10050);
    OK(review->months[2].declared && !review->months[4].declared);
    OK(review->contracts[1].declared && review->contracts[1].hours.value == 0);
    NUM(review->contracts[0].rate, 8540);
    NUM(review->contracts[0].pace.declared, 8 * 10050 + 5001 + 7000);
    NUM(review->breakdowns[CONTRACTS_BY_AMOUNT_BAND].n, 2);
    IS(review->breakdowns[CONTRACTS_BY_AMOUNT_BAND].at[0]->key, STR("lt500k"));
    IS(review->breakdowns[CONTRACTS_BY_AMOUNT_BAND].at[1]->key, STR("unknown"));
    arena_free(world.arena);
}

/* The same world with its rows in another order. */
static void shuffle(World *world, void *items, size_t n, size_t size) {
    char *at = items, kept[512];
    for (size_t i = n; i > 1; i--) {
        size_t k = world_random(world, i);
        memcpy(kept, at + (i - 1) * size, size);
        memmove(at + (i - 1) * size, at + k * size, size);
        memcpy(at + k * size, kept, size);
    }
}

static void test_order(void) {
    World world = world_new();
    world_fill(&world, 14, 61);
    Review *review = world_fold(&world);
    OK(review != NULL);
    Str masked = review_json(world.arena, review, false), open = review_json(world.arena, review, true);
    for (size_t times = 0; times < 5; times++) {
        shuffle(&world, world.contracts.at, world.contracts.n, sizeof(Contract));
        shuffle(&world, world.hours.at, world.hours.n, sizeof(HoursRow));
        shuffle(&world, world.people.at, world.people.n, sizeof(Person));
        Review *again = world_fold(&world);
        OK(again && str_eq(review_json(world.arena, again, false), masked));
        OK(again && str_eq(review_json(world.arena, again, true), open));
    }
    OK(str_find(masked, STR("\"masked\": true")) != SIZE_MAX);
    OK(str_find(open, STR("\"masked\": true")) == SIZE_MAX);
    arena_free(world.arena);
}

/* An additive column with one hidden number, or with hidden numbers that leave too little between them. */
static bool gives_away(const Breakdown *b, Secret all, bool count) {
    size_t hidden = 0;
    int64_t rest = all.value;
    for (size_t i = 0; i < b->n; i++) {
        Secret number = count ? b->at[i]->count : b->at[i]->hours;
        if (number.hidden) hidden++;
        else rest -= number.value;
    }
    if (!hidden || all.hidden) return false;
    return hidden == 1 || rest <= 0 || (count && rest < 5);
}

static bool bare(const Breakdown *b) {
    for (size_t i = 0; i < b->n; i++) {
        Secret count = b->at[i]->count;
        if (count.value > 0 && count.value < 5 && !count.hidden) return true;
        if (count.hidden && !b->at[i]->hours.hidden) return true;
    }
    return false;
}

static bool months_give_away(const Review *review) {
    Hundredths cumulated = 0;
    for (size_t i = 0; i < review->month_count; i++) {
        const YearMonth *month = &review->months[i];
        if (i && month->hours.hidden && !month->cumulated.hidden && !review->months[i - 1].cumulated.hidden &&
            month->cumulated.value != review->hours.value)
            return true;
        cumulated += month->hours.value;
        if (cumulated != month->cumulated.value) return true;
    }
    return cumulated != review->hours.value;
}

static void test_random(void) {
    size_t refused = 0, given = 0, shown = 0, overlap = 0, months = 0;
    World world = world_new();
    uint64_t random = world.random;
    arena_free(world.arena);
    for (size_t year = 0; year < 200; year++) {
        world = world_new();
        world.random = random + year * 7919;
        world_fill(&world, 1 + world_random(&world, 16), 1 + world_random(&world, 80));
        Review *review = world_fold(&world);
        if (!review) refused++;
        for (BreakdownName name = HOURS_BY_TRADE; review && name < BREAKDOWNS; name++) {
            const Breakdown *b = &review->breakdowns[name];
            if (name != WORK_CONTRACTS_BY_TYPE) shown += bare(b); /* its hours are another table's */
            if (name == PEOPLE_BY_CRITERION) continue;
            given += gives_away(b, review->hours, false);
            given += name >= PEOPLE_BY_SEX && gives_away(b, review->people, true);
        }
        if (review) {
            const Part *old = map_get(review->breakdowns[PEOPLE_BY_AGE_BAND].by_key, STR("50+"));
            const Part *same = map_get(review->breakdowns[PEOPLE_BY_CRITERION].by_key, STR("50+"));
            overlap += old && same && old->count.hidden != same->count.hidden;
            months += months_give_away(review);
        }
        random = world.random;
        arena_free(world.arena);
    }
    NUM(refused, 0);
    NUM(given, 0);
    NUM(shown, 0);
    NUM(overlap, 0);
    NUM(months, 0);
}

static size_t hidden_hours(const Breakdown *b) {
    size_t hidden = 0;
    for (size_t i = 0; i < b->n; i++) hidden += b->at[i]->hours.hidden;
    return hidden;
}

/* Fourteen contracts of six people and one company each, most trades with two contracts; three people only on
 * the one with number `small`. */
static World one_small_world(size_t small) {
    static const char *const trades[] = {"cleaning", "roads", "waste", "catering",
                                         "security", "green", "steel", "paint"};
    World world = world_new();
    for (size_t i = 0; i < 14; i++) {
        const char *id = str_cstr(world.arena, str_print(world.arena, "C%02zu", i));
        Contract *contract = world_contract(&world, id, 1000);
        contract->trade = str_of(trades[i % 8]);
        contract->contractor_name = contract->id;
        for (size_t k = 0; k < (i == small ? 3 : 6); k++) {
            const char *ref = str_cstr(world.arena, str_print(world.arena, "P%02zu-%zu", i, k));
            world_person(&world, ref);
            world_hours(&world, str_of(id), str_of(ref), month_of(2026, 5), 2000 + 1000 * (int)(i * 5 % 14));
        }
    }
    return world;
}

/* One small contract costs its neighbours' numbers, not everybody's. */
static void test_one_small(void) {
    for (size_t small = 0; small < 14; small++) {
        World world = one_small_world(small);
        Review *review = world_fold(&world);
        OK(review && review->contracts[small].hours.hidden);
        size_t contracts = 0;
        for (size_t i = 0; review && i < 14; i++) contracts += review->contracts[i].hours.hidden;
        OK(contracts >= 2 && contracts <= 3);
        NUM(hidden_hours(&review->breakdowns[HOURS_BY_COMPANY]), contracts);
        OK(hidden_hours(&review->breakdowns[HOURS_BY_TRADE]) <= 2);
        OK(!review->hours.hidden);
        arena_free(world.arena);
    }
}

/* All people have the sensitive criterion: their number is printed, so the breakdown is not. */
static void test_everybody(void) {
    World world = world_new();
    world_contract(&world, "A", 100);
    static const char *const refs[] = {"a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l"};
    for (size_t i = 0; i < 12; i++) {
        Person *person = world_person(&world, refs[i]);
        person->main_criterion = STR("TH");
        person->prescriber = STR("Cap emploi");
        world_hours(&world, STR("A"), person->ref, month_of(2026, 5), 1000)->employer_kind = STR("EA");
    }
    if (!strlist_has(world.convention.sensitive, STR("TH")))
        strlist_add(world.arena, &world.convention.sensitive, STR("TH"));
    Review *review = world_fold(&world);
    OK(review != NULL);
    if (!review) return;
    OK(!review->people.hidden);
    NUM(review->breakdowns[PEOPLE_BY_MAIN_CRITERION].n, 0);
    NUM(review->breakdowns[HOURS_BY_EMPLOYER_KIND].n, 0);
    NUM(review->breakdowns[PEOPLE_BY_CRITERION].n, 0); /* its only row could only be all of them */
    OK(review->breakdowns[PEOPLE_BY_CRITERION].hidden);
    NUM(review->breakdowns[PEOPLE_BY_PRESCRIBER].n, 1);
    Str json = review_json(world.arena, review, false);
    OK(str_find(json, STR("\"by_main_criterion\": []")) != SIZE_MAX);
    OK(str_find(review_json(world.arena, review, true), STR("\"key\": \"TH\"")) != SIZE_MAX);
    arena_free(world.arena);
}

/* A contract reserved to disabled people: seven are enough elsewhere, not there. */
static void test_reserved(void) {
    World world = world_new();
    world_contract(&world, "A", 100)->mechanism = STR("reserved_disability");
    static const char *const refs[] = {"a", "b", "c", "d", "e", "f", "g"};
    for (size_t i = 0; i < 7; i++)
        world_hours(&world, STR("A"), world_person(&world, refs[i])->ref, month_of(2026, 5), 1000);
    Review *review = world_fold(&world);
    OK(review && review->contracts[0].hours.hidden && review->people.hidden && review->hours.hidden);
    arena_free(world.arena);
}

/* One late contract, and one person's hours before the period: its pace would tell them. */
static void test_before(void) {
    World world = world_new();
    world_contract(&world, "A", 9000)->start_date = date_of(2025, 7, 1);
    static const char *const refs[] = {"a", "b", "c", "d", "e", "f", "g"};
    for (size_t i = 0; i < 7; i++)
        world_hours(&world, STR("A"), world_person(&world, refs[i])->ref, month_of(2026, 5), 1000);
    Review *review = world_fold(&world);
    OK(review && review->contracts[0].pace.late && !review->contracts[0].cumulated.hidden);
    world_hours(&world, STR("A"), STR("a"), month_of(2025, 12), 4000);
    review = world_fold(&world);
    OK(review && review->contracts[0].pace.late && review->contracts[0].cumulated.hidden);
    OK(review && !review->contracts[0].hours.hidden);
    arena_free(world.arena);
}

/* One late contract that ended in June, and one person's hours in July: a rate without them would tell them.
 */
static void test_after(void) {
    World world = world_new();
    world_contract(&world, "A", 9000)->end_date = date_of(2026, 6, 30);
    static const char *const refs[] = {"a", "b", "c", "d", "e", "f", "g"};
    for (size_t i = 0; i < 7; i++)
        world_hours(&world, STR("A"), world_person(&world, refs[i])->ref, month_of(2026, 5), 1000);
    world_hours(&world, STR("A"), STR("a"), month_of(2026, 7), 4000);
    Review *review = world_fold(&world);
    OK(review && review->contracts[0].pace.late);
    OK(review && review->contracts[0].cumulated.value == 11000 && review->hours.value == 11000);
    OK(review && review->contracts[0].pace.declared == 11000);
    arena_free(world.arena);
}

/* Everybody lives in a priority district, and the criterion was noted for one of them only. */
static void test_noted_for_few(void) {
    World world = world_new();
    world_contract(&world, "A", 100);
    static const char *const refs[] = {"a", "b", "c", "d", "e", "f"};
    for (size_t i = 0; i < 6; i++) {
        Person *person = world_person(&world, refs[i]);
        person->qpv = STR("yes");
        strlist_add(world.arena, &person->criteria, i ? STR("RSA") : STR("QPV"));
        world_hours(&world, STR("A"), person->ref, month_of(2026, 5), 1000);
    }
    Review *review = world_fold(&world);
    OK(review && !review->breakdowns[PEOPLE_BY_QPV].at[0]->count.hidden);
    const Part *noted = review ? map_get(review->breakdowns[PEOPLE_BY_CRITERION].by_key, STR("QPV")) : NULL;
    OK(noted && noted->count.hidden);
    arena_free(world.arena);
}

static void test_replaced(void) {
    World world = small_world();
    for (size_t i = 0; i < 8; i++) { /* the whole of March once more, a day later */
        HoursRow *row = world_hours(&world, STR("A"), world.people.at[i].ref, month_of(2026, 3), 10000);
        row->declared_on = date_of(2027, 1, 16);
    }
    Review *review = world_fold(&world);
    OK(review != NULL);
    if (!review) return;
    NUM(review->hours.value, 8 * 10000 + 5001);
    NUM(review->replaced_count, 1);
    const YearReplacement *replaced = &review->replaced[0];
    NUM(replaced->before.value, 8 * 10050);
    NUM(replaced->after.value, 8 * 10000);
    OK(replaced->after.hidden); /* the contract's hours less these would be one person's */
    OK(replaced->before.hidden);
    arena_free(world.arena);
}

/* Twelve people declared in March; the first `kept` of them stand in a second declaration with the same
 * hours, the next ones with others, or for the first time. */
static void test_replaced_for_few(void) {
    static const struct {
        int line;
        size_t before, kept;
        bool hidden;
    } rows[] = {
        {__LINE__, 12, 0, false}, {__LINE__, 12, 7, false}, {__LINE__, 12, 8, true},
        {__LINE__, 12, 11, true}, {__LINE__, 11, 11, true}, /* one person is new */
        {__LINE__, 7, 7, false},  {__LINE__, 4, 0, true},   /* the first declaration was four people's */
    };
    static const char *const refs[] = {"a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l"};
    for (size_t r = 0; r < sizeof rows / sizeof *rows; r++) {
        World world = world_new();
        world_contract(&world, "A", 1000);
        for (size_t i = 0; i < 12; i++) {
            Str ref = world_person(&world, refs[i])->ref;
            if (i < rows[r].before) world_hours(&world, STR("A"), ref, month_of(2026, 3), 10000);
            world_hours(&world, STR("A"), ref, month_of(2026, 3), i < rows[r].kept ? 10000 : 9000)
                ->declared_on = date_of(2027, 1, 16);
        }
        Review *review = world_fold(&world);
        OK_AT(rows[r].line, review && review->replaced_count == 1 && !review->replaced[0].after.hidden);
        OK_AT(rows[r].line, review && review->replaced[0].before.hidden == rows[r].hidden);
        arena_free(world.arena);
    }
}

/* Nothing at all, one person, hours beyond all bounds. */
static void test_edges(void) {
    World world = world_new();
    Review *review = world_fold(&world);
    OK(review && review->people.value == 0 && !review->people.hidden && review->contract_count == 0);
    OK(review && review_figures(world.arena, review));
    /* no notice was looked at: not "none eligible" */
    OK(review && str_find(review_json(world.arena, review, false), STR("\"eligible\": null")) != SIZE_MAX);

    world_contract(&world, "A", 100);
    world_hours(&world, STR("A"), world_person(&world, "p")->ref, month_of(2026, 6), 4242);
    review = world_fold(&world);
    OK(review && review->people.hidden && review->hours.hidden && review->months[5].hours.hidden);
    OK(review && str_find(review_json(world.arena, review, false), STR("42.42")) == SIZE_MAX);
    OK(review && str_find(review_json(world.arena, review, true), STR("42.42")) != SIZE_MAX);

    world.hours.at[0].hours = INT64_MAX - 1;
    OK(!world_fold(&world));
    NUM(world.diags.count[DIAG_REFUSED], 1);
    world.contracts.at[0].hours_committed = INT64_MAX - 1;
    Contract *second = world_contract(&world, "B", 0);
    second->hours_committed = INT64_MAX - 1;
    OK(!world_fold(&world));
    NUM(world.diags.count[DIAG_REFUSED], 2);
    arena_free(world.arena);
}

int main(void) {
    test_small();
    test_order();
    test_random();
    test_one_small();
    test_everybody();
    test_reserved();
    test_before();
    test_after();
    test_noted_for_few();
    test_replaced();
    test_replaced_for_few();
    test_edges();
    return tap_done();
}
