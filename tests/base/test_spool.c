/* What is put aside comes back, from memory, from disk, and from both. */
#include "base/spool.h"
#include "tests/tap.h"

enum { TEXTS = 700, LONGEST = 20000 };

static char byte_at(uint64_t at) {
    return (char)('a' + at * 2654435761u % 26);
}

static bool is_right(Str text, uint64_t at) {
    for (size_t i = 0; i < text.n; i++)
        if (text.p[i] != byte_at(at + i)) return false;
    return true;
}

int main(void) {
    Arena *arena = arena_new();
    Spool *spool = spool_new(STR("/tmp"));
    Diags diags = diags_new(arena);
    for (int round = 0; round < 2; round++) {
        uint64_t end = 0;
        size_t placed = 0;
        for (size_t i = 0; i < TEXTS; i++) {
            size_t n = i * 7919 % LONGEST;
            char *text = arena_text(arena, n);
            for (size_t k = 0; k < n; k++) text[k] = byte_at(end + k);
            placed += spool_put(spool, (Str){text, n}) == end;
            end += n;
            arena_reset(arena);
        }
        NUM(placed, TEXTS);
        OK(end > 5 << 20); /* more than stays in memory */
        size_t right = 0, asked = 0;
        for (uint64_t at = 0; at < end; at += 300007) {
            size_t n = end - at < 1000000 ? (size_t)(end - at) : 1000000;
            Str text = spool_get(spool, arena, at, n);
            right += text.n == n && is_right(text, at);
            asked++;
            arena_reset(arena);
        }
        NUM(right, asked);
        Str all = spool_get(spool, arena, 0, (size_t)end);
        OK(all.n == end && is_right(all, 0));
        OK(spool_good(spool, &diags));
        spool_reset(spool);
    }
    spool_free(spool);
    arena_free(arena);
    return tap_done();
}
