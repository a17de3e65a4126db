/* plan.h - notices as a table: clausier's own columns, or a buyer's purchase plan by synonyms. */
#ifndef CLAUSIER_INGEST_PLAN_H
#define CLAUSIER_INGEST_PLAN_H

#include "ingest/reader.h"

extern const TableKind notices_table;

/* Calls the sink once a row: each row is a notice of one lot (rows are not grouped: neighbours with the same
 * notice_id and version are lots of one notice and come together). `arena` is reset after each call of the
 * sink. */
void plan_read(Arena *arena, Str file, Str bytes, const ColumnNames *names, NoticeSink *sink, void *to,
               Lines *lines, Diags *diags);

#endif
