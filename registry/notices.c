/* notices.c - a batch of notices is settled with all that hangs together with it, then written.
 *
 * Links are a graph: notices that share a key hang together. From the keys of the batch all notices that can
 * be reached are loaded, and procedure.h decides about them in memory as it does for `check`: the two cannot
 * differ. Most notices reach nothing, and cost a look at the few keys that they have. */
#include "registry/notices.h"
#include "base/map.h"
#include <stdlib.h>

/* A notice of the batch. */
typedef struct Fresh {
    NoticeKeys *keys;
    Str member, lots;
    int64_t file, row;
    uint32_t line;
    bool copy; /* says the same as another */
    size_t number;
} Fresh;

/* One that the registry has. */
typedef struct Known {
    NoticeKeys *keys;
    int64_t row, file, instead; /* 0: none */
    Standing standing;
    size_t number;
} Known;

struct Taking {
    Registry *registry;
    Store *store;
    Date day;
    int64_t run;
    Arena *own, *arena; /* of the batch */
    Fresh *fresh;
    size_t fresh_n, fresh_cap;

    Known *known;
    size_t known_n, known_cap;
    int64_t *links; /* keys, in the order in which they were met */
    size_t link_n, link_cap;
    Map *links_seen, *rows_seen; /* by their bytes */
    Procedures *settled;         /* of all of them */
    int64_t *rows;               /* by number */
    int64_t first, last;         /* rows before the batch's, and the last of them */
    Totals totals;               /* what is added to them */
};

Taking *taking_new(Registry *registry, Date day, int64_t run) {
    Arena *own = arena_new();
    Taking *taking = ARENA_NEW(own, Taking);
    *taking = (Taking){.registry = registry,
                       .store = registry_store(registry),
                       .day = day,
                       .run = run,
                       .own = own,
                       .arena = arena_new()};
    return taking;
}

void taking_forget(Taking *taking) {
    arena_reset(taking->arena);
    taking->fresh = NULL;
    taking->known = NULL;
    taking->links = NULL;
    taking->fresh_n = taking->fresh_cap = taking->known_n = taking->known_cap = 0;
    taking->link_n = taking->link_cap = 0;
    taking->totals = (Totals){0};
}

void taking_free(Taking *taking) {
    if (!taking) return;
    arena_free(taking->arena);
    arena_free(taking->own);
}

size_t taking_held(const Taking *taking) {
    return taking->fresh_n ? arena_held(taking->arena) : 0;
}

/* A copy, whose texts live as long as the batch. */
static NoticeKeys *keys_copy(Arena *arena, const NoticeKeys *keys) {
    NoticeKeys *copy = ARENA_NEW(arena, NoticeKeys);
    *copy = *keys;
    copy->names = ARENA_ARRAY(arena, Name, keys->name_count);
    for (size_t i = 0; i < keys->name_count; i++) copy->names[i] = keys->names[i];
    copy->deadlines = ARENA_ARRAY(arena, LotDeadline, keys->deadline_count);
    for (size_t i = 0; i < keys->deadline_count; i++) {
        copy->deadlines[i] = keys->deadlines[i];
        copy->deadlines[i].says.lot_id = str_copy(arena, keys->deadlines[i].says.lot_id);
    }
    return copy;
}

void taking_add(Taking *taking, int64_t file, Str member, uint32_t line, const NoticeKeys *keys, Str lots) {
    Arena *arena = taking->arena;
    *ARENA_PUSH(arena, taking->fresh, taking->fresh_n, taking->fresh_cap) =
        (Fresh){.keys = keys_copy(arena, keys),
                .member = str_copy(arena, member),
                .lots = str_copy(arena, lots),
                .file = file,
                .line = line};
}

void taking_drop(Taking *taking, int64_t file) {
    size_t kept = 0;
    for (size_t i = 0; i < taking->fresh_n; i++)
        if (taking->fresh[i].file != file) taking->fresh[kept++] = taking->fresh[i];
    taking->fresh_n = kept;
}

/* What hangs together. */

/* The key of a link: 64 bits will do, for two links that share one merely look at each other. Those of one
 * year's OJ numbers are neighbours. */
static int64_t link_key(Digest link) {
    return (int64_t)(link.high << 32 ^ link.low);
}

/* False where the number was there already. */
static bool see(Map *seen, Arena *arena, int64_t number) {
    if (map_has(seen, (Str){(const char *)&number, sizeof number})) return false;
    int64_t *kept = ARENA_NEW(arena, int64_t);
    *kept = number;
    map_put(seen, (Str){(const char *)kept, sizeof *kept}, kept);
    return true;
}

static void meet_link(void *to, Digest link) {
    Taking *taking = to;
    int64_t key = link_key(link);
    if (see(taking->links_seen, taking->arena, key))
        *ARENA_PUSH(taking->arena, taking->links, taking->link_n, taking->link_cap) = key;
}

static void meet_notice(Taking *taking, int64_t row) {
    if (!see(taking->rows_seen, taking->arena, row)) return;
    Query *query =
        store_query(taking->store, "SELECT keys, file, standing, instead FROM notices WHERE notice = ?");
    bind_number(query, row);
    if (!query_next(query)) return;
    Known known = {.row = row, .keys = keys_unpack(taking->arena, column_bytes(query))};
    known.file = column_number(query);
    known.standing = (Standing)column_number(query);
    known.instead = column_absent_or(query, 0);
    query_end(query);
    if (!known.keys) {
        store_damaged(taking->store);
        return;
    }
    *ARENA_PUSH(taking->arena, taking->known, taking->known_n, taking->known_cap) = known;
    keys_links(known.keys, meet_link, taking);
}

static int by_number(const void *a, const void *b) {
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return (x > y) - (x < y);
}

static int64_t *rows_linked(Store *store, Arena *arena, int64_t key, size_t *count) {
    int64_t *rows = NULL;
    size_t cap = 0;
    *count = 0;
    Query *query = store_query(store, "SELECT notice FROM links WHERE key = ?1 UNION ALL "
                                      "SELECT notice FROM links_fresh WHERE key = ?1");
    bind_number(query, key);
    while (query_next(query)) *ARENA_PUSH(arena, rows, *count, cap) = column_number(query);
    return rows;
}

int64_t *notices_linked(Registry *registry, Arena *arena, Digest link, size_t *count) {
    return rows_linked(registry_store(registry), arena, link_key(link), count);
}

/* Links are looked up in their order, which is that of the tables, as far as they are known at once. */
static void meet_all(Taking *taking) {
    taking->links_seen = map_new(taking->arena);
    taking->rows_seen = map_new(taking->arena);
    for (size_t i = 0; i < taking->fresh_n; i++) keys_links(taking->fresh[i].keys, meet_link, taking);
    if (taking->link_n) qsort(taking->links, taking->link_n, sizeof *taking->links, by_number);
    for (size_t i = 0; i < taking->link_n; i++) {
        size_t n;
        const int64_t *rows = rows_linked(taking->store, taking->arena, taking->links[i], &n);
        for (size_t k = 0; k < n; k++) meet_notice(taking, rows[k]);
    }
}

/* Copies say the same under the same id. Without one, rows of one file are as many things as there are rows,
 * and only those of another file are copies. */
static void drop_copies(Taking *taking) {
    Map *said = map_new(taking->arena);
    for (size_t i = 0; i < taking->known_n + taking->fresh_n; i++) {
        Known *known = i < taking->known_n ? &taking->known[i] : NULL;
        Fresh *fresh = known ? NULL : &taking->fresh[i - taking->known_n];
        const Identity *is = known ? &known->keys->identity : &fresh->keys->identity;
        int64_t *file = known ? &known->file : &fresh->file;
        uint64_t *text = ARENA_ARRAY(taking->arena, uint64_t, 4);
        text[0] = is->id.high, text[1] = is->id.low, text[2] = is->version, text[3] = is->order;
        void **slot = map_slot(said, (Str){(const char *)text, 4 * sizeof *text});
        if (fresh) fresh->copy = *slot && (identity_has_id(is) || *(int64_t *)*slot != *file);
        if (!*slot) *slot = file;
    }
}

static void settle(Taking *taking) {
    taking->settled = procedures_new(taking->arena);
    for (size_t i = 0; i < taking->known_n; i++)
        taking->known[i].number = procedures_add_keys(taking->settled, taking->known[i].keys);
    Query *query = store_query(taking->store, "SELECT coalesce(max(notice), 0) FROM notices");
    int64_t row = query_next(query) ? column_number(query) : 0;
    query_end(query);
    taking->first = row;
    for (size_t i = 0; i < taking->fresh_n; i++) {
        Fresh *fresh = &taking->fresh[i];
        if (fresh->copy) continue;
        fresh->number = procedures_add_keys(taking->settled, fresh->keys);
        fresh->row = ++row;
    }
    taking->last = row;
    procedures_settle(taking->settled);
    taking->rows = ARENA_ARRAY(taking->arena, int64_t, procedures_count(taking->settled));
    for (size_t i = 0; i < taking->known_n; i++) taking->rows[taking->known[i].number] = taking->known[i].row;
    for (size_t i = 0; i < taking->fresh_n; i++)
        if (!taking->fresh[i].copy) taking->rows[taking->fresh[i].number] = taking->fresh[i].row;
}

static int64_t row_instead(const Taking *taking, size_t number) {
    size_t instead = procedures_standing(taking->settled, number).instead;
    return instead == NO_NOTICE ? 0 : taking->rows[instead];
}

/* Deadlines. */

/* The corrected deadlines of these lots, as bytes; empty where there are none. */
static Str corrected(const Taking *taking, size_t number, const StrList *lots) {
    DeadlineCorrection *holds = NULL;
    size_t n = 0, cap = 0, any;
    if (!procedures_deadlines(taking->settled, number, &any) || !any) return (Str){0};
    for (size_t i = 0; i < lots->n; i++) {
        DeadlineCorrection correction;
        if (!procedures_deadline(taking->settled, number, lots->at[i], &correction)) continue;
        correction.lot_id = lots->at[i];
        *ARENA_PUSH(taking->arena, holds, n, cap) = correction;
    }
    Buf bytes = {.arena = taking->arena};
    deadlines_pack(&bytes, taking->arena, holds, n);
    return buf_str(&bytes);
}

static StrList fresh_lots(const Taking *taking, const Fresh *fresh) {
    StrList lots = {0};
    LotEntry entry;
    for (Str rest = fresh->lots; lot_entry_next(&rest, &entry);) strlist_add(taking->arena, &lots, entry.id);
    return lots;
}

static StrList known_lots(const Taking *taking, int64_t notice) {
    StrList lots = {0};
    Query *query = store_query(taking->store, "SELECT id FROM lots WHERE notice = ? ORDER BY lot");
    bind_number(query, notice);
    while (query_next(query)) strlist_add(taking->arena, &lots, column_text(query, taking->arena));
    return lots;
}

/* Writing. */

static void count_lot(Totals *totals, VerdictKind verdict, int64_t by) {
    if (verdict == VERDICT_ELIGIBLE) totals->eligible += by;
    else if (verdict == VERDICT_TO_CHECK) totals->to_check += by;
    else totals->not_eligible += by;
}

static void insert_lots(Taking *taking, const Fresh *fresh, bool counts) {
    LotEntry entry;
    for (Str rest = fresh->lots; lot_entry_next(&rest, &entry);) {
        Query *query = store_query(taking->store, "INSERT INTO lots VALUES(NULL, ?, ?, ?, ?, ?, NULL, ?, ?)");
        bind_number(query, fresh->row);
        bind_text(query, entry.id);
        bind_number(query, entry.verdict);
        bind_absent_or(query, entry.open_until, DATE_ABSENT);
        bind_absent_or(query, counts ? taking->day : DATE_ABSENT, DATE_ABSENT);
        bind_text(query, entry.csv);
        bind_text(query, entry.record);
        query_run(query);
        if (counts) count_lot(&taking->totals, entry.verdict, 1);
    }
    taking->totals.notices += counts;
}

static void insert_notice(Taking *taking, const Fresh *fresh) {
    Standing standing = procedures_standing(taking->settled, fresh->number).standing;
    bool counts = standing == STANDING_STANDS;
    Str deadlines = {0};
    if (counts) {
        StrList lots = fresh_lots(taking, fresh);
        deadlines = corrected(taking, fresh->number, &lots);
    }
    Buf keys = {.arena = taking->arena};
    keys_pack(&keys, fresh->keys);
    Query *query = store_query(taking->store, "INSERT INTO notices VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?)");
    bind_number(query, fresh->row);
    bind_number(query, fresh->file);
    bind_text(query, fresh->member);
    bind_number(query, fresh->line);
    bind_blob(query, buf_str(&keys));
    bind_number(query, standing);
    bind_absent_or(query, row_instead(taking, fresh->number), 0);
    if (deadlines.n) bind_blob(query, deadlines);
    else bind_null(query);
    bind_absent_or(query, deadlines.n ? 0 : taking->run, 0);
    query_run(query);
    insert_lots(taking, fresh, counts);
}

/* A link of a notice of the batch. */
typedef struct Row {
    int64_t key, notice;
} Row;

typedef struct Rows {
    Arena *arena;
    Row *at;
    size_t n, cap;
    int64_t notice;
} Rows;

static void add_row(void *to, Digest link) {
    Rows *rows = to;
    *ARENA_PUSH(rows->arena, rows->at, rows->n, rows->cap) = (Row){link_key(link), rows->notice};
}

static int by_key(const void *a, const void *b) {
    const Row *x = a, *y = b;
    int order = (x->key > y->key) - (x->key < y->key);
    return order ? order : (x->notice > y->notice) - (x->notice < y->notice);
}

/* In the table's order, so that neighbours go to one page. */
static void insert_links(Taking *taking) {
    Rows rows = {.arena = taking->arena};
    for (size_t i = 0; i < taking->fresh_n; i++) {
        rows.notice = taking->fresh[i].row;
        if (!taking->fresh[i].copy) keys_links(taking->fresh[i].keys, add_row, &rows);
    }
    if (rows.n) qsort(rows.at, rows.n, sizeof *rows.at, by_key);
    for (size_t i = 0; i < rows.n; i++) {
        if (i && !by_key(&rows.at[i - 1], &rows.at[i])) continue; /* named twice */
        Query *query = store_query(taking->store, "INSERT INTO links_fresh VALUES(?, ?)");
        bind_number(query, rows.at[i].key);
        bind_number(query, rows.at[i].notice);
        query_run(query);
    }
}

/* Every so many notices the small table of links empties into the large one, nearly all of whose pages are
 * then written once, and not every night. */
static void settle_links(Taking *taking) {
    enum { EVERY = 1 << 16 };
    if (taking->first / EVERY == taking->last / EVERY) return;
    store_run(taking->store, "INSERT INTO links SELECT key, notice FROM links_fresh ORDER BY key, notice;"
                             "DELETE FROM links_fresh");
}

static void count_lots(Taking *taking, int64_t notice, int64_t by) {
    Query *query = store_query(taking->store, "SELECT verdict FROM lots WHERE notice = ?");
    bind_number(query, notice);
    while (query_next(query)) count_lot(&taking->totals, (VerdictKind)column_number(query), by);
    taking->totals.notices += by;
}

/* What began or ceased to count today: nobody has seen it in another state since yesterday. */
static void begin_to_count(Taking *taking, int64_t notice) {
    Query *query = store_query(
        taking->store, "UPDATE lots SET since = CASE WHEN until = ?1 THEN since ELSE ?1 END, until = NULL "
                       "WHERE notice = ?2");
    bind_number(query, taking->day);
    bind_number(query, notice);
    query_run(query);
    query = store_query(taking->store, "UPDATE notices SET run = NULL WHERE notice = ?1 AND "
                                       "(SELECT packs FROM runs WHERE runs.run = notices.run) IS NOT "
                                       "(SELECT packs FROM runs WHERE runs.run = ?2)");
    bind_number(query, notice);
    bind_number(query, taking->run);
    query_run(query);
    count_lots(taking, notice, 1);
}

static void cease_to_count(Taking *taking, int64_t notice) {
    Query *query =
        store_query(taking->store, "UPDATE lots SET until = CASE WHEN since = ?1 THEN NULL ELSE ?1 END, "
                                   "since = CASE WHEN since = ?1 THEN NULL ELSE since END WHERE notice = ?2");
    bind_number(query, taking->day);
    bind_number(query, notice);
    query_run(query);
    count_lots(taking, notice, -1);
}

static void update_deadlines(Taking *taking, const Known *known) {
    StrList lots = known_lots(taking, known->row);
    Str deadlines = corrected(taking, known->number, &lots);
    Query *query = store_query(taking->store, "UPDATE notices SET deadlines = nullif(?1, x''), run = NULL "
                                              "WHERE notice = ?2 AND coalesce(deadlines, x'') <> ?1");
    bind_blob(query, deadlines);
    bind_number(query, known->row);
    query_run(query);
}

static void update_known(Taking *taking, const Known *known) {
    Standing standing = procedures_standing(taking->settled, known->number).standing;
    int64_t instead = row_instead(taking, known->number);
    bool counted = known->standing == STANDING_STANDS, counts = standing == STANDING_STANDS;
    if (standing != known->standing || instead != known->instead) {
        Query *query =
            store_query(taking->store, "UPDATE notices SET standing = ?, instead = ? WHERE notice = ?");
        bind_number(query, standing);
        bind_absent_or(query, instead, 0);
        bind_number(query, known->row);
        query_run(query);
    }
    if (counts && !counted) begin_to_count(taking, known->row);
    if (counted && !counts) cease_to_count(taking, known->row);
    if (counts) update_deadlines(taking, known);
}

void taking_settle(Taking *taking) {
    if (!taking->fresh_n) return;
    meet_all(taking);
    drop_copies(taking);
    settle(taking);
    for (size_t i = 0; i < taking->fresh_n; i++)
        if (!taking->fresh[i].copy) insert_notice(taking, &taking->fresh[i]);
    insert_links(taking);
    settle_links(taking);
    for (size_t i = 0; i < taking->known_n; i++) update_known(taking, &taking->known[i]);
    registry_add_totals(taking->registry, taking->totals);
    taking_forget(taking);
}

/* Judging again. */

void notices_outdate(Registry *registry, int64_t run) {
    Query *query =
        store_query(registry_store(registry),
                    "UPDATE notices SET run = NULL WHERE standing = ?1 AND run IN "
                    "(SELECT run FROM runs WHERE packs <> (SELECT packs FROM runs WHERE run = ?2))");
    bind_number(query, STANDING_STANDS);
    bind_number(query, run);
    query_run(query);
}

StaleNotice *notices_stale(Registry *registry, Arena *arena, size_t *count) {
    StaleNotice *stale = NULL;
    size_t cap = 0;
    *count = 0;
    Query *query = store_query(registry_store(registry), "SELECT notice, file, member, line, deadlines FROM "
                                                         "notices INDEXED BY notices_stale WHERE run IS NULL "
                                                         "ORDER BY file, notice");
    while (query_next(query)) {
        StaleNotice notice = {.notice = column_number(query)};
        notice.file = column_number(query);
        notice.member = column_text(query, arena);
        notice.line = (uint32_t)column_number(query);
        notice.deadlines = deadlines_unpack(arena, column_bytes(query), &notice.deadline_count);
        *ARENA_PUSH(arena, stale, *count, cap) = notice;
    }
    return stale;
}

/* The verdict that stood until yesterday is kept, once a day; if it comes back within the day, nothing was.
 */
static void keep_verdict(Store *store, Date day, int64_t lot, VerdictKind before, VerdictKind now,
                         bool by_data, bool by_rules) {
    Query *query = store_query(store, "INSERT OR IGNORE INTO verdicts SELECT lot, ?2, ?3, ?4, ?5 FROM lots "
                                      "WHERE lot = ?1 AND since < ?2");
    bind_number(query, lot);
    bind_number(query, day);
    bind_number(query, before);
    bind_number(query, by_data);
    bind_number(query, by_rules);
    query_run(query);
    query = store_query(store, "DELETE FROM verdicts WHERE lot = ? AND day = ? AND verdict = ?");
    bind_number(query, lot);
    bind_number(query, day);
    bind_number(query, now);
    query_run(query);
}

static void update_lot(Store *store, int64_t lot, const LotEntry *entry) {
    Query *query =
        store_query(store, "UPDATE lots SET verdict = ?1, open_until = ?2, csv = ?3, record = ?4 "
                           "WHERE lot = ?5 AND (csv <> ?3 OR record <> ?4 OR open_until IS NOT ?2)");
    bind_number(query, entry->verdict);
    bind_absent_or(query, entry->open_until, DATE_ABSENT);
    bind_text(query, entry->csv);
    bind_text(query, entry->record);
    bind_number(query, lot);
    query_run(query);
}

void notice_judged(Registry *registry, Date day, int64_t run, int64_t notice, Str lots, bool by_data,
                   bool by_rules) {
    Store *store = registry_store(registry);
    Totals totals = {0};
    Arena *scratch = arena_new();
    int64_t *rows = NULL, *before = NULL;
    size_t n = 0, cap = 0, m = 0, before_cap = 0;
    Query *query = store_query(store, "SELECT lot, verdict FROM lots WHERE notice = ? ORDER BY lot");
    bind_number(query, notice);
    while (query_next(query)) {
        *ARENA_PUSH(scratch, rows, n, cap) = column_number(query);
        *ARENA_PUSH(scratch, before, m, before_cap) = column_number(query);
    }
    LotEntry entry;
    for (size_t i = 0; i < n && lot_entry_next(&lots, &entry); i++) {
        VerdictKind was = (VerdictKind)before[i];
        if (was != entry.verdict) {
            keep_verdict(store, day, rows[i], was, entry.verdict, by_data, by_rules);
            count_lot(&totals, was, -1);
            count_lot(&totals, entry.verdict, 1);
        }
        update_lot(store, rows[i], &entry);
    }
    arena_free(scratch);
    query = store_query(store, "UPDATE notices SET run = ? WHERE notice = ?");
    bind_number(query, run);
    bind_number(query, notice);
    query_run(query);
    registry_add_totals(registry, totals);
}
