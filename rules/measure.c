/* measure.c - notes of lots, and the counts that they add up to.
 *
 *     file \x1f notice \x1f lot \x1f verdict \x1f trade { \x1f [TDUW]rule } \n
 *
 * T: the rule is true, D: and decides; U: unknown, W: and decides. Control characters in names become blanks:
 * a lot with such a name has no label. */
#include "rules/measure.h"
#include "base/digest.h"
#include "rules/tally.h"

#define SEPARATOR '\x1f'

struct Measure {
    Arena *arena;
    const Labels *labels;
    Map *rule_by_name, *trade_by_name; /* -> RuleCount *, TradeCount * */
    MeasureCounts counts;
    RuleCount *rules;
    TradeCount *trades;
    FoundCount *by_trade;
};

Measure *measure_new(Arena *arena, const Ruleset *rules, const Labels *labels) {
    Measure *measure = ARENA_NEW(arena, Measure);
    *measure = (Measure){.arena = arena,
                         .labels = labels,
                         .rule_by_name = map_new(arena),
                         .trade_by_name = map_new(arena),
                         .rules = ARENA_ARRAY(arena, RuleCount, rules->rule_count),
                         .trades = ARENA_ARRAY(arena, TradeCount, rules->trade_count + 1),
                         .by_trade = ARENA_ARRAY(arena, FoundCount, rules->trade_count + 1)};
    MeasureCounts *counts = &measure->counts;
    for (size_t i = 0; i < rules->rule_count; i++) {
        const Rule *rule = rules->rules[i];
        if (rule->disabled) continue;
        RuleCount *count = &measure->rules[counts->rule_count++];
        *count = (RuleCount){.name = rule->name, .effect = rule->effect, .points = rule->points};
        map_put(measure->rule_by_name, count->name, count);
    }
    for (size_t i = 0; i <= rules->trade_count; i++) {
        if (i < rules->trade_count && rules->trades[i]->disabled) continue;
        TradeCount *count = &measure->trades[counts->trade_count];
        if (i < rules->trade_count) count->name = rules->trades[i]->name;
        measure->by_trade[counts->trade_count++].name = count->name;
        map_put(measure->trade_by_name, count->name, count);
    }
    counts->rules = measure->rules;
    counts->trades = measure->trades;
    counts->by_trade = measure->by_trade;
    return measure;
}

/* Without what separates cells and lines. */
static void add_cell(Buf *notes, Str cell) {
    for (size_t i = 0; i < cell.n; i++) {
        char c = cell.p[i];
        buf_byte(notes, (unsigned char)c < ' ' ? ' ' : c);
    }
    buf_byte(notes, SEPARATOR);
}

/* The verdict without one of its findings. */
static VerdictKind kind_without(const Verdict *verdict, size_t number) {
    Tally tally = {0};
    for (size_t i = 0; i < verdict->finding_count; i++) {
        const Finding *finding = &verdict->findings[i];
        if (i != number) tally_effect(&tally, finding->effect, finding->points, finding->truth);
    }
    return tally_verdict(&tally, verdict->eligible_from);
}

void measure_note(Buf *notes, Arena *scratch, const Notice *notice, const Lot *lot, const Verdict *verdict) {
    LotName name = lot_name(notice, lot);
    add_cell(notes, name.file);
    add_cell(notes, name.notice_id);
    add_cell(notes, name.lot_id);
    add_cell(notes, str_of(verdict_name(verdict->kind)));
    add_cell(notes, verdict->trade);
    for (size_t i = 0; i < verdict->finding_count; i++) {
        const Finding *finding = &verdict->findings[i];
        bool decides = kind_without(verdict, i) != verdict->kind;
        const char *mark = finding->truth == TRUTH_TRUE ? (decides ? "D" : "T") : (decides ? "W" : "U");
        add_cell(notes, str_print(scratch, "%s%.*s", mark, STR_ARG(finding->rule)));
    }
    buf_byte(notes, '\n');
}

Half measure_half(LotName name) {
    const Str texts[] = {name.file, name.notice_id};
    return digest_texts(texts, 2).high >> 56 & 1 ? HALF_ODD : HALF_EVEN;
}

static VerdictKind kind_named(Str name) {
    for (VerdictKind kind = 0; kind < VERDICT_ELIGIBLE; kind++)
        if (str_is(name, verdict_name(kind))) return kind;
    return VERDICT_ELIGIBLE;
}

static void count_rule(Measure *measure, Str cell) {
    RuleCount *rule = cell.n ? map_get(measure->rule_by_name, str_sub(cell, 1, SIZE_MAX)) : NULL;
    if (!rule) return; /* the end of the line */
    rule->truths += cell.p[0] == 'T' || cell.p[0] == 'D';
    rule->unknowns += cell.p[0] == 'U' || cell.p[0] == 'W';
    rule->decides += cell.p[0] == 'D' || cell.p[0] == 'W';
}

static void count_found(FoundCount *count, VerdictKind kind, bool clause) {
    const bool found[FINDERS] = {
        [FIND_ELIGIBLE] = kind == VERDICT_ELIGIBLE, [FIND_OPEN] = kind != VERDICT_NOT_ELIGIBLE};
    count->lots++;
    count->clauses += clause;
    for (Finder i = 0; i < FINDERS; i++) {
        count->found[i] += found[i];
        count->right[i] += found[i] && clause;
    }
}

static void count_label(Measure *measure, Arena *scratch, LotName name, VerdictKind kind, size_t trade) {
    Label *label = measure->labels ? labels_get(scratch, measure->labels, name) : NULL;
    if (!label) return;
    label->met = true;
    count_found(&measure->counts.all, kind, label->clause);
    count_found(&measure->counts.halves[measure_half(name)], kind, label->clause);
    count_found(&measure->by_trade[trade], kind, label->clause);
}

static void add_lot(Measure *measure, Arena *scratch, Str note) {
    LotName name = {0};
    Str kind_cell = {0}, trade_name = {0}, rule;
    str_next(&note, SEPARATOR, &name.file);
    str_next(&note, SEPARATOR, &name.notice_id);
    str_next(&note, SEPARATOR, &name.lot_id);
    str_next(&note, SEPARATOR, &kind_cell);
    str_next(&note, SEPARATOR, &trade_name);
    VerdictKind kind = kind_named(kind_cell);
    TradeCount *trade = map_get(measure->trade_by_name, trade_name);
    measure->counts.lots++;
    measure->counts.verdicts[kind]++;
    trade->verdicts[kind]++;
    while (str_next(&note, SEPARATOR, &rule)) count_rule(measure, rule);
    count_label(measure, scratch, name, kind, (size_t)(trade - measure->trades));
}

void measure_add(Measure *measure, Arena *scratch, Str notes) {
    Str note;
    while (str_next(&notes, '\n', &note))
        if (note.n) add_lot(measure, scratch, note);
}

MeasureCounts measure_counts(const Measure *measure) {
    MeasureCounts counts = measure->counts;
    for (size_t i = 0; measure->labels && i < map_count(measure->labels->by_lot); i++)
        counts.strange += !((const Label *)map_value(measure->labels->by_lot, i))->met;
    return counts;
}

bool rule_is_eager(const RuleCount *rule, size_t lots) {
    return rule->truths > lots / 2;
}
