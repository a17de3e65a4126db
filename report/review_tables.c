/* review_tables.c - a review's tables: contracts, months, breakdowns, screening, and what became of the rows.
 */
#include "report/review_cells.h"
#include <stdlib.h>

/* The columns that tables of contracts may have. */
typedef enum ContractColumn {
    COLUMN_ID,
    COLUMN_TITLE,
    COLUMN_BUYER,
    COLUMN_CONTRACTOR,
    COLUMN_NATURE,
    COLUMN_TRADE,
    COLUMN_MECHANISM,
    COLUMN_PROCEDURE,
    COLUMN_AMOUNT,
    COLUMN_STATUS,
    COLUMN_START,
    COLUMN_END,
    COLUMN_COMMITTED,
    COLUMN_DONE,
    COLUMN_RATE,
    COLUMN_PEOPLE,
    CONTRACT_COLUMNS
} ContractColumn;

static const char *const column_names[CONTRACT_COLUMNS] = {
    [COLUMN_ID] = "id",
    [COLUMN_TITLE] = "title",
    [COLUMN_BUYER] = "buyer",
    [COLUMN_CONTRACTOR] = "contractor",
    [COLUMN_NATURE] = "nature",
    [COLUMN_TRADE] = "trade",
    [COLUMN_MECHANISM] = "mechanism",
    [COLUMN_PROCEDURE] = "procedure",
    [COLUMN_AMOUNT] = "amount",
    [COLUMN_STATUS] = "status",
    [COLUMN_START] = "start",
    [COLUMN_END] = "end",
    [COLUMN_COMMITTED] = "committed",
    [COLUMN_DONE] = "done",
    [COLUMN_RATE] = "rate",
    [COLUMN_PEOPLE] = "people",
};

static Cell amount_cell(Money amount) {
    bool euros = !amount.currency.n || str_is(amount.currency, "EUR");
    return number_cell(CELL_MONEY, euros ? amount.cents : HUNDREDTHS_ABSENT);
}

/* What a contract is. */
static Cell contract_cell(Arena *arena, const Review *review, const Contract *contract,
                          ContractColumn column) {
    switch (column) {
    case COLUMN_ID:
        return text_cell(contract->id);
    case COLUMN_TITLE:
        return text_cell(contract->title);
    case COLUMN_BUYER:
        return text_cell(contract->buyer);
    case COLUMN_CONTRACTOR:
        return text_cell(contract->contractor_name);
    case COLUMN_NATURE:
        return code_cell(arena, review, "nature", contract->nature);
    case COLUMN_TRADE:
        return code_cell(arena, review, "trade", contract->trade);
    case COLUMN_MECHANISM:
        return code_cell(arena, review, "mechanism", contract->mechanism);
    case COLUMN_PROCEDURE:
        return code_cell(arena, review, "procedure", contract->procedure);
    case COLUMN_AMOUNT:
        return amount_cell(contract->amount);
    case COLUMN_STATUS:
        return code_cell(arena, review, "status", contract->status);
    case COLUMN_START:
        return date_cell(contract->start_date);
    case COLUMN_END:
        return date_cell(contract->end_date);
    default:
        return absent_cell;
    }
}

/* What was done on it. Nothing declared in the period is not 0 h. */
static Cell work_cell(const YearContract *year, ContractColumn column) {
    if (column == COLUMN_COMMITTED) return number_cell(CELL_HOURS, year->committed);
    if (!year->declared) return absent_cell;
    if (column == COLUMN_DONE) return secret_cell(CELL_HOURS, year->hours);
    if (column == COLUMN_PEOPLE) return secret_cell(CELL_COUNT, year->people);
    return secret_cell(CELL_PERCENT, (Secret){year->rate, year->hours.hidden});
}

static Cell total_cell(const Review *review, ContractColumn column) {
    Secret committed = {review->committed, false};
    switch (column) {
    case COLUMN_COMMITTED:
        return secret_cell(CELL_HOURS, committed);
    case COLUMN_DONE:
        return secret_cell(CELL_HOURS, review->hours);
    case COLUMN_RATE:
        return share_cell(review->hours, committed);
    case COLUMN_PEOPLE:
        return secret_cell(CELL_COUNT, review->people);
    default:
        return absent_cell;
    }
}

static ContractColumn column_of(Str name) {
    for (ContractColumn column = 0; column < CONTRACT_COLUMNS; column++)
        if (str_is(name, column_names[column])) return column;
    abort(); /* a table of ours has no such column */
}

static void contract_table_add(Arena *arena, Figures *figures, const Review *review, const char *name,
                               const char *columns) {
    FigureTable *table = table_add(arena, figures, name, columns, review->contract_count);
    Cell *total = table_total(arena, table, review->input.words);
    for (size_t c = 0; c < table->column_count; c++) {
        ContractColumn column = column_of(table->columns[c].name);
        for (size_t i = 0; i < review->contract_count; i++) {
            const YearContract *year = &review->contracts[i];
            table_row(table, i)[c] = column < COLUMN_COMMITTED
                                         ? contract_cell(arena, review, year->contract, column)
                                         : work_cell(year, column);
        }
        if (c) total[c] = total_cell(review, column);
    }
}

void contract_tables_add(Arena *arena, Figures *figures, const Review *review) {
    static const struct {
        const char *name, *columns;
    } tables[] = {
        {"contracts", "title|trade|mechanism|nature|contractor|committed|done|rate|people|start|end"},
        {"contracts_annex",
         "id|title|buyer|nature|procedure|mechanism|amount|committed|done|start|end|status"},
        {"hours_by_contract", "title|trade|committed|done|rate|people"},
    };
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++)
        contract_table_add(arena, figures, review, tables[i].name, tables[i].columns);
}

void months_table_add(Arena *arena, Figures *figures, const Review *review) {
    FigureTable *table = table_add(arena, figures, "hours_by_month",
                                   "month|hours|training|pace|cumulated|target", review->month_count);
    Hundredths pace = 0;
    for (size_t i = 0; i < review->month_count; i++) {
        const YearMonth *month = &review->months[i];
        Cell *cell = table_row(table, i);
        *cell++ = number_cell(CELL_MONTH, month->month);
        *cell++ = month->declared ? secret_cell(CELL_HOURS, month->hours) : absent_cell;
        *cell++ = month->declared ? secret_cell(CELL_HOURS, month->training) : absent_cell;
        *cell++ = number_cell(CELL_HOURS, month->pace);
        *cell++ = month->declared ? secret_cell(CELL_HOURS, month->cumulated) : absent_cell;
        *cell = number_cell(CELL_HOURS, month->target);
        pace += month->pace; /* fits: all commitments do */
    }
    Cell *total = table_total(arena, table, review->input.words);
    total[1] = secret_cell(CELL_HOURS, review->hours);
    total[2] = secret_cell(CELL_HOURS, review->training);
    total[3] = number_cell(CELL_HOURS, pace);
}

/* Which breakdown is which table, and which of its two numbers comes first. */
typedef enum Shape {
    SHAPE_NONE,
    SHAPE_CONTRACTS,
    SHAPE_HOURS,
    SHAPE_PEOPLE,
    SHAPE_OVERLAP,
    SHAPE_BANDS
} Shape;
static const struct {
    const char *table;
    Shape shape;
} breakdown_tables[BREAKDOWNS] = {
    [CONTRACTS_BY_NATURE] = {"contracts_by_nature", SHAPE_CONTRACTS},
    [CONTRACTS_BY_MECHANISM] = {"contracts_by_mechanism", SHAPE_CONTRACTS},
    [CONTRACTS_BY_TRADE] = {"contracts_by_trade", SHAPE_CONTRACTS},
    [CONTRACTS_BY_PROCEDURE] = {"contracts_by_procedure", SHAPE_CONTRACTS},
    [CONTRACTS_BY_AMOUNT_BAND] = {"contracts_by_amount_band", SHAPE_CONTRACTS},
    [CONTRACTS_BY_BUYER] = {"contracts_by_buyer", SHAPE_CONTRACTS},
    [HOURS_BY_TRADE] = {"hours_by_trade", SHAPE_HOURS},
    [HOURS_BY_COMPANY] = {"hours_by_company", SHAPE_HOURS},
    [HOURS_BY_EMPLOYER_KIND] = {"hours_by_employer_kind", SHAPE_HOURS},
    [HOURS_BY_STRUCTURE] = {"structures", SHAPE_NONE},
    [HOURS_BY_CONTRACT_TYPE] = {"hours_by_contract_type", SHAPE_HOURS},
    [WORK_CONTRACTS_BY_TYPE] = {"work_contracts_by_type", SHAPE_NONE},
    [PEOPLE_BY_SEX] = {"people_by_sex", SHAPE_PEOPLE},
    [PEOPLE_BY_AGE_BAND] = {"people_by_age_band", SHAPE_PEOPLE},
    [PEOPLE_BY_MAIN_CRITERION] = {"people_by_main_criterion", SHAPE_PEOPLE},
    [PEOPLE_BY_CRITERION] = {"people_by_criterion", SHAPE_OVERLAP},
    [PEOPLE_BY_EDUCATION] = {"people_by_education", SHAPE_PEOPLE},
    [PEOPLE_BY_COMMUNE] = {"people_by_commune", SHAPE_PEOPLE},
    [PEOPLE_BY_QPV] = {"people_by_qpv", SHAPE_PEOPLE},
    [PEOPLE_BY_PRESCRIBER] = {"people_by_prescriber", SHAPE_PEOPLE},
    [PEOPLE_BY_EXIT] = {"people_by_exit", SHAPE_PEOPLE},
    [PEOPLE_BY_HOURS] = {"people_by_hours", SHAPE_BANDS},
};

static const char *const shape_columns[] = {[SHAPE_CONTRACTS] = "label|count|share|hours",
                                            [SHAPE_HOURS] = "label|hours|share|people",
                                            [SHAPE_PEOPLE] = "label|count|share|hours",
                                            [SHAPE_OVERLAP] = "label|count|share|hours",
                                            [SHAPE_BANDS] = "label|count|share"};

const char *breakdown_table(BreakdownName name) {
    return breakdown_tables[name].table;
}

static void breakdown_row(Cell *cell, Shape shape, Secret count, Secret hours, Secret all_count,
                          Secret all_hours) {
    if (shape == SHAPE_HOURS) {
        cell[1] = secret_cell(CELL_HOURS, hours);
        cell[2] = share_cell(hours, all_hours);
        cell[3] = secret_cell(CELL_COUNT, count);
    } else {
        cell[1] = secret_cell(CELL_COUNT, count);
        cell[2] = share_cell(count, all_count);
        if (shape != SHAPE_BANDS) cell[3] = secret_cell(CELL_HOURS, hours);
    }
}

/* Overlapping rows have no total: they do not add up to it. */
static void breakdown_tabulate(Arena *arena, Figures *figures, const Review *review, BreakdownName name) {
    const Breakdown *b = &review->breakdowns[name];
    Shape shape = breakdown_tables[name].shape;
    if (shape == SHAPE_NONE) return; /* has a table of its own */
    FigureTable *table = table_add(arena, figures, breakdown_tables[name].table, shape_columns[shape], b->n);
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

static const YearStructure *structure_of(const Review *review, const Part *part) {
    for (size_t i = 0; i < review->structure_count; i++)
        if (review->structures[i].part == part) return &review->structures[i];
    return NULL;
}

/* Kinds go by their initials; what has none has a word. */
static Str kinds_said(Arena *arena, const Review *review, StrList kinds) {
    StrList names = {0};
    for (size_t i = 0; i < kinds.n; i++)
        strlist_add(arena, &names, words_label(review->input.words, "structure_kind", kinds.at[i]));
    return str_join(arena, names, STR(", "));
}

static void structure_hours(Cell *cell, const Review *review, const Part *part) {
    cell[3] = secret_cell(CELL_HOURS, part->hours);
    cell[4] = share_cell(part->hours, review->hours);
    cell[5] = secret_cell(CELL_COUNT, part->count);
}

void breakdown_tables_add(Arena *arena, Figures *figures, const Review *review) {
    for (BreakdownName name = 0; name < BREAKDOWNS; name++) breakdown_tabulate(arena, figures, review, name);
}

/* Structures that the convention knows, whether they declared or not; then who else did. */
void structures_table_add(Arena *arena, Figures *figures, const Review *review) {
    const Breakdown *b = &review->breakdowns[HOURS_BY_STRUCTURE];
    size_t others = 0, row = 0;
    for (size_t i = 0; i < b->n; i++) others += !structure_of(review, b->at[i]);
    FigureTable *table = table_add(arena, figures, "structures", "label|kind|contracts|hours|share|people",
                                   b->hidden ? 0 : review->structure_count + others);
    for (size_t i = 0; row < table->row_count && i < review->structure_count; i++) {
        const YearStructure *year = &review->structures[i];
        Cell *cell = table_row(table, row++);
        cell[0] = text_cell(year->structure->name);
        cell[1] = text_cell(kinds_said(arena, review, year->kinds));
        cell[2] = count_cell(year->contracts);
        if (year->part) structure_hours(cell, review, year->part);
    }
    for (size_t i = 0; row < table->row_count && i < b->n; i++) {
        if (structure_of(review, b->at[i])) continue;
        Cell *cell = table_row(table, row++);
        cell[0] = text_cell(b->at[i]->label);
        structure_hours(cell, review, b->at[i]);
    }
    Cell *total = table_total(arena, table, review->input.words);
    total[3] = secret_cell(CELL_HOURS, review->hours);
    total[4] = share_cell(review->hours, review->hours);
    total[5] = secret_cell(CELL_COUNT, review->people);
}

/* Work contracts of a type, beside the people who have them and their hours. */
void work_table_add(Arena *arena, Figures *figures, const Review *review) {
    const Breakdown *types = &review->breakdowns[HOURS_BY_CONTRACT_TYPE];
    FigureTable *table =
        table_add(arena, figures, "work_contracts_by_type", "label|count|share|people|hours", types->n);
    for (size_t i = 0; i < types->n; i++) {
        const Part *work = map_get(review->breakdowns[WORK_CONTRACTS_BY_TYPE].by_key, types->at[i]->key);
        Cell *cell = table_row(table, i);
        cell[0] = text_cell(types->at[i]->label);
        cell[1] = work ? secret_cell(CELL_COUNT, work->count) : absent_cell;
        cell[2] = work ? share_cell(work->count, review->work_contracts) : absent_cell;
        cell[3] = secret_cell(CELL_COUNT, types->at[i]->count);
        cell[4] = secret_cell(CELL_HOURS, types->at[i]->hours);
    }
    Cell *total = table_total(arena, table, review->input.words);
    total[1] = secret_cell(CELL_COUNT, review->work_contracts);
    total[2] = share_cell(review->work_contracts, review->work_contracts);
    total[3] = secret_cell(CELL_COUNT, review->people);
    total[4] = secret_cell(CELL_HOURS, review->hours);
}

void screening_table_add(Arena *arena, Figures *figures, const Review *review) {
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

void replaced_table_add(Arena *arena, Figures *figures, const Review *review) {
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

void quality_table_add(Arena *arena, Figures *figures, const Review *review) {
    const Lines *lines = &review->input.lines;
    bool partly = review->input.lines_partly;
    const struct {
        const char *word;
        uint64_t count;
        bool unknown;
    } rows[] = {
        {"read", lines->read, false},
        {"header", lines->header, partly},
        {"kept", lines->kept, false},
        {"refused", lines->refused, false},
        {"blank", lines->blank, partly},
        {"unmatched", review->input.ledger->refused, false},
        {"replaced", review->replaced_count, false},
        {"months_missing", (uint64_t)review->months_missing, false},
    };
    size_t n = sizeof rows / sizeof *rows, row = 0;
    FigureTable *table = table_add(arena, figures, "quality", "label|count", partly ? n - 2 : n);
    for (size_t i = 0; i < n; i++) {
        if (rows[i].unknown) continue;
        Cell *cell = table_row(table, row++);
        cell[0] = code_cell(arena, review, "quality", str_of(rows[i].word));
        cell[1] = count_cell(rows[i].count);
    }
}
