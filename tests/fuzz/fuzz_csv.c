/* fuzz_csv.c - any bytes as a table: no line is lost, no cell is broken text, and every reader of records
 * ends with its own sum of lines (checked in table_close). */
#include "base/utf8.h"
#include "ingest/contract.h"
#include "ingest/csv.h"
#include "ingest/hours.h"
#include "ingest/person.h"
#include "ingest/plan.h"
#include <assert.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void read_rows(Arena *arena, Str bytes) {
    Diags diags = diags_new(arena);
    CsvReader *reader = csv_open(arena, piece_whole(STR("fuzz.csv"), bytes), &diags);
    if (!reader) return;
    uint32_t line = 1;
    CsvRow row;
    while (csv_next(reader, &row)) {
        assert(row.line == line && row.lines >= 1 && row.lines <= CSV_MAX_LINES);
        assert(row.raw.n <= CSV_MAX_ROW || row.broken);
        for (size_t i = 0; i < row.n; i++) assert(utf8_check(row.cells[i]) == row.cells[i].n);
        line += row.lines;
    }
    assert(csv_lines(reader) == line - 1);
    csv_close(reader);
}

static void forget_notice(void *to, Arena *arena, const Notice *notice) {
    (void)to, (void)arena;
    assert(notice->lot_count > 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    Arena *arena = arena_new(), *notices = arena_new();
    Str bytes = {(const char *)data, size}, file = STR("2026-04-02-fuzz.csv");
    Diags diags = diags_new(arena);
    Lines lines = {0};
    Contracts contracts = {0};
    HoursRows hours = {0};
    People people = {0};
    read_rows(arena, bytes);
    contracts_read(arena, file, bytes, NULL, &contracts, &lines, &diags);
    hours_read(arena, file, bytes, NULL, &hours, &lines, &diags);
    people_read(arena, file, bytes, NULL, &people, &lines, &diags);
    plan_read(notices, piece_whole(file, bytes), NULL, forget_notice, NULL, &lines, &diags);
    assert(contracts.n + hours.n + people.n <= lines.kept);
    arena_free(notices);
    arena_free(arena);
    return 0;
}
