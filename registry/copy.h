/* copy.h - what was taken of files of hours and of people, as canonical CSV: for the archive, where it stands
 * in place of a file that may have held names, and for export.
 *
 * Columns have our own names, values our own form. hours_read() and people_read() give the very same rows of
 * a copy again, with the lines that they had in the file they came from (column source_line); only the file
 * that they say is the copy. */
#ifndef CLAUSIER_REGISTRY_COPY_H
#define CLAUSIER_REGISTRY_COPY_H

#include "ingest/hours.h"
#include "ingest/person.h"

/* Each appends a header and a line for every row. */
void hours_copy(Buf *csv, const HoursRow *rows, size_t n);
void people_copy(Buf *csv, const Person *people, size_t n);

#endif
