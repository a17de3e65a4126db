/* bench_registry.c - what the registry of a convention costs a notice, as it grows.
 * usage: bench_registry grow CONVENTION FROM TO
 *        bench_registry day CONVENTION FIRST [ROUNDS COMMAND]
 *
 * `grow` puts the notices FROM to TO - 1 into the registry of a convention on which a run was made, 250 a
 * day, every day a run of its own with the settings of that one: calls, changes that name the call before,
 * results of the procedures of earlier calls. `day` puts in 3,000 more, as a run does: a file each, 512 a
 * transaction, which is synced; then COMMAND is run, which judges as many. That ROUNDS times in turn, with
 * other notices from FIRST on. It prints the medians, and their ratio. `grow` prints the last day. */
#include "base/file.h"
#include "registry/notices.h"
#include "tests/bench/stock.h"
#include "tests/bench/words.h"
#include <string.h>
#include <sys/resource.h>

enum { A_DAY = 250, BUSY_DAY = 3000, BATCH = 512, AT_ONCE = 4096, RECENT = 5000, CALL_DAYS = 35 };

typedef struct Bench {
    Arena *arena, *notice;
    Registry *registry;
    Store *store;
    RunSettings settings; /* of the run that was made */
    Taking *taking;
    Run run;
    size_t waiting; /* since the last commit */
} Bench;

static void fail(const Diags *diags) {
    fprintf(stderr, "bench_registry: %s\n",
            diags->first ? str_cstr(diags->arena, diags->first->what) : "failed");
    exit(3);
}

static void begin_day(Bench *bench, Date day) {
    taking_free(bench->taking);
    bench->run = (Run){.day = day};
    bench->run.number = registry_begin_run(bench->registry, day, &bench->settings);
    registry_end_run(bench->registry, bench->run.number);
    bench->taking = taking_new(bench->registry, day, bench->run.number);
}

/* The texts of a lot, of the lengths that they have; one in five is eligible, one in five to check. */
static void add_lot(Buf *rows, Arena *arena, const Lot *lot, Date deadline, unsigned pick) {
    static char words[1024];
    if (!words[0]) memset(words, 'x', sizeof words);
    LotEntry entry = {.id = lot->id,
                      .verdict = pick == 0   ? VERDICT_ELIGIBLE
                                 : pick == 1 ? VERDICT_TO_CHECK
                                             : VERDICT_NOT_ELIGIBLE,
                      .open_until = deadline};
    entry.csv = str_print(arena, "eforms,,%.*s,%.*s,%.*s", STR_ARG(lot->title), STR_ARG(lot->id), 640, words);
    entry.record =
        str_print(arena, "%s\x1F%.*s\x1F%.*s", verdict_name(entry.verdict), STR_ARG(lot->title), 700, words);
    lot_entry_pack(rows, &entry);
}

static Str uuid(Arena *arena, unsigned kind, unsigned number) {
    return str_print(arena, "%08x-0000-4000-%04x-%012u", number * 2654435761u, 0x8000 + kind, number);
}

/* The notice of a number, and its lots; it refers to recent ones. */
static Notice notice_of(Arena *arena, unsigned number, Date day, Buf *rows) {
    enum { CALL, CHANGE, RESULT };
    state = number;
    unsigned kind = draw(10), before = number ? number - 1 - draw(number < RECENT ? number : RECENT) : 0;
    kind = !number || kind < 6 ? CALL : kind == 6 ? CHANGE : RESULT;
    unsigned procedure = kind == CALL ? number : before;
    Notice notice = {.source_format = STR("eforms"),
                     .id = uuid(arena, 0, number),
                     .version = STR("01"),
                     .form = kind == RESULT ? STR("result") : STR("competition"),
                     .procedure_id = uuid(arena, 1, procedure),
                     .publication_number =
                         str_print(arena, "%08u-%u", number % 1000000, 2014 + number / 1000000),
                     .publication_date = day,
                     .issue_date = day - 2,
                     .lot_count = 1 + draw(2)};
    if (kind == CHANGE) notice.change_of = str_print(arena, "%.*s-01", STR_ARG(uuid(arena, 0, before)));
    notice.lots = ARENA_ARRAY(arena, Lot, notice.lot_count);
    for (size_t i = 0; i < notice.lot_count; i++) {
        Lot *lot = &notice.lots[i];
        lot->id = str_print(arena, "LOT-%04zu", i + 1);
        lot->title = str_of(PICK(objects)[0]);
        lot->deadline.day = kind == RESULT ? DATE_ABSENT : day + CALL_DAYS;
        add_lot(rows, arena, lot, lot->deadline.day, draw(5));
    }
    return notice;
}

static void commit(Bench *bench) {
    taking_settle(bench->taking);
    if (!store_commit(bench->store) || !store_begin(bench->store)) exit(3);
    bench->waiting = 0;
}

/* A notice as a worker hands it over. */
typedef struct Fresh {
    Str name, rows;
    NoticeKeys *keys;
} Fresh;

static Fresh fresh_of(Arena *arena, unsigned number, Date day) {
    Buf rows = {.arena = arena};
    Notice notice = notice_of(arena, number, day, &rows);
    return (Fresh){str_print(arena, "%06u.xml", number), buf_str(&rows),
                   notice_keys(arena, &notice, notice.id)};
}

static int64_t add_file(Bench *bench, Str name, uint64_t count) {
    TakenFile file = {.kind = FILE_NOTICES, .name = name, .run = bench->run.number};
    file.digest = digest_whole(name);
    int64_t taken = registry_add_file(bench->registry, &file);
    registry_end_file(bench->registry, taken, count, 0);
    return taken;
}

/* In a file of its own. */
static void put(Bench *bench, const Fresh *fresh, size_t batch) {
    taking_add(bench->taking, add_file(bench, fresh->name, 1), (Str){0}, 1, fresh->keys, fresh->rows);
    if (++bench->waiting >= batch) commit(bench);
}

static Date day_of(Date first, unsigned number) {
    return first + 1 + (Date)(number / A_DAY);
}

static void grow(Bench *bench, Date first, unsigned from, unsigned to) {
    for (unsigned i = from; i < to; i++) {
        if (i == from || i % A_DAY == 0) {
            if (!store_good(bench->store)) exit(3);
            taking_settle(bench->taking);
            begin_day(bench, day_of(first, i));
        }
        arena_reset(bench->notice);
        Fresh fresh = fresh_of(bench->notice, i, bench->run.day);
        put(bench, &fresh, AT_ONCE);
    }
    commit(bench);
    printf("%.*s\n", STR_ARG(date_print(bench->arena, bench->run.day)));
}

/* Of this process, and of those that it waited for. */
static double processor(int who) {
    struct rusage usage;
    getrusage(who, &usage);
    return (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
           (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) * 1e-6;
}

typedef struct Spent {
    double wall[MOST_ROUNDS], processor[MOST_ROUNDS];
} Spent;

static void busy_day(Bench *bench, bool packed, unsigned first, Spent *spent, int round) {
    Fresh *day = ARENA_ARRAY(bench->arena, Fresh, BUSY_DAY);
    for (unsigned i = 0; i < BUSY_DAY; i++) day[i] = fresh_of(bench->arena, first + i, bench->run.day);
    double wall = now(), used = processor(RUSAGE_SELF);
    int64_t archive = packed ? add_file(bench, day[0].name, BUSY_DAY) : 0;
    for (unsigned i = 0; i < BUSY_DAY; i++)
        if (packed) taking_add(bench->taking, archive, day[i].name, 1, day[i].keys, day[i].rows);
        else put(bench, &day[i], BATCH);
    commit(bench);
    spent->wall[round] = now() - wall;
    spent->processor[round] = processor(RUSAGE_SELF) - used;
}

static void judge(const char *command, Spent *spent, int round) {
    double wall = now(), used = processor(RUSAGE_CHILDREN);
    if (system(command) != 0) exit(3);
    spent->wall[round] = now() - wall;
    spent->processor[round] = processor(RUSAGE_CHILDREN) - used;
}

static void report(const char *name, Spent *spent, Spent *check, int rounds) {
    Spent registry = *spent;
    double used = median(registry.processor, rounds), wall = median(registry.wall, rounds);
    printf("%-10s %5.1f us of processor a notice, %4.1f %% of check; with the disk %5.1f us, %4.1f %%\n",
           name, used / BUSY_DAY * 1e6, 100 * used / median(check->processor, rounds), wall / BUSY_DAY * 1e6,
           100 * wall / median(check->wall, rounds));
}

static void busy_days(Bench *bench, unsigned first, int rounds, const char *command) {
    static Spent packed, loose, check;
    for (int round = 0; round < rounds; round++) {
        begin_day(bench, bench->run.day);
        commit(bench);
        busy_day(bench, true, first, &packed, round);
        busy_day(bench, false, first + BUSY_DAY, &loose, round);
        first += 2 * BUSY_DAY;
        judge(command, &check, round);
    }
    report("an archive", &packed, &check, rounds);
    report("loose", &loose, &check, rounds);
}

int main(int argc, char **argv) {
    if (argc < 5) return 2;
    Arena *arena = arena_new();
    Diags diags = diags_new(arena);
    Str path = file_join(arena, str_of(argv[2]), STR("registry.sqlite"));
    Bench bench = {.arena = arena, .notice = arena_new()};
    bench.registry = registry_open(arena, path, STORE_WRITE, &diags);
    if (!bench.registry) fail(&diags);
    bench.store = registry_store(bench.registry);
    Run last = registry_last_run(bench.registry, arena);
    bench.settings = last.settings;
    bench.run.day = last.day;
    unsigned from = (unsigned)strtoul(argv[3], NULL, 10);
    if (!store_begin(bench.store)) fail(&diags);
    begin_day(&bench, last.day);
    if (strcmp(argv[1], "grow") == 0)
        grow(&bench, last.day - (Date)((from + A_DAY - 1) / A_DAY), from,
             (unsigned)strtoul(argv[4], NULL, 10));
    else if (argc == 6) busy_days(&bench, from, atoi(argv[4]), argv[5]);
    if (!store_commit(bench.store)) fail(&diags);
    taking_free(bench.taking);
    registry_close(bench.registry);
    return 0;
}
