/* review_known.c - what readers hold already: the published review of the period before.
 *
 * Its numbers are known, and what it hides must stay hidden: all its facts stand in the audit beside those of
 * this review. They meet in each contract's hours before the period, which are what that review calls its
 * hours since the start: subtracted from this review's, they give the hours of this period, and the other way
 * round. Where a contract's earlier hours are not what they were, for few people, they must stay unknown; so
 * that the correction does.
 *
 * What was published is what folding gives of what was known then. Where that cannot be folded any more, all
 * that came before is held to be known. */
#include "report/review_fold.h"
#include <stdlib.h>

#define NOBODY_KEY STR("\n") /* no reference is that */

static int by_contract_id(const void *key, const void *at) {
    return str_cmp(*(const Str *)key, ((const YearContract *)at)->contract->id);
}

static const YearContract *contract_then(const Review *then, Str id) {
    if (!then->contract_count) return NULL;
    return bsearch(&id, then->contracts, then->contract_count, sizeof *then->contracts, by_contract_id);
}

static void hours_put(Arena *arena, Map *by_person, const YearContract *year, Month until, int sign) {
    for (size_t i = 0; i < year->row_count; i++) {
        const HoursRow *row = &year->rows[i];
        if (row->month >= until) continue;
        void **slot = map_slot(by_person, row->person_ref.n ? row->person_ref : NOBODY_KEY);
        if (!*slot) {
            Hundredths *hours = ARENA_NEW(arena, Hundredths);
            *hours = 0;
            *slot = hours;
        }
        *(Hundredths *)*slot += sign * row->hours; /* fits: the contract's own sums do */
    }
}

/* Whether hours on the contract before the period have changed since: for nobody, a few or more people. Hours
 * that are nobody's count no person. */
typedef enum Changed { CHANGED_NOT, CHANGED_FEW, CHANGED } Changed;
static Changed people_changed(const ReviewFold *fold, const YearContract *year, const YearContract *then) {
    Arena *scratch = arena_new();
    Map *by_person = map_new(scratch);
    int64_t changed = 0;
    Hundredths sum = 0, largest = 0;
    hours_put(scratch, by_person, year, fold->review->first, 1);
    hours_put(scratch, by_person, then, fold->review->first, -1);
    const Hundredths *nobody = map_get(by_person, NOBODY_KEY);
    for (size_t i = 0; i < map_count(by_person); i++) {
        const Hundredths *at = map_value(by_person, i);
        Hundredths hours = *at < 0 ? -*at : *at;
        changed += hours > 0 && at != nobody;
        sum += hours;
        if (hours > largest) largest = hours;
    }
    arena_free(scratch);
    if (!sum) return CHANGED_NOT;
    bool few = changed < fact_safe_from(fold->disclosure, year->done);
    return few || hours_dominated(fold->disclosure, sum, largest) ? CHANGED_FEW : CHANGED;
}

static void contract_known(ReviewFold *fold, const YearContract *year, const YearContract *then,
                           size_t adopted) {
    Fact *ever = disclosure_adopted(fold->disclosure, adopted, then->ever);
    Changed changed = people_changed(fold, year, then);
    if (changed) {
        year->before->known |= changed == CHANGED && !ever->hidden[QUANTITY_HOURS];
        year->before->kept |= !year->before->known;
    } else if (!ever->hidden[QUANTITY_HOURS]) year->before->known = true;
    else if (year->before->hours) {
        Fact **same = ARENA_ARRAY(fold->arena, Fact *, 1);
        same[0] = ever;
        disclosure_sum(fold->disclosure, year->before, same, 1, false);
    }
}

void known_fold(ReviewFold *fold) {
    const Review *review = fold->review, *then = review->before;
    if (!review->input.previous) return;
    size_t adopted = then ? disclosure_adopt(fold->disclosure, then->disclosure) : 0;
    for (size_t i = 0; i < review->contract_count; i++) {
        const YearContract *year = &review->contracts[i];
        const YearContract *before = then ? contract_then(then, year->contract->id) : NULL;
        if (!then) year->before->known = true;
        else if (before) contract_known(fold, year, before, adopted);
    }
}
