/* hold.h - who writes to a convention holds it: one at a time. */
#ifndef CLAUSIER_CLI_HOLD_H
#define CLAUSIER_CLI_HOLD_H

#include "base/lock.h"
#include "cli/home.h"
#include "registry/registry.h"

/* Takes the convention's lock, and sweeps up what its last holder left half-written if that was killed: 0, or
 * the exit code with which the command ends, after saying why. */
int hold_take(Cli *cli, const Home *home, Lock *lock);

/* Opens the registry; NULL after saying why. One that is gone, or empty, or a copy of an earlier one, is to
 * be made again and not gone on with: a run would take nothing of what is in the archive, and write over the
 * journal of runs that it does not know. */
Registry *hold_registry(Cli *cli, const Home *home, StoreUse use);

#endif
