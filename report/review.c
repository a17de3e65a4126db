/* review.c - a year of contracts and hours, folded.
 *
 * Every cell of the review is collected as a fact: the people in it with their hours (disclosure.h). Its
 * numbers are sums of whole hundredths over sets, so no order of contracts, rows or people can change them.
 * Only hours whose month lies in the period count; the pace of a contract looks back to its start. When all
 * facts stand, disclosure decides what is hidden; a review whose audit fails is not made. */
#include "report/review_fold.h"
#include <assert.h>
#include <stdlib.h>

/* The facts of one contract. */
typedef struct ContractFacts {
    Fact *year;            /* hours in the period */
    Fact *before;          /* hours before it */
    Fact *ever;            /* both: printed as the pace of a late contract */
    Part *trade, *company; /* whose rows it is a part of */
} ContractFacts;

static const struct {
    const char *name;
    bool by_count;
    const char *codes;
} orders[BREAKDOWNS] = {
    [CONTRACTS_BY_NATURE] = {"nature", true, "works|services|supplies"},
    [CONTRACTS_BY_MECHANISM] =
        {"mechanism", true,
         "execution_clause|reserved_insertion|reserved_disability|reserved_both|reserved_"
         "prison|reserved_ess|award_criterion|training_clause|insertion_market"},
    [CONTRACTS_BY_TRADE] = {"trade", true, NULL},
    [CONTRACTS_BY_PROCEDURE] = {"procedure", true, NULL},
    [CONTRACTS_BY_AMOUNT_BAND] = {"amount_band", true, "lt100k|lt500k|lt1m|lt5m|ge5m"},
    [HOURS_BY_TRADE] = {"trade", false, NULL},
    [HOURS_BY_COMPANY] = {"company", false, NULL},
    [HOURS_BY_EMPLOYER_KIND] = {"employer_kind", false, "direct|ETTI|AI|EI|ACI|GEIQ|EA|ESAT"},
    [HOURS_BY_CONTRACT_TYPE] = {"contract_type", false,
                                "CDI|CDD|CDDI|CTT|CDDU|apprenticeship|professionalisation|other"},
    [PEOPLE_BY_SEX] = {"sex", true, "F|M"},
    [PEOPLE_BY_AGE_BAND] = {"age_band", true, "<26|26-29|30-39|40-49|50+"},
    [PEOPLE_BY_MAIN_CRITERION] = {"criterion", true, NULL},
    [PEOPLE_BY_CRITERION] = {"criterion", true, NULL},
    [PEOPLE_BY_EDUCATION] = {"education", true, "infra 3|3|4|5|6+"},
    [PEOPLE_BY_COMMUNE] = {"commune", true, NULL},
    [PEOPLE_BY_QPV] = {"qpv", true, "yes|no"},
    [PEOPLE_BY_PRESCRIBER] = {"prescriber", true, NULL},
    [PEOPLE_BY_EXIT] = {"exit", true, "CDI|CDD>=6m|CDD<6m|training|other|none|ongoing"},
};

/* A word's name may not hold the "=" of CDD>=6m: it is left out. */
static Str word_key(Arena *arena, Str code) {
    Buf buf = {.arena = arena};
    for (size_t i = 0; i < code.n; i++)
        if (code.p[i] != '=') buf_byte(&buf, code.p[i]);
    return buf_str(&buf);
}

/* What stands for a code without a label: the word fallback.SECTION, or fallback.X for a code "X:...". */
static Str fallback_of(Arena *arena, const Words *words, const char *section, Str code) {
    size_t colon = str_find_byte(code, ':');
    Str name = colon == SIZE_MAX ? str_of(section) : str_sub(code, 0, colon);
    if (!words_has(words, "fallback", name)) return code;
    Str rest = colon == SIZE_MAX ? code : str_sub(code, colon + 1, SIZE_MAX);
    return words_fill(arena, words_label(words, "fallback", name), (WordsValue[]){{"code", rest}}, 1);
}

Str label_of(Arena *arena, const Words *words, const char *section, Str code) {
    Str key = word_key(arena, code.n ? code : BREAKDOWN_UNKNOWN);
    if (words_has(words, section, key)) return words_label(words, section, key);
    if (words_has(words, "label", key)) return words_label(words, "label", key);
    return fallback_of(arena, words, section, code);
}

bool key_sensitive(const ReviewFold *fold, Str key) {
    return strlist_has(fold->review->input.convention->sensitive, key) || str_is(key, "EA") ||
           str_is(key, "EATT") || str_is(key, "ESAT");
}

void breakdown_sum(ReviewFold *fold, const Breakdown *b, Fact *whole, bool people_add) {
    Fact **parts = ARENA_ARRAY(fold->arena, Fact *, b->n);
    for (size_t i = 0; i < b->n; i++) parts[i] = b->at[i]->fact;
    disclosure_sum(fold->disclosure, whole, parts, b->n, people_add);
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

/* -- contracts ------------------------------------------------------------------------------------------- */

static int by_id(const void *a, const void *b) {
    const YearContract *x = a, *y = b;
    return str_cmp(x->contract->id, y->contract->id);
}

/* The rows of every contract: the ledger keeps them together. */
static Map *rows_by_contract(Arena *arena, const Ledger *ledger) {
    Map *rows = map_new(arena);
    for (size_t i = 0; i < ledger->hours.n; i++) {
        HoursRow *row = &ledger->hours.at[i];
        void **first = map_slot(rows, row->contract_id);
        if (!*first) *first = row;
    }
    return rows;
}

static bool in_period(const Review *review, const HoursRow *row) {
    return row->month >= review->first && row->month <= review->last;
}

static void rows_take(const Ledger *ledger, const Review *review, const Map *rows, YearContract *year) {
    year->rows = map_get(rows, year->contract->id);
    if (!year->rows) return;
    const HoursRow *end = ledger->hours.at + ledger->hours.n;
    for (const HoursRow *row = year->rows; row < end && str_eq(row->contract_id, year->contract->id); row++) {
        year->row_count++;
        year->declared |= in_period(review, row);
    }
}

static int64_t months_missing(const Review *review, const Pace *pace) {
    int64_t missing = 0;
    for (size_t i = 0; i < pace->missing_count; i++) missing += pace->missing[i] >= review->first;
    return missing;
}

/* Those that run in the period or have hours in it. */
static bool contracts_take(ReviewFold *fold) {
    Review *review = fold->review;
    const ReviewInput *input = &review->input;
    const Contracts *all = input->ledger->contracts;
    Map *rows = rows_by_contract(fold->arena, input->ledger);
    review->contracts = ARENA_ARRAY(fold->arena, YearContract, all->n);
    for (size_t i = 0; i < all->n; i++) {
        const Contract *contract = &all->at[i];
        YearContract year = {.contract = contract};
        rows_take(input->ledger, review, rows, &year);
        bool runs = contract->start_date <= input->to && contract->end_date >= input->from;
        if (!runs && !year.declared) continue;
        year.committed = pace_committed(contract, input->from, input->to);
        if (!pace_of(fold->arena, contract, year.rows, year.row_count, input->to,
                     input->convention->pace_tolerance, &year.pace))
            return false;
        if (!hundredths_add(review->committed, year.committed, &review->committed)) return false;
        review->months_missing += months_missing(review, &year.pace);
        review->contracts[review->contract_count++] = year;
    }
    if (review->contract_count) qsort(review->contracts, review->contract_count, sizeof(YearContract), by_id);
    return true;
}

/* Hours that a late contract lacks, at best. */
static Hundredths hours_lacking(const YearContract *year) {
    Hundredths expected = rounded(year->contract->hours_committed, year->pace.elapsed, 10000);
    return expected - (year->pace.declared_count ? year->pace.high : 0);
}

static void late_find(Arena *arena, Review *review) {
    review->late = ARENA_ARRAY(arena, size_t, review->contract_count);
    for (size_t i = 0; i < review->contract_count; i++) {
        if (!review->contracts[i].pace.late) continue;
        size_t at = review->late_count++; /* insertion keeps equals in the order of their ids */
        Hundredths lacking = hours_lacking(&review->contracts[i]);
        for (; at && hours_lacking(&review->contracts[review->late[at - 1]]) < lacking; at--)
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

static void contracts_count(ReviewFold *fold) {
    for (size_t i = 0; i < fold->review->contract_count; i++) {
        const YearContract *year = &fold->review->contracts[i];
        const Contract *contract = year->contract;
        contract_count(fold, CONTRACTS_BY_NATURE, contract->nature, year);
        contract_count(fold, CONTRACTS_BY_MECHANISM, contract->mechanism, year);
        contract_count(fold, CONTRACTS_BY_TRADE, contract->trade, year);
        contract_count(fold, CONTRACTS_BY_PROCEDURE, contract->procedure, year);
        contract_count(fold, CONTRACTS_BY_AMOUNT_BAND, amount_band(contract->amount), year);
    }
}

/* -- hours ----------------------------------------------------------------------------------------------- */

/* The facts of the months, hours and training. */
typedef struct MonthFacts {
    Fact *hours, *training;
} MonthFacts;

static YearPerson *person_of(ReviewFold *fold, Str ref) {
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

static Fact *part_fact(ReviewFold *fold, BreakdownName name, Str key) {
    Part *part = breakdown_part(fold->arena, &fold->review->breakdowns[name], key);
    if (!part->fact) {
        part->fact = disclosure_fact(fold->disclosure, fold->all);
        part->fact->trait = name == HOURS_BY_EMPLOYER_KIND;
        part->fact->sensitive = part->fact->trait && key_sensitive(fold, part->key);
    }
    return part->fact;
}

/* One row of the period goes into every fact that it is a part of; zero hours only say "declared". */
static bool row_put(ReviewFold *fold, const HoursRow *row, const ContractFacts *contract,
                    MonthFacts *months) {
    Disclosure *d = fold->disclosure;
    YearPerson *person = person_of(fold, row->person_ref);
    size_t month = (size_t)(row->month - fold->review->first);
    fold->review->months[month].declared = true;
    Hundredths training = row->training_hours == HUNDREDTHS_ABSENT ? 0 : row->training_hours;
    fact_add(d, fold->training, person->number, training);
    fact_add(d, months[month].training, person->number, training);

    Fact *const facts[] = {contract->year,
                           contract->trade->fact,
                           contract->company->fact,
                           months[month].hours,
                           part_fact(fold, HOURS_BY_EMPLOYER_KIND, row->employer_kind),
                           part_fact(fold, HOURS_BY_CONTRACT_TYPE, row->contract_type)};
    for (size_t i = 0; i < sizeof facts / sizeof *facts; i++)
        fact_add(d, facts[i], person->number, row->hours);
    return hundredths_add(person->hours, row->hours, &person->hours);
}

/* Nothing but contracts reserved to disabled people or detainees: what is true of the parts is of their sum.
 */
static bool all_sensitive(Fact *const *parts, size_t n) {
    bool people = false, sensitive = true;
    for (size_t i = 0; i < n; i++)
        if (parts[i]->people) people = true, sensitive &= parts[i]->sensitive;
    return people && sensitive;
}

static ContractFacts contract_facts(ReviewFold *fold, const YearContract *year) {
    const Contract *contract = year->contract;
    Disclosure *d = fold->disclosure;
    Str company = contract->contractor_name.n ? contract->contractor_name : contract->contractor_siret;
    ContractFacts facts = {disclosure_fact(d, fold->all), disclosure_fact(d, fold->ever),
                           disclosure_fact(d, fold->ever), NULL, NULL};
    facts.before->unprinted = true;
    facts.ever->unprinted = !year->pace.late;
    facts.ever->worth = 0;
    facts.year->sensitive = facts.before->sensitive = facts.ever->sensitive =
        str_is(contract->mechanism, "reserved_disability") || str_is(contract->mechanism, "reserved_prison");
    part_fact(fold, HOURS_BY_TRADE, contract->trade)->worth = 2;
    part_fact(fold, HOURS_BY_COMPANY, company)->worth = 2;
    facts.trade = breakdown_part(fold->arena, &fold->review->breakdowns[HOURS_BY_TRADE], contract->trade);
    facts.company = breakdown_part(fold->arena, &fold->review->breakdowns[HOURS_BY_COMPANY], company);
    return facts;
}

static bool contract_rows_put(ReviewFold *fold, const YearContract *year, const ContractFacts *facts,
                              MonthFacts *months) {
    for (size_t i = 0; i < year->row_count; i++) {
        const HoursRow *row = &year->rows[i];
        if (row->month > fold->review->last) continue;
        size_t person = person_of(fold, row->person_ref)->number;
        fact_add(fold->disclosure, fold->ever, person, row->hours);
        fact_add(fold->disclosure, facts->ever, person, row->hours);
        if (!in_period(fold->review, row)) fact_add(fold->disclosure, facts->before, person, row->hours);
        else if (!row_put(fold, row, facts, months)) return false;
    }
    return fact_seal(facts->year) && fact_seal(facts->before) && fact_seal(facts->ever);
}

/* All hours = the sum of all contracts; a contract's = those of the period and those before it. Returns
 * the contracts' facts of the period. */
static Fact **contracts_sum(ReviewFold *fold, const ContractFacts *facts) {
    size_t n = fold->review->contract_count;
    Fact **all = ARENA_ARRAY(fold->arena, Fact *, n);
    for (size_t i = 0; i < n; i++) {
        all[i] = facts[i].year;
        Fact **both = ARENA_ARRAY(fold->arena, Fact *, 2);
        both[0] = facts[i].year, both[1] = facts[i].before;
        disclosure_sum(fold->disclosure, facts[i].ever, both, 2, false);
    }
    disclosure_sum(fold->disclosure, fold->all, all, n, false);
    return all;
}

/* A trade's (or a company's) hours = the sum of its contracts'. */
static void group_sum(ReviewFold *fold, const ContractFacts *facts, BreakdownName name) {
    const Breakdown *b = &fold->review->breakdowns[name];
    for (size_t g = 0; g < b->n; g++) {
        Fact **parts = ARENA_ARRAY(fold->arena, Fact *, fold->review->contract_count);
        size_t n = 0;
        for (size_t i = 0; i < fold->review->contract_count; i++)
            if (facts[i].trade == b->at[g] || facts[i].company == b->at[g]) parts[n++] = facts[i].year;
        b->at[g]->fact->sensitive = all_sensitive(parts, n);
        disclosure_sum(fold->disclosure, b->at[g]->fact, parts, n, false);
    }
    breakdown_sum(fold, b, fold->all, false);
}

/* -- months ---------------------------------------------------------------------------------------------- */

static MonthFacts *months_new(ReviewFold *fold) {
    Review *review = fold->review;
    review->month_count = (size_t)(review->last - review->first) + 1;
    review->months = ARENA_ARRAY(fold->arena, YearMonth, review->month_count);
    MonthFacts *facts = ARENA_ARRAY(fold->arena, MonthFacts, review->month_count);
    for (size_t i = 0; i < review->month_count; i++) {
        review->months[i].month = review->first + (Month)i;
        facts[i].hours = disclosure_fact(fold->disclosure, fold->all);
        facts[i].training = disclosure_fact(fold->disclosure, fold->training);
    }
    return facts;
}

static bool months_sum(ReviewFold *fold, const MonthFacts *months) {
    size_t n = fold->review->month_count;
    Fact **hours = ARENA_ARRAY(fold->arena, Fact *, n), **training = ARENA_ARRAY(fold->arena, Fact *, n);
    for (size_t i = 0; i < n; i++) {
        hours[i] = months[i].hours, training[i] = months[i].training;
        if (!fact_seal(hours[i]) || !fact_seal(training[i])) return false;
    }
    disclosure_sum(fold->disclosure, fold->all, hours, n, false);
    disclosure_sum(fold->disclosure, fold->training, training, n, false);
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

static Secret secret_of(const Fact *fact, Quantity quantity) {
    return (Secret){quantity == QUANTITY_PEOPLE ? fact->people : fact->hours, fact->hidden[quantity]};
}

/* A cumulated sum is printed where it hides nothing or everything that is hidden: in between, subtracting it
 * from its neighbour or from the total would give a hidden month away. */
static void months_take(Review *review, const MonthFacts *facts) {
    size_t hidden = 0, passed = 0;
    for (size_t i = 0; i < review->month_count; i++) hidden += facts[i].hours->hidden[QUANTITY_HOURS];
    Hundredths cumulated = 0;
    for (size_t i = 0; i < review->month_count; i++) {
        YearMonth *month = &review->months[i];
        month->hours = secret_of(facts[i].hours, QUANTITY_HOURS);
        month->people = secret_of(facts[i].hours, QUANTITY_PEOPLE);
        month->training = secret_of(facts[i].training, QUANTITY_HOURS);
        cumulated += month->hours.value;
        passed += month->hours.hidden;
        month->cumulated = (Secret){cumulated, review->hours.hidden || (passed && passed < hidden)};
        month->pace = month_pace(review, month->month);
        month->target = target_until(&review->input, month_last(month->month));
    }
}

/* -- declarations that were replaced --------------------------------------------------------------------- */

static int by_scope(const void *a, const void *b) {
    const Replacement *x = ((const YearReplacement *)a)->replacement;
    const Replacement *y = ((const YearReplacement *)b)->replacement;
    int order = str_cmp(x->contract_id, y->contract_id);
    if (!order) order = (x->month > y->month) - (x->month < y->month);
    if (!order) order = str_cmp(x->declarant_siret, y->declarant_siret);
    if (!order) order = (x->before > y->before) - (x->before < y->before);
    return order;
}

static const YearContract *contract_of(const Review *review, Str id) {
    for (size_t i = 0; i < review->contract_count; i++)
        if (str_eq(review->contracts[i].contract->id, id)) return &review->contracts[i];
    return NULL;
}

static Fact *scope_fact(ReviewFold *fold, const YearContract *year, const Replacement *replacement) {
    Fact *scope = disclosure_fact(fold->disclosure, fold->all);
    scope->worth = 0;
    for (size_t i = 0; i < year->row_count; i++) {
        const HoursRow *row = &year->rows[i];
        if (row->month == replacement->month && str_eq(row->declarant_siret, replacement->declarant_siret))
            fact_add(fold->disclosure, scope, person_of(fold, row->person_ref)->number, row->hours);
    }
    fact_seal(scope); /* cannot overflow: a part of the contract's hours */
    return scope;
}

/* A scope that was replaced twice is one fact. */
static bool same_scope(const Replacement *a, const Replacement *b) {
    return a->month == b->month && str_eq(a->contract_id, b->contract_id) &&
           str_eq(a->declarant_siret, b->declarant_siret);
}

static void replaced_take(ReviewFold *fold) {
    Review *review = fold->review;
    const Ledger *ledger = review->input.ledger;
    review->replaced = ARENA_ARRAY(fold->arena, YearReplacement, ledger->replaced_count);
    for (size_t i = 0; i < ledger->replaced_count; i++) {
        const Replacement *replacement = &ledger->replaced[i];
        if (replacement->month < review->first || replacement->month > review->last) continue;
        const YearContract *year = contract_of(review, replacement->contract_id);
        if (!year) continue;
        review->replaced[review->replaced_count++] =
            (YearReplacement){.replacement = replacement, .contract = year->contract};
    }
    YearReplacement *at = review->replaced;
    if (review->replaced_count) qsort(at, review->replaced_count, sizeof *at, by_scope);
    for (size_t i = 0; i < review->replaced_count; i++)
        at[i].scope =
            i && same_scope(at[i - 1].replacement, at[i].replacement)
                ? at[i - 1].scope
                : scope_fact(fold, contract_of(review, at[i].replacement->contract_id), at[i].replacement);
}

/* The scopes that are parts of one contract (`id`) or of one month. */
static void scopes_sum(ReviewFold *fold, Fact *whole, const Str *id, Month month) {
    const Review *review = fold->review;
    Fact **parts = ARENA_ARRAY(fold->arena, Fact *, review->replaced_count);
    size_t n = 0;
    for (size_t i = 0; i < review->replaced_count; i++) {
        const YearReplacement *at = &review->replaced[i];
        bool inside = id ? str_eq(at->replacement->contract_id, *id) : at->replacement->month == month;
        if (inside && !(n && parts[n - 1] == at->scope)) parts[n++] = at->scope;
    }
    if (n) rest_sum(fold, whole, parts, n, false);
}

/* -- the whole ------------------------------------------------------------------------------------------- */

/* Distinct person, contract, kind of work contract and declarant. */
static void work_contracts_count(ReviewFold *fold) {
    Review *review = fold->review;
    Map *seen = map_new(fold->arena);
    for (size_t i = 0; i < review->contract_count; i++)
        for (size_t k = 0; k < review->contracts[i].row_count; k++) {
            const HoursRow *row = &review->contracts[i].rows[k];
            if (!in_period(review, row) || !row->hours) continue;
            Str key = str_print(fold->arena, "%.*s\n%.*s\n%.*s\n%.*s", STR_ARG(row->person_ref),
                                STR_ARG(row->contract_id), STR_ARG(row->contract_type),
                                STR_ARG(row->declarant_siret));
            if (map_has(seen, key)) continue;
            map_put(seen, key, fold);
            review->work_contracts++;
            review->work_contracts_cdi.value += str_is(row->contract_type, "CDI");
        }
}

static bool row_hidden(const Breakdown *b, Str key, Quantity quantity) {
    const Part *part = map_get(b->by_key, key);
    return part && part->fact && part->fact->hidden[quantity];
}

static int64_t row_people(const Breakdown *b, Str key) {
    const Part *part = map_get(b->by_key, key);
    return part && part->fact ? part->fact->people : 0;
}

static void numbers_take(ReviewFold *fold) {
    Review *review = fold->review;
    const Breakdown *at = review->breakdowns;
    review->people = secret_of(fold->all, QUANTITY_PEOPLE);
    review->hours = secret_of(fold->all, QUANTITY_HOURS);
    review->training = secret_of(fold->training, QUANTITY_HOURS);
    review->exits_positive = secret_of(fold->positive, QUANTITY_PEOPLE);
    review->women =
        (Secret){row_people(&at[PEOPLE_BY_SEX], STR("F")),
                 review->people.hidden || row_hidden(&at[PEOPLE_BY_SEX], STR("F"), QUANTITY_PEOPLE)};
    review->work_contracts_cdi.hidden =
        review->people.hidden || row_hidden(&at[HOURS_BY_CONTRACT_TYPE], STR("CDI"), QUANTITY_PEOPLE);
}

static void contracts_take_secrets(Review *review, const ContractFacts *facts) {
    for (size_t i = 0; i < review->contract_count; i++) {
        YearContract *year = &review->contracts[i];
        year->hours = secret_of(facts[i].year, QUANTITY_HOURS);
        year->people = secret_of(facts[i].year, QUANTITY_PEOPLE);
        year->cumulated = secret_of(facts[i].ever, QUANTITY_HOURS);
        year->rate = percent_of(year->hours.value, year->committed);
    }
}

static void rows_label(ReviewFold *fold, const char *section, Part **rows, size_t n) {
    for (size_t i = 0; i < n; i++)
        rows[i]->label = label_of(fold->arena, fold->review->input.words, section, rows[i]->key);
}

static void breakdowns_take(ReviewFold *fold) {
    Review *review = fold->review;
    for (size_t i = 0; i < BREAKDOWNS; i++) {
        Breakdown *b = &review->breakdowns[i];
        if (!b->every) breakdown_keep(fold->arena, b);
        if (i >= HOURS_BY_TRADE) breakdown_take(b);
        breakdown_order(fold->arena, b, orders[i].codes, orders[i].by_count);
        rows_label(fold, orders[i].name, b->at, b->n);
        rows_label(fold, orders[i].name, b->every, b->every_count);
    }
    for (size_t i = 0; i < review->replaced_count; i++)
        review->replaced[i].hidden = review->replaced[i].scope->hidden[QUANTITY_HOURS];
}

/* All facts, sums and ties; false on overflow. */
static bool facts_fold(ReviewFold *fold, ContractFacts *contracts, MonthFacts *months) {
    Review *review = fold->review;
    for (size_t i = 0; i < review->contract_count; i++) {
        contracts[i] = contract_facts(fold, &review->contracts[i]);
        if (!contract_rows_put(fold, &review->contracts[i], &contracts[i], months)) return false;
    }
    for (size_t i = 0; i < map_count(fold->people); i++) {
        const YearPerson *person = map_value(fold->people, i);
        fact_add(fold->disclosure, fold->all, person->number, person->hours);
    }
    if (!fact_seal(fold->ever) || !fact_seal(fold->all) || !fact_seal(fold->training)) return false;
    Fact **years = contracts_sum(fold, contracts);
    fold->all->sensitive = fold->training->sensitive = all_sensitive(years, review->contract_count);
    for (BreakdownName name = HOURS_BY_TRADE; name <= HOURS_BY_CONTRACT_TYPE; name++)
        for (size_t k = 0; k < review->breakdowns[name].n; k++)
            if (!fact_seal(review->breakdowns[name].at[k]->fact)) return false;
    if (!months_sum(fold, months) || !people_fold(fold)) return false;
    group_sum(fold, contracts, HOURS_BY_TRADE);
    group_sum(fold, contracts, HOURS_BY_COMPANY);
    Breakdown *kinds = &review->breakdowns[HOURS_BY_EMPLOYER_KIND];
    if (breakdown_tells_of_all(fold, kinds)) breakdown_withhold(kinds);
    else breakdown_sum(fold, kinds, fold->all, false);
    breakdown_sum(fold, &review->breakdowns[HOURS_BY_CONTRACT_TYPE], fold->all, false);
    replaced_take(fold);
    for (size_t i = 0; i < review->contract_count; i++)
        scopes_sum(fold, contracts[i].year, &review->contracts[i].contract->id, 0);
    for (size_t i = 0; i < review->month_count; i++)
        scopes_sum(fold, months[i].hours, NULL, review->months[i].month);
    return true;
}

static ReviewFold fold_new(Arena *arena, const ReviewInput *input) {
    Review *review = ARENA_NEW(arena, Review);
    review->input = *input;
    review->first = date_month(input->from);
    review->last = date_month(input->to);
    for (size_t i = 0; i < BREAKDOWNS; i++) review->breakdowns[i] = breakdown_new(arena);
    DisclosureRule rule = {input->convention->threshold, input->convention->sensitive_threshold, DOMINANCE};
    ReviewFold fold = {arena, review, disclosure_new(arena, rule), map_new(arena), NULL, NULL, NULL, NULL};
    fold.ever = disclosure_fact(fold.disclosure, NULL);
    fold.ever->unprinted = true;
    fold.all = disclosure_fact(fold.disclosure, NULL);
    fold.training = disclosure_fact(fold.disclosure, NULL);
    return fold;
}

Review *review_fold(Arena *arena, const ReviewInput *input, Diags *diags) {
    assert(input->from != DATE_ABSENT && input->from <= input->to);
    ReviewFold fold = fold_new(arena, input);
    Review *review = fold.review;
    MonthFacts *months = months_new(&fold);
    if (!contracts_take(&fold)) goto overflow;
    contracts_count(&fold);
    ContractFacts *contracts = ARENA_ARRAY(arena, ContractFacts, review->contract_count);
    if (!facts_fold(&fold, contracts, months)) goto overflow;
    if (!disclosure_protect(fold.disclosure)) {
        diag_add(diags, DIAG_REFUSED, (Loc){0}, "no review is made",
                 "disclosure control: no pattern of hidden cells protects everybody");
        return NULL;
    }
    work_contracts_count(&fold);
    late_find(arena, review);
    numbers_take(&fold);
    contracts_take_secrets(review, contracts);
    breakdowns_take(&fold);
    months_take(review, months);
    return review;

overflow:
    diag_add(diags, DIAG_REFUSED, (Loc){0}, "no review is made", "the hours do not fit into 64 bits");
    return NULL;
}
