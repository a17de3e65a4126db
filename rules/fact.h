/* fact.h - what is known of a lot, field by field, as conditions ask for it.
 *
 * A fact is known, unknown, or known to have no value: a lot of no trade has no labour share, and no
 * condition on it holds, but nothing is missing either. */
#ifndef CLAUSIER_RULES_FACT_H
#define CLAUSIER_RULES_FACT_H

#include "rules/pack.h"

/* Cents below which an amount is a placeholder: 0.01, 1.00, 9.99. */
enum { FACT_LEAST_AMOUNT = AMOUNT_LEAST };

typedef enum FactState { FACT_UNKNOWN, FACT_NONE, FACT_KNOWN } FactState;

/* low == high but where a trade's factors are ranges. Hundredths of the field's unit; days for a date. */
typedef struct NumberFact {
    FactState state;
    int64_t low, high;
} NumberFact;

typedef struct Facts {
    const Notice *notice;
    const Lot *lot;
    NumberFact number[FIELDS]; /* of KIND_NUMBER and KIND_DATE */
    NumberFact call_date;      /* where notice_date is unknown: the days between which it surely lies */
    Str word[FIELDS];          /* of KIND_WORD with a single word: nature, procedure, buyer_kind, framework */
    StrList places;            /* NUTS codes and postal codes; empty if unknown */
    StrList considerations;    /* the words of social_considerations; empty if unknown */
    Tristate flag[FIELDS];     /* of KIND_FLAG */
    FactState trade_state;
    const Trade *trade;
    FieldSet cause[FIELDS];   /* of an unknown field: the fields that it waits for; itself unless derived */
    const char *note[FIELDS]; /* of an unknown field: the word that says why, where it is not just absent */
} Facts;

/* All facts but the trade and what is derived from it. Lists live in `scratch`. */
void facts_read(Arena *scratch, const Notice *notice, const Lot *lot, Facts *facts);

/* Sets the trade (NULL: none if `state` is FACT_NONE) and derives labour share and hours from it. */
void facts_set_trade(Facts *facts, FactState state, const Trade *trade, FieldSet cause);

/* Makes a field known and derives what depends on it: "what if the amount were ...?" */
void facts_suppose(Facts *facts, Field field, int64_t number);
/* The same for a field of `word`, and of a flag: yes or no. */
void facts_suppose_word(Facts *facts, Field field, Str word);

FactState facts_state(const Facts *facts, Field field);

/* Whether a field of words, codes or places has what the item says. */
Truth facts_has(const Facts *facts, Field field, const Item *item);

#endif
