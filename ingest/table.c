/* table.c - rows become records: a header is found, its names become columns, and each line is accounted for.
 *
 * Nothing is read by position: a column is what its header says, or it is not read. A table that is not sure
 * which column is which (one missing, two for the same thing) is refused whole, with the names, because a
 * guess would put wrong figures into a review. */
#include "ingest/table.h"
#include "base/fold.h"
#include "base/map.h"
#include "ingest/defect.h"
#include "ingest/rows.h"
#include "ingest/xlsx.h"
#include <assert.h>
#include <string.h>

enum {
    HEADER_ROWS = 10,
    HEADER_LEAST = 2,
    UNKNOWN = -1,
    MOST_SAID = 10000, /* messages on refused rows of one file: a hostile one must not fill the memory */
    MOST_DEFECTS = 100000,
};

/* What a header name means. A house's own name outranks the names that everybody knows. */
typedef struct Name {
    int column;
    bool own;
} Name;

/* A cell of the current row that held an error value. */
typedef struct Spoiled {
    int column;
    const char *what;
    Str cell;
} Spoiled;

struct Table {
    Arena *arena;
    Arena *scratch; /* reset for each row */
    Str file;
    const TableKind *kind;
    const Key *key; /* NULL: none */
    bool archived;
    Diags *diags;
    Rows *rows;
    CsvRow row;
    int *meaning; /* of each header cell: a column or UNKNOWN */
    size_t width; /* header cells */
    int columns;
    Spoiled *spoiled; /* in scratch */
    size_t spoiled_count, spoiled_cap;
    Str *cells;   /* of the current row, by column */
    Str *headers; /* as the file has them, by column */
    bool refused; /* the current row is; there may be none */
    bool adjoins; /* nothing stands between it and the one before */
    bool fresh;   /* no row has been handed out yet */
    size_t said;  /* refusals */
    size_t defects;
    bool beyond;    /* cells beyond the header have been said */
    bool abandoned; /* the file is refused: its lines are not counted */
    Lines lines;
};

static const char *column_name(const Table *table, int column) {
    return table->kind->columns[column].name;
}

static void names_add(Arena *arena, Map *names, Str text, int column, bool own) {
    Str folded = fold_name(arena, text);
    if (!folded.n) return;
    void **slot = map_slot(names, folded);
    const Name *before = *slot;
    if (before) {
        assert(before->own || before->column == column); /* a synonym says one thing */
        return;
    }
    Name *name = ARENA_NEW(arena, Name);
    *name = (Name){.column = column, .own = own};
    *slot = name;
}

static int column_find(const TableKind *kind, Str name) {
    for (int i = 0; kind->columns[i].name; i++)
        if (str_is(name, kind->columns[i].name)) return i;
    return UNKNOWN;
}

bool table_kind_has(const TableKind *kind, Str name) {
    return column_find(kind, name) != UNKNOWN;
}

static void names_add_own(Arena *arena, Map *map, const TableKind *kind, const ColumnNames *names) {
    for (size_t i = 0; names && i < names->n; i++) {
        const Section *section = &names->sections[i];
        if (!str_is(section->kind, "columns") || !str_is(section->name, kind->name)) continue;
        for (size_t k = 0; k < section->n; k++) {
            int column = column_find(kind, section->entries[k].key);
            if (column != UNKNOWN) names_add(arena, map, section->entries[k].value, column, true);
        }
    }
}

/* All names of a kind. A synonym that ends with * also stands for any header that begins like it. */
typedef struct Names {
    Map *whole;     /* folded -> Name */
    StrList begins; /* folded */
} Names;

static Names names_of(Arena *arena, const TableKind *kind, const ColumnNames *house) {
    Names names = {.whole = map_new(arena)};
    names_add_own(arena, names.whole, kind, house);
    for (int i = 0; kind->columns[i].name; i++) {
        names_add(arena, names.whole, str_of(kind->columns[i].name), i, false);
        Str rest = str_of(kind->columns[i].synonyms), synonym;
        while (str_next(&rest, '|', &synonym)) {
            names_add(arena, names.whole, synonym, i, false);
            if (str_ends(synonym, STR("*"))) strlist_add(arena, &names.begins, fold_name(arena, synonym));
        }
    }
    return names;
}

/* Ends of a header that leave its meaning as it is: in a table of persons "Sexe du bénéficiaire" says no more
 * than "Sexe", in one of purchases "Budget (€ HT)" no more than "Budget". Thousands or taxes would. */
static Str without_tail(Str folded, bool personal) {
    static const char *const person[] = {"dubeneficiaire",
                                         "delabeneficiaire",
                                         "desbeneficiaires",
                                         "beneficiaire",
                                         "dusalarie",
                                         "delasalariee",
                                         "dessalaries",
                                         "salarie",
                                         "duparticipant",
                                         "delaparticipante",
                                         "desparticipants",
                                         "participant",
                                         "ducandidat",
                                         "candidat",
                                         "delapersonne",
                                         "personne",
                                         NULL};
    static const char *const money[] = {"eneurosht", "eneuros",   "euros", "eurht",
                                        "eur",       "horstaxes", "ht",    NULL};
    for (const char *const *tail = personal ? person : money; *tail; tail++)
        if (str_ends(folded, str_of(*tail))) return str_sub(folded, 0, folded.n - str_of(*tail).n);
    return folded;
}

static const Name *name_find_whole(const Table *table, const Names *names, Str cell) {
    Str folded = fold_name(table->scratch, cell);
    const Name *name = map_get(names->whole, folded);
    return name ? name : map_get(names->whole, without_tail(folded, table->kind->personal));
}

static const Name *name_find(const Table *table, const Names *names, Str cell) {
    const Name *name = name_find_whole(table, names, cell);
    Str folded = fold_name(table->scratch, cell);
    for (size_t i = 0; !name && i < names->begins.n; i++)
        if (str_starts(folded, names->begins.at[i])) name = map_get(names->whole, names->begins.at[i]);
    return name;
}

/* A row looked at as a header. */
typedef struct Header {
    const Name **names; /* of each cell; NULL where it is unknown */
    size_t known;
    bool whole;                     /* no needed column is missing */
    Str missing, identity, doubled; /* names for a message; empty where all is well */
    Str sheet;                      /* the one that it stands in, where there are several */
    uint32_t line;
} Header;

static void list_add(Buf *buf, Str item) {
    if (buf->n) buf_add(buf, STR(", "));
    buf_add(buf, item);
}

/* "cpv_main, description or category" where a header has none of them. */
static void list_one_of(const Table *table, const bool *has, Buf *missing) {
    const TableKind *kind = table->kind;
    for (size_t i = 0; i < kind->one_of_count; i++)
        if (has[kind->one_of[i]]) return;
    for (size_t i = 0; i < kind->one_of_count; i++)
        buf_print(missing, "%s%s",
                  i == 0                       ? ""
                  : i + 1 < kind->one_of_count ? ", "
                                               : " or ",
                  column_name(table, kind->one_of[i]));
}

/* A header as the file has it, if all of it is a name that we know. What only begins like one may go on with
 * what is nobody's business ("Adresse personnelle : 3, rue ..."): then our own name of the column. */
static Str header_shown(const Table *table, const Names *names, Str cell, const Name *name) {
    if (!name_find_whole(table, names, cell)) return str_of(column_name(table, name->column));
    return str_copy(table->arena, str_trim_wide(cell));
}

/* What identifies a person and is not asked who it is: a second column of it does no harm. */
static bool is_dropped(const Table *table, int column) {
    const TableKind *kind = table->kind;
    return kind->columns[column].demand == COLUMN_IDENTITY && column != kind->who.last_name &&
           column != kind->who.first_name && column != kind->who.birth_date;
}

/* Two cells for one column: the one with the house's own name holds it, otherwise neither does. */
static void find_doubled(Table *table, const Names *names, Header *header) {
    Buf doubled = {.arena = table->arena};
    size_t *holders = ARENA_ARRAY(table->arena, size_t, (size_t)table->columns); /* a cell + 1 */
    for (size_t i = 0; i < table->row.n; i++) {
        const Name *name = header->names[i];
        if (!name) continue;
        size_t *holder = &holders[name->column];
        size_t before = *holder ? *holder - 1 : i;
        if (before == i || (name->own && !header->names[before]->own)) *holder = i + 1;
        if (before == i || is_dropped(table, name->column)) continue;
        if (name->own != header->names[before]->own) header->names[name->own ? before : i] = NULL;
        else
            list_add(&doubled, str_print(table->arena, "%.*s and %.*s (%s)",
                                         STR_ARG(header_shown(table, names, table->row.cells[before], name)),
                                         STR_ARG(header_shown(table, names, table->row.cells[i], name)),
                                         column_name(table, name->column)));
    }
    header->doubled = buf_str(&doubled);
}

static bool has_names(const TableKind *kind, const bool *has) {
    return has[kind->who.last_name] && has[kind->who.first_name] && has[kind->who.birth_date];
}

/* Whether the column is a reference that a key can do without. */
static bool is_ref_by_key(const Table *table, int column) {
    return table->key && table->kind->personal && column == table->kind->who.ref;
}

/* Needed columns that the header does not have. */
static void list_missing(const Table *table, const bool *has, Buf *missing) {
    const TableKind *kind = table->kind;
    for (int i = 0; i < table->columns; i++) {
        bool needed = kind->columns[i].demand == COLUMN_NEEDED || kind->columns[i].demand == COLUMN_EXPECTED;
        if (!needed || has[i]) continue;
        if (!is_ref_by_key(table, i)) list_add(missing, str_of(column_name(table, i)));
        else if (!has_names(kind, has))
            list_add(missing, str_print(table->arena, "%s (or for %s, %s and %s)", column_name(table, i),
                                        column_name(table, kind->who.last_name),
                                        column_name(table, kind->who.first_name),
                                        column_name(table, kind->who.birth_date)));
    }
    if (!missing->n) list_one_of(table, has, missing);
}

static Header header_look(Table *table, const Names *names) {
    Header header = {.line = table->row.line};
    header.sheet = rows_sheet(table->rows, table->arena, !table->kind->personal);
    header.names = ARENA_ARRAY(table->arena, const Name *, table->row.n);
    bool *has = ARENA_ARRAY(table->arena, bool, (size_t)table->columns);
    Buf missing = {.arena = table->arena}, identity = {.arena = table->arena};
    for (size_t i = 0; i < table->row.n; i++) {
        const Name *name = header.names[i] = name_find(table, names, table->row.cells[i]);
        if (!name) continue;
        header.known++;
        has[name->column] = true;
        if (table->kind->columns[name->column].demand == COLUMN_IDENTITY && !table->key)
            list_add(&identity, header_shown(table, names, table->row.cells[i], name));
    }
    list_missing(table, has, &missing);
    header.missing = buf_str(&missing);
    header.whole = header.known >= HEADER_LEAST && !header.missing.n;
    header.identity = buf_str(&identity);
    find_doubled(table, names, &header);
    return header;
}

Loc table_at(const Table *table, int column) {
    Loc at = {.file = table->file, .line = table->row.line};
    if (column >= 0) at.field = str_of(column_name(table, column));
    return at;
}

Str table_cell(const Table *table, int column) {
    return table->cells[column];
}

Arena *table_scratch(const Table *table) {
    return table->scratch;
}

bool table_has(const Table *table, int column) {
    return table->headers[column].n > 0;
}

Str table_header(const Table *table, int column) {
    return table->headers[column];
}

const Key *table_key(const Table *table) {
    return table->key;
}

bool table_archived(const Table *table) {
    return table->archived;
}

/* In a copy, hours of nobody any more. */
static bool is_nobody(const Table *table, int column) {
    return table->archived && table->kind->personal && column == table->kind->who.ref;
}

/* Says that the current row is refused; which lines that costs is the caller's to count. */
static void say_refused(Table *table, int column, Str what) {
    if (table->said == MOST_SAID)
        diag_add(table->diags, DIAG_REFUSED, table_at(table, -1), "counted, no longer said",
                 "more than %d rows refused", MOST_SAID);
    if (table->said++ >= MOST_SAID) return;
    Diag *diag =
        diag_add(table->diags, DIAG_REFUSED, table_at(table, column), "row refused", "%.*s", STR_ARG(what));
    if (!table->kind->personal)
        diag->kept = str_copy(table->diags->arena, rows_raw(table->rows, table->scratch, &table->row));
}

bool table_refuse(Table *table, int column, const char *format, ...) {
    assert(!table->refused);
    va_list args;
    va_start(args, format);
    say_refused(table, column, str_vprint(table->scratch, format, args));
    va_end(args);
    table->refused = true;
    table->lines.kept -= table->row.lines;
    table->lines.refused += table->row.lines;
    return false;
}

bool table_refuse_cell(Table *table, int column, const char *what) {
    enum { QUOTED = 60 }; /* bytes: enough to know it again */
    Str cell = table_cell(table, column);
    if (table->kind->personal || !cell.n) return table_refuse(table, column, "%s", what);
    if (cell.n <= QUOTED) return table_refuse(table, column, "%s (%.*s)", what, STR_ARG(cell));
    size_t n = QUOTED;
    while (((unsigned char)cell.p[n] & 0xC0) == 0x80) n--;
    return table_refuse(table, column, "%s (%.*s...)", what, (int)n, cell.p);
}

void table_pass(Table *table) {
    assert(!table->refused);
    table->refused = true; /* nothing more is to be said of it */
    table->lines.kept -= table->row.lines;
    table->lines.blank += table->row.lines;
}

void table_say(Table *table, DiagKind kind, int column, const char *consequence, const char *what) {
    diag_add(table->diags, kind, table_at(table, column), consequence, "%s", what);
}

/* False, and so said once, where there are too many. */
static bool has_room(Table *table) {
    assert(!table->kind->personal);
    if (table->defects == MOST_DEFECTS)
        diag_add(table->diags, DIAG_NOTE, table_at(table, -1), "no longer said",
                 "more than %d values that are not what they claim to be", MOST_DEFECTS);
    return table->defects++ < MOST_DEFECTS;
}

void table_suspect(Table *table, int column, const char *defect, Str record, Str value) {
    if (has_room(table))
        defect_keep(table->diags, table_at(table, column), defect, record,
                    str_squeeze(table->scratch, value));
}

void table_defect(Table *table, int column, const char *defect, Str record, const char *why,
                  const char *done) {
    if (!has_room(table)) return;
    Str shown = str_squeeze(table->scratch, table_cell(table, column));
    Str what = str_print(table->scratch, "%s: %.*s", why, STR_ARG(shown.n > 40 ? STR("a long text") : shown));
    defect_say(table->diags, table_at(table, column), defect, record, shown, str_cstr(table->scratch, what),
               done);
}

void table_say_spoiled(Table *table, Str record) {
    for (size_t i = 0; i < table->spoiled_count; i++) {
        const Spoiled *spoiled = &table->spoiled[i];
        table->cells[spoiled->column] = spoiled->cell;
        table_defect(table, spoiled->column, DEFECT_TEXT, record, spoiled->what, "left out");
        table->cells[spoiled->column] = (Str){0};
    }
    table->spoiled_count = 0;
}

static void refuse_file(Table *table, uint32_t line, const char *what, Str names) {
    diag_add(table->diags, DIAG_REFUSED, (Loc){.file = table->file, .line = line}, "file refused", "%s%.*s",
             what, STR_ARG(names));
}

/* The same for what stands in a header. */
static void refuse_header(Table *table, const Header *header, const char *what, Str names) {
    Str shown = str_print(table->arena, "%s%.*s%s%s", header->sheet.n ? "sheet " : "", STR_ARG(header->sheet),
                          header->sheet.n ? ": " : "", what);
    refuse_file(table, header->line, str_cstr(table->arena, shown), names);
}

void table_refuse_file(Table *table, const char *what) {
    refuse_file(table, table->row.line, what, (Str){0});
    table->abandoned = true;
}

/* A broken row, or one of the wrong width: its first line is lost, the others are read again. */
static void refuse_shape(Table *table, Str what) {
    rows_spend_first_line(table->rows, &table->row);
    say_refused(table, -1, what);
    table->lines.refused++;
}

/* The next row that is neither broken nor blank. */
static bool row_next(Table *table) {
    while (rows_next(table->rows, &table->row)) {
        bool whole = !table->row.broken && !table->row.blank;
        table->adjoins = table->adjoins && whole;
        if (table->row.broken) refuse_shape(table, str_of(table->row.broken));
        else if (table->row.blank) table->lines.blank += table->row.lines;
        else return true;
    }
    return false;
}

static void header_refuse(Table *table, const Header *best) {
    bool several = rows_sheet(table->rows, table->scratch, true).n > 0;
    if (best->identity.n)
        refuse_header(
            table, best,
            "names and addresses of persons do not come in without a key (give person_ref instead, or a key: "
            "clausier help ref): ",
            best->identity);
    else if (best->doubled.n) refuse_header(table, best, "two columns for one thing: ", best->doubled);
    else if (best->known && best->missing.n) refuse_header(table, best, "no column for ", best->missing);
    else
        refuse_file(table, 0,
                    several ? "the first 10 rows of no sheet hold a header of "
                            : "the first 10 rows hold no header of ",
                    str_of(table->kind->name));
}

static void header_note_unknown(Table *table, const Header *header) {
    Buf unknown = {.arena = table->scratch};
    for (size_t i = 0; i < table->width; i++) {
        Str cell = str_trim_wide(table->row.cells[i]);
        if (!header->names[i]) list_add(&unknown, cell.n ? cell : STR("(no name)"));
    }
    if (unknown.n && !table->kind->beside)
        diag_add(table->diags, DIAG_NOTE, table_at(table, -1), "ignored", "columns not known: %.*s",
                 STR_ARG(buf_str(&unknown)));
}

static void header_take(Table *table, const Header *header) {
    table->width = table->row.n;
    while (table->width && !str_trim_wide(table->row.cells[table->width - 1]).n) table->width--;
    table->meaning = ARENA_ARRAY(table->arena, int, table->width);
    for (size_t i = 0; i < table->width; i++) {
        table->meaning[i] = header->names[i] ? header->names[i]->column : UNKNOWN;
        if (header->names[i])
            table->headers[table->meaning[i]] = str_copy(table->arena, str_trim_wide(table->row.cells[i]));
    }
    header_note_unknown(table, header);
}

/* Looks for the header in the current sheet: the first row that has every needed column. False where the best
 * candidate is not good. */
static bool header_seek(Table *table, const Names *names, Header *best) {
    for (int i = 0; i < HEADER_ROWS && row_next(table); i++) {
        table->lines.header += table->row.lines;
        Header header = header_look(table, names);
        if (header.whole && !header.identity.n && !header.doubled.n) {
            header_take(table, &header);
            return true;
        }
        if (header.whole || header.known > best->known) *best = header;
        if (header.whole) break;
    }
    return false;
}

static void note_other_sheets(Table *table) {
    bool named = !table->kind->personal; /* a sheet may have a person's name */
    Str others = rows_others(table->rows, table->scratch, named);
    if (others.n && !table->kind->beside)
        diag_add(table->diags, DIAG_NOTE, (Loc){.file = table->file}, "ignored", "sheets beside %.*s: %.*s",
                 STR_ARG(rows_sheet(table->rows, table->scratch, named)), STR_ARG(others));
}

/* Looks for it in sheet after sheet. What is said of rows above it is said of one sheet only: the one that
 * has it, or else has the best candidate. False after saying what that one lacks. */
static bool header_find(Table *table, const Names *names) {
    Diags *diags = table->diags, kept = diags_new(table->arena);
    Header best = {0};
    bool found, first = true;
    do {
        Diags said = diags_new(table->arena);
        Header header = {0};
        table->diags = &said;
        table->lines = (Lines){0};
        table->said = 0;
        found = header_seek(table, names, &header);
        if (first || found || header.whole || header.known > best.known) {
            best = header;
            kept = said;
        }
        first = false;
    } while (!found && !best.whole && rows_turn(table->rows));
    table->diags = diags;
    if (rows_failed(table->rows)) return false;
    diags_move(diags, &kept);
    if (found) note_other_sheets(table);
    else header_refuse(table, &best);
    return found;
}

void table_abandon(Table *table) {
    arena_free(table->scratch);
    rows_close(table->rows);
}

/* With its header found; NULL after saying why not. */
static Table *open_at_header(Arena *arena, Piece piece, const TableKind *kind, const ColumnNames *names,
                             Diags *diags) {
    Rows *rows = rows_open(arena, piece, diags);
    if (!rows) return NULL;
    Table *table = ARENA_NEW(arena, Table);
    *table = (Table){.arena = arena,
                     .scratch = arena_new(),
                     .file = piece.file,
                     .kind = kind,
                     .key = names ? names->key : NULL,
                     .archived = names && names->archived,
                     .diags = diags,
                     .rows = rows};
    while (kind->columns[table->columns].name) table->columns++;
    table->cells = ARENA_ARRAY(arena, Str, (size_t)table->columns);
    table->headers = ARENA_ARRAY(arena, Str, (size_t)table->columns);
    table->refused = true; /* there is no current row yet */
    Names all = names_of(arena, kind, names);
    table->fresh = true;
    if (header_find(table, &all)) return table;
    table_abandon(table);
    return NULL;
}

/* The header of a part that is not the first has been counted, and all about it said, with the first. */
Table *table_open(Arena *arena, Piece piece, const TableKind *kind, const ColumnNames *names, Diags *diags) {
    Diags said = diags_new(arena);
    Table *table = open_at_header(arena, piece, kind, names, piece.continues ? &said : diags);
    if (!table) return NULL;
    if (!rows_settle(table->rows)) {
        table_abandon(table);
        return NULL;
    }
    table->diags = diags;
    if (piece.continues) table->lines = (Lines){0};
    return table;
}

bool table_fits(Arena *scratch, Piece piece, const TableKind *kind, const ColumnNames *names) {
    Diags said = diags_new(scratch);
    Table *table = open_at_header(scratch, rows_head(piece), kind, names, &said);
    if (table) table_abandon(table);
    return table != NULL;
}

/* What a spreadsheet leaves where a formula failed or a column was too narrow. */
static bool is_sheet_error(Str cell) {
    static const char *const errors[] = {
        "#REF!",    "#N/A",   "#VALUE!", "#VALEUR!", "#DIV/0!", "#NAME?",   "#NOM?",   "#NUM!",
        "#NOMBRE!", "#NULL!", "#NUL!",   "#####",    "#CALC!",  "#CALCUL!", "#SPILL!", "#PROPAGATION!"};
    if (!cell.n || cell.p[0] != '#') return false;
    for (size_t i = 0; i < sizeof errors / sizeof *errors; i++)
        if (str_starts(cell, str_of(errors[i]))) return true;
    return false;
}

/* The cell's text without the apostrophe that keeps a spreadsheet from taking it for a formula. */
static Str unmark(Str cell) {
    bool marked = cell.n > 1 && cell.p[0] == '\'' && memchr("=+-@", cell.p[1], 4);
    return marked ? str_sub(cell, 1, SIZE_MAX) : cell;
}

/* Whether a cell that holds something stands behind the header's last one. */
static bool goes_beyond(const Table *table) {
    for (size_t i = table->width; i < table->row.n; i++)
        if (str_trim_wide(table->row.cells[i]).n) return true;
    return false;
}

/* A sheet's cells have their places, whatever else stands in the row: a remark beside the table moves
 * nothing. */
static void note_beyond(Table *table) {
    if (!table->beyond) table_say(table, DIAG_NOTE, -1, "ignored", "cells beyond the header's columns");
    table->beyond = true;
}

/* The row's cells put under their columns; false where the row is wider or narrower than the header, and so
 * cut in the wrong places. */
static bool cells_place(Table *table) {
    bool ragged = rows_ragged(table->rows), beyond = goes_beyond(table);
    if (!ragged && (beyond || table->row.n < table->width)) return false;
    if (beyond) note_beyond(table);
    for (size_t i = 0; i < table->width; i++) {
        Str cell = i < table->row.n ? table->row.cells[i] : (Str){0};
        if (table->meaning[i] != UNKNOWN) table->cells[table->meaning[i]] = unmark(str_trim_wide(cell));
    }
    return true;
}

static bool has_all_names(const Table *table) {
    const TableKind *kind = table->kind;
    return table_has(table, kind->who.last_name) && table_has(table, kind->who.first_name) &&
           table_has(table, kind->who.birth_date);
}

/* False, the row refused, if it cannot be a record of its kind: a needed cell empty, a formula that failed.
 */
static bool cells_good(Table *table) {
    for (int i = 0; i < table->columns; i++) {
        bool by_key = (is_ref_by_key(table, i) && has_all_names(table)) || is_nobody(table, i);
        if (table->kind->columns[i].demand == COLUMN_NEEDED && !table->cells[i].n && !by_key)
            return table_refuse(table, i, "empty");
        bool uncalculated = str_is(table->cells[i], XLSX_UNCALCULATED);
        if (!uncalculated && !is_sheet_error(table->cells[i])) continue;
        const char *what = uncalculated ? "a formula without its result, which is not calculated here"
                                        : "a spreadsheet's error value";
        if (!table->kind->lenient)
            return uncalculated ? table_refuse(table, i, "%s", what) : table_refuse_cell(table, i, what);
        *ARENA_PUSH(table->scratch, table->spoiled, table->spoiled_count, table->spoiled_cap) =
            (Spoiled){i, what, table->cells[i]};
        table->cells[i] = (Str){0};
    }
    return true;
}

bool table_adjoins(const Table *table) {
    return table->adjoins;
}

bool table_next(Table *table) {
    table->adjoins = !table->fresh;
    table->fresh = false;
    while (row_next(table)) {
        arena_reset(table->scratch);
        table->spoiled = NULL;
        table->spoiled_count = table->spoiled_cap = 0;
        if (!cells_place(table)) {
            table->adjoins = false;
            refuse_shape(table, str_print(table->scratch, "%zu cells where the header has %zu", table->row.n,
                                          table->width));
            continue;
        }
        table->refused = false;
        table->lines.kept += table->row.lines;
        if (cells_good(table)) return true;
        table->adjoins = false;
    }
    table->refused = true;
    return false;
}

const TableKind *table_kind(const Table *table) {
    return table->kind;
}

char table_separator(const Table *table) {
    return csv_separator(rows_text(table->rows));
}

Str table_text(const Table *table) {
    return csv_text(rows_text(table->rows));
}

size_t table_offset(const Table *table) {
    return csv_at(rows_text(table->rows));
}

bool table_row_at(Table *table, size_t at, size_t *end, size_t *reach) {
    *end = SIZE_MAX;
    arena_reset(table->scratch);
    csv_seek(rows_text(table->rows), at);
    if (!rows_next(table->rows, &table->row)) return false;
    size_t seen = csv_reach(rows_text(table->rows));
    if (seen == csv_text(rows_text(table->rows)).n) return false;
    if (seen > *reach) *reach = seen;
    bool whole = !table->row.broken && !table->row.blank && cells_place(table);
    for (int i = 0; whole && table->kind->lenient && i < table->columns; i++)
        if (is_sheet_error(table->cells[i])) table->cells[i] = (Str){0};
    if (!whole && !table->row.broken && !table->row.blank) rows_spend_first_line(table->rows, &table->row);
    *end = csv_at(rows_text(table->rows));
    return whole;
}

void lines_add(Lines *to, const Lines *more) {
    to->read += more->read;
    to->header += more->header;
    to->kept += more->kept;
    to->refused += more->refused;
    to->blank += more->blank;
}

void table_close(Table *table, Lines *lines) {
    Lines *own = &table->lines;
    own->read = rows_lines(table->rows);
    assert(own->header + own->kept + own->refused + own->blank == own->read);
    if (lines && !table->abandoned) lines_add(lines, own);
    table_abandon(table);
}
