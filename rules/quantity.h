/* quantity.h - a number with its unit, as a pack writes it: 5 538 000, 50 %, 6 months, 90 days. */
#ifndef CLAUSIER_RULES_QUANTITY_H
#define CLAUSIER_RULES_QUANTITY_H

#include "rules/field.h"

typedef struct Quantity {
    int64_t hundredths;
    Unit unit; /* UNIT_NONE: none was written. Days are turned into months of 30.4375 days */
} Quantity;

/* Reads the quantity at the front of `s`, *used bytes long. False: *why says what is wrong. */
bool quantity_read(Str s, size_t *used, Quantity *quantity, const char **why);

/* The same, with nothing behind it. */
bool quantity_read_whole(Str s, Quantity *quantity, const char **why);

/* Whether a quantity can be compared with a number of this unit. False: *why says what to write. */
bool quantity_suits(Quantity quantity, Unit unit, const char **why);

#endif
