/* key.c - a key file, taken only where nobody else can have read it. The file that is judged is the one that
 * is read: it is opened once, and asked by its descriptor. */
#include "base/key.h"
#include "base/words.h"
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
    MODE = 0400,
    MODE_BITS = 07777,
    HEX = 2 * KEY_BYTES,
    MOST = HEX + 2, /* and CR LF */
};

/* What to do about it. */
static const char make_one[] = "make one: head -c 32 /dev/urandom > '{file}' && chmod 0400 '{file}'";
static const char make_another[] =
    "make one: head -c 32 /dev/urandom > clausier.key && chmod 0400 clausier.key";
static const char close_it[] = "close it: chmod 0400 '{file}'";
static const char own_it[] = "make it yours: sudo chown $(id -u) '{file}'";
static const char move_it[] = "keep it elsewhere: mv '{file}' ~/.config/";

/* Says what is wrong with the file, and the way out. */
static bool refuse(Arena *arena, Str path, const char *what, const char *way_out, Diags *diags) {
    WordsValue file = {"file", path};
    Str shown = words_fill(arena, str_of(way_out), &file, 1);
    diag_add(diags, DIAG_USAGE, (Loc){.file = path}, str_cstr(arena, shown), "%s", what);
    return false;
}

/* Whether the file lies in the folder, by whatever links either is named. */
static bool lies_in(Arena *arena, Str path, Str folder) {
    char file_room[PATH_MAX], folder_room[PATH_MAX];
    if (!folder.n || !realpath(str_cstr(arena, path), file_room) ||
        !realpath(str_cstr(arena, folder), folder_room))
        return false;
    Str file = str_of(file_room), inside = str_of(folder_room);
    if (str_is(inside, "/")) return true;
    return str_starts(file, inside) && file.n > inside.n && file.p[inside.n] == '/';
}

static int hex_value(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

static bool read_hex(Str text, Key *key) {
    if (str_ends(text, STR("\n"))) text.n--;
    if (str_ends(text, STR("\r"))) text.n--;
    if (text.n != HEX) return false;
    for (size_t i = 0; i < HEX; i += 2) {
        int high = hex_value(text.p[i]), low = hex_value(text.p[i + 1]);
        if (high < 0 || low < 0) return false;
        key->bytes[i / 2] = (unsigned char)(high << 4 | low);
    }
    return true;
}

static bool read_bytes(Str text, Key *key) {
    if (text.n != KEY_BYTES) return read_hex(text, key);
    memcpy(key->bytes, text.p, KEY_BYTES);
    return true;
}

/* Zeros, blanks: what is left of a file that was never filled. */
static bool is_one_byte(const Key *key) {
    for (size_t i = 1; i < KEY_BYTES; i++)
        if (key->bytes[i] != key->bytes[0]) return false;
    return true;
}

/* As much as a key may have, and a byte more where there is one; SIZE_MAX on an error. */
static size_t read_all(int fd, char room[MOST + 1]) {
    size_t n = 0;
    while (n < MOST + 1) {
        ssize_t got = read(fd, room + n, MOST + 1 - n);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return SIZE_MAX;
        if (!got) break;
        n += (size_t)got;
    }
    return n;
}

static bool take(Arena *arena, int fd, Str path, Key *key, Diags *diags) {
    char room[MOST + 1];
    size_t n = read_all(fd, room);
    bool good = n <= MOST && read_bytes((Str){room, n}, key) && !is_one_byte(key);
    explicit_bzero(room, sizeof room);
    if (good) return true;
    key_wipe(key);
    return refuse(arena, path,
                  n == SIZE_MAX ? "cannot be read"
                                : "no key, which is 32 random bytes or 64 hexadecimal digits",
                  make_another, diags);
}

static bool judge(Arena *arena, int fd, Str path, Str outside, Diags *diags) {
    struct stat seen;
    if (fstat(fd, &seen) || !S_ISREG(seen.st_mode))
        return refuse(arena, path, "no regular file, and so no key", make_another, diags);
    if (seen.st_uid != geteuid())
        return refuse(arena, path, "a key that belongs to another user", own_it, diags);
    if ((seen.st_mode & MODE_BITS) != MODE) {
        Str what = str_print(arena, "a key of mode %04o, not 0400", (unsigned)seen.st_mode & MODE_BITS);
        return refuse(arena, path, str_cstr(arena, what), close_it, diags);
    }
    if (lies_in(arena, path, outside))
        return refuse(arena, path, "a key inside the folder that it protects", move_it, diags);
    return true;
}

bool key_read(Arena *arena, Str path, Str outside, Key *key, Diags *diags) {
    *key = (Key){0};
    int fd = open(str_cstr(arena, path), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    if (fd < 0 && errno == ENOENT) return refuse(arena, path, "no such key", make_one, diags);
    if (fd < 0) {
        Str what = str_print(arena, "a key that cannot be read: %s", strerror(errno));
        return refuse(arena, path, str_cstr(arena, what), close_it, diags);
    }
    bool good = judge(arena, fd, path, outside, diags) && take(arena, fd, path, key, diags);
    close(fd);
    return good;
}

void key_wipe(Key *key) {
    explicit_bzero(key, sizeof *key);
}
