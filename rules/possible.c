/* possible.c - for each field, what is left of its numbers and words when all that must hold together does.
 */
#include "rules/possible.h"

/* Numbers, and words of the vocabulary by their place in it, that a field may still have. */
typedef struct Left {
    int64_t low, high;
    uint32_t words;
} Left;

/* A field with one word of a closed vocabulary: two different ones cannot both hold. */
static bool has_one_word(Field field) {
    return field_info[field].kind == KIND_WORD && field_info[field].vocabulary && field != FIELD_RESERVED &&
           field != FIELD_SOCIAL_OBJECTIVE && field != FIELD_SOCIAL_CONSIDERATIONS;
}

static uint32_t words_of(const Expr *in) {
    uint32_t set = 0;
    const char *const *vocabulary = field_info[in->field].vocabulary;
    for (size_t i = 0; vocabulary[i]; i++)
        for (size_t k = 0; k < in->items.n; k++)
            if (str_is(in->items.at[k].stem, vocabulary[i])) set |= UINT32_C(1) << i;
    return set;
}

static void narrow_number(const Expr *compare, Left *left) {
    int64_t n = compare->number;
    Compare is = compare->compare;
    int64_t low = is == COMPARE_GT && n < INT64_MAX      ? n + 1
                  : is == COMPARE_GE || is == COMPARE_EQ ? n
                                                         : INT64_MIN;
    int64_t high = is == COMPARE_LT ? n - 1 : is == COMPARE_LE || is == COMPARE_EQ ? n : INT64_MAX;
    if (low > left->low) left->low = low;
    if (high < left->high) left->high = high;
}

static void narrow(const Expr *expr, Left *left, bool follow) {
    const Expr *inner = expr->kind == EXPR_NOT ? expr->first : NULL;
    if (follow && expr->kind == EXPR_NAME && expr->condition && expr->condition->when)
        narrow(expr->condition->when, left, false);
    if (expr->kind == EXPR_AND)
        for (const Expr *part = expr->first; part; part = part->next) narrow(part, left, follow);
    if (expr->kind == EXPR_COMPARE && !expr->names.n) narrow_number(expr, &left[expr->field]);
    bool all_read = expr->items.n >= expr->names.n; /* a word that stands for nothing has been said already */
    if (expr->kind == EXPR_IN && all_read && has_one_word(expr->field))
        left[expr->field].words &= words_of(expr);
    if (inner && inner->kind == EXPR_IN && has_one_word(inner->field))
        left[inner->field].words &= ~words_of(inner);
}

static bool some_trade_has(const Ruleset *ruleset, Left share) {
    for (size_t i = 0; i < ruleset->trade_count; i++) {
        Factor labour = ruleset->trades[i]->labour_share;
        if (labour.low >= 0 && labour.low <= share.high && labour.high >= share.low) return true;
    }
    return share.low <= 0;
}

bool possible(const Ruleset *ruleset, const Expr *when) {
    if (when->kind == EXPR_OR) {
        for (const Expr *part = when->first; part; part = part->next)
            if (possible(ruleset, part)) return true;
        return false;
    }
    Left left[FIELDS];
    for (int i = 0; i < FIELDS; i++) {
        size_t words = 0;
        while (has_one_word((Field)i) && field_info[i].vocabulary[words]) words++;
        left[i] = (Left){INT64_MIN, INT64_MAX, words ? (UINT32_C(1) << words) - 1 : 1};
    }
    narrow(when, left, true);
    for (int i = 0; i < FIELDS; i++)
        if (left[i].low > left[i].high || !left[i].words) return false;
    return !ruleset || some_trade_has(ruleset, left[FIELD_LABOUR_SHARE]);
}
