/* attachment.h - the figures of a review as a file inside its PDF. */
#ifndef CLAUSIER_REPORT_ATTACHMENT_H
#define CLAUSIER_REPORT_ATTACHMENT_H

#include "base/words.h"
#include "report/figures.h"
#include "report/pages.h"

/* Every table and value in one CSV: table, row, column, value. Hidden cells are "s". Name and description by
 * the words attachment.name and attachment.description. */
Attachment figures_attachment(Arena *arena, const Figures *figures, const Words *words);

#endif
