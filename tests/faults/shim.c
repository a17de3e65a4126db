/* shim.c - a disk that fails at a moment of our choosing: loaded before the C library (LD_PRELOAD), it counts
 * the calls of each class and lets the Nth of one fail, or kills the process there.
 *
 *     FAULT_CLASS    write, sync, rename, open, unlink, mkdir, link, truncate, stdio, or any
 *     FAULT_AT       the number of the call, from 1 on; 0 or unset: none fails
 *     FAULT_ERRNO    the number of the error; 0: the process is killed before the call, -1: behind it
 *     FAULT_DOES     a command of the shell: done before the call, which then does not fail
 *     FAULT_ON       set: every later call of the class fails too, as on a disk that is full
 *     FAULT_COUNTS   a file that the counts are written to at the end
 *
 * Calls on the standard streams are not counted. What the C library does inside itself (a buffered stream
 * that writes) is not seen here: such streams are a class of their own. */
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

typedef enum Class { WRITE, SYNC, RENAME, OPEN, UNLINK, MKDIR, LINK, TRUNCATE, STDIO, ANY, CLASSES } Class;
static const char *const names[CLASSES] = {"write", "sync", "rename",   "open",  "unlink",
                                           "mkdir", "link", "truncate", "stdio", "any"};
static atomic_long counts[CLASSES];
static Class wanted = CLASSES;
static long at, trouble;
static bool lasting;

__attribute__((constructor)) static void start(void) {
    const char *name = getenv("FAULT_CLASS"), *number = getenv("FAULT_AT"), *error = getenv("FAULT_ERRNO");
    for (int i = 0; name && i < CLASSES; i++)
        if (!strcmp(name, names[i])) wanted = (Class)i;
    at = number ? atol(number) : 0;
    trouble = error ? atol(error) : ENOSPC;
    lasting = getenv("FAULT_ON") != NULL;
}

__attribute__((destructor)) static void finish(void) {
    char text[512];
    int n = 0;
    const char *path = getenv("FAULT_COUNTS");
    if (!path) return;
    for (int i = 0; i < CLASSES; i++)
        n += snprintf(text + n, sizeof text - (size_t)n, "%s %ld\n", names[i], atomic_load(&counts[i]));
    long fd = syscall(SYS_open, path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    if (fd < 0) return;
    syscall(SYS_write, fd, text, n);
    syscall(SYS_close, fd);
}

static bool is_due(Class class, long number, long all) {
    long count = wanted == ANY ? all : number;
    return at && (wanted == ANY || wanted == class) && (count == at || (lasting && count > at));
}

/* Whether the call fails: errno is set. *last: it is the last thing that this process does. */
static bool fails(Class class, bool *last) {
    long number = atomic_fetch_add(&counts[class], 1) + 1, all = atomic_fetch_add(&counts[ANY], 1) + 1;
    *last = false;
    if (!is_due(class, number, all)) return false;
    const char *does = getenv("FAULT_DOES");
    if (does) {
        unsetenv("LD_PRELOAD");
        return system(does) > 0 && false;
    }
    if (trouble == 0) raise(SIGKILL);
    *last = trouble < 0;
    errno = (int)trouble;
    return trouble > 0;
}

static void end_if(bool last) {
    if (last) raise(SIGKILL);
}

static void *real(const char *name) {
    return dlsym(RTLD_NEXT, name);
}

/* One call in the place of the C library's: its type, its class, its parameters, its arguments. */
#define STAND_IN(type, failed, name, class, parameters, arguments)                                           \
    type name parameters {                                                                                   \
        static type(*next) parameters;                                                                       \
        bool last;                                                                                           \
        if (!next) *(void **)&next = real(#name);                                                            \
        if (fails(class, &last)) return failed;                                                              \
        type result = next arguments;                                                                        \
        end_if(last);                                                                                        \
        return result;                                                                                       \
    }

/* The same for calls on a descriptor: not on the standard streams. */
#define STAND_IN_ON(type, name, class, parameters, arguments)                                                \
    type name parameters {                                                                                   \
        static type(*next) parameters;                                                                       \
        bool last = false;                                                                                   \
        if (!next) *(void **)&next = real(#name);                                                            \
        if (fd > STDERR_FILENO && fails(class, &last)) return -1;                                            \
        type result = next arguments;                                                                        \
        end_if(last);                                                                                        \
        return result;                                                                                       \
    }

STAND_IN_ON(ssize_t, write, WRITE, (int fd, const void *p, size_t n), (fd, p, n))
STAND_IN_ON(ssize_t, pwrite, WRITE, (int fd, const void *p, size_t n, off_t to), (fd, p, n, to))
STAND_IN_ON(ssize_t, pwrite64, WRITE, (int fd, const void *p, size_t n, off64_t to), (fd, p, n, to))
STAND_IN_ON(int, fsync, SYNC, (int fd), (fd))
STAND_IN_ON(int, fdatasync, SYNC, (int fd), (fd))
STAND_IN_ON(int, syncfs, SYNC, (int fd), (fd))
STAND_IN_ON(int, ftruncate, TRUNCATE, (int fd, off_t n), (fd, n))
STAND_IN_ON(int, ftruncate64, TRUNCATE, (int fd, off64_t n), (fd, n))
STAND_IN(int, -1, rename, RENAME, (const char *from, const char *to), (from, to))
STAND_IN(int, -1, renameat, RENAME, (int a, const char *from, int b, const char *to), (a, from, b, to))
STAND_IN(int, -1, renameat2, RENAME, (int a, const char *from, int b, const char *to, unsigned flags),
         (a, from, b, to, flags))
STAND_IN(int, -1, unlink, UNLINK, (const char *path), (path))
STAND_IN(int, -1, unlinkat, UNLINK, (int fd, const char *path, int flags), (fd, path, flags))
STAND_IN(int, -1, rmdir, UNLINK, (const char *path), (path))
STAND_IN(int, -1, remove, UNLINK, (const char *path), (path))
STAND_IN(int, -1, mkdir, MKDIR, (const char *path, mode_t mode), (path, mode))
STAND_IN(int, -1, link, LINK, (const char *from, const char *to), (from, to))
STAND_IN(int, -1, symlink, LINK, (const char *from, const char *to), (from, to))
STAND_IN(FILE *, NULL, fopen, OPEN, (const char *path, const char *mode), (path, mode))
STAND_IN(FILE *, NULL, fopen64, OPEN, (const char *path, const char *mode), (path, mode))
STAND_IN(DIR *, NULL, opendir, OPEN, (const char *path), (path))
STAND_IN(int, -1, mkostemp, OPEN, (char *path, int flags), (path, flags))
STAND_IN(int, -1, scandir, OPEN,
         (const char *path, struct dirent ***entries, int (*filter)(const struct dirent *),
          int (*compare)(const struct dirent **, const struct dirent **)),
         (path, entries, filter, compare))

static mode_t mode_of(int flags, va_list rest) {
    return flags & (O_CREAT | O_TMPFILE) ? va_arg(rest, mode_t) : 0;
}

#define STAND_IN_OPEN(name, parameters, arguments)                                                           \
    int name parameters {                                                                                    \
        static int(*next) parameters;                                                                        \
        bool last;                                                                                           \
        if (!next) *(void **)&next = real(#name);                                                            \
        va_list rest;                                                                                        \
        va_start(rest, flags);                                                                               \
        mode_t mode = mode_of(flags, rest);                                                                  \
        va_end(rest);                                                                                        \
        if (fails(OPEN, &last)) return -1;                                                                   \
        int result = next arguments;                                                                         \
        end_if(last);                                                                                        \
        return result;                                                                                       \
    }

STAND_IN_OPEN(open, (const char *path, int flags, ...), (path, flags, mode))
STAND_IN_OPEN(open64, (const char *path, int flags, ...), (path, flags, mode))
STAND_IN_OPEN(openat, (int fd, const char *path, int flags, ...), (fd, path, flags, mode))

/* Buffered streams: one whose disk is full for the length of one call, so that the stream itself finds out.
 */

typedef size_t FwriteCall(const void *p, size_t size, size_t n, FILE *file);
typedef int StreamCall(FILE *file);

static bool is_standard(FILE *file) {
    return !file || file == stdout || file == stderr || file == stdin;
}

/* The descriptor leads to /dev/full; where it led. */
static int turn_away(FILE *file) {
    int fd = fileno(file), kept = dup(fd);
    long full = syscall(SYS_open, "/dev/full", O_WRONLY);
    dup2((int)full, fd);
    syscall(SYS_close, full);
    return kept;
}

static void turn_back(FILE *file, int kept) {
    dup2(kept, fileno(file));
    syscall(SYS_close, kept);
}

size_t fwrite(const void *p, size_t size, size_t n, FILE *file) {
    static FwriteCall *next;
    static StreamCall *flush;
    bool last = false;
    if (!next) *(void **)&next = real("fwrite");
    if (!flush) *(void **)&flush = real("fflush");
    bool failed = !is_standard(file) && fails(STDIO, &last);
    int kept = failed ? turn_away(file) : -1;
    size_t result = next(p, size, n, file);
    if (failed && flush(file) != 0) result = 0;
    if (failed) turn_back(file, kept);
    end_if(last);
    return result;
}

int fflush(FILE *file) {
    static StreamCall *next;
    bool last = false;
    if (!next) *(void **)&next = real("fflush");
    bool failed = !is_standard(file) && fails(STDIO, &last);
    int kept = failed ? turn_away(file) : -1, result = next(file);
    if (failed) turn_back(file, kept);
    end_if(last);
    return result;
}

int fclose(FILE *file) {
    static StreamCall *next;
    bool last = false;
    if (!next) *(void **)&next = real("fclose");
    bool failed = !is_standard(file) && fails(STDIO, &last);
    if (failed) syscall(SYS_close, turn_away(file));
    int result = next(file);
    end_if(last);
    return result;
}
