/* status.c - clausier status: whether a convention is looked after, for whoever monitors it.
 *
 * The registry knows days only. How old the last run is says the file that it has left, run.json, or the end
 * of its day (UTC) where that is longer ago: a copy of a folder is not younger than what it is a copy of. */
#include "base/file.h"
#include "base/json.h"
#include "cli/home.h"
#include "cli/options.h"
#include "ingest/source.h"
#include "registry/records.h"
#include "report/follow.h"
#include <dirent.h>
#include <time.h>

enum { HOUR = 3600, DAY = 24 * HOUR, WAITING = 4 };

typedef struct Status {
    Str convention; /* its folder */
    Run last;       /* completed; number 0: there is none */
    Run unfinished; /* number 0: there is none */
    int64_t age;    /* hours since the last, whole ones */
    int64_t most;   /* hours that it may have; -1: any */
    uint64_t waiting[WAITING];
    uint64_t rejects; /* files with reasons */
    Totals totals;
    uint64_t contracts, late, hours, people;
    uint64_t bytes; /* of the registry */
    int64_t version;
    bool keyed, key_good;
    Str key_trouble;
} Status;

static const FileKind kinds[WAITING] = {FILE_NOTICES, FILE_HOURS, FILE_PEOPLE, FILE_DECISIONS};

static bool is_stale(const Status *status) {
    return !status->last.number || (status->most >= 0 && status->age > status->most);
}

static int64_t age_of(Arena *arena, const Folder *folder, Date day) {
    FileStamp stamp;
    int64_t now = time(NULL), ended = ((int64_t)day + 1) * DAY, since = ended;
    Str left = file_join(arena, folder->out, STR("latest/run.json"));
    if (file_stamp(arena, left, &stamp) && stamp.seconds < since) since = stamp.seconds;
    return now > since ? (now - since) / HOUR : 0;
}

static uint64_t files_in(Arena *arena, Str folder) {
    Diags unsaid = diags_new(arena);
    StrList paths = {.at = &folder, .n = 1};
    return source_list(arena, &paths, &unsaid).n;
}

static uint64_t reasons_in(Arena *arena, Str folder) {
    uint64_t n = 0;
    DIR *open = opendir(str_cstr(arena, folder));
    for (const struct dirent *entry; open && (entry = readdir(open));)
        n += str_ends(str_of(entry->d_name), STR(".reasons.csv"));
    if (open) closedir(open);
    return n;
}

static void look_at_key(Cli *cli, const Home *home, Status *status) {
    Key key;
    Diags why = diags_new(cli->run);
    status->keyed = home->convention.key_path.n > 0;
    if (!status->keyed) return;
    status->key_good = key_read(cli->run, home->convention.key_path, home->folder.root, &key, &why);
    if (status->key_good) key_wipe(&key);
    else if (why.first) status->key_trouble = diag_print(cli->run, why.first);
}

static void look_at_contracts(Cli *cli, const Home *home, Registry *registry, Status *status) {
    Diags unsaid = diags_new(cli->run);
    Ledger ledger;
    if (!registry_ledger(registry, cli->run, &ledger, &unsaid)) return;
    const Follow *follow = follow_make(cli->run, &home->convention, &ledger, cli_today(), &unsaid);
    status->contracts = ledger.contracts->n;
    status->hours = ledger.hours.n;
    status->people = ledger.people->n;
    if (follow) status->late = follow->late;
}

/* False where the registry is there and cannot be read: that has been said. */
static bool look_at_registry(Cli *cli, const Home *home, Status *status) {
    FileStamp stamp;
    if (!file_exists(cli->run, home->folder.registry)) return true;
    if (file_stamp(cli->run, home->folder.registry, &stamp)) status->bytes = stamp.bytes;
    Registry *registry = registry_open(cli->run, home->folder.registry, STORE_READ, &cli->diags);
    if (!registry) return false;
    Run last = registry_last_run(registry, cli->run);
    status->last = registry_run_before(registry, cli->run, INT32_MAX);
    if (last.number && !last.completed) status->unfinished = last;
    if (status->last.number) status->age = age_of(cli->run, &home->folder, status->last.day);
    status->totals = registry_totals(registry);
    status->version = store_version(registry_store(registry));
    look_at_contracts(cli, home, registry, status);
    bool good = store_good(registry_store(registry));
    registry_close(registry);
    return good;
}

static bool look(Cli *cli, const Home *home, Status *status) {
    const Folder *folder = &home->folder;
    const Str inboxes[WAITING] = {folder->inbox_notices, folder->inbox_hours, folder->inbox_people,
                                  folder->inbox_decisions};
    status->convention = folder->root;
    for (size_t i = 0; i < WAITING; i++) status->waiting[i] = files_in(cli->run, inboxes[i]);
    status->rejects = reasons_in(cli->run, folder->rejects);
    look_at_key(cli, home, status);
    return look_at_registry(cli, home, status);
}

/* What people read. */

static void say_runs(Buf *text, Arena *arena, const Status *status) {
    const Run *last = &status->last, *unfinished = &status->unfinished;
    if (!last->number) buf_print(text, "last run     never\n");
    else
        buf_print(text, "last run     %.*s, %lld h ago%s\n", STR_ARG(date_print(arena, last->day)),
                  (long long)status->age, is_stale(status) ? ": too long" : "");
    if (unfinished->number)
        buf_print(text, "unfinished   run of %.*s: at work, or ended early; the next one makes it good\n",
                  STR_ARG(date_print(arena, unfinished->day)));
}

static Str text_of(Arena *arena, const Status *status) {
    Buf text = {.arena = arena};
    buf_print(&text, "convention   %.*s\n", STR_ARG(status->convention));
    say_runs(&text, arena, status);
    buf_print(&text, "inbox       ");
    for (size_t i = 0; i < WAITING; i++)
        buf_print(&text, "%s %s %llu", i ? "," : "", file_kind_name(kinds[i]),
                  (unsigned long long)status->waiting[i]);
    buf_print(&text, "\nrejects      %llu\n", (unsigned long long)status->rejects);
    buf_print(&text, "contracts    %llu, late %llu\n", (unsigned long long)status->contracts,
              (unsigned long long)status->late);
    buf_print(&text, "people       %llu, rows of hours that hold %llu\n", (unsigned long long)status->people,
              (unsigned long long)status->hours);
    buf_print(&text, "notices      %lld; lots eligible %lld, to check %lld, not eligible %lld\n",
              (long long)status->totals.notices, (long long)status->totals.eligible,
              (long long)status->totals.to_check, (long long)status->totals.not_eligible);
    buf_print(&text, "registry     %llu bytes, version %lld\n", (unsigned long long)status->bytes,
              (long long)status->version);
    if (!status->keyed) buf_print(&text, "key          none: files that name persons are refused\n");
    else if (status->key_good) buf_print(&text, "key          can be read\n");
    else buf_print(&text, "key          cannot be used: %.*s\n", STR_ARG(status->key_trouble));
    return buf_str(&text);
}

/* What programs read. */

static void put_run(Json *to, Arena *arena, const char *key, const Run *run, int64_t age) {
    if (!run->number) {
        json_absent(to, key);
        return;
    }
    Json *put = json_put(to, key, json_object());
    json_text(put, "day", date_print(arena, run->day));
    if (age >= 0) json_number(put, "age_hours", age);
}

static Str json_of(Arena *arena, const Status *status) {
    Json *root = json_object();
    json_text(root, "schema", STR("clausier.status/1"));
    json_bool(root, "stale", is_stale(status));
    put_run(root, arena, "last_run", &status->last, status->age);
    put_run(root, arena, "unfinished_run", &status->unfinished, -1);
    Json *inbox = json_put(root, "inbox", json_object());
    for (size_t i = 0; i < WAITING; i++)
        json_number(inbox, file_kind_name(kinds[i]), (int64_t)status->waiting[i]);
    json_number(root, "rejects", (int64_t)status->rejects);
    Json *counts = json_put(root, "counts", json_object());
    json_number(counts, "contracts", (int64_t)status->contracts);
    json_number(counts, "late", (int64_t)status->late);
    json_number(counts, "people", (int64_t)status->people);
    json_number(counts, "hours_rows", (int64_t)status->hours);
    json_number(counts, "notices", status->totals.notices);
    json_number(counts, "eligible", status->totals.eligible);
    json_number(counts, "to_check", status->totals.to_check);
    json_number(counts, "not_eligible", status->totals.not_eligible);
    Json *registry = json_put(root, "registry", json_object());
    json_number(registry, "bytes", (int64_t)status->bytes);
    json_number(registry, "version", status->version);
    json_text(root, "key",
              status->key_good ? STR("readable")
              : status->keyed  ? STR("unusable")
                               : STR("none"));
    return str_cat(arena, json_print(arena, root, 2), STR("\n"));
}

static int status_run(Cli *cli, int argc, char **argv) {
    Str directory = {0}, most = {0}, format = STR("text");
    StrList rest = {0};
    const Option options[] = {{"directory", 'C', OPTION_TEXT, &directory},
                              {"max-age", 0, OPTION_TEXT, &most},
                              {"format", 'f', OPTION_TEXT, &format},
                              {0}};
    if (!options_read(cli, options, argc, argv, &rest)) return EXIT_USAGE;
    Status status = {.most = -1};
    if (rest.n) return cli_usage(cli, "status: what is %.*s?", STR_ARG(rest.at[0]));
    if (most.n && (number_read_plain(most, 0, false, &status.most) || status.most < 0))
        return cli_usage(cli, "status: --max-age %.*s is not a number of hours", STR_ARG(most));
    bool json = str_is(format, "json");
    if (!json && !str_is(format, "text")) return cli_usage(cli, "status: --format is text or json");
    Home *home = ARENA_NEW(cli->run, Home);
    if (!home_open(cli, directory, home) || !look(cli, home, &status)) return cli_finish(cli);
    cli_write(cli, json ? json_of(cli->run, &status) : text_of(cli->run, &status));
    int code = cli_finish(cli);
    return code == EXIT_DONE && is_stale(&status) ? EXIT_REFUSED : code;
}

const Command command_status = {
    .name = "status",
    .synopsis = "status [-C DIR] [--max-age HOURS] [-f text|json]",
    .summary = "says how old the last run is, and what waits: for monitoring",
    .help = "  -C, --directory DIR    the convention's folder; else $CLAUSIER_CONVENTION, or\n"
            "                         the nearest folder above with a convention.conf\n"
            "      --max-age HOURS    exit 1 where the last run is older\n"
            "  -f, --format FORMAT    text, the default, or json: one object\n"
            "\n"
            "The age is that of out/latest/run.json, or the time since the end of the run's\n"
            "day (UTC) where that is longer: a run is not younger for having been copied.\n"
            "Exit 1 too where there never was a run. Nothing is changed, and a run may be at\n"
            "work meanwhile.\n",
    .run = status_run,
};
