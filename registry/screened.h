/* screened.h - the registry as a review of a period looks at it: what was looked at, what was read. */
#ifndef CLAUSIER_REGISTRY_SCREENED_H
#define CLAUSIER_REGISTRY_SCREENED_H

#include "ingest/table.h"
#include "registry/registry.h"

/* The notices that count now and were issued (if that is not stated: published; else: taken) within the two
 * days, and their lots by verdict. The work is proportional to the registry. False where a notice cannot be
 * read: the store has said so. */
bool registry_screened(Registry *registry, Date from, Date to, Totals *totals);

/* Rows of the tables of contracts, hours and people that were taken: kept and refused. What else a file had,
 * headings and blank lines, is not known. */
Lines registry_lines(Registry *registry);

/* What files of a kind have come up to a run, and how many of their rows are there. */
typedef struct Taken {
    int64_t files, rows;
} Taken;
Taken registry_taken_until(Registry *registry, FileKind kind, int64_t run); /* hours or people */
/* Files of a kind that have come behind a run. */
int64_t registry_files_since(Registry *registry, FileKind kind, int64_t run);

#endif
