/* quality.h - what looks wrong in a notice that has been read: said, never mended. */
#ifndef CLAUSIER_INGEST_QUALITY_H
#define CLAUSIER_INGEST_QUALITY_H

#include "ingest/defect.h"
#include "ingest/notice.h"

/* "+01:00" or "+02:00": the offset of French local time on a day (directive 2000/84/EC: summer time from the
 * last Sunday of March to the last of October). */
Str quality_french_offset(Date day);

/* Whether the zone that stands behind a day and a time ("Z", "+01:00") is another than France's on that day.
 * No zone is none. */
bool quality_zone_is_wrong(Str stamp, Date day);

/* Whether a department lies overseas (971, 98...), where the hour is another. */
bool quality_is_overseas(Str department);

/* Says (DIAG_DEFECT) what of the notice and its lots looks wrong when they are seen whole, whatever the
 * format: no id, lots without one, the procedure's total on each lot, dates in the wrong order, damaged text.
 */
void quality_check(Arena *scratch, const Notice *notice, Diags *diags);

#endif
