/* attachment.c - figures as long CSV: a person filters it, a program reads it, and no cell needs its table's
 * shape. */
#include "report/attachment.h"
#include "base/csvline.h"

static void cell_add(const CsvLine *line, const Cell *cell) {
    switch (cell->kind) {
    case CELL_ABSENT:
        csvline_text(line, (Str){0});
        break;
    case CELL_TEXT:
        csvline_text(line, cell->text);
        break;
    case CELL_COUNT:
        csvline_count(line, cell->number);
        break;
    case CELL_HOURS:
    case CELL_PERCENT:
    case CELL_MONEY:
        csvline_hundredths(line, cell->number);
        break;
    case CELL_DATE:
        csvline_date(line, (Date)cell->number);
        break;
    case CELL_MONTH:
        csvline_text(line, month_print(line->buf->arena, (Month)cell->number));
        break;
    case CELL_MASKED:
        csvline_text(line, STR("s"));
        break;
    }
}

static void row_add(const CsvLine *line, const FigureTable *table, const char *row, const Cell *cells) {
    for (size_t i = 0; i < table->column_count; i++) {
        csvline_text(line, table->name);
        csvline_text(line, str_of(row));
        csvline_text(line, table->columns[i].name);
        cell_add(line, &cells[i]);
        csvline_end(line);
    }
}

Attachment figures_attachment(Arena *arena, const Figures *figures, const Words *words) {
    Buf buf = {.arena = arena};
    CsvLine line = csvline_plain(&buf);
    csvline_header(&line, STR("table,row,column,value"));
    for (size_t i = 0; i < figures->value_count; i++) {
        if (figures->values[i].rare && figures->values[i].cell.kind == CELL_ABSENT) continue;
        csvline_text(&line, STR("values"));
        csvline_text(&line, (Str){0});
        csvline_text(&line, figures->values[i].name);
        cell_add(&line, &figures->values[i].cell);
        csvline_end(&line);
    }
    for (size_t i = 0; i < figures->table_count; i++) {
        const FigureTable *table = &figures->tables[i];
        for (size_t k = 0; k < table->row_count; k++)
            row_add(&line, table, str_cstr(arena, str_print(arena, "%zu", k + 1)),
                    &table->cells[k * table->column_count]);
        if (table->total) row_add(&line, table, "total", table->total);
    }
    return (Attachment){.name = words_get(words, "attachment.name"),
                        .mime = STR("text/csv"),
                        .description = words_get(words, "attachment.description"),
                        .bytes = buf_str(&buf)};
}
