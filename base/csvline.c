/* csvline.c - cells out, quoted only where the format asks for it. */
#include "base/csvline.h"
#include "base/utf8.h"

CsvLine csvline_plain(Buf *buf) {
    return (CsvLine){.buf = buf, .separator = ',', .decimal = '.'};
}

CsvLine csvline_exact(Buf *buf) {
    return (CsvLine){.buf = buf, .separator = ',', .decimal = '.', .exact = true};
}

CsvLine csvline_french(Buf *buf) {
    return (CsvLine){.buf = buf, .separator = ';', .decimal = ',', .mark = STR("\uFEFF")};
}

static bool needs_quotes(const CsvLine *line, Str cell) {
    const char marks[] = {line->separator, '"', '\n', '\r'};
    for (size_t i = 0; i < sizeof marks; i++)
        if (str_find_byte(cell, marks[i]) != SIZE_MAX) return true;
    return false;
}

static bool is_sign(char c) {
    return c == '=' || c == '+' || c == '-' || c == '@' || c == '\t' || c == '\r';
}

static bool is_formula(Str cell) {
    if (!cell.n || !is_sign(cell.p[0])) return false;
    int64_t number;
    NumberTrouble trouble = number_read_plain(cell, 18, false, &number);
    return trouble != NUMBER_OK && trouble != NUMBER_RANGE && trouble != NUMBER_DIGITS;
}

static void quoted_add(Buf *buf, Str cell) {
    for (;;) {
        size_t quote = str_find_byte(cell, '"');
        buf_add(buf, str_sub(cell, 0, quote));
        if (quote == SIZE_MAX) return;
        buf_add(buf, STR("\"\""));
        cell = str_sub(cell, quote + 1, SIZE_MAX);
    }
}

/* Whether one of the bytes is a control character, a quote or the separator. */
static inline bool any_odd(const char *p, size_t n, char separator) {
    unsigned char odd = 0;
    for (size_t i = 0; i < n; i++)
        odd |= (unsigned char)((p[i] < ' ') | (p[i] == 0x7F) | (p[i] == '"') | (p[i] == separator));
    return odd;
}

/* Letters, digits and the like, which no dialect quotes, no terminal obeys and no spreadsheet calculates,
 * unless they begin with a sign. */
static bool is_simple(const CsvLine *line, Str cell) {
    size_t i = 0;
    for (; cell.n - i >= 16; i += 16) /* a fixed number becomes a few vector instructions */
        if (any_odd(cell.p + i, 16, line->separator)) return false;
    return !any_odd(cell.p + i, cell.n - i, line->separator) && !is_sign(cell.p[0]);
}

void csvline_text(const CsvLine *line, Str cell) {
    Buf *buf = line->buf;
    if (!cell.n || is_simple(line, cell)) {
        buf_add(buf, cell);
        buf_byte(buf, line->separator);
        return;
    }
    if (!line->exact && utf8_has_control(cell)) cell = utf8_visible(buf->arena, cell);
    bool quotes = needs_quotes(line, cell);
    if (quotes) buf_byte(buf, '"');
    if (is_formula(cell)) buf_byte(buf, '\'');
    if (quotes) quoted_add(buf, cell);
    else buf_add(buf, cell);
    if (quotes) buf_byte(buf, '"');
    buf_byte(buf, line->separator);
}

void csvline_number(const CsvLine *line, Str plain) {
    size_t point = str_find_byte(plain, '.');
    buf_add(line->buf, str_sub(plain, 0, point));
    if (point != SIZE_MAX) {
        buf_byte(line->buf, line->decimal);
        buf_add(line->buf, str_sub(plain, point + 1, SIZE_MAX));
    }
    buf_byte(line->buf, line->separator);
}

void csvline_hundredths(const CsvLine *line, Hundredths value) {
    if (value != HUNDREDTHS_ABSENT) {
        uint64_t size = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
        if (value < 0) buf_byte(line->buf, '-');
        buf_number(line->buf, size / 100, 1);
        buf_byte(line->buf, line->decimal);
        buf_number(line->buf, size % 100, 2);
    }
    buf_byte(line->buf, line->separator);
}

void csvline_count(const CsvLine *line, int64_t value) {
    if (value < 0) buf_byte(line->buf, '-');
    buf_number(line->buf, value < 0 ? 0 - (uint64_t)value : (uint64_t)value, 1);
    buf_byte(line->buf, line->separator);
}

void csvline_date(const CsvLine *line, Date date) {
    int year, month, day;
    if (date != DATE_ABSENT) {
        date_split(date, &year, &month, &day);
        buf_number(line->buf, (uint64_t)year, 4);
        buf_byte(line->buf, '-');
        buf_number(line->buf, (uint64_t)month, 2);
        buf_byte(line->buf, '-');
        buf_number(line->buf, (uint64_t)day, 2);
    }
    buf_byte(line->buf, line->separator);
}

void csvline_end(const CsvLine *line) {
    Buf *buf = line->buf;
    if (buf->n && buf->p[buf->n - 1] == line->separator) buf->p[buf->n - 1] = '\n';
    else buf_byte(buf, '\n');
}

void csvline_header(const CsvLine *line, Str names) {
    Str name;
    buf_add(line->buf, line->mark);
    while (str_next(&names, ',', &name)) csvline_text(line, name);
    csvline_end(line);
}

/* Two quotes inside a cell are one. */
static Str unquoted(Arena *arena, Str text) {
    Buf cell = {.arena = arena};
    for (size_t at = 0; at < text.n; at++) {
        buf_byte(&cell, text.p[at]);
        at += text.p[at] == '"';
    }
    return buf_str(&cell);
}

bool csvline_cell(Arena *arena, Str *line, Str *cell) {
    Str rest = *line;
    size_t end = 0;
    if (!rest.n) return false;
    if (rest.p[0] != '"') {
        while (end < rest.n && rest.p[end] != ',' && rest.p[end] != '\n') end++;
        *cell = str_sub(rest, 0, end);
    } else {
        for (end = 1; end < rest.n && (rest.p[end] != '"' || (end + 1 < rest.n && rest.p[end + 1] == '"'));)
            end += rest.p[end] == '"' ? 2 : 1;
        *cell = unquoted(arena, str_sub(rest, 1, end - 1));
        end++;
    }
    *line = str_sub(rest, end + 1, SIZE_MAX);
    return true;
}
