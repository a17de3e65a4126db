/* lots_workbook.h - verdicts as a workbook for decisions: one row a lot, a column in which to decide, and a
 * second sheet that says how to read the first. */
#ifndef CLAUSIER_REPORT_LOTS_WORKBOOK_H
#define CLAUSIER_REPORT_LOTS_WORKBOOK_H

#include "base/words.h"
#include "report/workbook.h"
#include "rules/ruleset.h"

/* The cells of a lot as a line of text that lots_workbook_add() reads: verdicts wait in that form until it is
 * known which of them count. */
void lots_workbook_row(Buf *rows, Arena *scratch, const Words *words, const Notice *notice, const Lot *lot,
                       const Verdict *verdict);

typedef struct LotsWorkbook LotsWorkbook;

/* `path` is a file to write over, `shown` how it will be called, `folder` where temporary files go. */
LotsWorkbook *lots_workbook_start(Arena *arena, const Words *words, const Ruleset *rules, const char *path,
                                  Str shown, Str folder);

/* Adds these rows. Says what was cut; false after saying that a sheet takes no more (DIAG_WORLD). */
bool lots_workbook_add(LotsWorkbook *book, Str rows, Diags *diags);

/* Adds the second sheet and closes the file. False after saying why it is not whole. */
bool lots_workbook_finish(LotsWorkbook *book, Diags *diags);
void lots_workbook_abandon(LotsWorkbook *book);

#endif
