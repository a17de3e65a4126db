/* People: traits as people write them, folded into the few words that a review counts. */
#include "ingest/person.h"
#include "tests/tap.h"

static Str list(Arena *arena, StrList items) {
    return str_join(arena, items, STR(" "));
}

/* One column's cell read for a person who entered on 2026-02-01. */
static bool read_one(Arena *arena, const char *column, const char *cell, Person *person) {
    Diags diags = diags_new(arena);
    People people = {0};
    Str bytes = str_print(arena, "person_ref;entry_date;%s\nP-1;2026-02-01;\"%s\"\n", column, cell);
    people_read(arena, STR("p.csv"), bytes, NULL, &people, NULL, &diags);
    if (people.n) *person = people.at[0];
    return people.n == 1 && !diags.count[DIAG_REFUSED];
}

static Str trait(const Person *person, const char *column) {
    if (str_is(str_of(column), "sex")) return person->sex;
    if (str_is(str_of(column), "birth_year") || str_is(str_of(column), "age_band")) return person->age_band;
    if (str_is(str_of(column), "education_level")) return person->education;
    if (str_is(str_of(column), "commune_insee")) return person->commune;
    if (str_is(str_of(column), "qpv")) return person->qpv;
    if (str_is(str_of(column), "main_criterion")) return person->main_criterion;
    return person->exit;
}

static void test_traits(Arena *arena) {
    static const struct {
        int at;
        const char *column, *cell, *want; /* NULL: refused */
    } cases[] = {
        {__LINE__, "sex", "H", "M"},
        {__LINE__, "sex", "Mme", "F"},
        {__LINE__, "sex", "", "unknown"},
        {__LINE__, "sex", "?", "unknown"},
        {__LINE__, "sex", "Z", NULL},
        {__LINE__, "birth_year", "2000", "26-29"},
        {__LINE__, "birth_year", "2001", "<26"},
        {__LINE__, "birth_year", "1976", "50+"},
        {__LINE__, "birth_year", "1977", "40-49"},
        {__LINE__, "birth_year", "", "unknown"},
        {__LINE__, "birth_year", "2015", NULL},
        {__LINE__, "birth_year", "01/01/1990", NULL},
        {__LINE__, "age_band", "Moins de 26 ans", "<26"},
        {__LINE__, "age_band", "26 à 29 ans", "26-29"},
        {__LINE__, "age_band", "50 ans et plus", "50+"},
        {__LINE__, "age_band", "60", NULL},
        {__LINE__, "education_level", "Infra 3", "infra 3"},
        {__LINE__, "education_level", "1", "infra 3"},
        {__LINE__, "education_level", "CAP / BEP", "3"},
        {__LINE__, "education_level", "Niveau V", "3"},
        {__LINE__, "education_level", "Bac", "4"},
        {__LINE__, "education_level", "Bac + 2", "5"},
        {__LINE__, "education_level", "7", "6+"},
        {__LINE__, "education_level", "", ""},
        {__LINE__, "education_level", "9", NULL},
        {__LINE__, "commune_insee", "92026", "92026"},
        {__LINE__, "commune_insee", "2A004", "2A004"},
        {__LINE__, "commune_insee", "1004", NULL},
        {__LINE__, "commune_insee", "Paris", NULL},
        {__LINE__, "qpv", "O", "yes"},
        {__LINE__, "qpv", "Non", "no"},
        {__LINE__, "qpv", "NSP", "unknown"},
        {__LINE__, "main_criterion", "Bénéficiaire du RSA", "RSA"},
        {__LINE__, "main_criterion", "RQTH", "TH"},
        {__LINE__, "main_criterion", "- 26 ans", "<26"},
        {__LINE__, "main_criterion", "Parent isolé", "Parent isolé"},
        {__LINE__, "exit", "CDD ≥ 6 mois", "CDD>=6m"},
        {__LINE__, "exit", "CDD >= 6 mois", "CDD>=6m"},
        {__LINE__, "exit", "CDD de moins de 6 mois", "CDD<6m"},
        {__LINE__, "exit", "CDD<6m", "CDD<6m"},
        {__LINE__, "exit", "Formation qualifiante", "training"},
        {__LINE__, "exit", "sans emploi", "none"},
        {__LINE__, "exit", "perdu de vue", "unknown"},
        {__LINE__, "exit", "en parcours", ""},
        {__LINE__, "exit", "CDD", NULL},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Person person = {0};
        bool read = read_one(arena, cases[i].column, cases[i].cell, &person);
        OK_AT(cases[i].at, read == (cases[i].want != NULL));
        if (read) IS_AT(cases[i].at, trait(&person, cases[i].column), str_of(cases[i].want));
    }
}

static void test_whole(Arena *arena) {
    Diags diags = diags_new(arena);
    People people = {0};
    Str bytes =
        STR("Référence;Sexe du bénéficiaire;Tranche d'âge;Critères;Critère principal;Codes ROME;Mobilité;"
            "Date d'entrée;Date de sortie;Sortie;Disponible le\n"
            "P-1;F;26-29;bRSA | habitant QPV, RSA;DELD;F1703|F1702;92026;01/02/2026;30/06/2026;;2026-02-01\n"
            "P-2;;;;;;;;;;\n");
    people_read(arena, STR("p.csv"), bytes, NULL, &people, NULL, &diags);
    NUM(diags.count[DIAG_REFUSED] + diags.count[DIAG_NOTE], 0);
    if (!OK(people.n == 2)) return;
    const Person *p = &people.at[0];
    IS(p->age_band, STR("26-29"));
    IS(list(arena, p->criteria), STR("RSA QPV DELD"));
    IS(p->main_criterion, STR("DELD"));
    IS(list(arena, p->rome_codes), STR("F1703 F1702"));
    NUM(p->exit_date, date_of(2026, 6, 30));
    IS(p->exit, STR("unknown"));
    p = &people.at[1];
    IS(p->sex, STR("unknown"));
    IS(p->age_band, STR("unknown"));
    NUM(p->entry_date, DATE_ABSENT);
    OK(!p->exit.n && !p->criteria.n && !p->main_criterion.n);
}

/* References that are none: names, phones, social security numbers. */
static void test_references(Arena *arena) {
    static const struct {
        int at;
        const char *ref;
        bool good;
    } cases[] = {
        {__LINE__, "P-0378", true},         {__LINE__, "17", true},
        {__LINE__, "2024_0007", true},      {__LINE__, "Martin", false},
        {__LINE__, "Martin 2", false},      {__LINE__, "m2@exemple.fr", false},
        {__LINE__, "0612345678", false},    {__LINE__, "190017511112345", false},
        {__LINE__, "1900175111123", false}, {__LINE__, "", false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Diags diags = diags_new(arena);
        People people = {0};
        Str bytes = str_print(arena, "person_ref;sex\n%s;F\n", cases[i].ref);
        people_read(arena, STR("p.csv"), bytes, NULL, &people, NULL, &diags);
        NUM_AT(cases[i].at, people.n, cases[i].good);
    }
}

int main(void) {
    Arena *arena = arena_new();
    test_traits(arena);
    test_whole(arena);
    test_references(arena);
    arena_free(arena);
    return tap_done();
}
