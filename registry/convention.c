/* convention.c - convention.conf: a table of keys says where each stands, how it is read and where it goes.
 *
 * A key that is not in the table, a section without a reader and a value that cannot be right are all errors:
 * a threshold with a typing error in its name must not become the default in silence. */
#include "registry/convention.h"
#include "base/file.h"
#include "ingest/clause.h"
#include "ingest/contract.h"
#include "ingest/decision.h"
#include "ingest/hours.h"
#include "ingest/person.h"
#include "ingest/reader.h"
#include "ingest/structure.h"
#include "rules/ruleset.h"
#include <stddef.h>

typedef struct Reader {
    Arena *arena;
    Diags *diags;
    Convention *convention;
} Reader;

/* Reads an entry's value into its place; false after saying what is wrong with it. */
typedef bool ValueReader(const Reader *reader, const Entry *entry, void *to);

static bool wrong(const Reader *reader, const Entry *entry, const char *what) {
    entry_error(reader->diags, entry, 0, "%s", what)->span = (uint32_t)str_chars(entry->value);
    return false;
}

static bool read_text(const Reader *reader, const Entry *entry, void *to) {
    (void)reader;
    *(Str *)to = entry->value;
    return true;
}

static bool read_date(const Reader *reader, const Entry *entry, void *to) {
    return date_read(entry->value, to) || wrong(reader, entry, "no such date (2026-11-20)");
}

enum { DAYS_MOST = 36525 }; /* a hundred years: every table by month has as many rows */

const char *period_trouble(Str text, Date *from, Date *to) {
    static const Str between[] = {{" to ", 4}, {"..", 2}, {"_", 1}};
    static const char wanted[] = "no period (2026, 2026-03, or 2026-01-01..2026-03-31)";
    for (size_t i = 0; i < sizeof between / sizeof *between; i++) {
        size_t at = str_find(text, between[i]);
        if (at == SIZE_MAX) continue;
        if (!date_read(str_sub(text, 0, at), from) ||
            !date_read(str_sub(text, at + between[i].n, SIZE_MAX), to))
            return wanted;
        if (*from > *to) return "the period ends before it begins";
        return *to - *from <= DAYS_MOST ? NULL : "the period is longer than 100 years";
    }
    int64_t year;
    Month first, last;
    if (date_read(text, from)) return wanted; /* one day; month_read() would take its month */
    if (text.n == 4 && number_read_plain(text, 0, false, &year) == NUMBER_OK) {
        first = month_of((int)year, 1);
        last = month_of((int)year, 12);
    } else {
        month_read(text, &first);
        last = first;
    }
    if (first == MONTH_ABSENT) return wanted;
    *from = month_first(first);
    *to = month_last(last);
    return NULL;
}

/* Into Convention.from and .to */
static bool read_period(const Reader *reader, const Entry *entry, void *to) {
    (void)to;
    const char *trouble = period_trouble(entry->value, &reader->convention->from, &reader->convention->to);
    return !trouble || wrong(reader, entry, trouble);
}

static bool read_hours(const Reader *reader, const Entry *entry, void *to) {
    NumberTrouble trouble = number_read(entry->value, 2, to);
    if (trouble) return wrong(reader, entry, number_trouble_text(trouble));
    return *(Hundredths *)to > 0 || wrong(reader, entry, "must be more than 0");
}

static bool read_whole(const Reader *reader, const Entry *entry, Str digits, int64_t least, int64_t *to) {
    NumberTrouble trouble = number_read(digits, 0, to);
    if (trouble) return wrong(reader, entry, number_trouble_text(trouble));
    return *to >= least || wrong(reader, entry, least ? "must be at least 1" : "is negative");
}

static bool read_count(const Reader *reader, const Entry *entry, void *to) {
    return read_whole(reader, entry, entry->value, 0, to);
}

static bool read_threshold(const Reader *reader, const Entry *entry, void *to) {
    return read_whole(reader, entry, entry->value, 1, to);
}

/* From 1 to `most`, which is far beyond what anybody means. */
static bool read_span(const Reader *reader, const Entry *entry, int64_t most, const char *beyond, void *to) {
    if (!read_whole(reader, entry, entry->value, 1, to)) return false;
    return *(int64_t *)to <= most || wrong(reader, entry, beyond);
}

static bool read_months(const Reader *reader, const Entry *entry, void *to) {
    return read_span(reader, entry, 1200, "more than 100 years", to);
}

static bool read_days(const Reader *reader, const Entry *entry, void *to) {
    return read_span(reader, entry, 366, "more than a year", to);
}

static bool read_percent(const Reader *reader, const Entry *entry, void *to) {
    Str digits = entry->value;
    if (str_ends(digits, STR("%"))) digits = str_trim(str_sub(digits, 0, digits.n - 1));
    if (!read_whole(reader, entry, digits, 0, to)) return false;
    return *(int64_t *)to <= 100 || wrong(reader, entry, "more than 100 %");
}

/* Words between blanks; the list replaces the default one. */
static bool read_words(const Reader *reader, const Entry *entry, void *to) {
    StrList words = {0};
    Str rest = entry->value, word;
    while (str_word(&rest, &word))
        if (!strlist_has(words, word)) strlist_add(reader->arena, &words, word);
    *(StrList *)to = words;
    return true;
}

/* A department as INSEE numbers it: 01 to 95, 2A and 2B instead of 20, 971 to 989. */
static bool is_department(Str code) {
    int64_t number;
    if (str_is(code, "2A") || str_is(code, "2B")) return true;
    if (number_read_plain(code, 0, false, &number) != NUMBER_OK) return false;
    if (code.n == 3) return number >= 971 && number <= 989;
    return code.n == 2 && number >= 1 && number <= 95 && number != 20;
}

/* A commune is five characters, the first of them its department: 92050, 2A004, 97105. */
static bool is_commune(Str code) {
    int64_t number;
    bool overseas = str_starts(code, STR("97")) || str_starts(code, STR("98"));
    size_t department = overseas ? 3 : 2;
    return code.n == 5 && is_department(str_sub(code, 0, department)) &&
           number_read_plain(str_sub(code, department, SIZE_MAX), 0, false, &number) == NUMBER_OK;
}

static bool read_territory(const Reader *reader, const Entry *entry, void *to) {
    read_words(reader, entry, to);
    Str rest = entry->value, word;
    bool good = true;
    while (str_word(&rest, &word)) {
        if (is_department(word) || is_commune(word)) continue;
        size_t offset = (size_t)(word.p - entry->value.p);
        entry_error(reader->diags, entry, offset, "neither a department (92, 2A, 974) nor a commune (92050)")
            ->span = (uint32_t)str_chars(word);
        good = false;
    }
    return good;
}

/* Paths are relative to the file that names them. */
static bool read_path(const Reader *reader, const Entry *entry, void *to) {
    Str path = entry->value;
    if (path.p[0] == '~') return wrong(reader, entry, "~ stands for no folder here: write the whole path");
    *(Str *)to = path.p[0] == '/' ? path : file_join(reader->arena, file_folder(entry->at.file), path);
    return true;
}

/* A name is that of a shipped one. */
static bool read_template(const Reader *reader, const Entry *entry, void *to) {
    bool path = str_find_byte(entry->value, '/') != SIZE_MAX || str_ends(entry->value, STR(".xml"));
    if (path) return read_path(reader, entry, to);
    *(Str *)to = entry->value;
    return true;
}

/* A pack's path is relative to the configuration that names it, not to where the program runs. */
static bool read_packs(const Reader *reader, const Entry *entry, void *to) {
    read_words(reader, entry, to);
    StrList *packs = to;
    Str folder = file_folder(entry->at.file);
    for (size_t i = 0; i < packs->n; i++)
        if (pack_is_path(packs->at[i]) && packs->at[i].p[0] != '/')
            packs->at[i] = file_join(reader->arena, folder, packs->at[i]);
    return true;
}

typedef struct Setting {
    const char *section, *name;
    ValueReader *read;
    size_t offset; /* in Convention */
} Setting;

#define KEY(section, name, read, field)                                                                      \
    { section, name, read, offsetof(Convention, field) }
static const Setting keys[] = {
    KEY("convention", "title", read_text, title),
    KEY("convention", "body", read_text, body),
    KEY("convention", "body_role", read_text, body_role),
    KEY("convention", "agency", read_text, agency),
    KEY("convention", "agency_role", read_text, agency_role),
    KEY("convention", "period", read_period, from),
    KEY("convention", "published", read_date, published),
    KEY("convention", "note", read_text, note),
    KEY("convention", "target_hours", read_hours, target_hours),
    KEY("convention", "previous_hours", read_hours, previous_hours),
    KEY("convention", "previous_people", read_count, previous_people),
    KEY("convention", "territory", read_territory, territory),
    KEY("review", "template", read_template, template),
    KEY("review", "fte_hours", read_hours, fte_hours),
    KEY("review", "pace_tolerance", read_percent, pace_tolerance),
    KEY("disclosure", "threshold", read_threshold, threshold),
    KEY("disclosure", "sensitive_threshold", read_threshold, sensitive_threshold),
    KEY("disclosure", "sensitive", read_words, sensitive),
    KEY("persons", "key", read_path, key_path),
    KEY("persons", "retention_months", read_months, retention_months),
    KEY("run", "soon_days", read_days, soon_days),
    KEY("packs", "use", read_packs, packs),
};
enum { KEYS = sizeof keys / sizeof *keys };
#undef KEY

/* What a reader takes, in a word. */
static const char *value_taken(ValueReader *read) {
    static const struct {
        ValueReader *read;
        const char *what;
    } values[] = {
        {read_text, "text"},
        {read_date, "a day"},
        {read_period, "a year, a month or two days"},
        {read_hours, "hours"},
        {read_count, "a number"},
        {read_threshold, "a number from 1 on"},
        {read_percent, "a percentage"},
        {read_months, "months"},
        {read_days, "days"},
        {read_words, "words"},
        {read_territory, "departments and communes"},
        {read_template, "a name or a path"},
        {read_path, "a path"},
        {read_packs, "names and paths of packs"},
    };
    for (size_t i = 0; i < sizeof values / sizeof *values; i++)
        if (values[i].read == read) return values[i].what;
    return "";
}

bool convention_key(size_t i, ConventionKey *key) {
    if (i >= KEYS) return false;
    *key = (ConventionKey){keys[i].section, keys[i].name, value_taken(keys[i].read)};
    return true;
}

Convention convention_default(Arena *arena) {
    Convention c = {
        .from = DATE_ABSENT,
        .to = DATE_ABSENT,
        .published = DATE_ABSENT,
        .target_hours = HUNDREDTHS_ABSENT,
        .previous_hours = HUNDREDTHS_ABSENT,
        .previous_people = -1,
        .fte_hours = 160700,
        .pace_tolerance = 10,
        .threshold = 5,
        .sensitive_threshold = 11,
        .retention_months = 24,
        .soon_days = 7,
        .decisions = map_new(arena),
    };
    strlist_add(arena, &c.sensitive, STR("TH"));
    strlist_add(arena, &c.sensitive, STR("AAH"));
    strlist_add(arena, &c.sensitive, STR("PPSMJ"));
    strlist_add(arena, &c.packs, STR("fr-social"));
    return c;
}

/* Says an error under the key itself. */
static void key_error(const Reader *reader, const Entry *entry, const char *what) {
    Diag *diag =
        diag_add(reader->diags, DIAG_USAGE, entry->key_at, NULL, "%s: %.*s", what, STR_ARG(entry->key));
    diag->source = str_copy(reader->diags->arena, entry->line);
    diag->span = (uint32_t)str_chars(entry->key);
}

static const Setting *key_find(Str section, Str name) {
    for (size_t i = 0; i < KEYS; i++)
        if (str_is(section, keys[i].section) && str_is(name, keys[i].name)) return &keys[i];
    return NULL;
}

static bool is_known_section(Str kind) {
    for (size_t i = 0; i < KEYS; i++)
        if (str_is(kind, keys[i].section)) return true;
    return false;
}

/* decision M25-005 = what must be decided */
static bool read_decision(const Reader *reader, const Entry *entry) {
    Str rest = entry->key, word;
    if (!str_word(&rest, &word) || !str_is(word, "decision") || !str_trim(rest).n) return false;
    Str *sentence = ARENA_NEW(reader->arena, Str);
    *sentence = entry->value;
    if (map_put(reader->convention->decisions, str_trim(rest), sentence))
        key_error(reader, entry, "stands twice");
    return true;
}

static void read_settings(const Reader *reader, const Section *section, bool *seen) {
    for (size_t i = 0; i < section->n; i++) {
        const Entry *entry = &section->entries[i];
        const Setting *key = key_find(section->kind, entry->key);
        if (!entry->value.n) key_error(reader, entry, "has no value");
        else if (!key && str_is(section->kind, "review") && read_decision(reader, entry)) continue;
        else if (!key) key_error(reader, entry, "no such key here");
        else if (seen[key - keys]) key_error(reader, entry, "stands twice");
        else key->read(reader, entry, (char *)reader->convention + key->offset);
        if (key) seen[key - keys] = true;
    }
}

static const TableKind *const tables[] = {&contracts_table, &hours_table,   &people_table,
                                          &decisions_table, &clauses_table, &structures_table};
enum { TABLES = sizeof tables / sizeof *tables };

const TableKind *convention_table(size_t i) {
    return i < TABLES ? tables[i] : NULL;
}

static const TableKind *kind_find(Str name) {
    for (size_t i = 0; i < TABLES; i++)
        if (str_is(name, tables[i]->name)) return tables[i];
    return NULL;
}

/* [columns hours]: the table reader takes it as it stands; here it is only checked. */
static void check_columns(const Reader *reader, const Section *section) {
    Str name = section->name;
    const TableKind *kind = kind_find(name);
    if (!kind && !notice_table_is(name)) {
        section_error(reader->diags, section,
                      "columns of what? contracts, hours, people, decisions, clauses, structures, "
                      "notices, boamp, decp or ted");
        return;
    }
    for (size_t i = 0; i < section->n; i++) {
        const Entry *entry = &section->entries[i];
        bool known = kind ? table_kind_has(kind, entry->key) : notice_table_has(name, entry->key);
        if (!known) key_error(reader, entry, "no such column");
        else if (!entry->value.n) key_error(reader, entry, "has no value");
    }
}

static void read_section(const Reader *reader, const Section *section, bool *seen) {
    if (section->verb.n) section_error(reader->diags, section, "a convention changes or disables nothing");
    else if (str_is(section->kind, "columns")) check_columns(reader, section);
    else if (!is_known_section(section->kind))
        section_error(reader->diags, section, "no such section: %.*s", STR_ARG(section->kind));
    else if (section->name.n) section_error(reader->diags, section, "this section has no name");
    else read_settings(reader, section, seen);
}

bool convention_read(Arena *arena, Str path, Str bytes, Convention *convention, Diags *diags) {
    size_t before = diags_fatal(diags);
    *convention = convention_default(arena);
    Reader reader = {.arena = arena, .diags = diags, .convention = convention};
    SectionFile file = section_parse(arena, path, bytes, diags);
    bool seen[KEYS] = {false};
    for (size_t i = 0; i < file.n; i++) read_section(&reader, &file.sections[i], seen);
    convention->columns = (ColumnNames){.sections = file.sections, .n = file.n};
    if (convention->sensitive_threshold < convention->threshold)
        diag_add(diags, DIAG_USAGE, (Loc){.file = path}, NULL,
                 "disclosure: sensitive_threshold is under threshold");
    return diags_fatal(diags) == before;
}
