/* The feed: what is cut gives what the whole gives; what is packed gives what it holds; hostile archives. */
#include "ingest/archive.h"
#include "ingest/feed.h"
#include "tests/parts.h"
#include "tests/tap.h"
#include <string.h>
#include <unistd.h>
#include <zlib.h>

enum { WHOLE = 1 << 24 };

static Str read_in_parts(Arena *arena, const char *path, Str bytes, size_t part, size_t *pieces) {
    Parts parts = parts_of(arena, path, bytes, part);
    if (pieces) *pieces = parts.pieces;
    return parts_text(arena, &parts);
}

/* Cells that a reader stumbles over: quotes in every place, lines inside them, broken UTF-8, NULs. */
static void add_cell(Buf *buf, bool windows) {
    static const char *const cells[] = {"nettoyage",
                                        "<p>nettoyage</p>",
                                        "x",
                                        "",
                                        "12,5",
                                        "\"a;b\"",
                                        "#REF!",
                                        "\"deux\nlignes\"",
                                        "\"un \"\"mot\"\"\"",
                                        "a\"b",
                                        "\"a\"b",
                                        "\"",
                                        "\"\"",
                                        " \"blanc\" ",
                                        "\"ouvert",
                                        "ferm\"",
                                        "\"x\r\ny\"",
                                        "\"trois\n\n\nlignes\""};
    if (draw(60) == 0) buf_byte(buf, '\0');
    else if (draw(40) == 0) buf_add(buf, STR("\xC3"));
    else if (draw(6) == 0) buf_add(buf, windows ? STR("\xE9t\xE9") : STR("\u00E9t\u00E9"));
    else buf_add(buf, str_of(cells[draw(draw(3) ? 6 : sizeof cells / sizeof *cells)]));
}

/* Tables in which neighbours are of one notice. A column holds what its letter says: a key that stays the
 * same for a few rows, the row's number, text, an amount, a day. */
static const struct {
    const char *header, *columns;
} shapes[] = {
    {"notice_id;lot_id;title;description;amount", "kntta"},
    {"title;notice_version;notice_id;cpv_main", "tvkn"},
    {"uid;id;acheteur_id;objet;montant;dateNotification;titulaire_id;modification_id", "kkktadnv"},
    {"acheteur_id;objet;id;montant;dateNotification;titulaire_id", "vtkada"},
    {"ID_NOTICE_CAN;CPV;TITLE;ID_LOT_AWARDED;WIN_NAME;AWARD_VALUE_EURO", "kntvta"},
    {"idweb;objet;datelimitereponse;nature;titulaire", "ntztt"},
};

static void add_column(Buf *buf, char column, unsigned id, unsigned row, bool windows) {
    static const char *const odd[] = {"", "#REF!", "#N/A", "0", " "};
    switch (column) {
    case 'k':
        if (draw(12) == 0) buf_add(buf, str_of(odd[draw(5)]));
        else buf_print(buf, "2024N%u", id);
        break;
    case 'v':
        buf_print(buf, "%u", draw(9) ? 1 : draw(3));
        break;
    case 'n':
        buf_print(buf, "%u", row);
        break;
    case 'a':
        buf_print(buf, "%u", draw(5000));
        break;
    case 'd':
        buf_print(buf, "2024-03-%02u", 1 + draw(33));
        break;
    case 'z':
        buf_print(buf, "2024-07-%02uT12:00:00+00:00", 1 + draw(33));
        break;
    default:
        add_cell(buf, windows);
    }
}

/* One of them, more or less damaged. */
static Str random_table(Arena *arena, bool windows) {
    static const char *const ends[] = {"\n", "\r\n", "\r"};
    const char *end = ends[draw(3)];
    size_t shape = draw(sizeof shapes / sizeof *shapes);
    Buf buf = {.arena = arena};
    if (!windows && draw(3) == 0) buf_add(&buf, STR("\uFEFF"));
    if (draw(3) == 0) buf_print(&buf, "Plan d'achats;;;;%s", end);
    buf_print(&buf, "%s%s", shapes[shape].header, end);
    unsigned rows = 5 + draw(60), id = 0;
    for (unsigned i = 0; i < rows; i++) {
        if (draw(3) == 0) id++;
        const char *columns = draw(12) ? shapes[shape].columns : "";
        for (const char *column = columns; *column; column++) {
            if (column > columns) buf_byte(&buf, ';');
            add_column(&buf, *column, id, i, windows);
        }
        if (draw(20) == 0) buf_add(&buf, STR(";"));
        if (draw(30) == 0) buf_add(&buf, STR(";x"));
        buf_add(&buf, str_of(end));
    }
    return buf_str(&buf);
}

static void test_tables_cut(void) {
    size_t cut = 0, equal = 0, tables = 0;
    for (unsigned seed = 0; seed < 240; seed++) {
        Arena *arena = arena_new();
        draw_state = seed;
        Str table = random_table(arena, seed % 4 == 3);
        Str want = read_in_parts(arena, "t.csv", table, WHOLE, NULL);
        static const size_t parts[] = {1, 7, 64, 150, 400, 1000};
        bool same = true;
        for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
            size_t pieces;
            Str got = read_in_parts(arena, "t.csv", table, parts[i], &pieces);
            cut += pieces > 2;
            if (same && !str_eq(got, want)) {
                printf("# seed %u, parts of %zu bytes:\n", seed, parts[i]);
                tap_is(got, want, __FILE__, __LINE__, "a table in parts");
                same = false;
            }
        }
        equal += same;
        tables++;
        arena_free(arena);
    }
    NUM(equal, tables);
    printf("# %zu of %zu readings in more than two parts\n", cut, tables * 6);
    OK(cut > 700); /* not all are cut: a quote may run to the end */
}

#define PLAN "title;cpv_main\nNettoyage;90911200\n"

static void test_archives(Arena *arena) {
    const Str plan = STR(PLAN);
    const Member inner[] = {{"a.csv", '0', plan}};
    const Str nested = tar_of(arena, inner, 1);
    const struct {
        int at;
        Member members[3];
        size_t count;
        const char *out;
    } cases[] = {
        {__LINE__,
         {{"a.csv", '0', plan}, {"./b/c.csv", '0', plan}},
         2,
         "t.tar!a.csv: [2  Nettoyage  ]\nt.tar!b/c.csv: [2  Nettoyage  ]\n4 = 2 + 2 + 0 + 0\n"},
        {__LINE__,
         {{"d/", '5', {0}}, {"a.csv", '0', plan}, {"b.pdf", '0', plan}},
         3,
         "t.tar!a.csv: [2  Nettoyage  ]\n2 = 1 + 1 + 0 + 0\n"},
        {__LINE__,
         {{"a.csv", '2', {0}}, {"b.csv", '0', plan}},
         2,
         "t.tar!b.csv: [2  Nettoyage  ]\nt.tar!a.csv: a link: passed over\n2 = 1 + 1 + 0 + 0\n"},
        {__LINE__,
         {{"/etc/a.csv", '0', plan}, {"x/../../a.csv", '0', plan}, {"C:\\a.csv", '0', plan}},
         3,
         "t.tar!/etc/a.csv: a name that leads out of the archive: passed over\n"
         "t.tar!x/../../a.csv: a name that leads out of the archive: passed over\n"
         "t.tar!C:\\a.csv: a name that leads out of the archive: passed over\n"
         "0 = 0 + 0 + 0 + 0\n"},
        {__LINE__,
         {{"in.tar", '0', nested}, {"b.csv", '0', plan}},
         2,
         "t.tar!b.csv: [2  Nettoyage  ]\n"
         "t.tar!in.tar: an archive within an archive: file refused\n2 = 1 + 1 + 0 + 0\n"},
        {__LINE__,
         {{"n.xml", '0', STR("no XML at all, but not a table either")}},
         1,
         "t.tar!n.xml: the first 10 rows hold no header of notices: file refused\n0 = 0 + 0 + 0 + 0\n"},
        {__LINE__,
         {{"a.pdf", '0', plan}, {".b.csv", '0', plan}},
         2,
         "t.tar: no file of notices in this archive: passed over\n0 = 0 + 0 + 0 + 0\n"},
        {__LINE__,
         {{"caf\xE9.csv", '0', plan}},
         1,
         "t.tar: a name that is not UTF-8: passed over\n0 = 0 + 0 + 0 + 0\n"},
        {__LINE__,
         {{"caf\u00E9.csv", '0', plan}},
         1,
         "t.tar!caf\u00E9.csv: [2  Nettoyage  ]\n2 = 1 + 1 + 0 + 0\n"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Str tar = tar_of(arena, cases[i].members, cases[i].count);
        static const size_t parts[] = {WHOLE, 20, 3};
        for (size_t k = 0; k < 3; k++)
            IS_AT(cases[i].at, read_in_parts(arena, "t.tar", tar, parts[k], NULL), str_of(cases[i].out));
    }
    Str cut = str_sub(tar_of(arena, cases[0].members, 2), 0, 512 + 10);
    IS(read_in_parts(arena, "t.tar", cut, WHOLE, NULL),
       STR("t.tar!a.csv: Truncated tar archive: file refused from here on\n"
           "t.tar: Truncated input file (needed 502 bytes, only 0 available): the rest refused\n0 = 0 + 0 + "
           "0 + "
           "0\n"));
}

/* What is said of a hostile archive does not grow with it. */
static void test_many_members(Arena *arena) {
    enum { MANY = 25000 };
    const Member link = {"a.csv", '2', {0}}, nested = {"b.csv", '0', STR("PK\3\4")};
    Buf tar = {.arena = arena};
    for (int i = 0; i < MANY; i++) tar_add(&tar, i % 2 ? &link : &nested);
    tar_add(&tar, &(const Member){"c.csv", '0', STR(PLAN)});
    Parts parts = parts_of(arena, "t.tar", buf_str(&tar), WHOLE);
    NUM(parts.count, 1);
    size_t said = 0;
    Str rest = buf_str(&parts.messages), line;
    while (str_next(&rest, '\n', &line)) said++;
    NUM(said, 10001);
    OK(str_ends(buf_str(&parts.messages), STR("more than 10,000 members passed over: no longer said\n")));
}

/* A large table that is none of notices, or says too little, is refused once. */
static void test_refused_once(Arena *arena) {
    static const struct {
        const char *header, *out;
    } cases[] = {
        {"title;amount", "t.csv:1: no column for cpv_main, description or category: file refused\n"},
        {"title;title;cpv_main",
         "t.csv:1: two columns for one thing: title and title (title): file refused\n"},
        {"a;b;c", "t.csv: the first 10 rows hold no header of notices: file refused\n"},
        {"BOAMP_AVIS_NUM;title;cpv_main", "t.csv:1: a relational extract of BOAMP, keyed by BOAMP_AVIS_NUM: "
                                          "its rows are parts of notices (the "
                                          "XML notices or the portal's export are read): file refused\n"},
        {"[{\"title\"", "t.csv: JSON: the same data in XML or CSV is read: file refused\n"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Buf table = {.arena = arena};
        buf_print(&table, "%s\n", cases[i].header);
        for (int k = 0; k < 20000; k++) buf_add(&table, STR("<a>;b;c\n"));
        static const size_t parts[] = {WHOLE, 60000, 3000};
        for (size_t k = 0; k < 3; k++) {
            Parts got = parts_of(arena, "t.csv", buf_str(&table), parts[k]);
            IS(buf_str(&got.messages), str_of(cases[i].out));
            NUM(got.count, 0);
        }
    }
}

/* A header stands in the first 64 KiB, whole, or nowhere: all parts of a table have the same. */
static void test_head(Arena *arena) {
    static const int before[] = {-60, -30, -19, -18, -17, -5, -1, 0, 1, 2, 3, 200};
    static const char *const headers[] = {"title;cpv_main;amount\n", "title;cpv_main;amount\r\n",
                                          "title;cpv_main;\"amount\"\n", "title;cpv_main;\"\namount\"\n"};
    for (size_t i = 0; i < sizeof before / sizeof *before; i++) {
        Buf table = {.arena = arena};
        while (table.n < (size_t)(PIECE_HEAD + before[i] - 1)) buf_byte(&table, 'x');
        buf_byte(&table, '\n');
        buf_add(&table, str_of(headers[i % 4]));
        for (int k = 0; k < 3000; k++) buf_print(&table, "Nettoyage %d;90911200;%d\n", k, k);
        Parts whole = parts_of(arena, "t.csv", buf_str(&table), WHOLE);
        NUM(whole.count, before[i] < -30 ? 3000 : whole.count);
        NUM(whole.count, before[i] > 0 ? 0 : whole.count);
        OK(whole.count == 0 || whole.count == 3000);
        static const size_t parts[] = {70000, 9000};
        for (size_t k = 0; k < 2; k++) {
            Parts got = parts_of(arena, "t.csv", buf_str(&table), parts[k]);
            OK(str_eq(parts_text(arena, &got), parts_text(arena, &whole)));
        }
    }
}

/* What cannot be cut is read whole, whatever the size of parts, up to a limit. */
static void test_uncut(Arena *arena) {
    enum { LOTS = 650 };
    Buf ubl = {.arena = arena}, ted = {.arena = arena}, utf16 = {.arena = arena}, type = {.arena = arena};
    buf_add(&ubl, STR("<ContractNotice xmlns='urn:oasis:names:specification:ubl:schema:xsd:ContractNotice-2' "
                      "xmlns:cbc='urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2' "
                      "xmlns:cac='urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2'>"
                      "<cbc:ID>1</cbc:ID>"));
    buf_add(&ted, STR("<TED_EXPORT DOC_ID='1-2021'><FORM_SECTION><F02_2014 FORM='F02' CATEGORY='ORIGINAL' "
                      "LG='FR'><OBJECT_CONTRACT>"));
    for (int i = 1; i <= LOTS; i++) {
        buf_print(&ubl,
                  "<cac:ProcurementProjectLot><cbc:ID schemeName='Lot'>LOT-%04d</cbc:ID>"
                  "<cac:ProcurementProject><cbc:Name>Nettoyage %d</cbc:Name></cac:ProcurementProject>"
                  "</cac:ProcurementProjectLot>\n",
                  i, i);
        buf_print(&ted,
                  "<OBJECT_DESCR ITEM='%d'><TITLE><P>Nettoyage</P></TITLE><LOT_NO>%d</LOT_NO>"
                  "<SHORT_DESCR><P>Locaux</P></SHORT_DESCR></OBJECT_DESCR>\n",
                  i, i);
    }
    buf_add(&ubl, STR("</ContractNotice>"));
    buf_add(&ted, STR("</OBJECT_CONTRACT></F02_2014></FORM_SECTION></TED_EXPORT>"));
    Buf decp = {.arena = arena};
    buf_add(&decp, STR("<marches>\n"));
    for (int i = 0; i < 2000; i++)
        buf_print(&decp, "<marche><id>%d</id><objet>Nettoyage</objet></marche>\n", i);
    buf_add(&decp, STR("</marches>"));
    buf_add(&utf16, STR("\xFF\xFE"));
    for (size_t i = 0; i < decp.n; i++) buf_add(&utf16, (Str){(const char[]){decp.p[i], 0}, 2});
    buf_print(&type, "<!DOCTYPE marches>%.*s", STR_ARG(buf_str(&decp)));
    const struct {
        int at;
        Str bytes;
        size_t notices;
    } cases[] = {{__LINE__, buf_str(&ubl), 1},
                 {__LINE__, buf_str(&ted), 1},
                 {__LINE__, buf_str(&utf16), 2000},
                 {__LINE__, str_sub(buf_str(&utf16), 2, SIZE_MAX), 2000},
                 {__LINE__, buf_str(&type), 0}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Parts whole = parts_of(arena, "n.xml", cases[i].bytes, WHOLE);
        NUM_AT(cases[i].at, whole.count, cases[i].notices);
        Parts parts = parts_of(arena, "n.xml", cases[i].bytes, 100);
        NUM_AT(cases[i].at, parts.pieces, 1);
        OK_AT(cases[i].at, str_eq(parts_text(arena, &parts), parts_text(arena, &whole)));
    }
    Parts lots = parts_of(arena, "n.xml", buf_str(&ubl), 100);
    OK(str_find(buf_str(&lots.notices), STR(" LOT-0650 Nettoyage 650 ")) != SIZE_MAX);
}

/* A record, or rows that belong together, or something else, of more than FEED_MOST_WHOLE. */
static void test_too_large(void) {
    static const struct {
        const char *begin, *again, *out;
    } cases[] = {
        {"<marches><marche><id>1</id><objet>Eau</objet></marche>\n<marche><objet>", "Nettoyage ",
         "f:1: no end of a record in 67108864 bytes: file refused from here on\n"},
        {"title;notice_id;lot_id;cpv_main\nEau;N1;1;90911200\n", "x;N2;1;90911200\n",
         "rows of one record over 67108864 bytes: file refused from here on\n"},
        {"<ContractNotice>", "<a></a>", "f: more than 67108864 bytes: file refused\n"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Arena *arena = arena_new();
        size_t n = 70 << 20, step = strlen(cases[i].again);
        char *p = arena_text(arena, n);
        size_t at = strlen(cases[i].begin);
        memcpy(p, cases[i].begin, at);
        while (at + step <= n) {
            memcpy(p + at, cases[i].again, step);
            at += step;
        }
        Parts parts = parts_of(arena, "f", (Str){p, at}, 1 << 20);
        if (!OK(str_ends(buf_str(&parts.messages), str_of(cases[i].out))))
            printf("# %.*s", STR_ARG(buf_str(&parts.messages)));
        NUM(parts.count, i == 0);
        OK(parts.largest <= FEED_MOST_WHOLE);
        arena_free(arena);
    }
}

/* Rows that are too large are refused, and those around them read. */
static void test_large_rows(Arena *arena) {
    Buf table = {.arena = arena};
    buf_add(&table, STR("title;cpv_main;description\n"));
    for (int i = 0; i < 30000; i++) {
        buf_print(&table, "Nettoyage %d;90911200;%d\n", i, i);
        if (i == 100) {
            buf_add(&table, STR("Grand;90911200;"));
            for (int k = 0; k < 5 << 20; k++) buf_byte(&table, 'x');
            buf_byte(&table, '\n');
        }
        if (i == 20000) {
            buf_add(&table, STR("Cent lignes;90911200;\""));
            for (int k = 0; k < 100; k++) buf_add(&table, STR("ligne\n"));
            buf_add(&table, STR("\"\n"));
        }
    }
    Parts whole = parts_of(arena, "t.csv", buf_str(&table), WHOLE);
    NUM(whole.count, 30000);
    NUM(whole.lines.refused, 102);
    static const size_t sizes[] = {4000000, 1 << 20, 50000};
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        Parts parts = parts_of(arena, "t.csv", buf_str(&table), sizes[i]);
        OK(parts.pieces > 1);
        OK(str_eq(parts_text(arena, &parts), parts_text(arena, &whole)));
    }
}

/* Members of a gzip stream that end anywhere in the blocks that are read of it. */
static void test_gzip_members(Arena *arena) {
    Buf table = {.arena = arena}, packed = {.arena = arena};
    buf_add(&table, STR("title;cpv_main\n"));
    draw_state = 1;
    for (int i = 0; i < 20000; i++) buf_print(&table, "Nettoyage %u;9%07u\n", draw(1000000), draw(10000000));
    for (size_t at = 0, n; at < table.n; at += n) {
        n = draw(3) ? draw(40) : draw(30000);
        if (n > table.n - at) n = table.n - at;
        z_stream z = {0};
        if (deflateInit2(&z, (int)draw(10), Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) != Z_OK) abort();
        uLong most = deflateBound(&z, (uLong)n) + 64;
        z.next_out = (Bytef *)arena_text(arena, most);
        z.avail_out = (uInt)most;
        z.next_in = (Bytef *)table.p + at;
        z.avail_in = (uInt)n;
        if (deflate(&z, Z_FINISH) != Z_STREAM_END) abort();
        buf_add(&packed, (Str){(const char *)z.next_out - z.total_out, z.total_out});
        deflateEnd(&z);
    }
    Parts whole = parts_of(arena, "t.csv", buf_str(&table), WHOLE);
    OK(whole.count > 15000);
    static const size_t sizes[] = {WHOLE, 50000, 4000};
    for (size_t i = 0; i < 3; i++) {
        Parts parts = parts_of(arena, "t.csv", buf_str(&packed), sizes[i]);
        OK(str_eq(parts_text(arena, &parts), parts_text(arena, &whole)));
    }
    for (size_t i = 1; i <= 30; i++) {
        Str cut = str_sub(buf_str(&packed), 0, packed.n * i / 31);
        Parts parts = parts_of(arena, "t.csv", cut, 50000);
        Str said = buf_str(&parts.messages);
        /* a cut between two members cannot be seen */
        OK(str_find(said, STR("t.csv: truncated: ")) != SIZE_MAX || parts.lines.refused <= 1);
    }
}

static void test_gzip(Arena *arena) {
    Str plan = STR(PLAN), packed = gzip_of(arena, plan);
    Str want = STR("p.csv.gz: [2  Nettoyage  ]\n2 = 1 + 1 + 0 + 0\n");
    IS(read_in_parts(arena, "p.csv.gz", packed, WHOLE, NULL), want);
    IS(read_in_parts(arena, "p.csv.gz", packed, 5, NULL), want);
    Str two = gzip_of(arena, STR("Peinture;45442100\n"));
    Str both = str_print(arena, "%.*s%.*s", 0, "", 0, "");
    Buf joined = {.arena = arena, .n = both.n};
    buf_add(&joined, packed);
    buf_add(&joined, two);
    IS(read_in_parts(arena, "p.csv.gz", buf_str(&joined), WHOLE, NULL),
       STR("p.csv.gz: [2  Nettoyage  ]\np.csv.gz: [3  Peinture  ]\n3 = 1 + 2 + 0 + 0\n"));
    for (int i = 0; i < 70000; i++) buf_byte(&joined, '\0'); /* padding */
    IS(read_in_parts(arena, "p.csv.gz", buf_str(&joined), WHOLE, NULL),
       STR("p.csv.gz: [2  Nettoyage  ]\np.csv.gz: [3  Peinture  ]\n3 = 1 + 2 + 0 + 0\n"));
    buf_byte(&joined, 'x');
    IS(read_in_parts(arena, "p.csv.gz", buf_str(&joined), WHOLE, NULL),
       STR("p.csv.gz: damaged: something else behind its end: file refused\n0 = 0 + 0 + 0 + 0\n"));
    for (size_t n = packed.n - 1; n > 2; n -= 5) {
        Str got = read_in_parts(arena, "p.csv.gz", str_sub(packed, 0, n), WHOLE, NULL);
        OK(str_find(got, STR("truncated: ")) != SIZE_MAX || str_find(got, STR("damaged")) != SIZE_MAX);
    }
    char *wrong = str_cstr(arena, packed);
    memcpy(wrong, packed.p, packed.n);
    wrong[packed.n - 6] ^= 1; /* the sum */
    Str got = read_in_parts(arena, "p.csv.gz", (Str){wrong, packed.n}, WHOLE, NULL);
    OK(str_find(got, STR("damaged: it cannot be unpacked")) != SIZE_MAX);
    Str archive = gzip_of(arena, tar_of(arena, (const Member[]){{"a.csv", '0', plan}}, 1));
    IS(read_in_parts(arena, "t.tgz", archive, WHOLE, NULL),
       STR("t.tgz!a.csv: [2  Nettoyage  ]\n2 = 1 + 1 + 0 + 0\n"));
}

int main(void) {
    Arena *arena = arena_new();
    test_tables_cut();
    test_refused_once(arena);
    test_head(arena);
    test_uncut(arena);
    test_too_large();
    test_large_rows(arena);
    test_gzip_members(arena);
    test_archives(arena);
    test_many_members(arena);
    test_gzip(arena);
    arena_free(arena);
    return tap_done();
}
