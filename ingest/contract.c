/* contract.c - contracts.csv, row by row. A contract without an id, a title, a mechanism, committed hours and
 * a period is refused: nothing could be said of it in a review. */
#include "ingest/contract.h"
#include "base/map.h"
#include "ingest/cell.h"

enum {
    CONTRACT_ID,
    TITLE,
    BUYER,
    NOTICE_ID,
    LOT_ID,
    CONTRACTOR_NAME,
    CONTRACTOR_SIRET,
    NATURE,
    CPV,
    TRADE,
    MECHANISM,
    PROCEDURE,
    AMOUNT,
    HOURS_COMMITTED,
    START_DATE,
    END_DATE,
    STATUS,
    FACILITATOR,
};

static const Column columns[] = {
    [CONTRACT_ID] =
        {"contract_id",
         "N° de marché|N° marché|Numéro de marché|Numéro du marché|Marché|Référence|Référence marché|"
         "Référence du marché|Réf|Réf marché|Code marché|Identifiant|Identifiant marché|Id marché|"
         "marche_id|N° de contrat|Numéro de contrat|Contrat|Code opération|N° opération",
         COLUMN_NEEDED},
    [TITLE] =
        {"title",
         "Titre|Intitulé|Intitulé du marché|Objet|Objet du marché|objet_marche|Libellé|Libellé du marché|"
         "Désignation|Opération|Nom de l'opération|Nom du marché|Projet",
         COLUMN_NEEDED},
    [BUYER] = {"buyer",
               "Acheteur|Nom acheteur|Nom de l'acheteur|Maître d'ouvrage|MOA|Maîtrise d'ouvrage|"
               "Donneur d'ordre|Pouvoir adjudicateur|Collectivité|Client|nom_organisme_acheteur",
               COLUMN_OPTIONAL},
    [NOTICE_ID] = {"notice_id", "Avis|N° avis|N° d'avis|Identifiant de l'avis|Référence de l'avis|idweb",
                   COLUMN_OPTIONAL},
    [LOT_ID] = {"lot_id", "Lot|N° lot|N° de lot|Numéro de lot|Numéro du lot", COLUMN_OPTIONAL},
    [CONTRACTOR_NAME] =
        {"contractor_name",
         "Entreprise|Nom entreprise|Nom de l'entreprise|Titulaire|Nom du titulaire|Attributaire|"
         "Raison sociale|Dénomination sociale|Mandataire|nom_entreprise|"
         "titulaire_denominationSociale",
         COLUMN_OPTIONAL},
    [CONTRACTOR_SIRET] =
        {"contractor_siret",
         "SIRET|N° SIRET|Numéro SIRET|SIRET entreprise|SIRET de l'entreprise|SIRET titulaire|"
         "SIRET du titulaire|entreprise_siret|titulaire_id",
         COLUMN_OPTIONAL},
    [NATURE] = {"nature",
                "Nature du marché|Type de marché|Type|Nature des prestations|Nature de la prestation|"
                "Catégorie de marché",
                COLUMN_OPTIONAL},
    [CPV] = {"cpv", "Code CPV|CPV principal|codeCPV|Codes CPV", COLUMN_OPTIONAL},
    [TRADE] = {"trade", "Métier|Corps d'état|Corps de métier|Secteur|Secteur d'activité|Activité|Domaine",
               COLUMN_OPTIONAL},
    [MECHANISM] = {"mechanism",
                   "Mécanisme|Clause|Type de clause|Nature de la clause|Dispositif|Dispositif juridique|"
                   "Levier|Levier juridique|Outil juridique|Modalité juridique|Article",
                   COLUMN_NEEDED},
    [PROCEDURE] = {"procedure", "Procédure|Type de procédure|Procédure de passation|Mode de passation",
                   COLUMN_OPTIONAL},
    [AMOUNT] = {"amount", "Montant|Montant du marché|Montant notifié|Montant attribué|Montant initial",
                COLUMN_OPTIONAL},
    [HOURS_COMMITTED] =
        {"hours_committed",
         "Heures engagées|Heures prévues|Heures dues|Heures contractuelles|Heures à réaliser|"
         "Heures d'insertion|Heures d'insertion prévues|Heures d'insertion engagées|"
         "heures_insertion_prevues|Objectif heures|Objectif d'heures|Engagement heures|"
         "Nombre d'heures prévues|Nombre d'heures d'insertion|Nb heures prévues|Volume d'heures|"
         "Heures parcours",
         COLUMN_NEEDED},
    [START_DATE] = {"start_date",
                    "Date de début|Début|Date début|Date de démarrage|Démarrage|Date de notification|"
                    "Notification|date_notification_marche|Date début marché|Début du marché",
                    COLUMN_NEEDED},
    [END_DATE] = {"end_date",
                  "Date de fin|Fin|Date fin|Échéance|Date d'échéance|Fin prévisionnelle|"
                  "Date de fin prévisionnelle|date_fin_clause_sociale|Date fin marché|Fin du marché",
                  COLUMN_NEEDED},
    [STATUS] = {"status", "Statut|État|Avancement|Situation", COLUMN_OPTIONAL},
    [FACILITATOR] = {"facilitator",
                     "Facilitateur|Facilitatrice|Référent|Chargé de mission|Suivi par|Chargé de suivi",
                     COLUMN_OPTIONAL},
    {0},
};

const TableKind contracts_table = {.name = "contracts", .columns = columns};

static const Code natures[] = {
    {"works", "travaux|marchedetravaux|travaux/works"},
    {"services", "service|marchedeservices|prestations|prestationsdeservices|prestationdeservices"},
    {"supplies", "fournitures|fourniture|marchedefournitures"},
    {0},
};

static const Code mechanisms[] = {
    {"execution_clause", "clausedexecution|clausesocialedexecution|conditiondexecution|conditionsdexecution|"
                         "clausedinsertion|clausesociale|clausesocialedinsertion|clauseobligatoire|l21122|"
                         "article14|execution"},
    {"reserved_insertion",
     "marchereserveinsertion|marchereservealinsertion|marchereserveiae|marchereservesiae|"
     "reserveinsertion|reserveiae|reservesiae|lotreserveinsertion|lotreserveiae|l211313"},
    {"reserved_disability", "marchereservehandicap|reservehandicap|marchereserveea/esat|marchereserveeaesat|"
                            "reserveea/esat|reserveeaesat|lotreservehandicap|l211312"},
    {"reserved_both", "marchereservemixte|marchereserveea/esat/siae|reserveea/esat/siae|"
                      "marchereservehandicapetinsertion|marchereserveinsertionethandicap|l211314"},
    {"reserved_prison",
     "marchereservepenitentiaire|marchereserveprison|reservepenitentiaire|travailpenitentiaire|"
     "l2113131"},
    {"reserved_ess", "marchereserveess|reserveess|l211315"},
    {"award_criterion",
     "criteredattribution|criteresocial|criteresocialdattribution|criteredinsertion|critere"},
    {"training_clause", "clausedeformation|clauseformation|formationsousstatutscolaire"},
    {"insertion_market", "marchedinsertion|marchedeservicesdinsertion|servicesdinsertion|"
                         "marchedequalificationetdinsertion|marchedinsertionetdequalification"},
    {0},
};

/* The codes of eForms, and "adapted" which only France has; what else is written stays as it is. */
static const Code procedures[] = {
    {"open", "appeldoffresouvert|aoo"},
    {"restricted", "appeldoffresrestreint|aor"},
    {"neg-w-call", "procedureavecnegociation|procedurenegociee"},
    {"neg-wo-call", "marchepassesanspublicitenimiseenconcurrenceprealable|"
                    "marchesanspublicitenimiseenconcurrenceprealables"},
    {"comp-dial", "dialoguecompetitif"},
    {"innovation", "partenariatdinnovation"},
    {"adapted", "procedureadaptee|mapa"},
    {0},
};

static const Code statuses[] = {
    {"signed", "signe|notifie|attribue|conclu|ademarrer|nondemarre"},
    {"running", "encours|encoursdexecution|actif|active|demarre|ouvert"},
    {"closed", "clos|cloture|termine|acheve|solde|fini|clauseterminee"},
    {"attested", "atteste|attestationrecue|attestationremise|attestationdelivree|"
                 "clauseterminee+attestationrecue|clausetermineeattestationrecue"},
    {"ended_early", "resilie|arrete|abandonne|interrompu|arretanticipe|finanticipee|resiliation"},
    {0},
};

/* The values of the current row; false after refusing it. */
static bool contract_fill(Arena *arena, Table *table, Contract *c) {
    c->id = cell_text(arena, table, CONTRACT_ID);
    c->title = cell_text(arena, table, TITLE);
    c->buyer = cell_text(arena, table, BUYER);
    c->notice_id = cell_text(arena, table, NOTICE_ID);
    c->lot_id = cell_text(arena, table, LOT_ID);
    c->contractor_name = cell_text(arena, table, CONTRACTOR_NAME);
    c->trade = cell_text(arena, table, TRADE);
    c->procedure = cell_text(arena, table, PROCEDURE);
    const char *procedure = code_find(arena, procedures, c->procedure);
    if (procedure) c->procedure = str_of(procedure);
    c->facilitator = cell_text(arena, table, FACILITATOR);
    c->amount.currency = STR("EUR"); /* contracts.csv has no column for another */
    if (!cell_siret(arena, table, CONTRACTOR_SIRET, &c->contractor_siret) ||
        !cell_code(table, NATURE, natures, &c->nature) || !cell_cpv(arena, table, CPV, &c->cpv) ||
        !cell_code(table, MECHANISM, mechanisms, &c->mechanism) || !cell_amount(table, AMOUNT, &c->amount) ||
        !cell_hours(table, HOURS_COMMITTED, &c->hours_committed) ||
        !cell_date(table, START_DATE, &c->start_date) || !cell_date(table, END_DATE, &c->end_date) ||
        !cell_code(table, STATUS, statuses, &c->status))
        return false;
    if (c->amount.cents == HUNDREDTHS_ABSENT) c->amount = MONEY_ABSENT;
    return c->end_date >= c->start_date || table_refuse_cell(table, END_DATE, "ends before it starts");
}

static bool is_new(Table *table, const Map *known, Str id) {
    const Contract *before = map_get(known, id);
    if (!before) return true;
    return table_refuse(table, CONTRACT_ID, "%.*s stands already at %.*s:%u", STR_ARG(id),
                        STR_ARG(before->at.file), before->at.line);
}

bool contracts_read(Arena *arena, Str file, Str bytes, const ColumnNames *names, Contracts *contracts,
                    Lines *lines, Diags *diags) {
    Arena *scratch = arena_new();
    Table *table =
        table_open(scratch, piece_whole(str_copy(arena, file), bytes), &contracts_table, names, diags);
    Map *known = map_new(scratch); /* id -> a contract of its own: the list moves when it grows */
    for (size_t i = 0; table && i < contracts->n; i++) map_put(known, contracts->at[i].id, &contracts->at[i]);
    while (table && table_next(table)) {
        Contract *contract = ARENA_NEW(arena, Contract);
        contract->at = table_at(table, -1);
        if (!contract_fill(arena, table, contract) || !is_new(table, known, contract->id)) continue;
        map_put(known, contract->id, contract);
        *ARENA_PUSH(arena, contracts->at, contracts->n, contracts->cap) = *contract;
    }
    bool taken = table != NULL;
    if (table) table_close(table, lines);
    arena_free(scratch);
    return taken;
}
