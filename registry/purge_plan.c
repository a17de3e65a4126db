/* purge_plan.c - who is to be forgotten, and what each copy will say then.
 *
 * A sum must count where its rows counted, and not where they did not: so each declaration is judged once
 * more, as the ledger does, before its rows lose their names. Nor may a declaration go whole, or begin to
 * agree with a rival: what holds in its place would be another. A row of zero hours stands for what did not
 * count, and where rivals differ as many of them as tell the one from the other. */
#include "base/file.h"
#include "registry/copy.h"
#include "registry/purge.h"
#include <dirent.h>

/* What is known of a person's comings and goings. */
typedef struct Contact {
    Str ref;
    Date exit, entry, declared; /* of the latest word; DATE_ABSENT */
    Month worked;               /* the last month with a row of hours; MONTH_ABSENT */
} Contact;

typedef struct Planner {
    Registry *registry;
    Arena *arena;
    Purge *purge;
    Map *known;  /* people whom the ledger knows */
    Map *latest; /* scope -> HoursRow *, of the latest day */
    Map *ranks;  /* declaration and file -> size_t *: which of the rivals it is, from 1 */
} Planner;

Date purge_day(Date day, int64_t months) {
    Month month = date_month(day) - (Month)months;
    Date same = month_first(month) + (day - month_first(date_month(day)));
    return same < month_last(month) ? same : month_last(month);
}

/* Who. */

static Contact *contact_of(Map *contacts, Arena *arena, Str ref) {
    Contact *contact = map_get(contacts, ref);
    if (contact) return contact;
    contact = ARENA_NEW(arena, Contact);
    *contact = (Contact){str_copy(arena, ref), DATE_ABSENT, DATE_ABSENT, DATE_ABSENT, MONTH_ABSENT};
    map_put(contacts, contact->ref, contact);
    return contact;
}

static Date later(Date a, Date b) {
    return a > b ? a : b;
}

static void meet_people(Planner *planner, Map *contacts) {
    Query *query = store_query(registry_store(planner->registry),
                               "SELECT ref, declared_on, exit_date, entry_date FROM people "
                               "ORDER BY ref, declared_on DESC");
    while (query_next(query)) {
        Contact *contact = contact_of(contacts, planner->arena, column_bytes(query));
        Date declared = (Date)column_number(query);
        if (declared < contact->declared) continue;
        contact->declared = declared;
        contact->exit = later(contact->exit, (Date)column_absent_or(query, DATE_ABSENT));
        contact->entry = later(contact->entry, (Date)column_absent_or(query, DATE_ABSENT));
    }
}

static void meet_workers(Planner *planner, Map *contacts) {
    Query *query =
        store_query(registry_store(planner->registry),
                    "SELECT person_ref, max(month) FROM hours WHERE person_ref <> '' GROUP BY person_ref");
    while (query_next(query)) {
        Contact *contact = contact_of(contacts, planner->arena, column_bytes(query));
        contact->worked = (Month)column_number(query);
    }
}

/* The exit, unless there were hours behind it; else the last month with hours; else the entry, or the day on
 * which the person was still spoken of. */
static Date last_contact(const Contact *contact) {
    Date worked = contact->worked == MONTH_ABSENT ? DATE_ABSENT : month_last(contact->worked);
    if (contact->exit != DATE_ABSENT) return later(contact->exit, worked);
    return worked != DATE_ABSENT ? worked : later(contact->entry, contact->declared);
}

static void choose_people(Planner *planner) {
    Purge *purge = planner->purge;
    Map *contacts = map_new(planner->arena);
    meet_people(planner, contacts);
    meet_workers(planner, contacts);
    purge->persons = map_count(contacts);
    purge->refs = map_new(planner->arena);
    for (size_t i = 0; i < map_count(contacts); i++) {
        Contact *contact = map_value(contacts, i);
        if (last_contact(contact) < purge->before) map_put(purge->refs, contact->ref, contact);
    }
}

/* What their rows were worth. */

static Str scope_key(Arena *arena, const HoursRow *row) {
    return str_print(arena, "%.*s\n%d\n%.*s", STR_ARG(row->contract_id), (int)row->month,
                     STR_ARG(row->declarant_siret));
}

static Str declaration_key(Arena *arena, const HoursRow *row) {
    return str_print(arena, "%.*s\n%d", STR_ARG(scope_key(arena, row)), (int)row->declared_on);
}

static Str rival_key(Arena *arena, const HoursRow *row) {
    return str_print(arena, "%.*s\n%.*s", STR_ARG(declaration_key(arena, row)), STR_ARG(row->at.file));
}

/* The refused rows of a scope stand together, and in it those of a file. */
static void rank_rivals(Planner *planner, const Ledger *ledger) {
    Str scope = {0};
    size_t rank = 0;
    for (size_t i = 0; i < ledger->refused; i++) {
        const HoursRow *row = &ledger->refusals[i].row;
        if (ledger->refusals[i].why != REFUSED_RIVAL) continue;
        Str declaration = declaration_key(planner->arena, row);
        if (!str_eq(declaration, scope)) scope = declaration, rank = 0;
        void **slot = map_slot(planner->ranks, rival_key(planner->arena, row));
        if (*slot) continue;
        size_t *own = ARENA_NEW(planner->arena, size_t);
        *own = ++rank;
        *slot = own;
    }
}

static void judge(Planner *planner) {
    Arena *arena = planner->arena;
    Diags unsaid = diags_new(arena);
    Ledger ledger;
    HoursRows *all = ARENA_NEW(arena, HoursRows);
    planner->latest = map_new(arena);
    planner->ranks = map_new(arena);
    if (!registry_ledger(planner->registry, arena, &ledger, &unsaid)) return;
    planner->known = ledger.person_by_ref;
    rank_rivals(planner, &ledger);
    records_hours(planner->registry, arena, all);
    for (size_t i = 0; i < all->n; i++) {
        void **slot = map_slot(planner->latest, scope_key(arena, &all->at[i]));
        if (!*slot || ((const HoursRow *)*slot)->declared_on < all->at[i].declared_on) *slot = &all->at[i];
    }
}

/* A person's rows of one kind in a declaration. */
typedef struct Work {
    const HoursRow *first;
    bool differ; /* in their hours */
} Work;

/* A file at hand. */
typedef struct Forgetting {
    Planner *planner;
    HoursRows *to;
    Map *touched;  /* declarations that lose somebody */
    Map *works;    /* -> Work * */
    Map *sums;     /* -> size_t *: where the sum stands */
    uint32_t line; /* behind all lines of the file */
} Forgetting;

static bool is_forgotten(const Forgetting *at, const HoursRow *row) {
    return row->person_ref.n && map_has(at->planner->purge->refs, row->person_ref);
}

static Str work_key(Arena *arena, const HoursRow *row) {
    return str_print(arena, "%.*s\n%.*s\n%.*s\n%.*s", STR_ARG(declaration_key(arena, row)),
                     STR_ARG(row->person_ref), STR_ARG(row->contract_type), STR_ARG(row->employer_kind));
}

static void look_at(Forgetting *at, const HoursRow *row) {
    Arena *arena = at->planner->arena;
    if (row->at.line >= at->line) at->line = row->at.line + 1;
    if (!is_forgotten(at, row)) return;
    map_put(at->touched, declaration_key(arena, row), at);
    void **slot = map_slot(at->works, work_key(arena, row));
    Work *work = *slot;
    if (!work) {
        *slot = work = ARENA_NEW(arena, Work);
        work->first = row;
    }
    work->differ |= work->first->hours != row->hours || work->first->training_hours != row->training_hours;
}

/* Whether the row's hours count where its declaration holds. One that a later one has replaced counts as it
 * was declared. */
static bool counts(const Forgetting *at, const HoursRow *row) {
    const Planner *planner = at->planner;
    const HoursRow *latest = map_get(planner->latest, scope_key(planner->arena, row));
    if (!row->person_ref.n || row->declared_on < latest->declared_on) return true;
    const Work *work = map_get(at->works, work_key(planner->arena, row));
    return map_has(planner->known, row->person_ref) && !work->differ && work->first == row;
}

static HoursRow nobody_like(const HoursRow *row, uint32_t line) {
    HoursRow nobody = *row;
    nobody.person_ref = nobody.proof = (Str){0};
    nobody.hours = 0;
    nobody.training_hours = HUNDREDTHS_ABSENT;
    nobody.at.line = line;
    return nobody;
}

static void add_row(Forgetting *at, HoursRow row) {
    *ARENA_PUSH(at->planner->arena, at->to->at, at->to->n, at->to->cap) = row;
}

static void add_hours(Hundredths *to, Hundredths more) {
    if (more == HUNDREDTHS_ABSENT) return;
    if (*to == HUNDREDTHS_ABSENT) *to = 0;
    *to += more; /* cannot overflow: a row is at most 744 hours, and so is each of a sum */
}

static void sum_up(Forgetting *at, const HoursRow *row) {
    Arena *arena = at->planner->arena;
    Str key = str_print(arena, "%.*s\n%.*s\n%.*s", STR_ARG(declaration_key(arena, row)),
                        STR_ARG(row->contract_type), STR_ARG(row->employer_kind));
    size_t *place = map_get(at->sums, key);
    if (!place) {
        place = ARENA_NEW(arena, size_t);
        *place = at->to->n;
        map_put(at->sums, key, place);
        add_row(at, nobody_like(row, row->at.line));
    }
    if (!counts(at, row)) return;
    HoursRow *sum = &at->to->at[*place];
    add_hours(&sum->hours, row->hours);
    add_hours(&sum->training_hours, row->training_hours);
}

/* The rivals of a declaration, none of which counts, are told from each other by the number of such rows. */
static void stand_in(Forgetting *at, const HoursRow *row, size_t rank) {
    Str key = declaration_key(at->planner->arena, row);
    if (map_put(at->sums, key, at)) return;
    HoursRow nobody = nobody_like(row, row->at.line);
    nobody.contract_type = nobody.employer_kind = (Str){0};
    for (size_t i = 0; i < rank; i++) {
        if (i) nobody.at.line = at->line++;
        add_row(at, nobody);
    }
}

static void forget_row(Forgetting *at, const HoursRow *row) {
    Planner *planner = at->planner;
    bool forgotten = is_forgotten(at, row);
    bool nobody = !row->person_ref.n && map_has(at->touched, declaration_key(planner->arena, row));
    planner->purge->rows += forgotten;
    if (!forgotten && !nobody) {
        add_row(at, *row);
        return;
    }
    const size_t *rank = map_get(planner->ranks, rival_key(planner->arena, row));
    if (rank) stand_in(at, row, *rank);
    else sum_up(at, row);
}

static void forget_hours(Planner *planner, PurgeFile *file) {
    Arena *arena = planner->arena;
    HoursRows rows = {0};
    Forgetting at = {.planner = planner,
                     .to = &file->hours,
                     .touched = map_new(arena),
                     .works = map_new(arena),
                     .sums = map_new(arena)};
    records_file_hours(planner->registry, arena, file->taken.file, &rows);
    for (size_t i = 0; i < rows.n; i++) look_at(&at, &rows.at[i]);
    for (size_t i = 0; i < rows.n; i++) forget_row(&at, &rows.at[i]);
    planner->purge->sums += map_count(at.sums);
    Buf copy = {.arena = arena};
    hours_copy(&copy, file->hours.at, file->hours.n);
    file->copy = buf_str(&copy);
}

static void forget_people(Planner *planner, PurgeFile *file) {
    People people = {0};
    records_file_people(planner->registry, planner->arena, file->taken.file, &people);
    for (size_t i = 0; i < people.n; i++)
        if (map_has(planner->purge->refs, people.at[i].ref)) planner->purge->statements++;
        else *ARENA_PUSH(planner->arena, file->people.at, file->people.n, file->people.cap) = people.at[i];
    Buf copy = {.arena = planner->arena};
    people_copy(&copy, file->people.at, file->people.n);
    file->copy = buf_str(&copy);
}

/* Files. */

/* Another that is, or will be, in the archive says the same. */
static bool is_said(const Planner *planner, const PurgeFile *file) {
    if (registry_file(planner->registry, file->taken.kind, file->digest)) return true;
    for (size_t i = 0; i + 1 < planner->purge->n; i++) {
        const PurgeFile *other = &planner->purge->files[i];
        if (other->taken.kind == file->taken.kind && !digest_compare(other->digest, file->digest))
            return true;
    }
    return false;
}

static void plan_file(Planner *planner, int64_t number) {
    Purge *purge = planner->purge;
    PurgeFile *file = ARENA_PUSH(planner->arena, purge->files, purge->n, purge->cap);
    if (!registry_taken(planner->registry, planner->arena, number, &file->taken)) return;
    bool hours = file->taken.kind == FILE_HOURS;
    if (hours) forget_hours(planner, file);
    else forget_people(planner, file);
    file->digest = digest_whole(file->copy);
    file->gone = (hours ? !file->hours.n : !file->people.n) || is_said(planner, file);
}

/* In the order in which they were taken. */
static void plan_files(Planner *planner) {
    Query *query = store_query(registry_store(planner->registry),
                               "SELECT file, person_ref FROM hours UNION SELECT file, ref FROM people "
                               "ORDER BY 1");
    int64_t *files = NULL;
    size_t n = 0, cap = 0;
    while (query_next(query)) {
        int64_t file = column_number(query);
        if (!map_has(planner->purge->refs, column_bytes(query)) || (n && files[n - 1] == file)) continue;
        *ARENA_PUSH(planner->arena, files, n, cap) = file;
    }
    for (size_t i = 0; i < n; i++) plan_file(planner, files[i]);
}

static bool names_any(const Map *refs, Str bytes) {
    bool any = false;
    for (size_t i = 0; i < map_count(refs) && !any; i++)
        any = str_find(bytes, ((const Contact *)map_value(refs, i))->ref) != SIZE_MAX;
    return any;
}

static void look_in(Planner *planner, FileKind kind, Str folder) {
    Arena *arena = planner->arena;
    Diags unsaid = diags_new(arena);
    DIR *open = opendir(str_cstr(arena, folder));
    for (const struct dirent *entry; open && (entry = readdir(open));) {
        Str name = str_of(entry->d_name), bytes;
        Digest digest;
        if (!digest_read(str_sub(name, 0, str_find_byte(name, '.')), &digest) ||
            registry_file(planner->registry, kind, digest))
            continue;
        Str path = file_join(arena, folder, name);
        if (file_read(arena, path, 0, &bytes, &unsaid) && names_any(planner->purge->refs, bytes))
            strlist_add(arena, &planner->purge->strays, path);
    }
    if (open) closedir(open);
}

static void find_strays(Planner *planner, const Folder *folder) {
    static const FileKind kinds[] = {FILE_HOURS, FILE_PEOPLE};
    if (!map_count(planner->purge->refs)) return;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        for (unsigned first = 0; first < 256; first++)
            look_in(planner, kinds[i],
                    str_print(planner->arena, "%.*s/%s/%02x", STR_ARG(folder->archive),
                              file_kind_name(kinds[i]), first));
}

Purge *purge_plan(Registry *registry, Arena *arena, const Folder *folder, Date before) {
    Purge *purge = ARENA_NEW(arena, Purge);
    Planner planner = {.registry = registry, .arena = arena, .purge = purge};
    purge->before = before;
    choose_people(&planner);
    if (map_count(purge->refs)) judge(&planner);
    if (!store_good(registry_store(registry))) return NULL;
    plan_files(&planner);
    find_strays(&planner, folder);
    return store_good(registry_store(registry)) ? purge : NULL;
}
