/* world.h - notices as lines of text, and random ones that name one another. */
#ifndef CLAUSIER_TESTS_REGISTRY_WORLD_H
#define CLAUSIER_TESTS_REGISTRY_WORLD_H

#include "registry/identity.h"
#include <stdlib.h>

/* A notice in a line: a name, then words "what=value", a list with commas, ~ for a blank. "@a" stands for a
 * UUID made of that character. Unless a word says otherwise it is an eForms notice with an id of its own and
 * one lot, LOT-0001. deadline=LOT:DAY is a correction (no lot: of all), diff=1 one of something else. */
typedef struct Line {
    Str name;
    Notice notice;
} Line;

static Str uuid(Arena *arena, Str text) {
    Buf buf = {.arena = arena};
    for (size_t i = 0; i < text.n; i++) {
        if (text.p[i] == '@' && i + 1 < text.n)
            buf_print(&buf, "%c0000000-0000-4000-8000-00000000000%c", text.p[i + 1], text.p[i + 1]), i++;
        else buf_byte(&buf, text.p[i]);
    }
    return buf_str(&buf);
}

static void add_lot(Arena *arena, Notice *notice, Str id) {
    Lot lot = {.amount = MONEY_ABSENT, .start_date = DATE_ABSENT, .deadline = DATETIME_ABSENT, .id = id};
    *ARENA_PUSH(arena, notice->lots, notice->lot_count, notice->lot_cap) = lot;
}

static void add_correction(Arena *arena, Notice *notice, Str value) {
    Correction correction = {.deadline = DATETIME_ABSENT};
    size_t colon = str_find_byte(value, ':');
    if (colon != SIZE_MAX) {
        correction.lot_id = str_sub(value, 0, colon);
        if (!date_read(str_sub(value, colon + 1, SIZE_MAX), &correction.deadline.day)) abort();
    }
    *ARENA_PUSH(arena, notice->corrections, notice->correction_count, notice->correction_cap) = correction;
}

static void take_word(Arena *arena, Notice *notice, Str key, Str value) {
    const struct {
        const char *key;
        Str *to;
    } texts[] = {
        {"source", &notice->source_format},
        {"id", &notice->id},
        {"v", &notice->version},
        {"form", &notice->form},
        {"status", &notice->status},
        {"oj", &notice->publication_number},
        {"of", &notice->change_of},
        {"proc", &notice->procedure_id},
        {"type", &notice->type},
        {"buyer", &notice->buyer_id},
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        if (str_is(key, texts[i].key)) {
            *texts[i].to = value;
            return;
        }
    Str part;
    if (str_is(key, "day") && date_read(value, &notice->issue_date)) return;
    if (str_is(key, "published") && date_read(value, &notice->publication_date)) return;
    if (str_is(key, "deadline") || str_is(key, "diff")) {
        add_correction(arena, notice, value);
        return;
    }
    if (str_is(key, "earlier"))
        while (str_next(&value, ',', &part)) strlist_add(arena, &notice->earlier, part);
    else if (str_is(key, "lots"))
        while (str_next(&value, ',', &part)) add_lot(arena, notice, part);
    else if (str_is(key, "contract")) {
        add_lot(arena, notice, (Str){0});
        notice->lots[0].contract_date = value;
    } else abort();
}

static Line line_of(Arena *arena, Str text) {
    Line line = {.notice = {.source_format = STR("eforms"),
                            .issue_date = DATE_ABSENT,
                            .publication_date = DATE_ABSENT}};
    Str word;
    if (!str_word(&text, &line.name)) abort();
    line.notice.id = str_print(arena, "own-%.*s", STR_ARG(line.name));
    while (str_word(&text, &word)) {
        size_t equal = str_find_byte(word, '=');
        Str value = uuid(arena, str_sub(word, equal + 1, SIZE_MAX));
        for (size_t i = 0; i < value.n; i++)
            if (value.p[i] == '~') ((char *)(uintptr_t)value.p)[i] = ' ';
        take_word(arena, &line.notice, str_sub(word, 0, equal), value);
    }
    if (!line.notice.lot_count) add_lot(arena, &line.notice, STR("LOT-0001"));
    return line;
}

typedef struct World {
    Line *at;
    size_t n, cap;
} World;

static inline World world_of(Arena *arena, const char *text) {
    World world = {0};
    Str rest = str_of(text), line;
    while (str_next(&rest, '\n', &line))
        *ARENA_PUSH(arena, world.at, world.n, world.cap) = line_of(arena, line);
    return world;
}

static uint64_t seed = 20261101;
static unsigned dice(unsigned sides) {
    seed ^= seed << 13;
    seed ^= seed >> 7;
    seed ^= seed << 17;
    return (unsigned)(seed % sides);
}

#define PICK(list) ((list)[dice(sizeof(list) / sizeof *(list))])

static void random_name(Buf *buf, unsigned notices) {
    unsigned of = dice(notices + 1);
    if (dice(3) == 0) buf_print(buf, "%u-2024", of + 1);
    else if (dice(3) == 0) buf_print(buf, "@%x", of % 16);
    else buf_print(buf, "@%x-0%u", of % 16, 1 + dice(2));
}

static inline World random_world(Arena *arena) {
    static const char *const forms[] = {"",       "planning",   "competition", "competition",
                                        "result", "cont-modif", "change"};
    static const char *const states[] = {"", "", "changed", "cancelled", "modification"};
    static const char *const sources[] = {"eforms", "eforms", "eforms", "ted", "boamp", "decp", "csv"};
    Buf buf = {.arena = arena};
    unsigned notices = 2 + dice(9);
    for (unsigned i = 0; i < notices; i++) {
        buf_print(&buf, "N%u source=%s form=%s status=%s oj=%u-2024", i, PICK(sources), PICK(forms),
                  PICK(states), 1 + dice(notices));
        buf_print(&buf, " id=@%x", dice(notices));
        if (dice(3)) buf_print(&buf, " v=0%u", 1 + dice(2));
        if (dice(2)) buf_print(&buf, " proc=@%u", dice(2));
        if (dice(4)) buf_print(&buf, " day=2024-01-0%u", 1 + dice(4));
        if (dice(2)) buf_print(&buf, " lots=%u", dice(2));
        if (dice(5) == 0) buf_print(&buf, " deadline=%s:2024-03-0%u", dice(2) ? "1" : "", 1 + dice(5));
        if (dice(3)) buf_add(&buf, STR(" of=")), random_name(&buf, notices);
        for (unsigned names = dice(3), k = 0; k < names; k++) {
            buf_add(&buf, k ? STR(",") : STR(" earlier="));
            random_name(&buf, notices);
        }
        buf_byte(&buf, '\n');
    }
    buf_byte(&buf, '\0');
    return world_of(arena, buf_str(&buf).p);
}

#endif
