/* year.h - a review from inside: what review.c folds, and the other review_*.c put into figures and JSON.
 *
 * Every number that says something about people carries whether it is hidden. The number itself stays, for
 * the house's own unmasked JSON; only there may it be read past `hidden`. */
#ifndef CLAUSIER_REPORT_YEAR_H
#define CLAUSIER_REPORT_YEAR_H

#include "report/breakdown.h"
#include "report/pace.h"
#include "report/review.h"

typedef enum BreakdownName {
    CONTRACTS_BY_NATURE,
    CONTRACTS_BY_MECHANISM,
    CONTRACTS_BY_TRADE,
    CONTRACTS_BY_PROCEDURE,
    CONTRACTS_BY_AMOUNT_BAND,
    CONTRACTS_BY_BUYER,
    HOURS_BY_TRADE,
    HOURS_BY_COMPANY,
    HOURS_BY_EMPLOYER_KIND,
    HOURS_BY_STRUCTURE, /* no row where no structures are known */
    HOURS_BY_CONTRACT_TYPE,
    WORK_CONTRACTS_BY_TYPE, /* of work contracts, not of people: see review_work.c */
    PEOPLE_BY_SEX,
    PEOPLE_BY_AGE_BAND,
    PEOPLE_BY_MAIN_CRITERION,
    PEOPLE_BY_CRITERION,
    PEOPLE_BY_EDUCATION,
    PEOPLE_BY_COMMUNE,
    PEOPLE_BY_QPV,
    PEOPLE_BY_PRESCRIBER,
    PEOPLE_BY_EXIT,
    PEOPLE_BY_HOURS, /* their own hours of the period, in bands; hours of a row are not printed */
    BREAKDOWNS
} BreakdownName;

enum { DOMINANCE = 85 }; /* percent of a cell's hours by one person from which they are hidden */

/* A contract that runs in the period, or has hours in it. */
typedef struct YearContract {
    const Contract *contract;
    const HoursRow *rows; /* all of the contract's hours, of any month */
    size_t row_count;
    Hundredths committed; /* the part of the commitment that falls into the period */
    bool declared;        /* something was declared in the period, 0 h included */
    Secret hours, people; /* of the period */
    int64_t rate;         /* hours / committed; HUNDREDTHS_ABSENT: nothing committed */
    Pace pace;            /* since its start */
    Secret cumulated;     /* pace.declared, as a number that may be hidden */
    bool untold;          /* whether it is late would bound hidden hours too closely: it is not said */

    Fact *done, *before, *ever; /* hours of the period; before it; both */
    Part *trade, *company;      /* the rows that it is a part of */
} YearContract;

/* A structure of insertion that the convention knows. */
typedef struct YearStructure {
    const Structure *structure;
    StrList kinds;    /* all of them: one SIRET may stand for several */
    const Part *part; /* its row of HOURS_BY_STRUCTURE; NULL: it declared nothing in the period */
    size_t contracts; /* for which it did */
} YearStructure;

typedef struct YearMonth {
    Month month;
    bool declared;
    Secret hours, people, training;
    Secret cumulated;  /* of the period */
    Hundredths pace;   /* the contracts' commitments that fall into the month */
    Hundredths target; /* the convention's target, cumulated by days; HUNDREDTHS_ABSENT: none */

    Fact *done, *trained;
} YearMonth;

/* A declaration of the period that took the place of an earlier one. */
typedef struct YearReplacement {
    const Replacement *replacement;
    const YearContract *contract;
    Secret before, after; /* hours: as they were declared, and those that hold now */

    Fact *scope; /* what holds now */
} YearReplacement;

/* What became of lots, in the period; -1: nobody knows. A stage is no part of the one before: a lot that was
 * screened in one period may be awarded in the next, and a contract may come of no notice at all. */
typedef struct Funnel {
    int64_t proposed, inserted, awarded; /* lots */
} Funnel;

typedef struct Past Past; /* past.h */

struct Review {
    ReviewInput input;
    const Review *before; /* of the period before, as it was published: its numbers are known; NULL: none */
    const Past *published, *previous; /* beside published reviews; NULL: none */
    Month first, last;
    YearContract *contracts; /* sorted by id */
    size_t contract_count;
    size_t *late; /* those that are told: contracts by their place above: the most hours lacking first, hidden
                     ones last */
    size_t late_count;
    YearMonth *months;
    size_t month_count;
    YearReplacement *replaced; /* one a scope; sorted by contract, month, declarant */
    size_t replaced_count;
    Breakdown breakdowns[BREAKDOWNS];
    /* HUNDREDTHS_ABSENT where contracts run and nothing is declared of any: that is not known, it is not 0 */
    Secret hours, training, people, women, exits_positive;
    Hundredths committed;
    Secret work_contracts; /* distinct person, contract, kind of work contract and declarant */
    Secret work_contracts_cdi;
    YearStructure *structures; /* one a SIRET; by hours, the open ones first, then by name */
    size_t structure_count;
    Funnel funnel;
    size_t contracts_started;      /* that begin in the period */
    size_t contracts_declared;     /* with a row in the period */
    int64_t months_missing;        /* of contracts that run in the period */
    int64_t months_missing_before; /* the period, of the same contracts */

    /* What was done to protect people. */
    Disclosure *disclosure;
    const Fact *all, *trained, *leaving,
        *work; /* of hours and people, training, exits_positive, work_contracts */
    size_t hidden_primary, hidden_secondary; /* numbers: for their own sake; to protect others */
    size_t merged_rows;                      /* put together with others */
    bool merged_further;                     /* more than is always merged: the last resort */
};

const char *breakdown_table(BreakdownName name); /* as in Figures */

/* The stages that are known, in their order; how many. */
enum { FUNNEL_STAGES = 10, FUNNEL_CONTRACTS = 3 /* the last ones are contracts, and always known */ };
typedef struct FunnelStage {
    const char *name; /* a word of [funnel] */
    int64_t count;
} FunnelStage;
size_t funnel_stages(const Review *review, FunnelStage stages[FUNNEL_STAGES]);

#endif
