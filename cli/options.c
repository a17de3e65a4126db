/* options.c - getopt_long, driven by our own table. */
#include "cli/options.h"
#include "base/decimal.h"
#include "cli/rejects.h"
#include <assert.h>
#include <getopt.h>

enum { MOST_OPTIONS = 32, FIRST_LONG = 256 };

static bool option_fill(Cli *cli, const Option *option, const char *text) {
    int64_t number;
    if (text && !*text) { /* an unset variable of a script: not the same as no option at all */
        cli_usage(cli, "--%s: an empty value", option->name);
        return false;
    }
    switch (option->kind) {
    case OPTION_FLAG:
        *(bool *)option->to = true;
        return true;
    case OPTION_TEXT:
        *(Str *)option->to = str_of(text);
        return true;
    case OPTION_LIST:
        strlist_add(cli->run, option->to, str_of(text));
        return true;
    case OPTION_COUNT:
        break;
    }
    if (number_read_plain(str_of(text), 0, false, &number) != NUMBER_OK || number < 1 ||
        number > 1000000000) {
        cli_usage(cli, "--%s: a number from 1 on is expected, not \"%s\"", option->name, text);
        return false;
    }
    *(unsigned *)option->to = (unsigned)number;
    return true;
}

static const Option *option_find(const Option *options, int found) {
    if (found >= FIRST_LONG) return &options[found - FIRST_LONG];
    while (options->name && options->letter != found) options++;
    return options->name ? options : NULL;
}

bool options_read(Cli *cli, const Option *options, int argc, char **argv, StrList *rest) {
    struct option longs[MOST_OPTIONS + 1] = {0};
    char letters[2 * MOST_OPTIONS + 3] = ":";
    size_t letter = 1;
    for (size_t i = 0; options[i].name; i++) {
        assert(i < MOST_OPTIONS);
        bool takes = options[i].kind != OPTION_FLAG;
        longs[i] = (struct option){options[i].name, takes ? required_argument : no_argument, NULL,
                                   FIRST_LONG + (int)i};
        if (options[i].letter) letters[letter++] = options[i].letter;
        if (options[i].letter && takes) letters[letter++] = ':';
    }
    optind = 0; /* start afresh */
    opterr = 0;
    for (int found; (found = getopt_long(argc, argv, letters, longs, NULL)) != -1;) {
        const Option *option = found == '?' || found == ':' ? NULL : option_find(options, found);
        const char *word = argv[optind - 1];
        const char cluster[] = {'-', (char)optopt, '\0'}; /* one letter of several: -xyz */
        if (found == '?' && optopt && optopt < FIRST_LONG) word = cluster;
        if (!option) {
            cli_usage(cli,
                      found == ':' ? "%s: %s wants a value" : "%s: no such option: %s (clausier help %s)",
                      argv[0], word, argv[0]);
            return false;
        }
        if (!option_fill(cli, option, optarg)) return false;
    }
    for (int i = optind; i < argc; i++) {
        if (!*argv[i]) {
            cli_usage(cli, "%s: an empty argument", argv[0]);
            return false;
        }
        strlist_add(cli->run, rest, str_of(argv[i]));
    }
    return true;
}

void options_rejects(Cli *cli, Str folder) {
    if (folder.n) cli->rejects = rejects_new(folder);
}

CsvDialect *options_dialect(Cli *cli, Str name) {
    if (!name.n || str_is(name, "plain")) return csvline_plain;
    if (str_is(name, "fr")) return csvline_french;
    cli_usage(cli, "--csv-dialect is plain or fr, not %.*s", STR_ARG(name));
    return NULL;
}
