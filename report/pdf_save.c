/* pdf_save.c - the finished document as bytes, with object and cross-reference streams, which libharu lacks.
 *
 * Streams and the numbers that hold their lengths stand by themselves; all other objects are packed into
 * compressed object streams, libharu's first and then the structure tree's. Numbers: libharu's objects, the
 * structure's, the object streams, the cross-reference stream. The file's ID is a digest of all that stands
 * before it: same document, same ID. */
#include "base/digest.h"
#include "report/pdf_parts.h"
#include <assert.h>

enum {
    PACKED = 500,           /* objects in one object stream */
    OBJECT_LIMIT = 8388607, /* PDF/A's, for the objects of a file */
};

/* Where an object is. */
typedef struct Place {
    uint8_t kind; /* as in a cross-reference stream */
    uint32_t at;  /* offset in the file, or the number of the object stream */
    uint16_t nth; /* in the object stream */
} Place;
enum { PLACE_FREE, PLACE_BYTES, PLACE_PACKED };

typedef struct Saver {
    Pdf *pdf;
    Buf out;
    Place *places; /* by object number */
    size_t n, cap; /* objects of the document and, behind them, object streams */
    Buf packed;    /* the object stream being filled: its objects, */
    Buf index;     /* and their numbers and offsets */
    size_t packed_count;
} Saver;

static HPDF_STATUS write_to_buf(HPDF_Stream stream, const HPDF_BYTE *bytes, HPDF_UINT size) {
    buf_add(stream->attr, (Str){(const char *)bytes, size});
    return HPDF_OK;
}

/* Has libharu write an object's value to the end of a buffer. */
static void write_object(const Pdf *pdf, void *object, Buf *buf) {
    HPDF_Stream to = HPDF_CallbackWriter_New(pdf->haru->mmgr, write_to_buf, buf);
    HPDF_Obj_WriteValue(object, to, NULL);
    HPDF_Stream_Free(to);
}

static void open_object(Saver *saver, size_t number) {
    assert(saver->out.n <= UINT32_MAX);
    saver->places[number] = (Place){.kind = PLACE_BYTES, .at = (uint32_t)saver->out.n};
    buf_print(&saver->out, "%zu 0 obj\n", number);
}

/* A stream of ours, in its own object; `entries` are those of its dictionary. */
static void put_stream(Saver *saver, size_t number, Str entries, Str bytes) {
    Str packed = pdf_deflate(saver->pdf, PDF_SMALL, bytes);
    open_object(saver, number);
    buf_print(&saver->out, "<<%.*s/Filter/FlateDecode/Length %zu>>\nstream\n", STR_ARG(entries), packed.n);
    buf_add(&saver->out, packed);
    buf_add(&saver->out, STR("\nendstream\nendobj\n"));
}

static void flush_packed(Saver *saver) {
    if (!saver->packed_count) return;
    size_t number = saver->n;
    ARENA_PUSH(saver->pdf->arena, saver->places, saver->n, saver->cap);
    char entries[80];
    int n = snprintf(entries, sizeof entries, "/Type/ObjStm/N %zu/First %zu", saver->packed_count,
                     saver->index.n);
    buf_add(&saver->index, buf_str(&saver->packed));
    put_stream(saver, number, (Str){entries, (size_t)n}, buf_str(&saver->index));
    saver->packed.n = saver->index.n = saver->packed_count = 0;
}

/* Before an object is added to the packed ones: notes its place, in the stream that will get the next number.
 */
static void open_packed(Saver *saver, size_t number) {
    if (saver->packed_count == PACKED) flush_packed(saver);
    saver->places[number] =
        (Place){.kind = PLACE_PACKED, .at = (uint32_t)saver->n, .nth = (uint16_t)saver->packed_count++};
    pdf_integer(&saver->index, number);
    pdf_integer(&saver->index, saver->packed.n);
}

static void put_haru_objects(Saver *saver) {
    Pdf *pdf = saver->pdf;
    for (unsigned i = 1; i < pdf->first_structure; i++) {
        void *object = HPDF_Xref_GetEntry(pdf->haru->xref, i)->obj;
        unsigned class = ((HPDF_Obj_Header *)object)->obj_class & HPDF_OCLASS_ANY;
        bool alone =
            class == HPDF_OCLASS_NUMBER || (class == HPDF_OCLASS_DICT && ((HPDF_Dict)object)->stream);
        if (alone) {
            open_object(saver, i);
            write_object(pdf, object, &saver->out);
            buf_add(&saver->out, STR("\nendobj\n"));
        } else {
            open_packed(saver, i);
            write_object(pdf, object, &saver->packed);
            buf_byte(&saver->packed, '\n');
        }
    }
}

static void put_structure(Saver *saver) {
    size_t count = pdf_structure_count(saver->pdf);
    for (size_t i = 0; i < count; i++) {
        open_packed(saver, saver->pdf->first_structure + i);
        pdf_structure_object(saver->pdf, i, &saver->packed);
        buf_byte(&saver->packed, '\n');
    }
}

/* A row of the cross-reference stream: where an object is. */
enum { ROW = 7 };
static void row_fill(uint8_t row[ROW], Place place) {
    row[0] = place.kind;
    for (int i = 0; i < 4; i++) row[1 + i] = (uint8_t)(place.at >> 8 * (3 - i));
    row[5] = (uint8_t)(place.nth >> 8);
    row[6] = (uint8_t)place.nth;
}

/* Each row as its difference to the one above, which is what neighbours have in common (PNG's predictor
 * "up"): compressed, a tenth of the rows themselves. */
static Str places_table(const Saver *saver) {
    Buf table = {.arena = saver->pdf->arena};
    uint8_t above[ROW] = {0}, row[ROW];
    for (size_t i = 0; i < saver->n; i++) {
        row_fill(row, i ? saver->places[i] : (Place){.kind = PLACE_FREE, .nth = UINT16_MAX});
        char step[1 + ROW] = {2};
        for (size_t k = 0; k < ROW; k++) step[1 + k] = (char)(row[k] - above[k]);
        buf_add(&table, (Str){step, sizeof step});
        memcpy(above, row, ROW);
    }
    return buf_str(&table);
}

static void put_cross_references(Saver *saver) {
    Pdf *pdf = saver->pdf;
    size_t number = saver->n, start = saver->out.n;
    Str digest = digest_of(pdf->arena, buf_str(&saver->out));
    *ARENA_PUSH(pdf->arena, saver->places, saver->n, saver->cap) =
        (Place){.kind = PLACE_BYTES, .at = (uint32_t)start};
    Str entries = str_print(pdf->arena,
                            "/Type/XRef/Size %zu/W[1 4 2]/DecodeParms<</Predictor 12/Columns %d>>"
                            "/Root %zu 0 R/Info %zu 0 R/ID[<%.*s><%.*s>]",
                            saver->n, ROW, pdf_id(pdf->haru->catalog), pdf_id(pdf->haru->info),
                            STR_ARG(digest), STR_ARG(digest));
    put_stream(saver, number, entries, places_table(saver));
    buf_print(&saver->out, "startxref\n%zu\n%%%%EOF\n", start);
}

Str pdf_save(Pdf *pdf, Arena *arena) {
    size_t objects = pdf->first_structure + pdf_structure_count(pdf);
    size_t streams = objects / PACKED + 1;
    assert(pdf->haru->xref->entries->count == pdf->first_structure);
    if (objects + streams >= OBJECT_LIMIT) {
        diag_add(pdf->diags, DIAG_WORLD, (Loc){0}, "no PDF is written",
                 "the document has %zu objects, PDF/A allows %d", objects + streams, OBJECT_LIMIT);
        return (Str){0};
    }
    Saver saver = {
        .pdf = pdf,
        .out = {.arena = arena},
        .places = ARENA_ARRAY(pdf->arena, Place, objects + streams + 1),
        .n = objects,
        .cap = objects + streams + 1,
        .packed = {.arena = pdf->arena},
        .index = {.arena = pdf->arena},
    };
    buf_add(&saver.out, STR("%PDF-1.7\n%\xE2\xE3\xCF\xD3\n"));
    put_haru_objects(&saver);
    put_structure(&saver);
    flush_packed(&saver);
    put_cross_references(&saver);
    return pdf_good(pdf, "saving") ? buf_str(&saver.out) : (Str){0};
}
