/* fuzz_persons.c - any bytes as a table of those that a convention takes: with a key, names become references
 * that are none of a cell's text; what was taken of hours and people comes back from its copy; every reader
 * ends with its own sum of lines (checked in table_close). */
#include "ingest/clause.h"
#include "ingest/decision.h"
#include "ingest/pseudonym.h"
#include "ingest/structure.h"
#include "registry/copy.h"
#include <assert.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const Key key = {{7, 1, 3}};
static const ColumnNames keyed = {.key = &key};

/* The copy of what is taken of a file, and how many rows that is; refusals are counted into `diags`. */
typedef Str Copier(Arena *arena, Str file, Str bytes, const ColumnNames *names, size_t *rows, Diags *diags);

static Str copy_hours(Arena *arena, Str file, Str bytes, const ColumnNames *names, size_t *rows,
                      Diags *diags) {
    HoursRows hours = {0};
    Buf copy = {.arena = arena};
    hours_read(arena, file, bytes, names, &hours, NULL, diags);
    hours_copy(&copy, hours.at, hours.n);
    *rows = hours.n;
    return buf_str(&copy);
}

static Str copy_people(Arena *arena, Str file, Str bytes, const ColumnNames *names, size_t *rows,
                       Diags *diags) {
    People people = {0};
    Buf copy = {.arena = arena};
    people_read(arena, file, bytes, names, &people, NULL, diags);
    people_copy(&copy, people.at, people.n);
    *rows = people.n;
    return buf_str(&copy);
}

/* The archive knows no key: a copy has no names. */
static void check_copy(Arena *arena, Copier *copier, Str bytes) {
    Diags first = diags_new(arena), again = diags_new(arena);
    size_t rows, rows_again;
    Str copy = copier(arena, STR("2026-12-31-fuzz.csv"), bytes, &keyed, &rows, &first);
    Str back = copier(arena, STR("19991231.csv"), copy, NULL, &rows_again, &again);
    assert(rows == rows_again && str_eq(copy, back) && !again.count[DIAG_REFUSED]);
    for (const Diag *diag = first.first; diag; diag = diag->next) assert(!diag->kept.n);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    Arena *arena = arena_new();
    Str bytes = {(const char *)data, size}, file = STR("fuzz.csv");
    Diags diags = diags_new(arena);
    Lines lines = {0};
    Decisions decisions = {0};
    Clauses clauses = {0};
    Structures structures = {0};
    PersonRefs refs = {0};
    check_copy(arena, copy_hours, bytes);
    check_copy(arena, copy_people, bytes);
    decisions_read(arena, file, bytes, &keyed, &decisions, &lines, &diags);
    clauses_read(arena, file, bytes, &keyed, &clauses, &lines, &diags);
    structures_read(arena, file, bytes, &keyed, &structures, &lines, &diags);
    person_refs_read(arena, file, bytes, &keyed, &refs, &lines, &diags);
    assert(decisions.n + clauses.n + structures.n + refs.n <= lines.kept);
    for (size_t i = 0; i < refs.n; i++) assert(refs.at[i].ref.n && refs.at[i].ref.n <= 40);
    arena_free(arena);
    return 0;
}
