/* Essential data of contracts as tables: which rows are one contract, which state of it counts, what is left
 * out; and which table is of which kind. */
#include "ingest/decp_code.h"
#include "ingest/decp_table.h"
#include "ingest/plan.h"
#include "ingest/ted_table.h"
#include "tests/tap.h"
#include <string.h>

/* Every contract in short while it lives: id status amount months winners. */
static void print_contract(void *to, Arena *arena, const Notice *n) {
    const Lot *lot = n->lots;
    buf_print(to, "[%.*s|%.*s|%.*s|%.*s|%.*s|%.*s]%s", STR_ARG(n->id), STR_ARG(n->status),
              STR_ARG(hundredths_print(arena, lot->award_amount)),
              STR_ARG(hundredths_print_short(arena, lot->duration_months)), STR_ARG(lot->winner_id),
              STR_ARG(lot->winner_name), n->once ? "" : "!");
}

static void print_facts(void *to, Arena *arena, const Notice *n) {
    const Lot *lot = n->lots;
    buf_print(to, "%.*s|%.*s|%.*s|%.*s|%.*s|%.*s|%.*s|%.*s|%.*s|%.*s|%.*s", STR_ARG(n->source_format),
              STR_ARG(n->buyer_id), STR_ARG(n->buyer_name), STR_ARG(lot->title), STR_ARG(lot->cpv_main),
              STR_ARG(lot->nature), STR_ARG(n->procedure_type), STR_ARG(lot->framework),
              STR_ARG(lot->contract_date), STR_ARG(date_print(arena, n->publication_date)),
              STR_ARG(str_join(arena, lot->social_considerations, STR(";"))));
    buf_print(to, "|%.*s", STR_ARG(lot->postal_code));
}

typedef struct Case {
    Arena *arena, *notices;
    Diags diags;
    Lines lines;
} Case;

static Str read_as(Case *c, NoticeSink *sink, const char *bytes, bool uid) {
    Buf out = {.arena = c->arena};
    c->diags = diags_new(c->arena);
    c->lines = (Lines){0};
    Piece piece = piece_whole(STR("d.csv"), str_of(bytes));
    if (uid) decp_uid_table_read(c->notices, piece, NULL, sink, &out, &c->lines, &c->diags);
    else decp_table_read(c->notices, piece, NULL, sink, &out, &c->lines, &c->diags);
    return buf_str(&out);
}

static Str read(Case *c, const char *bytes) {
    return read_as(c, print_contract, bytes, strncmp(bytes, "uid", 3) == 0);
}

/* The first message that is not about the numbers and amounts that keep the rows here short. */
static const Diag *first_of(const Case *c) {
    const Diag *diag = c->diags.first;
    while (diag && diag->kind == DIAG_DEFECT &&
           (str_is(diag->at.field, "acheteur_id") || str_is(diag->value, "7") ||
            str_is(diag->at.field, "montant")))
        diag = diag->next;
    return diag;
}

static Str first_said(Case *c) {
    return first_of(c) ? diag_print(c->arena, first_of(c)) : (Str){0};
}

#define UID "uid,id,acheteur_id,objet,montant,dureeMois,dateNotification,titulaire_id,titulaire_nom"
#define ID "id,acheteur_id,objet,montant,dateNotification,titulaire_id"

static void test_together(Case *c) {
    static const struct {
        int line;
        const char *in, *want;
    } rows[] = {
        {__LINE__, UID "\n21,1,2,O,100,12,2024-01-02,7,A\n21,1,2,O,100,12,2024-01-02,8,B\n",
         "[21||100.00|12|7;8|A;B]"},
        {__LINE__, UID "\n21,1,2,O,100,12,,7,A\n21,1,2,O,100,12,,7,A & Cie\n", "[21||100.00|12|7|A]"},
        {__LINE__, UID "\n21,1,2,O,100,,,7,A\n22,2,2,O,5,,,7,A\n21,1,2,O,100,,,8,B\n",
         "[21||100.00||7|A][22||5.00||7|A][21||100.00||8|B]"},
        /* a blank row, a refused one */
        {__LINE__, UID "\n21,1,2,O,1,,,7,\n\n21,1,2,O,1,,,8,\n", "[21||1.00||7|][21||1.00||8|]"},
        {__LINE__, UID "\n21,1,2,O,1,,,7,\n21,1,2,O\n21,1,2,O,1,,,8,\n", "[21||1.00||7|][21||1.00||8|]"},
        {__LINE__, UID "\n21,1,2,O,1,,,7,\n21,1,2,,1,,,9,\n21,1,2,O,1,,,8,\n", "[21||1.00||7;8|]"},
        {__LINE__, ID "\n1,2,O,1,,7\n1,2,O,1,,8\n1,3,O,1,,8\n", "[21||1.00||7;8|][31||1.00||8|]"},
        /* numbers that identify nothing make no two rows one contract */
        {__LINE__, ID "\n,2,O,1,,7\n,2,O,1,,8\n", "[||1.00||7|]![||1.00||8|]!"},
        {__LINE__, ID "\n0000,2,O,1,,7\n0000,2,O,1,,8\n", "[||1.00||7|]![||1.00||8|]!"},
        {__LINE__, UID "\n20000,0000,2,O,1,,,7,\n20000,0000,2,O,1,,,8,\n", "[||1.00||7|]![||1.00||8|]!"},
        {__LINE__, UID "\n2,,2,O,1,,,7,\n2,,2,O,1,,,8,\n", "[||1.00||7|]![||1.00||8|]!"},
        /* a number for want of a buyer tells one contract from its neighbour, and from no other */
        {__LINE__, ID "\n1,,O,1,,7\n1,,O,1,,8\n", "[||1.00||7;8|]!"},
        {__LINE__, ID "\n1,2.19742E+13,O,1,,7\n1,2.19742E+13,O,1,,8\n", "[||1.00||7;8|]!"},
        {__LINE__, UID "\n2.1E+24,1,2,O,1,,,7,\n2.1E+24,2,2,O,1,,,8,\n", "[21||1.00||7|][22||1.00||8|]"},
        {__LINE__, ID "\n2024E005,2,O,1,,7\n", "[22024E005||1.00||7|]"},
        /* several suppliers in one row */
        {__LINE__,
         "id,acheteur_id,montant,datenotification,titulaire_id_1,titulaire_denominationsociale_1,"
         "titulaire_id_2,titulaire_denominationsociale_2,titulaire_id_3\n1,2,5.0,,7,A,8,B,\n",
         "[21||5.00||7;8|A;B]"},
        {__LINE__, ID "\n1,2,O,1,,7;8\n", "[21||1.00||7;8|]"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        IS_AT(rows[i].line, read(c, rows[i].in), str_of(rows[i].want));
}

#define STATES                                                                                               \
    "uid,id,acheteur_id,montant,dateNotification,titulaire_id,dureeMois,donneesActuelles,modification_id,"   \
    "objetModification"

static void test_states(Case *c) {
    static const struct {
        int line;
        const char *in, *want;
    } rows[] = {
        {__LINE__, STATES "\n21,1,2,10,,7,1,non,0,\n21,1,2,20,,7,2,oui,1,plus\n21,1,2,20,,8,2,oui,1,plus\n",
         "[21|modification|20.00|2|7;8|]"},
        {__LINE__, STATES "\n21,1,2,20,,7,2,oui,1,plus\n21,1,2,10,,9,1,non,0,\n21,1,2,20,,8,2,oui,1,plus\n",
         "[21|modification|20.00|2|7;8|]"},
        {__LINE__, STATES "\n21,1,2,20,,7,2,oui,,\n21,1,2,10,,9,1,non,,\n", "[21|modification|20.00|2|7|]"},
        {__LINE__, STATES "\n21,1,2,10,,7,1,,0,\n21,1,2,30,,7,3,,2,b\n21,1,2,20,,7,2,,1,a\n",
         "[21|modification|30.00|3|7|]"},
        {__LINE__, STATES "\n21,1,2,10,,7,1,,,\n21,1,2,20,,7,2,,,a\n21,1,2,30,,7,3,,,b\n",
         "[21|modification|30.00|3|7|]"},
        {__LINE__, STATES "\n21,1,2,10,,7,1,True,0,\n", "[21||10.00|1|7|]"},
        {__LINE__, STATES "\n21,1,2,10,,7,1,,1,\n", "[21|modification|10.00|1|7|]"},
        {__LINE__,
         "MARCHE_ID,ACHETEURS_ID,MONTANT,NOTIFICATION_DATE,TITULAIRES_ID,DUREE_MOIS,MODIF_OBJET,"
         "MODIF_DUREE_MOIS,MODIF_MARCHE_MONTANT,MODIF_TITULAIRES_ID,MODIF_SIGNATURE_DATE\n"
         "1,2,10,,7,12,,,,,\n1,2,10,,8,12,,,,,\n1,2,10,,7,12,T,9,5.5,9,2017-12-07\n"
         "1,2,10,,8,12,T,9,5.5,9,2017-12-07\n",
         "[21|modification|5.50|9|9|]"},
        {__LINE__,
         "MARCHE_ID,ACHETEURS_ID,MONTANT,NOTIFICATION_DATE,TITULAIRES_ID,MODIF_OBJET,MODIF_MARCHE_MONTANT,"
         "MODIF_SIGNATURE_DATE\n1,2,10,,7,a,30,2018-01-01\n1,2,10,,7,b,20,2017-01-01\n",
         "[21|modification|30.00||7|]"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        IS_AT(rows[i].line, read(c, rows[i].in), str_of(rows[i].want));
}

static void test_facts(Case *c) {
    IS(read_as(
           c, print_facts,
           "id,acheteur_id,acheteur_nom,objet,montant,dateNotification,datePublicationDonnees,codeCPV,type,"
           "procedure,nature,considerationsSociales,lieuExecution_code,lieuExecution_typeCode\n"
           "1,2,Ville,Un objet,1,2024-03-04,05/03/2024,45000000-7,Travaux,Appel d offres ouvert,"
           "Accord-cadre,\"Clause sociale, Critère social\",35238,Code commune\n",
           false),
       STR("decp|2|Ville|Un objet|45000000|works|open|fa-mix|2024-03-04|2024-03-05|"
           "Clause sociale;Critère social|35"));
    OK(!first_of(c));
    IS(read_as(
           c, print_facts,
           "id;acheteur_id;montant;dateNotification;techniques;modalitesExecution;considerationsSociales\n"
           "1;2;1;;Concours, Accord-cadre;Bons de commande;Clause sociale\n",
           false),
       STR("decp|2||||||fa-wo-rc|||Clause sociale|"));
}

/* A bad value costs itself; the row stays. */
static void test_defects(Case *c) {
    static const char *const columns = "id;acheteur_id;objet;montant;dateNotification;titulaire_id;dureeMois;"
                                       "codeCPV;procedure;titulaire_typeIdentifiant\n";
    static const struct {
        int line;
        const char *row, *want, *defect, *said;
    } rows[] = {
        {__LINE__, "1;2;O;1 234,56;;7;;;;", "[21||1234.56||7|]", NULL, NULL},
        {__LINE__, "1;2;O;1234.567891;;7;;;;", "[21||1234.56||7|]", NULL, NULL},
        {__LINE__, "1;2;O;12 € HT;;7;;;;", "[21||12.00||7|]", NULL, NULL},
        {__LINE__, "1;2;O;0.00;;7;;;;", "[21||0.00||7|]", NULL, NULL},
        {__LINE__, "1;2;O;x;;7;;;;", "[21||||7|]", DEFECT_NUMBER,
         "d.csv:2: montant: not a number: x: left out"},
        {__LINE__, "1;2;O;NC;;7;;;;", "[21||||7|]", DEFECT_NOT_STATED, NULL},
        {__LINE__, "1;2;O;-5;;7;;;;", "[21||||7|]", DEFECT_NEGATIVE, NULL},
        {__LINE__, "1;2;O;1,2E+05;;7;;;;", "[21||||7|]", DEFECT_EXPONENT, NULL},
        {__LINE__, "1;2.19742E+13;O;1;;7;;;;", "[||1.00||7|]!", DEFECT_NO_ID, NULL},
        {__LINE__, "1;2;O;1;45366;7;;;;", "[21||1.00||7|]", DEFECT_SERIAL,
         "d.csv:2: dateNotification: a spreadsheet's day number, not a date: 45366: left out"},
        {__LINE__, "1;2;O;1;31/02/2024;7;;;;", "[21||1.00||7|]", DEFECT_DATE, NULL},
        {__LINE__, "1;2;O;1;;7;NC;;;", "[21||1.00||7|]", DEFECT_NOT_STATED, NULL},
        {__LINE__, "1;2;O;1;;7;36.0;;;", "[21||1.00|36|7|]", NULL, NULL},
        {__LINE__, "1;2;O;1;;7;;INX 28213700-5;;", "[21||1.00||7|]", DEFECT_CPV, NULL},
        {__LINE__, "1;2;O;1;;7;;9111000;;", "[21||1.00||7|]", DEFECT_CPV_ZERO, NULL},
        {__LINE__, "1;2;O;1;;7;;;Tirage;", "[21||1.00||7|]", DEFECT_CODE, NULL},
        {__LINE__, "1;2;O;1;;5,52046E+13;;;;SIRET", "[21||1.00||5,52046E+13|]", DEFECT_EXPONENT, NULL},
        {__LINE__, "1;2;O;1;;552045999;;;;SIRET", "[21||1.00||552045999|]", DEFECT_SIREN, NULL},
        {__LINE__, "1;2;O;#N/A;;7;;;;", "[21||||7|]", DEFECT_TEXT, NULL},
        {__LINE__, "1;2;O;1;;7;;;;\n1;2;O;9;;8;;;;", "[21||1.00||7;8|]", DEFECT_TWICE,
         "d.csv:3: montant: another amount of the same contract: 9: left out"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        Str in = str_print(c->arena, "%s%s\n", columns, rows[i].row);
        IS_AT(rows[i].line, read(c, str_cstr(c->arena, in)), str_of(rows[i].want));
        IS_AT(rows[i].line, first_of(c) ? str_of(first_of(c)->defect) : (Str){0}, str_of(rows[i].defect));
        if (rows[i].said) IS_AT(rows[i].line, first_said(c), str_of(rows[i].said));
        NUM_AT(rows[i].line, c->diags.count[DIAG_REFUSED], 0);
    }
    /* said once a contract, not once a supplier */
    Str in = str_print(c->arena, "%s1;2;O;1;;7;;x;;\n1;2;O;1;;8;;x;;\n", columns);
    IS(read(c, str_cstr(c->arena, in)), STR("[21||1.00||7;8|]"));
    NUM(c->diags.count[DIAG_DOUBT], 1);
    IS(c->diags.first->record, STR("21"));
    IS(read(c, ID "\n1,2,O,5.00,,00001;21750001600019\n"), STR("[21||5.00||00001;21750001600019|]"));
    NUM(c->diags.count[DIAG_DEFECT], 3);
    IS(str_of(c->diags.first->defect), STR(DEFECT_SIRET));
    IS(str_of(c->diags.first->next->defect), STR(DEFECT_PLACEHOLDER));
    IS(c->diags.last->value, STR("00001"));
    IS(read(c, ID "\n1,2,O,#REF!,,7\n"), STR("[21||||7|]"));
    const Diag *spoiled = c->diags.first;
    while (spoiled && spoiled->kind != DIAG_DOUBT) spoiled = spoiled->next;
    IS(spoiled ? spoiled->record : (Str){0}, STR("21"));

    IS(read(c, ID "\n1,2,,1,,7\n3,2,O,1,,7\n"), STR("[23||1.00||7|]"));
    IS(first_said(c), STR("d.csv:2: objet: empty: row refused"));
    NUM(c->lines.refused, 1);
    IS(read(c, ID "\n"), STR(""));
    OK(!c->diags.first);
}

static void test_limits(Case *c) {
    Buf buf = {.arena = c->arena};
    buf_add(&buf, STR(ID "\n"));
    for (int i = 0; i < SUPPLIERS_MOST + 2; i++) buf_print(&buf, "1,2,O,1,,%d\n", i + 1);
    buf_add(&buf, STR("2,2,O,1,,7\n"));
    Str out = read(c, str_cstr(c->arena, buf_str(&buf)));
    OK(str_ends(out, STR(";999;1000|][22||1.00||7|]")));
    NUM(c->lines.refused, 2);

    buf = (Buf){.arena = c->arena};
    buf_add(&buf, STR(STATES "\n"));
    for (int i = 0; i < CHANGES_MOST + 2; i++) buf_print(&buf, "21,1,2,%d,,7,1,,%d,\n", i, i);
    IS(read(c, str_cstr(c->arena, buf_str(&buf))), STR("[21|modification|999.00|1|7|]"));
    NUM(c->lines.refused, 2);
}

/* Each table is of one kind only, by its header. */
static void test_kinds(Case *c) {
    static const struct {
        int line;
        const char *header;
        const TableKind *kind;
    } rows[] = {
        {__LINE__, "uid,id,type,codeCPV,acheteur_id,titulaire_id,montant,dateNotification", &decp_uid_table},
        {__LINE__, "id,objet,montant,codecpv,datenotification,acheteur_id,titulaire_id_1", &decp_table},
        {__LINE__, "MARCHE_ID,ACHETEURS_ID,MARCHE_OBJET,CPV_CODE,NOTIFICATION_DATE,MONTANT", &decp_table},
        {__LINE__, "ID_NOTICE_CAN,CPV,ID_AWARD,TITLE", &ted_award_table},
        {__LINE__, "ID_NOTICE_CN,CPV,ID_LOT,TITLE", &ted_call_table},
        {__LINE__, "Objet;Montant;CPV;Acheteur", NULL},
        {__LINE__, "N° de marché;Objet du marché;CPV;Montant;Date de notification;Titulaire;SIRET acheteur",
         NULL},
        /* what `clausier read` writes */
        {__LINE__,
         "source_format,notice_id,buyer_id,title,cpv_main,amount,award_amount,winner_id,contract_ref,"
         "contract_date",
         NULL},
    };
    static const TableKind *const kinds[] = {&ted_award_table, &ted_call_table, &decp_uid_table, &decp_table};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        Piece piece = piece_whole(STR("t.csv"), str_print(c->arena, "%s\n", rows[i].header));
        const TableKind *first = NULL;
        for (size_t k = 0; k < sizeof kinds / sizeof *kinds && !first; k++)
            if (table_fits(c->arena, piece, kinds[k], NULL)) first = kinds[k];
        OK_AT(rows[i].line, first == rows[i].kind);
        if (!rows[i].kind) OK_AT(rows[i].line, table_fits(c->arena, piece, &notices_table, NULL));
    }
}

int main(void) {
    Case c = {.arena = arena_new(), .notices = arena_new()};
    test_together(&c);
    test_states(&c);
    test_facts(&c);
    test_defects(&c);
    test_limits(&c);
    test_kinds(&c);
    arena_free(c.notices);
    arena_free(c.arena);
    return tap_done();
}
