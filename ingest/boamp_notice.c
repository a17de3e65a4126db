/* boamp_notice.c - when a BOAMP document is over: drafts become lots, decisions find theirs.
 *
 * A corrigendum states what differs and nothing else; an award states its lots and, apart from them, its
 * decisions, which are joined by the lot's number.
 *
 * What it does not do: a reservation to a profession (PRESTATION_RESERVEE) is none of social economy, and a
 * department under which a notice is published is its place only where it is the only one. */
#include "base/fold.h"
#include "base/map.h"
#include "ingest/boamp_code.h"
#include "ingest/boamp_inside.h"

/* Bytes. Of 10,000 lots there must not be 10,000 copies of a long text that is for all of them; and what
 * describes a contract and is longer than a title does not name it. */
enum { JOINED_MOST = 16 << 20, TITLE_LONGEST = 400 };

static void say(Boamp *boamp, Loc at, const char *defect, Str value, const char *what, const char *done) {
    defect_say(&boamp->base.doubts, at, defect, boamp->id, value, what, done);
}

/* The first of several statuses that says anything. */
static void fill_status(Boamp *boamp) {
    Notice *notice = &boamp->notice;
    const Str said[] = {boamp->statute, boamp->nature, boamp->withdrawn ? STR("ANNULATION") : (Str){0},
                        boamp->corrected ? STR("RECTIFICATIF") : (Str){0},
                        boamp->abandoned ? STR("SANS_SUITE") : (Str){0}};
    for (size_t i = 0; i < sizeof said / sizeof *said; i++) {
        const char *status = boamp_code(boamp_statuses, said[i]);
        if (!notice->status.n && status) notice->status = str_of(status);
    }
    bool all = boamp->decision_count > 0;
    for (size_t i = 0; i < boamp->decision_count; i++) all = all && boamp->decisions[i].abandoned;
    if (!notice->status.n && all) notice->status = STR("cancelled");
}

/* A corrigendum or a withdrawal is a change, whatever kind of notice it is about. */
static bool is_change(const Boamp *boamp) {
    return boamp->corrected || boamp->withdrawn || boamp_is_change(boamp->statute) ||
           boamp_is_change(boamp->nature);
}

static void fill_form(Boamp *boamp) {
    Notice *notice = &boamp->notice;
    const char *form = boamp_code(boamp_forms, boamp->nature);
    if (boamp->nature.n && !form)
        say(boamp, (Loc){.file = notice->file, .field = STR("NATURE")}, DEFECT_CODE, boamp->nature,
            "a nature that BOAMP does not know", "left out");
    notice->form = is_change(boamp) ? STR("change") : str_of(form);
    notice->type = boamp_type(boamp->base.arena, boamp->family, boamp->nature);
}

/* The first notice that a change names is the one it changes; an award and a modification change none. */
static void fill_links(Boamp *boamp) {
    Notice *notice = &boamp->notice;
    const StrList *sources[] = {&boamp->changed, &boamp->earlier};
    bool change = is_change(boamp);
    Arena *scratch = arena_new();
    Map *seen = map_new(scratch);
    for (size_t i = 0; i < 2; i++)
        for (size_t k = 0; k < sources[i]->n; k++) {
            Str id = sources[i]->at[k];
            if (map_put(seen, id, notice)) continue;
            if (change && !notice->change_of.n) notice->change_of = id;
            else strlist_add(boamp->base.arena, &notice->earlier, id);
        }
    arena_free(scratch);
}

static void fill_buyer(Boamp *boamp) {
    const struct {
        Str *to;
        const StrList *from;
    } parts[] = {{&boamp->notice.buyer_name, &boamp->names},
                 {&boamp->notice.buyer_id, &boamp->numbers},
                 {&boamp->notice.buyer_contact, boamp->people.n ? &boamp->people : &boamp->contacts},
                 {&boamp->notice.buyer_phone, &boamp->phones},
                 {&boamp->notice.buyer_email, &boamp->emails}};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        *parts[i].to = str_join(boamp->base.arena, *parts[i].from, STR(";"));
}

static Str title_of(const Boamp *boamp) {
    StrList described = boamp->object.description;
    if (boamp->title.n) return boamp->title;
    if (boamp->summary.n) return boamp->summary;
    return described.n && described.at[0].n <= TITLE_LONGEST ? described.at[0] : (Str){0};
}

static void fill_notice(Boamp *boamp) {
    Notice *notice = &boamp->notice;
    notice->source_format = STR("boamp");
    notice->id = boamp->id;
    fill_status(boamp);
    fill_form(boamp);
    fill_links(boamp);
    fill_buyer(boamp);
    notice->title = title_of(boamp);
    notice->description = str_join(boamp->base.arena, boamp->object.description, STR("\n"));
    notice->cpv_main = boamp->object.cpv;
    notice->procedure_amount = boamp->object.value;
    if (!notice->procedure_type.n && str_is(boamp->family, "MAPA")) notice->procedure_type = STR("adapted");
    if (boamp->reserved_yes && !boamp->workshops && !boamp->jobs)
        say(boamp, (Loc){.file = notice->file, .field = STR("MARCHE_RESERVE_OUI")}, DEFECT_CODE, (Str){0},
            "a reserved contract that does not say for whom", "left out");
}

/* Departments that are no single place are kept as words. */
static void fill_shared(Boamp *boamp) {
    Arena *arena = boamp->base.arena;
    if (boamp->departments_served.n) boamp->departments = boamp->departments_served;
    StrList departments = boamp->departments;
    bool single = departments.n == 1 && boamp_department(arena, departments.at[0]).n;
    if (departments.n && !single)
        strlist_add(arena, &boamp->object.notes, str_join(arena, departments, STR(", ")));
    boamp->shared_notes = str_join(arena, boamp->object.notes, STR("\n"));
    boamp->terms_text = str_join(arena, boamp->terms, STR("\n"));
    if (boamp->social) strlist_add(arena, &boamp->considerations, STR("sociaux"));
}

static void fill_amount(const Boamp *boamp, Lot *lot, const Object *own) {
    const AmountChoice choices[] = {{own->value, NULL, false},
                                    {own->value_max, NULL, false},
                                    {boamp->object.value, NULL, true},
                                    {boamp->object.value_max, NULL, true}};
    lot_choose_amount(lot, choices, sizeof choices / sizeof *choices, boamp->lot_count <= 1);
}

/* What the notice adds for all lots goes with what it adds for one. */
static Str notes_of(Boamp *boamp, Lot *lot, Str own) {
    Str shared = boamp->shared_notes;
    if (!own.n || !shared.n) return lot_own_or(lot, own, shared, LOT_ADDITIONAL_INFORMATION);
    size_t before = boamp->joined;
    boamp->joined += shared.n;
    if (boamp->joined > JOINED_MOST) {
        if (before <= JOINED_MOST)
            diag_add(&boamp->base.doubts, DIAG_DOUBT, lot->at, "left out from here on",
                     "what the notice adds for all lots is too long for so many of them");
        return own;
    }
    lot->inherited |= LOT_ADDITIONAL_INFORMATION;
    return str_print(boamp->base.arena, "%.*s\n%.*s", STR_ARG(own), STR_ARG(shared));
}

static void fill_place(const Boamp *boamp, Lot *lot, const Object *own) {
    const Object *whole = &boamp->object;
    lot->nuts = own->nuts;
    if (!own->nuts.n && (whole->nuts.n || whole->postal_code.n)) {
        lot->nuts = whole->nuts;
        lot->postal_code = whole->postal_code;
        lot->inherited |= LOT_PLACE;
    }
    boamp_place(boamp->base.arena, lot, boamp->departments);
}

/* Of a single contract, what is said of the whole is said of it. */
static void fill_duration(const Boamp *boamp, Lot *lot, const Object *own) {
    bool stated = own->months != HUNDREDTHS_ABSENT || own->start != DATE_ABSENT || own->end != DATE_ABSENT;
    const Object *from = stated || boamp->lot_count > 1 ? own : &boamp->object;
    lot->duration_months = from->months;
    lot->start_date = from->start;
    lot->end_date = from->end;
}

/* For tenders, else for requests to participate, else as the index has it. */
static DateTime deadline_of(const Boamp *boamp) {
    if (boamp->tenders.day != DATE_ABSENT) return boamp->tenders;
    return boamp->requests.day != DATE_ABSENT ? boamp->requests : boamp->limit;
}

/* A notice that says both yes and no is not taken at its no. */
static void fill_reserved(const Boamp *boamp, Lot *lot) {
    if (boamp->workshops) lot->reserved_participation = STR("res-ws");
    if (boamp->jobs) lot->reserved_execution = STR("yes");
    if (!boamp->reserved_no || boamp->reserved_yes || boamp->workshops || boamp->jobs) return;
    lot->reserved_participation = STR("none");
    lot->reserved_execution = STR("no");
}

static void fill_lot(Boamp *boamp, Lot *lot, const LotDraft *draft) {
    const Object *own = &draft->object;
    const Notice *notice = &boamp->notice;
    Arena *arena = boamp->base.arena;
    lot->at = draft->at;
    lot->id = draft->id;
    lot->title = lot_own_or(lot, own->title, notice->title, LOT_TITLE);
    lot->description =
        lot_own_or(lot, str_join(arena, own->description, STR("\n")), notice->description, LOT_DESCRIPTION);
    lot->execution_terms = boamp->terms_text;
    lot->additional_information = notes_of(boamp, lot, str_join(arena, own->notes, STR("\n")));
    lot->nature = lot_own_or(lot, own->nature, notice->nature, LOT_NATURE);
    lot->cpv_main = lot_own_or(lot, own->cpv, notice->cpv_main, LOT_CPV);
    bool only = boamp->lot_count <= 1;
    lot->cpv_additional = own->cpv.n || !only ? own->cpv_additional : boamp->object.cpv_additional;
    fill_amount(boamp, lot, own);
    fill_duration(boamp, lot, own);
    fill_place(boamp, lot, own);
    lot->deadline = deadline_of(boamp);
    if (boamp->framework_no) lot->framework = STR("none");
    fill_reserved(boamp, lot);
    lot->social_considerations = boamp->considerations;
    lot->award_amount = HUNDREDTHS_ABSENT;
}

/* All that a lot states itself, as one text: two lots are one stated twice where these are the same. */
static Str fingerprint(Arena *arena, const LotDraft *draft) {
    const Object *own = &draft->object;
    Buf all = {.arena = arena};
    const Str texts[] = {draft->id,
                         own->title,
                         str_join(arena, own->description, STR("\n")),
                         str_join(arena, own->notes, STR("\n")),
                         own->nature,
                         own->cpv,
                         str_join(arena, own->cpv_additional, STR("\n")),
                         str_join(arena, own->nuts, STR("\n")),
                         own->value.currency};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        buf_print(&all, "%zu:%.*s ", texts[i].n, STR_ARG(texts[i]));
    buf_print(&all, "%lld %lld %lld %d %d", (long long)own->value.cents, (long long)own->value_max.cents,
              (long long)own->months, (int)own->start, (int)own->end);
    return buf_str(&all);
}

/* A lot that is there twice stays twice, as in the bulletin, and so does another lot of the same number;
 * whoever asks is told. */
static void find_twice(Boamp *boamp) {
    Arena *scratch = arena_new();
    Map *seen = map_new(scratch), *numbers = map_new(scratch);
    for (size_t i = 0; i < boamp->lot_count; i++) {
        LotDraft *lot = &boamp->lots[i];
        bool again = map_put(seen, fingerprint(scratch, lot), lot) != NULL;
        again = (lot->id.n && map_put(numbers, lot->id, lot)) || again;
        XmlEvent place = {.line = lot->at.line, .local = "LOT"};
        if (again) reading_suspect(&boamp->base, &place, DEFECT_TWICE, lot->id);
    }
    arena_free(scratch);
}

static void fill_lots(Boamp *boamp) {
    Notice *notice = &boamp->notice;
    notice->lot_count = notice->lot_cap = boamp->lot_count ? boamp->lot_count : 1;
    notice->lots = ARENA_ARRAY(boamp->base.arena, Lot, notice->lot_count);
    for (size_t i = 0; i < boamp->lot_count; i++) fill_lot(boamp, &notice->lots[i], &boamp->lots[i]);
    find_twice(boamp);
    if (boamp->lot_count) return;
    LotDraft whole = NO_LOT;
    whole.at = (Loc){.file = notice->file};
    fill_lot(boamp, &notice->lots[0], &whole);
}

/* "Lot 01" is lot 1. */
static Str lot_key(Arena *arena, Str id) {
    Str key = fold(arena, id);
    if (str_starts(key, STR("lot"))) key = str_trim(str_sub(key, 3, SIZE_MAX));
    while (key.n > 1 && key.p[0] == '0') key = str_sub(key, 1, SIZE_MAX);
    return key;
}

/* What the lists of one lot hold. */
typedef struct Seen {
    Map *refs, *dates, *names, *numbers;
} Seen;

static void add_once(Arena *arena, Map *seen, StrList *list, Str s) {
    if (s.n && !map_put(seen, s, list)) strlist_add(arena, list, s);
}

static void add_all_once(Arena *arena, Map *seen, StrList *list, StrList from) {
    for (size_t i = 0; i < from.n; i++) add_once(arena, seen, list, from.at[i]);
}

static Loc field_of(const Decision *decision, const char *field) {
    Loc at = decision->at;
    at.field = str_of(field);
    return at;
}

/* The same amount for each winner is the contract's, stated again. */
static Money amount_of(Boamp *boamp, const Decision *decision) {
    if (decision->amounts < 2 || decision->differ) return decision->sum;
    Str shown = hundredths_print(boamp->base.arena, decision->first.cents);
    say(boamp, field_of(decision, "MONTANT"), DEFECT_TWICE, shown, "the same amount for each winner of a lot",
        "counted once");
    return decision->first;
}

static void award_add(Boamp *boamp, Awarded *awarded, const Seen *seen, const Decision *decision) {
    Arena *arena = boamp->base.arena;
    add_once(arena, seen->refs, &awarded->refs, decision->contract);
    add_all_once(arena, seen->names, &awarded->names, decision->winners);
    add_all_once(arena, seen->numbers, &awarded->numbers, decision->winner_ids);
    Date date = decision->date != DATE_ABSENT ? decision->date : boamp->decided;
    if (decision->winners.n) add_once(arena, seen->dates, &awarded->dates, date_print(arena, date));
    if (awarded->no_sum) return;
    bool once = decision->amounts > 1 && !decision->differ;
    if (decision->no_sum && !once) awarded->no_sum = true;
    else awarded_add(awarded, amount_of(boamp, decision));
}

static void fill_award(Boamp *boamp, Lot *lot, const Decision *decisions) {
    Arena *scratch = arena_new();
    const Seen seen = {map_new(scratch), map_new(scratch), map_new(scratch), map_new(scratch)};
    Awarded awarded = {.total = MONEY_ABSENT};
    for (const Decision *decision = decisions; decision; decision = decision->next) {
        award_add(boamp, &awarded, &seen, decision);
        if (lot->amount.cents == HUNDREDTHS_ABSENT) lot->amount = decision->estimate;
    }
    arena_free(scratch);
    awarded_fill(&awarded, &boamp->base, lot, "amounts");
    if (boamp->notice.lot_count > 1 || boamp->total.cents == HUNDREDTHS_ABSENT) return;
    lot->award_amount = boamp->total.cents;
    lot->award_currency = boamp->total.currency;
}

/* The decisions on each lot, in order; a notice of one lot has all of them. */
typedef struct Pile {
    Decision *first, *last;
} Pile;

static void pile_add(Pile *pile, Decision *decision) {
    if (pile->last) pile->last->next = decision;
    else pile->first = decision;
    pile->last = decision;
}

static void fill_awards(Boamp *boamp) {
    const Notice *notice = &boamp->notice;
    Arena *scratch = arena_new();
    Map *piles = map_new(scratch); /* by the lot's number: of lots with the same, the first has all */
    Pile *of_lot = ARENA_ARRAY(scratch, Pile, notice->lot_count);
    for (size_t i = 0; i < notice->lot_count; i++) {
        void **slot = map_slot(piles, lot_key(scratch, notice->lots[i].id));
        if (!*slot) *slot = &of_lot[i];
    }
    for (size_t i = 0; i < boamp->decision_count; i++) {
        Decision *decision = &boamp->decisions[i];
        Pile *pile = notice->lot_count == 1 ? of_lot : map_get(piles, lot_key(scratch, decision->lot));
        if (pile) pile_add(pile, decision);
        else
            say(boamp, field_of(decision, "NUM_LOT"), DEFECT_LINK, decision->lot,
                "a decision on a lot that there is not", "left out");
    }
    for (size_t i = 0; i < notice->lot_count; i++) fill_award(boamp, &notice->lots[i], of_lot[i].first);
    arena_free(scratch);
}

void boamp_settle(Boamp *boamp) {
    if (!boamp->id.n) boamp->id = boamp->file_id.n ? boamp->file_id : boamp->old_id;
    fill_notice(boamp);
    fill_shared(boamp);
    fill_lots(boamp);
    fill_awards(boamp);
}
