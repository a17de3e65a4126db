/* boamp_table.h - the export of the bulletin's portal (BOAMP) as a table: one row a notice, without lots. */
#ifndef CLAUSIER_INGEST_BOAMP_TABLE_H
#define CLAUSIER_INGEST_BOAMP_TABLE_H

#include "ingest/reader.h"

/* By the number that the bulletin prints (idweb, 24-76932); or, where a selection of columns left that out,
 * by the portal's id for the same (24_76932), if the day of publication stands beside it. */
extern const TableKind boamp_table, boamp_id_table;

/* Calls the sink once a row. The notice lives in `arena`, which holds nothing else: it is reset between
 * notices. */
void boamp_table_read(Arena *arena, Piece piece, const ColumnNames *names, NoticeSink *sink, void *to,
                      Lines *lines, Diags *diags);

/* Whether the file is a relational extract of the bulletin: keyed by BOAMP_AVIS_NUM, a column for each field
 * of the schema. Its rows are parts of notices and no notices, so that it is refused whole. */
bool boamp_relation_fits(Arena *scratch, Piece piece);
void boamp_relation_read(Arena *arena, Piece piece, const ColumnNames *names, NoticeSink *sink, void *to,
                         Lines *lines, Diags *diags);

#endif
