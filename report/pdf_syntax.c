/* pdf_syntax.c - pieces of PDF text, and libharu's dictionaries with entries of ours. */
#include "base/utf8.h"
#include "report/pdf_parts.h"
#include <assert.h>
#include <math.h>

/* Digits from the right; returns where they start. */
static char *put_digits(char *end, uint64_t number) {
    do *--end = (char)('0' + number % 10);
    while (number /= 10);
    return end;
}

void pdf_integer(Buf *buf, size_t number) {
    char text[24], *end = text + sizeof text, *p = end;
    *--p = ' ';
    p = put_digits(p, number);
    buf_add(buf, (Str){p, (size_t)(end - p)});
}

void pdf_hundredths(Buf *buf, int64_t number) {
    char text[24], *end = text + sizeof text, *p = end;
    uint64_t hundredths = number < 0 ? -(uint64_t)number : (uint64_t)number;
    unsigned decimals = (unsigned)(hundredths % 100);
    *--p = ' ';
    if (decimals) {
        if (decimals % 10) *--p = (char)('0' + decimals % 10);
        *--p = (char)('0' + decimals / 10);
        *--p = '.';
    }
    p = put_digits(p, hundredths / 100);
    if (number < 0) *--p = '-';
    buf_add(buf, (Str){p, (size_t)(end - p)});
}

void pdf_number(Buf *buf, double number) {
    assert(fabs(number) < 1e9); /* also refuses what is not a number */
    pdf_hundredths(buf, llround(number * 100));
}

void pdf_ref(Buf *buf, size_t object) {
    char text[24], *end = text + sizeof text, *p = end - 5;
    memcpy(p, " 0 R ", 5);
    p = put_digits(p, object);
    buf_add(buf, (Str){p, (size_t)(end - p)});
}

void pdf_hex(Buf *buf, uint32_t number) {
    static const char digits[] = "0123456789ABCDEF";
    char hex[4] = {digits[number >> 12 & 15], digits[number >> 8 & 15], digits[number >> 4 & 15],
                   digits[number & 15]};
    buf_add(buf, (Str){hex, 4});
}

/* No string of PDF/A is longer; the mark, and the ellipsis of what is cut, stand in it too. */
enum { STRING_MOST = 32767, TEXT_UNITS = (STRING_MOST - 3) / 2 - 2 };

void pdf_utf16(Buf *buf, Str text) {
    for (size_t at = 0; at < text.n;) {
        uint32_t c = utf8_next(text, &at);
        if (c > 0xFFFF) {
            pdf_hex(buf, 0xD800 + ((c - 0x10000) >> 10));
            c = 0xDC00 + ((c - 0x10000) & 0x3FF);
        }
        pdf_hex(buf, c);
    }
}

/* The bytes of a text that a string holds: to the end of a character. */
static size_t text_fits(Str text) {
    size_t at = 0, units = 0;
    while (at < text.n) {
        size_t from = at;
        units += utf8_next(text, &at) > 0xFFFF ? 2 : 1;
        if (units > TEXT_UNITS) return from;
    }
    return at;
}

void pdf_text(Buf *buf, Str text) {
    size_t fits = text_fits(text);
    buf_add(buf, STR("<FEFF"));
    pdf_utf16(buf, str_sub(text, 0, fits));
    if (fits < text.n) pdf_utf16(buf, STR("…"));
    buf_byte(buf, '>');
}

static HPDF_STATUS write_entries(HPDF_Dict dict, HPDF_Stream stream) {
    const Str *entries = dict->attr;
    return HPDF_Stream_Write(stream, (const HPDF_BYTE *)entries->p, (HPDF_UINT)entries->n);
}

void pdf_also(Pdf *pdf, HPDF_Dict dict, Str entries) {
    if (!dict) return; /* libharu failed before, and remembers */
    Str *kept = ARENA_NEW(pdf->arena, Str);
    *kept = entries;
    dict->attr = kept;
    dict->write_fn = write_entries;
}

HPDF_Dict pdf_object(Pdf *pdf, Str entries) {
    HPDF_Dict dict = HPDF_Dict_New(pdf->haru->mmgr);
    if (!dict || HPDF_Xref_Add(pdf->haru->xref, dict) != HPDF_OK) return NULL;
    pdf_also(pdf, dict, entries);
    return dict;
}

HPDF_Dict pdf_stream(Pdf *pdf, Str entries, Str bytes) {
    HPDF_Dict dict = HPDF_DictStream_New(pdf->haru->mmgr, pdf->haru->xref);
    if (!dict) return NULL;
    HPDF_Stream_Write(dict->stream, (const HPDF_BYTE *)bytes.p, (HPDF_UINT)bytes.n);
    pdf_also(pdf, dict, entries);
    return dict;
}

HPDF_Dict pdf_packed_stream(Pdf *pdf, Str entries, Str bytes) {
    Str all = str_print(pdf->arena, "%.*s/Filter/FlateDecode", STR_ARG(entries));
    return pdf_stream(pdf, all, pdf_deflate(pdf, PDF_SMALL, bytes));
}

HPDF_Destination pdf_destination(Pdf *pdf, size_t page, double y) {
    assert(page < pdf->pages->n);
    HPDF_Destination to = HPDF_Page_CreateDestination(pdf->page[page].page);
    HPDF_Destination_SetXYZ(to, 0, (HPDF_REAL)(PAGE_HEIGHT - y), 1);
    /* 0 keeps the reader's zoom, but the setter refuses it. */
    HPDF_Real zoom = to ? HPDF_Array_GetItem(to, 4, HPDF_OCLASS_REAL) : NULL;
    if (zoom) zoom->value = 0;
    return to;
}

size_t pdf_id(const void *object) {
    return object ? ((const HPDF_Obj_Header *)object)->obj_id & 0xFFFFFF : 0;
}
