/* worktime.h - hours as people think of them: days, weeks, full-time equivalents.
 *
 * Days and weeks are rounded to the nearest whole, below ten to the nearest tenth; full-time equivalents to
 * the nearest hundredth. Halves go up. How many hours make a day, a week or a year is said by the packs. */
#ifndef CLAUSIER_RULES_WORKTIME_H
#define CLAUSIER_RULES_WORKTIME_H

#include "base/words.h"
#include "rules/verdict.h"

typedef enum WorkUnit { WORK_DAYS, WORK_WEEKS, WORK_YEARS } WorkUnit;

/* HUNDREDTHS_ABSENT where the hours are unknown, or no pack says how many make one. */
Hundredths worktime_in(int64_t hours, WorkTime time, WorkUnit unit);

/* "834 h", "834 à 900 h"; empty where they are unknown. */
Str worktime_hours(Arena *arena, const Words *words, HoursRange hours);

/* "119 jours", "119 à 129 jours"; empty where worktime_in() is absent, and for no hours at all. */
Str worktime_part(Arena *arena, const Words *words, HoursRange hours, WorkTime time, WorkUnit unit);

/* "0,52 ETP": full-time equivalents where there is little room. */
Str worktime_short(Arena *arena, const Words *words, HoursRange hours, WorkTime time);

/* "834 h d'insertion, soit 119 jours, 24 semaines ou 0,52 équivalent temps plein (1 607 h par an)" */
Str worktime_say(Arena *arena, const Words *words, HoursRange hours, WorkTime time);

#endif
