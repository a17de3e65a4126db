/* run.c - clausier run: the nightly run over a convention. */
#include "cli/hold.h"
#include "cli/nightly.h"
#include "cli/options.h"
#include "cli/terminal.h"
#include "registry/purge.h"
#include <stdio.h>

typedef struct RunOptions {
    Str directory, date;
    bool dry, rebuild, verbose;
    unsigned workers;
} RunOptions;

/* The day of the run: never one before the last, which a rebuild could not replay in its place; nor one that
 * is far off, behind which no other day would be run for years. */
static bool day_of_run(Cli *cli, const RunOptions *o, const Home *home, Registry *registry, Date *day) {
    enum { FAR = 366 }; /* days */
    Run last = registry_last_run(registry, cli->run);
    *day = cli_today();
    if (o->date.n && !date_read(o->date, day)) {
        cli_usage(cli, "run: --date %.*s is not a day", STR_ARG(o->date));
        return false;
    }
    if (*day > cli_today() + FAR) {
        cli_usage(cli, "run: --date %.*s is more than a year ahead: no night could be run before it",
                  STR_ARG(o->date));
        return false;
    }
    if (!last.number || *day >= last.day) return true;
    Str journal = journal_path(cli->run, &home->folder, last.number);
    cli_usage(
        cli,
        "run: %.*s lies before the last run, which was of %.*s; if that day was wrong, remove %.*s, then "
        "clausier run --rebuild",
        STR_ARG(date_print(cli->run, *day)), STR_ARG(date_print(cli->run, last.day)), STR_ARG(journal));
    return false;
}

static void say_summary(const Nightly *nightly) {
    Totals totals = registry_totals(nightly->registry);
    const Lines *lines = &nightly->lines;
    fprintf(stderr,
            "run of %.*s: %llu files taken, %llu refused, %llu left; in the registry %lld notices, "
            "%lld lots eligible, %lld to check, %lld not eligible\n",
            STR_ARG(date_print(nightly->arena, nightly->run.day)), (unsigned long long)nightly->taken,
            (unsigned long long)nightly->refused, (unsigned long long)nightly->left,
            (long long)totals.notices, (long long)totals.eligible, (long long)totals.to_check,
            (long long)totals.not_eligible);
    if (lines->read)
        fprintf(stderr, "lines of tables: %llu read = %llu header + %llu kept + %llu refused + %llu blank\n",
                (unsigned long long)lines->read, (unsigned long long)lines->header,
                (unsigned long long)lines->kept, (unsigned long long)lines->refused,
                (unsigned long long)lines->blank);
    if (!nightly->dry) fprintf(stderr, "look at: %.*s\n", STR_ARG(outputs_latest(nightly)));
}

static bool run_steps(Nightly *nightly, const RunOptions *o) {
    Offers offers = inbox_offers(nightly);
    if (!nightly_begin(nightly, &offers)) return false;
    if (nightly->idle) return true;
    if (!nightly_take(nightly, &offers)) return false;
    if (o->dry) return outputs_print(nightly, terminal_color());
    return outputs_write(nightly) && nightly_end(nightly);
}

/* What the run is told: configuration, key, rules; kept, but by a dry run, so that it can be replayed. */
static bool take_settings(Nightly *nightly, Home *home, Ruleset **rules) {
    Cli *cli = nightly->cli;
    RunSettings *settings = &nightly->run.settings;
    if (!home_key(cli, home)) return false;
    nightly->columns.key = home->convention.columns.key;
    nightly->rules = *rules = cli_ruleset(cli, nightly->words, &home->convention.packs);
    if (!*rules || !settings_packs(nightly, pack_paths(cli, &home->convention.packs), settings)) return false;
    settings->conf = digest_whole(home->conf);
    return nightly->dry || archive_keep(cli->run, &home->folder, "conf", STR("convention.conf"), home->conf,
                                        &settings->conf, &cli->diags);
}

static void run_locked(Cli *cli, const RunOptions *o, Home *home, const Words *words) {
    Nightly nightly = {.cli = cli,
                       .arena = cli->run,
                       .folder = home->folder,
                       .convention = &home->convention,
                       .columns = home->convention.columns,
                       .words = words,
                       .registry = hold_registry(cli, home, o->dry ? STORE_TRY : STORE_WRITE),
                       .dry = o->dry,
                       .workers = o->workers};
    Ruleset *rules = NULL;
    cli->rejects = rejects_new_by_file(home->folder.rejects);
    bool good = nightly.registry && day_of_run(cli, o, home, nightly.registry, &nightly.run.day) &&
                (o->dry || folder_make(&home->folder, &cli->diags)) && /* people tidy up */
                take_settings(&nightly, home, &rules) && run_steps(&nightly, o);
    cli_flush(cli);
    if (good && o->verbose) say_summary(&nightly);
    rejects_free(cli->rejects);
    cli->rejects = NULL;
    ruleset_free(rules);
    registry_close(nightly.registry);
    key_wipe(&home->key);
}

/* Copies of whom it forgot may still be there, and would be taken again. */
static bool purge_is_over(Cli *cli, const Home *home) {
    if (!purge_is_pending(cli->run, &home->folder)) return true;
    cli_usage(cli, "a purge was cut off: clausier purge --execute takes it up; then runs go on");
    return false;
}

static int run_run(Cli *cli, int argc, char **argv) {
    RunOptions o = {0};
    StrList rest = {0};
    const Option options[] = {{"directory", 'C', OPTION_TEXT, &o.directory},
                              {"dry-run", 'n', OPTION_FLAG, &o.dry},
                              {"date", 0, OPTION_TEXT, &o.date},
                              {"rebuild", 0, OPTION_FLAG, &o.rebuild},
                              {"jobs", 'j', OPTION_COUNT, &o.workers},
                              {"verbose", 'v', OPTION_FLAG, &o.verbose},
                              {0}};
    if (!options_read(cli, options, argc, argv, &rest)) return EXIT_USAGE;
    if (rest.n)
        return cli_usage(cli, "run: what is %.*s? files are dropped into the inbox", STR_ARG(rest.at[0]));
    if (o.rebuild && (o.dry || o.date.n))
        return cli_usage(cli, "run: --rebuild replays what was, on its days: no --dry-run, no --date");
    Home *home = ARENA_NEW(cli->run, Home);
    const Words *words = cli_words(cli);
    if (!words || !home_open(cli, o.directory, home)) return cli_finish(cli);
    cli->quiet = true;
    Lock lock;
    int code = hold_take(cli, home, &lock);
    if (code) return code;
    bool clear = purge_is_over(cli, home);
    if (clear && o.rebuild) rebuild_run(cli, home, words, o.workers);
    else if (clear) run_locked(cli, &o, home, words);
    code = cli_finish(cli);
    lock_release(&lock);
    return code;
}

const Command command_run = {
    .name = "run",
    .synopsis = "run [-C DIR] [-n] [--date DAY] [--rebuild] [-j N] [-v]",
    .summary = "the nightly run: takes what lies in the inbox, says what is new",
    .help = "  -C, --directory DIR    the convention's folder; else $CLAUSIER_CONVENTION, or\n"
            "                         the nearest folder above with a convention.conf\n"
            "  -n, --dry-run          prints what would be new, changed or gone, and changes\n"
            "                         nothing: + new, ~ changed, - withdrawn, ? to check\n"
            "      --date DAY         the day of the run; else SOURCE_DATE_EPOCH or today\n"
            "      --rebuild          makes registry.sqlite again from archive/\n"
            "  -j, --jobs N           workers; nothing depends on how many\n"
            "  -v, --verbose          says at the end what was done\n"
            "\n"
            "Files in inbox/ are read, judged and kept in archive/; what is refused goes to\n"
            "rejects/ with its reasons; out/latest has the page to read (digest.html, .txt),\n"
            "notices.xlsx to decide in, alerts.xlsx and run.json. Says nothing when all is\n"
            "well. Killed or run twice, fed in any order: the outcome is the same. Exit 75:\n"
            "another run holds the convention.\n",
    .run = run_run,
};
