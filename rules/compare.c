/* compare.c - rules are met by their names: what a version renames has gone, and something else has come. */
#include "rules/compare.h"
#include "base/map.h"

const char *change_name(Change change) {
    static const char *const names[] = {[CHANGE_VERDICT] = "verdict",
                                        [CHANGE_TRADE] = "trade",
                                        [CHANGE_HOURS] = "hours",
                                        [CHANGE_MECHANISM] = "mechanism",
                                        [CHANGE_DUTY] = "duty"};
    return names[change];
}

unsigned verdict_changes(const Verdict *before, const Verdict *after) {
    const bool changed[CHANGES] = {
        [CHANGE_VERDICT] = before->kind != after->kind,
        [CHANGE_TRADE] = !str_eq(before->trade, after->trade),
        [CHANGE_HOURS] = before->hours.low != after->hours.low || before->hours.high != after->hours.high,
        [CHANGE_MECHANISM] = !str_eq(verdict_mechanism(before), verdict_mechanism(after)),
        [CHANGE_DUTY] = !str_eq(verdict_duty(before), verdict_duty(after))};
    unsigned changes = 0;
    for (Change change = 0; change < CHANGES; change++) changes |= (unsigned)changed[change] << change;
    return changes;
}

static Map *findings_by_rule(Arena *arena, const Verdict *verdict) {
    Map *map = map_new(arena);
    for (size_t i = 0; i < verdict->finding_count; i++)
        map_put(map, verdict->findings[i].rule, &verdict->findings[i]);
    return map;
}

static Str weight_print(Arena *arena, const Finding *finding) {
    static const char *const words[] = {
        [EFFECT_EXCLUDE] = "exclude", [EFFECT_REQUIRE] = "require", [EFFECT_NOTE] = "note"};
    if (finding->effect == EFFECT_POINTS) return str_print(arena, "%+d", finding->points);
    return str_of(words[finding->effect]);
}

static bool weighs_the_same(const Finding *a, const Finding *b) {
    return a->effect == b->effect && a->points == b->points;
}

static void add_rule(Arena *arena, StrList *parts, const char *mark, const Finding *finding) {
    Str weight = weight_print(arena, finding);
    strlist_add(arena, parts,
                str_print(arena, "%s%.*s (%.*s)", mark, STR_ARG(finding->rule), STR_ARG(weight)));
}

/* Both speak of the lot. */
static void add_weight(Arena *arena, StrList *parts, const Finding *before, const Finding *after) {
    Str from = weight_print(arena, before), to = weight_print(arena, after);
    strlist_add(arena, parts,
                str_print(arena, "%.*s (%.*s -> %.*s)", STR_ARG(after->rule), STR_ARG(from), STR_ARG(to)));
}

static void add_rules(Arena *arena, StrList *parts, const Verdict *before, const Verdict *after) {
    const Map *old = findings_by_rule(arena, before), *fresh = findings_by_rule(arena, after);
    for (size_t i = 0; i < after->finding_count; i++) {
        const Finding *now = &after->findings[i], *then = map_get(old, now->rule);
        if (!then || then->truth != now->truth)
            add_rule(arena, parts, now->truth == TRUTH_TRUE ? "+" : "?", now);
        else if (!weighs_the_same(then, now)) add_weight(arena, parts, then, now);
    }
    for (size_t i = 0; i < before->finding_count; i++)
        if (!map_has(fresh, before->findings[i].rule)) add_rule(arena, parts, "-", &before->findings[i]);
}

static Str or_none(Str text) {
    return text.n ? text : STR("none");
}

static Str hours_print(Arena *arena, HoursRange hours) {
    if (hours.low < 0) return STR("unknown");
    if (hours.low == hours.high) return str_print(arena, "%lld", (long long)hours.low);
    return str_print(arena, "%lld-%lld", (long long)hours.low, (long long)hours.high);
}

static void add_change(Arena *arena, StrList *parts, Change change, Str from, Str to) {
    strlist_add(arena, parts,
                str_print(arena, "%s %.*s -> %.*s", change_name(change), STR_ARG(from), STR_ARG(to)));
}

static void add_others(Arena *arena, StrList *parts, const Verdict *before, const Verdict *after) {
    const struct {
        Change change;
        Str from, to;
    } others[] = {
        {CHANGE_TRADE, or_none(before->trade), or_none(after->trade)},
        {CHANGE_HOURS, hours_print(arena, before->hours), hours_print(arena, after->hours)},
        {CHANGE_MECHANISM, or_none(verdict_mechanism(before)), or_none(verdict_mechanism(after))},
        {CHANGE_DUTY, or_none(verdict_duty(before)), or_none(verdict_duty(after))},
    };
    if (before->eligible_from != after->eligible_from)
        strlist_add(
            arena, parts,
            str_print(arena, "eligible from %d -> %d points", before->eligible_from, after->eligible_from));
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (!str_eq(others[i].from, others[i].to))
            add_change(arena, parts, others[i].change, others[i].from, others[i].to);
}

Str compare_print(Arena *arena, const Verdict *before, const Verdict *after) {
    StrList parts = {0};
    const char *from = verdict_name(before->kind), *to = verdict_name(after->kind);
    Str verdict = before->kind == after->kind ? str_of(to) : str_print(arena, "%s -> %s", from, to);
    add_rules(arena, &parts, before, after);
    add_others(arena, &parts, before, after);
    Str why = str_join(arena, parts, STR(", "));
    return str_print(arena, "%.*s: %.*s", STR_ARG(verdict), STR_ARG(why));
}
