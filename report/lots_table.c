/* lots_table.c - a lot as cells side by side, each wrapped in its column, and below them what does not fit in
 * one: the reasons, and the question for the buyer. */
#include "report/lots_table.h"
#include "base/columns.h"
#include "report/said.h"
#include "rules/worktime.h"

enum {
    GAP = 2,
    WIDE = 140,      /* from here on there is room for all columns */
    LINES_MOST = 3,  /* of a title or a buyer's name */
    MARK = '\1',     /* plus the verdict's kind: no such byte is printed */
    INDENT = 12 + 13 /* where the object begins, but for two gaps */
};

typedef enum Column { VERDICT, NOTICE, OBJECT, BUYER, TRADE, HOURS, TERMS, COLUMNS } Column;

static const struct {
    const char *narrow, *wide; /* words of [table]; NULL: not there */
    size_t width;              /* 0: what is left */
} columns[COLUMNS] = {
    [VERDICT] = {"verdict", "verdict", 12},
    [NOTICE] = {"notice", "notice", 13},
    [OBJECT] = {"object_narrow", "object", 0},
    [BUYER] = {NULL, "buyer", 22},
    [TRADE] = {NULL, "trade", 26},
    [HOURS] = {"hours", "hours", 19},
    [TERMS] = {NULL, "terms", 19},
};

/* Cells side by side, and the lines of each. */
typedef struct Lines {
    StrList of[COLUMNS];
} Lines;

static const char *name_of(const LotsLook *look, Column column) {
    return look->width < WIDE ? columns[column].narrow : columns[column].wide;
}

static size_t width_of(const LotsLook *look, Column column) {
    if (columns[column].width) return columns[column].width;
    size_t used = 0;
    for (Column other = 0; other < COLUMNS; other++)
        if (other != column && name_of(look, other)) used += columns[other].width + GAP;
    return look->width - used;
}

/* Adds the text's lines, `most` of them: what is more is cut. The mark stands before the first. */
static void add(Arena *arena, StrList *cell, const char *mark, Str text, size_t width, size_t most) {
    StrList lines = {0};
    size_t indent = columns_of(str_of(mark));
    Str shown = columns_visible(arena, text);
    if (!shown.n) return;
    columns_wrap(arena, &lines, shown, width - indent);
    for (size_t i = 0; i < lines.n && i < most; i++) {
        bool cut = i + 1 == most && lines.n > most;
        Str more =
            cut ? str_print(arena, "%.*s %.*s", STR_ARG(lines.at[i]), STR_ARG(lines.at[i + 1])) : lines.at[i];
        more = columns_cut(arena, more, width - indent);
        strlist_add(arena, cell,
                    str_print(arena, "%*s%s%.*s", i ? (int)indent : 0, "", i ? "" : mark, STR_ARG(more)));
    }
}

static Str color_of(const LotsLook *look, VerdictKind kind) {
    static const char *const colors[] = {[VERDICT_NOT_ELIGIBLE] = "\033[2m",
                                         [VERDICT_TO_CHECK] = "\033[1;33m",
                                         [VERDICT_ELIGIBLE] = "\033[1;32m"};
    return look->color ? str_of(colors[kind]) : (Str){0};
}

static void end_line(Buf *buf) {
    while (buf->n && buf->p[buf->n - 1] == ' ') buf->n--;
    buf_byte(buf, '\n');
}

/* The first line of the first cell in this color, if any. */
static void print(Buf *buf, const LotsLook *look, const Lines *lines, Str color) {
    size_t height = 0;
    for (Column column = 0; column < COLUMNS; column++)
        if (lines->of[column].n > height) height = lines->of[column].n;
    for (size_t i = 0; i < height; i++) {
        for (Column column = 0; column < COLUMNS; column++) {
            if (!name_of(look, column)) continue;
            const StrList *cell = &lines->of[column];
            bool colored = i == 0 && column == VERDICT && color.n;
            Str text = i < cell->n ? cell->at[i] : (Str){0};
            if (colored) buf_add(buf, color);
            buf_add(buf, text);
            if (colored) buf_add(buf, STR("\033[0m"));
            columns_advance(buf, columns_of(text), width_of(look, column) + GAP);
        }
        end_line(buf);
    }
}

/* Text below the object, up to the right edge. */
static void print_below(Buf *buf, Arena *scratch, const LotsLook *look, Str text) {
    StrList lines = {0};
    size_t indent = INDENT + 2 * GAP;
    columns_wrap(scratch, &lines, columns_visible(scratch, text), look->width - indent);
    for (size_t i = 0; i < lines.n; i++) {
        columns_advance(buf, 0, indent);
        buf_add(buf, lines.at[i]);
        buf_byte(buf, '\n');
    }
}

void lots_table_head(Buf *buf, Arena *scratch, const LotsLook *look) {
    Lines head = {0};
    for (Column column = 0; column < COLUMNS; column++) {
        const char *name = name_of(look, column);
        if (!name) continue;
        size_t width = width_of(look, column);
        add(scratch, &head.of[column], "", words_label(look->words, "table", str_of(name)), width, 1);
        Buf rule = {.arena = scratch};
        for (size_t i = 0; i < width; i++) buf_add(&rule, STR("\u2500"));
        strlist_add(scratch, &head.of[column], buf_str(&rule));
    }
    print(buf, look, &head, (Str){0});
}

static void add_hours(Arena *arena, const LotsLook *look, const Verdict *verdict, StrList *cell) {
    size_t width = width_of(look, HOURS);
    if (verdict->hours.low < 0) {
        bool wanted = verdict->trade.n && verdict->kind != VERDICT_NOT_ELIGIBLE;
        if (wanted) add(arena, cell, "", words_get(look->words, "table.no_hours"), width, 1);
        return;
    }
    add(arena, cell, "", worktime_hours(arena, look->words, verdict->hours), width, LINES_MOST);
    for (WorkUnit unit = WORK_DAYS; unit <= WORK_YEARS; unit++) {
        Str part = unit == WORK_YEARS
                       ? worktime_short(arena, look->words, verdict->hours, verdict->work_time)
                       : worktime_part(arena, look->words, verdict->hours, verdict->work_time, unit);
        add(arena, cell, "", part, width, LINES_MOST);
    }
}

static void add_cells(Arena *arena, const LotsLook *look, const Notice *notice, const Lot *lot,
                      const Verdict *verdict, Lines *cells) {
    const Words *words = look->words;
    bool wide = look->width >= WIDE;
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
        if (name_of(look, texts[i].column))
            add(arena, &cells->of[texts[i].column], texts[i].mark, texts[i].text,
                width_of(look, texts[i].column), texts[i].most);
    add_hours(arena, look, verdict, &cells->of[HOURS]);
}

static Str what_to_ask(Arena *arena, const Words *words, const Verdict *verdict) {
    Str asked = str_join(arena, said_questions(arena, words, verdict), STR(" "));
    WordsValue values[] = {{"missing", said_missing(arena, words, verdict)}, {"questions", asked}};
    if (verdict->kind == VERDICT_NOT_ELIGIBLE || !values[0].value.n) return (Str){0};
    return words_say(arena, words, asked.n ? "table.ask" : "table.missing", values, 2);
}

void lots_table_lot(Buf *rows, Arena *scratch, const LotsLook *look, const Notice *notice, const Lot *lot,
                    const Verdict *verdict) {
    Lines cells = {0};
    add_cells(scratch, look, notice, lot, verdict, &cells);
    buf_byte(rows, (char)(MARK + (int)verdict->kind));
    print(rows, look, &cells, color_of(look, verdict->kind));
    if (look->width >= WIDE) print_below(rows, scratch, look, said_reasons(scratch, verdict));
    print_below(rows, scratch, look, what_to_ask(scratch, look->words, verdict));
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
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        StrList wrapped = {0};
        columns_wrap(scratch, &wrapped, lines[i], look->width);
        for (size_t k = 0; k < wrapped.n; k++) {
            buf_add(buf, wrapped.at[k]);
            buf_byte(buf, '\n');
        }
    }
}
