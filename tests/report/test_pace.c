/* Pace: commitments by days, months that are missing rather than zero, and who is late. */
#include "report/pace.h"
#include "tests/tap.h"

static void test_rounding(void) {
    static const struct {
        int line;
        int64_t part, whole, want;
    } rows[] = {
        {__LINE__, 1, 2, 5000},
        {__LINE__, 1, 3, 3333},
        {__LINE__, 2, 3, 6666},
        {__LINE__, 1, 80000, 0},
        {__LINE__, 1, 20000, 0},
        {__LINE__, 19, 61, 3114},
        {__LINE__, 0, 5, 0},
        {__LINE__, 7, 5, 14000},
        {__LINE__, 1, 0, HUNDREDTHS_ABSENT},
        {__LINE__, INT64_MAX, 1, HUNDREDTHS_ABSENT},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        NUM_AT(rows[i].line, percent_of(rows[i].part, rows[i].whole), rows[i].want);
    NUM(rounded(INT64_MAX, 365, 365), INT64_MAX);
    NUM(rounded(INT64_MAX, 2, 1), HUNDREDTHS_ABSENT);
    NUM(rounded(1893686, 1, 61), 31044); /* hours a person */
}

static Contract contract(Hundredths committed, Date start, Date end) {
    return (Contract){.hours_committed = committed, .start_date = start, .end_date = end};
}

static void test_committed(void) {
    Date new_year = date_of(2026, 1, 1), end = date_of(2026, 12, 31);
    Contract year = contract(100000, new_year, end); /* 1 000 h in 365 days */
    NUM(pace_committed(&year, new_year, end), 100000);
    NUM(pace_committed(&year, date_of(2025, 1, 1), date_of(2027, 12, 31)), 100000);
    NUM(pace_committed(&year, date_of(2025, 1, 1), date_of(2025, 12, 31)), 0);
    NUM(pace_committed(&year, date_of(2027, 1, 1), date_of(2027, 12, 31)), 0);
    NUM(pace_committed(&year, new_year, new_year), 274); /* 2,7397 h */
    NUM(pace_committed(&year, end, new_year), 0);

    /* Months join without a hundredth lost. */
    Hundredths sum = 0;
    for (Month month = month_of(2026, 1); month <= month_of(2026, 12); month++)
        sum += pace_committed(&year, month_first(month), month_last(month));
    NUM(sum, 100000);

    Contract day = contract(INT64_MAX / 4, new_year, new_year);
    NUM(pace_committed(&day, new_year, new_year), INT64_MAX / 4);
}

/* Hours a month from January 2026 on; -1: nothing declared. */
typedef struct Case {
    int line;
    int months[12];
    const char *status;
    int committed; /* hours */
    int until;     /* month of 2026 */
    int low, high; /* hundredths of a percent */
    size_t missing;
    bool late;
} Case;

static const Case cases[] = {
    {__LINE__, {100, 100, 100, 100, 100, 100}, "", 1200, 6, 5000, 5000, 0, false},
    {__LINE__, {40, 40, 40, 40, 40, 40}, "", 1200, 6, 2000, 2000, 0, true},
    /* two months missing: between what is declared and their mean */
    {__LINE__, {100, 100, 100, 100, -1, -1}, "", 1200, 6, 3333, 5000, 2, false},
    {__LINE__, {40, -1, 40, 40, -1, 40}, "", 1200, 6, 1333, 2000, 2, true},
    /* a declared zero is a zero */
    {__LINE__, {100, 100, 100, 100, 0, 0}, "", 1200, 6, 3333, 3333, 0, true},
    /* nothing declared: the expected pace as the high bound, and late all the same */
    {__LINE__, {-1, -1, -1, -1, -1, -1}, "", 1200, 6, 0, 4958, 6, true},
    /* ... but not within the tolerance */
    {__LINE__, {-1}, "", 1200, 1, 0, 849, 1, false},
    /* more than all of it is valid */
    {__LINE__, {200, 200, 200, 200, 200, 250}, "", 1200, 6, 10416, 10416, 0, false},
    {__LINE__, {40, 40, 40, 40, 40, 40}, "attested", 1200, 6, 2000, 2000, 0, false},
    {__LINE__, {40, 40, 40, 40, 40, 40}, "ended_early", 1200, 6, 2000, 2000, 0, false},
    {__LINE__, {40, 40, 40, 40, 40, 40}, "closed", 1200, 6, 2000, 2000, 0, true},
    /* within the tolerance of ten points of 49,59 % */
    {__LINE__, {80, 80, 80, 80, 80, 76}, "", 1200, 6, 3966, 3966, 0, false},
    {__LINE__, {80, 80, 80, 80, 80, 75}, "", 1200, 6, 3958, 3958, 0, true},
};

static void test_cases(void) {
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const Case *c = &cases[i];
        Arena *arena = arena_new();
        HoursRow rows[12];
        size_t n = 0;
        for (int month = 1; month <= 12; month++)
            if (c->months[month - 1] >= 0 && month <= c->until)
                rows[n++] = (HoursRow){.month = month_of(2026, month), .hours = c->months[month - 1] * 100};
        Contract of = contract(c->committed * 100, date_of(2026, 1, 1), date_of(2026, 12, 31));
        of.status = str_of(c->status);
        Pace pace;
        Date until = month_last(month_of(2026, c->until));
        OK_AT(c->line, pace_of(arena, &of, rows, n, until, 10, &pace));
        NUM_AT(c->line, pace.rate_low, c->low);
        NUM_AT(c->line, pace.rate_high, c->high);
        NUM_AT(c->line, pace.missing_count, c->missing);
        OK_AT(c->line, pace.late == c->late);
        arena_free(arena);
    }
}

static void test_edges(void) {
    Arena *arena = arena_new();
    Pace pace;
    Date new_year = date_of(2026, 1, 1), june = date_of(2026, 6, 30);

    /* Nothing committed: no rate, never late. */
    Contract none = contract(0, new_year, date_of(2026, 12, 31));
    OK(pace_of(arena, &none, NULL, 0, june, 10, &pace));
    NUM(pace.rate_low, HUNDREDTHS_ABSENT);
    OK(!pace.late);

    /* A contract that starts after the last day. */
    Contract next = contract(10000, date_of(2027, 1, 1), date_of(2027, 12, 31));
    OK(pace_of(arena, &next, NULL, 0, june, 10, &pace));
    NUM(pace.elapsed, 0);
    NUM(pace.missing_count, 0);
    OK(!pace.late);

    /* Hours after the last day's month do not count, those before the contract's start do. */
    Contract half = contract(10000, date_of(2026, 3, 15), date_of(2026, 8, 31));
    HoursRow rows[] = {{.month = month_of(2026, 7), .hours = 5000},
                       {.month = month_of(2026, 2), .hours = 1000},
                       {.month = month_of(2026, 4), .hours = 2000},
                       {.month = month_of(2026, 4), .hours = 0}};
    OK(pace_of(arena, &half, rows, 4, june, 10, &pace));
    NUM(pace.declared, 3000);
    NUM(pace.missing_count, 3);
    NUM(pace.missing[0], month_of(2026, 3));
    NUM(pace.missing[2], month_of(2026, 6));

    /* Over: no month is missing after its end, and hours worked off late count. */
    rows[0].month = month_of(2026, 10);
    OK(pace_of(arena, &half, rows, 4, date_of(2026, 12, 31), 10, &pace));
    NUM(pace.elapsed, 10000);
    NUM(pace.declared, 8000);
    NUM(pace.declared_count, 1);
    NUM(pace.missing_count, 5);
    NUM(pace.missing[4], month_of(2026, 8));

    /* Only early hours: they count, and no month speaks for the missing ones. */
    HoursRow early = {.month = month_of(2026, 2), .hours = 6000};
    OK(pace_of(arena, &half, &early, 1, date_of(2026, 12, 31), 10, &pace));
    NUM(pace_reached(&pace), 6000);
    NUM(pace.rate_high, 10000);
    OK(pace.late);

    /* More hours than fit. */
    HoursRow huge[] = {{.month = month_of(2026, 4), .hours = INT64_MAX},
                       {.month = month_of(2026, 4), .hours = 1}};
    OK(!pace_of(arena, &half, huge, 2, june, 10, &pace));
    OK(!pace_of(arena, &half, huge, 1, june, 10, &pace));
    arena_free(arena);
}

int main(void) {
    test_rounding();
    test_committed();
    test_cases();
    test_edges();
    return tap_done();
}
