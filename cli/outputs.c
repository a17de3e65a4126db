/* outputs.c - what a run leaves for people: out/DAY, complete before anybody is led to it.
 *
 * The folder is made under another name and takes its place whole, and takes that of an earlier run of the
 * day; then out/latest is led to it. */
#include "cli/nightly.h"
#include "registry/records.h"
#include "report/alerts_workbook.h"
#include "report/night.h"
#include <dirent.h>

typedef struct Making {
    Nightly *nightly;
    Night night;
    size_t file_cap;
    Map *files; /* kind and name -> its place in night.files, as a size_t */
    Map *names; /* of them */
} Making;

static Str lot_key(Arena *arena, Str notice_id, Str lot_id) {
    return str_print(arena, "%.*s\n%.*s", STR_ARG(notice_id), STR_ARG(lot_id));
}

static Map *decisions_by_lot(Nightly *nightly) {
    Arena *arena = nightly->arena;
    Decisions *decisions = ARENA_NEW(arena, Decisions);
    records_decisions(nightly->registry, arena, decisions, &nightly->cli->diags);
    Map *by_lot = map_new(arena);
    for (size_t i = 0; i < decisions->n; i++)
        map_put(by_lot, lot_key(arena, decisions->at[i].notice_id, decisions->at[i].lot_id),
                &decisions->at[i]);
    return by_lot;
}

static void fill_lots(Making *making) {
    Nightly *nightly = making->nightly;
    Arena *arena = nightly->arena;
    Night *night = &making->night;
    size_t n;
    LotNews *news =
        registry_news(nightly->registry, arena, nightly->since, nightly->run.day, nightly->rules_changed, &n);
    const Map *decisions = decisions_by_lot(nightly);
    night->lots = ARENA_ARRAY(arena, NightLot, n);
    night->lot_count = n;
    for (size_t i = 0; i < n; i++) {
        NightLot *lot = &night->lots[i];
        *lot = (NightLot){.lot = lot_record_read(arena, news[i].record),
                          .open = news[i].open,
                          .news = news[i].news,
                          .before = news[i].before,
                          .by_data = news[i].by_data,
                          .by_rules = news[i].by_rules,
                          .decided_on = DATE_ABSENT};
        const Decision *decision = map_get(decisions, lot_key(arena, lot->lot.notice_id, lot->lot.lot_id));
        if (!decision) continue;
        lot->decision = decision->decision;
        lot->waiver = decision->waiver;
        lot->comment = decision->comment;
        lot->decided_on = decision->decided_on;
    }
}

/* The file of this kind and name, which is added if it is not there. */
static NightFile *file_of(Making *making, Str kind, Str name) {
    Night *night = &making->night;
    Arena *arena = making->nightly->arena;
    void **slot = map_slot(making->files, str_print(arena, "%.*s\n%.*s", STR_ARG(kind), STR_ARG(name)));
    if (*slot) return &night->files[*(const size_t *)*slot];
    size_t *place = ARENA_NEW(arena, size_t);
    *place = night->file_count;
    *slot = place;
    map_put(making->names, name, making);
    NightFile *file = ARENA_PUSH(arena, night->files, night->file_count, making->file_cap);
    *file = (NightFile){.name = name, .kind = kind};
    return file;
}

/* Two files of one name may have been taken on two nights: each is one. */
static void add_taken(void *to, const TakenFile *taken) {
    NightFile *file = file_of(to, str_of(file_kind_name(taken->kind)), taken->name);
    file->kept += taken->kept;
    file->refused += taken->refused;
}

/* Rows of a table that is edited in place: those that the registry holds. */
static uint64_t reference_rows(Making *making, FileKind kind) {
    if (kind == FILE_CONTRACTS) return making->night.ledger->contracts->n;
    Structures structures = {0};
    records_structures(making->nightly->registry, making->nightly->arena, &structures);
    return structures.n;
}

static void add_refusal(void *to, const Refusal *refusal) {
    Making *making = to;
    NightFile *file = file_of(making, str_of(file_kind_name(refusal->kind)), refusal->name);
    file->refused = refusal->refused;
    file->whole = refusal->whole;
    if (refusal->kind == FILE_CONTRACTS || refusal->kind == FILE_STRUCTURES)
        file->kept = reference_rows(making, refusal->kind);
    file->reason = refusal->reason;
    file->rejects = refusal->rejects;
}

/* Those declarations whose latest word came since the last night. */
static void fill_replaced(Making *making) {
    Nightly *nightly = making->nightly;
    Night *night = &making->night;
    const Ledger *ledger = night->ledger;
    night->replaced = ARENA_ARRAY(nightly->arena, NightReplacement, ledger->replaced_count);
    for (size_t i = 0; i < ledger->replaced_count; i++) {
        const Replacement *replacement = &ledger->replaced[i];
        if (!records_declared_after(nightly->registry, replacement, nightly->since)) continue;
        const Contract *contract = map_get(ledger->contract_by_id, replacement->contract_id);
        night->replaced[night->replaced_count++] =
            (NightReplacement){.replacement = *replacement, .title = contract ? contract->title : (Str){0}};
    }
}

/* Whether the file of a message came since the last night: its name, perhaps with a digest behind it as
 * records.h says. */
static bool is_news(const Making *making, const Diag *diag) {
    Str file = diag->at.file;
    size_t digest = file.n;
    while (digest && file.p[digest - 1] != ' ') digest--;
    return map_has(making->names, file) || (digest && map_has(making->names, str_sub(file, 0, digest - 1)));
}

/* What fits nothing, or contradicts itself, is said on the night on which its file came; later the alerts say
 * it. Other contracts make all of it news. */
static void say(Nightly *nightly, const Making *making, bool all) {
    Cli *cli = nightly->cli;
    Diags news = {.arena = cli->diags.arena};
    for (Diag *diag = cli->diags.first, *next; diag; diag = next) {
        next = diag->next;
        if (diag->kind < DIAG_USAGE && !all && !is_news(making, diag)) continue;
        diag->next = NULL;
        if (news.last) news.last->next = diag;
        else news.first = diag;
        news.last = diag;
    }
    Rejects *rejects = cli->rejects;
    cli->rejects = NULL; /* of rows that were taken */
    cli_say(cli, &news, true);
    cli->diags = diags_new(cli->run);
    cli->rejects = rejects;
}

static bool fill(Making *making) {
    Nightly *nightly = making->nightly;
    Arena *arena = nightly->arena;
    Cli *cli = nightly->cli;
    Night *night = &making->night;
    Ledger *ledger = ARENA_NEW(arena, Ledger);
    if (!registry_ledger(nightly->registry, arena, ledger, &cli->diags)) return false;
    const Follow *follow = follow_make(arena, nightly->convention, ledger, nightly->run.day, &cli->diags);
    Totals totals = registry_totals(nightly->registry);
    *night = (Night){.convention = nightly->convention,
                     .date = nightly->run.day,
                     .since = nightly->since,
                     .follow = follow,
                     .ledger = ledger,
                     .packs = nightly->run.settings.pack_titles,
                     .packs_digest = digest_print(arena, nightly->run.settings.packs),
                     .packs_changed = nightly->rules_changed,
                     .notices = (uint64_t)totals.notices,
                     .lots_counted = (uint64_t)(totals.eligible + totals.to_check + totals.not_eligible),
                     .eligible = (uint64_t)totals.eligible,
                     .to_check = (uint64_t)totals.to_check,
                     .not_eligible = (uint64_t)totals.not_eligible};
    making->files = map_new(arena);
    making->names = map_new(arena);
    fill_lots(making);
    registry_files_after(nightly->registry, arena, nightly->since, add_taken, making);
    registry_refusals(nightly->registry, arena, nightly->since, add_refusal, making);
    fill_replaced(making);
    say(nightly, making, registry_contracts_changed(nightly->registry, nightly->since));
    return follow && store_good(registry_store(nightly->registry));
}

static Str in_folder(const Nightly *nightly, Str folder, const char *name) {
    return file_join(nightly->arena, folder, str_of(name));
}

static bool write_text(Nightly *nightly, Str folder, const char *name, Str text) {
    return file_write(nightly->arena, in_folder(nightly, folder, name), text, &nightly->cli->diags);
}

/* Folders that runs of other days were making when they were killed. */
static bool sweep(Nightly *nightly) {
    Arena *arena = nightly->arena;
    Str out = nightly->folder.out;
    bool good = true;
    DIR *open = opendir(str_cstr(arena, out));
    for (const struct dirent *entry; open && good && (entry = readdir(open));) {
        Str name = str_copy(arena, str_of(entry->d_name));
        bool ours = str_starts(name, STR(".")) && str_find(name, STR(".tmp")) != SIZE_MAX;
        if (ours) good = file_remove(arena, file_join(arena, out, name), &nightly->cli->diags);
    }
    if (open) closedir(open);
    return good;
}

typedef bool BookWriter(Making *making, const char *path, Str shown);

static bool write_notices(Making *making, const char *path, Str shown) {
    Nightly *nightly = making->nightly;
    return night_workbook(nightly->arena, &making->night, nightly->words, nightly->rules, path, shown,
                          cli_temporary_folder(), &nightly->cli->diags);
}

static bool write_alerts(Making *making, const char *path, Str shown) {
    Nightly *nightly = making->nightly;
    return alerts_workbook(nightly->arena, making->night.follow, nightly->words, false, path, shown,
                           cli_temporary_folder(), &nightly->cli->diags);
}

static bool write_book(Making *making, Str folder, const char *name, BookWriter *write) {
    Nightly *nightly = making->nightly;
    Str path = in_folder(nightly, folder, name);
    OutFile *file = out_open(nightly->arena, path, &nightly->cli->diags);
    if (!file) return false;
    if (write(making, out_name(file), path)) return out_commit(file);
    out_abandon(file);
    return false;
}

static bool write_all(Making *making, Str folder) {
    Nightly *nightly = making->nightly;
    Arena *arena = nightly->arena;
    const Night *night = &making->night;
    return write_text(nightly, folder, "digest.html", digest_html(arena, night, nightly->words)) &&
           write_text(nightly, folder, "digest.txt", digest_text(arena, night, nightly->words)) &&
           write_text(nightly, folder, "run.json", night_json(arena, night)) &&
           write_book(making, folder, "notices.xlsx", write_notices) &&
           write_book(making, folder, "alerts.xlsx", write_alerts);
}

Str outputs_latest(const Nightly *nightly) {
    return in_folder(nightly, in_folder(nightly, nightly->folder.out, "latest"), "digest.html");
}

bool outputs_write(Nightly *nightly) {
    Making making = {.nightly = nightly};
    Arena *arena = nightly->arena;
    Diags *diags = &nightly->cli->diags;
    Str day = date_print(arena, nightly->run.day), out = nightly->folder.out;
    Str place = file_join(arena, out, day),
        made = file_join(arena, out, str_print(arena, ".%.*s.tmp", STR_ARG(day)));
    return fill(&making) && sweep(nightly) && file_make_folder(made, diags) && write_all(&making, made) &&
           (file_exists(arena, place) ? file_exchange(arena, made, place, diags)
                                      : file_move(arena, made, place, diags)) &&
           file_link(arena, day, file_join(arena, out, STR("latest")), diags) &&
           file_remove(arena, made, diags) && file_sync(arena, out, diags);
}

bool outputs_print(Nightly *nightly, bool color) {
    Making making = {.nightly = nightly};
    return fill(&making) &&
           cli_write(nightly->cli, night_diff(nightly->arena, &making.night, nightly->words, color));
}
