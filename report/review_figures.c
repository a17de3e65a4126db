/* review_figures.c - a review as values and tables under the names that templates use; here, the values. */
#include "report/past.h"
#include "report/review_cells.h"
#include "report/typography.h"

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
    value_add(arena, figures, "year", text_cell(years_said(arena, review->input.from, review->input.to)));
    value_add(arena, figures, "published", date_cell(convention->published));
}

static void hours_add(Arena *arena, Figures *figures, const Review *review) {
    const Convention *convention = review->input.convention;
    Secret hours = review->hours, people = review->people;
    bool hidden = hours.hidden || people.hidden;
    Secret committed = {review->committed, false};
    Cell met = absent_cell, missed = absent_cell;
    value_add(arena, figures, "target_hours", number_cell(CELL_HOURS, convention->target_hours));
    value_add(arena, figures, "hours_committed", secret_cell(CELL_HOURS, committed));
    value_add(arena, figures, "hours_done", secret_cell(CELL_HOURS, hours));
    value_add(arena, figures, "hours_training", secret_cell(CELL_HOURS, review->training));
    value_add(arena, figures, "rate", share_cell(hours, committed));
    if (review->committed > 0 && !hours.hidden && hours.value != HUNDREDTHS_ABSENT) {
        met = count_cell(hours.value >= review->committed);
        missed = count_cell(hours.value < review->committed);
    }
    value_add(arena, figures, "target_met", met);
    value_add(arena, figures, "target_missed", missed);
    value_add(arena, figures, "hours_per_person",
              hidden_cell(hidden, number_cell(CELL_HOURS, rounded(hours.value, 1, people.value))));
    value_add(
        arena, figures, "fte",
        hidden_cell(hours.hidden, number_cell(CELL_RATIO, rounded(hours.value, 100, convention->fte_hours))));
    value_add(arena, figures, "fte_hours", number_cell(CELL_HOURS, convention->fte_hours));
    value_add(arena, figures, "previous_hours", number_cell(CELL_HOURS, convention->previous_hours));
}

static void people_add(Arena *arena, Figures *figures, const Review *review) {
    const Convention *convention = review->input.convention;
    bool previous = convention->previous_people >= 0;
    value_add(arena, figures, "people", secret_cell(CELL_COUNT, review->people));
    value_add(arena, figures, "previous_people",
              number_cell(CELL_COUNT, previous ? convention->previous_people : HUNDREDTHS_ABSENT));
    value_add(arena, figures, "women", secret_cell(CELL_COUNT, review->women));
    value_add(arena, figures, "women_share", share_cell(review->women, review->people));
    value_add(arena, figures, "work_contracts", secret_cell(CELL_COUNT, review->work_contracts));
    value_add(arena, figures, "cdi_share", share_cell(review->work_contracts_cdi, review->work_contracts));
    value_add(arena, figures, "exits_positive", secret_cell(CELL_COUNT, review->exits_positive));
    value_add(arena, figures, "threshold", number_cell(CELL_COUNT, convention->threshold));
    value_add(arena, figures, "sensitive_threshold",
              number_cell(CELL_COUNT, convention->sensitive_threshold));
    value_add(arena, figures, "hidden_primary", count_cell(review->hidden_primary));
    value_add(arena, figures, "hidden_secondary", count_cell(review->hidden_secondary));
    value_add(arena, figures, "merged_rows", count_cell(review->merged_rows));
}

/* -1: nobody knows. */
static Cell known_cell(int64_t count) {
    return count < 0 ? absent_cell : number_cell(CELL_COUNT, count);
}

static void contracts_add(Arena *arena, Figures *figures, const Review *review) {
    const Screening *screening = &review->input.screening;
    bool screened = screening->lots > 0;
    value_add(arena, figures, "contracts", count_cell(review->contract_count));
    value_add(arena, figures, "contracts_late", count_cell(review->late_count));
    value_add(arena, figures, "contracts_declared", count_cell(review->contracts_declared));
    value_add(arena, figures, "months_missing", count_cell((uint64_t)review->months_missing));
    value_add(arena, figures, "months_missing_before",
              number_cell(CELL_COUNT, review->months_missing_before));
    value_add(arena, figures, "notices", screened ? count_cell(screening->notices) : absent_cell);
    value_add(arena, figures, "lots", screened ? count_cell(screening->lots) : absent_cell);
    value_add(arena, figures, "eligible", screened ? count_cell(screening->eligible) : absent_cell);
    value_add(arena, figures, "to_check", screened ? count_cell(screening->to_check) : absent_cell);
    value_add(arena, figures, "not_eligible", screened ? count_cell(screening->not_eligible) : absent_cell);
    value_add(arena, figures, "proposed", known_cell(review->funnel.proposed));
    value_add(arena, figures, "inserted", known_cell(review->funnel.inserted));
    value_add(arena, figures, "awarded", known_cell(review->funnel.awarded));
}

/* Of the structures that the convention knows, how many declared hours. */
static void structures_add(Arena *arena, Figures *figures, const Review *review) {
    size_t declared = 0;
    for (size_t i = 0; i < review->structure_count; i++) declared += review->structures[i].part != NULL;
    bool known = review->structure_count > 0;
    value_add(arena, figures, "structures", known ? count_cell(review->structure_count) : absent_cell);
    bool withheld = review->breakdowns[HOURS_BY_STRUCTURE].hidden;
    value_add(arena, figures, "structures_declared",
              known ? hidden_cell(withheld, count_cell(declared)) : absent_cell);
}

static void sources_add(Arena *arena, Figures *figures, const Review *review) {
    const Lines *lines = &review->input.lines;
    value_add(arena, figures, "pack_title", text_cell(review->input.pack_title));
    value_add(arena, figures, "pack_digest", text_cell(review->input.pack_digest));
    value_add(arena, figures, "rows_read", count_cell(lines->read));
    value_add(arena, figures, "rows_kept", count_cell(lines->kept));
    value_add(arena, figures, "rows_refused", count_cell(lines->refused));
    value_add(arena, figures, "rows_blank",
              review->input.lines_partly ? absent_cell : count_cell(lines->blank));
}

/* The row with most people (or contracts) that is printed and has a name; NULL where two have as many, or
 * where one that is hidden might have. */
static const Part *top_part(const Breakdown *b) {
    const Part *top = NULL;
    int64_t hidden = 0;
    bool alone = false;
    for (size_t i = 0; i < b->n; i++) {
        const Part *part = b->at[i];
        if (part->count.hidden) hidden += part->count.value; /* fits: a part of all */
        bool named = !str_eq(part->key, BREAKDOWN_UNKNOWN) && !str_starts(part->key, BREAKDOWN_MERGED);
        if (!named || part->count.hidden) continue;
        if (top && part->count.value <= top->count.value) alone &= part->count.value < top->count.value;
        else top = part, alone = true;
    }
    return alone && top->count.value > hidden ? top : NULL;
}

static void tops_add(Arena *arena, Figures *figures, const Review *review) {
    const Part *criterion = top_part(&review->breakdowns[PEOPLE_BY_MAIN_CRITERION]);
    const Part *trade = top_part(&review->breakdowns[CONTRACTS_BY_TRADE]);
    const Part *commune = top_part(&review->breakdowns[PEOPLE_BY_COMMUNE]);
    value_add(arena, figures, "top_criterion", criterion ? text_cell(criterion->label) : absent_cell);
    value_add(arena, figures, "top_criterion_share",
              criterion ? share_cell(criterion->count, review->people) : absent_cell);
    value_add(arena, figures, "top_trade", trade ? text_cell(trade->label) : absent_cell);
    value_add(arena, figures, "top_commune", commune ? text_cell(commune->label) : absent_cell);
}

/* The definitions that stand behind the numbers, as sentences. */
static void methods_add(Arena *arena, Figures *figures, const Review *review) {
    static const char *const names[] = {"method_hours",          "method_people",     "method_commitment",
                                        "method_pace",           "method_late",       "method_exits",
                                        "method_work_contracts", "method_disclosure", "method_criteria"};
    const Convention *convention = review->input.convention;
    const Words *words = review->input.words;
    const WordsValue values[] = {
        {"threshold", count_said(arena, words, convention->threshold)},
        {"sensitive_threshold", count_said(arena, words, convention->sensitive_threshold)},
        {"tolerance", count_said(arena, words, convention->pace_tolerance)},
        {"dominance", count_said(arena, words, DOMINANCE)},
    };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const char *word = str_cstr(arena, str_print(arena, "method.%s", names[i] + sizeof "method_" - 1));
        Str text = words_say(arena, words, word, values, sizeof values / sizeof *values);
        value_add(arena, figures, names[i], text_cell(text));
    }
}

Figures *review_figures(Arena *arena, const Review *review) {
    Figures *figures = ARENA_NEW(arena, Figures);
    parties_add(arena, figures, review);
    hours_add(arena, figures, review);
    people_add(arena, figures, review);
    contracts_add(arena, figures, review);
    structures_add(arena, figures, review);
    sources_add(arena, figures, review);
    tops_add(arena, figures, review);
    methods_add(arena, figures, review);
    contract_tables_add(arena, figures, review);
    months_table_add(arena, figures, review);
    breakdown_tables_add(arena, figures, review);
    structures_table_add(arena, figures, review);
    work_table_add(arena, figures, review);
    screening_table_add(arena, figures, review);
    funnel_table_add(arena, figures, review);
    pace_table_add(arena, figures, review);
    missing_table_add(arena, figures, review);
    years_table_add(arena, figures, review);
    alerts_table_add(arena, figures, review);
    replaced_table_add(arena, figures, review);
    quality_table_add(arena, figures, review);
    past_tables_add(arena, figures, review, review->published, "published");
    past_tables_add(arena, figures, review, review->previous, "previous");
    bool supersedes = review->input.supersedes_reason.n > 0;
    rare_value_add(arena, figures, "supersedes_on",
                   supersedes ? date_cell(review->input.supersedes) : absent_cell);
    rare_value_add(arena, figures, "supersedes_reason", text_cell(review->input.supersedes_reason));
    contract_values_add(arena, figures);
    return figures;
}
