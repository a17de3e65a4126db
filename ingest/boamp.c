/* boamp.c - notices of the French official bulletin: a table of paths, and what is done with what stands
 * there.
 *
 * The schema answers with elements, not with text: <TYPE_MARCHE><SERVICE/></TYPE_MARCHE>. Its versions differ
 * in where a thing stands and hardly in what it is called, so one table holds the names of all of them. A
 * corrigendum states what differs and nothing else; an award states its lots and, apart from them, its
 * decisions, which are joined by the lot's number when the document is over.
 *
 * What it does not do: a reservation to a profession (PRESTATION_RESERVEE) is none of social economy, and a
 * department under which a notice is published is its place only where it is the only one. */
#include "ingest/boamp.h"
#include "base/fold.h"
#include "base/map.h"
#include "ingest/boamp_code.h"
#include "ingest/cell.h"
#include "ingest/mend.h"
#include "ingest/quality.h"
#include "ingest/reading.h"
#include <pthread.h>
#include <string.h>

/* Shared texts that are joined with a lot's own: 10,000 lots must not make 10,000 copies of a long one. */
enum {
    JOINED_MOST = 16 << 20,
    TITLE_LONGEST = 400, /* bytes: what describes a contract and is longer does not name it */
    UNKNOWN_SAID = 10,   /* of one notice: an answer takes four bytes, its message a hundred times as many */
};

/* What OBJET states of the whole, and LOT of a lot. */
typedef struct Object {
    Str title;
    StrList description, notes;
    Str nature;
    Str cpv;
    StrList cpv_additional;
    Money value, value_max;
    Hundredths months;
    Date start, end;
    StrList nuts;
    Str postal_code;
} Object;

typedef struct LotDraft {
    Loc at;
    Str id;
    Object object;
} LotDraft;

/* One DECISION, or what a modification leaves of one. */
typedef struct Decision {
    Loc at;
    Str lot, contract;
    StrList winners, winner_ids;
    Date date;
    Money first, sum; /* of the winners' amounts */
    size_t amounts;
    bool differ, no_sum; /* not all are the same; they have no common sum */
    Money estimate;
    bool abandoned;
    struct Decision *next; /* of the same lot */
} Decision;

typedef struct Change {
    Str rubric, mention, lot, before, after;
} Change;

typedef struct Boamp {
    Reading base;
    Notice notice;
    Object object;
    Str id, file_id, old_id; /* where the schemas have it, the best first */
    Str family, nature, statute;
    Str summary;
    Str title; /* TITRE_MARCHE */
    StrList names, numbers, people, contacts, phones, emails;
    StrList terms; /* conditions of execution */
    StrList earlier, changed;
    StrList departments, departments_served;
    DateTime tenders, requests, limit; /* the last one: of the index */
    bool framework_no;
    bool reserved_yes, reserved_no, workshops, jobs, social;
    bool corrected, withdrawn, abandoned;
    bool said_mended;
    int unknown; /* answers that BOAMP does not know */
    Money total; /* of the award */
    Date decided;

    LotDraft lot; /* drafts */
    Decision decision;
    Change change;

    LotDraft *lots; /* what the drafts became */
    size_t lot_count, lot_cap;
    Decision *decisions;
    size_t decision_count, decision_cap;

    Str terms_text, shared_notes; /* of all lots */
    StrList considerations;
    size_t joined; /* bytes of shared notes that were copied */
} Boamp;

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

/* Constant expressions in all compilers, which a const variable is not. */
#define NO_OBJECT                                                                                            \
    {                                                                                                        \
        .value = MONEY_ABSENT, .value_max = MONEY_ABSENT, .months = HUNDREDTHS_ABSENT, .start = DATE_ABSENT, \
        .end = DATE_ABSENT                                                                                   \
    }
#define NO_LOT                                                                                               \
    { .object = NO_OBJECT }
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

/* When the document is over: drafts become lots, decisions find theirs. */

static void say(Boamp *boamp, Loc at, const char *defect, Str value, const char *what, const char *done) {
    defect_say(&boamp->base.doubts, at, defect, boamp->id, value, what, done);
}

/* The first of several statuses that says anything. */
static void fill_status(Boamp *boamp) {
    Notice *notice = &boamp->notice;
    const Str said[] = {boamp->statute, boamp->nature, boamp->withdrawn ? STR("ANNULATION") : (Str){0},
                        boamp->corrected ? STR("RECTIFICATIF") : (Str){0},
                        boamp->abandoned ? STR("SANS_SUITE") : (Str){0}};
    for (size_t i = 0; i < sizeof said / sizeof *said; i++) {
        const char *status = boamp_code(boamp_statuses, said[i]);
        if (!notice->status.n && status) notice->status = str_of(status);
    }
    bool all = boamp->decision_count > 0;
    for (size_t i = 0; i < boamp->decision_count; i++) all = all && boamp->decisions[i].abandoned;
    if (!notice->status.n && all) notice->status = STR("cancelled");
}

/* A corrigendum or a withdrawal is a change, whatever kind of notice it is about. */
static bool is_change(const Boamp *boamp) {
    static const char *const changes[] = {"RECTIFICATIF", "ANNULATION"};
    bool change = boamp->corrected || boamp->withdrawn;
    for (size_t i = 0; i < 2; i++)
        change = change || str_is(boamp->statute, changes[i]) || str_is(boamp->nature, changes[i]);
    return change;
}

static void fill_form(Boamp *boamp) {
    Notice *notice = &boamp->notice;
    const char *form = boamp_code(boamp_forms, boamp->nature);
    if (boamp->nature.n && !form)
        say(boamp, (Loc){.file = notice->file, .field = STR("NATURE")}, DEFECT_CODE, boamp->nature,
            "a nature that BOAMP does not know", "left out");
    notice->form = is_change(boamp) ? STR("change") : str_of(form);
    if (!boamp->family.n || !boamp->nature.n) notice->type = boamp->nature.n ? boamp->nature : boamp->family;
    else
        notice->type =
            str_print(boamp->base.arena, "%.*s/%.*s", STR_ARG(boamp->family), STR_ARG(boamp->nature));
}

/* The first notice that a change names is the one it changes; an award and a modification change none. */
static void fill_links(Boamp *boamp) {
    Notice *notice = &boamp->notice;
    const StrList *sources[] = {&boamp->changed, &boamp->earlier};
    bool change = is_change(boamp);
    Arena *scratch = arena_new();
    Map *seen = map_new(scratch);
    for (size_t i = 0; i < 2; i++)
        for (size_t k = 0; k < sources[i]->n; k++) {
            Str id = sources[i]->at[k];
            if (map_put(seen, id, notice)) continue;
            if (change && !notice->change_of.n) notice->change_of = id;
            else strlist_add(boamp->base.arena, &notice->earlier, id);
        }
    arena_free(scratch);
}

static void fill_buyer(Boamp *boamp) {
    const struct {
        Str *to;
        const StrList *from;
    } parts[] = {{&boamp->notice.buyer_name, &boamp->names},
                 {&boamp->notice.buyer_id, &boamp->numbers},
                 {&boamp->notice.buyer_contact, boamp->people.n ? &boamp->people : &boamp->contacts},
                 {&boamp->notice.buyer_phone, &boamp->phones},
                 {&boamp->notice.buyer_email, &boamp->emails}};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        *parts[i].to = str_join(boamp->base.arena, *parts[i].from, STR(";"));
}

static void fill_notice(Boamp *boamp) {
    Notice *notice = &boamp->notice;
    Arena *arena = boamp->base.arena;
    notice->source_format = STR("boamp");
    notice->id = boamp->id;
    fill_status(boamp);
    fill_form(boamp);
    fill_links(boamp);
    fill_buyer(boamp);
    notice->description = str_join(arena, boamp->object.description, STR("\n"));
    notice->title = boamp->title.n ? boamp->title : boamp->summary;
    StrList described = boamp->object.description;
    if (!notice->title.n && described.n && described.at[0].n <= TITLE_LONGEST)
        notice->title = described.at[0];
    notice->cpv_main = boamp->object.cpv;
    notice->procedure_amount = boamp->object.value;
    if (!notice->procedure_type.n && str_is(boamp->family, "MAPA")) notice->procedure_type = STR("adapted");
    bool reserved = boamp->reserved_yes || boamp->workshops || boamp->jobs;
    if (reserved && !boamp->workshops && !boamp->jobs)
        say(boamp, (Loc){.file = notice->file, .field = STR("MARCHE_RESERVE_OUI")}, DEFECT_CODE, (Str){0},
            "a reserved contract that does not say for whom", "left out");
}

/* Departments that are no single place are kept as words. */
static void fill_shared(Boamp *boamp) {
    Arena *arena = boamp->base.arena;
    if (boamp->departments_served.n) boamp->departments = boamp->departments_served;
    StrList departments = boamp->departments;
    bool single = departments.n == 1 && boamp_department(arena, departments.at[0]).n;
    if (departments.n && !single)
        strlist_add(arena, &boamp->object.notes, str_join(arena, departments, STR(", ")));
    boamp->shared_notes = str_join(arena, boamp->object.notes, STR("\n"));
    boamp->terms_text = str_join(arena, boamp->terms, STR("\n"));
    if (boamp->social) strlist_add(arena, &boamp->considerations, STR("sociaux"));
}

static void fill_amount(const Boamp *boamp, Lot *lot, const Object *own) {
    const AmountChoice choices[] = {{own->value, NULL, false},
                                    {own->value_max, NULL, false},
                                    {boamp->object.value, NULL, true},
                                    {boamp->object.value_max, NULL, true}};
    lot_choose_amount(lot, choices, sizeof choices / sizeof *choices, boamp->lot_count <= 1);
}

/* What the notice adds for all lots goes with what it adds for one. */
static Str notes_of(Boamp *boamp, Lot *lot, Str own) {
    Str shared = boamp->shared_notes;
    if (!own.n || !shared.n) return lot_own_or(lot, own, shared, LOT_ADDITIONAL_INFORMATION);
    size_t before = boamp->joined;
    boamp->joined += shared.n;
    if (boamp->joined > JOINED_MOST) {
        if (before <= JOINED_MOST)
            diag_add(&boamp->base.doubts, DIAG_DOUBT, lot->at, "left out from here on",
                     "what the notice adds for all lots is too long for so many of them");
        return own;
    }
    lot->inherited |= LOT_ADDITIONAL_INFORMATION;
    return str_print(boamp->base.arena, "%.*s\n%.*s", STR_ARG(own), STR_ARG(shared));
}

static void fill_place(const Boamp *boamp, Lot *lot, const Object *own) {
    const Object *whole = &boamp->object;
    lot->nuts = own->nuts;
    if (!own->nuts.n && (whole->nuts.n || whole->postal_code.n)) {
        lot->nuts = whole->nuts;
        lot->postal_code = whole->postal_code;
        lot->inherited |= LOT_PLACE;
    }
    boamp_place(boamp->base.arena, lot, boamp->departments);
}

/* Of a single contract, what is said of the whole is said of it. */
static void fill_duration(const Boamp *boamp, Lot *lot, const Object *own) {
    bool stated = own->months != HUNDREDTHS_ABSENT || own->start != DATE_ABSENT || own->end != DATE_ABSENT;
    const Object *from = stated || boamp->lot_count > 1 ? own : &boamp->object;
    lot->duration_months = from->months;
    lot->start_date = from->start;
    lot->end_date = from->end;
}

static void fill_lot(Boamp *boamp, Lot *lot, const LotDraft *draft) {
    const Object *own = &draft->object;
    const Notice *notice = &boamp->notice;
    Arena *arena = boamp->base.arena;
    lot->at = draft->at;
    lot->id = draft->id;
    lot->title = lot_own_or(lot, own->title, notice->title, LOT_TITLE);
    lot->description =
        lot_own_or(lot, str_join(arena, own->description, STR("\n")), notice->description, LOT_DESCRIPTION);
    lot->execution_terms = boamp->terms_text;
    lot->additional_information = notes_of(boamp, lot, str_join(arena, own->notes, STR("\n")));
    lot->nature = lot_own_or(lot, own->nature, notice->nature, LOT_NATURE);
    lot->cpv_main = lot_own_or(lot, own->cpv, notice->cpv_main, LOT_CPV);
    bool only = boamp->lot_count <= 1;
    lot->cpv_additional = own->cpv.n || !only ? own->cpv_additional : boamp->object.cpv_additional;
    fill_amount(boamp, lot, own);
    fill_duration(boamp, lot, own);
    fill_place(boamp, lot, own);
    lot->deadline = boamp->tenders.day != DATE_ABSENT    ? boamp->tenders
                    : boamp->requests.day != DATE_ABSENT ? boamp->requests
                                                         : boamp->limit;
    if (boamp->framework_no) lot->framework = STR("none");
    if (boamp->workshops) lot->reserved_participation = STR("res-ws");
    if (boamp->jobs) lot->reserved_execution = STR("yes");
    bool reserved = boamp->reserved_yes || boamp->workshops || boamp->jobs;
    if (boamp->reserved_no && !reserved) {
        lot->reserved_participation = STR("none");
        lot->reserved_execution = STR("no");
    }
    lot->social_considerations = boamp->considerations;
    lot->award_amount = HUNDREDTHS_ABSENT;
}

/* All that a lot states itself, as one text: two lots are one stated twice where these are the same. */
static Str fingerprint(Arena *arena, const LotDraft *draft) {
    const Object *own = &draft->object;
    Buf all = {.arena = arena};
    const Str texts[] = {draft->id,
                         own->title,
                         str_join(arena, own->description, STR("\n")),
                         str_join(arena, own->notes, STR("\n")),
                         own->nature,
                         own->cpv,
                         str_join(arena, own->cpv_additional, STR("\n")),
                         str_join(arena, own->nuts, STR("\n")),
                         own->value.currency};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        buf_print(&all, "%zu:%.*s ", texts[i].n, STR_ARG(texts[i]));
    buf_print(&all, "%lld %lld %lld %d %d", (long long)own->value.cents, (long long)own->value_max.cents,
              (long long)own->months, (int)own->start, (int)own->end);
    return buf_str(&all);
}

/* A lot that is there twice stays twice, as in the bulletin, and so does another lot of the same number;
 * whoever asks is told. */
static void find_twice(Boamp *boamp) {
    Arena *scratch = arena_new();
    Map *seen = map_new(scratch), *numbers = map_new(scratch);
    for (size_t i = 0; i < boamp->lot_count; i++) {
        LotDraft *lot = &boamp->lots[i];
        bool again = map_put(seen, fingerprint(scratch, lot), lot) != NULL;
        again = (lot->id.n && map_put(numbers, lot->id, lot)) || again;
        XmlEvent place = {.line = lot->at.line, .local = "LOT"};
        if (again) reading_suspect(&boamp->base, &place, DEFECT_TWICE, lot->id);
    }
    arena_free(scratch);
}

static void fill_lots(Boamp *boamp) {
    Notice *notice = &boamp->notice;
    notice->lot_count = notice->lot_cap = boamp->lot_count ? boamp->lot_count : 1;
    notice->lots = ARENA_ARRAY(boamp->base.arena, Lot, notice->lot_count);
    for (size_t i = 0; i < boamp->lot_count; i++) fill_lot(boamp, &notice->lots[i], &boamp->lots[i]);
    find_twice(boamp);
    if (boamp->lot_count) return;
    LotDraft whole = NO_LOT;
    whole.at = (Loc){.file = notice->file};
    fill_lot(boamp, &notice->lots[0], &whole);
}

/* "Lot 01" is lot 1. */
static Str lot_key(Arena *arena, Str id) {
    Str key = fold(arena, id);
    if (str_starts(key, STR("lot"))) key = str_trim(str_sub(key, 3, SIZE_MAX));
    while (key.n > 1 && key.p[0] == '0') key = str_sub(key, 1, SIZE_MAX);
    return key;
}

/* What the lists of one lot hold. */
typedef struct Seen {
    Map *refs, *dates, *names, *numbers;
} Seen;

static void add_once(Arena *arena, Map *seen, StrList *list, Str s) {
    if (s.n && !map_put(seen, s, list)) strlist_add(arena, list, s);
}

static void add_all_once(Arena *arena, Map *seen, StrList *list, StrList from) {
    for (size_t i = 0; i < from.n; i++) add_once(arena, seen, list, from.at[i]);
}

static Loc field_of(const Decision *decision, const char *field) {
    Loc at = decision->at;
    at.field = str_of(field);
    return at;
}

/* The same amount for each winner is the contract's, stated again. */
static Money amount_of(Boamp *boamp, const Decision *decision) {
    if (decision->amounts < 2 || decision->differ) return decision->sum;
    Str shown = hundredths_print(boamp->base.arena, decision->first.cents);
    say(boamp, field_of(decision, "MONTANT"), DEFECT_TWICE, shown, "the same amount for each winner of a lot",
        "counted once");
    return decision->first;
}

static void award_add(Boamp *boamp, Awarded *awarded, const Seen *seen, const Decision *decision) {
    Arena *arena = boamp->base.arena;
    add_once(arena, seen->refs, &awarded->refs, decision->contract);
    add_all_once(arena, seen->names, &awarded->names, decision->winners);
    add_all_once(arena, seen->numbers, &awarded->numbers, decision->winner_ids);
    Date date = decision->date != DATE_ABSENT ? decision->date : boamp->decided;
    if (decision->winners.n) add_once(arena, seen->dates, &awarded->dates, date_print(arena, date));
    if (awarded->no_sum) return;
    bool once = decision->amounts > 1 && !decision->differ;
    if (decision->no_sum && !once) awarded->no_sum = true;
    else awarded_add(awarded, amount_of(boamp, decision));
}

static void fill_award(Boamp *boamp, Lot *lot, const Decision *decisions) {
    Arena *scratch = arena_new();
    const Seen seen = {map_new(scratch), map_new(scratch), map_new(scratch), map_new(scratch)};
    Awarded awarded = {.total = MONEY_ABSENT};
    for (const Decision *decision = decisions; decision; decision = decision->next) {
        award_add(boamp, &awarded, &seen, decision);
        if (lot->amount.cents == HUNDREDTHS_ABSENT) lot->amount = decision->estimate;
    }
    arena_free(scratch);
    awarded_fill(&awarded, &boamp->base, lot, "amounts");
    if (boamp->notice.lot_count > 1 || boamp->total.cents == HUNDREDTHS_ABSENT) return;
    lot->award_amount = boamp->total.cents;
    lot->award_currency = boamp->total.currency;
}

/* The decisions on each lot, in order; a notice of one lot has all of them. */
typedef struct Pile {
    Decision *first, *last;
} Pile;

static void pile_add(Pile *pile, Decision *decision) {
    if (pile->last) pile->last->next = decision;
    else pile->first = decision;
    pile->last = decision;
}

static void fill_awards(Boamp *boamp) {
    const Notice *notice = &boamp->notice;
    Arena *scratch = arena_new();
    Map *piles = map_new(scratch); /* by the lot's number: of lots with the same, the first has all */
    Pile *of_lot = ARENA_ARRAY(scratch, Pile, notice->lot_count);
    for (size_t i = 0; i < notice->lot_count; i++) {
        void **slot = map_slot(piles, lot_key(scratch, notice->lots[i].id));
        if (!*slot) *slot = &of_lot[i];
    }
    for (size_t i = 0; i < boamp->decision_count; i++) {
        Decision *decision = &boamp->decisions[i];
        Pile *pile = notice->lot_count == 1 ? of_lot : map_get(piles, lot_key(scratch, decision->lot));
        if (pile) pile_add(pile, decision);
        else
            say(boamp, field_of(decision, "NUM_LOT"), DEFECT_LINK, decision->lot,
                "a decision on a lot that there is not", "left out");
    }
    for (size_t i = 0; i < notice->lot_count; i++) fill_award(boamp, &notice->lots[i], of_lot[i].first);
    arena_free(scratch);
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
    if (!boamp.id.n) boamp.id = boamp.file_id.n ? boamp.file_id : boamp.old_id;
    fill_notice(&boamp);
    fill_shared(&boamp);
    fill_lots(&boamp);
    fill_awards(&boamp);
    reading_end(&boamp.base, diags);
    *notice = boamp.notice;
    return true;
}
