/* review_contracts.c - the year's contracts: which they are, whose hours they hold, which are late.
 *
 * A contract belongs to the year when it runs in the period or has hours in it. Its hours are the smallest
 * facts of the review that carry a name; trades, companies and the total are sums of them. */
#include "report/review_fold.h"
#include <assert.h>
#include <stdlib.h>

static int by_id(const void *a, const void *b) {
    const YearContract *x = a, *y = b;
    return str_cmp(x->contract->id, y->contract->id);
}

bool in_period(const Review *review, const HoursRow *row) {
    return row->month >= review->first && row->month <= review->last;
}

static void rows_take(const Ledger *ledger, const Review *review, YearContract *year) {
    year->rows = ledger_rows(ledger, year->contract->id, &year->row_count);
    for (size_t i = 0; i < year->row_count; i++) year->declared |= in_period(review, &year->rows[i]);
}

static int64_t months_missing(const Review *review, const Pace *pace) {
    int64_t missing = 0;
    for (size_t i = 0; i < pace->missing_count; i++) missing += pace->missing[i] >= review->first;
    return missing;
}

bool contracts_take(ReviewFold *fold) {
    Review *review = fold->review;
    const ReviewInput *input = &review->input;
    const Contracts *all = input->ledger->contracts;
    review->contracts = ARENA_ARRAY(fold->arena, YearContract, all->n);
    for (size_t i = 0; i < all->n; i++) {
        const Contract *contract = &all->at[i];
        YearContract year = {.contract = contract};
        rows_take(input->ledger, review, &year);
        bool runs = contract->start_date <= input->to && contract->end_date >= input->from;
        if (!runs && !year.declared) continue;
        year.committed = pace_committed(contract, input->from, input->to);
        if (!pace_of(fold->arena, contract, year.rows, year.row_count, input->to,
                     input->convention->pace_tolerance, &year.pace))
            return false;
        if (!hundredths_add(review->committed, year.committed, &review->committed)) return false;
        review->months_missing += months_missing(review, &year.pace);
        review->months_missing_before +=
            (int64_t)year.pace.missing_count - months_missing(review, &year.pace);
        review->contracts[review->contract_count++] = year;
    }
    if (review->contract_count) qsort(review->contracts, review->contract_count, sizeof(YearContract), by_id);
    return true;
}

/* Hidden ones stand behind, as their ids have them: between two rates that are printed, a place would tell.
 */
static bool more_urgent(const YearContract *a, const YearContract *b) {
    if (a->cumulated.hidden || b->cumulated.hidden) return !a->cumulated.hidden && b->cumulated.hidden;
    return pace_lacking(a->contract, &a->pace) > pace_lacking(b->contract, &b->pace);
}

static void late_find(Arena *arena, Review *review) {
    review->late = ARENA_ARRAY(arena, size_t, review->contract_count);
    for (size_t i = 0; i < review->contract_count; i++) {
        if (!review->contracts[i].pace.late || review->contracts[i].untold) continue;
        size_t at = review->late_count++; /* insertion keeps equals in the order of their ids */
        for (; at && more_urgent(&review->contracts[i], &review->contracts[review->late[at - 1]]); at--)
            review->late[at] = review->late[at - 1];
        review->late[at] = i;
    }
}

static Str amount_band(Money amount) {
    static const struct {
        int64_t below; /* cents */
        const char *code;
    } bands[] = {{10000000, "lt100k"}, {50000000, "lt500k"}, {100000000, "lt1m"}, {500000000, "lt5m"}};
    if (amount.cents == HUNDREDTHS_ABSENT || (amount.currency.n && !str_is(amount.currency, "EUR")))
        return BREAKDOWN_UNKNOWN;
    for (size_t i = 0; i < sizeof bands / sizeof *bands; i++)
        if (amount.cents < bands[i].below) return str_of(bands[i].code);
    return STR("ge5m");
}

/* Kinds of contracts say nothing about people: counts and commitments, never hidden. */
static void contract_count(ReviewFold *fold, BreakdownName name, Str key, const YearContract *year) {
    Part *part = breakdown_part(fold->arena, &fold->review->breakdowns[name], key);
    part->count.value++;
    part->hours.value += year->committed; /* fits: the sum of all commitments does */
}

void contracts_count(ReviewFold *fold) {
    for (size_t i = 0; i < fold->review->contract_count; i++) {
        const YearContract *year = &fold->review->contracts[i];
        const Contract *contract = year->contract;
        contract_count(fold, CONTRACTS_BY_NATURE, contract->nature, year);
        contract_count(fold, CONTRACTS_BY_MECHANISM, contract->mechanism, year);
        contract_count(fold, CONTRACTS_BY_TRADE, contract->trade, year);
        contract_count(fold, CONTRACTS_BY_PROCEDURE, contract->procedure, year);
        contract_count(fold, CONTRACTS_BY_AMOUNT_BAND, amount_band(contract->amount), year);
        contract_count(fold, CONTRACTS_BY_BUYER, contract->buyer, year);
    }
}

YearPerson *person_of(ReviewFold *fold, Str ref) {
    void **slot = map_slot(fold->people, ref);
    if (!*slot) {
        YearPerson *person = ARENA_NEW(fold->arena, YearPerson);
        person->person = map_get(fold->review->input.ledger->person_by_ref, ref);
        assert(person->person); /* the ledger refuses hours of unknown persons */
        person->number = map_count(fold->people);
        *slot = person;
    }
    return *slot;
}

size_t person_number(ReviewFold *fold, Str ref) {
    return ref.n ? person_of(fold, ref)->number : NOBODY;
}

/* One row of the period goes into every fact that it is a part of; zero hours only say "declared". */
static bool row_put(ReviewFold *fold, const HoursRow *row, const YearContract *contract) {
    Disclosure *d = fold->disclosure;
    size_t person = person_number(fold, row->person_ref);
    YearMonth *month = &fold->review->months[row->month - fold->review->first];
    month->declared = true;
    Hundredths training = row->training_hours == HUNDREDTHS_ABSENT ? 0 : row->training_hours;
    fact_add(d, fold->training, person, training);
    fact_add(d, month->trained, person, training);

    Fact *const facts[] = {contract->done,
                           contract->trade->fact,
                           contract->company->fact,
                           month->done,
                           part_fact(fold, HOURS_BY_EMPLOYER_KIND, row->employer_kind),
                           part_fact(fold, HOURS_BY_CONTRACT_TYPE, row->contract_type)};
    for (size_t i = 0; i < sizeof facts / sizeof *facts; i++) fact_add(d, facts[i], person, row->hours);
    structure_put(fold, row, contract, person);
    Hundredths *sum = person == NOBODY ? &fold->nobody : &person_of(fold, row->person_ref)->hours;
    return hundredths_add(*sum, row->hours, sum);
}

/* The row of a trade or company: worth more than a contract, if one of them must be hidden. */
static Part *group_part(ReviewFold *fold, BreakdownName name, Str key) {
    part_fact(fold, name, key)->worth = 2;
    return breakdown_part(fold->arena, &fold->review->breakdowns[name], key);
}

bool contract_sensitive(const Contract *contract) {
    return str_is(contract->mechanism, "reserved_disability") ||
           str_is(contract->mechanism, "reserved_prison");
}

/* The pace of every contract is printed, and so are its hours since its start.
 * Whoever works on a contract reserved to disabled people or to detainees is one. */
static void contract_facts(ReviewFold *fold, YearContract *year) {
    const Contract *contract = year->contract;
    Str company = contract->contractor_name.n ? contract->contractor_name : contract->contractor_siret;
    year->done = disclosure_fact(fold->disclosure, fold->all);
    year->before = disclosure_fact(fold->disclosure, fold->ever);
    year->ever = disclosure_fact(fold->disclosure, fold->ever);
    year->before->unprinted = true;
    year->ever->worth = 0;
    year->before->left_of = year->ever;
    year->done->sensitive = year->before->sensitive = year->ever->sensitive = contract_sensitive(contract);
    year->trade = group_part(fold, HOURS_BY_TRADE, contract->trade);
    year->company = group_part(fold, HOURS_BY_COMPANY, company);
}

static bool contract_rows_put(ReviewFold *fold, const YearContract *year) {
    for (size_t i = 0; i < year->row_count; i++) {
        const HoursRow *row = &year->rows[i];
        if (row->month > fold->review->last) continue;
        size_t person = person_number(fold, row->person_ref);
        fact_add(fold->disclosure, fold->ever, person, row->hours);
        fact_add(fold->disclosure, year->ever, person, row->hours);
        if (!in_period(fold->review, row)) fact_add(fold->disclosure, year->before, person, row->hours);
        else if (!row_put(fold, row, year)) return false;
    }
    if (!fact_seal(year->done) || !fact_seal(year->before) || !fact_seal(year->ever)) return false;
    if (!year->before->hours) { /* a contract's first day tells */
        year->before->known = true;
        year->ever->of = fold->all;
    }
    return true;
}

/* What is true of all the parts is true of their sum: nothing but sensitive contracts. */
static bool all_sensitive(Fact *const *parts, size_t n) {
    bool people = false, sensitive = true;
    for (size_t i = 0; i < n; i++)
        if (parts[i]->people) people = true, sensitive &= parts[i]->sensitive;
    return people && sensitive;
}

/* All hours are the sum of all contracts'; a contract's are those of the period and those before it. That
 * there were none before is known of a contract that has just begun: its numbers are then one. */
static void contracts_sum(ReviewFold *fold) {
    const Review *review = fold->review;
    Fact **all = ARENA_ARRAY(fold->arena, Fact *, review->contract_count);
    for (size_t i = 0; i < review->contract_count; i++) {
        const YearContract *year = &review->contracts[i];
        all[i] = year->done;
        Fact **both = ARENA_ARRAY(fold->arena, Fact *, 2);
        both[0] = year->done, both[1] = year->before;
        disclosure_sum(fold->disclosure, year->ever, both, 1 + (year->before->n > 0), false);
    }
    disclosure_sum(fold->disclosure, fold->all, all, review->contract_count, false);
    fold->all->sensitive = fold->training->sensitive = all_sensitive(all, review->contract_count);
}

bool contracts_fold(ReviewFold *fold) {
    for (size_t i = 0; i < fold->review->contract_count; i++) {
        YearContract *year = &fold->review->contracts[i];
        contract_facts(fold, year);
        if (!contract_rows_put(fold, year)) return false;
    }
    for (size_t i = 0; i < map_count(fold->people); i++) {
        const YearPerson *person = map_value(fold->people, i);
        fact_add(fold->disclosure, fold->all, person->number, person->hours);
    }
    fact_add(fold->disclosure, fold->all, NOBODY, fold->nobody);
    if (!fact_seal(fold->ever) || !fact_seal(fold->all) || !fact_seal(fold->training)) return false;
    contracts_sum(fold);
    return true;
}

/* The row that a contract stands in. */
static const Part *group_of(const YearContract *year, BreakdownName name) {
    const Part *part = name == HOURS_BY_TRADE ? year->trade : year->company;
    return part->into ? part->into : part;
}

/* Every contract is in one group. */
static void group_sum(ReviewFold *fold, BreakdownName name) {
    const Review *review = fold->review;
    Breakdown *b = &fold->review->breakdowns[name];
    Fact **parts = ARENA_ARRAY(fold->arena, Fact *, review->contract_count);
    hours_merge(fold, name);
    for (size_t g = 0; g < b->n; g++) {
        size_t n = 0;
        for (size_t i = 0; i < review->contract_count; i++)
            if (group_of(&review->contracts[i], name) == b->at[g]) parts[n++] = review->contracts[i].done;
        b->at[g]->fact->sensitive = all_sensitive(parts, n);
        b->at[g]->fact->worth = 2;
        disclosure_sum(fold->disclosure, b->at[g]->fact, parts, n, false);
        disclosure_cover(fold->disclosure, QUANTITY_PEOPLE, b->at[g]->fact, parts, n);
        parts += n;
    }
    breakdown_sum(fold, b, fold->all, false);
}

void groups_fold(ReviewFold *fold) {
    group_sum(fold, HOURS_BY_TRADE);
    group_sum(fold, HOURS_BY_COMPANY);
}

/* Late: fewer hours than that; else as many, or more. */
static void lateness_tell(const Review *review, YearContract *year, bool told) {
    Hundredths turn =
        pace_turn(year->contract, &year->pace, review->input.to, review->input.convention->pace_tolerance);
    Fact *ever = year->ever;
    year->untold = !told;
    ever->bounded = told && turn != HUNDREDTHS_ABSENT;
    ever->least = year->pace.late ? 0 : turn;
    ever->most = year->pace.late ? turn - 1 : INT64_MAX;
}

/* As many of the contracts as the audit lets pass. */
static void lateness_add(ReviewFold *fold, YearContract **contracts, size_t n) {
    Exposure exposure;
    for (size_t i = 0; i < n; i++) lateness_tell(fold->review, contracts[i], true);
    if (!n || disclosure_audit(fold->disclosure, &exposure)) return;
    for (size_t i = 0; i < n; i++) lateness_tell(fold->review, contracts[i], false);
    if (n == 1) return;
    lateness_add(fold, contracts, n / 2);
    lateness_add(fold, contracts + n / 2, n - n / 2);
}

void lateness_fold(ReviewFold *fold) {
    const Review *review = fold->review;
    YearContract **hidden = ARENA_ARRAY(fold->arena, YearContract *, review->contract_count);
    size_t n = 0;
    for (size_t i = 0; i < review->contract_count; i++)
        if (review->contracts[i].ever->hidden[QUANTITY_HOURS]) hidden[n++] = &review->contracts[i];
    lateness_add(fold, hidden, n);
}

void contracts_finish(ReviewFold *fold) {
    Review *review = fold->review;
    for (size_t i = 0; i < review->contract_count; i++) {
        YearContract *year = &review->contracts[i];
        year->hours = secret_of(year->done, QUANTITY_HOURS);
        year->people = secret_of(year->done, QUANTITY_PEOPLE);
        year->cumulated = secret_of(year->ever, QUANTITY_HOURS);
        assert(year->cumulated.value == year->pace.declared); /* what the audit judged is what a rate tells */
        year->rate = percent_of(year->hours.value, year->committed);
    }
    late_find(fold->arena, review);
}
