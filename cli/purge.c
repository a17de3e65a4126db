/* purge.c - clausier purge: who was last heard of long ago is forgotten, and what is as old goes.
 *
 * What only a plan can tell (workbooks that name them, copies that no run has taken) goes first, for behind
 * the transaction nobody knows any more who they were. */
#include "registry/purge.h"
#include "base/file.h"
#include "cli/hold.h"
#include "cli/options.h"
#include "ingest/xlsx.h"
#include <dirent.h>
#include <sys/stat.h>

enum { DAY_SECONDS = 24 * 3600, BOOK_LIMIT = 1 << 28 };

typedef struct PurgeWork {
    Cli *cli;
    const Home *home;
    Registry *registry;
    Date before;
    bool execute, verbose, pending;
    const Purge *plan;
    StrList books;   /* alerts.xlsx that name who is to be forgotten */
    StrList days;    /* folders of out/ */
    StrList rejects; /* files */
    StrList backups; /* of the registry, from before its schema changed */
} PurgeWork;

/* Looking. */

/* The paths in a folder, sorted. */
static StrList entries(Arena *arena, Str folder) {
    StrList paths = {0};
    DIR *open = opendir(str_cstr(arena, folder));
    for (const struct dirent *entry; open && (entry = readdir(open));) {
        Str name = str_of(entry->d_name);
        if (!str_is(name, ".") && !str_is(name, ".."))
            strlist_add(arena, &paths, file_join(arena, folder, name));
    }
    if (open) closedir(open);
    strlist_sort(paths);
    return paths;
}

/* The day that a folder of out/ is called by; DATE_ABSENT: it is none of them. */
static Date day_of(Arena *arena, Str path) {
    Str name = file_name(path);
    struct stat there;
    Date day;
    bool folder = lstat(str_cstr(arena, path), &there) == 0 && S_ISDIR(there.st_mode);
    return folder && name.n == 10 && date_read(name, &day) ? day : DATE_ABSENT;
}

static bool row_names(const CsvRow *row, const Map *refs) {
    for (size_t i = 0; i < row->n; i++)
        if (map_has(refs, str_trim(row->cells[i]))) return true;
    return false;
}

/* A workbook that cannot be read might name anybody. */
static bool book_names(Arena *scratch, Str path, const Map *refs) {
    Diags unsaid = diags_new(scratch);
    Str bytes;
    if (!file_read(scratch, path, BOOK_LIMIT, &bytes, &unsaid)) return true;
    Xlsx *book = xlsx_open(scratch, path, bytes, &unsaid);
    if (!book) return true;
    bool names = false;
    CsvRow row;
    do {
        while (!names && xlsx_next(book, &row)) names = row_names(&row, refs);
        names |= xlsx_failed(book);
    } while (!names && xlsx_turn(book));
    xlsx_close(book);
    return names;
}

static void look_at_out(PurgeWork *work) {
    Arena *arena = work->cli->run, *scratch = arena_new();
    StrList paths = entries(arena, work->home->folder.out);
    Str latest = file_join(arena, work->home->folder.out, STR("latest"));
    for (size_t i = 0; i < paths.n; i++) {
        Date day = day_of(arena, paths.at[i]);
        if (day == DATE_ABSENT) continue;
        if (day < work->before && !file_same(arena, paths.at[i], latest)) {
            strlist_add(arena, &work->days, paths.at[i]);
            continue;
        }
        Str book = file_join(arena, paths.at[i], STR("alerts.xlsx"));
        arena_reset(scratch);
        if (map_count(work->plan->refs) && file_exists(arena, book) &&
            book_names(scratch, book, work->plan->refs))
            strlist_add(arena, &work->books, book);
    }
    arena_free(scratch);
}

/* Since when it lies there: a file that was moved keeps the day on which it was written, not that of its
 * change of name. */
static bool is_old(Arena *arena, Str path, Date before) {
    struct stat there;
    return lstat(str_cstr(arena, path), &there) == 0 && S_ISREG(there.st_mode) &&
           there.st_ctim.tv_sec < (int64_t)before * DAY_SECONDS;
}

static void look_at_rejects(PurgeWork *work) {
    Arena *arena = work->cli->run;
    StrList paths = entries(arena, work->home->folder.rejects);
    for (size_t i = 0; i < paths.n; i++)
        if (is_old(arena, paths.at[i], work->before)) strlist_add(arena, &work->rejects, paths.at[i]);
}

static void look_at_backups(PurgeWork *work) {
    Arena *arena = work->cli->run;
    StrList paths = entries(arena, work->home->folder.root);
    Str begin = str_print(arena, "%.*s.v", STR_ARG(file_name(work->home->folder.registry)));
    for (size_t i = 0; i < paths.n; i++)
        if (str_starts(file_name(paths.at[i]), begin) && str_ends(paths.at[i], STR(".bak")))
            strlist_add(arena, &work->backups, paths.at[i]);
}

static bool look(PurgeWork *work) {
    work->plan = purge_plan(work->registry, work->cli->run, &work->home->folder, work->before);
    if (!work->plan) return false;
    look_at_out(work);
    look_at_rejects(work);
    look_at_backups(work);
    return true;
}

/* Telling, and never who. */

static size_t files_of(const Purge *plan, FileKind kind) {
    size_t n = 0;
    for (size_t i = 0; i < plan->n; i++) n += plan->files[i].taken.kind == kind;
    return n;
}

static void list_paths(Buf *text, StrList paths) {
    for (size_t i = 0; i < paths.n; i++) buf_print(text, "    %.*s\n", STR_ARG(paths.at[i]));
}

static void list_files(Buf *text, const Purge *plan, FileKind kind) {
    for (size_t i = 0; i < plan->n; i++)
        if (plan->files[i].taken.kind == kind)
            buf_print(text, "    %.*s\n", STR_ARG(plan->files[i].taken.name));
}

static void tell_paths(Buf *text, const PurgeWork *work, StrList paths, const char *what) {
    if (!paths.n) return;
    buf_print(text, "%zu %s\n", paths.n, what);
    if (work->verbose) list_paths(text, paths);
}

static void tell_people(Buf *text, const PurgeWork *work) {
    const Purge *plan = work->plan;
    buf_print(text, "%zu of %zu persons had their last contact before %.*s\n", map_count(plan->refs),
              plan->persons, STR_ARG(date_print(work->cli->run, plan->before)));
    if (!map_count(plan->refs)) return;
    buf_print(text, "%llu statements about them, in %zu files\n", (unsigned long long)plan->statements,
              files_of(plan, FILE_PEOPLE));
    if (work->verbose) list_files(text, plan, FILE_PEOPLE);
    buf_print(text, "%llu rows of hours, in %zu files: of them %llu sums stay, which are nobody's\n",
              (unsigned long long)plan->rows, files_of(plan, FILE_HOURS), (unsigned long long)plan->sums);
    if (work->verbose) list_files(text, plan, FILE_HOURS);
}

static bool nothing_to_do(const PurgeWork *work) {
    return !work->pending && !map_count(work->plan->refs) && !work->days.n && !work->rejects.n &&
           !work->backups.n;
}

static void tell(const PurgeWork *work) {
    Buf text = {.arena = work->cli->run};
    if (work->pending && !work->execute)
        buf_print(&text, "a purge was cut off: --execute takes it up first\n");
    tell_people(&text, work);
    tell_paths(&text, work, work->books, "workbooks of alerts that name them; a run makes the next");
    tell_paths(&text, work, work->plan->strays, "copies that a run left when it was killed");
    tell_paths(&text, work, work->days, "days of out/ that are as old");
    tell_paths(&text, work, work->rejects, "rejects that are as old");
    tell_paths(&text, work, work->backups, "copies of the registry from before it was brought up to date");
    if (nothing_to_do(work)) buf_print(&text, "nothing to do\n");
    else
        buf_print(&text, work->execute ? "done: this is gone\n"
                                       : "nothing was changed: clausier purge --execute does it\n");
    cli_write(work->cli, buf_str(&text));
}

/* Doing. */

static bool remove_paths(const PurgeWork *work, StrList paths) {
    for (size_t i = 0; i < paths.n; i++)
        if (!file_remove(work->cli->run, paths.at[i], &work->cli->diags)) return false;
    return true;
}

static bool forget(const PurgeWork *work) {
    Arena *arena = work->cli->run;
    const Folder *folder = &work->home->folder;
    Diags *diags = &work->cli->diags;
    if (!work->plan->n) return true;
    return purge_note(work->plan, arena, folder, diags) && purge_copies(work->plan, arena, folder, diags) &&
           purge_rows(work->plan, work->registry) && purge_finish(work->registry, arena, folder, diags);
}

static bool execute(const PurgeWork *work) {
    return remove_paths(work, work->books) && remove_paths(work, work->plan->strays) &&
           remove_paths(work, work->days) && remove_paths(work, work->rejects) &&
           remove_paths(work, work->backups) && forget(work);
}

/* What was cut off is brought to its end first: a plan needs a registry and an archive that agree. */
static bool recover(PurgeWork *work) {
    const Folder *folder = &work->home->folder;
    work->pending = purge_is_pending(work->cli->run, folder);
    return !work->execute || purge_recover(work->registry, work->cli->run, folder, &work->cli->diags);
}

static void purge_all(PurgeWork *work) {
    bool there = file_exists(work->cli->run, work->home->folder.registry);
    work->registry = hold_registry(work->cli, work->home, work->execute && there ? STORE_WRITE : STORE_READ);
    if (!work->registry) return;
    bool good = recover(work) && look(work) && (!work->execute || execute(work));
    registry_close(work->registry);
    if (good) tell(work);
}

/* What is forgotten cannot be brought back: a day that is to come is a slip of the pen. */
static bool day_read(Cli *cli, Str text, bool execute, Date *day) {
    *day = cli_today();
    if (text.n && !date_read(text, day)) cli_usage(cli, "purge: --date %.*s is not a day", STR_ARG(text));
    else if (execute && *day > cli_today())
        cli_usage(cli, "purge: --date %.*s is to come: not with --execute", STR_ARG(text));
    else return true;
    return false;
}

static int purge_run(Cli *cli, int argc, char **argv) {
    PurgeWork work = {.cli = cli};
    Str directory = {0}, date = {0};
    StrList rest = {0};
    Date day;
    const Option options[] = {{"directory", 'C', OPTION_TEXT, &directory},
                              {"date", 0, OPTION_TEXT, &date},
                              {"execute", 0, OPTION_FLAG, &work.execute},
                              {"verbose", 'v', OPTION_FLAG, &work.verbose},
                              {0}};
    if (!options_read(cli, options, argc, argv, &rest)) return EXIT_USAGE;
    if (rest.n) return cli_usage(cli, "purge: what is %.*s?", STR_ARG(rest.at[0]));
    if (!day_read(cli, date, work.execute, &day)) return EXIT_USAGE;
    Home *home = ARENA_NEW(cli->run, Home);
    if (!home_open(cli, directory, home)) return cli_finish(cli);
    work.home = home;
    work.before = purge_day(day, home->convention.retention_months);
    Lock lock = {.fd = -1};
    int code = work.execute ? hold_take(cli, home, &lock) : EXIT_DONE;
    if (code) return code;
    purge_all(&work);
    code = cli_finish(cli);
    if (work.execute) lock_release(&lock);
    return code;
}

const Command command_purge = {
    .name = "purge",
    .synopsis = "purge [-C DIR] [--date DAY] [--execute] [-v]",
    .summary = "forgets who was last heard of longer ago than the retention",
    .help = "  -C, --directory DIR    the convention's folder; else $CLAUSIER_CONVENTION, or\n"
            "                         the nearest folder above with a convention.conf\n"
            "      --date DAY         the day from which it is counted back; else\n"
            "                         SOURCE_DATE_EPOCH or today\n"
            "      --execute          does it: without, it is only said what would go\n"
            "  -v, --verbose          names the files that say something of them\n"
            "\n"
            "A person's last contact is the exit, or later hours; without an exit the last\n"
            "month with hours; without hours the entry, or the last day of a statement.\n"
            "Where that lies longer ago than retention_months of [persons], everything said\n"
            "of the person goes from the registry and the archive. Their hours stay, as sums\n"
            "that are nobody's: no total changes, and no person comes back by a rebuild. As\n"
            "old days of out/ and rejects go too, and copies of earlier registries. Files\n"
            "that wait in the inbox, and reviews, stay. A purge that was killed is taken up\n"
            "by the next.\n",
    .run = purge_run,
};
