/* pages_html.h - a display list as one HTML page: what the PDF says, for a telephone or a large screen.
 *
 * Only what belongs to an element is there: the structure tree becomes sections, headings, paragraphs, lists
 * and tables, a figure becomes a drawing (SVG) with its description. What pages repeat is left out, and so is
 * where they end. */
#ifndef CLAUSIER_REPORT_PAGES_HTML_H
#define CLAUSIER_REPORT_PAGES_HTML_H

#include "report/pages.h"

/* The whole page, which needs nothing beside itself: no script, no font, no picture of others. */
Str pages_html(Arena *arena, const Pages *pages);

#endif
