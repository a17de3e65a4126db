/* file.c - whole files in, whole files out.
 *
 * An OutFile is written to a temporary name in the same folder, synced and renamed: readers see the old file
 * or the new one. Names of open temporary files stand in a fixed table, so that a signal handler can remove
 * them without locks. */
#include "base/file.h"
#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum {
    PADDING = 16,
    BUFFER = 1 << 16,
    OPEN_AT_ONCE = 8,
    PATH_LIMIT = 4096,
    SETTLED = 30, /* seconds for which nobody has written */
};

static Loc place(Str path) {
    return (Loc){.file = path};
}

/* Reads to the end of the descriptor, of which `expected` bytes are foreseen. False at an error, or *over the
 * limit. */
static bool read_all(Arena *arena, int fd, size_t expected, size_t limit, Str *bytes, bool *over) {
    size_t cap = expected + PADDING + 1, n = 0;
    char *p = arena_text(arena, cap);
    *over = false;
    for (;;) {
        if (cap - n <= PADDING) {
            p = arena_grow(arena, p, cap, cap * 2);
            cap *= 2;
        }
        ssize_t got = read(fd, p + n, cap - n - PADDING);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return false;
        if (got == 0) break;
        n += (size_t)got;
        if (limit && n > limit) {
            *over = true;
            return false;
        }
    }
    memset(p + n, 0, PADDING);
    *bytes = (Str){p, n};
    return true;
}

static bool file_take(Arena *arena, Str path, size_t limit, DiagKind refused, Str *bytes, Diags *diags) {
    bool standard_input = str_is(path, "-");
    int fd = standard_input ? STDIN_FILENO : open(str_cstr(arena, path), O_RDONLY | O_CLOEXEC);
    struct stat before = {0}, after = {0};
    if (fd < 0 || fstat(fd, &before) != 0) {
        diag_add(diags, DIAG_WORLD, place(path), "not read", "%s", strerror(errno));
        if (fd > 0) close(fd);
        return false;
    }
    bool over = limit && S_ISREG(before.st_mode) && (uint64_t)before.st_size > limit;
    bool good = false;
    if (!over && S_ISDIR(before.st_mode)) errno = EISDIR;
    if (!over && !S_ISDIR(before.st_mode)) {
        size_t expected = S_ISREG(before.st_mode) ? (size_t)before.st_size : BUFFER;
        good = read_all(arena, fd, expected, limit, bytes, &over);
    }
    int trouble = errno;
    bool changed =
        good && S_ISREG(before.st_mode) &&
        (fstat(fd, &after) != 0 || after.st_size != before.st_size ||
         after.st_mtim.tv_sec != before.st_mtim.tv_sec || after.st_mtim.tv_nsec != before.st_mtim.tv_nsec);
    if (!standard_input) close(fd);
    if (over) diag_add(diags, refused, place(path), "file refused", "larger than %zu bytes", limit);
    else if (!good) diag_add(diags, DIAG_WORLD, place(path), "not read", "%s", strerror(trouble));
    else if (changed) diag_add(diags, refused, place(path), "file refused", "changed while it was read");
    return good && !changed;
}

bool file_read(Arena *arena, Str path, size_t limit, Str *bytes, Diags *diags) {
    return file_take(arena, path, limit, DIAG_REFUSED, bytes, diags);
}

bool file_read_settings(Arena *arena, Str path, size_t limit, Str *bytes, Diags *diags) {
    return file_take(arena, path, limit, DIAG_USAGE, bytes, diags);
}

struct OutFile {
    Arena *arena;
    Diags *diags;
    Str path;
    char *target; /* where the path leads */
    char *temporary;
    int fd;
    int trouble; /* the first errno */
    size_t slot; /* in open_names */
    size_t n;
    char buffer[BUFFER];
};

static char open_names[OPEN_AT_ONCE][PATH_LIMIT];
static volatile char open_used[OPEN_AT_ONCE];

static bool say(OutFile *out, int trouble, const char *consequence) {
    diag_add(out->diags, DIAG_WORLD, place(out->path), consequence, "%s", strerror(trouble));
    return false;
}

OutFile *out_open(Arena *arena, Str path, Diags *diags) {
    OutFile *out = ARENA_NEW(arena, OutFile);
    *out = (OutFile){.arena = arena, .diags = diags, .path = str_copy(arena, path), .fd = -1};
    char real[PATH_LIMIT];
    out->target = str_cstr(arena, path);
    if (realpath(out->target, real)) out->target = str_cstr(arena, str_of(real));
    Str temporary = str_print(arena, "%s.%ld.tmp", out->target, (long)getpid());
    out->temporary = str_cstr(arena, temporary);
    while (out->slot < OPEN_AT_ONCE && open_used[out->slot]) out->slot++;
    assert(out->slot < OPEN_AT_ONCE);
    if (temporary.n >= PATH_LIMIT) {
        say(out, ENAMETOOLONG, "not written");
        return NULL;
    }
    if (file_exists(arena, path) && !file_is_regular(arena, path)) {
        diag_add(diags, DIAG_WORLD, place(path), "not written", "not a regular file, and would be replaced");
        return NULL;
    }
    memcpy(open_names[out->slot], out->temporary, temporary.n + 1);
    open_used[out->slot] = 1;
    unlink(out->temporary); /* of a killed run; or somebody's link to elsewhere */
    out->fd = open(out->temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
    if (out->fd < 0) {
        open_used[out->slot] = 0;
        say(out, errno, "not written");
        return NULL;
    }
    return out;
}

const char *out_name(const OutFile *out) {
    return out->temporary;
}

static void flush(OutFile *out) {
    for (size_t done = 0; done < out->n && !out->trouble;) {
        ssize_t n = write(out->fd, out->buffer + done, out->n - done);
        if (n < 0 && errno != EINTR) out->trouble = errno;
        if (n > 0) done += (size_t)n;
    }
    out->n = 0;
}

void out_write(OutFile *out, Str bytes) {
    while (bytes.n) {
        size_t n = bytes.n < BUFFER - out->n ? bytes.n : BUFFER - out->n;
        memcpy(out->buffer + out->n, bytes.p, n);
        out->n += n;
        bytes = str_sub(bytes, n, SIZE_MAX);
        if (out->n == BUFFER) flush(out);
    }
}

void out_abandon(OutFile *out) {
    if (out->fd >= 0) close(out->fd);
    out->fd = -1;
    unlink(out->temporary);
    open_used[out->slot] = 0;
}

static void sync_folder(OutFile *out) {
    int fd = open(str_cstr(out->arena, file_folder(str_of(out->target))), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0) return; /* a folder that may be written but not read: the rename is done all the same */
    fsync(fd);
    close(fd);
}

bool out_commit(OutFile *out) {
    flush(out);
    if (!out->trouble && fsync(out->fd) != 0 && errno != EINVAL && errno != EROFS) out->trouble = errno;
    if (close(out->fd) != 0 && !out->trouble) out->trouble = errno;
    out->fd = -1;
    if (!out->trouble && rename(out->temporary, out->target) != 0) out->trouble = errno;
    if (out->trouble) {
        out_abandon(out);
        return say(out, out->trouble, "not written");
    }
    open_used[out->slot] = 0;
    sync_folder(out);
    return true;
}

void out_abandon_all(void) {
    for (size_t i = 0; i < OPEN_AT_ONCE; i++)
        if (open_used[i]) unlink(open_names[i]);
}

bool file_write(Arena *arena, Str path, Str bytes, Diags *diags) {
    OutFile *out = out_open(arena, path, diags);
    if (!out) return false;
    out_write(out, bytes);
    return out_commit(out);
}

/* All that the descriptor still holds; a failure is told by out_commit(). */
static void copy_bytes(OutFile *out, int fd) {
    char chunk[BUFFER];
    for (;;) {
        ssize_t n = read(fd, chunk, sizeof chunk);
        if (n < 0 && errno == EINTR) continue;
        if (n < 0) out->trouble = errno;
        if (n <= 0) return;
        out_write(out, (Str){chunk, (size_t)n});
    }
}

bool file_copy(Arena *arena, Str from, Str to, Diags *diags) {
    int fd = open(str_cstr(arena, from), O_RDONLY | O_CLOEXEC);
    if (fd < 0) {
        diag_add(diags, DIAG_WORLD, place(from), "not read", "%s", strerror(errno));
        return false;
    }
    OutFile *out = out_open(arena, to, diags);
    if (out) copy_bytes(out, fd);
    close(fd);
    return out && out_commit(out);
}

bool file_make_folder(Str path, Diags *diags) {
    char name[PATH_LIMIT];
    int trouble = ENAMETOOLONG;
    if (path.n < sizeof name) {
        memcpy(name, path.p, path.n);
        name[path.n] = '\0';
        struct stat there;
        if (mkdir(name, 0755) == 0) return true;
        trouble = errno;
        if (trouble == EEXIST && stat(name, &there) == 0 && S_ISDIR(there.st_mode)) return true;
    }
    diag_add(diags, DIAG_WORLD, place(path), "folder not made", "%s", strerror(trouble));
    return false;
}

bool file_freeze(Arena *scratch, Str path, Diags *diags) {
    if (chmod(str_cstr(scratch, path), 0444) == 0) return true;
    diag_add(diags, DIAG_WORLD, place(path), "not made read-only", "%s", strerror(errno));
    return false;
}

bool file_is_frozen(Arena *scratch, Str path) {
    struct stat there;
    return stat(str_cstr(scratch, path), &there) == 0 && S_ISREG(there.st_mode) && !(there.st_mode & 0222);
}

Str file_join(Arena *arena, Str folder, Str name) {
    const char *slash = folder.n && folder.p[folder.n - 1] != '/' ? "/" : "";
    return str_print(arena, "%.*s%s%.*s", STR_ARG(folder), slash, STR_ARG(name));
}

static size_t last_slash(Str path) {
    size_t i = path.n;
    while (i && path.p[i - 1] != '/') i--;
    return i; /* behind it; 0 if there is none */
}

Str file_name(Str path) {
    return str_sub(path, last_slash(path), SIZE_MAX);
}

Str file_own_name(Str path) {
    Str name = file_name(path), archive;
    while (str_find_byte(name, '!') != SIZE_MAX) str_next(&name, '!', &archive);
    return name;
}

Str file_folder(Str path) {
    size_t slash = last_slash(path);
    if (!slash) return STR(".");
    return slash == 1 ? STR("/") : str_sub(path, 0, slash - 1);
}

bool file_exists(Arena *scratch, Str path) {
    return access(str_cstr(scratch, path), F_OK) == 0;
}

bool file_is_regular(Arena *scratch, Str path) {
    struct stat there;
    return stat(str_cstr(scratch, path), &there) == 0 && S_ISREG(there.st_mode);
}

bool file_same(Arena *scratch, Str a, Str b) {
    struct stat left, right;
    return stat(str_cstr(scratch, a), &left) == 0 && stat(str_cstr(scratch, b), &right) == 0 &&
           left.st_dev == right.st_dev && left.st_ino == right.st_ino;
}

bool file_is_within(Arena *scratch, Str path, Str folder) {
    char inside[PATH_LIMIT], outside[PATH_LIMIT];
    bool there =
        realpath(str_cstr(scratch, path), inside) || realpath(str_cstr(scratch, file_folder(path)), inside);
    if (!there || !realpath(str_cstr(scratch, folder), outside)) return false;
    Str above = str_of(outside), below = str_of(inside);
    return str_starts(below, above) && (below.n == above.n || below.p[above.n] == '/' || above.n == 1);
}

static bool refused(Str path, const char *consequence, Diags *diags) {
    diag_add(diags, DIAG_WORLD, place(path), consequence, "%s", strerror(errno));
    return false;
}

bool file_move(Arena *scratch, Str from, Str to, Diags *diags) {
    if (rename(str_cstr(scratch, from), str_cstr(scratch, to)) == 0) return true;
    if (errno != EXDEV) return refused(from, "not moved", diags);
    return file_copy(scratch, from, to, diags) && file_remove(scratch, from, diags);
}

static int remove_one(const char *path, const struct stat *there, int kind, struct FTW *at) {
    (void)there, (void)kind, (void)at;
    return remove(path);
}

enum { OPEN_FOLDERS = 16 };

bool file_remove(Arena *scratch, Str path, Diags *diags) {
    if (nftw(str_cstr(scratch, path), remove_one, OPEN_FOLDERS, FTW_DEPTH | FTW_PHYS) == 0) return true;
    return errno == ENOENT || refused(path, "not removed", diags);
}

/* NAME.PID.tmp */
static bool is_temporary(Str name) {
    if (!str_ends(name, STR(".tmp"))) return false;
    size_t end = name.n - strlen(".tmp"), at = end;
    while (at && name.p[at - 1] >= '0' && name.p[at - 1] <= '9') at--;
    return at < end && at && name.p[at - 1] == '.';
}

static int sweep_one(const char *path, const struct stat *there, int kind, struct FTW *at) {
    (void)there;
    return kind == FTW_F && is_temporary(str_of(path + at->base)) ? unlink(path) : 0;
}

bool file_sweep(Arena *scratch, Str folder, Diags *diags) {
    if (nftw(str_cstr(scratch, folder), sweep_one, OPEN_FOLDERS, FTW_PHYS) == 0) return true;
    return errno == ENOENT || refused(folder, "not cleared of temporary files", diags);
}

bool file_exchange(Arena *scratch, Str a, Str b, Diags *diags) {
    char *one = str_cstr(scratch, a), *other = str_cstr(scratch, b);
    if (renameat2(AT_FDCWD, one, AT_FDCWD, other, RENAME_EXCHANGE) == 0) return true;
    if (errno != EINVAL && errno != ENOSYS) return refused(a, "not put in its place", diags);
    char *aside = str_cstr(scratch, str_print(scratch, "%s.old", one)); /* as hidden as that one is */
    return (rename(other, aside) == 0 && rename(one, other) == 0 && rename(aside, one) == 0) ||
           refused(a, "not put in its place", diags);
}

bool file_link(Arena *scratch, Str target, Str path, Diags *diags) {
    char *temporary = str_cstr(scratch, str_print(scratch, "%.*s.tmp", STR_ARG(path)));
    unlink(temporary); /* of a killed run */
    return (symlink(str_cstr(scratch, target), temporary) == 0 &&
            rename(temporary, str_cstr(scratch, path)) == 0) ||
           refused(path, "not written", diags);
}

bool file_sync(Arena *scratch, Str folder, Diags *diags) {
    int fd = open(str_cstr(scratch, folder), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    bool good = fd >= 0 && syncfs(fd) == 0;
    if (!good) refused(folder, "not safe on the disk", diags);
    if (fd >= 0) close(fd);
    return good;
}

bool file_digest(Arena *scratch, Str path, Digest *digest, Diags *diags) {
    int fd = open(str_cstr(scratch, path), O_RDONLY | O_CLOEXEC);
    bool good = fd >= 0 && digest_stream(fd, digest);
    if (!good) refused(path, "not read", diags);
    if (fd >= 0) close(fd);
    return good;
}

bool file_stamp(Arena *scratch, Str path, FileStamp *stamp) {
    struct stat there;
    if (lstat(str_cstr(scratch, path), &there) != 0 || !S_ISREG(there.st_mode)) return false;
    *stamp = (FileStamp){there.st_dev, there.st_ino, (uint64_t)there.st_size, there.st_mtim.tv_sec,
                         there.st_mtim.tv_nsec};
    return true;
}

bool file_stamp_same(const FileStamp *a, const FileStamp *b) {
    return a->device == b->device && a->inode == b->inode && a->bytes == b->bytes &&
           a->seconds == b->seconds && a->nanoseconds == b->nanoseconds;
}

/* Nobody may have the file open for writing while we hold a lease on it: so none can be had. Whoever does not
 * own the file gets none either, nor does anybody on a network's file system. */
bool file_is_being_written(Arena *scratch, Str path) {
    int fd = open(str_cstr(scratch, path), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (fd < 0) return false;
    bool leased = fcntl(fd, F_SETLEASE, F_RDLCK) == 0, written = !leased && errno == EAGAIN;
    struct stat there;
    if (!leased && !written) written = fstat(fd, &there) == 0 && time(NULL) - there.st_mtim.tv_sec < SETTLED;
    close(fd); /* the lease goes with it */
    return written;
}
