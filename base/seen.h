/* seen.h - texts that have been met, by millions.
 *
 * Only a hash of 64 bits is kept of each, in 11 to 22 bytes of memory. That any two of four million texts are
 * taken for one happens in one file of two millions. */
#ifndef CLAUSIER_BASE_SEEN_H
#define CLAUSIER_BASE_SEEN_H

#include "base/str.h"

typedef struct Seen Seen;
Seen *seen_new(void);
void seen_free(Seen *seen);

/* Whether the text has been met; from now on it has. */
bool seen_before(Seen *seen, Str text);
size_t seen_count(const Seen *seen);
void seen_forget(Seen *seen); /* all of them */

#endif
