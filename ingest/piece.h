/* piece.h - what is read at one go: a document, or a part of a huge one, with its place. */
#ifndef CLAUSIER_INGEST_PIECE_H
#define CLAUSIER_INGEST_PIECE_H

#include "base/str.h"

/* A part of an XML document is a document by itself: it is wrapped in its file's root. A part of a table
 * holds whole rows; only the first part holds the header, so each carries the beginning of its file too. A
 * workbook is always whole. */
typedef struct Piece {
    Str file;      /* the place in messages: a path, archive!member, "-" */
    Str bytes;     /* followed by 16 NULs that do not count */
    Str head;      /* of a table: the file's first bytes, PIECE_HEAD at most; empty: those of `bytes` */
    uint32_t line; /* number of the first line of `bytes` in the file, from 1 */
    uint32_t
        prolog; /* of XML: so many lines more stand before it, which are those that the file begins with */
    bool continues; /* not the first part of its file: no header here, and what holds for the whole file has
                       been said */
    bool goes_on;   /* not the last part */
} Piece;

/* As much of a table is looked at for its encoding, its separator and its header. */
enum { PIECE_HEAD = 1 << 16 };

Piece piece_whole(Str file, Str bytes);

#endif
