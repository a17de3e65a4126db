/* share.c - where the installation keeps packs and templates.
 *
 * $CLAUSIER_SHARE, else beside the program: PREFIX/share/clausier for an installed one, the source tree for
 * one that was just built. */
#include "base/file.h"
#include "cli/cli.h"
#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static Str program_folder(Arena *arena) {
    char path[4096];
    ssize_t n = readlink("/proc/self/exe", path, sizeof path);
    return n > 0 ? str_copy(arena, file_folder((Str){path, (size_t)n})) : STR(".");
}

Str share_path(Arena *arena, const char *name) {
    const char *share = getenv("CLAUSIER_SHARE");
    if (share && *share) return file_join(arena, str_of(share), str_of(name));
    Str above = file_folder(program_folder(arena));
    Str installed = file_join(arena, file_join(arena, above, STR("share/clausier")), str_of(name));
    return file_exists(arena, installed) ? installed : file_join(arena, above, str_of(name));
}

Words *cli_words(Cli *cli) {
    StrList paths = {0};
    strlist_add(cli->run, &paths, share_path(cli->run, "templates/fr-rules.words"));
    strlist_add(cli->run, &paths, share_path(cli->run, "templates/fr-check.words"));
    strlist_add(cli->run, &paths, share_path(cli->run, "templates/fr-figures.words"));
    strlist_add(cli->run, &paths, share_path(cli->run, "templates/communes.words"));
    strlist_add(cli->run, &paths, share_path(cli->run, "templates/fr-audit.words"));
    strlist_add(cli->run, &paths, share_path(cli->run, "templates/fr-follow.words"));
    strlist_add(cli->run, &paths, share_path(cli->run, "templates/fr-pages.words"));
    strlist_add(cli->run, &paths, share_path(cli->run, "templates/fr-digest.words"));
    return words_read(cli->run, &paths, &cli->diags);
}

static int is_pack(const struct dirent *entry) {
    Str name = str_of(entry->d_name);
    return name.p[0] != '.' && str_ends(name, STR(".rules"));
}

static int by_name(const struct dirent **a, const struct dirent **b) {
    return strcmp((*a)->d_name, (*b)->d_name);
}

/* The packs of a folder by file name; false if it is none that can be listed. */
static bool add_folder(Arena *arena, Str folder, StrList *paths) {
    struct dirent **entries;
    int n = scandir(str_cstr(arena, folder), &entries, is_pack, by_name);
    for (int i = 0; i < n; i++) {
        strlist_add(arena, paths, file_join(arena, folder, str_of(entries[i]->d_name)));
        free(entries[i]);
    }
    if (n >= 0) free(entries);
    return n >= 0;
}

static Str pack_path(Arena *arena, Str name) {
    if (pack_is_path(name)) return name;
    return share_path(arena, str_cstr(arena, str_print(arena, "rules/packs/%.*s.rules", STR_ARG(name))));
}

StrList pack_paths(Cli *cli, const StrList *names) {
    StrList paths = {0};
    for (size_t i = 0; i < names->n; i++) {
        Str path = pack_path(cli->run, names->at[i]);
        size_t before = paths.n;
        if (!pack_is_path(names->at[i]) || !add_folder(cli->run, path, &paths))
            strlist_add(cli->run, &paths, path);
        else if (paths.n == before) cli_usage(cli, "no pack of rules in %.*s", STR_ARG(path));
    }
    if (!names->n) strlist_add(cli->run, &paths, pack_path(cli->run, STR("fr-social")));
    return paths;
}

Ruleset *cli_ruleset(Cli *cli, const Words *words, const StrList *packs) {
    StrList paths = pack_paths(cli, packs);
    if (!paths.n) return NULL;
    for (size_t i = 0; i < paths.n; i++)
        if (!cli_output_spares(cli, paths.at[i])) return NULL;
    return ruleset_read(cli->run, &paths, words, &cli->diags);
}

bool cli_can_blind(Cli *cli, const Ruleset *rules) {
    if (ruleset_sees_clauses(rules)) return true;
    cli_usage(cli, "--blind: no pack has a [blind] section, which says what names a clause");
    return false;
}
