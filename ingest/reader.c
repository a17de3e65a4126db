/* reader.c - which kind of file is this? An XML document goes by its root element, anything else is a table.
 * A new format of notices is a line here. */
#include "ingest/reader.h"
#include "ingest/boamp.h"
#include "ingest/boamp_table.h"
#include "ingest/decp.h"
#include "ingest/decp_table.h"
#include "ingest/eforms.h"
#include "ingest/plan.h"
#include "ingest/ted.h"
#include "ingest/ted_table.h"
#include "ingest/xml.h"
#include <assert.h>

struct NoticeReader {
    Arena *home;   /* holds the reader */
    Arena *notice; /* of the notice being read */
    XmlReader *xml;
    const ColumnNames *columns;
    Arena *known; /* of the name of the last file whose table's kind was looked for */
    Str file;
    size_t kind;
};

/* A document is one notice, or holds many records. */
typedef struct XmlNotices {
    bool (*root)(Str local_name);
    bool (*one)(XmlReader *reader, Arena *arena, Str file, Str bytes, Notice *notice, Diags *diags);
    bool (*many)(XmlReader *reader, Arena *arena, Piece piece, NoticeSink *sink, void *to, Diags *diags);
} XmlNotices;

static const XmlNotices xml_notices[] = {
    {.root = eforms_root, .one = eforms_read},
    {.root = ted_root, .one = ted_read},
    {.root = boamp_root, .one = boamp_read},
    {.root = decp_root, .many = decp_read},
};

/* A table is of the first of these kinds whose header it has; a purchase plan asks for the least. */
typedef struct TableNotices {
    const TableKind *kind;
    void (*read)(Arena *arena, Piece piece, const ColumnNames *names, NoticeSink *sink, void *to,
                 Lines *lines, Diags *diags);
    bool (*fits)(Arena *scratch, Piece piece); /* instead of a kind: what is known and not read */
} TableNotices;

static const TableNotices table_notices[] = {
    {.fits = boamp_relation_fits, .read = boamp_relation_read},
    {.kind = &boamp_table, .read = boamp_table_read},
    {.kind = &boamp_id_table, .read = boamp_table_read},
    {.kind = &ted_award_table, .read = ted_award_table_read},
    {.kind = &ted_call_table, .read = ted_call_table_read},
    {.kind = &decp_uid_table, .read = decp_uid_table_read},
    {.kind = &decp_table, .read = decp_table_read},
    {.kind = &notices_table, .read = plan_read},
};

enum { TABLES = sizeof table_notices / sizeof *table_notices };

NoticeReader *notice_reader_new(const ColumnNames *columns) {
    Arena *home = arena_new();
    NoticeReader *reader = ARENA_NEW(home, NoticeReader);
    *reader = (NoticeReader){.home = home,
                             .notice = arena_new(),
                             .xml = xml_reader_new(),
                             .columns = columns,
                             .known = arena_new()};
    return reader;
}

void notice_reader_free(NoticeReader *reader) {
    if (!reader) return;
    xml_reader_free(reader->xml);
    arena_free(reader->notice);
    arena_free(reader->known);
    arena_free(reader->home);
}

/* A document that shows no root is broken, which any of the readers will say with its line. */
static const XmlNotices *notices_of(Str root) {
    for (size_t i = 0; i < sizeof xml_notices / sizeof *xml_notices; i++)
        if (!root.n || xml_notices[i].root(root)) return &xml_notices[i];
    return NULL;
}

static bool table_is(Arena *scratch, Piece piece, const TableNotices *table, const ColumnNames *columns) {
    return table->kind ? table_fits(scratch, piece, table->kind, columns) : table->fits(scratch, piece);
}

/* Which of the kinds; TABLES if none. */
static size_t table_find(Arena *scratch, Piece piece, const ColumnNames *columns) {
    size_t kind = 0;
    while (kind < TABLES && !table_is(scratch, piece, &table_notices[kind], columns)) kind++;
    return kind;
}

const TableKind *notice_table_kind(Arena *scratch, Piece piece, const ColumnNames *columns) {
    size_t kind = table_find(scratch, piece, columns);
    return kind < TABLES ? table_notices[kind].kind : NULL;
}

/* All parts of a file are of one kind. */
static size_t kind_of(NoticeReader *reader, Piece piece) {
    if (piece.continues && str_eq(piece.file, reader->file)) return reader->kind;
    Arena *scratch = arena_new();
    reader->kind = table_find(scratch, piece, reader->columns);
    arena_free(scratch);
    arena_reset(reader->known);
    reader->file = str_copy(reader->known, piece.file);
    return reader->kind;
}

/* What is no table of notices at all is refused as a plan, which says what it lacks. */
static void table_read(NoticeReader *reader, Piece piece, NoticeSink *sink, void *to, Lines *lines,
                       Diags *diags) {
    size_t kind = kind_of(reader, piece);
    if (kind == TABLES) kind = TABLES - 1;
    table_notices[kind].read(reader->notice, piece, reader->columns, sink, to, lines, diags);
}

static bool document_read(NoticeReader *reader, const XmlNotices *format, Piece piece, NoticeSink *sink,
                          void *to, Diags *diags) {
    if (format->many) return format->many(reader->xml, reader->notice, piece, sink, to, diags);
    Notice notice;
    if (!format->one(reader->xml, reader->notice, piece.file, piece.bytes, &notice, diags)) return false;
    sink(to, reader->notice, &notice);
    return true;
}

/* An object or an array of them, which no header of a table begins like. */
static bool is_json(Piece piece) {
    Str start = str_trim_wide(piece.head.n ? piece.head : str_sub(piece.bytes, 0, PIECE_HEAD));
    if (!start.n || (start.p[0] != '{' && start.p[0] != '[')) return false;
    Str inside = str_trim(str_sub(start, 1, SIZE_MAX));
    return inside.n && str_find_byte(STR("\"{}[]"), inside.p[0]) != SIZE_MAX;
}

bool notice_read(NoticeReader *reader, Piece piece, NoticeSink *sink, void *to, Lines *lines, Diags *diags) {
    Str root;
    arena_reset(reader->notice);
    if (is_json(piece)) {
        diag_add(diags, DIAG_REFUSED, (Loc){.file = piece.file}, "file refused",
                 "JSON: the same data in XML or CSV is read");
        return false;
    }
    if (!xml_root(reader->notice, piece.bytes, &root)) {
        table_read(reader, piece, sink, to, lines, diags);
        return true;
    }
    const XmlNotices *format = notices_of(root);
    if (!format) {
        bool shown = root.n <= 60;
        diag_add(diags, DIAG_REFUSED, (Loc){.file = piece.file}, "file refused",
                 "an XML document of a kind that is not read: %.*s",
                 STR_ARG(shown ? root : STR("a long name")));
    } else if (document_read(reader, format, piece, sink, to, diags)) {
        return true;
    }
    /* A table that is no table of notices may be somebody's list of people; a document is none. */
    assert(diags->last && diags->last->kind == DIAG_REFUSED);
    diags->last->keep_file = true;
    return false;
}
