/* explain.h - what the two ways to explain share: a file, or a notice of a convention. */
#ifndef CLAUSIER_CLI_EXPLAIN_H
#define CLAUSIER_CLI_EXPLAIN_H

#include "cli/home.h"
#include "cli/lots.h"

typedef struct Explain {
    Cli *cli;
    const Words *words;
    Str lot; /* empty: every lot */
    unsigned width;
    bool found; /* a lot to explain */
} Explain;

/* Explains the lot, if it is one of those that are asked for. `shared` is an Explain first. */
LotRow explain_row;

/* NOTICE_ID[@VERSION][#LOT_ID]: the lots of a notice of the convention, as they stand in the archive, judged
 * by the convention's packs; then what became of it from day to day. What cannot be found has been said. */
void explain_reference(Explain *explain, Home *home, const LotWalk *how, Str reference);

#endif
