/* xlsx.h - a workbook in memory: its sheets' rows come out as those of a CSV do.
 *
 * A cell is the text that a person sees in it, in the one way of writing that the readers of cells know
 * (xlsx_value.h); of a formula, the result that was saved. A row's line is its number. Rows without any text
 * are blank; a sheet ends with its last row that holds something. Everything is bounded: the zip and what it
 * unpacks to (xlsx_zip.h), the XML (xml.h), rows and cells (csv.h, xlsx_sheet.h). */
#ifndef CLAUSIER_INGEST_XLSX_H
#define CLAUSIER_INGEST_XLSX_H

#include "ingest/csv.h"

enum { XLSX_MAX_SHEETS = 256 };

/* What stands in a cell whose formula has no result in the workbook, as programs that do not calculate write
 * it. */
#define XLSX_UNCALCULATED "#FORMULA!"

/* Whether the file that begins like this is a zip: then it is a workbook or refused, and always one piece. */
bool xlsx_begins(Str head);

typedef struct Xlsx Xlsx;

/* NULL after saying why (DIAG_REFUSED): no workbook, damaged, over a limit, no visible sheet. The first
 * visible sheet is then the current one. */
Xlsx *xlsx_open(Arena *arena, Str file, Str bytes, Diags *diags);

/* Turns to the next visible sheet, whose rows come from its first on; false if there is none. */
bool xlsx_turn(Xlsx *book);

/* The next row of the current sheet, broken and blank ones included; rows that the sheet does not hold come
 * as one blank row of many lines. False at its end. A row ends with its last cell that holds something. */
bool xlsx_next(Xlsx *book, CsvRow *row);

/* Reads the current sheet to its end, so that nothing can go wrong with it from here on. Before, no more than
 * its beginning has been looked at. False if something is wrong. */
bool xlsx_settle(Xlsx *book);

/* Something went wrong with the current sheet, which ends its rows, and has been said (DIAG_REFUSED). */
bool xlsx_failed(const Xlsx *book);

/* The current row's cells as a line of CSV with semicolons. */
Str xlsx_raw(const Xlsx *book, Arena *arena);

uint32_t xlsx_lines(const Xlsx *book); /* rows of the current sheet handed out so far, blank ones too */

/* How to call the current sheet in a message, and all the others ("Légende, Listes (hidden)"); empty where
 * there is but one. A sheet's name may be a person's: without `named` a sheet is its number. */
Str xlsx_sheet(const Xlsx *book, Arena *arena, bool named);
Str xlsx_others(const Xlsx *book, Arena *arena, bool named);

void xlsx_close(Xlsx *book);

#endif
