/* follow.h - the contracts as they stand on a day: how far each is, and what looks wrong, by name.
 *
 * A month counts as missing only when it is over: the pace goes to the last day of the month before that of
 * the day, so that nobody is late for a month that cannot be declared yet. What is already declared for the
 * running month counts as done all the same (Followed.declared, and the hours left).
 *
 * What a ledger holds is what stood on the day: whoever looks at a past day gives it the declarations made
 * until then. */
#ifndef CLAUSIER_REPORT_FOLLOW_H
#define CLAUSIER_REPORT_FOLLOW_H

#include "base/words.h"
#include "registry/convention.h"
#include "registry/ledger.h"
#include "report/pace.h"

enum {
    FULL_TIME_MONTH = 15167,  /* hundredths of an hour: 151,67 h, full time in France */
    FULL_TIME_TOLERANCE = 10, /* percent above it: some overtime is usual */
};

typedef enum FollowState {
    FOLLOW_LATE,  /* behind the time elapsed by more than the tolerance, and not over */
    FOLLOW_SHORT, /* the same, and over */
    FOLLOW_RUNNING,
    FOLLOW_FINISHED, /* over, or closed, attested or ended early */
    FOLLOW_TO_COME,  /* not yet begun */
    FOLLOW_STATES
} FollowState;

/* At least and at most: they differ where months are missing. HUNDREDTHS_ABSENT: there is none. */
typedef struct HoursBounds {
    Hundredths low, high;
} HoursBounds;

typedef struct Followed {
    const Contract *contract;
    FollowState state;
    Pace pace;           /* until the end of the last month that is over */
    Hundredths declared; /* all there is, later months included */
    Hundredths lacking;  /* behind the time elapsed, at best; 0 where nothing lacks */
    HoursBounds left;    /* of the commitment, undeclared months taken as 0 h or as the mean; ABSENT: nothing
                            is to be done any more, or nothing was ever committed */
    HoursBounds monthly; /* hours a month that `left` asks for until the end; ABSENT: no time is left */
    bool over_declared;  /* more than committed */
    Date last_declared_on; /* DATE_ABSENT: never */
    Month last_month;      /* the latest month declared; MONTH_ABSENT: none */
    Str decision;          /* what must be decided, in the facilitator's words; empty if nothing is noted */
} Followed;

/* In the order in which they are printed: what stops hours from being counted, then what hours look wrong,
 * then what lacks, and last what there is too much of. */
typedef enum AnomalyKind {
    ANOMALY_CONTRADICTED,     /* two declarations of the same day differ: neither counts */
    ANOMALY_TWICE,            /* a person twice in a declaration, with different hours: neither counts */
    ANOMALY_UNKNOWN_CONTRACT, /* hours for a contract that nobody knows */
    ANOMALY_UNKNOWN_PERSON,   /* hours of persons whom nobody knows */
    ANOMALY_TWO_PLACES,     /* one person, one month, several contracts or declarants: more than full time */
    ANOMALY_TWO_DECLARANTS, /* one person, one month, one contract: several declarants */
    ANOMALY_BEFORE_START,   /* hours of a month before the contract's first */
    ANOMALY_AFTER_END,      /* hours of a month behind its last */
    ANOMALY_DATED_AHEAD,    /* a declaration of a day to come: it would replace all others until then */
    ANOMALY_NO_COMMITMENT,  /* a contract without committed hours */
    ANOMALY_NOTHING_DECLARED, /* a month of the contract is over, and nothing has ever been declared */
    ANOMALY_CLOSED_SHORT,     /* closed or attested, with hours lacking */
    ANOMALY_ENDED_SHORT,      /* its last month is over, with hours lacking */
    ANOMALY_OVER_DECLARED,    /* more hours than committed */
    ANOMALY_KINDS
} AnomalyKind;

typedef struct Anomaly {
    AnomalyKind kind;
    Str contract_id; /* as the contract or the declaration has it: of UNKNOWN_CONTRACT it is a cell of a file
                      */
    const Contract *contract; /* NULL: unknown */
    StrList also;             /* TWO_PLACES: further contracts */
    Str declarant_siret;      /* empty: none, or several */
    Month month;              /* MONTH_ABSENT: of no month */
    Date declared_on;         /* of a scope's hours; DATE_ABSENT: of several, or of none */
    Str person_ref;           /* a pseudonym: for the house's own use. Empty: of no person, or of several */
    Hundredths hours;         /* what is declared; CONTRADICTED, TWICE: the greater of what was declared */
    Hundredths limit;         /* what it is compared with: the commitment, a month of full time; CONTRADICTED,
                                 TWICE: the least that was declared. HUNDREDTHS_ABSENT: nothing */
    size_t count;             /* rows, or places of TWO_PLACES and TWO_DECLARANTS; 0: of a whole contract */
    Loc at;                   /* the first row that was refused; empty: none was */
} Anomaly;

typedef struct Follow {
    const Convention *convention;
    const Ledger *ledger;
    Date date;
    Date until;          /* the last day of the last month that is over */
    Followed *contracts; /* the late ones, most hours lacking first, then all others by their ids */
    size_t contract_count;
    size_t late;                    /* of them: LATE and SHORT, which stand first */
    size_t of[FOLLOW_STATES];       /* contracts by state */
    Hundredths committed, declared; /* of all contracts */
    Anomaly *anomalies;             /* by kind, contract, month, declarant, person */
    size_t anomaly_count;
} Follow;

/* What the arguments hold must live as long as the result. NULL after saying why (DIAG_REFUSED): sums do not
 * fit. */
Follow *follow_make(Arena *arena, const Convention *convention, const Ledger *ledger, Date date,
                    Diags *diags);

const char *follow_state_name(FollowState state);        /* "late", as records and words have it */
const char *anomaly_name(AnomalyKind kind);              /* "over_declared" */
Str anomaly_place(Arena *arena, const Anomaly *anomaly); /* file:line; empty: none */
/* Up to a whole hour: a person who does what is asked for has done enough. ABSENT stays so. */
Hundredths hours_up(Hundredths hours);

/* In French, from fr-follow.words. None holds a person's reference nor a cell of a file of hours. */
Str follow_state_said(const Words *words, const Followed *followed); /* en retard */
Str follow_pace_said(Arena *arena, const Words *words,
                     const Followed *followed); /* a sentence, never empty */
Str follow_left_said(Arena *arena, const Words *words, const Followed *followed); /* empty: nothing is left */
Str anomaly_kind_said(const Words *words, AnomalyKind kind);                      /* a few words */
Str anomaly_said(Arena *arena, const Words *words, const Anomaly *anomaly);       /* a sentence */

#endif
