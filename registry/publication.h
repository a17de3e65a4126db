/* publication.h - what is kept of a review when it is published: reviews/review-PERIOD.published.
 *
 * The record makes a review published: without it there are two files like any others. It holds their
 * digests, what they were made of, and the figures that the next review stands beside. Its last line is a
 * digest of the lines before it: a record that somebody has edited is none. */
#ifndef CLAUSIER_REGISTRY_PUBLICATION_H
#define CLAUSIER_REGISTRY_PUBLICATION_H

#include "base/date.h"
#include "base/digest.h"

/* A figure as it was printed, for machines: 18951.16, 61, or PUBLISHED_MASKED. */
typedef struct PublishedFigure {
    Str name, value;
} PublishedFigure;
#define PUBLISHED_MASKED STR("s")

typedef struct Publication {
    Date from, to;                /* its period, both days included */
    Date day;                     /* of publication */
    int64_t version;              /* 1 is the first of the period */
    Date superseded;              /* the day of the one before; DATE_ABSENT: there was none */
    Str reason;                   /* why that was superseded */
    Digest pdf, json, xlsx, html; /* of the files; none: there was no such file yet */
    Str program;                  /* the version that made them */
    int64_t run;                  /* the last run before it, and its day */
    Date run_day;
    Digest conf, packs, contracts;   /* what it was told; no contracts: none */
    int64_t hours_files, hours_rows; /* that the registry held */
    int64_t people_files, people_rows;
    PublishedFigure *figures; /* those that were absent are not there */
    size_t n, cap;
} Publication;

Str publication_print(Arena *arena, const Publication *publication);
/* Views into the bytes. False where they are not what publication_print() wrote. */
bool publication_read(Arena *arena, Str bytes, Publication *publication);

Str publication_figure(const Publication *publication, Str name); /* empty: not there */

/* How a period is called in the names of files: 2026, 2026-03, 2025-11-01_2026-10-31. */
Str period_name(Arena *arena, Date from, Date to);

#endif
