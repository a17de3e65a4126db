/* typography.c - what a typesetter does to plain text before it is set, French or English.
 *
 * One pass over the characters with one character of memory. It refuses to guess: a mark inside a word (a
 * web address, 12:30, a?b=c) is left alone, a quote that nobody opened stays straight. */
#include "report/typography.h"
#include "base/utf8.h"

#include <string.h>

enum {
    NBSP = 0xa0,
    THIN_SPACE = 0x2009,
    NNBSP = 0x202f,
    QUOTE_OPEN = 0xab,
    QUOTE_CLOSE = 0xbb,
    EURO = 0x20ac,
    DEGREE = 0xb0,
};

static bool is_space(uint32_t c) {
    return c == ' ' || c == NBSP || c == NNBSP || c == THIN_SPACE;
}

static bool is_digit(uint32_t c) {
    return c >= '0' && c <= '9';
}

/* Letters of the Latin script up to U+024F: all that French hyphenation and elision need. */
bool latin_letter(uint32_t c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           (c >= 0xc0 && c <= 0x24f && c != 0xd7 && c != 0xf7);
}

/* The next character from `offset` on that is not a control character; 0 at the end. */
static uint32_t look(Str s, size_t *offset) {
    uint32_t c;
    do c = utf8_next(s, offset);
    while (c && c < ' ');
    return c;
}

static uint32_t peek(Str s, size_t offset) {
    return look(s, &offset);
}

/* Whether a word `unit` begins at `offset` and ends there too. */
static bool word_at(Str s, size_t offset, const char *unit) {
    for (; *unit; unit++)
        if (look(s, &offset) != (unsigned char)*unit) return false;
    uint32_t c = peek(s, offset);
    return !latin_letter(c) && !is_digit(c);
}

static bool unit_at(Str s, size_t offset) {
    static const char *const units[] = {"h", "ETP", "km", "m", "ha"};
    for (size_t i = 0; i < sizeof units / sizeof *units; i++)
        if (word_at(s, offset, units[i])) return true;
    return false;
}

/* Exactly three digits begin at `offset`: the next group of a number. */
static bool group_at(Str s, size_t offset) {
    for (int i = 0; i < 3; i++)
        if (!is_digit(look(s, &offset))) return false;
    return !is_digit(peek(s, offset));
}

typedef struct Setter {
    Str text;
    Buf out;
    uint32_t before; /* the character before, as it was written; 0 at the start */
    size_t digits;   /* how many digits have just been written */
    bool quoted;     /* inside quotes that were straight */
} Setter;

static void put(Setter *set, uint32_t c) {
    char bytes[4];
    buf_add(&set->out, (Str){bytes, utf8_put(c, bytes)});
    if (c < ' ') return;
    set->digits = is_digit(c) ? set->digits + 1 : 0;
    set->before = c;
}

/* Whether a word that is numbered has just been written: "lot 2" stays together. */
static bool noun_written(const Setter *set) {
    static const char *const nouns[] = {"lot", "Lot", "article", "chapitre", "tableau", "page", "niveau"};
    Str written = buf_str(&set->out);
    for (size_t i = 0; i < sizeof nouns / sizeof *nouns; i++) {
        size_t n = strlen(nouns[i]);
        if (written.n >= n && str_is(str_sub(written, written.n - n, n), nouns[i])) return true;
    }
    return false;
}

/* The space that belongs before a mark; 0 if the mark asks for none. */
static uint32_t space_before(uint32_t mark, uint32_t before) {
    switch (mark) {
    case ';':
    case '!':
    case '?':
        return NNBSP;
    case ':':
    case QUOTE_CLOSE:
        return NBSP;
    case '%':
    case EURO:
        return is_digit(before) ? NNBSP : 0;
    default:
        return 0;
    }
}

/* What a space becomes, by what stands on both sides of it; `next` is the offset behind it. */
static uint32_t space_set(const Setter *set, uint32_t space, size_t next) {
    uint32_t after = peek(set->text, next);
    uint32_t wanted = set->before ? space_before(after, set->before) : 0;
    if (wanted) return wanted;
    if (set->before == QUOTE_OPEN || set->before == DEGREE) return NBSP;
    if (is_digit(after) && noun_written(set)) return NBSP;
    if (!is_digit(set->before)) return space;
    if (unit_at(set->text, next)) return NNBSP;
    return set->digits <= 3 && group_at(set->text, next) ? NNBSP : space;
}

/* A mark written without a space before it, where the text shows that it is one: it follows a word and ends
 * it. */
static bool space_missing(const Setter *set, uint32_t mark, size_t next) {
    if (is_space(set->before) || !space_before(mark, set->before)) return false;
    uint32_t after = peek(set->text, next);
    if (mark == QUOTE_CLOSE) return set->before != 0;
    if (mark == '%' || mark == EURO) return !latin_letter(after) && !is_digit(after);
    bool word = latin_letter(set->before) || is_digit(set->before) || set->before == ')' ||
                set->before == QUOTE_CLOSE;
    return word && (after == 0 || is_space(after));
}

static void quote_open(Setter *set, size_t next) {
    put(set, QUOTE_OPEN);
    if (!is_space(peek(set->text, next))) put(set, NBSP);
}

static void straight_quote(Setter *set, size_t next) {
    bool opens = set->before == 0 || is_space(set->before) || set->before == '(' || set->before == 0x2019;
    if (!set->quoted && opens) {
        set->quoted = true;
        quote_open(set, next);
    } else if (set->quoted) {
        set->quoted = false;
        if (!is_space(set->before)) put(set, NBSP);
        put(set, QUOTE_CLOSE);
    } else {
        put(set, '"');
    }
}

static Str typeset_fr(Arena *arena, Str text) {
    Setter set = {.text = text, .out = {.arena = arena}};
    for (size_t at = 0; at < text.n;) {
        uint32_t c = utf8_next(text, &at);
        if (is_space(c)) put(&set, space_set(&set, c, at));
        else if (c == '"') straight_quote(&set, at);
        else if (c == QUOTE_OPEN) quote_open(&set, at);
        else if (c == '\'' && latin_letter(set.before)) put(&set, 0x2019);
        else if (c == '.' && str_starts(str_sub(text, at, 2), STR(".."))) put(&set, 0x2026), at += 2;
        else {
            if (space_missing(&set, c, at)) put(&set, space_before(c, set.before));
            put(&set, c);
        }
    }
    return buf_str(&set.out);
}

/* English asks for little: quotes may be inches, and stay as they are. */
static Str typeset_en(Arena *arena, Str text) {
    Setter set = {.text = text, .out = {.arena = arena}};
    for (size_t at = 0; at < text.n;) {
        uint32_t c = utf8_next(text, &at);
        if (is_space(c)) put(&set, is_digit(set.before) && unit_at(text, at) ? NNBSP : c);
        else if (c == '\'' && latin_letter(set.before)) put(&set, 0x2019);
        else if (c == '.' && str_starts(str_sub(text, at, 2), STR(".."))) put(&set, 0x2026), at += 2;
        else put(&set, c);
    }
    return buf_str(&set.out);
}

Str typeset(Arena *arena, const Words *words, Str text) {
    return words_language(words)->french_marks ? typeset_fr(arena, text) : typeset_en(arena, text);
}

/* A form with the parts of a date; `day` is 0 for a month. */
static Str date_fill(Arena *arena, const Words *words, Str form, int year, int month, int day) {
    const WordsValue values[] = {
        {"day", str_print(arena, "%d", day)},
        {"month", words_get(words, str_cstr(arena, str_print(arena, "month.%d", month)))},
        {"year", str_print(arena, "%d", year)},
        {"dd", str_print(arena, "%02d", day)},
        {"mm", str_print(arena, "%02d", month)},
    };
    return words_fill(arena, form, values, sizeof values / sizeof *values);
}

Str date_said(Arena *arena, const Words *words, Date date) {
    if (date == DATE_ABSENT) return words_get(words, "cell.absent");
    const Language *language = words_language(words);
    int year, month, day;
    date_split(date, &year, &month, &day);
    return date_fill(arena, words, day == 1 ? language->first_day : language->day, year, month, day);
}

static Str date_said_short(Arena *arena, const Words *words, Date date) {
    if (date == DATE_ABSENT) return words_get(words, "cell.absent");
    int year, month, day;
    date_split(date, &year, &month, &day);
    return date_fill(arena, words, words_language(words)->day_short, year, month, day);
}

Str month_said(Arena *arena, const Words *words, Month month) {
    if (month == MONTH_ABSENT) return words_get(words, "cell.absent");
    return date_fill(arena, words, words_language(words)->month, month / 12, month % 12 + 1, 0);
}

Str hundredths_said(Arena *arena, const Words *words, Hundredths value, unsigned decimals) {
    return hundredths_print_in(arena, &words_language(words)->numerals, value, decimals);
}

Str count_said(Arena *arena, const Words *words, int64_t value) {
    return count_print_in(arena, &words_language(words)->numerals, value);
}

bool one_said(const Words *words, const Cell *cell) {
    if (!cell_is_number(cell)) return false;
    int64_t one = cell->kind == CELL_COUNT ? 1 : 100;
    if (words_language(words)->below_two) return cell->number < 2 * one && cell->number > -2 * one;
    return cell->number == one || cell->number == -one;
}

bool cell_is_number(const Cell *cell) {
    return cell->kind == CELL_COUNT || cell->kind == CELL_HOURS || cell->kind == CELL_RATIO ||
           cell->kind == CELL_PERCENT || cell->kind == CELL_MONEY;
}

Cell cell_rounded(const Cell *cell) {
    Cell whole = *cell;
    if (cell->kind != CELL_HOURS && cell->kind != CELL_MONEY) return whole;
    int64_t rest = cell->number % 100;
    if (rest < 0) rest += 100;
    whole.number -= rest;
    if (rest >= 50 && whole.number <= INT64_MAX - 100) whole.number += 100;
    return whole;
}

int64_t percent_rounded(int64_t number) {
    int64_t rest = number % 10;
    return number - rest + (rest >= 5 ? 10 : rest <= -5 ? -10 : 0);
}

unsigned cell_decimals(const Cell *cell) {
    if (!cell_is_number(cell) || cell->kind == CELL_COUNT) return 0;
    int64_t number = cell->kind == CELL_PERCENT ? percent_rounded(cell->number) : cell->number;
    if (number % 10) return 2;
    return number % 100 != 0;
}

Str cell_said_aligned(Arena *arena, const Words *words, const Cell *cell, unsigned decimals) {
    switch (cell->kind) {
    case CELL_TEXT:
        return cell->text;
    case CELL_COUNT:
        return count_said(arena, words, cell->number);
    case CELL_HOURS:
    case CELL_RATIO:
        return hundredths_said(arena, words, cell->number, decimals);
    case CELL_PERCENT: {
        WordsValue n = {"n", hundredths_said(arena, words, percent_rounded(cell->number), decimals > 0)};
        return words_fill(arena, words_language(words)->percent, &n, 1);
    }
    case CELL_MONEY: {
        WordsValue n = {"n", hundredths_said(arena, words, cell->number, decimals ? 2 : 0)};
        return words_fill(arena, words_language(words)->money, &n, 1);
    }
    case CELL_DATE:
        return date_said_short(arena, words, (Date)cell->number);
    case CELL_MONTH:
        return month_said(arena, words, (Month)cell->number);
    case CELL_MASKED:
        return words_get(words, "cell.masked");
    case CELL_ABSENT:
        break;
    }
    return words_get(words, "cell.absent");
}

Str cell_said(Arena *arena, const Words *words, const Cell *cell) {
    if (cell->kind == CELL_DATE) return date_said(arena, words, (Date)cell->number);
    return cell_said_aligned(arena, words, cell, cell_decimals(cell));
}
