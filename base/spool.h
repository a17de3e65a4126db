/* spool.h - texts put aside until it is known which of them are wanted, and in which order.
 *
 * A few megabytes stay in memory; what is more goes to a temporary file that has no name, and so is gone with
 * the process. */
#ifndef CLAUSIER_BASE_SPOOL_H
#define CLAUSIER_BASE_SPOOL_H

#include "base/diag.h"

typedef struct Spool Spool;

/* `folder` is where the temporary file would be. */
Spool *spool_new(Str folder);
void spool_free(Spool *spool);

/* Puts a text aside: the place to get it back from. Texts put one after the other stand one behind the other.
 */
uint64_t spool_put(Spool *spool, Str text);

/* Forgets all that was put aside. */
void spool_reset(Spool *spool);

/* The `n` bytes from this place on: they live in the arena, or in the spool until the next spool_put(). Empty
 * after a failure. */
Str spool_get(Spool *spool, Arena *arena, uint64_t at, size_t n);

/* Whether something could not be written or read: what was put aside is then lost. */
bool spool_failed(const Spool *spool);

/* False after saying so (DIAG_WORLD). */
bool spool_good(const Spool *spool, Diags *diags);

#endif
