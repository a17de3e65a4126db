/* Keys: which files are taken, and what a key does to a digest. */
#include "base/digest.h"
#include "base/file.h"
#include "tests/tap.h"
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

static Str folder;

static Str file_of(Arena *arena, const char *name, Str bytes, mode_t mode) {
    Str path = file_join(arena, folder, str_of(name));
    const char *name_of = str_cstr(arena, path);
    unlink(name_of);
    int fd = open(name_of, O_WRONLY | O_CREAT | O_EXCL, 0600);
    if (fd < 0 || write(fd, bytes.p, bytes.n) != (ssize_t)bytes.n || fchmod(fd, mode)) abort();
    close(fd);
    return path;
}

#define RAW "0123456789abcdef0123456789ABCDEF"
#define HEX                                                                                                  \
    "30313233343536373839616263646566"                                                                       \
    "30313233343536373839414243444546"

static bool is_wiped(const Key *key) {
    static const Key none;
    return memcmp(key, &none, sizeof none) == 0;
}

static void test_content(Arena *arena) {
    static const struct {
        int at;
        Str bytes;
        bool good;
    } cases[] = {
        {__LINE__, {RAW, 32}, true},
        {__LINE__, {HEX, 64}, true},
        {__LINE__, {HEX "\n", 65}, true},
        {__LINE__, {HEX "\r\n", 66}, true},
        {__LINE__, {HEX "\n\n", 66}, false},
        {__LINE__, {HEX "0", 65}, false},
        {__LINE__, {HEX, 63}, false},
        {__LINE__, {"x" HEX, 64}, false},
        {__LINE__, {RAW, 31}, false},
        {__LINE__, {RAW "\n", 33}, false},
        {__LINE__, {RAW "0123456789abcdef0123456789ABCDEG", 64}, false}, /* no hexadecimal digit */
        {__LINE__, {RAW RAW RAW, 96}, false},
        {__LINE__, {"", 0}, false},
        {__LINE__, {"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0", 32}, false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Diags diags = diags_new(arena);
        Key key;
        Str path = file_of(arena, "key", cases[i].bytes, 0400);
        OK_AT(cases[i].at, key_read(arena, path, (Str){0}, &key, &diags) == cases[i].good);
        if (cases[i].good) IS_AT(cases[i].at, ((Str){(char *)key.bytes, 32}), STR(RAW));
        else OK_AT(cases[i].at, is_wiped(&key));
        NUM_AT(cases[i].at, diags.count[DIAG_USAGE], !cases[i].good);
    }
}

static bool said(Arena *arena, Str path, Str outside, const char *what) {
    Diags diags = diags_new(arena);
    Key key;
    if (key_read(arena, path, outside, &key, &diags) || diags.count[DIAG_USAGE] != 1) return false;
    Str text = diag_print(arena, diags.first);
    bool good = str_find(text, str_of(what)) != SIZE_MAX;
    if (!good) printf("# %.*s\n", STR_ARG(text));
    return good;
}

static void test_place(Arena *arena) {
    static const mode_t open_ones[] = {0600, 0440, 0404, 0500, 0700, 0644, 0000, 04400, 02400, 01400};
    for (size_t i = 0; i < sizeof open_ones / sizeof *open_ones; i++) {
        Str path = file_of(arena, "key", STR(RAW), open_ones[i]);
        bool unreadable = !(open_ones[i] & 0400) && geteuid() != 0;
        OK_AT(__LINE__, said(arena, path, (Str){0},
                             unreadable ? "cannot be read" : ", not 0400: close it: chmod 0400 '"));
    }
    Str path = file_of(arena, "key", STR(RAW), 0400);
    OK(said(arena, folder, (Str){0}, "no regular file"));
    OK(said(arena, file_join(arena, folder, STR("none")), (Str){0},
            "none: no such key: make one: head -c 32 /dev/urandom > '"));
    OK(said(arena, path, folder, "a key inside the folder that it protects: keep it elsewhere: mv '"));
    OK(said(arena, path, STR("/"), "inside the folder"));

    Str inside = file_join(arena, folder, STR("convention")), link = file_join(arena, folder, STR("link"));
    Diags diags = diags_new(arena);
    Key key;
    file_make_folder(inside, &diags);
    if (symlink(str_cstr(arena, folder), str_cstr(arena, link))) abort();
    OK(key_read(arena, path, inside, &key, &diags));
    OK(key_read(arena, path, str_cat(arena, path, STR("s")), &key, &diags)); /* which is not there */
    OK(said(arena, file_join(arena, link, STR("key")), folder, "inside the folder"));
    OK(said(arena, path, link, "inside the folder"));
    /* beside it, though its name begins alike */
    Str beside = file_join(arena, folder, STR("convention.key"));
    if (rename(str_cstr(arena, path), str_cstr(arena, beside))) abort();
    OK(key_read(arena, beside, inside, &key, &diags));
    /* a link in the folder to a key outside is none inside */
    if (symlink(str_cstr(arena, beside), str_cstr(arena, file_join(arena, inside, STR("key"))))) abort();
    OK(key_read(arena, file_join(arena, inside, STR("key")), inside, &key, &diags));
    NUM(diags.count[DIAG_USAGE], 0);
    /* a pipe is not waited for */
    Str pipe_path = file_join(arena, folder, STR("pipe"));
    if (mkfifo(str_cstr(arena, pipe_path), 0400)) abort();
    OK(said(arena, pipe_path, (Str){0}, "no regular file"));
    if (geteuid() == 0 && !chown(str_cstr(arena, beside), 65534, 65534))
        OK(said(arena, beside, (Str){0}, "another user"));
    else SKIP("only root can give a file to another user");
}

/* The keyed digest against values made by Python: hashlib.blake2b(texts with lengths, digest_size=16,
 * key=RAW) */
static void test_digest(Arena *arena) {
    Key key, other;
    memcpy(key.bytes, RAW, KEY_BYTES);
    other = key;
    other.bytes[31] ^= 1;
    Str texts[] = {STR("ab"), STR("c")}, cut[] = {STR("a"), STR("bc")};
    IS(digest_print(arena, digest_keyed(&key, texts, 2)), STR("a99e3d6ea0c44bafc6b7752762357bac"));
    IS(digest_print(arena, digest_keyed(NULL, texts, 2)), STR("4826ed043ab3cdec576d8541fa5d5a80"));
    OK(digest_compare(digest_keyed(NULL, texts, 2), digest_texts(texts, 2)) == 0);
    OK(digest_compare(digest_keyed(&key, texts, 2), digest_keyed(&other, texts, 2)) != 0);
    OK(digest_compare(digest_keyed(&key, texts, 2), digest_keyed(&key, cut, 2)) != 0);
    key_wipe(&key);
    OK(is_wiped(&key));
}

int main(void) {
    Arena *arena = arena_new();
    char room[] = "/tmp/clausier-key-XXXXXX";
    if (!mkdtemp(room)) return EXIT_FAILURE;
    folder = str_of(room);
    test_content(arena);
    test_place(arena);
    test_digest(arena);
    Str remove = str_print(arena, "rm -rf %s", room);
    if (system(str_cstr(arena, remove))) return EXIT_FAILURE;
    arena_free(arena);
    return tap_done();
}
