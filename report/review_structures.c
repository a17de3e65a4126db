/* review_structures.c - hours by the structure that declared them, crossed with contracts and employers.
 *
 * A structure that is its contract's only declarant is that contract, one that works alone under a kind is
 * that kind: readers know who works for whom, so one table could be subtracted from the other. What a
 * structure and a contract, or a structure and a kind, have in common is a fact that is never printed, and
 * their sums stand beside all others. */
#include "report/review_fold.h"
#include <stdlib.h>

void structures_take(ReviewFold *fold) {
    const Structures *known = fold->review->input.structures;
    if (!known || !known->n) return;
    Review *review = fold->review;
    fold->structures = map_new(fold->arena);
    fold->by_contract.by_pair = map_new(fold->arena);
    fold->by_kind.by_pair = map_new(fold->arena);
    review->structures = ARENA_ARRAY(fold->arena, YearStructure, known->n);
    for (size_t i = 0; i < known->n; i++) {
        const Structure *structure = &known->at[i];
        void **slot = map_slot(fold->structures, structure->siret);
        if (!*slot) {
            YearStructure *year = &review->structures[review->structure_count++];
            *year = (YearStructure){.structure = structure};
            *slot = year;
        }
        YearStructure *year = *slot;
        if (!strlist_has(year->kinds, structure->kind))
            strlist_add(fold->arena, &year->kinds, structure->kind);
    }
}

/* Who declared, as a key: a structure that is known by its SIRET; else whether it is no structure, one that
 * the convention does not know, or nobody knows what. */
static Str declarant_key(const ReviewFold *fold, const HoursRow *row) {
    if (map_has(fold->structures, row->declarant_siret)) return row->declarant_siret;
    if (!row->employer_kind.n) return BREAKDOWN_UNKNOWN;
    return str_is(row->employer_kind, "direct") ? STR("direct") : STR("outside");
}

static void crossing_put(ReviewFold *fold, Crossings *crossings, Fact *row, Fact *column, Contribution by) {
    Str pair = str_print(fold->arena, "%zu %zu", row->number, column->number);
    void **slot = map_slot(crossings->by_pair, pair);
    if (!*slot) {
        Crossing *crossing = ARENA_NEW(fold->arena, Crossing);
        *crossing = (Crossing){.row = row, .column = column};
        *slot = crossing;
    }
    Crossing *crossing = *slot;
    *ARENA_PUSH(fold->arena, crossing->by, crossing->n, crossing->cap) = by;
}

void structure_put(ReviewFold *fold, const HoursRow *row, const YearContract *year, size_t person) {
    if (!fold->structures || !row->hours) return;
    Str key = declarant_key(fold, row);
    Fact *structure = part_fact(fold, HOURS_BY_STRUCTURE, key);
    structure->worth = 0;
    YearStructure *known = map_get(fold->structures, key);
    for (size_t i = 0; known && i < known->kinds.n; i++)
        structure->sensitive |= kind_sensitive(known->kinds.at[i]);
    Contribution by = {person, row->hours};
    fact_add(fold->disclosure, structure, person, row->hours);
    crossing_put(fold, &fold->by_contract, structure, year->done, by);
    crossing_put(fold, &fold->by_kind, structure, part_fact(fold, HOURS_BY_EMPLOYER_KIND, row->employer_kind),
                 by);
}

/* In how many crossings each fact stands, by its number. */
static size_t *crossings_count(ReviewFold *fold, const Crossings *crossings) {
    size_t facts = 0;
    for (size_t i = 0; i < map_count(crossings->by_pair); i++) {
        const Crossing *at = map_value(crossings->by_pair, i);
        if (at->row->number >= facts) facts = at->row->number + 1;
        if (at->column->number >= facts) facts = at->column->number + 1;
    }
    size_t *count = ARENA_ARRAY(fold->arena, size_t, facts);
    for (size_t i = 0; i < map_count(crossings->by_pair); i++) {
        const Crossing *at = map_value(crossings->by_pair, i);
        count[at->row->number]++;
        count[at->column->number]++;
    }
    return count;
}

/* The row or the column where that is all of it; else a fact of its own. */
static Fact *crossing_fact(ReviewFold *fold, const Crossing *at, const size_t *count) {
    if (count[at->column->number] == 1) return at->column;
    if (count[at->row->number] == 1) return at->row;
    Fact *cell = disclosure_fact(fold->disclosure, fold->all);
    cell->unprinted = cell->loose = true;
    cell->sensitive = at->row->sensitive || at->column->sensitive;
    cell->left_of = at->row;
    for (size_t i = 0; i < at->n; i++) fact_add(fold->disclosure, cell, at->by[i].person, at->by[i].hours);
    fact_seal(cell); /* cannot overflow: a part of the row */
    return cell;
}

static void line_sum(ReviewFold *fold, const Crossings *crossings, Fact *whole, size_t n) {
    Fact **parts = ARENA_ARRAY(fold->arena, Fact *, n);
    size_t found = 0;
    for (size_t i = 0; i < map_count(crossings->by_pair); i++) {
        const Crossing *at = map_value(crossings->by_pair, i);
        if (at->row == whole || at->column == whole) parts[found++] = at->cell;
    }
    disclosure_sum(fold->disclosure, whole, parts, found, false);
    disclosure_cover(fold->disclosure, QUANTITY_PEOPLE, whole, parts, found);
}

static void crossings_sum(ReviewFold *fold, Crossings *crossings) {
    size_t *count = crossings_count(fold, crossings);
    size_t n = map_count(crossings->by_pair);
    for (size_t i = 0; i < n; i++) {
        Crossing *at = map_value(crossings->by_pair, i);
        at->cell = crossing_fact(fold, at, count);
        bool same = count[at->row->number] == 1 && count[at->column->number] == 1;
        if (same) disclosure_tie(fold->disclosure, at->row, at->column);
    }
    for (size_t i = 0; i < n; i++) {
        const Crossing *at = map_value(crossings->by_pair, i);
        Fact *const lines[] = {at->row, at->column};
        for (size_t k = 0; k < 2; k++) {
            size_t *cells = &count[lines[k]->number];
            if (*cells > 1) line_sum(fold, crossings, lines[k], *cells);
            *cells = 0; /* one sum a line; a single cell is the line, or tied to it */
        }
    }
}

void structures_fold(ReviewFold *fold) {
    if (!fold->structures) return;
    crossings_sum(fold, &fold->by_contract);
    crossings_sum(fold, &fold->by_kind);
    Breakdown *b = &fold->review->breakdowns[HOURS_BY_STRUCTURE];
    breakdown_keep(fold->arena, b);
    if (fold->merge[HOURS_BY_STRUCTURE]) breakdown_withhold(b); /* a row of several is no structure */
    else breakdown_sum(fold, b, fold->all, false);
}

static int by_name(const void *a, const void *b) {
    const YearStructure *x = a, *y = b;
    int order = str_cmp(x->structure->name, y->structure->name);
    return order ? order : str_cmp(x->structure->siret, y->structure->siret);
}

/* Those that declared first, the most hours first where they are open; then by name. */
static int by_hours(const void *a, const void *b) {
    const YearStructure *x = a, *y = b;
    bool x_open = x->part && !x->part->hours.hidden, y_open = y->part && !y->part->hours.hidden;
    if (!x->part != !y->part) return x->part ? -1 : 1;
    if (x_open != y_open) return x_open ? -1 : 1;
    if (x_open && x->part->hours.value != y->part->hours.value)
        return x->part->hours.value > y->part->hours.value ? -1 : 1;
    return by_name(a, b);
}

void structures_finish(ReviewFold *fold) {
    if (!fold->structures) return;
    Review *review = fold->review;
    const Breakdown *b = &review->breakdowns[HOURS_BY_STRUCTURE];
    for (size_t i = 0; i < b->every_count; i++) {
        YearStructure *known = map_get(fold->structures, b->every[i]->key);
        if (!known) continue;
        known->part = b->every[i];
        b->every[i]->label = known->structure->name;
    }
    for (size_t i = 0; i < map_count(fold->by_contract.by_pair); i++) {
        const Crossing *at = map_value(fold->by_contract.by_pair, i);
        for (size_t k = 0; k < review->structure_count; k++)
            review->structures[k].contracts +=
                review->structures[k].part && review->structures[k].part->fact == at->row;
    }
    if (review->structure_count)
        qsort(review->structures, review->structure_count, sizeof(YearStructure),
              b->hidden ? by_name : by_hours);
}
