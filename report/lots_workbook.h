/* lots_workbook.h - verdicts as a workbook for decisions: one row a lot, a column in which to decide, and a
 * second sheet that says how to read the first. */
#ifndef CLAUSIER_REPORT_LOTS_WORKBOOK_H
#define CLAUSIER_REPORT_LOTS_WORKBOOK_H

#include "report/lot_record.h"
#include "report/workbook.h"
#include "rules/ruleset.h"

/* What has been made of a lot so far, in French; zero but for the date: nothing. */
typedef struct LotDecided {
    Str news; /* nouveau, changé */
    Str decision, waiver, comment;
    Date decided_on; /* DATE_ABSENT: undecided */
} LotDecided;

typedef struct LotsWorkbook LotsWorkbook;

/* `path` is a file to write over, `shown` how it will be called, `folder` where temporary files go. With
 * `decided` it has columns for news and for what a waiver rests on, too. */
LotsWorkbook *lots_workbook_start(Arena *arena, const Words *words, const Ruleset *rules, const char *path,
                                  Str shown, Str folder, bool decided);

/* As if a sheet took no more than so many rows, the header included: for tests, as a million take long. */
void lots_workbook_shorten(LotsWorkbook *book, unsigned rows);

/* Adds lots by their lines (lot_record.h), or one with its decision. Says what was cut; false after saying
 * that a sheet takes no more (DIAG_WORLD). */
bool lots_workbook_add(LotsWorkbook *book, Str lines, Diags *diags);
bool lots_workbook_decided(LotsWorkbook *book, const LotRecord *lot, const LotDecided *decided, Diags *diags);

/* Adds the second sheet and closes the file. False after saying why it is not whole. */
bool lots_workbook_finish(LotsWorkbook *book, Diags *diags);
void lots_workbook_abandon(LotsWorkbook *book);

#endif
