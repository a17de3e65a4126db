/* digest.c - BLAKE2b by libsodium, as text or as two words, with a key or without. */
#include "base/digest.h"
#include <errno.h>
#include <sodium.h>
#include <stdlib.h>
#include <unistd.h>

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
    return digest_keyed(NULL, texts, count);
}

Digest digest_keyed(const Key *key, const Str *texts, size_t count) {
    crypto_generichash_state state;
    unsigned char digest[DIGEST_BYTES], length[8];
    crypto_generichash_init(&state, key ? key->bytes : NULL, key ? sizeof key->bytes : 0, sizeof digest);
    for (size_t i = 0; i < count; i++) {
        for (size_t k = 0; k < sizeof length; k++) length[k] = (unsigned char)((uint64_t)texts[i].n >> 8 * k);
        crypto_generichash_update(&state, length, sizeof length);
        crypto_generichash_update(&state, (const unsigned char *)texts[i].p, texts[i].n);
    }
    crypto_generichash_final(&state, digest, sizeof digest);
    return (Digest){word_of(digest), word_of(digest + 8)};
}

int digest_compare(Digest a, Digest b) {
    if (a.high != b.high) return a.high < b.high ? -1 : 1;
    return (a.low > b.low) - (a.low < b.low);
}

bool digest_is_none(Digest digest) {
    return !digest.high && !digest.low;
}

Str digest_print(Arena *arena, Digest digest) {
    return str_print(arena, "%016llx%016llx", (unsigned long long)digest.high,
                     (unsigned long long)digest.low);
}

static bool read_word(Str digits, uint64_t *word) {
    *word = 0;
    for (size_t i = 0; i < digits.n; i++) {
        char c = digits.p[i];
        int value = c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
        if (value < 0) return false;
        *word = *word << 4 | (uint64_t)value;
    }
    return true;
}

bool digest_read(Str digits, Digest *digest) {
    return digits.n == 2 * DIGEST_BYTES && read_word(str_sub(digits, 0, DIGEST_BYTES), &digest->high) &&
           read_word(str_sub(digits, DIGEST_BYTES, DIGEST_BYTES), &digest->low);
}

Str digest_bytes(Digest digest, char bytes[DIGEST_BYTES]) {
    for (size_t i = 0; i < 8; i++) {
        bytes[i] = (char)(digest.high >> 8 * (7 - i));
        bytes[8 + i] = (char)(digest.low >> 8 * (7 - i));
    }
    return (Str){bytes, DIGEST_BYTES};
}

Digest digest_of_bytes(Str bytes) {
    const unsigned char *p = (const unsigned char *)bytes.p;
    return bytes.n == DIGEST_BYTES ? (Digest){word_of(p), word_of(p + 8)} : (Digest){0};
}

Digest digest_whole(Str bytes) {
    unsigned char digest[DIGEST_BYTES];
    crypto_generichash(digest, sizeof digest, (const unsigned char *)bytes.p, bytes.n, NULL, 0);
    return (Digest){word_of(digest), word_of(digest + 8)};
}

/* Only then does libsodium use what this processor can do: much is hashed here. Any thread may ask, again. */
static void make_fast(void) {
    if (sodium_init() < 0) abort();
}

bool digest_stream(int fd, Digest *digest) {
    make_fast();
    crypto_generichash_state state;
    unsigned char bytes[1 << 16], hash[DIGEST_BYTES];
    crypto_generichash_init(&state, NULL, 0, sizeof hash);
    for (ssize_t n; (n = read(fd, bytes, sizeof bytes)) != 0;) {
        if (n < 0 && errno == EINTR) continue;
        if (n < 0) return false;
        crypto_generichash_update(&state, bytes, (size_t)n);
    }
    crypto_generichash_final(&state, hash, sizeof hash);
    *digest = (Digest){word_of(hash), word_of(hash + 8)};
    return true;
}
