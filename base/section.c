/* section.c - line by line: a bracket opens a section, a key opens an entry, a leading blank goes on with it.
 */
#include "base/section.h"
#include "base/utf8.h"

typedef struct Parser {
    Arena *arena;
    Diags *diags;
    SectionFile file;
    uint32_t line_number;
    Str line;
    Entry *entry;  /* the one that a continuation belongs to; NULL after a bad line */
    Buf joined;    /* its value, once a line has continued it */
    bool skipping; /* behind a section header that could not be read */
} Parser;

static Loc loc_at(const Parser *parser, const char *p) {
    Str before = {parser->line.p, (size_t)(p - parser->line.p)};
    return (Loc){
        .file = parser->file.path, .line = parser->line_number, .column = (uint32_t)str_chars(before) + 1};
}

static void complain(Parser *parser, Str part, const char *what) {
    Diag *diag = diag_add(parser->diags, DIAG_USAGE, loc_at(parser, part.p), NULL, "%s", what);
    diag->source = str_copy(parser->diags->arena, parser->line);
    diag->span = (uint32_t)str_chars(part);
}

static void read_header(Parser *parser, Str line) {
    parser->entry = NULL;
    parser->skipping = true;
    if (line.p[line.n - 1] != ']') {
        complain(parser, line, "a section header ends with ]");
        return;
    }
    Str rest = str_trim(str_sub(line, 1, line.n - 2)), word;
    if (!str_word(&rest, &word)) {
        complain(parser, line, "a section needs a kind: [rule name]");
        return;
    }
    Section section = {.kind = word, .line = parser->line};
    if (str_is(word, "change") || str_is(word, "disable")) {
        section.verb = word;
        if (!str_word(&rest, &section.kind)) {
            complain(parser, line, "change or disable what? [change rule name]");
            return;
        }
    }
    section.name = str_trim(rest);
    section.at = loc_at(parser, section.kind.p);
    *ARENA_PUSH(parser->arena, parser->file.sections, parser->file.n, parser->file.cap) = section;
    parser->skipping = false;
}

static void read_entry(Parser *parser, Str line) {
    parser->entry = NULL;
    if (parser->skipping) return;
    size_t equals = str_find_byte(line, '=');
    if (equals == SIZE_MAX || !str_trim(str_sub(line, 0, equals)).n) {
        complain(parser, line, "neither a section, nor key = value, nor a comment");
        return;
    }
    if (!parser->file.n) {
        complain(parser, line, "stands before the first section");
        return;
    }
    Str value = str_trim(str_sub(line, equals + 1, SIZE_MAX));
    Section *section = &parser->file.sections[parser->file.n - 1];
    Entry *entry = ARENA_PUSH(parser->arena, section->entries, section->n, section->cap);
    *entry = (Entry){.key = str_trim(str_sub(line, 0, equals)), .value = value, .line = parser->line};
    entry->key_at = loc_at(parser, entry->key.p);
    entry->at = loc_at(parser, value.n ? value.p : line.p + equals + 1);
    parser->entry = entry;
}

static void read_continuation(Parser *parser, Str line) {
    if (parser->skipping) return;
    if (!parser->entry) {
        complain(parser, line, "starts with a blank but continues no value");
        return;
    }
    Entry *entry = parser->entry;
    Buf *joined = &parser->joined;
    if (!entry->more_n) {
        *joined = (Buf){.arena = parser->arena};
        buf_add(joined, entry->value);
    }
    if (joined->n) buf_byte(joined, ' ');
    *ARENA_PUSH(parser->arena, entry->more, entry->more_n, entry->more_cap) =
        (EntryLine){.offset = joined->n, .at = loc_at(parser, line.p), .line = parser->line};
    buf_add(joined, line);
    entry->value = buf_str(joined);
}

/* At the first byte that is none of UTF-8. */
static void complain_encoding(const Parser *parser, Str bytes, size_t bad) {
    Str before = str_sub(bytes, 0, bad);
    bool accent = (unsigned char)bytes.p[bad] >= 0x80;
    Loc at = {.file = parser->file.path, .line = 1, .column = 1};
    Str line = before;
    for (size_t i = 0; i < before.n; i++)
        if (before.p[i] == '\n') {
            at.line++;
            line = str_sub(before, i + 1, SIZE_MAX);
        }
    at.column += (uint32_t)str_chars(line);
    diag_add(parser->diags, DIAG_USAGE, at, NULL, "not UTF-8%s",
             accent ? ": was it saved as Windows-1252?" : "");
}

SectionFile section_parse(Arena *arena, Str path, Str bytes, Diags *diags) {
    Parser parser = {.arena = arena, .diags = diags, .file = {.path = path}};
    size_t bad = utf8_check(bytes);
    if (bad < bytes.n) {
        complain_encoding(&parser, bytes, bad);
        return parser.file;
    }
    if (str_starts(bytes, STR("\uFEFF"))) bytes = str_sub(bytes, 3, SIZE_MAX);
    Str line;
    while (str_next(&bytes, '\n', &line)) {
        parser.line_number++;
        if (str_ends(line, STR("\r"))) line.n--;
        parser.line = line;
        Str text = str_trim(line);
        if (!text.n || line.p[0] == '#') continue;
        if (text.p != line.p) read_continuation(&parser, text);
        else if (text.p[0] == '[') read_header(&parser, text);
        else read_entry(&parser, text);
    }
    return parser.file;
}

const Entry *section_entry(const Section *section, const char *key) {
    for (size_t i = 0; i < section->n; i++)
        if (str_is(section->entries[i].key, key)) return &section->entries[i];
    return NULL;
}

Str section_value(const Section *section, const char *key) {
    const Entry *entry = section_entry(section, key);
    return entry ? entry->value : (Str){0};
}

Entry entries_joined(Arena *arena, const Entry *const *entries, size_t n, Str between) {
    Entry joined = *entries[0];
    Buf value = {.arena = arena};
    joined.more = NULL;
    joined.more_n = joined.more_cap = 0;
    for (size_t i = 0; i < n; i++) {
        const Entry *entry = entries[i];
        if (value.n) buf_add(&value, between);
        size_t shift = value.n;
        if (i)
            *ARENA_PUSH(arena, joined.more, joined.more_n, joined.more_cap) =
                (EntryLine){.offset = shift, .at = entry->at, .line = entry->line};
        for (size_t k = 0; k < entry->more_n; k++) {
            EntryLine line = entry->more[k];
            line.offset += shift;
            *ARENA_PUSH(arena, joined.more, joined.more_n, joined.more_cap) = line;
        }
        buf_add(&value, entry->value);
    }
    joined.value = buf_str(&value);
    return joined;
}

Diag *entry_error(Diags *diags, const Entry *entry, size_t offset, const char *format, ...) {
    va_list args;
    va_start(args, format);
    Str what = str_vprint(diags->arena, format, args);
    va_end(args);
    EntryLine line = {.offset = 0, .at = entry->at, .line = entry->line};
    for (size_t i = 0; i < entry->more_n && entry->more[i].offset <= offset; i++) line = entry->more[i];
    line.at.column += (uint32_t)str_chars(str_sub(entry->value, line.offset, offset - line.offset));
    Diag *diag = diag_add(diags, DIAG_USAGE, line.at, NULL, "%.*s", STR_ARG(what));
    diag->source = str_copy(diags->arena, line.line);
    return diag;
}

Diag *section_error(Diags *diags, const Section *section, const char *format, ...) {
    va_list args;
    va_start(args, format);
    Str what = str_vprint(diags->arena, format, args);
    va_end(args);
    Diag *diag = diag_add(diags, DIAG_USAGE, section->at, NULL, "%.*s", STR_ARG(what));
    diag->source = str_copy(diags->arena, section->line);
    return diag;
}
