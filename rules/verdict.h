/* verdict.h - what the rules say of one lot, and why. Lives in the arena that judge_lot() was given. */
#ifndef CLAUSIER_RULES_VERDICT_H
#define CLAUSIER_RULES_VERDICT_H

#include "base/decimal.h"
#include "ingest/notice.h"

typedef enum Truth { TRUTH_FALSE, TRUTH_UNKNOWN, TRUTH_TRUE } Truth;
typedef enum VerdictKind { VERDICT_NOT_ELIGIBLE, VERDICT_TO_CHECK, VERDICT_ELIGIBLE } VerdictKind;

/* Hours of an estimate, rounded down to whole hours; low == high where no factor is a range; both -1 when
 * unknown. */
typedef struct HoursRange {
    int64_t low, high;
} HoursRange;
#define HOURS_UNKNOWN ((HoursRange){-1, -1})

/* A factor of an estimate, which may be a range: 45-50 %. Both -1 when not stated. */
typedef struct Factor {
    int64_t low, high; /* hundredths of a percent, or cents */
} Factor;
#define FACTOR_ABSENT ((Factor){-1, -1})

/* What a trade's hours are estimated by: amount x labour share x insertion share / hourly cost. */
typedef struct Estimate {
    Factor labour_share, insertion_share, hourly_cost;
    Str source; /* French, as the pack says it; empty: none */
} Estimate;

typedef enum Effect { EFFECT_POINTS, EFFECT_EXCLUDE, EFFECT_REQUIRE, EFFECT_NOTE } Effect;

/* One rule that spoke (true) or could not (unknown). Rules that are false are not listed. */
typedef struct Finding {
    Str rule;    /* its name */
    Str label;   /* French */
    Truth truth; /* TRUE or UNKNOWN */
    Effect effect;
    int points;      /* of the rule; 0 unless EFFECT_POINTS */
    Str reason;      /* the pack's French sentence, filled; for UNKNOWN empty */
    Str field;       /* the text field that matched: title, description, ...; empty for a condition */
    Str quote;       /* the notice's own words */
    size_t offset;   /* of the quote in the field, in bytes */
    StrList missing; /* UNKNOWN: the facts it would need (field names) */
    Str note; /* UNKNOWN: why, in French, where a fact is not just missing: "montant en SEK, ..."; else empty
               */
    Str pack; /* short name of the pack's file, and the line of the rule in it */
    uint32_t line;
} Finding;

/* What a [duty], [waiver] or [mechanism] says of a lot. */
typedef struct AdviceFinding {
    Str name;                   /* in the pack */
    Str of;                     /* of a waiver: its duty; else empty */
    Str label, article, clause; /* French; L2112-2-1; of a mechanism: its clause's wording, else empty */
    Truth truth;
    Str reason; /* TRUE: the pack's French sentence, filled; of a waiver: what the buyer puts on record */
    StrList missing; /* UNKNOWN: the facts it would need (field names) */
    Str note;        /* UNKNOWN: why, in French, where a fact is not just missing; else empty */
    Str pack;        /* short name of the pack's file, and the line of the section in it */
    uint32_t line;
} AdviceFinding;
typedef struct AdviceFindings {
    AdviceFinding *at;
    size_t n, cap;
} AdviceFindings;

/* How hours are said in days, weeks and years of full-time work; hundredths of an hour. */
typedef struct WorkTime {
    int64_t day, week, year;
} WorkTime;

/* One way to settle a "to check": when `field` is `op` `value`, the verdict is firm. */
typedef struct Settle {
    Str field; /* duration, amount, ... */
    Str text;  /* French, as the pack's words say it: "durée d'au moins 6 mois" */
    VerdictKind becomes;
} Settle;

typedef struct Verdict {
    VerdictKind kind;
    int low, high, eligible_from; /* points */
    Str balance; /* French: what the points come to where no rule decides alone; empty for an eligible lot and
                    for one that an exclusion holds back */
    Str trade, trade_label;         /* empty: none recognised */
    Estimate estimate;              /* of the trade */
    StrList rome;                   /* of the trade: occupations sought */
    HoursRange labour_hours, hours; /* all hours of work; hours of insertion */
    Str hours_note; /* why they are unknown, in French, where a fact is not just missing; else empty */
    WorkTime work_time;
    AdviceFindings duties;  /* every duty that the packs know; FALSE: not due */
    AdviceFindings waivers; /* of duties that are due or unknown: those that hold or may hold */
    AdviceFindings
        mechanisms; /* those that hold or may hold, the preferred one first; none if not eligible */
    Str mechanism;  /* the one recommended: the first that holds, if none before it is unknown; else empty */
    Finding *findings;
    size_t finding_count, finding_cap;
    StrList open;    /* facts that can still change the verdict (TO_CHECK) */
    StrList missing; /* those, and the facts that left the hours unknown */
    Settle *settles;
    size_t settle_count, settle_cap;
    Str pack, pack_digest; /* "Socle ... 2026-11-01 + Local ..."; digest of all packs in load order */
} Verdict;

/* "due" if a duty is, else "unknown" if one is, else "not_due"; empty if the packs know no duty. */
Str verdict_duty(const Verdict *verdict);
/* The recommended mechanism; "unknown" where one that is unknown comes first; empty if there is none. */
Str verdict_mechanism(const Verdict *verdict);

const char *verdict_name(VerdictKind kind); /* eligible, to_check, not_eligible: for machine formats */

#endif
