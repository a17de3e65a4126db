/* fuzz_xml.c - any bytes as a notice. Whatever they are: no crash, one refusal or a whole notice in valid
 * UTF-8, and the same again from a reader that is not new. */
#include "base/utf8.h"
#include "ingest/eforms.h"
#include <assert.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_text(Str s) {
    assert(utf8_check(s) == s.n);
}

static void check_notice(const Notice *notice) {
    const Str texts[] = {notice->id,         notice->version,      notice->type,    notice->change_of,
                         notice->buyer_name, notice->buyer_id,     notice->title,   notice->description,
                         notice->nature,     notice->procedure_id, notice->language};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) check_text(texts[i]);
    assert(notice->lot_count > 0);
    for (size_t i = 0; i < notice->lot_count; i++) {
        const Lot *lot = &notice->lots[i];
        check_text(lot->id);
        check_text(lot->title);
        check_text(lot->description);
        check_text(lot->execution_terms);
        check_text(lot->winner_name);
        assert(!lot->cpv_main.n || lot->cpv_main.n == 8);
        assert((lot->amount.cents == HUNDREDTHS_ABSENT) == !lot->amount_source.n);
    }
}

/* How often each input is read by the same reader. */
enum { TIMES = 2 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static XmlReader *reader;
    if (!reader) reader = xml_reader_new();
    Arena *arena = arena_new();
    char *bytes = arena_take(arena, size + 16);
    if (size) memcpy(bytes, data, size);
    Str document = {bytes, size}, root;
    if (xml_root(arena, document, &root)) check_text(root);
    bool good[TIMES];
    size_t lots[TIMES] = {0};
    for (int i = 0; i < TIMES; i++) {
        Diags diags = diags_new(arena);
        Notice notice;
        good[i] = eforms_read(reader, arena, STR("fuzz"), document, &notice, &diags);
        assert(diags.count[DIAG_REFUSED] == !good[i]);
        for (const Diag *diag = diags.first; diag; diag = diag->next) check_text(diag_print(arena, diag));
        if (!good[i]) continue;
        check_notice(&notice);
        lots[i] = notice.lot_count;
    }
    assert(good[0] == good[1] && lots[0] == lots[1]);
    arena_free(arena);
    return 0;
}
