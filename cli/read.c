/* read.c - clausier read: what the notices say, one row a lot. */
#include "cli/lots.h"
#include "cli/options.h"
#include "report/lots.h"

typedef struct Output {
    CsvDialect *dialect;
} Output;

static void row_csv(void *shared, Arena *scratch, const LotSeen *seen, Buf *rows) {
    CsvLine line = ((const Output *)shared)->dialect(rows);
    lot_csv(&line, scratch, seen->notice, seen->lot);
}

static void row_json(void *shared, Arena *scratch, const LotSeen *seen, Buf *rows) {
    (void)shared;
    lot_json(rows, scratch, seen->notice, seen->lot);
}

static int read_run(Cli *cli, int argc, char **argv) {
    Str format = STR("csv"), dialect = {0}, rejects = {0};
    Output output;
    LotWalk walk = {.shared = &output};
    StrList paths = {0};
    const Option options[] = {
        {"format", 'f', OPTION_TEXT, &format}, {"csv-dialect", 0, OPTION_TEXT, &dialect},
        {"rejects", 0, OPTION_TEXT, &rejects}, {"jobs", 'j', OPTION_COUNT, &walk.workers},
        {"part", 0, OPTION_COUNT, &walk.part}, {0}};
    if (!options_read(cli, options, argc, argv, &paths)) return EXIT_USAGE;
    bool csv = str_is(format, "csv");
    if (!csv && !str_is(format, "json")) return cli_usage(cli, "read: --format is csv or json");
    if (!paths.n) return cli_usage(cli, "read: which files? (clausier help read)");
    output.dialect = options_dialect(cli, dialect);
    if (!output.dialect) return EXIT_USAGE;
    options_rejects(cli, rejects);

    Buf header = {.arena = cli->run};
    CsvLine line = output.dialect(&header);
    if (csv) lot_csv_header(&line);
    cli_write(cli, buf_str(&header));
    walk.row = csv ? row_csv : row_json;
    lots_walk(cli, &walk, &paths, NULL);
    return cli_finish(cli);
}

const Command command_read = {
    .name = "read",
    .synopsis = "read [-f csv|json] [--csv-dialect fr] [-j N] [--rejects DIR]\n"
                "                     FILE|FOLDER|-...",
    .summary = "prints the lots of notices as parsed, one record a lot",
    .help = "  -f, --format csv|json  csv (default): one line a lot; json: one object a line\n"
            "      --csv-dialect fr   semicolons, decimal commas: for a French spreadsheet\n"
            "  -j, --jobs N           workers; the output does not depend on how many\n"
            "      --part BYTES       a file larger than this is cut into such parts\n"
            "                         (2097152); the output does not depend on it\n"
            "      --rejects DIR      keeps what was refused there, with the reasons\n"
            "\n"
            "Reads eForms XML and tables of notices (CSV), recognised by their content.\n"
            "Folders are read in sorted order.\n",
    .run = read_run,
};
