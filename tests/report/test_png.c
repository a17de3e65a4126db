/* Every kind of PNG becomes pixels on white; what is broken, cut off or too large is refused. */
#include "report/png.h"
#include "tests/tap.h"

#include <png.h>
#include <string.h>

static Arena *arena;

/* How a picture of 4 by 3 pixels is written; what its first pixel, half transparent red where there is alpha,
 * reads as. */
static const struct {
    int line, type, bits, interlace;
    bool colored;
    int r, g, b;
} rows[] = {
    {__LINE__, PNG_COLOR_TYPE_GRAY, 1, PNG_INTERLACE_NONE, false, 255, 0, 0},
    {__LINE__, PNG_COLOR_TYPE_GRAY, 4, PNG_INTERLACE_NONE, false, 255, 0, 0},
    {__LINE__, PNG_COLOR_TYPE_GRAY, 8, PNG_INTERLACE_ADAM7, false, 255, 0, 0},
    {__LINE__, PNG_COLOR_TYPE_GRAY, 16, PNG_INTERLACE_NONE, false, 255, 0, 0},
    {__LINE__, PNG_COLOR_TYPE_GRAY_ALPHA, 8, PNG_INTERLACE_NONE, false, 255, 0, 0},
    {__LINE__, PNG_COLOR_TYPE_GRAY_ALPHA, 16, PNG_INTERLACE_ADAM7, false, 255, 0, 0},
    {__LINE__, PNG_COLOR_TYPE_RGB, 8, PNG_INTERLACE_NONE, true, 255, 0, 0},
    {__LINE__, PNG_COLOR_TYPE_RGB, 8, PNG_INTERLACE_ADAM7, true, 255, 0, 0},
    {__LINE__, PNG_COLOR_TYPE_RGB, 16, PNG_INTERLACE_NONE, true, 255, 0, 0},
    {__LINE__, PNG_COLOR_TYPE_RGB_ALPHA, 8, PNG_INTERLACE_NONE, true, 255, 186, 186},
    {__LINE__, PNG_COLOR_TYPE_RGB_ALPHA, 16, PNG_INTERLACE_ADAM7, true, 255, 186, 186},
    {__LINE__, PNG_COLOR_TYPE_PALETTE, 1, PNG_INTERLACE_NONE, true, 255, 0, 0},
    {__LINE__, PNG_COLOR_TYPE_PALETTE, 8, PNG_INTERLACE_ADAM7, true, 255, 0, 0},
};

static void append(png_structp png, png_bytep bytes, size_t n) {
    buf_add(png_get_io_ptr(png), (Str){(char *)bytes, n});
}

static void no_flush(png_structp png) {
    (void)png;
}

/* The first pixel of a row: full red or white, half transparent where there is alpha. */
static void first_pixel(uint8_t *row, int type, int bits) {
    size_t step = bits == 16 ? 2 : 1;
    memset(row, 0, 64);
    if (type == PNG_COLOR_TYPE_PALETTE) {
        row[0] = bits == 1 ? 0x80 : 1;
        return;
    }
    row[0] = row[step - 1] = (uint8_t)(bits < 8 ? 0xff << (8 - bits) : 0xff);
    size_t channels = type & PNG_COLOR_MASK_COLOR ? 3 : 1;
    if (type & PNG_COLOR_MASK_ALPHA) row[channels * step] = 0x80, row[channels * step + step - 1] = 0x80;
}

static Str written(int type, int bits, int interlace, uint32_t width, uint32_t height) {
    Buf out = {.arena = arena};
    png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, NULL, NULL, NULL);
    png_infop info = png_create_info_struct(png);
    png_set_write_fn(png, &out, append, no_flush);
    png_set_IHDR(png, info, width, height, bits, type, interlace, PNG_COMPRESSION_TYPE_BASE,
                 PNG_FILTER_TYPE_BASE);
    png_color palette[] = {{0, 0, 0xff}, {0xff, 0, 0}};
    if (type == PNG_COLOR_TYPE_PALETTE) png_set_PLTE(png, info, palette, 2);
    png_set_sRGB_gAMA_and_cHRM(png, info, PNG_sRGB_INTENT_PERCEPTUAL);
    png_write_info(png, info);
    uint8_t row[64];
    first_pixel(row, type, bits);
    int passes = png_set_interlace_handling(png);
    for (int pass = 0; pass < passes; pass++)
        for (uint32_t y = 0; y < height; y++) png_write_row(png, row);
    png_write_end(png, info);
    png_destroy_write_struct(&png, &info);
    return buf_str(&out);
}

static void kinds(void) {
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        Str why = {0}, bytes = written(rows[i].type, rows[i].bits, rows[i].interlace, 4, 3);
        const Image *image = png_read(arena, bytes, &why);
        if (!OK_AT(rows[i].line, image != NULL)) continue;
        NUM_AT(rows[i].line, image->width, 4);
        NUM_AT(rows[i].line, image->height, 3);
        NUM_AT(rows[i].line, image->colored, rows[i].colored);
        NUM_AT(rows[i].line, image->pixels.n, rows[i].colored ? 36 : 12);
        NUM_AT(rows[i].line, (uint8_t)image->pixels.p[0], rows[i].r);
        if (rows[i].colored) NUM_AT(rows[i].line, (uint8_t)image->pixels.p[1], rows[i].g);
        if (rows[i].colored) NUM_AT(rows[i].line, (uint8_t)image->pixels.p[2], rows[i].b);
    }
}

/* Whatever is cut off or changed, it is read or refused with a reason, and what is read has all its pixels.
 */
static void damage(void) {
    size_t bad = 0, refused = 0;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        Str bytes = written(rows[i].type, rows[i].bits, rows[i].interlace, 4, 3);
        for (size_t at = 0; at < 2 * bytes.n; at++) {
            bool cut = at >= bytes.n;
            char *copy = arena_text(arena, bytes.n);
            memcpy(copy, bytes.p, bytes.n);
            if (!cut) copy[at] = (char)(copy[at] ^ 0x41);
            Str why = {0};
            const Image *image = png_read(arena, (Str){copy, cut ? at - bytes.n : bytes.n}, &why);
            refused += !image;
            bad += image ? image->pixels.n != (size_t)image->width * image->height * (image->colored ? 3 : 1)
                         : !why.n;
        }
    }
    NUM(bad, 0);
    OK(refused > 1000);
}

static void limits(void) {
    Str why = {0}, bytes = written(PNG_COLOR_TYPE_GRAY, 1, PNG_INTERLACE_NONE, 64, 64);
    OK(!png_read(arena, STR(""), &why) && why.n);
    OK(!png_read(arena, STR("GIF89a and more than eight bytes"), &why) && why.n);
    OK(png_read(arena, bytes, &why) != NULL);
    /* A header that promises four thousand million pixels: nothing is taken for them. */
    static const uint8_t huge[] = {0x89, 'P', 'N',  'G',  '\r', '\n', 0x1a, '\n', 0,    0,
                                   0,    13,  'I',  'H',  'D',  'R',  0,    0,    0xff, 0xff,
                                   0,    0,   0xff, 0xff, 8,    0,    0,    0,    0};
    size_t held = arena_held(arena);
    OK(!png_read(arena, (Str){(const char *)huge, sizeof huge}, &why) && why.n);
    OK(arena_held(arena) < held + 65536);
    bytes = written(PNG_COLOR_TYPE_GRAY, 1, PNG_INTERLACE_NONE, 256, 32768);
    OK(!png_read(arena, bytes, &why));
    IS(why, STR("256 by 32768 pixels: at most 4194304 in all"));
}

int main(void) {
    arena = arena_new();
    kinds();
    damage();
    limits();
    arena_free(arena);
    return tap_done();
}
