/* arena.c - a chain of blocks; taking moves a pointer, resetting keeps the newest block.
 *
 * Blocks double up to 1 MiB, so a small arena stays small and a large one makes few calls. Under
 * AddressSanitizer what is not taken is poisoned, so that a view that outlives its notice is caught. */
#include "base/arena.h"
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#ifndef __has_feature /* clang's; gcc sets a macro instead */
#define __has_feature(feature) 0
#endif
#if defined(__SANITIZE_ADDRESS__) || __has_feature(address_sanitizer)
#include <sanitizer/asan_interface.h>
#else
#define ASAN_POISON_MEMORY_REGION(p, n) ((void)(p), (void)(n))
#define ASAN_UNPOISON_MEMORY_REGION(p, n) ((void)(p), (void)(n))
#endif

enum { FIRST_BLOCK = 4096, LARGEST_STEP = 1 << 20, ALIGN = _Alignof(max_align_t) };

typedef struct Block Block;
struct Block {
    Block *before;
    size_t size; /* bytes behind the header */
    size_t used;
    _Alignas(max_align_t) char bytes[];
};

struct Arena {
    Block *block; /* the newest, NULL at first */
    size_t held;
};

static void (*exhausted)(void) = abort;

void arena_on_exhausted(void (*handler)(void)) {
    exhausted = handler;
}

void arena_exhausted(void) {
    exhausted();
    abort(); /* the handler must not return */
}

static void *system_take(size_t size) {
    void *p = malloc(size);
    if (!p) arena_exhausted();
    return p;
}

Arena *arena_new(void) {
    Arena *arena = system_take(sizeof *arena);
    *arena = (Arena){0};
    return arena;
}

static void blocks_free(Block *block) {
    while (block) {
        Block *before = block->before;
        ASAN_UNPOISON_MEMORY_REGION(block->bytes, block->size);
        free(block);
        block = before;
    }
}

void arena_free(Arena *arena) {
    if (!arena) return;
    blocks_free(arena->block);
    free(arena);
}

void arena_reset(Arena *arena) {
    Block *kept = arena->block;
    if (!kept) return;
    blocks_free(kept->before);
    kept->before = NULL;
    kept->used = 0;
    ASAN_POISON_MEMORY_REGION(kept->bytes, kept->size);
    arena->held = kept->size;
}

size_t arena_held(const Arena *arena) {
    return arena->held;
}

static void block_add(Arena *arena, size_t least) {
    size_t size = arena->block ? arena->block->size * 2 : FIRST_BLOCK;
    if (size > LARGEST_STEP) size = LARGEST_STEP;
    if (size < least) size = least;
    Block *block = system_take(sizeof *block + size);
    *block = (Block){.before = arena->block, .size = size};
    ASAN_POISON_MEMORY_REGION(block->bytes, size);
    arena->block = block;
    arena->held += size;
}

static char *take(Arena *arena, size_t size, size_t align) {
    if (size > SIZE_MAX / 2) arena_exhausted();
    size_t at = arena->block ? (arena->block->used + align - 1) & ~(align - 1) : 0;
    if (!arena->block || at + size > arena->block->size) {
        block_add(arena, size + 1); /* one spare byte: a pointer to nothing is still inside */
        at = 0;
    }
    char *p = arena->block->bytes + at;
    ASAN_UNPOISON_MEMORY_REGION(p, size);
    arena->block->used = at + size;
    return p;
}

void *arena_take(Arena *arena, size_t size) {
    return memset(take(arena, size, ALIGN), 0, size);
}

char *arena_text(Arena *arena, size_t size) {
    return take(arena, size, 1);
}

void *arena_take_array(Arena *arena, size_t count, size_t size) {
    if (size && count > SIZE_MAX / size) arena_exhausted();
    return arena_take(arena, count * size);
}

/* Makes the newest block so much longer; what is in it moves along. */
static void block_stretch(Arena *arena, size_t by) {
    Block *block = arena->block;
    if (by > SIZE_MAX / 2 - block->size) arena_exhausted();
    ASAN_UNPOISON_MEMORY_REGION(block->bytes, block->size);
    block = realloc(block, sizeof *block + block->size + by);
    if (!block) arena_exhausted();
    block->size += by;
    arena->block = block;
    arena->held += by;
    ASAN_POISON_MEMORY_REGION(block->bytes + block->used, block->size - block->used);
}

void *arena_grow(Arena *arena, void *old, size_t old_size, size_t new_size) {
    if (!old) return arena_take(arena, new_size);
    if (new_size <= old_size) return old;
    Block *block = arena->block;
    char *end = (char *)old + old_size;
    bool last = end == block->bytes + block->used, alone = last && old == block->bytes;
    if (alone && new_size > block->size && old_size >= LARGEST_STEP) {
        block_stretch(arena, new_size - old_size); /* the system moves large memory without copying it */
        old = arena->block->bytes;
        block = arena->block;
        end = (char *)old + old_size;
    }
    if (last && new_size - old_size <= block->size - block->used) {
        ASAN_UNPOISON_MEMORY_REGION(end, new_size - old_size);
        memset(end, 0, new_size - old_size);
        block->used += new_size - old_size;
        return old;
    }
    char *moved = take(arena, new_size, ALIGN);
    memcpy(moved, old, old_size);
    memset(moved + old_size, 0, new_size - old_size);
    return moved;
}

void *arena_more(Arena *arena, void *items, size_t *cap, size_t size) {
    size_t before = *cap, after = before ? before * 2 : 8;
    if (after > SIZE_MAX / 2 / size) arena_exhausted();
    *cap = after;
    return arena_grow(arena, items, before * size, after * size);
}
