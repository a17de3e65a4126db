/* grammar.h - what a RELAX NG schema allows, as lists: for messages that help, and for the reference.
 *
 * The schema itself stays the judge (ingest/xml.h); here is only what people ask: which elements and
 * attributes there are, what stands in what, and what each of them is for, by its annotation. A schema may
 * say more (order, alternatives) than these lists tell. */
#ifndef CLAUSIER_REPORT_GRAMMAR_H
#define CLAUSIER_REPORT_GRAMMAR_H

#include "base/map.h"
#include "ingest/xml.h"

typedef struct GrammarAttribute {
    Str name, about; /* about: its annotation; empty if it has none */
    StrList values;  /* all that it may be; none: any */
    bool required;
} GrammarAttribute;

typedef struct GrammarElement {
    Str name, about;
    GrammarAttribute *attributes;
    size_t n, cap;
    StrList children, required; /* elements in it; those that must be there */
    bool text;                  /* text may stand in it */
    bool filled;                /* something must stand in it */
} GrammarElement;

typedef struct Grammar {
    GrammarElement **elements; /* in the order in which the schema comes to them; the first is the root */
    size_t n, cap;
    Map *by_name;
} Grammar;

/* From a schema's tree. Elements of one name are taken for one. */
Grammar *grammar_read(Arena *arena, const XmlNode *schema);

/* Says what of a document the lists do not allow, each error at its line (DIAG_USAGE), 20 at most; how
 * many. */
size_t grammar_check(Arena *arena, const Grammar *grammar, const XmlNode *root, Diags *diags);

/* The name of these that was meant: one or two letters apart; empty if none is near. */
Str name_near(Str name, StrList names);

/* All elements with their attributes, for people. */
Str grammar_print(Arena *arena, const Grammar *grammar);

#endif
