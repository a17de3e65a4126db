/* ledger.c - all hours ever sent, sorted; then read scope by scope to find what holds.
 *
 * A declaration is what one file says of one scope (contract x month x declaring structure) on one day. The
 * sort puts the declarations of a scope side by side, the latest first, so nothing depends on the order in
 * which files came. What a later declaration has replaced is not judged any further: its mistakes are mended.
 *
 * A person stands twice in a declaration only with two kinds of work contract. The same line twice counts
 * once; two lines that differ in their hours alone are both refused, for neither is the right one. Hours of a
 * month outside the contract's period are counted, and said: a clause is often worked off early or late. */
#include "registry/ledger.h"
#include <assert.h>
#include <stdlib.h>

typedef struct Joiner {
    Arena *arena;
    Diags *diags;
    Ledger *ledger;
    const HoursRow **rows; /* sorted */
} Joiner;

/* Rows [from, to) of Joiner.rows. */
typedef struct Span {
    size_t from, to;
} Span;

static int compare_int(int32_t a, int32_t b) {
    return (a > b) - (a < b);
}

static int compare_scope(const HoursRow *a, const HoursRow *b) {
    int order = str_cmp(a->contract_id, b->contract_id);
    if (!order) order = compare_int(a->month, b->month);
    return order ? order : str_cmp(a->declarant_siret, b->declarant_siret);
}

/* Scope, then the latest day first, then by file. */
static int compare_declaration(const HoursRow *a, const HoursRow *b) {
    int order = compare_scope(a, b);
    if (!order) order = compare_int(b->declared_on, a->declared_on);
    return order ? order : str_cmp(a->at.file, b->at.file);
}

static int compare_work(const HoursRow *a, const HoursRow *b) {
    int order = str_cmp(a->person_ref, b->person_ref);
    if (!order) order = str_cmp(a->contract_type, b->contract_type);
    return order ? order : str_cmp(a->employer_kind, b->employer_kind);
}

static int compare_figures(const HoursRow *a, const HoursRow *b) {
    if (a->hours != b->hours) return a->hours < b->hours ? -1 : 1;
    if (a->training_hours != b->training_hours) return a->training_hours < b->training_hours ? -1 : 1;
    return 0;
}

static int compare_rows(const void *left, const void *right) {
    const HoursRow *a = *(const HoursRow *const *)left, *b = *(const HoursRow *const *)right;
    int order = compare_declaration(a, b);
    if (!order) order = compare_work(a, b);
    if (!order) order = compare_figures(a, b);
    return order ? order : (a->at.line > b->at.line) - (a->at.line < b->at.line);
}

/* The rows from span.from on that compare equal to its first. */
static Span span_next(const Joiner *joiner, size_t from, size_t end,
                      int (*compare)(const HoursRow *, const HoursRow *)) {
    Span span = {from, from + 1};
    while (span.to < end && !compare(joiner->rows[from], joiner->rows[span.to])) span.to++;
    return span;
}

static void keep_refused(Joiner *joiner, const HoursRow *row, RefusedWhy why) {
    Ledger *ledger = joiner->ledger;
    *ARENA_PUSH(joiner->arena, ledger->refusals, ledger->refused, ledger->refusals_cap) =
        (RefusedRow){*row, why};
}

static void refuse(Joiner *joiner, const HoursRow *row, RefusedWhy why) {
    static const struct {
        const char *field, *what, *consequence;
    } said[] = {
        [REFUSED_CONTRACT] = {"contract_id", "no such contract", "row not counted until there is one"},
        [REFUSED_PERSON] = {"person_ref", "no such person", "row not counted until there is one"},
        [REFUSED_COPY] = {"person_ref", "the same line twice in one declaration", "row refused"},
        [REFUSED_TWICE] = {"person_ref", "the same person twice in one declaration, with different hours",
                           "row refused"},
    };
    Loc at = row->at;
    at.field = str_of(said[why].field);
    diag_add(joiner->diags, DIAG_REFUSED, at, said[why].consequence, "%s", said[why].what);
    keep_refused(joiner, row, why);
}

static Hundredths span_hours(const Joiner *joiner, Span span) {
    Hundredths sum = 0;
    for (size_t i = span.from; i < span.to; i++) {
        bool fits = hundredths_add(sum, joiner->rows[i]->hours, &sum);
        assert(fits); /* a row is at most 744 hours */
    }
    return sum;
}

static bool same_content(const Joiner *joiner, Span a, Span b) {
    if (a.to - a.from != b.to - b.from) return false;
    for (size_t i = 0; i < a.to - a.from; i++) {
        const HoursRow *left = joiner->rows[a.from + i], *right = joiner->rows[b.from + i];
        if (compare_work(left, right) || compare_figures(left, right)) return false;
    }
    return true;
}

/* Whether the row is to be counted; false after refusing it. */
static bool row_fits(Joiner *joiner, const HoursRow *row) {
    const Contract *contract = map_get(joiner->ledger->contract_by_id, row->contract_id);
    bool person = !row->person_ref.n || map_has(joiner->ledger->person_by_ref, row->person_ref);
    if (!contract) refuse(joiner, row, REFUSED_CONTRACT);
    else if (!person) refuse(joiner, row, REFUSED_PERSON);
    if (!contract || !person) return false;
    if (row->month >= date_month(contract->start_date) && row->month <= date_month(contract->end_date))
        return true;
    Loc at = row->at;
    at.field = STR("month");
    diag_add(joiner->diags, DIAG_DOUBT, at, "hours counted", "outside the contract's period");
    return true;
}

static void row_take(Joiner *joiner, const HoursRow *row) {
    HoursRows *hours = &joiner->ledger->hours;
    if (row_fits(joiner, row)) *ARENA_PUSH(joiner->arena, hours->at, hours->n, hours->cap) = *row;
}

/* The lines of a declaration for one person under one kind of work contract: one, if all is well. */
static void work_take(Joiner *joiner, Span span) {
    const HoursRow *row = joiner->rows[span.from];
    if (!row->person_ref.n) {
        for (size_t i = span.from; i < span.to; i++) row_take(joiner, joiner->rows[i]);
        return;
    }
    bool alike = true;
    for (size_t i = span.from + 1; i < span.to; i++) alike = alike && !compare_figures(row, joiner->rows[i]);
    for (size_t i = span.from + alike; i < span.to; i++)
        refuse(joiner, joiner->rows[i], alike ? REFUSED_COPY : REFUSED_TWICE);
    if (alike) row_take(joiner, row);
}

static void declaration_take(Joiner *joiner, Span span) {
    for (size_t at = span.from; at < span.to;) {
        Span work = span_next(joiner, at, span.to, compare_work);
        work_take(joiner, work);
        at = work.to;
    }
}

/* Says something of a declaration at its first line, and names the first line of the other one. */
static void say_pair(Joiner *joiner, DiagKind kind, Span one, Span other, const char *what,
                     const char *consequence) {
    const HoursRow *row = joiner->rows[other.from];
    diag_add(joiner->diags, kind, joiner->rows[one.from]->at, consequence, "%s %.*s:%u", what,
             STR_ARG(row->at.file), row->at.line);
}

/* Declarations of the same scope and day, from several files: [first.from, end). True if they all say the
 * same. */
static bool settle_rivals(Joiner *joiner, Span first, size_t end) {
    bool agree = true;
    for (size_t at = first.to; at < end;) {
        Span rival = span_next(joiner, at, end, compare_declaration);
        agree = agree && same_content(joiner, first, rival);
        at = rival.to;
    }
    for (size_t at = first.to; at < end;) {
        Span rival = span_next(joiner, at, end, compare_declaration);
        if (agree) say_pair(joiner, DIAG_NOTE, rival, first, "the same declaration as at", "counted once");
        else
            say_pair(joiner, DIAG_REFUSED, rival, first, "another declaration of the same day differs, at",
                     "declaration refused");
        at = rival.to;
    }
    if (agree) return true;
    Span rival = span_next(joiner, first.to, end, compare_declaration);
    say_pair(joiner, DIAG_REFUSED, first, rival, "another declaration of the same day differs, at",
             "declaration refused");
    for (size_t i = first.from; i < end; i++) keep_refused(joiner, joiner->rows[i], REFUSED_RIVAL);
    return false;
}

static int compare_day(const HoursRow *a, const HoursRow *b) {
    return compare_int(a->declared_on, b->declared_on);
}

/* Takes the hours of one person off a declaration, when they come first in it; rows are sorted by person. */
static Hundredths person_hours(const Joiner *joiner, Span *rest, Str person) {
    Span taken = {rest->from, rest->from};
    while (taken.to < rest->to && str_eq(joiner->rows[taken.to]->person_ref, person)) taken.to++;
    rest->from = taken.to;
    return span_hours(joiner, taken);
}

static void people_compare(const Joiner *joiner, Span latest, Span before, Replacement *replacement) {
    person_hours(joiner, &latest, (Str){0}); /* nobody's */
    person_hours(joiner, &before, (Str){0});
    while (latest.from < latest.to || before.from < before.to) {
        Str a = latest.from < latest.to ? joiner->rows[latest.from]->person_ref : (Str){0};
        Str b = before.from < before.to ? joiner->rows[before.from]->person_ref : (Str){0};
        bool only_latest = !b.n || (a.n && str_cmp(a, b) < 0);
        Str person = only_latest ? a : b;
        replacement->people_before += !only_latest;
        replacement->people_changed +=
            person_hours(joiner, &latest, person) != person_hours(joiner, &before, person);
    }
}

/* The latest declaration of a scope, against the one that it replaces. */
static void note_replacement(Joiner *joiner, Span latest, Span before) {
    if (same_content(joiner, latest, before)) return;
    const HoursRow *row = joiner->rows[latest.from];
    Replacement replacement = {
        .contract_id = row->contract_id,
        .declarant_siret = row->declarant_siret,
        .month = row->month,
        .before = span_hours(joiner, before),
        .after = span_hours(joiner, latest),
    };
    people_compare(joiner, latest, before, &replacement);
    Ledger *ledger = joiner->ledger;
    *ARENA_PUSH(joiner->arena, ledger->replaced, ledger->replaced_count, ledger->replaced_cap) = replacement;
}

static void scope_take(Joiner *joiner, Span scope) {
    Span day = span_next(joiner, scope.from, scope.to, compare_day);
    Span latest = span_next(joiner, day.from, day.to, compare_declaration);
    if (!settle_rivals(joiner, latest, day.to)) return;
    declaration_take(joiner, latest);
    if (day.to < scope.to)
        note_replacement(joiner, latest, span_next(joiner, day.to, scope.to, compare_declaration));
}

static Ledger ledger_new(Arena *arena, const Contracts *contracts, const People *people) {
    Ledger ledger = {.contracts = contracts, .people = people};
    ledger.contract_by_id = map_new(arena);
    ledger.person_by_ref = map_new(arena);
    for (size_t i = 0; i < contracts->n; i++)
        map_put(ledger.contract_by_id, contracts->at[i].id, &contracts->at[i]);
    for (size_t i = 0; i < people->n; i++) map_put(ledger.person_by_ref, people->at[i].ref, &people->at[i]);
    return ledger;
}

/* Sorts the rows and drops those of a file that was named twice; returns how many there are. */
static size_t rows_sort(Arena *arena, const HoursRows *hours, const HoursRow ***sorted) {
    const HoursRow **rows = ARENA_ARRAY(arena, const HoursRow *, hours->n);
    for (size_t i = 0; i < hours->n; i++) rows[i] = &hours->at[i];
    if (hours->n) qsort(rows, hours->n, sizeof *rows, compare_rows);
    size_t n = 0;
    for (size_t i = 0; i < hours->n; i++)
        if (!n || compare_rows(&rows[n - 1], &rows[i])) rows[n++] = rows[i];
    *sorted = rows;
    return n;
}

Ledger ledger_join(Arena *arena, const Contracts *contracts, const HoursRows *hours, const People *people,
                   Diags *diags) {
    Ledger ledger = ledger_new(arena, contracts, people);
    Joiner joiner = {.arena = arena, .diags = diags, .ledger = &ledger};
    size_t n = rows_sort(arena, hours, &joiner.rows);
    for (size_t at = 0; at < n;) {
        Span scope = span_next(&joiner, at, n, compare_scope);
        scope_take(&joiner, scope);
        at = scope.to;
    }
    return ledger;
}

const HoursRow *ledger_rows(const Ledger *ledger, Str contract_id, size_t *n) {
    const HoursRow *rows = ledger->hours.at;
    size_t low = 0, high = ledger->hours.n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (str_cmp(rows[middle].contract_id, contract_id) < 0) low = middle + 1;
        else high = middle;
    }
    size_t end = low;
    while (end < ledger->hours.n && str_eq(rows[end].contract_id, contract_id)) end++;
    *n = end - low;
    return *n ? rows + low : NULL;
}
