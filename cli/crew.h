/* crew.h - many pieces, several workers, one order.
 *
 * Workers take pieces from a feed in its order and make hauls of them; the caller's thread takes the hauls in
 * that order. At most a few hauls a worker are open at once, so memory does not grow with the input, and -j 1
 * and -j 8 give the same bytes. */
#ifndef CLAUSIER_CLI_CREW_H
#define CLAUSIER_CLI_CREW_H

#include "cli/cli.h"
#include "ingest/feed.h"

/* What a worker makes of a few pieces. */
typedef struct Haul {
    Arena *arena; /* all of it lives here until it has been taken, */
    Buf rows;     /* but these, which grow in place alone in an arena */
    Diags diags;
    void *own; /* the job's, NULL at first */
} Haul;

typedef struct CrewJob {
    void *shared;                      /* given to every function below */
    void *(*worker_new)(void *shared); /* called in the worker's own thread */
    void (*worker_free)(void *worker);
    void (*piece)(void *worker, const FeedItem *item, Haul *haul);
    /* In the caller's thread, in the feed's order: rows and messages. False to stop. */
    bool (*take)(void *shared, Haul *haul);
} CrewJob;

/* In a worker, between two pieces: where the haul holds much, it is taken before the worker goes on, and is
 * empty then. False to stop. */
bool crew_hand_over(Haul *haul);

/* The machine's cores. */
unsigned crew_cores(void);

/* Runs the job over all that the feed gives. `files` of them are counted on a terminal. */
void crew_run(Cli *cli, const CrewJob *job, Feed *feed, size_t files, unsigned workers);

#endif
