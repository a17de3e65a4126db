/* terminal.h - what standard output is printed on. */
#ifndef CLAUSIER_CLI_TERMINAL_H
#define CLAUSIER_CLI_TERMINAL_H

#include <stdbool.h>

/* The width asked for, or (0) that of the terminal, or of none: 80 to 160 columns. */
unsigned terminal_width(unsigned asked);

bool terminal_is(void);    /* standard output is one */
bool terminal_color(void); /* and may be colored: NO_COLOR is not set */

#endif
