/* ted_table.h - TED's yearly tables of contract notices and of contract award notices (CSV, 2006 to 2023).
 *
 * A row is an award of a lot, or a lot that is called for; neighbouring rows with the notice's number are one
 * notice. An award that stands again (ID_AWARD) counts once, several awards of a lot are one lot with their
 * sum. Where awards name no lot, each is a lot of its own, known by its award's number. The columns are those
 * of the codebook; its duration, whose unit the header does not say, is not read. */
#ifndef CLAUSIER_INGEST_TED_TABLE_H
#define CLAUSIER_INGEST_TED_TABLE_H

#include "ingest/reader.h"

extern const TableKind ted_award_table; /* ID_NOTICE_CAN */
extern const TableKind ted_call_table;  /* ID_NOTICE_CN */

/* Calls the sink once a notice, which lives in `arena`; that holds nothing else and is reset between them. */
void ted_award_table_read(Arena *arena, Piece piece, const ColumnNames *names, NoticeSink *sink, void *to,
                          Lines *lines, Diags *diags);
void ted_call_table_read(Arena *arena, Piece piece, const ColumnNames *names, NoticeSink *sink, void *to,
                         Lines *lines, Diags *diags);

#endif
