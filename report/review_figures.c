/* review_figures.c - a review as values and tables under the names that templates use.
 *
 * The door that keeps hidden numbers in: secret_cell() and its likes are the only way from a Secret to a
 * Cell, and a masked cell carries no number. */
#include "report/typography.h"
#include "report/year.h"

/* -- cells ----------------------------------------------------------------------------------------------- */

static const Cell absent = {.kind = CELL_ABSENT};

static Cell text_cell(Str text) {
    if (!text.n) return absent;
    return (Cell){.kind = CELL_TEXT, .text = text};
}

static Cell number_cell(CellKind kind, int64_t number) {
    if (number == HUNDREDTHS_ABSENT) return absent;
    return (Cell){.kind = kind, .number = number};
}

static Cell count_cell(uint64_t count) {
    return number_cell(CELL_COUNT, (int64_t)count);
}

static Cell date_cell(Date date) {
    return date == DATE_ABSENT ? absent : number_cell(CELL_DATE, date);
}

static Cell hidden_cell(bool hidden, Cell cell) {
    if (!hidden) return cell;
    return (Cell){.kind = CELL_MASKED};
}

static Cell secret_cell(CellKind kind, Secret secret) {
    return hidden_cell(secret.hidden, number_cell(kind, secret.value));
}

/* A share is hidden where either side of it is. */
static Cell share_cell(Secret part, Secret whole) {
    return hidden_cell(part.hidden || whole.hidden,
                       number_cell(CELL_PERCENT, percent_of(part.value, whole.value)));
}

/* -- values ---------------------------------------------------------------------------------------------- */

static void value_add(Arena *arena, Figures *figures, const char *name, Cell cell) {
    *ARENA_PUSH(arena, figures->values, figures->value_count, figures->value_cap) =
        (FigureValue){str_of(name), cell};
}

/* "2026", or "2025 – 2026". */
static Str year_text(Arena *arena, Date from, Date to) {
    int first, last, month, day;
    date_split(from, &first, &month, &day);
    date_split(to, &last, &month, &day);
    return first == last ? str_print(arena, "%d", first) : str_print(arena, "%d – %d", first, last);
}

static void parties_add(Arena *arena, Figures *figures, const Review *review) {
    const Convention *convention = review->input.convention;
    value_add(arena, figures, "title", text_cell(convention->title));
    value_add(arena, figures, "body", text_cell(convention->body));
    value_add(arena, figures, "body_role", text_cell(convention->body_role));
    value_add(arena, figures, "agency", text_cell(convention->agency));
    value_add(arena, figures, "agency_role", text_cell(convention->agency_role));
    value_add(arena, figures, "note", text_cell(convention->note));
    value_add(arena, figures, "period_from", date_cell(review->input.from));
    value_add(arena, figures, "period_to", date_cell(review->input.to));
    value_add(arena, figures, "year", text_cell(year_text(arena, review->input.from, review->input.to)));
    value_add(arena, figures, "published", date_cell(convention->published));
}

static void hours_add(Arena *arena, Figures *figures, const Review *review) {
    const Convention *convention = review->input.convention;
    Secret hours = review->hours, people = review->people;
    bool hidden = hours.hidden || people.hidden;
    Secret committed = {review->committed, false};
    Cell met = {.kind = CELL_ABSENT}, missed = met;
    value_add(arena, figures, "target_hours", number_cell(CELL_HOURS, convention->target_hours));
    value_add(arena, figures, "hours_committed", secret_cell(CELL_HOURS, committed));
    value_add(arena, figures, "hours_done", secret_cell(CELL_HOURS, hours));
    value_add(arena, figures, "hours_training", secret_cell(CELL_HOURS, review->training));
    value_add(arena, figures, "rate", share_cell(hours, committed));
    if (review->committed > 0 && !hours.hidden) {
        met = count_cell(hours.value >= review->committed);
        missed = count_cell(hours.value < review->committed);
    }
    value_add(arena, figures, "target_met", met);
    value_add(arena, figures, "target_missed", missed);
    value_add(arena, figures, "hours_per_person",
              hidden_cell(hidden, number_cell(CELL_HOURS, rounded(hours.value, 1, people.value))));
    value_add(
        arena, figures, "fte",
        hidden_cell(hours.hidden, number_cell(CELL_HOURS, rounded(hours.value, 100, convention->fte_hours))));
    value_add(arena, figures, "fte_hours", number_cell(CELL_HOURS, convention->fte_hours));
    value_add(arena, figures, "previous_hours", number_cell(CELL_HOURS, convention->previous_hours));
}

static void people_add(Arena *arena, Figures *figures, const Review *review) {
    const Convention *convention = review->input.convention;
    Secret work_contracts = {review->work_contracts, review->people.hidden};
    bool previous = convention->previous_people >= 0;
    value_add(arena, figures, "people", secret_cell(CELL_COUNT, review->people));
    value_add(arena, figures, "previous_people",
              number_cell(CELL_COUNT, previous ? convention->previous_people : HUNDREDTHS_ABSENT));
    value_add(arena, figures, "women", secret_cell(CELL_COUNT, review->women));
    value_add(arena, figures, "women_share", share_cell(review->women, review->people));
    value_add(arena, figures, "work_contracts", secret_cell(CELL_COUNT, work_contracts));
    value_add(arena, figures, "cdi_share", share_cell(review->work_contracts_cdi, work_contracts));
    value_add(arena, figures, "exits_positive", secret_cell(CELL_COUNT, review->exits_positive));
    value_add(arena, figures, "threshold", number_cell(CELL_COUNT, convention->threshold));
    value_add(arena, figures, "sensitive_threshold",
              number_cell(CELL_COUNT, convention->sensitive_threshold));
}

static void contracts_add(Arena *arena, Figures *figures, const Review *review) {
    const Screening *screening = &review->input.screening;
    bool screened = screening->lots > 0;
    value_add(arena, figures, "contracts", count_cell(review->contract_count));
    value_add(arena, figures, "contracts_late", count_cell(review->late_count));
    value_add(arena, figures, "notices", screened ? count_cell(screening->notices) : absent);
    value_add(arena, figures, "lots", screened ? count_cell(screening->lots) : absent);
    value_add(arena, figures, "eligible", screened ? count_cell(screening->eligible) : absent);
    value_add(arena, figures, "to_check", screened ? count_cell(screening->to_check) : absent);
    value_add(arena, figures, "not_eligible", screened ? count_cell(screening->not_eligible) : absent);
}

static void sources_add(Arena *arena, Figures *figures, const Review *review) {
    const Lines *lines = &review->input.lines;
    value_add(arena, figures, "pack_title", text_cell(review->input.pack_title));
    value_add(arena, figures, "pack_digest", text_cell(review->input.pack_digest));
    value_add(arena, figures, "rows_read", count_cell(lines->read));
    value_add(arena, figures, "rows_kept", count_cell(lines->kept));
    value_add(arena, figures, "rows_refused", count_cell(lines->refused));
    value_add(arena, figures, "rows_blank", count_cell(lines->blank));
}

/* The row with most people (or contracts) that is printed and has a name. */
static const Part *top_part(const Breakdown *b) {
    const Part *top = NULL;
    for (size_t i = 0; i < b->n; i++) {
        const Part *part = b->at[i];
        bool named = !str_eq(part->key, BREAKDOWN_UNKNOWN) && !str_starts(part->key, BREAKDOWN_MERGED);
        if (named && !part->count.hidden && (!top || part->count.value > top->count.value)) top = part;
    }
    return top;
}

static void tops_add(Arena *arena, Figures *figures, const Review *review) {
    const Part *criterion = top_part(&review->breakdowns[PEOPLE_BY_MAIN_CRITERION]);
    const Part *trade = top_part(&review->breakdowns[CONTRACTS_BY_TRADE]);
    const Part *commune = top_part(&review->breakdowns[PEOPLE_BY_COMMUNE]);
    value_add(arena, figures, "top_criterion", criterion ? text_cell(criterion->label) : absent);
    value_add(arena, figures, "top_criterion_share",
              criterion ? share_cell(criterion->count, review->people) : absent);
    value_add(arena, figures, "top_trade", trade ? text_cell(trade->label) : absent);
    value_add(arena, figures, "top_commune", commune ? text_cell(commune->label) : absent);
}

/* The definitions that stand behind the numbers, as sentences. */
static void methods_add(Arena *arena, Figures *figures, const Review *review) {
    static const char *const names[] = {"method_hours",          "method_people",     "method_commitment",
                                        "method_pace",           "method_late",       "method_exits",
                                        "method_work_contracts", "method_disclosure", "method_criteria"};
    const Convention *convention = review->input.convention;
    const WordsValue values[] = {
        {"threshold", count_print_fr(arena, convention->threshold)},
        {"sensitive_threshold", count_print_fr(arena, convention->sensitive_threshold)},
        {"tolerance", count_print_fr(arena, convention->pace_tolerance)},
        {"dominance", count_print_fr(arena, DOMINANCE)},
    };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const char *word = str_cstr(arena, str_print(arena, "method.%s", names[i] + sizeof "method_" - 1));
        Str text = words_say(arena, review->input.words, word, values, sizeof values / sizeof *values);
        value_add(arena, figures, names[i], text_cell(text));
    }
}

/* -- tables ---------------------------------------------------------------------------------------------- */

/* An empty table of `rows` rows; `columns` are names separated by |. */
static FigureTable *table_add(Arena *arena, Figures *figures, const char *name, const char *columns,
                              size_t rows) {
    FigureTable *table = ARENA_PUSH(arena, figures->tables, figures->table_count, figures->table_cap);
    table->name = str_of(name);
    Str rest = str_of(columns), column;
    size_t cap = 0;
    while (str_next(&rest, '|', &column))
        *ARENA_PUSH(arena, table->columns, table->column_count, cap) = (FigureColumn){column};
    table->row_count = rows;
    table->cells = ARENA_ARRAY(arena, Cell, rows * table->column_count);
    return table;
}

static Cell *table_row(FigureTable *table, size_t row) {
    return table->cells + row * table->column_count;
}

static Cell *table_total(Arena *arena, FigureTable *table, const Words *words) {
    table->total = ARENA_ARRAY(arena, Cell, table->column_count);
    table->total[0] = text_cell(words_get(words, "label.total"));
    return table->total;
}

static Cell code_cell(Arena *arena, const Review *review, const char *section, Str code) {
    return text_cell(label_of(arena, review->input.words, section, code));
}

/* Nothing declared in the period is not 0 h. */
static Cell done_cell(const YearContract *year) {
    return year->declared ? secret_cell(CELL_HOURS, year->hours) : absent;
}

static Cell rate_cell(const YearContract *year) {
    if (!year->declared) return absent;
    return hidden_cell(year->hours.hidden, number_cell(CELL_PERCENT, year->rate));
}

static Cell people_cell(const YearContract *year) {
    return year->declared ? secret_cell(CELL_COUNT, year->people) : absent;
}

static Cell hours_rate_cell(const Review *review) {
    return share_cell(review->hours, (Secret){review->committed, false});
}

static void contracts_tabulate(Arena *arena, Figures *figures, const Review *review) {
    FigureTable *table =
        table_add(arena, figures, "contracts",
                  "title|trade|mechanism|nature|contractor|committed|done|rate|people|start|end",
                  review->contract_count);
    for (size_t i = 0; i < review->contract_count; i++) {
        const YearContract *year = &review->contracts[i];
        const Contract *contract = year->contract;
        Cell *cell = table_row(table, i);
        *cell++ = text_cell(contract->title);
        *cell++ = code_cell(arena, review, "trade", contract->trade);
        *cell++ = code_cell(arena, review, "mechanism", contract->mechanism);
        *cell++ = code_cell(arena, review, "nature", contract->nature);
        *cell++ = text_cell(contract->contractor_name);
        *cell++ = number_cell(CELL_HOURS, year->committed);
        *cell++ = done_cell(year);
        *cell++ = rate_cell(year);
        *cell++ = people_cell(year);
        *cell++ = date_cell(contract->start_date);
        *cell = date_cell(contract->end_date);
    }
    Cell *total = table_total(arena, table, review->input.words);
    total[5] = number_cell(CELL_HOURS, review->committed);
    total[6] = secret_cell(CELL_HOURS, review->hours);
    total[7] = hours_rate_cell(review);
    total[8] = secret_cell(CELL_COUNT, review->people);
}

static void annex_tabulate(Arena *arena, Figures *figures, const Review *review) {
    FigureTable *table =
        table_add(arena, figures, "contracts_annex",
                  "id|title|buyer|nature|procedure|mechanism|amount|committed|done|start|end|status",
                  review->contract_count);
    for (size_t i = 0; i < review->contract_count; i++) {
        const YearContract *year = &review->contracts[i];
        const Contract *contract = year->contract;
        bool euros = !contract->amount.currency.n || str_is(contract->amount.currency, "EUR");
        Cell *cell = table_row(table, i);
        *cell++ = text_cell(contract->id);
        *cell++ = text_cell(contract->title);
        *cell++ = text_cell(contract->buyer);
        *cell++ = code_cell(arena, review, "nature", contract->nature);
        *cell++ = code_cell(arena, review, "procedure", contract->procedure);
        *cell++ = code_cell(arena, review, "mechanism", contract->mechanism);
        *cell++ = number_cell(CELL_MONEY, euros ? contract->amount.cents : HUNDREDTHS_ABSENT);
        *cell++ = number_cell(CELL_HOURS, year->committed);
        *cell++ = done_cell(year);
        *cell++ = date_cell(contract->start_date);
        *cell++ = date_cell(contract->end_date);
        *cell = code_cell(arena, review, "status", contract->status);
    }
    Cell *total = table_total(arena, table, review->input.words);
    total[7] = number_cell(CELL_HOURS, review->committed);
    total[8] = secret_cell(CELL_HOURS, review->hours);
}

static void hours_by_contract_tabulate(Arena *arena, Figures *figures, const Review *review) {
    FigureTable *table = table_add(arena, figures, "hours_by_contract",
                                   "title|trade|committed|done|rate|people", review->contract_count);
    for (size_t i = 0; i < review->contract_count; i++) {
        const YearContract *year = &review->contracts[i];
        Cell *cell = table_row(table, i);
        *cell++ = text_cell(year->contract->title);
        *cell++ = code_cell(arena, review, "trade", year->contract->trade);
        *cell++ = number_cell(CELL_HOURS, year->committed);
        *cell++ = done_cell(year);
        *cell++ = rate_cell(year);
        *cell = people_cell(year);
    }
    Cell *total = table_total(arena, table, review->input.words);
    total[2] = number_cell(CELL_HOURS, review->committed);
    total[3] = secret_cell(CELL_HOURS, review->hours);
    total[4] = hours_rate_cell(review);
    total[5] = secret_cell(CELL_COUNT, review->people);
}

static void months_tabulate(Arena *arena, Figures *figures, const Review *review) {
    FigureTable *table = table_add(arena, figures, "hours_by_month",
                                   "month|hours|training|pace|cumulated|target", review->month_count);
    Hundredths pace = 0;
    for (size_t i = 0; i < review->month_count; i++) {
        const YearMonth *month = &review->months[i];
        Cell *cell = table_row(table, i);
        *cell++ = number_cell(CELL_MONTH, month->month);
        *cell++ = month->declared ? secret_cell(CELL_HOURS, month->hours) : absent;
        *cell++ = month->declared ? secret_cell(CELL_HOURS, month->training) : absent;
        *cell++ = number_cell(CELL_HOURS, month->pace);
        *cell++ = month->declared ? secret_cell(CELL_HOURS, month->cumulated) : absent;
        *cell = number_cell(CELL_HOURS, month->target);
        pace += month->pace; /* fits: all commitments do */
    }
    Cell *total = table_total(arena, table, review->input.words);
    total[1] = secret_cell(CELL_HOURS, review->hours);
    total[2] = secret_cell(CELL_HOURS, review->training);
    total[3] = number_cell(CELL_HOURS, pace);
}

/* Which breakdown is which table, and which of its two numbers comes first. */
typedef enum Shape { SHAPE_CONTRACTS, SHAPE_HOURS, SHAPE_PEOPLE, SHAPE_OVERLAP } Shape;
static const struct {
    const char *table;
    Shape shape;
} breakdown_tables[BREAKDOWNS] = {
    [CONTRACTS_BY_NATURE] = {"contracts_by_nature", SHAPE_CONTRACTS},
    [CONTRACTS_BY_MECHANISM] = {"contracts_by_mechanism", SHAPE_CONTRACTS},
    [CONTRACTS_BY_TRADE] = {"contracts_by_trade", SHAPE_CONTRACTS},
    [CONTRACTS_BY_PROCEDURE] = {"contracts_by_procedure", SHAPE_CONTRACTS},
    [CONTRACTS_BY_AMOUNT_BAND] = {"contracts_by_amount_band", SHAPE_CONTRACTS},
    [HOURS_BY_TRADE] = {"hours_by_trade", SHAPE_HOURS},
    [HOURS_BY_COMPANY] = {"hours_by_company", SHAPE_HOURS},
    [HOURS_BY_EMPLOYER_KIND] = {"hours_by_employer_kind", SHAPE_HOURS},
    [HOURS_BY_CONTRACT_TYPE] = {"hours_by_contract_type", SHAPE_HOURS},
    [PEOPLE_BY_SEX] = {"people_by_sex", SHAPE_PEOPLE},
    [PEOPLE_BY_AGE_BAND] = {"people_by_age_band", SHAPE_PEOPLE},
    [PEOPLE_BY_MAIN_CRITERION] = {"people_by_main_criterion", SHAPE_PEOPLE},
    [PEOPLE_BY_CRITERION] = {"people_by_criterion", SHAPE_OVERLAP},
    [PEOPLE_BY_EDUCATION] = {"people_by_education", SHAPE_PEOPLE},
    [PEOPLE_BY_COMMUNE] = {"people_by_commune", SHAPE_PEOPLE},
    [PEOPLE_BY_QPV] = {"people_by_qpv", SHAPE_PEOPLE},
    [PEOPLE_BY_PRESCRIBER] = {"people_by_prescriber", SHAPE_PEOPLE},
    [PEOPLE_BY_EXIT] = {"people_by_exit", SHAPE_PEOPLE},
};

static void breakdown_row(Cell *cell, Shape shape, Secret count, Secret hours, Secret all_count,
                          Secret all_hours) {
    if (shape == SHAPE_HOURS) {
        cell[1] = secret_cell(CELL_HOURS, hours);
        cell[2] = share_cell(hours, all_hours);
        cell[3] = secret_cell(CELL_COUNT, count);
    } else {
        cell[1] = secret_cell(CELL_COUNT, count);
        cell[2] = share_cell(count, all_count);
        cell[3] = secret_cell(CELL_HOURS, hours);
    }
}

/* Overlapping rows have no total: they do not add up to it. */
static void breakdown_tabulate(Arena *arena, Figures *figures, const Review *review, BreakdownName name) {
    const Breakdown *b = &review->breakdowns[name];
    Shape shape = breakdown_tables[name].shape;
    FigureTable *table =
        table_add(arena, figures, breakdown_tables[name].table,
                  shape == SHAPE_HOURS ? "label|hours|share|people" : "label|count|share|hours", b->n);
    table->merged = b->merged;
    Secret count = review->people, hours = review->hours;
    if (shape == SHAPE_CONTRACTS) {
        count = (Secret){(int64_t)review->contract_count, false};
        hours = (Secret){review->committed, false};
    }
    for (size_t i = 0; i < b->n; i++) {
        Cell *cell = table_row(table, i);
        cell[0] = text_cell(b->at[i]->label);
        breakdown_row(cell, shape, b->at[i]->count, b->at[i]->hours, count, hours);
    }
    if (shape == SHAPE_OVERLAP) return;
    breakdown_row(table_total(arena, table, review->input.words), shape, count, hours, count, hours);
}

static void screening_tabulate(Arena *arena, Figures *figures, const Review *review) {
    const Screening *screening = &review->input.screening;
    const struct {
        const char *word;
        uint64_t count;
    } rows[] = {{"eligible", screening->eligible},
                {"to_check", screening->to_check},
                {"not_eligible", screening->not_eligible}};
    FigureTable *table = table_add(arena, figures, "screening", "label|count|share", screening->lots ? 3 : 0);
    Secret lots = {(int64_t)screening->lots, false};
    for (size_t i = 0; i < table->row_count; i++) {
        Cell *cell = table_row(table, i);
        cell[0] = code_cell(arena, review, "screening", str_of(rows[i].word));
        cell[1] = count_cell(rows[i].count);
        cell[2] = share_cell((Secret){(int64_t)rows[i].count, false}, lots);
    }
    Cell *total = table_total(arena, table, review->input.words);
    total[1] = count_cell(screening->lots);
    total[2] = share_cell(lots, lots);
}

static void replaced_tabulate(Arena *arena, Figures *figures, const Review *review) {
    FigureTable *table =
        table_add(arena, figures, "replaced", "contract|month|before|after", review->replaced_count);
    for (size_t i = 0; i < review->replaced_count; i++) {
        const YearReplacement *at = &review->replaced[i];
        Cell *cell = table_row(table, i);
        cell[0] = text_cell(at->contract->contract->title);
        cell[1] = number_cell(CELL_MONTH, at->replacement->month);
        cell[2] = secret_cell(CELL_HOURS, at->before);
        cell[3] = secret_cell(CELL_HOURS, at->after);
    }
}

static void quality_tabulate(Arena *arena, Figures *figures, const Review *review) {
    const Lines *lines = &review->input.lines;
    const struct {
        const char *word;
        uint64_t count;
    } rows[] = {
        {"read", lines->read},
        {"header", lines->header},
        {"kept", lines->kept},
        {"refused", lines->refused},
        {"blank", lines->blank},
        {"unmatched", review->input.ledger->refused},
        {"replaced", review->replaced_count},
        {"months_missing", (uint64_t)review->months_missing},
    };
    FigureTable *table = table_add(arena, figures, "quality", "label|count", sizeof rows / sizeof *rows);
    for (size_t i = 0; i < table->row_count; i++) {
        Cell *cell = table_row(table, i);
        cell[0] = code_cell(arena, review, "quality", str_of(rows[i].word));
        cell[1] = count_cell(rows[i].count);
    }
}

/* -- alerts ---------------------------------------------------------------------------------------------- */

/* "mai 2026 et juin 2026"; more than a few are counted. */
static Str months_text(Arena *arena, const Words *words, const Pace *pace) {
    enum { NAMED = 3 };
    if (pace->missing_count > NAMED)
        return words_say(arena, words, "alert.months",
                         (WordsValue[]){{"count", count_print_fr(arena, (int64_t)pace->missing_count)}}, 1);
    Buf buf = {.arena = arena};
    for (size_t i = 0; i < pace->missing_count; i++) {
        if (i && i + 1 == pace->missing_count)
            buf_print(&buf, " %.*s ", STR_ARG(words_get(words, "alert.and")));
        else if (i) buf_print(&buf, "%.*s ", STR_ARG(words_get(words, "alert.comma")));
        buf_add(&buf, month_print_fr(arena, words, pace->missing[i]));
    }
    return buf_str(&buf);
}

static bool nothing_declared(const Pace *pace) {
    return !pace->declared_count && !pace->declared;
}

static const char *alert_word(const YearContract *year) {
    size_t missing = year->pace.missing_count;
    if (nothing_declared(&year->pace)) return "alert.nothing";
    if (year->cumulated.hidden)
        return !missing ? "alert.hidden" : missing == 1 ? "alert.hidden_missing_one" : "alert.hidden_missing";
    return !missing ? "alert.exact" : missing == 1 ? "alert.between_one" : "alert.between";
}

/* A rate in whole percents, rounded down: an alert never makes a contract look faster than it is. */
static Str rate_text(Arena *arena, const YearContract *year, int64_t rate) {
    if (year->cumulated.hidden) return (Str){0};
    return count_print_fr(arena, rate / 100);
}

/* What the facilitator wrote, else what the numbers say. */
static Str alert_text(Arena *arena, const Review *review, const YearContract *year) {
    const Str *decision = map_get(review->input.convention->decisions, year->contract->id);
    if (decision) return *decision;
    const Pace *pace = &year->pace;
    const WordsValue values[] = {
        {"low", rate_text(arena, year, pace->rate_low)},
        {"high", rate_text(arena, year, pace->rate_high)},
        {"elapsed", count_print_fr(arena, pace->elapsed / 100)},
        {"months", months_text(arena, review->input.words, pace)},
    };
    return words_say(arena, review->input.words, alert_word(year), values, sizeof values / sizeof *values);
}

static Cell pace_cell(const YearContract *year, int64_t rate) {
    if (nothing_declared(&year->pace)) return absent;
    return secret_cell(CELL_PERCENT, (Secret){rate, year->cumulated.hidden});
}

static void alerts_tabulate(Arena *arena, Figures *figures, const Review *review) {
    FigureTable *table = table_add(arena, figures, "alerts", "contract|text|rate_low|rate_high|elapsed|end",
                                   review->late_count);
    for (size_t i = 0; i < review->late_count; i++) {
        const YearContract *year = &review->contracts[review->late[i]];
        const Pace *pace = &year->pace;
        Cell *cell = table_row(table, i);
        *cell++ = text_cell(year->contract->title);
        *cell++ = text_cell(alert_text(arena, review, year));
        *cell++ = pace_cell(year, pace->rate_low);
        *cell++ = pace_cell(year, pace->rate_high);
        *cell++ = number_cell(CELL_PERCENT, pace->elapsed);
        *cell = date_cell(year->contract->end_date);
    }
}

Figures *review_figures(Arena *arena, const Review *review) {
    Figures *figures = ARENA_NEW(arena, Figures);
    parties_add(arena, figures, review);
    hours_add(arena, figures, review);
    people_add(arena, figures, review);
    contracts_add(arena, figures, review);
    sources_add(arena, figures, review);
    tops_add(arena, figures, review);
    methods_add(arena, figures, review);
    contracts_tabulate(arena, figures, review);
    annex_tabulate(arena, figures, review);
    hours_by_contract_tabulate(arena, figures, review);
    months_tabulate(arena, figures, review);
    for (BreakdownName name = 0; name < BREAKDOWNS; name++) breakdown_tabulate(arena, figures, review, name);
    screening_tabulate(arena, figures, review);
    alerts_tabulate(arena, figures, review);
    replaced_tabulate(arena, figures, review);
    quality_tabulate(arena, figures, review);
    return figures;
}
