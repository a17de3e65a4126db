/* decp_corpus.c - seeded award data (DECP) for `make bench`, as XML of schema 2.0 or as the table made of it.
 * usage: decp_corpus xml|csv FILE MEGABYTES
 *
 * Shaped after what is published: about 1,850 bytes a contract in XML; in the table, about 330 bytes a row
 * and a row for each supplier, so that the rows of a group of companies adjoin. One contract in ten is
 * modified, which gives its table rows of their own; one in a hundred has a defect of those that real files
 * have, all of them in values: the XML is well-formed, the table's quotes are closed. */
#include "tests/bench/words.h"
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_SUPPLIERS = 3 };

typedef struct Supplier {
    char id[16];
    const char *id_kind;
    unsigned name;
} Supplier;

typedef struct Contract {
    char id[20], buyer[16];
    unsigned buyer_name, lot, advance, offers, suppliers;
    const char *const *object;     /* title, CPV, nature */
    const char *between, *details; /* of the object's text, both empty where the title says it all */
    char cpv[12], place[8], months[8], amount[16], notified[12], published[12];
    const char *procedure, *price, *technique, *place_kind;
    const char *social[2]; /* NULL where it has none, or one */
    Supplier supplier[MOST_SUPPLIERS];
    bool modified;
    char new_months[8], new_amount[16], modified_on[12];
} Contract;

static const char *const procedures[] = {
    "Procédure adaptée",          "Procédure adaptée",
    "Appel d'offres ouvert",      "Appel d'offres ouvert",
    "Procédure avec négociation", "Marché passé sans publicité ni mise en concurrence préalable"};
static const char *const prices[] = {"Forfaitaire", "Unitaire", "Mixte"};
static const char *const techniques[] = {"Sans objet", "Sans objet", "Accord-cadre", "Concours"};
/* Most say nothing. */
static const char *const socials[][2] = {
    {NULL},
    {NULL},
    {NULL},
    {NULL},
    {NULL},
    {"Clause sociale"},
    {"Critère social"},
    {"Clause sociale", "Critère social"},
};
static const char *const betweens[] = {" - ", " : ", ", ", "\n"};

static void draw_date(char date[12]) {
    snprintf(date, 12, "20%02u-%02u-%02u", 24 + draw(2), 1 + draw(12), 1 + draw(28));
}

static void draw_amount(char amount[16]) {
    unsigned euros = 40000 + draw(1500000);
    if (draw(3)) snprintf(amount, 16, "%u", euros);
    else snprintf(amount, 16, "%u.%02u", euros, draw(100));
}

static void draw_months(char months[8]) {
    snprintf(months, 8, "%u", 1 + draw(48));
}

/* One of the defects of real files. */
static void spoil(Contract *contract) {
    switch (draw(8)) {
    case 0:
        contract->id[0] = 0;
        break;
    case 1:
        strcpy(contract->id, "000000000000");
        break;
    case 2:
        strcpy(contract->months, "NC");
        break;
    case 3:
        strcpy(contract->place, "croix");
        break;
    case 4:
        contract->cpv[0] = 0;
        break;
    case 5:
        strcpy(contract->amount, "NC");
        break;
    case 6:
        contract->supplier[0].id[9] = 0;
        break;
    default:
        contract->procedure = "Appel d offres ouvert";
        contract->supplier[0].id_kind = "Siret";
    }
}

static Contract draw_contract(unsigned number) {
    Contract contract = {.buyer_name = draw(900),
                         .lot = 1 + draw(12),
                         .advance = draw(2),
                         .offers = 1 + draw(9),
                         .suppliers = draw(4) ? 1 : 2 + draw(MOST_SUPPLIERS - 1),
                         .object = PICK(objects),
                         .procedure = PICK(procedures),
                         .price = PICK(prices),
                         .technique = PICK(techniques),
                         .place_kind = "Code postal",
                         .modified = draw(10) == 0};
    snprintf(contract.id, sizeof contract.id, "2024-%07uL%02u", number, contract.lot);
    draw_siret(contract.buyer);
    contract.between = contract.details = "";
    if (draw(7) == 0) {
        contract.between = PICK(betweens);
        contract.details = PICK(sentences);
    }
    if (draw(2)) snprintf(contract.cpv, sizeof contract.cpv, "%s-%u", contract.object[1], draw(10));
    else snprintf(contract.cpv, sizeof contract.cpv, "%s", contract.object[1]);
    snprintf(contract.place, sizeof contract.place, "%s", PICK(places)[1]);
    memcpy(contract.social, PICK(socials), sizeof contract.social);
    draw_months(contract.months);
    draw_amount(contract.amount);
    draw_date(contract.notified);
    draw_date(contract.published);
    for (unsigned i = 0; i < contract.suppliers; i++) {
        draw_siret(contract.supplier[i].id);
        contract.supplier[i].id_kind = "SIRET";
        contract.supplier[i].name = draw(9000);
    }
    draw_months(contract.new_months);
    draw_amount(contract.new_amount);
    draw_date(contract.modified_on);
    if (draw(100) == 0) spoil(&contract);
    return contract;
}

/* As XML. Nothing that is drawn needs escaping. */

static const char spaces[] = "                        ";

static void indent(FILE *f, unsigned depth) {
    fwrite(spaces, 1, 4 * (size_t)depth, f);
}

static void xml_open(FILE *f, unsigned depth, const char *name) {
    indent(f, depth);
    fprintf(f, "<%s>\n", name);
}

static void xml_close(FILE *f, unsigned depth, const char *name) {
    indent(f, depth);
    fprintf(f, "</%s>\n", name);
}

__attribute__((format(printf, 4, 5))) static void xml_text(FILE *f, unsigned depth, const char *name,
                                                           const char *format, ...) {
    va_list values;
    indent(f, depth);
    fprintf(f, "<%s>", name);
    va_start(values, format);
    vfprintf(f, format, values);
    va_end(values);
    fprintf(f, "</%s>\n", name);
}

/* A list of one: most are. */
static void xml_single(FILE *f, const char *list, const char *name, const char *value) {
    xml_open(f, 2, list);
    xml_text(f, 3, name, "%s", value);
    xml_close(f, 2, list);
}

static void xml_suppliers(FILE *f, const Contract *contract) {
    xml_open(f, 2, "titulaires");
    for (unsigned i = 0; i < contract->suppliers; i++) {
        xml_open(f, 3, "titulaire");
        xml_text(f, 4, "id", "%s", contract->supplier[i].id);
        xml_text(f, 4, "typeIdentifiant", "%s", contract->supplier[i].id_kind);
        xml_close(f, 3, "titulaire");
    }
    xml_close(f, 2, "titulaires");
}

static void xml_modification(FILE *f, const Contract *contract) {
    xml_open(f, 2, "modifications");
    xml_open(f, 3, "modification");
    xml_text(f, 4, "id", "1");
    xml_text(f, 4, "dureeMois", "%s", contract->new_months);
    xml_text(f, 4, "montant", "%s", contract->new_amount);
    xml_text(f, 4, "dateNotificationModification", "%s", contract->modified_on);
    xml_text(f, 4, "datePublicationDonneesModification", "%s", contract->modified_on);
    xml_close(f, 3, "modification");
    xml_close(f, 2, "modifications");
}

static void xml_contract(FILE *f, const Contract *contract) {
    xml_open(f, 1, "marche");
    xml_text(f, 2, "id", "%s", contract->id);
    xml_single(f, "acheteur", "id", contract->buyer);
    xml_text(f, 2, "marcheInnovant", "non");
    xml_text(f, 2, "ccag", "Pas de CCAG");
    xml_text(f, 2, "offresRecues", "%u", contract->offers);
    xml_text(f, 2, "formePrix", "%s", contract->price);
    xml_single(f, "typesPrix", "typePrix", "Définitif révisable");
    xml_single(f, "considerationsEnvironnementales", "considerationEnvironnementale",
               "Clause environnementale");
    xml_text(f, 2, "attributionAvance", "%s", contract->advance ? "oui" : "non");
    xml_open(f, 2, "considerationsSociales");
    if (!contract->social[0]) xml_text(f, 3, "considerationSociale", "Pas de considération sociale");
    for (unsigned i = 0; i < 2 && contract->social[i]; i++)
        xml_text(f, 3, "considerationSociale", "%s", contract->social[i]);
    xml_close(f, 2, "considerationsSociales");
    xml_text(f, 2, "nature", "Marché");
    xml_text(f, 2, "objet", "%s - lot n° %u%s%s", contract->object[0], contract->lot, contract->between,
             contract->details);
    xml_text(f, 2, "codeCPV", "%s", contract->cpv);
    xml_single(f, "techniques", "technique", contract->technique);
    xml_suppliers(f, contract);
    xml_text(f, 2, "typeGroupementOperateurs", "%s",
             contract->suppliers > 1 ? "Conjoint" : "Pas de groupement");
    xml_text(f, 2, "sousTraitanceDeclaree", "non");
    xml_text(f, 2, "datePublicationDonnees", "%s", contract->published);
    xml_text(f, 2, "procedure", "%s", contract->procedure);
    xml_open(f, 2, "lieuExecution");
    xml_text(f, 3, "code", "%s", contract->place);
    xml_text(f, 3, "typeCode", "%s", contract->place_kind);
    xml_close(f, 2, "lieuExecution");
    xml_text(f, 2, "dureeMois", "%s", contract->months);
    xml_text(f, 2, "dateNotification", "%s", contract->notified);
    xml_text(f, 2, "montant", "%s", contract->amount);
    if (contract->modified) xml_modification(f, contract);
    xml_close(f, 1, "marche");
}

/* As a table: a row for each supplier, and those again as the contract stands after its modification. */

static void csv_row(FILE *f, const Contract *contract, const Supplier *supplier, bool now) {
    bool quoted = contract->between[0];
    fprintf(f, "%s,%s%s,%s,", contract->id, contract->buyer, contract->id, contract->buyer);
    if (contract->buyer_name % 8) fprintf(f, "Commune n° %u", contract->buyer_name);
    else fprintf(f, "\"Syndicat \"\"Eau %u\"\", régie\"", contract->buyer_name);
    fprintf(f, ",Marché,%s%s - lot n° %u%s%s%s,", quoted ? "\"" : "", contract->object[0], contract->lot,
            contract->between, contract->details, quoted ? "\"" : "");
    fprintf(f, "%s,%s,%s,,,,,,%u,non,,,%s,%s,,%s,%s,%s,%s,%s,", contract->cpv, contract->procedure,
            contract->advance ? "oui" : "non", contract->offers, contract->place, contract->place_kind,
            now ? contract->new_months : contract->months, contract->notified, contract->published,
            now ? contract->new_amount : contract->amount, contract->price);
    fprintf(f, "%s,%s,Entreprise n° %u,,,%s,,%u,", supplier->id, supplier->id_kind, supplier->name,
            now || !contract->modified ? "oui" : "non", now);
    if (contract->social[1]) fprintf(f, "\"%s, %s\"\n", contract->social[0], contract->social[1]);
    else fprintf(f, "%s\n", contract->social[0] ? contract->social[0] : "");
}

static void csv_contract(FILE *f, const Contract *contract) {
    for (unsigned now = 0; now <= contract->modified; now++)
        for (unsigned i = 0; i < contract->suppliers; i++) csv_row(f, contract, &contract->supplier[i], now);
}

static const char csv_header[] =
    "id,uid,acheteur_id,acheteur_nom,nature,objet,codeCPV,procedure,attributionAvance,tauxAvance,ccag,"
    "origineUE,"
    "origineFrance,marcheInnovant,offresRecues,sousTraitanceDeclaree,typeGroupementOperateurs,idAccordCadre,"
    "lieuExecution_code,lieuExecution_typeCode,lieuExecution_nom,dureeMois,dateNotification,"
    "datePublicationDonnees,montant,formePrix,titulaire_id,titulaire_typeIdentifiant,"
    "titulaire_denominationSociale,objetModification,source,donneesActuelles,anomalies,modification_id,"
    "considerationsSociales\n";

static const struct {
    const char *name, *head, *foot;
    void (*write)(FILE *f, const Contract *contract);
} formats[] = {
    {"xml", "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<marches>\n", "</marches>\n", xml_contract},
    {"csv", csv_header, "", csv_contract},
};

int main(int argc, char **argv) {
    if (argc != 4) return 2;
    off_t size = (off_t)strtoul(argv[3], NULL, 10) * 1000000;
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++) {
        if (strcmp(argv[1], formats[i].name) != 0) continue;
        FILE *f = fopen(argv[2], "w");
        if (!f) return 3;
        fputs(formats[i].head, f);
        for (unsigned number = 1; ftello(f) < size; number++) {
            Contract contract = draw_contract(number);
            formats[i].write(f, &contract);
        }
        fputs(formats[i].foot, f);
        return fclose(f) ? 3 : 0;
    }
    return 2;
}
