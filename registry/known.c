/* known.c - joins of notices, lots and files, a row at a time. */
#include "registry/known.h"

#define LOT_COLUMNS                                                                                          \
    "notices.notice, standing, since, until, open_until, digest, files.name, member, line, runs.day, "       \
    "lots.id, csv, deadlines "

static KnownLot take_lot(Query *query) {
    KnownLot lot = {.notice = column_number(query)};
    lot.standing = (Standing)column_number(query);
    lot.since = (Date)column_absent_or(query, DATE_ABSENT);
    lot.until = (Date)column_absent_or(query, DATE_ABSENT);
    lot.open_until = (Date)column_absent_or(query, DATE_ABSENT);
    lot.digest = digest_of_bytes(column_bytes(query));
    lot.file_name = column_bytes(query);
    lot.member = column_bytes(query);
    lot.line = (uint32_t)column_number(query);
    lot.came = (Date)column_number(query);
    lot.id = column_bytes(query);
    lot.csv = column_bytes(query);
    lot.deadline = column_bytes(query);
    return lot;
}

static void hand_out(Query *query, KnownLotSink *sink, void *to) {
    while (query_next(query)) {
        KnownLot lot = take_lot(query);
        if (sink(to, &lot)) continue;
        query_end(query);
        return;
    }
}

/* Files in the order of their index: what is sorted at a time is the lots of one of them. */
void known_lots(Registry *registry, KnownLotSink *sink, void *to) {
    Query *query = store_query(
        registry_store(registry),
        "SELECT " LOT_COLUMNS "FROM files CROSS JOIN runs USING(run) CROSS JOIN notices USING(file) "
        "CROSS JOIN lots USING(notice) WHERE kind = ? ORDER BY digest, member, line, lots.id, csv");
    bind_number(query, FILE_NOTICES);
    hand_out(query, sink, to);
}

void known_notice(Registry *registry, int64_t notice, KnownLotSink *sink, void *to) {
    Query *query = store_query(
        registry_store(registry),
        "SELECT " LOT_COLUMNS "FROM notices CROSS JOIN lots USING(notice) CROSS JOIN files USING(file) "
        "CROSS JOIN runs ON runs.run = files.run WHERE notices.notice = ? ORDER BY lots.id, csv");
    bind_number(query, notice);
    hand_out(query, sink, to);
}

/* What a verdict became is where the next one of its lot began. */
VerdictChange *known_changes(Registry *registry, Arena *arena, int64_t notice, size_t *count) {
    VerdictChange *changes = NULL;
    size_t cap = 0;
    int64_t last = 0;
    *count = 0;
    Query *query =
        notice ? store_query(registry_store(registry),
                             "SELECT lot, csv, day, verdicts.verdict, lots.verdict, by_data, by_rules FROM "
                             "lots JOIN verdicts USING(lot) WHERE notice = ? ORDER BY lot, day")
               : store_query(registry_store(registry),
                             "SELECT lot, csv, day, verdicts.verdict, lots.verdict, by_data, by_rules FROM "
                             "verdicts CROSS JOIN lots USING(lot) ORDER BY lot, day");
    if (notice) bind_number(query, notice);
    while (query_next(query)) {
        int64_t lot = column_number(query);
        VerdictChange *before = *count && lot == last ? &changes[*count - 1] : NULL;
        VerdictChange change = {.csv = before ? before->csv : column_bytes(query)};
        if (before) column_bytes(query);
        else change.csv = str_copy(arena, change.csv);
        change.day = (Date)column_number(query);
        change.from = (VerdictKind)column_number(query);
        change.to = (VerdictKind)column_number(query);
        change.by_data = column_number(query) != 0;
        change.by_rules = column_number(query) != 0;
        if (before) before->to = change.from;
        *ARENA_PUSH(arena, changes, *count, cap) = change;
        last = lot;
    }
    return changes;
}
