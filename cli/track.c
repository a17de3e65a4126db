/* track.c - clausier track: each contract's pace against its commitment, then what looks wrong. */
#include "base/file.h"
#include "cli/home.h"
#include "cli/options.h"
#include "cli/terminal.h"
#include "cli/year_files.h"
#include "registry/records.h"
#include "report/alerts_workbook.h"
#include "report/follow_records.h"
#include "report/follow_table.h"

typedef struct Track {
    Cli *cli;
    Str directory; /* of -C */
    YearPaths paths;
    Str format, dialect_name, date_text, rejects;
    FollowLook look; /* its `late` holds for every format */
    CsvDialect *dialect;
    Date date;
} Track;

static bool write_bytes(Track *track, Str bytes) {
    Cli *cli = track->cli;
    return cli->output.n ? file_write(cli->run, cli->output, bytes, &cli->diags) : cli_write(cli, bytes);
}

static bool table_write(Track *track, const Follow *follow) {
    return write_bytes(track, follow_table(track->cli->run, follow, &track->look));
}

static bool csv_write(Track *track, const Follow *follow) {
    Buf buf = {.arena = track->cli->run};
    CsvLine line = track->dialect(&buf);
    follow_csv(&line, track->cli->run, track->look.words, follow, track->look.late);
    return write_bytes(track, buf_str(&buf));
}

static bool json_write(Track *track, const Follow *follow) {
    Str json = follow_json(track->cli->run, track->look.words, follow, track->look.late);
    return write_bytes(track, str_cat(track->cli->run, json, STR("\n")));
}

static bool xlsx_write(Track *track, const Follow *follow) {
    Cli *cli = track->cli;
    OutFile *file = out_open(cli->run, cli->output, &cli->diags);
    if (!file) return false;
    if (alerts_workbook(cli->run, follow, track->look.words, track->look.late, out_name(file), cli->output,
                        cli_temporary_folder(), &cli->diags))
        return out_commit(file);
    out_abandon(file);
    return false;
}

static const struct Format {
    const char *name;
    bool (*write)(Track *track, const Follow *follow);
} formats[] = {{"table", table_write}, {"csv", csv_write}, {"json", json_write}, {"xlsx", xlsx_write}};

static const struct Format *format_find(Str name) {
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++)
        if (str_is(name, formats[i].name)) return &formats[i];
    return NULL;
}

/* Without -f: as the file of -o is called, else a table. */
static Str format_for(Arena *arena, Str file) {
    for (size_t i = 0; file.n && i < sizeof formats / sizeof *formats; i++)
        if (str_ends(file, str_print(arena, ".%s", formats[i].name))) return str_of(formats[i].name);
    return STR("table");
}

/* Who asks for a day does not want what was declared after it. */
static void forget_later(Track *track, HoursRows *hours) {
    size_t n = 0;
    for (size_t i = 0; i < hours->n; i++)
        if (hours->at[i].declared_on <= track->date) hours->at[n++] = hours->at[i];
    if (n < hours->n)
        diag_add(&track->cli->diags, DIAG_NOTE, (Loc){0}, "not looked at",
                 "%zu row%s of hours declared after %.*s", hours->n - n, hours->n - n > 1 ? "s" : "",
                 STR_ARG(date_print(track->cli->run, track->date)));
    hours->n = n;
}

/* Whether loose files are followed, instead of a convention. */
static bool is_loose(const Track *track) {
    const YearPaths *paths = &track->paths;
    return paths->conf.n || paths->contracts.n || paths->hours.n || paths->people.n;
}

/* Whether this file, if one is named, is not what -o would write over. */
static bool spares(Cli *cli, Str file) {
    StrList files = {0};
    if (file.n) strlist_add(cli->run, &files, file);
    return cli_spares(cli, files);
}

static bool read_loose(Track *track, YearFiles *year) {
    Cli *cli = track->cli;
    return spares(cli, track->paths.conf) && year_read_convention(cli, &track->paths, year) &&
           year_read(cli, &track->paths, year, "nothing is followed");
}

/* What the registry of a convention remembers. */
static bool read_home(Track *track, YearFiles *year) {
    Cli *cli = track->cli;
    Home *home = ARENA_NEW(cli->run, Home);
    if (!home_open(cli, track->directory, home) || !spares(cli, home->folder.registry)) return false;
    Registry *registry = registry_open(cli->run, home->folder.registry, STORE_READ, &cli->diags);
    if (!registry) return false;
    year->convention = home->convention;
    records_contracts(registry, cli->run, &year->contracts);
    records_people(registry, cli->run, &year->people, &cli->diags);
    records_hours(registry, cli->run, &year->hours);
    bool good = store_good(registry_store(registry));
    registry_close(registry);
    return good;
}

/* NULL after saying why. */
static const Follow *follow_read(Track *track, YearFiles *year) {
    Cli *cli = track->cli;
    if (!(is_loose(track) ? read_loose : read_home)(track, year)) return NULL;
    if (track->date_text.n) forget_later(track, &year->hours);
    return follow_make(cli->run, &year->convention, year_ledger(cli, year), track->date, &cli->diags);
}

static bool options_check(Track *track, const StrList *rest) {
    Cli *cli = track->cli;
    if (rest->n)
        cli_usage(cli, "track: what is %.*s? files go behind --contracts, --hours and --people",
                  STR_ARG(rest->at[0]));
    else if (!format_find(track->format)) cli_usage(cli, "track: --format is table, csv, json or xlsx");
    else if (str_is(track->format, "xlsx") && !cli->output.n)
        cli_usage(cli, "track: a workbook needs a file: -o FILE.xlsx");
    else if (track->date_text.n && !date_read(track->date_text, &track->date))
        cli_usage(cli, "track: --date %.*s is not a day", STR_ARG(track->date_text));
    else if (track->directory.n && is_loose(track))
        cli_usage(cli, "track: either the convention of -C, or --contracts, --hours and --people");
    else return !is_loose(track) || year_named(cli, &track->paths, "track");
    return false;
}

static int track_run(Cli *cli, int argc, char **argv) {
    Track t = {.cli = cli};
    Str output = {0};
    StrList rest = {0};
    const Option options[] = {{"directory", 'C', OPTION_TEXT, &t.directory},
                              {"conf", 'c', OPTION_TEXT, &t.paths.conf},
                              {"contracts", 0, OPTION_LIST, &t.paths.contracts},
                              {"hours", 0, OPTION_LIST, &t.paths.hours},
                              {"people", 0, OPTION_LIST, &t.paths.people},
                              {"key", 'k', OPTION_TEXT, &t.paths.key},
                              {"date", 0, OPTION_TEXT, &t.date_text},
                              {"late", 0, OPTION_FLAG, &t.look.late},
                              {"format", 'f', OPTION_TEXT, &t.format},
                              {"output", 'o', OPTION_TEXT, &output},
                              {"width", 'w', OPTION_COUNT, &t.look.width},
                              {"csv-dialect", 0, OPTION_TEXT, &t.dialect_name},
                              {"rejects", 0, OPTION_TEXT, &t.rejects},
                              {0}};
    if (!options_read(cli, options, argc, argv, &rest)) return EXIT_USAGE;
    if (!str_is(output, "-")) cli->output = output;
    if (!t.format.n) t.format = format_for(cli->run, cli->output);
    t.date = cli_today();
    t.dialect = options_dialect(cli, t.dialect_name);
    if (!t.dialect || !options_check(&t, &rest)) return EXIT_USAGE;
    options_rejects(cli, t.rejects);

    t.look.words = cli_words(cli);
    t.look.width = terminal_width(t.look.width);
    t.look.color = !cli->output.n && terminal_color();
    YearFiles *year = ARENA_NEW(cli->run, YearFiles);
    const Follow *follow = t.look.words ? follow_read(&t, year) : NULL;
    if (follow) format_find(t.format)->write(&t, follow);
    return cli_finish(cli);
}

const Command command_track = {
    .name = "track",
    .synopsis = "track [-C DIR] [--date DAY] [--late] [-f FORMAT] [-o FILE]\n"
                "       clausier track [-c CONF] --contracts FILE --hours FILE --people FILE ...",
    .summary = "follows contracts: pace against commitment, then anomalies",
    .help = "  -C, --directory DIR    the convention's folder; else $CLAUSIER_CONVENTION, or\n"
            "                         the nearest folder above with a convention.conf\n"
            "  -c, --conf FILE        of loose files: their convention.conf\n"
            "      --contracts FILE   contracts with a clause; a file or a folder; may be\n"
            "                         repeated, as the next two\n"
            "      --hours FILE       declared hours, one row a person, contract and month\n"
            "      --people FILE      beneficiaries as pseudonyms with traits\n"
            "  -k, --key FILE         turns names and birth dates of HOURS and PEOPLE into\n"
            "                         pseudonyms at the door; else CONF's, if it names one\n"
            "      --date DAY         as it was declared until then: later declarations are\n"
            "                         not looked at; else SOURCE_DATE_EPOCH or today\n"
            "      --late             of the contracts only those that are late\n"
            "  -f, --format FORMAT    table: to be read, the default; csv: a row a contract,\n"
            "                         then one an anomaly; json: one object; xlsx: a\n"
            "                         workbook of three sheets, which needs -o\n"
            "  -o, --output FILE      where to, whole or not at all; .xlsx makes a workbook\n"
            "  -w, --width COLUMNS    of the table; the terminal's by default, 80 elsewhere\n"
            "      --csv-dialect fr   semicolons, decimal commas: for a French spreadsheet\n"
            "      --rejects DIR      keeps what was refused there, with the reasons\n"
            "\n"
            "Contracts that are late come first, those that lack most hours before the\n"
            "others. A month counts as missing when it is over, and then it is unknown, not\n"
            "zero: the pace lies between two rates. A contract is late when even the higher\n"
            "one lies behind the time elapsed by more than the tolerance of CONF (10 %), or\n"
            "when nothing was declared for that long.\n"
            "Of a convention, the registry is followed as the last run left it. Persons are\n"
            "named by their references: the output is for the house's own use.\n",
    .run = track_run,
};
