/* workbook.h - workbooks made in memory, for tests: a small writer of zips, and the parts around a sheet. */
#ifndef CLAUSIER_TESTS_WORKBOOK_H
#define CLAUSIER_TESTS_WORKBOOK_H

#include "base/str.h"
#include <stdlib.h>
#include <zlib.h>

typedef struct Part {
    Str name, bytes;
} Part;

static inline void put(Buf *buf, uint32_t value, int bytes) {
    for (int i = 0; i < bytes; i++) buf_byte(buf, (char)(value >> (8 * i) & 0xFF));
}

static inline Str deflated(Arena *arena, Str bytes) {
    z_stream stream = {0};
    if (deflateInit2(&stream, 9, Z_DEFLATED, -15, 9, Z_DEFAULT_STRATEGY) != Z_OK) abort();
    size_t room = deflateBound(&stream, bytes.n);
    char *out = arena_text(arena, room);
    stream.next_in = (Bytef *)bytes.p;
    stream.avail_in = (uInt)bytes.n;
    stream.next_out = (Bytef *)out;
    stream.avail_out = (uInt)room;
    if (deflate(&stream, Z_FINISH) != Z_STREAM_END) abort();
    Str result = {out, stream.total_out};
    deflateEnd(&stream);
    return result;
}

/* What the header of a member and its entry in the directory share. */
static inline void put_member(Buf *buf, const Part *part, Str packed, bool deflate) {
    uint32_t sum = (uint32_t)crc32(0, (const Bytef *)part->bytes.p, (uInt)part->bytes.n);
    put(buf, 20, 2), put(buf, 0, 2), put(buf, deflate ? 8 : 0, 2), put(buf, 0, 4), put(buf, sum, 4);
    put(buf, (uint32_t)packed.n, 4), put(buf, (uint32_t)part->bytes.n, 4);
    put(buf, (uint32_t)part->name.n, 2), put(buf, 0, 2);
}

/* A zip with 16 NULs behind it that do not count. */
static inline Str zip_of(Arena *arena, const Part *parts, size_t count, bool deflate) {
    Buf zip = {.arena = arena}, directory = {.arena = arena};
    for (size_t i = 0; i < count; i++) {
        Str packed = deflate ? deflated(arena, parts[i].bytes) : parts[i].bytes;
        put(&directory, 0x02014B50, 4), put(&directory, 20, 2);
        put_member(&directory, &parts[i], packed, deflate);
        put(&directory, 0, 2), put(&directory, 0, 4), put(&directory, 0, 4),
            put(&directory, (uint32_t)zip.n, 4);
        buf_add(&directory, parts[i].name);
        put(&zip, 0x04034B50, 4);
        put_member(&zip, &parts[i], packed, deflate);
        buf_add(&zip, parts[i].name);
        buf_add(&zip, packed);
    }
    uint32_t start = (uint32_t)zip.n;
    buf_add(&zip, buf_str(&directory));
    put(&zip, 0x06054B50, 4), put(&zip, 0, 4), put(&zip, (uint32_t)count, 2), put(&zip, (uint32_t)count, 2);
    put(&zip, (uint32_t)directory.n, 4), put(&zip, start, 4), put(&zip, 0, 2);
    Str result = {0};
    result.n = zip.n;
    for (int i = 0; i < 16; i++) buf_byte(&zip, 0);
    result.p = zip.p;
    return result;
}

#define PART(name, bytes)                                                                                    \
    (Part) {                                                                                                 \
        STR(name), bytes                                                                                     \
    }

/* The relations of every workbook here: three sheets at most, texts and styles. */
#define OFFICE "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#define MAIN "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
#define ROOT_RELATIONS                                                                                       \
    STR("<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>"               \
        "<Relationship Id='rId1' Type='" OFFICE "/officeDocument' Target='xl/workbook.xml'/>"                \
        "</Relationships>")
#define BOOK_RELATIONS                                                                                       \
    STR("<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>"               \
        "<Relationship Id='rId3' Type='" OFFICE "/worksheet' Target='worksheets/sheet1.xml'/>"               \
        "<Relationship Id='rId1' Type='" OFFICE "/worksheet' Target='/xl/worksheets/sheet2.xml'/>"           \
        "<Relationship Id='rId2' Type='" OFFICE "/worksheet' Target='../xl/./worksheets/sheet3.xml'/>"       \
        "<Relationship Id='rId4' Type='" OFFICE "/sharedStrings' Target='sharedStrings.xml'/>"               \
        "<Relationship Id='rId5' Type='" OFFICE "/styles' Target='styles.xml'/>"                             \
        "<Relationship Id='rId6' Type='" OFFICE "/chartsheet' Target='chartsheets/sheet1.xml'/>"             \
        "</Relationships>")

/* What a test says of a workbook; NULL: as usual, or none. Sheets are the inside of <sheetData>. */
typedef struct Made {
    const char *book; /* the inside of <workbook> */
    const char *sheets[3];
    const char *strings, *styles; /* the inside of <sst> and <styleSheet> */
    const char *namespace;
    bool stored; /* not deflated */
} Made;

static inline Str made_part(Arena *arena, const Made *made, const char *root, const char *around,
                            const char *in) {
    const char *uri = made->namespace ? made->namespace : MAIN;
    return str_print(
        arena, "<?xml version='1.0' encoding='UTF-8'?>\n<%s xmlns='%s' xmlns:r='" OFFICE "'>%s%s%s%s%s</%s>",
        root, uri, around ? "<" : "", around ? around : "", around ? ">" : "", in,
        around ? "</sheetData>" : "", root);
}

static inline Str workbook_of(Arena *arena, const Made *made) {
    Part parts[8] = {PART("_rels/.rels", ROOT_RELATIONS), PART("xl/_rels/workbook.xml.rels", BOOK_RELATIONS)};
    size_t n = 2;
    const char *book =
        made->book ? made->book : "<sheets><sheet name='Plan' sheetId='1' r:id='rId3'/></sheets>";
    parts[n++] = PART("xl/workbook.xml", made_part(arena, made, "workbook", NULL, book));
    if (made->strings)
        parts[n++] = PART("xl/sharedStrings.xml", made_part(arena, made, "sst", NULL, made->strings));
    if (made->styles)
        parts[n++] = PART("xl/styles.xml", made_part(arena, made, "styleSheet", NULL, made->styles));
    for (int i = 0; i < 3; i++) {
        if (!made->sheets[i]) continue;
        parts[n].bytes = made_part(arena, made, "worksheet", "sheetData", made->sheets[i]);
        parts[n++].name = str_print(arena, "xl/worksheets/sheet%d.xml", i + 1);
    }
    return zip_of(arena, parts, n, !made->stored);
}

#endif
