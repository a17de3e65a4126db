/* ted.h - notices of the older TED schema (TED_EXPORT, R2.0.7 to R2.0.9): every form, every namespace. */
#ifndef CLAUSIER_INGEST_TED_H
#define CLAUSIER_INGEST_TED_H

#include "ingest/notice.h"
#include "ingest/xml.h"

/* Of one notice, beside LOTS_MOST lots. */
enum { TED_AWARDS_MOST = 100000, TED_CORRECTIONS_MOST = 10000 };

/* True for the local name of the root that this reader takes. */
bool ted_root(Str local_name);

/* Reads one notice into the arena. False after saying why (DIAG_REFUSED); a value that is left out or odd is
 * said (DIAG_DOUBT). */
bool ted_read(XmlReader *reader, Arena *arena, Str file, Str bytes, Notice *notice, Diags *diags);

#endif
