/* follow_records.h - the contracts and anomalies of a day for machines: rows of CSV, or one JSON object. */
#ifndef CLAUSIER_REPORT_FOLLOW_RECORDS_H
#define CLAUSIER_REPORT_FOLLOW_RECORDS_H

#include "base/csvline.h"
#include "report/follow.h"

/* One row a contract, then one an anomaly: the first column says which. `late`: of the contracts only those
 * that are late. */
void follow_csv(const CsvLine *line, Arena *scratch, const Words *words, const Follow *follow, bool late);

/* "clausier.track/1": one object with contracts, anomalies and replaced declarations. */
Str follow_json(Arena *arena, const Words *words, const Follow *follow, bool late);

#endif
