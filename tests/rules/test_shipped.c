/* What is promised of random packs (test_property.c) holds of the shipped one: lots made of its own cases and
 * examples, with facts taken away and put back as its own thresholds, codes and other cases have them.
 *
 * The pack asks `known` on purpose: what a buyer does not declare counts as no. Facts of which a rule that
 * weighs asks it are not filled in. Mechanisms ask it of the amount, so that a recommendation without one is
 * not firm: how often it becomes another is only counted. */
#include "tests/rules/firm.h"

typedef struct Pool {
    const Ruleset *ruleset;
    StrList texts, codes;
    FieldSet silent; /* asked by `known` in rules that weigh */
} Pool;

static void add_code(Arena *arena, Pool *pool, const Item *item) {
    static const char zeros[] = "00000000";
    if (item->stem.n <= 8)
        strlist_add(arena, &pool->codes,
                    str_print(arena, "%.*s%.*s", STR_ARG(item->stem), (int)(8 - item->stem.n), zeros));
}

static void add_codes(Arena *arena, Pool *pool, const Expr *expr) {
    if (!expr) return;
    for (size_t i = 0; expr->field == FIELD_CPV && expr->kind == EXPR_IN && i < expr->items.n; i++)
        add_code(arena, pool, &expr->items.at[i]);
    for (const Expr *part = expr->first; part; part = part->next) add_codes(arena, pool, part);
}

static void add_texts(Arena *arena, Pool *pool, const TextTest *test) {
    for (size_t i = 0; i < test->n; i++) strlist_add(arena, &pool->texts, test->examples[i].text);
}

static Pool pool_of(Arena *arena, const Ruleset *ruleset) {
    Pool pool = {.ruleset = ruleset};
    for (size_t i = 0; i < ruleset->trade_count; i++) {
        const Trade *trade = ruleset->trades[i];
        add_texts(arena, &pool, &trade->text);
        for (size_t k = 0; k < trade->cpv.n; k++) add_code(arena, &pool, &trade->cpv.at[k]);
    }
    for (size_t i = 0; i < ruleset->rule_count; i++) {
        const Rule *rule = ruleset->rules[i];
        add_texts(arena, &pool, &rule->text);
        add_codes(arena, &pool, rule->when);
        if (rule->effect != EFFECT_NOTE) pool.silent |= asks_known(rule->when);
    }
    for (size_t i = 0; i < ruleset->condition_count; i++)
        add_codes(arena, &pool, ruleset->conditions[i]->when);
    for (size_t i = 0; i < ruleset->case_count; i++)
        strlist_add(arena, &pool.texts, ruleset->cases[i]->notice.lots[0].title);
    return pool;
}

static const Notice *some_case(const Pool *pool) {
    return &pool->ruleset->cases[dice((unsigned)pool->ruleset->case_count)]->notice;
}

/* A threshold of the pack or a hundredth on either side of it, or any number. */
static int64_t near(const Pool *pool, Field field, int64_t most) {
    const Breaks *breaks = &pool->ruleset->breaks[field];
    if (!breaks->n || !dice(3)) return 1000 + (int64_t)(dice((unsigned)most) + 1);
    return breaks->at[dice((unsigned)breaks->n)] + (int64_t)dice(3) - 1;
}

/* A fact as another case has it, or as the pack's conditions ask for it. */
static void fill(Arena *arena, const Pool *pool, Notice *notice, Lot *lot, unsigned fact) {
    static const char *const natures[] = {"works", "services", "supplies"};
    static const char *const buyers[] = {"state", "local", "utility"};
    static const char *const nuts[] = {"FR105", "FR10", "FRD22"};
    static const char *const frameworks[] = {"none", "fa-w-rc"};
    static const char *const procedures[] = {"open", "restricted"};
    const Notice *other = some_case(pool);
    switch (fact) {
    case FACT_AMOUNT:
        lot->amount.cents = dice(2) ? near(pool, FIELD_PROCEDURE_AMOUNT, 1) : 1000 + (int64_t)dice(200000000);
        break;
    case FACT_PROCEDURE_AMOUNT:
        notice->procedure_amount.cents = near(pool, FIELD_PROCEDURE_AMOUNT, 1000000000);
        break;
    case FACT_DURATION:
        lot->duration_months = near(pool, FIELD_DURATION, 6000);
        break;
    case FACT_NATURE:
        lot->nature = str_of(PICK(natures));
        break;
    case FACT_BUYER:
        notice->buyer_kind = str_of(PICK(buyers));
        break;
    case FACT_PLACE:
        lot->nuts = one_word(arena, PICK(nuts));
        break;
    case FACT_CPV:
        lot->cpv_main = pool->codes.at[dice((unsigned)pool->codes.n)];
        break;
    case FACT_DATE:
        notice->issue_date = date_of(2019 + (int)dice(10), 1 + (int)dice(12), 1 + (int)dice(28));
        break;
    case FACT_DEADLINE:
        lot->deadline.day = date_of(2026, 1 + (int)dice(12), 1);
        break;
    case FACT_DEFENCE:
        notice->defence = dice(4) ? TRISTATE_NO : TRISTATE_YES;
        break;
    case FACT_CONCESSION:
        notice->concession = dice(4) ? TRISTATE_NO : TRISTATE_YES;
        break;
    case FACT_RESERVED:
        lot->reserved_participation = other->lots[0].reserved_participation;
        lot->reserved_execution = other->lots[0].reserved_execution;
        break;
    case FACT_OBJECTIVE:
        lot->social_objective = other->lots[0].social_objective;
        break;
    case FACT_CONSIDERATIONS:
        lot->social_considerations = other->lots[0].social_considerations;
        break;
    case FACT_FRAMEWORK:
        lot->framework = str_of(PICK(frameworks));
        break;
    case FACT_PROCEDURE:
        notice->procedure_type = str_of(PICK(procedures));
        break;
    default:
        break;
    }
}

static bool may_be_missing(const Pool *pool, unsigned fact) {
    return !(pool->silent & FIELD_BIT(fact_field[fact]));
}

/* The text of a case or an example, and about half of the facts. */
static void some_lot(Arena *arena, const Pool *pool, Notice *notice, Lot *lot, bool *missing) {
    *lot = empty_lot();
    *notice = empty_notice(lot);
    const Notice *other = some_case(pool);
    lot->title = other->lots[0].title;
    lot->description = other->lots[0].description;
    lot->execution_terms = other->lots[0].execution_terms;
    if (dice(2)) lot->title = pool->texts.at[dice((unsigned)pool->texts.n)];
    if (!dice(4)) lot->description = pool->texts.at[dice((unsigned)pool->texts.n)];
    for (unsigned fact = 0; fact < FACTS; fact++) {
        missing[fact] = dice(2) && may_be_missing(pool, fact);
        if (!missing[fact] && (may_be_missing(pool, fact) || dice(2))) fill(arena, pool, notice, lot, fact);
    }
}

static FieldSet complete(Arena *arena, const Pool *pool, Notice *notice, Lot *lot, const bool *missing) {
    FieldSet filled = 0;
    bool all = dice(2);
    for (unsigned fact = 0; fact < FACTS; fact++) {
        if (!missing[fact] || (!all && dice(2))) continue;
        fill(arena, pool, notice, lot, fact);
        filled |= FIELD_BIT(fact_field[fact]);
    }
    return filled;
}

int main(void) {
    World world = world_new();
    StrList paths = {0};
    strlist_add(world.arena, &paths, STR("rules/packs/fr-social.rules"));
    Ruleset *ruleset = ruleset_read(world.arena, &paths, world.words, &world.diags);
    if (!OK(ruleset)) return tap_done();
    Pool pool = pool_of(world.arena, ruleset);
    Judge *judge = judge_new(ruleset);
    Arena *arena = arena_new();
    Score score = {0};
    size_t kinds[3] = {0};
    for (int i = 0; i < 15000; i++) {
        Lot lot, whole_lot;
        Notice notice, whole;
        bool missing[FACTS];
        some_lot(arena, &pool, &notice, &lot, missing);
        const Verdict *before = judge_lot(judge, arena, &notice, &lot);
        kinds[before->kind]++;
        for (int k = 0; k < 8; k++) {
            whole = notice;
            whole_lot = lot;
            whole.lots = &whole_lot;
            FieldSet filled = complete(arena, &pool, &whole, &whole_lot, missing);
            compare_verdicts(ruleset, filled, before, judge_lot(judge, arena, &whole, &whole_lot), &score);
        }
        arena_reset(arena);
    }
    printf("# %zu completions, of %zu firm verdicts, %zu firm duties\n", score.completions, score.firm,
           score.duties);
    printf("# %zu of %zu recommended mechanisms became another once more was known\n", score.recommended,
           score.mechanisms);
    OK(kinds[0] > 1000 && kinds[1] > 1000 && kinds[2] > 1000 && score.duties > 10000);
    score_is_clean(&score);
    arena_free(arena);
    judge_free(judge);
    ruleset_free(ruleset);
    world_free(&world);
    return tap_done();
}
