/* notice.h - a tender notice and its lots, as the outside world stated them.
 *
 * Absent is a value of its own: an empty Str, HUNDREDTHS_ABSENT, DATE_ABSENT, TRISTATE_UNKNOWN. Nothing is
 * guessed here; what a lot takes over from its notice is marked in Lot.inherited. Field meanings and choices:
 * eForms BT numbers. */
#ifndef CLAUSIER_INGEST_NOTICE_H
#define CLAUSIER_INGEST_NOTICE_H

#include "base/date.h"
#include "base/decimal.h"
#include "base/diag.h"

typedef enum Tristate { TRISTATE_UNKNOWN, TRISTATE_NO, TRISTATE_YES } Tristate;

/* Facts that a lot did not state itself and took from the procedure (Lot.inherited). */
enum {
    LOT_TITLE = 1 << 0,
    LOT_DESCRIPTION = 1 << 1, /* of a notice without lots */
    LOT_NATURE = 1 << 2,
    LOT_CPV = 1 << 3,
    LOT_PLACE = 1 << 4,
    LOT_AMOUNT = 1 << 5, /* the procedure's estimate, for a single lot */
    LOT_ADDITIONAL_INFORMATION = 1 << 6,
};

/* Of one notice; the largest seen has 652. A lot without a word takes 60 times its bytes of memory. */
enum { LOTS_MOST = 10000 };

/* Cents: what is below is a placeholder for an amount that the buyer did not want to state (0.01, 1, 9.99).
 */
enum { AMOUNT_LEAST = 1000 };

static inline bool is_placeholder(Hundredths cents, Hundredths least) {
    return cents != HUNDREDTHS_ABSENT && cents < least;
}

typedef struct Lot {
    Str id;                     /* BT-137; empty for a notice without lots */
    Str title;                  /* BT-21 */
    Str description;            /* BT-24 */
    Str execution_terms;        /* BT-70: hours of insertion live here */
    Str additional_information; /* BT-300 */
    Str nature;                 /* BT-23: works, services, supplies */
    Str cpv_main;               /* BT-262: eight digits, no check digit */
    StrList cpv_additional;     /* BT-263 */
    Money amount;               /* an estimate, or an award total where amount_source is total-value */
    Str amount_source; /* lot-estimate, lot-framework-max, procedure-estimate, total-estimate, total-value;
                          empty */
    Hundredths duration_months;    /* BT-36, hundredths of a month */
    Date start_date, end_date;     /* BT-536, BT-537 */
    StrList nuts;                  /* BT-5071 */
    Str postal_code;               /* BT-5121 */
    DateTime deadline;             /* BT-131, else BT-1311 */
    Str framework;                 /* BT-765: none, fa-wo-rc, fa-w-rc, fa-mix; empty if not stated */
    Str reserved_participation;    /* BT-71: none, res-ws, res-pub-ser; several joined by ; */
    Str reserved_execution;        /* BT-736: yes, no, not-known */
    StrList strategic_procurement; /* BT-06 */
    StrList social_objective;      /* BT-775 */
    StrList social_considerations; /* DECP */
    Hundredths award_amount;       /* of the tenders that its contracts list */
    Str award_currency;
    Str winner_name, winner_id; /* several joined by ; */
    Str contract_ref;
    Str contract_date;  /* 2023-03-24, one for each contract that states it, joined by ; */
    unsigned inherited; /* LOT_... */
    Loc at;             /* where the lot begins */
} Lot;

/* One difference that a corrigendum states without restating its notice (TED F14, BOAMP rectificatif). */
typedef struct Correction {
    Str lot_id;        /* as it stands; empty: not of a lot */
    Str where;         /* the section or label that it names */
    Str before, after; /* as they stand */
    DateTime deadline; /* the new deadline, where that is what changes */
} Correction;

typedef struct Notice {
    Str source_format; /* eforms, ted, boamp, decp, csv */
    Str file;          /* the path as given */
    Str id;            /* BT-701 */
    Str version;       /* BT-757 */
    Str type;          /* eForms subtype, OPP-070 */
    Str form;          /* BT-03: planning, competition, result, change, ... */
    Str procedure_id;  /* BT-04 */
    Str publication_number;
    Date publication_date, issue_date; /* OPP-012, BT-05 */
    Str status;                        /* empty, changed, cancelled, modification */
    Str change_of;                     /* the notice that this one changes, as it names it */
    StrList earlier;                   /* other notices of its procedure, as it names them */
    Correction *corrections;           /* of a corrigendum, which states nothing else */
    size_t correction_count, correction_cap;
    Str language;                         /* BT-702, ISO 639-3 */
    Str buyer_name, buyer_id, buyer_kind; /* BT-500, BT-501, BT-11 */
    Str buyer_contact, buyer_phone, buyer_email;
    Str title, description; /* of the procedure */
    Str nature, cpv_main;   /* of the procedure */
    Money procedure_amount; /* BT-27 of the procedure */
    Str procedure_type;     /* BT-105 */
    Tristate defence;       /* BT-01: directive 2009/81/EC */
    Tristate concession;    /* BT-01: directive 2014/23/EU */
    bool once;              /* a file may state this record again in another place, by the same id: it counts
                               once a file, and the first is the one */
    Lot *lots;              /* at least one: a notice without lots has one with an empty id */
    size_t lot_count, lot_cap;
} Notice;

#endif
