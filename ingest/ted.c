/* ted.c - notices of the older TED schema: a table of paths, and how what stands there is taken.
 *
 * A notice is a coded section and one block a language of the same form. One block is read: the French one,
 * else the original; a translation that leaves out lots or contracts is none of the whole and is passed over.
 * The forms of R2.0.9 share one shape. Those of R2.0.7 and R2.0.8 share another, under wrappers whose names
 * change from form to form: these are stars in the table.
 *
 * What becomes of the drafts is ted_notice.c's. */
#include "ingest/cell.h"
#include "ingest/ted_inside.h"
#include "ingest/tedcode.h"
#include <pthread.h>

static Ted *ted_of(Reading *base) {
    return (Ted *)base;
}

/* Of the other drafts, likewise. */
#define NO_OBJECT                                                                                            \
    { .work = NO_WORK, .framework_estimate = MONEY_ABSENT, .total = MONEY_ABSENT }
#define NO_AWARD                                                                                             \
    { .date = DATE_ABSENT, .amount = MONEY_ABSENT }
#define NO_FORM                                                                                              \
    {                                                                                                        \
        .rank = -1, .deadline = DATETIME_ABSENT, .dispatched = DATE_ABSENT, .object = NO_OBJECT,             \
        .lot = {.work = NO_WORK}, .award = NO_AWARD                                                          \
    }

/* Values, of which many stand in attributes. */

static void take_attr(Reading *reading, const XmlEvent *event, const char *attr, Str *to) {
    if (!to->n) *to = reading_keep(reading, xml_attr(event, attr));
}

static void take_value(Reading *reading, const XmlEvent *event, void *at) {
    take_attr(reading, event, "VALUE", at);
}

static void take_code(Reading *reading, const XmlEvent *event, void *at) {
    take_attr(reading, event, "CODE", at);
}

static void take_type(Reading *reading, const XmlEvent *event, void *at) {
    take_attr(reading, event, "TYPE", at);
}

static void take_values(Reading *reading, const XmlEvent *event, void *at) {
    Str s = reading_keep(reading, xml_attr(event, "VALUE"));
    if (s.n) strlist_add(reading->arena, at, s);
}

static void take_codes(Reading *reading, const XmlEvent *event, void *at) {
    Str s = reading_keep(reading, xml_attr(event, "CODE"));
    if (s.n) strlist_add(reading->arena, at, s);
}

static void take_cpv_code(Reading *reading, const XmlEvent *event, void *at) {
    Str *to = at;
    if (!to->n) reading_cpv(reading, event, xml_attr(event, "CODE"), to);
}

static void take_cpv_codes(Reading *reading, const XmlEvent *event, void *at) {
    Str cpv;
    if (reading_cpv(reading, event, xml_attr(event, "CODE"), &cpv)) strlist_add(reading->arena, at, cpv);
}

static void take_nature(Reading *reading, const XmlEvent *event, void *at) {
    Str type = str_trim(xml_attr(event, "CTYPE")), *to = at;
    if (event->what == XML_END || to->n || !type.n) return;
    *to = ted_nature(type);
    if (!to->n) reading_defect(reading, event, DEFECT_CODE, type, "not a nature of a contract", "left out");
}

/* The first of the PT_... elements; D_... and what else stands there is none. */
static void take_procedure(Reading *reading, const XmlEvent *event, void *at) {
    (void)reading;
    Str *to = at;
    if (event->what == XML_BEGIN && !to->n) *to = ted_procedure(xml_name(event));
}

/* PUBLIC_CONTRACT, or R2.0.8's answer to "framework agreement?". With a yes, what kind stays unknown. */
static void take_involved(Reading *reading, const XmlEvent *event, void *at) {
    (void)reading;
    Str value = xml_attr(event, "VALUE");
    if (str_is(value, "PUBLIC_CONTRACT") || str_is(value, "NO")) *(bool *)at = true;
}

static void take_duration(Reading *reading, const XmlEvent *event, void *at) {
    reading_months(reading, event, xml_attr(event, "TYPE"), at);
}

/* Amounts. */

static void take_amount(Reading *reading, const XmlEvent *event, void *at) {
    Money *to = at;
    if (to->cents != HUNDREDTHS_ABSENT) return;
    reading_money(reading, event, event->text, xml_attr(event, "CURRENCY"), to);
}

static void take_currency(Reading *reading, const XmlEvent *event, void *at) {
    if (event->what == XML_BEGIN) *(Str *)at = reading_keep(reading, xml_attr(event, "CURRENCY"));
}

/* R2.0.8: FMTVAL is what a machine reads, the text what a person does: 150 000 000,00. */
static void take_cost(Reading *reading, const XmlEvent *event, void *at) {
    Money *to = at;
    Str machine = xml_attr(event, "FMTVAL"), currency = ted_of(reading)->form.currency, text = event->text;
    if (to->cents != HUNDREDTHS_ABSENT) return;
    if (str_trim(machine).n) {
        reading_money(reading, event, machine, currency, to);
    } else if (str_trim_wide(text).n) {
        Hundredths cents;
        NumberTrouble trouble = number_read(text, 2, &cents);
        if (trouble)
            reading_defect(reading, event, DEFECT_NUMBER, text, number_trouble_text(trouble), "left out");
        else if (cents < 0)
            reading_defect(reading, event, DEFECT_NEGATIVE, text, "an amount below zero", "left out");
        else *to = (Money){cents, currency};
        if (is_placeholder(to->cents, AMOUNT_LEAST))
            reading_suspect(reading, event, DEFECT_PLACEHOLDER, text);
    }
}

/* Stands behind the amount that it is about. */
static void take_taxed(Reading *reading, const XmlEvent *event, void *at) {
    Money *to = at;
    if (event->what == XML_END || to->cents == HUNDREDTHS_ABSENT) return;
    reading_defect(reading, event, DEFECT_NUMBER, hundredths_print(reading->arena, to->cents),
                   "an amount with taxes", "left out");
    *to = MONEY_ABSENT;
}

/* R2.0.8: a day in parts. */

static Str parts_day(Reading *reading) {
    const DateParts *parts = &ted_of(reading)->form.parts;
    if (!parts->day.n && !parts->month.n && !parts->year.n) return (Str){0};
    return str_print(reading->arena, "%.*s.%.*s.%.*s", STR_ARG(parts->day), STR_ARG(parts->month),
                     STR_ARG(parts->year));
}

static void take_day(Reading *reading, const XmlEvent *event, void *at) {
    if (event->what == XML_BEGIN) ted_of(reading)->form.parts = (DateParts){0};
    else reading_date(reading, event, parts_day(reading), at);
}

static void take_until(Reading *reading, const XmlEvent *event, void *at) {
    DateTime *to = at;
    take_day(reading, event, &to->day);
    Str time = ted_of(reading)->form.parts.time;
    if (event->what == XML_BEGIN || to->minute >= 0 || !time.n) return;
    if (!minute_read(time, &to->minute))
        reading_defect(reading, event, DEFECT_DATE, time, "not a time", "left out");
}

/* Parties. */

static void take_number(Reading *reading, const XmlEvent *event, void *at) {
    Party *party = at;
    if (party->number.n) return;
    party->number = reading_keep(reading, event->text);
    party->number_line = event->line;
}

/* A French number that is no SIRET is kept, since nobody can tell what was meant. */
static void say_number(Reading *reading, const Party *party) {
    XmlEvent place = {.line = party->number_line, .local = "NATIONALID"};
    if (!str_is(party->country, "FR")) return;
    Fault fault = siret_fault(reading->arena, party->number);
    if (fault.why) reading_suspect(reading, &place, fault.defect, party->number);
}

/* The first is the buyer; ADDRESS_CONTRACTING_BODY_ADDITIONAL is not read. */
static void take_buyer(Reading *reading, const XmlEvent *event, void *at) {
    if (event->what == XML_END) say_number(reading, at);
}

static void take_winner(Reading *reading, const XmlEvent *event, void *at) {
    Party *winner = at;
    Award *award = &ted_of(reading)->form.award;
    if (event->what == XML_BEGIN) {
        *winner = (Party){0};
        return;
    }
    say_number(reading, winner);
    if (winner->name.n) strlist_add(reading->arena, &award->names, winner->name);
    if (winner->number.n) strlist_add(reading->arena, &award->numbers, winner->number);
}

static void take_buyer_name(Reading *reading, const XmlEvent *event, void *at) {
    reading_text(reading, event, str_is(xml_attr(event, "LG"), "FR"), at);
}

/* What begins as a draft, and joins its list at its end. */

static void add_lot(Reading *reading, const LotDraft *draft) {
    Form *form = &ted_of(reading)->form;
    if (!reading_is_full(reading, draft->at.line, form->lot_count, LOTS_MOST, "lots"))
        *ARENA_PUSH(reading->arena, form->lots, form->lot_count, form->lot_cap) = *draft;
}

static void take_lot(Reading *reading, const XmlEvent *event, void *at) {
    LotDraft *lot = at;
    if (event->what == XML_END) {
        add_lot(reading, lot);
        return;
    }
    *lot = (LotDraft){.work = NO_WORK};
    lot->at = (Loc){.file = reading->file, .line = event->line};
    lot->item = reading_keep(reading, xml_attr(event, "ITEM"));
}

/* An object without a lot is one. */
static void take_object(Reading *reading, const XmlEvent *event, void *at) {
    Object *draft = at;
    Form *form = &ted_of(reading)->form;
    if (event->what == XML_BEGIN) {
        *draft = (Object)NO_OBJECT;
        draft->first_lot = form->lot_count;
        return;
    }
    if (form->lot_count == draft->first_lot)
        add_lot(
            reading,
            &(LotDraft){.at = {.file = reading->file, .line = event->line}, .work = NO_WORK, .whole = true});
    Object *object = ARENA_NEW(reading->arena, Object);
    *object = *draft;
    if (!form->first_object) form->first_object = object;
    for (size_t i = object->first_lot; i < form->lot_count; i++) form->lots[i].object = object;
}

static void take_award(Reading *reading, const XmlEvent *event, void *at) {
    Award *award = at;
    Form *form = &ted_of(reading)->form;
    if (event->what == XML_BEGIN) {
        *award = (Award)NO_AWARD;
        award->line = event->line;
    } else if (!reading_is_full(reading, award->line, form->award_count, TED_AWARDS_MOST, "contracts")) {
        *ARENA_PUSH(reading->arena, form->awards, form->award_count, form->award_cap) = *award;
    }
}

/* IV.2.2 is the time limit for tenders or requests to participate; it was IV.3.4 before 2016. */
static bool is_receipt(Str section) {
    return str_starts(section, STR("IV.2.2")) || str_starts(section, STR("IV.3.4"));
}

static void take_change(Reading *reading, const XmlEvent *event, void *at) {
    Change *change = at;
    Form *form = &ted_of(reading)->form;
    if (event->what == XML_BEGIN) {
        *change = (Change){.until = DATETIME_ABSENT};
        return;
    }
    if (reading_is_full(reading, event->line, form->correction_count, TED_CORRECTIONS_MOST, "corrections"))
        return;
    StrList where = {0};
    if (change->section.n) strlist_add(reading->arena, &where, change->section);
    if (change->label.n) strlist_add(reading->arena, &where, change->label);
    *ARENA_PUSH(reading->arena, form->corrections, form->correction_count, form->correction_cap) =
        (Correction){.lot_id = change->lot,
                     .where = str_join(reading->arena, where, STR(" ")),
                     .before = str_join(reading->arena, change->before, STR(" ")),
                     .after = str_join(reading->arena, change->after, STR(" ")),
                     .deadline = is_receipt(change->section) ? change->until : DATETIME_ABSENT};
}

static void take_new_day(Reading *reading, const XmlEvent *event, void *at) {
    Change *change = at;
    take_list(reading, event, &change->after);
    reading_date(reading, event, event->text, &change->until.day);
}

static void take_new_minute(Reading *reading, const XmlEvent *event, void *at) {
    Change *change = at;
    take_list(reading, event, &change->after);
    take_minute(reading, event, &change->until.minute);
}

/* One block of a language. */

static int rank_of(Ted *ted, const XmlEvent *event) {
    bool french = str_is(xml_attr(event, "LG"), "FR"),
         original = str_is(xml_attr(event, "CATEGORY"), "ORIGINAL");
    int rank = french ? (original ? RANK_FRENCH_ORIGINAL : RANK_FRENCH)
                      : (original ? RANK_ORIGINAL : RANK_TRANSLATION);
    bool superfluous = ted->seen[rank] || (rank == RANK_TRANSLATION && ted->kept.rank >= 0);
    if (superfluous || str_is(xml_name(event), "NOTICE_UUID")) return -1;
    ted->seen[rank] = true;
    return rank;
}

static void form_begin(Ted *ted, const XmlEvent *event) {
    int rank = rank_of(ted, event);
    ted->skipping = rank < 0;
    if (ted->skipping) return;
    Str type = xml_attr(event, "FORM");
    ted->form = (Form)NO_FORM;
    ted->form.rank = rank;
    ted->form.type = reading_keep(&ted->base, type.n ? type : xml_name(event));
    ted->form.language = ted_language(xml_attr(event, "LG"));
    ted->form.doubts = ted->base.doubts;
    ted->base.doubts = diags_new(ted->base.arena);
}

/* What a translation leaves out weighs more than its language. */
static bool is_better(const Form *form, const Form *kept) {
    if (form->lot_count != kept->lot_count) return form->lot_count > kept->lot_count;
    if (form->award_count != kept->award_count) return form->award_count > kept->award_count;
    return form->rank > kept->rank;
}

static void form_end(Ted *ted) {
    Diags own = ted->base.doubts;
    ted->base.doubts = ted->form.doubts;
    ted->form.doubts = own;
    if (ted->kept.rank < 0 || is_better(&ted->form, &ted->kept)) ted->kept = ted->form;
}

static void take_form(Reading *reading, const XmlEvent *event, void *at) {
    (void)at;
    Ted *ted = ted_of(reading);
    if (event->what == XML_BEGIN) form_begin(ted, event);
    else if (!ted->skipping) form_end(ted);
    else ted->skipping = false;
}

/* What stands where. */

/* clang-format off */
#define TO(member) offsetof(Ted, member)

#define CODED "CODED_DATA_SECTION/"
#define FORM "FORM_SECTION/*/"
#define OBJECT FORM "OBJECT_CONTRACT/"
#define LOT OBJECT "OBJECT_DESCR/"
#define LEFTI FORM "LEFTI/"
#define PROCEDURE FORM "PROCEDURE/"
#define AWARD FORM "AWARD_CONTRACT/"
#define CHANGE FORM "CHANGES/CHANGE/"
/* R2.0.7 and R2.0.8: FORM_SECTION/CONTRACT/FD_CONTRACT/OBJECT_CONTRACT_INFORMATION/... */
#define PART FORM "*/*/"

#define PARTY_ROWS(P, party) \
    ROW(P "OFFICIALNAME", take_str, party.name), \
    ROW(P "NATIONALID", take_number, party), \
    ROW(P "COUNTRY", take_value, party.country), \
    ROW(P "CONTACT_POINT", take_str, party.contact), \
    ROW(P "PHONE", take_str, party.phone), \
    ROW(P "E_MAIL", take_str, party.email)

#define OLD_PARTY_ROWS(P, party) \
    ROW(P "ORGANISATION/OFFICIALNAME", take_str, party.name), \
    ROW(P "ORGANISATION/NATIONALID", take_number, party), \
    ROW(P "COUNTRY", take_value, party.country), \
    ROW(P "CONTACT_POINT", take_str, party.contact), \
    ROW(P "ATTENTION", take_str, party.attention), \
    ROW(P "PHONE", take_str, party.phone), \
    ROW(P "E_MAILS/E_MAIL", take_str, party.email)

#define WINNER_ROWS(P) \
    GROUP(P, take_winner, form.winner), \
    PARTY_ROWS(P "/", form.winner)

#define OLD_DATE_ROWS(P, take, member) \
    GROUP(P, take, member), \
    ROW(P "/DAY", take_str, form.parts.day), \
    ROW(P "/MONTH", take_str, form.parts.month), \
    ROW(P "/YEAR", take_str, form.parts.year), \
    ROW(P "/TIME", take_str, form.parts.time)

#define OLD_COST_ROWS(P, member) \
    GROUP(P, take_currency, form.currency), \
    ROW(P "/VALUE_COST", take_cost, member)

#define OLD_TAXED_ROWS(P, member) \
    OLD_COST_ROWS(P "/COSTS_RANGE_AND_CURRENCY_WITH_VAT_RATE", member), \
    GROUP(P "/COSTS_RANGE_AND_CURRENCY_WITH_VAT_RATE/INCLUDING_VAT", take_taxed, member)

#define OLD_PERIOD_ROWS(P, work) \
    ROW(P "/MONTHS", take_months, work.months), \
    ROW(P "/DAYS", take_days, work.months), \
    OLD_DATE_ROWS(P "/INTERVAL_DATE/START_DATE", take_day, work.start), \
    OLD_DATE_ROWS(P "/INTERVAL_DATE/END_DATE", take_day, work.end)

#define OLD_CPV_ROWS(P, work) \
    ROW(P "CPV/CPV_MAIN/CPV_CODE", take_cpv_code, work.cpv), \
    ROW(P "CPV/CPV_ADDITIONAL/CPV_CODE", take_cpv_codes, work.cpv_additional)

/* Directly in its part, or one level below. */
#define OLD_OBJECT_ROWS(P) \
    DEEP(P "TITLE_CONTRACT", take_str, form.object.work.title), \
    DEEP(P "SHORT_CONTRACT_DESCRIPTION", take_str, form.object.work.description), \
    OLD_CPV_ROWS(P, form.object.work), \
    ROW(P "LOCATION_NUTS/NUTS", take_codes, form.object.work.nuts)

#define OLD_LOT_ROWS(F) \
    GROUP(PART "*/" F "_DIVISION_INTO_LOTS/" F "_DIV_INTO_LOT_YES/" F "_ANNEX_B", take_lot, form.lot), \
    OLD_LOT_VALUES(PART "*/" F "_DIVISION_INTO_LOTS/" F "_DIV_INTO_LOT_YES/" F "_ANNEX_B/")
#define OLD_LOT_VALUES(P) \
    ROW(P "LOT_NUMBER", take_str, form.lot.number), \
    DEEP(P "LOT_TITLE", take_str, form.lot.work.title), \
    DEEP(P "LOT_DESCRIPTION", take_str, form.lot.work.description), \
    DEEP(P "ADDITIONAL_INFORMATION_ABOUT_LOTS", take_str, form.lot.work.info), \
    OLD_CPV_ROWS(P, form.lot.work), \
    OLD_COST_ROWS(P "NATURE_QUANTITY_SCOPE/COSTS_RANGE_AND_CURRENCY", form.lot.work.estimate), \
    OLD_PERIOD_ROWS(P "PERIOD_WORK_DATE_STARTING", form.lot.work)

#define OLD_FRAMEWORK_ROWS(P) \
    ROW(P "SINGLE_OPERATOR", take_seen, form.single_operator), \
    ROW(P "DURATION_FRAMEWORK_YEAR", take_years, form.object.work.months), \
    ROW(P "DURATION_FRAMEWORK_MONTH", take_months, form.object.work.months), \
    OLD_COST_ROWS(P "TOTAL_ESTIMATED/COSTS_RANGE_AND_CURRENCY", form.object.framework_estimate)

#define OLD_RESERVED_ROWS(P) \
    ROW(P "RESERVED_CONTRACTS/RESTRICTED_TO_SHELTERED_WORKSHOPS", take_seen, form.for_workshops), \
    ROW(P "RESERVED_CONTRACTS/RESTRICTED_TO_FRAMEWORK", take_seen, form.for_programmes)

#define OLD_AWARD_ROWS(P) \
    GROUP(P, take_award, form.award), \
    ROW(P "/CONTRACT_NUMBER", take_str, form.award.ref), \
    ROW(P "/LOT_NUMBER", take_str, form.award.lot), \
    OLD_DATE_ROWS(P "/CONTRACT_AWARD_DATE", take_day, form.award.date), \
    GROUP(P "/ECONOMIC_OPERATOR_NAME_ADDRESS/CONTACT_DATA_WITHOUT_RESPONSIBLE_NAME", take_winner, \
          form.winner), \
    OLD_PARTY_ROWS(P "/ECONOMIC_OPERATOR_NAME_ADDRESS/CONTACT_DATA_WITHOUT_RESPONSIBLE_NAME/", \
                   form.winner), \
    OLD_TAXED_ROWS(P "/CONTRACT_VALUE_INFORMATION", form.award.amount)

enum { FORM_ROW }; /* the first row */

static const Field fields[] = {
    [FORM_ROW] = GROUP("FORM_SECTION/*", take_form, form),
    ROW(CODED "REF_OJS/DATE_PUB", take_date, notice.publication_date),
    ROW(CODED "NOTICE_DATA/NO_DOC_OJS", take_str, notice.id),
    ROW(CODED "NOTICE_DATA/ORIGINAL_CPV", take_cpv_code, cpv),
    ROW(CODED "NOTICE_DATA/REF_NOTICE/NO_DOC_OJS", take_list, earlier),
    ROW(CODED "CODIF_DATA/DS_DATE_DISPATCH", take_date, notice.issue_date),
    ROW(CODED "CODIF_DATA/AA_AUTHORITY_TYPE", take_code, authority),
    ROW(CODED "CODIF_DATA/NC_CONTRACT_NATURE", take_code, nature),
    ROW(CODED "CODIF_DATA/DIRECTIVE", take_values, legal_bases),
    ROW("TRANSLATION_SECTION/ML_AA_NAMES/AA_NAME", take_buyer_name, buyer),

    ROW(FORM "LEGAL_BASIS", take_values, form.legal_bases),
    ROW(FORM "DIRECTIVE", take_values, form.legal_bases),
    ROW(FORM "NOTICE", take_type, form.notice_type),
    GROUP(FORM "CONTRACTING_BODY/ADDRESS_CONTRACTING_BODY", take_buyer, form.buyer),
    PARTY_ROWS(FORM "CONTRACTING_BODY/ADDRESS_CONTRACTING_BODY/", form.buyer),
    ROW(FORM "CONTRACTING_BODY/CA_TYPE", take_value, form.buyer_type),

    GROUP(FORM "OBJECT_CONTRACT", take_object, form.object),
    DEEP(OBJECT "TITLE", take_str, form.object.work.title),
    DEEP(OBJECT "SHORT_DESCR", take_str, form.object.work.description),
    ROW(OBJECT "CPV_MAIN/CPV_CODE", take_cpv_code, form.object.work.cpv),
    ROW(OBJECT "TYPE_CONTRACT", take_nature, form.object.nature),
    ROW(OBJECT "VAL_ESTIMATED_TOTAL", take_amount, form.object.work.estimate),
    ROW(OBJECT "VAL_TOTAL", take_amount, form.object.total),
    GROUP(OBJECT "OBJECT_DESCR", take_lot, form.lot),
    ROW(LOT "LOT_NO", take_str, form.lot.number),
    DEEP(LOT "TITLE", take_str, form.lot.work.title),
    DEEP(LOT "SHORT_DESCR", take_str, form.lot.work.description),
    DEEP(LOT "INFO_ADD", take_str, form.lot.work.info),
    ROW(LOT "CPV_ADDITIONAL/CPV_CODE", take_cpv_codes, form.lot.work.cpv_additional),
    ROW(LOT "NUTS", take_codes, form.lot.work.nuts),
    ROW(LOT "VAL_OBJECT", take_amount, form.lot.work.estimate),
    ROW(LOT "DURATION", take_duration, form.lot.work.months),
    ROW(LOT "DATE_START", take_date, form.lot.work.start),
    ROW(LOT "DATE_END", take_date, form.lot.work.end),

    DEEP(LEFTI "PERFORMANCE_CONDITIONS", take_str, form.terms),
    ROW(LEFTI "RESTRICTED_SHELTERED_WORKSHOP", take_seen, form.for_workshops),
    ROW(LEFTI "RESTRICTED_SHELTERED_PROGRAM", take_seen, form.for_programmes),
    ROW(LEFTI "RESERVED_ORGANISATIONS_SERVICE_MISSION", take_seen, form.for_missions),
    GROUP(PROCEDURE "*", take_procedure, form.procedure),
    GROUP(PROCEDURE "*/*", take_procedure, form.procedure), /* DIRECTIVE_2014_24_EU/PT_... */
    ROW(PROCEDURE "FRAMEWORK/SINGLE_OPERATOR", take_seen, form.single_operator),
    ROW(PROCEDURE "NOTICE_NUMBER_OJ", take_list, form.earlier),
    ROW(PROCEDURE "DATE_RECEIPT_TENDERS", take_date, form.deadline.day),
    ROW(PROCEDURE "TIME_RECEIPT_TENDERS", take_minute, form.deadline.minute),

    GROUP(FORM "AWARD_CONTRACT", take_award, form.award),
    ROW(AWARD "CONTRACT_NO", take_str, form.award.ref),
    ROW(AWARD "LOT_NO", take_str, form.award.lot),
    ROW(AWARD "NO_AWARDED_CONTRACT/PROCUREMENT_DISCONTINUED", take_seen, form.award.discontinued),
    GROUP(AWARD "AWARDED_CONTRACT", take_seen, form.award.awarded),
    ROW(AWARD "AWARDED_CONTRACT/DATE_CONCLUSION_CONTRACT", take_date, form.award.date),
    ROW(AWARD "AWARDED_CONTRACT/VALUES/VAL_TOTAL", take_amount, form.award.amount),
    ROW(AWARD "AWARDED_CONTRACT/VALUE/VAL_TOTAL", take_amount, form.award.amount),
    ROW(AWARD "AWARDED_CONTRACT/VAL_TOTAL", take_amount, form.award.amount),
    WINNER_ROWS(AWARD "AWARDED_CONTRACT/CONTRACTORS/CONTRACTOR/ADDRESS_CONTRACTOR"),
    WINNER_ROWS(AWARD "AWARDED_CONTRACT/CONTRACTOR/ADDRESS_CONTRACTOR"),
    GROUP(FORM "RESULTS/AWARDED_PRIZE", take_award, form.award),
    WINNER_ROWS(FORM "RESULTS/AWARDED_PRIZE/WINNERS/WINNER/ADDRESS_WINNER"),
    WINNER_ROWS(FORM "RESULTS/AWARDED_PRIZE/WINNER/ADDRESS_WINNER"),
    GROUP(FORM "RESULTS/NO_AWARDED_PRIZE", take_award, form.award),
    ROW(FORM "RESULTS/NO_AWARDED_PRIZE/PROCUREMENT_DISCONTINUED", take_seen, form.award.discontinued),

    DEEP(FORM "COMPLEMENTARY_INFO/INFO_ADD", take_str, form.info),
    ROW(FORM "COMPLEMENTARY_INFO/NOTICE_NUMBER_OJ", take_str, form.corrected),
    ROW(FORM "COMPLEMENTARY_INFO/DATE_DISPATCH_NOTICE", take_date, form.dispatched),
    DEEP(FORM "CHANGES/INFO_ADD", take_str, form.info),
    GROUP(FORM "CHANGES/CHANGE", take_change, form.change),
    ROW(CHANGE "WHERE/SECTION", take_str, form.change.section),
    ROW(CHANGE "WHERE/LABEL", take_str, form.change.label),
    ROW(CHANGE "WHERE/LOT_NO", take_str, form.change.lot),
    DEEP(CHANGE "OLD_VALUE/TEXT", take_list, form.change.before),
    ROW(CHANGE "OLD_VALUE/DATE", take_list, form.change.before),
    ROW(CHANGE "OLD_VALUE/TIME", take_list, form.change.before),
    ROW(CHANGE "OLD_VALUE/CPV_MAIN/CPV_CODE", take_codes, form.change.before),
    ROW(CHANGE "OLD_VALUE/CPV_ADDITIONAL/CPV_CODE", take_codes, form.change.before),
    DEEP(CHANGE "NEW_VALUE/TEXT", take_list, form.change.after),
    ROW(CHANGE "NEW_VALUE/DATE", take_new_day, form.change),
    ROW(CHANGE "NEW_VALUE/TIME", take_new_minute, form.change),
    ROW(CHANGE "NEW_VALUE/CPV_MAIN/CPV_CODE", take_codes, form.change.after),
    ROW(CHANGE "NEW_VALUE/CPV_ADDITIONAL/CPV_CODE", take_codes, form.change.after),

    GROUP(FORM "*", take_nature, form.object.nature),
    DEEP(FORM "*/TI_DOC", take_str, form.object.work.title), /* OTH_NOT */
    DEEP(FORM "*/CONTENTS", take_str, form.object.work.description),
    GROUP(PART "*/CA_CE_CONCESSIONAIRE_PROFILE", take_buyer, form.buyer),
    OLD_PARTY_ROWS(PART "*/CA_CE_CONCESSIONAIRE_PROFILE/", form.buyer),
    ROW(PART "*/TYPE_AND_ACTIVITIES/TYPE_OF_CONTRACTING_AUTHORITY", take_value, form.buyer_type),
    OLD_OBJECT_ROWS(PART),
    OLD_OBJECT_ROWS(PART "*/"),
    ROW(PART "*/SITE_OR_LOCATION/NUTS", take_codes, form.object.work.nuts),
    DEEP(PART "*/TOTAL_QUANTITY_OR_SCOPE", take_str, form.object.scope),
    OLD_COST_ROWS(PART "QUANTITY_SCOPE/NATURE_QUANTITY_SCOPE/COSTS_RANGE_AND_CURRENCY",
                  form.object.work.estimate),
    OLD_PERIOD_ROWS(PART "PERIOD_WORK_DATE_STARTING", form.object.work),
    OLD_TAXED_ROWS(PART "TOTAL_FINAL_VALUE", form.object.total),
    ROW(PART "FRAMEWORK_AGREEMENT", take_involved, form.no_framework),
    ROW(PART "*/NOTICE_INVOLVES", take_involved, form.no_framework),
    ROW(PART "*/NOTICE_INVOLVES_DEFENCE", take_involved, form.no_framework),
    OLD_FRAMEWORK_ROWS(PART "*/F02_FRAMEWORK/"),
    OLD_FRAMEWORK_ROWS(PART "*/F05_FRAMEWORK/"),
    OLD_FRAMEWORK_ROWS(PART "*/F17_FRAMEWORK/"),
    OLD_LOT_ROWS("F02"),
    OLD_LOT_ROWS("F05"),
    OLD_LOT_ROWS("F17"),
    DEEP(PART "CONTRACT_RELATING_CONDITIONS/EXISTENCE_OTHER_PARTICULAR_CONDITIONS", take_str, form.terms),
    OLD_RESERVED_ROWS(PART),
    OLD_RESERVED_ROWS(PART "CONTRACT_RELATING_CONDITIONS/"),
    OLD_RESERVED_ROWS(PART "*/"),
    GROUP(PART "*/*", take_procedure, form.procedure),
    GROUP(PART "*/*/*", take_procedure, form.procedure),
    OLD_DATE_ROWS(PART "*/RECEIPT_LIMIT_DATE", take_until, form.deadline),
    DEEP(PART "ADDITIONAL_INFORMATION", take_str, form.info),
    OLD_AWARD_ROWS(FORM "*/AWARD_OF_CONTRACT"),
    OLD_AWARD_ROWS(FORM "*/AWARD_OF_CONTRACT_DEFENCE"),
};
/* clang-format on */

enum { FIELDS = sizeof fields / sizeof *fields };

static const XmlFormat *format; /* for the life of the process */

static void format_init(void) {
    format = reading_format(NULL, 0, fields, FIELDS);
}

static void start(Ted *ted, Arena *arena, Str file, Diags *diags) {
    *ted = (Ted){
        .base = reading_new(arena, file, fields, FIELDS, &ted->notice.id, diags),
        .notice = {.file = file, .issue_date = DATE_ABSENT, .publication_date = DATE_ABSENT},
        .form = NO_FORM,
        .kept = NO_FORM,
    };
}

static bool take_event(void *to, const XmlEvent *event) {
    Ted *ted = to;
    if (event->what == XML_AGAIN) {
        start(ted, ted->base.arena, ted->base.file, ted->base.diags);
        return true;
    }
    return (ted->skipping && event->id != FORM_ROW) || reading_take(&ted->base, event);
}

bool ted_root(Str local_name) {
    return str_is(local_name, "TED_EXPORT");
}

bool ted_read(XmlReader *reader, Arena *arena, Str file, Str bytes, Notice *notice, Diags *diags) {
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, format_init);
    Ted ted;
    start(&ted, arena, str_copy(arena, file), diags);
    if (!xml_read(reader, format, piece_whole(file, bytes), take_event, &ted, diags)) return false;
    ted_settle(&ted);
    reading_end(&ted.base, diags);
    *notice = ted.notice;
    return true;
}
