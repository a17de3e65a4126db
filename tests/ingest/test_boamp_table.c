/* The export of the bulletin's portal: columns in any selection, lists of every make, what is not stated. */
#include "ingest/boamp_table.h"
#include "ingest/defect.h"
#include "tests/ingest/notice_facts.h"

typedef struct Case {
    Arena *arena;
    Diags diags;
    Lines lines;
    StrList rows; /* of the facts asked for */
    const char *fact;
} Case;

/* All that such a table never states is absent; else that of a name. */
static Str fact(Arena *arena, const Notice *n, const char *name) {
    const Lot *lot = n->lots;
    bool absent = lot->amount.cents == HUNDREDTHS_ABSENT && lot->award_amount == HUNDREDTHS_ABSENT &&
                  lot->duration_months == HUNDREDTHS_ABSENT && lot->start_date == DATE_ABSENT &&
                  lot->end_date == DATE_ABSENT && n->issue_date == DATE_ABSENT &&
                  n->procedure_amount.cents == HUNDREDTHS_ABSENT;
    if (strcmp(name, "absent") == 0) return absent ? STR("yes") : STR("no");
    return notice_fact(arena, n, name);
}

static void see(void *to, Arena *arena, const Notice *notice) {
    Case *c = to;
    NUM(notice->lot_count, 1);
    strlist_add(c->arena, &c->rows, str_copy(c->arena, fact(arena, notice, c->fact)));
}

/* By way of all kinds of tables, as `clausier read` does. */
static Str read(Case *c, Str bytes, const char *of) {
    c->diags = diags_new(c->arena);
    c->lines = (Lines){0};
    c->rows = (StrList){0};
    c->fact = of;
    char *padded = arena_take(c->arena, bytes.n + 16);
    if (bytes.n) memcpy(padded, bytes.p, bytes.n);
    NoticeReader *reader = notice_reader_new(NULL);
    notice_read(reader, piece_whole(STR("p.csv"), (Str){padded, bytes.n}), see, c, &c->lines, &c->diags);
    notice_reader_free(reader);
    return str_join(c->arena, c->rows, STR(" / "));
}

/* One row with one column more than the needed ones. */
static void test_columns(Case *c) {
    static const struct {
        int at;
        const char *column, *cell, *fact, *want, *defects;
    } cases[] = {
        {__LINE__, "dateparution", "2024-07-02", "format", "boamp", ""},
        {__LINE__, "dateparution", "2024-07-02", "file", "p.csv", ""},
        {__LINE__, "dateparution", "2024-07-02", "id", "24-1", ""},
        {__LINE__, "dateparution", "2024-07-02", "lot_id", "", ""},
        {__LINE__, "dateparution", "2024-07-02", "title", "L'objet", ""},
        {__LINE__, "dateparution", "2024-07-02", "absent", "yes", ""},
        {__LINE__, "dateparution", "2024-07-02", "publication_date", "2024-07-02", ""},
        {__LINE__, "dateparution", "2024-07-02T00:00:00+00:00", "publication_date", "2024-07-02", ""},
        {__LINE__, "dateparution", "hier", "publication_date", "", "not a date"},
        {__LINE__, "dateparution", "None", "publication_date", "", ""},
        {__LINE__, "datelimitereponse", "2024-07-25T12:00:00+00:00", "deadline", "2024-07-25T12:00",
         "French local time labelled otherwise"},
        {__LINE__, "datelimitereponse", "2024-07-25T12:00:00", "deadline", "2024-07-25T12:00", ""},
        {__LINE__, "datelimitereponse", "2024-07-25", "deadline", "2024-07-25", ""},
        {__LINE__, "datelimitereponse", "<NA>", "deadline", "", ""},
        {__LINE__, "datelimitereponse", "bientôt", "deadline", "", "not a date"},
        {__LINE__, "nomacheteur", "Ville  de\tX", "buyer_name", "Ville de X", ""},
        {__LINE__, "nomacheteur", "nan", "buyer_name", "", ""},
        {__LINE__, "titulaire", "[\"Un, SARL\", \"Deux\"]", "winner", "Un, SARL;Deux", ""},
        {__LINE__, "titulaire", "['Un', \"L'autre\"]", "winner", "Un;L'autre", ""},
        {__LINE__, "titulaire", "[\"\\u00c9t\\u00e9 \\\"B\\\"\"]", "winner", "\u00C9t\u00E9 \"B\"", ""},
        {__LINE__, "titulaire", "Un, SARL;Deux", "winner", "Un, SARL;Deux", ""},
        {__LINE__, "titulaire", "[]", "winner", "", ""},
        {__LINE__, "famille", "MAPA", "procedure_type", "adapted", ""},
        {__LINE__, "famille", "MAPA", "type", "MAPA", ""},
        {__LINE__, "famille", "DSP", "nature", "services", ""},
        {__LINE__, "perimetre", "DIRECTIVE-81", "defence", "yes", ""},
        {__LINE__, "nature", "APPEL_OFFRE", "form", "competition", ""},
        {__LINE__, "nature", "APPEL_OFFRE", "status", "", ""},
        {__LINE__, "nature", "ATTRIBUTION", "form", "result", ""},
        {__LINE__, "nature", "RECTIFICATIF", "status", "changed", ""},
        {__LINE__, "nature", "RECTIFICATIF", "form", "change", ""},
        {__LINE__, "nature", "ANNULATION", "status", "cancelled", ""},
        {__LINE__, "nature", "MODIFICATION", "status", "modification", ""},
        {__LINE__, "nature", "BIZARRE", "form", "", "not a code of the list"},
        {__LINE__, "nature_categorise", "appeloffre/standard", "form", "competition", ""},
        {__LINE__, "etat", "RECTIFICATIF", "status", "changed", ""},
        {__LINE__, "etat", "RECTIFICATIF", "form", "change", ""},
        {__LINE__, "etat", "INITIAL", "status", "", ""},
        {__LINE__, "etat", "AVIS_ANNULE", "status", "cancelled", ""},
        {__LINE__, "type_procedure", "OUVERT", "procedure_type", "open", ""},
        {__LINE__, "type_procedure", "NEGOCIE", "procedure_type", "neg-w-call", ""},
        {__LINE__, "procedure_categorise", "RESTREINT", "procedure_type", "restricted", ""},
        {__LINE__, "type_marche", "[\"SERVICES\"]", "nature", "services", ""},
        {__LINE__, "type_marche", "TRAVAUX", "nature", "works", ""},
        {__LINE__, "type_marche", "SERVICES,FOURNITURES", "nature", "", ""},
        {__LINE__, "type_marche", "SERVICES,FOURNITURES", "additional", "SERVICES ; FOURNITURES", ""},
        {__LINE__, "type_marche_facette", "Fournitures", "nature", "supplies", ""},
        {__LINE__, "code_departement", "[\"92\"]", "postal_code", "92", ""},
        {__LINE__, "code_departement", "5", "postal_code", "05", ""},
        {__LINE__, "code_departement", "2A", "postal_code", "2A", ""},
        {__LINE__, "code_departement", "[\"92\", \"75\"]", "postal_code", "", ""},
        {__LINE__, "code_departement", "92,75", "additional", "92 ; 75", ""},
        {__LINE__, "code_departement", "[92, 75]", "additional", "92 ; 75", ""},
        {__LINE__, "code_departement", "France", "additional", "France", ""},
        {__LINE__, "code_departement_prestation", "93", "postal_code", "93", ""},
        {__LINE__, "criteres", "[\"sociaux\", \"environnementaux\"]", "social", "sociaux", ""},
        {__LINE__, "criteres", "environnementaux;Sociaux", "social", "sociaux", ""},
        {__LINE__, "criteres", "environnementaux", "social", "", ""},
        {__LINE__, "criteres", "CF_NIV_SUIV", "social", "", ""},
        {__LINE__, "descripteur_libelle", "[\"Nettoyage de locaux\", \"Voirie\"]", "additional",
         "Nettoyage de locaux ; Voirie", ""},
        {__LINE__, "contractfolderid", "abc", "procedure_id", "abc", ""},
        {__LINE__, "annonce_lie", "24-76000", "earlier", "24-76000", ""},
        {__LINE__, "annonce_lie", "24-1", "earlier", "", ""}, /* itself */
        {__LINE__, "annonces_anterieures",
         "{\"ANNONCE_ANTERIEUR\":{\"REFERENCE\":{\"IDWEB\":\"14-152\"},\"DATE_PUBLICATION\":\"2014-10-15\"}}",
         "earlier", "14-152", ""},
        {__LINE__, "annonces_anterieures", "[\"23_5\", \"23-6\", \"23-5\"]", "earlier", "23-5;23-6", ""},
        {__LINE__, "gestion", "{\"REFERENCE\":{}}", "title", "L'objet", ""},
        {__LINE__, "donnees", "{\"MAPA\":{\"initial\":\"x\"}}", "title", "L'objet", ""},
        {__LINE__, "url_avis", "https://example.org/?q=idweb:24-1", "id", "24-1", ""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Buf quoted = {.arena = c->arena};
        for (const char *p = cases[i].cell; *p; p++) buf_print(&quoted, *p == '"' ? "\"\"" : "%c", *p);
        Str in = str_print(c->arena, "idweb\t%s\tobjet\n24-1\t\"%.*s\"\tL'objet\n", cases[i].column,
                           STR_ARG(buf_str(&quoted)));
        IS_AT(cases[i].at, read(c, in, cases[i].fact), str_of(cases[i].want));
        NUM_AT(cases[i].at, c->rows.n, 1);
        NUM_AT(cases[i].at, c->diags.count[DIAG_NOTE], 0);
        IS_AT(cases[i].at, defects_text(c->arena, &c->diags), str_of(cases[i].defects));
    }
}

static void test_objet(Case *c) {
    Str in =
        STR("idweb;objet\n24-1;\"Deux\nlignes et \"\"guillemets\"\"\"\n24-2;None\n;x\n24-3;\n24_4;Autre\n");
    IS(read(c, in, "title"), STR("Deux lignes et \"guillemets\" /  / Autre"));
    IS(defects_text(c->arena, &c->diags), STR("a word for what is not known"));
    NUM(c->diags.count[DIAG_REFUSED], 2);
    NUM(c->lines.read, 7);
    NUM(c->lines.header, 1);
    NUM(c->lines.kept, 4);
    NUM(c->lines.refused, 2);
    IS(read(c, in, "id"), STR("24-1 / 24-2 / 24-4"));
}

static void test_changes(Case *c) {
    static const char in[] = "idweb;objet;etat;nature;annonces_anterieures;annonce_lie\n"
                             "24-9;O;RECTIFICATIF;APPEL_OFFRE;23-1;\n"
                             "24-9;O;;RECTIFICATIF;;\"[\"\"24-2\"\", \"\"24-3\"\"]\"\n"
                             "24-9;O;ANNULATION;APPEL_OFFRE;;24-4\n"
                             "24-9;O;INITIAL;ATTRIBUTION;24-5;\n";
    IS(read(c, str_of(in), "change_of"), STR("23-1 / 24-2 / 24-4 / "));
    IS(read(c, str_of(in), "earlier"), STR(" / 24-3 /  / 24-5"));
    IS(read(c, str_of(in), "form"), STR("change / change / change / result"));
    IS(read(c, str_of(in), "type"), STR("APPEL_OFFRE / RECTIFICATIF / APPEL_OFFRE / ATTRIBUTION"));
}

static size_t marked_once(const Case *c) {
    size_t n = 0;
    for (const Diag *diag = c->diags.first; diag; diag = diag->next) n += diag->once;
    return n;
}

/* What holds for a whole file is marked, in each part of it: whoever prints it says it once. */
static void test_once(Case *c) {
    static const char in[] = "idweb;objet;datelimitereponse;nature\n"
                             "24-1;a;2024-07-25T12:00:00+00:00;X\n24-2;b;2024-07-25T17:00:00+00:00;Y\n";
    IS(read(c, str_of(in), "deadline"), STR("2024-07-25T12:00 / 2024-07-25T17:00"));
    NUM(marked_once(c), 4);
    NUM(c->diags.count[DIAG_DOUBT], 2);
    NUM(c->diags.count[DIAG_DEFECT], 2);
    Piece second = piece_whole(STR("p.csv"), STR("24-3;c;2024-07-25T12:00:00+00:00;Z\n"));
    second.head = str_of(in);
    second.continues = true;
    second.line = 4;
    c->diags = diags_new(c->arena);
    c->rows = (StrList){0};
    c->fact = "id";
    c->lines = (Lines){0};
    Arena *arena = arena_new();
    boamp_table_read(arena, second, NULL, see, c, &c->lines, &c->diags);
    arena_free(arena);
    IS(str_join(c->arena, c->rows, STR(" ")), STR("24-3"));
    NUM(marked_once(c), 2);
    NUM(c->lines.read, 1);
    NUM(c->lines.header, 0);
}

/* Labels that are not France's, days as a spreadsheet counts them, midnight as UTC has it. */
static void test_days(Case *c) {
    static const struct {
        int line;
        const char *cells, *want; /* what is said */
    } rows[] = {
        {__LINE__, "2024-07-25T12:00:00+02:00;2024-07-01;33", ""},
        {__LINE__, "2024-01-25T12:00:00+01:00;2024-07-01;33", ""},
        {__LINE__, "2024-07-25T12:00:00+01:00;2024-07-01;33", DEFECT_ZONE},
        {__LINE__, "2024-07-25T12:00:00+00:00;2024-07-01;974", ""},
        {__LINE__, "2024-07-25T12:00:00;2024-07-01;33", ""},
        {__LINE__, "2024-07-25;2021-01-17 23:00:00;33", DEFECT_ZONE},
        {__LINE__, "45366;2021-01-17 00:00:00;33", DEFECT_SERIAL},
        {__LINE__, ";31/02/2024;33", DEFECT_DATE},
        {__LINE__, "NC;;33", DEFECT_NOT_STATED},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        Str in =
            str_print(c->arena, "idweb;objet;datelimitereponse;dateparution;code_departement\n24-1;a;%s\n",
                      rows[i].cells);
        read(c, in, "id");
        IS_AT(rows[i].line, c->diags.first ? str_of(c->diags.first->defect) : (Str){0}, str_of(rows[i].want));
    }
}

/* Which table is whose. */
static void test_kinds(Case *c) {
    static const struct {
        int at;
        const char *in, *format, *id;
    } cases[] = {
        {__LINE__, "idweb,objet\n24-76932,x\n", "boamp", "24-76932"},
        {__LINE__, "objet,idweb,id\nx,24-76932,24_76932\n", "boamp", "24-76932"},
        {__LINE__, "IDWEB|Objet\n24_76932|x\n", "boamp", "24-76932"},
        {__LINE__, "id,objet,dateparution\n24_76932,x,2024-07-02\n", "boamp", "24-76932"},
        {__LINE__, "id,objet,dateparution\nBOAMP-06-101-0001-01,x,2006-05-27\n", "boamp",
         "BOAMP-06-101-0001-01"},
        {__LINE__, "id,objet,cpv\n24_76932,x,45000000\n", "csv", "24_76932"}, /* a purchase plan */
        {__LINE__, "notice_id,title,description\nN,x,y\n", "csv", "N"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        IS_AT(cases[i].at, read(c, str_of(cases[i].in), "format"), str_of(cases[i].format));
        IS_AT(cases[i].at, read(c, str_of(cases[i].in), "id"), str_of(cases[i].id));
    }
}

static void test_relations(Case *c) {
    static const char in[] = "BOAMP_AVIS_NUM,D_10_01_Annulation,D_10_02_Annulation_Motif\n"
                             "21-10975,CF_NIV_SUIV,Erreur\n21-12809,CF_NIV_SUIV,\n";
    IS(read(c, str_of(in), "id"), STR(""));
    NUM(c->diags.count[DIAG_REFUSED], 1);
    IS(diag_print(c->arena, c->diags.first),
       STR("p.csv:1: a relational extract of BOAMP, keyed by BOAMP_AVIS_NUM: its rows are parts of notices "
           "(the XML notices or the portal's export are read): file refused"));
    NUM(c->lines.read, 0);
    OK(!boamp_relation_fits(c->arena, piece_whole(STR("p.csv"), STR("idweb,BOAMP_AVIS_NUM\n"))));
    OK(!boamp_relation_fits(c->arena, piece_whole(STR("p.csv"), STR("\0\0\0\0\0\0\0\0\0\0\0"))));
}

/* A list with more than a thousand parts is cut, its row stays. */
static void test_limits(Case *c) {
    Buf list = {.arena = c->arena};
    buf_add(&list, STR("idweb;objet;titulaire;annonce_lie\n24-1;x;\"["));
    for (int i = 0; i < 1500; i++) buf_print(&list, "'%d',", i);
    buf_add(&list, STR("\";\""));
    for (int i = 0; i < 1500; i++) buf_print(&list, "20-%d ", i + 10);
    buf_add(&list, STR("\"\n"));
    Str winners = read(c, buf_str(&list), "winner");
    OK(str_ends(winners, STR(";999")));
    OK(str_ends(read(c, buf_str(&list), "earlier"), STR(";20-1009")));
    static const char *const odd[] = {"[",  "['", "[\"a\\",    "[\"\\u12", "[[[", "[\"a\"\"b\"]",
                                      "];", "\\", "{\"IDWEB\""};
    for (size_t i = 0; i < sizeof odd / sizeof *odd; i++) {
        Buf quoted = {.arena = c->arena};
        for (const char *p = odd[i]; *p; p++) buf_print(&quoted, *p == '"' ? "\"\"" : "%c", *p);
        read(c,
             str_print(c->arena, "idweb\tobjet\ttitulaire\n24-1\tx\t\"%.*s\"\n", STR_ARG(buf_str(&quoted))),
             "winner");
        NUM(c->rows.n, 1);
    }
}

int main(void) {
    Case c = {.arena = arena_new()};
    test_columns(&c);
    test_objet(&c);
    test_changes(&c);
    test_once(&c);
    test_days(&c);
    test_kinds(&c);
    test_relations(&c);
    test_limits(&c);
    arena_free(c.arena);
    return tap_done();
}
