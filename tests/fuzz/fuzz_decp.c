/* fuzz_decp.c - any bytes as essential data of contracts. As XML: no crash, the same records and messages
 * with masked copies and without. As each table: no line is lost, and a contract's facts are valid text. */
#include "ingest/decp.h"
#include "ingest/decp_table.h"
#include "ingest/ted_table.h"
#include "tests/fuzz/summary.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

typedef struct Summary {
    Buf all;
    size_t notices;
} Summary;

static void summarise(void *to, Arena *arena, const Notice *notice) {
    Summary *summary = to;
    (void)arena;
    summary->notices++;
    summary_add_notice(&summary->all, notice);
    assert(!notice->once || notice->id.n);
    for (size_t i = 0; i < notice->lot_count; i++) {
        const Lot *lot = &notice->lots[i];
        assert((lot->award_amount == HUNDREDTHS_ABSENT) == !lot->award_currency.n);
        assert(lot->award_amount == HUNDREDTHS_ABSENT || lot->award_amount >= 0);
    }
}

static Str read_document(Arena *arena, Arena *notices, Str bytes, bool plain) {
    static XmlReader *reader;
    if (!reader) reader = xml_reader_new();
    xml_reader_plain(reader, plain);
    Diags diags = diags_new(arena);
    Summary summary = {.all = {.arena = arena}};
    bool good = decp_read(reader, notices, piece_whole(STR("fuzz"), bytes), summarise, &summary, &diags);
    assert(good || (diags.last && diags.last->kind == DIAG_REFUSED));
    for (const Diag *diag = diags.first; diag; diag = diag->next)
        summary_add(&summary.all, diag_print(arena, diag));
    return buf_str(&summary.all);
}

static void read_tables(Arena *arena, Arena *notices, Str bytes) {
    static void (*const reads[])(Arena *, Piece, const ColumnNames *, NoticeSink *, void *, Lines *,
                                 Diags *) = {decp_uid_table_read, decp_table_read, ted_award_table_read,
                                             ted_call_table_read};
    for (size_t i = 0; i < sizeof reads / sizeof *reads; i++) {
        Diags diags = diags_new(arena);
        Summary summary = {.all = {.arena = arena}};
        Lines lines = {0};
        reads[i](notices, piece_whole(STR("fuzz"), bytes), NULL, summarise, &summary, &lines, &diags);
        assert(lines.read == lines.header + lines.kept + lines.refused + lines.blank);
        assert(summary.notices <= lines.kept);
        for (const Diag *diag = diags.first; diag; diag = diag->next)
            summary_add(&summary.all, diag_print(arena, diag));
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    Arena *arena = arena_new(), *notices = arena_new();
    Str bytes = padded(arena, data, size);
    if (size && data[0] == '<')
        assert(
            str_eq(read_document(arena, notices, bytes, false), read_document(arena, notices, bytes, true)));
    else read_tables(arena, notices, bytes);
    arena_free(notices);
    arena_free(arena);
    return 0;
}
