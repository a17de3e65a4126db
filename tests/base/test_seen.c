/* Texts that have been met: each once, however many there are. */
#include "base/seen.h"
#include "tests/tap.h"

enum { MANY = 300000 };

int main(void) {
    Arena *arena = arena_new();
    Seen *seen = seen_new();
    OK(!seen_before(seen, STR("a")));
    OK(seen_before(seen, STR("a")));
    OK(!seen_before(seen, (Str){0}));
    OK(seen_before(seen, STR("")));
    NUM(seen_count(seen), 2);
    seen_forget(seen);
    NUM(seen_count(seen), 0);
    OK(!seen_before(seen, STR("a")));
    size_t fresh = 0, again = 0;
    for (int round = 0; round < 2; round++) {
        for (int i = 0; i < MANY; i++) {
            Str text = str_print(arena, "21350238800019%08d", i);
            *(seen_before(seen, text) ? &again : &fresh) += 1;
            arena_reset(arena);
        }
    }
    NUM(fresh, MANY);
    NUM(again, MANY);
    seen_free(seen);
    arena_free(arena);
    return tap_done();
}
