/* eforms.h - eForms notices (UBL 2.3, SDK 1.3 and later): every root, every subtype. */
#ifndef CLAUSIER_INGEST_EFORMS_H
#define CLAUSIER_INGEST_EFORMS_H

#include "ingest/notice.h"
#include "ingest/xml.h"

/* True for the local names of the roots that this reader takes. */
bool eforms_root(Str local_name);

/* Reads one notice into the arena. False after saying why (DIAG_REFUSED); a value that is left out is said
 * (DIAG_DOUBT). */
bool eforms_read(XmlReader *reader, Arena *arena, Str file, Str bytes, Notice *notice, Diags *diags);

#endif
