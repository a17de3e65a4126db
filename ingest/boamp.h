/* boamp.h - notices of the French official bulletin (BOAMP) as XML: root ANNONCE, schemas 110, 230 and 240.
 */
#ifndef CLAUSIER_INGEST_BOAMP_H
#define CLAUSIER_INGEST_BOAMP_H

#include "ingest/notice.h"
#include "ingest/xml.h"

/* True for the local name of the root that this reader takes. */
bool boamp_root(Str local_name);

/* Reads one notice into the arena. False after saying why (DIAG_REFUSED); a value that is left out is said
 * (DIAG_DOUBT). */
bool boamp_read(XmlReader *reader, Arena *arena, Str file, Str bytes, Notice *notice, Diags *diags);

#endif
