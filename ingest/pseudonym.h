/* pseudonym.h - who a row is about: the agency's own reference, else a pseudonym made of names and a birth
 * date under the house's key.
 *
 * Names are folded (case, accents, hyphens, apostrophes and blanks say nothing), so that two spellings of one
 * person are one. Two given names where another file has one are two persons: nobody can tell. */
#ifndef CLAUSIER_INGEST_PSEUDONYM_H
#define CLAUSIER_INGEST_PSEUDONYM_H

#include "base/date.h"
#include "ingest/table.h"

/* "p1-" and 26 letters and digits. The names are not empty once they are folded. */
Str pseudonym_of(Arena *arena, const Key *key, Str last_name, Str first_name, Date born);

/* The current row's reference as it stands or, where it is empty and there is a key, the pseudonym. False,
 * the row refused, where neither can be had: a name without a birth date could be two persons. */
bool person_ref_read(Arena *arena, Table *table, Str *ref);
/* The date of birth of the current row; DATE_ABSENT where there is none. */
bool birth_date_read(Table *table, Date *born);

/* One row's reference, and where the row stands. */
typedef struct PersonRef {
    Str ref;
    Loc at;
} PersonRef;

typedef struct PersonRefs {
    PersonRef *at;
    size_t n, cap;
} PersonRefs;

/* Appends the references of a table of hours or of people, whichever its header says that it is; false after
 * saying why it is refused whole. Nothing else of a row is looked at. */
bool person_refs_read(Arena *arena, Str file, Str bytes, const ColumnNames *names, PersonRefs *refs,
                      Lines *lines, Diags *diags);

#endif
