/* year_files.c - files and folders of a year's tables, one kind after the other. */
#include "cli/year_files.h"
#include "base/file.h"
#include "ingest/source.h"

enum { CONF_LIMIT = 1 << 20 };

typedef enum TableOf { CONTRACTS, HOURS, PEOPLE, STRUCTURES, DECISIONS, CLAUSES } TableOf;
static const struct {
    const char *name;
    bool personal; /* messages keep no cell */
} kinds[] = {
    [CONTRACTS] = {"contracts", false},   [HOURS] = {"hours", true},          [PEOPLE] = {"people", true},
    [STRUCTURES] = {"structures", false}, [DECISIONS] = {"decisions", false}, [CLAUSES] = {"clauses", false}};

bool year_named(Cli *cli, const YearPaths *paths, const char *command) {
    if (paths->contracts.n && paths->hours.n && paths->people.n) return true;
    cli_usage(cli, "%s: --contracts, --hours and --people are needed", command);
    return false;
}

bool year_read_convention(Cli *cli, const YearPaths *paths, YearFiles *year) {
    year->convention = convention_default(cli->run);
    Str bytes;
    return !paths->conf.n || (file_read_settings(cli->run, paths->conf, CONF_LIMIT, &bytes, &cli->diags) &&
                              convention_read(cli->run, paths->conf, bytes, &year->convention, &cli->diags));
}

static bool read_file(Cli *cli, TableOf what, Str file, YearFiles *year) {
    const ColumnNames *names = &year->convention.columns;
    Str bytes;
    if (!source_read(cli->run, file, &bytes, &cli->diags)) return false;
    switch (what) {
    case CONTRACTS:
        return contracts_read(cli->run, file, bytes, names, &year->contracts, &year->lines, &cli->diags);
    case HOURS:
        return hours_read(cli->run, file, bytes, names, &year->hours, &year->lines, &cli->diags);
    case PEOPLE:
        return people_read(cli->run, file, bytes, names, &year->people, &year->lines, &cli->diags);
    case STRUCTURES:
        return structures_read(cli->run, file, bytes, names, &year->structures, &year->aside, &cli->diags);
    case DECISIONS:
        return decisions_read(cli->run, file, bytes, names, &year->decisions, &year->aside, &cli->diags);
    case CLAUSES:
        return clauses_read(cli->run, file, bytes, names, &year->clauses, &year->aside, &cli->diags);
    }
    return false;
}

static void say(Cli *cli, bool personal) {
    cli_say(cli, &cli->diags, personal);
    cli->diags = diags_new(cli->run);
}

/* Every file of one kind of table; the messages of files about people keep no cell. Where all are refused
 * there is nothing to go on with: zeros would be no figures. */
static bool read_tables(Cli *cli, TableOf what, const StrList *paths, YearFiles *year, const char *without) {
    if (cli->said[DIAG_USAGE]) return false;
    StrList files = source_list(cli->run, paths, &cli->diags);
    bool spared = cli_spares(cli, files), any = false;
    for (size_t i = 0; spared && i < files.n; i++) any |= read_file(cli, what, files.at[i], year);
    if (spared && !any)
        diag_add(&cli->diags, DIAG_REFUSED, (Loc){.file = paths->at[0]}, without,
                 "nothing could be read of these %s", kinds[what].name);
    say(cli, kinds[what].personal);
    return any;
}

bool year_key(Cli *cli, const YearPaths *paths, YearFiles *year, Key *key) {
    Convention *convention = &year->convention;
    bool given = paths->key.n > 0;
    Str path = given ? paths->key : convention->key_path, outside = {0};
    *key = (Key){0};
    if (!path.n) return true;
    if (!given && !file_exists(cli->run, path)) { /* who has references only needs none */
        diag_add(&cli->diags, DIAG_NOTE, (Loc){.file = path}, "files that name persons are refused",
                 "no such key");
        return true;
    }
    if (!given) outside = file_folder(paths->conf);
    convention->columns.key = key;
    return key_read(cli->run, path, outside, key, &cli->diags);
}

static bool read_optional(Cli *cli, TableOf what, const StrList *paths, YearFiles *year,
                          const char *without) {
    return !paths->n || read_tables(cli, what, paths, year, without);
}

bool year_read(Cli *cli, const YearPaths *paths, YearFiles *year, const char *without) {
    Key key;
    if (!year_key(cli, paths, year, &key)) return false;
    bool contracts = read_tables(cli, CONTRACTS, &paths->contracts, year, without);
    bool people = read_tables(cli, PEOPLE, &paths->people, year, without);
    bool hours = read_tables(cli, HOURS, &paths->hours, year, without);
    year->convention.columns.key = NULL;
    key_wipe(&key);
    return contracts && people && hours &&
           read_optional(cli, STRUCTURES, &paths->structures, year, without) &&
           read_optional(cli, DECISIONS, &paths->decisions, year, without) &&
           read_optional(cli, CLAUSES, &paths->clauses, year, without) && !cli->said[DIAG_WORLD] &&
           !cli->said[DIAG_USAGE];
}

Ledger *year_ledger(Cli *cli, YearFiles *year) {
    Ledger *ledger = ARENA_NEW(cli->run, Ledger);
    *ledger = ledger_join(cli->run, &year->contracts, &year->hours, &year->people, &cli->diags);
    say(cli, true);
    return ledger;
}
