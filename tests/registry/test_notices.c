/* The registry settles notices batch by batch as procedure.h settles them all at once: random worlds, in any
 * batches and over any days. */
#include "registry/news.h"
#include "registry/notices.h"
#include "tests/registry/world.h"
#include "tests/tap.h"
#include <string.h>

enum { MOST = 16, FIRST_DAY = 20000 };

static Registry *registry_in_memory(Arena *arena, Diags *diags) {
    return registry_open(arena, STR("/nowhere/registry.sqlite"), STORE_TRY, diags);
}

static int64_t begin_run(Registry *registry, Date day, uint64_t packs) {
    RunSettings settings = {.packs = {packs, packs}};
    int64_t run = registry_begin_run(registry, day, &settings);
    registry_end_run(registry, run);
    return run;
}

/* The lots of a notice as intake_row() packs them. Every third lot is not eligible. */
static Str lots_of(Arena *arena, const Notice *notice) {
    Buf buf = {.arena = arena_new()};
    for (size_t i = 0; i < notice->lot_count; i++) {
        Str id = notice->lots[i].id;
        LotEntry entry = {.id = id,
                          .verdict = (VerdictKind)(notice->id.n ? notice->id.p[0] % 3 : 2),
                          .open_until = lot_open_until(notice, &notice->lots[i], FIRST_DAY),
                          .csv = notice->id,
                          .record = id};
        lot_entry_pack(&buf, &entry);
    }
    Str packed = str_copy(arena, buf_str(&buf));
    arena_free(buf.arena);
    return packed;
}

static void add(Taking *taking, Arena *arena, int64_t file, const World *world, size_t i) {
    taking_add(taking, file, (Str){0}, (uint32_t)i,
               notice_keys(arena, &world->at[i].notice, world->at[i].name),
               lots_of(arena, &world->at[i].notice));
}

static int64_t add_file(Registry *registry, int64_t run, uint64_t digest) {
    TakenFile file = {.kind = FILE_NOTICES, .digest = {1, digest}, .name = STR("a.xml"), .run = run};
    return registry_add_file(registry, &file);
}

/* Standing, and which counts instead, by the line of the world. */
static Str standings(Arena *arena, Registry *registry, size_t n) {
    Query *query =
        store_query(registry_store(registry),
                    "SELECT line, standing, (SELECT line FROM notices AS other WHERE "
                    "other.notice = notices.instead), standing <> 0 OR deadlines IS NULL FROM notices "
                    "ORDER BY line");
    Buf buf = {.arena = arena};
    size_t met = 0;
    while (query_next(query)) {
        buf_print(&buf, "%lld", (long long)column_number(query));
        buf_print(&buf, " %lld", (long long)column_number(query));
        buf_print(&buf, " %lld", (long long)column_absent_or(query, -1));
        buf_print(&buf, " %lld\n", (long long)column_number(query));
        met++;
    }
    if (met != n) buf_print(&buf, "%zu of %zu\n", met, n);
    return buf_str(&buf);
}

static Str standings_at_once(Arena *arena, const World *world) {
    Procedures *procedures = procedures_new(arena);
    for (size_t i = 0; i < world->n; i++) procedures_add(procedures, &world->at[i].notice, world->at[i].name);
    procedures_settle(procedures);
    Buf buf = {.arena = arena};
    for (size_t i = 0; i < world->n; i++) {
        NoticeStanding standing = procedures_standing(procedures, i);
        bool corrected = false;
        for (size_t k = 0; k < world->at[i].notice.lot_count; k++) {
            DeadlineCorrection correction;
            corrected |= procedures_deadline(procedures, i, world->at[i].notice.lots[k].id, &correction);
        }
        bool counts = standing.standing == STANDING_STANDS;
        buf_print(&buf, "%zu %d %lld %d\n", i, (int)standing.standing,
                  standing.instead == NO_NOTICE ? -1LL : (long long)standing.instead, !(corrected && counts));
    }
    return buf_str(&buf);
}

/* What the lots say of days, and the totals. */
static Str days(Arena *arena, Registry *registry) {
    Query *query =
        store_query(registry_store(registry), "SELECT line, id, since, until FROM lots JOIN notices "
                                              "USING(notice) ORDER BY line, id");
    Buf buf = {.arena = arena};
    while (query_next(query)) {
        buf_print(&buf, "%lld", (long long)column_number(query));
        buf_print(&buf, " %.*s", STR_ARG(column_text(query, arena)));
        buf_print(&buf, " %lld", (long long)column_absent_or(query, -1));
        buf_print(&buf, " %lld\n", (long long)column_absent_or(query, -1));
    }
    return buf_str(&buf);
}

static bool totals_agree(Registry *registry) {
    Totals totals = registry_totals(registry);
    Query *query =
        store_query(registry_store(registry),
                    "SELECT count(DISTINCT notice), sum(verdict = 0), sum(verdict = 1), sum(verdict = 2) "
                    "FROM lots WHERE since IS NOT NULL AND until IS NULL");
    if (!query_next(query)) return false;
    bool agree = column_number(query) == totals.notices;
    agree = column_number(query) == totals.not_eligible && agree;
    agree = column_number(query) == totals.to_check && agree;
    agree = column_number(query) == totals.eligible && agree;
    query_end(query);
    return agree;
}

/* Puts the world's notices in this order, a new batch wherever `cut` says so, the day as `day` says. */
static void put_world(Registry *registry, Arena *arena, const World *world, const size_t *order,
                      const bool *cut, const Date *day) {
    Taking *taking = NULL;
    Date today = 0;
    int64_t run = 0;
    for (size_t i = 0; i < world->n; i++) {
        if (taking && (cut[i] || day[i] != today)) taking_settle(taking);
        if (day[i] != today) {
            taking_free(taking);
            today = day[i];
            run = begin_run(registry, today, 1);
            taking = taking_new(registry, today, run);
        }
        add(taking, arena, add_file(registry, run, i + 1), world, order[i]);
    }
    taking_settle(taking);
    taking_free(taking);
}

static void shuffle(size_t *order, size_t n) {
    for (size_t k = n; k > 1; k--) {
        size_t other = dice((unsigned)k), kept = order[k - 1];
        order[k - 1] = order[other];
        order[other] = kept;
    }
}

static void test_random_worlds(Arena *arena) {
    size_t standing = 0, day_differs = 0, wrong_totals = 0, failed = 0;
    for (int round = 0; round < 400; round++) {
        arena_reset(arena);
        Diags diags = diags_new(arena);
        World world = random_world(arena);
        size_t *order = ARENA_ARRAY(arena, size_t, world.n);
        bool cut[MOST] = {false};
        Date day[MOST];
        for (size_t i = 0; i < world.n; i++) order[i] = i;
        Str wanted = standings_at_once(arena, &world), one_day = {0};
        for (int again = 0; again < 4; again++) {
            bool days_vary = again == 3;
            shuffle(order, world.n);
            for (size_t i = 0; i < world.n; i++) {
                cut[i] = dice(3) == 0;
                day[i] = FIRST_DAY + (days_vary && i ? (int)dice(2) : 0);
                if (i && day[i] < day[i - 1]) day[i] = day[i - 1];
            }
            Registry *registry = registry_in_memory(arena, &diags);
            store_begin(registry_store(registry));
            put_world(registry, arena, &world, order, cut, day);
            Str got = standings(arena, registry, world.n);
            if (!str_eq(got, wanted) && !standing++)
                printf("# wanted\n%.*s# got\n%.*s", STR_ARG(wanted), STR_ARG(got));
            Str said = days(arena, registry);
            if (!again) one_day = said;
            day_differs += !days_vary && !str_eq(said, one_day);
            wrong_totals += !totals_agree(registry);
            failed += !store_good(registry_store(registry));
            registry_close(registry);
        }
    }
    NUM(standing, 0);
    NUM(day_differs, 0); /* the order within a day */
    NUM(wrong_totals, 0);
    NUM(failed, 0);
}

/* A copy in another file adds nothing; rows without an id are as many as one file has. */
static void test_copies(Arena *arena) {
    Diags diags = diags_new(arena);
    Registry *registry = registry_in_memory(arena, &diags);
    store_begin(registry_store(registry));
    int64_t run = begin_run(registry, FIRST_DAY, 1);
    World world = world_of(arena, "A id=@a\nA id=@a\nB id= source=csv\nB id= source=csv\n");
    Taking *taking = taking_new(registry, FIRST_DAY, run);
    for (int night = 0; night < 3; night++) {
        int64_t one = add_file(registry, run, (uint64_t)night * 2 + 1),
                other = add_file(registry, run, (uint64_t)night * 2 + 2);
        add(taking, arena, one, &world, 0);
        add(taking, arena, other, &world, 1);
        add(taking, arena, one, &world, 2);
        add(taking, arena, one, &world, 3);
        taking_settle(taking);
        NUM(registry_totals(registry).notices, 3);
    }
    NUM(diags.count[DIAG_WORLD], 0);
    taking_free(taking);
    registry_close(registry);
}

/* Takes these notices on a day, and hands back the news since an earlier one, a word a lot. */
static Str night(Registry *registry, Arena *arena, const char *lines, Date day, Date since, uint64_t packs,
                 bool again) {
    int64_t run = begin_run(registry, day, packs);
    notices_outdate(registry, run);
    World world = world_of(arena, lines);
    Taking *taking = taking_new(registry, day, run);
    for (size_t i = 0; i < world.n; i++) {
        int64_t file = add_file(registry, run, (uint64_t)day * 100 + i);
        NoticeKeys *keys = notice_keys(arena, &world.at[i].notice, world.at[i].name);
        Buf lots = {.arena = arena_new()};
        for (size_t k = 0; k < world.at[i].notice.lot_count; k++) {
            const Lot *lot = &world.at[i].notice.lots[k];
            size_t verdict = str_is(world.at[i].notice.buyer_id, "no")      ? 0
                             : str_is(world.at[i].notice.buyer_id, "check") ? 1
                                                                            : 2;
            LotEntry entry = {.id = lot->id,
                              .verdict = (VerdictKind)verdict,
                              .open_until = lot_open_until(&world.at[i].notice, lot, day),
                              .csv = world.at[i].name,
                              .record =
                                  str_print(arena, "%.*s/%.*s", STR_ARG(world.at[i].name), STR_ARG(lot->id))};
            lot_entry_pack(&lots, &entry);
        }
        taking_add(taking, file, (Str){0}, (uint32_t)i, keys, buf_str(&lots));
        arena_free(lots.arena);
    }
    taking_settle(taking);
    taking_free(taking);
    size_t n;
    StaleNotice *stale = notices_stale(registry, arena, &n);
    for (size_t i = 0; again && i < n; i++) { /* judged by other packs: nothing is eligible any more */
        Buf lots = {.arena = arena};
        LotEntry entry = {
            .id = STR("LOT-0001"), .open_until = day + 5, .csv = STR("judged"), .record = STR("judged")};
        lot_entry_pack(&lots, &entry);
        notice_judged(registry, day, run, stale[i].notice, buf_str(&lots), false, true);
    }
    static const char *const words[] = {"=", "+", "~", "-"};
    LotNews *news = registry_news(registry, arena, since, day, false, &n);
    Buf buf = {.arena = arena};
    for (size_t i = 0; i < n; i++)
        buf_print(&buf, "%s%.*s%s%s%s ", words[news[i].news], STR_ARG(news[i].record),
                  news[i].open ? "" : "!", news[i].by_data ? " data" : "", news[i].by_rules ? " rules" : "");
    return buf_str(&buf);
}

static void test_news(Arena *arena) {
    Diags diags = diags_new(arena);
    Registry *registry = registry_in_memory(arena, &diags);
    store_begin(registry_store(registry));
    Date d = date_of(2024, 1, 10);
    /* calls without a deadline are open for 90 days */
    IS(night(registry, arena,
             "A form=competition id=@a v=01 day=2024-01-01 lots=1,2\nX form=result id=@9 buyer=no\n", d,
             DATE_ABSENT, 1, false),
       STR("+A/1 +A/2 "));
    IS(night(registry, arena, "", d + 1, d, 1, false), STR("=A/1 =A/2 "));
    /* the same day once more: news of that day are those since the last one */
    IS(night(registry, arena, "B form=competition id=@b day=2024-01-02 buyer=check\n", d + 1, d, 1, false),
       STR("=A/1 =A/2 +B/LOT-0001 "));
    /* a new version: one lot changes its verdict, one is gone */
    IS(night(registry, arena, "A2 form=competition id=@a v=02 day=2024-01-09 lots=1 buyer=check\n", d + 2,
             d + 1, 1, false),
       STR("-A/2! =B/LOT-0001 ~A2/1 data "));
    /* a cancellation */
    IS(night(registry, arena, "C form=competition id=@c of=@b status=cancelled day=2024-01-09\n", d + 3,
             d + 2, 1, false),
       STR("-C/LOT-0001! =A2/1 "));
    /* other packs: what was judged again, and back within a day */
    IS(night(registry, arena, "D form=competition id=@d day=2024-01-09\n", d + 4, d + 3, 1, false),
       STR("=A2/1 +D/LOT-0001 "));
    IS(night(registry, arena, "", d + 5, d + 4, 2, true), STR("~judged rules ~judged rules ~judged rules "));
    IS(night(registry, arena, "", d + 6, d + 5, 2, true), STR(""));
    IS(night(registry, arena, "", d + 200, d + 6, 2, false), STR(""));
    OK(totals_agree(registry));
    NUM(diags.count[DIAG_WORLD], 0);
    registry_close(registry);
}

static void test_keys(Arena *arena) {
    size_t differ = 0, damaged = 0;
    for (int round = 0; round < 300; round++) {
        arena_reset(arena);
        World world = random_world(arena);
        for (size_t i = 0; i < world.n; i++) {
            Buf once = {.arena = arena}, again = {.arena = arena_new()};
            keys_pack(&once, notice_keys(arena, &world.at[i].notice, world.at[i].name));
            Str bytes = buf_str(&once);
            NoticeKeys *keys = keys_unpack(arena, bytes);
            if (keys) keys_pack(&again, keys);
            differ += !keys || !str_eq(bytes, buf_str(&again));
            damaged += keys_unpack(arena, str_sub(bytes, 0, dice((unsigned)bytes.n))) != NULL;
            arena_free(again.arena);
        }
    }
    NUM(differ, 0);
    NUM(damaged, 0);
}

static int64_t count_of(Registry *registry, const char *sql) {
    Query *query = store_query(registry_store(registry), sql);
    int64_t count = query_next(query) ? column_number(query) : -1;
    query_end(query);
    return count;
}

static void put_one(Registry *registry, Arena *arena, const World *world, size_t i) {
    int64_t run = begin_run(registry, FIRST_DAY, 1);
    Taking *taking = taking_new(registry, FIRST_DAY, run);
    add(taking, arena, add_file(registry, run, i + 1), world, i);
    taking_settle(taking);
    taking_free(taking);
}

/* Links move to the large table when so many notices have come; those of before and behind still meet. */
static void test_links_move(Arena *arena) {
    Diags diags = diags_new(arena);
    Registry *registry = registry_in_memory(arena, &diags);
    Store *store = registry_store(registry);
    World world = world_of(arena, "A id=@a v=01\nB id=@a v=02\nC id=@a v=03\n");
    OK(store_begin(store));
    put_one(registry, arena, &world, 0);
    NUM(count_of(registry, "SELECT count(*) FROM links"), 0);
    store_run(store, "INSERT INTO notices VALUES(65535, 1, '', 9, x'', 0, NULL, NULL, 1)");
    put_one(registry, arena, &world, 1);
    store_run(store, "DELETE FROM notices WHERE notice = 65535");
    OK(count_of(registry, "SELECT count(*) FROM links WHERE notice = 1") > 0);
    OK(count_of(registry, "SELECT count(*) FROM links WHERE notice = 65536") > 0);
    NUM(count_of(registry, "SELECT count(*) FROM links_fresh"), 0);
    put_one(registry, arena, &world, 2);
    OK(count_of(registry, "SELECT count(*) FROM links_fresh") > 0);
    IS(standings(arena, registry, world.n), standings_at_once(arena, &world));
    registry_close(registry);
}

int main(void) {
    Arena *arena = arena_new();
    test_links_move(arena);
    test_random_worlds(arena);
    test_copies(arena);
    test_news(arena);
    test_keys(arena);
    arena_free(arena);
    return tap_done();
}
