/* scan.h - one pass over a text that tells which of many searches could match at all.
 *
 * Aho-Corasick over the literals that the searches cannot match without. It only rules out: a search that it
 * names still has to be made. */
#ifndef CLAUSIER_RULES_SCAN_H
#define CLAUSIER_RULES_SCAN_H

#include "base/str.h"

typedef struct Scan Scan; /* immutable once built, shared by threads */

/* What one search needs: any of these literals, in folded text. None: it is always a candidate. */
typedef struct ScanNeed {
    StrList literals;
} ScanNeed;

/* Builds the automaton for the searches 0 to n-1. A run of blanks in the text equals one blank of a literal.
 */
Scan *scan_build(Arena *arena, const ScanNeed *needs, size_t n);

/* Words of the set that scan_text() fills. */
size_t scan_set_words(const Scan *scan);

/* Sets bit i of `set` (64 in a word) for each search i that could match in the folded text. */
void scan_text(const Scan *scan, Str folded, uint64_t *set);

static inline bool scan_has(const uint64_t *set, uint32_t search) {
    return set[search / 64] >> (search % 64) & 1;
}

#endif
