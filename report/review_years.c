/* review_years.c - this period beside those before it.
 *
 * Of earlier ones, what was published of them is printed, hidden numbers hidden: they are not computed again
 * here (past.c does that for the last one). A period of another length is no year beside this one. */
#include "report/review_cells.h"
#include "report/typography.h"

static int64_t months_of(Date from, Date to) {
    return date_month(to) - date_month(from) + 1;
}

/* A year is called by its name, a month too, another period by its days. */
static Cell period_cell(Arena *arena, const Review *review, Date from, Date to) {
    const Words *words = review->input.words;
    if (months_of(from, to) == 12) return text_cell(years_said(arena, from, to));
    if (months_of(from, to) == 1) return number_cell(CELL_MONTH, date_month(from));
    const WordsValue days[] = {{"from", date_said(arena, words, from)}, {"to", date_said(arena, words, to)}};
    return text_cell(words_say(arena, words, "years.range", days, 2));
}

static bool is_beside(const Review *review, const Publication *publication) {
    const ReviewInput *input = &review->input;
    return publication->to < input->from &&
           months_of(publication->from, publication->to) == months_of(input->from, input->to);
}

static Cell published_cell(const Publication *publication, const char *name, CellKind kind) {
    int64_t number;
    Str value = publication_figure(publication, str_of(name));
    if (str_eq(value, PUBLISHED_MASKED)) return hidden_cell(true, absent_cell);
    bool good = number_read_plain(value, kind == CELL_COUNT ? 0 : 2, false, &number) == NUMBER_OK;
    return good ? number_cell(kind, number) : absent_cell;
}

static Cell said_cell(Arena *arena, const Review *review, const char *word, Date day) {
    Str text = day == DATE_ABSENT ? (Str){0} : date_said(arena, review->input.words, day);
    return text_cell(words_say(arena, review->input.words, word, (WordsValue[]){{"day", text}}, 1));
}

static void published_row(Arena *arena, const Review *review, const Publication *publication, Cell *cell) {
    *cell++ = period_cell(arena, review, publication->from, publication->to);
    *cell++ = published_cell(publication, "contracts", CELL_COUNT);
    *cell++ = published_cell(publication, "hours_committed", CELL_HOURS);
    *cell++ = published_cell(publication, "hours_done", CELL_HOURS);
    *cell++ = published_cell(publication, "rate", CELL_PERCENT);
    *cell++ = published_cell(publication, "people", CELL_COUNT);
    *cell = said_cell(arena, review, "years.published", publication->day);
}

/* What the convention states of the period before, where no review of that was published. */
static void stated_row(Arena *arena, const Review *review, Cell *cell) {
    const Convention *convention = review->input.convention;
    cell[0] = text_cell(words_get(review->input.words, "years.previous"));
    cell[3] = number_cell(CELL_HOURS, convention->previous_hours);
    if (convention->previous_people >= 0) cell[5] = number_cell(CELL_COUNT, convention->previous_people);
    cell[6] = said_cell(arena, review, "years.stated", DATE_ABSENT);
}

static void this_row(Arena *arena, const Review *review, Cell *cell) {
    Secret committed = {review->committed, false};
    *cell++ = period_cell(arena, review, review->input.from, review->input.to);
    *cell++ = count_cell(review->contract_count);
    *cell++ = secret_cell(CELL_HOURS, committed);
    *cell++ = secret_cell(CELL_HOURS, review->hours);
    *cell++ = share_cell(review->hours, committed);
    *cell++ = secret_cell(CELL_COUNT, review->people);
    *cell = said_cell(arena, review, "years.this", DATE_ABSENT);
}

/* Nothing where there is nothing beside it. */
void years_table_add(Arena *arena, Figures *figures, const Review *review) {
    const ReviewInput *input = &review->input;
    const Convention *convention = input->convention;
    size_t published = 0, row = 0;
    bool last = false; /* the one before is among them */
    for (size_t i = 0; i < input->year_count; i++) {
        if (!is_beside(review, &input->years[i])) continue;
        published++;
        last |= input->years[i].to == input->from - 1;
    }
    bool stated =
        !last && (convention->previous_hours != HUNDREDTHS_ABSENT || convention->previous_people >= 0);
    size_t before = published + stated;
    FigureTable *table =
        table_add(arena, figures, "years", "label|contracts|committed|done|rate|people|source",
                  before ? before + 1 : 0);
    if (!before) return;
    for (size_t i = 0; i < input->year_count; i++)
        if (is_beside(review, &input->years[i]))
            published_row(arena, review, &input->years[i], table_row(table, row++));
    if (stated) stated_row(arena, review, table_row(table, row++));
    this_row(arena, review, table_row(table, row));
}
