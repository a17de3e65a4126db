/* judge.c - a lot's facts, texts and trade; the truth of every rule; the verdict with its evidence.
 *
 * Texts are folded and scanned once; only what the scan leaves possible is searched for, and only where. A
 * text equal to the one before (lots inherit their notice's description) is not scanned again: the bytes are
 * compared, so nothing of an earlier lot can show in a later one. */
#include "rules/judge.h"
#include "base/fold.h"
#include "rules/advice.h"
#include "rules/doubt.h"
#include "rules/reason.h"
#include "rules/settle.h"
#include "rules/tally.h"
#include "rules/text.h"
#include "rules/trade.h"
#include <assert.h>
#include <string.h>

/* One text field: as the notice wrote it, folded, and what was found of each search in it. */
typedef struct FieldText {
    Arena *arena;
    Str original, folded;
    ScanFound *found; /* by number of search */
} FieldText;

/* Where a rule about text matched, in folded bytes. */
typedef struct Match {
    Field field;
    size_t from, to;
} Match;

struct Judge {
    const Ruleset *ruleset;
    Arena *arena;   /* what lives as long as the judge */
    Arena *scratch; /* what lives as long as a lot */
    Matcher *matcher;
    FieldText text[TEXT_FIELDS];
    Facts facts;
    TruthTable table;
    Match *matches; /* by number of rule */
};

static Answer search_text(void *of, const Rule *rule);

Judge *judge_new(const Ruleset *ruleset) {
    Arena *arena = arena_new();
    Judge *judge = ARENA_NEW(arena, Judge);
    *judge =
        (Judge){.ruleset = ruleset, .arena = arena, .scratch = arena_new(), .matcher = matcher_new(arena)};
    for (int i = 0; i < TEXT_FIELDS; i++) {
        judge->text[i].arena = arena_new();
        judge->text[i].found = ARENA_ARRAY(arena, ScanFound, scan_searches(ruleset->scan));
    }
    judge->matches = ARENA_ARRAY(arena, Match, ruleset->rule_count);
    judge->table = (TruthTable){.facts = &judge->facts,
                                .conditions = ARENA_ARRAY(arena, Answer, ruleset->condition_count),
                                .rules = ARENA_ARRAY(arena, Answer, ruleset->rule_count),
                                .text = search_text,
                                .of = judge};
    return judge;
}

void judge_free(Judge *judge) {
    if (!judge) return;
    for (int i = 0; i < TEXT_FIELDS; i++) arena_free(judge->text[i].arena);
    matcher_free(judge->matcher);
    arena_free(judge->scratch);
    arena_free(judge->arena);
}

static void load_text(Judge *judge, Field field, Str original) {
    FieldText *text = &judge->text[field];
    if (str_eq(text->original, original)) return;
    arena_reset(text->arena);
    text->original = str_copy(text->arena, original);
    text->folded = fold(text->arena, original);
    scan_text(judge->ruleset->scan, text->folded, text->found);
}

static void load_texts(Judge *judge, const Lot *lot) {
    load_text(judge, FIELD_TITLE, lot->title);
    load_text(judge, FIELD_DESCRIPTION, lot->description);
    load_text(judge, FIELD_EXECUTION_TERMS, lot->execution_terms);
    load_text(judge, FIELD_ADDITIONAL_INFORMATION, lot->additional_information);
}

static PatternResult find_in(Judge *judge, Field field, const TextTest *test, Match *match) {
    const FieldText *text = &judge->text[field];
    ScanFound found = text->found[test->search];
    if (!found.last) return PATTERN_NO;
    match->field = field;
    ScanSpan span = scan_span(text->folded, found, test->need.before);
    return pattern_find_between(test->pattern, judge->matcher, text->folded, span, &match->from, &match->to);
}

/* Closed world over the text that is there; unknown where none of the fields is, or a search was given up. */
static Answer search_text(void *of, const Rule *rule) {
    Judge *judge = of;
    bool any = false, limit = false;
    for (Field field = 0; field < TEXT_FIELDS; field++) {
        if (!(rule->text.in & FIELD_BIT(field)) || !judge->text[field].original.n) continue;
        any = true;
        PatternResult result = find_in(judge, field, &rule->text, &judge->matches[rule->number]);
        if (result == PATTERN_YES) return (Answer){.truth = TRUTH_TRUE};
        limit |= result == PATTERN_LIMIT;
    }
    if (limit) return (Answer){.truth = TRUTH_UNKNOWN, .limit = true};
    if (!any) return (Answer){.truth = TRUTH_UNKNOWN, .missing = rule->text.in};
    return (Answer){.truth = TRUTH_FALSE};
}

/* The trade whose words stand first in a text, the longest of those that stand there; NULL if there is none.
 */
static const Trade *trade_in_text(Judge *judge, Field field) {
    const Trade *best = NULL;
    Match first = {0};
    for (size_t i = 0; i < judge->ruleset->trade_count; i++) {
        const Trade *trade = judge->ruleset->trades[i];
        Match match;
        if (!trade->text.entry || trade->disabled ||
            find_in(judge, field, &trade->text, &match) != PATTERN_YES)
            continue;
        bool earlier = match.from < first.from || (match.from == first.from && match.to > first.to);
        if (best && !earlier) continue;
        best = trade;
        first = match;
    }
    return best;
}

/* By the title's words, then the description's, then the CPV code: the other way round, a code that is filled
 * in could contradict a verdict that words had made firm. */
static void find_trade(Judge *judge) {
    Facts *facts = &judge->facts;
    const Trade *trade = trade_in_text(judge, FIELD_TITLE);
    if (!trade) trade = trade_in_text(judge, FIELD_DESCRIPTION);
    if (!trade) trade = trade_of_cpv(judge->ruleset, facts->lot);
    FieldSet absent = 0;
    if (facts_state(facts, FIELD_CPV) == FACT_UNKNOWN) absent |= FIELD_BIT(FIELD_CPV);
    bool text =
        facts_state(facts, FIELD_TITLE) == FACT_KNOWN || facts_state(facts, FIELD_DESCRIPTION) == FACT_KNOWN;
    if (!text) absent |= FIELD_BIT(FIELD_TITLE);
    facts_set_trade(facts, trade ? FACT_KNOWN : absent ? FACT_UNKNOWN : FACT_NONE, trade, absent);
}

static void quote_match(const Judge *judge, const Rule *rule, Finding *finding) {
    const Match *match = &judge->matches[rule->number];
    Str original = judge->text[match->field].original;
    Span span = text_origin(original, match->from, match->to);
    Str whole = str_sub(original, span.from, span.to - span.from);
    finding->field = field_name(match->field);
    finding->quote = str_trim(whole); /* a pattern may reach over blanks */
    finding->offset = span.from + (size_t)(finding->quote.p - whole.p);
}

static void add_finding(Arena *arena, const Judge *judge, const Rule *rule, Answer answer, Verdict *verdict) {
    Finding *finding = ARENA_PUSH(arena, verdict->findings, verdict->finding_count, verdict->finding_cap);
    *finding = (Finding){.rule = rule->name,
                         .label = rule->label,
                         .truth = answer.truth,
                         .effect = rule->effect,
                         .points = rule->points,
                         .pack = rule->pack->file,
                         .line = rule->section->at.line};
    if (answer.truth == TRUTH_UNKNOWN) {
        finding->missing = doubt_missing(arena, answer);
        finding->note = doubt_note(arena, judge->ruleset, &judge->facts, answer);
        return;
    }
    if (rule->text.entry) {
        quote_match(judge, rule, finding);
        finding->quote = str_copy(arena, finding->quote);
    }
    finding->reason = reason_fill(arena, judge->ruleset, rule->reason, &judge->facts, finding->quote);
}

static HoursRange hours_of(NumberFact hours) {
    if (hours.state != FACT_KNOWN) return HOURS_UNKNOWN;
    return (HoursRange){hours.low / 100, hours.high / 100};
}

static void describe_trade(const Judge *judge, Verdict *verdict) {
    const Facts *facts = &judge->facts;
    if (facts->trade) {
        verdict->trade = facts->trade->name;
        verdict->trade_label = facts->trade->label;
        verdict->rome = facts->trade->rome;
        verdict->estimate = (Estimate){.labour_share = facts->trade->labour_share,
                                       .insertion_share = facts->trade->insertion_share,
                                       .hourly_cost = facts->trade->hourly_cost,
                                       .source = facts->trade->source};
    }
    verdict->labour_hours = hours_of(facts->number[FIELD_LABOUR_HOURS]);
    verdict->hours = hours_of(facts->number[FIELD_HOURS]);
}

/* Has any rule that weighs spoken? */
static bool any_spoke(const Verdict *verdict) {
    for (size_t i = 0; i < verdict->finding_count; i++) {
        const Finding *finding = &verdict->findings[i];
        if (finding->truth == TRUTH_TRUE && finding->effect != EFFECT_NOTE) return true;
    }
    return false;
}

/* What the points come to, for a lot that they do not make eligible: a verdict is never without a reason. */
static Str balance(Arena *arena, const Judge *judge, const Tally *tally, const Verdict *verdict) {
    const char *name = "balance.open";
    if (verdict->kind == VERDICT_ELIGIBLE || tally->exclude_true) return (Str){0};
    if (verdict->kind == VERDICT_NOT_ELIGIBLE) name = any_spoke(verdict) ? "balance.short" : "balance.silent";
    else if (tally->require_true || tally->low >= verdict->eligible_from) name = "balance.exclusion";
    else if (tally->high < verdict->eligible_from) name = "balance.requirement";
    WordsValue values[] = {{"low", str_print(arena, "%d", tally->low)},
                           {"high", str_print(arena, "%d", tally->high)},
                           {"from", str_print(arena, "%d", verdict->eligible_from)}};
    return words_say(arena, judge->ruleset->words, name, values, 3);
}

/* Adds up all rules. */
static void judge_rules(Arena *arena, Judge *judge, Tally *tally, Verdict *verdict) {
    const Ruleset *ruleset = judge->ruleset;
    memset(judge->table.conditions, 0, ruleset->condition_count * sizeof(Answer));
    memset(judge->table.rules, 0, ruleset->rule_count * sizeof(Answer));
    for (size_t i = 0; i < ruleset->rule_count; i++) {
        const Rule *rule = ruleset->rules[i];
        Answer answer = truth_of_rule(&judge->table, rule);
        tally_add(tally, rule, answer.truth);
        if (answer.truth != TRUTH_FALSE) add_finding(arena, judge, rule, answer, verdict);
    }
}

/* What the rules wait for that could still change a verdict. */
static Answer open_facts(const Judge *judge, const Tally *tally) {
    const Ruleset *ruleset = judge->ruleset;
    Answer open = {0};
    for (size_t i = 0; i < ruleset->rule_count; i++) {
        Answer answer = judge->table.rules[i];
        if (answer.truth != TRUTH_UNKNOWN) continue;
        if (!tally_waits(tally, ruleset->eligible, ruleset->rules[i]->effect)) continue;
        open.missing |= answer.missing;
        if (!open.stale) open.stale = answer.stale;
    }
    return open;
}

Verdict *judge_lot(Judge *judge, Arena *arena, const Notice *notice, const Lot *lot) {
    const Ruleset *ruleset = judge->ruleset;
    Verdict *verdict = ARENA_NEW(arena, Verdict);
    Tally tally = {0};
    arena_reset(judge->scratch);
    facts_read(judge->scratch, notice, lot, &judge->facts);
    load_texts(judge, lot);
    find_trade(judge);
    *verdict = (Verdict){.eligible_from = ruleset->eligible,
                         .work_time = ruleset->work_time,
                         .pack = ruleset->title,
                         .pack_digest = ruleset->digest};
    describe_trade(judge, verdict);
    judge_rules(arena, judge, &tally, verdict);
    verdict->kind = tally_verdict(&tally, ruleset->eligible);
    verdict->low = tally.low;
    verdict->high = tally.high;
    verdict->balance = balance(arena, judge, &tally, verdict);
    advise(arena, ruleset, &judge->table, verdict);
    Answer open = {0};
    if (verdict->kind == VERDICT_TO_CHECK) {
        open = open_facts(judge, &tally);
        settle_verdict(arena, ruleset, &judge->table, open.missing, verdict);
    }
    verdict->open = doubt_missing(arena, open);
    if (judge->facts.number[FIELD_HOURS].state == FACT_UNKNOWN) {
        Answer hours = {.truth = TRUTH_UNKNOWN, .missing = judge->facts.cause[FIELD_HOURS]};
        verdict->hours_note = doubt_note(arena, ruleset, &judge->facts, hours);
        open.missing |= hours.missing;
    }
    verdict->missing = doubt_missing(arena, open);
    return verdict;
}
