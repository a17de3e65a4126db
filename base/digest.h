/* digest.h - what bytes are these? BLAKE2b-128 by libsodium: its only door until persons need a key. */
#ifndef CLAUSIER_BASE_DIGEST_H
#define CLAUSIER_BASE_DIGEST_H

#include "base/str.h"

Str digest_of(Arena *arena, Str bytes); /* 32 hexadecimal digits */

/* The same as a number, for keys that are kept by the million. */
typedef struct Digest {
    uint64_t high, low;
} Digest;

bool digest_is_none(Digest digest); /* both words are zero */
int digest_compare(Digest a, Digest b);
Str digest_print(Arena *arena, Digest digest);
bool digest_read(Str digits, Digest *digest); /* false: not 32 hexadecimal digits */
/* As 16 bytes, which sort like the number. */
enum { DIGEST_BYTES = 16 };
Str digest_bytes(Digest digest, char bytes[DIGEST_BYTES]);
Digest digest_of_bytes(Str bytes); /* of 16 */

/* Of several texts, each with its length: "ab", "c" is not "a", "bc". */
Digest digest_texts(const Str *texts, size_t count);

#endif
