/* store.c - SQLite: a rollback journal, every commit synced, one writer.
 *
 * A rollback journal and not a write-ahead log: the registry is then one file whenever nothing runs, which
 * people may copy, and a killed run leaves a journal that the next opening rolls back by itself. */
#include "registry/store.h"
#include "base/file.h"
#include <assert.h>
#include <sqlite3.h>

/* Rows are of a kilobyte and more, and leave a fifth of pages of 4 KB empty: of a new file. */
enum { STATEMENTS = 128, CACHE_KIB = 32768, PAGE_BYTES = 8192, BUSY_MS = 60000 };

struct Query {
    Store *store;
    const char *sql;
    sqlite3_stmt *statement;
    int bound, taken;
};

struct Store {
    sqlite3 *db;
    Str path;
    Diags *diags;
    bool failed;
    bool busy; /* a transaction is open */
    bool try;  /* it stays open until the end */
    Query queries[STATEMENTS];
    size_t query_count;
};

static void say(Store *store, const char *consequence, const char *what) {
    if (!store->failed)
        diag_add(store->diags, DIAG_WORLD, (Loc){.file = store->path}, consequence, "%s", what);
    store->failed = true;
}

/* What SQLite says, and what can be done about it. */
static void fail(Store *store, int code) {
    switch (code & 0xFF) {
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        say(store, "move it away and rebuild it: clausier run --rebuild", "damaged");
        return;
    case SQLITE_CONSTRAINT: /* what is written is whole: what it points at is not there */
        say(store, "move it away and rebuild it: clausier run --rebuild", "damaged: rows point at nothing");
        return;
    case SQLITE_FULL:
        say(store, "the registry is as it was before", "no room left on the disk");
        return;
    case SQLITE_BUSY:
        say(store, "try again once it is done", "another program writes to it");
        return;
    default:
        say(store, "the registry is as it was before",
            store->db ? sqlite3_errmsg(store->db) : sqlite3_errstr(code));
    }
}

bool store_good(const Store *store) {
    return !store->failed;
}

void store_damaged(Store *store) {
    fail(store, SQLITE_CORRUPT);
}

void store_run(Store *store, const char *sql) {
    if (store->failed) return;
    int code = sqlite3_exec(store->db, sql, NULL, NULL, NULL);
    if (code) fail(store, code);
}

bool store_begin(Store *store) {
    assert(!store->busy || store->try);
    if (!store->busy) store_run(store, "BEGIN IMMEDIATE");
    store->busy = !store->failed;
    return store->busy;
}

bool store_commit(Store *store) {
    if (store->try) return !store->failed;
    store_run(store, "COMMIT");
    if (store->failed) store_rollback(store);
    store->busy = false;
    return !store->failed;
}

void store_rollback(Store *store) {
    for (size_t i = 0; i < store->query_count; i++) sqlite3_reset(store->queries[i].statement);
    /* after some failures SQLite has done it already */
    if (store->busy && !sqlite3_get_autocommit(store->db))
        sqlite3_exec(store->db, "ROLLBACK", NULL, NULL, NULL);
    store->busy = false;
}

Query *store_query(Store *store, const char *sql) {
    Query *query = NULL;
    for (size_t i = 0; i < store->query_count && !query; i++)
        if (store->queries[i].sql == sql) query = &store->queries[i];
    if (!query) {
        assert(store->query_count < STATEMENTS);
        query = &store->queries[store->query_count++];
        *query = (Query){.store = store, .sql = sql};
    }
    query->bound = query->taken = 0;
    if (store->failed) return query;
    if (query->statement) sqlite3_reset(query->statement);
    else {
        int code = sqlite3_prepare_v3(store->db, sql, -1, SQLITE_PREPARE_PERSISTENT, &query->statement, NULL);
        if (code) fail(store, code);
    }
    return query;
}

void bind_number(Query *query, int64_t value) {
    if (!query->store->failed) sqlite3_bind_int64(query->statement, ++query->bound, value);
}

void bind_null(Query *query) {
    if (!query->store->failed) sqlite3_bind_null(query->statement, ++query->bound);
}

void bind_absent_or(Query *query, int64_t value, int64_t absent) {
    if (value == absent) bind_null(query);
    else bind_number(query, value);
}

void bind_text(Query *query, Str value) {
    if (!query->store->failed)
        sqlite3_bind_text64(query->statement, ++query->bound, value.n ? value.p : "", value.n, SQLITE_STATIC,
                            SQLITE_UTF8);
}

void bind_blob(Query *query, Str value) {
    if (!query->store->failed)
        sqlite3_bind_blob64(query->statement, ++query->bound, value.n ? value.p : "", value.n, SQLITE_STATIC);
}

bool query_next(Query *query) {
    Store *store = query->store;
    query->taken = 0;
    if (store->failed) return false;
    int code = sqlite3_step(query->statement);
    if (code == SQLITE_ROW) return true;
    if (code != SQLITE_DONE) fail(store, code);
    sqlite3_reset(query->statement);
    return false;
}

void query_run(Query *query) {
    bool row = query_next(query);
    assert(!row);
}

void query_end(Query *query) {
    if (query->statement) sqlite3_reset(query->statement);
}

int64_t column_number(Query *query) {
    return sqlite3_column_int64(query->statement, query->taken++);
}

int64_t column_absent_or(Query *query, int64_t absent) {
    bool null = sqlite3_column_type(query->statement, query->taken) == SQLITE_NULL;
    int64_t value = column_number(query);
    return null ? absent : value;
}

Str column_bytes(Query *query) {
    const char *bytes = sqlite3_column_blob(query->statement, query->taken);
    int n = sqlite3_column_bytes(query->statement, query->taken++);
    return n > 0 ? (Str){bytes, (size_t)n} : (Str){0};
}

Str column_text(Query *query, Arena *arena) {
    return str_copy(arena, column_bytes(query));
}

int64_t store_last(const Store *store) {
    return sqlite3_last_insert_rowid(store->db);
}

void store_plans(Store *store, Arena *arena, PlanSink *sink, void *to) {
    enum { DETAIL = 3 }; /* of id, parent, notused, detail */
    for (size_t i = 0; i < store->query_count; i++) {
        sqlite3_stmt *plan = NULL;
        const char *sql = store->queries[i].sql;
        Str explain = str_print(arena, "EXPLAIN QUERY PLAN %s", sql);
        int code = sqlite3_prepare_v2(store->db, str_cstr(arena, explain), -1, &plan, NULL);
        while (!code && (code = sqlite3_step(plan)) == SQLITE_ROW) {
            sink(to, sql, str_copy(arena, str_of((const char *)sqlite3_column_text(plan, DETAIL))));
            code = SQLITE_OK;
        }
        if (code != SQLITE_DONE) fail(store, code);
        sqlite3_finalize(plan);
    }
}

/* A number that the file states about itself. */
static int64_t pragma(Store *store, const char *sql) {
    sqlite3_stmt *statement = NULL;
    int64_t value = 0;
    if (store->failed) return 0;
    int code = sqlite3_prepare_v2(store->db, sql, -1, &statement, NULL);
    if (!code && sqlite3_step(statement) == SQLITE_ROW) value = sqlite3_column_int64(statement, 0);
    if (!code) code = sqlite3_finalize(statement); /* what sqlite3_step() failed of */
    if (code) fail(store, code);
    return value;
}

int64_t store_version(Store *store) {
    return pragma(store, "PRAGMA user_version");
}

/* Before a schema changes, what was there is kept beside it. */
static void keep_copy(Store *store, Arena *arena, int64_t version) {
    Str copy = str_print(arena, "%.*s.v%lld.bak", STR_ARG(store->path), (long long)version);
    if (!file_copy(arena, store->path, copy, store->diags)) store->failed = true;
}

static void migrate(Store *store, Arena *arena, StoreUse use, const StoreSchema *schema) {
    int64_t magic = pragma(store, "PRAGMA application_id"), version = pragma(store, "PRAGMA user_version");
    bool empty = !version && !magic && !pragma(store, "SELECT count(*) FROM sqlite_master");
    if (store->failed) return;
    if (!empty && magic != schema->magic) {
        say(store, "not touched: move it away, then clausier run --rebuild", "a database of another program");
        return;
    }
    if (version > schema->count) {
        Str what = str_print(arena, "of a newer version of clausier (%lld; this one knows %d)",
                             (long long)version, schema->count);
        say(store, "use that version, or move the file away: clausier run --rebuild", str_cstr(arena, what));
        return;
    }
    if (version == schema->count) return;
    if (use == STORE_READ) {
        say(store, "clausier run brings it up to date", "of an older version of clausier");
        return;
    }
    if (!empty && use == STORE_WRITE) keep_copy(store, arena, version);
    if (!store_begin(store)) return;
    for (int64_t i = version; i < schema->count; i++) store_run(store, schema->steps[i]);
    Str mark = str_print(arena, "PRAGMA application_id = %ld; PRAGMA user_version = %d", (long)schema->magic,
                         schema->count);
    store_run(store, str_cstr(arena, mark));
    store_commit(store);
}

static void settle_in(Store *store, Arena *arena, StoreUse use) {
    sqlite3_extended_result_codes(store->db, 1);
    sqlite3_busy_timeout(store->db, BUSY_MS);
    sqlite3_db_config(store->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    sqlite3_db_config(store->db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
    Str settings = str_print(arena,
                             "PRAGMA page_size = %d; PRAGMA foreign_keys = ON; PRAGMA secure_delete = OFF; "
                             "PRAGMA cache_size = -%d; PRAGMA temp_store = MEMORY; PRAGMA synchronous = FULL",
                             PAGE_BYTES, CACHE_KIB);
    store_run(store, str_cstr(arena, settings));
    if (use == STORE_READ) store_run(store, "PRAGMA query_only = ON");
    if (use == STORE_WRITE) pragma(store, "PRAGMA journal_mode = DELETE");
    if (use == STORE_TRY) { /* one transaction that never ends well, and never leaves memory */
        pragma(store, "PRAGMA journal_mode = MEMORY");
        store_run(store, "PRAGMA cache_spill = OFF");
    }
}

Store *store_open(Arena *arena, Str path, StoreUse use, const StoreSchema *schema, Diags *diags) {
    Store *store = ARENA_NEW(arena, Store);
    store->path = str_copy(arena, path);
    store->diags = diags;
    if (use == STORE_READ && !file_exists(arena, path)) {
        say(store, "clausier run makes it; where there is an archive, clausier run --rebuild",
            "there is no registry");
        return NULL;
    }
    store->try = use == STORE_TRY;
    if (store->try && !file_exists(arena, path)) path = STR(":memory:");
    /* whoever only reads may have to roll back what a killed run has left */
    int flags = use == STORE_READ ? SQLITE_OPEN_READWRITE : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
    int code = sqlite3_open_v2(str_cstr(arena, path), &store->db, flags | SQLITE_OPEN_NOMUTEX, NULL);
    if (code) fail(store, code);
    if (!store->failed) settle_in(store, arena, use);
    if (!store->failed) migrate(store, arena, use, schema);
    if (use == STORE_READ) store_run(store, "BEGIN"); /* all that is read is of one moment */
    if (store->failed) {
        sqlite3_close(store->db);
        return NULL;
    }
    return store;
}

void store_close(Store *store) {
    if (!store) return;
    store_rollback(store);
    for (size_t i = 0; i < store->query_count; i++) sqlite3_finalize(store->queries[i].statement);
    sqlite3_close(store->db);
}
