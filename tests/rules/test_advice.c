/* Duties, waivers and mechanisms: what is said of a lot apart from its verdict. */
#include "tests/rules/world.h"

static const char rules[] =
    "[rule any]\nwhen = lots >= 1\neffect = +5\nreason = Oui\n"
    "[rule never]\nwhen = defence\neffect = exclude\nreason = Non\n"
    "[condition large]\nwhen = procedure_amount >= 100 000\n"
    "[duty social]\nlabel = Considération sociale\narticle = L2112-2-1\nwhen = notice_date >= 2026-08-22 and "
    "large\n"
    "reason = Due : {procedure_amount}.\n"
    "[duty granted]\nwhen = nature = works and large and not large\n"
    "[waiver short]\nof = social\nwhen = duration < 6 months\nreason = Moins de six mois.\n"
    "[mechanism whole]\nwhen = hours >= 600\nlabel = Réservé\narticle = L2113-13\nclause = "
    "reserved-insertion\n"
    "[mechanism clause]\nwhen = duration >= 3 months\nlabel = Clause\n"
    "[mechanism criterion]\nwhen = lots >= 1\n"
    "[trade cleaning]\nwords = nettoyage\nlabour_share = 100 %\nhourly_cost = 25\ninsertion_share = 10 %\n"
    "rome = K2204 K2203\n";

static Str findings_print(World *world, const AdviceFindings *findings) {
    Buf buf = {.arena = world->arena};
    for (size_t i = 0; i < findings->n; i++) {
        const AdviceFinding *finding = &findings->at[i];
        buf_print(&buf, "%s%.*s%s", i ? " " : "", STR_ARG(finding->name),
                  finding->truth == TRUTH_TRUE      ? ""
                  : finding->truth == TRUTH_UNKNOWN ? "?"
                                                    : "-");
        for (size_t k = 0; k < finding->missing.n; k++)
            buf_print(&buf, "%c%.*s", k ? ',' : ':', STR_ARG(finding->missing.at[k]));
    }
    return buf_str(&buf);
}

static const struct {
    const char *facts, *duty, *duties, *waivers, *mechanism, *mechanisms;
} table[] = {
    {"title = Nettoyage\nnotice_date = 2026-09-01\nprocedure_amount = 200 000\namount = 200 000\n"
     "duration = 12 months\ndefence = no\n",
     "due", "social granted-", "", "whole", "whole clause criterion"},
    {"title = Nettoyage\nnotice_date = 2026-09-01\nprocedure_amount = 99 999\namount = 100 000\n"
     "duration = 4 months\ndefence = no\n",
     "not_due", "social- granted-", "", "clause", "clause criterion"},
    {"title = Nettoyage\nnotice_date = 2026-09-01\nprocedure_amount = 100 000\nduration = 4 months\ndefence "
     "= no\n",
     "due", "social granted-", "short", "unknown", "whole?:amount clause criterion"},
    {"title = Nettoyage\nnotice_date = 2026-09-01\nduration = 4 months\namount = 10\ndefence = no\n",
     "unknown", "social?:procedure_amount granted?:nature,procedure_amount", "short?:procedure_amount",
     "clause", "clause criterion"},
    {"title = Travaux\ncpv = 45000000\nnature = works\nnotice_date = 2026-09-01\nprocedure_amount = 100 "
     "000\ndefence = no\n",
     "due", "social granted-", "short?:duration", "unknown", "clause?:duration criterion"},
    {"title = Travaux\ncpv = 45000000\nnotice_date = 2026-08-21\nprocedure_amount = 100 000\nduration = 1 "
     "months\ndefence = "
     "no\n",
     "not_due", "social- granted-", "", "criterion", "criterion"},
    {"title = Nettoyage\nnotice_date = 2026-09-01\nprocedure_amount = 200 000\namount = 200 000\ndefence = "
     "yes\n",
     "due", "social granted-", "short?:duration", "",
     ""}, /* not eligible: no mechanism, the duty all the same */
};

static void test_table(World *world) {
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        Ruleset *ruleset = world_rules(world, "%s[case one]\n%sexpect = eligible\n", rules, table[i].facts);
        IS(world_fault(world), (Str){0});
        if (!ruleset) continue;
        const Verdict *verdict = world_judge(world, ruleset, 0);
        IS(verdict_duty(verdict), str_of(table[i].duty));
        IS(findings_print(world, &verdict->duties), str_of(table[i].duties));
        IS(findings_print(world, &verdict->waivers), str_of(table[i].waivers));
        IS(verdict_mechanism(verdict), str_of(table[i].mechanism));
        IS(findings_print(world, &verdict->mechanisms), str_of(table[i].mechanisms));
    }
}

static void test_texts(World *world) {
    Ruleset *ruleset = world_rules(world, "%s[case one]\n%sexpect = eligible\n", rules, table[2].facts);
    if (!ruleset) return;
    const Verdict *verdict = world_judge(world, ruleset, 0);
    const AdviceFinding *duty = &verdict->duties.at[0], *waiver = &verdict->waivers.at[0];
    IS(duty->label, STR("Considération sociale"));
    IS(duty->article, STR("L2112-2-1"));
    IS(duty->reason, STR("Due : 100\u202F000\u00A0€."));
    IS(duty->pack, STR("essai"));
    IS(waiver->of, STR("social"));
    IS(waiver->reason, STR("Moins de six mois."));
    IS(verdict->mechanisms.at[0].clause, STR("reserved-insertion"));
    IS(world_list(world, verdict->rome), STR("K2204 K2203"));
}

static Ruleset *two_packs(World *world, const char *second) {
    PackBytes packs[] = {
        {STR("socle.rules"), str_print(world->arena, PACK_HEAD "%s", rules)},
        {STR("local.rules"), str_print(world->arena, "[pack]\nname = Local\nversion = 1\n%s", second)}};
    world->diags = diags_new(world->arena);
    Ruleset *ruleset = ruleset_build(world->arena, packs, 2, world->words, &world->diags);
    *ARENA_PUSH(world->arena, world->rulesets, world->n, world->cap) = ruleset;
    return ruleset;
}

static const char one_case[] =
    "[case one]\ntitle = Nettoyage\ncpv = 71000000\nlots = 1\nduration = 4 months\nnotice_date = 2026-09-01\n"
    "procedure_amount = 100 000\ndefence = no\nexpect = eligible\n";

/* What a later pack changes is as it says; everything else stays. */
static void test_change(World *world) {
    static const struct {
        const char *change, *verdict, *mechanism, *rules;
    } changes[] = {
        {"", "eligible", "unknown", "any"},
        {"[change rule any]\neffect = +4\n", "not_eligible", "", "any"},
        {"[change rule any]\neffect = +4\n[change pack]\neligible = 4\n", "eligible", "unknown", "any"},
        {"[change rule any]\neffect = +4\n[change rule any]\neffect = +5\n", "eligible", "unknown", "any"},
        {"[disable rule any]\nbecause = Essai\n", "not_eligible", "", ""},
        {"[disable mechanism whole]\nbecause = Essai\n", "eligible", "clause", "any"},
        {"[disable trade cleaning]\nbecause = Essai\n", "eligible", "clause", "any"},
        {"[change trade cleaning]\nadd = vitre* | ménage\n", "eligible", "unknown", "any"},
        {"[change trade cleaning]\nadd = ménage\nremove = Nettoyage\n", "eligible", "clause", "any"},
        {"[change trade cleaning]\nremove = Nettoyage\nadd = ménage\n", "eligible", "clause", "any"},
        {"[change mechanism whole]\nwhen = lots >= 1\n", "eligible", "whole", "any"},
        {"[change condition large]\nwhen = lots >= 2\n", "eligible", "unknown", "any"},
    };
    for (size_t i = 0; i < sizeof changes / sizeof *changes; i++) {
        Ruleset *ruleset = two_packs(
            world, str_cstr(world->arena, str_print(world->arena, "%s%s", changes[i].change, one_case)));
        IS(world_fault(world), (Str){0});
        if (!ruleset) continue;
        const Verdict *verdict = world_judge(world, ruleset, 0);
        StrList spoke = {0};
        for (size_t k = 0; k < verdict->finding_count; k++)
            if (verdict->findings[k].truth == TRUTH_TRUE)
                strlist_add(world->arena, &spoke, verdict->findings[k].rule);
        IS(str_of(verdict_name(verdict->kind)), str_of(changes[i].verdict));
        IS(verdict_mechanism(verdict), str_of(changes[i].mechanism));
        IS(world_list(world, spoke), str_of(changes[i].rules));
    }
}

/* A list gains and loses single items; a changed rule says where it was changed. */
static void test_change_list(World *world) {
    Ruleset *ruleset = two_packs(
        world, "[list area]\ncontains = FR105 92* 78*\n[change list area]\nadd = 75*\nremove = 78*\n"
               "[rule inside]\nwhen = place in area\neffect = note\nreason = Ici.\n"
               "[change rule any]\nreason = Autrement.\n"
               "[case a]\nplace = 75001\nexpect = eligible\n[case b]\nplace = 78000\nexpect = eligible\n");
    IS(world_fault(world), (Str){0});
    if (!ruleset) return;
    const Verdict *in = world_judge(world, ruleset, 0), *out = world_judge(world, ruleset, 1);
    NUM(world_truth(in, "inside"), TRUTH_TRUE);
    NUM(world_truth(out, "inside"), TRUTH_FALSE);
    const Finding *any = world_finding(in, "any");
    IS(any->reason, STR("Autrement."));
    IS(any->pack, STR("local"));
    NUM(any->line, 13);
    NUM(any->points, 5);
}

/* A fault within added words is said where it was added. */
static void test_change_place(World *world) {
    OK(!two_packs(world, "[change trade cleaning]\nadd = ménage | *\n"));
    Str said = world->diags.first ? diag_print(world->arena, world->diags.first) : (Str){0};
    OK(str_starts(said, STR("local.rules:5:")));
}

/* Many changes of one list cost what they add, not the square of it; all of them hold. */
static void test_many_changes(World *world) {
    enum { MANY = 3000 };
    Buf pack = {.arena = world->arena};
    buf_add(&pack, STR("[list area]\ncontains = FR105\n"));
    for (int i = 0; i < MANY; i++) buf_print(&pack, "[change list area]\nadd = %05d\n", 10000 + i);
    buf_add(&pack, STR("[rule inside]\nwhen = place in area\neffect = note\nreason = Ici.\n"
                       "[case first]\nplace = 10000\nexpect = eligible\n"
                       "[case last]\nplace = 12999\nexpect = eligible\n"
                       "[case none]\nplace = 13000\nexpect = eligible\n"));
    Ruleset *ruleset = two_packs(world, str_cstr(world->arena, buf_str(&pack)));
    IS(world_fault(world), (Str){0});
    if (!ruleset) return;
    for (size_t i = 0; i < 3; i++)
        NUM(world_truth(world_judge(world, ruleset, i), "inside"), i < 2 ? TRUTH_TRUE : TRUTH_FALSE);
}

int main(void) {
    World world = world_new();
    test_table(&world);
    test_texts(&world);
    test_change(&world);
    test_change_list(&world);
    test_change_place(&world);
    test_many_changes(&world);
    world_free(&world);
    return tap_done();
}
