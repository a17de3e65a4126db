/* cell.h - what one cell of a table says, as a value: closed lists, dates, amounts, identifiers.
 *
 * Each function reads a column of the table's current row. An empty cell is absent and fine; what cannot be
 * right refuses the row, once, and gives false. Damage done by spreadsheets is called by its name. */
#ifndef CLAUSIER_INGEST_CELL_H
#define CLAUSIER_INGEST_CELL_H

#include "base/date.h"
#include "base/decimal.h"
#include "ingest/defect.h"
#include "ingest/table.h"

enum { CELL_MAX_PARTS = 1000 }; /* of a list: each is compared with the others */

/* A value of a closed list and what people write for it, separated by |, each as code_fold() leaves it. The
 * last has a NULL name. */
typedef struct Code {
    const char *name;
    const char *synonyms;
} Code;

/* Folded, without blanks and the marks . ' - _ ( ) ° */
Str code_fold(Arena *arena, Str s);
/* The code that the text stands for, NULL if there is none. */
const char *code_find(Arena *scratch, const Code *codes, Str s);

/* White space folded, kept in the arena; empty if absent. */
Str cell_text(Arena *arena, const Table *table, int column);
bool cell_code(Table *table, int column, const Code *codes, Str *value);
/* A list's parts, each once, cut at any of the bytes in `marks`. */
bool cell_list(Arena *arena, Table *table, int column, const char *marks, StrList *list);
/* The same, every part a code. */
bool cell_codes(Arena *arena, Table *table, int column, const char *marks, const Code *codes,
                StrList *values);

bool cell_date(Table *table, int column, Date *date); /* years 1990 to 2099 */
/* A day, and where it is given the minute: 2026-04-07T12:00, 07/04/2026 12:00, 7 avril 2026 à 12h */
bool cell_datetime(Table *table, int column, DateTime *at);
bool cell_month(Table *table, int column, Month *month);
bool cell_hours(Table *table, int column, Hundredths *hours); /* 0 or more */
/* 0 or more; the currency is EUR where the cell says so, else left alone. Plain or French, "150 kEUR" too. */
bool cell_amount(Table *table, int column, Money *money);
/* 14 digits (the Luhn sum holds, La Poste's own rule included), blanks dropped. */
bool cell_siret(Arena *arena, Table *table, int column, Str *siret);
/* An agency's own number for a person. What may be a name, a phone or a social security number is refused. */
bool cell_person_ref(Arena *arena, Table *table, int column, Str *ref);
/* The line that a row of a copy had in the file that it was made of (registry/copy.h), into its place. */
bool cell_source_line(Table *table, int column, Loc *at);
/* Eight digits; a check digit behind a dash is dropped. */
bool cell_cpv(Arena *arena, Table *table, int column, Str *cpv);

/* The date at the head of a file's name (2026-03-31-chantiers.csv, 20260331_chantiers.csv), or DATE_ABSENT.
 */
Date date_of_file(Str file);

/* What tells who a person is: columns of hours.csv and people.csv that nobody may send us in the clear, and
 * that do not go further than pseudonym.h. IDENTITY_PLACES are their places behind the others. */
#define IDENTITY_PLACES LAST_NAME, FIRST_NAME, BIRTH_DATE, NIR, PHONE, EMAIL, ADDRESS
#define IDENTITY_WHO                                                                                         \
    { PERSON_REF, LAST_NAME, FIRST_NAME, BIRTH_DATE }
/* clang-format off */
#define IDENTITY_COLUMNS \
    {"last_name", \
     "Nom|Noms|Nom de famille*|Nom d'usage*|Nom de naissance*|Nom de jeune fille*|Nom marital|" \
     "Patronyme*|Nom prénom*|Nom et prénom*|Noms et prénoms*|Nom complet|Identité*|" \
     "Bénéficiaire|Bénéficiaires|Salarié|Salariée|Salariés|Participant|Participante|" \
     "Participants|Name|Surname|Full name", COLUMN_IDENTITY}, \
    {"first_name", \
     "Prénom*|Given name", COLUMN_IDENTITY}, \
    {"birth_date", \
     "Date de naissance*|Né le|Née le|Né(e) le|Date naissance*|Naissance|DDN|Date of birth", COLUMN_IDENTITY}, \
    {"nir", \
     "NIR*|N° de sécurité sociale*|N° sécurité sociale*|Numéro de sécurité sociale*|N° SS|" \
     "N° sécu*|Sécurité sociale*|Numéro INSEE", COLUMN_IDENTITY}, \
    {"phone", \
     "Téléphone|Tél|Portable|Mobile|Téléphone portable*|Téléphone mobile*|" \
     "Téléphone personnel*|N° de téléphone|Numéro de téléphone|N° téléphone|Tél portable*|" \
     "Tél mobile*", COLUMN_IDENTITY}, \
    {"email", \
     "E-mail|Mail|Courriel|Adresse mail|Adresse e-mail|Adresse électronique|Mèl", COLUMN_IDENTITY}, \
    {"address", \
     "Adresse|Adresse postale|Adresse personnelle*|Adresse du domicile|Domicile|Rue|" \
     "Adresse complète", COLUMN_IDENTITY}
/* clang-format on */

/* For columns that a record can do without, and for XML: the same judgement of a text. A good or an empty one
 * has no fault; else `why` says what is wrong and `defect` its name, and the value is absent. */
typedef struct Fault {
    const char *why; /* NULL: none */
    const char *defect;
} Fault;
Fault amount_fault(Arena *scratch, Str s, Money *money);
Fault date_fault(Str s, Date *date);
Fault cpv_fault(Arena *arena, Str s, Str *cpv);
/* Of a French company's number, which nobody mends: a VAT number is none, but no fault. */
Fault siret_fault(Arena *scratch, Str s);
/* A word that says that nothing is said: NC, n/a, None, nan. */
bool is_not_stated(Str s);
/* Whether a spreadsheet has made 2,13301E+13 of a number, whose last digits are lost. 2024E005 is a name. */
bool is_exponent(Str s);
/* Cuts a text at any of the bytes in `marks` and adds its parts, each once. False, and nothing added beyond
 * them, at more than CELL_MAX_PARTS. */
bool list_split(Arena *arena, Str s, const char *marks, StrList *list);

/* For lists and mixed cells: the same judgement of a text; NULL if it is good, else what is wrong. */
const char *cpv_trouble(Arena *arena, Str s, Str *cpv);
const char *siret_trouble(Arena *arena, Str s, Str *siret);

#endif
