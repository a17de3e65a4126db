/* question.h - what a notice leaves open, and how to ask the buyer for it, in the words of fr-rules.words. */
#ifndef CLAUSIER_RULES_QUESTION_H
#define CLAUSIER_RULES_QUESTION_H

#include "base/words.h"

/* "durée absente"; in a notice of eForms, also where it would stand: "durée absente (eForms BT-36)". */
Str fact_absent(Arena *arena, const Words *words, Str field, bool eforms);
/* All of them: "durée absente, montant absent". */
Str facts_absent(Arena *arena, const Words *words, StrList fields);

/* "quelle durée, reconductions comprises ? quel montant ... ?"; none for a figure of the law, which no buyer
 * can be asked for, and none twice. */
StrList facts_questions(Arena *arena, const Words *words, StrList fields);

#endif
