/* compose.h - what the files of layout share: the composer and its pieces. Private to layout.
 *
 * Template and figures become strips (flow.h): inline.c makes rich text, paragraph.c lines, tabular.c rows,
 * chart.c drawings; numbering.c knows what is shown and how it is numbered before anything is composed. */
#ifndef CLAUSIER_REPORT_COMPOSE_H
#define CLAUSIER_REPORT_COMPOSE_H

#include "report/breaks.h"
#include "report/flow.h"
#include "report/layout.h"
#include "report/look.h"
#include "report/numbering.h"
#include "report/typography.h"

typedef struct Composer {
    Arena *arena;  /* of what is being composed: emptied when that is placed; what lasts is in the pages' */
    Strips strips; /* down the pages, not placed yet */
    Flow flow;
    Pages *pages;
    const Figures *figures;
    const Words *words;
    const Theme *theme;
    const Template *template;
    Fonts *fonts;
    Hyphenator *hyphenator; /* NULL: no hyphens */
    Numbering *numbering;
} Composer;

static inline Color color_of(const Composer *composer, Role role) {
    return composer->theme->color[role];
}
static inline Style style_of(const Composer *composer, StyleName name) {
    return theme_style(composer->theme, name);
}

/* Text in one size with changes of face and colour; some of it may be a link. */
typedef struct Run {
    size_t from, to; /* bytes of the text */
    Face face;
    Color color;
    Anchor *link;
    Element *element; /* its own, once painted, where the text has links */
} Run;
typedef struct Rich {
    Str text;
    Run *runs;
    size_t n, cap;
    bool linked;
    bool whole_words; /* hyphens only in a word that is wider than its column: cells, labels */
    double inset;     /* points; of a cell whose row is a part of the row above */
    Str stands_for;   /* what a hidden cell says to those who listen; else empty */
    Buf raw;          /* between rich_add() and rich_end() */
} Rich;

#define LINE_SEPARATOR "\u2028" /* ends a line and is not painted */

/* rich_add() any number of pieces, then rich_end(): white space is squeezed and the whole is typeset. */
void rich_add(Composer *composer, Rich *rich, Str text, Face face, Color color, Anchor *link);
void rich_end(Composer *composer, Rich *rich);
Rich rich_of(Composer *composer, Str text, Style style);
/* The rich text of an element of the template: text, <v>, <b>, <span>, <ref>. */
Rich inline_rich(Composer *composer, const XmlNode *node, Style style);

/* A line of a rich text: the bytes painted, and the width without the blanks at its end. */
typedef struct Line {
    size_t from, to;
    bool hyphen; /* painted after it */
    double width;
} Line;
double rich_width(Composer *composer, const Rich *rich, double size, size_t from, size_t to);
/* The widest piece that cannot be broken. */
double rich_widest_piece(Composer *composer, const Rich *rich, double size);
size_t rich_lines(Composer *composer, const Rich *rich, double size, double width, Line **lines);
/* At most `most` lines: what does not fit ends with an ellipsis. */
size_t rich_lines_cut(Composer *composer, Rich *rich, double size, double width, size_t most, Line **lines);
void line_paint(Composer *composer, Strip *strip, Rich *rich, const Line *line, double x, double baseline,
                double size, Element *element);

/* A plain text on one line; returns its width. */
double text_paint(Composer *composer, Strip *strip, Element *element, Style style, double x, double baseline,
                  Str text);
Str text_cut(Composer *composer, Style style, Str text, double width); /* with an ellipsis if too long */

/* Lines as strips, without a single first or last line on a page. */
void paragraph(Composer *composer, Strips *strips, Rich *rich, Style style, double width, Element *element,
               double before, double after);

/* A table whose cells are rich texts. Figures stand to the right. */
typedef struct Grid {
    size_t columns, rows;
    Rich *head;      /* one a column */
    Rich *cells;     /* row by row */
    Rich *total;     /* one a column, or NULL */
    bool *right;     /* columns of figures */
    size_t row_head; /* the column that names the row; SIZE_MAX: none */
} Grid;
/* Under `parent`; the caption may be NULL. */
void grid_compose(Composer *composer, Strips *strips, const Grid *grid, Rich *caption, Anchor *anchor,
                  double width, Element *parent);

/* The blocks of the template. */
void finding_compose(Composer *composer, Strips *strips, const XmlNode *node, double width, Element *parent);
void p_compose(Composer *composer, Strips *strips, const XmlNode *node, double width, Element *parent);
void note_compose(Composer *composer, Strips *strips, const XmlNode *node, double width, Element *parent);
void list_compose(Composer *composer, Strips *strips, const XmlNode *node, double width, Element *parent);
void figures_compose(Composer *composer, Strips *strips, const XmlNode *node, double width, Element *parent);
void alerts_compose(Composer *composer, Strips *strips, const XmlNode *node, double width, Element *parent);
void table_compose(Composer *composer, Strips *strips, const XmlNode *node, double width, Element *parent);
void facts_compose(Composer *composer, Strips *strips, const XmlNode *node, double width, Element *parent);
void chart_compose(Composer *composer, Strips *strips, const XmlNode *node, double width, Element *parent);
void contents_compose(Composer *composer, Strips *strips, Element *parent);
void cover_compose(Composer *composer, const XmlNode *node);

/* "Tableau 4." in bold, then the caption's own text, then what "s" means where one stands, then where the
 * data is (chart only: the data's name). */
Rich caption_rich(Composer *composer, const char *word, const Anchor *anchor, const XmlNode *caption,
                  bool hidden, Str data_of);

#endif
