/* The scan finds exactly what a naive search finds, and never rules out a match. */
#include "rules/scan.h"
#include "tests/tap.h"
#include <string.h>

static uint64_t seed = 20261101;
static unsigned dice(unsigned sides) {
    seed ^= seed << 13;
    seed ^= seed >> 7;
    seed ^= seed << 17;
    return (unsigned)(seed % sides);
}

static Str random_text(Arena *arena, const char *letters, unsigned least, unsigned most) {
    Buf buf = {.arena = arena};
    for (unsigned n = least + dice(most - least + 1); n; n--)
        buf_byte(&buf, letters[dice((unsigned)strlen(letters))]);
    return buf_str(&buf);
}

/* The next byte of a text in which runs of blanks are one blank each. */
static void add_squeezed(Buf *buf, char c) {
    bool blank = c == ' ' || c == '\n';
    if (!blank) buf_byte(buf, c);
    else if (!buf->n || buf->p[buf->n - 1] != ' ') buf_byte(buf, ' ');
}

static Str squeezed(Arena *arena, Str s) {
    Buf buf = {.arena = arena};
    for (size_t i = 0; i < s.n; i++) add_squeezed(&buf, s.p[i]);
    return buf_str(&buf);
}

/* Where the first of the literals in the text ends, and the last. */
static ScanFound naive(Arena *arena, StrList literals, Str text) {
    ScanFound found = {0};
    Buf before = {.arena = arena};
    StrList wanted = {0};
    if (!literals.n) return (ScanFound){0, SIZE_MAX};
    for (size_t i = 0; i < literals.n; i++) strlist_add(arena, &wanted, squeezed(arena, literals.at[i]));
    for (size_t end = 1; end <= text.n; end++) {
        add_squeezed(&before, text.p[end - 1]);
        for (size_t i = 0; i < wanted.n; i++) {
            if (!str_ends(buf_str(&before), wanted.at[i])) continue;
            if (!found.last) found.first = end;
            found.last = end;
        }
    }
    return found;
}

static void test_random(void) {
    Arena *arena = arena_new();
    size_t wrong = 0, found = 0;
    for (int round = 0; round < 1000; round++) {
        ScanNeed needs[70] = {0};
        size_t n = 1 + dice(70);
        for (size_t i = 0; i < n; i++)
            for (unsigned k = dice(4); k; k--)
                strlist_add(arena, &needs[i].literals, random_text(arena, "aab c\xC3", 1, 6));
        Scan *scan = scan_build(arena, needs, n);
        ScanFound set[70];
        for (int t = 0; t < 5; t++) {
            Str text = random_text(arena, "aab  c\nd\xC3", 0, t ? 40 : 600); /* one in several lanes */
            scan_text(scan, text, set);
            for (size_t i = 0; i < n; i++) {
                ScanFound expected = naive(arena, needs[i].literals, text);
                wrong += set[i].first != expected.first || set[i].last != expected.last;
                found += expected.last > 0;
            }
        }
        arena_reset(arena);
    }
    NUM(wrong, 0);
    OK(found > 10000);
    arena_free(arena);
}

/* More literals than there are states: the searches left out become candidates everywhere, the others still
 * work. */
static void test_overflow(void) {
    Arena *arena = arena_new();
    enum { MANY = 20000 };
    ScanNeed *needs = ARENA_ARRAY(arena, ScanNeed, MANY);
    for (int i = 0; i < MANY; i++)
        strlist_add(arena, &needs[i].literals, str_print(arena, "%d-literal", i * 7919));
    Scan *scan = scan_build(arena, needs, MANY);
    ScanFound *set = ARENA_ARRAY(arena, ScanFound, MANY);
    size_t missed = 0;
    for (int i = 0; i < MANY; i += 97) {
        scan_text(scan, str_print(arena, "x %d-literal y", i * 7919), set);
        missed += !set[i].last;
    }
    NUM(missed, 0);
    scan_text(scan, STR("nothing of that"), set);
    OK(!set[0].last && set[MANY - 1].last);
    arena_free(arena);
}

static void test_nothing(void) {
    Arena *arena = arena_new();
    Scan *scan = scan_build(arena, NULL, 0);
    ScanFound set[1] = {0};
    scan_text(scan, STR("anything"), set);
    NUM(scan_searches(scan), 0);
    arena_free(arena);
}

int main(void) {
    test_random();
    test_overflow();
    test_nothing();
    return tap_done();
}
