/* year_files.h - a convention's contracts, hours and people from loose files, for commands that work without
 * a convention folder. */
#ifndef CLAUSIER_CLI_YEAR_FILES_H
#define CLAUSIER_CLI_YEAR_FILES_H

#include "base/key.h"
#include "cli/cli.h"
#include "ingest/clause.h"
#include "ingest/decision.h"
#include "ingest/structure.h"
#include "registry/convention.h"
#include "registry/ledger.h"

/* What the command line names. */
typedef struct YearPaths {
    Str conf;                         /* empty: the defaults */
    Str key;                          /* by which names become pseudonyms; empty: that of conf, or none */
    StrList contracts, hours, people; /* files and folders */
    StrList structures, decisions, clauses; /* the same; empty: not known */
} YearPaths;

/* What was in them. */
typedef struct YearFiles {
    Convention convention;
    Contracts contracts;
    HoursRows hours;
    People people;
    Structures structures;
    Decisions decisions;
    Clauses clauses;
    Lines lines; /* of contracts, hours and people; and of notices, by whoever reads them */
    Lines aside; /* of the other tables */
} YearFiles;

/* Whether all three kinds of tables are named; false after saying that they are not. */
bool year_named(Cli *cli, const YearPaths *paths, const char *command);

/* The convention of --conf, or the defaults. False after saying what is wrong with it. */
bool year_read_convention(Cli *cli, const YearPaths *paths, YearFiles *year);

/* The key of --key or, outside of its folder, of --conf, into the names of columns of `year`: there it is as
 * long as `key` is. NULL there if there is none, or if
 * that of --conf is not on this machine; false after saying why it is no key. */
bool year_key(Cli *cli, const YearPaths *paths, YearFiles *year, Key *key);

/* Reads every file, and says what was refused: a file does not stop the others. False where a kind of tables
 * is refused whole or cannot be read: half a year would look like a whole one. `without` is what there is not
 * then: "no review". */
bool year_read(Cli *cli, const YearPaths *paths, YearFiles *year, const char *without);

/* Joins them, and says what fits nothing. */
Ledger *year_ledger(Cli *cli, YearFiles *year);

#endif
