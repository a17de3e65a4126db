/* workbook.h - a workbook being written: sheets, one after the other, and their cells row by row. What has
 * been written leaves memory, so that it does not grow with the rows. libxlsxwriter's only door is
 * workbook.c.
 *
 * Text is written as text, whatever it begins with. What goes wrong is remembered and said by
 * workbook_finish(). */
#ifndef CLAUSIER_REPORT_WORKBOOK_H
#define CLAUSIER_REPORT_WORKBOOK_H

#include "base/date.h"
#include "base/decimal.h"
#include "base/diag.h"

enum {
    CELL_UNITS_MOST = 32767, /* of UTF-16, in a cell */
    SHEET_ROWS_MOST = 1048576,
};

typedef enum CellStyle {
    CELL_PLAIN,
    CELL_WRAPPED,
    CELL_HEADER,
    CELL_TITLE,
    CELL_GOOD, /* green, amber and grey ground, for words that say the same */
    CELL_OPEN,
    CELL_OUT,
    CELL_WHOLE,      /* 1 234 */
    CELL_GROUPED,    /* 1 234,56 */
    CELL_DECIMAL,    /* 9,1 and 138 */
    CELL_HUNDREDTHS, /* 0,52 */
    CELL_DAY,
    CELL_YEAR_MONTH, /* of a day */
    CELL_MOMENT,
    CELL_INPUT, /* to be filled in */
    CELL_INPUT_DAY,
    CELL_STYLES
} CellStyle;

typedef struct WorkbookAbout {
    Str title, subject;
    Str folder; /* for temporary files, which have no name */
} WorkbookAbout;

typedef struct Workbook Workbook;

/* Over the file that is at `path`. */
Workbook *workbook_start(Arena *arena, const char *path, const WorkbookAbout *about);

/* Adds a sheet, to which all that follows goes. Rows and columns count from 0. */
void workbook_sheet(Workbook *book, Str name);

void workbook_column(Workbook *book, unsigned column, double width, bool hidden);

/* The row at hand is so many lines of text high, or as high as a row may be: not every program works that out
 * for itself. */
void workbook_height(Workbook *book, unsigned row, size_t lines);
/* How many lines a text takes in a column of this width, which is told in digits: letters are narrower. */
size_t workbook_lines(Arena *scratch, Str text, double width);

/* A cell of the row at hand or of one further down. An empty text leaves an empty cell of the style. False
 * where the text was cut. */
bool workbook_text(Workbook *book, unsigned row, unsigned column, Str text, CellStyle style);
void workbook_number(Workbook *book, unsigned row, unsigned column, Hundredths number, CellStyle style);
void workbook_moment(Workbook *book, unsigned row, unsigned column, DateTime at, CellStyle style);

/* The sheet is a table of so many rows, the header included: it stays in view with the first `kept` columns,
 * filters all rows, and is printed on every page. */
void workbook_table(Workbook *book, unsigned rows, unsigned columns, unsigned kept);
/* In this column, from the second row of so many on, one of these words is chosen. */
void workbook_choice(Workbook *book, unsigned column, unsigned rows, StrList words);
/* Landscape, so many pages wide (0: as it comes). */
void workbook_print(Workbook *book, unsigned pages);

/* Closes the file; `created` is the day of its properties. False after saying why (DIAG_WORLD): `shown` is
 * how the file is called then, and what has been written is of no use. */
bool workbook_finish(Workbook *book, Date created, Str shown, Diags *diags);
/* The same, for a workbook that nobody wants any more. */
void workbook_abandon(Workbook *book);

#endif
