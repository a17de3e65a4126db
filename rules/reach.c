/* reach.c - what each condition, rule and piece of advice depends on, through the names in it: circles are
 * refused here, so that nothing that judges can run into one. */
#include "rules/pack_read.h"

typedef struct Follower {
    Ruleset *ruleset;
    Diags *diags;
    unsigned depth; /* of names being followed */
    bool too_deep;  /* said once */
} Follower;

/* What an unknown derived field may be waiting for, itself included. */
static FieldSet sources(Field field) {
    static const FieldSet trade =
        FIELD_BIT(FIELD_TRADE) | FIELD_BIT(FIELD_CPV) | FIELD_BIT(FIELD_TITLE) | FIELD_BIT(FIELD_DESCRIPTION);
    FieldSet set = FIELD_BIT(field);
    if (field >= FIELD_TRADE) set |= trade;
    if (field == FIELD_HOURS || field == FIELD_LABOUR_HOURS) set |= FIELD_BIT(FIELD_AMOUNT);
    return set;
}

static void reach_rule(Follower *follower, Rule *rule);
static void reach_condition(Follower *follower, Condition *condition);

static void say_too_deep(Follower *follower, const Expr *expr) {
    if (!follower->too_deep)
        entry_error(follower->diags, expr->entry, expr->offset, "conditions are nested more than %d deep",
                    EXPR_DEPTH);
    follower->too_deep = true;
}

/* A circle is said once, at the name that closes it. */
static void reach_name(Follower *follower, const Expr *expr, Reach *reach) {
    Rule *rule = expr->rule ? follower->ruleset->rules[expr->rule->number] : NULL;
    Condition *condition = expr->condition ? follower->ruleset->conditions[expr->condition->number] : NULL;
    if (!rule && !condition) return; /* no such name: said already */
    Reach *of = rule ? &rule->reach : &condition->reach;
    if (of->state == REACH_OPEN) {
        entry_error(follower->diags, expr->entry, expr->offset, "%.*s depends on itself",
                    STR_ARG(expr->names.at[0]));
        return;
    }
    if (++follower->depth > EXPR_DEPTH) say_too_deep(follower, expr);
    else if (rule) reach_rule(follower, rule);
    else reach_condition(follower, condition);
    follower->depth--;
    reach->needs |= of->needs;
    if (of->height >= reach->height) reach->height = of->height + 1;
}

static void reach_expr(Follower *follower, const Expr *expr, Reach *reach) {
    switch (expr->kind) {
    case EXPR_NAME:
        reach_name(follower, expr, reach);
        break;
    case EXPR_COMPARE:
        if (expr->value) reach->needs |= FIELD_BIT(FIELD_NOTICE_DATE);
        reach->needs |= sources(expr->field);
        break;
    case EXPR_IN:
    case EXPR_KNOWN:
    case EXPR_FLAG:
        reach->needs |= sources(expr->field);
        break;
    default:
        break;
    }
    for (const Expr *part = expr->first; part; part = part->next) reach_expr(follower, part, reach);
}

static void reach_when(Follower *follower, const Expr *when, Reach *reach) {
    if (reach->state != REACH_NEW || !when) return; /* a fault of the pack, said already */
    reach->state = REACH_OPEN;
    reach->height = 1;
    reach_expr(follower, when, reach);
    reach->state = REACH_DONE;
    if (reach->height > EXPR_DEPTH) say_too_deep(follower, when);
}

static void reach_condition(Follower *follower, Condition *condition) {
    reach_when(follower, condition->when, &condition->reach);
}

static void reach_rule(Follower *follower, Rule *rule) {
    if (rule->when) reach_when(follower, rule->when, &rule->reach);
    else rule->reach = (Reach){.needs = rule->text.in, .height = 1, .state = REACH_DONE};
}

void pack_reach(Ruleset *ruleset, Diags *diags) {
    Follower follower = {.ruleset = ruleset, .diags = diags};
    for (size_t i = 0; i < ruleset->condition_count && !follower.too_deep; i++)
        reach_condition(&follower, ruleset->conditions[i]);
    for (size_t i = 0; i < ruleset->rule_count && !follower.too_deep; i++)
        reach_rule(&follower, ruleset->rules[i]);
    for (size_t kind = 0; kind < ADVICE_KINDS; kind++)
        for (size_t i = 0; i < ruleset->advice[kind].n && !follower.too_deep; i++)
            reach_when(&follower, ruleset->advice[kind].at[i]->when, &ruleset->advice[kind].at[i]->reach);
}
