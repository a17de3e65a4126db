/* field.h - the fields that conditions may ask about, and what kind of value each has.
 *
 * One table says everything: name, kind, unit, closed vocabulary. A new field is one line there and one fact
 * in fact.c. */
#ifndef CLAUSIER_RULES_FIELD_H
#define CLAUSIER_RULES_FIELD_H

#include "base/str.h"

typedef enum Field {
    FIELD_TITLE,
    FIELD_DESCRIPTION,
    FIELD_EXECUTION_TERMS,
    FIELD_ADDITIONAL_INFORMATION,
    TEXT_FIELDS, /* how many fields are text; not a field */
    FIELD_CPV = TEXT_FIELDS,
    FIELD_PLACE,
    FIELD_NATURE,
    FIELD_PROCEDURE,
    FIELD_BUYER_KIND,
    FIELD_RESERVED,
    FIELD_SOCIAL_OBJECTIVE,
    FIELD_SOCIAL_CONSIDERATIONS,
    FIELD_STATUS,
    FIELD_FRAMEWORK,
    FIELD_DEFENCE,
    FIELD_CONCESSION,
    FIELD_NOTICE_DATE,
    FIELD_DEADLINE,
    FIELD_AMOUNT,
    FIELD_PROCEDURE_AMOUNT,
    FIELD_DURATION,
    FIELD_LOTS,
    FIELD_SUPPLIERS,
    FIELD_SUPPLIER_DEPENDENCY,
    FIELD_TRADE, /* derived from here on */
    FIELD_LABOUR_SHARE,
    FIELD_LABOUR_HOURS,
    FIELD_HOURS,
    FIELDS
} Field;

typedef enum FieldKind {
    KIND_TEXT,   /* words and patterns only; a condition may only ask `known` */
    KIND_WORD,   /* one word, or several where a lot may have several */
    KIND_TRADE,  /* a word that is the name of a trade */
    KIND_CPV,    /* codes, compared by prefix */
    KIND_PLACE,  /* NUTS codes and postal codes */
    KIND_FLAG,   /* yes or no; stands alone in a condition: `not defence` */
    KIND_DATE,   /* days */
    KIND_NUMBER, /* in the field's unit */
} FieldKind;

/* The unit of a number. Whatever it is, numbers are kept in hundredths of it. */
typedef enum Unit {
    UNIT_NONE, /* whole numbers: lots, suppliers */
    UNIT_EUR,
    UNIT_MONTHS,
    UNIT_PERCENT,
    UNIT_HOURS, /* whole hours */
} Unit;

typedef struct FieldInfo {
    const char *name;
    FieldKind kind;
    Unit unit;                     /* KIND_NUMBER */
    const char *const *vocabulary; /* KIND_WORD: all words it can have, NULL at the end; NULL: any word */
    bool derived;                  /* not a fact of the lot: no case states it */
} FieldInfo;

extern const FieldInfo field_info[FIELDS];

typedef uint32_t FieldSet; /* bit 1 << field */
#define FIELD_BIT(field) ((FieldSet)1 << (field))

/* False if no field has this name. */
bool field_find(Str name, Field *field);
Str field_name(Field field);
/* The names of a set, in the order of the table. */
StrList field_names(Arena *arena, FieldSet set);

/* Whether the field can have this word, and all words that it can have, for a message. */
bool field_has_word(Field field, Str word);
Str field_words(Arena *arena, Field field);

#endif
