/* ref.c - clausier ref: which pseudonym each row of a file has, so that who sent the file finds its person.
 * It prints a line's number and the reference, and stores nothing. */
#include "cli/options.h"
#include "cli/year_files.h"
#include "ingest/pseudonym.h"
#include "ingest/source.h"

enum { BATCH = 1 << 16 };

static bool refs_write(Cli *cli, CsvDialect *dialect, Arena *scratch, const PersonRefs *refs) {
    Buf rows = {.arena = scratch};
    CsvLine line = dialect(&rows);
    bool good = true;
    for (size_t i = 0; good && i < refs->n; i++) {
        csvline_text(&line, refs->at[i].at.file);
        csvline_count(&line, refs->at[i].at.line);
        csvline_text(&line, refs->at[i].ref);
        csvline_end(&line);
        if (rows.n < BATCH && i + 1 < refs->n) continue;
        good = cli_write(cli, buf_str(&rows));
        rows.n = 0;
    }
    return good;
}

/* One file after the other, each in memory of its own. */
static void files_print(Cli *cli, StrList files, const ColumnNames *names, CsvDialect *dialect) {
    Buf header = {.arena = cli->run};
    CsvLine line = dialect(&header);
    csvline_header(&line, STR("file,line,person_ref"));
    bool more = cli_write(cli, buf_str(&header));
    Arena *scratch = arena_new();
    for (size_t i = 0; more && i < files.n; i++) {
        PersonRefs refs = {0};
        Str bytes;
        if (source_read(scratch, files.at[i], &bytes, &cli->diags) &&
            person_refs_read(scratch, files.at[i], bytes, names, &refs, NULL, &cli->diags))
            more = refs_write(cli, dialect, scratch, &refs);
        cli_say(cli, &cli->diags, true);
        cli->diags = diags_new(cli->run);
        arena_reset(scratch);
    }
    arena_free(scratch);
}

static int ref_run(Cli *cli, int argc, char **argv) {
    Str dialect_name = {0};
    YearPaths from = {0};
    StrList paths = {0};
    const Option options[] = {{"key", 'k', OPTION_TEXT, &from.key},
                              {"conf", 'c', OPTION_TEXT, &from.conf},
                              {"csv-dialect", 0, OPTION_TEXT, &dialect_name},
                              {0}};
    if (!options_read(cli, options, argc, argv, &paths)) return EXIT_USAGE;
    if (!paths.n) return cli_usage(cli, "ref: which files? (clausier help ref)");
    CsvDialect *dialect = options_dialect(cli, dialect_name);
    if (!dialect) return EXIT_USAGE;
    YearFiles year = {0};
    Key key;
    if (!year_read_convention(cli, &from, &year) || !year_key(cli, &from, &year, &key))
        return cli_finish(cli);
    const ColumnNames *names = &year.convention.columns;
    if (!names->key) return cli_usage(cli, "ref: which key? --key FILE (clausier help ref)");
    StrList files = source_list(cli->run, &paths, &cli->diags);
    cli_flush(cli);
    files_print(cli, files, names, dialect);
    key_wipe(&key);
    return cli_finish(cli);
}

const Command command_ref = {
    .name = "ref",
    .synopsis = "ref --key FILE|-c CONF [--csv-dialect fr] FILE|FOLDER|-...",
    .summary = "says which pseudonym each row of a file of hours or people has",
    .help = "  -k, --key FILE         the key by which names become pseudonyms: 32 random\n"
            "                         bytes or 64 hexadecimal digits, mode 0400, yours\n"
            "  -c, --conf CONF        convention.conf, for what its house calls columns, and\n"
            "                         for its key where --key is not given\n"
            "      --csv-dialect fr   semicolons: for a French spreadsheet\n"
            "\n"
            "Prints file, line and person_ref of every row, no name and no other cell, and\n"
            "stores nothing: who sent a file finds the person of a pseudonym in it by the\n"
            "line's number. A row's own reference goes before; without one, its names and\n"
            "its date of birth are needed. Case, accents, hyphens and blanks of names do\n"
            "not matter.\n"
            "A key is made once and kept apart from the convention, with a copy where it\n"
            "is safe: another key gives other pseudonyms, who has it can try out names.\n"
            "\n"
            "  head -c 32 /dev/urandom >clausier.key && chmod 0400 clausier.key\n",
    .run = ref_run,
};
