/* The promise of three-valued rules, tried on random packs and lots: filling in a missing fact (text aside)
 * never contradicts a firm verdict, points stay within their interval, what is said to settle a doubt does
 * settle it, and the order of rules does not matter. `known` is left out of the random packs: it is how a
 * pack asks about absence itself. The shipped pack asks so about what a buyer declares, and about nothing
 * else: there only those facts are not filled in later. */
#include "tests/rules/world.h"

static uint64_t seed = 20261101;
static unsigned dice(unsigned sides) {
    seed ^= seed << 13;
    seed ^= seed >> 7;
    seed ^= seed << 17;
    return (unsigned)(seed % sides);
}

#define PICK(list) ((list)[dice(sizeof(list) / sizeof *(list))])

static const char head[] =
    "[value limit]\nfrom 2025-01-01 to 2025-12-31 = 90 000\nfrom 2026-01-01 to 2026-12-31 = 200 000\n"
    "[list area]\ncontains = FR105 92* 78\n[list codes]\ncontains = 909* 45442100\n"
    "[trade cleaning]\nwords = nettoyage\ncpv = 909*\nlabour_share = 80 %\nhourly_cost = 27\ninsertion_share "
    "= 10 %\n"
    "[trade painting]\nwords = peinture*\ncpv = 4544*\nlabour_share = 45-55 %\nhourly_cost = 25-31\n"
    "insertion_share = 5 %\n"
    "[trade cladding]\nwords = bardage\ncpv = 4526*\nlabour_share = 50 %\n";

static const char *const atoms[] = {
    "amount >= 100 000",
    "amount < 50 000",
    "amount >= limit",
    "procedure_amount > limit",
    "procedure_amount = 90 000",
    "duration >= 6 months",
    "duration < 180 days",
    "duration != 12 months",
    "nature = works",
    "nature in services supplies",
    "nature != works",
    "buyer_kind = state",
    "buyer_kind in local utility",
    "place in area",
    "place = FR105",
    "place in 92800 FR1",
    "cpv in codes",
    "cpv = 71*",
    "notice_date >= 2026-01-01",
    "deadline < 2026-06-01",
    "defence",
    "reserved = none",
    "reserved in res-ws execution",
    "social_objective = opp",
    "social_objective = none",
    "framework = none",
    "framework in fa-w-rc fa-mix",
    "procedure = open",
    "lots >= 2",
    "suppliers > 3",
    "trade = cleaning",
    "trade in painting cladding",
    "labour_share >= 50 %",
    "labour_share < 80 %",
    "labour_share = 50 %",
    "hours >= 150",
    "hours < 400",
    "labour_hours >= 2000",
    "hours = 300",
};

static void random_expr(Buf *buf, unsigned depth) {
    if (dice(4) == 0) buf_add(buf, STR("not "));
    if (depth == 0 || dice(3) == 0) {
        buf_add(buf, str_of(PICK(atoms)));
        return;
    }
    if (dice(6) == 0) {
        buf_print(buf, "%u of (c0, c1, t0)", 1 + dice(3));
        return;
    }
    const char *joined = dice(2) ? " and " : " or ";
    buf_byte(buf, '(');
    for (unsigned n = 2 + dice(2), i = 0; i < n; i++) {
        if (i) buf_add(buf, str_of(joined));
        random_expr(buf, depth - 1);
    }
    buf_byte(buf, ')');
}

static Str random_pack(Arena *arena) {
    static const char *const effects[] = {"+1", "+2", "+3", "+5", "-1", "-3", "exclude", "require", "note"};
    Buf buf = {.arena = arena};
    buf_add(&buf, str_of(head));
    for (int i = 0; i < 2; i++) {
        buf_print(&buf, "[condition c%d]\nwhen = ", i);
        buf_add(&buf, str_of(PICK(atoms)));
        if (i) buf_print(&buf, " %s c0", dice(2) ? "and" : "or");
        buf_byte(&buf, '\n');
    }
    buf_print(&buf, "[rule t0]\nwords = insertion | audit*\neffect = %s\n", dice(2) ? "+3" : "-4");
    for (unsigned n = 2 + dice(6), i = 0; i < n; i++) {
        buf_print(&buf, "[rule r%u]\nwhen = ", i);
        random_expr(&buf, 1 + dice(2));
        /* exclude and require decide alone: rarer, or nothing else would be seen */
        const char *effect = PICK(effects);
        if (dice(2) && (effect[0] == 'e' || effect[0] == 'r')) effect = "+4";
        buf_print(&buf, "\neffect = %s\n", effect);
    }
    return buf_str(&buf);
}

enum {
    FACT_AMOUNT,
    FACT_PROCEDURE_AMOUNT,
    FACT_DURATION,
    FACT_NATURE,
    FACT_BUYER,
    FACT_PLACE,
    FACT_CPV,
    FACT_DATE,
    FACT_DEADLINE,
    FACT_DEFENCE,
    FACT_RESERVED,
    FACT_OBJECTIVE,
    FACT_FRAMEWORK,
    FACT_PROCEDURE,
    FACTS
};

static Lot empty_lot(void) {
    return (Lot){.amount = {HUNDREDTHS_ABSENT, STR("EUR")},
                 .duration_months = HUNDREDTHS_ABSENT,
                 .start_date = DATE_ABSENT,
                 .end_date = DATE_ABSENT,
                 .deadline = DATETIME_ABSENT,
                 .award_amount = HUNDREDTHS_ABSENT};
}

static Notice empty_notice(Lot *lot) {
    return (Notice){.publication_date = DATE_ABSENT,
                    .issue_date = DATE_ABSENT,
                    .procedure_amount = {HUNDREDTHS_ABSENT, STR("EUR")},
                    .lots = lot,
                    .lot_count = 1};
}

static StrList one(Arena *arena, const char *text) {
    StrList list = {0};
    strlist_add(arena, &list, str_of(text));
    return list;
}

/* Fills one missing fact in with a random value. */
static void fill(Arena *arena, Notice *notice, Lot *lot, unsigned fact) {
    static const int64_t cents[] = {500000,   4999999,  5000000,  9000001,
                                    10000000, 20000000, 33750000, 999999999999};
    static const int64_t months[] = {100, 591, 592, 600, 1200, 4800};
    static const char *const natures[] = {"works", "services", "supplies"};
    static const char *const kinds[] = {"cga", "la", "pub-undert", "body-pl"};
    static const char *const nuts[] = {"FR105", "FR101", "FR1", "FR103", "DE300", "FRB01"};
    static const char *const postal[] = {"92800", "78000", "75001", ""};
    static const char *const codes[] = {"90911200", "45442100", "45262000", "71240000", "30000000"};
    static const int years[] = {2024, 2025, 2026, 2027};
    static const char *const reserved[] = {"none", "res-ws", "res-pub-ser"};
    static const char *const frameworks[] = {"none", "fa-w-rc", "fa-mix"};
    switch (fact) {
    case FACT_AMOUNT:
        lot->amount.cents = PICK(cents);
        break;
    case FACT_PROCEDURE_AMOUNT:
        notice->procedure_amount.cents = PICK(cents);
        break;
    case FACT_DURATION:
        lot->duration_months = PICK(months);
        break;
    case FACT_NATURE:
        lot->nature = str_of(PICK(natures));
        break;
    case FACT_BUYER:
        notice->buyer_kind = str_of(PICK(kinds));
        break;
    case FACT_PLACE:
        lot->nuts = one(arena, PICK(nuts));
        lot->postal_code = str_of(PICK(postal));
        break;
    case FACT_CPV:
        lot->cpv_main = str_of(PICK(codes));
        break;
    case FACT_DATE:
        notice->issue_date = date_of(PICK(years), 1 + (int)dice(12), 1);
        break;
    case FACT_DEADLINE:
        lot->deadline.day = date_of(2026, 1 + (int)dice(12), 1);
        break;
    case FACT_DEFENCE:
        notice->defence = dice(2) ? TRISTATE_YES : TRISTATE_NO;
        break;
    case FACT_RESERVED:
        lot->reserved_participation = str_of(PICK(reserved));
        lot->reserved_execution = dice(2) ? STR("yes") : STR("no");
        break;
    case FACT_OBJECTIVE:
        lot->social_objective = one(arena, dice(2) ? "opp" : "acc-all");
        break;
    case FACT_FRAMEWORK:
        lot->framework = str_of(PICK(frameworks));
        break;
    case FACT_PROCEDURE:
        notice->procedure_type = dice(2) ? STR("open") : STR("restricted");
        break;
    default:
        break;
    }
}

static const char *const titles[] = {"Nettoyage",          "Peintures", "Bardage", "Divers",
                                     "Audit du nettoyage", "Insertion", ""};

static bool contradicts(VerdictKind firm, VerdictKind later) {
    return firm != VERDICT_TO_CHECK && later != firm;
}

typedef struct Score {
    size_t firm, completions, contradictions, out_of_interval, settled, unsettled;
} Score;

/* Completes a lot at random: all missing facts at once, or some of them. */
static void complete(Judge *judge, Arena *arena, const Notice *notice, const bool *missing,
                     const Verdict *before, Score *score) {
    Lot lot = notice->lots[0];
    Notice whole = *notice;
    whole.lots = &lot;
    bool all = dice(2);
    for (unsigned fact = 0; fact < FACTS; fact++)
        if (missing[fact] && (all || dice(2))) fill(arena, &whole, &lot, fact);
    Verdict *after = judge_lot(judge, arena, &whole, &lot);
    score->completions++;
    score->contradictions += contradicts(before->kind, after->kind);
    score->out_of_interval += after->low < before->low || after->high > before->high;
}

/* The number in a text such as "montant d'au moins 50 625,5 €", in hundredths. */
static int64_t number_in(Str text) {
    int64_t value = 0;
    int decimals = -1;
    for (size_t i = 0; i < text.n; i++) {
        if (text.p[i] == ',') decimals = 0;
        if (text.p[i] < '0' || text.p[i] > '9') continue;
        value = value * 10 + text.p[i] - '0';
        if (decimals >= 0) decimals++;
    }
    for (int i = decimals < 0 ? 0 : decimals; i < 2; i++) value *= 10;
    return value;
}

static VerdictKind with_number(Judge *judge, Arena *arena, const Notice *notice, Str field, int64_t number) {
    Lot lot = notice->lots[0];
    Notice other = *notice;
    other.lots = &lot;
    if (str_is(field, "amount")) lot.amount.cents = number;
    else if (str_is(field, "duration")) lot.duration_months = number;
    else other.procedure_amount.cents = number;
    return judge_lot(judge, arena, &other, &lot)->kind;
}

/* "at least n" holds at n and far beyond, and not a hundredth below. */
static void check_settles(Judge *judge, Arena *arena, const Notice *notice, const Verdict *verdict,
                          Score *score) {
    for (size_t i = 0; i < verdict->settle_count; i++) {
        const Settle *settle = &verdict->settles[i];
        bool number = str_is(settle->field, "amount") || str_is(settle->field, "duration") ||
                      str_is(settle->field, "procedure_amount");
        if (!number || str_find(settle->text, STR("moins de")) != SIZE_MAX) continue;
        int64_t least = number_in(settle->text);
        int64_t step = str_is(settle->field, "duration") ? 1 : 100; /* amounts are asked in whole euros */
        bool good = with_number(judge, arena, notice, settle->field, least) == settle->becomes &&
                    with_number(judge, arena, notice, settle->field, least * 1000) == settle->becomes &&
                    with_number(judge, arena, notice, settle->field, least - step) != settle->becomes;
        score->settled += good;
        score->unsettled += !good;
    }
}

/* A lot with some facts and without others. Of facts that are `declared`, silence is an answer. */
static void try_lot(Judge *judge, Arena *arena, Str title, const bool *declared, Score *score) {
    Lot lot = empty_lot();
    Notice notice = empty_notice(&lot);
    bool missing[FACTS];
    lot.title = title;
    for (unsigned fact = 0; fact < FACTS; fact++) {
        missing[fact] = dice(4) == 0;
        if (!missing[fact]) fill(arena, &notice, &lot, fact);
        missing[fact] = missing[fact] && !declared[fact];
    }
    Verdict *verdict = judge_lot(judge, arena, &notice, &lot);
    score->firm += verdict->kind != VERDICT_TO_CHECK;
    for (int i = 0; i < 8; i++) complete(judge, arena, &notice, missing, verdict, score);
    check_settles(judge, arena, &notice, verdict, score);
}

static void test_completions(World *world) {
    enum { PACKS = 3200, LOTS = 40 };
    static const bool declared[FACTS];
    Score score = {0};
    Arena *packs = arena_new(), *lots = arena_new();
    for (int round = 0; round < PACKS; round++) {
        Diags diags = diags_new(packs);
        Str text = random_pack(packs);
        PackBytes pack = {STR("p"), str_print(packs, PACK_HEAD "%.*s", STR_ARG(text))};
        Ruleset *ruleset = ruleset_build(packs, &pack, 1, world->words, &diags);
        if (!ruleset) {
            printf("# %.*s\n", STR_ARG(diags.first->what));
            OK(ruleset);
            break;
        }
        Judge *judge = judge_new(ruleset);
        for (int i = 0; i < LOTS; i++) {
            try_lot(judge, lots, str_of(PICK(titles)), declared, &score);
            arena_reset(lots);
        }
        judge_free(judge);
        ruleset_free(ruleset);
        arena_reset(packs);
    }
    printf("# %zu firm verdicts, %zu completions, %zu settling numbers\n", score.firm, score.completions,
           score.settled);
    OK(score.completions >= 1000000 && score.firm > 50000 && score.settled > 3000);
    NUM(score.contradictions, 0);
    NUM(score.out_of_interval, 0);
    NUM(score.unsettled, 0);
    arena_free(lots);
    arena_free(packs);
}

/* A title of the shipped pack: an example of one of its trades, or of one of its rules about titles. */
static Str shipped_title(const Ruleset *ruleset) {
    unsigned i = dice((unsigned)(ruleset->rule_count + ruleset->trade_count));
    const TextTest *test =
        i < ruleset->rule_count ? &ruleset->rules[i]->text : &ruleset->trades[i - ruleset->rule_count]->text;
    return test->n ? test->examples[dice((unsigned)test->n)].text : STR("Divers");
}

static void test_shipped(World *world) {
    static const bool declared[FACTS] = {
        [FACT_DEFENCE] = true, [FACT_RESERVED] = true, [FACT_OBJECTIVE] = true};
    Score score = {0};
    Diags diags = diags_new(world->arena);
    StrList paths = {0};
    strlist_add(world->arena, &paths, STR("rules/packs/fr-social.rules"));
    Ruleset *ruleset = ruleset_read(world->arena, &paths, world->words, &diags);
    if (!OK(ruleset != NULL)) return;
    Judge *judge = judge_new(ruleset);
    Arena *lots = arena_new();
    for (int i = 0; i < 10000; i++) {
        try_lot(judge, lots, shipped_title(ruleset), declared, &score);
        arena_reset(lots);
    }
    printf("# shipped: %zu firm verdicts, %zu completions, %zu settling numbers\n", score.firm,
           score.completions, score.settled);
    OK(score.firm > 5000 && score.settled > 100);
    NUM(score.contradictions, 0);
    NUM(score.out_of_interval, 0);
    NUM(score.unsettled, 0);
    arena_free(lots);
    judge_free(judge);
    ruleset_free(ruleset);
}

/* The rules of a pack in any order: the same verdict and points. */
static void test_rule_order(World *world) {
    size_t different = 0;
    Arena *arena = arena_new();
    for (int round = 0; round < 100; round++) {
        Str text = random_pack(arena);
        size_t first = str_find(text, STR("[rule ")), n = 0;
        Str rules[16], rest = str_sub(text, first + 1, SIZE_MAX), part;
        while (str_next(&rest, '[', &part)) rules[n++] = part;
        Buf turned = {.arena = arena};
        buf_add(&turned, str_sub(text, 0, first));
        for (size_t i = n; i; i--) buf_print(&turned, "[%.*s", STR_ARG(rules[i - 1]));
        Judge *judges[2];
        Ruleset *rulesets[2];
        for (int i = 0; i < 2; i++) {
            Diags diags = diags_new(arena);
            Str body = i ? buf_str(&turned) : text;
            PackBytes pack = {STR("p"), str_print(arena, PACK_HEAD "%.*s", STR_ARG(body))};
            rulesets[i] = ruleset_build(arena, &pack, 1, world->words, &diags);
            judges[i] = judge_new(rulesets[i]);
        }
        for (int k = 0; k < 20; k++) {
            Lot lot = empty_lot();
            Notice notice = empty_notice(&lot);
            lot.title = str_of(PICK(titles));
            for (unsigned fact = 0; fact < FACTS; fact++)
                if (dice(3)) fill(arena, &notice, &lot, fact);
            Verdict *a = judge_lot(judges[0], arena, &notice, &lot),
                    *b = judge_lot(judges[1], arena, &notice, &lot);
            different += a->kind != b->kind || a->low != b->low || a->high != b->high;
        }
        for (int i = 0; i < 2; i++) {
            judge_free(judges[i]);
            ruleset_free(rulesets[i]);
        }
        arena_reset(arena);
    }
    NUM(different, 0);
    arena_free(arena);
}

int main(void) {
    World world = world_new();
    test_completions(&world);
    test_shipped(&world);
    test_rule_order(&world);
    world_free(&world);
    return tap_done();
}
