/* table.h - a table of records: which column is which, which row is kept, where every line went.
 *
 * The header may stand in the first 10 rows. Header names are matched folded (fold_name): by the column's own
 * name, by its synonyms, by the house's own names (ColumnNames, from [columns KIND] in convention.conf). */
#ifndef CLAUSIER_INGEST_TABLE_H
#define CLAUSIER_INGEST_TABLE_H

#include "base/section.h"
#include "ingest/csv.h"

/* Columns of one kind of table. The last has a NULL name. */
typedef struct Column {
    const char *name;
    const char *synonyms; /* separated by |, may be NULL */
    enum { COLUMN_OPTIONAL, COLUMN_NEEDED } need;
    enum {
        COLUMN_PLAIN,
        COLUMN_IDENTITY
    } privacy; /* IDENTITY: a file that has it is refused (until there is a key) */
} Column;

typedef struct TableKind {
    const char *name; /* "hours": for messages and [columns hours] */
    const Column *columns;
    bool personal; /* cells are never quoted in messages, rows never kept in rejects */
} TableKind;

/* A house's own header names: sections "[columns KIND]" with `our_name = their header`. Built by the caller.
 */
typedef struct ColumnNames {
    const Section *sections;
    size_t n;
} ColumnNames;

/* Where the physical lines went; header + kept + refused + blank = read, checked at the end of every file (a
 * bug if not). */
typedef struct Lines {
    uint64_t read, header, kept, refused, blank;
} Lines;

typedef struct Table Table;
typedef struct TableRow {
    Str *cell; /* by the column's place in TableKind.columns; trimmed; empty if absent */
    Loc at;    /* file and line; set field with table_at() */
} TableRow;

/* NULL after saying why (DIAG_REFUSED): no header found, a needed column missing, one doubled, an identity
 * column. Unknown columns are said once (DIAG_NOTE) and ignored. */
Table *table_open(Arena *arena, Str file, Str bytes, const TableKind *kind, const ColumnNames *names,
                  Diags *diags);

/* The next row that is whole. Rows with a wrong number of cells and broken rows are refused on the way. */
bool table_next(Table *table, TableRow *row);

/* Refuses the current row because of a column (-1: the row as a whole): `file:line: field: what: row
 * refused`. */
void table_refuse(Table *table, int column, const char *format, ...) __attribute__((format(printf, 3, 4)));
Loc table_at(const Table *table, int column); /* of the current row, for doubts */

/* Ends the reading, checks the sum of lines and adds them to `lines` (may be NULL). */
void table_close(Table *table, Lines *lines);

#endif
