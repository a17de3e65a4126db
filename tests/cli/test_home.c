/* Which convention a command is about: named by -C, by the variable, or found above; and what is said of
 * none.
 */
#include "base/file.h"
#include "cli/home.h"
#include "tests/tap.h"
#include <sys/stat.h>
#include <unistd.h>

const Command *const commands[] = {NULL}; /* what main.c has */

static Str base; /* an empty folder of this test, absolute */

static Str path_of(Arena *arena, const char *name) {
    return *name ? file_join(arena, base, str_of(name)) : base;
}

static void make_conf(Arena *arena, const char *folder, const char *text) {
    Diags diags = diags_new(arena);
    file_make_folder(path_of(arena, folder), &diags);
    OK(file_write(arena, file_join(arena, path_of(arena, folder), STR("convention.conf")), str_of(text),
                  &diags));
}

static void make_folder(Arena *arena, const char *folder) {
    Diags diags = diags_new(arena);
    OK(file_make_folder(path_of(arena, folder), &diags));
}

static Cli cli_of(Arena *arena) {
    return (Cli){.run = arena, .diags = diags_new(arena)};
}

static void test_found(Arena *arena) {
    static const struct {
        int at;
        const char *working, *option, *variable; /* folders below the base; NULL: not given */
        const char *root, *title;                /* NULL: none is found */
    } cases[] = {
        {__LINE__, "a", NULL, NULL, "a", "A"},
        {__LINE__, "a/inbox/hours", NULL, NULL, "a", "A"},
        {__LINE__, "a/b", NULL, NULL, "a/b", "B"}, /* the nearest */
        {__LINE__, "a/b", "a", NULL, "a", "A"},
        {__LINE__, "a/b", NULL, "a", "a", "A"},
        {__LINE__, "a", "a/b", "none", "a/b", "B"}, /* the option goes before the variable */
        {__LINE__, "none", NULL, NULL, NULL, NULL},
        {__LINE__, "a", "none", NULL, NULL, NULL},    /* no convention.conf: nothing is looked for above */
        {__LINE__, "a", "a/inbox", NULL, NULL, NULL}, /* nor here */
        {__LINE__, "a", NULL, "a/inbox", NULL, NULL},
        {__LINE__, "a", "nowhere", NULL, NULL, NULL},
        {__LINE__, "a", "a/convention.conf", NULL, NULL, NULL},
        {__LINE__, "a", NULL, "nowhere", NULL, NULL},
        {__LINE__, "a", "bad", NULL, NULL, NULL},
        {__LINE__, "bad", NULL, NULL, NULL, NULL}, /* what is found is meant, even if it cannot be read */
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Cli cli = cli_of(arena);
        Home home;
        if (cases[i].variable)
            setenv("CLAUSIER_CONVENTION", str_cstr(arena, path_of(arena, cases[i].variable)), 1);
        else setenv("CLAUSIER_CONVENTION", "", 1); /* an empty one is none */
        OK_AT(cases[i].at, chdir(str_cstr(arena, path_of(arena, cases[i].working))) == 0);
        Str option = cases[i].option ? path_of(arena, cases[i].option) : (Str){0};
        bool found = home_open(&cli, option, &home);
        cli_flush(&cli);
        OK_AT(cases[i].at, found == (cases[i].root != NULL));
        NUM_AT(cases[i].at, cli.said[DIAG_USAGE], !found);
        if (!found || !cases[i].root) continue;
        IS_AT(cases[i].at, home.folder.root, path_of(arena, cases[i].root));
        IS_AT(cases[i].at, home.convention.title, str_of(cases[i].title));
        IS_AT(cases[i].at, home.folder.inbox_hours, file_join(arena, home.folder.root, STR("inbox/hours")));
        OK_AT(cases[i].at, str_starts(home.conf, STR("[convention]")));
    }
}

/* A folder as people type it. */
static void test_relative(Arena *arena) {
    Cli cli = cli_of(arena);
    Home home;
    OK(chdir(str_cstr(arena, path_of(arena, "a"))) == 0);
    OK(home_open(&cli, STR("b"), &home));
    IS(home.folder.conf, STR("b/convention.conf"));
    OK(home_open(&cli, STR("./b/"), &home));
    IS(home.folder.registry, STR("./b/registry.sqlite"));
    OK(home_open(&cli, STR(".."), &home) == false);
}

/* The key of [persons]: from the convention's folder, and never in it. */
static void test_key(Arena *arena) {
    static const struct {
        int at;
        const char *conf; /* beside the title */
        mode_t mode;      /* of the key beside and inside the convention */
        bool good, key;
    } cases[] = {
        {__LINE__, "", 0400, true, false},
        {__LINE__, "[persons]\nkey = ../key\n", 0400, true, true},
        {__LINE__, "[persons]\nkey = ../key\n", 0440, false, false},
        {__LINE__, "[persons]\nkey = key\n", 0400, false, false},
        {__LINE__, "[persons]\nkey = ../none\n", 0400, false, false},
    };
    static const char *const keys[] = {"key", "a/key"};
    Diags diags = diags_new(arena);
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        OK(file_write(arena, path_of(arena, keys[i]), STR("0123456789abcdef0123456789abcdef"), &diags));
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Cli cli = cli_of(arena);
        Home home;
        make_conf(arena, "a", cases[i].conf);
        for (size_t j = 0; j < sizeof keys / sizeof *keys; j++)
            OK_AT(cases[i].at, chmod(str_cstr(arena, path_of(arena, keys[j])), cases[i].mode) == 0);
        OK_AT(cases[i].at, home_open(&cli, path_of(arena, "a"), &home));
        OK_AT(cases[i].at, home_key(&cli, &home) == cases[i].good);
        cli_flush(&cli);
        NUM_AT(cases[i].at, cli.said[DIAG_USAGE], !cases[i].good);
        OK_AT(cases[i].at, (home.convention.columns.key != NULL) == cases[i].key);
    }
}

/* A working directory that somebody has removed. */
static void test_gone(Arena *arena) {
    Cli cli = cli_of(arena);
    Home home;
    make_folder(arena, "gone");
    const char *gone = str_cstr(arena, path_of(arena, "gone"));
    OK(chdir(gone) == 0 && rmdir(gone) == 0);
    OK(!home_open(&cli, (Str){0}, &home));
    NUM(cli.said[DIAG_USAGE], 1);
}

static void clear_up(Arena *arena) {
    static const char *const made[] = {"key",
                                       "a/key",
                                       "a/b/convention.conf",
                                       "a/b",
                                       "a/convention.conf",
                                       "a/inbox/hours",
                                       "a/inbox",
                                       "a",
                                       "bad/convention.conf",
                                       "bad",
                                       "none",
                                       ""};
    for (size_t i = 0; i < sizeof made / sizeof *made; i++)
        OK(remove(str_cstr(arena, path_of(arena, made[i]))) == 0);
}

int main(void) {
    Arena *arena = arena_new();
    char folder[] = "/tmp/clausier-home-XXXXXX";
    if (!OK(mkdtemp(folder) != NULL)) return tap_done();
    char real[4096];
    base = str_copy(arena, str_of(realpath(folder, real)));
    make_conf(arena, "a", "[convention]\ntitle = A\n");
    make_conf(arena, "a/b", "[convention]\ntitle = B\n");
    make_conf(arena, "bad", "[convention]\ntitel = A\n");
    make_folder(arena, "a/inbox");
    make_folder(arena, "a/inbox/hours");
    make_folder(arena, "none");
    test_found(arena);
    test_relative(arena);
    test_key(arena);
    test_gone(arena);
    OK(chdir("/") == 0);
    clear_up(arena);
    arena_free(arena);
    return tap_done();
}
