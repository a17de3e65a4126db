/* cli.h - what every command shares: the run's memory, its messages, its exit code, and where the shipped
 * files are. */
#ifndef CLAUSIER_CLI_CLI_H
#define CLAUSIER_CLI_CLI_H

#include "base/date.h"
#include "base/diag.h"
#include "base/map.h"
#include "base/words.h"
#include "rules/ruleset.h"

enum { EXIT_DONE = 0, EXIT_REFUSED = 1, EXIT_USAGE = 2, EXIT_WORLD = 3, EXIT_BUSY = 75 };

typedef struct Rejects Rejects;
typedef struct Defects Defects;

typedef struct Cli {
    Arena *run;              /* lives as long as the process */
    Diags diags;             /* said since the last cli_flush() */
    size_t said[DIAG_KINDS]; /* printed so far: decides the exit code */
    bool color;              /* stderr is a terminal and NO_COLOR is not set */
    bool progress;           /* stderr is a terminal */
    bool quiet;              /* notes and doubts are not said */
    bool mute;               /* nothing is said of what was refused either */
    bool output_failed;      /* standard output takes no more; it has been said */
    Rejects *rejects;        /* NULL without --rejects */
    Defects *defects; /* NULL unless defects are asked for: then they are handed over instead of said */
    Map *notes;       /* what holds for a file, and has been said of it */
    size_t unsaid;    /* doubts beyond those that are said one by one */
    Str output;       /* the file of -o; empty: standard output */
} Cli;

/* Prints what was said to stderr, keeps refusals for --rejects. */
void cli_flush(Cli *cli);
/* The same for messages collected by a worker. `personal` files keep no cell. */
void cli_say(Cli *cli, const Diags *diags, bool personal);

/* Says that the command line is wrong: exit 2. */
int cli_usage(Cli *cli, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Whether this file may be read: false after saying that -o would take its place. */
bool cli_output_spares(Cli *cli, Str file);
/* Whether these files may be read: false after saying that what this run writes would take their place. */
bool cli_spares(Cli *cli, StrList files);

/* The day of SOURCE_DATE_EPOCH where that is set, else today (UTC). */
Date cli_today(void);

/* Where temporary files go: TMPDIR, or /tmp. */
Str cli_temporary_folder(void);

/* A file of the installation: "templates/review.xml", "rules/packs/fr-social.rules". */
Str share_path(Arena *arena, const char *name);

/* The French words, and the rules of the packs named (or of the shipped one). NULL after saying why. */
Words *cli_words(Cli *cli);
Ruleset *cli_ruleset(Cli *cli, const Words *words, const StrList *packs);
/* For --blind: false after saying that no pack tells what names a clause. */
bool cli_can_blind(Cli *cli, const Ruleset *rules);
/* The paths of packs that are named by a path, by a folder (its packs by file name) or by a shipped name; of
 * the shipped one if none is named. */
StrList pack_paths(Cli *cli, const StrList *names);

/* Writes data to standard output; a failure is said once, as DIAG_WORLD. False when it takes no more. */
bool cli_write(Cli *cli, Str bytes);
/* The last word: flushes standard output, writes rejects (none after a wrong use: nothing is written then),
 * prints the rest; returns the exit code. */
int cli_finish(Cli *cli);

typedef struct Command {
    const char *name;
    const char *synopsis;
    const char *summary;
    const char *help;                            /* the rest of `clausier help NAME` */
    int (*run)(Cli *cli, int argc, char **argv); /* argv[0] is the command's name */
} Command;

extern const Command command_init;
extern const Command command_run;
extern const Command command_export;
extern const Command command_status;
extern const Command command_purge;
extern const Command command_read;
extern const Command command_check;
extern const Command command_explain;
extern const Command command_lint;
extern const Command command_track;
extern const Command command_review;
extern const Command command_ref;
extern const Command command_help;
extern const Command *const commands[]; /* ends with NULL */

#endif
