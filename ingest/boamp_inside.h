/* boamp_inside.h - what boamp.c gathers of a BOAMP notice and boamp_notice.c makes a notice of: drafts, as
 * they stand. */
#ifndef CLAUSIER_INGEST_BOAMP_INSIDE_H
#define CLAUSIER_INGEST_BOAMP_INSIDE_H

#include "ingest/boamp.h"
#include "ingest/reading.h"

/* What OBJET states of the whole, and LOT of a lot. */
typedef struct Object {
    Str title;
    StrList description, notes;
    Str nature;
    Str cpv;
    StrList cpv_additional;
    Money value, value_max;
    Hundredths months;
    Date start, end;
    StrList nuts;
    Str postal_code;
} Object;

typedef struct LotDraft {
    Loc at;
    Str id;
    Object object;
} LotDraft;

/* One DECISION, or what a modification leaves of one. */
typedef struct Decision {
    Loc at;
    Str lot, contract;
    StrList winners, winner_ids;
    Date date;
    Money first, sum; /* of the winners' amounts */
    size_t amounts;
    bool differ, no_sum; /* not all are the same; they have no common sum */
    Money estimate;
    bool abandoned;
    struct Decision *next; /* of the same lot */
} Decision;

typedef struct Change {
    Str rubric, mention, lot, before, after;
} Change;

typedef struct Boamp {
    Reading base;
    Notice notice;
    Object object;
    Str id, file_id, old_id; /* where the schemas have it, the best first */
    Str family, nature, statute;
    Str summary;
    Str title; /* TITRE_MARCHE */
    StrList names, numbers, people, contacts, phones, emails;
    StrList terms; /* conditions of execution */
    StrList earlier, changed;
    StrList departments, departments_served;
    DateTime tenders, requests, limit; /* the last one: of the index */
    bool framework_no;
    bool reserved_yes, reserved_no, workshops, jobs, social;
    bool corrected, withdrawn, abandoned;
    bool said_mended;
    int unknown; /* answers that BOAMP does not know */
    Money total; /* of the award */
    Date decided;

    LotDraft lot; /* drafts */
    Decision decision;
    Change change;

    LotDraft *lots; /* what the drafts became */
    size_t lot_count, lot_cap;
    Decision *decisions;
    size_t decision_count, decision_cap;

    Str terms_text, shared_notes; /* of all lots */
    StrList considerations;
    size_t joined; /* bytes of shared notes that were copied */
} Boamp;

/* Of which nothing is said yet: constant expressions in all compilers, which const variables are not. */
#define NO_OBJECT                                                                                            \
    {                                                                                                        \
        .value = MONEY_ABSENT, .value_max = MONEY_ABSENT, .months = HUNDREDTHS_ABSENT, .start = DATE_ABSENT, \
        .end = DATE_ABSENT                                                                                   \
    }
#define NO_LOT                                                                                               \
    { .object = NO_OBJECT }

/* When the document is over: boamp->notice becomes what it says. */
void boamp_settle(Boamp *boamp);

#endif
