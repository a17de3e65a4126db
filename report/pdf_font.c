/* pdf_font.c - fonts as PDF wants them: codes for glyphs, widths, what each code means, and the subset.
 *
 * A code stands for a glyph and its text together, so that copying text out of the file gives back every
 * character: a ligature its letters, a no-break space itself though its glyph is the space's. TrueType codes
 * count from 1 and are mapped to glyph ids; with CFF outlines PDF has no such map, the code is the glyph's
 * id, and of several texts of one glyph the first is kept. */
#include "base/utf8.h"
#include "report/pdf_parts.h"
#include <stdlib.h>

enum { GLYPH_LIMIT = 65536 };

static PdfCode *code_new(Pdf *pdf, PdfFont *font, const Glyph *glyph, unsigned index) {
    PdfCode *code = ARENA_NEW(pdf->arena, PdfCode);
    *code = (PdfCode){
        .glyph = glyph->id,
        .code = font->cff ? glyph->id : (unsigned)font->n + 1,
        .advance = font_advance(pdf->fonts, index, glyph->id),
        .text = str_copy(pdf->arena, glyph->text),
    };
    *ARENA_PUSH(pdf->arena, font->codes, font->n, font->cap) = code;
    return code;
}

const PdfCode *pdf_font_code(Pdf *pdf, unsigned index, const Glyph *glyph) {
    PdfFont *font = &pdf->font[index];
    if (!font->by_glyph) {
        font->by_glyph = ARENA_ARRAY(pdf->arena, PdfCode *, GLYPH_LIMIT);
        font->cff = fonts_file(pdf->fonts, index)->cff;
    }
    PdfCode **place = &font->by_glyph[glyph->id];
    while (*place && !font->cff && !str_eq((*place)->text, glyph->text)) place = &(*place)->next;
    if (!*place) *place = code_new(pdf, font, glyph, index);
    return *place;
}

HPDF_Dict pdf_font_object(Pdf *pdf, unsigned index) {
    PdfFont *font = &pdf->font[index];
    if (!font->object) font->object = pdf_object(pdf, (Str){0});
    return font->object;
}

static int by_code(const void *a, const void *b) {
    unsigned x = (*(PdfCode *const *)a)->code, y = (*(PdfCode *const *)b)->code;
    return (x > y) - (x < y);
}

/* Widths by code: runs of neighbours share brackets. */
static void put_widths(Buf *buf, const PdfFont *font) {
    buf_add(buf, STR("/DW 0/W["));
    for (size_t i = 0; i < font->n; i++) {
        bool follows = i > 0 && font->codes[i]->code == font->codes[i - 1]->code + 1;
        if (!follows) buf_print(buf, "%s%u[", i ? "]" : "", font->codes[i]->code);
        pdf_number(buf, font->codes[i]->advance);
    }
    buf_add(buf, STR("]]"));
}

/* What a code may be said to stand for: private and forbidden characters mean nothing to a reader. The second
 * glyph of one character has no text of its own: it gets a zero-width space, because PDF/UA wants something
 * for every code. */
static void put_meaning(Buf *buf, Str text) {
    if (!text.n) pdf_utf16(buf, STR("\u200B"));
    for (size_t at = 0; at < text.n;) {
        size_t from = at;
        uint32_t c = utf8_next(text, &at);
        bool private = (c >= 0xE000 && c <= 0xF8FF) || c >= 0xF0000;
        bool forbidden = c == 0xFEFF || c == 0xFFFE || c == 0xFFFF;
        pdf_utf16(buf, private || forbidden ? STR("\uFFFD") : str_sub(text, from, at - from));
    }
}

/* The CMap that gives every code its text, 100 codes to a block. */
static Str to_unicode(Pdf *pdf, const PdfFont *font) {
    Buf buf = {.arena = pdf->arena};
    buf_add(&buf, STR("/CIDInit /ProcSet findresource begin\n"
                      "12 dict begin\n"
                      "begincmap\n"
                      "/CIDSystemInfo <</Registry (Adobe)/Ordering (UCS)/Supplement 0>> def\n"
                      "/CMapName /Adobe-Identity-UCS def\n"
                      "/CMapType 2 def\n"
                      "1 begincodespacerange\n"
                      "<0000> <FFFF>\n"
                      "endcodespacerange\n"));
    for (size_t i = 0; i < font->n; i++) {
        if (i % 100 == 0) buf_print(&buf, "%zu beginbfchar\n", font->n - i < 100 ? font->n - i : 100);
        buf_print(&buf, "<%04X> <", font->codes[i]->code);
        put_meaning(&buf, font->codes[i]->text);
        buf_add(&buf, STR(">\n"));
        if (i % 100 == 99 || i + 1 == font->n) buf_add(&buf, STR("endbfchar\n"));
    }
    buf_add(&buf, STR("endcmap\n"
                      "CMapName currentdict /CMap defineresource pop\n"
                      "end\n"
                      "end\n"));
    return buf_str(&buf);
}

/* Two bytes for each code: the glyph's id. */
static Str glyph_map(Pdf *pdf, const PdfFont *font) {
    Buf buf = {.arena = pdf->arena};
    buf_add(&buf, (Str){"\0", 2});
    for (size_t i = 0; i < font->n; i++) {
        buf_byte(&buf, (char)(font->codes[i]->glyph >> 8));
        buf_byte(&buf, (char)(font->codes[i]->glyph & 255));
    }
    return buf_str(&buf);
}

/* "ABCDEF+Lato-Regular": six letters that depend on what is in the subset. */
static Str subset_name(Pdf *pdf, Str name, Str subset) {
    char tag[6];
    uint64_t hash = str_hash(subset);
    for (size_t i = 0; i < sizeof tag; i++, hash /= 26) tag[i] = (char)('A' + hash % 26);
    return str_print(pdf->arena, "%.6s+%.*s", tag, STR_ARG(name));
}

static HPDF_Dict descriptor(Pdf *pdf, const FontFile *file, Str name, Str subset) {
    Str kind = file->cff ? STR("/Subtype/CIDFontType0C") : str_print(pdf->arena, "/Length1 %zu", subset.n);
    HPDF_Dict stream = pdf_packed_stream(pdf, kind, subset);
    Buf buf = {.arena = pdf->arena};
    buf_print(&buf, "/Type/FontDescriptor/FontName/%.*s/Flags 4/FontBBox[", STR_ARG(name));
    for (size_t i = 0; i < 4; i++) pdf_number(&buf, file->box[i]);
    buf_add(&buf, STR("]/ItalicAngle "));
    pdf_number(&buf, file->italic_angle);
    buf_add(&buf, STR("/Ascent "));
    pdf_number(&buf, file->ascent);
    buf_add(&buf, STR("/Descent "));
    pdf_number(&buf, file->descent);
    buf_add(&buf, STR("/CapHeight "));
    pdf_number(&buf, file->cap_height);
    buf_print(&buf, "/StemV %d/%s %zu 0 R", file->bold ? 140 : 80, file->cff ? "FontFile3" : "FontFile2",
              pdf_id(stream));
    return pdf_object(pdf, buf_str(&buf));
}

static bool font_finish(Pdf *pdf, unsigned index) {
    PdfFont *font = &pdf->font[index];
    const FontFile *file = fonts_file(pdf->fonts, index);
    qsort(font->codes, font->n, sizeof(PdfCode *), by_code);
    uint32_t *glyphs = ARENA_ARRAY(pdf->arena, uint32_t, font->n);
    for (size_t i = 0; i < font->n; i++) glyphs[i] = font->codes[i]->glyph;
    Str subset = font_subset(pdf->fonts, pdf->arena, index, glyphs, font->n);
    if (!subset.n) return false;

    Str name = subset_name(pdf, file->name, subset);
    Buf cid = {.arena = pdf->arena};
    buf_print(&cid, "/Type/Font/Subtype/%s/BaseFont/%.*s", file->cff ? "CIDFontType0" : "CIDFontType2",
              STR_ARG(name));
    buf_add(&cid, STR("/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"));
    buf_print(&cid, "/FontDescriptor %zu 0 R", pdf_id(descriptor(pdf, file, name, subset)));
    if (!file->cff)
        buf_print(&cid, "/CIDToGIDMap %zu 0 R",
                  pdf_id(pdf_packed_stream(pdf, (Str){0}, glyph_map(pdf, font))));
    put_widths(&cid, font);

    HPDF_Dict descendant = pdf_object(pdf, buf_str(&cid));
    HPDF_Dict meaning = pdf_packed_stream(pdf, (Str){0}, to_unicode(pdf, font));
    pdf_also(pdf, font->object,
             str_print(pdf->arena,
                       "/Type/Font/Subtype/Type0/BaseFont/%.*s/Encoding/Identity-H/DescendantFonts[%zu 0 R]"
                       "/ToUnicode %zu 0 R",
                       STR_ARG(name), pdf_id(descendant), pdf_id(meaning)));
    return true;
}

bool pdf_fonts_finish(Pdf *pdf) {
    for (unsigned i = 0; i < fonts_count(pdf->fonts); i++)
        if (pdf->font[i].object && !font_finish(pdf, i)) return false;
    return true;
}
