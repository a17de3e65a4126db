/* follow.c - each contract's hours against the time that has passed, then the late ones put first. */
#include "report/follow_inside.h"
#include <assert.h>
#include <stdlib.h>

static const char *const states[FOLLOW_STATES] = {
    [FOLLOW_LATE] = "late",         [FOLLOW_SHORT] = "short",     [FOLLOW_RUNNING] = "running",
    [FOLLOW_FINISHED] = "finished", [FOLLOW_TO_COME] = "to_come",
};

const char *follow_state_name(FollowState state) {
    return states[state];
}

/* By its status, whatever its dates say. */
static bool is_closed(const Contract *contract) {
    return str_is(contract->status, "closed") || str_is(contract->status, "attested") ||
           str_is(contract->status, "ended_early");
}

static FollowState state_of(const Follow *follow, const Contract *contract, const Pace *pace) {
    bool closed = is_closed(contract);
    if (pace->late) return closed || contract->end_date <= follow->until ? FOLLOW_SHORT : FOLLOW_LATE;
    if (closed || contract->end_date < follow->date) return FOLLOW_FINISHED;
    return contract->start_date > follow->date ? FOLLOW_TO_COME : FOLLOW_RUNNING;
}

static Hundredths at_least_0(Hundredths hours) {
    return hours > 0 ? hours : 0;
}

/* What of a month has passed at the beginning of the day, in hundredths. */
static int64_t month_part(Date day) {
    Date first = month_first(date_month(day));
    return rounded(100, day - first, month_last(date_month(day)) - first + 1);
}

/* Months from one day to another, both included, in hundredths. */
static int64_t months_between(Date from, Date to) {
    Date behind = to + 1;
    return (int64_t)(date_month(behind) - date_month(from)) * 100 + month_part(behind) - month_part(from);
}

/* What is left of a commitment is asked of the time that is left; of less than a month not more than of one.
 */
static HoursBounds monthly_of(const Follow *follow, const Contract *contract, HoursBounds left) {
    enum { MONTH = 100 };
    HoursBounds none = {HUNDREDTHS_ABSENT, HUNDREDTHS_ABSENT};
    Date from = contract->start_date > follow->until ? contract->start_date : follow->until + 1;
    if (left.high == HUNDREDTHS_ABSENT || is_closed(contract) || contract->end_date < from) return none;
    int64_t months = months_between(from, contract->end_date);
    if (months < MONTH) months = MONTH;
    return (HoursBounds){rounded(left.low, MONTH, months), rounded(left.high, MONTH, months)};
}

static HoursBounds left_of(const Followed *followed) {
    const Contract *contract = followed->contract;
    bool nothing = str_is(contract->status, "attested") || str_is(contract->status, "ended_early") ||
                   contract->hours_committed <= 0;
    if (nothing) return (HoursBounds){HUNDREDTHS_ABSENT, HUNDREDTHS_ABSENT};
    Hundredths later = followed->declared - followed->pace.declared;
    return (HoursBounds){at_least_0(contract->hours_committed - later - pace_reached(&followed->pace)),
                         at_least_0(contract->hours_committed - followed->declared)};
}

/* All hours, and the latest of days and months; false where the hours do not fit. */
static bool rows_take(const HoursRow *rows, size_t n, Followed *followed) {
    for (size_t i = 0; i < n; i++) {
        if (rows[i].declared_on > followed->last_declared_on)
            followed->last_declared_on = rows[i].declared_on;
        if (rows[i].month > followed->last_month) followed->last_month = rows[i].month;
        if (!hundredths_add(followed->declared, rows[i].hours, &followed->declared)) return false;
    }
    return true;
}

static bool contract_take(Arena *arena, Follow *follow, const Contract *contract) {
    Followed followed = {.contract = contract, .last_declared_on = DATE_ABSENT, .last_month = MONTH_ABSENT};
    size_t n;
    const HoursRow *rows = ledger_rows(follow->ledger, contract->id, &n);
    if (!rows_take(rows, n, &followed) ||
        !pace_of(arena, contract, rows, n, follow->until, follow->convention->pace_tolerance,
                 &followed.pace) ||
        !hundredths_add(follow->committed, contract->hours_committed, &follow->committed) ||
        !hundredths_add(follow->declared, followed.declared, &follow->declared))
        return false;
    followed.state = state_of(follow, contract, &followed.pace);
    followed.lacking = at_least_0(pace_lacking(contract, &followed.pace));
    followed.left = left_of(&followed);
    followed.monthly = monthly_of(follow, contract, followed.left);
    followed.over_declared = contract->hours_committed > 0 && followed.declared > contract->hours_committed;
    const Str *decision = map_get(follow->convention->decisions, contract->id);
    if (decision) followed.decision = *decision;
    follow->contracts[follow->contract_count++] = followed;
    follow->late += followed.pace.late;
    follow->of[followed.state]++;
    return true;
}

static int by_urgency(const void *a, const void *b) {
    const Followed *x = a, *y = b;
    if (x->pace.late != y->pace.late) return x->pace.late ? -1 : 1;
    if (x->pace.late && x->lacking != y->lacking) return x->lacking > y->lacking ? -1 : 1;
    return str_cmp(x->contract->id, y->contract->id);
}

Follow *follow_make(Arena *arena, const Convention *convention, const Ledger *ledger, Date date,
                    Diags *diags) {
    assert(date != DATE_ABSENT);
    Follow *follow = ARENA_NEW(arena, Follow);
    *follow = (Follow){.convention = convention, .ledger = ledger, .date = date};
    follow->until = month_first(date_month(date)) - 1;
    follow->contracts = ARENA_ARRAY(arena, Followed, ledger->contracts->n);
    for (size_t i = 0; i < ledger->contracts->n; i++) {
        if (contract_take(arena, follow, &ledger->contracts->at[i])) continue;
        diag_add(diags, DIAG_REFUSED, ledger->contracts->at[i].at, "contracts are not followed",
                 "more hours than can be added up");
        return NULL;
    }
    if (follow->contract_count)
        qsort(follow->contracts, follow->contract_count, sizeof(Followed), by_urgency);
    anomalies_find(arena, follow);
    return follow;
}
