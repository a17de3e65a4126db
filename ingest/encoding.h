/* encoding.h - the bytes of a table, as UTF-8: spreadsheets still write Windows-1252 and UTF-16. */
#ifndef CLAUSIER_INGEST_ENCODING_H
#define CLAUSIER_INGEST_ENCODING_H

#include "base/diag.h"
#include "ingest/piece.h"

typedef struct Decoded {
    Str text; /* without BOM; a view into the bytes where they were UTF-8. It may hold NULs and broken
                 sequences */
    Str head; /* the beginning of the file; that of `text` where the piece is its first */
} Decoded;

/* False after saying why this is no text (DIAG_REFUSED): empty, a workbook, binary. An encoding other than
 * UTF-8 is an assumption and is said (DIAG_NOTE). It is the head of a file that decides, so that all its
 * parts are read alike. */
bool text_decode(Arena *arena, Piece piece, Decoded *decoded, Diags *diags);

/* Whether the file that begins like this is taken for UTF-16. */
bool text_is_wide(Str start);

#endif
