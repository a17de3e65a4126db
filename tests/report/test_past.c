/* Published beside recomputed: what differs, why, and that no difference of few people is printed. */
#include "report/past.h"
#include "tests/report/year_world.h"

static const Ledger *join(World *world, const HoursRows *hours) {
    Ledger *ledger = ARENA_NEW(world->arena, Ledger);
    Diags unsaid = diags_new(world->arena);
    *ledger = ledger_join(world->arena, &world->contracts, hours, &world->people, &unsaid);
    return ledger;
}

static Review *fold(World *world, const Ledger *ledger, const PublishedThen *published) {
    ReviewInput input = {.convention = &world->convention,
                         .from = world->convention.from,
                         .to = world->convention.to,
                         .ledger = ledger,
                         .published = published,
                         .words = world->words};
    return review_fold(world->arena, &input, &world->diags);
}

/* What is published of a ledger. NULL: its review is refused. */
static PublishedThen *publish(World *world, const Ledger *ledger) {
    const Review *review = fold(world, ledger, NULL);
    if (!review) return NULL;
    Publication *publication = ARENA_NEW(world->arena, Publication);
    *publication = (Publication){.from = world->convention.from,
                                 .to = world->convention.to,
                                 .day = date_of(2027, 2, 1),
                                 .version = 1,
                                 .program = STR(CLAUSIER_VERSION)};
    publication_take(world->arena, review_figures(world->arena, review), publication);
    PublishedThen *then = ARENA_NEW(world->arena, PublishedThen);
    *then = (PublishedThen){.publication = publication, .ledger = ledger};
    return then;
}

static const PastFigure *figure_of(const Past *past, const char *name) {
    for (size_t i = 0; i < past->figure_count; i++)
        if (str_is(str_of(past->figures[i].name), name)) return &past->figures[i];
    return NULL;
}

static HoursRows copy_of(World *world, const HoursRows *rows) {
    HoursRows copy = {0};
    for (size_t i = 0; i < rows->n; i++) *ARENA_PUSH(world->arena, copy.at, copy.n, copy.cap) = rows->at[i];
    return copy;
}

/* Eight people on one contract, ten hours each in March. */
static World small_world(void) {
    World world = world_new();
    world_contract(&world, "C1", 1000);
    for (size_t i = 0; i < 8; i++) {
        char *ref = str_cstr(world.arena, str_print(world.arena, "P%zu", i));
        world_person(&world, ref);
        world_hours(&world, STR("C1"), str_of(ref), month_of(2026, 3), 1000);
    }
    return world;
}

static void test_same(void) {
    World world = small_world();
    const Ledger *ledger = join(&world, &world.hours);
    const Review *review = fold(&world, ledger, publish(&world, ledger));
    NUM(review->published->figure_count, 0);
    NUM(review->published->cause_count, 0);
    arena_free(world.arena);
}

/* `people` of the eight work an hour more, as was declared later. */
static void check_more(int line, size_t people, bool open) {
    World world = small_world();
    const Ledger *then = join(&world, &world.hours);
    HoursRows rows = copy_of(&world, &world.hours);
    for (size_t i = 0; i < 8; i++) {
        HoursRow row = world.hours.at[i];
        row.declared_on++;
        if (i < people) row.hours += 100;
        *ARENA_PUSH(world.arena, rows.at, rows.n, rows.cap) = row;
    }
    const Past *past = fold(&world, join(&world, &rows), publish(&world, then))->published;
    const PastFigure *done = figure_of(past, "hours_done");
    OK_AT(line, done && done->recomputed.value == 8000 + (int64_t)people * 100 && !done->recomputed.hidden);
    OK_AT(line, done && done->difference.value == (int64_t)people * 100);
    OK_AT(line, done && done->difference.hidden == !open && done->published.hidden == !open);
    OK_AT(line, !figure_of(past, "people") && !figure_of(past, "contracts"));
    NUM_AT(line, past->cause_count, 1);
    NUM_AT(line, past->causes[0].kind, CAUSE_REPLACED);
    NUM_AT(line, past->causes[0].before.value, 8000);
    OK_AT(line, past->causes[0].before.hidden == !open);
    arena_free(world.arena);
}

/* Where nobody can tell what was known then, nobody knows whom a difference is about. */
static void test_forgotten(void) {
    World world = small_world();
    PublishedThen *then = publish(&world, join(&world, &world.hours));
    HoursRows rows = copy_of(&world, &world.hours);
    rows.n = 7;
    then->ledger = join(&world, &rows);
    then->rows_gone = true;
    const Past *past = fold(&world, then->ledger, then)->published;
    const PastFigure *done = figure_of(past, "hours_done"), *people = figure_of(past, "people");
    OK(done && done->published.hidden && done->difference.hidden);
    OK(people && people->published.hidden && people->difference.hidden);
    NUM(past->cause_count, 1);
    NUM(past->causes[0].kind, CAUSE_FORGOTTEN);
    arena_free(world.arena);
}

static int64_t hours_of(const World *world, const HoursRows *rows, Str ref) {
    int64_t sum = 0;
    Month first = date_month(world->convention.from), last = date_month(world->convention.to);
    for (size_t i = 0; i < rows->n; i++)
        if (str_eq(rows->at[i].person_ref, ref) && rows->at[i].month >= first && rows->at[i].month <= last)
            sum += rows->at[i].hours;
    return sum;
}

/* Random years in which the hours of some people change: a difference of fewer than the threshold, counted
 * here by the whole ledgers and not by declarations, is in no cell of the figures. */
static void test_few(void) {
    size_t compared = 0, few = 0, leaks = 0, wrong = 0;
    for (uint64_t round = 1; round <= 60; round++) {
        World world = world_new();
        world.random += round * 7919;
        world_fill(&world, 6, 40);
        const Ledger *then = join(&world, &world.hours);
        HoursRows rows = copy_of(&world, &world.hours);
        size_t changes = 1 + world_random(&world, 9);
        for (size_t i = 0; i < changes; i++) rows.at[world_random(&world, rows.n)].hours += 137;
        const Ledger *now = join(&world, &rows);
        PublishedThen *published = publish(&world, then);
        const Review *review = published ? fold(&world, now, published) : NULL;
        if (review) {
            size_t people = 0;
            for (size_t i = 0; i < world.people.n; i++) {
                Str ref = world.people.at[i].ref;
                people += hours_of(&world, &then->hours, ref) != hours_of(&world, &now->hours, ref);
            }
            const FigureTable *table =
                figures_table(review_figures(world.arena, review), STR("published_figures"));
            const PastFigure *done = figure_of(review->published, "hours_done");
            compared++;
            wrong += (done != NULL) != (people > 0);
            bool is_few = people && (int64_t)people < world.convention.threshold;
            few += is_few;
            for (size_t i = 0; is_few && i < table->row_count; i++) {
                const Cell *cells = &table->cells[i * table->column_count];
                leaks += cells[1].kind != CELL_MASKED || cells[3].kind != CELL_MASKED;
            }
        }
        arena_free(world.arena);
    }
    OK(compared > 30);
    OK(few > 5);
    NUM(wrong, 0);
    NUM(leaks, 0);
}

/* Contracts A, B and C over two years; in 2025 three people worked on A and nine on B and C each, in 2026
 * `now` on A and nine on each of the others. */
static World two_years(size_t now) {
    World world = world_new();
    static const char *const ids[] = {"A", "B", "C"};
    for (size_t i = 0; i < 3; i++) world_contract(&world, ids[i], 1000)->start_date = date_of(2025, 1, 1);
    for (size_t i = 0; i < 27; i++)
        world_person(&world, str_cstr(world.arena, str_print(world.arena, "P%zu", i)));
    for (size_t i = 0; i < 27; i++) {
        Str contract = str_of(ids[i / 9]), ref = world.people.at[i].ref;
        int hours = 1000 + (int)i * 10;
        if (i >= 9 || i < 3) world_hours(&world, contract, ref, month_of(2025, 5), hours);
        if (i >= 9 || i < now) world_hours(&world, contract, ref, month_of(2026, 5), hours);
    }
    return world;
}

/* The review of 2026, with that of 2025 published or not. */
static const Review *second_year(World *world, bool published) {
    const Ledger *ledger = join(world, &world->hours);
    PublishedThen then = {.ledger = ledger}, *kept = ARENA_NEW(world->arena, PublishedThen);
    Publication *publication = ARENA_NEW(world->arena, Publication);
    *publication = (Publication){.from = date_of(2025, 1, 1), .to = date_of(2025, 12, 31)};
    then.publication = publication;
    *kept = then;
    ReviewInput input = {.convention = &world->convention,
                         .from = world->convention.from,
                         .to = world->convention.to,
                         .ledger = ledger,
                         .previous = published ? kept : NULL,
                         .words = world->words};
    return review_fold(world->arena, &input, &world->diags);
}

/* Hours since the start less those that are published would be this year's, which are hidden. */
static void test_published_before(void) {
    World world = two_years(2);
    for (size_t i = 3; i < 9; i++) /* enough people in 2025 */
        world_hours(&world, STR("A"), world.people.at[i].ref, month_of(2025, 5), 900);
    const Review *alone = second_year(&world, false), *beside = second_year(&world, true);
    OK(alone && alone->contracts[0].hours.hidden && !alone->contracts[0].cumulated.hidden);
    OK(beside && beside->contracts[0].hours.hidden && beside->contracts[0].cumulated.hidden);
    OK(beside && beside->before && !beside->before->contracts[0].hours.hidden);
    arena_free(world.arena);
}

/* What the published review hides, for its own sake (A) or another's (B or C), stays hidden. */
static void test_hidden_before(void) {
    World world = two_years(9);
    const Review *alone = second_year(&world, false), *beside = second_year(&world, true);
    OK(alone && beside && beside->before);
    size_t given = 0, hidden = 0, open = 0;
    for (size_t i = 0; beside && i < 3; i++) {
        const YearContract *then = &beside->before->contracts[i], *now = &beside->contracts[i];
        hidden += then->hours.hidden;
        given += then->hours.hidden && !now->hours.hidden && !now->cumulated.hidden;
        open +=
            then->hours.hidden && !alone->contracts[i].hours.hidden && !alone->contracts[i].cumulated.hidden;
    }
    NUM(hidden, 2);
    NUM(open, 1); /* that is what the published review is good for */
    NUM(given, 0);
    arena_free(world.arena);
}

int main(void) {
    test_same();
    check_more(__LINE__, 8, true);
    check_more(__LINE__, 5, true);
    check_more(__LINE__, 4, false);
    check_more(__LINE__, 1, false);
    test_forgotten();
    test_few();
    test_published_before();
    test_hidden_before();
    return tap_done();
}
