/* Texts put aside: they come back as they were from memory and from disk, alone and several at once; what
 * cannot be written is said, and nothing that is lost comes back as something else. */
#include "base/spool.h"
#include "tests/tap.h"
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

enum { MEGA = 1 << 20, IN_MEMORY = 4 * MEGA };

static Str text_of(Arena *arena, size_t n, unsigned seed) {
    char *p = arena_text(arena, n);
    for (size_t i = 0; i < n; i++) p[i] = (char)('!' + (i * 31 + seed * 7 + i / 251) % 90);
    return (Str){p, n};
}

static Str back(Spool *spool, Arena *arena, uint64_t at, size_t n) {
    return str_copy(arena, spool_get(spool, arena, at, n));
}

static void test_memory(Arena *arena) {
    Spool *spool = spool_new(STR("/no/such/folder")); /* nothing is written before it must be */
    uint64_t one = spool_put(spool, STR("one\n")), none = spool_put(spool, (Str){0}),
             two = spool_put(spool, STR("two\n"));
    IS(back(spool, arena, one, 4), STR("one\n"));
    IS(back(spool, arena, two, 4), STR("two\n"));
    IS(back(spool, arena, none, 0), STR(""));
    IS(back(spool, arena, one, 8), STR("one\ntwo\n")); /* one behind the other */
    spool_reset(spool);
    uint64_t three = spool_put(spool, STR("three"));
    IS(back(spool, arena, three, 5), STR("three"));
    Diags diags = diags_new(arena);
    OK(!spool_failed(spool));
    OK(spool_good(spool, &diags) && !diags.first);
    spool_free(spool);
    spool_free(NULL);
}

/* Only an empty folder can be removed. */
static bool is_empty(const char *folder) {
    return rmdir(folder) == 0 && mkdir(folder, 0700) == 0;
}

/* Texts of every kind of size, so that many lie across what goes to disk at once. */
static void test_disk(Arena *arena, Str folder) {
    enum { TEXTS = 400 };
    static const size_t sizes[] = {1, 0, 70000, 17, 3 * MEGA, 4096, 65536, 1};
    Spool *spool = spool_new(folder);
    uint64_t at[TEXTS];
    size_t n[TEXTS];
    for (unsigned i = 0; i < TEXTS; i++) {
        Arena *scratch = arena_new();
        n[i] = sizes[i % 8] > MEGA && i % 64 != 4 ? 900 : sizes[i % 8];
        at[i] = spool_put(spool, text_of(scratch, n[i], i));
        arena_free(scratch);
    }
    OK(is_empty(str_cstr(arena, folder))); /* the file has no name */
    bool good = true, pairs = true;
    for (unsigned k = 0; k < TEXTS; k++) {
        Arena *scratch = arena_new();
        unsigned i = k * 151 % TEXTS;
        good = good && str_eq(spool_get(spool, scratch, at[i], n[i]), text_of(scratch, n[i], i));
        if (i + 1 < TEXTS) {
            Str both = spool_get(spool, scratch, at[i], n[i] + n[i + 1]);
            pairs = pairs && str_eq(str_sub(both, 0, n[i]), text_of(scratch, n[i], i)) &&
                    str_eq(str_sub(both, n[i], SIZE_MAX), text_of(scratch, n[i + 1], i + 1));
        }
        arena_free(scratch);
    }
    OK(good);
    OK(pairs);
    Diags diags = diags_new(arena);
    OK(spool_good(spool, &diags) && !diags.first);

    /* Again from the start, over what was there. */
    spool_reset(spool);
    Str large = text_of(arena, 3 * IN_MEMORY, 5), small = STR("small");
    uint64_t first = spool_put(spool, large), second = spool_put(spool, small);
    IS(back(spool, arena, second, small.n), small);
    OK(str_eq(spool_get(spool, arena, first, large.n), large));
    Str across = spool_get(spool, arena, first, large.n + small.n); /* on disk and in memory */
    OK(str_eq(str_sub(across, 0, large.n), large));
    IS(str_sub(across, large.n, SIZE_MAX), small);
    OK(str_eq(spool_get(spool, arena, first + large.n - 3, 3 + small.n),
              str_print(arena, "%.*ssmall", 3, large.p + large.n - 3)));
    OK(!spool_failed(spool));
    spool_free(spool);
}

/* What comes back once the disk has failed: nothing, and the reason. */
static void is_lost(Arena *arena, Spool *spool, uint64_t first, const char *reason) {
    Diags diags = diags_new(arena);
    OK(spool_failed(spool));
    IS(back(spool, arena, first, MEGA), STR(""));
    IS(back(spool, arena, spool_put(spool, STR("later")), 5), STR("")); /* it would be a part of a whole */
    OK(!spool_good(spool, &diags));
    NUM(diags.count[DIAG_WORLD], 1);
    IS(diag_print(arena, diags.first), str_of(reason));
    spool_reset(spool);
    OK(spool_failed(spool));
    spool_free(spool);
}

static uint64_t fill(Spool *spool, size_t megabytes) {
    Arena *scratch = arena_new();
    uint64_t first = spool_put(spool, text_of(scratch, MEGA, 0));
    for (unsigned i = 1; i < megabytes; i++) spool_put(spool, text_of(scratch, MEGA, i));
    arena_free(scratch);
    return first;
}

static void test_no_folder(Arena *arena) {
    Spool *spool = spool_new(STR("/no/such/folder"));
    uint64_t first = fill(spool, 6);
    is_lost(arena, spool, first, "/no/such/folder: rows put aside: No such file or directory: not written");
}

/* A limit on the size of files stands for a full disk. */
static void test_full(Arena *arena, Str folder) {
    struct rlimit before, tight = {.rlim_cur = 5 * MEGA + 1000};
    if (getrlimit(RLIMIT_FSIZE, &before) != 0) abort();
    tight.rlim_max = before.rlim_max;
    signal(SIGXFSZ, SIG_IGN);
    if (setrlimit(RLIMIT_FSIZE, &tight) != 0) abort();
    Spool *spool = spool_new(folder);
    uint64_t first = fill(spool, 20);
    if (setrlimit(RLIMIT_FSIZE, &before) != 0) abort();
    Str reason = str_print(arena, "%.*s: rows put aside: File too large: not written", STR_ARG(folder));
    is_lost(arena, spool, first, str_cstr(arena, reason));
    OK(is_empty(str_cstr(arena, folder)));
}

int main(void) {
    Arena *arena = arena_new();
    char folder[] = "/tmp/clausier-spool-XXXXXX";
    if (!mkdtemp(folder)) return EXIT_FAILURE;
    test_memory(arena);
    test_disk(arena, str_of(folder));
    test_no_folder(arena);
    test_full(arena, str_of(folder));
    OK(rmdir(folder) == 0);
    arena_free(arena);
    return tap_done();
}
