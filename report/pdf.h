/* pdf.h - the only door to libharu: a display list goes in, PDF/A-3a and PDF/UA-1 bytes come out. */
#ifndef CLAUSIER_REPORT_PDF_H
#define CLAUSIER_REPORT_PDF_H

#include "base/diag.h"
#include "report/font.h"
#include "report/pages.h"

/* The whole file in the arena; empty after saying why (DIAG_WORLD). Same pages and fonts, same bytes. */
Str pdf_write(Arena *arena, const Pages *pages, Fonts *fonts, Diags *diags);

#endif
