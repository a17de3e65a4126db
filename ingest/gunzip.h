/* gunzip.h - the only door to libisal: a gzip stream in, what it holds out.
 *
 * ISA-L inflates about three times as fast as zlib, which would cost half as much again as reading the
 * notices does. */
#ifndef CLAUSIER_INGEST_GUNZIP_H
#define CLAUSIER_INGEST_GUNZIP_H

#include "ingest/stream.h"

/* Each byte may hold this many on the average, once RATIO_FREE bytes are out: XML holds 30, a bomb 1,000. */
enum { RATIO_MOST = 250, RATIO_FREE = 16 << 20 };

/* The bytes of all members of a gzip stream, checked by their sums. Lives in the arena. Trouble: damaged,
 * truncated, a bomb. */
Stream *gunzip_stream(Arena *arena, Stream *below);

#endif
