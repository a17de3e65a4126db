/* The attacker: reads what a review publishes, and nothing else, and calculates.
 *
 * Every number of the printed tables is a variable, known or hidden. What the tables mean gives equations and
 * bounds: columns and their totals, people who may stand in several rows, contracts by trade, company and
 * month, percentages with their rounding, hours since a contract's start, work contracts and people.
 * Intervals are propagated to the fixed point, and a linear programme (GLPK, for this test only) has the
 * exact bounds. Nothing here knows how numbers were hidden. The true numbers serve only to say how wide an
 * interval must be, and to prove that every equation holds. */
#include "report/attachment.h"
#include "report/past.h"
#include "report/year.h"
#include "tests/report/year_world.h"
#include <glpk.h>
#include <jansson.h>
#include <string.h>

enum {
    WORLDS = 1000,
    VARIABLES = 4000,
    TERMS = 40000,
    RULES = 6000,
    ROUNDS = 2000,
    SOLVED_MOST = 260 /* variables of a convention whose exact bounds are asked for */
};
static const double ENDLESS = 1e12, HALF = 0.5;

/* What is attacked. */

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

/* The tables. */

static const FigureTable *table_of(const Figures *figures, const char *name) {
    return figures_table(figures, str_of(name));
}

static const Cell *cell_of(const FigureTable *table, size_t row, const char *column) {
    return &table->cells[row * table->column_count + figure_column(table, str_of(column))];
}

static bool label_sensitive(Str label) {
    static const char *const labels[] = {"Travailleurs handicapés", "Allocataires de l'AAH",
                                         "Personnes placées sous main de justice", "Entreprise adaptée",
                                         "Marché réservé au handicap"};
    for (size_t i = 0; i < sizeof labels / sizeof *labels; i++)
        if (str_is(label, labels[i])) return true;
    return false;
}

/* Of few people in all, their number is all that can be asked. */
static int64_t needed_people(const Attack *a, bool sensitive) {
    int64_t needed = sensitive ? a->sensitive : a->threshold;
    return (double)needed < a->people ? needed : (int64_t)a->people;
}

static Numbers column_add(Attack *a, const char *name, const char *column) {
    const FigureTable *printed = table_of(a->printed, name), *truth = table_of(a->truth, name);
    Numbers added = {.n = printed->row_count};
    for (size_t i = 0; i < printed->row_count; i++) {
        bool sensitive = label_sensitive(printed->cells[i * printed->column_count].text);
        added.at[i] = number_add(a, cell_of(printed, i, column), cell_of(truth, i, column), name, i,
                                 needed_people(a, sensitive));
    }
    return added;
}

static Numbers contract_column(Attack *a, const char *table, const char *column) {
    const FigureTable *printed = table_of(a->printed, table), *truth = table_of(a->truth, table);
    const FigureTable *contracts = table_of(a->printed, "contracts");
    Numbers added = {.n = printed->row_count};
    for (size_t i = 0; i < printed->row_count; i++) {
        bool sensitive = label_sensitive(cell_of(contracts, i, "mechanism")->text);
        added.at[i] = number_add(a, cell_of(printed, i, column), cell_of(truth, i, column), table, i,
                                 needed_people(a, sensitive));
    }
    return added;
}

static void shares(Attack *a, const char *name, const Numbers *column, size_t whole) {
    const FigureTable *table = table_of(a->printed, name);
    for (size_t i = 0; i < column->n; i++) share_rule(a, cell_of(table, i, "share"), column->at[i], whole);
}

static size_t value_add_to(Attack *a, const char *name, int64_t needed) {
    return number_add(a, figures_value(a->printed, str_of(name)), figures_value(a->truth, str_of(name)), name,
                      0, needed);
}

static void total_rule(Attack *a, size_t whole, const Numbers *column) {
    if (column->n) parts_of(a, whole, column->at, column->n, 0, 0);
}

/* Rows of one table under labels of another. */
static size_t row_labelled(const Attack *a, const char *name, Str label) {
    const FigureTable *table = table_of(a->printed, name);
    for (size_t i = 0; i < table->row_count; i++)
        if (str_eq(cell_of(table, i, "label")->text, label)) return i;
    return SIZE_MAX;
}

/* A trade's or company's row holds the contracts that say so; what has no row of its own is in "Autres". */
static void groups(Attack *a, const char *name, const char *says, const Numbers *done, const Numbers *people,
                   const Numbers *hours, const Numbers *crowd) {
    const FigureTable *contracts = table_of(a->printed, "contracts");
    for (size_t g = 0; g < hours->n; g++) {
        Numbers in = {0}, who = {0};
        for (size_t i = 0; i < contracts->row_count; i++) {
            size_t row = row_labelled(a, name, cell_of(contracts, i, says)->text);
            if (row == SIZE_MAX) row = row_labelled(a, name, STR("Autres"));
            if (row != g || done->at[i] == NONE) continue;
            in.at[in.n++] = done->at[i];
            who.at[who.n++] = people->at[i];
        }
        total_rule(a, hours->at[g], &in);
        if (who.n) covers(a, crowd->at[g], who.at, who.n);
    }
}

/* Months in which a contract declared anything: not among its missing ones. The attacker of this test is told
 * which; a reader finds them in the table of missing months. */
static bool declared_in(const YearContract *year, Month month) {
    for (size_t k = 0; k < year->row_count; k++)
        if (year->rows[k].month == month) return true;
    return false;
}

static void crossed_months(Attack *a, const Review *review, const Numbers *done, const Numbers *hours) {
    Numbers in_month[64] = {0};
    for (size_t i = 0; i < review->contract_count; i++) {
        const YearContract *year = &review->contracts[i];
        Numbers mine = {0};
        for (size_t m = 0; m < review->month_count; m++) {
            if (!declared_in(year, review->months[m].month)) continue;
            double truth = 0;
            for (size_t k = 0; k < year->row_count; k++)
                if (year->rows[k].month == review->months[m].month) truth += (double)year->rows[k].hours;
            size_t cell = a->cells[i][m] = unknown_add(a, truth);
            mine.at[mine.n++] = in_month[m].at[in_month[m].n++] = cell;
        }
        total_rule(a, done->at[i], &mine);
    }
    for (size_t m = 0; m < review->month_count; m++) total_rule(a, hours->at[m], &in_month[m]);
}

static void months(Attack *a, size_t all, size_t trained, size_t people, Numbers *hours) {
    *hours = column_add(a, "hours_by_month", "hours");
    Numbers training = column_add(a, "hours_by_month", "training"), crowd = {.n = hours->n};
    Numbers cumulated = column_add(a, "hours_by_month", "cumulated");
    total_rule(a, all, hours);
    total_rule(a, trained, &training);
    json_t *list = json_object_get(json_object_get(a->json, "hours"), "by_month");
    for (size_t m = 0; m < hours->n; m++) {
        at_most(a, training.at[m], hours->at[m]);
        if (cumulated.at[m] != NONE) {
            a->variables[cumulated.at[m]].needed = 0; /* a sum, and no cell of its own */
            parts_of(a, cumulated.at[m], hours->at, m + 1, 0, 0);
        }
        json_t *count = json_object_get(json_array_get(list, m), "count");
        crowd.at[m] = NONE;
        if (!json_is_integer(count)) continue;
        Cell cell = {.kind = CELL_COUNT, .number = json_integer_value(count)};
        crowd.at[m] = number_add(a, &cell, &cell, "by_month", m, 0);
        at_most(a, crowd.at[m], people);
    }
}

/* A contract that is said to be late, or not to be, has fewer hours than that takes, or as many. */
static void lateness(Attack *a, const Review *review, const Numbers *ever) {
    json_t *list = json_object_get(json_object_get(a->json, "contracts"), "list");
    for (size_t i = 0; i < ever->n; i++) {
        const YearContract *year = &review->contracts[i];
        json_t *late = json_object_get(json_object_get(json_array_get(list, i), "pace"), "late");
        Hundredths turn = pace_turn(year->contract, &year->pace, review->input.to, 10);
        if (ever->at[i] == NONE || json_is_null(late)) continue;
        bool is_late = json_is_true(late);
        rule_begin(a, is_late ? 0 : (double)turn, is_late ? (double)turn - 1 : ENDLESS);
        term(a, ever->at[i], 1);
        rule_end(a);
        a->told += a->variables[ever->at[i]].hidden;
    }
}

/* A contract that begins in the period has no hours before it. */
static void since_start(Attack *a, const Review *review, const Numbers *done) {
    Numbers ever = a->ever = contract_column(a, "pace", "cumulated");
    lateness(a, review, &ever);
    for (size_t i = 0; i < ever.n; i++) {
        if (ever.at[i] == NONE || done->at[i] == NONE) continue;
        bool first = review->contracts[i].contract->start_date >= review->input.from;
        const Variable *e = &a->variables[ever.at[i]], *d = &a->variables[done->at[i]];
        if (first && e->truth == d->truth) parts_of(a, ever.at[i], &done->at[i], 1, 0, 0);
        else at_most(a, done->at[i], ever.at[i]);
    }
}

/* The row of the table that a declaration stands in; SIZE_MAX: there is no table. */
static size_t structure_row(const Attack *a, const Review *review, const HoursRow *row) {
    const Breakdown *b = &review->breakdowns[HOURS_BY_STRUCTURE];
    Str key = row->declarant_siret;
    if (!map_get(b->by_key, key)) key = row->employer_kind.n ? STR("outside") : BREAKDOWN_UNKNOWN;
    if (str_eq(key, STR("outside")) && str_is(row->employer_kind, "direct")) key = STR("direct");
    const Part *part = map_get(b->by_key, key);
    return part ? row_labelled(a, "structures", part->label) : SIZE_MAX;
}

/* Who works for which contract is known, and under which kind; not how much of it each does. */
static void structures_crossed(Attack *a, const Review *review, const Numbers *hours, const Numbers *columns,
                               bool kinds) {
    static double cell[64][64];
    Numbers of_row[64] = {0}, of_column[64] = {0};
    memset(cell, 0, sizeof cell);
    for (size_t i = 0; i < review->contract_count; i++)
        for (size_t k = 0; k < review->contracts[i].row_count; k++) {
            const HoursRow *row = &review->contracts[i].rows[k];
            if (row->month < review->first || row->month > review->last) continue;
            size_t r = structure_row(a, review, row), c = i;
            const Part *kind = map_get(review->breakdowns[HOURS_BY_EMPLOYER_KIND].by_key,
                                       row->employer_kind.n ? row->employer_kind : BREAKDOWN_UNKNOWN);
            if (kinds) c = row_labelled(a, "hours_by_employer_kind", kind->label);
            if (r != SIZE_MAX && c != SIZE_MAX) cell[r][c] += (double)row->hours;
        }
    for (size_t r = 0; r < hours->n; r++)
        for (size_t c = 0; c < columns->n; c++) {
            if (cell[r][c] == 0) continue;
            size_t at = unknown_add(a, cell[r][c]);
            of_row[r].at[of_row[r].n++] = at, of_column[c].at[of_column[c].n++] = at;
        }
    for (size_t r = 0; r < hours->n; r++)
        if (hours->at[r] != NONE) total_rule(a, hours->at[r], &of_row[r]);
    for (size_t c = 0; c < columns->n; c++)
        if (columns->at[c] != NONE) total_rule(a, columns->at[c], &of_column[c]);
}

static void structures(Attack *a, const Review *review, size_t all, size_t people, const Numbers *done) {
    Numbers hours = column_add(a, "structures", "hours"), who = column_add(a, "structures", "people");
    if (!hours.n) return;
    total_rule(a, all, &hours);
    covers(a, people, who.at, who.n);
    structures_crossed(a, review, &hours, done, false);
    Numbers kinds = column_add(a, "hours_by_employer_kind", "hours");
    bool merged = row_labelled(a, "hours_by_employer_kind", STR("Autres")) != SIZE_MAX;
    if (!merged && kinds.n) structures_crossed(a, review, &hours, &kinds, true);
}

/* What holds now is of a contract and a month; where it is all of it, a reader may know. */
static void replaced(Attack *a, const Review *review, const Numbers *done) {
    Numbers before = column_add(a, "replaced", "before"), after = column_add(a, "replaced", "after");
    for (size_t k = 0; k < after.n; k++) {
        const YearReplacement *at = &review->replaced[k];
        size_t i = (size_t)(at->contract - review->contracts);
        size_t m = (size_t)(at->replacement->month - review->first);
        at_most(a, after.at[k], done->at[i]);
        a->variables[before.at[k]].needed = 0; /* unless it gives away what holds */
        size_t cell = declared_in(at->contract, at->replacement->month) ? a->cells[i][m] : NONE;
        if (cell == NONE) continue;
        bool alone = a->variables[cell].truth == a->variables[after.at[k]].truth;
        parts_of(a, cell, &after.at[k], 1, 0, alone ? 0 : ENDLESS);
    }
}

static void contracts(Attack *a, const Review *review, size_t all, size_t people, size_t work,
                      const Numbers *month_hours) {
    Numbers done = contract_column(a, "hours_by_contract", "done");
    Numbers crowd = contract_column(a, "hours_by_contract", "people");
    const FigureTable *table = table_of(a->printed, "hours_by_contract");
    total_rule(a, all, &done);
    if (done.n) covers(a, people, crowd.at, crowd.n);
    if (done.n) parts_of(a, work, crowd.at, crowd.n, 0, ENDLESS);
    for (size_t i = 0; i < done.n; i++) {
        size_t committed =
            number_add(a, cell_of(table, i, "committed"), cell_of(table, i, "committed"), "committed", i, 0);
        share_rule(a, cell_of(table, i, "rate"), done.at[i], committed);
    }
    static const struct {
        const char *table, *says;
    } by[] = {{"hours_by_trade", "trade"}, {"hours_by_company", "contractor"}};
    for (size_t k = 0; k < 2; k++) {
        Numbers hours = column_add(a, by[k].table, "hours"), who = column_add(a, by[k].table, "people");
        total_rule(a, all, &hours);
        if (who.n) covers(a, people, who.at, who.n);
        shares(a, by[k].table, &hours, all);
        groups(a, by[k].table, by[k].says, &done, &crowd, &hours, &who);
    }
    crossed_months(a, review, &done, month_hours);
    since_start(a, review, &done);
    a->done = done;
    structures(a, review, all, people, &done);
    replaced(a, review, &done);
}

static void work_contracts(Attack *a, size_t all, size_t people, size_t work) {
    Numbers hours = column_add(a, "hours_by_contract_type", "hours");
    Numbers who = column_add(a, "hours_by_contract_type", "people");
    Numbers signed_ = column_add(a, "work_contracts_by_type", "count");
    total_rule(a, all, &hours);
    if (who.n) covers(a, people, who.at, who.n);
    for (size_t i = 0; i < signed_.n; i++) {
        if (signed_.at[i] == NONE) return; /* withheld */
        a->variables[signed_.at[i]].needed = (double)needed_people(a, false);
        at_most(a, who.at[i], signed_.at[i]);
    }
    total_rule(a, work, &signed_);
    shares(a, "work_contracts_by_type", &signed_, work);
    hours = column_add(a, "hours_by_employer_kind", "hours");
    who = column_add(a, "hours_by_employer_kind", "people");
    total_rule(a, all, &hours);
    if (who.n) covers(a, people, who.at, who.n);
}

static void profiles(Attack *a, size_t all, size_t people, size_t leaving, size_t women) {
    static const char *const names[] = {
        "people_by_sex",     "people_by_age_band", "people_by_main_criterion", "people_by_education",
        "people_by_commune", "people_by_qpv",      "people_by_prescriber",     "people_by_exit"};
    Numbers criteria = column_add(a, "people_by_criterion", "count");
    Numbers criteria_hours = column_add(a, "people_by_criterion", "hours");
    if (criteria.n) covers(a, people, criteria.at, criteria.n);
    if (criteria.n && !a->nobody) covers(a, all, criteria_hours.at, criteria.n);
    shares(a, "people_by_criterion", &criteria, people);
    for (size_t k = 0; k < sizeof names / sizeof *names; k++) {
        Numbers count = column_add(a, names[k], "count"), hours = column_add(a, names[k], "hours"),
                well = {0};
        total_rule(a, people, &count);
        if (count.n) parts_of(a, all, hours.at, hours.n, 0, a->nobody ? ENDLESS : 0);
        shares(a, names[k], &count, people);
        bool merged = false;
        for (size_t i = 0; i < count.n; i++) {
            Str label = cell_of(table_of(a->printed, names[k]), i, "label")->text;
            size_t same = row_labelled(a, "people_by_criterion", label);
            if (str_is(names[k] == names[2] ? label : (Str){0}, "Non renseigné")) same = SIZE_MAX;
            if (k == 2 && same != SIZE_MAX) {
                at_most(a, count.at[i], criteria.at[same]);
                at_most(a, hours.at[i], criteria_hours.at[same]);
            }
            /* the age band and the criterion of that name: the same people, where they are */
            if (k == 1 && same != SIZE_MAX &&
                a->variables[count.at[i]].truth == a->variables[criteria.at[same]].truth &&
                a->variables[hours.at[i]].truth == a->variables[criteria_hours.at[same]].truth &&
                !str_is(label, "Non renseigné")) {
                parts_of(a, count.at[i], &criteria.at[same], 1, 0, 0);
                parts_of(a, hours.at[i], &criteria_hours.at[same], 1, 0, 0);
            }
            if (k == 0 && str_is(label, "Femmes")) parts_of(a, women, &count.at[i], 1, 0, 0);
            merged |= str_starts(label, STR("Autres"));
            if (str_starts(label, STR("CD")) || str_is(label, "Formation")) well.at[well.n++] = count.at[i];
        }
        if (k == 7 && !merged && count.n) parts_of(a, leaving, well.at, well.n, 0, 0);
    }
    Numbers bands = column_add(a, "people_by_hours", "count");
    total_rule(a, people, &bands);
    shares(a, "people_by_hours", &bands, people);
}

static void review_read(Attack *a, const Review *review) {
    a->nobody = false;
    for (size_t i = 0; i < review->input.ledger->hours.n; i++)
        a->nobody |= !review->input.ledger->hours.at[i].person_ref.n;
    a->people = (double)figures_value(a->truth, STR("people"))->number;
    size_t people = value_add_to(a, "people", needed_people(a, false));
    size_t all = value_add_to(a, "hours_done", 0), trained = value_add_to(a, "hours_training", 0);
    size_t work = value_add_to(a, "work_contracts", needed_people(a, false)),
           leaving = value_add_to(a, "exits_positive", needed_people(a, false));
    size_t women = value_add_to(a, "women", needed_people(a, false));
    share_rule(a, figures_value(a->printed, STR("women_share")), women, people);
    at_most(a, trained, all);
    at_most(a, people, work);
    at_most(a, leaving, people);
    Numbers month_hours;
    months(a, all, trained, people, &month_hours);
    contracts(a, review, all, people, work, &month_hours);
    work_contracts(a, all, people, work);
    profiles(a, all, people, leaving, women);
}

/* Whose figures are printed, and what they are. */
typedef struct Side {
    const Review *review;
    const Figures *printed, *truth;
    json_t *json;
} Side;

static void side_read(Attack *a, const Side *side) {
    a->printed = side->printed, a->truth = side->truth, a->json = side->json;
    review_read(a, side->review);
}

/* Persons whose hours on a contract before the period are not what they were published as. */
static double changed_before(const Review *then, const Review *now, const Contract *contract,
                             size_t *people) {
    size_t n[2];
    const HoursRow *rows[2] = {ledger_rows(then->input.ledger, contract->id, &n[0]),
                               ledger_rows(now->input.ledger, contract->id, &n[1])};
    double delta = 0;
    *people = 0;
    for (size_t p = 0; p < now->input.ledger->people->n; p++) {
        Str ref = now->input.ledger->people->at[p].ref;
        double one = 0;
        for (int side = 0; side < 2; side++)
            for (size_t k = 0; k < n[side]; k++)
                if (str_eq(rows[side][k].person_ref, ref) && rows[side][k].month < now->first)
                    one += (side ? 1 : -1) * (double)rows[side][k].hours;
        *people += one != 0;
    }
    for (int side = 0; side < 2; side++)
        for (size_t k = 0; k < n[side]; k++)
            if (rows[side][k].month < now->first) delta += (side ? 1 : -1) * (double)rows[side][k].hours;
    *people += !*people && delta != 0; /* nobody knows whose */
    return delta;
}

static size_t figure_add(Attack *a, const char *figure, const char *column, Str label) {
    const FigureTable *printed = table_of(a->printed, "previous_figures");
    const FigureTable *truth = table_of(a->truth, "previous_figures");
    for (size_t i = 0; i < printed->row_count; i++)
        if (str_eq(cell_of(printed, i, "figure")->text, label))
            return number_add(a, cell_of(printed, i, column), cell_of(truth, i, column), figure, i, 0);
    return NONE;
}

/* Hours before the period are what was published as hours since the start, but for what has changed since.
 * Readers know which contracts have changed; what of few people has must stay theirs. */
static void years_meet(Attack *a, const Review *then, const Review *now, const Numbers *ever_then,
                       Str label) {
    const Contracts *contracts = now->input.ledger->contracts;
    Numbers changes = {0};
    for (size_t c = 0; c < contracts->n; c++) {
        size_t people, i = 0, k = 0;
        double delta = changed_before(then, now, &contracts->at[c], &people);
        while (i < now->contract_count && now->contracts[i].contract != &contracts->at[c]) i++;
        while (k < then->contract_count && then->contracts[k].contract != &contracts->at[c]) k++;
        size_t change = NONE;
        if (people) {
            change = changes.at[changes.n++] = unknown_add(a, delta);
            Variable *v = &a->variables[change];
            v->low = -ENDLESS, v->hours = true, v->table = "change", v->row = c;
            bool sensitive = str_is(contracts->at[c].mechanism, "reserved_disability");
            v->hidden = people < (size_t)(sensitive ? a->sensitive : a->threshold);
            v->needed = delta < 0 ? -delta : delta;
        }
        if (i == now->contract_count || k == then->contract_count) continue;
        size_t later = a->ever.at[i], earlier = ever_then->at[k], done = a->done.at[i];
        if (later == NONE || earlier == NONE || done == NONE) continue;
        rule_begin(a, 0, 0);
        term(a, later, 1), term(a, done, -1), term(a, earlier, -1), term(a, change, -1);
        rule_end(a);
    }
    size_t published = figure_add(a, "published", "published", label);
    size_t recomputed = figure_add(a, "recomputed", "recomputed", label);
    if (published == NONE || recomputed == NONE || a->variables[published].hidden) return;
    a->variables[published].needed = a->variables[recomputed].needed = 0;
    rule_begin(a, 0, 0);
    term(a, recomputed, 1), term(a, published, -1);
    for (size_t i = 0; i < changes.n; i++) term(a, changes.at[i], -1);
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

/* What an attack comes to. */

typedef struct Found {
    size_t hidden, propagated, exact, solved, failed, wrong, bare;
} Found;

static void say(const Attack *a, bool exact, uint64_t seed) {
    for (size_t i = 0; i < a->variable_count; i++) {
        const Variable *v = &a->variables[i];
        double low = exact ? v->seen_low : v->low, high = exact ? v->seen_high : v->high;
        if (narrow(v, low, high))
            printf("# world %llu: %s row %zu %s: in [%g, %g], true %g, needs %g\n", (unsigned long long)seed,
                   v->table, v->row + 1, v->hours ? "hours" : "count", low, high, v->truth, v->needed);
    }
}

static Found attack(Attack *a, const Side *then, const Side *now, bool aloud, uint64_t seed) {
    Found found = {0};
    a->variable_count = a->term_count = a->rule_count = a->wrong = 0;
    if (then->review) side_read(a, then);
    Numbers ever = a->ever;
    side_read(a, now);
    if (then->review)
        years_meet(a, then->review, now->review, &ever,
                   words_get(now->review->input.words, "figure.hours_done"));
    found.wrong = a->wrong;
    propagate(a);
    for (size_t i = 0; i < a->variable_count; i++) {
        const Variable *v = &a->variables[i];
        found.hidden += v->hidden;
        found.propagated += narrow(v, v->low, v->high);
    }
    if (aloud && found.propagated) say(a, false, seed);
    if (!found.propagated && found.hidden && a->rule_count && a->variable_count <= SOLVED_MOST) {
        found.solved = 1;
        found.exact = solve(a, &found.failed);
        if (aloud && found.exact) say(a, true, seed);
    }
    return found;
}

/* Conventions. */

static World odd_world(uint64_t seed) {
    World world = world_new();
    world.random = 88172645463325252u + seed * 7919;
    for (size_t i = 0; i < 5; i++) world_random(&world, 2);
    size_t kind = world_random(&world, 12);
    size_t contracts = kind == 0 ? 0 : 1 + world_random(&world, kind < 4 ? 3 : 9);
    size_t people = kind == 0 ? 0 : kind == 1 ? 1 : 1 + world_random(&world, kind < 6 ? 14 : 45);
    size_t spread = kind == 2 ? 1 : 1 + world_random(&world, 4); /* kinds of each trait that there are */
    size_t months = kind == 3 || kind == 7 ? 1 : 1 + world_random(&world, 11);
    bool one_contract_each = world_random(&world, 2);
    static const char *const traits[][4] = {
        {"M", "M|F", "M|F|unknown", "M|M|M|F"},
        {"30-39", "30-39|<26", "30-39|<26|50+|unknown", "50+|26-29|30-39|40-49|<26"},
        {"TH", "RSA|TH", "RSA|DELD|TH|PPSMJ|", "RSA|DELD|<26|TH|50+|refugee|PPSMJ|"},
        {"3", "3|4", "3|infra 3|", "3|infra 3|4|5|6+|"},
        {"92050", "92050|92025", "92050|92025|92036", "92050|92025|92036|92004|92024|92007|95018|"},
        {"no", "no|yes", "no|yes|unknown", "no|no|no|yes"},
        {"PLIE", "PLIE|SPIP", "PLIE|SPIP|Cap emploi|", "PLIE|SPIP|Cap emploi|France Travail|Mission locale|"},
        {"CDI", "none|CDI", "none|CDI|training|", "none|CDI|CDD>=6m|CDD<6m|training|other|unknown|"},
        {"EA", "direct|EA", "ETTI|direct|EA|", "direct|ETTI|AI|EI|EA|ACI|"},
        {"CDD", "CDD|CTT", "CDD|CTT|CDI|", "CDD|CTT|CDI|CDDI|CDDU|apprenticeship|"},
        {"cleaning", "cleaning|roads", "cleaning|roads|waste", "cleaning|roads|green_spaces|catering|waste"},
        {"Une", "Une|Deux", "Une|Deux|Trois", "Une|Deux|Trois|Quatre|Cinq|Six"},
    };
    for (size_t i = 0; i < contracts; i++) {
        Str id = str_print(world.arena, "C%02zu", i);
        Contract *contract =
            world_contract(&world, str_cstr(world.arena, id), (int)world_random(&world, 3000));
        contract->trade = world_pick(&world, traits[10][spread - 1]);
        contract->contractor_name = kind == 2 ? STR("Une") : world_pick(&world, traits[11][spread - 1]);
        contract->mechanism = world_pick(&world, "execution_clause|execution_clause|reserved_disability");
        if (kind > 8) contract->start_date = date_of(2025, 6, 1);
    }
    for (size_t i = 0; i < people; i++) {
        Person *person = world_person(&world, str_cstr(world.arena, str_print(world.arena, "P%03zu", i)));
        size_t at = spread - 1;
        person->sex = world_pick(&world, traits[0][at]);
        person->age_band = world_pick(&world, traits[1][at]);
        person->main_criterion = world_pick(&world, traits[2][at]);
        for (size_t k = world_random(&world, 3); k; k--)
            strlist_add(world.arena, &person->criteria, world_pick(&world, "DELD|QPV|RSA|TH|ASS"));
        if (str_is(person->age_band, "<26")) strlist_add(world.arena, &person->criteria, STR("<26"));
        if (str_is(person->age_band, "50+")) strlist_add(world.arena, &person->criteria, STR("50+"));
        person->education = world_pick(&world, traits[3][at]);
        person->commune = world_pick(&world, traits[4][at]);
        person->qpv = world_pick(&world, traits[5][at]);
        person->prescriber = world_pick(&world, traits[6][at]);
        person->exit = world_pick(&world, traits[7][at]);
        Str contract = world.contracts.at[world_random(&world, contracts)].id;
        Str employer = world_pick(&world, traits[8][at]), type = world_pick(&world, traits[9][at]);
        size_t rows = 1 + world_random(&world, months);
        Month first = month_of(2026, 1) + (Month)world_random(&world, 12 - (months < 12 ? months - 1 : 11));
        if (kind > 9 && !world_random(&world, 3)) first = month_of(2025, 10);
        for (size_t k = 0; k < rows; k++) {
            int hours = 100 + (int)world_random(&world, 15000);
            if (!world_random(&world, 9)) hours *= 5; /* one who does most of it */
            HoursRow *row = world_hours(&world, contract, person->ref, first + (Month)k, hours);
            row->employer_kind = employer;
            row->contract_type = type;
            if (!world_random(&world, 3))
                row->training_hours = row->hours / (1 + (int)world_random(&world, 4));
            if (kind == 5 && !world_random(&world, 5)) row->person_ref = (Str){0}; /* nobody knows whose */
            if (!one_contract_each && !world_random(&world, 3))
                contract = world.contracts.at[world_random(&world, contracts)].id;
        }
    }
    return world;
}

/* Structures of insertion, each with its kind; what people work for them. */
static void odd_structures(World *world) {
    static const char *const sirets[] = {"S1", "S2", "S3", "S4"}, *const kinds[] = {"ETTI", "AI", "EA", "EI"};
    size_t known = 1 + world_random(world, 4);
    for (size_t i = 0; i < known; i++) {
        Structure *structure =
            ARENA_PUSH(world->arena, world->structures.at, world->structures.n, world->structures.cap);
        *structure =
            (Structure){.siret = str_of(sirets[i]), .name = str_of(sirets[i]), .kind = str_of(kinds[i])};
    }
    for (size_t p = 0; p < world->people.n; p++) {
        size_t own = world_random(world, 5), other = world_random(world, 5);
        for (size_t i = 0; i < world->hours.n; i++) {
            HoursRow *row = &world->hours.at[i];
            if (!str_eq(row->person_ref, world->people.at[p].ref)) continue;
            size_t at = world_random(world, 5) ? own : other;
            row->employer_kind = at < 4 ? str_of(kinds[at]) : STR("direct");
            if (at < 4) row->declarant_siret = str_of(sirets[at]);
        }
    }
}

/* Earlier declarations of some scopes, with some hours that were others. */
static void odd_replaced(World *world) {
    size_t n = world->hours.n, from = world_random(world, 3), step = 2 + world_random(world, 4);
    for (size_t i = 0; i < n; i++) {
        HoursRow row = world->hours.at[i];
        if (((size_t)row.month + (size_t)row.contract_id.p[row.contract_id.n - 1] + from) % step) continue;
        row.declared_on = date_of(2026, 12, 31);
        if (!world_random(world, 2)) row.hours += 100 + (int)world_random(world, 4000);
        *ARENA_PUSH(world->arena, world->hours.at, world->hours.n, world->hours.cap) = row;
    }
}

/* The year before, as it was published, with hours that have changed since. */
typedef struct Before {
    HoursRows hours;
    Ledger ledger;
    Publication publication;
    PublishedThen then;
} Before;

static void odd_previous(World *world, Before *before) {
    size_t n = world->hours.n, changed = world_random(world, 3);
    for (size_t i = 0; i < n; i++) {
        HoursRow row = world->hours.at[i];
        row.month -= 12;
        if (row.month < month_of(2025, 1) || row.month > month_of(2025, 12) || world_random(world, 5) == 0)
            continue;
        row.hours = 100 + (int)world_random(world, 12000);
        row.training_hours = HUNDREDTHS_ABSENT;
        *ARENA_PUSH(world->arena, world->hours.at, world->hours.n, world->hours.cap) = row;
        if (changed && !world_random(world, changed == 1 ? 20 : 4))
            row.hours += 50 + (int)world_random(world, 2000);
        *ARENA_PUSH(world->arena, before->hours.at, before->hours.n, before->hours.cap) = row;
    }
    for (size_t i = 0; i < world->contracts.n; i++) world->contracts.at[i].start_date = date_of(2025, 1, 1);
    Diags unsaid = diags_new(world->arena);
    before->ledger = ledger_join(world->arena, &world->contracts, &before->hours, &world->people, &unsaid);
    before->publication = (Publication){.from = date_of(2025, 1, 1), .to = date_of(2025, 12, 31)};
    before->publication.day = date_of(2026, 1, 20);
    before->publication.superseded = DATE_ABSENT;
    before->publication.program = STR("test");
    before->then = (PublishedThen){.publication = &before->publication, .ledger = &before->ledger};
    world->previous = &before->then;
    Convention then = world->convention;
    ReviewInput input = {.convention = &then,
                         .from = before->publication.from,
                         .to = before->publication.to,
                         .ledger = &before->ledger,
                         .words = world->words};
    const Review *review = review_fold(world->arena, &input, &unsaid);
    if (review) publication_take(world->arena, review_figures(world->arena, review), &before->publication);
    else world->previous = NULL;
}

static void open_secret(Secret *secret) {
    secret->hidden = false;
}

/* The same review with every number open: for the truth of each cell. */
static const Figures *truth_of(Arena *arena, Review *review) {
    Secret *const values[] = {&review->hours,
                              &review->training,
                              &review->people,
                              &review->women,
                              &review->exits_positive,
                              &review->work_contracts,
                              &review->work_contracts_cdi};
    for (size_t i = 0; i < sizeof values / sizeof *values; i++) open_secret(values[i]);
    for (size_t i = 0; i < review->contract_count; i++) {
        YearContract *year = &review->contracts[i];
        open_secret(&year->hours), open_secret(&year->people), open_secret(&year->cumulated);
    }
    for (size_t i = 0; i < review->month_count; i++) {
        YearMonth *month = &review->months[i];
        open_secret(&month->hours), open_secret(&month->people);
        open_secret(&month->training), open_secret(&month->cumulated);
    }
    for (size_t name = 0; name < BREAKDOWNS; name++)
        for (size_t i = 0; i < review->breakdowns[name].n; i++)
            open_secret(&review->breakdowns[name].at[i]->count),
                open_secret(&review->breakdowns[name].at[i]->hours);
    for (size_t i = 0; i < review->breakdowns[WORK_CONTRACTS_BY_TYPE].every_count; i++)
        open_secret(&review->breakdowns[WORK_CONTRACTS_BY_TYPE].every[i]->count);
    for (size_t i = 0; i < review->replaced_count; i++)
        open_secret(&review->replaced[i].before), open_secret(&review->replaced[i].after);
    for (size_t i = 0; review->previous && i < review->previous->figure_count; i++) {
        PastFigure *figure = &review->previous->figures[i];
        open_secret(&figure->published), open_secret(&figure->recomputed), open_secret(&figure->difference);
    }
    return review_figures(arena, review);
}

/* What few people are, told by a row that is there, or by a number that is hidden and is not 0. */
static size_t told_of_few(const Attack *a) {
    static const struct {
        const char *table;
        bool sensitive;
    } tables[] = {{"people_by_sex", false},
                  {"people_by_age_band", false},
                  {"people_by_main_criterion", true},
                  {"people_by_criterion", true},
                  {"people_by_education", false},
                  {"people_by_commune", false},
                  {"people_by_qpv", false},
                  {"people_by_prescriber", true},
                  {"people_by_exit", false},
                  {"people_by_hours", false},
                  {"structures", true},
                  {"hours_by_employer_kind", true},
                  {"hours_by_contract_type", false},
                  {"work_contracts_by_type", false}};
    static const char *const values[] = {"exits_positive", "women", "hours_training"};
    static const char *const names[] = {"top_criterion", "top_commune"};
    size_t told = 0;
    for (size_t i = 0; a->people && i < sizeof tables / sizeof *tables; i++) {
        double needed = (double)(tables[i].sensitive ? a->sensitive : a->threshold);
        if (a->people >= needed || !table_of(a->printed, tables[i].table)->row_count) continue;
        printf("# %s has rows of %g people\n", tables[i].table, a->people);
        told++;
    }
    if (!a->people || a->people >= (double)a->threshold) return told;
    for (size_t i = 0; i < sizeof values / sizeof *values; i++)
        if (figures_value(a->printed, str_of(values[i]))->kind != CELL_MASKED) {
            printf("# %s of %g people\n", values[i], a->people);
            told++;
        }
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        told += figures_value(a->printed, str_of(names[i]))->kind != CELL_ABSENT;
    const FigureTable *months = table_of(a->printed, "hours_by_month");
    for (size_t i = 0; i < months->row_count; i++)
        told += cell_of(months, i, "training")->kind == CELL_HOURS &&
                cell_of(months, i, "hours")->kind == CELL_MASKED;
    json_t *structure;
    size_t i;
    json_array_foreach(json_object_get(a->json, "structures"), i, structure) told +=
        !json_is_null(json_object_get(structure, "contracts"));
    return told;
}

/* No row is left without any number: it would say no more than that somebody is in it. */
static size_t rows_bare(const Attack *a) {
    size_t bare = 0;
    for (size_t t = 0; t < a->printed->table_count; t++) {
        const FigureTable *table = &a->printed->tables[t];
        size_t masked = 0, column = figure_column(table, STR("count"));
        if (!str_starts(table->name, STR("people_by"))) continue;
        for (size_t i = 0; i < table->row_count; i++)
            masked += table->cells[i * table->column_count + column].kind == CELL_MASKED;
        bare += table->row_count && masked == table->row_count;
    }
    return bare;
}

/* Few people, printed; or a sensitive trait of everybody. */
static size_t bare_of(const Attack *a) {
    size_t bare = 0;
    for (size_t t = 0; t < a->printed->table_count; t++) {
        const FigureTable *table = &a->printed->tables[t];
        size_t count = figure_column(table, STR("people"));
        bool people = str_starts(table->name, STR("people_by")), work = str_starts(table->name, STR("work"));
        if (people) count = figure_column(table, STR("count"));
        if (count == SIZE_MAX || str_is(table->name, "years")) continue;
        for (size_t i = 0; i < table->row_count; i++) {
            const Cell *cell = &table->cells[i * table->column_count + count];
            bool sensitive = !work && label_sensitive(table->cells[i * table->column_count].text);
            int64_t threshold = sensitive ? a->sensitive : a->threshold;
            if (cell->kind != CELL_COUNT || !cell->number) continue;
            bool everybody = sensitive && people && (double)cell->number == a->people;
            if (cell->number < threshold || everybody) {
                printf("# bare: %.*s row %zu: %lld\n", STR_ARG(table->name), i + 1, (long long)cell->number);
                bare++;
            }
        }
    }
    const Cell *all = figures_value(a->printed, STR("people"));
    return bare + (all->kind == CELL_COUNT && all->number && all->number < a->threshold);
}

/* Cells of CSV that are an s. */
static size_t csv_masked(Str csv) {
    size_t n = 0;
    for (size_t i = 0; i + 2 < csv.n; i++)
        n += csv.p[i] == ';' && csv.p[i + 1] == 's' && (csv.p[i + 2] == ';' || csv.p[i + 2] == '\n');
    return n;
}

static size_t json_masked_in(json_t *json) {
    size_t n = json_is_true(json_object_get(json, "masked")), i;
    const char *key;
    json_t *at;
    json_object_foreach(json, key, at) n += json_masked_in(at);
    json_array_foreach(json, i, at) n += json_masked_in(at);
    return n;
}

/* The attached JSON says of every hidden cell that it is masked, and a table's CSV has an s. */
static bool attached_masked(Arena *arena, const Figures *figures, const Words *words) {
    size_t masked = 0;
    bool same = true;
    for (size_t i = 0; i < figures->value_count; i++) masked += figures->values[i].cell.kind == CELL_MASKED;
    for (size_t t = 0; t < figures->table_count; t++) {
        const FigureTable *table = &figures->tables[t];
        size_t here = 0;
        for (size_t i = 0; i < table->row_count * table->column_count; i++)
            here += table->cells[i].kind == CELL_MASKED;
        for (size_t i = 0; table->total && i < table->column_count; i++)
            here += table->total[i].kind == CELL_MASKED;
        same &= csv_masked(table_attachment(arena, table, words).bytes) == here;
        masked += here;
    }
    Str text = figures_attachment(arena, figures, words).bytes;
    json_t *json = json_loadb(text.p, text.n, 0, NULL);
    same &= json && json_masked_in(json) == masked;
    json_decref(json);
    return same;
}

/* JSON and paper hide the same. */
static bool json_masked(const Attack *a) {
    static const struct {
        const char *group, *list, *table, *column, *key;
    } lists[] = {{"people", "by_sex", "people_by_sex", "count", "count"},
                 {"people", "by_sex", "people_by_sex", "hours", "hours"},
                 {"people", "by_exit", "people_by_exit", "count", "count"},
                 {"people", "by_criterion", "people_by_criterion", "hours", "hours"},
                 {"people", "by_commune", "people_by_commune", "count", "count"},
                 {"hours", "by_trade", "hours_by_trade", "hours", "hours"},
                 {"hours", "by_company", "hours_by_company", "people", "count"},
                 {"hours", "by_contract", "hours_by_contract", "done", "hours"},
                 {"hours", "by_contract", "hours_by_contract", "rate", "rate"},
                 {"hours", "by_contract", "hours_by_contract", "people", "count"},
                 {"hours", "by_month", "hours_by_month", "hours", "hours"},
                 {"hours", "by_month", "hours_by_month", "training", "training"}};
    bool same = true;
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
        const FigureTable *table = table_of(a->printed, lists[i].table);
        json_t *list = json_object_get(json_object_get(a->json, lists[i].group), lists[i].list);
        same &= json_array_size(list) == table->row_count;
        for (size_t k = 0; k < table->row_count; k++) {
            CellKind kind = cell_of(table, k, lists[i].column)->kind;
            bool shown = kind != CELL_MASKED && kind != CELL_ABSENT;
            json_t *value = json_object_get(json_array_get(list, k), lists[i].key);
            same &= value && json_is_null(value) == !shown;
        }
    }
    return same;
}

/* Figures with some hidden cells printed: what would be published if less were hidden. */
typedef bool Reveal(const Attack *a, const FigureTable *truth, size_t row, size_t column);

static Figures *revealed(Arena *arena, const Attack *a, Reveal *reveal) {
    Figures *figures = ARENA_NEW(arena, Figures);
    *figures = *a->printed;
    figures->tables = ARENA_ARRAY(arena, FigureTable, figures->table_count);
    for (size_t t = 0; t < figures->table_count; t++) {
        FigureTable *table = &figures->tables[t];
        const FigureTable *truth = &a->truth->tables[t];
        *table = a->printed->tables[t];
        size_t n = table->row_count * table->column_count;
        table->cells = ARENA_ARRAY(arena, Cell, n);
        for (size_t i = 0; i < n; i++) {
            table->cells[i] = a->printed->tables[t].cells[i];
            if (table->cells[i].kind != CELL_MASKED) continue;
            if (reveal(a, truth, i / table->column_count, i % table->column_count))
                table->cells[i] = truth->cells[i];
        }
    }
    return figures;
}

/* Hidden only where the row itself has few people. */
static bool reveal_secondary(const Attack *a, const FigureTable *truth, size_t row, size_t column) {
    size_t people = figure_column(truth, STR("people"));
    if (str_starts(truth->name, STR("people_by"))) people = figure_column(truth, STR("count"));
    if (people == SIZE_MAX || str_is(truth->columns[column].name, "cumulated")) return false;
    bool sensitive = label_sensitive(truth->cells[row * truth->column_count].text);
    return truth->cells[row * truth->column_count + people].number >=
           (sensitive ? a->sensitive : a->threshold);
}

static size_t reveal_skip; /* hidden cells before the one that leaks */
static bool reveal_done;
static bool reveal_one(const Attack *a, const FigureTable *truth, size_t row, size_t column) {
    (void)a, (void)row;
    bool leaks = str_is(truth->columns[column].name, "hours") || str_is(truth->columns[column].name, "count");
    if (!leaks || reveal_done || reveal_skip--) return false;
    return reveal_done = true;
}

int main(void) {
    static Attack a;
    Found all = {0}, primary = {0}, leak = {0};
    size_t refused = 0, hiding = 0, merging = 0, merged = 0, withheld = 0, attached = 0, json = 0;
    size_t told = 0, rows = 0, few = 0;
    size_t primary_caught = 0, primary_tried = 0, leak_caught = 0, leak_tried = 0;
    const char *only = getenv("ATTACK_WORLD");
    for (uint64_t seed = only ? strtoull(only, NULL, 10) : 0; seed < WORLDS; seed++) {
        World world = odd_world(seed);
        Before past = {0};
        Side then = {0}, now = {0};
        if (seed % 3 == 1) odd_structures(&world);
        if (seed % 5 == 2) odd_replaced(&world);
        if (seed % 4 == 3) odd_previous(&world, &past);
        Review *review = world_fold(&world);
        if (!review) {
            printf("# world %llu refused: %s\n", (unsigned long long)seed,
                   str_cstr(world.arena, diag_print(world.arena, world.diags.first)));
            refused++;
            arena_free(world.arena);
            continue;
        }
        size_t united = review->merged_rows, gone = 0;
        for (size_t name = HOURS_BY_TRADE; name < BREAKDOWNS; name++) gone += review->breakdowns[name].hidden;
        merged += united, withheld += gone;
        if (review->before) {
            Review *was = (Review *)review->before;
            Str before = review_json(world.arena, was, false);
            then =
                (Side){was, review_figures(world.arena, was), NULL, json_loadb(before.p, before.n, 0, NULL)};
            then.truth = truth_of(world.arena, was);
        }
        Str text = review_json(world.arena, review, false);
        a.printed = review_figures(world.arena, review);
        attached += !attached_masked(world.arena, a.printed, world.words);
        a.truth = truth_of(world.arena, review);
        a.json = json_loadb(text.p, text.n, 0, NULL);
        a.threshold = world.convention.threshold, a.sensitive = world.convention.sensitive_threshold;
        now = (Side){review, a.printed, a.truth, a.json};
        Found found = attack(&a, &then, &now, true, seed);
        found.bare = bare_of(&a);
        told += told_of_few(&a), rows += rows_bare(&a);
        few += a.people > 0 && a.people < (double)a.threshold;
        json += !json_masked(&a);
        merging += review->merged_further;
        if (review->merged_further) printf("# world %llu: merged further\n", (unsigned long long)seed);
        hiding += found.hidden > 0;
        all.hidden += found.hidden, all.propagated += found.propagated, all.exact += found.exact;
        all.solved += found.solved, all.failed += found.failed, all.wrong += found.wrong,
            all.bare += found.bare;
        if (found.hidden && seed % 10 == 0) {
            const Figures *printed = a.printed;
            now.printed = revealed(world.arena, &a, reveal_secondary);
            Found less = attack(&a, &then, &now, false, seed);
            primary_tried += less.hidden < found.hidden;
            primary_caught += less.propagated + less.exact > 0;
            primary.hidden += less.hidden;
            a.printed = printed;
            reveal_skip = seed / 10 % 7, reveal_done = false;
            now.printed = revealed(world.arena, &a, reveal_one);
            if (reveal_done) {
                less = attack(&a, &then, &now, false, seed);
                leak_tried++;
                leak_caught += less.propagated + less.exact > 0;
                leak.hidden += less.hidden;
            }
        }
        json_decref(then.json);
        json_decref(now.json);
        arena_free(world.arena);
        if (only) break;
    }
    printf("# %d conventions: %zu hide numbers, %zu in all; exact bounds of %zu\n", WORLDS, hiding,
           all.hidden, all.solved);
    printf("# %zu rows merged, %zu tables withheld, %zu conventions merged further as the last resort, %zu "
           "refused\n",
           merged, withheld, merging, refused);
    printf("# %zu conventions of few people; lateness told of %zu contracts with hidden hours\n", few,
           a.told);
    printf("# primary only: caught in %zu of %zu; one cell leaked: caught in %zu of %zu\n", primary_caught,
           primary_tried, leak_caught, leak_tried);
    NUM(all.wrong, 0);  /* the attacker's equations hold */
    NUM(all.failed, 0); /* and are solved */
    NUM(all.bare, 0);   /* nobody's small number is printed */
    NUM(told, 0);       /* nor what few people are */
    NUM(rows, 0);
    NUM(all.propagated, 0); /* no interval is narrower than the rule */
    NUM(all.exact, 0);      /* nor are exact bounds */
    NUM(refused, 0);
    NUM(attached, 0);
    NUM(json, 0);
    if (only) return tap_done();
    OK(few > 50 && a.told > 500);
    OK(all.hidden > 20000 && all.solved > WORLDS / 2);
    OK(merging > 5);                             /* the last resort is needed, and does */
    OK(primary_caught * 10 > primary_tried * 7); /* the attacker is one */
    OK(leak_caught * 4 > leak_tried);
    return tap_done();
}
