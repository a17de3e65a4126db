/* ledger.h - contracts, hours and people joined: which declarations hold, which rows fit nothing.
 *
 * A scope is contract x month x declaring structure. Within it the latest declared_on holds, whatever the
 * order of arrival; equal dates with different content are both refused, a copy counts once. Hours for an
 * unknown contract or person are refused; those of a month outside the contract's period are counted and said
 * (DIAG_DOUBT). Hours without a person are those of people whom nobody knows any more (purge.h): they are
 * counted like all others, each row by itself, and those people are not. */
#ifndef CLAUSIER_REGISTRY_LEDGER_H
#define CLAUSIER_REGISTRY_LEDGER_H

#include "base/map.h"
#include "ingest/contract.h"
#include "ingest/hours.h"
#include "ingest/person.h"

/* A declaration that took the place of an earlier one with other content. */
typedef struct Replacement {
    Str contract_id, declarant_siret;
    Month month;
    Hundredths before, after; /* hours of the scope, as they were declared */
    size_t people_before;     /* known persons in the earlier declaration */
    size_t people_changed;    /* persons whose hours differ, or who stand in one of the two only */
} Replacement;

/* Why a row of a declaration that holds, or of one that contradicts another, is not counted. */
typedef enum RefusedWhy {
    REFUSED_CONTRACT, /* no such contract */
    REFUSED_PERSON,   /* no such person */
    REFUSED_COPY,     /* the same line twice in one declaration: no hour is lost */
    REFUSED_TWICE,    /* the same person twice in one declaration, with different hours */
    REFUSED_RIVAL,    /* another declaration of the same day differs */
} RefusedWhy;

typedef struct RefusedRow {
    HoursRow row;
    RefusedWhy why;
} RefusedRow;

typedef struct Ledger {
    const Contracts *contracts;
    const People *people;
    HoursRows hours;       /* those that hold, sorted by contract, month, declarant, person */
    Replacement *replaced; /* one a scope, sorted likewise */
    size_t replaced_count, replaced_cap;
    RefusedRow *refusals;         /* rows that fit nothing or contradict each other, sorted by scope */
    size_t refused, refusals_cap; /* how many */
    Map *contract_by_id;          /* -> Contract * */
    Map *person_by_ref;           /* -> Person * */
} Ledger;

/* Says what is refused (DIAG_REFUSED), and never a cell. Contracts and people must live as long as the
 * ledger, which points at them; so must the texts of the hours. */
Ledger ledger_join(Arena *arena, const Contracts *contracts, const HoursRows *hours, const People *people,
                   Diags *diags);

/* The hours of a contract, which stand together; NULL and 0: none. */
const HoursRow *ledger_rows(const Ledger *ledger, Str contract_id, size_t *n);

#endif
