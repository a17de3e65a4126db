/* publication.c - the record of a published review in the section format, by one table for both ways. */
#include "registry/publication.h"
#include "base/decimal.h"
#include "base/section.h"
#include <stddef.h>

typedef enum Kind { KIND_DAY, KIND_NUMBER, KIND_DIGEST, KIND_TEXT } Kind;

static const struct {
    const char *section, *key;
    Kind kind;
    size_t offset;
} fields[] = {
#define FIELD(section, key, kind, field)                                                                     \
    { section, key, kind, offsetof(Publication, field) }
    FIELD("review", "from", KIND_DAY, from),
    FIELD("review", "to", KIND_DAY, to),
    FIELD("review", "published", KIND_DAY, day),
    FIELD("review", "version", KIND_NUMBER, version),
    FIELD("review", "supersedes", KIND_DAY, superseded),
    FIELD("review", "reason", KIND_TEXT, reason),
    FIELD("review", "pdf", KIND_DIGEST, pdf),
    FIELD("review", "json", KIND_DIGEST, json),
    FIELD("review", "xlsx", KIND_DIGEST, xlsx),
    FIELD("review", "html", KIND_DIGEST, html),
    FIELD("inputs", "program", KIND_TEXT, program),
    FIELD("inputs", "run", KIND_NUMBER, run),
    FIELD("inputs", "run_day", KIND_DAY, run_day),
    FIELD("inputs", "conf", KIND_DIGEST, conf),
    FIELD("inputs", "packs", KIND_DIGEST, packs),
    FIELD("inputs", "contracts", KIND_DIGEST, contracts),
    FIELD("inputs", "hours_files", KIND_NUMBER, hours_files),
    FIELD("inputs", "hours_rows", KIND_NUMBER, hours_rows),
    FIELD("inputs", "people_files", KIND_NUMBER, people_files),
    FIELD("inputs", "people_rows", KIND_NUMBER, people_rows),
#undef FIELD
};
enum { FIELDS = sizeof fields / sizeof *fields };

/* Empty where there is nothing to say. */
static Str field_print(Arena *arena, Kind kind, const void *at) {
    switch (kind) {
    case KIND_DAY:
        return date_print(arena, *(const Date *)at);
    case KIND_NUMBER:
        return str_print(arena, "%lld", (long long)*(const int64_t *)at);
    case KIND_DIGEST:
        if (digest_is_none(*(const Digest *)at)) break;
        return digest_print(arena, *(const Digest *)at);
    case KIND_TEXT:
        return *(const Str *)at;
    }
    return (Str){0};
}

static bool field_read(Kind kind, Str value, void *to) {
    switch (kind) {
    case KIND_DAY:
        return date_read(value, to);
    case KIND_NUMBER:
        return number_read_plain(value, 0, false, to) == NUMBER_OK;
    case KIND_DIGEST:
        return digest_read(value, to);
    case KIND_TEXT:
        *(Str *)to = value;
        return true;
    }
    return false;
}

static const char seal[] = "\n[seal]\n";

Str publication_print(Arena *arena, const Publication *publication) {
    Buf buf = {.arena = arena};
    buf_print(&buf, "# A published review. It is frozen: clausier writes over neither its files nor this.\n");
    const char *section = "";
    for (size_t i = 0; i < FIELDS; i++) {
        Str value = field_print(arena, fields[i].kind, (const char *)publication + fields[i].offset);
        if (!str_is(str_of(section), fields[i].section)) buf_print(&buf, "[%s]\n", fields[i].section);
        section = fields[i].section;
        if (value.n) buf_print(&buf, "%s = %.*s\n", fields[i].key, STR_ARG(value));
    }
    buf_print(&buf, "[figures]\n");
    for (size_t i = 0; i < publication->n; i++)
        buf_print(&buf, "%.*s = %.*s\n", STR_ARG(publication->figures[i].name),
                  STR_ARG(publication->figures[i].value));
    Str digest = digest_print(arena, digest_whole(buf_str(&buf)));
    buf_print(&buf, "%sdigest = %.*s\n", seal, STR_ARG(digest));
    return buf_str(&buf);
}

static bool sealed(Arena *arena, Str bytes) {
    size_t at = str_find(bytes, str_of(seal));
    if (at == SIZE_MAX) return false;
    Str digest = digest_print(arena, digest_whole(str_sub(bytes, 0, at)));
    return str_eq(str_sub(bytes, at, SIZE_MAX), str_print(arena, "%sdigest = %.*s\n", seal, STR_ARG(digest)));
}

static bool take_fields(const Section *section, Publication *publication) {
    bool good = true;
    for (size_t i = 0; i < FIELDS; i++) {
        const Entry *entry =
            str_is(section->kind, fields[i].section) ? section_entry(section, fields[i].key) : NULL;
        if (entry) good &= field_read(fields[i].kind, entry->value, (char *)publication + fields[i].offset);
    }
    return good;
}

bool publication_read(Arena *arena, Str bytes, Publication *publication) {
    *publication =
        (Publication){.from = DATE_ABSENT, .to = DATE_ABSENT, .day = DATE_ABSENT, .superseded = DATE_ABSENT};
    if (!sealed(arena, bytes)) return false;
    Diags unsaid = diags_new(arena);
    SectionFile file = section_parse(arena, (Str){0}, bytes, &unsaid);
    bool good = !diags_fatal(&unsaid);
    for (size_t i = 0; i < file.n; i++) {
        const Section *section = &file.sections[i];
        good &= take_fields(section, publication);
        for (size_t k = 0; str_is(section->kind, "figures") && k < section->n; k++)
            *ARENA_PUSH(arena, publication->figures, publication->n, publication->cap) =
                (PublishedFigure){section->entries[k].key, section->entries[k].value};
    }
    return good && publication->from != DATE_ABSENT && publication->to != DATE_ABSENT &&
           publication->day != DATE_ABSENT && publication->version > 0;
}

Str publication_figure(const Publication *publication, Str name) {
    for (size_t i = 0; i < publication->n; i++)
        if (str_eq(publication->figures[i].name, name)) return publication->figures[i].value;
    return (Str){0};
}

Str period_name(Arena *arena, Date from, Date to) {
    Month first = date_month(from), last = date_month(to);
    bool whole = from == month_first(first) && to == month_last(last);
    Str month = month_print(arena, first);
    if (whole && first == last) return month;
    if (whole && first % 12 == 0 && last == first + 11) return str_sub(month, 0, 4);
    return str_print(arena, "%.*s_%.*s", STR_ARG(date_print(arena, from)), STR_ARG(date_print(arena, to)));
}
