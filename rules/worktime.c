/* worktime.c - whole numbers of hundredths, rounded once; the units' words are French words of templates. */
#include "rules/worktime.h"

enum { ONE = 100, TENTH = 10, HUNDREDTH = 1, SMALL = 10 * ONE };

static int64_t norm_of(WorkTime time, WorkUnit unit) {
    return unit == WORK_DAYS ? time.day : unit == WORK_WEEKS ? time.week : time.year;
}

/* Hundredths of a unit, rounded to the nearest multiple of `step`: twice as much, rounded down, tells. */
static Hundredths nearest(int64_t hours, int64_t norm, int64_t step) {
    Hundredths twice;
    if (!hundredths_scale(hours, 2 * ONE * ONE, norm * step, &twice)) return HUNDREDTHS_ABSENT;
    return (twice / 2 + twice % 2) * step;
}

Hundredths worktime_in(int64_t hours, WorkTime time, WorkUnit unit) {
    int64_t norm = norm_of(time, unit);
    if (hours < 0 || norm <= 0 || norm > INT64_MAX / ONE) return HUNDREDTHS_ABSENT;
    if (unit == WORK_YEARS) return nearest(hours, norm, HUNDREDTH);
    Hundredths tenths = nearest(hours, norm, TENTH);
    return tenths < SMALL ? tenths : nearest(hours, norm, ONE);
}

Str worktime_hours(Arena *arena, const Words *words, HoursRange hours) {
    if (hours.low < 0) return (Str){0};
    WordsValue values[] = {{"low", count_print_fr(arena, hours.low)},
                           {"high", count_print_fr(arena, hours.high)}};
    return words_say(arena, words, hours.low == hours.high ? "worktime.hours" : "worktime.hours_range",
                     values, 2);
}

/* French counts one up to two, 1,9 included. */
static Str unit_word(const Words *words, WorkUnit unit, Hundredths value) {
    static const char *const one[] = {[WORK_DAYS] = "day", [WORK_WEEKS] = "week", [WORK_YEARS] = "full_time"};
    static const char *const many[] = {
        [WORK_DAYS] = "days", [WORK_WEEKS] = "weeks", [WORK_YEARS] = "full_times"};
    return words_label(words, "worktime", str_of(value < 2 * ONE ? one[unit] : many[unit]));
}

static Str part(Arena *arena, const Words *words, HoursRange hours, WorkTime time, WorkUnit unit, Str said) {
    Hundredths low = worktime_in(hours.low, time, unit), high = worktime_in(hours.high, time, unit);
    if (low == HUNDREDTHS_ABSENT || high == HUNDREDTHS_ABSENT || hours.high == 0) return (Str){0};
    unsigned decimals = unit == WORK_YEARS ? 2 : 0;
    const char *name = high == 0 ? "worktime.less" : low == high ? "worktime.one" : "worktime.range";
    WordsValue values[] = {{"low", hundredths_print_fr(arena, low, decimals)},
                           {"high", hundredths_print_fr(arena, high, decimals)},
                           {"least", hundredths_print_fr(arena, unit == WORK_YEARS ? HUNDREDTH : TENTH, 0)},
                           {"unit", said.n ? said : unit_word(words, unit, high)}};
    return words_say(arena, words, name, values, 4);
}

Str worktime_part(Arena *arena, const Words *words, HoursRange hours, WorkTime time, WorkUnit unit) {
    return part(arena, words, hours, time, unit, (Str){0});
}

Str worktime_short(Arena *arena, const Words *words, HoursRange hours, WorkTime time) {
    return part(arena, words, hours, time, WORK_YEARS, words_get(words, "worktime.full_time_short"));
}

Str worktime_say(Arena *arena, const Words *words, HoursRange hours, WorkTime time) {
    WordsValue values[] = {{"hours", worktime_hours(arena, words, hours)},
                           {"days", worktime_part(arena, words, hours, time, WORK_DAYS)},
                           {"weeks", worktime_part(arena, words, hours, time, WORK_WEEKS)},
                           {"years", worktime_part(arena, words, hours, time, WORK_YEARS)},
                           {"year", hundredths_print_fr(arena, time.year, 0)}};
    bool said = values[1].value.n && values[2].value.n && values[3].value.n;
    return words_say(arena, words, said ? "worktime.said" : "worktime.bare", values, 5);
}
