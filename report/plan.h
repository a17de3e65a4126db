/* plan.h - what of a template is shown, and how it is numbered. Private to layout.
 *
 * Made before anything is composed, because a caption names a table that comes later. */
#ifndef CLAUSIER_REPORT_PLAN_H
#define CLAUSIER_REPORT_PLAN_H

#include "base/map.h"
#include "ingest/xml.h"
#include "report/figures.h"
#include "report/flow.h"

typedef struct Planned {
    const XmlNode *node; /* a section, table, facts or chart */
    Anchor anchor;
} Planned;

typedef struct Plan {
    const Figures *figures;
    Planned **at; /* in the template's order: only what is shown */
    size_t n, cap;
    size_t cursor;   /* the next one to be composed */
    Map *by_id;      /* section's id -> Anchor */
    Map *by_data;    /* figure table's name -> Anchor of the table that prints it */
    size_t chapters; /* numbered so far */
    size_t tables, figure_count, annexed;
} Plan;

Plan *plan_new(Arena *arena, const XmlNode *root, const Figures *figures);

/* Whether its conditions hold and there is something in it to show. */
bool plan_shows(const Figures *figures, const XmlNode *node);

/* The anchor of the next planned node, which must be this one. */
Anchor *plan_next(Plan *plan, const XmlNode *node);

#endif
