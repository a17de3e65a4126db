/* known.h - notices and their lots as the registry knows them, for whoever lists them. */
#ifndef CLAUSIER_REGISTRY_KNOWN_H
#define CLAUSIER_REGISTRY_KNOWN_H

#include "registry/procedure.h"
#include "registry/registry.h"
#include "rules/verdict.h"

typedef struct KnownLot {
    int64_t notice; /* its row */
    Standing standing;
    Date since, until; /* days on which its notice began and ceased to count; DATE_ABSENT: not (yet) */
    Date open_until;   /* as LotEntry's */
    Digest digest;     /* of the file in the archive */
    Str file_name;     /* as that was called */
    Str member;        /* of an archive; empty: the file itself */
    uint32_t line;
    Date came;    /* the day of the run that took it */
    Str id;       /* of the lot */
    Str csv;      /* as `check` prints it, without its file */
    Str deadline; /* the notice's corrected deadlines, packed (keys.h); empty: none */
} KnownLot;

/* False: no more. Texts are views until the sink returns. */
typedef bool KnownLotSink(void *to, const KnownLot *lot);

/* All of them: by the digest of their file, then as they stand in it. */
void known_lots(Registry *registry, KnownLotSink *sink, void *to);
/* Those of one notice. */
void known_notice(Registry *registry, int64_t notice, KnownLotSink *sink, void *to);

/* A verdict that gave way to another. */
typedef struct VerdictChange {
    Str csv; /* of the lot, as it is now */
    Date day;
    VerdictKind from, to;
    bool by_data, by_rules;
} VerdictChange;

/* In the arena, in no particular order of lots; of one lot the oldest first. Of one notice, or of all (0). */
VerdictChange *known_changes(Registry *registry, Arena *arena, int64_t notice, size_t *count);

#endif
