/* Hours: what a row becomes, where its day of declaration comes from, and that no message tells a cell. */
#include "ingest/hours.h"
#include "tests/tap.h"

static HoursRows read(Arena *arena, const char *file, const char *bytes, Diags *diags) {
    HoursRows hours = {0};
    hours_read(arena, str_of(file), str_of(bytes), NULL, &hours, NULL, diags);
    return hours;
}

static void test_whole(Arena *arena) {
    Diags diags = diags_new(arena);
    HoursRows hours = read(
        arena, "h.csv",
        "N° de marché;SIRET de l'entreprise;Déclaré le;participant_ref;Mois;Heures réalisées;dont formation;"
        "Type d'employeur;Type de contrat;Justificatif\n"
        "M-1;356 000 000 00048;05/04/2026;P-12;mars 2026;151,67;7 h;Association intermédiaire;"
        "CDD d'usage;facture\n"
        "M-1;35600000000048;2026-04-05;00013;03/2026;744;;;;\n",
        &diags);
    NUM(diags.count[DIAG_REFUSED], 0);
    if (!OK(hours.n == 2)) return;
    const HoursRow *row = &hours.at[0];
    IS(row->declarant_siret, STR("35600000000048"));
    NUM(row->declared_on, date_of(2026, 4, 5));
    IS(row->person_ref, STR("P-12"));
    NUM(row->month, month_of(2026, 3));
    NUM(row->hours, 15167);
    NUM(row->training_hours, 700);
    IS(row->employer_kind, STR("AI"));
    IS(row->contract_type, STR("CDDU"));
    IS(row->proof, STR("facture"));
    row = &hours.at[1];
    NUM(row->hours, 74400);
    NUM(row->training_hours, HUNDREDTHS_ABSENT);
    OK(!row->employer_kind.n && !row->contract_type.n);
}

static void test_declared_on(Arena *arena) {
    static const char undated[] = "contract_id;declarant_siret;person_ref;month;hours\n"
                                  "M;35600000000048;P-1;2026-03;10\n";
    static const struct {
        int at;
        const char *file;
        Date date;
    } cases[] = {
        {__LINE__, "2026-04-02-chantiers.csv", 20545},
        {__LINE__, "inbox/20260402_chantiers.csv", 20545},
        {__LINE__, "2026-04-02/chantiers.csv", DATE_ABSENT},
        {__LINE__, "2026-02-30-chantiers.csv", DATE_ABSENT},
        {__LINE__, "", DATE_ABSENT},
    };
    NUM(date_of(2026, 4, 2), 20545);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Diags diags = diags_new(arena);
        HoursRows hours = read(arena, cases[i].file, undated, &diags);
        NUM_AT(cases[i].at, hours.n ? hours.at[0].declared_on : DATE_ABSENT, cases[i].date);
        NUM_AT(cases[i].at, diags.count[DIAG_REFUSED], hours.n ? 0 : 1);
    }
    Diags diags = diags_new(arena);
    HoursRows hours = read(arena, "2026-04-02.csv",
                           "contract_id;declarant_siret;person_ref;month;hours;declared_on\n"
                           "M;35600000000048;P-1;2026-03;10;\n"
                           "M;35600000000048;P-1;2026-03;10;2026-04-09\n",
                           &diags);
    NUM(hours.at[0].declared_on, date_of(2026, 4, 2));
    NUM(hours.at[1].declared_on, date_of(2026, 4, 9));
}

/* Whatever is wrong with a cell, and wherever: its text stays where it is. */
static void test_discretion(Arena *arena) {
    static const char *const good[] = {"M-1", "35600000000048", "2026-04-05", "P-12", "2026-03", "10",
                                       "1",   "direct",         "CDD"};
    enum { CELLS = sizeof good / sizeof *good };
    static const char secret[] = "Xavier Secret";
    for (size_t bad = 1; bad < CELLS; bad++) {
        Diags diags = diags_new(arena);
        Buf buf = {.arena = arena};
        buf_add(&buf, STR("contract_id;declarant_siret;declared_on;person_ref;month;hours;training_hours;"
                          "employer_kind;contract_type\n"));
        for (size_t i = 0; i < CELLS; i++) buf_print(&buf, "%s%s", i ? ";" : "", i == bad ? secret : good[i]);
        HoursRows hours = {0};
        hours_read(arena, STR("h.csv"), buf_str(&buf), NULL, &hours, NULL, &diags);
        NUM(diags.count[DIAG_REFUSED], 1);
        OK(str_find(diag_print(arena, diags.last), str_of(secret)) == SIZE_MAX);
        OK(!diags.last->kept.n && !diags.last->source.n);
    }
}

static void test_identity(Arena *arena) {
    static const struct {
        int at;
        const char *header, *shown; /* a header that only begins like a name of ours goes by that name */
    } cases[] = {
        {__LINE__, "Nom", "Nom"},
        {__LINE__, "NOM DE FAMILLE", "NOM DE FAMILLE"},
        {__LINE__, "Nom et prénom", "Nom et prénom"},
        {__LINE__, "Prénom du salarié", "Prénom du salarié"},
        {__LINE__, "Salarié", "Salarié"},
        {__LINE__, "Né(e) le", "Né(e) le"},
        {__LINE__, "Date de naissance", "Date de naissance"},
        {__LINE__, "NIR", "NIR"},
        {__LINE__, "N° de sécurité sociale", "N° de sécurité sociale"},
        {__LINE__, "Tél.", "Tél."},
        {__LINE__, "Téléphone", "Téléphone"},
        {__LINE__, "E-mail", "E-mail"},
        {__LINE__, "Courriel", "Courriel"},
        {__LINE__, "Adresse mail du bénéficiaire", "Adresse mail du bénéficiaire"},
        {__LINE__, "Adresse", "Adresse"},
        {__LINE__, "Date de naissance (JJ/MM/AAAA)", "birth_date"},
        {__LINE__, "Prénom(s)", "first_name"},
        {__LINE__, "NOM et Prénom de la personne", "NOM et Prénom de la personne"},
        {__LINE__, "NIR (15 chiffres)", "nir"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Diags diags = diags_new(arena);
        Str bytes = str_print(arena,
                              "contract_id;declarant_siret;declared_on;person_ref;month;hours;%s\n"
                              "M;35600000000048;2026-04-05;P-1;2026-03;10;secret\n",
                              cases[i].header);
        HoursRows hours = {0};
        Lines lines = {0};
        OK_AT(cases[i].at, !hours_read(arena, STR("h.csv"), bytes, NULL, &hours, &lines, &diags));
        OK_AT(cases[i].at, hours.n == 0 && diags.count[DIAG_REFUSED] == 1 && lines.read == 0);
        OK_AT(cases[i].at, str_ends(diags.last->what, str_of(cases[i].shown)));
    }
}

int main(void) {
    Arena *arena = arena_new();
    test_whole(arena);
    test_declared_on(arena);
    test_discretion(arena);
    test_identity(arena);
    arena_free(arena);
    return tap_done();
}
