/* layout.h - a template and figures become pages: lines are broken, tables split, charts drawn, everything
 * tagged. */
#ifndef CLAUSIER_REPORT_LAYOUT_H
#define CLAUSIER_REPORT_LAYOUT_H

#include "base/words.h"
#include "report/font.h"
#include "report/template.h"

/* Empty pages, NULL only after saying why. The metadata of Pages (title, author, ...) are set from the
 * figures. */
Pages *layout_review(Arena *arena, const Template *template, const Figures *figures, const Words *words,
                     Fonts *fonts, Diags *diags);

#endif
