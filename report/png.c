/* png.c - libpng behind one door: its simplified interface, which says what is wrong instead of jumping. */
#include "report/png.h"

#include <png.h>

const Image *png_read(Arena *arena, Str bytes, Str *why) {
    png_image png = {.version = PNG_IMAGE_VERSION};
    if (!png_image_begin_read_from_memory(&png, bytes.p, bytes.n)) {
        *why = str_print(arena, "no PNG that can be read: %s", png.message);
        return NULL;
    }
    uint64_t pixels = (uint64_t)png.width * png.height;
    if (!pixels || pixels > PNG_MOST_PIXELS) {
        *why = str_print(arena, "%u by %u pixels: at most %d in all", (unsigned)png.width,
                         (unsigned)png.height, PNG_MOST_PIXELS);
        png_image_free(&png);
        return NULL;
    }
    bool colored = png.format & PNG_FORMAT_FLAG_COLOR;
    png.format = colored ? PNG_FORMAT_RGB : PNG_FORMAT_GRAY;
    static const png_color white = {0xff, 0xff, 0xff};
    size_t n = (size_t)pixels * (colored ? 3 : 1);
    char *into = arena_text(arena, n);
    if (!png_image_finish_read(&png, &white, into, 0, NULL)) {
        *why = str_print(arena, "no PNG that can be read: %s", png.message);
        return NULL;
    }
    Image *image = ARENA_NEW(arena, Image);
    *image = (Image){.width = png.width,
                     .height = png.height,
                     .colored = colored,
                     .pixels = (Str){into, n},
                     .file = bytes};
    return image;
}
