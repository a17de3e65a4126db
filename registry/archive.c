/* archive.c - paths by digest; the journal in the section format. */
#include "registry/archive.h"
#include "base/decimal.h"
#include "base/file.h"
#include "base/section.h"
#include "base/utf8.h"
#include <dirent.h>

enum { ENDING_MOST = 5, JOURNAL_LIMIT = 1 << 28 };

/* ".xml" of a name; empty where it ends in nothing of the kind. */
static Str ending(Arena *arena, Str name) {
    size_t at = name.n;
    while (at && name.p[at - 1] != '.' && name.p[at - 1] != '/') at--;
    Str word = str_copy(arena, str_sub(name, at, SIZE_MAX));
    if (!at || name.p[at - 1] != '.' || !word.n || word.n > ENDING_MOST) return (Str){0};
    char *p = arena_text(arena, word.n + 1);
    p[0] = '.';
    for (size_t i = 0; i < word.n; i++) {
        char c = word.p[i];
        if (c >= 'A' && c <= 'Z') c = (char)(c + 'a' - 'A');
        if ((c < 'a' || c > 'z') && (c < '0' || c > '9')) return (Str){0};
        p[i + 1] = c;
    }
    return (Str){p, word.n + 1};
}

Str archive_path(Arena *arena, const Folder *folder, const char *kind, Digest digest, Str name) {
    Str digits = digest_print(arena, digest), end = ending(arena, name);
    return str_print(arena, "%.*s/%s/%.*s/%.*s%.*s", STR_ARG(folder->archive), kind,
                     STR_ARG(str_sub(digits, 0, 2)), STR_ARG(digits), STR_ARG(end));
}

bool archive_make_room(Arena *scratch, Str path, Diags *diags) {
    Str folder = file_folder(path);
    if (file_exists(scratch, folder)) return true;
    return file_make_folder(file_folder(folder), diags) && file_make_folder(folder, diags);
}

bool archive_keep(Arena *arena, const Folder *folder, const char *kind, Str name, Str bytes, Digest *digest,
                  Diags *diags) {
    *digest = digest_whole(bytes);
    Str path = archive_path(arena, folder, kind, *digest, name);
    return file_exists(arena, path) ||
           (archive_make_room(arena, path, diags) && file_write(arena, path, bytes, diags));
}

static bool is_digest(Str name, Digest *digest) {
    return digest_read(str_sub(name, 0, str_find_byte(name, '.')), digest);
}

static void look_in(Arena *arena, Str folder, Registry *registry, FileKind kind, UnknownSink *sink,
                    void *to) {
    DIR *open = opendir(str_cstr(arena, folder));
    for (const struct dirent *entry; open && (entry = readdir(open));) {
        Str name = str_copy(arena, str_of(entry->d_name));
        Digest digest;
        if (is_digest(name, &digest) && !registry_file(registry, kind, digest))
            sink(to, kind, digest, file_join(arena, folder, name));
    }
    if (open) closedir(open);
}

void archive_unknown(Arena *arena, const Folder *folder, Registry *registry, FileKind kind, UnknownSink *sink,
                     void *to) {
    for (unsigned first = 0; first < 256; first++) /* the first byte of a digest names its folder */
        look_in(arena,
                str_print(arena, "%.*s/%s/%02x", STR_ARG(folder->archive), file_kind_name(kind), first),
                registry, kind, sink, to);
}

bool archive_has_files(Arena *scratch, const Folder *folder) {
    static const FileKind kinds[] = {FILE_NOTICES, FILE_HOURS, FILE_PEOPLE, FILE_DECISIONS};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (file_exists(scratch, file_join(scratch, folder->archive, str_of(file_kind_name(kinds[i])))))
            return true;
    return false;
}

Str journal_path(Arena *arena, const Folder *folder, int64_t number) {
    return str_print(arena, "%.*s/runs/%06lld.run", STR_ARG(folder->archive), (long long)number);
}

bool journal_exists(Arena *scratch, const Folder *folder, int64_t number) {
    return file_exists(scratch, journal_path(scratch, folder, number));
}

typedef struct JournalText {
    Buf buf;
    Date day;
    Arena *arena;
} JournalText;

static void add_file(void *to, const TakenFile *file) {
    JournalText *text = to;
    buf_print(&text->buf, "%s = %.*s %llu %llu %.*s\n", file_kind_name(file->kind),
              STR_ARG(digest_print(text->arena, file->digest)), (unsigned long long)file->kept,
              (unsigned long long)file->refused, STR_ARG(file->name));
}

static void add_refusal(void *to, const Refusal *refusal) {
    JournalText *text = to;
    if (refusal->day != text->day) return;
    buf_print(&text->buf, "%s = %llu %s %.*s\n", file_kind_name(refusal->kind),
              (unsigned long long)refusal->refused, refusal->whole ? "whole" : "rows",
              STR_ARG(refusal->name));
    if (refusal->reason.n)
        buf_print(&text->buf, "reason = %.*s\n", STR_ARG(utf8_visible(text->arena, refusal->reason)));
    if (refusal->rejects.n)
        buf_print(&text->buf, "rejects = %.*s\n", STR_ARG(utf8_visible(text->arena, refusal->rejects)));
}

static void add_digest(JournalText *text, const char *key, Digest digest) {
    if (!digest_is_none(digest))
        buf_print(&text->buf, "%s = %.*s\n", key, STR_ARG(digest_print(text->arena, digest)));
}

bool journal_write(Arena *arena, const Folder *folder, Registry *registry, const Run *run, Diags *diags) {
    JournalText text = {.buf = {.arena = arena_new()}, .arena = arena, .day = run->day};
    const RunSettings *settings = &run->settings;
    buf_print(&text.buf, "# What was taken in this run, in this order: kind = digest, kept, refused, name.\n"
                         "# clausier run --rebuild makes the registry again from it.\n[run]\n");
    buf_print(&text.buf, "day = %.*s\ncompleted = %s\n", STR_ARG(date_print(arena, run->day)),
              run->completed ? "yes" : "no");
    add_digest(&text, "conf", settings->conf);
    buf_print(&text.buf, "packs = %.*s\n", STR_ARG(settings->pack_files));
    add_digest(&text, "contracts", settings->contracts);
    add_digest(&text, "structures", settings->structures);
    buf_print(&text.buf, "[files]\n");
    registry_files(registry, arena, run->number, add_file, &text);
    buf_print(&text.buf, "[refused]\n");
    registry_refusals(registry, arena, run->day - 1, add_refusal, &text);
    Str path = journal_path(arena, folder, run->number);
    bool good = store_good(registry_store(registry)) && archive_make_room(arena, path, diags) &&
                file_write(arena, path, buf_str(&text.buf), diags);
    arena_free(text.buf.arena);
    return good;
}

/* Reading. */

static bool wrong(const Entry *entry, Diags *diags) {
    entry_error(diags, entry, 0, "not what a journal says here");
    return false;
}

static bool read_digest(const Section *section, const char *key, Digest *digest, Diags *diags) {
    const Entry *entry = section_entry(section, key);
    return !entry || digest_read(entry->value, digest) || wrong(entry, diags);
}

static bool read_run(const Section *section, Run *run, Diags *diags) {
    const Entry *day = section_entry(section, "day");
    if (!day || !date_read(day->value, &run->day)) {
        section_error(diags, section, "no day");
        return false;
    }
    run->completed = str_is(section_value(section, "completed"), "yes");
    run->settings.pack_files = section_value(section, "packs");
    return read_digest(section, "conf", &run->settings.conf, diags) &&
           read_digest(section, "contracts", &run->settings.contracts, diags) &&
           read_digest(section, "structures", &run->settings.structures, diags);
}

static bool kind_read(Str name, FileKind *kind) {
    for (*kind = 0; *kind < FILE_KINDS; ++*kind)
        if (str_is(name, file_kind_name(*kind))) return true;
    return false;
}

static bool read_count(Str *rest, uint64_t *count) {
    Str word;
    int64_t number;
    if (!str_word(rest, &word) || number_read_plain(word, 0, false, &number)) return false;
    *count = (uint64_t)number;
    return number >= 0;
}

static bool read_file(const Entry *entry, TakenFile *file) {
    Str rest = entry->value, word;
    if (!kind_read(entry->key, &file->kind) || !str_word(&rest, &word) || !digest_read(word, &file->digest) ||
        !read_count(&rest, &file->kept) || !read_count(&rest, &file->refused))
        return false;
    file->name = str_trim(rest);
    return true;
}

/* kind = count, whole or rows, name; then perhaps its reason and where that stands. */
static bool read_refusal(Arena *arena, const Entry *entry, Journal *journal) {
    Refusal *last = journal->refusal_count ? &journal->refusals[journal->refusal_count - 1] : NULL;
    Refusal refusal = {.day = journal->run.day};
    Str rest = entry->value, word;
    bool reason = str_is(entry->key, "reason");
    if (reason || str_is(entry->key, "rejects")) {
        if (last) *(reason ? &last->reason : &last->rejects) = entry->value;
        return last != NULL;
    }
    if (!kind_read(entry->key, &refusal.kind) || !read_count(&rest, &refusal.refused) ||
        !str_word(&rest, &word))
        return false;
    refusal.whole = str_is(word, "whole");
    refusal.name = str_trim(rest);
    *ARENA_PUSH(arena, journal->refusals, journal->refusal_count, journal->refusal_cap) = refusal;
    return true;
}

static bool read_entry(Arena *arena, const Section *section, const Entry *entry, Journal *journal) {
    if (str_is(section->kind, "refused")) return read_refusal(arena, entry, journal);
    if (!str_is(section->kind, "files")) return true;
    TakenFile file = {.run = journal->run.number};
    if (!read_file(entry, &file)) return false;
    *ARENA_PUSH(arena, journal->files, journal->n, journal->cap) = file;
    return true;
}

Journal *journal_read(Arena *arena, const Folder *folder, int64_t number, bool *good, Diags *diags) {
    Str path = journal_path(arena, folder, number), bytes;
    *good = true;
    if (!file_exists(arena, path)) return NULL;
    *good = file_read_settings(arena, path, JOURNAL_LIMIT, &bytes, diags);
    if (!*good) return NULL;
    size_t before = diags_fatal(diags);
    SectionFile parsed = section_parse(arena, path, bytes, diags);
    Journal *journal = ARENA_NEW(arena, Journal);
    journal->run.number = number;
    for (size_t i = 0; i < parsed.n; i++) {
        const Section *section = &parsed.sections[i];
        if (str_is(section->kind, "run")) read_run(section, &journal->run, diags);
        for (size_t k = 0; k < section->n; k++)
            if (!read_entry(arena, section, &section->entries[k], journal))
                wrong(&section->entries[k], diags);
    }
    *good = diags_fatal(diags) == before;
    return *good ? journal : NULL;
}
