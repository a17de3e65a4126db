/* nightly.h - a run at work on a convention: what it holds in its hands, and its steps in their order.
 *
 *     settings_packs     packs, kept for a replay
 *     inbox_offers       what lies in the inbox
 *     nightly_begin      contracts and structures, mirrored; the run's row
 *     nightly_take       people, hours, decisions; notices, judged on the way; stale ones, judged again
 *     outputs_write      the dated folder, then latest
 *     nightly_end        the journal, and the run is completed
 *
 * Every step leaves a registry and folders that the next run can go on from. A dry run takes the same steps
 * in a registry that forgets them (STORE_TRY), and leaves every file where it is. */
#ifndef CLAUSIER_CLI_NIGHTLY_H
#define CLAUSIER_CLI_NIGHTLY_H

#include "base/file.h"
#include "cli/home.h"
#include "cli/lots.h"
#include "cli/rejects.h"
#include "ingest/contract.h"
#include "ingest/structure.h"
#include "registry/archive.h"
#include "registry/notices.h"

/* A file that may be taken. */
typedef struct Offer {
    FileKind kind;
    Str path;
    Str name; /* how it is called below its inbox, visible */
    FileStamp stamp;
    Digest digest;                    /* of its bytes; a replay knows it from the journal */
    uint64_t rows_kept, rows_refused; /* a replay: what the journal says of hours and people */
    int64_t file;                     /* its number in the registry, once it is taken or known; else 0 */
    bool left;                        /* stays where it is: another run may take it */
    bool rejected;                    /* refused whole, and done with */
} Offer;

typedef struct Offers {
    Offer *at;
    size_t n, cap;
} Offers;

typedef struct Nightly {
    Cli *cli;
    Arena *arena; /* of the run */
    Folder folder;
    const Convention *convention;
    ColumnNames columns; /* of the house, with the key */
    const Words *words;
    const Ruleset *rules;
    Registry *registry;
    Run run;
    Date since;         /* the last day with a completed run before that of the run; DATE_ABSENT: none */
    bool rules_changed; /* since then */
    bool dry;           /* nothing is written but to standard output */
    bool idle;          /* there is nothing to do that has not been done */
    bool replay;        /* files come from the archive and stay there */
    unsigned workers;
    Offers strays;                 /* of the inbox: what cannot be taken, whatever it holds */
    Lines lines;                   /* of all tables */
    uint64_t taken, left, refused; /* files */
} Nightly;

/* The files of the inbox, by their paths. Files of kinds that are not read, and files beside the folders for
 * them, are said (DIAG_REFUSED) and left; hidden and temporary ones are passed over, and so is one that
 * somebody is writing to. */
Offers inbox_offers(Nightly *nightly);

/* Tables that are edited in place. */
typedef struct Reference {
    Contracts contracts;
    Structures structures;
    bool conf_changed; /* since the last run */
    bool contracts_changed,
        structures_changed; /* since then, or read by another conf: only then are they read
                             */
    Str contracts_path, structures_path;
    bool contracts_refused, structures_refused; /* whole: what was stays */
} Reference;

/* Each is false where the run cannot go on: that has been said, or is in cli->diags. */
bool settings_packs(Nightly *nightly, StrList paths, RunSettings *settings);
bool settings_reference(Nightly *nightly, const RunSettings *before, RunSettings *settings,
                        Reference *reference);
bool nightly_begin(Nightly *nightly, const Offers *offers);
bool nightly_take(Nightly *nightly, Offers *offers);
bool nightly_end(Nightly *nightly);

/* In a transaction: writes down what was refused of a file, to the registry and to rejects/. */
bool intake_refused(Nightly *nightly, const Offer *offer, bool whole);
bool intake_tables(Nightly *nightly, Offers *offers);
bool intake_notices(Nightly *nightly, Offers *offers);
bool judge_again(Nightly *nightly, const Offers *offers);

/* The notice with these deadlines of its lots. */
const Notice *judging_amended(Arena *arena, const Notice *notice, const DeadlineCorrection *deadlines,
                              size_t count);

bool outputs_write(Nightly *nightly);
Str outputs_latest(const Nightly *nightly); /* the page that out/latest leads to */
/* Prints what would be in them. */
bool outputs_print(Nightly *nightly, bool color);

/* Where packs, and a reference table, of an earlier run lie. */
StrList settings_archived_packs(const Nightly *nightly, Str pack_files);
Str settings_archived(const Nightly *nightly, FileKind kind, Digest digest); /* empty where there was none */

/* Makes the registry again from the archive, beside the old one, whose place it takes. */
void rebuild_run(Cli *cli, const Home *home, const Words *words, unsigned workers);
/* Removes what a rebuild that was killed has left; false after saying why. */
bool rebuild_sweep(Cli *cli, const Folder *folder);

/* How a notice's lots go into the registry: LotWalk.row and .order, whose `shared` is an IntakeLook first. */
typedef struct IntakeLook {
    const Words *words;
    Date day;
} IntakeLook;
LotRow intake_row;
NoticeOrder intake_order;

#endif
