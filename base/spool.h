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

/* Puts a text aside: the place to get it back from. A full disk is said by the first spool_get() or by
 * spool_good(). */
uint64_t spool_put(Spool *spool, Str text);

/* Forgets all that was put aside. */
void spool_reset(Spool *spool);

/* The `n` bytes at this place, in the arena. Empty after a failure. */
Str spool_get(Spool *spool, Arena *arena, uint64_t at, size_t n);

/* False after saying (DIAG_WORLD) that something could not be written or read. */
bool spool_good(const Spool *spool, Diags *diags);

#endif
