/* Any bytes as a pack of rules; behind a form feed, another pack that may change it; behind the last, any
 * text as a lot's. What must hold: no crash, a refusal always says why, what a pattern finds begins between
 * the places that the scan names, quotes lie within their text, a mechanism is recommended only if it heads
 * the list. */
#include "base/fold.h"
#include "base/utf8.h"
#include "rules/expect.h"
#include "rules/judge.h"
#include "rules/pack_read.h"
#include "rules/text.h"
#include <assert.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static Words *words;

static void read_words(void) {
    Arena *arena = arena_new(); /* lives as long as the program */
    Diags diags = diags_new(arena);
    StrList paths = {0};
    strlist_add(arena, &paths, STR("templates/fr-rules.words"));
    words = words_read(arena, &paths, &diags);
    assert(words);
}

static void check_test(Arena *arena, const Ruleset *ruleset, const TextTest *test, Matcher *matcher,
                       Str text) {
    if (!test->entry) return;
    ScanFound *found = ARENA_ARRAY(arena, ScanFound, scan_searches(ruleset->scan));
    Str folded = fold(arena, text);
    size_t from, to;
    PatternResult result = pattern_find(test->pattern, matcher, folded, &from, &to);
    scan_text(ruleset->scan, folded, found);
    if (result != PATTERN_YES) return;
    Span span = text_origin(text, from, to);
    assert(found[test->search].last);
    size_t span_from, span_to;
    ScanSpan where = scan_span(folded, found[test->search], test->need.before);
    result = pattern_find_between(test->pattern, matcher, folded, where, &span_from, &span_to);
    assert(result == PATTERN_YES && span_from == from && span_to == to);
    assert(from <= to && to <= folded.n);
    assert(span.from <= span.to && span.to <= text.n);
}

static void check_advice(const Verdict *verdict) {
    const AdviceFindings *found = &verdict->mechanisms;
    bool first = found->n && found->at[0].truth == TRUTH_TRUE;
    assert(verdict->kind != VERDICT_NOT_ELIGIBLE || !found->n);
    assert(str_eq(verdict->mechanism, first ? found->at[0].name : (Str){0}));
    for (size_t i = 0; i < verdict->waivers.n; i++) assert(verdict->waivers.at[i].truth != TRUTH_FALSE);
}

static void judge_text(Arena *arena, const Ruleset *ruleset, Str text) {
    Matcher *matcher = matcher_new(arena);
    Judge *judge = judge_new(ruleset);
    Lot lot = {.title = text,
               .amount = MONEY_ABSENT,
               .duration_months = HUNDREDTHS_ABSENT,
               .start_date = DATE_ABSENT,
               .end_date = DATE_ABSENT,
               .deadline = DATETIME_ABSENT,
               .award_amount = HUNDREDTHS_ABSENT};
    Notice notice = {.publication_date = DATE_ABSENT,
                     .issue_date = DATE_ABSENT,
                     .procedure_amount = MONEY_ABSENT,
                     .lots = &lot,
                     .lot_count = 1};
    check_advice(judge_lot(judge, arena, &notice, &lot));
    for (size_t i = 0; i < ruleset->case_count; i++) {
        const Case *trial = ruleset->cases[i];
        Verdict *verdict = judge_lot(judge, arena, &trial->notice, trial->notice.lots);
        Diags diags = diags_new(arena);
        check_advice(verdict);
        assert(expect_met(arena, ruleset, trial, verdict, &diags) == (diags_fatal(&diags) == 0));
    }
    for (size_t i = 0; i < ruleset->rule_count; i++)
        check_test(arena, ruleset, &ruleset->rules[i]->text, matcher, text);
    for (size_t i = 0; i < ruleset->trade_count; i++)
        check_test(arena, ruleset, &ruleset->trades[i]->text, matcher, text);
    judge_free(judge);
    matcher_free(matcher);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    if (!words) read_words();
    Arena *arena = arena_new();
    Diags diags = diags_new(arena);
    Str bytes = {size ? (const char *)data : "", size};
    PackBytes packs[2] = {{STR("first"), {0}}, {STR("second"), {0}}};
    str_next(&bytes, '\f', &packs[0].bytes);
    bool two = str_find_byte(bytes, '\f') != SIZE_MAX;
    if (two) str_next(&bytes, '\f', &packs[1].bytes);
    Str text = utf8_check(bytes) == bytes.n ? bytes : (Str){0};
    Ruleset *ruleset = ruleset_build(arena, packs, two ? 2 : 1, words, &diags);
    assert((ruleset == NULL) == (diags_fatal(&diags) > 0));
    for (const Diag *diag = diags.first; diag; diag = diag->next) diag_print(arena, diag);
    if (ruleset) judge_text(arena, ruleset, text);
    ruleset_free(ruleset);
    arena_free(arena);
    return 0;
}
