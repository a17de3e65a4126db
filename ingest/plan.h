/* plan.h - notices as a table: clausier's own columns, or a buyer's purchase plan by synonyms. */
#ifndef CLAUSIER_INGEST_PLAN_H
#define CLAUSIER_INGEST_PLAN_H

#include "ingest/reader.h"

extern const TableKind notices_table;

/* Calls the sink once a notice: a row is a notice of one lot, and neighbours with the same notice_id and
 * notice_version are lots of one notice. The notice lives in `arena`, which holds nothing else: it is reset
 * between notices. */
void plan_read(Arena *arena, Piece piece, const ColumnNames *names, NoticeSink *sink, void *to, Lines *lines,
               Diags *diags);

#endif
