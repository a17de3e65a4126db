/* Structures: kinds, places and figures of who can take the hours. */
#include "ingest/structure.h"
#include "tests/tap.h"

static Str list(Arena *arena, StrList items) {
    return str_join(arena, items, STR("+"));
}

static Str show(Arena *arena, Str bytes) {
    Diags diags = diags_new(arena);
    Structures structures = {0};
    Lines lines = {0};
    Buf out = {.arena = arena};
    structures_read(arena, STR("s.csv"), bytes, NULL, &structures, &lines, &diags);
    for (size_t i = 0; i < structures.n; i++) {
        const Structure *s = &structures.at[i];
        buf_print(&out, "%u|%.*s|%.*s|%.*s|%.*s|%.*s|%.*s|%.*s|%.*s %.*s|%.*s\n", s->at.line,
                  STR_ARG(s->siret), STR_ARG(s->name), STR_ARG(s->kind), STR_ARG(list(arena, s->trades)),
                  STR_ARG(list(arena, s->communes)), STR_ARG(list(arena, s->departments)),
                  STR_ARG(hundredths_print(arena, s->capacity)),
                  STR_ARG(hundredths_print(arena, s->turnover.cents)), STR_ARG(s->turnover.currency),
                  STR_ARG(s->contact));
    }
    for (const Diag *diag = diags.first; diag; diag = diag->next)
        buf_print(&out, "%.*s\n", STR_ARG(diag_print(arena, diag)));
    NUM(lines.header + lines.kept + lines.refused + lines.blank, lines.read);
    NUM(lines.kept, structures.n);
    return buf_str(&out);
}

#define HEAD "siret;name;kind;trades;communes;departments;capacity;turnover;contact\n"
#define ONE "21750001600019;Relais;"

static void test_structures(Arena *arena) {
    static const struct {
        int at;
        const char *in, *out;
    } cases[] = {
        {__LINE__,
         HEAD ONE "ACI;nettoyage, espaces verts;93048|Montreuil;93,2A,974;12 000,5;1,2 M€;accueil\n",
         "2|21750001600019|Relais|ACI|nettoyage+espaces verts|93048+Montreuil|93+2A+974|12000.50|1200000.00 "
         "EUR|accueil\n"},
        {__LINE__, HEAD ONE "EI;;;;;;\n",
         "2|21750001600019|Relais|EI|||||"
         " |\n"},
        {__LINE__,
         "N° SIRET;Raison sociale;Conventionnement;Activités;Ville;Département;Capacité (heures);CA (€)\n"
         "217 500 016 00019;Relais;Atelier et chantier d'insertion;;;;0;0\n",
         "2|21750001600019|Relais|ACI||||0.00|0.00 EUR|\n"},
        /* one SIRET, two agreements; a second row for one of them */
        {__LINE__, HEAD ONE "ACI;;;;;;\n" ONE "EI;;;;;;\n" ONE "aci;;;;;;\n",
         "2|21750001600019|Relais|ACI||||| |\n3|21750001600019|Relais|EI||||| |\n"
         "s.csv:4: siret: 21750001600019 ACI stands already at s.csv:2: row refused\n"},
        {__LINE__,
         HEAD "21750001600018;Relais;ACI;;;;;;\n;Relais;ACI;;;;;;\n" ONE "SARL;;;;;;\n" ONE ";;;;;;\n",
         "s.csv:2: siret: no SIRET: its check digit does not fit (21750001600018): row refused\n"
         "s.csv:3: siret: empty: row refused\n"
         "s.csv:4: kind: none of EI, ETTI, AI, ACI, GEIQ, EA, EATT, ESAT, other (SARL): row refused\n"
         "s.csv:5: kind: empty: row refused\n"},
        {__LINE__,
         HEAD ONE "EI;;;1;;;\n" ONE "EI;;;Rhône;;;\n" ONE "EI;;;96;;;\n" ONE "EI;;1004;;;;\n" ONE
                  "EI;;930480;;;;\n",
         "s.csv:2: departments: 1 digit instead of 2: leading zero lost in a spreadsheet? (1): row refused\n"
         "s.csv:3: departments: no department's code like 01, 2A or 974 (Rhône): row refused\n"
         "s.csv:4: departments: no department's code like 01, 2A or 974 (96): row refused\n"
         "s.csv:5: communes: 4 digits instead of 5: leading zero lost in a spreadsheet? (1004): row refused\n"
         "s.csv:6: communes: not a code of 5 digits (930480): row refused\n"},
        {__LINE__, HEAD ONE "EI;;;;-5;;\n" ONE "EI;;;;beaucoup;;\n" ONE "EI;;;;;1 M€ TTC;\n",
         "s.csv:2: capacity: negative (-5): row refused\n"
         "s.csv:3: capacity: not a number (beaucoup): row refused\n"
         "s.csv:4: turnover: an amount with taxes: the one without is needed (1 M€ TTC): row refused\n"},
        {__LINE__, "name;kind\nRelais;EI\n", "s.csv:1: no column for siret: file refused\n"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        IS_AT(cases[i].at, show(arena, str_of(cases[i].in)), str_of(cases[i].out));
}

/* A second file goes on where the first one ended. */
static void test_two_files(Arena *arena) {
    Diags diags = diags_new(arena);
    Structures structures = {0};
    OK(structures_read(arena, STR("a.csv"), STR(HEAD ONE "EI;;;;;;\n"), NULL, &structures, NULL, &diags));
    OK(structures_read(arena, STR("b.csv"), STR(HEAD ONE "EI;;;;;;\n" ONE "AI;;;;;;\n"), NULL, &structures,
                       NULL, &diags));
    NUM(structures.n, 2);
    NUM(diags.count[DIAG_REFUSED], 1);
}

int main(void) {
    Arena *arena = arena_new();
    test_structures(arena);
    test_two_files(arena);
    arena_free(arena);
    return tap_done();
}
