/* fuzz_boamp.c - any bytes as a notice of the French bulletin: no crash, one refusal or a whole notice in
 * valid UTF-8, the same with masked copies and without. And as an export of its portal: no line is lost. */
#include "base/utf8.h"
#include "ingest/boamp.h"
#include "ingest/boamp_table.h"
#include <assert.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void add(Buf *all, Str text) {
    assert(utf8_check(text) == text.n);
    buf_add(all, text);
    buf_byte(all, '\n');
}

static void add_list(Buf *all, StrList list) {
    for (size_t i = 0; i < list.n; i++) add(all, list.at[i]);
}

static void add_lot(Buf *all, Arena *arena, const Lot *lot) {
    const Str texts[] = {lot->id,
                         lot->title,
                         lot->description,
                         lot->execution_terms,
                         lot->additional_information,
                         lot->nature,
                         lot->cpv_main,
                         lot->postal_code,
                         lot->framework,
                         lot->reserved_participation,
                         lot->reserved_execution,
                         lot->winner_name,
                         lot->winner_id,
                         lot->contract_ref,
                         lot->contract_date,
                         lot->amount.currency,
                         lot->award_currency,
                         hundredths_print(arena, lot->amount.cents),
                         hundredths_print(arena, lot->award_amount),
                         hundredths_print(arena, lot->duration_months),
                         date_print(arena, lot->start_date),
                         date_print(arena, lot->end_date),
                         datetime_print(arena, lot->deadline)};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) add(all, texts[i]);
    add_list(all, lot->cpv_additional);
    add_list(all, lot->nuts);
    add_list(all, lot->social_considerations);
    assert(!lot->cpv_main.n || lot->cpv_main.n == 8);
    assert(!lot->amount_source.n);
}

/* All that matters of a notice, as one text. */
static void add_notice(Buf *all, Arena *arena, const Notice *notice) {
    const Str texts[] = {notice->id,
                         notice->type,
                         notice->form,
                         notice->status,
                         notice->change_of,
                         notice->buyer_name,
                         notice->buyer_id,
                         notice->buyer_kind,
                         notice->buyer_contact,
                         notice->title,
                         notice->description,
                         notice->procedure_type,
                         date_print(arena, notice->publication_date),
                         hundredths_print(arena, notice->procedure_amount.cents)};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) add(all, texts[i]);
    add_list(all, notice->earlier);
    for (size_t i = 0; i < notice->correction_count; i++) {
        const Correction *one = &notice->corrections[i];
        assert(one->before.n || one->after.n);
        add(all, one->lot_id);
        add(all, one->where);
        add(all, one->before);
        add(all, one->after);
        add(all, datetime_print(arena, one->deadline));
    }
    assert(str_is(notice->source_format, "boamp") && notice->lot_count > 0);
    for (size_t i = 0; i < notice->lot_count; i++) add_lot(all, arena, &notice->lots[i]);
}

/* A notice, or the message that refuses it, as one text. */
static Str read_once(XmlReader *reader, Arena *arena, Str document) {
    Diags diags = diags_new(arena);
    Notice notice;
    Buf all = {.arena = arena};
    bool good = boamp_read(reader, arena, STR("fuzz"), document, &notice, &diags);
    assert(diags.count[DIAG_REFUSED] == !good);
    for (const Diag *diag = diags.first; diag; diag = diag->next) add(&all, diag_print(arena, diag));
    if (good) add_notice(&all, arena, &notice);
    return buf_str(&all);
}

static void see_row(void *to, Arena *arena, const Notice *notice) {
    Buf all = {.arena = arena};
    add_notice(&all, arena, notice);
    assert(notice->lot_count == 1);
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
    Arena *arena = arena_new();
    char *bytes = arena_take(arena, size + 16);
    if (size) memcpy(bytes, data, size);
    Str document = {bytes, size};
    xml_reader_plain(reader, false);
    Str masked = read_once(reader, arena, document);
    xml_reader_plain(reader, true);
    assert(str_eq(masked, read_once(reader, arena, document)));
    read_table(arena, document);
    arena_free(arena);
    return 0;
}
