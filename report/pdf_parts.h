/* pdf_parts.h - what the files of the PDF writer share: one document under construction.
 *
 * libharu owns the page tree, streams, outlines and annotations. What it cannot say
 * (shaped text, structure, PDF/A) is written here as PDF text: entries added to its dictionaries, objects of
 * our own, and page content. Only report/pdf*.c include this header, the one that includes libharu's; the
 * internal ones among those are why its version is pinned. */
#ifndef CLAUSIER_REPORT_PDF_PARTS_H
#define CLAUSIER_REPORT_PDF_PARTS_H

#include "report/pdf.h"
#include <hpdf.h>
#include <hpdf_conf.h>
#include <hpdf_consts.h>
#include <hpdf_doc.h>
#include <hpdf_objects.h>
#include <hpdf_pages.h>
#include <hpdf_streams.h>
#include <hpdf_utils.h>

_Static_assert(HPDF_VERSION_ID == 20300,
               "read the head of this file, and libharu's sources, before another version");

/* One stretch of content of an element, or one annotation. */
typedef struct PdfKid PdfKid;
struct PdfKid {
    PdfKid *next;
    size_t after; /* how many of the element's children come before it */
    size_t page;
    size_t mcid;
    HPDF_Annotation annotation; /* NULL: it is content */
};

/* What the structure tree must know of an Element beyond itself. */
typedef struct PdfTag {
    const Element *element;
    PdfKid *first, *last;
    size_t place;  /* among its parent's children, from 1 */
    size_t begun;  /* the place of its latest child with content so far */
    bool reached;  /* it has content, itself or below */
    bool numbered; /* a list whose labels are numbers */
} PdfTag;

typedef struct PdfPage {
    HPDF_Page page;
    HPDF_Dict fonts;        /* among its resources */
    HPDF_Dict images;       /* NULL: it has none */
    const Element **owners; /* by MCID: no more than the page has items */
    size_t n;
} PdfPage;

/* One character code of a font: a glyph and the text that it stands for. */
typedef struct PdfCode PdfCode;
struct PdfCode {
    uint32_t glyph;
    unsigned code;
    double advance; /* 1/1000 em */
    Str text;
    PdfCode *next; /* the same glyph for another text: a no-break space looks like a space */
};

typedef struct PdfFont {
    HPDF_Dict object;   /* NULL: not in use */
    PdfCode **by_glyph; /* 65,536 lists */
    bool cff;
    PdfCode **codes;
    size_t n, cap;
} PdfFont;

/* A picture in the file: one object, however many pages show it. */
typedef struct PdfImage {
    const Image *image;
    HPDF_Dict object;
} PdfImage;

typedef struct PdfDeflater PdfDeflater; /* pdf_deflate.c */

typedef struct Pdf {
    Arena *arena; /* everything under construction */
    const Pages *pages;
    Fonts *fonts;
    Diags *diags;
    HPDF_Doc haru;
    PdfPage *page;         /* as many as pages->n */
    PdfTag *tags;          /* by Element.number */
    const Element **links; /* in the order of their annotations' keys */
    size_t link_count, link_cap;
    PdfFont *font; /* as many as fonts_count() */
    PdfImage *images;
    size_t image_count, image_cap;
    PdfDeflater *deflater;
    Buf content;            /* of the page being painted */
    size_t first_structure; /* the number of the structure tree's first object, known when saving */
} Pdf;

/* pdf.c */
/* False after saying that libharu has failed. */
bool pdf_good(Pdf *pdf, const char *doing);

/* pdf_syntax.c: pieces of PDF text. Numbers and references have a blank behind. */
void pdf_integer(Buf *buf, size_t number);
void pdf_number(Buf *buf, double number); /* two decimals at most */
void pdf_hundredths(Buf *buf, int64_t number);
void pdf_ref(Buf *buf, size_t object);
void pdf_hex(Buf *buf, uint32_t number); /* four digits, without a blank */
void pdf_text(Buf *buf, Str text);       /* a text string: UTF-16BE in hexadecimal, with its mark */
void pdf_utf16(Buf *buf, Str text);      /* the same without the mark and the angle brackets */

/* pdf_syntax.c: libharu's objects. Once libharu has failed these give NULL and do nothing. */
void pdf_also(Pdf *pdf, HPDF_Dict dict, Str entries); /* entries of ours, instead of those given before */
HPDF_Dict pdf_object(Pdf *pdf, Str entries);          /* a new dictionary in the file */
HPDF_Dict pdf_stream(Pdf *pdf, Str entries, Str bytes);
HPDF_Dict pdf_packed_stream(Pdf *pdf, Str entries, Str bytes);     /* compressed */
HPDF_Destination pdf_destination(Pdf *pdf, size_t page, double y); /* keeps the reader's zoom */
size_t pdf_id(const void *object);                                 /* an object's number */

/* pdf_deflate.c: the only door to libdeflate. libharu's own compression, by zlib, has one level, the slowest,
 * and keeps all pages in full until they are saved. */
typedef enum PdfEffort { PDF_QUICK, PDF_SMALL } PdfEffort;
PdfDeflater *pdf_deflater_new(Arena *arena);
void pdf_deflater_free(PdfDeflater *deflater);
Str pdf_deflate(Pdf *pdf, PdfEffort effort, Str bytes); /* lives until the next call */

/* pdf_font.c */
const PdfCode *pdf_font_code(Pdf *pdf, unsigned font, const Glyph *glyph);
HPDF_Dict pdf_font_object(Pdf *pdf, unsigned font);
bool pdf_fonts_finish(Pdf *pdf); /* writes the fonts whose codes are now known; false after saying why */

/* pdf_paint.c */
void pdf_paint(Pdf *pdf, size_t page);

/* pdf_structure.c */
void pdf_structure_start(Pdf *pdf);
size_t pdf_tag_content(Pdf *pdf, size_t page, const Item *item); /* opens a mark: its MCID */
void pdf_tag_link(Pdf *pdf, size_t page, const Element *element, HPDF_Annotation annotation);
size_t pdf_structure_count(const Pdf *pdf); /* objects, the first is the root */
void pdf_structure_object(const Pdf *pdf, size_t i, Buf *buf);

/* pdf_metadata.c */
bool pdf_metadata(Pdf *pdf); /* all that hangs on the catalog; false after saying why */

/* pdf_save.c */
Str pdf_save(Pdf *pdf, Arena *arena);

#endif
