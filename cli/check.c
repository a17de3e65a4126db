/* check.c - clausier check: a dry run of eligibility, one verdict a lot, needing no convention. */
#include "base/file.h"
#include "cli/lots.h"
#include "cli/options.h"
#include "cli/terminal.h"
#include "report/lots.h"
#include "report/lots_table.h"
#include "report/lots_workbook.h"

typedef struct Format Format;

typedef struct Check {
    Cli *cli;
    const Format *format;
    const Words *words;
    const Ruleset *rules;
    CsvDialect *dialect;
    LotsLook look;
    LotsCount count;
    LotsWorkbook *book;
    OutFile *file; /* of -o, once there is something to write; else NULL */
} Check;

/* How lots are written: `row` in any thread, the rest in one. */
struct Format {
    const char *name;
    LotRow *row;
    bool (*begin)(Check *check);
    bool (*rows)(Check *check, Str rows);
    bool (*end)(Check *check);
};

static bool write_bytes(Check *check, Str bytes) {
    if (!check->file) return cli_write(check->cli, bytes);
    out_write(check->file, bytes);
    return true;
}

static bool nothing(Check *check) {
    (void)check;
    return true;
}

static void csv_row(void *shared, Arena *scratch, const LotSeen *seen, Buf *rows) {
    CsvLine line = ((const Check *)shared)->dialect(rows);
    verdict_csv(&line, scratch, seen->notice, seen->lot, seen->verdict);
}

static bool csv_begin(Check *check) {
    Buf header = {.arena = check->cli->run};
    CsvLine line = check->dialect(&header);
    verdict_csv_header(&line);
    return write_bytes(check, buf_str(&header));
}

static void json_row(void *shared, Arena *scratch, const LotSeen *seen, Buf *rows) {
    (void)shared;
    verdict_json(rows, scratch, seen->notice, seen->lot, seen->verdict);
}

static void table_row(void *shared, Arena *scratch, const LotSeen *seen, Buf *rows) {
    lots_table_lot(rows, scratch, &((const Check *)shared)->look, seen->notice, seen->lot, seen->verdict);
}

static bool table_begin(Check *check) {
    Buf head = {.arena = check->cli->run};
    lots_table_head(&head, check->cli->run, &check->look);
    return write_bytes(check, buf_str(&head));
}

static bool table_rows(Check *check, Str rows) {
    Str lines;
    while (lots_table_next(&rows, &check->count, &lines))
        if (!write_bytes(check, lines)) return false;
    return true;
}

static bool table_end(Check *check) {
    Buf foot = {.arena = check->cli->run};
    lots_table_foot(&foot, check->cli->run, &check->look, &check->count);
    return write_bytes(check, buf_str(&foot));
}

static void xlsx_row(void *shared, Arena *scratch, const LotSeen *seen, Buf *rows) {
    const Words *words = ((const Check *)shared)->words;
    lot_record_write(rows, scratch, words, seen->notice, seen->lot, seen->verdict);
}

static bool xlsx_begin(Check *check) {
    Cli *cli = check->cli;
    check->book = lots_workbook_start(cli->run, check->words, check->rules, out_name(check->file),
                                      cli->output, cli_temporary_folder(), false);
    return true;
}

static bool xlsx_rows(Check *check, Str rows) {
    return lots_workbook_add(check->book, rows, &check->cli->diags);
}

static bool xlsx_end(Check *check) {
    return lots_workbook_finish(check->book, &check->cli->diags);
}

static const Format formats[] = {{"csv", csv_row, csv_begin, write_bytes, nothing},
                                 {"json", json_row, nothing, write_bytes, nothing},
                                 {"table", table_row, table_begin, table_rows, table_end},
                                 {"xlsx", xlsx_row, xlsx_begin, xlsx_rows, xlsx_end},
                                 {NULL, NULL, NULL, NULL, NULL}};

static bool output_begin(void *to) {
    Check *check = to;
    Cli *cli = check->cli;
    if (cli->output.n) check->file = out_open(cli->run, cli->output, &cli->diags);
    return (!cli->output.n || check->file) && check->format->begin(check);
}

static bool output_rows(void *to, Str rows) {
    Check *check = to;
    return check->format->rows(check, rows);
}

/* The end of the output, which is whole or, in a file, not there. */
static void output_end(Check *check, bool whole) {
    whole = whole && check->format->end(check);
    if (check->book) lots_workbook_abandon(check->book); /* nothing, if it is finished */
    if (check->file && whole) out_commit(check->file);
    else if (check->file) out_abandon(check->file);
}

/* Without -f: as the file of -o is called, a table for a terminal, else CSV. */
static Str format_for(Arena *arena, Str file, bool terminal) {
    for (const Format *format = formats; file.n && format->name; format++)
        if (str_ends(file, str_print(arena, ".%s", format->name))) return str_of(format->name);
    return terminal ? STR("table") : STR("csv");
}

static int check_run(Cli *cli, int argc, char **argv) {
    Str format = {0}, dialect = {0}, rejects = {0}, output = {0};
    Check check = {.cli = cli, .format = formats};
    StrList packs = {0}, paths = {0};
    LotWalk walk = {.shared = &check,
                    .newest = true,
                    .output = {.begin = output_begin, .rows = output_rows, .to = &check}};
    const Option options[] = {{"format", 'f', OPTION_TEXT, &format},
                              {"output", 'o', OPTION_TEXT, &output},
                              {"width", 'w', OPTION_COUNT, &check.look.width},
                              {"csv-dialect", 0, OPTION_TEXT, &dialect},
                              {"rules", 'r', OPTION_LIST, &packs},
                              {"rejects", 0, OPTION_TEXT, &rejects},
                              {"jobs", 'j', OPTION_COUNT, &walk.workers},
                              {"blind", 0, OPTION_FLAG, &walk.blind},
                              {"part", 0, OPTION_COUNT, &walk.part},
                              {0}};
    if (!options_read(cli, options, argc, argv, &paths)) return EXIT_USAGE;
    if (!str_is(output, "-")) cli->output = output;
    bool seen = !cli->output.n && terminal_is();
    if (!format.n) format = format_for(cli->run, cli->output, seen);
    while (check.format->name && !str_is(format, check.format->name)) check.format++;
    if (!check.format->name) return cli_usage(cli, "check: --format is csv, json, table or xlsx");
    if (str_is(format, "xlsx") && !cli->output.n)
        return cli_usage(cli, "check: a workbook needs a file: -o FILE.xlsx");
    if (!paths.n) return cli_usage(cli, "check: which files? (clausier help check)");
    check.dialect = options_dialect(cli, dialect);
    if (!check.dialect) return EXIT_USAGE;
    options_rejects(cli, rejects);

    check.look.width = terminal_width(check.look.width);
    check.look.color = seen && terminal_color();
    check.look.words = check.words = cli_words(cli);
    Ruleset *rules = check.words ? cli_ruleset(cli, check.words, &packs) : NULL;
    if (!rules || (walk.blind && !cli_can_blind(cli, rules))) {
        ruleset_free(rules);
        return cli_finish(cli);
    }
    check.rules = rules;
    walk.rules = rules;
    walk.row = check.format->row;
    output_end(&check, lots_walk(cli, &walk, &paths, NULL));
    ruleset_free(rules);
    return cli_finish(cli);
}

const Command command_check = {
    .name = "check",
    .synopsis = "check [-f csv|json|table|xlsx] [-o FILE] [-r PACK]... [-j N]\n"
                "                      [--blind] [--rejects DIR] FILE|FOLDER|-...",
    .summary = "judges lots: eligible, to check or not eligible, and why",
    .help = "  -f, --format FORMAT    table: to be read; the default on a terminal;\n"
            "                         csv: one line a lot; the default elsewhere;\n"
            "                         xlsx: a workbook to decide in, which needs -o;\n"
            "                         json: one object a line, with the evidence\n"
            "  -o, --output FILE      where to, whole or not at all; .xlsx makes a workbook\n"
            "  -w, --width COLUMNS    of the table; the terminal's by default, 80 elsewhere\n"
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
            "A fact that is missing makes no lot not eligible, unless a rule takes silence\n"
            "for an answer (`known`, as for what a buyer would have announced): the lot is\n"
            "to be checked, and its row says what is missing and what to ask the buyer.\n",
    .run = check_run,
};
