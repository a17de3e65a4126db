/* xlsx_value.c - stored numbers to text, by decimal digits: no floating point comes near them.
 *
 * A program stores what its binary numbers come to: 0.30000000000000004. Fifteen digits are what such a
 * number surely holds, so more are rounded to fifteen. Whole numbers beyond that have lost digits in the
 * program itself: they keep an exponent, by which the readers of cells refuse them. */
#include "ingest/xlsx_value.h"
#include "base/date.h"
#include "base/utf8.h"
#include <ctype.h>
#include <string.h>
#include <strings.h>

enum {
    MOST_DIGITS = 40, /* of a stored number */
    MOST_CODE = 255,  /* bytes of a format's code */
    SURE_DIGITS = 15,
    LEAST_DECIMALS = 2, /* which no format hides: hundredths of an hour, cents */
    DAY_SECONDS = 86400,
    LAST_DAY = 2958465, /* 9999-12-31, counted from 1900 */
};

/* 0.d1d2d3... x 10^point; d1 and the last digit are not 0. No digits: 0. */
typedef struct Decimal {
    bool negative;
    int n, point;
    char digits[MOST_DIGITS];
} Decimal;

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

static void decimal_trim(Decimal *d) {
    int zeros = 0;
    while (d->n && d->digits[d->n - 1] == '0') d->n--;
    while (zeros < d->n && d->digits[zeros] == '0') zeros++;
    memmove(d->digits, d->digits + zeros, (size_t)(d->n - zeros));
    d->n -= zeros;
    d->point = d->n ? d->point - zeros : 0;
    if (!d->n) d->negative = false;
}

/* [-]digits[.digits][E[+-]digits] */
static bool decimal_read(Str s, Decimal *d) {
    *d = (Decimal){0};
    size_t i = 0;
    bool point = false;
    if (i < s.n && (s.p[i] == '-' || s.p[i] == '+')) d->negative = s.p[i++] == '-';
    size_t first = i;
    for (; i < s.n && (is_digit(s.p[i]) || (s.p[i] == '.' && !point)); i++) {
        if (s.p[i] == '.') {
            point = true;
            continue;
        }
        if (d->n == MOST_DIGITS) return false;
        d->digits[d->n++] = s.p[i];
        d->point += !point;
    }
    if (i == first + point) return false;
    if (i < s.n && (s.p[i] == 'E' || s.p[i] == 'e')) {
        bool negative = ++i < s.n && s.p[i] == '-';
        if (i < s.n && (s.p[i] == '-' || s.p[i] == '+')) i++;
        int exponent = 0;
        size_t from = i;
        for (; i < s.n && i < from + 3 && is_digit(s.p[i]); i++) exponent = exponent * 10 + (s.p[i] - '0');
        if (i == from) return false;
        d->point += negative ? -exponent : exponent;
    }
    decimal_trim(d);
    return i == s.n;
}

/* Keeps `keep` digits, half away from zero. */
static void decimal_round(Decimal *d, int keep) {
    if (keep >= d->n) return;
    bool up = keep >= 0 && d->digits[keep] >= '5';
    d->n = keep > 0 ? keep : 0;
    int i = d->n;
    while (up && i && d->digits[i - 1] == '9') d->digits[--i] = '0';
    if (up && i) {
        d->digits[i - 1]++;
    } else if (up) {
        d->digits[0] = '1';
        d->n = 1;
        d->point++;
    }
    decimal_trim(d);
}

/* A whole number that a binary one of 53 bits holds is exact with all its digits. */
static bool is_sure(const Decimal *d) {
    static const char largest[] = "9007199254740992";
    enum { LARGEST_DIGITS = sizeof largest - 1 };
    return d->n <= SURE_DIGITS ||
           (d->point == LARGEST_DIGITS && d->n <= d->point && memcmp(d->digits, largest, (size_t)d->n) < 0);
}

static void print_exponent(Buf *buf, const Decimal *d) {
    buf_byte(buf, d->digits[0]);
    if (d->n > 1) buf_byte(buf, '.');
    buf_add(buf, (Str){d->digits + 1, (size_t)(d->n - 1)});
    buf_print(buf, "E%+03d", d->point - 1);
}

static void print_plain(Buf *buf, const Decimal *d, int least_digits) {
    int whole = d->point > 0 ? d->point : 0;
    for (int i = whole ? whole : 1; i < least_digits; i++) buf_byte(buf, '0');
    if (!whole) buf_byte(buf, '0');
    for (int i = 0; i < whole; i++) buf_byte(buf, i < d->n ? d->digits[i] : '0');
    if (d->n <= d->point || !d->n) return;
    buf_byte(buf, '.');
    for (int i = d->point; i < 0; i++) buf_byte(buf, '0');
    buf_add(buf, (Str){d->digits + whole, (size_t)(d->n - whole)});
}

/* The digits alone; with an exponent where plain ones would claim more than is known, or run on and on. The
 * sixteenth digit of a whole number is known where it is not 0. */
static void print_digits(Buf *buf, const Decimal *d, int least_digits) {
    bool exact = d->point <= SURE_DIGITS || (d->n == d->point && is_sure(d));
    if (exact && d->point > -SURE_DIGITS) print_plain(buf, d, least_digits);
    else print_exponent(buf, d);
}

static void print_number(Buf *buf, const NumberFormat *format, Decimal d) {
    d.point += (format->percent ? 2 : 0) - 3 * format->thousands;
    if (!d.n) d.point = 0;
    int least = LEAST_DECIMALS + 3 * format->thousands;
    if (format->rounded) decimal_round(&d, d.point + (format->decimals > least ? format->decimals : least));
    if (d.negative) buf_byte(buf, '-');
    buf_add(buf, format->before);
    print_digits(buf, &d, format->digits);
    buf_add(buf, format->after);
}

/* Whole days, and the second of the day to the nearest. False where there is no such moment. */
static bool moment_of(const Decimal *d, int64_t *days, int64_t *second) {
    enum { FRACTION = 12 };
    int64_t fraction = 0;
    if (d->negative || d->point > 7) return false;
    *days = 0;
    for (int i = 0; i < d->point; i++) *days = *days * 10 + (i < d->n ? d->digits[i] - '0' : 0);
    for (int i = d->point; i < d->point + FRACTION; i++)
        fraction = fraction * 10 + (i >= 0 && i < d->n ? d->digits[i] - '0' : 0);
    int64_t one = 1000000000000;
    *second = (fraction * DAY_SECONDS + one / 2) / one;
    *days += *second / DAY_SECONDS;
    *second %= DAY_SECONDS;
    return *days <= LAST_DAY;
}

/* The day of a number. The calendar that counts from 1900 has a day 0 and a 29 February 1900, which the one
 * of the world has not: they are shown for what they are, and no reader of dates takes them. */
static bool day_of(int64_t days, bool from_1904, int *year, int *month, int *day) {
    *year = 1900;
    *month = days ? 2 : 1;
    *day = days ? 29 : 0;
    if (!from_1904 && (days == 0 || days == 60)) return true;
    Date start = from_1904 ? date_of(1904, 1, 1) : date_of(1899, 12, days < 60 ? 31 : 30);
    int64_t date = start + days;
    if (date > date_of(9999, 12, 31)) return false;
    date_split((Date)date, year, month, day);
    return true;
}

static void print_time(Buf *buf, const NumberFormat *format, int64_t hours, int64_t second) {
    buf_print(buf, "%02lld:%02lld", (long long)hours, (long long)(second / 60 % 60));
    if (format->second) buf_print(buf, ":%02lld", (long long)(second % 60));
}

/* False where the number is no moment. What the format does not show is not said: a month has no day. */
static bool print_moment(Buf *buf, const NumberFormat *format, bool from_1904, const Decimal *d) {
    int64_t days, second;
    int year, month, day;
    if (!moment_of(d, &days, &second) || !day_of(days, from_1904, &year, &month, &day)) return false;
    if (format->elapsed) {
        print_time(buf, format, days * 24 + second / 3600, second);
        return true;
    }
    bool dated = format->year || format->month || format->day;
    if (dated) buf_print(buf, "%04d", year);
    if (format->month || format->day) buf_print(buf, "-%02d", month);
    if (format->day || (dated && format->hour)) buf_print(buf, "-%02d", day);
    if (format->hour) {
        if (dated) buf_byte(buf, 'T');
        print_time(buf, format, second / 3600, second);
    }
    return true;
}

Str number_text(Buf *room, const NumberFormat *format, bool from_1904, Str stored) {
    static const NumberFormat general;
    Decimal d;
    stored = str_trim(stored);
    if (!decimal_read(stored, &d)) return stored;
    if (!is_sure(&d)) decimal_round(&d, SURE_DIGITS);
    room->n = 0;
    if (format->kind != FORMAT_MOMENT || !print_moment(room, format, from_1904, &d))
        print_number(room, format->kind == FORMAT_NUMBER ? format : &general, d);
    return str_trim_wide(buf_str(room));
}

/* _x000D_: a character that XML cannot hold, or an underscore; 0 if none begins here. */
static uint32_t escaped_character(Str s) {
    enum { LENGTH = 7 };
    uint32_t c = 0;
    if (s.n < LENGTH || s.p[0] != '_' || s.p[1] != 'x' || s.p[LENGTH - 1] != '_') return 0;
    for (size_t i = 2; i < LENGTH - 1; i++) {
        if (!isxdigit((unsigned char)s.p[i])) return 0;
        int digit = tolower((unsigned char)s.p[i]);
        c = c * 16 + (uint32_t)(digit <= '9' ? digit - '0' : digit - 'a' + 10);
    }
    return c >= 0xD800 && c <= 0xDFFF ? 0 : c;
}

Str stored_text(Arena *arena, Str stored) {
    if (str_find_byte(stored, '\r') == SIZE_MAX && str_find(stored, STR("_x")) == SIZE_MAX)
        return str_copy(arena, stored);
    char *out = arena_text(arena, stored.n);
    size_t n = 0;
    for (size_t i = 0; i < stored.n;) {
        uint32_t c = escaped_character(str_sub(stored, i, 7));
        if (c) i += 7;
        else c = utf8_next(stored, &i);
        bool pair = c == '\n' && n && out[n - 1] == '\r';
        if (pair) out[n - 1] = '\n';
        else if (c >= ' ' || c == '\t' || c == '\n' || c == '\r') n += utf8_put(c, out + n);
    }
    for (size_t i = 0; i < n; i++)
        if (out[i] == '\r') out[i] = '\n';
    return (Str){out, n};
}

/* Codes. */

/* A code under way. */
typedef struct Scan {
    Str rest;
    Buf before, after;
    Str currency;
    NumberFormat format;
    bool placed;  /* a digit's place was seen: texts now stand behind the number */
    bool pointed; /* a decimal point was */
    int commas;   /* since the last place */
    char last;    /* the letter of the last part of a moment: y m d h s, M for minutes; or 0 */
    bool moment, strange;
} Scan;

/* One character, which may be of several bytes, off the front. */
static Str char_take(Str *s) {
    size_t n = s->n > 0;
    while (n < s->n && ((unsigned char)s->p[n] & 0xC0) == 0x80) n++;
    Str c = str_sub(*s, 0, n);
    *s = str_sub(*s, n, SIZE_MAX);
    return c;
}

static void text_take(Scan *scan, Str text) {
    buf_add(scan->placed ? &scan->after : &scan->before, text);
}

static bool word_take(Scan *scan, const char *word) {
    size_t n = strlen(word);
    if (scan->rest.n < n || strncasecmp(scan->rest.p, word, n) != 0) return false;
    scan->rest = str_sub(scan->rest, n, SIZE_MAX);
    return true;
}

/* The letters m mean minutes behind hours and before seconds, else months. */
static void moment_take(Scan *scan, char letter) {
    NumberFormat *format = &scan->format;
    scan->moment = true;
    if (letter == tolower((unsigned char)scan->last)) return;
    if (letter == 'm' && scan->last == 'h') letter = 'M';
    if (letter == 'y') format->year = true;
    if (letter == 'd') format->day = true;
    if (letter == 'h') format->hour = true;
    if (letter == 'm') format->month = true;
    if (letter == 's') {
        format->second = format->hour = true;
        if (scan->last == 'm') format->month = false;
    }
    scan->last = letter;
}

/* [Red], [$€-40C], [h], [>100] */
static void bracket_take(Scan *scan) {
    size_t n = str_find_byte(scan->rest, ']');
    Str inside = str_sub(scan->rest, 0, n);
    scan->rest = str_sub(scan->rest, n == SIZE_MAX ? scan->rest.n : n + 1, SIZE_MAX);
    char c = inside.n ? (char)tolower((unsigned char)inside.p[0]) : 0;
    if (c == '$') {
        Str currency = str_sub(inside, 1, str_find_byte(inside, '-') - 1);
        if (currency.n) scan->currency = currency;
    } else if (c == '<' || c == '>' || c == '=') {
        scan->strange = true;
    } else if ((c == 'h' || c == 'm' || c == 's') && (inside.n == 1 || inside.p[1] == inside.p[0])) {
        moment_take(scan, c);
        scan->format.elapsed = scan->format.hour = true;
        scan->format.month = false;
        scan->last = 'h';
    }
}

static void place_take(Scan *scan, char c) {
    NumberFormat *format = &scan->format;
    if (scan->placed) scan->after.n = 0; /* texts between digits only group them */
    scan->placed = format->rounded = true;
    scan->commas = 0;
    if (scan->pointed) format->decimals++;
    else if (c == '0' || format->digits) format->digits++;
}

static void letter_take(Scan *scan, Str c) {
    char letter = (char)tolower((unsigned char)c.p[0]);
    if (letter == '0' || letter == '#' || letter == '?') place_take(scan, letter);
    else if (letter == '.') scan->pointed = true;
    else if (letter == ',') scan->commas++;
    else if (letter == '%') {
        scan->format.percent = true;
        text_take(scan, c);
    } else if (letter == '@' || (scan->placed && (letter == 'e' || letter == '/'))) scan->strange = true;
    else if (strchr("ymdhs", letter)) moment_take(scan, letter);
    else text_take(scan, c);
}

static void token_take(Scan *scan) {
    if (word_take(scan, "General") || word_take(scan, "Standard")) {
        scan->placed = true;
        return;
    }
    if (word_take(scan, "AM/PM") || word_take(scan, "A/P")) return;
    Str c = char_take(&scan->rest);
    if (str_is(c, "\"")) {
        size_t n = str_find_byte(scan->rest, '"');
        text_take(scan, str_sub(scan->rest, 0, n));
        scan->rest = str_sub(scan->rest, n == SIZE_MAX ? scan->rest.n : n + 1, SIZE_MAX);
    } else if (str_is(c, "\\")) {
        text_take(scan, char_take(&scan->rest));
    } else if (str_is(c, "_") || str_is(c, "*")) { /* room as wide as a character, or filled with it */
        char_take(&scan->rest);
    } else if (str_is(c, "[")) {
        bracket_take(scan);
    } else {
        letter_take(scan, c);
    }
}

NumberFormat number_format(Arena *arena, Str code) {
    Scan scan = {.rest = code};
    if (code.n > MOST_CODE) scan.rest.n = 0;
    scan.before.arena = scan.after.arena = arena;
    while (scan.rest.n && scan.rest.p[0] != ';') token_take(&scan);
    NumberFormat format = scan.format;
    if (scan.moment) {
        format.kind = FORMAT_MOMENT;
    } else if (scan.placed && !scan.strange) {
        format.kind = FORMAT_NUMBER;
        format.thousands = scan.commas;
        if (scan.currency.n) buf_print(&scan.after, " %.*s", STR_ARG(scan.currency)); /* behind, always */
        format.before = buf_str(&scan.before);
        format.after = buf_str(&scan.after);
    } else {
        format = (NumberFormat){0};
    }
    return format;
}

NumberFormat number_format_built_in(unsigned number) {
    static const struct {
        unsigned first, last;
        NumberFormat format;
    } formats[] = {
        {1, 1, {.kind = FORMAT_NUMBER, .rounded = true}},
        {2, 2, {.kind = FORMAT_NUMBER, .rounded = true, .decimals = 2}},
        {3, 3, {.kind = FORMAT_NUMBER, .rounded = true}},
        {4, 8, {.kind = FORMAT_NUMBER, .rounded = true, .decimals = 2}},
        {9, 10, {.kind = FORMAT_NUMBER, .rounded = true, .percent = true, .after = {"%", 1}}},
        {14, 16, {.kind = FORMAT_MOMENT, .year = true, .month = true, .day = true}},
        {17, 17, {.kind = FORMAT_MOMENT, .year = true, .month = true}},
        {18, 18, {.kind = FORMAT_MOMENT, .hour = true}},
        {19, 19, {.kind = FORMAT_MOMENT, .hour = true, .second = true}},
        {20, 20, {.kind = FORMAT_MOMENT, .hour = true}},
        {21, 21, {.kind = FORMAT_MOMENT, .hour = true, .second = true}},
        {22, 22, {.kind = FORMAT_MOMENT, .year = true, .month = true, .day = true, .hour = true}},
        {27, 31, {.kind = FORMAT_MOMENT, .year = true, .month = true, .day = true}},
        {32, 33, {.kind = FORMAT_MOMENT, .hour = true}},
        {36, 36, {.kind = FORMAT_MOMENT, .year = true, .month = true, .day = true}},
        {37, 44, {.kind = FORMAT_NUMBER, .rounded = true, .decimals = 2}},
        {45, 45, {.kind = FORMAT_MOMENT, .hour = true, .second = true}},
        {46, 46, {.kind = FORMAT_MOMENT, .hour = true, .second = true, .elapsed = true}},
        {47, 47, {.kind = FORMAT_MOMENT, .hour = true, .second = true}},
        {50, 54, {.kind = FORMAT_MOMENT, .year = true, .month = true, .day = true}},
        {57, 58, {.kind = FORMAT_MOMENT, .year = true, .month = true, .day = true}},
    };
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++)
        if (number >= formats[i].first && number <= formats[i].last) return formats[i].format;
    return (NumberFormat){0};
}
