/* notice_rows.h - rows of tests of a reader of XML notices: a document, a fact by name, and what it is to be.
 */
#ifndef CLAUSIER_TESTS_INGEST_NOTICE_ROWS_H
#define CLAUSIER_TESTS_INGEST_NOTICE_ROWS_H

#include "ingest/xml.h"
#include "tests/ingest/notice_facts.h"

/* One XML document and what was read of it. */
typedef struct Case {
    bool (*read)(XmlReader *reader, Arena *arena, Str file, Str bytes, Notice *notice, Diags *diags);
    Arena *arena;
    XmlReader *reader;
    Diags diags;
    Notice notice;
} Case;

static inline Str padded(Arena *arena, Str bytes) { /* as file_read() gives them */
    char *copy = arena_take(arena, bytes.n + 16);
    if (bytes.n) memcpy(copy, bytes.p, bytes.n);
    return (Str){copy, bytes.n};
}

static inline bool parse(Case *c, Str document) {
    c->diags = diags_new(c->arena);
    return c->read(c->reader, c->arena, STR("n.xml"), padded(c->arena, document), &c->notice, &c->diags);
}

/* Of what was said where there is such a name, else of the notice. */
static inline Str fact(Case *c, const char *name) {
    Str said = diags_fact(c->arena, &c->diags, name);
    return str_is(said, "no such fact") ? notice_fact(c->arena, &c->notice, name) : said;
}

typedef struct Row {
    int line;
    const char *document;
    const char *name, *want;
} Row;

static inline void test_rows(Case *c, const char *file, const Row *rows, size_t count) {
    for (size_t i = 0; i < count; i++) {
        const Row *row = &rows[i];
        if (tap_ok(parse(c, str_of(row->document)), file, row->line, "read"))
            tap_is(fact(c, row->name), str_of(row->want), file, row->line, row->name);
    }
}

#define TEST_ROWS(c, rows) test_rows((c), __FILE__, (rows), sizeof(rows) / sizeof *(rows))
#define ROWS(...)                                                                                            \
    do {                                                                                                     \
        static const Row rows[] = {__VA_ARGS__};                                                             \
        TEST_ROWS(c, rows);                                                                                  \
    } while (0)

#endif
