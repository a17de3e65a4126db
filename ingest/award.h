/* award.h - the results part of an eForms notice: who won which lot, for how much, by which contract.
 *
 * eForms states results as five lists whose members point at each other by id: a lot's result lists
 * contracts, a contract lists tenders, a tender names its lot and its tendering party, a tendering party
 * lists organisations. Real notices point at what is not there, or at tenders of other lots: such links are
 * passed over, and said. */
#ifndef CLAUSIER_INGEST_AWARD_H
#define CLAUSIER_INGEST_AWARD_H

#include "base/map.h"
#include "ingest/reading.h"

/* An organisation, or one of its points of contact. */
typedef struct Organisation {
    Str id;
    Text name;
    Str number; /* BT-501 */
    uint32_t number_line;
    Str country; /* FRA */
    Str contact, phone, email;
    bool judged;            /* its number */
    const Lot *counted_for; /* the last lot; so below */
} Organisation;

/* An id that points, and its line. */
typedef struct Link {
    Str id;
    uint32_t line;
} Link;

typedef struct Links {
    Link *at;
    size_t n, cap;
} Links;

typedef struct LotTender {
    Str id;
    Link lot, party;
    Money amount;
    const Lot *counted_for;
} LotTender;

typedef struct TenderingParty {
    Str id;
    Links organisations;
} TenderingParty;

typedef struct SettledContract {
    Str id, ref;
    Date date; /* of its conclusion, BT-145 */
    Links tenders;
    uint32_t line;
    bool listed; /* by a lot's result */
    const Lot *counted_for;
} SettledContract;

typedef struct LotResult { /* all results of a lot together */
    Link lot;
    Links contracts, tenders;
} LotResult;

typedef struct Awards {
    Map *organisations, *tenders, *parties, *contracts; /* by id */
    Map *results;                                       /* by lot */
} Awards;

Awards awards_new(Arena *arena);

/* Each keeps a copy of its draft. The first with an id stays, and false comes for the others; one without an
 * id cannot be pointed at. */
bool awards_add_organisation(Awards *awards, Arena *arena, const Organisation *draft);
bool awards_add_tender(Awards *awards, Arena *arena, const LotTender *draft);
bool awards_add_party(Awards *awards, Arena *arena, const TenderingParty *draft);
bool awards_add_contract(Awards *awards, Arena *arena, const SettledContract *draft);
void awards_add_result(Awards *awards, Arena *arena, const LotResult *draft);

/* Says once of a buyer or a winner in France what its number is, if it is no SIRET. */
void organisation_judge(Organisation *organisation, Reading *reading);

/* Fills what was awarded of a lot: the sum of the tenders that its contracts list and that are declared for
 * it, their winners, the contracts' references and dates. Says so where the tenders have no common sum. */
void awards_fill(const Awards *awards, Reading *reading, Lot *lot);

/* Says which links lead nowhere or to what is another lot's. The maps have the ids of all lots, and of groups
 * of lots, whose tenders are those of any lot. */
void awards_check(const Awards *awards, Reading *reading, const Map *lots, const Map *groups);

#endif
