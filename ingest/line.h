/* line.h - physical lines: they end at CR LF, LF or CR. */
#ifndef CLAUSIER_INGEST_LINE_H
#define CLAUSIER_INGEST_LINE_H

#include "base/str.h"

/* Where the next physical line begins. The next line ends at or behind `at` are remembered, so that a text
 * without any CR is searched for one only once. */
typedef struct LineCursor {
    size_t at, cr, lf; /* offsets; the length of the text where there is none */
    uint32_t line;     /* number of the line at `at` */
} LineCursor;

LineCursor line_start(Str text, size_t at, uint32_t line);

/* The line at the cursor, without its end; the cursor moves behind it. */
Str line_take(Str text, LineCursor *cursor);

/* Line feeds: what XML counts its lines by. */
uint32_t line_feeds(Str text);

/* Physical lines in a text that ends with a line end, or where the file does. */
uint32_t line_count(Str text);

#endif
