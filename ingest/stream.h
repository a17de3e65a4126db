/* stream.h - bytes that come one after another: from memory, from a file, out of what packs them. */
#ifndef CLAUSIER_INGEST_STREAM_H
#define CLAUSIER_INGEST_STREAM_H

#include "base/str.h"

typedef struct Stream Stream;
struct Stream {
    /* Up to `most` bytes (1 or more) at `to`: how many there are, 0 at the end; -1 when there will be no
     * more, and why stands in `trouble`. Not to be called again then. */
    ptrdiff_t (*read)(Stream *stream, char *to, size_t most);
    const char *trouble; /* NULL, or why there are no more bytes: "truncated" */
    bool world;          /* trouble of this machine, not of the bytes */
};

/* The first member of each of these is the Stream. The bytes, the descriptor and the stream below are
 * borrowed. */
typedef struct MemoryStream {
    Stream stream;
    Str left;
} MemoryStream;
MemoryStream stream_of_bytes(Str bytes);

typedef struct FileStream {
    Stream stream;
    int fd;
} FileStream;
FileStream stream_of_file(int fd);

/* Bytes that have been looked at already, and then those of `below`. */
typedef struct AgainStream {
    Stream stream;
    Str left;
    Stream *below;
} AgainStream;
AgainStream stream_again(Str seen, Stream *below);

#endif
