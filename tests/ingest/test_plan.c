/* Notices as tables: our own columns, a buyer's plan, lots that belong together. */
#include "ingest/cell.h"
#include "ingest/plan.h"
#include "tests/tap.h"

/* Every notice printed in short while it lives. */
static void print_notice(void *to, Arena *arena, const Notice *n) {
    Buf *out = to;
    buf_print(out, "%.*s@%.*s %.*s", STR_ARG(n->id), STR_ARG(n->version), STR_ARG(n->buyer_name));
    for (size_t i = 0; i < n->lot_count; i++) {
        const Lot *lot = &n->lots[i];
        Str money = lot->amount.cents == HUNDREDTHS_ABSENT
                        ? STR("-")
                        : str_print(arena, "%.*s%.*s", STR_ARG(hundredths_print(arena, lot->amount.cents)),
                                    STR_ARG(lot->amount.currency));
        buf_print(out, " [%.*s|%.*s|%.*s|%.*s|%.*s]", STR_ARG(lot->id), STR_ARG(lot->title),
                  STR_ARG(lot->cpv_main), STR_ARG(money), STR_ARG(lot->amount_source));
    }
    buf_byte(out, '\n');
}

static Str read(Arena *arena, const char *bytes, Diags *diags) {
    Arena *notices = arena_new();
    Buf out = {.arena = arena};
    plan_read(notices, piece_whole(STR("plan.csv"), str_of(bytes)), NULL, print_notice, &out, NULL, diags);
    arena_free(notices);
    return buf_str(&out);
}

static void test_lots_together(Arena *arena) {
    static const char in[] = "notice_id,notice_version,lot_id,title,description,buyer_name,amount,currency\n"
                             "N1,01,1,Lot un,x,Ville,100.00,EUR\n"
                             "N1,01,2,Lot deux,x,Ville,,\n"
                             "N1,02,1,Lot un,x,Ville,,\n"
                             "N2,01,,Seul,x,Autre,5.50,CHF\n"
                             "N2,01,,Encore,x,Autre,,\n"
                             ",,,Sans numéro,x,,,\n"
                             ",,,Sans numéro,x,,,\n";
    Diags diags = diags_new(arena);
    IS(read(arena, in, &diags),
       STR("N1@01 Ville [1|Lot un||100.00EUR|lot-estimate] [2|Lot deux||-|]\nN1@02 Ville [1|Lot un||-|]\n"
           "N2@01 Autre [|Seul||5.50CHF|lot-estimate]\n@  [|Sans numéro||-|]\n@  [|Sans numéro||-|]\n"));
    NUM(diags.count[DIAG_REFUSED], 1);
    IS(diag_print(arena, diags.last),
       STR("plan.csv:6: lot_id: a second row for this notice and lot: row refused"));
}

/* A refused row takes no other lot of its notice with it. */
static void test_refused_lot(Arena *arena) {
    Diags diags = diags_new(arena);
    IS(read(arena,
            "notice_id;lot_id;title;cpv_main\nN;1;A;4521000\nN;2;B;45210000\nN;3;C;x\nN;4;D;45210000\n",
            &diags),
       STR("N@  [2|B|45210000|-|] [4|D|45210000|-|]\n"));
    NUM(diags.count[DIAG_REFUSED], 2);
}

static void test_amounts(Arena *arena) {
    static const struct {
        int at;
        const char *header, *cell, *want; /* NULL: refused */
        bool noted;                       /* taken for EUR without a word of it in the file */
    } cases[] = {
        {__LINE__, "Montant €", "1 234,50", "1234.50EUR", false},
        {__LINE__, "Budget estimé (€ HT)", "12\u202F000", "12000.00EUR", false},
        {__LINE__, "Montant", "12000", "12000.00EUR", true},
        {__LINE__, "Montant", "12 000 € HT", "12000.00EUR", false},
        {__LINE__, "Montant", "150 k€", "150000.00EUR", false},
        {__LINE__, "Estimation", "1,5 M€", "1500000.00EUR", false},
        {__LINE__, "Montant", "1,234", NULL, false},
        {__LINE__, "Montant", "1.234", NULL, false},
        {__LINE__, "Montant", "-5", NULL, false},
        {__LINE__, "Montant", "100 TTC", NULL, false},
        {__LINE__, "Montant", "99999999999999999999", NULL, false},
        {__LINE__, "Montant", "92233720368547758 M€", NULL, false},
        {__LINE__, "Montant (k€)", "150", "-", false}, /* not the column of euros */
        {__LINE__, "Montant TTC", "150", "-", false},
        {__LINE__, "Montant €", "", "-", false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Diags diags = diags_new(arena);
        Str in = str_print(arena, "Titre;Description;%s\nT;D;%s\n", cases[i].header, cases[i].cell);
        Str out = read(arena, str_cstr(arena, in), &diags);
        bool whole = cases[i].want != NULL;
        OK_AT(cases[i].at, (out.n > 0) == whole);
        if (whole) OK_AT(cases[i].at, str_find(out, str_print(arena, "|%s|", cases[i].want)) != SIZE_MAX);
        bool unknown = str_is(str_of(cases[i].want), "-") && cases[i].cell[0];
        NUM_AT(cases[i].at, diags.count[DIAG_NOTE], cases[i].noted || unknown);
    }
}

/* Each lot of a notice and each part of a list is compared with those before it, so both end somewhere. */
static void test_limits(Arena *arena) {
    Buf lots = {.arena = arena}, list = {.arena = arena};
    buf_add(&lots, STR("notice_id;lot_id;title;description\n"));
    for (int i = 0; i < LOTS_MOST + 2; i++) buf_print(&lots, "N;%d;T;D\n", i);
    buf_add(&lots, STR("M;1;T;D\n"));
    Diags diags = diags_new(arena);
    Str out = read(arena, str_cstr(arena, buf_str(&lots)), &diags);
    NUM(diags.count[DIAG_REFUSED], 2);
    IS(diag_print(arena, diags.first),
       STR("plan.csv:10002: lot_id: more than 10000 lots of one notice: row refused"));
    OK(str_find(out, STR("[9999|T|")) != SIZE_MAX && str_ends(out, STR("\nM@  [1|T||-|]\n")));

    buf_add(&list, STR("title;description;nuts\nT;D;\""));
    for (int i = 0; i <= CELL_MAX_PARTS; i++) buf_print(&list, "FR%d;", i);
    buf_add(&list, STR("\"\nT;D;\"FR1;FR1\"\n"));
    diags = diags_new(arena);
    read(arena, str_cstr(arena, buf_str(&list)), &diags);
    NUM(diags.count[DIAG_REFUSED], 1);
    IS(diag_print(arena, diags.first), STR("plan.csv:2: nuts: a list of more than 1000: row refused"));
}

typedef struct Kept {
    Arena *arena;
    Str deadline, duration, cpv_additional, nuts, postal_code, information, dates, reserved;
    Tristate defence;
} Kept;

static void keep(void *to, Arena *arena, const Notice *n) {
    (void)arena;
    Kept *kept = to;
    const Lot *lot = &n->lots[0];
    kept->deadline = datetime_print(kept->arena, lot->deadline);
    kept->duration = hundredths_print_short(kept->arena, lot->duration_months);
    kept->cpv_additional = str_join(kept->arena, lot->cpv_additional, STR(" "));
    kept->nuts = str_join(kept->arena, lot->nuts, STR(" "));
    kept->postal_code = str_copy(kept->arena, lot->postal_code);
    kept->information = str_copy(kept->arena, lot->additional_information);
    kept->dates = str_copy(kept->arena, lot->contract_date);
    kept->reserved = str_copy(kept->arena, lot->reserved_participation);
    kept->defence = n->defence;
}

static Kept read_cell(Arena *arena, const char *header, const char *cell, bool *refused) {
    Diags diags = diags_new(arena);
    Kept kept = {.arena = arena};
    Arena *notices = arena_new();
    Str in = str_print(arena, "Titre;Description;%s\nT;D;\"%s\"\n", header, cell);
    plan_read(notices, piece_whole(STR("p.csv"), in), NULL, keep, &kept, NULL, &diags);
    arena_free(notices);
    *refused = diags.count[DIAG_REFUSED] > 0;
    return kept;
}

static void test_cells(Arena *arena) {
    static const struct {
        int at;
        const char *header, *cell, *want; /* NULL: refused */
        size_t field;
    } cases[] = {
        {__LINE__, "deadline", "2026-04-07T12:00", "2026-04-07T12:00", offsetof(Kept, deadline)},
        {__LINE__, "deadline", "2024-07-25T12:00:00+00:00", "2024-07-25T12:00", offsetof(Kept, deadline)},
        {__LINE__, "deadline", "07/04/2026 à 12h30", "2026-04-07T12:30", offsetof(Kept, deadline)},
        {__LINE__, "deadline", "07/04/2026 16:00", "2026-04-07T16:00", offsetof(Kept, deadline)},
        {__LINE__, "deadline", "7 avril 2026", "2026-04-07", offsetof(Kept, deadline)},
        {__LINE__, "deadline", "7 AOÛT 2026", "2026-08-07", offsetof(Kept, deadline)},
        {__LINE__, "deadline", "7 AOÛT 2026 à 12h", "2026-08-07T12:00", offsetof(Kept, deadline)},
        {__LINE__, "deadline", "2206-04-07T12:00", NULL, 0},
        {__LINE__, "deadline", "2026-04-07 au 2026-05-07", NULL, 0},
        {__LINE__, "deadline", "2026-04-07T99:00", NULL, 0},
        {__LINE__, "deadline", "bientôt", NULL, 0},
        {__LINE__, "deadline", "46119", NULL, 0},
        {__LINE__, "Durée", "48", "48", offsetof(Kept, duration)},
        {__LINE__, "Durée", "18 mois", "18", offsetof(Kept, duration)},
        {__LINE__, "Durée", "4 ans", "48", offsetof(Kept, duration)},
        {__LINE__, "Durée", "0", NULL, 0},
        {__LINE__, "Durée", "longue", NULL, 0},
        {__LINE__, "cpv_additional", "45210000;90610000-6;45210000", "45210000 90610000",
         offsetof(Kept, cpv_additional)},
        {__LINE__, "cpv_additional", "45210000;9061000", NULL, 0},
        {__LINE__, "nuts", "FR101;FRK26", "FR101 FRK26", offsetof(Kept, nuts)},
        {__LINE__, "Localisation", "FR105", "FR105", offsetof(Kept, nuts)},
        {__LINE__, "Localisation", "92400", "92400", offsetof(Kept, postal_code)},
        {__LINE__, "Localisation", "Nanterre", "Nanterre", offsetof(Kept, information)},
        {__LINE__, "Catégorie achat", "Nettoyage", "Nettoyage", offsetof(Kept, information)},
        {__LINE__, "contract_date", "24/03/2023; 2023-04-01;2023-04-01", "2023-03-24;2023-04-01;2023-04-01",
         offsetof(Kept, dates)},
        {__LINE__, "reserved_participation", "res-ws;res-pub-ser", "res-ws;res-pub-ser",
         offsetof(Kept, reserved)},
        {__LINE__, "reserved_participation", "peut-être", NULL, 0},
        {__LINE__, "Nature", "bricolage", NULL, 0},
        {__LINE__, "amount_source", "guess", NULL, 0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        bool refused;
        Kept kept = read_cell(arena, cases[i].header, cases[i].cell, &refused);
        OK_AT(cases[i].at, refused == !cases[i].want);
        if (cases[i].want)
            IS_AT(cases[i].at, *(const Str *)((const char *)&kept + cases[i].field), str_of(cases[i].want));
    }
    bool refused;
    NUM(read_cell(arena, "defence", "oui", &refused).defence, TRISTATE_YES);
    NUM(read_cell(arena, "defence", "no", &refused).defence, TRISTATE_NO);
    NUM(read_cell(arena, "defence", "", &refused).defence, TRISTATE_UNKNOWN);
}

static void test_needs(Arena *arena) {
    Diags diags = diags_new(arena);
    IS(read(arena, "Titre;Montant €\nT;5\n", &diags), (Str){0});
    IS(diag_print(arena, diags.first),
       STR("plan.csv:1: no column for cpv_main, description or category: file refused"));
    NUM(diags.count[DIAG_REFUSED], 1);
}

int main(void) {
    Arena *arena = arena_new();
    test_lots_together(arena);
    test_refused_lot(arena);
    test_amounts(arena);
    test_limits(arena);
    test_cells(arena);
    test_needs(arena);
    arena_free(arena);
    return tap_done();
}
