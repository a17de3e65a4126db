/* purge.c - the steps of a purge, and the note that tells where it stands. */
#include "registry/purge.h"
#include "base/file.h"
#include "base/section.h"

enum { NOTE_LIMIT = 1 << 24 };

/* A copy, as the note has it. */
typedef struct Exchange {
    FileKind kind;
    Digest before, after; /* after: none where it goes without another in its place */
    int64_t run;          /* whose journal names it */
} Exchange;

typedef struct Note {
    Exchange *at;
    size_t n, cap;
} Note;

static Str note_path(Arena *arena, const Folder *folder) {
    return file_join(arena, folder->archive, STR("purge.note"));
}

bool purge_is_pending(Arena *scratch, const Folder *folder) {
    return file_exists(scratch, note_path(scratch, folder));
}

static Str copy_path(Arena *arena, const Folder *folder, FileKind kind, Digest digest) {
    return archive_path(arena, folder, file_kind_name(kind), digest, STR("copy.csv"));
}

bool purge_note(const Purge *purge, Arena *arena, const Folder *folder, Diags *diags) {
    Buf text = {.arena = arena};
    buf_print(&text, "# A purge is at work: kind = copy, what takes its place, run.\n"
                     "# If none is, it was cut off: clausier purge --execute takes it up.\n[purge]\n");
    for (size_t i = 0; i < purge->n; i++) {
        const PurgeFile *file = &purge->files[i];
        buf_print(&text, "%s = %.*s %.*s %lld\n", file_kind_name(file->taken.kind),
                  STR_ARG(digest_print(arena, file->taken.digest)),
                  STR_ARG(file->gone ? STR("-") : digest_print(arena, file->digest)),
                  (long long)file->taken.run);
    }
    return file_write(arena, note_path(arena, folder), buf_str(&text), diags);
}

static bool exchange_read(const Entry *entry, Exchange *exchange) {
    Str rest = entry->value, before, after, run;
    exchange->kind = str_is(entry->key, file_kind_name(FILE_HOURS)) ? FILE_HOURS : FILE_PEOPLE;
    return str_word(&rest, &before) && str_word(&rest, &after) && str_word(&rest, &run) &&
           digest_read(before, &exchange->before) &&
           (str_is(after, "-") || digest_read(after, &exchange->after)) &&
           !number_read_plain(run, 0, false, &exchange->run);
}

static bool note_read(Arena *arena, const Folder *folder, Note *note, Diags *diags) {
    Str path = note_path(arena, folder), bytes;
    if (!file_read_settings(arena, path, NOTE_LIMIT, &bytes, diags)) return false;
    size_t before = diags_fatal(diags);
    SectionFile parsed = section_parse(arena, path, bytes, diags);
    for (size_t i = 0; i < parsed.n; i++)
        for (size_t k = 0; k < parsed.sections[i].n; k++) {
            const Entry *entry = &parsed.sections[i].entries[k];
            if (!exchange_read(entry, ARENA_PUSH(arena, note->at, note->n, note->cap)))
                entry_error(diags, entry, 0, "not what a purge notes here");
        }
    return diags_fatal(diags) == before;
}

bool purge_copies(const Purge *purge, Arena *arena, const Folder *folder, Diags *diags) {
    for (size_t i = 0; i < purge->n; i++) {
        const PurgeFile *file = &purge->files[i];
        Digest digest;
        if (!file->gone && !archive_keep(arena, folder, file_kind_name(file->taken.kind), STR("copy.csv"),
                                         file->copy, &digest, diags))
            return false;
    }
    return file_sync(arena, folder->root, diags);
}

static void delete_rows(Store *store, FileKind kind, int64_t file) {
    Query *query = kind == FILE_HOURS ? store_query(store, "DELETE FROM hours WHERE file = ?")
                                      : store_query(store, "DELETE FROM people WHERE file = ?");
    bind_number(query, file);
    query_run(query);
}

static void exchange_rows(Registry *registry, const PurgeFile *file) {
    Store *store = registry_store(registry);
    delete_rows(store, file->taken.kind, file->taken.file);
    if (file->gone) {
        registry_drop_file(registry, file->taken.file);
        return;
    }
    registry_exchange_file(registry, file->taken.file, file->digest);
    records_put_hours(registry, file->taken.file, &file->hours);
    records_put_people(registry, file->taken.file, &file->people, file->taken.day);
}

bool purge_rows(const Purge *purge, Registry *registry) {
    Store *store = registry_store(registry);
    store_run(store, "PRAGMA secure_delete = ON");
    if (!store_begin(store)) return false;
    for (size_t i = 0; i < purge->n; i++) exchange_rows(registry, &purge->files[i]);
    return store_commit(store);
}

static bool journals_write(Registry *registry, Arena *arena, const Folder *folder, const Note *note,
                           Diags *diags) {
    Map *done = map_new(arena);
    for (size_t i = 0; i < note->n; i++) {
        Str number = str_print(arena, "%lld", (long long)note->at[i].run);
        if (map_put(done, number, done)) continue;
        Run run = registry_run(registry, arena, note->at[i].run);
        if (run.number && !journal_write(arena, folder, registry, &run, diags)) return false;
    }
    return true;
}

/* Of these copies those that the registry does not know. */
static bool remove_unknown(Registry *registry, Arena *arena, const Folder *folder, FileKind kind,
                           Digest digest, Diags *diags) {
    return digest_is_none(digest) || registry_file(registry, kind, digest) ||
           file_remove(arena, copy_path(arena, folder, kind, digest), diags);
}

static bool copies_remove(Registry *registry, Arena *arena, const Folder *folder, const Note *note,
                          Diags *diags) {
    bool good = store_good(registry_store(registry));
    for (size_t i = 0; good && i < note->n; i++) {
        const Exchange *exchange = &note->at[i];
        good = remove_unknown(registry, arena, folder, exchange->kind, exchange->before, diags) &&
               remove_unknown(registry, arena, folder, exchange->kind, exchange->after, diags);
    }
    return good && store_good(registry_store(registry));
}

/* Nothing of this can harm a registry in which the transaction did not come to its end: journals say the same
 * again, and the copies that go are the new ones. */
bool purge_finish(Registry *registry, Arena *arena, const Folder *folder, Diags *diags) {
    Note note = {0};
    Store *store = registry_store(registry);
    if (!note_read(arena, folder, &note, diags) || !journals_write(registry, arena, folder, &note, diags) ||
        !file_sync(arena, folder->root, diags) || !copies_remove(registry, arena, folder, &note, diags))
        return false;
    store_run(store, "PRAGMA secure_delete = ON; PRAGMA temp_store = FILE; VACUUM");
    return store_good(store) && file_sync(arena, folder->root, diags) &&
           file_remove(arena, note_path(arena, folder), diags) && file_sync(arena, folder->root, diags);
}

bool purge_recover(Registry *registry, Arena *arena, const Folder *folder, Diags *diags) {
    return !purge_is_pending(arena, folder) || purge_finish(registry, arena, folder, diags);
}
