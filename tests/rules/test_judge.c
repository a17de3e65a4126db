/* From a lot to its verdict: facts, evidence, order of effects, trades, what settles a doubt. */
#include "tests/rules/world.h"

/* Rules by effect and truth, and what they make of a lot that is eligible from 5 points. */
static const struct {
    int line;
    const char *rules; /* effect:truth, t f or u */
    VerdictKind kind;
    int low, high;
} orders[] = {
#define O(rules, kind, low, high)                                                                            \
    { __LINE__, rules, VERDICT_##kind, low, high }
    O("", NOT_ELIGIBLE, 0, 0),
    O("+5:t", ELIGIBLE, 5, 5),
    O("+4:t", NOT_ELIGIBLE, 4, 4),
    O("+5:f", NOT_ELIGIBLE, 0, 0),
    O("+5:u", TO_CHECK, 0, 5),
    O("+5:t -1:u", TO_CHECK, 4, 5),
    O("+6:t -1:u", ELIGIBLE, 5, 6),
    O("+6:t -1:t", ELIGIBLE, 5, 5),
    O("+4:t -9:u", NOT_ELIGIBLE, -5, 4),
    O("+5:t exclude:t", NOT_ELIGIBLE, 5, 5),
    O("+5:t exclude:u", TO_CHECK, 5, 5),
    O("+4:t exclude:u", NOT_ELIGIBLE, 4, 4),
    O("+5:t exclude:f", ELIGIBLE, 5, 5),
    O("require:t", ELIGIBLE, 0, 0),
    O("require:u", TO_CHECK, 0, 0),
    O("require:t exclude:t", NOT_ELIGIBLE, 0, 0),
    O("require:t exclude:u", TO_CHECK, 0, 0),
    O("require:u +5:t", ELIGIBLE, 5, 5),
    O("note:t note:u", NOT_ELIGIBLE, 0, 0),
#undef O
};

static Verdict *verdict_of_effects(World *world, const char *effects) {
    Buf rules = {.arena = world->arena};
    Str rest = str_of(effects), rule, effect;
    for (int n = 0; str_word(&rest, &rule); n++) {
        str_next(&rule, ':', &effect);
        const char *when = str_is(rule, "t") ? "lots = 1" : str_is(rule, "f") ? "lots = 2" : "amount > 1";
        buf_print(&rules, "[rule r%d]\nwhen = %s\neffect = %.*s\n", n, when, STR_ARG(effect));
    }
    Ruleset *ruleset = world_rules(world, "%.*s[case c]\nexpect = to_check\n", STR_ARG(buf_str(&rules)));
    return world_judge(world, ruleset, 0);
}

static void test_order(World *world) {
    for (size_t i = 0; i < sizeof orders / sizeof *orders; i++) {
        Verdict *verdict = verdict_of_effects(world, orders[i].rules);
        NUM_AT(orders[i].line, verdict->kind, orders[i].kind);
        NUM_AT(orders[i].line, verdict->low, orders[i].low);
        NUM_AT(orders[i].line, verdict->high, orders[i].high);
    }
    IS(str_of(verdict_name(VERDICT_TO_CHECK)), STR("to_check"));
}

/* What is said of a lot that its points do not make eligible. */
static void test_balance(World *world) {
    static const struct {
        int line;
        const char *rules, *balance;
    } balances[] = {
        {__LINE__, "",
         "Aucun signe d'une prestation propice à l'insertion\u00A0: 0 points au plus, il en faut 5."},
        {__LINE__, "note:t +2:u",
         "Aucun signe d'une prestation propice à l'insertion\u00A0: 2 points au plus, il en faut 5."},
        {__LINE__, "+4:t", "Points insuffisants\u00A0: 4 au plus, il en faut 5."},
        {__LINE__, "+4:t exclude:u", "Points insuffisants\u00A0: 4 au plus, il en faut 5."},
        {__LINE__, "+3:t +2:u", "Ce qui manque peut encore trancher\u00A0: de 3 à 5 points, il en faut 5."},
        {__LINE__, "+5:t exclude:u", "Une exclusion reste possible."},
        {__LINE__, "require:t exclude:u", "Une exclusion reste possible."},
        {__LINE__, "-4:t require:u",
         "Points insuffisants (-4 au plus, il en faut 5), sauf si ce qui manque suffit à lui seul."},
        {__LINE__, "+5:t exclude:t", ""},
        {__LINE__, "require:t", ""},
    };
    for (size_t i = 0; i < sizeof balances / sizeof *balances; i++)
        IS_AT(balances[i].line, verdict_of_effects(world, balances[i].rules)->balance,
              str_of(balances[i].balance));
}

static const char library[] =
    "[list territory]\ncontains = FR105 92*\n"
    "[value eu_works]\nfrom 2024-01-01 to 2025-12-31 = 5 538 000\n"
    "[trade cleaning]\nlabel = Nettoyage\nwords = nettoyage des locaux | vitrerie\ncpv = 909*\n"
    "labour_share = 80 %\nhourly_cost = 27\ninsertion_share = 10 %\n"
    "[trade windows]\nlabel = Vitres\nwords = vitrerie de façade\ncpv = 90911300\n"
    "[trade painting]\nlabel = Peinture\nwords = peinture*\ncpv = 4544*\nlabour_share = 45-50 %\nhourly_cost "
    "= 30\n"
    "insertion_share = 5 %\n"
    "[rule labour]\nwhen = labour_share >= 50 %\neffect = +3\nreason = {trade}, {labour_share} de "
    "main-d'œuvre.\n"
    "[rule long]\nwhen = duration >= 6 months\neffect = +2\nreason = Durée de {duration}.\n"
    "[rule volume]\nwhen = hours >= 150\neffect = +2\nreason = Environ {hours} h pour {amount}.\n"
    "[rule announced]\npattern = \\bheures? d'insertion\\b\nin = title execution_terms\neffect = +5\n"
    "reason = « {match} »\n"
    "[rule studies]\nwords = étude* | maîtrise d'œuvre\neffect = -4\nreason = « {match} »\n"
    "[rule above]\nwhen = procedure_amount >= eu_works and not defence\neffect = note\n"
    "[rule outside]\nwhen = not place in territory\neffect = exclude\nreason = {place} : hors du "
    "territoire.\n";

static Ruleset *library_with(World *world, const char *facts) {
    Ruleset *ruleset = world_rules(world, "%s[case c]\n%s\nexpect = to_check\n", library, facts);
    if (!ruleset) printf("# %.*s\n", STR_ARG(world_fault(world)));
    return ruleset;
}

static Verdict *judge_facts(World *world, const char *facts) {
    return world_judge(world, library_with(world, facts), 0);
}

static void test_evidence(World *world) {
    Verdict *verdict =
        judge_facts(world, "title = Nettoyage  des locaux : Études et 500 Heures d’insertion\nplace = 92800\n"
                           "amount = 100 000,50\nduration = 12 months");
    const Finding *announced = world_finding(verdict, "announced");
    if (OK(announced)) {
        IS(announced->quote, STR("Heures d’insertion"));
        IS(announced->reason, STR("« Heures d’insertion »"));
        IS(announced->field, STR("title"));
        NUM(announced->offset, strlen("Nettoyage  des locaux : Études et 500 "));
        IS(announced->pack, STR("essai"));
        OK(announced->line > 10);
    }
    IS(world_finding(verdict, "labour")->reason, STR("Nettoyage, 80\u00A0% de main-d'œuvre."));
    IS(world_finding(verdict, "long")->reason, STR("Durée de 12\u00A0mois."));
    IS(world_finding(verdict, "volume")->reason, STR("Environ 296 h pour 100\u202F000,50\u00A0€."));
    OK(!world_finding(verdict, "outside"));
    NUM(verdict->low, 8);
    NUM(verdict->kind, VERDICT_ELIGIBLE);
    NUM(verdict->hours.low, 296);
    NUM(verdict->labour_hours.high, 2962);
    IS(verdict->trade, STR("cleaning"));
    IS(verdict->trade_label, STR("Nettoyage"));
    NUM(verdict->missing.n, 0);
    NUM(verdict->settle_count, 0);
    verdict = judge_facts(world, "title = Tonte\nplace = FR101");
    NUM(verdict->kind, VERDICT_NOT_ELIGIBLE);
    IS(world_finding(verdict, "outside")->reason, STR("FR101 : hors du territoire."));
    IS(world_list(world, verdict->missing), STR("cpv amount")); /* they left the hours unknown */
}

/* Which trade a lot belongs to: title, then description, then code. */
static const struct {
    int line;
    const char *facts, *trade;
} trades[] = {
#define T(facts, trade)                                                                                      \
    { __LINE__, facts, trade }
    T("title = Peinture\ncpv = 90910000", "painting"),
    T("title = Lot 2\ndescription = Peintures\ncpv = 90910000", "painting"),
    T("title = Vitrerie puis peinture\ndescription = x", "cleaning"),
    T("title = Peinture puis vitrerie", "painting"),
    T("title = Vitrerie de façade", "windows"),     /* the longer of two that start there */
    T("title = Divers\ncpv = 90911300", "windows"), /* the longer prefix */
    T("title = Divers\ncpv = 90919000", "cleaning"),
    T("title = Divers\ncpv = 45000000 45442100 90911300", "painting"), /* additional codes in their order */
    T("title = Divers\ncpv = 90919000 45442100", "cleaning"),          /* the main code first */
    T("cpv = 45442100", "painting"),
    T("execution_terms = peinture", ""),
    T("title = Divers\ncpv = 30000000", ""),
#undef T
};

static void test_trades(World *world) {
    for (size_t i = 0; i < sizeof trades / sizeof *trades; i++)
        IS_AT(trades[i].line, judge_facts(world, trades[i].facts)->trade, str_of(trades[i].trade));
}

static Verdict *judge_changed(World *world, void (*change)(Notice *notice, Lot *lot)) {
    Ruleset *ruleset =
        library_with(world, "title = Nettoyage des locaux\nplace = FR105\namount = 100 000\n"
                            "procedure_amount = 9 000 000\nnotice_date = 2025-05-05\ndefence = no");
    Notice *notice = &ruleset->cases[0]->notice;
    change(notice, &notice->lots[0]);
    return world_judge(world, ruleset, 0);
}

static void in_kronor(Notice *notice, Lot *lot) {
    (void)notice;
    lot->amount.currency = STR("SEK");
}
static void no_currency(Notice *notice, Lot *lot) {
    (void)notice;
    lot->amount.currency = (Str){0};
}
static void an_award(Notice *notice, Lot *lot) {
    (void)notice;
    lot->amount_source = STR("total-value");
}
static void a_placeholder(Notice *notice, Lot *lot) {
    (void)notice;
    lot->amount.cents = 100;
}
static void a_negative(Notice *notice, Lot *lot) {
    (void)notice;
    lot->amount.cents = -5000000;
}
static void a_result(Notice *notice, Lot *lot) {
    (void)lot;
    notice->form = STR("result");
}
static void a_plan(Notice *notice, Lot *lot) {
    (void)lot;
    notice->form = STR("planning");
}
static void a_plan_in_kronor(Notice *notice, Lot *lot) {
    a_plan(notice, lot);
    notice->procedure_amount.currency = STR("SEK");
}
static void a_change(Notice *notice, Lot *lot) {
    (void)lot;
    notice->change_of = STR("x-01");
}
static void only_published(Notice *notice, Lot *lot) {
    (void)lot;
    notice->publication_date = notice->issue_date;
    notice->issue_date = DATE_ABSENT;
}
static void too_late(Notice *notice, Lot *lot) {
    (void)lot;
    notice->issue_date = date_of(2026, 1, 1);
}
static void six_months_by_dates(Notice *notice, Lot *lot) {
    (void)notice;
    lot->start_date = date_of(2026, 3, 1);
    lot->end_date = date_of(2026, 8, 31);
}
static void a_day_less(Notice *notice, Lot *lot) {
    (void)notice;
    lot->start_date = date_of(2026, 3, 1);
    lot->end_date = date_of(2026, 8, 30);
}
static void dates_reversed(Notice *notice, Lot *lot) {
    (void)notice;
    lot->start_date = date_of(2026, 3, 1);
    lot->end_date = date_of(2025, 8, 30);
}

static const struct {
    int line;
    void (*change)(Notice *notice, Lot *lot);
    const char *rule;
    Truth truth;
    const char *missing, *note;
} changes[] = {
#define C(change, rule, truth, missing, note)                                                                \
    { __LINE__, change, rule, TRUTH_##truth, missing, note }
    C(in_kronor, "volume", UNKNOWN, "amount", "montant en SEK, et non en euros"),
    C(no_currency, "volume", TRUE, "", ""),
    C(an_award, "volume", UNKNOWN, "amount", "montant attribué, et non estimé"),
    C(a_placeholder, "volume", UNKNOWN, "amount", "montant symbolique, et non estimé"),
    C(a_negative, "volume", UNKNOWN, "amount", "montant symbolique, et non estimé"),
    C(a_result, "above", UNKNOWN, "notice_date", "l'avis n'est pas celui qui a ouvert la procédure"),
    C(a_plan, "above", UNKNOWN, "notice_date", "l'avis n'est pas celui qui a ouvert la procédure"),
    C(a_plan_in_kronor, "above", UNKNOWN, "notice_date procedure_amount",
      "l'avis n'est pas celui qui a ouvert la procédure\u00A0; montant en SEK, et non en euros"),
    C(a_change, "above", UNKNOWN, "notice_date", "l'avis n'est pas celui qui a ouvert la procédure"),
    C(only_published, "above", TRUE, "", ""),
    C(too_late, "above", UNKNOWN, "eu_works", "valeur non connue au 01/01/2026\u00A0: eu_works"),
    C(six_months_by_dates, "long", TRUE, "", ""),
    C(a_day_less, "long", FALSE, "", ""),
    C(dates_reversed, "long", UNKNOWN, "duration", ""),
#undef C
};

static void test_changes(World *world) {
    for (size_t i = 0; i < sizeof changes / sizeof *changes; i++) {
        Verdict *verdict = judge_changed(world, changes[i].change);
        const Finding *finding = world_finding(verdict, changes[i].rule);
        NUM_AT(changes[i].line, world_truth(verdict, changes[i].rule), changes[i].truth);
        if (!finding || changes[i].truth != TRUTH_UNKNOWN) continue;
        IS_AT(changes[i].line, world_list(world, finding->missing), str_of(changes[i].missing));
        IS_AT(changes[i].line, finding->note, str_of(changes[i].note));
        if (verdict->hours.low < 0) IS_AT(changes[i].line, verdict->hours_note, str_of(changes[i].note));
    }
}

static const struct {
    int line;
    const char *kind, *word;
} buyers[] = {{__LINE__, "cga", "state"},        {__LINE__, "la", "local"},
              {__LINE__, "body-pl-la", "local"}, {__LINE__, "pub-undert", "utility"},
              {__LINE__, "body-pl", ""},         {__LINE__, "body-pl-cga", ""},
              {__LINE__, "local", "local"},      {__LINE__, "", ""}};

static void test_buyers(World *world) {
    for (size_t i = 0; i < sizeof buyers / sizeof *buyers; i++) {
        Ruleset *ruleset = world_rules(world, "[rule state]\nwhen = buyer_kind = state\neffect = note\n"
                                              "[rule local]\nwhen = buyer_kind = local\neffect = note\n"
                                              "[rule utility]\nwhen = buyer_kind = utility\neffect = note\n"
                                              "[case c]\nexpect = to_check\n");
        ruleset->cases[0]->notice.buyer_kind = str_of(buyers[i].kind);
        Verdict *verdict = world_judge(world, ruleset, 0);
        Str word = {0};
        for (size_t k = 0; k < verdict->finding_count; k++)
            if (verdict->findings[k].truth == TRUTH_TRUE) word = verdict->findings[k].rule;
        IS_AT(buyers[i].line, word, str_of(buyers[i].word));
    }
}

/* A postal code of another country is no French place. */
static void test_foreign_place(World *world) {
    Ruleset *ruleset = library_with(world, "place = DE300 92800");
    NUM(world_truth(world_judge(world, ruleset, 0), "outside"), TRUTH_TRUE);
}

/* Only what can still change the verdict is open; what left the hours unknown is missing besides. */
static const struct {
    int line;
    const char *facts, *open, *missing, *note; /* the note of the exclusion */
} opens[] = {
#define O(facts, open, missing, note)                                                                        \
    { __LINE__, facts, open, missing, note }
    O("title = Nettoyage des locaux\nduration = 12 months", "place", "place amount", ""),
    O("title = Nettoyage des locaux\nduration = 12 months\nplace = FR1", "place", "place amount",
      "lieu trop large (FR1)"),
    O("title = Nettoyage des locaux", "place amount duration", "place amount duration", ""),
    O("title = 20 heures d'insertion\ncpv = 03000000", "place", "place", ""),
    O("title = Nettoyage des locaux\nplace = FR105", "amount duration", "amount duration", ""),
    O("title = Nettoyage des locaux\nplace = FR105\nduration = 12 months", "", "amount", ""),
#undef O
};

static void test_open(World *world) {
    for (size_t i = 0; i < sizeof opens / sizeof *opens; i++) {
        Verdict *verdict = judge_facts(world, opens[i].facts);
        const Finding *outside = world_finding(verdict, "outside");
        IS_AT(opens[i].line, world_list(world, verdict->open), str_of(opens[i].open));
        IS_AT(opens[i].line, world_list(world, verdict->missing), str_of(opens[i].missing));
        IS_AT(opens[i].line, outside ? outside->note : (Str){0}, str_of(opens[i].note));
    }
}

static const struct {
    int line;
    const char *facts;
    const char *settles; /* verdict: text, joined by | */
} settles[] = {
#define S(facts, settles)                                                                                    \
    { __LINE__, facts, settles }
    S("title = Nettoyage des locaux\nplace = FR105",
      "eligible: durée d'au moins 6\u00A0mois|eligible: montant d'au moins 50\u202F625\u00A0€"),
    S("title = Nettoyage des locaux\nplace = FR105\nduration = 3 months",
      "eligible: montant d'au moins 50\u202F625\u00A0€|not_eligible: montant de moins de 50\u202F625\u00A0€"),
    S("title = Nettoyage des locaux\nplace = FR105\namount = 10 000",
      "eligible: durée d'au moins 6\u00A0mois|not_eligible: durée de moins de 6\u00A0mois"),
    S("title = Nettoyage des locaux\nplace = FR105\nduration = 12 months", ""), /* firm already */
    S("title = Nettoyage des locaux\nduration = 12 months", ""), /* the place, which has no figure */
    S("title = Peinture\nplace = FR105\namount = 10 000", /* 45 % or 50 %: one fact alone cannot make it
                                                                eligible */
      "not_eligible: durée de moins de 6\u00A0mois"),
#undef S
};

static Str settles_text(World *world, const Verdict *verdict) {
    StrList all = {0};
    for (size_t i = 0; i < verdict->settle_count; i++)
        strlist_add(world->arena, &all,
                    str_print(world->arena, "%s: %.*s", verdict_name(verdict->settles[i].becomes),
                              STR_ARG(verdict->settles[i].text)));
    return str_join(world->arena, all, STR("|"));
}

static void test_settles(World *world) {
    for (size_t i = 0; i < sizeof settles / sizeof *settles; i++)
        IS_AT(settles[i].line, settles_text(world, judge_facts(world, settles[i].facts)),
              str_of(settles[i].settles));
    Ruleset *ruleset =
        world_rules(world, "[rule r]\nwhen = amount > 100 000 and amount < 200 000\neffect = +5\n"
                           "[rule s]\nwhen = nature = works and not defence\neffect = +5\n"
                           "[case c]\nexpect = to_check\n[case d]\ndefence = no\nexpect = to_check\n");
    IS(settles_text(world, world_judge(world, ruleset, 0)),
       STR("eligible: montant d'au moins 100\u202F001\u00A0€ et de moins de 200\u202F000\u00A0€"));
    IS(settles_text(world, world_judge(world, ruleset, 1)),
       STR("eligible: montant d'au moins 100\u202F001\u00A0€ et de moins de 200\u202F000\u00A0€|"
           "eligible: marché de travaux"));
}

/* The same lot gives the same verdict whatever the judge saw before. */
static void test_purity(World *world) {
    Ruleset *ruleset = world_rules(
        world,
        "%s[case a]\ntitle = Études\ndescription = Nettoyage des locaux\nexpect = x\n"
        "[case b]\nexpect = x\n[case c]\ntitle = heures d'insertion\ndescription = Nettoyage des locaux\n"
        "place = FR105\nexpect = x\n[case d]\ntitle = Peinture\namount = 1 000 000\nexpect = x\n",
        library);
    Judge *judge = judge_new(ruleset);
    size_t differences = 0;
    for (size_t i = 0; i < 64; i++) {
        size_t number = (i * 7 + i / 4) % ruleset->case_count;
        const Notice *notice = &ruleset->cases[number]->notice;
        Verdict *used = judge_lot(judge, world->arena, notice, &notice->lots[0]);
        Verdict *fresh = world_judge(world, ruleset, number);
        differences += used->kind != fresh->kind || used->low != fresh->low || used->high != fresh->high ||
                       used->finding_count != fresh->finding_count ||
                       used->settle_count != fresh->settle_count || !str_eq(used->trade, fresh->trade);
        for (size_t k = 0; k < used->finding_count && k < fresh->finding_count; k++)
            differences += !str_eq(used->findings[k].reason, fresh->findings[k].reason);
    }
    NUM(differences, 0);
    judge_free(judge);
    judge_free(NULL);
    ruleset_free(NULL);
}

/* A quotation has no blanks at its ends, whatever the pattern took in. */
static void test_quote(World *world) {
    Ruleset *ruleset =
        world_rules(world, "[rule r]\npattern = \\s*concession (?!funéraire)\nin = title\n"
                           "effect = note\nreason = x\n[case c]\n"
                           "title = Contrat de concession de service\nexpect = not_eligible\n");
    if (!OK(ruleset != NULL)) return;
    const Finding *finding = world_finding(world_judge(world, ruleset, 0), "r");
    IS(finding->quote, STR("concession"));
    NUM(finding->offset, 11);
}

int main(void) {
    World world = world_new();
    test_quote(&world);
    test_order(&world);
    test_balance(&world);
    test_evidence(&world);
    test_trades(&world);
    test_changes(&world);
    test_buyers(&world);
    test_foreign_place(&world);
    test_open(&world);
    test_settles(&world);
    test_purity(&world);
    world_free(&world);
    return tap_done();
}
