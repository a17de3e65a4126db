/* anomalies.c - what looks wrong in a ledger, each by its name.
 *
 * Four looks: at the rows that the ledger refused, scope by scope; at the hours of each scope, against the
 * dates of its contract; at each person's month; at each contract's sum. A contract has one anomaly of its
 * sum at most, the first that holds. Hours of 0 say that nothing was done: they are never an anomaly. */
#include "report/follow_inside.h"
#include <assert.h>
#include <stdlib.h>

static const char *const names[ANOMALY_KINDS] = {
    [ANOMALY_CONTRADICTED] = "contradicted",
    [ANOMALY_TWICE] = "twice",
    [ANOMALY_UNKNOWN_CONTRACT] = "unknown_contract",
    [ANOMALY_UNKNOWN_PERSON] = "unknown_person",
    [ANOMALY_TWO_PLACES] = "two_places",
    [ANOMALY_TWO_DECLARANTS] = "two_declarants",
    [ANOMALY_BEFORE_START] = "before_start",
    [ANOMALY_AFTER_END] = "after_end",
    [ANOMALY_DATED_AHEAD] = "dated_ahead",
    [ANOMALY_NO_COMMITMENT] = "no_commitment",
    [ANOMALY_NOTHING_DECLARED] = "nothing_declared",
    [ANOMALY_CLOSED_SHORT] = "closed_short",
    [ANOMALY_ENDED_SHORT] = "ended_short",
    [ANOMALY_OVER_DECLARED] = "over_declared",
};

const char *anomaly_name(AnomalyKind kind) {
    return names[kind];
}

Str anomaly_place(Arena *arena, const Anomaly *anomaly) {
    if (!anomaly->at.file.n) return (Str){0};
    return str_print(arena, "%.*s:%u", STR_ARG(anomaly->at.file), anomaly->at.line);
}

typedef struct Finder {
    Arena *arena;
    Follow *follow;
    size_t cap; /* of Follow.anomalies */
} Finder;

static void add(Finder *finder, Anomaly anomaly) {
    Follow *follow = finder->follow;
    *ARENA_PUSH(finder->arena, follow->anomalies, follow->anomaly_count, finder->cap) = anomaly;
}

static Hundredths sum_of(Hundredths a, Hundredths b) {
    Hundredths sum;
    bool fits = hundredths_add(a, b, &sum);
    assert(fits); /* a row is at most 744 hours */
    return sum;
}

static bool same_scope(const HoursRow *a, const HoursRow *b) {
    return a->month == b->month && str_eq(a->contract_id, b->contract_id) &&
           str_eq(a->declarant_siret, b->declarant_siret);
}

/* An anomaly of the row's scope, without figures. */
static Anomaly of_scope(const Finder *finder, AnomalyKind kind, const HoursRow *row) {
    return (Anomaly){
        .kind = kind,
        .contract_id = row->contract_id,
        .contract = map_get(finder->follow->ledger->contract_by_id, row->contract_id),
        .declarant_siret = row->declarant_siret,
        .month = row->month,
        .declared_on = row->declared_on,
        .limit = HUNDREDTHS_ABSENT,
    };
}

/* An anomaly of refused rows: they are counted, and where they stand against each other the most and the
 * least of them are told; else their sum. */
static Anomaly of_refused(const Finder *finder, AnomalyKind kind, const HoursRow *row) {
    Anomaly anomaly = of_scope(finder, kind, row);
    anomaly.at = (Loc){.file = row->at.file, .line = row->at.line};
    return anomaly;
}

static void take_side(Anomaly *anomaly, Hundredths hours) {
    if (anomaly->limit == HUNDREDTHS_ABSENT || hours < anomaly->limit) anomaly->limit = hours;
    if (hours > anomaly->hours) anomaly->hours = hours;
}

/* Declarations of one scope and day, a file each. */
static void find_contradicted(Finder *finder, const RefusedRow *rows, size_t n) {
    Anomaly anomaly = of_refused(finder, ANOMALY_CONTRADICTED, &rows->row);
    anomaly.count = n;
    for (size_t i = 0; i < n;) {
        Hundredths side = 0;
        Str file = rows[i].row.at.file;
        for (; i < n && str_eq(rows[i].row.at.file, file); i++) side = sum_of(side, rows[i].row.hours);
        take_side(&anomaly, side);
    }
    add(finder, anomaly);
}

static void find_unknown(Finder *finder, const RefusedRow *rows, size_t n, RefusedWhy why, AnomalyKind kind) {
    Anomaly anomaly = {0};
    for (size_t i = 0; i < n; i++) {
        if (rows[i].why != why) continue;
        if (!anomaly.count) anomaly = of_refused(finder, kind, &rows[i].row);
        anomaly.count++;
        anomaly.hours = sum_of(anomaly.hours, rows[i].row.hours);
    }
    if (anomaly.count) add(finder, anomaly);
}

/* Rows of one person stand together. */
static void find_twice(Finder *finder, const RefusedRow *rows, size_t n) {
    Anomaly anomaly = {0};
    for (size_t i = 0; i < n; i++) {
        if (rows[i].why != REFUSED_TWICE) continue;
        if (anomaly.count && !str_eq(anomaly.person_ref, rows[i].row.person_ref)) {
            add(finder, anomaly);
            anomaly.count = 0;
        }
        if (!anomaly.count) anomaly = of_refused(finder, ANOMALY_TWICE, &rows[i].row);
        anomaly.person_ref = rows[i].row.person_ref;
        anomaly.count++;
        take_side(&anomaly, rows[i].row.hours);
    }
    if (anomaly.count) add(finder, anomaly);
}

/* Of one scope. A copy of a line loses no hour: it is no anomaly. */
static void find_refused(Finder *finder, const RefusedRow *rows, size_t n) {
    if (rows->why == REFUSED_RIVAL) { /* then they all are */
        find_contradicted(finder, rows, n);
        return;
    }
    find_unknown(finder, rows, n, REFUSED_CONTRACT, ANOMALY_UNKNOWN_CONTRACT);
    find_unknown(finder, rows, n, REFUSED_PERSON, ANOMALY_UNKNOWN_PERSON);
    find_twice(finder, rows, n);
}

static void look_at_refusals(Finder *finder) {
    const Ledger *ledger = finder->follow->ledger;
    for (size_t at = 0, end; at < ledger->refused; at = end) {
        const RefusedRow *rows = ledger->refusals + at;
        for (end = at; end < ledger->refused && same_scope(&rows->row, &ledger->refusals[end].row);) end++;
        find_refused(finder, rows, end - at);
    }
}

/* What is wrong with the days of a declaration; ANOMALY_KINDS: nothing. */
static AnomalyKind days_kind(const Follow *follow, const Contract *contract, const HoursRow *row) {
    if (row->declared_on > follow->date) return ANOMALY_DATED_AHEAD;
    if (row->month < date_month(contract->start_date)) return ANOMALY_BEFORE_START;
    return row->month > date_month(contract->end_date) ? ANOMALY_AFTER_END : ANOMALY_KINDS;
}

static void look_at_scopes(Finder *finder) {
    const HoursRows *rows = &finder->follow->ledger->hours;
    for (size_t at = 0, end; at < rows->n; at = end) {
        Anomaly anomaly = of_scope(finder, ANOMALY_KINDS, &rows->at[at]);
        for (end = at; end < rows->n && same_scope(&rows->at[at], &rows->at[end]); end++, anomaly.count++)
            anomaly.hours = sum_of(anomaly.hours, rows->at[end].hours);
        anomaly.kind = days_kind(finder->follow, anomaly.contract, &rows->at[at]);
        if (anomaly.kind != ANOMALY_KINDS && anomaly.hours) add(finder, anomaly);
    }
}

/* By person and month, then as the ledger has them: by contract and declarant. */
static int by_person(const void *a, const void *b) {
    const HoursRow *x = *(const HoursRow *const *)a, *y = *(const HoursRow *const *)b;
    int order = str_cmp(x->person_ref, y->person_ref);
    if (!order) order = (x->month > y->month) - (x->month < y->month);
    return order ? order : (x > y) - (x < y);
}

/* A person's month on one contract, rows [at, end): by how many declarants. */
static Anomaly of_contract(const Finder *finder, const HoursRow *const *rows, size_t n) {
    Anomaly anomaly = of_scope(finder, ANOMALY_TWO_DECLARANTS, rows[0]);
    anomaly.person_ref = rows[0]->person_ref;
    anomaly.declared_on = DATE_ABSENT;
    for (size_t i = 0; i < n; i++) {
        bool new = !i || !str_eq(rows[i]->declarant_siret, rows[i - 1]->declarant_siret);
        anomaly.count += new;
        anomaly.hours = sum_of(anomaly.hours, rows[i]->hours);
    }
    if (anomaly.count > 1) anomaly.declarant_siret = (Str){0};
    return anomaly;
}

/* A person's month. */
static void find_places(Finder *finder, const HoursRow *const *rows, size_t n) {
    Anomaly all = {.contract_id = {0}};
    for (size_t at = 0, end; at < n; at = end) {
        for (end = at; end < n && str_eq(rows[end]->contract_id, rows[at]->contract_id);) end++;
        Anomaly one = of_contract(finder, rows + at, end - at);
        if (one.count > 1) add(finder, one);
        if (!at) {
            all = one;
            continue;
        }
        strlist_add(finder->arena, &all.also, one.contract_id);
        if (!str_eq(one.declarant_siret, all.declarant_siret)) all.declarant_siret = (Str){0};
        all.count += one.count;
        all.hours = sum_of(all.hours, one.hours);
    }
    all.kind = ANOMALY_TWO_PLACES;
    all.declared_on = DATE_ABSENT;
    all.limit = FULL_TIME_MONTH * (100 + FULL_TIME_TOLERANCE) / 100;
    if (all.count > 1 && all.hours > all.limit) add(finder, all);
}

static void look_at_people(Finder *finder) {
    const HoursRows *hours = &finder->follow->ledger->hours;
    const HoursRow **rows = ARENA_ARRAY(finder->arena, const HoursRow *, hours->n);
    size_t n = 0;
    for (size_t i = 0; i < hours->n; i++)
        if (hours->at[i].hours && hours->at[i].person_ref.n) rows[n++] = &hours->at[i];
    if (n) qsort(rows, n, sizeof *rows, by_person);
    for (size_t at = 0, end; at < n; at = end) {
        for (end = at; end < n && rows[end]->month == rows[at]->month &&
                       str_eq(rows[end]->person_ref, rows[at]->person_ref);)
            end++;
        find_places(finder, rows + at, end - at);
    }
}

/* What is wrong with the sum of a contract; ANOMALY_KINDS: nothing. */
static AnomalyKind sum_kind(const Follow *follow, const Followed *followed) {
    const Contract *contract = followed->contract;
    Hundredths committed = contract->hours_committed;
    bool closed = str_is(contract->status, "closed") || str_is(contract->status, "attested");
    if (committed <= 0) return ANOMALY_NO_COMMITMENT;
    if (followed->declared > committed) return ANOMALY_OVER_DECLARED;
    if (str_is(contract->status, "ended_early") || followed->declared == committed) return ANOMALY_KINDS;
    if (closed) return ANOMALY_CLOSED_SHORT;
    if (followed->last_month == MONTH_ABSENT && followed->pace.missing_count) return ANOMALY_NOTHING_DECLARED;
    return contract->end_date <= follow->until ? ANOMALY_ENDED_SHORT : ANOMALY_KINDS;
}

static void look_at_contracts(Finder *finder) {
    const Follow *follow = finder->follow;
    for (size_t i = 0; i < follow->contract_count; i++) {
        const Followed *followed = &follow->contracts[i];
        const Contract *contract = followed->contract;
        Anomaly anomaly = {
            .kind = sum_kind(follow, followed),
            .contract_id = contract->id,
            .contract = contract,
            .month = MONTH_ABSENT,
            .declared_on = DATE_ABSENT,
            .hours = followed->declared,
            .limit = contract->hours_committed,
        };
        if (anomaly.kind == ANOMALY_NO_COMMITMENT) anomaly.limit = HUNDREDTHS_ABSENT;
        if (anomaly.kind != ANOMALY_KINDS) add(finder, anomaly);
    }
}

static int by_kind(const void *a, const void *b) {
    const Anomaly *x = a, *y = b;
    int order = (x->kind > y->kind) - (x->kind < y->kind);
    if (!order) order = str_cmp(x->contract_id, y->contract_id);
    if (!order) order = (x->month > y->month) - (x->month < y->month);
    if (!order) order = str_cmp(x->declarant_siret, y->declarant_siret);
    return order ? order : str_cmp(x->person_ref, y->person_ref);
}

void anomalies_find(Arena *arena, Follow *follow) {
    Finder finder = {.arena = arena, .follow = follow};
    look_at_refusals(&finder);
    look_at_scopes(&finder);
    look_at_people(&finder);
    look_at_contracts(&finder);
    if (follow->anomaly_count) qsort(follow->anomalies, follow->anomaly_count, sizeof(Anomaly), by_kind);
}
