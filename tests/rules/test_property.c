/* The promise of three-valued rules, tried on random packs and lots a million times: filling in a missing
 * fact (text aside) contradicts nothing that was firm (firm.h); a fact that is not said to be open does not
 * matter; what is said to settle a doubt does settle it; and neither the order of rules nor that of lots nor
 * the number of threads matters. `known` is left out: it is how a pack asks about absence itself. */
#include "tests/rules/firm.h"
#include <pthread.h>

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
    "concession",
    "reserved = none",
    "reserved in res-ws execution",
    "social_objective = opp",
    "social_objective = none",
    "framework = none",
    "framework in fa-w-rc fa-mix",
    "social_considerations = clause",
    "social_considerations in none criterion",
    "status = cancelled",
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
    static const char *const advice[] = {"duty",      "duty",      "waiver",   "waiver",
                                         "mechanism", "mechanism", "mechanism"};
    for (unsigned i = 0; i < sizeof advice / sizeof *advice; i++) {
        buf_print(&buf, "[%s a%u]\n", advice[i], i);
        if (advice[i][0] == 'w') buf_print(&buf, "of = a%u\n", dice(2));
        buf_add(&buf, STR("when = "));
        random_expr(&buf, 1 + dice(2));
        buf_byte(&buf, '\n');
    }
    return buf_str(&buf);
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
    static const char *const considerations[] = {"Clause sociale", "criterion",
                                                 "Pas de considération sociale"};
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
        lot->nuts = one_word(arena, PICK(nuts));
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
    case FACT_CONCESSION:
        notice->concession = dice(2) ? TRISTATE_YES : TRISTATE_NO;
        break;
    case FACT_RESERVED:
        lot->reserved_participation = str_of(PICK(reserved));
        lot->reserved_execution = dice(2) ? STR("yes") : STR("no");
        break;
    case FACT_OBJECTIVE:
        lot->social_objective = one_word(arena, dice(2) ? "opp" : "acc-all");
        break;
    case FACT_CONSIDERATIONS:
        lot->social_considerations = one_word(arena, PICK(considerations));
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

/* A lot with facts missing, and what was said of it. */
typedef struct Trial {
    Judge *judge;
    const Ruleset *ruleset;
    Arena *arena;
    Notice notice;
    Lot lot;
    bool missing[FACTS];
    Verdict *verdict;
    Score *score;
    size_t idle, settled, unsettled;
} Trial;

static Verdict *judge_with(Trial *trial, const bool *filled) {
    Lot lot = trial->lot;
    Notice notice = trial->notice;
    notice.lots = &lot;
    for (unsigned fact = 0; fact < FACTS; fact++)
        if (filled[fact]) fill(trial->arena, &notice, &lot, fact);
    return judge_lot(trial->judge, trial->arena, &notice, &lot);
}

/* Completes a lot at random: all missing facts at once, or some of them. */
static void complete(Trial *trial) {
    bool filled[FACTS], all = dice(2);
    FieldSet fields = 0;
    for (unsigned fact = 0; fact < FACTS; fact++) {
        filled[fact] = trial->missing[fact] && (all || dice(2));
        if (filled[fact]) fields |= FIELD_BIT(fact_field[fact]);
    }
    compare_verdicts(trial->ruleset, fields, trial->verdict, judge_with(trial, filled), trial->score);
}

/* Facts that are not said to be open cannot make the verdict firm. */
static void complete_idle(Trial *trial) {
    bool filled[FACTS];
    if (trial->verdict->kind != VERDICT_TO_CHECK) return;
    for (unsigned fact = 0; fact < FACTS; fact++)
        filled[fact] =
            trial->missing[fact] && !strlist_has(trial->verdict->open, field_name(fact_field[fact]));
    trial->idle += judge_with(trial, filled)->kind != VERDICT_TO_CHECK;
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

static VerdictKind with_number(const Trial *trial, Str field, int64_t number) {
    Lot lot = trial->lot;
    Notice notice = trial->notice;
    notice.lots = &lot;
    if (str_is(field, "amount")) lot.amount.cents = number;
    else if (str_is(field, "duration")) lot.duration_months = number;
    else notice.procedure_amount.cents = number;
    return judge_lot(trial->judge, trial->arena, &notice, &lot)->kind;
}

/* "at least n": at n and far beyond, and not just below. "less than n": just below, and not at n, or not a
 * euro further, as euros are rounded into the stretch. A stretch between two figures has both ends. */
static bool number_settles(const Trial *trial, const Settle *settle) {
    Str field = settle->field;
    int64_t step = str_is(field, "duration") ? 1 : 100; /* amounts are asked in whole euros */
    size_t below = str_find(settle->text, STR("moins de ")), least = str_find(settle->text, STR("au moins "));
    if (least != SIZE_MAX) {
        int64_t from = number_in(str_sub(settle->text, least, below == SIZE_MAX ? SIZE_MAX : below - least));
        if (with_number(trial, field, from) != settle->becomes) return false;
        if (with_number(trial, field, from - step) == settle->becomes) return false;
        if (below == SIZE_MAX) return with_number(trial, field, from * 1000) == settle->becomes;
    }
    int64_t to = number_in(str_sub(settle->text, below, SIZE_MAX));
    return with_number(trial, field, to - 1) == settle->becomes &&
           (with_number(trial, field, to) != settle->becomes ||
            with_number(trial, field, to + step) != settle->becomes);
}

static bool word_settles(const Trial *trial, const Words *words, const Settle *settle) {
    static const struct {
        const char *text, *nature, *buyer;
        Tristate defence, concession;
    } answers[] = {
        {"settle.nature_works", "works", NULL, TRISTATE_UNKNOWN, TRISTATE_UNKNOWN},
        {"settle.nature_services", "services", NULL, TRISTATE_UNKNOWN, TRISTATE_UNKNOWN},
        {"settle.nature_supplies", "supplies", NULL, TRISTATE_UNKNOWN, TRISTATE_UNKNOWN},
        {"settle.buyer_kind_state", NULL, "state", TRISTATE_UNKNOWN, TRISTATE_UNKNOWN},
        {"settle.buyer_kind_local", NULL, "local", TRISTATE_UNKNOWN, TRISTATE_UNKNOWN},
        {"settle.buyer_kind_utility", NULL, "utility", TRISTATE_UNKNOWN, TRISTATE_UNKNOWN},
        {"settle.defence_yes", NULL, NULL, TRISTATE_YES, TRISTATE_UNKNOWN},
        {"settle.defence_no", NULL, NULL, TRISTATE_NO, TRISTATE_UNKNOWN},
        {"settle.concession_yes", NULL, NULL, TRISTATE_UNKNOWN, TRISTATE_YES},
        {"settle.concession_no", NULL, NULL, TRISTATE_UNKNOWN, TRISTATE_NO},
    };
    for (size_t i = 0; i < sizeof answers / sizeof *answers; i++) {
        if (!str_eq(words_get(words, answers[i].text), settle->text)) continue;
        Lot lot = trial->lot;
        Notice notice = trial->notice;
        notice.lots = &lot;
        if (answers[i].nature) lot.nature = str_of(answers[i].nature);
        if (answers[i].buyer) notice.buyer_kind = str_of(answers[i].buyer);
        if (answers[i].defence) notice.defence = answers[i].defence;
        if (answers[i].concession) notice.concession = answers[i].concession;
        return judge_lot(trial->judge, trial->arena, &notice, &lot)->kind == settle->becomes;
    }
    return false; /* a way to settle that no answer has */
}

static void check_settles(Trial *trial, const Words *words) {
    for (size_t i = 0; i < trial->verdict->settle_count; i++) {
        const Settle *settle = &trial->verdict->settles[i];
        bool number = str_is(settle->field, "amount") || str_is(settle->field, "duration") ||
                      str_is(settle->field, "procedure_amount");
        bool good = number ? number_settles(trial, settle) : word_settles(trial, words, settle);
        trial->settled += good;
        trial->unsettled += !good;
    }
}

static void random_lot(Trial *trial) {
    static const char *const states[] = {"", "changed", "cancelled"};
    trial->lot = empty_lot();
    trial->notice = empty_notice(&trial->lot);
    trial->lot.title = str_of(PICK(titles));
    trial->notice.status = str_of(PICK(states));
    for (unsigned fact = 0; fact < FACTS; fact++) {
        trial->missing[fact] = dice(4) == 0;
        if (!trial->missing[fact]) fill(trial->arena, &trial->notice, &trial->lot, fact);
    }
    trial->verdict = judge_lot(trial->judge, trial->arena, &trial->notice, &trial->lot);
}

static Ruleset *random_rules(World *world, Arena *arena) {
    Diags diags = diags_new(arena);
    Str text = random_pack(arena);
    PackBytes pack = {STR("p"), str_print(arena, PACK_HEAD "%.*s", STR_ARG(text))};
    Ruleset *ruleset = ruleset_build(arena, &pack, 1, world->words, &diags);
    if (!ruleset) printf("# %.*s\n", STR_ARG(diags.first->what));
    return ruleset;
}

static void test_completions(World *world) {
    enum { PACKS = 1000, LOTS = 64, COMPLETIONS = 16 };
    Score score = {0};
    Arena *packs = arena_new(), *lots = arena_new();
    Trial trial = {.arena = lots, .score = &score};
    for (int round = 0; round < PACKS; round++) {
        Ruleset *ruleset = random_rules(world, packs);
        if (!ruleset) break;
        trial.ruleset = ruleset;
        trial.judge = judge_new(ruleset);
        for (int i = 0; i < LOTS; i++) {
            random_lot(&trial);
            for (int k = 0; k < COMPLETIONS; k++) complete(&trial);
            complete_idle(&trial);
            check_settles(&trial, world->words);
            arena_reset(lots);
        }
        judge_free(trial.judge);
        ruleset_free(ruleset);
        arena_reset(packs);
    }
    printf(
        "# %zu completions, of %zu firm verdicts, %zu firm duties, %zu recommended mechanisms; %zu ways to "
        "settle\n",
        score.completions, score.firm, score.duties, score.mechanisms, trial.settled);
    OK(score.completions >= 1000000 && score.firm > 500000 && score.duties > 100000 &&
       score.mechanisms > 50000);
    OK(trial.settled > 2000);
    score_is_clean(&score);
    NUM(score.recommended, 0);
    NUM(trial.idle, 0);
    NUM(trial.unsettled, 0);
    arena_free(lots);
    arena_free(packs);
}

/* What two judges must agree on, in one line. */
static Str verdict_line(Arena *arena, const Verdict *verdict) {
    Buf buf = {.arena = arena};
    buf_print(&buf, "%d %d %d %.*s %lld %.*s %.*s", (int)verdict->kind, verdict->low, verdict->high,
              STR_ARG(verdict->trade), (long long)verdict->hours.low, STR_ARG(verdict_duty(verdict)),
              STR_ARG(verdict_mechanism(verdict)));
    unsigned waivers = 0; /* in no order: a2, a3 */
    for (size_t i = 0; i < verdict->waivers.n; i++) waivers |= 1u << (verdict->waivers.at[i].name.p[1] - '0');
    buf_print(&buf, " %u", waivers);
    return buf_str(&buf);
}

/* The sections of a pack in another order; mechanisms keep theirs, which says what comes first. */
static Str turned_pack(Arena *arena, Str text) {
    size_t first = str_find(text, STR("[condition ")), n = 0;
    Str parts[64], rest = str_sub(text, first + 1, SIZE_MAX), part;
    Buf turned = {.arena = arena};
    buf_add(&turned, str_sub(text, 0, first));
    while (str_next(&rest, '[', &part)) parts[n++] = part;
    for (size_t i = n; i; i--)
        if (!str_starts(parts[i - 1], STR("mech"))) buf_print(&turned, "[%.*s", STR_ARG(parts[i - 1]));
    for (size_t i = 0; i < n; i++)
        if (str_starts(parts[i], STR("mech"))) buf_print(&turned, "[%.*s", STR_ARG(parts[i]));
    return buf_str(&turned);
}

/* The sections of a pack in any order: the same verdicts. */
static void test_rule_order(World *world) {
    size_t different = 0;
    Arena *arena = arena_new();
    for (int round = 0; round < 100; round++) {
        Str text = random_pack(arena);
        Trial trials[2] = {{.arena = arena}, {.arena = arena}};
        Ruleset *rulesets[2];
        for (int i = 0; i < 2; i++) {
            Diags diags = diags_new(arena);
            Str body = i ? turned_pack(arena, text) : text;
            PackBytes pack = {STR("p"), str_print(arena, PACK_HEAD "%.*s", STR_ARG(body))};
            rulesets[i] = ruleset_build(arena, &pack, 1, world->words, &diags);
            trials[i].judge = judge_new(rulesets[i]);
        }
        for (int k = 0; k < 40; k++) {
            random_lot(&trials[0]);
            Verdict *other = judge_lot(trials[1].judge, arena, &trials[0].notice, &trials[0].lot);
            different += !str_eq(verdict_line(arena, trials[0].verdict), verdict_line(arena, other));
        }
        for (int i = 0; i < 2; i++) {
            judge_free(trials[i].judge);
            ruleset_free(rulesets[i]);
        }
        arena_reset(arena);
    }
    NUM(different, 0);
    arena_free(arena);
}

/* The same lots for several threads, each with a judge of its own, each in its own order. */
enum { THREAD_LOTS = 500, THREADS = 4 };
typedef struct Job {
    const Ruleset *ruleset;
    const Trial *trials;
    int number;
    Arena *arena;
    Str lines[THREAD_LOTS];
} Job;

static void *run_job(void *of) {
    Job *job = of;
    Judge *judge = judge_new(job->ruleset);
    for (int k = 0; k < THREAD_LOTS; k++) {
        int i = job->number % 2 ? THREAD_LOTS - 1 - k : k;
        i = (i + job->number * 100) % THREAD_LOTS;
        const Trial *trial = &job->trials[i];
        job->lines[i] = verdict_line(job->arena, judge_lot(judge, job->arena, &trial->notice, &trial->lot));
    }
    judge_free(judge);
    return NULL;
}

static void test_threads(World *world) {
    static Trial trials[THREAD_LOTS];
    static Job jobs[THREADS];
    size_t different = 0;
    Arena *arena = arena_new();
    for (int round = 0; round < 20; round++) {
        Ruleset *ruleset = random_rules(world, arena);
        Judge *judge = judge_new(ruleset);
        for (int i = 0; i < THREAD_LOTS; i++) {
            trials[i] = (Trial){.arena = arena, .judge = judge};
            random_lot(&trials[i]);
        }
        pthread_t threads[THREADS];
        for (int i = 0; i < THREADS; i++) {
            jobs[i] = (Job){.ruleset = ruleset, .trials = trials, .number = i, .arena = arena_new()};
            pthread_create(&threads[i], NULL, run_job, &jobs[i]);
        }
        for (int i = 0; i < THREADS; i++) pthread_join(threads[i], NULL);
        for (int i = 0; i < THREADS; i++) {
            for (int k = 0; k < THREAD_LOTS; k++)
                different += !str_eq(jobs[i].lines[k], verdict_line(arena, trials[k].verdict));
            arena_free(jobs[i].arena);
        }
        judge_free(judge);
        ruleset_free(ruleset);
        arena_reset(arena);
    }
    NUM(different, 0);
    arena_free(arena);
}

int main(void) {
    World world = world_new();
    test_completions(&world);
    test_rule_order(&world);
    test_threads(&world);
    world_free(&world);
    return tap_done();
}
