/* look.h - the look of a review in one place: sizes in points, colours, spaces. Private to layout. */
#ifndef CLAUSIER_REPORT_LOOK_H
#define CLAUSIER_REPORT_LOOK_H

#include "report/pages.h"

#include <math.h>

#define MARGIN 56.7                            /* left and right: 20 mm */
#define COLUMN_WIDTH (PAGE_WIDTH - 2 * MARGIN) /* tables, charts, rules */
#define TEXT_WIDTH 450.0                       /* running text: at most 85 characters */
#define COLUMN_GAP 22.5                        /* between two columns side by side */
#define PAGE_TOP 57.0                          /* first strip of a page */
#define PAGE_BOTTOM (PAGE_HEIGHT - 62.0)       /* no strip goes below */
#define HEADER_BASELINE 33.0
#define FOOTER_RULE (PAGE_HEIGHT - 40.0)
#define FOOTER_BASELINE (PAGE_HEIGHT - 28.0)

#define INK ((Color){0x1b, 0x24, 0x33})
#define MUTED ((Color){0x5b, 0x66, 0x77})
#define NAVY ((Color){0x12, 0x35, 0x5b})
#define HAIRLINE ((Color){0xcf, 0xd6, 0xdf})
#define TINT ((Color){0xf2, 0xf5, 0xf8}) /* behind an alert */
#define WHITE ((Color){0xff, 0xff, 0xff})
/* Okabe and Ito's colours, told apart by every eye. */
#define DATA_BLUE ((Color){0x00, 0x72, 0xb2})
#define SKY ((Color){0x56, 0xb4, 0xe9})
#define GREEN ((Color){0x00, 0x9e, 0x73})
#define TARGET_ORANGE ((Color){0xe6, 0x9f, 0x00})
#define ALERT_RED ((Color){0xd5, 0x5e, 0x00})
#define PINK ((Color){0xcc, 0x79, 0xa7})
#define GREY ((Color){0x9a, 0xa5, 0xb1}) /* other, unknown, hidden */
#define PALE ((Color){0xdf, 0xe5, 0xec})

/* Relative luminance, from 0 to 1, as WCAG defines it. */
static inline double color_luminance(Color color) {
    const double weights[] = {0.2126, 0.7152, 0.0722};
    const uint8_t parts[] = {color.r, color.g, color.b};
    double luminance = 0;
    for (size_t i = 0; i < 3; i++) {
        double part = parts[i] / 255.0;
        luminance += weights[i] * (part <= 0.04045 ? part / 12.92 : pow((part + 0.055) / 1.055, 2.4));
    }
    return luminance;
}

/* From 1 to 21; text needs 4.5. */
static inline double color_contrast(Color a, Color b) {
    double x = color_luminance(a), y = color_luminance(b);
    return x > y ? (x + 0.05) / (y + 0.05) : (y + 0.05) / (x + 0.05);
}

typedef struct Style {
    double size, leading;
    Face face;
    Color color;
} Style;

#define STYLE_COVER ((Style){36, 39, FACE_BOLD, NAVY})
#define STYLE_SUBTITLE ((Style){13, 18.5, FACE_REGULAR, INK})
#define STYLE_OVERLINE ((Style){11, 15, FACE_REGULAR, MUTED})
#define STYLE_H1 ((Style){22, 25.5, FACE_BOLD, NAVY})
#define STYLE_H2 ((Style){13, 17, FACE_BOLD, NAVY})
#define STYLE_H3 ((Style){10.2, 14, FACE_BOLD, NAVY})
#define STYLE_FINDING ((Style){11.5, 16.5, FACE_REGULAR, MUTED})
#define STYLE_BODY ((Style){10.2, 14.8, FACE_REGULAR, INK})
#define STYLE_ALERT ((Style){9.2, 13.2, FACE_REGULAR, INK})
#define STYLE_CELL ((Style){8.9, 12.4, FACE_REGULAR, INK})
#define STYLE_HEAD ((Style){8.9, 12.0, FACE_BOLD, NAVY})
#define STYLE_TOTAL ((Style){8.9, 12.4, FACE_BOLD, INK})
#define STYLE_CAPTION ((Style){8.4, 12, FACE_REGULAR, MUTED})
#define STYLE_NOTE ((Style){8.4, 12, FACE_REGULAR, MUTED})
#define STYLE_KEY ((Style){21, 24, FACE_BOLD, NAVY})
#define STYLE_KEY_LINE ((Style){8.4, 11.2, FACE_REGULAR, MUTED})
#define STYLE_LABEL ((Style){8.6, 10.6, FACE_REGULAR, INK})
#define STYLE_VALUE ((Style){8.2, 10.6, FACE_BOLD, INK})
#define STYLE_AXIS ((Style){7.6, 9.6, FACE_REGULAR, MUTED})
#define STYLE_RUNNING ((Style){8, 10, FACE_REGULAR, MUTED})

#define RULE_NAVY 1.0
#define RULE_HAIR 0.45

/* The baseline of a line of text whose top is at 0. */
static inline double style_baseline(Style style) {
    return style.leading / 2 + 0.36 * style.size;
}

#endif
