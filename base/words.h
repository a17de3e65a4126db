/* words.h - the words readers see, kept out of the code: the .words files of templates; and how their
 * language writes numbers, dates and marks, which is data of theirs too.
 *
 *     [verdict]
 *     eligible = ÉLIGIBLE
 *     between  = de {low} à {high}, éligible à partir de {from}
 *
 * A word is named section.key. A name that is not there prints as itself: visible, never a crash; the tests
 * look for such names in what is printed. */
#ifndef CLAUSIER_BASE_WORDS_H
#define CLAUSIER_BASE_WORDS_H

#include "base/decimal.h"
#include "base/map.h"
#include "base/section.h"

typedef struct Words Words;

/* The section [language]. In forms, {n}, {day}, {month}, {year}, {dd} and {mm} are places. */
typedef struct Language {
    Str tag;                   /* fr-FR */
    Numerals numerals;         /* of an example, number = 1 234,5 */
    Str percent, money;        /* forms of a number: {n} % */
    Str day, first_day, month; /* of a date, of the first of a month, of a month */
    Str day_short;             /* 03/03/2026 */
    Str hyphenation;           /* the name of a dictionary; empty: none */
    bool french_marks;         /* spaces before ; : ! ?, quotes like « » */
    bool below_two;            /* what is less than two is one, as in French; else only 1 is */
} Language;

/* Reads files of words; a name that stands in two places is an error. NULL after saying every error. */
Words *words_read(Arena *arena, const StrList *paths, Diags *diags);

const Language *words_language(const Words *words); /* plain numbers and ISO dates if they do not say it */

Str words_get(const Words *words, const char *name); /* "verdict.eligible" */
/* The word section.key, or the key itself when there is none: for open lists (criteria, trades). */
Str words_label(const Words *words, const char *section, Str key);
bool words_has(const Words *words, const char *section, Str key);

/* What takes the place of {name}. */
typedef struct WordsValue {
    const char *name;
    Str value;
} WordsValue;
/* A text with its places filled; a {name} that has no value stays as it is. */
Str words_fill(Arena *arena, Str text, const WordsValue *values, size_t n);
/* words_fill(words_get(...)): words_say(arena, w, "verdict.between", (WordsValue[]){{"low", l}, ...}, 3) */
Str words_say(Arena *arena, const Words *words, const char *name, const WordsValue *values, size_t n);

#endif
