/* ruleset.c - packs read, bound and compiled; then nothing of it changes any more. */
#include "rules/ruleset.h"
#include "base/digest.h"
#include "rules/pack_read.h"
#include "rules/settle.h"

static const TextTest *search_test(const Ruleset *ruleset, size_t i) {
    return i < ruleset->rule_count ? &ruleset->rules[i]->text
                                   : &ruleset->trades[i - ruleset->rule_count]->text;
}

/* One scan for the texts of all rules, then of all trades. Nobody asks about those that have no text. */
static void build_scan(Ruleset *ruleset) {
    size_t n = ruleset->rule_count + ruleset->trade_count;
    ScanNeed *needs = ARENA_ARRAY(ruleset->arena, ScanNeed, n);
    for (size_t i = 0; i < n; i++) needs[i].literals = search_test(ruleset, i)->need.literals;
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
    ruleset->work_time = first->work_time;
    if (first->section && !section_entry(first->section, "eligible"))
        section_error(diags, first->section, "the first pack needs: eligible = points");
}

static Ruleset *ruleset_new(Arena *arena, size_t packs, const Words *words, Diags *diags) {
    Ruleset *ruleset = ARENA_NEW(arena, Ruleset);
    *ruleset = (Ruleset){.arena = arena, .words = words, .names = map_new(arena)};
    ruleset->packs = ARENA_ARRAY(arena, Pack, packs);
    if (!packs) diag_add(diags, DIAG_USAGE, (Loc){0}, NULL, "no pack of rules");
    return ruleset;
}

static Str pack_title(Arena *arena, const Pack *pack) {
    Str name = pack->name.n ? pack->name : pack->file;
    return str_trim(str_print(arena, "%.*s %.*s", STR_ARG(name), STR_ARG(pack->version)));
}

/* Binds and compiles what has been read; NULL, with all of it freed, if there was a fault. */
static Ruleset *ruleset_finish(Ruleset *ruleset, bool good, size_t faults_before, Diags *diags) {
    packs_read(ruleset, diags);
    if (ruleset->pack_count) check_eligible(ruleset, diags);
    pack_bind(ruleset, diags);
    pack_reach(ruleset, diags);
    if (!good || diags_fatal(diags) != faults_before) {
        ruleset_free(ruleset);
        return NULL;
    }
    build_scan(ruleset);
    settle_prepare(ruleset);
    ruleset->title = str_join(ruleset->arena, ruleset_packs(ruleset->arena, ruleset), STR(" + "));
    ruleset->digest = digest_packs(ruleset);
    return ruleset;
}

Ruleset *ruleset_build(Arena *arena, const PackBytes *packs, size_t n, const Words *words, Diags *diags) {
    size_t before = diags_fatal(diags);
    Ruleset *ruleset = ruleset_new(arena, n, words, diags);
    for (size_t i = 0; i < n; i++) pack_parse(ruleset, packs[i], diags);
    return ruleset_finish(ruleset, true, before, diags);
}

bool pack_is_path(Str name) {
    return str_find_byte(name, '/') != SIZE_MAX || str_ends(name, STR(".rules"));
}

Ruleset *ruleset_read(Arena *arena, const StrList *paths, const Words *words, Diags *diags) {
    size_t before = diags_fatal(diags);
    Ruleset *ruleset = ruleset_new(arena, paths->n, words, diags);
    bool good = true;
    for (size_t i = 0; i < paths->n; i++) good &= pack_open(ruleset, paths->at[i], diags);
    return ruleset_finish(ruleset, good, before, diags);
}

void ruleset_free(Ruleset *ruleset) {
    if (!ruleset) return;
    for (size_t i = 0; i < ruleset->rule_count; i++) pattern_free(ruleset->rules[i]->text.pattern);
    for (size_t i = 0; i < ruleset->trade_count; i++) pattern_free(ruleset->trades[i]->text.pattern);
    for (size_t i = 0; i < ruleset->blind_count; i++) pattern_free(ruleset->blinds[i]->text.pattern);
}

bool ruleset_sees_clauses(const Ruleset *ruleset) {
    return ruleset->blind_count > 0;
}

Str ruleset_title(const Ruleset *ruleset) {
    return ruleset->title;
}

StrList ruleset_packs(Arena *arena, const Ruleset *ruleset) {
    StrList titles = {0};
    for (size_t i = 0; i < ruleset->pack_count; i++)
        strlist_add(arena, &titles, pack_title(arena, &ruleset->packs[i]));
    return titles;
}

WorkTime ruleset_work_time(const Ruleset *ruleset) {
    return ruleset->work_time;
}

Str ruleset_digest(const Ruleset *ruleset) {
    return ruleset->digest;
}

Str ruleset_trade_label(const Ruleset *ruleset, Str trade) {
    for (size_t i = 0; i < ruleset->trade_count; i++)
        if (str_eq(ruleset->trades[i]->name, trade)) return ruleset->trades[i]->label;
    return trade;
}
