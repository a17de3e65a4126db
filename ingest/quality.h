/* quality.h - what looks wrong in a notice that has been read: said, never mended. */
#ifndef CLAUSIER_INGEST_QUALITY_H
#define CLAUSIER_INGEST_QUALITY_H

#include "ingest/defect.h"
#include "ingest/notice.h"

/* "+01:00" or "+02:00": the offset of French local time on a day (directive 2000/84/EC: summer time from the
 * last Sunday of March to the last of October). */
Str quality_french_offset(Date day);

/* Says (DIAG_DEFECT) each value of the notice and its lots that looks wrong, whatever the format: numbers of
 * companies, placeholders for amounts, the procedure's total on each lot, dates in the wrong order. */
void quality_check(Arena *scratch, const Notice *notice, Diags *diags);

#endif
