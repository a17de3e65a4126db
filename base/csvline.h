/* csvline.h - one line of CSV out: RFC 4180, LF. Text that a spreadsheet would take for a formula is
 * neutralised. */
#ifndef CLAUSIER_BASE_CSVLINE_H
#define CLAUSIER_BASE_CSVLINE_H

#include "base/date.h"
#include "base/decimal.h"

/* Where lines go, and how. Programs and the world read the plain dialect; a spreadsheet set to French takes
 * its columns from semicolons and its decimals from commas, and knows UTF-8 by the mark at the start of the
 * file. */
typedef struct CsvLine {
    Buf *buf;
    char separator, decimal;
    Str mark;   /* what the file starts with */
    bool exact; /* control characters stay: for files that are read back, not looked at */
} CsvLine;

typedef CsvLine CsvDialect(Buf *buf);
CsvDialect csvline_plain;  /* `,` and `.` */
CsvDialect csvline_exact;  /* plain, and exact */
CsvDialect csvline_french; /* `;` and `,`, a byte order mark */

/* Each adds one cell; what is absent is an empty one. Text is quoted where needed, and gets a leading
 * apostrophe where it starts with = + - @ TAB CR and is not a plain number. What a terminal would obey comes
 * out as utf8_visible() shows it, but in an exact dialect. */
void csvline_text(const CsvLine *line, Str cell);
void csvline_number(const CsvLine *line, Str plain); /* digits as number_read_plain() takes them */
void csvline_hundredths(const CsvLine *line, Hundredths value);
void csvline_count(const CsvLine *line, int64_t value);
void csvline_date(const CsvLine *line, Date date);
void csvline_end(const CsvLine *line); /* ends the line */

/* Cuts the next cell, as it was written but without its quotes, off a line of the plain dialect that has its
 * end; false when there is none left. */
bool csvline_cell(Arena *arena, Str *line, Str *cell);

/* The first line: the mark, and names separated by commas. */
void csvline_header(const CsvLine *line, Str names);

#endif
