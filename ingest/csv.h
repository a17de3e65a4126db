/* csv.h - the only door to libcsv: bytes in any separator and encoding go in, rows with their line numbers
 * come out.
 *
 * A broken row is refused by its own first line and reading goes on at the next line as if nothing had
 * happened: each physical line is in exactly one of kept, refused, blank. libcsv itself knows no separator
 * but one, no BOM, no NUL, no line numbers and no limits; this door adds them. */
#ifndef CLAUSIER_INGEST_CSV_H
#define CLAUSIER_INGEST_CSV_H

#include "base/diag.h"

enum {
    CSV_MAX_FIELD = 1 << 20, /* bytes */
    CSV_MAX_FIELDS = 2000,
    CSV_MAX_LINES = 64, /* physical lines in one row */
};

typedef struct CsvRow {
    Str *cells; /* UTF-8, untrimmed; valid until the next row */
    size_t n;
    uint32_t line;      /* of its first line, from 1 */
    uint32_t lines;     /* physical lines it covers */
    Str raw;            /* its text (UTF-8), with the line ends inside but not at the end */
    const char *broken; /* NULL, or why it is refused: "quote never closed"; cells are then empty */
    bool blank;         /* nothing but blanks and separators */
} CsvRow;

typedef struct CsvReader CsvReader;

/* Finds encoding (UTF-8, UTF-16 by BOM, else Windows-1252, which is said as DIAG_NOTE) and separator (; , tab
 * |). NULL after saying why it is not text (DIAG_REFUSED): binary, or empty. */
CsvReader *csv_open(Arena *arena, Str file, Str bytes, Diags *diags);
char csv_separator(const CsvReader *reader);
/* The next row, broken and blank ones included; false at the end. */
bool csv_next(CsvReader *reader, CsvRow *row);
void csv_close(CsvReader *reader); /* frees libcsv's memory */

#endif
