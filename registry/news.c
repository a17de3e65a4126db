/* news.c - four questions to the indexes of lots; their answers by lot. SQLite would rather walk over all
 * lots in their order than sort a few: so the index is named where an order is asked for. */
#include "registry/news.h"
#include "base/map.h"
#include <stdlib.h>

typedef struct Finder {
    Store *store;
    Arena *arena;
    Date since, day;
    bool rules_changed;
    Map *by_lot; /* -> LotNews * */
} Finder;

static LotNews *news_of(Finder *finder, int64_t lot) {
    Str key = {(const char *)&lot, sizeof lot};
    LotNews *news = map_get(finder->by_lot, key);
    if (news) return news;
    news = ARENA_NEW(finder->arena, LotNews);
    news->lot = lot;
    map_put(finder->by_lot, (Str){(const char *)&news->lot, sizeof news->lot}, news);
    return news;
}

static void find_open(Finder *finder) {
    Query *query =
        store_query(finder->store, "SELECT lot, record FROM lots WHERE until IS NULL AND since IS NOT NULL "
                                   "AND verdict > 0 AND open_until IS NOT NULL AND open_until >= ?");
    bind_number(query, finder->day);
    while (query_next(query)) {
        LotNews *news = news_of(finder, column_number(query));
        news->open = true;
        news->record = column_text(query, finder->arena);
    }
}

/* A lot of a notice that counts since then. */
typedef struct Newcomer {
    int64_t lot, notice;
    Str id, record;
    VerdictKind verdict;
} Newcomer;

/* The verdict on the eve of the news of the lot in whose place it came; false where it came in nobody's. */
static bool verdict_before(Finder *finder, const Newcomer *newcomer, VerdictKind *before) {
    Query *query = store_query(
        finder->store,
        "SELECT coalesce((SELECT verdict FROM verdicts WHERE verdicts.lot = lots.lot AND day > ?1 ORDER BY "
        "day), "
        "verdict) FROM notices JOIN lots USING(notice) WHERE instead = ?2 AND instead IS NOT NULL "
        "AND since <= ?1 AND until > ?1 ORDER BY id = ?3 DESC, lot DESC");
    bind_number(query, finder->since);
    bind_number(query, newcomer->notice);
    bind_text(query, newcomer->id);
    bool found = query_next(query);
    if (found) *before = (VerdictKind)column_number(query);
    query_end(query);
    return found;
}

static bool any_ceased(Finder *finder) {
    Query *query =
        store_query(finder->store, "SELECT 1 FROM lots WHERE until > ? AND until IS NOT NULL LIMIT 1");
    bind_number(query, finder->since);
    bool any = query_next(query);
    query_end(query);
    return any;
}

static void find_new(Finder *finder) {
    Newcomer *newcomers = NULL;
    size_t n = 0, cap = 0;
    Query *query = store_query(
        finder->store,
        "SELECT lot, notice, id, record, verdict FROM lots WHERE since > ?1 AND since IS NOT NULL "
        "AND until IS NULL AND open_until >= ?2");
    bind_number(query, finder->since);
    bind_number(query, finder->day);
    while (query_next(query)) {
        Newcomer *newcomer = ARENA_PUSH(finder->arena, newcomers, n, cap);
        newcomer->lot = column_number(query);
        newcomer->notice = column_number(query);
        newcomer->id = column_text(query, finder->arena);
        newcomer->record = column_text(query, finder->arena);
        newcomer->verdict = (VerdictKind)column_number(query);
    }
    bool ceased = any_ceased(finder);
    for (size_t i = 0; i < n; i++) {
        VerdictKind before = VERDICT_NOT_ELIGIBLE;
        bool changed = ceased && verdict_before(finder, &newcomers[i], &before);
        if (newcomers[i].verdict == before) continue; /* as it was; or new, and not eligible */
        LotNews *news = news_of(finder, newcomers[i].lot);
        news->open = true;
        news->record = newcomers[i].record;
        news->news = changed ? NEWS_CHANGED : NEWS_NEW;
        news->before = before;
        news->by_data = changed;
        news->by_rules = changed && finder->rules_changed;
    }
}

/* Verdicts that ended, of notices that counted all the time: the oldest is the one before. */
static void find_judged(Finder *finder) {
    Query *query =
        store_query(finder->store, "SELECT lot, record, lots.verdict, verdicts.verdict, by_data, by_rules "
                                   "FROM verdicts INDEXED BY verdicts_day JOIN lots USING(lot) WHERE day > "
                                   "?1 AND since <= ?1 AND until IS NULL "
                                   "AND open_until >= ?2 ORDER BY lot, day");
    bind_number(query, finder->since);
    bind_number(query, finder->day);
    int64_t last = -1;
    bool same = false;
    while (query_next(query)) {
        int64_t lot = column_number(query);
        Str record = column_text(query, finder->arena);
        VerdictKind now = (VerdictKind)column_number(query), before = (VerdictKind)column_number(query);
        bool by_data = column_number(query) != 0, by_rules = column_number(query) != 0;
        bool first = lot != last;
        if (first) same = now == before;
        last = lot;
        if (same) continue;
        LotNews *news = news_of(finder, lot);
        if (first) *news = (LotNews){lot, true, NEWS_CHANGED, before, false, false, record};
        news->by_data |= by_data;
        news->by_rules |= by_rules;
    }
}

/* Lots that could be answered, and in whose place there is none that can. */
static void find_withdrawn(Finder *finder) {
    Query *query = store_query(
        finder->store,
        "SELECT old.lot, coalesce(new.record, old.record), "
        "coalesce((SELECT verdict FROM verdicts WHERE verdicts.lot = old.lot AND day > ?1 ORDER BY day), "
        "old.verdict) "
        "AS before FROM lots AS old INDEXED BY lots_until JOIN notices ON notices.notice = old.notice LEFT "
        "JOIN lots AS new "
        "ON new.notice = notices.instead AND new.until IS NULL AND (new.id = old.id OR new.id = '') "
        "WHERE old.until > ?1 AND old.until IS NOT NULL AND old.since <= ?1 AND old.open_until >= ?1 "
        "AND new.open_until IS NULL AND before > 0 ORDER BY old.lot");
    bind_number(query, finder->since);
    while (query_next(query)) {
        LotNews *news = news_of(finder, column_number(query));
        news->record = column_text(query, finder->arena);
        news->before = (VerdictKind)column_number(query);
        news->news = NEWS_WITHDRAWN;
    }
}

static int by_lot(const void *a, const void *b) {
    const LotNews *x = a, *y = b;
    return (x->lot > y->lot) - (x->lot < y->lot);
}

LotNews *registry_news(Registry *registry, Arena *arena, Date since, Date day, bool rules_changed,
                       size_t *count) {
    Finder finder = {.store = registry_store(registry),
                     .arena = arena,
                     .since = since,
                     .day = day,
                     .rules_changed = rules_changed,
                     .by_lot = map_new(arena)};
    find_open(&finder);
    find_new(&finder);
    find_judged(&finder);
    find_withdrawn(&finder);
    *count = map_count(finder.by_lot);
    LotNews *all = ARENA_ARRAY(arena, LotNews, *count);
    for (size_t i = 0; i < *count; i++) all[i] = *(const LotNews *)map_value(finder.by_lot, i);
    if (*count) qsort(all, *count, sizeof *all, by_lot);
    return all;
}
