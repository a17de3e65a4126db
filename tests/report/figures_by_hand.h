/* figures_by_hand.h - figures out of a text file, for tests of what is made of them.
 *
 *     [values]
 *     hours_done = h 19012.5
 *     [table people_by_sex]
 *     columns = label | count
 *     row = t femmes | n 19
 *     total = - | n 61
 *
 * A cell is a letter and its content: t text, n count, h hours, p percent, e euros, d date, m month, s
 * (hidden), - (absent). */
#ifndef CLAUSIER_TESTS_FIGURES_BY_HAND_H
#define CLAUSIER_TESTS_FIGURES_BY_HAND_H

#include "base/file.h"
#include "base/section.h"
#include "report/figures.h"

#include <assert.h>

static inline Cell cell_by_hand(Str text) {
    text = str_trim(text);
    assert(text.n);
    Str content = str_trim(str_sub(text, 1, text.n - 1));
    Cell cell = {.kind = CELL_ABSENT};
    Date date;
    Month month;
    bool good = true;
    switch (text.p[0]) {
    case 't':
        cell.kind = CELL_TEXT, cell.text = content;
        break;
    case 'n':
        cell.kind = CELL_COUNT, good = number_read_plain(content, 0, false, &cell.number) == 0;
        break;
    case 'h':
        cell.kind = CELL_HOURS, good = number_read_plain(content, 2, false, &cell.number) == 0;
        break;
    case 'p':
        cell.kind = CELL_PERCENT, good = number_read_plain(content, 2, false, &cell.number) == 0;
        break;
    case 'e':
        cell.kind = CELL_MONEY, good = number_read_plain(content, 2, false, &cell.number) == 0;
        break;
    case 'd':
        cell.kind = CELL_DATE, good = date_read(content, &date), cell.number = date;
        break;
    case 'm':
        cell.kind = CELL_MONTH, good = month_read(content, &month), cell.number = month;
        break;
    case 's':
        cell.kind = CELL_MASKED;
        break;
    case '-':
        break;
    default:
        good = false;
    }
    assert(good);
    return cell;
}

static inline void table_by_hand(Arena *arena, FigureTable *table, const Section *section) {
    Str columns = section_value(section, "columns"), part;
    size_t cap = 0, cells = 0, cell_cap = 0, total_cap = 0, total = 0;
    table->name = section->name;
    while (str_next(&columns, '|', &part))
        ARENA_PUSH(arena, table->columns, table->column_count, cap)->name = str_trim(part);
    for (size_t i = 0; i < section->n; i++) {
        Str rest = section->entries[i].value;
        bool row = str_is(section->entries[i].key, "row");
        if (!row && !str_is(section->entries[i].key, "total")) continue;
        while (str_next(&rest, '|', &part)) {
            if (row) *ARENA_PUSH(arena, table->cells, cells, cell_cap) = cell_by_hand(part);
            else *ARENA_PUSH(arena, table->total, total, total_cap) = cell_by_hand(part);
        }
        table->row_count += row;
    }
    assert(cells == table->row_count * table->column_count);
    assert(!total || total == table->column_count);
}

static inline Figures *figures_by_hand(Arena *arena, Str path) {
    Diags diags = diags_new(arena);
    Str bytes;
    Figures *figures = ARENA_NEW(arena, Figures);
    bool read = file_read(arena, path, 0, &bytes, &diags);
    assert(read);
    SectionFile file = section_parse(arena, path, bytes, &diags);
    assert(!diags_fatal(&diags));
    for (size_t i = 0; i < file.n; i++) {
        const Section *section = &file.sections[i];
        if (str_is(section->kind, "table")) {
            table_by_hand(arena, ARENA_PUSH(arena, figures->tables, figures->table_count, figures->table_cap),
                          section);
            continue;
        }
        for (size_t e = 0; e < section->n; e++)
            *ARENA_PUSH(arena, figures->values, figures->value_count, figures->value_cap) =
                (FigureValue){section->entries[e].key, cell_by_hand(section->entries[e].value), false};
    }
    return figures;
}

#endif
