/* frozen.h - the files of a convention's reviews: those that are written anew each time, and those that are
 * published and stay.
 *
 *     review-2026.pdf .json .xlsx .html   of the last review; or published, once there is
 *     review-2026.published               their record (registry/publication.h)
 *     review-2026-recomputed.pdf ...      then, of the last review
 *     review-2026.v1.pdf ... .published   published before, and superseded
 *
 * Publishing, in this order: all files under hidden names; copies of those that are superseded; the record
 * under its pending name, and from then on the review is published; all files renamed; the record. Whoever
 * comes next finishes what was cut off there. All of it while the convention is held (hold.h). */
#ifndef CLAUSIER_CLI_FROZEN_H
#define CLAUSIER_CLI_FROZEN_H

#include "cli/cli.h"
#include "registry/folder.h"
#include "registry/publication.h"

typedef struct Frozen {
    Str folder, name; /* reviews, review-2026 */
    bool published;
    bool damaged; /* published, but nobody knows what: the record is not what it was */
    Publication publication;
} Frozen;

/* What is published of a period. Finishes what was cut off, where the convention is `held`. Files that are
 * not what was published are said (DIAG_REFUSED). False where it cannot be told: that is said. */
bool frozen_look(Cli *cli, const Folder *folder, Date from, Date to, bool held, Frozen *frozen);

/* The same for the published period that ends the day before `from`; of several the one that is most nearly
 * as long. Not published: there is none. */
bool frozen_look_before(Cli *cli, const Folder *folder, Date from, Date to, bool held, Frozen *frozen);

/* The records of all published periods that end before `from`, the oldest first. One that is damaged is left
 * out (DIAG_NOTE). */
const Publication *frozen_years(Cli *cli, const Folder *folder, Date from, size_t *n);

typedef struct FrozenFiles {
    Str pdf, json, xlsx, html;
} FrozenFiles;

/* All files or none, beside the published ones; false after saying why. */
bool frozen_write(Cli *cli, const Frozen *frozen, const FrozenFiles *files);

/* Publishes; of `publication` the digests are filled in. What was published before is kept. */
bool frozen_publish(Cli *cli, const Frozen *frozen, Publication *publication, const FrozenFiles *files);

#endif
