/* digest.c - BLAKE2b by libsodium, as text or as two words. */
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

static uint64_t word_of(const unsigned char *bytes) {
    uint64_t word = 0;
    for (size_t i = 0; i < 8; i++) word = word << 8 | bytes[i];
    return word;
}

Digest digest_texts(const Str *texts, size_t count) {
    crypto_generichash_state state;
    unsigned char digest[DIGEST_BYTES], length[8];
    crypto_generichash_init(&state, NULL, 0, sizeof digest);
    for (size_t i = 0; i < count; i++) {
        for (size_t k = 0; k < sizeof length; k++) length[k] = (unsigned char)((uint64_t)texts[i].n >> 8 * k);
        crypto_generichash_update(&state, length, sizeof length);
        crypto_generichash_update(&state, (const unsigned char *)texts[i].p, texts[i].n);
    }
    crypto_generichash_final(&state, digest, sizeof digest);
    return (Digest){word_of(digest), word_of(digest + 8)};
}
