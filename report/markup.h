/* markup.h - text inside of HTML, SVG and XML. */
#ifndef CLAUSIER_REPORT_MARKUP_H
#define CLAUSIER_REPORT_MARKUP_H

#include "base/str.h"

/* Adds the text so that none of it is markup, neither between tags nor in a quoted attribute.
 * Control characters and turns of direction are left out. Valid UTF-8. */
void markup_text(Buf *buf, Str text);

#endif
