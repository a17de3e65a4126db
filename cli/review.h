/* review.h - what the parts of clausier review share: its options, and paper. */
#ifndef CLAUSIER_CLI_REVIEW_H
#define CLAUSIER_CLI_REVIEW_H

#include "cli/year_files.h"
#include "report/review.h"

typedef struct ReviewOptions {
    Str directory; /* of -C */
    YearPaths year;
    Str period, format, output, template, font, date, rejects, supersede;
    StrList notices, packs;
    bool unmasked, dump_pages, publish;
    unsigned workers;
} ReviewOptions;

/* --period and --date, or what the convention says. False after saying that there is no period. */
bool review_period(Cli *cli, const ReviewOptions *options, Convention *convention);

/* Template, layout, and paint or dump: the bytes; empty after saying why. */
Str review_pages(Cli *cli, const ReviewOptions *options, const Words *words, const Figures *figures);

/* What the options ask for, to the file of -o or to standard output. */
void review_print(Cli *cli, const ReviewOptions *options, const Words *words, const Review *review);

/* The review of a convention: the exit code. */
int review_of_home(Cli *cli, const ReviewOptions *options, const Words *words);

#endif
