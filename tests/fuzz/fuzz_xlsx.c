/* fuzz_xlsx.c - any bytes as a workbook, or as the parts of one with the zip around them: no line is lost, no
 * cell is broken text, and every reader of records ends with its own sum of lines (checked in table_close).
 *
 * Input that begins with PK is a file. Other input is the insides of parts, with a line of dashes between
 * them: workbook, sheet, strings, styles. */
#include "base/utf8.h"
#include "ingest/contract.h"
#include "ingest/hours.h"
#include "ingest/person.h"
#include "ingest/plan.h"
#include "ingest/xlsx.h"
#include "tests/workbook.h"
#include <assert.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* The next part's inside; NULL where it is not said. */
static const char *inside_take(Arena *arena, Str *rest) {
    static const char between[] = "\n----\n";
    size_t n = str_find(*rest, str_of(between));
    Str inside = str_sub(*rest, 0, n);
    *rest = n == SIZE_MAX ? (Str){0} : str_sub(*rest, n + sizeof between - 1, SIZE_MAX);
    return inside.n ? str_cstr(arena, inside) : NULL;
}

static Str file_of(Arena *arena, Str input) {
    if (str_starts(input, STR("PK"))) {
        char *padded = arena_take(arena, input.n + 16);
        memcpy(padded, input.p, input.n);
        return (Str){padded, input.n};
    }
    Made made = {.stored = true};
    made.book = inside_take(arena, &input);
    made.sheets[0] = inside_take(arena, &input);
    made.strings = inside_take(arena, &input);
    made.styles = inside_take(arena, &input);
    made.sheets[1] = made.sheets[0];
    return workbook_of(arena, &made);
}

static void read_rows(Arena *arena, Str bytes) {
    Diags diags = diags_new(arena);
    Xlsx *book = xlsx_open(arena, STR("fuzz.xlsx"), bytes, &diags);
    assert(book || diags.count[DIAG_REFUSED] == 1);
    if (!book) return;
    do {
        uint32_t line = 1, lines = 0;
        CsvRow row;
        bool settled = diags.count[DIAG_REFUSED] || xlsx_settle(book);
        while (xlsx_next(book, &row)) {
            Str raw = xlsx_raw(book, arena);
            assert(settled && row.lines >= 1 && row.line >= 1 && row.n <= CSV_MAX_FIELDS);
            assert(row.line == line || (row.line < line && row.broken));
            assert(utf8_check(raw) == raw.n);
            for (size_t i = 0; i < row.n; i++) assert(utf8_check(row.cells[i]) == row.cells[i].n);
            if (row.line == line) line += row.lines;
            lines += row.lines;
        }
        assert(xlsx_lines(book) == lines && xlsx_failed(book) == (diags.count[DIAG_REFUSED] > 0));
    } while (xlsx_turn(book));
    assert(diags.count[DIAG_REFUSED] <= 1);
    xlsx_close(book);
}

static void forget_notice(void *to, Arena *arena, const Notice *notice) {
    (void)to, (void)arena;
    assert(notice->lot_count > 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    Arena *arena = arena_new(), *notices = arena_new();
    Str bytes = file_of(arena, (Str){(const char *)data, size}), file = STR("2026-04-02-fuzz.xlsx");
    Diags diags = diags_new(arena);
    Lines lines = {0};
    Contracts contracts = {0};
    HoursRows hours = {0};
    People people = {0};
    if (xlsx_begins(bytes)) read_rows(arena, bytes);
    contracts_read(arena, file, bytes, NULL, &contracts, &lines, &diags);
    hours_read(arena, file, bytes, NULL, &hours, &lines, &diags);
    people_read(arena, file, bytes, NULL, &people, &lines, &diags);
    plan_read(notices, piece_whole(file, bytes), NULL, forget_notice, NULL, &lines, &diags);
    assert(contracts.n + hours.n + people.n <= lines.kept);
    assert(lines.header + lines.kept + lines.refused + lines.blank == lines.read);
    arena_free(notices);
    arena_free(arena);
    return 0;
}
