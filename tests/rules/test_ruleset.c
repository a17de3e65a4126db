/* Packs as files: all faults in one run, names, digests, what cannot be read. */
#include "base/digest.h"
#include "base/file.h"
#include "tests/rules/world.h"

static Str read_text(World *world, const char *path) {
    Str bytes = {0};
    file_read(world->arena, str_of(path), 0, &bytes, &world->diags);
    return bytes;
}

static Str all_messages(World *world) {
    Buf buf = {.arena = world->arena};
    for (const Diag *diag = world->diags.first; diag; diag = diag->next)
        buf_print(&buf, "%.*s\n", STR_ARG(diag_print(world->arena, diag)));
    return buf_str(&buf);
}

static Ruleset *read_packs(World *world, const char *first, const char *second) {
    StrList paths = {0};
    strlist_add(world->arena, &paths, str_of(first));
    if (second) strlist_add(world->arena, &paths, str_of(second));
    world->diags = diags_new(world->arena);
    return ruleset_read(world->arena, &paths, world->words, &world->diags);
}

static void test_faults(World *world) {
    OK(!read_packs(world, "tests/cases/rules/faults.rules", NULL));
    IS(all_messages(world), read_text(world, "tests/cases/rules/faults.expected"));
}

static void test_unreadable(World *world) {
    OK(!read_packs(world, "tests/cases/rules/none.rules", "tests/cases/rules/faults.rules"));
    NUM(world->diags.count[DIAG_WORLD], 1);
    OK(world->diags.count[DIAG_USAGE] > 10); /* the other pack's faults are said all the same */
    OK(!read_packs(world, "tests/cases/rules", NULL));
    StrList none = {0};
    world->diags = diags_new(world->arena);
    OK(!ruleset_read(world->arena, &none, world->words, &world->diags));
    IS(world_fault(world), STR("no pack of rules"));
}

static void test_bytes(World *world) {
    static const struct {
        const char *bytes;
        size_t n;
    } packs[] = {{"", 0},   {"\0", 1},    {"\xFF\xFE", 2}, {"[", 1},
                 {"[]", 2}, {"[pack", 5}, {"= a\n", 4},    {"# only\n", 7}};
    for (size_t i = 0; i < sizeof packs / sizeof *packs; i++) {
        PackBytes pack = {STR("p.rules"), {packs[i].bytes, packs[i].n}};
        world->diags = diags_new(world->arena);
        OK(!ruleset_build(world->arena, &pack, 1, world->words, &world->diags));
        OK(diags_fatal(&world->diags) > 0);
    }
}

static void test_several(World *world) {
    PackBytes packs[] = {
        {STR("rules/packs/one.rules"), STR("[pack]\r\nname = Un\r\nversion = 2026-11-01\r\neligible = "
                                           "3\r\n[rule a]\r\nwhen = lots = 1\r\neffect = +3\r\n"
                                           "[trade t]\nlabel = Métier\nwords = t\n")},
        {STR("two.rules"),
         STR("\xEF\xBB\xBF[pack]\nname = Deux\nversion = 1\n[rule b]\nwhen = 1 of (a)\neffect = note\n"
             "[case c]\nexpect = eligible\n")},
    };
    world->diags = diags_new(world->arena);
    Ruleset *ruleset = ruleset_build(world->arena, packs, 2, world->words, &world->diags);
    if (!OK(ruleset)) return;
    IS(ruleset_title(ruleset), STR("Un 2026-11-01 + Deux 1"));
    Str both = str_print(world->arena, "%.*s%.*s", STR_ARG(packs[0].bytes), STR_ARG(packs[1].bytes));
    IS(ruleset_digest(ruleset), digest_of(world->arena, both));
    IS(ruleset_trade_label(ruleset, STR("t")), STR("Métier"));
    IS(ruleset_trade_label(ruleset, STR("a")), STR("a"));
    Verdict *verdict = world_judge(world, ruleset, 0);
    NUM(verdict->eligible_from, 3); /* the first pack's */
    NUM(verdict->kind, VERDICT_ELIGIBLE);
    const Finding *finding = world_finding(verdict, "b");
    OK(finding && str_is(finding->pack, "two") && finding->line == 4);
    IS(verdict->pack, STR("Un 2026-11-01 + Deux 1"));
    IS(verdict->pack_digest, ruleset_digest(ruleset));
    ruleset_free(ruleset);

    packs[0].path = STR("a.rules");
    packs[1] = (PackBytes){STR("b.rules"),
                           STR("[pack]\nname = x\nversion = 1\n[rule a]\nwords = a\neffect = note\n")};
    world->diags = diags_new(world->arena);
    OK(!ruleset_build(world->arena, packs, 2, world->words, &world->diags));
    IS(world_fault(world), STR("rule a is already defined at a.rules:5"));
}

int main(void) {
    World world = world_new();
    test_faults(&world);
    test_unreadable(&world);
    test_bytes(&world);
    test_several(&world);
    world_free(&world);
    return tap_done();
}
