/* review.c - clausier review: a year of contracts, hours and people becomes the annual review.
 *
 * Here: the command line and loose files. What a convention remembers is review_home.c's, and the files that
 * it keeps frozen.c's; review_paper.c knows templates, review_print.c prints. */
#include "cli/review.h"
#include "base/utf8.h"
#include "cli/lots.h"
#include "cli/options.h"

/* What the configuration says of its own period does not hold for another. */
static void forget_period(Convention *convention) {
    convention->title = (Str){0};
    convention->target_hours = convention->previous_hours = HUNDREDTHS_ABSENT;
    convention->previous_people = -1;
}

bool review_period(Cli *cli, const ReviewOptions *options, Convention *convention) {
    Date from = convention->from, to = convention->to;
    const char *trouble =
        options->period.n ? period_trouble(options->period, &convention->from, &convention->to) : NULL;
    if (trouble) {
        cli_usage(cli, "review: --period %.*s: %s", STR_ARG(options->period), trouble);
        return false;
    }
    if (from != DATE_ABSENT && (from != convention->from || to != convention->to)) forget_period(convention);
    if (convention->from == DATE_ABSENT) {
        cli_usage(cli, "review: which period? --period, or period = in convention.conf");
        return false;
    }
    if (options->date.n && !date_read(options->date, &convention->published)) {
        cli_usage(cli, "review: --date %.*s is not a day", STR_ARG(options->date));
        return false;
    }
    if (convention->published == DATE_ABSENT) convention->published = cli_today();
    return true;
}

/* A lot as a byte: which verdict, and whether it is its notice's first. */
enum { FIRST = 'a', FURTHER = 'A' };

static void lot_letter(void *shared, Arena *scratch, const LotSeen *seen, Buf *rows) {
    (void)scratch, (void)shared;
    buf_byte(rows, (char)((seen->first ? FIRST : FURTHER) + (int)seen->verdict->kind));
}

static bool count_letters(void *to, Str letters) {
    Screening *screening = to;
    uint64_t *const of[] = {[VERDICT_ELIGIBLE] = &screening->eligible,
                            [VERDICT_TO_CHECK] = &screening->to_check,
                            [VERDICT_NOT_ELIGIBLE] = &screening->not_eligible};
    for (size_t i = 0; i < letters.n; i++) {
        bool first = letters.p[i] >= FIRST;
        screening->notices += first;
        screening->lots++;
        ++*of[letters.p[i] - (first ? FIRST : FURTHER)];
    }
    return true;
}

static Screening screen(Cli *cli, const ReviewOptions *options, const Ruleset *rules, YearFiles *in) {
    Screening screening = {0};
    LotWalk walk = {.rules = rules,
                    .columns = &in->convention.columns,
                    .row = lot_letter,
                    .workers = options->workers,
                    .newest = true,
                    .output = {.rows = count_letters, .to = &screening}};
    lots_walk(cli, &walk, &options->notices, &in->lines);
    return screening;
}

/* Everything but the paper: the figures of the year. NULL after saying why. */
static Review *review_make(Cli *cli, const ReviewOptions *options, const Words *words, const Ruleset *rules,
                           YearFiles *in) {
    if (!year_read(cli, &options->year, in, "no review")) return NULL;
    Ledger *ledger = year_ledger(cli, in);
    ReviewInput input = {.convention = &in->convention,
                         .from = in->convention.from,
                         .to = in->convention.to,
                         .ledger = ledger,
                         .decisions = options->year.decisions.n ? &in->decisions : NULL,
                         .clauses = options->year.clauses.n ? &in->clauses : NULL,
                         .structures = options->year.structures.n ? &in->structures : NULL,
                         .words = words};
    if (rules) {
        input.screening = screen(cli, options, rules, in);
        input.pack_title = ruleset_title(rules);
        input.pack_digest = ruleset_digest(rules);
        if (cli->said[DIAG_WORLD] || cli->said[DIAG_USAGE]) return NULL;
    }
    input.lines = in->lines;
    return review_fold(cli->run, &input, &cli->diags);
}

/* Whether loose files are reviewed, instead of a convention. */
static bool is_loose(const ReviewOptions *options) {
    const YearPaths *paths = &options->year;
    return paths->conf.n || paths->key.n || paths->contracts.n || paths->hours.n || paths->people.n ||
           paths->structures.n || paths->decisions.n || paths->clauses.n || options->notices.n ||
           options->packs.n || options->rejects.n;
}

/* What --publish and --supersede go with. */
static bool publish_check(Cli *cli, const ReviewOptions *options) {
    if (!options->publish && options->supersede.n)
        cli_usage(cli, "review: --supersede says why a review is published once more: with --publish");
    else if (!options->publish) return true;
    else if (is_loose(options))
        cli_usage(cli, "review: --publish is for a convention: its folder keeps what was published");
    else if (options->output.n || options->dump_pages || !str_is(options->format, "pdf"))
        cli_usage(cli, "review: --publish writes the files of reviews/: no -o, -f, --dump-pages");
    else if (utf8_has_control(options->supersede) || str_find_byte(options->supersede, '\n') != SIZE_MAX)
        cli_usage(cli, "review: --supersede: the reason is printed, on one line of plain text");
    else return true;
    return false;
}

/* What --audit goes with. */
static bool audit_check(Cli *cli, const ReviewOptions *options) {
    bool known =
        str_is(options->format, "text") || str_is(options->format, "csv") || str_is(options->format, "json");
    if (!known) cli_usage(cli, "review: --audit --format is text, csv or json");
    else if (options->publish || options->supersede.n || options->unmasked || options->dump_pages ||
             options->contract.n)
        cli_usage(cli,
                  "review: --audit writes no review: no --publish, --unmasked, --dump-pages, --contract");
    else if (options->directory.n && is_loose(options))
        cli_usage(cli, "review: either the convention of -C, or --contracts, --hours and --people");
    else return !is_loose(options) || year_named(cli, &options->year, "review");
    return false;
}

/* What --contract goes with. */
static bool contract_check(Cli *cli, const ReviewOptions *options) {
    bool json = str_is(options->format, "json"), html = str_is(options->format, "html");
    if (!options->contract.n) return true;
    if (json || options->publish)
        cli_usage(cli, "review: --contract prints what the review says of one: not --publish, nor -f json");
    else if (!options->output.n && !options->dump_pages && !html)
        cli_usage(cli, "review: --contract: -o OUT.pdf is needed: reviews/ keeps whole reviews");
    else return true;
    return false;
}

/* What stands in reviews/ is printed by the convention's template: a note is no review. */
static bool template_check(Cli *cli, const ReviewOptions *options) {
    bool paper = options->output.n || options->dump_pages || !str_is(options->format, "pdf");
    if (!options->template.n || is_loose(options) || paper) return true;
    cli_usage(cli, "review: --template: -o OUT.pdf is needed: reviews/ keeps reviews by the convention's "
                   "template (convention.conf, [review] template)");
    return false;
}

static bool options_check(Cli *cli, const ReviewOptions *options, const StrList *rest) {
    bool json = str_is(options->format, "json"), pdf = str_is(options->format, "pdf"),
         html = str_is(options->format, "html"), xlsx = str_is(options->format, "xlsx");
    if (rest->n)
        cli_usage(cli, "review: what is %.*s? files go behind --contracts, --hours, ...",
                  STR_ARG(rest->at[0]));
    else if (options->audit) return audit_check(cli, options);
    else if (!json && !pdf && !html && !xlsx) cli_usage(cli, "review: --format is pdf, html, xlsx or json");
    else if (xlsx && (!options->output.n || str_is(options->output, "-")))
        cli_usage(cli, "review: a workbook needs a file: -o FILE.xlsx");
    else if (options->directory.n && is_loose(options))
        cli_usage(cli, "review: either the convention of -C, or --contracts, --hours and --people");
    else if (is_loose(options) && !year_named(cli, &options->year, "review")) return false;
    else if (!json && options->unmasked)
        cli_usage(cli, "review: --unmasked is for --format json only: paper and pages get published");
    else if (is_loose(options) && pdf && !options->dump_pages && !options->output.n)
        cli_usage(cli, "review: -o OUT.pdf is needed");
    else return contract_check(cli, options) && publish_check(cli, options) && template_check(cli, options);
    return false;
}

/* The review of loose files. */
static int review_loose(Cli *cli, const ReviewOptions *o) {
    Paper paper;
    StrList settings = {0};
    if (o->year.conf.n) strlist_add(cli->run, &settings, o->year.conf);
    if (o->template.n) strlist_add(cli->run, &settings, o->template);
    if (!cli_spares(cli, settings)) return EXIT_USAGE;
    options_rejects(cli, o->rejects);
    YearFiles *in = ARENA_NEW(cli->run, YearFiles);
    if (!year_read_convention(cli, &o->year, in) || !review_period(cli, o, &in->convention) ||
        !review_paper_of(cli, o, &in->convention, &paper))
        return cli_finish(cli);
    const StrList *packs = o->packs.n ? &o->packs : &in->convention.packs;
    const Words *words = o->notices.n ? cli_words(cli) : NULL;
    Ruleset *rules = words ? cli_ruleset(cli, words, packs) : NULL;
    if (o->notices.n && !rules) return cli_finish(cli);
    const Review *review = review_make(cli, o, paper.words, rules, in);
    if (review) review_print(cli, o, &paper, review);
    if (rules) ruleset_free(rules);
    return cli_finish(cli);
}

static int check_template(Cli *cli, const ReviewOptions *options, const StrList *rest, int argc) {
    enum { ALONE = 3 };
    Paper paper;
    if (rest->n || argc > ALONE)
        return cli_usage(cli, "review: --check-template FILE stands alone: it needs no data");
    Fonts *fonts =
        review_paper(cli, options->check_template, &paper) ? review_fonts(cli, options, &paper) : NULL;
    if (fonts) fonts_close(fonts);
    return cli_finish(cli);
}

static int review_run(Cli *cli, int argc, char **argv) {
    ReviewOptions o = {0};
    StrList rest = {0};
    const Option options[] = {{"directory", 'C', OPTION_TEXT, &o.directory},
                              {"conf", 'c', OPTION_TEXT, &o.year.conf},
                              {"contracts", 0, OPTION_LIST, &o.year.contracts},
                              {"hours", 0, OPTION_LIST, &o.year.hours},
                              {"people", 0, OPTION_LIST, &o.year.people},
                              {"structures", 0, OPTION_LIST, &o.year.structures},
                              {"decisions", 0, OPTION_LIST, &o.year.decisions},
                              {"clauses", 0, OPTION_LIST, &o.year.clauses},
                              {"notices", 0, OPTION_LIST, &o.notices},
                              {"period", 'p', OPTION_TEXT, &o.period},
                              {"publish", 0, OPTION_FLAG, &o.publish},
                              {"supersede", 0, OPTION_TEXT, &o.supersede},
                              {"date", 0, OPTION_TEXT, &o.date},
                              {"rules", 'r', OPTION_LIST, &o.packs},
                              {"template", 't', OPTION_TEXT, &o.template},
                              {"contract", 0, OPTION_TEXT, &o.contract},
                              {"check-template", 0, OPTION_TEXT, &o.check_template},
                              {"font", 0, OPTION_TEXT, &o.font},
                              {"format", 'f', OPTION_TEXT, &o.format},
                              {"unmasked", 0, OPTION_FLAG, &o.unmasked},
                              {"dump-pages", 0, OPTION_FLAG, &o.dump_pages},
                              {"audit", 0, OPTION_FLAG, &o.audit},
                              {"key", 'k', OPTION_TEXT, &o.year.key},
                              {"output", 'o', OPTION_TEXT, &o.output},
                              {"rejects", 0, OPTION_TEXT, &o.rejects},
                              {"jobs", 'j', OPTION_COUNT, &o.workers},
                              {0}};
    if (!options_read(cli, options, argc, argv, &rest)) return EXIT_USAGE;
    if (!o.format.n) o.format = o.audit ? STR("text") : STR("pdf");
    if (o.check_template.n) return check_template(cli, &o, &rest, argc);
    if (!options_check(cli, &o, &rest)) return EXIT_USAGE;
    if (!str_is(o.output, "-")) cli->output = o.output;
    return is_loose(&o) ? review_loose(cli, &o) : review_of_home(cli, &o);
}

const Command command_review = {
    .name = "review",
    .synopsis = "review [-C DIR] [-p P] [--publish [--supersede WHY]] [-o FILE]\n"
                "       clausier review [-c CONF] --contracts FILE --hours FILE --people FILE\n"
                "                       [--structures FILE] [--decisions FILE] [--clauses FILE]\n"
                "                       [--notices PATH]... -o OUT.pdf",
    .summary = "prints the annual review: contracts, hours done, who did them",
    .help = "  -C, --directory DIR    the convention's folder; else $CLAUSIER_CONVENTION, or\n"
            "                         the nearest folder above with a convention.conf\n"
            "      --publish          freezes the review of the period: reviews/review-P.pdf,\n"
            "                         .json, .xlsx and .html are never written over from then\n"
            "                         on\n"
            "      --supersede WHY    with --publish: a published one is kept as\n"
            "                         review-P.v1.pdf, and the new one says why\n"
            "  -c, --conf FILE        of loose files: their convention.conf\n"
            "      --contracts FILE   contracts with a clause; a file or a folder; may be\n"
            "                         repeated, as the next five\n"
            "      --hours FILE       declared hours, one row a person, contract and month\n"
            "      --people FILE      beneficiaries as pseudonyms with traits\n"
            "      --structures FILE  structures of insertion: which of them did the hours\n"
            "      --decisions FILE   what was decided of lots, for the funnel\n"
            "      --clauses FILE     what became of clauses before there was a contract,\n"
            "                         for the funnel\n"
            "      --notices PATH     notices looked at, judged by the rules for the funnel\n"
            "  -k, --key FILE         turns names and birth dates of HOURS and PEOPLE into\n"
            "                         pseudonyms at the door; else CONF's, if it\n"
            "                         names one (clausier help ref)\n"
            "  -r, --rules PACK       a pack's name or path, instead of those of CONF\n"
            "  -p, --period P         2026, 2026-03 or 2026-01-01..2026-06-30, instead of\n"
            "                         the one in CONF\n"
            "      --date DAY         of publication; else CONF's, SOURCE_DATE_EPOCH or today\n"
            "  -t, --template T       what is printed, in which words: a path, or review,\n"
            "                         review-en (in English), note-elus (one page for elected\n"
            "                         officials), quarterly, contract, example; needs -o.\n"
            "                         Else that of CONF, else review: reviews/ has this one\n"
            "      --contract ID      only what the review says of this contract, hidden\n"
            "                         where it is hidden there; its template is contract\n"
            "      --check-template T whether it is one: silent if it is, and needs no data;\n"
            "                         clausier help template tells what it may say\n"
            "      --font FAMILY      known to fontconfig, or a folder; else T's, or Lato\n"
            "  -f, --format F         pdf; html: the same as one page for a browser; json:\n"
            "                         the figures as one object; xlsx: as a workbook, a\n"
            "                         sheet a table, which needs -o\n"
            "      --unmasked         JSON for the house's own use: nothing is hidden\n"
            "      --audit            instead of a review: which numbers it hides, why, and\n"
            "                         what a reader can still deduce of each; for the house's\n"
            "                         own use, as a table or by -f csv or json; exit 1 where\n"
            "                         rows were refused, too, though the audit passes\n"
            "      --dump-pages       what stands where on every page, as text\n"
            "  -o, --output FILE      where to; whole or not at all\n"
            "      --rejects DIR      keeps what was refused there, with the reasons\n"
            "  -j, --jobs N           workers for the notices\n"
            "\n"
            "Cells that could tell who somebody is are hidden, with what would give them\n"
            "away; where that does not do, rows are put together. A review that would let\n"
            "anybody calculate them is not written: exit 1.\n"
            "Of a convention, the registry is reviewed as the last run left it: without -o\n"
            "into reviews/review-P.pdf, .json, .xlsx and .html, where P is the period (2026,\n"
            "2026-03 or 2025-11-01_2026-10-31). Once that is published, into\n"
            "review-P-recomputed.pdf and so on, which show published beside recomputed\n"
            "figures, and why they differ; so does the review of the following period. Exit\n"
            "1: a published file is not what it was. Exit 75: a run holds the convention.\n",
    .run = review_run,
};
