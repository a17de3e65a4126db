/* home.c - finds the folder of the convention, and reads what its convention.conf says. */
#include "cli/home.h"
#include "base/file.h"
#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

enum { CONF_LIMIT = 1 << 20 };

/* 0, or why it is no folder that can be looked at. */
static int folder_fault(Arena *arena, Str path) {
    struct stat there;
    if (stat(str_cstr(arena, path), &there) != 0) return errno;
    return S_ISDIR(there.st_mode) ? 0 : ENOTDIR;
}

/* A folder that somebody named: by -C or by the variable. */
static bool take_named(Cli *cli, const char *by, Str directory, Folder *folder) {
    *folder = folder_of(cli->run, directory);
    int fault = folder_fault(cli->run, directory);
    if (!fault && access(str_cstr(cli->run, directory), X_OK) != 0) fault = errno;
    if (fault == EACCES)
        cli_usage(cli, "%s %.*s: not for this account: its owner and its group may work in it", by,
                  STR_ARG(directory));
    else if (fault)
        cli_usage(cli, "%s %.*s: no such folder (clausier init DIR makes one)", by, STR_ARG(directory));
    else if (!file_exists(cli->run, folder->conf))
        cli_usage(cli, "%s %.*s: no convention: it has no convention.conf (clausier init DIR makes one)", by,
                  STR_ARG(directory));
    else return true;
    return false;
}

static Str working_folder(Cli *cli) {
    char working[4096];
    return getcwd(working, sizeof working) ? str_copy(cli->run, str_of(working)) : STR(".");
}

/* The nearest folder with a convention.conf, from the working directory up. */
static bool find_nearest(Cli *cli, Str at, Folder *folder) {
    while (at.p[0] == '/') { /* as long as there is such a place */
        *folder = folder_of(cli->run, at);
        if (file_exists(cli->run, folder->conf)) return true;
        if (str_is(at, "/")) break;
        at = file_folder(at);
    }
    return false;
}

static bool take_nearest(Cli *cli, Folder *folder) {
    Str from = working_folder(cli);
    if (find_nearest(cli, from, folder)) return true;
    cli_usage(
        cli,
        "no convention.conf in %.*s or above: name the convention by -C DIR or $CLAUSIER_CONVENTION, or "
        "make one by clausier init DIR",
        STR_ARG(from));
    return false;
}

static bool folder_find(Cli *cli, Str directory, Folder *folder) {
    const char *variable = getenv("CLAUSIER_CONVENTION");
    if (directory.n) return take_named(cli, "-C", directory, folder);
    if (variable && *variable) return take_named(cli, "$CLAUSIER_CONVENTION", str_of(variable), folder);
    return take_nearest(cli, folder);
}

bool home_is_near(Cli *cli, Str directory) {
    const char *variable = getenv("CLAUSIER_CONVENTION");
    Folder folder;
    return directory.n || (variable && *variable) || find_nearest(cli, working_folder(cli), &folder);
}

/* What a convention keeps, and what people put there: no -o writes in it. */
static bool home_spared(Cli *cli, const Folder *folder) {
    const Str kept[] = {folder->inbox, folder->archive, folder->rejects, folder->rules, folder->reference};
    for (size_t i = 0; cli->output.n && i < sizeof kept / sizeof *kept; i++) {
        if (!file_is_within(cli->run, cli->output, kept[i])) continue;
        cli_usage(cli, "-o %.*s: %.*s is the convention's own", STR_ARG(cli->output), STR_ARG(kept[i]));
        return false;
    }
    return true;
}

bool home_open(Cli *cli, Str directory, Home *home) {
    *home = (Home){0};
    return folder_find(cli, directory, &home->folder) && home_spared(cli, &home->folder) &&
           file_read_settings(cli->run, home->folder.conf, CONF_LIMIT, &home->conf, &cli->diags) &&
           convention_read(cli->run, home->folder.conf, home->conf, &home->convention, &cli->diags);
}

bool home_key(Cli *cli, Home *home) {
    Convention *convention = &home->convention;
    if (!convention->key_path.n) return true;
    if (!key_read(cli->run, convention->key_path, home->folder.root, &home->key, &cli->diags)) return false;
    convention->columns.key = &home->key;
    return true;
}
