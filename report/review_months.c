/* review_months.c - the months of the year: hours, the pace that they should have had, what is cumulated. */
#include "report/review_fold.h"

void months_new(ReviewFold *fold) {
    Review *review = fold->review;
    review->month_count = (size_t)(review->last - review->first) + 1;
    review->months = ARENA_ARRAY(fold->arena, YearMonth, review->month_count);
    for (size_t i = 0; i < review->month_count; i++)
        review->months[i] = (YearMonth){.month = review->first + (Month)i,
                                        .done = disclosure_fact(fold->disclosure, fold->all),
                                        .trained = disclosure_fact(fold->disclosure, fold->training)};
}

bool months_fold(ReviewFold *fold) {
    const Review *review = fold->review;
    size_t n = review->month_count;
    Fact **done = ARENA_ARRAY(fold->arena, Fact *, n), **trained = ARENA_ARRAY(fold->arena, Fact *, n);
    for (size_t i = 0; i < n; i++) {
        done[i] = review->months[i].done, trained[i] = review->months[i].trained;
        if (!fact_seal(done[i]) || !fact_seal(trained[i])) return false;
        trained[i]->tells_zero = done[i]->n > 0; /* else it is 0 anyway */
    }
    disclosure_sum(fold->disclosure, fold->all, done, n, false);
    disclosure_sum(fold->disclosure, fold->training, trained, n, false);
    return true;
}

static Hundredths target_until(const ReviewInput *input, Date day) {
    if (input->convention->target_hours == HUNDREDTHS_ABSENT) return HUNDREDTHS_ABSENT;
    int64_t days = (int64_t)(day < input->to ? day : input->to) - input->from + 1;
    return rounded(input->convention->target_hours, days, (int64_t)input->to - input->from + 1);
}

static Hundredths month_pace(const Review *review, Month month) {
    Date from = month_first(month), to = month_last(month);
    if (from < review->input.from) from = review->input.from;
    if (to > review->input.to) to = review->input.to;
    Hundredths pace = 0; /* fits: a part of the sum of all commitments */
    for (size_t i = 0; i < review->contract_count; i++)
        pace += pace_committed(review->contracts[i].contract, from, to);
    return pace;
}

/* A cumulated sum is printed where it hides nothing or everything that is hidden: in between, subtracting it
 * from its neighbour or from the total would give a hidden month away. */
void months_finish(ReviewFold *fold) {
    Review *review = fold->review;
    size_t hidden = 0, passed = 0;
    for (size_t i = 0; i < review->month_count; i++) hidden += review->months[i].done->hidden[QUANTITY_HOURS];
    Hundredths cumulated = 0;
    for (size_t i = 0; i < review->month_count; i++) {
        YearMonth *month = &review->months[i];
        month->hours = secret_of(month->done, QUANTITY_HOURS);
        month->people = secret_of(month->done, QUANTITY_PEOPLE);
        month->training = secret_of(month->trained, QUANTITY_HOURS);
        cumulated += month->hours.value;
        passed += month->hours.hidden;
        month->cumulated = (Secret){cumulated, review->hours.hidden || (passed && passed < hidden)};
        month->pace = month_pace(review, month->month);
        month->target = target_until(&review->input, month_last(month->month));
    }
}
