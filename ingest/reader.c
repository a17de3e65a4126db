/* reader.c - which kind of file is this? An XML document goes by its root element, anything else is a table.
 * A new format of notices is a line here. */
#include "ingest/reader.h"
#include "ingest/boamp.h"
#include "ingest/boamp_table.h"
#include "ingest/eforms.h"
#include "ingest/plan.h"
#include "ingest/xml.h"
#include <assert.h>

struct NoticeReader {
    Arena *home;   /* holds the reader */
    Arena *notice; /* of the notice being read */
    XmlReader *xml;
    const ColumnNames *columns;
};

/* A document is one notice, or holds many records. */
typedef struct XmlNotices {
    bool (*root)(Str local_name);
    bool (*one)(XmlReader *reader, Arena *arena, Str file, Str bytes, Notice *notice, Diags *diags);
    bool (*many)(XmlReader *reader, Arena *arena, Piece piece, NoticeSink *sink, void *to, Diags *diags);
} XmlNotices;

static const XmlNotices xml_notices[] = {
    {.root = eforms_root, .one = eforms_read},
    {.root = boamp_root, .one = boamp_read},
};

/* A table is of the first of these kinds whose header it has; a purchase plan asks for the least. */
typedef struct TableNotices {
    const TableKind *kind;
    void (*read)(Arena *arena, Piece piece, const ColumnNames *names, NoticeSink *sink, void *to,
                 Lines *lines, Diags *diags);
    bool (*fits)(Arena *scratch, Piece piece); /* instead of a kind: what is known and not read */
} TableNotices;

static const TableNotices table_notices[] = {
    {NULL, boamp_relation_read, boamp_relation_fits},
    {&boamp_table, boamp_table_read, NULL},
    {&boamp_id_table, boamp_table_read, NULL},
    {&notices_table, plan_read, NULL},
};

enum { TABLES = sizeof table_notices / sizeof *table_notices };

NoticeReader *notice_reader_new(const ColumnNames *columns) {
    Arena *home = arena_new();
    NoticeReader *reader = ARENA_NEW(home, NoticeReader);
    *reader = (NoticeReader){home, arena_new(), xml_reader_new(), columns};
    return reader;
}

void notice_reader_free(NoticeReader *reader) {
    if (!reader) return;
    xml_reader_free(reader->xml);
    arena_free(reader->notice);
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

static void table_read(NoticeReader *reader, Piece piece, NoticeSink *sink, void *to, Lines *lines,
                       Diags *diags) {
    size_t kind = 0;
    Arena *scratch = arena_new();
    while (kind + 1 < TABLES && !table_is(scratch, piece, &table_notices[kind], reader->columns)) kind++;
    arena_free(scratch);
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

void notice_read(NoticeReader *reader, Piece piece, NoticeSink *sink, void *to, Lines *lines, Diags *diags) {
    Str root;
    arena_reset(reader->notice);
    if (!xml_root(reader->notice, piece.bytes, &root)) {
        table_read(reader, piece, sink, to, lines, diags);
        return;
    }
    const XmlNotices *format = notices_of(root);
    if (!format) {
        bool shown = root.n <= 60;
        diag_add(diags, DIAG_REFUSED, (Loc){.file = piece.file}, "file refused",
                 "an XML document of a kind that is not read: %.*s",
                 STR_ARG(shown ? root : STR("a long name")));
    } else if (document_read(reader, format, piece, sink, to, diags)) {
        return;
    }
    /* A table that is no table of notices may be somebody's list of people; a document is none. */
    assert(diags->last && diags->last->kind == DIAG_REFUSED);
    diags->last->keep_file = true;
}
