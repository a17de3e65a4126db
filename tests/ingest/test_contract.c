/* Contracts: what a row becomes, and the identifiers that damaged sheets hold. */
#include "ingest/cell.h"
#include "ingest/contract.h"
#include "tests/tap.h"

static const char header[] =
    "N° de marché;Intitulé;Acheteur;Entreprise;SIRET;Nature du marché;Code CPV;Corps d'état;Type de clause;"
    "Montant HT;Heures prévues;Date de début;Date de fin;Statut;Référent\n";

static Contracts read(Arena *arena, const char *rows, Diags *diags) {
    Contracts contracts = {0};
    Str bytes = str_print(arena, "%s%s", header, rows);
    contracts_read(arena, STR("m.csv"), bytes, NULL, &contracts, NULL, diags);
    return contracts;
}

static void test_whole(Arena *arena) {
    Diags diags = diags_new(arena);
    Contracts contracts =
        read(arena,
             "M-1;Gros  œuvre ;Ville;Bâti SA;356 000 000 00048;TRAVAUX;45223500-1;gros œuvre;"
             "Clause sociale d'exécution;1 234 567,8 €;1 200,50;1er mars 2026;31.12.2026;"
             "En cours;Pôle travaux\n"
             "M-2;Espaces verts;;;;;;;Marché réservé (IAE);;0;2026-03-01;2026-03-01;;\n",
             &diags);
    NUM(diags.count[DIAG_REFUSED], 0);
    if (!OK(contracts.n == 2)) return;
    const Contract *c = &contracts.at[0];
    IS(c->id, STR("M-1"));
    IS(c->title, STR("Gros œuvre"));
    IS(c->contractor_siret, STR("35600000000048"));
    IS(c->nature, STR("works"));
    IS(c->cpv, STR("45223500"));
    IS(c->trade, STR("gros œuvre"));
    IS(c->mechanism, STR("execution_clause"));
    NUM(c->amount.cents, 123456780);
    IS(c->amount.currency, STR("EUR"));
    NUM(c->hours_committed, 120050);
    NUM(c->start_date, date_of(2026, 3, 1));
    NUM(c->end_date, date_of(2026, 12, 31));
    IS(c->status, STR("running"));
    NUM(c->at.line, 2);
    c = &contracts.at[1];
    IS(c->mechanism, STR("reserved_insertion"));
    NUM(c->amount.cents, HUNDREDTHS_ABSENT);
    NUM(c->hours_committed, 0);
    OK(!c->nature.n && !c->cpv.n && !c->status.n && !c->contractor_siret.n);
}

/* A procedure in the words of the trade is a code; other words stay. */
static void test_procedure(Arena *arena) {
    Diags diags = diags_new(arena);
    Contracts contracts = {0};
    contracts_read(arena, STR("p.csv"),
                   STR("Marché;Intitulé;Clause;Procédure;Heures prévues;Début;Fin\n"
                       "1;T;critère social;Appel d’offres ouvert;1;2026-03-01;2026-04-01\n"
                       "2;T;critère social;MAPA;1;2026-03-01;2026-04-01\n"
                       "3;T;critère social;Gré à gré;1;2026-03-01;2026-04-01\n"),
                   NULL, &contracts, NULL, &diags);
    if (!OK(contracts.n == 3)) return;
    IS(contracts.at[0].procedure, STR("open"));
    IS(contracts.at[1].procedure, STR("adapted"));
    IS(contracts.at[2].procedure, STR("Gré à gré"));
}

/* A second file may not repeat an id of the first. */
static void test_two_files(Arena *arena) {
    Diags diags = diags_new(arena);
    Contracts contracts = read(arena, "M-1;T;;;;;;;critère social;;1;2026-03-01;2026-04-01;;\n", &diags);
    Str again = str_print(arena, "%sM-1;T;;;;;;;critère social;;1;2026-03-01;2026-04-01;;\n", header);
    contracts_read(arena, STR("n.csv"), again, NULL, &contracts, NULL, &diags);
    NUM(contracts.n, 1);
    IS(diag_print(arena, diags.last),
       STR("n.csv:2: contract_id: M-1 stands already at m.csv:2: row refused"));
    IS(diags.last->kept, STR("M-1;T;;;;;;;critère social;;1;2026-03-01;2026-04-01;;"));
}

static void test_siret(Arena *arena) {
    static const struct {
        int at;
        const char *in, *out, *trouble;
    } cases[] = {
        {__LINE__, "21330100000019", NULL, "no SIRET: its check digit does not fit"},
        {__LINE__, "35600000000048", "35600000000048", NULL}, /* La Poste, by Luhn */
        {__LINE__, "35600000009075", "35600000009075", NULL}, /* La Poste, by its own sum */
        {__LINE__, "35600000009076", NULL, "no SIRET: its check digit does not fit"},
        {__LINE__, "732 829 320 00074", "73282932000074", NULL},
        {__LINE__, "732\u00A0829\u202F320.00074", "73282932000074", NULL},
        {__LINE__, "73282932000075", NULL, "no SIRET: its check digit does not fit"},
        {__LINE__, "00000000000000", NULL, "no SIRET: its check digit does not fit"},
        {__LINE__, "732829320", NULL, "a SIREN of 9 digits: the SIRET of the establishment has 14"},
        {__LINE__, "3282932000074", NULL, "13 digits, a SIRET has 14: leading zero lost in a spreadsheet?"},
        {__LINE__, "7,32829E+13", NULL,
         "a SIRET in scientific notation: a spreadsheet has lost its last digits"},
        {__LINE__, "7.32829E13", NULL,
         "a SIRET in scientific notation: a spreadsheet has lost its last digits"},
        {__LINE__, "n/a", NULL, "not a SIRET of 14 digits"},
        {__LINE__, "7328293200007A", NULL, "not a SIRET of 14 digits"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Str siret;
        IS_AT(cases[i].at, str_of(siret_trouble(arena, str_of(cases[i].in), &siret)),
              str_of(cases[i].trouble));
        if (cases[i].out) IS_AT(cases[i].at, siret, str_of(cases[i].out));
    }
}

static void test_cpv(Arena *arena) {
    static const struct {
        int at;
        const char *in, *out, *trouble;
    } cases[] = {
        {__LINE__, "45223500", "45223500", NULL},
        {__LINE__, "45223500-1", "45223500", NULL},
        {__LINE__, "45 22 35 00", "45223500", NULL},
        {__LINE__, "3451000", NULL, "7 digits, a CPV code has 8: leading zero lost in a spreadsheet?"},
        {__LINE__, "452235001", NULL, "not a CPV code of 8 digits"},
        {__LINE__, "45223500-12", NULL, "not a CPV code of 8 digits"},
        {__LINE__, "INX 28213700-5", NULL, "not a CPV code of 8 digits"},
        {__LINE__, "00000000", NULL, "no CPV code begins like this"},
        {__LINE__, "99000000", NULL, "no CPV code begins like this"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Str cpv;
        IS_AT(cases[i].at, str_of(cpv_trouble(arena, str_of(cases[i].in), &cpv)), str_of(cases[i].trouble));
        if (cases[i].out) IS_AT(cases[i].at, cpv, str_of(cases[i].out));
    }
}

int main(void) {
    Arena *arena = arena_new();
    test_whole(arena);
    test_procedure(arena);
    test_two_files(arena);
    test_siret(arena);
    test_cpv(arena);
    arena_free(arena);
    return tap_done();
}
