/* screened.c - counts, each by one statement. */
#include "registry/screened.h"
#include "registry/keys.h"
#include "rules/verdict.h"

/* The day by which a notice belongs to a period. */
static Date notice_day(const Identity *is, Date taken) {
    return is->issued ? is->issued : is->published ? is->published : taken;
}

static void count_lot(Totals *totals, int64_t verdict) {
    totals->eligible += verdict == VERDICT_ELIGIBLE;
    totals->to_check += verdict == VERDICT_TO_CHECK;
    totals->not_eligible += verdict == VERDICT_NOT_ELIGIBLE;
}

bool registry_screened(Registry *registry, Date from, Date to, Totals *totals) {
    Store *store = registry_store(registry);
    Arena *scratch = arena_new();
    Query *query =
        store_query(store, "SELECT notice, keys, since, verdict FROM notices JOIN lots USING(notice) "
                           "WHERE since IS NOT NULL AND until IS NULL ORDER BY notice");
    int64_t last = 0;
    bool within = false;
    *totals = (Totals){0};
    while (query_next(query)) {
        int64_t notice = column_number(query);
        Str bytes = column_bytes(query);
        Date taken = (Date)column_number(query);
        if (notice != last) {
            arena_reset(scratch);
            const NoticeKeys *keys = keys_unpack(scratch, bytes);
            if (!keys) {
                store_damaged(store);
                break;
            }
            Date day = notice_day(&keys->identity, taken);
            within = day >= from && day <= to;
            totals->notices += within;
            last = notice;
        }
        if (within) count_lot(totals, column_number(query));
    }
    query_end(query);
    arena_free(scratch);
    return store_good(store);
}

static void take_lines(Query *query, Lines *lines) {
    if (query_next(query)) {
        lines->kept += (uint64_t)column_number(query);
        lines->refused += (uint64_t)column_number(query);
    }
    query_end(query);
}

/* Contracts are mirrored: of them the table of today counts, and what was refused when it was read. */
Lines registry_lines(Registry *registry) {
    Store *store = registry_store(registry);
    Lines lines = {0};
    Query *query = store_query(store, "SELECT coalesce(sum(kept), 0), coalesce(sum(refused), 0) FROM files "
                                      "WHERE kind IN (?, ?)");
    bind_number(query, FILE_HOURS);
    bind_number(query, FILE_PEOPLE);
    take_lines(query, &lines);
    query = store_query(store, "SELECT (SELECT count(*) FROM contracts), coalesce(sum(refused), 0) "
                               "FROM refusals WHERE kind = ? AND whole = 0 AND day = (SELECT min(day) "
                               "FROM runs WHERE contracts = (SELECT contracts FROM runs ORDER BY run DESC "
                               "LIMIT 1))");
    bind_number(query, FILE_CONTRACTS);
    take_lines(query, &lines);
    lines.read = lines.kept + lines.refused;
    return lines;
}

static int64_t take_number(Query *query) {
    int64_t number = query_next(query) ? column_number(query) : 0;
    query_end(query);
    return number;
}

Taken registry_taken_until(Registry *registry, FileKind kind, int64_t run) {
    Store *store = registry_store(registry);
    Taken taken = {0};
    Query *query = store_query(store, "SELECT count(*) FROM files WHERE kind = ? AND run <= ?");
    bind_number(query, kind);
    bind_number(query, run);
    taken.files = take_number(query);
    query = kind == FILE_HOURS
                ? store_query(store, "SELECT count(*) FROM hours JOIN files USING(file) WHERE run <= ?")
                : store_query(store, "SELECT count(*) FROM people JOIN files USING(file) WHERE run <= ?");
    bind_number(query, run);
    taken.rows = take_number(query);
    return taken;
}

int64_t registry_files_since(Registry *registry, FileKind kind, int64_t run) {
    Query *query =
        store_query(registry_store(registry), "SELECT count(*) FROM files WHERE kind = ? AND run > ?");
    bind_number(query, kind);
    bind_number(query, run);
    return take_number(query);
}
