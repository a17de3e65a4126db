/* csv.h - the only door to libcsv: bytes in any separator and encoding go in, rows with their line numbers
 * come out.
 *
 * A broken row is refused by its own first line and reading goes on at the next line as if nothing had
 * happened: each physical line is in exactly one of kept, refused, blank. libcsv itself knows no separator
 * but one, no BOM, no NUL, no line numbers and no limits; this door adds them. */
#ifndef CLAUSIER_INGEST_CSV_H
#define CLAUSIER_INGEST_CSV_H

#include "base/diag.h"
#include "ingest/piece.h"

enum {
    CSV_MAX_FIELD = 1 << 20, /* bytes */
    CSV_MAX_ROW = 4 << 20,   /* bytes */
    CSV_MAX_FIELDS = 2000,
    CSV_MAX_LINES = 64, /* physical lines in one row */
};

typedef struct CsvRow {
    Str *cells; /* UTF-8, line ends inside as LF, unquoted ones trimmed; valid until the next row */
    size_t n;
    uint32_t line;      /* of its first line, from 1 */
    uint32_t lines;     /* physical lines it covers */
    Str raw;            /* its text without the last line end; valid UTF-8 unless it is broken for that */
    const char *broken; /* NULL, or why it is refused: "quote never closed"; cells are then empty */
    bool blank;         /* nothing but blanks and separators */
} CsvRow;

typedef struct CsvReader CsvReader;

/* Finds encoding (see encoding.h) and separator (; , tab |, or what a first line "sep=;" says). NULL after
 * saying why it is not text (DIAG_REFUSED): binary, or empty. */
CsvReader *csv_open(Arena *arena, Piece piece, Diags *diags);
char csv_separator(const CsvReader *reader); /* the one found */
/* Hands every line to libcsv: slower, and the same rows. */
void csv_plain(CsvReader *reader, bool plain);
/* The next row, broken and blank ones included; false at the end. A line ends at CR LF, LF or CR. */
bool csv_next(CsvReader *reader, CsvRow *row);
/* The caller refuses the current row for its shape (a quote that closed lines later makes one): only its
 * first line is spent, its other lines are read again as rows of their own. */
void csv_spend_first_line(CsvReader *reader, CsvRow *row);
/* For whoever looks for a header. Rows of a piece that is not its file's first are those of the file's head,
 * until csv_leave_head(): then, those of the piece. With csv_keep_to_head(), none comes until then that does
 * not end within the head, on whichever piece: so all parts of a file have one header. */
void csv_keep_to_head(CsvReader *reader);
void csv_leave_head(CsvReader *reader);

/* For whoever cuts a table into parts (table_cut.h): the text that rows are taken from, where in it the next
 * row begins, and how far it was looked ahead for the row before (a quote that is never closed shows much
 * later). A seek goes to the start of a row; line numbers are not kept. */
Str csv_text(const CsvReader *reader);
size_t csv_at(const CsvReader *reader);
size_t csv_reach(const CsvReader *reader);
void csv_seek(CsvReader *reader, size_t at);

uint32_t csv_lines(const CsvReader *reader); /* physical lines of the piece handed out so far */
void csv_close(CsvReader *reader);           /* frees libcsv's memory */

#endif
