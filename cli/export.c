/* export.c - clausier export: what the registry knows, as CSV for other programs.
 *
 * Rows are sorted by what they say. All is read before the first byte is written, so that a reader that takes
 * its time never keeps a run from the registry. */
#include "base/file.h"
#include "base/spool.h"
#include "cli/home.h"
#include "cli/options.h"
#include "registry/known.h"
#include "registry/records.h"
#include "report/lots.h"
#include "report/tables.h"
#include <stdlib.h>

typedef struct Export {
    Cli *cli;
    Registry *registry;
    Arena *scratch; /* of a row */
    CsvDialect *dialect;
    Spool *spool;
    uint64_t n;   /* bytes in it */
    Diags unsaid; /* what the ledger finds is a run's to say */
} Export;

/* A row is made in the scratch arena and goes to the spool. */
static CsvLine row_begin(Export *export, Buf *row) {
    arena_reset(export->scratch);
    *row = (Buf){.arena = export->scratch};
    return export->dialect(row);
}

static void put_row(Export *export, Str row) {
    spool_put(export->spool, row);
    export->n += row.n;
}

static void row_end(Export *export, const Buf *row) {
    put_row(export, buf_str(row));
}

typedef void Header(const CsvLine *line);

static void put_header(Export *export, Header *header) {
    Buf row;
    CsvLine line = row_begin(export, &row);
    header(&line);
    row_end(export, &row);
}

/* Notices and verdicts. */

static void notices_header(const CsvLine *line) {
    Buf columns = {.arena = line->buf->arena};
    CsvLine plain = csvline_plain(&columns);
    verdict_csv_header(&plain);
    csvline_header(line,
                   str_print(line->buf->arena, "standing,since,until,open_until,archive,member,line,%.*s",
                             STR_ARG(str_sub(buf_str(&columns), 0, columns.n - 1))));
}

/* The cells of a stored row, those that are decimals in the manner of the dialect. */
static void put_cells(const CsvLine *line, Arena *scratch, Str csv) {
    enum { AMOUNT = 9, DURATION = 11 }; /* in verdict_csv() */
    Str cell;
    for (int i = 0; csvline_cell(scratch, &csv, &cell); i++)
        if (i == AMOUNT || i == DURATION) csvline_number(line, cell);
        else csvline_text(line, cell);
}

static bool put_lot(void *to, const KnownLot *lot) {
    static const char *const standings[] = {[STANDING_STANDS] = "stands",
                                            [STANDING_DUPLICATE] = "duplicate",
                                            [STANDING_SUPERSEDED] = "superseded",
                                            [STANDING_ANSWERED] = "answered",
                                            [STANDING_CORRECTION] = "correction"};
    Export *export = to;
    Buf row;
    CsvLine line = row_begin(export, &row);
    csvline_text(&line, str_of(standings[lot->standing]));
    csvline_date(&line, lot->since);
    csvline_date(&line, lot->until);
    csvline_date(&line, lot->open_until);
    csvline_text(&line, digest_print(export->scratch, lot->digest));
    csvline_text(&line, lot->member);
    csvline_count(&line, lot->line);
    put_cells(&line, export->scratch, lot->csv);
    csvline_end(&line);
    row_end(export, &row);
    return true;
}

static void export_notices(Export *export) {
    put_header(export, notices_header);
    known_lots(export->registry, put_lot, export);
}

static void verdicts_header(const CsvLine *line) {
    csvline_header(line, STR("notice_id,notice_version,lot_id,day,from,to,because"));
}

static int by_text(const void *a, const void *b) {
    return str_cmp(*(const Str *)a, *(const Str *)b);
}

static Str change_row(Export *export, const VerdictChange *change) {
    enum { NOTICE_ID = 2, VERSION, LOT_ID }; /* in verdict_csv() */
    Arena *arena = export->cli->run;
    Str csv = change->csv, cell;
    Buf row = {.arena = arena};
    CsvLine line = export->dialect(&row);
    for (int i = 0; i <= LOT_ID && csvline_cell(arena, &csv, &cell); i++)
        if (i >= NOTICE_ID) csvline_text(&line, cell);
    csvline_date(&line, change->day);
    csvline_text(&line, str_of(verdict_name(change->from)));
    csvline_text(&line, str_of(verdict_name(change->to)));
    csvline_text(&line, change->by_data && change->by_rules ? STR("both")
                        : change->by_rules                  ? STR("rules")
                                                            : STR("data"));
    csvline_end(&line);
    return buf_str(&row);
}

static void export_verdicts(Export *export) {
    Arena *arena = export->cli->run;
    size_t n;
    const VerdictChange *changes = known_changes(export->registry, arena, 0, &n);
    Str *rows = ARENA_ARRAY(arena, Str, n);
    for (size_t i = 0; i < n; i++) rows[i] = change_row(export, &changes[i]);
    if (n) qsort(rows, n, sizeof *rows, by_text);
    put_header(export, verdicts_header);
    for (size_t i = 0; i < n; i++) put_row(export, rows[i]);
}

/* Hours: every row that was ever declared, and what became of it. */

static const char holds[] = "holds";

static Str row_key(Arena *arena, Loc at) {
    return str_print(arena, "%.*s\n%u", STR_ARG(at.file), (unsigned)at.line);
}

/* By row_key(): what the ledger says of a row. */
static Map *row_words(Arena *arena, const Ledger *ledger) {
    static const char *const whys[] = {[REFUSED_CONTRACT] = "unknown_contract",
                                       [REFUSED_PERSON] = "unknown_person",
                                       [REFUSED_COPY] = "copy",
                                       [REFUSED_TWICE] = "contradicted",
                                       [REFUSED_RIVAL] = "contradicted"};
    Map *words = map_new(arena);
    for (size_t i = 0; i < ledger->hours.n; i++)
        map_put(words, row_key(arena, ledger->hours.at[i].at), (void *)(uintptr_t)holds);
    for (size_t i = 0; i < ledger->refused; i++)
        map_put(words, row_key(arena, ledger->refusals[i].row.at),
                (void *)(uintptr_t)whys[ledger->refusals[i].why]);
    return words;
}

static Str scope_key(Arena *arena, const HoursRow *row) {
    return str_print(arena, "%.*s\n%d\n%.*s", STR_ARG(row->contract_id), (int)row->month,
                     STR_ARG(row->declarant_siret));
}

/* By scope_key(): the row that was declared last. */
static Map *latest_rows(Arena *arena, const HoursRows *rows) {
    Map *latest = map_new(arena);
    for (size_t i = 0; i < rows->n; i++) {
        void **slot = map_slot(latest, scope_key(arena, &rows->at[i]));
        if (!*slot || ((const HoursRow *)*slot)->declared_on < rows->at[i].declared_on) *slot = &rows->at[i];
    }
    return latest;
}

/* Of what the ledger does not speak a later declaration has taken the place, or another that says the same.
 */
static Str hours_status(Arena *arena, const Map *words, const Map *latest, const HoursRow *row) {
    const char *word = map_get(words, row_key(arena, row->at));
    const HoursRow *last = map_get(latest, scope_key(arena, row));
    if (word) return str_of(word);
    return row->declared_on < last->declared_on ? STR("replaced") : STR("copy");
}

typedef struct HoursLine {
    const HoursRow *row;
    Str status;
} HoursLine;

static int compare_numbers(int64_t a, int64_t b) {
    return (a > b) - (a < b);
}

static int by_content(const void *left, const void *right) {
    const HoursLine *x = left, *y = right;
    const HoursRow *a = x->row, *b = y->row;
    int order = str_cmp(a->contract_id, b->contract_id);
    if (!order) order = compare_numbers(a->month, b->month);
    if (!order) order = str_cmp(a->declarant_siret, b->declarant_siret);
    if (!order) order = compare_numbers(a->declared_on, b->declared_on);
    if (!order) order = str_cmp(a->person_ref, b->person_ref);
    if (!order) order = str_cmp(a->employer_kind, b->employer_kind);
    if (!order) order = str_cmp(a->contract_type, b->contract_type);
    if (!order) order = compare_numbers(a->hours, b->hours);
    if (!order) order = compare_numbers(a->training_hours, b->training_hours);
    if (!order) order = str_cmp(a->proof, b->proof);
    return order ? order : str_cmp(x->status, y->status);
}

static void export_hours(Export *export) {
    Arena *arena = export->cli->run;
    Contracts contracts = {0};
    People people = {0};
    HoursRows rows = {0};
    records_contracts(export->registry, arena, &contracts);
    records_people(export->registry, arena, &people, &export->unsaid);
    records_hours(export->registry, arena, &rows);
    Ledger ledger = ledger_join(arena, &contracts, &rows, &people, &export->unsaid);
    const Map *words = row_words(arena, &ledger), *latest = latest_rows(arena, &rows);
    HoursLine *lines = ARENA_ARRAY(arena, HoursLine, rows.n);
    for (size_t i = 0; i < rows.n; i++)
        lines[i] = (HoursLine){&rows.at[i], hours_status(arena, words, latest, &rows.at[i])};
    if (rows.n) qsort(lines, rows.n, sizeof *lines, by_content);
    put_header(export, hours_csv_header);
    for (size_t i = 0; i < rows.n; i++) {
        Buf row;
        CsvLine line = row_begin(export, &row);
        hours_csv(&line, export->scratch, lines[i].status, lines[i].row);
        row_end(export, &row);
    }
}

/* The other records. */

static void export_contracts(Export *export) {
    Contracts contracts = {0};
    records_contracts(export->registry, export->cli->run, &contracts);
    put_header(export, contract_csv_header);
    for (size_t i = 0; i < contracts.n; i++) {
        Buf row;
        CsvLine line = row_begin(export, &row);
        contract_csv(&line, &contracts.at[i]);
        row_end(export, &row);
    }
}

static void export_people(Export *export) {
    People people = {0};
    records_people(export->registry, export->cli->run, &people, &export->unsaid);
    put_header(export, person_csv_header);
    for (size_t i = 0; i < people.n; i++) {
        Buf row;
        CsvLine line = row_begin(export, &row);
        person_csv(&line, export->scratch, &people.at[i]);
        row_end(export, &row);
    }
}

static void export_structures(Export *export) {
    Structures structures = {0};
    records_structures(export->registry, export->cli->run, &structures);
    put_header(export, structure_csv_header);
    for (size_t i = 0; i < structures.n; i++) {
        Buf row;
        CsvLine line = row_begin(export, &row);
        structure_csv(&line, export->scratch, &structures.at[i]);
        row_end(export, &row);
    }
}

static void export_clauses(Export *export) {
    Clauses clauses = {0};
    records_clauses(export->registry, export->cli->run, &clauses);
    put_header(export, clause_csv_header);
    for (size_t i = 0; i < clauses.n; i++) {
        Buf row;
        CsvLine line = row_begin(export, &row);
        clause_csv(&line, &clauses.at[i]);
        row_end(export, &row);
    }
}

/* `one` holds for its lot, or none does: NULL. */
static Str decision_status(const Decision *decision, const Decision *one) {
    if (!one || decision->decided_on > one->decided_on) return STR("contradicted");
    bool same = decision->decided_on == one->decided_on && str_eq(decision->comment, one->comment);
    return same ? STR("holds") : STR("replaced");
}

static void export_decisions(Export *export) {
    Arena *arena = export->cli->run;
    Decisions all = {0}, hold = {0};
    records_all_decisions(export->registry, arena, &all);
    records_decisions(export->registry, arena, &hold, &export->unsaid);
    put_header(export, decision_csv_header);
    for (size_t i = 0, at = 0; i < all.n; i++) {
        const Decision *decision = &all.at[i];
        if (i && !decision_same_lot(decision, &all.at[i - 1]) && at < hold.n &&
            decision_same_lot(&all.at[i - 1], &hold.at[at]))
            at++;
        const Decision *one = at < hold.n && decision_same_lot(decision, &hold.at[at]) ? &hold.at[at] : NULL;
        Buf row;
        CsvLine line = row_begin(export, &row);
        decision_csv(&line, decision_status(decision, one), decision);
        row_end(export, &row);
    }
}

static const struct What {
    const char *name;
    void (*run)(Export *export);
} whats[] = {
    {"notices", export_notices},     {"verdicts", export_verdicts}, {"contracts", export_contracts},
    {"hours", export_hours},         {"people", export_people},     {"structures", export_structures},
    {"decisions", export_decisions}, {"clauses", export_clauses},
};

static const struct What *what_find(Str name) {
    for (size_t i = 0; i < sizeof whats / sizeof *whats; i++)
        if (str_is(name, whats[i].name)) return &whats[i];
    return NULL;
}

/* What was gathered goes out: to a file whole or not at all. */
static bool give_out(Export *export) {
    enum { PART = 1 << 20 };
    Cli *cli = export->cli;
    OutFile *file = cli->output.n ? out_open(cli->run, cli->output, &cli->diags) : NULL;
    if (cli->output.n && !file) return false;
    bool good = true;
    for (uint64_t at = 0; good && at < export->n; at += PART) {
        arena_reset(export->scratch);
        uint64_t left = export->n - at;
        Str part = spool_get(export->spool, export->scratch, at, left < PART ? (size_t)left : PART);
        if (file) out_write(file, part);
        else good = cli_write(cli, part);
    }
    good = spool_good(export->spool, &cli->diags) && good;
    if (file && good) return out_commit(file);
    if (file) out_abandon(file);
    return good;
}

static void export_what(Cli *cli, const Home *home, const struct What *what, CsvDialect *dialect) {
    Export export = {.cli = cli, .dialect = dialect, .unsaid = diags_new(cli->run)};
    export.registry = registry_open(cli->run, home->folder.registry, STORE_READ, &cli->diags);
    if (!export.registry) return;
    export.scratch = arena_new();
    export.spool = spool_new(cli_temporary_folder());
    what->run(&export);
    bool good = store_good(registry_store(export.registry));
    registry_close(export.registry);
    if (good) give_out(&export);
    spool_free(export.spool);
    arena_free(export.scratch);
}

static int export_run(Cli *cli, int argc, char **argv) {
    Str directory = {0}, dialect_name = {0}, output = {0};
    StrList rest = {0};
    const Option options[] = {{"directory", 'C', OPTION_TEXT, &directory},
                              {"output", 'o', OPTION_TEXT, &output},
                              {"csv-dialect", 0, OPTION_TEXT, &dialect_name},
                              {0}};
    if (!options_read(cli, options, argc, argv, &rest)) return EXIT_USAGE;
    const struct What *what = rest.n == 1 ? what_find(rest.at[0]) : NULL;
    if (!what)
        return cli_usage(cli, "export: one of notices, verdicts, contracts, hours, people, structures, "
                              "decisions, clauses");
    if (!str_is(output, "-")) cli->output = output;
    CsvDialect *dialect = options_dialect(cli, dialect_name);
    if (!dialect) return EXIT_USAGE;
    Home *home = ARENA_NEW(cli->run, Home);
    if (home_open(cli, directory, home)) export_what(cli, home, what, dialect);
    return cli_finish(cli);
}

const Command command_export = {
    .name = "export",
    .synopsis = "export [-C DIR] [-o FILE] [--csv-dialect fr] WHAT",
    .summary = "prints what the registry knows of WHAT, as CSV",
    .help = "  -C, --directory DIR    the convention's folder; else $CLAUSIER_CONVENTION, or\n"
            "                         the nearest folder above with a convention.conf\n"
            "  -o, --output FILE      where to, whole or not at all\n"
            "      --csv-dialect fr   semicolons, decimal commas: for a French spreadsheet\n"
            "\n"
            "WHAT is one of:\n"
            "  notices     a row a lot of every notice that came: whether its notice stands,\n"
            "              since and until when, where it lies in archive/notices, then the\n"
            "              columns of `clausier check`\n"
            "  verdicts    each change of a lot's verdict: its day, and what it came from\n"
            "  contracts, structures, people, clauses\n"
            "              in the columns in which they are read\n"
            "  hours       every row that was declared, and whether it holds: holds, replaced\n"
            "              (by a later declaration), copy, contradicted, unknown_contract,\n"
            "              unknown_person\n"
            "  decisions   every decision, and whether it holds\n"
            "\n"
            "Rows are sorted by what they say: the same knowledge is the same bytes. Persons\n"
            "are named by their references: the output is for the house's own use. Nothing\n"
            "is changed, and a run may be at work meanwhile.\n",
    .run = export_run,
};
