/* decimal.h - exact decimals: money, hours and shares as whole numbers of hundredths.
 *
 * No floating point comes near a figure of a review. Every operation says whether it overflowed. */
#ifndef CLAUSIER_BASE_DECIMAL_H
#define CLAUSIER_BASE_DECIMAL_H

#include "base/str.h"

typedef int64_t Hundredths; /* 1 234,5 h is 123450; 12.34 EUR is 1234 */
#define HUNDREDTHS_ABSENT INT64_MIN

/* An amount of money; absent when cents is HUNDREDTHS_ABSENT. A missing amount is never 0. */
typedef struct Money {
    Hundredths cents;
    Str currency; /* ISO 4217; empty if the source gave none */
} Money;
#define MONEY_ABSENT ((Money){.cents = HUNDREDTHS_ABSENT})

/* False on overflow; *sum is then untouched. Neither side may be absent. */
bool hundredths_add(Hundredths a, Hundredths b, Hundredths *sum);
/* a x b / c, rounded towards zero, exact in between (128 bits); false on overflow or when c is 0. */
bool hundredths_scale(Hundredths a, int64_t b, int64_t c, Hundredths *result);

/* False where the two have no common sum: other currencies, or too large a sum; *sum is then untouched. To
 * nothing an amount is added as it is, and an absent amount adds nothing. */
bool money_add(Money *sum, Money more);

typedef enum NumberTrouble {
    NUMBER_OK,
    NUMBER_EMPTY,
    NUMBER_NOT,       /* letters, two decimal marks, #REF! */
    NUMBER_AMBIGUOUS, /* 1,234 or 1.234: thousands or decimals? Refused rather than guessed */
    NUMBER_DIGITS,    /* more decimals than the scale keeps, and not zeros */
    NUMBER_EXPONENT,  /* 2,13301E+13: a spreadsheet has lost digits */
    NUMBER_RANGE,     /* does not fit */
} NumberTrouble;

/* What a machine writes: [-]digits[.digits], nothing else. `scale` is the number of decimals kept (2 for
 * Hundredths); further decimals must be zeros, or are cut when `cut` is set. */
NumberTrouble number_read_plain(Str s, unsigned scale, bool cut, int64_t *value);

/* What a person writes in French, without a unit: 1 234,5 · 1234.5 · 1'234,50. Groups of three by a space, a
 * no-break space, a narrow one or an apostrophe; decimal comma or point. 1,234 and 1.234 are NUMBER_AMBIGUOUS
 * when scale < 3. */
NumberTrouble number_read(Str s, unsigned scale, int64_t *value);

/* What is wrong, in English, for a message: "not a number", ... */
const char *number_trouble_text(NumberTrouble trouble);

Str hundredths_print(Arena *arena, Hundredths value);       /* 1234.50, empty if absent */
Str hundredths_print_short(Arena *arena, Hundredths value); /* 1234.5, without trailing zeros */

/* How a language writes a number. */
typedef struct Numerals {
    Str decimal; /* "," */
    Str group;   /* between groups of three digits; may be empty */
} Numerals;

/* For readers: in groups, with at least `decimals` decimals (2 at most; what is beyond zero is always shown)
 */
Str hundredths_print_in(Arena *arena, const Numerals *numerals, Hundredths value, unsigned decimals);
Str count_print_in(Arena *arena, const Numerals *numerals, int64_t value); /* a whole number */
/* The same for French readers: groups by U+202F, a decimal comma: 1 234,5 and 19 012 */
Str hundredths_print_fr(Arena *arena, Hundredths value, unsigned decimals);
Str count_print_fr(Arena *arena, int64_t value);

#endif
