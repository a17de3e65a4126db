/* lint.c - what the author of a pack should hear beyond what no pack may say.
 *
 * Checks of two kinds: of the text (unused names, periods, reasons, examples that are missing) and by running
 * it (patterns on stress texts, yes and no, cases). Examples and cases of a pack are judged by that pack and
 * those before it: a convention's own pack may exclude what the shipped one calls eligible. Packs that cannot
 * be read whole are still checked as far as they were understood; only cases then wait. Messages come in the
 * order of the files. */
#include "rules/lint.h"
#include "base/fold.h"
#include "rules/expect.h"
#include "rules/judge.h"
#include "rules/pack_read.h"
#include "rules/possible.h"
#include "rules/text.h"
#include <stdlib.h>

enum { PERIOD_WARNING = 90 /* days */, STRESS_BYTES = 4096 };

typedef struct Lint {
    Arena *arena;
    const Ruleset *rules;
    bool whole; /* the packs could be read without an error */
    Matcher *matcher;
    Date today;
    Diags *diags;
    LintCount *count;
} Lint;

static void say(const Lint *lint, DiagKind kind, Loc at, Str line, Str span, const char *format,
                va_list args) {
    Str what = str_vprint(lint->arena, format, args);
    Diag *diag = diag_add(lint->diags, kind, at, NULL, "%.*s", STR_ARG(what));
    diag->source = str_copy(lint->diags->arena, line);
    diag->span = (uint32_t)str_chars(span);
}

/* At the value of an entry, or at the part of it that starts at `offset`. */
static void complain(const Lint *lint, DiagKind kind, const Entry *entry, size_t offset, size_t span,
                     const char *format, ...) __attribute__((format(printf, 6, 7)));
static void complain(const Lint *lint, DiagKind kind, const Entry *entry, size_t offset, size_t span,
                     const char *format, ...) {
    va_list args;
    va_start(args, format);
    Loc at = entry->at;
    at.column += (uint32_t)str_chars(str_sub(entry->value, 0, offset));
    say(lint, kind, at, entry->line, str_sub(entry->value, offset, span), format, args);
    va_end(args);
}

/* At the header of a section. */
static void complain_section(const Lint *lint, DiagKind kind, const Section *section, const char *format, ...)
    __attribute__((format(printf, 4, 5)));
static void complain_section(const Lint *lint, DiagKind kind, const Section *section, const char *format,
                             ...) {
    va_list args;
    va_start(args, format);
    say(lint, kind, section->at, section->line, section->kind, format, args);
    va_end(args);
}

static void check_use(const Lint *lint, size_t uses, const Section *section) {
    if (uses) return;
    complain_section(lint, DIAG_DOUBT, section, "%.*s %.*s is not used by any rule", STR_ARG(section->kind),
                     STR_ARG(section->name));
}

static void check_uses(const Lint *lint) {
    const Ruleset *rules = lint->rules;
    for (size_t i = 0; i < rules->value_count; i++)
        check_use(lint, rules->values[i]->uses, rules->values[i]->section);
    for (size_t i = 0; i < rules->list_count; i++)
        check_use(lint, rules->lists[i]->uses, rules->lists[i]->section);
    for (size_t i = 0; i < rules->condition_count; i++)
        check_use(lint, rules->conditions[i]->uses, rules->conditions[i]->section);
}

static int period_cmp(const void *a, const void *b) {
    const Period *one = a, *other = b;
    return (one->from > other->from) - (one->from < other->from);
}

static void check_periods(const Lint *lint, const Value *value) {
    if (!value->n) return;
    Period *sorted = ARENA_ARRAY(lint->arena, Period, value->n);
    for (size_t i = 0; i < value->n; i++) sorted[i] = value->periods[i];
    qsort(sorted, value->n, sizeof *sorted, period_cmp);
    for (size_t i = 1; i < value->n; i++) {
        Str before = date_print(lint->arena, sorted[i - 1].to),
            from = date_print(lint->arena, sorted[i].from);
        if (sorted[i].from <= sorted[i - 1].to)
            complain(lint, DIAG_USAGE, sorted[i].entry, 0, SIZE_MAX,
                     "two figures for %.*s: the period before ends on %.*s", STR_ARG(from), STR_ARG(before));
        else if (sorted[i].from > sorted[i - 1].to + 1)
            complain(lint, DIAG_DOUBT, sorted[i].entry, 0, SIZE_MAX, "no figure between %.*s and %.*s",
                     STR_ARG(before), STR_ARG(from));
    }
    const Period *last = &sorted[value->n - 1];
    if (lint->today != DATE_ABSENT && last->to - lint->today < PERIOD_WARNING)
        complain(lint, DIAG_DOUBT, last->entry, 0, SIZE_MAX, "the last figure of %.*s holds until %.*s",
                 STR_ARG(value->name), STR_ARG(date_print(lint->arena, last->to)));
}

static void check_factors(const Lint *lint, const Trade *trade) {
    if (trade->labour_share.low >= 0 && trade->insertion_share.low >= 0 && trade->hourly_cost.low >= 0)
        return;
    complain_section(lint, DIAG_DOUBT, trade->section,
                     "%.*s lacks labour_share, insertion_share or hourly_cost: its hours stay unknown",
                     STR_ARG(trade->name));
}

static bool item_same(const Item *a, const Item *b) {
    return a->open == b->open && str_eq(a->stem, b->stem);
}

/* The trade before this one that has the same code and is not disabled; NULL if none has. */
static const Trade *trade_with(const Lint *lint, size_t before, const Item *item) {
    for (size_t i = 0; i < before; i++) {
        const Trade *trade = lint->rules->trades[i];
        for (size_t k = 0; k < trade->cpv.n && !trade->disabled; k++)
            if (item_same(&trade->cpv.at[k], item)) return trade;
    }
    return NULL;
}

static void check_codes(const Lint *lint, size_t number) {
    const Trade *trade = lint->rules->trades[number];
    for (size_t i = 0; i < trade->cpv.n && !trade->disabled; i++) {
        const Item *item = &trade->cpv.at[i];
        const Trade *other = trade_with(lint, number, item);
        if (other)
            complain(lint, DIAG_USAGE, section_entry(trade->section, "cpv"), 0, SIZE_MAX,
                     "%.*s%s is already the CPV of %.*s", STR_ARG(item->stem), item->open ? "*" : "",
                     STR_ARG(other->name));
    }
}

static void check_possible(const Lint *lint, const Section *section, const Expr *when) {
    if (when && !possible(lint->whole ? lint->rules : NULL, when))
        complain(lint, DIAG_USAGE, when->entry, 0, SIZE_MAX, "%.*s %.*s can never be true",
                 STR_ARG(section->kind), STR_ARG(section->name));
}

static void check_rule(const Lint *lint, const Rule *rule) {
    if (!rule->reason.n)
        complain_section(lint, DIAG_USAGE, rule->section,
                         "rule %.*s has no reason: nobody would know why it spoke", STR_ARG(rule->name));
    check_possible(lint, rule->section, rule->when);
}

/* A mechanism behind one that asks the same is never the first that holds. */
static const Advice *same_before(const AdviceList *list, size_t number) {
    const Expr *when = list->at[number]->when;
    for (size_t i = 0; when && i < number; i++) {
        const Expr *before = list->at[i]->when;
        if (before && !list->at[i]->disabled && str_eq(before->entry->value, when->entry->value))
            return list->at[i];
    }
    return NULL;
}

static void check_advice(const Lint *lint, AdviceKind kind, size_t number) {
    const Advice *advice = lint->rules->advice[kind].at[number];
    if (kind != ADVICE_MECHANISM && !advice->reason.n)
        complain_section(lint, DIAG_USAGE, advice->section, "%.*s %.*s has no reason: nobody would know why",
                         STR_ARG(advice->section->kind), STR_ARG(advice->name));
    if (!section_entry(advice->section, "label"))
        complain_section(lint, DIAG_DOUBT, advice->section,
                         "%.*s %.*s has no label: readers would see its name", STR_ARG(advice->section->kind),
                         STR_ARG(advice->name));
    check_possible(lint, advice->section, advice->when);
    const Advice *before = kind == ADVICE_MECHANISM ? same_before(&lint->rules->advice[kind], number) : NULL;
    if (before)
        complain(lint, DIAG_USAGE, advice->when->entry, 0, SIZE_MAX,
                 "never recommended: %.*s asks the same and comes first", STR_ARG(before->name));
}

/* Whether any lot could be eligible at all. */
static void check_reach(const Lint *lint) {
    int64_t most = 0;
    for (size_t i = 0; i < lint->rules->rule_count; i++) {
        const Rule *rule = lint->rules->rules[i];
        if (rule->disabled) continue;
        if (rule->effect == EFFECT_REQUIRE) return;
        if (rule->effect == EFFECT_POINTS && rule->points > 0) most += rule->points;
    }
    const Entry *eligible = NULL;
    if (lint->rules->pack_count && lint->rules->packs[0].section)
        eligible = section_entry(lint->rules->packs[0].section, "eligible");
    if (eligible && most < lint->rules->packs[0].eligible)
        complain(lint, DIAG_USAGE, eligible, 0, SIZE_MAX,
                 "no lot can be eligible: all rules together give %lld", (long long)most);
}

static bool test_is(const Lint *lint, const TextTest *test, Str folded, PatternResult result, bool empty) {
    size_t from, to;
    if (pattern_find(test->pattern, lint->matcher, folded, &from, &to) != result) return false;
    return !empty || from == to;
}

static Str repeated(Arena *arena, Str part) {
    Buf buf = {.arena = arena};
    while (part.n && buf.n < STRESS_BYTES) buf_add(&buf, part);
    buf_byte(&buf, '!');
    return buf_str(&buf);
}

/* Texts on which patterns that backtrack without end give up, the rule's own examples among them. */
static StrList stress_texts(Arena *arena, const TextTest *test) {
    static const char *const parts[] = {"a", " ", "0", "-", "a ", "ab", "a a-a'", "le lot de la clause "};
    StrList texts = {0};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        strlist_add(arena, &texts, repeated(arena, str_of(parts[i])));
    for (size_t i = 0; i < test->n; i++)
        strlist_add(arena, &texts, repeated(arena, fold(arena, test->examples[i].text)));
    return texts;
}

static void check_pattern(const Lint *lint, const TextTest *test) {
    static const char *const probes[] = {"", "a", " ", "-"};
    for (size_t i = 0; i < sizeof probes / sizeof *probes; i++)
        if (test_is(lint, test, str_of(probes[i]), PATTERN_YES, true)) {
            complain(lint, DIAG_USAGE, test->entry, 0, SIZE_MAX,
                     "matches the empty text: it would always speak");
            return;
        }
    StrList texts = stress_texts(lint->arena, test);
    for (size_t i = 0; i < texts.n; i++)
        if (test_is(lint, test, texts.at[i], PATTERN_LIMIT, false)) {
            complain(lint, DIAG_USAGE, test->entry, 0, SIZE_MAX,
                     "hits the match limit on a long text: it would leave such notices unknown");
            return;
        }
}

static void run_example(Lint *lint, Str owner, const TextTest *test, const Example *example) {
    Span span = {0};
    PatternResult result = text_find(lint->arena, test, lint->matcher, example->text, &span);
    lint->count->examples++;
    if (result == (example->yes ? PATTERN_YES : PATTERN_NO)) return;
    lint->count->failed++;
    if (result == PATTERN_LIMIT)
        complain(lint, DIAG_USAGE, example->entry, 0, SIZE_MAX, "%.*s hits the match limit here",
                 STR_ARG(owner));
    else if (example->yes)
        complain(lint, DIAG_USAGE, example->entry, 0, SIZE_MAX, "%.*s should match here, it does not",
                 STR_ARG(owner));
    else
        complain(lint, DIAG_USAGE, example->entry, span.from, span.to - span.from,
                 "%.*s should not match here, it does", STR_ARG(owner));
}

static void check_test(Lint *lint, const Section *section, const TextTest *test) {
    if (!test->entry || !test->pattern) return;
    bool yes = false, no = false;
    Str owner = section->kind; /* a [blind] has no name */
    if (section->name.n)
        owner = str_print(lint->arena, "%.*s %.*s", STR_ARG(section->kind), STR_ARG(section->name));
    for (size_t i = 0; i < test->n; i++) {
        yes |= test->examples[i].yes;
        no |= !test->examples[i].yes;
        run_example(lint, owner, test, &test->examples[i]);
    }
    if (!yes || !no)
        complain_section(lint, DIAG_USAGE, section, "%.*s has no example: %s = ...", STR_ARG(owner),
                         yes ? "no" : "yes");
    check_pattern(lint, test);
}

static Str trade_of_title(const Lint *lint, Judge *judge, Str title) {
    Lot lot = {.title = title,
               .amount = MONEY_ABSENT,
               .duration_months = HUNDREDTHS_ABSENT,
               .start_date = DATE_ABSENT,
               .end_date = DATE_ABSENT,
               .deadline = DATETIME_ABSENT};
    Notice notice = {.issue_date = DATE_ABSENT,
                     .publication_date = DATE_ABSENT,
                     .procedure_amount = MONEY_ABSENT,
                     .lots = &lot,
                     .lot_count = 1};
    return judge_lot(judge, lint->arena, &notice, &lot)->trade;
}

/* A `yes` that matches must also win over the other trades that it matches. */
static void run_trade_example(Lint *lint, Judge *judge, const Trade *trade, const Example *example) {
    Span span;
    if (!example->yes ||
        text_find(lint->arena, &trade->text, lint->matcher, example->text, &span) != PATTERN_YES)
        return;
    Str got = trade_of_title(lint, judge, example->text);
    if (str_eq(got, trade->name)) return;
    lint->count->failed++;
    complain(lint, DIAG_USAGE, example->entry, 0, SIZE_MAX, "is taken for %.*s, not %.*s", STR_ARG(got),
             STR_ARG(trade->name));
}

static void run_cases(Lint *lint, const Ruleset *rules, Str path) {
    Judge *judge = judge_new(rules);
    for (size_t i = 0; i < rules->trade_count; i++) {
        const Trade *trade = rules->trades[i];
        for (size_t k = 0; k < trade->text.n && str_eq(trade->pack->path, path); k++)
            run_trade_example(lint, judge, trade, &trade->text.examples[k]);
    }
    for (size_t i = 0; i < rules->case_count; i++) {
        const Case *trial = rules->cases[i];
        if (!str_eq(trial->pack->path, path)) continue;
        const Verdict *verdict = judge_lot(judge, lint->arena, &trial->notice, &trial->notice.lots[0]);
        lint->count->cases++;
        if (!expect_met(lint->arena, rules, trial, verdict, lint->diags)) lint->count->failed++;
    }
    judge_free(judge);
}

/* Each pack's cases, by the rules that it and those before it make. */
static void run_all_cases(Lint *lint, const StrList *paths, const Words *words) {
    for (size_t i = 0; i < paths->n; i++) {
        StrList some = {.at = paths->at, .n = i + 1};
        Diags again = diags_new(lint->arena);
        Ruleset *rules = ruleset_read(lint->arena, &some, words, &again);
        run_cases(lint, rules ? rules : lint->rules,
                  paths->at[i]); /* it may name what a later pack defines */
        ruleset_free(rules);
    }
}

typedef struct Placed {
    size_t pack, said; /* in load order; in the order of the checks */
    Diag *diag;
} Placed;

static int placed_cmp(const void *a, const void *b) {
    const Placed *one = a, *other = b;
    const Loc *at = &one->diag->at, *to = &other->diag->at;
    if (one->pack != other->pack) return one->pack < other->pack ? -1 : 1;
    if (at->line != to->line) return at->line < to->line ? -1 : 1;
    if (at->column != to->column) return at->column < to->column ? -1 : 1;
    return one->said < other->said ? -1 : 1;
}

static size_t pack_of(const StrList *paths, Str file) {
    size_t i = 0;
    while (i < paths->n && !str_eq(paths->at[i], file)) i++;
    return i;
}

/* In the order of the files, whichever check found it. */
static void sort_by_place(Diags *diags, const StrList *paths) {
    size_t n = 0;
    for (const Diag *diag = diags->first; diag; diag = diag->next) n++;
    Placed *sorted = ARENA_ARRAY(diags->arena, Placed, n);
    n = 0;
    for (Diag *diag = diags->first; diag; diag = diag->next, n++)
        sorted[n] = (Placed){pack_of(paths, diag->at.file), n, diag};
    if (n) qsort(sorted, n, sizeof *sorted, placed_cmp);
    Diag **end = &diags->first;
    for (size_t i = 0; i < n; i++) {
        *end = diags->last = sorted[i].diag;
        end = &sorted[i].diag->next;
    }
    *end = NULL;
}

/* The packs as far as they can be understood: fit to be looked at, not to judge by. What is wrong with them
 * has been said already. */
static Ruleset *read_partly(Arena *arena, const StrList *paths, const Words *words) {
    Diags again = diags_new(arena);
    Ruleset *rules = ARENA_NEW(arena, Ruleset);
    *rules = (Ruleset){.arena = arena, .words = words, .names = map_new(arena)};
    rules->packs = ARENA_ARRAY(arena, Pack, paths->n);
    for (size_t i = 0; i < paths->n; i++) pack_open(rules, paths->at[i], &again);
    packs_read(rules, &again);
    pack_bind(rules, &again);
    return rules;
}

static void check_packs(Lint *lint) {
    const Ruleset *rules = lint->rules;
    for (size_t i = 0; i < rules->value_count; i++) check_periods(lint, rules->values[i]);
    for (size_t i = 0; i < rules->rule_count; i++) {
        check_rule(lint, rules->rules[i]);
        check_test(lint, rules->rules[i]->section, &rules->rules[i]->text);
    }
    for (size_t i = 0; i < rules->condition_count; i++)
        check_possible(lint, rules->conditions[i]->section, rules->conditions[i]->when);
    for (size_t i = 0; i < rules->blind_count; i++)
        check_test(lint, rules->blinds[i]->section, &rules->blinds[i]->text);
    for (AdviceKind kind = 0; kind < ADVICE_KINDS; kind++)
        for (size_t i = 0; i < rules->advice[kind].n; i++) check_advice(lint, kind, i);
    for (size_t i = 0; i < rules->trade_count; i++) {
        check_codes(lint, i);
        check_test(lint, rules->trades[i]->section, &rules->trades[i]->text);
    }
}

/* What only holds of packs that could be read whole: what is missing may else stand where an error is. */
static void check_whole_packs(Lint *lint, const StrList *paths, const Words *words) {
    check_uses(lint);
    check_reach(lint);
    for (size_t i = 0; i < lint->rules->trade_count; i++) check_factors(lint, lint->rules->trades[i]);
    run_all_cases(lint, paths, words);
}

LintCount lint_packs(Arena *arena, const StrList *paths, const Words *words, Date today, Diags *diags) {
    LintCount count = {0};
    Diags found = diags_new(arena);
    Ruleset *rules = ruleset_read(arena, paths, words, &found);
    Lint lint = {.arena = arena,
                 .whole = rules != NULL,
                 .matcher = matcher_new(arena),
                 .today = today,
                 .diags = &found,
                 .count = &count};
    if (!rules) rules = read_partly(arena, paths, words);
    lint.rules = rules;
    count.packs = rules->pack_count;
    count.rules = rules->rule_count;
    count.trades = rules->trade_count;
    check_packs(&lint);
    if (lint.whole) check_whole_packs(&lint, paths, words);
    matcher_free(lint.matcher);
    ruleset_free(rules);
    sort_by_place(&found, paths);
    diags_move(diags, &found);
    return count;
}
