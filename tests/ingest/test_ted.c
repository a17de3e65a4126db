/* Notices of the older TED schema: where each fact is found in each family of forms, what is done when it is
 * odd, and all real notices at hand. Their cells are compared by read_ted.t. */
#include "base/file.h"
#include "base/utf8.h"
#include "ingest/source.h"
#include "ingest/ted.h"
#include "ingest/tedcode.h"
#include "tests/ingest/notice_rows.h"

#define EXPORT(inner) "<TED_EXPORT xmlns='urn:any' DOC_ID='1-2021'>" inner "</TED_EXPORT>"
#define CODED(notice, codes)                                                                                 \
    "<CODED_DATA_SECTION><REF_OJS><DATE_PUB>20210305</DATE_PUB></REF_OJS><NOTICE_DATA>" notice               \
    "</NOTICE_DATA><CODIF_DATA>" codes "</CODIF_DATA></CODED_DATA_SECTION>"
#define BLOCK(element, number, category, language, inner)                                                    \
    "<" element " FORM='" number "' CATEGORY='" category "' LG='" language "'>" inner "</" element ">"
#define FORM(number, inner)                                                                                  \
    EXPORT("<FORM_SECTION><NOTICE_UUID>x</NOTICE_UUID>" BLOCK("F_2014", number, "ORIGINAL", "FR",            \
                                                              inner) "</FORM_SECTION>")
#define OBJECT(inner) "<OBJECT_CONTRACT>" inner "</OBJECT_CONTRACT>"
#define DESCR(inner) "<OBJECT_DESCR ITEM='1'>" inner "</OBJECT_DESCR>"
#define CALL(inner) FORM("F02", OBJECT(inner))
#define ONE(inner) CALL(DESCR(inner))

#define REFERENCE "<NO_DOC_OJS>2021/S 045-012345</NO_DOC_OJS>"
#define REF(id) "<REF_NOTICE><NO_DOC_OJS>" id "</NO_DOC_OJS></REF_NOTICE>"

static void test_coded(Case *c) {
    ROWS({__LINE__, EXPORT(CODED(REFERENCE, "")), "id", "2021/S 045-012345"},
         {__LINE__, EXPORT(CODED(REFERENCE, "")), "publication_number", "012345-2021"},
         {__LINE__, EXPORT(CODED("<NO_DOC_OJS>45-1</NO_DOC_OJS>", "")), "publication_number", ""},
         {__LINE__, EXPORT(CODED(REFERENCE, "")), "publication_date", "2021-03-05"},
         {__LINE__, EXPORT(CODED("", "<DS_DATE_DISPATCH>20210301</DS_DATE_DISPATCH>")), "issue_date",
          "2021-03-01"},
         {__LINE__,
          FORM("F02", "<COMPLEMENTARY_INFO><DATE_DISPATCH_NOTICE>2021-03-02</DATE_DISPATCH_NOTICE>"
                      "</COMPLEMENTARY_INFO>"),
          "issue_date", "2021-03-02"},
         {__LINE__, EXPORT(CODED(REF("2020/S 1-2") REF("2020/S 1-3") REF("2020/S 1-2"), "")), "earlier",
          "2020/S 1-2;2020/S 1-3"},
         {__LINE__, FORM("F02", "<PROCEDURE><NOTICE_NUMBER_OJ>2019/S 1-1</NOTICE_NUMBER_OJ></PROCEDURE>"),
          "earlier", "2019/S 1-1"},
         {__LINE__, FORM("F02", "<PROCEDURE><NOTICE_NUMBER_OJ>2019/S 1-1</NOTICE_NUMBER_OJ></PROCEDURE>"),
          "change_of", ""},
         {__LINE__, EXPORT(CODED("", "<AA_AUTHORITY_TYPE CODE='4'/>")), "buyer_kind", "utility"},
         {__LINE__, EXPORT(CODED("", "<NC_CONTRACT_NATURE CODE='2'/>")), "nature", "supplies"},
         {__LINE__, EXPORT(CODED("<ORIGINAL_CPV CODE='45000000'/>", "")), "cpv_main", "45000000"},
         {__LINE__,
          EXPORT("<TRANSLATION_SECTION><ML_AA_NAMES><AA_NAME LG='NL'>Stad</AA_NAME><AA_NAME "
                 "LG='FR'>Ville</AA_NAME></ML_AA_NAMES></TRANSLATION_SECTION>"),
          "buyer_name", "Ville"},
         {__LINE__, EXPORT(""), "format", "ted"}, {__LINE__, EXPORT(""), "lots", "1"},
         {__LINE__, EXPORT(""), "amount", ""}, {__LINE__, EXPORT(""), "defence", ""},
         {__LINE__, EXPORT(""), "award", ""});
}

#define TITLED(text) OBJECT("<TITLE><P>" text "</P></TITLE>" DESCR(""))
#define TITLED_LOTS(text) OBJECT("<TITLE><P>" text "</P></TITLE>" DESCR("") DESCR(""))
#define BLOCKS(inner) EXPORT("<FORM_SECTION>" inner "</FORM_SECTION>")

static void test_languages(Case *c) {
    ROWS({__LINE__, FORM("F02", TITLED("Un")), "title", "Un"},
         {__LINE__, FORM("F02", TITLED("Un")), "type", "F02"},
         {__LINE__, FORM("F02", TITLED("Un")), "language", "FRA"},
         /* Lots of all blocks are not summed. */
         {__LINE__,
          BLOCKS(BLOCK("F", "F02", "ORIGINAL", "NL", TITLED("Een")) BLOCK(
              "F", "F02", "ORIGINAL", "FR", TITLED("Un")) BLOCK("F", "F02", "ORIGINAL", "DE", TITLED("Ein"))),
          "title", "Un"},
         {__LINE__,
          BLOCKS(BLOCK("F", "F02", "ORIGINAL", "NL", TITLED("Een"))
                     BLOCK("F", "F02", "ORIGINAL", "FR", TITLED("Un"))),
          "lots", "1"},
         {__LINE__,
          BLOCKS(BLOCK("F", "F02", "TRANSLATION", "EN", TITLED("One"))
                     BLOCK("F", "F02", "ORIGINAL", "NL", TITLED("Een"))),
          "language", "NLD"},
         {__LINE__,
          BLOCKS(BLOCK("F", "F02", "ORIGINAL", "NL", TITLED("Een"))
                     BLOCK("F", "F02", "TRANSLATION", "FR", TITLED("Un"))),
          "title", "Un"},
         {__LINE__,
          BLOCKS(BLOCK("F", "F02", "TRANSLATION", "FR", TITLED("Traduit"))
                     BLOCK("F", "F02", "ORIGINAL", "FR", TITLED("Un"))),
          "title", "Un"},
         /* A translation that leaves out lots is none of the whole. */
         {__LINE__,
          BLOCKS(BLOCK("F", "F02", "ORIGINAL", "NL", TITLED_LOTS("Een"))
                     BLOCK("F", "F02", "TRANSLATION", "FR", TITLED("Un"))),
          "title", "Een"},
         {__LINE__,
          BLOCKS(BLOCK("F", "F02", "TRANSLATION", "FR", TITLED("Un"))
                     BLOCK("F", "F02", "ORIGINAL", "NL", TITLED_LOTS("Een"))),
          "lots", "2"},
         /* Of a block that is passed over nothing is said. */
         {__LINE__,
          BLOCKS(BLOCK("F", "F02", "ORIGINAL", "NL", OBJECT(DESCR("<VAL_OBJECT>x</VAL_OBJECT>")))
                     BLOCK("F", "F02", "ORIGINAL", "FR", TITLED("Un"))),
          "doubts", "0"},
         {__LINE__, FORM("F02", TITLED("m<FT TYPE='SUP'>2</FT> &amp; plus</P><P>suite")), "title",
          "m2 & plus suite"},
         {__LINE__, BLOCKS("<NOTICE_UUID>only</NOTICE_UUID>"), "type", ""});
}

#define FORM_OF(number, type) FORM(number, "<NOTICE TYPE='" type "'/>")

static void test_forms(Case *c) {
    ROWS({__LINE__, FORM("F01", ""), "form", "planning"}, {__LINE__, FORM("F02", ""), "form", "competition"},
         {__LINE__, FORM("F03", ""), "form", "result"},
         {__LINE__, FORM_OF("F01", "PRI_CALL_COMPETITION"), "form", "competition"},
         {__LINE__, FORM_OF("F04", "PER_ONLY"), "form", "planning"},
         {__LINE__, FORM_OF("F21", "CONTRACT"), "form", "competition"},
         {__LINE__, FORM_OF("F22", "AWARD_CONTRACT"), "form", "result"},
         {__LINE__, FORM_OF("F23", "CONCESSION_AWARD_CONTRACT"), "form", "result"},
         {__LINE__, FORM("F21", ""), "form", ""}, {__LINE__, FORM("F14", ""), "form", "change"},
         {__LINE__, FORM("F15", ""), "form", "dir-awa-pre"},
         {__LINE__, FORM("F20", ""), "form", "cont-modif"}, {__LINE__, FORM("2", ""), "form", "competition"},
         {__LINE__, FORM("18", ""), "form", "result"}, {__LINE__, FORM("T01", ""), "form", "planning"},
         {__LINE__, FORM("F99", ""), "form", ""}, {__LINE__, FORM("F-1", ""), "form", ""},
         {__LINE__,
          BLOCKS("<OTH_NOT CATEGORY='ORIGINAL' LG='EN'><FD_OTH_NOT><TI_DOC><P>Award</P></TI_DOC>"
                 "<CONTENTS><P>Lot 2</P></CONTENTS></FD_OTH_NOT></OTH_NOT>"),
          "type", "OTH_NOT"},
         {__LINE__,
          BLOCKS("<OTH_NOT CATEGORY='ORIGINAL' LG='EN'><FD_OTH_NOT><TI_DOC><P>Award</P></TI_DOC>"
                 "<CONTENTS><P>Lot 2</P></CONTENTS></FD_OTH_NOT></OTH_NOT>"),
          "title", "Award"},
         {__LINE__,
          BLOCKS("<OTH_NOT CATEGORY='ORIGINAL' LG='EN'><FD_OTH_NOT><TI_DOC><P>Award</P></TI_DOC>"
                 "<CONTENTS><P>Lot 2</P></CONTENTS></FD_OTH_NOT></OTH_NOT>"),
          "description", "Lot 2"},
         {__LINE__, FORM("18", ""), "defence", "yes"},
         {__LINE__, FORM("F02", "<LEGAL_BASIS VALUE='32014L0024'/>"), "defence", "no"},
         {__LINE__, FORM("F02", "<LEGAL_BASIS VALUE='32009L0081'/>"), "defence", "yes"},
         {__LINE__, FORM("F15", "<DIRECTIVE VALUE='2009/81/EC'/>"), "defence", "yes"},
         {__LINE__, EXPORT(CODED("", "<DIRECTIVE VALUE='2009/81/EC'/>")), "defence", "yes"},
         {__LINE__, FORM("F02", "<LEGAL_BASIS_OTHER><P>x</P></LEGAL_BASIS_OTHER>"), "defence", ""});
}

#define BUYER(inner) FORM("F02", "<CONTRACTING_BODY>" inner "</CONTRACTING_BODY>")
#define ADDRESS(inner) BUYER("<ADDRESS_CONTRACTING_BODY>" inner "</ADDRESS_CONTRACTING_BODY>")
#define FRENCH(number) ADDRESS("<NATIONALID>" number "</NATIONALID><COUNTRY VALUE='FR'/>")

static void test_buyers(Case *c) {
    ROWS({__LINE__, ADDRESS("<OFFICIALNAME>Ville</OFFICIALNAME>"), "buyer_name", "Ville"},
         {__LINE__,
          BUYER("<ADDRESS_CONTRACTING_BODY><OFFICIALNAME>A</OFFICIALNAME></ADDRESS_CONTRACTING_BODY>"
                "<ADDRESS_CONTRACTING_BODY_ADDITIONAL><OFFICIALNAME>B</OFFICIALNAME>"
                "</ADDRESS_CONTRACTING_BODY_ADDITIONAL>"),
          "buyer_name", "A"},
         {__LINE__, ADDRESS("<CONTACT_POINT>Achats</CONTACT_POINT>"), "buyer_contact", "Achats"},
         {__LINE__, ADDRESS("<PHONE>+33 1</PHONE>"), "buyer_phone", "+33 1"},
         {__LINE__, ADDRESS("<E_MAIL>a@b.fr</E_MAIL>"), "buyer_email", "a@b.fr"},
         {__LINE__, BUYER("<CA_TYPE VALUE='MINISTRY'/>"), "buyer_kind", "cga"},
         {__LINE__, BUYER("<CA_TYPE VALUE='REGIONAL_AUTHORITY'/>"), "buyer_kind", "ra"},
         {__LINE__, BUYER("<CA_TYPE VALUE='BODY_PUBLIC'/>"), "buyer_kind", "body-pl"},
         {__LINE__, BUYER("<CA_TYPE VALUE='OTHER'/>"), "buyer_kind", ""},
         /* The number of an establishment, with blanks: it holds. */
         {__LINE__, FRENCH("200 030 013 00011"), "buyer_id", "200 030 013 00011"},
         {__LINE__, FRENCH("21750001600019"), "doubts", "0"},
         {__LINE__, FRENCH("5850232900053"), "defects", "a SIRET of 13 digits"},
         {__LINE__, FRENCH("2175000160001"), "buyer_id", "2175000160001"},
         {__LINE__, FRENCH("217500016"), "defects", "a SIREN where a SIRET is meant"},
         {__LINE__, FRENCH("\nfr105"), "message",
          "n.xml:1: NATIONALID: a NUTS code where a SIRET is meant: kept as it stands"},
         {__LINE__, ADDRESS("<NATIONALID>J61911026A</NATIONALID><COUNTRY VALUE='AL'/>"), "doubts", "0"});
}

#define CPV(kind, code) "<CPV_" kind "><CPV_CODE CODE='" code "'/></CPV_" kind ">"

static void test_object(Case *c) {
    ROWS({__LINE__, CALL("<TITLE><P>Tout</P></TITLE>" DESCR("<TITLE><P>Lot</P></TITLE>")), "title", "Lot"},
         {__LINE__, CALL("<TITLE><P>Tout</P></TITLE>" DESCR("")), "title", "Tout"},
         {__LINE__, CALL("<TITLE><P>Tout</P></TITLE>" DESCR("")), "inherited", "1"},
         {__LINE__,
          CALL("<SHORT_DESCR><P>Tout</P></SHORT_DESCR>" DESCR("<SHORT_DESCR><P>Lot</P></SHORT_DESCR>")),
          "description", "Lot"},
         {__LINE__, CALL("<SHORT_DESCR><P>Tout</P></SHORT_DESCR>" DESCR("")), "description", ""},
         {__LINE__, CALL("<SHORT_DESCR><P>Tout</P></SHORT_DESCR>" DESCR("")), "notice description", "Tout"},
         {__LINE__, CALL("<SHORT_DESCR><P>Tout</P></SHORT_DESCR>"), "description", "Tout"},
         {__LINE__, CALL(CPV("MAIN", "45000000") DESCR("")), "cpv_main", "45000000"},
         {__LINE__, CALL(CPV("MAIN", "4500000") DESCR("")), "defects", "a CPV code of 7 digits"},
         {__LINE__, ONE(CPV("ADDITIONAL", "45000000") CPV("ADDITIONAL", "45100000")), "cpv_additional",
          "45000000;45100000"},
         {__LINE__, CALL("<TYPE_CONTRACT CTYPE='WORKS'/>" DESCR("")), "nature", "works"},
         {__LINE__, CALL("<TYPE_CONTRACT CTYPE='BUILDING'/>" DESCR("")), "defects", "not a code of the list"},
         {__LINE__, ONE("<n2016:NUTS xmlns:n2016='urn:n' CODE='FR105'/><NUTS CODE='FR'/>"), "nuts",
          "FR105;FR"},
         {__LINE__, ONE("<DURATION TYPE='MONTH'>36</DURATION>"), "months", "36"},
         {__LINE__, ONE("<DURATION TYPE='DAY'>70</DURATION>"), "months", "2.3"},
         {__LINE__, ONE("<DURATION TYPE='HOUR'>70</DURATION>"), "defects", "an unknown unit"},
         {__LINE__, ONE("<DURATION TYPE='DAY'>-70</DURATION>"), "defects", "below zero"},
         {__LINE__, ONE("<DATE_START>2021-09-01</DATE_START>"), "start", "2021-09-01"},
         {__LINE__, ONE("<DATE_END>2021-02-30</DATE_END>"), "defects", "not a date"},
         {__LINE__, ONE("<INFO_ADD><P>ici</P></INFO_ADD>"), "additional", "ici"},
         {__LINE__,
          FORM("F02", OBJECT(DESCR("")) "<COMPLEMENTARY_INFO><INFO_ADD><P>partout</P></INFO_ADD>"
                                        "</COMPLEMENTARY_INFO>"),
          "additional", "partout"});
}

static void test_amounts(Case *c) {
#define LOT_VALUE "<VAL_OBJECT CURRENCY='EUR'>1000.50</VAL_OBJECT>"
#define ESTIMATE "<VAL_ESTIMATED_TOTAL CURRENCY='EUR'>3000</VAL_ESTIMATED_TOTAL>"
#define TOTAL "<VAL_TOTAL CURRENCY='EUR'>2500</VAL_TOTAL>"
    ROWS({__LINE__, CALL(ESTIMATE TOTAL DESCR(LOT_VALUE)), "amount", "1000.50"},
         {__LINE__, CALL(ESTIMATE TOTAL DESCR(LOT_VALUE)), "amount_source", "lot-estimate"},
         {__LINE__, CALL(ESTIMATE TOTAL DESCR(LOT_VALUE)), "procedure_amount", "3000.00"},
         {__LINE__, CALL(ESTIMATE TOTAL DESCR("")), "amount_source", "total-estimate"},
         {__LINE__, CALL(TOTAL DESCR("")), "amount_source", "total-value"},
         {__LINE__, CALL(TOTAL DESCR("")), "procedure_amount", ""},
         {__LINE__, CALL(ESTIMATE DESCR("") DESCR("")), "amount", ""},
         {__LINE__,
          CALL("<VAL_RANGE_TOTAL CURRENCY='EUR'><LOW>1</LOW><HIGH>9</HIGH></VAL_RANGE_TOTAL>" DESCR("")),
          "amount", ""},
         {__LINE__, ONE("<VAL_OBJECT CURRENCY='EUR'>0.01</VAL_OBJECT>"), "defects",
          "a placeholder for an amount"},
         {__LINE__, ONE("<VAL_OBJECT CURRENCY='EUR'>0.01</VAL_OBJECT>"), "amount", "0.01"},
         {__LINE__, ONE("<VAL_OBJECT CURRENCY='EUR'>un peu</VAL_OBJECT>"), "amount", ""},
         {__LINE__, ONE("<VAL_OBJECT CURRENCY='EUR'>un peu</VAL_OBJECT>"), "defects", "not a number"},
         {__LINE__, CALL(ESTIMATE DESCR(LOT_VALUE) DESCR(LOT_VALUE)), "doubts", "0"});
}

static void test_lots(Case *c) {
#define NUMBERED(number, inner) DESCR("<LOT_NO>" number "</LOT_NO>" inner)
    ROWS(
        {__LINE__, ONE(""), "lot_id", "1"}, {__LINE__, CALL(NUMBERED("A", "")), "lot_id", "A"},
        {__LINE__, CALL(NUMBERED("1, 2, 3", "")), "lot_id", "1, 2, 3"},
        {__LINE__, CALL("<OBJECT_DESCR/>"), "lot_id", ""},
        {__LINE__, CALL("<OBJECT_DESCR ITEM='1'/><OBJECT_DESCR ITEM='2'/>"), "last lot_id", "2"},
        {__LINE__, CALL(NUMBERED("1", "") NUMBERED("1", "")), "doubt",
         "n.xml:1: OBJECT_DESCR: a lot's number, stated twice: 1: its contracts go to the first"},
        /* Prior information may have several objects: a lot takes over from its own, and one without is a
           lot. */
        {__LINE__,
         FORM("F01", OBJECT("<TITLE><P>A</P></TITLE>" CPV("MAIN", "45000000") DESCR(""))
                         OBJECT("<TITLE><P>B</P></TITLE>" CPV("MAIN", "50000000") DESCR(""))),
         "last cpv_main", "50000000"},
        {__LINE__, FORM("F01", OBJECT("<TITLE><P>A</P></TITLE>" DESCR("")) OBJECT("<TITLE><P>B</P></TITLE>")),
         "last title", "B"},
        {__LINE__, FORM("F01", OBJECT("<TITLE><P>A</P></TITLE>" DESCR("")) OBJECT("<TITLE><P>B</P></TITLE>")),
         "notice title", "A"});
}

#define LEFTI(inner) FORM("F02", OBJECT(DESCR("")) "<LEFTI>" inner "</LEFTI>")
#define PROCEDURE(inner) FORM("F02", OBJECT(DESCR("")) "<PROCEDURE>" inner "</PROCEDURE>")

static void test_terms(Case *c) {
    ROWS({__LINE__, LEFTI("<RESTRICTED_SHELTERED_WORKSHOP/>"), "reserved", "res-ws"},
         {__LINE__, LEFTI("<RESTRICTED_SHELTERED_PROGRAM/>"), "execution", "yes"},
         {__LINE__, LEFTI("<RESERVED_ORGANISATIONS_SERVICE_MISSION/>"), "reserved", "res-pub-ser"},
         {__LINE__, LEFTI("<RESTRICTED_SHELTERED_WORKSHOP/><RESERVED_ORGANISATIONS_SERVICE_MISSION/>"),
          "reserved", "res-ws;res-pub-ser"},
         {__LINE__, LEFTI(""), "reserved", ""}, {__LINE__, LEFTI(""), "execution", ""},
         {__LINE__, LEFTI("<PERFORMANCE_CONDITIONS><P>700 h</P><P>d'insertion</P></PERFORMANCE_CONDITIONS>"),
          "terms", "700 h d'insertion"},
         {__LINE__, PROCEDURE("<PT_OPEN/>"), "procedure_type", "open"},
         {__LINE__, PROCEDURE("<PT_COMPETITIVE_NEGOTIATION/>"), "procedure_type", "neg-w-call"},
         {__LINE__,
          PROCEDURE("<DIRECTIVE_2014_24_EU><PT_NEGOTIATED_WITHOUT_PUBLICATION/></DIRECTIVE_2014_24_EU>"),
          "procedure_type", "neg-wo-call"},
         {__LINE__,
          PROCEDURE("<PT_AWARD_CONTRACT_WITHOUT_CALL><D_JUSTIFICATION/></PT_AWARD_CONTRACT_WITHOUT_CALL>"),
          "procedure_type", "neg-wo-call"},
         {__LINE__, PROCEDURE("<PT_DA_SMALL_CONTRACT/>"), "procedure_type", "neg-wo-call"},
         {__LINE__, PROCEDURE("<PT_AWARD_CONTRACT_WITH_PRIOR_PUBLICATION/>"), "procedure_type", ""},
         {__LINE__, PROCEDURE("<FRAMEWORK><SINGLE_OPERATOR/></FRAMEWORK>"), "framework", "fa-wo-rc"},
         {__LINE__, PROCEDURE("<FRAMEWORK><SEVERAL_OPERATORS/></FRAMEWORK>"), "framework", ""},
         {__LINE__, PROCEDURE(""), "framework", ""},
         {__LINE__,
          PROCEDURE("<DATE_RECEIPT_TENDERS>2021-05-03</DATE_RECEIPT_TENDERS><TIME_RECEIPT_TENDERS>12:00"
                    "</TIME_RECEIPT_TENDERS>"),
          "deadline", "2021-05-03T12:00"},
         {__LINE__, PROCEDURE("<DATE_RECEIPT_TENDERS>2021-05-03</DATE_RECEIPT_TENDERS>"), "deadline",
          "2021-05-03"});
}

#define CONTRACTOR(name, number)                                                                             \
    "<CONTRACTOR><ADDRESS_CONTRACTOR><OFFICIALNAME>" name "</OFFICIALNAME><NATIONALID>" number               \
    "</NATIONALID></ADDRESS_CONTRACTOR></CONTRACTOR>"
#define VALUE(currency, amount) "<VAL_TOTAL CURRENCY='" currency "'>" amount "</VAL_TOTAL>"
#define AWARD(lot, ref, inner)                                                                               \
    "<AWARD_CONTRACT><CONTRACT_NO>" ref "</CONTRACT_NO><LOT_NO>" lot "</LOT_NO><AWARDED_CONTRACT>"           \
    "<DATE_CONCLUSION_CONTRACT>2021-01-21</DATE_CONCLUSION_CONTRACT>" inner                                  \
    "</AWARDED_CONTRACT></AWARD_CONTRACT>"
#define RESULT(lots, awards) FORM("F03", OBJECT(lots) awards)
#define NONE(why) "<AWARD_CONTRACT><NO_AWARDED_CONTRACT><" why "/></NO_AWARDED_CONTRACT></AWARD_CONTRACT>"

static void test_awards(Case *c) {
#define GROUPED                                                                                              \
    RESULT(NUMBERED("1", "") NUMBERED("2", ""),                                                              \
           AWARD("1", "A",                                                                                   \
                 "<VALUES>" VALUE("EUR", "100.10") "</VALUES><CONTRACTORS>" CONTRACTOR("Un", "1")            \
                     CONTRACTOR("Deux", "2") "</CONTRACTORS>")                                               \
               AWARD("1", "B", "<VALUES>" VALUE("EUR", "200") "</VALUES>"))
#define DIRECT RESULT(NUMBERED("1", ""), AWARD("1", "A", VALUE("EUR", "5") CONTRACTOR("Un", "1")))
    ROWS({__LINE__, GROUPED, "award", "300.10"}, {__LINE__, GROUPED, "award_currency", "EUR"},
         {__LINE__, GROUPED, "winner", "Un;Deux"}, {__LINE__, GROUPED, "winner_id", "1;2"},
         {__LINE__, GROUPED, "contract", "A;B"},
         {__LINE__, GROUPED, "contract_date", "2021-01-21;2021-01-21"}, {__LINE__, GROUPED, "last award", ""},
         /* R2.0.9.S01 and S02 have no CONTRACTORS and no VALUES around them. */
         {__LINE__, DIRECT, "winner", "Un"}, {__LINE__, DIRECT, "award", "5.00"},
         {__LINE__, RESULT(NUMBERED("1", ""), AWARD("1", "A", "<VALUE>" VALUE("EUR", "5") "</VALUE>")),
          "award", "5.00"},
         {__LINE__,
          RESULT(NUMBERED("1", ""), AWARD("1", "A", VALUE("EUR", "5")) AWARD("1", "B", VALUE("GBP", "5"))),
          "doubt", "n.xml:1: the contracts of lot 1 have no common sum: award amount left out"},
         /* Of a single lot without a number are all contracts. */
         {__LINE__, RESULT(DESCR(""), AWARD("Lot unique", "A", "") AWARD("", "B", "")), "contract", "A;B"},
         {__LINE__, RESULT(NUMBERED("1", "") NUMBERED("2", ""), AWARD("Lot 1", "A", "")), "contract", ""},
         {__LINE__, RESULT(NUMBERED("1", "") NUMBERED("2", ""), "\n" AWARD("Lot 1", "A", "")), "doubt",
          "n.xml:2: AWARD_CONTRACT: a contract of a lot that is not there: Lot 1: left out"},
         {__LINE__, RESULT(NUMBERED("1", "") NUMBERED("2", ""), AWARD("", "A", "")), "doubt",
          "n.xml:1: AWARD_CONTRACT: a contract that names no lot: : left out"},
         {__LINE__, RESULT(DESCR(""), NONE("PROCUREMENT_DISCONTINUED")), "status", "cancelled"},
         {__LINE__, RESULT(DESCR(""), NONE("PROCUREMENT_UNSUCCESSFUL")), "status", ""},
         {__LINE__, RESULT(DESCR(""), NONE("PROCUREMENT_DISCONTINUED") NONE("PROCUREMENT_UNSUCCESSFUL")),
          "status", ""},
         {__LINE__, RESULT(DESCR(""), NONE("PROCUREMENT_DISCONTINUED") AWARD("", "A", "")), "status", ""},
         {__LINE__, RESULT(DESCR(""), ""), "status", ""});
}

#define PRIZE(inner) FORM("F13", OBJECT("<OBJECT_DESCR/>") "<RESULTS>" inner "</RESULTS>")
#define PRIZE_WINNER "<WINNER><ADDRESS_WINNER><OFFICIALNAME>Atelier</OFFICIALNAME></ADDRESS_WINNER></WINNER>"

static void test_contests(Case *c) {
    ROWS({__LINE__, PRIZE("<AWARDED_PRIZE><WINNERS>" PRIZE_WINNER "</WINNERS></AWARDED_PRIZE>"), "winner",
          "Atelier"},
         {__LINE__, PRIZE("<AWARDED_PRIZE>" PRIZE_WINNER "</AWARDED_PRIZE>"), "winner", "Atelier"},
         /* A prize is no contract's value. */
         {__LINE__, PRIZE("<AWARDED_PRIZE><VAL_PRIZE CURRENCY='EUR'>9</VAL_PRIZE></AWARDED_PRIZE>"), "award",
          ""},
         {__LINE__, PRIZE("<NO_AWARDED_PRIZE><PROCUREMENT_DISCONTINUED/></NO_AWARDED_PRIZE>"), "status",
          "cancelled"});
}

#define CORRIGENDUM(inner)                                                                                   \
    FORM("F14", "<COMPLEMENTARY_INFO><NOTICE_NUMBER_OJ>2021/S 005-004358</NOTICE_NUMBER_OJ>"                 \
                "</COMPLEMENTARY_INFO><CHANGES>" inner "</CHANGES>")
#define CHANGE(section, old, new)                                                                             \
    CORRIGENDUM("<CHANGE><WHERE><SECTION>" section "</SECTION><LOT_NO>Lot 1 and 2</LOT_NO><LABEL>Où</LABEL>" \
                "</WHERE><OLD_VALUE>" old "</OLD_VALUE><NEW_VALUE>" new "</NEW_VALUE></CHANGE>")
#define DAY(day) "<DATE>" day "</DATE><TIME>16:00</TIME>"
#define POSTPONED(section) CHANGE(section, DAY("2021-01-27"), DAY("2021-02-16"))
#define MODIFICATION                                                                                         \
    FORM("F20",                                                                                              \
         OBJECT("<OBJECT_DESCR><LOT_NO>1</LOT_NO></OBJECT_DESCR>") "<PROCEDURE><NOTICE_NUMBER_OJ>2018/S "    \
                                                                   "1-1</NOTICE_NUMBER_OJ></"                \
                                                                   "PROCEDURE>" AWARD("1", "A", ""))

static void test_changes(Case *c) {
    ROWS(
        {__LINE__, CORRIGENDUM(""), "status", "changed"},
        {__LINE__, CORRIGENDUM(""), "change_of", "2021/S 005-004358"},
        {__LINE__, CORRIGENDUM(""), "lots", "1"},
        {__LINE__, CORRIGENDUM("<INFO_ADD><P>Lire</P></INFO_ADD>"), "additional", "Lire"},
        {__LINE__, POSTPONED("IV.2.2)"), "correction_count", "1"},
        {__LINE__, POSTPONED("IV.2.2)"), "where", "IV.2.2) Où"},
        {__LINE__, POSTPONED("IV.2.2)"), "change lot", "Lot 1 and 2"},
        {__LINE__, POSTPONED("IV.2.2)"), "before", "2021-01-27 16:00"},
        {__LINE__, POSTPONED("IV.2.2)"), "after", "2021-02-16 16:00"},
        {__LINE__, POSTPONED("IV.2.2)"), "new deadline", "2021-02-16T16:00"},
        {__LINE__, POSTPONED("IV.2.7)"), "new deadline", ""},
        {__LINE__, CHANGE("IV.2.2)", "<NOTHING/>", "<TEXT><P>demain</P></TEXT>"), "new deadline", ""},
        {__LINE__, CHANGE("VI.3)", "<NOTHING/>", "<TEXT><P>ajout</P></TEXT>"), "before", ""},
        {__LINE__, CHANGE("VI.3)", "<NOTHING/>", "<TEXT><P>ajout</P></TEXT>"), "after", "ajout"},
        {__LINE__, CHANGE("II.1.2)", CPV("MAIN", "79812000"), CPV("MAIN", "66000000")), "before", "79812000"},
        {__LINE__, CHANGE("II.1.2)", CPV("MAIN", "79812000"), CPV("ADDITIONAL", "66000000")), "after",
         "66000000"},
        {__LINE__, MODIFICATION, "status", "modification"},
        {__LINE__, MODIFICATION, "change_of", "2018/S 1-1"}, {__LINE__, MODIFICATION, "contract", "A"},
        /* R2.0.8 names the corrected notice in the coded section only. */
        {__LINE__,
         EXPORT(CODED(REF("2014/S 1-1"), "") "<FORM_SECTION>" BLOCK(
             "ADDITIONAL_INFORMATION_CORRIGENDUM", "14", "ORIGINAL", "FR", "") "</FORM_SECTION>"),
         "change_of", "2014/S 1-1"});
}

/* R2.0.7 and R2.0.8. */

#define OLD(element, number, inner)                                                                          \
    EXPORT("<FORM_SECTION><" element " FORM='" number "' CATEGORY='ORIGINAL' LG='FR'><FD_" element           \
           " CTYPE='SERVICES'>" inner "</FD_" element "></" element "></FORM_SECTION>")
#define CONTRACT(inner)                                                                                      \
    OLD("CONTRACT", "2", "<OBJECT_CONTRACT_INFORMATION>" inner "</OBJECT_CONTRACT_INFORMATION>")
#define DESCRIPTION(inner)                                                                                   \
    CONTRACT("<DESCRIPTION_CONTRACT_INFORMATION>" inner "</DESCRIPTION_CONTRACT_INFORMATION>")
#define COST(value) "<COSTS_RANGE_AND_CURRENCY CURRENCY='EUR'>" value "</COSTS_RANGE_AND_CURRENCY>"
#define SCOPE(value)                                                                                         \
    CONTRACT(                                                                                                \
        "<QUANTITY_SCOPE><NATURE_QUANTITY_SCOPE>" COST(value) "</NATURE_QUANTITY_SCOPE></QUANTITY_SCOPE>")
#define OLD_LOT(number, inner)                                                                               \
    "<F02_ANNEX_B><LOT_NUMBER>" number "</LOT_NUMBER><LOT_TITLE>Bois</LOT_TITLE>" inner "</F02_ANNEX_B>"
#define OLD_LOTS(inner)                                                                                      \
    DESCRIPTION(                                                                                             \
        "<TITLE_CONTRACT><P>Tout</P></TITLE_CONTRACT><LOCATION_NUTS><NUTS CODE='FR1'/></LOCATION_NUTS>"      \
        "<F02_DIVISION_INTO_LOTS><F02_DIV_INTO_LOT_YES VALUE='ALL_LOTS'>" inner                              \
        "</F02_DIV_INTO_LOT_YES></F02_DIVISION_INTO_LOTS>")
#define DATE(element, day, month, year, time)                                                                \
    "<" element "><DAY>" day "</DAY><MONTH>" month "</MONTH><YEAR>" year "</YEAR>" time "</" element ">"
#define PERIOD(inner) CONTRACT("<PERIOD_WORK_DATE_STARTING>" inner "</PERIOD_WORK_DATE_STARTING>")
#define OLD_PROCEDURE(inner)                                                                                 \
    OLD("CONTRACT", "2",                                                                                     \
        "<PROCEDURE_DEFINITION_CONTRACT_NOTICE>" inner "</PROCEDURE_DEFINITION_CONTRACT_NOTICE>")

static void test_old_calls(Case *c) {
    ROWS(
        {__LINE__, DESCRIPTION("<TITLE_CONTRACT><P>Nettoyage</P></TITLE_CONTRACT>"), "title", "Nettoyage"},
        {__LINE__, DESCRIPTION("<SHORT_CONTRACT_DESCRIPTION><P>a</P></SHORT_CONTRACT_DESCRIPTION>"),
         "description", "a"},
        {__LINE__, DESCRIPTION(""), "nature", "services"}, {__LINE__, DESCRIPTION(""), "form", "competition"},
        {__LINE__, DESCRIPTION("<CPV>" CPV("MAIN", "90910000") CPV("ADDITIONAL", "90911000") "</CPV>"),
         "cpv_main", "90910000"},
        {__LINE__, DESCRIPTION("<CPV>" CPV("MAIN", "90910000") CPV("ADDITIONAL", "90911000") "</CPV>"),
         "cpv_additional", "90911000"},
        {__LINE__, DESCRIPTION("<LOCATION_NUTS><NUTS CODE='FR105'/></LOCATION_NUTS>"), "nuts", "FR105"},
        {__LINE__, SCOPE("<VALUE_COST FMTVAL='150000000.00'>150 000 000,00</VALUE_COST>"), "amount",
         "150000000.00"},
        {__LINE__, SCOPE("<VALUE_COST>9 999 999,9</VALUE_COST>"), "amount", "9999999.90"},
        {__LINE__, SCOPE("<VALUE_COST>5\u00A0250\u00A0000</VALUE_COST>"), "amount", "5250000.00"},
        {__LINE__, SCOPE("<VALUE_COST>5000</VALUE_COST>"), "currency", "EUR"},
        {__LINE__, SCOPE("<VALUE_COST>5000</VALUE_COST>"), "amount_source", "total-estimate"},
        {__LINE__, SCOPE("<VALUE_COST>beaucoup</VALUE_COST>"), "defects", "not a number"},
        {__LINE__, SCOPE("<VALUE_COST>-5</VALUE_COST>"), "defects", "below zero"},
        {__LINE__, SCOPE("<RANGE_VALUE_COST><LOW_VALUE>1</LOW_VALUE></RANGE_VALUE_COST>"), "amount", ""},
        {__LINE__,
         DESCRIPTION("<F17_FRAMEWORK><SINGLE_OPERATOR/><DURATION_FRAMEWORK_YEAR>4</DURATION_FRAMEWORK_YEAR>"
                     "<TOTAL_ESTIMATED>" COST("<VALUE_COST>70000</VALUE_COST>") "</TOTAL_ESTIMATED>"
                                                                                "</F17_FRAMEWORK>"),
         "amount", "70000.00"},
        {__LINE__,
         DESCRIPTION("<F02_FRAMEWORK><DURATION_FRAMEWORK_YEAR>4</DURATION_FRAMEWORK_YEAR></F02_FRAMEWORK>"),
         "months", "48"},
        {__LINE__, DESCRIPTION("<F02_FRAMEWORK><SINGLE_OPERATOR/></F02_FRAMEWORK>"), "framework", "fa-wo-rc"},
        {__LINE__, DESCRIPTION("<NOTICE_INVOLVES VALUE='PUBLIC_CONTRACT'/>"), "framework", "none"},
        {__LINE__, DESCRIPTION("<NOTICE_INVOLVES VALUE='ESTABLISHMENT_FRAMEWORK_AGREEMENT'/>"), "framework",
         ""},
        {__LINE__, PERIOD("<MONTHS>24</MONTHS>"), "months", "24"},
        {__LINE__, PERIOD("<DAYS>70</DAYS>"), "months", "2.3"},
        {__LINE__, PERIOD("<INTERVAL_DATE>" DATE("START_DATE", "01", "06", "2013", "") "</INTERVAL_DATE>"),
         "start", "2013-06-01"},
        {__LINE__, PERIOD("<INTERVAL_DATE>" DATE("END_DATE", "31", "6", "2013", "") "</INTERVAL_DATE>"),
         "defects", "not a date"},
        {__LINE__, OLD_LOTS(OLD_LOT("1", "") OLD_LOT("2", "")), "lots", "2"},
        {__LINE__, OLD_LOTS(OLD_LOT("1", "") OLD_LOT("2", "")), "last lot_id", "2"},
        {__LINE__, OLD_LOTS(OLD_LOT("1", "")), "title", "Bois"},
        {__LINE__, OLD_LOTS(OLD_LOT("1", "")), "nuts", "FR1"},
        {__LINE__, OLD_LOTS(OLD_LOT("1", "<CPV>" CPV("MAIN", "90910000") "</CPV>")), "cpv_main", "90910000"},
        {__LINE__,
         OLD_LOTS(OLD_LOT(
             "1", "<NATURE_QUANTITY_SCOPE>" COST("<VALUE_COST>700</VALUE_COST>") "</NATURE_QUANTITY_SCOPE>")),
         "amount_source", "lot-estimate"},
        {__LINE__,
         OLD_PROCEDURE(
             "<TYPE_OF_PROCEDURE><TYPE_OF_PROCEDURE_DETAIL_FOR_CONTRACT_NOTICE><PT_NEGOTIATED_CHOICE/>"
             "</TYPE_OF_PROCEDURE_DETAIL_FOR_CONTRACT_NOTICE></TYPE_OF_PROCEDURE>"),
         "procedure_type", "neg-w-call"},
        {__LINE__,
         OLD_PROCEDURE("<ADMINISTRATIVE_INFORMATION_CONTRACT_NOTICE>" DATE(
             "RECEIPT_LIMIT_DATE", "08", "06", "2013",
             "<TIME>15:30</TIME>") "</ADMINISTRATIVE_INFORMATION_CONTRACT_NOTICE>"),
         "deadline", "2013-06-08T15:30"});
}

#define OLD_BUYER(inner)                                                                                     \
    OLD("CONTRACT", "2",                                                                                     \
        "<CONTRACTING_AUTHORITY_INFORMATION><NAME_ADDRESSES_CONTACT_CONTRACT><CA_CE_CONCESSIONAIRE_"         \
        "PROFILE>" inner "</CA_CE_CONCESSIONAIRE_PROFILE></NAME_ADDRESSES_CONTACT_CONTRACT></"               \
        "CONTRACTING_AUTHORITY_INFORMATION>")
#define OLD_LEFTI(inner) OLD("CONTRACT", "2", "<LEFTI_CONTRACT>" inner "</LEFTI_CONTRACT>")
#define TAXED(value)                                                                                         \
    "<COSTS_RANGE_AND_CURRENCY_WITH_VAT_RATE CURRENCY='EUR'>" value                                          \
    "</COSTS_RANGE_AND_CURRENCY_WITH_VAT_RATE>"
#define OLD_AWARD                                                                                                                          \
    OLD("CONTRACT_AWARD_DEFENCE", "18",                                                                                                    \
        "<OBJECT_CONTRACT_INFORMATION_CONTRACT_AWARD_NOTICE_DEFENCE><TOTAL_FINAL_VALUE>" TAXED(                                            \
            "<VALUE_COST FMTVAL='676700'>676 700</VALUE_COST><EXCLUDING_VAT/>") "</TOTAL_FINAL_VALUE>"                                     \
                                                                                "</"                                                       \
                                                                                "OBJECT_CONTRACT_"                                         \
                                                                                "INFORMATION_CONTRACT_"                                    \
                                                                                "AWARD_NOTICE_DEFENCE>"                                    \
                                                                                "<PROCEDURE_DEFINITION><"                                  \
                                                                                "TYPE><F18_PT_NEGOTIATED_"                                 \
                                                                                "WITHOUT_PUBLICATION_"                                     \
                                                                                "CONTRACT_NOTICE/></TYPE>"                                 \
                                                                                "</"                                                       \
                                                                                "PROCEDURE_DEFINITION><"                                   \
                                                                                "AWARD_OF_CONTRACT_DEFENCE>"                               \
                                                                                "<CONTRACT_NUMBER>7</"                                     \
                                                                                "CONTRACT_NUMBER>" DATE(                                   \
                                                                                    "CONTRACT_AWARD_DATE",                                 \
                                                                                    "10", "12", "2020",                                    \
                                                                                    "") "<ECONOMIC_"                                       \
                                                                                        "OPERATOR_NAME_"                                   \
                                                                                        "ADDRESS><CONTACT_"                                \
                                                                                        "DATA_WITHOUT_"                                    \
                                                                                        "RESPONSIBLE_NAME><"                               \
                                                                                        "ORGANISATION>"                                    \
                                                                                        "<OFFICIALNAME>HGH<"                               \
                                                                                        "/OFFICIALNAME><"                                  \
                                                                                        "NATIONALID>12</"                                  \
                                                                                        "NATIONALID></"                                    \
                                                                                        "ORGANISATION>"                                    \
                                                                                        "</"                                               \
                                                                                        "CONTACT_DATA_"                                    \
                                                                                        "WITHOUT_"                                         \
                                                                                        "RESPONSIBLE_NAME><"                               \
                                                                                        "/ECONOMIC_"                                       \
                                                                                        "OPERATOR_NAME_"                                   \
                                                                                        "ADDRESS>"                                         \
                                                                                        "<CONTRACT_VALUE_"                                 \
                                                                                        "INFORMATION"                                      \
                                                                                        ">" TAXED(                                         \
                                                                                            "<VALUE_COST>"                                 \
                                                                                            "600,50</"                                     \
                                                                                            "VALUE_COST>") "</CONTRACT_VALUE_INFORMATION>" \
                                                                                                           "</AWARD_OF_CONTRACT_DEFENCE>")

static void test_old_rest(Case *c) {
    ROWS({__LINE__, OLD_BUYER("<ORGANISATION><OFFICIALNAME>Marine</OFFICIALNAME></ORGANISATION>"),
          "buyer_name", "Marine"},
         {__LINE__, OLD_BUYER("<ORGANISATION><NATIONALID>9</NATIONALID></ORGANISATION>"), "buyer_id", "9"},
         {__LINE__, OLD_BUYER("<ATTENTION>M. X</ATTENTION>"), "buyer_contact", "M. X"},
         {__LINE__, OLD_BUYER("<ATTENTION>M. X</ATTENTION><CONTACT_POINT>Achats</CONTACT_POINT>"),
          "buyer_contact", "Achats"},
         {__LINE__, OLD_BUYER("<E_MAILS><E_MAIL>a@b.fr</E_MAIL></E_MAILS>"), "buyer_email", "a@b.fr"},
         {__LINE__,
          OLD("CONTRACT", "2",
              "<A><B><TYPE_AND_ACTIVITIES><TYPE_OF_CONTRACTING_AUTHORITY "
              "VALUE='MINISTRY'/></TYPE_AND_ACTIVITIES>"
              "</B></A>"),
          "buyer_kind", "cga"},
         {__LINE__,
          OLD_LEFTI("<CONTRACT_RELATING_CONDITIONS><EXISTENCE_OTHER_PARTICULAR_CONDITIONS><P>insertion</P>"
                    "</EXISTENCE_OTHER_PARTICULAR_CONDITIONS></CONTRACT_RELATING_CONDITIONS>"),
          "terms", "insertion"},
         {__LINE__,
          OLD_LEFTI("<CONTRACT_RELATING_CONDITIONS><RESERVED_CONTRACTS><RESTRICTED_TO_SHELTERED_WORKSHOPS/>"
                    "</RESERVED_CONTRACTS></CONTRACT_RELATING_CONDITIONS>"),
          "reserved", "res-ws"},
         {__LINE__, OLD_LEFTI("<RESERVED_CONTRACTS><RESTRICTED_TO_FRAMEWORK/></RESERVED_CONTRACTS>"),
          "execution", "yes"},
         {__LINE__, OLD_LEFTI("<X><RESERVED_CONTRACTS><RESTRICTED_TO_FRAMEWORK/></RESERVED_CONTRACTS></X>"),
          "execution", "yes"},
         {__LINE__,
          OLD("CONTRACT", "2",
              "<COMPLEMENTARY_INFORMATION_CONTRACT_NOTICE><ADDITIONAL_INFORMATION><P>plus</P>"
              "</ADDITIONAL_INFORMATION></COMPLEMENTARY_INFORMATION_CONTRACT_NOTICE>"),
          "additional", "plus"},
         {__LINE__, OLD_AWARD, "award", "600.50"}, {__LINE__, OLD_AWARD, "amount", "676700.00"},
         {__LINE__, OLD_AWARD, "amount_source", "total-value"}, {__LINE__, OLD_AWARD, "winner", "HGH"},
         {__LINE__, OLD_AWARD, "winner_id", "12"}, {__LINE__, OLD_AWARD, "contract", "7"},
         {__LINE__, OLD_AWARD, "contract_date", "2020-12-10"},
         {__LINE__, OLD_AWARD, "procedure_type", "neg-wo-call"}, {__LINE__, OLD_AWARD, "defence", "yes"},
         {__LINE__,
          OLD("CONTRACT_AWARD", "3",
              "<X><TOTAL_FINAL_VALUE>" TAXED(
                  "<VALUE_COST FMTVAL='120'/><INCLUDING_VAT/>") "</TOTAL_FINAL_VALUE></X>"),
          "amount", ""},
         {__LINE__,
          OLD("CONTRACT_AWARD", "3",
              "<X><TOTAL_FINAL_VALUE>" TAXED(
                  "<VALUE_COST FMTVAL='120'/><INCLUDING_VAT/>") "</TOTAL_FINAL_VALUE></X>"),
          "doubt", "n.xml:1: INCLUDING_VAT: an amount with taxes: 120.00: left out"},
         /* Prior information says all this one level higher. */
         {__LINE__,
          OLD("PRIOR_INFORMATION_DEFENCE", "16",
              "<OBJECT><TITLE_CONTRACT><P>Bâtiment</P></TITLE_CONTRACT><FRAMEWORK_AGREEMENT "
              "VALUE='NO'/><QUANTITY>"
              "<TOTAL_QUANTITY_OR_SCOPE><P>200 "
              "m</P></TOTAL_QUANTITY_OR_SCOPE></QUANTITY><PLACE><SITE_OR_LOCATION>"
              "<NUTS CODE='FRC11'/></SITE_OR_LOCATION></PLACE></OBJECT>"),
          "title", "Bâtiment"},
         {__LINE__,
          OLD("PRIOR_INFORMATION_DEFENCE", "16",
              "<OBJECT><QUANTITY><TOTAL_QUANTITY_OR_SCOPE><P>200 m</P></TOTAL_QUANTITY_OR_SCOPE></QUANTITY>"
              "<PLACE><SITE_OR_LOCATION><NUTS CODE='FRC11'/></SITE_OR_LOCATION></PLACE></OBJECT>"),
          "nuts", "FRC11"},
         {__LINE__,
          OLD("PRIOR_INFORMATION_DEFENCE", "16",
              "<OBJECT><QUANTITY><TOTAL_QUANTITY_OR_SCOPE><P>200 "
              "m</P></TOTAL_QUANTITY_OR_SCOPE></QUANTITY></OBJECT>"),
          "description", "200 m"},
         {__LINE__, OLD("PRIOR_INFORMATION", "1", "<OBJECT><FRAMEWORK_AGREEMENT VALUE='NO'/></OBJECT>"),
          "framework", "none"});
}

static void test_codes(void) {
    static const struct {
        int line;
        const char *form;
        int number;
    } forms[] = {{__LINE__, "F02", 2}, {__LINE__, "2", 2}, {__LINE__, "17", 17},  {__LINE__, "T01", 0},
                 {__LINE__, "", 0},    {__LINE__, "F", 0}, {__LINE__, "F999", 0}, {__LINE__, "F0x", 0}};
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
        NUM_AT(forms[i].line, ted_form_number(str_of(forms[i].form)), forms[i].number);
    IS(ted_procedure(STR("F03_PT_NEGOTIATED_WITHOUT_COMPETITION")), STR("neg-wo-call"));
    IS(ted_procedure(STR("PT_ACCELERATED_RESTRICTED_CHOICE")), STR("restricted"));
    IS(ted_procedure(STR("D_TECHNICAL")), (Str){0});
    IS(ted_procedure((Str){0}), (Str){0});
    IS(ted_language(STR("EL")), STR("ELL"));
    IS(ted_language(STR("XX")), (Str){0});
}

static void test_roots(Case *c) {
    OK(ted_root(STR("TED_EXPORT")));
    OK(!ted_root(STR("ContractNotice")) && !ted_root((Str){0}));
    OK(parse(c, STR("<TED_EXPORT/>")));
    IS(c->notice.lots[0].at.file, STR("n.xml")); /* even a lot that is not there has a place */
    OK(!parse(c, STR("<TED_EXPORT>")) && c->diags.count[DIAG_REFUSED] == 1);
}

/* A notice that stops at any byte is refused, once. */
static void test_truncated(Case *c) {
    Str whole = str_of(GROUPED);
    size_t refused = 0;
    for (size_t n = 0; n < whole.n; n++)
        refused += !parse(c, str_sub(whole, 0, n)) && c->diags.count[DIAG_REFUSED] == 1;
    NUM(refused, whole.n);
}

/* A document that says the same line many times. */
static Str repeated(Case *c, const char *before, const char *line, size_t count, const char *after) {
    Buf buf = {.arena = c->arena};
    buf_add(&buf, str_of(before));
    for (size_t i = 0; i < count; i++) {
        buf_byte(&buf, '\n');
        buf_add(&buf, str_of(line));
    }
    buf_add(&buf, str_of(after));
    return buf_str(&buf);
}

#define BEFORE "<TED_EXPORT><FORM_SECTION><F FORM='F03' LG='FR' CATEGORY='ORIGINAL'>"
#define AFTER "</F></FORM_SECTION></TED_EXPORT>"

static void test_many(Case *c) {
    OK(parse(c, repeated(c, BEFORE "<OBJECT_CONTRACT>", "<OBJECT_DESCR/>", LOTS_MOST,
                         "</OBJECT_CONTRACT>" AFTER)));
    NUM(c->notice.lot_count, LOTS_MOST);
    OK(!parse(
        c, repeated(c, BEFORE "<OBJECT_CONTRACT>", "<OBJECT_DESCR/>", 20000, "é</OBJECT_CONTRACT>" AFTER)));
    IS(diag_print(c->arena, c->diags.first), STR("n.xml:10002: more than 10000 lots: file refused"));
    OK(c->diags.first == c->diags.last);
    OK(!parse(c, repeated(c, BEFORE, "<OBJECT_CONTRACT/>", 20000, AFTER)));
    IS(diag_print(c->arena, c->diags.first), STR("n.xml:10002: more than 10000 lots: file refused"));
    OK(!parse(c, repeated(c, BEFORE, "<AWARD_CONTRACT/>", TED_AWARDS_MOST + 1, AFTER)));
    IS(diag_print(c->arena, c->diags.first), STR("n.xml:100002: more than 100000 contracts: file refused"));
    OK(!parse(c, repeated(c, BEFORE "<CHANGES>", "<CHANGE/>", 20000, "</CHANGES>" AFTER)));
    IS(diag_print(c->arena, c->diags.first), STR("n.xml:10002: more than 10000 corrections: file refused"));
}

static void test_real(Case *c) {
    static const char folder[] = "../shared/data/ted-legacy";
    if (!file_exists(c->arena, str_of(folder))) {
        SKIP("../shared/data/ted-legacy is not here");
        return;
    }
    StrList paths = {0};
    strlist_add(c->arena, &paths, str_of(folder));
    c->diags = diags_new(c->arena);
    paths = source_list(c->arena, &paths, &c->diags);
    size_t read = 0, titled = 0, valid = 0;
    for (size_t i = 0; i < paths.n; i++) {
        Arena *arena = arena_new();
        Notice notice;
        Str bytes;
        if (source_read(arena, paths.at[i], &bytes, &c->diags) &&
            ted_read(c->reader, arena, paths.at[i], bytes, &notice, &c->diags)) {
            read++;
            titled += notice.id.n && notice.type.n && notice.language.n && notice.lots[0].title.n;
            valid += utf8_check(notice.lots[0].description) == notice.lots[0].description.n;
        }
        arena_free(arena);
    }
    NUM(read, paths.n);
    NUM(titled, paths.n);
    NUM(valid, paths.n);
    NUM(c->diags.count[DIAG_REFUSED], 0);
}

int main(void) {
    Case c = {.read = ted_read, .arena = arena_new(), .reader = xml_reader_new()};
    test_coded(&c);
    test_languages(&c);
    test_forms(&c);
    test_buyers(&c);
    test_object(&c);
    test_amounts(&c);
    test_lots(&c);
    test_terms(&c);
    test_awards(&c);
    test_contests(&c);
    test_changes(&c);
    test_old_calls(&c);
    test_old_rest(&c);
    test_codes();
    test_roots(&c);
    test_truncated(&c);
    test_many(&c);
    test_real(&c);
    xml_reader_free(c.reader);
    arena_free(c.arena);
    return tap_done();
}
