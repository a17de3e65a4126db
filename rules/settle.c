/* settle.c - tries the missing facts one by one.
 *
 * Conditions only compare a number with figures that stand in the packs. Between two of these figures nothing
 * changes, so that it is enough to judge at each figure and on either side of it: the answer is exact, not
 * searched for. Figures for hours become amounts by the trade's own factors. Fields of few words are tried
 * word by word. */
#include "rules/settle.h"
#include "rules/reason.h"
#include "rules/tally.h"
#include "rules/trade.h"
#include <stdlib.h>
#include <string.h>

static int compare_int64(const void *a, const void *b) {
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return (x > y) - (x < y);
}

static void sort_unique(int64_t *at, size_t *n) {
    if (!*n) return;
    qsort(at, *n, sizeof *at, compare_int64);
    size_t kept = 1;
    for (size_t i = 1; i < *n; i++)
        if (at[i] != at[kept - 1]) at[kept++] = at[i];
    *n = kept;
}

static void add_break(Ruleset *ruleset, Field field, int64_t number) {
    Breaks *breaks = &ruleset->breaks[field];
    *ARENA_PUSH(ruleset->arena, breaks->at, breaks->n, breaks->cap) = number;
}

static void collect(Ruleset *ruleset, const Expr *expr) {
    if (expr->kind == EXPR_COMPARE && field_info[expr->field].kind == KIND_NUMBER) {
        if (!expr->value) add_break(ruleset, expr->field, expr->number);
        for (size_t i = 0; expr->value && i < expr->value->n; i++)
            add_break(ruleset, expr->field, expr->value->periods[i].number);
    }
    for (const Expr *part = expr->first; part; part = part->next) collect(ruleset, part);
}

void settle_prepare(Ruleset *ruleset) {
    for (size_t i = 0; i < ruleset->condition_count; i++) collect(ruleset, ruleset->conditions[i]->when);
    for (size_t i = 0; i < ruleset->rule_count; i++)
        if (ruleset->rules[i]->when) collect(ruleset, ruleset->rules[i]->when);
    for (int field = 0; field < FIELDS; field++)
        sort_unique(ruleset->breaks[field].at, &ruleset->breaks[field].n);
}

typedef struct Settler {
    Arena *arena;
    const Ruleset *ruleset;
    const TruthTable *judged; /* the answers without the missing fact */
    TruthTable table;         /* the answers with it */
    Facts facts;
    Field field;
    Tally rest; /* of the rules that do not depend on the field */
    Verdict *verdict;
} Settler;

static bool depends(const Settler *settler, const Reach *reach) {
    return reach->needs & FIELD_BIT(settler->field);
}

static void start(Settler *settler, Field field) {
    const Ruleset *ruleset = settler->ruleset;
    settler->field = field;
    settler->facts = *settler->judged->facts;
    settler->table.facts = &settler->facts;
    settler->rest = (Tally){0};
    for (size_t i = 0; i < ruleset->rule_count; i++)
        if (!depends(settler, &ruleset->rules[i]->reach))
            tally_add(&settler->rest, ruleset->rules[i], settler->judged->rules[i].truth);
    memcpy(settler->table.rules, settler->judged->rules, ruleset->rule_count * sizeof(Answer));
    memcpy(settler->table.conditions, settler->judged->conditions, ruleset->condition_count * sizeof(Answer));
}

/* The verdict for the facts as supposed. */
static VerdictKind try_facts(Settler *settler) {
    const Ruleset *ruleset = settler->ruleset;
    Tally tally = settler->rest;
    for (size_t i = 0; i < ruleset->condition_count; i++)
        if (depends(settler, &ruleset->conditions[i]->reach)) settler->table.conditions[i].asked = false;
    for (size_t i = 0; i < ruleset->rule_count; i++)
        if (depends(settler, &ruleset->rules[i]->reach)) settler->table.rules[i].asked = false;
    for (size_t i = 0; i < ruleset->rule_count; i++)
        if (depends(settler, &ruleset->rules[i]->reach))
            tally_add(&tally, ruleset->rules[i], truth_of_rule(&settler->table, ruleset->rules[i]).truth);
    return tally_verdict(&tally, ruleset->eligible);
}

static VerdictKind try_number(Settler *settler, int64_t number) {
    facts_suppose(&settler->facts, settler->field, number);
    return try_facts(settler);
}

static void add_settle(Settler *settler, Str text, VerdictKind becomes) {
    Verdict *verdict = settler->verdict;
    *ARENA_PUSH(settler->arena, verdict->settles, verdict->settle_count, verdict->settle_cap) =
        (Settle){.field = field_name(settler->field), .text = text, .becomes = becomes};
}

typedef struct Samples {
    int64_t *at;
    VerdictKind *kind;
    size_t n, cap;
} Samples;

static int64_t least_of(Field field) {
    return field_info[field].unit == UNIT_EUR ? FACT_LEAST_AMOUNT : 1;
}

static void add_sample(Settler *settler, Samples *samples, int64_t number) {
    if (number < least_of(settler->field)) return;
    *ARENA_PUSH(settler->arena, samples->at, samples->n, samples->cap) = number;
}

/* A figure and its neighbours on either side. */
static void add_around(Settler *settler, Samples *samples, int64_t number) {
    add_sample(settler, samples, number - 1);
    add_sample(settler, samples, number);
    if (number < INT64_MAX) add_sample(settler, samples, number + 1);
}

/* The amounts at which the estimate reaches a number of hours, or passes it. */
static void add_hours(Settler *settler, Samples *samples, Field hours) {
    const Breaks *breaks = &settler->ruleset->breaks[hours];
    const Trade *trade = settler->facts.trade;
    for (size_t i = 0; trade && i < breaks->n; i++)
        for (int64_t past = 0; past <= 1; past++) {
            int64_t low, high;
            if (!trade_amount_for(trade, hours == FIELD_HOURS, breaks->at[i] / 100 + past, &low, &high))
                continue;
            add_around(settler, samples, low);
            add_around(settler, samples, high);
        }
}

static Samples take_samples(Settler *settler) {
    Samples samples = {0};
    const Breaks *breaks = &settler->ruleset->breaks[settler->field];
    add_sample(settler, &samples, least_of(settler->field));
    for (size_t i = 0; i < breaks->n; i++) add_around(settler, &samples, breaks->at[i]);
    if (settler->field == FIELD_AMOUNT) {
        add_hours(settler, &samples, FIELD_LABOUR_HOURS);
        add_hours(settler, &samples, FIELD_HOURS);
    }
    sort_unique(samples.at, &samples.n);
    samples.kind = ARENA_ARRAY(settler->arena, VerdictKind, samples.n);
    for (size_t i = 0; i < samples.n; i++) samples.kind[i] = try_number(settler, samples.at[i]);
    return samples;
}

/* An amount in whole euros, rounded into the stretch it bounds: nobody asks a buyer about cents. */
static int64_t asked(const Settler *settler, int64_t number, bool up) {
    if (settler->field != FIELD_AMOUNT && settler->field != FIELD_PROCEDURE_AMOUNT) return number;
    int64_t cents = number % 100;
    if (!cents || number > INT64_MAX - 100) return number;
    return up ? number + 100 - cents : number - cents;
}

static Str number_text(Settler *settler, int64_t number) {
    return reason_number(settler->arena, settler->ruleset->words, settler->field, number, number);
}

/* "montant d'au moins 50 625 €", for the samples first .. last. */
static Str range_text(Settler *settler, const Samples *samples, size_t first, size_t last) {
    bool from_least = first == 0, to_most = last + 1 == samples->n;
    const char *how = to_most ? "at_least" : from_least ? "below" : "between";
    Str name = str_print(settler->arena, "settle.%s_%s", field_info[settler->field].name, how);
    int64_t least = asked(settler, samples->at[first], true), less_than = INT64_MAX;
    if (!to_most) less_than = asked(settler, samples->at[last + 1], false);
    if (least >= less_than) { /* a stretch of less than a euro */
        least = samples->at[first];
        less_than = samples->at[last + 1];
    }
    Str low = number_text(settler, least), high = {0};
    if (!to_most) high = number_text(settler, less_than);
    WordsValue values[] = {{"low", low}, {"high", high}};
    return words_say(settler->arena, settler->ruleset->words, str_cstr(settler->arena, name), values, 2);
}

/* The first stretch of numbers that makes the verdict `becomes`. */
static void settle_number(Settler *settler, const Samples *samples, VerdictKind becomes) {
    size_t first = 0;
    while (first < samples->n && samples->kind[first] != becomes) first++;
    if (first == samples->n) return;
    size_t last = first;
    while (last + 1 < samples->n && samples->kind[last + 1] == becomes) last++;
    if (first == 0 && last + 1 == samples->n)
        return; /* any number would do: the condition only asks if it is known */
    add_settle(settler, range_text(settler, samples, first, last), becomes);
}

static const char *const yes_no[] = {"no", "yes", NULL};

static void settle_words(Settler *settler, const char *const *words) {
    for (; *words; words++) {
        facts_suppose_word(&settler->facts, settler->field, str_of(*words));
        VerdictKind kind = try_facts(settler);
        if (kind == VERDICT_TO_CHECK) continue;
        Str name = str_print(settler->arena, "settle.%s_%s", field_info[settler->field].name, *words);
        add_settle(settler, words_get(settler->ruleset->words, str_cstr(settler->arena, name)), kind);
    }
}

static void settle_field(Settler *settler, Field field) {
    start(settler, field);
    if (field_info[field].kind == KIND_NUMBER) {
        Samples samples = take_samples(settler);
        settle_number(settler, &samples, VERDICT_ELIGIBLE);
        settle_number(settler, &samples, VERDICT_NOT_ELIGIBLE);
    } else {
        settle_words(settler, field_info[field].kind == KIND_FLAG ? yes_no : field_info[field].vocabulary);
    }
}

void settle_verdict(Arena *arena, const Ruleset *ruleset, const TruthTable *table, FieldSet missing,
                    Verdict *verdict) {
    static const Field tried[] = {FIELD_DURATION,   FIELD_AMOUNT,  FIELD_PROCEDURE_AMOUNT, FIELD_NATURE,
                                  FIELD_BUYER_KIND, FIELD_DEFENCE, FIELD_CONCESSION};
    Settler settler = {
        .arena = arena, .ruleset = ruleset, .judged = table, .table = *table, .verdict = verdict};
    settler.table.rules = ARENA_ARRAY(arena, Answer, ruleset->rule_count);
    settler.table.conditions = ARENA_ARRAY(arena, Answer, ruleset->condition_count);
    for (size_t i = 0; i < sizeof tried / sizeof *tried; i++)
        if (missing & FIELD_BIT(tried[i]) && facts_state(table->facts, tried[i]) == FACT_UNKNOWN)
            settle_field(&settler, tried[i]);
}
