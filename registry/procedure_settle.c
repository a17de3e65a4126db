/* procedure_settle.c - which notice counts: states become tenders, and tenders give way to one another. */
#include "registry/procedure_inside.h"
#include <assert.h>
#include <stdlib.h>

typedef enum Kind {
    KIND_PLANNING = 1,
    KIND_CALL = 2,
    KIND_RESULT = 4
} Kind; /* of a tender; bits of `seen` */

/* Tenders. */

static bool is_early(Number stage) {
    return stage == STAGE_PLANNING || stage == STAGE_CALL;
}

static bool is_late(Number stage) {
    return stage == STAGE_RESULT || stage == STAGE_MODIFICATION;
}

static void succeed(Settling *settling, Number from, Number to) {
    settling->succeeded[from] = 1;
    join(settling->tender, from, to);
}

static void join_versions(Settling *settling) {
    Number after = NONE; /* the leader with the highest version of the id */
    for (Number i = settling->id_count; i-- > 0;) {
        Number at = settling->by_id[i];
        if (corrects(settling, at)) continue;
        const Identity *is = identity(settling, at), *top = after == NONE ? NULL : identity(settling, after);
        if (!top || digest_compare(is->id, top->id)) after = at;
        else if (version_rank(is->version) < version_rank(top->version)) succeed(settling, at, after);
        else join(settling->tender, at, after);
        if (after != at) join(settling->kin, at, after);
    }
}

/* Whether the result or modification says the same of the same lots as an older one that it names. */
static bool covers(const Settling *settling, Number newer, Number older) {
    const Identity *a = identity(settling, newer), *b = identity(settling, older);
    if (!is_late(a->stage) || !is_late(b->stage) || number_compare(settling->procedures, newer, older) < 0)
        return false;
    return a->content == b->content || (a->stage == STAGE_MODIFICATION && a->single && b->single);
}

/* A name that leads to a version above the one that it means joins, and decides nothing. */
static void take_place(Settling *settling, Number link, Number of) {
    Number target = settling->target[link];
    if (identity(settling, target)->version <= link_at(settling, link)->version)
        succeed(settling, target, of);
    else join(settling->tender, target, of);
}

static void take_names(Settling *settling, Names names) {
    const Identity *is = identity(settling, names.of);
    Number link = NONE;
    bool cancels = is->act == ACT_CANCELS, says_changed = false;
    for (Number i = names.from; i < names.to; i++)
        says_changed = says_changed || link_at(settling, i)->why == WHY_CHANGED;
    if (is->act == ACT_CHANGES || (cancels && says_changed)) first_named(settling, names, WHY_CHANGED, &link);
    else if (cancels) first_named(settling, names, WHY_EARLIER, &link);
    bool answers = link != NONE && !cancels && is_late(is->stage) &&
                   is_early(identity(settling, settling->target[link])->stage);
    if (link != NONE && !answers) take_place(settling, link, names.of);
    for (Number i = names.from; i < names.to && is->act == ACT_STATES; i++)
        if (settling->target[i] != NONE && covers(settling, names.of, settling->target[i]))
            take_place(settling, i, names.of);
}

static int order_procedures(const void *left, const void *right, void *to) {
    Number a = *(const Number *)left, b = *(const Number *)right;
    const Link *x = link_at(to, a), *y = link_at(to, b);
    int order = digest_compare(x->key, y->key);
    if (!order) order = compare_words(identity(to, x->from)->content, identity(to, y->from)->content);
    return order ? order : compare_words(a, b);
}

static bool is_plain_result(const Settling *settling, Number number) {
    const Identity *is = identity(settling, number);
    return settling->leader[number] == number && is_late(is->stage) && is->family != FAMILY_DECP &&
           (is->act == ACT_STATES || is->act == ACT_CHANGES);
}

/* Results of one procedure and the same lots restate each other; a contract of DECP is one of its own. */
static void join_procedures(Settling *settling) {
    numbers_sort(settling, settling->by_procedure, settling->procedure_count, order_procedures);
    Number result = NONE; /* the last of this procedure */
    for (Number i = 0; i < settling->procedure_count; i++) {
        const Link *at = link_at(settling, settling->by_procedure[i]);
        const Link *before = i ? link_at(settling, settling->by_procedure[i - 1]) : NULL;
        if (before && !digest_compare(before->key, at->key)) join(settling->kin, before->from, at->from);
        else result = NONE;
        if (!is_plain_result(settling, at->from)) continue;
        if (result != NONE && identity(settling, result)->content == identity(settling, at->from)->content)
            join(settling->tender, result, at->from);
        result = at->from;
    }
}

static void find_ends(Settling *settling) {
    static const uint8_t kinds[] = {[STAGE_PLANNING] = KIND_PLANNING,
                                    [STAGE_CALL] = KIND_CALL,
                                    [STAGE_RESULT] = KIND_RESULT,
                                    [STAGE_MODIFICATION] = KIND_RESULT};
    for (Number i = 0; i < settling->n; i++) {
        if (settling->leader[i] != i || corrects(settling, i)) continue;
        Number root = root_of(settling->tender, i), *end = &settling->end[root];
        settling->seen[root] |= kinds[identity(settling, i)->stage];
        bool open = *end != NONE && settling->succeeded[*end] != settling->succeeded[i];
        bool later = *end == NONE || (open ? settling->succeeded[*end] != 0
                                           : number_compare(settling->procedures, i, *end) > 0);
        if (later) *end = i;
    }
}

/* A tender in which a call was seen is that call, whatever else it became; one that does not say is a call.
 */
static Kind kind_of(const Settling *settling, Number tender) {
    unsigned seen = settling->seen[tender];
    if (seen & KIND_CALL || !seen) return KIND_CALL;
    return seen & KIND_PLANNING ? KIND_PLANNING : KIND_RESULT;
}

/* Procedures: which tender gives way to which. */

/* Puts a tender in a place where there is none, or a lesser one: a call is more than planning, a later one
 * more than an earlier. */
static void prefer(const Settling *settling, Number *place, Number tender) {
    Kind kind = kind_of(settling, tender);
    if (kind == KIND_RESULT) return;
    Kind before = *place == NONE ? 0 : kind_of(settling, *place);
    if (kind > before || (kind == before && number_compare(settling->procedures, settling->end[tender],
                                                           settling->end[*place]) > 0))
        *place = tender;
}

static void find_near(Settling *settling) {
    for (Number from = 0, to; from < settling->procedure_count; from = to) {
        Number call = NONE;
        Digest key = link_at(settling, settling->by_procedure[from])->key;
        for (to = from; to < settling->procedure_count; to++) {
            const Link *link = link_at(settling, settling->by_procedure[to]);
            if (digest_compare(link->key, key)) break;
            if (settling->leader[link->from] == link->from && !corrects(settling, link->from))
                prefer(settling, &call, root_of(settling->tender, link->from));
        }
        for (Number i = from; i < to && call != NONE; i++) {
            Number of = link_at(settling, settling->by_procedure[i])->from;
            if (settling->leader[of] == of && !corrects(settling, of))
                prefer(settling, &settling->near[root_of(settling->tender, of)], call);
        }
    }
}

/* Results step to results that they name; the later of them where there are several. */
static void find_named(Settling *settling) {
    for (Number i = 0; i < settling->links; i++) {
        Number of = link_at(settling, i)->from;
        if (settling->target[i] == NONE || settling->leader[of] != of || corrects(settling, of)) continue;
        Number from = root_of(settling->tender, of), to = root_of(settling->tender, settling->target[i]);
        if (from == to) continue;
        Kind kind = kind_of(settling, from), named = kind_of(settling, to);
        if (kind == KIND_CALL && named == KIND_PLANNING) prefer(settling, &settling->named[to], from);
        if (kind != KIND_RESULT) continue;
        Number *step = &settling->way[from];
        if (named != KIND_RESULT) prefer(settling, &settling->named[from], to);
        else if (*step == from ||
                 number_compare(settling->procedures, settling->end[to], settling->end[*step]) > 0)
            *step = to;
    }
}

static bool is_call(const Settling *settling, Number tender) {
    return tender != NONE && kind_of(settling, tender) == KIND_CALL;
}

/* The call that it names, else that of its procedure. */
static Number answered(const Settling *settling, Number tender) {
    Number named = settling->named[tender], near = settling->near[tender];
    return named == NONE || (is_call(settling, near) && !is_call(settling, named)) ? near : named;
}

/* `way` is itself for calls; for a result the call, else the result to which it steps, else nothing. */
static void find_ways(Settling *settling) {
    find_near(settling);
    find_named(settling);
    for (Number i = 0; i < settling->n; i++) {
        if (settling->end[i] == NONE || kind_of(settling, i) != KIND_RESULT) continue;
        bool steps = settling->way[i] != i;
        if (is_call(settling, settling->named[i])) settling->way[i] = settling->named[i];
        else if (!steps) settling->way[i] = answered(settling, i);
    }
    follow(settling, settling->way);
    for (Number i = 0; i < settling->n; i++) {
        Number *way = &settling->way[i];
        if (settling->end[i] == NONE) continue;
        if (*way == NONE) *way = answered(settling, i);
        if (*way == NONE) *way = i;
        if (kind_of(settling, *way) != KIND_PLANNING) continue;
        Number call = answered(settling, *way);
        if (is_call(settling, call)) *way = call;
    }
}

/* What came out. */

static void stand(Settling *settling, Number i, Standing standing, Number instead) {
    settling->procedures->standing[i] = (uint8_t)standing;
    settling->procedures->instead[i] = instead;
}

static bool same_days(const Identity *a, const Identity *b) {
    return a->issued == b->issued && a->published == b->published;
}

static void judge(Settling *settling, Number i) {
    Number leader = settling->leader[i], original = settling->original[i];
    bool correction = corrects(settling, leader);
    Number subject = correction ? settling->corrected[leader] : leader;
    Number tender = subject == NONE ? NONE : root_of(settling->tender, subject);
    Number end = tender == NONE ? NONE : settling->end[settling->way[tender]];
    const Identity *is = identity(settling, i);
    if (original != i) {
        bool newer = is->family == FAMILY_DECP && !same_days(is, identity(settling, original));
        stand(settling, i, newer ? STANDING_SUPERSEDED : STANDING_DUPLICATE,
              correction || end == leader ? original : end);
    } else if (correction) stand(settling, i, STANDING_CORRECTION, end);
    else if (end == leader) stand(settling, i, STANDING_STANDS, NONE);
    else if (settling->end[tender] == leader && kind_of(settling, tender) == KIND_RESULT)
        stand(settling, i, STANDING_ANSWERED, end);
    else stand(settling, i, STANDING_SUPERSEDED, end);
}

static int order_kin(const void *left, const void *right, void *to) {
    const Settling *settling = to;
    Number a = *(const Number *)left, b = *(const Number *)right;
    int order = compare_words(settling->kin[a], settling->kin[b]);
    return order ? order : number_compare(settling->procedures, a, b);
}

/* Circles of kin: each is followed by the next younger, the youngest by the oldest. */
static void close_circles(Settling *settling) {
    Number *sorted = settling->walk, first = 0;
    for (Number i = 0; i < settling->n; i++) {
        settling->kin[i] = root_of(settling->kin, i);
        sorted[i] = i;
    }
    numbers_sort(settling, sorted, settling->n, order_kin);
    for (Number i = 0; i < settling->n; i++) {
        bool last = i + 1 == settling->n || settling->kin[sorted[i]] != settling->kin[sorted[i + 1]];
        settling->procedures->next[sorted[i]] = last ? sorted[first] : sorted[i + 1];
        if (last) first = i + 1;
    }
}

/* Deadlines. */

static uint16_t day_of(const Identity *is) {
    return is->issued ? is->issued : is->published;
}

/* The notice for which a corrigendum's deadline holds. */
static Number deadline_holds(const Settling *settling, Number by) {
    Number subject = settling->corrected[by];
    if (settling->leader[by] != by || !corrects(settling, by) || subject == NONE) return NONE;
    Number tender = root_of(settling->tender, subject), end = settling->end[tender];
    bool restated = end != subject && day_of(identity(settling, by)) <= day_of(identity(settling, end));
    return settling->way[tender] != tender || restated ? NONE : end;
}

static int order_deadlines(const void *left, const void *right, void *to) {
    const Deadline *a = left, *b = right;
    int order = compare_words(a->holds, b->holds);
    if (!order) order = compare_words(a->lot, b->lot);
    if (!order && a->says.by != b->says.by)
        order = number_compare(to, (Number)b->says.by, (Number)a->says.by);
    return order ? order : compare_words(b->place, a->place);
}

/* The latest word for each notice and lot. */
static void settle_deadlines(Settling *settling) {
    Procedures *procedures = settling->procedures;
    Deadline *at = procedures->deadlines;
    size_t n = 0, kept = 0;
    for (size_t i = 0; i < procedures->deadline_count; i++) {
        at[i].holds = deadline_holds(settling, (Number)at[i].says.by);
        if (at[i].holds != NONE) at[n++] = at[i];
    }
    if (n) qsort_r(at, n, sizeof *at, order_deadlines, procedures);
    for (size_t i = 0; i < n; i++)
        if (!kept || at[kept - 1].holds != at[i].holds || at[kept - 1].lot != at[i].lot) at[kept++] = at[i];
    procedures->deadline_count = kept;
    procedures->corrections = ARENA_ARRAY(procedures->arena, DeadlineCorrection, kept);
    for (size_t i = 0; i < kept; i++) procedures->corrections[i] = at[i].says;
}

static Number *numbers_new(Arena *scratch, size_t n, bool own) {
    Number *numbers = ARENA_ARRAY(scratch, Number, n);
    for (size_t i = 0; i < n; i++) numbers[i] = own ? (Number)i : NONE;
    return numbers;
}

static Settling settling_new(Procedures *procedures, Arena *scratch) {
    size_t n = procedures->identities.n, links = procedures->links.n;
    return (Settling){
        .procedures = procedures,
        .n = (Number)n,
        .links = (Number)links,
        .leader = numbers_new(scratch, n, true),
        .original = numbers_new(scratch, n, true),
        .by_id = numbers_new(scratch, n, false),
        .by_oj = numbers_new(scratch, n, false),
        .target = numbers_new(scratch, links, false),
        .corrected = numbers_new(scratch, n, true),
        .by_procedure = numbers_new(scratch, links, false),
        .kin = numbers_new(scratch, n, true),
        .tender = numbers_new(scratch, n, true),
        .succeeded = ARENA_ARRAY(scratch, uint8_t, n),
        .seen = ARENA_ARRAY(scratch, uint8_t, n),
        .end = numbers_new(scratch, n, false),
        .named = numbers_new(scratch, n, false),
        .near = numbers_new(scratch, n, false),
        .way = numbers_new(scratch, n, true),
        .walk = numbers_new(scratch, n, false),
    };
}

void procedures_settle(Procedures *procedures) {
    assert(!procedures->settled);
    size_t n = procedures->identities.n;
    Arena *scratch = arena_new();
    Settling settling = settling_new(procedures, scratch);
    procedures->instead = ARENA_ARRAY(procedures->arena, Number, n);
    procedures->next = ARENA_ARRAY(procedures->arena, Number, n);
    procedures->standing = ARENA_ARRAY(procedures->arena, uint8_t, n);
    names_resolve(&settling);
    join_versions(&settling);
    for (Names names = {0}; names_next(&settling, &names);)
        if (!corrects(&settling, names.of)) take_names(&settling, names);
    join_procedures(&settling);
    find_ends(&settling);
    find_ways(&settling);
    for (Number i = 0; i < settling.n; i++) judge(&settling, i);
    close_circles(&settling);
    settle_deadlines(&settling);
    procedures->settled = true;
    arena_free(scratch);
}
