/* archive.h - the only door to libarchive: the members of a tar or a zip, one after another, never unpacked
 * to disk.
 *
 * A member is a regular file whose name stays inside the archive. Links, devices, encrypted members and names
 * that lead out of it are said and passed over; names that a folder would pass over too (source.h) are passed
 * over in silence. */
#ifndef CLAUSIER_INGEST_ARCHIVE_H
#define CLAUSIER_INGEST_ARCHIVE_H

#include "base/diag.h"
#include "ingest/stream.h"

enum { ARCHIVE_MOST_MEMBERS = 10000000 };
#define ARCHIVE_MOST_BYTES ((uint64_t)1 << 38) /* of all members together: ten years of TED */

/* Whether the first bytes of a file are those of a zip or a tar; WINDOW of them are enough. */
enum { ARCHIVE_WINDOW = 512 };
bool archive_is(Str start);
bool archive_is_zip(Str start);

typedef struct Archive Archive;

/* Borrows the stream. `file` is for messages and must live as long. */
Archive *archive_open(Arena *arena, Str file, Stream *below);

/* The next member that is to be read: its bytes are a stream, and its name lives, until the next call. False
 * at the end, or after saying why there are no more. */
bool archive_next(Archive *archive, Str *name, Stream **bytes, Diags *diags);

/* Counts one more message about a member. False where so many have been said of this archive that it is not
 * to be: that is said once. */
bool archive_may_say(Archive *archive, Diags *diags);

/* Members handed out so far. */
size_t archive_members(const Archive *archive);
void archive_close(Archive *archive);

#endif
