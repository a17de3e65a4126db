/* table_cut.c - row starts found without reading rows.
 *
 * Whether a row ends with its first line is a matter of the quotes in that line alone: a line without an
 * open quote at its end is a row by itself, or broken and spent by itself, whatever its cells hold. So lines
 * are passed over by their quotes, and only a line that leaves one open is read as the reader of the part
 * will read it, which tells where the row ends: what decides is always the reader, never a guess about the
 * file as a whole. It may look ahead before it gives a row up; no cut is made between a row and the place
 * that it was looked ahead to. */
#include "ingest/table_cut.h"
#include "ingest/line.h"
#include <string.h>

/* Whether a quoted cell of the line is still open at its end. libcsv's strict grammar: a quote opens at the
 * start of a cell, blanks aside; two quotes inside are one; behind the closing one only blanks may stand. The
 * first quote anywhere else breaks the row, which ends it. */
static bool leaves_open(Str line, char separator) {
    size_t at = 0;
    for (;;) {
        const char *quote = at < line.n ? memchr(line.p + at, '"', line.n - at) : NULL;
        if (!quote) return false;
        size_t open = (size_t)(quote - line.p), before = open;
        while (before > at && (line.p[before - 1] == ' ' || line.p[before - 1] == '\t') &&
               line.p[before - 1] != separator)
            before--;
        if (before && line.p[before - 1] != separator) return false;
        at = open + 1;
        for (;;) {
            const char *close = at < line.n ? memchr(line.p + at, '"', line.n - at) : NULL;
            if (!close) return true;
            at = (size_t)(close - line.p) + 1;
            if (at == line.n || line.p[at] != '"') break;
            at++;
        }
        while (at < line.n && (line.p[at] == ' ' || line.p[at] == '\t') && line.p[at] != separator) at++;
        if (at < line.n && line.p[at] != separator) return false;
    }
}

/* The start of the line that holds the byte at `at`, not before `from`, which starts one. */
static size_t line_of(Str text, size_t from, size_t at, bool has_cr) {
    const char *feed = memrchr(text.p + from, '\n', at - from);
    size_t begin = feed ? (size_t)(feed - text.p) + 1 : from;
    const char *ret = has_cr ? memrchr(text.p + begin, '\r', at - begin) : NULL;
    return ret ? (size_t)(ret - text.p) + 1 : begin;
}

/* The first row start at or behind `target`, from a row start on; SIZE_MAX if the text ends before. */
static size_t row_start(Table *table, Str text, size_t at, size_t target, size_t *reach) {
    char separator = table_separator(table);
    LineCursor cursor = line_start(text, at, 0);
    while (at < target || at < *reach) {
        if (target < *reach) target = *reach;
        const char *found = memchr(text.p + at, '"', target - at);
        size_t quote = found ? (size_t)(found - text.p) : target;
        size_t begin = line_of(text, at, quote, cursor.cr < text.n);
        if (cursor.at < begin) cursor.at = begin; /* line ends behind it that are known stay */
        Str line = line_take(text, &cursor);
        if (cursor.at == text.n) return SIZE_MAX;
        at = cursor.at;
        if (leaves_open(line, separator)) {
            table_row_at(table, begin, &at, reach);
            if (at == SIZE_MAX) return SIZE_MAX;
            cursor.at = at;
        }
    }
    return at;
}

/* What makes rows belong together, from the current row. */
static StrList keys_of(Arena *arena, Table *table) {
    StrList keys = {0};
    const TableKind *kind = table_kind(table);
    for (size_t i = 0; i < kind->together_count; i++) {
        Str cell = str_squeeze(table_scratch(table), table_cell(table, kind->together[i]));
        strlist_add(arena, &keys, str_copy(arena, cell));
    }
    return keys;
}

static bool belong_together(const TableKind *kind, StrList a, StrList b) {
    bool identified = false;
    for (size_t i = 0; i < a.n; i++) {
        if (!str_eq(a.at[i], b.at[i])) return false;
        identified = identified || (i < kind->identifying && a.at[i].n);
    }
    return identified;
}

size_t table_cut(Table *table, size_t target) {
    Str text = table_text(table);
    size_t at = table_offset(table);
    if (target > text.n) return SIZE_MAX;
    size_t reach = 0;
    at = row_start(table, text, at, target > at ? target : at, &reach);
    if (at == SIZE_MAX || !table_kind(table)->together_count) return at;
    Arena *two[2] = {arena_new(), arena_new()}; /* keys of a row, and of the one before it */
    StrList before = {0};
    bool whole_before = false;
    size_t reach_before = reach;
    for (size_t i = 0;; i++) {
        size_t end;
        bool whole = table_row_at(table, at, &end, &reach);
        Arena *arena = two[i % 2];
        if (end == SIZE_MAX) at = SIZE_MAX;
        if (at == SIZE_MAX) break;
        arena_reset(arena);
        StrList keys = whole ? keys_of(arena, table) : (StrList){0};
        if (i && at >= reach_before && whole && whole_before &&
            !belong_together(table_kind(table), before, keys))
            break;
        before = keys;
        reach_before = reach;
        whole_before = whole;
        at = end;
    }
    arena_free(two[0]);
    arena_free(two[1]);
    return at;
}
