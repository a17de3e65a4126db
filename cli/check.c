/* check.c - clausier check: a dry run of eligibility, one verdict a lot, needing no convention. */
#include "cli/lots.h"
#include "cli/options.h"
#include "report/lots.h"

typedef struct Output {
    CsvDialect *dialect;
} Output;

static void row_csv(void *shared, Arena *scratch, const LotSeen *seen, Buf *rows) {
    CsvLine line = ((const Output *)shared)->dialect(rows);
    verdict_csv(&line, scratch, seen->notice, seen->lot, seen->verdict);
}

static void row_json(void *shared, Arena *scratch, const LotSeen *seen, Buf *rows) {
    (void)shared;
    verdict_json(rows, scratch, seen->notice, seen->lot, seen->verdict);
}

static int check_run(Cli *cli, int argc, char **argv) {
    Str format = STR("csv"), dialect = {0}, rejects = {0};
    Output output;
    StrList packs = {0}, paths = {0};
    LotWalk walk = {.shared = &output, .newest = true};
    const Option options[] = {
        {"format", 'f', OPTION_TEXT, &format},      {"csv-dialect", 0, OPTION_TEXT, &dialect},
        {"rules", 'r', OPTION_LIST, &packs},        {"rejects", 0, OPTION_TEXT, &rejects},
        {"jobs", 'j', OPTION_COUNT, &walk.workers}, {"part", 0, OPTION_COUNT, &walk.part},
        {"blind", 0, OPTION_FLAG, &walk.blind},     {0}};
    if (!options_read(cli, options, argc, argv, &paths)) return EXIT_USAGE;
    bool csv = str_is(format, "csv");
    if (!csv && !str_is(format, "json")) return cli_usage(cli, "check: --format is csv or json");
    if (!paths.n) return cli_usage(cli, "check: which files? (clausier help check)");
    output.dialect = options_dialect(cli, dialect);
    if (!output.dialect) return EXIT_USAGE;
    options_rejects(cli, rejects);

    Words *words = cli_words(cli);
    Ruleset *rules = words ? cli_ruleset(cli, words, &packs) : NULL;
    if (!rules || (walk.blind && !cli_can_blind(cli, rules))) return cli_finish(cli);
    Buf header = {.arena = cli->run};
    CsvLine line = output.dialect(&header);
    if (csv) verdict_csv_header(&line);
    cli_write(cli, buf_str(&header));
    walk.rules = rules;
    walk.row = csv ? row_csv : row_json;
    lots_walk(cli, &walk, &paths, NULL);
    ruleset_free(rules);
    return cli_finish(cli);
}

const Command command_check = {
    .name = "check",
    .synopsis = "check [-f csv|json] [--csv-dialect fr] [-r PACK]... [-j N]\n"
                "                      [--blind] [--rejects DIR] FILE|FOLDER|-...",
    .summary = "judges lots: eligible, to check or not eligible, and why",
    .help = "  -f, --format csv|json  csv (default): one line a lot;\n"
            "                         json: one object a line, with the evidence\n"
            "  -r, --rules PACK       a pack's name or path, fr-social by default; repeatable\n"
            "      --csv-dialect fr   semicolons, decimal commas: for a French spreadsheet\n"
            "  -j, --jobs N           workers; the output does not depend on how many\n"
            "      --part BYTES       a file larger than this is cut into such parts\n"
            "                         (1048576); the output does not depend on it\n"
            "      --blind            hides what says that a lot has a clause: fields that\n"
            "                         state it, sentences that a pack's [blind] finds\n"
            "      --rejects DIR      keeps what was refused there, with the reasons\n"
            "\n"
            "Of a notice that was published several times only the newest state is judged:\n"
            "a change, not what it changes; a call, not the results that answer it. `read`\n"
            "shows them all, `explain` how they hang together.\n"
            "A fact that is missing never makes a lot not eligible: the lot is to be\n"
            "checked, and its row says what is missing.\n",
    .run = check_run,
};
