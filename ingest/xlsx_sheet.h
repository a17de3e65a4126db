/* xlsx_sheet.h - one sheet's XML becomes rows of cells with text. For xlsx.c only.
 *
 * Rows and cells may be sparse: only cells that hold something are kept, by row, in the order of the file. A
 * cell in a place that no sheet has, or one that points to nothing, breaks its row alone. */
#ifndef CLAUSIER_INGEST_XLSX_SHEET_H
#define CLAUSIER_INGEST_XLSX_SHEET_H

#include "ingest/xlsx_value.h"
#include "ingest/xml.h"

enum { SHEET_MAX_TEXT = 256 << 20 /* bytes of all cells: many may share one long text */ };

/* What the cells of all sheets point to. */
typedef struct Book {
    bool from_1904;    /* the calendar */
    bool uncalculated; /* results of formulas may be missing, with a 0 in their place */
    Str *strings;      /* shared ones */
    size_t string_count, string_cap;
    NumberFormat *formats; /* by style */
    size_t format_count, format_cap;
} Book;

typedef struct SheetCell {
    uint32_t column; /* from 0 */
    Str text;        /* not empty */
} SheetCell;

typedef struct SheetRow {
    uint32_t line;      /* its number, from 1 */
    const char *broken; /* NULL, or why it is refused */
    size_t first, n;    /* its cells: a part of Sheet.cells */
} SheetRow;

typedef struct Sheet {
    Arena *arena;
    const Book *book;
    SheetRow *rows; /* those that hold something, or are broken */
    size_t n, cap, most;
    SheetCell *cells;
    size_t cell_count, cell_cap;
    bool cut;            /* there may be more rows than the `most` that were asked for */
    const char *trouble; /* NULL, or why the whole sheet is refused */
    /* Under construction. */
    SheetRow row;
    uint32_t last; /* number of the row before */
    size_t row_bytes, bytes;
    uint32_t column, columns; /* of the cell; behind the one before */
    char type;                /* of the cell: n, s, d, e, b, t (a formula's text), i (inline) */
    bool formula, calculated; /* it has a formula; it has a value that may be a formula's result */
    const NumberFormat *format;
    Str value; /* of the cell */
    Buf runs;  /* of an inline text */
    Buf room;  /* for a number's text */
} Sheet;

/* Rows live in the arena, cells in it and in the book. */
void sheet_start(Sheet *sheet, Arena *arena, const Book *book, size_t most_rows);
const XmlFormat *sheet_format(void);
/* An XmlSink for a Sheet: false where it is cut or in trouble. */
bool sheet_take(void *sheet, const XmlEvent *event);

#endif
