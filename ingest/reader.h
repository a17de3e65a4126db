/* reader.h - any file of notices, recognised by its content, read into Notices. */
#ifndef CLAUSIER_INGEST_READER_H
#define CLAUSIER_INGEST_READER_H

#include "ingest/notice.h"
#include "ingest/table.h"

/* Called once a notice, in the order of the file. The notice lives in `arena` until the call returns. */
typedef void NoticeSink(void *to, Arena *arena, const Notice *notice);

/* A worker's reader: parser context and arenas are reused from file to file. */
typedef struct NoticeReader NoticeReader;
NoticeReader *notice_reader_new(const ColumnNames *columns); /* NULL columns: the built-in names only */
void notice_reader_free(NoticeReader *reader);

/* The kind of table of notices that a piece's file is by its header; NULL if it is none. Says nothing. */
const TableKind *notice_table_kind(Arena *scratch, Piece piece, const ColumnNames *columns);

/* Reads one piece: XML by its root element, else a table by its header. What cannot be read is said
 * (DIAG_REFUSED). False where that is the rest of a document, and not only rows or records of it: what
 * follows in other pieces is refused with it. `lines` adds up the line accounting of tables; it may be NULL.
 */
bool notice_read(NoticeReader *reader, Piece piece, NoticeSink *sink, void *to, Lines *lines, Diags *diags);

#endif
