/* ojnumber.c - the number first or the year first. */
#include "ingest/ojnumber.h"

enum { YEAR_FIRST = 1980, YEAR_LAST = 2199, NUMBER_DIGITS = 8, ISSUE_DIGITS = 3 };

/* Cuts 1 to `most` digits off the text; more of them are a refusal. */
static bool take_digits(Str *s, size_t most, uint32_t *value, size_t *digits) {
    size_t n = 0;
    *value = 0;
    while (n < s->n && n <= most && s->p[n] >= '0' && s->p[n] <= '9')
        *value = *value * 10 + (uint32_t)(s->p[n++] - '0');
    *s = str_sub(*s, n, SIZE_MAX);
    *digits = n;
    return n >= 1 && n <= most;
}

static bool take_byte(Str *s, char c) {
    *s = str_trim_wide(*s);
    if (!s->n || s->p[0] != c) return false;
    *s = str_trim_wide(str_sub(*s, 1, SIZE_MAX));
    return true;
}

bool oj_number_read(Str s, OjNumber *oj) {
    uint32_t first, issue, last;
    size_t first_digits, last_digits, any;
    Str rest = str_trim_wide(s);
    if (!take_digits(&rest, NUMBER_DIGITS, &first, &first_digits)) return false;
    bool year_first = take_byte(&rest, '/');
    if (year_first && !(take_byte(&rest, 'S') || take_byte(&rest, 's'))) return false;
    if (year_first && !take_digits(&rest, ISSUE_DIGITS, &issue, &any)) return false;
    if (!take_byte(&rest, '-') || !take_digits(&rest, NUMBER_DIGITS, &last, &last_digits) || rest.n)
        return false;
    uint32_t year = year_first ? first : last, number = year_first ? last : first;
    size_t year_digits = year_first ? first_digits : last_digits;
    if (year_digits != 4 || year < YEAR_FIRST || year > YEAR_LAST || !number) return false;
    *oj = (OjNumber){number, (uint16_t)year};
    return true;
}

bool boamp_number_is(Str s) {
    uint32_t year, number;
    size_t year_digits, any;
    Str rest = str_trim_wide(s);
    return take_digits(&rest, 2, &year, &year_digits) && year_digits == 2 &&
           (take_byte(&rest, '-') || take_byte(&rest, '_')) && take_digits(&rest, 6, &number, &any) &&
           !rest.n;
}
