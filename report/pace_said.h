/* pace_said.h - a pace as one French sentence: the review, the digest and `track` say the same. */
#ifndef CLAUSIER_REPORT_PACE_SAID_H
#define CLAUSIER_REPORT_PACE_SAID_H

#include "base/words.h"
#include "report/pace.h"

bool pace_nothing(const Pace *pace); /* no hours, and no month that was declared */

/* "Entre 52 % et 71 % de l'engagement pour 75 % du temps écoulé : mai 2026 et juin 2026 non déclarés.", by
 * the words of [alert]. Rates are cut to whole percents: they never make a contract look faster than it is.
 * Something must be committed. `hidden`: without the rates. */
Str pace_said(Arena *arena, const Words *words, const Pace *pace, bool hidden);

/* "mai 2026 et juin 2026"; more than three are counted. */
Str months_said(Arena *arena, const Words *words, const Month *months, size_t n);

/* All of them, those that follow each other as one: "mars à mai 2026, juillet 2026". */
Str months_listed(Arena *arena, const Words *words, const Month *months, size_t n);

#endif
