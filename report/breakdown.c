/* breakdown.c - rows under keys: found, merged where they are too small, and put into a reader's order. */
#include "report/breakdown.h"
#include <stdlib.h>

Breakdown breakdown_new(Arena *arena) {
    return (Breakdown){.by_key = map_new(arena)};
}

Part *breakdown_part(Arena *arena, Breakdown *b, Str key) {
    if (!key.n) key = BREAKDOWN_UNKNOWN;
    Part *part = map_get(b->by_key, key);
    if (part) return part;
    part = ARENA_NEW(arena, Part);
    part->key = key;
    map_put(b->by_key, key, part);
    *ARENA_PUSH(arena, b->at, b->n, b->cap) = part;
    return part;
}

/* Smallest first; among equals by key, so that the order of the input does not matter. */
static int by_people(const void *a, const void *b) {
    const Part *x = *(Part *const *)a, *y = *(Part *const *)b;
    if (x->fact->people != y->fact->people) return x->fact->people < y->fact->people ? -1 : 1;
    return str_cmp(x->key, y->key);
}

static void part_unite(Disclosure *d, Part *to, Part *from) {
    const Fact *fact = from->fact;
    from->into = to;
    for (size_t i = 0; i < fact->n; i++) fact_add(d, to->fact, fact->by[i].person, fact->by[i].hours);
    fact_seal(to->fact); /* cannot overflow: a part of a population that was sealed */
    to->fact->sensitive |= fact->sensitive;
    from->fact->unprinted = true;
    if (str_eq(from->key, BREAKDOWN_UNKNOWN)) to->key = BREAKDOWN_MERGED_UNKNOWN;
}

static bool stays(const Disclosure *d, const Fact *fact, Merge how) {
    if (how == MERGE_ALL) return false;
    return how == MERGE_FEW ? fact_safe(d, fact) : !fact_unsafe(d, fact);
}

void breakdown_merge(Arena *arena, Disclosure *d, Breakdown *b, const Fact *of, Merge how) {
    if (how == MERGE_NONE) return;
    if (b->n) qsort(b->at, b->n, sizeof *b->at, by_people);
    size_t moved = 0;
    for (size_t i = 0; i < b->n; i++) moved += !stays(d, b->at[i]->fact, how);
    if (!moved) return;

    Part *merged = ARENA_NEW(arena, Part);
    *merged = (Part){.key = BREAKDOWN_MERGED, .fact = disclosure_fact(d, of)};
    size_t kept = 0;
    for (size_t i = 0; i < b->n; i++)
        if (stays(d, b->at[i]->fact, how)) b->at[kept++] = b->at[i];
        else part_unite(d, merged, b->at[i]);
    size_t first = 0; /* of those that stay */
    while (first < kept && !stays(d, merged->fact, how)) part_unite(d, merged, b->at[first++]);
    b->merged = moved + first;

    if (first == kept) merged->fact->sensitive = false; /* everybody: the row says no more than the total */

    size_t n = 0;
    for (size_t i = first; i < kept; i++) b->at[n++] = b->at[i];
    b->at[n++] = merged;
    b->n = n;
}

/* A word's name may not hold the "=" of CDD>=6m: it is left out. */
static Str word_key(Arena *arena, Str code) {
    Buf buf = {.arena = arena};
    for (size_t i = 0; i < code.n; i++)
        if (code.p[i] != '=') buf_byte(&buf, code.p[i]);
    return buf_str(&buf);
}

/* What stands for a code without a label: the word fallback.SECTION, or fallback.X for a code "X:...". */
static Str fallback_of(Arena *arena, const Words *words, const char *section, Str code) {
    size_t colon = str_find_byte(code, ':');
    Str name = colon == SIZE_MAX ? str_of(section) : str_sub(code, 0, colon);
    if (!words_has(words, "fallback", name)) return code;
    Str rest = colon == SIZE_MAX ? code : str_sub(code, colon + 1, SIZE_MAX);
    return words_fill(arena, words_label(words, "fallback", name), (WordsValue[]){{"code", rest}}, 1);
}

Str label_of(Arena *arena, const Words *words, const char *section, Str code) {
    Str key = word_key(arena, code.n ? code : BREAKDOWN_UNKNOWN);
    if (words_has(words, section, key)) return words_label(words, section, key);
    if (words_has(words, "label", key)) return words_label(words, "label", key);
    return fallback_of(arena, words, section, code);
}

void breakdown_keep(Arena *arena, Breakdown *b) {
    b->every = ARENA_ARRAY(arena, Part *, b->n);
    b->every_count = b->n;
    for (size_t i = 0; i < b->n; i++) b->every[i] = b->at[i];
}

/* The rows with people, or hours of nobody, in them, moved to the front. */
static size_t rows_take(Part **rows, size_t n) {
    size_t kept = 0;
    for (size_t i = 0; i < n; i++) {
        Part *part = rows[i];
        if (!part->fact->people && !part->fact->nobody) continue;
        bool unprinted = part->fact->unprinted; /* as its own row: it is one of a merged one, or withheld */
        part->count = (Secret){part->fact->people, unprinted || part->fact->hidden[QUANTITY_PEOPLE]};
        part->hours = (Secret){part->fact->hours, unprinted || part->fact->hidden[QUANTITY_HOURS]};
        rows[kept++] = part;
    }
    return kept;
}

void breakdown_take(Breakdown *b) {
    b->every_count = rows_take(b->every, b->every_count);
    b->n = b->hidden ? 0 : rows_take(b->at, b->n);
}

/* What decides a row's place, in this order. */
typedef struct Place {
    size_t group; /* a code's place; then open keys, hidden ones, merged ones, unknown */
    int64_t size;
    Part *part;
} Place;

static Place place_of(Part *part, const char *codes, bool by_count) {
    Str rest = str_of(codes), code;
    size_t known = 0;
    for (; str_next(&rest, '|', &code); known++)
        if (str_eq(code, part->key)) return (Place){.group = known, .part = part};
    if (str_eq(part->key, BREAKDOWN_UNKNOWN)) return (Place){.group = known + 3, .part = part};
    if (str_starts(part->key, BREAKDOWN_MERGED)) return (Place){.group = known + 2, .part = part};
    Secret size = by_count ? part->count : part->hours;
    if (size.hidden) return (Place){.group = known + 1, .part = part};
    return (Place){known, size.value, part};
}

static int by_place(const void *a, const void *b) {
    const Place *x = a, *y = b;
    if (x->group != y->group) return x->group < y->group ? -1 : 1;
    if (x->size != y->size) return x->size > y->size ? -1 : 1;
    return str_cmp(x->part->key, y->part->key);
}

static void rows_order(Arena *arena, Part **rows, size_t n, const char *codes, bool by_count) {
    Place *places = ARENA_ARRAY(arena, Place, n);
    for (size_t i = 0; i < n; i++) places[i] = place_of(rows[i], codes, by_count);
    if (n) qsort(places, n, sizeof *places, by_place);
    for (size_t i = 0; i < n; i++) rows[i] = places[i].part;
}

void breakdown_order(Arena *arena, Breakdown *b, const char *codes, bool by_count) {
    rows_order(arena, b->at, b->n, codes, by_count);
    rows_order(arena, b->every, b->every_count, codes, by_count);
}
