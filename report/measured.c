/* measured.c - all counts in one list, which is printed as it is, or pivoted: a row for each name, a column
 * for each measure. */
#include "report/measured.h"

/* `count` of `of`; cells of one row stand together, and rows of one table have the same measures. */
typedef struct Cell {
    const char *table;
    Str row;
    Str effect; /* of a rule: +3, exclude */
    const char *measure;
    size_t count, of;
    const char *remark; /* on the row; may be empty */
} Cell;
typedef struct Cells {
    Arena *arena;
    Cell *at;
    size_t n, cap;
} Cells;

static void add(Cells *cells, Cell cell) {
    *ARENA_PUSH(cells->arena, cells->at, cells->n, cells->cap) = cell;
}

static void add_verdicts(Cells *cells, const MeasureCounts *counts) {
    for (int kind = VERDICT_KINDS; kind-- > 0;)
        add(cells, (Cell){.table = "verdict",
                          .row = str_of(verdict_name((VerdictKind)kind)),
                          .measure = "lots",
                          .count = counts->verdicts[kind],
                          .of = counts->lots,
                          .remark = ""});
}

static Str effect_print(Arena *arena, const RuleCount *rule) {
    static const char *const words[] = {
        [EFFECT_EXCLUDE] = "exclude", [EFFECT_REQUIRE] = "require", [EFFECT_NOTE] = "note"};
    if (rule->effect == EFFECT_POINTS) return str_print(arena, "%+d", rule->points);
    return str_of(words[rule->effect]);
}

static const char *rule_remark(const RuleCount *rule, size_t lots) {
    if (rule_is_eager(rule, lots)) return "true of more than half";
    if (!rule->truths && !rule->unknowns) return "never spoke";
    return rule->truths ? "" : "never true";
}

static void add_rules(Cells *cells, const MeasureCounts *counts) {
    for (size_t i = 0; i < counts->rule_count; i++) {
        const RuleCount *rule = &counts->rules[i];
        Cell cell = {.table = "rule",
                     .row = rule->name,
                     .effect = effect_print(cells->arena, rule),
                     .of = counts->lots,
                     .remark = rule_remark(rule, counts->lots)};
        cell.measure = "true";
        cell.count = rule->truths;
        add(cells, cell);
        cell.measure = "unknown";
        cell.count = rule->unknowns;
        add(cells, cell);
        cell.measure = "decides";
        cell.count = rule->decides;
        add(cells, cell);
    }
}

static Str trade_print(Str name) {
    return name.n ? name : STR("(no trade)");
}

static void add_trades(Cells *cells, const MeasureCounts *counts) {
    for (size_t i = 0; i < counts->trade_count; i++) {
        const TradeCount *trade = &counts->trades[i];
        Cell cell = {.table = "trade", .row = trade_print(trade->name), .remark = ""};
        size_t lots = 0;
        for (int kind = 0; kind < VERDICT_KINDS; kind++) lots += trade->verdicts[kind];
        cell.measure = "lots";
        cell.count = lots;
        cell.of = counts->lots;
        add(cells, cell);
        for (int kind = VERDICT_KINDS; kind-- > 0;) {
            cell.measure = verdict_name((VerdictKind)kind);
            cell.count = trade->verdicts[kind];
            cell.of = lots;
            add(cells, cell);
        }
    }
}

static void add_found(Cells *cells, const char *table, Str row, const FoundCount *found) {
    static const char *const precision[FINDERS] = {"eligible: precision", "or to check: precision"};
    static const char *const recall[FINDERS] = {"eligible: recall", "or to check: recall"};
    add(cells, (Cell){.table = table,
                      .row = row,
                      .measure = "with a clause",
                      .count = found->clauses,
                      .of = found->lots,
                      .remark = ""});
    for (Finder i = 0; i < FINDERS; i++) {
        Cell cell = {.table = table, .row = row, .count = found->right[i], .remark = ""};
        cell.measure = precision[i];
        cell.of = found->found[i];
        add(cells, cell);
        cell.measure = recall[i];
        cell.of = found->clauses;
        add(cells, cell);
    }
}

static void add_labels(Cells *cells, const MeasureCounts *counts) {
    add_found(cells, "labelled", STR("all"), &counts->all);
    add_found(cells, "labelled", STR("even half"), &counts->halves[HALF_EVEN]);
    add_found(cells, "labelled", STR("odd half"), &counts->halves[HALF_ODD]);
    for (size_t i = 0; i < counts->trade_count; i++)
        if (counts->by_trade[i].lots)
            add_found(cells, "labelled trade", trade_print(counts->by_trade[i].name), &counts->by_trade[i]);
}

static Cells all_cells(Arena *arena, const MeasureCounts *counts, bool labels) {
    Cells cells = {.arena = arena};
    add_verdicts(&cells, counts);
    add_rules(&cells, counts);
    add_trades(&cells, counts);
    if (labels) add_labels(&cells, counts);
    return cells;
}

void measured_csv(Arena *arena, const CsvLine *line, const MeasureCounts *counts, bool labels) {
    Cells cells = all_cells(arena, counts, labels);
    csvline_header(line, STR("table,row,effect,measure,count,of,remark"));
    for (size_t i = 0; i < cells.n; i++) {
        const Cell *cell = &cells.at[i];
        csvline_text(line, str_of(cell->table));
        csvline_text(line, cell->row);
        csvline_text(line, cell->effect);
        csvline_text(line, str_of(cell->measure));
        csvline_count(line, (int64_t)cell->count);
        csvline_count(line, (int64_t)cell->of);
        csvline_text(line, str_of(cell->remark));
        csvline_end(line);
    }
}

static void add_blanks(Buf *buf, size_t n) {
    while (n-- > 0) buf_byte(buf, ' ');
}

static void add_left(Buf *buf, Str text, size_t width) {
    buf_add(buf, text);
    add_blanks(buf, width - str_chars(text));
}

static void add_right(Buf *buf, Str text, size_t width) {
    add_blanks(buf, 2 + width - str_chars(text));
    buf_add(buf, text);
}

static Str count_print(Arena *arena, const Cell *cell) {
    return str_print(arena, "%zu/%zu", cell->count, cell->of);
}

static size_t wider(size_t width, Str text) {
    size_t chars = str_chars(text);
    return chars > width ? chars : width;
}

/* Cells first to end are a table, `columns` of them a row. */
static void add_table(Buf *buf, const Cells *cells, size_t first, size_t end, size_t columns) {
    Arena *arena = cells->arena;
    size_t name_width = strlen(cells->at[first].table), effect_width = 0;
    size_t *widths = ARENA_ARRAY(arena, size_t, columns);
    for (size_t i = first; i < end; i++) {
        const Cell *cell = &cells->at[i];
        size_t *width = &widths[(i - first) % columns];
        name_width = wider(name_width, cell->row);
        effect_width = wider(effect_width, cell->effect);
        *width = wider(wider(*width, str_of(cell->measure)), count_print(arena, cell));
    }
    buf_byte(buf, '\n');
    add_left(buf, str_of(cells->at[first].table), name_width);
    if (effect_width) add_right(buf, STR(""), effect_width);
    for (size_t i = 0; i < columns; i++) add_right(buf, str_of(cells->at[first + i].measure), widths[i]);
    buf_byte(buf, '\n');
    for (size_t row = first; row < end; row += columns) {
        add_left(buf, cells->at[row].row, name_width);
        if (effect_width) add_right(buf, cells->at[row].effect, effect_width);
        for (size_t i = 0; i < columns; i++)
            add_right(buf, count_print(arena, &cells->at[row + i]), widths[i]);
        if (*cells->at[row].remark) buf_print(buf, "  %s", cells->at[row].remark);
        buf_byte(buf, '\n');
    }
}

/* Where another table begins, or the next row. */
static size_t end_of(const Cells *cells, size_t first, bool row) {
    const Cell *from = &cells->at[first];
    size_t end = first;
    while (end < cells->n && strcmp(cells->at[end].table, from->table) == 0 &&
           (!row || str_eq(cells->at[end].row, from->row)))
        end++;
    return end;
}

Str measured_text(Arena *arena, const MeasureCounts *counts, bool labels) {
    Cells cells = all_cells(arena, counts, labels);
    Buf buf = {.arena = arena};
    for (size_t first = 0; first < cells.n;) {
        size_t end = end_of(&cells, first, false);
        size_t columns = end_of(&cells, first, true) - first;
        add_table(&buf, &cells, first, end, columns);
        first = end;
    }
    return buf_str(&buf);
}
