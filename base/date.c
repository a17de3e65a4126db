/* date.c - the civil calendar as day numbers, and the ways in which people and machines write it.
 *
 * Day numbers follow the usual shift of the year's start to March, so that the leap day comes last and a
 * month's first day is a linear function of its number. */
#include "base/date.h"
#include "base/fold.h"

static bool is_leap(int year) {
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

static int month_days(int year, int month) {
    static const int days[12] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return month == 2 && is_leap(year) ? 29 : days[month - 1];
}

Date date_of(int year, int month, int day) {
    if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 || day > month_days(year, month))
        return DATE_ABSENT;
    int y = month <= 2 ? year - 1 : year, m = (month + 9) % 12; /* March is 0 */
    return y * 365 + y / 4 - y / 100 + y / 400 + (m * 306 + 5) / 10 + day - 1 - 719468;
}

void date_split(Date date, int *year, int *month, int *day) {
    int64_t days = (int64_t)date + 719468;
    int y = (int)((10000 * days + 14780) / 3652425);
    int rest = (int)(days - (365 * (int64_t)y + y / 4 - y / 100 + y / 400));
    if (rest < 0) {
        y--;
        rest = (int)(days - (365 * (int64_t)y + y / 4 - y / 100 + y / 400));
    }
    int m = (100 * rest + 52) / 3060;
    *month = (m + 2) % 12 + 1;
    *year = y + (m + 2) / 12;
    *day = rest - (m * 306 + 5) / 10 + 1;
}

Month month_of(int year, int month) {
    if (year < 1 || year > 9999 || month < 1 || month > 12) return MONTH_ABSENT;
    return year * 12 + month - 1;
}

Month date_month(Date date) {
    int year, month, day;
    date_split(date, &year, &month, &day);
    return month_of(year, month);
}

Date month_first(Month month) {
    return date_of(month / 12, month % 12 + 1, 1);
}

Date month_last(Month month) {
    int year = month / 12, number = month % 12 + 1;
    return date_of(year, number, month_days(year, number));
}

/* Between `least` and `most` digits off the front of s. */
static bool digits(Str *s, size_t least, size_t most, int *value) {
    size_t n = 0;
    int v = 0;
    while (n < s->n && n < most && s->p[n] >= '0' && s->p[n] <= '9') v = v * 10 + (s->p[n++] - '0');
    if (n < least) return false;
    *value = v;
    *s = str_sub(*s, n, SIZE_MAX);
    return true;
}

static bool one_of(Str *s, const char *set, char *found) {
    if (!s->n || str_find_byte(str_of(set), s->p[0]) == SIZE_MAX) return false;
    if (found) *found = s->p[0];
    *s = str_sub(*s, 1, SIZE_MAX);
    return true;
}

/* A French month's name or its usual abbreviation, folded, off the front of s; 0 if there is none. */
static int month_name(Str *s) {
    static const struct {
        const char *stem, *name;
    } months[12] = {
        {"janv", "janvier"},  {"fev", "fevrier"}, {"mars", "mars"},    {"avr", "avril"},
        {"mai", "mai"},       {"juin", "juin"},   {"juil", "juillet"}, {"aou", "aout"},
        {"sep", "septembre"}, {"oct", "octobre"}, {"nov", "novembre"}, {"dec", "decembre"},
    };
    size_t n = 0;
    while (n < s->n && s->p[n] >= 'a' && s->p[n] <= 'z') n++;
    Str word = str_sub(*s, 0, n);
    for (int i = 0; i < 12; i++) {
        if (!str_starts(word, str_of(months[i].stem)) || !str_starts(str_of(months[i].name), word)) continue;
        *s = str_sub(*s, n, SIZE_MAX);
        if (s->n && s->p[0] == '.') *s = str_sub(*s, 1, SIZE_MAX);
        return i + 1;
    }
    if (str_is(word, "sept") && (*s = str_sub(*s, n, SIZE_MAX), true)) return 9;
    return 0;
}

static int full_year(int year, size_t digit_count) {
    return digit_count == 2 ? 2000 + year : year;
}

/* What may follow an ISO day: nothing, a zone, or a time. */
static bool is_day_tail(Str s) {
    int hour, minute;
    if (!s.n || str_is(s, "Z")) return true;
    if (one_of(&s, "T ", NULL)) return minute_read(s, &minute);
    return one_of(&s, "+-", NULL) && digits(&s, 2, 2, &hour) && one_of(&s, ":", NULL) &&
           digits(&s, 2, 2, &minute) && !s.n;
}

static bool date_read_iso(Str s, Date *date) {
    int year, month, day;
    if (!digits(&s, 4, 4, &year)) return false;
    bool dashed = one_of(&s, "-", NULL);
    if (!digits(&s, 2, 2, &month) || (dashed && !one_of(&s, "-", NULL)) || !digits(&s, 2, 2, &day))
        return false;
    if (dashed ? !is_day_tail(s) : s.n > 0) return false;
    *date = date_of(year, month, day);
    return *date != DATE_ABSENT;
}

static bool date_read_french(Str s, Date *date) {
    int year, month, day;
    if (!digits(&s, 1, 2, &day)) return false;
    char mark;
    if (one_of(&s, "/.-", &mark)) {
        char again;
        if (!digits(&s, 1, 2, &month) || !one_of(&s, "/.-", &again) || again != mark) return false;
        if (!digits(&s, 4, 4, &year) || s.n) return false;
    } else {
        if (str_starts(s, STR("er"))) s = str_sub(s, 2, SIZE_MAX);
        s = str_trim(s);
        month = month_name(&s);
        s = str_trim(s);
        if (!month || !digits(&s, 4, 4, &year) || s.n) return false;
    }
    *date = date_of(year, month, day);
    return *date != DATE_ABSENT;
}

/* Folds a short text into `room` without an arena; too long a text cannot be a date and gives the empty one.
 */
static Str fold_short(Str s, Arena **arena) {
    if (s.n > 40) return (Str){0};
    *arena = arena_new();
    return fold(*arena, s);
}

bool date_read(Str s, Date *date) {
    *date = DATE_ABSENT;
    s = str_trim(s);
    if (date_read_iso(s, date)) return true;
    *date = DATE_ABSENT;
    Arena *arena = NULL;
    bool good = date_read_french(fold_short(s, &arena), date);
    arena_free(arena);
    if (!good) *date = DATE_ABSENT;
    return good;
}

static bool month_read_folded(Str s, Month *month) {
    Str rest = s;
    int year, number;
    if ((number = month_name(&rest)) != 0) {
        rest = str_trim(rest);
        if (one_of(&rest, "-/", NULL)) rest = str_trim(rest);
        size_t n = rest.n;
        if ((n != 2 && n != 4) || !digits(&rest, n, n, &year)) return false;
        *month = month_of(full_year(year, n), number);
        return *month != MONTH_ABSENT;
    }
    rest = s;
    if (digits(&rest, 4, 4, &year)) {
        one_of(&rest, "-/", NULL);
        if (digits(&rest, 2, 2, &number) && !rest.n) {
            *month = month_of(year, number);
            return *month != MONTH_ABSENT;
        }
    }
    rest = s;
    if (digits(&rest, 1, 2, &number) && one_of(&rest, "/-.", NULL) && digits(&rest, 4, 4, &year) && !rest.n) {
        *month = month_of(year, number);
        return *month != MONTH_ABSENT;
    }
    return false;
}

bool month_read(Str s, Month *month) {
    *month = MONTH_ABSENT;
    s = str_trim(s);
    if (month_read_folded(s, month)) return true;
    Arena *arena = NULL;
    bool good = month_read_folded(fold_short(s, &arena), month);
    arena_free(arena);
    if (good) return true;
    *month = MONTH_ABSENT;
    Date date;
    if (!date_read(s, &date)) return false;
    *month = date_month(date);
    return true;
}

bool minute_read(Str s, int *minute) {
    *minute = -1;
    s = str_trim(s);
    int hour, minutes = 0;
    char mark;
    if (!digits(&s, 1, 2, &hour) || !one_of(&s, ":hH", &mark)) return false;
    if (!digits(&s, 2, 2, &minutes) && mark == ':') return false;
    if (hour > 24 || minutes > 59 || (hour == 24 && minutes)) return false;
    *minute = hour * 60 + minutes;
    return true;
}

/* A number of `width` digits at `to`, which moves behind it. */
static void put_digits(char **to, int value, int width) {
    for (int i = width - 1; i >= 0; i--, value /= 10) (*to)[i] = (char)('0' + value % 10);
    *to += width;
}

/* Printed many times for each notice, and so without printf. */
static Str print_parts(Arena *arena, Date date, bool with_day, int minute) {
    char *p = arena_text(arena, 16), *to = p;
    int year, month, day;
    date_split(date, &year, &month, &day);
    put_digits(&to, year, 4);
    *to++ = '-';
    put_digits(&to, month, 2);
    if (with_day) {
        *to++ = '-';
        put_digits(&to, day, 2);
    }
    if (minute >= 0) {
        *to++ = 'T';
        put_digits(&to, minute / 60, 2);
        *to++ = ':';
        put_digits(&to, minute % 60, 2);
    }
    return (Str){p, (size_t)(to - p)};
}

Str date_print(Arena *arena, Date date) {
    return date != DATE_ABSENT ? print_parts(arena, date, true, -1) : (Str){0};
}

Str month_print(Arena *arena, Month month) {
    return month != MONTH_ABSENT ? print_parts(arena, month_first(month), false, -1) : (Str){0};
}

Str datetime_print(Arena *arena, DateTime at) {
    return at.day != DATE_ABSENT ? print_parts(arena, at.day, true, at.minute) : (Str){0};
}
