/* digest_text.c - a digest as plain text for a mail or a terminal: a row of a table is a block of lines. */
#include "base/columns.h"
#include "report/digest.h"

#include "report/typography.h"

enum { WIDTH = 78, INDENT = 2, DEEPER = 4 };

/* A text wrapped, behind so many blanks; `mark` stands before its first line, inside of them. */
static void put_wrapped(Buf *text, const char *mark, size_t indent, Str words) {
    StrList lines = {0};
    size_t marked = columns_of(str_of(mark));
    columns_wrap(text->arena, &lines, words, WIDTH - indent);
    for (size_t i = 0; i < lines.n; i++) {
        columns_advance(text, 0, i ? indent : indent - marked);
        if (!i) buf_add(text, str_of(mark));
        buf_add(text, lines.at[i]);
        buf_byte(text, '\n');
    }
}

static void put_heading(Buf *text, Str heading, char under) {
    put_wrapped(text, "", 0, heading);
    size_t width = columns_of(heading);
    for (size_t i = 0; i < width && i < WIDTH; i++) buf_byte(text, under);
    buf_byte(text, '\n');
}

/* Whether a line goes on with what the one before says: tags, and what is quiet behind what is strong. */
static bool goes_on(const DigestLine *before, const DigestLine *line) {
    bool strong = before->role == LINE_STRONG || before->role == LINE_URGENT;
    bool tags = before->role >= LINE_TAG_ELIGIBLE && line->role >= LINE_TAG_ELIGIBLE;
    return tags || (strong && line->role == LINE_QUIET);
}

/* "dans 2 jours, mardi 24 novembre 2026"; leaves `i` at the last of the lines. */
static Str joined(Arena *arena, const DigestCell *cell, size_t *i) {
    Str text = cell->at[*i].text;
    for (; *i + 1 < cell->n && goes_on(&cell->at[*i], &cell->at[*i + 1]); ++*i)
        text = str_print(arena, "%.*s, %.*s", STR_ARG(text), STR_ARG(cell->at[*i + 1].text));
    return text;
}

/* The first cell of a row has a mark, a named one its column's name. */
static void put_cell(Buf *text, const DigestColumn *column, const DigestCell *cell, const char *mark) {
    Str before = {0};
    if (column->named) before = str_print(text->arena, "%.*s" NO_BREAK_SPACE ": ", STR_ARG(column->heading));
    for (size_t i = 0; i < cell->n; i++) {
        bool first = !i;
        if (cell->at[i].role == LINE_ITEM) {
            if (first) put_wrapped(text, mark, INDENT, str_trim(before));
            put_wrapped(text, "- ", DEEPER + 2, cell->at[i].text);
            continue;
        }
        Str said = joined(text->arena, cell, &i);
        if (first) put_wrapped(text, mark, INDENT, str_cat(text->arena, before, said));
        else put_wrapped(text, "", column->named ? DEEPER : INDENT, said);
    }
}

static void put_section(Buf *text, const DigestSection *section) {
    Str count = count_print_fr(text->arena, (int64_t)section->count);
    put_heading(text, str_print(text->arena, "%.*s (%.*s)", STR_ARG(section->heading), STR_ARG(count)), '-');
    put_wrapped(text, "", 0, section->caption);
    for (size_t row = 0; row < section->rows; row++) {
        const DigestCell *cells = digest_row(section, row);
        buf_byte(text, '\n');
        for (size_t i = 0; i < section->column_count; i++)
            put_cell(text, &section->columns[i], &cells[i], i ? "" : "* ");
    }
    for (size_t i = 0; i < sizeof section->notes / sizeof *section->notes; i++) {
        if (!section->notes[i].text.n) continue;
        buf_byte(text, '\n');
        put_wrapped(text, "", 0, section->notes[i].text);
    }
    buf_add(text, STR("\n\n"));
}

Str digest_text(Arena *arena, const Night *night, const Words *words) {
    const NightDigest *digest = digest_make(arena, night, words);
    Buf text = {.arena = arena};
    put_wrapped(&text, "", 0, digest->over);
    put_heading(&text, digest->heading, '=');
    for (size_t i = 0; i < sizeof digest->lead / sizeof *digest->lead; i++)
        put_wrapped(&text, "", 0, digest->lead[i]);
    buf_add(&text, STR("\n\n"));
    for (size_t i = 0; i < digest->section_count; i++) put_section(&text, &digest->sections[i]);
    put_heading(&text, digest->foot, '-');
    for (size_t i = 0; i < digest->fact_count; i++)
        put_wrapped(&text, "", INDENT,
                    str_print(arena, "%.*s" NO_BREAK_SPACE ": %.*s", STR_ARG(digest->facts[i].term),
                              STR_ARG(digest->facts[i].text)));
    return buf_str(&text);
}
