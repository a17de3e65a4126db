/* review.c - a year of contracts and hours, folded.
 *
 * Every cell of the review is collected as a fact: the people in it with their hours (disclosure.h). Its
 * numbers are sums of whole hundredths over sets, so no order of contracts, rows or people can change them.
 * Only hours whose month lies in the period count; the pace of a contract looks back to its start. When all
 * facts stand, disclosure decides what is hidden; a review whose audit fails is not made. */
#include "report/past.h"
#include "report/review_audit.h"
#include "report/review_fold.h"
#include <assert.h>

/* Whether a row says something of the people in it, by being there; and whether it may say that they are ill
 * or were in prison. Who works on a contract, in its trade or for its company is not more than the contract
 * says. */
typedef enum Tells { TELLS_NOTHING, TELLS_TRAIT, TELLS_SENSITIVE } Tells;

static const struct {
    const char *name;
    bool by_count;
    const char *codes;
    Tells tells;
} orders[BREAKDOWNS] = {
    [CONTRACTS_BY_NATURE] = {"nature", true, "works|services|supplies", TELLS_NOTHING},
    [CONTRACTS_BY_MECHANISM] =
        {"mechanism", true,
         "execution_clause|reserved_insertion|reserved_disability|reserved_both|reserved_"
         "prison|reserved_ess|award_criterion|training_clause|insertion_market",
         TELLS_NOTHING},
    [CONTRACTS_BY_TRADE] = {"trade", true, NULL, TELLS_NOTHING},
    [CONTRACTS_BY_PROCEDURE] = {"procedure", true, NULL, TELLS_NOTHING},
    [CONTRACTS_BY_AMOUNT_BAND] = {"amount_band", true, "lt100k|lt500k|lt1m|lt5m|ge5m", TELLS_NOTHING},
    [CONTRACTS_BY_BUYER] = {"buyer", true, NULL, TELLS_NOTHING},
    [HOURS_BY_TRADE] = {"trade", false, NULL, TELLS_NOTHING},
    [HOURS_BY_COMPANY] = {"company", false, NULL, TELLS_NOTHING},
    [HOURS_BY_EMPLOYER_KIND] = {"employer_kind", false, "direct|ETTI|AI|EI|ACI|GEIQ|EA|ESAT",
                                TELLS_SENSITIVE},
    [HOURS_BY_STRUCTURE] = {"structure", false, NULL, TELLS_SENSITIVE},
    [HOURS_BY_CONTRACT_TYPE] = {"contract_type", false,
                                "CDI|CDD|CDDI|CTT|CDDU|apprenticeship|professionalisation|other",
                                TELLS_TRAIT},
    [WORK_CONTRACTS_BY_TYPE] = {"contract_type", true,
                                "CDI|CDD|CDDI|CTT|CDDU|apprenticeship|professionalisation|other",
                                TELLS_TRAIT},
    [PEOPLE_BY_SEX] = {"sex", true, "F|M", TELLS_TRAIT},
    [PEOPLE_BY_AGE_BAND] = {"age_band", true, "<26|26-29|30-39|40-49|50+", TELLS_TRAIT},
    [PEOPLE_BY_MAIN_CRITERION] = {"criterion", true, NULL, TELLS_SENSITIVE},
    [PEOPLE_BY_CRITERION] = {"criterion", true, NULL, TELLS_SENSITIVE},
    [PEOPLE_BY_EDUCATION] = {"education", true, "infra 3|3|4|5|6+", TELLS_TRAIT},
    [PEOPLE_BY_COMMUNE] = {"commune", true, NULL, TELLS_TRAIT},
    [PEOPLE_BY_QPV] = {"qpv", true, "yes|no", TELLS_TRAIT},
    [PEOPLE_BY_PRESCRIBER] = {"prescriber", true, NULL, TELLS_SENSITIVE},
    [PEOPLE_BY_EXIT] = {"exit", true, "CDI|CDD>=6m|CDD<6m|training|other|none|ongoing", TELLS_TRAIT},
    [PEOPLE_BY_HOURS] = {"hours_band", true,
                         "0-35|0-150|0-300|0-600|0-|35-150|35-300|35-600|35-|150-300|150-600|150-|300-600|"
                         "300-|600-",
                         TELLS_TRAIT},
};

/* A key that stands for health or justice: of convention.conf, or a structure for disabled workers. */
static bool key_sensitive(const ReviewFold *fold, Str key) {
    return strlist_has(fold->review->input.convention->sensitive, key) || kind_sensitive(key);
}

bool kind_sensitive(Str kind) {
    return str_is(kind, "EA") || str_is(kind, "EATT") || str_is(kind, "ESAT");
}

Fact *part_fact(ReviewFold *fold, BreakdownName name, Str key) {
    Part *part = breakdown_part(fold->arena, &fold->review->breakdowns[name], key);
    if (!part->fact) {
        const Fact *of = name == WORK_CONTRACTS_BY_TYPE ? fold->work : fold->all;
        part->fact = disclosure_fact(fold->disclosure, of);
        part->fact->trait =
            name == HOURS_BY_EMPLOYER_KIND || name == HOURS_BY_STRUCTURE || name >= PEOPLE_BY_SEX;
        part->fact->sensitive = part->fact->trait && key_sensitive(fold, part->key);
    }
    return part->fact;
}

bool facts_seal(const Breakdown *b) {
    for (size_t i = 0; i < b->n; i++)
        if (!fact_seal(b->at[i]->fact)) return false;
    return true;
}

void breakdown_withhold(Breakdown *b) {
    b->hidden = true;
    b->merged = 0;
    for (size_t i = 0; i < b->n; i++) b->at[i]->fact->unprinted = true;
}

void merged_sum(ReviewFold *fold, const Breakdown *b, bool people_add) {
    Fact **parts = ARENA_ARRAY(fold->arena, Fact *, b->every_count), *merged = NULL;
    size_t n = 0;
    for (size_t i = 0; i < b->every_count; i++)
        if (b->every[i]->into) merged = b->every[i]->into->fact, parts[n++] = b->every[i]->fact;
    if (merged) disclosure_sum(fold->disclosure, merged, parts, n, people_add);
}

void hours_merge(ReviewFold *fold, BreakdownName name) {
    Breakdown *b = &fold->review->breakdowns[name];
    breakdown_keep(fold->arena, b);
    breakdown_merge(fold->arena, fold->disclosure, b, fold->all, fold->merge[name]);
    merged_sum(fold, b, false);
}

static bool tells_of_everybody(const Breakdown *b) {
    for (size_t i = 0; i < b->n; i++)
        if (fact_of_everybody(b->at[i]->fact)) return true;
    return false;
}

static Tells breakdown_tells(const ReviewFold *fold, const Breakdown *b) {
    return orders[b - fold->review->breakdowns].tells;
}

/* Where health or justice may stand, so many are asked for whether it does or not: that a table is left out
 * would tell. */
bool breakdown_of_few(const ReviewFold *fold, const Breakdown *b) {
    int64_t needed = fact_safe_from(fold->disclosure, fold->all), people = fold->all->people;
    Tells tells = breakdown_tells(fold, b);
    if (tells == TELLS_SENSITIVE) needed = fold->review->input.convention->sensitive_threshold;
    return tells && people && people < needed;
}

/* All in one merged row. */
static bool says_nothing(const ReviewFold *fold, const Breakdown *b) {
    return breakdown_tells(fold, b) && b->n == 1 && str_starts(b->at[0]->key, BREAKDOWN_MERGED);
}

/* Beside the rows stands what is in none of them; NULL: nothing. */
static void sum_rows(ReviewFold *fold, Breakdown *b, Fact *whole, bool people_add, Fact *beside) {
    if (tells_of_everybody(b) || breakdown_of_few(fold, b) || says_nothing(fold, b)) {
        breakdown_withhold(b);
        return;
    }
    Fact **parts = ARENA_ARRAY(fold->arena, Fact *, b->n + 1);
    for (size_t i = 0; i < b->n; i++) parts[i] = b->at[i]->fact;
    parts[b->n] = beside;
    disclosure_sum(fold->disclosure, whole, parts, b->n + (beside != NULL), people_add);
}

void breakdown_sum(ReviewFold *fold, Breakdown *b, Fact *whole, bool people_add) {
    sum_rows(fold, b, whole, people_add, NULL);
}

void breakdown_sum_known(ReviewFold *fold, Breakdown *b, Fact *whole) {
    if (!fold->nobody) {
        sum_rows(fold, b, whole, true, NULL);
        return;
    }
    Fact *nobody = disclosure_fact(fold->disclosure, fold->all);
    nobody->unprinted = true;
    fact_add(fold->disclosure, nobody, NOBODY, fold->nobody);
    fact_seal(nobody); /* cannot overflow: a part of all */
    sum_rows(fold, b, whole, true, nobody);
}

static Hundredths hours_of(const Fact *fact, size_t person) {
    size_t low = 0, high = fact->n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (fact->by[middle].person < person) low = middle + 1;
        else high = middle;
    }
    return low < fact->n && fact->by[low].person == person ? fact->by[low].hours : 0;
}

void rest_sum(ReviewFold *fold, Fact *whole, Fact *const *parts, size_t n, bool people_add) {
    Fact *rest = disclosure_fact(fold->disclosure, whole->of ? whole->of : whole);
    rest->unprinted = true;
    rest->left_of = whole;
    for (size_t i = 0; i < whole->n; i++) {
        Contribution left = whole->by[i];
        for (size_t k = 0; k < n; k++) left.hours -= hours_of(parts[k], left.person);
        fact_add(fold->disclosure, rest, left.person, left.hours);
    }
    fact_seal(rest); /* cannot overflow: a part of `whole` */
    Fact **all = ARENA_ARRAY(fold->arena, Fact *, n + 1);
    for (size_t k = 0; k < n; k++) all[k] = parts[k];
    all[n] = rest;
    disclosure_sum(fold->disclosure, whole, all, n + 1, people_add);
}

Secret secret_of(const Fact *fact, Quantity quantity) {
    return (Secret){quantity == QUANTITY_PEOPLE ? fact->people : fact->hours, fact->hidden[quantity]};
}

/* The people of one row of a breakdown, as a number of its own. */
static Secret row_people(const Review *review, BreakdownName name, Str key) {
    const Breakdown *b = &review->breakdowns[name];
    const Part *part = map_get(b->by_key, key);
    bool hidden = review->people.hidden || b->hidden || b->merged; /* that it is 0, too */
    if (!part) return (Secret){0, hidden};
    return (Secret){part->fact->people, hidden || part->fact->hidden[QUANTITY_PEOPLE]};
}

static void numbers_finish(ReviewFold *fold) {
    Review *review = fold->review;
    review->people = secret_of(fold->all, QUANTITY_PEOPLE);
    review->hours = secret_of(fold->all, QUANTITY_HOURS);
    review->training = secret_of(fold->training, QUANTITY_HOURS);
    review->exits_positive = secret_of(fold->positive, QUANTITY_PEOPLE);
    review->women = row_people(review, PEOPLE_BY_SEX, STR("F"));
    if (!review->contract_count || review->contracts_declared) return;
    Secret *const done[] = {&review->hours, &review->training, &review->people, &review->women,
                            &review->exits_positive};
    for (size_t i = 0; i < sizeof done / sizeof *done; i++) done[i]->value = HUNDREDTHS_ABSENT;
}

static void rows_label(ReviewFold *fold, const char *section, Part **rows, size_t n) {
    for (size_t i = 0; i < n; i++)
        rows[i]->label = label_of(fold->arena, fold->review->input.words, section, rows[i]->key);
}

/* Of structures that declared all are known. */
static bool hides_every_row(const ReviewFold *fold, BreakdownName name) {
    const Breakdown *b = &fold->review->breakdowns[name];
    size_t printed = 0;
    for (size_t i = 0; i < b->n; i++) {
        const Fact *fact = b->at[i]->fact;
        printed += !fact->people || !fact->hidden[QUANTITY_PEOPLE] || !fact->hidden[QUANTITY_HOURS];
    }
    return b->n && !printed && breakdown_tells(fold, b) && name != HOURS_BY_STRUCTURE;
}

/* Rows without any number say nothing but that somebody is in each. */
static void breakdowns_withhold(ReviewFold *fold) {
    Breakdown *at = fold->review->breakdowns;
    for (BreakdownName name = HOURS_BY_TRADE; name < BREAKDOWNS; name++)
        if (name != WORK_CONTRACTS_BY_TYPE && hides_every_row(fold, name)) breakdown_withhold(&at[name]);
    if (at[HOURS_BY_CONTRACT_TYPE].hidden) breakdown_withhold(&at[WORK_CONTRACTS_BY_TYPE]);
}

static void breakdowns_finish(ReviewFold *fold) {
    for (size_t i = 0; i < BREAKDOWNS; i++) {
        Breakdown *b = &fold->review->breakdowns[i];
        if (!b->every) breakdown_keep(fold->arena, b);
        if (i >= HOURS_BY_TRADE) breakdown_take(b);
        breakdown_order(fold->arena, b, orders[i].codes, orders[i].by_count);
        rows_label(fold, orders[i].name, b->at, b->n);
        rows_label(fold, orders[i].name, b->every, b->every_count);
    }
}

/* All facts, sums and ties; false on overflow. */
static bool facts_fold(ReviewFold *fold) {
    Breakdown *at = fold->review->breakdowns;
    if (!contracts_fold(fold) || !months_fold(fold) || !people_fold(fold)) return false;
    for (BreakdownName name = HOURS_BY_TRADE; name <= HOURS_BY_CONTRACT_TYPE; name++)
        if (!facts_seal(&at[name])) return false;
    groups_fold(fold);
    for (BreakdownName name = HOURS_BY_EMPLOYER_KIND; name <= HOURS_BY_CONTRACT_TYPE; name++)
        if (name != HOURS_BY_STRUCTURE) hours_merge(fold, name);
    structures_fold(fold);
    breakdown_sum(fold, &at[HOURS_BY_EMPLOYER_KIND], fold->all, false);
    breakdown_sum(fold, &at[HOURS_BY_CONTRACT_TYPE], fold->all, false);
    if (!work_fold(fold)) return false;
    replaced_fold(fold);
    guard_fold(fold);
    known_fold(fold);
    return true;
}

static ReviewFold fold_new(Arena *arena, const ReviewInput *input, const Merge *merge) {
    Review *review = ARENA_NEW(arena, Review);
    *review = (Review){.input = *input, .first = date_month(input->from), .last = date_month(input->to)};
    for (size_t i = 0; i < BREAKDOWNS; i++) review->breakdowns[i] = breakdown_new(arena);
    DisclosureRule rule = {input->convention->threshold, input->convention->sensitive_threshold, DOMINANCE};
    ReviewFold fold = {.arena = arena,
                       .review = review,
                       .disclosure = disclosure_new(arena, rule),
                       .people = map_new(arena),
                       .merge = merge};
    review->disclosure = fold.disclosure;
    fold.ever = disclosure_fact(fold.disclosure, NULL);
    fold.ever->unprinted = true;
    fold.all = disclosure_fact(fold.disclosure, NULL);
    fold.training = disclosure_fact(fold.disclosure, fold.all);
    fold.training->worth = 3; /* a total: before it, months */
    fold.training->tells_zero = true;
    fold.work = disclosure_fact(fold.disclosure, NULL);
    return fold;
}

static Review *refuse(Diags *diags, const char *why) {
    diag_add(diags, DIAG_REFUSED, (Loc){0}, "no review is made", "%s", why);
    return NULL;
}

/* The numbers, of protected facts. */
static Review *finish(ReviewFold *fold) {
    Review *review = fold->review;
    breakdowns_withhold(fold);
    numbers_finish(fold);
    contracts_finish(fold);
    months_finish(fold);
    replaced_finish(fold);
    breakdowns_finish(fold);
    work_finish(fold);
    structures_finish(fold);
    guard_finish(fold);
    return review;
}

static Review *refuse_left(Arena *arena, Diags *diags, const Review *review, const Exposure *left) {
    if (left->how == EXPOSED_ENDLESS)
        return refuse(diags, "disclosure control: the hours are too large to be checked");
    AuditCells cells = audit_cells(arena, review);
    Str place = audit_place(arena, &cells, left->fact, left->quantity);
    diag_add(diags, DIAG_REFUSED, (Loc){0}, "no review is made",
             "disclosure control: no pattern of hidden cells and of merged rows protects %.*s",
             STR_ARG(place));
    return NULL;
}

/* Facts are sealed once: to merge more rows, everything is folded once more. */
static Review *fold_protected(Arena *arena, const ReviewInput *input, unsigned work_worth, Diags *diags) {
    Merge merge[BREAKDOWNS] = {MERGE_NONE};
    const PublishedThen *previous = input->previous;
    const Review *before = previous ? past_fold(arena, input, previous, previous->ledger) : NULL;
    for (;;) {
        ReviewFold fold = fold_new(arena, input, merge);
        fold.work_worth = work_worth;
        fold.review->before = before;
        if (!contracts_take(&fold)) return refuse(diags, "the hours do not fit into 64 bits");
        contracts_count(&fold);
        months_new(&fold);
        structures_take(&fold);
        funnel_count(fold.review);
        if (!facts_fold(&fold)) return refuse(diags, "the hours do not fit into 64 bits");
        Exposure left;
        if (disclosure_protect(fold.disclosure, &left)) {
            lateness_fold(&fold);
            return finish(&fold);
        }
        bool endless = left.how == EXPOSED_ENDLESS; /* whatever is merged */
        if (endless || !guard_merge_more(&fold, &left, merge))
            return refuse_left(arena, diags, fold.review, &left);
    }
}

/* The total of work contracts is the first to go, for beside it the people of hidden contracts may add up.
 * Where keeping it hides no more numbers, it is kept. */
static Review *fold_best(Arena *arena, const ReviewInput *input, Diags *diags) {
    enum { FIRST_TO_GO = 0, LAST_TO_GO = 3 };
    Review *review = fold_protected(arena, input, FIRST_TO_GO, diags);
    if (!review || !review->work_contracts.hidden || review->people.hidden) return review;
    Diags unsaid = diags_new(arena);
    Review *other = fold_protected(arena, input, LAST_TO_GO, &unsaid);
    bool better =
        other && !other->work_contracts.hidden && other->hidden_secondary <= review->hidden_secondary;
    return better ? other : review;
}

Review *review_fold(Arena *arena, const ReviewInput *input, Diags *diags) {
    assert(input->from != DATE_ABSENT && input->from <= input->to);
    Review *review = fold_best(arena, input, diags);
    if (review && input->published) review->published = past_make(arena, review, input->published);
    if (review && input->previous) review->previous = past_make(arena, review, input->previous);
    return review;
}
