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

static bool add(Map *map, Arena *arena, Str id, const void *draft, size_t size) {
    if (!id.n) return true;
    void **slot = map_slot(map, id);
    if (*slot) return false;
    *slot = memcpy(arena_take(arena, size), draft, size);
    return true;
}

bool awards_add_organisation(Awards *awards, Arena *arena, const Organisation *draft) {
    return add(awards->organisations, arena, draft->id, draft, sizeof *draft);
}

bool awards_add_tender(Awards *awards, Arena *arena, const LotTender *draft) {
    return add(awards->tenders, arena, draft->id, draft, sizeof *draft);
}

bool awards_add_party(Awards *awards, Arena *arena, const TenderingParty *draft) {
    return add(awards->parties, arena, draft->id, draft, sizeof *draft);
}

bool awards_add_contract(Awards *awards, Arena *arena, const SettledContract *draft) {
    return add(awards->contracts, arena, draft->id, draft, sizeof *draft);
}

static void links_add(Arena *arena, Links *to, const Links *from) {
    for (size_t i = 0; i < from->n; i++) *ARENA_PUSH(arena, to->at, to->n, to->cap) = from->at[i];
}

void awards_add_result(Awards *awards, Arena *arena, const LotResult *draft) {
    LotResult *known = map_get(awards->results, draft->lot.id);
    if (!known) {
        add(awards->results, arena, draft->lot.id, draft, sizeof *draft);
        return;
    }
    links_add(arena, &known->contracts, &draft->contracts);
    links_add(arena, &known->tenders, &draft->tenders);
}

void organisation_judge(Organisation *organisation, Reading *reading) {
    XmlEvent place = {.line = organisation->number_line, .local = "CompanyID"};
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
    Awarded awarded;
} Award;

static void take_winners(Award *award, const LotTender *tender) {
    const TenderingParty *party = map_get(award->awards->parties, tender->party.id);
    for (size_t i = 0; party && i < party->organisations.n; i++) {
        Organisation *winner = map_get(award->awards->organisations, party->organisations.at[i].id);
        if (!winner || winner->counted_for == award->lot) continue;
        winner->counted_for = award->lot;
        organisation_judge(winner, award->reading);
        if (winner->name.s.n) strlist_add(award->arena, &award->awarded.names, winner->name.s);
        if (winner->number.n) strlist_add(award->arena, &award->awarded.numbers, winner->number);
    }
}

static void take_contract(Award *award, SettledContract *contract) {
    if (!contract || contract->counted_for == award->lot) return;
    contract->counted_for = award->lot;
    if (contract->ref.n) strlist_add(award->arena, &award->awarded.refs, contract->ref);
    if (contract->date != DATE_ABSENT)
        strlist_add(award->arena, &award->awarded.dates, date_print(award->arena, contract->date));
    for (size_t i = 0; i < contract->tenders.n; i++) {
        LotTender *tender = map_get(award->awards->tenders, contract->tenders.at[i].id);
        if (!tender || tender->counted_for == award->lot || !str_eq(tender->lot.id, award->lot->id)) continue;
        tender->counted_for = award->lot;
        awarded_add(&award->awarded, tender->amount);
        take_winners(award, tender);
    }
}

void awards_fill(const Awards *awards, Reading *reading, Lot *lot) {
    lot->award_amount = HUNDREDTHS_ABSENT;
    const LotResult *result = map_get(awards->results, lot->id);
    if (!result) return;
    Award award = {.awards = awards,
                   .reading = reading,
                   .arena = reading->arena,
                   .lot = lot,
                   .awarded = {.total = MONEY_ABSENT}};
    for (size_t i = 0; i < result->contracts.n; i++)
        take_contract(&award, map_get(awards->contracts, result->contracts.at[i].id));
    awarded_fill(&award.awarded, reading, lot, "tenders");
}

/* Links that lead nowhere or astray. */

typedef struct Check {
    const Awards *awards;
    Reading *reading;
    const Map *lots, *groups;
    Map *pairs; /* contract and lot whose result lists it */
} Check;

static void say(const Check *check, const Link *link, const char *field, const char *defect,
                const char *why) {
    XmlEvent place = {.line = link->line, .local = field};
    reading_defect(check->reading, &place, defect, link->id, why, "passed over");
}

static void check_there(const Check *check, const Map *map, const Link *link, const char *field) {
    if (link->id.n && !map_has(map, link->id))
        say(check, link, field, DEFECT_LINK, "a link to what is not there");
}

/* Whether a tender is declared for one lot, and that is not this. */
static bool is_astray(const Check *check, const LotTender *tender, Str lot) {
    return tender && map_has(check->lots, tender->lot.id) && !str_eq(tender->lot.id, lot);
}

static void check_lot(const Check *check, const Link *lot) {
    if (!map_has(check->groups, lot->id)) check_there(check, check->lots, lot, "TenderLot");
}

static Str pair(const Check *check, Str contract, Str lot) {
    return str_print(check->reading->arena, "%.*s\n%.*s", STR_ARG(contract), STR_ARG(lot));
}

static void check_result(Check *check, const LotResult *result) {
    for (size_t i = 0; i < result->contracts.n; i++) {
        const Link *link = &result->contracts.at[i];
        SettledContract *contract = map_get(check->awards->contracts, link->id);
        check_there(check, check->awards->contracts, link, "SettledContract");
        if (!contract) continue;
        contract->listed = true;
        map_put(check->pairs, pair(check, link->id, result->lot.id), contract);
    }
    for (size_t i = 0; i < result->tenders.n; i++) {
        const Link *link = &result->tenders.at[i];
        const LotTender *tender = map_get(check->awards->tenders, link->id);
        check_there(check, check->awards->tenders, link, "LotTender");
        if (is_astray(check, tender, result->lot.id))
            say(check, link, "LotTender", DEFECT_OTHER_LOT, "a tender of another lot");
    }
}

/* A contract of several lots lists the tenders of each of them. Where no result lists any contract (as in a
 * modification), that is how the notice was meant. */
static void check_contract(const Check *check, const SettledContract *contract) {
    const Link self = {contract->id, contract->line};
    if (!contract->listed && map_count(check->pairs))
        say(check, &self, "SettledContract", DEFECT_LINK, "a contract of no lot's result");
    for (size_t i = 0; i < contract->tenders.n; i++) {
        const Link *link = &contract->tenders.at[i];
        const LotTender *tender = map_get(check->awards->tenders, link->id);
        check_there(check, check->awards->tenders, link, "LotTender");
        if (contract->listed && is_astray(check, tender, (Str){0}) &&
            !map_has(check->pairs, pair(check, contract->id, tender->lot.id)))
            say(check, link, "LotTender", DEFECT_OTHER_LOT, "a tender of another lot");
    }
}

void awards_check(const Awards *awards, Reading *reading, const Map *lots, const Map *groups) {
    Check check = {awards, reading, lots, groups, map_new(reading->arena)};
    for (size_t i = 0; i < map_count(awards->results); i++) {
        const LotResult *result = map_value(awards->results, i);
        check_lot(&check, &result->lot);
        check_result(&check, result);
    }
    for (size_t i = 0; i < map_count(awards->contracts); i++)
        check_contract(&check, map_value(awards->contracts, i));
    for (size_t i = 0; i < map_count(awards->tenders); i++) {
        const LotTender *tender = map_value(awards->tenders, i);
        check_lot(&check, &tender->lot);
        check_there(&check, awards->parties, &tender->party, "TenderingParty");
    }
    for (size_t i = 0; i < map_count(awards->parties); i++) {
        const TenderingParty *party = map_value(awards->parties, i);
        for (size_t k = 0; k < party->organisations.n; k++)
            check_there(&check, awards->organisations, &party->organisations.at[k], "Tenderer");
    }
}
