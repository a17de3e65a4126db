/* hours.c - hours.csv, row by row. Every figure of a review starts here, so a row is taken whole or not at
 * all, and no message repeats what stands in a cell. */
#include "ingest/hours.h"
#include "ingest/cell.h"
#include "ingest/pseudonym.h"

enum {
    CONTRACT_ID,
    DECLARANT_SIRET,
    DECLARED_ON,
    PERSON_REF,
    MONTH,
    HOURS,
    TRAINING_HOURS,
    EMPLOYER_KIND,
    CONTRACT_TYPE,
    PROOF,
    SOURCE_LINE,
    IDENTITY_PLACES,
};

static const Column columns[] = {
    [CONTRACT_ID] = {"contract_id",
                     "N° de marché|N° marché|Numéro de marché|Numéro du marché|Marché|Référence marché|"
                     "Référence du marché|Réf marché|Code marché|Identifiant marché|Id marché|marche_id|"
                     "N° de contrat|Numéro de contrat|Contrat|Code opération|N° opération|Opération|Chantier",
                     COLUMN_NEEDED},
    [DECLARANT_SIRET] = {"declarant_siret",
                         "SIRET|N° SIRET|Numéro SIRET|SIRET entreprise|SIRET de l'entreprise|SIRET employeur|"
                         "SIRET de l'employeur|SIRET déclarant|SIRET du déclarant|SIRET structure|"
                         "SIRET de la structure|SIRET titulaire|entreprise_siret",
                         COLUMN_NEEDED},
    [DECLARED_ON] = {"declared_on",
                     "Déclaré le|Date de déclaration|Date déclaration|Date d'envoi|Date de transmission|"
                     "Transmis le|Date de saisie|Saisi le|Date du relevé",
                     COLUMN_OPTIONAL},
    [PERSON_REF] =
        {"person_ref",
         "participant_ref|Référence participant|Référence bénéficiaire|Référence salarié|"
         "Référence du participant|Référence du bénéficiaire|Référence du salarié|"
         "Référence personne|Réf participant|Réf bénéficiaire|Réf salarié|N° participant|"
         "N° bénéficiaire|Numéro participant|Numéro bénéficiaire|Numéro de participant|"
         "Numéro de bénéficiaire|Identifiant participant|Identifiant bénéficiaire|"
         "Identifiant salarié|Id participant|Id bénéficiaire|Pseudonyme|Matricule|Code bénéficiaire|"
         "Code participant",
         COLUMN_NEEDED},
    [MONTH] = {"month",
               "Mois|Période|Mois de travail|Mois travaillé|Mois concerné|Mois de réalisation|Mois/année",
               COLUMN_NEEDED},
    [HOURS] = {"hours",
               "Heures|Heures réalisées|Heures d'insertion|Heures d'insertion réalisées|Heures travaillées|"
               "Heures effectuées|Heures déclarées|heures_insertion_realisees|Nb heures|Nb d'heures|"
               "Nombre d'heures|Nombre d'heures réalisées|Nb heures réalisées|Total heures|Heures du mois",
               COLUMN_NEEDED},
    [TRAINING_HOURS] = {"training_hours",
                        "Heures de formation|Heures formation|dont formation|"
                        "dont heures de formation|Nb heures de formation",
                        COLUMN_OPTIONAL},
    [EMPLOYER_KIND] = {"employer_kind",
                       "Type employeur|Type d'employeur|employeur_type|Employeur|Type de structure|"
                       "Modalité|Modalité de réalisation|Mode de réalisation",
                       COLUMN_OPTIONAL},
    [CONTRACT_TYPE] = {"contract_type",
                       "Type de contrat|Nature du contrat|Contrat de travail|"
                       "Type de contrat de travail|Nature du contrat de travail",
                       COLUMN_OPTIONAL},
    [PROOF] = {"proof", "Justificatif|Pièce justificative|Justificatifs|Preuve|Pièce", COLUMN_OPTIONAL},
    [SOURCE_LINE] = {"source_line", NULL, COLUMN_OPTIONAL},
    IDENTITY_COLUMNS,
    {0},
};

const TableKind hours_table = {.name = "hours", .columns = columns, .personal = true, .who = IDENTITY_WHO};

static const Code employer_kinds[] = {
    {"direct", "embauchedirecte|embauche|recrutementdirect|entreprise|titulaire|directe|salariedirect"},
    {"ETTI", "entreprisedetravailtemporairedinsertion|interimdinsertion"},
    {"AI", "associationintermediaire"},
    {"EI", "entreprisedinsertion"},
    {"ACI",
     "atelierchantierdinsertion|atelieretchantierdinsertion|chantierdinsertion|atelierschantiersdinsertion"},
    {"GEIQ", "groupementdemployeurs|groupementdemployeurspourlinsertionetlaqualification"},
    {"EA", "entrepriseadaptee"},
    {"ESAT", "etablissementdaideparletravail|etablissementoudeservicedaideparletravail"},
    {0},
};

static const Code contract_types[] = {
    {"CDI", "contratadureeindeterminee|indetermine"},
    {"CDD", "contratadureedeterminee|determine"},
    {"CTT", "interim|mission|missiondinterim|contratdemission|travailtemporaire|contratdetravailtemporaire"},
    {"CDDI", "cdddinsertion|cddinsertion|contratadureedetermineedinsertion"},
    {"CDDU", "cdddusage|cddusage|contratadureedetermineedusage"},
    {"apprenticeship", "apprentissage|contratdapprentissage|apprenti|apprentie"},
    {"professionalisation",
     "professionnalisation|professionalization|contratdeprofessionnalisation|contratpro|pro"},
    {"other", "autre|autres"},
    {0},
};

enum { MOST_HOURS = 74400 /* hundredths: 31 days of 24 hours */ };

static bool read_declared_on(Table *table, Date file_date, HoursRow *row) {
    if (!cell_date(table, DECLARED_ON, &row->declared_on)) return false;
    if (row->declared_on == DATE_ABSENT) row->declared_on = file_date;
    if (row->declared_on == DATE_ABSENT) return table_refuse(table, DECLARED_ON, "empty");
    return row->declared_on >= month_first(row->month) ||
           table_refuse(table, DECLARED_ON, "before the month that it declares");
}

static bool read_hours(Table *table, HoursRow *row) {
    if (!cell_hours(table, HOURS, &row->hours) || !cell_hours(table, TRAINING_HOURS, &row->training_hours))
        return false;
    if (row->hours > MOST_HOURS && row->person_ref.n)
        return table_refuse(table, HOURS, "more than a month has (744)");
    return row->training_hours == HUNDREDTHS_ABSENT || row->training_hours <= row->hours ||
           table_refuse(table, TRAINING_HOURS, "more than the hours they are part of");
}

/* Nobody, in a copy. */
static bool read_person(Arena *arena, Table *table, Str *ref) {
    *ref = (Str){0};
    bool nobody = table_archived(table) && !table_cell(table, PERSON_REF).n;
    return nobody || person_ref_read(arena, table, ref);
}

static bool hours_fill(Arena *arena, Table *table, Date file_date, HoursRow *row) {
    row->contract_id = cell_text(arena, table, CONTRACT_ID);
    row->proof = cell_text(arena, table, PROOF);
    return cell_siret(arena, table, DECLARANT_SIRET, &row->declarant_siret) &&
           read_person(arena, table, &row->person_ref) && cell_month(table, MONTH, &row->month) &&
           read_declared_on(table, file_date, row) && read_hours(table, row) &&
           cell_code(table, EMPLOYER_KIND, employer_kinds, &row->employer_kind) &&
           cell_code(table, CONTRACT_TYPE, contract_types, &row->contract_type) &&
           cell_source_line(table, SOURCE_LINE, &row->at);
}

bool hours_read(Arena *arena, Str file, Str bytes, const ColumnNames *names, HoursRows *hours, Lines *lines,
                Diags *diags) {
    Arena *scratch = arena_new();
    Table *table = table_open(scratch, piece_whole(str_copy(arena, file), bytes), &hours_table, names, diags);
    Date file_date = date_of_file(file);
    bool dated = file_date != DATE_ABSENT || (table && table_has(table, DECLARED_ON));
    if (table && !dated)
        table_refuse_file(table, "no column declared_on, and no date at the head of the file's name");
    while (table && dated && table_next(table)) {
        HoursRow row = {.at = table_at(table, -1)};
        if (hours_fill(arena, table, file_date, &row))
            *ARENA_PUSH(arena, hours->at, hours->n, hours->cap) = row;
    }
    bool taken = table && dated;
    if (table) table_close(table, lines);
    arena_free(scratch);
    return taken;
}
