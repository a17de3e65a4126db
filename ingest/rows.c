/* rows.c - the one place that knows that there are two kinds of tables. */
#include "ingest/rows.h"
#include "ingest/xlsx.h"

struct Rows {
    CsvReader *text; /* one of them is NULL */
    Xlsx *book;
};

static Str beginning(Piece piece) {
    return piece.head.n ? piece.head : piece.bytes;
}

Rows *rows_open(Arena *arena, Piece piece, Diags *diags) {
    Rows *rows = ARENA_NEW(arena, Rows);
    if (xlsx_begins(beginning(piece))) rows->book = xlsx_open(arena, piece.file, piece.bytes, diags);
    else rows->text = csv_open(arena, piece, diags);
    if (rows->text) csv_keep_to_head(rows->text);
    return rows->book || rows->text ? rows : NULL;
}

Piece rows_head(Piece piece) {
    if (xlsx_begins(beginning(piece))) return piece;
    piece.bytes = str_sub(beginning(piece), 0, PIECE_HEAD);
    piece.head = (Str){0};
    piece.continues = false;
    return piece;
}

bool rows_turn(Rows *rows) {
    return rows->book && xlsx_turn(rows->book);
}

bool rows_settle(Rows *rows) {
    if (rows->book) return xlsx_settle(rows->book);
    csv_leave_head(rows->text);
    return true;
}

bool rows_failed(const Rows *rows) {
    return rows->book && xlsx_failed(rows->book);
}

bool rows_next(Rows *rows, CsvRow *row) {
    return rows->book ? xlsx_next(rows->book, row) : csv_next(rows->text, row);
}

void rows_spend_first_line(Rows *rows, CsvRow *row) {
    if (rows->text) csv_spend_first_line(rows->text, row);
}

uint32_t rows_lines(const Rows *rows) {
    return rows->book ? xlsx_lines(rows->book) : csv_lines(rows->text);
}

Str rows_raw(const Rows *rows, Arena *arena, const CsvRow *row) {
    return rows->book ? xlsx_raw(rows->book, arena) : row->raw;
}

bool rows_ragged(const Rows *rows) {
    return rows->book != NULL;
}

Str rows_sheet(const Rows *rows, Arena *arena, bool named) {
    return rows->book ? xlsx_sheet(rows->book, arena, named) : (Str){0};
}

Str rows_others(const Rows *rows, Arena *arena, bool named) {
    return rows->book ? xlsx_others(rows->book, arena, named) : (Str){0};
}

CsvReader *rows_text(const Rows *rows) {
    return rows->text;
}

void rows_close(Rows *rows) {
    if (rows->book) xlsx_close(rows->book);
    else csv_close(rows->text);
}
