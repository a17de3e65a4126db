/* crew.h - many files, several workers, one order.
 *
 * Workers take files in input order and write rows and messages into slots; the caller's thread emits the
 * slots in input order. At most a few slots a worker are open at once, so memory does not grow with the
 * input, and -j 1 and -j 8 give the same bytes. */
#ifndef CLAUSIER_CLI_CREW_H
#define CLAUSIER_CLI_CREW_H

#include "cli/cli.h"

typedef struct CrewJob {
    void *shared;                      /* immutable; given to every function below */
    void *(*worker_new)(void *shared); /* called in the worker's own thread */
    void (*worker_free)(void *worker);
    void (*file)(void *worker, Str path, Buf *rows, Diags *diags); /* one file: its rows and messages */
} CrewJob;

/* The machine's cores. */
unsigned crew_cores(void);

/* Runs the job over all files; rows go to standard output, messages to cli_say(). */
void crew_run(Cli *cli, const CrewJob *job, StrList files, unsigned workers);

#endif
