/* figures_workbook.h - the figures of a review as a workbook: the values, then a sheet for each table. What
 * is hidden is "s". */
#ifndef CLAUSIER_REPORT_FIGURES_WORKBOOK_H
#define CLAUSIER_REPORT_FIGURES_WORKBOOK_H

#include "base/diag.h"
#include "base/words.h"
#include "report/figures.h"

/* Over the file at `path`; `shown` is how it will be called, `folder` where temporary files go, `created` the
 * day of its properties. False after saying why (DIAG_WORLD): the file is of no use. */
bool figures_workbook(Arena *arena, const Figures *figures, const Words *words, Date created,
                      const char *path, Str shown, Str folder, Diags *diags);

#endif
