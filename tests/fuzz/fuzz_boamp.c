/* fuzz_boamp.c - any bytes as a notice of the French bulletin (see summary.h), and as an export of its
 * portal: no line is lost. */
#include "ingest/boamp.h"
#include "ingest/boamp_table.h"
#include "tests/fuzz/summary.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void see_row(void *to, Arena *arena, const Notice *notice) {
    Buf all = {.arena = arena};
    summary_add_notice(&all, notice);
    assert(str_is(notice->source_format, "boamp") && notice->lot_count == 1);
    ++*(size_t *)to;
}

static void read_table(Arena *arena, Str bytes) {
    Arena *notices = arena_new();
    Diags diags = diags_new(arena);
    Lines lines = {0};
    size_t rows = 0;
    Piece piece = piece_whole(STR("fuzz.csv"), bytes);
    bool relation = boamp_relation_fits(arena, piece);
    if (relation) boamp_relation_read(notices, piece, NULL, see_row, &rows, &lines, &diags);
    else boamp_table_read(notices, piece, NULL, see_row, &rows, &lines, &diags);
    assert(lines.header + lines.kept + lines.refused + lines.blank == lines.read);
    assert(rows <= lines.kept && (!relation || (!rows && diags.count[DIAG_REFUSED] == 1)));
    for (const Diag *diag = diags.first; diag; diag = diag->next) diag_print(arena, diag);
    arena_free(notices);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static XmlReader *reader;
    if (!reader) reader = xml_reader_new();
    summary_check(boamp_read, reader, data, size);
    Arena *arena = arena_new();
    read_table(arena, padded(arena, data, size));
    arena_free(arena);
    return 0;
}
