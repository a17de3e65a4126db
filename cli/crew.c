/* crew.c - a ring of slots between workers and the one who takes what they made. */
#include "cli/crew.h"
#include <pthread.h>
#include <stdio.h>
#include <unistd.h>

enum { BATCH = 16, SLOTS_A_WORKER = 4, MOST_WORKERS = 256 };

/* What a worker takes at once: small files to be read, and at most one piece that has been read, the last. */
typedef struct Batch {
    Arena *arena;
    FeedItem items[BATCH];
    size_t n;
} Batch;

typedef struct Slot {
    Haul haul;
    size_t file; /* the last that it has to do with */
    bool done;
} Slot;

typedef struct Crew {
    const CrewJob *job;
    Feed *feed;
    size_t files;
    Slot *slots;
    size_t slot_count;
    pthread_mutex_t lock;
    pthread_cond_t taken_back; /* a slot has been emptied */
    pthread_cond_t filled;     /* a worker has filled one */
    size_t next;               /* number of the next batch */
    size_t emptied;            /* batches whose haul has been taken */
    bool ended;                /* the feed has no more */
    bool stopping;
} Crew;

unsigned crew_cores(void) {
    long cores = sysconf(_SC_NPROCESSORS_ONLN);
    return cores < 1 ? 1 : cores > MOST_WORKERS ? MOST_WORKERS : (unsigned)cores;
}

static void slot_clear(Slot *slot) {
    arena_reset(slot->haul.arena);
    Arena *arena = slot->haul.arena;
    *slot = (Slot){.haul = {.arena = arena, .rows = {.arena = arena}, .diags = diags_new(arena)}};
}

/* Fills the batch from the feed; false when there is nothing left. */
static bool batch_fill(Crew *crew, Batch *batch, Slot *slot) {
    arena_reset(batch->arena);
    batch->n = 0;
    bool more = true;
    while (more && batch->n < BATCH) {
        FeedItem *item = &batch->items[batch->n];
        if (!feed_next(crew->feed, batch->arena, item, &slot->haul.diags)) {
            crew->ended = true;
            break;
        }
        slot->file = item->file;
        batch->n++;
        more = item->unread;
    }
    return batch->n || slot->haul.diags.first;
}

static void batch_run(const Crew *crew, void *worker, const Batch *batch, Slot *slot) {
    for (size_t i = 0; i < batch->n; i++) crew->job->piece(worker, &batch->items[i], &slot->haul);
}

/* The next batch and its slot, once that is free; NULL when there is none. */
static Slot *batch_take(Crew *crew, Batch *batch) {
    Slot *slot = NULL;
    pthread_mutex_lock(&crew->lock);
    while (!crew->stopping && !crew->ended && crew->next - crew->emptied >= crew->slot_count)
        pthread_cond_wait(&crew->taken_back, &crew->lock);
    if (!crew->stopping && !crew->ended) {
        slot = &crew->slots[crew->next % crew->slot_count];
        if (batch_fill(crew, batch, slot)) crew->next++;
        else slot = NULL;
    }
    if (crew->ended) pthread_cond_broadcast(&crew->taken_back);
    if (crew->ended) pthread_cond_signal(&crew->filled);
    pthread_mutex_unlock(&crew->lock);
    return slot;
}

static void *worker_run(void *argument) {
    Crew *crew = argument;
    void *worker = crew->job->worker_new(crew->job->shared);
    Batch batch = {.arena = arena_new()};
    Slot *slot;
    while ((slot = batch_take(crew, &batch)) != NULL) {
        batch_run(crew, worker, &batch, slot);
        pthread_mutex_lock(&crew->lock);
        slot->done = true;
        pthread_cond_signal(&crew->filled);
        pthread_mutex_unlock(&crew->lock);
    }
    arena_free(batch.arena);
    crew->job->worker_free(worker);
    return NULL;
}

static void progress(const Cli *cli, size_t done, size_t of) {
    if (!cli->progress || of <= 100) return;
    fprintf(stderr, "\r\033[K%zu/%zu", done, of);
}

static void progress_end(const Cli *cli, size_t of) {
    if (cli->progress && of > 100) fputs("\r\033[K", stderr);
}

static bool slot_take(Cli *cli, const Crew *crew, Slot *slot) {
    bool go_on = crew->job->take(crew->job->shared, &slot->haul);
    progress(cli, slot->file + 1, crew->files);
    slot_clear(slot);
    return go_on;
}

/* The slot of the next batch, once it is filled; NULL when there is no more. */
static Slot *slot_wait(Crew *crew) {
    pthread_mutex_lock(&crew->lock);
    Slot *slot = &crew->slots[crew->emptied % crew->slot_count];
    while (crew->emptied == crew->next ? !crew->ended : !slot->done)
        pthread_cond_wait(&crew->filled, &crew->lock);
    if (crew->emptied == crew->next) slot = NULL;
    pthread_mutex_unlock(&crew->lock);
    return slot;
}

static void take_in_order(Cli *cli, Crew *crew) {
    bool go_on = true;
    Slot *slot;
    while (go_on && (slot = slot_wait(crew)) != NULL) {
        go_on = slot_take(cli, crew, slot);
        pthread_mutex_lock(&crew->lock);
        crew->emptied++;
        crew->stopping = !go_on;
        pthread_cond_broadcast(&crew->taken_back);
        pthread_mutex_unlock(&crew->lock);
    }
}

static void run_alone(Cli *cli, Crew *crew) {
    void *worker = crew->job->worker_new(crew->job->shared);
    Batch batch = {.arena = arena_new()};
    Slot *slot = &crew->slots[0];
    while (!crew->ended && batch_fill(crew, &batch, slot)) {
        batch_run(crew, worker, &batch, slot);
        if (!slot_take(cli, crew, slot)) break;
    }
    arena_free(batch.arena);
    crew->job->worker_free(worker);
}

static void run_together(Cli *cli, Crew *crew, unsigned workers) {
    pthread_t threads[MOST_WORKERS];
    unsigned started = 0;
    while (started < workers && pthread_create(&threads[started], NULL, worker_run, crew) == 0) started++;
    if (started) take_in_order(cli, crew);
    else run_alone(cli, crew);
    for (unsigned i = 0; i < started; i++) pthread_join(threads[i], NULL);
}

void crew_run(Cli *cli, const CrewJob *job, Feed *feed, size_t files, unsigned workers) {
    Crew crew = {.job = job, .feed = feed, .files = files};
    if (workers > MOST_WORKERS) workers = MOST_WORKERS;
    crew.slot_count = (size_t)(workers ? workers : 1) * SLOTS_A_WORKER;
    crew.slots = ARENA_ARRAY(cli->run, Slot, crew.slot_count);
    for (size_t i = 0; i < crew.slot_count; i++) {
        crew.slots[i].haul.arena = arena_new();
        slot_clear(&crew.slots[i]);
    }
    pthread_mutex_init(&crew.lock, NULL);
    pthread_cond_init(&crew.taken_back, NULL);
    pthread_cond_init(&crew.filled, NULL);
    if (workers > 1) run_together(cli, &crew, workers);
    else run_alone(cli, &crew);
    progress_end(cli, files);
    pthread_cond_destroy(&crew.filled);
    pthread_cond_destroy(&crew.taken_back);
    pthread_mutex_destroy(&crew.lock);
    for (size_t i = 0; i < crew.slot_count; i++) arena_free(crew.slots[i].haul.arena);
}
