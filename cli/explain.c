/* explain.c - clausier explain: every rule's word on a lot, and what would settle it. */
#include "rules/explain.h"
#include "cli/lots.h"
#include "cli/options.h"
#include <stdatomic.h>
#include <sys/ioctl.h>
#include <unistd.h>

typedef struct Explain {
    const Words *words;
    Str lot; /* empty: every lot */
    unsigned width;
    atomic_bool found; /* a lot to explain */
} Explain;

static void row_text(void *shared, Arena *scratch, const LotSeen *seen, Buf *rows) {
    Explain *explain = shared;
    if (explain->lot.n && !str_eq(explain->lot, seen->lot->id)) return;
    explain->found = true;
    buf_add(rows,
            explain_lot(scratch, explain->words, seen->notice, seen->lot, seen->verdict, explain->width));
    buf_byte(rows, '\n');
}

/* The terminal's width where there is one, between 80 and 160 columns. */
static unsigned terminal_width(void) {
    struct winsize size = {0};
    if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col < 80) return 80;
    return size.ws_col > 160 ? 160 : size.ws_col;
}

static int explain_run(Cli *cli, int argc, char **argv) {
    Explain explain = {.width = terminal_width()};
    StrList packs = {0}, paths = {0};
    LotWalk walk = {.row = row_text, .shared = &explain};
    const Option options[] = {{"lot", 'l', OPTION_TEXT, &explain.lot},
                              {"rules", 'r', OPTION_LIST, &packs},
                              {"width", 'w', OPTION_COUNT, &explain.width},
                              {0}};
    if (!options_read(cli, options, argc, argv, &paths)) return EXIT_USAGE;
    if (!paths.n) return cli_usage(cli, "explain: which file? (clausier help explain)");

    explain.words = cli_words(cli);
    Ruleset *rules = explain.words ? cli_ruleset(cli, explain.words, &packs) : NULL;
    if (!rules) return cli_finish(cli);
    walk.rules = rules;
    lots_walk(cli, &walk, &paths, NULL);
    ruleset_free(rules);
    if (explain.lot.n && !explain.found)
        cli_usage(cli, "explain: no lot %.*s was read", STR_ARG(explain.lot));
    return cli_finish(cli);
}

const Command command_explain = {
    .name = "explain",
    .synopsis = "explain [-l LOT] [-r PACK]... [-w COLUMNS] FILE|-...",
    .summary = "says every rule's word on a lot, and what would settle it",
    .help = "  -l, --lot LOT       only the lot with this id (LOT-0001)\n"
            "  -r, --rules PACK    a pack's name or path, fr-social by default; repeatable\n"
            "  -w, --width COLUMNS the terminal's by default, 80 elsewhere\n"
            "\n"
            "The text is French: it is what a facilitator reads to the buyer on the phone.\n",
    .run = explain_run,
};
