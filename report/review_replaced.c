/* review_replaced.c - declarations of the year that took the place of earlier ones.
 *
 * What holds now is a part of its contract and of its month, and is judged like every part. */
#include "report/review_fold.h"
#include <stdlib.h>

static int by_contract(const void *key, const void *at) {
    return str_cmp(*(const Str *)key, ((const YearContract *)at)->contract->id);
}

static const YearContract *contract_of(const Review *review, Str id) {
    if (!review->contract_count) return NULL;
    return bsearch(&id, review->contracts, review->contract_count, sizeof *review->contracts, by_contract);
}

static Fact *scope_fact(ReviewFold *fold, const YearContract *year, const Replacement *replacement) {
    Fact *scope = disclosure_fact(fold->disclosure, fold->all);
    scope->worth = 0;
    scope->sensitive = year->done->sensitive;
    for (size_t i = 0; i < year->row_count; i++) {
        const HoursRow *row = &year->rows[i];
        if (row->month == replacement->month && str_eq(row->declarant_siret, replacement->declarant_siret))
            fact_add(fold->disclosure, scope, person_number(fold, row->person_ref), row->hours);
    }
    fact_seal(scope); /* cannot overflow: a part of the contract's hours */
    return scope;
}

static void replaced_take(ReviewFold *fold) {
    Review *review = fold->review;
    const Ledger *ledger = review->input.ledger;
    review->replaced = ARENA_ARRAY(fold->arena, YearReplacement, ledger->replaced_count);
    for (size_t i = 0; i < ledger->replaced_count; i++) {
        const Replacement *replacement = &ledger->replaced[i];
        const YearContract *year = contract_of(review, replacement->contract_id);
        if (!year || replacement->month < review->first || replacement->month > review->last) continue;
        review->replaced[review->replaced_count++] = (YearReplacement){
            .replacement = replacement, .contract = year, .scope = scope_fact(fold, year, replacement)};
    }
}

void scopes_sum(ReviewFold *fold, Fact *whole, Fact *const *scopes, size_t n) {
    Hundredths left = whole->hours;
    for (size_t i = 0; i < n; i++) left -= scopes[i]->hours;
    if (left) {
        rest_sum(fold, whole, scopes, n, false);
        return;
    }
    Fact **all = ARENA_ARRAY(fold->arena, Fact *, n);
    for (size_t i = 0; i < n; i++) all[i] = scopes[i];
    disclosure_sum(fold->disclosure, whole, all, n, n == 1);
}

/* Scopes of one contract are parts of it; they stand together. */
static void contracts_scopes_sum(ReviewFold *fold) {
    const Review *review = fold->review;
    Fact **parts = ARENA_ARRAY(fold->arena, Fact *, review->replaced_count);
    for (size_t from = 0, to; from < review->replaced_count; from = to) {
        const YearContract *contract = review->replaced[from].contract;
        for (to = from; to < review->replaced_count && review->replaced[to].contract == contract; to++)
            parts[to - from] = review->replaced[to].scope;
        scopes_sum(fold, contract->done, parts, to - from);
    }
}

static void months_scopes_sum(ReviewFold *fold) {
    const Review *review = fold->review;
    Fact **parts = ARENA_ARRAY(fold->arena, Fact *, review->replaced_count);
    for (size_t m = 0; m < review->month_count; m++) {
        size_t n = 0;
        for (size_t i = 0; i < review->replaced_count; i++)
            if (review->replaced[i].replacement->month == review->months[m].month)
                parts[n++] = review->replaced[i].scope;
        if (n) scopes_sum(fold, review->months[m].done, parts, n);
    }
}

void replaced_fold(ReviewFold *fold) {
    replaced_take(fold);
    contracts_scopes_sum(fold);
    months_scopes_sum(fold);
}

/* Before less after are the hours of those for whom something changed; before alone may be few people's. */
void replaced_finish(ReviewFold *fold) {
    const Convention *convention = fold->review->input.convention;
    for (size_t i = 0; i < fold->review->replaced_count; i++) {
        YearReplacement *at = &fold->review->replaced[i];
        const Replacement *replacement = at->replacement;
        size_t needed =
            (size_t)(at->scope->sensitive ? convention->sensitive_threshold : convention->threshold);
        bool few = replacement->people_before < needed ||
                   (replacement->people_changed > 0 && replacement->people_changed < needed);
        at->after = secret_of(at->scope, QUANTITY_HOURS);
        at->before = (Secret){replacement->before, at->after.hidden || few};
    }
}
