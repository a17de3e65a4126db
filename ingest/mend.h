/* mend.h - text damaged on its way into an official bulletin, where what it was is beyond doubt.
 *
 * An entity that was escaped once more than it is unescaped (&#768; or &amp; in text that no longer is XML)
 * and a letter of Windows-1252 that was passed on as a control character (U+0092 for an apostrophe). */
#ifndef CLAUSIER_INGEST_MEND_H
#define CLAUSIER_INGEST_MEND_H

#include "base/str.h"

/* The text as it was meant; `s` itself where nothing is damaged. Entities are those of XML and numeric ones,
 * escaped up to three times over; one that names no character of text stays. */
Str text_mend(Arena *arena, Str s);

/* From where on a text is damaged: as above, and by what cannot be mended, since nobody knows what it was: a
 * replacement character, UTF-8 that was read as Windows-1252 ("Ã©" for "é"). SIZE_MAX: nothing is seen. */
size_t text_damage(Str s);

#endif
