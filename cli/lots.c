/* lots.c - a crew whose job is to read notices and, with a ruleset, to judge their lots. */
#include "cli/lots.h"
#include "cli/crew.h"
#include "ingest/reader.h"
#include "ingest/source.h"
#include "rules/judge.h"
#include <pthread.h>

typedef struct Shared {
    const LotWalk *walk;
    pthread_mutex_t lock; /* of lines */
    Lines lines;
} Shared;

typedef struct Worker {
    Shared *shared;
    Arena *own;   /* holds the worker itself */
    Arena *bytes; /* of the file at hand */
    NoticeReader *reader;
    Judge *judge; /* NULL without rules */
    Buf *rows;    /* of the file at hand */
    Lines lines;
} Worker;

static void *worker_new(void *shared) {
    Arena *own = arena_new();
    Worker *worker = ARENA_NEW(own, Worker);
    const LotWalk *walk = ((Shared *)shared)->walk;
    *worker = (Worker){
        .shared = shared, .own = own, .bytes = arena_new(), .reader = notice_reader_new(walk->columns)};
    if (walk->rules) worker->judge = judge_new(walk->rules);
    return worker;
}

static void worker_free(void *argument) {
    Worker *worker = argument;
    pthread_mutex_lock(&worker->shared->lock);
    lines_add(&worker->shared->lines, &worker->lines);
    pthread_mutex_unlock(&worker->shared->lock);
    if (worker->judge) judge_free(worker->judge);
    notice_reader_free(worker->reader);
    arena_free(worker->bytes);
    arena_free(worker->own);
}

static void notice_seen(void *to, Arena *arena, const Notice *notice) {
    Worker *worker = to;
    const LotWalk *walk = worker->shared->walk;
    for (size_t i = 0; i < notice->lot_count; i++) {
        LotSeen seen = {.notice = notice, .lot = &notice->lots[i], .first = i == 0};
        if (worker->judge) seen.verdict = judge_lot(worker->judge, arena, notice, seen.lot);
        walk->row(walk->shared, arena, &seen, worker->rows);
    }
}

static void file_read_lots(void *argument, Str path, Buf *rows, Diags *diags) {
    Worker *worker = argument;
    arena_reset(worker->bytes);
    worker->rows = rows;
    Str bytes;
    if (!source_read(worker->bytes, path, &bytes, diags)) return;
    notice_read(worker->reader, piece_whole(path, bytes), notice_seen, worker, &worker->lines, diags);
}

void lots_walk(Cli *cli, const LotWalk *walk, const StrList *paths, Lines *lines) {
    StrList files = source_list(cli->run, paths, &cli->diags);
    cli_flush(cli);
    if (!cli_spares(cli, files)) return;
    Shared shared = {.walk = walk};
    pthread_mutex_init(&shared.lock, NULL);
    CrewJob job = {&shared, worker_new, worker_free, file_read_lots};
    crew_run(cli, &job, files, walk->workers ? walk->workers : crew_cores());
    pthread_mutex_destroy(&shared.lock);
    if (lines) lines_add(lines, &shared.lines);
}
