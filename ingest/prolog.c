/* prolog.c - the bytes before the root element, read without a parser.
 *
 * It answers which format a file is, and how its bytes are to be read; it does not judge whether the document
 * is well-formed, which is the parser's business. */
#include "ingest/prolog.h"
#include "base/utf8.h"
#include "ingest/xml.h"
#include <string.h>

enum {
    UTF16_WINDOW = 1 << 16, /* bytes of UTF-16 that are looked at for the root */
    DECLARATION_MOST = 1024,
};

static bool is_utf16(Str bytes, bool *big_endian) {
    unsigned char a = bytes.n > 1 ? (unsigned char)bytes.p[0] : 1;
    unsigned char b = bytes.n > 1 ? (unsigned char)bytes.p[1] : 1;
    *big_endian = (a == 0xFE && b == 0xFF) || (a == 0 && b == '<');
    return *big_endian || (a == 0xFF && b == 0xFE) || (a == '<' && b == 0);
}

Str prolog_without_mark(Str bytes) {
    bool marked = str_starts(bytes, STR("\xEF\xBB\xBF"));
    return marked ? (Str){bytes.p + 3, bytes.n - 3} : bytes; /* str_sub() would lose the place of nothing */
}

/* What the XML declaration names; empty if it names nothing. */
static Str declared(Str bytes) {
    if (!str_starts(bytes, STR("<?xml"))) return (Str){0};
    Str rest = str_sub(bytes, 0, DECLARATION_MOST);
    rest = str_sub(rest, 0, str_find(rest, STR("?>")));
    size_t at = str_find(rest, STR("encoding"));
    if (at == SIZE_MAX) return (Str){0};
    rest = str_trim(str_sub(rest, at + 8, SIZE_MAX));
    if (!rest.n || rest.p[0] != '=') return (Str){0};
    rest = str_trim(str_sub(rest, 1, SIZE_MAX));
    if (!rest.n || (rest.p[0] != '"' && rest.p[0] != '\'')) return (Str){0};
    char quote = rest.p[0];
    rest = str_sub(rest, 1, SIZE_MAX);
    return str_sub(rest, 0, str_find_byte(rest, quote));
}

static bool encoding_in(Str encoding, const char *const *names, size_t count) {
    for (size_t i = 0; i < count; i++)
        if (encoding.n == strlen(names[i]) && strncasecmp(encoding.p, names[i], encoding.n) == 0) return true;
    return false;
}

/* One byte a character, and ASCII below 0x80. */
static bool is_latin(Str encoding) {
    static const char *const names[] = {"US-ASCII",   "ASCII",        "ISO-8859-1", "ISO-8859-15",
                                        "ISO_8859-1", "windows-1252", "cp1252"};
    return encoding_in(encoding, names, sizeof names / sizeof *names);
}

static bool is_utf8_name(Str encoding) {
    static const char *const names[] = {"UTF-8", "UTF8"};
    return !encoding.n || encoding_in(encoding, names, sizeof names / sizeof *names);
}

XmlEncoding prolog_encoding(Str bytes, Str *name) {
    bool big_endian;
    *name = (Str){0};
    if (is_utf16(bytes, &big_endian)) return big_endian ? XML_UTF16_BIG : XML_UTF16_LITTLE;
    *name = declared(prolog_without_mark(bytes));
    return is_utf8_name(*name) ? XML_UTF8 : is_latin(*name) ? XML_LATIN : XML_OTHER;
}

bool prolog_begins_name(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == ':' || (c & 0x80);
}

/* What follows a DOCTYPE: its '>' stands outside quotes and outside the brackets of an internal subset. */
static Str after_doctype(Str s) {
    char quote = 0;
    bool inside = false;
    for (size_t i = 0; i < s.n; i++) {
        char c = s.p[i];
        if (quote) quote = c == quote ? 0 : quote;
        else if (c == '"' || c == '\'') quote = c;
        else if (c == '[' || c == ']') inside = c == '[';
        else if (c == '>' && !inside) return str_sub(s, i + 1, SIZE_MAX);
    }
    return (Str){0};
}

static Str after(Str s, Str mark) {
    size_t at = str_find(s, mark);
    return str_sub(s, at == SIZE_MAX ? s.n : at + mark.n, SIZE_MAX);
}

static Str name_at(Str s) {
    size_t n = 0;
    while (n < s.n && !strchr(" \t\r\n/>", s.p[n])) n++;
    Str name = str_sub(s, 0, n);
    size_t colon = str_find_byte(name, ':');
    if (colon != SIZE_MAX) name = str_sub(name, colon + 1, SIZE_MAX);
    return utf8_check(name) == name.n ? name : (Str){0};
}

bool xml_root(Arena *arena, Str bytes, Str *local_name) {
    *local_name = (Str){0};
    bool big_endian;
    if (is_utf16(bytes, &big_endian))
        bytes = utf8_from_utf16(arena, str_sub(bytes, 0, UTF16_WINDOW), big_endian);
    Str s = str_trim(prolog_without_mark(bytes));
    if (!s.n || s.p[0] != '<') return false;
    while (s.n && s.p[0] == '<') {
        if (str_starts(s, STR("<?"))) s = after(s, STR("?>"));
        else if (str_starts(s, STR("<!--"))) s = after(s, STR("-->"));
        else if (str_starts(s, STR("<!"))) s = after_doctype(s);
        else break;
        s = str_trim(s);
    }
    if (s.n > 1 && s.p[0] == '<' && prolog_begins_name(s.p[1]))
        *local_name = name_at(str_sub(s, 1, SIZE_MAX));
    return true;
}
