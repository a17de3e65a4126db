/* alerts_workbook.c - three sheets, each a table of columns and a function that writes a row in their order.
 */
#include "report/alerts_workbook.h"
#include "base/columns.h"
#include "report/pace_said.h"

/* A column's word in [alerts], how its cells are written, and how wide it is. */
typedef struct SheetColumn {
    const char *name;
    CellStyle style;
    double width;
} SheetColumn;

typedef struct Sheet {
    Arena *arena; /* of the row at hand */
    Workbook *book;
    const Words *words;
    const SheetColumn *columns;
    unsigned column_count;
    unsigned row; /* at hand */
    size_t cut;   /* texts */
} Sheet;

/* What is to be read before what is to be looked up: the first page, and the second. */
static const SheetColumn contract_columns[] = {
    {"state", CELL_PLAIN, 18},
    {"contract", CELL_PLAIN, 11},
    {"title", CELL_WRAPPED, 34},
    {"contractor", CELL_WRAPPED, 24},
    {"says", CELL_WRAPPED, 52},
    {"missing", CELL_WRAPPED, 22},
    {"decision", CELL_WRAPPED, 44},
    {"committed", CELL_GROUPED, 11},
    {"declared", CELL_GROUPED, 11},
    {"rate_low", CELL_HUNDREDTHS, 10},
    {"rate_high", CELL_HUNDREDTHS, 10},
    {"elapsed", CELL_HUNDREDTHS, 10},
    {"lacking", CELL_GROUPED, 11},
    {"left_low", CELL_GROUPED, 11},
    {"left_high", CELL_GROUPED, 11},
    {"monthly_high", CELL_GROUPED, 11},
    {"start", CELL_DAY, 11},
    {"end", CELL_DAY, 11},
    {"last_month", CELL_YEAR_MONTH, 11},
    {"last_day", CELL_DAY, 12},
    {"status", CELL_WRAPPED, 17},
    {"facilitator", CELL_WRAPPED, 17},
};
static const SheetColumn anomaly_columns[] = {
    {"anomaly", CELL_OPEN, 26},       {"contract", CELL_WRAPPED, 12}, {"title", CELL_WRAPPED, 34},
    {"contractor", CELL_WRAPPED, 24}, {"says", CELL_WRAPPED, 60},     {"month", CELL_YEAR_MONTH, 10},
    {"declarant", CELL_PLAIN, 17},    {"person", CELL_WRAPPED, 18},   {"hours", CELL_GROUPED, 11},
    {"limit", CELL_GROUPED, 12},      {"count", CELL_WHOLE, 9},       {"place", CELL_WRAPPED, 30},
};
static const SheetColumn replaced_columns[] = {
    {"contract", CELL_PLAIN, 12},       {"title", CELL_WRAPPED, 44},   {"contractor", CELL_WRAPPED, 26},
    {"month", CELL_YEAR_MONTH, 10},     {"declarant", CELL_PLAIN, 17}, {"before", CELL_GROUPED, 12},
    {"after", CELL_GROUPED, 12},        {"change", CELL_GROUPED, 12},  {"people_before", CELL_WHOLE, 13},
    {"people_changed", CELL_WHOLE, 13},
};

static Str word(const Sheet *sheet, const char *key) {
    return words_label(sheet->words, "alerts", str_of(key));
}

static void sheet_start(Sheet *sheet, const char *name, const SheetColumn *columns, size_t n) {
    sheet->columns = columns;
    sheet->column_count = (unsigned)n;
    workbook_sheet(sheet->book, word(sheet, name));
    for (unsigned i = 0; i < n; i++) {
        workbook_column(sheet->book, i, columns[i].width, false);
        workbook_text(sheet->book, 0, i, word(sheet, columns[i].name), CELL_HEADER);
    }
    workbook_height(sheet->book, 0, 2);
    sheet->row = 1;
}

/* What stands in a cell: the column's style says which of the two it is. */
typedef struct Value {
    Str text;
    int64_t number; /* hundredths, or a day */
} Value;

static Value text_value(Str text) {
    return (Value){.text = text};
}

static Value number_value(Hundredths number) {
    return (Value){.number = number};
}

static Value count_value(size_t count) {
    return (Value){.number = (Hundredths)count * 100};
}

static Value day_value(Date day) {
    return (Value){.number = day};
}

static Value month_value(Month month) {
    return (Value){.number = month == MONTH_ABSENT ? DATE_ABSENT : month_first(month)};
}

static size_t row_height(const Sheet *sheet, const Value *values) {
    size_t most = 1;
    for (unsigned i = 0; i < sheet->column_count; i++) {
        if (sheet->columns[i].style != CELL_WRAPPED) continue;
        size_t lines = workbook_lines(sheet->arena, values[i].text, sheet->columns[i].width);
        if (lines > most) most = lines;
    }
    return most;
}

static void put_text(Sheet *sheet, unsigned column, Str text, CellStyle style) {
    Str shown = columns_visible(sheet->arena, text);
    sheet->cut += !workbook_text(sheet->book, sheet->row, column, shown, style);
}

/* A value for each column; the first one in a style of its own. */
static void put_row(Sheet *sheet, const Value *values, CellStyle first) {
    workbook_height(sheet->book, sheet->row, row_height(sheet, values));
    for (unsigned i = 0; i < sheet->column_count; i++) {
        CellStyle style = i ? sheet->columns[i].style : first;
        switch (style) {
        case CELL_GROUPED:
        case CELL_HUNDREDTHS:
        case CELL_WHOLE:
            workbook_number(sheet->book, sheet->row, i, values[i].number, style);
            break;
        case CELL_DAY:
        case CELL_YEAR_MONTH:
            workbook_moment(sheet->book, sheet->row, i, (DateTime){(Date)values[i].number, -1}, style);
            break;
        default:
            put_text(sheet, i, values[i].text, style);
        }
    }
    sheet->row++;
}

/* A sheet without rows says so; it is printed so many pages wide. */
static void sheet_end(Sheet *sheet, unsigned pages, const char *nothing) {
    if (sheet->row == 1) put_text(sheet, 0, word(sheet, nothing), CELL_PLAIN);
    workbook_table(sheet->book, sheet->row, sheet->column_count, 2);
    workbook_print(sheet->book, pages);
}

/* All of them, as they must be asked for: 05/2026, 06/2026 */
static Str missing_months(Arena *arena, const Pace *pace) {
    Buf buf = {.arena = arena};
    for (size_t i = 0; i < pace->missing_count; i++) {
        int year, month, day;
        date_split(month_first(pace->missing[i]), &year, &month, &day);
        buf_print(&buf, "%s%02d/%04d", i ? ", " : "", month, year);
    }
    return buf_str(&buf);
}

static void put_contract(Sheet *sheet, const Followed *followed) {
    static const CellStyle styles[FOLLOW_STATES] = {[FOLLOW_LATE] = CELL_OPEN,
                                                    [FOLLOW_SHORT] = CELL_OPEN,
                                                    [FOLLOW_RUNNING] = CELL_GOOD,
                                                    [FOLLOW_FINISHED] = CELL_OUT,
                                                    [FOLLOW_TO_COME] = CELL_OUT};
    const Contract *contract = followed->contract;
    const Pace *pace = &followed->pace;
    const Words *words = sheet->words;
    Str status = contract->status.n ? words_label(words, "status", contract->status) : (Str){0};
    const Value values[] = {
        text_value(follow_state_said(words, followed)),
        text_value(contract->id),
        text_value(contract->title),
        text_value(contract->contractor_name),
        text_value(follow_pace_said(sheet->arena, words, followed)),
        text_value(missing_months(sheet->arena, pace)),
        text_value(followed->decision),
        number_value(contract->hours_committed),
        number_value(followed->declared),
        number_value(pace_nothing(pace) ? HUNDREDTHS_ABSENT : pace->rate_low),
        number_value(pace_nothing(pace) ? HUNDREDTHS_ABSENT : pace->rate_high),
        number_value(pace->elapsed),
        number_value(followed->lacking),
        number_value(followed->left.low),
        number_value(followed->left.high),
        number_value(followed->monthly.high),
        day_value(contract->start_date),
        day_value(contract->end_date),
        month_value(followed->last_month),
        day_value(followed->last_declared_on),
        text_value(status),
        text_value(contract->facilitator),
    };
    _Static_assert(sizeof values / sizeof *values == sizeof contract_columns / sizeof *contract_columns,
                   "a value a column");
    put_row(sheet, values, styles[followed->state]);
}

static void put_anomaly(Sheet *sheet, const Anomaly *anomaly) {
    const Contract *contract = anomaly->contract;
    StrList ids = {0};
    strlist_add(sheet->arena, &ids, anomaly->contract_id);
    for (size_t i = 0; i < anomaly->also.n; i++) strlist_add(sheet->arena, &ids, anomaly->also.at[i]);
    const Value values[] = {
        text_value(anomaly_kind_said(sheet->words, anomaly->kind)),
        text_value(str_join(sheet->arena, ids, STR(", "))),
        text_value(contract ? contract->title : (Str){0}),
        text_value(contract ? contract->contractor_name : (Str){0}),
        text_value(anomaly_said(sheet->arena, sheet->words, anomaly)),
        month_value(anomaly->month),
        text_value(anomaly->declarant_siret),
        text_value(anomaly->person_ref),
        number_value(anomaly->hours),
        number_value(anomaly->limit),
        anomaly->count ? count_value(anomaly->count) : number_value(HUNDREDTHS_ABSENT),
        text_value(anomaly_place(sheet->arena, anomaly)),
    };
    _Static_assert(sizeof values / sizeof *values == sizeof anomaly_columns / sizeof *anomaly_columns,
                   "a value a column");
    put_row(sheet, values, CELL_OPEN);
}

static void put_replacement(Sheet *sheet, const Ledger *ledger, const Replacement *replacement) {
    const Contract *contract = map_get(ledger->contract_by_id, replacement->contract_id);
    const Value values[] = {
        text_value(replacement->contract_id),
        text_value(contract ? contract->title : (Str){0}),
        text_value(contract ? contract->contractor_name : (Str){0}),
        month_value(replacement->month),
        text_value(replacement->declarant_siret),
        number_value(replacement->before),
        number_value(replacement->after),
        number_value(replacement->after - replacement->before),
        count_value(replacement->people_before),
        count_value(replacement->people_changed),
    };
    _Static_assert(sizeof values / sizeof *values == sizeof replaced_columns / sizeof *replaced_columns,
                   "a value a column");
    put_row(sheet, values, CELL_PLAIN);
}

#define COLUMNS(table) table, sizeof(table) / sizeof *(table)

bool alerts_workbook(Arena *arena, const Follow *follow, const Words *words, bool late, const char *path,
                     Str shown, Str folder, Diags *diags) {
    Str title = words_get(words, "alerts.about");
    WorkbookAbout about = {.title = title, .subject = follow->convention->title, .folder = folder};
    Sheet sheet = {.arena = arena_new(), .words = words, .book = workbook_start(arena, path, &about)};
    sheet_start(&sheet, "contracts_sheet", COLUMNS(contract_columns));
    for (size_t i = 0; i < (late ? follow->late : follow->contract_count); i++) {
        arena_reset(sheet.arena);
        put_contract(&sheet, &follow->contracts[i]);
    }
    sheet_end(&sheet, 2, late && follow->contract_count ? "no_late" : "no_contracts");
    sheet_start(&sheet, "anomalies_sheet", COLUMNS(anomaly_columns));
    for (size_t i = 0; i < follow->anomaly_count; i++) {
        arena_reset(sheet.arena);
        put_anomaly(&sheet, &follow->anomalies[i]);
    }
    sheet_end(&sheet, 1, "no_anomalies");
    sheet_start(&sheet, "replaced_sheet", COLUMNS(replaced_columns));
    for (size_t i = 0; i < follow->ledger->replaced_count; i++) {
        arena_reset(sheet.arena);
        put_replacement(&sheet, follow->ledger, &follow->ledger->replaced[i]);
    }
    sheet_end(&sheet, 1, "no_replaced");
    arena_free(sheet.arena);
    if (!workbook_finish(sheet.book, follow->date, shown, diags)) return false;
    if (sheet.cut)
        diag_add(diags, DIAG_DOUBT, (Loc){.file = shown}, "cut there",
                 "%zu text%s of more than %d characters, which is what a cell takes", sheet.cut,
                 sheet.cut > 1 ? "s" : "", CELL_UNITS_MOST);
    return true;
}
