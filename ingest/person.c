/* person.c - people.csv, row by row: a reference and traits. No name, no birth date and no address goes on
 * from here: a date or a year of birth becomes an age band, an address its postal code, and is forgotten. */
#include "ingest/person.h"
#include "base/decimal.h"
#include "base/fold.h"
#include "base/map.h"
#include "ingest/cell.h"
#include "ingest/pseudonym.h"

enum {
    PERSON_REF,
    SEX,
    BIRTH_YEAR,
    AGE_BAND,
    CRITERIA,
    MAIN_CRITERION,
    EDUCATION_LEVEL,
    COMMUNE_INSEE,
    POSTAL_CODE,
    QPV,
    PRESCRIBER,
    ROME_CODES,
    AVAILABLE_FROM,
    MOBILITY,
    ENTRY_DATE,
    EXIT_DATE,
    EXIT,
    DECLARED_ON,
    SOURCE_LINE,
    IDENTITY_PLACES,
};

static const Column columns[] = {
    [PERSON_REF] = {"person_ref",
                    "participant_ref|Référence|Réf|Référence participant|Référence bénéficiaire|"
                    "Référence salarié|Référence du participant|Référence du bénéficiaire|Référence personne|"
                    "Réf participant|Réf bénéficiaire|N° participant|N° bénéficiaire|Numéro participant|"
                    "Numéro bénéficiaire|Numéro de participant|Numéro de bénéficiaire|Identifiant|"
                    "Identifiant participant|Identifiant bénéficiaire|Id|Id participant|Id bénéficiaire|"
                    "Pseudonyme|Matricule|Code bénéficiaire|Code participant",
                    COLUMN_NEEDED},
    [SEX] = {"sex", "Sexe|Genre|Civilité|H/F|F/H|Homme/Femme|Femme/Homme", COLUMN_OPTIONAL},
    [BIRTH_YEAR] = {"birth_year", "Année de naissance|annee_naissance|Né en|Née en|Né(e) en",
                    COLUMN_OPTIONAL},
    [AGE_BAND] = {"age_band", "Tranche d'âge|Classe d'âge|Âge à l'entrée|Tranche d'âge à l'entrée",
                  COLUMN_OPTIONAL},
    [CRITERIA] = {"criteria",
                  "Critères|Critères d'éligibilité|Publics|Public|Statuts|Typologie de public|"
                  "Types de public|Critères d'insertion|Éligibilité",
                  COLUMN_OPTIONAL},
    [MAIN_CRITERION] = {"main_criterion",
                        "Critère principal|critere_principal|Critère|Public principal|"
                        "Critère d'éligibilité|Critère d'éligibilité principal",
                        COLUMN_OPTIONAL},
    [EDUCATION_LEVEL] = {"education_level",
                         "Niveau|Niveau de formation|Niveau d'études|Niveau de diplôme|"
                         "Formation initiale|Niveau scolaire|Diplôme|Niveau de qualification",
                         COLUMN_OPTIONAL},
    [COMMUNE_INSEE] = {"commune_insee",
                       "Code INSEE|Code commune|Code INSEE commune|Commune INSEE|"
                       "Code INSEE de la commune",
                       COLUMN_OPTIONAL},
    [POSTAL_CODE] = {"postal_code", "Code postal|CP", COLUMN_OPTIONAL},
    [QPV] = {"qpv",
             "Quartier prioritaire|Résident QPV|Habitant QPV|QPV (O/N)|QPV O/N|Réside en QPV|"
             "Quartier politique de la ville",
             COLUMN_OPTIONAL},
    [PRESCRIBER] = {"prescriber",
                    "Prescripteur|Orienteur|Orienté par|Structure prescriptrice|Orientation|"
                    "Organisme prescripteur",
                    COLUMN_OPTIONAL},
    [ROME_CODES] = {"rome_codes", "ROME|Code ROME|Codes ROME|Métiers recherchés|Métier recherché",
                    COLUMN_OPTIONAL},
    [AVAILABLE_FROM] = {"available_from",
                        "Disponible à partir du|Disponible le|Date de disponibilité|Disponibilité",
                        COLUMN_OPTIONAL},
    [MOBILITY] = {"mobility", "Mobilité|Zone de mobilité|Mobilité géographique", COLUMN_OPTIONAL},
    [ENTRY_DATE] = {"entry_date",
                    "Date d'entrée|Entrée|Date entrée|Date d'entrée dans le dispositif|"
                    "Date d'embauche|Date de début|date_debut|Début|Entré le|Entrée le",
                    COLUMN_OPTIONAL},
    [EXIT_DATE] = {"exit_date", "Date de sortie|Date sortie|Sortie le|Sorti le|Date de fin|date_fin|Fin",
                   COLUMN_OPTIONAL},
    [EXIT] = {"exit",
              "Sortie|Situation à la sortie|situation_sortie|Type de sortie|Motif de sortie|"
              "Situation de sortie|Nature de la sortie|Issue",
              COLUMN_OPTIONAL},
    [DECLARED_ON] = {"declared_on",
                     "Déclaré le|Date de déclaration|Mis à jour le|Mise à jour le|Mise à jour|"
                     "Date de mise à jour|Date de la mise à jour|Dernière mise à jour|Date MAJ|MAJ|MAJ le|"
                     "Date d'extraction|Extrait le|Date d'export|Date du relevé",
                     COLUMN_OPTIONAL},
    [SOURCE_LINE] = {"source_line", NULL, COLUMN_OPTIONAL},
    IDENTITY_COLUMNS,
    {0},
};

const TableKind people_table = {.name = "people", .columns = columns, .personal = true, .who = IDENTITY_WHO};

static const Code sexes[] = {
    {"F", "femme|feminin|mme|madame|mlle|female|fille"},
    {"M", "h|homme|masculin|mr|monsieur|male"},
    {"unknown", "?|x|nc|nr|nsp|inconnu|nonprecise|nonrenseigne|autre|nonbinaire"},
    {0},
};

static const Code age_bands[] = {
    {"<26", "26ans|moinsde26ans|moinsde26|<26ans|jeune|jeunes|1625|1625ans|1825|1825ans"},
    {"26-29", "26a29|26a29ans|2629ans"},
    {"30-39", "30a39|30a39ans|3039ans"},
    {"40-49", "40a49|40a49ans|4049ans"},
    {"50+", "50ansetplus|50etplus|plusde50ans|50ans|+50|+50ans|+de50ans|>50|>=50|senior|seniors"},
    {"unknown", "?|nc|nr|nsp|inconnu|inconnue|nonprecise|nonrenseigne"},
    {0},
};

/* An open list: what stands here is written in one way, anything else is kept as it came. */
static const Code criteria[] = {
    {"RSA", "brsa|beneficiairedursa|beneficiairersa|allocatairedursa|allocatairersa|minimasociauxrsa"},
    {"DELD", "demandeurdemploidelongueduree|chomeurdelongueduree|deld12mois|deld>12mois|deld+12mois|"
             "demandeurdemploideplusde12mois"},
    {"DETLD", "demandeurdemploidetreslongueduree|deld24mois|deld>24mois|deld+24mois"},
    {"TH", "rqth|travailleurhandicape|handicap|boeth|doeth|beneficiairedelobligationdemploi|"
           "personneensituationdehandicap"},
    {"<26", "26|26ans|<26ans|jeune|jeunes|moinsde26ans|jeunedemoinsde26ans|jeunemoinsde26ans|jeunes<26ans|"
            "jeune<26ans|jeune26ans"},
    {"50+", "50|senior|seniors|plusde50ans|50ansetplus|+50ans|+50|+de50ans|>50ans|senior50+|50ans+"},
    {"ASS", "allocationspecifiquedesolidarite|beneficiairedelass"},
    {"AAH", "allocationadultehandicape|allocationauxadulteshandicapes|beneficiairedelaah"},
    {"QPV", "habitantqpv|residentqpv|quartierprioritaire|quartierprioritairedelaville"},
    {"refugee", "refugie|refugiee|bpi|protectionsubsidiaire|protectioninternationale|"
                "beneficiairedelaprotectioninternationale"},
    {"PPSMJ", "sousmaindejustice|personneplaceesousmaindejustice|sortantdeprison|sortantdedetention|detenu"},
    {"SIAE", "iae|parcoursiae|salariesiae|salarieensiae|insertionparlactiviteeconomique"},
    {0},
};

static const Code educations[] = {
    {"infra 3", "1|2|infra3|niveau1|niveau2|infraniveau3|inferieurauniveau3|<3|sansdiplome|aucun|"
                "sansqualification|vi|vbis|niveauvi|niveauvbis|brevet|dnb"},
    {"3", "niveau3|cap|bep|cap/bep|capbep|v|niveauv"},
    {"4", "niveau4|bac|baccalaureat|bacpro|bp|iv|niveauiv"},
    {"5", "niveau5|bac+2|bts|dut|deug|iii|niveauiii"},
    {"6+", "6|7|8|niveau6|niveau7|niveau8|niveau6etplus|6etplus|bac+3|bac+4|bac+5|bac+8|bac+3etplus|licence|"
           "master|doctorat|but|ii|i|niveauii|niveaui"},
    {0},
};

static const Code answers[] = {
    {"yes", "oui|o|y|vrai|true|1"},
    {"no", "non|n|faux|false|0"},
    {"unknown", "?|nsp|nc|nr|inconnu|nesaitpas|nonrenseigne|averifier"},
    {0},
};

static const Code exits[] = {
    {"CDI", "emploiencdi|embaucheencdi|emploidurable"},
    {"CDD>=6m",
     "cdd>=6mois|cdd>6mois|cdd\u22656mois|cdd\u22656m|cdd6moisetplus|cddde6moisetplus|cdddeplusde6mois|"
     "cddplusde6mois|cdd+6mois|cdd+de6mois|cddde6moisouplus"},
    {"CDD<6m", "cdd<6mois|cdddemoinsde6mois|cddmoinsde6mois|cddde6moisoumoins"},
    {"training", "formation|entreeenformation|formationqualifiante|formationdiplomante|formationcertifiante"},
    {"other", "autre|autres|autresituation|interim|creationdentreprise"},
    {"none", "aucune|aucun|sansemploi|sanssolution|chomage|demandeurdemploi|retourauchomage|inactif|"
             "rechercheemploi|recherchedemploi"},
    {"unknown", "?|inconnu|inconnue|nsp|nc|nr|perdudevue|sansnouvelles|nonrenseigne"},
    {0},
};

/* The band of an age that is reached in the year of entry: more is not known from a year of birth. */
static const char *band_of(int age) {
    return age < 26 ? "<26" : age < 30 ? "26-29" : age < 40 ? "30-39" : age < 50 ? "40-49" : "50+";
}

enum { YOUNGEST = 14, OLDEST = 80 };

static bool take_age(Table *table, int column, int age, Person *person) {
    if (age < YOUNGEST || age > OLDEST)
        return table_refuse(table, column, "an age at entry under %d or over %d", YOUNGEST, OLDEST);
    person->age_band = str_of(band_of(age));
    return true;
}

/* Years that are full on a day. */
static int age_on(Date day, Date born) {
    int year, month, of_month, born_year, born_month, born_of_month;
    date_split(day, &year, &month, &of_month);
    date_split(born, &born_year, &born_month, &born_of_month);
    bool before = month < born_month || (month == born_month && of_month < born_of_month);
    return year - born_year - before;
}

static bool read_age(Table *table, Person *person) {
    Date birth;
    if (!birth_date_read(table, &birth)) return false;
    if (!cell_code(table, AGE_BAND, age_bands, &person->age_band)) return false;
    if (!person->age_band.n) person->age_band = STR("unknown");
    bool entered = person->entry_date != DATE_ABSENT;
    if (birth != DATE_ABSENT)
        return !entered || take_age(table, BIRTH_DATE, age_on(person->entry_date, birth), person);
    Str cell = table_cell(table, BIRTH_YEAR);
    if (!cell.n) return true;
    int64_t born;
    if (number_read_plain(cell, 0, false, &born) || born < 1900 || born > 2099)
        return table_refuse_cell(table, BIRTH_YEAR, "no year");
    return !entered || take_age(table, BIRTH_YEAR, date_month(person->entry_date) / 12 - (int)born, person);
}

/* A criterion in the one way in which we write it. */
static Str criterion_of(Arena *arena, Table *table, Str text) {
    const char *known = code_find(table_scratch(table), criteria, text);
    return known ? str_of(known) : str_copy(arena, text);
}

static bool read_criteria(Arena *arena, Table *table, Person *person) {
    StrList parts;
    if (!cell_list(table_scratch(table), table, CRITERIA, "|,;\n", &parts)) return false;
    Str main = str_squeeze(table_scratch(table), table_cell(table, MAIN_CRITERION));
    if (main.n) person->main_criterion = criterion_of(arena, table, main);
    for (size_t i = 0; i < parts.n; i++) {
        Str criterion = criterion_of(arena, table, parts.at[i]);
        if (!strlist_has(person->criteria, criterion)) strlist_add(arena, &person->criteria, criterion);
    }
    if (main.n && !strlist_has(person->criteria, person->main_criterion))
        strlist_add(arena, &person->criteria, person->main_criterion);
    return true;
}

/* Five characters: digits, but for Corsica's 2A and 2B in an INSEE code. */
static bool read_place(Arena *arena, Table *table, int column, Str *value) {
    *value = cell_text(arena, table, column);
    size_t digits = 0;
    for (size_t i = 0; i < value->n; i++) digits += value->p[i] >= '0' && value->p[i] <= '9';
    bool corsica = column == COMMUNE_INSEE && value->n == 5 && digits == 4 && value->p[0] == '2' &&
                   (value->p[1] == 'A' || value->p[1] == 'B');
    if (!value->n || corsica || (value->n == 5 && digits == 5)) return true;
    return table_refuse_cell(table, column,
                             digits == 4 && value->n == 4
                                 ? "4 digits instead of 5: leading zero lost in a spreadsheet?"
                                 : "not a code of 5 digits");
}

/* "12, rue des Lilas, 93100 Montreuil": the last five digits that a word follows. */
static void cut_postal_code(Arena *arena, Table *table, Person *person) {
    Str address = fold(table_scratch(table), table_cell(table, ADDRESS));
    size_t digits = 0;
    for (size_t i = 0; i + 1 < address.n && !table_cell(table, POSTAL_CODE).n; i++) {
        bool digit = address.p[i] >= '0' && address.p[i] <= '9';
        bool word = address.p[i] == ' ' && address.p[i + 1] >= 'a' && address.p[i + 1] <= 'z';
        if (digits == 5 && word) person->postal_code = str_copy(arena, str_sub(address, i - 5, 5));
        digits = digit ? digits + 1 : 0;
    }
}

static bool read_rome(Arena *arena, Table *table, Person *person) {
    if (!cell_list(arena, table, ROME_CODES, "|,; \n", &person->rome_codes)) return false;
    for (size_t i = 0; i < person->rome_codes.n; i++) {
        Str code = person->rome_codes.at[i];
        bool good = code.n == 5 && code.p[0] >= 'A' && code.p[0] <= 'N';
        for (size_t k = 1; good && k < code.n; k++) good = code.p[k] >= '0' && code.p[k] <= '9';
        if (!good) return table_refuse_cell(table, ROME_CODES, "no ROME code like F1703");
    }
    return true;
}

static bool read_exit(Table *table, Person *person) {
    static const Str not_over[] = {{"encours", 7}, {"enparcours", 10}, {"enposte", 7}};
    Str folded = code_fold(table_scratch(table), table_cell(table, EXIT));
    bool over = true;
    for (size_t i = 0; i < sizeof not_over / sizeof *not_over; i++)
        over = over && !str_eq(folded, not_over[i]);
    if (over && !cell_code(table, EXIT, exits, &person->exit)) return false;
    if (person->exit_date == DATE_ABSENT) return true;
    if (!person->exit.n) person->exit = STR("unknown");
    return person->entry_date == DATE_ABSENT || person->exit_date >= person->entry_date ||
           table_refuse(table, EXIT_DATE, "before the entry");
}

static bool read_declared_on(Table *table, Date file_date, Person *person) {
    if (!cell_date(table, DECLARED_ON, &person->declared_on)) return false;
    if (person->declared_on == DATE_ABSENT) person->declared_on = file_date;
    return true;
}

static bool person_fill(Arena *arena, Table *table, Date file_date, Person *p) {
    p->prescriber = cell_text(arena, table, PRESCRIBER);
    if (!cell_list(arena, table, MOBILITY, "|,;\n", &p->mobility) || !read_criteria(arena, table, p) ||
        !person_ref_read(arena, table, &p->ref) || !cell_code(table, SEX, sexes, &p->sex) ||
        !cell_date(table, ENTRY_DATE, &p->entry_date) || !cell_date(table, EXIT_DATE, &p->exit_date) ||
        !cell_date(table, AVAILABLE_FROM, &p->available_from) || !read_declared_on(table, file_date, p) ||
        !read_age(table, p) || !cell_code(table, EDUCATION_LEVEL, educations, &p->education) ||
        !read_place(arena, table, COMMUNE_INSEE, &p->commune) ||
        !read_place(arena, table, POSTAL_CODE, &p->postal_code) || !cell_code(table, QPV, answers, &p->qpv) ||
        !read_rome(arena, table, p) || !read_exit(table, p) || !cell_source_line(table, SOURCE_LINE, &p->at))
        return false;
    cut_postal_code(arena, table, p);
    if (!p->sex.n) p->sex = STR("unknown");
    if (!p->qpv.n) p->qpv = STR("unknown");
    return true;
}

static bool is_new(Table *table, const Map *known, Str ref) {
    const Person *before = map_get(known, ref);
    return !before || table_refuse(table, PERSON_REF, "a second row for the person of %.*s:%u",
                                   STR_ARG(before->at.file), before->at.line);
}

bool people_read(Arena *arena, Str file, Str bytes, const ColumnNames *names, People *people, Lines *lines,
                 Diags *diags) {
    Arena *scratch = arena_new();
    Table *table =
        table_open(scratch, piece_whole(str_copy(arena, file), bytes), &people_table, names, diags);
    /* The copy of a file is called what we call it: what it does not say was not said. */
    bool copy = table && table_has(table, SOURCE_LINE);
    Date file_date = copy ? DATE_ABSENT : date_of_file(file);
    Map *known = map_new(scratch); /* ref -> a person of its own: the list moves when it grows */
    for (size_t i = 0; table && i < people->n; i++) map_put(known, people->at[i].ref, &people->at[i]);
    while (table && table_next(table)) {
        Person *person = ARENA_NEW(arena, Person);
        person->at = table_at(table, -1);
        if (!person_fill(arena, table, file_date, person) || !is_new(table, known, person->ref)) continue;
        map_put(known, person->ref, person);
        *ARENA_PUSH(arena, people->at, people->n, people->cap) = *person;
    }
    bool taken = table != NULL;
    if (table) table_close(table, lines);
    arena_free(scratch);
    return taken;
}
