/* digest.h - what bytes are these? BLAKE2b-128 in hexadecimal, by libsodium: its only door until persons need
 * a key. */
#ifndef CLAUSIER_BASE_DIGEST_H
#define CLAUSIER_BASE_DIGEST_H

#include "base/str.h"

Str digest_of(Arena *arena, Str bytes); /* 32 hexadecimal digits */

#endif
