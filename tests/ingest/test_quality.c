/* Small notices of each format and what is said of them, as `read --quality` would: line, record, field,
 * value, defect, what was done. */
#include "ingest/mend.h"
#include "ingest/quality.h"
#include "ingest/reader.h"
#include "tests/tap.h"

typedef struct Case {
    Arena *arena;
    NoticeReader *reader;
    Diags diags;
    Diag *said;
} Case;

static void see(void *to, Arena *arena, const Notice *notice) {
    Case *c = to;
    quality_check(arena, notice, &c->diags);
    defect_fold(&c->diags, c->said, notice->id);
    c->said = c->diags.last;
}

/* "2 N#1 amount 0.01: a placeholder for an amount: kept as it stands", a line each; doubts have an
 * exclamation mark in front. */
static Str said(Case *c, const char *bytes) {
    Buf buf = {.arena = c->arena};
    c->diags = diags_new(c->arena);
    c->said = NULL;
    notice_read(c->reader, piece_whole(STR("q"), str_of(bytes)), see, c, NULL, &c->diags);
    for (const Diag *diag = c->diags.first; diag; diag = diag->next)
        if (diag->defect)
            buf_print(&buf, "%s%s%u %.*s %.*s %.*s: %s: %.*s", buf.n ? "\n" : "",
                      diag->kind == DIAG_DOUBT ? "!" : "", diag->at.line, STR_ARG(diag->record),
                      STR_ARG(diag->at.field), STR_ARG(diag->value), diag->defect,
                      STR_ARG(diag->consequence));
    return buf_str(&buf);
}

#define KEPT ": kept as it stands"

typedef struct Row {
    int line;
    const char *document, *want;
} Row;

static void test_rows(Case *c, const Row *rows, size_t count) {
    for (size_t i = 0; i < count; i++) IS_AT(rows[i].line, said(c, rows[i].document), str_of(rows[i].want));
}
#define ROWS(c, rows) test_rows(c, rows, sizeof(rows) / sizeof *(rows))

/* clang-format off */
#define UBL "urn:oasis:names:specification:ubl:schema:xsd:"
#define EFORMS(inner) \
    "<ContractNotice xmlns='" UBL "ContractNotice-2' xmlns:cbc='" UBL "CommonBasicComponents-2' xmlns:cac='" UBL \
    "CommonAggregateComponents-2'>" inner "</ContractNotice>"
#define N "<cbc:ID schemeName='notice-id'>N</cbc:ID><cbc:NoticeLanguageCode>FRA</cbc:NoticeLanguageCode>"
#define LOT(id, inner) \
    "<cac:ProcurementProjectLot><cbc:ID schemeName='Lot'>" id "</cbc:ID>" inner "</cac:ProcurementProjectLot>"
#define PROJECT(inner) "<cac:ProcurementProject>" inner "</cac:ProcurementProject>"
#define ESTIMATE(amount) \
    "<cac:RequestedTenderTotal><cbc:EstimatedOverallContractAmount currencyID='EUR'>" amount \
    "</cbc:EstimatedOverallContractAmount></cac:RequestedTenderTotal>"
#define UNTIL(day) \
    "<cac:TenderingProcess><cac:TenderSubmissionDeadlinePeriod><cbc:EndDate>" day \
    "</cbc:EndDate></cac:TenderSubmissionDeadlinePeriod></cac:TenderingProcess>"
#define LASTING(from, to) \
    "<cac:PlannedPeriod><cbc:StartDate>" from "</cbc:StartDate><cbc:EndDate>" to "</cbc:EndDate></cac:PlannedPeriod>"
#define NAMED(name) "<cbc:Name languageID='FRA'>" name "</cbc:Name>"
#define DESCRIBED(text) "<cbc:Description languageID='FRA'>" text "</cbc:Description>"
#define SENT(day) "<cbc:IssueDate>" day "</cbc:IssueDate>"

#define TED(buyer, object) \
    "<TED_EXPORT><CODED_DATA_SECTION><NOTICE_DATA><NO_DOC_OJS>T</NO_DOC_OJS></NOTICE_DATA></CODED_DATA_SECTION>" \
    "<FORM_SECTION><F02_2014 CATEGORY='ORIGINAL' LG='FR'><CONTRACTING_BODY><ADDRESS_CONTRACTING_BODY>" buyer \
    "</ADDRESS_CONTRACTING_BODY></CONTRACTING_BODY><OBJECT_CONTRACT>" object "</OBJECT_CONTRACT></F02_2014>" \
    "</FORM_SECTION></TED_EXPORT>"
#define DESCR(number, inner) "<OBJECT_DESCR><LOT_NO>" number "</LOT_NO>" inner "</OBJECT_DESCR>"
#define OLD(id, data) \
    "<ANNONCE><GESTION><REFERENCE><IDWEB>" id "</IDWEB></REFERENCE></GESTION><DONNEES>" data "</DONNEES></ANNONCE>"
#define MARCHE(inner) \
    "<marches><marche><id>7</id><acheteur><id>21750001600019</id></acheteur><objet>O</objet>" inner \
    "</marche></marches>"
/* clang-format on */

static void test_whole(Case *c) {
    static const Row rows[] = {
        {__LINE__, EFORMS(N LOT("1", "")), ""},
        {__LINE__, EFORMS(LOT("1", "")), "0  notice_id : no identifier" KEPT},
        {__LINE__, EFORMS("<cbc:ID schemeName='notice-id'>00000000-0000-0000-0000-000000000000</cbc:ID>"),
         "0 00000000-0000-0000-0000-000000000000 notice_id 00000000-0000-0000-0000-000000000000: "
         "no identifier" KEPT},
        {__LINE__, EFORMS(N LOT("1", "") "\n" LOT("", "")), "2 N lot_id : no identifier" KEPT},
        {__LINE__, EFORMS(N LOT("", "")), ""},
        /* totals */
        {__LINE__,
         EFORMS(N PROJECT(ESTIMATE("50000"))
                    LOT("1", PROJECT(ESTIMATE("50000"))) "\n" LOT("2", PROJECT(ESTIMATE("50000.00")))),
         "1 N amount 50000.00: the procedure's total on each lot: kept as it stands, 2 times"},
        {__LINE__,
         EFORMS(N PROJECT(ESTIMATE("50000")) LOT("1", PROJECT(ESTIMATE("50000")))
                    LOT("2", PROJECT(ESTIMATE("1000")))),
         ""},
        {__LINE__, EFORMS(N PROJECT(ESTIMATE("50000")) LOT("1", PROJECT(ESTIMATE("50000")))), ""},
        {__LINE__, EFORMS(N PROJECT(ESTIMATE("50000")) LOT("1", "") LOT("2", "")), ""},
        {__LINE__,
         TED("", "<VAL_ESTIMATED_TOTAL>1000</VAL_ESTIMATED_TOTAL>" DESCR("1", "<VAL_OBJECT>1000</VAL_OBJECT>")
                     DESCR("2", "<VAL_OBJECT>1000</VAL_OBJECT>")),
         "1 T amount 1000.00: the procedure's total on each lot: kept as it stands, 2 times"},
        /* placeholders */
        {__LINE__,
         EFORMS(N PROJECT(ESTIMATE("9.99"))
                    LOT("1", PROJECT(ESTIMATE("0.01"))) "\n" LOT("2", PROJECT(ESTIMATE("0.01")))),
         "1 N EstimatedOverallContractAmount 9.99: a placeholder for an amount: kept as it stands\n"
         "1 N EstimatedOverallContractAmount 0.01: a placeholder for an amount: kept as it stands, 2 times"},
        {__LINE__, EFORMS(N PROJECT(ESTIMATE("10.00"))), ""},
        {__LINE__, EFORMS(N "\n" PROJECT(ESTIMATE("1.5E+05"))),
         "!2 N EstimatedOverallContractAmount 1.5E+05: a number in scientific notation: left out"},
        {__LINE__, TED("", DESCR("1", "<VAL_OBJECT>1</VAL_OBJECT>")),
         "1 T VAL_OBJECT 1: a placeholder for an amount" KEPT},
        {__LINE__, MARCHE("<montant>99.99</montant>"),
         "1 217500016000197 montant 99.99: a placeholder for an amount" KEPT},
        {__LINE__, MARCHE("<montant>100</montant>"), ""},
        /* order */
        {__LINE__, EFORMS(N SENT("2024-01-22+01:00") LOT("1", UNTIL("2024-01-21+01:00"))),
         "1 N#1 deadline 2024-01-21: dates in the wrong order" KEPT},
        {__LINE__, EFORMS(N SENT("2024-01-22+01:00") LOT("1", UNTIL("2024-01-22+01:00"))), ""},
        {__LINE__, EFORMS(N LOT("1", PROJECT(LASTING("2024-02-01", "2024-01-01")))),
         "1 N#1 end_date 2024-01-01: dates in the wrong order" KEPT},
        /* the same of two lots is one fact, and about the notice */
        {__LINE__,
         EFORMS(N SENT("2024-01-22+01:00") "\n" LOT("1", UNTIL("2024-01-21+01:00"))
                    LOT("2", UNTIL("2024-01-20+01:00")) LOT("3", UNTIL("2024-01-21+01:00"))),
         "2 N deadline 2024-01-21: dates in the wrong order: kept as it stands, 2 times\n"
         "2 N#2 deadline 2024-01-20: dates in the wrong order" KEPT},
    };
    ROWS(c, rows);
}

static void test_text(Case *c) {
    static const Row rows[] = {
        {__LINE__,
         EFORMS(N LOT("1", PROJECT(NAMED("R&amp;D, l'objet d’insertion") DESCRIBED("Dune &amp; bleu; b")))),
         ""},
        {__LINE__, EFORMS(N LOT("1", PROJECT(NAMED("Caf&amp;eacute; et l&amp;#39;eau")))),
         "1 N#1 title &#39;eau: text damaged on its way" KEPT},
        {__LINE__, EFORMS(N LOT("1", PROJECT(NAMED("Une clause dinsertion sociale")))),
         "1 N#1 title dinsertion sociale: text damaged on its way" KEPT},
        {__LINE__, EFORMS(N LOT("1", PROJECT(DESCRIBED("É. Lobjet, l'objet")))),
         "1 N#1 description Lobjet, l'objet: text damaged on its way" KEPT},
        {__LINE__, EFORMS(N LOT("1", PROJECT(NAMED("Les Lobjets, lobjétif")))), ""},
        {__LINE__, EFORMS("<cbc:ID schemeName='notice-id'>N</cbc:ID>" LOT("1", PROJECT(NAMED("Lobjet")))),
         ""},
        {__LINE__, EFORMS(N LOT("1", PROJECT(NAMED("L\u00E2\u20AC\u2122école")))),
         "1 N#1 title \u00E2\u20AC\u2122école: text damaged on its way" KEPT},
        {__LINE__, EFORMS(N LOT("1", PROJECT(NAMED("L\uFFFDcole")))),
         "1 N#1 title \uFFFDcole: text damaged on its way" KEPT},
        /* said of the notice, not of each lot that takes it over */
        {__LINE__, EFORMS(N PROJECT(NAMED("Lobjet")) LOT("1", "") LOT("2", "")),
         "0 N title Lobjet: text damaged on its way" KEPT},
        {__LINE__, EFORMS(N PROJECT(DESCRIBED("Lobjet")) LOT("1", PROJECT(DESCRIBED("Un"))) LOT("2", "")),
         "0 N description Lobjet: text damaged on its way" KEPT},
        {__LINE__, MARCHE("<codeCPV/>"), ""},
        {__LINE__, "notice_id;title;cpv_main\nP;Lobjet;45210000\n",
         "2 P title Lobjet: text damaged on its way" KEPT},
    };
    ROWS(c, rows);
    NUM(text_damage(STR("a & b; &x; &#0; &amp")), SIZE_MAX);
    NUM(text_damage(STR("a & b &lt;c")), 6);
    NUM(text_damage(STR("")), SIZE_MAX);
}

static void test_zones(Case *c) {
    static const struct {
        int line;
        const char *stamp;
        int month;
        bool wrong;
    } rows[] = {
        {__LINE__, "2024-01-31+01:00", 1, false},
        {__LINE__, "2024-01-31+02:00", 1, true},
        {__LINE__, "2024-07-31+02:00", 7, false},
        {__LINE__, "2024-07-31T12:00:00+01:00", 7, true},
        {__LINE__, "2024-07-31T12:00:00.999+02:00", 7, false},
        {__LINE__, "2024-07-31Z", 7, true},
        {__LINE__, "2024-07-31", 7, false},
        {__LINE__, "2024-07-31T12:00:00", 7, false},
        {__LINE__, "2024-07-31 12:00", 7, false},
        {__LINE__, "31/07/2024 12:00", 7, false},
        {__LINE__, "31/07/2024", 7, false},
        {__LINE__, "", 7, false},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        OK_AT(rows[i].line, quality_zone_is_wrong(str_of(rows[i].stamp), date_of(2024, rows[i].month, 31)) ==
                                rows[i].wrong);
    OK(!quality_zone_is_wrong(STR("2024-07-31Z"), DATE_ABSENT));
    IS(quality_french_offset(date_of(2024, 3, 30)), STR("+01:00"));
    IS(quality_french_offset(date_of(2024, 3, 31)), STR("+02:00"));
    IS(quality_french_offset(date_of(2024, 10, 26)), STR("+02:00"));
    IS(quality_french_offset(date_of(2024, 10, 27)), STR("+01:00"));
    IS(said(c,
            EFORMS(N SENT("2024-01-22+02:00") LOT("1", UNTIL("2024-07-21Z")) LOT("2", UNTIL("2024-07-21Z")))),
       STR("1 N IssueDate 2024-01-22+02:00: French local time labelled otherwise: kept as it stands\n"
           "1 N EndDate 2024-07-21Z: French local time labelled otherwise: kept as it stands, 2 times"));
    /* overseas the hour is another */
    IS(said(c, EFORMS(N SENT("2024-01-22-04:00") LOT(
                   "1", PROJECT("<cac:RealizedLocation><cac:Address><cbc:CountrySubentityCode>FRY20"
                                "</cbc:CountrySubentityCode></cac:Address></cac:RealizedLocation>")))),
       STR(""));
}

/* Each is said where it stands, and once, whoever else might say it. */
static void test_numbers(Case *c) {
    static const Row rows[] = {
        {__LINE__, TED("<NATIONALID>FR105</NATIONALID><COUNTRY VALUE='FR'/>", "\n" DESCR("1", "")),
         "1 T NATIONALID FR105: a NUTS code where a SIRET is meant" KEPT},
        {__LINE__, TED("<NATIONALID>200 030 013 00011</NATIONALID><COUNTRY VALUE='FR'/>", ""), ""},
        {__LINE__, TED("<NATIONALID>FR105</NATIONALID><COUNTRY VALUE='BE'/>", ""), ""},
        {__LINE__, OLD("1", "<IDENTITE>\n<CODE_IDENT_NATIONAL>217500016</CODE_IDENT_NATIONAL></IDENTITE>"),
         "2 1 CODE_IDENT_NATIONAL 217500016: a SIREN where a SIRET is meant" KEPT},
        {__LINE__,
         MARCHE("\n<titulaires><titulaire><id>2,13301E+13</id><typeIdentifiant>SIRET</typeIdentifiant></"
                "titulaire>"
                "</titulaires>"),
         "2 217500016000197 titulaire 2,13301E+13: a number in scientific notation" KEPT},
        {__LINE__, "ID_NOTICE_CAN,CPV,ISO_COUNTRY_CODE,CAE_NATIONALID\n1,45210000,FR,5850232900053\n",
         "2 1 CAE_NATIONALID 5850232900053: a SIRET of 13 digits" KEPT},
        {__LINE__, "ID_NOTICE_CAN,CPV,ISO_COUNTRY_CODE,CAE_NATIONALID\n1,45210000,DE,5850232900053\n", ""},
        {__LINE__, "notice_id;title;cpv_main;SIRET\nP;A;45210000;217500016\n",
         "2 P buyer_id 217500016: a SIREN where a SIRET is meant" KEPT},
        {__LINE__, "notice_id;title;cpv_main;buyer_id\nP;A;45210000;217500016\n", ""},
        {__LINE__, "notice_id,title,cpv_main,buyer_id,nuts\nP,A,45210000,21750001600019;217500016,FR101\n",
         "2 P buyer_id 217500016: a SIREN where a SIRET is meant" KEPT},
    };
    ROWS(c, rows);
}

/* What folds and what does not. */
static void test_fold(Case *c) {
    Diags diags = diags_new(c->arena);
    Loc at = {.file = STR("f"), .line = 1, .field = STR("a")}, other = at;
    other.field = STR("b");
    defect_keep(&diags, at, DEFECT_TWICE, STR("N"), STR("v"));
    Diag *behind = diags.last;
    defect_keep(&diags, at, DEFECT_TWICE, STR("N#1"), STR("v"));
    diag_add(&diags, DIAG_REFUSED, at, "row refused", "v");
    defect_keep(&diags, at, DEFECT_TWICE, STR("N#2"), STR("v"));
    defect_keep(&diags, at, DEFECT_TWICE, STR("N#2"), STR("w"));
    defect_keep(&diags, other, DEFECT_TWICE, STR("N#2"), STR("v"));
    defect_keep(&diags, at, DEFECT_LINK, STR("N#2"), STR("v"));
    defect_say(&diags, at, DEFECT_TWICE, STR("N"), STR("v"), "what", "left out");
    defect_keep(&diags, at, DEFECT_TWICE, STR("N2"), STR("v"));
    defect_keep(&diags, at, DEFECT_TWICE, STR("N"), STR("v"))->once = true;
    defect_keep(&diags, at, DEFECT_TWICE, STR("N#3"), STR("v"));
    defect_fold(&diags, behind, STR("N"));
    NUM(diags.count[DIAG_DEFECT], 7);
    NUM(diags.count[DIAG_DOUBT], 1);
    NUM(diags.count[DIAG_REFUSED], 1);
    IS(behind->consequence, STR("kept as it stands"));
    IS(behind->next->consequence, STR("kept as it stands, 3 times"));
    IS(behind->next->record, STR("N"));
    OK(diags.last->once);
    defect_keep(&diags, at, DEFECT_TWICE, STR("N"), STR("v"));
    OK(!diags.last->next && diags.last != behind);
}

int main(void) {
    Case c = {.arena = arena_new(), .reader = notice_reader_new(NULL)};
    test_whole(&c);
    test_text(&c);
    test_zones(&c);
    test_numbers(&c);
    test_fold(&c);
    notice_reader_free(c.reader);
    arena_free(c.arena);
    return tap_done();
}
