/* encoding.h - the bytes of a table, as UTF-8: spreadsheets still write Windows-1252 and UTF-16. */
#ifndef CLAUSIER_INGEST_ENCODING_H
#define CLAUSIER_INGEST_ENCODING_H

#include "base/diag.h"

typedef struct Decoded {
    Str text;    /* without BOM; a view into the bytes where they were UTF-8 */
    bool flawed; /* it holds NULs or broken sequences somewhere: check each line with utf8_check() */
} Decoded;

/* False after saying why this is no text (DIAG_REFUSED): empty, a workbook, binary. An encoding other than
 * UTF-8 is an assumption and is said (DIAG_NOTE). */
bool text_decode(Arena *arena, Str file, Str bytes, Decoded *decoded, Diags *diags);

#endif
