/* past_said.c - published beside recomputed: as tables for templates, and for machines. */
#include "report/past.h"
#include "report/review_cells.h"
#include "report/typography.h"

static const char *const cause_names[CAUSE_KINDS] = {
    [CAUSE_REPLACED] = "replaced", [CAUSE_DECLARED] = "declared",   [CAUSE_DROPPED] = "dropped",
    [CAUSE_ADDED] = "added",       [CAUSE_CHANGED] = "changed",     [CAUSE_REMOVED] = "removed",
    [CAUSE_TRAITS] = "traits",     [CAUSE_FORGOTTEN] = "forgotten", [CAUSE_RULES] = "rules",
    [CAUSE_CONF] = "conf",         [CAUSE_PROGRAM] = "program",     [CAUSE_FILES] = "files",
    [CAUSE_UNKNOWN] = "unknown",
};

/* As it is printed: percentages to a tenth, so that the difference is that of the numbers beside it. */
static PastFigure printed(const PastFigure *figure) {
    PastFigure shown = *figure;
    Secret *numbers[] = {&shown.published, &shown.recomputed};
    if (figure->kind != CELL_PERCENT) return shown;
    for (size_t i = 0; i < 2; i++)
        if (numbers[i]->value != HUNDREDTHS_ABSENT) numbers[i]->value = percent_rounded(numbers[i]->value);
    if (figure->difference.value != HUNDREDTHS_ABSENT)
        shown.difference.value = shown.recomputed.value - shown.published.value;
    return shown;
}

/* Not where nobody would see what differs. */
static bool is_printed(const PastFigure *figure) {
    return figure->difference.hidden || printed(figure).difference.value;
}

static void figures_add(Arena *arena, Figures *figures, const Review *review, const Past *past,
                        const char *name) {
    size_t rows = 0, row = 0, n = past ? past->figure_count : 0;
    for (size_t i = 0; i < n; i++) rows += is_printed(&past->figures[i]);
    FigureTable *table = table_add(arena, figures, name, "figure|published|recomputed|difference", rows);
    for (size_t i = 0; i < n; i++) {
        if (!is_printed(&past->figures[i])) continue;
        PastFigure figure = printed(&past->figures[i]);
        Cell *cell = table_row(table, row++);
        cell[0] = code_cell(arena, review, "figure", str_of(figure.name));
        cell[1] = secret_cell(figure.kind, figure.published);
        cell[2] = secret_cell(figure.kind, figure.recomputed);
        cell[3] = secret_cell(figure.kind, figure.difference);
    }
}

/* What a cause is about, in a sentence. */
static Str detail_of(Arena *arena, const Words *words, const Past *past, const Cause *cause) {
    Cell month = number_cell(CELL_MONTH, cause->month);
    if (cause->month == MONTH_ABSENT) month = absent_cell;
    const WordsValue values[] = {
        {"title", cause->title.n ? cause->title : cause->contract_id},
        {"month", cell_said(arena, words, &month)},
        {"before", hundredths_said(arena, words, cause->before.value, 0)},
        {"after", hundredths_said(arena, words, cause->after.value, 0)},
        {"hours_files", count_said(arena, words, past->from->hours_files)},
        {"people_files", count_said(arena, words, past->from->people_files)},
        {"program_then", past->from->publication->program},
        {"program", STR(CLAUSIER_VERSION)},
    };
    bool hidden = cause->kind == CAUSE_REPLACED && (cause->before.hidden || cause->after.hidden);
    const char *word = hidden
                           ? "cause.detail_replaced_hidden"
                           : str_cstr(arena, str_print(arena, "cause.detail_%s", cause_names[cause->kind]));
    return words_say(arena, words, word, values, sizeof values / sizeof *values);
}

static void causes_add(Arena *arena, Figures *figures, const Review *review, const Past *past,
                       const char *name) {
    const Words *words = review->input.words;
    size_t rows = past ? past->cause_count : 0;
    FigureTable *table = table_add(arena, figures, name, "cause|detail", rows);
    for (size_t i = 0; i < rows; i++) {
        const Cause *cause = &past->causes[i];
        Cell *cell = table_row(table, i);
        cell[0] = code_cell(arena, review, "cause", str_of(cause_names[cause->kind]));
        cell[1] = text_cell(detail_of(arena, words, past, cause));
    }
}

void past_tables_add(Arena *arena, Figures *figures, const Review *review, const Past *past,
                     const char *prefix) {
    const char *names[3];
    static const char *const endings[] = {"on", "figures", "causes"};
    for (size_t i = 0; i < 3; i++) names[i] = str_cstr(arena, str_print(arena, "%s_%s", prefix, endings[i]));
    rare_value_add(arena, figures, names[0], past ? date_cell(past->from->publication->day) : absent_cell);
    figures_add(arena, figures, review, past, names[1]);
    causes_add(arena, figures, review, past, names[2]);
}

/* Machines. */

static void put_number(Arena *arena, Json *to, const char *key, const PastFigure *figure, Secret number,
                       bool unmasked) {
    bool there = number.value != HUNDREDTHS_ABSENT && (unmasked || !number.hidden);
    if (!there) json_absent(to, key);
    else if (figure->kind == CELL_COUNT) json_number(to, key, number.value);
    else json_text(to, key, hundredths_print(arena, number.value));
}

static Json *figure_json(Arena *arena, const PastFigure *figure, bool unmasked) {
    Json *to = json_object();
    json_text(to, "figure", str_of(figure->name));
    put_number(arena, to, "published", figure, figure->published, unmasked);
    put_number(arena, to, "recomputed", figure, figure->recomputed, unmasked);
    put_number(arena, to, "difference", figure, figure->difference, unmasked);
    json_bool(to, "masked", !unmasked && figure->difference.hidden);
    return to;
}

static void put_hours(Arena *arena, Json *to, const char *key, Secret hours, bool unmasked) {
    if (hours.hidden && !unmasked) json_absent(to, key);
    else json_text(to, key, hundredths_print(arena, hours.value));
}

static Json *cause_json(Arena *arena, const Past *past, const Cause *cause, bool unmasked) {
    Json *to = json_object();
    json_text(to, "cause", str_of(cause_names[cause->kind]));
    if (cause->contract_id.n) json_text(to, "contract_id", cause->contract_id);
    if (cause->month != MONTH_ABSENT) json_text(to, "month", month_print(arena, cause->month));
    if (cause->kind == CAUSE_REPLACED) {
        put_hours(arena, to, "before", cause->before, unmasked);
        put_hours(arena, to, "after", cause->after, unmasked);
    }
    if (cause->kind == CAUSE_FILES) {
        json_number(to, "hours", past->from->hours_files);
        json_number(to, "people", past->from->people_files);
    }
    return to;
}

Json *past_json(Arena *arena, const Past *past, bool unmasked) {
    const Publication *publication = past->from->publication;
    Json *to = json_object();
    json_text(to, "from", date_print(arena, publication->from));
    json_text(to, "to", date_print(arena, publication->to));
    json_text(to, "published_on", date_print(arena, publication->day));
    json_number(to, "version", publication->version);
    Json *figures = json_put(to, "figures", json_array());
    for (size_t i = 0; i < past->figure_count; i++)
        json_put(figures, NULL, figure_json(arena, &past->figures[i], unmasked));
    Json *causes = json_put(to, "causes", json_array());
    for (size_t i = 0; i < past->cause_count; i++)
        json_put(causes, NULL, cause_json(arena, past, &past->causes[i], unmasked));
    return to;
}
