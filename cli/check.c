/* check.c - clausier check: a dry run of eligibility, one verdict a lot, needing no convention. */
#include "cli/lots.h"
#include "cli/options.h"
#include "report/lots.h"

static void row_csv(void *shared, Arena *scratch, const LotSeen *seen, Buf *rows) {
    (void)shared;
    verdict_csv(rows, scratch, seen->notice, seen->lot, seen->verdict);
}

static void row_json(void *shared, Arena *scratch, const LotSeen *seen, Buf *rows) {
    (void)shared;
    verdict_json(rows, scratch, seen->notice, seen->lot, seen->verdict);
}

static int check_run(Cli *cli, int argc, char **argv) {
    Str format = STR("csv"), rejects = {0};
    StrList packs = {0}, paths = {0};
    LotWalk walk = {0};
    const Option options[] = {{"format", 'f', OPTION_TEXT, &format},
                              {"rules", 'r', OPTION_LIST, &packs},
                              {"rejects", 0, OPTION_TEXT, &rejects},
                              {"jobs", 'j', OPTION_COUNT, &walk.workers},
                              {0}};
    if (!options_read(cli, options, argc, argv, &paths)) return EXIT_USAGE;
    bool csv = str_is(format, "csv");
    if (!csv && !str_is(format, "json")) return cli_usage(cli, "check: --format is csv or json");
    if (!paths.n) return cli_usage(cli, "check: which files? (clausier help check)");
    options_rejects(cli, rejects);

    Words *words = cli_words(cli);
    Ruleset *rules = words ? cli_ruleset(cli, words, &packs) : NULL;
    if (!rules) return cli_finish(cli);
    Buf header = {.arena = cli->run};
    if (csv) verdict_csv_header(&header);
    cli_write(cli, buf_str(&header));
    walk.rules = rules;
    walk.row = csv ? row_csv : row_json;
    lots_walk(cli, &walk, &paths, NULL);
    ruleset_free(rules);
    return cli_finish(cli);
}

const Command command_check = {
    .name = "check",
    .synopsis = "check [-f csv|json] [-r PACK]... [-j N] [--rejects DIR] FILE|FOLDER|-...",
    .summary = "judges the lots of notices: eligible, to check or not eligible, and why",
    .help =
        "  -f, --format csv|json  csv (default): one line a lot; json: one object a line, with the evidence\n"
        "  -r, --rules PACK       a pack's name (fr-social) or path; may be repeated; fr-social by default\n"
        "  -j, --jobs N           workers; the machine's cores by default; the output does not depend on it\n"
        "      --rejects DIR      keeps what was refused there, with the reasons\n\n"
        "A fact that is missing never makes a lot not eligible: it is to be checked, and the row says what "
        "is missing.\n",
    .run = check_run,
};
