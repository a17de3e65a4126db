/* boamp_table.c - the portal's columns, any selection of them, under the portal's own names.
 *
 * What the portal holds comes through several hands before it is a cell: lists are JSON, Python's or joined
 * by a mark; what is not known is empty or a word of some program for it; a deadline is French wall-clock
 * time with a label that says UTC. Such a value is understood or left out and said, and its row stays.
 *
 * The columns gestion and donnees hold the whole notice as JSON. They are known and not read. */
#include "ingest/boamp_table.h"
#include "base/fold.h"
#include "base/utf8.h"
#include "ingest/boamp_code.h"
#include "ingest/cell.h"
#include "ingest/defect.h"
#include "ingest/quality.h"
#include <string.h>

enum {
    IDWEB,
    ID,
    OBJET,
    DATEPARUTION,
    DATELIMITEREPONSE,
    NOMACHETEUR,
    TITULAIRE,
    FAMILLE,
    PERIMETRE,
    NATURE,
    NATURE_CATEGORISE,
    ETAT,
    TYPE_PROCEDURE,
    PROCEDURE_CATEGORISE,
    TYPE_MARCHE,
    TYPE_MARCHE_FACETTE,
    CODE_DEPARTEMENT,
    CODE_DEPARTEMENT_PRESTATION,
    CRITERES,
    DESCRIPTEUR_LIBELLE,
    ANNONCES_ANTERIEURES,
    ANNONCE_LIE,
    CONTRACTFOLDERID,
};

/* clang-format off */
#define COLUMNS(by_idweb, by_id, published) \
    [IDWEB] = {"idweb", NULL, by_idweb}, \
    [ID] = {"id", NULL, by_id}, \
    [OBJET] = {"objet", NULL, COLUMN_NEEDED}, \
    [DATEPARUTION] = {"dateparution", NULL, published}, \
    [DATELIMITEREPONSE] = {"datelimitereponse", NULL, COLUMN_OPTIONAL}, \
    [NOMACHETEUR] = {"nomacheteur", NULL, COLUMN_OPTIONAL}, \
    [TITULAIRE] = {"titulaire", NULL, COLUMN_OPTIONAL}, \
    [FAMILLE] = {"famille", NULL, COLUMN_OPTIONAL}, \
    [PERIMETRE] = {"perimetre", NULL, COLUMN_OPTIONAL}, \
    [NATURE] = {"nature", NULL, COLUMN_OPTIONAL}, \
    [NATURE_CATEGORISE] = {"nature_categorise", NULL, COLUMN_OPTIONAL}, \
    [ETAT] = {"etat", NULL, COLUMN_OPTIONAL}, \
    [TYPE_PROCEDURE] = {"type_procedure", NULL, COLUMN_OPTIONAL}, \
    [PROCEDURE_CATEGORISE] = {"procedure_categorise", NULL, COLUMN_OPTIONAL}, \
    [TYPE_MARCHE] = {"type_marche", NULL, COLUMN_OPTIONAL}, \
    [TYPE_MARCHE_FACETTE] = {"type_marche_facette", NULL, COLUMN_OPTIONAL}, \
    [CODE_DEPARTEMENT] = {"code_departement", NULL, COLUMN_OPTIONAL}, \
    [CODE_DEPARTEMENT_PRESTATION] = {"code_departement_prestation", NULL, COLUMN_OPTIONAL}, \
    [CRITERES] = {"criteres", NULL, COLUMN_OPTIONAL}, \
    [DESCRIPTEUR_LIBELLE] = {"descripteur_libelle", NULL, COLUMN_OPTIONAL}, \
    [ANNONCES_ANTERIEURES] = {"annonces_anterieures", NULL, COLUMN_OPTIONAL}, \
    [ANNONCE_LIE] = {"annonce_lie", NULL, COLUMN_OPTIONAL}, \
    [CONTRACTFOLDERID] = {"contractfolderid", NULL, COLUMN_OPTIONAL}, \
    /* Known, so that they are not called unknown; they say the same again, or nothing about a lot. */ \
    {"annonce_reference_schema_v110", NULL, COLUMN_OPTIONAL}, \
    {"annonces_anterieures_schema_v110", NULL, COLUMN_OPTIONAL}, \
    {"datefindiffusion", NULL, COLUMN_OPTIONAL}, \
    {"dc", NULL, COLUMN_OPTIONAL}, \
    {"descripteur_code", NULL, COLUMN_OPTIONAL}, \
    {"donnees", NULL, COLUMN_OPTIONAL}, \
    {"famille_libelle", NULL, COLUMN_OPTIONAL}, \
    {"filename", NULL, COLUMN_OPTIONAL}, \
    {"gestion", NULL, COLUMN_OPTIONAL}, \
    {"marche_public_simplifie", NULL, COLUMN_OPTIONAL}, \
    {"marche_public_simplifie_label", NULL, COLUMN_OPTIONAL}, \
    {"nature_categorise_libelle", NULL, COLUMN_OPTIONAL}, \
    {"nature_libelle", NULL, COLUMN_OPTIONAL}, \
    {"procedure_libelle", NULL, COLUMN_OPTIONAL}, \
    {"source_schema", NULL, COLUMN_OPTIONAL}, \
    {"sousnature", NULL, COLUMN_OPTIONAL}, \
    {"sousnature_libelle", NULL, COLUMN_OPTIONAL}, \
    {"soustype_procedure", NULL, COLUMN_OPTIONAL}, \
    {"type_avis", NULL, COLUMN_OPTIONAL}, \
    {"url_avis", NULL, COLUMN_OPTIONAL}, \
    {0}
/* clang-format on */

static const Column columns[] = {COLUMNS(COLUMN_NEEDED, COLUMN_OPTIONAL, COLUMN_OPTIONAL)};
static const Column id_columns[] = {COLUMNS(COLUMN_OPTIONAL, COLUMN_NEEDED, COLUMN_NEEDED)};

const TableKind boamp_table = {.name = "boamp", .columns = columns};
const TableKind boamp_id_table = {.name = "boamp", .columns = id_columns};

/* Marks between values: names may hold a comma, codes hold none. */
static const char name_marks[] = ";|\n", code_marks[] = ";|\n,";

typedef struct Export {
    Arena *arena; /* of the notice under construction */
    Table *table;
    Diags *diags;
    Str id;
} Export;

static Diag *say(Export *export, int column, const char *defect, Str value, const char *what,
                 const char *done) {
    return defect_say(export->diags, table_at(export->table, column), defect, export->id, value, what, done);
}

/* How a portal labels its hours is one fact of the file. */
static void say_zone(Export *export, int column, Str value) {
    Diag *diag = defect_keep(export->diags, table_at(export->table, column), DEFECT_ZONE, export->id, value);
    diag->consequence = STR("kept as it stands, in the whole file");
    diag->once = true;
}

/* What programs write for what is not there. */
static bool is_absent(Str cell) {
    static const char *const words[] = {"None", "nan", "NaN", "<NA>", "null", "[]", "{}", "CF_NIV_SUIV"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (str_is(cell, words[i])) return true;
    return !cell.n;
}

static Str cell_of(const Export *export, int column) {
    Str cell = table_cell(export->table, column), absent = {0};
    return is_absent(cell) ? absent : cell;
}

static Str text_of(const Export *export, int column) {
    Str absent = {0};
    if (is_absent(table_cell(export->table, column))) return absent;
    return cell_text(export->arena, export->table, column);
}

static void add_part(const Export *export, StrList *list, Str part) {
    Str clean = str_squeeze(table_scratch(export->table), part);
    if (!is_absent(clean) && list->n < CELL_MAX_PARTS && !strlist_has(*list, clean))
        strlist_add(export->arena, list, str_copy(export->arena, clean));
}

/* What stands behind a backslash, at the front of s, which moves behind it: u00e9 for a letter, a quote. */
static void escape_take(Buf *buf, Str *s) {
    int64_t character = 0;
    size_t n = 0;
    if (s->p[0] == 'u')
        for (n = 1; n < 5 && n < s->n; n++) {
            size_t digit = str_find_byte(STR("0123456789abcdefABCDEF"), s->p[n]);
            if (digit == SIZE_MAX) break;
            character = character * 16 + (int64_t)(digit < 16 ? digit : digit - 6);
        }
    bool whole = n == 5 && character >= 0x20 && (character < 0xD800 || character > 0xDFFF);
    char bytes[4];
    if (whole) buf_add(buf, (Str){bytes, utf8_put((uint32_t)character, bytes)});
    else buf_byte(buf, s->p[0] == 'n' || s->p[0] == 't' ? ' ' : s->p[0]);
    *s = str_sub(*s, whole ? 5 : 1, SIZE_MAX);
}

/* A quoted text off the front of s. */
static Str quoted_take(Arena *scratch, Str *s) {
    char quote = s->p[0];
    Buf buf = {.arena = scratch};
    Str rest = str_sub(*s, 1, SIZE_MAX);
    while (rest.n && rest.p[0] != quote) {
        bool escaped = rest.p[0] == '\\' && rest.n > 1;
        if (!escaped) buf_byte(&buf, rest.p[0]);
        rest = str_sub(rest, 1, SIZE_MAX);
        if (escaped) escape_take(&buf, &rest);
    }
    *s = str_sub(rest, 1, SIZE_MAX);
    return buf_str(&buf);
}

/* ["a", "b"], ['a', 'b'] or [a, b] */
static void add_bracketed(const Export *export, StrList *list, Str s) {
    while (s.n && list->n < CELL_MAX_PARTS) {
        size_t n = 0;
        if (s.p[0] == '"' || s.p[0] == '\'') {
            add_part(export, list, quoted_take(table_scratch(export->table), &s));
            continue;
        }
        while (n < s.n && !strchr("[],\"'", s.p[n])) n++;
        add_part(export, list, str_sub(s, 0, n));
        s = str_sub(s, n < s.n && (s.p[n] == '"' || s.p[n] == '\'') ? n : n + 1, SIZE_MAX);
    }
}

/* The values of a cell, each once. */
static StrList list_of(const Export *export, int column, const char *marks) {
    StrList list = {0};
    Str rest = cell_of(export, column);
    if (rest.n && rest.p[0] == '[') {
        add_bracketed(export, &list, rest);
        return list;
    }
    while (rest.n && list.n < CELL_MAX_PARTS) {
        size_t n = 0;
        while (n < rest.n && !strchr(marks, rest.p[n])) n++;
        add_part(export, &list, str_sub(rest, 0, n));
        rest = str_sub(rest, n + 1, SIZE_MAX);
    }
    return list;
}

/* 24-76932 or 24_76932: two digits of the year, a mark, a number. */
static bool is_number(Str s) {
    if (s.n < 4 || s.n > 11 || (s.p[2] != '-' && s.p[2] != '_')) return false;
    for (size_t i = 0; i < s.n; i++)
        if (i != 2 && (s.p[i] < '0' || s.p[i] > '9')) return false;
    return true;
}

static Str number_of(Arena *arena, Str s) {
    if (!is_number(s)) return s;
    return str_print(arena, "%.*s-%.*s", 2, s.p, (int)(s.n - 3), s.p + 3);
}

/* The numbers of notices among the words of a cell. A day in it (2014-10-15) is one word and no number. */
static void add_numbers(const Export *export, StrList *list, int column) {
    Str rest = cell_of(export, column);
    while (rest.n && list->n < CELL_MAX_PARTS) {
        size_t n = 0;
        while (n < rest.n && !strchr("[]{}\"',;:| \t\n", rest.p[n])) n++;
        Str word = str_sub(rest, 0, n);
        if (is_number(word)) add_part(export, list, number_of(table_scratch(export->table), word));
        rest = str_sub(rest, n + 1, SIZE_MAX);
    }
}

/* What the list says for a cell; a cell that it does not have is said once a file. */
static Str code_of(Export *export, int column, const BoampCode *codes) {
    Str cell = cell_of(export, column);
    if (!cell.n) return (Str){0};
    Str first = str_sub(cell, 0, str_find_byte(cell, '/')); /* APPEL_OFFRE/STANDARD */
    const char *code = boamp_code(codes, fold(table_scratch(export->table), first));
    if (code) return str_of(code);
    Str what = str_print(table_scratch(export->table), "not an answer that BOAMP knows: %.*s",
                         STR_ARG(cell.n > 40 ? STR("a long text") : cell));
    Diag *diag = say(export, column, DEFECT_CODE, cell, str_cstr(table_scratch(export->table), what),
                     "left out, as are others of its kind");
    diag->once = true;
    return (Str){0};
}

/* Midnight in Paris, as UTC has it: the day before. */
static bool is_shifted(Str cell) {
    Str time = str_sub(cell, 11, 5);
    return str_is(time, "22:00") || str_is(time, "23:00");
}

static void read_day(Export *export, int column, Date *date) {
    Str cell = cell_of(export, column);
    Fault fault = date_fault(cell, date);
    if (fault.why) say(export, column, fault.defect, cell, fault.why, "left out");
}

static void read_publication(Export *export, Date *date) {
    Str cell = cell_of(export, DATEPARUTION);
    read_day(export, DATEPARUTION, date);
    if (*date != DATE_ABSENT && is_shifted(cell)) say_zone(export, DATEPARUTION, cell);
}

/* The hour is the buyer's, whatever the label behind it says. */
static void read_deadline(Export *export, DateTime *deadline) {
    Str cell = cell_of(export, DATELIMITEREPONSE);
    read_day(export, DATELIMITEREPONSE, &deadline->day);
    if (deadline->day == DATE_ABSENT || cell.n <= 11 ||
        !minute_read(str_sub(cell, 11, SIZE_MAX), &deadline->minute))
        return;
    StrList departments = list_of(export, CODE_DEPARTEMENT, code_marks);
    bool overseas = departments.n && quality_is_overseas(departments.at[0]);
    if (!overseas && quality_zone_is_wrong(cell, deadline->day)) say_zone(export, DATELIMITEREPONSE, cell);
}

static void add_information(const Export *export, Lot *lot, StrList words) {
    Str text = str_join(export->arena, words, STR(" ; "));
    if (!text.n) return;
    lot->additional_information =
        lot->additional_information.n
            ? str_print(export->arena, "%.*s ; %.*s", STR_ARG(lot->additional_information), STR_ARG(text))
            : text;
}

/* A contract of several kinds is of none of them; the words stay. */
static void read_nature(Export *export, const Notice *notice, Lot *lot) {
    StrList kinds = list_of(export, TYPE_MARCHE, code_marks);
    if (!kinds.n) kinds = list_of(export, TYPE_MARCHE_FACETTE, code_marks);
    for (size_t i = 0; i < kinds.n; i++) {
        const char *code = boamp_code(boamp_natures, kinds.at[i]);
        bool same = code && (!lot->nature.n || str_is(lot->nature, code));
        lot->nature = same ? str_of(code) : (Str){0};
        if (!same) break;
    }
    if (!lot->nature.n) add_information(export, lot, kinds);
    if (!kinds.n && str_starts(notice->type, STR("DSP"))) lot->nature = STR("services");
}

static void read_place(Export *export, Lot *lot) {
    StrList departments = list_of(export, CODE_DEPARTEMENT_PRESTATION, code_marks);
    if (!departments.n) departments = list_of(export, CODE_DEPARTEMENT, code_marks);
    boamp_place(export->arena, lot, departments);
    if (!lot->postal_code.n) add_information(export, lot, departments);
}

static void read_social(Export *export, Lot *lot) {
    StrList criteria = list_of(export, CRITERES, code_marks);
    for (size_t i = 0; i < criteria.n; i++)
        if (str_starts(fold(table_scratch(export->table), criteria.at[i]), STR("socia")) &&
            !lot->social_considerations.n)
            strlist_add(export->arena, &lot->social_considerations, STR("sociaux"));
}

static void read_lot(Export *export, const Notice *notice, Lot *lot) {
    *lot = (Lot){.at = table_at(export->table, -1),
                 .amount = MONEY_ABSENT,
                 .duration_months = HUNDREDTHS_ABSENT,
                 .start_date = DATE_ABSENT,
                 .end_date = DATE_ABSENT,
                 .deadline = DATETIME_ABSENT,
                 .award_amount = HUNDREDTHS_ABSENT};
    lot->title = text_of(export, OBJET);
    if (!lot->title.n)
        say(export, OBJET, DEFECT_NOT_STATED, table_cell(export->table, OBJET),
            "a word for what is not known", "left out");
    add_information(export, lot, list_of(export, DESCRIPTEUR_LIBELLE, name_marks));
    read_nature(export, notice, lot);
    read_place(export, lot);
    read_social(export, lot);
    read_deadline(export, &lot->deadline);
    lot->winner_name = str_join(export->arena, list_of(export, TITULAIRE, name_marks), STR(";"));
}

/* Whose change a notice is; all others that it names belong to the same procedure. */
static void read_links(const Export *export, Notice *notice) {
    StrList numbers = {0};
    add_numbers(export, &numbers, ANNONCES_ANTERIEURES);
    add_numbers(export, &numbers, ANNONCE_LIE);
    for (size_t i = 0; i < numbers.n; i++) {
        if (str_eq(numbers.at[i], notice->id)) continue;
        if (str_is(notice->form, "change") && !notice->change_of.n) notice->change_of = numbers.at[i];
        else strlist_add(export->arena, &notice->earlier, numbers.at[i]);
    }
}

static void read_kind(Export *export, Notice *notice) {
    Str family = text_of(export, FAMILLE), nature = text_of(export, NATURE);
    Str state = code_of(export, ETAT, boamp_statuses);
    const char *changed = boamp_code(boamp_statuses, nature);
    notice->status = state.n ? state : str_of(changed);
    notice->form = code_of(export, nature.n ? NATURE : NATURE_CATEGORISE, boamp_forms);
    if (boamp_is_change(cell_of(export, ETAT))) notice->form = STR("change");
    notice->type = boamp_type(export->arena, family, nature);
    bool typed = cell_of(export, TYPE_PROCEDURE).n > 0;
    notice->procedure_type = code_of(export, typed ? TYPE_PROCEDURE : PROCEDURE_CATEGORISE, boamp_procedures);
    if (!notice->procedure_type.n && str_is(family, "MAPA")) notice->procedure_type = STR("adapted");
    Str defence = code_of(export, PERIMETRE, boamp_scopes);
    if (defence.n) notice->defence = str_is(defence, "yes") ? TRISTATE_YES : TRISTATE_NO;
}

static void read_notice(Export *export, Notice *notice, Lot *lot) {
    *notice = (Notice){.source_format = STR("boamp"),
                       .file = table_at(export->table, -1).file,
                       .publication_date = DATE_ABSENT,
                       .issue_date = DATE_ABSENT,
                       .procedure_amount = MONEY_ABSENT,
                       .lots = lot,
                       .lot_count = 1,
                       .lot_cap = 1};
    Str number = text_of(export, IDWEB);
    export->id = notice->id = number_of(export->arena, number.n ? number : text_of(export, ID));
    notice->procedure_id = text_of(export, CONTRACTFOLDERID);
    notice->buyer_name = text_of(export, NOMACHETEUR);
    read_publication(export, &notice->publication_date);
    read_kind(export, notice);
    read_links(export, notice);
    read_lot(export, notice, lot);
    notice->title = lot->title;
    notice->nature = lot->nature;
}

void boamp_table_read(Arena *arena, Piece piece, const ColumnNames *names, NoticeSink *sink, void *to,
                      Lines *lines, Diags *diags) {
    Arena *own = arena_new(); /* what lives as long as the file */
    const TableKind *kind = table_fits(own, piece, &boamp_table, names) ? &boamp_table : &boamp_id_table;
    Export export = {.arena = arena, .table = table_open(own, piece, kind, names, diags), .diags = diags};
    while (export.table && table_next(export.table)) {
        Notice notice;
        Lot lot;
        arena_reset(arena);
        read_notice(&export, &notice, &lot);
        sink(to, arena, &notice);
    }
    arena_reset(arena);
    if (export.table) table_close(export.table, lines);
    arena_free(own);
}

bool boamp_relation_fits(Arena *scratch, Piece piece) {
    Diags said = diags_new(scratch);
    Str head = piece.head.n ? piece.head : str_sub(piece.bytes, 0, PIECE_HEAD);
    CsvReader *csv = csv_open(scratch, piece_whole(piece.file, head), &said);
    CsvRow row;
    if (!csv) return false;
    bool key = csv_next(csv, &row) && row.n && str_is(fold_name(scratch, row.cells[0]), "boampavisnum");
    csv_close(csv);
    return key;
}

void boamp_relation_read(Arena *arena, Piece piece, const ColumnNames *names, NoticeSink *sink, void *to,
                         Lines *lines, Diags *diags) {
    (void)arena, (void)names, (void)sink, (void)to, (void)lines;
    if (piece.continues) return;
    diag_add(diags, DIAG_REFUSED, (Loc){.file = piece.file, .line = 1}, "file refused",
             "a relational extract of BOAMP, keyed by BOAMP_AVIS_NUM: its rows are parts of notices "
             "(the XML notices or the portal's export are read)");
}
