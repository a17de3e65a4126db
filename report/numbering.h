/* numbering.h - what of a template is shown, and how it is numbered. Private to layout.
 *
 * Made before anything is composed, because a caption names a table that comes later. */
#ifndef CLAUSIER_REPORT_NUMBERING_H
#define CLAUSIER_REPORT_NUMBERING_H

#include "base/words.h"
#include "ingest/xml.h"
#include "report/figures.h"
#include "report/flow.h"

typedef struct Numbered {
    const XmlNode *node; /* a section, table, facts or chart */
    Anchor anchor;
} Numbered;

typedef struct Numbering {
    const Figures *figures;
    const Words *words;
    Numbered **at; /* in the template's order: only what is shown */
    size_t n, cap;
    size_t cursor;   /* the next one to be composed */
    Map *by_id;      /* section's id -> Anchor */
    Map *by_data;    /* figure table's name -> Anchor of the table that prints it */
    size_t chapters; /* numbered so far */
    size_t tables, figure_count, annexed;
} Numbering;

Numbering *numbering_new(Arena *arena, const XmlNode *root, const Figures *figures, const Words *words);

/* Whether its conditions hold and there is something in it to show. */
bool node_shows(const Figures *figures, const XmlNode *node);

/* The anchor of the next numbered node, which must be this one. */
Anchor *numbering_next(Numbering *numbering, const XmlNode *node);

#endif
