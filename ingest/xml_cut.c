/* xml_cut.c - the end tag of a record is looked for from the back; what stands before it, for comments and
 * CDATA that it might stand in. Those are rare: their '!' is hardly ever in the text of a contract. */
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

bool xml_records(Arena *arena, Str start, XmlRecords *records) {
    Str encoding;
    XmlEncoding found = prolog_encoding(start, &encoding);
    size_t at = found == XML_UTF8 || found == XML_LATIN ? root_start(start) : SIZE_MAX;
    if (at == SIZE_MAX) return false;
    Str tag = str_sub(start, at, SIZE_MAX);
    size_t close = str_find_byte(tag, '>');
    if (close == SIZE_MAX || tag.p[close - 1] == '/') return false;
    size_t n = 1;
    while (!strchr(" \t\r\n>", tag.p[n])) n++;
    Str name = str_sub(tag, 1, n - 1);
    size_t colon = str_find_byte(name, ':');
    Str prefix = str_sub(name, 0, colon == SIZE_MAX ? 0 : colon + 1);
    Str local = str_sub(name, prefix.n, SIZE_MAX);
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        if (!str_is(local, kinds[i].root)) continue;
        *records = (XmlRecords){.prolog = str_sub(start, 0, at + close + 1),
                                .close = str_print(arena, "</%.*s>", STR_ARG(name))};
        for (const char *const *record = kinds[i].records; *record; record++)
            records->ends[records->end_count++] = str_print(arena, "</%.*s%s>", STR_ARG(prefix), *record);
        return true;
    }
    return false;
}

/* Behind the last end tag of a record in the text; 0 if there is none. */
static size_t last_end(const XmlRecords *records, Str text) {
    for (size_t n = text.n; n;) {
        const char *tag = memrchr(text.p, '<', n);
        if (!tag) return 0;
        n = (size_t)(tag - text.p);
        Str rest = str_sub(text, n, SIZE_MAX);
        for (size_t i = 0; i < records->end_count; i++)
            if (str_starts(rest, records->ends[i])) return n + records->ends[i].n;
    }
    return 0;
}

/* Where the comment or CDATA section that holds the place `at` begins; SIZE_MAX if it stands in none. */
static size_t hidden_in(Str text, size_t at) {
    for (size_t from = 0; from < at;) {
        const char *mark = memchr(text.p + from, '!', at - from);
        if (!mark) return SIZE_MAX;
        size_t begin = (size_t)(mark - text.p);
        from = begin + 1;
        if (!begin || text.p[begin - 1] != '<') continue;
        Str rest = str_sub(text, begin, SIZE_MAX);
        Str end = str_starts(rest, STR("!--"))        ? STR("-->")
                  : str_starts(rest, STR("![CDATA[")) ? STR("]]>")
                                                      : (Str){0};
        if (!end.n) continue; /* not well-formed: the parser will say so */
        size_t found = str_find(rest, end);
        if (found == SIZE_MAX || begin + found >= at) return begin - 1;
        from = begin + found + end.n;
    }
    return SIZE_MAX;
}

size_t xml_cut(const XmlRecords *records, Str text) {
    for (size_t i = 0, n = text.n; i < TRIES && n; i++) {
        size_t at = last_end(records, str_sub(text, 0, n));
        size_t hidden = at ? hidden_in(text, at) : SIZE_MAX;
        if (hidden == SIZE_MAX) return at;
        n = hidden;
    }
    return 0;
}
