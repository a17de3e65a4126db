/* code.h - codes and their prefixes: CPV, NUTS, French postal codes and departments. */
#ifndef CLAUSIER_RULES_CODE_H
#define CLAUSIER_RULES_CODE_H

#include "rules/condition.h"
#include "rules/verdict.h"

/* Reads what a pack compares a field with. False: *why says what is wrong with the word. */
bool item_read(Field field, Str word, Item *item, const char **why);

/* Eight digits, without the check digit that may follow; empty if it is no CPV code. */
Str cpv_code(Str word);

/* A code equals the item, or begins with it where it had a star. */
bool item_has(const Item *item, Str code);

/* Whether a place of a notice (a NUTS code, or a French postal code or department) lies in the item's
 * area. UNKNOWN where the place is wider than the item: a lot in FR1 may or may not be in FR105. */
Truth place_in(Str place, const Item *item);

/* True for codes that start with two letters of a country. */
bool place_is_nuts(Str place);
/* Five digits, or the two or three characters of a department. */
bool place_is_postal(Str place);
/* A postal code that lies in the region of a NUTS code, and says where more exactly. */
bool place_refines(Str postal, Str nuts);

#endif
