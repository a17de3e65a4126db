/* night_lots.c - one order for every list of lots, so that a reader finds the same lot at the same place. */
#include "report/night_lots.h"
#include "report/typography.h"
#include <stdlib.h>

static int by_number(int64_t a, int64_t b) {
    return a < b ? -1 : a > b;
}

/* Absent days come last. */
static int by_day(Date a, Date b) {
    if ((a == DATE_ABSENT) != (b == DATE_ABSENT)) return a == DATE_ABSENT ? 1 : -1;
    return by_number(a, b);
}

static int by_deadline(const void *left, const void *right) {
    const LotRecord *a = &(*(const NightLot *const *)left)->lot, *b = &(*(const NightLot *const *)right)->lot;
    int order = by_day(a->deadline.day, b->deadline.day);
    if (!order) order = by_number(a->deadline.minute, b->deadline.minute);
    if (!order) order = str_cmp(a->notice_id, b->notice_id);
    if (!order) order = str_cmp(a->notice_version, b->notice_version);
    return order ? order : str_cmp(a->lot_id, b->lot_id);
}

NightLots night_pick(Arena *arena, const Night *night, NightPick *pick) {
    NightLots lots = {.at = ARENA_ARRAY(arena, const NightLot *, night->lot_count)};
    for (size_t i = 0; i < night->lot_count; i++)
        if (pick(night, &night->lots[i])) lots.at[lots.n++] = &night->lots[i];
    qsort(lots.at, lots.n, sizeof *lots.at, by_deadline);
    return lots;
}

Date night_soon(const Night *night) {
    return night->date + (Date)night->convention->soon_days;
}

bool night_any(const Night *night, const NightLot *lot) {
    (void)night, (void)lot;
    return true;
}

bool night_undecided(const NightLot *lot) {
    return !lot->decision.n || str_is(lot->decision, "wait");
}

bool night_workable(const Night *night, const NightLot *lot) {
    (void)night;
    return lot->open && lot->lot.verdict != VERDICT_NOT_ELIGIBLE;
}

bool night_to_decide(const Night *night, const NightLot *lot) {
    Date day = lot->lot.deadline.day; /* of a plan it may be absent: nothing presses */
    return night_workable(night, lot) && night_undecided(lot) && day != DATE_ABSENT && day >= night->date &&
           day <= night_soon(night);
}

bool night_new_eligible(const Night *night, const NightLot *lot) {
    return night_workable(night, lot) && lot->news == NEWS_NEW && lot->lot.verdict == VERDICT_ELIGIBLE;
}

bool night_new_to_check(const Night *night, const NightLot *lot) {
    return night_workable(night, lot) && lot->news == NEWS_NEW && lot->lot.verdict == VERDICT_TO_CHECK;
}

bool night_changed(const Night *night, const NightLot *lot) {
    (void)night;
    bool matters = lot->before != VERDICT_NOT_ELIGIBLE || lot->lot.verdict != VERDICT_NOT_ELIGIBLE;
    return lot->news == NEWS_CHANGED && matters && (lot->open || lot->decision.n);
}

bool night_withdrawn(const Night *night, const NightLot *lot) {
    (void)night;
    return lot->news == NEWS_WITHDRAWN && lot->before != VERDICT_NOT_ELIGIBLE;
}

static int by_name(const void *left, const void *right) {
    const NightFile *a = left, *b = right;
    int order = str_cmp(a->name, b->name);
    if (!order) order = str_cmp(a->kind, b->kind);
    if (!order) order = a->kept < b->kept ? -1 : a->kept > b->kept;
    return order ? order : str_cmp(a->reason, b->reason);
}

NightFile *night_files(Arena *arena, const Night *night) {
    NightFile *files = ARENA_ARRAY(arena, NightFile, night->file_count);
    for (size_t i = 0; i < night->file_count; i++) files[i] = night->files[i];
    qsort(files, night->file_count, sizeof *files, by_name);
    return files;
}

static int by_scope(const void *left, const void *right) {
    const Replacement *a = &((const NightReplacement *)left)->replacement,
                      *b = &((const NightReplacement *)right)->replacement;
    int order = str_cmp(a->contract_id, b->contract_id);
    if (!order) order = by_number(a->month, b->month);
    return order ? order : str_cmp(a->declarant_siret, b->declarant_siret);
}

NightReplacement *night_replaced(Arena *arena, const Night *night) {
    NightReplacement *replaced = ARENA_ARRAY(arena, NightReplacement, night->replaced_count);
    for (size_t i = 0; i < night->replaced_count; i++) replaced[i] = night->replaced[i];
    qsort(replaced, night->replaced_count, sizeof *replaced, by_scope);
    return replaced;
}

size_t night_refused_files(const Night *night) {
    size_t n = 0;
    for (size_t i = 0; i < night->file_count; i++) n += night->files[i].whole || night->files[i].refused;
    return n;
}

Str night_say(Arena *arena, const Words *words, const char *name, const WordsValue *values, size_t n) {
    return typeset(arena, words, words_say(arena, words, name, values, n));
}

Str night_counted(Arena *arena, const Words *words, const char *key, uint64_t n) {
    WordsValue value = {"n", count_said(arena, words, n > INT64_MAX ? INT64_MAX : (int64_t)n)};
    Str text = words_label(words, n < 2 ? "digest_one" : "digest_many", str_of(key));
    return typeset(arena, words, words_fill(arena, text, &value, 1));
}
