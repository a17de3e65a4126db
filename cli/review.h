/* review.h - what the parts of clausier review share: its options, and paper. */
#ifndef CLAUSIER_CLI_REVIEW_H
#define CLAUSIER_CLI_REVIEW_H

#include "cli/year_files.h"
#include "report/font.h"
#include "report/review.h"
#include "report/template.h"

typedef struct ReviewOptions {
    Str directory; /* of -C */
    YearPaths year;
    Str contract, period, format, output, template, check_template, font, date, rejects, supersede;
    StrList notices, packs;
    bool unmasked, dump_pages, publish, audit;
    unsigned workers;
} ReviewOptions;

/* --period and --date, or what the convention says. False after saying that there is no period. */
bool review_period(Cli *cli, const ReviewOptions *options, Convention *convention);

/* What figures are printed on: a template, and the words of its language. */
typedef struct Paper {
    Template template;
    const Words *words;
} Paper;

/* A template by its path, or one that is shipped by its name: read and checked before there are figures.
 * False after saying why. */
bool review_paper(Cli *cli, Str name, Paper *paper);
/* That of --template, else that of the convention, else the shipped review. */
bool review_paper_of(Cli *cli, const ReviewOptions *options, const Convention *convention, Paper *paper);

/* Everything that a template may say, for people; empty after saying why. */
Str review_template_reference(Cli *cli);

/* The face of --font, else the template's, else Lato. NULL after saying why. */
Fonts *review_fonts(Cli *cli, const ReviewOptions *options, const Paper *paper);

/* Layout, and paint or dump: the bytes; empty after saying why. `html`, unless NULL, gets the same as HTML.
 */
Str review_pages(Cli *cli, const ReviewOptions *options, const Paper *paper, const Figures *figures,
                 Str *html);

/* The figures as a workbook; empty after saying why. It is made beside `path`, which is not touched. */
Str review_book(Cli *cli, const Paper *paper, const Figures *figures, Str path);

/* Says it where the period holds nothing: a year that is mistyped looks like one in which nothing was done.
 */
void review_note_empty(Cli *cli, const Review *review);

/* What the options ask for, to the file of -o or to standard output. */
void review_print(Cli *cli, const ReviewOptions *options, const Paper *paper, const Review *review);

/* The review of a convention: the exit code. */
int review_of_home(Cli *cli, const ReviewOptions *options);

#endif
