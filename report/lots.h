/* lots.h - lots and verdicts as rows: the columns of `read` and `check`. Each function appends one line; JSON
 * is an object a line ("clausier.check/1" with a verdict). What is absent is an empty cell, or null. */
#ifndef CLAUSIER_REPORT_LOTS_H
#define CLAUSIER_REPORT_LOTS_H

#include "base/csvline.h"
#include "rules/verdict.h"

void lot_csv_header(const CsvLine *line);
void lot_csv(const CsvLine *line, Arena *scratch, const Notice *notice, const Lot *lot);
void lot_json(Buf *buf, Arena *scratch, const Notice *notice, const Lot *lot);

void verdict_csv_header(const CsvLine *line);
void verdict_csv(const CsvLine *line, Arena *scratch, const Notice *notice, const Lot *lot,
                 const Verdict *verdict);
void verdict_json(Buf *buf, Arena *scratch, const Notice *notice, const Lot *lot, const Verdict *verdict);

#endif
