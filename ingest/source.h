/* source.h - where bytes come from: files, folders (sorted, recursive), standard input. */
#ifndef CLAUSIER_INGEST_SOURCE_H
#define CLAUSIER_INGEST_SOURCE_H

#include "base/diag.h"

enum { SOURCE_MAX_BYTES = 1 << 30 };

/* The files named by the arguments, in order, folders expanded in byte order of their paths; "-" is standard
 * input. Hidden files and temporary names (.part, .tmp, ~, ~$) are passed over. In a folder only .xml, .csv,
 * .txt, workbooks (.xlsx, .xlsm) and archives (.tar, .tgz, .gz, .zip) are taken; a folder without any is said
 * (DIAG_REFUSED). A path that cannot be read is said (DIAG_WORLD), one whose name is not UTF-8 too
 * (DIAG_REFUSED). Links to folders inside a folder are not followed. */
StrList source_list(Arena *arena, const StrList *paths, Diags *diags);

/* Whether a file of this name is taken where it lies in a folder or an archive: by its ending, and not hidden
 * or temporary. */
bool source_takes(Str name);

/* Whether a name is hidden or temporary: nobody means it to be read, or not yet. */
bool source_passes(Str name);

/* The bytes of one of them, SOURCE_MAX_BYTES at most: see file_read(). */
bool source_read(Arena *arena, Str path, Str *bytes, Diags *diags);

#endif
