/* mask.h - UTF-8 made to look like ASCII, byte for byte.
 *
 * libxml2 reads ASCII text in place and in one run, but everything behind a first byte of 0x80 or more
 * character by character into a buffer: accents halve its speed. In a masked copy such bytes are 0x7F, a
 * legal character that no name holds; whoever parses the copy finds the true text at the same offset. */
#ifndef CLAUSIER_INGEST_MASK_H
#define CLAUSIER_INGEST_MASK_H

#include "base/str.h"

enum {
    MASK = 0x7F,
    MASK_MOST = 1 << 22, /* bytes of a document that is worth a copy */
};

/* The copy, with 16 NULs behind it. NULL where there is nothing to gain or no right to it: pure ASCII, too
 * large, not valid UTF-8, or with one of the two characters (U+FFFE, U+FFFF) that XML refuses. */
const char *mask_copy(Arena *arena, Str s);

#endif
