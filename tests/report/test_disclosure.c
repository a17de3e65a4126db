/* Disclosure control: what is hidden, and that nobody gets it back. */
#include "report/disclosure.h"
#include "tests/tap.h"

enum { UNIT = 100, CELLS = 16, GROUPS = 4 };
static const DisclosureRule rule = {5, 11, 85};
static Exposure unprotected; /* of those that cannot be protected */

/* A stream of numbers that is the same everywhere. */
static uint64_t random_state = 88172645463325252;
static size_t random_below(size_t limit) {
    random_state ^= random_state << 13;
    random_state ^= random_state >> 7;
    random_state ^= random_state << 17;
    return (size_t)(random_state % limit);
}

/* A column of cells with their total: `people[i]` new people in cell i, each with one hour. */
typedef struct Column {
    Disclosure *disclosure;
    Fact *total, *cells[CELLS];
    size_t n;
} Column;

static Column column_new(Arena *arena, const size_t *people, size_t n) {
    Column column = {.disclosure = disclosure_new(arena, rule), .n = n};
    column.total = disclosure_fact(column.disclosure, NULL);
    size_t person = 0;
    for (size_t i = 0; i < n; i++) {
        column.cells[i] = disclosure_fact(column.disclosure, column.total);
        for (size_t k = 0; k < people[i]; k++, person++) {
            fact_add(column.disclosure, column.cells[i], person, UNIT);
            fact_add(column.disclosure, column.total, person, UNIT);
        }
        fact_seal(column.cells[i]);
    }
    fact_seal(column.total);
    return column;
}

static void column_sum(Arena *arena, Column *column) {
    Fact **parts = ARENA_ARRAY(arena, Fact *, column->n);
    for (size_t i = 0; i < column->n; i++) parts[i] = column->cells[i];
    disclosure_sum(column->disclosure, column->total, parts, column->n, true);
}

/* Which cells are hidden, in the order of the cells; the total last: "s.s.|." */
static Str pattern(Arena *arena, const Column *column, Quantity quantity) {
    Buf buf = {.arena = arena};
    for (size_t i = 0; i < column->n; i++) buf_byte(&buf, column->cells[i]->hidden[quantity] ? 's' : '.');
    buf_byte(&buf, '|');
    buf_byte(&buf, column->total->hidden[quantity] ? 's' : '.');
    return buf_str(&buf);
}

static void test_columns(void) {
    static const struct {
        int line;
        size_t people[6], n, sensitive; /* sensitive: one cell's place + 1, 0 for none */
        const char *want;
    } rows[] = {
        {__LINE__, {20, 20, 21}, 3, 0, "...|."},
        {__LINE__, {4, 20, 37}, 3, 0, "ss.|."},     /* one hidden cell could be subtracted */
        {__LINE__, {4, 4, 53}, 3, 0, "ss.|."},      /* two hide each other: 8 people */
        {__LINE__, {1, 1, 10, 49}, 4, 0, "sss.|."}, /* 2 people between them is too narrow */
        {__LINE__, {3, 58}, 2, 0, "ss|."},
        {__LINE__, {0, 30, 31}, 3, 0, "...|."}, /* nobody is nobody's secret */
        {__LINE__, {0, 3, 58}, 3, 0, ".ss|."},  /* ... and protects nobody */
        {__LINE__, {2, 2}, 2, 0, "ss|s"},       /* a total under the threshold */
        {__LINE__, {7, 20, 34}, 3, 1, "ss.|."}, /* 7 are few where health is concerned */
        {__LINE__, {3, 5, 53}, 3, 1, "sss|."},  /* 8 is too narrow for the higher threshold */
        {__LINE__, {12, 20, 29}, 3, 1, "...|."},
        {__LINE__, {5, 5, 5}, 3, 0, "...|."},
        {__LINE__, {61}, 1, 0, ".|."},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        Arena *arena = arena_new();
        Column column = column_new(arena, rows[i].people, rows[i].n);
        if (rows[i].sensitive) column.cells[rows[i].sensitive - 1]->sensitive = true;
        column_sum(arena, &column);
        OK_AT(rows[i].line, disclosure_protect(column.disclosure, &unprotected));
        IS_AT(rows[i].line, pattern(arena, &column, QUANTITY_PEOPLE), str_of(rows[i].want));
        arena_free(arena);
    }
}

/* Six people, one of whom did nine tenths of the hours: the people may be printed, the hours not. */
static void test_dominance(void) {
    Arena *arena = arena_new();
    Column column = column_new(arena, (size_t[]){6, 20, 35}, 3);
    fact_add(column.disclosure, column.cells[0], 0, 60 * UNIT);
    fact_add(column.disclosure, column.total, 0, 60 * UNIT);
    fact_seal(column.cells[0]);
    fact_seal(column.total);
    column_sum(arena, &column);
    OK(disclosure_protect(column.disclosure, &unprotected));
    IS(pattern(arena, &column, QUANTITY_PEOPLE), STR("...|."));
    OK(column.cells[0]->hidden[QUANTITY_HOURS]);
    OK(column.cells[1]->hidden[QUANTITY_HOURS] || column.cells[2]->hidden[QUANTITY_HOURS]);
    OK(!column.total->hidden[QUANTITY_HOURS]);
    arena_free(arena);
}

/* The audit judges what is printed, whoever decided it: with any hidden number shown, it does not pass. */
static void test_gate(void) {
    Arena *arena = arena_new();
    Column column = column_new(arena, (size_t[]){4, 20, 2, 35}, 4);
    column_sum(arena, &column);
    Exposure exposure;
    OK(disclosure_audit(column.disclosure, &exposure)); /* nothing is hidden yet, so nothing leaks */
    OK(disclosure_protect(column.disclosure, &unprotected));
    IS(pattern(arena, &column, QUANTITY_PEOPLE), STR("s.s.|."));
    OK(disclosure_audit(column.disclosure, &exposure));
    for (size_t i = 0; i < 3; i += 2) {
        column.cells[i]->hidden[QUANTITY_PEOPLE] = false;
        OK(!disclosure_audit(column.disclosure, &exposure));
        OK(exposure.fact == column.cells[2 - i] && exposure.quantity == QUANTITY_PEOPLE);
        column.cells[i]->hidden[QUANTITY_PEOPLE] = true;
    }
    arena_free(arena);
}

/* The same two people behind two hidden cells: their total can be calculated, so a third cell goes too. */
static void test_rest(void) {
    Arena *arena = arena_new();
    Disclosure *d = disclosure_new(arena, rule);
    Fact *total = disclosure_fact(d, NULL), *parts[4];
    for (size_t i = 0; i < 4; i++) parts[i] = disclosure_fact(d, total);
    for (size_t person = 0; person < 30; person++)
        for (size_t i = 0; i < 4; i++) {
            if ((i < 2) != (person < 2)) continue;
            fact_add(d, parts[i], person, 300 * UNIT);
            fact_add(d, total, person, 300 * UNIT);
        }
    for (size_t i = 0; i < 4; i++) fact_seal(parts[i]);
    fact_seal(total);
    disclosure_sum(d, total, parts, 4, false);
    OK(disclosure_protect(d, &unprotected));
    OK(parts[0]->hidden[QUANTITY_HOURS] && parts[1]->hidden[QUANTITY_HOURS]);
    OK(parts[2]->hidden[QUANTITY_HOURS] || parts[3]->hidden[QUANTITY_HOURS]);
    OK(!parts[2]->hidden[QUANTITY_PEOPLE] && !parts[3]->hidden[QUANTITY_PEOPLE]);
    arena_free(arena);
}

/* The criterion "50+" and the age band "50+" are the same people: one column's total gives both away. */
static void test_tie(void) {
    Arena *arena = arena_new();
    Column column = column_new(arena, (size_t[]){4, 9, 48}, 3);
    column_sum(arena, &column);
    Fact *criterion = disclosure_fact(column.disclosure, column.total);
    criterion->worth = 0;
    for (size_t i = 0; i < 9; i++) fact_add(column.disclosure, criterion, 4 + i, UNIT);
    fact_seal(criterion);
    disclosure_tie(column.disclosure, criterion, column.cells[1]);
    OK(disclosure_protect(column.disclosure, &unprotected));
    IS(pattern(arena, &column, QUANTITY_PEOPLE), STR("ss.|."));
    OK(criterion->hidden[QUANTITY_PEOPLE] && criterion->hidden[QUANTITY_HOURS]);
    arena_free(arena);
}

/* Ten people with the criterion, nine in the age band: the tenth one's hours are the difference. */
static void test_tie_apart(void) {
    Arena *arena = arena_new();
    Column column = column_new(arena, (size_t[]){9, 20, 32}, 3);
    column_sum(arena, &column);
    Fact *criterion = disclosure_fact(column.disclosure, column.total);
    criterion->worth = 0;
    for (size_t i = 0; i < 10; i++) fact_add(column.disclosure, criterion, i, UNIT);
    fact_seal(criterion);
    disclosure_tie(column.disclosure, criterion, column.cells[0]);
    OK(disclosure_protect(column.disclosure, &unprotected));
    OK(!criterion->hidden[QUANTITY_PEOPLE] && criterion->hidden[QUANTITY_HOURS]);
    OK(!column.cells[0]->hidden[QUANTITY_HOURS]);
    arena_free(arena);
}

/* Everybody in one cell of a sensitive criterion: the total would say it of each. */
static void test_everybody(void) {
    Arena *arena = arena_new();
    Disclosure *d = disclosure_new(arena, rule);
    Fact *total = disclosure_fact(d, NULL), *cell = disclosure_fact(d, total);
    cell->sensitive = cell->trait = true;
    for (size_t person = 0; person < 61; person++)
        fact_add(d, total, person, UNIT), fact_add(d, cell, person, UNIT);
    fact_seal(total), fact_seal(cell);
    OK(disclosure_protect(d, &unprotected));
    OK(cell->hidden[QUANTITY_PEOPLE] && cell->hidden[QUANTITY_HOURS]);
    /* a column of this one row cannot be printed at all: it is refused rather than guessed */
    disclosure_sum(d, total, &cell, 1, true);
    OK(!disclosure_protect(d, &unprotected));
    arena_free(arena);
}

static void test_sealing(void) {
    Arena *arena = arena_new();
    Disclosure *d = disclosure_new(arena, rule);
    Fact *fact = disclosure_fact(d, NULL);
    fact_add(d, fact, 7, 250);
    fact_add(d, fact, 3, 100);
    fact_add(d, fact, 7, 50);
    fact_add(d, fact, 9, 0);
    OK(fact_seal(fact));
    NUM(fact->people, 2);
    NUM(fact->hours, 400);
    NUM(fact->largest, 300);
    fact_add(d, fact, 3, INT64_MAX);
    OK(!fact_seal(fact));
    OK(disclosure_protect(disclosure_new(arena, rule), &unprotected)); /* nothing to protect */
    arena_free(arena);
}

/* Contracts crossed by trade and by company; everybody has one hour, so that people and hours are the same
 * number. People add up by trade only. The bounds of a reader who tries all ways of sharing what is hidden
 * among the hidden contracts, written apart from the audit. */
typedef struct Cross {
    Disclosure *disclosure;
    Fact *total, *cell[CELLS], *trade[GROUPS], *company[GROUPS];
    size_t of_trade[CELLS], of_company[CELLS], n;
    Quantity quantity;                                         /* that is being tried */
    int64_t low[CELLS + 2 * GROUPS], high[CELLS + 2 * GROUPS]; /* cells, trades, companies */
    int64_t tried[CELLS];
    size_t solutions;
} Cross;

static Fact *cross_group(Arena *arena, Cross *cross, const size_t *of, size_t group, bool people_add) {
    Fact *whole = disclosure_fact(cross->disclosure, cross->total),
         **parts = ARENA_ARRAY(arena, Fact *, cross->n);
    whole->worth = 2;
    size_t n = 0;
    for (size_t i = 0; i < cross->n; i++) {
        if (of[i] != group) continue;
        parts[n++] = cross->cell[i];
        for (size_t k = 0; k < cross->cell[i]->n; k++)
            fact_add(cross->disclosure, whole, cross->cell[i]->by[k].person, UNIT);
    }
    fact_seal(whole);
    disclosure_sum(cross->disclosure, whole, parts, n, people_add);
    return whole;
}

static Cross cross_random(Arena *arena, size_t n, size_t groups, size_t most) {
    Cross cross = {.disclosure = disclosure_new(arena, rule), .n = n};
    cross.total = disclosure_fact(cross.disclosure, NULL);
    size_t person = 0;
    for (size_t i = 0; i < n; i++) {
        cross.cell[i] = disclosure_fact(cross.disclosure, cross.total);
        cross.of_trade[i] = random_below(groups);
        cross.of_company[i] = random_below(groups);
        for (size_t people = random_below(most + 1); people; people--, person++) {
            fact_add(cross.disclosure, cross.cell[i], person, UNIT);
            fact_add(cross.disclosure, cross.total, person, UNIT);
        }
        fact_seal(cross.cell[i]);
    }
    fact_seal(cross.total);
    Fact **all = ARENA_ARRAY(arena, Fact *, n), **trades = ARENA_ARRAY(arena, Fact *, groups),
         **companies = ARENA_ARRAY(arena, Fact *, groups);
    for (size_t i = 0; i < n; i++) all[i] = cross.cell[i];
    for (size_t g = 0; g < groups; g++) {
        trades[g] = cross.trade[g] = cross_group(arena, &cross, cross.of_trade, g, true);
        companies[g] = cross.company[g] = cross_group(arena, &cross, cross.of_company, g, false);
    }
    disclosure_sum(cross.disclosure, cross.total, all, n, true);
    disclosure_sum(cross.disclosure, cross.total, trades, groups, true);
    disclosure_sum(cross.disclosure, cross.total, companies, groups, false);
    return cross;
}

static void seen(Cross *cross, size_t at, int64_t value) {
    if (!cross->solutions || value < cross->low[at]) cross->low[at] = value;
    if (!cross->solutions || value > cross->high[at]) cross->high[at] = value;
}

/* The people of a group in the solution being tried. */
static int64_t tried_group(const Cross *cross, const size_t *of, size_t group) {
    int64_t people = 0;
    for (size_t i = 0; i < cross->n; i++)
        if (of[i] == group) people += cross->tried[i];
    return people;
}

/* Whether the solution being tried gives a number that is printed otherwise. */
static bool contradicts(const Cross *cross, const Fact *group, const size_t *of, size_t g) {
    return group && !group->hidden[cross->quantity] && tried_group(cross, of, g) != group->people;
}

static void cross_check(Cross *cross) {
    bool companies = cross->quantity == QUANTITY_HOURS; /* people do not add up there */
    for (size_t g = 0; g < GROUPS; g++)
        if (contradicts(cross, cross->trade[g], cross->of_trade, g) ||
            (companies && contradicts(cross, cross->company[g], cross->of_company, g)))
            return;
    for (size_t i = 0; i < cross->n; i++) seen(cross, i, cross->tried[i]);
    for (size_t g = 0; g < GROUPS; g++) {
        seen(cross, CELLS + g, tried_group(cross, cross->of_trade, g));
        seen(cross, CELLS + GROUPS + g, tried_group(cross, cross->of_company, g));
    }
    cross->solutions++;
}

/* All ways to share `left` among the hidden cells from `i` on. */
static void cross_try(Cross *cross, size_t i, int64_t left) {
    if (i == cross->n) {
        if (!left) cross_check(cross);
        return;
    }
    if (!cross->cell[i]->hidden[cross->quantity]) {
        cross->tried[i] = cross->cell[i]->people;
        cross_try(cross, i + 1, left);
        return;
    }
    bool people = cross->quantity == QUANTITY_PEOPLE; /* somebody is in a row that is there */
    for (int64_t part = people; part <= left; part++) {
        cross->tried[i] = part;
        cross_try(cross, i + 1, left - part);
    }
}

static const Fact *cross_fact(const Cross *cross, size_t at) {
    if (at < CELLS) return cross->cell[at];
    return at < CELLS + GROUPS ? cross->trade[at - CELLS] : cross->company[at - CELLS - GROUPS];
}

typedef struct Found {
    size_t tables, hidden, known, narrow;
} Found;

static void cross_bounds(Cross *cross, Quantity quantity, Found *found) {
    cross->quantity = quantity;
    cross->solutions = 0;
    int64_t left = 0;
    for (size_t i = 0; i < cross->n; i++)
        if (cross->cell[i]->hidden[quantity]) left += cross->cell[i]->people;
    cross_try(cross, 0, left);
    size_t end = quantity == QUANTITY_HOURS ? CELLS + 2 * GROUPS : CELLS + GROUPS;
    for (size_t at = 0; at < end; at++) {
        const Fact *fact = cross_fact(cross, at);
        if (!fact || !fact->hidden[quantity]) continue;
        int64_t width = cross->high[at] - cross->low[at];
        found->hidden++;
        found->known += width == 0;
        int64_t needed = quantity == QUANTITY_HOURS ? fact->people : rule.threshold;
        bool from_one = quantity == QUANTITY_PEOPLE && cross->low[at] == 1;
        found->narrow += width < needed - from_one;
    }
}

static void test_crossed(void) {
    Found people = {0}, hours = {0};
    size_t refused = 0;
    for (size_t tables = 0; tables < 400; tables++) {
        Arena *arena = arena_new();
        Cross cross = cross_random(arena, 4 + random_below(3), 2 + random_below(2), 9);
        bool protected = disclosure_protect(cross.disclosure, &unprotected);
        refused += !protected;
        if (protected && !cross.total->hidden[QUANTITY_PEOPLE]) {
            cross_bounds(&cross, QUANTITY_PEOPLE, &people);
            cross_bounds(&cross, QUANTITY_HOURS, &hours);
        }
        arena_free(arena);
    }
    OK(refused < 8); /* a table of few people, all hidden: a review merges its rows */
    OK(people.hidden > 1000 && hours.hidden > people.hidden);
    NUM(people.known, 0);
    NUM(people.narrow, 0);
    NUM(hours.known, 0);
    NUM(hours.narrow, 0);
}

/* 61 people in a few columns at random: the reader has the totals and nothing else. */
static void test_random_columns(void) {
    size_t alone = 0, narrow = 0, bare = 0, failed = 0;
    for (size_t table = 0; table < 400; table++) {
        Arena *arena = arena_new();
        size_t people[CELLS] = {0}, n = 2 + random_below(11);
        for (size_t person = 0; person < 61; person++) {
            size_t a = random_below(n), b = random_below(n);
            people[a < b ? a : b]++; /* uneven, as breakdowns are */
        }
        Column column = column_new(arena, people, n);
        column_sum(arena, &column);
        failed += !disclosure_protect(column.disclosure, &unprotected);
        size_t hidden = 0, sum = 0;
        for (size_t i = 0; i < n; i++) {
            bool small = people[i] && people[i] < 5;
            bare += small && !column.cells[i]->hidden[QUANTITY_PEOPLE];
            if (!column.cells[i]->hidden[QUANTITY_PEOPLE]) continue;
            hidden++, sum += people[i];
        }
        alone += hidden == 1;
        narrow += hidden && sum < 5;
        arena_free(arena);
    }
    NUM(failed, 0);
    NUM(bare, 0);
    NUM(alone, 0);
    NUM(narrow, 0);
}

/* Nobody's hours: counted, not as people; hidden in a part that has few people beside them, or none. */
static void test_nobody(void) {
    static const struct {
        int line;
        size_t people[4], nobody[4], n; /* in each cell: people, and nobody's hours */
        const char *hours, *counts;
        long long total, known;
    } rows[] = {
        {__LINE__, {6, 7}, {3, 0}, 2, "..|.", "..|.", 16, 13},
        {__LINE__, {6, 0, 8, 9}, {0, 2, 0, 0}, 4, "ss..|.", "....|.", 25, 23},
        {__LINE__, {0, 0, 0}, {2, 3, 4}, 3, "sss|.", "...|.", 9, 0},
        {__LINE__, {0, 9}, {5, 0}, 2, "ss|.", "..|.", 14, 9},
        {__LINE__, {0}, {5}, 1, ".|.", ".|.", 5, 0}, /* all there is */
        {__LINE__, {3, 8, 9}, {90, 0, 0}, 3, "ss.|.", "ss.|.", 110, 20},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        Arena *arena = arena_new();
        Column column = column_new(arena, rows[i].people, rows[i].n);
        for (size_t k = 0; k < rows[i].n; k++) {
            Hundredths hours = (Hundredths)rows[i].nobody[k] * UNIT;
            fact_add(column.disclosure, column.cells[k], NOBODY, hours);
            fact_add(column.disclosure, column.total, NOBODY, hours);
            OK_AT(rows[i].line, fact_seal(column.cells[k]));
        }
        OK_AT(rows[i].line, fact_seal(column.total));
        column_sum(arena, &column);
        OK_AT(rows[i].line, disclosure_protect(column.disclosure, &unprotected));
        IS_AT(rows[i].line, pattern(arena, &column, QUANTITY_HOURS), str_of(rows[i].hours));
        IS_AT(rows[i].line, pattern(arena, &column, QUANTITY_PEOPLE), str_of(rows[i].counts));
        NUM_AT(rows[i].line, column.total->hours, rows[i].total * UNIT);
        NUM_AT(rows[i].line, column.total->people, rows[i].known);
        arena_free(arena);
    }
}

int main(void) {
    test_columns();
    test_dominance();
    test_gate();
    test_rest();
    test_tie();
    test_tie_apart();
    test_everybody();
    test_sealing();
    test_random_columns();
    test_crossed();
    test_nobody();
    return tap_done();
}
