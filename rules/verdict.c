/* verdict.c - what a verdict is called. */
#include "rules/verdict.h"

const char *verdict_name(VerdictKind kind) {
    static const char *const names[] = {[VERDICT_NOT_ELIGIBLE] = "not_eligible",
                                        [VERDICT_TO_CHECK] = "to_check",
                                        [VERDICT_ELIGIBLE] = "eligible"};
    return names[kind];
}
