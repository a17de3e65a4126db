/* defects.h - `read --quality`: what looks wrong, one row a value, and how often. */
#ifndef CLAUSIER_CLI_DEFECTS_H
#define CLAUSIER_CLI_DEFECTS_H

#include "base/csvline.h"
#include "cli/cli.h"

Defects *defects_new(Cli *cli, CsvDialect *dialect);

/* Writes the row: file, line, record, field, value, defect, what was done. */
void defects_add(Defects *defects, const Diag *diag);

/* Says the counts by defect, the most frequent first. */
void defects_count(const Defects *defects);

#endif
