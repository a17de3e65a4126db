/* summary.h - what a reader makes of any bytes, as one text: a whole notice in valid UTF-8, or one refusal;
 * and the same with masked copies and without. */
#ifndef CLAUSIER_TESTS_FUZZ_SUMMARY_H
#define CLAUSIER_TESTS_FUZZ_SUMMARY_H

#include "base/utf8.h"
#include "ingest/notice.h"
#include "ingest/xml.h"
#include <assert.h>
#include <string.h>

/* eforms_read and its like. */
typedef bool ReadNotice(XmlReader *reader, Arena *arena, Str file, Str bytes, Notice *notice, Diags *diags);

static inline void summary_add(Buf *all, Str text) {
    assert(utf8_check(text) == text.n);
    buf_add(all, text);
    buf_byte(all, '\n');
}

static inline void summary_add_list(Buf *all, StrList list) {
    for (size_t i = 0; i < list.n; i++) summary_add(all, list.at[i]);
}

static inline void summary_add_lot(Buf *all, const Notice *notice, const Lot *lot) {
    const Str texts[] = {lot->id,
                         lot->title,
                         lot->description,
                         lot->execution_terms,
                         lot->additional_information,
                         lot->nature,
                         lot->cpv_main,
                         lot->amount.currency,
                         lot->amount_source,
                         lot->postal_code,
                         lot->framework,
                         lot->reserved_participation,
                         lot->reserved_execution,
                         lot->award_currency,
                         lot->winner_name,
                         lot->winner_id,
                         lot->contract_ref,
                         lot->contract_date,
                         hundredths_print(all->arena, lot->amount.cents),
                         hundredths_print(all->arena, lot->award_amount),
                         hundredths_print(all->arena, lot->duration_months),
                         date_print(all->arena, lot->start_date),
                         date_print(all->arena, lot->end_date),
                         datetime_print(all->arena, lot->deadline)};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) summary_add(all, texts[i]);
    summary_add_list(all, lot->cpv_additional);
    summary_add_list(all, lot->nuts);
    summary_add_list(all, lot->strategic_procurement);
    summary_add_list(all, lot->social_considerations);
    assert(!lot->cpv_main.n || lot->cpv_main.n == 8);
    bool amount = lot->amount.cents != HUNDREDTHS_ABSENT;
    bool sourced = !str_is(notice->source_format, "boamp"); /* which does not say what its amounts are */
    assert((amount && sourced) == (lot->amount_source.n > 0));
}

/* All that matters of a notice. */
static inline void summary_add_notice(Buf *all, const Notice *notice) {
    const Str texts[] = {notice->source_format,
                         notice->id,
                         notice->version,
                         notice->type,
                         notice->form,
                         notice->procedure_id,
                         notice->publication_number,
                         notice->status,
                         notice->change_of,
                         notice->language,
                         notice->buyer_name,
                         notice->buyer_id,
                         notice->buyer_kind,
                         notice->buyer_contact,
                         notice->title,
                         notice->description,
                         notice->nature,
                         notice->procedure_type,
                         hundredths_print(all->arena, notice->procedure_amount.cents),
                         date_print(all->arena, notice->issue_date),
                         date_print(all->arena, notice->publication_date)};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) summary_add(all, texts[i]);
    summary_add_list(all, notice->earlier);
    for (size_t i = 0; i < notice->correction_count; i++) {
        const Correction *correction = &notice->corrections[i];
        assert(!str_is(notice->source_format, "boamp") || correction->before.n || correction->after.n);
        const Str parts[] = {correction->lot_id, correction->where, correction->before, correction->after,
                             datetime_print(all->arena, correction->deadline)};
        for (size_t k = 0; k < sizeof parts / sizeof *parts; k++) summary_add(all, parts[k]);
    }
    assert(notice->lot_count > 0 && notice->lot_count <= LOTS_MOST);
    for (size_t i = 0; i < notice->lot_count; i++) summary_add_lot(all, notice, &notice->lots[i]);
}

/* A notice, or the message that refuses it. */
static inline Str summary_of(ReadNotice *read, XmlReader *reader, Arena *arena, Str document) {
    Diags diags = diags_new(arena);
    Notice notice;
    Buf all = {.arena = arena};
    bool good = read(reader, arena, STR("fuzz"), document, &notice, &diags);
    assert(diags.count[DIAG_REFUSED] == !good);
    for (const Diag *diag = diags.first; diag; diag = diag->next) summary_add(&all, diag_print(arena, diag));
    if (good) summary_add_notice(&all, &notice);
    return buf_str(&all);
}

/* Bytes as file_read() gives them. */
static inline Str padded(Arena *arena, const uint8_t *data, size_t size) {
    char *bytes = arena_take(arena, size + 16);
    if (size) memcpy(bytes, data, size);
    return (Str){bytes, size};
}

/* Read both ways. */
static inline void summary_check(ReadNotice *read, XmlReader *reader, const uint8_t *data, size_t size) {
    Arena *arena = arena_new();
    Str document = padded(arena, data, size), root;
    if (xml_root(arena, document, &root)) assert(utf8_check(root) == root.n);
    xml_reader_plain(reader, false);
    Str masked = summary_of(read, reader, arena, document);
    xml_reader_plain(reader, true);
    assert(str_eq(masked, summary_of(read, reader, arena, document)));
    arena_free(arena);
}

#endif
