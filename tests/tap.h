/* tap.h - the whole test library. A failing row names its line, and the others still run. */
#ifndef CLAUSIER_TESTS_TAP_H
#define CLAUSIER_TESTS_TAP_H

#include "base/str.h"
#include <stdio.h>
#include <stdlib.h>

static int tap_count, tap_failed;

static inline bool tap_ok(bool good, const char *file, int line, const char *what) {
    printf("%sok %d - %s\n", good ? "" : "not ", ++tap_count, what);
    if (!good) printf("# failed at %s:%d\n", file, line), tap_failed++;
    return good;
}
static inline bool tap_is(Str got, Str want, const char *file, int line, const char *what) {
    bool good = tap_ok(str_eq(got, want), file, line, what);
    if (!good) printf("#   got: \"%.*s\"\n#  want: \"%.*s\"\n", STR_ARG(got), STR_ARG(want));
    return good;
}
static inline bool tap_num(long long got, long long want, const char *file, int line, const char *what) {
    bool good = tap_ok(got == want, file, line, what);
    if (!good) printf("#   got: %lld\n#  want: %lld\n", got, want);
    return good;
}

#define OK(condition) tap_ok((condition), __FILE__, __LINE__, #condition)
#define OK_AT(line, condition) tap_ok((condition), __FILE__, (line), #condition)
#define IS(got, want) tap_is((got), (want), __FILE__, __LINE__, #got)
#define IS_AT(line, got, want) tap_is((got), (want), __FILE__, (line), #got)
#define NUM(got, want) tap_num((long long)(got), (long long)(want), __FILE__, __LINE__, #got)
#define NUM_AT(line, got, want) tap_num((long long)(got), (long long)(want), __FILE__, (line), #got)
#define SKIP(why) printf("ok %d # SKIP %s\n", ++tap_count, (why))

/* The last line of every test's main(). */
static inline int tap_done(void) {
    printf("1..%d\n", tap_count);
    return tap_failed ? EXIT_FAILURE : EXIT_SUCCESS;
}

#endif
