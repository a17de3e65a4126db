/* follow_inside.h - what follow.c and anomalies.c share. */
#ifndef CLAUSIER_REPORT_FOLLOW_INSIDE_H
#define CLAUSIER_REPORT_FOLLOW_INSIDE_H

#include "report/follow.h"

/* Fills the anomalies, once the contracts stand. */
void anomalies_find(Arena *arena, Follow *follow);

#endif
