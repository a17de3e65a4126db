/* ojnumber.h - the number of a publication in the Official Journal of the EU, series S, however it is
 * written. */
#ifndef CLAUSIER_INGEST_OJNUMBER_H
#define CLAUSIER_INGEST_OJNUMBER_H

#include "base/str.h"

typedef struct OjNumber {
    uint32_t number; /* within its year, from 1 */
    uint16_t year;
} OjNumber;

/* "00047522-2024", "47522-2024" and "2024/S 017-047522" are one publication: (47522, 2024). False for
 * anything else, a year before 1980 or after 2199 among it. */
bool oj_number_read(Str s, OjNumber *oj);

/* Whether the text has the form of a BOAMP number: two digits of a year, then up to six ("16-186394",
 * "24_76932"). Some of these could be OJ numbers too ("24-2019"): it takes the source to tell. */
bool boamp_number_is(Str s);

#endif
