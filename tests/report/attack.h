/* attack.h - what an attacker does with printed numbers and equations between them; which these are,
 * attack_tables.h knows.
 *
 * Every number is a variable, known or hidden; rules bound sums of them. Intervals are propagated to the
 * fixed point, and a linear programme (GLPK, for this test only) has the exact bounds. The true numbers serve
 * only to say how wide an interval must be, and to prove that every rule holds. */
#ifndef CLAUSIER_TESTS_REPORT_ATTACK_H
#define CLAUSIER_TESTS_REPORT_ATTACK_H

#include "report/year.h"
#include <glpk.h>
#include <jansson.h>
#include <stdio.h>

enum { VARIABLES = 4000, TERMS = 40000, RULES = 6000, ROUNDS = 2000 };
static const double ENDLESS = 1e12, HALF = 0.5;

typedef struct Variable {
    double low, high, truth;
    double needed; /* of a hidden number: how wide its interval must be */
    bool hidden, hours;
    const char *table;
    size_t row;
    double seen_low, seen_high; /* by the linear programme */
} Variable;

typedef struct Rule { /* low <= sum of terms <= high */
    size_t first, n;
    double low, high;
} Rule;

enum { NONE = VARIABLES };

typedef struct Numbers {
    size_t at[400], n;
} Numbers;

typedef struct Attack {
    const Figures *printed, *truth;
    json_t *json;
    int64_t threshold, sensitive;
    Variable variables[VARIABLES];
    size_t variable_count;
    struct {
        size_t variable;
        double factor;
    } terms[TERMS];
    size_t term_count;
    Rule rules[RULES];
    size_t rule_count;
    size_t told;  /* contracts with hidden hours that are said to be late, or not to be */
    size_t wrong; /* rules that the truth breaks: the attacker would be mistaken */
    double people;
    Numbers ever, done;   /* of the review that was read last, by contract */
    size_t cells[40][24]; /* contracts x months: what they have in common */
    bool nobody;          /* some hours have no person: columns of people do not add up to all hours */
} Attack;

static size_t number_add(Attack *a, const Cell *printed, const Cell *truth, const char *table, size_t row,
                         int64_t needed) {
    if (printed->kind == CELL_ABSENT && truth->kind == CELL_ABSENT) return NONE;
    Variable *v = &a->variables[a->variable_count];
    *v = (Variable){.truth = (double)truth->number, .table = table, .row = row};
    v->hours = truth->kind == CELL_HOURS || truth->kind == CELL_RATIO;
    v->hidden = printed->kind == CELL_MASKED;
    bool few = figures_value(a->printed, STR("people"))->kind == CELL_MASKED;
    bool there = !v->hours && !few && strcmp(table, "women"); /* a 0 would be printed */
    v->low = v->hidden ? there : (double)printed->number;
    v->high = v->hidden ? ENDLESS : (double)printed->number;
    v->needed = v->hours ? v->truth : (double)needed;
    return a->variable_count++;
}

/* A number that is never printed. */
static size_t unknown_add(Attack *a, double truth) {
    a->variables[a->variable_count] = (Variable){.high = ENDLESS, .truth = truth, .table = "-"};
    return a->variable_count++;
}

static void rule_begin(Attack *a, double low, double high) {
    a->rules[a->rule_count++] = (Rule){a->term_count, 0, low, high};
}

static void term(Attack *a, size_t variable, double factor) {
    if (variable == NONE) return;
    a->terms[a->term_count].variable = variable;
    a->terms[a->term_count++].factor = factor;
    a->rules[a->rule_count - 1].n++;
}

static void rule_end(Attack *a) {
    const Rule *rule = &a->rules[a->rule_count - 1];
    double sum = 0;
    for (size_t i = 0; i < rule->n; i++)
        sum += a->terms[rule->first + i].factor * a->variables[a->terms[rule->first + i].variable].truth;
    bool wrong = sum < rule->low - HALF || sum > rule->high + HALF;
    if (wrong) printf("# rule %zu: %g not in [%g, %g]\n", a->rule_count, sum, rule->low, rule->high);
    a->wrong += wrong;
}

/* whole - parts in [0, high] */
static void parts_of(Attack *a, size_t whole, const size_t *parts, size_t n, double low, double high) {
    if (whole == NONE) return;
    rule_begin(a, low, high);
    term(a, whole, 1);
    for (size_t i = 0; i < n; i++) term(a, parts[i], -1);
    rule_end(a);
}

static void at_most(Attack *a, size_t less, size_t more) {
    if (less == NONE || more == NONE) return;
    parts_of(a, more, &less, 1, 0, ENDLESS);
}

/* Everybody in `whole` is in one part or several. */
static void covers(Attack *a, size_t whole, const size_t *parts, size_t n) {
    parts_of(a, whole, parts, n, -ENDLESS, 0);
    for (size_t i = 0; i < n; i++) at_most(a, parts[i], whole);
}

/* A percentage is cut to hundredths; where one side of it is known the other is nearly, too. */
static void share_rule(Attack *a, const Cell *share, size_t part, size_t whole) {
    if (share->kind != CELL_PERCENT || part == NONE || whole == NONE) return;
    const Variable *all = &a->variables[whole];
    if (all->hidden || !a->variables[part].hidden) return;
    rule_begin(a, (double)share->number * all->truth / 10000 - HALF,
               (double)(share->number + 1) * all->truth / 10000 + HALF);
    term(a, part, 1);
    rule_end(a);
}

/* Intervals. */

static bool rule_propagate(Attack *a, const Rule *rule) {
    double low = 0, high = 0;
    bool moved = false;
    for (size_t i = 0; i < rule->n; i++) {
        const Variable *v = &a->variables[a->terms[rule->first + i].variable];
        double f = a->terms[rule->first + i].factor;
        low += f > 0 ? f * v->low : f * v->high;
        high += f > 0 ? f * v->high : f * v->low;
    }
    for (size_t i = 0; i < rule->n; i++) {
        Variable *v = &a->variables[a->terms[rule->first + i].variable];
        double f = a->terms[rule->first + i].factor;
        double least = f > 0 ? f * v->low : f * v->high, most = f > 0 ? f * v->high : f * v->low;
        double from = rule->low - (high - most), to = rule->high - (low - least); /* of this term */
        double v_low = f > 0 ? from : -to, v_high = f > 0 ? to : -from;
        if (v_low > v->low + 1e-3) v->low = v_low, moved = true;
        if (v_high < v->high - 1e-3) v->high = v_high, moved = true;
    }
    return moved;
}

static void propagate(Attack *a) {
    for (size_t round = 0, moved = 1; moved && round < ROUNDS; round++) {
        moved = 0;
        for (size_t i = 0; i < a->rule_count; i++) moved += rule_propagate(a, &a->rules[i]);
    }
}

/* A row that is there may hold one person or more: from 1 to the threshold is wide enough. */
static bool narrow(const Variable *v, double low, double high) {
    double needed = v->needed - (!v->hours && low > HALF && low < 1 + HALF);
    return v->hidden && v->needed > 0 && high - low < needed - HALF;
}

/* Exact bounds. */

static void columns_load(const Attack *a, glp_prob *lp) {
    glp_add_cols(lp, (int)a->variable_count);
    for (size_t i = 0; i < a->variable_count; i++) {
        const Variable *v = &a->variables[i];
        double high = v->high < v->low ? v->low : v->high;
        glp_set_col_bnds(lp, (int)i + 1,
                         v->low == high        ? GLP_FX
                         : high >= ENDLESS / 2 ? GLP_LO
                                               : GLP_DB,
                         v->low, high);
    }
}

static void rules_load(const Attack *a, glp_prob *lp) {
    static int at[VARIABLES + 1];
    static double factor[VARIABLES + 1];
    if (!a->rule_count) return; /* nothing is declared */
    glp_add_rows(lp, (int)a->rule_count);
    for (size_t i = 0; i < a->rule_count; i++) {
        const Rule *rule = &a->rules[i];
        for (size_t k = 0; k < rule->n; k++) {
            at[k + 1] = (int)a->terms[rule->first + k].variable + 1;
            factor[k + 1] = a->terms[rule->first + k].factor;
        }
        glp_set_mat_row(lp, (int)i + 1, (int)rule->n, at, factor);
        bool no_low = rule->low <= -ENDLESS, no_high = rule->high >= ENDLESS;
        int kind = no_low ? GLP_UP : no_high ? GLP_LO : rule->low == rule->high ? GLP_FX : GLP_DB;
        glp_set_row_bnds(lp, (int)i + 1, kind, rule->low, rule->high);
    }
}

static void see(Attack *a, glp_prob *lp) {
    for (size_t i = 0; i < a->variable_count; i++) {
        double x = glp_get_col_prim(lp, (int)i + 1);
        if (x < a->variables[i].seen_low) a->variables[i].seen_low = x;
        if (x > a->variables[i].seen_high) a->variables[i].seen_high = x;
    }
}

/* Solutions that were found for others often show that an interval is wide. How many are narrow. */
static size_t solve(Attack *a, size_t *failed) {
    glp_prob *lp = glp_create_prob();
    glp_smcp how;
    size_t found = 0;
    glp_init_smcp(&how);
    how.msg_lev = GLP_MSG_OFF;
    columns_load(a, lp);
    rules_load(a, lp);
    for (size_t i = 0; i < a->variable_count; i++)
        a->variables[i].seen_low = a->variables[i].seen_high = a->variables[i].truth;
    for (size_t i = 0; i < a->variable_count; i++) {
        const Variable *v = &a->variables[i];
        for (int way = GLP_MIN; way <= GLP_MAX && narrow(v, v->seen_low, v->seen_high); way++) {
            glp_set_obj_dir(lp, way);
            glp_set_obj_coef(lp, (int)i + 1, 1);
            bool good = !glp_simplex(lp, &how);
            int status = glp_get_status(lp);
            if (good && status == GLP_UNBND) a->variables[i].seen_high = ENDLESS;
            else if (good && status == GLP_OPT) see(a, lp);
            else ++*failed;
            glp_set_obj_coef(lp, (int)i + 1, 0);
        }
        if (narrow(v, v->seen_low, v->seen_high)) found++;
    }
    glp_delete_prob(lp);
    return found;
}

#endif
