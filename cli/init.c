/* init.c - clausier init: a convention's folder, from the templates or filled from the samples.
 *
 * The folder is made beside its place under another name and renamed: it is there whole, or not at all. A
 * kill on the way leaves that other name behind, NAME.PID.tmp, which nothing else looks at. */
#include "base/file.h"
#include "cli/options.h"
#include "ingest/source.h"
#include "registry/folder.h"
#include <dirent.h>
#include <errno.h>
#include <ftw.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
    SHARED_LIMIT = 1 << 22,
    FOLDER_MODE = 0750, /* it will hold what is said of people */
    OPEN_FOLDER_MODE = 02770,
    OPEN_FILE_MODE = 0660 /* where the group drops and edits, whoever runs at night */
};

/* A file, or a folder's files, of the installation, and where it goes in the convention. */
typedef struct Gift {
    const char *from, *to;
    bool folder;
} Gift;

static const Gift templates[] = {
    {"templates/convention/convention.conf", "convention.conf", false},
    {"templates/convention/LISEZMOI.txt", "LISEZMOI.txt", false},
    {"templates/convention/local.rules", "rules/local.rules", false},
    {"templates/convention/contracts.csv", "reference/contracts.csv", false},
    {"templates/convention/structures.csv", "reference/structures.csv", false},
    {0},
};

static const Gift samples[] = {
    {"samples/convention.conf", "convention.conf", false},
    {"templates/convention/LISEZMOI.txt", "LISEZMOI.txt", false},
    {"samples/rules/montabry.rules", "rules/montabry.rules", false},
    {"samples/contracts.csv", "reference/contracts.csv", false},
    {"samples/structures.csv", "reference/structures.csv", false},
    {"samples/notices", "inbox/notices", true},
    {"samples/hours", "inbox/hours", true},
    {"samples/people.csv", "inbox/people/people.csv", false},
    {"samples/decisions.csv", "inbox/decisions/decisions.csv", false},
    {"samples/clauses.csv", "inbox/decisions/clauses.csv", false},
    {0},
};

/* What the group may write into, whatever the umask; what is dropped there belongs to the group. */
static const struct {
    const char *name;
    mode_t mode;
} open_to_group[] = {
    {"inbox/notices", OPEN_FOLDER_MODE},
    {"inbox/hours", OPEN_FOLDER_MODE},
    {"inbox/people", OPEN_FOLDER_MODE},
    {"inbox/decisions", OPEN_FOLDER_MODE},
    {"reference", OPEN_FOLDER_MODE},
    {"reference/contracts.csv", OPEN_FILE_MODE},
    {"reference/structures.csv", OPEN_FILE_MODE},
};

/* The file, with the year of today where it says {year}. */
static bool give_file(Cli *cli, Str from, Str to) {
    Str bytes;
    WordsValue year = {"year", str_sub(date_print(cli->run, cli_today()), 0, 4)};
    return file_read_settings(cli->run, from, SHARED_LIMIT, &bytes, &cli->diags) &&
           file_write(cli->run, to, words_fill(cli->run, bytes, &year, 1), &cli->diags);
}

/* The files of a folder, word for word. */
static bool give_folder(Cli *cli, Str from, Str to) {
    StrList folder = {.at = &from, .n = 1};
    size_t before = diags_fatal(&cli->diags);
    StrList files = source_list(cli->run, &folder, &cli->diags);
    bool good = files.n && diags_fatal(&cli->diags) == before;
    for (size_t i = 0; good && i < files.n; i++)
        good = file_copy(cli->run, files.at[i], file_join(cli->run, to, file_name(files.at[i])), &cli->diags);
    return good;
}

static bool give_all(Cli *cli, const Gift *gifts, Str root) {
    bool good = true;
    for (; good && gifts->from; gifts++) {
        Str from = share_path(cli->run, gifts->from), to = file_join(cli->run, root, str_of(gifts->to));
        good = gifts->folder ? give_folder(cli, from, to) : give_file(cli, from, to);
    }
    return good;
}

static int remove_one(const char *path, const struct stat *info, int kind, struct FTW *where) {
    (void)info, (void)kind, (void)where;
    remove(path);
    return 0;
}

static bool world(Cli *cli, Str path) {
    diag_add(&cli->diags, DIAG_WORLD, (Loc){.file = path}, "not made", "%s", strerror(errno));
    return false;
}

/* An empty folder that is there already hands its group on to what takes its place and all that is made in
 * it, and at last its mode. */
static bool take_group(const char *made, const struct stat *there) {
    return !there->st_ino ||
           (chown(made, (uid_t)-1, there->st_gid) == 0 && chmod(made, FOLDER_MODE | S_ISGID) == 0);
}

static bool take_mode(const char *made, const struct stat *there) {
    return !there->st_ino || chmod(made, there->st_mode) == 0;
}

static bool give_group(Cli *cli, Str root) {
    bool good = true;
    for (size_t i = 0; good && i < sizeof open_to_group / sizeof *open_to_group; i++) {
        Str path = file_join(cli->run, root, str_of(open_to_group[i].name));
        good = chmod(str_cstr(cli->run, path), open_to_group[i].mode) == 0 || world(cli, path);
    }
    return good;
}

/* What would end the program waits, or no longer does. */
static void hold_signals(bool held) {
    static const int deadly[] = {SIGINT, SIGTERM, SIGHUP, SIGQUIT};
    sigset_t signals;
    sigemptyset(&signals);
    for (size_t i = 0; i < sizeof deadly / sizeof *deadly; i++) sigaddset(&signals, deadly[i]);
    sigprocmask(held ? SIG_BLOCK : SIG_UNBLOCK, &signals, NULL);
}

/* Builds the folder under a name of its own and puts it in its place, which is free or an empty folder. */
static bool convention_make(Cli *cli, Str place, const Gift *gifts, const struct stat *there) {
    Str temporary = str_print(cli->run, "%.*s.%ld.tmp", STR_ARG(place), (long)getpid());
    const char *made = str_cstr(cli->run, temporary);
    if (mkdir(made, FOLDER_MODE) != 0) return world(cli, place);
    Folder folder = folder_of(cli->run, temporary);
    bool good =
        (take_group(made, there) || world(cli, place)) && folder_make(&folder, &cli->diags) &&
        give_all(cli, gifts, temporary) && give_group(cli, temporary) &&
        file_write(cli->run, folder.lock, (Str){0}, &cli->diags); /* so that a dry run makes nothing */
    if (good && (!take_mode(made, there) || rename(made, str_cstr(cli->run, place)) != 0))
        good = world(cli, place);
    if (!good) nftw(made, remove_one, 8, FTW_DEPTH | FTW_PHYS);
    return good;
}

/* Whether a folder holds nothing, hidden files included; one that cannot be listed does not. */
static bool is_empty(const char *path) {
    DIR *listing = opendir(path);
    size_t entries = 0;
    while (listing && readdir(listing)) entries++;
    if (listing) closedir(listing);
    return listing && entries == 2; /* . and .. */
}

/* Whether a convention may be made there; *place is where, links followed, and *there the empty folder
 * that stands there already, else zero. */
static bool place_find(Cli *cli, Str named, Str *place, struct stat *there) {
    const char *path = str_cstr(cli->run, named);
    char real[4096];
    while (named.n > 1 && named.p[named.n - 1] == '/') named.n--;
    *place = named;
    *there = (struct stat){0};
    if (lstat(path, there) != 0) return errno == ENOENT || world(cli, named);
    if (stat(path, there) != 0 || !realpath(path, real)) return world(cli, named);
    *place = str_copy(cli->run, str_of(real));
    if (!S_ISDIR(there->st_mode)) cli_usage(cli, "init: %.*s is there and is no folder", STR_ARG(named));
    else if (!is_empty(real)) cli_usage(cli, "init: %.*s is not empty", STR_ARG(named));
    else if (file_same(cli->run, *place, STR(".")))
        cli_usage(cli, "init: %.*s is where you stand: name it from the folder above", STR_ARG(named));
    else return true;
    return false;
}

static void tell(Cli *cli, Str named, bool sample) {
    static const char blank[] = "a convention to be filled in: edit convention.conf, read LISEZMOI.txt";
    static const char filled[] = "the invented convention of the samples, with a year's files in its inbox";
    cli_write(cli, str_print(cli->run, "%.*s: %s\nnext: clausier run -C %.*s --dry-run\n", STR_ARG(named),
                             sample ? filled : blank, STR_ARG(named)));
}

static int init_run(Cli *cli, int argc, char **argv) {
    bool sample = false;
    StrList rest = {0};
    const Option options[] = {{"sample", 0, OPTION_FLAG, &sample}, {0}};
    if (!options_read(cli, options, argc, argv, &rest)) return EXIT_USAGE;
    if (rest.n != 1) return cli_usage(cli, "init: one folder, please: clausier init DIR [--sample]");
    Str place;
    struct stat there;
    if (!place_find(cli, rest.at[0], &place, &there)) return cli_finish(cli);
    hold_signals(true);
    bool made = convention_make(cli, place, sample ? samples : templates, &there);
    hold_signals(false);
    if (made) tell(cli, rest.at[0], sample);
    return cli_finish(cli);
}

const Command command_init = {
    .name = "init",
    .synopsis = "init [--sample] DIR",
    .summary = "makes a convention's folder, to be filled in",
    .help = "      --sample  the invented convention of the samples instead, with a year's\n"
            "                files in its inbox\n"
            "\n"
            "DIR is new, or an empty folder. It is made whole or not at all, for its owner\n"
            "and its group, who drop files into inbox/ and edit reference/: convention.conf\n"
            "with every key explained, folders to drop files into, tables of contracts and\n"
            "structures, a pack for rules of one's own, and LISEZMOI.txt, which says in\n"
            "French who drops what where. An empty DIR hands its group on.\n",
    .run = init_run,
};
