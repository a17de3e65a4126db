/* bind.c - what the names in conditions stand for.
 *
 * Names may stand before what they name, so that this waits until all packs are read. */
#include "rules/code.h"
#include "rules/pack_read.h"
#include "rules/quantity.h"

typedef struct Binder {
    Ruleset *ruleset;
    Diags *diags;
    bool in_count; /* within `n of (...)`, where rules may be named too */
} Binder;

static void bind_name(Binder *binder, Expr *expr) {
    Str name = expr->names.at[0];
    Condition *condition = pack_find(binder->ruleset, "condition", name);
    const Rule *rule = pack_find(binder->ruleset, "rule", name);
    expr->condition = condition;
    if (condition) condition->uses++;
    else if (binder->in_count && rule) expr->rule = rule;
    else if (rule)
        entry_error(binder->diags, expr->entry, expr->offset, "%.*s is a rule: name it as 1 of (%.*s)",
                    STR_ARG(name), STR_ARG(name));
    else
        entry_error(binder->diags, expr->entry, expr->offset, "no such %s: %.*s",
                    binder->in_count ? "rule or condition" : "condition or field", STR_ARG(name));
}

static void bind_value(Binder *binder, Expr *expr) {
    Str name = expr->names.at[0];
    Value *value = pack_find(binder->ruleset, "value", name);
    if (!value) {
        entry_error(binder->diags, expr->entry, expr->offset, "no such value: %.*s", STR_ARG(name));
        return;
    }
    expr->value = value;
    value->uses++;
    const char *why;
    for (size_t i = 0; i < value->n; i++) {
        Quantity quantity = {.hundredths = value->periods[i].number, .unit = value->unit};
        if (quantity_suits(quantity, field_info[expr->field].unit, &why)) continue;
        entry_error(binder->diags, expr->entry, expr->offset, "%.*s does not suit %s: %s", STR_ARG(name),
                    field_info[expr->field].name, why);
        return;
    }
}

static bool word_exists(Ruleset *ruleset, Field field, Str word) {
    if (field_info[field].kind == KIND_TRADE) return pack_find(ruleset, "trade", word) != NULL;
    return field_has_word(field, word);
}

/* Adds a word of `in` to the items; false after saying what is wrong with it. */
static void add_item(Binder *binder, Expr *expr, Str word, size_t offset) {
    const char *why;
    Item item;
    if (!item_read(expr->field, word, &item, &why))
        entry_error(binder->diags, expr->entry, offset, "%.*s: %s", STR_ARG(word), why);
    else if (word_exists(binder->ruleset, expr->field, item.stem))
        *ARENA_PUSH(binder->ruleset->arena, expr->items.at, expr->items.n, expr->items.cap) = item;
    else if (field_info[expr->field].kind == KIND_TRADE)
        entry_error(binder->diags, expr->entry, offset, "no such trade or list: %.*s", STR_ARG(word));
    else
        entry_error(binder->diags, expr->entry, offset, "no such word of %s: %.*s; it has %.*s",
                    field_info[expr->field].name, STR_ARG(word),
                    STR_ARG(field_words(binder->diags->arena, expr->field)));
}

static void bind_items(Binder *binder, Expr *expr) {
    for (size_t i = 0; i < expr->names.n; i++) {
        Str word = expr->names.at[i];
        size_t offset = (size_t)(word.p - expr->entry->value.p);
        List *list = pack_find(binder->ruleset, "list", word);
        bool code = field_info[expr->field].kind == KIND_CPV || field_info[expr->field].kind == KIND_PLACE;
        if (!list && code && word.p[0] >= 'a' && word.p[0] <= 'z') { /* no code looks like a name */
            entry_error(binder->diags, expr->entry, offset, "no such list: %.*s", STR_ARG(word));
            continue;
        }
        if (!list) {
            add_item(binder, expr, word, offset);
            continue;
        }
        bool also_a_word =
            (field_info[expr->field].vocabulary || field_info[expr->field].kind == KIND_TRADE) &&
            word_exists(binder->ruleset, expr->field, word);
        if (also_a_word)
            entry_error(binder->diags, expr->entry, offset, "%.*s is a list and a word of %s", STR_ARG(word),
                        field_info[expr->field].name);
        list->uses++;
        for (size_t k = 0; k < list->items.n; k++) add_item(binder, expr, list->items.at[k], offset);
    }
}

static void bind_expr(Binder *binder, Expr *expr) {
    bool outside = binder->in_count;
    switch (expr->kind) {
    case EXPR_NAME:
        bind_name(binder, expr);
        break;
    case EXPR_IN:
        bind_items(binder, expr);
        break;
    case EXPR_COMPARE:
        if (expr->names.n) bind_value(binder, expr);
        break;
    default:
        break;
    }
    binder->in_count = expr->kind == EXPR_COUNT;
    for (Expr *part = expr->first; part; part = part->next) bind_expr(binder, part);
    binder->in_count = outside;
}

static void bind_advice(Binder *binder, Advice *advice) {
    if (advice->when) bind_expr(binder, advice->when);
    const Entry *of = section_entry(advice->section, "of");
    if (advice->kind != ADVICE_WAIVER || !of) return;
    advice->of = pack_find(binder->ruleset, "duty", of->value);
    if (!advice->of) entry_error(binder->diags, of, 0, "no such duty: %.*s", STR_ARG(of->value));
}

bool pack_bind(Ruleset *ruleset, Diags *diags) {
    size_t before = diags_fatal(diags);
    Binder binder = {.ruleset = ruleset, .diags = diags};
    for (size_t i = 0; i < ruleset->condition_count; i++)
        if (ruleset->conditions[i]->when) bind_expr(&binder, ruleset->conditions[i]->when);
    for (size_t i = 0; i < ruleset->rule_count; i++)
        if (ruleset->rules[i]->when) bind_expr(&binder, ruleset->rules[i]->when);
    for (size_t kind = 0; kind < ADVICE_KINDS; kind++)
        for (size_t i = 0; i < ruleset->advice[kind].n; i++)
            bind_advice(&binder, ruleset->advice[kind].at[i]);
    return diags_fatal(diags) == before;
}
