/* xmllib.h - what the two sides of the XML door, stream and tree, share of libxml2. For them only. */
#ifndef CLAUSIER_INGEST_XMLLIB_H
#define CLAUSIER_INGEST_XMLLIB_H

#include "base/str.h"

struct _xmlError;

/* To be called before anything of libxml2, from any thread. */
void xml_library_ready(void);

/* What libxml2 says, on one line, in valid UTF-8. */
Str xml_error_text(const struct _xmlError *error);

#endif
