/* xml.h - the only door to libxml2: hostile documents go in, (path, text) events or a small tree come out.
 *
 * Stream. A format is a table of paths. The paths are compiled once into a state machine over (namespace,
 * local name); a subtree that no path names is only counted, not read. Prefixes never matter. Safe by
 * construction: a DOCTYPE is refused, no entity is replaced, nothing is loaded; size, depth, elements, names,
 * tags, namespaces and the text that is read are limited (XML_MAX_...). UTF-8, UTF-16 and the Latin encodings
 * are read; another declared encoding is refused by name.
 *
 * Tree. Small trusted-shape documents (templates) are validated against a RELAX NG schema and returned whole.
 */
#ifndef CLAUSIER_INGEST_XML_H
#define CLAUSIER_INGEST_XML_H

#include "base/diag.h"
#include "ingest/piece.h"

enum {
    XML_MAX_BYTES = 64 << 20,
    XML_MAX_DEPTH = 256,
    XML_MAX_TEXT = 1 << 20,   /* bytes in one element that is read */
    XML_MAX_NODES = 10000000, /* elements and processing instructions */
    XML_MAX_NAMES = 100000,   /* different ones: libxml2's dictionary has a fixed number of chains */
    XML_MAX_TAG = 1 << 14,    /* bytes: libxml2 compares each attribute of a tag with every other */
    XML_MAX_NAMESPACES = 256, /* in scope: libxml2 walks them for every name */
};

/* One line of a format's table. Paths are "ns:local/ns:local/..." from the root's children on; the prefixes
 * are those of the table's own XmlNamespace list; an unprefixed step has no namespace, and the step "*" is
 * any element that the table does not name beside it. `wants` says what is reported. Nothing can be read
 * below an XML_TEXT or an XML_DEEP; in the former, elements are skipped with their text. */
typedef enum XmlWants {
    XML_TEXT, /* its text, when it ends */
    XML_DEEP, /* its text with that of the elements in it, when it ends; a paragraph (P) ends with a line feed
               */
    XML_GROUP, /* its begin and its end */
} XmlWants;
typedef struct XmlPath {
    const char *path;
    int id; /* the format's own number, 0 or more */
    XmlWants wants;
} XmlPath;
typedef struct XmlNamespace {
    const char *prefix, *uri;
} XmlNamespace;

typedef struct XmlFormat XmlFormat; /* a compiled table: immutable, shared by all workers */
/* Without namespaces (NULL) a format takes elements and attributes by their local names, whatever namespace
 * they are in. */
XmlFormat *xml_format(Arena *arena, const XmlNamespace *namespaces, size_t namespace_count,
                      const XmlPath *paths, size_t path_count);

/* Attributes with a prefix are reported, without it, to formats without namespaces only. */
typedef struct XmlAttr {
    Str name, value;
} XmlAttr;

/* One event. Everything in it is valid during the call only: keep with str_copy(). */
typedef struct XmlEvent {
    enum {
        XML_BEGIN,
        XML_END,
        XML_VALUE,
        XML_AGAIN, /* forget what was said so far: the document is read once more from its start */
    } what;
    int id;
    const char *local; /* the element's name: see xml_name() */
    Str text;          /* XML_VALUE: the element's own text, white space as it stands */
    const XmlAttr *attrs;
    size_t attr_count;
    uint32_t line; /* where the element's first tag ends; of an XML_END, its last */
} XmlEvent;
Str xml_attr(const XmlEvent *event, const char *name); /* empty if absent */
Str xml_name(const XmlEvent *event);                   /* the element's local name */

/* Takes the events; false refuses the document (after saying why). */
typedef bool XmlSink(void *to, const XmlEvent *event);

/* A worker's parser: context and dictionary are reused from document to document. */
typedef struct XmlReader XmlReader;
XmlReader *xml_reader_new(void);
/* Parses without masked copies (mask.h): slower where there are accents, and the same events. */
void xml_reader_plain(XmlReader *reader, bool plain);
void xml_reader_free(XmlReader *reader);

/* The root element's name, without parsing: which format is this? False if the bytes are not XML at all; true
 * with an empty name if they begin like XML but show no root. */
bool xml_root(Arena *arena, Str bytes, Str *local_name);

/* Reads one document. False after saying why (DIAG_REFUSED). */
bool xml_read(XmlReader *reader, const XmlFormat *format, Piece piece, XmlSink *sink, void *to, Diags *diags);

/* A tree in the arena. Text nodes have an empty name. */
typedef struct XmlNode XmlNode;
struct XmlNode {
    Str name; /* local */
    Str text; /* of a text node, as it stands */
    XmlAttr *attrs;
    size_t attr_count;
    XmlNode *first, *next, *parent;
    Loc at;
};
Str xml_node_attr(const XmlNode *node, const char *name);

/* The root of a document that is valid by the schema, or of any if the schema is empty; NULL after saying
 * every error with its line (DIAG_USAGE). */
XmlNode *xml_tree(Arena *arena, Str file, Str bytes, Str schema_file, Str schema_bytes, Diags *diags);

#endif
