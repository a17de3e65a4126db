/* xml.c - libxml2's SAX2 behind a door: documents go through a state machine and come out as events.
 *
 * The idea: libxml2 interns every name in the context's dictionary, so a name is a pointer. The names of a
 * format are interned once for each context; after that, an element costs one probe of a pointer table and
 * one step next[state][name]. An element that the format does not name is a depth that is counted until it
 * ends.
 *
 * UTF-8 is parsed where it lies: the input stream's base, cur and end are set to the caller's bytes, which
 * libxml2 neither copies nor frees. Text that comes in one piece from there is handed on as a view. Where
 * there are accents, a masked copy is parsed instead (mask.h), and a view is found in the true bytes at the
 * same offset; whatever goes wrong with the copy, the true bytes are parsed again from their start.
 *
 * Refused: a DOCTYPE (and with it every entity but the five predefined ones), whatever is not well-formed,
 * and all that exceeds the limits. After a refusal, and when the dictionary has grown, the context is made
 * anew: what hostile documents leave behind stays bounded. */
#include "ingest/xml.h"
#include "base/utf8.h"
#include "ingest/mask.h"
#include "ingest/prolog.h"
#include "ingest/xmllib.h"
#include <assert.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <string.h>

enum {
    BOUND_SIZE = 1024, /* of the pointer table, a power of two; a format has at most half as many names */
    DICTIONARY_MOST = 4096, /* names; those of eForms are about 600 */
};

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
    State *star; /* by state: where any other name leads */
    bool any_namespace;
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
    Str prefix = str_sub(step, 0, colon == SIZE_MAX ? 0 : colon);
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

static bool is_star(Name name) {
    return str_is(name.local, "*");
}

static State state_after(XmlFormat *format, State state, Name name, size_t number) {
    State *next = is_star(name) ? &format->star[state] : &format->next[state * format->name_count + number];
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
    format->any_namespace = !namespaces;
    size_t most_states = AT_ROOT + 1;
    Name name;
    for (size_t i = 0; i < path_count; i++) {
        Str rest = str_of(paths[i].path);
        for (; next_step(&rest, namespaces, namespace_count, &name); most_states++)
            name_number(arena, format, name);
    }
    assert(format->name_count <= BOUND_SIZE / 2 && most_states <= UINT16_MAX);
    format->next = ARENA_ARRAY(arena, State, most_states * format->name_count);
    format->star = ARENA_ARRAY(arena, State, most_states);
    format->stops = ARENA_ARRAY(arena, Stop, most_states);
    format->stops[AT_ROOT].id = -1;
    format->state_count = AT_ROOT + 1;
    for (size_t i = 0; i < path_count; i++) {
        Str rest = str_of(paths[i].path);
        State state = AT_ROOT;
        while (next_step(&rest, namespaces, namespace_count, &name))
            state = state_after(format, state, name, name_number(arena, format, name));
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

    bool plain; /* no masks */
    Str file;
    uint32_t first_line; /* of what is parsed, in its file, */
    uint32_t prolog;     /* behind so many lines that the file begins with */
    Str bytes;           /* the document in UTF-8; empty where libxml2 converts it */
    const char *parsed;  /* bytes.p, or a masked copy */
    XmlSink *sink;
    void *to;
    Diags *diags;
    bool refused;
    bool said; /* why it is refused */

    State path[XML_MAX_DEPTH]; /* the open elements that the format knows */
    size_t depth;
    size_t skipped; /* open elements below them that it does not */
    size_t nodes;

    const Stop *reading; /* the open XML_TEXT or XML_DEEP, or NULL */
    uint32_t line;       /* where it begins */
    Str text;            /* of it so far: a view of bytes, or of pieces */
    Buf pieces;
    XmlAttr *attrs;
    size_t attr_count, attr_cap;
};

/* A line of what is parsed, as a line of its file; 0 stays "not known". */
static uint32_t line_in_file(const XmlReader *reader, int line) {
    uint32_t number = line > 0 ? (uint32_t)line : 0;
    return number <= reader->prolog ? number : number - reader->prolog + reader->first_line - 1;
}

static uint32_t line_now(const XmlReader *reader) {
    const xmlParserInput *input = reader->context->input;
    return input ? line_in_file(reader, input->line) : 0;
}

static bool is_masked(const XmlReader *reader) {
    return reader->parsed != reader->bytes.p;
}

/* Says why, once. Of a masked copy nothing is said: the true bytes are parsed next. */
static void refuse(XmlReader *reader, uint32_t line, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
static void refuse(XmlReader *reader, uint32_t line, const char *format, ...) {
    if (reader->refused) return;
    reader->refused = true;
    if (is_masked(reader)) return;
    reader->said = true;
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

/* What libxml2 says; the line of an open tag that it names is one of the file too. */
static Str error_text(XmlReader *reader, const xmlError *error) {
    Str text = xml_error_text(error), named = str_print(reader->scratch, " line %d", error->int1);
    size_t at = error->int1 > 0 ? str_find(text, named) : SIZE_MAX;
    if (at == SIZE_MAX) return text;
    return str_print(reader->scratch, "%.*s line %u%.*s", (int)at, text.p, line_in_file(reader, error->int1),
                     STR_ARG(str_sub(text, at + named.n, SIZE_MAX)));
}

static void on_error(void *to, xmlError *error) {
    XmlReader *reader = to;
    if (error->level < XML_ERR_ERROR || error->code == XML_WAR_NS_URI) return; /* a name is a name */
    refuse(reader, line_in_file(reader, error->line), "not well-formed: %.*s",
           STR_ARG(error_text(reader, error)));
}

static void on_doctype(void *to, const xmlChar *name, const xmlChar *id, const xmlChar *url) {
    (void)name, (void)id, (void)url;
    XmlReader *reader = to;
    refuse(reader, line_now(reader), "a DOCTYPE, which no notice has");
    stop(reader);
}

/* The place in the document of what libxml2 shows; false if it shows something of its own making. */
static bool find_view(const XmlReader *reader, const xmlChar *p, size_t n, Str *view) {
    uintptr_t offset = (uintptr_t)p - (uintptr_t)reader->parsed;
    if (offset >= reader->bytes.n) return false;
    *view = (Str){reader->bytes.p + offset, n};
    return true;
}

/* Text of libxml2's own making that holds a mask is lost. */
static bool is_lost(XmlReader *reader, Str text) {
    if (!is_masked(reader) || str_find_byte(text, MASK) == SIZE_MAX) return false;
    refuse(reader, 0, "lost behind a mask");
    stop(reader);
    return true;
}

/* libxml2 leaves an ampersand in an attribute's value as "&#38;" (and nothing else), for a tree to resolve.
 */
static Str attr_text(XmlReader *reader, const xmlChar *from, const xmlChar *end) {
    Str raw = {(const char *)from, (size_t)(end - from)}, part;
    if (find_view(reader, from, raw.n, &raw)) return raw;
    if (is_lost(reader, raw)) return (Str){0};
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
        if (attrs[1] && !reader->format->any_namespace) continue;
        XmlAttr attr = {str_of((const char *)attrs[0]), attr_text(reader, attrs[3], attrs[4])};
        *ARENA_PUSH(reader->home, reader->attrs, reader->attr_count, reader->attr_cap) = attr;
    }
}

static void report(XmlReader *reader, const xmlChar *local, XmlEvent event) {
    event.local = (const char *)local;
    event.attrs = reader->attrs;
    event.attr_count = reader->attr_count;
    if (reader->sink(reader->to, &event)) return;
    reader->refused = reader->said = true;
    stop(reader);
}

static void refuse_limit(XmlReader *reader) {
    uint32_t line = line_now(reader);
    if (reader->nodes > XML_MAX_NODES) refuse(reader, line, "more than %d elements", XML_MAX_NODES);
    else if (xmlDictSize(reader->context->dict) > XML_MAX_NAMES)
        refuse(reader, line, "more than %d different names", XML_MAX_NAMES);
    else if (reader->context->nsNr > 2 * XML_MAX_NAMESPACES)
        refuse(reader, line, "more than %d namespaces in scope", XML_MAX_NAMESPACES);
    else refuse(reader, line, "elements nested deeper than %d", XML_MAX_DEPTH);
    stop(reader);
}

/* The dictionary is asked now and then: a tag adds a few thousand names at most. */
static bool has_room(XmlReader *reader) {
    reader->nodes++;
    return reader->nodes <= XML_MAX_NODES &&
           (reader->nodes % 64 || xmlDictSize(reader->context->dict) <= XML_MAX_NAMES);
}

_Static_assert(BOUND_SIZE == 1 << 10, "bound_place() keeps the upper 10 bits");
static size_t bound_place(const xmlChar *local, const xmlChar *uri) {
    uint64_t mixed = ((uintptr_t)local + 31 * (uintptr_t)uri) * 0x9E3779B97F4A7C15u;
    return mixed >> (64 - 10);
}

static State state_of(const XmlReader *reader, const xmlChar *local, const xmlChar *uri) {
    if (!reader->depth) return AT_ROOT;
    const XmlFormat *format = reader->format;
    State here = reader->path[reader->depth - 1], next = NOWHERE;
    if (format->any_namespace) uri = NULL;
    for (size_t i = bound_place(local, uri);; i = (i + 1) % BOUND_SIZE) {
        const Bound *bound = &reader->bound[i];
        if (!bound->local) break;
        if (bound->local != local || bound->uri != uri) continue;
        next = format->next[here * format->name_count + bound->name];
        break;
    }
    return next ? next : format->star[here];
}

static void on_start(void *to, const xmlChar *local, const xmlChar *prefix, const xmlChar *uri, int ns_count,
                     const xmlChar **ns, int attr_count, int defaulted, const xmlChar **attrs) {
    (void)prefix, (void)ns_count, (void)ns, (void)defaulted;
    XmlReader *reader = to;
    if (reader->refused) return;
    if (!has_room(reader) || reader->depth + reader->skipped == XML_MAX_DEPTH ||
        reader->context->nsNr > 2 * XML_MAX_NAMESPACES) {
        refuse_limit(reader);
        return;
    }
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
    if (reader->refused) return;
    reader->line = line_now(reader);
    if (here->wants == XML_GROUP) {
        report(reader, local, (XmlEvent){.what = XML_BEGIN, .id = here->id, .line = reader->line});
        return;
    }
    reader->reading = here;
    reader->text = (Str){0};
    reader->pieces.n = 0;
}

static bool is_deep(const XmlReader *reader) {
    return reader->reading && reader->reading->wants == XML_DEEP;
}

static void text_add(XmlReader *reader, Str piece) {
    if (!reader->pieces.n) buf_add(&reader->pieces, reader->text);
    buf_add(&reader->pieces, piece);
    reader->text = buf_str(&reader->pieces);
}

static void on_end(void *to, const xmlChar *local, const xmlChar *prefix, const xmlChar *uri) {
    (void)prefix, (void)uri;
    XmlReader *reader = to;
    if (reader->refused) return;
    if (reader->skipped) {
        reader->skipped--;
        if (is_deep(reader) && local[0] == 'P' && !local[1]) text_add(reader, STR("\n"));
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
    report(reader, local, event);
}

/* Text comes in pieces: at entities, at CDATA, and in runs of a few hundred bytes where it is not ASCII. */
static void on_text(void *to, const xmlChar *p, int n) {
    XmlReader *reader = to;
    if (!reader->reading || (reader->skipped && !is_deep(reader)) || reader->refused || n <= 0) return;
    Str piece = {(const char *)p, (size_t)n};
    if (reader->text.n + piece.n > XML_MAX_TEXT) {
        refuse(reader, reader->line, "an element with more than %d bytes of text", XML_MAX_TEXT);
        stop(reader);
        return;
    }
    bool in_place = find_view(reader, p, piece.n, &piece);
    if (!in_place && is_lost(reader, piece)) return;
    if (!reader->text.n && in_place) reader->text = piece;
    else text_add(reader, piece);
}

/* Its target is a name like others. */
static void on_instruction(void *to, const xmlChar *target, const xmlChar *data) {
    (void)target, (void)data;
    XmlReader *reader = to;
    if (!reader->refused && !has_room(reader)) refuse_limit(reader);
}

/* With the document that libxml2 makes up to hold the entities of a DOCTYPE, and forgets when it is stopped.
 */
static void context_free(XmlReader *reader) {
    if (reader->context) xmlFreeDoc(reader->context->myDoc);
    xmlFreeParserCtxt(reader->context);
}

static void context_new(XmlReader *reader) {
    context_free(reader);
    reader->format = NULL;
    reader->context = xmlNewParserCtxt();
    if (!reader->context) arena_exhausted();
    *reader->context->sax = (xmlSAXHandler){
        .internalSubset = on_doctype,
        .startElementNs = on_start,
        .endElementNs = on_end,
        .characters = on_text,
        .ignorableWhitespace = on_text, /* the same: libxml2 then asks no grammar */
        .cdataBlock = on_text,
        .processingInstruction = on_instruction,
        .serror = on_error,
        .initialized = XML_SAX2_MAGIC,
    };
    reader->context->userData = reader;
}

XmlReader *xml_reader_new(void) {
    xml_library_ready();
    Arena *home = arena_new();
    XmlReader *reader = ARENA_NEW(home, XmlReader);
    reader->home = home;
    reader->scratch = arena_new();
    reader->pieces.arena = home;
    context_new(reader);
    return reader;
}

void xml_reader_plain(XmlReader *reader, bool plain) {
    reader->plain = plain;
}

void xml_reader_free(XmlReader *reader) {
    if (!reader) return;
    context_free(reader);
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

/* How long the tag at the front of `s` is; 0 if none begins there. */
static size_t tag_length(Str s) {
    if (s.n < 2 || s.p[0] != '<' || !prolog_begins_name(s.p[1])) return 0;
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

static bool check_tags(XmlReader *reader, Str bytes) {
    size_t at = long_tag(bytes);
    if (at == SIZE_MAX) return true;
    int line = 1;
    for (size_t i = 0; i < at; i++) line += bytes.p[i] == '\n';
    refuse(reader, line_in_file(reader, line), "a tag of more than %d bytes", XML_MAX_TAG);
    return false;
}

static void start(XmlReader *reader, Str bytes, const char *parsed) {
    reader->bytes = bytes;
    reader->parsed = parsed;
    reader->refused = reader->said = false;
    reader->reading = NULL;
    reader->depth = reader->skipped = reader->nodes = 0;
}

/* What libxml2 passes over in silence: an error that it did not say, and what follows a NUL. */
static void check_whole(XmlReader *reader) {
    const xmlParserInput *input = reader->context->input;
    if (!reader->context->wellFormed) refuse(reader, line_now(reader), "not well-formed");
    else if (!input || input->cur != input->end)
        refuse(reader, line_now(reader), "more after the document's end");
}

/* Parses UTF-8 where it lies, or a copy of it. */
static void parse_in_place(XmlReader *reader, Str bytes, const char *parsed, int options) {
    xmlParserCtxt *context = reader->context;
    start(reader, bytes, parsed);
    xmlCtxtReset(context);
    context->options = 0; /* those of the document before would stay */
    xmlCtxtUseOptions(context, options);
    xmlParserInput *input = xmlNewInputStream(context);
    if (!input || inputPush(context, input) < 0) arena_exhausted();
    input->base = input->cur = (const xmlChar *)parsed;
    input->end = input->base + bytes.n;
    xmlParseDocument(context);
    check_whole(reader);
}

/* Parses a masked copy where there is one. Whatever is wrong with it is left to the parse of the true bytes
 * to say, or to find well. */
static void parse_utf8(XmlReader *reader, Str bytes, int options) {
    if (!check_tags(reader, bytes)) return;
    const char *copy = reader->plain ? NULL : mask_copy(reader->scratch, bytes);
    if (copy) {
        parse_in_place(reader, bytes, copy, options);
        if (!reader->refused || reader->said) return;
        reader->refused = false;
        reader->attr_count = 0;
        report(reader, NULL, (XmlEvent){.what = XML_AGAIN});
        if (reader->refused) return;
    }
    parse_in_place(reader, bytes, bytes.p, options);
}

static void parse_utf16(XmlReader *reader, Str bytes, bool big_endian) {
    Str text = utf8_from_utf16(reader->scratch, bytes, big_endian);
    char *padded = arena_take(reader->scratch, text.n + 16);
    if (text.n) memcpy(padded, text.p, text.n);
    text = prolog_without_mark((Str){padded, text.n});
    parse_utf8(reader, text, XML_PARSE_NONET | XML_PARSE_IGNORE_ENC);
}

/* One byte a character: what is asked of the raw bytes holds. libxml2 converts. */
static void parse_latin(XmlReader *reader, Str bytes) {
    if (!check_tags(reader, bytes)) return;
    reader->context->options = 0;
    xmlCtxtReadMemory(reader->context, bytes.p, (int)bytes.n, NULL, NULL, XML_PARSE_NONET);
    check_whole(reader);
}

static void parse(XmlReader *reader, Str bytes) {
    Str name;
    XmlEncoding encoding = prolog_encoding(bytes, &name);
    switch (encoding) {
    case XML_UTF8:
        parse_utf8(reader, prolog_without_mark(bytes), XML_PARSE_NONET);
        return;
    case XML_UTF16_LITTLE:
    case XML_UTF16_BIG:
        parse_utf16(reader, bytes, encoding == XML_UTF16_BIG);
        return;
    case XML_LATIN:
        parse_latin(reader, bytes);
        return;
    case XML_OTHER:
        break;
    }
    bool shown = name.n <= 40 && utf8_check(name) == name.n;
    refuse(reader, reader->first_line, "encoding %.*s is not read",
           STR_ARG(shown ? name : STR("of unknown name")));
}

bool xml_read(XmlReader *reader, const XmlFormat *format, Piece piece, XmlSink *sink, void *to,
              Diags *diags) {
    Str bytes = piece.bytes;
    arena_reset(reader->scratch);
    bind_format(reader, format);
    reader->file = piece.file;
    reader->first_line = piece.line;
    reader->prolog = piece.prolog;
    reader->sink = sink;
    reader->to = to;
    reader->diags = diags;
    start(reader, (Str){0}, NULL);

    if (!bytes.n) refuse(reader, 0, "an empty file");
    else if (bytes.n > XML_MAX_BYTES) refuse(reader, 0, "more than %d bytes", XML_MAX_BYTES);
    else parse(reader, bytes);

    bool good = !reader->refused;
    if (!good || xmlDictSize(reader->context->dict) > DICTIONARY_MOST) context_new(reader);
    return good;
}

Str xml_name(const XmlEvent *event) {
    return str_of(event->local);
}

Str xml_attr(const XmlEvent *event, const char *name) {
    for (size_t i = 0; i < event->attr_count; i++)
        if (str_is(event->attrs[i].name, name)) return event->attrs[i].value;
    return (Str){0};
}
