/* A purge changes no sum, brings nobody back, and may be cut off behind any step: random declarations with
 * all that can be wrong with them. */
#include "base/file.h"
#include "registry/copy.h"
#include "registry/purge.h"
#include "tests/tap.h"
#include <dirent.h>
#include <stdlib.h>
#include <string.h>

enum { WORLDS = 200, FILES = 6, ROWS = 14, PERSONS = 7, STEPS = 5 };

static uint64_t seed = 11;
static size_t next_random(size_t below) {
    seed = seed * 6364136223846793005u + 1442695040888963407u;
    return (size_t)(seed >> 33) % below;
}

static Str root;
static const Date before_day = 20000; /* 2024-10-04 */

static Str ref_of(Arena *arena, size_t person) {
    return str_print(arena, "ZZ-%zu-ZZ", person);
}

/* Persons 0 to 2 left long ago, 3 to 5 lately; nobody knows person 6, whose hours are as old. */
static People people_of(Arena *arena) {
    People people = {0};
    for (size_t i = 0; i + 1 < PERSONS; i++)
        *ARENA_PUSH(arena, people.at, people.n, people.cap) =
            (Person){.ref = ref_of(arena, i),
                     .sex = STR("F"),
                     .qpv = STR("no"),
                     .age_band = STR("30-39"),
                     .available_from = DATE_ABSENT,
                     .entry_date = before_day - 900,
                     .exit_date = i < 3 ? before_day - 1 - (Date)i : before_day + (Date)i,
                     .exit = STR("CDI"),
                     .declared_on = DATE_ABSENT,
                     .at.line = (uint32_t)i + 2};
    return people;
}

static HoursRow random_row(Arena *arena, Date day) {
    static const char *const contracts[] = {"M1", "M2", "M9"}, *const types[] = {"", "CDI", "CTT"};
    return (HoursRow){.contract_id = str_of(contracts[next_random(8) ? next_random(2) : 2]),
                      .declarant_siret = STR("99999915400019"),
                      .declared_on = day + !next_random(8),
                      .person_ref = ref_of(arena, next_random(PERSONS)),
                      .month = date_month(before_day - 400 + 31 * (Date)next_random(3)),
                      .hours = (Hundredths)(100 * (1 + next_random(3))),
                      .training_hours = next_random(2) ? HUNDREDTHS_ABSENT : (Hundredths)next_random(2) * 50,
                      .employer_kind = str_of(next_random(2) ? "direct" : "ETTI"),
                      .contract_type = str_of(types[next_random(3)]),
                      .at.file = STR("hours.csv")};
}

static Contracts contracts_of(Arena *arena) {
    Contracts contracts = {0};
    for (int i = 1; i <= 2; i++)
        *ARENA_PUSH(arena, contracts.at, contracts.n, contracts.cap) =
            (Contract){.id = str_print(arena, "M%d", i),
                       .title = STR("works"),
                       .amount = MONEY_ABSENT,
                       .start_date = before_day - 900,
                       .end_date = before_day,
                       .at.line = (uint32_t)i};
    return contracts;
}

static void take(Registry *registry, Arena *arena, const Folder *folder, int64_t run, FileKind kind,
                 const HoursRows *hours, const People *people, Diags *diags) {
    Buf copy = {.arena = arena};
    TakenFile file = {.kind = kind, .run = run};
    if (kind == FILE_HOURS) hours_copy(&copy, hours->at, hours->n);
    else people_copy(&copy, people->at, people->n);
    archive_keep(arena, folder, file_kind_name(kind), STR("copy.csv"), buf_str(&copy), &file.digest, diags);
    if (registry_file(registry, kind, file.digest)) return;
    file.name = str_print(arena, "%zu.csv", next_random(3)); /* the same name may come again */
    int64_t number = registry_add_file(registry, &file);
    if (kind == FILE_HOURS) records_put_hours(registry, number, hours);
    else records_put_people(registry, number, people, before_day - 300);
    registry_end_file(registry, number, hours->n + people->n, 0);
}

/* A file of hours: at times a declaration that was there before, with other lines. */
static HoursRows random_file(Arena *arena, const HoursRows *last) {
    HoursRows rows = {0};
    if (last->n && !next_random(3)) {
        for (size_t i = last->n; i-- > 0;) *ARENA_PUSH(arena, rows.at, rows.n, rows.cap) = last->at[i];
        if (!next_random(2)) rows.at[0].hours += 100;
    } else {
        Date day = before_day - 300 + (Date)next_random(9);
        for (size_t i = 0; i < ROWS; i++)
            *ARENA_PUSH(arena, rows.at, rows.n, rows.cap) = random_row(arena, day);
    }
    for (size_t i = 0; i < rows.n; i++) rows.at[i].at.line = (uint32_t)i + 2;
    return rows;
}

static Registry *world_new(Arena *arena, const Folder *folder, Diags *diags) {
    file_remove(arena, folder->root, diags);
    folder_make(folder, diags);
    Registry *registry = registry_open(arena, folder->registry, STORE_WRITE, diags);
    Store *store = registry_store(registry);
    Contracts contracts = contracts_of(arena);
    People people = people_of(arena);
    HoursRows none = {0}, rows = {0};
    People nobody = {0};
    store_begin(store);
    Run run = {.day = before_day - 290};
    run.number = registry_begin_run(registry, run.day, &run.settings);
    records_set_contracts(registry, &contracts);
    take(registry, arena, folder, run.number, FILE_PEOPLE, &none, &people, diags);
    for (size_t i = 0; i < FILES; i++) {
        rows = random_file(arena, &rows);
        take(registry, arena, folder, run.number, FILE_HOURS, &rows, &nobody, diags);
    }
    registry_end_run(registry, run.number);
    store_commit(store);
    run.completed = true;
    journal_write(arena, folder, registry, &run, diags);
    return registry;
}

static int by_text(const void *a, const void *b) {
    return str_cmp(*(const Str *)a, *(const Str *)b);
}

/* All that is counted, by whatever a review adds up; replacements as pairs of sums where all of it counted.
 */
static Str sums_of(Arena *arena, Registry *registry) {
    Diags unsaid = diags_new(arena);
    Ledger ledger;
    registry_ledger(registry, arena, &ledger, &unsaid);
    Map *sums = map_new(arena);
    StrList keys = {0};
    for (size_t i = 0; i < ledger.hours.n; i++) {
        const HoursRow *row = &ledger.hours.at[i];
        if (!row->hours && (row->training_hours == HUNDREDTHS_ABSENT || !row->training_hours)) continue;
        Str key = str_print(arena, "%.*s %d %d %.*s %.*s", STR_ARG(row->contract_id), (int)row->month,
                            (int)row->declared_on, STR_ARG(row->employer_kind), STR_ARG(row->contract_type));
        Hundredths *sum = map_get(sums, key);
        if (!sum) {
            map_put(sums, key, sum = ARENA_ARRAY(arena, Hundredths, 2));
            strlist_add(arena, &keys, key);
        }
        sum[0] += row->hours;
        sum[1] += row->training_hours == HUNDREDTHS_ABSENT ? 0 : row->training_hours;
    }
    if (keys.n) qsort(keys.at, keys.n, sizeof *keys.at, by_text);
    Buf text = {.arena = arena};
    for (size_t i = 0; i < keys.n; i++) {
        const Hundredths *sum = map_get(sums, keys.at[i]);
        buf_print(&text, "%.*s: %lld %lld\n", STR_ARG(keys.at[i]), (long long)sum[0], (long long)sum[1]);
    }
    return buf_str(&text);
}

/* What holds of those who stay, row by row. */
static Str others_of(Arena *arena, Registry *registry) {
    Diags unsaid = diags_new(arena);
    Ledger ledger;
    registry_ledger(registry, arena, &ledger, &unsaid);
    Buf text = {.arena = arena};
    for (size_t i = 0; i < ledger.hours.n; i++) {
        const HoursRow *row = &ledger.hours.at[i];
        if (row->person_ref.n && row->person_ref.p[3] >= '3')
            buf_print(&text, "%.*s %.*s %d %lld\n", STR_ARG(row->contract_id), STR_ARG(row->person_ref),
                      (int)row->month, (long long)row->hours);
    }
    return buf_str(&text);
}

/* Files below a folder whose bytes hold one of the references, but for the registry's journal. */
static size_t naming(Arena *arena, Str folder, size_t *files) {
    size_t n = 0;
    DIR *open = opendir(str_cstr(arena, folder));
    for (const struct dirent *entry; open && (entry = readdir(open));) {
        if (entry->d_name[0] == '.') continue;
        Str path = str_copy(arena, file_join(arena, folder, str_of(entry->d_name))), bytes;
        if (entry->d_type == DT_DIR) {
            n += naming(arena, path, files);
            continue;
        }
        Diags unsaid = diags_new(arena);
        *files += str_ends(path, STR(".csv"));
        if (!file_read(arena, path, 0, &bytes, &unsaid)) continue;
        bool names = str_find(bytes, STR("ZZ-6-ZZ")) != SIZE_MAX;
        for (size_t i = 0; i < 3; i++) names |= str_find(bytes, ref_of(arena, i)) != SIZE_MAX;
        n += names;
    }
    if (open) closedir(open);
    return n;
}

static int64_t files_known(Registry *registry) {
    Query *query = store_query(registry_store(registry), "SELECT count(*) FROM files");
    int64_t n = query_next(query) ? column_number(query) : -1;
    query_end(query);
    return n;
}

/* Of the files that the journal names all are there, and say what the registry has of them. */
static bool journal_holds(Arena *arena, const Folder *folder, Registry *registry, Diags *diags) {
    bool good;
    const Journal *journal = journal_read(arena, folder, 1, &good, diags);
    if (!journal || (int64_t)journal->n != files_known(registry)) return false;
    const ColumnNames ours = {.archived = true};
    for (size_t i = 0; i < journal->n; i++) {
        const TakenFile *file = &journal->files[i];
        Str bytes,
            path = archive_path(arena, folder, file_kind_name(file->kind), file->digest, STR("copy.csv"));
        int64_t number = registry_file(registry, file->kind, file->digest);
        HoursRows known = {0}, read = {0};
        People people = {0}, persons = {0};
        Buf again = {.arena = arena};
        if (!number || !file_read(arena, path, 0, &bytes, diags)) return false;
        records_file_hours(registry, arena, number, &known);
        records_file_people(registry, arena, number, &people);
        if (file->kind == FILE_HOURS) {
            good = hours_read(arena, path, bytes, &ours, &read, NULL, diags) && read.n == known.n;
            hours_copy(&again, read.at, read.n);
        } else {
            good = people_read(arena, path, bytes, &ours, &persons, NULL, diags) && persons.n == people.n;
            people_copy(&again, persons.at, persons.n);
        }
        if (!good || !str_eq(buf_str(&again), bytes)) return false;
    }
    return true;
}

/* The steps until one of them: true when that was the last. */
static bool purge_until(Registry *registry, Arena *arena, const Folder *folder, size_t steps, Diags *diags) {
    const Purge *plan = purge_plan(registry, arena, folder, before_day);
    if (!plan || !plan->n) return true;
    return (steps > 0 && purge_note(plan, arena, folder, diags)) &&
           (steps > 1 && purge_copies(plan, arena, folder, diags)) &&
           (steps > 2 && purge_rows(plan, registry)) &&
           (steps > 3 && purge_finish(registry, arena, folder, diags));
}

static bool world_try(Arena *arena, const Folder *folder, size_t steps, Diags *diags) {
    Registry *registry = world_new(arena, folder, diags);
    Str sums = sums_of(arena, registry), others = others_of(arena, registry);
    size_t files = 0, left = 0;
    bool named = naming(arena, root, &files) > 0;
    bool ended = purge_until(registry, arena, folder, steps, diags);
    registry_close(registry);
    registry = registry_open(arena, folder->registry, STORE_WRITE, diags);
    bool pending = purge_is_pending(arena, folder);
    bool recovered = purge_recover(registry, arena, folder, diags);
    bool completed = recovered && purge_until(registry, arena, folder, STEPS, diags);
    const Purge *again = purge_plan(registry, arena, folder, before_day);
    bool nobody = again && !again->n && !map_count(again->refs) && !purge_is_pending(arena, folder);
    bool same = str_eq(sums, sums_of(arena, registry)), kept = str_eq(others, others_of(arena, registry));
    bool agrees = journal_holds(arena, folder, registry, diags);
    int64_t known = files_known(registry);
    registry_close(registry);
    bool clean = naming(arena, root, &left) == 0, counted = (int64_t)left == known;
    bool good = (ended || pending || !steps) && completed && nobody && same && kept && agrees && clean &&
                counted && named;
    if (!good)
        printf("# steps %zu: %d%d%d%d%d%d%d%d%d%d\n", steps, ended, pending, completed, nobody, same, kept,
               agrees, clean, counted, named);
    return good;
}

static void test_worlds(void) {
    for (size_t steps = 0; steps < STEPS; steps++) {
        size_t good = 0, said = 0;
        for (size_t i = 0; i < WORLDS / STEPS; i++) {
            Arena *arena = arena_new();
            Diags diags = diags_new(arena);
            Folder folder = folder_of(arena, root);
            good += world_try(arena, &folder, steps, &diags);
            said += diags.count[DIAG_WORLD] + diags.count[DIAG_USAGE] + diags.count[DIAG_REFUSED];
            arena_free(arena);
        }
        NUM(good, WORLDS / STEPS);
        NUM(said, 0);
    }
}

static void test_days(void) {
    static const struct {
        int at;
        const char *day;
        int64_t months;
        const char *want;
    } cases[] = {
        {__LINE__, "2026-11-27", 24, "2024-11-27"}, {__LINE__, "2026-03-31", 1, "2026-02-28"},
        {__LINE__, "2024-02-29", 12, "2023-02-28"}, {__LINE__, "2024-03-31", 1, "2024-02-29"},
        {__LINE__, "2026-01-15", 0, "2026-01-15"},  {__LINE__, "2026-01-01", 1, "2025-12-01"},
    };
    Arena *arena = arena_new();
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Date day;
        OK(date_read(str_of(cases[i].day), &day));
        IS_AT(cases[i].at, date_print(arena, purge_day(day, cases[i].months)), str_of(cases[i].want));
    }
    arena_free(arena);
}

int main(void) {
    char folder[] = "/tmp/clausier-purge-XXXXXX";
    if (!mkdtemp(folder)) return 1;
    root = str_of(folder);
    test_days();
    test_worlds();
    Arena *arena = arena_new();
    Diags diags = diags_new(arena);
    OK(file_remove(arena, root, &diags));
    arena_free(arena);
    return tap_done();
}
