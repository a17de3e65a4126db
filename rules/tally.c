/* tally.c - how truths become a verdict. */
#include "rules/tally.h"

void tally_effect(Tally *tally, Effect effect, int points, Truth truth) {
    bool is_true = truth == TRUTH_TRUE, is_unknown = truth == TRUTH_UNKNOWN;
    switch (effect) {
    case EFFECT_EXCLUDE:
        tally->exclude_true |= is_true;
        tally->exclude_unknown |= is_unknown;
        break;
    case EFFECT_REQUIRE:
        tally->require_true |= is_true;
        tally->require_unknown |= is_unknown;
        break;
    case EFFECT_POINTS:
        if (is_true || (is_unknown && points < 0)) tally->low += points;
        if (is_true || (is_unknown && points > 0)) tally->high += points;
        break;
    case EFFECT_NOTE:
        break;
    }
}

void tally_add(Tally *tally, const Rule *rule, Truth truth) {
    tally_effect(tally, rule->effect, rule->points, truth);
}

VerdictKind tally_verdict(const Tally *tally, int eligible) {
    if (tally->exclude_true) return VERDICT_NOT_ELIGIBLE;
    if (tally->high < eligible && !tally->require_true && !tally->require_unknown)
        return VERDICT_NOT_ELIGIBLE;
    if (!tally->exclude_unknown && (tally->require_true || tally->low >= eligible)) return VERDICT_ELIGIBLE;
    return VERDICT_TO_CHECK;
}

bool tally_waits(const Tally *tally, int eligible, Effect effect) {
    bool enough = tally->require_true || tally->low >= eligible;
    switch (effect) {
    case EFFECT_EXCLUDE:
        return true;
    case EFFECT_REQUIRE:
        return !enough;
    case EFFECT_POINTS:
        return !enough && tally->high >= eligible;
    case EFFECT_NOTE:
        break;
    }
    return false;
}
