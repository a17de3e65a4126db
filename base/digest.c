/* digest.c - BLAKE2b by libsodium, as text. */
#include "base/digest.h"
#include <sodium.h>

enum { DIGEST_BYTES = 16 };

Str digest_of(Arena *arena, Str bytes) {
    static const char digits[] = "0123456789abcdef";
    unsigned char digest[DIGEST_BYTES];
    crypto_generichash(digest, sizeof digest, (const unsigned char *)bytes.p, bytes.n, NULL, 0);
    char *text = arena_text(arena, 2 * sizeof digest);
    for (size_t i = 0; i < sizeof digest; i++) {
        text[2 * i] = digits[digest[i] >> 4];
        text[2 * i + 1] = digits[digest[i] & 15];
    }
    return (Str){text, 2 * sizeof digest};
}
