/* The paper of one contract says nothing that the whole review does not say: every figure in it is one of the
 * review's, hidden where it is hidden there. */
#include "report/year.h"
#include "tests/report/year_world.h"

static bool same_cell(const Cell *a, const Cell *b) {
    return a->kind == b->kind && a->number == b->number && str_eq(a->text, b->text);
}

/* Whether a table of the review has this row. */
static bool has_row(const FigureTable *whole, const Cell *row) {
    for (size_t i = 0; i < whole->row_count; i++) {
        bool same = true;
        for (size_t c = 0; c < whole->column_count; c++)
            same &= same_cell(&whole->cells[i * whole->column_count + c], &row[c]);
        if (same) return true;
    }
    return false;
}

static bool is_number_of_people(const Cell *cell) {
    return cell->kind == CELL_COUNT || cell->kind == CELL_HOURS || cell->kind == CELL_PERCENT;
}

/* Whether a number stands in one of the review's rows of a contract, so that whoever has the review has it.
 */
static bool is_printed(const Figures *whole, const Cell *cell) {
    static const char *const tables[] = {"contracts", "pace"};
    for (size_t t = 0; t < 2; t++) {
        const FigureTable *table = figures_table(whole, str_of(tables[t]));
        for (size_t i = 0; i < table->row_count * table->column_count; i++)
            if (same_cell(&table->cells[i], cell)) return true;
    }
    return false;
}

static void check_contract(World *world, const Review *review, const Figures *whole, Str id) {
    static const char *const kept[] = {"alerts", "missing", "replaced"};
    Figures *figures = review_figures_of(world->arena, review, id);
    if (!OK(figures != NULL)) return;
    size_t foreign = 0, rows = 0, totals = 0;
    for (size_t i = 0; i < figures->value_count; i++) {
        const FigureValue *value = &figures->values[i];
        bool own = str_starts(value->name, STR("contract_"));
        const Cell *there = figures_value(whole, value->name);
        if (own) foreign += is_number_of_people(&value->cell) && !is_printed(whole, &value->cell);
        else foreign += value->cell.kind != CELL_ABSENT && !same_cell(there, &value->cell);
    }
    for (size_t i = 0; i < figures->table_count; i++) {
        const FigureTable *table = &figures->tables[i];
        bool mine = false;
        for (size_t k = 0; k < 3; k++) mine |= str_is(table->name, kept[k]);
        rows += mine ? 0 : table->row_count;
        totals += table->total != NULL;
        for (size_t row = 0; row < table->row_count; row++)
            foreign += !has_row(figures_table(whole, table->name), &table->cells[row * table->column_count]);
    }
    NUM(foreign, 0);
    NUM(rows, 0);
    NUM(totals, 0);
    IS(figures_value(figures, STR("contract_id"))->text, id);
    OK(figures_value(figures, STR("people"))->kind == CELL_ABSENT);
}

int main(void) {
    size_t hidden = 0, shown = 0;
    for (size_t round = 0; round < 20; round++) {
        World world = world_new();
        world.random += round * 7919;
        world_fill(&world, 1 + round % 9, 5 + 6 * round);
        Review *review = world_fold(&world);
        if (!OK(review != NULL)) continue;
        const Figures *whole = review_figures(world.arena, review);
        for (size_t i = 0; i < review->contract_count; i++) {
            Str id = review->contracts[i].contract->id;
            check_contract(&world, review, whole, id);
            const Figures *figures = review_figures_of(world.arena, review, id);
            CellKind kind = figures_value(figures, STR("contract_people"))->kind;
            hidden += kind == CELL_MASKED;
            shown += kind == CELL_COUNT;
        }
        OK(!review_figures_of(world.arena, review, STR("C99")));
        arena_free(world.arena);
    }
    OK(hidden > 5);
    OK(shown > 20);
    return tap_done();
}
