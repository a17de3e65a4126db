/* ted_notice.c - when a TED document is over: drafts become lots, contracts find theirs.
 *
 * A contract belongs to the lot whose number it names, word for word. "Lot 2" is not taken for 2, nor 02:
 * such a contract is left out and said so. */
#include "base/map.h"
#include "ingest/ted_inside.h"
#include "ingest/tedcode.h"

static void add_all(Arena *arena, StrList *to, StrList from) {
    for (size_t i = 0; i < from.n; i++) strlist_add(arena, to, from.at[i]);
}

static void add_award(Arena *arena, Awarded *to, const Award *award) {
    if (award->ref.n) strlist_add(arena, &to->refs, award->ref);
    if (award->date != DATE_ABSENT) strlist_add(arena, &to->dates, date_print(arena, award->date));
    add_all(arena, &to->names, award->names);
    add_all(arena, &to->numbers, award->numbers);
    awarded_add(to, award->amount);
}

static void say_stray(Ted *ted, const Award *award) {
    XmlEvent place = {.line = award->line, .local = "AWARD_CONTRACT"};
    reading_defect(&ted->base, &place, DEFECT_LINK, award->lot,
                   award->lot.n ? "a contract of a lot that is not there" : "a contract that names no lot",
                   "left out");
}

static void say_twice(Ted *ted, const LotDraft *lot) {
    XmlEvent place = {.line = lot->at.line, .local = "OBJECT_DESCR"};
    reading_defect(&ted->base, &place, DEFECT_TWICE, lot->number, "a lot's number, stated twice",
                   "its contracts go to the first");
}

/* By lot. Of a single lot without a number are all contracts, whatever they call it. */
static Awarded *match_awards(Ted *ted) {
    const Form *form = &ted->kept;
    Arena *arena = ted->base.arena;
    Awarded *awarded = ARENA_ARRAY(arena, Awarded, form->lot_count);
    Map *by_number = map_new(arena);
    for (size_t i = 0; i < form->lot_count; i++) {
        awarded[i].total = MONEY_ABSENT;
        if (!form->lots[i].number.n) continue;
        void **slot = map_slot(by_number, form->lots[i].number);
        if (*slot) say_twice(ted, &form->lots[i]);
        else *slot = &awarded[i];
    }
    bool single = form->lot_count == 1 && !form->lots[0].number.n;
    for (size_t i = 0; i < form->award_count; i++) {
        const Award *award = &form->awards[i];
        Awarded *to = single ? awarded : award->lot.n ? map_get(by_number, award->lot) : NULL;
        if (to) add_award(arena, to, award);
        else say_stray(ted, award);
    }
    return awarded;
}

/* The estimate of all contracts, as R2.0.9 states it, or R2.0.8. */
static Money object_estimate(const Object *object) {
    return object->work.estimate.cents != HUNDREDTHS_ABSENT ? object->work.estimate
                                                            : object->framework_estimate;
}

static void fill_amount(Lot *lot, const LotDraft *draft, const Object *object, bool single) {
    const AmountChoice choices[] = {{draft->work.estimate, "lot-estimate", false},
                                    {object_estimate(object), "total-estimate", true},
                                    {object->total, "total-value", true}};
    lot_choose_amount(lot, choices, sizeof choices / sizeof *choices, single);
}

static Str first_of(Str a, Str b) {
    return a.n ? a : b;
}

static Str object_description(const Object *object) {
    return first_of(object->work.description, object->scope);
}

static void fill_work(Lot *lot, const Work *own, const Object *object) {
    const Work *all = &object->work;
    lot->title = lot_own_or(lot, own->title, all->title, LOT_TITLE);
    lot->cpv_main = lot_own_or(lot, own->cpv, all->cpv, LOT_CPV);
    lot->cpv_additional = own->cpv_additional;
    lot->duration_months = own->months;
    lot->start_date = own->start;
    lot->end_date = own->end;
    lot->nuts = own->nuts;
    if (own->nuts.n || !all->nuts.n) return;
    lot->nuts = all->nuts;
    lot->inherited |= LOT_PLACE;
}

/* Of a notice without lots, what it says of itself that only lots have. */
static void fill_whole(Lot *lot, const Object *object) {
    lot->description = lot_own_or(lot, (Str){0}, object_description(object), LOT_DESCRIPTION);
    lot->cpv_additional = object->work.cpv_additional;
    lot->duration_months = object->work.months;
    lot->start_date = object->work.start;
    lot->end_date = object->work.end;
}

/* A framework agreement with one operator is never reopened to competition (2014/24/EU, 33(3)); with several,
 * TED does not say. */
static Str framework_of(const Form *form) {
    return form->single_operator ? STR("fa-wo-rc") : form->no_framework ? STR("none") : (Str){0};
}

static Str reserved_of(const Form *form) {
    if (form->for_workshops && form->for_missions) return STR("res-ws;res-pub-ser");
    return form->for_workshops ? STR("res-ws") : form->for_missions ? STR("res-pub-ser") : (Str){0};
}

static const Object *object_of(const Form *form, const LotDraft *draft) {
    return draft->object ? draft->object : &form->object;
}

static void fill_lot(Ted *ted, Lot *lot, const LotDraft *draft) {
    const Form *form = &ted->kept;
    const Object *object = object_of(form, draft);
    lot->at = draft->at;
    lot->id = first_of(draft->number, draft->item);
    lot->description = draft->work.description;
    fill_work(lot, &draft->work, object);
    if (draft->whole) fill_whole(lot, object);
    lot->execution_terms = form->terms;
    lot->additional_information = lot_own_or(lot, draft->work.info, form->info, LOT_ADDITIONAL_INFORMATION);
    lot->nature = lot_own_or(lot, (Str){0}, first_of(object->nature, ted_nature(ted->nature)), LOT_NATURE);
    lot->cpv_main = lot_own_or(lot, lot->cpv_main, ted->cpv, LOT_CPV);
    fill_amount(lot, draft, object, form->lot_count == 1);
    lot->deadline = form->deadline;
    lot->framework = framework_of(form);
    lot->reserved_participation = reserved_of(form);
    lot->reserved_execution = form->for_programmes ? STR("yes") : (Str){0};
}

static void fill_lots(Ted *ted) {
    Form *form = &ted->kept;
    Notice *notice = &ted->notice;
    if (!form->lot_count)
        *ARENA_PUSH(ted->base.arena, form->lots, form->lot_count, form->lot_cap) =
            (LotDraft){.at = {.file = notice->file}, .work = NO_WORK, .whole = true};
    notice->lot_count = notice->lot_cap = form->lot_count;
    notice->lots = ARENA_ARRAY(ted->base.arena, Lot, notice->lot_count);
    const Awarded *awarded = match_awards(ted);
    for (size_t i = 0; i < notice->lot_count; i++) {
        fill_lot(ted, &notice->lots[i], &form->lots[i]);
        awarded_fill(&awarded[i], &ted->base, &notice->lots[i], "contracts");
    }
}

/* "2017/S 129-263247" is publication 263247-2017. */
static Str publication_number(Arena *arena, Str id) {
    Str number = id, part;
    if (id.n < 6 || id.p[4] != '/') return (Str){0};
    while (str_find_byte(number, '-') != SIZE_MAX) str_next(&number, '-', &part);
    if (number.p == id.p || !number.n) return (Str){0};
    return str_print(arena, "%.*s-%.*s", STR_ARG(number), STR_ARG(str_sub(id, 0, 4)));
}

static void add_earlier(Arena *arena, Map *known, StrList *to, StrList from) {
    for (size_t i = 0; i < from.n; i++) {
        void **slot = map_slot(known, from.at[i]);
        if (!*slot) strlist_add(arena, to, from.at[i]);
        *slot = to;
    }
}

static void fill_links(Ted *ted) {
    const Form *form = &ted->kept;
    Notice *notice = &ted->notice;
    Map *known = map_new(ted->base.arena);
    add_earlier(ted->base.arena, known, &notice->earlier, ted->earlier);
    add_earlier(ted->base.arena, known, &notice->earlier, form->earlier);
    notice->corrections = form->corrections;
    notice->correction_count = form->correction_count;
    notice->correction_cap = form->correction_cap;
}

/* A corrigendum of R2.0.8 names its notice in the coded section only. */
static Str corrected_of(const Ted *ted) {
    if (ted->kept.corrected.n) return ted->kept.corrected;
    return ted->earlier.n == 1 ? ted->earlier.at[0] : (Str){0};
}

/* Every contract given up, and none awarded. */
static bool is_discontinued(const Form *form) {
    for (size_t i = 0; i < form->award_count; i++)
        if (form->awards[i].awarded || !form->awards[i].discontinued) return false;
    return form->award_count > 0;
}

static void fill_status(Ted *ted) {
    enum { CORRIGENDUM = 14, MODIFICATION = 20 };
    const Form *form = &ted->kept;
    Notice *notice = &ted->notice;
    int number = ted_form_number(form->type);
    if (number == CORRIGENDUM) {
        notice->status = STR("changed");
        notice->change_of = corrected_of(ted);
    } else if (number == MODIFICATION) {
        notice->status = STR("modification");
        if (form->earlier.n) notice->change_of = form->earlier.at[0];
    } else if (is_discontinued(form)) {
        notice->status = STR("cancelled");
    }
}

static Tristate is_under(const Ted *ted, Str celex, Str directive) {
    const StrList *bases[] = {&ted->kept.legal_bases, &ted->legal_bases};
    for (size_t i = 0; i < sizeof bases / sizeof *bases; i++)
        if (strlist_has(*bases[i], celex) || strlist_has(*bases[i], directive)) return TRISTATE_YES;
    return bases[0]->n || bases[1]->n ? TRISTATE_NO : TRISTATE_UNKNOWN;
}

/* Forms 16 to 19 are those of defence. */
static Tristate is_defence(const Ted *ted) {
    int number = ted_form_number(ted->kept.type);
    if (number >= 16 && number <= 19) return TRISTATE_YES;
    return is_under(ted, STR("32009L0081"), STR("2009/81/EC"));
}

/* Forms 23 to 25 are those of concessions, 10 and 11 were those of works concessions. */
static Tristate is_concession(const Ted *ted) {
    int number = ted_form_number(ted->kept.type);
    if ((number >= 23 && number <= 25) || number == 10 || number == 11) return TRISTATE_YES;
    return is_under(ted, STR("32014L0023"), STR("2014/23/EU"));
}

static void fill_buyer(Ted *ted) {
    const Party *buyer = &ted->kept.buyer;
    Notice *notice = &ted->notice;
    notice->buyer_name = first_of(buyer->name, ted->buyer.s);
    notice->buyer_id = buyer->number;
    notice->buyer_kind = first_of(ted_buyer_kind(ted->kept.buyer_type), ted_authority(ted->authority));
    notice->buyer_contact = first_of(buyer->contact, buyer->attention);
    notice->buyer_phone = buyer->phone;
    notice->buyer_email = buyer->email;
}

void ted_settle(Ted *ted) {
    const Form *form = &ted->kept;
    const Object *object = form->first_object ? form->first_object : &form->object;
    Notice *notice = &ted->notice;
    if (form->rank >= 0) diags_move(&ted->base.doubts, &ted->kept.doubts);
    notice->source_format = STR("ted");
    notice->type = form->type;
    notice->form = ted_form(form->type, form->notice_type);
    notice->publication_number = publication_number(ted->base.arena, notice->id);
    if (notice->issue_date == DATE_ABSENT) notice->issue_date = form->dispatched;
    notice->language = form->language;
    notice->title = object->work.title;
    notice->description = object_description(object);
    notice->nature = first_of(object->nature, ted_nature(ted->nature));
    notice->cpv_main = first_of(object->work.cpv, ted->cpv);
    notice->procedure_amount = object_estimate(object);
    notice->procedure_type = form->procedure;
    notice->defence = is_defence(ted);
    notice->concession = is_concession(ted);
    fill_buyer(ted);
    fill_status(ted);
    fill_links(ted);
    fill_lots(ted);
}
