/* inbox.c - what lies in the inbox, sorted by path. */
#include "base/utf8.h"
#include "cli/nightly.h"
#include "ingest/source.h"
#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { DEPTH_MOST = 16 };

typedef struct Walk {
    Nightly *nightly;
    Offers *offers;
    FileKind kind;
    Str top; /* the inbox of the kind */
} Walk;

static int not_hidden(const struct dirent *entry) {
    return entry->d_name[0] != '.';
}

static int by_name(const struct dirent **a, const struct dirent **b) {
    return strcmp((*a)->d_name, (*b)->d_name);
}

/* Said every night until somebody takes it away, on the page of the night too. */
static void refuse(Nightly *nightly, FileKind kind, Str path, const char *why) {
    Str name = str_sub(path, nightly->folder.inbox.n + 1, SIZE_MAX);
    diag_add(&nightly->cli->diags, DIAG_REFUSED, (Loc){.file = path}, "left where it is", "%s", why);
    *ARENA_PUSH(nightly->arena, nightly->strays.at, nightly->strays.n, nightly->strays.cap) =
        (Offer){.kind = kind, .path = path, .name = utf8_visible(nightly->arena, name)};
}

/* A link is not taken: what it leads to would be read by whoever may not, and be moved by a name only. */
static void offer_file(Walk *walk, Str path, Str name, bool regular) {
    Nightly *nightly = walk->nightly;
    Arena *arena = nightly->arena;
    Offer offer = {.kind = walk->kind,
                   .path = path,
                   .name = str_trim(utf8_visible(arena, str_sub(path, walk->top.n + 1, SIZE_MAX)))};
    if (source_passes(name)) return;
    if (utf8_check(name) < name.n) refuse(nightly, walk->kind, offer.path, "its name is not UTF-8");
    else if (!source_takes(name))
        refuse(nightly, walk->kind, path,
               "not a kind of file that is read here (.xml, .csv, .xlsx, archives)");
    else if (!regular || !file_stamp(arena, path, &offer.stamp))
        refuse(nightly, walk->kind, path, "not a regular file, but a link, a pipe or a device");
    else if (file_is_being_written(arena, path)) nightly->left++;
    else *ARENA_PUSH(arena, walk->offers->at, walk->offers->n, walk->offers->cap) = offer;
}

static void offer_folder(Walk *walk, Str folder, unsigned depth) {
    Arena *arena = walk->nightly->arena;
    struct dirent **entries;
    int n = scandir(str_cstr(arena, folder), &entries, not_hidden, by_name);
    if (n < 0) {
        refuse(walk->nightly, walk->kind, folder, strerror(errno));
        return;
    }
    for (int i = 0; i < n; i++) {
        Str name = str_copy(arena, str_of(entries[i]->d_name)), path = file_join(arena, folder, name);
        free(entries[i]);
        struct stat there;
        if (lstat(str_cstr(arena, path), &there) != 0) continue; /* gone since */
        if (!S_ISDIR(there.st_mode)) offer_file(walk, path, name, S_ISREG(there.st_mode));
        else if (depth < DEPTH_MOST) offer_folder(walk, path, depth + 1);
        else refuse(walk->nightly, walk->kind, path, "folders too deep");
    }
    free(entries);
}

static bool is_empty(Arena *arena, Str folder) {
    struct dirent **entries;
    int n = scandir(str_cstr(arena, folder), &entries, not_hidden, by_name);
    for (int i = 0; i < n; i++) free(entries[i]);
    if (n >= 0) free(entries);
    return n == 0;
}

/* What lies beside the folders, where nobody reads it: a file, or a folder of another name. */
static void refuse_strays(Nightly *nightly, const Str *tops, size_t count) {
    static const char why[] = "not in one of the folders for files: notices, hours, people, decisions";
    Arena *arena = nightly->arena;
    struct dirent **entries;
    int n = scandir(str_cstr(arena, nightly->folder.inbox), &entries, not_hidden, by_name);
    for (int i = 0; i < n; i++) {
        Str path = file_join(arena, nightly->folder.inbox, str_of(entries[i]->d_name));
        free(entries[i]);
        bool ours =
            str_ends(path, STR("LISEZMOI.txt")) || source_passes(file_name(path)) || is_empty(arena, path);
        for (size_t k = 0; k < count; k++) ours = ours || str_eq(path, tops[k]);
        if (!ours) refuse(nightly, FILE_NOTICES, path, why);
    }
    if (n >= 0) free(entries);
}

Offers inbox_offers(Nightly *nightly) {
    const Folder *folder = &nightly->folder;
    const Str tops[] = {[FILE_NOTICES] = folder->inbox_notices,
                        [FILE_HOURS] = folder->inbox_hours,
                        [FILE_PEOPLE] = folder->inbox_people,
                        [FILE_DECISIONS] = folder->inbox_decisions};
    Offers offers = {0};
    refuse_strays(nightly, tops, sizeof tops / sizeof *tops);
    for (size_t i = 0; i < sizeof tops / sizeof *tops; i++) {
        Walk walk = {nightly, &offers, (FileKind)i, tops[i]};
        offer_folder(&walk, tops[i], 0);
    }
    cli_flush(nightly->cli);
    return offers;
}
