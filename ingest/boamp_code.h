/* boamp_code.h - what the bulletin's own words for an answer mean in the words of eForms.
 *
 * In its XML the element's name is the answer (<OUVERT/>), in the portal's export the same word is a cell; of
 * the oldest schema it is an attribute in lower case. */
#ifndef CLAUSIER_INGEST_BOAMP_CODE_H
#define CLAUSIER_INGEST_BOAMP_CODE_H

#include "ingest/notice.h"

typedef struct BoampCode {
    const char *name; /* as the bulletin has it; case, - and _ do not matter */
    const char *code; /* empty: known, and eForms has no word for it */
} BoampCode;

/* Each ends with a NULL name. */
extern const BoampCode boamp_natures[];    /* TYPE_MARCHE: works, services, supplies */
extern const BoampCode boamp_procedures[]; /* TYPE_PROCEDURE: BT-105, and "adapted" */
extern const BoampCode boamp_buyers[];     /* TYPE_ORGANISME, TYPE_POUVOIR_ADJUDICATEUR: BT-11 */
extern const BoampCode boamp_forms[];      /* NATURE: BT-03 */
extern const BoampCode boamp_statuses[];   /* NATURE, STATUT: Notice.status */
extern const BoampCode boamp_scopes[];     /* PERIMETRE: "yes" is defence */

/* NULL where the list does not have it. */
const char *boamp_code(const BoampCode *codes, Str name);

/* Whether NATURE or STATUT says that a notice changes another: a corrigendum, a withdrawal. */
bool boamp_is_change(Str word);

/* JOUE/APPEL_OFFRE, or the one of the two that is stated. */
Str boamp_type(Arena *arena, Str family, Str nature);

/* "5" is 05; empty where the text is no department's number. */
Str boamp_department(Arena *arena, Str s);

/* The one department that there is, as a lot's place, which rules read as a department (92); several are
 * words, because no one of them is the place. */
void boamp_place(Arena *arena, Lot *lot, StrList departments);

#endif
