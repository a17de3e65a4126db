/* table.h - a table of records: which column is which, which row is kept, where every line went.
 *
 * A table is text with separators or a workbook; of a workbook, the first visible sheet that has the header
 * is read, the others are said (DIAG_NOTE), and a line is a row of the sheet.
 *
 * The header may stand in the first 10 rows. Header names are matched folded (fold_name): by the column's own
 * name, by its synonyms, by the house's own names (ColumnNames, from [columns KIND] in convention.conf).
 * Where the house names a column, that name goes before the others. */
#ifndef CLAUSIER_INGEST_TABLE_H
#define CLAUSIER_INGEST_TABLE_H

#include "base/key.h"
#include "base/section.h"
#include "ingest/csv.h"

/* Columns of one kind of table. The last has a NULL name. */
typedef struct Column {
    const char *name;
    const char *synonyms; /* separated by |, may be NULL; "Prénom*": whatever begins like this */
    enum {
        COLUMN_OPTIONAL,
        COLUMN_NEEDED,   /* in the header, and no cell of it empty */
        COLUMN_EXPECTED, /* in the header; its cells may be empty */
        COLUMN_IDENTITY, /* a file that has it is refused where there is no key */
    } demand;
} Column;

typedef struct TableKind {
    const char *name; /* "hours": for messages and [columns hours] */
    const Column *columns;
    bool personal; /* cells are never quoted in messages, rows never kept in rejects */
    bool lenient;  /* a spreadsheet's error value costs its cell, not the row */
    /* Columns (by their place) whose values, where they are the same in neighbouring rows and those that
     * identify are not all empty, make these one record: a table is not cut between them. The first so many
     * identify. */
    int together[3];
    size_t together_count, identifying;
    int one_of[3]; /* columns of which the header must have one */
    size_t one_of_count;
    /* Of a table of persons: what says who a row is about. With a key the three others do where there is no
     * reference, in the header and in a cell. */
    struct {
        int ref, last_name, first_name, birth_date;
    } who;
    bool beside; /* other columns and other sheets are expected beside these, and are not said */
} TableKind;

/* A house's own header names: sections "[columns KIND]" with `our_name = their header`; other sections are
 * passed over. And its key, by which names become pseudonyms at the door. Built by the caller. */
typedef struct ColumnNames {
    const Section *sections;
    size_t n;
    const Key *key; /* NULL: files with identity columns are refused */
    bool archived;  /* the file is a copy in an archive: hours in it may be nobody's any more */
} ColumnNames;

/* Where the physical lines went; header + kept + refused + blank = read, checked at the end of every file (a
 * bug if not). Title lines above a header count as header. */
typedef struct Lines {
    uint64_t read, header, kept, refused, blank;
} Lines;
void lines_add(Lines *to, const Lines *more);

typedef struct Table Table;

/* NULL after saying why (DIAG_REFUSED): no header found, a needed column missing, one doubled, an identity
 * column. Unknown columns are said once (DIAG_NOTE) and ignored. `names` may be NULL. */
Table *table_open(Arena *arena, Piece piece, const TableKind *kind, const ColumnNames *names, Diags *diags);
/* Whether the piece's file has a header of this kind. Says nothing. */
bool table_fits(Arena *scratch, Piece piece, const TableKind *kind, const ColumnNames *names);
bool table_has(const Table *table, int column);
Str table_header(const Table *table, int column); /* what the file calls it; empty if absent */
const Key *table_key(const Table *table);         /* NULL: none */
bool table_archived(const Table *table);          /* ColumnNames.archived */

/* The next row that is whole; the one before counts as kept unless it was refused. Rows with a wrong number
 * of cells, broken rows, empty needed cells and a spreadsheet's error values are refused on the way. Beyond
 * 10,000 refused rows of a file one message says so, and the others are only counted. */
bool table_next(Table *table);
/* The row handed out before stands directly above the current one: nothing refused or blank between them. */
bool table_adjoins(const Table *table);

/* Of the current row: the trimmed cell of a column (by its place in TableKind.columns), empty if absent;
 * valid until the next row, as is what scratch gives. */
Str table_cell(const Table *table, int column);
Arena *table_scratch(const Table *table);
Loc table_at(const Table *table, int column); /* -1: the row as a whole */

/* Refuses the current row because of a column (-1: the row as a whole): `file:line: field: what: row
 * refused`. Returns false, so that a reader can end with it. */
bool table_refuse(Table *table, int column, const char *format, ...) __attribute__((format(printf, 3, 4)));
/* The same, and the cell is quoted behind `what` where that is no matter of persons. */
bool table_refuse_cell(Table *table, int column, const char *what);
/* The current row says nothing of what its table is about: its lines count as blank. */
void table_pass(Table *table);
/* A choice made for the current row or for the file (DIAG_DOUBT, DIAG_NOTE); cells are the caller's care. */
void table_say(Table *table, DiagKind kind, int column, const char *consequence, const char *what);
/* Says that a cell of the current row is not what it claims to be (defect.h): "why: VALUE: done". `record` is
 * the notice that it is about. Beyond 100,000 of a file one message says so. Not for tables of persons. */
void table_defect(Table *table, int column, const char *defect, Str record, const char *why,
                  const char *done);
/* Says which cells of the current row of a lenient table were a spreadsheet's error values, now that it is
 * known which record they are about. Once a row. */
void table_say_spoiled(Table *table, Str record);
/* Says of a cell's text, or of a part of it, that it is kept as it stands, though it looks wrong. */
void table_suspect(Table *table, int column, const char *defect, Str record, Str value);
/* Refuses the whole file for its header; the caller then closes the table, and its lines count nowhere. */
void table_refuse_file(Table *table, const char *what);

/* Ends it where nothing has been read for its own sake. */
void table_abandon(Table *table);
/* Ends the reading, checks the sum of lines and adds them to `lines` (may be NULL). */
void table_close(Table *table, Lines *lines);

/* For whoever cuts a table into parts (table_cut.h): its kind, separator, the text that its rows are taken
 * from, and where in it the next row begins. table_row_at() reads the row that begins at `at` as table_next()
 * would meet it there: false if it would be refused for its shape, or is blank; its cells are then not to be
 * looked at. `end` is where the row behind it begins, SIZE_MAX if that cannot be said of this text; it
 * was looked ahead to *reach, where that is further. */
const TableKind *table_kind(const Table *table);
char table_separator(const Table *table);
Str table_text(const Table *table);
size_t table_offset(const Table *table);
bool table_row_at(Table *table, size_t at, size_t *end, size_t *reach);

/* Whether `name` is a column of the kind: what a [columns KIND] section may set. */
bool table_kind_has(const TableKind *kind, Str name);

#endif
