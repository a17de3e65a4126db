/* lint.c - clausier lint: checks packs and runs their examples. */
#include "rules/lint.h"
#include "cli/options.h"

static int lint_run(Cli *cli, int argc, char **argv) {
    Str date = {0};
    StrList names = {0};
    const Option options[] = {{"date", 0, OPTION_TEXT, &date}, {0}};
    if (!options_read(cli, options, argc, argv, &names)) return EXIT_USAGE;
    Date day = cli_today();
    if (date.n && !date_read(date, &day))
        return cli_usage(cli, "lint: --date %.*s is not a day", STR_ARG(date));
    StrList paths = pack_paths(cli, &names);
    if (!paths.n) return cli_finish(cli);

    Words *words = cli_words(cli);
    if (!words) return cli_finish(cli);
    LintCount count = lint_packs(cli->run, &paths, words, day, &cli->diags);
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

const Command command_lint = {
    .name = "lint",
    .synopsis = "lint [--date DAY] [PACK...]",
    .summary = "checks packs of rules and runs their examples",
    .help = "      --date DAY  from which a period about to end is counted; today by default\n"
            "\n"
            "A PACK is a name (fr-social, the default) or a path. Every fault of every pack\n"
            "is listed in one run.\n",
    .run = lint_run,
};
