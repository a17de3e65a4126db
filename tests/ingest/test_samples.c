/* The tables that people are given: what the samples hold is read without a word, and the empty ones that a
 * new convention starts with have headers that are known. */
#include "base/file.h"
#include "ingest/contract.h"
#include "ingest/decision.h"
#include "ingest/structure.h"
#include "tests/tap.h"

static Str file_of(Arena *arena, const char *path) {
    Diags diags = diags_new(arena);
    Str bytes = {0};
    OK(file_read(arena, str_of(path), 0, &bytes, &diags));
    return bytes;
}

static void is_silent(Arena *arena, const Diags *diags) {
    OK(!diags->first);
    for (const Diag *diag = diags->first; diag; diag = diag->next)
        printf("# %.*s\n", STR_ARG(diag_print(arena, diag)));
}

static void test_structures(Arena *arena) {
    Diags diags = diags_new(arena);
    Structures structures = {0};
    Lines lines = {0};
    OK(structures_read(arena, STR("s.csv"), file_of(arena, "samples/structures.csv"), NULL, &structures,
                       &lines, &diags));
    is_silent(arena, &diags);
    NUM(structures.n, 8);
    for (size_t i = 0; i < structures.n; i++) {
        const Structure *structure = &structures.at[i];
        OK(str_starts(structure->siret, STR("999999")) && structure->trades.n && structure->contact.n);
        OK(structure->capacity > 0 && structure->turnover.cents > 0);
        OK(structure->communes.n || structure->departments.n);
    }
}

static void test_decisions(Arena *arena) {
    Diags diags = diags_new(arena);
    Decisions decisions = {0};
    Lines lines = {0};
    OK(decisions_read(arena, STR("d.csv"), file_of(arena, "samples/decisions.csv"), NULL, &decisions, &lines,
                      &diags));
    is_silent(arena, &diags);
    NUM(decisions.n, 8);
}

static void test_empty(Arena *arena) {
    Diags diags = diags_new(arena);
    Contracts contracts = {0};
    Structures structures = {0};
    Lines lines = {0};
    OK(contracts_read(arena, STR("c.csv"), file_of(arena, "templates/convention/contracts.csv"), NULL,
                      &contracts, &lines, &diags));
    OK(structures_read(arena, STR("s.csv"), file_of(arena, "templates/convention/structures.csv"), NULL,
                       &structures, &lines, &diags));
    is_silent(arena, &diags);
    NUM(contracts.n + structures.n, 0);
    NUM(lines.header, 2);
}

int main(void) {
    Arena *arena = arena_new();
    test_structures(arena);
    test_decisions(arena);
    test_empty(arena);
    arena_free(arena);
    return tap_done();
}
