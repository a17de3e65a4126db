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
    Cli *cli;
    const LotWalk *walk;
    Shelf *shelf;
    pthread_mutex_t lock; /* of lines */
    Lines lines;
} Shared;

/* Notices of one file that are read a second time, because a corrigendum has corrected their deadlines. */
typedef struct Again {
    Newest *newest;
    size_t next, n; /* of newest_corrected(): the one that is looked for, and all */
    size_t number, file;
    NoticePlace place;
    Buf rows;
} Again;

typedef struct Worker {
    Shared *shared;
    Arena *own;   /* holds the worker itself */
    Arena *bytes; /* of the file at hand */
    NoticeReader *reader;
    Judge *judge; /* NULL without rules */
    Lines lines;
    const FeedItem *item; /* the piece at hand */
    Haul *haul;
    Again *again; /* or what is to be read again */
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

static void judge_lots(Worker *worker, Arena *arena, const Notice *notice, Buf *rows) {
    const LotWalk *walk = worker->shared->walk;
    for (size_t i = 0; i < notice->lot_count; i++) {
        LotSeen seen = {.notice = notice, .lot = &notice->lots[i], .first = i == 0};
        if (worker->judge) seen.verdict = judge_lot(worker->judge, arena, notice, seen.lot);
        walk->row(walk->shared, arena, &seen, rows);
    }
}

/* What tells a notice from its copies is the name of its file and its line, not the folder or archive that it
 * lies in: a folder and its archive give the same. */
static NoticeKeys *keys_of(Arena *arena, Arena *scratch, const Notice *notice) {
    Str name = file_name(notice->file);
    size_t mark = str_find_byte(name, '!');
    if (mark != SIZE_MAX) name = str_sub(name, mark + 1, SIZE_MAX);
    return notice_keys(arena, notice, str_print(scratch, "%.*s:%u", STR_ARG(name), notice->lots[0].at.line));
}

static void notice_seen(void *to, Arena *arena, const Notice *notice) {
    Worker *worker = to;
    const LotWalk *walk = worker->shared->walk;
    Haul *haul = worker->haul;
    size_t from = haul->rows.n;
    if (walk->quality) quality_check(arena, notice, &haul->diags);
    judge_lots(worker, arena, notice, &haul->rows);
    const NoticeKeys *keys = walk->newest ? keys_of(haul->arena, arena, notice) : NULL;
    Str about = walk->about ? walk->about(walk->shared, haul->arena, notice) : (Str){0};
    shelf_note(haul, worker->item, notice, from, keys, about);
}

/* The next notice to be looked for; false if there is none in this file. */
static bool again_seek(Again *again) {
    if (again->next == again->n) return false;
    again->number = newest_corrected(again->newest, again->next, &again->place);
    return again->place.file == again->file;
}

/* The notice once more, with the deadlines that hold. */
static void notice_seen_again(void *to, Arena *arena, const Notice *notice) {
    Worker *worker = to;
    Again *again = worker->again;
    if (!again_seek(again) || notice->lots[0].at.line != again->place.line) return;
    if (again->place.member.n && !str_eq(notice->file, again->place.member)) return;
    Notice corrected = *notice;
    corrected.lots = ARENA_ARRAY(arena, Lot, notice->lot_count);
    for (size_t i = 0; i < notice->lot_count; i++) {
        corrected.lots[i] = notice->lots[i];
        newest_deadline(again->newest, again->number, notice->lots[i].id, &corrected.lots[i].deadline);
    }
    again->rows.n = 0;
    judge_lots(worker, arena, &corrected, &again->rows);
    newest_replace(again->newest, again->number, buf_str(&again->rows));
    again->next++;
}

/* False where its document is refused as such. */
static bool take_piece(Worker *worker, const FeedItem *item, Haul *haul) {
    worker->item = item;
    worker->haul = haul;
    if (item->piece.continues) shelf_note_part(haul, item);
    bool whole = notice_read(worker->reader, item->piece, notice_seen, worker, &worker->lines, &haul->diags);
    if (!whole && item->piece.goes_on) shelf_note_broken(haul, item);
    return whole;
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
    size_t refused = 0; /* the number of a document; they count from 1 */
    while (crew_hand_over(haul) && feed_next(feed, arena, &read, &haul->diags)) {
        if (read.document != refused && !take_piece(worker, &read, haul)) refused = read.document;
        arena_reset(arena);
    }
    arena_free(arena);
    feed_close(feed);
}

static void worker_piece(void *worker, const FeedItem *item, Haul *haul) {
    if (item->unread) read_file(worker, item, haul);
    else take_piece(worker, item, haul);
}

/* Messages first, then the rows. */
static bool haul_take(void *argument, Haul *haul) {
    Shared *shared = argument;
    shelf_hush(shared->shelf, haul);
    cli_say(shared->cli, &haul->diags, false);
    return shelf_take(shared->shelf, haul);
}

/* Reads the documents of a file that hold such notices once more, each once: they come in the order in which
 * they were read. Nothing is said: it has been. */
static void read_again(Worker *worker, Str path, Again *again) {
    const LotWalk *walk = worker->shared->walk;
    Feed *feed = feed_open((StrList){&path, 1, 1}, walk->part, walk->columns);
    Arena *arena = arena_new();
    FeedItem item;
    feed_read_all(feed);
    worker->again = again;
    for (bool more = true; more && again_seek(again);) {
        Diags unsaid = diags_new(arena);
        more = feed_next(feed, arena, &item, &unsaid);
        bool wanted = more && (!again->place.member.n || str_eq(item.piece.file, again->place.member));
        if (wanted) notice_read(worker->reader, item.piece, notice_seen_again, worker, NULL, &unsaid);
        arena_reset(arena);
    }
    feed_close(feed);
    arena_free(arena);
}

/* Deadlines that were corrected, judged as they are now. A pipe cannot be read twice. */
static void correct(Cli *cli, Shared *shared, StrList files, Newest *newest) {
    Again again = {.newest = newest, .n = newest_settle(newest)};
    if (!again.n) return;
    Worker *worker = worker_new(shared);
    Arena *scratch = arena_new();
    again.rows.arena = arena_new();
    while (again.next < again.n) {
        newest_corrected(newest, again.next, &again.place);
        again.file = again.place.file;
        Str path = files.at[again.file];
        if (!str_is(path, "-") && file_is_regular(scratch, path)) read_again(worker, path, &again);
        for (; again_seek(&again); again.next++)
            diag_add(
                &cli->diags, DIAG_DOUBT,
                (Loc){.file = again.place.member.n ? again.place.member : path, .line = again.place.line},
                "the first one stands", "a deadline that a corrigendum has corrected");
    }
    arena_free(scratch);
    arena_free(again.rows.arena);
    worker_free(worker);
}

static bool print_rows(void *to, Str rows) {
    return cli_write(to, rows);
}

void lots_walk(Cli *cli, const LotWalk *walk, const StrList *paths, Lines *lines) {
    StrList files = source_list(cli->run, paths, &cli->diags);
    cli_flush(cli);
    if (!cli_spares(cli, files)) return;
    Newest *newest = walk->newest ? newest_new(cli) : NULL;
    Shared shared = {.cli = cli, .walk = walk, .shelf = shelf_new(cli, newest)};
    pthread_mutex_init(&shared.lock, NULL);
    CrewJob job = {&shared, worker_new, worker_free, worker_piece, haul_take};
    Feed *feed = feed_open(files, walk->part, walk->columns);
    crew_run(cli, &job, feed, files.n, walk->workers ? walk->workers : crew_cores());
    feed_close(feed);
    shelf_end(shared.shelf);
    if (lines) lines_add(lines, &shared.lines);
    if (newest) {
        NewestOutput output = walk->output;
        if (!output.rows) output = (NewestOutput){.rows = print_rows, .chain = output.chain, .to = cli};
        correct(cli, &shared, files, newest);
        newest_print(newest, &output);
        newest_free(newest);
    }
    pthread_mutex_destroy(&shared.lock);
}
