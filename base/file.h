/* file.h - reading whole files, and writing files that are whole or not there. */
#ifndef CLAUSIER_BASE_FILE_H
#define CLAUSIER_BASE_FILE_H

#include "base/diag.h"

/* The bytes of a file, in the arena, followed by 16 NULs that do not count. `limit` is the largest size taken
 * (0: none). False after saying why (DIAG_WORLD; DIAG_REFUSED for one over the limit or changing while it is
 * read). */
bool file_read(Arena *arena, Str path, size_t limit, Str *bytes, Diags *diags);

/* A file being written beside its final name: nobody sees it before out_commit(). */
typedef struct OutFile OutFile;

/* NULL after saying why (DIAG_WORLD). The path's folder must exist. */
OutFile *out_open(Arena *arena, Str path, Diags *diags);

/* Buffered; an error is remembered and said by out_commit(). */
void out_write(OutFile *out, Str bytes);

/* Flush, fsync, rename over the path, fsync of the folder. False after saying why; nothing is then left
 * behind. */
bool out_commit(OutFile *out);

/* Removes what was written so far. */
void out_abandon(OutFile *out);

/* Removes the temporary files of every OutFile still open: for a signal handler, so async-signal-safe. */
void out_abandon_all(void);

bool file_make_folder(Str path, Diags *diags); /* mkdir, an existing folder is fine */
Str file_join(Arena *arena, Str folder, Str name);
Str file_name(Str path);   /* after the last slash */
Str file_folder(Str path); /* before it; "." if there is none */
bool file_exists(Arena *scratch, Str path);

#endif
