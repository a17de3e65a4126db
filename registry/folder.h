/* folder.h - where everything of a convention lies, below its folder.
 *
 * Files are the truth and the registry is memory: what people drop goes through inbox/ into archive/ or
 * rejects/, what they read is in out/ and reviews/, and registry.sqlite can be made again of the rest. */
#ifndef CLAUSIER_REGISTRY_FOLDER_H
#define CLAUSIER_REGISTRY_FOLDER_H

#include "base/diag.h"

typedef struct Folder {
    Str root;     /* as it was named */
    Str conf;     /* convention.conf: what makes the folder a convention */
    Str registry; /* registry.sqlite, derived */
    Str lock;     /* registry.lock: whoever writes holds it */
    Str inbox, inbox_notices, inbox_hours, inbox_people, inbox_decisions; /* where people drop files */
    Str rejects;                                                          /* what was refused, and why */
    Str archive;                                                          /* what was taken */
    Str out;                                                              /* a folder a day, and latest */
    Str reviews;
    Str rules;     /* local packs */
    Str reference; /* contracts and structures, edited in place */
} Folder;

/* The paths of a convention whose folder is `root`. Nothing is looked at. */
Folder folder_of(Arena *arena, Str root);

/* Makes all of its folders where they are missing, the root among them. False after saying why
 * (DIAG_WORLD). */
bool folder_make(const Folder *folder, Diags *diags);

#endif
