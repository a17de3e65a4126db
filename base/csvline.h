/* csvline.h - one line of CSV out: RFC 4180, `,`, LF. Text that a spreadsheet would take for a formula is
 * neutralised. */
#ifndef CLAUSIER_BASE_CSVLINE_H
#define CLAUSIER_BASE_CSVLINE_H

#include "base/date.h"
#include "base/decimal.h"

/* Each adds one cell; what is absent is an empty one. Text is quoted where needed, and gets a leading
 * apostrophe where it starts with = + - @ TAB CR and is not a plain number. What a terminal would obey comes
 * out as utf8_visible() shows it. */
void csvline_text(Buf *buf, Str cell);
void csvline_hundredths(Buf *buf, Hundredths value);
void csvline_count(Buf *buf, int64_t value);
void csvline_date(Buf *buf, Date date);
void csvline_end(Buf *buf); /* ends the line */

#endif
