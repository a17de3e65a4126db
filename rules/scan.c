/* scan.c - Aho-Corasick with a full table: one look-up a byte, no failure links at run time.
 *
 * Bytes are first mapped to the classes that occur in literals, so that a row is short. The states in which a
 * literal ends have the highest numbers: a comparison tells them. States are 16 bits wide; a literal that
 * would need one state too many is left out, and its search becomes a candidate everywhere. */
#include "rules/scan.h"
#include <string.h>

enum { MOST_STATES = UINT16_MAX, NO_STATE = 0, ROOT = 0 };

/* The searches whose literal ends in a state, as a chain through `next`. */
typedef struct Ending {
    uint32_t search;
    uint32_t next; /* 1 + its index; 0 at the end */
} Ending;

struct Scan {
    uint8_t class_of[256]; /* 0: in no literal */
    uint32_t classes;
    uint16_t *go;     /* go[state * classes + class]; ROOT where nothing begins */
    uint32_t *ending; /* of each state: 1 + index of its first Ending; 0: none */
    uint16_t *suffix; /* of each state: the next shorter state that has endings, ROOT if there is none */
    uint16_t *depth;  /* of each state: bytes of its literal read so far */
    uint32_t hits;    /* from this state on literals end: its own, or its suffixes' */
    size_t states;
    Ending *endings;
    size_t ending_count, ending_cap;
    ScanFound *nothing; /* what is found in an empty text */
    size_t searches;
};

static bool is_blank(unsigned char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
}

static void give_classes(Scan *scan, const ScanNeed *needs, size_t n) {
    bool used[256] = {false};
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < needs[i].literals.n; k++)
            for (size_t b = 0; b < needs[i].literals.at[k].n; b++)
                used[(unsigned char)needs[i].literals.at[k].p[b]] = true;
    scan->classes = 1;
    uint8_t blank = (uint8_t)scan->classes++; /* all blanks are one */
    for (unsigned c = 0; c < 256; c++) {
        if (is_blank((unsigned char)c)) scan->class_of[c] = blank;
        else if (used[c]) scan->class_of[c] = (uint8_t)scan->classes++;
    }
}

static size_t states_needed(const ScanNeed *needs, size_t n) {
    size_t states = 1;
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < needs[i].literals.n && states < MOST_STATES; k++)
            states += needs[i].literals.at[k].n;
    return states < MOST_STATES ? states : MOST_STATES;
}

/* Whether the trie has room for one more literal of this length. */
static bool has_room(const Scan *scan, size_t room, Str literal) {
    return literal.n && literal.n <= room - scan->states;
}

static void add_literal(Arena *arena, Scan *scan, Str literal, uint32_t search) {
    uint16_t state = ROOT;
    for (size_t i = 0; i < literal.n; i++) {
        if (i && is_blank((unsigned char)literal.p[i]) && is_blank((unsigned char)literal.p[i - 1])) continue;
        uint16_t *next = &scan->go[state * scan->classes + scan->class_of[(unsigned char)literal.p[i]]];
        if (*next == NO_STATE) {
            scan->depth[scan->states] = (uint16_t)(scan->depth[state] + 1);
            *next = (uint16_t)scan->states++;
        }
        state = *next;
    }
    Ending *ending = ARENA_PUSH(arena, scan->endings, scan->ending_count, scan->ending_cap);
    *ending = (Ending){.search = search, .next = scan->ending[state]};
    scan->ending[state] = (uint32_t)scan->ending_count;
}

/* Breadth first: a missing edge becomes that of the longest proper suffix, which is already complete. */
static void complete(Arena *scratch, Scan *scan) {
    uint16_t *queue = ARENA_ARRAY(scratch, uint16_t, scan->states);
    uint16_t *fail = ARENA_ARRAY(scratch, uint16_t, scan->states);
    size_t head = 0, tail = 0;
    for (uint32_t c = 0; c < scan->classes; c++)
        if (scan->go[c] != NO_STATE) queue[tail++] = scan->go[c];
    while (head < tail) {
        uint16_t state = queue[head++], shorter = fail[state];
        scan->suffix[state] = scan->ending[shorter] ? shorter : scan->suffix[shorter];
        for (uint32_t c = 0; c < scan->classes; c++) {
            uint16_t *edge = &scan->go[state * scan->classes + c];
            uint16_t other = scan->go[shorter * scan->classes + c];
            if (*edge == NO_STATE) {
                *edge = other;
            } else {
                fail[*edge] = other;
                queue[tail++] = *edge;
            }
        }
    }
}

static bool is_hit(const Scan *scan, size_t state) {
    return scan->ending[state] || scan->suffix[state] != ROOT;
}

/* The same automaton in the arena, with the states in which a literal ends behind the others. */
static Scan *sort_states(Arena *arena, Arena *scratch, const Scan *scan) {
    uint16_t *number = ARENA_ARRAY(scratch, uint16_t, scan->states);
    size_t next = 0;
    for (size_t state = 0; state < scan->states; state++)
        if (!is_hit(scan, state)) number[state] = (uint16_t)next++;
    Scan *sorted = ARENA_NEW(arena, Scan);
    *sorted = *scan;
    sorted->hits = (uint32_t)next;
    for (size_t state = 0; state < scan->states; state++)
        if (is_hit(scan, state)) number[state] = (uint16_t)next++;
    sorted->go = ARENA_ARRAY(arena, uint16_t, scan->states * scan->classes);
    sorted->ending = ARENA_ARRAY(arena, uint32_t, scan->states);
    sorted->suffix = ARENA_ARRAY(arena, uint16_t, scan->states);
    sorted->depth = ARENA_ARRAY(arena, uint16_t, scan->states);
    for (size_t state = 0; state < scan->states; state++) {
        size_t to = number[state];
        for (uint32_t c = 0; c < scan->classes; c++)
            sorted->go[to * scan->classes + c] = number[scan->go[state * scan->classes + c]];
        sorted->ending[to] = scan->ending[state];
        sorted->suffix[to] = number[scan->suffix[state]];
        sorted->depth[to] = scan->depth[state];
    }
    return sorted;
}

/* A state reached by a blank stays where it is for the blanks that follow. */
static void let_blanks_run(Scan *scan) {
    uint32_t blank = scan->class_of[' '];
    for (size_t state = 0; state < scan->states; state++) {
        uint16_t behind = scan->go[state * scan->classes + blank];
        if (behind != ROOT) scan->go[behind * scan->classes + blank] = behind;
    }
}

static const ScanFound ALWAYS = {0, SIZE_MAX};

static void add_need(Arena *arena, Scan *scan, size_t room, const ScanNeed *need, uint32_t search) {
    if (!need->literals.n) scan->nothing[search] = ALWAYS;
    for (size_t k = 0; k < need->literals.n; k++) {
        if (has_room(scan, room, need->literals.at[k]))
            add_literal(arena, scan, need->literals.at[k], search);
        else scan->nothing[search] = ALWAYS;
    }
}

Scan *scan_build(Arena *arena, const ScanNeed *needs, size_t n) {
    Arena *scratch = arena_new();
    size_t room = states_needed(needs, n);
    Scan scan = {.states = 1, .searches = n, .nothing = ARENA_ARRAY(arena, ScanFound, n)};
    give_classes(&scan, needs, n);
    scan.go = ARENA_ARRAY(scratch, uint16_t, room * scan.classes);
    scan.ending = ARENA_ARRAY(scratch, uint32_t, room);
    scan.suffix = ARENA_ARRAY(scratch, uint16_t, room);
    scan.depth = ARENA_ARRAY(scratch, uint16_t, room);
    for (size_t i = 0; i < n; i++) add_need(arena, &scan, room, &needs[i], (uint32_t)i);
    complete(scratch, &scan);
    let_blanks_run(&scan);
    Scan *sorted = sort_states(arena, scratch, &scan);
    arena_free(scratch);
    return sorted;
}

size_t scan_searches(const Scan *scan) {
    return scan->searches;
}

/* Literals end at `end` in this state and in its suffixes. */
static void mark(const Scan *scan, uint16_t state, size_t end, ScanFound *found) {
    for (; state != ROOT; state = scan->suffix[state])
        for (uint32_t e = scan->ending[state]; e; e = scan->endings[e - 1].next) {
            ScanFound *one = &found[scan->endings[e - 1].search];
            if (!one->last || end < one->first) one->first = end;
            if (end > one->last) one->last = end;
        }
}

static inline uint16_t step(const Scan *scan, uint16_t state, char c) {
    return scan->go[state * scan->classes + scan->class_of[(unsigned char)c]];
}

/* Goes on from a state at text[at] until the literal being read began behind `end`, or the text is over. */
static void finish_lane(const Scan *scan, Str text, size_t at, uint16_t state, size_t end, ScanFound *found) {
    size_t past = 0; /* bytes behind `end`, a run of blanks counted as one, as depth counts it */
    for (; at < text.n && !(at >= end && scan->depth[state] <= past); at++) {
        unsigned char c = (unsigned char)text.p[at];
        state = step(scan, state, text.p[at]);
        if (at >= end && !(is_blank(c) && is_blank((unsigned char)text.p[at - 1]))) past++;
        if (state >= scan->hits) mark(scan, state, at + 1, found);
    }
}

static inline void mark_hit(const Scan *scan, uint16_t state, size_t end, ScanFound *found) {
    if (state >= scan->hits) mark(scan, state, end, found);
}

enum { LANES = 4, SHORTEST_LANE = 64 };

/* Each step waits for the one before it to be loaded, so that four parts of a text are walked at once. Their
 * states are variables, not an array: they stay in registers. */
void scan_text(const Scan *scan, Str folded, ScanFound *found) {
    if (scan->searches) memcpy(found, scan->nothing, scan->searches * sizeof *found);
    size_t length = folded.n / LANES;
    if (length < SHORTEST_LANE) {
        finish_lane(scan, folded, 0, ROOT, folded.n, found);
        return;
    }
    const char *text = folded.p;
    uint16_t a = ROOT, b = ROOT, c = ROOT, d = ROOT;
    for (size_t i = 0; i < length; i++) {
        a = step(scan, a, text[i]);
        b = step(scan, b, text[length + i]);
        c = step(scan, c, text[2 * length + i]);
        d = step(scan, d, text[3 * length + i]);
        if (a < scan->hits && b < scan->hits && c < scan->hits && d < scan->hits) continue;
        mark_hit(scan, a, i + 1, found);
        mark_hit(scan, b, length + i + 1, found);
        mark_hit(scan, c, 2 * length + i + 1, found);
        mark_hit(scan, d, 3 * length + i + 1, found);
    }
    finish_lane(scan, folded, length, a, length, found);
    finish_lane(scan, folded, 2 * length, b, 2 * length, found);
    finish_lane(scan, folded, 3 * length, c, 3 * length, found);
    finish_lane(scan, folded, 4 * length, d, folded.n, found);
}

ScanUnit scan_unit(char c) {
    bool word = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (unsigned char)c >= 0x80;
    return word ? UNIT_WORD : is_blank((unsigned char)c) ? UNIT_BLANKS : UNIT_SIGN;
}

ScanSpan scan_span(Str folded, ScanFound found, size_t before) {
    size_t at = before < SCAN_FAR ? found.first : 0;
    for (; at && before; before--) {
        ScanUnit unit = scan_unit(folded.p[--at]);
        while (unit != UNIT_SIGN && at && scan_unit(folded.p[at - 1]) == unit) at--;
    }
    return (ScanSpan){at, found.last};
}
