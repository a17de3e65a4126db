/* terminal.c - asked of the system; what is not a terminal is 80 columns wide and has no color. */
#include "cli/terminal.h"
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

enum { WIDTH_LEAST = 80, WIDTH_MOST = 160 };

unsigned terminal_width(unsigned asked) {
    struct winsize size = {0};
    if (!asked && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0) asked = size.ws_col;
    return asked < WIDTH_LEAST ? WIDTH_LEAST : asked > WIDTH_MOST ? WIDTH_MOST : asked;
}

bool terminal_is(void) {
    return isatty(STDOUT_FILENO);
}

bool terminal_color(void) {
    const char *no_color = getenv("NO_COLOR"), *term = getenv("TERM");
    return terminal_is() && !(no_color && *no_color) && !(term && strcmp(term, "dumb") == 0);
}
