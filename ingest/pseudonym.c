/* pseudonym.c - the one place where a name is looked at. It is folded in memory of the row, hashed under the
 * key, and gone with the row; no message says a word of it. */
#include "ingest/pseudonym.h"
#include "base/digest.h"
#include "base/fold.h"
#include "ingest/cell.h"
#include "ingest/hours.h"
#include "ingest/person.h"

/* 128 bits as 26 characters, the first for three of them; without i, l, o and u, which are misread. */
static void add_base32(Buf *buf, Digest digest) {
    static const char digits[] = "0123456789abcdefghjkmnpqrstvwxyz";
    enum { BITS = 128, STEP = 5 };
    for (int at = BITS - 3; at >= 0; at -= STEP) {
        uint64_t word = at >= 64  ? digest.high >> (at - 64)
                        : at > 59 ? digest.low >> at | digest.high << (64 - at)
                                  : digest.low >> at;
        buf_byte(buf, digits[word & 31]);
    }
}

/* The 1 is for this way of making one, and for the digit that tells a reference from a name. */
Str pseudonym_of(Arena *arena, const Key *key, Str last_name, Str first_name, Date born) {
    Str texts[] = {STR("person"), fold_name(arena, last_name), fold_name(arena, first_name),
                   date_print(arena, born)};
    Buf buf = {.arena = arena};
    buf_add(&buf, STR("p1-"));
    add_base32(&buf, digest_keyed(key, texts, sizeof texts / sizeof *texts));
    return buf_str(&buf);
}

/* 01/01/1900 and the like stand for no date at all. */
static bool is_born(Date date) {
    return date > date_of(1910, 1, 1) && date <= date_of(2099, 12, 31);
}

bool birth_date_read(Table *table, Date *born) {
    int column = table_kind(table)->who.birth_date;
    Str cell = table_cell(table, column);
    *born = DATE_ABSENT;
    if (!cell.n) return true;
    if (!date_read(cell, born))
        return table_refuse_cell(table, column, "no date like 1985-03-09 or 09/03/1985");
    return is_born(*born) || table_refuse_cell(table, column, "no birth date that can be right");
}

/* Whether something is left of a name once it is folded. */
static bool check_name(Table *table, int column) {
    return fold_name(table_scratch(table), table_cell(table, column)).n ||
           table_refuse(table, column, "empty");
}

static bool make_pseudonym(Arena *arena, Table *table, Str *ref) {
    const TableKind *kind = table_kind(table);
    Date born;
    if (!check_name(table, kind->who.last_name) || !check_name(table, kind->who.first_name) ||
        !birth_date_read(table, &born))
        return false;
    if (born == DATE_ABSENT)
        return table_refuse(table, kind->who.birth_date, "empty: two namesakes would become one person");
    Str made = pseudonym_of(table_scratch(table), table_key(table), table_cell(table, kind->who.last_name),
                            table_cell(table, kind->who.first_name), born);
    *ref = str_copy(arena, made);
    return true;
}

bool person_ref_read(Arena *arena, Table *table, Str *ref) {
    int column = table_kind(table)->who.ref;
    if (table_cell(table, column).n || !table_key(table)) return cell_person_ref(arena, table, column, ref);
    return make_pseudonym(arena, table, ref);
}

/* The kind of table that the file's header is of; of people where it is of none, for the message. */
static const TableKind *kind_of(Arena *scratch, Piece piece, const ColumnNames *names) {
    return table_fits(scratch, piece, &hours_table, names) ? &hours_table : &people_table;
}

bool person_refs_read(Arena *arena, Str file, Str bytes, const ColumnNames *names, PersonRefs *refs,
                      Lines *lines, Diags *diags) {
    Arena *scratch = arena_new();
    Piece piece = piece_whole(str_copy(arena, file), bytes);
    Table *table = table_open(scratch, piece, kind_of(scratch, piece, names), names, diags);
    while (table && table_next(table)) {
        PersonRef row = {.at = table_at(table, -1)};
        if (person_ref_read(arena, table, &row.ref)) *ARENA_PUSH(arena, refs->at, refs->n, refs->cap) = row;
    }
    bool taken = table != NULL;
    if (table) table_close(table, lines);
    arena_free(scratch);
    return taken;
}
