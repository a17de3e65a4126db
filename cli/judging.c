/* judging.c - what other rules, or a corrigendum's deadline, have made stale is read again from the archive
 * and judged as it is now. */
#include "cli/nightly.h"

typedef struct Judging {
    IntakeLook look; /* first: what the workers are given */
    Nightly *nightly;
    StaleNotice *stale; /* by file */
    size_t n, done;
    Str *paths;    /* of the files walked */
    Map *by_place; /* path:line, or archive!member:line -> StaleNotice *; not changed while workers read it */
    uint64_t batch;
} Judging;

static Str place_key(Arena *arena, Str file, uint32_t line) {
    return str_print(arena, "%.*s:%u", STR_ARG(file), (unsigned)line);
}

const Notice *judging_amended(Arena *arena, const Notice *notice, const DeadlineCorrection *deadlines,
                              size_t count) {
    if (!count) return notice;
    Notice *amended = ARENA_NEW(arena, Notice);
    *amended = *notice;
    amended->lots = ARENA_ARRAY(arena, Lot, notice->lot_count);
    for (size_t i = 0; i < notice->lot_count; i++) {
        amended->lots[i] = notice->lots[i];
        for (size_t k = 0; k < count; k++)
            if (str_eq(deadlines[k].lot_id, notice->lots[i].id))
                amended->lots[i].deadline = deadlines[k].deadline;
    }
    return amended;
}

/* In a worker: the notice with the deadlines that hold, if it is one of those that are wanted. */
static const Notice *amend(void *shared, Arena *arena, const Notice *notice) {
    const Judging *judging = shared;
    const StaleNotice *stale =
        map_get(judging->by_place, place_key(arena, notice->file, notice->lots[0].at.line));
    return stale ? judging_amended(arena, notice, stale->deadlines, stale->deadline_count) : NULL;
}

static bool take(void *to, NoticePlace place, const NoticeKeys *keys, Str about, Str rows) {
    enum { BATCH = 4096 };
    Judging *judging = to;
    Nightly *nightly = judging->nightly;
    Store *store = registry_store(nightly->registry);
    Arena *scratch = arena_new();
    (void)keys, (void)about;
    Str file = place.member.n ? place.member : judging->paths[place.file];
    StaleNotice *stale = map_get(judging->by_place, place_key(scratch, file, place.line));
    arena_free(scratch);
    if (!stale || !stale->notice) return true;
    notice_judged(nightly->registry, nightly->run.day, nightly->run.number, stale->notice, rows,
                  !nightly->rules_changed, nightly->rules_changed);
    stale->notice = 0; /* a second of this place is another */
    judging->done++;
    if (++judging->batch % BATCH == 0) return store_commit(store) && store_begin(store);
    return store_good(store);
}

/* Where a taken file lies. A dry run has moved nothing to the archive: what it took lies where it was. */
static Str path_of(Nightly *nightly, int64_t file, const Offers *offers) {
    TakenFile taken;
    if (!registry_taken(nightly->registry, nightly->arena, file, &taken)) return (Str){0};
    Str path =
        archive_path(nightly->arena, &nightly->folder, file_kind_name(taken.kind), taken.digest, taken.name);
    for (size_t i = 0; nightly->dry && i < offers->n; i++)
        if (offers->at[i].file == file && !file_exists(nightly->arena, path)) return offers->at[i].path;
    return path;
}

static bool walk(Judging *judging, const Offers *offers) {
    Nightly *nightly = judging->nightly;
    Arena *arena = nightly->arena;
    StrList paths = {0};
    judging->by_place = map_new(arena);
    for (size_t i = 0; i < judging->n; i++) {
        StaleNotice *stale = &judging->stale[i];
        bool first = !i || stale->file != stale[-1].file;
        if (first) strlist_add(arena, &paths, path_of(nightly, stale->file, offers));
        Str path = paths.at[paths.n - 1], file = path;
        if (stale->member.n) file = str_print(arena, "%.*s!%.*s", STR_ARG(path), STR_ARG(stale->member));
        map_put(judging->by_place, place_key(arena, file, stale->line), stale);
    }
    judging->paths = paths.at;
    LotWalk walk = {.rules = nightly->rules,
                    .columns = &nightly->columns,
                    .row = intake_row,
                    .order = intake_order,
                    .amend = amend,
                    .shared = judging,
                    .workers = nightly->workers,
                    .listed = true,
                    .outlet = {take, judging}};
    Store *store = registry_store(nightly->registry);
    Cli *cli = nightly->cli;
    bool mute = cli->mute;
    cli->mute = true; /* what was refused of these files has been said when they were taken */
    bool good = store_begin(store) && lots_walk(cli, &walk, &paths, NULL) && store_commit(store);
    cli->mute = mute;
    return good;
}

bool judge_again(Nightly *nightly, const Offers *offers) {
    Judging judging = {.look = {nightly->words, nightly->run.day}, .nightly = nightly};
    judging.stale = notices_stale(nightly->registry, nightly->arena, &judging.n);
    if (!judging.n) return store_good(registry_store(nightly->registry));
    if (!walk(&judging, offers)) return false;
    if (judging.done == judging.n) return true;
    diag_add(&nightly->cli->diags, DIAG_WORLD, (Loc){.file = nightly->folder.archive},
             "put back what was taken out of it", "%zu notices to be judged again are not there",
             judging.n - judging.done);
    cli_flush(nightly->cli);
    return false;
}
