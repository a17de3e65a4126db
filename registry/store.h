/* store.h - a database in one file, as far as a registry needs it: transactions, prepared statements.
 * SQLite's only door is store.c.
 *
 * The first thing that goes wrong is said once (DIAG_WORLD), with the way out where there is one; from then
 * on nothing more is done, no statement gives a row, and no transaction is committed. So only store_commit()
 * and store_good() need to be asked. */
#ifndef CLAUSIER_REGISTRY_STORE_H
#define CLAUSIER_REGISTRY_STORE_H

#include "base/diag.h"

typedef struct Store Store;

typedef enum StoreUse {
    STORE_READ,  /* nothing is written */
    STORE_WRITE, /* made if it is not there */
    STORE_TRY,   /* as STORE_WRITE, but nothing reaches the file: what is committed is gone with store_close()
                  */
} StoreUse;

/* One step of the schema: SQL that leads from one version to the next. */
typedef struct StoreSchema {
    const char *const *steps;
    int count;     /* the version that they lead to */
    int32_t magic; /* whose file it is: application_id */
} StoreSchema;

/* Opens the file and brings its schema up to date; a file with content is copied to PATH.vN.bak before that.
 * NULL after saying why: not there (STORE_READ), damaged, of a newer version, somebody else's. */
Store *store_open(Arena *arena, Str path, StoreUse use, const StoreSchema *schema, Diags *diags);
void store_close(Store *store); /* NULL is fine; what is not committed is dropped */

bool store_begin(Store *store);
bool store_commit(Store *store); /* false: nothing of the transaction is there */
void store_rollback(Store *store);
bool store_good(const Store *store);
/* Says that what was read makes no sense. */
void store_damaged(Store *store);

/* Of the schema, as the file states it. */
int64_t store_version(Store *store);

/* Statements without a result, separated by ; */
void store_run(Store *store, const char *sql);

/* A statement, prepared once: `sql` must be a literal, whose address is its name. It begins anew, with
 * nothing bound. Only one reader of a statement at a time. */
typedef struct Query Query;
Query *store_query(Store *store, const char *sql);
/* Binds the next ? from the left. Texts and blobs must live until the statement has run. */
void bind_number(Query *query, int64_t value);
void bind_absent_or(Query *query, int64_t value, int64_t absent); /* NULL where they are the same */
void bind_text(Query *query, Str value);
void bind_blob(Query *query, Str value);
void bind_null(Query *query);

/* The next row; false when there is none (or after a failure). A statement without rows runs on the first
 * call. */
bool query_next(Query *query);
void query_run(Query *query); /* a statement without rows */
/* Takes the row's columns from the left. Texts are copied into the arena. */
int64_t column_number(Query *query);
int64_t column_absent_or(Query *query, int64_t absent); /* `absent` where the column is NULL */
Str column_text(Query *query, Arena *arena);            /* empty where the column is NULL */
/* The same without a copy: until the next row. */
Str column_bytes(Query *query);
void query_end(Query *query); /* where not all rows are taken */

/* The row that was inserted last. */
int64_t store_last(const Store *store);

/* For tests: each step by which SQLite answers each statement prepared so far ("SCAN lots", "SEARCH ..."). */
typedef void PlanSink(void *to, const char *sql, Str step);
void store_plans(Store *store, Arena *arena, PlanSink *sink, void *to);

#endif
