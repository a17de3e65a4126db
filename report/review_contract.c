/* review_contract.c - the figures of one contract, as the whole review prints them.
 *
 * Nothing is folded again: a review of few people beside that of all would give hidden cells away by
 * subtraction. What is said of the contract are cells of the whole review, hidden where they are hidden
 * there; whatever else is in it, breakdowns and totals, is left out. So who has both papers knows no more
 * than who has the whole review. */
#include "report/review_cells.h"

#include <assert.h>

/* Where each value comes from: a table with one row a contract, in the order of the contracts. */
static const struct {
    const char *name, *table, *column;
} values[] = {
    {"contract_id", "contracts_annex", "id"},
    {"contract_title", "contracts", "title"},
    {"contract_buyer", "contracts_annex", "buyer"},
    {"contract_contractor", "contracts", "contractor"},
    {"contract_trade", "contracts", "trade"},
    {"contract_nature", "contracts", "nature"},
    {"contract_mechanism", "contracts", "mechanism"},
    {"contract_amount", "contracts_annex", "amount"},
    {"contract_status", "contracts_annex", "status"},
    {"contract_start", "contracts", "start"},
    {"contract_end", "contracts", "end"},
    {"contract_committed", "contracts", "committed"},
    {"contract_done", "contracts", "done"},
    {"contract_rate", "contracts", "rate"},
    {"contract_people", "contracts", "people"},
    {"contract_whole", "pace", "committed"},
    {"contract_cumulated", "pace", "cumulated"},
    {"contract_rate_low", "pace", "rate_low"},
    {"contract_rate_high", "pace", "rate_high"},
    {"contract_elapsed", "pace", "elapsed"},
    {"contract_missing", "pace", "missing"},
};
enum { VALUES = sizeof values / sizeof *values };

void contract_values_add(Arena *arena, Figures *figures) {
    for (size_t i = 0; i < VALUES; i++) rare_value_add(arena, figures, values[i].name, absent_cell);
}

static Cell *value_of(Figures *figures, const char *name) {
    for (size_t i = 0; i < figures->value_count; i++)
        if (str_is(figures->values[i].name, name)) return &figures->values[i].cell;
    return NULL;
}

static void take_values(Figures *figures, const Review *review, size_t contract) {
    for (size_t i = 0; i < VALUES; i++) {
        const FigureTable *table = figures_table(figures, str_of(values[i].table));
        size_t column = table ? figure_column(table, str_of(values[i].column)) : SIZE_MAX;
        assert(column != SIZE_MAX && table->row_count == review->contract_count);
        *value_of(figures, values[i].name) = table->cells[contract * table->column_count + column];
    }
}

/* What says who and when, and how figures are made: not how many. */
static bool is_kept(Str name) {
    static const char *const kept[] = {
        "title",     "body",        "body_role",          "agency", "agency_role",
        "note",      "period_from", "period_to",          "year",   "published",
        "threshold", "fte_hours",   "sensitive_threshold"};
    for (size_t i = 0; i < sizeof kept / sizeof *kept; i++)
        if (str_is(name, kept[i])) return true;
    return str_starts(name, STR("method_")) || str_starts(name, STR("contract_"));
}

/* The rows of a table that are the contract's, by a column; other tables have none. */
static void cut_table(FigureTable *table, const char *column, Str name) {
    size_t n = 0, key = column ? figure_column(table, str_of(column)) : SIZE_MAX;
    for (size_t row = 0; key != SIZE_MAX && row < table->row_count; row++) {
        const Cell *cells = table_row(table, row);
        if (!str_eq(cells[key].text, name)) continue;
        for (size_t c = 0; c < table->column_count; c++) table_row(table, n)[c] = cells[c];
        n++;
    }
    table->row_count = n;
    table->total = NULL;
}

static void cut_tables(Figures *figures, const Contract *contract) {
    static const struct {
        const char *table, *column;
    } kept[] = {{"alerts", "contract"}, {"missing", "contract"}, {"replaced", "contract"}};
    for (size_t i = 0; i < figures->table_count; i++) {
        const char *column = NULL;
        for (size_t k = 0; k < sizeof kept / sizeof *kept; k++)
            if (str_is(figures->tables[i].name, kept[k].table)) column = kept[k].column;
        cut_table(&figures->tables[i], column, contract->title);
    }
}

Figures *review_figures_of(Arena *arena, const Review *review, Str id) {
    size_t at = 0;
    while (at < review->contract_count && !str_eq(review->contracts[at].contract->id, id)) at++;
    if (at == review->contract_count) return NULL;
    Figures *figures = review_figures(arena, review);
    take_values(figures, review, at);
    for (size_t i = 0; i < figures->value_count; i++)
        if (!is_kept(figures->values[i].name)) figures->values[i].cell = absent_cell;
    cut_tables(figures, review->contracts[at].contract);
    return figures;
}
