/* sheet.h - a sheet of text of a given width: a head, rows of four columns, a foot.
 *
 *       +3  common_trade   Métier courant des clauses : Voirie, 35 % de main-d'œuvre.   fr-social:361
 *       mark name          body, which alone wraps                                       place
 *
 * Everything that a notice or a pack said is made visible here, so that no control character reaches a
 * terminal. */
#ifndef CLAUSIER_RULES_SHEET_H
#define CLAUSIER_RULES_SHEET_H

#include "base/str.h"

typedef struct SheetRow {
    Str mark, name;
    Str body, source; /* the source follows the body on its line, or on the next */
    Str place;
} SheetRow;

/* Text on the left, wrapped, and text at the right edge of its last line, or of a line of its own. */
typedef struct SheetEnds {
    Str left, right;
} SheetEnds;

typedef struct Sheet {
    Arena *arena;
    size_t width; /* columns */
    SheetRow *rows;
    size_t n, cap;
} Sheet;

void sheet_add(Sheet *sheet, SheetRow row);

Str sheet_print(const Sheet *sheet, SheetEnds head, SheetEnds foot);

#endif
