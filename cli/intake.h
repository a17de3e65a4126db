/* intake.h - tables and notices go from their folders into the registry and the archive: what happens to a
 * file, whatever it holds.
 *
 * A file is taken in one transaction, and leaves the inbox only after the commit: whenever the run is killed,
 * a file is either still there, or known. A known file that is still there is merely put where it belongs.
 * Nothing that somebody has written to since it was offered goes anywhere: it is for the next run. */
#ifndef CLAUSIER_CLI_INTAKE_H
#define CLAUSIER_CLI_INTAKE_H

#include "cli/nightly.h"

/* Hours and people: the archive has their copy (copy.h), and what is refused of them stays with who sent it.
 */
bool offer_is_personal(const Offer *offer);
/* The digest of the file as it lies there, once; false after saying why. */
bool offer_digest(Nightly *nightly, Offer *offer);
/* Whether nobody has written to it since it was offered. */
bool offer_unchanged(Nightly *nightly, const Offer *offer);
/* It stays where it is, and another run may take it. */
void offer_leave(Nightly *nightly, Offer *offer);
/* As the registry is told of it. */
TakenFile offer_taken(const Nightly *nightly, const Offer *offer);

/* After the commit: a taken file goes to the archive, or away where that has its copy; one that was refused
 * whole goes to its reasons, unless it may be about people. False after saying why. */
bool offer_put_away(Nightly *nightly, Offer *offer);
bool offer_put_to_rejects(Nightly *nightly, Offer *offer);

/* Before the commit: what lies in the archive and in rejects/ stays there. False after saying why. */
bool intake_sync(Nightly *nightly);

#endif
