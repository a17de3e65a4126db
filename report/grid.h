/* grid.h - a table on a terminal: cells side by side, each wrapped in its column, in one of two layouts.
 * Column widths follow from the width alone, so that rows are printed as they come, however many there are.
 */
#ifndef CLAUSIER_REPORT_GRID_H
#define CLAUSIER_REPORT_GRID_H

#include "base/words.h"

enum {
    GRID_WIDTH_MIN = 80,
    GRID_WIDTH_MAX = 160,
    GRID_WIDE = 140, /* from here on there is room for all columns */
    GRID_GAP = 2,    /* between two columns */
    GRID_COLUMNS_MOST = 8,
};

typedef struct GridColumn {
    const char *narrow, *wide; /* its word, without the section; NULL: not there in that layout */
    size_t width;              /* 0: what is left, of one column */
} GridColumn;

typedef struct Grid {
    const GridColumn *columns;
    size_t n;
    unsigned width; /* of the terminal */
} Grid;

/* The lines of each cell of a row. */
typedef struct GridCells {
    StrList of[GRID_COLUMNS_MOST];
} GridCells;

bool grid_is_wide(const Grid *grid);
bool grid_has(const Grid *grid, size_t column); /* in this layout */
size_t grid_column_width(const Grid *grid, size_t column);

/* Adds the text's lines to a cell, `most` of them: what is more is cut. The mark stands before the first.
 * Nothing where there is no such column. */
void grid_add(Arena *arena, const Grid *grid, GridCells *cells, size_t column, const char *mark, Str text,
              size_t most);

/* Appends the row; the first line of the first cell in this color, if any ("\033[1m"). */
void grid_print(Buf *buf, const Grid *grid, const GridCells *cells, Str color);
/* The names of the columns, and a rule below them. */
void grid_head(Buf *buf, Arena *scratch, const Grid *grid, const Words *words, const char *section);
/* Text of its own lines from column `indent` on, up to the right edge; nothing if it is empty. */
void grid_below(Buf *buf, Arena *scratch, const Grid *grid, size_t indent, Str text);

#endif
