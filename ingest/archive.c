/* archive.c - libarchive reads from our stream, and is our stream. */
#include "ingest/archive.h"
#include "base/utf8.h"
#include "ingest/gunzip.h"
#include "ingest/source.h"
#include <archive.h>
#include <archive_entry.h>
#include <locale.h>
#include <string.h>

enum {
    BLOCK = 1 << 16,
    TAR_MAGIC_AT = 257,
    SAID_MOST = 10000, /* messages on members: a hostile archive must not fill the memory */
};

struct Archive {
    Stream stream; /* of the current member */
    Stream *below;
    struct archive *library;
    locale_t utf8; /* libarchive takes names through the thread's locale; 0: it cannot be had */
    Str file;
    Arena *names; /* of the current entry's name */
    size_t seen, members, said;
    uint64_t in, out;
    char block[BLOCK];
};

bool archive_is_zip(Str start) {
    return str_starts(start, STR("PK\3\4")) || str_starts(start, STR("PK\5\6"));
}

bool archive_is(Str start) {
    return archive_is_zip(start) || str_starts(str_sub(start, TAR_MAGIC_AT, SIZE_MAX), STR("ustar"));
}

static la_ssize_t give(struct archive *library, void *argument, const void **block) {
    (void)library;
    Archive *archive = argument;
    ptrdiff_t n = archive->below->read(archive->below, archive->block, BLOCK);
    if (n > 0) archive->in += (uint64_t)n;
    *block = archive->block;
    return n < 0 ? ARCHIVE_FATAL : n;
}

/* What went wrong: below us, or in libarchive's words. */
static const char *trouble_of(const Archive *archive) {
    if (archive->below->trouble) return archive->below->trouble;
    const char *text = archive_error_string(archive->library);
    bool shown = text && utf8_check(str_of(text)) == strlen(text);
    return shown ? text : "damaged";
}

static ptrdiff_t member_read(Stream *stream, char *to, size_t most) {
    Archive *archive = (Archive *)stream;
    la_ssize_t n = archive_read_data(archive->library, to, most);
    if (n >= 0) {
        archive->out += (uint64_t)n;
        if (archive->out > ARCHIVE_MOST_BYTES) stream->trouble = "more bytes than an archive may hold";
        else if (archive->out > RATIO_FREE && archive->out / RATIO_MOST > archive->in)
            stream->trouble = "more than 250 bytes out of each: a bomb";
        return stream->trouble ? -1 : n;
    }
    stream->trouble = trouble_of(archive);
    stream->world = archive->below->world;
    return -1;
}

Archive *archive_open(Arena *arena, Str file, Stream *below) {
    Archive *archive = ARENA_NEW(arena, Archive);
    archive->stream.read = member_read;
    archive->below = below;
    archive->file = file;
    archive->names = arena_new();
    archive->library = archive_read_new();
    if (!archive->library) arena_exhausted();
    archive_read_support_format_tar(archive->library);
    archive_read_support_format_zip_streamable(archive->library);
    archive->utf8 = newlocale(LC_CTYPE_MASK, "C.UTF-8", (locale_t)0);
    archive_read_open(archive->library, archive, NULL, give,
                      NULL); /* a failure is that of the first member */
    return archive;
}

static bool say(const Archive *archive, Diags *diags, DiagKind kind, Str member, const char *consequence,
                const char *what) {
    Loc at = {.file = archive->file};
    if (member.n) at.file = str_print(diags->arena, "%.*s!%.*s", STR_ARG(archive->file), STR_ARG(member));
    diag_add(diags, kind, at, consequence, "%s", what);
    return false;
}

/* A name without "./" before it; not in valid UTF-8 if that cannot be had. */
static Str name_of(Arena *arena, struct archive_entry *entry) {
    const char *name = archive_entry_pathname(entry);
    if (!name) name = archive_entry_pathname_utf8(entry);
    Str s = str_copy(arena, str_of(name));
    while (str_starts(s, STR("./"))) s = str_sub(s, 2, SIZE_MAX);
    return s;
}

/* Windows archivers write '\\' for '/', and drives. */
static bool leads_out(Str name) {
    if (str_starts(name, STR("/")) || str_starts(name, STR("\\")) ||
        str_starts(str_sub(name, 1, SIZE_MAX), STR(":")))
        return true;
    size_t from = 0;
    for (size_t i = 0; i <= name.n; i++) {
        if (i < name.n && name.p[i] != '/' && name.p[i] != '\\') continue;
        if (str_is(str_sub(name, from, i - from), "..")) return true;
        from = i + 1;
    }
    return false;
}

/* NULL for a member that can be read, else why it is passed over. */
static const char *member_trouble(struct archive_entry *entry, Str name) {
    if (utf8_check(name) != name.n) return "a name that is not UTF-8";
    if (archive_entry_symlink(entry) || archive_entry_hardlink(entry)) return "a link";
    if (archive_entry_filetype(entry) && archive_entry_filetype(entry) != AE_IFREG) return "not a file";
    if (leads_out(name)) return "a name that leads out of the archive";
    if (archive_entry_is_data_encrypted(entry)) return "encrypted";
    return NULL;
}

/* The header of the next entry, and its name. */
static int next_entry(Archive *archive, Arena *arena, struct archive_entry **entry, Str *name) {
    locale_t before = archive->utf8 ? uselocale(archive->utf8) : (locale_t)0;
    int got = archive_read_next_header(archive->library, entry);
    if (got >= ARCHIVE_WARN) *name = name_of(arena, *entry);
    if (archive->utf8) uselocale(before);
    return got;
}

bool archive_may_say(Archive *archive, Diags *diags) {
    if (archive->said == SAID_MOST)
        say(archive, diags, DIAG_REFUSED, (Str){0}, "no longer said", "more than 10,000 members passed over");
    return archive->said++ < SAID_MOST;
}

/* Says why a member is passed over, or what is wrong with its name. */
static void pass_over(Archive *archive, Str name, const char *trouble, Diags *diags) {
    bool shown = utf8_check(name) == name.n;
    if (archive_may_say(archive, diags))
        say(archive, diags, DIAG_REFUSED, shown ? name : (Str){0}, "passed over", trouble);
}

bool archive_next(Archive *archive, Str *name, Stream **bytes, Diags *diags) {
    struct archive_entry *entry;
    archive->stream.trouble = NULL;
    for (;;) {
        arena_reset(archive->names);
        int got = next_entry(archive, archive->names, &entry, name);
        if (got == ARCHIVE_EOF) return false;
        if (got < ARCHIVE_WARN)
            return say(archive, diags, archive->below->world ? DIAG_WORLD : DIAG_REFUSED, (Str){0},
                       "the rest refused", trouble_of(archive));
        if (++archive->seen > ARCHIVE_MOST_MEMBERS)
            return say(archive, diags, DIAG_REFUSED, (Str){0}, "the rest refused",
                       "more than 10,000,000 members");
        if (archive_entry_filetype(entry) == AE_IFDIR) continue;
        if (!source_takes(*name) && !leads_out(*name)) continue;
        const char *trouble = member_trouble(entry, *name);
        if (trouble) {
            pass_over(archive, *name, trouble, diags);
            continue;
        }
        archive->members++;
        *bytes = &archive->stream;
        return true;
    }
}

size_t archive_members(const Archive *archive) {
    return archive->members;
}

void archive_close(Archive *archive) {
    archive_read_free(archive->library);
    arena_free(archive->names);
    if (archive->utf8) freelocale(archive->utf8);
}
