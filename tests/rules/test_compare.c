/* Two versions of a pack on one lot: what changes, and the line about it. */
#include "rules/compare.h"
#include "tests/rules/world.h"

#define CASE                                                                                                 \
    "[case a]\ntitle = Nettoyage de la voirie\nnature = services\namount = 100 000\nduration = 12 months\n"  \
    "expect = to_check\n"
#define CLEANING                                                                                             \
    "[trade cleaning]\nwords = nettoyage\nlabour_share = 50 %\ninsertion_share = 10 %\nhourly_cost = 25\n"
#define WASTE                                                                                                \
    "[trade waste]\nwords = nettoyage de la voirie\nlabour_share = 50 %\ninsertion_share = 10 %\n"           \
    "hourly_cost = 50\n"

static const struct {
    int line;
    const char *before, *after; /* behind [pack] */
    const char *changes;        /* by name */
    const char *text;
} pairs[] = {
    {__LINE__, "[rule a]\nwords = voirie\neffect = +5\n", "[rule a]\nwords = voirie\neffect = +5\n", "",
     "eligible: "},
    {__LINE__, "[rule a]\nwords = voirie\neffect = +5\n", "[rule b]\nwords = voirie\neffect = +6\n", "",
     "eligible: +b (+6), -a (+5)"},
    {__LINE__, "[rule a]\nwords = voirie\neffect = +5\n", "[rule a]\nwords = voirie\neffect = +4\n",
     "verdict", "eligible -> not_eligible: a (+5 -> +4)"},
    {__LINE__, "[rule a]\nwords = voirie\neffect = -4\n", "[rule a]\nwords = nettoyage\neffect = require\n",
     "verdict", "not_eligible -> eligible: a (-4 -> require)"},
    {__LINE__, "[rule a]\nwords = voirie\neffect = +5\n", "[rule a]\nwhen = lots = 9\neffect = +5\n",
     "verdict", "eligible -> not_eligible: -a (+5)"},
    {__LINE__, "[rule a]\nwords = voirie\neffect = +5\n", "[rule a]\nwhen = defence\neffect = +5\n",
     "verdict", "eligible -> to_check: ?a (+5)"},
    {__LINE__, "[rule a]\nwhen = defence\neffect = exclude\n", "[rule a]\nwords = voirie\neffect = exclude\n",
     "", "not_eligible: +a (exclude)"},
    {__LINE__, CLEANING, CLEANING WASTE, "trade hours",
     "not_eligible: trade cleaning -> waste, hours 200 -> 100"},
    {__LINE__, "", CLEANING, "trade hours", "not_eligible: trade none -> cleaning, hours unknown -> 200"},
    {__LINE__, "[rule a]\nwords = voirie\neffect = +5\n",
     "[rule a]\nwords = voirie\neffect = +5\n[mechanism m]\nwhen = lots = 1\n"
     "[duty d]\nwhen = defence\nreason = R\n",
     "mechanism duty", "eligible: mechanism none -> m, duty none -> unknown"},
};

static Verdict *judged(World *world, const char *pack) {
    Ruleset *rules = world_rules(world, CASE "%s", pack);
    return rules ? world_judge(world, rules, 0) : NULL;
}

static void test_pairs(World *world) {
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        int line = pairs[i].line;
        const Verdict *before = judged(world, pairs[i].before);
        const Verdict *after = judged(world, pairs[i].after);
        if (!before || !after) {
            OK_AT(line, false);
            continue;
        }
        StrList names = {0};
        unsigned changes = verdict_changes(before, after);
        for (Change change = 0; change < CHANGES; change++)
            if (changes >> change & 1) strlist_add(world->arena, &names, str_of(change_name(change)));
        IS_AT(line, world_list(world, names), str_of(pairs[i].changes));
        IS_AT(line, compare_print(world->arena, before, after), str_of(pairs[i].text));
    }
}

/* Of two thresholds the line tells. */
static void test_threshold(World *world) {
    const Verdict *verdicts[2];
    for (int i = 0; i < 2; i++) {
        PackBytes bytes = {STR("essai.rules"), str_print(world->arena,
                                                         "[pack]\nname = Essai\nversion = 1\neligible = %d\n"
                                                         "[rule a]\nwords = voirie\neffect = +5\n" CASE,
                                                         5 + i)};
        Diags diags = diags_new(world->arena);
        Ruleset *rules = ruleset_build(world->arena, &bytes, 1, world->words, &diags);
        *ARENA_PUSH(world->arena, world->rulesets, world->n, world->cap) = rules;
        verdicts[i] = world_judge(world, rules, 0);
    }
    IS(compare_print(world->arena, verdicts[0], verdicts[1]),
       STR("eligible -> not_eligible: eligible from 5 -> 6 points"));
}

int main(void) {
    World world = world_new();
    test_pairs(&world);
    test_threshold(&world);
    world_free(&world);
    return tap_done();
}
