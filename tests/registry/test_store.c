/* The store: schemas that grow, files that are somebody else's, transactions that leave nothing. */
#include "base/file.h"
#include "registry/store.h"
#include "tests/tap.h"
#include <unistd.h>

static const char *const one[] = {"CREATE TABLE t(a INTEGER PRIMARY KEY, b TEXT NOT NULL) STRICT;"};
static const char *const two[] = {"CREATE TABLE t(a INTEGER PRIMARY KEY, b TEXT NOT NULL) STRICT;",
                                  "ALTER TABLE t ADD COLUMN c INTEGER NOT NULL DEFAULT 7;"};
static const char *const broken[] = {
    "CREATE TABLE t(a INTEGER PRIMARY KEY, b TEXT NOT NULL) STRICT;",
    "ALTER TABLE t ADD COLUMN c INTEGER NOT NULL DEFAULT 7; UPDATE nowhere SET a = 1;"};
static const StoreSchema first = {one, 1, 77}, second = {two, 2, 77}, bad = {broken, 2, 77},
                         foreign = {one, 1, 78};

static Str folder, path;

static Store *open_as(Arena *arena, StoreUse use, const StoreSchema *schema, Diags *diags) {
    *diags = diags_new(arena);
    return store_open(arena, path, use, schema, diags);
}

static int64_t number(Store *store, const char *sql) {
    Query *query = store_query(store, sql);
    int64_t value = query_next(query) ? column_number(query) : -1;
    query_end(query);
    return value;
}

static void put(Store *store, Str text) {
    Query *query = store_query(store, "INSERT INTO t(b) VALUES(?)");
    bind_text(query, text);
    query_run(query);
}

static Str said(const Diags *diags) {
    return diags->first ? diags->first->what : STR("nothing");
}

static void test_growing(Arena *arena) {
    Diags diags;
    OK(!open_as(arena, STORE_READ, &first, &diags));
    IS(said(&diags), STR("there is no registry"));
    Store *store = open_as(arena, STORE_WRITE, &first, &diags);
    store_begin(store);
    put(store, STR("kept"));
    OK(store_commit(store));
    store_close(store);

    OK(!open_as(arena, STORE_READ, &second, &diags));
    IS(said(&diags), STR("of an older version of clausier"));
    OK(!open_as(arena, STORE_WRITE, &bad, &diags)); /* a step that fails leaves all as it was */
    store = open_as(arena, STORE_READ, &first, &diags);
    OK(store != NULL);
    if (store) NUM(number(store, "SELECT count(*) FROM t"), 1);
    store_close(store);

    store = open_as(arena, STORE_WRITE, &second, &diags);
    OK(store != NULL);
    if (store) NUM(number(store, "SELECT c FROM t WHERE b = 'kept'"), 7);
    store_close(store);
    path = file_join(arena, folder, STR("r.sqlite.v1.bak")); /* the copy, as it was */
    store = open_as(arena, STORE_READ, &first, &diags);
    OK(store != NULL);
    if (store) NUM(number(store, "SELECT count(*) FROM t"), 1);
    store_close(store);
    path = file_join(arena, folder, STR("r.sqlite"));

    OK(!open_as(arena, STORE_WRITE, &first, &diags));
    IS(said(&diags), STR("of a newer version of clausier (2; this one knows 1)"));
    OK(!open_as(arena, STORE_WRITE, &foreign, &diags));
    IS(said(&diags), STR("a database of another program"));
}

static void test_transactions(Arena *arena) {
    Diags diags;
    Store *store = open_as(arena, STORE_WRITE, &second, &diags);
    store_begin(store);
    put(store, STR("gone"));
    store_rollback(store);
    NUM(number(store, "SELECT count(*) FROM t"), 1);
    store_begin(store);
    put(store, STR("not closed"));
    store_close(store);

    store = open_as(arena, STORE_TRY, &second, &diags);
    store_begin(store);
    put(store, STR("tried"));
    OK(store_commit(store));
    store_begin(store);
    put(store, STR("tried again"));
    OK(store_commit(store));
    NUM(number(store, "SELECT count(*) FROM t"), 3);
    store_close(store);
    store = open_as(arena, STORE_READ, &second, &diags);
    NUM(number(store, "SELECT count(*) FROM t"), 1);
    store_close(store);
}

/* The first trouble is said, and nothing is done any more. */
static void test_trouble(Arena *arena) {
    Diags diags;
    Store *store = open_as(arena, STORE_WRITE, &second, &diags);
    store_begin(store);
    put(store, STR("one"));
    store_run(store, "UPDATE nowhere SET a = 1");
    put(store, STR("two"));
    OK(!store_good(store));
    OK(!store_commit(store));
    NUM(diags.count[DIAG_WORLD], 1);
    store_close(store);
    store = open_as(arena, STORE_READ, &second, &diags);
    NUM(number(store, "SELECT count(*) FROM t"), 1);
    store_close(store);

    OK(file_write(arena, path,
                  STR("This is a text file, longer than a database's header would be: no SQLite at all, "
                      "whatever its name says about it."),
                  &diags));
    OK(!open_as(arena, STORE_WRITE, &second, &diags));
    IS(said(&diags), STR("damaged"));
}

static void test_values(Arena *arena) {
    Diags diags = diags_new(arena);
    static const char *const steps[] = {"CREATE TABLE v(n INTEGER, t TEXT, b BLOB) STRICT;"};
    static const StoreSchema schema = {steps, 1, 79};
    Store *store = store_open(arena, file_join(arena, folder, STR("v.sqlite")), STORE_TRY, &schema, &diags);
    store_begin(store);
    Query *query = store_query(store, "INSERT INTO v VALUES(?, ?, ?)");
    bind_absent_or(query, INT64_MIN, INT64_MIN);
    bind_text(query, STR("a\0b"));
    bind_blob(query, (Str){0});
    query_run(query);
    query = store_query(store, "SELECT n, t, b, b IS NULL FROM v");
    OK(query_next(query));
    NUM(column_absent_or(query, -5), -5);
    IS(column_text(query, arena), STR("a\0b"));
    NUM(column_bytes(query).n, 0);
    NUM(column_number(query), 0);
    OK(!query_next(query));
    store_close(store);
}

int main(void) {
    Arena *arena = arena_new();
    char name[] = "/tmp/clausier-store-XXXXXX";
    if (!mkdtemp(name)) return 1;
    folder = str_of(name);
    path = file_join(arena, folder, STR("r.sqlite"));
    test_growing(arena);
    test_transactions(arena);
    test_trouble(arena);
    test_values(arena);
    Diags diags = diags_new(arena);
    OK(file_remove(arena, folder, &diags));
    arena_free(arena);
    return tap_done();
}
