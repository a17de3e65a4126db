/* figures_workbook.c - tables as sheets: numbers are numbers, to be added up and drawn, and the unit stands
 * in the head of the column. */
#include "report/figures_workbook.h"
#include "base/columns.h"
#include "report/workbook.h"

enum { NARROW = 13, WIDE = 44, VALUES = 2 }; /* digits, digits, columns */

typedef struct Sheet {
    Arena *scratch;
    Workbook *book;
    const Words *words;
    unsigned row; /* at hand */
    size_t cut;   /* texts */
} Sheet;

static void put_text(Sheet *sheet, unsigned column, Str text, CellStyle style) {
    Str shown = columns_visible(sheet->scratch, text);
    sheet->cut += !workbook_text(sheet->book, sheet->row, column, shown, style);
}

static void put_cell(Sheet *sheet, unsigned column, const Cell *cell, CellStyle text) {
    Workbook *book = sheet->book;
    switch (cell->kind) {
    case CELL_ABSENT:
        break;
    case CELL_TEXT:
        put_text(sheet, column, cell->text, text);
        break;
    case CELL_COUNT:
        workbook_number(book, sheet->row, column, cell->number * 100, CELL_WHOLE);
        break;
    case CELL_HOURS:
    case CELL_RATIO:
    case CELL_MONEY:
        workbook_number(book, sheet->row, column, cell->number, CELL_GROUPED);
        break;
    case CELL_PERCENT:
        workbook_number(book, sheet->row, column, cell->number, CELL_HUNDREDTHS);
        break;
    case CELL_DATE:
        workbook_moment(book, sheet->row, column, (DateTime){(Date)cell->number, -1}, CELL_DAY);
        break;
    case CELL_MONTH:
        workbook_moment(book, sheet->row, column, (DateTime){month_first((Month)cell->number), -1},
                        CELL_YEAR_MONTH);
        break;
    case CELL_MASKED:
        put_text(sheet, column, STR("s"), CELL_OUT);
        break;
    }
}

/* As wide as its longest text, within limits. */
static double column_width(const FigureTable *table, size_t column) {
    size_t most = 0;
    for (size_t i = 0; i < table->row_count; i++) {
        const Cell *cell = &table->cells[i * table->column_count + column];
        if (cell->kind == CELL_TEXT && cell->text.n > most) most = cell->text.n;
    }
    return most + 2 < NARROW ? NARROW : most + 2 > WIDE ? WIDE : (double)most + 2;
}

static void put_head(Sheet *sheet, unsigned column, Str title, CellKind kind, double width) {
    workbook_column(sheet->book, column, width, false);
    put_text(sheet, column, figure_titled(sheet->scratch, title, kind), CELL_HEADER);
}

static void put_row(Sheet *sheet, const FigureTable *table, const Cell *cells, CellStyle text) {
    size_t most = 1;
    for (size_t i = 0; i < table->column_count; i++) {
        size_t lines = cells[i].kind == CELL_TEXT ? workbook_lines(sheet->scratch, cells[i].text, WIDE) : 1;
        if (lines > most) most = lines;
    }
    workbook_height(sheet->book, sheet->row, most);
    for (unsigned i = 0; i < table->column_count; i++) put_cell(sheet, i, &cells[i], text);
    sheet->row++;
}

/* The total stands below what is sorted and filtered. */
static void put_table(Sheet *sheet, const FigureTable *table) {
    workbook_sheet(sheet->book, words_label(sheet->words, "figure_table", table->name));
    sheet->row = 0;
    workbook_height(sheet->book, 0, 2);
    for (unsigned i = 0; i < table->column_count; i++)
        put_head(sheet, i, words_label(sheet->words, "figure_column", table->columns[i].name),
                 figure_column_kind(table, i), column_width(table, i));
    sheet->row = 1;
    for (size_t i = 0; i < table->row_count; i++)
        put_row(sheet, table, &table->cells[i * table->column_count], CELL_WRAPPED);
    unsigned rows = sheet->row;
    if (table->total) put_row(sheet, table, table->total, CELL_TITLE);
    workbook_table(sheet->book, rows, (unsigned)table->column_count, 1);
    workbook_print(sheet->book, 1);
}

static void put_values(Sheet *sheet, const Figures *figures) {
    workbook_sheet(sheet->book, words_get(sheet->words, "attachment.values"));
    put_head(sheet, 0, words_get(sheet->words, "attachment.label"), CELL_TEXT, WIDE);
    put_head(sheet, 1, words_get(sheet->words, "attachment.value"), CELL_TEXT, WIDE);
    sheet->row = 1;
    for (size_t i = 0; i < figures->value_count; i++) {
        const FigureValue *value = &figures->values[i];
        if (value->cell.kind == CELL_ABSENT) continue;
        Str label = words_label(sheet->words, "figure_value", value->name);
        label = figure_titled(sheet->scratch, label, value->cell.kind);
        const Cell row[VALUES] = {{.kind = CELL_TEXT, .text = label}, value->cell};
        put_row(sheet, &(FigureTable){.column_count = VALUES}, row, CELL_WRAPPED);
    }
    workbook_table(sheet->book, sheet->row, VALUES, 1);
    workbook_print(sheet->book, 1);
}

bool figures_workbook(Arena *arena, const Figures *figures, const Words *words, Date created,
                      const char *path, Str shown, Str folder, Diags *diags) {
    const Cell *title = figures_value(figures, STR("title")), *body = figures_value(figures, STR("body"));
    WorkbookAbout about = {
        .title = title ? title->text : (Str){0}, .subject = body ? body->text : (Str){0}, .folder = folder};
    Sheet sheet = {.scratch = arena_new(), .words = words, .book = workbook_start(arena, path, &about)};
    put_values(&sheet, figures);
    for (size_t i = 0; i < figures->table_count; i++) {
        arena_reset(sheet.scratch);
        if (figures->tables[i].row_count) put_table(&sheet, &figures->tables[i]);
    }
    arena_free(sheet.scratch);
    if (!workbook_finish(sheet.book, created, shown, diags)) return false;
    if (sheet.cut)
        diag_add(diags, DIAG_DOUBT, (Loc){.file = shown}, "cut there",
                 "%zu text%s of more than %d characters, which is what a cell takes", sheet.cut,
                 sheet.cut > 1 ? "s" : "", CELL_UNITS_MOST);
    return true;
}
