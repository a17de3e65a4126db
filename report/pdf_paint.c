/* pdf_paint.c - a page's items become its content: text, lines, boxes and stripes, each inside the mark of
 * the element that it belongs to or of an artifact.
 *
 * Neighbouring items of one owner share a mark, and neighbouring marks that have nothing but text share a
 * text object, in which places are steps from the text before: the columns of a table are as far from each
 * other in every row, which compresses well. Colors, fonts and line widths are only set where they change;
 * positions are turned over here, because PDF counts from the bottom. */
#include "report/pdf_parts.h"
#include <limits.h>
#include <math.h>

#define HATCH_STEP 3.0  /* points between stripes, measured along the side */
#define HATCH_WIDTH 0.6 /* points */

enum { STRING_GLYPHS = 16000 }; /* in one string: PDF/A ends it at 32,767 bytes */

typedef struct Painter {
    Pdf *pdf;
    size_t page;
    Buf *out;
    Color fill, stroke;
    double line_width;
    unsigned font; /* UINT_MAX: none yet */
    double size;
    unsigned resources; /* a bit for each font that is among the page's */
    bool in_text;       /* a text object is open, around marks */
    int64_t x, y;       /* where the latest text in it starts: hundredths of points */
    const Item *owner;  /* the latest item painted: whose mark is open */
    const Item *end;    /* of the page's items */
} Painter;

static double upwards(double y) {
    return PAGE_HEIGHT - y;
}

static bool same_color(Color a, Color b) {
    return a.r == b.r && a.g == b.g && a.b == b.b;
}

static void put_color(Buf *out, Color color, const char *operator) {
    uint8_t channels[3] = {color.r, color.g, color.b};
    for (size_t i = 0; i < 3; i++) {
        unsigned thousandths = (channels[i] * 1000u + 127) / 255;
        buf_print(out, "%u.%03u ", thousandths / 1000, thousandths % 1000);
    }
    buf_print(out, "%s\n", operator);
}

static void set_fill(Painter *painter, Color color) {
    if (same_color(painter->fill, color)) return;
    put_color(painter->out, color, "rg");
    painter->fill = color;
}

static void set_stroke(Painter *painter, Color color, double width) {
    if (!same_color(painter->stroke, color)) put_color(painter->out, color, "RG");
    painter->stroke = color;
    if (width == painter->line_width) return;
    pdf_number(painter->out, width);
    buf_add(painter->out, STR("w\n"));
    painter->line_width = width;
}

static void put_point(Buf *out, double x, double y) {
    pdf_number(out, x);
    pdf_number(out, upwards(y));
}

/* Makes a font the current one; the page's resources learn of it when it is first used there. */
static void set_font(Painter *painter, unsigned font, double size) {
    if (font == painter->font && size == painter->size) return;
    char name[8];
    snprintf(name, sizeof name, "F%u", font);
    if (!(painter->resources & 1u << font))
        HPDF_Dict_Add(painter->pdf->page[painter->page].fonts, name, pdf_font_object(painter->pdf, font));
    painter->resources |= 1u << font;
    painter->font = font;
    painter->size = size;
    buf_print(painter->out, "/%s ", name);
    pdf_number(painter->out, size);
    buf_add(painter->out, STR("Tf\n"));
}

/* Moves the pen back by thousandths of the font size: closes the open string and opens the next. */
static void put_back(Buf *out, double thousandths) {
    if (fabs(thousandths) < 0.05) return;
    buf_byte(out, '>');
    pdf_number(out, thousandths);
    buf_byte(out, '<');
}

/* The glyphs of one run from one font, with kerning where a glyph's place is not where the last one ends.
 * From where the pen is, counted from the start of the text, to where it is then. */
static double paint_run(Painter *painter, const GlyphRun *run, double pen) {
    Buf *out = painter->out;
    double rise = 0, back = pen - run->start;
    pen = run->start;
    buf_add(out, STR("[<"));
    for (size_t i = 0; i < run->n; i++) {
        const Glyph *glyph = &run->glyphs[i];
        const PdfCode *code = pdf_font_code(painter->pdf, run->font, glyph);
        if (glyph->dy != rise) {
            buf_add(out, STR(">]TJ "));
            pdf_number(out, glyph->dy * painter->size / 1000);
            buf_add(out, STR("Ts[<"));
            rise = glyph->dy;
        }
        put_back(out, back - glyph->dx);
        if (i % STRING_GLYPHS == STRING_GLYPHS - 1) buf_add(out, STR("><"));
        pdf_hex(out, code->code);
        back = code->advance + glyph->dx - glyph->advance;
        pen += glyph->advance;
    }
    put_back(out, back);
    buf_add(out, STR(">]TJ\n"));
    if (rise != 0) buf_add(out, STR("0 Ts\n"));
    return pen;
}

static void open_text(Painter *painter) {
    buf_add(painter->out, STR("BT\n"));
    painter->x = painter->y = 0;
}

/* To where a text starts, from where the one before it started. */
static void step_to(Painter *painter, double x, double y) {
    int64_t to_x = llround(x * 100), to_y = llround(upwards(y) * 100);
    pdf_hundredths(painter->out, to_x - painter->x);
    pdf_hundredths(painter->out, to_y - painter->y);
    buf_add(painter->out, STR("Td\n"));
    painter->x = to_x;
    painter->y = to_y;
}

/* Links are annotations, and no text is nothing. */
static bool is_painted(const Item *item) {
    return item->kind != ITEM_LINK && (item->kind != ITEM_TEXT || item->text.n);
}

/* The next text in a text's mark; NULL: it is the last. */
static const Item *text_after(const Painter *painter, const Item *text) {
    for (const Item *at = text + 1; at < painter->end; at++) {
        if (!is_painted(at)) continue;
        if (!same_owner(text, at)) return NULL;
        if (at->kind == ITEM_TEXT) return at;
    }
    return NULL;
}

/* Whether a word ends with a text without showing it, because the next text of its mark starts elsewhere. */
static bool ends_word(Painter *painter, const Item *text) {
    const Item *next = text->element ? text_after(painter, text) : NULL;
    if (!next || str_ends(text->text, STR(" ")) || str_starts(next->text, STR(" "))) return false;
    if (str_ends(text->text, STR("-")) || str_ends(text->text, STR("\u00AD"))) return false;
    if (text->y != next->y) return true;
    double end = text->x + font_width(painter->pdf->fonts, text->face, text->size, text->text);
    return fabs(next->x - end) >= text->size / 10;
}

/* A space where the pen is: who listens to the page has no places to go by. */
static void show_space(Painter *painter, const Item *text) {
    size_t n;
    const GlyphRun *space = font_shape(painter->pdf->fonts, text->face, STR(" "), &n);
    set_font(painter, space->font, text->size);
    paint_run(painter, space, 0);
}

static void paint_text(Painter *painter, const Item *item) {
    size_t n;
    const GlyphRun *runs = font_shape(painter->pdf->fonts, item->face, item->text, &n);
    set_fill(painter, item->color);
    if (!painter->in_text) open_text(painter);
    step_to(painter, item->x, item->y);
    double pen = 0;
    for (size_t i = 0; i < n; i++) {
        set_font(painter, runs[i].font, item->size);
        pen = paint_run(painter, &runs[i], pen);
    }
    if (ends_word(painter, item)) show_space(painter, item);
    if (!painter->in_text) buf_add(painter->out, STR("ET\n"));
}

static void paint_stroke(Painter *painter, double x, double y, double dx, double dy) {
    put_point(painter->out, x, y);
    buf_add(painter->out, STR("m "));
    put_point(painter->out, x + dx, y + dy);
    buf_add(painter->out, STR("l S\n"));
}

static void put_box(Painter *painter, const Item *item) {
    put_point(painter->out, item->x, item->y + item->height);
    pdf_number(painter->out, item->width);
    pdf_number(painter->out, item->height);
    buf_add(painter->out, STR("re "));
}

/* Stripes that rise to the right, cut off at the box. */
static void paint_hatch(Painter *painter, const Item *item) {
    set_stroke(painter, item->color, HATCH_WIDTH);
    buf_add(painter->out, STR("q "));
    put_box(painter, item);
    buf_add(painter->out, STR("W n\n"));
    double bottom = item->y + item->height;
    for (double at = HATCH_STEP / 2; at < item->width + item->height; at += HATCH_STEP)
        paint_stroke(painter, item->x + at - item->height, bottom, item->height, -item->height);
    buf_add(painter->out, STR("Q\n"));
}

/* The number of a picture among the file's; it is written when it is first painted. */
static size_t image_number(Pdf *pdf, const Image *image) {
    for (size_t i = 0; i < pdf->image_count; i++)
        if (pdf->images[i].image == image) return i;
    Str entries = str_print(
        pdf->arena, "/Type/XObject/Subtype/Image/Width %u/Height %u/BitsPerComponent 8/ColorSpace/%s",
        (unsigned)image->width, (unsigned)image->height, image->colored ? "DeviceRGB" : "DeviceGray");
    *ARENA_PUSH(pdf->arena, pdf->images, pdf->image_count, pdf->image_cap) =
        (PdfImage){image, pdf_packed_stream(pdf, entries, image->pixels)};
    return pdf->image_count - 1;
}

static void paint_image(Painter *painter, const Item *item) {
    PdfPage *page = &painter->pdf->page[painter->page];
    size_t number = image_number(painter->pdf, item->image);
    char name[24];
    snprintf(name, sizeof name, "I%zu", number);
    if (!page->images) {
        page->images = HPDF_Dict_New(painter->pdf->haru->mmgr);
        HPDF_Dict_Add(HPDF_Page_GetInheritableItem(page->page, "Resources", HPDF_OCLASS_DICT), "XObject",
                      page->images);
    }
    if (!HPDF_Dict_GetItem(page->images, name, HPDF_OCLASS_DICT))
        HPDF_Dict_Add(page->images, name, painter->pdf->images[number].object);
    Buf *out = painter->out;
    buf_add(out, STR("q "));
    pdf_number(out, item->width);
    buf_add(out, STR("0 0 "));
    pdf_number(out, item->height);
    put_point(out, item->x, item->y + item->height);
    buf_print(out, "cm/%s Do Q\n", name);
}

static void paint_item(Painter *painter, const Item *item) {
    switch (item->kind) {
    case ITEM_TEXT:
        paint_text(painter, item);
        break;
    case ITEM_LINE:
        set_stroke(painter, item->color, item->size);
        paint_stroke(painter, item->x, item->y, item->width, item->height);
        break;
    case ITEM_BOX:
        set_fill(painter, item->color);
        put_box(painter, item);
        buf_add(painter->out, STR("f\n"));
        break;
    case ITEM_HATCH:
        paint_hatch(painter, item);
        break;
    case ITEM_IMAGE:
        paint_image(painter, item);
        break;
    case ITEM_LINK:
        break; /* an annotation, no content */
    }
}

static void link_new(Painter *painter, const Item *item) {
    Pdf *pdf = painter->pdf;
    HPDF_Rect box = {
        .left = (HPDF_REAL)item->x,
        .right = (HPDF_REAL)(item->x + item->width),
        .top = (HPDF_REAL)upwards(item->y),
        .bottom = (HPDF_REAL)upwards(item->y + item->height),
    };
    HPDF_Destination to = pdf_destination(pdf, item->target_page, item->target_y);
    HPDF_Annotation link = HPDF_Page_CreateLinkAnnot(pdf->page[painter->page].page, box, to);
    pdf_tag_link(pdf, painter->page, item->element, link);
}

static void open_mark(Painter *painter, const Item *item) {
    static const char *const artifacts[] = {
        [ARTIFACT_LAYOUT] = "/Type/Layout",
        [ARTIFACT_HEADER] = "/Type/Pagination/Subtype/Header",
        [ARTIFACT_FOOTER] = "/Type/Pagination/Subtype/Footer",
        [ARTIFACT_REPEATED_HEAD] = "/Type/Pagination",
    };
    if (!item->element) {
        buf_print(painter->out, "/Artifact<<%s>>BDC\n", artifacts[item->artifact]);
        return;
    }
    buf_byte(painter->out, '/');
    buf_add(painter->out, str_of(element_name(item->element->kind)));
    buf_add(painter->out, STR("<</MCID "));
    pdf_integer(painter->out, pdf_tag_content(painter->pdf, painter->page, item));
    buf_add(painter->out, STR(">>BDC\n"));
}

/* Whether nothing but text is in the mark that this item opens. */
static bool is_text_only(const Painter *painter, const Item *item) {
    for (const Item *at = item; at < painter->end; at++) {
        if (!is_painted(at)) continue;
        if (!same_owner(item, at)) return true;
        if (at->kind != ITEM_TEXT) return false;
    }
    return true;
}

/* Closes the mark that is open and opens one for this item, unless both have the same owner. */
static void turn_to(Painter *painter, const Item *item) {
    bool open = painter->owner != NULL;
    if (!open || !same_owner(painter->owner, item)) {
        bool text = is_text_only(painter, item);
        if (open) buf_add(painter->out, STR("EMC\n"));
        if (painter->in_text && !text) buf_add(painter->out, STR("ET\n"));
        if (!painter->in_text && text) open_text(painter);
        painter->in_text = text;
        open_mark(painter, item);
    }
    painter->owner = item;
}

void pdf_paint(Pdf *pdf, size_t number) {
    const Page *page = &pdf->pages->at[number];
    pdf->content.n = 0;
    Painter painter = {.pdf = pdf,
                       .page = number,
                       .out = &pdf->content,
                       .line_width = 1,
                       .font = UINT_MAX,
                       .end = page->items + page->n};
    for (size_t i = 0; i < page->n; i++) {
        const Item *item = &page->items[i];
        if (item->kind == ITEM_LINK) link_new(&painter, item);
        if (is_painted(item)) {
            turn_to(&painter, item);
            paint_item(&painter, item);
        }
    }
    if (painter.owner) buf_add(painter.out, STR("EMC\n"));
    if (painter.in_text) buf_add(painter.out, STR("ET\n"));

    Str packed = pdf_deflate(pdf, PDF_QUICK, buf_str(&pdf->content));
    HPDF_Dict content = ((HPDF_PageAttr)pdf->page[number].page->attr)->contents;
    HPDF_Stream_Write(content->stream, (const HPDF_BYTE *)packed.p, (HPDF_UINT)packed.n);
    pdf_also(pdf, content, STR("/Filter/FlateDecode"));
}
