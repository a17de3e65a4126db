/* review_names.c - which values and tables there are, asked of a review without data: templates are checked
 * before a year is read. */
#include "report/review.h"
#include <assert.h>

Figures *review_names(Arena *arena) {
    Diags unsaid = diags_new(arena);
    StrList no_words = {0};
    Convention *convention = ARENA_NEW(arena, Convention);
    Contracts *contracts = ARENA_NEW(arena, Contracts);
    People *people = ARENA_NEW(arena, People);
    HoursRows *hours = ARENA_NEW(arena, HoursRows);
    Ledger *ledger = ARENA_NEW(arena, Ledger);
    ReviewInput *input = ARENA_NEW(arena, ReviewInput);
    *convention = convention_default(arena);
    *ledger = ledger_join(arena, contracts, hours, people, &unsaid);
    *input = (ReviewInput){.convention = convention,
                           .from = date_of(2026, 1, 1),
                           .to = date_of(2026, 12, 31),
                           .ledger = ledger,
                           .words = words_read(arena, &no_words, &unsaid)};
    Review *review = review_fold(arena, input, &unsaid);
    assert(review); /* nothing overflows, nobody is in it */
    return review_figures(arena, review);
}
