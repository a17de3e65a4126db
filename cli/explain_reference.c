/* explain_reference.c - clausier explain REF: a notice by its id, out of the archive of a convention. */
#include "base/columns.h"
#include "base/csvline.h"
#include "base/file.h"
#include "base/utf8.h"
#include "cli/explain.h"
#include "cli/nightly.h"
#include "registry/known.h"
#include "registry/records.h"
#include <stdlib.h>

/* In verdict_csv(). */
enum { CSV_FORMAT, CSV_FILE, CSV_ID, CSV_VERSION };

typedef struct Wanted {
    Str id, version, lot; /* the last two may be empty */
} Wanted;

/* A lot that fits the id. */
typedef struct Fit {
    KnownLot lot; /* its texts in the arena */
    Str version;
} Fit;

typedef struct Search {
    Explain explain; /* first: what rows are given */
    Home *home;
    Arena *arena;
    Registry *registry;
    Wanted wanted;
    bool tables; /* of tables only: everything is looked through */
    Fit *fits;
    size_t n, cap;
    Str path;            /* of the file at hand, for the workers */
    const KnownLot *one; /* the notice at hand */
} Search;

static Wanted reference_cut(Str text) {
    Wanted wanted = {.id = text};
    size_t hash = str_find_byte(text, '#');
    if (hash != SIZE_MAX) {
        wanted.lot = str_sub(text, hash + 1, SIZE_MAX);
        wanted.id = str_sub(text, 0, hash);
    }
    for (size_t at = wanted.id.n; at-- > 1;)
        if (wanted.id.p[at] == '@') {
            wanted.version = str_sub(wanted.id, at + 1, SIZE_MAX);
            wanted.id = str_sub(wanted.id, 0, at);
            break;
        }
    return wanted;
}

/* Looking for it. */

static char lower(char c) {
    return c >= 'A' && c <= 'Z' ? (char)(c + 'a' - 'A') : c;
}

static bool same_id(Str a, Str b) {
    bool same = a.n == b.n;
    for (size_t i = 0; same && i < a.n; i++) same = lower(a.p[i]) == lower(b.p[i]);
    return same;
}

static Str csv_cell(Arena *arena, Str csv, int place) {
    Str cell = {0};
    for (int i = 0; i <= place; i++)
        if (!csvline_cell(arena, &csv, &cell)) return (Str){0};
    return cell;
}

static bool meet(void *to, const KnownLot *lot) {
    Search *search = to;
    Arena *scratch = arena_new();
    bool table = str_is(csv_cell(scratch, lot->csv, CSV_FORMAT), "csv");
    bool fits = (table || !search->tables) && same_id(csv_cell(scratch, lot->csv, CSV_ID), search->wanted.id);
    if (fits) {
        Fit *fit = ARENA_PUSH(search->arena, search->fits, search->n, search->cap);
        fit->lot = *lot;
        fit->lot.file_name = str_copy(search->arena, lot->file_name);
        fit->lot.member = str_copy(search->arena, lot->member);
        fit->lot.id = str_copy(search->arena, lot->id);
        fit->lot.csv = str_copy(search->arena, lot->csv);
        fit->lot.deadline = str_copy(search->arena, lot->deadline);
        fit->version = str_copy(search->arena, csv_cell(scratch, lot->csv, CSV_VERSION));
    }
    arena_free(scratch);
    return true;
}

/* By what its id leads to, in each format that it may be of; a row's id, which leads nowhere without its
 * buyer, by a look at everything. */
static void find(Search *search) {
    static const char *const formats[] = {"eforms", "ted", "boamp", "decp", "csv"};
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++) {
        Notice notice = {.source_format = str_of(formats[i]),
                         .id = search->wanted.id,
                         .issue_date = DATE_ABSENT,
                         .publication_date = DATE_ABSENT};
        Identity is = identity_of(&notice, (Str){0});
        size_t n = 0;
        const int64_t *rows =
            identity_has_id(&is) ? notices_linked(search->registry, search->arena, is.id, &n) : NULL;
        for (size_t k = 0; k < n; k++) known_notice(search->registry, rows[k], meet, search);
    }
    search->tables = true;
    if (!search->n) known_lots(search->registry, meet, search);
}

/* The rows of the notices that are wanted: of the version; else those that stand, else of the highest. */
static bool is_wanted(const Search *search, const Fit *fit) {
    if (search->wanted.version.n) return version_key(fit->version) == version_key(search->wanted.version);
    uint64_t highest = 0;
    bool any = false;
    for (size_t i = 0; i < search->n; i++) {
        const Fit *other = &search->fits[i];
        uint64_t rank = version_rank(version_key(other->version));
        any |= other->lot.standing == STANDING_STANDS;
        if (rank > highest) highest = rank;
    }
    return any ? fit->lot.standing == STANDING_STANDS : version_rank(version_key(fit->version)) == highest;
}

static void choose(Search *search) {
    bool *wanted = ARENA_ARRAY(search->arena, bool, search->n);
    for (size_t i = 0; i < search->n; i++) wanted[i] = is_wanted(search, &search->fits[i]);
    size_t n = 0;
    for (size_t i = 0; i < search->n; i++)
        if (wanted[i]) search->fits[n++] = search->fits[i];
    search->n = n;
}

static bool has_lot(const Search *search) {
    bool has = !search->wanted.lot.n;
    for (size_t i = 0; i < search->n && !has; i++) has = same_id(search->fits[i].lot.id, search->wanted.lot);
    return has;
}

static Str named(Arena *arena, StrList list) {
    return utf8_visible(arena, str_join(arena, list, STR(", ")));
}

/* False after saying what there is instead. */
static bool found(Search *search) {
    Cli *cli = search->explain.cli;
    Arena *arena = search->arena;
    StrList versions = {0}, lots = {0};
    Str id = utf8_visible(arena, search->wanted.id);
    for (size_t i = 0; i < search->n; i++)
        if (!strlist_has(versions, search->fits[i].version))
            strlist_add(arena, &versions, search->fits[i].version);
    size_t before = search->n;
    choose(search);
    for (size_t i = 0; i < search->n; i++) strlist_add(arena, &lots, search->fits[i].lot.id);
    if (!before) cli_usage(cli, "explain: no notice %.*s in this convention, and no such file", STR_ARG(id));
    else if (!search->n)
        cli_usage(cli, "explain: of notice %.*s there is no version %.*s: %.*s", STR_ARG(id),
                  STR_ARG(utf8_visible(arena, search->wanted.version)), STR_ARG(named(arena, versions)));
    else if (!has_lot(search))
        cli_usage(cli, "explain: notice %.*s has no lot %.*s: %.*s", STR_ARG(id),
                  STR_ARG(utf8_visible(arena, search->wanted.lot)), STR_ARG(named(arena, lots)));
    else return true;
    return false;
}

/* Explaining it. */

/* In a worker: of all that stands in the file, the one notice. */
static const Notice *only(void *shared, Arena *arena, const Notice *notice) {
    const Search *search = shared;
    const KnownLot *one = search->one;
    Str member = str_sub(notice->file, search->path.n + 1, SIZE_MAX);
    if (notice->lots[0].at.line != one->line || !str_eq(member, one->member)) return NULL;
    size_t n;
    const DeadlineCorrection *deadlines = deadlines_unpack(arena, one->deadline, &n);
    return judging_amended(arena, notice, deadlines, n);
}

static void explain_one(Search *search, const LotWalk *how, const Ruleset *rules) {
    Cli *cli = search->explain.cli;
    search->path = archive_path(search->arena, &search->home->folder, file_kind_name(FILE_NOTICES),
                                search->one->digest, search->one->file_name);
    LotWalk walk = {.rules = rules,
                    .columns = &search->home->convention.columns,
                    .row = explain_row,
                    .shared = search,
                    .blind = how->blind,
                    .amend = only,
                    .listed = true};
    StrList paths = {.at = &search->path, .n = 1};
    bool mute = cli->mute, quiet = cli->quiet;
    cli->mute = cli->quiet = true; /* the other notices of the file were read before */
    lots_walk(cli, &walk, &paths, NULL);
    cli->mute = mute;
    cli->quiet = quiet;
}

/* From day to day. */

typedef struct Event {
    Date day;
    size_t number; /* of those of a day the first said stands first */
    Str what;
} Event;

typedef struct History {
    const Search *search;
    Event *events;
    size_t n, cap;
} History;

static Str word_of(const History *history, const char *section, Str key) {
    return words_label(history->search->explain.words, section, key);
}

static void add_day(History *history, Date day, Str what) {
    Event *event = ARENA_PUSH(history->search->arena, history->events, history->n, history->cap);
    *event = (Event){day, history->n, what};
}

static int by_day(const void *a, const void *b) {
    const Event *x = a, *y = b;
    if (x->day != y->day) return x->day < y->day ? -1 : 1;
    return x->number < y->number ? -1 : 1;
}

/* The day, and what happened, in lines behind it. */
static void print_event(const Search *search, Buf *text, const Event *event) {
    enum { INDENT = 4, DAY = 12 };
    Arena *arena = search->arena;
    StrList lines = {0};
    size_t width = search->explain.width;
    columns_wrap(arena, &lines, utf8_visible(arena, event->what),
                 width > 2 * (INDENT + DAY) ? width - INDENT - DAY : width);
    for (size_t i = 0; i < lines.n; i++) {
        Str shown = i ? (Str){0} : date_print(arena, event->day);
        columns_advance(text, 0, INDENT);
        buf_add(text, shown);
        columns_advance(text, shown.n, DAY);
        buf_add(text, lines.at[i]);
        buf_byte(text, '\n');
    }
}

static Str say(const History *history, const char *name, const WordsValue *values, size_t n) {
    return words_say(history->search->arena, history->search->explain.words, name, values, n);
}

static void add_standing(History *history) {
    static const char *const standings[] = {[STANDING_STANDS] = "stands",
                                            [STANDING_DUPLICATE] = "duplicate",
                                            [STANDING_SUPERSEDED] = "superseded",
                                            [STANDING_ANSWERED] = "answered",
                                            [STANDING_CORRECTION] = "corrects"};
    const KnownLot *one = history->search->one;
    Str name = one->file_name;
    if (one->member.n)
        name = str_print(history->search->arena, "%.*s!%.*s", STR_ARG(name), STR_ARG(one->member));
    WordsValue file[] = {{"file", name}};
    add_day(history, one->came, say(history, "history.came", file, 1));
    if (one->since != DATE_ABSENT) add_day(history, one->since, say(history, "history.counts", NULL, 0));
    if (one->standing == STANDING_STANDS) return;
    WordsValue standing[] = {{"standing", word_of(history, "chain", str_of(standings[one->standing]))}};
    bool ceased = one->until != DATE_ABSENT;
    add_day(history, ceased ? one->until : one->came,
            say(history, ceased ? "history.ceased" : "history.idle", standing, 1));
}

static bool is_asked(const Search *search, Str lot) {
    return !search->wanted.lot.n || same_id(lot, search->wanted.lot);
}

static Str lot_called(const History *history, Str lot) {
    return lot.n ? lot : say(history, "history.whole", NULL, 0);
}

static void add_changes(History *history) {
    enum { CSV_LOT = CSV_VERSION + 1 };
    const Search *search = history->search;
    size_t n;
    const VerdictChange *changes = known_changes(search->registry, search->arena, search->one->notice, &n);
    for (size_t i = 0; i < n; i++) {
        const VerdictChange *change = &changes[i];
        Str lot = csv_cell(search->arena, change->csv, CSV_LOT);
        if (!is_asked(search, lot)) continue;
        const char *cause = change->by_data && change->by_rules ? "both"
                            : change->by_rules                  ? "rules"
                                                                : "data";
        WordsValue values[] = {
            {"lot", lot_called(history, lot)},
            {"before", word_of(history, "verdict", str_of(verdict_name(change->from)))},
            {"after", word_of(history, "verdict", str_of(verdict_name(change->to)))},
            {"cause", word_of(history, "history", str_of(cause))},
        };
        add_day(history, change->day, say(history, "history.changed", values, 4));
    }
}

/* The oldest first. */
static void add_decisions(History *history) {
    const Search *search = history->search;
    Decisions decisions = {0};
    records_all_decisions(search->registry, search->arena, &decisions);
    for (size_t i = decisions.n; i-- > 0;) {
        const Decision *decision = &decisions.at[i];
        if (!same_id(decision->notice_id, search->wanted.id) || !is_asked(search, decision->lot_id)) continue;
        WordsValue values[] = {{"lot", lot_called(history, decision->lot_id)},
                               {"decision", word_of(history, "decision", decision->decision)},
                               {"comment", decision->comment}};
        add_day(history, decision->decided_on,
                say(history, decision->comment.n ? "history.decided_so" : "history.decided", values, 3));
    }
}

static void print_history(const Search *search, bool last) {
    History history = {.search = search};
    Buf text = {.arena = search->arena};
    add_standing(&history);
    add_changes(&history);
    if (last) add_decisions(&history);
    qsort(history.events, history.n, sizeof *history.events, by_day);
    buf_add(&text, say(&history, "history.head", NULL, 0));
    buf_byte(&text, '\n');
    for (size_t i = 0; i < history.n; i++) print_event(search, &text, &history.events[i]);
    buf_byte(&text, '\n');
    cli_write(search->explain.cli, buf_str(&text));
}

/* Lots of one notice stand together. */
static void explain_all(Search *search, const LotWalk *how, const Ruleset *rules) {
    for (size_t i = 0; i < search->n; i++) {
        if (i && search->fits[i].lot.notice == search->fits[i - 1].lot.notice) continue;
        search->one = &search->fits[i].lot;
        bool last = search->fits[search->n - 1].lot.notice == search->one->notice;
        explain_one(search, how, rules);
        print_history(search, last);
    }
}

void explain_reference(Explain *explain, Home *home, const LotWalk *how, Str reference) {
    Cli *cli = explain->cli;
    Search search = {
        .explain = *explain, .home = home, .arena = cli->run, .wanted = reference_cut(reference)};
    search.explain.lot = search.wanted.lot.n ? search.wanted.lot : explain->lot;
    search.wanted.lot = search.explain.lot;
    search.registry = registry_open(cli->run, home->folder.registry, STORE_READ, &cli->diags);
    if (!search.registry) return;
    find(&search);
    Ruleset *rules = NULL;
    if (store_good(registry_store(search.registry)) && found(&search))
        rules = how->rules ? NULL : cli_ruleset(cli, explain->words, &home->convention.packs);
    const Ruleset *judging = how->rules ? how->rules : rules;
    if (judging && search.n && (!how->blind || cli_can_blind(cli, judging)))
        explain_all(&search, how, judging);
    ruleset_free(rules);
    registry_close(search.registry);
}
