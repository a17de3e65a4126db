/* hours.h - hours worked under a clause (hours.csv): one row a person, contract and month. */
#ifndef CLAUSIER_INGEST_HOURS_H
#define CLAUSIER_INGEST_HOURS_H

#include "base/date.h"
#include "base/decimal.h"
#include "ingest/table.h"

typedef struct HoursRow {
    Str contract_id;
    Str declarant_siret; /* 14 digits, Luhn holds */
    Date declared_on;    /* never absent: the column, else a date at the head of the file's name */
    Str person_ref;      /* empty in an archive's copy: hours of people whom nobody knows any more */
    Month month;
    Hundredths hours;          /* never absent; 0 to 744, or any sum of nobody's */
    Hundredths training_hours; /* of these hours; HUNDREDTHS_ABSENT if not stated */
    Str employer_kind;         /* direct, ETTI, AI, EI, ACI, GEIQ, EA, ESAT; empty */
    Str contract_type; /* CDI, CDD, CTT, CDDI, CDDU, apprenticeship, professionalisation, other; empty */
    Str proof;
    Loc at;
} HoursRow;

typedef struct HoursRows {
    HoursRow *at;
    size_t n, cap;
} HoursRows;

extern const TableKind hours_table;

/* Appends what the file holds; false after saying why it is refused whole. Messages name row and column,
 * never a cell's value. */
bool hours_read(Arena *arena, Str file, Str bytes, const ColumnNames *names, HoursRows *hours, Lines *lines,
                Diags *diags);

#endif
