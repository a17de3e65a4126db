/* pace_said.c - which words a pace takes, and what fills them. */
#include "report/pace_said.h"
#include "report/typography.h"

Str months_said(Arena *arena, const Words *words, const Month *months, size_t n) {
    enum { NAMED = 3 };
    if (n > NAMED)
        return words_say(arena, words, "alert.months",
                         (WordsValue[]){{"count", count_said(arena, words, (int64_t)n)}}, 1);
    Buf buf = {.arena = arena};
    for (size_t i = 0; i < n; i++) {
        if (i && i + 1 == n) buf_print(&buf, " %.*s ", STR_ARG(words_get(words, "alert.and")));
        else if (i) buf_print(&buf, "%.*s ", STR_ARG(words_get(words, "alert.comma")));
        buf_add(&buf, month_said(arena, words, months[i]));
    }
    return buf_str(&buf);
}

/* "mai et juin 2026", "mars à octobre 2026": the year once where it is the same. */
static Str range_said(Arena *arena, const Words *words, Month first, Month last) {
    Str name = month_said(arena, words, first);
    if (first == last) return name;
    if (first / 12 == last / 12)
        name = words_label(words, "month", str_print(arena, "%d", (int)(first % 12 + 1)));
    return words_say(arena, words, first + 1 == last ? "alert.pair" : "alert.range",
                     (WordsValue[]){{"first", name}, {"last", month_said(arena, words, last)}}, 2);
}

Str months_listed(Arena *arena, const Words *words, const Month *months, size_t n) {
    Buf buf = {.arena = arena};
    for (size_t from = 0, to; from < n; from = to) {
        for (to = from + 1; to < n && months[to] == months[to - 1] + 1;) to++;
        if (from) buf_print(&buf, "%.*s ", STR_ARG(words_get(words, "alert.comma")));
        buf_add(&buf, range_said(arena, words, months[from], months[to - 1]));
    }
    return buf_str(&buf);
}

bool pace_nothing(const Pace *pace) {
    return !pace->declared_count && !pace->declared;
}

static const char *pace_word(const Pace *pace, bool hidden) {
    size_t missing = pace->missing_count;
    if (pace_nothing(pace)) return "alert.nothing";
    if (hidden)
        return !missing ? "alert.hidden" : missing == 1 ? "alert.hidden_missing_one" : "alert.hidden_missing";
    return !missing ? "alert.exact" : missing == 1 ? "alert.between_one" : "alert.between";
}

static Str rate_text(Arena *arena, const Words *words, int64_t rate, bool hidden) {
    if (hidden) return (Str){0};
    return count_said(arena, words, rate / 100);
}

Str pace_said(Arena *arena, const Words *words, const Pace *pace, bool hidden) {
    const WordsValue values[] = {
        {"low", rate_text(arena, words, pace->rate_low, hidden)},
        {"high", rate_text(arena, words, pace->rate_high, hidden)},
        {"elapsed", count_said(arena, words, pace->elapsed / 100)},
        {"months", months_said(arena, words, pace->missing, pace->missing_count)},
    };
    return words_say(arena, words, pace_word(pace, hidden), values, sizeof values / sizeof *values);
}
