/* Tables: header and columns in C; whole files with what is said of them in tests/cases/csv. */
#include "base/file.h"
#include "ingest/contract.h"
#include "ingest/hours.h"
#include "ingest/person.h"
#include "ingest/plan.h"
#include "ingest/table.h"
#include "tests/tap.h"
#include <glob.h>

enum { ID, HOURS, NOTE };
static const Column columns[] = {
    [ID] = {"contract_id", "N° de marché|Référence", COLUMN_NEEDED},
    [HOURS] = {"hours", "Heures|Heures réalisées", COLUMN_NEEDED},
    [NOTE] = {"note", NULL, COLUMN_OPTIONAL},
    {0},
};
static const TableKind plain = {.name = "plain", .columns = columns};

/* Rows as "id|hours|note" lines, then every message. */
static Str read_all(Arena *arena, Str bytes, const ColumnNames *names) {
    Diags diags = diags_new(arena);
    Buf out = {.arena = arena};
    Table *table = table_open(arena, piece_whole(STR("t.csv"), bytes), &plain, names, &diags);
    while (table && table_next(table))
        buf_print(&out, "%.*s|%.*s|%.*s\n", STR_ARG(table_cell(table, ID)), STR_ARG(table_cell(table, HOURS)),
                  STR_ARG(table_cell(table, NOTE)));
    Lines lines = {0};
    if (table) table_close(table, &lines);
    NUM(lines.header + lines.kept + lines.refused + lines.blank, lines.read);
    for (const Diag *diag = diags.first; diag; diag = diag->next)
        buf_print(&out, "%.*s\n", STR_ARG(diag_print(arena, diag)));
    return buf_str(&out);
}

static void test_headers(Arena *arena) {
    static const struct {
        int at;
        const char *in, *out;
    } cases[] = {
        {__LINE__, "contract_id;hours;note\nA;1;x\n", "A|1|x\n"},
        {__LINE__, "HEURES ; n de marche\n1;A\n", "A|1|\n"},
        {__LINE__, "Suivi;;\n\nN° de marché;Heures réalisées;\nA;1;\n", "A|1|\n"},
        {__LINE__, "Contract-ID;Hours;note\n\u00A0A\u202F;\u00A01 234,5\u00A0; \n", "A|1 234,5|\n"},
        {__LINE__, "contract_id;hours;colour;\nA;1;red;\n",
         "A|1|\nt.csv:1: columns not known: colour: ignored\n"},
        {__LINE__, "contract_id;;hours\nA;x;1\n", "A|1|\nt.csv:1: columns not known: (no name): ignored\n"},
        {__LINE__, "contract_id;note\nA;1\n", "t.csv:1: no column for hours: file refused\n"},
        {__LINE__, "contract_id;hours;Heures\nA;1;2\n",
         "t.csv:1: two columns for one thing: hours and Heures (hours): file refused\n"},
        {__LINE__, "contract_id;hours;contract_id\nA;1;A\n",
         "t.csv:1: two columns for one thing: contract_id and contract_id (contract_id): file refused\n"},
        {__LINE__, "a;b\n1;2\n", "t.csv: the first 10 rows hold no header of plain: file refused\n"},
        {__LINE__, "\n \n;;\n", "t.csv: the first 10 rows hold no header of plain: file refused\n"},
        {__LINE__, "1\n2\n3\n4\n5\n6\n7\n8\n9\ncontract_id;hours\nA;1\n", "A|1|\n"},
        {__LINE__, "1\n2\n3\n4\n5\n6\n7\n8\n9\n10\ncontract_id;hours\nA;1\n",
         "t.csv: the first 10 rows hold no header of plain: file refused\n"},
        {__LINE__, "\"open\ncontract_id;hours\nA;1\n", "A|1|\nt.csv:1: quote never closed: row refused\n"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        IS_AT(cases[i].at, read_all(arena, str_of(cases[i].in), NULL), str_of(cases[i].out));
}

static void test_rows(Arena *arena) {
    static const struct {
        int at;
        const char *in, *out;
    } cases[] = {
        {__LINE__, "A;1;x;;\nB;2;y\n", "A|1|x\nB|2|y\n"},
        {__LINE__, "A;1\nB;2;y\n", "B|2|y\nt.csv:2: 2 cells where the header has 3: row refused\n"},
        {__LINE__, "A;1;x;more\nB;2;y\n", "B|2|y\nt.csv:2: 4 cells where the header has 3: row refused\n"},
        {__LINE__, ";1;x\nB;2;y\n", "B|2|y\nt.csv:2: contract_id: empty: row refused\n"},
        {__LINE__, "A;1;'-x\nB;2;'y'\n", "A|1|-x\nB|2|'y'\n"},
        {__LINE__, "A;#REF!;x\nB;2;#N/A\n",
         "t.csv:2: hours: a spreadsheet's error value (#REF!): row refused\n"
         "t.csv:3: note: a spreadsheet's error value (#N/A): row refused\n"},
        /* A quote that closes two lines on makes one row of the wrong width: its other lines are read again.
         */
        {__LINE__, "A;\"1;x\nB;2;y\nC;\"\nD;4;z\n",
         "B|2|y\nD|4|z\nt.csv:2: 2 cells where the header has 3: row refused\n"
         "t.csv:4: quote never closed: row refused\n"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Str in = str_print(arena, "contract_id;hours;note\n%s", cases[i].in);
        IS_AT(cases[i].at, read_all(arena, in, NULL), str_of(cases[i].out));
    }
}

/* A file of nothing but refused rows: all are counted, 10,000 are said. */
static void test_flood(void) {
    enum { ROWS = 30000 };
    Arena *arena = arena_new();
    Diags diags = diags_new(arena);
    Buf buf = {.arena = arena};
    buf_add(&buf, STR("contract_id;hours\n"));
    for (size_t i = 0; i < ROWS; i++) buf_add(&buf, i % 2 ? STR("A\n") : STR("\"x\n"));
    Table *table = table_open(arena, piece_whole(STR("t.csv"), buf_str(&buf)), &plain, NULL, &diags);
    OK(!table_next(table));
    Lines lines = {0};
    table_close(table, &lines);
    NUM(lines.refused, ROWS);
    NUM(diags.count[DIAG_REFUSED], 10001);
    IS(diag_print(arena, diags.last),
       STR("t.csv:10002: more than 10000 rows refused: counted, no longer said"));
    arena_free(arena);
}

/* A house's own names go before everybody's; sections of other kinds say nothing here. */
static void test_own_names(Arena *arena) {
    Diags diags = diags_new(arena);
    SectionFile file = section_parse(arena, STR("c.conf"),
                                     STR("[columns plain]\nhours = Nb d'h.\n"
                                         "[columns other]\ncontract_id = note\n"),
                                     &diags);
    ColumnNames names = {.sections = file.sections, .n = file.n};
    IS(read_all(arena, STR("contract_id;NB D'H\nA;1\n"), &names), STR("A|1|\n"));
    IS(read_all(arena, STR("contract_id;Heures;Nb d'h.\nA;1;2\n"), &names),
       STR("A|2|\nt.csv:1: columns not known: Heures: ignored\n"));
    IS(read_all(arena, STR("contract_id;Nb d'h.;Heures\nA;1;2\n"), &names),
       STR("A|1|\nt.csv:1: columns not known: Heures: ignored\n"));
    IS(read_all(arena, STR("contract_id;hours\nA;1\n"), &names), STR("A|1|\n"));
}

static void ignore_notice(void *to, Arena *arena, const Notice *notice) {
    (void)arena;
    *(size_t *)to += notice->lot_count;
}

/* What is said of a file of one of our kinds, and where its lines went. */
static Str read_case(Arena *arena, Str kind, Str file, Str bytes) {
    Diags diags = diags_new(arena);
    Lines lines = {0};
    Contracts contracts = {0};
    HoursRows hours = {0};
    People people = {0};
    size_t lots = 0;
    Arena *notices = arena_new();
    if (str_is(kind, "contracts")) contracts_read(arena, file, bytes, NULL, &contracts, &lines, &diags);
    if (str_is(kind, "hours")) hours_read(arena, file, bytes, NULL, &hours, &lines, &diags);
    if (str_is(kind, "people")) people_read(arena, file, bytes, NULL, &people, &lines, &diags);
    if (str_is(kind, "notices"))
        plan_read(notices, piece_whole(file, bytes), NULL, ignore_notice, &lots, &lines, &diags);
    arena_free(notices);
    Buf out = {.arena = arena};
    for (const Diag *diag = diags.first; diag; diag = diag->next)
        buf_print(&out, "%.*s\n", STR_ARG(diag_print(arena, diag)));
    buf_print(&out, "%zu records; lines: header %d, kept %d, refused %d, blank %d\n",
              contracts.n + hours.n + people.n + lots, (int)lines.header, (int)lines.kept, (int)lines.refused,
              (int)lines.blank);
    return buf_str(&out);
}

/* A case is "KIND FILE" on its first line, then "---", the file, "---" and what is said. */
static void test_case(Arena *arena, const char *path) {
    Diags diags = diags_new(arena);
    Str bytes = {0};
    if (!OK(file_read(arena, str_of(path), 0, &bytes, &diags))) return;
    Str head = {0}, kind = {0}, mark = STR("---\n");
    str_next(&bytes, '\n', &head);
    str_word(&head, &kind);
    size_t start = str_find(bytes, mark) + mark.n;
    size_t end = start + str_find(str_sub(bytes, start, SIZE_MAX), mark);
    Str input = str_sub(bytes, start, end - start);
    Str want = str_sub(bytes, end + mark.n, SIZE_MAX);
    tap_is(read_case(arena, kind, str_trim(head), input), want, path, 1, path);
}

int main(void) {
    Arena *arena = arena_new();
    test_headers(arena);
    test_rows(arena);
    test_own_names(arena);
    test_flood();
    glob_t cases;
    if (OK(glob("tests/cases/csv/*.case", 0, NULL, &cases) == 0)) {
        for (size_t i = 0; i < cases.gl_pathc; i++) test_case(arena, cases.gl_pathv[i]);
        globfree(&cases);
    }
    arena_free(arena);
    return tap_done();
}
