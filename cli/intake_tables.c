/* intake_tables.c - hours, people, decisions and the life of clauses: one table, one transaction. */
#include "cli/intake.h"
#include "ingest/source.h"
#include "registry/copy.h"
#include "registry/records.h"

/* The rows of one table, whatever it is about. */
typedef struct TableRows {
    HoursRows hours;
    People people;
    Decisions decisions;
    Clauses clauses;
    size_t n;
    Str copy;      /* what goes to the archive in its place; empty: the file itself */
    Digest digest; /* of what goes there */
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
    if (good) rows->digest = digest_whole(offer_is_personal(offer) ? rows->copy : bytes);
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

/* The digest of what goes to the archive, which holds a copy first: were it written after the commit, a run
 * that is killed in between would have lost it. */
static bool keep_copy(Nightly *nightly, Offer *offer, const TableRows *rows) {
    if (nightly->replay) return true;
    offer->digest = rows->digest;
    if (!offer_is_personal(offer)) return true;
    return nightly->dry || archive_keep(nightly->arena, &nightly->folder, file_kind_name(offer->kind),
                                        STR("copy.csv"), rows->copy, &offer->digest, &nightly->cli->diags);
}

/* The transaction of one table. */
static bool table_commit(Nightly *nightly, Offer *offer, const TableRows *rows) {
    Registry *registry = nightly->registry;
    Store *store = registry_store(registry);
    uint64_t refused = rejects_of(nightly->cli->rejects, offer->path).count;
    if (!store_begin(store)) return false;
    TakenFile file = offer_taken(nightly, offer);
    offer->file = registry_add_file(registry, &file);
    put_rows(nightly, offer, rows);
    registry_end_file(registry, offer->file, nightly->replay ? offer->rows_kept : rows->n,
                      nightly->replay ? offer->rows_refused : refused);
    if (!intake_refused(nightly, offer, false) || !intake_sync(nightly)) {
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
    return offer_is_personal(offer) || offer_put_to_rejects(nightly, offer);
}

static bool table_take(Nightly *nightly, Offer *offer) {
    TableRows rows = {0};
    bool whole = table_read(nightly, offer, &rows), world = nightly->cli->diags.count[DIAG_WORLD] > 0;
    cli_say(nightly->cli, &nightly->cli->diags, offer_is_personal(offer));
    nightly->cli->diags = diags_new(nightly->cli->run);
    if (world || !offer_unchanged(nightly, offer)) { /* cannot be read: that has been said */
        offer_leave(nightly, offer);
        return !nightly->replay;
    }
    bool refused = rejects_of(nightly->cli->rejects, offer->path).count > 0;
    if (!nightly->replay && (!whole || (!rows.n && refused))) return offer_refuse(nightly, offer);
    if (!keep_copy(nightly, offer, &rows)) return false;
    offer->file = registry_file(nightly->registry, offer->kind, offer->digest);
    if (!(offer->file ? table_known(nightly, offer) : table_commit(nightly, offer, &rows))) return false;
    return offer_put_away(nightly, offer);
}

/* Each in memory of its own: a year's declarations come at once. */
bool intake_tables(Nightly *nightly, Offers *offers) {
    Arena *run = nightly->arena, *own = arena_new();
    bool good = true;
    nightly->arena = own;
    for (size_t i = 0; good && i < offers->n; i++) {
        if (offers->at[i].kind == FILE_NOTICES) continue;
        good = table_take(nightly, &offers->at[i]);
        arena_reset(own);
    }
    nightly->arena = run;
    arena_free(own);
    return good;
}
