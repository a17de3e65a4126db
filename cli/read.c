/* read.c - clausier read: what the notices say, one row a lot. */
#include "cli/lots.h"
#include "cli/options.h"
#include "report/lots.h"

static void row_csv(void *shared, Arena *scratch, const LotSeen *seen, Buf *rows) {
    (void)shared;
    lot_csv(rows, scratch, seen->notice, seen->lot);
}

static void row_json(void *shared, Arena *scratch, const LotSeen *seen, Buf *rows) {
    (void)shared;
    lot_json(rows, scratch, seen->notice, seen->lot);
}

static int read_run(Cli *cli, int argc, char **argv) {
    Str format = STR("csv"), rejects = {0};
    LotWalk walk = {0};
    StrList paths = {0};
    const Option options[] = {{"format", 'f', OPTION_TEXT, &format},
                              {"rejects", 0, OPTION_TEXT, &rejects},
                              {"jobs", 'j', OPTION_COUNT, &walk.workers},
                              {0}};
    if (!options_read(cli, options, argc, argv, &paths)) return EXIT_USAGE;
    bool csv = str_is(format, "csv");
    if (!csv && !str_is(format, "json")) return cli_usage(cli, "read: --format is csv or json");
    if (!paths.n) return cli_usage(cli, "read: which files? (clausier help read)");
    options_rejects(cli, rejects);

    Buf header = {.arena = cli->run};
    if (csv) lot_csv_header(&header);
    cli_write(cli, buf_str(&header));
    walk.row = csv ? row_csv : row_json;
    lots_walk(cli, &walk, &paths, NULL);
    return cli_finish(cli);
}

const Command command_read = {
    .name = "read",
    .synopsis = "read [-f csv|json] [-j N] [--rejects DIR] FILE|FOLDER|-...",
    .summary = "prints the lots of notices as parsed, one record a lot",
    .help = "  -f, --format csv|json  csv (default): one line a lot; json: one object a line\n"
            "  -j, --jobs N           workers; the output does not depend on how many\n"
            "      --rejects DIR      keeps what was refused there, with the reasons\n"
            "\n"
            "Reads eForms XML and tables of notices (CSV), recognised by their content.\n"
            "Folders are read in sorted order.\n",
    .run = read_run,
};
