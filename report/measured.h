/* measured.h - the counts of a corpus as tables: for an author's terminal, or one long CSV. */
#ifndef CLAUSIER_REPORT_MEASURED_H
#define CLAUSIER_REPORT_MEASURED_H

#include "base/csvline.h"
#include "rules/measure.h"

/* Aligned, each count with what it is of. The tables of labels only where there are some. */
Str measured_text(Arena *arena, const MeasureCounts *counts, bool labels);

/* table,row,effect,measure,count,of,remark: one line a count. */
void measured_csv(Arena *arena, const CsvLine *line, const MeasureCounts *counts, bool labels);

#endif
