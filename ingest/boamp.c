/* boamp.c - notices of the French official bulletin: a table of paths, and how what stands there is taken.
 *
 * The schema answers with elements, not with text: <TYPE_MARCHE><SERVICE/></TYPE_MARCHE>. Its versions differ
 * in where a thing stands and hardly in what it is called, so one table holds the names of all of them. The
 * oldest has lots and changes without an element of their own: each begins with its first field.
 *
 * What becomes of the drafts is boamp_notice.c's. */
#include "base/fold.h"
#include "ingest/boamp_code.h"
#include "ingest/boamp_inside.h"
#include "ingest/cell.h"
#include "ingest/mend.h"
#include "ingest/quality.h"
#include <pthread.h>

/* Said of one notice: an answer takes four bytes, its message a hundred times as many. */
enum { UNKNOWN_SAID = 10 };

static Boamp *boamp_of(Reading *base) {
    return (Boamp *)base;
}

/* Text, mended; that there was something to mend is said once. */
static Str words_of(Reading *reading, const XmlEvent *event) {
    Str text = text_mend(reading->arena, event->text);
    bool mended = text.p != event->text.p;
    if (mended && !boamp_of(reading)->said_mended) {
        reading_defect(reading, event, DEFECT_TEXT, event->text,
                       "entities escaped twice, or letters that became control characters",
                       "read as what they were");
        boamp_of(reading)->said_mended = true;
    }
    return reading_keep(reading, text);
}

static void take_words(Reading *reading, const XmlEvent *event, void *at) {
    Str *to = at;
    if (!to->n) *to = words_of(reading, event);
}

static void take_more_words(Reading *reading, const XmlEvent *event, void *at) {
    Str s = words_of(reading, event);
    if (s.n) strlist_add(reading->arena, at, s);
}

/* The numbers of companies. */
static void take_numbers(Reading *reading, const XmlEvent *event, void *at) {
    Str number = reading_keep(reading, event->text);
    Fault fault = siret_fault(reading->arena, number);
    if (fault.why) reading_suspect(reading, event, fault.defect, number);
    if (number.n) strlist_add(reading->arena, at, number);
}

/* What the element's name answers, by a list; a name that the list does not have is left out. */
static void answer(Reading *reading, const XmlEvent *event, Str name, const BoampCode *codes, Str *to) {
    if (event->what == XML_BEGIN || to->n || !name.n) return;
    const char *code = boamp_code(codes, name);
    if (code) *to = str_of(code);
    else if (boamp_of(reading)->unknown++ < UNKNOWN_SAID)
        reading_defect(reading, event, DEFECT_CODE, name, "not an answer that BOAMP knows", "left out");
}

static void take_name(Reading *reading, const XmlEvent *event, void *at) {
    Str *to = at;
    if (!to->n) *to = str_copy(reading->arena, xml_name(event));
}

static void take_nature(Reading *reading, const XmlEvent *event, void *at) {
    answer(reading, event, xml_name(event), boamp_natures, at);
}

static void take_procedure(Reading *reading, const XmlEvent *event, void *at) {
    answer(reading, event, xml_name(event), boamp_procedures, at);
}

static void take_procedure_attribute(Reading *reading, const XmlEvent *event, void *at) {
    XmlEvent attribute = *event;
    attribute.what = XML_VALUE;
    if (event->what == XML_BEGIN) answer(reading, &attribute, xml_attr(event, "type"), boamp_procedures, at);
}

static void take_buyer(Reading *reading, const XmlEvent *event, void *at) {
    answer(reading, event, xml_name(event), boamp_buyers, at);
}

static void take_scope(Reading *reading, const XmlEvent *event, void *at) {
    Str defence = {0};
    answer(reading, event, xml_name(event), boamp_scopes, &defence);
    if (defence.n) *(Tristate *)at = str_is(defence, "yes") ? TRISTATE_YES : TRISTATE_NO;
}

/* In the oldest schema an answer may be in words. */
static void take_yes(Reading *reading, const XmlEvent *event, void *at) {
    Str text = fold(reading->arena, str_trim(event->text));
    *(bool *)at = !str_is(text, "non") && !str_is(text, "false") && !str_is(text, "0");
}

/* The oldest schema mixes what is bought with who buys. */
static void take_info(Reading *reading, const XmlEvent *event, void *at) {
    Notice *notice = at;
    const char *nature = boamp_code(boamp_natures, xml_name(event));
    const char *buyer = boamp_code(boamp_buyers, xml_name(event));
    if (nature && !notice->nature.n) notice->nature = str_of(nature);
    if (buyer && !notice->buyer_kind.n) notice->buyer_kind = str_of(buyer);
    (void)reading;
}

/* The first is the main one. */
static void take_codes(Reading *reading, const XmlEvent *event, void *at) {
    Object *object = at;
    Str cpv;
    if (!reading_cpv(reading, event, event->text, &cpv)) return;
    if (!object->cpv.n) object->cpv = cpv;
    else strlist_add(reading->arena, &object->cpv_additional, cpv);
}

/* Codes of the supplementary vocabulary (two letters first) say how, not what. */
static void take_more_codes(Reading *reading, const XmlEvent *event, void *at) {
    Str s = str_trim(event->text);
    if (s.n && s.p[0] >= 'A' && s.p[0] <= 'Z') return;
    take_codes(reading, event, at);
}

static void take_euros(Reading *reading, const XmlEvent *event, void *at) {
    reading_money(reading, event, event->text, xml_attr(event, "DEVISE"), at);
}

/* The oldest schema names the currency in the attribute type. */
static void take_old_euros(Reading *reading, const XmlEvent *event, void *at) {
    reading_money(reading, event, event->text, xml_attr(event, "type"), at);
}

/* 2017-02-07T12:00:00+01:00, with or without its zone, which is dropped; "7 mars 2014 à 12:00". */
static bool moment_read(Str s, DateTime *moment) {
    *moment = DATETIME_ABSENT;
    s = str_trim(s);
    Str a = STR(" \u00E0 ");
    size_t cut = str_find(s, a), behind = a.n;
    if (cut == SIZE_MAX) {
        cut = 10;
        behind = 1;
    }
    bool timed = s.n > cut + behind && (behind > 1 || s.p[cut] == 'T' || s.p[cut] == ' ');
    if (timed && date_read(str_sub(s, 0, cut), &moment->day)) {
        minute_read(str_sub(s, cut + behind, SIZE_MAX), &moment->minute);
        return true;
    }
    return date_read(s, &moment->day);
}

static void take_moment(Reading *reading, const XmlEvent *event, void *at) {
    DateTime *to = at;
    if (to->day != DATE_ABSENT || !str_trim(event->text).n) return;
    if (!moment_read(event->text, to))
        reading_defect(reading, event, DEFECT_DATE, event->text, "not a date", "left out");
    StrList departments = boamp_of(reading)->departments;
    bool overseas = departments.n && quality_is_overseas(departments.at[0]);
    if (!overseas && quality_zone_is_wrong(event->text, to->day))
        reading_suspect(reading, event, DEFECT_ZONE, event->text);
}

static void take_file_id(Reading *reading, const XmlEvent *event, void *at) {
    Str *to = at, name = str_trim(event->text);
    if (!to->n && str_ends(name, STR(".html"))) *to = str_copy(reading->arena, str_sub(name, 0, name.n - 5));
}

/* What begins as a draft, and joins its list at its end. */

#define NO_DECISION                                                                                          \
    { .date = DATE_ABSENT, .first = MONEY_ABSENT, .sum = MONEY_ABSENT, .estimate = MONEY_ABSENT }

static void begin_lot(Reading *reading, const XmlEvent *event, LotDraft *lot) {
    *lot = (LotDraft)NO_LOT;
    lot->at = (Loc){.file = reading->file, .line = event->line};
}

static void add_lot(Reading *reading, const XmlEvent *event, LotDraft *lot) {
    Boamp *boamp = boamp_of(reading);
    if (!reading_is_full(reading, event->line, boamp->lot_count, LOTS_MOST, "lots"))
        *ARENA_PUSH(reading->arena, boamp->lots, boamp->lot_count, boamp->lot_cap) = *lot;
}

static void take_lot(Reading *reading, const XmlEvent *event, void *at) {
    if (event->what == XML_BEGIN) begin_lot(reading, event, at);
    else add_lot(reading, event, at);
}

/* In the oldest schema lots have no element of their own: each begins with its number. */
static void take_flat_lots(Reading *reading, const XmlEvent *event, void *at) {
    LotDraft *lot = at;
    if (event->what == XML_BEGIN) begin_lot(reading, event, lot);
    else if (lot->id.n || lot->object.title.n || lot->object.description.n) add_lot(reading, event, lot);
}

static void take_flat_number(Reading *reading, const XmlEvent *event, void *at) {
    LotDraft *lot = at;
    if (lot->id.n || lot->object.title.n || lot->object.description.n) {
        add_lot(reading, event, lot);
        begin_lot(reading, event, lot);
    }
    take_words(reading, event, &lot->id);
}

static void take_decision(Reading *reading, const XmlEvent *event, void *at) {
    Boamp *boamp = boamp_of(reading);
    Decision *decision = at;
    if (event->what == XML_BEGIN) {
        *decision = (Decision)NO_DECISION;
        decision->at = (Loc){.file = reading->file, .line = event->line};
    } else if (!reading_is_full(reading, event->line, boamp->decision_count, LOTS_MOST, "decisions")) {
        *ARENA_PUSH(reading->arena, boamp->decisions, boamp->decision_count, boamp->decision_cap) = *decision;
    }
}

static bool same_money(Money a, Money b) {
    return a.cents == b.cents && str_eq(a.currency, b.currency);
}

static void take_award(Reading *reading, const XmlEvent *event, void *at) {
    Decision *decision = at;
    Money more = MONEY_ABSENT;
    take_euros(reading, event, &more);
    if (more.cents == HUNDREDTHS_ABSENT) return;
    if (!decision->amounts++) decision->first = more;
    decision->differ = decision->differ || !same_money(decision->first, more);
    decision->no_sum = decision->no_sum || !money_add(&decision->sum, more);
}

static void add_change(Reading *reading, const XmlEvent *event, Change *change) {
    Notice *notice = &boamp_of(reading)->notice;
    if (!change->before.n && !change->after.n) return;
    if (reading_is_full(reading, event->line, notice->correction_count, LOTS_MOST, "corrections")) return;
    StrList where = {0};
    if (change->rubric.n) strlist_add(reading->arena, &where, change->rubric);
    if (change->mention.n) strlist_add(reading->arena, &where, change->mention);
    Correction correction = {.lot_id = change->lot,
                             .where = str_join(reading->arena, where, STR(" ")),
                             .before = change->before,
                             .after = change->after,
                             .deadline = DATETIME_ABSENT};
    /* IV.2.2 is the time limit in the European forms. */
    Str folded = fold(reading->arena, correction.where);
    bool limit = str_starts(folded, STR("iv.2.2")) || str_find(folded, STR("limite")) != SIZE_MAX;
    if (limit && !moment_read(change->after, &correction.deadline)) correction.deadline = DATETIME_ABSENT;
    *ARENA_PUSH(reading->arena, notice->corrections, notice->correction_count, notice->correction_cap) =
        correction;
}

static void take_change(Reading *reading, const XmlEvent *event, void *at) {
    Change *change = at;
    if (event->what != XML_BEGIN) add_change(reading, event, change);
    *change = (Change){0};
}

static void take_rectification(Reading *reading, const XmlEvent *event, void *at) {
    boamp_of(reading)->corrected = true;
    take_change(reading, event, at);
}

/* In the oldest schema changes have no element of their own: each begins with its rubric. */
static void take_flat_rubric(Reading *reading, const XmlEvent *event, void *at) {
    Change *change = at;
    add_change(reading, event, change);
    *change = (Change){0};
    take_words(reading, event, &change->rubric);
}

/* What stands where. */

/* clang-format off */
#define TO(member) offsetof(Boamp, member)

#define REFERENCE "GESTION/REFERENCE/"
#define INDEXATION "GESTION/INDEXATION/"
#define DATA "DONNEES/"
#define OBJECT DATA "OBJET/"
#define LOT OBJECT "LOTS/LOT/"
#define OLD_LOT DATA "LOTS/"
#define PROCEDURE DATA "PROCEDURE/"
#define TAKING_PART DATA "CONDITION_PARTICIPATION/"
#define OLD_TAKING_PART DATA "CONDITIONS/PARTICIPATION/"
#define DECISION DATA "ATTRIBUTION/DECISION/"
#define RECTIF DATA "RECTIF/"
#define RECTIF_CHANGE RECTIF "MODIFICATION/"
#define MODIF DATA "MODIF/"

#define RESERVED_ROWS(P) \
    GROUP(P "MARCHE_RESERVE_OUI", take_seen, reserved_yes), \
    ROW(P "MARCHE_RESERVE_OUI/ATELIERS_PROTEGES", take_seen, workshops), \
    ROW(P "MARCHE_RESERVE_OUI/EMPLOIS_PROTEGES", take_seen, jobs), \
    ROW(P "MARCHE_RESERVE_NON", take_seen, reserved_no)

#define DURATION_ROWS(P, object) \
    ROW(P "DUREE_MOIS", take_months, object.months), \
    ROW(P "DUREE_JOURS", take_days, object.months), \
    ROW(P "DATE_DEBUT", take_date, object.start), \
    ROW(P "DATE_FIN", take_date, object.end)

#define WINNER_ROWS(P) \
    ROW(P "TITULAIRE/DENOMINATION", take_more_words, decision.winners), \
    ROW(P "TITULAIRE/CODE_IDENT_NATIONAL", take_numbers, decision.winner_ids)

static const Field fields[] = {
    ROW(REFERENCE "IDWEB", take_str, id),
    ROW("GESTION/NOM_HTML", take_file_id, file_id),
    ROW("GESTION/NOJO", take_str, old_id),
    ROW(REFERENCE "TYPE_AVIS/FAMILLE/*", take_name, family),
    ROW(REFERENCE "TYPE_AVIS/PERIMETRE/*", take_scope, notice.defence),
    ROW(REFERENCE "TYPE_AVIS/NATURE/*", take_name, nature),
    ROW(REFERENCE "TYPE_AVIS/STATUT/*", take_name, statute),
    ROW("GESTION/MARCHE/ANNONCE_ANTERIEUR/REFERENCE/IDWEB", take_list, earlier),
    ROW(INDEXATION "DATE_PUBLICATION", take_date, notice.publication_date),
    ROW(INDEXATION "DESCRIPTEURS/DESCRIPTEUR/LIBELLE", take_more_words, object.notes),
    ROW(INDEXATION "CRITERES_SOCIAUX_ENV/SOCIAUX", take_seen, social),
    ROW(DATA "CRITERES_SOCIAUX_ENV/SOCIAUX", take_seen, social),
    ROW(INDEXATION "DEP_PUBLICATION", take_list, departments),
    ROW(INDEXATION "DEP_PRESTATION", take_list, departments_served),
    ROW(INDEXATION "RESUME_OBJET", take_words, summary),

    ROW(DATA "IDENTITE/DENOMINATION", take_more_words, names),
    ROW(DATA "IDENTITE/CODE_IDENT_NATIONAL", take_numbers, numbers),
    ROW(DATA "IDENTITE/CORRESPONDANT", take_more_words, people),
    ROW(DATA "IDENTITE/CONTACT", take_more_words, contacts),
    ROW(DATA "IDENTITE/TEL", take_list, phones),
    ROW(DATA "IDENTITE/MEL", take_list, emails),
    ROW(DATA "IDENT/NOM", take_more_words, names),
    ROW(DATA "IDENT/CODE_IDENT_NATIONAL", take_numbers, numbers),
    ROW(DATA "IDENT/PRM", take_more_words, people),
    ROW(DATA "IDENT/CONTACT", take_more_words, contacts),
    ROW(DATA "IDENT/TEL", take_list, phones),
    ROW(DATA "IDENT/MEL", take_list, emails),
    ROW(DATA "TYPE_ORGANISME/*", take_buyer, notice.buyer_kind),
    ROW(DATA "TYPE_POUVOIR_ADJUDICATEUR/*", take_buyer, notice.buyer_kind),
    ROW(DATA "INFO/*", take_info, notice),

    ROW(OBJECT "TITRE_MARCHE", take_words, title),
    ROW(OBJECT "TYPE_MARCHE/*", take_nature, notice.nature),
    ROW(OBJECT "OBJET_COMPLET", take_more_words, object.description),
    ROW(OBJECT "CARACTERISTIQUES/PRINCIPALES", take_more_words, object.description),
    ROW(OBJECT "CARACTERISTIQUES/QUANTITE", take_more_words, object.description),
    ROW(OBJECT "CPV/PRINCIPAL", take_codes, object),
    ROW(OBJECT "CPV/SUPPLEMENTAIRE", take_more_codes, object),
    ROW(OBJECT "CPV_OBJ", take_codes, object),
    ROW(OBJECT "CPV_COMPLEMENT", take_more_codes, object),
    ROW(OBJECT "LIEU_EXEC_LIVR/ADRESSE", take_more_words, object.notes),
    ROW(OBJECT "LIEU_EXEC_LIVR/CP", take_str, object.postal_code),
    ROW(OBJECT "LIEU_EXEC_LIVR/VILLE", take_more_words, object.notes),
    ROW(OBJECT "LIEU_EXEC_LIVR/CODE_NUTS", take_list, object.nuts),
    ROW(OBJECT "LIEU_EXEC", take_more_words, object.notes),
    ROW(OBJECT "LIEU_LIVR", take_more_words, object.notes),
    ROW(OBJECT "CODE_NUTS", take_list, object.nuts),
    ROW(OBJECT "CARACTERISTIQUES/VALEUR_TOTALE", take_euros, object.value),
    ROW(OBJECT "CARACTERISTIQUES/VALEUR", take_euros, object.value),
    ROW(OBJECT "CARACTERISTIQUES/VALEUR_MAX", take_euros, object.value_max),
    ROW(OBJECT "ACCORD_CADRE/VALEUR", take_euros, object.value),
    ROW(OBJECT "ACCORD_CADRE/VALEUR_MAX", take_euros, object.value_max),
    ROW(OBJECT "MONTANT_PREVISIONNEL", take_old_euros, object.value),
    ROW(DATA "CARACTERISTIQUES/ESTIMATION_VALEUR", take_old_euros, object.value),
    ROW(DATA "CARACTERISTIQUES/ESTIMATION_VALEUR_MAXI", take_old_euros, object.value_max),
    ROW(DATA "CARACTERISTIQUES/QUANTITE", take_more_words, object.description),
    DURATION_ROWS(OBJECT "DUREE_DELAI/", object),
    ROW(OBJECT "ACCORD_CADRE/DUREE_MOIS", take_months, object.months),
    ROW(OBJECT "ACCORD_CADRE/DUREE_AN", take_years, object.months),
    ROW(OBJECT "DELEGATION/DUREE_MOIS", take_months, object.months),
    ROW(OBJECT "DELEGATION/DUREE_AN", take_years, object.months),
    ROW(OBJECT "DELEGATION/DATE_DEBUT", take_date, object.start),
    ROW(OBJECT "DUREE_MOIS", take_months, object.months),
    ROW(OBJECT "DUREE_AN", take_years, object.months),
    ROW(DATA "DUREE/DATE_DEB", take_date, object.start),
    ROW(DATA "DUREE/DATE_FIN", take_date, object.end),
    ROW(OBJECT "ACCORD_CADRE/NON", take_seen, framework_no),
    ROW(PROCEDURE "AVIS_IMPLIQUE/ACCORD_CADRE_NON", take_seen, framework_no),
    ROW(OBJECT "INFO_COMPL", take_more_words, object.notes),
    RESERVED_ROWS(OBJECT),

    GROUP(OBJECT "LOTS/LOT", take_lot, lot),
    ROW(LOT "NUM", take_words, lot.id),
    ROW(LOT "INTITULE", take_words, lot.object.title),
    ROW(LOT "DESCRIPTION", take_more_words, lot.object.description),
    ROW(LOT "QUANTITE", take_more_words, lot.object.description),
    ROW(LOT "CPV/PRINCIPAL", take_codes, lot.object),
    ROW(LOT "CPV/SUPPLEMENTAIRE", take_more_codes, lot.object),
    ROW(LOT "CODE_NUTS", take_list, lot.object.nuts),
    ROW(LOT "LIEU_PRINCIPAL", take_more_words, lot.object.notes),
    ROW(LOT "VALEUR", take_euros, lot.object.value),
    ROW(LOT "VALEUR_MAX", take_euros, lot.object.value_max),
    DURATION_ROWS(LOT, lot.object),
    ROW(LOT "INFO_COMPL", take_more_words, lot.object.notes),

    GROUP(DATA "LOTS", take_flat_lots, lot),
    ROW(OLD_LOT "NUM_LOT", take_flat_number, lot),
    ROW(OLD_LOT "INTITULE", take_words, lot.object.title),
    ROW(OLD_LOT "DESC_LOT", take_more_words, lot.object.description),
    ROW(OLD_LOT "VOLUME_LOT", take_more_words, lot.object.description),
    ROW(OLD_LOT "CPV_OBJET_LOT", take_codes, lot.object),
    ROW(OLD_LOT "CPV_COMPL_LOT", take_more_codes, lot.object),
    ROW(OLD_LOT "COUT_ESTIME", take_old_euros, lot.object.value),
    ROW(OLD_LOT "COUT_ESTIME_MAXI", take_old_euros, lot.object.value_max),
    DURATION_ROWS(OLD_LOT, lot.object),
    ROW(OLD_LOT "EXEC_LOT", take_more_words, lot.object.notes),
    ROW(OLD_LOT "INFOS_COMPLEMENTAIRES", take_more_words, lot.object.notes),

    GROUP(DATA "PROCEDURE", take_procedure_attribute, notice.procedure_type),
    GROUP(PROCEDURE "TYPE_PROCEDURE/NEGOCIE", take_procedure, notice.procedure_type),
    ROW(PROCEDURE "TYPE_PROCEDURE/NEGOCIE/*", take_procedure, notice.procedure_type),
    ROW(PROCEDURE "TYPE_PROCEDURE/*", take_procedure, notice.procedure_type),
    ROW(PROCEDURE "DATE_ENVOI", take_date, notice.issue_date),

    ROW(DATA "CONDITION_DELAI/RECEPT_OFFRES", take_moment, tenders),
    ROW(DATA "CONDITION_DELAI/RECEPT_CANDIDAT", take_moment, requests),
    ROW(INDEXATION "DATE_LIMITE_REPONSE", take_moment, limit),
    ROW(DATA "DELAI/RECEPT_OFFRES", take_moment, tenders),
    ROW(DATA "DELAI/RECEPT_CANDIDAT", take_moment, requests),
    ROW(DATA "CONDITION_RELATIVE_MARCHE/AUTRES_CONDITIONS_PART_OUI", take_more_words, terms),
    ROW(DATA "CONDITIONS/RELATIVES/AUTRES_CONDITIONS_PART", take_more_words, terms),
    ROW(TAKING_PART "CONDITION_PARTICULIERE_EXECUTION", take_more_words, terms),
    RESERVED_ROWS(TAKING_PART),
    ROW(OLD_TAKING_PART "MARCHE_RESERVE", take_yes, reserved_yes),
    ROW(OLD_TAKING_PART "MARCHE_NON_RESERVE", take_yes, reserved_no),
    ROW(OLD_TAKING_PART "ATELIERS_PROTEGES", take_yes, workshops),
    ROW(OLD_TAKING_PART "EMPLOIS_PROTEGES", take_yes, jobs),
    ROW(DATA "RENSEIGNEMENTS_COMPLEMENTAIRES/RENS_COMPLEMENT", take_more_words, object.notes),
    ROW(DATA "RENSEIGNEMENTS/RENS_COMPLEMENT", take_more_words, object.notes),

    ROW(DATA "ATTRIBUTION/SANS_SUITE", take_seen, abandoned),
    ROW(DATA "ATTRIBUTION/VALEUR_TOTALE", take_euros, total),
    ROW(DATA "ATTRIBUTION/DATE_DECISION", take_date, decided),
    GROUP(DATA "ATTRIBUTION/DECISION", take_decision, decision),
    ROW(DECISION "SANS_SUITE", take_seen, decision.abandoned),
    ROW(DECISION "NUM_MARCHE", take_words, decision.contract),
    ROW(DECISION "NUM_LOT", take_words, decision.lot),
    WINNER_ROWS(DECISION),
    ROW(DECISION "RENSEIGNEMENT/DATE_ATTRIBUTION", take_date, decision.date),
    ROW(DECISION "RENSEIGNEMENT/MONTANT", take_award, decision),
    ROW(DECISION "RENSEIGNEMENT/ESTIMATION_INITIALE", take_euros, decision.estimate),

    GROUP(DATA "MODIF", take_decision, decision),
    WINNER_ROWS(MODIF),
    ROW(MODIF "VALEUR_APR", take_award, decision),
    ROW(MODIF "DESC_MODIF", take_more_words, object.notes),

    GROUP(DATA "RECTIF", take_rectification, change),
    ROW(RECTIF "ANNONCE_ANTERIEUR/REFERENCE/IDWEB", take_list, changed),
    GROUP(RECTIF "MODIFICATION", take_change, change),
    ROW(RECTIF_CHANGE "RUB_INIT", take_words, change.rubric),
    DEEP(RECTIF_CHANGE "LOT", take_words, change.lot),
    DEEP(RECTIF_CHANGE "APRES_MENTION", take_words, change.mention),
    ROW(RECTIF_CHANGE "TXT_INIT", take_words, change.before),
    ROW(RECTIF_CHANGE "SUPPRIMER", take_words, change.before),
    DEEP(RECTIF_CHANGE "TEXTE/INIT", take_words, change.before),
    ROW(RECTIF_CHANGE "CPV/INIT/PRINCIPAL", take_words, change.before),
    DEEP(RECTIF_CHANGE "DATE/INIT", take_words, change.before),
    ROW(RECTIF_CHANGE "LIRE", take_words, change.after),
    ROW(RECTIF_CHANGE "AJOUTER", take_words, change.after),
    DEEP(RECTIF_CHANGE "TEXTE/LIRE", take_words, change.after),
    ROW(RECTIF_CHANGE "CPV/LIRE/PRINCIPAL", take_words, change.after),
    DEEP(RECTIF_CHANGE "DATE/LIRE", take_words, change.after),
    ROW(RECTIF "RUB_INIT", take_flat_rubric, change),
    ROW(RECTIF "APRES_MENTION", take_words, change.mention),
    ROW(RECTIF "TXT_INIT", take_words, change.before),
    ROW(RECTIF "SUPPRIMER", take_words, change.before),
    ROW(RECTIF "LIRE", take_words, change.after),
    ROW(RECTIF "AJOUTER", take_words, change.after),
    ROW(RECTIF "INFO_COMPLEMENTAIRE", take_more_words, object.notes),
    ROW(DATA "MOTIF_RECTIFICATIF", take_more_words, object.notes),
    ROW(DATA "ANNULATION/ANNONCE_ANTERIEUR/REFERENCE/IDWEB", take_list, changed),
    GROUP(DATA "ANNULATION", take_seen, withdrawn),
    ROW(DATA "ANNULATION/MOTIF", take_more_words, object.notes),
    ROW(DATA "MOTIF_ANNULATION", take_more_words, object.notes),
    ROW(NULL, take_seen, withdrawn),
};
/* clang-format on */

enum { FIELDS = sizeof fields / sizeof *fields };

static const XmlFormat *format; /* for the life of the process */

static void format_init(void) {
    format = reading_format(NULL, 0, fields, FIELDS);
}

static void start(Boamp *boamp, Arena *arena, Str file, Diags *diags) {
    *boamp = (Boamp){
        .base = reading_new(arena, file, fields, FIELDS, &boamp->id, diags),
        .notice = {.file = file,
                   .issue_date = DATE_ABSENT,
                   .publication_date = DATE_ABSENT,
                   .procedure_amount = MONEY_ABSENT},
        .object = NO_OBJECT,
        .tenders = DATETIME_ABSENT,
        .requests = DATETIME_ABSENT,
        .limit = DATETIME_ABSENT,
        .total = MONEY_ABSENT,
        .decided = DATE_ABSENT,
        .lot = NO_LOT,
        .decision = NO_DECISION,
    };
}

static bool take_event(void *to, const XmlEvent *event) {
    Boamp *boamp = to;
    if (event->what != XML_AGAIN) return reading_take(&boamp->base, event);
    start(boamp, boamp->base.arena, boamp->base.file, boamp->base.diags);
    return true;
}

bool boamp_root(Str local_name) {
    return str_is(local_name, "ANNONCE");
}

bool boamp_read(XmlReader *reader, Arena *arena, Str file, Str bytes, Notice *notice, Diags *diags) {
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, format_init);
    Boamp boamp;
    start(&boamp, arena, str_copy(arena, file), diags);
    if (!xml_read(reader, format, piece_whole(file, bytes), take_event, &boamp, diags)) return false;
    boamp_settle(&boamp);
    reading_end(&boamp.base, diags);
    *notice = boamp.notice;
    return true;
}
