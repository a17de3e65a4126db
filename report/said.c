/* said.c - facts and findings in the words of fr-check.words and fr-rules.words. */
#include "report/said.h"
#include "rules/question.h"

Str said_verdict(const Words *words, VerdictKind kind) {
    return words_label(words, "verdict", str_of(verdict_name(kind)));
}

Str said_status(const Words *words, const Notice *notice) {
    return notice->status.n ? words_label(words, "notice_status", notice->status) : (Str){0};
}

Str said_notice(const Notice *notice) {
    return notice->publication_number.n ? notice->publication_number : notice->id;
}

Str said_title(const Words *words, const Notice *notice, const Lot *lot) {
    if (lot->title.n) return lot->title;
    return notice->title.n ? notice->title : words_get(words, "explain.no_title");
}

Str said_amount(Arena *arena, const Words *words, Money amount) {
    if (amount.cents == HUNDREDTHS_ABSENT) return (Str){0};
    WordsValue values[] = {{"amount", hundredths_print_fr(arena, amount.cents, amount.cents % 100 ? 2 : 0)},
                           {"currency", words_label(words, "currency", amount.currency)}};
    return words_say(arena, words, "cell.amount", values, 2);
}

Str said_duration(Arena *arena, const Words *words, Hundredths months) {
    if (months == HUNDREDTHS_ABSENT) return (Str){0};
    WordsValue value = {"n", hundredths_print_fr(arena, months, 0)};
    return words_say(arena, words, "unit.months", &value, 1);
}

Str said_deadline(Arena *arena, const Words *words, Date day) {
    if (day == DATE_ABSENT) return (Str){0};
    int year, month, number;
    date_split(day, &year, &month, &number);
    WordsValue values[] = {{"day", str_print(arena, "%02d", number)},
                           {"month", str_print(arena, "%02d", month)},
                           {"year", str_print(arena, "%04d", year)}};
    return words_say(arena, words, "cell.deadline", values, 3);
}

/* Those that are not there yet. */
static void add_new(Arena *arena, StrList *list, StrList more) {
    for (size_t i = 0; i < more.n; i++)
        if (!strlist_has(*list, more.at[i])) strlist_add(arena, list, more.at[i]);
}

static Str label_of(const AdviceFinding *finding) {
    return finding->label.n ? finding->label : finding->name;
}

/* "one, other" of the labels, those that are not sure with a question mark. */
static Str labels(Arena *arena, const Words *words, const AdviceFindings *findings, bool all) {
    StrList list = {0};
    for (size_t i = 0; i < findings->n; i++) {
        const AdviceFinding *finding = &findings->at[i];
        WordsValue value = {"label", label_of(finding)};
        bool sure = finding->truth == TRUTH_TRUE;
        strlist_add(arena, &list, sure ? value.value : words_say(arena, words, "cell.unsure", &value, 1));
        if (!all && finding->truth == TRUTH_TRUE) break; /* what comes behind it is not preferred to it */
    }
    return str_join(arena, list, STR(", "));
}

Str said_mechanism(Arena *arena, const Words *words, const Verdict *verdict) {
    return labels(arena, words, &verdict->mechanisms, false);
}

Str said_mechanisms(Arena *arena, const Words *words, const Verdict *verdict) {
    return labels(arena, words, &verdict->mechanisms, true);
}

Str said_duty(Arena *arena, const Words *words, const Verdict *verdict) {
    Str duty = verdict_duty(verdict);
    if (!duty.n) return duty;
    StrList facts = {0};
    for (size_t i = 0; i < verdict->duties.n; i++)
        if (verdict->duties.at[i].truth == TRUTH_UNKNOWN)
            add_new(arena, &facts, verdict->duties.at[i].missing);
    if (!str_is(duty, "unknown") || !facts.n) return words_label(words, "duty", duty);
    WordsValue value = {"facts", facts_absent(arena, words, facts)};
    return words_say(arena, words, "duty.unknown_for", &value, 1);
}

Str said_waivers(Arena *arena, const Words *words, const Verdict *verdict) {
    return labels(arena, words, &verdict->waivers, true);
}

static void add_reasons(Arena *arena, const Verdict *verdict, bool exclusions, StrList *sentences) {
    for (size_t i = 0; i < verdict->finding_count; i++) {
        const Finding *finding = &verdict->findings[i];
        if (finding->reason.n && (finding->effect == EFFECT_EXCLUDE) == exclusions)
            strlist_add(arena, sentences, finding->reason);
    }
}

Str said_reasons(Arena *arena, const Verdict *verdict) {
    StrList sentences = {0};
    add_reasons(arena, verdict, true, &sentences);
    add_reasons(arena, verdict, false, &sentences);
    if (verdict->balance.n) strlist_add(arena, &sentences, verdict->balance);
    for (size_t i = 0; i < verdict->duties.n; i++)
        if (verdict->duties.at[i].reason.n) strlist_add(arena, &sentences, verdict->duties.at[i].reason);
    return str_join(arena, sentences, STR(" "));
}

/* What the verdict and the hours wait for, and then what the mechanism does. */
static StrList missing(Arena *arena, const Verdict *verdict) {
    StrList fields = {0};
    add_new(arena, &fields, verdict->missing);
    for (size_t i = 0; i < verdict->mechanisms.n && verdict->mechanisms.at[i].truth == TRUTH_UNKNOWN; i++)
        add_new(arena, &fields, verdict->mechanisms.at[i].missing);
    return fields;
}

Str said_missing(Arena *arena, const Words *words, const Verdict *verdict) {
    return facts_absent(arena, words, missing(arena, verdict));
}

StrList said_questions(Arena *arena, const Words *words, const Verdict *verdict) {
    if (verdict->kind == VERDICT_NOT_ELIGIBLE) return (StrList){0};
    return facts_questions(arena, words, missing(arena, verdict));
}
