/* words.c - a map from "section.key" to the word, and the filling of {places}. */
#include "base/words.h"
#include "base/file.h"

struct Words {
    Map *by_name; /* -> const Entry * */
    Language language;
};

enum { WORDS_LIMIT = 1 << 20 };

static void words_add(Arena *arena, Words *words, const SectionFile *file, Diags *diags) {
    for (size_t i = 0; i < file->n; i++) {
        const Section *section = &file->sections[i];
        for (size_t k = 0; k < section->n; k++) {
            Entry *entry = &section->entries[k];
            Str name = str_print(arena, "%.*s.%.*s", STR_ARG(section->kind), STR_ARG(entry->key));
            if (map_put(words->by_name, name, entry))
                entry_error(diags, entry, 0, "%.*s stands twice", STR_ARG(name));
        }
    }
}

static const Entry *entry_of(const Words *words, const char *name) {
    return map_get(words->by_name, str_of(name));
}

static void take_form(const Words *words, const char *name, Str *form) {
    const Entry *entry = entry_of(words, name);
    if (entry) *form = entry->value;
}

/* 1 234,5 */
static void take_numerals(const Words *words, Numerals *numerals, Diags *diags) {
    const Entry *entry = entry_of(words, "language.number");
    if (!entry) return;
    Str example = entry->value;
    size_t second = str_find_byte(example, '2');
    Str group = str_sub(example, 1, second == SIZE_MAX ? 0 : second - 1);
    Str rest = str_sub(example, second, SIZE_MAX);
    if (str_starts(example, STR("1")) && str_starts(rest, STR("234")) && rest.n > 4 &&
        str_ends(rest, STR("5")))
        *numerals = (Numerals){.group = group, .decimal = str_sub(rest, 3, rest.n - 4)};
    else entry_error(diags, entry, 0, "not 1234.5 as the language writes it");
}

/* Whether an entry says the first of two. */
static void take_choice(const Words *words, const char *name, const char *yes, const char *no, bool *is,
                        Diags *diags) {
    const Entry *entry = entry_of(words, name);
    if (!entry) return;
    *is = str_is(entry->value, yes);
    if (!*is && !str_is(entry->value, no)) entry_error(diags, entry, 0, "%s or %s", yes, no);
}

static Language language_of(const Words *words, Diags *diags) {
    Language language = {.numerals = {.decimal = STR(".")},
                         .percent = STR("{n} %"),
                         .money = STR("{n} EUR"),
                         .day = STR("{year}-{mm}-{dd}"),
                         .month = STR("{year}-{mm}")};
    take_numerals(words, &language.numerals, diags);
    take_form(words, "language.tag", &language.tag);
    take_form(words, "language.percent", &language.percent);
    take_form(words, "language.money", &language.money);
    take_form(words, "language.day", &language.day);
    language.first_day = language.day_short = language.day;
    take_form(words, "language.first_day", &language.first_day);
    take_form(words, "language.day_short", &language.day_short);
    take_form(words, "language.month", &language.month);
    take_form(words, "language.hyphenation", &language.hyphenation);
    take_choice(words, "language.marks", "french", "english", &language.french_marks, diags);
    take_choice(words, "language.one", "below_two", "only_one", &language.below_two, diags);
    return language;
}

const Language *words_language(const Words *words) {
    return &words->language;
}

Words *words_read(Arena *arena, const StrList *paths, Diags *diags) {
    Words *words = ARENA_NEW(arena, Words);
    words->by_name = map_new(arena);
    size_t before = diags_fatal(diags);
    for (size_t i = 0; i < paths->n; i++) {
        Str bytes;
        if (!file_read_settings(arena, paths->at[i], WORDS_LIMIT, &bytes, diags)) return NULL;
        SectionFile file = section_parse(arena, paths->at[i], bytes, diags);
        words_add(arena, words, &file, diags);
    }
    words->language = language_of(words, diags);
    return diags_fatal(diags) == before ? words : NULL;
}

/* The entry of a name in two parts; names are short, and looked up without allocating. */
static const Entry *find(const Words *words, Str section, Str key) {
    char name[256];
    if (section.n + key.n + 1 > sizeof name) return NULL;
    size_t n = 0;
    for (size_t i = 0; i < section.n; i++) name[n++] = section.p[i];
    name[n++] = '.';
    for (size_t i = 0; i < key.n; i++) name[n++] = key.p[i];
    return map_get(words->by_name, (Str){name, n});
}

Str words_get(const Words *words, const char *name) {
    const Entry *entry = map_get(words->by_name, str_of(name));
    return entry ? entry->value : str_of(name);
}

Str words_label(const Words *words, const char *section, Str key) {
    const Entry *entry = find(words, str_of(section), key);
    return entry ? entry->value : key;
}

bool words_has(const Words *words, const char *section, Str key) {
    return find(words, str_of(section), key) != NULL;
}

static const WordsValue *value_of(const WordsValue *values, size_t n, Str name) {
    for (size_t i = 0; i < n; i++)
        if (str_is(name, values[i].name)) return &values[i];
    return NULL;
}

Str words_fill(Arena *arena, Str text, const WordsValue *values, size_t n) {
    Buf buf = {.arena = arena};
    while (text.n) {
        size_t open = str_find_byte(text, '{');
        buf_add(&buf, str_sub(text, 0, open));
        if (open == SIZE_MAX) break;
        text = str_sub(text, open, SIZE_MAX);
        size_t close = str_find_byte(text, '}');
        const WordsValue *value = close == SIZE_MAX ? NULL : value_of(values, n, str_sub(text, 1, close - 1));
        if (value) {
            buf_add(&buf, value->value);
            text = str_sub(text, close + 1, SIZE_MAX);
        } else { /* not one of ours: it stays as it is */
            buf_byte(&buf, '{');
            text = str_sub(text, 1, SIZE_MAX);
        }
    }
    return buf_str(&buf);
}

Str words_say(Arena *arena, const Words *words, const char *name, const WordsValue *values, size_t n) {
    return words_fill(arena, words_get(words, name), values, n);
}
