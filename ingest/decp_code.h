/* decp_code.h - what the words of French essential data of public contracts (DECP) mean, in XML and in
 * tables.
 *
 * A contract is known by its buyer's SIRET and the buyer's own number for it. Numbers that are none (empty,
 * 000000000000) do not make two contracts one: such a contract has no id. */
#ifndef CLAUSIER_INGEST_DECP_CODE_H
#define CLAUSIER_INGEST_DECP_CODE_H

#include "base/map.h"
#include "ingest/cell.h"
#include "ingest/notice.h"

/* Cents: what is below is none of a contract that has to be published, but a price of a unit, or nothing. */
enum { DECP_AMOUNT_LEAST = 10000 };

enum {
    SUPPLIERS_MOST = 1000, /* of one contract */
    CHANGES_MOST = 1000,   /* of one contract: modifications, or states in a table */
};

/* Who a contract was awarded to; zero is nobody yet. A number that came before, or a name without a number
 * that came before, is not added again. */
typedef struct Suppliers {
    StrList ids, names;
    Map *seen;
    size_t n;
} Suppliers;
/* False, and nothing added, beyond SUPPLIERS_MOST. The texts must live as long as the arena. */
bool suppliers_add(Arena *arena, Suppliers *suppliers, Str id, Str name);
void suppliers_fill(Arena *arena, const Suppliers *suppliers, Lot *lot);

/* Buyer and number together; empty where one of them identifies nothing. */
Str decp_id(Arena *arena, Str buyer, Str number);
bool decp_identifies(Str number);

/* eForms' code of a procedure's French name, apostrophes lost or not; empty: not a name that is known. */
Str decp_procedure(Arena *scratch, Str name);
/* works, services, supplies, where the words say so ("Concession de travaux", "Fournitures"), else empty. */
Str decp_nature(Arena *scratch, Str words);
/* Whether the legal form of a contract is a concession's; UNKNOWN if it tells neither. */
Tristate decp_concession(Arena *scratch, Str words);

/* What is said of a framework agreement in several places. */
typedef struct FrameworkWords {
    bool techniques; /* are stated at all */
    bool is, orders, contracts;
} FrameworkWords;
void decp_framework_word(Arena *scratch, FrameworkWords *said, Str word);
/* A framework by orders is fa-wo-rc, by further contracts fa-w-rc; by both, or where it is not said by which,
 * fa-mix. "none" where the techniques are stated and it is not among them, else empty. */
Str decp_framework(const FrameworkWords *said);

/* Where a contract is carried out. A commune's code looks like a postal code and is none: what is certain of
 * it is its department. */
Fault decp_place(Arena *arena, Str kind, Str code, Lot *lot);

/* A decimal point, as machines write it, or what a person writes. */
Fault decp_amount(Arena *scratch, Str s, Hundredths *amount);
Fault decp_months(Str s, Hundredths *months);
/* A supplier's number of 14 digits where it is said to be a SIRET. It is kept in any case. */
Fault decp_supplier(Arena *scratch, Str kind, Str id);

#endif
