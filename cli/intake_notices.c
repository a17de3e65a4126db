/* intake_notices.c - notices, read and judged by a crew and written by one: small files share a transaction.
 */
#include "base/csvline.h"
#include "base/map.h"
#include "cli/intake.h"
#include "report/lot_record.h"
#include "report/lots.h"

enum {
    BATCH_FILES = 512,
    BATCH_BYTES = 16 << 20, /* of notices that wait to be written */
    ROUNDS = 3,             /* of files that could not be taken together with others */
};

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
        Offer *offer = intake->offers[i];
        if (offer->file) good = offer_put_away(nightly, offer);
        else if (offer->rejected) good = offer_put_to_rejects(nightly, offer);
    }
    return good;
}

/* False where somebody has written to one of the transaction's files since it was read: that one is left. */
static bool all_unchanged(Intake *intake) {
    bool good = true;
    for (size_t i = intake->first; i < intake->next; i++) {
        Offer *offer = intake->offers[i];
        if (offer->left || offer_unchanged(intake->nightly, offer)) continue;
        offer_leave(intake->nightly, offer);
        good = false;
    }
    return good;
}

static void commit(Intake *intake) {
    Nightly *nightly = intake->nightly;
    if (!intake->open || !intake->good) return;
    if (!all_unchanged(intake)) {
        give_up(intake);
        return;
    }
    taking_settle(intake->taking);
    intake->good = intake_sync(nightly) && store_commit(registry_store(nightly->registry));
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
    intake->good = move_files(intake);
    intake->first = intake->next;
}

static void start_file(Intake *intake) {
    Offer *offer = intake->offers[intake->next];
    if (offer->file || !begin(intake)) return;
    TakenFile file = offer_taken(intake->nightly, offer);
    offer->file = registry_add_file(intake->nightly->registry, &file);
}

/* Somebody has written to it while it was read: what was read of it is nothing. */
static void forget_file(Intake *intake, Offer *offer) {
    offer_leave(intake->nightly, offer);
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
    else if (!offer_unchanged(nightly, offer)) forget_file(intake, offer);
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
            offer_leave(nightly, offer);
            continue;
        }
        offer->file = registry_file(nightly->registry, FILE_NOTICES, offer->digest);
        if (offer->file) *good = offer_put_away(nightly, offer);
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
    return intake_sync(nightly) && good;
}
