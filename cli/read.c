/* read.c - clausier read: what the notices say, one row a lot. */
#include "cli/defects.h"
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

static void row_none(void *shared, Arena *scratch, const LotSeen *seen, Buf *rows) {
    (void)shared, (void)scratch, (void)seen, (void)rows;
}

/* Defects instead of lots. */
static int read_quality(Cli *cli, LotWalk *walk, CsvDialect *dialect, const StrList *paths) {
    cli->defects = defects_new(cli, dialect);
    walk->quality = true;
    walk->row = row_none;
    lots_walk(cli, walk, paths, NULL);
    defects_count(cli->defects);
    return cli_finish(cli);
}

static int read_run(Cli *cli, int argc, char **argv) {
    Str format = STR("csv"), dialect = {0}, rejects = {0};
    Output output;
    LotWalk walk = {.shared = &output};
    StrList paths = {0};
    bool quality = false;
    const Option options[] = {{"format", 'f', OPTION_TEXT, &format},
                              {"quality", 'q', OPTION_FLAG, &quality},
                              {"csv-dialect", 0, OPTION_TEXT, &dialect},
                              {"rejects", 0, OPTION_TEXT, &rejects},
                              {"jobs", 'j', OPTION_COUNT, &walk.workers},
                              {"part", 0, OPTION_COUNT, &walk.part},
                              {0}};
    if (!options_read(cli, options, argc, argv, &paths)) return EXIT_USAGE;
    bool csv = str_is(format, "csv");
    if (!csv && !str_is(format, "json")) return cli_usage(cli, "read: --format is csv or json");
    if (!paths.n) return cli_usage(cli, "read: which files? (clausier help read)");
    output.dialect = options_dialect(cli, dialect);
    if (!output.dialect) return EXIT_USAGE;
    options_rejects(cli, rejects);
    if (quality && !csv) return cli_usage(cli, "read: --quality is a table: --format csv");
    if (quality) return read_quality(cli, &walk, output.dialect, &paths);

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
    .synopsis = "read [-f csv|json] [-q] [--csv-dialect fr] [-j N]\n"
                "                     [--rejects DIR] FILE|FOLDER|-...",
    .summary = "prints the lots of notices as parsed, one record a lot",
    .help = "  -f, --format csv|json  csv (default): one line a lot; json: one object a line\n"
            "  -q, --quality          what looks wrong instead of the lots: file, line,\n"
            "                         record, field, value, defect, what was done; the same\n"
            "                         of several lots is one row; counts by defect on\n"
            "                         standard error\n"
            "      --csv-dialect fr   semicolons, decimal commas: for a French spreadsheet\n"
            "  -j, --jobs N           workers; the output does not depend on how many\n"
            "      --part BYTES       a file larger than this is cut into such parts\n"
            "                         (1048576); the output does not depend on it\n"
            "      --rejects DIR      keeps what was refused there, with the reasons\n"
            "\n"
            "Reads TED notices (eForms, and the older TED_EXPORT), BOAMP, DECP, TED's yearly\n"
            "tables, purchase plans, as XML, CSV or XLSX, recognised by their content, loose\n"
            "or in .tar.gz, .tgz, .tar, .zip, .gz. Folders are read in sorted order.\n",
    .run = read_run,
};
