/* night_workbook.c - notices.xlsx: the workbook of check, with what has been decided so far. */
#include "report/lots_workbook.h"
#include "report/night_lots.h"

static const char *const news[] = {
    [NEWS_NONE] = NULL, [NEWS_NEW] = "new", [NEWS_CHANGED] = "changed", [NEWS_WITHDRAWN] = "withdrawn"};

static bool add_lots(LotsWorkbook *book, const Words *words, const NightLots *lots, Diags *diags) {
    for (size_t i = 0; i < lots->n; i++) {
        const NightLot *lot = lots->at[i];
        LotDecided decided = {.waiver = lot->waiver, .comment = lot->comment, .decided_on = lot->decided_on};
        if (news[lot->news]) decided.news = words_label(words, "news", str_of(news[lot->news]));
        if (lot->decision.n) decided.decision = words_label(words, "decision", lot->decision);
        if (!lots_workbook_decided(book, &lot->lot, &decided, diags)) return false;
    }
    return true;
}

bool night_workbook(Arena *arena, const Night *night, const Words *words, const Ruleset *rules,
                    const char *path, Str shown, Str folder, Diags *diags) {
    NightLots lots = night_pick(arena, night, night_workable);
    LotsWorkbook *book = lots_workbook_start(arena, words, rules, path, shown, folder, true);
    if (add_lots(book, words, &lots, diags)) return lots_workbook_finish(book, diags);
    lots_workbook_abandon(book);
    return false;
}
