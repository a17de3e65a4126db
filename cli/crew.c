/* crew.c - a ring of slots between workers and the one who writes. */
#include "cli/crew.h"
#include <pthread.h>
#include <stdio.h>
#include <unistd.h>

enum { BATCH = 16, SLOTS_A_WORKER = 4, MOST_WORKERS = 256 };

/* The rows and messages of one batch of files. */
typedef struct Slot {
    Arena *arena;
    Buf rows;
    Diags diags;
    bool done;
} Slot;

typedef struct Crew {
    const CrewJob *job;
    StrList files;
    size_t batches;
    Slot *slots;
    size_t slot_count;
    pthread_mutex_t lock;
    pthread_cond_t taken_back; /* the writer has emptied a slot */
    pthread_cond_t filled;     /* a worker has filled one */
    size_t next;               /* batch to be taken */
    size_t emitted;            /* batches written */
    bool stopping;
} Crew;

unsigned crew_cores(void) {
    long cores = sysconf(_SC_NPROCESSORS_ONLN);
    return cores < 1 ? 1 : cores > MOST_WORKERS ? MOST_WORKERS : (unsigned)cores;
}

static void slot_clear(Slot *slot) {
    arena_reset(slot->arena);
    slot->rows = (Buf){.arena = slot->arena};
    slot->diags = diags_new(slot->arena);
    slot->done = false;
}

static void batch_run(Crew *crew, void *worker, size_t batch, Slot *slot) {
    size_t end = (batch + 1) * BATCH < crew->files.n ? (batch + 1) * BATCH : crew->files.n;
    for (size_t i = batch * BATCH; i < end; i++)
        crew->job->file(worker, crew->files.at[i], &slot->rows, &slot->diags);
}

/* The next batch, once its slot is free; false when there is none. */
static bool batch_take(Crew *crew, size_t *batch) {
    pthread_mutex_lock(&crew->lock);
    while (!crew->stopping && crew->next < crew->batches && crew->next - crew->emitted >= crew->slot_count)
        pthread_cond_wait(&crew->taken_back, &crew->lock);
    bool taken = !crew->stopping && crew->next < crew->batches;
    if (taken) *batch = crew->next++;
    pthread_mutex_unlock(&crew->lock);
    return taken;
}

static void *worker_run(void *argument) {
    Crew *crew = argument;
    void *worker = crew->job->worker_new(crew->job->shared);
    size_t batch;
    while (batch_take(crew, &batch)) {
        Slot *slot = &crew->slots[batch % crew->slot_count];
        batch_run(crew, worker, batch, slot);
        pthread_mutex_lock(&crew->lock);
        slot->done = true;
        pthread_cond_signal(&crew->filled);
        pthread_mutex_unlock(&crew->lock);
    }
    crew->job->worker_free(worker);
    return NULL;
}

static void progress(Cli *cli, size_t done, size_t of) {
    if (cli->progress && of > 100) fprintf(stderr, "\r\033[K%zu/%zu", done < of ? done : of, of);
    if (cli->progress && of > 100 && done >= of) fputs("\r\033[K", stderr);
}

static bool slot_emit(Cli *cli, Slot *slot) {
    cli_say(cli, &slot->diags, false);
    return cli_write(cli, buf_str(&slot->rows));
}

/* Waits for each batch in turn and writes it. */
static void emit_in_order(Cli *cli, Crew *crew) {
    for (size_t batch = 0; batch < crew->batches; batch++) {
        Slot *slot = &crew->slots[batch % crew->slot_count];
        pthread_mutex_lock(&crew->lock);
        while (!slot->done) pthread_cond_wait(&crew->filled, &crew->lock);
        pthread_mutex_unlock(&crew->lock);
        bool go_on = slot_emit(cli, slot);
        progress(cli, (batch + 1) * BATCH, crew->files.n);
        slot_clear(slot);
        pthread_mutex_lock(&crew->lock);
        crew->emitted++;
        crew->stopping = !go_on;
        pthread_cond_broadcast(&crew->taken_back);
        pthread_mutex_unlock(&crew->lock);
        if (!go_on) return;
    }
}

static void run_alone(Cli *cli, Crew *crew) {
    void *worker = crew->job->worker_new(crew->job->shared);
    for (size_t batch = 0; batch < crew->batches; batch++) {
        Slot *slot = &crew->slots[0];
        batch_run(crew, worker, batch, slot);
        bool go_on = slot_emit(cli, slot);
        progress(cli, (batch + 1) * BATCH, crew->files.n);
        slot_clear(slot);
        if (!go_on) break;
    }
    crew->job->worker_free(worker);
}

static void run_together(Cli *cli, Crew *crew, unsigned workers) {
    pthread_t threads[MOST_WORKERS];
    unsigned started = 0;
    while (started < workers && pthread_create(&threads[started], NULL, worker_run, crew) == 0) started++;
    if (started) emit_in_order(cli, crew);
    else run_alone(cli, crew);
    for (unsigned i = 0; i < started; i++) pthread_join(threads[i], NULL);
}

void crew_run(Cli *cli, const CrewJob *job, StrList files, unsigned workers) {
    Crew crew = {.job = job, .files = files, .batches = (files.n + BATCH - 1) / BATCH};
    if (workers > MOST_WORKERS) workers = MOST_WORKERS;
    if (workers > crew.batches) workers = (unsigned)crew.batches;
    crew.slot_count = (size_t)(workers ? workers : 1) * SLOTS_A_WORKER;
    crew.slots = ARENA_ARRAY(cli->run, Slot, crew.slot_count);
    for (size_t i = 0; i < crew.slot_count; i++) {
        crew.slots[i].arena = arena_new();
        slot_clear(&crew.slots[i]);
    }
    pthread_mutex_init(&crew.lock, NULL);
    pthread_cond_init(&crew.taken_back, NULL);
    pthread_cond_init(&crew.filled, NULL);
    if (workers > 1) run_together(cli, &crew, workers);
    else run_alone(cli, &crew);
    pthread_cond_destroy(&crew.filled);
    pthread_cond_destroy(&crew.taken_back);
    pthread_mutex_destroy(&crew.lock);
    for (size_t i = 0; i < crew.slot_count; i++) arena_free(crew.slots[i].arena);
}
