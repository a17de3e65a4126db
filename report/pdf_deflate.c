/* pdf_deflate.c - compression of all that is in the file, by one deflater and into one buffer, used again and
 * again. */
#include "report/pdf_parts.h"
#include <assert.h>
#include <limits.h>
#include <zlib.h>

enum { LEVEL = 4 }; /* of 9: half the time of zlib's usual 6, for a tenth more bytes */

struct PdfDeflater {
    z_stream stream;
    char *out;
    size_t room;
};

static void *take(void *arena, unsigned count, unsigned size) {
    return arena_take_array(arena, count, size);
}

static void leave(void *arena, void *memory) {
    (void)arena, (void)memory; /* it goes with the arena */
}

PdfDeflater *pdf_deflater_new(Arena *arena) {
    PdfDeflater *deflater = ARENA_NEW(arena, PdfDeflater);
    deflater->stream = (z_stream){.zalloc = take, .zfree = leave, .opaque = arena};
    int status = deflateInit(&deflater->stream, LEVEL);
    assert(status == Z_OK);
    (void)status;
    return deflater;
}

Str pdf_deflate(Pdf *pdf, Str bytes) {
    PdfDeflater *deflater = pdf->deflater;
    z_stream *stream = &deflater->stream;
    deflateReset(stream);
    size_t needed = deflateBound(stream, bytes.n);
    assert(needed <= UINT_MAX);
    if (deflater->room < needed) {
        deflater->room = needed + needed / 2;
        deflater->out = arena_text(pdf->arena, deflater->room);
    }
    stream->next_in = (Bytef *)(uintptr_t)bytes.p; /* zlib only reads there */
    stream->avail_in = (uInt)bytes.n;
    stream->next_out = (Bytef *)deflater->out;
    stream->avail_out = (uInt)needed;
    int status = deflate(stream, Z_FINISH);
    assert(status == Z_STREAM_END);
    (void)status;
    return (Str){deflater->out, stream->total_out};
}
