/* The attacker: reads what a review publishes, and nothing else, and calculates (attack.h, attack_tables.h);
 * on a thousand conventions (odd_world.h). It must find nothing, and must find what is leaked on purpose. */
#include "report/attachment.h"
#include "tests/report/attack_tables.h"
#include "tests/report/odd_world.h"

enum {
    WORLDS = 1000,
    SOLVED_MOST = 260 /* variables of a convention whose exact bounds are asked for */
};

/* What an attack comes to. */

typedef struct Found {
    size_t hidden, propagated, exact, solved, failed, wrong, bare;
} Found;

static void say(const Attack *a, bool exact, uint64_t seed) {
    for (size_t i = 0; i < a->variable_count; i++) {
        const Variable *v = &a->variables[i];
        double low = exact ? v->seen_low : v->low, high = exact ? v->seen_high : v->high;
        if (narrow(v, low, high))
            printf("# world %llu: %s row %zu %s: in [%g, %g], true %g, needs %g\n", (unsigned long long)seed,
                   v->table, v->row + 1, v->hours ? "hours" : "count", low, high, v->truth, v->needed);
    }
}

static Found attack(Attack *a, const Side *then, const Side *now, bool aloud, uint64_t seed) {
    Found found = {0};
    a->variable_count = a->term_count = a->rule_count = a->wrong = 0;
    if (then->review) side_read(a, then);
    Numbers ever = a->ever;
    side_read(a, now);
    if (then->review)
        years_meet(a, then->review, now->review, &ever,
                   words_get(now->review->input.words, "figure.hours_done"));
    found.wrong = a->wrong;
    propagate(a);
    for (size_t i = 0; i < a->variable_count; i++) {
        const Variable *v = &a->variables[i];
        found.hidden += v->hidden;
        found.propagated += narrow(v, v->low, v->high);
    }
    if (aloud && found.propagated) say(a, false, seed);
    if (!found.propagated && found.hidden && a->rule_count && a->variable_count <= SOLVED_MOST) {
        found.solved = 1;
        found.exact = solve(a, &found.failed);
        if (aloud && found.exact) say(a, true, seed);
    }
    return found;
}

static void open_secret(Secret *secret) {
    secret->hidden = false;
}

/* The same review with every number open: for the truth of each cell. */
static const Figures *truth_of(Arena *arena, Review *review) {
    Secret *const values[] = {&review->hours,
                              &review->training,
                              &review->people,
                              &review->women,
                              &review->exits_positive,
                              &review->work_contracts,
                              &review->work_contracts_cdi};
    for (size_t i = 0; i < sizeof values / sizeof *values; i++) open_secret(values[i]);
    for (size_t i = 0; i < review->contract_count; i++) {
        YearContract *year = &review->contracts[i];
        open_secret(&year->hours), open_secret(&year->people), open_secret(&year->cumulated);
    }
    for (size_t i = 0; i < review->month_count; i++) {
        YearMonth *month = &review->months[i];
        open_secret(&month->hours), open_secret(&month->people);
        open_secret(&month->training), open_secret(&month->cumulated);
    }
    for (size_t name = 0; name < BREAKDOWNS; name++)
        for (size_t i = 0; i < review->breakdowns[name].n; i++)
            open_secret(&review->breakdowns[name].at[i]->count),
                open_secret(&review->breakdowns[name].at[i]->hours);
    for (size_t i = 0; i < review->breakdowns[WORK_CONTRACTS_BY_TYPE].every_count; i++)
        open_secret(&review->breakdowns[WORK_CONTRACTS_BY_TYPE].every[i]->count);
    for (size_t i = 0; i < review->replaced_count; i++)
        open_secret(&review->replaced[i].before), open_secret(&review->replaced[i].after);
    for (size_t i = 0; review->previous && i < review->previous->figure_count; i++) {
        PastFigure *figure = &review->previous->figures[i];
        open_secret(&figure->published), open_secret(&figure->recomputed), open_secret(&figure->difference);
    }
    return review_figures(arena, review);
}

/* What few people are, told by a row that is there, or by a number that is hidden and is not 0. */
static size_t told_of_few(const Attack *a) {
    static const struct {
        const char *table;
        bool sensitive;
    } tables[] = {{"people_by_sex", false},
                  {"people_by_age_band", false},
                  {"people_by_main_criterion", true},
                  {"people_by_criterion", true},
                  {"people_by_education", false},
                  {"people_by_commune", false},
                  {"people_by_qpv", false},
                  {"people_by_prescriber", true},
                  {"people_by_exit", false},
                  {"people_by_hours", false},
                  {"structures", true},
                  {"hours_by_employer_kind", true},
                  {"hours_by_contract_type", false},
                  {"work_contracts_by_type", false}};
    static const char *const values[] = {"exits_positive", "women", "hours_training"};
    static const char *const names[] = {"top_criterion", "top_commune"};
    size_t told = 0;
    for (size_t i = 0; a->people > 0 && i < sizeof tables / sizeof *tables; i++) {
        double needed = (double)(tables[i].sensitive ? a->sensitive : a->threshold);
        if (a->people >= needed || !table_of(a->printed, tables[i].table)->row_count) continue;
        printf("# %s has rows of %g people\n", tables[i].table, a->people);
        told++;
    }
    if (a->people <= 0 || a->people >= (double)a->threshold) return told;
    for (size_t i = 0; i < sizeof values / sizeof *values; i++)
        if (figures_value(a->printed, str_of(values[i]))->kind != CELL_MASKED) {
            printf("# %s of %g people\n", values[i], a->people);
            told++;
        }
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        told += figures_value(a->printed, str_of(names[i]))->kind != CELL_ABSENT;
    const FigureTable *months = table_of(a->printed, "hours_by_month");
    for (size_t i = 0; i < months->row_count; i++)
        told += cell_of(months, i, "training")->kind == CELL_HOURS &&
                cell_of(months, i, "hours")->kind == CELL_MASKED;
    json_t *structure;
    size_t i;
    json_array_foreach(json_object_get(a->json, "structures"), i, structure) told +=
        !json_is_null(json_object_get(structure, "contracts"));
    return told;
}

/* No row is left without any number: it would say no more than that somebody is in it. */
static size_t rows_bare(const Attack *a) {
    size_t bare = 0;
    for (size_t t = 0; t < a->printed->table_count; t++) {
        const FigureTable *table = &a->printed->tables[t];
        size_t masked = 0, column = figure_column(table, STR("count"));
        if (!str_starts(table->name, STR("people_by"))) continue;
        for (size_t i = 0; i < table->row_count; i++)
            masked += table->cells[i * table->column_count + column].kind == CELL_MASKED;
        bare += table->row_count && masked == table->row_count;
    }
    return bare;
}

/* Few people, printed; or a sensitive trait of everybody. */
static size_t bare_of(const Attack *a) {
    size_t bare = 0;
    for (size_t t = 0; t < a->printed->table_count; t++) {
        const FigureTable *table = &a->printed->tables[t];
        size_t count = figure_column(table, STR("people"));
        bool people = str_starts(table->name, STR("people_by")), work = str_starts(table->name, STR("work"));
        if (people) count = figure_column(table, STR("count"));
        if (count == SIZE_MAX || str_is(table->name, "years")) continue;
        for (size_t i = 0; i < table->row_count; i++) {
            const Cell *cell = &table->cells[i * table->column_count + count];
            bool sensitive = !work && label_sensitive(table->cells[i * table->column_count].text);
            int64_t threshold = sensitive ? a->sensitive : a->threshold;
            if (cell->kind != CELL_COUNT || !cell->number) continue;
            bool everybody = sensitive && people && (double)cell->number == a->people;
            if (cell->number < threshold || everybody) {
                printf("# bare: %.*s row %zu: %lld\n", STR_ARG(table->name), i + 1, (long long)cell->number);
                bare++;
            }
        }
    }
    const Cell *all = figures_value(a->printed, STR("people"));
    return bare + (all->kind == CELL_COUNT && all->number && all->number < a->threshold);
}

/* Cells of CSV that are an s. */
static size_t csv_masked(Str csv) {
    size_t n = 0;
    for (size_t i = 0; i + 2 < csv.n; i++)
        n += csv.p[i] == ';' && csv.p[i + 1] == 's' && (csv.p[i + 2] == ';' || csv.p[i + 2] == '\n');
    return n;
}

static size_t json_masked_in(json_t *json) {
    size_t n = json_is_true(json_object_get(json, "masked")), i;
    const char *key;
    json_t *at;
    json_object_foreach(json, key, at) n += json_masked_in(at);
    json_array_foreach(json, i, at) n += json_masked_in(at);
    return n;
}

/* The attached JSON says of every hidden cell that it is masked, and a table's CSV has an s. */
static bool attached_masked(Arena *arena, const Figures *figures, const Words *words) {
    size_t masked = 0;
    bool same = true;
    for (size_t i = 0; i < figures->value_count; i++) masked += figures->values[i].cell.kind == CELL_MASKED;
    for (size_t t = 0; t < figures->table_count; t++) {
        const FigureTable *table = &figures->tables[t];
        size_t here = 0;
        for (size_t i = 0; i < table->row_count * table->column_count; i++)
            here += table->cells[i].kind == CELL_MASKED;
        for (size_t i = 0; table->total && i < table->column_count; i++)
            here += table->total[i].kind == CELL_MASKED;
        same &= csv_masked(table_attachment(arena, table, words).bytes) == here;
        masked += here;
    }
    Str text = figures_attachment(arena, figures, words).bytes;
    json_t *json = json_loadb(text.p, text.n, 0, NULL);
    same &= json && json_masked_in(json) == masked;
    json_decref(json);
    return same;
}

/* JSON and paper hide the same. */
static bool json_masked(const Attack *a) {
    static const struct {
        const char *group, *list, *table, *column, *key;
    } lists[] = {{"people", "by_sex", "people_by_sex", "count", "count"},
                 {"people", "by_sex", "people_by_sex", "hours", "hours"},
                 {"people", "by_exit", "people_by_exit", "count", "count"},
                 {"people", "by_criterion", "people_by_criterion", "hours", "hours"},
                 {"people", "by_commune", "people_by_commune", "count", "count"},
                 {"hours", "by_trade", "hours_by_trade", "hours", "hours"},
                 {"hours", "by_company", "hours_by_company", "people", "count"},
                 {"hours", "by_contract", "hours_by_contract", "done", "hours"},
                 {"hours", "by_contract", "hours_by_contract", "rate", "rate"},
                 {"hours", "by_contract", "hours_by_contract", "people", "count"},
                 {"hours", "by_month", "hours_by_month", "hours", "hours"},
                 {"hours", "by_month", "hours_by_month", "training", "training"}};
    bool same = true;
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
        const FigureTable *table = table_of(a->printed, lists[i].table);
        json_t *list = json_object_get(json_object_get(a->json, lists[i].group), lists[i].list);
        same &= json_array_size(list) == table->row_count;
        for (size_t k = 0; k < table->row_count; k++) {
            CellKind kind = cell_of(table, k, lists[i].column)->kind;
            bool shown = kind != CELL_MASKED && kind != CELL_ABSENT;
            json_t *value = json_object_get(json_array_get(list, k), lists[i].key);
            same &= value && json_is_null(value) == !shown;
        }
    }
    return same;
}

/* Figures with some hidden cells printed: what would be published if less were hidden. */
typedef bool Reveal(const Attack *a, const FigureTable *truth, size_t row, size_t column);

static Figures *revealed(Arena *arena, const Attack *a, Reveal *reveal) {
    Figures *figures = ARENA_NEW(arena, Figures);
    *figures = *a->printed;
    figures->tables = ARENA_ARRAY(arena, FigureTable, figures->table_count);
    for (size_t t = 0; t < figures->table_count; t++) {
        FigureTable *table = &figures->tables[t];
        const FigureTable *truth = &a->truth->tables[t];
        *table = a->printed->tables[t];
        size_t n = table->row_count * table->column_count;
        table->cells = ARENA_ARRAY(arena, Cell, n);
        for (size_t i = 0; i < n; i++) {
            table->cells[i] = a->printed->tables[t].cells[i];
            if (table->cells[i].kind != CELL_MASKED) continue;
            if (reveal(a, truth, i / table->column_count, i % table->column_count))
                table->cells[i] = truth->cells[i];
        }
    }
    return figures;
}

/* Hidden only where the row itself has few people. */
static bool reveal_secondary(const Attack *a, const FigureTable *truth, size_t row, size_t column) {
    size_t people = figure_column(truth, STR("people"));
    if (str_starts(truth->name, STR("people_by"))) people = figure_column(truth, STR("count"));
    if (people == SIZE_MAX || str_is(truth->columns[column].name, "cumulated")) return false;
    bool sensitive = label_sensitive(truth->cells[row * truth->column_count].text);
    return truth->cells[row * truth->column_count + people].number >=
           (sensitive ? a->sensitive : a->threshold);
}

static size_t reveal_skip; /* hidden cells before the one that leaks */
static bool reveal_done;
static bool reveal_one(const Attack *a, const FigureTable *truth, size_t row, size_t column) {
    (void)a, (void)row;
    bool leaks = str_is(truth->columns[column].name, "hours") || str_is(truth->columns[column].name, "count");
    if (!leaks || reveal_done || reveal_skip--) return false;
    return reveal_done = true;
}

/* What a thousand attacks come to. */
typedef struct Tally {
    Found all;
    size_t refused, hiding, merging, merged, withheld, attached, json, told, rows, few;
    size_t primary_caught, primary_tried, leak_caught, leak_tried;
} Tally;

static Side side_of(Arena *arena, Review *review) {
    Str json = review_json(arena, review, false);
    Side side = {.review = review,
                 .printed = review_figures(arena, review),
                 .json = json_loadb(json.p, json.n, 0, NULL)};
    side.truth = truth_of(arena, review);
    return side;
}

static size_t caught(Attack *a, const Side *then, const Side *now, size_t *hidden, uint64_t seed) {
    Found less = attack(a, then, now, false, seed);
    *hidden = less.hidden;
    return less.propagated + less.exact > 0;
}

/* The same attack on less than is hidden: an attacker who finds nothing there is none. */
static void attack_leaks(Attack *a, Arena *arena, const Side *then, Side now, size_t hidden, uint64_t seed,
                         Tally *tally) {
    size_t left;
    const Figures *printed = now.printed;
    now.printed = revealed(arena, a, reveal_secondary);
    tally->primary_caught += caught(a, then, &now, &left, seed);
    tally->primary_tried += left < hidden;
    a->printed = printed;
    reveal_skip = seed / 10 % 7, reveal_done = false;
    now.printed = revealed(arena, a, reveal_one);
    if (!reveal_done) return;
    tally->leak_caught += caught(a, then, &now, &left, seed);
    tally->leak_tried++;
}

static void review_attack(Attack *a, const World *world, Review *review, uint64_t seed, Tally *tally) {
    Side then = review->before ? side_of(world->arena, (Review *)review->before) : (Side){0};
    tally->merged += review->merged_rows;
    tally->merging += review->merged_further;
    for (size_t name = HOURS_BY_TRADE; name < BREAKDOWNS; name++)
        tally->withheld += review->breakdowns[name].hidden;
    if (review->merged_further) printf("# world %llu: merged further\n", (unsigned long long)seed);
    Side now = side_of(world->arena, review);
    a->printed = now.printed, a->truth = now.truth, a->json = now.json;
    a->threshold = world->convention.threshold, a->sensitive = world->convention.sensitive_threshold;
    tally->attached += !attached_masked(world->arena, a->printed, world->words);
    Found found = attack(a, &then, &now, true, seed), *all = &tally->all;
    tally->told += told_of_few(a), tally->rows += rows_bare(a);
    tally->few += a->people > 0 && a->people < (double)a->threshold;
    tally->json += !json_masked(a);
    tally->hiding += found.hidden > 0;
    all->hidden += found.hidden, all->propagated += found.propagated, all->exact += found.exact;
    all->solved += found.solved, all->failed += found.failed, all->wrong += found.wrong;
    all->bare += bare_of(a);
    if (found.hidden && seed % 10 == 0) attack_leaks(a, world->arena, &then, now, found.hidden, seed, tally);
    json_decref(then.json);
    json_decref(now.json);
}

static void world_attack(Attack *a, uint64_t seed, Tally *tally) {
    World world = odd_world(seed);
    Before past = {0};
    if (seed % 3 == 1) odd_structures(&world);
    if (seed % 5 == 2) odd_replaced(&world);
    if (seed % 4 == 3) odd_previous(&world, &past);
    Review *review = world_fold(&world);
    if (review) review_attack(a, &world, review, seed, tally);
    else {
        printf("# world %llu refused: %s\n", (unsigned long long)seed,
               str_cstr(world.arena, diag_print(world.arena, world.diags.first)));
        tally->refused++;
    }
    arena_free(world.arena);
}

static void tally_print(const Attack *a, const Tally *tally) {
    printf("# %d conventions: %zu hide numbers, %zu in all; exact bounds of %zu\n", WORLDS, tally->hiding,
           tally->all.hidden, tally->all.solved);
    printf("# %zu rows merged, %zu tables withheld, %zu conventions merged further as the last resort, %zu "
           "refused\n",
           tally->merged, tally->withheld, tally->merging, tally->refused);
    printf("# %zu conventions of few people; lateness told of %zu contracts with hidden hours\n", tally->few,
           a->told);
    printf("# primary only: caught in %zu of %zu; one cell leaked: caught in %zu of %zu\n",
           tally->primary_caught, tally->primary_tried, tally->leak_caught, tally->leak_tried);
}

int main(void) {
    static Attack a;
    static Tally tally;
    const char *only = getenv("ATTACK_WORLD"); /* to look at one of them */
    uint64_t first = only ? strtoull(only, NULL, 10) : 0, end = only ? first + 1 : WORLDS;
    for (uint64_t seed = first; seed < end; seed++) world_attack(&a, seed, &tally);
    tally_print(&a, &tally);
    NUM(tally.all.wrong, 0);  /* the attacker's equations hold */
    NUM(tally.all.failed, 0); /* and are solved */
    NUM(tally.all.bare, 0);   /* nobody's small number is printed */
    NUM(tally.told, 0);       /* nor what few people are */
    NUM(tally.rows, 0);
    NUM(tally.all.propagated, 0); /* no interval is narrower than the rule */
    NUM(tally.all.exact, 0);      /* nor are exact bounds */
    NUM(tally.refused, 0);
    NUM(tally.attached, 0);
    NUM(tally.json, 0);
    if (only) return tap_done();
    OK(tally.few > 50 && a.told > 500);
    OK(tally.all.hidden > 20000 && tally.all.solved > WORLDS / 2);
    OK(tally.merging > 5);                                   /* the last resort is needed, and does */
    OK(tally.primary_caught * 10 > tally.primary_tried * 7); /* the attacker is one */
    OK(tally.leak_caught * 4 > tally.leak_tried);
    return tap_done();
}
