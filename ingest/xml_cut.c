/* xml_cut.c - the end tag of a record is looked for from the back; what stands before it, for comments, CDATA
 * and instructions that it might stand in. Those are rare: their "<!" and "<?" are in no text of a contract.
 *
 * That a record stands right below the root is taken for granted, because to count all tags would cost as
 * much as the reading of the notices leaves to spare. Where a record holds others, or the root something that
 * holds records, a part is cut out of the middle of an element: its reader finds it not well-formed and
 * refuses it aloud. No such document is award data. */
#include "ingest/xml_cut.h"
#include "ingest/prolog.h"
#include <string.h>

enum { TRIES = 16 /* end tags in comments that are tried before giving up */ };

/* Roots and their records. */
static const struct {
    const char *root, *records[3];
} kinds[] = {{"marches", {"marche", "contrat-concession"}}};

/* What lies before the root's start tag: declaration, instructions, comments. SIZE_MAX where there is none.
 */
static size_t root_start(Str s) {
    size_t at = 0;
    for (;;) {
        size_t next = str_find_byte(str_sub(s, at, SIZE_MAX), '<');
        if (next == SIZE_MAX) return SIZE_MAX;
        at += next;
        Str rest = str_sub(s, at, SIZE_MAX);
        Str end = str_starts(rest, STR("<?"))     ? STR("?>")
                  : str_starts(rest, STR("<!--")) ? STR("-->")
                                                  : (Str){0};
        if (!end.n) return rest.n > 1 && prolog_begins_name(rest.p[1]) ? at : SIZE_MAX;
        size_t behind = str_find(rest, end);
        if (behind == SIZE_MAX) return SIZE_MAX;
        at += behind + end.n;
    }
}

static bool is_blank(char c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/* Where the start tag ends; SIZE_MAX if not in this text. An attribute's value may hold a '>'. */
static size_t tag_end(Str tag) {
    char quote = 0;
    for (size_t i = 0; i < tag.n; i++) {
        char c = tag.p[i];
        if (quote) quote = c == quote ? 0 : quote;
        else if (c == '>') return i;
        else if (c == '"' || c == '\'') quote = c;
    }
    return SIZE_MAX;
}

bool xml_records(Arena *arena, Str start, XmlRecords *records) {
    Str encoding;
    XmlEncoding found = prolog_encoding(start, &encoding);
    size_t at = found == XML_UTF8 || found == XML_LATIN ? root_start(start) : SIZE_MAX;
    if (at == SIZE_MAX) return false;
    Str tag = str_sub(start, at, SIZE_MAX);
    size_t close = tag_end(tag);
    if (close == SIZE_MAX || tag.p[close - 1] == '/') return false;
    size_t n = 1;
    while (!is_blank(tag.p[n]) && tag.p[n] != '>') n++;
    Str name = str_sub(tag, 1, n - 1);
    size_t colon = str_find_byte(name, ':');
    Str prefix = str_sub(name, 0, colon == SIZE_MAX ? 0 : colon + 1);
    Str local = str_sub(name, prefix.n, SIZE_MAX);
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        if (!str_is(local, kinds[i].root)) continue;
        *records = (XmlRecords){.prolog = str_sub(start, 0, at + close + 1),
                                .close = str_print(arena, "</%.*s>", STR_ARG(name))};
        for (const char *const *record = kinds[i].records; *record; record++)
            records->ends[records->end_count++] = str_print(arena, "</%.*s%s", STR_ARG(prefix), *record);
        return true;
    }
    return false;
}

/* Behind the end tag of a record at the front of the text; 0 if there is none. */
static size_t end_at(const XmlRecords *records, Str text) {
    for (size_t i = 0; i < records->end_count; i++) {
        if (!str_starts(text, records->ends[i])) continue;
        size_t n = records->ends[i].n;
        while (n < text.n && is_blank(text.p[n])) n++;
        if (n < text.n && text.p[n] == '>') return n + 1;
    }
    return 0;
}

/* Behind the last end tag of a record in the text; 0 if there is none. */
static size_t last_end(const XmlRecords *records, Str text) {
    for (size_t n = text.n; n;) {
        const char *tag = memrchr(text.p, '<', n);
        if (!tag) return 0;
        n = (size_t)(tag - text.p);
        size_t end = end_at(records, str_sub(text, n, SIZE_MAX));
        if (end) return n + end;
    }
    return 0;
}

/* The first "<!" or "<?" at or behind `from`, known by its second byte; the end of the text if there is none.
 */
static size_t next_mark(Str text, size_t from, char second) {
    while (from < text.n) {
        const char *found = memchr(text.p + from, second, text.n - from);
        if (!found) break;
        from = (size_t)(found - text.p);
        if (from && text.p[from - 1] == '<') return from - 1;
        from++;
    }
    return text.n;
}

/* Where the comment, the CDATA section or the instruction that is still open at the text's end begins;
 * SIZE_MAX if there is none. */
static size_t left_open(Str text) {
    static const struct {
        Str begin, end;
    } sections[] = {{{"<!--", 4}, {"-->", 3}}, {{"<![CDATA[", 9}, {"]]>", 3}}, {{"<?", 2}, {"?>", 2}}};
    size_t exclaimed = next_mark(text, 0, '!'), asked = next_mark(text, 0, '?');
    for (;;) {
        size_t at = exclaimed < asked ? exclaimed : asked, from = at + 2;
        if (at == text.n) return SIZE_MAX;
        Str rest = str_sub(text, at, SIZE_MAX);
        for (size_t i = 0; i < sizeof sections / sizeof *sections; i++) {
            Str begin = sections[i].begin, end = sections[i].end;
            if (!str_starts(rest, begin)) continue;
            size_t found = str_find(str_sub(rest, begin.n, SIZE_MAX), end);
            if (found == SIZE_MAX) return at;
            from = at + begin.n + found + end.n;
        }
        if (exclaimed < from) exclaimed = next_mark(text, from, '!');
        if (asked < from) asked = next_mark(text, from, '?');
    }
}

size_t xml_cut(const XmlRecords *records, Str text) {
    for (size_t i = 0, n = text.n; i < TRIES && n; i++) {
        size_t at = last_end(records, str_sub(text, 0, n));
        size_t hidden = at ? left_open(str_sub(text, 0, at)) : SIZE_MAX;
        if (hidden == SIZE_MAX) return at;
        n = hidden;
    }
    return 0;
}
