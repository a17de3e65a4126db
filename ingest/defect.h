/* defect.h - what looks wrong in what came from outside, each kind by its name.
 *
 * Where a value is not taken for what it claims to be, a defect is a doubt (DIAG_DOUBT); where it is kept as
 * it stands, it is one that only those hear of who ask (DIAG_DEFECT). Both carry the record that they are
 * about, the value and what was done with it. The names are what `read --quality` counts by. */
#ifndef CLAUSIER_INGEST_DEFECT_H
#define CLAUSIER_INGEST_DEFECT_H

#include "base/diag.h"

#define DEFECT_NUMBER "not a number"                       /* an amount in words, two decimal marks */
#define DEFECT_NEGATIVE "below zero"                       /* an amount or a duration */
#define DEFECT_DATE "not a date"                           /* or no such day */
#define DEFECT_SERIAL "a spreadsheet's day number"         /* 45366 for 2024-03-15 */
#define DEFECT_UNIT "an unknown unit"                      /* of a duration */
#define DEFECT_CODE "not a code of the list"               /* a nature, a procedure, a flag */
#define DEFECT_CPV "not a CPV code"                        /* other than eight digits */
#define DEFECT_CPV_ZERO "a CPV code of 7 digits"           /* a leading zero lost in a spreadsheet */
#define DEFECT_SIRET "not a SIRET"                         /* other than 14 digits with their check digit */
#define DEFECT_SIRET_ZERO "a SIRET of 13 digits"           /* a leading zero lost in a spreadsheet */
#define DEFECT_SIREN "a SIREN where a SIRET is meant"      /* 9 digits */
#define DEFECT_NUTS "a NUTS code where a SIRET is meant"   /* fr105 */
#define DEFECT_EXPONENT "a number in scientific notation"  /* 2,13301E+13: its last digits are lost */
#define DEFECT_PLACEHOLDER "a placeholder for an amount"   /* 0, 0.01, 1, 9.99; in DECP what is below 100 */
#define DEFECT_NOT_STATED "a word for what is not known"   /* NC, n/a, None, CF_NIV_SUIV */
#define DEFECT_ZONE "French local time labelled otherwise" /* 12:00+00:00 for noon in Paris */
#define DEFECT_TOTAL "the procedure's total on each lot"   /* the same amount, several times */
#define DEFECT_TWICE "stated twice"                        /* the same lot or contract again */
#define DEFECT_LINK "a link that leads nowhere"            /* a contract of a lot that there is not */
#define DEFECT_OTHER_LOT "a link to what is another lot's" /* a lot's contract with the tender of another */
#define DEFECT_NO_ID "no identifier"                       /* empty, 000000000000 */
#define DEFECT_TEXT "text damaged on its way"              /* entities escaped twice, control characters */
#define DEFECT_ORDER "dates in the wrong order"            /* a deadline before its notice */

/* Says it: `defect` is one of the names above, `what` the message (it may quote the value), `done` what was
 * done: "left out", "kept as it stands". The value is cut where it is long. */
Diag *defect_say(Diags *diags, Loc at, const char *defect, Str record, Str value, const char *what,
                 const char *done);
/* The same of a value that is kept as it stands. */
Diag *defect_keep(Diags *diags, Loc at, const char *defect, Str record, Str value);

/* Of what was said of one notice behind the message `behind` (NULL: from the first on), the same defect of
 * the same value in the same field is one message, with its first place and how many times. `record` is the
 * notice's id: of several of its lots ("ID#LOT") it is then the notice that the message is about. */
void defect_fold(Diags *diags, Diag *behind, Str record);

#endif
