/* pages_svg.h - what a figure of a display list is drawn with, as SVG. Units are points, as on the page. */
#ifndef CLAUSIER_REPORT_PAGES_SVG_H
#define CLAUSIER_REPORT_PAGES_SVG_H

#include "report/pages.h"

/* The patterns that stripes are filled with, one a colour: once in a document, before any shape. */
void svg_hatches(Buf *out, const Pages *pages);

/* One item; x and y are its place in the figure's own box. A link is no shape. */
void svg_shape(Buf *out, const Item *item, double x, double y);

#endif
