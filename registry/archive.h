/* archive.h - what was taken, kept by what it says: archive/KIND/ab/abcdef....xml, and the journal of the
 * runs that took it, from which a registry is made again.
 *
 * The name of a file in the archive is the digest of its bytes: nothing is kept twice, and nothing is written
 * over. Of hours and people the canonical copy (copy.h) is kept, never the original. */
#ifndef CLAUSIER_REGISTRY_ARCHIVE_H
#define CLAUSIER_REGISTRY_ARCHIVE_H

#include "registry/folder.h"
#include "registry/registry.h"

/* Where a file of this kind ("notices", "conf", ...) and digest lies; it ends like `name` does. */
Str archive_path(Arena *arena, const Folder *folder, const char *kind, Digest digest, Str name);
/* Makes the folders that it lies in. */
bool archive_make_room(Arena *scratch, Str path, Diags *diags);

/* Keeps these bytes, unless they are there; false after saying why. *digest is theirs. */
bool archive_keep(Arena *arena, const Folder *folder, const char *kind, Str name, Str bytes, Digest *digest,
                  Diags *diags);

/* Hands over each file of the kind that the registry does not know: a run that was killed, or a disk that was
 * full, has left it. Paths live in the arena. */
typedef void UnknownSink(void *to, FileKind kind, Digest digest, Str path);
void archive_unknown(Arena *arena, const Folder *folder, Registry *registry, FileKind kind, UnknownSink *sink,
                     void *to);
/* Whether there is a file of notices, hours, people or decisions: what a registry without a journal lost. */
bool archive_has_files(Arena *scratch, const Folder *folder);

/* A run as its journal tells it. */
typedef struct Journal {
    Run run;
    TakenFile *files;
    size_t n, cap;
    Refusal *refusals;
    size_t refusal_count, refusal_cap;
} Journal;

/* archive/runs/000012.run. Written anew each time, whole. */
Str journal_path(Arena *arena, const Folder *folder, int64_t number);
bool journal_write(Arena *arena, const Folder *folder, Registry *registry, const Run *run, Diags *diags);
/* NULL, and *good false after saying why, where there is one that cannot be read; else NULL where there is
 * none. */
Journal *journal_read(Arena *arena, const Folder *folder, int64_t number, bool *good, Diags *diags);
/* Whether there is one of a run: a registry that does not know it is lost, or not of today. */
bool journal_exists(Arena *scratch, const Folder *folder, int64_t number);

#endif
