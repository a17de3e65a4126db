/* attachment.c - one CSV a table, which a person opens and filters, and one JSON with everything, which a
 * program reads: there every column says its kind and its unit.
 *
 * Both see Figures only, whose masked cells have no number. */
#include "report/attachment.h"
#include "base/csvline.h"
#include "base/fold.h"
#include "base/json.h"
#include <assert.h>

/* A cell as a program reads it; empty where it is absent. */
static Str cell_text(Arena *arena, const Cell *cell) {
    switch (cell->kind) {
    case CELL_ABSENT:
        return (Str){0};
    case CELL_TEXT:
        return cell->text;
    case CELL_COUNT:
        return str_print(arena, "%lld", (long long)cell->number);
    case CELL_HOURS:
    case CELL_RATIO:
    case CELL_PERCENT:
    case CELL_MONEY:
        return hundredths_print(arena, cell->number);
    case CELL_DATE:
        return date_print(arena, (Date)cell->number);
    case CELL_MONTH:
        return month_print(arena, (Month)cell->number);
    case CELL_MASKED:
        assert(!cell->number && !cell->text.n);
        return STR("s");
    }
    return (Str){0};
}

static const char *const kinds[] = {
    [CELL_ABSENT] = NULL,   [CELL_TEXT] = "text",       [CELL_COUNT] = "count", [CELL_HOURS] = "hours",
    [CELL_RATIO] = "ratio", [CELL_PERCENT] = "percent", [CELL_MONEY] = "money", [CELL_DATE] = "date",
    [CELL_MONTH] = "month", [CELL_MASKED] = NULL};

/* --- CSV --- */

/* As the spreadsheets of the language read it. */
static CsvLine line_of(Buf *buf, const Words *words) {
    bool comma = str_is(words_language(words)->numerals.decimal, ",");
    CsvLine line = comma ? csvline_french(buf) : csvline_plain(buf);
    buf_add(buf, line.mark);
    return line;
}

static void cell_add(const CsvLine *line, const Cell *cell) {
    Str text = cell_text(line->buf->arena, cell);
    bool number = cell->kind == CELL_COUNT || cell->kind == CELL_HOURS || cell->kind == CELL_RATIO ||
                  cell->kind == CELL_PERCENT || cell->kind == CELL_MONEY;
    if (number) csvline_number(line, text);
    else csvline_text(line, text);
}

static void row_add(const CsvLine *line, const FigureTable *table, Str row, const Cell *cells) {
    csvline_text(line, row);
    for (size_t i = 0; i < table->column_count; i++) cell_add(line, &cells[i]);
    csvline_end(line);
}

/* "Heures par mois" -> heures-par-mois.csv */
static Str file_name(Arena *arena, Str title, const char *ending) {
    Str folded = fold(arena, title);
    Buf buf = {.arena = arena};
    bool gap = false;
    for (size_t i = 0; i < folded.n; i++) {
        char c = folded.p[i];
        bool plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
        if (plain && gap && buf.n) buf_byte(&buf, '-');
        if (plain) buf_byte(&buf, c);
        gap = !plain;
    }
    buf_add(&buf, str_of(ending));
    return buf_str(&buf);
}

static Attachment csv_attachment(Arena *arena, Str title, const Buf *buf) {
    return (Attachment){.name = file_name(arena, title, ".csv"),
                        .mime = STR("text/csv"),
                        .description = title,
                        .bytes = buf_str(buf)};
}

Attachment table_attachment(Arena *arena, const FigureTable *table, const Words *words) {
    Buf buf = {.arena = arena};
    CsvLine line = line_of(&buf, words);
    csvline_text(&line, words_get(words, "attachment.row"));
    for (size_t i = 0; i < table->column_count; i++)
        csvline_text(&line, figure_titled(arena, words_label(words, "figure_column", table->columns[i].name),
                                          figure_column_kind(table, i)));
    csvline_end(&line);
    for (size_t i = 0; i < table->row_count; i++)
        row_add(&line, table, str_print(arena, "%zu", i + 1), &table->cells[i * table->column_count]);
    if (table->total) row_add(&line, table, words_get(words, "attachment.total"), table->total);
    return csv_attachment(arena, words_label(words, "figure_table", table->name), &buf);
}

static bool is_said(const FigureValue *value) {
    return !value->rare || value->cell.kind != CELL_ABSENT;
}

Attachment values_attachment(Arena *arena, const Figures *figures, const Words *words) {
    static const char *const heads[] = {"attachment.name", "attachment.label", "attachment.value"};
    Buf buf = {.arena = arena};
    CsvLine line = line_of(&buf, words);
    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++) csvline_text(&line, words_get(words, heads[i]));
    csvline_end(&line);
    for (size_t i = 0; i < figures->value_count; i++) {
        const FigureValue *value = &figures->values[i];
        if (!is_said(value)) continue;
        csvline_text(&line, value->name);
        csvline_text(&line,
                     figure_titled(arena, words_label(words, "figure_value", value->name), value->cell.kind));
        cell_add(&line, &value->cell);
        csvline_end(&line);
    }
    return csv_attachment(arena, words_get(words, "attachment.values"), &buf);
}

/* --- JSON --- */

static void put_kind(Json *to, CellKind kind) {
    json_absent_or_text(to, "kind", kinds[kind] ? str_of(kinds[kind]) : (Str){0});
    if (cell_unit(kind)) json_text(to, "unit", str_of(cell_unit(kind)));
}

/* Of key "value", or at the end of a list. What is hidden is {"masked": true}, so that no text is taken for
 * it. */
static void put_cell(Arena *arena, Json *to, const char *key, const Cell *cell) {
    Str text = cell_text(arena, cell);
    if (cell->kind == CELL_MASKED) json_bool(json_put(to, key, json_object()), "masked", true);
    else if (cell->kind == CELL_ABSENT) json_absent(to, key);
    else if (cell->kind == CELL_COUNT) json_number(to, key, cell->number);
    else json_text(to, key, text);
}

/* In a column of several kinds each cell says its own. */
static void put_row(Arena *arena, Json *row, const FigureTable *table, const CellKind *of,
                    const Cell *cells) {
    for (size_t i = 0; i < table->column_count; i++) {
        const Cell *cell = &cells[i];
        bool plain = cell->kind == of[i] || cell->kind == CELL_ABSENT || cell->kind == CELL_MASKED;
        if (plain) {
            put_cell(arena, row, NULL, cell);
            continue;
        }
        Json *own = json_put(row, NULL, json_object());
        put_kind(own, cell->kind);
        put_cell(arena, own, "value", cell);
    }
}

static Json *table_json(Arena *arena, const FigureTable *table, const Words *words) {
    Json *to = json_object();
    json_text(to, "name", table->name);
    json_text(to, "title", words_label(words, "figure_table", table->name));
    CellKind *of = ARENA_ARRAY(arena, CellKind, table->column_count);
    Json *columns = json_put(to, "columns", json_array());
    for (size_t i = 0; i < table->column_count; i++) {
        Json *column = json_put(columns, NULL, json_object());
        of[i] = figure_column_kind(table, i);
        json_text(column, "name", table->columns[i].name);
        json_text(column, "title", words_label(words, "figure_column", table->columns[i].name));
        put_kind(column, of[i]);
    }
    Json *rows = json_put(to, "rows", json_array());
    for (size_t i = 0; i < table->row_count; i++)
        put_row(arena, json_put(rows, NULL, json_array()), table, of, &table->cells[i * table->column_count]);
    if (table->total) put_row(arena, json_put(to, "total", json_array()), table, of, table->total);
    else json_absent(to, "total");
    return to;
}

Attachment figures_attachment(Arena *arena, const Figures *figures, const Words *words) {
    Json *root = json_object();
    json_text(root, "schema", STR("clausier.figures/1"));
    Json *values = json_put(root, "values", json_array());
    for (size_t i = 0; i < figures->value_count; i++) {
        const FigureValue *value = &figures->values[i];
        if (!is_said(value)) continue;
        Json *to = json_put(values, NULL, json_object());
        json_text(to, "name", value->name);
        json_text(to, "title", words_label(words, "figure_value", value->name));
        put_kind(to, value->cell.kind);
        put_cell(arena, to, "value", &value->cell);
    }
    Json *tables = json_put(root, "tables", json_array());
    for (size_t i = 0; i < figures->table_count; i++)
        json_put(tables, NULL, table_json(arena, &figures->tables[i], words));
    return (Attachment){.name = words_get(words, "attachment.file"),
                        .mime = STR("application/json"),
                        .description = words_get(words, "attachment.description"),
                        .bytes = json_print(arena, root, 0)};
}

void figures_attach(Pages *pages, const Figures *figures, const Words *words) {
    pages_attach(pages, figures_attachment(pages->arena, figures, words));
    pages_attach(pages, values_attachment(pages->arena, figures, words));
    for (size_t i = 0; i < figures->table_count; i++)
        if (figures->tables[i].row_count)
            pages_attach(pages, table_attachment(pages->arena, &figures->tables[i], words));
}
