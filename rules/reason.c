/* reason.c - which places a reason may have, and how each fact reads in French. */
#include "rules/reason.h"

/* A field that a reason may quote: {trade}, {place}, and every number and date. */
static bool place_is_field(Str name, Field *field) {
    if (!field_find(name, field)) return false;
    FieldKind kind = field_info[*field].kind;
    return kind == KIND_TRADE || kind == KIND_PLACE || kind == KIND_NUMBER || kind == KIND_DATE;
}

/* Cuts the next {name} off `rest`; false if there is none. */
static bool next_place(Str *rest, Str *place) {
    size_t open = str_find_byte(*rest, '{');
    if (open == SIZE_MAX) return false;
    *rest = str_sub(*rest, open, SIZE_MAX);
    size_t close = str_find_byte(*rest, '}');
    if (close == SIZE_MAX) return false;
    *place = str_sub(*rest, 0, close + 1);
    *rest = str_sub(*rest, close + 1, SIZE_MAX);
    return true;
}

static Str without_braces(Str place) {
    return str_sub(place, 1, place.n - 2);
}

Str reason_unknown_place(Str *rest, bool about_text) {
    Str place;
    Field field;
    while (next_place(rest, &place)) {
        Str name = without_braces(place);
        bool match = about_text && str_is(name, "match");
        if (!match && !place_is_field(name, &field)) return place;
    }
    return (Str){0};
}

static Str date_text(Arena *arena, const Words *words, Date date) {
    int year, month, day;
    date_split(date, &year, &month, &day);
    return words_say(arena, words, "unit.date",
                     (WordsValue[]){{"day", str_print(arena, "%02d", day)},
                                    {"month", str_print(arena, "%02d", month)},
                                    {"year", str_print(arena, "%d", year)}},
                     3);
}

/* Money has no cents or two. */
static Str number_text(Arena *arena, Unit unit, int64_t hundredths) {
    return hundredths_print_fr(arena, hundredths, unit == UNIT_EUR && hundredths % 100 ? 2 : 0);
}

Str reason_number(Arena *arena, const Words *words, Field field, int64_t low, int64_t high) {
    static const char *const units[] = {[UNIT_NONE] = "unit.count",
                                        [UNIT_EUR] = "unit.eur",
                                        [UNIT_MONTHS] = "unit.months",
                                        [UNIT_PERCENT] = "unit.percent",
                                        [UNIT_HOURS] = "unit.hours"};
    if (field_info[field].kind == KIND_DATE) return date_text(arena, words, (Date)low);
    Unit unit = field_info[field].unit;
    Str n = number_text(arena, unit, low);
    if (low != high)
        n = words_say(arena, words, "unit.range",
                      (WordsValue[]){{"low", n}, {"high", number_text(arena, unit, high)}}, 2);
    return words_say(arena, words, units[unit], (WordsValue[]){{"n", n}}, 1);
}

static Str field_text(Arena *arena, const Ruleset *ruleset, const Facts *facts, Field field) {
    if (facts_state(facts, field) != FACT_KNOWN) return words_get(ruleset->words, "reason.unknown");
    if (field == FIELD_TRADE) return facts->trade->label;
    if (field == FIELD_PLACE) return str_join(arena, facts->places, STR(", "));
    NumberFact number = facts->number[field];
    return reason_number(arena, ruleset->words, field, number.low, number.high);
}

Str reason_fill(Arena *arena, const Ruleset *ruleset, Str reason, const Facts *facts, Str match) {
    WordsValue values[FIELDS + 1];
    size_t n = 0;
    Str rest = reason, place;
    while (next_place(&rest, &place)) {
        Str name = without_braces(place);
        Field field;
        bool seen = false;
        for (size_t i = 0; i < n; i++) seen |= str_is(name, values[i].name);
        if (seen) continue;
        if (str_is(name, "match")) values[n++] = (WordsValue){"match", str_squeeze(arena, match)};
        else if (place_is_field(name, &field))
            values[n++] = (WordsValue){field_info[field].name, field_text(arena, ruleset, facts, field)};
    }
    return n ? words_fill(arena, reason, values, n) : reason;
}

Str reason_note(Arena *arena, const Words *words, const Facts *facts, Field field) {
    const char *note = facts->note[field];
    if (!note) return (Str){0};
    Str currency =
        field == FIELD_AMOUNT ? facts->lot->amount.currency : facts->notice->procedure_amount.currency;
    return words_say(arena, words, note, (WordsValue[]){{"currency", currency}}, 1);
}
