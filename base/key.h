/* key.h - the key by which names become pseudonyms: a file of its owner's alone, outside the convention.
 *
 * Who has the key and a list of names can tell who is behind a pseudonym. So the file is mode 0400 and no
 * other, and what goes into a backup or to a partner with the convention's folder does not hold it. */
#ifndef CLAUSIER_BASE_KEY_H
#define CLAUSIER_BASE_KEY_H

#include "base/diag.h"

enum { KEY_BYTES = 32 };

typedef struct Key {
    unsigned char bytes[KEY_BYTES];
} Key;

/* Reads a file of 32 bytes, or of 64 hexadecimal digits and at most a line end. False after saying why, and
 * the way out (DIAG_USAGE): it is not there, no regular file, not of who runs this, not mode 0400, not a key,
 * or it lies in the folder `outside` (empty: it may lie anywhere). */
bool key_read(Arena *arena, Str path, Str outside, Key *key, Diags *diags);

void key_wipe(Key *key); /* nothing of it stays in memory */

#endif
