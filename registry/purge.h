/* purge.h - retention: people whose last contact is long ago are forgotten, their hours stay as nobody's.
 *
 * What the registry and the archive say of such a person goes. Hours become sums of a declaration, one row a
 * contract, declarant, month, day of declaration and kind of work contract, without a reference: every sum
 * that was counted stays what it was, to the hundredth; what did not count adds nothing. Copies in the
 * archive are written anew under the digest of what they say now, and the journals name those: a registry
 * that is made again of them knows no more.
 *
 * The steps stand in an order of which any can be the last:
 *
 *     purge_note()     which copies will take the place of which; from here on only a purge goes on
 *     purge_copies()   new copies
 *     purge_rows()     one transaction; what it overwrites is overwritten with zeros
 *     purge_finish()   journals, old copies, free pages; then the note goes
 *
 * purge_recover() takes up what was cut off: to its end behind the transaction, else back to its beginning.
 */
#ifndef CLAUSIER_REGISTRY_PURGE_H
#define CLAUSIER_REGISTRY_PURGE_H

#include "registry/archive.h"
#include "registry/records.h"

/* A copy in the archive that says something of them. */
typedef struct PurgeFile {
    TakenFile taken; /* as it is */
    Str copy;        /* what it will say */
    Digest digest;   /* of that */
    bool gone;       /* nothing of it is left, or another copy says just that */
    HoursRows hours;
    People people;
} PurgeFile;

typedef struct Purge {
    Date before;         /* a last contact before this day is too long ago */
    Map *refs;           /* who is forgotten: as keys */
    size_t persons;      /* that anything is known of */
    uint64_t statements; /* about them */
    uint64_t rows, sums; /* of hours: theirs, and what takes their place */
    PurgeFile *files;
    size_t n, cap;
    StrList strays; /* copies that no run has taken, of a run that was killed, and that name them */
} Purge;

/* The same day so many months before, or the last of its month. */
Date purge_day(Date day, int64_t months);

/* What there is to do; nothing is changed. NULL where the store failed. */
Purge *purge_plan(Registry *registry, Arena *arena, const Folder *folder, Date before);

/* Whether a purge was cut off: a run, or a rebuild, would bring back whom it forgot. */
bool purge_is_pending(Arena *scratch, const Folder *folder);

/* Each is false after saying why. */
bool purge_recover(Registry *registry, Arena *arena, const Folder *folder, Diags *diags);
bool purge_note(const Purge *purge, Arena *arena, const Folder *folder, Diags *diags);
bool purge_copies(const Purge *purge, Arena *arena, const Folder *folder, Diags *diags);
bool purge_rows(const Purge *purge, Registry *registry);
bool purge_finish(Registry *registry, Arena *arena, const Folder *folder, Diags *diags);

#endif
