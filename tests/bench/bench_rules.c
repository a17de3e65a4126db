/* bench_rules.c - what judging costs, against the bare parse of the same notices.
 * usage: bench_rules FOLDER ROUNDS PACK...
 *
 * Notices are read into memory first. Then, in turn: libxml2's SAX2 over their bytes with handlers that do
 * nothing, and every lot judged by each of the packs: files of rules, or `120` for the patterns and words of
 * patterns.h. */
#include "rules/judge.h"
#include "rules/pack_read.h"
#include "tests/bench/nothing.h"
#include "tests/bench/patterns.h"
#include "tests/bench/stock.h"
#include <string.h>

enum { MOST_PACKS = 4 };

static double parse_all(const Stock *stock) {
    xmlParserCtxtPtr context = xmlNewParserCtxt();
    *context->sax = nothing;
    double start = now();
    for (size_t i = 0; i < stock->n; i++) {
        xmlDocPtr document = xmlCtxtReadMemory(context, stock->files[i].p, (int)stock->files[i].n, NULL, NULL,
                                               XML_PARSE_NONET);
        if (!context->wellFormed) exit(3);
        if (document) xmlFreeDoc(document);
    }
    double seconds = now() - start;
    xmlFreeParserCtxt(context);
    return seconds;
}

typedef struct Judged {
    const char *name;
    const Ruleset *ruleset;
    double seconds[MOST_ROUNDS];
    size_t lots, findings;
} Judged;

static void judge_all(const Stock *stock, Judged *judged, int round) {
    Judge *judge = judge_new(judged->ruleset);
    Arena *arena = arena_new();
    judged->lots = judged->findings = 0;
    double start = now();
    for (size_t i = 0; i < stock->notice_count; i++) {
        const Notice *notice = &stock->notices[i];
        for (size_t k = 0; k < notice->lot_count; k++) {
            arena_reset(arena);
            judged->findings += judge_lot(judge, arena, notice, &notice->lots[k])->finding_count;
            judged->lots++;
        }
    }
    judged->seconds[round] = now() - start;
    arena_free(arena);
    judge_free(judge);
}

static Str pack_120(Arena *arena) {
    Buf buf = {.arena = arena};
    buf_add(&buf, STR("[pack]\nname = 120\nversion = 1\neligible = 5\n"));
    for (size_t i = 0; i < PATTERNS; i++)
        buf_print(&buf, "[rule p%zu]\npattern = %s\neffect = +%zu\nreason = « {match} »\n", i, patterns[i],
                  1 + i % 3);
    for (size_t i = 0; i < WORD_LISTS; i++)
        buf_print(&buf, "[rule w%zu]\nwords = %s\neffect = -%zu\nreason = « {match} »\n", i, word_lists[i],
                  1 + i % 3);
    return buf_str(&buf);
}

static const char *name_of(const char *pack) {
    return strcmp(pack, "120") == 0 ? "120 patterns and words" : pack;
}

static const Ruleset *rules_of(Arena *arena, const char *pack, const Words *words) {
    Diags diags = diags_new(arena);
    StrList paths = {0};
    strlist_add(arena, &paths, str_of(pack));
    PackBytes own = {STR("120.rules"), pack_120(arena)};
    const Ruleset *ruleset = strcmp(pack, "120") == 0 ? ruleset_build(arena, &own, 1, words, &diags)
                                                      : ruleset_read(arena, &paths, words, &diags);
    if (ruleset) return ruleset;
    fprintf(stderr, "bench_rules: %s: %.*s\n", pack, STR_ARG(diags.first->what));
    exit(2);
}

int main(int argc, char **argv) {
    int rounds = argc > 3 ? atoi(argv[2]) : 0, packs = argc - 3;
    if (rounds < 1 || rounds > MOST_ROUNDS || packs > MOST_PACKS) return 2;
    static Judged judged[MOST_PACKS];
    static double parse[MOST_ROUNDS];
    Arena *arena = arena_new();
    Diags diags = diags_new(arena);
    StrList paths = {0};
    strlist_add(arena, &paths, STR("templates/fr-rules.words"));
    const Words *words = words_read(arena, &paths, &diags);
    if (!words) return 2;
    for (int i = 0; i < packs; i++)
        judged[i] = (Judged){.name = name_of(argv[3 + i]), .ruleset = rules_of(arena, argv[3 + i], words)};
    Stock stock = stock_read(argv[1]);
    for (int round = 0; round < rounds; round++) {
        parse[round] = parse_all(&stock);
        for (int i = 0; i < packs; i++) judge_all(&stock, &judged[i], round);
    }
    for (int i = 0; i < packs; i++)
        printf("%-28s rules cost %5.1f %% of the bare parse; %zu lots, %.1f findings a lot\n", judged[i].name,
               100 * median(judged[i].seconds, rounds) / median(parse, rounds), judged[i].lots,
               (double)judged[i].findings / (double)judged[i].lots);
    return 0;
}
