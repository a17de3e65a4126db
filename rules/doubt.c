/* doubt.c - an unknown answer in words. */
#include "rules/doubt.h"
#include "rules/reason.h"

static Str stale_note(Arena *arena, const Words *words, const Facts *facts, const Value *value) {
    NumberFact date = facts->number[FIELD_NOTICE_DATE];
    WordsValue values[] = {{"value", value->label},
                           {"date", reason_number(arena, words, FIELD_NOTICE_DATE, date.low, date.low)}};
    return words_say(arena, words, "reason.stale", values, 2);
}

/* Why a fact does not help though the notice gives it; empty if it is just absent. */
static Str fact_note(Arena *arena, const Words *words, const Facts *facts, Field field) {
    NumberFact number = facts->number[field];
    if (facts->note[field]) return reason_note(arena, words, facts, field);
    if (field == FIELD_PLACE && facts->places.n) {
        WordsValue places = {"places", str_join(arena, facts->places, STR(", "))};
        return words_say(arena, words, "reason.wide_place", &places, 1);
    }
    if (number.state != FACT_KNOWN || number.low == number.high) return (Str){0};
    WordsValue range = {"range", reason_number(arena, words, field, number.low, number.high)};
    return words_say(arena, words, "reason.range", &range, 1);
}

Str doubt_note(Arena *arena, const Ruleset *ruleset, const Facts *facts, Answer answer) {
    const Words *words = ruleset->words;
    if (answer.limit) return words_get(words, "reason.match_limit");
    if (answer.stale) return stale_note(arena, words, facts, answer.stale);
    StrList notes = {0};
    for (int i = 0; i < FIELDS; i++) {
        if (!(answer.missing & FIELD_BIT(i))) continue;
        Str note = fact_note(arena, words, facts, (Field)i);
        if (note.n && !strlist_has(notes, note)) strlist_add(arena, &notes, note);
    }
    return str_join(arena, notes, STR("\u00A0; "));
}

StrList doubt_missing(Arena *arena, Answer answer) {
    StrList names = field_names(arena, answer.missing);
    if (answer.stale) strlist_add(arena, &names, answer.stale->name);
    return names;
}
