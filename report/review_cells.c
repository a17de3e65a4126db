/* review_cells.c - cells of what may be absent or hidden, and tables of them. */
#include "report/review_cells.h"

const Cell absent_cell = {.kind = CELL_ABSENT};

Cell text_cell(Str text) {
    if (!text.n) return absent_cell;
    return (Cell){.kind = CELL_TEXT, .text = text};
}

Cell number_cell(CellKind kind, int64_t number) {
    if (number == HUNDREDTHS_ABSENT) return absent_cell;
    return (Cell){.kind = kind, .number = number};
}

Cell count_cell(uint64_t count) {
    return number_cell(CELL_COUNT, (int64_t)count);
}

Cell date_cell(Date date) {
    return date == DATE_ABSENT ? absent_cell : number_cell(CELL_DATE, date);
}

Cell hidden_cell(bool hidden, Cell cell) {
    if (!hidden) return cell;
    return (Cell){.kind = CELL_MASKED};
}

Cell secret_cell(CellKind kind, Secret secret) {
    return hidden_cell(secret.hidden, number_cell(kind, secret.value));
}

Cell share_cell(Secret part, Secret whole) {
    return hidden_cell(part.hidden || whole.hidden,
                       number_cell(CELL_PERCENT, percent_of(part.value, whole.value)));
}

void value_add(Arena *arena, Figures *figures, const char *name, Cell cell) {
    *ARENA_PUSH(arena, figures->values, figures->value_count, figures->value_cap) =
        (FigureValue){.name = str_of(name), .cell = cell};
}

void rare_value_add(Arena *arena, Figures *figures, const char *name, Cell cell) {
    value_add(arena, figures, name, cell);
    figures->values[figures->value_count - 1].rare = true;
}

FigureTable *table_add(Arena *arena, Figures *figures, const char *name, const char *columns, size_t rows) {
    FigureTable *table = ARENA_PUSH(arena, figures->tables, figures->table_count, figures->table_cap);
    table->name = str_of(name);
    Str rest = str_of(columns), column;
    size_t cap = 0;
    while (str_next(&rest, '|', &column))
        *ARENA_PUSH(arena, table->columns, table->column_count, cap) = (FigureColumn){column};
    table->row_count = rows;
    table->cells = ARENA_ARRAY(arena, Cell, rows * table->column_count);
    return table;
}

Cell *table_row(FigureTable *table, size_t row) {
    return table->cells + row * table->column_count;
}

Cell *table_total(Arena *arena, FigureTable *table, const Words *words) {
    table->total = ARENA_ARRAY(arena, Cell, table->column_count);
    table->total[0] = text_cell(words_get(words, "label.total"));
    return table->total;
}

Cell code_cell(Arena *arena, const Review *review, const char *section, Str code) {
    return text_cell(label_of(arena, review->input.words, section, code));
}

Str years_said(Arena *arena, Date from, Date to) {
    int first, last, month, day;
    date_split(from, &first, &month, &day);
    date_split(to, &last, &month, &day);
    return first == last ? str_print(arena, "%d", first) : str_print(arena, "%d – %d", first, last);
}
