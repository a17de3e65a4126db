/* fuzz_xml.c - any bytes as a notice. Whatever they are: no crash, one refusal or a whole notice in valid
 * UTF-8, and the same with masked copies and without. */
#include "base/utf8.h"
#include "ingest/eforms.h"
#include <assert.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void add(Buf *all, Str text) {
    assert(utf8_check(text) == text.n);
    buf_add(all, text);
    buf_byte(all, '\n');
}

/* All that matters of a notice, as one text. */
static Str summary(Arena *arena, const Notice *notice) {
    Buf all = {.arena = arena};
    const Str texts[] = {notice->id,         notice->version,      notice->type,    notice->change_of,
                         notice->buyer_name, notice->buyer_id,     notice->title,   notice->description,
                         notice->nature,     notice->procedure_id, notice->language};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) add(&all, texts[i]);
    assert(notice->lot_count > 0);
    for (size_t i = 0; i < notice->lot_count; i++) {
        const Lot *lot = &notice->lots[i];
        const Str lot_texts[] = {lot->id,       lot->title,           lot->description, lot->execution_terms,
                                 lot->cpv_main, lot->amount.currency, lot->winner_name, lot->contract_ref};
        for (size_t k = 0; k < sizeof lot_texts / sizeof *lot_texts; k++) add(&all, lot_texts[k]);
        add(&all, hundredths_print(arena, lot->amount.cents));
        add(&all, hundredths_print(arena, lot->duration_months));
        add(&all, datetime_print(arena, lot->deadline));
        assert(!lot->cpv_main.n || lot->cpv_main.n == 8);
        assert((lot->amount.cents == HUNDREDTHS_ABSENT) == !lot->amount_source.n);
    }
    return buf_str(&all);
}

/* A notice, or the message that refuses it, as one text. */
static Str read_once(XmlReader *reader, Arena *arena, Str document) {
    Diags diags = diags_new(arena);
    Notice notice;
    Buf all = {.arena = arena};
    bool good = eforms_read(reader, arena, STR("fuzz"), document, &notice, &diags);
    assert(diags.count[DIAG_REFUSED] == !good);
    for (const Diag *diag = diags.first; diag; diag = diag->next) add(&all, diag_print(arena, diag));
    if (good) buf_add(&all, summary(arena, &notice));
    return buf_str(&all);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static XmlReader *reader;
    if (!reader) reader = xml_reader_new();
    Arena *arena = arena_new();
    char *bytes = arena_take(arena, size + 16);
    if (size) memcpy(bytes, data, size);
    Str document = {bytes, size}, root;
    if (xml_root(arena, document, &root)) assert(utf8_check(root) == root.n);
    xml_reader_plain(reader, false);
    Str masked = read_once(reader, arena, document);
    xml_reader_plain(reader, true);
    assert(str_eq(masked, read_once(reader, arena, document)));
    arena_free(arena);
    return 0;
}
