/* decp.c - records of contracts as a stream: each is a few fields, is handed on at its end, and forgotten.
 *
 * The document may be read once more from its start (XML_AGAIN), after records were delivered: as many are
 * then passed over. Nothing is kept from record to record but counts. */
#include "ingest/decp.h"
#include "ingest/decp_code.h"
#include "ingest/reading.h"
#include <pthread.h>

enum {
    SOCIAL_MOST = 100,     /* considerations of one record, each once: four are known */
    REFUSED_MOST = 10000,  /* refusals said of one document */
    DEFECTS_MOST = 100000, /* defects said of one document */
};

typedef struct Supplier {
    Str id, kind, name;
    uint32_t id_line;
} Supplier;

/* A contract that changed: what it does not state is as it was. */
typedef struct Modification {
    Date day, published;
    Hundredths amount, months;
    Suppliers suppliers;
} Modification;

typedef struct Record {
    Loc at;
    Str number, buyer_id, buyer_name;
    Str title, nature, cpv, procedure;
    Tristate defence, concession;
    FrameworkWords framework;
    Str place, place_kind;
    uint32_t place_line;
    Hundredths months, amount;
    Date notified, published, start;
    Suppliers suppliers;
    StrList social;

    size_t changes;
    Date last_change; /* of those so far */
    Date months_day, amount_day, suppliers_day;
    bool modified;
    const char *excess; /* more of something than a record can have, or NULL */
} Record;

#define NO_MODIFICATION                                                                                      \
    { .day = DATE_ABSENT, .published = DATE_ABSENT, .amount = HUNDREDTHS_ABSENT, .months = HUNDREDTHS_ABSENT }
#define NO_RECORD                                                                                            \
    {                                                                                                        \
        .months = HUNDREDTHS_ABSENT, .amount = HUNDREDTHS_ABSENT, .notified = DATE_ABSENT,                   \
        .published = DATE_ABSENT, .start = DATE_ABSENT, .last_change = DATE_ABSENT,                          \
        .months_day = DATE_ABSENT, .amount_day = DATE_ABSENT, .suppliers_day = DATE_ABSENT                   \
    }

typedef struct Decp {
    Reading base;
    NoticeSink *sink;
    void *to;
    Record record; /* drafts */
    Modification modification;
    Supplier supplier;

    size_t ended; /* records of this reading of the document */
    size_t done;  /* records handed on or refused, in an earlier reading too */
    size_t kept, refused, defects;
} Decp;

static Decp *decp_of(Reading *base) {
    return (Decp *)base;
}

static void say_fault(Reading *reading, const XmlEvent *event, Fault fault, const char *done) {
    if (fault.why) reading_defect(reading, event, fault.defect, event->text, fault.why, done);
}

static void take_amount(Reading *reading, const XmlEvent *event, void *at) {
    Hundredths *to = at;
    if (*to != HUNDREDTHS_ABSENT) return;
    say_fault(reading, event, decp_amount(reading->arena, event->text, to), "left out");
    if (is_placeholder(*to, DECP_AMOUNT_LEAST))
        reading_suspect(reading, event, DEFECT_PLACEHOLDER, event->text);
}

static void take_duration(Reading *reading, const XmlEvent *event, void *at) {
    Hundredths *to = at;
    if (*to == HUNDREDTHS_ABSENT) say_fault(reading, event, decp_months(event->text, to), "left out");
}

static void take_day(Reading *reading, const XmlEvent *event, void *at) {
    Date *to = at;
    if (*to == DATE_ABSENT) say_fault(reading, event, date_fault(event->text, to), "left out");
}

static void take_buyer_id(Reading *reading, const XmlEvent *event, void *at) {
    Str *to = at;
    if (to->n) return;
    take_str(reading, event, to);
    XmlEvent place = {.line = event->line, .local = "acheteur"};
    Fault fault = siret_fault(reading->arena, *to);
    if (fault.why) reading_suspect(reading, &place, fault.defect, *to);
}

static void take_record_cpv(Reading *reading, const XmlEvent *event, void *at) {
    Str *to = at;
    if (!to->n) say_fault(reading, event, cpv_fault(reading->arena, event->text, to), "left out");
}

static void take_procedure(Reading *reading, const XmlEvent *event, void *at) {
    Str *to = at;
    Str text = str_trim(event->text);
    if (to->n || !text.n) return;
    *to = decp_procedure(reading->arena, text);
    if (!to->n)
        reading_defect(reading, event, DEFECT_CODE, text, "a procedure of a name that is not known",
                       "left out");
}

/* Of a contract the nature is a legal form; only a concession's says what is bought. */
static void take_nature(Reading *reading, const XmlEvent *event, void *at) {
    Record *record = at;
    decp_framework_word(reading->arena, &record->framework, event->text);
    if (!record->nature.n) record->nature = decp_nature(reading->arena, event->text);
    if (str_is(code_fold(reading->arena, event->text), "marchededefenseoudesecurite"))
        record->defence = TRISTATE_YES;
    if (record->concession == TRISTATE_UNKNOWN)
        record->concession = decp_concession(reading->arena, event->text);
}

static void take_technique(Reading *reading, const XmlEvent *event, void *at) {
    FrameworkWords *said = at;
    said->techniques = said->techniques || str_trim(event->text).n;
    decp_framework_word(reading->arena, said, event->text);
}

static void take_modality(Reading *reading, const XmlEvent *event, void *at) {
    decp_framework_word(reading->arena, at, event->text);
}

static void take_social(Reading *reading, const XmlEvent *event, void *at) {
    StrList *list = at;
    if (list->n == SOCIAL_MOST) return;
    Str words = str_squeeze(reading->arena, event->text);
    if (words.n && !strlist_has(*list, words))
        strlist_add(reading->arena, list, str_copy(reading->arena, words));
}

static void take_place(Reading *reading, const XmlEvent *event, void *at) {
    Record *record = at;
    take_str(reading, event, &record->place);
    if (!record->place_line) record->place_line = event->line;
}

static void take_supplier_id(Reading *reading, const XmlEvent *event, void *at) {
    Supplier *supplier = at;
    if (supplier->id.n) return;
    take_str(reading, event, &supplier->id);
    supplier->id_line = event->line;
}

static void take_supplier(Reading *reading, const XmlEvent *event, void *at) {
    Decp *decp = decp_of(reading);
    Supplier *supplier = &decp->supplier;
    if (decp->record.excess) return;
    if (event->what == XML_BEGIN) {
        *supplier = (Supplier){0};
        return;
    }
    Fault fault = decp_supplier(reading->arena, supplier->kind, supplier->id);
    XmlEvent place = {.line = supplier->id_line, .local = event->local};
    if (fault.why) reading_suspect(reading, &place, fault.defect, supplier->id);
    if (!suppliers_add(reading->arena, at, supplier->id, supplier->name))
        decp->record.excess = "more suppliers than a contract can have";
}

/* Of what a modification states, the last by date holds, and of one day the last in the document. One without
 * a date comes after those before it. */
static void modification_settle(Record *record, Modification *change) {
    Date day = change->day != DATE_ABSENT ? change->day : change->published;
    bool states = change->amount != HUNDREDTHS_ABSENT || change->months != HUNDREDTHS_ABSENT ||
                  change->suppliers.n || day != DATE_ABSENT;
    if (day == DATE_ABSENT) day = record->last_change;
    if (day > record->last_change) record->last_change = day;
    record->modified = record->modified || states;
    if (change->amount != HUNDREDTHS_ABSENT && day >= record->amount_day) {
        record->amount = change->amount;
        record->amount_day = day;
    }
    if (change->months != HUNDREDTHS_ABSENT && day >= record->months_day) {
        record->months = change->months;
        record->months_day = day;
    }
    if (change->suppliers.n && day >= record->suppliers_day) {
        record->suppliers = change->suppliers;
        record->suppliers_day = day;
    }
}

static void take_modification(Reading *reading, const XmlEvent *event, void *at) {
    Decp *decp = decp_of(reading);
    Modification *changes = at;
    Record *record = &decp->record;
    if (record->excess) return;
    if (event->what == XML_BEGIN) *changes = (Modification)NO_MODIFICATION;
    else if (record->changes++ == CHANGES_MOST)
        record->excess = "more modifications than a contract can have";
    else modification_settle(record, changes);
}

static void record_fill(const Decp *decp, const Record *record, Notice *notice, Lot *lot) {
    Arena *arena = decp->base.arena;
    *lot = (Lot){
        .at = record->at,
        .title = record->title,
        .nature = record->nature,
        .cpv_main = record->cpv,
        .amount = MONEY_ABSENT,
        .duration_months = record->months,
        .start_date = record->start,
        .end_date = DATE_ABSENT,
        .deadline = DATETIME_ABSENT,
        .framework = decp_framework(&record->framework),
        .social_considerations = record->social,
        .award_amount = record->amount,
        .contract_ref = record->number,
        .contract_date = date_print(arena, record->notified),
    };
    if (record->amount != HUNDREDTHS_ABSENT) lot->award_currency = STR("EUR");
    suppliers_fill(arena, &record->suppliers, lot);
    *notice = (Notice){
        .source_format = STR("decp"),
        .file = decp->base.file,
        .id = decp_id(arena, record->buyer_id, record->number),
        .form = STR("result"),
        .publication_date = record->published,
        .issue_date = DATE_ABSENT,
        .status = record->modified ? STR("modification") : (Str){0},
        .buyer_id = record->buyer_id,
        .buyer_name = record->buyer_name,
        .title = record->title,
        .nature = record->nature,
        .cpv_main = record->cpv,
        .procedure_amount = MONEY_ABSENT,
        .procedure_type = record->procedure,
        .defence = record->defence,
        .concession = record->concession,
        .lots = lot,
        .lot_count = 1,
        .lot_cap = 1,
    };
}

/* Faults that show when a record is whole; the others get the name of the record. */
static void record_doubt(Decp *decp, const Notice *notice, Lot *lot) {
    const Record *record = &decp->record;
    Reading *base = &decp->base;
    XmlEvent event = {.line = record->place_line, .local = "lieuExecution", .text = record->place};
    say_fault(base, &event, decp_place(base->arena, record->place_kind, record->place, lot), "left out");
    event.local = "id";
    event.line = record->at.line;
    if (!notice->id.n)
        reading_defect(base, &event, DEFECT_NO_ID, record->number,
                       decp_identifies(record->number) ? "no buyer to tell its number from others'"
                                                       : "a number that identifies no contract",
                       "without an id");
    for (Diag *diag = base->doubts.first; diag; diag = diag->next) diag->record = notice->id;
}

/* Messages on records without end would fill the memory. */
static void say_doubts(Decp *decp) {
    Diags *doubts = &decp->base.doubts;
    if (decp->defects < DEFECTS_MOST) {
        decp->defects += doubts->count[DIAG_DOUBT] + doubts->count[DIAG_DEFECT];
        diags_move(decp->base.diags, doubts);
        if (decp->defects >= DEFECTS_MOST)
            diag_add(decp->base.diags, DIAG_NOTE, (Loc){.file = decp->base.file}, "no longer said",
                     "more than %d values that are not what they claim to be", DEFECTS_MOST);
    }
}

static void record_refuse(Decp *decp, const char *why) {
    Loc at = {.file = decp->base.file, .line = decp->record.at.line};
    if (decp->refused == REFUSED_MOST)
        diag_add(decp->base.diags, DIAG_REFUSED, at, "no longer said", "more than %d records refused",
                 REFUSED_MOST);
    if (decp->refused++ < REFUSED_MOST)
        diag_add(decp->base.diags, DIAG_REFUSED, at, "record refused", "%s", why);
}

static void record_hand_on(Decp *decp) {
    const Record *record = &decp->record;
    if (record->excess || !record->title.n) {
        record_refuse(decp, record->excess ? record->excess : "no object");
        return;
    }
    Notice notice;
    Lot lot;
    record_fill(decp, record, &notice, &lot);
    record_doubt(decp, &notice, &lot);
    say_doubts(decp);
    decp->kept++;
    decp->sink(decp->to, decp->base.arena, &notice);
}

static void forget(Decp *decp) {
    arena_reset(decp->base.arena);
    decp->base.doubts = diags_new(decp->base.arena);
    decp->record = (Record)NO_RECORD;
    decp->supplier = (Supplier){0};
}

static void take_record(Reading *reading, const XmlEvent *event, void *at) {
    Decp *decp = decp_of(reading);
    if (event->what == XML_BEGIN) {
        ((Record *)at)->at = (Loc){.file = reading->file, .line = event->line};
        return;
    }
    if (decp->ended++ == decp->done) {
        decp->done++;
        record_hand_on(decp);
    }
    forget(decp);
}

/* What stands where. */

/* clang-format off */
#define TO(member) offsetof(Decp, member)

#define SUPPLIER_ROWS(P, list) \
    GROUP(P, take_supplier, list), \
    ROW(P "/id", take_supplier_id, supplier), \
    ROW(P "/typeIdentifiant", take_str, supplier.kind), \
    ROW(P "/denominationSociale", take_str, supplier.name)

#define RECORD_ROWS(P, BUYER, SUPPLIER, AMOUNT, NOTIFIED, CHANGED) \
    GROUP(P, take_record, record), \
    ROW(P "/id", take_str, record.number), \
    ROW(P "/" BUYER "/id", take_buyer_id, record.buyer_id), \
    ROW(P "/" BUYER "/nom", take_str, record.buyer_name), \
    ROW(P "/objet", take_str, record.title), \
    ROW(P "/nature", take_nature, record), \
    ROW(P "/codeCPV", take_record_cpv, record.cpv), \
    ROW(P "/procedure", take_procedure, record.procedure), \
    ROW(P "/techniques/technique", take_technique, record.framework), \
    ROW(P "/modalitesExecution/modaliteExecution", take_modality, record.framework), \
    ROW(P "/lieuExecution/code", take_place, record), \
    ROW(P "/lieuExecution/typeCode", take_str, record.place_kind), \
    ROW(P "/dureeMois", take_duration, record.months), \
    ROW(P "/" AMOUNT, take_amount, record.amount), \
    ROW(P "/" NOTIFIED, take_day, record.notified), \
    ROW(P "/datePublicationDonnees", take_day, record.published), \
    ROW(P "/dateDebutExecution", take_day, record.start), \
    ROW(P "/considerationsSociales/considerationSociale", take_social, record.social), \
    SUPPLIER_ROWS(P "/" SUPPLIER, record.suppliers), \
    GROUP(P "/modifications/modification", take_modification, modification), \
    ROW(P "/modifications/modification/" CHANGED, take_day, modification.day), \
    ROW(P "/modifications/modification/datePublicationDonneesModification", take_day, \
        modification.published), \
    ROW(P "/modifications/modification/" AMOUNT, take_amount, modification.amount), \
    ROW(P "/modifications/modification/dureeMois", take_duration, modification.months), \
    SUPPLIER_ROWS(P "/modifications/modification/" SUPPLIER, modification.suppliers)

static const Field fields[] = {
    RECORD_ROWS("marche", "acheteur", "titulaires/titulaire", "montant", "dateNotification",
                "dateNotificationModification"),
    /* schema 1.x */
    ROW("marche/modifications/modification/dateSignatureModification", take_day, modification.day),
    RECORD_ROWS("contrat-concession", "autoriteConcedante", "concessionnaires/concessionnaire",
                "valeurGlobale", "dateSignature", "dateSignatureModification"),
};
/* clang-format on */

enum { FIELDS = sizeof fields / sizeof *fields };

static const XmlFormat *format; /* for the life of the process */

static void format_init(void) {
    format = reading_format(NULL, 0, fields, FIELDS);
}

static bool take_event(void *to, const XmlEvent *event) {
    Decp *decp = to;
    if (event->what != XML_AGAIN) return reading_take(&decp->base, event);
    decp->ended = 0;
    forget(decp);
    return true;
}

bool decp_root(Str local_name) {
    return str_is(local_name, "marches");
}

/* The refusal says what it costs; how many records the other parts hold is not known here. */
static void say_kept(const Decp *decp, Piece piece) {
    Diag *refusal = decp->base.diags->last;
    if (piece.continues) refusal->consequence = STR("whole records before it kept, the rest refused");
    else if (decp->kept)
        refusal->consequence =
            str_print(decp->base.diags->arena, "%zu whole record%s before it kept, the rest refused",
                      decp->kept, decp->kept == 1 ? "" : "s");
}

bool decp_read(XmlReader *reader, Arena *arena, Piece piece, NoticeSink *sink, void *to, Diags *diags) {
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, format_init);
    Decp decp = {.base = reading_new(arena, piece.file, fields, FIELDS, NULL, diags), .sink = sink, .to = to};
    forget(&decp);
    bool good = xml_read(reader, format, piece, take_event, &decp, diags);
    if (!good) say_kept(&decp, piece);
    arena_reset(arena);
    return good;
}
