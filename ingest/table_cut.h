/* table_cut.h - where a huge table may be cut, so that its parts give what the whole gives. */
#ifndef CLAUSIER_INGEST_TABLE_CUT_H
#define CLAUSIER_INGEST_TABLE_CUT_H

#include "ingest/table.h"

/* The first place at or behind `target` in the table's text where a row begins that does not belong together
 * with the row before it (TableKind.together). The table has just been opened; it is of no use afterwards.
 * SIZE_MAX if there is none in this text: more of it is needed, or, at the file's end, all of it is the last
 * part. */
size_t table_cut(Table *table, size_t target);

#endif
