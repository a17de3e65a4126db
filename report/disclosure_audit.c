/* disclosure_audit.c - what somebody with a pencil could find out from the printed numbers.
 *
 * Four questions. Which bounds has each hidden number (interval propagation over all sums, to the fixed
 * point)? Which can be calculated by adding and subtracting sums (elimination modulo a prime: cycles of sums,
 * such as trades crossed with companies, which bounds cannot see)? Whose are the hours that each sum hides
 * together? And what does a linear programme find that all these do not (disclosure_range.c)? It knows
 * nothing of how the numbers were hidden. */
#include "report/disclosure_inside.h"
#include <assert.h>
#include <stdlib.h>

enum { ROUNDS = 10000 };                 /* bounds settle in a handful */
static const int64_t PRIME = 2147483647; /* products of two remainders fit 64 bits */

static Interval *interval(Interval *bounds, const Fact *fact, Quantity quantity) {
    return &bounds[fact->number * QUANTITIES + quantity];
}

/* The printed numbers, and for the others that they are not negative, or not 0. Without end is so small
 * that any sum of facts still fits; NULL when a number itself is larger. */
static int64_t bounds_endless(const Disclosure *d) {
    return INT64_MAX / ((int64_t)d->fact_count + 2);
}

/* Of a number that is not printed. */
static Interval bound_of(const Disclosure *d, const Fact *fact, Quantity quantity) {
    Interval bound = {fact_least(d, fact, quantity), bounds_endless(d)};
    if (quantity == QUANTITY_PEOPLE || !fact->bounded) return bound;
    return (Interval){fact->least, fact->most < bound.high ? fact->most : bound.high};
}

static Interval *bounds_new(Arena *arena, const Disclosure *d) {
    int64_t endless = bounds_endless(d);
    Interval *bounds = ARENA_ARRAY(arena, Interval, d->fact_count * QUANTITIES);
    for (size_t i = 0; i < d->fact_count; i++)
        for (Quantity q = 0; q < QUANTITIES; q++) {
            int64_t value = fact_value(d->facts[i], q);
            if (value > endless) return NULL;
            *interval(bounds, d->facts[i], q) =
                fact_unknown(d->facts[i], q) ? bound_of(d, d->facts[i], q) : (Interval){value, value};
        }
    return bounds;
}

static bool narrow(Interval *bound, int64_t low, int64_t high) {
    bool moved = low > bound->low || high < bound->high;
    if (low > bound->low) bound->low = low;
    if (high < bound->high) bound->high = high;
    return moved;
}

/* `high` is that of all parts together. */
static bool cover_narrow(Interval *bounds, const Sum *sum, Interval *whole, int64_t high) {
    bool moved = narrow(whole, 0, high);
    for (size_t i = 0; i < sum->n; i++) {
        Interval *part = interval(bounds, sum->parts[i], sum->quantity), before = *part;
        moved |= narrow(whole, part->low, INT64_MAX);
        if (!narrow(part, whole->low - (high - before.high), whole->high)) continue;
        high += part->high - before.high;
        moved = true;
    }
    return moved;
}

static bool sum_narrow(Interval *bounds, const Sum *sum) {
    int64_t low = 0, high = 0;
    for (size_t i = 0; i < sum->n; i++) {
        Interval *part = interval(bounds, sum->parts[i], sum->quantity);
        low += part->low, high += part->high;
    }
    Interval *whole = interval(bounds, sum->whole, sum->quantity);
    if (sum->overlap) return cover_narrow(bounds, sum, whole, high);
    bool moved = narrow(whole, low, high);
    for (size_t i = 0; i < sum->n; i++) {
        Interval *part = interval(bounds, sum->parts[i], sum->quantity), before = *part;
        if (!narrow(part, whole->low - (high - before.high), whole->high - (low - before.low))) continue;
        low += part->low - before.low, high += part->high - before.high;
        moved = true;
    }
    return moved;
}

static bool bounds_settle(Interval *bounds, const Disclosure *d) {
    for (int round = 0; round < ROUNDS; round++) {
        bool moved = false;
        for (size_t i = 0; i < d->sum_count; i++) moved |= sum_narrow(bounds, &d->sums[i]);
        if (!moved) return true;
    }
    return false;
}

int64_t width_needed(const Disclosure *d, const Fact *fact, Quantity quantity) {
    if (fact->loose) return 1;
    int64_t needed = fact->hours;
    if (quantity == QUANTITY_PEOPLE) {
        int64_t threshold = fact_threshold(d, fact), all = fact->of ? fact->of->people : threshold;
        needed = threshold < all ? threshold : all;
    }
    return fact->settled && fact->room[quantity] < needed ? fact->room[quantity] : needed;
}

/* A row that is there may hold one person or more: from 1 to the threshold is as good as from 0. */
static int64_t width_needed_from(const Disclosure *d, const Fact *fact, Quantity quantity, int64_t low) {
    int64_t needed = width_needed(d, fact, quantity);
    bool from_one = low == 1 && fact_least(d, fact, quantity);
    if (!from_one || (fact->settled && fact->room[quantity] <= needed)) return needed;
    return needed - 1;
}

static bool find_narrow(const Disclosure *d, Interval *bounds, Exposure *exposure) {
    for (size_t i = 0; i < d->fact_count; i++)
        for (Quantity q = 0; q < QUANTITIES; q++) {
            Fact *fact = d->facts[i];
            if (!fact_guarded(d, fact, q)) continue;
            Interval bound = *interval(bounds, fact, q);
            if (bound.high - bound.low >= width_needed_from(d, fact, q, bound.low)) continue;
            *exposure = (Exposure){fact, q, EXPOSED_NARROW, SIZE_MAX};
            return true;
        }
    return false;
}

/* The hours that a printed whole leaves to its hidden parts: are they few people's, or one person's? */
static bool rest_personal(Arena *arena, const Disclosure *d, Fact *rest, const Sum *sum) {
    bool guarded = false;
    for (size_t i = 0; i < sum->n; i++) {
        Fact *part = sum->parts[i];
        if (!fact_unknown(part, QUANTITY_HOURS)) continue;
        guarded |= fact_guarded(d, part, QUANTITY_HOURS);
        rest->sensitive |= part->sensitive && !part->unprinted;
        for (size_t k = 0; k < part->n; k++) *ARENA_PUSH(arena, rest->by, rest->n, rest->cap) = part->by[k];
    }
    if (!guarded) return false;
    bool fits = fact_seal(rest);
    assert(fits); /* the parts of a sealed whole */
    int64_t needed = width_needed(d, rest, QUANTITY_PEOPLE);
    return rest->people < needed || hours_dominated(d, rest->hours, rest->largest);
}

static bool find_rest(Arena *arena, const Disclosure *d, Exposure *exposure) {
    for (size_t i = 0; i < d->sum_count; i++) {
        const Sum *sum = &d->sums[i];
        if (sum->quantity != QUANTITY_HOURS || sum->overlap || sum->whole->settled) continue;
        if (fact_unknown(sum->whole, QUANTITY_HOURS)) continue;
        Fact rest = {.of = sum->whole->of ? sum->whole->of : sum->whole};
        if (!rest_personal(arena, d, &rest, sum)) continue;
        *exposure = (Exposure){sum->whole, QUANTITY_HOURS, EXPOSED_REST, i};
        return true;
    }
    return false;
}

/* One row of hidden numbers' coefficients a sum, modulo PRIME. */
typedef struct Matrix {
    int64_t *at;
    size_t rows, columns;
    Fact **unknowns; /* a column's fact */
} Matrix;

/* Whether a sum says anything about a hidden number. */
static bool sum_is_equation(const Sum *sum, Quantity quantity) {
    if (sum->quantity != quantity || sum->overlap) return false;
    for (size_t k = 0; k < sum->n; k++)
        if (fact_unknown(sum->parts[k], quantity)) return true;
    return fact_unknown(sum->whole, quantity);
}

static Matrix matrix_new(Arena *arena, const Disclosure *d, Quantity quantity) {
    Matrix m = {.unknowns = ARENA_ARRAY(arena, Fact *, d->fact_count)};
    size_t *column = ARENA_ARRAY(arena, size_t, d->fact_count);
    for (size_t i = 0; i < d->fact_count; i++)
        if (fact_unknown(d->facts[i], quantity)) {
            column[i] = m.columns;
            m.unknowns[m.columns++] = d->facts[i];
        }
    size_t equations = 0;
    for (size_t i = 0; i < d->sum_count; i++) equations += sum_is_equation(&d->sums[i], quantity);
    m.at = ARENA_ARRAY(arena, int64_t, equations * m.columns);
    for (size_t i = 0; i < d->sum_count; i++) {
        const Sum *sum = &d->sums[i];
        if (!sum_is_equation(sum, quantity)) continue;
        int64_t *row = m.at + m.columns * m.rows++;
        for (size_t k = 0; k < sum->n; k++)
            if (fact_unknown(sum->parts[k], quantity)) row[column[sum->parts[k]->number]] = 1;
        if (fact_unknown(sum->whole, quantity)) row[column[sum->whole->number]] = PRIME - 1;
    }
    return m;
}

static int64_t inverse(int64_t a) {
    int64_t result = 1;
    for (int64_t e = PRIME - 2; e; e >>= 1, a = a * a % PRIME)
        if (e & 1) result = result * a % PRIME;
    return result;
}

/* row -= factor x other, both `n` long. */
static void row_subtract(int64_t *row, const int64_t *other, int64_t factor, size_t n) {
    for (size_t i = 0; i < n; i++)
        if (other[i]) row[i] = (row[i] + (PRIME - factor) * other[i]) % PRIME;
}

static void row_swap(int64_t *a, int64_t *b, size_t n) {
    for (size_t i = 0; i < n; i++) {
        int64_t kept = a[i];
        a[i] = b[i], b[i] = kept;
    }
}

/* Reduced row echelon form; returns the rank. */
static size_t matrix_reduce(Matrix *m) {
    size_t rank = 0;
    for (size_t c = 0; c < m->columns && rank < m->rows; c++) {
        size_t r = rank;
        while (r < m->rows && !m->at[r * m->columns + c]) r++;
        if (r == m->rows) continue;
        int64_t *pivot = m->at + rank * m->columns;
        if (r != rank) row_swap(pivot, m->at + r * m->columns, m->columns);
        int64_t scale = inverse(pivot[c]);
        for (size_t i = 0; i < m->columns; i++) pivot[i] = pivot[i] * scale % PRIME;
        for (size_t i = 0; i < m->rows; i++) {
            int64_t *row = m->at + i * m->columns;
            if (i != rank && row[c]) row_subtract(row, pivot, row[c], m->columns);
        }
        rank++;
    }
    return rank;
}

/* A reduced row with a single unknown is an equation for it. */
static bool row_exposes(const Disclosure *d, const Matrix *m, size_t r, Quantity quantity,
                        Exposure *exposure) {
    size_t terms = 0, last = 0;
    for (size_t c = 0; c < m->columns; c++)
        if (m->at[r * m->columns + c]) terms++, last = c;
    if (terms != 1 || !fact_guarded(d, m->unknowns[last], quantity)) return false;
    if (!width_needed(d, m->unknowns[last], quantity)) return false;
    *exposure = (Exposure){m->unknowns[last], quantity, EXPOSED_EXACT, SIZE_MAX};
    return true;
}

/* The largest table of an audit: it goes before the next one is made. */
static bool find_exact(const Disclosure *d, Quantity quantity, Exposure *exposure) {
    Arena *scratch = arena_new();
    Matrix m = matrix_new(scratch, d, quantity);
    size_t rank = matrix_reduce(&m);
    bool found = false;
    for (size_t r = 0; r < rank && !found; r++) found = row_exposes(d, &m, r, quantity, exposure);
    arena_free(scratch);
    return found;
}

/* Narrowest last: what takes longest is asked only where nothing else has answered. */
static bool find_crossed(const Disclosure *d, Interval *bounds, Exposure *exposure) {
    for (Quantity q = 0; q < QUANTITIES; q++) bounds_solve(bounds, d, q, true);
    return find_narrow(d, bounds, exposure);
}

bool disclosure_audit(const Disclosure *d, Exposure *exposure) {
    Arena *scratch = arena_new();
    Interval *bounds = bounds_new(scratch, d);
    bool exposed = true;
    if (!bounds || !bounds_settle(bounds, d)) *exposure = (Exposure){.how = EXPOSED_ENDLESS, .sum = SIZE_MAX};
    else
        exposed = find_narrow(d, bounds, exposure) || find_rest(scratch, d, exposure) ||
                  find_exact(d, QUANTITY_PEOPLE, exposure) || find_exact(d, QUANTITY_HOURS, exposure) ||
                  find_crossed(d, bounds, exposure);
    arena_free(scratch);
    return !exposed;
}

Span *disclosure_spans(Arena *arena, const Disclosure *d) {
    Arena *scratch = arena_new();
    Interval *bounds = bounds_new(scratch, d);
    Span *spans = NULL;
    if (bounds && bounds_settle(bounds, d)) {
        for (Quantity q = 0; q < QUANTITIES; q++) bounds_solve(bounds, d, q, false);
        spans = ARENA_ARRAY(arena, Span, d->fact_count * QUANTITIES);
        for (size_t i = 0; i < d->fact_count; i++)
            for (Quantity q = 0; q < QUANTITIES; q++) {
                const Fact *fact = d->facts[i];
                Interval bound = *interval(bounds, fact, q);
                int64_t needed = fact_guarded(d, fact, q) ? width_needed_from(d, fact, q, bound.low) : 0;
                bool endless = bound.high >= bounds_endless(d) / 2;
                spans[i * QUANTITIES + q] = (Span){bound.low, bound.high, needed, endless};
            }
    }
    arena_free(scratch);
    return spans;
}
