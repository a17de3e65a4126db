/* registry.h - what a convention remembers: which files were taken in which run, and what they said.
 *
 * The registry is memory, the files in archive/ and reference/ are the truth: it can be made again from them.
 * Everything it knows of time is a day, the day of a run: what stood at the end of a day. What changed twice
 * within a day leaves no trace, so that the order in which files of a day arrive, and runs that were killed
 * in between, make no difference. */
#ifndef CLAUSIER_REGISTRY_REGISTRY_H
#define CLAUSIER_REGISTRY_REGISTRY_H

#include "base/date.h"
#include "base/digest.h"
#include "registry/store.h"

typedef struct Registry Registry;

/* NULL after saying why: see store_open(). */
Registry *registry_open(Arena *arena, Str path, StoreUse use, Diags *diags);
void registry_close(Registry *registry); /* NULL is fine */
Store *registry_store(Registry *registry);

/* What a run was told. */
typedef struct RunSettings {
    Digest conf, packs, contracts, structures; /* of the files; of all packs in load order; none: not there */
    Str pack_titles;
    Str pack_files; /* DIGEST/NAME of each, in load order, separated by blanks: as they lie in the archive */
} RunSettings;

typedef struct Run {
    int64_t number; /* from 1 on; 0: there is none */
    Date day;
    RunSettings settings;
    bool completed; /* its outputs are there */
} Run;

Run registry_run(Registry *registry, Arena *arena, int64_t number);

bool run_settings_same(const RunSettings *a, const RunSettings *b);

/* The last run, completed or not; the last completed one of a day before `day`. */
Run registry_last_run(Registry *registry, Arena *arena);
Run registry_run_before(Registry *registry, Arena *arena, Date day);

/* In a transaction: the run begins, or takes over the last one if that was not completed and is of the same
 * day and settings. Its number, 0 where the store failed. */
int64_t registry_begin_run(Registry *registry, Date day, const RunSettings *settings);
void registry_end_run(Registry *registry, int64_t number);

typedef enum FileKind {
    FILE_NOTICES,
    FILE_HOURS,
    FILE_PEOPLE,
    FILE_DECISIONS,
    FILE_CONTRACTS,
    FILE_STRUCTURES,
    FILE_KINDS
} FileKind;
const char *file_kind_name(FileKind kind); /* "notices", ... */

/* A file that was taken. */
typedef struct TakenFile {
    int64_t file; /* its number; 0: none */
    FileKind kind;
    Digest digest; /* of what stands in the archive */
    Str name;      /* as it was called where it came from */
    Date day;
    int64_t run;
    uint64_t kept, refused; /* notices or rows */
} TakenFile;

/* Whether a file of these bytes has been taken: its number, else 0. */
int64_t registry_file(Registry *registry, FileKind kind, Digest digest);
/* The file of a number; false where there is none. */
bool registry_taken(Registry *registry, Arena *arena, int64_t number, TakenFile *file);
/* Adds it: its number. Kept and refused are set at its end. */
int64_t registry_add_file(Registry *registry, const TakenFile *file);
void registry_drop_file(Registry *registry, int64_t file); /* one that nothing points at */
/* In its place in the archive another stands. */
void registry_exchange_file(Registry *registry, int64_t file, Digest digest);
void registry_end_file(Registry *registry, int64_t file, uint64_t kept, uint64_t refused);

/* For each file of a run in the order in which they were taken; for each of runs behind a day, by kind and
 * name. */
typedef void TakenFileSink(void *to, const TakenFile *file);
void registry_files(Registry *registry, Arena *arena, int64_t run, TakenFileSink *sink, void *to);
void registry_files_after(Registry *registry, Arena *arena, Date day, TakenFileSink *sink, void *to);

/* Whether contracts are others than at the end of a day. */
bool registry_contracts_changed(Registry *registry, Date day);

/* What was refused of a file, or the whole file. Of one day and name the latest word holds. */
typedef struct Refusal {
    Date day;
    FileKind kind;
    Str name;
    uint64_t refused;
    bool whole;
    Str reason;  /* the first: place and message, never a cell of hours or people files */
    Str rejects; /* the name under which its reasons stand in rejects/ */
} Refusal;
void registry_refuse(Registry *registry, const Refusal *refusal);
typedef void RefusalSink(void *to, const Refusal *refusal);
void registry_refusals(Registry *registry, Arena *arena, Date after, RefusalSink *sink, void *to);

/* How many notices count, and their lots by verdict; kept up to date as they change. */
typedef struct Totals {
    int64_t notices, not_eligible, to_check, eligible;
} Totals;
Totals registry_totals(Registry *registry);
void registry_add_totals(Registry *registry, Totals more);

#endif
