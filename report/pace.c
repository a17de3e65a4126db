/* pace.c - commitments by days, hours by months, and what lies between them when months are missing. */
#include "report/pace.h"
#include <assert.h>

int64_t rounded(int64_t a, int64_t b, int64_t c) {
    if (a == HUNDREDTHS_ABSENT || b == HUNDREDTHS_ABSENT || c == HUNDREDTHS_ABSENT) return HUNDREDTHS_ABSENT;
    assert(a >= 0 && b >= 0 && c >= 0);
    if (!c) return HUNDREDTHS_ABSENT;
    unsigned __int128 twice = (unsigned __int128)a * (uint64_t)b * 2 + (uint64_t)c;
    unsigned __int128 result = twice / ((unsigned __int128)c * 2);
    return result > INT64_MAX ? HUNDREDTHS_ABSENT : (int64_t)result;
}

int64_t percent_of(int64_t part, int64_t whole) {
    if (part == HUNDREDTHS_ABSENT || whole == HUNDREDTHS_ABSENT) return HUNDREDTHS_ABSENT;
    assert(part >= 0 && whole >= 0);
    Hundredths percent;
    return hundredths_scale(part, 10000, whole, &percent) ? percent : HUNDREDTHS_ABSENT;
}

static int64_t contract_days(const Contract *contract) {
    return (int64_t)contract->end_date - contract->start_date + 1;
}

/* Days of the contract up to and with `day`. */
static int64_t days_until(const Contract *contract, Date day) {
    if (day < contract->start_date) return 0;
    return (int64_t)(day < contract->end_date ? day : contract->end_date) - contract->start_date + 1;
}

static Hundredths committed_until(const Contract *contract, Date day) {
    return rounded(contract->hours_committed, days_until(contract, day), contract_days(contract));
}

Hundredths pace_committed(const Contract *contract, Date from, Date to) {
    return to < from ? 0 : committed_until(contract, to) - committed_until(contract, from - 1);
}

/* Adds up the hours and finds the months of the contract, up to `until`, that have no row. */
static bool pace_months(Arena *arena, const Contract *contract, const HoursRow *rows, size_t n, Date until,
                        Pace *pace) {
    Month first = date_month(contract->start_date);
    Month last = date_month(until < contract->end_date ? until : contract->end_date);
    size_t months = last < first ? 0 : (size_t)(last - first) + 1;
    bool *declared = ARENA_ARRAY(arena, bool, months);
    for (size_t i = 0; i < n; i++) {
        if (rows[i].month > date_month(until)) continue;
        if (!hundredths_add(pace->declared, rows[i].hours, &pace->declared)) return false;
        if (rows[i].month >= first && rows[i].month <= last) declared[rows[i].month - first] = true;
    }
    pace->missing = ARENA_ARRAY(arena, Month, months);
    for (size_t i = 0; i < months; i++)
        if (declared[i]) pace->declared_count++;
        else pace->missing[pace->missing_count++] = first + (Month)i;
    return true;
}

static Hundredths high_hours(const Contract *contract, const Pace *pace, Date until) {
    if (!pace->declared_count) {
        Hundredths expected = committed_until(contract, until);
        return expected > pace->declared ? expected : pace->declared;
    }
    int64_t declared = (int64_t)pace->declared_count, missing = (int64_t)pace->missing_count;
    return rounded(pace->declared, declared + missing, declared);
}

Hundredths pace_reached(const Pace *pace) {
    return pace->declared_count ? pace->high : pace->declared;
}

Hundredths pace_lacking(const Contract *contract, const Pace *pace) {
    return rounded(contract->hours_committed, pace->elapsed, 10000) - pace_reached(pace);
}

static bool is_never_late(const Contract *contract) {
    return str_is(contract->status, "attested") || str_is(contract->status, "ended_early");
}

/* reached / committed < days / all days - tolerance / 100, without a division that would round. */
static bool is_late(const Contract *contract, const Pace *pace, Date until, int64_t tolerance) {
    if (is_never_late(contract)) return false;
    __int128 committed = contract->hours_committed, days = contract_days(contract);
    __int128 reached = pace_reached(pace);
    return (reached * 100 + tolerance * committed) * days < 100 * days_until(contract, until) * committed;
}

Hundredths pace_turn(const Contract *contract, const Pace *pace, Date until, int64_t tolerance) {
    if (is_never_late(contract)) return HUNDREDTHS_ABSENT;
    Hundredths low = 0, high = contract->hours_committed;
    while (low < high) {
        Pace tried = *pace;
        tried.declared = low + (high - low) / 2;
        tried.high = high_hours(contract, &tried, until);
        if (is_late(contract, &tried, until, tolerance)) low = tried.declared + 1;
        else high = tried.declared;
    }
    return low;
}

bool pace_of(Arena *arena, const Contract *contract, const HoursRow *rows, size_t n, Date until,
             int64_t tolerance, Pace *pace) {
    *pace = (Pace){0};
    if (!pace_months(arena, contract, rows, n, until, pace)) return false;
    pace->high = high_hours(contract, pace, until);
    if (pace->high == HUNDREDTHS_ABSENT) return false;
    pace->elapsed = percent_of(days_until(contract, until), contract_days(contract));
    pace->rate_low = percent_of(pace->declared, contract->hours_committed);
    pace->rate_high = percent_of(pace->high, contract->hours_committed);
    pace->late = is_late(contract, pace, until, tolerance);
    return true;
}
