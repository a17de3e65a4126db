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
    .synopsis = "check [-f csv|json] [-r PACK]... [-j N] [--rejects DIR]\n"
                "                      FILE|FOLDER|-...",
    .summary = "judges lots: eligible, to check or not eligible, and why",
    .help = "  -f, --format csv|json  csv (default): one line a lot;\n"
            "                         json: one object a line, with the evidence\n"
            "  -r, --rules PACK       a pack's name or path, fr-social by default; repeatable\n"
            "  -j, --jobs N           workers; the output does not depend on how many\n"
            "      --rejects DIR      keeps what was refused there, with the reasons\n"
            "\n"
            "A fact that is missing never makes a lot not eligible: the lot is to be\n"
            "checked, and its row says what is missing.\n",
    .run = check_run,
};
