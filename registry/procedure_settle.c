/* procedure_settle.c - which notice counts.
 *
 * Three circles are drawn, each within the next. Copies share a *state* (one id, one version), of which one
 * is the leader; only leaders have a say. States that restate each other form a *tender*: its end is the
 * leader to which no other has succeeded, or the latest if there are several or none. Tenders then give way
 * to one another: planning to a call, a result to the call that it answers. All that hangs together by any
 * name is *kin*, for explanations only.
 *
 * Everything is sorting, binary search and union-find on numbers; nothing depends on the order of addition,
 * for every choice is made by the names of a notice in their own order or by number_compare(). */
#include "registry/procedure_inside.h"
#include <assert.h>
#include <stdlib.h>

typedef enum Kind {
    KIND_PLANNING = 1,
    KIND_CALL = 2,
    KIND_RESULT = 4
} Kind; /* of a tender; bits of `seen` */

typedef struct Settling {
    Procedures *procedures;
    Number n, links;
    Number *leader, *original; /* by number: of its state; the one of which it is a copy */
    Number *by_id, id_count;   /* leaders by id and version */
    Number *by_oj, oj_count;   /* numbers by OJ number, family, the younger first */
    Number *target;            /* by link: the leader that it names, or NONE */
    Number *corrected;         /* by leader: what a corrigendum corrects, or NONE; itself for all others */
    Number *by_procedure, procedure_count; /* links to procedures */
    Number *kin, *tender;                  /* union-find */
    uint8_t *succeeded;                    /* by leader: another took its place */
    uint8_t *seen;                         /* by tender: the kinds of its notices */
    Number *end;                           /* by tender: the leader that counts in it */
    Number *named; /* by tender: the call that a result names; the call that names a planning notice */
    Number *near;  /* by tender: the call of its procedure */
    Number *way;   /* by tender: the one that counts for it, or itself */
    Number *walk;  /* by number: of follow() */
} Settling;

static const Identity *identity(const Settling *settling, Number number) {
    return identity_at(settling->procedures, number);
}

static const Link *link_at(const Settling *settling, Number link) {
    return pile_at(&settling->procedures->links, link);
}

static int compare(uint64_t a, uint64_t b) {
    return (a > b) - (a < b);
}

static void sort(const Settling *settling, Number *numbers, size_t n,
                 int (*order)(const void *, const void *, void *)) {
    if (n) qsort_r(numbers, n, sizeof *numbers, order, (void *)settling);
}

static Number *numbers_new(Arena *scratch, size_t n, bool own) {
    Number *numbers = ARENA_ARRAY(scratch, Number, n);
    for (size_t i = 0; i < n; i++) numbers[i] = own ? (Number)i : NONE;
    return numbers;
}

static Number root_of(Number *parents, Number i) {
    while (parents[i] != i) i = parents[i] = parents[parents[i]];
    return i;
}

static void join(Number *parents, Number a, Number b) {
    a = root_of(parents, a);
    b = root_of(parents, b);
    if (a < b) parents[b] = a;
    else parents[a] = b;
}

/* Replaces every entry by the one where following them ends (an entry that is its own), NONE if they end
 * nowhere or run in a circle. Each is walked once. */
static void follow(const Settling *settling, Number *next) {
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
    return order ? order : compare(a->version, b->version);
}

static int order_states(const void *left, const void *right, void *to) {
    Number a = *(const Number *)left, b = *(const Number *)right;
    const Identity *x = identity(to, a), *y = identity(to, b);
    int order = compare_states(x, y);
    if (!order && in_parts(x)) order = compare(x->content, y->content);
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
    sort(settling, settling->by_id, n, order_states);
    for (size_t from = 0, to; from < n; from = to) {
        const Identity *first = identity(settling, settling->by_id[from]);
        for (to = from + 1; to < n && !compare_states(first, identity(settling, settling->by_id[to]));) to++;
        settling->by_id[leaders++] = state_take(settling, settling->by_id + from, to - from);
    }
    settling->id_count = (Number)leaders;
}

/* Names. */

static int compare_oj(const Identity *is, uint64_t year, uint64_t number, uint8_t family) {
    int order = compare(is->oj_year, year);
    if (!order) order = compare(is->oj_number, number);
    return order ? order : compare(is->family, family);
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
    sort(settling, settling->by_oj, settling->oj_count, order_oj);
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

/* The links [from, to) of one leader. */
typedef struct Names {
    Number of, from, to;
} Names;

/* The next leader's; false at the end. Begin with {0}. */
static bool names_next(const Settling *settling, Names *names) {
    while (names->to < settling->links) {
        names->from = names->to;
        names->of = link_at(settling, names->from)->from;
        while (names->to < settling->links && link_at(settling, names->to)->from == names->of) names->to++;
        if (settling->leader[names->of] == names->of) return true;
    }
    return false;
}

/* What the first name of this kind that leads anywhere leads to; `link` tells which name it is. */
static Number first_named(const Settling *settling, Names names, Why why, Number *link) {
    for (Number i = names.from; i < names.to; i++) {
        if (link_at(settling, i)->why != why || settling->target[i] == NONE) continue;
        if (link) *link = i;
        return settling->target[i];
    }
    return NONE;
}

/* Corrigenda: what they name is what they correct, and to name them is to name that. */

static bool corrects(const Settling *settling, Number number) {
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
    if (!order) order = compare(identity(to, x->from)->content, identity(to, y->from)->content);
    return order ? order : compare(a, b);
}

static bool is_plain_result(const Settling *settling, Number number) {
    const Identity *is = identity(settling, number);
    return settling->leader[number] == number && is_late(is->stage) && is->family != FAMILY_DECP &&
           (is->act == ACT_STATES || is->act == ACT_CHANGES);
}

/* Results of one procedure and the same lots restate each other; a contract of DECP is one of its own. */
static void join_procedures(Settling *settling) {
    sort(settling, settling->by_procedure, settling->procedure_count, order_procedures);
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
    int order = compare(settling->kin[a], settling->kin[b]);
    return order ? order : number_compare(settling->procedures, a, b);
}

/* Circles of kin: each is followed by the next younger, the youngest by the oldest. */
static void close_circles(Settling *settling) {
    Number *sorted = settling->walk, first = 0;
    for (Number i = 0; i < settling->n; i++) {
        settling->kin[i] = root_of(settling->kin, i);
        sorted[i] = i;
    }
    sort(settling, sorted, settling->n, order_kin);
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
    int order = compare(a->holds, b->holds);
    if (!order) order = compare(a->lot, b->lot);
    if (!order && a->says.by != b->says.by)
        order = number_compare(to, (Number)b->says.by, (Number)a->says.by);
    return order ? order : compare(b->place, a->place);
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
    find_states(&settling);
    find_oj_numbers(&settling);
    resolve_names(&settling);
    attach_corrections(&settling);
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
