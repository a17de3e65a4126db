/* decp_table.h - essential data of French public contracts (DECP) as tables: decp.csv of data.gouv.fr, the
 * table schema of 2019 to 2022, the SCDL schema and the consolidated files of the Ministry's portal.
 *
 * These tables have a row for each supplier, and again for each modification. A contract is a notice of one
 * lot all the same: neighbouring rows with its numbers are one, with the amount once and each supplier once.
 * Of several states the current one counts (donneesActuelles), else the last. A value that is not what it
 * claims to be is left out and said; a row without an object, where there is a column for it, is refused. */
#ifndef CLAUSIER_INGEST_DECP_TABLE_H
#define CLAUSIER_INGEST_DECP_TABLE_H

#include "ingest/reader.h"

extern const TableKind decp_uid_table; /* with a number that is the contract's alone */
extern const TableKind decp_table;     /* known by buyer and number */

/* Calls the sink once a contract, which lives in `arena`; that holds nothing else and is reset between them.
 * Rows of one contract that do not stand together are notices with the same id (Notice.once). */
void decp_uid_table_read(Arena *arena, Piece piece, const ColumnNames *names, NoticeSink *sink, void *to,
                         Lines *lines, Diags *diags);
void decp_table_read(Arena *arena, Piece piece, const ColumnNames *names, NoticeSink *sink, void *to,
                     Lines *lines, Diags *diags);

#endif
