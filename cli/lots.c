/* lots.c - a crew whose job is to read notices and, with a ruleset, to judge their lots. */
#include "cli/lots.h"
#include "base/file.h"
#include "cli/crew.h"
#include "cli/shelf.h"
#include "ingest/quality.h"
#include "ingest/reader.h"
#include "ingest/source.h"
#include "rules/judge.h"
#include <pthread.h>

typedef struct Shared {
    const LotWalk *walk;
    Shelf *shelf;
    pthread_mutex_t lock; /* of lines */
    Lines lines;
} Shared;

typedef struct Worker {
    Shared *shared;
    Arena *own;   /* holds the worker itself */
    Arena *bytes; /* of the file at hand */
    NoticeReader *reader;
    Judge *judge; /* NULL without rules */
    Lines lines;
    const FeedItem *item; /* the piece at hand */
    Haul *haul;
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
    size_t from = worker->haul->rows.n;
    if (walk->quality) quality_check(arena, notice, &worker->haul->diags);
    for (size_t i = 0; i < notice->lot_count; i++) {
        LotSeen seen = {.notice = notice, .lot = &notice->lots[i], .first = i == 0};
        if (worker->judge) seen.verdict = judge_lot(worker->judge, arena, notice, seen.lot);
        walk->row(walk->shared, arena, &seen, &worker->haul->rows);
    }
    shelf_note(worker->haul, worker->item, notice, from);
}

static void take_piece(Worker *worker, const FeedItem *item, Haul *haul) {
    worker->item = item;
    worker->haul = haul;
    size_t refused = haul->diags.count[DIAG_REFUSED];
    notice_read(worker->reader, item->piece, notice_seen, worker, &worker->lines, &haul->diags);
    bool cut = item->piece.goes_on && haul->diags.count[DIAG_REFUSED] > refused;
    if (cut) shelf_note_broken(haul, item);
}

/* A small file: a document, or an archive of them. */
static void read_file(Worker *worker, const FeedItem *item, Haul *haul) {
    Str path = item->piece.file, bytes;
    arena_reset(worker->bytes);
    if (!source_read(worker->bytes, path, &bytes, &haul->diags)) return;
    FeedItem read = *item;
    if (!feed_is_packed(bytes)) {
        read.piece = piece_whole(path, bytes);
        take_piece(worker, &read, haul);
        return;
    }
    const LotWalk *walk = worker->shared->walk;
    Feed *feed = feed_of_bytes(path, bytes, item->file, walk->part, walk->columns);
    Arena *arena = arena_new();
    while (feed_next(feed, arena, &read, &haul->diags)) {
        take_piece(worker, &read, haul);
        arena_reset(arena);
    }
    arena_free(arena);
    feed_close(feed);
}

static void worker_piece(void *worker, const FeedItem *item, Haul *haul) {
    if (item->unread) read_file(worker, item, haul);
    else take_piece(worker, item, haul);
}

static bool haul_take(void *shared, Haul *haul) {
    return shelf_take(((Shared *)shared)->shelf, haul);
}

void lots_walk(Cli *cli, const LotWalk *walk, const StrList *paths, Lines *lines) {
    StrList files = source_list(cli->run, paths, &cli->diags);
    cli_flush(cli);
    if (!cli_spares(cli, files)) return;
    Shared shared = {.walk = walk, .shelf = shelf_new(cli)};
    pthread_mutex_init(&shared.lock, NULL);
    CrewJob job = {&shared, worker_new, worker_free, worker_piece, haul_take};
    Feed *feed = feed_open(files, walk->part, walk->columns);
    crew_run(cli, &job, feed, files.n, walk->workers ? walk->workers : crew_cores());
    feed_close(feed);
    shelf_end(shared.shelf);
    pthread_mutex_destroy(&shared.lock);
    if (lines) lines_add(lines, &shared.lines);
}
