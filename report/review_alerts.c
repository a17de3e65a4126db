/* review_alerts.c - the table of late contracts: what must be decided, in the facilitator's words or in ours.
 */
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
