/* person.h - beneficiaries as pseudonyms with traits (people.csv). No name goes further than the door. */
#ifndef CLAUSIER_INGEST_PERSON_H
#define CLAUSIER_INGEST_PERSON_H

#include "base/date.h"
#include "ingest/table.h"

typedef struct Person {
    Str ref;
    Str sex;      /* F, M, unknown */
    Str age_band; /* <26, 26-29, 30-39, 40-49, 50+, unknown: at entry_date, from the date or the year of birth
                     where that is given */
    StrList criteria;
    Str main_criterion; /* empty if not stated */
    Str education;      /* infra 3, 3, 4, 5, 6+; empty */
    Str commune;        /* INSEE code, or empty */
    Str postal_code;
    Str qpv; /* yes, no, unknown */
    Str prescriber;
    StrList rome_codes;
    Date available_from;
    StrList mobility;
    Date entry_date, exit_date; /* DATE_ABSENT if not stated */
    Str exit;                   /* CDI, CDD>=6m, CDD<6m, training, other, none, unknown; empty: not over */
    Date declared_on; /* column declared_on, else a date at the head of the file's name; DATE_ABSENT */
    Loc at;
} Person;

typedef struct People {
    Person *at;
    size_t n, cap;
} People;

extern const TableKind people_table;

/* Appends what the file holds; false after saying why it is refused whole. A second row for a ref is refused.
 * Messages name row and column, never a cell's value. */
bool people_read(Arena *arena, Str file, Str bytes, const ColumnNames *names, People *people, Lines *lines,
                 Diags *diags);

#endif
