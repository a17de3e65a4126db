/* review_home.c - the review of a convention: what its registry remembers, beside what was published of it.
 *
 * Reviews that are kept in reviews/ are made while the convention is held, so that no run changes the
 * registry meanwhile, and nobody else writes there. */
#include "base/file.h"
#include "cli/frozen.h"
#include "cli/hold.h"
#include "cli/review.h"
#include "ingest/source.h"
#include "registry/archive.h"
#include "registry/records.h"
#include "registry/screened.h"

typedef struct Making {
    Cli *cli;
    const ReviewOptions *options;
    Home *home;
    Paper paper;
    bool keeps; /* in reviews/ */
    Registry *registry;
    Run last;
    Frozen frozen, before; /* of the period; of the one before */
    ReviewInput input;
} Making;

static bool refuse(Making *m, const char *why) {
    cli_usage(m->cli, "review: %s", why);
    return false;
}

static bool open_registry(Making *m) {
    Cli *cli = m->cli;
    Str path = m->home->folder.registry;
    if (!file_exists(cli->run, path))
        return refuse(m, "no registry here yet: clausier run makes it (where there is an archive, "
                         "clausier run --rebuild)");
    m->registry = registry_open(cli->run, path, STORE_READ, &cli->diags);
    if (!m->registry) return false;
    m->last = registry_last_run(m->registry, cli->run);
    if (!m->last.number) return refuse(m, "nothing has been taken yet: clausier run");
    if (!m->last.completed && !m->options->publish)
        diag_add(&cli->diags, DIAG_NOTE, (Loc){.file = path}, "clausier run goes on with it",
                 "the last run, of %.*s, was cut off", STR_ARG(date_print(cli->run, m->last.day)));
    return true;
}

/* Whether contracts are what the last run was told. */
static bool contracts_current(Making *m) {
    static const char *const names[] = {"contracts.csv", "contracts.xlsx", "contracts.xlsm"};
    Cli *cli = m->cli;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        Str path = file_join(cli->run, m->home->folder.reference, str_of(names[i])), bytes;
        if (!file_exists(cli->run, path)) continue;
        if (!source_read(cli->run, path, &bytes, &cli->diags)) return false;
        return !digest_compare(digest_whole(bytes), m->last.settings.contracts);
    }
    return digest_is_none(m->last.settings.contracts);
}

/* What may be published: something that was not, or with a reason, and that is up to date. */
static bool publish_allowed(Making *m) {
    Cli *cli = m->cli;
    const ReviewOptions *o = m->options;
    const Publication *there = &m->frozen.publication;
    Date day = m->home->convention.published;
    if (m->frozen.damaged) return refuse(m, "--publish: first bring the record back from a backup");
    if (m->frozen.published && !o->supersede.n) {
        cli_usage(cli,
                  "review: this period was published on %.*s: clausier review shows what differs, and "
                  "--supersede WHY publishes it once more",
                  STR_ARG(date_print(cli->run, there->day)));
        return false;
    }
    if (!m->frozen.published && o->supersede.n)
        return refuse(m, "--supersede: nothing is published of this period: --publish alone");
    if (!m->last.completed) return refuse(m, "--publish: the last run was cut off: first clausier run");
    if (!contracts_current(m))
        return refuse(m, "--publish: reference/contracts has changed since the last run: first clausier run");
    if (day < m->last.day || (m->frozen.published && day < there->day))
        return refuse(m, "--publish: --date lies before the last run, or the last publication");
    return true;
}

/* The table of contracts of a digest, as it lies in the archive. False: not there, or not readable now. */
static bool contracts_then(Making *m, Digest digest, Contracts *contracts, Diags *unsaid) {
    static const char *const names[] = {"a.csv", "a.xlsx", "a.xlsm"};
    Cli *cli = m->cli;
    Lines lines = {0};
    Str bytes;
    if (digest_is_none(digest)) return true;
    if (!digest_compare(digest, m->last.settings.contracts)) {
        records_contracts(m->registry, cli->run, contracts);
        return true;
    }
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        Str path = archive_path(cli->run, &m->home->folder, "contracts", digest, str_of(names[i]));
        if (file_exists(cli->run, path))
            return source_read(cli->run, path, &bytes, unsaid) &&
                   contracts_read(cli->run, path, bytes, &m->home->convention.columns, contracts, &lines,
                                  unsaid);
    }
    return false;
}

/* What the registry knew when it was published; NULL where that cannot be said any more. What was refused
 * then is not said once more. */
static const Ledger *ledger_then(Making *m, const Publication *publication) {
    Arena *arena = m->cli->run;
    Contracts *contracts = ARENA_NEW(arena, Contracts);
    People *people = ARENA_NEW(arena, People);
    HoursRows hours = {0};
    Ledger *ledger = ARENA_NEW(arena, Ledger);
    Diags unsaid = diags_new(arena);
    *contracts = (Contracts){0};
    *people = (People){0};
    if (m->last.number < publication->run || !contracts_then(m, publication->contracts, contracts, &unsaid))
        return NULL;
    records_people_until(m->registry, arena, publication->run, people, &unsaid);
    records_hours_until(m->registry, arena, publication->run, &hours);
    *ledger = ledger_join(arena, contracts, &hours, people, &unsaid);
    return ledger;
}

static bool screen(Making *m, Date from, Date to, Screening *screening) {
    Totals totals;
    if (!registry_screened(m->registry, from, to, &totals)) return false;
    *screening = (Screening){.notices = (uint64_t)totals.notices,
                             .lots = (uint64_t)(totals.eligible + totals.to_check + totals.not_eligible),
                             .eligible = (uint64_t)totals.eligible,
                             .to_check = (uint64_t)totals.to_check,
                             .not_eligible = (uint64_t)totals.not_eligible};
    return true;
}

/* NULL where nothing is published, or nobody knows what. */
static const PublishedThen *published_then(Making *m, const Frozen *frozen) {
    if (!frozen->published || frozen->damaged) return NULL;
    const Publication *publication = &frozen->publication;
    Registry *registry = m->registry;
    int64_t run = publication->run;
    PublishedThen *then = ARENA_NEW(m->cli->run, PublishedThen);
    *then = (PublishedThen){
        .publication = publication,
        .ledger = ledger_then(m, publication),
        .rules_changed = digest_compare(publication->packs, m->last.settings.packs) != 0,
        .conf_changed = digest_compare(publication->conf, digest_whole(m->home->conf)) != 0,
        .rows_gone = registry_taken_until(registry, FILE_HOURS, run).rows < publication->hours_rows ||
                     registry_taken_until(registry, FILE_PEOPLE, run).rows < publication->people_rows,
        .hours_files = registry_files_since(registry, FILE_HOURS, run),
        .people_files = registry_files_since(registry, FILE_PEOPLE, run)};
    return screen(m, publication->from, publication->to, &then->screening) ? then : NULL;
}

/* The figures of the period before, where the configuration does not state them. */
static void take_previous(Convention *convention, const Publication *publication) {
    int64_t number;
    if (convention->previous_hours == HUNDREDTHS_ABSENT &&
        !number_read_plain(publication_figure(publication, STR("hours_done")), 2, false, &number))
        convention->previous_hours = number;
    if (convention->previous_people < 0 &&
        !number_read_plain(publication_figure(publication, STR("people")), 0, false, &number))
        convention->previous_people = number;
}

static bool take_input(Making *m) {
    Cli *cli = m->cli;
    Convention *convention = &m->home->convention;
    Ledger *ledger = ARENA_NEW(cli->run, Ledger);
    if (!registry_ledger(m->registry, cli->run, ledger, &cli->diags)) return false;
    cli_flush(cli);
    Decisions *decisions = ARENA_NEW(cli->run, Decisions);
    Clauses *clauses = ARENA_NEW(cli->run, Clauses);
    Structures *structures = ARENA_NEW(cli->run, Structures);
    *decisions = (Decisions){0}, *clauses = (Clauses){0}, *structures = (Structures){0};
    Diags unsaid = diags_new(cli->run); /* two decisions of a day: the run has said that */
    records_decisions(m->registry, cli->run, decisions, &unsaid);
    records_clauses(m->registry, cli->run, clauses);
    records_structures(m->registry, cli->run, structures);
    m->input = (ReviewInput){.convention = convention,
                             .from = convention->from,
                             .to = convention->to,
                             .ledger = ledger,
                             .lines = registry_lines(m->registry),
                             .lines_partly = true,
                             .decisions = decisions->n ? decisions : NULL,
                             .clauses = clauses->n ? clauses : NULL,
                             .structures = structures->n ? structures : NULL,
                             .words = m->paper.words,
                             .published = published_then(m, &m->frozen),
                             .previous = published_then(m, &m->before)};
    m->input.years = frozen_years(cli, &m->home->folder, convention->from, &m->input.year_count);
    if (m->input.previous) take_previous(convention, m->input.previous->publication);
    if (!screen(m, convention->from, convention->to, &m->input.screening)) return false;
    if (m->input.screening.lots) {
        m->input.pack_title = m->last.settings.pack_titles;
        m->input.pack_digest = digest_print(cli->run, m->last.settings.packs);
    }
    if (m->options->publish && m->frozen.published) {
        m->input.supersedes = m->frozen.publication.day;
        m->input.supersedes_reason = m->options->supersede;
    }
    return store_good(registry_store(m->registry));
}

static Publication publication_of(Making *m, const Figures *figures) {
    const Convention *convention = &m->home->convention;
    bool again = m->frozen.published;
    Taken hours = registry_taken_until(m->registry, FILE_HOURS, m->last.number);
    Taken people = registry_taken_until(m->registry, FILE_PEOPLE, m->last.number);
    Publication publication = {.from = convention->from,
                               .to = convention->to,
                               .day = convention->published,
                               .version = again ? m->frozen.publication.version + 1 : 1,
                               .superseded = again ? m->frozen.publication.day : DATE_ABSENT,
                               .reason = m->input.supersedes_reason,
                               .program = STR(CLAUSIER_VERSION),
                               .run = m->last.number,
                               .run_day = m->last.day,
                               .conf = digest_whole(m->home->conf),
                               .packs = m->last.settings.packs,
                               .contracts = m->last.settings.contracts,
                               .hours_files = hours.files,
                               .hours_rows = hours.rows,
                               .people_files = people.files,
                               .people_rows = people.rows};
    publication_take(m->cli->run, figures, &publication);
    return publication;
}

static bool keep_review(Making *m, const Review *review) {
    Cli *cli = m->cli;
    const Figures *figures = review_figures(cli->run, review);
    review_note_empty(cli, review);
    Str html = {0}, pdf = review_pages(cli, m->options, &m->paper, figures, &html);
    Str json = review_json(cli->run, review, false);
    if (!pdf.n || !file_make_folder(m->home->folder.reviews, &cli->diags)) return false;
    Str book = review_book(cli, &m->paper, figures,
                           file_join(cli->run, m->home->folder.reviews, STR("review.xlsx")));
    const FrozenFiles files = {.pdf = pdf, .json = json, .xlsx = book, .html = html};
    if (!book.n) return false;
    if (!m->options->publish) return frozen_write(cli, &m->frozen, &files);
    Publication publication = publication_of(m, figures);
    return store_good(registry_store(m->registry)) && frozen_publish(cli, &m->frozen, &publication, &files);
}

static bool look(Making *m) {
    const Convention *convention = &m->home->convention;
    const Folder *folder = &m->home->folder;
    return frozen_look(m->cli, folder, convention->from, convention->to, m->keeps, &m->frozen) &&
           frozen_look_before(m->cli, folder, convention->from, convention->to, m->keeps, &m->before);
}

static void make(Making *m) {
    Cli *cli = m->cli;
    Convention *convention = &m->home->convention;
    if (m->options->publish) convention->published = DATE_ABSENT; /* today's, or that of --date */
    if (!review_period(cli, m->options, convention) ||
        !review_paper_of(cli, m->options, convention, &m->paper) || !open_registry(m) || !look(m))
        return;
    cli_flush(cli);
    if (m->options->publish && !publish_allowed(m)) return;
    if (!take_input(m)) return;
    const Review *review = review_fold(cli->run, &m->input, &cli->diags);
    if (review && m->keeps) keep_review(m, review);
    else if (review) review_print(cli, m->options, &m->paper, review);
}

int review_of_home(Cli *cli, const ReviewOptions *options) {
    Home *home = ARENA_NEW(cli->run, Home);
    if (!home_open(cli, options->directory, home)) return cli_finish(cli);
    Making m = {.cli = cli, .options = options, .home = home};
    StrList files = {0};
    strlist_add(cli->run, &files, home->folder.conf);
    strlist_add(cli->run, &files, home->folder.registry);
    if (options->template.n) strlist_add(cli->run, &files, options->template);
    if (!cli_spares(cli, files)) return cli_finish(cli);
    m.keeps = !options->output.n && !options->dump_pages && !options->audit && str_is(options->format, "pdf");
    Lock lock;
    int held = m.keeps ? hold_take(cli, home, &lock) : EXIT_DONE;
    if (held != EXIT_DONE) return held;
    bool clear = !m.keeps || !lock.left || file_sweep(cli->run, home->folder.reviews, &cli->diags);
    if (clear) make(&m);
    registry_close(m.registry);
    int code = cli_finish(cli);
    if (m.keeps) lock_release(&lock);
    return code;
}
