/* ruleset.c - packs read, bound and compiled; then nothing of it changes any more. */
#include "rules/ruleset.h"
#include "base/digest.h"
#include "base/file.h"
#include "rules/pack_read.h"
#include "rules/settle.h"

enum { PACK_LIMIT = 8 << 20 };

static const TextTest *search_test(const Ruleset *ruleset, size_t i) {
    return i < ruleset->rule_count ? &ruleset->rules[i]->text
                                   : &ruleset->trades[i - ruleset->rule_count]->text;
}

/* One scan for the texts of all rules, then of all trades. Nobody asks about those that have no text. */
static void build_scan(Ruleset *ruleset) {
    size_t n = ruleset->rule_count + ruleset->trade_count;
    ScanNeed *needs = ARENA_ARRAY(ruleset->arena, ScanNeed, n);
    for (size_t i = 0; i < n; i++) needs[i].literals = search_test(ruleset, i)->literals;
    for (size_t i = 0; i < ruleset->rule_count; i++) ruleset->rules[i]->text.search = (uint32_t)i;
    for (size_t i = 0; i < ruleset->trade_count; i++)
        ruleset->trades[i]->text.search = (uint32_t)(ruleset->rule_count + i);
    ruleset->scan = scan_build(ruleset->arena, needs, n);
}

/* Of the packs' bytes one after the other: `cat a.rules b.rules | b2sum -l 128` says the same. */
static Str digest_packs(const Ruleset *ruleset) {
    Buf bytes = {.arena = ruleset->arena};
    for (size_t i = 0; i < ruleset->pack_count; i++) buf_add(&bytes, ruleset->packs[i].bytes);
    return digest_of(ruleset->arena, buf_str(&bytes));
}

static void check_eligible(Ruleset *ruleset, Diags *diags) {
    const Pack *first = &ruleset->packs[0];
    ruleset->eligible = first->eligible;
    if (first->section && !section_entry(first->section, "eligible"))
        section_error(diags, first->section, "the first pack needs: eligible = points");
}

Ruleset *ruleset_build(Arena *arena, const PackBytes *packs, size_t n, const Words *words, Diags *diags) {
    size_t before = diags_fatal(diags);
    Ruleset *ruleset = ARENA_NEW(arena, Ruleset);
    *ruleset = (Ruleset){.arena = arena, .words = words, .names = map_new(arena)};
    ruleset->packs = ARENA_ARRAY(arena, Pack, n);
    if (!n) diag_add(diags, DIAG_USAGE, (Loc){0}, NULL, "no pack of rules");
    for (size_t i = 0; i < n; i++) pack_read(ruleset, packs[i], diags);
    if (n) check_eligible(ruleset, diags);
    pack_bind(ruleset, diags);
    if (diags_fatal(diags) != before || !pack_reach(ruleset, diags)) {
        ruleset_free(ruleset);
        return NULL;
    }
    build_scan(ruleset);
    settle_prepare(ruleset);
    ruleset->title =
        str_print(arena, "%.*s %.*s", STR_ARG(ruleset->packs[0].name), STR_ARG(ruleset->packs[0].version));
    ruleset->digest = digest_packs(ruleset);
    return ruleset;
}

Ruleset *ruleset_read(Arena *arena, const StrList *paths, const Words *words, Diags *diags) {
    PackBytes *packs = ARENA_ARRAY(arena, PackBytes, paths->n);
    size_t n = 0;
    for (size_t i = 0; i < paths->n; i++) {
        packs[n].path = paths->at[i];
        if (file_read(arena, paths->at[i], PACK_LIMIT, &packs[n].bytes, diags)) n++;
    }
    if (!n && paths->n) return NULL;
    Ruleset *ruleset =
        ruleset_build(arena, packs, n, words, diags); /* says what is wrong with the others too */
    if (n == paths->n) return ruleset;
    ruleset_free(ruleset);
    return NULL;
}

void ruleset_free(Ruleset *ruleset) {
    if (!ruleset) return;
    for (size_t i = 0; i < ruleset->rule_count; i++) pattern_free(ruleset->rules[i]->text.pattern);
    for (size_t i = 0; i < ruleset->trade_count; i++) pattern_free(ruleset->trades[i]->text.pattern);
}

Str ruleset_title(const Ruleset *ruleset) {
    return ruleset->title;
}

Str ruleset_digest(const Ruleset *ruleset) {
    return ruleset->digest;
}

Str ruleset_trade_label(const Ruleset *ruleset, Str trade) {
    const Trade *found = pack_find(ruleset, "trade", trade);
    return found ? found->label : trade;
}
