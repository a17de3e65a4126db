/* section.h - the file format that rule packs, convention.conf and word lists share.
 *
 *     # a comment: "#" in column 1 only
 *     [change rule volume]          optional verb, kind, optional name (the rest of the bracket)
 *     key = the rest of the line, verbatim
 *         a line that starts with a blank continues the value above, joined by one space
 *
 * The value is never unquoted, unescaped or cut. Keys may repeat; what that means is the reader's business.
 * UTF-8, with or without BOM, any line ends. Not line-limited. */
#ifndef CLAUSIER_BASE_SECTION_H
#define CLAUSIER_BASE_SECTION_H

#include "base/diag.h"

/* A line that continues a value. */
typedef struct EntryLine {
    size_t offset; /* of its text in the value */
    Loc at;        /* of its text */
    Str line;
} EntryLine;

typedef struct Entry {
    Str key;   /* trimmed */
    Str value; /* trimmed, continuations joined */
    Loc at;    /* of the value's first character */
    Loc key_at;
    Str line; /* the physical line, for a caret */
    EntryLine *more;
    size_t more_n, more_cap;
} Entry;

typedef struct Section {
    Str verb; /* "change", "disable" or empty */
    Str kind; /* pack, rule, list, ... */
    Str name; /* may be empty */
    Loc at;   /* of the kind */
    Str line;
    Entry *entries;
    size_t n, cap;
} Section;

typedef struct SectionFile {
    Str path;
    Section *sections;
    size_t n, cap;
} SectionFile;

/* Reads all of it, says every error (DIAG_USAGE) and returns what could be read. Views into `bytes`, which
 * must live on. */
SectionFile section_parse(Arena *arena, Str path, Str bytes, Diags *diags);

/* The first entry with this key, NULL if there is none. */
const Entry *section_entry(const Section *section, const char *key);
Str section_value(const Section *section, const char *key); /* empty if absent */

/* The first entry with the values of all of them, `between` each two that are not empty. Each value keeps its
 * own lines, for messages. */
Entry entries_joined(Arena *arena, const Entry *const *entries, size_t n, Str between);

/* Says an error at an entry, `offset` bytes into its value, with a caret on the line that has them. */
Diag *entry_error(Diags *diags, const Entry *entry, size_t offset, const char *format, ...)
    __attribute__((format(printf, 4, 5)));
Diag *section_error(Diags *diags, const Section *section, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

#endif
