/* template.h - what a review is printed by, such as templates/review.xml: valid by its RELAX NG schema, and
 * every data name in it known. */
#ifndef CLAUSIER_REPORT_TEMPLATE_H
#define CLAUSIER_REPORT_TEMPLATE_H

#include "ingest/xml.h"
#include "report/figures.h"
#include "report/theme.h"

/* A picture at its size on paper; no image: none. */
typedef struct Logo {
    const Image *image;
    double width, height; /* points */
    Str alt;
    Str path; /* of the file */
} Logo;

typedef struct Template {
    const XmlNode *root; /* <review> */
    Str language;        /* fr */
    Theme theme;
    Logo cover_logo, header_logo;
} Template;

/* False after saying every error with its line (DIAG_USAGE): schema, unknown value, table, column, a theme
 * that few could read, a logo that is not there. */
bool template_read(Arena *arena, Str file, Str bytes, Str schema_file, Str schema_bytes,
                   const Figures *figures, Template *template, Diags *diags);

/* The figures to attach to what it prints: all, or with attached="shown" those that it names. */
const Figures *template_attached(Arena *arena, const Template *template, const Figures *figures);

#endif
