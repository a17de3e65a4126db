/* xlsx_value.h - what a number of a workbook says: a number, a share, a day, an hour. For xlsx*.c only.
 *
 * A sheet stores plain numbers, and a number format says what they are to people: 46090 is 2026-03-09, 12.5
 * is 12.5 €, 150000 may be 150 k€. The text here is what people see in the cell, in the one way of writing
 * that the readers of cells (cell.h) know everywhere: no grouping, a decimal point, ISO dates. Only decimals
 * are not hidden: two at least stay, whatever the format shows. */
#ifndef CLAUSIER_INGEST_XLSX_VALUE_H
#define CLAUSIER_INGEST_XLSX_VALUE_H

#include "base/str.h"

/* A number format, of which only the part for positive numbers counts. Zero is "General". */
typedef struct NumberFormat {
    enum { FORMAT_GENERAL, FORMAT_NUMBER, FORMAT_MOMENT } kind;
    /* FORMAT_NUMBER */
    Str before, after; /* texts around it: "N° ", " k€" */
    bool rounded;      /* it shows a fixed number of decimals */
    int decimals;
    int digits;    /* before the point, at least: 5 of 00000 */
    int thousands; /* times that it is divided by 1000 */
    bool percent;
    /* FORMAT_MOMENT */
    bool year, month, day, hour, second;
    bool elapsed; /* [h]:mm, hours beyond 24 */
} NumberFormat;

/* The format of a code ("#,##0.00\ "€""). What is no plain number and no moment (fractions, exponents,
 * conditions) is General: the number as it is. */
NumberFormat number_format(Arena *arena, Str code);
/* One of those that have a number and no code. */
NumberFormat number_format_built_in(unsigned number);

/* The text of a number as it is stored: "1234.5", "2.1750001600019E13", "46090.5". What is not one is
 * returned as it is. `from_1904`: days are counted from 1904-01-01. Valid until `room` is used again. */
Str number_text(Buf *room, const NumberFormat *format, bool from_1904, Str stored);

/* A stored text as people see it, in the arena: _x000D_ and the like become their characters, line ends LF.
 */
Str stored_text(Arena *arena, Str stored);

#endif
