/* notice_facts.h - what a notice says, by name, for tables of what is wanted of a reader.
 *
 * A fact that is absent is empty. "last X" is X of the last lot, all others are of the first lot and the
 * first correction. */
#ifndef CLAUSIER_TESTS_INGEST_NOTICE_FACTS_H
#define CLAUSIER_TESTS_INGEST_NOTICE_FACTS_H

#include "ingest/notice.h"
#include "tests/tap.h"
#include <string.h>

typedef struct NamedFact {
    const char *name;
    Str value;
} NamedFact;

static inline const Str *fact_find(const NamedFact *facts, size_t count, const char *name) {
    for (size_t i = 0; i < count; i++)
        if (strcmp(facts[i].name, name) == 0) return &facts[i].value;
    return NULL;
}

static inline Str facts_join(Arena *arena, StrList list) {
    return str_join(arena, list, STR(";"));
}

/* lot|where|before|after|deadline / ... */
static inline Str corrections_text(Arena *arena, const Notice *notice) {
    Buf buf = {.arena = arena};
    for (size_t i = 0; i < notice->correction_count; i++) {
        const Correction *one = &notice->corrections[i];
        buf_print(&buf, "%s%.*s|%.*s|%.*s|%.*s|%.*s", i ? " / " : "", STR_ARG(one->lot_id),
                  STR_ARG(one->where), STR_ARG(one->before), STR_ARG(one->after),
                  STR_ARG(datetime_print(arena, one->deadline)));
    }
    return buf_str(&buf);
}

static inline const Str *lot_fact(Arena *arena, const Lot *lot, const char *name) {
    const NamedFact facts[] = {
        {"lot_id", lot->id},
        {"title", lot->title},
        {"description", lot->description},
        {"terms", lot->execution_terms},
        {"additional", lot->additional_information},
        {"nature", lot->nature},
        {"cpv_main", lot->cpv_main},
        {"cpv_additional", facts_join(arena, lot->cpv_additional)},
        {"amount", hundredths_print(arena, lot->amount.cents)},
        {"currency", lot->amount.currency},
        {"amount_source", lot->amount_source},
        {"months", hundredths_print_short(arena, lot->duration_months)},
        {"start", date_print(arena, lot->start_date)},
        {"end", date_print(arena, lot->end_date)},
        {"nuts", facts_join(arena, lot->nuts)},
        {"postal_code", lot->postal_code},
        {"deadline", datetime_print(arena, lot->deadline)},
        {"framework", lot->framework},
        {"reserved", lot->reserved_participation},
        {"execution", lot->reserved_execution},
        {"strategic", facts_join(arena, lot->strategic_procurement)},
        {"objective", facts_join(arena, lot->social_objective)},
        {"social", facts_join(arena, lot->social_considerations)},
        {"award", hundredths_print(arena, lot->award_amount)},
        {"award_currency", lot->award_currency},
        {"winner", lot->winner_name},
        {"winner_id", lot->winner_id},
        {"contract", lot->contract_ref},
        {"contract_date", lot->contract_date},
        {"inherited", str_print(arena, "%u", lot->inherited)},
    };
    const Str *found = fact_find(facts, sizeof facts / sizeof *facts, name);
    return found ? memcpy(ARENA_NEW(arena, Str), found, sizeof *found) : NULL;
}

static inline Str notice_fact(Arena *arena, const Notice *n, const char *name) {
    const Correction none = {.deadline = DATETIME_ABSENT},
                     *change = n->correction_count ? n->corrections : &none;
    const NamedFact facts[] = {
        {"format", n->source_format},
        {"file", n->file},
        {"id", n->id},
        {"version", n->version},
        {"type", n->type},
        {"form", n->form},
        {"procedure_id", n->procedure_id},
        {"publication_number", n->publication_number},
        {"publication_date", date_print(arena, n->publication_date)},
        {"issue_date", date_print(arena, n->issue_date)},
        {"status", n->status},
        {"change_of", n->change_of},
        {"earlier", facts_join(arena, n->earlier)},
        {"corrections", corrections_text(arena, n)},
        {"correction_count", str_print(arena, "%zu", n->correction_count)},
        {"where", change->where},
        {"change lot", change->lot_id},
        {"before", change->before},
        {"after", change->after},
        {"new deadline", datetime_print(arena, change->deadline)},
        {"language", n->language},
        {"buyer_name", n->buyer_name},
        {"buyer_id", n->buyer_id},
        {"buyer_kind", n->buyer_kind},
        {"buyer_contact", n->buyer_contact},
        {"buyer_phone", n->buyer_phone},
        {"buyer_email", n->buyer_email},
        {"notice title", n->title},
        {"notice description", n->description},
        {"procedure_amount", hundredths_print(arena, n->procedure_amount.cents)},
        {"procedure_type", n->procedure_type},
        {"defence", str_of(n->defence == TRISTATE_YES  ? "yes"
                           : n->defence == TRISTATE_NO ? "no"
                                                       : "")},
        {"lots", str_print(arena, "%zu", n->lot_count)},
    };
    const Str *found = fact_find(facts, sizeof facts / sizeof *facts, name);
    bool last = strncmp(name, "last ", 5) == 0;
    if (!found) found = lot_fact(arena, last ? &n->lots[n->lot_count - 1] : n->lots, last ? name + 5 : name);
    return found ? *found : STR("no such fact");
}

/* Names of all defects. */
static inline Str defects_text(Arena *arena, const Diags *diags) {
    StrList list = {0};
    for (const Diag *diag = diags->first; diag; diag = diag->next)
        if (diag->defect) strlist_add(arena, &list, str_of(diag->defect));
    return facts_join(arena, list);
}

/* The same with their places: "line field value: defect; ..." */
static inline Str said_text(Arena *arena, const Diags *diags) {
    Buf buf = {.arena = arena};
    for (const Diag *diag = diags->first; diag; diag = diag->next)
        if (diag->defect)
            buf_print(&buf, "%s%u %.*s %.*s: %s", buf.n ? "; " : "", diag->at.line, STR_ARG(diag->at.field),
                      STR_ARG(diag->value), diag->defect);
    return buf_str(&buf);
}

/* What was said, by name. The message is the first of all, the doubt the first that is not only of
 * a value kept as it stands. */
static inline Str diags_fact(Arena *arena, const Diags *diags, const char *name) {
    const Diag *doubt = diags->first;
    while (doubt && doubt->kind == DIAG_DEFECT) doubt = doubt->next;
    const NamedFact facts[] = {
        {"doubts", str_print(arena, "%zu", diags->count[DIAG_DOUBT])},
        {"message", diags->first ? diag_print(arena, diags->first) : (Str){0}},
        {"doubt", doubt ? diag_print(arena, doubt) : (Str){0}},
        {"defects", defects_text(arena, diags)},
        {"said", said_text(arena, diags)},
    };
    const Str *found = fact_find(facts, sizeof facts / sizeof *facts, name);
    return found ? *found : STR("no such fact");
}

#endif
