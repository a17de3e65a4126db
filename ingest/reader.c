/* reader.c - which kind of file is this? An XML document goes by its root element, anything else is a table.
 * A new format of notices is a line here. */
#include "ingest/reader.h"
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

typedef struct XmlNotices {
    bool (*root)(Str local_name);
    bool (*read)(XmlReader *reader, Arena *arena, Str file, Str bytes, Notice *notice, Diags *diags);
} XmlNotices;

static const XmlNotices xml_notices[] = {
    {eforms_root, eforms_read},
};

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

void notice_read(NoticeReader *reader, Str file, Str bytes, NoticeSink *sink, void *to, Lines *lines,
                 Diags *diags) {
    Arena *arena = reader->notice;
    Str root;
    arena_reset(arena);
    if (!xml_root(arena, bytes, &root)) {
        plan_read(arena, file, bytes, reader->columns, sink, to, lines, diags);
        return;
    }
    const XmlNotices *format = notices_of(root);
    Notice notice;
    if (!format) {
        bool shown = root.n <= 60;
        diag_add(diags, DIAG_REFUSED, (Loc){.file = file}, "file refused",
                 "an XML document of a kind that is not read: %.*s",
                 STR_ARG(shown ? root : STR("a long name")));
    } else if (format->read(reader->xml, arena, file, bytes, &notice, diags)) {
        sink(to, arena, &notice);
        return;
    }
    /* A table that is no table of notices may be somebody's list of people; a document is none. */
    assert(diags->last && diags->last->kind == DIAG_REFUSED);
    diags->last->keep_file = true;
}
