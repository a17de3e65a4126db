/* pages_svg.c - texts, lines, boxes, stripes and pictures of a figure, as a browser draws them. */
#include "report/pages_svg.h"
#include "report/markup.h"

#include <math.h>

enum { HATCHES = 8 }; /* colours of stripes: those of more stay unfilled */

static void put(Buf *out, const char *markup) {
    buf_add(out, str_of(markup));
}

static void put_number(Buf *out, const char *name, double number) {
    double tenths = round(number * 10);
    buf_print(out, " %s=\"%s%.0f.%d\"", name, tenths < 0 ? "-" : "", floor(fabs(tenths) / 10),
              (int)fmod(fabs(tenths), 10));
}

static void put_color(Buf *out, const char *name, Color color) {
    buf_print(out, " %s=\"#%02x%02x%02x\"", name, (unsigned)color.r, (unsigned)color.g, (unsigned)color.b);
}

static unsigned color_key(Color color) {
    return (unsigned)color.r << 16 | (unsigned)color.g << 8 | color.b;
}

void svg_hatches(Buf *out, const Pages *pages) {
    unsigned seen[HATCHES];
    size_t n = 0;
    put(out, "<svg width=\"0\" height=\"0\" aria-hidden=\"true\">");
    for (size_t page = 0; page < pages->n; page++)
        for (size_t i = 0; i < pages->at[page].n; i++) {
            const Item *item = &pages->at[page].items[i];
            size_t known = 0;
            while (known < n && seen[known] != color_key(item->color)) known++;
            if (item->kind != ITEM_HATCH || known < n || n == HATCHES) continue;
            seen[n++] = color_key(item->color);
            buf_print(out, "<pattern id=\"hatch-%06x\" width=\"4\" height=\"4\" ", seen[known]);
            put(out, "patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\"><rect width=\"1\" "
                     "height=\"4\"");
            put_color(out, "fill", item->color);
            put(out, "/></pattern>");
        }
    put(out, "</svg>\n");
}

static void put_rectangle(Buf *out, const Item *item, double x, double y) {
    put(out, "<rect");
    put_number(out, "x", x), put_number(out, "y", y);
    put_number(out, "width", item->width), put_number(out, "height", item->height);
    if (item->kind == ITEM_HATCH) buf_print(out, " fill=\"url(#hatch-%06x)\"", color_key(item->color));
    else put_color(out, "fill", item->color);
    put(out, "/>");
}

static void put_stroke(Buf *out, const Item *item, double x, double y) {
    put(out, "<line");
    put_number(out, "x1", x), put_number(out, "y1", y);
    put_number(out, "x2", x + item->width), put_number(out, "y2", y + item->height);
    put_color(out, "stroke", item->color);
    put_number(out, "stroke-width", item->size);
    put(out, "/>");
}

/* As wide as it was measured, whatever the reader's font is. */
static void put_label(Buf *out, const Item *item, double x, double y) {
    if (!item->text.n) return;
    put(out, "<text");
    put_number(out, "x", x), put_number(out, "y", y);
    put_number(out, "font-size", item->size);
    if (item->width > 0) {
        put_number(out, "textLength", item->width);
        put(out, " lengthAdjust=\"spacingAndGlyphs\"");
    }
    if (item->face == FACE_BOLD) put(out, " font-weight=\"700\"");
    put_color(out, "fill", item->color);
    put(out, ">");
    markup_text(out, item->text);
    put(out, "</text>");
}

static void put_base64(Buf *out, Str bytes) {
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    for (size_t i = 0; i < bytes.n; i += 3) {
        uint32_t three = 0;
        for (size_t k = 0; k < 3; k++) three = three << 8 | (i + k < bytes.n ? (uint8_t)bytes.p[i + k] : 0);
        for (size_t k = 0; k < 4; k++)
            buf_byte(out, i + k > bytes.n ? '=' : digits[three >> (18 - 6 * k) & 63]);
    }
}

/* The picture's own file, in the page. */
static void put_image(Buf *out, const Item *item, double x, double y) {
    put(out, "<image");
    put_number(out, "x", x), put_number(out, "y", y);
    put_number(out, "width", item->width), put_number(out, "height", item->height);
    put(out, " href=\"data:image/png;base64,");
    put_base64(out, item->image->file);
    put(out, "\"/>");
}

void svg_shape(Buf *out, const Item *item, double x, double y) {
    switch (item->kind) {
    case ITEM_TEXT:
        put_label(out, item, x, y);
        break;
    case ITEM_LINE:
        put_stroke(out, item, x, y);
        break;
    case ITEM_BOX:
    case ITEM_HATCH:
        put_rectangle(out, item, x, y);
        break;
    case ITEM_IMAGE:
        put_image(out, item, x, y);
        break;
    case ITEM_LINK:
        break;
    }
}
