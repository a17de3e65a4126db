/* cell.c - cells to values. A figure that a spreadsheet has damaged is named and refused, never mended: the
 * lost digit is known to the people who keep the sheet, not to us. */
#include "ingest/cell.h"
#include "base/file.h"
#include "base/fold.h"
#include <string.h>

/* Bytes that a folded code does not have. */
static bool is_mark(char c) {
    switch (c) {
    case ' ':
    case '\t':
    case '\n':
    case '.':
    case '\'':
    case '-':
    case '_':
    case '(':
    case ')':
        return true;
    default:
        return false;
    }
}

Str code_fold(Arena *arena, Str s) {
    Str folded = fold(arena, s);
    char *out = arena_text(arena, folded.n);
    size_t n = 0;
    for (size_t i = 0; i < folded.n; i++) {
        char c = folded.p[i];
        if (is_mark(c)) continue;
        if (c == '\xC2' && i + 1 < folded.n && folded.p[i + 1] == '\xB0') i++; /* the sign of degrees */
        else out[n++] = c;
    }
    return n ? (Str){out, n} : (Str){0};
}

/* Whether a folded text is the name of a code, which is ASCII. */
static bool folds_to(const char *name, Str folded) {
    size_t n = 0;
    for (; *name; name++) {
        char c = *name >= 'A' && *name <= 'Z' ? (char)(*name + 32) : *name;
        if (is_mark(c)) continue;
        if (n == folded.n || folded.p[n++] != c) return false;
    }
    return n == folded.n;
}

const char *code_find(Arena *scratch, const Code *codes, Str s) {
    for (const Code *code = codes; code->name; code++)
        if (str_is(s, code->name)) return code->name;
    Str folded = code_fold(scratch, s), synonym;
    if (!folded.n) return NULL;
    for (const Code *code = codes; code->name; code++) {
        if (folds_to(code->name, folded)) return code->name;
        Str rest = str_of(code->synonyms);
        while (str_next(&rest, '|', &synonym))
            if (str_eq(folded, synonym)) return code->name;
    }
    return NULL;
}

Str cell_text(Arena *arena, const Table *table, int column) {
    return str_copy(arena, str_squeeze(table_scratch(table), table_cell(table, column)));
}

/* "none of a, b, c" */
static const char *none_of(Arena *arena, const Code *codes) {
    Buf buf = {.arena = arena};
    for (const Code *code = codes; code->name; code++)
        buf_print(&buf, "%s%s", buf.n ? ", " : "none of ", code->name);
    return str_cstr(arena, buf_str(&buf));
}

bool cell_code(Table *table, int column, const Code *codes, Str *value) {
    *value = (Str){0};
    Str cell = table_cell(table, column);
    if (!cell.n) return true;
    const char *name = code_find(table_scratch(table), codes, cell);
    if (!name) return table_refuse_cell(table, column, none_of(table_scratch(table), codes));
    *value = str_of(name);
    return true;
}

bool list_split(Arena *arena, Str s, const char *marks, StrList *list) {
    while (s.n) {
        size_t n = 0;
        while (n < s.n && !strchr(marks, s.p[n])) n++;
        Str part = str_squeeze(arena, str_sub(s, 0, n));
        if (part.n && !strlist_has(*list, part)) {
            if (list->n == CELL_MAX_PARTS) return false;
            strlist_add(arena, list, str_copy(arena, part));
        }
        s = str_sub(s, n + 1, SIZE_MAX);
    }
    return true;
}

bool cell_list(Arena *arena, Table *table, int column, const char *marks, StrList *list) {
    *list = (StrList){0};
    return list_split(arena, table_cell(table, column), marks, list) ||
           table_refuse(table, column, "a list of more than %d", CELL_MAX_PARTS);
}

bool cell_codes(Arena *arena, Table *table, int column, const char *marks, const Code *codes,
                StrList *values) {
    StrList parts;
    *values = (StrList){0};
    if (!cell_list(table_scratch(table), table, column, marks, &parts)) return false;
    for (size_t i = 0; i < parts.n; i++) {
        const char *name = code_find(table_scratch(table), codes, parts.at[i]);
        if (!name) return table_refuse_cell(table, column, none_of(table_scratch(table), codes));
        if (!strlist_has(*values, str_of(name))) strlist_add(arena, values, str_of(name));
    }
    return true;
}

static size_t count_digits(Str s) {
    size_t n = 0;
    for (size_t i = 0; i < s.n; i++) n += s.p[i] >= '0' && s.p[i] <= '9';
    return n;
}

static bool all_digits(Str s) {
    return count_digits(s) == s.n;
}

/* Days since 1899-12-30, as spreadsheets count: five digits from 1954 to 2173, maybe with a fraction. */
static bool is_serial(Str cell) {
    Str whole = str_sub(cell, 0, 5), rest = str_sub(cell, 5, SIZE_MAX);
    if (whole.n < 5 || !all_digits(whole) || whole.p[0] < '2') return false;
    return !rest.n || ((rest.p[0] == ',' || rest.p[0] == '.') && all_digits(str_sub(rest, 1, SIZE_MAX)));
}

bool is_not_stated(Str s) {
    static const char *const words[] = {"nc",
                                        "n.c.",
                                        "n/c",
                                        "na",
                                        "n/a",
                                        "<na>",
                                        "nan",
                                        "none",
                                        "null",
                                        "nd",
                                        "n/d",
                                        "nr",
                                        "n/r",
                                        "cf_niv_suiv",
                                        "[]",
                                        "-",
                                        "--",
                                        "?",
                                        "inconnu",
                                        "sans objet",
                                        "non communiqué",
                                        "non communique",
                                        "non renseigné",
                                        "non renseigne",
                                        "vide",
                                        "néant",
                                        "neant"};
    enum { LONGEST = 20 };
    s = str_trim(s);
    bool number = s.n && s.p[0] >= '0' && s.p[0] <= '9'; /* most values */
    for (size_t i = 0; i < sizeof words / sizeof *words && s.n <= LONGEST && !number; i++)
        if (strlen(words[i]) == s.n && strncasecmp(s.p, words[i], s.n) == 0) return true;
    return false;
}

/* Digits off the front of s; false if there are none. */
static bool digits_take(Str *s) {
    size_t n = 0;
    while (n < s->n && s->p[n] >= '0' && s->p[n] <= '9') n++;
    *s = str_sub(*s, n, SIZE_MAX);
    return n > 0;
}

bool is_exponent(Str s) {
    s = str_trim(s);
    if (!digits_take(&s)) return false;
    if (s.n && (s.p[0] == ',' || s.p[0] == '.')) {
        s = str_sub(s, 1, SIZE_MAX);
        digits_take(&s);
    }
    bool marked = str_starts(s, STR("E+")) || str_starts(s, STR("e+"));
    s = str_sub(s, 2, SIZE_MAX);
    return marked && digits_take(&s) && !s.n;
}

static Fault fault_of(Str s, const char *why, const char *defect) {
    if (is_not_stated(s)) return (Fault){"a word for what is not known", DEFECT_NOT_STATED};
    return (Fault){why, defect};
}

static bool refuse_time(Table *table, int column, const char *wanted) {
    Str cell = table_cell(table, column);
    return table_refuse_cell(table, column,
                             is_serial(cell) ? "a spreadsheet's day number, not a date" : wanted);
}

static bool is_likely(Month month) {
    return month >= month_of(1990, 1) && month <= month_of(2099, 12);
}

static bool check_month(Table *table, int column, Month month) {
    return is_likely(month) || table_refuse_cell(table, column, "not between 1990 and 2099");
}

static bool read_day(Table *table, int column, Str text, Date *date) {
    if (!date_read(text, date)) return refuse_time(table, column, "no date like 2026-03-09 or 09/03/2026");
    return check_month(table, column, date_month(*date));
}

Fault date_fault(Str s, Date *date) {
    *date = DATE_ABSENT;
    s = str_trim(s);
    if (!s.n) return (Fault){0};
    if (is_serial(s)) return (Fault){"a spreadsheet's day number, not a date", DEFECT_SERIAL};
    Date read;
    if (!date_read(s, &read)) return fault_of(s, "not a date", DEFECT_DATE);
    if (!is_likely(date_month(read))) return (Fault){"not between 1990 and 2099", DEFECT_DATE};
    *date = read;
    return (Fault){0};
}

bool cell_date(Table *table, int column, Date *date) {
    *date = DATE_ABSENT;
    Str cell = table_cell(table, column);
    return !cell.n || read_day(table, column, cell, date);
}

Date date_of_file(Str file) {
    Str name = file_name(file);
    Date date = DATE_ABSENT;
    if (!date_read(str_sub(name, 0, 10), &date)) date_read(str_sub(name, 0, 8), &date);
    return date;
}

/* A time of day behind the last blank or a T, with an "à" before it or not, is cut off the day. */
static int time_take(Str *day) {
    size_t cut = day->n;
    while (cut && day->p[cut - 1] != ' ' && day->p[cut - 1] != 'T') cut--;
    int minute;
    if (!cut || !minute_read(str_sub(*day, cut, SIZE_MAX), &minute)) return -1;
    *day = str_trim(str_sub(*day, 0, cut - 1));
    if (str_ends(*day, STR("\u00E0"))) *day = str_trim(str_sub(*day, 0, day->n - 2));
    return minute;
}

bool cell_datetime(Table *table, int column, DateTime *at) {
    *at = DATETIME_ABSENT;
    Str day = table_cell(table, column);
    if (!day.n) return true;
    at->minute = time_take(&day);
    return read_day(table, column, day, &at->day);
}

bool cell_month(Table *table, int column, Month *month) {
    *month = MONTH_ABSENT;
    Str cell = table_cell(table, column);
    if (!cell.n) return true;
    if (!month_read(cell, month)) return refuse_time(table, column, "no month like 2026-03 or 03/2026");
    return check_month(table, column, *month);
}

/* A number of hundredths that is not negative. */
static Fault number_fault(Str digits, Hundredths *value) {
    NumberTrouble trouble = number_read(digits, 2, value);
    if (trouble == NUMBER_EXPONENT) return (Fault){number_trouble_text(trouble), DEFECT_EXPONENT};
    if (trouble) return fault_of(digits, number_trouble_text(trouble), DEFECT_NUMBER);
    return *value < 0 ? (Fault){"negative", DEFECT_NEGATIVE} : (Fault){0};
}

static bool read_amount(Table *table, int column, Str digits, Hundredths *value) {
    Fault fault = number_fault(digits, value);
    return !fault.why || table_refuse_cell(table, column, fault.why);
}

bool cell_hours(Table *table, int column, Hundredths *hours) {
    *hours = HUNDREDTHS_ABSENT;
    Str cell = table_cell(table, column);
    if (!cell.n) return true;
    Str folded = fold(table_scratch(table), cell);
    size_t h = str_find_byte(folded, 'h');
    if (str_find_byte(folded, ':') < folded.n || (h < folded.n && h + 1 < folded.n))
        return table_refuse_cell(table, column, "hours and minutes: write 7.5 for 7 h 30");
    if (h < folded.n) cell = str_trim(str_sub(folded, 0, h));
    return read_amount(table, column, cell, hours);
}

/* What may stand behind an amount, folded; the longest first. Taxes included is another figure. */
typedef struct Unit {
    const char *text;
    int64_t times;
    bool euro;
} Unit;
static const Unit units[] = {
    {"euros", 1, true}, {"euro", 1, true},       {"keur", 1000, true},       {"meur", 1000000, true},
    {"eur", 1, true},   {"k\u20AC", 1000, true}, {"m\u20AC", 1000000, true}, {"\u20AC", 1, true},
    {"ht", 1, false},   {"h.t.", 1, false},
};

/* Cuts one unit off the end; NULL if there is none. */
static const Unit *unit_take(Str *s) {
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        Str text = str_of(units[i].text);
        if (!str_ends(*s, text)) continue;
        *s = str_trim(str_sub(*s, 0, s->n - text.n));
        return &units[i];
    }
    return NULL;
}

Fault amount_fault(Arena *scratch, Str s, Money *money) {
    money->cents = HUNDREDTHS_ABSENT;
    if (!str_trim(s).n) return (Fault){0};
    Str digits = fold(scratch, s);
    if (str_find(digits, STR("ttc")) != SIZE_MAX)
        return (Fault){"an amount with taxes: the one without is needed", DEFECT_NUMBER};
    int64_t times = 1;
    const Unit *unit;
    while ((unit = unit_take(&digits)) != NULL) {
        times = unit->times > times ? unit->times : times;
        if (unit->euro) money->currency = STR("EUR");
    }
    Hundredths value;
    Fault fault = number_fault(digits, &value);
    if (!fault.why && !hundredths_scale(value, times, 1, &money->cents))
        fault = (Fault){number_trouble_text(NUMBER_RANGE), DEFECT_NUMBER};
    return fault;
}

bool cell_amount(Table *table, int column, Money *money) {
    Fault fault = amount_fault(table_scratch(table), table_cell(table, column), money);
    return !fault.why || table_refuse_cell(table, column, fault.why);
}

/* Without blanks, dots and no-break spaces: "21 750 001 600 019". */
static Str compact(Arena *arena, Str s) {
    Str folded = fold(arena, s);
    char *out = arena_text(arena, folded.n);
    size_t n = 0;
    for (size_t i = 0; i < folded.n; i++)
        if (folded.p[i] != ' ' && folded.p[i] != '.') out[n++] = folded.p[i];
    return (Str){out, n};
}

/* A place in France by the codes of NUTS, folded: fr105, frh03. */
static bool is_nuts(Str code) {
    enum { SHORTEST = 3, LONGEST = 5 };
    bool good = code.n >= SHORTEST && code.n <= LONGEST && str_starts(code, STR("fr"));
    for (size_t i = 2; good && i < code.n; i++)
        good = (code.p[i] >= '0' && code.p[i] <= '9') || (code.p[i] >= 'a' && code.p[i] <= 'z');
    return good;
}

/* The sum that the last digit of a SIRET is chosen for: every second digit from the right counts double. */
static bool luhn_holds(Str digits) {
    unsigned sum = 0;
    for (size_t i = 0; i < digits.n; i++) {
        unsigned digit = (unsigned)(digits.p[digits.n - 1 - i] - '0') << (i % 2);
        sum += digit > 9 ? digit - 9 : digit;
    }
    return sum % 10 == 0;
}

static bool siret_holds(Str digits) {
    if (luhn_holds(digits)) return true;
    if (!str_starts(digits, STR("356000000"))) return false; /* La Poste: the plain sum, by 5 */
    unsigned sum = 0;
    for (size_t i = 0; i < digits.n; i++) sum += (unsigned)(digits.p[i] - '0');
    return sum % 5 == 0;
}

/* What a spreadsheet or a form leaves of a SIRET goes by its check digit too: a lost zero at the front does
 * not change it. */
static Fault siret_judge(Arena *arena, Str s, Str *siret) {
    *siret = compact(arena, s);
    int64_t number;
    if (!all_digits(*siret) && number_read(s, 0, &number) == NUMBER_EXPONENT)
        return (Fault){"a SIRET in scientific notation: a spreadsheet has lost its last digits",
                       DEFECT_EXPONENT};
    if (!all_digits(*siret))
        return (Fault){"not a SIRET of 14 digits", is_nuts(*siret) ? DEFECT_NUTS : DEFECT_SIRET};
    bool holds = siret->n > 0 && !str_starts(*siret, STR("000000000")) && siret_holds(*siret);
    if (siret->n == 13)
        return (Fault){"13 digits, a SIRET has 14: leading zero lost in a spreadsheet?",
                       holds ? DEFECT_SIRET_ZERO : DEFECT_SIRET};
    if (siret->n == 9)
        return (Fault){"a SIREN of 9 digits: the SIRET of the establishment has 14",
                       holds ? DEFECT_SIREN : DEFECT_SIRET};
    if (siret->n != 14) return (Fault){"not a SIRET of 14 digits", DEFECT_SIRET};
    if (!holds) return (Fault){"no SIRET: its check digit does not fit", DEFECT_SIRET};
    return (Fault){0};
}

const char *siret_trouble(Arena *arena, Str s, Str *siret) {
    return siret_judge(arena, s, siret).why;
}

/* A country's two letters and a number: "FR12345678901". */
static bool is_vat_number(Str folded) {
    enum { LEAST_DIGITS = 7, LONGEST = 14 };
    Str rest = str_sub(folded, 2, SIZE_MAX);
    bool letters =
        folded.n > 2 && folded.p[0] >= 'a' && folded.p[0] <= 'z' && folded.p[1] >= 'a' && folded.p[1] <= 'z';
    return letters && folded.n <= LONGEST && count_digits(rest) >= LEAST_DIGITS;
}

Fault siret_fault(Arena *scratch, Str s) {
    Str siret;
    s = str_trim(s);
    if (!s.n) return (Fault){0};
    if (is_not_stated(s)) return (Fault){"a word for what is not known", DEFECT_NOT_STATED};
    Fault fault = siret_judge(scratch, s, &siret);
    if (is_vat_number(siret)) fault = (Fault){0};
    return fault;
}

bool cell_siret(Arena *arena, Table *table, int column, Str *siret) {
    *siret = (Str){0};
    Str cell = table_cell(table, column);
    if (!cell.n) return true;
    const char *trouble = siret_trouble(arena, cell, siret);
    return !trouble || table_refuse_cell(table, column, trouble);
}

bool cell_person_ref(Arena *arena, Table *table, int column, Str *ref) {
    enum { LONGEST = 40 };
    *ref = cell_text(arena, table, column);
    size_t digits = count_digits(*ref);
    if (!digits || ref->n > LONGEST || str_find_byte(*ref, ' ') != SIZE_MAX ||
        str_find_byte(*ref, '@') != SIZE_MAX)
        return table_refuse_cell(table, column, "no reference, which has a digit and no blank: a name?");
    bool phone = digits == ref->n && digits == 10 && ref->p[0] == '0';
    bool nir = (digits == 13 || digits == 15) && (ref->p[0] == '1' || ref->p[0] == '2');
    if (phone || nir)
        return table_refuse_cell(table, column, "a phone or social security number, not a reference");
    return true;
}

bool cell_source_line(Table *table, int column, Loc *at) {
    Str cell = table_cell(table, column);
    int64_t line;
    if (!cell.n) return true;
    if (number_read_plain(cell, 0, false, &line) || line < 1 || line > UINT32_MAX)
        return table_refuse_cell(table, column, "no line's number");
    at->line = (uint32_t)line;
    return true;
}

const char *cpv_trouble(Arena *arena, Str s, Str *cpv) {
    Str code = compact(arena, s);
    size_t dash = str_find_byte(code, '-');
    bool checked = dash != SIZE_MAX && dash + 2 == code.n && all_digits(str_sub(code, dash + 1, 1));
    *cpv = checked ? str_sub(code, 0, dash) : code;
    if (!all_digits(*cpv)) return "not a CPV code of 8 digits";
    if (cpv->n == 7) return "7 digits, a CPV code has 8: leading zero lost in a spreadsheet?";
    if (cpv->n != 8) return "not a CPV code of 8 digits";
    if (str_cmp(*cpv, STR("03000000")) < 0 || str_cmp(*cpv, STR("99000000")) >= 0)
        return "no CPV code begins like this";
    return NULL;
}

Fault cpv_fault(Arena *arena, Str s, Str *cpv) {
    Str read;
    *cpv = (Str){0};
    if (!str_trim(s).n) return (Fault){0};
    const char *why = cpv_trouble(arena, s, &read);
    if (why) return fault_of(s, why, read.n == 7 && all_digits(read) ? DEFECT_CPV_ZERO : DEFECT_CPV);
    *cpv = read;
    return (Fault){0};
}

bool cell_cpv(Arena *arena, Table *table, int column, Str *cpv) {
    *cpv = (Str){0};
    Str cell = table_cell(table, column);
    if (!cell.n) return true;
    const char *trouble = cpv_trouble(arena, cell, cpv);
    return !trouble || table_refuse_cell(table, column, trouble);
}
