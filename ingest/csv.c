/* csv.c - physical lines are fed to libcsv one by one; a row is whole when libcsv says so.
 *
 * The idea: we find line ends ourselves (memchr), so that line numbers and the place to resume at are always
 * known, and feed each line with a plain LF, so that the last line and every kind of line end are alike.
 * libcsv is strict: a quote inside an unquoted cell, or behind a closed one, breaks the row. Strictness also
 * bounds the work: a line either leaves a quote open or it does not, whatever came before, so the lines read
 * again behind a broken row end rows of their own, and no line is parsed more than a few times. */
#include "ingest/csv.h"
#include "base/utf8.h"
#include "ingest/encoding.h"
#include "ingest/line.h"
#include <assert.h>
#include <csv.h>
#include <stdlib.h>
#include <string.h>

enum { BLOCK = 1 << 16, SAMPLE_LINES = 50, SAMPLE_BYTES = 1 << 16 };

struct CsvReader {
    struct csv_parser parser;
    Arena *arena;
    Str text; /* that rows are taken from */
    Str part; /* what comes behind the head; its first line */
    uint32_t part_line, first_line;
    size_t head_n; /* of the text; SIZE_MAX where it is all of the file */
    bool keeps_to_head;
    size_t good;  /* what has been looked at of the text is valid UTF-8 without NULs before here */
    bool plain;   /* every line goes to libcsv */
    bool seeking; /* only some rows are read: no more is looked at than they need */
    LineCursor here;
    LineCursor second; /* behind the first line of the current row */
    Str first;         /* that line */
    /* The row under construction. */
    char *bytes; /* of all cells, one after the other */
    size_t used, cap;
    Str *cells;
    size_t n, cell_cap;
    size_t fed;   /* bytes given to libcsv */
    bool huge;    /* a cell was over the limit */
    bool ended;   /* libcsv has seen its end */
    size_t reach; /* how far in the text was looked at for it */
};

/* libcsv grows its buffer for the current cell by BLOCK; beyond the limit it gets no more. */
static void *limited_realloc(void *old, size_t size) {
    return size > CSV_MAX_FIELD + BLOCK ? NULL : realloc(old, size);
}

static void on_cell(void *cell, size_t n, void *to) {
    CsvReader *reader = to;
    reader->huge |= n > CSV_MAX_FIELD;
    if (reader->n > CSV_MAX_FIELDS) return;
    assert(n <= reader->cap - reader->used);
    if (n) memcpy(reader->bytes + reader->used, cell, n);
    reader->used += n;
    ARENA_PUSH(reader->arena, reader->cells, reader->n, reader->cell_cap)->n = n;
}

static void on_row(int end, void *to) {
    (void)end;
    ((CsvReader *)to)->ended = true;
}

static bool is_blank(Str s) {
    return !str_trim(s).n;
}

/* Separators outside quotes. Each line is taken for itself: a stray quote spoils one line of the sample. */
static unsigned separators_in(Str line, char separator) {
    unsigned count = 0;
    bool quoted = false;
    for (size_t i = 0; i < line.n; i++) {
        if (line.p[i] == '"') quoted = !quoted;
        else if (line.p[i] == separator && !quoted) count++;
    }
    return count;
}

/* How many of the lines agree on a number of separators, and on which. */
typedef struct Agreement {
    unsigned lines, count;
} Agreement;

static bool agrees_more(Agreement a, Agreement b) {
    return a.lines != b.lines ? a.lines > b.lines : a.count > b.count;
}

static Agreement agreement_on(const Str *lines, size_t n, char separator) {
    unsigned counts[SAMPLE_LINES];
    for (size_t i = 0; i < n; i++) counts[i] = separators_in(lines[i], separator);
    Agreement best = {0};
    for (size_t i = 0; i < n; i++) {
        Agreement this = {.count = counts[i]};
        for (size_t k = 0; k < n; k++) this.lines += counts[k] == counts[i];
        if (this.count && agrees_more(this, best)) best = this;
    }
    return best;
}

/* The separator on whose number most lines agree. Title lines above a header, decimal commas and commas in
 * descriptions agree on less. */
static char find_separator(Str text) {
    static const char candidates[] = {';', '\t', '|', ','};
    Str lines[SAMPLE_LINES];
    size_t n = 0;
    LineCursor cursor = line_start(text, 0, 1);
    while (n < SAMPLE_LINES && cursor.at < text.n && cursor.at < SAMPLE_BYTES) {
        Str line = line_take(text, &cursor);
        if (cursor.line == 2 && line.n == 5 && str_starts(line, STR("sep=")) &&
            memchr(candidates, line.p[4], sizeof candidates))
            return line.p[4];
        if (!is_blank(line)) lines[n++] = str_sub(line, 0, SAMPLE_BYTES);
    }
    char found = candidates[0];
    Agreement best = {0};
    for (size_t i = 0; i < sizeof candidates; i++) {
        Agreement this = agreement_on(lines, n, candidates[i]);
        if (!agrees_more(this, best)) continue;
        best = this;
        found = candidates[i];
    }
    return found;
}

static void text_start(CsvReader *reader, Str text, uint32_t line) {
    reader->text = text;
    reader->first_line = line;
    reader->good = 0;
    reader->here = reader->second = line_start(text, 0, line);
}

CsvReader *csv_open(Arena *arena, Piece piece, Diags *diags) {
    Decoded decoded;
    if (!text_decode(arena, piece, &decoded, diags)) return NULL;
    CsvReader *reader = ARENA_NEW(arena, CsvReader);
    reader->arena = arena;
    reader->part = piece.continues ? decoded.text : (Str){0};
    reader->part_line = piece.line;
    bool all = (piece.head.n ? piece.head.n : piece.bytes.n) < PIECE_HEAD;
    reader->head_n = all ? SIZE_MAX : decoded.head.n;
    text_start(reader, piece.continues ? decoded.head : decoded.text, 1);
    csv_init(&reader->parser, CSV_STRICT);
    csv_set_delim(&reader->parser, (unsigned char)find_separator(decoded.head));
    csv_set_realloc_func(&reader->parser, limited_realloc);
    csv_set_blk_size(&reader->parser, BLOCK);
    return reader;
}

char csv_separator(const CsvReader *reader) {
    return (char)reader->parser.delim_char;
}

/* Room for all that the row may hold so far: its cells are never longer than its text. */
static void reserve(CsvReader *reader, size_t need) {
    if (need <= reader->cap) return;
    size_t cap = reader->cap ? reader->cap : 1024;
    while (cap < need) cap *= 2;
    reader->bytes = arena_grow(reader->arena, reader->bytes, reader->cap, cap);
    reader->cap = cap;
}

static const char *parse_trouble(CsvReader *reader) {
    if (csv_error(&reader->parser) == CSV_EPARSE) return "quote in the middle of a cell";
    if (csv_get_buffer_size(&reader->parser) < CSV_MAX_FIELD) arena_exhausted(); /* refused by the system */
    return "cell over 1 MiB";
}

/* NULL for a line of valid UTF-8 without NULs. The text is looked at by blocks, as far as it is needed. */
static const char *line_trouble(CsvReader *reader, Str line) {
    size_t begin = (size_t)(line.p - reader->text.p), end = begin + line.n;
    if (reader->good < begin) reader->good = begin;
    while (reader->good < end) {
        size_t ahead = reader->seeking ? end - reader->good : BLOCK;
        Str block = str_sub(reader->text, reader->good, ahead);
        size_t good = utf8_check(block);
        reader->good += good;
        bool cut = good + 4 > block.n && good > 0 &&
                   !reader->seeking; /* perhaps only the block's end: look again from here */
        if (good == block.n || cut || reader->good >= end) continue;
        return reader->text.p[reader->good] ? "not UTF-8" : "NUL byte";
    }
    return NULL;
}

static bool is_space(char c, char separator) {
    return (c == ' ' || c == '\t') && c != separator;
}

/* Gives libcsv one more line of the row. NULL, or why the row is broken. */
static const char *feed(CsvReader *reader, Str line) {
    const char *trouble = line_trouble(reader, line);
    if (trouble) return trouble;
    reader->fed += line.n + 1;
    if (reader->fed > CSV_MAX_ROW) return "row over 4 MiB";
    reserve(reader, reader->fed);
    bool lf = line.p + line.n < reader->text.p + reader->text.n && line.p[line.n] == '\n';
    size_t n = line.n + lf; /* most lines have the LF that libcsv is to see */
    if (csv_parse(&reader->parser, line.p, n, on_cell, on_row, reader) < n ||
        (!lf && csv_parse(&reader->parser, "\n", 1, on_cell, on_row, reader) < 1))
        return parse_trouble(reader);
    if (reader->huge) return "cell over 1 MiB";
    if (reader->n > CSV_MAX_FIELDS) return "more than 2000 cells";
    return NULL;
}

static void row_begin(CsvReader *reader, CsvRow *row) {
    reader->used = reader->n = reader->fed = 0;
    reader->huge = reader->ended = false;
    *row = (CsvRow){.line = reader->here.line};
}

static void row_end(CsvReader *reader, CsvRow *row) {
    row->cells = reader->cells;
    row->n = reader->n;
    row->blank = true;
    const char *p = reader->bytes;
    for (size_t i = 0; i < row->n; i++) {
        row->cells[i].p = p;
        p += row->cells[i].n;
        row->blank = row->blank && is_blank(row->cells[i]);
    }
}

void csv_spend_first_line(CsvReader *reader, CsvRow *row) {
    reader->here = reader->second;
    row->n = 0;
    row->lines = 1;
    row->raw = reader->first;
}

static inline void cell_add(CsvReader *reader, CsvRow *row, Str cell) {
    *ARENA_PUSH(reader->arena, reader->cells, reader->n, reader->cell_cap) = cell;
    if (row->blank && cell.n) row->blank = is_blank(cell);
    if (cell.n > CSV_MAX_FIELD) row->broken = "cell over 1 MiB";
    if (reader->n > CSV_MAX_FIELDS) row->broken = "more than 2000 cells";
}

/* What stands between the quotes, with two quotes made one. */
static Str unescape(CsvReader *reader, Str inner) {
    char *out = reader->bytes + reader->used, *to = out;
    Str part;
    while (str_next(&inner, '"', &part)) {
        if (part.n) memcpy(to, part.p, part.n);
        to += part.n;
        if (inner.n && inner.p[0] == '"') {
            *to++ = '"';
            inner = str_sub(inner, 1, SIZE_MAX);
        }
    }
    reader->used += (size_t)(to - out);
    return (Str){out, (size_t)(to - out)};
}

/* Where the quote is that closes the cell opened before line.p[at]; SIZE_MAX if the line has none. */
static size_t closing_quote(Str line, size_t at, bool *doubled) {
    for (;;) {
        const char *found = at < line.n ? memchr(line.p + at, '"', line.n - at) : NULL;
        if (!found) return SIZE_MAX;
        at = (size_t)(found - line.p);
        if (at + 1 == line.n || line.p[at + 1] != '"') return at;
        *doubled = true;
        at += 2;
    }
}

static bool is_dense(char c) { /* nothing to trim */
    return (unsigned char)c > ' ';
}

/* The cell from `from` to `to`, as libcsv trims it. */
static inline Str trimmed(Str line, size_t from, size_t to, char separator) {
    if (from < to && is_dense(line.p[from]) && is_dense(line.p[to - 1]))
        return (Str){line.p + from, to - from};
    while (from < to && is_space(line.p[from], separator)) from++;
    while (from < to && is_space(line.p[to - 1], separator)) to--;
    return (Str){line.p + from, to - from};
}

/* A line without a quote, cut at its separators: eight bytes are asked at once. */
static void cut_plain_line(CsvReader *reader, Str line, CsvRow *row) {
    const uint64_t low = 0x7F7F7F7F7F7F7F7Fu, ones = 0x0101010101010101u;
    char separator = csv_separator(reader);
    uint64_t wanted = ones * (unsigned char)separator, eight;
    size_t from = 0, i = 0;
    for (; i + sizeof eight <= line.n && !row->broken; i += sizeof eight) {
        memcpy(&eight, line.p + i, sizeof eight);
        eight ^= wanted;
        uint64_t found = ~(((eight & low) + low) | eight | low); /* the top bit of each byte that is one */
        for (; found; found &= found - 1) {
            size_t at = i + (size_t)__builtin_ctzll(found) / 8;
            cell_add(reader, row, trimmed(line, from, at, separator));
            from = at + 1;
        }
    }
    for (; i < line.n && !row->broken; i++) {
        if (line.p[i] != separator) continue;
        cell_add(reader, row, trimmed(line, from, i, separator));
        from = i + 1;
    }
    if (!row->broken) cell_add(reader, row, trimmed(line, from, line.n, separator));
}

/* Makes the row longer by one line, where lines end with LF alone: its text is then one with what a cell
 * holds. False where that is libcsv's business, or nobody's. */
static bool take_another_line(CsvReader *reader, Str *text, CsvRow *row) {
    bool has_cr = reader->here.cr < reader->text.n;
    if (has_cr || row->lines == CSV_MAX_LINES || reader->here.at == reader->text.n) return false;
    Str line = line_take(reader->text, &reader->here);
    text->n = (size_t)(line.p + line.n - text->p);
    row->lines++;
    reserve(reader, text->n);
    return text->n < CSV_MAX_ROW && !line_trouble(reader, line);
}

/* Most rows are regular: their cells are cut where they lie, as libcsv would cut them. False for the others,
 * which are libcsv's: a quote that is never closed, or stands where none may. */
static bool row_of_text(CsvReader *reader, Str line, CsvRow *row) {
    char separator = csv_separator(reader);
    const char *quote = memchr(line.p, '"', line.n);
    size_t at = 0, next_quote = quote ? (size_t)(quote - line.p) : SIZE_MAX;
    if (quote) reserve(reader, line.n);
    row->blank = true;
    row->lines = 1;
    bool blank = is_blank(line);
    if (!quote && !blank) cut_plain_line(reader, line, row);
    for (bool more = quote && !blank; more && !row->broken;) {
        while (at < line.n && is_space(line.p[at], separator)) at++;
        Str cell;
        if (next_quote == at) {
            bool doubled = false;
            size_t close = closing_quote(line, at + 1, &doubled);
            for (size_t from = line.n; close == SIZE_MAX; from = line.n) {
                if (!take_another_line(reader, &line, row)) return false;
                close = closing_quote(line, from, &doubled);
            }
            cell = str_sub(line, at + 1, close - at - 1);
            if (doubled) cell = unescape(reader, cell);
            for (at = close + 1; at < line.n && is_space(line.p[at], separator);) at++;
            if (at < line.n && line.p[at] != separator) return false;
            quote = at < line.n ? memchr(line.p + at, '"', line.n - at) : NULL;
            next_quote = quote ? (size_t)(quote - line.p) : SIZE_MAX;
        } else {
            const char *end = at < line.n ? memchr(line.p + at, separator, line.n - at) : NULL;
            size_t stop = end ? (size_t)(end - line.p) : line.n;
            if (next_quote < stop) return false;
            cell = (Str){line.p + at, stop - at};
            while (cell.n && is_space(cell.p[cell.n - 1], separator)) cell.n--;
            at = stop;
        }
        cell_add(reader, row, cell);
        more = at < line.n;
        at++; /* behind the separator */
    }
    row->raw = line;
    row->cells = reader->cells;
    row->n = reader->n;
    return true;
}

static void row_break(CsvReader *reader, CsvRow *row) {
    row->blank = false;
    csv_spend_first_line(reader, row);
}

void csv_plain(CsvReader *reader, bool plain) {
    reader->plain = plain;
}

static void row_next(CsvReader *reader, CsvRow *row) {
    row_begin(reader, row);
    LineCursor before = reader->here;
    Str line = line_take(reader->text, &reader->here);
    reader->second = reader->here;
    reader->first = line;
    reader->reach = reader->here.at;
    row->broken = line.n >= CSV_MAX_ROW ? "row over 4 MiB" : line_trouble(reader, line);
    if (row->broken || (!reader->plain && row_of_text(reader, line, row))) {
        reader->reach = reader->here.at;
        if (row->broken) row_break(reader, row);
        return;
    }
    row_begin(reader, row);
    row->line = before.line;
    reader->here = before;
    do {
        line = line_take(reader->text, &reader->here);
        row->lines++;
        row->broken = feed(reader, line);
        if (row->broken || reader->ended || (row->lines == 1 && is_blank(line))) break;
        if (row->lines == CSV_MAX_LINES) row->broken = "quote not closed within 64 lines";
        else if (reader->here.at == reader->text.n) row->broken = "quote never closed";
    } while (!row->broken);
    reader->reach = reader->here.at;
    if (row->broken) {
        csv_fini(&reader->parser, NULL, NULL, NULL); /* forgets the unfinished cell, keeps the buffer */
        row_break(reader, row);
    } else {
        row->raw = (Str){reader->first.p, (size_t)(line.p + line.n - reader->first.p)};
        row_end(reader, row);
    }
}

bool csv_next(CsvReader *reader, CsvRow *row) {
    if (reader->here.at == reader->text.n) return false;
    row_next(reader, row);
    return !reader->keeps_to_head || reader->reach < reader->head_n;
}

void csv_keep_to_head(CsvReader *reader) {
    reader->keeps_to_head = true;
}

void csv_leave_head(CsvReader *reader) {
    reader->keeps_to_head = false;
    if (reader->part.n) text_start(reader, reader->part, reader->part_line);
}

Str csv_text(const CsvReader *reader) {
    return reader->text;
}

size_t csv_at(const CsvReader *reader) {
    return reader->here.at;
}

size_t csv_reach(const CsvReader *reader) {
    return reader->reach;
}

void csv_seek(CsvReader *reader, size_t at) {
    LineCursor *here = &reader->here;
    reader->seeking = true;
    if (at < here->at) *here = line_start(reader->text, at, 0);
    here->at = at; /* ends behind it that are known stay */
}

uint32_t csv_lines(const CsvReader *reader) {
    return reader->here.line - reader->first_line;
}

void csv_close(CsvReader *reader) {
    csv_free(&reader->parser);
}
