/* grid.c - what a column is wide, and lines put side by side. */
#include "report/grid.h"
#include "base/columns.h"

static const char *name_of(const Grid *grid, size_t column) {
    return grid_is_wide(grid) ? grid->columns[column].wide : grid->columns[column].narrow;
}

bool grid_is_wide(const Grid *grid) {
    return grid->width >= GRID_WIDE;
}

bool grid_has(const Grid *grid, size_t column) {
    return name_of(grid, column) != NULL;
}

size_t grid_column_width(const Grid *grid, size_t column) {
    if (grid->columns[column].width) return grid->columns[column].width;
    size_t used = 0;
    for (size_t other = 0; other < grid->n; other++)
        if (other != column && grid_has(grid, other)) used += grid->columns[other].width + GRID_GAP;
    return grid->width - used;
}

void grid_add(Arena *arena, const Grid *grid, GridCells *cells, size_t column, const char *mark, Str text,
              size_t most) {
    StrList lines = {0};
    size_t indent = columns_of(str_of(mark));
    Str shown = columns_visible(arena, text);
    if (!shown.n || !grid_has(grid, column)) return;
    size_t width = grid_column_width(grid, column) - indent;
    columns_wrap(arena, &lines, shown, width);
    for (size_t i = 0; i < lines.n && i < most; i++) {
        bool cut = i + 1 == most && lines.n > most;
        Str more =
            cut ? str_print(arena, "%.*s %.*s", STR_ARG(lines.at[i]), STR_ARG(lines.at[i + 1])) : lines.at[i];
        more = columns_cut(arena, more, width);
        strlist_add(arena, &cells->of[column],
                    str_print(arena, "%*s%s%.*s", i ? (int)indent : 0, "", i ? "" : mark, STR_ARG(more)));
    }
}

static void end_line(Buf *buf) {
    while (buf->n && buf->p[buf->n - 1] == ' ') buf->n--;
    buf_byte(buf, '\n');
}

void grid_print(Buf *buf, const Grid *grid, const GridCells *cells, Str color) {
    size_t height = 0;
    for (size_t column = 0; column < grid->n; column++)
        if (cells->of[column].n > height) height = cells->of[column].n;
    for (size_t i = 0; i < height; i++) {
        for (size_t column = 0; column < grid->n; column++) {
            if (!grid_has(grid, column)) continue;
            const StrList *cell = &cells->of[column];
            bool colored = i == 0 && column == 0 && color.n;
            Str text = i < cell->n ? cell->at[i] : (Str){0};
            if (colored) buf_add(buf, color);
            buf_add(buf, text);
            if (colored) buf_add(buf, STR("\033[0m"));
            columns_advance(buf, columns_of(text), grid_column_width(grid, column) + GRID_GAP);
        }
        end_line(buf);
    }
}

void grid_head(Buf *buf, Arena *scratch, const Grid *grid, const Words *words, const char *section) {
    GridCells head = {0};
    for (size_t column = 0; column < grid->n; column++) {
        if (!grid_has(grid, column)) continue;
        grid_add(scratch, grid, &head, column, "", words_label(words, section, str_of(name_of(grid, column))),
                 1);
        Buf rule = {.arena = scratch};
        for (size_t i = 0; i < grid_column_width(grid, column); i++) buf_add(&rule, STR("\u2500"));
        strlist_add(scratch, &head.of[column], buf_str(&rule));
    }
    grid_print(buf, grid, &head, (Str){0});
}

void grid_below(Buf *buf, Arena *scratch, const Grid *grid, size_t indent, Str text) {
    StrList lines = {0};
    columns_wrap(scratch, &lines, columns_visible(scratch, text), grid->width - indent);
    for (size_t i = 0; i < lines.n; i++) {
        columns_advance(buf, 0, indent);
        buf_add(buf, lines.at[i]);
        buf_byte(buf, '\n');
    }
}
