/* review_alerts.c - the table of late contracts: what must be decided, in the facilitator's words or in ours.
 */
#include "report/review_cells.h"
#include "report/typography.h"

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
    if (nothing_declared(&year->pace)) return absent_cell;
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
