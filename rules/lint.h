/* lint.h - checks packs beyond what ruleset_read() must refuse, and runs their yes, no and case examples. */
#ifndef CLAUSIER_RULES_LINT_H
#define CLAUSIER_RULES_LINT_H

#include "base/date.h"
#include "rules/ruleset.h"

typedef struct LintCount {
    size_t packs, rules, trades, examples, cases, failed;
} LintCount;

/* Says everything: faults as DIAG_USAGE, what deserves a look as DIAG_DOUBT. `today` is for periods about to
 * end. */
LintCount lint_packs(Arena *arena, const StrList *paths, const Words *words, Date today, Diags *diags);

#endif
