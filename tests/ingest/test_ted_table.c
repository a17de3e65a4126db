/* TED's yearly tables, made from the codebook's columns: awards become lots, and nothing counts twice. */
#include "ingest/defect.h"
#include "ingest/ted_table.h"
#include "tests/tap.h"

static void print_notice(void *to, Arena *arena, const Notice *n) {
    buf_print(to, "%.*s %.*s", STR_ARG(n->id), STR_ARG(n->form));
    for (size_t i = 0; i < n->lot_count; i++) {
        const Lot *lot = &n->lots[i];
        buf_print(to, " [%.*s|%.*s|%.*s|%.*s|%.*s|%.*s]", STR_ARG(lot->id), STR_ARG(lot->title),
                  STR_ARG(hundredths_print(arena, lot->award_amount)), STR_ARG(lot->winner_name),
                  STR_ARG(lot->contract_ref), STR_ARG(lot->contract_date));
    }
    buf_byte(to, '\n');
}

static void print_facts(void *to, Arena *arena, const Notice *n) {
    const Lot *lot = n->lots;
    const Str facts[] = {n->source_format,
                         n->status,
                         n->buyer_name,
                         n->buyer_id,
                         n->buyer_kind,
                         date_print(arena, n->issue_date),
                         n->procedure_type,
                         lot->nature,
                         lot->cpv_main,
                         str_join(arena, lot->cpv_additional, STR(";")),
                         str_join(arena, lot->nuts, STR(";")),
                         lot->framework,
                         hundredths_print(arena, lot->amount.cents),
                         lot->amount_source,
                         datetime_print(arena, lot->deadline),
                         lot->winner_id};
    for (size_t i = 0; i < sizeof facts / sizeof *facts; i++)
        buf_print(to, "%s%.*s", i ? "," : "", STR_ARG(facts[i]));
}

typedef struct Case {
    Arena *arena, *notices;
    Diags diags;
    Lines lines;
} Case;

static Str read(Case *c, NoticeSink *sink, bool call, const char *header, const char *rows) {
    Buf out = {.arena = c->arena};
    c->diags = diags_new(c->arena);
    c->lines = (Lines){0};
    Piece piece = piece_whole(STR("t.csv"), str_print(c->arena, "%s\n%s", header, rows));
    if (call) ted_call_table_read(c->notices, piece, NULL, sink, &out, &c->lines, &c->diags);
    else ted_award_table_read(c->notices, piece, NULL, sink, &out, &c->lines, &c->diags);
    return buf_str(&out);
}

#define AWARDS                                                                                               \
    "ID_NOTICE_CAN,CPV,ID_AWARD,ID_LOT_AWARDED,TITLE,AWARD_VALUE_EURO,WIN_NAME,CONTRACT_NUMBER,DT_AWARD"

static void test_awards(Case *c) {
    static const struct {
        int line;
        const char *rows, *want;
    } rows[] = {
        {__LINE__, "20161,45000000,5,1,Toit,100.5,A,C1,31-DEC-16\n20161,45000000,6,2,Mur,50,B,C2,05/01/17\n",
         "20161 result [1|Toit|100.50|A|C1|2016-12-31] [2|Mur|50.00|B|C2|2017-01-05]\n"},
        /* an award in two rows: two winners, or two lots */
        {__LINE__, "1,45000000,5,1,T,100,A,C,\n1,45000000,5,1,T,100,B,C,\n",
         "1 result [1|T|100.00|A;B|C|]\n"},
        {__LINE__, "1,45000000,5,1,T,100,A,C,\n1,45000000,5,2,U,100,A,C,\n",
         "1 result [1|T|100.00|A|C|] [2|U||A|C|]\n"},
        /* two awards of a lot */
        {__LINE__, "1,45000000,5,1,T,100,A,C,\n1,45000000,6,1,T,20,B,D,\n",
         "1 result [1|T|120.00|A;B|C;D|]\n"},
        /* awards without a lot */
        {__LINE__, "1,45000000,5,,T,100,A,C,\n1,45000000,6,,U,20,B,D,\n1,45000000,6,,U,20,B,D,\n",
         "1 result [5|T|100.00|A|C|] [6|U|20.00|B|D|]\n"},
        {__LINE__, "1,45000000,5,,T,100,A,C,\n", "1 result [|T|100.00|A|C|]\n"},
        {__LINE__, "1,45000000,,,T,100,A---B,C,\n", "1 result [|T|100.00|A;B|C|]\n"},
        /* notices that stand apart, a sum that does not fit */
        {__LINE__, "1,45000000,5,1,T,1,A,C,\n2,45000000,5,1,T,1,A,C,\n1,45000000,6,1,T,1,A,C,\n",
         "1 result [1|T|1.00|A|C|]\n2 result [1|T|1.00|A|C|]\n1 result [1|T|1.00|A|C|]\n"},
        {__LINE__, "1,45000000,5,1,T,92233720368547758,A,C,\n1,45000000,6,1,T,1,A,C,\n",
         "1 result [1|T|92233720368547758.00|A|C|]\n"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        IS_AT(rows[i].line, read(c, print_notice, false, AWARDS, rows[i].rows), str_of(rows[i].want));
    NUM(c->diags.count[DIAG_DOUBT], 1);
}

#define FACTS                                                                                                \
    "ID_NOTICE_CAN,YEAR,DT_DISPATCH,CANCELLED,CAE_NAME,CAE_NATIONALID,CAE_TYPE,TYPE_OF_CONTRACT,"            \
    "TAL_LOCATION_NUTS,B_FRA_AGREEMENT,CPV,ADDITIONAL_CPVS,VALUE_EURO,TOP_TYPE,WIN_NATIONALID"
#define CALLS                                                                                                \
    "ID_NOTICE_CN,CAE_NAME,TYPE_OF_CONTRACT,CPV,VALUE_EURO,ID_LOT,LOTS_NUMBER,DURATION,DT_APPLICATIONS"

static void test_facts(Case *c) {
    IS(read(c, print_facts, false, FACTS,
            "1,2016,31-DEC-16,0,Ville,21750001630040,3,W,FR101---FR102,N,45000000,45210000---45220000,"
            "1000.5,OPE,123\n"),
       STR("ted,,Ville,21750001630040,local,2016-12-31,open,works,45000000,45210000;45220000,FR101;FR102,"
           "none,1000.50,total-value,,123"));
    IS(read(c, print_facts, false, FACTS, "1,2016,,1,Ville,,8,U,,Y,45000000,,,RES,\n"),
       STR("ted,cancelled,Ville,,,,restricted,supplies,45000000,,,fa-mix,,,,"));
    OK(!c->diags.count[DIAG_DOUBT]);
    IS(read(c, print_facts, true, CALLS, "7,Ville,S,90911200,5000,1,1,48,03/02/17 12:30\n"),
       STR("ted,,Ville,,,,,services,90911200,,,,5000.00,total-estimate,2017-02-03T12:30,"));
    IS(read(c, print_notice, true, CALLS, "7,V,S,90911200,5,1,2,,\n7,V,S,90911200,5,2,2,,\n8,V,S,,,,,,\n"),
       STR("7 competition [1|||||] [2|||||]\n8 competition [|||||]\n"));
}

/* Days as the years' tables write them; what is no day is left out and said. */
static void test_days(Case *c) {
    static const struct {
        int line;
        const char *day, *want;
    } rows[] = {
        {__LINE__, "31-DEC-16", "2016-12-31"},
        {__LINE__, "01-Feb-09", "2009-02-01"},
        {__LINE__, "1/2/09", "2009-02-01"},
        {__LINE__, "31/12/06", "2006-12-31"},
        {__LINE__, "31/12/2006", "2006-12-31"},
        {__LINE__, "2006-12-31", "2006-12-31"},
        {__LINE__, "31-FEV-16", ""},
        {__LINE__, "30-FEB-16", ""},
        {__LINE__, "13/13/16", ""},
        {__LINE__, "42735", ""},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        Str in = str_print(c->arena, "1,45000000,1,1,T,1,A,C,%s\n", rows[i].day);
        IS_AT(rows[i].line, read(c, print_notice, false, AWARDS, str_cstr(c->arena, in)),
              str_print(c->arena, "1 result [1|T|1.00|A|C|%s]\n", rows[i].want));
        NUM_AT(rows[i].line, c->diags.count[DIAG_DOUBT], rows[i].want[0] ? 0 : 1);
    }
}

static void test_bad(Case *c) {
    IS(read(c, print_notice, false, AWARDS, "1,4500000,5,1,T,x,A,C,\n,45000000,5,1,T,1,A,C,\n"),
       STR("1 result [1|T||A|C|]\n"));
    NUM(c->diags.count[DIAG_DOUBT], 2);
    IS(str_of(c->diags.first->defect), STR(DEFECT_CPV_ZERO));
    IS(c->diags.first->record, STR("1"));
    NUM(c->lines.refused, 1); /* no notice */

    Buf buf = {.arena = c->arena};
    for (int i = 0; i < LOTS_MOST + 2; i++) buf_print(&buf, "1,45000000,%d,%d,T,1,A,C,\n", i, i);
    read(c, print_notice, false, AWARDS, str_cstr(c->arena, buf_str(&buf)));
    NUM(c->lines.refused, 2);
}

int main(void) {
    Case c = {.arena = arena_new(), .notices = arena_new()};
    test_awards(&c);
    test_facts(&c);
    test_days(&c);
    test_bad(&c);
    arena_free(c.notices);
    arena_free(c.arena);
    return tap_done();
}
