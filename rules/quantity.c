/* quantity.c - French numbers, with groups of three, before a unit. */
#include "rules/quantity.h"
#include "base/decimal.h"

/* Hundredths beyond which a number is a mistake; keeps every later product far from overflow. */
static const int64_t LARGEST = INT64_C(100000000000000000);

static bool digit_at(Str s, size_t i) {
    return i < s.n && s.p[i] >= '0' && s.p[i] <= '9';
}

/* Bytes of a blank that may separate groups at s[i]: space or no-break space; 0 if there is none. */
static size_t group_blank(Str s, size_t i) {
    static const char *const blanks[] = {" ", "\u00A0", "\u202F"};
    for (size_t k = 0; k < sizeof blanks / sizeof *blanks; k++)
        if (str_starts(str_sub(s, i, SIZE_MAX), str_of(blanks[k]))) return str_of(blanks[k]).n;
    return 0;
}

/* How long the number at the front is: a blank belongs to it before exactly three digits. */
static size_t number_length(Str s) {
    size_t i = 0;
    while (i < s.n) {
        size_t blank = group_blank(s, i), next = i + blank;
        bool group = blank && digit_at(s, next) && digit_at(s, next + 1) && digit_at(s, next + 2) &&
                     !digit_at(s, next + 3);
        bool mark = (s.p[i] == ',' || s.p[i] == '.') && digit_at(s, i + 1);
        if (group) i = next + 3;
        else if (mark || digit_at(s, i)) i++;
        else break;
    }
    return i;
}

typedef struct UnitWord {
    const char *word;
    Unit unit;
    bool days;
} UnitWord;

static const UnitWord unit_words[] = {
    {"%", UNIT_PERCENT, false},  {"months", UNIT_MONTHS, false}, {"month", UNIT_MONTHS, false},
    {"days", UNIT_MONTHS, true}, {"day", UNIT_MONTHS, true},     {"EUR", UNIT_EUR, false},
    {"€", UNIT_EUR, false},      {"hours", UNIT_HOURS, false},   {"h", UNIT_HOURS, false},
};

static bool word_goes_on(Str s, size_t i) {
    return i < s.n && ((s.p[i] >= 'a' && s.p[i] <= 'z') || (s.p[i] >= 'A' && s.p[i] <= 'Z') || s.p[i] == '_');
}

/* The unit at s[*at] behind any blanks, NULL if there is none; *at moves behind it. */
static const UnitWord *unit_read(Str s, size_t *at) {
    size_t start = *at, blank;
    while ((blank = group_blank(s, start))) start += blank;
    for (size_t k = 0; k < sizeof unit_words / sizeof *unit_words; k++) {
        Str word = str_of(unit_words[k].word);
        if (!str_eq(str_sub(s, start, word.n), word)) continue;
        if (word_goes_on(word, 0) && word_goes_on(s, start + word.n)) continue;
        *at = start + word.n;
        return &unit_words[k];
    }
    return NULL;
}

static int64_t months_of_days(int64_t days) { /* to the nearest hundredth, as the readers of notices do */
    return (days * 20000 + 304375) / 608750;
}

bool quantity_read(Str s, size_t *used, Quantity *quantity, const char **why) {
    size_t n = number_length(s);
    int64_t value;
    NumberTrouble trouble = number_read(str_sub(s, 0, n), 2, &value);
    if (trouble == NUMBER_OK && value > LARGEST) trouble = NUMBER_RANGE;
    if (trouble != NUMBER_OK) {
        *why = trouble == NUMBER_EMPTY ? "not a number" : number_trouble_text(trouble);
        return false;
    }
    const UnitWord *unit = unit_read(s, &n);
    if (unit && unit->days && value > LARGEST / 1000) {
        *why = number_trouble_text(NUMBER_RANGE);
        return false;
    }
    if (unit && unit->days) value = months_of_days(value);
    *quantity = (Quantity){.hundredths = value, .unit = unit ? unit->unit : UNIT_NONE};
    *used = n;
    return true;
}

bool quantity_read_whole(Str s, Quantity *quantity, const char **why) {
    size_t used;
    if (!quantity_read(s, &used, quantity, why)) return false;
    if (used == s.n) return true;
    *why = "not a number with a unit";
    return false;
}

bool quantity_suits(Quantity quantity, Unit unit, const char **why) {
    static const char *const wanted[] = {
        [UNIT_NONE] = "a number without a unit is wanted",
        [UNIT_EUR] = "an amount in EUR is wanted",
        [UNIT_MONTHS] = "write months or days behind the number",
        [UNIT_PERCENT] = "write % behind the number",
        [UNIT_HOURS] = "a number of hours is wanted",
    };
    bool may_be_bare = unit == UNIT_NONE || unit == UNIT_EUR || unit == UNIT_HOURS;
    *why = wanted[unit];
    if (quantity.unit != unit && !(quantity.unit == UNIT_NONE && may_be_bare)) return false;
    *why = "a whole number is wanted";
    return unit == UNIT_EUR || unit == UNIT_MONTHS || unit == UNIT_PERCENT || quantity.hundredths % 100 == 0;
}
