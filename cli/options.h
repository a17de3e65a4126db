/* options.h - command lines by a table: long and short names, what each fills. */
#ifndef CLAUSIER_CLI_OPTIONS_H
#define CLAUSIER_CLI_OPTIONS_H

#include "base/csvline.h"
#include "cli/cli.h"

typedef struct Option {
    const char *name; /* long, without dashes */
    char letter;      /* or 0 */
    enum { OPTION_FLAG, OPTION_TEXT, OPTION_LIST, OPTION_COUNT } kind;
    void *to; /* bool *, Str *, StrList *, unsigned * */
} Option;

/* Fills what the options point to and `rest` with the other arguments ("-" is one of them, "--" ends
 * options). The last option has a NULL name. False after saying why. */
bool options_read(Cli *cli, const Option *options, int argc, char **argv, StrList *rest);

/* --rejects DIR, if it was given. */
void options_rejects(Cli *cli, Str folder);

/* --csv-dialect: plain (or nothing) or fr. NULL after saying that it is neither. */
CsvDialect *options_dialect(Cli *cli, Str name);

#endif
