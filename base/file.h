/* file.h - reading whole files, and writing files that are whole or not there. */
#ifndef CLAUSIER_BASE_FILE_H
#define CLAUSIER_BASE_FILE_H

#include "base/diag.h"
#include "base/digest.h"

/* The bytes of a file, in the arena, followed by 16 NULs that do not count. `limit` is the largest size taken
 * (0: none). False after saying why (DIAG_WORLD; DIAG_REFUSED for one over the limit or changing while it is
 * read). */
bool file_read(Arena *arena, Str path, size_t limit, Str *bytes, Diags *diags);

/* The same for what a run is told by people: configuration, rules, words, templates. Without it there is no
 * run: what would be DIAG_REFUSED is DIAG_USAGE. */
bool file_read_settings(Arena *arena, Str path, size_t limit, Str *bytes, Diags *diags);

/* A file being written beside its final name: nobody sees it before out_commit(). */
typedef struct OutFile OutFile;

/* NULL after saying why (DIAG_WORLD). The path's folder must exist; what the path names, if anything, must be
 * a regular file: a rename over /dev/null would replace the device. A link is followed. At most 8 are open at
 * once, and only one thread opens them. */
OutFile *out_open(Arena *arena, Str path, Diags *diags);

/* Buffered; an error is remembered and said by out_commit(). */
void out_write(OutFile *out, Str bytes);

/* The file's name until then, for a library that opens by name: it writes into the file that is there.
 * Nothing is written by out_write() beside it. */
const char *out_name(const OutFile *out);

/* Flush, fsync, rename over the path, fsync of the folder. False after saying why; nothing is then left
 * behind. */
bool out_commit(OutFile *out);

/* Removes what was written so far. */
void out_abandon(OutFile *out);

/* A file of these bytes, or a copy of a file of any size: whole or not at all. False after saying why
 * (DIAG_WORLD). */
bool file_write(Arena *arena, Str path, Str bytes, Diags *diags);
bool file_copy(Arena *arena, Str from, Str to, Diags *diags);

/* Removes the temporary files of every OutFile still open: for a signal handler, so async-signal-safe. */
void out_abandon_all(void);

bool file_make_folder(Str path, Diags *diags); /* mkdir, an existing folder is fine */
/* Renames it over whatever is there, or copies it to another file system, whole; removes a file, or a folder
 * with all that is in it (what is not there is fine). False after saying why (DIAG_WORLD). */
bool file_move(Arena *scratch, Str from, Str to, Diags *diags);
bool file_remove(Arena *scratch, Str path, Diags *diags);
/* Removes temporary files of an OutFile (NAME.PID.tmp) whose process was killed, in a folder and below it,
 * while nobody writes there. */
bool file_sweep(Arena *scratch, Str folder, Diags *diags);
/* Nobody may write to it from now on (0444); false after saying why (DIAG_WORLD). Whether it is so: what is
 * renamed over it would replace it all the same, so who writes asks. */
bool file_freeze(Arena *scratch, Str path, Diags *diags);
bool file_is_frozen(Arena *scratch, Str path);
/* Two folders change places; where the file system cannot do that at once, one after the other. */
bool file_exchange(Arena *scratch, Str a, Str b, Diags *diags);
/* A symbolic link, which takes the place of another one at once. */
bool file_link(Arena *scratch, Str target, Str path, Diags *diags);
/* What was written, renamed or removed on the file system of this folder stays, whatever happens to the
 * machine. */
bool file_sync(Arena *scratch, Str folder, Diags *diags);

/* Of all its bytes; false after saying why (DIAG_WORLD). */
bool file_digest(Arena *scratch, Str path, Digest *digest, Diags *diags);

/* What tells a file from itself after somebody has written to it. */
typedef struct FileStamp {
    uint64_t device, inode, bytes;
    int64_t seconds, nanoseconds; /* of its last change */
} FileStamp;
bool file_stamp(Arena *scratch, Str path, FileStamp *stamp); /* false: not there, or no regular file; a link
                                                                is none */
bool file_stamp_same(const FileStamp *a, const FileStamp *b);
/* Whether some process has the file open for writing; where the system does not tell, whether somebody has
 * written to it within the last half minute. */
bool file_is_being_written(Arena *scratch, Str path);
Str file_join(Arena *arena, Str folder, Str name);
Str file_name(Str path); /* after the last slash */
/* Without the folders and archives that it lies in: a.tar.gz!folder/name. */
Str file_own_name(Str path);
Str file_folder(Str path); /* before it; "." if there is none */
bool file_exists(Arena *scratch, Str path);
bool file_is_regular(Arena *scratch, Str path); /* links followed; false if it is not there */
/* Whether a path leads into a folder or below it, be there a file already or not. */
bool file_is_within(Arena *scratch, Str path, Str folder);
bool file_same(Arena *scratch, Str a, Str b); /* two paths of one file */

#endif
