/* fuzz_png.c - any bytes as a logo: refused with a reason, or read with all its pixels. */
#include "report/png.h"
#include <assert.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    Arena *arena = arena_new();
    Str why = {0};
    const Image *image = png_read(arena, (Str){(const char *)data, size}, &why);
    assert(image || why.n);
    if (image) assert(image->pixels.n == (size_t)image->width * image->height * (image->colored ? 3 : 1));
    arena_free(arena);
    return 0;
}
