/* font_places.h - the only door to fontconfig: where the files of a typeface lie. Private to font.c. */
#ifndef CLAUSIER_REPORT_FONT_PLACES_H
#define CLAUSIER_REPORT_FONT_PLACES_H

#include "base/diag.h"
#include "report/pages.h"

#define FONT_FALLBACK "DejaVu Sans"

enum { FONT_COUNT = 2 * FACE_COUNT }; /* the faces of the typeface, then those of the fallback */

typedef struct FontPlace {
    Str path, family;
    int index; /* in a collection */
} FontPlace;

/* All places of a family or a folder, as fonts_open() takes them. False after saying what is missing
 * (DIAG_WORLD), with the Debian package that brings a known family. */
bool font_places(Arena *arena, Str folder_or_family, FontPlace places[FONT_COUNT], Diags *diags);

#endif
