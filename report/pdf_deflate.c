/* pdf_deflate.c - the door to libdeflate: compression of all that is in the file, by one compressor a level
 * and into one buffer, used again and again.
 *
 * Not zlib, which takes three times as long for as many bytes, nor libisal, whose bytes depend on the
 * processor: the same document is the same file everywhere. */
#include "report/pdf_parts.h"
#include <assert.h>
#include <libdeflate.h>

/* Of 12. Of a long document half the bytes are pages, which are little but numbers, and half is the structure
 * tree, which says the same again and again: there a search pays. */
static const int levels[] = {[PDF_QUICK] = 2, [PDF_SMALL] = 5};
enum { LEVELS = sizeof levels / sizeof *levels };

struct PdfDeflater {
    struct libdeflate_compressor *at[LEVELS];
    char *out;
    size_t room;
};

PdfDeflater *pdf_deflater_new(Arena *arena) {
    PdfDeflater *deflater = ARENA_NEW(arena, PdfDeflater);
    for (size_t i = 0; i < LEVELS; i++) {
        deflater->at[i] = libdeflate_alloc_compressor(levels[i]);
        if (!deflater->at[i]) arena_exhausted();
    }
    return deflater;
}

void pdf_deflater_free(PdfDeflater *deflater) {
    for (size_t i = 0; i < LEVELS; i++) libdeflate_free_compressor(deflater->at[i]);
}

Str pdf_deflate(Pdf *pdf, PdfEffort effort, Str bytes) {
    PdfDeflater *deflater = pdf->deflater;
    struct libdeflate_compressor *compressor = deflater->at[effort];
    size_t needed = libdeflate_zlib_compress_bound(compressor, bytes.n);
    if (deflater->room < needed) {
        deflater->room = needed + needed / 2;
        deflater->out = arena_text(pdf->arena, deflater->room);
    }
    size_t n = libdeflate_zlib_compress(compressor, bytes.p, bytes.n, deflater->out, deflater->room);
    assert(n);
    return (Str){deflater->out, n};
}
