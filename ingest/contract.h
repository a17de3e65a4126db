/* contract.h - contracts with a social clause (contracts.csv). */
#ifndef CLAUSIER_INGEST_CONTRACT_H
#define CLAUSIER_INGEST_CONTRACT_H

#include "base/date.h"
#include "base/decimal.h"
#include "ingest/table.h"

typedef struct Contract {
    Str id;
    Str title, buyer, notice_id, lot_id;
    Str contractor_name, contractor_siret;
    Str nature;    /* works, services, supplies; empty if not stated */
    Str cpv;       /* eight digits, or empty */
    Str trade;     /* a trade's name in the pack, or the house's own word */
    Str mechanism; /* execution_clause, reserved_insertion, ... : design of contracts.csv */
    Str procedure; /* open, restricted, adapted, ... or the house's own words */
    Money amount;
    Hundredths hours_committed; /* never absent, 0 or more */
    Date start_date, end_date;  /* never absent, in this order */
    Str status;                 /* signed, running, closed, attested, ended_early; empty if not stated */
    Str facilitator;
    Loc at;
} Contract;

typedef struct Contracts {
    Contract *at;
    size_t n, cap;
} Contracts;

extern const TableKind contracts_table;

/* Appends what the file holds; false after saying why it is refused whole. Refused rows (impossible dates,
 * hours, codes; a second contract with the same id) are said. */
bool contracts_read(Arena *arena, Str file, Str bytes, const ColumnNames *names, Contracts *contracts,
                    Lines *lines, Diags *diags);

#endif
