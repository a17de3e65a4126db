/* ted_table.c - rows of awards become notices with lots.
 *
 * Facts of the notice stand in each of its rows and are read from the first. Cells that list several values
 * part them by "---". */
#include "ingest/ted_table.h"
#include "base/fold.h"
#include "base/map.h"
#include "ingest/cell.h"

enum {
    NOTICE_ID,
    CPV,
    DISPATCHED,
    CANCELLED,
    BUYER_NAME,
    BUYER_ID,
    BUYER_COUNTRY,
    BUYER_KIND,
    CONTRACT_KIND,
    NUTS,
    FRAMEWORK,
    CPV_ADDITIONAL,
    VALUE,
    PROCEDURE,
    LOT_NUMBER,
    TITLE,
    AWARD_ID,
    WINNER_NAME,
    WINNER_ID,
    WINNER_COUNTRY,
    CONTRACT_NUMBER,
    AWARD_VALUE,
    AWARDED,
    DEADLINE,
};

/* clang-format off */
#define COLUMNS(id, lot) \
    [NOTICE_ID] = {id, NULL, COLUMN_NEEDED}, \
    [CPV] = {"CPV", NULL, COLUMN_EXPECTED}, \
    [DISPATCHED] = {"DT_DISPATCH", NULL, COLUMN_OPTIONAL}, \
    [CANCELLED] = {"CANCELLED", NULL, COLUMN_OPTIONAL}, \
    [BUYER_NAME] = {"CAE_NAME", NULL, COLUMN_OPTIONAL}, \
    [BUYER_ID] = {"CAE_NATIONALID", NULL, COLUMN_OPTIONAL}, \
    [BUYER_COUNTRY] = {"ISO_COUNTRY_CODE", NULL, COLUMN_OPTIONAL}, \
    [BUYER_KIND] = {"CAE_TYPE", NULL, COLUMN_OPTIONAL}, \
    [CONTRACT_KIND] = {"TYPE_OF_CONTRACT", NULL, COLUMN_OPTIONAL}, \
    [NUTS] = {"TAL_LOCATION_NUTS", NULL, COLUMN_OPTIONAL}, \
    [FRAMEWORK] = {"B_FRA_AGREEMENT", NULL, COLUMN_OPTIONAL}, \
    [CPV_ADDITIONAL] = {"ADDITIONAL_CPVS", NULL, COLUMN_OPTIONAL}, \
    [VALUE] = {"VALUE_EURO", NULL, COLUMN_OPTIONAL}, \
    [PROCEDURE] = {"TOP_TYPE", NULL, COLUMN_OPTIONAL}, \
    [LOT_NUMBER] = {lot, NULL, COLUMN_OPTIONAL}, \
    [TITLE] = {"TITLE", NULL, COLUMN_OPTIONAL}, \
    [AWARD_ID] = {"ID_AWARD", NULL, COLUMN_OPTIONAL}, \
    [WINNER_NAME] = {"WIN_NAME", NULL, COLUMN_OPTIONAL}, \
    [WINNER_ID] = {"WIN_NATIONALID", NULL, COLUMN_OPTIONAL}, \
    [WINNER_COUNTRY] = {"WIN_COUNTRY_CODE", NULL, COLUMN_OPTIONAL}, \
    [CONTRACT_NUMBER] = {"CONTRACT_NUMBER", NULL, COLUMN_OPTIONAL}, \
    [AWARD_VALUE] = {"AWARD_VALUE_EURO", NULL, COLUMN_OPTIONAL}, \
    [AWARDED] = {"DT_AWARD", NULL, COLUMN_OPTIONAL}, \
    [DEADLINE] = {"DT_APPLICATIONS", NULL, COLUMN_OPTIONAL}, \
    {0},
/* clang-format on */

static const Column award_columns[] = {COLUMNS("ID_NOTICE_CAN", "ID_LOT_AWARDED")};
static const Column call_columns[] = {COLUMNS("ID_NOTICE_CN", "ID_LOT")};

const TableKind ted_award_table = {.name = "ted",
                                   .columns = award_columns,
                                   .lenient = true,
                                   .together = {NOTICE_ID},
                                   .together_count = 1,
                                   .identifying = 1};
const TableKind ted_call_table = {.name = "ted",
                                  .columns = call_columns,
                                  .lenient = true,
                                  .together = {NOTICE_ID},
                                  .together_count = 1,
                                  .identifying = 1};

static const Code contract_kinds[] = {{"works", "w"}, {"supplies", "u"}, {"services", "s"}, {0}};
/* Not whether with reopening of competition or without. */
static const Code yes_no[] = {{"yes", "y|1"}, {"no", "n|0"}, {0}};
/* Kinds whose eForms code is certain. */
static const Code buyer_kinds[] = {{"cga", "1"}, {"local", "3"}, {"utility", "4"}, {"body-pl", "6"}, {0}};
static const Code other_buyer_kinds[] = {{"other", "5|5a|8|n|r|z"}, {0}};
static const Code procedures[] = {
    {"open", "ope"},
    {"restricted", "res|rip"},
    {"neg-w-call", "nic|nip"},
    {"neg-wo-call", "noc|awp"},
    {"comp-dial", "cod"},
    {"innovation", "inp"},
    {0},
};

/* What of a lot is put together from its awards. */
typedef struct Awards {
    Str award; /* the number of the first */
    StrList names, ids, contracts, dates;
} Awards;

typedef struct Reader {
    Arena *arena; /* of the notice under construction */
    Table *table;
    bool open; /* there is one */
    bool call; /* of contract notices */
    Notice notice;
    Awards *awards; /* one for each lot */
    size_t awards_count, awards_cap;
    Map *lots; /* what tells a lot from others -> its place in the notice's (size_t) */
    Map *seen; /* numbers of awards whose value is counted */
    Map *said; /* what the lots' lists hold: place of the list, text */
    Money value;
} Reader;

static Str text_of(const Reader *reader, int column) {
    return cell_text(reader->arena, reader->table, column);
}

static void say_fault(Reader *reader, int column, Fault fault) {
    if (fault.why)
        table_defect(reader->table, column, fault.defect, reader->notice.id, fault.why, "left out");
}

/* The code of a cell; empty, and said, where it is none of them. */
static Str code_of(Reader *reader, int column, const Code *codes, const Code *unused) {
    Arena *scratch = table_scratch(reader->table);
    Str cell = table_cell(reader->table, column);
    if (!cell.n) return (Str){0};
    const char *name = code_find(scratch, codes, cell);
    if (!name && (!unused || !code_find(scratch, unused, cell)))
        say_fault(reader, column, (Fault){"not a code of the list", DEFECT_CODE});
    return str_of(name);
}

/* Parts of a cell, each once: "45000000---45210000". */
static StrList parts_of(Reader *reader, int column) {
    StrList parts = {0};
    Str rest = table_cell(reader->table, column);
    while (rest.n && parts.n < CELL_MAX_PARTS) {
        size_t n = str_find(rest, STR("---"));
        if (n == SIZE_MAX) n = rest.n;
        if (!list_split(reader->arena, str_sub(rest, 0, n), ";|", &parts)) break;
        rest = str_sub(rest, n + 3, SIZE_MAX);
    }
    if (rest.n) say_fault(reader, column, (Fault){"a list of too many parts", DEFECT_TEXT});
    return parts;
}

/* Two digits of a year of this century, at the end of a day that is otherwise written in full; 0: none. */
static int short_year(Str s) {
    if (s.n < 3 || s.p[s.n - 1] < '0' || s.p[s.n - 1] > '9' || s.p[s.n - 2] < '0' || s.p[s.n - 2] > '9')
        return 0;
    if (s.p[s.n - 3] != '-' && s.p[s.n - 3] != '/') return 0;
    return 2000 + (s.p[s.n - 2] - '0') * 10 + (s.p[s.n - 1] - '0');
}

static int english_month(Str s) {
    static const char names[] = "janfebmaraprmayjunjulaugsepoctnovdec";
    for (int i = 0; s.n == 3 && i < 12; i++)
        if (str_eq(s, (Str){names + 3 * i, 3})) return i + 1;
    return 0;
}

/* 31-DEC-16, 31/12/16 */
static bool day_read_short(Arena *scratch, Str s, Date *date) {
    int year = short_year(s);
    Str folded = fold(scratch, s);
    char mark = str_find_byte(s, '/') != SIZE_MAX ? '/' : '-';
    Str day, month;
    int64_t number, month_number;
    if (!year || !str_next(&folded, mark, &day) || !str_next(&folded, mark, &month)) return false;
    if (day.n > 2 || number_read_plain(day, 0, false, &number) || number < 1 || number > 31) return false;
    month_number = english_month(month);
    if (!month_number && (month.n > 2 || number_read_plain(month, 0, false, &month_number))) return false;
    *date = date_of(year, (int)month_number, (int)number);
    return *date != DATE_ABSENT;
}

/* With a time behind it or not. */
static DateTime moment_of(Reader *reader, int column) {
    DateTime at = DATETIME_ABSENT;
    Str cell = table_cell(reader->table, column), day = cell;
    size_t blank = str_find_byte(cell, ' ');
    if (blank != SIZE_MAX && minute_read(str_sub(cell, blank + 1, SIZE_MAX), &at.minute))
        day = str_sub(cell, 0, blank);
    if (!day_read_short(table_scratch(reader->table), day, &at.day)) {
        Fault fault = date_fault(day, &at.day);
        say_fault(reader, column, fault);
    }
    if (at.day == DATE_ABSENT) at.minute = -1;
    return at;
}

static Money euros_of(Reader *reader, int column) {
    Money money = MONEY_ABSENT;
    Str cell = table_cell(reader->table, column);
    if (number_read_plain(cell, 2, true, &money.cents) || money.cents < 0)
        say_fault(reader, column, amount_fault(table_scratch(reader->table), cell, &money));
    if (money.cents != HUNDREDTHS_ABSENT) money.currency = STR("EUR");
    if (is_placeholder(money.cents, AMOUNT_LEAST))
        table_suspect(reader->table, column, DEFECT_PLACEHOLDER, reader->notice.id, cell);
    return money;
}

/* Of a French company, what its number is, if it is no SIRET. */
static void judge_number(Reader *reader, int column, int country_column, Str number) {
    Table *table = reader->table;
    if (!str_is(table_cell(table, country_column), "FR")) return;
    Fault fault = siret_fault(table_scratch(table), number);
    if (fault.why) table_suspect(table, column, fault.defect, reader->notice.id, number);
}

static void notice_begin(Reader *reader) {
    Notice *notice = &reader->notice;
    Table *table = reader->table;
    *notice = (Notice){
        .source_format = STR("ted"),
        .file = table_at(table, -1).file,
        .id = text_of(reader, NOTICE_ID),
        .form = reader->call ? STR("competition") : STR("result"),
        .publication_date = DATE_ABSENT,
        .procedure_amount = MONEY_ABSENT,
    };
    notice->buyer_name = text_of(reader, BUYER_NAME);
    notice->buyer_id = text_of(reader, BUYER_ID);
    judge_number(reader, BUYER_ID, BUYER_COUNTRY, notice->buyer_id);
    notice->buyer_kind = code_of(reader, BUYER_KIND, buyer_kinds, other_buyer_kinds);
    notice->issue_date = moment_of(reader, DISPATCHED).day;
    notice->procedure_type = code_of(reader, PROCEDURE, procedures, NULL);
    if (str_is(code_of(reader, CANCELLED, yes_no, NULL), "yes")) notice->status = STR("cancelled");
    reader->value = euros_of(reader, VALUE);
    reader->awards = NULL;
    reader->awards_count = reader->awards_cap = 0;
    reader->lots = map_new(reader->arena);
    reader->seen = map_new(reader->arena);
    reader->said = map_new(reader->arena);
    reader->open = true;
}

static void lot_read(Reader *reader, Lot *lot) {
    Table *table = reader->table;
    *lot = (Lot){
        .at = table_at(table, -1),
        .id = text_of(reader, LOT_NUMBER),
        .title = text_of(reader, TITLE),
        .amount = MONEY_ABSENT,
        .duration_months = HUNDREDTHS_ABSENT,
        .start_date = DATE_ABSENT,
        .end_date = DATE_ABSENT,
        .deadline = moment_of(reader, DEADLINE),
        .award_amount = HUNDREDTHS_ABSENT,
    };
    lot->nature = code_of(reader, CONTRACT_KIND, contract_kinds, NULL);
    if (str_is(code_of(reader, FRAMEWORK, yes_no, NULL), "no")) lot->framework = STR("none");
    else if (table_cell(table, FRAMEWORK).n) lot->framework = STR("fa-mix");
    lot->nuts = parts_of(reader, NUTS);
    say_fault(reader, CPV, cpv_fault(reader->arena, table_cell(table, CPV), &lot->cpv_main));
    StrList additional = parts_of(reader, CPV_ADDITIONAL);
    for (size_t i = 0; i < additional.n; i++) {
        Str cpv;
        say_fault(reader, CPV_ADDITIONAL, cpv_fault(reader->arena, additional.at[i], &cpv));
        if (cpv.n) strlist_add(reader->arena, &lot->cpv_additional, cpv);
    }
}

/* Adds what the list does not hold yet; winners of a framework are many. */
static void add_once(Reader *reader, StrList *list, Str s) {
    if (!s.n) return;
    size_t place = (size_t)((char *)list - (char *)reader->awards);
    Str key = str_print(reader->arena, "%zu %.*s", place, STR_ARG(s));
    if (!map_put(reader->said, key, reader)) strlist_add(reader->arena, list, s);
}

/* An award that stands in several rows has its value once, in the first of them. */
static void value_add(Reader *reader, Lot *lot) {
    Str number = text_of(reader, AWARD_ID);
    if (number.n && map_put(reader->seen, number, reader)) return;
    Money award = euros_of(reader, AWARD_VALUE);
    if (award.cents == HUNDREDTHS_ABSENT) return;
    lot->award_currency = award.currency;
    if (lot->award_amount == HUNDREDTHS_ABSENT) lot->award_amount = award.cents;
    else if (!hundredths_add(lot->award_amount, award.cents, &lot->award_amount))
        say_fault(reader, AWARD_VALUE, (Fault){number_trouble_text(NUMBER_RANGE), DEFECT_NUMBER});
}

static void award_add(Reader *reader, Lot *lot, Awards *awards) {
    StrList names = parts_of(reader, WINNER_NAME), ids = parts_of(reader, WINNER_ID);
    value_add(reader, lot);
    for (size_t i = 0; i < names.n; i++) add_once(reader, &awards->names, names.at[i]);
    for (size_t i = 0; i < ids.n; i++) {
        judge_number(reader, WINNER_ID, WINNER_COUNTRY, ids.at[i]);
        add_once(reader, &awards->ids, ids.at[i]);
    }
    add_once(reader, &awards->contracts, text_of(reader, CONTRACT_NUMBER));
    add_once(reader, &awards->dates, date_print(reader->arena, moment_of(reader, AWARDED).day));
}

/* A lot is told from others by its number, else by its award's; rows with neither are about one. */
static Str lot_key(const Reader *reader) {
    Str number = text_of(reader, LOT_NUMBER), award = text_of(reader, AWARD_ID);
    return number.n ? number : str_print(reader->arena, "award %.*s", STR_ARG(award));
}

/* The lot that the current row is about: one of before, or a new one. NULL after refusing the row. */
static Lot *lot_of_row(Reader *reader) {
    Notice *notice = &reader->notice;
    Str key = lot_key(reader);
    size_t *place = map_get(reader->lots, key);
    if (place) return &notice->lots[*place];
    if (notice->lot_count == LOTS_MOST) {
        table_refuse(reader->table, LOT_NUMBER, "more than %d lots of one notice", LOTS_MOST);
        return NULL;
    }
    place = ARENA_NEW(reader->arena, size_t);
    *place = notice->lot_count;
    map_put(reader->lots, key, place);
    Lot *lot = ARENA_PUSH(reader->arena, notice->lots, notice->lot_count, notice->lot_cap);
    lot_read(reader, lot);
    Awards *awards = ARENA_PUSH(reader->arena, reader->awards, reader->awards_count, reader->awards_cap);
    awards->award = text_of(reader, AWARD_ID);
    return lot;
}

/* The notice's value is a lot's where there is only one: an estimate before, an award after. */
static void fill_value(Reader *reader) {
    Lot *lot = reader->notice.lots;
    if (reader->notice.lot_count != 1 || reader->value.cents == HUNDREDTHS_ABSENT) return;
    lot->amount = reader->value;
    lot->amount_source = reader->call ? STR("total-estimate") : STR("total-value");
    lot->inherited |= LOT_AMOUNT;
}

static void flush(Reader *reader, NoticeSink *sink, void *to) {
    Notice *notice = &reader->notice;
    if (reader->open && notice->lot_count) {
        for (size_t i = 0; i < notice->lot_count; i++) {
            Lot *lot = &notice->lots[i];
            const Awards *awards = &reader->awards[i];
            if (!lot->id.n && notice->lot_count > 1) lot->id = awards->award;
            lot->winner_name = str_join(reader->arena, awards->names, STR(";"));
            lot->winner_id = str_join(reader->arena, awards->ids, STR(";"));
            lot->contract_ref = str_join(reader->arena, awards->contracts, STR(";"));
            lot->contract_date = str_join(reader->arena, awards->dates, STR(";"));
        }
        fill_value(reader);
        notice->title = notice->lots[0].title;
        notice->nature = notice->lots[0].nature;
        notice->cpv_main = notice->lots[0].cpv_main;
        sink(to, reader->arena, notice);
    }
    arena_reset(reader->arena);
    reader->open = false;
}

static bool continues(const Reader *reader) {
    Table *table = reader->table;
    return reader->open && table_adjoins(table) &&
           str_eq(reader->notice.id, str_squeeze(table_scratch(table), table_cell(table, NOTICE_ID)));
}

static void row_take(Reader *reader, NoticeSink *sink, void *to) {
    if (!continues(reader)) {
        flush(reader, sink, to);
        notice_begin(reader);
    }
    table_say_spoiled(reader->table, reader->notice.id);
    Lot *lot = lot_of_row(reader);
    if (lot) award_add(reader, lot, &reader->awards[lot - reader->notice.lots]);
}

static void read_kind(Arena *arena, Piece piece, const TableKind *kind, const ColumnNames *names,
                      NoticeSink *sink, void *to, Lines *lines, Diags *diags) {
    Arena *own = arena_new(); /* what lives as long as the file */
    Reader reader = {
        .arena = arena, .table = table_open(own, piece, kind, names, diags), .call = kind == &ted_call_table};
    while (reader.table && table_next(reader.table)) row_take(&reader, sink, to);
    flush(&reader, sink, to);
    if (reader.table) table_close(reader.table, lines);
    arena_free(own);
}

void ted_award_table_read(Arena *arena, Piece piece, const ColumnNames *names, NoticeSink *sink, void *to,
                          Lines *lines, Diags *diags) {
    read_kind(arena, piece, &ted_award_table, names, sink, to, lines, diags);
}

void ted_call_table_read(Arena *arena, Piece piece, const ColumnNames *names, NoticeSink *sink, void *to,
                         Lines *lines, Diags *diags) {
    read_kind(arena, piece, &ted_call_table, names, sink, to, lines, diags);
}
