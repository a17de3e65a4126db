/* attachment.c - figures as long CSV: a person filters it, a program reads it, and no cell needs its table's
 * shape. */
#include "report/attachment.h"
#include "base/csvline.h"

static void cell_add(Buf *buf, const Cell *cell) {
    switch (cell->kind) {
    case CELL_ABSENT:
        csvline_text(buf, (Str){0});
        break;
    case CELL_TEXT:
        csvline_text(buf, cell->text);
        break;
    case CELL_COUNT:
        csvline_count(buf, cell->number);
        break;
    case CELL_HOURS:
    case CELL_PERCENT:
    case CELL_MONEY:
        csvline_hundredths(buf, cell->number);
        break;
    case CELL_DATE:
        csvline_date(buf, (Date)cell->number);
        break;
    case CELL_MONTH:
        csvline_text(buf, month_print(buf->arena, (Month)cell->number));
        break;
    case CELL_MASKED:
        csvline_text(buf, STR("s"));
        break;
    }
}

static void row_add(Buf *buf, const FigureTable *table, const char *row, const Cell *cells) {
    for (size_t i = 0; i < table->column_count; i++) {
        csvline_text(buf, table->name);
        csvline_text(buf, str_of(row));
        csvline_text(buf, table->columns[i].name);
        cell_add(buf, &cells[i]);
        csvline_end(buf);
    }
}

Attachment figures_attachment(Arena *arena, const Figures *figures, const Words *words) {
    Buf buf = {.arena = arena};
    buf_add(&buf, STR("table,row,column,value\n"));
    for (size_t i = 0; i < figures->value_count; i++) {
        csvline_text(&buf, STR("values"));
        csvline_text(&buf, (Str){0});
        csvline_text(&buf, figures->values[i].name);
        cell_add(&buf, &figures->values[i].cell);
        csvline_end(&buf);
    }
    for (size_t i = 0; i < figures->table_count; i++) {
        const FigureTable *table = &figures->tables[i];
        for (size_t k = 0; k < table->row_count; k++)
            row_add(&buf, table, str_cstr(arena, str_print(arena, "%zu", k + 1)),
                    &table->cells[k * table->column_count]);
        if (table->total) row_add(&buf, table, "total", table->total);
    }
    return (Attachment){.name = words_get(words, "attachment.name"),
                        .mime = STR("text/csv"),
                        .description = words_get(words, "attachment.description"),
                        .bytes = buf_str(&buf)};
}
