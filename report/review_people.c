/* review_people.c - the people of the year by what is known of them.
 *
 * A person counts once in a breakdown, with all hours of the period; by criterion as often as criteria hold.
 * Not stated is a row of its own. Where breakdowns speak of the same people (age and the age criteria, QPV
 * and its criterion, main criterion and criterion) their facts are tied or summed: one could be subtracted
 * from the other. */
#include "report/review_fold.h"

/* The breakdowns in which a person stands once. */
static const struct {
    BreakdownName name;
    bool merge; /* an open list: small rows are put together instead of hidden */
} traits[] = {
    {PEOPLE_BY_SEX, false},       {PEOPLE_BY_AGE_BAND, false}, {PEOPLE_BY_MAIN_CRITERION, true},
    {PEOPLE_BY_EDUCATION, false}, {PEOPLE_BY_COMMUNE, true},   {PEOPLE_BY_QPV, false},
    {PEOPLE_BY_PRESCRIBER, true}, {PEOPLE_BY_EXIT, false},
};
enum { TRAITS = sizeof traits / sizeof *traits };

/* Where only a postal code is known it is the key, marked: both have five digits. */
static Str commune_key(Arena *arena, const Person *person) {
    if (person->commune.n || !person->postal_code.n) return person->commune;
    return str_print(arena, "postal:%.*s", STR_ARG(person->postal_code));
}

/* An exit after the period had not happened at its end. */
static Str exit_key(const Person *person, Date to) {
    bool later = person->exit_date != DATE_ABSENT && person->exit_date > to;
    return later || !person->exit.n ? STR("ongoing") : person->exit;
}

static Str person_key(const ReviewFold *fold, const Person *person, BreakdownName name) {
    switch (name) {
    case PEOPLE_BY_SEX:
        return person->sex;
    case PEOPLE_BY_AGE_BAND:
        return person->age_band;
    case PEOPLE_BY_MAIN_CRITERION:
        return person->main_criterion;
    case PEOPLE_BY_EDUCATION:
        return person->education;
    case PEOPLE_BY_COMMUNE:
        return commune_key(fold->arena, person);
    case PEOPLE_BY_QPV:
        return person->qpv;
    case PEOPLE_BY_PRESCRIBER:
        return person->prescriber;
    case PEOPLE_BY_EXIT:
        return exit_key(person, fold->review->input.to);
    default:
        return (Str){0};
    }
}

/* Facts of different breakdowns about the same people: criterion, breakdown, its key. */
static const struct {
    const char *criterion;
    BreakdownName name;
    const char *key;
} ties[] = {
    {"<26", PEOPLE_BY_AGE_BAND, "<26"},
    {"50+", PEOPLE_BY_AGE_BAND, "50+"},
    {"QPV", PEOPLE_BY_QPV, "yes"},
};

static void person_put(ReviewFold *fold, BreakdownName name, Str key, const YearPerson *person) {
    fact_add(fold->disclosure, part_fact(fold, name, key), person->number, person->hours);
}

/* A main criterion is one of the person's criteria, listed there or not. */
static void criteria_put(ReviewFold *fold, const YearPerson *person) {
    StrList stated = person->person->criteria, once = {0};
    for (size_t i = 0; i < stated.n; i++)
        if (!strlist_has(once, stated.at[i])) strlist_add(fold->arena, &once, stated.at[i]);
    Str main = person->person->main_criterion;
    if (main.n && !strlist_has(once, main)) strlist_add(fold->arena, &once, main);
    if (!once.n) strlist_add(fold->arena, &once, BREAKDOWN_UNKNOWN);
    for (size_t i = 0; i < once.n; i++) person_put(fold, PEOPLE_BY_CRITERION, once.at[i], person);
}

static const Part *part_printed(const Breakdown *b, Str key) {
    for (size_t i = 0; i < b->n && !b->hidden; i++)
        if (str_eq(b->at[i]->key, key)) return b->at[i];
    return NULL;
}

/* Criteria overlap, so no column of theirs adds up; but each is a part of all, and has the main one as a
 * part. */
static void criteria_sum(ReviewFold *fold) {
    Breakdown *at = fold->review->breakdowns;
    const Breakdown *criteria = &at[PEOPLE_BY_CRITERION];
    for (size_t i = 0; i < criteria->n; i++) {
        Fact *fact = criteria->at[i]->fact;
        fact->worth = 0;
        rest_sum(fold, fold->all, &fact, 1, true);
        const Part *main = part_printed(&at[PEOPLE_BY_MAIN_CRITERION], criteria->at[i]->key);
        if (main) rest_sum(fold, fact, &main->fact, 1, true);
    }
    for (size_t i = 0; i < sizeof ties / sizeof *ties; i++) {
        const Part *criterion = part_printed(criteria, str_of(ties[i].criterion));
        const Part *same = part_printed(&at[ties[i].name], str_of(ties[i].key));
        if (criterion && same) disclosure_tie(fold->disclosure, criterion->fact, same->fact);
    }
}

static bool exit_positive(Str exit) {
    static const char *const positive[] = {"CDI", "CDD>=6m", "CDD<6m", "training"};
    for (size_t i = 0; i < sizeof positive / sizeof *positive; i++)
        if (str_is(exit, positive[i])) return true;
    return false;
}

bool person_leaves_well(const Person *person, Date to) {
    return exit_positive(exit_key(person, to));
}

static bool exits_sum(ReviewFold *fold) {
    const Breakdown *exits = &fold->review->breakdowns[PEOPLE_BY_EXIT];
    Fact **parts = ARENA_ARRAY(fold->arena, Fact *, exits->every_count);
    size_t n = 0;
    fold->positive = disclosure_fact(fold->disclosure, fold->all);
    fold->positive->tells_zero = true;
    fold->positive->worth = 0;
    for (size_t i = 0; i < exits->every_count; i++) {
        if (!exit_positive(exits->every[i]->key)) continue;
        Fact *part = parts[n++] = exits->every[i]->fact;
        for (size_t k = 0; k < part->n; k++)
            fact_add(fold->disclosure, fold->positive, part->by[k].person, part->by[k].hours);
    }
    if (n) disclosure_sum(fold->disclosure, fold->positive, parts, n, true);
    return fact_seal(fold->positive);
}

/* People by their own hours of the period. Bands of few people are put together with their neighbours, the
 * lower ones first: between bands, what is hidden could be guessed from the bounds. Kept as they are under
 * `every`. */
enum { BANDS = 5 };
static const Hundredths band_from[BANDS + 1] = {0, 3500, 15000, 30000, 60000, HUNDREDTHS_ABSENT};

static size_t band_of(Hundredths hours) {
    size_t band = 0;
    while (band + 1 < BANDS && hours >= band_from[band + 1]) band++;
    return band;
}

/* "35-150" are 35 hours and more, and fewer than 150; "600-" has no end. */
static Str band_key(Arena *arena, size_t from, size_t to) {
    Str start = str_print(arena, "%lld-", (long long)(band_from[from] / 100));
    if (to + 1 == BANDS) return start;
    return str_print(arena, "%.*s%lld", STR_ARG(start), (long long)(band_from[to + 1] / 100));
}

static void bands_put(ReviewFold *fold, const size_t first[BANDS], const size_t last[BANDS], bool printed) {
    for (size_t i = 0; i < map_count(fold->people); i++) {
        const YearPerson *person = map_value(fold->people, i);
        if (!person->hours) continue;
        size_t band = band_of(person->hours);
        Fact *fact = part_fact(fold, PEOPLE_BY_HOURS, band_key(fold->arena, first[band], last[band]));
        fact->unprinted = !printed;
        fact_add(fold->disclosure, fact, person->number, person->hours);
    }
}

/* Which bands stand together: from `first` to `last` of each. */
static void bands_unite(const ReviewFold *fold, size_t first[BANDS], size_t last[BANDS]) {
    int64_t people[BANDS] = {0}, few = fact_safe_from(fold->disclosure, fold->all);
    for (size_t i = 0; i < map_count(fold->people); i++) {
        const YearPerson *person = map_value(fold->people, i);
        people[band_of(person->hours)] += person->hours > 0;
    }
    int64_t together = 0;
    size_t from = 0, safe = 0; /* of the last row that has enough people */
    for (size_t band = 0; band < BANDS; band++) {
        together += people[band];
        if (together && together < few && band + 1 < BANDS) continue;
        if (together && together < few) from = safe;
        else if (together) safe = from;
        for (size_t i = from; i <= band; i++) first[i] = from, last[i] = band;
        from = band + 1;
        together = 0;
    }
}

static bool bands_fold(ReviewFold *fold) {
    Breakdown *b = &fold->review->breakdowns[PEOPLE_BY_HOURS];
    size_t first[BANDS] = {0}, last[BANDS] = {0};
    for (size_t band = 0; band < BANDS; band++) first[band] = last[band] = band;
    bands_put(fold, first, last, false);
    if (!facts_seal(b)) return false;
    breakdown_keep(fold->arena, b);
    *b = (Breakdown){.every = b->every, .every_count = b->every_count, .by_key = map_new(fold->arena)};
    bands_unite(fold, first, last);
    bands_put(fold, first, last, true);
    if (!facts_seal(b)) return false;
    if (fold->merge[PEOPLE_BY_HOURS]) breakdown_withhold(b);
    else breakdown_sum_known(fold, b, fold->all);
    return true;
}

bool people_fold(ReviewFold *fold) {
    Breakdown *at = fold->review->breakdowns;
    for (size_t i = 0; i < map_count(fold->people); i++) {
        const YearPerson *person = map_value(fold->people, i);
        if (!person->hours) continue;
        for (size_t k = 0; k < TRAITS; k++)
            person_put(fold, traits[k].name, person_key(fold, person->person, traits[k].name), person);
        criteria_put(fold, person);
    }
    for (size_t k = 0; k < TRAITS; k++) {
        Breakdown *b = &at[traits[k].name];
        if (!facts_seal(b)) return false;
        breakdown_keep(fold->arena, b);
        Merge how = fold->merge[traits[k].name];
        if (!how && traits[k].merge) how = MERGE_FEW;
        breakdown_merge(fold->arena, fold->disclosure, b, fold->all, how);
        breakdown_sum_known(fold, b, fold->all);
    }
    if (!facts_seal(&at[PEOPLE_BY_CRITERION])) return false;
    Breakdown *criteria = &at[PEOPLE_BY_CRITERION]; /* no sum to merge */
    if (fold->merge[PEOPLE_BY_CRITERION] || breakdown_of_few(fold, criteria)) breakdown_withhold(criteria);
    else criteria_sum(fold);
    merged_sum(fold, &at[PEOPLE_BY_EXIT], true);
    return exits_sum(fold) && bands_fold(fold);
}
