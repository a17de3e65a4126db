/* seen.c - an open-addressed table of hashes; 0 marks a free place. */
#include "base/seen.h"

enum { FIRST_SIZE = 1 << 10 };

struct Seen {
    Arena *home, *arena; /* of the Seen itself, and of the table */
    uint64_t *hashes;
    size_t size, n; /* a power of two, at least 4/3 of n */
};

Seen *seen_new(void) {
    Arena *home = arena_new();
    Seen *seen = ARENA_NEW(home, Seen);
    *seen = (Seen){.home = home, .arena = arena_new()};
    return seen;
}

void seen_free(Seen *seen) {
    if (!seen) return;
    arena_free(seen->arena);
    arena_free(seen->home);
}

/* str_hash() of texts that differ in their ends only differs in few bits; all are mixed. */
static uint64_t hash_of(Str text) {
    uint64_t h = str_hash(text);
    h = (h ^ h >> 32) * 0x9E3779B97F4A7C15u;
    h = (h ^ h >> 29) * 0xBF58476D1CE4E5B9u;
    h ^= h >> 32;
    return h ? h : 1;
}

static uint64_t *place_of(uint64_t *hashes, size_t size, uint64_t hash) {
    size_t i = hash & (size - 1);
    while (hashes[i] && hashes[i] != hash) i = (i + 1) & (size - 1);
    return &hashes[i];
}

/* The old table is given back, which an arena of other things would not do. */
static void widen(Seen *seen) {
    Arena *arena = arena_new();
    size_t size = seen->size ? seen->size * 2 : FIRST_SIZE;
    uint64_t *hashes = ARENA_ARRAY(arena, uint64_t, size);
    for (size_t i = 0; i < seen->size; i++)
        if (seen->hashes[i]) *place_of(hashes, size, seen->hashes[i]) = seen->hashes[i];
    arena_free(seen->arena);
    seen->arena = arena;
    seen->hashes = hashes;
    seen->size = size;
}

bool seen_before(Seen *seen, Str text) {
    if (seen->n + 1 > seen->size / 4 * 3) widen(seen);
    uint64_t hash = hash_of(text), *place = place_of(seen->hashes, seen->size, hash);
    if (*place) return true;
    *place = hash;
    seen->n++;
    return false;
}

size_t seen_count(const Seen *seen) {
    return seen->n;
}

void seen_forget(Seen *seen) {
    arena_free(seen->arena);
    seen->arena = arena_new();
    seen->hashes = NULL;
    seen->size = seen->n = 0;
}
