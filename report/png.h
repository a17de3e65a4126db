/* png.h - the only door to libpng: the bytes of a file go in, pixels come out.
 *
 * Any PNG is read: grey, colours, palette, transparent, interlaced, 1 to 16 bits. What is transparent is laid
 * on white paper. A file that is broken, cut off or too large is refused, whatever its header promises. */
#ifndef CLAUSIER_REPORT_PNG_H
#define CLAUSIER_REPORT_PNG_H

#include "report/pages.h"

enum { PNG_MOST_BYTES = 4 << 20, PNG_MOST_PIXELS = 4 << 20 };

/* NULL after saying in `why` what is wrong. */
const Image *png_read(Arena *arena, Str bytes, Str *why);

#endif
