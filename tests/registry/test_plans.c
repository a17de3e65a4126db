/* No question of a night walks over all that the registry has: asked once each, then what SQLite says of how
 * it answers them. What is read whole by intention is named below. */
#include "registry/news.h"
#include "registry/notices.h"
#include "registry/records.h"
#include "tests/registry/world.h"
#include "tests/tap.h"
#include <string.h>

enum { DAY = 20000 };

static int64_t begin_run(Registry *registry, Date day, uint64_t packs) {
    RunSettings settings = {.packs = {packs, packs}};
    int64_t run = registry_begin_run(registry, day, &settings);
    registry_end_run(registry, run);
    return run;
}

static void note_file(void *to, const TakenFile *file) {
    (void)file;
    ++*(int *)to;
}

static void note_refusal(void *to, const Refusal *refusal) {
    (void)refusal;
    ++*(int *)to;
}

static const char *const world_text = "A id=@a v=01 proc=@9 form=competition\n"
                                      "B id=@a v=02 proc=@9 form=competition\n"
                                      "C id=@c v=01 proc=@9 form=result\n"
                                      "D of=@a-02 deadline=LOT-0001:2024-11-20\n";

/* A file of these notices, from `from` to before `to`. */
static void take(Arena *arena, Registry *registry, Date day, const World *world, size_t from, size_t to) {
    int64_t run = begin_run(registry, day, 1);
    Taking *taking = taking_new(registry, day, run);
    TakenFile taken = {.kind = FILE_NOTICES, .digest = {1, from}, .name = STR("a.xml"), .run = run};
    int64_t file = registry_file(registry, FILE_NOTICES, taken.digest);
    if (!file) file = registry_add_file(registry, &taken);
    for (size_t i = from; i < to; i++) {
        const Notice *notice = &world->at[i].notice;
        Buf lots = {.arena = arena_new()};
        LotEntry entry = {.id = STR("LOT-0001"),
                          .verdict = i == 1 ? VERDICT_TO_CHECK : VERDICT_ELIGIBLE,
                          .open_until = DAY + 30,
                          .csv = notice->id,
                          .record = notice->id};
        lot_entry_pack(&lots, &entry);
        taking_add(taking, file, (Str){0}, (uint32_t)i, notice_keys(arena, notice, world->at[i].name),
                   buf_str(&lots));
        arena_free(lots.arena);
    }
    taking_settle(taking);
    registry_end_file(registry, file, to - from, 0);
    taking_free(taking);
}

static void judge_stale(Arena *arena, Registry *registry, Date day) {
    size_t n;
    const StaleNotice *stale = notices_stale(registry, arena, &n);
    OK(n > 0);
    Buf lots = {.arena = arena};
    LotEntry entry = {.id = STR("LOT-0001"), .verdict = VERDICT_NOT_ELIGIBLE, .open_until = DAY + 30};
    lot_entry_pack(&lots, &entry);
    for (size_t i = 0; i < n; i++)
        notice_judged(registry, day, begin_run(registry, day, 2), stale[i].notice, buf_str(&lots), true,
                      false);
}

static void put_tables(Registry *registry, int64_t file) {
    HoursRow hour = {.contract_id = STR("C"), .declarant_siret = STR("1"), .person_ref = STR("P")};
    Person person = {.ref = STR("P")};
    Decision decision = {.notice_id = STR("a"), .lot_id = STR("b"), .decision = STR("wait")};
    Clause clause = {.notice_id = STR("a"), .lot_id = STR("b"), .state = STR("screened")};
    records_put_hours(registry, file, &(HoursRows){.at = &hour, .n = 1});
    records_put_people(registry, file, &(People){.at = &person, .n = 1}, DAY);
    records_put_decisions(registry, file, &(Decisions){.at = &decision, .n = 1}, DAY);
    records_put_clauses(registry, file, &(Clauses){.at = &clause, .n = 1});
    records_set_contracts(registry, &(Contracts){0});
    records_set_structures(registry, &(Structures){0});
}

/* All that a night asks. */
static void ask(Arena *arena, Registry *registry) {
    Diags diags = diags_new(arena);
    TakenFile taken;
    Refusal refusal = {.day = DAY, .name = STR("b.xml"), .refused = 1};
    Ledger ledger;
    Replacement replacement = {.contract_id = STR("C")};
    Decisions decisions = {0};
    size_t n;
    int met = 0;
    registry_refuse(registry, &refusal);
    registry_last_run(registry, arena);
    registry_run_before(registry, arena, DAY + 1);
    registry_files(registry, arena, 1, note_file, &met);
    registry_files_after(registry, arena, DAY - 1, note_file, &met);
    registry_refusals(registry, arena, DAY - 1, note_refusal, &met);
    registry_contracts_changed(registry, DAY);
    OK(registry_taken(registry, arena, 1, &taken) && met > 0);
    OK(registry_ledger(registry, arena, &ledger, &diags));
    records_declared_after(registry, &replacement, DAY);
    records_decisions(registry, arena, &decisions, &diags);
    registry_news(registry, arena, DAY, DAY + 1, false, &n);
    OK(n > 0);
    OK(registry_totals(registry).notices > 0);
}

typedef struct Plans {
    size_t steps, scans;
} Plans;

/* Tables of people's own making are read whole, every night: contracts, people, hours and decisions are what
 * the pages say. So are the runs, where the last completed one is looked for from the end, and the index of
 * what is to be judged again. */
static bool may_be_walked(Str step) {
    static const char *const small[] = {"hours", "people", "contracts", "decisions", "runs", "totals"};
    if (str_ends(step, STR(" USING INDEX notices_stale"))) return true;
    Str word, table;
    if (!str_word(&step, &word) || !str_word(&step, &table)) return false;
    for (size_t i = 0; i < sizeof small / sizeof *small; i++)
        if (str_is(table, small[i])) return true;
    return false;
}

static void note_step(void *to, const char *sql, Str step) {
    Plans *plans = to;
    plans->steps++;
    bool outdates = strstr(sql, "packs <>") != NULL; /* other rules: all that counts is to be judged again */
    if (!str_starts(step, STR("SCAN ")) || may_be_walked(step) || outdates) return;
    plans->scans++;
    printf("# %.*s: %s\n", STR_ARG(step), sql);
}

int main(void) {
    Arena *arena = arena_new();
    Diags diags = diags_new(arena);
    Registry *registry = registry_open(arena, STR("/nowhere/registry.sqlite"), STORE_TRY, &diags);
    Store *store = registry_store(registry);
    World world = world_of(arena, world_text);
    OK(store_begin(store));
    take(arena, registry, DAY, &world, 0, 1);
    take(arena, registry, DAY + 1, &world, 1, world.n);
    put_tables(registry, 1);
    ask(arena, registry);
    notices_outdate(registry, begin_run(registry, DAY + 1, 2));
    judge_stale(arena, registry, DAY + 1);
    OK(store_good(store));
    Plans plans = {0};
    store_plans(store, arena, note_step, &plans);
    OK(store_good(store));
    OK(plans.steps > 40);
    NUM(plans.scans, 0);
    registry_close(registry);
    arena_free(arena);
    return tap_done();
}
