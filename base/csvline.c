/* csvline.c - cells out, quoted only where the format asks for it. */
#include "base/csvline.h"
#include "base/utf8.h"

static bool needs_quotes(Str cell) {
    for (size_t i = 0; i < cell.n; i++)
        if (cell.p[i] == ',' || cell.p[i] == '"' || cell.p[i] == '\n' || cell.p[i] == '\r') return true;
    return false;
}

static bool is_formula(Str cell) {
    if (!cell.n || str_find_byte(STR("=+-@\t\r"), cell.p[0]) == SIZE_MAX) return false;
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

void csvline_text(Buf *buf, Str cell) {
    if (utf8_has_control(cell)) cell = utf8_visible(buf->arena, cell);
    bool quotes = needs_quotes(cell);
    if (quotes) buf_byte(buf, '"');
    if (is_formula(cell)) buf_byte(buf, '\'');
    if (quotes) quoted_add(buf, cell);
    else buf_add(buf, cell);
    if (quotes) buf_byte(buf, '"');
    buf_byte(buf, ',');
}

void csvline_hundredths(Buf *buf, Hundredths value) {
    if (value != HUNDREDTHS_ABSENT) {
        uint64_t size = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
        buf_print(buf, "%s%llu.%02u", value < 0 ? "-" : "", (unsigned long long)(size / 100),
                  (unsigned)(size % 100));
    }
    buf_byte(buf, ',');
}

void csvline_count(Buf *buf, int64_t value) {
    buf_print(buf, "%lld,", (long long)value);
}

void csvline_date(Buf *buf, Date date) {
    int year, month, day;
    if (date != DATE_ABSENT) {
        date_split(date, &year, &month, &day);
        buf_print(buf, "%04d-%02d-%02d", year, month, day);
    }
    buf_byte(buf, ',');
}

void csvline_end(Buf *buf) {
    if (buf->n && buf->p[buf->n - 1] == ',') buf->p[buf->n - 1] = '\n';
    else buf_byte(buf, '\n');
}
