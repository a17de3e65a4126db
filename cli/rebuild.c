/* rebuild.c - clausier run --rebuild: the journal's runs once more, one after the other, each with the packs,
 * the configuration and the tables of its day. What lies in the archive and in no journal (its run was
 * killed) is taken last, as of today. */
#include "cli/nightly.h"
#include "registry/records.h"

enum { CONF_LIMIT = 1 << 20 };

typedef struct Rebuild {
    Cli *cli;
    const Home *home;
    const Words *words;
    Registry *registry;
    unsigned workers;
    Ruleset *rules; /* of the run at hand */
    Str pack_files; /* whose they are */
} Rebuild;

static bool take_rules(Rebuild *rebuild, Nightly *nightly) {
    Str wanted = nightly->run.settings.pack_files;
    if (!rebuild->rules || !str_eq(wanted, rebuild->pack_files)) {
        StrList paths = settings_archived_packs(nightly, wanted);
        ruleset_free(rebuild->rules);
        rebuild->pack_files = str_copy(rebuild->cli->run, wanted);
        rebuild->rules = ruleset_read(rebuild->cli->run, &paths, rebuild->words, &rebuild->cli->diags);
    }
    nightly->rules = rebuild->rules;
    if (!nightly->rules) return false;
    nightly->run.settings.pack_titles = ruleset_title(nightly->rules);
    return digest_read(ruleset_digest(nightly->rules), &nightly->run.settings.packs);
}

static bool take_conf(Rebuild *rebuild, Nightly *nightly) {
    Cli *cli = rebuild->cli;
    Convention *convention = ARENA_NEW(nightly->arena, Convention);
    Str bytes, path = archive_path(nightly->arena, &nightly->folder, "conf", nightly->run.settings.conf,
                                   STR("convention.conf"));
    if (!file_read_settings(nightly->arena, path, CONF_LIMIT, &bytes, &cli->diags) ||
        !convention_read(nightly->arena, path, bytes, convention, &cli->diags))
        return false;
    nightly->convention = convention;
    nightly->columns = convention->columns;
    return true;
}

static Str archived(const Nightly *nightly, const TakenFile *file) {
    bool copy = file->kind == FILE_HOURS || file->kind == FILE_PEOPLE;
    return archive_path(nightly->arena, &nightly->folder, file_kind_name(file->kind), file->digest,
                        copy ? STR("copy.csv") : file->name);
}

static Offers offers_of(const Nightly *nightly, const Journal *journal) {
    Offers offers = {0};
    for (size_t i = 0; i < journal->n; i++) {
        const TakenFile *file = &journal->files[i];
        *ARENA_PUSH(nightly->arena, offers.at, offers.n, offers.cap) =
            (Offer){.kind = file->kind,
                    .path = archived(nightly, file),
                    .name = file->name,
                    .digest = file->digest,
                    .rows_kept = file->kept,
                    .rows_refused = file->refused};
    }
    return offers;
}

static Nightly nightly_of(const Rebuild *rebuild, Arena *arena, const Run *run) {
    return (Nightly){.cli = rebuild->cli,
                     .arena = arena,
                     .folder = rebuild->home->folder,
                     .words = rebuild->words,
                     .registry = rebuild->registry,
                     .run = *run,
                     .replay = true,
                     .workers = rebuild->workers};
}

/* What was refused on that day: files that are not in the archive, or of which only copies are. */
static bool refuse_again(Nightly *nightly, const Journal *journal) {
    Store *store = registry_store(nightly->registry);
    if (!store_begin(store)) return false;
    for (size_t i = 0; i < journal->refusal_count; i++)
        registry_refuse(nightly->registry, &journal->refusals[i]);
    return store_commit(store);
}

/* Whether all of them lie in the archive as they were taken: a registry of some of them would look like one
 * of all. */
static bool are_whole(const Nightly *nightly, const Offers *offers) {
    Diags *diags = &nightly->cli->diags;
    bool good = true;
    for (size_t i = 0; i < offers->n; i++) {
        const Offer *offer = &offers->at[i];
        Digest digest;
        bool there = file_digest(nightly->arena, offer->path, &digest, diags);
        if (there && digest_compare(digest, offer->digest) != 0)
            diag_add(diags, DIAG_WORLD, (Loc){.file = offer->path},
                     "put back what was taken, from a copy of the archive",
                     "not what its name says: damaged, or written to");
        good = good && there && digest_compare(digest, offer->digest) == 0;
    }
    return good;
}

static bool replay(Rebuild *rebuild, const Journal *journal, Arena *arena) {
    Nightly nightly = nightly_of(rebuild, arena, &journal->run);
    if (!take_rules(rebuild, &nightly) || !take_conf(rebuild, &nightly)) return false;
    Offers offers = offers_of(&nightly, journal);
    return are_whole(&nightly, &offers) && nightly_begin(&nightly, &offers) &&
           nightly_take(&nightly, &offers) && refuse_again(&nightly, journal) &&
           (!journal->run.completed || nightly_end(&nightly));
}

static bool replay_all(Rebuild *rebuild, Run *last) {
    Arena *arena = arena_new();
    bool good = true;
    for (int64_t number = 1; good; number++) {
        arena_reset(arena);
        const Journal *journal =
            journal_read(arena, &rebuild->home->folder, number, &good, &rebuild->cli->diags);
        if (!journal) break;
        *last = journal->run;
        good = replay(rebuild, journal, arena);
        last->settings = (RunSettings){0};
    }
    arena_free(arena);
    return good;
}

/* What no journal knows. */

typedef struct Unknown {
    Nightly *nightly;
    Offers *offers;
} Unknown;

static void offer(void *to, FileKind kind, Digest digest, Str path) {
    Unknown *unknown = to;
    *ARENA_PUSH(unknown->nightly->arena, unknown->offers->at, unknown->offers->n, unknown->offers->cap) =
        (Offer){.kind = kind, .path = path, .name = file_name(path), .digest = digest};
}

static Offers unknown_files(Nightly *nightly) {
    static const FileKind kinds[] = {FILE_NOTICES, FILE_HOURS, FILE_PEOPLE, FILE_DECISIONS};
    Offers offers = {0};
    Unknown unknown = {nightly, &offers};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        archive_unknown(nightly->arena, &nightly->folder, nightly->registry, kinds[i], offer, &unknown);
    return offers;
}

/* As of today, with what the convention says today; the next run completes it. */
static bool take_unknown(Rebuild *rebuild, const Run *last) {
    Cli *cli = rebuild->cli;
    Nightly nightly = nightly_of(rebuild, cli->run, &(Run){.day = cli_today()});
    Offers offers = unknown_files(&nightly);
    if (!offers.n) return true;
    if (nightly.run.day < last->day) nightly.run.day = last->day;
    nightly.convention = &rebuild->home->convention;
    nightly.columns = rebuild->home->convention.columns;
    Ruleset *rules = cli_ruleset(cli, rebuild->words, &rebuild->home->convention.packs);
    nightly.rules = rules;
    StrList packs = rules ? pack_paths(cli, &rebuild->home->convention.packs) : (StrList){0};
    RunSettings *settings = &nightly.run.settings;
    Run before = registry_last_run(rebuild->registry, cli->run);
    settings->contracts = before.settings.contracts;
    settings->structures = before.settings.structures;
    bool good = rules && settings_packs(&nightly, packs, settings) &&
                archive_keep(cli->run, &rebuild->home->folder, "conf", STR("convention.conf"),
                             rebuild->home->conf, &settings->conf, &cli->diags) &&
                are_whole(&nightly, &offers) && nightly_begin(&nightly, &offers) &&
                nightly_take(&nightly, &offers);
    ruleset_free(rules);
    return good;
}

static Str journal_of(Arena *arena, Str registry) {
    return str_print(arena, "%.*s-journal", STR_ARG(registry));
}

/* The journal of a transaction that the old registry did not end would be taken for one of the new; without
 * it the old one would be damaged and not look so. So the old one goes first: who is killed in between leaves
 * a convention whose registry is gone, and is told so. */
static bool take_place(Rebuild *rebuild, Str made) {
    Arena *arena = rebuild->cli->run;
    Diags *diags = &rebuild->cli->diags;
    Str registry = rebuild->home->folder.registry, journal = journal_of(arena, registry);
    bool in_the_way = file_exists(arena, journal);
    return (!in_the_way || (file_remove(arena, registry, diags) && file_remove(arena, journal, diags))) &&
           file_move(arena, made, registry, diags) && file_sync(arena, rebuild->home->folder.root, diags);
}

static Str name_while_made(Arena *arena, const Folder *folder) {
    return str_print(arena, "%.*s.rebuild", STR_ARG(folder->registry));
}

bool rebuild_sweep(Cli *cli, const Folder *folder) {
    Str made = name_while_made(cli->run, folder);
    return file_remove(cli->run, made, &cli->diags) &&
           file_remove(cli->run, journal_of(cli->run, made), &cli->diags);
}

void rebuild_run(Cli *cli, const Home *home, const Words *words, unsigned workers) {
    Str made = name_while_made(cli->run, &home->folder);
    Rebuild rebuild = {.cli = cli, .home = home, .words = words, .workers = workers};
    Run last = {.day = DATE_ABSENT};
    bool good = rebuild_sweep(cli, &home->folder);
    if (good) rebuild.registry = registry_open(cli->run, made, STORE_WRITE, &cli->diags);
    cli->rejects = rejects_new_by_file(home->folder.rejects);
    cli->mute = true; /* what was refused was said on its day */
    good = rebuild.registry && replay_all(&rebuild, &last) && take_unknown(&rebuild, &last);
    cli_flush(cli);
    cli->mute = false;
    registry_close(rebuild.registry);
    ruleset_free(rebuild.rules);
    rejects_free(cli->rejects);
    cli->rejects = NULL;
    if (good) take_place(&rebuild, made);
    else rebuild_sweep(cli, &home->folder);
    cli_flush(cli);
}
