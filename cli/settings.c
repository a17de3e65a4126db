/* settings.c - what a run is told: packs and reference tables, kept in the archive so that the run can be
 * replayed. */
#include "cli/nightly.h"
#include "ingest/source.h"

enum { PACK_LIMIT = 1 << 24 };

/* A blank would end a name in the list of packs. */
static Str without_blanks(Arena *arena, Str name) {
    char *text = str_cstr(arena, name);
    for (size_t i = 0; i < name.n; i++)
        if (text[i] == ' ' || text[i] == '\t') text[i] = '_';
    return (Str){text, name.n};
}

bool settings_packs(Nightly *nightly, StrList paths, RunSettings *settings) {
    Arena *arena = nightly->arena;
    Diags *diags = &nightly->cli->diags;
    Buf files = {.arena = arena};
    for (size_t i = 0; i < paths.n; i++) {
        Str bytes;
        Digest digest;
        if (!file_read_settings(arena, paths.at[i], PACK_LIMIT, &bytes, diags)) return false;
        if (nightly->dry) digest = digest_whole(bytes);
        else if (!archive_keep(arena, &nightly->folder, "packs", STR("pack.rules"), bytes, &digest, diags))
            return false;
        buf_print(&files, "%s%.*s/%.*s", i ? " " : "", STR_ARG(digest_print(arena, digest)),
                  STR_ARG(without_blanks(arena, file_name(paths.at[i]))));
    }
    settings->pack_files = str_copy(arena, buf_str(&files));
    settings->pack_titles = ruleset_title(nightly->rules);
    return digest_read(ruleset_digest(nightly->rules), &settings->packs);
}

StrList settings_archived_packs(const Nightly *nightly, Str pack_files) {
    StrList paths = {0};
    Str word, digits;
    while (str_word(&pack_files, &word)) {
        Digest digest;
        Str rest = word;
        if (!str_next(&rest, '/', &digits) || !digest_read(digits, &digest)) continue;
        strlist_add(nightly->arena, &paths,
                    archive_path(nightly->arena, &nightly->folder, "packs", digest, STR("pack.rules")));
    }
    return paths;
}

/* contracts.csv, else contracts.xlsx: empty where there is neither. */
static Str reference_file(Nightly *nightly, FileKind kind) {
    static const char *const endings[] = {"csv", "xlsx", "xlsm"};
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        Str path = str_print(nightly->arena, "%.*s/%s.%s", STR_ARG(nightly->folder.reference),
                             file_kind_name(kind), endings[i]);
        if (file_exists(nightly->arena, path)) return path;
    }
    return (Str){0};
}

static bool read_table(Nightly *nightly, FileKind kind, Str path, Str bytes, Reference *reference) {
    Arena *arena = nightly->arena;
    Diags *diags = &nightly->cli->diags;
    if (kind == FILE_CONTRACTS)
        return contracts_read(arena, path, bytes, &nightly->columns, &reference->contracts, &nightly->lines,
                              diags);
    return structures_read(arena, path, bytes, &nightly->columns, &reference->structures, &nightly->lines,
                           diags);
}

/* Somebody is at it: saving it, perhaps by removing it first. */
static bool is_at_hand(Nightly *nightly, FileKind kind, Str path, Digest before) {
    if (nightly->replay) return true;
    const char *what = NULL;
    if (path.n && file_is_being_written(nightly->arena, path)) what = "somebody is writing to it";
    if (!path.n && !digest_is_none(before)) what = "gone; one without rows says that there are none";
    if (!what) return true;
    if (!path.n)
        path = str_print(nightly->arena, "%.*s/%s.csv", STR_ARG(nightly->folder.reference),
                         file_kind_name(kind));
    diag_add(&nightly->cli->diags, DIAG_REFUSED, (Loc){.file = path}, "what it said last holds", "%s", what);
    cli_flush(nightly->cli);
    return false;
}

/* That has been said: what it said last holds, and the night goes on. A replay cannot do without. */
static bool cannot_read(Nightly *nightly, Digest before, Digest *digest, bool *changed) {
    if (nightly->replay) return false;
    *digest = before;
    *changed = false;
    cli_flush(nightly->cli);
    return true;
}

/* A table as it is, unless it is what the last run was told. One that is
 * refused whole, or not at hand, leaves what was. */
static bool mirror(Nightly *nightly, FileKind kind, Str path, Digest before, Digest *digest,
                   Reference *reference, bool *changed, bool *refused) {
    Cli *cli = nightly->cli;
    Str bytes;
    *digest = before;
    *changed = false;
    if (!is_at_hand(nightly, kind, path, before)) return true;
    *digest = (Digest){0};
    *changed = !digest_is_none(before);
    if (!path.n) return true;
    if (!source_read(nightly->arena, path, &bytes, &cli->diags))
        return cannot_read(nightly, before, digest, changed);
    *digest = digest_whole(bytes);
    bool same = digest_compare(before, *digest) == 0;
    *changed = !same || reference->conf_changed; /* its [columns] may be others */
    if (!*changed) return true;
    bool whole = read_table(nightly, kind, path, bytes, reference);
    if (same && whole) cli->diags = diags_new(cli->run); /* has been said of these bytes */
    cli_flush(cli);
    if (whole && (nightly->dry || nightly->replay)) return true;
    if (whole)
        return archive_keep(nightly->arena, &nightly->folder, file_kind_name(kind), path, bytes, digest,
                            &cli->diags);
    *refused = true;
    *changed = false;
    *digest = before;
    return true;
}

bool settings_reference(Nightly *nightly, const RunSettings *before, RunSettings *settings,
                        Reference *reference) {
    Str paths[] = {reference_file(nightly, FILE_CONTRACTS), reference_file(nightly, FILE_STRUCTURES)};
    if (nightly->replay) {
        paths[0] = settings_archived(nightly, FILE_CONTRACTS, settings->contracts);
        paths[1] = settings_archived(nightly, FILE_STRUCTURES, settings->structures);
    }
    reference->conf_changed = digest_compare(before->conf, settings->conf) != 0;
    reference->contracts_path = paths[0];
    reference->structures_path = paths[1];
    return mirror(nightly, FILE_CONTRACTS, paths[0], before->contracts, &settings->contracts, reference,
                  &reference->contracts_changed, &reference->contracts_refused) &&
           mirror(nightly, FILE_STRUCTURES, paths[1], before->structures, &settings->structures, reference,
                  &reference->structures_changed, &reference->structures_refused);
}

/* The archive keeps a table's own ending, which a digest does not tell. */
Str settings_archived(const Nightly *nightly, FileKind kind, Digest digest) {
    static const char *const names[] = {"a.csv", "a.xlsx", "a.xlsm"};
    if (digest_is_none(digest)) return (Str){0};
    Str path = {0};
    for (size_t i = sizeof names / sizeof *names; i-- > 0;) {
        path = archive_path(nightly->arena, &nightly->folder, file_kind_name(kind), digest, str_of(names[i]));
        if (file_exists(nightly->arena, path)) break;
    }
    return path;
}
