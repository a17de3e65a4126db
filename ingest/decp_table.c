/* decp_table.c - rows of suppliers become contracts.
 *
 * A row says three things: which contract (numbers of buyer and contract), which state of it (current or not,
 * which modification), and one or a few suppliers. Only the first row of a state is read whole. A number that
 * identifies nothing joins no rows: better one contract twice than two contracts as one. */
#include "ingest/decp_table.h"
#include "ingest/decp_code.h"

enum {
    UID,
    ID,
    BUYER_ID,
    BUYER_NAME,
    TITLE,
    CPV,
    NATURE,
    TYPE,
    PROCEDURE,
    TECHNIQUES,
    MODALITIES,
    PLACE_CODE,
    PLACE_KIND,
    MONTHS,
    AMOUNT,
    NOTIFIED,
    PUBLISHED,
    SOCIAL,
    SUPPLIER_ID,
    SUPPLIER_KIND,
    SUPPLIER_NAME,
    SUPPLIER_ID_2,
    SUPPLIER_KIND_2,
    SUPPLIER_NAME_2,
    SUPPLIER_ID_3,
    SUPPLIER_KIND_3,
    SUPPLIER_NAME_3,
    CURRENT,
    CHANGE_NUMBER,
    CHANGE_WORDS,
    CHANGE_DAY,
    CHANGE_PUBLISHED,
    CHANGE_MONTHS,
    CHANGE_AMOUNT,
    CHANGE_SUPPLIER_ID,
    CHANGE_SUPPLIER_KIND,
    CHANGE_SUPPLIER_NAME,
};

/* clang-format off */
#define COLUMNS(uid, id) \
    [UID] = {"uid", NULL, uid}, \
    [ID] = {"id", "marche_id", id}, \
    [BUYER_ID] = {"acheteur_id", "acheteurs_id|acheteur_siret", COLUMN_EXPECTED}, \
    [BUYER_NAME] = {"acheteur_nom", "acheteurs_nom", COLUMN_OPTIONAL}, \
    [TITLE] = {"objet", "marche_objet|objetMarche", COLUMN_OPTIONAL}, \
    [CPV] = {"codeCPV", "cpv_code|codeCPV_original", COLUMN_OPTIONAL}, \
    [NATURE] = {"nature", "nature_marche", COLUMN_OPTIONAL}, \
    [TYPE] = {"type", "type_marche", COLUMN_OPTIONAL}, \
    [PROCEDURE] = {"procedure", NULL, COLUMN_OPTIONAL}, \
    [TECHNIQUES] = {"techniques", "technique", COLUMN_OPTIONAL}, \
    [MODALITIES] = {"modalitesExecution", "modaliteExecution", COLUMN_OPTIONAL}, \
    [PLACE_CODE] = {"lieuExecution_code", "lieu_exec_code", COLUMN_OPTIONAL}, \
    [PLACE_KIND] = {"lieuExecution_typeCode", "lieu_exec_type", COLUMN_OPTIONAL}, \
    [MONTHS] = {"dureeMois", NULL, COLUMN_OPTIONAL}, \
    [AMOUNT] = {"montant", NULL, COLUMN_EXPECTED}, \
    [NOTIFIED] = {"dateNotification", "notification_date", COLUMN_EXPECTED}, \
    [PUBLISHED] = {"datePublicationDonnees", "publication_date", COLUMN_OPTIONAL}, \
    [SOCIAL] = {"considerationsSociales", "considerationSociale", COLUMN_OPTIONAL}, \
    [SUPPLIER_ID] = {"titulaire_id", "titulaires_id|titulaire_id_1", COLUMN_OPTIONAL}, \
    [SUPPLIER_KIND] = {"titulaire_typeIdentifiant", \
                       "titulaires_id_type|titulaire_typeIdentifiant_1", COLUMN_OPTIONAL}, \
    [SUPPLIER_NAME] = {"titulaire_denominationSociale", \
                       "titulaire_nom|titulaires_denomination|titulaire_denominationSociale_1", \
                       COLUMN_OPTIONAL}, \
    [SUPPLIER_ID_2] = {"titulaire_id_2", NULL, COLUMN_OPTIONAL}, \
    [SUPPLIER_KIND_2] = {"titulaire_typeIdentifiant_2", NULL, COLUMN_OPTIONAL}, \
    [SUPPLIER_NAME_2] = {"titulaire_denominationSociale_2", NULL, COLUMN_OPTIONAL}, \
    [SUPPLIER_ID_3] = {"titulaire_id_3", NULL, COLUMN_OPTIONAL}, \
    [SUPPLIER_KIND_3] = {"titulaire_typeIdentifiant_3", NULL, COLUMN_OPTIONAL}, \
    [SUPPLIER_NAME_3] = {"titulaire_denominationSociale_3", NULL, COLUMN_OPTIONAL}, \
    [CURRENT] = {"donneesActuelles", NULL, COLUMN_OPTIONAL}, \
    [CHANGE_NUMBER] = {"modification_id", "modif_id|id_modification", COLUMN_OPTIONAL}, \
    [CHANGE_WORDS] = {"objetModification", "modif_objet", COLUMN_OPTIONAL}, \
    [CHANGE_DAY] = {"dateNotificationModification", \
                    "modif_signature_date|dateSignatureModification", COLUMN_OPTIONAL}, \
    [CHANGE_PUBLISHED] = {"datePublicationDonneesModification", "modif_publication_date", \
                          COLUMN_OPTIONAL}, \
    [CHANGE_MONTHS] = {"modif_duree_mois", "dureeMoisModification", COLUMN_OPTIONAL}, \
    [CHANGE_AMOUNT] = {"modif_marche_montant", "montantModification", COLUMN_OPTIONAL}, \
    [CHANGE_SUPPLIER_ID] = {"modif_titulaires_id", NULL, COLUMN_OPTIONAL}, \
    [CHANGE_SUPPLIER_KIND] = {"modif_titulaires_id_type", NULL, COLUMN_OPTIONAL}, \
    [CHANGE_SUPPLIER_NAME] = {"modif_titulaires_denomination", NULL, COLUMN_OPTIONAL}, \
    /* Columns of the schemas that say nothing to us: known, so that they are not called unknown. */ \
    {"attributionAvance", NULL, COLUMN_OPTIONAL}, \
    {"tauxAvance", NULL, COLUMN_OPTIONAL}, \
    {"ccag", NULL, COLUMN_OPTIONAL}, \
    {"origineUE", NULL, COLUMN_OPTIONAL}, \
    {"origineFrance", NULL, COLUMN_OPTIONAL}, \
    {"marcheInnovant", NULL, COLUMN_OPTIONAL}, \
    {"offresRecues", NULL, COLUMN_OPTIONAL}, \
    {"sousTraitanceDeclaree", NULL, COLUMN_OPTIONAL}, \
    {"typeGroupementOperateurs", NULL, COLUMN_OPTIONAL}, \
    {"idAccordCadre", NULL, COLUMN_OPTIONAL}, \
    {"considerationsEnvironnementales", "considerationEnvironnementale", COLUMN_OPTIONAL}, \
    {"typesPrix", "typePrix", COLUMN_OPTIONAL}, \
    {"formePrix", "prix_forme", COLUMN_OPTIONAL}, \
    {"lieuExecution_nom", "lieu_exec_nom", COLUMN_OPTIONAL}, \
    {"source", NULL, COLUMN_OPTIONAL}, \
    {"anomalies", NULL, COLUMN_OPTIONAL}, \
    {0},
/* clang-format on */

static const Column uid_columns[] = {COLUMNS(COLUMN_EXPECTED, COLUMN_OPTIONAL)};
static const Column columns[] = {COLUMNS(COLUMN_OPTIONAL, COLUMN_EXPECTED)};

const TableKind decp_uid_table = {.name = "decp",
                                  .columns = uid_columns,
                                  .lenient = true,
                                  .together = {UID, ID, BUYER_ID},
                                  .together_count = 3,
                                  .identifying = 2};
const TableKind decp_table = {.name = "decp",
                              .columns = columns,
                              .lenient = true,
                              .together = {ID, BUYER_ID},
                              .together_count = 2,
                              .identifying = 1};

static const char list_marks[] = ",;|\n";

/* Which state of a contract a row tells of. */
typedef struct State {
    int current;    /* 1: said to be current; -1: said not to be; 0: not said */
    int64_t number; /* of the modification; -1: none */
    Date day;       /* of the modification */
    Str words;      /* what was modified */
} State;

typedef struct Reader {
    Arena *arena; /* of the contract under construction */
    Table *table;
    bool open; /* there is one */
    Str uid, number, buyer;
    Notice notice;
    Lot lot;
    Suppliers suppliers;
    Str amount; /* as it stands in the first row of the state */
    State state;
    size_t states;
} Reader;

static Str text_of(const Reader *reader, int column) {
    return cell_text(reader->arena, reader->table, column);
}

static void say_fault(Reader *reader, int column, Fault fault, const char *done) {
    if (fault.why) table_defect(reader->table, column, fault.defect, reader->notice.id, fault.why, done);
}

static Date day_of(Reader *reader, int column) {
    Date day;
    say_fault(reader, column, date_fault(table_cell(reader->table, column), &day), "left out");
    return day;
}

/* Numbers. */

static void suspect(Reader *reader, int column, Fault fault, Str value) {
    if (fault.why) table_suspect(reader->table, column, fault.defect, reader->notice.id, value);
}

static void read_buyer(Reader *reader) {
    Notice *notice = &reader->notice;
    notice->buyer_name = text_of(reader, BUYER_NAME);
    notice->buyer_id = reader->buyer;
    suspect(reader, BUYER_ID, siret_fault(table_scratch(reader->table), reader->buyer), reader->buyer);
}

/* A uid is the buyer's SIRET and the contract's number: the SIRET alone is none. */
static bool has_own_uid(const Reader *reader) {
    if (!decp_identifies(reader->uid) || str_eq(reader->uid, reader->buyer)) return false;
    return !reader->number.n || decp_identifies(reader->number);
}

static void read_id(Reader *reader) {
    Notice *notice = &reader->notice;
    notice->id = has_own_uid(reader) ? reader->uid : decp_id(reader->arena, reader->buyer, reader->number);
    notice->once = notice->id.n > 0;
    if (notice->id.n) return;
    bool lone = decp_identifies(reader->number);
    say_fault(
        reader, ID,
        (Fault){lone ? "no buyer to tell its number from others'" : "a number that identifies no contract",
                DEFECT_NO_ID},
        "without an id");
}

/* Rows belong together where all that identifies is the same, and does identify. */
static bool continues(const Reader *reader) {
    Table *table = reader->table;
    const struct {
        Str before;
        int column;
    } keys[] = {{reader->uid, UID}, {reader->number, ID}, {reader->buyer, BUYER_ID}};
    if (!reader->open || !table_adjoins(table)) return false;
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        if (!str_eq(keys[i].before, str_squeeze(table_scratch(table), table_cell(table, keys[i].column))))
            return false;
    return reader->notice.once || decp_identifies(reader->number);
}

/* States. */

static const Code yes_no[] = {{"yes", "oui|o|true|1"}, {"no", "non|n|false|0"}, {0}};

static int current_of(const Table *table) {
    Str cell = table_cell(table, CURRENT);
    const char *code = cell.n ? code_find(table_scratch(table), yes_no, cell) : NULL;
    if (!code) return 0;
    return str_is(STR("yes"), code) ? 1 : -1;
}

/* Of the current row; what is no number or no date is said with the rest of the state. */
static State state_of(const Reader *reader) {
    const Table *table = reader->table;
    State state = {.current = current_of(table),
                   .words = str_squeeze(table_scratch(table), table_cell(table, CHANGE_WORDS))};
    if (number_read_plain(table_cell(table, CHANGE_NUMBER), 0, true, &state.number)) state.number = -1;
    date_fault(table_cell(table, CHANGE_DAY), &state.day);
    return state;
}

static bool state_is(const State *a, const State *b) {
    return a->current == b->current && a->number == b->number && a->day == b->day &&
           str_eq(a->words, b->words);
}

/* Where nothing tells them apart, the later row is of the later state. */
static bool state_follows(const State *state, const State *before) {
    if (state->current != before->current) return state->current > before->current;
    if (state->number != before->number) return state->number > before->number;
    return state->day == DATE_ABSENT || before->day == DATE_ABSENT || state->day >= before->day;
}

static bool state_is_change(const Reader *reader) {
    const State *state = &reader->state;
    return state->words.n || state->number > 0 || state->day != DATE_ABSENT ||
           table_cell(reader->table, CHANGE_AMOUNT).n || table_cell(reader->table, CHANGE_MONTHS).n ||
           table_cell(reader->table, CHANGE_SUPPLIER_ID).n;
}

/* The contract's own value, or what a modification makes of it. */
static int changed_or(const Reader *reader, int changed, int own) {
    return table_cell(reader->table, changed).n ? changed : own;
}

/* Facts. */

static void read_amount(Reader *reader) {
    Lot *lot = &reader->lot;
    int column = changed_or(reader, CHANGE_AMOUNT, AMOUNT);
    lot->amount = MONEY_ABSENT;
    reader->amount = str_copy(reader->arena, table_cell(reader->table, AMOUNT));
    say_fault(
        reader, column,
        decp_amount(table_scratch(reader->table), table_cell(reader->table, column), &lot->award_amount),
        "left out");
    if (lot->award_amount != HUNDREDTHS_ABSENT) lot->award_currency = STR("EUR");
    if (is_placeholder(lot->award_amount, DECP_AMOUNT_LEAST))
        table_suspect(reader->table, column, DEFECT_PLACEHOLDER, reader->notice.id,
                      table_cell(reader->table, column));
}

static void read_procedure(Reader *reader) {
    Str cell = table_cell(reader->table, PROCEDURE);
    reader->notice.procedure_type = decp_procedure(table_scratch(reader->table), cell);
    if (cell.n && !reader->notice.procedure_type.n)
        say_fault(reader, PROCEDURE, (Fault){"a procedure of a name that is not known", DEFECT_CODE},
                  "left out");
}

static StrList read_list(Reader *reader, int column) {
    StrList list = {0};
    if (!list_split(reader->arena, table_cell(reader->table, column), list_marks, &list))
        say_fault(reader, column, (Fault){"a list of too many parts", DEFECT_TEXT}, "cut");
    return list;
}

static void read_framework(Reader *reader) {
    Arena *scratch = table_scratch(reader->table);
    FrameworkWords said = {0};
    StrList techniques = read_list(reader, TECHNIQUES), modalities = read_list(reader, MODALITIES);
    said.techniques = techniques.n > 0;
    decp_framework_word(scratch, &said, table_cell(reader->table, NATURE));
    for (size_t i = 0; i < techniques.n; i++) decp_framework_word(scratch, &said, techniques.at[i]);
    for (size_t i = 0; i < modalities.n; i++) decp_framework_word(scratch, &said, modalities.at[i]);
    reader->lot.framework = decp_framework(&said);
}

/* Works, services or supplies stand in a column of their own; the nature is a legal form, but of concessions.
 */
static void read_nature(Reader *reader) {
    Arena *scratch = table_scratch(reader->table);
    Str nature = table_cell(reader->table, NATURE);
    reader->lot.nature = decp_nature(scratch, table_cell(reader->table, TYPE));
    if (!reader->lot.nature.n) reader->lot.nature = decp_nature(scratch, nature);
    if (str_is(code_fold(scratch, nature), "marchededefenseoudesecurite"))
        reader->notice.defence = TRISTATE_YES;
    reader->notice.concession = decp_concession(scratch, nature);
}

static void read_lot(Reader *reader) {
    Lot *lot = &reader->lot;
    Table *table = reader->table;
    *lot = (Lot){.at = table_at(table, -1), .end_date = DATE_ABSENT, .deadline = DATETIME_ABSENT};
    lot->title = text_of(reader, TITLE);
    lot->contract_ref = reader->number;
    read_nature(reader);
    read_framework(reader);
    read_amount(reader);
    say_fault(reader, CPV, cpv_fault(reader->arena, table_cell(table, CPV), &lot->cpv_main), "left out");
    int months = changed_or(reader, CHANGE_MONTHS, MONTHS);
    say_fault(reader, months, decp_months(table_cell(table, months), &lot->duration_months), "left out");
    lot->start_date = DATE_ABSENT;
    lot->contract_date = date_print(reader->arena, day_of(reader, NOTIFIED));
    lot->social_considerations = read_list(reader, SOCIAL);
    say_fault(reader, PLACE_CODE,
              decp_place(reader->arena, text_of(reader, PLACE_KIND), text_of(reader, PLACE_CODE), lot),
              "left out");
}

/* The state that the current row tells of becomes the contract's. */
static void state_read(Reader *reader, const State *state, bool changed) {
    Notice *notice = &reader->notice;
    reader->state = *state;
    reader->state.words = str_copy(reader->arena, state->words);
    reader->suppliers = (Suppliers){0};
    *notice = (Notice){
        .source_format = STR("decp"),
        .file = table_at(reader->table, -1).file,
        .form = STR("result"),
        .issue_date = DATE_ABSENT,
        .procedure_amount = MONEY_ABSENT,
    };
    read_id(reader);
    read_buyer(reader);
    notice->publication_date = day_of(reader, PUBLISHED);
    day_of(reader, CHANGE_DAY);
    read_procedure(reader);
    read_lot(reader);
    if (changed || state_is_change(reader)) notice->status = STR("modification");
    notice->title = reader->lot.title;
    notice->nature = reader->lot.nature;
    notice->cpv_main = reader->lot.cpv_main;
}

/* Suppliers. */

typedef struct SupplierColumns {
    int id, kind, name;
} SupplierColumns;

/* One cell may list several, and another their names in the same order. */
static bool read_suppliers_of(Reader *reader, SupplierColumns columns_of) {
    Table *table = reader->table;
    Str ids = table_cell(table, columns_of.id), names = text_of(reader, columns_of.name), id, name;
    Str kind = table_cell(table, columns_of.kind);
    bool several = str_find_byte(ids, ';') != SIZE_MAX;
    if (several) kind = (Str){0};
    while (ids.n || names.n) {
        id = name = (Str){0};
        if (several) {
            str_next(&ids, ';', &id);
            str_next(&names, ';', &name);
        } else {
            id = ids;
            name = names;
            ids = names = (Str){0};
        }
        id = str_copy(reader->arena, str_squeeze(table_scratch(table), id));
        suspect(reader, columns_of.id, decp_supplier(table_scratch(table), kind, id), id);
        if (!suppliers_add(reader->arena, &reader->suppliers, id, str_trim(name))) return false;
    }
    return true;
}

static void read_suppliers(Reader *reader) {
    static const SupplierColumns changed = {CHANGE_SUPPLIER_ID, CHANGE_SUPPLIER_KIND, CHANGE_SUPPLIER_NAME};
    static const SupplierColumns own[] = {{SUPPLIER_ID, SUPPLIER_KIND, SUPPLIER_NAME},
                                          {SUPPLIER_ID_2, SUPPLIER_KIND_2, SUPPLIER_NAME_2},
                                          {SUPPLIER_ID_3, SUPPLIER_KIND_3, SUPPLIER_NAME_3}};
    bool is_changed =
        table_cell(reader->table, CHANGE_SUPPLIER_ID).n || table_cell(reader->table, CHANGE_SUPPLIER_NAME).n;
    bool room = !is_changed || read_suppliers_of(reader, changed);
    for (size_t i = 0; !is_changed && room && i < sizeof own / sizeof *own; i++)
        room = read_suppliers_of(reader, own[i]);
    if (!room)
        table_refuse(reader->table, SUPPLIER_ID, "more than %d suppliers of one contract", SUPPLIERS_MOST);
}

/* Rows. */

static void flush(Reader *reader, NoticeSink *sink, void *to) {
    if (reader->open) {
        suppliers_fill(reader->arena, &reader->suppliers, &reader->lot);
        reader->notice.lots = &reader->lot;
        reader->notice.lot_count = reader->notice.lot_cap = 1;
        sink(to, reader->arena, &reader->notice);
    }
    arena_reset(reader->arena);
    reader->open = false;
}

static void contract_begin(Reader *reader, const State *state) {
    reader->uid = text_of(reader, UID);
    reader->number = text_of(reader, ID);
    reader->buyer = text_of(reader, BUYER_ID);
    reader->open = true;
    reader->states = 1;
    state_read(reader, state, false);
}

/* A row of the contract under construction: true where it tells of the state that counts. */
static bool contract_continue(Reader *reader, const State *state) {
    if (state_is(state, &reader->state)) {
        if (!str_eq(table_cell(reader->table, AMOUNT), reader->amount))
            say_fault(reader, AMOUNT, (Fault){"another amount of the same contract", DEFECT_TWICE},
                      "left out");
        return true;
    }
    if (reader->states == CHANGES_MOST)
        return table_refuse(reader->table, -1, "more than %d states of one contract", CHANGES_MOST);
    reader->states++;
    reader->notice.status = STR("modification");
    if (!state_follows(state, &reader->state)) return false;
    state_read(reader, state, true);
    return true;
}

static void row_take(Reader *reader, NoticeSink *sink, void *to) {
    Table *table = reader->table;
    bool more = continues(reader), counts = true;
    if (!more) flush(reader, sink, to);
    if (table_has(table, TITLE) && !table_cell(table, TITLE).n) {
        table_say_spoiled(table, (Str){0});
        table_refuse(table, TITLE, "empty");
        return;
    }
    State state = state_of(reader);
    if (more) counts = contract_continue(reader, &state);
    else contract_begin(reader, &state);
    table_say_spoiled(table, reader->notice.id);
    if (counts) read_suppliers(reader);
}

static void read_kind(Arena *arena, Piece piece, const TableKind *kind, const ColumnNames *names,
                      NoticeSink *sink, void *to, Lines *lines, Diags *diags) {
    Arena *own = arena_new(); /* what lives as long as the file */
    Reader reader = {.arena = arena, .table = table_open(own, piece, kind, names, diags)};
    while (reader.table && table_next(reader.table)) row_take(&reader, sink, to);
    flush(&reader, sink, to);
    if (reader.table) table_close(reader.table, lines);
    arena_free(own);
}

void decp_uid_table_read(Arena *arena, Piece piece, const ColumnNames *names, NoticeSink *sink, void *to,
                         Lines *lines, Diags *diags) {
    read_kind(arena, piece, &decp_uid_table, names, sink, to, lines, diags);
}

void decp_table_read(Arena *arena, Piece piece, const ColumnNames *names, NoticeSink *sink, void *to,
                     Lines *lines, Diags *diags) {
    read_kind(arena, piece, &decp_table, names, sink, to, lines, diags);
}
