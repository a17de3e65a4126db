/* map.c - an array of entries in order, and an open-addressed index of it. */
#include "base/map.h"

typedef struct MapEntry {
    Str key;
    uint64_t hash;
    void *value;
} MapEntry;

struct Map {
    Arena *arena;
    MapEntry *entries;
    size_t n, cap;
    uint32_t *index;   /* entry number + 1, 0: free */
    size_t index_size; /* a power of two, at least twice n */
};

Map *map_new(Arena *arena) {
    Map *map = ARENA_NEW(arena, Map);
    map->arena = arena;
    return map;
}

size_t map_count(const Map *map) {
    return map->n;
}

static uint32_t *find(const Map *map, Str key, uint64_t hash) {
    size_t mask = map->index_size - 1;
    for (size_t i = hash & mask;; i = (i + 1) & mask) {
        uint32_t *place = &map->index[i];
        if (!*place) return place;
        const MapEntry *entry = &map->entries[*place - 1];
        if (entry->hash == hash && str_eq(entry->key, key)) return place;
    }
}

void *map_get(const Map *map, Str key) {
    if (!map->n) return NULL;
    uint32_t *place = find(map, key, str_hash(key));
    return *place ? map->entries[*place - 1].value : NULL;
}

bool map_has(const Map *map, Str key) {
    return map->n && *find(map, key, str_hash(key));
}

static void index_widen(Map *map) {
    map->index_size = map->index_size ? map->index_size * 2 : 16;
    map->index = ARENA_ARRAY(map->arena, uint32_t, map->index_size);
    for (size_t i = 0; i < map->n; i++)
        *find(map, map->entries[i].key, map->entries[i].hash) = (uint32_t)(i + 1);
}

void **map_slot(Map *map, Str key) {
    if (map->n * 2 >= map->index_size) index_widen(map);
    uint64_t hash = str_hash(key);
    uint32_t *place = find(map, key, hash);
    if (!*place) {
        *ARENA_PUSH(map->arena, map->entries, map->n, map->cap) = (MapEntry){.key = key, .hash = hash};
        *place = (uint32_t)map->n;
    }
    return &map->entries[*place - 1].value;
}

void *map_put(Map *map, Str key, void *value) {
    void **slot = map_slot(map, key), *before = *slot;
    *slot = value;
    return before;
}

void *map_value(const Map *map, size_t i) {
    return map->entries[i].value;
}
