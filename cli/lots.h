/* lots.h - a walk over every lot of every notice of the arguments, by several workers, in input order. */
#ifndef CLAUSIER_CLI_LOTS_H
#define CLAUSIER_CLI_LOTS_H

#include "cli/shelf.h"
#include "ingest/table.h"
#include "rules/verdict.h"

/* What a command makes of one lot: rows for standard output. Verdicts are NULL without a ruleset. `first` is
 * true for the first lot of its notice. Called in any thread; rows come out in input order. */
typedef struct LotSeen {
    const Notice *notice;
    const Lot *lot;
    const Verdict *verdict;
    const Verdict *before; /* by LotWalk.before */
    bool first;
} LotSeen;
typedef void LotRow(void *shared, Arena *scratch, const LotSeen *seen, Buf *rows);

/* Another state of the notice that is to be judged instead, such as with corrected deadlines: in the arena,
 * or the notice itself; NULL: none of it is wanted. Called in any thread. */
typedef const Notice *NoticeAmend(void *shared, Arena *arena, const Notice *notice);

/* What tells a notice from its copies (identity_of()). Called in any thread. */
typedef Str NoticeOrder(void *shared, Arena *scratch, const Notice *notice);

/* A line about a notice, for the chain of its procedure. Called in any thread. */
typedef Str NoticeAbout(void *shared, Arena *arena, const Notice *notice);

typedef struct LotWalk {
    const Ruleset *rules;       /* NULL: lots are read, not judged */
    const ColumnNames *columns; /* of the house; may be NULL */
    const Ruleset *before;      /* each lot is judged by these rules too; may be NULL */
    bool blind;                 /* lots are judged, and shown, without what names a clause (rules/blind.h) */
    LotRow *row;
    void *shared;
    unsigned workers;
    unsigned part; /* bytes of the parts of a huge file; 0: FEED_PART */
    bool quality;  /* look for defects too */
    /* Of each notice only the state that counts (newest.h). Its rows then go to `output` (standard output
     * where that has no function) once all have been seen; chains are made of what `about` gives (may be
     * NULL). */
    bool newest;
    NewestOutput output;
    NoticeAbout *about;
    /* Or all states of all notices, each by itself with its keys, in the order of arrival. */
    ShelfOutlet outlet;
    NoticeAmend *amend; /* may be NULL */
    bool listed;        /* paths are files, and taken as they are: their numbers are those of NoticePlace */
    NoticeOrder *order; /* NULL: by the name of its file and its line */
} LotWalk;

/* Adds to `lines` the line accounting of the tables read (may be NULL). Members of an archive come in the
 * order of their names, as the files of a folder do. False where no file was read, because this run would
 * write over one, or where rows were lost: that has been said. */
bool lots_walk(Cli *cli, const LotWalk *walk, const StrList *paths, Lines *lines);

#endif
