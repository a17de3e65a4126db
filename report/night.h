/* night.h - all that a night has to say, and its forms: digest.html and digest.txt for people, run.json for
 * machines, notices.xlsx to decide in, and the lines of a dry run.
 *
 * News is the net difference to the end of the last day on which a run was completed. A Night names no person
 * and no pseudonym: none of its forms can. Same Night, same bytes. */
#ifndef CLAUSIER_REPORT_NIGHT_H
#define CLAUSIER_REPORT_NIGHT_H

#include "registry/convention.h"
#include "registry/ledger.h"
#include "registry/news.h"
#include "report/follow.h"
#include "report/lot_record.h"
#include "rules/ruleset.h"

typedef struct NightLot {
    LotRecord lot;
    bool open; /* a call whose deadline has not passed, or a plan */
    NewsKind news;
    VerdictKind before;     /* where CHANGED or WITHDRAWN */
    bool by_data, by_rules; /* what changed */
    Str decision;           /* propose, waive, decline, wait; empty: undecided */
    Str waiver, comment;    /* what was put on record with it; empty: nothing */
    Date decided_on;        /* DATE_ABSENT where there is no decision */
} NightLot;

typedef struct NightFile {
    Str name;
    Str kind;               /* notices, hours, people, decisions, contracts, structures */
    uint64_t kept, refused; /* records or rows */
    bool whole;             /* the file itself was refused */
    Str reason;             /* the first one: an English message without the file's name */
    Str rejects;            /* NAME of rejects/NAME.reasons.csv; empty: the file's own, without its folders */
} NightFile;

typedef struct NightReplacement {
    Replacement replacement;
    Str title; /* of the contract */
} NightReplacement;

typedef struct Night {
    const Convention *convention;
    Date date, since; /* the last day with a completed run before it; DATE_ABSENT: this is the first run */
    NightLot *lots;   /* open ones, and those with news, in any order */
    size_t lot_count;
    const Follow *follow; /* NULL: no contract is followed */
    const Ledger *ledger;
    NightReplacement *replaced;
    size_t replaced_count;
    NightFile *files; /* taken or refused after `since` */
    size_t file_count;
    Str packs, packs_digest;                                          /* by name, joined; of all of them */
    bool packs_changed;                                               /* since the run before */
    uint64_t notices, lots_counted, eligible, to_check, not_eligible; /* all that the registry counts */
} Night;

Str digest_html(Arena *arena, const Night *night, const Words *words);
Str digest_text(Arena *arena, const Night *night, const Words *words);
Str night_json(Arena *arena, const Night *night);

/* A line a piece of news: + new and eligible, ~ changed, - withdrawn, ? new and to check; then how many. */
Str night_diff(Arena *arena, const Night *night, const Words *words, bool color);

/* The workbook to decide in, of open lots that are eligible or to check. `path` is a file to write over,
 * `shown` how it will be called, `folder` where temporary files go. False after saying why (DIAG_WORLD). */
bool night_workbook(Arena *arena, const Night *night, const Words *words, const Ruleset *rules,
                    const char *path, Str shown, Str folder, Diags *diags);

#endif
