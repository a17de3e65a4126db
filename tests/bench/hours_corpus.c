/* hours_corpus.c - a seeded year of a convention for `make bench`. usage: hours_corpus CONVENTION COUNT
 *
 * Writes into the folders of a convention: 50 contracts (reference/), COUNT hours rows, a file a month
 * (inbox/hours/), and those who worked them (inbox/people/). Each person works on one contract, in every
 * month; one row in a hundred has a defect of those that real files have. The same arguments give the same
 * bytes. */
#include "tests/bench/words.h"
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

enum { CONTRACTS = 50, MONTHS = 10, BODIES = 12 };

static FILE *file(const char *folder, const char *format, ...) {
    char name[256], path[4096];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(name, sizeof name, format, arguments);
    va_end(arguments);
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *f = fopen(path, "w");
    if (!f) exit(3);
    return f;
}

static void end(FILE *f) {
    if (fclose(f) != 0) exit(3);
}

static void contracts(const char *folder, const char sirets[BODIES][16]) {
    static const char *const trades[] = {"structural_works", "cleaning", "landscaping", "painting"};
    FILE *f = file(folder, "reference/contracts.csv");
    fputs("contract_id;title;buyer;contractor_name;contractor_siret;nature;cpv;trade;mechanism;amount;"
          "hours_committed;start_date;end_date;status\n",
          f);
    for (unsigned i = 0; i < CONTRACTS; i++) {
        const char *const *object = PICK(objects);
        fprintf(f,
                "M26-%03u;%s;Communauté d’agglomération;Entreprise n° %u;%s;%s;%s;%s;execution_clause;%u,00;"
                "%u;2026-01-01;2026-12-31;running\n",
                i, object[0], i % BODIES, sirets[i % BODIES], object[2], object[1], PICK(trades),
                100000 + draw(2000000), 5000 + draw(10000));
    }
    end(f);
}

static void hours(const char *folder, const char sirets[BODIES][16], unsigned people) {
    static const char *const employers[][2] = {{"ETTI", "CTT"}, {"AI", "CDDU"}, {"direct", "CDD"}};
    for (unsigned month = 1; month <= MONTHS; month++) {
        FILE *f = file(folder, "inbox/hours/2026-%02u.csv", month);
        fputs("contract_id;declarant_siret;declared_on;person_ref;month;hours;employer_kind;contract_type\n",
              f);
        for (unsigned person = 0; person < people; person++) {
            const char *const *employer = employers[person % 3];
            fprintf(f, "M26-%03u;%s;2026-%02u-05;P-%05u;2026-%02u;%u,%02u;%s;%s\n", person % CONTRACTS,
                    sirets[person % BODIES], month + 1, person, month, draw(100) ? 20 + draw(120) : 900,
                    draw(100), employer[0], employer[1]);
        }
        end(f);
    }
}

static void people(const char *folder, unsigned count) {
    static const char *const criteria[] = {"RSA", "DELD", "<26|QPV", "TH|DELD", "50+"};
    static const char *const levels[] = {"infra 3", "3", "4", "5"};
    FILE *f = file(folder, "inbox/people/2026-01-05-people.csv");
    fputs("person_ref;sex;birth_year;criteria;education_level;commune_insee;qpv;prescriber;entry_date\n", f);
    for (unsigned i = 0; i < count; i++)
        fprintf(f, "P-%05u;%s;%u;%s;%s;92%03u;%s;France Travail;2026-01-05\n", i, draw(2) ? "F" : "M",
                1962 + draw(44), PICK(criteria), PICK(levels), 1 + draw(70), draw(2) ? "yes" : "no");
    end(f);
}

int main(int argc, char **argv) {
    if (argc != 3) return 2;
    unsigned count = (unsigned)strtoul(argv[2], NULL, 10) / MONTHS;
    char sirets[BODIES][16];
    for (unsigned i = 0; i < BODIES; i++) draw_siret(sirets[i]);
    contracts(argv[1], sirets);
    hours(argv[1], sirets, count);
    people(argv[1], count);
    return 0;
}
