/* bench_patterns.c - a hundred patterns over the texts of notices: folded once, scanned once, what is left
 * confirmed; against a hundred matches, each by PCRE2's JIT over the text as it stands, in UTF, with Unicode
 * properties, whatever the case. usage: bench_patterns FOLDER ROUNDS
 *
 * Twice: over the texts of the notices, which are dense in matches, and over the same texts without the
 * sentences in which a pattern matches. Before anything is timed, both must find the same patterns in the
 * same texts. */
#include "base/fold.h"
#include "rules/pattern.h"
#include "rules/regex.h"
#include "rules/scan.h"
#include "tests/bench/patterns.h"
#include "tests/bench/stock.h"
#include <string.h>
#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

enum { LONGEST_PATTERN = 1000 };

typedef struct Ours {
    Arena *text; /* of the text at hand */
    Scan *scan;
    ScanFound found[PATTERNS];
    RegexNeed need[PATTERNS];
    Pattern *pattern[PATTERNS];
    Matcher *matcher;
} Ours;

static void ours_compile(Arena *arena, Ours *ours) {
    ScanNeed needs[PATTERNS];
    *ours = (Ours){.text = arena_new(), .matcher = matcher_new(arena)};
    for (size_t i = 0; i < PATTERNS; i++) {
        Str folded = regex_fold(arena, str_of(patterns[i])).text, what;
        size_t at;
        ours->pattern[i] = pattern_compile(arena, folded, &what, &at);
        if (!ours->pattern[i]) exit(3);
        ours->need[i] = regex_need(arena, folded);
        needs[i].literals = ours->need[i].literals;
    }
    ours->scan = scan_build(arena, needs, PATTERNS);
}

static bool ours_find(Ours *ours, size_t i, Str folded) {
    if (!ours->found[i].last) return false;
    ScanSpan span = scan_span(folded, ours->found[i], ours->need[i].before);
    size_t from, to;
    return pattern_find_between(ours->pattern[i], ours->matcher, folded, span, &from, &to) == PATTERN_YES;
}

/* How many patterns match; hits[i], if it is asked for, tells whether pattern i does. */
static size_t ours_match(Ours *ours, Str text, bool *hits) {
    size_t n = 0;
    arena_reset(ours->text);
    Str folded = fold(ours->text, text);
    scan_text(ours->scan, folded, ours->found);
    for (size_t i = 0; i < PATTERNS; i++) {
        bool hit = ours_find(ours, i, folded);
        if (hits) hits[i] = hit;
        n += hit;
    }
    return n;
}

typedef struct Peer {
    pcre2_code *code[PATTERNS];
    pcre2_match_data *data;
} Peer;

/* The notices have typographic apostrophes, the patterns plain ones: folding is what they would do without.
 */
static void peer_pattern(const char *pattern, char out[LONGEST_PATTERN]) {
    size_t n = 0;
    for (; *pattern && n + 8 < LONGEST_PATTERN; pattern++) {
        if (*pattern == '\'') n += (size_t)sprintf(out + n, "['’]");
        else out[n++] = *pattern;
    }
    out[n] = '\0';
}

static void peer_compile(Peer *peer) {
    for (size_t i = 0; i < PATTERNS; i++) {
        char pattern[LONGEST_PATTERN];
        int error;
        PCRE2_SIZE at;
        peer_pattern(patterns[i], pattern);
        peer->code[i] = pcre2_compile((PCRE2_SPTR)pattern, PCRE2_ZERO_TERMINATED,
                                      PCRE2_UTF | PCRE2_UCP | PCRE2_CASELESS, &error, &at, NULL);
        if (!peer->code[i] || pcre2_jit_compile(peer->code[i], PCRE2_JIT_COMPLETE) != 0) exit(3);
    }
    peer->data = pcre2_match_data_create(1, NULL);
}

static size_t peer_match(Peer *peer, Str text, bool *hits) {
    size_t n = 0;
    for (size_t i = 0; i < PATTERNS; i++) {
        bool hit = pcre2_match(peer->code[i], (PCRE2_SPTR)text.p, text.n, 0, PCRE2_NO_UTF_CHECK, peer->data,
                               NULL) >= 0;
        if (hits) hits[i] = hit;
        n += hit;
    }
    return n;
}

static void add_text(Arena *arena, StrList *texts, Str text) {
    if (text.n) strlist_add(arena, texts, text);
}

static StrList texts_of(Arena *arena, const Stock *stock) {
    StrList texts = {0};
    for (size_t i = 0; i < stock->notice_count; i++)
        for (size_t k = 0; k < stock->notices[i].lot_count; k++) {
            const Lot *lot = &stock->notices[i].lots[k];
            add_text(arena, &texts, lot->title);
            add_text(arena, &texts, lot->description);
            add_text(arena, &texts, lot->execution_terms);
            add_text(arena, &texts, lot->additional_information);
        }
    return texts;
}

/* The sentences of a text in which no pattern matches, as often as it takes to make the text as long again.
 */
static Str without_matches(Arena *arena, Ours *ours, Str text) {
    Buf sparse = {.arena = arena};
    size_t before = SIZE_MAX;
    while (sparse.n < text.n && sparse.n != before) {
        Str rest = text;
        before = sparse.n;
        while (rest.n && sparse.n < text.n) {
            size_t end = str_find(rest, STR(". "));
            Str sentence = str_sub(rest, 0, end == SIZE_MAX ? SIZE_MAX : end + 2);
            rest = str_sub(rest, sentence.n, SIZE_MAX);
            if (!ours_match(ours, sentence, NULL)) buf_add(&sparse, sentence);
        }
    }
    return buf_str(&sparse);
}

static void compare_all(const char *name, StrList texts, Ours *ours, Peer *peer, int rounds) {
    static double ours_seconds[MOST_ROUNDS], peer_seconds[MOST_ROUNDS];
    size_t found = 0, bytes = 0;
    for (size_t t = 0; t < texts.n; t++) {
        bool a[PATTERNS], b[PATTERNS];
        found += ours_match(ours, texts.at[t], a);
        peer_match(peer, texts.at[t], b);
        bytes += texts.at[t].n;
        for (size_t i = 0; i < PATTERNS; i++) {
            if (a[i] == b[i]) continue;
            fprintf(stderr, "bench_patterns: %s: ours says %d, the peer %d: %.*s\n", patterns[i], a[i], b[i],
                    STR_ARG(texts.at[t]));
            exit(1);
        }
    }
    for (int round = 0; round < rounds; round++) {
        size_t again = 0;
        double start = now();
        for (size_t t = 0; t < texts.n; t++) again += ours_match(ours, texts.at[t], NULL);
        ours_seconds[round] = now() - start;
        start = now();
        for (size_t t = 0; t < texts.n; t++) again -= peer_match(peer, texts.at[t], NULL);
        peer_seconds[round] = now() - start;
        if (again) exit(1);
    }
    printf("%-28s %6.2f times the speed of %d separate matches; %zu texts, %zu bytes, %.1f patterns match "
           "in one\n",
           name, median(peer_seconds, rounds) / median(ours_seconds, rounds), PATTERNS, texts.n, bytes,
           (double)found / (double)texts.n);
}

int main(int argc, char **argv) {
    int rounds = argc == 3 ? atoi(argv[2]) : 0;
    if (rounds < 1 || rounds > MOST_ROUNDS) return 2;
    Stock stock = stock_read(argv[1]);
    static Ours ours;
    static Peer peer;
    ours_compile(stock.arena, &ours);
    peer_compile(&peer);
    StrList dense = texts_of(stock.arena, &stock), sparse = {0};
    for (size_t i = 0; i < dense.n; i++)
        add_text(stock.arena, &sparse, without_matches(stock.arena, &ours, dense.at[i]));
    compare_all("texts of the notices", dense, &ours, &peer, rounds);
    compare_all("without matching sentences", sparse, &ours, &peer, rounds);
    return 0;
}
