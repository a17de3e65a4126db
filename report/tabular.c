/* tabular.c - tables: column widths, rows as strips, a head that returns on every page.
 *
 * Widths: columns of figures get what they need, columns of text share the rest between the widest word and
 * the whole text of their cells. A row is one strip, so no page cuts it; only a row that is higher than half
 * a page continues in a second strip, because it could not stand anywhere else. */
#include "report/compose.h"

#include <math.h>

#define GAP 12.0       /* between columns */
#define GAP_LEAST 8.0  /* where the columns have to share what there is */
#define PAD 3.0        /* above and below the text of a row */
#define AIR 16.0       /* what a column of figures takes of the space left over, at most */
#define EASE 10.0      /* what a table has to spare for each column, or it gets wider */
#define ROW_LINES 30   /* of one strip */
#define HEAD_LINES 8   /* of the head, and of the total */
#define WHOLE_MOST 200 /* a table that is not higher stays on one page */

typedef struct Tabular {
    Composer *composer;
    const Grid *grid;
    double width, gap;
    double *natural, *least, *given, *x; /* one a column */
    Element *table;
    Strip *head;
} Tabular;

static Rich *cell_at(const Grid *grid, size_t row, size_t column) {
    return &grid->cells[row * grid->columns + column];
}

static double whole(Tabular *tabular, const Rich *rich, Style style) {
    return rich->inset + rich_width(tabular->composer, rich, style.size, 0, rich->text.n);
}

static double piece(Tabular *tabular, const Rich *rich, Style style) {
    return rich->inset + rich_widest_piece(tabular->composer, rich, style.size);
}

static void widen(double *width, double by) {
    if (by > *width) *width = by;
}

/* How wide each column would like to be. */
static double measure_natural(Tabular *tabular) {
    const Grid *grid = tabular->grid;
    double sum = GAP * (double)(grid->columns - 1);
    for (size_t c = 0; c < grid->columns; c++) {
        double *width = &tabular->natural[c];
        *width = whole(tabular, &grid->head[c], style_of(tabular->composer, STYLE_HEAD));
        for (size_t r = 0; r < grid->rows; r++)
            widen(width, whole(tabular, cell_at(grid, r, c), style_of(tabular->composer, STYLE_CELL)));
        if (grid->total)
            widen(width, whole(tabular, &grid->total[c], style_of(tabular->composer, STYLE_TOTAL)));
        sum += *width;
    }
    return sum;
}

/* How wide each must be: figures are never broken, words not if it can be helped. */
static void measure_least(Tabular *tabular) {
    const Grid *grid = tabular->grid;
    for (size_t c = 0; c < grid->columns; c++) {
        double *least = &tabular->least[c];
        *least = piece(tabular, &grid->head[c], style_of(tabular->composer, STYLE_HEAD));
        for (size_t r = 0; r < grid->rows; r++)
            widen(least, grid->right[c]
                             ? whole(tabular, cell_at(grid, r, c), style_of(tabular->composer, STYLE_CELL))
                             : piece(tabular, cell_at(grid, r, c), style_of(tabular->composer, STYLE_CELL)));
        if (grid->total)
            widen(least, grid->right[c]
                             ? whole(tabular, &grid->total[c], style_of(tabular->composer, STYLE_TOTAL))
                             : piece(tabular, &grid->total[c], style_of(tabular->composer, STYLE_TOTAL)));
    }
}

/* More room than needed: some air for figures, the rest to the columns of text by their width. */
static void share_surplus(Tabular *tabular, double surplus) {
    const Grid *grid = tabular->grid;
    double text = 0, figures = 0;
    for (size_t c = 0; c < grid->columns; c++)
        if (grid->right[c]) figures += 1;
        else text += tabular->natural[c] + 1;
    double air = figures > 0 ? surplus / figures : 0;
    if (text > 0 && air > AIR) air = AIR;
    for (size_t c = 0; c < grid->columns; c++) {
        double share = text > 0 ? (tabular->natural[c] + 1) / text * (surplus - air * figures) : 0;
        tabular->given[c] = tabular->natural[c] + (grid->right[c] ? air : share);
    }
}

/* Where words alone are too wide for the table, the widest columns give way, to one common width: the others
 * keep what they need. */
static void limit_least(Tabular *tabular, double available) {
    size_t columns = tabular->grid->columns;
    double limit = 0;
    for (size_t round = 0; round < columns; round++) {
        double narrow = 0;
        size_t wide = 0;
        for (size_t c = 0; c < columns; c++)
            if (tabular->least[c] <= limit) narrow += tabular->least[c];
            else wide++;
        if (wide) limit = (available - narrow) / (double)wide;
    }
    for (size_t c = 0; c < columns; c++)
        if (tabular->least[c] > limit) tabular->least[c] = limit;
}

static double sum_of(const double *widths, size_t n) {
    double sum = 0;
    for (size_t i = 0; i < n; i++) sum += widths[i];
    return sum;
}

/* Columns of text that need no more than their part of the room get that: a short word is not broken because
 * a name beside it is long. What the others must have at least stays free. Returns the room that is left. */
static double serve_modest(Tabular *tabular, double room, bool *served) {
    const Grid *grid = tabular->grid;
    for (bool found = true; found;) {
        double least = 0;
        size_t open = 0;
        for (size_t c = 0; c < grid->columns; c++)
            if (!served[c]) least += tabular->least[c], open++;
        found = false;
        for (size_t c = 0; c < grid->columns && !found; c++) {
            double rest = room - tabular->natural[c];
            if (served[c] || tabular->natural[c] > room / (double)open || rest < least - tabular->least[c])
                continue;
            tabular->given[c] = tabular->natural[c];
            room = rest;
            served[c] = found = true;
        }
    }
    return room;
}

/* Room that nobody asked for: figures take it to write their head on fewer lines, then all columns alike. */
static void share_rest(Tabular *tabular, double room) {
    const Grid *grid = tabular->grid;
    double wish = 0;
    for (size_t c = 0; c < grid->columns; c++) wish += tabular->natural[c] - tabular->given[c];
    double part = wish > room ? room / wish : 1;
    room -= part * wish;
    for (size_t c = 0; c < grid->columns; c++) {
        double *given = &tabular->given[c];
        *given += part * (tabular->natural[c] - *given) + room / (double)grid->columns;
    }
}

/* Less room: figures keep what they must have, text gets a share between least and natural. */
static void share_shortage(Tabular *tabular, double available) {
    const Grid *grid = tabular->grid;
    bool *served = ARENA_ARRAY(tabular->composer->arena, bool, grid->columns);
    measure_least(tabular);
    if (sum_of(tabular->least, grid->columns) > available) limit_least(tabular, available);
    for (size_t c = 0; c < grid->columns; c++)
        if (grid->right[c]) {
            tabular->given[c] = tabular->least[c];
            available -= tabular->least[c];
            served[c] = true;
        }
    available = serve_modest(tabular, available, served);
    double wish = 0;
    bool all = true;
    for (size_t c = 0; c < grid->columns; c++) all &= served[c];
    if (all) {
        share_rest(tabular, available);
        return;
    }
    for (size_t c = 0; c < grid->columns; c++)
        if (!served[c]) {
            wish += tabular->natural[c] - tabular->least[c];
            available -= tabular->least[c];
        }
    for (size_t c = 0; c < grid->columns; c++)
        if (!served[c]) {
            double want = tabular->natural[c] - tabular->least[c];
            tabular->given[c] = tabular->least[c] + (wish > 0 ? available * want / wish : 0);
        }
}

/* A table takes the whole column only if it needs it, so that figures stand near the words that they belong
 * to; a few widths in all, so that tables on a page end below each other. */
static double own_width(const Tabular *tabular, double natural) {
    double whole = column_width(tabular->composer->theme);
    if (tabular->width < whole - 0.01) return tabular->width;
    const double widths[] = {(whole - COLUMN_GAP) / 2, 2 * whole / 3, 5 * whole / 6};
    double needed = natural + EASE * (double)tabular->grid->columns;
    for (size_t i = 0; i < sizeof widths / sizeof *widths; i++)
        if (needed <= widths[i]) return widths[i];
    return whole;
}

static void share_width(Tabular *tabular) {
    double natural = measure_natural(tabular);
    tabular->width = own_width(tabular, natural);
    size_t columns = tabular->grid->columns;
    bool enough = natural <= tabular->width;
    tabular->gap = enough ? GAP : GAP_LEAST;
    if (enough) share_surplus(tabular, tabular->width - natural);
    else share_shortage(tabular, tabular->width - tabular->gap * (double)(columns - 1));
    double x = 0;
    for (size_t c = 0; c < columns; c++) {
        tabular->x[c] = x;
        x += tabular->given[c] + tabular->gap;
    }
}

/* A row while it is set: the lines of its cells. */
typedef struct Row {
    Rich *cells; /* one a column */
    Style style;
    Line **lines;
    size_t *counts;
    Element **elements;
    size_t most;
} Row;

/* A cell keeps at most `lines` lines. */
static Row row_break(Tabular *tabular, Rich *cells, Style style, size_t lines) {
    Arena *arena = tabular->composer->arena;
    size_t columns = tabular->grid->columns;
    Row row = {.cells = cells,
               .style = style,
               .lines = ARENA_ARRAY(arena, Line *, columns),
               .counts = ARENA_ARRAY(arena, size_t, columns),
               .elements = ARENA_ARRAY(arena, Element *, columns)};
    for (size_t c = 0; c < columns; c++) {
        cells[c].whole_words = true;
        double width = tabular->given[c] - cells[c].inset + 0.01;
        row.counts[c] = rich_lines_cut(tabular->composer, &cells[c], style.size, width, lines, &row.lines[c]);
        if (row.counts[c] > row.most) row.most = row.counts[c];
    }
    return row;
}

/* The elements of a row under `section`; a head's cells are TH of their columns. */
static void row_tag(Tabular *tabular, Row *row, Element *section, bool head) {
    Pages *pages = tabular->composer->pages;
    Element *tr = element_new(pages, section, ELEMENT_TR);
    for (size_t c = 0; c < tabular->grid->columns; c++) {
        bool names_row = !head && c == tabular->grid->row_head;
        Element *cell = element_new(pages, tr, head || names_row ? ELEMENT_TH : ELEMENT_TD);
        if (head) cell->scope = SCOPE_COLUMN;
        else if (names_row) cell->scope = SCOPE_ROW;
        row->elements[c] = cell;
        if (!row->cells[c].stands_for.n) continue;
        row->elements[c] = element_new(pages, cell, ELEMENT_SPAN);
        row->elements[c]->alt = row->cells[c].stands_for;
    }
}

/* Lines from..to of every cell as one strip; a head's stand at its foot. */
static Strip *row_strip(Tabular *tabular, Strips *strips, Row *row, size_t from, size_t to, bool at_foot) {
    Composer *composer = tabular->composer;
    double height = 2 * PAD + row->style.leading * (double)(to - from);
    Strip *strip = strip_add(composer->arena, strips, height);
    for (size_t c = 0; c < tabular->grid->columns; c++) {
        double y = PAD + style_baseline(row->style);
        if (at_foot) y += row->style.leading * (double)(row->most - row->counts[c]);
        for (size_t i = from; i < to && i < row->counts[c]; i++, y += row->style.leading) {
            const Line *line = &row->lines[c][i];
            double room = tabular->grid->right[c] ? tabular->given[c] - line->width : row->cells[c].inset;
            double x = tabular->x[c] + room;
            line_paint(composer, strip, &row->cells[c], line, x, y, row->style.size, row->elements[c]);
        }
    }
    return strip;
}

static void rule(Tabular *tabular, Strip *strip, double y, double stroke, Color color) {
    strip_line(tabular->composer->arena, strip, NULL, 0, y, tabular->width, 0, stroke, color);
}

static void head_set(Tabular *tabular, Strips *strips) {
    Row row = row_break(tabular, tabular->grid->head, style_of(tabular->composer, STYLE_HEAD), HEAD_LINES);
    row_tag(tabular, &row, element_new(tabular->composer->pages, tabular->table, ELEMENT_THEAD), true);
    tabular->head = row_strip(tabular, strips, &row, 0, row.most, true);
    tabular->head->keep = true;
    rule(tabular, tabular->head, tabular->head->height, RULE_STRONG, color_of(tabular->composer, ROLE_TITLE));
}

/* The first two rows stay with the head, the last two with what follows them. */
static void rows_set(Tabular *tabular, Strips *strips) {
    const Grid *grid = tabular->grid;
    Element *body = element_new(tabular->composer->pages, tabular->table, ELEMENT_TBODY);
    for (size_t r = 0; r < grid->rows; r++) {
        Row row = row_break(tabular, cell_at(grid, r, 0), style_of(tabular->composer, STYLE_CELL), SIZE_MAX);
        row_tag(tabular, &row, body, false);
        Strip *strip = NULL;
        for (size_t from = 0; from < row.most; from += ROW_LINES) {
            size_t to = from + ROW_LINES < row.most ? from + ROW_LINES : row.most;
            strip = row_strip(tabular, strips, &row, from, to, false);
            strip->head = tabular->head;
        }
        strip->keep = r == 0 || r + 2 >= grid->rows;
        rule(tabular, strip, strip->height, RULE_HAIR, color_of(tabular->composer, ROLE_RULE));
    }
}

static void total_set(Tabular *tabular, Strips *strips) {
    Row row = row_break(tabular, tabular->grid->total, style_of(tabular->composer, STYLE_TOTAL), HEAD_LINES);
    row_tag(tabular, &row, element_new(tabular->composer->pages, tabular->table, ELEMENT_TFOOT), false);
    Strip *strip = row_strip(tabular, strips, &row, 0, row.most, false);
    strip->head = tabular->head;
    strip->keep = true;
    rule(tabular, strip, 0, RULE_STRONG, color_of(tabular->composer, ROLE_TITLE));
    rule(tabular, strip, strip->height, RULE_STRONG, color_of(tabular->composer, ROLE_TITLE));
}

/* A small table is not split. */
static void keep_whole(Strip *head) {
    double height = 0;
    for (const Strip *strip = head; strip; strip = strip->next) height += strip->height;
    if (height > WHOLE_MOST) return;
    for (Strip *strip = head; strip; strip = strip->next) strip->keep = true;
}

void grid_compose(Composer *composer, Strips *strips, const Grid *grid, Rich *caption, Anchor *anchor,
                  double width, Element *parent) {
    Arena *arena = composer->arena;
    Tabular tabular = {.composer = composer, .grid = grid, .width = width};
    tabular.natural = ARENA_ARRAY(arena, double, grid->columns);
    tabular.least = ARENA_ARRAY(arena, double, grid->columns);
    tabular.given = ARENA_ARRAY(arena, double, grid->columns);
    tabular.x = ARENA_ARRAY(arena, double, grid->columns);
    tabular.table = element_new(composer->pages, parent, ELEMENT_TABLE);
    share_width(&tabular);
    head_set(&tabular, strips);
    tabular.head->before = 4;
    if (anchor) {
        anchor->element = tabular.table;
        strip_anchor(arena, tabular.head, anchor);
    }
    rows_set(&tabular, strips);
    if (grid->total) total_set(&tabular, strips);
    if (caption)
        paragraph(composer, strips, caption, style_of(composer, STYLE_CAPTION),
                  fmin(tabular.width, TEXT_WIDTH),
                  element_new(composer->pages, tabular.table, ELEMENT_CAPTION), 5, 12);
    keep_whole(tabular.head);
    strips->last->keep = false;
    strips->last->after = 12;
}
