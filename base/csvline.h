/* csvline.h - one line of CSV out: RFC 4180, `,`, LF. Text that a spreadsheet would take for a formula is
 * neutralised. */
#ifndef CLAUSIER_BASE_CSVLINE_H
#define CLAUSIER_BASE_CSVLINE_H

#include "base/date.h"
#include "base/decimal.h"

/* A cell from outside: quoted where needed; one that starts with = + - @ TAB CR gets a leading apostrophe,
 * unless it is a plain number. csvline_* start a new line after csvline_end(). */
void csvline_text(Buf *buf, Str cell);
void csvline_hundredths(Buf *buf, Hundredths value);
void csvline_count(Buf *buf, int64_t value);
void csvline_date(Buf *buf, Date date);
void csvline_end(Buf *buf);

#endif
