/* night_diff.c - what a run would change, a line each: the mark first, so that grep finds its kind. */
#include "base/columns.h"
#include "report/night_lots.h"
#include "report/said.h"
#include "report/typography.h"
#include "rules/worktime.h"

enum { TITLE_MOST = 60 };

typedef enum Mark { MARK_NONE, MARK_NEW, MARK_CHECK, MARK_CHANGED, MARK_WITHDRAWN, MARKS } Mark;

static const struct {
    const char *mark, *color, *counted;
} marks[MARKS] = {
    [MARK_NONE] = {"", "", NULL},
    [MARK_NEW] = {"+", "\033[1;32m", "new"},
    [MARK_CHECK] = {"?", "\033[1;33m", "new_to_check"},
    [MARK_CHANGED] = {"~", "\033[1;36m", "changed"},
    [MARK_WITHDRAWN] = {"-", "\033[2m", "withdrawn"},
};

/* A lot that neither is nor was more than not eligible is not spoken of. */
static Mark mark_of(const NightLot *lot) {
    bool was = lot->before != VERDICT_NOT_ELIGIBLE, is = lot->lot.verdict != VERDICT_NOT_ELIGIBLE;
    switch (lot->news) {
    case NEWS_NEW:
        return lot->lot.verdict == VERDICT_ELIGIBLE ? MARK_NEW : is ? MARK_CHECK : MARK_NONE;
    case NEWS_CHANGED:
        return was || is ? MARK_CHANGED : MARK_NONE;
    case NEWS_WITHDRAWN:
        return was ? MARK_WITHDRAWN : MARK_NONE;
    case NEWS_NONE:
        break;
    }
    return MARK_NONE;
}

static void add_part(Arena *arena, StrList *parts, Str part) {
    if (part.n) strlist_add(arena, parts, part);
}

/* ÉLIGIBLE → NON ÉLIGIBLE (données) */
static void add_change(Arena *arena, StrList *parts, const Words *words, const NightLot *lot) {
    WordsValue values[] = {{"before", said_verdict(words, lot->before)},
                           {"after", said_verdict(words, lot->lot.verdict)}};
    add_part(arena, parts, words_say(arena, words, "diff.change", values, 2));
    const char *why = lot->by_data && lot->by_rules ? "diff.both"
                      : lot->by_rules               ? "diff.rules"
                                                    : "diff.data";
    if (lot->by_data || lot->by_rules) add_part(arena, parts, words_get(words, why));
}

static void put_line(Buf *lines, const Words *words, const NightLot *lot, Mark mark, bool color) {
    Arena *arena = lines->arena;
    const LotRecord *record = &lot->lot;
    StrList parts = {0};
    Str reference = columns_visible(arena, lot_reference(arena, record));
    add_part(arena, &parts, reference);
    add_part(arena, &parts, columns_cut(arena, columns_visible(arena, record->title), TITLE_MOST));
    if (mark == MARK_CHANGED) add_change(arena, &parts, words, lot);
    WordsValue hours = {"hours", worktime_hours(arena, words, record->hours)};
    if (hours.value.n) add_part(arena, &parts, night_say(arena, words, "diff.hours", &hours, 1));
    add_part(arena, &parts, said_deadline(arena, words, record->deadline.day));
    if (color) buf_add(lines, str_of(marks[mark].color));
    buf_add(lines, str_of(marks[mark].mark));
    if (color) buf_add(lines, STR("\033[0m"));
    buf_byte(lines, ' ');
    buf_add(lines, str_join(arena, parts, STR(" ")));
    buf_byte(lines, '\n');
}

Str night_diff(Arena *arena, const Night *night, const Words *words, bool color) {
    Buf lines = {.arena = arena};
    NightLots lots = night_pick(arena, night, night_any);
    uint64_t counts[MARKS] = {0};
    for (Mark mark = MARK_NEW; mark < MARKS; mark++) {
        for (size_t i = 0; i < lots.n; i++) {
            if (mark_of(lots.at[i]) != mark) continue;
            put_line(&lines, words, lots.at[i], mark, color);
            counts[mark]++;
        }
    }
    if (!lines.n) return str_cat(arena, words_get(words, "diff.none"), STR("\n"));
    WordsValue values[MARKS - 1];
    for (Mark mark = MARK_NEW; mark < MARKS; mark++)
        values[mark - 1] =
            (WordsValue){marks[mark].counted, night_counted(arena, words, marks[mark].counted, counts[mark])};
    buf_add(&lines, night_say(arena, words, "diff.counts", values, MARKS - 1));
    buf_byte(&lines, '\n');
    return buf_str(&lines);
}
