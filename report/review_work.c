/* review_work.c - work contracts by type: how many were signed, which is not how many people there are.
 *
 * A fact counts people with their hours. Here a person's "hours" are the work contracts that they have, one
 * each: few people's work contracts are then hidden as their hours would be, and so are those of a type of
 * which one person has nearly all, with whatever would give them away. */
#include "report/review_fold.h"

/* Distinct person, contract, kind of work contract and declarant, each once. */
static void work_put(ReviewFold *fold, Map *seen, const HoursRow *row) {
    if (!in_period(fold->review, row) || !row->hours || !row->person_ref.n) return;
    Str key =
        str_print(fold->arena, "%.*s\n%.*s\n%.*s\n%.*s", STR_ARG(row->person_ref), STR_ARG(row->contract_id),
                  STR_ARG(row->contract_type), STR_ARG(row->declarant_siret));
    if (map_has(seen, key)) return;
    map_put(seen, key, fold);
    size_t person = person_number(fold, row->person_ref);
    fact_add(fold->disclosure, fold->work, person, 1);
    fact_add(fold->disclosure, part_fact(fold, WORK_CONTRACTS_BY_TYPE, row->contract_type), person, 1);
}

bool work_fold(ReviewFold *fold) {
    const Review *review = fold->review;
    Map *seen = map_new(fold->arena);
    for (size_t i = 0; i < review->contract_count; i++)
        for (size_t k = 0; k < review->contracts[i].row_count; k++)
            work_put(fold, seen, &review->contracts[i].rows[k]);
    Breakdown *b = &fold->review->breakdowns[WORK_CONTRACTS_BY_TYPE];
    if (!fact_seal(fold->work) || !facts_seal(b)) return false;
    fold->work->sensitive = fold->all->sensitive;
    if (fold->merge[WORK_CONTRACTS_BY_TYPE]) breakdown_withhold(b);
    else breakdown_sum(fold, b, fold->work, false);
    return true;
}

/* Of a type, its work contracts; people and hours are those of HOURS_BY_CONTRACT_TYPE. */
static void row_finish(const Review *review, Part *part) {
    const Part *hours = map_get(review->breakdowns[HOURS_BY_CONTRACT_TYPE].by_key, part->key);
    part->count = secret_of(part->fact, QUANTITY_HOURS);
    part->hours = hours->hours;
}

void work_finish(ReviewFold *fold) {
    Review *review = fold->review;
    const Breakdown *b = &review->breakdowns[WORK_CONTRACTS_BY_TYPE];
    review->work_contracts = secret_of(fold->work, QUANTITY_HOURS);
    if (review->people.value == HUNDREDTHS_ABSENT) review->work_contracts.value = HUNDREDTHS_ABSENT;
    review->work_contracts_cdi = (Secret){0, review->work_contracts.hidden || b->hidden};
    for (size_t i = 0; i < b->every_count; i++) {
        row_finish(review, b->every[i]);
        if (!str_is(b->every[i]->key, "CDI")) continue;
        review->work_contracts_cdi = b->every[i]->count;
        review->work_contracts_cdi.hidden |= review->work_contracts.hidden || b->hidden;
    }
}
