/* fuzz_settings.c - any bytes as a convention.conf; behind a form feed, as tables read by the names of
 * columns that it gives. What must hold: it is taken, or refused with a reason that can be printed. */
#include "ingest/contract.h"
#include "ingest/hours.h"
#include "ingest/person.h"
#include "ingest/plan.h"
#include "registry/convention.h"
#include <assert.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void forget_notice(void *to, Arena *arena, const Notice *notice) {
    (void)to, (void)arena;
    assert(notice->lot_count > 0);
}

static void read_tables(Arena *arena, const ColumnNames *names, Str bytes) {
    Str file = STR("2026-04-02-fuzz.csv");
    Diags diags = diags_new(arena);
    Lines lines = {0};
    Contracts contracts = {0};
    HoursRows hours = {0};
    People people = {0};
    Arena *notices = arena_new();
    contracts_read(arena, file, bytes, names, &contracts, &lines, &diags);
    hours_read(arena, file, bytes, names, &hours, &lines, &diags);
    people_read(arena, file, bytes, names, &people, &lines, &diags);
    plan_read(notices, piece_whole(file, bytes), names, forget_notice, NULL, &lines, &diags);
    assert(lines.read == lines.header + lines.kept + lines.refused + lines.blank);
    arena_free(notices);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    Arena *arena = arena_new();
    Diags diags = diags_new(arena);
    Str bytes = {size ? (const char *)data : "", size}, settings = {0};
    str_next(&bytes, '\f', &settings);
    Convention convention;
    bool good = convention_read(arena, STR("fuzz.conf"), settings, &convention, &diags);
    assert(good == (diags_fatal(&diags) == 0));
    for (const Diag *diag = diags.first; diag; diag = diag->next) diag_print(arena, diag);
    if (good) {
        assert(convention.from == DATE_ABSENT || convention.from <= convention.to);
        assert(convention.threshold >= 1 && convention.sensitive_threshold >= convention.threshold);
        read_tables(arena, &convention.columns, bytes);
    }
    arena_free(arena);
    return 0;
}
