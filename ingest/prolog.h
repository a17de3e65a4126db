/* prolog.h - how are the bytes of an XML document to be read? See also xml_root(). */
#ifndef CLAUSIER_INGEST_PROLOG_H
#define CLAUSIER_INGEST_PROLOG_H

#include "base/str.h"

typedef enum XmlEncoding {
    XML_UTF8,
    XML_UTF16_LITTLE,
    XML_UTF16_BIG,
    XML_LATIN, /* ASCII, ISO-8859-1, ISO-8859-15, Windows-1252 */
    XML_OTHER,
} XmlEncoding;

/* By the byte order mark, or a NUL beside the first '<', or the XML declaration, whose word is *name. */
XmlEncoding prolog_encoding(Str bytes, Str *name);

/* The bytes behind a byte order mark of UTF-8. */
Str prolog_without_mark(Str bytes);

/* Can this be the first byte of a name? */
bool prolog_begins_name(char c);

#endif
