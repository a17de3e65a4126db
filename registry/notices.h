/* notices.h - notices and their judged lots in the registry, and which of them count (procedure.h).
 *
 * Notices come in by the batch: what hangs together with them is looked up, settled, and all is written, so
 * that every commit leaves a registry in which the newest states count. A copy that says the very same is
 * left out. */
#ifndef CLAUSIER_REGISTRY_NOTICES_H
#define CLAUSIER_REGISTRY_NOTICES_H

#include "registry/keys.h"
#include "registry/registry.h"
#include "rules/verdict.h"

/* A lot and what was made of it. */
typedef struct LotEntry {
    Str id;
    VerdictKind verdict;
    Date open_until; /* the last day on which it can be answered; DATE_ABSENT: neither call nor plan */
    Str csv;         /* as `check` prints it */
    Str record;      /* what people read of it; empty where it is not eligible */
} LotEntry;

void lot_entry_pack(Buf *bytes, const LotEntry *entry);
/* Cuts the first off; false when there is none. Views into the bytes. */
bool lot_entry_next(Str *rest, LotEntry *entry);

/* Until when a lot can be answered: the deadline of a call, else 90 days behind its publication; of a plan
 * the day on which the work begins, else a year behind its publication or, where it states none, `today`. */
Date lot_open_until(const Notice *notice, const Lot *lot, Date today);
/* Whether the notice announces what is not yet tendered. */
bool notice_is_plan(const Notice *notice);

/* All that tells the statement of one notice from another's, but where it stands: for NoticeKeys. */
Str notice_statement(Arena *scratch, const Notice *notice);

typedef struct Taking Taking;
Taking *taking_new(Registry *registry, Date day, int64_t run);
void taking_free(Taking *taking);

/* Takes a notice of a file: everything is copied. */
void taking_add(Taking *taking, int64_t file, Str member, uint32_t line, const NoticeKeys *keys, Str lots);
/* Bytes held; what was added since the last taking_settle(). */
size_t taking_held(const Taking *taking);
/* In a transaction: writes them, and what follows from them for older ones. Says nothing of copies. */
void taking_settle(Taking *taking);
/* Takes back what was added of a file since the last taking_settle(). */
void taking_drop(Taking *taking, int64_t file);
/* Forgets them, as though they had never been added. */
void taking_forget(Taking *taking);

/* The rows of notices that the link leads to, and perhaps of others: in the arena. */
int64_t *notices_linked(Registry *registry, Arena *arena, Digest link, size_t *count);

/* In the transaction that begins a run with other packs than the one before: all that counts is to be judged
 * again. */
void notices_outdate(Registry *registry, int64_t run);

/* A notice that is to be judged, because packs, or what corrigenda say of its deadlines, have changed. */
typedef struct StaleNotice {
    int64_t notice, file;
    Str member;
    uint32_t line;
    DeadlineCorrection *deadlines; /* one for each lot whose deadline is corrected */
    size_t deadline_count;
} StaleNotice;

/* All of them, by file: in the arena. */
StaleNotice *notices_stale(Registry *registry, Arena *arena, size_t *count);

/* In a transaction: the lots of the notice, judged again. */
void notice_judged(Registry *registry, Date day, int64_t run, int64_t notice, Str lots, bool by_data,
                   bool by_rules);

#endif
