/* review_alerts.c - how far every contract is, which months nobody declared, and the late ones: what must be
 * decided, in the facilitator's words or in ours. */
#include "report/pace_said.h"
#include "report/review_cells.h"

/* What the facilitator wrote, else what the numbers say. */
static Str alert_text(Arena *arena, const Review *review, const YearContract *year) {
    const Str *decision = map_get(review->input.convention->decisions, year->contract->id);
    if (decision) return *decision;
    return pace_said(arena, review->input.words, &year->pace, year->cumulated.hidden);
}

static Cell pace_cell(const YearContract *year, int64_t rate) {
    if (pace_nothing(&year->pace)) return absent_cell;
    return secret_cell(CELL_PERCENT, (Secret){rate, year->cumulated.hidden});
}

/* The whole contract and all its hours, whatever the period. Without a declared month there is no interval:
 * nothing is known. */
void pace_table_add(Arena *arena, Figures *figures, const Review *review) {
    FigureTable *table =
        table_add(arena, figures, "pace", "title|committed|cumulated|rate_low|rate_high|elapsed|missing|end",
                  review->contract_count);
    for (size_t i = 0; i < review->contract_count; i++) {
        const YearContract *year = &review->contracts[i];
        const Pace *pace = &year->pace;
        Cell *cell = table_row(table, i);
        *cell++ = text_cell(year->contract->title);
        *cell++ = number_cell(CELL_HOURS, year->contract->hours_committed);
        *cell++ = pace_nothing(pace) ? absent_cell : secret_cell(CELL_HOURS, year->cumulated);
        *cell++ = pace_cell(year, pace->rate_low);
        *cell++ = pace_cell(year, pace->rate_high);
        *cell++ = number_cell(CELL_PERCENT, pace->elapsed);
        *cell++ = count_cell(pace->missing_count);
        *cell = date_cell(year->contract->end_date);
    }
}

/* Months of the period are told, those before it counted. */
static size_t missing_before(const Review *review, const Pace *pace) {
    size_t before = 0;
    while (before < pace->missing_count && pace->missing[before] < review->first) before++;
    return before;
}

void missing_table_add(Arena *arena, Figures *figures, const Review *review) {
    size_t rows = 0, row = 0;
    for (size_t i = 0; i < review->contract_count; i++) rows += review->contracts[i].pace.missing_count > 0;
    FigureTable *table = table_add(arena, figures, "missing", "contract|months|count|before", rows);
    for (size_t i = 0; i < review->contract_count; i++) {
        const YearContract *year = &review->contracts[i];
        const Pace *pace = &year->pace;
        if (!pace->missing_count) continue;
        size_t before = missing_before(review, pace), n = pace->missing_count - before;
        Cell *cell = table_row(table, row++);
        cell[0] = text_cell(year->contract->title);
        cell[1] = text_cell(months_listed(arena, review->input.words, pace->missing + before, n));
        cell[2] = count_cell(n);
        cell[3] = count_cell(before);
    }
    Cell *total = table_total(arena, table, review->input.words);
    total[2] = count_cell((uint64_t)review->months_missing);
    total[3] = number_cell(CELL_COUNT, review->months_missing_before);
}

void alerts_table_add(Arena *arena, Figures *figures, const Review *review) {
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
