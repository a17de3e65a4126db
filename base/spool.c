/* spool.c - the newest bytes are in memory, those before them in the file. */
#include "base/spool.h"
#include "base/file.h"
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { FIRST_ROOM = 1 << 16, IN_MEMORY = 4 << 20 };

struct Spool {
    Arena *home;
    Str folder;
    int fd;           /* -1: nothing has been written to disk */
    uint64_t on_disk; /* bytes; those in memory follow */
    char *p;
    size_t n, cap;
    int trouble; /* the first errno */
};

Spool *spool_new(Str folder) {
    Arena *home = arena_new();
    Spool *spool = ARENA_NEW(home, Spool);
    *spool = (Spool){.home = home, .folder = str_copy(home, folder), .fd = -1};
    return spool;
}

void spool_free(Spool *spool) {
    if (!spool) return;
    if (spool->fd >= 0) close(spool->fd);
    arena_free(spool->home);
}

/* A file without a name; where the file system has none, one whose name is removed at once. */
static int nameless_file(Arena *arena, Str folder) {
    int fd = open(str_cstr(arena, folder), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
    if (fd >= 0) return fd;
    char *name = str_cstr(arena, file_join(arena, folder, STR("clausier-XXXXXX")));
    fd = mkostemp(name, O_CLOEXEC);
    if (fd >= 0) unlink(name);
    return fd;
}

static void to_disk(Spool *spool) {
    if (spool->fd < 0 && !spool->trouble) spool->fd = nameless_file(spool->home, spool->folder);
    if (spool->fd < 0 && !spool->trouble) spool->trouble = errno;
    for (size_t done = 0; done < spool->n && !spool->trouble;) {
        ssize_t n = pwrite(spool->fd, spool->p + done, spool->n - done, (off_t)(spool->on_disk + done));
        if (n < 0 && errno != EINTR) spool->trouble = errno;
        if (n > 0) done += (size_t)n;
    }
    spool->on_disk += spool->n;
    spool->n = 0;
}

uint64_t spool_put(Spool *spool, Str text) {
    if (spool->n && spool->n + text.n > IN_MEMORY) to_disk(spool);
    if (spool->n + text.n > spool->cap) {
        size_t cap = spool->n + text.n <= FIRST_ROOM ? FIRST_ROOM : IN_MEMORY;
        if (cap < spool->n + text.n) cap = spool->n + text.n;
        char *p = arena_text(spool->home, cap);
        if (spool->n) memcpy(p, spool->p, spool->n);
        spool->p = p;
        spool->cap = cap;
    }
    if (text.n) memcpy(spool->p + spool->n, text.p, text.n);
    spool->n += text.n;
    return spool->on_disk + spool->n - text.n;
}

void spool_reset(Spool *spool) {
    spool->n = 0;
    spool->on_disk = 0;
}

Str spool_get(Spool *spool, Arena *arena, uint64_t at, size_t n) {
    if (spool->trouble) return (Str){0};
    if (at >= spool->on_disk) return (Str){spool->p + (at - spool->on_disk), n};
    char *p = arena_text(arena, n);
    size_t disk = spool->on_disk - at < n ? (size_t)(spool->on_disk - at) : n;
    for (size_t done = 0; done < disk && !spool->trouble;) {
        ssize_t got = pread(spool->fd, p + done, disk - done, (off_t)(at + done));
        if (got < 0 && errno != EINTR) spool->trouble = errno;
        if (got == 0) spool->trouble = EIO;
        if (got > 0) done += (size_t)got;
    }
    if (disk < n) memcpy(p + disk, spool->p, n - disk); /* several texts, the last of them not yet written */
    return (Str){p, spool->trouble ? 0 : n};
}

bool spool_failed(const Spool *spool) {
    return spool->trouble != 0;
}

bool spool_good(const Spool *spool, Diags *diags) {
    if (!spool->trouble) return true;
    diag_add(diags, DIAG_WORLD, (Loc){.file = spool->folder}, "not written", "rows put aside: %s",
             strerror(spool->trouble));
    return false;
}
