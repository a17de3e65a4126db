/* nightly.c - one run, from its settings to its last step: the same for a night, a dry run and a replay. */
#include "cli/nightly.h"
#include "registry/records.h"

static bool say_refused(Nightly *nightly, FileKind kind, Str path, bool whole) {
    Offer offer = {.kind = kind, .path = path, .name = file_name(path)};
    return !path.n || intake_refused(nightly, &offer, whole);
}

static bool say_strays(Nightly *nightly) {
    bool good = true;
    for (size_t i = 0; good && i < nightly->strays.n; i++)
        good = intake_refused(nightly, &nightly->strays.at[i], true);
    return good;
}

/* Reference tables are others, or packs: with the run's own row, so that a killed run has all or nothing. */
static bool begin(Nightly *nightly, const Run *before, const Reference *reference) {
    Registry *registry = nightly->registry;
    Store *store = registry_store(registry);
    Run *run = &nightly->run;
    if (!store_begin(store)) return false;
    run->number = registry_begin_run(registry, run->day, &run->settings);
    bool other_packs = before->number && digest_compare(before->settings.packs, run->settings.packs) != 0;
    if (other_packs) notices_outdate(registry, run->number);
    if (reference->contracts_changed) records_set_contracts(registry, &reference->contracts);
    if (reference->structures_changed) records_set_structures(registry, &reference->structures);
    if (say_refused(nightly, FILE_CONTRACTS, reference->contracts_path, reference->contracts_refused) &&
        say_refused(nightly, FILE_STRUCTURES, reference->structures_path, reference->structures_refused) &&
        say_strays(nightly))
        return store_commit(store);
    store_rollback(store);
    return false;
}

static void look_back(Nightly *nightly) {
    Run since = registry_run_before(nightly->registry, nightly->arena, nightly->run.day);
    nightly->since = since.number ? since.day : DATE_ABSENT;
    nightly->rules_changed =
        since.number && digest_compare(since.settings.packs, nightly->run.settings.packs) != 0;
}

static void forget_copy(void *to, FileKind kind, Digest digest, Str path) {
    Nightly *nightly = to;
    (void)kind, (void)digest;
    file_remove(nightly->arena, path, &nightly->cli->diags);
}

/* Copies that were kept for a commit that never came: their originals are in the inbox still, or are others
 * by now; a rebuild would take them for what was declared. */
static void forget_copies(Nightly *nightly) {
    static const FileKind kinds[] = {FILE_HOURS, FILE_PEOPLE};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        archive_unknown(nightly->arena, &nightly->folder, nightly->registry, kinds[i], forget_copy, nightly);
}

/* Nothing came, and the last run of this day was told the same, is completed, and has its page still. */
static bool is_idle(const Nightly *nightly, const Run *before, const Offers *offers) {
    return !offers->n && !nightly->dry && !nightly->replay && before->completed &&
           before->day == nightly->run.day && run_settings_same(&before->settings, &nightly->run.settings) &&
           file_exists(nightly->arena, outputs_latest(nightly));
}

/* A run that was killed has no journal before another takes its place: what it took would be in none. So that
 * comes first; who is killed in between does it again. */
static bool journal_of_cut_off(Nightly *nightly, const Run *before) {
    bool goes_on =
        before->day == nightly->run.day && run_settings_same(&before->settings, &nightly->run.settings);
    return !before->number || before->completed || goes_on || nightly->dry || nightly->replay ||
           journal_write(nightly->arena, &nightly->folder, nightly->registry, before, &nightly->cli->diags);
}

bool nightly_begin(Nightly *nightly, const Offers *offers) {
    Registry *registry = nightly->registry;
    Arena *arena = nightly->arena;
    Run before = registry_last_run(registry, arena);
    Reference *reference = ARENA_NEW(arena, Reference);
    if (!settings_reference(nightly, &before.settings, &nightly->run.settings, reference)) return false;
    nightly->idle = is_idle(nightly, &before, offers);
    if (nightly->idle) return true;
    bool cut_off = before.number && !before.completed;
    if (cut_off && !nightly->dry && !nightly->replay) forget_copies(nightly);
    if (!journal_of_cut_off(nightly, &before) || !begin(nightly, &before, reference)) return false;
    look_back(nightly);
    return true;
}

bool nightly_take(Nightly *nightly, Offers *offers) {
    return intake_tables(nightly, offers) && intake_notices(nightly, offers) && judge_again(nightly, offers);
}

bool nightly_end(Nightly *nightly) {
    Registry *registry = nightly->registry;
    Store *store = registry_store(registry);
    nightly->run.completed = true;
    if (!nightly->replay &&
        !journal_write(nightly->arena, &nightly->folder, registry, &nightly->run, &nightly->cli->diags))
        return false;
    if (!store_begin(store)) return false;
    registry_end_run(registry, nightly->run.number);
    return store_commit(store);
}
