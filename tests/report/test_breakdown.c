/* Rows that are merged: which, how far, and what a merged row is; where a number stands that cannot be
 * protected; and what is said where no review is made. */
#include "report/breakdown.h"
#include "report/review_audit.h"
#include "tests/report/year_world.h"

#define SAYS(got, want) IS(got, str_of(want))

static const DisclosureRule rule = {.threshold = 5, .sensitive_threshold = 11, .dominance = 85};

typedef struct Rows {
    Arena *arena;
    Disclosure *disclosure;
    Fact *all;
    Breakdown b;
    size_t people;
} Rows;

static Rows rows_new(void) {
    Arena *arena = arena_new();
    Rows rows = {.arena = arena, .disclosure = disclosure_new(arena, rule), .b = breakdown_new(arena)};
    rows.all = disclosure_fact(rows.disclosure, NULL);
    return rows;
}

/* A row of people with 100 hours each, and one who has `most`. */
static Fact *row_add(Rows *rows, const char *key, size_t people, Hundredths most) {
    Part *part = breakdown_part(rows->arena, &rows->b, str_of(key));
    part->fact = disclosure_fact(rows->disclosure, rows->all);
    for (size_t i = 0; i < people; i++) {
        Hundredths hours = i ? 10000 : most;
        fact_add(rows->disclosure, part->fact, rows->people, hours);
        fact_add(rows->disclosure, rows->all, rows->people++, hours);
    }
    OK(fact_seal(part->fact));
    return part->fact;
}

/* "women 7, merged 6": the rows as they would be printed. */
static Str merged(Rows *rows, Merge how) {
    OK(fact_seal(rows->all));
    breakdown_merge(rows->arena, rows->disclosure, &rows->b, rows->all, how);
    Buf buf = {.arena = rows->arena};
    for (size_t i = 0; i < rows->b.n; i++)
        buf_print(&buf, "%s%.*s %lld", i ? ", " : "", STR_ARG(rows->b.at[i]->key),
                  (long long)rows->b.at[i]->fact->people);
    return buf_str(&buf);
}

static void test_merge(void) {
    static const struct {
        Merge how;
        const char *expected;
        size_t merged;
    } cases[] = {
        {MERGE_NONE, "RSA 8, TH 9, ASS 3, DELD 6", 0},
        {MERGE_FEW, "DELD 6, RSA 8, merged 12", 2}, /* what stands with TH needs 11 */
        {MERGE_UNSAFE, "RSA 8, merged 18", 3},      /* one of DELD has nearly all hours */
        {MERGE_ALL, "merged 26", 4},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Rows rows = rows_new();
        row_add(&rows, "RSA", 8, 10000);
        row_add(&rows, "TH", 9, 10000)->sensitive = true;
        row_add(&rows, "ASS", 3, 10000);
        row_add(&rows, "DELD", 6, 400000);
        SAYS(merged(&rows, cases[i].how), cases[i].expected);
        NUM(rows.b.merged, cases[i].merged);
        arena_free(rows.arena);
    }
}

/* Hours that are one person's: hiding may do, and then nothing is merged; where it does not, they are. */
static void test_unsafe(void) {
    for (Merge how = MERGE_FEW; how <= MERGE_UNSAFE; how++) {
        Rows rows = rows_new();
        row_add(&rows, "women", 6, 4000000);
        row_add(&rows, "men", 7, 10000);
        row_add(&rows, "", 20, 10000);
        SAYS(merged(&rows, how), how == MERGE_FEW ? "women 6, men 7, unknown 20" : "merged_unknown 33");
        arena_free(rows.arena);
    }
}

static Part *row_of(Review *review, BreakdownName name, const char *key) {
    const Breakdown *b = &review->breakdowns[name];
    for (size_t i = 0; i < b->every_count; i++)
        if (str_is(b->every[i]->key, key)) return b->every[i];
    return NULL;
}

/* 12 people of one commune, 2 of another and 1 of a third, on two contracts. */
static World world_small(void) {
    World world = world_new();
    world_contract(&world, "C1", 1000), world_contract(&world, "C2", 1000);
    for (size_t i = 0; i < 15; i++) {
        Person *person = world_person(&world, str_cstr(world.arena, str_print(world.arena, "P%02zu", i)));
        person->sex = i % 2 ? STR("F") : STR("M");
        person->commune = i < 12 ? STR("92050") : i < 14 ? STR("92025") : STR("92036");
        world_hours(&world, i % 2 ? STR("C1") : STR("C2"), person->ref, month_of(2026, 3), 5000);
    }
    return world;
}

static void test_places(void) {
    World world = world_small();
    Review *review = world_fold(&world);
    AuditCells cells = audit_cells(world.arena, review);
    Disclosure *d = review->disclosure;
    const Fact *few = row_of(review, PEOPLE_BY_COMMUNE, "92036")->fact;
    const Fact *women = row_of(review, PEOPLE_BY_SEX, "F")->fact;
    Fact *left = disclosure_fact(d, review->all);
    SAYS(audit_place(world.arena, &cells, women, QUANTITY_PEOPLE), "people_by_sex/F/count");
    SAYS(audit_place(world.arena, &cells, review->contracts[1].done, QUANTITY_HOURS),
         "hours_by_contract/C2/done");
    SAYS(audit_place(world.arena, &cells, few, QUANTITY_PEOPLE), "people_by_commune/92036");
    SAYS(audit_place(world.arena, &cells, left, QUANTITY_PEOPLE), "a difference");
    left->left_of = women;
    SAYS(audit_place(world.arena, &cells, left, QUANTITY_HOURS),
         "what the parts leave of people_by_sex/F/hours");
    left->left_of = few;
    SAYS(audit_place(world.arena, &cells, left, QUANTITY_HOURS),
         "what the parts leave of people_by_commune/92036");
    arena_free(world.arena);
}

/* Every commune in one row says nothing, and is not printed; nor is a row where there are few people. */
static void test_withheld(void) {
    World world = world_small();
    for (size_t i = 0; i < world.people.n; i++)
        world.people.at[i].commune = i % 2 ? STR("92050") : STR("92025");
    world.people.n = 8;
    world.hours.n = 8;
    Review *review = world_fold(&world);
    NUM(review->breakdowns[PEOPLE_BY_COMMUNE].n, 0);
    OK(review->breakdowns[PEOPLE_BY_COMMUNE].hidden);
    NUM(review->breakdowns[PEOPLE_BY_SEX].n, 0); /* 4 and 4: both would be hidden */
    NUM(review->breakdowns[PEOPLE_BY_EXIT].n, 1);
    OK(review->breakdowns[PEOPLE_BY_CRITERION].hidden); /* 11 are asked for */
    NUM(review->breakdowns[HOURS_BY_COMPANY].n, 1);
    NUM(review->merged_rows, 0);
    world.people.n = 1;
    world.hours.n = 1;
    review = world_fold(&world);
    for (BreakdownName name = HOURS_BY_EMPLOYER_KIND; name < BREAKDOWNS; name++)
        NUM(review->breakdowns[name].n, 0);
    OK(review->exits_positive.hidden && review->training.hidden && review->women.hidden);
    arena_free(world.arena);
}

/* Hours so large that no bound fits: nothing is known of them, so nothing passes. */
static void test_refused(void) {
    World world = world_small();
    for (size_t i = 0; i < world.hours.n; i++) world.hours.at[i].hours = 10000000000000000;
    OK(!world_fold(&world));
    SAYS(diag_print(world.arena, world.diags.first),
         "disclosure control: the hours are too large to be checked: no review is made");
    arena_free(world.arena);
}

int main(void) {
    test_merge();
    test_unsafe();
    test_places();
    test_withheld();
    test_refused();
    return tap_done();
}
