/* Lots and verdicts as rows: every cell stands under its column, and what is absent is nowhere a zero. */
#include "report/lots.h"
#include "tests/tap.h"

/* A notice and a lot whose texts are their columns' names. */
static const Notice named_notice = {
    .source_format = STR("source_format"),
    .file = STR("file"),
    .id = STR("notice_id"),
    .version = STR("notice_version"),
    .type = STR("notice_type"),
    .procedure_id = STR("procedure_id"),
    .publication_number = STR("publication_number"),
    .publication_date = 0,
    .issue_date = 1,
    .status = STR("status"),
    .change_of = STR("change_of"),
    .language = STR("language"),
    .buyer_name = STR("buyer_name"),
    .buyer_id = STR("buyer_id"),
    .buyer_kind = STR("buyer_kind"),
    .buyer_contact = STR("buyer_contact"),
    .buyer_phone = STR("buyer_phone"),
    .buyer_email = STR("buyer_email"),
    .procedure_amount = {300, STR("EUR")},
    .procedure_type = STR("procedure_type"),
    .defence = TRISTATE_YES,
};

static Str named[] = {STR("cpv_additional"), STR("nuts"), STR("strategic_procurement"),
                      STR("social_objective"), STR("social_considerations")};
#define LIST(i)                                                                                              \
    { &named[i], 1, 1 }

static const Lot named_lot = {
    .id = STR("lot_id"),
    .title = STR("title"),
    .description = STR("décrit"),
    .execution_terms = STR("neuf mots"),
    .nature = STR("nature"),
    .cpv_main = STR("cpv_main"),
    .cpv_additional = LIST(0),
    .amount = {123456, STR("currency")},
    .amount_source = STR("amount_source"),
    .duration_months = 650,
    .start_date = 2,
    .end_date = 3,
    .nuts = LIST(1),
    .postal_code = STR("postal_code"),
    .deadline = {4, 720},
    .framework = STR("framework"),
    .reserved_participation = STR("reserved_participation"),
    .reserved_execution = STR("reserved_execution"),
    .strategic_procurement = LIST(2),
    .social_objective = LIST(3),
    .social_considerations = LIST(4),
    .award_amount = 700,
    .award_currency = STR("award_currency"),
    .winner_name = STR("winner_name"),
    .winner_id = STR("winner_id"),
    .contract_ref = STR("contract_ref"),
    .contract_date = STR("contract_date"),
};

static const Notice absent_notice = {
    .publication_date = DATE_ABSENT, .issue_date = DATE_ABSENT, .procedure_amount = MONEY_ABSENT};
static const Lot absent_lot = {.amount = MONEY_ABSENT,
                               .duration_months = HUNDREDTHS_ABSENT,
                               .start_date = DATE_ABSENT,
                               .end_date = DATE_ABSENT,
                               .deadline = DATETIME_ABSENT,
                               .award_amount = HUNDREDTHS_ABSENT,
                               .inherited = LOT_DESCRIPTION};

/* What a column holds that is not its own name. */
typedef struct Other {
    const char *column, *cell;
} Other;

static Str wanted(const Other *others, Str column) {
    for (; others->column; others++)
        if (str_is(column, others->column)) return str_of(others->cell);
    return column;
}

/* Two lines, neither with a quoted cell: the cells of the second stand under the names of the first. */
static void is_named(Buf header, Buf row, const Other *others) {
    Str names = str_trim(buf_str(&header)), cells = str_trim(buf_str(&row)), name, cell;
    while (str_next(&names, ',', &name)) {
        if (!str_next(&cells, ',', &cell)) cell = STR("no cell");
        tap_is(cell, wanted(others, name), __FILE__, __LINE__, str_cstr(header.arena, name));
    }
    IS(cells, STR(""));
}

static size_t commas(Str s) {
    size_t n = 0;
    for (size_t i = 0; i < s.n; i++) n += s.p[i] == ',';
    return n;
}

static void test_lot(Arena *arena) {
    static const Other others[] = {
        {"publication_date", "1970-01-01"},
        {"issue_date", "1970-01-02"},
        {"amount", "1234.56"},
        {"procedure_amount", "3.00"},
        {"duration_months", "6.5"},
        {"start_date", "1970-01-03"},
        {"end_date", "1970-01-04"},
        {"deadline", "1970-01-05T12:00"},
        {"defence", "yes"},
        {"award_amount", "7.00"},
        {"description_length", "6"},
        {"execution_terms_length", "9"},
        {NULL, NULL},
    };
    Buf header = {.arena = arena}, row = header, empty = header, json = header;
    CsvLine header_line = csvline_plain(&header), row_line = csvline_plain(&row),
            empty_line = csvline_plain(&empty);
    lot_csv_header(&header_line);
    lot_csv(&row_line, arena, &named_notice, &named_lot);
    is_named(header, row, others);

    lot_csv(&empty_line, arena, &absent_notice, &absent_lot);
    NUM(commas(buf_str(&empty)), commas(buf_str(&header)));
    IS(str_sub(buf_str(&empty), commas(buf_str(&header)), SIZE_MAX), STR("0\n")); /* no terms: of no length */

    lot_json(&json, arena, &absent_notice, &absent_lot);
    Str text = buf_str(&json);
    OK(str_starts(text, STR("{")) && str_ends(text, STR("}\n")));
    OK(str_find(text, STR("\"amount\":null")) != SIZE_MAX && str_find(text, STR("\"nuts\":[]")) != SIZE_MAX);
    OK(str_find(text, STR("0")) == SIZE_MAX);
}

static Verdict verdict_of(Arena *arena) {
    Verdict verdict = {.kind = VERDICT_TO_CHECK,
                       .low = -2,
                       .high = 7,
                       .eligible_from = 5,
                       .trade = STR("trade"),
                       .labour_hours = {100, 200},
                       .hours = {10, 20},
                       .balance = STR("reasons"),
                       .pack = STR("pack"),
                       .pack_digest = STR("3f9c")};
    strlist_add(arena, &verdict.missing, STR("missing"));
    *ARENA_PUSH(arena, verdict.findings, verdict.finding_count, verdict.finding_cap) =
        (Finding){.rule = STR("rules"),
                  .truth = TRUTH_TRUE,
                  .effect = EFFECT_POINTS,
                  .points = 3,
                  .field = STR("title"),
                  .quote = STR("Nettoyage"),
                  .offset = 12};
    *ARENA_PUSH(arena, verdict.findings, verdict.finding_count, verdict.finding_cap) = (Finding){
        .rule = STR("silent"), .truth = TRUTH_UNKNOWN, .effect = EFFECT_EXCLUDE, .missing = verdict.missing};
    return verdict;
}

static void test_verdict(Arena *arena) {
    static const Other others[] = {
        {"amount", "1234.56"},
        {"duration_months", "6.5"},
        {"deadline", "1970-01-05T12:00"},
        {"verdict", "to_check"},
        {"points_low", "-2"},
        {"points_high", "7"},
        {"eligible_from", "5"},
        {"labour_hours_low", "100"},
        {"labour_hours_high", "200"},
        {"hours_low", "10"},
        {"hours_high", "20"},
        {"mechanism", ""},
        {"mechanisms", ""},
        {"duty", ""},
        {"waivers", ""},
        {NULL, NULL},
    };
    Buf header = {.arena = arena}, row = header, json = header, unknown = header;
    Verdict verdict = verdict_of(arena);
    CsvLine header_line = csvline_plain(&header), row_line = csvline_plain(&row),
            line = csvline_plain(&unknown);
    verdict_csv_header(&header_line);
    verdict_csv(&row_line, arena, &named_notice, &named_lot, &verdict);
    is_named(header, row, others);

    verdict_json(&json, arena, &named_notice, &named_lot, &verdict);
    static const char *const parts[] = {
        "{\"schema\":\"clausier.check/1\",\"source_format\":",
        "{\"rule\":\"rules\",\"truth\":\"true\",\"effect\":\"points\",\"points\":3,\"reason\":null,"
        "\"field\":\"title\",\"offset\":12,\"quote\":\"Nettoyage\",\"missing\":[],\"note\":null}",
        "{\"rule\":\"silent\",\"truth\":\"unknown\",\"effect\":\"exclude\",\"points\":0,\"reason\":null,"
        "\"field\":null,\"offset\":null,\"quote\":null,\"missing\":[\"missing\"],\"note\":null}",
        "\"missing\":[\"missing\"],\"settles\":[],\"pack\":\"pack\",\"pack_digest\":\"3f9c\"}\n",
    };
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        tap_ok(str_find(buf_str(&json), str_of(parts[i])) != SIZE_MAX, __FILE__, __LINE__, parts[i]);

    verdict.hours = verdict.labour_hours = HOURS_UNKNOWN;
    verdict_csv(&line, arena, &named_notice, &named_lot, &verdict);
    OK(str_find(buf_str(&unknown), STR(",trade,,,,,,,,,rules,")) != SIZE_MAX);
    json.n = 0;
    verdict_json(&json, arena, &named_notice, &named_lot, &verdict);
    OK(str_find(buf_str(&json), STR("\"hours_low\":null,\"hours_high\":null")) != SIZE_MAX);
}

int main(void) {
    Arena *arena = arena_new();
    test_lot(arena);
    test_verdict(arena);
    arena_free(arena);
    return tap_done();
}
