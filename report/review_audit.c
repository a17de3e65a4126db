/* review_audit.c - every number about people that a review prints, by its place; which are hidden, and why.
 */
#include "report/review_audit.h"
#include "base/csvline.h"
#include "base/json.h"
#include "report/grid.h"
#include "report/typography.h"

static void cell_add(Arena *arena, AuditCells *cells, AuditCell cell) {
    if (cell.fact && !cell.fact->unprinted) *ARENA_PUSH(arena, cells->at, cells->n, cells->cap) = cell;
}

static void values_add(Arena *arena, AuditCells *cells, const Review *review) {
    const AuditCell values[] = {
        {.column = "hours_done", .fact = review->all, .quantity = QUANTITY_HOURS},
        {.column = "people", .fact = review->all, .quantity = QUANTITY_PEOPLE},
        {.column = "hours_training", .fact = review->trained, .quantity = QUANTITY_HOURS},
        {.column = "exits_positive", .fact = review->leaving, .quantity = QUANTITY_PEOPLE},
        {.column = "work_contracts", .fact = review->work, .quantity = QUANTITY_HOURS, .counts = true},
    };
    for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
        AuditCell cell = values[i];
        cell.table = "values";
        cell_add(arena, cells, cell);
    }
}

static void contracts_add(Arena *arena, AuditCells *cells, const Review *review) {
    for (size_t i = 0; i < review->contract_count; i++) {
        const YearContract *year = &review->contracts[i];
        AuditCell cell = {
            .table = "hours_by_contract", .key = year->contract->id, .label = year->contract->title};
        cell.column = "done", cell.fact = year->done, cell.quantity = QUANTITY_HOURS;
        cell_add(arena, cells, cell);
        cell.column = "people", cell.quantity = QUANTITY_PEOPLE;
        cell_add(arena, cells, cell);
        cell.table = "pace", cell.column = "cumulated", cell.fact = year->ever;
        cell.quantity = QUANTITY_HOURS;
        cell_add(arena, cells, cell);
    }
}

static void months_add(Arena *arena, AuditCells *cells, const Review *review) {
    const Words *words = review->input.words;
    for (size_t i = 0; i < review->month_count; i++) {
        const YearMonth *month = &review->months[i];
        AuditCell cell = {.table = "hours_by_month", .key = month_print(arena, month->month)};
        cell.label = month_said(arena, words, month->month);
        cell.column = "hours", cell.fact = month->done, cell.quantity = QUANTITY_HOURS;
        cell_add(arena, cells, cell);
        cell.column = "people", cell.quantity = QUANTITY_PEOPLE;
        cell_add(arena, cells, cell);
        cell.column = "training", cell.quantity = QUANTITY_HOURS, cell.fact = month->trained;
        cell_add(arena, cells, cell);
    }
}

/* Bands of hours have no hours, and work contracts stand in their place: review_work.c. */
static void breakdown_add(Arena *arena, AuditCells *cells, const Review *review, BreakdownName name) {
    const Breakdown *b = &review->breakdowns[name];
    bool work = name == WORK_CONTRACTS_BY_TYPE;
    for (size_t i = 0; i < b->n; i++) {
        const Part *part = b->at[i];
        AuditCell cell = {.table = breakdown_table(name), .key = part->key, .label = part->label};
        cell.fact = part->fact;
        cell.column = name <= HOURS_BY_CONTRACT_TYPE ? "people" : "count", cell.quantity = QUANTITY_PEOPLE;
        if (!work) cell_add(arena, cells, cell);
        cell.column = work ? "count" : "hours", cell.quantity = QUANTITY_HOURS, cell.counts = work;
        if (name != PEOPLE_BY_HOURS) cell_add(arena, cells, cell);
    }
}

static void replaced_add(Arena *arena, AuditCells *cells, const Review *review) {
    for (size_t i = 0; i < review->replaced_count; i++) {
        const YearReplacement *at = &review->replaced[i];
        Str month = month_print(arena, at->replacement->month);
        const Contract *contract = at->contract->contract;
        AuditCell cell = {.table = "replaced", .column = "after", .fact = at->scope};
        cell.quantity = QUANTITY_HOURS;
        cell.key = str_print(arena, "%.*s %.*s", STR_ARG(contract->id), STR_ARG(month));
        cell.label = str_print(arena, "%.*s, %.*s", STR_ARG(contract->title), STR_ARG(month));
        cell_add(arena, cells, cell);
    }
}

AuditCells audit_cells(Arena *arena, const Review *review) {
    AuditCells cells = {.review = review};
    values_add(arena, &cells, review);
    contracts_add(arena, &cells, review);
    months_add(arena, &cells, review);
    for (BreakdownName name = HOURS_BY_TRADE; name < BREAKDOWNS; name++)
        breakdown_add(arena, &cells, review, name);
    replaced_add(arena, &cells, review);
    return cells;
}

static bool why_primary(HiddenWhy why) {
    return why != HIDDEN_NOT && why != HIDDEN_FOR && why != HIDDEN_ALONG;
}

/* What goes along goes for the sake of the people that it goes along with. */
bool audit_primary(const AuditCell *cell) {
    const Fact *fact = cell->fact;
    if (fact->why[cell->quantity] != HIDDEN_ALONG) return why_primary(fact->why[cell->quantity]);
    return cell->quantity == QUANTITY_HOURS && why_primary(fact->why[QUANTITY_PEOPLE]);
}

static const AuditCell *cell_of(const AuditCells *cells, const Fact *fact, Quantity quantity) {
    const AuditCell *other = NULL; /* the same fact's other number */
    for (size_t i = 0; i < cells->n; i++) {
        if (cells->at[i].fact != fact) continue;
        if (cells->at[i].quantity == quantity) return &cells->at[i];
        other = &cells->at[i];
    }
    return other;
}

/* A row that is merged, or of a table that is left out. */
static Str row_place(Arena *arena, const Review *review, const Fact *fact) {
    for (BreakdownName name = HOURS_BY_TRADE; name < BREAKDOWNS; name++) {
        const Breakdown *b = &review->breakdowns[name];
        Part *const *rows = b->every ? b->every : b->at;
        size_t n = b->every ? b->every_count : b->n;
        for (size_t i = 0; i < n; i++)
            if (rows[i]->fact == fact)
                return str_print(arena, "%s/%.*s", breakdown_table(name), STR_ARG(rows[i]->key));
    }
    return (Str){0};
}

Str audit_place(Arena *arena, const AuditCells *cells, const Fact *fact, Quantity quantity) {
    const AuditCell *cell = cell_of(cells, fact, quantity);
    if (!cell && fact->left_of)
        return str_print(arena, "what the parts leave of %.*s",
                         STR_ARG(audit_place(arena, cells, fact->left_of, quantity)));
    if (!cell && fact->settled) return STR("a number of a published review");
    Str row = {0};
    if (!cell) {
        row = row_place(arena, cells->review, fact);
        return row.n ? row : STR("a difference");
    }
    if (cell->key.n) row = str_print(arena, "/%.*s", STR_ARG(cell->key));
    return str_print(arena, "%s%.*s/%s", cell->table, STR_ARG(row), cell->column);
}

/* One line of the audit. */
typedef struct AuditLine {
    const AuditCell *cell;
    Span span;
    bool passes;
} AuditLine;

typedef struct AuditLines {
    AuditCells cells;
    AuditLine *at;
    size_t n;
    bool settled; /* false: the bounds did not settle, and nothing passes */
} AuditLines;

static AuditLines lines_of(Arena *arena, const Review *review) {
    AuditLines lines = {.cells = audit_cells(arena, review)};
    const Span *spans = disclosure_spans(arena, review->disclosure);
    lines.settled = spans != NULL;
    lines.at = ARENA_ARRAY(arena, AuditLine, lines.cells.n);
    for (size_t i = 0; i < lines.cells.n; i++) {
        const AuditCell *cell = &lines.cells.at[i];
        if (!cell->fact->hidden[cell->quantity]) continue;
        AuditLine line = {.cell = cell};
        if (spans) line.span = spans[cell->fact->number * QUANTITIES + cell->quantity];
        line.passes = spans && (line.span.endless || line.span.high - line.span.low >= line.span.needed);
        lines.at[lines.n++] = line;
    }
    return lines;
}

bool audit_passes(const Review *review) {
    Exposure exposure;
    return disclosure_audit(review->disclosure, &exposure);
}

static const char *const why_words[HIDDEN_WHYS] = {
    [HIDDEN_NOT] = "not",
    [HIDDEN_FEW] = "few",
    [HIDDEN_SENSITIVE] = "sensitive",
    [HIDDEN_EVERYBODY] = "everybody",
    [HIDDEN_DOMINATED] = "dominated",
    [HIDDEN_NOBODY] = "nobody",
    [HIDDEN_APART] = "apart",
    [HIDDEN_ALONG] = "along",
    [HIDDEN_FOR] = "for",
};

/* The people whose number is hidden say why, rather than "along with them". */
static HiddenWhy why_of(const AuditCell *cell) {
    const Fact *fact = cell->fact;
    HiddenWhy why = fact->why[cell->quantity];
    bool along = why == HIDDEN_ALONG && cell->quantity == QUANTITY_HOURS;
    return along && why_primary(fact->why[QUANTITY_PEOPLE]) ? fact->why[QUANTITY_PEOPLE] : why;
}

static Str table_said(const Words *words, const AuditCell *cell) {
    return words_label(words, "audit_table", str_of(cell->table));
}

static Str column_said(const Words *words, const AuditCell *cell) {
    return words_label(words, "audit_column", str_of(cell->column));
}

/* "Heures par métier, Propreté : heures" */
static Str place_said(Arena *arena, const Words *words, const AuditCell *cell) {
    WordsValue values[] = {
        {"table", table_said(words, cell)}, {"row", cell->label}, {"column", column_said(words, cell)}};
    return words_say(arena, words, cell->label.n ? "audit.cell" : "audit.value", values, 3);
}

static Str fact_said(Arena *arena, const Words *words, const AuditCells *cells, const Fact *fact,
                     Quantity quantity) {
    const AuditCell *cell = fact ? cell_of(cells, fact, quantity) : NULL;
    if (cell) return place_said(arena, words, cell);
    if (!fact || !fact->left_of)
        return words_get(words, fact && fact->settled ? "audit.published" : "audit.difference");
    WordsValue value = {"cell", fact_said(arena, words, cells, fact->left_of, quantity)};
    return words_say(arena, words, "audit.left", &value, 1);
}

static Str why_said(Arena *arena, const Review *review, const Words *words, const AuditLines *lines,
                    const AuditCell *cell) {
    const Convention *convention = review->input.convention;
    WordsValue values[] = {{"threshold", count_said(arena, words, convention->threshold)},
                           {"sensitive_threshold", count_said(arena, words, convention->sensitive_threshold)},
                           {"dominance", count_said(arena, words, DOMINANCE)},
                           {"cell", fact_said(arena, words, &lines->cells,
                                              cell->fact->protects[cell->quantity], cell->quantity)}};
    const char *word = str_cstr(arena, str_print(arena, "audit.why_%s", why_words[why_of(cell)]));
    return words_say(arena, words, word, values, sizeof values / sizeof *values);
}

static Str number_said(Arena *arena, const Words *words, const AuditCell *cell, int64_t number) {
    if (cell->quantity == QUANTITY_PEOPLE || cell->counts) return count_said(arena, words, number);
    return hundredths_said(arena, words, number, 0);
}

static Str span_said(Arena *arena, const Words *words, const AuditLine *line) {
    WordsValue values[] = {{"low", number_said(arena, words, line->cell, line->span.low)},
                           {"high", number_said(arena, words, line->cell, line->span.high)}};
    return words_say(arena, words, line->span.endless ? "audit.span_endless" : "audit.span", values, 2);
}

static Str needed_said(Arena *arena, const Words *words, const AuditLine *line) {
    WordsValue value = {"needed", number_said(arena, words, line->cell, line->span.needed)};
    bool people = line->cell->quantity == QUANTITY_PEOPLE;
    Str needed = words_say(arena, words, people ? "audit.needed_people" : "audit.needed_itself", &value, 1);
    if (line->passes) return needed;
    return str_print(arena, "%.*s %.*s", STR_ARG(needed), STR_ARG(words_get(words, "audit.narrow")));
}

enum { PLACE, WHY, SPAN, NEEDED, AUDIT_COLUMNS };

static void line_print(Buf *buf, Arena *arena, const Grid *grid, const Review *review, const Words *words,
                       const AuditLines *lines, const AuditLine *line) {
    GridCells cells = {0};
    const Str texts[AUDIT_COLUMNS] = {[PLACE] = place_said(arena, words, line->cell),
                                      [WHY] = why_said(arena, review, words, lines, line->cell),
                                      [SPAN] = span_said(arena, words, line),
                                      [NEEDED] = needed_said(arena, words, line)};
    for (size_t i = 0; i < AUDIT_COLUMNS; i++) grid_add(arena, grid, &cells, i, "", texts[i], SIZE_MAX);
    grid_print(buf, grid, &cells, (Str){0});
}

/* What is not printed as rows at all. */
static void merges_print(Buf *buf, Arena *arena, const Grid *grid, const Review *review, const Words *words) {
    for (BreakdownName name = HOURS_BY_TRADE; name < BREAKDOWNS; name++) {
        const Breakdown *b = &review->breakdowns[name];
        WordsValue values[] = {{"table", words_label(words, "audit_table", str_of(breakdown_table(name)))},
                               {"rows", count_said(arena, words, (int64_t)b->merged)}};
        if (b->merged) grid_below(buf, arena, grid, 0, words_say(arena, words, "audit.merged", values, 2));
        if (b->hidden) grid_below(buf, arena, grid, 0, words_say(arena, words, "audit.withheld", values, 2));
    }
}

Str audit_text(Arena *arena, const Review *review, const Words *words, unsigned width) {
    static const GridColumn columns[AUDIT_COLUMNS] = {[PLACE] = {"place", "place", 0},
                                                      [WHY] = {"why", "why", 25},
                                                      [SPAN] = {"deduced", "deduced", 16},
                                                      [NEEDED] = {"needed", "needed", 9}};
    Grid grid = {columns, AUDIT_COLUMNS, width};
    AuditLines lines = lines_of(arena, review);
    Buf buf = {.arena = arena};
    if (lines.n) grid_head(&buf, arena, &grid, words, "audit");
    for (size_t i = 0; i < lines.n; i++) line_print(&buf, arena, &grid, review, words, &lines, &lines.at[i]);
    if (lines.n) buf_byte(&buf, '\n');
    merges_print(&buf, arena, &grid, review, words);
    WordsValue values[] = {{"numbers", count_said(arena, words, (int64_t)lines.cells.n)},
                           {"hidden", count_said(arena, words, (int64_t)lines.n)},
                           {"primary", count_said(arena, words, (int64_t)review->hidden_primary)},
                           {"secondary", count_said(arena, words, (int64_t)review->hidden_secondary)}};
    grid_below(&buf, arena, &grid, 0, words_say(arena, words, "audit.count", values, 4));
    grid_below(&buf, arena, &grid, 0,
               words_get(words, audit_passes(review) ? "audit.passes" : "audit.fails"));
    return buf_str(&buf);
}

static Str number_plain(Arena *arena, const AuditLine *line, int64_t number) {
    if (line->cell->quantity == QUANTITY_HOURS && !line->cell->counts) return hundredths_print(arena, number);
    return str_print(arena, "%lld", (long long)number);
}

/* For whom a number is hidden; empty for its own sake. */
static Str protects_of(Arena *arena, const AuditLines *lines, const AuditCell *cell) {
    const Fact *fact = cell->fact->protects[cell->quantity];
    return fact ? audit_place(arena, &lines->cells, fact, cell->quantity) : (Str){0};
}

Str audit_csv(Arena *arena, const Review *review) {
    AuditLines lines = lines_of(arena, review);
    Buf buf = {.arena = arena};
    CsvLine csv = csvline_plain(&buf);
    csvline_header(&csv, STR("table,row,label,column,why,protects,low,high,needed,passes"));
    for (size_t i = 0; i < lines.n; i++) {
        const AuditLine *line = &lines.at[i];
        const AuditCell *cell = line->cell;
        bool people = cell->quantity == QUANTITY_PEOPLE;
        Str high = number_plain(arena, line, line->span.high);
        Str needed = number_plain(arena, line, line->span.needed);
        csvline_text(&csv, str_of(cell->table));
        csvline_text(&csv, cell->key);
        csvline_text(&csv, cell->label);
        csvline_text(&csv, str_of(cell->column));
        csvline_text(&csv, str_of(why_words[why_of(cell)]));
        csvline_text(&csv, protects_of(arena, &lines, cell));
        csvline_number(&csv, number_plain(arena, line, line->span.low));
        if (line->span.endless) high = (Str){0};
        csvline_number(&csv, high);
        if (!people) needed = (Str){0};
        csvline_number(&csv, needed);
        csvline_text(&csv, line->passes ? STR("yes") : STR("no"));
        csvline_end(&csv);
    }
    return buf_str(&buf);
}

static Json *line_json(Arena *arena, const AuditLines *lines, const AuditLine *line) {
    const AuditCell *cell = line->cell;
    Json *to = json_object();
    json_text(to, "table", str_of(cell->table));
    json_absent_or_text(to, "row", cell->key);
    json_absent_or_text(to, "label", cell->label);
    json_text(to, "column", str_of(cell->column));
    json_text(to, "why", str_of(why_words[why_of(cell)]));
    json_absent_or_text(to, "protects", protects_of(arena, lines, cell));
    json_text(to, "low", number_plain(arena, line, line->span.low));
    if (line->span.endless) json_absent(to, "high");
    else json_text(to, "high", number_plain(arena, line, line->span.high));
    if (cell->quantity == QUANTITY_PEOPLE) json_number(to, "needed", line->span.needed);
    else json_absent(to, "needed");
    json_bool(to, "passes", line->passes);
    return to;
}

Str audit_json(Arena *arena, const Review *review) {
    AuditLines lines = lines_of(arena, review);
    Json *root = json_object();
    json_text(root, "schema", STR("clausier.audit/1"));
    json_bool(root, "passes", audit_passes(review));
    json_number(root, "hidden_primary", (int64_t)review->hidden_primary);
    json_number(root, "hidden_secondary", (int64_t)review->hidden_secondary);
    json_number(root, "merged_rows", (int64_t)review->merged_rows);
    Json *merged = json_put(root, "merged", json_array());
    for (BreakdownName name = HOURS_BY_TRADE; name < BREAKDOWNS; name++) {
        const Breakdown *b = &review->breakdowns[name];
        if (!b->merged && !b->hidden) continue;
        Json *to = json_put(merged, NULL, json_object());
        json_text(to, "table", str_of(breakdown_table(name)));
        json_number(to, "rows", (int64_t)b->merged);
        json_bool(to, "withheld", b->hidden);
    }
    Json *list = json_put(root, "hidden", json_array());
    for (size_t i = 0; i < lines.n; i++) json_put(list, NULL, line_json(arena, &lines, &lines.at[i]));
    return json_print(arena, root, 2);
}
