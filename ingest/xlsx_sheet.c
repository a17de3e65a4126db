/* xlsx_sheet.c - see xlsx_sheet.h. */
#include "ingest/xlsx_sheet.h"
#include "ingest/csv.h"
#include "ingest/xlsx.h"
#include <pthread.h>
#include <string.h>

enum { MAX_COLUMNS = 16384, MAX_ROWS = 1048576 };

enum { ROW, CELL, VALUE, FORMULA, INLINE, INLINE_RUN };

static const XmlPath paths[] = {
    {"sheetData/row", ROW, XML_GROUP},          {"sheetData/row/c", CELL, XML_GROUP},
    {"sheetData/row/c/v", VALUE, XML_TEXT},     {"sheetData/row/c/f", FORMULA, XML_TEXT},
    {"sheetData/row/c/is/t", INLINE, XML_TEXT}, {"sheetData/row/c/is/r/t", INLINE_RUN, XML_TEXT},
};

static const XmlFormat *format; /* for the life of the process */

static void format_init(void) {
    format = xml_format(arena_new(), NULL, 0, paths, sizeof paths / sizeof *paths);
}

const XmlFormat *sheet_format(void) {
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, format_init);
    return format;
}

void sheet_start(Sheet *sheet, Arena *arena, const Book *book, size_t most_rows) {
    *sheet = (Sheet){.arena = arena, .book = book, .most = most_rows, .room.arena = arena};
}

/* A whole number without a sign, `most` at most. */
static bool read_whole(Str s, uint32_t most, uint32_t *value) {
    uint32_t v = 0;
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] < '0' || s.p[i] > '9') return false;
        v = v * 10 + (uint32_t)(s.p[i] - '0');
        if (v > most) return false;
    }
    *value = v;
    return s.n > 0;
}

/* B7: column 1, line 7 */
static bool read_place(Str s, uint32_t *column, uint32_t *line) {
    uint32_t letters = 0;
    size_t i = 0;
    for (; i < s.n && i < 3 && s.p[i] >= 'A' && s.p[i] <= 'Z'; i++)
        letters = letters * 26 + (uint32_t)(s.p[i] - 'A' + 1);
    *column = letters - 1;
    return letters && letters <= MAX_COLUMNS && read_whole(str_sub(s, i, SIZE_MAX), MAX_ROWS, line) && *line;
}

static void break_row(Sheet *sheet, const char *why) {
    if (!sheet->row.broken) sheet->row.broken = why;
}

static void row_begin(Sheet *sheet, const XmlEvent *event) {
    sheet->row = (SheetRow){.first = sheet->cell_count};
    sheet->row_bytes = sheet->columns = 0;
    Str number = xml_attr(event, "r");
    if (number.n && (!read_whole(number, MAX_ROWS, &sheet->row.line) || !sheet->row.line)) {
        sheet->row.line = sheet->last + 1;
        break_row(sheet, "a row number that no sheet has");
    }
}

/* A row without a number is the next one. */
static bool row_end(Sheet *sheet) {
    SheetRow *row = &sheet->row;
    if (!row->line) row->line = sheet->last + 1;
    if (row->line <= sheet->last) break_row(sheet, "a row out of order");
    else sheet->last = row->line;
    row->n = sheet->cell_count - row->first;
    if (!row->n && !row->broken) return true;
    *ARENA_PUSH(sheet->arena, sheet->rows, sheet->n, sheet->cap) = *row;
    sheet->cut = sheet->n == sheet->most;
    return !sheet->cut;
}

/* A cell without a place is the next one. */
static void place_take(Sheet *sheet, Str place) {
    uint32_t line;
    sheet->column = sheet->columns;
    if (place.n && !read_place(place, &sheet->column, &line)) {
        sheet->column = sheet->columns;
        break_row(sheet, "a cell in a place that no sheet has");
    } else if (place.n && !sheet->row.line) {
        sheet->row.line = line;
    } else if (place.n && line != sheet->row.line) {
        break_row(sheet, "a cell of another row");
    }
    sheet->columns = sheet->column + 1;
}

static char type_of(Str name) {
    static const struct {
        const char *name;
        char type;
    } types[] = {{"s", 's'}, {"str", 't'}, {"inlineStr", 'i'}, {"b", 'b'}, {"e", 'e'}, {"d", 'd'}};
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (str_is(name, types[i].name)) return types[i].type;
    return 'n';
}

static void cell_begin(Sheet *sheet, const XmlEvent *event) {
    static const NumberFormat general;
    const Book *book = sheet->book;
    uint32_t style;
    place_take(sheet, xml_attr(event, "r"));
    sheet->type = type_of(xml_attr(event, "t"));
    bool styled = read_whole(xml_attr(event, "s"), INT32_MAX / 16, &style) && style < book->format_count;
    sheet->format = styled ? &book->formats[style] : &general;
    sheet->formula = sheet->calculated = false;
    sheet->value = (Str){0};
    sheet->runs = (Buf){.arena = sheet->arena};
}

static Str shared_string(Sheet *sheet, Str number) {
    uint32_t i;
    if (read_whole(str_trim(number), INT32_MAX / 16, &i) && i < sheet->book->string_count)
        return sheet->book->strings[i];
    break_row(sheet, "a cell whose text is not in the workbook");
    return (Str){0};
}

/* A day in ISO 8601 has an hour too, which a format of days alone does not show. */
static Str moment_text(const Sheet *sheet, Str stored) {
    const NumberFormat *shown = sheet->format;
    bool day_only = shown->kind == FORMAT_MOMENT && !shown->hour;
    return str_copy(sheet->arena, str_sub(stored, 0, day_only ? str_find_byte(stored, 'T') : SIZE_MAX));
}

static Str value_text(Sheet *sheet, Str stored) {
    switch (sheet->type) {
    case 's':
        return shared_string(sheet, stored);
    case 'b':
        return str_is(stored, "1") || str_is(stored, "true") ? STR("true") : STR("false");
    case 'd':
        return moment_text(sheet, str_trim(stored));
    case 'n':
        return str_copy(sheet->arena,
                        number_text(&sheet->room, sheet->format, sheet->book->from_1904, stored));
    default: /* texts and errors */
        return stored_text(sheet->arena, stored);
    }
}

static void value_take(Sheet *sheet, Str stored) {
    if (!stored.n) return;
    sheet->value = value_text(sheet, stored);
    sheet->calculated = !sheet->book->uncalculated || !str_is(stored, "0");
}

/* A broken row keeps the cells before the one that broke it. */
static bool cell_end(Sheet *sheet) {
    Str text = sheet->runs.n ? buf_str(&sheet->runs) : sheet->value;
    bool missing = sheet->formula && !sheet->calculated && sheet->type != 't';
    if (missing) text = STR(XLSX_UNCALCULATED); /* which must not pass for an empty cell, or for 0 */
    if (!text.n || sheet->row.broken) return true;
    if (sheet->column >= CSV_MAX_FIELDS) break_row(sheet, "more than 2000 cells");
    else if (text.n > CSV_MAX_FIELD) break_row(sheet, "cell over 1 MiB");
    else if (sheet->row_bytes + text.n > CSV_MAX_ROW) break_row(sheet, "row over 4 MiB");
    if (sheet->row.broken) return true;
    sheet->row_bytes += text.n;
    sheet->bytes += text.n;
    *ARENA_PUSH(sheet->arena, sheet->cells, sheet->cell_count, sheet->cell_cap) =
        (SheetCell){sheet->column, text};
    if (sheet->bytes > SHEET_MAX_TEXT) sheet->trouble = "more than 256 MiB of text";
    return !sheet->trouble;
}

/* Beyond the limit there is enough to be refused for. */
static void run_take(Sheet *sheet, Str run) {
    if (sheet->runs.n <= CSV_MAX_FIELD) buf_add(&sheet->runs, stored_text(sheet->arena, run));
}

bool sheet_take(void *to, const XmlEvent *event) {
    Sheet *sheet = to;
    if (event->what == XML_AGAIN) {
        sheet_start(sheet, sheet->arena, sheet->book, sheet->most);
        return true;
    }
    switch (event->id) {
    case ROW:
        if (event->what == XML_END) return row_end(sheet);
        row_begin(sheet, event);
        return true;
    case CELL:
        if (event->what == XML_END) return cell_end(sheet);
        cell_begin(sheet, event);
        return true;
    case FORMULA:
        sheet->formula = true;
        return true;
    case VALUE:
        value_take(sheet, event->text);
        return true;
    default:
        run_take(sheet, event->text);
        return true;
    }
}
