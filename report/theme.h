/* theme.h - colours, typeface and margins of a review: what <theme> of a template may change.
 *
 * Colours are named by what they are for. A theme is refused, with the line and the ratio it misses, when
 * text or graphics would not stand out enough for WCAG AA (1.4.3 and 1.4.11), or when two fills that lie
 * beside each other would look alike in a print in grey. Paper is white. */
#ifndef CLAUSIER_REPORT_THEME_H
#define CLAUSIER_REPORT_THEME_H

#include "ingest/xml.h"
#include "report/pages.h"

typedef enum Role {
    ROLE_TITLE, /* headings, strong rules, the band of the cover */
    ROLE_INK,   /* running text */
    ROLE_MUTED, /* captions, notes, axes */
    ROLE_LINK,
    ROLE_RULE, /* hairlines */
    ROLE_TINT, /* behind an alert */
    ROLE_ALERT,
    ROLE_TARGET,  /* what should be reached */
    ROLE_DATA,    /* bars, columns, a stack's first part */
    ROLE_PART,    /* a part of those, a stack's second */
    ROLE_SERIES3, /* a stack's third, and so on */
    ROLE_SERIES4,
    ROLE_SERIES5,
    ROLE_SERIES6,
    ROLE_OTHER,   /* what is no category of its own */
    ROLE_UNKNOWN, /* beside it */
    ROLE_COUNT
} Role;

#define PAPER ((Color){0xff, 0xff, 0xff})

typedef struct Theme {
    Str font;                   /* a family or, with a slash, a folder; empty: Lato */
    double margin, top, bottom; /* points: left and right, above the text, below it */
    Color color[ROLE_COUNT];
} Theme;

/* Okabe and Ito's colours, told apart by every eye. */
Theme theme_default(void);

#define POINTS_PER_MM (72 / 25.4)
/* "20mm", "17.5mm": in tenths of a millimetre. Not checked: the schema lets nothing else through. */
int length_read(Str text);

/* The default one with what <theme> says; NULL: there is none. How many errors were said, each with its
 * line (DIAG_USAGE). `folder` is where a font's folder is looked for. */
size_t theme_read(Arena *arena, const XmlNode *node, Str folder, Theme *theme, Diags *diags);

double color_luminance(Color color);          /* from 0 to 1, as WCAG defines it */
double color_contrast(Color a, Color b);      /* from 1 to 21 */
Color color_above(const Theme *, Color fill); /* of text on a fill: paper's or ink's, what stands out more */
bool color_is_faint(Color fill);              /* on paper: less than 3 to 1, the fill needs an edge */
Color color_edge(Color fill);                 /* the same darker, so that it is not */

static inline double column_width(const Theme *theme) { /* tables, charts, rules */
    return PAGE_WIDTH - 2 * theme->margin;
}
static inline double page_bottom(const Theme *theme) { /* no strip goes below */
    return PAGE_HEIGHT - theme->bottom;
}

#endif
