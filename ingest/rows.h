/* rows.h - the rows of a table, whatever it is stored in: text with separators, or a workbook. For table.c.
 *
 * Which of the two it is, its first bytes say. Text is one sheet without a name. */
#ifndef CLAUSIER_INGEST_ROWS_H
#define CLAUSIER_INGEST_ROWS_H

#include "ingest/csv.h"

typedef struct Rows Rows;

/* NULL after saying why (DIAG_REFUSED). Rows are then those of the first sheet, or of the head of the piece's
 * file (csv_keep_to_head). */
Rows *rows_open(Arena *arena, Piece piece, Diags *diags);
/* The piece that is enough to look at for a header: of text, the file's head alone. */
Piece rows_head(Piece piece);

/* Turns to the next sheet; false if there is none. */
bool rows_turn(Rows *rows);
/* The header stands in the current sheet: its rows are what is wanted, and on a piece that is not the first
 * of its file, those of the piece. False after saying why they cannot be had. */
bool rows_settle(Rows *rows);
bool rows_failed(const Rows *rows); /* what is wrong with the file has been said: no more rows come */

bool rows_next(Rows *rows, CsvRow *row); /* as csv_next() */
void rows_spend_first_line(Rows *rows, CsvRow *row);
uint32_t rows_lines(const Rows *rows); /* of the current sheet, handed out so far */
/* The current row as text, in one line more or less. */
Str rows_raw(const Rows *rows, Arena *arena, const CsvRow *row);
/* Rows end with their last cell that holds something: a short one lacks nothing, and what stands in a long
 * one beyond the header's columns is under none of them. */
bool rows_ragged(const Rows *rows);

/* The current sheet and the others, for a message: see xlsx_sheet(). */
Str rows_sheet(const Rows *rows, Arena *arena, bool named);
Str rows_others(const Rows *rows, Arena *arena, bool named);

/* The reader of text with separators, for whoever cuts a table into parts; NULL for a workbook. */
CsvReader *rows_text(const Rows *rows);

void rows_close(Rows *rows);

#endif
