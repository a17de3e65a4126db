/* review_funnel.c - from the lots that were looked at to the hours that were done.
 *
 * Lots by the last decision on them, clauses by each state that they came to, both of the period; contracts
 * are those of the review. What nobody stated is left out: it is not 0. */
#include "report/review_cells.h"
#include "report/review_fold.h"

static bool on_in_period(const Review *review, Date day) {
    return day == DATE_ABSENT || (day >= review->input.from && day <= review->input.to);
}

static Str lot_key(Arena *arena, Str notice, Str lot) {
    return str_print(arena, "%.*s\n%.*s", STR_ARG(notice), STR_ARG(lot));
}

/* A lot's last decision: the later day, of one day the later row. */
static Map *decisions_last(Arena *arena, const Decisions *decisions) {
    Map *last = map_new(arena);
    for (size_t i = 0; i < decisions->n; i++) {
        Decision *decision = &decisions->at[i];
        void **slot = map_slot(last, lot_key(arena, decision->notice_id, decision->lot_id));
        const Decision *before = *slot;
        if (!before || before->decided_on <= decision->decided_on) *slot = decision;
    }
    return last;
}

static int64_t clauses_in(Arena *arena, const Review *review, const char *state) {
    const Clauses *clauses = review->input.clauses;
    if (!clauses) return -1;
    Map *lots = map_new(arena);
    for (size_t i = 0; i < clauses->n; i++) {
        const Clause *clause = &clauses->at[i];
        if (str_is(clause->state, state) && on_in_period(review, clause->on))
            map_put(lots, lot_key(arena, clause->notice_id, clause->lot_id), clauses->at);
    }
    return (int64_t)map_count(lots);
}

/* A clause is proposed by a decision, or where its life says so. */
static int64_t lots_proposed(Arena *arena, const Review *review) {
    const Decisions *decisions = review->input.decisions;
    const Clauses *clauses = review->input.clauses;
    if (!decisions) return clauses ? clauses_in(arena, review, "proposed") : -1;
    Map *lots = map_new(arena), *last = decisions_last(arena, decisions);
    for (size_t i = 0; i < map_count(last); i++) {
        const Decision *decision = map_value(last, i);
        if (str_is(decision->decision, "propose") && on_in_period(review, decision->decided_on))
            map_put(lots, lot_key(arena, decision->notice_id, decision->lot_id), last);
    }
    for (size_t i = 0; clauses && i < clauses->n; i++) {
        const Clause *clause = &clauses->at[i];
        if (str_is(clause->state, "proposed") && on_in_period(review, clause->on))
            map_put(lots, lot_key(arena, clause->notice_id, clause->lot_id), last);
    }
    return (int64_t)map_count(lots);
}

void funnel_count(Review *review) {
    Arena *scratch = arena_new();
    review->funnel = (Funnel){.proposed = lots_proposed(scratch, review),
                              .inserted = clauses_in(scratch, review, "inserted"),
                              .awarded = clauses_in(scratch, review, "awarded")};
    arena_free(scratch);
    for (size_t i = 0; i < review->contract_count; i++) {
        const YearContract *year = &review->contracts[i];
        review->contracts_started += on_in_period(review, year->contract->start_date);
        review->contracts_declared += year->declared;
    }
}

size_t funnel_stages(const Review *review, FunnelStage stages[FUNNEL_STAGES]) {
    const Screening *screening = &review->input.screening;
    const Funnel *funnel = &review->funnel;
    bool screened = screening->lots > 0;
    const FunnelStage all[FUNNEL_STAGES] = {
        {"notices", screened ? (int64_t)screening->notices : -1},
        {"lots", screened ? (int64_t)screening->lots : -1},
        {"eligible", screened ? (int64_t)screening->eligible : -1},
        {"to_check", screened ? (int64_t)screening->to_check : -1},
        {"proposed", funnel->proposed},
        {"inserted", funnel->inserted},
        {"awarded", funnel->awarded},
        {"contracts", (int64_t)review->contract_count},
        {"contracts_started", (int64_t)review->contracts_started},
        {"contracts_declared", (int64_t)review->contracts_declared},
    };
    size_t n = 0;
    for (size_t i = 0; i < FUNNEL_STAGES; i++)
        if (all[i].count >= 0) stages[n++] = all[i];
    return n;
}

/* Hours stand beside the contracts that they are of. Where only contracts are known there is no funnel. */
void funnel_table_add(Arena *arena, Figures *figures, const Review *review) {
    FunnelStage stages[FUNNEL_STAGES];
    size_t n = funnel_stages(review, stages);
    if (n <= FUNNEL_CONTRACTS) n = 0;
    FigureTable *table = table_add(arena, figures, "funnel", "label|count|committed|done", n);
    for (size_t i = 0; i < n; i++) {
        Cell *cell = table_row(table, i);
        bool contracts = str_is(str_of(stages[i].name), "contracts");
        bool declared = str_is(str_of(stages[i].name), "contracts_declared");
        cell[0] = code_cell(arena, review, "funnel", str_of(stages[i].name));
        cell[1] = count_cell((uint64_t)stages[i].count);
        cell[2] = contracts ? number_cell(CELL_HOURS, review->committed) : absent_cell;
        cell[3] = declared ? secret_cell(CELL_HOURS, review->hours) : absent_cell;
    }
}
