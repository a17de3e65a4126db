/* typography.h - spaces before marks, quotes, digits; cells and dates as text: by the language of the words.
 */
#ifndef CLAUSIER_REPORT_TYPOGRAPHY_H
#define CLAUSIER_REPORT_TYPOGRAPHY_H

#include "base/date.h"
#include "base/words.h"
#include "report/figures.h"

#define NO_BREAK_SPACE "\u00a0"
#define NARROW_SPACE "\u202f" /* narrow, and no break either */

/* French: spaces before ; : ! ? % » and the euro sign, inside « », between digits and a unit, typographic
 * quotes, apostrophes and ellipses. English: apostrophes and ellipses, no break between digits and a unit.
 * Control characters are passed on and looked through: they may mark places in the text. Doing it twice
 * changes nothing. */
Str typeset(Arena *arena, const Words *words, Str text);
bool latin_letter(uint32_t c); /* with or without an accent */

Str date_said(Arena *arena, const Words *words, Date date);    /* 3 mars 2026, 1er mars 2026 */
Str month_said(Arena *arena, const Words *words, Month month); /* mars 2026 */
Str hundredths_said(Arena *arena, const Words *words, Hundredths value, unsigned decimals);
Str count_said(Arena *arena, const Words *words, int64_t value);
bool one_said(const Words *words, const Cell *cell); /* a number that takes its noun in the singular */

/* A cell as text: kinds as in figures.h; masked and absent by the words cell.masked and cell.absent.
 * Percentages are rounded to a tenth. */
Str cell_said(Arena *arena, const Words *words, const Cell *cell);
/* The same for a column of a table: `decimals` is the least number of decimals of hours, percentages and
 * money, so that figures stand one below the other; dates are short, 03/03/2026. */
Str cell_said_aligned(Arena *arena, const Words *words, const Cell *cell, unsigned decimals);
unsigned cell_decimals(const Cell *cell);    /* the decimals that cell_said() shows: 0, 1 or 2 */
bool cell_is_number(const Cell *cell);       /* count, hours, percent or money */
int64_t percent_rounded(int64_t hundredths); /* to the nearest tenth, halves away from zero */
Cell cell_rounded(const Cell *cell); /* hours and money to whole ones, halves up; others as they are */

#endif
