/* decp.h - essential data of French public contracts and concessions (DECP) in XML, schemas 1.x and 2.0.
 *
 * A document holds any number of records, each a contract that was awarded: a notice of one lot, known by the
 * buyer's SIRET and the contract's number. What was paid is an award, never an estimate: it is the lot's
 * award_amount, and its amount stays absent. Of the modifications, the last one by date that states an
 * amount, a duration or suppliers gives it. */
#ifndef CLAUSIER_INGEST_DECP_H
#define CLAUSIER_INGEST_DECP_H

#include "ingest/reader.h"
#include "ingest/xml.h"

bool decp_root(Str local_name);

/* Calls the sink at the end of each record; the notice lives in `arena`, which holds nothing else and is
 * reset when the sink returns. A record without an object is refused by itself. False after saying why the
 * document is refused; whole records before that place have been delivered, and the message counts them. */
bool decp_read(XmlReader *reader, Arena *arena, Piece piece, NoticeSink *sink, void *to, Diags *diags);

#endif
