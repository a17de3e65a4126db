/* xml.c - libxml2 behind one door: SAX2 events through a state machine, small validated trees.
 *
 * The idea: libxml2 interns every name in the context's dictionary, so a name is a pointer. The names of a
 * format are interned once for each context; after that, an element costs one probe of a pointer table and
 * one step next[state][name]. An element that the format does not name is a depth that is counted until it
 * ends.
 *
 * UTF-8 is parsed where it lies: the input stream's base, cur and end are set to the caller's bytes, which
 * libxml2 neither copies nor frees. Text that comes in one piece from there is handed on as a view.
 *
 * Refused: a DOCTYPE (and with it every entity but the five predefined ones), whatever is not well-formed,
 * and all that exceeds the limits. After a refusal, and when the dictionary has grown, the context is made
 * anew: what hostile documents leave behind stays bounded. */
#include "ingest/xml.h"
#include "base/utf8.h"
#include "ingest/prolog.h"
#include <assert.h>
#include <libxml/catalog.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/relaxng.h>
#include <pthread.h>
#include <string.h>

enum {
    BOUND_SIZE = 1024, /* of the pointer table, a power of two; a format has at most half as many names */
    DICTIONARY_MOST = 4096, /* names; those of eForms are about 600 */
};

/* libxml2 asks for nothing outside the document, and prints nothing. */

static xmlParserInput *load_nothing(const char *url, const char *id, xmlParserCtxt *context) {
    (void)url, (void)id, (void)context;
    return NULL;
}

static void print_nothing(void *to, const char *message, ...) {
    (void)to, (void)message;
}

static void library_init(void) {
    xmlInitParser();
    xmlSetExternalEntityLoader(load_nothing);
    xmlCatalogSetDefaults(XML_CATA_ALLOW_NONE);
    xmlSetGenericErrorFunc(NULL, print_nothing);
    xmlThrDefSetGenericErrorFunc(NULL, print_nothing);
}

static void library_ready(void) {
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, library_init);
}

/* The words of libxml2, on one line. They may quote the document, so they may be anything. */
static Str error_text(const xmlError *error) {
    Str text = str_of(error->message);
    text = str_trim(str_sub(text, 0, str_find_byte(text, '\n')));
    return text.n && utf8_check(text) == text.n ? text : STR("error");
}

typedef uint16_t State; /* a number; NOWHERE: not in the table, AT_ROOT: the root element */
enum { NOWHERE, AT_ROOT };

typedef struct Name {
    Str uri, local;
} Name;

typedef struct Stop {
    int id; /* -1: only on the way to something */
    XmlWants wants;
} Stop;

struct XmlFormat {
    Arena *home; /* that it lives in: who holds a format for good holds its arena */
    Name *names;
    size_t name_count, name_cap;
    Stop *stops; /* by state */
    size_t state_count;
    State *next; /* [state * name_count + name] */
};

static Str namespace_uri(const XmlNamespace *namespaces, size_t count, Str prefix) {
    if (!prefix.n) return (Str){0};
    for (size_t i = 0; i < count; i++)
        if (str_is(prefix, namespaces[i].prefix)) return str_of(namespaces[i].uri);
    assert(false); /* a path uses a prefix that its format does not declare */
    return (Str){0};
}

/* Cuts the first step off a path. */
static bool next_step(Str *path, const XmlNamespace *namespaces, size_t count, Name *name) {
    Str step;
    if (!str_next(path, '/', &step)) return false;
    size_t colon = str_find_byte(step, ':');
    Str prefix = colon == SIZE_MAX ? (Str){0} : str_sub(step, 0, colon);
    name->uri = namespace_uri(namespaces, count, prefix);
    name->local = colon == SIZE_MAX ? step : str_sub(step, colon + 1, SIZE_MAX);
    return true;
}

static size_t name_number(Arena *arena, XmlFormat *format, Name name) {
    for (size_t i = 0; i < format->name_count; i++)
        if (str_eq(format->names[i].local, name.local) && str_eq(format->names[i].uri, name.uri)) return i;
    *ARENA_PUSH(arena, format->names, format->name_count, format->name_cap) = name;
    return format->name_count - 1;
}

static State state_after(XmlFormat *format, State state, size_t name) {
    State *next = &format->next[state * format->name_count + name];
    if (!*next) {
        assert(format->stops[state].id < 0 || format->stops[state].wants == XML_GROUP);
        format->stops[format->state_count].id = -1;
        *next = (State)format->state_count++;
    }
    return *next;
}

XmlFormat *xml_format(Arena *arena, const XmlNamespace *namespaces, size_t namespace_count,
                      const XmlPath *paths, size_t path_count) {
    XmlFormat *format = ARENA_NEW(arena, XmlFormat);
    format->home = arena;
    size_t most_states = AT_ROOT + 1;
    Name name;
    for (size_t i = 0; i < path_count; i++) {
        Str rest = str_of(paths[i].path);
        for (; next_step(&rest, namespaces, namespace_count, &name); most_states++)
            name_number(arena, format, name);
    }
    assert(format->name_count <= BOUND_SIZE / 2 && most_states <= UINT16_MAX);
    format->next = ARENA_ARRAY(arena, State, most_states * format->name_count);
    format->stops = ARENA_ARRAY(arena, Stop, most_states);
    format->stops[AT_ROOT].id = -1;
    format->state_count = AT_ROOT + 1;
    for (size_t i = 0; i < path_count; i++) {
        Str rest = str_of(paths[i].path);
        State state = AT_ROOT;
        while (next_step(&rest, namespaces, namespace_count, &name))
            state = state_after(format, state, name_number(arena, format, name));
        assert(paths[i].id >= 0 && format->stops[state].id < 0);
        format->stops[state] = (Stop){paths[i].id, paths[i].wants};
    }
    return format;
}

typedef struct Bound {
    const xmlChar *local, *uri; /* interned; local is NULL in a free place */
    size_t name;
} Bound;

struct XmlReader {
    Arena *home;    /* holds the reader and what is reused from document to document */
    Arena *scratch; /* of the document being read */
    xmlParserCtxt *context;
    const XmlFormat *format; /* the one that `bound` is for */
    Bound bound[BOUND_SIZE];

    Str file, bytes; /* bytes: what is parsed in place; empty where libxml2 converts */
    XmlSink *sink;
    void *to;
    Diags *diags;
    bool refused;

    State path[XML_MAX_DEPTH]; /* the open elements that the format knows */
    size_t depth;
    size_t skipped; /* open elements below them that it does not */
    size_t nodes;

    const Stop *reading; /* the open XML_TEXT, or NULL */
    uint32_t line;       /* where it begins */
    Str text;            /* of it so far: a view of bytes, or of pieces */
    Buf pieces;
    XmlAttr *attrs;
    size_t attr_count, attr_cap;
};

static uint32_t line_now(const XmlReader *reader) {
    const xmlParserInput *input = reader->context->input;
    return input && input->line > 0 ? (uint32_t)input->line : 0;
}

/* Says why, once, and lets the parser run no further. */
static void refuse(XmlReader *reader, uint32_t line, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
static void refuse(XmlReader *reader, uint32_t line, const char *format, ...) {
    if (reader->refused) return;
    reader->refused = true;
    va_list args;
    va_start(args, format);
    Str what = str_vprint(reader->scratch, format, args);
    va_end(args);
    Loc at = {.file = reader->file, .line = line};
    diag_add(reader->diags, DIAG_REFUSED, at, "file refused", "%.*s", STR_ARG(what));
}

static void stop(XmlReader *reader) {
    xmlStopParser(reader->context);
}

static void on_error(void *to, xmlError *error) {
    XmlReader *reader = to;
    if (error->level < XML_ERR_ERROR) return;
    uint32_t line = error->line > 0 ? (uint32_t)error->line : 0;
    refuse(reader, line, "not well-formed: %.*s", STR_ARG(error_text(error)));
}

static void on_doctype(void *to, const xmlChar *name, const xmlChar *id, const xmlChar *url) {
    (void)name, (void)id, (void)url;
    XmlReader *reader = to;
    refuse(reader, line_now(reader), "a DOCTYPE, which no notice has");
    stop(reader);
}

static bool is_view(const XmlReader *reader, const xmlChar *p) {
    const char *c = (const char *)p;
    return reader->bytes.n && c >= reader->bytes.p && c < reader->bytes.p + reader->bytes.n;
}

/* libxml2 leaves an ampersand in an attribute's value as "&#38;" (and nothing else), for a tree to resolve.
 */
static Str attr_text(XmlReader *reader, const xmlChar *from, const xmlChar *end) {
    Str raw = {(const char *)from, (size_t)(end - from)}, part;
    if (str_find_byte(raw, '&') == SIZE_MAX)
        return is_view(reader, from) ? raw : str_copy(reader->scratch, raw);
    Buf buf = {.arena = reader->scratch};
    while (str_next(&raw, '&', &part)) {
        buf_add(&buf, part);
        if (str_starts(raw, STR("#38;"))) {
            buf_byte(&buf, '&');
            raw = str_sub(raw, 4, SIZE_MAX);
        }
    }
    return buf_str(&buf);
}

static void keep_attrs(XmlReader *reader, int count, const xmlChar **attrs) {
    reader->attr_count = 0;
    for (int i = 0; i < count; i++, attrs += 5) { /* local name, prefix, URI, value, its end */
        if (attrs[1]) continue;
        XmlAttr attr = {str_of((const char *)attrs[0]), attr_text(reader, attrs[3], attrs[4])};
        *ARENA_PUSH(reader->home, reader->attrs, reader->attr_count, reader->attr_cap) = attr;
    }
}

static void report(XmlReader *reader, XmlEvent event) {
    event.attrs = reader->attrs;
    event.attr_count = reader->attr_count;
    if (reader->sink(reader->to, &event)) return;
    reader->refused = true;
    stop(reader);
}

static bool within_limits(XmlReader *reader) {
    const char *what = NULL;
    if (++reader->nodes > XML_MAX_NODES) what = "more than 10000000 elements";
    else if (reader->depth + reader->skipped == XML_MAX_DEPTH) what = "elements nested deeper than 256";
    else if (reader->context->nsNr > 2 * XML_MAX_NAMESPACES) what = "more than 256 namespaces in scope";
    if (!what) return true;
    refuse(reader, line_now(reader), "%s", what);
    stop(reader);
    return false;
}

static size_t bound_place(const xmlChar *local, const xmlChar *uri) {
    uint64_t mixed = ((uintptr_t)local + 31 * (uintptr_t)uri) * 0x9E3779B97F4A7C15u;
    return mixed >> 54; /* BOUND_SIZE is 2^10 */
}

static State state_of(const XmlReader *reader, const xmlChar *local, const xmlChar *uri) {
    if (!reader->depth) return AT_ROOT;
    const XmlFormat *format = reader->format;
    for (size_t i = bound_place(local, uri);; i = (i + 1) % BOUND_SIZE) {
        const Bound *bound = &reader->bound[i];
        if (!bound->local) return NOWHERE;
        if (bound->local == local && bound->uri == uri)
            return format->next[reader->path[reader->depth - 1] * format->name_count + bound->name];
    }
}

static void on_start(void *to, const xmlChar *local, const xmlChar *prefix, const xmlChar *uri, int ns_count,
                     const xmlChar **ns, int attr_count, int defaulted, const xmlChar **attrs) {
    (void)prefix, (void)ns_count, (void)ns, (void)defaulted;
    XmlReader *reader = to;
    if (reader->refused || !within_limits(reader)) return;
    if (reader->skipped) {
        reader->skipped++;
        return;
    }
    State state = state_of(reader, local, uri);
    if (state == NOWHERE) {
        reader->skipped = 1;
        return;
    }
    reader->path[reader->depth++] = state;
    const Stop *here = &reader->format->stops[state];
    if (here->id < 0) return;
    keep_attrs(reader, attr_count, attrs);
    reader->line = line_now(reader);
    if (here->wants == XML_GROUP) {
        report(reader, (XmlEvent){.what = XML_BEGIN, .id = here->id, .line = reader->line});
        return;
    }
    reader->reading = here;
    reader->text = (Str){0};
    reader->pieces.n = 0;
}

static void on_end(void *to, const xmlChar *local, const xmlChar *prefix, const xmlChar *uri) {
    (void)local, (void)prefix, (void)uri;
    XmlReader *reader = to;
    if (reader->refused) return;
    if (reader->skipped) {
        reader->skipped--;
        return;
    }
    const Stop *here = &reader->format->stops[reader->path[--reader->depth]];
    if (here->id < 0) return;
    XmlEvent event = {.what = XML_VALUE, .id = here->id, .text = reader->text, .line = reader->line};
    if (here->wants == XML_GROUP) {
        event = (XmlEvent){.what = XML_END, .id = here->id, .line = line_now(reader)};
        reader->attr_count = 0;
    }
    reader->reading = NULL;
    report(reader, event);
}

/* Text comes in pieces: at entities, at CDATA, and in runs of a few hundred bytes where it is not ASCII. */
static void on_text(void *to, const xmlChar *p, int n) {
    XmlReader *reader = to;
    if (!reader->reading || reader->skipped || reader->refused || n <= 0) return;
    Str piece = {(const char *)p, (size_t)n};
    if (reader->text.n + piece.n > XML_MAX_TEXT) {
        refuse(reader, reader->line, "an element with more than %d bytes of text", XML_MAX_TEXT);
        stop(reader);
        return;
    }
    if (!reader->text.n && is_view(reader, p)) {
        reader->text = piece;
        return;
    }
    if (!reader->pieces.n) buf_add(&reader->pieces, reader->text);
    buf_add(&reader->pieces, piece);
    reader->text = buf_str(&reader->pieces);
}

static void context_new(XmlReader *reader) {
    xmlFreeParserCtxt(reader->context);
    reader->format = NULL;
    reader->context = xmlNewParserCtxt();
    if (!reader->context) arena_take(reader->home, SIZE_MAX / 4); /* memory is at its end: the one way out */
    *reader->context->sax = (xmlSAXHandler){
        .internalSubset = on_doctype,
        .startElementNs = on_start,
        .endElementNs = on_end,
        .characters = on_text,
        .ignorableWhitespace = on_text, /* the same: libxml2 then asks no grammar */
        .cdataBlock = on_text,
        .serror = on_error,
        .initialized = XML_SAX2_MAGIC,
    };
    reader->context->userData = reader;
}

XmlReader *xml_reader_new(void) {
    library_ready();
    Arena *home = arena_new();
    XmlReader *reader = ARENA_NEW(home, XmlReader);
    reader->home = home;
    reader->scratch = arena_new();
    reader->pieces.arena = home;
    context_new(reader);
    return reader;
}

void xml_reader_free(XmlReader *reader) {
    if (!reader) return;
    xmlFreeParserCtxt(reader->context);
    arena_free(reader->scratch);
    arena_free(reader->home);
}

static const xmlChar *intern(const XmlReader *reader, Str s) {
    return s.n ? xmlDictLookup(reader->context->dict, (const xmlChar *)s.p, (int)s.n) : NULL;
}

static void bind_format(XmlReader *reader, const XmlFormat *format) {
    if (reader->format == format) return;
    memset(reader->bound, 0, sizeof reader->bound);
    for (size_t i = 0; i < format->name_count; i++) {
        Bound bound = {intern(reader, format->names[i].local), intern(reader, format->names[i].uri), i};
        size_t place = bound_place(bound.local, bound.uri);
        while (reader->bound[place].local) place = (place + 1) % BOUND_SIZE;
        reader->bound[place] = bound;
    }
    reader->format = format;
}

static bool encoding_in(Str encoding, const char *const *names, size_t count) {
    for (size_t i = 0; i < count; i++)
        if (encoding.n == strlen(names[i]) && strncasecmp(encoding.p, names[i], encoding.n) == 0) return true;
    return false;
}

/* Encodings that libxml2 converts for us. One byte a character, ASCII below 0x80: what is asked of the raw
 * bytes (long_tag) holds for them too. */
static bool is_latin(Str encoding) {
    static const char *const names[] = {"US-ASCII",   "ASCII",        "ISO-8859-1", "ISO-8859-15",
                                        "ISO_8859-1", "windows-1252", "cp1252"};
    return encoding_in(encoding, names, sizeof names / sizeof *names);
}

static bool is_utf8_name(Str encoding) {
    static const char *const names[] = {"UTF-8", "UTF8"};
    return !encoding.n || encoding_in(encoding, names, sizeof names / sizeof *names);
}

static bool begins_name(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == ':' || (c & 0x80);
}

/* How long the tag at the front of `s` is; 0 if none begins there. */
static size_t tag_length(Str s) {
    if (s.n < 2 || s.p[0] != '<' || !begins_name(s.p[1])) return 0;
    char quote = 0;
    for (size_t i = 1; i < s.n; i++) {
        char c = s.p[i];
        if (quote) quote = c == quote ? 0 : quote;
        else if (c == '>') return i + 1;
        else if (c == '"' || c == '\'') quote = c;
    }
    return s.n;
}

/* Where a tag longer than XML_MAX_TAG begins, SIZE_MAX if there is none. A tag holds no '<', so it is enough
 * to look back for one from every XML_MAX_TAG bytes on. */
static size_t long_tag(Str bytes) {
    size_t at = 0;
    while (bytes.n - at > XML_MAX_TAG) {
        const char *from = bytes.p + at + 1, *next = memrchr(from, '<', XML_MAX_TAG);
        if (!next) {
            if (tag_length(str_sub(bytes, at, SIZE_MAX)) > XML_MAX_TAG) return at;
            next = memchr(from, '<', bytes.n - at - 1);
        }
        if (!next) break;
        at = (size_t)(next - bytes.p);
    }
    return SIZE_MAX;
}

static uint32_t line_of(Str bytes, size_t at) {
    uint32_t line = 1;
    for (size_t i = 0; i < at; i++) line += bytes.p[i] == '\n';
    return line;
}

/* Parses UTF-8 where it lies. */
static void parse_in_place(XmlReader *reader, Str bytes, int options) {
    xmlParserCtxt *context = reader->context;
    xmlCtxtReset(context);
    xmlCtxtUseOptions(context, options);
    xmlParserInput *input = xmlNewInputStream(context);
    if (!input || inputPush(context, input) < 0) {
        refuse(reader, 0, "out of memory");
        return;
    }
    input->base = input->cur = (const xmlChar *)bytes.p;
    input->end = input->base + bytes.n;
    reader->bytes = bytes;
    xmlParseDocument(context);
}

static void parse(XmlReader *reader, Str bytes) {
    bool big_endian;
    reader->context->options = 0; /* those of the document before would stay */
    if (prolog_is_utf16(bytes, &big_endian)) {
        Str text = utf8_from_utf16(reader->scratch, bytes, big_endian);
        size_t n = text.n;
        text.p = arena_grow(reader->scratch, (char *)text.p, n, n + 16);
        parse_in_place(reader, text, XML_PARSE_NONET | XML_PARSE_IGNORE_ENC);
        return;
    }
    Str encoding = prolog_encoding(bytes);
    if (is_utf8_name(encoding)) {
        parse_in_place(reader, bytes, XML_PARSE_NONET);
    } else if (is_latin(encoding)) {
        reader->bytes = (Str){0};
        xmlCtxtReadMemory(reader->context, bytes.p, (int)bytes.n, NULL, NULL, XML_PARSE_NONET);
    } else {
        bool shown = encoding.n <= 40 && utf8_check(encoding) == encoding.n;
        refuse(reader, 1, "encoding %.*s is not read", STR_ARG(shown ? encoding : STR("of unknown name")));
    }
}

/* What libxml2 passes over in silence: an error that it did not say, and what follows a NUL. */
static void check_whole(XmlReader *reader) {
    const xmlParserInput *input = reader->context->input;
    if (!reader->context->wellFormed) refuse(reader, line_now(reader), "not well-formed");
    else if (!input || input->cur != input->end)
        refuse(reader, line_now(reader), "more after the document's end");
}

bool xml_read(XmlReader *reader, const XmlFormat *format, Str file, Str bytes, XmlSink *sink, void *to,
              Diags *diags) {
    arena_reset(reader->scratch);
    bind_format(reader, format);
    reader->file = file;
    reader->sink = sink;
    reader->to = to;
    reader->diags = diags;
    reader->refused = false;
    reader->reading = NULL;
    reader->depth = reader->skipped = reader->nodes = 0;

    size_t tag = bytes.n <= XML_MAX_BYTES ? long_tag(bytes) : SIZE_MAX;
    if (!bytes.n) refuse(reader, 0, "an empty file");
    else if (bytes.n > XML_MAX_BYTES) refuse(reader, 0, "more than %d bytes", XML_MAX_BYTES);
    else if (tag != SIZE_MAX) refuse(reader, line_of(bytes, tag), "a tag of more than %d bytes", XML_MAX_TAG);
    else parse(reader, bytes);
    if (!reader->refused) check_whole(reader);

    bool good = !reader->refused;
    if (!good || xmlDictSize(reader->context->dict) > DICTIONARY_MOST) context_new(reader);
    return good;
}

static Str attr_of(const XmlAttr *attrs, size_t count, const char *name) {
    for (size_t i = 0; i < count; i++)
        if (str_is(attrs[i].name, name)) return attrs[i].value;
    return (Str){0};
}

Str xml_attr(const XmlEvent *event, const char *name) {
    return attr_of(event->attrs, event->attr_count, name);
}

/* Where the messages about one file go. */
typedef struct TreeErrors {
    Str file;
    Diags *diags;
    size_t count;
} TreeErrors;

static void tree_error(TreeErrors *errors, uint32_t line, Str what) {
    errors->count++;
    Loc at = {.file = errors->file, .line = line};
    diag_add(errors->diags, DIAG_USAGE, at, "file refused", "%.*s", STR_ARG(what));
}

static void on_schema_error(void *to, xmlError *error) {
    long line = error->node ? xmlGetLineNo(error->node) : error->line;
    tree_error(to, line > 0 ? (uint32_t)line : 0, error_text(error));
}

static void on_tree_error(void *to, xmlError *error) {
    const xmlParserCtxt *context = to;
    if (error->level >= XML_ERR_ERROR) on_schema_error(context->_private, error);
}

static void on_tree_doctype(void *to, const xmlChar *name, const xmlChar *id, const xmlChar *url) {
    (void)name, (void)id, (void)url;
    xmlParserCtxt *context = to;
    tree_error(context->_private, (uint32_t)context->input->line, STR("a DOCTYPE is not accepted"));
    xmlStopParser(context);
}

static xmlDoc *tree_parse(Str bytes, TreeErrors *errors) {
    if (!bytes.n || bytes.n > XML_MAX_BYTES) {
        tree_error(errors, 0, bytes.n ? STR("too large") : STR("an empty file"));
        return NULL;
    }
    xmlParserCtxt *context = xmlNewParserCtxt();
    if (!context) return NULL;
    context->_private = errors;
    context->sax->internalSubset = on_tree_doctype;
    context->sax->serror = on_tree_error;
    xmlDoc *doc =
        xmlCtxtReadMemory(context, bytes.p, (int)bytes.n, NULL, NULL, XML_PARSE_NONET | XML_PARSE_NOCDATA);
    xmlFreeParserCtxt(context);
    if (doc && errors->count) {
        xmlFreeDoc(doc);
        doc = NULL;
    }
    return doc;
}

/* False after saying what the schema asks for and the document does not have. */
static bool tree_valid(xmlDoc *doc, xmlDoc *schema_doc, TreeErrors *errors, TreeErrors *schema_errors) {
    xmlRelaxNGParserCtxt *parser = xmlRelaxNGNewDocParserCtxt(schema_doc);
    xmlRelaxNGSetParserStructuredErrors(parser, on_schema_error, schema_errors);
    xmlRelaxNG *schema = xmlRelaxNGParse(parser);
    xmlRelaxNGFreeParserCtxt(parser);
    if (!schema) return false;
    xmlRelaxNGValidCtxt *valid = xmlRelaxNGNewValidCtxt(schema);
    xmlRelaxNGSetValidStructuredErrors(valid, on_schema_error, errors);
    bool good = xmlRelaxNGValidateDoc(valid, doc) == 0 && !errors->count;
    xmlRelaxNGFreeValidCtxt(valid);
    xmlRelaxNGFree(schema);
    return good;
}

static Str copy_text(Arena *arena, const xmlChar *text) {
    return str_copy(arena, str_of((const char *)text));
}

static void copy_attrs(Arena *arena, const xmlNode *from, XmlNode *node) {
    size_t cap = 0;
    for (const xmlAttr *attr = from->properties; attr; attr = attr->next) {
        xmlChar *value = xmlNodeListGetString(from->doc, attr->children, 1);
        *ARENA_PUSH(arena, node->attrs, node->attr_count, cap) =
            (XmlAttr){copy_text(arena, attr->name), copy_text(arena, value)};
        xmlFree(value);
    }
}

/* As deep as the document, which libxml2 limits to 256. */
static XmlNode *copy_node(Arena *arena, Str file, const xmlNode *from, XmlNode *parent) {
    XmlNode *node = ARENA_NEW(arena, XmlNode);
    long line = xmlGetLineNo(from);
    node->at = (Loc){.file = file, .line = line > 0 ? (uint32_t)line : 0};
    node->parent = parent;
    if (from->type == XML_TEXT_NODE) {
        node->text = copy_text(arena, from->content);
        return node;
    }
    node->name = copy_text(arena, from->name);
    copy_attrs(arena, from, node);
    XmlNode **link = &node->first;
    for (const xmlNode *child = from->children; child; child = child->next) {
        if (child->type != XML_TEXT_NODE && child->type != XML_ELEMENT_NODE) continue;
        *link = copy_node(arena, file, child, node);
        link = &(*link)->next;
    }
    return node;
}

XmlNode *xml_tree(Arena *arena, Str file, Str bytes, Str schema_file, Str schema_bytes, Diags *diags) {
    library_ready();
    TreeErrors errors = {file, diags, 0}, schema_errors = {schema_file, diags, 0};
    xmlDoc *schema = tree_parse(schema_bytes, &schema_errors), *doc = tree_parse(bytes, &errors);
    XmlNode *root = NULL;
    if (schema && doc && tree_valid(doc, schema, &errors, &schema_errors))
        root = copy_node(arena, str_copy(arena, file), xmlDocGetRootElement(doc), NULL);
    xmlFreeDoc(doc);
    xmlFreeDoc(schema);
    return root;
}

Str xml_node_attr(const XmlNode *node, const char *name) {
    return attr_of(node->attrs, node->attr_count, name);
}
