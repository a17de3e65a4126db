/* xlsx.c - from the package to the rows: which part is which, and what cells point to.
 *
 * A package says by relations which of its members is the workbook, and the workbook by relations which are
 * its sheets; the names of members mean nothing. Parts are read by local names, so that the transitional and
 * the strict namespaces are one. Of a sheet that is only looked at for its header, the beginning is read. */
#include "ingest/xlsx.h"
#include "base/csvline.h"
#include "base/map.h"
#include "ingest/xlsx_sheet.h"
#include "ingest/xlsx_zip.h"
#include <pthread.h>
#include <string.h>

enum {
    LOOKED_AT = 64,    /* rows of a sheet, before it is read to its end */
    MOST_NAMED = 20,   /* sheets in a message */
    LONGEST_NAME = 60, /* bytes of one of them */
};

typedef struct SheetPart {
    Str name, member;
    bool readable; /* visible, and cells: no chart */
    bool hidden;
} SheetPart;

struct Xlsx {
    Arena *home;    /* strings, styles, sheets */
    Arena *scratch; /* unpacked parts that are being read */
    Str file;
    Diags *diags;
    Zip zip;
    XmlReader *xml;
    Book book;
    SheetPart *parts;
    size_t part_count, part_cap;
    bool failed;

    size_t current;   /* a part */
    Str unpacked;     /* it, in scratch; empty before it is looked at */
    Arena *rows_home; /* of its rows */
    Sheet sheet;
    bool started;
    size_t at;      /* the row to be handed out next */
    uint32_t next;  /* its number, if none is missing */
    uint32_t lines; /* handed out */
    Str *cells;     /* of the current row */
    size_t cell_count;
};

/* The parts of a package. */

enum { RELATION, CALENDAR, CALCULATION, SHEET, STRING, STRING_TEXT, STRING_RUN, NUMBER_FORMAT, STYLE };

static const XmlPath relation_paths[] = {{"Relationship", RELATION, XML_TEXT}};
static const XmlPath workbook_paths[] = {
    {"workbookPr", CALENDAR, XML_TEXT},
    {"calcPr", CALCULATION, XML_TEXT},
    {"sheets/sheet", SHEET, XML_TEXT},
};
static const XmlPath string_paths[] = {
    {"si", STRING, XML_GROUP},
    {"si/t", STRING_TEXT, XML_TEXT},
    {"si/r/t", STRING_RUN, XML_TEXT},
};
static const XmlPath style_paths[] = {
    {"numFmts/numFmt", NUMBER_FORMAT, XML_TEXT},
    {"cellXfs/xf", STYLE, XML_TEXT},
};

static const XmlFormat *relations_format, *workbook_format, *strings_format, *styles_format;

static void formats_init(void) {
    static const struct {
        const XmlFormat **to;
        const XmlPath *paths;
        size_t count;
    } formats[] = {
        {&relations_format, relation_paths, sizeof relation_paths / sizeof *relation_paths},
        {&workbook_format, workbook_paths, sizeof workbook_paths / sizeof *workbook_paths},
        {&strings_format, string_paths, sizeof string_paths / sizeof *string_paths},
        {&styles_format, style_paths, sizeof style_paths / sizeof *style_paths},
    };
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++)
        *formats[i].to = xml_format(arena_new(), NULL, 0, formats[i].paths, formats[i].count);
}

static bool refuse(Xlsx *book, Str member, const char *what) {
    diag_add(book->diags, DIAG_REFUSED, (Loc){.file = book->file}, "file refused", "%.*s%s%s",
             STR_ARG(member), member.n ? ": " : "", what);
    book->failed = true;
    return false;
}

/* Reads one part. What is said of it is said of the file; what XML has to say of a text may quote it, and
 * stays out. */
static bool part_read(Xlsx *book, const ZipMember *part, const XmlFormat *format, XmlSink *sink, void *to) {
    Arena *arena = arena_new();
    Diags said = diags_new(arena);
    bool good = xml_read(book->xml, format, piece_whole(part->name, part->bytes), sink, to, &said);
    if (said.last) {
        Str what = said.last->what;
        bool malformed = str_starts(what, STR("not well-formed"));
        refuse(book, part->name, malformed ? "not well-formed" : str_cstr(arena, what));
    }
    arena_free(arena);
    return good;
}

static bool parts_unpack(Xlsx *book, ZipMember *parts, size_t count) {
    const char *trouble = zip_take(book->scratch, &book->zip, parts, count);
    return !trouble || refuse(book, (Str){0}, trouble);
}

/* Relations. */

typedef struct Relations {
    Arena *arena;
    Str folder;   /* that targets are relative to */
    Map *by_id;   /* -> Relation * */
    Map *by_type; /* the last word of the type -> the first such Relation * */
} Relations;

typedef struct Relation {
    Str type;   /* its last word: "worksheet"; the rest differs between the two kinds of namespaces */
    Str member; /* that it leads to */
} Relation;

/* A target as a member's name: "../xl/./styles.xml" in the folder "xl" is "xl/styles.xml". */
static Str member_at(Arena *arena, Str folder, Str target) {
    Str path = target, step;
    if (!str_starts(target, STR("/"))) path = str_print(arena, "%.*s/%.*s", STR_ARG(folder), STR_ARG(target));
    StrList steps = {0};
    while (str_next(&path, '/', &step)) {
        if (str_is(step, "..")) steps.n -= steps.n > 0;
        else if (step.n && !str_is(step, ".")) strlist_add(arena, &steps, step);
    }
    return str_join(arena, steps, STR("/"));
}

static Str last_word(Str path) {
    size_t from = path.n;
    while (from && path.p[from - 1] != '/') from--;
    return str_sub(path, from, SIZE_MAX);
}

static bool take_relation(void *to, const XmlEvent *event) {
    Relations *relations = to;
    if (event->what == XML_AGAIN) return true; /* the same relations once more */
    if (str_is(xml_attr(event, "TargetMode"), "External")) return true;
    Relation *relation = ARENA_NEW(relations->arena, Relation);
    relation->type = str_copy(relations->arena, last_word(xml_attr(event, "Type")));
    relation->member = member_at(relations->arena, relations->folder, xml_attr(event, "Target"));
    map_put(relations->by_id, str_copy(relations->arena, xml_attr(event, "Id")), relation);
    void **slot = map_slot(relations->by_type, relation->type);
    if (!*slot) *slot = relation;
    return true;
}

static Relations relations_new(Xlsx *book, Str folder) {
    return (Relations){book->home, folder, map_new(book->home), map_new(book->home)};
}

static const Relation *relation_of_type(const Relations *relations, const char *type) {
    return map_get(relations->by_type, str_of(type));
}

/* The workbook: its sheets and its calendar. */

typedef struct Contents {
    Xlsx *book;
    const Relations *relations;
} Contents;

static bool is_true(Str s) {
    return str_is(s, "1") || str_is(s, "true");
}

static bool sheet_add(Xlsx *book, const Relations *relations, const XmlEvent *event) {
    if (book->part_count == XLSX_MAX_SHEETS) return refuse(book, (Str){0}, "more than 256 sheets");
    Str state = xml_attr(event, "state");
    const Relation *relation = map_get(relations->by_id, xml_attr(event, "id"));
    SheetPart part = {.name = str_squeeze(book->home, str_copy(book->home, xml_attr(event, "name")))};
    part.hidden = str_is(state, "hidden") || str_is(state, "veryHidden");
    part.readable = !part.hidden && relation && str_is(relation->type, "worksheet");
    if (relation) part.member = relation->member;
    *ARENA_PUSH(book->home, book->parts, book->part_count, book->part_cap) = part;
    return true;
}

static bool take_workbook(void *to, const XmlEvent *event) {
    const Contents *contents = to;
    Xlsx *book = contents->book;
    if (event->what == XML_AGAIN) {
        book->part_count = 0;
        return true;
    }
    if (event->id == CALENDAR) book->book.from_1904 = is_true(xml_attr(event, "date1904"));
    if (event->id == CALCULATION) book->book.uncalculated = is_true(xml_attr(event, "fullCalcOnLoad"));
    return event->id != SHEET || sheet_add(book, contents->relations, event);
}

/* Shared strings: runs of one text in several fonts are one text; how it is pronounced is none of it. */

typedef struct Strings {
    Xlsx *book;
    Buf buf;
} Strings;

static bool take_string(void *to, const XmlEvent *event) {
    Strings *strings = to;
    Xlsx *book = strings->book;
    if (event->what == XML_AGAIN) {
        book->book.string_count = strings->buf.n = 0;
    } else if (event->what == XML_BEGIN) {
        strings->buf.n = 0;
    } else if (event->what == XML_VALUE) {
        if (strings->buf.n <= CSV_MAX_FIELD) buf_add(&strings->buf, event->text);
    } else {
        *ARENA_PUSH(book->home, book->book.strings, book->book.string_count, book->book.string_cap) =
            stored_text(book->home, buf_str(&strings->buf));
    }
    return true;
}

/* Styles: the formats of numbers, by style. */

typedef struct Styles {
    Xlsx *book;
    Map *codes; /* a format's number, as text -> NumberFormat * */
} Styles;

static unsigned small_number(Str s) {
    unsigned n = 0;
    for (size_t i = 0; i < s.n && i < 4 && s.p[i] >= '0' && s.p[i] <= '9'; i++)
        n = n * 10 + (unsigned)(s.p[i] - '0');
    return n;
}

static bool take_style(void *to, const XmlEvent *event) {
    Styles *styles = to;
    Xlsx *book = styles->book;
    Arena *home = book->home;
    if (event->what == XML_AGAIN) {
        book->book.format_count = 0;
        return true;
    }
    Str number = xml_attr(event, "numFmtId");
    NumberFormat *format = map_get(styles->codes, number);
    if (event->id == NUMBER_FORMAT) {
        format = ARENA_NEW(home, NumberFormat);
        *format = number_format(home, xml_attr(event, "formatCode"));
        map_put(styles->codes, str_copy(home, number), format);
    } else {
        *ARENA_PUSH(home, book->book.formats, book->book.format_count, book->book.format_cap) =
            format ? *format : number_format_built_in(small_number(number));
    }
    return true;
}

/* The package. */

/* What a zip is that has no workbook in it. */
static const char *other_kind(Str bytes, Str member) {
    Str head = str_sub(bytes, 0, 100);
    if (str_find(head, STR("opendocument.spreadsheet")) != SIZE_MAX)
        return "an OpenDocument workbook: save it as .xlsx or CSV";
    if (str_ends(member, STR(".bin"))) return "a binary workbook (.xlsb): save it as .xlsx or CSV";
    return "an archive, not a workbook";
}

/* The workbook's name, by the relations of the package. */
static bool find_workbook(Xlsx *book, Str *name) {
    ZipMember relations = {.name = STR("_rels/.rels")};
    if (!parts_unpack(book, &relations, 1)) return false;
    Relations root = relations_new(book, (Str){0});
    if (relations.found && !part_read(book, &relations, relations_format, take_relation, &root)) return false;
    const Relation *relation = relation_of_type(&root, "officeDocument");
    *name = relation ? relation->member : STR("xl/workbook.xml");
    return true;
}

/* The member's folder. */
static Str folder_of(Str member) {
    Str name = last_word(member);
    return str_sub(member, 0, name.n < member.n ? member.n - name.n - 1 : 0);
}

/* The workbook and its relations; false after saying why not. */
static bool workbook_read(Xlsx *book, Relations *relations) {
    Str name;
    if (!find_workbook(book, &name)) return false;
    Str folder = folder_of(name);
    Str links = str_print(book->home, "%.*s/_rels/%.*s.rels", STR_ARG(folder), STR_ARG(last_word(name)));
    ZipMember parts[] = {{.name = name}, {.name = member_at(book->home, STR(""), links)}};
    if (!parts_unpack(book, parts, 2)) return false;
    *relations = relations_new(book, folder);
    Contents contents = {book, relations};
    if (!parts[0].found || !parts[1].found || str_ends(name, STR(".bin")))
        return refuse(book, (Str){0}, other_kind(book->zip.bytes, name));
    return part_read(book, &parts[1], relations_format, take_relation, relations) &&
           part_read(book, &parts[0], workbook_format, take_workbook, &contents);
}

/* Texts and styles that sheets share. Both may be missing: a workbook of numbers has no texts. */
static bool shared_read(Xlsx *book, const Relations *relations) {
    const Relation *strings = relation_of_type(relations, "sharedStrings");
    const Relation *styles = relation_of_type(relations, "styles");
    ZipMember parts[] = {{.name = strings ? strings->member : STR("xl/sharedStrings.xml")},
                         {.name = styles ? styles->member : STR("xl/styles.xml")}};
    if (!parts_unpack(book, parts, 2)) return false;
    Strings take_strings = {book, {.arena = book->scratch}};
    Styles take_styles = {book, map_new(book->scratch)};
    return (!parts[0].found || part_read(book, &parts[0], strings_format, take_string, &take_strings)) &&
           (!parts[1].found || part_read(book, &parts[1], styles_format, take_style, &take_styles));
}

static bool book_read(Xlsx *book) {
    Relations relations;
    if (!workbook_read(book, &relations)) return false;
    arena_reset(book->scratch);
    if (!book->part_count) return refuse(book, (Str){0}, other_kind(book->zip.bytes, (Str){0}));
    if (!shared_read(book, &relations)) return false;
    book->current = SIZE_MAX; /* in front of the first */
    return xlsx_turn(book) || refuse(book, (Str){0}, "a workbook without a visible sheet");
}

bool xlsx_begins(Str head) {
    return str_starts(head, STR("PK\3\4"));
}

Xlsx *xlsx_open(Arena *arena, Str file, Str bytes, Diags *diags) {
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, formats_init);
    Xlsx *book = ARENA_NEW(arena, Xlsx);
    *book = (Xlsx){.home = arena_new(),
                   .scratch = arena_new(),
                   .rows_home = arena_new(),
                   .file = file,
                   .diags = diags,
                   .zip.bytes = bytes,
                   .xml = xml_reader_new()};
    book->cells = ARENA_ARRAY(book->home, Str, CSV_MAX_FIELDS);
    if (book_read(book)) return book;
    xlsx_close(book);
    return NULL;
}

void xlsx_close(Xlsx *book) {
    xml_reader_free(book->xml);
    arena_free(book->rows_home);
    arena_free(book->scratch);
    arena_free(book->home);
}

bool xlsx_failed(const Xlsx *book) {
    return book->failed;
}

/* Sheets and rows. */

bool xlsx_turn(Xlsx *book) {
    size_t next = book->current + 1;
    while (next < book->part_count && !book->parts[next].readable) next++;
    if (book->failed || next >= book->part_count) return false;
    book->current = next;
    book->started = false;
    book->at = book->lines = 0;
    book->next = 1;
    book->unpacked = (Str){0};
    arena_reset(book->scratch);
    return true;
}

/* Reads the current sheet's rows, `most` of them. */
static bool sheet_read(Xlsx *book, size_t most) {
    ZipMember part = {.name = book->parts[book->current].member, .bytes = book->unpacked, .found = true};
    if (!book->unpacked.n) {
        part.found = false;
        if (!parts_unpack(book, &part, 1)) return false;
        if (!part.found) return refuse(book, part.name, "missing in the workbook");
        book->unpacked = part.bytes;
    }
    arena_reset(book->rows_home);
    sheet_start(&book->sheet, book->rows_home, &book->book, most);
    book->started = true;
    bool good = part_read(book, &part, sheet_format(), sheet_take, &book->sheet) || book->sheet.cut;
    if (!good && book->sheet.trouble) refuse(book, part.name, book->sheet.trouble);
    return good;
}

bool xlsx_settle(Xlsx *book) {
    if (book->failed) return false;
    if ((!book->started || book->sheet.cut) && !sheet_read(book, SIZE_MAX)) return false;
    book->unpacked = (Str){0};
    arena_reset(book->scratch);
    return true;
}

/* Whether there is one more row, for which the sheet is read on if need be. */
static bool has_row(Xlsx *book) {
    if (book->failed || (!book->started && !sheet_read(book, LOOKED_AT))) return false;
    if (book->at == book->sheet.n && book->sheet.cut && !xlsx_settle(book)) return false;
    return book->at < book->sheet.n;
}

/* The row's cells, each in its place. */
static void cells_place(Xlsx *book, const SheetRow *from, CsvRow *row) {
    memset(book->cells, 0, book->cell_count * sizeof *book->cells);
    book->cell_count = 0;
    row->blank = true;
    row->broken = from->broken;
    for (size_t i = 0; i < from->n; i++) {
        const SheetCell *cell = &book->sheet.cells[from->first + i];
        Str *to = &book->cells[cell->column];
        if (to->n && !row->broken) row->broken = "two cells in one place";
        *to = cell->text;
        row->blank = row->blank && !str_trim(cell->text).n;
        if (cell->column >= book->cell_count) book->cell_count = cell->column + 1;
    }
    row->blank = row->blank && !row->broken;
    row->cells = book->cells;
    row->n = row->broken ? 0 : book->cell_count;
}

bool xlsx_next(Xlsx *book, CsvRow *row) {
    if (!has_row(book)) return false;
    const SheetRow *from = &book->sheet.rows[book->at];
    if (from->line > book->next) {
        *row = (CsvRow){.line = book->next, .lines = from->line - book->next, .blank = true};
    } else {
        *row = (CsvRow){.line = from->line, .lines = 1};
        cells_place(book, from, row);
        book->at++;
    }
    if (row->line >= book->next) book->next = row->line + row->lines;
    book->lines += row->lines;
    return true;
}

Str xlsx_raw(const Xlsx *book, Arena *arena) {
    Buf buf = {.arena = arena};
    CsvLine line = csvline_french(&buf);
    for (size_t i = 0; i < book->cell_count; i++) csvline_text(&line, book->cells[i]);
    csvline_end(&line);
    return str_sub(buf_str(&buf), 0, buf.n - 1); /* its end is the caller's */
}

uint32_t xlsx_lines(const Xlsx *book) {
    return book->lines;
}

static void name_add(const Xlsx *book, Buf *buf, size_t part, bool named) {
    Str name = book->parts[part].name;
    size_t n = name.n < LONGEST_NAME ? name.n : LONGEST_NAME;
    while (n && n < name.n && ((unsigned char)name.p[n] & 0xC0) == 0x80) n--;
    if (named) buf_add(buf, str_sub(name, 0, n));
    else buf_print(buf, "%zu", part + 1);
    if (named && n < name.n) buf_add(buf, STR("..."));
    if (book->parts[part].hidden) buf_add(buf, STR(" (hidden)"));
}

Str xlsx_sheet(const Xlsx *book, Arena *arena, bool named) {
    Buf buf = {.arena = arena};
    if (book->part_count > 1) name_add(book, &buf, book->current, named);
    return buf_str(&buf);
}

Str xlsx_others(const Xlsx *book, Arena *arena, bool named) {
    Buf buf = {.arena = arena};
    size_t shown = 0;
    for (size_t i = 0; i < book->part_count; i++) {
        if (i == book->current) continue;
        if (shown++ == MOST_NAMED) {
            buf_add(&buf, STR(", ..."));
            break;
        }
        if (buf.n) buf_add(&buf, STR(", "));
        name_add(book, &buf, i, named);
    }
    return buf_str(&buf);
}
