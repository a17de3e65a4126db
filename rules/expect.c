/* expect.c - an expectation is read part by part and held against the verdict at once: nothing is kept of it.
 */
#include "rules/expect.h"

typedef struct Trial {
    Arena *arena;
    const Ruleset *rules;
    const Verdict *verdict;
    const Entry *entry; /* expect = */
    Diags *diags;
    StrList unmet; /* parts of the expectation, as written */
    Str first;     /* of them */
    bool readable;
} Trial;

static size_t offset_of(const Trial *trial, Str part) {
    return part.n ? (size_t)(part.p - trial->entry->value.p) : 0;
}

static void unreadable(Trial *trial, Str part, const char *what) {
    Diag *diag =
        entry_error(trial->diags, trial->entry, offset_of(trial, part), "%s: %.*s", what, STR_ARG(part));
    diag->span = (uint32_t)str_chars(part);
    trial->readable = false;
}

static void expect(Trial *trial, Str part, bool met) {
    if (met) return;
    if (!trial->unmet.n) trial->first = part;
    strlist_add(trial->arena, &trial->unmet, part);
}

static bool take_word(Str *part, const char *word) {
    Str rest = *part, first;
    if (!str_word(&rest, &first) || !str_is(first, word)) return false;
    *part = str_trim(rest);
    return true;
}

static bool rule_exists(const Ruleset *rules, Str name) {
    for (size_t i = 0; i < rules->rule_count; i++)
        if (str_eq(rules->rules[i]->name, name)) return true;
    return false;
}

static bool trade_exists(const Ruleset *rules, Str name) {
    for (size_t i = 0; i < rules->trade_count; i++)
        if (str_eq(rules->trades[i]->name, name)) return true;
    return false;
}

static bool rule_spoke(const Verdict *verdict, Str name) {
    for (size_t i = 0; i < verdict->finding_count; i++)
        if (str_eq(verdict->findings[i].rule, name) && verdict->findings[i].truth == TRUTH_TRUE) return true;
    return false;
}

static void check_kind(Trial *trial, Str part) {
    static const VerdictKind kinds[] = {VERDICT_ELIGIBLE, VERDICT_TO_CHECK, VERDICT_NOT_ELIGIBLE};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (str_is(part, verdict_name(kinds[i]))) {
            expect(trial, part, trial->verdict->kind == kinds[i]);
            return;
        }
    unreadable(trial, part, "eligible, to_check or not_eligible is wanted, not");
}

static void check_item(Trial *trial, Str part) {
    Str name = part;
    Field field;
    if (take_word(&name, "missing")) {
        if (!field_find(name, &field)) unreadable(trial, name, "no such field");
        else expect(trial, part, strlist_has(trial->verdict->missing, name));
        return;
    }
    bool silent = take_word(&name, "not");
    if (!rule_exists(trial->rules, name)) unreadable(trial, name, "no such rule");
    else expect(trial, part, rule_spoke(trial->verdict, name) != silent);
}

/* N or N-N. */
static bool hours_read(Str text, HoursRange *hours) {
    size_t dash = str_find_byte(text, '-');
    Str low = str_trim(str_sub(text, 0, dash));
    Str high = dash == SIZE_MAX ? low : str_trim(str_sub(text, dash + 1, SIZE_MAX));
    return number_read(low, 0, &hours->low) == NUMBER_OK && number_read(high, 0, &hours->high) == NUMBER_OK;
}

static void check_hours(Trial *trial, Str part, Str value) {
    HoursRange hours = HOURS_UNKNOWN;
    if (!str_is(value, "unknown") && !hours_read(value, &hours))
        unreadable(trial, value, "hours are unknown, a number or two with a dash, not");
    else
        expect(trial, part,
               hours.low == trial->verdict->hours.low && hours.high == trial->verdict->hours.high);
}

static void check_trade(Trial *trial, Str part, Str value) {
    if (str_is(value, "none")) expect(trial, part, !trial->verdict->trade.n);
    else if (!trade_exists(trial->rules, value)) unreadable(trial, value, "no such trade");
    else expect(trial, part, str_eq(trial->verdict->trade, value));
}

static bool advice_exists(const Ruleset *rules, AdviceKind kind, Str name) {
    const AdviceList *list = &rules->advice[kind];
    for (size_t i = 0; i < list->n; i++)
        if (str_eq(list->at[i]->name, name)) return true;
    return false;
}

static const AdviceFinding *advice_found(const AdviceFindings *findings, Str name) {
    for (size_t i = 0; i < findings->n; i++)
        if (str_eq(findings->at[i].name, name)) return &findings->at[i];
    return NULL;
}

/* Of one duty, or of all together. */
static void check_duty(Trial *trial, Str part, Str value) {
    static const char *const states[] = {
        [TRUTH_FALSE] = "not_due", [TRUTH_UNKNOWN] = "unknown", [TRUTH_TRUE] = "due"};
    Str state = value, name = {0}, got = verdict_duty(trial->verdict);
    if (str_find_byte(value, ' ') != SIZE_MAX) {
        str_word(&state, &name);
        state = str_trim(state);
        if (!advice_exists(trial->rules, ADVICE_DUTY, name)) {
            unreadable(trial, name, "no such duty");
            return;
        }
        const AdviceFinding *duty = advice_found(&trial->verdict->duties, name);
        got = duty ? str_of(states[duty->truth]) : STR("not_due"); /* disabled */
    }
    bool readable = false;
    for (size_t i = 0; i < sizeof states / sizeof *states; i++) readable |= str_is(state, states[i]);
    if (readable) expect(trial, part, str_eq(state, got));
    else unreadable(trial, state, "due, not_due or unknown is wanted, not");
}

static void check_waiver(Trial *trial, Str part, Str value) {
    const AdviceFindings *waivers = &trial->verdict->waivers;
    if (str_is(value, "none")) expect(trial, part, !waivers->n);
    else if (!advice_exists(trial->rules, ADVICE_WAIVER, value)) unreadable(trial, value, "no such waiver");
    else {
        const AdviceFinding *waiver = advice_found(waivers, value);
        expect(trial, part, waiver && waiver->truth == TRUTH_TRUE);
    }
}

static void check_mechanism(Trial *trial, Str part, Str value) {
    Str got = verdict_mechanism(trial->verdict);
    if (str_is(value, "none")) expect(trial, part, !got.n);
    else if (str_is(value, "unknown") || advice_exists(trial->rules, ADVICE_MECHANISM, value))
        expect(trial, part, str_eq(value, got));
    else unreadable(trial, value, "no such mechanism");
}

static void check_fact(Trial *trial, Str part) {
    static const struct {
        const char *word;
        void (*check)(Trial *trial, Str part, Str value);
    } facts[] = {{"hours", check_hours},
                 {"trade", check_trade},
                 {"duty", check_duty},
                 {"waiver", check_waiver},
                 {"mechanism", check_mechanism}};
    Str value = part;
    for (size_t i = 0; i < sizeof facts / sizeof *facts; i++)
        if (take_word(&value, facts[i].word)) {
            facts[i].check(trial, part, value);
            return;
        }
    unreadable(trial, part, "hours, trade, duty, waiver or mechanism is wanted, not");
}

static void check_all(Trial *trial) {
    Str rest = trial->entry->value, items = {0}, item = {0};
    str_next(&rest, ';', &items);
    str_next(&items, ':', &item);
    check_kind(trial, str_trim(item));
    while (str_next(&items, ',', &item)) check_item(trial, str_trim(item));
    while (str_next(&rest, ';', &item)) check_fact(trial, str_trim(item));
}

/* The verdict in the words of an expectation. */
static Str verdict_print(Arena *arena, const Verdict *verdict) {
    Buf buf = {.arena = arena};
    buf_print(&buf, "%s (%d to %d points)", verdict_name(verdict->kind), verdict->low, verdict->high);
    const char *before = " : ";
    for (size_t i = 0; i < verdict->finding_count; i++) {
        if (verdict->findings[i].truth != TRUTH_TRUE) continue;
        buf_print(&buf, "%s%.*s", before, STR_ARG(verdict->findings[i].rule));
        before = ", ";
    }
    for (size_t i = 0; i < verdict->missing.n; i++) {
        buf_print(&buf, "%smissing %.*s", before, STR_ARG(verdict->missing.at[i]));
        before = ", ";
    }
    buf_print(&buf, " ; trade %.*s ; hours ", STR_ARG(verdict->trade.n ? verdict->trade : STR("none")));
    HoursRange hours = verdict->hours;
    if (hours.low < 0) buf_add(&buf, STR("unknown"));
    else if (hours.low == hours.high) buf_print(&buf, "%lld", (long long)hours.low);
    else buf_print(&buf, "%lld-%lld", (long long)hours.low, (long long)hours.high);
    if (verdict->duties.n) buf_print(&buf, " ; duty %.*s", STR_ARG(verdict_duty(verdict)));
    for (size_t i = 0; i < verdict->waivers.n; i++)
        if (verdict->waivers.at[i].truth == TRUTH_TRUE)
            buf_print(&buf, " ; waiver %.*s", STR_ARG(verdict->waivers.at[i].name));
    Str mechanism = verdict_mechanism(verdict);
    if (mechanism.n) buf_print(&buf, " ; mechanism %.*s", STR_ARG(mechanism));
    return buf_str(&buf);
}

bool expect_met(Arena *arena, const Ruleset *rules, const Case *trial, const Verdict *verdict, Diags *diags) {
    Trial state = {.arena = arena,
                   .rules = rules,
                   .verdict = verdict,
                   .entry = trial->expect,
                   .diags = diags,
                   .readable = true};
    check_all(&state);
    if (!state.unmet.n) return state.readable;
    Diag *diag =
        entry_error(diags, trial->expect, offset_of(&state, state.first),
                    "case %.*s: expected %.*s, got %.*s", STR_ARG(trial->name),
                    STR_ARG(str_join(arena, state.unmet, STR(", "))), STR_ARG(verdict_print(arena, verdict)));
    diag->span = (uint32_t)str_chars(state.first);
    return false;
}
