/* Essential data of contracts in XML: where each fact is found, what is done when it is odd, records before a
 * cut. */
#include "ingest/decp.h"
#include "ingest/decp_code.h"
#include "tests/ingest/notice_facts.h"
#include <string.h>

#define MARCHES(inner) "<marches>" inner "</marches>"
#define MARCHE(inner) "<marche>" inner "</marche>"
#define NUMBERS "<id>2024-1</id><acheteur><id>21750001630040</id></acheteur><objet>Travaux</objet>"
#define ONE(inner) MARCHES(MARCHE(NUMBERS inner))
#define CONCESSION(inner)                                                                                    \
    MARCHES("<contrat-concession><id>C</id><autoriteConcedante><id>21750001630040</id></"                    \
            "autoriteConcedante><objet>Eau</objet>" inner "</contrat-concession>")
#define SUPPLIER(id) "<titulaire><id>" id "</id><typeIdentifiant>SIRET</typeIdentifiant></titulaire>"
#define CHANGE(inner) "<modification>" inner "</modification>"
#define DAY(day) "<dateNotificationModification>" day "</dateNotificationModification>"
#define PLACE(code, kind) "<lieuExecution><code>" code "</code><typeCode>" kind "</typeCode></lieuExecution>"

typedef struct Seen {
    Arena *arena;
    const char *wanted; /* a fact's name; NULL: the number of the contract */
    Buf out;
    size_t count;
} Seen;

static void see(void *to, Arena *arena, const Notice *notice) {
    Seen *seen = to;
    Str value = notice_fact(arena, notice, seen->wanted ? seen->wanted : "contract");
    if (seen->count++) buf_byte(&seen->out, ' ');
    buf_add(&seen->out, value);
}

typedef struct Case {
    Arena *arena, *notices;
    XmlReader *reader;
    Diags diags;
    Seen seen;
} Case;

static bool read_piece(Case *c, const char *wanted, Piece piece) {
    char *bytes = arena_take(c->arena, piece.bytes.n + 16);
    if (piece.bytes.n) memcpy(bytes, piece.bytes.p, piece.bytes.n);
    piece.bytes.p = bytes;
    c->diags = diags_new(c->arena);
    c->seen = (Seen){.arena = c->arena, .wanted = wanted, .out = {.arena = c->arena}};
    return decp_read(c->reader, c->notices, piece, see, &c->seen, &c->diags);
}

static Str read(Case *c, const char *wanted, Str document) {
    read_piece(c, wanted, piece_whole(STR("d.xml"), document));
    return buf_str(&c->seen.out);
}

static Str first_said(Case *c) {
    return c->diags.first ? diag_print(c->arena, c->diags.first) : (Str){0};
}

typedef struct Row {
    int line;
    const char *document, *name, *want;
} Row;

static void test_facts(Case *c) {
    static const Row rows[] = {
        {__LINE__, ONE(""), "format", "decp"},
        {__LINE__, ONE(""), "id", "217500016300402024-1"},
        {__LINE__, ONE(""), "contract", "2024-1"},
        {__LINE__, ONE(""), "form", "result"},
        {__LINE__, ONE(""), "status", ""},
        {__LINE__, ONE(""), "award", ""},
        {__LINE__, ONE(""), "award_currency", ""},
        {__LINE__, ONE(""), "months", ""},
        {__LINE__, ONE(""), "framework", ""},
        {__LINE__, ONE("<montant>30000.00</montant>"), "award", "30000.00"},
        {__LINE__, ONE("<montant>30000.5</montant>"), "amount", ""},
        {__LINE__, ONE("<montant>1</montant>"), "award_currency", "EUR"},
        {__LINE__, ONE("<montant>1 234,56</montant>"), "award", "1234.56"},
        {__LINE__, ONE("<montant>0.00</montant>"), "award", "0.00"},
        {__LINE__, ONE("<dureeMois>36</dureeMois>"), "months", "36"},
        {__LINE__, ONE("<codeCPV>45000000-7</codeCPV>"), "cpv_main", "45000000"},
        {__LINE__, ONE("<dateNotification>2024-05-15</dateNotification>"), "contract_date", "2024-05-15"},
        {__LINE__, ONE("<datePublicationDonnees>2024-05-25</datePublicationDonnees>"), "publication_date",
         "2024-05-25"},
        {__LINE__, ONE("<titulaires>" SUPPLIER("55204599900869") SUPPLIER("21750001630040") "</titulaires>"),
         "winner_id", "55204599900869;21750001630040"},
        {__LINE__, ONE("<titulaires>" SUPPLIER("1") SUPPLIER("1") "</titulaires>"), "winner_id", "1"},
        {__LINE__,
         ONE("<titulaires><titulaire><denominationSociale>A </denominationSociale></titulaire>"
             "<titulaire><id>2</id><denominationSociale>B</denominationSociale></titulaire></titulaires>"),
         "winner", "A;B"},
        {__LINE__,
         ONE("<considerationsSociales><considerationSociale>Clause sociale</considerationSociale>"
             "<considerationSociale>Marché réservé</considerationSociale>"
             "<considerationSociale>Clause sociale</considerationSociale></considerationsSociales>"),
         "social", "Clause sociale;Marché réservé"},
        {__LINE__, ONE("<nature>Marché</nature>"), "nature", ""},
        {__LINE__, ONE("<nature>Marché de défense ou de sécurité</nature>"), "defence", "yes"},
        {__LINE__, ONE("<nature>Accord-cadre</nature>"), "framework", "fa-mix"},
        {__LINE__,
         ONE("<techniques><technique>Accord-cadre</technique></techniques><modalitesExecution>"
             "<modaliteExecution>Bons de commande</modaliteExecution></modalitesExecution>"),
         "framework", "fa-wo-rc"},
        {__LINE__,
         ONE("<techniques><technique>Accord-cadre</technique></techniques><modalitesExecution>"
             "<modaliteExecution>Marchés subséquents</modaliteExecution></modalitesExecution>"),
         "framework", "fa-w-rc"},
        {__LINE__, ONE("<techniques><technique>Sans objet</technique></techniques>"), "framework", "none"},
        {__LINE__, ONE("<procedure>Appel d'offres ouvert</procedure>"), "procedure_type", "open"},
        {__LINE__, ONE("<procedure>Appel d offres ouvert</procedure>"), "procedure_type", "open"},
        {__LINE__, ONE("<procedure>Procédure adaptée</procedure>"), "procedure_type", "adapted"},
        {__LINE__, ONE("<procedure>Marché passé sans publicité ni mise en concurrence préalable</procedure>"),
         "procedure_type", "neg-wo-call"},
        {__LINE__, ONE(PLACE("75013", "Code postal")), "postal_code", "75013"},
        {__LINE__, ONE(PLACE("75013", "Code Postal")), "postal_code", "75013"},
        {__LINE__, ONE(PLACE("35238", "Code commune")), "postal_code", "35"},
        {__LINE__, ONE(PLACE("2A004", "Code commune")), "postal_code", "2A"},
        {__LINE__, ONE(PLACE("97411", "Code commune")), "postal_code", "974"},
        {__LINE__, ONE(PLACE("35", "Code département")), "postal_code", "35"},
        {__LINE__, ONE(PLACE("53", "Code région")), "nuts", "FRH"},
        {__LINE__, ONE(PLACE("53", "Code région")), "postal_code", ""},
        {__LINE__, ONE(PLACE("FR", "Code pays")), "nuts", "FR"},
        {__LINE__, CONCESSION("<nature>Concession de travaux</nature>"), "nature", "works"},
        {__LINE__, CONCESSION("<valeurGlobale>10.3</valeurGlobale>"), "award", "10.30"},
        {__LINE__, CONCESSION("<dateSignature>2024-04-02</dateSignature>"), "contract_date", "2024-04-02"},
        {__LINE__, CONCESSION("<dateDebutExecution>2024-04-01</dateDebutExecution>"), "start", "2024-04-01"},
        {__LINE__,
         CONCESSION("<concessionnaires><concessionnaire><typeIdentifiant>SIRET</typeIdentifiant><id>9</id>"
                    "</concessionnaire></concessionnaires>"),
         "winner_id", "9"},
        {__LINE__, CONCESSION("<procedure>Procédure négociée ouverte</procedure>"), "procedure_type",
         "oth-single"},
        {__LINE__,
         "<d:marches xmlns:d='urn:d'><d:marche><d:objet>O</d:objet><d:id>7</d:id></d:marche></d:marches>",
         "contract", "7"},
        /* what is not the contract's own: a subcontract's amount, a tariff */
        {__LINE__,
         ONE("<actesSousTraitance><acteSousTraitance><montant>9</montant></acteSousTraitance>"
             "</actesSousTraitance>"),
         "award", ""},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        IS_AT(rows[i].line, read(c, rows[i].name, str_of(rows[i].document)), str_of(rows[i].want));
}

static void test_modifications(Case *c) {
    static const Row rows[] = {
        {__LINE__,
         ONE("<montant>10</montant><modifications>" CHANGE(DAY("2024-02-01") "<montant>30</montant>")
                 CHANGE(DAY("2024-01-01") "<montant>20</montant>") "</modifications>"),
         "award", "30.00"},
        {__LINE__,
         ONE("<modifications>" CHANGE("<montant>30</montant>")
                 CHANGE("<montant>20</montant>") "</modifications><montant>10</montant>"),
         "award", "20.00"},
        {__LINE__,
         ONE("<montant>10</montant><dureeMois>12</dureeMois><modifications>" CHANGE(
             DAY("2024-01-01") "<montant>20</montant>")
                 CHANGE(DAY("2024-02-01") "<dureeMois>14</dureeMois>") "</modifications>"),
         "award", "20.00"},
        {__LINE__,
         ONE("<dureeMois>12</dureeMois><modifications>" CHANGE(DAY("2024-01-01") "<montant>20</montant>")
                 CHANGE(DAY("2024-02-01") "<dureeMois>14</dureeMois>") "</modifications>"),
         "months", "14"},
        {__LINE__,
         ONE("<titulaires>" SUPPLIER("1") "</titulaires><modifications>" CHANGE(DAY(
             "2024-01-01") "<titulaires>" SUPPLIER("2") SUPPLIER("3") "</titulaires>") "</modifications>"),
         "winner_id", "2;3"},
        {__LINE__, ONE("<modifications>" CHANGE(DAY("2024-01-01")) "</modifications>"), "status",
         "modification"},
        {__LINE__, ONE("<modifications>" CHANGE("") "</modifications>"), "status", ""},
        {__LINE__,
         CONCESSION("<valeurGlobale>10.3</valeurGlobale><modifications>" CHANGE(
             "<dateSignatureModification>2024-04-19</dateSignatureModification>"
             "<valeurGlobale>25.0</valeurGlobale>") "</modifications>"),
         "award", "25.00"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        IS_AT(rows[i].line, read(c, rows[i].name, str_of(rows[i].document)), str_of(rows[i].want));
}

/* What is left out or kept, and said. */
static void test_defects(Case *c) {
    static const struct {
        int line;
        const char *document, *name, *want, *defect, *said;
    } rows[] = {
        {__LINE__, MARCHES(MARCHE("<id/><acheteur><id>21750001600019</id></acheteur><objet>O</objet>")), "id",
         "", DEFECT_NO_ID, "d.xml:1: id: a number that identifies no contract: : without an id"},
        {__LINE__,
         MARCHES(MARCHE("<id>000000000000</id><acheteur><id>21750001600019</id></acheteur><objet>O</objet>")),
         "id", "", DEFECT_NO_ID,
         "d.xml:1: id: a number that identifies no contract: 000000000000: without an id"},
        {__LINE__, MARCHES(MARCHE("<id>000000000000</id><objet>O</objet>")), "contract", "000000000000",
         DEFECT_NO_ID, NULL},
        {__LINE__, MARCHES(MARCHE("<id>7</id><objet>O</objet>")), "id", "", DEFECT_NO_ID,
         "d.xml:1: id: no buyer to tell its number from others': 7: without an id"},
        {__LINE__, ONE("<dureeMois>NC</dureeMois>"), "months", "", DEFECT_NOT_STATED,
         "d.xml:1: dureeMois: a word for what is not known: NC: left out"},
        {__LINE__, ONE("<dureeMois>-3</dureeMois>"), "months", "", DEFECT_NEGATIVE, NULL},
        {__LINE__, ONE("<codeCPV>INX 28213700-5</codeCPV>"), "cpv_main", "", DEFECT_CPV,
         "d.xml:1: codeCPV: not a CPV code of 8 digits: INX 28213700-5: left out"},
        {__LINE__, ONE("<codeCPV>9111000</codeCPV>"), "cpv_main", "", DEFECT_CPV_ZERO, NULL},
        {__LINE__, ONE(PLACE("croix", "Code postal")), "postal_code", "", DEFECT_CODE, NULL},
        {__LINE__, ONE(PLACE("35238", "")), "postal_code", "", DEFECT_CODE, NULL},
        {__LINE__, ONE("<procedure>Tirage au sort</procedure>"), "procedure_type", "", DEFECT_CODE, NULL},
        {__LINE__, ONE("<montant>beaucoup</montant>"), "award", "", DEFECT_NUMBER, NULL},
        {__LINE__, ONE("<montant>-1</montant>"), "award", "", DEFECT_NEGATIVE, NULL},
        {__LINE__, ONE("<montant>1.2E+7</montant>"), "award", "", DEFECT_EXPONENT, NULL},
        {__LINE__, ONE("<dateNotification>45366</dateNotification>"), "contract_date", "", DEFECT_SERIAL,
         NULL},
        {__LINE__, ONE("<dateNotification>2024-02-30</dateNotification>"), "contract_date", "", DEFECT_DATE,
         NULL},
        {__LINE__, ONE("<titulaires>" SUPPLIER("552045999") "</titulaires>"), "winner_id", "552045999",
         DEFECT_SIREN, "d.xml:1: titulaire: a SIREN where a SIRET is meant: kept as it stands"},
        {__LINE__, ONE("<titulaires>" SUPPLIER("00001") "</titulaires>"), "winner_id", "00001", DEFECT_SIRET,
         NULL},
        {__LINE__, ONE("<titulaires>" SUPPLIER("5850232900053") "</titulaires>"), "winner_id",
         "5850232900053", DEFECT_SIRET_ZERO, NULL},
        {__LINE__,
         ONE("<titulaires><titulaire><id>7</id><typeIdentifiant>TVA</typeIdentifiant></titulaire>"
             "</titulaires>"),
         "winner_id", "7", NULL, NULL},
        {__LINE__,
         ONE("<titulaires><titulaire><id>7</id><typeIdentifiant></typeIdentifiant></titulaire></titulaires>"),
         "winner_id", "7", DEFECT_SIRET, NULL},
        {__LINE__, ONE("<titulaires><titulaire><id>1234567</id></titulaire></titulaires>"), "winner_id",
         "1234567", NULL, NULL}, /* of RIDET, maybe */
        {__LINE__, ONE("<titulaires><titulaire><id>552045999</id></titulaire></titulaires>"), "winner_id",
         "552045999", DEFECT_SIREN, NULL},
        {__LINE__, ONE("<titulaires>" SUPPLIER("55204599900868") "</titulaires>"), "winner_id",
         "55204599900868", DEFECT_SIRET, NULL},
        {__LINE__, ONE("<dureeMois>12,5</dureeMois>"), "months", "12.5", NULL, NULL},
        {__LINE__, ONE("<dureeMois>1,2E+01</dureeMois>"), "months", "", DEFECT_EXPONENT, NULL},
        {__LINE__, ONE("<montant>10.3</montant>"), "award", "10.30", DEFECT_PLACEHOLDER, NULL},
        {__LINE__,
         ONE("<titulaires><titulaire><typeIdentifiant>siret</typeIdentifiant><id>7</id></titulaire>"
             "</titulaires>"),
         "winner_id", "7", DEFECT_SIRET, NULL},
        {__LINE__, ONE("<montant>0.00</montant><codeCPV></codeCPV>"), "award", "0.00", DEFECT_PLACEHOLDER,
         NULL},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        IS_AT(rows[i].line, read(c, rows[i].name, str_of(rows[i].document)), str_of(rows[i].want));
        NUM_AT(rows[i].line, c->diags.count[DIAG_DOUBT] + c->diags.count[DIAG_DEFECT],
               rows[i].defect ? 1 : 0);
        IS_AT(rows[i].line, c->diags.first ? str_of(c->diags.first->defect) : (Str){0},
              str_of(rows[i].defect));
        if (rows[i].said) IS_AT(rows[i].line, first_said(c), str_of(rows[i].said));
    }
    read(c, NULL, STR(ONE("<codeCPV>x</codeCPV>")));
    IS(c->diags.first->record, STR("217500016300402024-1")); /* known only behind the defect */
}

/* A record without an object costs itself; a document without records gives nothing. */
static void test_records(Case *c) {
    IS(read(c, NULL, STR(MARCHES("\n" MARCHE("<id>1</id>") "\n" MARCHE("<id>2</id><objet>O</objet>")))),
       STR("2"));
    NUM(c->diags.count[DIAG_REFUSED], 1);
    IS(first_said(c), STR("d.xml:2: no object: record refused"));
    IS(read(c, NULL, STR("<marches/>")), STR(""));
    IS(read(c, NULL, STR("<marches><autre/></marches>")), STR(""));
    OK(!c->diags.first);
}

#define RECORD(id) MARCHE("<id>" id "</id><objet>é</objet>")

/* Every whole record before a cut is kept, once, with masks and without. */
static void test_cut(Case *c) {
    static const char in[] = "<marches>\n" RECORD("1") "\n" RECORD("2") "\n<marche><id>3</id><obj";
    for (int plain = 0; plain < 2; plain++) {
        xml_reader_plain(c->reader, plain);
        IS(read(c, NULL, str_of(in)), STR("1 2"));
        NUM(c->diags.count[DIAG_REFUSED], 1);
        Str said = diag_print(c->arena, c->diags.last);
        OK(str_starts(said, STR("d.xml:4: not well-formed: ")));
        OK(str_ends(said, STR(": 2 whole records before it kept, the rest refused")));
    }
    xml_reader_plain(c->reader, false);
    IS(read(c, NULL, STR("<marches>" RECORD("1") "<x")), STR("1"));
    OK(str_ends(diag_print(c->arena, c->diags.last),
                STR(": 1 whole record before it kept, the rest refused")));
    IS(read(c, NULL, STR("<marches><marche>")), STR(""));
    OK(str_ends(diag_print(c->arena, c->diags.last), STR(": file refused")));
}

/* What only the true bytes show (a name that is not ASCII, behind records that were delivered). */
static void test_again(Case *c) {
    IS(read(c, NULL, STR("<marches>" RECORD("1") RECORD("2") "<é/>" RECORD("3") "</marches>")), STR("1 2 3"));
    OK(!c->diags.count[DIAG_REFUSED]);
    NUM(c->diags.count[DIAG_DOUBT], 3); /* no buyer: each once */
    IS(read(c, NULL, STR("<marches>" MARCHE("<id>1</id>") RECORD("2") "<é/>" RECORD("3") "</marches>")),
       STR("2 3"));
    NUM(c->diags.count[DIAG_REFUSED], 1);
}

static void test_part(Case *c) {
    Piece piece = {.file = STR("d.xml"),
                   .bytes = STR("<marches>" RECORD("1") "\n<marche"),
                   .line = 1000,
                   .continues = true};
    OK(!read_piece(c, NULL, piece));
    Str said = diag_print(c->arena, c->diags.last);
    OK(str_starts(said, STR("d.xml:1001: ")));
    OK(str_ends(said, STR(": whole records before it kept, the rest refused")));
    piece.bytes = STR("<marches>\n<marche></id></marches>");
    OK(!read_piece(c, NULL, piece));
    OK(str_find(first_said(c), STR(" marche line 1001 and id: ")) != SIZE_MAX);
    piece.bytes = STR("<marches>\n" MARCHE("<id>1</id>") "</marches>");
    OK(read_piece(c, NULL, piece));
    IS(first_said(c), STR("d.xml:1001: no object: record refused"));
}

/* A record with more of something than any has is refused by itself, and memory does not grow with records.
 */
static void test_limits(Case *c) {
    Buf buf = {.arena = c->arena};
    buf_add(&buf, STR("<marches><marche><objet>O</objet><id>1</id><titulaires>"));
    for (int i = 0; i < SUPPLIERS_MOST + 1; i++) buf_print(&buf, "<titulaire><id>%d</id></titulaire>", i);
    buf_add(&buf, STR("</titulaires></marche><marche><objet>O</objet><id>2</id><modifications>"));
    for (int i = 0; i < CHANGES_MOST + 1; i++)
        buf_add(&buf, STR("<modification><montant>1</montant></modification>"));
    buf_add(&buf, STR("</modifications></marche>" RECORD("3") "</marches>"));
    IS(read(c, NULL, buf_str(&buf)), STR("3"));
    NUM(c->diags.count[DIAG_REFUSED], 2);
    IS(first_said(c), STR("d.xml:1: more suppliers than a contract can have: record refused"));

    buf = (Buf){.arena = c->arena};
    buf_add(&buf, STR("<marches>"));
    for (int i = 0; i < 200000; i++) buf_add(&buf, STR("<marche><objet>Objet du contrat</objet></marche>"));
    buf_add(&buf, STR("</marches>"));
    OK(read_piece(c, NULL, piece_whole(STR("d.xml"), buf_str(&buf))));
    NUM(c->seen.count, 200000);
    NUM(c->diags.count[DIAG_DOUBT], 100000); /* no id: said so often, and no more */
    NUM(c->diags.count[DIAG_NOTE], 1);
    OK(arena_held(c->notices) < 1 << 20);

    buf = (Buf){.arena = c->arena};
    buf_add(&buf, STR("<marches><marche><objet>O</objet><id>1</id><acheteur><id>2</id></acheteur>"));
    for (int i = 0; i < 20000; i++) buf_add(&buf, STR("<dureeMois>x</dureeMois>"));
    buf_add(&buf, STR("</marche></marches>"));
    IS(read(c, NULL, buf_str(&buf)), STR("1"));
    NUM(c->diags.count[DIAG_DOUBT] + c->diags.count[DIAG_DEFECT], 10000); /* of the buyer's number one */
    NUM(c->diags.count[DIAG_NOTE], 1);

    buf = (Buf){.arena = c->arena};
    buf_add(&buf, STR("<marches>"));
    for (int i = 0; i < 20000; i++) buf_add(&buf, STR("<marche/>"));
    buf_add(&buf, STR("</marches>"));
    OK(read_piece(c, NULL, piece_whole(STR("d.xml"), buf_str(&buf))));
    NUM(c->diags.count[DIAG_REFUSED], 10001);
}

int main(void) {
    Case c = {.arena = arena_new(), .notices = arena_new(), .reader = xml_reader_new()};
    OK(decp_root(STR("marches")) && !decp_root(STR("marche")) && !decp_root(STR("schema")));
    test_facts(&c);
    test_modifications(&c);
    test_defects(&c);
    test_records(&c);
    test_cut(&c);
    test_again(&c);
    test_part(&c);
    test_limits(&c);
    xml_reader_free(c.reader);
    arena_free(c.notices);
    arena_free(c.arena);
    return tap_done();
}
