/* arena.h - memory that is given back all at once.
 *
 * The one ownership rule of the whole program: a function that receives an Arena may return what lives in it;
 * a function that receives a Str only looks; what must outlive its arena is copied, in one named place.
 *
 * Memory that cannot be had is a matter for the whole run, not for each caller: arena_exhausted() ends it. */
#ifndef CLAUSIER_BASE_ARENA_H
#define CLAUSIER_BASE_ARENA_H

#include <stddef.h>

typedef struct Arena Arena;

/* A new, empty arena. Free it with arena_free(). */
Arena *arena_new(void);
void arena_free(Arena *arena);

/* Forgets everything in the arena; keeps one block, so that a loop that resets does not allocate. */
void arena_reset(Arena *arena);

/* `size` zeroed bytes, aligned for any type. Never NULL; size 0 gives a valid pointer. */
void *arena_take(Arena *arena, size_t size);

/* `size` bytes aligned to 1 and not zeroed: for text. */
char *arena_text(Arena *arena, size_t size);

/* Makes `old` of `old_size` bytes `new_size` long: in place if it was taken last, else moved (the tail is
 * zeroed). */
void *arena_grow(Arena *arena, void *old, size_t old_size, size_t new_size);

/* Bytes held from the system: what a cache grows by. */
size_t arena_held(const Arena *arena);

/* Ends the run by its handler, which must not return (cli/main.c prints and exits 3; the default aborts). For
 * the doors too: a library that has no memory is no better off. */
void arena_exhausted(void) __attribute__((noreturn));
void arena_on_exhausted(void (*handler)(void));

/* `count` zeroed objects of type T; a product that overflows counts as exhausted memory. */
#define ARENA_ARRAY(arena, T, count) ((T *)arena_take_array((arena), (count), sizeof(T)))
#define ARENA_NEW(arena, T) ((T *)arena_take((arena), sizeof(T)))
void *arena_take_array(Arena *arena, size_t count, size_t size);

/* Appends room for one more T to the array `items` with `count` used and `cap` held; returns the new slot,
 * zeroed. *ARENA_PUSH(arena, list.at, list.n, list.cap) = item; */
#define ARENA_PUSH(arena, items, count, cap)                                                                 \
    (((count) == (cap) ? (void)((items) = arena_more((arena), (items), &(cap), sizeof *(items))) : (void)0), \
     &(items)[(count)++])
void *arena_more(Arena *arena, void *items, size_t *cap, size_t size);

#endif
