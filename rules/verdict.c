/* verdict.c - what verdicts, duties and mechanisms are called in machine formats. */
#include "rules/verdict.h"

const char *verdict_name(VerdictKind kind) {
    static const char *const names[] = {[VERDICT_NOT_ELIGIBLE] = "not_eligible",
                                        [VERDICT_TO_CHECK] = "to_check",
                                        [VERDICT_ELIGIBLE] = "eligible"};
    return names[kind];
}

Str verdict_duty(const Verdict *verdict) {
    Truth most = TRUTH_FALSE;
    for (size_t i = 0; i < verdict->duties.n; i++)
        if (verdict->duties.at[i].truth > most) most = verdict->duties.at[i].truth;
    if (!verdict->duties.n) return (Str){0};
    return most == TRUTH_TRUE ? STR("due") : most == TRUTH_UNKNOWN ? STR("unknown") : STR("not_due");
}

Str verdict_mechanism(const Verdict *verdict) {
    if (verdict->mechanism.n || !verdict->mechanisms.n) return verdict->mechanism;
    return STR("unknown");
}
