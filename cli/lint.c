/* lint.c - clausier lint: checks packs and runs their examples, or tries them on notices. */
#include "rules/lint.h"
#include "cli/corpus.h"
#include "cli/options.h"

static int lint_only(Cli *cli, const StrList *paths, Date day) {
    Words *words = cli_words(cli);
    if (!words) return cli_finish(cli);
    LintCount count = lint_packs(cli->run, paths, words, day, &cli->diags);
    size_t faults = diags_fatal(&cli->diags), doubts = cli->diags.count[DIAG_DOUBT];
    cli_flush(cli);
    Str summary = str_print(
        cli->run,
        "packs %zu, rules %zu, trades %zu; examples %zu, cases %zu, failed %zu; faults %zu, "
        "remarks %zu\n",
        count.packs, count.rules, count.trades, count.examples, count.cases, count.failed, faults, doubts);
    cli_write(cli, summary);
    return cli_finish(cli);
}

static int lint_run(Cli *cli, int argc, char **argv) {
    Str date = {0}, format = STR("text"), dialect = {0};
    StrList names = {0};
    CorpusJob job = {0};
    const Option options[] = {
        {"date", 0, OPTION_TEXT, &date},           {"corpus", 0, OPTION_LIST, &job.corpus},
        {"labels", 0, OPTION_TEXT, &job.labels},   {"blind", 0, OPTION_FLAG, &job.blind},
        {"format", 'f', OPTION_TEXT, &format},     {"csv-dialect", 0, OPTION_TEXT, &dialect},
        {"jobs", 'j', OPTION_COUNT, &job.workers}, {0}};
    if (!options_read(cli, options, argc, argv, &names)) return EXIT_USAGE;
    Date day = cli_today();
    if (date.n && !date_read(date, &day))
        return cli_usage(cli, "lint: --date %.*s is not a day", STR_ARG(date));
    job.packs = pack_paths(cli, &names);
    if (!job.packs.n) return cli_finish(cli);
    job.csv = str_is(format, "csv");
    if (!job.csv && !str_is(format, "text")) return cli_usage(cli, "lint: --format is text or csv");
    job.dialect = options_dialect(cli, dialect);
    if (!job.dialect) return EXIT_USAGE;
    bool tried = job.labels.n || job.blind || job.csv || dialect.n || job.workers;
    if (tried && !job.corpus.n) return cli_usage(cli, "lint: on which corpus? (clausier help lint)");
    return job.corpus.n ? corpus_run(cli, &job) : lint_only(cli, &job.packs, day);
}

const Command command_lint = {
    .name = "lint",
    .synopsis = "lint [--date DAY] [PACK...]\n"
                "       clausier lint --corpus FOLDER [--labels FILE] [--blind] [PACK...]",
    .summary = "checks packs of rules by their examples, or on notices",
    .help = "      --date DAY       from which a period about to end is counted; today by\n"
            "                       default\n"
            "      --corpus FOLDER  judges these notices instead (repeatable) and counts:\n"
            "                       verdicts, what each rule says and decides, trades\n"
            "      --labels FILE    a table of file, notice_id, lot_id and label (1: the lot\n"
            "                       has a clause, 0: none is known): precision and recall,\n"
            "                       in all, in two halves of the corpus and by trade\n"
            "      --blind          hides what says that a lot has a clause, as check does\n"
            "  -f, --format text|csv\n"
            "                       aligned (default), or one line a count\n"
            "      --csv-dialect fr semicolons: for a French spreadsheet\n"
            "  -j, --jobs N         workers; the output does not depend on how many\n"
            "\n"
            "A PACK is a name (fr-social, the default) or a path. Every fault of every pack\n"
            "is listed in one run.\n",
    .run = lint_run,
};
