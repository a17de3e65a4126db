/* disclosure.c - hides what is too small, then what would give that away.
 *
 * First every fact that breaks the rule by itself is hidden, and what is tied to it. Then, as long as a sum
 * hides a single number, or the audit finds something else that printed numbers give away, one more number is
 * hidden in a sum that gives it away: the one that is worth least. Every round hides one, so there is an end;
 * in the worst case only the populations' own totals are left.
 *
 * Sums lie within longer ones (a company within all contracts): what is hidden in the shortest serves them
 * all. Single numbers come before the audit's findings, for most of those follow from them, and a companion
 * chosen far from the leak would need companions of its own.
 *
 * It refuses to guess: where nothing is left to hide and the audit still fails, the caller gets no figures.
 */
#include "report/disclosure_inside.h"
#include <assert.h>
#include <stdlib.h>

Disclosure *disclosure_new(Arena *arena, DisclosureRule rule) {
    Disclosure *disclosure = ARENA_NEW(arena, Disclosure);
    *disclosure = (Disclosure){.arena = arena, .rule = rule};
    return disclosure;
}

Fact *disclosure_fact(Disclosure *d, const Fact *of) {
    Fact *fact = ARENA_NEW(d->arena, Fact);
    *fact = (Fact){.number = d->fact_count, .of = of, .worth = 1};
    *ARENA_PUSH(d->arena, d->facts, d->fact_count, d->fact_cap) = fact;
    return fact;
}

void fact_add(Disclosure *d, Fact *fact, size_t person, Hundredths hours) {
    assert(hours >= 0);
    if (!hours) return;
    *ARENA_PUSH(d->arena, fact->by, fact->n, fact->cap) = (Contribution){person, hours};
}

static int by_person(const void *a, const void *b) {
    const Contribution *x = a, *y = b;
    return (x->person > y->person) - (x->person < y->person);
}

/* One contribution a person; false on overflow. */
static bool contributions_merge(Contribution *by, size_t *n) {
    if (*n) qsort(by, *n, sizeof *by, by_person);
    size_t kept = 0;
    for (size_t i = 0; i < *n; i++)
        if (!kept || by[kept - 1].person != by[i].person) by[kept++] = by[i];
        else if (!hundredths_add(by[kept - 1].hours, by[i].hours, &by[kept - 1].hours)) return false;
    *n = kept;
    return true;
}

bool fact_seal(Fact *fact) {
    if (!contributions_merge(fact->by, &fact->n)) return false;
    fact->nobody = fact->n && fact->by[fact->n - 1].person == NOBODY;
    fact->people = (int64_t)fact->n - fact->nobody;
    fact->hours = fact->largest = 0;
    for (size_t i = 0; i < fact->n; i++) {
        bool known = fact->by[i].person != NOBODY;
        if (!hundredths_add(fact->hours, fact->by[i].hours, &fact->hours)) return false;
        if (known && fact->by[i].hours > fact->largest) fact->largest = fact->by[i].hours;
    }
    return true;
}

bool fact_unknown(const Fact *fact, Quantity quantity) {
    bool none = quantity == QUANTITY_PEOPLE && fact->nobody && !fact->people; /* which is known */
    return (fact->unprinted && !fact->known && !none) || fact->hidden[quantity];
}

/* In a sensitive population every part is sensitive. */
int64_t fact_threshold(const Disclosure *d, const Fact *fact) {
    bool sensitive = fact->sensitive || (fact->of && fact->of->sensitive);
    return sensitive ? d->rule.sensitive_threshold : d->rule.threshold;
}

int64_t fact_safe_from(const Disclosure *d, const Fact *fact) {
    return fact_threshold(d, fact);
}

bool fact_safe(const Disclosure *d, const Fact *fact) {
    return fact->people == 0 || fact->people >= fact_threshold(d, fact);
}

bool fact_of_everybody(const Fact *fact) {
    return fact->trait && fact->sensitive && fact->people && fact->people == fact->of->people;
}

bool hours_dominated(const Disclosure *d, Hundredths hours, Hundredths largest) {
    Hundredths limit;
    return !hundredths_scale(hours, d->rule.dominance, 100, &limit) || largest > limit;
}

/* The hours of so few people, or of one above all others, are theirs. */
static bool hours_personal(const Disclosure *d, const Fact *fact) {
    return !fact_safe(d, fact) || (fact->people && hours_dominated(d, fact->hours, fact->largest));
}

bool fact_guarded(const Disclosure *d, const Fact *fact, Quantity quantity) {
    if (!fact->unprinted) return fact->hidden[quantity];
    return quantity == QUANTITY_HOURS && !fact->known && (fact->kept || hours_personal(d, fact));
}

int64_t fact_value(const Fact *fact, Quantity quantity) {
    return quantity == QUANTITY_PEOPLE ? fact->people : fact->hours;
}

static void sum_add(Disclosure *d, Sum sum) {
    *ARENA_PUSH(d->arena, d->sums, d->sum_count, d->sum_cap) = sum;
}

void disclosure_sum(Disclosure *d, Fact *whole, Fact **parts, size_t n, bool people_add) {
    sum_add(d, (Sum){QUANTITY_HOURS, whole, parts, n, false});
    if (people_add) sum_add(d, (Sum){QUANTITY_PEOPLE, whole, parts, n, false});
}

void disclosure_sum_of(Disclosure *d, Quantity quantity, Fact *whole, Fact **parts, size_t n) {
    sum_add(d, (Sum){quantity, whole, parts, n, false});
}

void disclosure_cover(Disclosure *d, Quantity quantity, Fact *whole, Fact **parts, size_t n) {
    if (n) sum_add(d, (Sum){quantity, whole, parts, n, true});
}

Fact *disclosure_count(Disclosure *d, const Fact *of, int64_t count) {
    Fact *fact = disclosure_fact(d, of);
    fact->people = count;
    fact->count = true;
    return fact;
}

static void tie_add(Disclosure *d, Tie tie) {
    *ARENA_PUSH(d->arena, d->ties, d->tie_count, d->tie_cap) = tie;
}

void disclosure_same_count(Disclosure *d, Fact *a, Fact *count) {
    tie_add(d, (Tie){a, count, true});
}

/* People who are in one of the two facts only. */
static int64_t people_apart(const Fact *a, const Fact *b) {
    int64_t apart = 0;
    size_t i = 0, k = 0;
    while (i < a->n && k < b->n) {
        if (a->by[i].person == b->by[k].person) i++, k++;
        else if (a->by[i].person < b->by[k].person) i++, apart++;
        else k++, apart++;
    }
    return apart + (int64_t)(a->n - i) + (int64_t)(b->n - k);
}

void disclosure_tie(Disclosure *d, Fact *a, Fact *b) {
    tie_add(d, (Tie){a, b, false});
    if (people_apart(a, b)) return;
    Fact **same = ARENA_ARRAY(d->arena, Fact *, 1);
    same[0] = b;
    disclosure_sum(d, a, same, 1, true);
}

/* All of a printed population: hiding it would hide nothing, its total is there. */
static bool is_everybody(const Fact *fact) {
    const Fact *of = fact->of;
    bool printed = !of->unprinted && !of->hidden[QUANTITY_HOURS];
    return printed && fact->people == of->people && fact->hours == of->hours;
}

static bool few_beside_nobody(const Disclosure *d, const Fact *fact) {
    return fact->nobody && fact->of && fact->people < fact_threshold(d, fact) && !is_everybody(fact);
}

static void hide_because(Fact *fact, Quantity quantity, HiddenWhy why) {
    if (fact->hidden[quantity]) return;
    fact->hidden[quantity] = true;
    fact->why[quantity] = why;
}

static HiddenWhy few_why(const Disclosure *d, const Fact *fact) {
    return fact->people >= d->rule.threshold ? HIDDEN_SENSITIVE : HIDDEN_FEW;
}

/* One of the populations that it is a part of has too few people. */
static bool is_of_few(const Disclosure *d, const Fact *fact) {
    for (const Fact *of = fact->of; of; of = of->of)
        if (!fact_safe(d, of)) return true;
    return false;
}

int64_t fact_least(const Disclosure *d, const Fact *fact, Quantity quantity) {
    bool row = quantity == QUANTITY_PEOPLE && fact->hidden[quantity] && !fact->unprinted && fact->people;
    return row && !(fact->tells_zero && is_of_few(d, fact));
}

/* Why a number may not be printed whatever the others are. */
static HiddenWhy fact_why(const Disclosure *d, const Fact *fact, Quantity quantity) {
    if (fact->tells_zero && is_of_few(d, fact)) return HIDDEN_FEW;
    if (fact_of_everybody(fact)) return HIDDEN_EVERYBODY;
    if (!fact_safe(d, fact)) return few_why(d, fact);
    if (quantity == QUANTITY_PEOPLE) return HIDDEN_NOT;
    if (hours_personal(d, fact)) return HIDDEN_DOMINATED;
    return few_beside_nobody(d, fact) ? HIDDEN_NOBODY : HIDDEN_NOT;
}

bool fact_unsafe(const Disclosure *d, const Fact *fact) {
    return fact_why(d, fact, QUANTITY_HOURS) != HIDDEN_NOT;
}

static void fact_forget(Fact *fact) {
    for (Quantity q = 0; q < QUANTITIES; q++)
        fact->hidden[q] = false, fact->why[q] = HIDDEN_NOT, fact->protects[q] = NULL;
}

static void hide_small(Disclosure *d) {
    for (size_t i = 0; i < d->fact_count; i++) {
        Fact *fact = d->facts[i];
        if (fact->unprinted || fact->settled) continue;
        fact_forget(fact);
        for (Quantity q = 0; q < QUANTITIES; q++) {
            HiddenWhy why = fact_why(d, fact, q);
            if (why) hide_because(fact, q, why);
        }
    }
    /* Two facts that differ by few people tell those people's hours. */
    for (size_t i = 0; i < d->tie_count; i++) {
        Tie tie = d->ties[i];
        int64_t apart = tie.counts ? 0 : people_apart(tie.a, tie.b);
        if (apart && apart < d->rule.threshold)
            hide_because(tie.a->worth <= tie.b->worth ? tie.a : tie.b, QUANTITY_HOURS, HIDDEN_APART);
    }
}

/* True where the two are hidden together from now on. */
static bool tie_hide(Tie tie) {
    Quantity q = tie.counts ? QUANTITY_HOURS : QUANTITY_PEOPLE;
    Fact *a = tie.a, *b = tie.b;
    if (a->hidden[q] == b->hidden[QUANTITY_PEOPLE]) return false;
    if (!tie.counts && (is_everybody(a) || is_everybody(b))) return false;
    if (tie.counts && !a->hidden[q]) {
        hide_because(a, q, b->why[QUANTITY_PEOPLE]);
        a->protects[q] = b->protects[QUANTITY_PEOPLE];
    }
    hide_because(a, q, HIDDEN_ALONG);
    hide_because(b, QUANTITY_PEOPLE, HIDDEN_ALONG);
    return true;
}

/* A number of people that is hidden takes the hours with it (their mean would tell), and tied facts too. */
static void hide_along(Disclosure *d) {
    for (bool again = true; again;) {
        again = false;
        for (size_t i = 0; i < d->tie_count; i++) again |= tie_hide(d->ties[i]);
        for (size_t i = 0; i < d->fact_count; i++) {
            Fact *fact = d->facts[i];
            if (fact->settled || !fact->hidden[QUANTITY_PEOPLE] || fact->hidden[QUANTITY_HOURS]) continue;
            hide_because(fact, QUANTITY_HOURS, HIDDEN_ALONG);
            again = true;
        }
    }
}

/* May be hidden to protect another: a population's own total may not, nor a part that is all of it; and a
 * zero protects nobody. */
static bool may_hide(const Fact *fact, Quantity quantity) {
    return fact->of && fact->people && !fact->settled && !fact->unprinted && !fact->hidden[quantity] &&
           !is_everybody(fact);
}

static bool cheaper(const Fact *a, const Fact *b) {
    if (!b) return true;
    if (a->worth != b->worth) return a->worth < b->worth;
    if (a->people != b->people) return a->people < b->people;
    return a->number < b->number;
}

static Fact *companion(const Sum *sum) {
    Fact *best = may_hide(sum->whole, sum->quantity) ? sum->whole : NULL;
    for (size_t i = 0; i < sum->n; i++)
        if (may_hide(sum->parts[i], sum->quantity) && cheaper(sum->parts[i], best)) best = sum->parts[i];
    return best;
}

static bool sum_has(const Sum *sum, const bool *facts) {
    bool has = facts[sum->whole->number];
    for (size_t i = 0; i < sum->n && !has; i++) has = facts[sum->parts[i]->number];
    return has;
}

static size_t sum_unknowns(const Sum *sum) {
    size_t unknowns = fact_unknown(sum->whole, sum->quantity);
    for (size_t i = 0; i < sum->n; i++) unknowns += fact_unknown(sum->parts[i], sum->quantity);
    return unknowns;
}

/* The one number that it hides can be calculated. */
static const Fact *hides_single(const Disclosure *d, const Sum *sum) {
    if (sum->overlap || sum_unknowns(sum) != 1) return NULL;
    const Fact *single = fact_guarded(d, sum->whole, sum->quantity) ? sum->whole : NULL;
    for (size_t i = 0; i < sum->n; i++)
        if (fact_guarded(d, sum->parts[i], sum->quantity)) single = sum->parts[i];
    return single;
}

/* Adds what is unknown in a sum to `facts`; true when something was new. */
static bool unknowns_add(bool *facts, const Sum *sum) {
    bool grown = false;
    for (size_t i = 0; i <= sum->n; i++) {
        const Fact *fact = i < sum->n ? sum->parts[i] : sum->whole;
        if (!fact_unknown(fact, sum->quantity) || facts[fact->number]) continue;
        facts[fact->number] = grown = true;
    }
    return grown;
}

/* In the shortest sum that hides a single number. */
static Fact *companion_of_single(const Disclosure *d, Quantity *quantity, const Fact **single) {
    Fact *best = NULL;
    size_t shortest = SIZE_MAX;
    for (size_t i = 0; i < d->sum_count; i++) {
        const Sum *sum = &d->sums[i];
        if (sum->n >= shortest) continue;
        const Fact *alone = hides_single(d, sum);
        Fact *fact = alone ? companion(sum) : NULL;
        if (fact) best = fact, shortest = sum->n, *quantity = sum->quantity, *single = alone;
    }
    return best;
}

/* Among the sums that one of `facts` stands in, the one that hides least so far, which tells most; of equals
 * the shortest. Before all of them a count. */
static Fact *companion_near(const Disclosure *d, Quantity quantity, const bool *facts) {
    Fact *best = NULL;
    size_t fewest = SIZE_MAX, shortest = SIZE_MAX;
    for (size_t i = 0; i < d->sum_count; i++) {
        const Sum *sum = &d->sums[i];
        if (sum->quantity != quantity || !sum_has(sum, facts)) continue;
        Fact *fact = companion(sum);
        size_t unknowns = sum_unknowns(sum);
        if (fact && fact->count) return fact;
        if (!fact || unknowns > fewest || (unknowns == fewest && sum->n >= shortest)) continue;
        best = fact, fewest = unknowns, shortest = sum->n;
    }
    return best;
}

/* In the sums of the exposed number; else, since they hide all they have, in the sums of what they hide. */
static Fact *companion_for(const Disclosure *d, const Exposure *exposure) {
    if (exposure->sum != SIZE_MAX) return companion(&d->sums[exposure->sum]);
    Arena *scratch = arena_new();
    bool *facts = ARENA_ARRAY(scratch, bool, d->fact_count);
    facts[exposure->fact->number] = true;
    Fact *best = NULL;
    for (bool grown = true; grown && !best;) {
        best = companion_near(d, exposure->quantity, facts);
        grown = false;
        for (size_t i = 0; i < d->sum_count && !best; i++)
            if (d->sums[i].quantity == exposure->quantity && sum_has(&d->sums[i], facts))
                grown |= unknowns_add(facts, &d->sums[i]);
    }
    arena_free(scratch);
    return best;
}

static void hide(Disclosure *d, Fact *fact, Quantity quantity, const Fact *protects) {
    hide_because(fact, quantity, HIDDEN_FOR);
    fact->protects[quantity] = protects;
    hide_along(d);
}

bool disclosure_protect(Disclosure *d, Exposure *left) {
    hide_small(d);
    hide_along(d);
    for (;;) {
        Quantity quantity;
        const Fact *single;
        for (Fact *fact; (fact = companion_of_single(d, &quantity, &single));)
            hide(d, fact, quantity, single);
        Exposure exposure;
        if (disclosure_audit(d, &exposure)) return true;
        Fact *fact = exposure.how == EXPOSED_ENDLESS ? NULL : companion_for(d, &exposure);
        if (!fact) {
            *left = exposure;
            return false;
        }
        hide(d, fact, exposure.quantity, exposure.fact);
    }
}

static Fact **facts_adopted(Disclosure *d, size_t adopted, Fact *const *facts, size_t n) {
    Fact **at = ARENA_ARRAY(d->arena, Fact *, n);
    for (size_t i = 0; i < n; i++) at[i] = disclosure_adopted(d, adopted, facts[i]);
    return at;
}

size_t disclosure_adopt(Disclosure *d, const Disclosure *published) {
    size_t adopted = d->fact_count;
    const Span *spans = disclosure_spans(d->arena, published);
    for (size_t i = 0; i < published->fact_count; i++) {
        Fact *fact = disclosure_fact(d, NULL);
        *fact = *published->facts[i];
        fact->number = adopted + i;
        fact->settled = true;
        for (Quantity q = 0; q < QUANTITIES; q++) {
            const Span *span = &spans[i * QUANTITIES + q];
            fact->room[q] = !spans ? 0 : span->endless ? INT64_MAX : span->high - span->low;
        }
    }
    for (size_t i = 0; i < published->sum_count; i++) {
        Sum sum = published->sums[i];
        sum.whole = disclosure_adopted(d, adopted, sum.whole);
        sum.parts = facts_adopted(d, adopted, sum.parts, sum.n);
        sum_add(d, sum);
    }
    return adopted;
}

Fact *disclosure_adopted(const Disclosure *d, size_t adopted, const Fact *fact) {
    return d->facts[adopted + fact->number];
}
