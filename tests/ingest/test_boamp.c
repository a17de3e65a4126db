/* Notices of the French bulletin: where each fact is found in the schemas of three ages, what is done when it
 * is odd. */
#include "ingest/boamp.h"
#include "ingest/mend.h"
#include "tests/ingest/notice_rows.h"

#define TYPE(family, nature, statute)                                                                        \
    "<TYPE_AVIS><FAMILLE><" family "/></FAMILLE><PERIMETRE><DIRECTIVE-24/></PERIMETRE><NATURE><" nature      \
    "/></NATURE><STATUT><" statute "/></STATUT></TYPE_AVIS>"
#define REFERENCE(type) "<REFERENCE><IDWEB>16-1</IDWEB>" type "</REFERENCE>"
#define NOTICE(gestion, donnees)                                                                             \
    "<ANNONCE><GESTION>" gestion "</GESTION><DONNEES>" donnees "</DONNEES></ANNONCE>"
/* A call, with what an OBJET or other parts of the data say. */
#define CALL(donnees) NOTICE(REFERENCE(TYPE("JOUE", "APPEL_OFFRE", "INITIAL")), donnees)
#define OBJECT(inner) CALL("<OBJET>" inner "</OBJET>")
#define LOTS(inner) OBJECT("<TITRE_MARCHE>T</TITRE_MARCHE><LOTS>" inner "</LOTS>")
#define AWARD(inner)                                                                                         \
    NOTICE(REFERENCE(TYPE("FNS", "ATTRIBUTION", "INITIAL")), "<ATTRIBUTION>" inner "</ATTRIBUTION>")
#define INDEX(inner) NOTICE(REFERENCE("") "<INDEXATION>" inner "</INDEXATION>", "")
#define EARLIER(id) "<ANNONCE_ANTERIEUR><REFERENCE><IDWEB>" id "</IDWEB></REFERENCE></ANNONCE_ANTERIEUR>"

#define BUYER                                                                                                \
    CALL("<IDENTITE><DENOMINATION>Ville</DENOMINATION><CODE_IDENT_NATIONAL>123</CODE_IDENT_NATIONAL>"        \
         "<CONTACT>Marchés</CONTACT><CP>75001</CP><TEL>01</TEL><MEL>a@b.fr</MEL></IDENTITE>"                \
         "<TYPE_POUVOIR_ADJUDICATEUR><AUTOTRITE_REGIONAL/></TYPE_POUVOIR_ADJUDICATEUR>")

static void test_notice(Case *c) {
    static const Row rows[] = {
        {__LINE__, CALL(""), "format", "boamp"},
        {__LINE__, CALL(""), "id", "16-1"},
        {__LINE__, CALL(""), "type", "JOUE/APPEL_OFFRE"},
        {__LINE__, CALL(""), "form", "competition"},
        {__LINE__, CALL(""), "status", ""},
        {__LINE__, CALL(""), "defence", "no"},
        {__LINE__, CALL(""), "amount", ""},
        {__LINE__, CALL(""), "months", ""},
        {__LINE__, CALL(""), "award", ""},
        {__LINE__, CALL(""), "deadline", ""},
        {__LINE__, CALL(""), "reserved", ""},
        {__LINE__,
         "<b:ANNONCE xmlns:b='urn:any'><b:GESTION><b:REFERENCE><b:IDWEB>15-2</b:IDWEB></b:REFERENCE>"
         "</b:GESTION></b:ANNONCE>",
         "id", "15-2"},
        {__LINE__, NOTICE(REFERENCE(TYPE("DSP", "PRE-INFORMATION", "INITIAL")), ""), "form", "planning"},
        {__LINE__, NOTICE(REFERENCE(TYPE("FNS", "ATTRIBUTION", "INITIAL")), ""), "form", "result"},
        {__LINE__, NOTICE(REFERENCE(TYPE("JOUE", "INTENTION_CONCLURE", "INITIAL")), ""), "form",
         "dir-awa-pre"},
        {__LINE__, NOTICE(REFERENCE(TYPE("JOUE", "UNHEARD_OF", "INITIAL")), ""), "defects",
         "not a code of the list"},
        {__LINE__, NOTICE(REFERENCE("<TYPE_AVIS><PERIMETRE><DIRECTIVE-81/></PERIMETRE></TYPE_AVIS>"), ""),
         "defence", "yes"},
        {__LINE__, NOTICE(REFERENCE("<TYPE_AVIS><PERIMETRE><AUTRE>x</AUTRE></PERIMETRE></TYPE_AVIS>"), ""),
         "defence", ""},
        {__LINE__, INDEX("<DATE_PUBLICATION>2017-01-13</DATE_PUBLICATION>"), "publication_date",
         "2017-01-13"},
        {__LINE__, INDEX("<DATE_PUBLICATION>2017-02-30</DATE_PUBLICATION>"), "doubt",
         "n.xml:1: DATE_PUBLICATION: not a date: 2017-02-30: left out"},
        {__LINE__, BUYER, "buyer_name", "Ville"},
        {__LINE__, BUYER, "buyer_id", "123"},
        {__LINE__, BUYER, "buyer_contact", "Marchés"},
        {__LINE__, BUYER, "buyer_phone", "01"},
        {__LINE__, BUYER, "buyer_email", "a@b.fr"},
        {__LINE__, BUYER, "buyer_kind", "la"},
        {__LINE__, BUYER, "postal_code", ""}, /* the buyer's is not the place's */
        {__LINE__, CALL("<TYPE_ORGANISME><ETAT/></TYPE_ORGANISME>"), "buyer_kind", "cga"},
        {__LINE__, CALL("<TYPE_ORGANISME><AUTRE>SEM</AUTRE></TYPE_ORGANISME>"), "buyer_kind", ""},
        {__LINE__, CALL("<TYPE_ORGANISME><AUTRE>SEM</AUTRE></TYPE_ORGANISME>"), "defects", ""},
    };
    TEST_ROWS(c, rows);
}

static void test_changes(Case *c) {
#define CORRECTED                                                                                            \
    NOTICE(                                                                                                  \
        REFERENCE(TYPE("JOUE", "APPEL_OFFRE", "RECTIFICATIF")) "<MARCHE>" EARLIER("16-0")                    \
            EARLIER("15-9") "</MARCHE>",                                                                     \
        "<RECTIF>" EARLIER(                                                                                  \
            "16-0") "<MODIFICATION><RUB_INIT>IV.2.2</RUB_INIT><APRES_MENTION>Date limite de remise des "     \
                    "offres"                                                                                 \
                    "</APRES_MENTION><TXT_INIT>2021-01-15T12:00:00+01:00</TXT_INIT>"                         \
                    "<LIRE>2021-01-29T16:30:00+01:00</LIRE></MODIFICATION>"                                  \
                    "<MODIFICATION><LOT>2</LOT><TEXTE><INIT><P>a</P><P>b</P></INIT><LIRE>c</LIRE></TEXTE>"   \
                    "</MODIFICATION><MODIFICATION/><MODIFICATION><RUB_INIT>II</RUB_INIT><CPV><INIT>"         \
                    "<PRINCIPAL>39522000</PRINCIPAL></INIT><LIRE><PRINCIPAL>44112000</PRINCIPAL></LIRE></"   \
                    "CPV>"                                                                                   \
                    "</MODIFICATION><INFO_COMPLEMENTAIRE>Dossier modifié</INFO_COMPLEMENTAIRE></RECTIF>")
#define WITHDRAWN                                                                                            \
    NOTICE(REFERENCE(TYPE("FNS", "APPEL_OFFRE", "ANNULATION")),                                              \
           "<ANNULATION>" EARLIER("21-7108") "<MOTIF>Erreur</MOTIF></ANNULATION>")
#define MODIFIED                                                                                             \
    NOTICE(REFERENCE(TYPE("JOUE", "MODIFICATION", "INITIAL")) "<MARCHE>" EARLIER("18-1") "</MARCHE>",        \
           "<OBJET><TITRE_MARCHE>T</TITRE_MARCHE></OBJET><MODIF><TITULAIRE><DENOMINATION>X</DENOMINATION>"   \
           "</TITULAIRE><VALEUR_AVT DEVISE='EUR'>5</VALEUR_AVT><VALEUR_APR "                                 \
           "DEVISE='EUR'>9</VALEUR_APR></MODIF>")
    static const Row rows[] = {
        {__LINE__, CORRECTED, "status", "changed"},
        {__LINE__, CORRECTED, "form", "change"},
        {__LINE__, CORRECTED, "type", "JOUE/APPEL_OFFRE"},
        {__LINE__, CORRECTED, "change_of", "16-0"},
        {__LINE__, CORRECTED, "earlier", "15-9"},
        {__LINE__, CORRECTED, "additional", "Dossier modifié"},
        {__LINE__, CORRECTED, "corrections",
         "|IV.2.2 Date limite de remise des offres|2021-01-15T12:00:00+01:00|2021-01-29T16:30:00+01:00|"
         "2021-01-29T16:30 / 2||a b|c| / |II|39522000|44112000|"},
        {__LINE__,
         NOTICE(REFERENCE(""), "<RECTIF><MODIFICATION><RUB_INIT>IV.2.7</RUB_INIT>"
                               "<LIRE>2021-01-29T16:30:00</LIRE></MODIFICATION></RECTIF>"),
         "corrections", "|IV.2.7||2021-01-29T16:30:00|"}, /* the opening of tenders */
        {__LINE__,
         NOTICE(REFERENCE(""), "<RECTIF><RUB_INIT>A</RUB_INIT><TXT_INIT>b</TXT_INIT><LIRE>c</LIRE>"
                               "<RUB_INIT>D</RUB_INIT><AJOUTER>e</AJOUTER></RECTIF>"),
         "corrections", "|A|b|c| / |D||e|"},
        {__LINE__, NOTICE(REFERENCE(""), "<RECTIF/>"), "status", "changed"},
        {__LINE__, WITHDRAWN, "status", "cancelled"},
        {__LINE__, WITHDRAWN, "form", "change"},
        {__LINE__, WITHDRAWN, "change_of", "21-7108"},
        {__LINE__, WITHDRAWN, "additional", "Erreur"},
        {__LINE__, MODIFIED, "status", "modification"},
        {__LINE__, MODIFIED, "form", "cont-modif"},
        {__LINE__, MODIFIED, "change_of", ""},
        {__LINE__, MODIFIED, "earlier", "18-1"},
        {__LINE__, MODIFIED, "award", "9.00"},
        {__LINE__, MODIFIED, "winner", "X"},
    };
    TEST_ROWS(c, rows);
}

static void test_lots(Case *c) {
#define ONE "<LOT><NUM>1</NUM><INTITULE>Un</INTITULE></LOT>"
    static const Row rows[] = {
        {__LINE__, OBJECT("<TITRE_MARCHE>T</TITRE_MARCHE>"), "title", "T"},
        {__LINE__,
         NOTICE(REFERENCE("") "<INDEXATION><RESUME_OBJET>Résumé</RESUME_OBJET></INDEXATION>",
                "<OBJET><OBJET_COMPLET>Complet</OBJET_COMPLET></OBJET>"),
         "title", "Résumé"},
        {__LINE__, OBJECT("<OBJET_COMPLET>Complet</OBJET_COMPLET>"), "title", "Complet"},
        {__LINE__,
         OBJECT("<OBJET_COMPLET>Complet</OBJET_COMPLET><CARACTERISTIQUES><PRINCIPALES>Et plus"
                "</PRINCIPALES></CARACTERISTIQUES>"),
         "description", "Complet\nEt plus"},
        {__LINE__, OBJECT("<TYPE_MARCHE><TRAVAUX><EXECUTION/></TRAVAUX></TYPE_MARCHE>"), "nature", "works"},
        {__LINE__, OBJECT("<TYPE_MARCHE><service/></TYPE_MARCHE>"), "nature", "services"},
        {__LINE__, OBJECT("<TYPE_MARCHE><CADEAUX/></TYPE_MARCHE>"), "doubt",
         "n.xml:1: CADEAUX: not an answer that BOAMP knows: CADEAUX: left out"},
        {__LINE__,
         OBJECT("<CPV><PRINCIPAL>45314320</PRINCIPAL></CPV><CPV><PRINCIPAL>45311000-0</PRINCIPAL>"
                "<SUPPLEMENTAIRE>FG01-1</SUPPLEMENTAIRE></CPV>"),
         "cpv_main", "45314320"},
        {__LINE__,
         OBJECT("<CPV><PRINCIPAL>45314320</PRINCIPAL></CPV><CPV><PRINCIPAL>45311000-0</PRINCIPAL>"
                "<SUPPLEMENTAIRE>FG01-1</SUPPLEMENTAIRE></CPV>"),
         "cpv_additional", "45311000"},
        {__LINE__,
         OBJECT(
             "<CPV><PRINCIPAL>45314320</PRINCIPAL></CPV><CPV><PRINCIPAL>45311000</PRINCIPAL></CPV><LOTS>" ONE
             "<LOT><NUM>2</NUM></LOT></LOTS>"),
         "cpv_additional", ""},
        {__LINE__, OBJECT("<CPV><PRINCIPAL>4531432</PRINCIPAL></CPV>"), "defects", "a CPV code of 7 digits"},
        {__LINE__, LOTS(ONE "<LOT><INTITULE>Deux</INTITULE></LOT>"), "lots", "2"},
        {__LINE__, LOTS(ONE), "lot_id", "1"},
        {__LINE__, LOTS(ONE), "title", "Un"},
        {__LINE__, LOTS("<LOT><DESCRIPTION>D</DESCRIPTION></LOT>"), "lot_id", ""},
        {__LINE__, LOTS("<LOT><DESCRIPTION>D</DESCRIPTION></LOT>"), "title", "T"},
        {__LINE__, LOTS("<LOT><DESCRIPTION>D</DESCRIPTION></LOT>"), "inherited", "1"},
        {__LINE__, LOTS(ONE ONE), "lots", "2"},
        {__LINE__, LOTS(ONE ONE), "message", "n.xml:1: LOT: stated twice: kept as it stands"},
        {__LINE__, LOTS(ONE ONE), "defects", "stated twice"},
        {__LINE__, LOTS(ONE "<LOT><NUM>1</NUM><INTITULE>Autre</INTITULE></LOT>"), "defects", "stated twice"},
        {__LINE__, LOTS(ONE "<LOT><NUM>2</NUM><INTITULE>Un</INTITULE></LOT>"), "defects", ""},
        {__LINE__, LOTS("<LOT><VALEUR DEVISE='EUR'>1083333</VALEUR></LOT>"), "amount", "1083333.00"},
        {__LINE__, LOTS("<LOT><VALEUR DEVISE='EUR'>1083333</VALEUR></LOT>"), "currency", "EUR"},
        {__LINE__, LOTS("<LOT><VALEUR DEVISE='EUR'>1083333</VALEUR></LOT>"), "amount_source", ""},
        {__LINE__, LOTS("<LOT><VALEUR>à définir</VALEUR></LOT>"), "defects", "not a number"},
        {__LINE__,
         OBJECT("<CARACTERISTIQUES><VALEUR_TOTALE DEVISE='EUR'>7</VALEUR_TOTALE></CARACTERISTIQUES>"),
         "amount", "7.00"},
        {__LINE__,
         OBJECT("<CARACTERISTIQUES><VALEUR_TOTALE DEVISE='EUR'>7</VALEUR_TOTALE></CARACTERISTIQUES>"),
         "procedure_amount", "7.00"},
        {__LINE__,
         OBJECT("<CARACTERISTIQUES><VALEUR_TOTALE DEVISE='EUR'>7</VALEUR_TOTALE></CARACTERISTIQUES>"
                "<LOTS>" ONE "<LOT><NUM>2</NUM></LOT></LOTS>"),
         "amount", ""}, /* the total is no lot's */
        {__LINE__, OBJECT("<DUREE_DELAI><DUREE_MOIS>12</DUREE_MOIS></DUREE_DELAI>"), "months", "12"},
        {__LINE__, OBJECT("<DUREE_DELAI><DUREE_JOURS>60</DUREE_JOURS></DUREE_DELAI>"), "months", "1.97"},
        {__LINE__, OBJECT("<DUREE_DELAI><DUREE_MOIS>-1</DUREE_MOIS></DUREE_DELAI>"), "defects", "below zero"},
        {__LINE__, LOTS("<LOT><DATE_DEBUT>2018-01-01</DATE_DEBUT><DATE_FIN>2028-12-31</DATE_FIN></LOT>"),
         "end", "2028-12-31"},
        {__LINE__, LOTS("<LOT><CODE_NUTS>FR825</CODE_NUTS></LOT>"), "nuts", "FR825"},
        {__LINE__,
         OBJECT("<LIEU_EXEC_LIVR><VILLE>Fécamp</VILLE><CP>76400</CP><CODE_NUTS>FR232</CODE_NUTS>"
                "</LIEU_EXEC_LIVR>"),
         "postal_code", "76400"},
        {__LINE__, OBJECT("<LIEU_EXEC_LIVR><VILLE>Fécamp</VILLE></LIEU_EXEC_LIVR>"), "additional", "Fécamp"},
        {__LINE__,
         OBJECT("<INFO_COMPL>Pour tous</INFO_COMPL><LOTS><LOT><INFO_COMPL>Du lot</INFO_COMPL></LOT>"
                "</LOTS>"),
         "additional", "Du lot\nPour tous"},
        {__LINE__,
         LOTS("<LOT><DESCRIPTION>l&amp;amp;#233;t&amp;eacute;, d\xC2\x92"
              "eau &amp;amp; gaz &amp;#1;"
              "</DESCRIPTION></LOT>"),
         "description", "lét&eacute;, d\u2019eau & gaz &#1;"},
        {__LINE__, LOTS("<LOT><DESCRIPTION>a &amp;amp; b &amp;amp; c</DESCRIPTION></LOT>"), "defects",
         "text damaged on its way"},
    };
    TEST_ROWS(c, rows);
}

static void test_departments(Case *c) {
    static const Row rows[] = {
        {__LINE__, INDEX("<DEP_PUBLICATION>5</DEP_PUBLICATION>"), "postal_code", "05"},
        {__LINE__, INDEX("<DEP_PUBLICATION>2A</DEP_PUBLICATION>"), "postal_code", "2A"},
        {__LINE__, INDEX("<DEP_PUBLICATION>974</DEP_PUBLICATION>"), "postal_code", "974"},
        {__LINE__, INDEX("<DEP_PUBLICATION>75</DEP_PUBLICATION><DEP_PRESTATION>92</DEP_PRESTATION>"),
         "postal_code", "92"},
        {__LINE__, INDEX("<DEP_PUBLICATION>75</DEP_PUBLICATION><DEP_PUBLICATION>92</DEP_PUBLICATION>"),
         "postal_code", ""},
        {__LINE__, INDEX("<DEP_PUBLICATION>75</DEP_PUBLICATION><DEP_PUBLICATION>92</DEP_PUBLICATION>"),
         "additional", "75, 92"},
        {__LINE__, INDEX("<DEP_PUBLICATION>France</DEP_PUBLICATION>"), "additional", "France"},
        {__LINE__,
         NOTICE(REFERENCE("") "<INDEXATION><DEP_PUBLICATION>75</DEP_PUBLICATION></INDEXATION>",
                "<OBJET><LOTS><LOT><CODE_NUTS>FR10</CODE_NUTS></LOT></LOTS></OBJET>"),
         "postal_code", ""},
        {__LINE__,
         INDEX("<DESCRIPTEURS><DESCRIPTEUR><CODE>1</CODE><LIBELLE>Nettoyage</LIBELLE></DESCRIPTEUR>"
               "</DESCRIPTEURS>"),
         "additional", "Nettoyage"},
    };
    TEST_ROWS(c, rows);
}

static void test_conditions(Case *c) {
#define TAKING_PART(inner) CALL("<CONDITION_PARTICIPATION>" inner "</CONDITION_PARTICIPATION>")
#define PROCEDURE(inner) CALL("<PROCEDURE>" inner "</PROCEDURE>")
#define KIND(inner) PROCEDURE("<TYPE_PROCEDURE>" inner "</TYPE_PROCEDURE>")
#define TENDERS(inner) CALL("<CONDITION_DELAI><RECEPT_OFFRES>" inner "</RECEPT_OFFRES></CONDITION_DELAI>")
    static const Row rows[] = {
        {__LINE__, KIND("<OUVERT/>"), "procedure_type", "open"},
        {__LINE__, KIND("<RESTREINT><ACCELERE>x</ACCELERE></RESTREINT>"), "procedure_type", "restricted"},
        {__LINE__, KIND("<NEGOCIE/>"), "procedure_type", "neg-w-call"},
        {__LINE__, KIND("<NEGOCIE><SANS_PUB_PREALABLE/></NEGOCIE>"), "procedure_type", "neg-wo-call"},
        {__LINE__, KIND("<NEGOCIE><ACCELERE>x</ACCELERE></NEGOCIE>"), "procedure_type", "neg-w-call"},
        {__LINE__, KIND("<PROCEDURE_ADAPTE/>"), "procedure_type", "adapted"},
        {__LINE__, KIND("<DIALOGUE_COMPETITIF/>"), "procedure_type", "comp-dial"},
        {__LINE__, KIND("<PARTENARIAT_INNOVATION/>"), "procedure_type", "innovation"},
        {__LINE__, KIND("<AUTRE>gré à gré</AUTRE>"), "procedure_type", ""},
        {__LINE__, KIND("<AUTRE>gré à gré</AUTRE>"), "defects", ""},
        {__LINE__, KIND("<SECRET/>"), "defects", "not a code of the list"},
        {__LINE__, NOTICE(REFERENCE(TYPE("MAPA", "APPEL_OFFRE", "INITIAL")), ""), "procedure_type",
         "adapted"},
        {__LINE__, PROCEDURE("<AVIS_IMPLIQUE><ACCORD_CADRE_NON/></AVIS_IMPLIQUE>"), "framework", "none"},
        {__LINE__, PROCEDURE("<AVIS_IMPLIQUE><ACCORD_CADRE_OUI/></AVIS_IMPLIQUE>"), "framework", ""},
        {__LINE__, TENDERS("2017-02-07T12:00:00+01:00"), "deadline", "2017-02-07T12:00"},
        {__LINE__, TENDERS("2017-07-07T12:00:00+01:00"), "deadline", "2017-07-07T12:00"},
        {__LINE__, TENDERS("2017-07-07"), "deadline", "2017-07-07"},
        {__LINE__, TENDERS("2017-02-07T12:00:00+01:00"), "defects", ""},
        {__LINE__, TENDERS("2017-07-07T12:00:00+01:00"), "defects", "French local time labelled otherwise"},
        {__LINE__, TENDERS("2017-07-07T12:00:00+02:00"), "defects", ""},
        {__LINE__, TENDERS("2017-07-07T12:00:00Z"), "defects", "French local time labelled otherwise"},
        {__LINE__,
         NOTICE(
             REFERENCE("") "<INDEXATION><DEP_PUBLICATION>974</DEP_PUBLICATION></INDEXATION>",
             "<CONDITION_DELAI><RECEPT_OFFRES>2017-07-07T12:00:00+04:00</RECEPT_OFFRES></CONDITION_DELAI>"),
         "defects", ""},
        {__LINE__, TENDERS("demain"), "doubt", "n.xml:1: RECEPT_OFFRES: not a date: demain: left out"},
        {__LINE__,
         CALL("<CONDITION_DELAI><RECEPT_CANDIDAT>2017-03-01T16:00:00+01:00</RECEPT_CANDIDAT>"
              "</CONDITION_DELAI>"),
         "deadline", "2017-03-01T16:00"},
        {__LINE__, INDEX("<DATE_LIMITE_REPONSE>2017-03-01</DATE_LIMITE_REPONSE>"), "deadline", "2017-03-01"},
        {__LINE__, TAKING_PART("<MARCHE_RESERVE_OUI><ATELIERS_PROTEGES/></MARCHE_RESERVE_OUI>"), "reserved",
         "res-ws"},
        {__LINE__, TAKING_PART("<MARCHE_RESERVE_OUI><ATELIERS_PROTEGES/></MARCHE_RESERVE_OUI>"), "execution",
         ""},
        {__LINE__, TAKING_PART("<MARCHE_RESERVE_OUI><EMPLOIS_PROTEGES/></MARCHE_RESERVE_OUI>"), "execution",
         "yes"},
        {__LINE__, TAKING_PART("<MARCHE_RESERVE_NON/>"), "reserved", "none"},
        {__LINE__, TAKING_PART("<MARCHE_RESERVE_NON/>"), "execution", "no"},
        {__LINE__, TAKING_PART("<MARCHE_RESERVE_OUI/>"), "reserved", ""},
        {__LINE__, TAKING_PART("<MARCHE_RESERVE_OUI/>"), "doubt",
         "n.xml: MARCHE_RESERVE_OUI: a reserved contract that does not say for whom: left out"},
        {__LINE__, OBJECT("<MARCHE_RESERVE_OUI><ATELIERS_PROTEGES/></MARCHE_RESERVE_OUI>"), "reserved",
         "res-ws"},
        {__LINE__, TAKING_PART("<PRESTATION_RESERVEE_OUI>Architecte</PRESTATION_RESERVEE_OUI>"), "reserved",
         ""},
        {__LINE__,
         TAKING_PART("<CONDITION_PARTICULIERE_EXECUTION>Clause d'insertion"
                     "</CONDITION_PARTICULIERE_EXECUTION><ELIGIBLE_MPS><non/></ELIGIBLE_MPS>"),
         "terms", "Clause d'insertion"},
        {__LINE__,
         CALL("<CONDITION_RELATIVE_MARCHE><AUTRES_CONDITIONS_PART_OUI>500 heures"
              "</AUTRES_CONDITIONS_PART_OUI></CONDITION_RELATIVE_MARCHE>"),
         "terms", "500 heures"},
        {__LINE__, INDEX("<CRITERES_SOCIAUX_ENV><SOCIAUX/><ENVIRONNEMENTAUX/></CRITERES_SOCIAUX_ENV>"),
         "social", "sociaux"},
        {__LINE__, INDEX("<CRITERES_SOCIAUX_ENV><ENVIRONNEMENTAUX/></CRITERES_SOCIAUX_ENV>"), "social", ""},
        {__LINE__,
         CALL("<RENSEIGNEMENTS_COMPLEMENTAIRES><RENS_COMPLEMENT>Visite</RENS_COMPLEMENT>"
              "</RENSEIGNEMENTS_COMPLEMENTAIRES>"),
         "additional", "Visite"},
    };
    TEST_ROWS(c, rows);
}

static void test_awards(Case *c) {
#define WINNER(name, amount)                                                                                 \
    "<TITULAIRE><DENOMINATION>" name "</DENOMINATION><CODE_IDENT_NATIONAL>9</CODE_IDENT_NATIONAL>"           \
    "</TITULAIRE><RENSEIGNEMENT><DATE_ATTRIBUTION>2016-12-26</DATE_ATTRIBUTION>" amount "</RENSEIGNEMENT>"
#define EUROS(n) "<MONTANT DEVISE='EUR'>" n "</MONTANT>"
#define DECISION(inner) "<DECISION><ATTRIBUE/>" inner "</DECISION>"
#define TWO_LOTS(decisions)                                                                                  \
    NOTICE(                                                                                                  \
        REFERENCE(TYPE("FNS", "ATTRIBUTION", "INITIAL")) "<MARCHE>" EARLIER("15-1") "</MARCHE>",             \
        "<OBJET><LOTS><LOT><NUM>1</NUM></LOT><LOT><NUM>2</NUM></LOT></LOTS></OBJET><ATTRIBUTION>" decisions  \
        "</ATTRIBUTION>")
    static const Row rows[] = {
        {__LINE__,
         AWARD(DECISION("<NUM_LOT>2016-52</NUM_LOT><NUM_MARCHE>M1</NUM_MARCHE>" WINNER("A", EUROS("348852"))
                            WINNER("B", ""))),
         "winner", "A;B"},
        {__LINE__, AWARD(DECISION(WINNER("A", EUROS("348852")) WINNER("B", ""))), "award", "348852.00"},
        {__LINE__, AWARD(DECISION(WINNER("A", EUROS("1")))), "award_currency", "EUR"},
        {__LINE__, AWARD(DECISION(WINNER("A", "") WINNER("A", ""))), "winner_id", "9"},
        {__LINE__, AWARD(DECISION("<NUM_MARCHE>M1</NUM_MARCHE>" WINNER("A", ""))), "contract", "M1"},
        {__LINE__, AWARD(DECISION(WINNER("A", "") WINNER("B", ""))), "contract_date", "2016-12-26"},
        {__LINE__, AWARD(DECISION(WINNER("A", EUROS("5")) WINNER("B", EUROS("7")) WINNER("C", EUROS("12")))),
         "award", "24.00"},
        {__LINE__, AWARD(DECISION(WINNER("A", EUROS("5")) WINNER("B", EUROS("5")))), "award", "5.00"},
        {__LINE__, AWARD(DECISION(WINNER("A", EUROS("50")) WINNER("B", EUROS("50")))), "defects",
         "not a SIRET;not a SIRET;stated twice"},
        {__LINE__, AWARD(DECISION(WINNER("A", EUROS("5"))) DECISION(WINNER("B", EUROS("5")))), "award",
         "10.00"},
        {__LINE__,
         AWARD(DECISION(WINNER("A", EUROS("5"))) DECISION(WINNER("B", "<MONTANT DEVISE='CHF'>5"
                                                                      "</MONTANT>"))),
         "award", ""},
        {__LINE__, AWARD(DECISION(WINNER("A", "<MONTANT_MAXI DEVISE='EUR'>60000</MONTANT_MAXI>"))), "award",
         ""},
        {__LINE__, AWARD("<VALEUR_TOTALE DEVISE='EUR'>159691.6</VALEUR_TOTALE>" DECISION(WINNER("A", ""))),
         "award", "159691.60"},
        {__LINE__,
         AWARD("<DATE_DECISION>2016-12-14</DATE_DECISION><DECISION><TITULAIRE><DENOMINATION>A"
               "</DENOMINATION></TITULAIRE></DECISION>"),
         "contract_date", "2016-12-14"},
        {__LINE__, AWARD("<SANS_SUITE/>"), "status", "cancelled"},
        {__LINE__, AWARD("<SANS_SUITE/>"), "form", "result"},
        {__LINE__, AWARD("<DECISION><SANS_SUITE/></DECISION><DECISION><SANS_SUITE/></DECISION>"), "status",
         "cancelled"},
        {__LINE__, AWARD("<DECISION><SANS_SUITE/></DECISION><DECISION><ATTRIBUE/></DECISION>"), "status", ""},
        {__LINE__,
         TWO_LOTS(DECISION("<NUM_LOT>2</NUM_LOT>" WINNER("B", EUROS("2")))
                      DECISION("<NUM_LOT>Lot 01</NUM_LOT>" WINNER("A", EUROS("1")))),
         "winner", "A"},
        {__LINE__,
         TWO_LOTS(DECISION("<NUM_LOT>1</NUM_LOT>" WINNER("B", EUROS("2")))
                      DECISION("<NUM_LOT>1</NUM_LOT>" WINNER("A", EUROS("1")))),
         "award", "3.00"},
        {__LINE__,
         TWO_LOTS(DECISION("<NUM_LOT>7</NUM_LOT><TITULAIRE><DENOMINATION>B</DENOMINATION></TITULAIRE>")),
         "doubt", "n.xml:1: NUM_LOT: a decision on a lot that there is not: left out"},
        {__LINE__, TWO_LOTS(""), "change_of", ""},
        {__LINE__, TWO_LOTS(""), "earlier", "15-1"},
        {__LINE__,
         AWARD(DECISION("<TITULAIRE><DENOMINATION>A</DENOMINATION></TITULAIRE><RENSEIGNEMENT>"
                        "<ESTIMATION_INITIALE DEVISE='EUR'>8</ESTIMATION_INITIALE></RENSEIGNEMENT>")),
         "amount", "8.00"},
    };
    TEST_ROWS(c, rows);
}

/* The schema of 2008 to 2015: other parts, answers as attributes, lots and changes without an element. */
static void test_oldest(Case *c) {
#define OLDEST                                                                                               \
    NOTICE(                                                                                                  \
        "<NOJO>10-99</NOJO><NOM_HTML>10-40989.html</NOM_HTML>",                                              \
        "<INFO><TRAVAUX/><COMMUNE/></INFO><IDENT><NOM>Ville</NOM><PRM>Le maire</PRM><TEL>02</TEL></IDENT>"   \
        "<OBJET><TITRE_MARCHE>École</TITRE_MARCHE><OBJET_COMPLET>Construction</OBJET_COMPLET>"              \
        "<CPV_OBJ>45214200</CPV_OBJ><CODE_NUTS>FR105</CODE_NUTS></OBJET>"                                    \
        "<CARACTERISTIQUES><ESTIMATION_VALEUR>1000</ESTIMATION_VALEUR></CARACTERISTIQUES>"                   \
        "<DUREE><DATE_DEB>2010-09-01</DATE_DEB></DUREE>"                                                     \
        "<CONDITIONS><PARTICIPATION><MARCHE_RESERVE/><ATELIERS_PROTEGES>oui</ATELIERS_PROTEGES>"             \
        "<EMPLOIS_PROTEGES>non</EMPLOIS_PROTEGES></PARTICIPATION><RELATIVES><AUTRES_CONDITIONS_PART>"        \
        "Insertion</AUTRES_CONDITIONS_PART></RELATIVES></CONDITIONS>"                                        \
        "<CRITERES_SOCIAUX_ENV><SOCIAUX/></CRITERES_SOCIAUX_ENV>"                                            \
        "<PROCEDURE type='dialogue_compe'><DATE_ENVOI>2010-05-03</DATE_ENVOI></PROCEDURE>"                   \
        "<DELAI><RECEPT_OFFRES>21 juin 2010 à 12:00</RECEPT_OFFRES></DELAI>"                                \
        "<LOTS><NUM_LOT>1</NUM_LOT><INTITULE>Gros œuvre</INTITULE><NUM_LOT>2</NUM_LOT></LOTS>")
    static const Row rows[] = {
        {__LINE__, OLDEST, "id", "10-40989"},
        {__LINE__, NOTICE("<NOJO>10-99</NOJO>", ""), "id", "10-99"},
        {__LINE__, OLDEST, "nature", "works"},
        {__LINE__, OLDEST, "buyer_kind", "la"},
        {__LINE__, OLDEST, "buyer_name", "Ville"},
        {__LINE__, OLDEST, "buyer_contact", "Le maire"},
        {__LINE__, OLDEST, "cpv_main", "45214200"},
        {__LINE__, OLDEST, "nuts", "FR105"},
        {__LINE__, OLDEST, "procedure_amount", "1000.00"},
        {__LINE__, OLDEST, "reserved", "res-ws"},
        {__LINE__, OLDEST, "execution", ""},
        {__LINE__, OLDEST, "terms", "Insertion"},
        {__LINE__, OLDEST, "social", "sociaux"},
        {__LINE__, OLDEST, "procedure_type", "comp-dial"},
        {__LINE__, OLDEST, "issue_date", "2010-05-03"},
        {__LINE__, OLDEST, "deadline", "2010-06-21T12:00"},
        {__LINE__, OLDEST, "lots", "2"},
        {__LINE__, OLDEST, "lot_id", "1"},
        {__LINE__, OLDEST, "title", "Gros œuvre"},
        {__LINE__, OLDEST, "description", "Construction"},
        {__LINE__, NOTICE("", "<LOTS></LOTS>"), "lots", "1"},
        {__LINE__, NOTICE("", "<MOTIF_ANNULATION>x</MOTIF_ANNULATION>"), "status", "cancelled"},
    };
    TEST_ROWS(c, rows);
}

static Str repeated(Arena *arena, const char *before, const char *each, int n, const char *after) {
    Buf buf = {.arena = arena};
    buf_add(&buf, str_of(before));
    for (int i = 0; i < n; i++) buf_add(&buf, str_of(each));
    buf_add(&buf, str_of(after));
    return buf_str(&buf);
}

/* Each list that a document can make grow ends somewhere, and shared text is not copied without end. */
static void test_limits(Case *c) {
    static const struct {
        int at;
        const char *before, *each, *after, *want;
    } cases[] = {
        {__LINE__, "<ANNONCE><DONNEES><OBJET><LOTS>", "<LOT/>", "</LOTS></OBJET></DONNEES></ANNONCE>",
         "n.xml:1: more than 10000 lots: file refused"},
        {__LINE__, "<ANNONCE><DONNEES><LOTS>", "<NUM_LOT>1</NUM_LOT>", "</LOTS></DONNEES></ANNONCE>",
         "n.xml:1: more than 10000 lots: file refused"},
        {__LINE__, "<ANNONCE><DONNEES><ATTRIBUTION>", "<DECISION/>", "</ATTRIBUTION></DONNEES></ANNONCE>",
         "n.xml:1: more than 10000 decisions: file refused"},
        {__LINE__, "<ANNONCE><DONNEES><RECTIF>", "<MODIFICATION><LIRE>a</LIRE></MODIFICATION>",
         "</RECTIF></DONNEES></ANNONCE>", "n.xml:1: more than 10000 corrections: file refused"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Str whole = repeated(c->arena, cases[i].before, cases[i].each, LOTS_MOST, cases[i].after);
        Str over = repeated(c->arena, cases[i].before, cases[i].each, LOTS_MOST + 1, cases[i].after);
        OK_AT(cases[i].at, parse(c, whole));
        OK_AT(cases[i].at, !parse(c, over));
        NUM_AT(cases[i].at, c->diags.count[DIAG_REFUSED], 1);
        IS_AT(cases[i].at, diag_print(c->arena, c->diags.first), str_of(cases[i].want));
    }
    Str unknown = repeated(c->arena, "<ANNONCE><DONNEES><TYPE_ORGANISME>", "<X/>", 1000,
                           "</TYPE_ORGANISME></DONNEES></ANNONCE>");
    OK(parse(c, unknown));
    NUM(c->diags.count[DIAG_DOUBT], 10);
    Str essay = repeated(c->arena, "<ANNONCE><DONNEES><OBJET><OBJET_COMPLET>", "abcdefgh", 51,
                         "</OBJET_COMPLET></OBJET></DONNEES></ANNONCE>");
    OK(parse(c, essay));
    NUM(c->notice.lots->title.n, 0);
    NUM(c->notice.lots->description.n, 408);
    Str note = repeated(c->arena, "", "0123456789abcdef", 4096, "");
    Str before =
        str_print(c->arena, "<ANNONCE><DONNEES><OBJET><INFO_COMPL>%.*s</INFO_COMPL><LOTS>", STR_ARG(note));
    Str lots = repeated(c->arena, str_cstr(c->arena, before), "<LOT><INFO_COMPL>x</INFO_COMPL></LOT>", 1000,
                        "</LOTS></OBJET></DONNEES></ANNONCE>");
    if (!OK(parse(c, lots))) return;
    NUM(c->notice.lots[0].additional_information.n, 2 + note.n);
    IS(c->notice.lots[999].additional_information, STR("x"));
    OK(c->diags.count[DIAG_DOUBT] > 0);
}

static void test_mend(Arena *arena) {
    static const struct {
        int at;
        const char *text, *want;
    } cases[] = {
        {__LINE__, "", ""},
        {__LINE__, "a & b", "a & b"},
        {__LINE__, "a &org; b", "a &org; b"},
        {__LINE__, "&amp;", "&"},
        {__LINE__, "&amp;amp;amp;amp;", "&amp;"},
        {__LINE__, "&#233;&#xE9;&#xe9;", "\u00E9\u00E9\u00E9"},
        {__LINE__, "&#;&#x;&#0;&#1;&#128;&#xD800;&#x110000;&#99999999;",
         "&#;&#x;&#0;&#1;&#128;&#xD800;&#x110000;&#99999999;"},
        {__LINE__, "&lt;b&gt; &quot;&apos;&nbsp;", "<b> \"'\u00A0"},
        {__LINE__, "l\xC2\x92\u0153uvre \xC2\x95 \xC2\x81", "l\u2019\u0153uvre \u2022 \xC2\x81"},
        {__LINE__, "&amp", "&amp"},
        {__LINE__, "&amp;#", "&#"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        IS_AT(cases[i].at, text_mend(arena, str_of(cases[i].text)), str_of(cases[i].want));
}

int main(void) {
    Case c = {.read = boamp_read, .arena = arena_new(), .reader = xml_reader_new()};
    OK(boamp_root(STR("ANNONCE")) && !boamp_root(STR("annonce")) && !boamp_root((Str){0}));
    test_notice(&c);
    test_changes(&c);
    test_lots(&c);
    test_departments(&c);
    test_conditions(&c);
    test_awards(&c);
    test_oldest(&c);
    test_limits(&c);
    test_mend(c.arena);
    xml_reader_free(c.reader);
    arena_free(c.arena);
    return tap_done();
}
