/* corpus.h - packs of rules tried on a corpus of notices: counts, or what another version of a pack changes.
 * For authors of packs, so in English. */
#ifndef CLAUSIER_CLI_CORPUS_H
#define CLAUSIER_CLI_CORPUS_H

#include "base/csvline.h"
#include "cli/cli.h"

typedef struct CorpusJob {
    StrList corpus; /* files and folders */
    StrList packs;  /* paths, in load order */
    Str labels;     /* a table (rules/label.h); empty: none */
    StrList old;    /* packs that stand for the first one in a comparison; empty: counts */
    bool blind;     /* what names a clause is hidden (rules/blind.h) */
    bool csv;       /* counts as CSV */
    CsvDialect *dialect;
    unsigned workers;
} CorpusJob;

/* Prints and returns the exit code. */
int corpus_run(Cli *cli, const CorpusJob *job);

#endif
