/* source.c - arguments become files, files become bytes.
 *
 * A folder is walked with a list of folders still to be opened, not by recursion. Links to files are
 * followed, links to folders are not: they could lead in a circle. */
#include "ingest/source.h"
#include "base/file.h"
#include "base/utf8.h"
#include <dirent.h>
#include <errno.h>
#include <string.h>
#include <sys/stat.h>

/* Says that a path is passed over, or cannot be read. */
static void say(Diags *diags, DiagKind kind, Str path, const char *what) {
    diag_add(diags, kind, (Loc){.file = path}, kind == DIAG_WORLD ? "not read" : "passed over", "%s", what);
}

static bool has_ending(Str name, const char *const *endings, size_t count) {
    for (size_t i = 0; i < count; i++) {
        Str ending = str_of(endings[i]);
        if (name.n > ending.n && strncasecmp(name.p + (name.n - ending.n), ending.p, ending.n) == 0)
            return true;
    }
    return false;
}

static bool is_notices(Str name) {
    static const char *const endings[] = {".xml", ".csv", ".txt", ".xlsx", ".xlsm",
                                          ".tar", ".tgz", ".gz",  ".zip"};
    return has_ending(name, endings, sizeof endings / sizeof *endings);
}

/* Hidden, or still being written by somebody, or a spreadsheet program's mark that a file is open. */
bool source_passes(Str name) {
    static const char *const endings[] = {".part", ".tmp", ".crdownload", ".filepart", "~"};
    return str_starts(name, STR(".")) || str_starts(name, STR("~$")) ||
           has_ending(name, endings, sizeof endings / sizeof *endings);
}

bool source_takes(Str name) {
    Str part;
    for (Str rest = name; str_next(&rest, '/', &part);)
        if (source_passes(part)) return false;
    return is_notices(file_name(name));
}

typedef struct Walk {
    Arena *arena;
    Diags *diags;
    StrList folders; /* found; those from `opened` on are still to be opened */
    size_t opened;
    StrList files;
} Walk;

static void walk_file(Walk *walk, Str path, Str name) {
    if (!is_notices(name)) return;
    bool readable = utf8_check(path) == path.n;
    if (readable) strlist_add(walk->arena, &walk->files, path);
    else say(walk->diags, DIAG_REFUSED, path, "a file name that is not UTF-8");
}

/* What is neither a file nor a folder by its entry: a link, or an entry that does not say. */
static void walk_unknown(Walk *walk, Str path, Str name) {
    struct stat link, target;
    const char *cpath = str_cstr(walk->arena, path);
    if (lstat(cpath, &link) != 0 || (!S_ISDIR(link.st_mode) && stat(cpath, &target) != 0)) {
        if (is_notices(name)) say(walk->diags, DIAG_WORLD, path, strerror(errno));
    } else if (S_ISDIR(link.st_mode)) {
        strlist_add(walk->arena, &walk->folders, path);
    } else if (S_ISREG(target.st_mode)) {
        walk_file(walk, path, name);
    }
}

static void walk_entry(Walk *walk, Str folder, const struct dirent *entry) {
    Str name = str_of(entry->d_name);
    if (source_passes(name)) return;
    Str path = file_join(walk->arena, folder, name);
    if (entry->d_type == DT_REG) walk_file(walk, path, name);
    else if (entry->d_type == DT_DIR) strlist_add(walk->arena, &walk->folders, path);
    else walk_unknown(walk, path, name);
}

static void walk_folder(Walk *walk, Str folder) {
    DIR *dir = opendir(str_cstr(walk->arena, folder));
    if (!dir) {
        say(walk->diags, DIAG_WORLD, folder, strerror(errno));
        return;
    }
    const struct dirent *entry;
    while ((errno = 0, entry = readdir(dir)) != NULL) {
        walk_entry(walk, folder, entry);
    }
    if (errno) say(walk->diags, DIAG_WORLD, folder, strerror(errno));
    closedir(dir);
}

static void list_folder(Arena *arena, Str folder, StrList *list, Diags *diags) {
    Walk walk = {.arena = arena, .diags = diags};
    size_t said = diags->count[DIAG_WORLD] + diags->count[DIAG_REFUSED];
    strlist_add(arena, &walk.folders, folder);
    while (walk.opened < walk.folders.n) walk_folder(&walk, walk.folders.at[walk.opened++]);
    strlist_sort(walk.files);
    for (size_t i = 0; i < walk.files.n; i++) strlist_add(arena, list, walk.files.at[i]);
    if (!walk.files.n && said == diags->count[DIAG_WORLD] + diags->count[DIAG_REFUSED])
        say(diags, DIAG_REFUSED, folder, "no .xml, .csv, .txt, .xlsx file or archive in this folder");
}

StrList source_list(Arena *arena, const StrList *paths, Diags *diags) {
    StrList list = {0};
    for (size_t i = 0; i < paths->n; i++) {
        Str path = paths->at[i];
        struct stat there;
        if (str_is(path, "-")) strlist_add(arena, &list, path);
        else if (utf8_check(path) != path.n) say(diags, DIAG_REFUSED, path, "a file name that is not UTF-8");
        else if (stat(str_cstr(arena, path), &there) != 0) say(diags, DIAG_WORLD, path, strerror(errno));
        else if (S_ISDIR(there.st_mode)) list_folder(arena, path, &list, diags);
        else strlist_add(arena, &list, path);
    }
    return list;
}

bool source_read(Arena *arena, Str path, Str *bytes, Diags *diags) {
    return file_read(arena, path, SOURCE_MAX_BYTES, bytes, diags);
}
