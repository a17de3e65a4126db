/* sheet.c - columns as wide as what stands in them, the body as wide as what they leave. */
#include "rules/sheet.h"
#include "base/columns.h"

enum { MARK_WIDTH = 4, GAP = 2, NAME_MAX = 28, BODY_MIN = 20 };

typedef struct Print {
    Arena *arena;
    size_t width;
    size_t name_width, place_width;
    Buf text;
} Print;

void sheet_add(Sheet *sheet, SheetRow row) {
    row.name = columns_visible(sheet->arena, row.name);
    row.body = columns_visible(sheet->arena, row.body);
    row.source = columns_visible(sheet->arena, row.source);
    row.place = columns_visible(sheet->arena, row.place);
    *ARENA_PUSH(sheet->arena, sheet->rows, sheet->n, sheet->cap) = row;
}

/* Text on the left, wrapped, and text at the right edge of its last line, or of a line of its own. */
static void add_ends(Print *print, size_t indent, SheetEnds ends) {
    Str left = columns_visible(print->arena, ends.left);
    Str right = columns_visible(print->arena, ends.right);
    StrList lines = {0};
    columns_wrap(print->arena, &lines, left, print->width - indent);
    if (!lines.n) strlist_add(print->arena, &lines, (Str){0});
    size_t used = 0;
    for (size_t i = 0; i < lines.n; i++) {
        if (i) buf_byte(&print->text, '\n');
        if (lines.at[i].n) columns_advance(&print->text, 0, indent);
        buf_add(&print->text, lines.at[i]);
        used = indent + columns_of(lines.at[i]);
    }
    size_t wanted = columns_of(right);
    if (used + GAP + wanted > print->width) {
        buf_byte(&print->text, '\n');
        used = 0;
    }
    columns_advance(&print->text, used + wanted, print->width);
    buf_add(&print->text, right);
    buf_byte(&print->text, '\n');
}

static size_t body_column(const Print *print) {
    return MARK_WIDTH + GAP + print->name_width + GAP;
}

static StrList body_lines(const Print *print, const SheetRow *row) {
    size_t place = print->place_width ? print->place_width + GAP : 0;
    size_t taken = body_column(print) + place;
    size_t width = taken + BODY_MIN < print->width ? print->width - taken : BODY_MIN;
    StrList lines = {0};
    if (columns_of(row->name) > print->name_width) strlist_add(print->arena, &lines, (Str){0});
    columns_wrap(print->arena, &lines, row->body, width);
    if (!row->source.n) return lines;
    Str *last = lines.n ? &lines.at[lines.n - 1] : NULL;
    if (last && last->n && columns_of(*last) + GAP + columns_of(row->source) <= width)
        *last = str_print(print->arena, "%.*s  %.*s", STR_ARG(*last), STR_ARG(row->source));
    else columns_wrap(print->arena, &lines, row->source, width);
    return lines;
}

static void add_row(Print *print, const SheetRow *row) {
    Buf *text = &print->text;
    StrList lines = body_lines(print, row);
    size_t place = columns_of(row->place);
    columns_advance(text, columns_of(row->mark), MARK_WIDTH);
    buf_print(text, "%.*s  %.*s", STR_ARG(row->mark), STR_ARG(row->name));
    size_t used = MARK_WIDTH + GAP + columns_of(row->name);
    for (size_t i = 0; i < lines.n; i++) {
        if (i) {
            buf_byte(text, '\n');
            used = 0;
        }
        if (lines.at[i].n) {
            columns_advance(text, used, body_column(print));
            buf_add(text, lines.at[i]);
            used = body_column(print) + columns_of(lines.at[i]);
        }
        if (i == 0 && place) {
            bool fits = used + GAP + place <= print->width;
            columns_advance(text, used + place, fits ? print->width : used + place + GAP);
            buf_add(text, row->place);
        }
    }
    buf_byte(text, '\n');
}

static void measure(Print *print, const SheetRow *row) {
    size_t name = columns_of(row->name), place = columns_of(row->place);
    if (name <= NAME_MAX && name > print->name_width) print->name_width = name;
    if (place > print->place_width) print->place_width = place;
}

Str sheet_print(const Sheet *sheet, SheetEnds head, SheetEnds foot) {
    Print print = {.arena = sheet->arena, .width = sheet->width, .text = {.arena = sheet->arena}};
    for (size_t i = 0; i < sheet->n; i++) measure(&print, &sheet->rows[i]);
    add_ends(&print, 0, head);
    for (size_t i = 0; i < sheet->n; i++) add_row(&print, &sheet->rows[i]);
    add_ends(&print, GAP, foot);
    return buf_str(&print.text);
}
