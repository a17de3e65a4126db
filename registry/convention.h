/* convention.h - what the parties agreed: convention.conf, in the section format.
 *
 *     [convention]  title, body, body_role, agency, agency_role, period (2026-01-01 to 2026-12-31),
 *                   published (a date), note (a line under every page, such as "Exemple fictif"),
 *                   target_hours, previous_hours, previous_people,
 *                   territory (codes of departments and communes, separated by blanks)
 *     [review]      fte_hours (1607), pace_tolerance (10 %), decision CONTRACT_ID = sentence
 *     [disclosure]  threshold (5), sensitive_threshold (11), sensitive (criteria, separated by blanks)
 *     [persons]     key (the file that pseudonyms are made with, from the file's own folder; outside the
 *                   convention), retention_months (24)
 *     [run]         soon_days (7)
 *     [packs]       use = fr-social local.rules (shipped names, and paths from the file's own folder)
 *     [columns KIND] our_name = their header */
#ifndef CLAUSIER_REGISTRY_CONVENTION_H
#define CLAUSIER_REGISTRY_CONVENTION_H

#include "base/date.h"
#include "base/decimal.h"
#include "base/map.h"
#include "ingest/table.h"

typedef struct Convention {
    Str title, body, body_role, agency, agency_role, note;
    Date from, to;                           /* the period, both days included; DATE_ABSENT if not stated */
    Date published;                          /* DATE_ABSENT if not stated */
    Hundredths target_hours, previous_hours; /* HUNDREDTHS_ABSENT if not stated */
    int64_t previous_people;                 /* -1 if not stated */
    Hundredths fte_hours;   /* hours of one full-time equivalent a year, printed in the review */
    int64_t pace_tolerance; /* percent behind the elapsed time from which a contract is late */
    int64_t threshold, sensitive_threshold; /* persons below which a cell is hidden */
    StrList sensitive;                      /* criteria under the sensitive threshold */
    StrList packs;                          /* names and paths, in the order of their reading */
    StrList territory;        /* departments (92, 2A, 974) and communes (92050), as INSEE numbers them */
    Str template;             /* of its review: a path, or the name of a shipped one; empty: the review */
    Str key_path;             /* empty: none, and files that name persons are refused */
    int64_t retention_months; /* after a person's exit, until purge forgets who it was */
    int64_t soon_days;        /* deadlines within so many days are soon */
    ColumnNames columns;
    Map *decisions; /* contract id -> Str *: what must be decided, in the facilitator's words */
} Convention;

/* The defaults where no file says otherwise. */
Convention convention_default(Arena *arena);

/* A year (2026), a month (2026-03) or two days, both included (2025-11-01 to 2026-10-31, or .. or _ between
 * them): NULL, or what is wrong with it. */
const char *period_trouble(Str text, Date *from, Date *to);

/* False after saying every error (DIAG_USAGE). */
bool convention_read(Arena *arena, Str path, Str bytes, Convention *convention, Diags *diags);

/* For whoever lists what there is: the keys in the order of their sections, and the kinds of tables that have
 * a [columns KIND], notices apart. False and NULL behind the last. */
typedef struct ConventionKey {
    const char *section, *name, *value; /* what it takes: "a day" */
} ConventionKey;
bool convention_key(size_t i, ConventionKey *key);
const TableKind *convention_table(size_t i);

#endif
