/* The feed: what is cut gives what the whole gives; what is packed gives what it holds; hostile archives. */
#include "ingest/archive.h"
#include "ingest/feed.h"
#include "ingest/reader.h"
#include "tests/tap.h"
#include <string.h>
#include <unistd.h>

/* All that came out of a file's bytes, as text: notices with their lots and lines, messages, line accounting.
 */
typedef struct Out {
    Buf text, messages;
    Lines lines;
    size_t pieces;
} Out;

static void show(void *to, Arena *arena, const Notice *notice) {
    Out *out = to;
    buf_print(&out->text, "%.*s:%.*s", STR_ARG(notice->file), STR_ARG(notice->id));
    for (size_t i = 0; i < notice->lot_count; i++) {
        const Lot *lot = &notice->lots[i];
        buf_print(&out->text, " [%u %.*s %.*s %.*s %.*s]", lot->at.line, STR_ARG(lot->id),
                  STR_ARG(lot->title), STR_ARG(lot->description),
                  STR_ARG(hundredths_print(arena, lot->amount.cents)));
    }
    buf_byte(&out->text, '\n');
}

/* A note holds for its file: it is listened to once (cli_say() does the same). */
static void hear(Arena *scratch, Out *out, const Diags *diags) {
    for (const Diag *diag = diags->first; diag; diag = diag->next) {
        Str text = diag_print(scratch, diag);
        if (diag->kind == DIAG_NOTE) text = str_sub(text, str_find(text, STR(": ")), SIZE_MAX);
        if (diag->kind == DIAG_NOTE && str_find(buf_str(&out->messages), text) != SIZE_MAX) continue;
        buf_print(&out->messages, "%.*s\n", STR_ARG(text));
    }
}

static Str read_in_parts(Arena *arena, const char *path, Str bytes, size_t part, size_t *pieces) {
    static NoticeReader *reader;
    if (!reader) reader = notice_reader_new(NULL);
    Out out = {.text = {.arena = arena}, .messages = {.arena = arena_new()}};
    Arena *scratch = arena_new();
    Feed *feed = feed_of_bytes(str_of(path), bytes, 0, part, NULL);
    FeedItem item;
    for (;;) {
        Diags diags = diags_new(scratch);
        bool more = feed_next(feed, scratch, &item, &diags);
        if (more) notice_read(reader, item.piece, show, &out, &out.lines, &diags);
        hear(scratch, &out, &diags);
        if (!more) break;
        out.pieces++;
        arena_reset(scratch);
    }
    feed_close(feed);
    arena_free(scratch);
    buf_add(&out.text, buf_str(&out.messages));
    arena_free(out.messages.arena);
    buf_print(&out.text, "%zu = %zu + %zu + %zu + %zu\n", (size_t)out.lines.read, (size_t)out.lines.header,
              (size_t)out.lines.kept, (size_t)out.lines.refused, (size_t)out.lines.blank);
    if (pieces) *pieces = out.pieces;
    return buf_str(&out.text);
}

enum { WHOLE = 1 << 24 };

static uint64_t state;
static unsigned draw(unsigned below) {
    state = state * 6364136223846793005u + 1442695040888963407u;
    return (unsigned)((state >> 33) % below);
}

/* Cells that a reader stumbles over: quotes in every place, lines inside them, broken UTF-8, NULs. */
static void add_cell(Buf *buf, bool windows) {
    static const char *const cells[] = {"nettoyage",
                                        "x",
                                        "",
                                        "12,5",
                                        "\"a;b\"",
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
    else buf_add(buf, str_of(cells[draw(draw(3) ? 5 : sizeof cells / sizeof *cells)]));
}

/* A table of notices in which neighbours are lots of one notice, more or less damaged. */
static Str random_table(Arena *arena, bool windows) {
    static const char *const ends[] = {"\n", "\r\n", "\r"};
    const char *end = ends[draw(3)];
    Buf buf = {.arena = arena};
    if (!windows && draw(3) == 0) buf_add(&buf, STR("\uFEFF"));
    if (draw(3) == 0) buf_print(&buf, "Plan d'achats;;;;%s", end);
    buf_print(&buf, "notice_id;lot_id;title;description;amount%s", end);
    unsigned rows = 5 + draw(60), id = 0;
    for (unsigned i = 0; i < rows; i++) {
        if (draw(3) == 0) id++;
        if (draw(12) == 0) {
            buf_add(&buf, str_of(end));
            continue;
        }
        if (draw(9)) buf_print(&buf, "N%u", id);
        buf_print(&buf, ";%u;", i);
        add_cell(&buf, windows);
        buf_byte(&buf, ';');
        add_cell(&buf, windows);
        if (draw(20)) buf_print(&buf, ";%u", draw(5000));
        buf_add(&buf, str_of(end));
    }
    return buf_str(&buf);
}

static void test_tables_cut(void) {
    size_t cut = 0, equal = 0, tables = 0;
    for (unsigned seed = 0; seed < 400; seed++) {
        Arena *arena = arena_new();
        state = seed;
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
    OK(cut > 1000); /* not all are cut: a quote may run to the end */
}

/* Names under which a stream is found in a small tar. */
typedef struct Member {
    const char *name;
    char type; /* '0' a file, '2' a link, '5' a folder */
    Str bytes;
} Member;

static void tar_add(Buf *tar, const Member *member) {
    char header[512] = {0};
    snprintf(header, 100, "%s", member->name);
    memcpy(header + 100, "0000644\0000000000\0000000000\000", 24);
    snprintf(header + 124, 12, "%011zo", member->bytes.n);
    memcpy(header + 136, "00000000000", 12);
    memset(header + 148, ' ', 8);
    header[156] = member->type;
    if (member->type == '2') memcpy(header + 157, "/etc/passwd", 12);
    memcpy(header + 257, "ustar\00000", 8);
    unsigned sum = 0;
    for (size_t i = 0; i < sizeof header; i++) sum += (unsigned char)header[i];
    snprintf(header + 148, 8, "%06o", sum);
    buf_add(tar, (Str){header, sizeof header});
    buf_add(tar, member->bytes);
    static const char zeros[512];
    if (member->bytes.n % 512) buf_add(tar, (Str){zeros, 512 - member->bytes.n % 512});
}

static Str tar_of(Arena *arena, const Member *members, size_t count) {
    Buf tar = {.arena = arena};
    static const char zeros[1024];
    for (size_t i = 0; i < count; i++) tar_add(&tar, &members[i]);
    buf_add(&tar, (Str){zeros, sizeof zeros});
    return buf_str(&tar);
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

/* A gzip stream of stored blocks: its bytes stand in it as they are. */
static uint32_t crc_of(Str s) {
    uint32_t crc = ~0u;
    for (size_t i = 0; i < s.n; i++) {
        crc ^= (unsigned char)s.p[i];
        for (int bit = 0; bit < 8; bit++) crc = crc >> 1 ^ (crc & 1 ? 0xEDB88320u : 0);
    }
    return ~crc;
}
static void add_little(Buf *buf, uint32_t value, int bytes) {
    for (int i = 0; i < bytes; i++) buf_byte(buf, (char)(value >> 8 * i & 0xFF));
}
static Str gzip_of(Arena *arena, Str s) {
    Buf out = {.arena = arena};
    buf_add(&out, (Str){"\x1F\x8B\x08\0\0\0\0\0\0\xFF\x01", 11});
    add_little(&out, (uint32_t)s.n, 2);
    add_little(&out, (uint32_t)~s.n, 2);
    buf_add(&out, s);
    add_little(&out, crc_of(s), 4);
    add_little(&out, (uint32_t)s.n, 4);
    return buf_str(&out);
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
    test_archives(arena);
    test_gzip(arena);
    arena_free(arena);
    return tap_done();
}
