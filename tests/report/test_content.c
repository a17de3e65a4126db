/* What a review says beside hours and people: stages, structures, work contracts, bands, years, and what is
 * missing. */
#include "report/review_fold.h"
#include "tests/report/year_world.h"

static Review *fold_with(World *world, ReviewInput more) {
    world->ledger =
        ledger_join(world->arena, &world->contracts, &world->hours, &world->people, &world->diags);
    more.convention = &world->convention;
    more.from = world->convention.from;
    more.to = world->convention.to;
    more.ledger = &world->ledger;
    more.words = world->words;
    return review_fold(world->arena, &more, &world->diags);
}

static Str ref_of(World *world, size_t i) {
    return str_print(world->arena, "P%04zu", i);
}

/* `n` new people with hours on a contract, in May. */
static void crowd_works(World *world, const char *contract, const char *siret, const char *kind, size_t n,
                        int hundredths) {
    for (size_t i = 0; i < n; i++) {
        Str ref = ref_of(world, world->people.n);
        world_person(world, str_cstr(world->arena, ref));
        HoursRow *row = world_hours(world, str_of(contract), ref, month_of(2026, 5), hundredths);
        row->declarant_siret = str_of(siret);
        row->employer_kind = str_of(kind);
    }
}

static const Part *row_of(const Review *review, BreakdownName name, const char *key) {
    return map_get(review->breakdowns[name].by_key, str_of(key));
}

static Cell cell_of(World *world, const Review *review, const char *table, size_t row, const char *column) {
    const FigureTable *at = figures_table(review_figures(world->arena, review), str_of(table));
    if (!at || row >= at->row_count) return (Cell){.kind = CELL_MONEY, .number = -1};
    return at->cells[row * at->column_count + figure_column(at, str_of(column))];
}

/* Nobody knows: no stage, and no 0. */
static void test_funnel(void) {
    World world = world_new();
    world_contract(&world, "A", 100);
    Review *review = fold_with(&world, (ReviewInput){0});
    OK(review && review->funnel.proposed == -1 && review->funnel.inserted == -1);
    Figures *figures = review_figures(world.arena, review);
    NUM(figures_table(figures, STR("funnel"))->row_count, 0);
    NUM(figures_value(figures, STR("inserted"))->kind, CELL_ABSENT);

    Decision decided[] = {
        {.notice_id = STR("n1"), .decision = STR("propose"), .decided_on = date_of(2026, 2, 1)},
        {.notice_id = STR("n1"), .lot_id = STR("2"), .decision = STR("propose"), .decided_on = DATE_ABSENT},
        {.notice_id = STR("n2"), .decision = STR("propose"), .decided_on = date_of(2026, 2, 1)},
        {.notice_id = STR("n2"), .decision = STR("decline"), .decided_on = date_of(2026, 3, 1)},
        {.notice_id = STR("n3"), .decision = STR("propose"), .decided_on = date_of(2025, 12, 31)},
    };
    Clause clauses[] = {
        {.notice_id = STR("n1"), .state = STR("proposed"), .on = date_of(2026, 2, 3)},
        {.notice_id = STR("n4"), .state = STR("proposed"), .on = date_of(2026, 2, 3)},
        {.notice_id = STR("n4"), .state = STR("inserted"), .on = date_of(2026, 12, 31)},
        {.notice_id = STR("n4"), .state = STR("inserted"), .on = date_of(2026, 4, 1)},
        {.notice_id = STR("n4"), .state = STR("awarded"), .on = date_of(2027, 1, 1)},
    };
    Decisions decisions = {.at = decided, .n = 5};
    Clauses life = {.at = clauses, .n = 5};
    review = fold_with(&world, (ReviewInput){.decisions = &decisions});
    OK(review && review->funnel.proposed == 2 && review->funnel.inserted == -1);
    review = fold_with(&world, (ReviewInput){.decisions = &decisions, .clauses = &life});
    OK(review && review->funnel.proposed == 3 && review->funnel.inserted == 1 && review->funnel.awarded == 0);
    figures = review_figures(world.arena, review);
    NUM(figures_table(figures, STR("funnel"))->row_count, 6); /* no notice was looked at */
    NUM(cell_of(&world, review, "funnel", 3, "count").number, 1);
    NUM(cell_of(&world, review, "funnel", 4, "count").number, 1); /* which began in the period */
    NUM(cell_of(&world, review, "funnel", 5, "count").number, 0); /* and nothing is declared */
    NUM(cell_of(&world, review, "funnel", 5, "done").kind, CELL_ABSENT);
    arena_free(world.arena);
}

/* Two structures, one of them the only one that works on B, and direct employers. */
static World structures_world(size_t direct) {
    World world = world_new();
    world_contract(&world, "A", 1000);
    world_contract(&world, "B", 1000);
    crowd_works(&world, "A", "99999922000018", "ETTI", 6, 2000);
    crowd_works(&world, "A", "73282932000074", "direct", direct, 1500);
    crowd_works(&world, "B", "99999923800010", "AI", 6, 1000);
    crowd_works(&world, "B", "99999921200015", "EI", 6, 1100);
    return world;
}

static Structure known[] = {
    {.siret = {"99999922000018", 14}, .name = {"Une", 3}, .kind = {"ETTI", 4}},
    {.siret = {"99999923800010", 14}, .name = {"Deux", 4}, .kind = {"AI", 2}},
    {.siret = {"99999923800010", 14}, .name = {"Deux", 4}, .kind = {"EI", 2}},
    {.siret = {"99999929500010", 14}, .name = {"Trois", 5}, .kind = {"ESAT", 4}},
};

static void test_structures(void) {
    Structures structures = {.at = known, .n = 4};
    World world = structures_world(6);
    Review *review = fold_with(&world, (ReviewInput){.structures = &structures});
    OK(review != NULL);
    if (!review) return;
    NUM(review->structure_count, 3);
    IS(review->structures[0].structure->name, STR("Une"));
    NUM(review->structures[0].part->hours.value, 12000);
    NUM(review->structures[0].contracts, 1);
    NUM(review->structures[1].kinds.n, 2);
    OK(!review->structures[2].part); /* declared nothing: neither 0 h nor a row of the breakdown */
    NUM(cell_of(&world, review, "structures", 2, "hours").kind, CELL_ABSENT);
    NUM(row_of(review, HOURS_BY_STRUCTURE, "direct")->hours.value, 9000);
    NUM(row_of(review, HOURS_BY_STRUCTURE, "outside")->hours.value, 6600);
    arena_free(world.arena);

    /* three people of the contractor: not by its structure's hours either */
    world = structures_world(3);
    review = fold_with(&world, (ReviewInput){.structures = &structures});
    OK(review && row_of(review, HOURS_BY_STRUCTURE, "direct")->hours.hidden);
    OK(review && (review->contracts[0].hours.hidden ||
                  row_of(review, HOURS_BY_STRUCTURE, "99999922000018")->hours.hidden));
    arena_free(world.arena);

    world = structures_world(6); /* nobody keeps a list */
    review = fold_with(&world, (ReviewInput){0});
    OK(review && review->structure_count == 0);
    NUM(figures_table(review_figures(world.arena, review), STR("structures"))->row_count, 0);
    arena_free(world.arena);
}

/* A structure that is all of a contract, whatever else is hidden: both or none. */
static void test_structures_random(void) {
    size_t refused = 0, apart = 0, compared = 0;
    uint64_t random = 88172645463325252u;
    for (size_t year = 0; year < 60; year++) {
        World world = world_new();
        world.random = random;
        world_fill(&world, 2 + world_random(&world, 10), 10 + world_random(&world, 60));
        static const char *const sirets[] = {"99999922000018", "99999923800010", "73282932000074"};
        for (size_t i = 0; i < world.hours.n; i++) {
            Str contract = world.hours.at[i].contract_id;
            world.hours.at[i].declarant_siret = str_of(sirets[(size_t)contract.p[contract.n - 1] % 3]);
        }
        Structures structures = {.at = known, .n = 4};
        Review *review = fold_with(&world, (ReviewInput){.structures = &structures});
        refused += !review;
        for (size_t s = 0; review && s < review->structure_count; s++) {
            const YearStructure *structure = &review->structures[s];
            if (structure->contracts != 1) continue;
            for (size_t c = 0; c < review->contract_count; c++)
                if (review->contracts[c].hours.value == structure->part->hours.value)
                    compared++, apart += review->contracts[c].hours.hidden != structure->part->hours.hidden;
        }
        random = world.random;
        arena_free(world.arena);
    }
    NUM(refused, 0);
    NUM(apart, 0);
    OK(compared > 20);
}

/* Three people with three work contracts each are three people. */
static void test_work_contracts(void) {
    World world = world_new();
    static const char *const ids[] = {"A", "B", "C"};
    for (size_t c = 0; c < 3; c++) world_contract(&world, ids[c], 100);
    for (size_t i = 0; i < 20; i++) {
        Str ref = ref_of(&world, i);
        world_person(&world, str_cstr(world.arena, ref));
        bool few = i < 3;
        for (size_t c = 0; c < (few ? 3 : 1); c++)
            world_hours(&world, str_of(ids[c]), ref, month_of(2026, 5), 1000)->contract_type =
                few      ? STR("CDI")
                : i < 10 ? STR("CTT")
                         : STR("CDD");
    }
    world_hours(&world, STR("A"), ref_of(&world, 19), month_of(2026, 6), 0)->contract_type = STR("CDI");
    Review *review = fold_with(&world, (ReviewInput){0});
    OK(review != NULL);
    if (!review) return;
    NUM(review->work_contracts.value, 9 + 7 + 10); /* nothing done is no work contract */
    NUM(review->people.value, 20);
    const Part *cdi = row_of(review, WORK_CONTRACTS_BY_TYPE, "CDI");
    NUM(cdi->count.value, 9);
    OK(cdi->count.hidden && review->work_contracts_cdi.hidden && !review->work_contracts.hidden);
    size_t hidden = 0;
    const Breakdown *b = &review->breakdowns[WORK_CONTRACTS_BY_TYPE];
    for (size_t i = 0; i < b->n; i++) hidden += b->at[i]->count.hidden;
    NUM(hidden, 2); /* the total would give a single one away */
    arena_free(world.arena);
}

/* Bands of few people stand with their neighbours; in the house's own numbers they stand alone. */
static void test_bands(void) {
    static const struct {
        int line;
        int people[5]; /* with 20, 100, 200, 400 and 700 hours */
        const char *keys;
    } rows[] = {
        {__LINE__, {5, 5, 5, 5, 5}, "0-35 35-150 150-300 300-600 600-"},
        {__LINE__, {3, 5, 5, 5, 5}, "0-150 150-300 300-600 600-"},
        {__LINE__, {5, 5, 5, 5, 3}, "0-35 35-150 150-300 300-"},
        {__LINE__, {6, 0, 0, 0, 2}, "0-"},
        {__LINE__, {6, 0, 0, 6, 0}, "0-35 300-600"},
        {__LINE__, {1, 0, 0, 0, 0}, ""}, /* of few people no rows are printed */
        {__LINE__, {5, 2, 2, 9, 0}, "0-35 35-600"},
    };
    static const int hours[] = {2000, 10000, 20000, 40000, 70000};
    for (size_t r = 0; r < sizeof rows / sizeof *rows; r++) {
        World world = world_new();
        world_contract(&world, "A", 100);
        for (size_t band = 0; band < 5; band++)
            crowd_works(&world, "A", "73282932000074", "direct", (size_t)rows[r].people[band], hours[band]);
        Review *review = fold_with(&world, (ReviewInput){0});
        StrList keys = {0};
        const Breakdown *b = &review->breakdowns[PEOPLE_BY_HOURS];
        size_t hidden = 0, every = 0;
        for (size_t i = 0; i < b->n; i++) {
            strlist_add(world.arena, &keys, b->at[i]->key);
            hidden += b->at[i]->count.hidden;
        }
        for (size_t band = 0; band < 5; band++) every += rows[r].people[band] > 0;
        tap_is(str_join(world.arena, keys, STR(" ")), str_of(rows[r].keys), __FILE__, rows[r].line, "keys");
        NUM_AT(rows[r].line, hidden, 0);
        OK_AT(rows[r].line, b->every_count == every);
        arena_free(world.arena);
    }
}

/* Hours since the start are not those of the period; a month that nobody declared is no month without. */
static void test_pace(void) {
    World world = world_new();
    world_contract(&world, "A", 1000)->start_date = date_of(2025, 7, 1);
    world_contract(&world, "B", 1000);
    crowd_works(&world, "A", "73282932000074", "direct", 7, 1000);
    for (size_t i = 0; i < 7; i++) world_hours(&world, STR("A"), ref_of(&world, i), month_of(2025, 12), 500);
    world_hours(&world, STR("A"), ref_of(&world, 0), month_of(2026, 8), 0); /* declared: nothing done */
    Review *review = fold_with(&world, (ReviewInput){0});
    OK(review != NULL);
    if (!review) return;
    NUM(cell_of(&world, review, "hours_by_contract", 0, "done").number, 7000);
    NUM(cell_of(&world, review, "pace", 0, "cumulated").number, 10500);
    NUM(cell_of(&world, review, "pace", 0, "rate_low").number, 1050);
    NUM(cell_of(&world, review, "pace", 0, "rate_high").number, 6300); /* 105 h in 3 of 18 months */
    NUM(cell_of(&world, review, "pace", 0, "missing").number, 15);
    NUM(cell_of(&world, review, "pace", 1, "cumulated").kind, CELL_ABSENT);
    NUM(cell_of(&world, review, "pace", 1, "rate_low").kind, CELL_ABSENT);
    NUM(cell_of(&world, review, "missing", 0, "count").number, 10);
    NUM(cell_of(&world, review, "missing", 0, "before").number, 5);
    IS(cell_of(&world, review, "missing", 0, "months").text,
       STR("janvier à avril\u00a02026, juin et juillet\u00a02026, septembre à décembre\u00a02026"));
    NUM(review->months_missing, 10 + 12);
    NUM(review->contracts_declared, 1);
    arena_free(world.arena);
}

/* Of one length, before this one, the oldest first; what the convention states where nothing was published.
 */
static void test_years(void) {
    World world = world_new();
    PublishedFigure figures[] = {{STR("hours_done"), STR("1234.56")}, {STR("people"), PUBLISHED_MASKED}};
    Publication years[] = {
        {.from = date_of(2024, 1, 1),
         .to = date_of(2024, 12, 31),
         .day = date_of(2025, 2, 1),
         .figures = figures,
         .n = 2},
        {.from = date_of(2025, 1, 1), .to = date_of(2025, 3, 31), .day = date_of(2025, 4, 1)},
        {.from = date_of(2026, 1, 1), .to = date_of(2026, 12, 31), .day = date_of(2027, 4, 1)},
    };
    Review *review = fold_with(&world, (ReviewInput){0});
    NUM(figures_table(review_figures(world.arena, review), STR("years"))->row_count, 0);
    review = fold_with(&world, (ReviewInput){.years = years, .year_count = 3});
    NUM(figures_table(review_figures(world.arena, review), STR("years"))->row_count, 2);
    world.convention.previous_people = 12;
    review = fold_with(&world, (ReviewInput){.years = years, .year_count = 3});
    NUM(figures_table(review_figures(world.arena, review), STR("years"))->row_count, 3);
    IS(cell_of(&world, review, "years", 0, "label").text, STR("2024"));
    NUM(cell_of(&world, review, "years", 0, "done").number, 123456);
    NUM(cell_of(&world, review, "years", 0, "people").kind, CELL_MASKED);
    NUM(cell_of(&world, review, "years", 0, "rate").kind, CELL_ABSENT);
    NUM(cell_of(&world, review, "years", 1, "people").number, 12);
    NUM(cell_of(&world, review, "years", 1, "done").kind, CELL_ABSENT);
    IS(cell_of(&world, review, "years", 2, "label").text, STR("2026"));
    arena_free(world.arena);
}

/* Thirteen months, and more hours than were promised. */
static void test_thirteen_months(void) {
    World world = world_new();
    world.convention.from = date_of(2025, 12, 1);
    world_contract(&world, "A", 100)->start_date = date_of(2025, 12, 1);
    crowd_works(&world, "A", "73282932000074", "direct", 8, 1450);
    for (size_t i = 0; i < 8; i++) world_hours(&world, STR("A"), ref_of(&world, i), month_of(2025, 12), 0);
    Review *review = fold_with(&world, (ReviewInput){0});
    OK(review && review->month_count == 13);
    NUM(review->committed, 10000);
    NUM(review->hours.value, 11600);
    NUM(review->contracts[0].rate, 11600);
    NUM(cell_of(&world, review, "hours_by_month", 0, "hours").kind, CELL_HOURS); /* 0 h, and declared */
    NUM(cell_of(&world, review, "hours_by_month", 1, "hours").kind, CELL_ABSENT);
    Hundredths pace = 0;
    for (size_t i = 0; i < review->month_count; i++) pace += review->months[i].pace;
    NUM(pace, review->committed);
    arena_free(world.arena);
}

/* Contracts without any declaration: nobody knows what was done. With a row of 0 h: nothing. */
static void test_nothing_declared(void) {
    static const char *const done[] = {
        "hours_done", "hours_training",   "rate",       "people",         "women",
        "fte",        "hours_per_person", "target_met", "exits_positive", "work_contracts"};
    World world = world_new();
    world_contract(&world, "A", 100);
    Figures *figures = review_figures(world.arena, fold_with(&world, (ReviewInput){0}));
    for (size_t i = 0; i < sizeof done / sizeof *done; i++)
        NUM(figures_value(figures, str_of(done[i]))->kind, CELL_ABSENT);
    NUM(figures_value(figures, STR("hours_committed"))->number, 10000);
    Str json = review_json(world.arena, fold_with(&world, (ReviewInput){0}), true);
    OK(str_find(json, STR("\"done\": null")) != SIZE_MAX && str_find(json, STR("\"done\": \"")) == SIZE_MAX);

    world_hours(&world, STR("A"), world_person(&world, "P0001")->ref, month_of(2026, 5), 0);
    figures = review_figures(world.arena, fold_with(&world, (ReviewInput){0}));
    NUM(figures_value(figures, STR("hours_done"))->kind, CELL_HOURS);
    NUM(figures_value(figures, STR("hours_done"))->number, 0);
    NUM(figures_value(figures, STR("target_missed"))->number, 1);
    arena_free(world.arena);
}

/* Who is not stated stands in a row of their own, or is named where that is put together with others. */
static void test_unknown(void) {
    size_t unknown = 0, named = 0;
    uint64_t random = 2463534242u;
    for (size_t year = 0; year < 60; year++) {
        World world = world_new();
        world.random = random;
        world_fill(&world, 4, 10 + world_random(&world, 60));
        const Review *review = fold_with(&world, (ReviewInput){0});
        for (BreakdownName name = PEOPLE_BY_SEX; review && name < PEOPLE_BY_HOURS; name++) {
            const Breakdown *b = &review->breakdowns[name];
            bool some = false;
            for (size_t i = 0; i < b->every_count; i++) some |= str_eq(b->every[i]->key, BREAKDOWN_UNKNOWN);
            if (!some || b->hidden) continue;
            unknown++;
            for (size_t i = 0; i < b->n; i++)
                named += str_eq(b->at[i]->key, BREAKDOWN_UNKNOWN) ||
                         str_eq(b->at[i]->key, BREAKDOWN_MERGED_UNKNOWN);
        }
        random = world.random;
        arena_free(world.arena);
    }
    OK(unknown > 100);
    NUM(named, unknown);
}

int main(void) {
    test_nothing_declared();
    test_unknown();
    test_funnel();
    test_structures();
    test_structures_random();
    test_work_contracts();
    test_bands();
    test_pace();
    test_years();
    test_thirteen_months();
    return tap_done();
}
