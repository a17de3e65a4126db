/* disclosure_range.c - how far a hidden number can move when everything printed is held still: a linear
 * programme with bounded variables, by the simplex method.
 *
 * Hidden numbers that share sums form a component; each is solved by itself. The true numbers satisfy all
 * sums, so the search starts from them: no first phase, and numbers outside the basis may stand between their
 * bounds until they are moved. Bland's rule picks what moves, so there is an end. Every point that the search
 * passes is a set of numbers that a reader must hold possible: most intervals are seen to be wide enough on
 * the way to others, and are never asked for.
 *
 * Coefficients are 1, 0 and -1 and stay near that, so doubles are exact enough: TINY is a hundred-millionth
 * of a hundredth of an hour. */
#include "report/disclosure_inside.h"

enum {
    SOLVED = 1 << 20,   /* cells of the largest table that is solved: some 1,000 numbers in 1,000 sums */
    STEPS_A_COLUMN = 40 /* more steps than that are not taken: what has been seen by then is the answer */
};
static const double TINY = 1e-8;

typedef struct Programme {
    size_t rows, columns;
    double *at;                   /* rows x columns; a basic column is 1 in its row and else 0 */
    double *x, *low, *high;       /* the point that the search is at; bounds */
    double *seen_low, *seen_high; /* of all points passed */
    size_t *basis, *row_of;       /* a row's column; a column's row, SIZE_MAX: not basic */
    Fact **facts;                 /* a column's; NULL: what an inequality leaves */
    size_t facts_n;               /* these come first */
    double ample;                 /* in place of no bound: more than any interval needs, and few digits */
} Programme;

/* Which hidden numbers hang together. */
typedef struct Components {
    size_t *parent; /* by fact */
} Components;

static size_t root_of(Components *c, size_t at) {
    while (c->parent[at] != at) at = c->parent[at] = c->parent[c->parent[at]];
    return at;
}

static Fact *sum_fact(const Sum *sum, size_t i) {
    return i < sum->n ? sum->parts[i] : sum->whole;
}

/* The first unknown number of a sum; NULL: there is none. */
static const Fact *sum_unknown(const Sum *sum) {
    for (size_t i = 0; i <= sum->n; i++)
        if (fact_unknown(sum_fact(sum, i), sum->quantity)) return sum_fact(sum, i);
    return NULL;
}

static Components components_of(Arena *arena, const Disclosure *d, Quantity quantity) {
    Components c = {ARENA_ARRAY(arena, size_t, d->fact_count)};
    for (size_t i = 0; i < d->fact_count; i++) c.parent[i] = i;
    for (size_t s = 0; s < d->sum_count; s++) {
        const Sum *sum = &d->sums[s];
        const Fact *first = sum->quantity == quantity ? sum_unknown(sum) : NULL;
        for (size_t i = 0; first && i <= sum->n; i++)
            if (fact_unknown(sum_fact(sum, i), quantity))
                c.parent[root_of(&c, sum_fact(sum, i)->number)] = root_of(&c, first->number);
    }
    return c;
}

/* Parts that do not make a hidden whole by themselves are no more than it, each. */
static size_t sum_rows(const Sum *sum) {
    if (!sum->overlap) return 1;
    size_t rows = 1;
    bool whole = fact_unknown(sum->whole, sum->quantity);
    for (size_t i = 0; whole && i < sum->n; i++) rows += fact_unknown(sum->parts[i], sum->quantity);
    return rows;
}

/* The true value of a row without its slack. */
static double row_value(const Programme *p, size_t row) {
    double value = 0;
    for (size_t c = 0; c < p->facts_n; c++) value += p->at[row * p->columns + c] * p->x[c];
    return value;
}

/* What a row leaves above its numbers: row - slack = the known numbers of it. */
static void slack_add(Programme *p, size_t row, size_t *slack, double value) {
    p->at[row * p->columns + *slack] = -1;
    p->x[*slack] = value;
    p->low[*slack] = 0;
    p->high[*slack] = value + p->ample;
    ++*slack;
}

static void rows_add(Programme *p, const Sum *sum, const size_t *column, size_t *slack) {
    size_t row = p->rows++;
    double known = 0;
    for (size_t i = 0; i <= sum->n; i++) {
        const Fact *fact = sum_fact(sum, i);
        double sign = i < sum->n ? 1 : -1;
        if (fact_unknown(fact, sum->quantity)) p->at[row * p->columns + column[fact->number]] += sign;
        else known += sign * (double)fact_value(fact, sum->quantity);
    }
    if (!sum->overlap) return;
    slack_add(p, row, slack, row_value(p, row) + known);
    bool whole = fact_unknown(sum->whole, sum->quantity);
    for (size_t i = 0; whole && i < sum->n; i++) {
        if (!fact_unknown(sum->parts[i], sum->quantity)) continue;
        row = p->rows++;
        p->at[row * p->columns + column[sum->whole->number]] = 1;
        p->at[row * p->columns + column[sum->parts[i]->number]] = -1;
        slack_add(p, row, slack, row_value(p, row));
    }
}

static double ample_of(const Disclosure *d, Quantity quantity) {
    int64_t largest = d->rule.sensitive_threshold;
    for (size_t i = 0; i < d->fact_count; i++)
        if (fact_value(d->facts[i], quantity) > largest) largest = fact_value(d->facts[i], quantity);
    return 4.0 * (double)largest;
}

/* The hidden numbers of the component of `root`, a column each. False where none of them must stay unknown.
 */
static bool facts_take(Programme *p, const Disclosure *d, Quantity quantity, Components *c, size_t root,
                       size_t *column) {
    bool guarded = false;
    for (size_t i = 0; i < d->fact_count; i++) {
        if (!fact_unknown(d->facts[i], quantity) || root_of(c, i) != root) continue;
        guarded |= fact_guarded(d, d->facts[i], quantity);
        column[i] = p->facts_n;
        p->facts[p->facts_n++] = d->facts[i];
    }
    return guarded;
}

/* The sums that the component of `root` stands in; how many. */
static size_t sums_of(const Disclosure *d, Quantity quantity, Components *c, size_t root, const Sum **sums) {
    size_t n = 0;
    for (size_t s = 0; s < d->sum_count; s++) {
        const Sum *sum = &d->sums[s];
        const Fact *first = sum->quantity == quantity ? sum_unknown(sum) : NULL;
        if (first && root_of(c, first->number) == root) sums[n++] = sum;
    }
    return n;
}

static void facts_start(Programme *p, const Interval *bounds, Quantity quantity) {
    for (size_t i = 0; i < p->facts_n; i++) {
        Interval bound = bounds[p->facts[i]->number * QUANTITIES + quantity];
        p->x[i] = (double)fact_value(p->facts[i], quantity);
        p->low[i] = (double)bound.low;
        p->high[i] = (double)bound.high < p->x[i] + p->ample ? (double)bound.high : p->x[i] + p->ample;
    }
}

/* The component of `root`; without rows where nothing of it must stay unknown, or where it is too large. */
static Programme programme_of(Arena *arena, const Disclosure *d, Quantity quantity, Components *c,
                              size_t root, const Interval *bounds) {
    Programme p = {.facts = ARENA_ARRAY(arena, Fact *, d->fact_count)};
    size_t *column = ARENA_ARRAY(arena, size_t, d->fact_count), rows = 0, slacks = 0;
    if (!facts_take(&p, d, quantity, c, root, column) || p.facts_n < 2) return p;
    const Sum **sums = ARENA_ARRAY(arena, const Sum *, d->sum_count);
    size_t n = sums_of(d, quantity, c, root, sums);
    for (size_t i = 0; i < n; i++) {
        rows += sum_rows(sums[i]);
        slacks += sums[i]->overlap ? sum_rows(sums[i]) : 0;
    }
    p.columns = p.facts_n + slacks;
    p.ample = ample_of(d, quantity);
    if (rows > SOLVED / p.columns) return p;
    p.at = ARENA_ARRAY(arena, double, rows *p.columns);
    p.x = ARENA_ARRAY(arena, double, p.columns);
    p.low = ARENA_ARRAY(arena, double, p.columns);
    p.high = ARENA_ARRAY(arena, double, p.columns);
    facts_start(&p, bounds, quantity);
    size_t slack = p.facts_n;
    for (size_t i = 0; i < n; i++) rows_add(&p, sums[i], column, &slack);
    return p;
}

static double *row_at(const Programme *p, size_t row) {
    return p->at + row * p->columns;
}

static double magnitude(double a) {
    return a < 0 ? -a : a;
}

/* Makes `column` the basic one of `row`. */
static void pivot(Programme *p, size_t row, size_t column) {
    double *at = row_at(p, row), scale = 1 / at[column];
    for (size_t c = 0; c < p->columns; c++) at[c] *= scale;
    at[column] = 1;
    for (size_t r = 0; r < p->rows; r++) {
        double *other = row_at(p, r), factor = other[column];
        if (r == row || factor == 0) continue;
        for (size_t c = 0; c < p->columns; c++)
            if (at[c] != 0) other[c] -= factor * at[c];
        other[column] = 0;
    }
    p->basis[row] = column;
    p->row_of[column] = row;
}

/* A basis of the rows; those that say nothing new go. */
static void basis_find(Arena *arena, Programme *p) {
    p->basis = ARENA_ARRAY(arena, size_t, p->rows);
    p->row_of = ARENA_ARRAY(arena, size_t, p->columns);
    for (size_t c = 0; c < p->columns; c++) p->row_of[c] = SIZE_MAX;
    for (size_t row = 0; row < p->rows;) {
        double *at = row_at(p, row);
        size_t best = SIZE_MAX;
        for (size_t c = p->columns; c--;) /* what inequalities leave stands last, and first here */
            if (magnitude(at[c]) > 1e-6 &&
                (best == SIZE_MAX || magnitude(at[c]) > magnitude(at[best]) + TINY))
                best = c;
        if (best != SIZE_MAX) {
            pivot(p, row++, best);
            continue;
        }
        const double *last = row_at(p, --p->rows);
        for (size_t c = 0; c < p->columns && row < p->rows; c++) at[c] = last[c];
    }
}

static void see(Programme *p) {
    for (size_t c = 0; c < p->facts_n; c++) {
        if (p->x[c] < p->seen_low[c]) p->seen_low[c] = p->x[c];
        if (p->x[c] > p->seen_high[c]) p->seen_high[c] = p->x[c];
    }
}

static double room(const Programme *p, size_t column, double way) {
    return way > 0 ? p->high[column] - p->x[column] : p->x[column] - p->low[column];
}

/* The first column outside the basis that moves basic `column` the `way`, and whither; SIZE_MAX: none. */
static size_t entering(const Programme *p, size_t column, double way, double *whither) {
    const double *at = row_at(p, p->row_of[column]);
    for (size_t c = 0; c < p->columns; c++) {
        if (p->row_of[c] != SIZE_MAX || magnitude(at[c]) < TINY) continue;
        *whither = at[c] * way < 0 ? 1 : -1;
        if (room(p, c, *whither) > TINY) return c;
    }
    return SIZE_MAX;
}

/* Moves `column`, outside the basis, as far as all bounds allow; what stops it leaves the basis for it. */
static void move(Programme *p, size_t column, double whither) {
    double step = room(p, column, whither);
    size_t stops = SIZE_MAX;
    for (size_t r = 0; r < p->rows; r++) {
        double rate = -row_at(p, r)[column] * whither;
        if (magnitude(rate) < TINY) continue;
        double left = room(p, p->basis[r], rate), t = left > 0 ? left / magnitude(rate) : 0;
        bool sooner = t < step - TINY, as_soon = stops != SIZE_MAX && t <= step + TINY;
        if (sooner || (as_soon && p->basis[r] < p->basis[stops])) stops = r, step = t < step ? t : step;
    }
    p->x[column] += whither * step;
    for (size_t r = 0; r < p->rows; r++) p->x[p->basis[r]] -= row_at(p, r)[column] * whither * step;
    if (stops == SIZE_MAX) return;
    p->row_of[p->basis[stops]] = SIZE_MAX;
    pivot(p, stops, column);
}

/* Moves `column` the `way` until nothing moves it further; where `width` has been seen, that is enough. */
static void search(Programme *p, size_t column, double way, double width) {
    for (size_t steps = p->columns * STEPS_A_COLUMN; steps; steps--) {
        if (p->seen_high[column] - p->seen_low[column] >= width || room(p, column, way) <= TINY) return;
        double whither = way;
        size_t enters = p->row_of[column] == SIZE_MAX ? column : entering(p, column, way, &whither);
        if (enters == SIZE_MAX) return;
        move(p, enters, whither);
        see(p);
    }
}

/* A whole number: a reader rounds inwards. */
static int64_t inwards(double a, bool up) {
    int64_t cut = (int64_t)(a < 0 ? 0 : a);
    return up && (double)cut < a - 1e-4 ? cut + 1 : !up && (double)cut + 1 < a + 1e-4 ? cut + 1 : cut;
}

static void programme_solve(Programme *p, const Disclosure *d, Interval *bounds, Quantity quantity,
                            bool enough) {
    for (size_t c = 0; c < p->facts_n; c++) p->seen_low[c] = p->seen_high[c] = p->x[c];
    for (size_t c = 0; c < p->facts_n; c++) {
        if (!fact_guarded(d, p->facts[c], quantity)) continue;
        double width = enough ? (double)width_needed(d, p->facts[c], quantity) : 1e18;
        search(p, c, 1, width);
        search(p, c, -1, width);
        if (p->seen_high[c] - p->seen_low[c] >= width - 1e-4) continue;
        Interval *bound = &bounds[p->facts[c]->number * QUANTITIES + quantity];
        int64_t low = inwards(p->seen_low[c], true), high = inwards(p->seen_high[c], false);
        if (low > bound->low) bound->low = low;
        if (high < bound->high && p->seen_high[c] < p->high[c] - 0.5) bound->high = high;
    }
}

void bounds_solve(Interval *bounds, const Disclosure *d, Quantity quantity, bool enough) {
    Arena *scratch = arena_new();
    Components c = components_of(scratch, d, quantity);
    for (size_t i = 0; i < d->fact_count; i++) {
        if (!fact_unknown(d->facts[i], quantity) || root_of(&c, i) != i) continue;
        Programme p = programme_of(scratch, d, quantity, &c, i, bounds);
        if (!p.rows) continue;
        p.seen_low = ARENA_ARRAY(scratch, double, p.columns);
        p.seen_high = ARENA_ARRAY(scratch, double, p.columns);
        basis_find(scratch, &p);
        programme_solve(&p, d, bounds, quantity, enough);
    }
    arena_free(scratch);
}
