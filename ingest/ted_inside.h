/* ted_inside.h - what ted.c gathers of a TED notice and ted_notice.c makes a notice of: drafts, as they
 * stand.
 */
#ifndef CLAUSIER_INGEST_TED_INSIDE_H
#define CLAUSIER_INGEST_TED_INSIDE_H

#include "ingest/reading.h"
#include "ingest/ted.h"

/* A buyer or a winner. */
typedef struct Party {
    Str name, number, country;
    uint32_t number_line;
    Str contact, attention, phone, email;
} Party;

/* What a form says of all lots, a lot of itself. */
typedef struct Work {
    Str title, description, info;
    Str cpv;
    StrList cpv_additional;
    Money estimate;
    Hundredths months;
    Date start, end;
    StrList nuts;
} Work;

typedef struct Object { /* OBJECT_CONTRACT: prior information may have several */
    Work work;
    Str scope; /* a description, where there is no other */
    Str nature;
    Money framework_estimate; /* R2.0.8: of all contracts under the agreement */
    Money total;              /* what was awarded */
    size_t first_lot;
} Object;

typedef struct LotDraft {
    Loc at;
    Str number, item; /* LOT_NO, ITEM */
    Work work;
    bool whole;           /* stands for all that its object says: there is no lot */
    const Object *object; /* NULL: the form's own */
} LotDraft;

typedef struct Award {
    uint32_t line;
    Str lot, ref;
    Date date;
    StrList names, numbers;
    Money amount;
    bool awarded, discontinued;
} Award;

typedef struct Change {
    Str section, label, lot;
    StrList before, after;
    DateTime until; /* the new day and minute */
} Change;

typedef struct DateParts {
    Str day, month, year, time;
} DateParts;

/* One block of FORM_SECTION. */
typedef struct Form {
    Diags doubts; /* of what was said before it, while it is read; then its own */
    int rank;     /* -1: none is read yet */
    Str type, language, notice_type;
    Party buyer;
    Str buyer_type;
    StrList legal_bases;
    Str procedure;
    bool single_operator, no_framework;
    bool for_workshops, for_programmes, for_missions;
    Str terms, info;
    DateTime deadline;
    Date dispatched;
    StrList earlier;
    Str corrected; /* F14: the notice that it corrects */

    Object object; /* drafts */
    LotDraft lot;
    Award award;
    Party winner;
    Change change;
    DateParts parts;
    Str currency;

    const Object *first_object; /* what the drafts became */
    LotDraft *lots;
    size_t lot_count, lot_cap;
    Award *awards;
    size_t award_count, award_cap;
    Correction *corrections;
    size_t correction_count, correction_cap;
} Form;

enum { RANK_TRANSLATION, RANK_ORIGINAL, RANK_FRENCH, RANK_FRENCH_ORIGINAL, RANKS };

typedef struct Ted {
    Reading base;
    Notice notice;
    Str authority, nature; /* coded */
    Str cpv;
    Text buyer;
    StrList legal_bases, earlier;

    Form form; /* the one being read */
    Form kept; /* the best so far */
    bool skipping;
    bool seen[RANKS];
} Ted;

/* One of which nothing is said yet: a constant expression in all compilers, which a const variable is not. */
#define NO_WORK                                                                                              \
    { .estimate = MONEY_ABSENT, .months = HUNDREDTHS_ABSENT, .start = DATE_ABSENT, .end = DATE_ABSENT }

/* When the document is over: ted->notice becomes what the best block and the coded section say. */
void ted_settle(Ted *ted);

#endif
