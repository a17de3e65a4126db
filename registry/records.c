/* records.c - one function a table and direction; the order of columns is that of the schema. */
#include "registry/records.h"
#include "base/map.h"

static Str join_list(Arena *scratch, StrList list) {
    return str_join(scratch, list, STR("|"));
}

static StrList cut_list(Arena *arena, Str joined) {
    StrList list = {0};
    Str part;
    while (str_next(&joined, '|', &part)) strlist_add(arena, &list, part);
    return list;
}

/* Names of files, as they are asked for: files of hours are few, files are many. */
typedef struct FileNames {
    Registry *registry;
    Arena *arena;
    Map *by_number; /* -> FileCalled * */
} FileNames;

typedef struct FileCalled {
    int64_t file;
    Str name;
} FileCalled;

static FileNames file_names(Registry *registry, Arena *arena) {
    return (FileNames){.registry = registry, .arena = arena, .by_number = map_new(arena)};
}

static Str file_called(FileNames *names, int64_t file) {
    const FileCalled *known = map_get(names->by_number, (Str){(const char *)&file, sizeof file});
    if (known) return known->name;
    Query *query =
        store_query(registry_store(names->registry),
                    "SELECT name, digest, (SELECT count(*) FROM files AS other WHERE other.kind = files.kind "
                    "AND other.name = files.name) FROM files WHERE file = ?");
    bind_number(query, file);
    if (!query_next(query)) return (Str){0};
    Str name = column_text(query, names->arena);
    Str digest = digest_print(names->arena, digest_of_bytes(column_bytes(query)));
    if (column_number(query) > 1)
        name = str_print(names->arena, "%.*s (%.*s)", STR_ARG(name), STR_ARG(str_sub(digest, 0, 8)));
    query_end(query);
    FileCalled *called = ARENA_NEW(names->arena, FileCalled);
    *called = (FileCalled){file, name};
    map_put(names->by_number, (Str){(const char *)&called->file, sizeof called->file}, called);
    return name;
}

void records_put_hours(Registry *registry, int64_t file, const HoursRows *hours) {
    Store *store = registry_store(registry);
    for (size_t i = 0; i < hours->n; i++) {
        const HoursRow *row = &hours->at[i];
        Query *query =
            store_query(store, "INSERT INTO hours VALUES(NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
        bind_number(query, file);
        bind_number(query, row->at.line);
        bind_text(query, row->contract_id);
        bind_text(query, row->declarant_siret);
        bind_number(query, row->declared_on);
        bind_text(query, row->person_ref);
        bind_number(query, row->month);
        bind_number(query, row->hours);
        bind_absent_or(query, row->training_hours, HUNDREDTHS_ABSENT);
        bind_text(query, row->employer_kind);
        bind_text(query, row->contract_type);
        bind_text(query, row->proof);
        query_run(query);
    }
}

#define HOURS_COLUMNS                                                                                        \
    "file, line, contract_id, declarant_siret, declared_on, person_ref, month, hours, training_hours, "      \
    "employer_kind, contract_type, proof FROM hours"

static HoursRow take_hours(Query *query, Arena *arena, FileNames *names) {
    HoursRow row = {.at.file = file_called(names, column_number(query))};
    row.at.line = (uint32_t)column_number(query);
    row.contract_id = column_text(query, arena);
    row.declarant_siret = column_text(query, arena);
    row.declared_on = (Date)column_number(query);
    row.person_ref = column_text(query, arena);
    row.month = (Month)column_number(query);
    row.hours = column_number(query);
    row.training_hours = column_absent_or(query, HUNDREDTHS_ABSENT);
    row.employer_kind = column_text(query, arena);
    row.contract_type = column_text(query, arena);
    row.proof = column_text(query, arena);
    return row;
}

/* The last file that was taken in a run or before it: files are numbered as they are taken. */
static int64_t last_file(Registry *registry, int64_t run) {
    Query *query =
        store_query(registry_store(registry), "SELECT coalesce(max(file), 0) FROM files WHERE run <= ?");
    bind_number(query, run);
    int64_t last = query_next(query) ? column_number(query) : 0;
    query_end(query);
    return last;
}

void records_hours(Registry *registry, Arena *arena, HoursRows *hours) {
    records_hours_until(registry, arena, INT64_MAX, hours);
}

void records_hours_until(Registry *registry, Arena *arena, int64_t run, HoursRows *hours) {
    FileNames names = file_names(registry, arena);
    int64_t last = last_file(registry, run);
    Query *query = store_query(registry_store(registry), "SELECT " HOURS_COLUMNS " WHERE file <= ?");
    bind_number(query, last);
    while (query_next(query))
        *ARENA_PUSH(arena, hours->at, hours->n, hours->cap) = take_hours(query, arena, &names);
}

void records_file_hours(Registry *registry, Arena *arena, int64_t file, HoursRows *hours) {
    FileNames names = file_names(registry, arena);
    Query *query =
        store_query(registry_store(registry), "SELECT " HOURS_COLUMNS " WHERE file = ? ORDER BY hour");
    bind_number(query, file);
    while (query_next(query))
        *ARENA_PUSH(arena, hours->at, hours->n, hours->cap) = take_hours(query, arena, &names);
}

void records_put_people(Registry *registry, int64_t file, const People *people, Date day) {
    Store *store = registry_store(registry);
    Arena *scratch = arena_new();
    for (size_t i = 0; i < people->n; i++) {
        const Person *person = &people->at[i];
        Query *query =
            store_query(store, "INSERT INTO people VALUES(NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, "
                               "?, ?, ?, ?, ?, ?)");
        bind_number(query, file);
        bind_number(query, person->at.line);
        bind_text(query, person->ref);
        bind_number(query, person->declared_on == DATE_ABSENT ? day : person->declared_on);
        bind_text(query, person->sex);
        bind_text(query, person->age_band);
        bind_text(query, join_list(scratch, person->criteria));
        bind_text(query, person->main_criterion);
        bind_text(query, person->education);
        bind_text(query, person->commune);
        bind_text(query, person->postal_code);
        bind_text(query, person->qpv);
        bind_text(query, person->prescriber);
        bind_text(query, join_list(scratch, person->rome_codes));
        bind_absent_or(query, person->available_from, DATE_ABSENT);
        bind_text(query, join_list(scratch, person->mobility));
        bind_absent_or(query, person->entry_date, DATE_ABSENT);
        bind_absent_or(query, person->exit_date, DATE_ABSENT);
        bind_text(query, person->exit);
        query_run(query);
        arena_reset(scratch);
    }
    arena_free(scratch);
}

#define PEOPLE_COLUMNS                                                                                       \
    "people.file, line, ref, declared_on, sex, age_band, criteria, main_criterion, education, commune, "     \
    "postal_code, qpv, prescriber, rome_codes, available_from, mobility, entry_date, exit_date, exit "       \
    "FROM people"

static Person take_person(Query *query, Arena *arena, FileNames *names) {
    Person person = {.at.file = file_called(names, column_number(query))};
    person.at.line = (uint32_t)column_number(query);
    person.ref = column_text(query, arena);
    person.declared_on = (Date)column_number(query);
    person.sex = column_text(query, arena);
    person.age_band = column_text(query, arena);
    person.criteria = cut_list(arena, column_text(query, arena));
    person.main_criterion = column_text(query, arena);
    person.education = column_text(query, arena);
    person.commune = column_text(query, arena);
    person.postal_code = column_text(query, arena);
    person.qpv = column_text(query, arena);
    person.prescriber = column_text(query, arena);
    person.rome_codes = cut_list(arena, column_text(query, arena));
    person.available_from = (Date)column_absent_or(query, DATE_ABSENT);
    person.mobility = cut_list(arena, column_text(query, arena));
    person.entry_date = (Date)column_absent_or(query, DATE_ABSENT);
    person.exit_date = (Date)column_absent_or(query, DATE_ABSENT);
    person.exit = column_text(query, arena);
    return person;
}

static bool same_list(StrList a, StrList b) {
    bool same = a.n == b.n;
    for (size_t i = 0; same && i < a.n; i++) same = str_eq(a.at[i], b.at[i]);
    return same;
}

bool person_same(const Person *a, const Person *b) {
    return str_eq(a->sex, b->sex) && str_eq(a->age_band, b->age_band) &&
           same_list(a->criteria, b->criteria) && str_eq(a->main_criterion, b->main_criterion) &&
           str_eq(a->education, b->education) && str_eq(a->commune, b->commune) &&
           str_eq(a->postal_code, b->postal_code) && str_eq(a->qpv, b->qpv) &&
           str_eq(a->prescriber, b->prescriber) && same_list(a->rome_codes, b->rome_codes) &&
           a->available_from == b->available_from && same_list(a->mobility, b->mobility) &&
           a->entry_date == b->entry_date && a->exit_date == b->exit_date && str_eq(a->exit, b->exit);
}

/* Of the statements about one person, the latest first: the first whose day has no other word. */
static const Person *person_that_holds(const Person *said, size_t n, Diags *diags) {
    for (size_t from = 0, to; from < n; from = to) {
        bool agree = true;
        for (to = from + 1; to < n && said[to].declared_on == said[from].declared_on; to++)
            agree = agree && person_same(&said[from], &said[to]);
        if (agree) return &said[from];
        diag_add(diags, DIAG_REFUSED, said[from].at, "both refused",
                 "another statement of the same day about this person differs, at %.*s:%u",
                 STR_ARG(said[to - 1].at.file), said[to - 1].at.line);
    }
    return NULL;
}

void records_people(Registry *registry, Arena *arena, People *people, Diags *diags) {
    records_people_until(registry, arena, INT64_MAX, people, diags);
}

void records_people_until(Registry *registry, Arena *arena, int64_t run, People *people, Diags *diags) {
    FileNames names = file_names(registry, arena);
    int64_t last = last_file(registry, run);
    People all = {0};
    Query *query = store_query(registry_store(registry), "SELECT " PEOPLE_COLUMNS " JOIN files USING(file) "
                                                         "WHERE people.file <= ? "
                                                         "ORDER BY ref, declared_on DESC, digest, line");
    bind_number(query, last);
    while (query_next(query)) *ARENA_PUSH(arena, all.at, all.n, all.cap) = take_person(query, arena, &names);
    for (size_t from = 0, to; from < all.n; from = to) {
        for (to = from + 1; to < all.n && str_eq(all.at[to].ref, all.at[from].ref);) to++;
        const Person *holds = person_that_holds(&all.at[from], to - from, diags);
        if (holds) *ARENA_PUSH(arena, people->at, people->n, people->cap) = *holds;
    }
}

void records_file_people(Registry *registry, Arena *arena, int64_t file, People *people) {
    FileNames names = file_names(registry, arena);
    Query *query =
        store_query(registry_store(registry), "SELECT " PEOPLE_COLUMNS " WHERE file = ? ORDER BY person");
    bind_number(query, file);
    while (query_next(query))
        *ARENA_PUSH(arena, people->at, people->n, people->cap) = take_person(query, arena, &names);
}

void records_set_contracts(Registry *registry, const Contracts *contracts) {
    Store *store = registry_store(registry);
    store_run(store, "DELETE FROM contracts");
    for (size_t i = 0; i < contracts->n; i++) {
        const Contract *contract = &contracts->at[i];
        Query *query =
            store_query(store, "INSERT INTO contracts VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, "
                               "?, ?, ?, ?, ?)");
        bind_text(query, contract->id);
        bind_number(query, contract->at.line);
        bind_text(query, contract->title);
        bind_text(query, contract->buyer);
        bind_text(query, contract->notice_id);
        bind_text(query, contract->lot_id);
        bind_text(query, contract->contractor_name);
        bind_text(query, contract->contractor_siret);
        bind_text(query, contract->nature);
        bind_text(query, contract->cpv);
        bind_text(query, contract->trade);
        bind_text(query, contract->mechanism);
        bind_text(query, contract->procedure);
        bind_absent_or(query, contract->amount.cents, HUNDREDTHS_ABSENT);
        bind_text(query, contract->amount.currency);
        bind_number(query, contract->hours_committed);
        bind_number(query, contract->start_date);
        bind_number(query, contract->end_date);
        bind_text(query, contract->status);
        bind_text(query, contract->facilitator);
        query_run(query);
    }
}

void records_contracts(Registry *registry, Arena *arena, Contracts *contracts) {
    Query *query =
        store_query(registry_store(registry),
                    "SELECT id, line, title, buyer, notice_id, lot_id, contractor_name, contractor_siret, "
                    "nature, cpv, trade, mechanism, procedure, cents, currency, hours_committed, "
                    "start_date, end_date, status, facilitator FROM contracts ORDER BY id");
    while (query_next(query)) {
        Contract *contract = ARENA_PUSH(arena, contracts->at, contracts->n, contracts->cap);
        contract->at.file = STR("contracts");
        contract->id = column_text(query, arena);
        contract->at.line = (uint32_t)column_number(query);
        contract->title = column_text(query, arena);
        contract->buyer = column_text(query, arena);
        contract->notice_id = column_text(query, arena);
        contract->lot_id = column_text(query, arena);
        contract->contractor_name = column_text(query, arena);
        contract->contractor_siret = column_text(query, arena);
        contract->nature = column_text(query, arena);
        contract->cpv = column_text(query, arena);
        contract->trade = column_text(query, arena);
        contract->mechanism = column_text(query, arena);
        contract->procedure = column_text(query, arena);
        contract->amount.cents = column_absent_or(query, HUNDREDTHS_ABSENT);
        contract->amount.currency = column_text(query, arena);
        contract->hours_committed = column_number(query);
        contract->start_date = (Date)column_number(query);
        contract->end_date = (Date)column_number(query);
        contract->status = column_text(query, arena);
        contract->facilitator = column_text(query, arena);
    }
}

/* Whether the registry knew, on the eve of the day, another decision of this lot with this very date: then
 * the date was already there when somebody changed what stands beside it in the workbook. */
static bool has_stale_date(Store *store, const Decision *decision, Date day) {
    Query *query = store_query(store, "SELECT 1 FROM decisions JOIN files USING(file) JOIN runs USING(run) "
                                      "WHERE notice_id = ? AND lot_id = ? AND decided_on = ? AND day < ? "
                                      "AND (decision <> ? OR waiver <> ?) LIMIT 1");
    bind_text(query, decision->notice_id);
    bind_text(query, decision->lot_id);
    bind_number(query, decision->decided_on);
    bind_number(query, day);
    bind_text(query, decision->decision);
    bind_text(query, decision->waiver);
    bool stale = query_next(query);
    query_end(query);
    return stale;
}

/* Whether the same was decided later, by what the registry knows: an old workbook that comes back once more.
 */
static bool is_known(Store *store, const Decision *decision) {
    Query *query = store_query(store, "SELECT 1 FROM decisions WHERE notice_id = ? AND lot_id = ? "
                                      "AND decided_on > ? AND decision = ? AND waiver = ? LIMIT 1");
    bind_text(query, decision->notice_id);
    bind_text(query, decision->lot_id);
    bind_number(query, decision->decided_on);
    bind_text(query, decision->decision);
    bind_text(query, decision->waiver);
    bool known = query_next(query);
    query_end(query);
    return known;
}

void records_put_decisions(Registry *registry, int64_t file, const Decisions *decisions, Date day) {
    Store *store = registry_store(registry);
    for (size_t i = 0; i < decisions->n; i++) {
        const Decision *decision = &decisions->at[i];
        bool stale = decision->decided_on != DATE_ABSENT && has_stale_date(store, decision, day);
        if (stale && is_known(store, decision)) continue;
        bool undated = stale || decision->decided_on == DATE_ABSENT;
        Query *query = store_query(store, "INSERT OR IGNORE INTO decisions VALUES(?, ?, ?, ?, ?, ?, ?, ?)");
        bind_text(query, decision->notice_id);
        bind_text(query, decision->lot_id);
        bind_number(query, undated ? day : decision->decided_on);
        bind_text(query, decision->decision);
        bind_text(query, decision->waiver);
        bind_text(query, decision->comment);
        bind_number(query, file);
        bind_number(query, decision->at.line);
        query_run(query);
    }
}

bool decision_same_lot(const Decision *a, const Decision *b) {
    return str_eq(a->notice_id, b->notice_id) && str_eq(a->lot_id, b->lot_id);
}

/* Of what was decided of one lot, the latest first: the first whose day has no other word. The same decision
 * with another comment is another word of the same. */
static const Decision *decision_that_holds(const Decision *said, size_t n, Diags *diags) {
    for (size_t from = 0, to; from < n; from = to) {
        bool agree = true;
        for (to = from + 1; to < n && said[to].decided_on == said[from].decided_on; to++)
            agree = agree && str_eq(said[from].decision, said[to].decision) &&
                    str_eq(said[from].waiver, said[to].waiver);
        if (agree) return &said[from];
        diag_add(diags, DIAG_REFUSED, said[from].at, "both refused",
                 "another decision of the same day differs, at %.*s:%u", STR_ARG(said[to - 1].at.file),
                 said[to - 1].at.line);
    }
    return NULL;
}

void records_all_decisions(Registry *registry, Arena *arena, Decisions *all) {
    FileNames names = file_names(registry, arena);
    Query *query =
        store_query(registry_store(registry), "SELECT notice_id, lot_id, decided_on, decision, waiver, "
                                              "comment, file, line FROM decisions "
                                              "JOIN files USING(file) JOIN runs USING(run) "
                                              "ORDER BY notice_id, lot_id, decided_on DESC, decision, "
                                              "waiver, day DESC, comment DESC");
    while (query_next(query)) {
        Decision *decision = ARENA_PUSH(arena, all->at, all->n, all->cap);
        decision->notice_id = column_text(query, arena);
        decision->lot_id = column_text(query, arena);
        decision->decided_on = (Date)column_number(query);
        decision->decision = column_text(query, arena);
        decision->waiver = column_text(query, arena);
        decision->comment = column_text(query, arena);
        decision->at.file = file_called(&names, column_number(query));
        decision->at.line = (uint32_t)column_number(query);
    }
}

void records_decisions(Registry *registry, Arena *arena, Decisions *decisions, Diags *diags) {
    Decisions all = {0};
    records_all_decisions(registry, arena, &all);
    for (size_t from = 0, to; from < all.n; from = to) {
        for (to = from + 1; to < all.n && decision_same_lot(&all.at[from], &all.at[to]);) to++;
        const Decision *holds = decision_that_holds(&all.at[from], to - from, diags);
        if (holds) *ARENA_PUSH(arena, decisions->at, decisions->n, decisions->cap) = *holds;
    }
}

void records_put_clauses(Registry *registry, int64_t file, const Clauses *clauses) {
    Store *store = registry_store(registry);
    for (size_t i = 0; i < clauses->n; i++) {
        const Clause *clause = &clauses->at[i];
        Query *query = store_query(store, "INSERT OR IGNORE INTO clauses VALUES(?, ?, ?, ?, ?, ?, ?)");
        bind_text(query, clause->notice_id);
        bind_text(query, clause->lot_id);
        bind_text(query, clause->contract_id);
        bind_text(query, clause->state);
        bind_number(query, clause->on);
        bind_number(query, file);
        bind_number(query, clause->at.line);
        query_run(query);
    }
}

void records_clauses(Registry *registry, Arena *arena, Clauses *clauses) {
    Query *query = store_query(registry_store(registry),
                               "SELECT notice_id, lot_id, contract_id, state, day, line "
                               "FROM clauses ORDER BY notice_id, lot_id, day, state, contract_id");
    while (query_next(query)) {
        Clause *clause = ARENA_PUSH(arena, clauses->at, clauses->n, clauses->cap);
        clause->notice_id = column_text(query, arena);
        clause->lot_id = column_text(query, arena);
        clause->contract_id = column_text(query, arena);
        clause->state = column_text(query, arena);
        clause->on = (Date)column_number(query);
        clause->at.line = (uint32_t)column_number(query);
    }
}

void records_set_structures(Registry *registry, const Structures *structures) {
    Store *store = registry_store(registry);
    Arena *scratch = arena_new();
    store_run(store, "DELETE FROM structures");
    for (size_t i = 0; i < structures->n; i++) {
        const Structure *structure = &structures->at[i];
        Query *query = store_query(store, "INSERT INTO structures VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
        bind_text(query, structure->siret);
        bind_number(query, structure->at.line);
        bind_text(query, structure->name);
        bind_text(query, structure->kind);
        bind_text(query, join_list(scratch, structure->trades));
        bind_text(query, join_list(scratch, structure->communes));
        bind_text(query, join_list(scratch, structure->departments));
        bind_absent_or(query, structure->capacity, HUNDREDTHS_ABSENT);
        bind_absent_or(query, structure->turnover.cents, HUNDREDTHS_ABSENT);
        bind_text(query, structure->turnover.currency);
        bind_text(query, structure->contact);
        query_run(query);
        arena_reset(scratch);
    }
    arena_free(scratch);
}

void records_structures(Registry *registry, Arena *arena, Structures *structures) {
    Query *query =
        store_query(registry_store(registry),
                    "SELECT siret, line, name, kind, trades, communes, departments, capacity, cents, "
                    "currency, contact FROM structures ORDER BY siret, kind");
    while (query_next(query)) {
        Structure *structure = ARENA_PUSH(arena, structures->at, structures->n, structures->cap);
        structure->siret = column_text(query, arena);
        structure->at.line = (uint32_t)column_number(query);
        structure->name = column_text(query, arena);
        structure->kind = column_text(query, arena);
        structure->trades = cut_list(arena, column_text(query, arena));
        structure->communes = cut_list(arena, column_text(query, arena));
        structure->departments = cut_list(arena, column_text(query, arena));
        structure->capacity = column_absent_or(query, HUNDREDTHS_ABSENT);
        structure->turnover.cents = column_absent_or(query, HUNDREDTHS_ABSENT);
        structure->turnover.currency = column_text(query, arena);
        structure->contact = column_text(query, arena);
    }
}

bool records_declared_after(Registry *registry, const Replacement *replacement, Date day) {
    Query *query =
        store_query(registry_store(registry),
                    "SELECT 1 FROM hours JOIN files USING(file) JOIN runs USING(run) WHERE contract_id = ? "
                    "AND month = ? AND declarant_siret = ? AND day > ? LIMIT 1");
    bind_text(query, replacement->contract_id);
    bind_number(query, replacement->month);
    bind_text(query, replacement->declarant_siret);
    bind_number(query, day);
    bool declared = query_next(query);
    query_end(query);
    return declared;
}

bool registry_ledger(Registry *registry, Arena *arena, Ledger *ledger, Diags *diags) {
    Contracts *contracts = ARENA_NEW(arena, Contracts);
    People *people = ARENA_NEW(arena, People);
    HoursRows hours = {0};
    records_contracts(registry, arena, contracts);
    records_people(registry, arena, people, diags);
    records_hours(registry, arena, &hours);
    *ledger = ledger_join(arena, contracts, &hours, people, diags);
    return store_good(registry_store(registry));
}
