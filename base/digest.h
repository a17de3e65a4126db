/* digest.h - what bytes are these? BLAKE2b-128 by libsodium: its only door until persons need a key. */
#ifndef CLAUSIER_BASE_DIGEST_H
#define CLAUSIER_BASE_DIGEST_H

#include "base/str.h"

Str digest_of(Arena *arena, Str bytes); /* 32 hexadecimal digits */

/* The same as a number, for keys that are kept by the million. */
typedef struct Digest {
    uint64_t high, low;
} Digest;

/* Of several texts, each with its length: "ab", "c" is not "a", "bc". */
Digest digest_texts(const Str *texts, size_t count);

#endif
