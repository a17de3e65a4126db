/* hold.h - who writes to a convention holds it: one at a time. */
#ifndef CLAUSIER_CLI_HOLD_H
#define CLAUSIER_CLI_HOLD_H

#include "base/lock.h"
#include "cli/home.h"

/* Takes the convention's lock: 0, or the exit code with which the command ends, after saying why. */
int hold_take(Cli *cli, const Home *home, Lock *lock);

#endif
