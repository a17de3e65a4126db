/* eForms notices: where each fact is found, what is done when it is odd, and all real notices at hand. */
#include "base/file.h"
#include "base/utf8.h"
#include "ingest/eforms.h"
#include "ingest/source.h"
#include "tests/ingest/notice_rows.h"

#define NAMESPACES                                                                                           \
    " xmlns:cbc='urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2'"                      \
    " xmlns:cac='urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2'"                  \
    " xmlns:ext='urn:oasis:names:specification:ubl:schema:xsd:CommonExtensionComponents-2'"                  \
    " xmlns:efext='http://data.europa.eu/p27/eforms-ubl-extensions/1'"                                       \
    " xmlns:efac='http://data.europa.eu/p27/eforms-ubl-extension-aggregate-components/1'"                    \
    " xmlns:efbc='http://data.europa.eu/p27/eforms-ubl-extension-basic-components/1'"
#define ROOT                                                                                                 \
    "<ContractNotice xmlns='urn:oasis:names:specification:ubl:schema:xsd:ContractNotice-2'" NAMESPACES ">"
#define EXTENSION(inner)                                                                                     \
    "<ext:UBLExtensions><ext:UBLExtension><ext:ExtensionContent><efext:EformsExtension>" inner               \
    "</efext:EformsExtension></ext:ExtensionContent></ext:UBLExtension></ext:UBLExtensions>"
#define PROJECT(inner) "<cac:ProcurementProject>" inner "</cac:ProcurementProject>"
#define LOT(id, inner)                                                                                       \
    "<cac:ProcurementProjectLot><cbc:ID schemeName='Lot'>" id "</cbc:ID>" inner "</"                         \
    "cac:ProcurementProjectLot>"
#define NOTICE(inner) ROOT inner "</ContractNotice>"

#define NAME(language, text) "<cbc:Name languageID='" language "'>" text "</cbc:Name>"

static void test_notice(Case *c) {
    ROWS(
        {__LINE__, NOTICE("<cbc:ID schemeName='notice-id'> 4f28-01 </cbc:ID>"), "id", "4f28-01"},
        {__LINE__, NOTICE("<cbc:ID schemeName='other'>no</cbc:ID>"), "id", ""},
        {__LINE__, NOTICE("<cbc:NoticeTypeCode listName='competition'>cn-standard</cbc:NoticeTypeCode>"),
         "form", "competition"},
        {__LINE__, NOTICE("<cbc:IssueDate>2024-01-22+02:00</cbc:IssueDate>"), "issue_date", "2024-01-22"},
        {__LINE__, NOTICE("\n<cbc:IssueDate>2024-02-30Z</cbc:IssueDate>"), "doubt",
         "n.xml:2: IssueDate: not a date: 2024-02-30Z: left out"},
        {__LINE__, NOTICE("<cbc:RegulatoryDomain>32009L0081</cbc:RegulatoryDomain>"), "defence", "yes"},
        {__LINE__, NOTICE("<cbc:RegulatoryDomain>32014L0024</cbc:RegulatoryDomain>"), "defence", "no"},
        {__LINE__, NOTICE("<cbc:RegulatoryDomain>other</cbc:RegulatoryDomain>"), "defence", ""},
        {__LINE__,
         NOTICE(
             "<cbc:RegulatoryDomain>other</cbc:RegulatoryDomain><cac:TenderingTerms><cac:"
             "ProcurementLegislationDocumentReference><cbc:ID schemeName='ELI'>http://data.europa.eu/eli/dir/"
             "2009/81/oj</cbc:ID></cac:ProcurementLegislationDocumentReference></cac:TenderingTerms>"),
         "defence", "yes"},
        {__LINE__, NOTICE(""), "defence", ""}, {__LINE__, NOTICE(""), "lots", "1"},
        {__LINE__, NOTICE(""), "amount", ""}, {__LINE__, NOTICE(""), "issue_date", ""},
        {__LINE__,
         NOTICE(
             EXTENSION("<efac:Publication><efbc:NoticePublicationID schemeName='ojs-notice-id'>00047522-2024"
                       "</efbc:NoticePublicationID><efbc:PublicationDate>2024-01-24Z</efbc:PublicationDate>"
                       "</efac:Publication>")),
         "publication_number", "00047522-2024"});
}

#define CHANGES(id, reason)                                                                                  \
    EXTENSION("<efac:Changes>" id                                                                            \
              "<efac:ChangeReason><cbc:ReasonCode listName='change-corrig-justification'>" reason            \
              "</cbc:ReasonCode></efac:ChangeReason></efac:Changes>")
#define CHANGED "<efbc:ChangedNoticeIdentifier>422781-2023</efbc:ChangedNoticeIdentifier>"

#define PREVIOUS(id) "<cac:NoticeDocumentReference><cbc:ID>" id "</cbc:ID></cac:NoticeDocumentReference>"

static void test_status(Case *c) {
    ROWS({__LINE__, NOTICE(CHANGES(CHANGED, "cor-buy")), "status", "changed"},
         {__LINE__, NOTICE(CHANGES(CHANGED, "cor-buy")), "change_of", "422781-2023"},
         {__LINE__, NOTICE(CHANGES(CHANGED, "cancel")), "status", "cancelled"},
         {__LINE__, NOTICE(CHANGES("", "cancel")), "status", "cancelled"},
         /* Two real notices, 00291858-2023 and 00302062-2023, name reasons and no notice. */
         {__LINE__, NOTICE(CHANGES("", "update-add")), "status", ""},
         {__LINE__, NOTICE(EXTENSION("<efac:ContractModification>" CHANGED "</efac:ContractModification>")),
          "status", "modification"},
         {__LINE__, NOTICE(EXTENSION("<efac:ContractModification>" CHANGED "</efac:ContractModification>")),
          "change_of", ""},
         {__LINE__, NOTICE(EXTENSION("<efac:ContractModification>" CHANGED "</efac:ContractModification>")),
          "earlier", "422781-2023"},
         {__LINE__,
          NOTICE("<cac:TenderingProcess>" PREVIOUS("1-2023") "</cac:TenderingProcess>" LOT(
              "L", "<cac:TenderingProcess>" PREVIOUS("2-2023") PREVIOUS("3-2023") "</cac:TenderingProcess>")),
          "earlier", "1-2023;2-2023;3-2023"});
}

#define PARTY(kind, id, inner)                                                                               \
    "<efac:" kind "><cac:PartyIdentification><cbc:ID>" id "</cbc:ID></cac:PartyIdentification>" inner        \
    "</efac:" kind ">"
#define NAMED(names) "<cac:PartyName>" names "</cac:PartyName>"
#define NUMBERED(number)                                                                                     \
    "<cac:PartyLegalEntity><cbc:CompanyID>" number "</cbc:CompanyID></cac:PartyLegalEntity>"
#define CONTACT(name, phone)                                                                                 \
    "<cac:Contact><cbc:Name>" name "</cbc:Name><cbc:Telephone>" phone "</cbc:Telephone></cac:Contact>"
#define BUYERS                                                                                               \
    EXTENSION(                                                                                               \
        "<efac:Organizations><efac:Organization>" PARTY(                                                     \
            "Company", "ORG-1", NAMED(NAME("NLD", "Stad")) NAMED(NAME("FRA", "Ville")) NUMBERED("111"))      \
            PARTY(                                                                                           \
                "TouchPoint", "TPO-1",                                                                       \
                NAMED(NAME("FRA", "Service des achats")) CONTACT(                                            \
                    "Accueil",                                                                               \
                    "01")) "</efac:Organization><efac:Organization>" PARTY("Company", "ORG-2",               \
                                                                           NAMED(NAME("FRA", "")) NAMED(     \
                                                                               NAME("ENG", "Town"))          \
                                                                               NUMBERED("222") CONTACT(      \
                                                                                   "",                       \
                                                                                   "02")) "</"               \
                                                                                          "efac:"            \
                                                                                          "Organization></"  \
                                                                                          "efac:"            \
                                                                                          "Organizations>")
#define BUYER(id)                                                                                            \
    "<cac:ContractingParty><cac:ContractingPartyType><cbc:PartyTypeCode "                                    \
    "listName='buyer-contracting-type'>not-cont-ent"                                                         \
    "</cbc:PartyTypeCode></cac:ContractingPartyType><cac:ContractingPartyType><cbc:PartyTypeCode "           \
    "listName='buyer-legal-type'>la</cbc:PartyTypeCode></cac:ContractingPartyType><cac:Party>"               \
    "<cac:PartyIdentification><cbc:ID>" id                                                                   \
    "</cbc:ID></cac:PartyIdentification></cac:Party></cac:ContractingParty>"

static void test_buyers(Case *c) {
    ROWS({__LINE__, NOTICE(BUYERS BUYER("ORG-1")), "buyer_name", "Ville"},
         {__LINE__, NOTICE(BUYERS BUYER("ORG-1")), "buyer_id", "111"},
         {__LINE__, NOTICE(BUYERS BUYER("ORG-1")), "buyer_kind", "la"},
         {__LINE__, NOTICE(BUYERS BUYER("ORG-2")), "buyer_name", "Town"},
         {__LINE__, NOTICE(BUYERS BUYER("TPO-1")), "buyer_name", "Service des achats"},
         {__LINE__, NOTICE(BUYERS BUYER("TPO-1")), "buyer_id", "111"},
         {__LINE__, NOTICE(BUYERS BUYER("TPO-1")), "buyer_contact", "Accueil"},
         {__LINE__, NOTICE(BUYERS BUYER("ORG-1") BUYER("ORG-2")), "buyer_name", "Ville;Town"},
         {__LINE__, NOTICE(BUYERS BUYER("ORG-1") BUYER("ORG-2")), "buyer_id", "111;222"},
         {__LINE__, NOTICE(BUYERS BUYER("ORG-1") BUYER("ORG-2")), "buyer_phone", "02"},
         {__LINE__, NOTICE(BUYERS BUYER("ORG-9")), "buyer_name", ""});
}

#define CPV(kind, code)                                                                                      \
    "<cac:" kind "CommodityClassification><cbc:ItemClassificationCode listName='cpv'>" code                  \
    "</cbc:ItemClassificationCode></cac:" kind "CommodityClassification>"
#define AMOUNT(value)                                                                                        \
    "<cac:RequestedTenderTotal><cbc:EstimatedOverallContractAmount currencyID='EUR'>" value                  \
    "</cbc:EstimatedOverallContractAmount></cac:RequestedTenderTotal>"
#define FRAMEWORK(value)                                                                                     \
    "<cac:RequestedTenderTotal>" EXTENSION("<efbc:FrameworkMaximumAmount currencyID='EUR'>" value            \
                                           "</efbc:FrameworkMaximumAmount>") "</cac:RequestedTenderTotal>"
#define ONE(inner) NOTICE(LOT("LOT-0001", PROJECT(inner)))

static void test_amounts(Case *c) {
    ROWS({__LINE__, ONE(AMOUNT("1234.5")), "amount", "1234.50"},
         {__LINE__, ONE(AMOUNT("1234.5")), "currency", "EUR"}, {__LINE__, ONE(AMOUNT("0")), "amount", "0.00"},
         {__LINE__, ONE(AMOUNT("12.349")), "amount", "12.34"},
         {__LINE__, ONE(AMOUNT("1234.5")), "amount_source", "lot-estimate"},
         {__LINE__, ONE(FRAMEWORK("9")), "amount_source", "lot-framework-max"},
         {__LINE__, ONE(FRAMEWORK("9") AMOUNT("8")), "amount", "8.00"},
         {__LINE__, ONE(AMOUNT("")), "doubts", "0"}, {__LINE__, ONE(AMOUNT("1 234,50")), "amount", ""},
         {__LINE__, ONE("\n" AMOUNT("1 234,50")), "doubt",
          "n.xml:2: EstimatedOverallContractAmount: not a number: 1 234,50: left out"},
         {__LINE__, ONE(AMOUNT("99999999999999999999")), "doubts", "1"},
         {__LINE__, ONE(AMOUNT("-5")), "amount", ""},
         {__LINE__, ONE(AMOUNT("-5")), "doubt",
          "n.xml:1: EstimatedOverallContractAmount: an amount below zero: -5: left out"},
         {__LINE__, NOTICE(PROJECT(AMOUNT("7")) LOT("L1", "")), "amount", "7.00"},
         {__LINE__, NOTICE(PROJECT(AMOUNT("7")) LOT("L1", "")), "amount_source", "procedure-estimate"},
         {__LINE__, NOTICE(PROJECT(AMOUNT("7")) LOT("L1", "")), "inherited", "32"},
         {__LINE__, NOTICE(PROJECT(AMOUNT("7")) LOT("L1", "") LOT("L2", "")), "amount", ""},
         {__LINE__, NOTICE(PROJECT(AMOUNT("7")) LOT("L1", "") LOT("L2", "")), "procedure_amount", "7.00"});
}

#define LASTING(unit, value)                                                                                 \
    "<cac:PlannedPeriod><cbc:DurationMeasure unitCode='" unit "'>" value                                     \
    "</cbc:DurationMeasure></cac:PlannedPeriod>"

static void test_durations(Case *c) {
    ROWS({__LINE__, ONE(LASTING("MONTH", "48")), "months", "48"},
         {__LINE__, ONE(LASTING("YEAR", "4")), "months", "48"},
         {__LINE__, ONE(LASTING("YEAR", "1.5")), "months", "18"},
         {__LINE__, ONE(LASTING("DAY", "120")), "months", "3.94"},
         {__LINE__, ONE(LASTING("DAY", "90")), "months", "2.96"},
         {__LINE__, ONE(LASTING("WEEK", "52")), "months", "11.96"},
         {__LINE__, ONE(LASTING("DAY", "1461")), "months", "48"},
         {__LINE__, ONE(LASTING("MONTH", "0")), "months", "0"},
         {__LINE__, ONE(LASTING("MONTH", "")), "months", ""},
         {__LINE__, ONE(LASTING("MONTH", "-3")), "months", ""},
         /* A unit outside the code list stands in 00163529-2024, line 91. */
         {__LINE__, ONE(LASTING("CALENDAR_DAY", "1826")), "doubt",
          "n.xml:1: DurationMeasure: a duration in an unknown unit: 1826: left out"},
         {__LINE__, ONE(LASTING("YEAR", "92233720368547758")), "doubts", "1"},
         /* Days of another kind: how long a tender stays valid. */
         {__LINE__,
          NOTICE(LOT("L",
                     "<cac:TenderingTerms><cac:TenderValidityPeriod><cbc:DurationMeasure unitCode='DAY'>120"
                     "</cbc:DurationMeasure></cac:TenderValidityPeriod></cac:TenderingTerms>")),
          "months", ""});
}

#define PLACE(inner) "<cac:RealizedLocation><cac:Address>" inner "</cac:Address></cac:RealizedLocation>"
#define NUTS(code) "<cbc:CountrySubentityCode listName='nuts'>" code "</cbc:CountrySubentityCode>"
#define KIND(list, code)                                                                                     \
    "<cac:ProcurementAdditionalType><cbc:ProcurementTypeCode listName='" list "'>" code                      \
    "</cbc:ProcurementTypeCode></cac:ProcurementAdditionalType>"

static void test_lots(Case *c) {
    ROWS(
        {__LINE__, ONE(NAME("DEU", "Schule") NAME("FRA", "École") NAME("ENG", "School")), "title", "École"},
        {__LINE__, ONE(NAME("DEU", "") NAME("ENG", "School") NAME("NLD", "School?")), "title", "School"},
        {__LINE__, ONE(NAME("FRA", " ") NAME("ENG", "School")), "title", "School"},
        {__LINE__, ONE(NAME("FRA", "un") NAME("FRA", "deux")), "title", "un"},
        {__LINE__, ONE(NAME("FRA", "\n a&#160;&amp;\t<!-- -->b ")), "title", "a & b"},
        {__LINE__, NOTICE(PROJECT(NAME("FRA", "all")) LOT("L", "")), "title", "all"},
        {__LINE__, NOTICE(PROJECT("<cbc:Description>all</cbc:Description>") LOT("L", "")), "description", ""},
        {__LINE__, NOTICE(PROJECT("<cbc:Description>all</cbc:Description>")), "description", "all"},
        {__LINE__, ONE(CPV("Main", "45000000-7")), "cpv_main", "45000000"},
        {__LINE__, ONE(CPV("Main", "4500000")), "doubt",
         "n.xml:1: ItemClassificationCode: not a CPV code: 4500000: left out"},
        {__LINE__, ONE(CPV("Additional", "45000000") CPV("Additional", "71000000")), "cpv_additional",
         "45000000;71000000"},
        {__LINE__, NOTICE(PROJECT(CPV("Main", "45000000")) LOT("L", "")), "cpv_main", "45000000"},
        {__LINE__,
         ONE("<cbc:ProcurementTypeCode>works</cbc:ProcurementTypeCode>" KIND("contract-nature", "services")),
         "nature", "works"},
        {__LINE__, ONE(KIND("contract-nature", "services")), "nature", ""},
        {__LINE__, ONE(KIND("social-objective", "opp") KIND("social-objective", "acc-all")), "objective",
         "opp;acc-all"},
        {__LINE__, ONE(KIND("strategic-procurement", "soc-obj") KIND("environmental-impact", "oth")),
         "strategic", "soc-obj"},
        {__LINE__, ONE(PLACE(NUTS("FR101")) PLACE(NUTS("FR102"))), "nuts", "FR101;FR102"},
        {__LINE__, NOTICE(PROJECT(PLACE(NUTS("FR101"))) LOT("L", PROJECT(""))), "nuts", "FR101"},
        {__LINE__, NOTICE(PROJECT(PLACE(NUTS("FR101"))) LOT("L", PROJECT(""))), "inherited", "16"},
        /* "Anywhere in the country" is a place too. */
        {__LINE__,
         NOTICE(PROJECT(PLACE(NUTS("FR101"))) LOT("L", PROJECT(PLACE("<cbc:Region>anyw-cou</cbc:Region>")))),
         "nuts", ""},
        {__LINE__, ONE("<cbc:Note>bon à savoir</cbc:Note>"), "additional", "bon à savoir"},
        {__LINE__, NOTICE(PROJECT("<cbc:Note>pour tous</cbc:Note>") LOT("L", PROJECT(""))), "additional",
         "pour tous"},
        {__LINE__,
         NOTICE("<cac:ProcurementProjectLot><cbc:ID "
                "schemeName='LotsGroup'>GLO-1</cbc:ID></cac:ProcurementProjectLot>" LOT("LOT-1", "")),
         "lot_id", "LOT-1"},
        {__LINE__,
         NOTICE("<cac:ProcurementProjectLot><cbc:ID "
                "schemeName='Part'>PAR-1</cbc:ID></cac:ProcurementProjectLot>"),
         "lot_id", "PAR-1"});
}

#define TERMS(inner) NOTICE(LOT("L", "<cac:TenderingTerms>" inner "</cac:TenderingTerms>"))
#define EXECUTION(list, code, text)                                                                          \
    "<cac:ContractExecutionRequirement><cbc:ExecutionRequirementCode listName='" list "'>" code              \
    "</cbc:ExecutionRequirementCode>" text "</cac:ContractExecutionRequirement>"
#define TEXT(language, text) "<cbc:Description languageID='" language "'>" text "</cbc:Description>"
#define RESERVED(list, code)                                                                                 \
    "<cac:TendererQualificationRequest><cac:SpecificTendererRequirement><cbc:TendererRequirementTypeCode "   \
    "listName='" list "'>" code "</cbc:TendererRequirementTypeCode></cac:SpecificTendererRequirement></"     \
    "cac:TendererQualificationRequest>"
#define PROCESS(inner) NOTICE(LOT("L", "<cac:TenderingProcess>" inner "</cac:TenderingProcess>"))
#define UNTIL(element, date, time)                                                                           \
    "<cac:" element "><cbc:EndDate>" date "</cbc:EndDate><cbc:EndTime>" time "</cbc:EndTime></cac:" element  \
    ">"

static void test_terms(Case *c) {
    ROWS({__LINE__,
          TERMS(EXECUTION("conditions", "perf-con", TEXT("NLD", "uren") TEXT("FRA", "5 % d'insertion"))
                    EXECUTION("conditions", "perf-con", TEXT("FRA", "et 100 h"))
                        EXECUTION("einvoicing", "required", TEXT("FRA", "non"))),
          "terms", "5 % d'insertion\net 100 h"},
         {__LINE__, TERMS(EXECUTION("reserved-execution", "yes", "")), "execution", "yes"},
         {__LINE__, TERMS(EXECUTION("einvoicing", "required", "")), "execution", ""},
         {__LINE__,
          TERMS(RESERVED("reserved-procurement", "res-ws") RESERVED("reserved-procurement", "res-pub-ser")),
          "reserved", "res-ws;res-pub-ser"},
         {__LINE__, TERMS(RESERVED("missing-info-submission", "late-all")), "reserved", ""},
         {__LINE__,
          PROCESS(UNTIL("TenderSubmissionDeadlinePeriod", "2024-03-04+01:00", "12:00:00.999+01:00")),
          "deadline", "2024-03-04T12:00"},
         {__LINE__, PROCESS(UNTIL("ParticipationRequestReceptionPeriod", "2024-03-05Z", "09:30:00Z")),
          "deadline", "2024-03-05T09:30"},
         {__LINE__,
          PROCESS(UNTIL("ParticipationRequestReceptionPeriod", "2024-03-05Z", "09:30:00Z")
                      UNTIL("TenderSubmissionDeadlinePeriod", "2024-03-04Z", "12:00:00Z")),
          "deadline", "2024-03-04T12:00"},
         {__LINE__, PROCESS(UNTIL("TenderSubmissionDeadlinePeriod", "2024-03-04Z", "noon")), "deadline",
          "2024-03-04"},
         {__LINE__,
          PROCESS("<cac:ContractingSystem><cbc:ContractingSystemTypeCode listName='dps-usage'>none"
                  "</cbc:ContractingSystemTypeCode></cac:ContractingSystem><cac:ContractingSystem><cbc:"
                  "ContractingSystemTypeCode "
                  "listName='framework-agreement'>fa-wo-rc</cbc:ContractingSystemTypeCode>"
                  "</cac:ContractingSystem>"),
          "framework", "fa-wo-rc"});
}

#define ID(id) "<cbc:ID>" id "</cbc:ID>"
#define RESULT(lot, contracts)                                                                               \
    "<efac:LotResult>" ID("RES") contracts "<efac:TenderLot>" ID(lot) "</efac:TenderLot></efac:LotResult>"
#define CONTRACT_ID(id) "<efac:SettledContract>" ID(id) "</efac:SettledContract>"
#define TENDER_ID(id) "<efac:LotTender>" ID(id) "</efac:LotTender>"
#define TENDER(id, lot, party, currency, amount)                                                             \
    "<efac:LotTender>" ID(                                                                                   \
        id) "<cac:LegalMonetaryTotal><cbc:PayableAmount currencyID='" currency "'>" amount                   \
            "</cbc:PayableAmount></cac:LegalMonetaryTotal><efac:TenderingParty>" ID(                         \
                party) "</efac:TenderingParty><efac:TenderLot>" ID(lot) "</efac:TenderLot></efac:LotTender>"
#define CONTRACT(id, ref, date, tenders)                                                                     \
    "<efac:SettledContract>" ID(id) "<cbc:IssueDate>" date "</cbc:IssueDate><efac:ContractReference>" ID(    \
        ref) "</efac:ContractReference>" tenders "</efac:SettledContract>"
#define WINNERS(id, parties) "<efac:TenderingParty>" ID(id) parties "</efac:TenderingParty>"
#define WINNER(id) "<efac:Tenderer>" ID(id) "</efac:Tenderer>"
#define AWARD(inner)                                                                                         \
    NOTICE(EXTENSION(                                                                                        \
        "<efac:NoticeResult>" inner "</efac:NoticeResult><efac:Organizations><efac:Organization>" PARTY(     \
            "Company", "ORG-1",                                                                              \
            NAMED(NAME("FRA", "Un")) NUMBERED(                                                               \
                "111")) "</efac:Organization><efac:Organization>" PARTY("Company", "ORG-2",                  \
                                                                        NAMED(NAME(                          \
                                                                            "FRA",                           \
                                                                            "Deux"))) "</"                   \
                                                                                      "efac:Organization></" \
                                                                                      "efac:Organizations>") \
               LOT("LOT-1", "") LOT("LOT-2", ""))
#define BOTH                                                                                                 \
    AWARD(RESULT("LOT-1", CONTRACT_ID("CON-1") CONTRACT_ID("CON-2") CONTRACT_ID("CON-1")) TENDER(            \
        "TEN-1", "LOT-1", "TPA-1", "EUR", "100.10") TENDER("TEN-2", "LOT-1", "TPA-2", "EUR", "200")          \
              TENDER("TEN-3", "LOT-2", "TPA-2", "EUR",                                                       \
                     "999") CONTRACT("CON-1", "A/1", "2024-01-30Z", TENDER_ID("TEN-1") TENDER_ID("TEN-3"))   \
                  CONTRACT("CON-2", "A/2", "2024-01-31Z", TENDER_ID("TEN-2") TENDER_ID("TEN-2"))             \
                      WINNERS("TPA-1", WINNER("ORG-1")) WINNERS("TPA-2", WINNER("ORG-1") WINNER("ORG-2")))

/* What points nowhere, or to what is another lot's; a contract of two lots lists the tenders of both. */
static void test_links(Case *c) {
    ROWS({__LINE__, BOTH, "said", "1 LotTender TEN-3: a link to what is another lot's"},
         {__LINE__,
          AWARD(RESULT("LOT-1", TENDER_ID("TEN-5") CONTRACT_ID("CON-1"))
                    RESULT("LOT-2", CONTRACT_ID("CON-1") CONTRACT_ID("CON-2"))
                        TENDER("TEN-1", "LOT-1", "TPA-1", "EUR", "50") "\n" TENDER("TEN-5", "LOT-2", "TPA-1",
                                                                                   "EUR", "50")
                            CONTRACT("CON-1", "A", "2024-01-30Z", TENDER_ID("TEN-1") TENDER_ID("TEN-5"))
                                CONTRACT("CON-2", "B", "2024-01-30Z", TENDER_ID("TEN-1"))
                                    WINNERS("TPA-1", WINNER("ORG-1"))),
          "said",
          "1 LotTender TEN-5: a link to what is another lot's; 2 LotTender TEN-1: a link to what is another "
          "lot's"},
         {__LINE__,
          AWARD(RESULT("LOT-1", "\n" CONTRACT_ID("CON-9") TENDER_ID("TEN-9"))
                    RESULT("LOT-9", CONTRACT_ID("CON-1")) TENDER("TEN-1", "LOT-8", "TPA-9", "EUR", "50")
                        CONTRACT("CON-1", "A", "2024-01-30Z", TENDER_ID("TEN-1") TENDER_ID("TEN-8"))
                            WINNERS("TPA-1", WINNER("ORG-9"))),
          "said",
          "2 SettledContract CON-9: a link that leads nowhere; 2 LotTender TEN-9: a link that leads nowhere; "
          "2 TenderLot LOT-9: a link that leads nowhere; 2 LotTender TEN-8: a link that leads nowhere; "
          "2 TenderLot LOT-8: a link that leads nowhere; 2 TenderingParty TPA-9: a link that leads nowhere; "
          "2 Tenderer ORG-9: a link that leads nowhere"},
         /* a contract that no result lists, where others are; one with an id that has been given */
         {__LINE__,
          AWARD(RESULT("LOT-1", CONTRACT_ID("CON-1")) CONTRACT("CON-1", "A", "2024-01-30Z", "")
                    CONTRACT("CON-2", "B", "2024-01-30Z", "") CONTRACT("CON-1", "C", "2024-01-30Z", "")),
          "said",
          "1 SettledContract CON-1: stated twice; 1 SettledContract CON-2: a link that leads nowhere"},
         {__LINE__, AWARD(CONTRACT("CON-1", "A", "2024-01-30Z", "")), "said", ""},
         {__LINE__, NOTICE(LOT("LOT-1", "") "\n" LOT("LOT-1", "")), "said",
          "2 ProcurementProjectLot LOT-1: stated twice"},
         /* a tender for a group of lots is one for any of them */
         {__LINE__,
          NOTICE(
              EXTENSION("<efac:NoticeResult>" RESULT("LOT-1", TENDER_ID("TEN-1") CONTRACT_ID("CON-1"))
                            TENDER("TEN-1", "GLO-1", "", "EUR", "50") CONTRACT(
                                "CON-1", "A", "2024-01-30Z", TENDER_ID("TEN-1")) "</efac:NoticeResult>")
                  LOT("LOT-1", "") "<cac:ProcurementProjectLot><cbc:ID schemeName='LotsGroup'>GLO-1</cbc:ID>"
                                   "</cac:ProcurementProjectLot>"),
          "said", ""},
         {__LINE__,
          NOTICE("<cac:ContractingParty><cac:Party><cac:PartyIdentification>" ID(
              "ORG-9") "</cac:PartyIdentification></cac:Party></cac:ContractingParty>"),
          "said", "1 ContractingParty ORG-9: a link that leads nowhere"});
}

/* The number of a buyer or winner in France, said once; of others nothing is claimed. */
#define IN(country)                                                                                          \
    "<cac:PostalAddress><cac:Country><cbc:IdentificationCode>" country                                       \
    "</cbc:IdentificationCode></cac:Country>"                                                                \
    "</cac:PostalAddress>"
#define BOUGHT(number, country)                                                                              \
    NOTICE(EXTENSION("<efac:Organizations><efac:Organization>" PARTY(                                        \
        "Company", "ORG-1",                                                                                  \
        "\n" NUMBERED(number) IN(                                                                            \
            country)) "</efac:Organization></efac:Organizations>") "<cac:ContractingParty><cac:Party><cac:"  \
                                                                   "PartyIdentification>" ID("ORG-1") "</"   \
                                                                                                      "cac:" \
                                                                                                      "Part" \
                                                                                                      "yIde" \
                                                                                                      "ntif" \
                                                                                                      "icat" \
                                                                                                      "ion>" \
                                                                                                      "</"   \
                                                                                                      "cac:" \
                                                                                                      "Part" \
                                                                                                      "y></" \
                                                                                                      "cac:" \
                                                                                                      "Cont" \
                                                                                                      "ract" \
                                                                                                      "ingP" \
                                                                                                      "arty" \
                                                                                                      ">")

static void test_numbers(Case *c) {
    ROWS(
        {__LINE__, BOUGHT("21750001600019", "FRA"), "said", ""},
        {__LINE__, BOUGHT("217 500 016 00019", "FRA"), "said", ""},
        {__LINE__, BOUGHT("35600000000048", "FRA"), "said", ""},
        {__LINE__, BOUGHT("21750001600018", "FRA"), "said", "2 CompanyID 21750001600018: not a SIRET"},
        {__LINE__, BOUGHT("Org-0001-identifiant", "FRA"), "said",
         "2 CompanyID Org-0001-identifiant: not a SIRET"},
        {__LINE__, BOUGHT("n/a", "FRA"), "said", "2 CompanyID n/a: a word for what is not known"},
        {__LINE__, BOUGHT("217 500 016", "FRA"), "said",
         "2 CompanyID 217 500 016: a SIREN where a SIRET is meant"},
        {__LINE__, BOUGHT("123 456 789", "FRA"), "said", "2 CompanyID 123 456 789: not a SIRET"},
        {__LINE__, BOUGHT("5850232900053", "FRA"), "said", "2 CompanyID 5850232900053: a SIRET of 13 digits"},
        {__LINE__, BOUGHT("2,17500E+13", "FRA"), "said",
         "2 CompanyID 2,17500E+13: a number in scientific notation"},
        {__LINE__, BOUGHT("frh03", "FRA"), "said", "2 CompanyID frh03: a NUTS code where a SIRET is meant"},
        {__LINE__, BOUGHT("FR12217500016", "FRA"), "said", ""},
        {__LINE__, BOUGHT("0308356862_4661", "BEL"), "said", ""});
}

static void test_awards(Case *c) {
    ROWS({__LINE__, BOTH, "award", "300.10"}, {__LINE__, BOTH, "award_currency", "EUR"},
         {__LINE__, BOTH, "winner", "Un;Deux"}, {__LINE__, BOTH, "winner_id", "111"},
         {__LINE__, BOTH, "contract", "A/1;A/2"}, {__LINE__, BOTH, "contract_date", "2024-01-30;2024-01-31"},
         /* As in 00191534-2024: a contract that lists a tender of another lot, one that is not there. */
         {__LINE__,
          AWARD(RESULT("LOT-1", CONTRACT_ID("CON-1") CONTRACT_ID("CON-9"))
                    TENDER("TEN-7", "LOT-2", "TPA-1", "EUR", "5")
                        CONTRACT("CON-1", "A/1", "2024-01-30Z", TENDER_ID("TEN-7") TENDER_ID("TEN-8"))),
          "award", ""},
         {__LINE__,
          AWARD(RESULT("LOT-1", CONTRACT_ID("CON-1")) TENDER("TEN-7", "LOT-2", "TPA-1", "EUR", "5")
                    CONTRACT("CON-1", "A/1", "2024-01-30Z", TENDER_ID("TEN-7"))),
          "contract", "A/1"},
         {__LINE__,
          AWARD(RESULT("LOT-1", CONTRACT_ID("CON-1")) TENDER("TEN-1", "LOT-1", "TPA-9", "EUR", "5")
                    TENDER("TEN-2", "LOT-1", "TPA-9", "GBP", "5")
                        CONTRACT("CON-1", "A/1", "2024-01-30Z", TENDER_ID("TEN-1") TENDER_ID("TEN-2"))),
          "doubt", "n.xml:1: the tenders of lot LOT-1 have no common sum: award amount left out"},
         {__LINE__,
          AWARD(RESULT("LOT-1", CONTRACT_ID("CON-1")) RESULT("LOT-1", CONTRACT_ID("CON-2")) TENDER(
              "TEN-1", "LOT-1", "TPA-9", "EUR", "1") TENDER("TEN-2", "LOT-1", "TPA-9", "EUR", "2")
                    CONTRACT("CON-1", "A", "", TENDER_ID("TEN-1"))
                        CONTRACT("CON-2", "B", "", TENDER_ID("TEN-2"))),
          "award", "3.00"});
    if (OK(parse(c, str_of(BOTH)))) {
        IS(fact(c, "last award"), STR(""));
        IS(fact(c, "last winner"), STR(""));
    }
}

static void test_roots(Case *c) {
    OK(eforms_root(STR("ContractNotice")) && eforms_root(STR("BusinessRegistrationInformationNotice")));
    OK(!eforms_root(STR("TED_EXPORT")) && !eforms_root((Str){0}));
    OK(parse(c, STR("<x:PriorInformationNotice xmlns:x='urn:any'/>")));
    IS(c->notice.lots[0].at.file, STR("n.xml")); /* even a lot that is not there has a place */
    OK(!parse(c, STR(ROOT)) && c->diags.count[DIAG_REFUSED] == 1 && c->diags.first->at.line == 1);
}

/* A notice that stops at any byte is refused, once. */
static void test_truncated(Case *c) {
    Str whole = str_of(BOTH);
    size_t refused = 0;
    for (size_t n = 0; n < whole.n; n++)
        refused += !parse(c, str_sub(whole, 0, n)) && c->diags.count[DIAG_REFUSED] == 1;
    NUM(refused, whole.n);
}

static void test_many_lots(Case *c) {
    Buf buf = {.arena = c->arena};
    buf_add(&buf, STR(ROOT));
    for (int i = 0; i < 10000; i++) buf_add(&buf, STR("\n<cac:ProcurementProjectLot/>"));
    Str most = buf_str(&buf);
    OK(parse(c, str_print(c->arena, "%.*s</ContractNotice>", STR_ARG(most))) && c->notice.lot_count == 10000);
    OK(!parse(c, str_print(c->arena, "%.*s\n<cac:ProcurementProjectLot/>é</ContractNotice>", STR_ARG(most))));
    IS(diag_print(c->arena, c->diags.first), STR("n.xml:10002: more than 10000 lots: file refused"));
    OK(c->diags.first == c->diags.last);
}

/* All notices at hand: each is read, has a type and valid text. Their cells are compared by read_eforms.t. */
static void test_real(Case *c) {
    static const char folder[] = "../shared/data/eforms";
    if (!file_exists(c->arena, str_of(folder))) {
        SKIP("../shared/data/eforms is not here");
        return;
    }
    StrList paths = {0};
    strlist_add(c->arena, &paths, str_of(folder));
    c->diags = diags_new(c->arena);
    paths = source_list(c->arena, &paths, &c->diags);
    size_t read = 0, lots = 0, typed = 0, valid = 0;
    for (size_t i = 0; i < paths.n; i++) {
        Arena *arena = arena_new();
        Notice notice;
        Str bytes;
        if (source_read(arena, paths.at[i], &bytes, &c->diags) &&
            eforms_read(c->reader, arena, paths.at[i], bytes, &notice, &c->diags)) {
            read++;
            lots += notice.lot_count;
            typed += notice.type.n > 0;
            valid += utf8_check(notice.lots[0].description) == notice.lots[0].description.n;
        }
        arena_free(arena);
    }
    NUM(read, paths.n);
    NUM(valid, paths.n);
    NUM(typed, 129);
    NUM(lots, 191);
    /* the duration of 00163529-2024; results of lots that are not there, twice; a tender of another lot */
    NUM(c->diags.count[DIAG_DOUBT], 4);
}

int main(void) {
    Case c = {.read = eforms_read, .arena = arena_new(), .reader = xml_reader_new()};
    test_notice(&c);
    test_status(&c);
    test_buyers(&c);
    test_amounts(&c);
    test_durations(&c);
    test_lots(&c);
    test_terms(&c);
    test_awards(&c);
    test_links(&c);
    test_numbers(&c);
    test_roots(&c);
    test_truncated(&c);
    test_many_lots(&c);
    test_real(&c);
    xml_reader_free(c.reader);
    arena_free(c.arena);
    return tap_done();
}
