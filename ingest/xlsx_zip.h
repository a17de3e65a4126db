/* xlsx_zip.h - the members of a zip in memory, by their names: what a workbook is packed in. For xlsx.c only.
 *
 * Nothing is written anywhere, so a member's name can lead nowhere. A zip must be whole (its directory stands
 * at its end); a member is stored or deflated, as in every workbook; and all is bounded by what it announces
 * before it is unpacked. */
#ifndef CLAUSIER_INGEST_XLSX_ZIP_H
#define CLAUSIER_INGEST_XLSX_ZIP_H

#include "base/str.h"

enum {
    ZIP_MAX_BYTES = 64 << 20,  /* of the zip itself */
    ZIP_MAX_MEMBER = 64 << 20, /* bytes unpacked */
    ZIP_MAX_TOTAL = 256 << 20, /* the same, of all that is taken */
    ZIP_MAX_RATIO = 200,       /* bytes unpacked to bytes of the whole zip, beyond the first MiB */
    ZIP_MAX_MEMBERS = 10000,
};

typedef struct Zip {
    Str bytes;
    size_t taken; /* bytes unpacked so far */
} Zip;

typedef struct ZipMember {
    Str name;  /* what is wanted: "xl/workbook.xml"; case does not matter */
    Str bytes; /* followed by 16 NULs that do not count */
    bool found;
} ZipMember;

/* Unpacks those of the members that are there; of two with one name, the first. NULL, or what is wrong. */
const char *zip_take(Arena *arena, Zip *zip, ZipMember *members, size_t count);

#endif
