/* follow_said.c - contracts and anomalies as French sentences: which words of fr-follow.words, and what fills
 * them. */
#include "report/follow.h"
#include "report/pace_said.h"
#include "report/typography.h"

static Str hours_text(Arena *arena, const Words *words, Hundredths hours) {
    if (hours == HUNDREDTHS_ABSENT) return (Str){0};
    return hundredths_said(arena, words, hours, 0);
}

Str follow_state_said(const Words *words, const Followed *followed) {
    return words_label(words, "follow_state", str_of(follow_state_name(followed->state)));
}

/* The word of a pace that is none yet, or cannot be told in percents; NULL: it can. */
static const char *special_word(const Followed *followed) {
    const Pace *pace = &followed->pace;
    if (followed->contract->hours_committed <= 0) return "follow.no_commitment";
    if (followed->state == FOLLOW_TO_COME) return "follow.to_come";
    if (!pace_nothing(pace)) return NULL;
    if (followed->declared) return "follow.running_only";
    return pace->missing_count ? NULL : "follow.fresh";
}

Str follow_pace_said(Arena *arena, const Words *words, const Followed *followed) {
    const char *word = special_word(followed);
    if (!word) return pace_said(arena, words, &followed->pace, false);
    WordsValue values[] = {{"start", date_said(arena, words, followed->contract->start_date)},
                           {"hours", hours_text(arena, words, followed->declared)}};
    return words_say(arena, words, word, values, 2);
}

Hundredths hours_up(Hundredths hours) {
    enum { HOUR = 100 };
    return hours == HUNDREDTHS_ABSENT ? hours : hours / HOUR * HOUR + (hours % HOUR ? HOUR : 0);
}

/* "13" or "10 à 13" */
static Str bounds_text(Arena *arena, const Words *words, HoursBounds bounds) {
    bounds = (HoursBounds){hours_up(bounds.low), hours_up(bounds.high)};
    if (bounds.low == bounds.high) return hours_text(arena, words, bounds.high);
    WordsValue values[] = {{"low", hours_text(arena, words, bounds.low)},
                           {"high", hours_text(arena, words, bounds.high)}};
    return words_say(arena, words, "follow.between", values, 2);
}

Str follow_left_said(Arena *arena, const Words *words, const Followed *followed) {
    if (followed->left.high == HUNDREDTHS_ABSENT || !followed->left.high) return (Str){0};
    bool time = followed->monthly.high != HUNDREDTHS_ABSENT,
         soon = time && followed->monthly.high == followed->left.high;
    WordsValue values[] = {{"hours", bounds_text(arena, words, followed->left)},
                           {"monthly", time ? bounds_text(arena, words, followed->monthly) : (Str){0}},
                           {"end", date_said(arena, words, followed->contract->end_date)}};
    const char *word = soon ? "follow.left_soon" : time ? "follow.left" : "follow.lacking";
    return words_say(arena, words, word, values, 3);
}

Str anomaly_kind_said(const Words *words, AnomalyKind kind) {
    return words_label(words, "anomaly_kind", str_of(anomaly_name(kind)));
}

/* The contracts of a person's month. */
static Str contracts_text(Arena *arena, const Words *words, const Anomaly *anomaly) {
    StrList all = {0};
    strlist_add(arena, &all, anomaly->contract_id);
    for (size_t i = 0; i < anomaly->also.n; i++) strlist_add(arena, &all, anomaly->also.at[i]);
    return str_join(arena, all, str_print(arena, "%.*s ", STR_ARG(words_get(words, "alert.comma"))));
}

/* Which of an anomaly's words fits its figures. */
static const char *variant_of(const Anomaly *anomaly) {
    switch (anomaly->kind) {
    case ANOMALY_UNKNOWN_CONTRACT:
    case ANOMALY_UNKNOWN_PERSON:
        return anomaly->count == 1 ? "_one" : "";
    case ANOMALY_CONTRADICTED:
    case ANOMALY_TWICE:
        return anomaly->hours == anomaly->limit ? "_same" : "";
    case ANOMALY_TWO_PLACES:
        return anomaly->also.n ? "" : "_same";
    default:
        return "";
    }
}

Str anomaly_said(Arena *arena, const Words *words, const Anomaly *anomaly) {
    const Contract *contract = anomaly->contract;
    bool compared = anomaly->limit != HUNDREDTHS_ABSENT;
    WordsValue values[] = {
        {"hours", hours_text(arena, words, anomaly->hours)},
        {"limit", hours_text(arena, words, anomaly->limit)},
        {"more", compared ? hours_text(arena, words, anomaly->hours - anomaly->limit) : (Str){0}},
        {"less", compared ? hours_text(arena, words, anomaly->limit - anomaly->hours) : (Str){0}},
        {"month", month_said(arena, words, anomaly->month)},
        {"day", date_said(arena, words, anomaly->declared_on)},
        {"count", count_said(arena, words, (int64_t)anomaly->count)},
        {"tolerance", count_said(arena, words, FULL_TIME_TOLERANCE)},
        {"contracts", contracts_text(arena, words, anomaly)},
        {"start", contract ? date_said(arena, words, contract->start_date) : (Str){0}},
        {"end", contract ? date_said(arena, words, contract->end_date) : (Str){0}},
        {"status", contract ? words_label(words, "status", contract->status) : (Str){0}},
    };
    Str key = str_print(arena, "%s%s", anomaly_name(anomaly->kind), variant_of(anomaly));
    return words_fill(arena, words_label(words, "anomaly", key), values, sizeof values / sizeof *values);
}
