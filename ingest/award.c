/* award.c - links followed from a lot to its contracts, tenders, parties and organisations.
 *
 * What is pointed at carries a mark of the lot that it was last counted for, so that a thing listed twice
 * counts once without a search. */
#include "ingest/award.h"
#include "ingest/cell.h"
#include <string.h>

Awards awards_new(Arena *arena) {
    return (Awards){
        .organisations = map_new(arena),
        .tenders = map_new(arena),
        .parties = map_new(arena),
        .contracts = map_new(arena),
        .results = map_new(arena),
    };
}

static void add(Map *map, Arena *arena, Str id, const void *draft, size_t size) {
    if (!id.n) return;
    void **slot = map_slot(map, id);
    if (!*slot) *slot = memcpy(arena_take(arena, size), draft, size);
}

void awards_add_organisation(Awards *awards, Arena *arena, const Organisation *draft) {
    add(awards->organisations, arena, draft->id, draft, sizeof *draft);
}

void awards_add_tender(Awards *awards, Arena *arena, const LotTender *draft) {
    add(awards->tenders, arena, draft->id, draft, sizeof *draft);
}

void awards_add_party(Awards *awards, Arena *arena, const TenderingParty *draft) {
    add(awards->parties, arena, draft->id, draft, sizeof *draft);
}

void awards_add_contract(Awards *awards, Arena *arena, const SettledContract *draft) {
    add(awards->contracts, arena, draft->id, draft, sizeof *draft);
}

void awards_add_result(Awards *awards, Arena *arena, const LotResult *draft) {
    LotResult *known = map_get(awards->results, draft->lot);
    if (!known) add(awards->results, arena, draft->lot, draft, sizeof *draft);
    for (size_t i = 0; known && i < draft->contracts.n; i++)
        strlist_add(arena, &known->contracts, draft->contracts.at[i]);
}

void organisation_judge(Organisation *organisation, Reading *reading) {
    XmlEvent place = {.line = organisation->number_line, .name = STR("CompanyID")};
    if (organisation->judged || !str_is(organisation->country, "FRA")) return;
    organisation->judged = true;
    Fault fault = siret_fault(reading->arena, organisation->number);
    if (fault.why) reading_suspect(reading, &place, fault.defect, organisation->number);
}

/* What is gathered for one lot. */
typedef struct Award {
    const Awards *awards;
    Reading *reading;
    Arena *arena;
    const Lot *lot;
    StrList refs, dates, names, numbers;
    Money total;
    bool no_sum; /* currencies differ, or the sum is too large */
} Award;

static void take_amount(Award *award, Money amount) {
    Money *total = &award->total;
    if (amount.cents == HUNDREDTHS_ABSENT) return;
    if (total->cents == HUNDREDTHS_ABSENT) *total = amount;
    else if (!str_eq(total->currency, amount.currency) ||
             !hundredths_add(total->cents, amount.cents, &total->cents))
        award->no_sum = true;
}

static void take_winners(Award *award, const LotTender *tender) {
    const TenderingParty *party = map_get(award->awards->parties, tender->party);
    for (size_t i = 0; party && i < party->organisations.n; i++) {
        Organisation *winner = map_get(award->awards->organisations, party->organisations.at[i]);
        if (!winner || winner->counted_for == award->lot) continue;
        winner->counted_for = award->lot;
        organisation_judge(winner, award->reading);
        if (winner->name.s.n) strlist_add(award->arena, &award->names, winner->name.s);
        if (winner->number.n) strlist_add(award->arena, &award->numbers, winner->number);
    }
}

static void take_contract(Award *award, SettledContract *contract) {
    if (!contract || contract->counted_for == award->lot) return;
    contract->counted_for = award->lot;
    if (contract->ref.n) strlist_add(award->arena, &award->refs, contract->ref);
    if (contract->date != DATE_ABSENT)
        strlist_add(award->arena, &award->dates, date_print(award->arena, contract->date));
    for (size_t i = 0; i < contract->tenders.n; i++) {
        LotTender *tender = map_get(award->awards->tenders, contract->tenders.at[i]);
        if (!tender || tender->counted_for == award->lot || !str_eq(tender->lot, award->lot->id)) continue;
        tender->counted_for = award->lot;
        take_amount(award, tender->amount);
        take_winners(award, tender);
    }
}

void awards_fill(const Awards *awards, Reading *reading, Lot *lot) {
    Arena *arena = reading->arena;
    lot->award_amount = HUNDREDTHS_ABSENT;
    const LotResult *result = map_get(awards->results, lot->id);
    if (!result) return;
    Award award = {.awards = awards, .reading = reading, .arena = arena, .lot = lot, .total = MONEY_ABSENT};
    for (size_t i = 0; i < result->contracts.n; i++)
        take_contract(&award, map_get(awards->contracts, result->contracts.at[i]));
    lot->contract_ref = str_join(arena, award.refs, STR(";"));
    lot->contract_date = str_join(arena, award.dates, STR(";"));
    lot->winner_name = str_join(arena, award.names, STR(";"));
    lot->winner_id = str_join(arena, award.numbers, STR(";"));
    if (award.no_sum) {
        diag_add(&reading->doubts, DIAG_DOUBT, lot->at, "award amount left out",
                 "the tenders of lot %.*s have no common sum", STR_ARG(lot->id));
        return;
    }
    lot->award_amount = award.total.cents;
    lot->award_currency = award.total.currency;
}
