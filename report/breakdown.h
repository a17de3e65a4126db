/* breakdown.h - one total taken apart by a key: people by sex, hours by trade, contracts by nature. */
#ifndef CLAUSIER_REPORT_BREAKDOWN_H
#define CLAUSIER_REPORT_BREAKDOWN_H

#include "base/map.h"
#include "base/words.h"
#include "report/disclosure.h"

/* A number that a printed review may have to hide. */
typedef struct Secret {
    int64_t value;
    bool hidden;
} Secret;

typedef struct Part {
    Str key, label;
    Secret count;      /* people; of contracts_by_... contracts */
    Secret hours;      /* done; of contracts_by_... committed in the period */
    Fact *fact;        /* NULL in contracts_by_... */
    struct Part *into; /* the merged row that it is put into; NULL: none */
} Part;

typedef struct Breakdown {
    Part **at; /* as printed */
    size_t n, cap;
    Part **every; /* all rows, none merged and none left out, for the house's own use */
    size_t every_count;
    Map *by_key;   /* -> Part * */
    size_t merged; /* rows that are put together */
    bool hidden;   /* no row is printed: it would say too much by being there, or nothing */
} Breakdown;

/* Keys of our own, beside the records' codes. */
#define BREAKDOWN_UNKNOWN STR("unknown") /* not stated: a category of its own */
#define BREAKDOWN_MERGED STR("merged")
#define BREAKDOWN_MERGED_UNKNOWN STR("merged_unknown") /* with those not stated among them */

Breakdown breakdown_new(Arena *arena);
/* The row of a key, added if it is new; an empty key is BREAKDOWN_UNKNOWN. */
Part *breakdown_part(Arena *arena, Breakdown *breakdown, Str key);

/* Which rows are put together. */
typedef enum Merge {
    MERGE_NONE,
    MERGE_FEW, /* those with too few people: for open lists (communes, prescribers), where hiding would leave
                  a column of hidden cells */
    MERGE_UNSAFE, /* all that may not be printed by themselves: where hiding does not help */
    MERGE_ALL,    /* the last resort: the breakdown says no more than its total */
} Merge;

/* Merges, and puts further rows to those, smallest first, until the merged row is safe by itself. Facts must
 * be sealed. */
void breakdown_merge(Arena *arena, Disclosure *disclosure, Breakdown *breakdown, const Fact *of, Merge how);

/* Remembers the rows as they are now under `every`. */
void breakdown_keep(Arena *arena, Breakdown *breakdown);
/* Takes the numbers over from the protected facts; rows of which nobody is part are left out. */
void breakdown_take(Breakdown *breakdown);

/* A code's French label: the word section.code (without the code's "="), else label.code, else
 * fallback.section (or, of a code "X:...", fallback.X), else the code. */
Str label_of(Arena *arena, const Words *words, const char *section, Str code);

/* Orders the rows: `codes` (separated by |) first in their order; the others by hours, or by count where
 * there is `by_count`, largest first, hidden ones behind in the order of their keys, so that their place says
 * nothing; then merged ones, then unknown. */
void breakdown_order(Arena *arena, Breakdown *breakdown, const char *codes, bool by_count);

#endif
