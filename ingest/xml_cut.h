/* xml_cut.h - where a huge XML document of records may be cut, so that its parts give what the whole gives.
 */
#ifndef CLAUSIER_INGEST_XML_CUT_H
#define CLAUSIER_INGEST_XML_CUT_H

#include "base/str.h"

/* Of a document whose root holds nothing but records. */
typedef struct XmlRecords {
    Str prolog;  /* from its start to behind the root's start tag: what each part begins with */
    Str close;   /* the root's end tag: what each part but the last ends with */
    Str ends[4]; /* what the end tags of records begin with */
    size_t end_count;
} XmlRecords;

/* Whether the document that begins like this is one of records (by its root), in an encoding whose markup is
 * ASCII. The texts live in `arena`, the prolog is a view. */
bool xml_records(Arena *arena, Str start, XmlRecords *records);

/* The last place in the text, which begins inside the root, behind a record's end tag; 0 if there is none.
 * What stands in comments, CDATA and instructions is not taken for a tag. */
size_t xml_cut(const XmlRecords *records, Str text);

#endif
