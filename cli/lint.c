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

typedef struct Told {
    Str date, format, dialect, old;
    StrList names; /* of packs; where --diff has no --corpus, its folder first */
    CorpusJob job;
} Told;

static bool told_read(Cli *cli, int argc, char **argv, Told *told) {
    CorpusJob *job = &told->job;
    const Option options[] = {{"date", 0, OPTION_TEXT, &told->date},
                              {"corpus", 0, OPTION_LIST, &job->corpus},
                              {"labels", 0, OPTION_TEXT, &job->labels},
                              {"blind", 0, OPTION_FLAG, &job->blind},
                              {"diff", 0, OPTION_TEXT, &told->old},
                              {"format", 'f', OPTION_TEXT, &told->format},
                              {"csv-dialect", 0, OPTION_TEXT, &told->dialect},
                              {"jobs", 'j', OPTION_COUNT, &job->workers},
                              {0}};
    if (!options_read(cli, options, argc, argv, &told->names)) return false;
    if (!told->old.n || job->corpus.n || !told->names.n) return true;
    strlist_add(cli->run, &job->corpus, told->names.at[0]);
    told->names = (StrList){.at = told->names.at + 1, .n = told->names.n - 1};
    return true;
}

/* False after saying what does not go together. */
static bool job_check(Cli *cli, const Told *told, CorpusJob *job) {
    bool counted = job->labels.n || told->format.n || told->dialect.n;
    bool tried = counted || job->blind || told->old.n || job->workers;
    job->csv = str_is(told->format, "csv");
    job->dialect = options_dialect(cli, told->dialect);
    if (told->format.n && !job->csv && !str_is(told->format, "text"))
        cli_usage(cli, "lint: --format is text or csv");
    else if (tried && !job->corpus.n) cli_usage(cli, "lint: on which notices? (clausier help lint)");
    else if (counted && told->old.n) cli_usage(cli, "lint: --diff lists lots, it counts nothing by labels");
    else return job->dialect != NULL;
    return false;
}

static StrList old_paths(Cli *cli, Str old) {
    StrList name = {.at = &old, .n = old.n > 0};
    return name.n ? pack_paths(cli, &name) : (StrList){0};
}

static int lint_run(Cli *cli, int argc, char **argv) {
    Told told = {0};
    CorpusJob *job = &told.job;
    if (!told_read(cli, argc, argv, &told) || !job_check(cli, &told, job)) return EXIT_USAGE;
    Date day = cli_today();
    if (told.date.n && !date_read(told.date, &day))
        return cli_usage(cli, "lint: --date %.*s is not a day", STR_ARG(told.date));
    job->packs = pack_paths(cli, &told.names);
    job->old = old_paths(cli, told.old);
    if (!job->packs.n || (told.old.n && !job->old.n)) return cli_finish(cli);
    return job->corpus.n ? corpus_run(cli, job) : lint_only(cli, &job->packs, day);
}

const Command command_lint = {
    .name = "lint",
    .synopsis = "lint [--date DAY] [PACK...]\n"
                "       clausier lint --corpus FOLDER [--labels FILE] [--blind] [PACK...]\n"
                "       clausier lint --diff OLD FOLDER [--blind] [PACK...]",
    .summary = "checks packs of rules by their examples, or on notices",
    .help = "      --date DAY       from which a period about to end is counted; today by\n"
            "                       default\n"
            "      --corpus FOLDER  judges these notices instead (repeatable) and counts:\n"
            "                       verdicts, what each rule says and decides, trades\n"
            "      --labels FILE    a table of file, notice_id, lot_id and label (1: the lot\n"
            "                       has a clause, 0: none is known): precision and recall,\n"
            "                       in all, in two halves of the corpus and by trade\n"
            "      --blind          hides what says that a lot has a clause, as check does\n"
            "      --diff OLD       lists each lot of FOLDER (or of --corpus) whose verdict,\n"
            "                       trade, hours, mechanism or duty is another than with the\n"
            "                       pack OLD in place of the first PACK, and which rules say\n"
            "                       otherwise: + true now, ? unknown now, - no more\n"
            "  -f, --format text|csv\n"
            "                       aligned (default), or one line a count\n"
            "      --csv-dialect fr semicolons: for a French spreadsheet\n"
            "  -j, --jobs N         workers; the output does not depend on how many\n"
            "\n"
            "A PACK is a name (fr-social, the default) or a path. Every fault of every pack\n"
            "is listed in one run.\n",
    .run = lint_run,
};
