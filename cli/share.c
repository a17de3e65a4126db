/* share.c - where the installation keeps packs and templates.
 *
 * $CLAUSIER_SHARE, else beside the program: PREFIX/share/clausier for an installed one, the source tree for
 * one that was just built. */
#include "base/file.h"
#include "cli/cli.h"
#include <stdlib.h>
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
    strlist_add(cli->run, &paths, share_path(cli->run, "templates/fr-pages.words"));
    return words_read(cli->run, &paths, &cli->diags);
}

Str pack_path(Arena *arena, Str name) {
    if (pack_is_path(name)) return name;
    return share_path(arena, str_cstr(arena, str_print(arena, "rules/packs/%.*s.rules", STR_ARG(name))));
}

Ruleset *cli_ruleset(Cli *cli, const Words *words, const StrList *packs) {
    StrList paths = {0};
    for (size_t i = 0; i < packs->n; i++) strlist_add(cli->run, &paths, pack_path(cli->run, packs->at[i]));
    if (!paths.n) strlist_add(cli->run, &paths, pack_path(cli->run, STR("fr-social")));
    return ruleset_read(cli->run, &paths, words, &cli->diags);
}
