/* eforms.c - eForms notices (UBL 2.3): a table of paths, and what is done with what stands there.
 *
 * What points from one to another (a lot to its contracts, a contract to its tenders, a tender to its
 * organisations) is followed when the document is over, because eForms puts the results before the lots.
 *
 * Text stands once for each language: French is taken where there is French, else the first that is not
 * empty. Links that lead nowhere are common in real notices; they are passed over, and said. */
#include "ingest/eforms.h"
#include "ingest/award.h"
#include "ingest/quality.h"
#include "ingest/reading.h"
#include <pthread.h>

/* cac:ProcurementProject, of the procedure and of each lot. */
typedef struct Project {
    Text title, description, note;
    Str nature;
    Str cpv;
    StrList cpv_additional;
    Money estimate, framework_max;
    Hundredths months;
    Date start, end;
    bool has_place; /* even if it says no more than "anywhere in the country" */
    StrList nuts;
    Str postal_code;
    StrList strategic, social;
} Project;

/* A day with the zone that it is labelled with, and where it stands. */
typedef struct Stamp {
    Str text;
    uint32_t line;
    const char *field;
} Stamp;

typedef struct LotDraft {
    Loc at;
    Str id;
    Str scheme; /* Lot, Part, LotsGroup */
    Project project;
    DateTime tenders, requests; /* deadlines */
    Stamp tenders_stamp, requests_stamp;
    Str framework;
    StrList reserved;
    Str reserved_execution;
    StrList terms; /* one for each requirement that is a condition of execution */
} LotDraft;

typedef struct Requirement {
    Str kind;
    Text text;
} Requirement;

typedef struct Eforms {
    Reading base;
    Notice notice;
    Project procedure;
    Stamp issued;
    bool french;  /* by its language and its buyers */
    Links buyers; /* ids of organisations */
    StrList buyer_kinds;
    StrList legal_bases;
    Str changed_notice, modified_notice;
    StrList change_reasons;

    LotDraft lot; /* drafts */
    Requirement requirement;
    Organisation organisation;
    Organisation company; /* whose touch points follow */
    LotTender tender;
    TenderingParty party;
    SettledContract contract;
    LotResult result;

    LotDraft *lots; /* what the drafts became */
    size_t lot_count, lot_cap;
    Map *lot_ids, *group_ids;
    Awards awards;
} Eforms;

static Eforms *eforms_of(Reading *base) {
    return (Eforms *)base;
}

static void take_duration(Reading *reading, const XmlEvent *event, void *at) {
    reading_months(reading, event, xml_attr(event, "unitCode"), at);
}

static void take_stamp(Reading *reading, const XmlEvent *event, void *at) {
    enum { LONGEST = 16 }; /* 2024-01-22+02:00 */
    Stamp *to = at;
    Str text = str_trim(event->text);
    if (to->text.n || text.n > LONGEST) return;
    *to = (Stamp){reading_keep(reading, text), event->line, str_cstr(reading->arena, xml_name(event))};
}

/* The list that a code is from. */
static void take_list_name(Reading *reading, const XmlEvent *event, void *at) {
    *(Str *)at = reading_keep(reading, xml_attr(event, "listName"));
}

static void take_link(Reading *reading, const XmlEvent *event, void *at) {
    Link *to = at;
    if (!to->id.n) *to = (Link){reading_keep(reading, event->text), event->line};
}

static void take_links(Reading *reading, const XmlEvent *event, void *at) {
    Links *to = at;
    Link link = {reading_keep(reading, event->text), event->line};
    if (link.id.n) *ARENA_PUSH(reading->arena, to->at, to->n, to->cap) = link;
}

static void take_lot_id(Reading *reading, const XmlEvent *event, void *at) {
    take_str(reading, event, at);
    eforms_of(reading)->lot.scheme = reading_keep(reading, xml_attr(event, "schemeName"));
}

/* The first of a company's. */
static void take_number(Reading *reading, const XmlEvent *event, void *at) {
    Organisation *organisation = at;
    if (organisation->number.n) return;
    organisation->number = reading_keep(reading, event->text);
    organisation->number_line = event->line;
}

/* What begins as a draft, and joins its list at its end. */

/* Constant expressions in all compilers, which a const variable is not. */
#define NO_PROJECT                                                                                           \
    {                                                                                                        \
        .estimate = MONEY_ABSENT, .framework_max = MONEY_ABSENT, .months = HUNDREDTHS_ABSENT,                \
        .start = DATE_ABSENT, .end = DATE_ABSENT                                                             \
    }
#define NO_LOT                                                                                               \
    { .project = NO_PROJECT, .tenders = DATETIME_ABSENT, .requests = DATETIME_ABSENT }

static void take_lot(Reading *reading, const XmlEvent *event, void *at) {
    LotDraft *lot = at;
    if (event->what == XML_BEGIN) {
        *lot = (LotDraft)NO_LOT;
        lot->at = (Loc){.file = reading->file, .line = event->line};
        return;
    }
    Eforms *eforms = eforms_of(reading);
    bool group = str_is(lot->scheme, "LotsGroup");
    if (lot->id.n && map_put(group ? eforms->group_ids : eforms->lot_ids, lot->id, lot))
        reading_suspect(reading, &(XmlEvent){.line = lot->at.line, .local = event->local}, DEFECT_TWICE,
                        lot->id);
    if (reading_is_full(reading, lot->at.line, eforms->lot_count, LOTS_MOST, "lots") || group) return;
    *ARENA_PUSH(reading->arena, eforms->lots, eforms->lot_count, eforms->lot_cap) = *lot;
}

static void take_requirement(Reading *reading, const XmlEvent *event, void *at) {
    Requirement *requirement = at;
    if (event->what == XML_BEGIN) *requirement = (Requirement){0};
    else if (str_is(requirement->kind, "conditions") && requirement->text.s.n)
        strlist_add(reading->arena, &eforms_of(reading)->lot.terms, requirement->text.s);
}

static void say_twice(Reading *reading, const XmlEvent *event, Str id) {
    reading_defect(reading, event, DEFECT_TWICE, id, "an id that has been given before",
                   "the first one stands");
}

static void take_company(Reading *reading, const XmlEvent *event, void *at) {
    Organisation *company = at;
    if (event->what == XML_BEGIN) {
        *company = (Organisation){0};
        return;
    }
    eforms_of(reading)->company = *company;
    if (!awards_add_organisation(&eforms_of(reading)->awards, reading->arena, company))
        say_twice(reading, event, company->id);
}

/* A point of contact has no number of its own: it takes that of the company before it. */
static void take_touch_point(Reading *reading, const XmlEvent *event, void *at) {
    Organisation *point = at;
    if (event->what == XML_BEGIN) {
        *point = (Organisation){0};
        return;
    }
    const Organisation *company = &eforms_of(reading)->company;
    if (!point->number.n) {
        point->number = company->number;
        point->number_line = company->number_line;
        point->country = company->country;
    }
    if (!awards_add_organisation(&eforms_of(reading)->awards, reading->arena, point))
        say_twice(reading, event, point->id);
}

static void take_tender(Reading *reading, const XmlEvent *event, void *at) {
    LotTender *tender = at;
    if (event->what == XML_BEGIN) *tender = (LotTender){.amount = MONEY_ABSENT};
    else if (!awards_add_tender(&eforms_of(reading)->awards, reading->arena, tender))
        say_twice(reading, event, tender->id);
}

static void take_party(Reading *reading, const XmlEvent *event, void *at) {
    TenderingParty *party = at;
    if (event->what == XML_BEGIN) *party = (TenderingParty){0};
    else if (!awards_add_party(&eforms_of(reading)->awards, reading->arena, party))
        say_twice(reading, event, party->id);
}

static void take_contract(Reading *reading, const XmlEvent *event, void *at) {
    SettledContract *contract = at;
    if (event->what == XML_BEGIN) *contract = (SettledContract){.date = DATE_ABSENT, .line = event->line};
    else if (!awards_add_contract(&eforms_of(reading)->awards, reading->arena, contract))
        say_twice(reading, event, contract->id);
}

static void take_result(Reading *reading, const XmlEvent *event, void *at) {
    LotResult *result = at;
    if (event->what == XML_BEGIN) *result = (LotResult){0};
    else awards_add_result(&eforms_of(reading)->awards, reading->arena, result);
}

/* What stands where. */

/* clang-format off */
#define TO(member) offsetof(Eforms, member)

#define EXTENSION "ext:UBLExtensions/ext:UBLExtension/ext:ExtensionContent/efext:EformsExtension/"
#define LOT "cac:ProcurementProjectLot/"
#define TERMS LOT "cac:TenderingTerms/"
#define PROCESS LOT "cac:TenderingProcess/"
#define ORGANISATION EXTENSION "efac:Organizations/efac:Organization/"
#define RESULT EXTENSION "efac:NoticeResult/"

#define PROJECT_ROWS(P, project) \
    ROW(P "cbc:Name", take_text, project.title), \
    ROW(P "cbc:Description", take_text, project.description), \
    ROW(P "cbc:Note", take_text, project.note), \
    ROW(P "cbc:ProcurementTypeCode", take_str, project.nature), \
    ROW(P "cac:MainCommodityClassification/cbc:ItemClassificationCode", take_cpv, project.cpv), \
    ROW(P "cac:AdditionalCommodityClassification/cbc:ItemClassificationCode", take_cpvs, \
        project.cpv_additional), \
    ROW(P "cac:RequestedTenderTotal/cbc:EstimatedOverallContractAmount", take_money, project.estimate), \
    ROW(P "cac:RequestedTenderTotal/" EXTENSION "efbc:FrameworkMaximumAmount", take_money, \
        project.framework_max), \
    ROW(P "cac:PlannedPeriod/cbc:DurationMeasure", take_duration, project.months), \
    ROW(P "cac:PlannedPeriod/cbc:StartDate", take_date, project.start), \
    ROW(P "cac:PlannedPeriod/cbc:EndDate", take_date, project.end), \
    GROUP(P "cac:RealizedLocation", take_seen, project.has_place), \
    ROW(P "cac:RealizedLocation/cac:Address/cbc:CountrySubentityCode", take_list, project.nuts), \
    ROW(P "cac:RealizedLocation/cac:Address/cbc:PostalZone", take_str, project.postal_code), \
    ROW_IF(P "cac:ProcurementAdditionalType/cbc:ProcurementTypeCode", take_list, project.strategic, \
           "listName", "strategic-procurement"), \
    ROW_IF(NULL, take_list, project.social, "listName", "social-objective")

#define ORGANISATION_ROWS(P) \
    ROW(P "cac:PartyIdentification/cbc:ID", take_str, organisation.id), \
    ROW(P "cac:PartyName/cbc:Name", take_text, organisation.name), \
    ROW(P "cac:PartyLegalEntity/cbc:CompanyID", take_number, organisation), \
    ROW(P "cac:PostalAddress/cac:Country/cbc:IdentificationCode", take_str, organisation.country), \
    ROW(P "cac:Contact/cbc:Name", take_str, organisation.contact), \
    ROW(P "cac:Contact/cbc:Telephone", take_str, organisation.phone), \
    ROW(P "cac:Contact/cbc:ElectronicMail", take_str, organisation.email)

static const Field fields[] = {
    ROW_IF("cbc:ID", take_str, notice.id, "schemeName", "notice-id"),
    ROW("cbc:VersionID", take_str, notice.version),
    ROW("cbc:ContractFolderID", take_str, notice.procedure_id),
    ROW("cbc:IssueDate", take_date, notice.issue_date),
    ROW(NULL, take_stamp, issued),
    ROW("cbc:RegulatoryDomain", take_list, legal_bases),
    ROW("cbc:NoticeTypeCode", take_list_name, notice.form),
    ROW("cbc:NoticeLanguageCode", take_str, notice.language),
    ROW("cac:ContractingParty/cac:Party/cac:PartyIdentification/cbc:ID", take_links, buyers),
    ROW_IF("cac:ContractingParty/cac:ContractingPartyType/cbc:PartyTypeCode", take_list, buyer_kinds,
           "listName", "buyer-legal-type"),
    ROW("cac:TenderingTerms/cac:ProcurementLegislationDocumentReference/cbc:ID", take_list, legal_bases),
    ROW("cac:TenderingProcess/cbc:ProcedureCode", take_str, notice.procedure_type),
    PROJECT_ROWS("cac:ProcurementProject/", procedure),

    ROW(EXTENSION "efac:NoticeSubType/cbc:SubTypeCode", take_str, notice.type),
    ROW_IF(EXTENSION "efac:Publication/efbc:NoticePublicationID", take_str, notice.publication_number,
           "schemeName", "ojs-notice-id"),
    ROW(EXTENSION "efac:Publication/efbc:PublicationDate", take_date, notice.publication_date),
    ROW(EXTENSION "efac:Changes/efbc:ChangedNoticeIdentifier", take_str, changed_notice),
    ROW(EXTENSION "efac:Changes/efac:ChangeReason/cbc:ReasonCode", take_list, change_reasons),
    ROW(EXTENSION "efac:ContractModification/efbc:ChangedNoticeIdentifier", take_str, modified_notice),

    ROW("cac:TenderingProcess/cac:NoticeDocumentReference/cbc:ID", take_list, notice.earlier),

    GROUP("cac:ProcurementProjectLot", take_lot, lot),
    ROW(LOT "cbc:ID", take_lot_id, lot.id),
    PROJECT_ROWS(LOT "cac:ProcurementProject/", lot.project),
    ROW(PROCESS "cac:TenderSubmissionDeadlinePeriod/cbc:EndDate", take_date, lot.tenders.day),
    ROW(NULL, take_stamp, lot.tenders_stamp),
    ROW(PROCESS "cac:TenderSubmissionDeadlinePeriod/cbc:EndTime", take_minute, lot.tenders.minute),
    ROW(PROCESS "cac:ParticipationRequestReceptionPeriod/cbc:EndDate", take_date, lot.requests.day),
    ROW(NULL, take_stamp, lot.requests_stamp),
    ROW(PROCESS "cac:ParticipationRequestReceptionPeriod/cbc:EndTime", take_minute, lot.requests.minute),
    ROW(PROCESS "cac:NoticeDocumentReference/cbc:ID", take_list, notice.earlier),
    ROW_IF(PROCESS "cac:ContractingSystem/cbc:ContractingSystemTypeCode", take_str, lot.framework,
           "listName", "framework-agreement"),
    ROW_IF(TERMS "cac:TendererQualificationRequest/cac:SpecificTendererRequirement/"
           "cbc:TendererRequirementTypeCode", take_list, lot.reserved, "listName", "reserved-procurement"),
    GROUP(TERMS "cac:ContractExecutionRequirement", take_requirement, requirement),
    ROW(TERMS "cac:ContractExecutionRequirement/cbc:Description", take_text, requirement.text),
    ROW_IF(TERMS "cac:ContractExecutionRequirement/cbc:ExecutionRequirementCode", take_str,
           lot.reserved_execution, "listName", "reserved-execution"),
    ROW(NULL, take_list_name, requirement.kind),

    GROUP(ORGANISATION "efac:Company", take_company, organisation),
    ORGANISATION_ROWS(ORGANISATION "efac:Company/"),
    GROUP(ORGANISATION "efac:TouchPoint", take_touch_point, organisation),
    ORGANISATION_ROWS(ORGANISATION "efac:TouchPoint/"),

    GROUP(RESULT "efac:LotResult", take_result, result),
    ROW(RESULT "efac:LotResult/efac:TenderLot/cbc:ID", take_link, result.lot),
    ROW(RESULT "efac:LotResult/efac:LotTender/cbc:ID", take_links, result.tenders),
    ROW(RESULT "efac:LotResult/efac:SettledContract/cbc:ID", take_links, result.contracts),
    GROUP(RESULT "efac:LotTender", take_tender, tender),
    ROW(RESULT "efac:LotTender/cbc:ID", take_str, tender.id),
    ROW(RESULT "efac:LotTender/efac:TenderLot/cbc:ID", take_link, tender.lot),
    ROW(RESULT "efac:LotTender/efac:TenderingParty/cbc:ID", take_link, tender.party),
    ROW(RESULT "efac:LotTender/cac:LegalMonetaryTotal/cbc:PayableAmount", take_money, tender.amount),
    GROUP(RESULT "efac:SettledContract", take_contract, contract),
    ROW(RESULT "efac:SettledContract/cbc:ID", take_str, contract.id),
    ROW(RESULT "efac:SettledContract/cbc:IssueDate", take_date, contract.date),
    ROW(RESULT "efac:SettledContract/efac:ContractReference/cbc:ID", take_str, contract.ref),
    ROW(RESULT "efac:SettledContract/efac:LotTender/cbc:ID", take_links, contract.tenders),
    GROUP(RESULT "efac:TenderingParty", take_party, party),
    ROW(RESULT "efac:TenderingParty/cbc:ID", take_str, party.id),
    ROW(RESULT "efac:TenderingParty/efac:Tenderer/cbc:ID", take_links, party.organisations),
};
/* clang-format on */

enum { FIELDS = sizeof fields / sizeof *fields };

static const XmlNamespace namespaces[] = {
    {"cbc", "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2"},
    {"cac", "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"},
    {"ext", "urn:oasis:names:specification:ubl:schema:xsd:CommonExtensionComponents-2"},
    {"efext", "http://data.europa.eu/p27/eforms-ubl-extensions/1"},
    {"efac", "http://data.europa.eu/p27/eforms-ubl-extension-aggregate-components/1"},
    {"efbc", "http://data.europa.eu/p27/eforms-ubl-extension-basic-components/1"},
};

static const XmlFormat *format; /* for the life of the process */

static void format_init(void) {
    format = reading_format(namespaces, sizeof namespaces / sizeof *namespaces, fields, FIELDS);
}

static void start(Eforms *eforms, Arena *arena, Str file, Diags *diags) {
    *eforms = (Eforms){
        .base = reading_new(arena, file, fields, FIELDS, &eforms->notice.id, diags),
        .notice = {.file = file, .issue_date = DATE_ABSENT, .publication_date = DATE_ABSENT},
        .procedure = NO_PROJECT,
        .lot_ids = map_new(arena),
        .group_ids = map_new(arena),
        .awards = awards_new(arena),
    };
}

static bool take_event(void *to, const XmlEvent *event) {
    Eforms *eforms = to;
    if (event->what != XML_AGAIN) return reading_take(&eforms->base, event);
    start(eforms, eforms->base.arena, eforms->base.file, eforms->base.diags);
    return true;
}

/* When the document is over: drafts become lots, links are followed. */

static void fill_amount(const Eforms *eforms, Lot *lot, const Project *own) {
    const AmountChoice choices[] = {{own->estimate, "lot-estimate", false},
                                    {own->framework_max, "lot-framework-max", false},
                                    {eforms->procedure.estimate, "procedure-estimate", true}};
    lot_choose_amount(lot, choices, sizeof choices / sizeof *choices, eforms->lot_count <= 1);
}

/* A buyer in France, not overseas, where the hour is another. */
static bool is_french(const Eforms *eforms) {
    if (!str_is(eforms->notice.language, "FRA")) return false;
    bool known = false, french = false;
    for (size_t i = 0; i < eforms->buyers.n; i++) {
        const Organisation *buyer = map_get(eforms->awards.organisations, eforms->buyers.at[i].id);
        known = known || (buyer && buyer->country.n);
        french = french || (buyer && str_is(buyer->country, "FRA"));
    }
    StrList nuts = eforms->lot_count ? eforms->lots[0].project.nuts : eforms->procedure.nuts;
    bool overseas = nuts.n && str_starts(nuts.at[0], STR("FRY"));
    return (french || !known) && !overseas;
}

/* French portals label local time as they like: "+02:00" in winter. The local day and hour are what is meant.
 */
static void check_stamp(Eforms *eforms, const Stamp *stamp, Date day) {
    if (!eforms->french || !quality_zone_is_wrong(stamp->text, day)) return;
    XmlEvent place = {.line = stamp->line, .local = stamp->field};
    reading_suspect(&eforms->base, &place, DEFECT_ZONE, stamp->text);
}

static void fill_lot(Eforms *eforms, Lot *lot, const LotDraft *draft) {
    const Project *own = &draft->project, *all = &eforms->procedure;
    lot->at = draft->at;
    lot->id = draft->id;
    lot->title = lot_own_or(lot, own->title.s, all->title.s, LOT_TITLE);
    lot->description = own->description.s;
    lot->execution_terms = str_join(eforms->base.arena, draft->terms, STR("\n"));
    lot->additional_information = lot_own_or(lot, own->note.s, all->note.s, LOT_ADDITIONAL_INFORMATION);
    lot->nature = lot_own_or(lot, own->nature, all->nature, LOT_NATURE);
    lot->cpv_main = lot_own_or(lot, own->cpv, all->cpv, LOT_CPV);
    lot->cpv_additional = own->cpv_additional;
    fill_amount(eforms, lot, own);
    lot->duration_months = own->months;
    lot->start_date = own->start;
    lot->end_date = own->end;
    lot->nuts = own->nuts;
    lot->postal_code = own->postal_code;
    if (!own->has_place && all->has_place) {
        lot->nuts = all->nuts;
        lot->postal_code = all->postal_code;
        lot->inherited |= LOT_PLACE;
    }
    lot->deadline = draft->tenders.day != DATE_ABSENT ? draft->tenders : draft->requests;
    check_stamp(eforms, &draft->tenders_stamp, draft->tenders.day);
    check_stamp(eforms, &draft->requests_stamp, draft->requests.day);
    lot->framework = draft->framework;
    lot->reserved_participation = str_join(eforms->base.arena, draft->reserved, STR(";"));
    lot->reserved_execution = draft->reserved_execution;
    lot->strategic_procurement = own->strategic;
    lot->social_objective = own->social;
    awards_fill(&eforms->awards, &eforms->base, lot);
}

/* A notice without lots gives one, which takes over everything, its description too. */
static void fill_lots(Eforms *eforms) {
    Notice *notice = &eforms->notice;
    notice->lot_count = notice->lot_cap = eforms->lot_count ? eforms->lot_count : 1;
    notice->lots = ARENA_ARRAY(eforms->base.arena, Lot, notice->lot_count);
    for (size_t i = 0; i < eforms->lot_count; i++) fill_lot(eforms, &notice->lots[i], &eforms->lots[i]);
    if (eforms->lot_count) return;
    LotDraft whole = NO_LOT;
    whole.at = (Loc){.file = notice->file};
    fill_lot(eforms, &notice->lots[0], &whole);
    notice->lots[0].description = notice->description;
    notice->lots[0].inherited |= LOT_DESCRIPTION;
}

static void fill_buyer(Eforms *eforms) {
    StrList names = {0}, numbers = {0}, contacts = {0}, phones = {0}, emails = {0};
    for (size_t i = 0; i < eforms->buyers.n; i++) {
        Organisation *buyer = map_get(eforms->awards.organisations, eforms->buyers.at[i].id);
        if (!buyer) {
            XmlEvent place = {.line = eforms->buyers.at[i].line, .local = "ContractingParty"};
            reading_defect(&eforms->base, &place, DEFECT_LINK, eforms->buyers.at[i].id,
                           "a link to what is not there", "passed over");
            continue;
        }
        organisation_judge(buyer, &eforms->base);
        const struct {
            Str s;
            StrList *to;
        } parts[] = {{buyer->name.s, &names},
                     {buyer->number, &numbers},
                     {buyer->contact, &contacts},
                     {buyer->phone, &phones},
                     {buyer->email, &emails}};
        for (size_t k = 0; k < sizeof parts / sizeof *parts; k++)
            if (parts[k].s.n) strlist_add(eforms->base.arena, parts[k].to, parts[k].s);
    }
    Notice *notice = &eforms->notice;
    notice->buyer_name = str_join(eforms->base.arena, names, STR(";"));
    notice->buyer_id = str_join(eforms->base.arena, numbers, STR(";"));
    notice->buyer_kind = str_join(eforms->base.arena, eforms->buyer_kinds, STR(";"));
    notice->buyer_contact = str_join(eforms->base.arena, contacts, STR(";"));
    notice->buyer_phone = str_join(eforms->base.arena, phones, STR(";"));
    notice->buyer_email = str_join(eforms->base.arena, emails, STR(";"));
}

/* "other" says which law it is not, and leaves open which it is. */
static Tristate is_under(StrList legal_bases, Str celex, Str eli) {
    Tristate known = TRISTATE_UNKNOWN;
    for (size_t i = 0; i < legal_bases.n; i++) {
        Str base = legal_bases.at[i];
        if (str_find(base, celex) != SIZE_MAX || str_find(base, eli) != SIZE_MAX) return TRISTATE_YES;
        if (base.p[0] == '3') known = TRISTATE_NO;
    }
    return known;
}

static void fill_notice(Eforms *eforms) {
    Notice *notice = &eforms->notice;
    const Project *all = &eforms->procedure;
    notice->source_format = STR("eforms");
    notice->change_of = eforms->changed_notice;
    if (strlist_has(eforms->change_reasons, STR("cancel"))) notice->status = STR("cancelled");
    else if (eforms->changed_notice.n) notice->status = STR("changed");
    else if (eforms->modified_notice.n) notice->status = STR("modification");
    if (eforms->modified_notice.n) strlist_add(eforms->base.arena, &notice->earlier, eforms->modified_notice);
    notice->title = all->title.s;
    notice->description = all->description.s;
    notice->nature = all->nature;
    notice->cpv_main = all->cpv;
    notice->procedure_amount = all->estimate;
    notice->defence = is_under(eforms->legal_bases, STR("32009L0081"), STR("dir/2009/81"));
    notice->concession = is_under(eforms->legal_bases, STR("32014L0023"), STR("dir/2014/23"));
    eforms->french = is_french(eforms);
    check_stamp(eforms, &eforms->issued, notice->issue_date);
    fill_buyer(eforms);
    fill_lots(eforms);
    awards_check(&eforms->awards, &eforms->base, eforms->lot_ids, eforms->group_ids);
}

bool eforms_root(Str local_name) {
    static const char *const roots[] = {"ContractNotice", "ContractAwardNotice", "PriorInformationNotice",
                                        "BusinessRegistrationInformationNotice"};
    for (size_t i = 0; i < sizeof roots / sizeof *roots; i++)
        if (str_is(local_name, roots[i])) return true;
    return false;
}

bool eforms_read(XmlReader *reader, Arena *arena, Str file, Str bytes, Notice *notice, Diags *diags) {
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, format_init);
    Eforms eforms;
    start(&eforms, arena, str_copy(arena, file), diags);
    if (!xml_read(reader, format, piece_whole(file, bytes), take_event, &eforms, diags)) return false;
    fill_notice(&eforms);
    reading_end(&eforms.base, diags);
    *notice = eforms.notice;
    return true;
}
