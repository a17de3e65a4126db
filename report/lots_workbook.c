/* lots_workbook.c - the columns by one table: where a lot's record has the cell, and how that is written. */
#include "report/lots_workbook.h"
#include "base/columns.h"
#include "report/said.h"
#include "rules/worktime.h"
#include <stddef.h>

/* A column's word in [workbook], how its cells are written, and how wide it is. */
typedef enum Column {
    VERDICT,
    NOTICE,
    LOT,
    NEWS,
    TITLE,
    BUYER,
    STATUS,
    ISSUED,
    NATURE,
    CPV,
    AMOUNT,
    CURRENCY,
    DURATION,
    DEADLINE,
    TRADE,
    HOURS_LOW,
    HOURS_HIGH,
    DAYS,
    WEEKS,
    FULL_TIME,
    MECHANISM,
    MECHANISMS,
    DUTY,
    WAIVERS,
    REASONS,
    MISSING,
    QUESTION,
    DECISION,
    WAIVER,
    DECIDED_ON,
    COMMENT,
    NOTICE_ID,
    LOT_ID,
    COLUMNS
} Column;

/* clang-format off */
#define OF(member) offsetof(LotRecord, member)
#define NOWHERE SIZE_MAX /* worked out from other fields, or not the record's */
static const struct {
    const char *name;
    CellStyle style; /* which says what is there, too: a text, hundredths, a day or a moment */
    double width;    /* in characters; 0: hidden */
    size_t offset;   /* in LotRecord */
} columns[COLUMNS] = {
    [VERDICT] = {"verdict", CELL_PLAIN, 15, NOWHERE},
    [NOTICE] = {"notice", CELL_PLAIN, 15, OF(notice)},
    [LOT] = {"lot", CELL_PLAIN, 10, OF(lot_id)},
    [NEWS] = {"news", CELL_PLAIN, 12, NOWHERE},
    [TITLE] = {"title", CELL_WRAPPED, 44, OF(title)},
    [BUYER] = {"buyer", CELL_WRAPPED, 28, OF(buyer)},
    [STATUS] = {"status", CELL_PLAIN, 10, OF(status)},
    [ISSUED] = {"issued", CELL_DAY, 12, OF(issued)},
    [NATURE] = {"nature", CELL_PLAIN, 12, OF(nature)},
    [CPV] = {"cpv", CELL_PLAIN, 11, OF(cpv)},
    [AMOUNT] = {"amount", CELL_GROUPED, 15, OF(amount.cents)},
    [CURRENCY] = {"currency", CELL_PLAIN, 9, OF(amount.currency)},
    [DURATION] = {"duration", CELL_DECIMAL, 9, OF(duration)},
    [DEADLINE] = {"deadline", CELL_MOMENT, 17, OF(deadline)},
    [TRADE] = {"trade", CELL_WRAPPED, 24, OF(trade)},
    [HOURS_LOW] = {"hours_low", CELL_WHOLE, 11, NOWHERE},
    [HOURS_HIGH] = {"hours_high", CELL_WHOLE, 11, NOWHERE},
    [DAYS] = {"days", CELL_DECIMAL, 9, NOWHERE},
    [WEEKS] = {"weeks", CELL_DECIMAL, 10, NOWHERE},
    [FULL_TIME] = {"full_time", CELL_HUNDREDTHS, 8, NOWHERE},
    [MECHANISM] = {"mechanism", CELL_WRAPPED, 28, OF(mechanism)},
    [MECHANISMS] = {"mechanisms", CELL_WRAPPED, 28, OF(mechanisms)},
    [DUTY] = {"duty", CELL_WRAPPED, 20, OF(duty)},
    [WAIVERS] = {"waivers", CELL_WRAPPED, 28, OF(waivers)},
    [REASONS] = {"reasons", CELL_WRAPPED, 70, OF(reasons)},
    [MISSING] = {"missing", CELL_WRAPPED, 24, OF(missing)},
    [QUESTION] = {"question", CELL_WRAPPED, 40, NOWHERE},
    [DECISION] = {"decision", CELL_INPUT, 13, NOWHERE},
    [WAIVER] = {"waiver", CELL_INPUT, 28, NOWHERE},
    [DECIDED_ON] = {"decided_on", CELL_INPUT_DAY, 12, NOWHERE},
    [COMMENT] = {"comment", CELL_INPUT, 40, NOWHERE},
    [NOTICE_ID] = {"notice_id", CELL_PLAIN, 0, OF(notice_id)},
    [LOT_ID] = {"lot_id", CELL_PLAIN, 0, OF(lot_id)},
};
/* clang-format on */

enum {
    KEPT = 3,  /* columns that stay in view: verdict, notice, lot */
    PAGES = 2, /* side by side on paper */
};

/* What may be decided, as records call it. */
static const char *const decisions[] = {"propose", "waive", "decline", "wait"};

struct LotsWorkbook {
    Arena *arena;
    Arena *scratch; /* of the row at hand; NULL once all are written */
    const Words *words;
    const Ruleset *rules;
    Workbook *book;
    Str shown;
    Column columns[COLUMNS]; /* those that this one has */
    unsigned column_count;
    unsigned rows, most; /* the header included */
    uint64_t of[3];      /* lots by VerdictKind */
    Date newest;         /* of all notices */
    size_t cut;          /* texts */
    unsigned cut_row;    /* where the first of them stands */
};

static Str word(const LotsWorkbook *book, const char *key) {
    return words_label(book->words, "workbook", str_of(key));
}

static StrList decision_words(const LotsWorkbook *book) {
    StrList list = {0};
    for (size_t i = 0; i < sizeof decisions / sizeof *decisions; i++)
        strlist_add(book->arena, &list, words_label(book->words, "decision", str_of(decisions[i])));
    return list;
}

/* Only a workbook of decisions has what only they have. */
static bool is_wanted(Column column, bool decided) {
    return decided || (column != NEWS && column != WAIVER);
}

static void add_column(LotsWorkbook *book, Column column) {
    unsigned at = book->column_count++;
    book->columns[at] = column;
    bool hidden = columns[column].width == 0;
    workbook_column(book->book, at, hidden ? 10 : columns[column].width, hidden);
    Str name = hidden ? str_of(columns[column].name) : word(book, columns[column].name);
    workbook_text(book->book, 0, at, name, CELL_HEADER);
}

LotsWorkbook *lots_workbook_start(Arena *arena, const Words *words, const Ruleset *rules, const char *path,
                                  Str shown, Str folder, bool decided) {
    LotsWorkbook *book = ARENA_NEW(arena, LotsWorkbook);
    *book = (LotsWorkbook){.arena = arena,
                           .scratch = arena_new(),
                           .words = words,
                           .rules = rules,
                           .shown = shown,
                           .rows = 1,
                           .most = SHEET_ROWS_MOST};
    book->newest = date_of(2000, 1, 1);
    WorkbookAbout about = {.title = word(book, "about"), .subject = ruleset_title(rules), .folder = folder};
    book->book = workbook_start(arena, path, &about);
    workbook_sheet(book->book, word(book, "sheet"));
    for (Column column = 0; column < COLUMNS; column++)
        if (is_wanted(column, decided)) add_column(book, column);
    workbook_height(book->book, 0, 2);
    return book;
}

/* A row that is being written. */
typedef struct Row {
    Arena *scratch;
    const LotRecord *lot;
    const LotDecided *decided;
} Row;

static Str text_of(const LotsWorkbook *book, const Row *row, Column column) {
    switch (column) {
    case VERDICT:
        return said_verdict(book->words, row->lot->verdict);
    case QUESTION:
        return str_join(row->scratch, row->lot->questions, STR("\n"));
    case NEWS:
        return row->decided->news;
    case DECISION:
        return row->decided->decision;
    case WAIVER:
        return row->decided->waiver;
    case COMMENT:
        return row->decided->comment;
    default:
        return *(const Str *)((const char *)row->lot + columns[column].offset);
    }
}

static Hundredths whole(int64_t count) {
    return count < 0 || count > INT64_MAX / 100 ? HUNDREDTHS_ABSENT : count * 100;
}

static Hundredths number_of(const LotRecord *lot, Column column) {
    switch (column) {
    case HOURS_LOW:
        return whole(lot->hours.low);
    case HOURS_HIGH:
        return whole(lot->hours.high);
    case DAYS:
        return worktime_in(lot->hours.low, lot->work_time, WORK_DAYS);
    case WEEKS:
        return worktime_in(lot->hours.low, lot->work_time, WORK_WEEKS);
    case FULL_TIME:
        return worktime_in(lot->hours.low, lot->work_time, WORK_YEARS);
    default:
        return *(const Hundredths *)((const char *)lot + columns[column].offset);
    }
}

static size_t height_of(const LotsWorkbook *book, const Row *row) {
    size_t most = 1;
    for (unsigned i = 0; i < book->column_count; i++) {
        Column column = book->columns[i];
        if (columns[column].style != CELL_WRAPPED) continue;
        Str text = text_of(book, row, column);
        bool wraps = (double)text.n > columns[column].width;
        size_t lines = wraps ? workbook_lines(row->scratch, text, columns[column].width) : 1;
        if (lines > most) most = lines;
    }
    return most;
}

static void add_text(LotsWorkbook *book, unsigned at, Str text, CellStyle style) {
    if (workbook_text(book->book, book->rows, at, text, style)) return;
    if (!book->cut++) book->cut_row = book->rows + 1;
}

/* An empty cell to be filled in keeps its ground. */
static void add_day(LotsWorkbook *book, unsigned at, Date day, CellStyle style) {
    if (day != DATE_ABSENT) workbook_moment(book->book, book->rows, at, (DateTime){day, -1}, style);
    else if (style == CELL_INPUT_DAY) add_text(book, at, (Str){0}, style);
}

static void add_cell(LotsWorkbook *book, const Row *row, unsigned at) {
    static const CellStyle verdicts[] = {
        [VERDICT_NOT_ELIGIBLE] = CELL_OUT, [VERDICT_TO_CHECK] = CELL_OPEN, [VERDICT_ELIGIBLE] = CELL_GOOD};
    const LotRecord *lot = row->lot;
    Column column = book->columns[at];
    CellStyle style = columns[column].style;
    switch (style) {
    case CELL_WHOLE:
    case CELL_GROUPED:
    case CELL_DECIMAL:
    case CELL_HUNDREDTHS:
        workbook_number(book->book, book->rows, at, number_of(lot, column), style);
        return;
    case CELL_DAY:
        add_day(book, at, lot->issued, style);
        return;
    case CELL_INPUT_DAY:
        add_day(book, at, row->decided->decided_on, style);
        return;
    case CELL_MOMENT:
        workbook_moment(book->book, book->rows, at, lot->deadline,
                        lot->deadline.minute < 0 ? CELL_DAY : style);
        return;
    default:
        add_text(book, at, text_of(book, row, column), column == VERDICT ? verdicts[lot->verdict] : style);
    }
}

void lots_workbook_shorten(LotsWorkbook *book, unsigned rows) {
    book->most = rows;
}

static bool is_full(const LotsWorkbook *book, Diags *diags) {
    if (book->rows < book->most) return false;
    diag_add(diags, DIAG_WORLD, (Loc){.file = book->shown}, "not written",
             "more than %u lots: a workbook takes no more, -f csv does", book->most - 1);
    return true;
}

static void add_row(LotsWorkbook *book, const Row *row) {
    workbook_height(book->book, book->rows, height_of(book, row));
    for (unsigned at = 0; at < book->column_count; at++) add_cell(book, row, at);
    if (row->lot->issued > book->newest) book->newest = row->lot->issued;
    book->of[row->lot->verdict]++;
    book->rows++;
}

bool lots_workbook_add(LotsWorkbook *book, Str rows, Diags *diags) {
    LotDecided undecided = {.decided_on = DATE_ABSENT};
    Str line;
    bool fits = true;
    while (fits && str_next(&rows, LOT_RECORD_END, &line)) {
        arena_reset(book->scratch);
        LotRecord lot = lot_record_read(book->scratch, line);
        fits = !is_full(book, diags);
        if (fits) add_row(book, &(Row){book->scratch, &lot, &undecided});
    }
    return fits;
}

bool lots_workbook_decided(LotsWorkbook *book, const LotRecord *lot, const LotDecided *decided,
                           Diags *diags) {
    if (is_full(book, diags)) return false;
    arena_reset(book->scratch);
    add_row(book, &(Row){book->scratch, lot, decided});
    return true;
}

enum { TERM_WIDTH = 26, MEANING_WIDTH = 100 };

/* A term and what it means. */
static void add_meaning(LotsWorkbook *book, unsigned *row, Str term, Str meaning) {
    workbook_height(book->book, *row, workbook_lines(book->arena, meaning, MEANING_WIDTH));
    workbook_text(book->book, *row, 0, term, CELL_TITLE);
    workbook_text(book->book, *row, 1, meaning, CELL_WRAPPED);
    ++*row;
}

/* The second sheet. */
static void add_reading(LotsWorkbook *book) {
    static const char *const terms[] = {"eligible",  "to_check",  "not_eligible", "hours",
                                        "work_time", "mechanism", "duty",         "waivers",
                                        "missing",   "decision",  "back"};
    const Words *words = book->words;
    WorkTime time = ruleset_work_time(book->rules);
    WordsValue values[] = {{"day", hundredths_print_fr(book->arena, time.day, 0)},
                           {"week", hundredths_print_fr(book->arena, time.week, 0)},
                           {"year", hundredths_print_fr(book->arena, time.year, 0)},
                           {"eligible", count_print_fr(book->arena, (int64_t)book->of[VERDICT_ELIGIBLE])},
                           {"to_check", count_print_fr(book->arena, (int64_t)book->of[VERDICT_TO_CHECK])},
                           {"out", count_print_fr(book->arena, (int64_t)book->of[VERDICT_NOT_ELIGIBLE])}};
    unsigned row = 0;
    workbook_sheet(book->book, word(book, "reading_sheet"));
    workbook_column(book->book, 0, TERM_WIDTH, false);
    workbook_column(book->book, 1, MEANING_WIDTH, false);
    workbook_text(book->book, row++, 0, word(book, "about"), CELL_TITLE);
    for (size_t i = 0; i < sizeof terms / sizeof *terms; i++) {
        Str key = str_of(terms[i]), meaning = words_label(words, "reading", key);
        add_meaning(book, &row, words_label(words, "reading_term", key),
                    words_fill(book->arena, meaning, values, sizeof values / sizeof *values));
    }
    StrList packs = ruleset_packs(book->arena, book->rules);
    for (size_t i = 0; i < packs.n; i++)
        add_meaning(book, &row, words_get(words, "reading_term.pack"), packs.at[i]);
    add_meaning(book, &row, words_get(words, "reading_term.digest"), ruleset_digest(book->rules));
    workbook_print(book->book, 1);
}

static void end_rows(LotsWorkbook *book) {
    arena_free(book->scratch);
    book->scratch = NULL;
}

bool lots_workbook_finish(LotsWorkbook *book, Diags *diags) {
    end_rows(book);
    unsigned decision = 0;
    while (book->columns[decision] != DECISION) decision++;
    workbook_table(book->book, book->rows, book->column_count, KEPT);
    workbook_choice(book->book, decision, book->rows, decision_words(book));
    workbook_print(book->book, PAGES);
    add_reading(book);
    if (!workbook_finish(book->book, book->newest, book->shown, diags)) return false;
    if (book->cut)
        diag_add(diags, DIAG_DOUBT, (Loc){.file = book->shown, .line = book->cut_row}, "cut there",
                 "%zu text%s of more than %d characters, which is what a cell takes", book->cut,
                 book->cut > 1 ? "s" : "", CELL_UNITS_MOST);
    return true;
}

void lots_workbook_abandon(LotsWorkbook *book) {
    end_rows(book);
    workbook_abandon(book->book);
}
