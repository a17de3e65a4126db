/* digest.h - what bytes are these? BLAKE2b-128 by libsodium: its only door. */
#ifndef CLAUSIER_BASE_DIGEST_H
#define CLAUSIER_BASE_DIGEST_H

#include "base/key.h"

Str digest_of(Arena *arena, Str bytes); /* 32 hexadecimal digits */

/* The same as a number, for keys that are kept by the million. */
typedef struct Digest {
    uint64_t high, low;
} Digest;

/* Of bytes by themselves, and of all that a descriptor still has to give: false where it cannot be read
 * (errno). */
Digest digest_whole(Str bytes);
bool digest_stream(int fd, Digest *digest);

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
/* The same under a key: who does not have it cannot try out which texts give a digest. NULL: no key. */
Digest digest_keyed(const Key *key, const Str *texts, size_t count);

#endif
