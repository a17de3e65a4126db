/* xlsx_zip.c - libarchive's zip reader over bytes in memory.
 *
 * Only the reader that starts from the directory at the zip's end is used: it passes over members without
 * unpacking them, and a zip that was cut off has no directory. */
#include "ingest/xlsx_zip.h"
#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <string.h>
#include <strings.h>

enum { SMALL = 1 << 20 /* bytes unpacked that need no ratio */ };

static const char damaged[] = "a zip archive that is damaged or cut off";

/* Old programs write backslashes. */
static bool is_named(const char *path, Str name) {
    if (strlen(path) != name.n) return false;
    for (size_t i = 0; i < name.n; i++) {
        char c = path[i] == '\\' ? '/' : path[i];
        if (strncasecmp(&c, &name.p[i], 1) != 0) return false;
    }
    return true;
}

static ZipMember *member_of(struct archive_entry *entry, ZipMember *members, size_t count) {
    const char *path = archive_entry_pathname(entry);
    if (!path) path = archive_entry_pathname_utf8(entry);
    for (size_t i = 0; path && i < count; i++)
        if (!members[i].found && is_named(path, members[i].name)) return &members[i];
    return NULL;
}

/* How the member under the cursor is packed; the rarer methods can ask for gigabytes to be unpacked. */
static bool is_plainly_packed(struct archive *archive) {
    const char *format = archive_format_name(archive);
    Str name = str_of(format);
    return str_ends(name, STR("(deflation)")) || str_ends(name, STR("(uncompressed)"));
}

static const char *size_trouble(const Zip *zip, struct archive *archive, struct archive_entry *entry) {
    if (archive_entry_is_encrypted(entry)) return "an encrypted archive";
    if (!is_plainly_packed(archive)) return "an archive packed in a way that no workbook is";
    if (!archive_entry_size_is_set(entry) || archive_entry_size(entry) < 0) return damaged;
    uint64_t size = (uint64_t)archive_entry_size(entry);
    if (size > ZIP_MAX_MEMBER) return "a part of it is over 64 MiB unpacked";
    if (size > SMALL && size / ZIP_MAX_RATIO > zip->bytes.n) return "packed more than 200 to 1";
    if (zip->taken + size > ZIP_MAX_TOTAL) return "more than 256 MiB unpacked";
    return NULL;
}

/* All of the member under the cursor, which is as long as it says, or damaged. */
static const char *member_read(Arena *arena, struct archive *archive, size_t size, Str *bytes) {
    enum { PADDING = 16 };
    char *p = arena_text(arena, size + PADDING);
    size_t n = 0;
    la_ssize_t more;
    while ((more = archive_read_data(archive, p + n, size + 1 - n)) > 0)
        if ((n += (size_t)more) > size) return damaged;
    if (more < 0 || n != size) return damaged;
    memset(p + size, 0, PADDING);
    *bytes = (Str){p, size};
    return NULL;
}

static const char *members_take(Arena *arena, Zip *zip, struct archive *archive, ZipMember *members,
                                size_t count) {
    struct archive_entry *entry;
    size_t missing = count, seen = 0;
    int code = ARCHIVE_OK;
    while (missing && ((code = archive_read_next_header(archive, &entry)) == ARCHIVE_OK ||
                       code == ARCHIVE_WARN)) { /* a name in another encoding, which is none of ours */
        if (++seen > ZIP_MAX_MEMBERS) return "an archive of more than 10000 members";
        ZipMember *member = member_of(entry, members, count);
        if (!member) continue;
        const char *trouble = size_trouble(zip, archive, entry);
        size_t size = (size_t)archive_entry_size(entry);
        if (!trouble) trouble = member_read(arena, archive, size, &member->bytes);
        if (trouble) return trouble;
        zip->taken += size;
        member->found = true;
        missing--;
    }
    if (archive_errno(archive) == ENOMEM) arena_exhausted();
    return code == ARCHIVE_OK || code == ARCHIVE_WARN || code == ARCHIVE_EOF ? NULL : damaged;
}

const char *zip_take(Arena *arena, Zip *zip, ZipMember *members, size_t count) {
    if (zip->bytes.n > ZIP_MAX_BYTES) return "a workbook or an archive over 64 MiB";
    struct archive *archive = archive_read_new();
    if (!archive || archive_read_support_format_zip_seekable(archive) != ARCHIVE_OK) arena_exhausted();
    const char *trouble = damaged;
    if (archive_read_open_memory(archive, zip->bytes.p, zip->bytes.n) == ARCHIVE_OK)
        trouble = members_take(arena, zip, archive, members, count);
    archive_read_free(archive);
    return trouble;
}
