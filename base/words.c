/* words.c - a map from "section.key" to the word, and the filling of {places}. */
#include "base/words.h"
#include "base/file.h"

struct Words {
    Map *by_name; /* -> const Entry * */
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
