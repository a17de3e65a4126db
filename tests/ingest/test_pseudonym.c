/* Pseudonyms: spellings of one person are one, two persons are two, and no message says who. */
#include "base/fold.h"
#include "ingest/hours.h"
#include "ingest/person.h"
#include "ingest/pseudonym.h"
#include "tests/tap.h"

/* Filled in main(). */
static Key key;
static ColumnNames keyed = {.key = &key};

/* The references of people, and then every message, each on a line. */
static Str read_people(Arena *arena, Str bytes, const ColumnNames *names) {
    Diags diags = diags_new(arena);
    People people = {0};
    Lines lines = {0};
    Buf out = {.arena = arena};
    people_read(arena, STR("p.csv"), bytes, names, &people, &lines, &diags);
    for (size_t i = 0; i < people.n; i++) buf_print(&out, "%.*s\n", STR_ARG(people.at[i].ref));
    for (const Diag *diag = diags.first; diag; diag = diag->next)
        buf_print(&out, "%.*s\n", STR_ARG(diag_print(arena, diag)));
    return buf_str(&out);
}

/* Made by Python's hashlib of "person", "dupont", "elodie" and "1985-03-09", each behind its length. */
#define DUPONT "p1-73ha4bdmty4hpf6yq3n955vc5f"

static void test_spellings(Arena *arena) {
    static const struct {
        int at;
        const char *last, *first, *born;
        bool same;
    } cases[] = {
        {__LINE__, "DUPONT", "Élodie", "09/03/1985", true},
        {__LINE__, "dupont", "elodie", "1985-03-09", true},
        {__LINE__, " Dupont ", "E\u0301lodie", "9 mars 1985", true}, /* a letter and a combining accent */
        {__LINE__, "Du-Pont", "Élo-die", "9.3.1985", true},
        {__LINE__, "d\u2019Upont", "\u00C9LODIE", "1985-03-09T00:00:00", true},
        {__LINE__, "D'UPONT", "Elo\u00A0die", "19850309", true},
        {__LINE__, "Dupond", "Élodie", "09/03/1985", false},
        {__LINE__, "Dupont", "Élodie", "10/03/1985", false},
        {__LINE__, "Élodie", "Dupont", "09/03/1985", false},
        {__LINE__, "Dupontelodie", "x", "09/03/1985", false},
        {__LINE__, "Dupont", "Élodie Marie", "09/03/1985", false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Str bytes = str_print(arena, "Nom;Prénom;Date de naissance\n%s;%s;%s\n", cases[i].last,
                              cases[i].first, cases[i].born);
        Str read = read_people(arena, bytes, &keyed);
        OK_AT(cases[i].at, str_eq(read, STR(DUPONT "\n")) == cases[i].same);
        OK_AT(cases[i].at, str_starts(read, STR("p1-")) && read.n == 30);
    }
    Key another = key;
    another.bytes[0]++;
    OK(!str_eq(pseudonym_of(arena, &another, STR("Dupont"), STR("Élodie"), date_of(1985, 3, 9)),
               STR(DUPONT)));
}

/* Which of both, and what neither is enough for. A fault names row and column; `secret` is never in it. */
static void test_choice(Arena *arena) {
    static const struct {
        int at;
        const char *head, *row, *want;
    } cases[] = {
        {__LINE__, "Référence;Nom;Prénom;Né(e) le", "P-7;Dupont;Élodie;09/03/1985", "P-7\n"},
        {__LINE__, "Référence;Nom;Prénom;Né(e) le", ";Dupont;Élodie;09/03/1985", DUPONT "\n"},
        {__LINE__, "Référence;Nom;Prénom;Né(e) le", "P-7;;;", "P-7\n"},
        {__LINE__, "Référence;Nom;Prénom;Né(e) le", ";Secret;Secret;",
         "p.csv:2: birth_date: empty: two namesakes would become one person: row refused\n"},
        {__LINE__, "Référence;Nom;Prénom;Né(e) le", ";Secret;-;09/03/1985",
         "p.csv:2: first_name: empty: row refused\n"},
        {__LINE__, "Référence;Nom;Prénom;Né(e) le", ";;Secret;09/03/1985",
         "p.csv:2: last_name: empty: row refused\n"},
        {__LINE__, "Référence;Nom;Prénom;Né(e) le", ";Secret;Secret;01/01/1900",
         "p.csv:2: birth_date: no birth date that can be right: row refused\n"},
        {__LINE__, "Référence;Nom;Prénom;Né(e) le", ";Secret;Secret;SECRET",
         "p.csv:2: birth_date: no date like 1985-03-09 or 09/03/1985: row refused\n"},
        {__LINE__, "Référence;Nom;Prénom;Né(e) le", "Secret;Secret;Secret;09/03/1985",
         "p.csv:2: person_ref: no reference, which has a digit and no blank: a name?: row refused\n"},
        {__LINE__, "Référence;Nom et prénom;NIR;Tél portable;E-mail", "P-7;Secret;1;2;3", "P-7\n"},
        {__LINE__, "Référence;Nom;NIR", ";Secret;1", "p.csv:2: person_ref: empty: row refused\n"},
        {__LINE__, "Référence;Téléphone;Portable;Adresse;Domicile", "P-7;1;2;3;4", "P-7\n"},
        {__LINE__, "Nom et prénom;Date de naissance", "Secret Secret;09/03/1985",
         "p.csv:1: no column for person_ref (or for last_name, first_name and birth_date): file refused\n"},
        {__LINE__, "Nom;Prénom;Sexe", "Secret;Secret;F",
         "p.csv:1: no column for person_ref (or for last_name, first_name and birth_date): file refused\n"},
        {__LINE__, "Nom de naissance;Nom d'usage Secret;Prénom;Né le", "Secret;Secret;Secret;09/03/1985",
         "p.csv:1: two columns for one thing: Nom de naissance and last_name (last_name): file refused\n"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Str bytes = str_print(arena, "%s\n%s\n", cases[i].head, cases[i].row);
        Str read = read_people(arena, bytes, &keyed);
        IS_AT(cases[i].at, read, str_of(cases[i].want));
        OK_AT(cases[i].at, str_find(fold(arena, read), STR("secret")) == SIZE_MAX);
    }
}

/* The house says which of two is the name. */
static void test_own_names(Arena *arena) {
    Diags diags = diags_new(arena);
    SectionFile file =
        section_parse(arena, STR("c.conf"), STR("[columns people]\nlast_name = Nom de naissance\n"), &diags);
    ColumnNames names = {.sections = file.sections, .n = file.n, .key = &key};
    IS(read_people(arena, STR("Nom d'usage;Nom de naissance;Prénom;Né le\nX;Dupont;Élodie;09/03/1985\n"),
                   &names),
       STR(DUPONT "\np.csv:1: columns not known: Nom d'usage: ignored\n"));
}

/* Two spellings in one file of people are one person, of whom there is one row. */
static void test_second_row(Arena *arena) {
    IS(read_people(arena, STR("Nom;Prénom;Né le\nDUPONT;Élodie;09/03/1985\ndupont;elodie;1985-03-09\n"),
                   &keyed),
       STR(DUPONT "\np.csv:3: person_ref: a second row for the person of p.csv:2: row refused\n"));
}

/* What a date of birth and an address leave behind. */
static void test_traces(Arena *arena) {
    static const struct {
        int at;
        const char *born, *year, *entry, *address, *postal, *band, *want;
    } cases[] = {
        {__LINE__, "01/06/2000", "", "31/05/2026", "", "", "<26", ""},
        {__LINE__, "01/06/2000", "", "01/06/2026", "", "", "26-29", ""},
        {__LINE__, "29/02/2000", "", "28/02/2030", "", "", "26-29", ""},
        {__LINE__, "29/02/2000", "", "01/03/2030", "", "", "30-39", ""},
        {__LINE__, "01/06/2000", "1970", "31/05/2026", "", "", "<26", ""},
        {__LINE__, "", "1970", "31/05/2026", "", "", "50+", ""},
        {__LINE__, "01/06/2000", "", "", "", "", "unknown", ""},
        {__LINE__, "", "", "31/05/2026", "12 rue des Lilas 93100 Montreuil", "", "unknown", "93100"},
        {__LINE__, "", "", "", "12345 voie Neuve, 01000 Bourg", "", "unknown", "01000"},
        {__LINE__, "", "", "", "93100 Montreuil", "", "unknown", "93100"},
        {__LINE__, "", "", "", "93100 Montreuil", "75011", "unknown", "75011"},
        {__LINE__, "", "", "", "12 rue des Lilas, Montreuil 93100", "", "unknown", ""},
        {__LINE__, "", "", "", "0612345678 Montreuil", "", "unknown", ""},
        {__LINE__, "", "", "", "193100 Montreuil", "", "unknown", ""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Diags diags = diags_new(arena);
        People people = {0};
        Str bytes = str_print(
            arena, "Référence;Né le;Année de naissance;Date d'entrée;Adresse;CP\nP-1;%s;%s;%s;\"%s\";%s\n",
            cases[i].born, cases[i].year, cases[i].entry, cases[i].address, cases[i].postal);
        people_read(arena, STR("p.csv"), bytes, &keyed, &people, NULL, &diags);
        if (!OK_AT(cases[i].at, people.n == 1)) continue;
        IS_AT(cases[i].at, people.at[0].age_band, str_of(cases[i].band));
        IS_AT(cases[i].at, people.at[0].postal_code, str_of(cases[i].want));
    }
}

/* Hours, whose person is the one of the people's file. */
static void test_hours(Arena *arena) {
    Diags diags = diags_new(arena);
    HoursRows hours = {0};
    Str bytes = STR("Marché;SIRET;Nom;Prénom;Date de naissance;Mois;Heures\n"
                    "M1;21750001600019;DUPONT;Élodie;09/03/1985;03/2026;35\n"
                    "M1;21750001600019;Secret;Jean;;03/2026;35\n");
    OK(hours_read(arena, STR("2026-04-02-h.csv"), bytes, &keyed, &hours, NULL, &diags));
    if (OK(hours.n == 1)) IS(hours.at[0].person_ref, STR(DUPONT));
    NUM(diags.count[DIAG_REFUSED], 1);
    OK(!diags.first->kept.n);
    OK(!hours_read(arena, STR("2026-04-02-h.csv"), bytes, NULL, &hours, NULL, &diags));
    PersonRefs refs = {0};
    OK(person_refs_read(arena, STR("h.csv"), bytes, &keyed, &refs, NULL, &diags));
    if (OK(refs.n == 1)) IS(refs.at[0].ref, STR(DUPONT));
    if (refs.n) NUM(refs.at[0].at.line, 2);
}

static void test_declared_on(Arena *arena) {
    static const struct {
        int at;
        const char *file, *head, *cell;
        Date want;
    } cases[] = {
        {__LINE__, "p.csv", "x", "", DATE_ABSENT},
        {__LINE__, "2026-03-31-p.csv", "x", "", 20543},
        {__LINE__, "20260331_p.csv", "x", "", 20543},
        {__LINE__, "in/2026-03-31-p.csv", "Mis à jour le", "", 20543},
        {__LINE__, "in/2026-03-31-p.csv", "Mis à jour le", "02/04/2026", 20545},
        {__LINE__, "p.csv", "Date de mise à jour", "02/04/2026", 20545},
        {__LINE__, "2026-03-31-p.csv", "source_line", "7", DATE_ABSENT},
    };
    NUM(date_of(2026, 3, 31), 20543);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Diags diags = diags_new(arena);
        People people = {0};
        Str bytes = str_print(arena, "person_ref;sex;%s\nP-1;F;%s\n", cases[i].head, cases[i].cell);
        people_read(arena, str_of(cases[i].file), bytes, NULL, &people, NULL, &diags);
        if (OK_AT(cases[i].at, people.n == 1)) NUM_AT(cases[i].at, people.at[0].declared_on, cases[i].want);
    }
}

/* A pseudonym passes where an agency's reference does: an archived copy is read back, whatever the hash. */
static void test_all_pass(Arena *arena) {
    size_t bad = 0;
    Buf rows = {.arena = arena};
    buf_add(&rows, STR("person_ref;sex\n"));
    enum { COUNT = 20000 };
    for (unsigned i = 0; i < COUNT; i++) {
        Str name = str_print(arena, "%u", i);
        Str ref = pseudonym_of(arena, &key, name, STR("x"), date_of(1985, 3, 9));
        buf_print(&rows, "%.*s;F\n", STR_ARG(ref));
        bad += ref.n != 29;
    }
    NUM(bad, 0);
    Diags diags = diags_new(arena);
    People people = {0};
    people_read(arena, STR("p.csv"), buf_str(&rows), NULL, &people, NULL, &diags);
    NUM(people.n, COUNT); /* and no two are one */
}

int main(void) {
    Arena *arena = arena_new();
    memcpy(key.bytes, "0123456789abcdef0123456789ABCDEF", KEY_BYTES);
    test_spellings(arena);
    test_choice(arena);
    test_own_names(arena);
    test_second_row(arena);
    test_traces(arena);
    test_hours(arena);
    test_declared_on(arena);
    test_all_pass(arena);
    arena_free(arena);
    return tap_done();
}
