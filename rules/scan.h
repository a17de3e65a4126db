/* scan.h - one pass over a text that tells which of many searches could match at all, and where.
 *
 * Aho-Corasick over the literals that the searches cannot match without. It only rules out: a search that it
 * names still has to be made, between the places that it names. */
#ifndef CLAUSIER_RULES_SCAN_H
#define CLAUSIER_RULES_SCAN_H

#include "base/str.h"

typedef struct Scan Scan; /* immutable once built, shared by threads */

/* What one search needs: any of these literals, in folded text. None: it is always a candidate. */
typedef struct ScanNeed {
    StrList literals;
} ScanNeed;

/* What was found of one search: where the first of its literals that are there ends, and where the last does.
 */
typedef struct ScanFound {
    size_t first, last; /* last 0: there is none, the search cannot match */
} ScanFound;

/* Builds the automaton for the searches 0 to n-1. A run of blanks in the text equals one blank of a literal.
 */
Scan *scan_build(Arena *arena, const ScanNeed *needs, size_t n);

size_t scan_searches(const Scan *scan); /* n */

/* Fills found[0] to found[n-1]. A search without literals is found from 0 to SIZE_MAX. */
void scan_text(const Scan *scan, Str folded, ScanFound *found);

/* Text is counted in units where a search is said to begin so far before its literal: a run of letters and
 * digits is one, a run of blanks is one, any other byte is one. Letters of other scripts are letters. */
typedef enum ScanUnit { UNIT_WORD, UNIT_BLANKS, UNIT_SIGN } ScanUnit;
ScanUnit scan_unit(char folded);

enum { SCAN_FAR = 1 << 20 }; /* any number of units */

/* Where a match may begin, both offsets included. */
typedef struct ScanSpan {
    size_t from, to;
} ScanSpan;

/* Of a search that was found, whose matches begin at most so many units before a literal of theirs ends. */
ScanSpan scan_span(Str folded, ScanFound found, size_t before);

#endif
