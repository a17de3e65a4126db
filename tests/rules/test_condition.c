/* What `when` means and what it refuses. */
#include "tests/rules/world.h"

static const char *const names[] = {"false", "unknown", "true"};

/* Facts of a case, a condition, its truth, and what an unknown one waits for. */
static const struct {
    int line;
    const char *facts, *when, *truth, *missing;
} truths[] = {
#define T(facts, when, truth, missing)                                                                       \
    { __LINE__, facts, when, truth, missing }
    T("amount = 100 000", "amount >= 100 000", "true", ""),
    T("amount = 99 999,99", "amount >= 100 000", "false", ""),
    T("amount = 100 000", "amount > 100 000 EUR", "false", ""),
    T("amount = 100 000", "amount = 100000", "true", ""),
    T("amount = 100 000", "amount != 100000", "false", ""), T("", "amount >= 1", "unknown", "amount"),
    T("", "not amount >= 1", "unknown", "amount"), T("duration = 90 days", "duration >= 90 days", "true", ""),
    T("duration = 90 days", "duration >= 3 months", "false", ""),
    T("duration = 6 months", "duration < 6 months", "false", ""),
    T("nature = works", "nature = works", "true", ""),
    T("nature = works", "nature in services supplies", "false", ""),
    T("nature = works", "nature != works", "false", ""), T("", "nature != works", "unknown", "nature"),
    T("buyer_kind = local", "buyer_kind in state local", "true", ""),
    T("notice_date = 2026-08-22", "notice_date >= 2026-08-22", "true", ""),
    T("notice_date = 2026-08-21", "notice_date >= 2026-08-22", "false", ""),
    T("deadline = 2026-10-01", "deadline < 2026-10-01", "false", ""),
    T("defence = yes", "defence", "true", ""), T("defence = no", "not defence", "true", ""),
    T("defence = no", "defence = yes", "false", ""), T("defence = no", "defence != yes", "true", ""),
    T("", "not defence", "unknown", "defence"), T("lots = 3", "lots >= 2", "true", ""),
    T("", "suppliers > 30", "unknown", "suppliers"),
    T("", "supplier_dependency < 30 %", "unknown", "supplier_dependency"),
    T("cpv = 45442100-8", "cpv in 4544* 09000000", "true", ""),
    T("cpv = 45442100", "cpv = 45442100-8", "true", ""),
    T("cpv = 45000000 90911200", "cpv in codes", "true", ""), T("cpv = 09000000", "cpv in 9*", "fault", ""),
    T("", "cpv in 4544*", "unknown", "cpv"), T("place = FR105", "place in area", "true", ""),
    T("place = FR101", "place in area", "false", ""), T("place = FR1", "place in area", "unknown", "place"),
    T("place = 78000", "place in area", "true", ""),
    T("place = FR103", "place in area", "true", ""), /* Yvelines is 78 */
    T("place = FR101 FR105", "place in area", "true", ""),
    T("place = FR1 92800", "place in area", "true", ""),
    T("place = FR1 75001", "not place in area", "true", ""), /* the postal code says where in FR1 */
    T("", "not place in area", "unknown", "place"),
    T("reserved = res-ws", "reserved in res-ws res-pub-ser", "true", ""),
    T("reserved = none", "reserved = none", "true", ""),
    T("reserved = execution", "reserved = none", "false", ""),
    T("", "reserved = none", "unknown", "reserved"),
    T("social_objective = opp acc-all", "social_objective = opp", "true", ""),
    T("social_objective = acc-all", "social_objective = opp", "false", ""),
    T("", "social_objective = none", "unknown", "social_objective"),
    T("framework = none", "framework = none", "true", ""),
    T("procedure = open", "procedure in open restricted", "true", ""), T("", "known amount", "false", ""),
    T("amount = 5 000", "known amount", "true", ""),
    T("title = Mairie", "known title and not known description", "true", ""),
    /* Kleene */
    T("", "amount > 1 and lots > 5", "false", ""), T("", "amount > 1 and lots = 1", "unknown", "amount"),
    T("", "amount > 1 or lots = 1", "true", ""),
    T("", "amount > 1 or duration > 1 months", "unknown", "amount duration"),
    T("duration = 1 months", "amount > 1 and (duration > 2 months or nature = works)", "unknown",
      "nature amount"),
    T("amount = 100", "not (amount > 50 and amount < 200)", "false", ""),
    T("", "1 of (yes_c, unknown_c)", "true", ""), T("", "2 of (yes_c, unknown_c)", "unknown", "amount"),
    T("", "2 of (yes_c, no_c)", "false", ""), T("", "2 of (yes_c, other)", "true", ""),
    T("", "yes_c and not no_c", "true", ""),
    /* dated values */
    T("notice_date = 2025-12-31\nprocedure_amount = 5 404 000", "procedure_amount >= eu_works", "false", ""),
    T("notice_date = 2026-01-01\nprocedure_amount = 5 404 000", "procedure_amount >= eu_works", "true", ""),
    T("procedure_amount = 9 000 000", "procedure_amount >= eu_works", "unknown", "notice_date"),
    T("notice_date = 2028-01-01\nprocedure_amount = 9 000 000", "procedure_amount >= eu_works", "unknown",
      "eu_works"),
    /* trades and what is derived from them */
    T("title = Peinture", "trade = painting", "true", ""),
    T("title = Peinture", "trade in cleaning trades", "true", ""),
    T("title = Divers", "trade = painting", "unknown", "cpv"),
    T("title = Divers\ncpv = 30000000", "trade = painting", "false", ""),
    T("title = Divers\ncpv = 30000000", "trade != painting", "true", ""),
    T("title = Divers\ncpv = 30000000", "labour_share < 90 %", "false", ""),
    T("cpv = 45442100", "trade = painting", "true", ""),
    T("cpv = 30000000", "trade = painting", "unknown", "title"),
    T("title = Peinture", "labour_share >= 45 %", "true", ""),
    T("title = Peinture", "labour_share >= 47 %", "unknown", "labour_share"),
    T("title = Peinture", "labour_share > 50 %", "false", ""),
    T("title = Peinture", "labour_share = 50 %", "unknown", "labour_share"),
    T("title = Peinture", "hours >= 100", "unknown", "amount"),
    T("title = Divers", "hours >= 100", "unknown", "cpv amount"),
    T("title = Bardage\namount = 50 000", "hours >= 100", "unknown", "hours"), /* no factors stated */
#undef T
};

static const char library[] =
    "[value eu_works]\nfrom 2024-01-01 to 2025-12-31 = 5 538 000\nfrom 2026-01-01 to 2027-12-31 = 5 404 000\n"
    "[list area]\ncontains = FR105 92*\ncontains = 78*\n[list codes]\ncontains = 9091* 9092*\n"
    "[list trades]\ncontains = painting\n"
    "[trade cleaning]\nwords = nettoyage\ncpv = 909*\nlabour_share = 80 %\nhourly_cost = 27\ninsertion_share "
    "= 10 %\n"
    "[trade painting]\nwords = peinture*\ncpv = 4544*\nlabour_share = 45-50 %\nhourly_cost = "
    "30\ninsertion_share = 5 %\n"
    "[trade cladding]\nwords = bardage\n"
    "[condition yes_c]\nwhen = lots = 1\n[condition no_c]\nwhen = lots = 2\n[condition unknown_c]\nwhen = "
    "amount > 1\n"
    "[rule other]\nwhen = yes_c\neffect = note\n";

static void test_truths(World *world) {
    for (size_t i = 0; i < sizeof truths / sizeof *truths; i++) {
        Ruleset *ruleset =
            world_rules(world, "%s[rule r]\nwhen = %s\neffect = note\n[case c]\n%s\nexpect = to_check\n",
                        library, truths[i].when, truths[i].facts);
        const char *truth = "fault";
        Str missing = {0};
        if (ruleset) {
            Verdict *verdict = world_judge(world, ruleset, 0);
            const Finding *finding = world_finding(verdict, "r");
            truth = names[finding ? finding->truth : TRUTH_FALSE];
            if (finding) missing = world_list(world, finding->missing);
        }
        IS_AT(truths[i].line, str_of(truth), str_of(truths[i].truth));
        IS_AT(truths[i].line, missing, str_of(truths[i].missing));
    }
}

/* A condition, the column of its value at which it is refused, and why. */
static const struct {
    int line;
    const char *when;
    unsigned column;
    const char *why;
} faults[] = {
#define F(when, column, why)                                                                                 \
    { __LINE__, when, column, why }
    F("amount > 1 and lots > 1 or lots = 3", 25, "`and` and `or` are mixed: use parentheses"),
    F("amount > 1 or lots > 1 and lots = 3", 24, "`and` and `or` are mixed: use parentheses"),
    F("", 1, "a condition is wanted, not the end"),
    F("not", 4, "a condition is wanted, not the end"),
    F("not not defence", 5, "a condition is wanted, not not"),
    F("(amount > 1", 12, "a ) is wanted, not the end"),
    F("amount > 1)", 11, "not understood behind a condition: )"),
    F("amount > 1 duration > 1 months", 12, "not understood behind a condition: duration"),
    F("amont > 1", 1, "no such field: amont"),
    F("nothing", 1, "no such condition or field: nothing"),
    F("known nothing", 7, "no such field: nothing"),
    F("amount", 7, "a comparison or `in` is wanted behind amount"),
    F("amount >", 9, "a number or the name of a value is wanted, not the end"),
    F("amount > and", 10, "a number or the name of a value is wanted, not the end"),
    F("amount > 1,234", 10, "amount: thousands or decimals? write 1234 or 1,23"),
    F("amount > 1.2.3", 10, "amount: not a number"),
    F("amount > 10 %", 10, "amount: an amount in EUR is wanted"),
    F("amount > eu_works", 10, "no such value: eu_works"),
    F("duration >= 6", 13, "duration: write months or days behind the number"),
    F("labour_share > 50", 16, "labour_share: write % behind the number"),
    F("hours >= 1,5", 10, "hours: a whole number is wanted"),
    F("amount in 1 2", 10, "`in` needs a field of words or codes, not amount"),
    F("nature > works", 8, "nature is not a number: only = and != compare it"),
    F("nature = travaux", 10, "no such word of nature: travaux; it has works, services, supplies"),
    F("nature in", 10, "a word or the name of a list is wanted, not the end"),
    F("nature in works*", 11, "works*: a star belongs to codes only"),
    F("defence = maybe", 11, "defence is yes or no"),
    F("notice_date > 2026-02-30", 15, "notice_date: a date is wanted, such as 2026-08-22"),
    F("cpv = 9000000", 7, "9000000: seven digits: leading zero lost in a spreadsheet?"),
    F("cpv in 9* 45442100", 8, "9*: a CPV prefix is 2 to 8 digits and a star"),
    F("place in Nanterre", 10,
      "Nanterre: a place is a NUTS code (FR105), a postal code (92800, 92*) or a department (92)"),
    F("title = x", 1, "title is text: a rule looks into it with words or pattern"),
    F("trade = plumbing", 9, "no such trade or list: plumbing"),
    F("2 of (a)", 1, "2 of 1 can never be true"),
    F("0 of (a)", 1, "not a number of rules: 0"),
    F("2 of a, b", 6, "`of (` is wanted behind a number, not a"),
    F("1 of (a b)", 9, "a comma or ) is wanted, not b"),
    F("1 of (a, )", 10, "the name of a rule or a condition is wanted"),
    F("1 of (r)", 7, "r depends on itself"),
    F("r", 1, "r is a rule: name it as 1 of (r)"),
#undef F
};

static void test_faults(World *world) {
    for (size_t i = 0; i < sizeof faults / sizeof *faults; i++) {
        Ruleset *ruleset = world_rules(world, "[rule r]\nwhen = %s\neffect = note\n", faults[i].when);
        OK_AT(faults[i].line, !ruleset);
        IS_AT(faults[i].line, world_fault(world), str_of(faults[i].why));
        unsigned column = world->diags.first ? world->diags.first->at.column : 0;
        NUM_AT(faults[i].line, column,
               faults[i].column + (*faults[i].when ? strlen("when = ") : strlen("when =")));
    }
}

static Str repeat(Arena *arena, const char *text, size_t n) {
    Buf buf = {.arena = arena};
    for (size_t i = 0; i < n; i++) buf_add(&buf, str_of(text));
    return buf_str(&buf);
}

static void test_depth(World *world) {
    Str open = repeat(world->arena, "(", EXPR_DEPTH), close = repeat(world->arena, ")", EXPR_DEPTH);
    OK(world_rules(world, "[rule r]\nwhen = %.*slots = 1%.*s\neffect = note\n", STR_ARG(open),
                   STR_ARG(close)));
    Str many = repeat(world->arena, "(", 100000);
    OK(!world_rules(world, "[rule r]\nwhen = %.*s\neffect = note\n", STR_ARG(many)));
    IS(world_fault(world), STR("parentheses are nested more than 32 deep"));
    for (int down = 0; down <= 1; down++) { /* each names the one before it, or the one behind it */
        Buf chain = {.arena = world->arena};
        for (int i = 0; i < 20000; i++) {
            int next = down ? i + 1 : i - 1;
            buf_print(&chain, "[condition c%d]\nwhen = ", i);
            if (next < 0 || next == 20000) buf_print(&chain, "lots = 1\n");
            else buf_print(&chain, "c%d\n", next);
        }
        OK(!world_rules(world, "%.*s", STR_ARG(buf_str(&chain))));
        IS(world_fault(world), STR("conditions are nested more than 32 deep"));
        NUM(diags_fatal(&world->diags), 1);
    }
    /* each names the one before it twice: 2^31 evaluations, were they not remembered */
    Buf doubling = {.arena = world->arena};
    buf_print(&doubling, "[condition c0]\nwhen = amount > 1\n");
    for (int i = 1; i < EXPR_DEPTH - 1; i++)
        buf_print(&doubling, "[condition c%d]\nwhen = c%d and (c%d or lots = 1)\n", i, i - 1, i - 1);
    Ruleset *ruleset =
        world_rules(world, "%.*s[rule r]\nwhen = c30\neffect = note\n[case c]\nexpect = to_check\n",
                    STR_ARG(buf_str(&doubling)));
    OK(ruleset && world_truth(world_judge(world, ruleset, 0), "r") == TRUTH_UNKNOWN);
}

static void test_circles(World *world) {
    OK(!world_rules(world, "[condition a]\nwhen = b\n[condition b]\nwhen = lots = 1 and not a\n"));
    IS(world_fault(world), STR("a depends on itself"));
    NUM(diags_fatal(&world->diags), 1);
    OK(!world_rules(world, "[rule a]\nwhen = 1 of (a)\neffect = note\n[condition b]\nwhen = b\n"));
    NUM(diags_fatal(&world->diags), 2);
}

int main(void) {
    World world = world_new();
    test_truths(&world);
    test_faults(&world);
    test_depth(&world);
    test_circles(&world);
    world_free(&world);
    return tap_done();
}
