/* advice.c - sections [duty], [waiver] and [mechanism]: read, and asked about a lot.
 *
 * They weigh nothing: a duty is due whether or not a clause is feasible, and a lot may carry a clause that no
 * law asks for. A waiver belongs to a duty and is worth no more than it. A mechanism is recommended only
 * where every one before it is known not to fit. */
#include "rules/advice.h"
#include "rules/doubt.h"
#include "rules/pack_read.h"
#include "rules/reason.h"

static void read_reason(PackReader *reader, const Section *section, Advice *advice) {
    const Entry *entry = section_entry(section, "reason");
    if (!entry) return;
    advice->reason = entry->value;
    Str rest = entry->value, unknown;
    while ((unknown = reason_unknown_place(&rest, false)).n)
        entry_error(reader->diags, entry, (size_t)(unknown.p - entry->value.p), "a reason cannot say %.*s",
                    STR_ARG(unknown));
}

void advice_read(PackReader *reader, const Section *section, Advice *advice) {
    advice->label = section_value(section, "label");
    if (!advice->label.n) advice->label = advice->name;
    advice->article = section_value(section, "article");
    advice->clause = section_value(section, "clause");
    const Entry *when = section_entry(section, "when");
    if (when) advice->when = condition_read(reader->ruleset->arena, when, reader->diags);
    else section_error(reader->diags, section, "a %.*s needs: when = ...", STR_ARG(section->kind));
    if (advice->kind == ADVICE_WAIVER && !section_entry(section, "of"))
        section_error(reader->diags, section, "a waiver needs: of = the name of a duty");
    read_reason(reader, section, advice);
}

static AdviceFinding *add_finding(Arena *arena, const Ruleset *ruleset, const TruthTable *table,
                                  const Advice *advice, Answer answer, AdviceFindings *findings) {
    AdviceFinding *finding = ARENA_PUSH(arena, findings->at, findings->n, findings->cap);
    *finding = (AdviceFinding){.name = advice->name,
                               .label = advice->label,
                               .article = advice->article,
                               .clause = advice->clause,
                               .truth = answer.truth,
                               .pack = advice->pack->file,
                               .line = advice->section->at.line};
    if (answer.truth == TRUTH_UNKNOWN) {
        finding->missing = doubt_missing(arena, answer);
        finding->note = doubt_note(arena, ruleset, table->facts, answer);
    } else if (answer.truth == TRUTH_TRUE) {
        finding->reason = reason_fill(arena, ruleset, advice->reason, table->facts, (Str){0});
    }
    return finding;
}

static void advise_duties(Arena *arena, const Ruleset *ruleset, TruthTable *table, Verdict *verdict) {
    const AdviceList *duties = &ruleset->advice[ADVICE_DUTY];
    for (size_t i = 0; i < duties->n; i++) {
        const Advice *duty = duties->at[i];
        if (duty->disabled) continue;
        add_finding(arena, ruleset, table, duty, truth_of_expr(table, duty->when), &verdict->duties);
    }
}

/* True only if the duty is due and the waiver holds. */
static Answer waiver_answer(TruthTable *table, const Advice *waiver) {
    Answer duty = truth_of_expr(table, waiver->of->when), own = truth_of_expr(table, waiver->when);
    if (duty.truth == TRUTH_FALSE || own.truth == TRUTH_FALSE) return (Answer){.truth = TRUTH_FALSE};
    if (own.truth == TRUTH_TRUE) return duty;
    if (duty.truth == TRUTH_TRUE) return own;
    own.missing |= duty.missing; /* it waits for both */
    own.limit |= duty.limit;
    if (!own.stale) own.stale = duty.stale;
    return own;
}

static void advise_waivers(Arena *arena, const Ruleset *ruleset, TruthTable *table, Verdict *verdict) {
    const AdviceList *waivers = &ruleset->advice[ADVICE_WAIVER];
    for (size_t i = 0; i < waivers->n; i++) {
        const Advice *waiver = waivers->at[i];
        if (waiver->disabled || waiver->of->disabled) continue;
        Answer answer = waiver_answer(table, waiver);
        if (answer.truth == TRUTH_FALSE) continue;
        add_finding(arena, ruleset, table, waiver, answer, &verdict->waivers)->of = waiver->of->name;
    }
}

static void advise_mechanisms(Arena *arena, const Ruleset *ruleset, TruthTable *table, Verdict *verdict) {
    const AdviceList *mechanisms = &ruleset->advice[ADVICE_MECHANISM];
    if (verdict->kind == VERDICT_NOT_ELIGIBLE) return;
    for (size_t i = 0; i < mechanisms->n; i++) {
        const Advice *mechanism = mechanisms->at[i];
        if (mechanism->disabled) continue;
        Answer answer = truth_of_expr(table, mechanism->when);
        if (answer.truth == TRUTH_FALSE) continue;
        add_finding(arena, ruleset, table, mechanism, answer, &verdict->mechanisms);
    }
    const AdviceFindings *found = &verdict->mechanisms;
    if (found->n && found->at[0].truth == TRUTH_TRUE) verdict->mechanism = found->at[0].name;
}

void advise(Arena *arena, const Ruleset *ruleset, TruthTable *table, Verdict *verdict) {
    advise_duties(arena, ruleset, table, verdict);
    advise_waivers(arena, ruleset, table, verdict);
    advise_mechanisms(arena, ruleset, table, verdict);
}
