/* firm.h - what must hold when a missing fact is filled in: for the tests that try it on random lots.
 *
 * What is firm stays: a verdict, a rule, a duty, a waiver, a mechanism that is true or false; points stay in
 * their interval, known hours and a known trade are no others. `known` is how a pack asks about absence
 * itself: what asks it of a fact is not held to that when the fact is filled in. */
#ifndef CLAUSIER_TESTS_RULES_FIRM_H
#define CLAUSIER_TESTS_RULES_FIRM_H

#include "tests/rules/world.h"

static uint64_t seed = 20261101;
static inline unsigned dice(unsigned sides) {
    seed ^= seed << 13;
    seed ^= seed >> 7;
    seed ^= seed << 17;
    return (unsigned)(seed % sides);
}

#define PICK(list) ((list)[dice(sizeof(list) / sizeof *(list))])

/* Facts that may be missing; FACT_ELSE is none of them. */
enum {
    FACT_AMOUNT,
    FACT_PROCEDURE_AMOUNT,
    FACT_DURATION,
    FACT_NATURE,
    FACT_BUYER,
    FACT_PLACE,
    FACT_CPV,
    FACT_DATE,
    FACT_DEADLINE,
    FACT_DEFENCE,
    FACT_CONCESSION,
    FACT_RESERVED,
    FACT_OBJECTIVE,
    FACT_CONSIDERATIONS,
    FACT_FRAMEWORK,
    FACT_PROCEDURE,
    FACTS
};

static const Field fact_field[FACTS] = {
    [FACT_AMOUNT] = FIELD_AMOUNT,
    [FACT_PROCEDURE_AMOUNT] = FIELD_PROCEDURE_AMOUNT,
    [FACT_DURATION] = FIELD_DURATION,
    [FACT_NATURE] = FIELD_NATURE,
    [FACT_BUYER] = FIELD_BUYER_KIND,
    [FACT_PLACE] = FIELD_PLACE,
    [FACT_CPV] = FIELD_CPV,
    [FACT_DATE] = FIELD_NOTICE_DATE,
    [FACT_DEADLINE] = FIELD_DEADLINE,
    [FACT_DEFENCE] = FIELD_DEFENCE,
    [FACT_CONCESSION] = FIELD_CONCESSION,
    [FACT_RESERVED] = FIELD_RESERVED,
    [FACT_OBJECTIVE] = FIELD_SOCIAL_OBJECTIVE,
    [FACT_CONSIDERATIONS] = FIELD_SOCIAL_CONSIDERATIONS,
    [FACT_FRAMEWORK] = FIELD_FRAMEWORK,
    [FACT_PROCEDURE] = FIELD_PROCEDURE,
};

static inline Lot empty_lot(void) {
    return (Lot){.amount = {HUNDREDTHS_ABSENT, STR("EUR")},
                 .duration_months = HUNDREDTHS_ABSENT,
                 .start_date = DATE_ABSENT,
                 .end_date = DATE_ABSENT,
                 .deadline = DATETIME_ABSENT,
                 .award_amount = HUNDREDTHS_ABSENT};
}

static inline Notice empty_notice(Lot *lot) {
    return (Notice){.publication_date = DATE_ABSENT,
                    .issue_date = DATE_ABSENT,
                    .procedure_amount = {HUNDREDTHS_ABSENT, STR("EUR")},
                    .lots = lot,
                    .lot_count = 1};
}

static inline StrList one_word(Arena *arena, const char *text) {
    StrList list = {0};
    strlist_add(arena, &list, str_of(text));
    return list;
}

/* The facts that `known` is asked of, through all names; of hours and trade their sources. Text is left out:
 * nobody fills it in here. */
static inline FieldSet asks_known(const Expr *expr) {
    FieldSet set = 0;
    if (!expr) return 0;
    if (expr->kind == EXPR_KNOWN) {
        set = FIELD_BIT(expr->field);
        if (expr->field >= FIELD_TRADE) set |= FIELD_BIT(FIELD_CPV);
        if (expr->field == FIELD_HOURS || expr->field == FIELD_LABOUR_HOURS) set |= FIELD_BIT(FIELD_AMOUNT);
    }
    if (expr->rule) set |= asks_known(expr->rule->when);
    if (expr->condition) set |= asks_known(expr->condition->when);
    for (const Expr *part = expr->first; part; part = part->next) set |= asks_known(part);
    return set & ~(FieldSet)(FIELD_BIT(TEXT_FIELDS) - 1);
}

/* What filling in did to what was firm. All but the first three must stay 0. */
typedef struct Score {
    size_t completions, firm, duties, mechanisms; /* tried */
    size_t verdicts, points, rules, duty, waiver, mechanism, recommended, facts;
} Score;

static inline bool same_or_open(Truth before, Truth after) {
    return before == TRUTH_UNKNOWN || before == after;
}

/* Findings are in the order of the ruleset, those that are false left out. */
static inline void compare_rules(const Ruleset *ruleset, FieldSet filled, const Verdict *before,
                                 const Verdict *after, Score *score) {
    size_t b = 0, a = 0;
    for (size_t i = 0; i < ruleset->rule_count; i++) {
        const Rule *rule = ruleset->rules[i];
        Truth was = TRUTH_FALSE, is = TRUTH_FALSE;
        if (b < before->finding_count && before->findings[b].rule.p == rule->name.p)
            was = before->findings[b++].truth;
        if (a < after->finding_count && after->findings[a].rule.p == rule->name.p)
            is = after->findings[a++].truth;
        if (!same_or_open(was, is) && !(asks_known(rule->when) & filled)) score->rules++;
    }
}

static inline Truth advice_truth(const AdviceFindings *findings, const Advice *advice) {
    for (size_t i = 0; i < findings->n; i++)
        if (findings->at[i].name.p == advice->name.p) return findings->at[i].truth;
    return TRUTH_FALSE;
}

static inline size_t advice_broken(const AdviceList *list, FieldSet filled, const AdviceFindings *before,
                                   const AdviceFindings *after) {
    size_t broken = 0;
    for (size_t i = 0; i < list->n; i++) {
        const Advice *advice = list->at[i];
        FieldSet asked = asks_known(advice->when) | (advice->of ? asks_known(advice->of->when) : 0);
        bool good = same_or_open(advice_truth(before, advice), advice_truth(after, advice));
        broken += !good && !(asked & filled);
    }
    return broken;
}

static inline void compare_verdicts(const Ruleset *ruleset, FieldSet filled, const Verdict *before,
                                    const Verdict *after, Score *score) {
    score->completions++;
    score->firm += before->kind != VERDICT_TO_CHECK;
    score->verdicts += before->kind != VERDICT_TO_CHECK && after->kind != before->kind;
    score->points += after->low < before->low || after->high > before->high;
    score->facts += before->hours.low >= 0 &&
                    (before->hours.low != after->hours.low || before->hours.high != after->hours.high);
    score->facts += before->trade.n && !str_eq(before->trade, after->trade);
    compare_rules(ruleset, filled, before, after, score);
    const AdviceList *advice = ruleset->advice;
    Str due = verdict_duty(before);
    if (due.n && !str_is(due, "unknown")) score->duties++;
    score->duty += advice_broken(&advice[ADVICE_DUTY], filled, &before->duties, &after->duties);
    score->waiver += advice_broken(&advice[ADVICE_WAIVER], filled, &before->waivers, &after->waivers);
    if (before->kind == VERDICT_NOT_ELIGIBLE || after->kind == VERDICT_NOT_ELIGIBLE) return;
    score->mechanism +=
        advice_broken(&advice[ADVICE_MECHANISM], filled, &before->mechanisms, &after->mechanisms);
    score->mechanisms += before->mechanism.n > 0;
    score->recommended += before->mechanism.n && !str_eq(before->mechanism, after->mechanism);
}

/* Nothing that was firm has been contradicted. */
static inline void score_is_clean(const Score *score) {
    NUM(score->verdicts, 0);
    NUM(score->points, 0);
    NUM(score->rules, 0);
    NUM(score->facts, 0);
    NUM(score->duty, 0);
    NUM(score->waiver, 0);
    NUM(score->mechanism, 0);
}

#endif
