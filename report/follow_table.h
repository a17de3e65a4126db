/* follow_table.h - the contracts and anomalies of a day as tables on a terminal. */
#ifndef CLAUSIER_REPORT_FOLLOW_TABLE_H
#define CLAUSIER_REPORT_FOLLOW_TABLE_H

#include "report/follow.h"
#include "report/grid.h"

typedef struct FollowLook {
    const Words *words;
    unsigned width; /* columns of the terminal, GRID_WIDTH_MIN to GRID_WIDTH_MAX */
    bool color;     /* beside the words, never instead of them */
    bool late;      /* of the contracts only those that are late */
} FollowLook;

Str follow_table(Arena *arena, const Follow *follow, const FollowLook *look);

#endif
