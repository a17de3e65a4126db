/* map.h - texts to pointers, in the order of insertion. */
#ifndef CLAUSIER_BASE_MAP_H
#define CLAUSIER_BASE_MAP_H

#include "base/str.h"

typedef struct Map Map;

Map *map_new(Arena *arena); /* keys and values are kept by reference: they must live as long as the map */
size_t map_count(const Map *map);

/* The value of a key, NULL if it has none. */
void *map_get(const Map *map, Str key);
bool map_has(const Map *map, Str key);

/* Sets a key's value and returns the one it had before, or NULL. A key keeps its first place. */
void *map_put(Map *map, Str key, void *value);

/* The place where a key's value is kept, NULL at first: `void **slot = map_slot(...); if (!*slot) *slot =
 * ...;` Valid until the next insertion. */
void **map_slot(Map *map, Str key);

/* The value of entry i of map_count(), in order of insertion. */
void *map_value(const Map *map, size_t i);

#endif
