/* structure.h - structures of insertion and of sheltered work (structures.csv): who can take the hours. */
#ifndef CLAUSIER_INGEST_STRUCTURE_H
#define CLAUSIER_INGEST_STRUCTURE_H

#include "base/decimal.h"
#include "ingest/table.h"

typedef struct Structure {
    Str siret; /* 14 digits, Luhn holds */
    Str name;
    Str kind;            /* EI, ETTI, AI, ACI, GEIQ, EA, EATT, ESAT, other */
    StrList trades;      /* trades' names in the pack, or the house's own words */
    StrList communes;    /* INSEE or postal codes, or names */
    StrList departments; /* codes: 01, 2A, 974; neither these nor communes: not known where it works */
    Hundredths capacity; /* insertion hours a year; HUNDREDTHS_ABSENT if not stated */
    Money turnover;      /* EUR a year; MONEY_ABSENT if not stated */
    Str contact;
    Loc at;
} Structure;

typedef struct Structures {
    Structure *at;
    size_t n, cap;
} Structures;

extern const TableKind structures_table;

/* Appends what the file holds; false after saying why it is refused whole. One SIRET may stand for several
 * kinds, each with a row of its own; a second row for the same two is refused. */
bool structures_read(Arena *arena, Str file, Str bytes, const ColumnNames *names, Structures *structures,
                     Lines *lines, Diags *diags);

#endif
