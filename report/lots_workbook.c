/* lots_workbook.c - the columns by one table, which both ends read: what a lot says in a cell, and how that
 * is written. */
#include "report/lots_workbook.h"
#include "base/columns.h"
#include "report/said.h"
#include "rules/worktime.h"

enum { CELL_END = '\x1F', ROW_END = '\x1E' }; /* no text has them: it is made visible first */

/* A column's word in [workbook], how its cells are written, and how wide it is. */
typedef enum Column {
    VERDICT,
    NOTICE,
    LOT,
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
    DECIDED_ON,
    COMMENT,
    NOTICE_ID,
    LOT_ID,
    COLUMNS
} Column;

static const struct {
    const char *name;
    CellStyle style;
    double width; /* in characters; 0: hidden */
} columns[COLUMNS] = {
    [VERDICT] = {"verdict", CELL_PLAIN, 15},
    [NOTICE] = {"notice", CELL_PLAIN, 15},
    [LOT] = {"lot", CELL_PLAIN, 10},
    [TITLE] = {"title", CELL_WRAPPED, 44},
    [BUYER] = {"buyer", CELL_WRAPPED, 28},
    [STATUS] = {"status", CELL_PLAIN, 10},
    [ISSUED] = {"issued", CELL_DAY, 12},
    [NATURE] = {"nature", CELL_PLAIN, 12},
    [CPV] = {"cpv", CELL_PLAIN, 11},
    [AMOUNT] = {"amount", CELL_MONEY, 15},
    [CURRENCY] = {"currency", CELL_PLAIN, 9},
    [DURATION] = {"duration", CELL_DECIMAL, 9},
    [DEADLINE] = {"deadline", CELL_MOMENT, 17},
    [TRADE] = {"trade", CELL_WRAPPED, 24},
    [HOURS_LOW] = {"hours_low", CELL_WHOLE, 11},
    [HOURS_HIGH] = {"hours_high", CELL_WHOLE, 11},
    [DAYS] = {"days", CELL_DECIMAL, 9},
    [WEEKS] = {"weeks", CELL_DECIMAL, 10},
    [FULL_TIME] = {"full_time", CELL_HUNDREDTHS, 8},
    [MECHANISM] = {"mechanism", CELL_WRAPPED, 28},
    [MECHANISMS] = {"mechanisms", CELL_WRAPPED, 28},
    [DUTY] = {"duty", CELL_WRAPPED, 20},
    [WAIVERS] = {"waivers", CELL_WRAPPED, 28},
    [REASONS] = {"reasons", CELL_WRAPPED, 70},
    [MISSING] = {"missing", CELL_WRAPPED, 24},
    [QUESTION] = {"question", CELL_WRAPPED, 40},
    [DECISION] = {"decision", CELL_INPUT, 13},
    [DECIDED_ON] = {"decided_on", CELL_INPUT_DAY, 12},
    [COMMENT] = {"comment", CELL_INPUT, 40},
    [NOTICE_ID] = {"notice_id", CELL_PLAIN, 0},
    [LOT_ID] = {"lot_id", CELL_PLAIN, 0},
};

enum {
    KEPT = 3,  /* columns that stay in view: verdict, notice, lot */
    PAGES = 2, /* side by side on paper */
};

/* What may be decided, as records call it. */
static const char *const decisions[] = {"propose", "waive", "decline", "wait"};

struct LotsWorkbook {
    Arena *arena;
    const Words *words;
    const Ruleset *rules;
    Workbook *book;
    Str shown;
    unsigned rows;    /* the header included */
    uint64_t of[3];   /* lots by VerdictKind */
    Date newest;      /* of all notices */
    size_t cut;       /* texts */
    unsigned cut_row; /* where the first of them stands */
};

/* The line that is being made of a lot. Numbers are hundredths, moments days and minutes. */
typedef struct Line {
    Buf *buf;
    Arena *scratch;
} Line;

static void put_text(const Line *line, Str text) {
    buf_add(line->buf, columns_visible(line->scratch, text));
    buf_byte(line->buf, CELL_END);
}

/* One under the other. */
static void put_texts(const Line *line, StrList texts) {
    for (size_t i = 0; i < texts.n; i++) texts.at[i] = columns_visible(line->scratch, texts.at[i]);
    buf_add(line->buf, str_join(line->scratch, texts, STR("\n")));
    buf_byte(line->buf, CELL_END);
}

static void put_number(const Line *line, Hundredths number) {
    if (number != HUNDREDTHS_ABSENT) buf_print(line->buf, "%lld", (long long)number);
    buf_byte(line->buf, CELL_END);
}

static void put_moment(const Line *line, DateTime at) {
    if (at.day != DATE_ABSENT) buf_print(line->buf, "%ld %d", (long)at.day, at.minute);
    buf_byte(line->buf, CELL_END);
}

static Hundredths whole(int64_t count) {
    return count < 0 || count > INT64_MAX / 100 ? HUNDREDTHS_ABSENT : count * 100;
}

static Date issued(const Notice *notice) {
    return notice->issue_date != DATE_ABSENT ? notice->issue_date : notice->publication_date;
}

void lots_workbook_row(Buf *rows, Arena *scratch, const Words *words, const Notice *notice, const Lot *lot,
                       const Verdict *verdict) {
    HoursRange hours = verdict->hours;
    WorkTime time = verdict->work_time;
    bool priced = lot->amount.cents != HUNDREDTHS_ABSENT;
    Line line = {rows, scratch};
    put_text(&line, str_of(verdict_name(verdict->kind)));
    put_text(&line, said_notice(notice));
    put_text(&line, lot->id);
    put_text(&line, said_title(words, notice, lot));
    put_text(&line, notice->buyer_name);
    put_text(&line, said_status(words, notice));
    put_moment(&line, (DateTime){issued(notice), -1});
    put_text(&line, lot->nature.n ? words_label(words, "nature", lot->nature) : (Str){0});
    put_text(&line, lot->cpv_main);
    put_number(&line, lot->amount.cents);
    put_text(&line, priced ? lot->amount.currency : (Str){0});
    put_number(&line, lot->duration_months);
    put_moment(&line, lot->deadline);
    put_text(&line, verdict->trade_label);
    put_number(&line, whole(hours.low));
    put_number(&line, whole(hours.high));
    put_number(&line, worktime_in(hours.low, time, WORK_DAYS));
    put_number(&line, worktime_in(hours.low, time, WORK_WEEKS));
    put_number(&line, worktime_in(hours.low, time, WORK_YEARS));
    put_text(&line, said_mechanism(scratch, words, verdict));
    put_text(&line, said_mechanisms(scratch, words, verdict));
    put_text(&line, said_duty(scratch, words, verdict));
    put_text(&line, said_waivers(scratch, words, verdict));
    put_text(&line, said_reasons(scratch, verdict));
    put_text(&line, said_missing(scratch, words, verdict));
    put_texts(&line, said_questions(scratch, words, verdict));
    for (Column column = DECISION; column <= COMMENT; column++)
        put_text(&line, (Str){0}); /* to be filled in */
    put_text(&line, notice->id);
    put_text(&line, lot->id);
    buf_byte(rows, ROW_END);
}

static Str word(const LotsWorkbook *book, const char *key) {
    return words_label(book->words, "workbook", str_of(key));
}

static StrList decision_words(const LotsWorkbook *book) {
    StrList list = {0};
    for (size_t i = 0; i < sizeof decisions / sizeof *decisions; i++)
        strlist_add(book->arena, &list, words_label(book->words, "decision", str_of(decisions[i])));
    return list;
}

LotsWorkbook *lots_workbook_start(Arena *arena, const Words *words, const Ruleset *rules, const char *path,
                                  Str shown, Str folder) {
    LotsWorkbook *book = ARENA_NEW(arena, LotsWorkbook);
    *book = (LotsWorkbook){.arena = arena, .words = words, .rules = rules, .shown = shown, .rows = 1};
    book->newest = date_of(2000, 1, 1);
    WorkbookAbout about = {.title = word(book, "about"), .subject = ruleset_title(rules), .folder = folder};
    book->book = workbook_start(arena, path, &about);
    workbook_sheet(book->book, word(book, "sheet"));
    for (Column column = 0; column < COLUMNS; column++) {
        bool hidden = columns[column].width == 0;
        workbook_column(book->book, column, hidden ? 10 : columns[column].width, hidden);
        Str name = hidden ? str_of(columns[column].name) : word(book, columns[column].name);
        workbook_text(book->book, 0, column, name, CELL_HEADER);
    }
    workbook_height(book->book, 0, 2);
    return book;
}

static void add_text(LotsWorkbook *book, Column column, Str text, CellStyle style) {
    if (workbook_text(book->book, book->rows, column, text, style)) return;
    if (!book->cut++) book->cut_row = book->rows + 1;
}

/* How many lines a text takes in a column of this width, which is told in digits: letters are narrower. */
static size_t lines_of(Arena *scratch, Str text, double width) {
    Str paragraph;
    StrList lines = {0};
    while (str_next(&text, '\n', &paragraph)) columns_wrap(scratch, &lines, paragraph, (size_t)(width * 1.1));
    return lines.n ? lines.n : 1;
}

static size_t height_of(Arena *scratch, Str row) {
    Str cell;
    size_t most = 1;
    for (Column column = 0; str_next(&row, CELL_END, &cell); column++) {
        bool wraps = columns[column].style == CELL_WRAPPED && (double)cell.n > columns[column].width;
        size_t lines = wraps ? lines_of(scratch, cell, columns[column].width) : 1;
        if (lines > most) most = lines;
    }
    return most;
}

static void add_verdict(LotsWorkbook *book, Str name) {
    static const CellStyle styles[] = {
        [VERDICT_NOT_ELIGIBLE] = CELL_OUT, [VERDICT_TO_CHECK] = CELL_OPEN, [VERDICT_ELIGIBLE] = CELL_GOOD};
    VerdictKind kind = VERDICT_NOT_ELIGIBLE;
    while (kind < VERDICT_ELIGIBLE && !str_is(name, verdict_name(kind))) kind++;
    book->of[kind]++;
    add_text(book, VERDICT, said_verdict(book->words, kind), styles[kind]);
}

static int64_t number_of(Str *text) {
    Str part;
    int64_t number = HUNDREDTHS_ABSENT;
    if (!str_word(text, &part) || number_read_plain(part, 0, false, &number) != NUMBER_OK)
        return HUNDREDTHS_ABSENT;
    return number;
}

static void add_moment(LotsWorkbook *book, Column column, Str text) {
    int64_t day = number_of(&text), minute = number_of(&text);
    if (day == HUNDREDTHS_ABSENT || minute == HUNDREDTHS_ABSENT) return;
    DateTime at = {(Date)day, (int)minute};
    if (column == ISSUED && at.day > book->newest) book->newest = at.day;
    CellStyle style = at.minute < 0 ? CELL_DAY : columns[column].style;
    workbook_moment(book->book, book->rows, column, at, style);
}

static void add_cell(LotsWorkbook *book, Column column, Str text) {
    switch (columns[column].style) {
    case CELL_WHOLE:
    case CELL_MONEY:
    case CELL_DECIMAL:
    case CELL_HUNDREDTHS:
        workbook_number(book->book, book->rows, column, number_of(&text), columns[column].style);
        return;
    case CELL_DAY:
    case CELL_MOMENT:
        add_moment(book, column, text);
        return;
    default:
        if (column == VERDICT) add_verdict(book, text);
        else add_text(book, column, text, columns[column].style);
    }
}

bool lots_workbook_add(LotsWorkbook *book, Str rows, Diags *diags) {
    Str row, cell;
    Arena *scratch = arena_new();
    while (book->rows < SHEET_ROWS_MOST && str_next(&rows, ROW_END, &row)) {
        arena_reset(scratch);
        workbook_height(book->book, book->rows, height_of(scratch, row));
        for (Column column = 0; str_next(&row, CELL_END, &cell); column++) add_cell(book, column, cell);
        book->rows++;
    }
    arena_free(scratch);
    if (rows.n)
        diag_add(diags, DIAG_WORLD, (Loc){.file = book->shown}, "not written",
                 "more than %d lots: a workbook takes no more, -f csv does", SHEET_ROWS_MOST - 1);
    return !rows.n;
}

enum { TERM_WIDTH = 26, MEANING_WIDTH = 100 };

/* A term and what it means. */
static void add_meaning(LotsWorkbook *book, unsigned *row, Str term, Str meaning) {
    workbook_height(book->book, *row, lines_of(book->arena, meaning, MEANING_WIDTH));
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

bool lots_workbook_finish(LotsWorkbook *book, Diags *diags) {
    workbook_table(book->book, book->rows, COLUMNS, KEPT);
    workbook_choice(book->book, DECISION, book->rows, decision_words(book));
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
    workbook_abandon(book->book);
}
