/* hold.h - one process at a time writes to a convention. */
#ifndef CLAUSIER_CLI_HOLD_H
#define CLAUSIER_CLI_HOLD_H

#include "base/lock.h"
#include "cli/home.h"

/* Takes the lock of the convention: EXIT_DONE; else why not, which has been said, as the exit code: another
 * one holds it (EXIT_BUSY), or it cannot be taken. */
int home_hold(Cli *cli, const Home *home, Lock *lock);

#endif
