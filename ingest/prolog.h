/* prolog.h - how are the bytes of an XML document to be read? See also xml_root(). */
#ifndef CLAUSIER_INGEST_PROLOG_H
#define CLAUSIER_INGEST_PROLOG_H

#include "base/str.h"

/* By a byte order mark, or by a first '<' with a NUL beside it. */
bool prolog_is_utf16(Str bytes, bool *big_endian);

/* The encoding that the XML declaration names; empty if it names none. */
Str prolog_encoding(Str bytes);

#endif
