/* Dates as people and machines write them. */
#include "base/date.h"
#include "tests/tap.h"

static void test_calendar(Arena *arena) {
    Date last = date_of(1, 1, 1) - 1;
    bool steady = true;
    for (int year = 1; year <= 9999; year++)
        for (int month = 1; month <= 12; month++)
            for (int day = 1; day <= 31; day++) {
                Date date = date_of(year, month, day);
                if (date == DATE_ABSENT) continue;
                int y, m, d;
                date_split(date, &y, &m, &d);
                steady = steady && date == last + 1 && y == year && m == month && d == day;
                last = date;
            }
    OK(steady);
    NUM(date_of(1970, 1, 1), 0);
    NUM(date_of(2026, 11, 23), 20780);
    NUM(date_of(2023, 2, 29), DATE_ABSENT);
    NUM(date_of(1900, 2, 29), DATE_ABSENT);
    OK(date_of(2000, 2, 29) != DATE_ABSENT);
    IS(date_print(arena, month_last(month_of(2024, 2))), STR("2024-02-29"));
    IS(month_print(arena, date_month(date_of(2026, 3, 9))), STR("2026-03"));
}

typedef struct Row {
    int line;
    const char *text, *want; /* want "": refused */
} Row;

static void test_reading(Arena *arena) {
    static const Row rows[] = {
        {__LINE__, "2026-03-09", "2026-03-09"},
        {__LINE__, " 2026-03-09 ", "2026-03-09"},
        {__LINE__, "2024-01-22+02:00", "2024-01-22"},
        {__LINE__, "2024-01-22-11:00", "2024-01-22"},
        {__LINE__, "2024-01-22Z", "2024-01-22"},
        {__LINE__, "2024-01-22T23:59:59.999", "2024-01-22"},
        {__LINE__, "2024-01-22 23:59", "2024-01-22"},
        {__LINE__, "2026-03-09T25:00", ""},
        {__LINE__, "2026-03-09 au 2026-04-09", ""},
        {__LINE__, "20260309", "2026-03-09"},
        {__LINE__, "09/03/2026", "2026-03-09"},
        {__LINE__, "9.3.2026", "2026-03-09"},
        {__LINE__, "9 mars 2026", "2026-03-09"},
        {__LINE__, "1er août 2026", "2026-08-01"},
        {__LINE__, "3 FÉVRIER 2026", "2026-02-03"},
        {__LINE__, "3 févr. 2026", "2026-02-03"},
        {__LINE__, "31/02/2026", ""},
        {__LINE__, "2026-13-01", ""},
        {__LINE__, "2026-02-30", ""},
        {__LINE__, "09/03/26", ""},
        {__LINE__, "45000", ""},
        {__LINE__, "9/3.2026", ""},
        {__LINE__, "2026-03-09x", ""},
        {__LINE__, "", ""},
        {__LINE__, "mars 2026", ""},
        {__LINE__, "99999999999999999999999999999999999999999999999999999", ""},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        Date date;
        bool good = date_read(str_of(rows[i].text), &date);
        OK_AT(rows[i].line, good == (rows[i].want[0] != '\0'));
        IS_AT(rows[i].line, date_print(arena, date), str_of(rows[i].want));
    }
}

static void test_months(Arena *arena) {
    static const Row rows[] = {
        {__LINE__, "2026-03", "2026-03"},
        {__LINE__, "03/2026", "2026-03"},
        {__LINE__, "3/2026", "2026-03"},
        {__LINE__, "202603", "2026-03"},
        {__LINE__, "mars 2026", "2026-03"},
        {__LINE__, "Mars-26", "2026-03"},
        {__LINE__, "décembre 2025", "2025-12"},
        {__LINE__, "déc. 2025", "2025-12"},
        {__LINE__, "sept 2025", "2025-09"},
        {__LINE__, "juil-25", "2025-07"},
        {__LINE__, "15/03/2026", "2026-03"},
        {__LINE__, "2026-03-15", "2026-03"},
        {__LINE__, "13/2026", ""},
        {__LINE__, "ju 2026", ""},
        {__LINE__, "2026", ""},
        {__LINE__, "mars", ""},
        {__LINE__, "", ""},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        Month month;
        bool good = month_read(str_of(rows[i].text), &month);
        OK_AT(rows[i].line, good == (rows[i].want[0] != '\0'));
        IS_AT(rows[i].line, month_print(arena, month), str_of(rows[i].want));
    }
}

static void test_minutes(Arena *arena) {
    static const struct {
        int line;
        const char *text;
        int want;
    } rows[] = {
        {__LINE__, "12:00", 720}, {__LINE__, "12:00:00", 720}, {__LINE__, "23:59:59.9999999+02:00", 1439},
        {__LINE__, "12h", 720},   {__LINE__, "9h30", 570},     {__LINE__, "24:00", 1440},
        {__LINE__, "25:00", -1},  {__LINE__, "12:60", -1},     {__LINE__, "12:", -1},
        {__LINE__, "noon", -1},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        int minute;
        minute_read(str_of(rows[i].text), &minute);
        NUM_AT(rows[i].line, minute, rows[i].want);
    }
    IS(datetime_print(arena, (DateTime){date_of(2024, 3, 4), 720}), STR("2024-03-04T12:00"));
    IS(datetime_print(arena, (DateTime){date_of(2024, 3, 4), -1}), STR("2024-03-04"));
    IS(datetime_print(arena, DATETIME_ABSENT), STR(""));
}

int main(void) {
    Arena *arena = arena_new();
    test_calendar(arena);
    test_reading(arena);
    test_months(arena);
    test_minutes(arena);
    arena_free(arena);
    return tap_done();
}
