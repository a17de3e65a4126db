/* The XML door: events, refusals, limits, encodings, roots, trees. */
#include "base/file.h"
#include "base/utf8.h"
#include "ingest/xml.h"
#include "tests/tap.h"
#include <assert.h>
#include <string.h>

enum { ITEM, NAME, CODE, PLAIN };
static const char *const labels[] = {"item", "name", "code", "plain"};
static const XmlNamespace namespaces[] = {{"a", "urn:a"}, {"b", "urn:b"}};
static const XmlPath paths[] = {
    {"a:item", ITEM, XML_GROUP},
    {"a:item/a:name", NAME, XML_TEXT},
    {"a:item/b:code", CODE, XML_TEXT},
    {"plain", PLAIN, XML_TEXT},
};

/* One line an event. */
static bool record(void *to, const XmlEvent *event) {
    Buf *said = to;
    if (event->what == XML_AGAIN) {
        said->n = 0;
        return true;
    }
    const char *const words[] = {"begin ", "end ", ""};
    buf_print(said, "%u: %s%s", event->line, words[event->what], labels[event->id]);
    for (size_t i = 0; i < event->attr_count; i++)
        buf_print(said, " %.*s=%.*s", STR_ARG(event->attrs[i].name), STR_ARG(event->attrs[i].value));
    if (event->what == XML_VALUE)
        buf_print(said, " \"%.*s\"", STR_ARG(utf8_visible(said->arena, event->text)));
    buf_byte(said, '\n');
    return true;
}

/* Reads a document as file_read() would give it; what is said, events and messages, one a line. */
static Str say_once(Arena *arena, XmlReader *reader, const XmlFormat *format, Str document) {
    char *bytes = arena_take(arena, document.n + 16);
    if (document.n) memcpy(bytes, document.p, document.n);
    Buf said = {.arena = arena};
    Diags diags = diags_new(arena);
    bool good =
        xml_read(reader, format, piece_whole(STR("x.xml"), (Str){bytes, document.n}), record, &said, &diags);
    for (const Diag *diag = diags.first; diag; diag = diag->next) {
        buf_add(&said, diag_print(arena, diag));
        buf_byte(&said, '\n');
    }
    if (good != !diags.first || (diags.first && diags.first != diags.last))
        buf_print(&said, "%s with %zu messages\n", good ? "read" : "refused", diags.count[DIAG_REFUSED]);
    return buf_str(&said);
}

/* Reads it twice: with masked copies and without, which must not make a difference. */
static Str say(Arena *arena, XmlReader *reader, const XmlFormat *format, Str document) {
    Str masked = say_once(arena, reader, format, document);
    xml_reader_plain(reader, true);
    Str plain = say_once(arena, reader, format, document);
    xml_reader_plain(reader, false);
    return str_eq(masked, plain)
               ? masked
               : str_print(arena, "masked:\n%.*splain:\n%.*s", STR_ARG(masked), STR_ARG(plain));
}

/* Runs the cases of a file, each with a new reader and again with one that has read all before. */
static void test_cases(Arena *arena, const XmlFormat *format, const char *path) {
    Diags diags = diags_new(arena);
    Str bytes, rest;
    if (!OK(file_read(arena, str_of(path), 0, &bytes, &diags))) return;
    XmlReader *worn = xml_reader_new();
    rest = str_sub(bytes, str_find(bytes, STR("\n# ")) + 1, SIZE_MAX);
    while (rest.n) {
        size_t end = str_find(rest, STR("\n\n# "));
        Str one = str_sub(rest, 0, end);
        rest = end == SIZE_MAX ? (Str){0} : str_sub(rest, end + 2, SIZE_MAX);
        size_t title = str_find_byte(one, '\n'), arrow = str_find(one, STR("\n=>"));
        const char *label = str_cstr(arena, str_sub(one, 2, title - 2));
        Str document = str_sub(one, title + 1, arrow - title - 1);
        Str want = str_trim(str_sub(one, arrow + 3, SIZE_MAX));
        XmlReader *fresh = xml_reader_new();
        tap_is(str_trim(say(arena, fresh, format, document)), want, path, 0, label);
        tap_is(str_trim(say(arena, worn, format, document)), want, path, 0, label);
        xml_reader_free(fresh);
    }
    xml_reader_free(worn);
}

static Str repeat(Arena *arena, const char *text, size_t times) {
    Buf buf = {.arena = arena};
    for (size_t i = 0; i < times; i++) buf_add(&buf, str_of(text));
    return buf_str(&buf);
}

static Str wrap(Arena *arena, Str before, Str middle, Str after) {
    Str parts[] = {before, middle, after};
    return str_join(arena, (StrList){parts, 3, 3}, (Str){0});
}

/* What is just allowed, and what is one too many. */
static void test_limits(Arena *arena, const XmlFormat *format) {
    XmlReader *reader = xml_reader_new();
    Str open = STR("<r><plain>"), close = STR("</plain></r>");
    Str a = repeat(arena, "<d>", XML_MAX_DEPTH - 1), z = repeat(arena, "</d>", XML_MAX_DEPTH - 1);
    IS(say(arena, reader, format, wrap(arena, STR("<r>"), wrap(arena, a, STR(""), z), STR("</r>"))), STR(""));
    IS(say(arena, reader, format, wrap(arena, STR("<r>\n"), wrap(arena, a, STR("<d></d>"), z), STR("</r>"))),
       STR("x.xml:2: elements nested deeper than 256: file refused\n"));
    Str instructed = wrap(arena, a, repeat(arena, "<?p i?>", 1000), z); /* are no deeper level */
    IS(say(arena, reader, format, wrap(arena, STR("<r>"), instructed, STR("</r>"))), STR(""));
    IS(say(arena, reader, format, repeat(arena, "<d>", 100000)),
       STR("x.xml:1: elements nested deeper than 256: file refused\n"));

    Str most = repeat(arena, "0123456789abcdef", XML_MAX_TEXT / 16);
    NUM(say(arena, reader, format, wrap(arena, open, most, close)).n,
        strlen("1: plain \"\"\n") + XML_MAX_TEXT);
    Str too_much = STR("x.xml:1: an element with more than 1048576 bytes of text: file refused\n");
    IS(say(arena, reader, format, wrap(arena, open, wrap(arena, most, STR("!"), STR("")), close)), too_much);
    IS(say(arena, reader, format, wrap(arena, open, repeat(arena, "é", XML_MAX_TEXT / 2 + 1), close)),
       too_much);
    IS(say(arena, reader, format, wrap(arena, open, repeat(arena, "<![CDATA[0]]>", XML_MAX_TEXT + 1), close)),
       too_much);

    Str attribute = STR("<r><plain a=\"");
    Str value = repeat(arena, "x", XML_MAX_TAG - strlen("<plain a=\"\">"));
    IS(str_sub(say(arena, reader, format, wrap(arena, attribute, value, STR("\">v</plain></r>"))), 0, 12),
       STR("1: plain a=x"));
    IS(say(arena, reader, format, wrap(arena, attribute, value, STR(">\">v</plain></r>"))),
       STR("x.xml:1: a tag of more than 16384 bytes: file refused\n"));
    Buf attributes = {.arena = arena};
    for (int i = 0; i < 200000; i++) buf_print(&attributes, " a%d=''", i);
    IS(say(arena, reader, format, wrap(arena, STR("<r>\n\n<plain"), buf_str(&attributes), STR("/></r>"))),
       STR("x.xml:3: a tag of more than 16384 bytes: file refused\n"));

    Buf names = {.arena = arena}, targets = {.arena = arena};
    for (int i = 0; i < XML_MAX_NAMES + 64; i++) {
        buf_print(&names, "<n%d/>", i);
        buf_print(&targets, "<?n%d?>", i);
    }
    Str too_many = STR("x.xml:1: more than 100000 different names: file refused\n");
    IS(say(arena, reader, format, wrap(arena, STR("<r>"), buf_str(&names), STR("</r>"))), too_many);
    IS(say(arena, reader, format, wrap(arena, STR("<r>"), buf_str(&targets), STR("</r>"))), too_many);

    Buf scopes = {.arena = arena};
    for (int i = 0; i <= XML_MAX_NAMESPACES; i++)
        buf_print(&scopes, "%s xmlns:n%d='urn:%d'", i % 100 ? "" : i ? "><d" : "<r", i, i);
    IS(say(arena, reader, format, wrap(arena, buf_str(&scopes), STR("/></d></r>"), STR(""))),
       STR("x.xml:1: more than 256 namespaces in scope: file refused\n"));

    IS(say(arena, reader, format, wrap(arena, STR("<r>"), repeat(arena, "<d/>", XML_MAX_NODES), STR("</r>"))),
       STR("x.xml:1: more than 10000000 elements: file refused\n"));
    IS(say(arena, reader, format,
           wrap(arena, STR("<r>"), repeat(arena, "        ", XML_MAX_BYTES / 8), STR("</r>"))),
       STR("x.xml: more than 67108864 bytes: file refused\n"));
    IS(say(arena, reader, format, STR("<r><plain>still well</plain></r>")), STR("1: plain \"still well\"\n"));
    xml_reader_free(reader);
}

static bool is_refusal(Str said) {
    return str_find(said, STR("x.xml:")) != SIZE_MAX && str_ends(said, STR(": file refused\n"));
}

static const char small[] =
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    "<r xmlns:a=\"urn:a\" xmlns=\"\"><!-- é --><a:item k='&amp;é'><a:name>caf\u00e9 &#233; "
    "<![CDATA[<&>]]></a:name></a:item><?p i?><plain>\u20ac</plain></r>";

/* A document that stops anywhere, or has a byte changed anywhere, is refused or read, and never more. */
static void test_damage(Arena *arena, const XmlFormat *format) {
    XmlReader *reader = xml_reader_new();
    Str whole = {small, sizeof small - 1};
    Str good = say(arena, reader, format, whole);
    OK(good.n && !is_refusal(good));
    size_t refused = 0, said_twice = 0, nul_refused = 0;
    for (size_t n = 0; n < whole.n; n++)
        refused += is_refusal(say(arena, reader, format, str_sub(whole, 0, n)));
    NUM(refused, whole.n);
    for (size_t i = 0; i < whole.n; i++)
        for (unsigned bit = 0; bit < 8; bit++) {
            char *copy = str_cstr(arena, whole);
            copy[i] = (char)(copy[i] ^ 1 << bit);
            Str said = say(arena, reader, format, (Str){copy, whole.n});
            said_twice += str_find(said, STR(" messages\n")) != SIZE_MAX || utf8_check(said) != said.n;
        }
    NUM(said_twice, 0);
    for (size_t i = 0; i <= whole.n; i++) {
        Str nul = wrap(arena, str_sub(whole, 0, i), (Str){"", 1}, str_sub(whole, i, SIZE_MAX));
        nul_refused += is_refusal(say(arena, reader, format, nul));
    }
    NUM(nul_refused, whole.n + 1);
    IS(say(arena, reader, format, whole), good);
    xml_reader_free(reader);
}

/* Many names and long texts make the context anew, and nothing else changes. */
static void test_reuse(Arena *arena, const XmlFormat *format) {
    XmlReader *reader = xml_reader_new();
    Buf names = {.arena = arena};
    for (int i = 0; i < 10000; i++) buf_print(&names, "<n%d/>", i);
    Str many = wrap(arena, STR("<r>"), buf_str(&names), STR("<plain>x</plain></r>"));
    for (int i = 0; i < 3; i++) IS(say(arena, reader, format, many), STR("1: plain \"x\"\n"));
    IS(say(arena, reader, format, (Str){0}), STR("x.xml: an empty file: file refused\n"));
    const XmlPath other[] = {{"other", PLAIN, XML_TEXT}};
    const XmlFormat *second = xml_format(arena, namespaces, 2, other, 1);
    Str both = STR("<r><plain>1</plain><other>2</other></r>");
    for (int i = 0; i < 2; i++) {
        IS(say(arena, reader, second, both), STR("1: plain \"2\"\n"));
        IS(say(arena, reader, format, both), STR("1: plain \"1\"\n"));
    }
    xml_reader_free(reader);
}

static Str utf16(Arena *arena, Str s, bool big_endian, bool mark) {
    Buf buf = {.arena = arena};
    for (size_t at = mark ? SIZE_MAX : 0; at == SIZE_MAX || at < s.n;) {
        uint32_t c = 0xFEFF;
        if (at == SIZE_MAX) at = 0;
        else c = utf8_next(s, &at);
        uint32_t units[2] = {c, 0};
        if (c > 0xFFFF)
            units[0] = 0xD800 + ((c - 0x10000) >> 10), units[1] = 0xDC00 + ((c - 0x10000) & 0x3FF);
        for (int i = 0; i < 2 && (i == 0 || units[1]); i++) {
            buf_byte(&buf, (char)(big_endian ? units[i] >> 8 : units[i] & 0xFF));
            buf_byte(&buf, (char)(big_endian ? units[i] & 0xFF : units[i] >> 8));
        }
    }
    return buf_str(&buf);
}

static void test_encodings(Arena *arena, const XmlFormat *format) {
    XmlReader *reader = xml_reader_new();
    Str text = STR("<?xml version='1.0' encoding='UTF-16'?><r><plain>é€𝄞</plain></r>"),
        want = STR("1: plain \"é€𝄞\"\n");
    for (int i = 0; i < 4; i++) IS(say(arena, reader, format, utf16(arena, text, i & 1, i & 2)), want);
    IS(say(arena, reader, format,
           wrap(arena, STR("\xEF\xBB\xBF"), STR("<r><plain>é€𝄞</plain></r>"), STR(""))),
       want);
    static const struct {
        int line;
        const char *document, *want;
    } rows[] = {
        {__LINE__, "<?xml version='1.0' encoding='ISO-8859-1'?><r><plain>\xE9</plain></r>",
         "1: plain \"é\"\n"},
        {__LINE__, "<?xml version='1.0' encoding='iso-8859-15'?><r><plain>\xA4</plain></r>",
         "1: plain \"€\"\n"},
        {__LINE__, "<?xml version='1.0' encoding='Windows-1252'?><r><plain a='\x93'>\x80</plain></r>",
         "1: plain a=“ \"€\"\n"},
        {__LINE__, "<?xml version='1.0' encoding = \"us-ascii\" ?><r><plain>e</plain></r>",
         "1: plain \"e\"\n"},
        {__LINE__, "<?xml version='1.0'\nencoding\n=\n'utf-8'?><r><plain>é</plain></r>", "4: plain \"é\"\n"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        IS_AT(rows[i].line, say(arena, reader, format, str_of(rows[i].document)), str_of(rows[i].want));
    static const struct {
        int line;
        const char *document;
    } wrong[] = {
        {__LINE__, "<r><plain>\xE9</plain></r>"},
        {__LINE__, "<?xml version='1.0' encoding='UTF-8'?><r><plain>caf\xE9</plain></r>"},
        {__LINE__, "<?xml version='1.0' encoding='US-ASCII'?><r><plain>é</plain></r>"},
        {__LINE__, "<r><plain>\xC3</plain></r>"},
        {__LINE__, "<r><plain>\xED\xA0\x80</plain></r>"}, /* a surrogate */
        {__LINE__, "<r><plain>\xF4\x90\x80\x80</plain></r>"},
        {__LINE__, "<r><plain a='\xFF'/></r>"},
        {__LINE__, "<r><!-- \xFF --></r>"},
        {__LINE__, "<r\xFF/>"},
        {__LINE__, "\xFF\xFE<r/>"},
        {__LINE__, "\xFF\xFE"},
        {__LINE__, "\xEF\xBB\xBF"},
        {__LINE__, "<r><plain>\xEF\xBF\xBF</plain></r>"},   /* U+FFFF */
        {__LINE__, "<r><plain>\xE0\x80\xAF é</plain></r>"}, /* an overlong slash */
        {__LINE__, "\x7F\x45\x4C\x46\x02\x01\x01"},
        {__LINE__, "PK\x03\x04"},
        {__LINE__, "<"},
        {__LINE__, "<?xml version='1.0' encoding='UTF-32'?><r/>"},
        {__LINE__, "<?xml version='1.0' encoding='\xFF'?><r/>"},
    };
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        Str said = say(arena, reader, format, str_of(wrong[i].document));
        if (!OK_AT(wrong[i].line, is_refusal(said) && utf8_check(said) == said.n))
            printf("# %.*s\n", STR_ARG(said));
    }
    xml_reader_free(reader);
}

/* Documents that look well when masked and are not, or the other way round. */
static void test_masks(Arena *arena, const XmlFormat *format) {
    static const struct {
        int line;
        const char *document, *want;
    } rows[] = {
        {__LINE__, "<r><plain>\x7F é &#127; &#233;</plain></r>", "1: plain \"\\x7F é \\x7F é\"\n"},
        {__LINE__, "<r><plain>é\r\n\rè</plain></r>", "1: plain \"é\\x0A\\x0Aè\"\n"},
        {__LINE__, "<r><plain><![CDATA[é]]>è</plain></r>", "1: plain \"éè\"\n"},
        {__LINE__, "<r><plain a='é&amp;è' b='\n\u00e9 '>x</plain></r>", "2: plain a=é&è b= é  \"x\"\n"},
        {__LINE__, "<r><plain>x</plain><é è='à'>é</é><plain>y</plain></r>",
         "1: plain \"x\"\n1: plain \"y\"\n"},
        {__LINE__, "<r xmlns:é='urn:a'><é:item><é:name>x</é:name></é:item></r>",
         "1: begin item\n1: name \"x\"\n1: end item\n"},
        {__LINE__, "<r xmlns:u='é' xmlns:v='è' ><plain u:a='1' v:a='2' b='3'>x</plain></r>",
         "1: plain b=3 \"x\"\n"},
        {__LINE__, "<r><?é è?><!-- é --><plain>é</plain></r>", "1: plain \"é\"\n"},
    };
    XmlReader *reader = xml_reader_new();
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        IS_AT(rows[i].line, say(arena, reader, format, str_of(rows[i].document)), str_of(rows[i].want));
    xml_reader_free(reader);
}

static void test_roots(Arena *arena) {
    static const struct {
        int line;
        const char *document, *want; /* NULL: not XML */
    } rows[] = {
        {__LINE__, "<r/>", "r"},
        {__LINE__, "<r>", "r"},
        {__LINE__, "\xEF\xBB\xBF  \n<ns0:ContractNotice a='1'>", "ContractNotice"},
        {__LINE__, "<?xml version='1.0'?><!-- <no/> -- > --><?pi <no/>?>\n<yes\n>", "yes"},
        {__LINE__, "<!DOCTYPE a [<!ELEMENT b (c)> <!ENTITY d '>]'>]><e/>", "e"},
        {__LINE__, "<!DOCTYPE html><html lang='fr'>", "html"},
        {__LINE__, "<?xml version='1.0'", ""},
        {__LINE__, "<!-- never closed <r/>", ""},
        {__LINE__, "<", ""},
        {__LINE__, "< r/>", ""},
        {__LINE__, "<r", "r"},
        {__LINE__, "<r\xFF/>", ""},
        {__LINE__, "", NULL},
        {__LINE__, "title;cpv\nx;45000000\n", NULL},
        {__LINE__, "\"<r/>\";1", NULL},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        Str name;
        bool is_xml = xml_root(arena, str_of(rows[i].document), &name);
        OK_AT(rows[i].line, is_xml == (rows[i].want != NULL));
        IS_AT(rows[i].line, name, str_of(rows[i].want));
    }
    for (int i = 0; i < 4; i++) {
        Str name;
        OK(xml_root(arena, utf16(arena, STR("<?xml version='1.0'?><é:Avis é='1'/>"), i & 1, i & 2), &name));
        IS(name, STR("Avis"));
    }
}

static const char schema[] = "<grammar xmlns='http://relaxng.org/ns/structure/1.0' "
                             "datatypeLibrary='http://www.w3.org/2001/XMLSchema-datatypes'>\n"
                             "<start><element name='page'><attribute "
                             "name='size'><choice><value>A4</value><value>A5</value></choice></attribute>\n"
                             "<oneOrMore><element name='p'><mixed><zeroOrMore><element "
                             "name='b'><text/></element></zeroOrMore></mixed></element>"
                             "</oneOrMore></element></start></grammar>";

static void print_node(Buf *buf, const XmlNode *node) {
    if (!node->name.n) {
        buf_print(buf, "\"%.*s\"", STR_ARG(node->text));
        return;
    }
    buf_print(buf, "(%.*s:%u", STR_ARG(node->name), node->at.line);
    for (size_t i = 0; i < node->attr_count; i++)
        buf_print(buf, " %.*s=%.*s", STR_ARG(node->attrs[i].name), STR_ARG(node->attrs[i].value));
    for (const XmlNode *child = node->first; child; child = child->next) {
        assert(child->parent == node);
        buf_byte(buf, ' ');
        print_node(buf, child);
    }
    buf_byte(buf, ')');
}

static Str tree(Arena *arena, const char *document, Str rules) {
    Diags diags = diags_new(arena);
    const XmlNode *root = xml_tree(arena, STR("t.xml"), str_of(document), STR("t.rng"), rules, &diags);
    Buf buf = {.arena = arena};
    if (root) print_node(&buf, root);
    for (const Diag *diag = diags.first; diag; diag = diag->next)
        buf_print(&buf, "%s%u", diag == diags.first ? "errors at " : ", ", diag->at.line);
    if (!root && !diags.count[DIAG_USAGE]) buf_add(&buf, STR("refused in silence"));
    return buf_str(&buf);
}

static void test_trees(Arena *arena) {
    Str rules = {schema, sizeof schema - 1};
    IS(tree(arena, "<page size='A4'>\n<p>a &amp; <b>b</b> <![CDATA[<c>]]></p></page>", rules),
       STR("(page:1 size=A4 \"\n\" (p:2 \"a & \" (b:2 \"b\") \" <c>\"))"));
    static const struct {
        int line;
        const char *document, *want;
    } rows[] = {
        {__LINE__, "<page size='A3'>\n<p/></page>", "errors at 1"},
        {__LINE__, "<page size='A4'>\n<p/>\n<q/></page>", "errors at 3"},
        {__LINE__, "<page size='A4'>\n<p>\n</page>", "errors at 3"},
        {__LINE__,
         "<!DOCTYPE page [<!ENTITY e SYSTEM 'file:///etc/hostname'>]><page size='A4'><p>&e;</p></page>",
         "errors at 1"},
        {__LINE__, "", "errors at 0"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        Str said = tree(arena, rows[i].document, rules);
        OK_AT(rows[i].line, str_starts(said, str_of(rows[i].want)));
        if (!str_starts(said, str_of(rows[i].want))) printf("# %.*s\n", STR_ARG(said));
    }
    OK(str_starts(tree(arena, "<page/>", STR("<grammar")), STR("errors at")));
    OK(str_starts(tree(arena, "<page/>", STR("<element name='page'/>")), STR("errors at")));
}

int main(void) {
    Arena *arena = arena_new();
    const XmlFormat *format = xml_format(arena, namespaces, 2, paths, sizeof paths / sizeof *paths);
    test_cases(arena, format, "tests/cases/xml/events.txt");
    test_damage(arena, format);
    test_reuse(arena, format);
    test_encodings(arena, format);
    test_masks(arena, format);
    test_roots(arena);
    test_trees(arena);
    test_limits(arena, format);
    arena_free(arena);
    return tap_done();
}
