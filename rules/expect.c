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

static void check_fact(Trial *trial, Str part) {
    Str value = part;
    const Verdict *verdict = trial->verdict;
    if (take_word(&value, "trade")) {
        if (str_is(value, "none")) expect(trial, part, !verdict->trade.n);
        else if (!trade_exists(trial->rules, value)) unreadable(trial, value, "no such trade");
        else expect(trial, part, str_eq(verdict->trade, value));
        return;
    }
    HoursRange hours = HOURS_UNKNOWN;
    if (!take_word(&value, "hours")) unreadable(trial, part, "hours or trade is wanted, not");
    else if (!str_is(value, "unknown") && !hours_read(value, &hours))
        unreadable(trial, value, "hours are unknown, a number or two with a dash, not");
    else expect(trial, part, hours.low == verdict->hours.low && hours.high == verdict->hours.high);
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
