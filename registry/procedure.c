/* procedure.c - notices come in as keys, and what was settled is looked up. */
#include "base/utf8.h"
#include "registry/procedure_inside.h"
#include <assert.h>
#include <stdlib.h>

void *pile_add(Pile *pile) {
    if (pile->n % PILE_PIECE == 0)
        *ARENA_PUSH(pile->arena, pile->pieces, pile->piece_count, pile->piece_cap) =
            arena_take_array(pile->arena, PILE_PIECE, pile->size);
    return pile_at(pile, pile->n++);
}

Procedures *procedures_new(Arena *arena) {
    Procedures *procedures = ARENA_NEW(arena, Procedures);
    *procedures = (Procedures){
        .arena = arena,
        .identities = {.arena = arena, .size = sizeof(Identity)},
        .links = {.arena = arena, .size = sizeof(Link)},
    };
    return procedures;
}

size_t procedures_count(const Procedures *procedures) {
    return procedures->identities.n;
}

uint64_t lot_digest(Str lot_id) {
    Str id = str_trim_wide(lot_id);
    return id.n ? digest_texts(&id, 1).high | 1 : 0;
}

static void keep_name(void *to, const Name *name) {
    NoticeKeys *keys = ((void **)to)[0];
    *ARENA_PUSH(((void **)to)[1], keys->names, keys->name_count, keys->name_cap) = *name;
}

static Str lot_text(Arena *arena, Str lot_id) {
    Str id = str_trim_wide(lot_id);
    if (id.n > LOT_ID_MOST) {
        id.n = LOT_ID_MOST;
        while (id.n && ((unsigned char)id.p[id.n] & 0xC0) == 0x80) id.n--; /* not within a character */
    }
    return str_copy(arena, id);
}

static void keep_deadlines(Arena *arena, const Notice *notice, NoticeKeys *keys) {
    for (size_t i = 0; i < notice->correction_count; i++) {
        const Correction *correction = &notice->corrections[i];
        if (correction->deadline.day == DATE_ABSENT) continue;
        *ARENA_PUSH(arena, keys->deadlines, keys->deadline_count, keys->deadline_cap) =
            (LotDeadline){{.lot_id = lot_text(arena, correction->lot_id), .deadline = correction->deadline},
                          lot_digest(correction->lot_id)};
    }
}

NoticeKeys *notice_keys(Arena *arena, const Notice *notice, Str order) {
    NoticeKeys *keys = ARENA_NEW(arena, NoticeKeys);
    void *to[] = {keys, arena};
    keys->identity = identity_of(notice, order);
    identity_names(notice, keep_name, to);
    if (keys->identity.act == ACT_CORRECTS) keep_deadlines(arena, notice, keys);
    return keys;
}

static void add_link(Procedures *procedures, const Name *name) {
    if (procedures->links.n == NONE) arena_exhausted();
    *(Link *)pile_add(&procedures->links) = (Link){
        .key = name->key,
        .version = name->version,
        .from = (Number)(procedures->identities.n - 1),
        .why = (uint8_t)name->why,
        .oj = name->oj,
        .again = name->again,
    };
}

static void add_deadline(Procedures *procedures, const LotDeadline *deadline, size_t number, size_t place) {
    *ARENA_PUSH(procedures->arena, procedures->deadlines, procedures->deadline_count,
                procedures->deadline_cap) = (Deadline){
        .says = {str_copy(procedures->arena, deadline->says.lot_id), deadline->says.deadline, number},
        .lot = deadline->lot,
        .place = (Number)(place < NONE ? place : NONE),
        .holds = NONE,
    };
}

size_t procedures_add_keys(Procedures *procedures, const NoticeKeys *keys) {
    assert(!procedures->settled);
    size_t number = procedures->identities.n;
    if (number == NONE) arena_exhausted();
    *(Identity *)pile_add(&procedures->identities) = keys->identity;
    for (size_t i = 0; i < keys->name_count; i++) add_link(procedures, &keys->names[i]);
    for (size_t i = 0; i < keys->deadline_count; i++)
        add_deadline(procedures, &keys->deadlines[i], number, i);
    return number;
}

size_t procedures_add(Procedures *procedures, const Notice *notice, Str order) {
    Arena *scratch = arena_new();
    size_t number = procedures_add_keys(procedures, notice_keys(scratch, notice, order));
    arena_free(scratch);
    return number;
}

bool procedures_same(const Procedures *procedures, size_t number, const NoticeKeys *keys) {
    return identity_compare(identity_at(procedures, number), &keys->identity) == 0;
}

int number_compare(const Procedures *procedures, Number a, Number b) {
    int order = identity_compare(identity_at(procedures, a), identity_at(procedures, b));
    return order ? order : (a > b) - (a < b);
}

NoticeStanding procedures_standing(const Procedures *procedures, size_t number) {
    assert(procedures->settled && number < procedures_count(procedures));
    Number instead = procedures->instead[number];
    return (NoticeStanding){(Standing)procedures->standing[number], instead == NONE ? NO_NOTICE : instead};
}

NoticeRole procedures_role(const Procedures *procedures, size_t number) {
    static const NoticeRole by_act[] =
        {[ACT_CHANGES] = ROLE_CHANGE, [ACT_CANCELS] = ROLE_CANCELLATION, [ACT_CORRECTS] = ROLE_CORRECTION},
                            by_stage[] = {[STAGE_UNKNOWN] = ROLE_CALL,
                                          [STAGE_PLANNING] = ROLE_CALL,
                                          [STAGE_CALL] = ROLE_CALL,
                                          [STAGE_RESULT] = ROLE_RESULT,
                                          [STAGE_MODIFICATION] = ROLE_MODIFICATION};
    const Identity *identity = identity_at(procedures, number);
    return identity->act == ACT_STATES ? by_stage[identity->stage] : by_act[identity->act];
}

size_t procedures_next(const Procedures *procedures, size_t number) {
    assert(procedures->settled && number < procedures_count(procedures));
    Number next = procedures->next[number];
    return number_compare(procedures, next, (Number)number) > 0 ? next : NO_NOTICE;
}

size_t procedures_first(const Procedures *procedures, size_t number) {
    for (size_t next; (next = procedures_next(procedures, number)) != NO_NOTICE;) number = next;
    return procedures->next[number];
}

/* The first of the deadlines not below this notice and lot. */
static size_t deadline_from(const Procedures *procedures, size_t number, uint64_t lot) {
    size_t from = 0, to = procedures->deadline_count;
    while (from < to) {
        size_t middle = from + (to - from) / 2;
        const Deadline *at = &procedures->deadlines[middle];
        if (at->holds < number || (at->holds == number && at->lot < lot)) from = middle + 1;
        else to = middle;
    }
    return from;
}

static const Deadline *deadline_of(const Procedures *procedures, size_t number, uint64_t lot) {
    size_t at = deadline_from(procedures, number, lot);
    const Deadline *found = &procedures->deadlines[at];
    return at < procedures->deadline_count && found->holds == number && found->lot == lot ? found : NULL;
}

bool procedures_deadline(const Procedures *procedures, size_t number, Str lot_id,
                         DeadlineCorrection *correction) {
    assert(procedures->settled);
    uint64_t lot = lot_digest(lot_id);
    const Deadline *all = deadline_of(procedures, number, 0), *own = deadline_of(procedures, number, lot);
    bool general =
        all && (!own || number_compare(procedures, (Number)all->says.by, (Number)own->says.by) > 0);
    if (!all && !own) return false;
    *correction = general ? all->says : own->says;
    return true;
}

const DeadlineCorrection *procedures_deadlines(const Procedures *procedures, size_t number, size_t *count) {
    assert(procedures->settled);
    size_t from = deadline_from(procedures, number, 0);
    *count = deadline_from(procedures, number + 1, 0) - from;
    return *count ? &procedures->corrections[from] : NULL;
}
