/* crew.c - a ring of slots between workers and the one who takes what they made. */
#include "cli/crew.h"
#include <pthread.h>
#include <stdio.h>
#include <unistd.h>

enum {
    BATCH = 16,
    BATCH_BYTES = 1 << 19, /* of pieces that have been read: then no more are taken */
    SLOTS_A_WORKER = 4,
    MOST_WORKERS = 256,
    HAUL_MUCH = 4 << 20, /* bytes */
};

typedef struct Crew Crew;

/* What a worker takes at once: small files to be read, and pieces that have been read. */
typedef struct Batch {
    Arena *arena;
    FeedItem items[BATCH];
    size_t n;
} Batch;

typedef struct Slot {
    Haul haul; /* first: a haul is its slot */
    Crew *crew;
    size_t file; /* the last that it has to do with */
    bool done;
    bool more; /* the worker waits until the haul has been taken, and goes on with the same slot */
} Slot;

struct Crew {
    Cli *cli;
    const CrewJob *job;
    bool alone; /* the caller's thread is the worker */
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
};

unsigned crew_cores(void) {
    long cores = sysconf(_SC_NPROCESSORS_ONLN);
    return cores < 1 ? 1 : cores > MOST_WORKERS ? MOST_WORKERS : (unsigned)cores;
}

static void slot_clear(Slot *slot) {
    Arena *arena = slot->haul.arena, *rows = slot->haul.rows.arena;
    arena_reset(arena);
    arena_reset(rows);
    slot->haul = (Haul){.arena = arena, .rows = {.arena = rows}, .diags = diags_new(arena)};
    slot->done = false;
}

/* Fills the batch from the feed; false when there is nothing left. */
static bool batch_fill(Crew *crew, Batch *batch, Slot *slot) {
    arena_reset(batch->arena);
    batch->n = 0;
    size_t bytes = 0;
    while (bytes < BATCH_BYTES && batch->n < BATCH) {
        FeedItem *item = &batch->items[batch->n];
        if (!feed_next(crew->feed, batch->arena, item, &slot->haul.diags)) {
            crew->ended = true;
            break;
        }
        slot->file = item->file;
        batch->n++;
        bytes += item->piece.bytes.n;
        if (item->piece.goes_on || item->piece.continues) break; /* one part a haul: shelf_note_part() */
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

static bool slot_take(Crew *crew, Slot *slot) {
    bool go_on = crew->job->take(crew->job->shared, &slot->haul);
    progress(crew->cli, slot->file + 1, crew->files);
    slot_clear(slot);
    return go_on;
}

bool crew_hand_over(Haul *haul) {
    Slot *slot = (Slot *)haul;
    Crew *crew = slot->crew;
    if (haul->rows.n + arena_held(haul->arena) < HAUL_MUCH) return true;
    if (crew->alone) {
        crew->stopping = !slot_take(crew, slot);
        return !crew->stopping;
    }
    pthread_mutex_lock(&crew->lock);
    slot->done = slot->more = true;
    pthread_cond_signal(&crew->filled);
    while (slot->more && !crew->stopping) pthread_cond_wait(&crew->taken_back, &crew->lock);
    bool go_on = !crew->stopping;
    pthread_mutex_unlock(&crew->lock);
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

static void take_in_order(Crew *crew) {
    bool go_on = true;
    Slot *slot;
    while (go_on && (slot = slot_wait(crew)) != NULL) {
        go_on = slot_take(crew, slot);
        pthread_mutex_lock(&crew->lock);
        if (slot->more) slot->more = false;
        else crew->emptied++;
        crew->stopping = !go_on;
        pthread_cond_broadcast(&crew->taken_back);
        pthread_mutex_unlock(&crew->lock);
    }
}

static void run_alone(Crew *crew) {
    crew->alone = true;
    void *worker = crew->job->worker_new(crew->job->shared);
    Batch batch = {.arena = arena_new()};
    Slot *slot = &crew->slots[0];
    while (!crew->ended && batch_fill(crew, &batch, slot)) {
        batch_run(crew, worker, &batch, slot);
        if (crew->stopping || !slot_take(crew, slot)) break;
    }
    arena_free(batch.arena);
    crew->job->worker_free(worker);
}

static void run_together(Crew *crew, unsigned workers) {
    pthread_t threads[MOST_WORKERS];
    unsigned started = 0;
    while (started < workers && pthread_create(&threads[started], NULL, worker_run, crew) == 0) started++;
    if (started) take_in_order(crew);
    else run_alone(crew);
    for (unsigned i = 0; i < started; i++) pthread_join(threads[i], NULL);
}

void crew_run(Cli *cli, const CrewJob *job, Feed *feed, size_t files, unsigned workers) {
    Crew crew = {.cli = cli, .job = job, .feed = feed, .files = files};
    if (workers > MOST_WORKERS) workers = MOST_WORKERS;
    crew.slot_count = (size_t)(workers ? workers : 1) * SLOTS_A_WORKER;
    crew.slots = ARENA_ARRAY(cli->run, Slot, crew.slot_count);
    for (size_t i = 0; i < crew.slot_count; i++) {
        crew.slots[i].haul.arena = arena_new();
        crew.slots[i].haul.rows.arena = arena_new();
        crew.slots[i].crew = &crew;
        slot_clear(&crew.slots[i]);
    }
    pthread_mutex_init(&crew.lock, NULL);
    pthread_cond_init(&crew.taken_back, NULL);
    pthread_cond_init(&crew.filled, NULL);
    if (workers > 1) run_together(&crew, workers);
    else run_alone(&crew);
    progress_end(cli, files);
    pthread_cond_destroy(&crew.filled);
    pthread_cond_destroy(&crew.taken_back);
    pthread_mutex_destroy(&crew.lock);
    for (size_t i = 0; i < crew.slot_count; i++) {
        arena_free(crew.slots[i].haul.arena);
        arena_free(crew.slots[i].haul.rows.arena);
    }
}
