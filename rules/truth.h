/* truth.h - three-valued logic: what `when` is worth for the facts of a lot, and what an unknown waits for.
 */
#ifndef CLAUSIER_RULES_TRUTH_H
#define CLAUSIER_RULES_TRUTH_H

#include "rules/fact.h"

typedef struct Answer {
    Truth truth;
    FieldSet missing;   /* UNKNOWN: the fields that caused it */
    const Value *stale; /* UNKNOWN: a value that has no period for the notice's date; else NULL */
    bool limit;         /* UNKNOWN: a search for text was given up */
    bool asked;         /* within a TruthTable: this has been answered */
} Answer;

/* Asks for the truth of a rule about text, which only the judge can search. */
typedef Answer TruthText(void *of, const Rule *rule);

/* Answers already given for one set of facts, by number of condition and of rule. */
typedef struct TruthTable {
    const Facts *facts;
    Answer *conditions, *rules;
    TruthText *text;
    void *of;
} TruthTable;

Answer truth_of_rule(TruthTable *table, const Rule *rule);
Answer truth_of_expr(TruthTable *table, const Expr *expr);

/* The figure of a value on a day; NULL if no period covers it. */
const Period *value_on(const Value *value, Date day);

#endif
