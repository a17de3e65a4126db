/* decimal.c - whole numbers of hundredths: added with an eye on overflow, read and written without floating
 * point. */
#include "base/decimal.h"
#include "base/utf8.h"
#include <assert.h>

bool hundredths_add(Hundredths a, Hundredths b, Hundredths *sum) {
    assert(a != HUNDREDTHS_ABSENT && b != HUNDREDTHS_ABSENT);
    Hundredths result;
    if (__builtin_add_overflow(a, b, &result) || result == HUNDREDTHS_ABSENT) return false;
    *sum = result;
    return true;
}

bool money_add(Money *sum, Money more) {
    if (more.cents == HUNDREDTHS_ABSENT) return true;
    if (sum->cents != HUNDREDTHS_ABSENT)
        return str_eq(sum->currency, more.currency) && hundredths_add(sum->cents, more.cents, &sum->cents);
    *sum = more;
    return true;
}

bool hundredths_scale(Hundredths a, int64_t b, int64_t c, Hundredths *result) {
    assert(a != HUNDREDTHS_ABSENT);
    if (!c) return false;
    __int128 exact = (__int128)a * b / c;
    if (exact > INT64_MAX || exact <= INT64_MIN) return false;
    *result = (Hundredths)exact;
    return true;
}

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

/* Digits collected from the front of a text into a value of `scale` decimals. */
typedef struct Digits {
    int64_t value;
    bool overflow;
} Digits;

static void digits_add(Digits *digits, char c) {
    if (__builtin_mul_overflow(digits->value, 10, &digits->value) ||
        __builtin_add_overflow(digits->value, c - '0', &digits->value))
        digits->overflow = true;
}

/* The decimals of `s` (digits only) added to `digits`, made `scale` long. */
static NumberTrouble decimals_add(Digits *digits, Str s, unsigned scale, bool cut) {
    bool beyond = false;
    for (size_t i = 0; i < s.n; i++) {
        if (!is_digit(s.p[i])) return NUMBER_NOT;
        if (i < scale) digits_add(digits, s.p[i]);
        else if (s.p[i] != '0') beyond = true;
    }
    for (size_t i = s.n; i < scale; i++) digits_add(digits, '0');
    return beyond && !cut ? NUMBER_DIGITS : NUMBER_OK;
}

static NumberTrouble digits_end(const Digits *digits, bool negative, int64_t *value) {
    if (digits->overflow) return NUMBER_RANGE;
    *value = negative ? -digits->value : digits->value;
    return NUMBER_OK;
}

static bool take_minus(Str *s) {
    bool minus = s->n && s->p[0] == '-';
    if (minus) *s = str_sub(*s, 1, SIZE_MAX);
    return minus;
}

NumberTrouble number_read_plain(Str s, unsigned scale, bool cut, int64_t *value) {
    s = str_trim(s);
    if (!s.n) return NUMBER_EMPTY;
    bool negative = take_minus(&s);
    size_t point = str_find_byte(s, '.');
    Str whole = str_sub(s, 0, point);
    Str decimals = str_sub(s, point == SIZE_MAX ? s.n : point + 1, SIZE_MAX);
    if (!whole.n || (point != SIZE_MAX && !decimals.n)) return NUMBER_NOT;
    Digits digits = {0};
    for (size_t i = 0; i < whole.n; i++) {
        if (!is_digit(whole.p[i])) return NUMBER_NOT;
        digits_add(&digits, whole.p[i]);
    }
    NumberTrouble trouble = decimals_add(&digits, decimals, scale, cut);
    return trouble ? trouble : digits_end(&digits, negative, value);
}

/* Bytes of a separator of thousands at s[i]: space, no-break spaces, thin space, apostrophes; 0 if there is
 * none. */
static size_t group_mark(Str s, size_t i) {
    static const char *marks[] = {" ", "\u00A0", "\u202F", "\u2009", "'", "\u2019"};
    if (is_digit(s.p[i])) return 0; /* most bytes */
    for (size_t k = 0; k < sizeof marks / sizeof *marks; k++) {
        Str mark = str_of(marks[k]);
        if (str_eq(str_sub(s, i, mark.n), mark)) return mark.n;
    }
    return 0;
}

/* Whole digits, in groups of three if they are grouped at all. *n is how many bytes they took. */
static NumberTrouble whole_read(Str s, Digits *digits, size_t *n, bool *grouped) {
    size_t i = 0, in_group = 0;
    *grouped = false;
    while (i < s.n) {
        size_t mark = group_mark(s, i);
        if (mark) {
            if (in_group == 0 || in_group > 3 || (*grouped && in_group != 3)) return NUMBER_NOT;
            *grouped = true;
            in_group = 0;
            i += mark;
        } else if (is_digit(s.p[i])) {
            digits_add(digits, s.p[i++]);
            in_group++;
        } else {
            break;
        }
    }
    *n = i;
    return !in_group || (*grouped && in_group != 3) ? NUMBER_NOT : NUMBER_OK;
}

static bool has_exponent(Str s) {
    for (size_t i = 0; i + 2 < s.n; i++)
        if (is_digit(s.p[i]) && (s.p[i + 1] == 'E' || s.p[i + 1] == 'e') &&
            (s.p[i + 2] == '+' || s.p[i + 2] == '-' || is_digit(s.p[i + 2])))
            return true;
    return false;
}

NumberTrouble number_read(Str s, unsigned scale, int64_t *value) {
    s = str_trim_wide(s);
    if (!s.n) return NUMBER_EMPTY;
    if (has_exponent(s)) return NUMBER_EXPONENT;
    bool negative = take_minus(&s);
    Digits digits = {0};
    size_t n;
    bool grouped;
    NumberTrouble trouble = whole_read(s, &digits, &n, &grouped);
    if (trouble) return trouble;
    Str decimals = str_sub(s, n + 1, SIZE_MAX);
    if (n < s.n && ((s.p[n] != ',' && s.p[n] != '.') || !decimals.n)) return NUMBER_NOT;
    trouble = decimals_add(&digits, decimals, scale, false);
    bool like_thousands = !grouped && n <= 3 && decimals.n == 3 && s.p[0] != '0';
    if (like_thousands && scale < 3 && trouble != NUMBER_NOT) return NUMBER_AMBIGUOUS;
    return trouble ? trouble : digits_end(&digits, negative, value);
}

const char *number_trouble_text(NumberTrouble trouble) {
    static const char *const texts[] = {
        [NUMBER_OK] = "a number",
        [NUMBER_EMPTY] = "empty",
        [NUMBER_NOT] = "not a number",
        [NUMBER_AMBIGUOUS] = "thousands or decimals? write 1234 or 1,23",
        [NUMBER_DIGITS] = "more decimals than are kept",
        [NUMBER_EXPONENT] = "in scientific notation: a spreadsheet has lost digits",
        [NUMBER_RANGE] = "too large",
    };
    return texts[trouble];
}

/* The digits of a value of hundredths: sign apart, whole part and the two decimals. */
typedef struct Parts {
    bool negative;
    uint64_t whole;
    unsigned cents;
} Parts;

static Parts parts_of(Hundredths value) {
    uint64_t size = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
    return (Parts){.negative = value < 0, .whole = size / 100, .cents = (unsigned)(size % 100)};
}

Str hundredths_print(Arena *arena, Hundredths value) {
    if (value == HUNDREDTHS_ABSENT) return (Str){0};
    Parts p = parts_of(value);
    Buf buf = {.arena = arena};
    if (p.negative) buf_byte(&buf, '-');
    buf_number(&buf, p.whole, 1);
    buf_byte(&buf, '.');
    buf_number(&buf, p.cents, 2);
    return buf_str(&buf);
}

Str hundredths_print_short(Arena *arena, Hundredths value) {
    Str s = hundredths_print(arena, value);
    if (!s.n) return s;
    while (s.p[s.n - 1] == '0') s.n--;
    if (s.p[s.n - 1] == '.') s.n--;
    return s;
}

static const Numerals french = {{",", 1}, {"\u202F", 3}};

static void print_grouped(Buf *buf, Str group, uint64_t value) {
    char digits[20];
    size_t n = 0;
    do {
        digits[n++] = (char)('0' + value % 10);
        value /= 10;
    } while (value);
    while (n) {
        buf_byte(buf, digits[--n]);
        if (n && n % 3 == 0) buf_add(buf, group);
    }
}

Str hundredths_print_in(Arena *arena, const Numerals *numerals, Hundredths value, unsigned decimals) {
    if (value == HUNDREDTHS_ABSENT) return (Str){0};
    Parts p = parts_of(value);
    Buf buf = {.arena = arena};
    if (p.negative) buf_add(&buf, STR("\u2212"));
    print_grouped(&buf, numerals->group, p.whole);
    unsigned shown = p.cents % 10 ? 2 : p.cents ? 1 : 0;
    if (shown < decimals) shown = decimals;
    if (shown) buf_add(&buf, numerals->decimal);
    if (shown == 1) buf_print(&buf, "%u", p.cents / 10);
    if (shown >= 2) buf_print(&buf, "%02u", p.cents);
    return buf_str(&buf);
}

Str count_print_in(Arena *arena, const Numerals *numerals, int64_t value) {
    Buf buf = {.arena = arena};
    if (value < 0) buf_add(&buf, STR("\u2212"));
    print_grouped(&buf, numerals->group, value < 0 ? 0 - (uint64_t)value : (uint64_t)value);
    return buf_str(&buf);
}

Str hundredths_print_fr(Arena *arena, Hundredths value, unsigned decimals) {
    return hundredths_print_in(arena, &french, value, decimals);
}

Str count_print_fr(Arena *arena, int64_t value) {
    return count_print_in(arena, &french, value);
}
