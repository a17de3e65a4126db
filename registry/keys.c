/* keys.c - numbers least byte first, texts behind their length. */
#include "registry/keys.h"
#include <stdlib.h>

static void put(Buf *bytes, uint64_t number, size_t width) {
    char text[8];
    for (size_t i = 0; i < width; i++) text[i] = (char)(number >> 8 * i);
    buf_add(bytes, (Str){text, width});
}

static void put_text(Buf *bytes, Str text) {
    put(bytes, text.n, 4);
    buf_add(bytes, text);
}

/* Zeros, and an empty rest, behind the end. */
typedef struct Cursor {
    Str rest;
    bool over;
} Cursor;

static Str take_part(Cursor *cursor, size_t n) {
    if (cursor->rest.n < n) {
        cursor->over = true;
        cursor->rest = (Str){0};
        return (Str){0};
    }
    Str part = str_sub(cursor->rest, 0, n);
    cursor->rest = str_sub(cursor->rest, n, SIZE_MAX);
    return part;
}

static uint64_t take(Cursor *cursor, size_t width) {
    Str part = take_part(cursor, width);
    uint64_t number = 0;
    for (size_t i = 0; i < part.n; i++) number |= (uint64_t)(unsigned char)part.p[i] << 8 * i;
    return number;
}

static Str take_words(Cursor *cursor, Arena *arena) {
    return str_copy(arena, take_part(cursor, take(cursor, 4)));
}

static void put_deadline(Buf *bytes, Str lot_id, DateTime deadline) {
    put_text(bytes, lot_id);
    put(bytes, (uint32_t)deadline.day, 4);
    put(bytes, (uint16_t)deadline.minute, 2);
}

static DateTime take_moment(Cursor *cursor) {
    DateTime at = {.day = (Date)(uint32_t)take(cursor, 4)};
    at.minute = (int16_t)(uint16_t)take(cursor, 2);
    return at;
}

void keys_pack(Buf *bytes, const NoticeKeys *keys) {
    const Identity *is = &keys->identity;
    put(bytes, is->id.high, 8);
    put(bytes, is->id.low, 8);
    put(bytes, is->version, 8);
    put(bytes, is->content, 8);
    put(bytes, is->order, 8);
    put(bytes, is->oj_number, 4);
    put(bytes, is->oj_year, 2);
    put(bytes, is->issued, 2);
    put(bytes, is->published, 2);
    put(bytes, is->family, 1);
    put(bytes, is->stage, 1);
    put(bytes, is->act, 1);
    put(bytes, is->single, 1);
    put(bytes, keys->name_count, 4);
    for (size_t i = 0; i < keys->name_count; i++) {
        const Name *name = &keys->names[i];
        put(bytes, name->key.high, 8);
        put(bytes, name->key.low, 8);
        put(bytes, name->version, 8);
        put(bytes, (uint64_t)name->why | (uint64_t)name->oj << 4 | (uint64_t)name->again << 5, 1);
    }
    put(bytes, keys->deadline_count, 4);
    for (size_t i = 0; i < keys->deadline_count; i++) {
        put_deadline(bytes, keys->deadlines[i].says.lot_id, keys->deadlines[i].says.deadline);
        put(bytes, keys->deadlines[i].lot, 8);
    }
}

static void take_identity(Cursor *cursor, Identity *is) {
    is->id.high = take(cursor, 8);
    is->id.low = take(cursor, 8);
    is->version = take(cursor, 8);
    is->content = take(cursor, 8);
    is->order = take(cursor, 8);
    is->oj_number = (uint32_t)take(cursor, 4);
    is->oj_year = (uint16_t)take(cursor, 2);
    is->issued = (uint16_t)take(cursor, 2);
    is->published = (uint16_t)take(cursor, 2);
    is->family = (uint8_t)take(cursor, 1);
    is->stage = (uint8_t)take(cursor, 1);
    is->act = (uint8_t)take(cursor, 1);
    is->single = take(cursor, 1) != 0;
}

NoticeKeys *keys_unpack(Arena *arena, Str bytes) {
    Cursor cursor = {.rest = bytes};
    NoticeKeys *keys = ARENA_NEW(arena, NoticeKeys);
    take_identity(&cursor, &keys->identity);
    for (uint64_t n = take(&cursor, 4); n && !cursor.over; n--) {
        Name *name = ARENA_PUSH(arena, keys->names, keys->name_count, keys->name_cap);
        name->key.high = take(&cursor, 8);
        name->key.low = take(&cursor, 8);
        name->version = take(&cursor, 8);
        uint64_t bits = take(&cursor, 1);
        name->why = (Why)(bits & 15);
        name->oj = bits >> 4 & 1;
        name->again = bits >> 5 & 1;
    }
    for (uint64_t n = take(&cursor, 4); n && !cursor.over; n--) {
        LotDeadline *deadline = ARENA_PUSH(arena, keys->deadlines, keys->deadline_count, keys->deadline_cap);
        deadline->says.lot_id = take_words(&cursor, arena);
        deadline->says.deadline = take_moment(&cursor);
        deadline->lot = take(&cursor, 8);
    }
    return cursor.over || cursor.rest.n ? NULL : keys;
}

static int by_lot(const void *a, const void *b) {
    return str_cmp(((const DeadlineCorrection *)a)->lot_id, ((const DeadlineCorrection *)b)->lot_id);
}

void deadlines_pack(Buf *bytes, Arena *scratch, const DeadlineCorrection *deadlines, size_t count) {
    DeadlineCorrection *sorted = ARENA_ARRAY(scratch, DeadlineCorrection, count);
    for (size_t i = 0; i < count; i++) sorted[i] = deadlines[i];
    if (count) qsort(sorted, count, sizeof *sorted, by_lot);
    for (size_t i = 0; i < count; i++) put_deadline(bytes, sorted[i].lot_id, sorted[i].deadline);
}

DeadlineCorrection *deadlines_unpack(Arena *arena, Str bytes, size_t *count) {
    Cursor cursor = {.rest = bytes};
    DeadlineCorrection *deadlines = NULL;
    size_t cap = 0;
    *count = 0;
    while (cursor.rest.n && !cursor.over) {
        Str lot_id = take_words(&cursor, arena);
        *ARENA_PUSH(arena, deadlines, *count, cap) =
            (DeadlineCorrection){.lot_id = lot_id, .deadline = take_moment(&cursor)};
    }
    return deadlines;
}

void keys_links(const NoticeKeys *keys, LinkSink *sink, void *to) {
    const Identity *is = &keys->identity;
    if (!identity_has_id(is)) {
        sink(to, (Digest){UINT64_MAX, is->order});
        return;
    }
    sink(to, is->id);
    if (is->oj_number) sink(to, (Digest){is->oj_year, is->oj_number});
    for (size_t i = 0; i < keys->name_count; i++) sink(to, keys->names[i].key);
}
