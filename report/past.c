/* past.c - what a published review said, what its period comes to now, and what has happened in between. */
#include "report/past.h"
#include "registry/records.h"
#include "report/review_fold.h"

/* The figures that stand side by side, and whom a difference of theirs is about. */
typedef enum About { ABOUT_NOBODY, ABOUT_HOURS, ABOUT_TRAINING, ABOUT_PEOPLE, ABOUT_EXITS, ABOUTS } About;

typedef Secret Read(const Review *review);

static Secret open_number(int64_t value) {
    return (Secret){value, false};
}

static Secret read_committed(const Review *review) {
    return open_number(review->committed);
}
static Secret read_done(const Review *review) {
    return review->hours;
}
static Secret read_training(const Review *review) {
    return review->training;
}
static Secret read_rate(const Review *review) {
    return (Secret){percent_of(review->hours.value, review->committed), review->hours.hidden};
}
static Secret read_people(const Review *review) {
    return review->people;
}
static Secret read_exits(const Review *review) {
    return review->exits_positive;
}
static Secret read_contracts(const Review *review) {
    return open_number((int64_t)review->contract_count);
}
static Secret screened(const Review *review, uint64_t count) {
    return open_number(review->input.screening.lots ? (int64_t)count : HUNDREDTHS_ABSENT);
}
static Secret read_lots(const Review *review) {
    return screened(review, review->input.screening.lots);
}
static Secret read_eligible(const Review *review) {
    return screened(review, review->input.screening.eligible);
}
static Secret read_to_check(const Review *review) {
    return screened(review, review->input.screening.to_check);
}

static const struct {
    const char *name;
    CellKind kind;
    About about;
    Read *read;
} kept[] = {
    {"hours_committed", CELL_HOURS, ABOUT_NOBODY, read_committed},
    {"hours_done", CELL_HOURS, ABOUT_HOURS, read_done},
    {"hours_training", CELL_HOURS, ABOUT_TRAINING, read_training},
    {"rate", CELL_PERCENT, ABOUT_HOURS, read_rate},
    {"people", CELL_COUNT, ABOUT_PEOPLE, read_people},
    {"exits_positive", CELL_COUNT, ABOUT_EXITS, read_exits},
    {"contracts", CELL_COUNT, ABOUT_NOBODY, read_contracts},
    {"lots", CELL_COUNT, ABOUT_NOBODY, read_lots},
    {"eligible", CELL_COUNT, ABOUT_NOBODY, read_eligible},
    {"to_check", CELL_COUNT, ABOUT_NOBODY, read_to_check},
};
enum { KEPT = sizeof kept / sizeof *kept };

void publication_take(Arena *arena, const Figures *figures, Publication *publication) {
    for (size_t i = 0; i < KEPT; i++) {
        const Cell *cell = figures_value(figures, str_of(kept[i].name));
        if (cell->kind == CELL_ABSENT) continue;
        Str value = cell->kind == CELL_MASKED  ? PUBLISHED_MASKED
                    : cell->kind == CELL_COUNT ? str_print(arena, "%lld", (long long)cell->number)
                                               : hundredths_print(arena, cell->number);
        *ARENA_PUSH(arena, publication->figures, publication->n, publication->cap) =
            (PublishedFigure){str_of(kept[i].name), value};
    }
}

static Secret published_number(const Publication *publication, size_t i) {
    Secret number = {HUNDREDTHS_ABSENT, false};
    Str value = publication_figure(publication, str_of(kept[i].name));
    number.hidden = str_eq(value, PUBLISHED_MASKED);
    if (number_read_plain(value, kept[i].kind == CELL_COUNT ? 0 : 2, false, &number.value) != NUMBER_OK)
        number.value = HUNDREDTHS_ABSENT;
    return number;
}

/* What has happened to a person between the two. */
typedef struct Change {
    Str ref;
    Hundredths before, after;    /* hours of the period */
    Hundredths hours, training;  /* added; taken away where negative */
    Hundredths rest, rest_train; /* the same, without the declarations whose before and after are printed */
} Change;

typedef struct Comparing {
    Arena *arena;
    const Review *then, *now; /* then: NULL where it cannot be folded */
    Past *past;
    Map *changes; /* person's reference -> Change * */
    int64_t threshold, sensitive;
    bool same;        /* the published review is of the period under review */
    bool few[ABOUTS]; /* differences of these are about few people */
} Comparing;

static Change *change_of(Comparing *c, Str ref) {
    Change *change = map_get(c->changes, ref);
    if (change) return change;
    change = ARENA_NEW(c->arena, Change);
    change->ref = ref;
    map_put(c->changes, ref, change);
    return change;
}

static Cause *cause_add(Comparing *c, CauseKind kind) {
    Cause *cause = ARENA_PUSH(c->arena, c->past->causes, c->past->cause_count, c->past->cause_cap);
    *cause = (Cause){.kind = kind, .month = MONTH_ABSENT};
    return cause;
}

/* Rows of one contract, month and declarant. */
typedef struct Scope {
    const HoursRow *rows;
    size_t n;
} Scope;

static int scope_compare(const HoursRow *a, const HoursRow *b) {
    int order = str_cmp(a->contract_id, b->contract_id);
    if (!order) order = (a->month > b->month) - (a->month < b->month);
    return order ? order : str_cmp(a->declarant_siret, b->declarant_siret);
}

static Scope scope_at(const HoursRows *rows, size_t from) {
    size_t to = from + 1;
    while (to < rows->n && !scope_compare(&rows->at[from], &rows->at[to])) to++;
    return (Scope){&rows->at[from], to - from};
}

static Hundredths trained(const HoursRow *row) {
    return row->training_hours == HUNDREDTHS_ABSENT ? 0 : row->training_hours;
}

static bool scope_same(Scope a, Scope b) {
    bool same = a.n == b.n;
    for (size_t i = 0; same && i < a.n; i++)
        same = str_eq(a.rows[i].person_ref, b.rows[i].person_ref) && a.rows[i].hours == b.rows[i].hours &&
               trained(&a.rows[i]) == trained(&b.rows[i]);
    return same;
}

/* Sums of hours that a ledger holds fit. */
static Hundredths scope_hours(Scope scope) {
    Hundredths sum = 0;
    for (size_t i = 0; i < scope.n; i++) sum += scope.rows[i].hours;
    return sum;
}

static const YearReplacement *replacement_of(const Review *now, const HoursRow *row) {
    for (size_t i = 0; i < now->replaced_count; i++) {
        const Replacement *replacement = now->replaced[i].replacement;
        if (str_eq(replacement->contract_id, row->contract_id) && replacement->month == row->month &&
            str_eq(replacement->declarant_siret, row->declarant_siret))
            return &now->replaced[i];
    }
    return NULL;
}

static Str contract_title(const Review *review, Str id) {
    const Contract *contract = review ? map_get(review->input.ledger->contract_by_id, id) : NULL;
    return contract ? contract->title : (Str){0};
}

static bool has_contract(const Review *review, Str id) {
    return map_has(review->input.ledger->contract_by_id, id);
}

/* Adds the cause of a scope that differs, unless the cause is its contract; whether its hours before and
 * after are open. */
static bool scope_cause(Comparing *c, Scope before, Scope after) {
    const HoursRow *row = before.n ? before.rows : after.rows;
    if (!has_contract(before.n ? c->now : c->then, row->contract_id)) return false;
    Cause *cause = cause_add(c, !before.n ? CAUSE_DECLARED : !after.n ? CAUSE_DROPPED : CAUSE_REPLACED);
    cause->contract_id = row->contract_id;
    cause->title = contract_title(c->now, row->contract_id);
    if (!cause->title.n) cause->title = contract_title(c->then, row->contract_id);
    cause->month = row->month;
    const YearReplacement *replaced = before.n && after.n ? replacement_of(c->now, row) : NULL;
    bool same = replaced && replaced->replacement->before == scope_hours(before);
    cause->before = (Secret){scope_hours(before), !same || replaced->before.hidden};
    cause->after = (Secret){scope_hours(after), !same || replaced->after.hidden};
    return !cause->before.hidden && !cause->after.hidden;
}

static void rows_count(Comparing *c, Scope scope, int sign, bool differs, bool open) {
    for (size_t i = 0; i < scope.n; i++) {
        const HoursRow *row = &scope.rows[i];
        Change *change = change_of(c, row->person_ref);
        *(sign < 0 ? &change->before : &change->after) += row->hours;
        if (!differs) continue;
        change->hours += sign * row->hours;
        change->training += sign * trained(row);
        if (open) continue;
        change->rest += sign * row->hours;
        change->rest_train += sign * trained(row);
    }
}

static void scopes_compare(Comparing *c) {
    const HoursRows *then = &c->then->input.ledger->hours, *now = &c->now->input.ledger->hours;
    for (size_t i = 0, k = 0; i < then->n || k < now->n;) {
        int order = i == then->n ? 1 : k == now->n ? -1 : scope_compare(&then->at[i], &now->at[k]);
        Scope before = order <= 0 ? scope_at(then, i) : (Scope){0};
        Scope after = order >= 0 ? scope_at(now, k) : (Scope){0};
        i += before.n;
        k += after.n;
        if (!in_period(c->now, before.n ? before.rows : after.rows)) continue;
        bool differs = !scope_same(before, after);
        bool open = differs && scope_cause(c, before, after);
        rows_count(c, before, -1, differs, open);
        rows_count(c, after, 1, differs, open);
    }
}

/* Whom numbers are about: how many there are, and whether one of them has nearly all of it. Hours that are
 * nobody's stand under no reference, and count no person. */
typedef struct Crowd {
    int64_t people, sum, largest;
} Crowd;

static void crowd_add(Crowd *crowd, Str ref, int64_t number) {
    int64_t size = number < 0 ? -number : number;
    crowd->people += size > 0 && ref.n;
    crowd->sum += size;
    if (size > crowd->largest) crowd->largest = size;
}

static bool crowd_few(const Crowd *crowd, int64_t threshold) {
    Hundredths most;
    if (!crowd->sum) return false;
    return crowd->people < threshold || !hundredths_scale(crowd->sum, DOMINANCE, 100, &most) ||
           crowd->largest > most;
}

static void changes_put(Arena *arena, Map *by_person, const Comparing *c, const Ledger *ledger, Str contract,
                        int sign) {
    size_t n;
    const HoursRow *rows = ledger_rows(ledger, contract, &n);
    for (size_t i = 0; i < n; i++) {
        if (!in_period(c->now, &rows[i])) continue;
        void **slot = map_slot(by_person, rows[i].person_ref.n ? rows[i].person_ref : STR("\n"));
        if (!*slot) {
            Change *change = ARENA_NEW(arena, Change);
            *change = (Change){.ref = rows[i].person_ref};
            *slot = change;
        }
        ((Change *)*slot)->hours += sign * rows[i].hours; /* fits: the contract's own sums do */
    }
}

static bool contract_few(const Comparing *c, const Contract *contract) {
    Arena *scratch = arena_new();
    Map *by_person = map_new(scratch);
    Crowd crowd = {0};
    changes_put(scratch, by_person, c, c->then->input.ledger, contract->id, -1);
    changes_put(scratch, by_person, c, c->now->input.ledger, contract->id, 1);
    for (size_t i = 0; i < map_count(by_person); i++) {
        const Change *change = map_value(by_person, i);
        crowd_add(&crowd, change->ref, change->hours);
    }
    arena_free(scratch);
    return crowd_few(&crowd, contract_sensitive(contract) ? c->sensitive : c->threshold);
}

/* Readers can calculate what has changed on the other contracts, by their hours since the start: what is left
 * of the difference of all are then few people's. */
static bool contracts_few(const Comparing *c) {
    const Contracts *then = c->then->input.ledger->contracts, *now = c->now->input.ledger->contracts;
    for (size_t i = 0; i < then->n; i++)
        if (contract_few(c, &then->at[i])) return true;
    for (size_t i = 0; i < now->n; i++)
        if (!has_contract(c->then, now->at[i].id) && contract_few(c, &now->at[i])) return true;
    return false;
}

static bool leaves_well(const Review *review, Str ref, Hundredths hours) {
    const Person *person = hours ? map_get(review->input.ledger->person_by_ref, ref) : NULL;
    return person && person_leaves_well(person, review->input.to);
}

static bool traits_changed(const Comparing *c, Str ref) {
    const Person *before = map_get(c->then->input.ledger->person_by_ref, ref);
    const Person *after = map_get(c->now->input.ledger->person_by_ref, ref);
    return before && after && !person_same(before, after);
}

static void people_compare(Comparing *c) {
    Crowd hours = {0}, rest = {0}, training = {0}, rest_train = {0}, people = {0}, exits = {0};
    bool traits = false;
    for (size_t i = 0; i < map_count(c->changes); i++) {
        const Change *change = map_value(c->changes, i);
        crowd_add(&hours, change->ref, change->hours);
        crowd_add(&rest, change->ref, change->rest);
        crowd_add(&training, change->ref, change->training);
        crowd_add(&rest_train, change->ref, change->rest_train);
        crowd_add(&people, change->ref, (change->before > 0) != (change->after > 0));
        crowd_add(&exits, change->ref,
                  leaves_well(c->then, change->ref, change->before) !=
                      leaves_well(c->now, change->ref, change->after));
        traits |= traits_changed(c, change->ref);
    }
    c->few[ABOUT_HOURS] =
        crowd_few(&hours, c->threshold) || crowd_few(&rest, c->threshold) || contracts_few(c);
    c->few[ABOUT_TRAINING] = crowd_few(&training, c->threshold) || crowd_few(&rest_train, c->threshold);
    c->few[ABOUT_PEOPLE] = people.people > 0 && people.people < c->threshold;
    c->few[ABOUT_EXITS] = exits.people > 0 && exits.people < c->threshold;
    if (traits) cause_add(c, CAUSE_TRAITS);
}

static void contract_cause(Comparing *c, CauseKind kind, const Contract *contract) {
    Cause *cause = cause_add(c, kind);
    cause->contract_id = contract->id;
    cause->title = contract->title;
}

static bool contract_same(const Contract *a, const Contract *b) {
    return a->hours_committed == b->hours_committed && a->start_date == b->start_date &&
           a->end_date == b->end_date;
}

/* Both reviews have them sorted by id. */
static void contracts_compare(Comparing *c) {
    const Review *then = c->then, *now = c->now;
    for (size_t i = 0, k = 0; i < then->contract_count || k < now->contract_count;) {
        const Contract *before = i < then->contract_count ? then->contracts[i].contract : NULL;
        const Contract *after = k < now->contract_count ? now->contracts[k].contract : NULL;
        int order = !before ? 1 : !after ? -1 : str_cmp(before->id, after->id);
        i += order <= 0;
        k += order >= 0;
        if (order < 0) contract_cause(c, CAUSE_REMOVED, before);
        else if (order > 0) contract_cause(c, CAUSE_ADDED, after);
        else if (!contract_same(before, after)) contract_cause(c, CAUSE_CHANGED, after);
    }
}

static void other_causes(Comparing *c) {
    const PublishedThen *from = c->past->from;
    if (from->rows_gone) cause_add(c, CAUSE_FORGOTTEN);
    if (from->rules_changed) cause_add(c, CAUSE_RULES);
    if (from->conf_changed) cause_add(c, CAUSE_CONF);
    if (!str_is(from->publication->program, CLAUSIER_VERSION)) cause_add(c, CAUSE_PROGRAM);
    if (from->hours_files || from->people_files) cause_add(c, CAUSE_FILES);
    if (!c->past->cause_count) cause_add(c, CAUSE_UNKNOWN);
}

/* Whether what was printed then comes out of what was known then. */
static bool made_again(const Comparing *c, size_t i, Secret published) {
    if (!c->then || published.hidden) return false;
    return kept[i].read(c->then).value == published.value;
}

static bool same_secret(Secret a, Secret b) {
    return a.hidden == b.hidden && (a.hidden || a.value == b.value);
}

static void figure_compare(Comparing *c, size_t i) {
    Past *past = c->past;
    Secret published = published_number(past->from->publication, i), now = kept[i].read(c->now);
    if (same_secret(published, now)) return;
    PastFigure *figure = &past->figures[past->figure_count++];
    *figure = (PastFigure){kept[i].name, kept[i].kind, published, now, {HUNDREDTHS_ABSENT, false}};
    bool known = published.value != HUNDREDTHS_ABSENT && now.value != HUNDREDTHS_ABSENT;
    if (known) figure->difference.value = now.value - published.value;
    bool personal = kept[i].about != ABOUT_NOBODY;
    bool few = personal && (c->few[kept[i].about] || !made_again(c, i, published));
    if (c->same) figure->published.hidden |= few;
    else figure->recomputed.hidden |= few;
    figure->difference.hidden = figure->published.hidden || figure->recomputed.hidden;
}

const Review *past_fold(Arena *arena, const ReviewInput *input, const PublishedThen *from,
                        const Ledger *ledger) {
    Diags unsaid = diags_new(arena);
    ReviewInput then = {.convention = input->convention,
                        .from = from->publication->from,
                        .to = from->publication->to,
                        .ledger = ledger,
                        .screening = from->screening,
                        .words = input->words};
    return ledger ? review_fold(arena, &then, &unsaid) : NULL;
}

Past *past_make(Arena *arena, const Review *review, const PublishedThen *from) {
    Past *past = ARENA_NEW(arena, Past);
    *past = (Past){.from = from, .figures = ARENA_ARRAY(arena, PastFigure, KEPT)};
    Comparing c = {.arena = arena,
                   .past = past,
                   .changes = map_new(arena),
                   .threshold = review->input.convention->threshold,
                   .sensitive = review->input.convention->sensitive_threshold};
    bool same = from->publication->from == review->input.from && from->publication->to == review->input.to;
    const ReviewInput *input = &review->input;
    c.now = same ? review : past_fold(arena, input, from, input->ledger);
    c.then = from == input->previous && review->before ? review->before
                                                       : past_fold(arena, input, from, from->ledger);
    c.same = same;
    if (!c.now) return past; /* today's is not printed, so nothing stands beside it */
    if (c.then) {
        scopes_compare(&c);
        contracts_compare(&c);
        people_compare(&c);
    }
    other_causes(&c);
    for (size_t i = 0; i < KEPT; i++) figure_compare(&c, i);
    if (!past->figure_count) past->cause_count = 0;
    return past;
}
