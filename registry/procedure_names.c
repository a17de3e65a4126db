/* procedure_names.c - ids and numbers that notices give each other lead to notices.
 *
 * Everything is sorting, binary search and union-find on numbers. Nothing depends on the order of addition,
 * for every choice is made by the names of a notice in their own order or by number_compare(). */
#include "registry/procedure_inside.h"
#include <stdlib.h>

void numbers_sort(const Settling *settling, Number *numbers, size_t n,
                  int (*order)(const void *, const void *, void *)) {
    if (n) qsort_r(numbers, n, sizeof *numbers, order, (void *)settling);
}

Number root_of(Number *parents, Number i) {
    while (parents[i] != i) i = parents[i] = parents[parents[i]];
    return i;
}

void join(Number *parents, Number a, Number b) {
    a = root_of(parents, a);
    b = root_of(parents, b);
    if (a < b) parents[b] = a;
    else parents[a] = b;
}

/* Each entry is walked once. */
void follow(const Settling *settling, Number *next) {
    for (Number from = 0; from < settling->n; from++) settling->walk[from] = NONE;
    for (Number from = 0; from < settling->n; from++) {
        Number i = from;
        for (; i != NONE && next[i] != i && settling->walk[i] != from; i = next[i]) settling->walk[i] = from;
        Number end = i != NONE && next[i] == i ? i : NONE;
        for (i = from; i != NONE && i != end && settling->walk[i] == from;) {
            Number after = next[i];
            next[i] = end;
            settling->walk[i] = NONE;
            i = after;
        }
    }
}

/* States. */

static bool in_parts(const Identity *is) { /* the rows of a table's notice need not be neighbours */
    return is->family == FAMILY_CSV;
}

static int compare_states(const Identity *a, const Identity *b) {
    int order = digest_compare(a->id, b->id);
    return order ? order : compare_words(a->version, b->version);
}

static int order_states(const void *left, const void *right, void *to) {
    Number a = *(const Number *)left, b = *(const Number *)right;
    const Identity *x = identity(to, a), *y = identity(to, b);
    int order = compare_states(x, y);
    if (!order && in_parts(x)) order = compare_words(x->content, y->content);
    return order ? order : number_compare(((const Settling *)to)->procedures, b, a);
}

/* One state: copies follow the one that counts. */
static Number state_take(Settling *settling, const Number *at, size_t n) {
    Number leader = at[0], original = at[0];
    for (size_t i = 0; i < n; i++) {
        bool copy = !in_parts(identity(settling, at[i])) ||
                    identity(settling, original)->content == identity(settling, at[i])->content;
        if (!copy) original = at[i];
        settling->original[at[i]] = original;
        if (number_compare(settling->procedures, at[i], leader) > 0) leader = at[i];
    }
    for (size_t i = 0; i < n; i++) {
        settling->leader[at[i]] = leader;
        join(settling->kin, at[i], leader);
    }
    return leader;
}

static void find_states(Settling *settling) {
    size_t n = 0, leaders = 0;
    for (Number i = 0; i < settling->n; i++)
        if (identity_has_id(identity(settling, i))) settling->by_id[n++] = i;
    numbers_sort(settling, settling->by_id, n, order_states);
    for (size_t from = 0, to; from < n; from = to) {
        const Identity *first = identity(settling, settling->by_id[from]);
        for (to = from + 1; to < n && !compare_states(first, identity(settling, settling->by_id[to]));) to++;
        settling->by_id[leaders++] = state_take(settling, settling->by_id + from, to - from);
    }
    settling->id_count = (Number)leaders;
}

/* Names. */

static int compare_oj(const Identity *is, uint64_t year, uint64_t number, uint8_t family) {
    int order = compare_words(is->oj_year, year);
    if (!order) order = compare_words(is->oj_number, number);
    return order ? order : compare_words(is->family, family);
}

static int order_oj(const void *left, const void *right, void *to) {
    Number a = *(const Number *)left, b = *(const Number *)right;
    const Identity *y = identity(to, b);
    int order = compare_oj(identity(to, a), y->oj_year, y->oj_number, y->family);
    return order ? order : number_compare(((const Settling *)to)->procedures, b, a);
}

static void find_oj_numbers(Settling *settling) {
    for (Number i = 0; i < settling->n; i++)
        if (identity(settling, i)->oj_number && identity_has_id(identity(settling, i)))
            settling->by_oj[settling->oj_count++] = i;
    numbers_sort(settling, settling->by_oj, settling->oj_count, order_oj);
}

static Number named_by_oj(const Settling *settling, const Link *link, uint8_t family) {
    Number from = 0, to = settling->oj_count;
    while (from < to) {
        Number middle = from + (to - from) / 2;
        const Identity *at = identity(settling, settling->by_oj[middle]);
        if (compare_oj(at, link->key.high, link->key.low, family) < 0) from = middle + 1;
        else to = middle;
    }
    if (from == settling->oj_count) return NONE;
    const Identity *found = identity(settling, settling->by_oj[from]);
    bool same = found->oj_year == link->key.high && found->oj_number == link->key.low;
    return same && (!family || found->family == family) ? settling->leader[settling->by_oj[from]] : NONE;
}

/* The version named, else the highest below it, else the lowest. */
static Number named_by_id(const Settling *settling, const Link *link) {
    Number from = 0, to = settling->id_count;
    while (from < to) {
        Number middle = from + (to - from) / 2;
        const Identity *at = identity(settling, settling->by_id[middle]);
        int order = digest_compare(at->id, link->key);
        if (order < 0 || (!order && at->version <= link->version)) from = middle + 1;
        else to = middle;
    }
    for (Number at = from ? from - 1 : 0; at <= from && at < settling->id_count; at++)
        if (!digest_compare(identity(settling, settling->by_id[at])->id, link->key))
            return settling->by_id[at];
    return NONE;
}

/* The notice of its own source, where several go by one OJ number. */
static Number named_by(const Settling *settling, const Link *link) {
    if (!link->oj) return named_by_id(settling, link);
    Number own = named_by_oj(settling, link, identity(settling, link->from)->family);
    return own != NONE ? own : named_by_oj(settling, link, FAMILY_OTHER);
}

static void resolve_names(Settling *settling) {
    bool led = false; /* somewhere: the reading before */
    for (Number i = 0; i < settling->links; i++) {
        const Link *link = link_at(settling, i);
        if (link->why == WHY_PROCEDURE) {
            settling->by_procedure[settling->procedure_count++] = i;
            continue;
        }
        if (link->again && led) continue;
        Number target = named_by(settling, link);
        led = target != NONE;
        if (!led || target == settling->leader[link->from]) continue;
        settling->target[i] = target;
        join(settling->kin, link->from, target);
    }
}

bool names_next(const Settling *settling, Names *names) {
    while (names->to < settling->links) {
        names->from = names->to;
        names->of = link_at(settling, names->from)->from;
        while (names->to < settling->links && link_at(settling, names->to)->from == names->of) names->to++;
        if (settling->leader[names->of] == names->of) return true;
    }
    return false;
}

Number first_named(const Settling *settling, Names names, Why why, Number *link) {
    for (Number i = names.from; i < names.to; i++) {
        if (link_at(settling, i)->why != why || settling->target[i] == NONE) continue;
        if (link) *link = i;
        return settling->target[i];
    }
    return NONE;
}

/* Corrigenda: what they name is what they correct, and to name them is to name that. */

bool corrects(const Settling *settling, Number number) {
    return identity(settling, number)->act == ACT_CORRECTS && identity_has_id(identity(settling, number));
}

static void attach_corrections(Settling *settling) {
    for (Number i = 0; i < settling->n; i++)
        if (corrects(settling, i)) settling->corrected[i] = NONE;
    for (Names names = {0}; names_next(settling, &names);) {
        if (!corrects(settling, names.of)) continue;
        Number target = first_named(settling, names, WHY_CHANGED, NULL);
        if (target == NONE) target = first_named(settling, names, WHY_EARLIER, NULL);
        settling->corrected[names.of] = target;
    }
    follow(settling, settling->corrected);
    for (Number i = 0; i < settling->links; i++) {
        Number *target = &settling->target[i];
        if (*target != NONE) *target = settling->corrected[*target];
        if (*target == settling->leader[link_at(settling, i)->from]) *target = NONE;
    }
}

void names_resolve(Settling *settling) {
    find_states(settling);
    find_oj_numbers(settling);
    resolve_names(settling);
    attach_corrections(settling);
}
