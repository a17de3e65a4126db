/* lots_table.c - a lot as cells side by side, each wrapped in its column, and below them what does not fit in
 * one: the reasons, and the question for the buyer. */
#include "report/lots_table.h"
#include "report/said.h"
#include "rules/worktime.h"

enum {
    LINES_MOST = 3,                  /* of a title or a buyer's name */
    MARK = '\1',                     /* plus the verdict's kind: no such byte is printed */
    INDENT = 12 + 13 + 2 * GRID_GAP, /* where the object begins */
};

typedef enum Column { VERDICT, NOTICE, OBJECT, BUYER, TRADE, HOURS, TERMS, COLUMNS } Column;

/* Words of [table]. */
static const GridColumn columns[COLUMNS] = {
    [VERDICT] = {"verdict", "verdict", 12},
    [NOTICE] = {"notice", "notice", 13},
    [OBJECT] = {"object_narrow", "object", 0},
    [BUYER] = {NULL, "buyer", 22},
    [TRADE] = {NULL, "trade", 26},
    [HOURS] = {"hours", "hours", 19},
    [TERMS] = {NULL, "terms", 19},
};

static Grid grid_of(const LotsLook *look) {
    return (Grid){columns, COLUMNS, look->width};
}

static Str color_of(const LotsLook *look, VerdictKind kind) {
    static const char *const colors[] = {[VERDICT_NOT_ELIGIBLE] = "\033[2m",
                                         [VERDICT_TO_CHECK] = "\033[1;33m",
                                         [VERDICT_ELIGIBLE] = "\033[1;32m"};
    return look->color ? str_of(colors[kind]) : (Str){0};
}

void lots_table_head(Buf *buf, Arena *scratch, const LotsLook *look) {
    Grid grid = grid_of(look);
    grid_head(buf, scratch, &grid, look->words, "table");
}

static void add_hours(Arena *arena, const Grid *grid, const Words *words, const Verdict *verdict,
                      GridCells *cells) {
    if (verdict->hours.low < 0) {
        bool wanted = verdict->trade.n && verdict->kind != VERDICT_NOT_ELIGIBLE;
        if (wanted) grid_add(arena, grid, cells, HOURS, "", words_get(words, "table.no_hours"), 1);
        return;
    }
    grid_add(arena, grid, cells, HOURS, "", worktime_hours(arena, words, verdict->hours), LINES_MOST);
    for (WorkUnit unit = WORK_DAYS; unit <= WORK_YEARS; unit++) {
        Str part = unit == WORK_YEARS ? worktime_short(arena, words, verdict->hours, verdict->work_time)
                                      : worktime_part(arena, words, verdict->hours, verdict->work_time, unit);
        grid_add(arena, grid, cells, HOURS, "", part, LINES_MOST);
    }
}

static void add_cells(Arena *arena, const Grid *grid, const Words *words, const Notice *notice,
                      const Lot *lot, const Verdict *verdict, GridCells *cells) {
    bool wide = grid_is_wide(grid);
    Column trade = wide ? TRADE : OBJECT;
    const struct {
        Column column;
        const char *mark;
        Str text;
        size_t most;
    } texts[] = {
        {VERDICT, "", said_verdict(words, verdict->kind), 1},
        {VERDICT, "", said_status(words, notice), 1},
        {NOTICE, "", said_notice(notice), 1},
        {NOTICE, "", lot->id, 1},
        {OBJECT, "", said_title(words, notice, lot), LINES_MOST},
        {BUYER, "", notice->buyer_name, LINES_MOST},
        {trade, wide ? "" : "\u00B7 ", verdict->trade_label, LINES_MOST},
        {trade, "\u2192 ", said_mechanism(arena, words, verdict), LINES_MOST},
        {TERMS, "", said_amount(arena, words, lot->amount), 2},
        {TERMS, "", said_duration(arena, words, lot->duration_months), 1},
        {TERMS, "", said_deadline(arena, words, lot->deadline.day), 1},
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        grid_add(arena, grid, cells, texts[i].column, texts[i].mark, texts[i].text, texts[i].most);
    add_hours(arena, grid, words, verdict, cells);
}

static Str what_to_ask(Arena *arena, const Words *words, const Verdict *verdict) {
    Str asked = str_join(arena, said_questions(arena, words, verdict), STR(" "));
    WordsValue values[] = {{"missing", said_missing(arena, words, verdict)}, {"questions", asked}};
    if (verdict->kind == VERDICT_NOT_ELIGIBLE || !values[0].value.n) return (Str){0};
    return words_say(arena, words, asked.n ? "table.ask" : "table.missing", values, 2);
}

void lots_table_lot(Buf *rows, Arena *scratch, const LotsLook *look, const Notice *notice, const Lot *lot,
                    const Verdict *verdict) {
    Grid grid = grid_of(look);
    GridCells cells = {0};
    add_cells(scratch, &grid, look->words, notice, lot, verdict, &cells);
    buf_byte(rows, (char)(MARK + (int)verdict->kind));
    grid_print(rows, &grid, &cells, color_of(look, verdict->kind));
    if (grid_is_wide(&grid)) grid_below(rows, scratch, &grid, INDENT, said_reasons(scratch, verdict));
    grid_below(rows, scratch, &grid, INDENT, what_to_ask(scratch, look->words, verdict));
    buf_byte(rows, '\n');
}

static bool is_mark(char c) {
    return c >= MARK && c <= MARK + (int)VERDICT_ELIGIBLE;
}

bool lots_table_next(Str *rows, LotsCount *count, Str *lines) {
    if (!rows->n) return false;
    count->of[rows->p[0] - MARK]++;
    size_t n = 1;
    while (n < rows->n && !is_mark(rows->p[n])) n++;
    *lines = str_sub(*rows, 1, n - 1);
    *rows = str_sub(*rows, n, SIZE_MAX);
    return true;
}

/* "30 éligibles" */
static Str counted(Arena *arena, const Words *words, const char *one, const char *many, uint64_t n) {
    WordsValue value = {"n", count_print_fr(arena, (int64_t)n)};
    return words_fill(arena, words_label(words, "table", str_of(n < 2 ? one : many)), &value, 1);
}

void lots_table_foot(Buf *buf, Arena *scratch, const LotsLook *look, const LotsCount *count) {
    const Words *words = look->words;
    uint64_t in = count->of[VERDICT_ELIGIBLE], open = count->of[VERDICT_TO_CHECK],
             out = count->of[VERDICT_NOT_ELIGIBLE], all = in + open + out;
    WordsValue values[] = {{"lots", counted(scratch, words, "lot", "lots", all)},
                           {"eligible", counted(scratch, words, "eligible_one", "eligible_many", in)},
                           {"to_check", counted(scratch, words, "to_check", "to_check", open)},
                           {"not_eligible", counted(scratch, words, "out_one", "out_many", out)}};
    Str lines[] = {words_say(scratch, words, all ? "table.count" : "table.none", values, 4),
                   all ? words_get(words, "table.more") : (Str){0}};
    Grid grid = grid_of(look);
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) grid_below(buf, scratch, &grid, 0, lines[i]);
}
