/* flow.h - strips flow down the pages. Private to layout.
 *
 * A strip is a slice of the column that is never cut: a line, a row, a chart. Everything a review shows is
 * composed as strips first, then placed by one rule: strips that keep together stand on one page. */
#ifndef CLAUSIER_REPORT_FLOW_H
#define CLAUSIER_REPORT_FLOW_H

#include "report/font.h"
#include "report/theme.h"

/* A place that others refer to; the flow fills in where it came to stand. */
typedef struct Anchor {
    Str number; /* "3", "A2"; empty if it has none */
    Str title;
    unsigned level; /* 1: chapter, 2: section; 0: in neither outline nor contents */
    bool placed;
    size_t page; /* from 0 */
    double y;
    const Element *element; /* that stands there; NULL: none of its own */
} Anchor;

/* One thing on a strip; places count from the strip's top left corner. */
typedef struct Mark {
    enum {
        MARK_PAINT,       /* the item; a LINK goes to the anchor */
        MARK_PAGE_NUMBER, /* the item is a text: the anchor's page number is added, and it ends at x */
        MARK_ANCHOR,      /* the anchor stands here */
        MARK_FIGURE,      /* the item's box becomes the box of its element */
    } kind;
    Item item;
    Anchor *anchor;
} Mark;

typedef struct Strip Strip;
struct Strip {
    double height;
    double before, after; /* white space; the larger of two neighbours counts, none at a page's top */
    double room;          /* starts a new page unless this much of the page is left */
    bool keep;            /* on one page with the next strip */
    bool new_page;
    const Strip *head; /* repeated, as an artifact, where this strip is the first of a page */
    Mark *marks;
    size_t n, cap;
    Strip *next;
};

typedef struct Strips {
    Strip *first, *last;
} Strips;

Strip *strip_add(Arena *arena, Strips *strips, double height);
Mark *strip_mark(Arena *arena, Strip *strip);
void strip_anchor(Arena *arena, Strip *strip, Anchor *anchor);

/* A thing on a strip; element NULL makes it an artifact of the layout. */
Item *strip_item(Arena *arena, Strip *strip, ItemKind kind, Element *element);
void strip_box(Arena *arena, Strip *strip, Element *element, double x, double y, double width, double height,
               Color color);
void strip_hatch(Arena *arena, Strip *strip, Element *element, double x, double y, double width,
                 double height, Color color);
void strip_line(Arena *arena, Strip *strip, Element *element, double x, double y, double dx, double dy,
                double stroke, Color color);

double strips_height(const Strips *strips);
void strips_append(Strips *strips, const Strips *more); /* `more` is then part of `strips` */

/* All of them stand on one page, if they are no higher than `most`. */
void strips_keep(Strips *strips, double most);

/* Takes from the white space between strips, half of it at most, so that they are no higher than `room`;
 * leaves them as they are where that is not enough. */
void strips_squeeze(Strip *first, double room);

/* Adds the marks of all of `strips`, one below the other from (x, y) on; the strip becomes as high as they
 * need. */
void strip_take(Arena *arena, Strip *strip, const Strips *strips, double x, double y);

/* An item that is finished when all anchors are placed. */
typedef struct Waiting {
    size_t page, item;
    const Anchor *anchor;
} Waiting;

/* Where the strips have come to; new ones start a page. */
typedef struct Flow {
    Pages *pages;
    Fonts *fonts;
    const Theme *theme;
    bool begun;   /* something stands on the page */
    double y;     /* where the next strip may start */
    double after; /* the white space that the one above wants */
    Waiting *waiting;
    size_t n, cap;
} Flow;

/* Places strips, of which the last keeps with nothing; pages are added as needed. Nothing of the strips is
 * used afterwards, but for the anchors that they refer to: what lasts is copied to the pages' arena. */
void flow_place(Flow *flow, const Strips *strips);
/* When all anchors are placed: finishes what refers to them. */
void flow_end(Flow *flow);

#endif
