/* keys.h - what a notice is known by (NoticeKeys), as bytes for a database, and back. */
#ifndef CLAUSIER_REGISTRY_KEYS_H
#define CLAUSIER_REGISTRY_KEYS_H

#include "registry/procedure.h"

void keys_pack(Buf *bytes, const NoticeKeys *keys);
/* In the arena; NULL where the bytes are not what keys_pack() wrote. */
NoticeKeys *keys_unpack(Arena *arena, Str bytes);

/* Corrected deadlines: one for each lot as it is named; sorted, so that the same ones are the same bytes. */
void deadlines_pack(Buf *bytes, Arena *scratch, const DeadlineCorrection *deadlines, size_t count);
DeadlineCorrection *deadlines_unpack(Arena *arena, Str bytes, size_t *count);

/* What leads to the notice, and what it leads to: its own id and OJ number, all that it names. Notices that
 * share one of these hang together. A notice without an id has a key of what it says, so that copies of it
 * meet. */
typedef void LinkSink(void *to, Digest link);
void keys_links(const NoticeKeys *keys, LinkSink *sink, void *to);

#endif
