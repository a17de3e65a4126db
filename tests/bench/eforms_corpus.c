/* eforms_corpus.c - a seeded folder of eForms notices for `make bench`. usage: eforms_corpus FOLDER COUNT
 * [ONE_IN]
 *
 * Shaped after what portals publish: about 31 kB a notice, three lots for two notices, four organisations,
 * long French descriptions (some 3 % of the bytes not ASCII), criteria and terms, amounts and durations often
 * absent. Everything in it is drawn from word lists by a fixed generator; the same arguments give the same
 * bytes. Every notice is of interest: it may speak of insertion, or be about works and services that fit a
 * clause. With ONE_IN only one in so many is, as among all notices of a day. */
#include "tests/bench/words.h"
#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static const char *const criteria[] = {"Valeur technique", "Prix des prestations",
                                       "Performances en matière d’insertion", "Délai d’exécution",
                                       "Développement durable"};

static bool plain; /* the notice is of no interest */

static void text(FILE *f, unsigned count) {
    for (unsigned i = 0; i < count; i++) {
        const char *sentence = PICK(sentences);
        while (plain && (strstr(sentence, "insertion") || strstr(sentence, "sociale")))
            sentence = PICK(sentences);
        fputs(sentence, f);
    }
}

static const char *const *object(void) {
    enum { PLAIN = 6 }; /* the last of the list: supplies, software, lawyers */
    size_t n = sizeof objects / sizeof *objects;
    return plain ? objects[n - PLAIN + draw(PLAIN)] : objects[draw((unsigned)n)];
}

static const char *criterion(void) {
    const char *name = PICK(criteria);
    while (plain && strstr(name, "insertion")) name = PICK(criteria);
    return name;
}

static void organisation(FILE *f, unsigned number) {
    fprintf(
        f,
        "<efac:Organization><efac:Company><cbc:WebsiteURI>https://organisme-%u.example</cbc:WebsiteURI>"
        "<cbc:EndpointID>https://marches.example/profil/%u</cbc:EndpointID>"
        "<cac:PartyIdentification><cbc:ID "
        "schemeName=\"organization\">ORG-%04u</cbc:ID></cac:PartyIdentification>"
        "<cac:PartyName><cbc:Name languageID=\"FRA\">Communauté d’agglomération n° "
        "%u</cbc:Name></cac:PartyName>"
        "<cac:PostalAddress><cbc:StreetName>%u, avenue de la République</cbc:StreetName>"
        "<cbc:CityName>Ville-sur-Seine</cbc:CityName><cbc:PostalZone>92%03u</cbc:PostalZone>"
        "<cbc:CountrySubentityCode listName=\"nuts\">FR105</cbc:CountrySubentityCode><cac:Country>"
        "<cbc:IdentificationCode "
        "listName=\"country\">FRA</cbc:IdentificationCode></cac:Country></cac:PostalAddress>"
        "<cac:PartyLegalEntity><cbc:CompanyID>%014" PRIu64 "</cbc:CompanyID></cac:PartyLegalEntity>"
        "<cac:Contact><cbc:Name>Service des marchés</cbc:Name><cbc:Telephone>+33 100000000</cbc:Telephone>"
        "<cbc:ElectronicMail>marches@organisme-%u.example</cbc:ElectronicMail></cac:Contact></efac:Company>"
        "</efac:Organization>\n",
        number, number, number, draw(900), 1 + draw(200), draw(900), 10000000000000 + (uint64_t)draw(1000000),
        number);
}

static void head(FILE *f, unsigned number) {
    fputs("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
          "<ContractNotice xmlns=\"urn:oasis:names:specification:ubl:schema:xsd:ContractNotice-2\" "
          "xmlns:cac=\"urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2\" "
          "xmlns:cbc=\"urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2\" "
          "xmlns:efac=\"http://data.europa.eu/p27/eforms-ubl-extension-aggregate-components/1\" "
          "xmlns:efbc=\"http://data.europa.eu/p27/eforms-ubl-extension-basic-components/1\" "
          "xmlns:efext=\"http://data.europa.eu/p27/eforms-ubl-extensions/1\" "
          "xmlns:ext=\"urn:oasis:names:specification:ubl:schema:xsd:CommonExtensionComponents-2\">\n"
          "<ext:UBLExtensions><ext:UBLExtension><ext:ExtensionContent><efext:EformsExtension>"
          "<efac:NoticeSubType><cbc:SubTypeCode "
          "listName=\"notice-subtype\">16</cbc:SubTypeCode></efac:NoticeSubType>\n"
          "<efac:Organizations>\n",
          f);
    for (unsigned i = 1; i <= 4; i++) organisation(f, i);
    unsigned day = 1 + draw(28), month = 1 + draw(12);
    fprintf(
        f,
        "</efac:Organizations><efac:Publication>"
        "<efbc:NoticePublicationID schemeName=\"ojs-notice-id\">%08u-2026</efbc:NoticePublicationID>"
        "<efbc:PublicationDate>2026-%02u-%02uZ</efbc:PublicationDate></efac:Publication>"
        "</efext:EformsExtension></ext:ExtensionContent></ext:UBLExtension></ext:UBLExtensions>\n"
        "<cbc:UBLVersionID>2.3</cbc:UBLVersionID><cbc:CustomizationID>eforms-sdk-1.10</cbc:CustomizationID>"
        "<cbc:ID schemeName=\"notice-id\">00000000-0000-4000-8000-%012u</cbc:ID>"
        "<cbc:ContractFolderID>00000000-0000-4000-9000-%012u</cbc:ContractFolderID>"
        "<cbc:IssueDate>2026-%02u-%02u+01:00</cbc:IssueDate><cbc:IssueTime>10:00:00+01:00</cbc:IssueTime>"
        "<cbc:VersionID>01</cbc:VersionID><cbc:RegulatoryDomain>32014L0024</cbc:RegulatoryDomain>"
        "<cbc:NoticeTypeCode listName=\"competition\">cn-standard</cbc:NoticeTypeCode>"
        "<cbc:NoticeLanguageCode listName=\"language\">FRA</cbc:NoticeLanguageCode>\n"
        "<cac:ContractingParty><cac:ContractingPartyType><cbc:PartyTypeCode listName=\"buyer-legal-type\">la"
        "</cbc:PartyTypeCode></"
        "cac:ContractingPartyType><cac:Party><cac:PartyIdentification><cbc:ID>ORG-0001</cbc:ID>"
        "</cac:PartyIdentification></cac:Party></cac:ContractingParty>\n",
        number, month, day, number, number, month, day);
}

static void award_criteria(FILE *f) {
    for (unsigned i = 0; i < 4; i++) {
        fprintf(
            f,
            "<cac:AwardingCriterion><cac:SubordinateAwardingCriterion><ext:UBLExtensions><ext:UBLExtension>"
            "<ext:ExtensionContent><efext:EformsExtension><efac:AwardCriterionParameter>"
            "<efbc:ParameterCode listName=\"number-weight\">per-exa</efbc:ParameterCode>"
            "<efbc:ParameterNumeric>%u</efbc:ParameterNumeric></efac:AwardCriterionParameter>"
            "</efext:EformsExtension></ext:ExtensionContent></ext:UBLExtension></ext:UBLExtensions>"
            "<cbc:AwardingCriterionTypeCode "
            "listName=\"award-criterion-type\">quality</cbc:AwardingCriterionTypeCode>"
            "<cbc:Name languageID=\"FRA\">%s</cbc:Name><cbc:Description languageID=\"FRA\">",
            10 + draw(60), criterion());
        text(f, 3 + draw(6));
        fputs("</cbc:Description></cac:SubordinateAwardingCriterion></cac:AwardingCriterion>\n", f);
    }
}

static void selection_criteria(FILE *f) {
    fputs("<ext:UBLExtensions><ext:UBLExtension><ext:ExtensionContent><efext:EformsExtension>\n", f);
    for (unsigned i = 0; i < 6; i++) {
        fputs("<efac:SelectionCriteria><cbc:CriterionTypeCode listName=\"selection-criterion\">tp-abil"
              "</cbc:CriterionTypeCode><cbc:Description languageID=\"FRA\">",
              f);
        text(f, 2 + draw(6));
        fputs("</cbc:Description></efac:SelectionCriteria>\n", f);
    }
    fputs("</efext:EformsExtension></ext:ExtensionContent></ext:UBLExtension></ext:UBLExtensions>\n", f);
}

static void terms(FILE *f) {
    fputs("<cac:TenderingTerms>", f);
    selection_criteria(f);
    fprintf(
        f,
        "<cac:TendererQualificationRequest><cac:SpecificTendererRequirement><cbc:TendererRequirementTypeCode "
        "listName=\"reserved-procurement\">%s</cbc:TendererRequirementTypeCode></"
        "cac:SpecificTendererRequirement>"
        "</cac:TendererQualificationRequest><cac:ContractExecutionRequirement>"
        "<cbc:ExecutionRequirementCode listName=\"reserved-execution\">no</cbc:ExecutionRequirementCode>"
        "</cac:ContractExecutionRequirement><cac:ContractExecutionRequirement>"
        "<cbc:ExecutionRequirementCode listName=\"conditions\">performance</cbc:ExecutionRequirementCode>"
        "<cbc:Description languageID=\"FRA\">",
        draw(40) ? "none" : "res-ws");
    text(f, 3 + draw(8));
    fputs("</cbc:Description></cac:ContractExecutionRequirement><cac:AwardingTerms>\n", f);
    award_criteria(f);
    fputs("</cac:AwardingTerms></cac:TenderingTerms>\n", f);
}

static void project(FILE *f, const char *const object[3], unsigned description, int amounts) {
    fprintf(f,
            "<cac:ProcurementProject><cbc:ID>2026-%04u</cbc:ID><cbc:Name languageID=\"FRA\">%s</cbc:Name>"
            "<cbc:Description languageID=\"FRA\">",
            draw(10000), object[0]);
    text(f, description);
    fprintf(f,
            "</cbc:Description><cbc:ProcurementTypeCode "
            "listName=\"contract-nature\">%s</cbc:ProcurementTypeCode>",
            object[2]);
    if (amounts && draw(4) == 0)
        fprintf(f,
                "<cac:RequestedTenderTotal><cbc:EstimatedOverallContractAmount currencyID=\"EUR\">%u.00"
                "</cbc:EstimatedOverallContractAmount></cac:RequestedTenderTotal>",
                20000 + draw(3000000));
    fprintf(f,
            "<cac:MainCommodityClassification><cbc:ItemClassificationCode listName=\"cpv\">%s"
            "</cbc:ItemClassificationCode></cac:MainCommodityClassification>",
            object[1]);
    const char *const *place = PICK(places);
    fprintf(f,
            "<cac:RealizedLocation><cac:Address><cbc:PostalZone>%s</cbc:PostalZone>"
            "<cbc:CountrySubentityCode "
            "listName=\"nuts\">%s</cbc:CountrySubentityCode></cac:Address></cac:RealizedLocation>",
            place[1], place[0]);
    if (amounts && draw(2))
        fprintf(f,
                "<cac:PlannedPeriod><cbc:DurationMeasure "
                "unitCode=\"MONTH\">%u</cbc:DurationMeasure></cac:PlannedPeriod>",
                3 + draw(45));
    fputs("</cac:ProcurementProject>\n", f);
}

static void lot(FILE *f, unsigned number) {
    fprintf(f, "<cac:ProcurementProjectLot><cbc:ID schemeName=\"Lot\">LOT-%04u</cbc:ID>", number);
    terms(f);
    fprintf(
        f,
        "<cac:TenderingProcess><cbc:SubmissionMethodCode "
        "listName=\"esubmission\">required</cbc:SubmissionMethodCode>"
        "<cac:TenderSubmissionDeadlinePeriod><cbc:EndDate>2026-12-%02u+01:00</cbc:EndDate>"
        "<cbc:EndTime>12:00:00+01:00</cbc:EndTime></"
        "cac:TenderSubmissionDeadlinePeriod><cac:ContractingSystem>"
        "<cbc:ContractingSystemTypeCode listName=\"framework-agreement\">none</cbc:ContractingSystemTypeCode>"
        "</cac:ContractingSystem></cac:TenderingProcess>\n",
        1 + draw(28));
    project(f, object(), 10 + draw(30), 1);
    fputs("</cac:ProcurementProjectLot>\n", f);
}

static void notice(FILE *f, unsigned number) {
    head(f, number);
    fputs("<cac:TenderingProcess><cbc:ProcedureCode "
          "listName=\"procurement-procedure-type\">open</cbc:ProcedureCode>"
          "</cac:TenderingProcess>\n",
          f);
    project(f, object(), 20 + draw(30), 1);
    unsigned lots = 1 + draw(2);
    for (unsigned i = 1; i <= lots; i++) lot(f, i);
    fputs("</ContractNotice>\n", f);
}

int main(int argc, char **argv) {
    if (argc != 3 && argc != 4) return 2;
    unsigned one_in = argc == 4 ? (unsigned)strtoul(argv[3], NULL, 10) : 1;
    mkdir(argv[1], 0755);
    unsigned count = (unsigned)strtoul(argv[2], NULL, 10);
    for (unsigned i = 1; i <= count; i++) {
        char path[4096];
        snprintf(path, sizeof path, "%s/%06u.xml", argv[1], i);
        state = i;
        plain = i % one_in != 0;
        FILE *f = fopen(path, "w");
        if (!f) return 3;
        notice(f, i);
        if (fclose(f) != 0) return 3;
    }
    return 0;
}
