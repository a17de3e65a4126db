/* review_guard.c - what a reader can calculate with beside sums, what is merged where hiding does not help,
 * and what was done, counted.
 *
 * Columns in which people stand more than once have no sum, and still bound each other: all people are at
 * most the rows together and at least the largest. A work contract is one person's on one contract: where
 * there are as many as people, nobody has two, and the columns add up after all. */
#include "report/review_audit.h"
#include "report/review_fold.h"

static Fact **rows_facts(Arena *arena, const Breakdown *b) {
    Fact **facts = ARENA_ARRAY(arena, Fact *, b->n);
    for (size_t i = 0; i < b->n; i++) facts[i] = b->at[i]->fact;
    return facts;
}

static void rows_cover(ReviewFold *fold, BreakdownName name) {
    const Breakdown *b = &fold->review->breakdowns[name];
    if (b->hidden) return;
    disclosure_cover(fold->disclosure, QUANTITY_PEOPLE, fold->all, rows_facts(fold->arena, b), b->n);
}

static void people_cover(ReviewFold *fold) {
    const Review *review = fold->review;
    Fact **contracts = ARENA_ARRAY(fold->arena, Fact *, review->contract_count);
    Fact **months = ARENA_ARRAY(fold->arena, Fact *, review->month_count);
    for (size_t i = 0; i < review->contract_count; i++) contracts[i] = review->contracts[i].done;
    for (size_t i = 0; i < review->month_count; i++) months[i] = review->months[i].done;
    disclosure_cover(fold->disclosure, QUANTITY_PEOPLE, fold->all, contracts, review->contract_count);
    disclosure_cover(fold->disclosure, QUANTITY_PEOPLE, fold->all, months, review->month_count);
    for (BreakdownName name = HOURS_BY_TRADE; name <= HOURS_BY_CONTRACT_TYPE; name++) rows_cover(fold, name);
    rows_cover(fold, PEOPLE_BY_CRITERION);
}

/* Whoever has hours has them under one criterion or several; nobody's stand under none. */
static void criteria_cover(ReviewFold *fold) {
    const Breakdown *b = &fold->review->breakdowns[PEOPLE_BY_CRITERION];
    if (b->hidden || fold->nobody) return;
    disclosure_cover(fold->disclosure, QUANTITY_HOURS, fold->all, rows_facts(fold->arena, b), b->n);
}

/* Training hours are some of the hours. */
static void training_sum(ReviewFold *fold) {
    const Review *review = fold->review;
    rest_sum(fold, fold->all, &fold->training, 1, false);
    for (size_t i = 0; i < review->month_count; i++)
        rest_sum(fold, review->months[i].done, &review->months[i].trained, 1, false);
}

/* A count is that of the parts' people and some more. */
static void count_sum(ReviewFold *fold, Fact *count, Fact *const *parts, size_t n) {
    int64_t left = count->people;
    Fact **all = ARENA_ARRAY(fold->arena, Fact *, n + 1);
    for (size_t i = 0; i < n; i++) all[i] = parts[i], left -= parts[i]->people;
    all[n] = disclosure_count(fold->disclosure, fold->all, left);
    all[n]->unprinted = true;
    disclosure_sum_of(fold->disclosure, QUANTITY_PEOPLE, count, all, n + 1);
}

static Fact *work_count(ReviewFold *fold, Fact *work) {
    Fact *count = disclosure_count(fold->disclosure, fold->all, work->hours);
    count->worth = 0;
    disclosure_same_count(fold->disclosure, work, count);
    return count;
}

/* As many work contracts of a type as it has people, or more. */
static void type_sum(ReviewFold *fold, Str type, Fact *count) {
    const Breakdown *types = &fold->review->breakdowns[HOURS_BY_CONTRACT_TYPE];
    const Part *part = map_get(types->by_key, type);
    if (part && !part->fact->unprinted) count_sum(fold, count, &(Fact *){part->fact}, 1);
}

static void work_sum(ReviewFold *fold) {
    const Review *review = fold->review;
    const Breakdown *b = &review->breakdowns[WORK_CONTRACTS_BY_TYPE];
    Fact *all = work_count(fold, fold->work);
    all->worth = fold->work_worth;
    Fact **contracts = ARENA_ARRAY(fold->arena, Fact *, review->contract_count);
    Fact **types = ARENA_ARRAY(fold->arena, Fact *, b->n);
    for (size_t i = 0; i < review->contract_count; i++) contracts[i] = review->contracts[i].done;
    count_sum(fold, all, contracts, review->contract_count);
    if (b->hidden) return;
    for (size_t i = 0; i < b->n; i++) {
        types[i] = work_count(fold, b->at[i]->fact);
        type_sum(fold, b->at[i]->key, types[i]);
    }
    if (b->n) disclosure_sum_of(fold->disclosure, QUANTITY_PEOPLE, all, types, b->n);
}

/* Contracts crossed with months: a reader knows in which months each of them declared something. */
typedef struct Crossed {
    Fact **at;   /* what a contract and a month have in common: contracts x months; NULL: not declared */
    Fact **rest; /* a contract's other months, where all would be too many; NULL: there are none */
    size_t *of_month, *of_contract; /* how many of the other declared */
} Crossed;

enum { CROSSED_MOST = 600 }; /* so many hidden numbers more are still solved together */

static bool row_declares(const Review *review, const YearContract *year, size_t k, size_t *month) {
    const HoursRow *row = &year->rows[k];
    if (!in_period(review, row)) return false;
    *month = (size_t)(row->month - review->first);
    return true;
}

/* Counts, before there are facts. */
static size_t crossed_count(ReviewFold *fold, Crossed *c) {
    const Review *review = fold->review;
    size_t n = 0, month;
    bool *seen = ARENA_ARRAY(fold->arena, bool, review->contract_count * review->month_count);
    for (size_t i = 0; i < review->contract_count; i++)
        for (size_t k = 0; k < review->contracts[i].row_count; k++) {
            if (!row_declares(review, &review->contracts[i], k, &month)) continue;
            if (seen[i * review->month_count + month]) continue;
            seen[i * review->month_count + month] = true;
            c->of_month[month]++, c->of_contract[i]++, n++;
        }
    return n;
}

static Fact *crossed_new(ReviewFold *fold, const YearContract *year) {
    Fact *cell = disclosure_fact(fold->disclosure, fold->all);
    cell->unprinted = cell->loose = true;
    cell->sensitive = year->done->sensitive;
    cell->left_of = year->done;
    return cell;
}

/* The only month of a contract is the contract, the only contract of a month is the month. */
static Fact **crossed_slot(ReviewFold *fold, Crossed *c, size_t i, size_t month, bool many) {
    const YearContract *year = &fold->review->contracts[i];
    bool alone = c->of_month[month] == 1 || c->of_contract[i] == 1;
    Fact **slot = many && !alone ? &c->rest[i] : &c->at[i * fold->review->month_count + month];
    if (*slot) return slot;
    if (c->of_month[month] == 1) *slot = fold->review->months[month].done;
    else *slot = c->of_contract[i] == 1 ? year->done : crossed_new(fold, year);
    return slot;
}

static void crossed_put(ReviewFold *fold, Crossed *c, bool many) {
    const Review *review = fold->review;
    size_t month;
    for (size_t i = 0; i < review->contract_count; i++)
        for (size_t k = 0; k < review->contracts[i].row_count; k++) {
            const YearContract *year = &review->contracts[i];
            const HoursRow *row = &year->rows[k];
            if (!row_declares(review, year, k, &month)) continue;
            Fact *cell = *crossed_slot(fold, c, i, month, many);
            if (cell->loose)
                fact_add(fold->disclosure, cell, person_number(fold, row->person_ref), row->hours);
        }
    size_t n = review->contract_count * review->month_count;
    for (size_t i = 0; i < n; i++)
        if (c->at[i] && c->at[i]->loose) fact_seal(c->at[i]); /* cannot overflow: a part of the contract */
    for (size_t i = 0; i < review->contract_count; i++)
        if (c->rest[i]) fact_seal(c->rest[i]);
}

static void crossed_sum(ReviewFold *fold, Fact *whole, Fact **parts, size_t n) {
    if (!n || parts[0] == whole) return;
    disclosure_sum(fold->disclosure, whole, parts, n, n == 1);
    if (n > 1) disclosure_cover(fold->disclosure, QUANTITY_PEOPLE, whole, parts, n);
}

/* Declarations that replaced others are parts of what their contract and their month have in common. */
static void crossed_scopes_sum(ReviewFold *fold, const Crossed *c) {
    const Review *review = fold->review;
    Fact **parts = ARENA_ARRAY(fold->arena, Fact *, review->replaced_count);
    for (size_t from = 0, to; from < review->replaced_count; from = to) {
        const YearReplacement *first = &review->replaced[from];
        Month month = first->replacement->month;
        for (to = from; to < review->replaced_count && review->replaced[to].contract == first->contract &&
                        review->replaced[to].replacement->month == month;
             to++)
            parts[to - from] = review->replaced[to].scope;
        size_t contract = (size_t)(first->contract - review->contracts);
        Fact *cell = c->at[contract * review->month_count + (size_t)(month - review->first)];
        if (cell && cell->loose) scopes_sum(fold, cell, parts, to - from);
    }
}

static void months_crossed(ReviewFold *fold) {
    const Review *review = fold->review;
    size_t contracts = review->contract_count, months = review->month_count;
    Crossed c = {.at = ARENA_ARRAY(fold->arena, Fact *, contracts * months),
                 .rest = ARENA_ARRAY(fold->arena, Fact *, contracts),
                 .of_month = ARENA_ARRAY(fold->arena, size_t, months),
                 .of_contract = ARENA_ARRAY(fold->arena, size_t, contracts)};
    bool many = crossed_count(fold, &c) > CROSSED_MOST;
    crossed_put(fold, &c, many);
    crossed_scopes_sum(fold, &c);
    for (size_t i = 0; i < contracts; i++) {
        Fact **parts = ARENA_ARRAY(fold->arena, Fact *, months + 1);
        size_t n = 0;
        for (size_t m = 0; m < months; m++)
            if (c.at[i * months + m]) parts[n++] = c.at[i * months + m];
        if (c.rest[i]) parts[n++] = c.rest[i];
        crossed_sum(fold, review->contracts[i].done, parts, n);
    }
    for (size_t m = 0; m < months && !many; m++) {
        Fact **parts = ARENA_ARRAY(fold->arena, Fact *, contracts);
        size_t n = 0;
        for (size_t i = 0; i < contracts; i++)
            if (c.at[i * months + m]) parts[n++] = c.at[i * months + m];
        crossed_sum(fold, review->months[m].done, parts, n);
    }
}

void guard_fold(ReviewFold *fold) {
    people_cover(fold);
    criteria_cover(fold);
    training_sum(fold);
    work_sum(fold);
    months_crossed(fold);
}

static BreakdownName breakdown_of(const Review *review, const Fact *fact) {
    for (BreakdownName name = HOURS_BY_TRADE; name < BREAKDOWNS; name++) {
        const Breakdown *b = &review->breakdowns[name];
        for (size_t i = 0; i < b->n; i++)
            if (b->at[i]->fact == fact) return name;
    }
    return BREAKDOWNS;
}

/* The breakdown that gives too much away; else any: contracts and months themselves are never merged, but
 * what crosses them is. */
bool guard_merge_more(const ReviewFold *fold, const Exposure *left, Merge *merge) {
    BreakdownName name = breakdown_of(fold->review, left->fact);
    if (name == BREAKDOWNS || merge[name] == MERGE_ALL) {
        BreakdownName least = HOURS_BY_TRADE;
        for (name = HOURS_BY_TRADE; name < BREAKDOWNS; name++)
            if (merge[name] < merge[least]) least = name;
        name = least;
    }
    if (merge[name] == MERGE_ALL) return false;
    merge[name] = merge[name] < MERGE_UNSAFE ? MERGE_UNSAFE : MERGE_ALL;
    return true;
}

void guard_finish(ReviewFold *fold) {
    Review *review = fold->review;
    review->all = fold->all, review->trained = fold->training;
    review->leaving = fold->positive, review->work = fold->work;
    for (size_t i = 0; i < BREAKDOWNS; i++) {
        review->merged_rows += review->breakdowns[i].merged;
        review->merged_further |= fold->merge[i] != MERGE_NONE;
    }
    AuditCells cells = audit_cells(fold->arena, review);
    for (size_t i = 0; i < cells.n; i++) {
        const AuditCell *cell = &cells.at[i];
        if (!cell->fact->hidden[cell->quantity]) continue;
        if (audit_primary(cell)) review->hidden_primary++;
        else review->hidden_secondary++;
    }
}
