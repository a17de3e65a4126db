/* world.h - rulesets from text and the verdicts on their cases, for the tests of this folder. */
#ifndef CLAUSIER_TESTS_RULES_WORLD_H
#define CLAUSIER_TESTS_RULES_WORLD_H

#include "rules/judge.h"
#include "rules/pack_read.h"
#include "tests/tap.h"
#include <string.h>

typedef struct World {
    Arena *arena;
    Diags diags;
    const Words *words;
    Ruleset **rulesets; /* freed with the world */
    size_t n, cap;
} World;

static inline World world_new(void) {
    World world = {.arena = arena_new()};
    StrList paths = {0};
    world.diags = diags_new(world.arena);
    strlist_add(world.arena, &paths, STR("templates/fr-rules.words"));
    world.words = words_read(world.arena, &paths, &world.diags);
    if (!world.words) {
        printf("Bail out! templates/fr-rules.words cannot be read\n");
        exit(1);
    }
    return world;
}

static inline void world_free(World *world) {
    for (size_t i = 0; i < world->n; i++) ruleset_free(world->rulesets[i]);
    arena_free(world->arena);
}

#define PACK_HEAD "[pack]\nname = Essai\nversion = 1\neligible = 5\n"

/* A pack of this text behind a usual [pack]; NULL with world->diags if it has faults. */
static inline Ruleset *world_rules(World *world, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
static inline Ruleset *world_rules(World *world, const char *format, ...) {
    va_list args;
    va_start(args, format);
    Str text = str_vprint(world->arena, format, args);
    va_end(args);
    PackBytes pack = {STR("essai.rules"), str_print(world->arena, PACK_HEAD "%.*s", STR_ARG(text))};
    world->diags = diags_new(world->arena);
    Ruleset *ruleset = ruleset_build(world->arena, &pack, 1, world->words, &world->diags);
    *ARENA_PUSH(world->arena, world->rulesets, world->n, world->cap) = ruleset;
    return ruleset;
}

/* The first message of the last ruleset, without its place; empty if there was none. */
static inline Str world_fault(const World *world) {
    return world->diags.first ? world->diags.first->what : (Str){0};
}

/* The verdict on the ruleset's case of this number. */
static inline Verdict *world_judge(World *world, const Ruleset *ruleset, size_t number) {
    Judge *judge = judge_new(ruleset);
    const Notice *notice = &ruleset->cases[number]->notice;
    Verdict *verdict = judge_lot(judge, world->arena, notice, &notice->lots[0]);
    judge_free(judge);
    return verdict;
}

static inline const Finding *world_finding(const Verdict *verdict, const char *rule) {
    for (size_t i = 0; i < verdict->finding_count; i++)
        if (str_is(verdict->findings[i].rule, rule)) return &verdict->findings[i];
    return NULL;
}

static inline Truth world_truth(const Verdict *verdict, const char *rule) {
    const Finding *finding = world_finding(verdict, rule);
    return finding ? finding->truth : TRUTH_FALSE;
}

static inline Str world_list(World *world, StrList list) {
    return str_join(world->arena, list, STR(" "));
}

#endif
