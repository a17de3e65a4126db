/* home.h - which convention a command is about, and what its configuration says.
 *
 * Looked for like git looks for its repository: the folder of -C, else the one of $CLAUSIER_CONVENTION, else
 * the nearest of the working directory and the folders above it that holds a convention.conf. The first two
 * are meant: they are taken or refused, and nothing is looked for above them. */
#ifndef CLAUSIER_CLI_HOME_H
#define CLAUSIER_CLI_HOME_H

#include "base/key.h"
#include "cli/cli.h"
#include "registry/convention.h"
#include "registry/folder.h"

typedef struct Home {
    Folder folder; /* its root as -C or the variable has it; absolute where it was found by walking up */
    Convention convention;
    Str conf; /* the bytes of convention.conf */
    Key key;  /* of home_key() */
} Home;

/* `directory` is what -C says, or empty. False after saying why there is none, and the way out; the command
 * ends with cli_finish(). */
bool home_open(Cli *cli, Str directory, Home *home);

/* Whether there is one to open; nothing is said. */
bool home_is_near(Cli *cli, Str directory);

/* For commands that read hours or people: the key of [persons], if it names one, so that
 * home->convention.columns takes files with names; it points into *home, which must stay where it is. False
 * after saying why the key is none. */
bool home_key(Cli *cli, Home *home);

#endif
