/* workbook.h - is this zip a workbook? */
#ifndef CLAUSIER_INGEST_WORKBOOK_H
#define CLAUSIER_INGEST_WORKBOOK_H

#include "base/str.h"

/* By the name of its first member, as spreadsheet programs write it. */
bool workbook_is(Str start);

#endif
