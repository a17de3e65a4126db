/* procedure.h - notices of a run linked into procedures, and which of them is the state that counts.
 *
 * A tender is published many times: a call, changes that restate it whole, corrigenda that state differences,
 * a cancellation, results, modifications of its contracts. Each notice names others by ids; nothing is ever
 * linked by its words. What is decided, and how:
 *
 *   - The same notice twice (source, id, version; of a table also what its rows say): the one that is later
 * by identity_compare() counts, the others are duplicates.
 *   - A higher version of an id takes the place of the lower ones. A contract of DECP has no versions: the
 * one that was modified counts, else the later.
 *   - A change takes the place of the notice that it names, along the chain. Where several change the same
 * one, the later end counts, by identity_compare(). Where a chain bites its own tail, the latest of all that
 * hang together counts. A change of a notice that is not in the run counts on its own.
 *   - A cancellation does the same (it may name the notice among its earlier ones): it is then the newest
 * state.
 *   - A corrigendum takes no place. It is attached to the notice that it names, and its deadlines hold for
 * the state that counts, unless that is a later one, which has restated them.
 *   - A planning notice gives way to a call of its procedure, or one that names it.
 *   - A result or a modification answers the call that it names, itself or through the results that it names,
 *     else the newest call of its procedure: one tender counts once. Without a call in the run the newest
 *     result counts, and an older one gives way to it where their lots are the same; a modification of
 *     one lot is also the newer state of a result of one lot that it names.
 *   - Several calls of one procedure all count where none names the other as changed: a dynamic system, a lot
 *     tendered again, and samples that share a procedure id look alike, and no call may be lost. Results of
 *     different lots count for the same reason.
 *   - A notice without an id is linked to nothing and counts.
 *
 * The outcome does not depend on the order in which notices are added. A notice takes about 65 bytes, a name
 * in it 32; texts are not kept, but for the lots of deadlines. Settling takes n log n and borrows some 50
 * bytes a notice and 8 a name while it lasts. */
#ifndef CLAUSIER_REGISTRY_PROCEDURE_H
#define CLAUSIER_REGISTRY_PROCEDURE_H

#include "registry/identity.h"

typedef struct Procedures Procedures;

#define NO_NOTICE SIZE_MAX

typedef enum Standing {
    STANDING_STANDS,     /* the state that counts */
    STANDING_DUPLICATE,  /* a copy of another */
    STANDING_SUPERSEDED, /* a newer state took its place */
    STANDING_ANSWERED,   /* a result or modification whose call counts */
    STANDING_CORRECTION, /* differences only */
} Standing;

typedef struct NoticeStanding {
    Standing standing;
    size_t instead; /* the notice that counts in its place; NO_NOTICE if it counts itself, and for a
                       corrigendum of a notice that is not in the run */
} NoticeStanding;

typedef enum NoticeRole {
    ROLE_CALL, /* planning too */
    ROLE_CHANGE,
    ROLE_RESULT,
    ROLE_MODIFICATION,
    ROLE_CORRECTION,
    ROLE_CANCELLATION,
} NoticeRole;

/* A deadline that a corrigendum states. */
typedef struct DeadlineCorrection {
    Str lot_id; /* as it stands, cut after LOT_ID_MOST bytes; empty: of all lots */
    DateTime deadline;
    size_t by; /* the corrigendum */
} DeadlineCorrection;

enum { LOT_ID_MOST = 128 };

/* What it keeps lives in the arena. */
Procedures *procedures_new(Arena *arena);

typedef struct LotDeadline {
    DeadlineCorrection says; /* as a corrigendum; `by` is not yet known */
    uint64_t lot;            /* key of the whole lot_id; 0: of all lots */
} LotDeadline;

/* What is needed of a notice, which may go away then: made in any thread, it lives in the arena. `order` as
 * for identity_of(). */
typedef struct NoticeKeys {
    Identity identity;
    Name *names;
    size_t name_count, name_cap;
    LotDeadline *deadlines;
    size_t deadline_count, deadline_cap;
} NoticeKeys;
NoticeKeys *notice_keys(Arena *arena, const Notice *notice, Str order);

/* Takes a notice: its number, from 0 in the order of addition. */
size_t procedures_add_keys(Procedures *procedures, const NoticeKeys *keys);
size_t procedures_add(Procedures *procedures, const Notice *notice, Str order);
size_t procedures_count(const Procedures *procedures);

/* Whether a notice that is read once more is the one that was added by this number. */
bool procedures_same(const Procedures *procedures, size_t number, const NoticeKeys *keys);

/* Once all are added; nothing can be added later. What follows needs it. */
void procedures_settle(Procedures *procedures);

NoticeStanding procedures_standing(const Procedures *procedures, size_t number);
NoticeRole procedures_role(const Procedures *procedures, size_t number);

/* All notices that hang together with this one, itself included, the oldest first:
 * for (n = procedures_first(p, number); n != NO_NOTICE; n = procedures_next(p, n)). The first is found by
 * walking around once. */
size_t procedures_first(const Procedures *procedures, size_t number);
size_t procedures_next(const Procedures *procedures, size_t number);

/* The corrected deadline of a lot of the notice that counts: the latest word on this lot or on all lots.
 * False if there is none. */
bool procedures_deadline(const Procedures *procedures, size_t number, Str lot_id,
                         DeadlineCorrection *correction);

/* All of them that hold for the notice, the latest word for each lot as it is named; in no particular order
 * of lots. NULL and 0 if there are none. */
const DeadlineCorrection *procedures_deadlines(const Procedures *procedures, size_t number, size_t *count);

#endif
