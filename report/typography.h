/* typography.h - French typography: spaces before marks, quotes, digits; lines broken (libunibreak), words
 * hyphenated (libhyphen): the only door to both. */
#ifndef CLAUSIER_REPORT_TYPOGRAPHY_H
#define CLAUSIER_REPORT_TYPOGRAPHY_H

#include "base/date.h"
#include "base/words.h"
#include "report/figures.h"

/* Spaces before ; : ! ? % » and the euro sign, inside « », typographic apostrophes and ellipses. */
Str typography_fr(Arena *arena, Str text);

Str date_print_fr(Arena *arena, const Words *words, Date date);    /* 3 mars 2026, 1er mars 2026 */
Str month_print_fr(Arena *arena, const Words *words, Month month); /* mars 2026 */
/* A cell as text: kinds as in figures.h; masked and absent by the words cell.masked and cell.absent. */
Str cell_print_fr(Arena *arena, const Words *words, const Cell *cell);

/* Where a text may be broken. One byte a byte of text: BREAK_NO, BREAK_MAY (after this byte), BREAK_HYPHEN
 * (after this byte, with a hyphen), BREAK_MUST. */
enum { BREAK_NO, BREAK_MAY, BREAK_HYPHEN, BREAK_MUST };
typedef struct Hyphenator Hyphenator;
Hyphenator *hyphenator_open(Str dictionary); /* NULL dictionary file: no hyphenation, breaks only */
void hyphenator_close(Hyphenator *hyphenator);
unsigned char *breaks_find(Arena *arena, Hyphenator *hyphenator, Str text);

#endif
