/* attachment.h - the figures of a review as files inside its PDF.
 *
 * Hidden cells are "s" in CSV and {"masked": true} in JSON. Titles, and names of files, which are made of
 * them, are the words figure_table, figure_column, figure_value and attachment. */
#ifndef CLAUSIER_REPORT_ATTACHMENT_H
#define CLAUSIER_REPORT_ATTACHMENT_H

#include "base/words.h"
#include "report/figures.h"
#include "report/pages.h"

/* Everything: JSON, "clausier.figures/1". */
Attachment figures_attachment(Arena *arena, const Figures *figures, const Words *words);
/* All values: a CSV of name, label and value. */
Attachment values_attachment(Arena *arena, const Figures *figures, const Words *words);
/* A table: a CSV whose first column numbers the rows, or says that it is the total. */
Attachment table_attachment(Arena *arena, const FigureTable *table, const Words *words);

/* All of these, in this order; of the tables those that have rows. */
void figures_attach(Pages *pages, const Figures *figures, const Words *words);

#endif
