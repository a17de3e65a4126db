/* measure.h - a corpus folded to counts: what each rule does in it and, where labels say which lots carry a
 * clause, how many of them the verdicts find.
 *
 * A lot is folded in two steps, since workers judge in any order and only some of the notices count: a note
 * of what matters (measure_note, any thread), then the note's counts (measure_add). Counts are whole numbers:
 * the order in which they are added does not matter. */
#ifndef CLAUSIER_RULES_MEASURE_H
#define CLAUSIER_RULES_MEASURE_H

#include "rules/label.h"
#include "rules/ruleset.h"
#include "rules/verdict.h"

enum { VERDICT_KINDS = VERDICT_ELIGIBLE + 1 };

/* A rule in a corpus. */
typedef struct RuleCount {
    Str name;
    Effect effect;
    int points;
    size_t truths, unknowns; /* lots of which it is true; of which it cannot tell */
    size_t decides;          /* lots whose verdict would be another without it */
} RuleCount;

/* A trade, or (with an empty name) no trade. */
typedef struct TradeCount {
    Str name;
    size_t verdicts[VERDICT_KINDS];
} TradeCount;

/* What is found of a group of labelled lots: by "eligible", and by "eligible or to check". */
typedef enum Finder { FIND_ELIGIBLE, FIND_OPEN, FINDERS } Finder;
typedef struct FoundCount {
    Str name; /* of a trade; empty for none */
    size_t lots, clauses;
    size_t found[FINDERS]; /* lots that the verdict points at */
    size_t right[FINDERS]; /* of these, lots with a clause */
} FoundCount;

typedef struct Measure Measure;

/* `labels` may be NULL. All of it lives in the arena. */
Measure *measure_new(Arena *arena, const Ruleset *rules, const Labels *labels);

/* Adds one line about a lot. */
void measure_note(Buf *notes, Arena *scratch, const Notice *notice, const Lot *lot, const Verdict *verdict);
void measure_add(Measure *measure, Arena *scratch, Str notes);

/* Two halves of any corpus, for rules made on one of them to be tried on the other: the lowest bit of the
 * first byte of the BLAKE2b digest of the file's name and the notice's id (digest_texts). All lots of a
 * notice are in one half; a table of many notices is cut in two as well. */
typedef enum Half { HALF_EVEN, HALF_ODD, HALVES } Half;
Half measure_half(LotName name);

/* The counts so far. */
typedef struct MeasureCounts {
    size_t lots, verdicts[VERDICT_KINDS];
    const RuleCount *rules; /* in load order, without those that are disabled */
    size_t rule_count;
    const TradeCount *trades; /* in load order, then no trade */
    size_t trade_count;
    FoundCount all, halves[HALVES];
    const FoundCount *by_trade; /* trade_count of them */
    size_t strange;             /* labels of lots that are not in the corpus */
} MeasureCounts;
MeasureCounts measure_counts(const Measure *measure);

/* A rule that is true of more than half of the lots tells them apart no better than a coin. */
bool rule_is_eager(const RuleCount *rule, size_t lots);

#endif
