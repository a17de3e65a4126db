/* lots.c - a crew whose job is to read notices and, with a ruleset, to judge their lots. */
#include "cli/lots.h"
#include "base/file.h"
#include "base/map.h"
#include "cli/crew.h"
#include "cli/shelf.h"
#include "ingest/quality.h"
#include "ingest/reader.h"
#include "ingest/source.h"
#include "rules/blind.h"
#include "rules/judge.h"
#include <pthread.h>

/* Of the rows of one notice: 652 lots take a few million. */
enum { ROWS_MOST = 64 << 20 };

typedef struct Shared {
    Cli *cli;
    const LotWalk *walk;
    Shelf *shelf;
    pthread_mutex_t lock; /* of lines */
    Lines lines;
} Shared;

/* Notices of one file that are read a second time, because a corrigendum has corrected their deadlines: the
 * corrected ones from `next` on, before `end`. They come in the order in which they came before. */
typedef struct Again {
    Cli *cli;
    Newest *newest;
    size_t next, end;
    size_t number;     /* of the next */
    NoticePlace place; /* of the next */
    Buf rows;
    Diags *unsaid; /* has been said */
} Again;

typedef struct Worker {
    Shared *shared;
    Arena *own;   /* holds the worker itself */
    Arena *bytes; /* of the file at hand */
    Arena *lot;   /* of the lot at hand */
    NoticeReader *reader;
    Judge *judge;  /* NULL without rules */
    Judge *before; /* NULL unless verdicts are compared */
    Matcher *matcher;
    Lines lines;
    const FeedItem *item; /* the piece at hand */
    Haul *haul;
    Diag *said;   /* the last message before the notice at hand */
    Again *again; /* or what is read again */
} Worker;

static void *worker_new(void *shared) {
    Arena *own = arena_new();
    Worker *worker = ARENA_NEW(own, Worker);
    const LotWalk *walk = ((Shared *)shared)->walk;
    *worker = (Worker){.shared = shared,
                       .own = own,
                       .bytes = arena_new(),
                       .lot = arena_new(),
                       .reader = notice_reader_new(walk->columns)};
    if (walk->rules) worker->judge = judge_new(walk->rules);
    if (walk->before) worker->before = judge_new(walk->before);
    if (walk->blind) worker->matcher = matcher_new(own);
    return worker;
}

static void worker_free(void *argument) {
    Worker *worker = argument;
    pthread_mutex_lock(&worker->shared->lock);
    lines_add(&worker->shared->lines, &worker->lines);
    pthread_mutex_unlock(&worker->shared->lock);
    judge_free(worker->judge);
    judge_free(worker->before);
    matcher_free(worker->matcher);
    notice_reader_free(worker->reader);
    arena_free(worker->lot);
    arena_free(worker->bytes);
    arena_free(worker->own);
}

/* The rows of all lots; none and false after saying that they are too many: every lot repeats what its notice
 * says, and so a small file can ask for more memory than there is. */
static bool judge_lots(Worker *worker, const Notice *notice, Buf *rows, Diags *diags) {
    const LotWalk *walk = worker->shared->walk;
    size_t from = rows->n;
    for (size_t i = 0; i < notice->lot_count && rows->n - from <= ROWS_MOST; i++) {
        LotSeen seen = {.notice = notice, .lot = &notice->lots[i], .first = i == 0};
        arena_reset(worker->lot);
        if (walk->blind) seen.lot = blind_lot(walk->rules, worker->matcher, worker->lot, seen.lot);
        if (worker->judge) seen.verdict = judge_lot(worker->judge, worker->lot, notice, seen.lot);
        if (worker->before) seen.before = judge_lot(worker->before, worker->lot, notice, seen.lot);
        walk->row(walk->shared, worker->lot, &seen, rows);
    }
    if (rows->n - from <= ROWS_MOST) return true;
    rows->n = from;
    diag_add(diags, DIAG_REFUSED, notice->lots[0].at, "notice refused", "rows of more than %d bytes",
             ROWS_MOST);
    return false;
}

/* What tells a notice from its copies is the name of its file and its line, not the folder or archive that it
 * lies in: a folder and its archive give the same. */
static NoticeKeys *keys_of(const LotWalk *walk, Arena *arena, Arena *scratch, const Notice *notice) {
    if (walk->order) return notice_keys(arena, notice, walk->order(walk->shared, scratch, notice));
    Str name = file_own_name(notice->file);
    return notice_keys(arena, notice, str_print(scratch, "%.*s:%u", STR_ARG(name), notice->lots[0].at.line));
}

static void notice_seen(void *to, Arena *arena, const Notice *notice) {
    Worker *worker = to;
    const LotWalk *walk = worker->shared->walk;
    Haul *haul = worker->haul;
    size_t from = haul->rows.n;
    const Notice *judged = walk->amend ? walk->amend(walk->shared, arena, notice) : notice;
    if (!judged) return;
    if (walk->quality) quality_check(arena, notice, &haul->diags);
    defect_fold(&haul->diags, worker->said, notice->id);
    worker->said = haul->diags.last;
    if (!judge_lots(worker, judged, &haul->rows, &haul->diags)) return;
    bool keyed = walk->newest || walk->outlet.take;
    const NoticeKeys *keys = keyed ? keys_of(walk, haul->arena, arena, notice) : NULL;
    Str about = walk->about ? walk->about(walk->shared, haul->arena, notice) : (Str){0};
    shelf_note(haul, worker->item, notice, from, keys, about);
    if (walk->quality) shelf_note_id(haul, notice);
}

static void again_next(Again *again, size_t next) {
    again->next = next;
    if (next < again->end) again->number = newest_corrected(again->newest, next, &again->place);
}

/* Deadlines for lots that the notice does not have: "Lot 1 and 2" is none. */
static void say_strange_lots(const Again *again, Arena *arena, const Notice *notice) {
    Map *lots = map_new(arena);
    for (size_t i = 0; i < notice->lot_count; i++) map_put(lots, str_trim_wide(notice->lots[i].id), lots);
    size_t n, strange = 0, first = 0;
    const DeadlineCorrection *deadlines = newest_deadlines(again->newest, again->number, &n);
    for (size_t i = 0; i < n; i++) {
        if (!deadlines[i].lot_id.n || map_has(lots, deadlines[i].lot_id)) continue;
        if (!strange++ || str_cmp(deadlines[i].lot_id, deadlines[first].lot_id) < 0) first = i;
    }
    if (strange)
        diag_add(&again->cli->diags, DIAG_DOUBT, notice->lots[0].at, "not applied",
                 "corrected deadlines of lots that are not there: %zu, such as of lot %.*s", strange,
                 STR_ARG(deadlines[first].lot_id));
}

/* The notice once more, with the deadlines that hold. */
static void notice_seen_again(void *to, Arena *arena, const Notice *notice) {
    Worker *worker = to;
    Again *again = worker->again;
    if (again->next == again->end || notice->lots[0].at.line != again->place.line) return;
    if (!newest_same(again->newest, again->number, keys_of(worker->shared->walk, arena, arena, notice)))
        return;
    Notice corrected = *notice;
    corrected.lots = ARENA_ARRAY(arena, Lot, notice->lot_count);
    for (size_t i = 0; i < notice->lot_count; i++) {
        corrected.lots[i] = notice->lots[i];
        newest_deadline(again->newest, again->number, notice->lots[i].id, &corrected.lots[i].deadline);
    }
    say_strange_lots(again, arena, notice);
    again->rows.n = 0;
    if (judge_lots(worker, &corrected, &again->rows, again->unsaid))
        newest_replace(again->newest, again->number, buf_str(&again->rows));
    again_next(again, again->next + 1);
}

/* False where its document is refused as such. */
static bool take_piece(Worker *worker, const FeedItem *item, Haul *haul) {
    worker->item = item;
    worker->haul = haul;
    worker->said = haul->diags.last;
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
static bool haul_take(void *shared, Haul *haul) {
    return shelf_take(((Shared *)shared)->shelf, haul);
}

static void take_again(Worker *worker, const FeedItem *item) {
    Again *again = worker->again;
    Str wanted = again->place.member.n ? again->place.member : item->piece.file;
    Arena *arena = arena_new();
    Diags unsaid = diags_new(arena);
    again->unsaid = &unsaid;
    if (again->next < again->end && str_eq(item->piece.file, wanted))
        notice_read(worker->reader, item->piece, notice_seen_again, worker, NULL, &unsaid);
    arena_free(arena);
}

/* All that this feed gives, as far as it is needed. */
static void read_again(Worker *worker, Feed *feed) {
    Arena *arena = arena_new();
    FeedItem item;
    Diags unsaid = diags_new(arena);
    feed_read_all(feed);
    while (worker->again->next < worker->again->end && feed_next(feed, arena, &item, &unsaid)) {
        take_again(worker, &item);
        arena_reset(arena);
        unsaid = diags_new(arena);
    }
    arena_free(arena);
}

/* What could not be corrected, because the file is not what it was, or cannot be read twice. */
static void say_uncorrected(Again *again, Str file, bool rereadable) {
    for (; again->next < again->end; again_next(again, again->next + 1)) {
        Loc at = {.file = again->place.member.n ? again->place.member : file, .line = again->place.line};
        if (rereadable)
            diag_add(&again->cli->diags, DIAG_REFUSED, at, "the first deadline stands",
                     "gone or another when it was read again for a corrected deadline");
        else
            diag_add(&again->cli->diags, DIAG_DOUBT, at, "the first one stands",
                     "a deadline that a corrigendum has corrected");
    }
}

/* The corrected notices of one file, from number `next` on. */
static void correct_file(Worker *worker, Str file) {
    const LotWalk *walk = worker->shared->walk;
    StrList one = {.at = &file, .n = 1};
    Arena *scratch = arena_new();
    bool gone = !file_exists(scratch, file);
    bool rereadable = !str_is(file, "-") && (gone || file_is_regular(scratch, file));
    arena_free(scratch);
    if (rereadable) {
        Feed *feed = feed_open(one, walk->part, walk->columns);
        read_again(worker, feed);
        feed_close(feed);
    }
    say_uncorrected(worker->again, file, rereadable);
    cli_flush(worker->again->cli);
}

/* Deadlines that were corrected, judged as they are now: each file is read once more, up to the last of its
 * notices that needs it. A pipe cannot be read twice. */
static void correct(Cli *cli, Shared *shared, StrList files, Newest *newest) {
    size_t n = newest_settle(newest);
    if (!n) return;
    Worker *worker = worker_new(shared);
    Again again = {.cli = cli, .newest = newest, .rows = {.arena = arena_new()}};
    worker->again = &again;
    for (size_t from = 0; from < n; from = again.end) {
        NoticePlace place, after;
        newest_corrected(newest, from, &place);
        for (again.end = from + 1; again.end < n; again.end++) {
            newest_corrected(newest, again.end, &after);
            if (after.file != place.file) break;
        }
        again_next(&again, from);
        correct_file(worker, files.at[place.file]);
    }
    arena_free(again.rows.arena);
    worker_free(worker);
}

static bool print_rows(void *to, Str rows) {
    return cli_write(to, rows);
}

bool lots_walk(Cli *cli, const LotWalk *walk, const StrList *paths, Lines *lines) {
    StrList files = walk->listed ? *paths : source_list(cli->run, paths, &cli->diags);
    cli_flush(cli);
    if (!cli_spares(cli, files)) return false;
    Newest *newest = walk->newest ? newest_new(cli) : NULL;
    ShelfOutlet outlet = newest ? (ShelfOutlet){newest_add, newest} : walk->outlet;
    Shared shared = {.cli = cli, .walk = walk, .shelf = shelf_new(cli, outlet)};
    pthread_mutex_init(&shared.lock, NULL);
    CrewJob job = {&shared, worker_new, worker_free, worker_piece, haul_take};
    Feed *feed = feed_open(files, walk->part, walk->columns);
    crew_run(cli, &job, feed, files.n, walk->workers ? walk->workers : crew_cores());
    feed_close(feed);
    shelf_end(shared.shelf);
    if (lines) lines_add(lines, &shared.lines);
    bool whole = true;
    if (newest) {
        NewestOutput output = walk->output;
        if (!output.rows)
            output =
                (NewestOutput){.begin = output.begin, .rows = print_rows, .chain = output.chain, .to = cli};
        correct(cli, &shared, files, newest);
        whole = newest_print(newest, &output);
        newest_free(newest);
    }
    pthread_mutex_destroy(&shared.lock);
    return whole;
}
