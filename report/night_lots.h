/* night_lots.h - which lots of a night are spoken of where, and in which order. Private to the forms of a
 * night. */
#ifndef CLAUSIER_REPORT_NIGHT_LOTS_H
#define CLAUSIER_REPORT_NIGHT_LOTS_H

#include "report/night.h"

/* By deadline, those without one last, then by reference. */
typedef struct NightLots {
    const NightLot **at;
    size_t n;
} NightLots;

typedef bool NightPick(const Night *night, const NightLot *lot);
NightLots night_pick(Arena *arena, const Night *night, NightPick *pick);

/* The last day of what is soon. */
Date night_soon(const Night *night);

bool night_any(const Night *night, const NightLot *lot);
bool night_undecided(const NightLot *lot); /* or put off */
/* Eligible or to check, and open: what notices.xlsx holds. */
bool night_workable(const Night *night, const NightLot *lot);
/* Of those, undecided and due soon. */
bool night_to_decide(const Night *night, const NightLot *lot);
/* News that matters: of a lot that is, or was, more than not eligible. */
bool night_new_eligible(const Night *night, const NightLot *lot);
bool night_new_to_check(const Night *night, const NightLot *lot);
bool night_changed(const Night *night, const NightLot *lot);
bool night_withdrawn(const Night *night, const NightLot *lot);

/* Copies in an order of their own: by name and kind; by contract, month and declarant. */
NightFile *night_files(Arena *arena, const Night *night);
NightReplacement *night_replaced(Arena *arena, const Night *night);

size_t night_refused_files(const Night *night); /* refused, or with rows that are */

/* "12 éligibles": section digest_one or digest_many, key `key`. */
Str night_counted(Arena *arena, const Words *words, const char *key, uint64_t n);

/* A sentence of the words with its places filled, as a French typesetter sets it. */
Str night_say(Arena *arena, const Words *words, const char *name, const WordsValue *values, size_t n);

#endif
