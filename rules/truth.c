/* truth.c - Kleene's logic over expressions. An unknown part only counts where it could have changed the
 * whole. */
#include "rules/truth.h"
#include <stdlib.h>

static Answer answer(bool is) {
    return (Answer){.truth = is ? TRUTH_TRUE : TRUTH_FALSE};
}

static Answer unknown(FieldSet missing) {
    return (Answer){.truth = TRUTH_UNKNOWN, .missing = missing};
}

/* Takes over what an unknown part waits for. */
static void wait_for(Answer *whole, Answer part) {
    whole->missing |= part.missing;
    if (!whole->stale) whole->stale = part.stale;
    whole->limit |= part.limit;
}

/* `and` is decided by a false part, `or` by a true one. */
static Answer junction(TruthTable *table, const Expr *expr, Truth decides) {
    Answer whole = answer(decides == TRUTH_FALSE);
    for (const Expr *part = expr->first; part; part = part->next) {
        Answer one = truth_of_expr(table, part);
        if (one.truth == decides) return answer(decides == TRUTH_TRUE);
        if (one.truth != TRUTH_UNKNOWN) continue;
        whole.truth = TRUTH_UNKNOWN;
        wait_for(&whole, one);
    }
    return whole;
}

static Answer negation(TruthTable *table, const Expr *expr) {
    Answer inner = truth_of_expr(table, expr->first);
    if (inner.truth != TRUTH_UNKNOWN) inner.truth = inner.truth == TRUTH_TRUE ? TRUTH_FALSE : TRUTH_TRUE;
    return inner;
}

static Answer count(TruthTable *table, const Expr *expr) {
    Answer open = {.truth = TRUTH_UNKNOWN};
    int64_t sure = 0, possible = 0;
    for (const Expr *part = expr->first; part; part = part->next) {
        Answer one = truth_of_expr(table, part);
        sure += one.truth == TRUTH_TRUE;
        possible += one.truth != TRUTH_FALSE;
        if (one.truth == TRUTH_UNKNOWN) wait_for(&open, one);
    }
    if (sure >= expr->number) return answer(true);
    return possible < expr->number ? answer(false) : open;
}

/* The truth for the whole range from low to high: UNKNOWN if it is not the same everywhere. */
static Truth compare(NumberFact fact, Compare compare, int64_t number) {
    bool low, high;
    switch (compare) {
    case COMPARE_LT:
        low = fact.low < number, high = fact.high < number;
        break;
    case COMPARE_LE:
        low = fact.low <= number, high = fact.high <= number;
        break;
    case COMPARE_GT:
        low = fact.low > number, high = fact.high > number;
        break;
    case COMPARE_GE:
        low = fact.low >= number, high = fact.high >= number;
        break;
    default:
        if (fact.low != fact.high && fact.low <= number && number <= fact.high) return TRUTH_UNKNOWN;
        low = high = (fact.low == number && fact.high == number) == (compare == COMPARE_EQ);
    }
    if (low != high) return TRUTH_UNKNOWN;
    return low ? TRUTH_TRUE : TRUTH_FALSE;
}

const Period *value_on(const Value *value, Date day) {
    for (size_t i = 0; i < value->n; i++)
        if (value->periods[i].from <= day && day <= value->periods[i].to) return &value->periods[i];
    return NULL;
}

static Answer comparison(const Facts *facts, const Expr *expr) {
    NumberFact fact = facts->number[expr->field];
    if (fact.state == FACT_NONE) return answer(expr->compare == COMPARE_NE);
    int64_t number = expr->number;
    Answer open = unknown(fact.state == FACT_UNKNOWN ? facts->cause[expr->field] : 0);
    if (expr->value) {
        NumberFact date = facts->number[FIELD_NOTICE_DATE];
        const Period *period = date.state == FACT_KNOWN ? value_on(expr->value, (Date)date.low) : NULL;
        if (date.state != FACT_KNOWN) open.missing |= facts->cause[FIELD_NOTICE_DATE];
        else if (!period) open.stale = expr->value;
        if (!period) return open;
        number = period->number;
    }
    if (fact.state == FACT_UNKNOWN && expr->field == FIELD_NOTICE_DATE) fact = facts->call_date;
    if (fact.state != FACT_KNOWN) return open;
    Truth truth = compare(fact, expr->compare, number);
    return truth == TRUTH_UNKNOWN ? unknown(FIELD_BIT(expr->field)) : answer(truth == TRUTH_TRUE);
}

static Answer membership(const Facts *facts, const Expr *expr) {
    Truth best = TRUTH_FALSE;
    for (size_t i = 0; i < expr->items.n && best != TRUTH_TRUE; i++) {
        Truth truth = facts_has(facts, expr->field, &expr->items.at[i]);
        if (truth > best) best = truth;
    }
    return best == TRUTH_UNKNOWN ? unknown(facts->cause[expr->field]) : answer(best == TRUTH_TRUE);
}

static Answer flag(const Facts *facts, Field field) {
    if (facts->flag[field] == TRISTATE_UNKNOWN) return unknown(FIELD_BIT(field));
    return answer(facts->flag[field] == TRISTATE_YES);
}

Answer truth_of_rule(TruthTable *table, const Rule *rule) {
    Answer *known = &table->rules[rule->number];
    if (known->asked) return *known;
    if (rule->disabled) return answer(false);
    Answer found = rule->when ? truth_of_expr(table, rule->when) : table->text(table->of, rule);
    found.asked = true;
    return *known = found;
}

static Answer truth_of_condition(TruthTable *table, const Condition *condition) {
    Answer *known = &table->conditions[condition->number];
    if (known->asked) return *known;
    Answer found = truth_of_expr(table, condition->when);
    found.asked = true;
    return *known = found;
}

Answer truth_of_expr(TruthTable *table, const Expr *expr) {
    switch (expr->kind) {
    case EXPR_AND:
        return junction(table, expr, TRUTH_FALSE);
    case EXPR_OR:
        return junction(table, expr, TRUTH_TRUE);
    case EXPR_NOT:
        return negation(table, expr);
    case EXPR_COUNT:
        return count(table, expr);
    case EXPR_COMPARE:
        return comparison(table->facts, expr);
    case EXPR_IN:
        return membership(table->facts, expr);
    case EXPR_KNOWN:
        return answer(facts_state(table->facts, expr->field) == FACT_KNOWN);
    case EXPR_FLAG:
        return flag(table->facts, expr->field);
    case EXPR_NAME:
        return expr->rule ? truth_of_rule(table, expr->rule) : truth_of_condition(table, expr->condition);
    }
    abort(); /* a kind without an answer */
}
