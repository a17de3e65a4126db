/* said.h - what people read of a lot and its verdict, in French, a cell each: the table and the workbook
 * say the same. Empty where there is nothing to say. Text is as its source stated it: whoever prints it makes
 * it visible. */
#ifndef CLAUSIER_REPORT_SAID_H
#define CLAUSIER_REPORT_SAID_H

#include "base/words.h"
#include "rules/verdict.h"

Str said_verdict(const Words *words, VerdictKind kind);                        /* ÉLIGIBLE */
Str said_status(const Words *words, const Notice *notice);                     /* annulé, rectifié */
Str said_notice(const Notice *notice);                                         /* its number, else its id */
Str said_title(const Words *words, const Notice *notice, const Lot *lot);      /* never empty */
Str said_amount(Arena *arena, const Words *words, Money amount);               /* 1 470 000 €, 5 SEK */
Str said_duration(Arena *arena, const Words *words, Hundredths months);        /* 8 mois */
Str said_deadline(Arena *arena, const Words *words, Date day);                 /* remise 08/12/2025 */
Str said_mechanism(Arena *arena, const Words *words, const Verdict *verdict);  /* or which ones it may be */
Str said_mechanisms(Arena *arena, const Words *words, const Verdict *verdict); /* all that hold or may hold */
Str said_duty(Arena *arena, const Words *words, const Verdict *verdict); /* due, non due, à vérifier */
Str said_waivers(Arena *arena, const Words *words, const Verdict *verdict);

/* The rules' sentences, exclusions before all others as they decide; the balance of the points; and the
 * duties. */
Str said_reasons(Arena *arena, const Verdict *verdict);

/* What is missing, and what to ask the buyer, who is not asked about a lot that is out. */
Str said_missing(Arena *arena, const Words *words, const Verdict *verdict);
StrList said_questions(Arena *arena, const Words *words, const Verdict *verdict);

#endif
