/* intake.c - tables and notices go from their folders into the registry and the archive.
 *
 * A file is taken in one transaction (small files of notices share one), and leaves the inbox only after the
 * commit: whenever the run is killed, a file is either still there, or known. A known file that is still
 * there is merely put where it belongs. */
#include "base/csvline.h"
#include "cli/nightly.h"
#include "ingest/source.h"
#include "registry/copy.h"
#include "registry/records.h"
#include "report/lot_record.h"
#include "report/lots.h"

enum {
    BATCH_FILES = 512,
    BATCH_BYTES = 16 << 20, /* of notices that wait to be written */
    ROUNDS = 3,             /* of files that could not be taken together with others */
};

/* What was refused. */

bool intake_refused(Nightly *nightly, const Offer *offer, bool whole) {
    Cli *cli = nightly->cli;
    Rejected rejected = rejects_of(cli->rejects, offer->path);
    bool written = !nightly->dry && !nightly->replay;
    if (!rejected.count) return true;
    if (written && !rejects_settle(cli->rejects, offer->path, whole, &rejected, &cli->diags)) return false;
    nightly->refused += whole;
    Refusal refusal = {.day = nightly->run.day,
                       .kind = offer->kind,
                       .name = offer->name,
                       .refused = rejected.count,
                       .whole = whole,
                       .reason = rejected.reason,
                       .rejects = written ? rejects_name(cli->rejects, offer->path) : (Str){0}};
    registry_refuse(nightly->registry, &refusal);
    return true;
}

/* The file itself goes to its reasons, unless it may be about people: then it stays with who sent it. */
static bool move_to_rejects(Nightly *nightly, const Offer *offer) {
    Arena *scratch = nightly->arena;
    if (!rejects_may_keep(nightly->cli->rejects, offer->path)) return true;
    Str name = rejects_name(nightly->cli->rejects, offer->path);
    return file_move(scratch, offer->path, file_join(scratch, nightly->folder.rejects, name),
                     &nightly->cli->diags);
}

/* Where a taken file lies from now on. */
static bool move_to_archive(Nightly *nightly, const Offer *offer) {
    Arena *scratch = nightly->arena;
    Diags *diags = &nightly->cli->diags;
    Str path =
        archive_path(scratch, &nightly->folder, file_kind_name(offer->kind), offer->digest, offer->name);
    if (file_exists(scratch, path)) return file_remove(scratch, offer->path, diags);
    return archive_make_room(scratch, path, diags) && file_move(scratch, offer->path, path, diags);
}

/* What is known already is put where it belongs. */
static bool put_away(Nightly *nightly, const Offer *offer) {
    return nightly->dry || nightly->replay || move_to_archive(nightly, offer);
}

static bool is_unchanged(Nightly *nightly, const Offer *offer) {
    FileStamp now;
    return nightly->replay ||
           (file_stamp(nightly->arena, offer->path, &now) && file_stamp_same(&now, &offer->stamp));
}

static void leave(Nightly *nightly, Offer *offer) {
    offer->left = true;
    nightly->left++;
}

static bool offer_digest(Nightly *nightly, Offer *offer) {
    if (nightly->replay || !digest_is_none(offer->digest)) return true;
    return file_digest(nightly->arena, offer->path, &offer->digest, &nightly->cli->diags);
}

static bool sync_all(Nightly *nightly) {
    return nightly->dry || nightly->replay ||
           file_sync(nightly->arena, nightly->folder.root, &nightly->cli->diags);
}

/* Tables. */

/* The rows of one table, whatever it is about. */
typedef struct TableRows {
    HoursRows hours;
    People people;
    Decisions decisions;
    Clauses clauses;
    size_t n;
    Str copy; /* what goes to the archive in its place; empty: the file itself */
} TableRows;

/* Decisions and the life of clauses come into one folder: the header says which of the two it is. */
static bool read_decisions(Nightly *nightly, Str path, Str bytes, TableRows *rows, Diags *diags) {
    Arena *arena = nightly->arena;
    Diags unsaid = diags_new(arena);
    if (clauses_read(arena, path, bytes, &nightly->columns, &rows->clauses, &nightly->lines, &unsaid)) {
        diags_move(diags, &unsaid);
        return true;
    }
    return decisions_read(arena, path, bytes, &nightly->columns, &rows->decisions, &nightly->lines, diags);
}

static bool table_read(Nightly *nightly, const Offer *offer, TableRows *rows) {
    Arena *arena = nightly->arena;
    Diags *diags = &nightly->cli->diags;
    const ColumnNames ours = {.archived = true}, *names = nightly->replay ? &ours : &nightly->columns;
    Str bytes;
    bool good = source_read(arena, offer->path, &bytes, diags);
    Buf copy = {.arena = arena_new()};
    switch (offer->kind) {
    case FILE_HOURS:
        good = good && hours_read(arena, offer->path, bytes, names, &rows->hours, &nightly->lines, diags);
        rows->n = rows->hours.n;
        hours_copy(&copy, rows->hours.at, rows->n);
        break;
    case FILE_PEOPLE:
        good = good && people_read(arena, offer->path, bytes, names, &rows->people, &nightly->lines, diags);
        rows->n = rows->people.n;
        people_copy(&copy, rows->people.at, rows->n);
        break;
    default:
        good = good && read_decisions(nightly, offer->path, bytes, rows, diags);
        rows->n = rows->decisions.n + rows->clauses.n;
    }
    rows->copy = str_copy(arena, buf_str(&copy));
    arena_free(copy.arena);
    return good;
}

static void put_rows(Nightly *nightly, const Offer *offer, const TableRows *rows) {
    Registry *registry = nightly->registry;
    records_put_hours(registry, offer->file, &rows->hours);
    records_put_people(registry, offer->file, &rows->people, nightly->run.day);
    records_put_decisions(registry, offer->file, &rows->decisions, nightly->run.day);
    records_put_clauses(registry, offer->file, &rows->clauses);
}

static bool is_personal(const Offer *offer) {
    return offer->kind == FILE_HOURS || offer->kind == FILE_PEOPLE;
}

/* The digest of what goes to the archive, which holds a copy first: were it written after the commit, a run
 * that is killed in between would have lost it. */
static bool keep_copy(Nightly *nightly, Offer *offer, const TableRows *rows) {
    if (nightly->replay) return true;
    if (!is_personal(offer)) return offer_digest(nightly, offer);
    offer->digest = digest_whole(rows->copy);
    return nightly->dry || archive_keep(nightly->arena, &nightly->folder, file_kind_name(offer->kind),
                                        STR("copy.csv"), rows->copy, &offer->digest, &nightly->cli->diags);
}

static TakenFile taken_file(const Nightly *nightly, const Offer *offer) {
    return (TakenFile){
        .kind = offer->kind, .digest = offer->digest, .name = offer->name, .run = nightly->run.number};
}

/* The transaction of one table. */
static bool table_commit(Nightly *nightly, Offer *offer, const TableRows *rows) {
    Registry *registry = nightly->registry;
    Store *store = registry_store(registry);
    uint64_t refused = rejects_of(nightly->cli->rejects, offer->path).count;
    if (!store_begin(store)) return false;
    TakenFile file = taken_file(nightly, offer);
    offer->file = registry_add_file(registry, &file);
    put_rows(nightly, offer, rows);
    registry_end_file(registry, offer->file, nightly->replay ? offer->rows_kept : rows->n,
                      nightly->replay ? offer->rows_refused : refused);
    if (!intake_refused(nightly, offer, false) || !sync_all(nightly)) {
        store_rollback(store);
        return false;
    }
    if (!store_commit(store)) return false;
    nightly->taken++;
    return true;
}

/* A table whose rows are known may have other refused ones. */
static bool table_known(Nightly *nightly, Offer *offer) {
    Store *store = registry_store(nightly->registry);
    if (!rejects_of(nightly->cli->rejects, offer->path).count) return true;
    if (!store_begin(store)) return false;
    if (intake_refused(nightly, offer, false)) return store_commit(store);
    store_rollback(store);
    return false;
}

/* Of a table of persons the original goes; what is refused whole stays with who sent it. */
static bool offer_refuse(Nightly *nightly, Offer *offer) {
    Store *store = registry_store(nightly->registry);
    if (!store_begin(store)) return false;
    if (!intake_refused(nightly, offer, true)) {
        store_rollback(store);
        return false;
    }
    if (!store_commit(store)) return false;
    offer->left = true;
    return is_personal(offer) || nightly->dry || nightly->replay || move_to_rejects(nightly, offer);
}

static bool table_take(Nightly *nightly, Offer *offer) {
    TableRows rows = {0};
    bool whole = table_read(nightly, offer, &rows), world = nightly->cli->diags.count[DIAG_WORLD] > 0;
    cli_say(nightly->cli, &nightly->cli->diags, is_personal(offer));
    nightly->cli->diags = diags_new(nightly->cli->run);
    if (world || !is_unchanged(nightly, offer)) { /* cannot be read: that has been said */
        leave(nightly, offer);
        return true;
    }
    bool refused = rejects_of(nightly->cli->rejects, offer->path).count > 0;
    if (!nightly->replay && (!whole || (!rows.n && refused))) return offer_refuse(nightly, offer);
    if (!keep_copy(nightly, offer, &rows)) return false;
    offer->file = registry_file(nightly->registry, offer->kind, offer->digest);
    if (!(offer->file ? table_known(nightly, offer) : table_commit(nightly, offer, &rows))) return false;
    if (nightly->dry || nightly->replay) return true;
    return is_personal(offer) ? file_remove(nightly->arena, offer->path, &nightly->cli->diags)
                              : move_to_archive(nightly, offer);
}

bool intake_tables(Nightly *nightly, Offers *offers) {
    bool good = true;
    for (size_t i = 0; good && i < offers->n; i++)
        if (offers->at[i].kind != FILE_NOTICES) good = table_take(nightly, &offers->at[i]);
    return good;
}

/* Notices. */

/* A walk over some of the offers. */
typedef struct Intake {
    IntakeLook look; /* first: what the workers are given */
    Nightly *nightly;
    Offer **offers;
    size_t n, next;  /* the first that is not done with */
    size_t first;    /* of the transaction at hand */
    uint64_t kept;   /* notices of the file at hand */
    bool open, good; /* a transaction is open; nothing has failed */
    size_t world;    /* failures of this machine that were said before */
    bool parted;     /* some of the file at hand is written already */
    Taking *taking;
} Intake;

void intake_row(void *shared, Arena *scratch, const LotSeen *seen, Buf *rows) {
    const IntakeLook *look = shared;
    Notice anywhere = *seen->notice;
    anywhere.file = (Str){0}; /* it is about to move */
    Buf csv = {.arena = scratch}, record = {.arena = scratch};
    CsvLine line = csvline_plain(&csv);
    verdict_csv(&line, scratch, &anywhere, seen->lot, seen->verdict);
    lot_record_write(&record, scratch, look->words, &anywhere, seen->lot, seen->verdict);
    LotEntry entry = {.id = seen->lot->id,
                      .verdict = seen->verdict->kind,
                      .open_until = lot_open_until(&anywhere, seen->lot, look->day),
                      .csv = buf_str(&csv),
                      .record = buf_str(&record)};
    lot_entry_pack(rows, &entry);
}

Str intake_order(void *shared, Arena *scratch, const Notice *notice) {
    (void)shared;
    return notice_statement(scratch, notice);
}

static bool begin(Intake *intake) {
    if (!intake->open) intake->open = store_begin(registry_store(intake->nightly->registry));
    intake->good = intake->good && intake->open;
    return intake->good;
}

/* Nothing of the transaction is there; another round may take its files. */
static void give_up(Intake *intake) {
    store_rollback(registry_store(intake->nightly->registry));
    intake->open = false;
    taking_forget(intake->taking);
    for (size_t i = intake->first; i < intake->next; i++) intake->offers[i]->file = 0;
    intake->first = intake->next;
}

/* The files of the transaction leave the inbox. */
static bool move_files(Intake *intake) {
    Nightly *nightly = intake->nightly;
    bool good = true;
    for (size_t i = intake->first; good && i < intake->next; i++) {
        const Offer *offer = intake->offers[i];
        if (offer->file) good = move_to_archive(nightly, offer);
        else if (offer->rejected) good = move_to_rejects(nightly, offer);
    }
    return good;
}

static void commit(Intake *intake) {
    Nightly *nightly = intake->nightly;
    if (!intake->open || !intake->good) return;
    taking_settle(intake->taking);
    intake->good = sync_all(nightly) && store_commit(registry_store(nightly->registry));
    intake->open = false;
    if (!intake->good) {
        give_up(intake);
        return;
    }
    for (size_t i = intake->first; i < intake->next; i++) {
        Offer *offer = intake->offers[i];
        nightly->taken += offer->file != 0;
        offer->rejected = !offer->file && !offer->left;
    }
    if (!nightly->dry && !nightly->replay) intake->good = move_files(intake);
    intake->first = intake->next;
}

static void start_file(Intake *intake) {
    Offer *offer = intake->offers[intake->next];
    if (offer->file || !begin(intake)) return;
    TakenFile file = taken_file(intake->nightly, offer);
    offer->file = registry_add_file(intake->nightly->registry, &file);
}

/* Somebody has written to it while it was read: what was read of it is nothing. */
static void forget_file(Intake *intake, Offer *offer) {
    leave(intake->nightly, offer);
    if (intake->parted) {
        intake->next++;
        give_up(intake);
        intake->next--;
        return;
    }
    if (!offer->file) return;
    taking_drop(intake->taking, offer->file);
    registry_drop_file(intake->nightly->registry, offer->file);
    offer->file = 0;
}

static void end_file(Intake *intake) {
    Nightly *nightly = intake->nightly;
    Offer *offer = intake->offers[intake->next];
    uint64_t refused = rejects_of(nightly->cli->rejects, offer->path).count;
    if (nightly->cli->said[DIAG_WORLD] > intake->world)
        intake->good = false; /* perhaps not read to its end */
    else if (!is_unchanged(nightly, offer)) forget_file(intake, offer);
    else {
        if (!refused) start_file(intake); /* even where there is nothing in it */
        if (begin(intake) && offer->file)
            registry_end_file(nightly->registry, offer->file, intake->kept, refused);
        if (intake->good) intake->good = intake_refused(nightly, offer, !offer->file);
    }
    intake->next++;
    intake->kept = 0;
    intake->parted = false;
    if (intake->next - intake->first >= BATCH_FILES || taking_held(intake->taking) >= BATCH_BYTES)
        commit(intake);
}

static bool take_notice(void *to, NoticePlace place, const NoticeKeys *keys, Str about, Str rows) {
    Intake *intake = to;
    (void)about;
    while (intake->good && intake->next < place.file) end_file(intake);
    start_file(intake);
    if (!intake->good) return false;
    const Offer *offer = intake->offers[intake->next];
    Str member = str_sub(place.member, offer->path.n + 1, SIZE_MAX); /* archive!member */
    taking_add(intake->taking, offer->file, member, place.line, keys, rows);
    intake->kept++;
    if (taking_held(intake->taking) < BATCH_BYTES) return true;
    taking_settle(intake->taking);
    intake->parted = true;
    return store_good(registry_store(intake->nightly->registry));
}

static bool walk(Nightly *nightly, Offer **offers, size_t n) {
    Intake intake = {.look = {nightly->words, nightly->run.day},
                     .nightly = nightly,
                     .offers = offers,
                     .n = n,
                     .good = true,
                     .world = nightly->cli->said[DIAG_WORLD],
                     .taking = taking_new(nightly->registry, nightly->run.day, nightly->run.number)};
    LotWalk walk = {.rules = nightly->rules,
                    .columns = &nightly->columns,
                    .row = intake_row,
                    .order = intake_order,
                    .shared = &intake,
                    .workers = nightly->workers,
                    .listed = true,
                    .outlet = {take_notice, &intake}};
    StrList paths = {0};
    for (size_t i = 0; i < n; i++) strlist_add(nightly->arena, &paths, offers[i]->path);
    bool good = lots_walk(nightly->cli, &walk, &paths, &nightly->lines);
    while (good && intake.good && intake.next < n) end_file(&intake);
    if (good && intake.good && nightly->cli->said[DIAG_WORLD] == intake.world) commit(&intake);
    if (intake.open) give_up(&intake);
    taking_free(intake.taking);
    return good && intake.good;
}

/* Those that are neither known nor copies of one before; known ones are put away. */
static size_t pick(Nightly *nightly, Offers *offers, Offer **picked, bool *good) {
    Store *store = registry_store(nightly->registry);
    Map *seen = map_new(nightly->arena);
    size_t n = 0;
    *good = store_begin(store); /* one look at the registry, not one for each file */
    for (size_t i = 0; *good && i < offers->n; i++) {
        Offer *offer = &offers->at[i];
        if (offer->kind != FILE_NOTICES || offer->file || offer->left || offer->rejected) continue;
        if (!offer_digest(nightly, offer)) { /* cannot be read, which is said here: it stops no others */
            cli_flush(nightly->cli);
            leave(nightly, offer);
            continue;
        }
        offer->file = registry_file(nightly->registry, FILE_NOTICES, offer->digest);
        if (offer->file) *good = put_away(nightly, offer);
        else if (!map_put(seen, digest_print(nightly->arena, offer->digest), offer)) picked[n++] = offer;
    }
    *good = store_commit(store) && *good;
    return n;
}

bool intake_notices(Nightly *nightly, Offers *offers) {
    Offer **picked = ARENA_ARRAY(nightly->arena, Offer *, offers->n);
    bool good = true;
    for (int round = 0; good && round < ROUNDS; round++) {
        size_t n = pick(nightly, offers, picked, &good);
        if (!good || !n) break;
        good = walk(nightly, picked, n);
    }
    return sync_all(nightly) && good;
}
