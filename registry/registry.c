/* registry.c - the schema, runs and files.
 *
 * Large rows (notices, lots) have ascending numbers and are only ever appended, so that a registry of a
 * million notices takes a night's notices as fast as an empty one; what is looked up by content are keys in
 * tables of their own. */
#include "registry/registry.h"
#include <assert.h>

struct Registry {
    Store *store;
};

static const char *const steps[] = {
    "CREATE TABLE runs("
    "  run INTEGER PRIMARY KEY,"
    "  day INTEGER NOT NULL," /* days since 1970-01-01: so are all days */
    "  conf BLOB NOT NULL, packs BLOB NOT NULL, contracts BLOB NOT NULL, structures BLOB NOT NULL,"
    "  pack_titles TEXT NOT NULL, pack_files TEXT NOT NULL,"
    "  completed INTEGER NOT NULL CHECK(completed IN (0, 1))) STRICT;"

    "CREATE TABLE files("
    "  file INTEGER PRIMARY KEY,"
    "  kind INTEGER NOT NULL,"
    "  digest BLOB NOT NULL CHECK(length(digest) = 16),"
    "  name TEXT NOT NULL,"
    "  run INTEGER NOT NULL REFERENCES runs,"
    "  kept INTEGER NOT NULL DEFAULT 0,"
    "  refused INTEGER NOT NULL DEFAULT 0,"
    "  UNIQUE(kind, digest)) STRICT;"
    "CREATE INDEX files_of ON files(run);"

    "CREATE TABLE refusals("
    "  day INTEGER NOT NULL, kind INTEGER NOT NULL, name TEXT NOT NULL,"
    "  refused INTEGER NOT NULL, whole INTEGER NOT NULL CHECK(whole IN (0, 1)), reason TEXT NOT NULL,"
    "  rejects TEXT NOT NULL,"
    "  PRIMARY KEY(day, kind, name)) STRICT, WITHOUT ROWID;"

    "CREATE TABLE totals("
    "  one INTEGER PRIMARY KEY CHECK(one = 1),"
    "  notices INTEGER NOT NULL, not_eligible INTEGER NOT NULL, to_check INTEGER NOT NULL,"
    "  eligible INTEGER NOT NULL) STRICT;"
    "INSERT INTO totals VALUES(1, 0, 0, 0, 0);"

    "CREATE TABLE notices("
    "  notice INTEGER PRIMARY KEY,"
    "  file INTEGER NOT NULL REFERENCES files,"
    "  member TEXT NOT NULL," /* of an archive: archive!member; empty: the file itself */
    "  line INTEGER NOT NULL,"
    "  keys BLOB NOT NULL,"        /* registry/keys.h */
    "  standing INTEGER NOT NULL," /* registry/procedure.h */
    "  instead INTEGER REFERENCES notices DEFERRABLE INITIALLY DEFERRED,"
    "  deadlines BLOB,"                      /* corrected ones that hold for it: registry/keys.h */
    "  run INTEGER REFERENCES runs) STRICT;" /* with whose packs it was judged; NULL: to be judged */
    "CREATE INDEX notices_of ON notices(file);"
    "CREATE INDEX notices_instead ON notices(instead) WHERE instead IS NOT NULL;"
    "CREATE INDEX notices_stale ON notices(notice) WHERE run IS NULL;"

    /* What leads to a notice: its own id, its OJ number, all that it names. Notices that share a key hang
       together. Keys come at random, and those of one night would touch nearly every page of a large table:
       they go to a small one first, and from there now and then to the large one. Nothing refers to either,
       and neither to anything, but to numbers of notices, which never go. */
    "CREATE TABLE links("
    "  key INTEGER NOT NULL, notice INTEGER NOT NULL,"
    "  PRIMARY KEY(key, notice)) STRICT, WITHOUT ROWID;"
    "CREATE TABLE links_fresh("
    "  key INTEGER NOT NULL, notice INTEGER NOT NULL,"
    "  PRIMARY KEY(key, notice)) STRICT, WITHOUT ROWID;"

    "CREATE TABLE lots("
    "  lot INTEGER PRIMARY KEY,"
    "  notice INTEGER NOT NULL REFERENCES notices,"
    "  id TEXT NOT NULL,"
    "  verdict INTEGER NOT NULL CHECK(verdict BETWEEN 0 AND 2)," /* VerdictKind */
    "  open_until INTEGER," /* the last day on which it can be answered; NULL: neither call nor plan */
    "  since INTEGER, until INTEGER," /* days on which its notice began and ceased to count */
    "  csv TEXT NOT NULL,"            /* as `check` prints it, without its file */
    "  record TEXT NOT NULL) STRICT;" /* what people read of it; empty where it is not eligible */
    "CREATE INDEX lots_of ON lots(notice);"
    "CREATE INDEX lots_since ON lots(since) WHERE since IS NOT NULL;"
    "CREATE INDEX lots_until ON lots(until) WHERE until IS NOT NULL;"
    "CREATE INDEX lots_open ON lots(open_until)"
    "  WHERE until IS NULL AND since IS NOT NULL AND verdict > 0 AND open_until IS NOT NULL;"

    /* Verdicts that ended: until the eve of the day this was the verdict of the lot. */
    "CREATE TABLE verdicts("
    "  lot INTEGER NOT NULL REFERENCES lots,"
    "  day INTEGER NOT NULL,"
    "  verdict INTEGER NOT NULL,"
    "  by_data INTEGER NOT NULL, by_rules INTEGER NOT NULL," /* what changed */
    "  PRIMARY KEY(lot, day)) STRICT, WITHOUT ROWID;"
    "CREATE INDEX verdicts_day ON verdicts(day);"

    "CREATE TABLE contracts("
    "  id TEXT PRIMARY KEY, line INTEGER NOT NULL, title TEXT NOT NULL, buyer TEXT NOT NULL,"
    "  notice_id TEXT NOT NULL, lot_id TEXT NOT NULL, contractor_name TEXT NOT NULL,"
    "  contractor_siret TEXT NOT NULL, nature TEXT NOT NULL, cpv TEXT NOT NULL, trade TEXT NOT NULL,"
    "  mechanism TEXT NOT NULL, procedure TEXT NOT NULL, cents INTEGER, currency TEXT NOT NULL,"
    "  hours_committed INTEGER NOT NULL, start_date INTEGER NOT NULL, end_date INTEGER NOT NULL,"
    "  status TEXT NOT NULL, facilitator TEXT NOT NULL) STRICT, WITHOUT ROWID;"

    "CREATE TABLE structures("
    "  siret TEXT NOT NULL, line INTEGER NOT NULL, name TEXT NOT NULL, kind TEXT NOT NULL,"
    "  trades TEXT NOT NULL, communes TEXT NOT NULL, departments TEXT NOT NULL," /* lists by | */
    "  capacity INTEGER, cents INTEGER, currency TEXT NOT NULL, contact TEXT NOT NULL,"
    "  PRIMARY KEY(siret, kind)) STRICT, WITHOUT ROWID;"

    "CREATE TABLE hours("
    "  hour INTEGER PRIMARY KEY, file INTEGER NOT NULL REFERENCES files, line INTEGER NOT NULL,"
    "  contract_id TEXT NOT NULL, declarant_siret TEXT NOT NULL, declared_on INTEGER NOT NULL,"
    "  person_ref TEXT NOT NULL, month INTEGER NOT NULL, hours INTEGER NOT NULL, training_hours INTEGER,"
    "  employer_kind TEXT NOT NULL, contract_type TEXT NOT NULL, proof TEXT NOT NULL) STRICT;"
    "CREATE INDEX hours_of ON hours(file);"
    "CREATE INDEX hours_scope ON hours(contract_id, month, declarant_siret);"

    "CREATE TABLE people("
    "  person INTEGER PRIMARY KEY, file INTEGER NOT NULL REFERENCES files, line INTEGER NOT NULL,"
    "  ref TEXT NOT NULL, declared_on INTEGER NOT NULL, sex TEXT NOT NULL, age_band TEXT NOT NULL,"
    "  criteria TEXT NOT NULL, main_criterion TEXT NOT NULL, education TEXT NOT NULL," /* lists by | */
    "  commune TEXT NOT NULL, postal_code TEXT NOT NULL, qpv TEXT NOT NULL, prescriber TEXT NOT NULL,"
    "  rome_codes TEXT NOT NULL, available_from INTEGER, mobility TEXT NOT NULL,"
    "  entry_date INTEGER, exit_date INTEGER, exit TEXT NOT NULL) STRICT;"
    "CREATE INDEX people_of ON people(file);"
    "CREATE INDEX people_ref ON people(ref);"

    "CREATE TABLE decisions("
    "  notice_id TEXT NOT NULL, lot_id TEXT NOT NULL, decided_on INTEGER NOT NULL,"
    "  decision TEXT NOT NULL, waiver TEXT NOT NULL, comment TEXT NOT NULL,"
    "  file INTEGER NOT NULL REFERENCES files, line INTEGER NOT NULL,"
    "  PRIMARY KEY(notice_id, lot_id, decided_on, decision, waiver, comment)) STRICT, WITHOUT ROWID;"
    "CREATE INDEX decisions_of ON decisions(file);"

    "CREATE TABLE clauses("
    "  notice_id TEXT NOT NULL, lot_id TEXT NOT NULL, contract_id TEXT NOT NULL, state TEXT NOT NULL,"
    "  day INTEGER NOT NULL, file INTEGER NOT NULL REFERENCES files, line INTEGER NOT NULL,"
    "  PRIMARY KEY(notice_id, lot_id, day, state, contract_id)) STRICT, WITHOUT ROWID;"
    "CREATE INDEX clauses_of ON clauses(file);",
};

static const StoreSchema schema = {
    .steps = steps, .count = sizeof steps / sizeof *steps, .magic = 0x636C6175};

Registry *registry_open(Arena *arena, Str path, StoreUse use, Diags *diags) {
    Store *store = store_open(arena, path, use, &schema, diags);
    if (!store) return NULL;
    Registry *registry = ARENA_NEW(arena, Registry);
    registry->store = store;
    return registry;
}

void registry_close(Registry *registry) {
    if (registry) store_close(registry->store);
}

Store *registry_store(Registry *registry) {
    return registry->store;
}

static Digest column_digest(Query *query) {
    return digest_of_bytes(column_bytes(query));
}

#define RUN_COLUMNS "run, day, conf, packs, contracts, structures, pack_titles, pack_files, completed"

static Run take_run(Query *query, Arena *arena) {
    Run run = {0};
    if (!query_next(query)) return run;
    run.number = column_number(query);
    run.day = (Date)column_number(query);
    run.settings.conf = column_digest(query);
    run.settings.packs = column_digest(query);
    run.settings.contracts = column_digest(query);
    run.settings.structures = column_digest(query);
    run.settings.pack_titles = column_text(query, arena);
    run.settings.pack_files = column_text(query, arena);
    run.completed = column_number(query) != 0;
    query_end(query);
    return run;
}

Run registry_last_run(Registry *registry, Arena *arena) {
    return take_run(
        store_query(registry->store, "SELECT " RUN_COLUMNS " FROM runs ORDER BY run DESC LIMIT 1"), arena);
}

Run registry_run_before(Registry *registry, Arena *arena, Date day) {
    Query *query =
        store_query(registry->store, "SELECT " RUN_COLUMNS " FROM runs WHERE completed = 1 AND day < ? "
                                     "ORDER BY run DESC LIMIT 1");
    bind_number(query, day);
    return take_run(query, arena);
}

Run registry_run(Registry *registry, Arena *arena, int64_t number) {
    Query *query = store_query(registry->store, "SELECT " RUN_COLUMNS " FROM runs WHERE run = ?");
    bind_number(query, number);
    return take_run(query, arena);
}

bool run_settings_same(const RunSettings *a, const RunSettings *b) {
    return !digest_compare(a->conf, b->conf) && !digest_compare(a->packs, b->packs) &&
           !digest_compare(a->contracts, b->contracts) && !digest_compare(a->structures, b->structures);
}

int64_t registry_begin_run(Registry *registry, Date day, const RunSettings *settings) {
    Arena *scratch = arena_new();
    Run last = registry_last_run(registry, scratch);
    bool same = last.number && last.day == day && run_settings_same(&last.settings, settings);
    arena_free(scratch);
    if (same && !last.completed) return last.number;
    Query *query = store_query(registry->store, "INSERT INTO runs VALUES(NULL, ?, ?, ?, ?, ?, ?, ?, 0)");
    char bytes[4][DIGEST_BYTES];
    bind_number(query, day);
    bind_blob(query, digest_bytes(settings->conf, bytes[0]));
    bind_blob(query, digest_bytes(settings->packs, bytes[1]));
    bind_blob(query, digest_bytes(settings->contracts, bytes[2]));
    bind_blob(query, digest_bytes(settings->structures, bytes[3]));
    bind_text(query, settings->pack_titles);
    bind_text(query, settings->pack_files);
    query_run(query);
    return store_good(registry->store) ? store_last(registry->store) : 0;
}

void registry_end_run(Registry *registry, int64_t number) {
    Query *query = store_query(registry->store, "UPDATE runs SET completed = 1 WHERE run = ?");
    bind_number(query, number);
    query_run(query);
}

const char *file_kind_name(FileKind kind) {
    static const char *const names[FILE_KINDS] = {
        [FILE_NOTICES] = "notices",     [FILE_HOURS] = "hours",         [FILE_PEOPLE] = "people",
        [FILE_DECISIONS] = "decisions", [FILE_CONTRACTS] = "contracts", [FILE_STRUCTURES] = "structures",
    };
    assert(kind < FILE_KINDS);
    return names[kind];
}

int64_t registry_file(Registry *registry, FileKind kind, Digest digest) {
    Query *query = store_query(registry->store, "SELECT file FROM files WHERE kind = ? AND digest = ?");
    char bytes[DIGEST_BYTES];
    bind_number(query, kind);
    bind_blob(query, digest_bytes(digest, bytes));
    int64_t file = query_next(query) ? column_number(query) : 0;
    query_end(query);
    return file;
}

int64_t registry_add_file(Registry *registry, const TakenFile *file) {
    Query *query =
        store_query(registry->store, "INSERT INTO files(kind, digest, name, run) VALUES(?, ?, ?, ?)");
    char bytes[DIGEST_BYTES];
    bind_number(query, file->kind);
    bind_blob(query, digest_bytes(file->digest, bytes));
    bind_text(query, file->name);
    bind_number(query, file->run);
    query_run(query);
    return store_good(registry->store) ? store_last(registry->store) : 0;
}

void registry_exchange_file(Registry *registry, int64_t file, Digest digest) {
    Query *query = store_query(registry->store, "UPDATE files SET digest = ? WHERE file = ?");
    char bytes[DIGEST_BYTES];
    bind_blob(query, digest_bytes(digest, bytes));
    bind_number(query, file);
    query_run(query);
}

void registry_end_file(Registry *registry, int64_t file, uint64_t kept, uint64_t refused) {
    Query *query = store_query(registry->store, "UPDATE files SET kept = ?, refused = ? WHERE file = ?");
    bind_number(query, (int64_t)kept);
    bind_number(query, (int64_t)refused);
    bind_number(query, file);
    query_run(query);
}

void registry_drop_file(Registry *registry, int64_t file) {
    Query *query = store_query(registry->store, "DELETE FROM files WHERE file = ?");
    bind_number(query, file);
    query_run(query);
}

#define FILE_COLUMNS "file, kind, digest, name, day, run, kept, refused FROM files JOIN runs USING(run)"

static bool take_file(Query *query, Arena *arena, TakenFile *file) {
    if (!query_next(query)) return false;
    *file = (TakenFile){.file = column_number(query)};
    file->kind = (FileKind)column_number(query);
    file->digest = column_digest(query);
    file->name = column_text(query, arena);
    file->day = (Date)column_number(query);
    file->run = column_number(query);
    file->kept = (uint64_t)column_number(query);
    file->refused = (uint64_t)column_number(query);
    return true;
}

bool registry_taken(Registry *registry, Arena *arena, int64_t number, TakenFile *file) {
    Query *query = store_query(registry->store, "SELECT " FILE_COLUMNS " WHERE file = ?");
    bind_number(query, number);
    bool found = take_file(query, arena, file);
    query_end(query);
    return found;
}

void registry_files(Registry *registry, Arena *arena, int64_t run, TakenFileSink *sink, void *to) {
    Query *query = store_query(registry->store, "SELECT " FILE_COLUMNS " WHERE run = ? ORDER BY file");
    bind_number(query, run);
    TakenFile file;
    while (take_file(query, arena, &file)) sink(to, &file);
}

void registry_files_after(Registry *registry, Arena *arena, Date day, TakenFileSink *sink, void *to) {
    Query *query =
        store_query(registry->store, "SELECT " FILE_COLUMNS " WHERE run IN "
                                     "(SELECT run FROM runs WHERE day > ?) ORDER BY kind, name, digest");
    bind_number(query, day);
    TakenFile file;
    while (take_file(query, arena, &file)) sink(to, &file);
}

bool registry_contracts_changed(Registry *registry, Date day) {
    Query *query =
        store_query(registry->store, "SELECT contracts FROM runs WHERE (completed = 1 AND day <= ?) OR "
                                     "run = (SELECT max(run) FROM runs) ORDER BY run DESC LIMIT 2");
    Digest now = {0}, before = {0};
    bind_number(query, day);
    if (query_next(query)) now = column_digest(query);
    if (query_next(query)) before = column_digest(query);
    query_end(query);
    return digest_compare(now, before) != 0;
}

void registry_refuse(Registry *registry, const Refusal *refusal) {
    Query *query =
        store_query(registry->store, "INSERT OR REPLACE INTO refusals VALUES(?, ?, ?, ?, ?, ?, ?)");
    bind_number(query, refusal->day);
    bind_number(query, refusal->kind);
    bind_text(query, refusal->name);
    bind_number(query, (int64_t)refusal->refused);
    bind_number(query, refusal->whole);
    bind_text(query, refusal->reason);
    bind_text(query, refusal->rejects);
    query_run(query);
}

void registry_refusals(Registry *registry, Arena *arena, Date after, RefusalSink *sink, void *to) {
    Query *query =
        store_query(registry->store, "SELECT day, kind, name, refused, whole, reason, rejects FROM refusals "
                                     "WHERE day > ? ORDER BY kind, name, day");
    bind_number(query, after);
    while (query_next(query)) {
        Refusal refusal = {.day = (Date)column_number(query), .kind = (FileKind)column_number(query)};
        refusal.name = column_text(query, arena);
        refusal.refused = (uint64_t)column_number(query);
        refusal.whole = column_number(query) != 0;
        refusal.reason = column_text(query, arena);
        refusal.rejects = column_text(query, arena);
        sink(to, &refusal);
    }
}

Totals registry_totals(Registry *registry) {
    Query *query =
        store_query(registry->store, "SELECT notices, not_eligible, to_check, eligible FROM totals");
    Totals totals = {0};
    if (!query_next(query)) return totals;
    totals.notices = column_number(query);
    totals.not_eligible = column_number(query);
    totals.to_check = column_number(query);
    totals.eligible = column_number(query);
    query_end(query);
    return totals;
}

void registry_add_totals(Registry *registry, Totals more) {
    Query *query = store_query(registry->store,
                               "UPDATE totals SET notices = notices + ?, not_eligible = not_eligible + ?,"
                               "  to_check = to_check + ?, eligible = eligible + ?");
    bind_number(query, more.notices);
    bind_number(query, more.not_eligible);
    bind_number(query, more.to_check);
    bind_number(query, more.eligible);
    query_run(query);
}
