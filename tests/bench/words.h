/* words.h - what the generators of `make bench` draw from, and how: a fixed generator and lists of words. */
#ifndef CLAUSIER_TESTS_BENCH_WORDS_H
#define CLAUSIER_TESTS_BENCH_WORDS_H

#include <stdint.h>
#include <stdio.h>

static uint64_t state; /* the seed, before the first draw */

static inline unsigned draw(unsigned below) { /* a 64-bit linear congruence, upper bits */
    state = state * 6364136223846793005u + 1442695040888963407u;
    return (unsigned)((state >> 33) % below);
}

/* 14 digits whose Luhn sum holds: of those at even places, doubled, and of the others. */
static inline void draw_siret(char siret[16]) {
    unsigned sum = 0;
    snprintf(siret, 16, "2%012u", draw(1000000000));
    for (unsigned i = 0; i < 13; i++) {
        unsigned digit = (unsigned)(siret[i] - '0') * (i % 2 ? 1 : 2);
        sum += digit / 10 + digit % 10;
    }
    siret[13] = (char)('0' + (10 - sum % 10) % 10);
    siret[14] = 0;
}

#define PICK(list) (list)[draw(sizeof(list) / sizeof *(list))]

/* title, CPV, nature */
static const char *const objects[][3] = {
    {"Nettoyage des locaux et de la vitrerie des bâtiments communaux", "90911200", "services"},
    {"Entretien des espaces verts et des cimetières", "77310000", "services"},
    {"Travaux de gros œuvre pour la réhabilitation du groupe scolaire", "45223220", "works"},
    {"Travaux de peinture et de revêtements muraux", "45442100", "works"},
    {"Voirie et réseaux divers du quartier de la gare", "45233140", "works"},
    {"Collecte des déchets ménagers et assimilés", "90511100", "services"},
    {"Restauration collective en liaison froide", "55524000", "services"},
    {"Gardiennage et surveillance des équipements publics", "79713000", "services"},
    {"Fourniture de vaccins pour les établissements de santé", "33651600", "supplies"},
    {"Fourniture de carburants pour la flotte de véhicules", "09100000", "supplies"},
    {"Maintenance du logiciel de gestion financière", "72267000", "services"},
    {"Mission de maîtrise d’œuvre pour la construction d’une crèche", "71200000", "services"},
    {"Assistance juridique et représentation en justice", "79110000", "services"},
    {"Location et maintenance de photocopieurs", "30121000", "supplies"},
};
static const char *const sentences[] = {
    "Les prestations sont exécutées dans les bâtiments désignés au cahier des clauses techniques "
    "particulières. ",
    "Le titulaire met en œuvre les moyens humains et matériels nécessaires à la bonne exécution du marché. ",
    "Une visite du site est obligatoire avant la remise des offres ; elle a lieu sur rendez-vous. ",
    "Les délais d’exécution courent à compter de la notification de chaque bon de commande. ",
    "Les variantes ne sont pas autorisées et aucune prestation supplémentaire éventuelle n’est prévue. ",
    "Les candidats remettent un mémoire technique présentant la méthodologie, le planning et les effectifs "
    "affectés. ",
    "Le marché comporte une démarche d’insertion professionnelle des publics éloignés de l’emploi. ",
    "Un nombre minimal de 350 heures d’insertion est réservé sur la durée totale du marché. ",
    "Les matériaux employés répondent aux exigences environnementales décrites dans les pièces du dossier. ",
    "Les prix sont révisables annuellement selon la formule indiquée à l’acte d’engagement. ",
    "The supplier shall provide monthly activity reports in an electronic format agreed with the authority. ",
    "L’entreprise assure la collecte, le tri et la valorisation des déchets produits par le chantier. ",
    "La période de préparation est de deux mois et le délai de réalisation de quatorze mois. ",
    "Les offres sont appréciées au regard de la valeur technique, du prix et de la performance sociale. ",
};
/* NUTS, postal code */
static const char *const places[][2] = {{"FR105", "92000"}, {"FR105", "92800"}, {"FR101", "75012"},
                                        {"FR106", "93200"}, {"FR102", "77000"}, {"FRK26", "69003"},
                                        {"FRI12", "33000"}, {"FRE11", "59000"}};

#endif
