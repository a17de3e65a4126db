/* lock.c - flock(): held by the open file, gone with the process, and across a network as good as the file
 * system makes it. */
#include "base/lock.h"
#include <errno.h>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

enum { LINE_MOST = 200 };

static Str read_line(Arena *arena, int fd) {
    char *line = arena_text(arena, LINE_MOST);
    ssize_t n = pread(fd, line, LINE_MOST, 0);
    Str text = {line, n > 0 ? (size_t)n : 0}, first = {0};
    str_next(&text, '\n', &first);
    return first;
}

static void drop(Lock *lock) {
    if (lock->fd >= 0) close(lock->fd);
    lock->fd = -1;
}

static LockTrouble failed(Str path, Lock *lock, int trouble, Diags *diags) {
    diag_add(diags, DIAG_WORLD, (Loc){.file = path}, "nothing done", "not locked: %s", strerror(trouble));
    drop(lock);
    return LOCK_FAILED;
}

LockTrouble lock_take(Arena *arena, Str path, Str about, Lock *lock, Str *holder, Diags *diags) {
    *holder = (Str){0};
    *lock = (Lock){0};
    lock->fd = open(str_cstr(arena, path), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0644);
    if (lock->fd < 0) return failed(path, lock, errno, diags);
    if (flock(lock->fd, LOCK_EX | LOCK_NB) != 0) {
        if (errno != EWOULDBLOCK) return failed(path, lock, errno, diags);
        *holder = read_line(arena, lock->fd);
        drop(lock);
        return LOCK_TAKEN;
    }
    lock->left = read_line(arena, lock->fd).n > 0;
    Str line = str_print(arena, "%.*s\n", STR_ARG(about));
    /* who reads half a line has not lost much: the lock itself does not depend on it */
    if (ftruncate(lock->fd, 0) != 0 || pwrite(lock->fd, line.p, line.n, 0) != (ssize_t)line.n)
        return failed(path, lock, errno, diags);
    return LOCK_HELD;
}

void lock_release(Lock *lock) {
    if (ftruncate(lock->fd, 0) != 0) errno = 0; /* the next holder will think that we were killed: no harm */
    drop(lock);
}
