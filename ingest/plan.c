/* plan.c - notices as a table. What `clausier read` writes comes in again under its own column names; a
 * buyer's purchase plan comes in by what its headers usually say.
 *
 * A plan often names a category and a place in words where we have codes. What is a code is taken as one; the
 * words are kept as additional information, so that rules see them and nothing is lost. */
#include "ingest/plan.h"
#include "base/fold.h"
#include "ingest/cell.h"

enum {
    TITLE,
    DESCRIPTION,
    EXECUTION_TERMS,
    ADDITIONAL_INFORMATION,
    CPV_MAIN,
    CPV_ADDITIONAL,
    CATEGORY,
    PLACE,
    NUTS,
    POSTAL_CODE,
    NATURE,
    AMOUNT,
    CURRENCY,
    AMOUNT_SOURCE,
    PROCEDURE_AMOUNT,
    DURATION_MONTHS,
    START_DATE,
    END_DATE,
    DEADLINE,
    NOTICE_ID,
    NOTICE_VERSION,
    NOTICE_TYPE,
    LOT_ID,
    PROCEDURE_ID,
    PUBLICATION_NUMBER,
    PUBLICATION_DATE,
    ISSUE_DATE,
    STATUS,
    CHANGE_OF,
    LANGUAGE,
    BUYER_NAME,
    BUYER_ID,
    BUYER_KIND,
    BUYER_CONTACT,
    BUYER_PHONE,
    BUYER_EMAIL,
    PROCEDURE_TYPE,
    FRAMEWORK,
    RESERVED_PARTICIPATION,
    RESERVED_EXECUTION,
    STRATEGIC_PROCUREMENT,
    SOCIAL_OBJECTIVE,
    SOCIAL_CONSIDERATIONS,
    DEFENCE,
    AWARD_AMOUNT,
    AWARD_CURRENCY,
    WINNER_NAME,
    WINNER_ID,
    CONTRACT_REF,
    CONTRACT_DATE,
};

static const Column columns[] = {
    [TITLE] = {"title",
               "Titre|Titre du projet|Titre du projet d'achat|Intitulé|Intitulé du projet|Intitulé du marché|"
               "Intitulé de l'achat|Objet|Objet du marché|Objet de l'achat|Libellé|Libellé du marché|"
               "Libellé du projet|Libellé du besoin|Projet|Projet d'achat|Nom du projet|Désignation|Besoin|"
               "Achat|Consultation|Marché|marche_objet",
               COLUMN_NEEDED},
    [DESCRIPTION] = {"description",
                     "Descriptif|Description du projet|Description du besoin|Détail|Détails|"
                     "Contenu|Prestations|Nature des prestations|Commentaire|Commentaires|"
                     "Résumé|Objet détaillé|Observations",
                     COLUMN_OPTIONAL},
    [EXECUTION_TERMS] = {"execution_terms",
                         "Conditions d'exécution|Clause sociale|Clauses sociales|"
                         "Clause d'insertion",
                         COLUMN_OPTIONAL},
    [ADDITIONAL_INFORMATION] = {"additional_information",
                                "Informations complémentaires|Renseignements "
                                "complémentaires|Information complémentaire",
                                COLUMN_OPTIONAL},
    [CPV_MAIN] = {"cpv_main", "CPV|Code CPV|CPV principal|Code CPV principal|cpv_code|codeCPV|Codes CPV",
                  COLUMN_OPTIONAL},
    [CPV_ADDITIONAL] = {"cpv_additional",
                        "CPV secondaires|CPV complémentaires|Autres CPV|Codes CPV secondaires|"
                        "Codes CPV complémentaires",
                        COLUMN_OPTIONAL},
    [CATEGORY] = {"category",
                  "Catégorie|Catégorie achat|Catégorie d'achat|Catégorie d'achats|Famille|"
                  "Famille d'achat|Famille d'achats|Secteur|Secteur d'achat|Domaine|"
                  "Domaine d'achat|Segment|Segment d'achat|Nomenclature",
                  COLUMN_OPTIONAL},
    [PLACE] = {"place",
               "Localisation|Périmètre|Lieu|Lieu d'exécution|Ville|Commune|Département|Région|Zone|"
               "Zone géographique|Territoire|lieu_exec_nom|Site",
               COLUMN_OPTIONAL},
    [NUTS] = {"nuts", "Code NUTS|Codes NUTS", COLUMN_OPTIONAL},
    [POSTAL_CODE] = {"postal_code", "Code postal|CP", COLUMN_OPTIONAL},
    [NATURE] = {"nature",
                "Nature du marché|Type|Type de marché|Type d'achat|Type de prestation|Nature de l'achat|"
                "Nature de la prestation|type_marche|nature_marche",
                COLUMN_OPTIONAL},
    [AMOUNT] = {"amount",
                "Montant|Montant estimé|Montant estimatif|Montant prévisionnel|Montant total|"
                "Montant du marché|Budget|Budget prévisionnel|Budget estimé|Budget estimatif|"
                "Estimation|Estimation financière|Dépense|Dépense prévisionnelle|Enveloppe|"
                "Enveloppe financière|Valeur|Valeur estimée|Coût estimé|Prix estimé",
                COLUMN_OPTIONAL},
    [CURRENCY] = {"currency", "Devise|Monnaie", COLUMN_OPTIONAL},
    [AMOUNT_SOURCE] = {"amount_source", NULL, COLUMN_OPTIONAL},
    [PROCEDURE_AMOUNT] = {"procedure_amount", "Montant de la procédure|Montant global|Montant tous lots",
                          COLUMN_OPTIONAL},
    [DURATION_MONTHS] = {"duration_months",
                         "Durée|Durée en mois|Durée (mois)|Durée mois|dureeMois|"
                         "Durée du marché|Durée du marché en mois|Nombre de mois",
                         COLUMN_OPTIONAL},
    [START_DATE] = {"start_date",
                    "Date de début|Début|Date de démarrage|Démarrage|Date prévisionnelle de début|"
                    "Date de début d'exécution|Début d'exécution|Date de début prévisionnelle",
                    COLUMN_OPTIONAL},
    [END_DATE] = {"end_date", "Date de fin|Fin|Échéance|Date de fin d'exécution|Date de fin prévisionnelle",
                  COLUMN_OPTIONAL},
    [DEADLINE] = {"deadline",
                  "Date limite|Date limite de réponse|Date limite de remise des offres|"
                  "Remise des offres|datelimitereponse|Date de remise des offres|DLRO",
                  COLUMN_OPTIONAL},
    [NOTICE_ID] = {"notice_id",
                   "N°|Numéro|Identifiant|Id|Référence|Réf|Référence de l'avis|N° avis|idweb|"
                   "N° de projet|Numéro de projet|Référence du projet|Code projet|marche_id|"
                   "Référence du marché|N° de marché|Numéro de marché",
                   COLUMN_OPTIONAL},
    [NOTICE_VERSION] = {"notice_version", "Version", COLUMN_OPTIONAL},
    [NOTICE_TYPE] = {"notice_type", "Type d'avis|type_avis", COLUMN_OPTIONAL},
    [LOT_ID] = {"lot_id", "Lot|N° lot|N° de lot|Numéro de lot|Numéro du lot", COLUMN_OPTIONAL},
    [PROCEDURE_ID] = {"procedure_id", "Identifiant de la procédure|contractfolderid", COLUMN_OPTIONAL},
    [PUBLICATION_NUMBER] = {"publication_number", "Numéro de publication|N° de publication", COLUMN_OPTIONAL},
    [PUBLICATION_DATE] = {"publication_date",
                          "Date de publication|dateparution|Date de parution|"
                          "Publication prévue|Date prévisionnelle de publication|"
                          "Date de lancement|Lancement",
                          COLUMN_OPTIONAL},
    [ISSUE_DATE] = {"issue_date", "Date d'envoi|Date d'envoi de l'avis", COLUMN_OPTIONAL},
    [STATUS] = {"status", "Statut|État", COLUMN_OPTIONAL},
    [CHANGE_OF] = {"change_of", "Avis modifié|Rectifie l'avis", COLUMN_OPTIONAL},
    [LANGUAGE] = {"language", "Langue", COLUMN_OPTIONAL},
    [BUYER_NAME] = {"buyer_name",
                    "Acheteur|Nom de l'acheteur|nomacheteur|acheteur_nom|acheteurs_nom|"
                    "Pouvoir adjudicateur|Direction|Service|Service acheteur|Service prescripteur|"
                    "Entité|Collectivité|Maître d'ouvrage|Établissement",
                    COLUMN_OPTIONAL},
    [BUYER_ID] = {"buyer_id", "SIRET|SIRET acheteur|SIRET de l'acheteur|acheteur_id|acheteurs_id",
                  COLUMN_OPTIONAL},
    [BUYER_KIND] = {"buyer_kind", "Type d'acheteur|type_acheteur", COLUMN_OPTIONAL},
    [BUYER_CONTACT] = {"buyer_contact", "Contact|Interlocuteur|Acheteur référent|Référent achat|Référent",
                       COLUMN_OPTIONAL},
    [BUYER_PHONE] = {"buyer_phone", "Téléphone|Tél", COLUMN_OPTIONAL},
    [BUYER_EMAIL] = {"buyer_email", "Courriel|E-mail|Mail|Adresse mail", COLUMN_OPTIONAL},
    [PROCEDURE_TYPE] = {"procedure_type",
                        "Procédure|Type de procédure|Procédure envisagée|"
                        "Mode de passation|Procédure de passation",
                        COLUMN_OPTIONAL},
    [FRAMEWORK] = {"framework", NULL, COLUMN_OPTIONAL},
    [RESERVED_PARTICIPATION] = {"reserved_participation", NULL, COLUMN_OPTIONAL},
    [RESERVED_EXECUTION] = {"reserved_execution", NULL, COLUMN_OPTIONAL},
    [STRATEGIC_PROCUREMENT] = {"strategic_procurement", NULL, COLUMN_OPTIONAL},
    [SOCIAL_OBJECTIVE] = {"social_objective", NULL, COLUMN_OPTIONAL},
    [SOCIAL_CONSIDERATIONS] = {"social_considerations", "Considérations sociales|Considération sociale",
                               COLUMN_OPTIONAL},
    [DEFENCE] = {"defence", "Défense|Défense ou sécurité", COLUMN_OPTIONAL},
    [AWARD_AMOUNT] = {"award_amount", "Montant attribué|Montant notifié", COLUMN_OPTIONAL},
    [AWARD_CURRENCY] = {"award_currency", NULL, COLUMN_OPTIONAL},
    [WINNER_NAME] = {"winner_name",
                     "Titulaire|Attributaire|titulaires_denomination|"
                     "titulaire_denominationSociale",
                     COLUMN_OPTIONAL},
    [WINNER_ID] = {"winner_id", "SIRET titulaire|SIRET du titulaire|titulaire_id|titulaires_id",
                   COLUMN_OPTIONAL},
    [CONTRACT_REF] = {"contract_ref", "Référence du contrat|N° de contrat", COLUMN_OPTIONAL},
    [CONTRACT_DATE] = {"contract_date",
                       "Date de notification|notification_date|dateNotification|"
                       "Date du contrat",
                       COLUMN_OPTIONAL},
    /* Columns of our own output that say nothing new: known, so that they are not called unknown. */
    {"source_format", NULL, COLUMN_OPTIONAL},
    {"file", NULL, COLUMN_OPTIONAL},
    {"description_length", NULL, COLUMN_OPTIONAL},
    {"execution_terms_length", NULL, COLUMN_OPTIONAL},
    {0},
};

const TableKind notices_table = {.name = "notices",
                                 .columns = columns,
                                 .together = {NOTICE_ID, NOTICE_VERSION},
                                 .together_count = 2,
                                 .identifying = 1,
                                 .one_of = {CPV_MAIN, DESCRIPTION, CATEGORY},
                                 .one_of_count = 3};

static const Code natures[] = {
    {"works", "travaux|marchedetravaux"},
    {"services", "service|marchedeservices|prestations|prestationsdeservices|prestationdeservices|"
                 "prestationsintellectuelles|pi|moe|maitrisedoeuvre"},
    {"supplies", "fournitures|fourniture|marchedefournitures|fcs"},
    {0},
};

static const Code amount_sources[] = {
    {"lot-estimate", NULL},   {"lot-framework-max", NULL}, {"procedure-estimate", NULL},
    {"total-estimate", NULL}, {"total-value", NULL},       {0},
};

static const Code statuses[] = {
    {"changed", "rectifie|rectificatif|modifie"},
    {"cancelled", "annule|annulation|abandonne|sanssuite"},
    {"modification", "avenant|modificationdemarche"},
    {0},
};

static const Code frameworks[] = {
    {"none", "non"}, {"fa-wo-rc", NULL}, {"fa-w-rc", NULL}, {"fa-mix", NULL}, {0},
};
static const Code reservations[] = {{"none", "non"}, {"res-ws", NULL}, {"res-pub-ser", NULL}, {0}};
static const Code executions[] = {{"yes", "oui|o"}, {"no", "non|n"}, {"not-known", "?|inconnu|nsp"}, {0}};
static const Code yes_no[] = {{"yes", "oui|o|true|1"}, {"no", "non|n|false|0"}, {0}};

static const char list_marks[] = ";|\n";

typedef struct Plan {
    Arena *arena; /* of the notice under construction */
    Table *table;
    Notice notice;
    bool open; /* there is a notice under construction */
    bool said_euro;
} Plan;

/* A line of the additional information: what a code could not say. */
static void add_information(const Plan *plan, Lot *lot, Str text) {
    if (!text.n) return;
    lot->additional_information =
        lot->additional_information.n
            ? str_print(plan->arena, "%.*s ; %.*s", STR_ARG(lot->additional_information), STR_ARG(text))
            : text;
}

/* "45210000 - Travaux de bâtiment" or only words. */
static void read_category(const Plan *plan, Lot *lot) {
    Str cell = cell_text(plan->arena, plan->table, CATEGORY), rest = cell, word, cpv;
    if (!lot->cpv_main.n && str_word(&rest, &word) && !cpv_trouble(plan->arena, word, &cpv))
        lot->cpv_main = cpv;
    add_information(plan, lot, cell);
}

static bool is_nuts(Str s) {
    bool good = s.n >= 3 && s.n <= 5 && str_starts(s, STR("FR"));
    for (size_t i = 2; good && i < s.n; i++)
        good = (s.p[i] >= '0' && s.p[i] <= '9') || (s.p[i] >= 'A' && s.p[i] <= 'Z');
    return good;
}

static bool is_postal_code(Str s) {
    for (size_t i = 0; i < s.n; i++)
        if (s.p[i] < '0' || s.p[i] > '9') return false;
    return s.n == 5;
}

static bool read_place(const Plan *plan, Lot *lot) {
    if (!cell_list(plan->arena, plan->table, NUTS, list_marks, &lot->nuts)) return false;
    lot->postal_code = cell_text(plan->arena, plan->table, POSTAL_CODE);
    Str place = cell_text(plan->arena, plan->table, PLACE);
    if (is_nuts(place) && !lot->nuts.n) strlist_add(plan->arena, &lot->nuts, place);
    else if (is_postal_code(place) && !lot->postal_code.n) lot->postal_code = place;
    else add_information(plan, lot, place);
    return true;
}

static bool header_names_euros(const Plan *plan, int column) {
    Str header = fold(table_scratch(plan->table), table_header(plan->table, column));
    return str_find(header, STR("\u20AC")) < header.n || str_find(header, STR("eur")) < header.n;
}

/* The currency of an amount: its column's, its cell's, its header's, else EUR, which is said once a file. */
static bool read_money(Plan *plan, int column, int currency_column, Money *money) {
    *money = MONEY_ABSENT;
    if (!cell_amount(plan->table, column, money)) return false;
    if (money->cents == HUNDREDTHS_ABSENT) return true;
    Str currency = cell_text(plan->arena, plan->table, currency_column);
    if (currency.n) money->currency = str_eq(currency, STR("\u20AC")) ? STR("EUR") : currency;
    if (money->currency.n) return true;
    money->currency = STR("EUR");
    if (!plan->said_euro && !header_names_euros(plan, column)) {
        table_say(plan->table, DIAG_NOTE, column, "read as EUR", "amounts without a currency");
        plan->said_euro = true;
    }
    return true;
}

static bool read_amounts(Plan *plan, Notice *notice, Lot *lot) {
    Money award;
    if (!read_money(plan, AMOUNT, CURRENCY, &lot->amount) ||
        !cell_code(plan->table, AMOUNT_SOURCE, amount_sources, &lot->amount_source) ||
        !read_money(plan, PROCEDURE_AMOUNT, CURRENCY, &notice->procedure_amount) ||
        !read_money(plan, AWARD_AMOUNT, AWARD_CURRENCY, &award))
        return false;
    lot->award_amount = award.cents;
    lot->award_currency = award.currency;
    if (lot->amount.cents == HUNDREDTHS_ABSENT) lot->amount_source = (Str){0};
    else if (!lot->amount_source.n) lot->amount_source = STR("lot-estimate");
    return true;
}

/* 48, 48 mois, 4 ans */
static bool read_duration(const Plan *plan, Lot *lot) {
    lot->duration_months = HUNDREDTHS_ABSENT;
    Str digits = fold(table_scratch(plan->table), table_cell(plan->table, DURATION_MONTHS));
    if (!digits.n) return true;
    static const struct {
        Str unit;
        int64_t months;
    } units[] = {
        {{"mois", 4}, 1}, {{"annees", 6}, 12}, {{"annee", 5}, 12}, {{"ans", 3}, 12}, {{"an", 2}, 12}};
    int64_t months = 1;
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        if (!str_ends(digits, units[i].unit)) continue;
        digits = str_trim(str_sub(digits, 0, digits.n - units[i].unit.n));
        months = units[i].months;
        break;
    }
    NumberTrouble trouble = number_read(digits, 2, &lot->duration_months);
    if (!trouble && !hundredths_scale(lot->duration_months, months, 1, &lot->duration_months))
        trouble = NUMBER_RANGE;
    if (trouble) return table_refuse_cell(plan->table, DURATION_MONTHS, number_trouble_text(trouble));
    return lot->duration_months > 0 || table_refuse_cell(plan->table, DURATION_MONTHS, "no duration");
}

/* A date for each contract, so equal ones stay. */
static bool read_contract_dates(const Plan *plan, Lot *lot) {
    StrList dates = {0};
    Str rest = table_cell(plan->table, CONTRACT_DATE), part;
    while (str_next(&rest, ';', &part)) {
        Date date;
        Fault fault = date_fault(part, &date);
        if (fault.why) return table_refuse_cell(plan->table, CONTRACT_DATE, fault.why);
        if (date == DATE_ABSENT) continue;
        strlist_add(plan->arena, &dates, date_print(plan->arena, date));
    }
    lot->contract_date = str_join(plan->arena, dates, STR(";"));
    return true;
}

static bool read_cpv(const Plan *plan, Lot *lot) {
    StrList parts;
    if (!cell_list(plan->arena, plan->table, CPV_ADDITIONAL, ";|,\n", &parts)) return false;
    for (size_t i = 0; i < parts.n; i++) {
        Str cpv;
        const char *trouble = cpv_trouble(plan->arena, parts.at[i], &cpv);
        if (trouble) return table_refuse_cell(plan->table, CPV_ADDITIONAL, trouble);
        strlist_add(plan->arena, &lot->cpv_additional, cpv);
    }
    return cell_cpv(plan->arena, plan->table, CPV_MAIN, &lot->cpv_main);
}

static bool read_reserved(const Plan *plan, Lot *lot) {
    StrList participation;
    if (!cell_codes(plan->arena, plan->table, RESERVED_PARTICIPATION, list_marks, reservations,
                    &participation) ||
        !cell_code(plan->table, RESERVED_EXECUTION, executions, &lot->reserved_execution))
        return false;
    lot->reserved_participation = str_join(plan->arena, participation, STR(";"));
    return true;
}

static bool read_social(const Plan *plan, Lot *lot) {
    return cell_list(plan->arena, plan->table, STRATEGIC_PROCUREMENT, list_marks,
                     &lot->strategic_procurement) &&
           cell_list(plan->arena, plan->table, SOCIAL_OBJECTIVE, list_marks, &lot->social_objective) &&
           cell_list(plan->arena, plan->table, SOCIAL_CONSIDERATIONS, list_marks,
                     &lot->social_considerations);
}

static bool read_lot(Plan *plan, Notice *notice, Lot *lot) {
    Arena *arena = plan->arena;
    Table *table = plan->table;
    lot->at = table_at(table, -1);
    lot->id = cell_text(arena, table, LOT_ID);
    lot->title = cell_text(arena, table, TITLE);
    lot->description = cell_text(arena, table, DESCRIPTION);
    lot->execution_terms = cell_text(arena, table, EXECUTION_TERMS);
    lot->additional_information = cell_text(arena, table, ADDITIONAL_INFORMATION);
    lot->winner_name = cell_text(arena, table, WINNER_NAME);
    lot->winner_id = cell_text(arena, table, WINNER_ID);
    lot->contract_ref = cell_text(arena, table, CONTRACT_REF);
    if (!read_cpv(plan, lot) || !cell_code(table, NATURE, natures, &lot->nature) ||
        !read_amounts(plan, notice, lot) || !read_duration(plan, lot) ||
        !cell_date(table, START_DATE, &lot->start_date) || !cell_date(table, END_DATE, &lot->end_date) ||
        !cell_datetime(table, DEADLINE, &lot->deadline) || !read_contract_dates(plan, lot) ||
        !cell_code(table, FRAMEWORK, frameworks, &lot->framework) || !read_reserved(plan, lot) ||
        !read_social(plan, lot))
        return false;
    read_category(plan, lot);
    if (!read_place(plan, lot)) return false;
    if (!lot->cpv_main.n && !lot->description.n && !table_cell(table, CATEGORY).n)
        return table_refuse(table, CPV_MAIN, "neither a CPV code nor a description");
    return lot->start_date == DATE_ABSENT || lot->end_date == DATE_ABSENT ||
           lot->start_date <= lot->end_date || table_refuse_cell(table, END_DATE, "ends before it starts");
}

static bool read_notice(const Plan *plan, Notice *notice) {
    Arena *arena = plan->arena;
    Table *table = plan->table;
    notice->source_format = STR("csv");
    notice->file = table_at(table, -1).file;
    notice->id = cell_text(arena, table, NOTICE_ID);
    notice->version = cell_text(arena, table, NOTICE_VERSION);
    notice->type = cell_text(arena, table, NOTICE_TYPE);
    notice->procedure_id = cell_text(arena, table, PROCEDURE_ID);
    notice->publication_number = cell_text(arena, table, PUBLICATION_NUMBER);
    notice->change_of = cell_text(arena, table, CHANGE_OF);
    notice->language = cell_text(arena, table, LANGUAGE);
    notice->buyer_name = cell_text(arena, table, BUYER_NAME);
    notice->buyer_id = cell_text(arena, table, BUYER_ID);
    notice->buyer_kind = cell_text(arena, table, BUYER_KIND);
    notice->buyer_contact = cell_text(arena, table, BUYER_CONTACT);
    notice->buyer_phone = cell_text(arena, table, BUYER_PHONE);
    notice->buyer_email = cell_text(arena, table, BUYER_EMAIL);
    notice->procedure_type = cell_text(arena, table, PROCEDURE_TYPE);
    Str defence;
    if (!cell_date(table, PUBLICATION_DATE, &notice->publication_date) ||
        !cell_date(table, ISSUE_DATE, &notice->issue_date) ||
        !cell_code(table, STATUS, statuses, &notice->status) || !cell_code(table, DEFENCE, yes_no, &defence))
        return false;
    if (defence.n) notice->defence = str_is(defence, "yes") ? TRISTATE_YES : TRISTATE_NO;
    return true;
}

/* A row's values; false after refusing it. */
static bool row_fill(Plan *plan, Notice *notice, Lot *lot) {
    return read_notice(plan, notice) && read_lot(plan, notice, lot);
}

static void judge_amounts(const Plan *plan, const Notice *notice, const Lot *lot) {
    const struct {
        int column;
        Hundredths cents;
    } amounts[] = {{AMOUNT, lot->amount.cents},
                   {PROCEDURE_AMOUNT, notice->procedure_amount.cents},
                   {AWARD_AMOUNT, lot->award_amount}};
    for (size_t i = 0; i < sizeof amounts / sizeof *amounts; i++)
        if (is_placeholder(amounts[i].cents, AMOUNT_LEAST))
            table_suspect(plan->table, amounts[i].column, DEFECT_PLACEHOLDER, notice->id,
                          table_cell(plan->table, amounts[i].column));
}

/* A number is meant as a SIRET where its column says so, and of a notice whose place is in France. */
static void judge_numbers(const Plan *plan, int column, const Notice *notice, const Lot *lot, Str numbers) {
    Arena *scratch = table_scratch(plan->table);
    Str number, header = fold(scratch, table_header(plan->table, column));
    bool french = lot->nuts.n && str_starts(lot->nuts.at[0], STR("FR"));
    if (!french && str_find(header, STR("siret")) == SIZE_MAX) return;
    while (str_next(&numbers, ';', &number)) {
        Fault fault = siret_fault(scratch, number);
        if (fault.why) table_suspect(plan->table, column, fault.defect, notice->id, number);
    }
}

static void flush(Plan *plan, NoticeSink *sink, void *to) {
    if (plan->open) sink(to, plan->arena, &plan->notice);
    arena_reset(plan->arena);
    plan->open = false;
}

/* Whether the current row is one more lot of the notice under construction. */
static bool continues(const Plan *plan) {
    Str id = cell_text(table_scratch(plan->table), plan->table, NOTICE_ID);
    Str version = cell_text(table_scratch(plan->table), plan->table, NOTICE_VERSION);
    return plan->open && table_adjoins(plan->table) && id.n && str_eq(id, plan->notice.id) &&
           str_eq(version, plan->notice.version);
}

static bool lot_is_new(const Plan *plan, const Lot *lot) {
    if (plan->notice.lot_count == LOTS_MOST)
        return table_refuse(plan->table, LOT_ID, "more than %d lots of one notice", LOTS_MOST);
    for (size_t i = 0; i < plan->notice.lot_count; i++)
        if (str_eq(lot->id, plan->notice.lots[i].id))
            return table_refuse_cell(plan->table, LOT_ID, "a second row for this notice and lot");
    return true;
}

static void row_take(Plan *plan, NoticeSink *sink, void *to) {
    bool more = continues(plan);
    if (!more) flush(plan, sink, to);
    Notice notice = {0};
    Lot lot = {0};
    if (!row_fill(plan, &notice, &lot) || (more && !lot_is_new(plan, &lot))) return;
    if (!more) plan->notice = notice;
    judge_amounts(plan, &notice, &lot);
    if (!more) judge_numbers(plan, BUYER_ID, &notice, &lot, notice.buyer_id);
    judge_numbers(plan, WINNER_ID, &notice, &lot, lot.winner_id);
    plan->open = true;
    *ARENA_PUSH(plan->arena, plan->notice.lots, plan->notice.lot_count, plan->notice.lot_cap) = lot;
}

void plan_read(Arena *arena, Piece piece, const ColumnNames *names, NoticeSink *sink, void *to, Lines *lines,
               Diags *diags) {
    Arena *own = arena_new(); /* what lives as long as the file */
    Plan plan = {.arena = arena, .table = table_open(own, piece, &notices_table, names, diags)};
    while (plan.table && table_next(plan.table)) row_take(&plan, sink, to);
    flush(&plan, sink, to);
    if (plan.table) table_close(plan.table, lines);
    arena_free(own);
}
