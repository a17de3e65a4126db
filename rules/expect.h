/* expect.h - what a [case] expects of its verdict, and whether it got it.
 *
 *     expect = verdict [ ":" item { "," item } ] { ";" fact }
 *     item   = RULE            this rule is true
 *            | "not" RULE      this rule is not true
 *            | "missing" FIELD this field is asked for
 *     fact   = "hours" ( "unknown" | N | N-N ) | "trade" ( NAME | "none" )
 *            | "duty" [ NAME ] ( "due" | "not_due" | "unknown" )
 *            | "waiver" ( NAME | "none" )
 *            | "mechanism" ( NAME | "none" | "unknown" )         the one recommended */
#ifndef CLAUSIER_RULES_EXPECT_H
#define CLAUSIER_RULES_EXPECT_H

#include "rules/pack.h"

/* True if the verdict is as expected. Else says one message with all that was expected in vain and all that
 * was got; an expectation that cannot be read is said at its place (DIAG_USAGE). */
bool expect_met(Arena *arena, const Ruleset *rules, const Case *trial, const Verdict *verdict, Diags *diags);

#endif
