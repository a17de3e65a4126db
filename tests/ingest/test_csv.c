/* Rows, lines and encodings: small tables, hostile files, and the property that no line is ever lost. */
#include "base/utf8.h"
#include "ingest/csv.h"
#include "tests/tap.h"
#include <string.h>

/* All rows as text: "LINE+LINES cell|cell", "LINE! why", "LINE blank", one row a line. */
static Str rows_by(Arena *arena, Str bytes, bool plain, Diags *diags) {
    Buf out = {.arena = arena};
    CsvReader *reader = csv_open(arena, piece_whole(STR("t.csv"), bytes), diags);
    CsvRow row;
    if (reader) csv_plain(reader, plain);
    while (reader && csv_next(reader, &row)) {
        buf_print(&out, "%u", row.line);
        if (row.lines > 1) buf_print(&out, "+%u", row.lines);
        buf_add(&out, row.broken ? STR("! ") : row.blank ? STR(" blank") : STR(" "));
        if (row.broken) buf_add(&out, str_of(row.broken));
        for (size_t i = 0; i < row.n && !row.blank; i++) {
            if (i) buf_byte(&out, '|');
            buf_add(&out, row.cells[i]);
        }
        buf_byte(&out, '\n');
    }
    if (reader) csv_close(reader);
    return buf_str(&out);
}

/* By both ways, which must not make a difference. */
static Str rows_of(Arena *arena, Str bytes, Diags *diags) {
    Diags unsaid = diags_new(arena);
    Str rows = rows_by(arena, bytes, false, diags), plain = rows_by(arena, bytes, true, &unsaid);
    if (str_eq(rows, plain)) return rows;
    return str_print(arena, "ours:\n%.*slibcsv's:\n%.*s", STR_ARG(rows), STR_ARG(plain));
}

static void test_rows(Arena *arena) {
    static const struct {
        int at;
        const char *in, *out;
    } cases[] = {
        {__LINE__, "a,b\n1,2\n", "1 a|b\n2 1|2\n"},
        {__LINE__, "a,b\n1,2", "1 a|b\n2 1|2\n"},
        {__LINE__, "a;b\r\n1;2,5\r\n", "1 a|b\n2 1|2,5\n"},
        {__LINE__, "a\tb\r1\t\r", "1 a|b\n2 1|\n"},
        {__LINE__, "a|b\n1|2\n", "1 a|b\n2 1|2\n"},
        {__LINE__, "sep=,\na,b;c;d\n1,2;3;4\n", "1 sep=|\n2 a|b;c;d\n3 1|2;3;4\n"},
        {__LINE__, "sep=!\na,b\n", "1 sep=!\n2 a|b\n"},
        {__LINE__, "a;b\n\n  \n;\n\"\";\"\n\"\nx;y\n",
         "1 a|b\n2 blank\n3 blank\n4 blank\n5+2 blank\n7 x|y\n"},
        {__LINE__, "Plan, 2026\nLot;Montant\n1;2,5\n2;3,5\n",
         "1 Plan, 2026\n2 Lot|Montant\n3 1|2,5\n4 2|3,5\n"},
        {__LINE__, "a,b\n\"x\ny\",\" z \"\"q\"\" \"\n3,4\n", "1 a|b\n2+2 x\ny| z \"q\" \n4 3|4\n"},
        {__LINE__, "a,b\r\n\"x\r\ny\",2\r\n", "1 a|b\n2+2 x\ny|2\n"},
        {__LINE__, "a,b\n1,\"open\n2,c\n3,d\n", "1 a|b\n2! quote never closed\n3 2|c\n4 3|d\n"},
        {__LINE__, "a,b\n1,\"open\n2,\"shut\"\n3,d\n",
         "1 a|b\n2! quote in the middle of a cell\n3 2|shut\n4 3|d\n"},
        {__LINE__, "a,b\n1,5\" pipe\n2,c\n", "1 a|b\n2! quote in the middle of a cell\n3 2|c\n"},
        {__LINE__, "a,b\n\"x\"y,1\n2,c\n", "1 a|b\n2! quote in the middle of a cell\n3 2|c\n"},
        {__LINE__, " a , b \n\t1 ,\"2\" \n", "1 a|b\n2 1|2\n"},
        {__LINE__,
         "\xEF\xBB\xBF"
         "a,b\n",
         "1 a|b\n"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Diags diags = diags_new(arena);
        IS_AT(cases[i].at, rows_of(arena, str_of(cases[i].in), &diags), str_of(cases[i].out));
        NUM_AT(cases[i].at, diags.count[DIAG_NOTE] + diags.count[DIAG_REFUSED], 0);
    }
}

static void test_encodings(Arena *arena) {
    static const struct {
        int at;
        Str in;
        const char *out, *note;
    } cases[] = {
        {__LINE__, STR("h\xE9;b\n1;\x80\n"), "1 hé|b\n2 1|€\n", "t.csv: not UTF-8: read as Windows-1252"},
        {__LINE__, STR("\xFF\xFEh\0\xE9\0;\0b\0\n\0"), "1 hé|b\n", "t.csv: not UTF-8: read as UTF-16"},
        {__LINE__, STR("\xFE\xFF\0h\0\xE9\0;\0b\0\n"), "1 hé|b\n", "t.csv: not UTF-8: read as UTF-16"},
        {__LINE__, STR("h\0\xE9\0;\0b\0\n\0"), "1 hé|b\n",
         "t.csv: not UTF-8, no byte order mark: read as UTF-16"},
        {__LINE__, STR("\0h\0\xE9\0;\0b\0\n"), "1 hé|b\n",
         "t.csv: not UTF-8, no byte order mark: read as UTF-16"},
        /* One broken line in a file of good accents spoils itself, not the accents. */
        {__LINE__, STR("é;è\n1;\xE9\n2;à\n"), "1 é|è\n2! not UTF-8\n3 2|à\n", NULL},
        {__LINE__,
         STR("\xEF\xBB\xBF"
             "a;b\n1;\xE9\n"),
         "1 a|b\n2! not UTF-8\n", NULL},
        {__LINE__, STR("a;b\n1;\0\n2;c\n"), "1 a|b\n2! NUL byte\n3 2|c\n", NULL},
        {__LINE__, STR("a;b\n1;\"x\ny\0z\"\n2;c\n"), "1 a|b\n2! NUL byte\n3! NUL byte\n4 2|c\n", NULL},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Diags diags = diags_new(arena);
        IS_AT(cases[i].at, rows_of(arena, cases[i].in, &diags), str_of(cases[i].out));
        IS_AT(cases[i].at, diags.first ? diag_print(arena, diags.first) : (Str){0}, str_of(cases[i].note));
    }
}

static void test_no_text(Arena *arena) {
    static const struct {
        int at;
        Str in;
        const char *said;
    } cases[] = {
        {__LINE__, STR(""), "t.csv: empty: file refused"},
        {__LINE__, STR("\xEF\xBB\xBF"), "t.csv: empty: file refused"},
        {__LINE__, STR("\xFF\xFE"), "t.csv: empty: file refused"},
        {__LINE__, STR("PK\3\4\24\0\6\0"), "t.csv: a workbook or an archive, not text: file refused"},
        {__LINE__, STR("%PDF-1.7\n"), "t.csv: a PDF: a table is needed: file refused"},
        {__LINE__,
         STR("\x7F"
             "ELF\2\1\1\0\0\0\0\0\0\0\0\0\3\0\x3E"),
         "t.csv: binary, not text: file refused"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Diags diags = diags_new(arena);
        OK_AT(cases[i].at, !csv_open(arena, piece_whole(STR("t.csv"), cases[i].in), &diags));
        NUM_AT(cases[i].at, diags.count[DIAG_REFUSED], 1);
        Str said = {0};
        for (const Diag *diag = diags.first; diag; diag = diag->next) said = diag_print(arena, diag);
        IS_AT(cases[i].at, said, str_of(cases[i].said));
    }
}

static void test_separators(void) {
    static const struct {
        int at;
        const char *in;
        char separator;
    } cases[] = {
        {__LINE__, "one column\nonly\n", ';'},
        {__LINE__, "a;b\n\"x,y\";1\n\"x,y\";2\n", ';'},
        {__LINE__, "Suivi, heures, 2026\n\na;b;c\n1,5;2,5;x\n1,5;2,5;y\n", ';'},
        {__LINE__, "a,b,c\n\"1;2\",3,\n4;5,6,\n", ','},
        {__LINE__, "a\tb\n1, 2\t3\n4, 5\t6\n", '\t'},
        {__LINE__, "a,b,c,d\n1,\"two\nlines\",3,4\n5,\"two\nlines\",7,8\n", ','},
        {__LINE__, "ref|criteria\n1|x;y\n2|z\n", '|'},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Arena *arena = arena_new();
        Diags diags = diags_new(arena);
        CsvReader *reader = csv_open(arena, piece_whole(STR("t.csv"), str_of(cases[i].in)), &diags);
        NUM_AT(cases[i].at, csv_separator(reader), cases[i].separator);
        csv_close(reader);
        arena_free(arena);
    }
}

static void repeat(Buf *buf, Str s, size_t times) {
    for (size_t i = 0; i < times; i++) buf_add(buf, s);
}

/* The last row must come out whole, whatever stands before it. */
static Str last_row(Arena *arena, Str bytes) {
    Diags diags = diags_new(arena);
    Str rows = str_trim(rows_of(arena, bytes, &diags)), row = {0};
    while (str_next(&rows, '\n', &row)) {
    }
    return row;
}

static void test_limits(void) {
    Arena *arena = arena_new();
    Buf buf = {.arena = arena};
    buf_add(&buf, STR("a,b\n"));
    repeat(&buf, STR("x"), CSV_MAX_FIELD);
    buf_add(&buf, STR(",1\n"));
    Diags diags = diags_new(arena);
    OK(str_find(rows_of(arena, buf_str(&buf), &diags), STR("!")) == SIZE_MAX);
    repeat(&buf, STR("x"), CSV_MAX_FIELD + 1);
    buf_add(&buf, STR(",1\n2,c\n"));
    Str rows = rows_of(arena, buf_str(&buf), &diags);
    OK(str_ends(rows, STR("3! cell over 1 MiB\n4 2|c\n")));

    buf = (Buf){.arena = arena};
    buf_add(&buf, STR("a,b\n\""));
    repeat(&buf, STR("xxxxxxx\n"), CSV_MAX_FIELD / 4);
    buf_add(&buf, STR("end,1\n"));
    IS(last_row(arena, buf_str(&buf)), STR("262146 end|1"));

    buf = (Buf){.arena = arena};
    repeat(&buf, STR(","), CSV_MAX_FIELDS);
    buf_add(&buf, STR("\n1"));
    repeat(&buf, STR(","), CSV_MAX_FIELDS - 1);
    buf_add(&buf, STR("\n"));
    rows = rows_of(arena, buf_str(&buf), &diags);
    OK(str_starts(rows, STR("1! more than 2000 cells\n2 1|||")));

    buf = (Buf){.arena = arena};
    repeat(&buf, STR("0123456789,"), CSV_MAX_ROW / 11 + 1);
    buf_add(&buf, STR("\n1,2\n"));
    OK(str_starts(rows_of(arena, buf_str(&buf), &diags), STR("1! ")));
    IS(last_row(arena, buf_str(&buf)), STR("2 1|2"));

    buf = (Buf){.arena = arena};
    buf_add(&buf, STR("a,b\n1,\""));
    repeat(&buf, STR("x\n"), CSV_MAX_LINES - 1);
    buf_add(&buf, STR("\"\n1,\""));
    repeat(&buf, STR("y\n"), CSV_MAX_LINES);
    buf_add(&buf, STR("\"\n"));
    rows = rows_of(arena, buf_str(&buf), &diags);
    OK(str_find(rows, STR("2+64 1|x\n")) != SIZE_MAX);
    OK(str_find(rows, STR("66! quote not closed within 64 lines\n67 y\n")) != SIZE_MAX);
    arena_free(arena);
}

/* A quote that never closes on every line: each line is refused or read by itself, in linear work. */
static void test_quotes_everywhere(void) {
    enum { LINES = 200000 };
    Arena *arena = arena_new();
    Buf buf = {.arena = arena};
    repeat(&buf, STR("1,\"x\n2,y\n"), LINES / 2);
    Diags diags = diags_new(arena);
    CsvReader *reader = csv_open(arena, piece_whole(STR("t.csv"), buf_str(&buf)), &diags);
    CsvRow row;
    size_t broken = 0, good = 0;
    while (csv_next(reader, &row)) *(row.broken ? &broken : &good) += row.lines;
    NUM(broken + good, LINES);
    NUM(csv_lines(reader), LINES);
    csv_close(reader);
    arena_free(arena);
}

static void test_spend_first_line(Arena *arena) {
    Diags diags = diags_new(arena);
    CsvReader *reader =
        csv_open(arena, piece_whole(STR("t.csv"), STR("a,b\n1,\"x\n2,y\n3,\"\n4,z\n")), &diags);
    CsvRow row;
    csv_next(reader, &row);
    csv_next(reader, &row);
    NUM(row.lines, 3);
    IS(row.raw, STR("1,\"x\n2,y\n3,\""));
    csv_spend_first_line(reader, &row);
    NUM(row.lines, 1);
    IS(row.raw, STR("1,\"x"));
    csv_next(reader, &row);
    NUM(row.line, 3);
    IS(row.cells[1], STR("y"));
    csv_next(reader, &row);
    OK(row.broken != NULL);
    csv_next(reader, &row);
    NUM(row.line, 5);
    IS(row.cells[1], STR("z"));
    OK(!csv_next(reader, &row));
    csv_close(reader);
}

static uint64_t seed = 20261122;
static uint32_t next_random(uint32_t below) {
    seed = seed * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(seed >> 33) % below;
}

static Str random_text(Arena *arena, const char *alphabet, size_t letters, size_t longest) {
    size_t n = 1 + next_random((uint32_t)longest);
    char *p = arena_text(arena, n);
    for (size_t i = 0; i < n; i++) p[i] = alphabet[next_random((uint32_t)letters)];
    return (Str){p, n};
}

/* Counted on its own: CR LF, CR and LF each end a line, and a text behind the last one is a line. */
static uint32_t count_lines(Str s) {
    uint32_t lines = 0;
    for (size_t i = 0; i < s.n; i++)
        lines += s.p[i] == '\n' || (s.p[i] == '\r' && (i + 1 == s.n || s.p[i + 1] != '\n'));
    return lines + (s.n && s.p[s.n - 1] != '\n' && s.p[s.n - 1] != '\r');
}

/* What the reader took for UTF-16 (rare among random bytes): the lines are those of the text. */
static Str utf16_text(Arena *arena, Str bytes) {
    return utf8_from_utf16(arena, bytes, !bytes.p[0]);
}

/* Rows follow each other without gap or overlap, and together they are all lines. */
static bool all_lines_accounted(Arena *arena, Str bytes) {
    Diags diags = diags_new(arena);
    CsvReader *reader = csv_open(arena, piece_whole(STR("t.csv"), bytes), &diags);
    if (!reader) return diags.count[DIAG_REFUSED] == 1;
    if (diags.first && str_ends(diags.first->consequence, STR("UTF-16"))) bytes = utf16_text(arena, bytes);
    bool good = true;
    uint32_t line = 1;
    CsvRow row;
    while (csv_next(reader, &row)) {
        good = good && row.line == line && row.lines >= 1 && row.lines <= CSV_MAX_LINES;
        good = good && (!row.broken || (row.lines == 1 && row.n == 0));
        if (!row.broken && row.lines > 1 && next_random(4) == 0) csv_spend_first_line(reader, &row);
        line += row.lines;
    }
    good = good && line - 1 == count_lines(bytes) && csv_lines(reader) == line - 1;
    csv_close(reader);
    return good;
}

static void test_accounting(void) {
    enum { FILES = 200000 };
    static const char alphabet[] = "aaaa,,\"\"\n\n\r ;\t|\xE9\xC3\xA9\0";
    Arena *arena = arena_new();
    size_t lost = 0;
    for (size_t i = 0; i < FILES; i++) {
        arena_reset(arena);
        lost += !all_lines_accounted(arena, random_text(arena, alphabet, sizeof alphabet - 1, 60));
    }
    NUM(lost, 0);
    arena_free(arena);
}

static Str with_line_ends(Arena *arena, Str s, Str end) {
    Buf buf = {.arena = arena};
    for (size_t i = 0; i < s.n; i++)
        if (s.p[i] == '\n') buf_add(&buf, end);
        else buf_byte(&buf, s.p[i]);
    return buf_str(&buf);
}

static Str with_bom(Arena *arena, Str s) {
    return str_print(arena, "\uFEFF%.*s", STR_ARG(s));
}

static Str as_utf16(Arena *arena, Str s, bool big_endian) {
    Buf buf = {.arena = arena};
    buf_add(&buf, big_endian ? STR("\xFE\xFF") : STR("\xFF\xFE"));
    for (size_t i = 0; i < s.n;) {
        uint32_t c = utf8_next(s, &i);
        buf_byte(&buf, (char)(big_endian ? c >> 8 : c));
        buf_byte(&buf, (char)(big_endian ? c : c >> 8));
    }
    return buf_str(&buf);
}

static void test_variants(void) {
    enum { FILES = 50000 };
    static const char alphabet[] = "aab,,,;\"\"\n\n ";
    Arena *arena = arena_new();
    size_t differ = 0;
    for (size_t i = 0; i < FILES; i++) {
        arena_reset(arena);
        Diags diags = diags_new(arena);
        Str plain = random_text(arena, alphabet, sizeof alphabet - 1, 60);
        Str want = rows_of(arena, plain, &diags);
        const Str variants[] = {
            with_line_ends(arena, plain, STR("\r\n")),
            with_line_ends(arena, plain, STR("\r")),
            with_bom(arena, plain),
            as_utf16(arena, plain, false),
            as_utf16(arena, plain, true),
        };
        for (size_t k = 0; k < sizeof variants / sizeof *variants; k++)
            differ += !str_eq(rows_of(arena, variants[k], &diags), want);
        if (!str_ends(plain, STR("\n")))
            differ += !str_eq(rows_of(arena, str_print(arena, "%.*s\n", STR_ARG(plain)), &diags), want);
    }
    NUM(differ, 0);
    arena_free(arena);
}

/* Lines of everything that matters to the grammar, cut here as libcsv cuts them. */
static void test_lines_like_libcsv(void) {
    static const char bits[] = {'"', '"', ';', ';', ' ', '\t', 'a', 'b', '\n', '\r', '\0', '\xC3', ','};
    uint64_t state = 7;
    size_t same = 0, tables = 20000;
    for (size_t i = 0; i < tables; i++) {
        Arena *arena = arena_new();
        Buf table = {.arena = arena};
        buf_add(&table, i % 2 ? STR("a;b;c\n") : STR("a\tb\tc\n"));
        for (size_t k = 0; k < 6 + i % 40; k++) {
            state = state * 6364136223846793005u + 1442695040888963407u;
            size_t bit = (state >> 33) % (i % 3 ? 9 : sizeof bits);
            buf_byte(&table, i % 2 || bits[bit] != ';' ? bits[bit] : '\t');
        }
        Diags diags = diags_new(arena), unsaid = diags_new(arena);
        Str ours = rows_by(arena, buf_str(&table), false, &diags);
        Str theirs = rows_by(arena, buf_str(&table), true, &unsaid);
        same += str_eq(ours, theirs);
        if (!str_eq(ours, theirs) && same + 5 > i)
            printf("# of %.*s\n# ours: %.*s\n# libcsv's: %.*s\n",
                   STR_ARG(utf8_visible(arena, buf_str(&table))), STR_ARG(ours), STR_ARG(theirs));
        arena_free(arena);
    }
    NUM(same, tables);
}

int main(void) {
    Arena *arena = arena_new();
    test_rows(arena);
    test_encodings(arena);
    test_no_text(arena);
    test_separators();
    test_limits();
    test_quotes_everywhere();
    test_spend_first_line(arena);
    test_accounting();
    test_variants();
    test_lines_like_libcsv();
    arena_free(arena);
    return tap_done();
}
