/* lock.h - one at a time: a lock that the kernel holds, so that it never outlives who took it. */
#ifndef CLAUSIER_BASE_LOCK_H
#define CLAUSIER_BASE_LOCK_H

#include "base/diag.h"

typedef struct Lock {
    int fd;    /* -1: not held */
    bool left; /* who held it last has not released it, but was killed */
} Lock;

typedef enum LockTrouble {
    LOCK_HELD,  /* by us, now */
    LOCK_TAKEN, /* by another: `holder` is what it wrote about itself */
    LOCK_FAILED /* said (DIAG_WORLD) */
} LockTrouble;

/* Takes the lock of the file at `path`, which is made if it is not there, and writes one line about us into
 * it. The holder's line lives in the arena; it is empty where it could not be read. */
LockTrouble lock_take(Arena *arena, Str path, Str about, Lock *lock, Str *holder, Diags *diags);
void lock_release(Lock *lock);

#endif
