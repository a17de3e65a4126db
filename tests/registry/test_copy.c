/* Copies: whatever came in, the copy gives the same rows again, and a copy of the copy is the same bytes. */
#include "registry/copy.h"
#include "tests/parts.h"
#include "tests/tap.h"

static void show_list(Buf *out, StrList list) {
    for (size_t i = 0; i < list.n; i++) buf_print(out, "<%.*s>", STR_ARG(list.at[i]));
    buf_byte(out, '\n');
}

/* Every field of a row but the file, a line each. */
static void show_hours(Buf *out, const HoursRow *row) {
    buf_print(out, "<%.*s>\n<%.*s>\n%d\n<%.*s>\n%d\n%lld\n%lld\n<%.*s>\n<%.*s>\n<%.*s>\n%u %u <%.*s>\n",
              STR_ARG(row->contract_id), STR_ARG(row->declarant_siret), row->declared_on,
              STR_ARG(row->person_ref), row->month, (long long)row->hours, (long long)row->training_hours,
              STR_ARG(row->employer_kind), STR_ARG(row->contract_type), STR_ARG(row->proof), row->at.line,
              row->at.column, STR_ARG(row->at.field));
}

static void show_person(Buf *out, const Person *p) {
    buf_print(out, "<%.*s>\n<%.*s>\n<%.*s>\n<%.*s>\n<%.*s>\n<%.*s>\n<%.*s>\n<%.*s>\n<%.*s>\n<%.*s>\n",
              STR_ARG(p->ref), STR_ARG(p->sex), STR_ARG(p->age_band), STR_ARG(p->main_criterion),
              STR_ARG(p->education), STR_ARG(p->commune), STR_ARG(p->postal_code), STR_ARG(p->qpv),
              STR_ARG(p->prescriber), STR_ARG(p->exit));
    show_list(out, p->criteria);
    show_list(out, p->rome_codes);
    show_list(out, p->mobility);
    buf_print(out, "%d %d %d %d %u\n", p->available_from, p->entry_date, p->exit_date, p->declared_on,
              p->at.line);
}

/* What one reading gave: the rows as text, their copy, how many there are. */
typedef struct Read {
    Str rows, copy;
    size_t n, refused;
} Read;

static Read read_hours(Arena *arena, const char *file, Str bytes) {
    Diags diags = diags_new(arena);
    HoursRows hours = {0};
    Buf rows = {.arena = arena}, copy = {.arena = arena};
    hours_read(arena, str_of(file), bytes, NULL, &hours, NULL, &diags);
    for (size_t i = 0; i < hours.n; i++) show_hours(&rows, &hours.at[i]);
    hours_copy(&copy, hours.at, hours.n);
    return (Read){buf_str(&rows), buf_str(&copy), hours.n, diags.count[DIAG_REFUSED]};
}

static Read read_people(Arena *arena, const char *file, Str bytes) {
    Diags diags = diags_new(arena);
    People people = {0};
    Buf rows = {.arena = arena}, copy = {.arena = arena};
    people_read(arena, str_of(file), bytes, NULL, &people, NULL, &diags);
    for (size_t i = 0; i < people.n; i++) show_person(&rows, &people.at[i]);
    people_copy(&copy, people.at, people.n);
    return (Read){buf_str(&rows), buf_str(&copy), people.n, diags.count[DIAG_REFUSED]};
}

typedef Read Reader(Arena *arena, const char *file, Str bytes);

/* Whether the copy of a file reads back; how many rows it had. The copy's name has a date that is none of
 * its own. */
static bool comes_back(Arena *arena, Reader *reader, const char *file, Str bytes, size_t *rows) {
    Read first = reader(arena, file, bytes), again = reader(arena, "19991231-copy.csv", first.copy);
    *rows += first.n;
    bool good = str_eq(first.rows, again.rows) && str_eq(first.copy, again.copy) && !again.refused;
    if (!good)
        printf("# from:\n%.*s\n# copy:\n%.*s\n# rows:\n%.*s\n# again:\n%.*s\n", STR_ARG(bytes),
               STR_ARG(first.copy), STR_ARG(first.rows), STR_ARG(again.rows));
    return good;
}

/* Pieces that texts are made of: what spreadsheets, terminals and CSV take amiss, and words with a code. */
static Str odd_text(Arena *arena) {
    static const Str pieces[] = {
        {"a", 1},
        {"7", 1},
        {",", 1},
        {";", 1},
        {"\"\"", 2},
        {"'", 1},
        {"=", 1},
        {"+", 1},
        {"-", 1},
        {"@", 1},
        {"|", 1},
        {" ", 1},
        {"#", 1},
        {"#REF!", 5},
        {"\t", 1},
        {"\n", 1},
        {"\r\n", 2},
        {"\033[1m", 4},
        {"\x7F", 1},
        {"\xC2\xA0", 2},
        {"\xC2\x85", 2},
        {"\xEF\xBB\xBF", 3},
        {"\xE2\x80\xAF", 3},
        {"é", 2},
        {"RSA", 3},
        {"rsa", 3},
        {"- 26 ans", 8},
        {"50+", 3},
        {"50 ans et plus", 14},
        {"#FORMULA!", 9},
        {"\x01", 1},
        {"QPV", 3},
        {"\xC2\x9B", 2},
        {"\v", 1},
        {"=1+1", 4},
        {"0", 1},
    };
    Buf text = {.arena = arena};
    for (unsigned n = draw(5); n; n--) buf_add(&text, pieces[draw(sizeof pieces / sizeof *pieces)]);
    return buf_str(&text);
}

static const char *one_of(const char *const *words) {
    unsigned n = 0;
    while (words[n]) n++;
    return words[draw(n)];
}

static void add_cell(Buf *row, Str text, bool last) {
    buf_print(row, "\"%.*s\"%s", STR_ARG(text), last ? "\n" : ";");
}

static Str hours_file(Arena *arena) {
    static const char *const kinds[] = {"", "direct", "ETTI", "intérim d'insertion", "GEIQ", NULL};
    static const char *const contracts[] = {"", "CDI", "Intérim", "apprentissage", "autre", NULL};
    static const char *const hours[] = {"0", "35", "151,67", "1", "744", "0,01", "12 h", NULL};
    static const char *const training[] = {"", "0", "0,00", "0,01", NULL};
    static const char *const months[] = {"2026-03", "03/2026", "mars 2026", NULL};
    static const char *const days[] = {"", "2026-04-02", "31/12/2026", NULL};
    Buf file = {.arena = arena};
    if (draw(2)) buf_add(&file, STR("un titre\n"));
    buf_add(&file, STR("contract_id;declarant_siret;person_ref;month;hours;training_hours;employer_kind;"
                       "contract_type;declared_on;proof\n"));
    for (unsigned n = draw(6); n; n--) {
        add_cell(&file, str_cat(arena, draw(3) ? STR("M1") : (Str){0}, odd_text(arena)), false);
        add_cell(&file, STR("217 500 016 00019"), false);
        add_cell(&file, str_print(arena, "%.*s%u", STR_ARG(draw(3) ? (Str){0} : odd_text(arena)), draw(100)),
                 false);
        add_cell(&file, str_of(one_of(months)), false);
        add_cell(&file, str_of(one_of(hours)), false);
        add_cell(&file, str_of(one_of(training)), false);
        add_cell(&file, str_of(one_of(kinds)), false);
        add_cell(&file, str_of(one_of(contracts)), false);
        add_cell(&file, str_of(one_of(days)), false);
        add_cell(&file, odd_text(arena), true);
    }
    return buf_str(&file);
}

static Str people_file(Arena *arena) {
    static const char *const sexes[] = {"", "F", "Monsieur", "?", NULL};
    static const char *const years[] = {"", "1999", "1980", "1960", NULL};
    static const char *const bands[] = {"", "Moins de 26 ans", "50+", NULL};
    static const char *const levels[] = {"", "Infra 3", "CAP / BEP", "Bac + 2", "7", NULL};
    static const char *const days[] = {"", "2026-02-01", "01/02/2026", NULL};
    static const char *const exits[] = {"", "CDD >= 6 mois", "CDI", "perdu de vue", "en parcours", NULL};
    static const char *const places[] = {"", "93048", "2A004", NULL};
    static const char *const romes[] = {"", "F1703", "F1703, K2204 F1703", "|F1703", NULL};
    Buf file = {.arena = arena};
    buf_add(&file, STR("person_ref;sex;birth_year;age_band;criteria;main_criterion;education_level;"
                       "commune_insee;qpv;prescriber;rome_codes;available_from;mobility;entry_date;exit_date;"
                       "exit;declared_on\n"));
    for (unsigned n = draw(6); n; n--) {
        add_cell(&file, str_print(arena, "%.*s%u", STR_ARG(draw(3) ? (Str){0} : odd_text(arena)), draw(100)),
                 false);
        add_cell(&file, str_of(one_of(sexes)), false);
        add_cell(&file, str_of(one_of(years)), false);
        add_cell(&file, str_of(one_of(bands)), false);
        add_cell(&file, str_cat(arena, odd_text(arena), odd_text(arena)), false);
        add_cell(&file, draw(2) ? odd_text(arena) : (Str){0}, false);
        add_cell(&file, str_of(one_of(levels)), false);
        add_cell(&file, str_of(one_of(places)), false);
        add_cell(&file, draw(2) ? STR("oui") : (Str){0}, false);
        add_cell(&file, odd_text(arena), false);
        add_cell(&file, str_of(one_of(romes)), false);
        add_cell(&file, str_of(one_of(days)), false);
        add_cell(&file, str_cat(arena, odd_text(arena), odd_text(arena)), false);
        add_cell(&file, str_of(one_of(days)), false);
        add_cell(&file, draw(2) ? STR("30/06/2026") : (Str){0}, false);
        add_cell(&file, str_of(one_of(exits)), false);
        add_cell(&file, str_of(one_of(days)), true);
    }
    return buf_str(&file);
}

static void test_property(void) {
    enum { FILES = 4000, LEAST = 5000 };
    size_t hours = 0, people = 0, bad = 0;
    for (unsigned i = 0; i < FILES && bad < 3; i++) {
        Arena *arena = arena_new();
        draw_state = i;
        bad +=
            !comes_back(arena, read_hours, draw(2) ? "2026-12-31-h.csv" : "h.csv", hours_file(arena), &hours);
        bad += !comes_back(arena, read_people, draw(2) ? "2026-12-31-p.csv" : "p.csv", people_file(arena),
                           &people);
        arena_free(arena);
    }
    printf("# %zu rows of hours, %zu people\n", hours, people);
    NUM(bad, 0);
    OK(hours > LEAST && people > LEAST);
}

/* A list as long as the door takes, and a main criterion beside it. */
static void test_long_list(Arena *arena) {
    Buf file = {.arena = arena};
    buf_add(&file, STR("person_ref;criteria;main_criterion\nP-1;"));
    for (int i = 0; i < 1000; i++) buf_print(&file, "%sc%d", i ? "|" : "", i);
    buf_add(&file, STR(";one more\nP-2;a;b, c\n"));
    size_t rows = 0;
    OK(comes_back(arena, read_people, "p.csv", buf_str(&file), &rows));
    NUM(rows, 2);
}

static void test_form(Arena *arena) {
    Read read = read_hours(arena, "h.csv",
                           STR("Marché;SIRET;Référence salarié;Mois;Heures;dont formation;Déclaré le;Preuve\n"
                               "\n\"M;1\";217 500 016 00019;P-1;mars 2026;35;;02/04/2026;=x\n"));
    IS(read.copy, STR("contract_id,declarant_siret,declared_on,person_ref,month,hours,training_hours,"
                      "employer_kind,contract_type,proof,source_line\n"
                      "M;1,21750001600019,2026-04-02,P-1,2026-03,35.00,,,,'=x,3\n"));
    read = read_people(arena, "p.csv",
                       STR("Référence;Sexe;Année de naissance;Date d'entrée;Critères\n"
                           "P-1;Mme;1990;01/02/2026;bRSA, Parent isolé\n"));
    IS(read.copy, STR("person_ref,sex,age_band,criteria,main_criterion,education_level,commune_insee,"
                      "postal_code,qpv,prescriber,rome_codes,available_from,mobility,entry_date,exit_date,"
                      "exit,declared_on,source_line\n"
                      "P-1,F,30-39,RSA|Parent isolé,,,,,unknown,,,,,2026-02-01,,,,2\n"));
    read = read_people(arena, "p.csv", (Str){0});
    OK(str_starts(read.copy, STR("person_ref,")));
}

int main(void) {
    Arena *arena = arena_new();
    test_form(arena);
    test_long_list(arena);
    test_property();
    arena_free(arena);
    return tap_done();
}
