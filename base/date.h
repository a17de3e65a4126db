/* date.h - days, months and minutes as plain numbers. Proleptic Gregorian calendar, years 1 to 9999. */
#ifndef CLAUSIER_BASE_DATE_H
#define CLAUSIER_BASE_DATE_H

#include "base/str.h"

typedef int32_t Date;  /* days since 1970-01-01 */
typedef int32_t Month; /* year x 12 + (0 for January ... 11 for December) */
#define DATE_ABSENT INT32_MIN
#define MONTH_ABSENT INT32_MIN

/* A moment as a notice states it: local day, local minute of the day (-1: no hour given). The zone is
 * dropped. */
typedef struct DateTime {
    Date day;
    int minute;
} DateTime;
#define DATETIME_ABSENT ((DateTime){DATE_ABSENT, -1})

Date date_of(int year, int month, int day); /* DATE_ABSENT if there is no such day */
void date_split(Date date, int *year, int *month, int *day);
Month date_month(Date date);
Date month_first(Month month);
Date month_last(Month month);
Month month_of(int year, int month); /* month 1 to 12, else MONTH_ABSENT */

/* 2026-03-09, 2026-03-09Z, 2026-03-09+02:00, 2026-03-09T..., 20260309, 09/03/2026, 9.3.2026, "9 mars 2026".
 * False (and DATE_ABSENT) when it is none of these or no such day exists. */
bool date_read(Str s, Date *date);
/* 2026-03, 03/2026, 202603, "mars 2026", "mars-26", or any date of the month. */
bool month_read(Str s, Month *month);
/* 12:00, 12:00:00, 12:00:00.999+02:00, 12h, 12h30. */
bool minute_read(Str s, int *minute);

Str date_print(Arena *arena, Date date);       /* 2026-03-09, empty if absent */
Str month_print(Arena *arena, Month month);    /* 2026-03, empty if absent */
Str datetime_print(Arena *arena, DateTime at); /* 2026-03-09T12:00, or the day alone */

#endif
