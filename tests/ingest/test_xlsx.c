/* Workbooks: numbers as people see them; sheets through a table, with every line accounted for; what is
 * broken, and what is hostile. */
#include "ingest/hours.h"
#include "ingest/table.h"
#include "ingest/xlsx.h"
#include "ingest/xlsx_value.h"
#include "tests/tap.h"
#include "tests/workbook.h"
#include <string.h>

static void test_numbers(Arena *arena) {
    static const struct {
        int at;
        const char *code, *stored, *out;
    } cases[] = {
        {__LINE__, "General", "1234.5", "1234.5"},
        {__LINE__, "", "0.30000000000000004", "0.3"},
        {__LINE__, "", "1234.5000000000002", "1234.5"},
        {__LINE__, "", "151.66999999999999", "151.67"},
        {__LINE__, "", "99.999999999999986", "100"},
        {__LINE__, "", "2.1750001600019E13", "21750001600019"},
        {__LINE__, "0.00E+00", "2.1750001600019E+13", "21750001600019"},
        {__LINE__, "", "9007199254740991", "9007199254740991"},
        {__LINE__, "", "1234567890123450", "1.23456789012345E+15"},
        {__LINE__, "", "12345678901234567890", "1.23456789012346E+19"},
        {__LINE__, "", "1E-3", "0.001"},
        {__LINE__, "", "-2.7755575615628914E-17", "-2.77555756156289E-17"},
        {__LINE__, "", "-0", "0"},
        {__LINE__, "", "0.0", "0"},
        {__LINE__, "", " 7 ", "7"},
        {__LINE__, "", "000120.50", "120.5"},
        {__LINE__, "", "1.2.3", "1.2.3"},
        {__LINE__, "", "abc", "abc"},
        {__LINE__, "", "1E9999", "1E9999"},
        {__LINE__, "", "-", "-"},
        {__LINE__, "", ".", "."},
        {__LINE__, "@", "4544210", "4544210"},
        /* decimals that the format hides: two stay */
        {__LINE__, "0.00", "7.333333333333333", "7.33"},
        {__LINE__, "#,##0", "7.5", "7.5"},
        {__LINE__, "#,##0", "7.335", "7.34"},
        {__LINE__, "0.000", "7.33333333", "7.333"},
        {__LINE__, "0.00", "-7.335", "-7.34"},
        {__LINE__, "0.00", "0.004", "0"},
        {__LINE__, "0.00", "0.006", "0.01"},
        {__LINE__, "0.00", "9.999", "10"},
        {__LINE__, "", "7.333333333333333", "7.33333333333333"},
        /* shares */
        {__LINE__, "0%", "0.125", "12.5%"},
        {__LINE__, "0.00%", "1", "100%"},
        {__LINE__, "0%", "0.07000000000000001", "7%"},
        {__LINE__, "0%", "1E-7", "0%"},
        /* texts around */
        {__LINE__, "#,##0.00\\ \"€\"", "1234.5", "1234.5 €"},
        {__LINE__, "_-* #,##0.00\\ \"€\"_-;\\-* #,##0.00\\ \"€\"_-;_-* \"-\"??\\ \"€\"_-;_-@_-", "0", "0 €"},
        {__LINE__, "#,##0.00\\ [$€-40C];[Red]\\-#,##0.00\\ [$€-40C]", "-12", "-12  €"},
        {__LINE__, "[$€-2]\\ #,##0.00", "12.5", "12.5 €"},
        {__LINE__, "0\" h\"", "35", "35 h"},
        {__LINE__, "General\" mois\"", "36", "36 mois"},
        {__LINE__, "\"PA27-\"00", "1", "PA27-01"},
        {__LINE__, "#,##0,\"k€\"", "150256", "150.256k€"},
        {__LINE__, "0.0,,\" M€\"", "9840000", "9.84 M€"},
        /* zeros in front, where they are shown */
        {__LINE__, "00000", "1000", "01000"},
        {__LINE__, "00000000", "3000000", "03000000"},
        {__LINE__, "General", "3000000", "3000000"},
        {__LINE__, "0#\" \"##\" \"##\" \"##\" \"##", "123456789", "0123456789"},
        {__LINE__, "# ?/?", "0.5", "0.5"},
        {__LINE__, "[>=1000]0\"k\";0", "5", "5"},
        /* days */
        {__LINE__, "dd/mm/yyyy", "46090", "2026-03-09"},
        {__LINE__, "dd/mm/yyyy", "46090.5", "2026-03-09"},
        {__LINE__, "[$-40C]d\\ mmmm\\ yyyy;@", "46090", "2026-03-09"},
        {__LINE__, "[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy", "46090", "2026-03-09"},
        {__LINE__, "dd/mm", "46090", "2026-03-09"},
        {__LINE__, "mmm\\-yy", "46082", "2026-03"},
        {__LINE__, "mmmm", "46082", "2026-03"},
        {__LINE__, "yyyy", "46082", "2026"},
        {__LINE__, "dd/mm/yyyy hh:mm", "46090.5", "2026-03-09T12:00"},
        {__LINE__, "dd/mm/yyyy\\ hh\"h\"mm", "46090.520833333336", "2026-03-09T12:30"},
        {__LINE__, "yyyy-mm-dd hh:mm:ss", "46090.49999999999", "2026-03-09T12:00:00"},
        {__LINE__, "yyyy-mm-dd hh:mm", "46090.9999999999", "2026-03-10T00:00"},
        {__LINE__, "h:mm AM/PM", "0.75", "18:00"},
        {__LINE__, "hh:mm", "46090.25", "06:00"},
        {__LINE__, "[h]:mm", "1.5625", "37:30"},
        {__LINE__, "mm:ss", "0.0104166666666667", "00:15:00"},
        {__LINE__, "yyyy-mm-dd", "1", "1900-01-01"},
        {__LINE__, "yyyy-mm-dd", "59", "1900-02-28"},
        {__LINE__, "yyyy-mm-dd", "60", "1900-02-29"},
        {__LINE__, "yyyy-mm-dd", "61", "1900-03-01"},
        {__LINE__, "yyyy-mm-dd", "0", "1900-01-00"},
        {__LINE__, "yyyy-mm-dd", "2958465", "9999-12-31"},
        {__LINE__, "yyyy-mm-dd", "2958466", "2958466"},
        {__LINE__, "yyyy-mm-dd", "-1", "-1"},
        {__LINE__, "\"unfinished", "5", "5"},
        {__LINE__, "[unfinished", "5", "5"},
        {__LINE__, "0\\", "5", "5"},
    };
    Buf room = {.arena = arena};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        NumberFormat format = number_format(arena, str_of(cases[i].code));
        IS_AT(cases[i].at, number_text(&room, &format, false, str_of(cases[i].stored)), str_of(cases[i].out));
    }
    NumberFormat day = number_format_built_in(14), elapsed = number_format_built_in(46);
    IS(number_text(&room, &day, false, STR("46090")), STR("2026-03-09"));
    IS(number_text(&room, &day, true, STR("44628")), STR("2026-03-09"));
    IS(number_text(&room, &day, true, STR("0")), STR("1904-01-01"));
    IS(number_text(&room, &day, true, STR("2958465")), STR("2958465"));
    IS(number_text(&room, &elapsed, false, STR("2")), STR("48:00:00"));
    NumberFormat unknown = number_format_built_in(4000000000u);
    IS(number_text(&room, &unknown, false, STR("46090")), STR("46090"));
}

static void test_texts(Arena *arena) {
    static const struct {
        int at;
        const char *stored, *out;
    } cases[] = {
        {__LINE__, "plain", "plain"},
        {__LINE__, "a_x000D_\nb", "a\nb"},
        {__LINE__, "a_x000d_b\r\nc\rd", "a\nb\nc\nd"},
        {__LINE__, "_x005F_x000D_", "_x000D_"},
        {__LINE__, "_x00E9_t_x20AC_", "ét€"},
        {__LINE__, "_xD83D__x0000__x12_", "_xD83D__x0000__x12_"},
        {__LINE__, "_x0007_bell", "bell"},
        {__LINE__, "_x", "_x"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        IS_AT(cases[i].at, stored_text(arena, str_of(cases[i].stored)), str_of(cases[i].out));
}

enum { ID, HOURS, NOTE };
static const Column columns[] = {
    [ID] = {"contract_id", NULL, COLUMN_NEEDED},
    [HOURS] = {"hours", NULL, COLUMN_NEEDED},
    [NOTE] = {"note", NULL, COLUMN_OPTIONAL},
    {"last_name", NULL, COLUMN_IDENTITY},
    {0},
};
static const TableKind plain = {.name = "plain", .columns = columns};
static const TableKind personal = {.name = "plain", .columns = columns, .personal = true};

/* Rows as "id|hours|note" lines, every message with what is kept of its row, and the sum of lines. */
static Str read_all(Arena *arena, Str bytes, const TableKind *kind) {
    Diags diags = diags_new(arena);
    Buf out = {.arena = arena};
    Piece piece = piece_whole(STR("b"), bytes);
    bool fits = table_fits(arena, piece, kind, NULL);
    Table *table = table_open(arena, piece, kind, NULL, &diags);
    if (table && !fits) buf_add(&out, STR("does not fit\n"));
    while (table && table_next(table))
        buf_print(&out, "%.*s|%.*s|%.*s\n", STR_ARG(table_cell(table, ID)), STR_ARG(table_cell(table, HOURS)),
                  STR_ARG(table_cell(table, NOTE)));
    Lines lines = {0};
    if (table) table_close(table, &lines);
    NUM(lines.header + lines.kept + lines.refused + lines.blank, lines.read);
    for (const Diag *diag = diags.first; diag; diag = diag->next) {
        Str said = diag_print(arena, diag);
        buf_print(&out, "%.*s%s%.*s\n", STR_ARG(said), diag->kept.n ? " <= " : "", STR_ARG(diag->kept));
    }
    if (table)
        buf_print(&out, "%d + %d + %d + %d\n", (int)lines.header, (int)lines.kept, (int)lines.refused,
                  (int)lines.blank);
    return buf_str(&out);
}

#define TEXT(place, text) "<c r='" place "' t='inlineStr'><is><t>" text "</t></is></c>"
#define HEAD "<row r='1'>" TEXT("A1", "contract_id") TEXT("B1", "hours") TEXT("C1", "note") "</row>"
#define NUMBER(place, number) "<c r='" place "'><v>" number "</v></c>"

#define STYLES                                                                                               \
    "<numFmts count='1'><numFmt numFmtId='164' formatCode='yyyy\\-mm\\-dd\\ hh:mm'/></numFmts>"              \
    "<cellStyleXfs><xf numFmtId='14'/></cellStyleXfs>"                                                       \
    "<cellXfs><xf numFmtId='0'/><xf numFmtId='14'/><xf numFmtId='164'/><xf numFmtId='10'/></cellXfs>"

static void test_cells(Arena *arena) {
    static const struct {
        int at;
        const char *rows, *out;
    } cases[] = {
        {__LINE__,
         "<row r='2'><c r='A2' t='s'><v>1</v></c>" NUMBER("B2", "7.5") "<c r='C2' t='s'><v>0</v></c></row>",
         "B|7.5|rich text\n1 + 1 + 0 + 0\n"},
        {__LINE__,
         "<row r='2'><c r='A2' s='2'><v>46090.5</v></c><c r='B2' s='1'><v>60</v></c><c r='C2' "
         "s='3'><v>.125</v></c></row>",
         "2026-03-09T12:00|1900-02-29|12.5%\n1 + 1 + 0 + 0\n"},
        {__LINE__,
         "<row r='2'><c r='A2' t='b'><v>1</v></c><c r='B2' t='b'><v>0</v></c><c r='C2' t='d' "
         "s='1'><v>2026-03-09T00:00:00</v></c></row>",
         "true|false|2026-03-09\n1 + 1 + 0 + 0\n"},
        /* formulas: what was saved */
        {__LINE__,
         "<row r='2'>" TEXT(
             "A2", "A") "<c r='B2'><f>7*5</f><v>35</v></c><c r='C2' t='str'><f>\"\"</f><v></v></c></row>",
         "A|35|\n1 + 1 + 0 + 0\n"},
        {__LINE__, "<row r='2'>" TEXT("A2", "A") "<c r='B2'><f>7*5</f><v></v></c></row>",
         "b:2: hours: a formula without its result, which is not calculated here: row refused <= "
         "A;#FORMULA!\n1 + 0 + 1 + 0\n"},
        {__LINE__, "<row r='2'>" TEXT("A2", "A") "<c r='B2' t='e'><f>Z9</f><v>#REF!</v></c></row>",
         "b:2: hours: a spreadsheet's error value (#REF!): row refused <= A;#REF!\n1 + 0 + 1 + 0\n"},
        {__LINE__, "<row r='2'>" TEXT("A2", "A") NUMBER("B2", "1") "<c r='C2' t='e'><v>#SPILL!</v></c></row>",
         "b:2: note: a spreadsheet's error value (#SPILL!): row refused <= A;1;#SPILL!\n1 + 0 + 1 + 0\n"},
        /* rows and cells that are not there, or without a place */
        {__LINE__, "<row r='4'>" TEXT("A4", "A") NUMBER("B4", "1") "</row><row r='9'><c r='A9' s='1'/></row>",
         "A|1|\n1 + 1 + 0 + 2\n"},
        {__LINE__, "<row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c><c/><c><v>4</v></c></row>",
         "1|2|\nb:3: hours: empty: row refused <= 3;;4\n1 + 1 + 1 + 0\n"},
        {__LINE__, "<row><c r='A5'><v>1</v></c><c><v>2</v></c></row>", "1|2|\n1 + 1 + 0 + 3\n"},
        {__LINE__, "<row r='2'>" NUMBER("C2", "3") NUMBER("A2", "1") NUMBER("B2", "2") "</row>",
         "1|2|3\n1 + 1 + 0 + 0\n"},
        {__LINE__,
         "<row r='2'>" TEXT("A2", " ") "</row><row r='3'>" TEXT("A3", "x") NUMBER("B3", "1") "</row>",
         "x|1|\n1 + 1 + 0 + 1\n"},
        {__LINE__, "<row r='1048576'>" TEXT("A1048576", "x") NUMBER("B1048576", "1") "</row>",
         "x|1|\n1 + 1 + 0 + 1048574\n"},
        /* what stands beside the table */
        {__LINE__,
         "<row r='2'>" NUMBER("A2", "1") NUMBER("B2", "2") TEXT(
             "F2", "beside") "</row>"
                             "<row r='3'>" NUMBER("A3", "1") NUMBER("B3", "2") TEXT("F3", "beside") "</row>",
         "1|2|\n1|2|\nb:2: cells beyond the header's columns: ignored\n1 + 2 + 0 + 0\n"},
        /* broken rows: each alone */
        {__LINE__,
         "<row r='2'>" NUMBER("A2", "1") NUMBER("A2", "2") "</row><row r='3'>" NUMBER("A3", "3")
             NUMBER("B3", "4") "</row>",
         "3|4|\nb:2: two cells in one place: row refused <= 2\n1 + 1 + 1 + 0\n"},
        {__LINE__,
         "<row r='3'>" NUMBER("A3", "3") NUMBER("B3", "4") "</row><row r='2'>" NUMBER("A2", "1")
             NUMBER("B2", "2") "</row>",
         "3|4|\nb:2: a row out of order: row refused <= 1;2\n1 + 1 + 1 + 1\n"},
        {__LINE__,
         "<row r='2'>" NUMBER("A2", "3")
             NUMBER("B2", "4") "</row><row r='2'>" NUMBER("A2", "1") "</row><row r='3'/>",
         "3|4|\nb:2: a row out of order: row refused <= 1\n1 + 1 + 1 + 0\n"},
        {__LINE__, "<row r='2'>" NUMBER("ZZZZZZ999999999", "1") "</row>",
         "b:2: a cell in a place that no sheet has: row refused\n1 + 0 + 1 + 0\n"},
        {__LINE__,
         "<row r='2'>" NUMBER("XFE2", "1") "</row><row r='3'>" NUMBER("A0", "1") "</row><row r='4'>" NUMBER(
             "2", "1") "</row><row r='5'>" NUMBER("A", "1") "</row>",
         "b:2: a cell in a place that no sheet has: row refused\nb:3: a cell in a place that no sheet has: "
         "row refused\n"
         "b:4: a cell in a place that no sheet has: row refused\nb:5: a cell in a place that no sheet has: "
         "row refused\n1 + 0 + 4 + 0\n"},
        {__LINE__, "<row r='2'>" NUMBER("A7", "1") "</row>",
         "b:2: a cell of another row: row refused\n1 + 0 + 1 + 0\n"},
        {__LINE__, "<row r='1048577'>" NUMBER("A2", "1") "</row><row r='x'/><row r='-3'/><row r='0'/>",
         "b:2: a row number that no sheet has: row refused\nb:3: a row number that no sheet has: row "
         "refused\n"
         "b:4: a row number that no sheet has: row refused\nb:5: a row number that no sheet has: row "
         "refused\n1 + 0 + 4 + 0\n"},
        {__LINE__,
         "<row r='3'>" NUMBER("BXY3", "1") "</row><row r='4'>" NUMBER("XFD4", "1") "<c r='XFD4'/></row>",
         "b:3: more than 2000 cells: row refused\nb:4: more than 2000 cells: row refused\n1 + 0 + 2 + 1\n"},
        {__LINE__, "<row r='2'>" NUMBER("A2", "1") NUMBER("B2", "2") NUMBER("BXX2", "1") "</row>",
         "1|2|\nb:2: cells beyond the header's columns: ignored\n1 + 1 + 0 + 0\n"},
        {__LINE__,
         "<row r='2'><c r='A2' t='s'><v>2</v></c></row><row r='3'><c r='A3' t='s'><v>-1</v></c></row>"
         "<row r='4'><c r='A4' t='s'><v>99999999999</v></c></row><row r='5'><c r='A5' s='99999999999' "
         "t='?'><v>1</v></c></row>",
         "b:2: a cell whose text is not in the workbook: row refused\nb:3: a cell whose text is not in the "
         "workbook: row refused\n"
         "b:4: a cell whose text is not in the workbook: row refused\nb:5: hours: empty: row refused <= 1\n1 "
         "+ 0 + 4 + 0\n"},
        /* a row kept as text comes in again as it was */
        {__LINE__, "<row r='2'>" TEXT("A2", "=1+1;\"x\"") "</row>",
         "b:2: hours: empty: row refused <= \"'=1+1;\"\"x\"\"\"\n1 + 0 + 1 + 0\n"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Str rows = str_print(arena, HEAD "%s", cases[i].rows);
        Made made = {.sheets = {str_cstr(arena, rows)},
                     .styles = STYLES,
                     .strings =
                         "<si><r><rPr><b/></rPr><t>rich </t></r><r><t xml:space='preserve'>text</t></r>"
                         "<rPh sb='0' eb='1'><t>spoken</t></rPh></si><si><t>B</t></si>"};
        IS_AT(cases[i].at, read_all(arena, workbook_of(arena, &made), &plain), str_of(cases[i].out));
    }
}

#define ROWS "<row r='2'>" TEXT("A2", "x") "<c r='B2' s='1'><v>44628</v></c></row>"
#define SHEETS(list) "<sheets>" list "</sheets>"
#define SHEET_A "<sheet name='Plan' sheetId='9' r:id='rId3'/>"
#define SHEET_B "<sheet name='Légende' sheetId='2' r:id='rId1'/>"
#define SHEET_C "<sheet name='Listes' sheetId='3' state='hidden' r:id='rId2'/>"
#define TITLE "<row r='1'>" TEXT("A1", "Suivi") "</row>"

static void test_sheets(Arena *arena) {
    static const struct {
        int at;
        Made made;
        const char *out;
    } cases[] = {
        {__LINE__, {.sheets = {HEAD ROWS}, .styles = STYLES}, "x|2022-03-08|\n1 + 1 + 0 + 0\n"},
        {__LINE__,
         {.book = "<workbookPr date1904='1'/>" SHEETS(SHEET_A), .sheets = {HEAD ROWS}, .styles = STYLES},
         "x|2026-03-09|\n1 + 1 + 0 + 0\n"},
        {__LINE__, {.sheets = {HEAD ROWS}}, "x|44628|\n1 + 1 + 0 + 0\n"},
        {__LINE__,
         {.sheets = {HEAD ROWS}, .namespace = "http://purl.oclc.org/ooxml/spreadsheetml/main"},
         "x|44628|\n1 + 1 + 0 + 0\n"},
        {__LINE__,
         {.book = SHEETS(SHEET_B SHEET_A SHEET_C), .sheets = {HEAD ROWS, TITLE, HEAD}},
         "x|44628|\nb: sheets beside Plan: Légende, Listes (hidden): ignored\n1 + 1 + 0 + 0\n"},
        {__LINE__,
         {.book = SHEETS(SHEET_C SHEET_B SHEET_A), .sheets = {HEAD ROWS, HEAD, HEAD}},
         "b: sheets beside Légende: Listes (hidden), Plan: ignored\n1 + 0 + 0 + 0\n"},
        {__LINE__,
         {.book = SHEETS("<sheet name='Graphique' r:id='rId6'/><sheet name='?' r:id='rId99'/>" SHEET_A),
          .sheets = {HEAD ROWS}},
         "x|44628|\nb: sheets beside Plan: Graphique, ?: ignored\n1 + 1 + 0 + 0\n"},
        {__LINE__,
         {.book = SHEETS(SHEET_B SHEET_A),
          .sheets = {"<row r='3'>" TEXT("A3", "hours") TEXT("B3", "note") "</row>", TITLE}},
         "b:3: sheet Plan: no column for contract_id: file refused\n"},
        {__LINE__,
         {.book = SHEETS(SHEET_B SHEET_A), .sheets = {TITLE, TITLE}},
         "b: the first 10 rows of no sheet hold a header of plain: file refused\n"},
        {__LINE__, {.sheets = {""}}, "b: the first 10 rows hold no header of plain: file refused\n"},
        {__LINE__,
         {.book = SHEETS(SHEET_C), .sheets = {HEAD, HEAD, HEAD}},
         "b: a workbook without a visible sheet: file refused\n"},
        {__LINE__,
         {.book = SHEETS(SHEET_A)},
         "b: xl/worksheets/sheet1.xml: missing in the workbook: file refused\n"},
        {__LINE__, {.book = "<p/>"}, "b: an archive, not a workbook: file refused\n"},
        /* A broken row above a header is said for the sheet that is read, and for no other. */
        {__LINE__,
         {.book = SHEETS(SHEET_B SHEET_A),
          .sheets = {"<row r='1'>" NUMBER("A9", "1") "</row><row r='2'>" TEXT("A2", "contract_id")
                         TEXT("B2", "hours") "</row>",
                     "<row r='1'>" NUMBER("B7", "1") "</row>"}},
         "b:1: a cell of another row: row refused\nb: sheets beside Plan: Légende: ignored\n1 + 0 + 1 + 0\n"},
        /* The first sheet with the header is the one, even where it is refused for it. */
        {__LINE__,
         {.book = SHEETS(SHEET_A SHEET_B),
          .sheets = {"<row r='1'>" TEXT("A1", "contract_id") TEXT("B1", "hours")
                         TEXT("C1", "last_name") "</row>",
                     HEAD}},
         "b:1: sheet Plan: names and addresses of persons do not come in without a key (give person_ref "
         "instead, or a key: clausier help ref): "
         "last_name: file refused\n"},
        /* Programs that do not calculate leave 0 where they say that all is to be calculated. */
        {__LINE__,
         {.book = SHEETS(SHEET_A) "<calcPr fullCalcOnLoad='1'/>",
          .sheets = {HEAD "<row r='2'>" TEXT("A2", "x") "<c r='B2'><f>1</f><v>0</v></c></row>"}},
         "b:2: hours: a formula without its result, which is not calculated here: row refused <= "
         "x;#FORMULA!\n1 + 0 + 1 + 0\n"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        IS_AT(cases[i].at, read_all(arena, workbook_of(arena, &cases[i].made), &plain), str_of(cases[i].out));
    /* Where it is about persons, nothing of them is said: no sheet's name, no cell, no row. */
    Made made = {.book = SHEETS(SHEET_B SHEET_A),
                 .sheets = {HEAD "<row r='2'>" TEXT("A2", "secret") "</row>", TITLE}};
    IS(read_all(arena, workbook_of(arena, &made), &personal),
       STR("b: sheets beside 2: 1: ignored\nb:2: hours: empty: row refused\n1 + 0 + 1 + 0\n"));
    Made nameless = {.book = SHEETS(SHEET_B SHEET_A),
                     .sheets = {TITLE, "<row r='1'>" TEXT("A1", "hours") "</row>"}};
    IS(read_all(arena, workbook_of(arena, &nameless), &personal),
       STR("b:1: sheet 1: no column for contract_id: file refused\n"));
}

static Str with_parts(Arena *arena, Str book_relations, Str book) {
    Part parts[] = {
        PART("../../etc/passwd", STR("x")),
        PART("/xl\\..\\a", STR("y")),
        PART("_rels\\.rels", ROOT_RELATIONS),
        PART("XL/_rels/workbook.xml.rels", book_relations),
        PART("xl/Workbook.xml", book),
        PART("xl/worksheets/sheet1.xml", STR("<worksheet><sheetData>" HEAD ROWS "</sheetData></worksheet>"))};
    return zip_of(arena, parts, sizeof parts / sizeof *parts, false);
}

static void test_packages(Arena *arena) {
    Str book = STR("<workbook xmlns:x='" OFFICE "'>" SHEETS("<sheet name='P' x:id='rId3'/>") "</workbook>");
    IS(read_all(arena, with_parts(arena, BOOK_RELATIONS, book), &plain), STR("x|44628|\n1 + 1 + 0 + 0\n"));
    static const struct {
        int at;
        Str relations, book;
        const char *out;
    } cases[] = {
        {__LINE__,
         {"<!DOCTYPE a [<!ENTITY b 'c'>]><Relationships/>", 46},
         {"<workbook/>", 11},
         "b: xl/_rels/workbook.xml.rels: a DOCTYPE, which no notice has: file refused\n"},
        {__LINE__,
         {"<Relationships/>", 16},
         {"<workbook>&Dupont;</workbook>", 29},
         "b: xl/workbook.xml: not well-formed: file refused\n"},
        {__LINE__, {"<Relationships/>", 16}, {"", 0}, "b: xl/workbook.xml: an empty file: file refused\n"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        IS_AT(cases[i].at, read_all(arena, with_parts(arena, cases[i].relations, cases[i].book), &plain),
              str_of(cases[i].out));
    Part other[] = {PART("mimetype", STR("application/vnd.oasis.opendocument.spreadsheet"))};
    IS(read_all(arena, zip_of(arena, other, 1, false), &plain),
       STR("b: an OpenDocument workbook: save it as .xlsx or CSV: file refused\n"));
    Part binary[] = {PART("_rels/.rels", STR("<Relationships><Relationship Type='a/officeDocument' "
                                             "Target='xl/workbook.bin'/></Relationships>"))};
    IS(read_all(arena, zip_of(arena, binary, 1, false), &plain),
       STR("b: a binary workbook (.xlsb): save it as .xlsx or CSV: file refused\n"));
    IS(read_all(arena, STR("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"), &plain),
       STR("b: an old workbook: save the sheet as CSV: file refused\n"));
}

static bool says(Arena *arena, Str bytes, const char *what) {
    Str said = read_all(arena, bytes, &plain);
    bool good = str_find(said, str_of(what)) != SIZE_MAX && str_ends(said, STR("file refused\n"));
    if (!good) printf("# %.*s\n", STR_ARG(said));
    return good;
}

/* A workbook whose sheet is as long as this, and its zip. */
static Str padded_sheet(Arena *arena, size_t length, bool deflate) {
    char *bytes = arena_text(arena, length);
    memset(bytes, ' ', length);
    memcpy(bytes, "<worksheet/>", 12);
    Part parts[] = {PART("xl/_rels/workbook.xml.rels", BOOK_RELATIONS),
                    PART("xl/workbook.xml", STR("<workbook>" SHEETS("<sheet id='rId3'/>") "</workbook>")),
                    PART("xl/worksheets/sheet1.xml", ((Str){bytes, length}))};
    return zip_of(arena, parts, 3, deflate);
}

static void test_hostile(void) {
    Arena *arena = arena_new();
    OK(says(arena, padded_sheet(arena, 4 << 20, true), "packed more than 200 to 1"));
    OK(says(arena, padded_sheet(arena, ((size_t)64 << 20) + 1, true),
            "a part of it is over 64 MiB unpacked"));
    OK(says(arena, padded_sheet(arena, (size_t)64 << 20, false), "over 64 MiB"));
    arena_reset(arena);
    Part *members = ARENA_ARRAY(arena, Part, 10001);
    for (size_t i = 0; i < 10001; i++) members[i].name = str_print(arena, "%zu", i);
    OK(says(arena, zip_of(arena, members, 10001, false), "more than 10000 members"));
    Buf many = {.arena = arena};
    for (int i = 0; i < 257; i++) buf_add(&many, STR(SHEET_A));
    Made sheets = {.book = str_cstr(arena, str_print(arena, SHEETS("%.*s"), STR_ARG(buf_str(&many))))};
    OK(says(arena, workbook_of(arena, &sheets), "more than 256 sheets"));
    arena_reset(arena);

    /* Many cells share one long text: rows of 4 MiB, and all of it more than is taken. */
    char *text = arena_text(arena, 1 << 20);
    memset(text, 'x', 1 << 20);
    Buf rows = {.arena = arena};
    buf_add(&rows, STR(HEAD));
    for (int i = 0; i < 300; i++) buf_add(&rows, STR("<row><c t='s'><v>0</v></c><c><v>1</v></c></row>"));
    Made large = {.stored = true,
                  .sheets = {str_cstr(arena, buf_str(&rows))},
                  .strings = str_cstr(arena, str_print(arena, "<si><t>%.*s</t></si>", (1 << 20) - 9, text))};
    OK(says(arena, workbook_of(arena, &large), "more than 256 MiB of text"));
    Made wide = {.stored = true,
                 .sheets = {HEAD "<row><c t='s'><v>0</v></c><c t='s'><v>0</v></c><c t='s'><v>0</v></c>"
                                 "<c t='s'><v>0</v></c><c t='s'><v>0</v></c></row>"
                                 "<row><c t='s'><v>1</v></c></row>"},
                 .strings = str_cstr(
                     arena, str_print(arena, "<si><t>%.*s</t></si><si><r><t>%.*s</t></r><r><t>y</t></r></si>",
                                      1 << 20, text, 1 << 20, text))};
    Str said = read_all(arena, workbook_of(arena, &wide), &personal);
    IS(said, STR("b:2: row over 4 MiB: row refused\nb:3: cell over 1 MiB: row refused\n1 + 0 + 2 + 0\n"));
    arena_free(arena);
}

/* Cut anywhere, a zip is refused; with any byte changed, it is read or refused, and no line is lost. */
static void test_damage(void) {
    Arena *arena = arena_new();
    Made made = {.sheets = {HEAD ROWS}, .styles = STYLES, .strings = "<si><t>a</t></si>"};
    Str whole = workbook_of(arena, &made);
    size_t taken = 0, lost = 0, changed = 0;
    for (size_t n = 4; n < whole.n; n++) {
        Arena *own = arena_new();
        Diags diags = diags_new(own);
        char *bytes = arena_take(own, whole.n + 16);
        memcpy(bytes, whole.p, n);
        Table *table = table_open(own, piece_whole(STR("b"), (Str){bytes, n}), &plain, NULL, &diags);
        taken += table != NULL;
        if (table) table_close(table, NULL);
        lost += diags.count[DIAG_REFUSED] != 1;
        memcpy(bytes, whole.p, whole.n);
        bytes[n] ^= 0x15;
        table = table_open(own, piece_whole(STR("b"), (Str){bytes, whole.n}), &plain, NULL, &diags);
        while (table && table_next(table)) changed++;
        if (table) table_close(table, NULL);
        arena_free(own);
    }
    NUM(taken, 0);
    NUM(lost, 0);
    OK(changed > 0);
    arena_free(arena);
}

/* 20,000 rows of 30 columns; the sheet is refused whole where its end is damaged, whatever came before. */
static void test_long(void) {
    enum { LENGTH = 20000, WIDTH = 30 };
    Arena *arena = arena_new();
    Buf rows = {.arena = arena};
    buf_add(&rows, STR("<row>" TEXT("A1", "contract_id") TEXT("B1", "hours") "</row>"));
    for (int row = 0; row < LENGTH; row++) {
        buf_add(&rows, STR("<row>"));
        for (int i = 0; i < WIDTH; i++)
            buf_print(&rows, "<c%s><v>%d</v></c>", i ? "" : " t='s'", i ? row : row % 2);
        buf_add(&rows, STR("</row>"));
    }
    Made made = {.sheets = {str_cstr(arena, buf_str(&rows))},
                 .strings = "<si><t>A</t></si><si><t>B</t></si>"};
    Diags diags = diags_new(arena);
    Piece piece = piece_whole(STR("b"), workbook_of(arena, &made));
    Table *table = table_open(arena, piece, &plain, NULL, &diags);
    size_t n = 0, good = 0;
    while (table && table_next(table)) {
        good += str_is(table_cell(table, ID), n % 2 ? "B" : "A") && table_at(table, -1).line == n + 2 &&
                str_eq(table_cell(table, HOURS), str_print(table_scratch(table), "%zu", n));
        n++;
    }
    Lines lines = {0};
    if (table) table_close(table, &lines);
    NUM(good, LENGTH);
    NUM(lines.kept, LENGTH);
    buf_add(&rows, STR("<row><c></row>"));
    made.sheets[0] = str_cstr(arena, buf_str(&rows));
    piece.bytes = workbook_of(arena, &made);
    OK(table_fits(arena, piece, &plain, NULL));
    OK(!table_open(arena, piece, &plain, NULL, &diags));
    IS(diag_print(arena, diags.last), STR("b: xl/worksheets/sheet1.xml: not well-formed: file refused"));
    arena_free(arena);
}

int main(void) {
    Arena *arena = arena_new();
    test_numbers(arena);
    test_texts(arena);
    test_cells(arena);
    test_sheets(arena);
    test_packages(arena);
    arena_free(arena);
    test_hostile();
    test_damage();
    test_long();
    return tap_done();
}
