/* tedcode.h - what the codes of the older TED schema are called in eForms.
 *
 * Each gives an empty text where TED says less than eForms asks for: a concession "with prior publication" is
 * no procedure of BT-105, and a framework agreement may or may not be reopened to competition. */
#ifndef CLAUSIER_INGEST_TEDCODE_H
#define CLAUSIER_INGEST_TEDCODE_H

#include "base/str.h"

/* The number of a form: F02_2014's FORM "F02" and an older CONTRACT's "2" are both 2. 0 for T01, T02 and what
 * has none. */
int ted_form_number(Str form);
/* BT-03 of a form, which NOTICE/@TYPE narrows: planning, competition, result, ... */
Str ted_form(Str form, Str notice_type);
Str ted_procedure(Str element); /* BT-105 of PT_OPEN, F03_PT_NEGOTIATED_WITHOUT_COMPETITION, ... */
Str ted_buyer_kind(Str type);   /* BT-11 of CA_TYPE: MINISTRY, ... */
Str ted_authority(Str code);    /* BT-11 of AA_AUTHORITY_TYPE: 1, 3, ...; "utility" for a utilities entity */
Str ted_nature(Str type);       /* BT-23 of CTYPE or of NC_CONTRACT_NATURE: WORKS or 1, ... */
Str ted_language(Str two);      /* ISO 639-3 of FR, ... */

#endif
