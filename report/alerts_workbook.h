/* alerts_workbook.h - alerts.xlsx: contracts by their pace, anomalies, replaced declarations. For the house's
 * own use: it names persons by their pseudonyms. */
#ifndef CLAUSIER_REPORT_ALERTS_WORKBOOK_H
#define CLAUSIER_REPORT_ALERTS_WORKBOOK_H

#include "report/follow.h"
#include "report/workbook.h"

/* Over the file at `path`; `shown` is how it will be called, `folder` where temporary files go. With `late`
 * the contracts are only those that are late. False after saying why (DIAG_WORLD): the file is of no use. */
bool alerts_workbook(Arena *arena, const Follow *follow, const Words *words, bool late, const char *path,
                     Str shown, Str folder, Diags *diags);

#endif
