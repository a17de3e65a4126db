/* attack_tables.h - what the printed tables of a review mean, as equations and bounds: columns and their
 * totals, people who may stand in several rows, contracts by trade, company and month, percentages with their
 * rounding, hours since a contract's start, work contracts and people, the year before.
 *
 * Nothing here knows how numbers were hidden. */
#ifndef CLAUSIER_TESTS_REPORT_ATTACK_TABLES_H
#define CLAUSIER_TESTS_REPORT_ATTACK_TABLES_H

#include "report/past.h"
#include "tests/report/attack.h"
#include <string.h>

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

#endif
