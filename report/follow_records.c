/* follow_records.c - "clausier.track/1" and its rows. Hours are decimals with two digits, rates percents of
 * the commitment, months 2026-05; what is absent is empty, or null. A header and its row stand one above the
 * other, in the same order: a column is added in both or in neither, and a test counts them. */
#include "report/follow_records.h"
#include "base/json.h"

static const char schema[] = "clausier.track/1";

static void csv_header(const CsvLine *line) {
    csvline_header(line, STR("record,kind,contract_id,title,contractor_name,status,start_date,end_date,"
                             "hours_committed,hours_declared,rate_low,rate_high,elapsed,months_missing,"
                             "hours_lacking,hours_left_low,hours_left_high,monthly_low,monthly_high,"
                             "last_month,last_declared_on,decision,"
                             "declarant_siret,month,person_ref,hours,limit,count,place,says"));
}

static StrList missing_months(Arena *arena, const Pace *pace) {
    StrList months = {0};
    for (size_t i = 0; i < pace->missing_count; i++)
        strlist_add(arena, &months, month_print(arena, pace->missing[i]));
    return months;
}

static StrList contract_ids(Arena *arena, const Anomaly *anomaly) {
    StrList ids = {0};
    strlist_add(arena, &ids, anomaly->contract_id);
    for (size_t i = 0; i < anomaly->also.n; i++) strlist_add(arena, &ids, anomaly->also.at[i]);
    return ids;
}

/* What is said of a contract: its pace, and what is left to be done. */
static Str contract_says(Arena *arena, const Words *words, const Followed *followed) {
    StrList sentences = {0};
    strlist_add(arena, &sentences, follow_pace_said(arena, words, followed));
    Str left = follow_left_said(arena, words, followed);
    if (left.n) strlist_add(arena, &sentences, left);
    return str_join(arena, sentences, STR(" "));
}

static void empty_cells(const CsvLine *line, size_t n) {
    for (size_t i = 0; i < n; i++) csvline_text(line, (Str){0});
}

/* The columns that both kinds of rows have. */
static void csv_contract_cells(const CsvLine *line, const Contract *contract) {
    static const Contract unknown = {.start_date = DATE_ABSENT, .end_date = DATE_ABSENT};
    const Contract *known = contract ? contract : &unknown;
    csvline_text(line, known->title);
    csvline_text(line, known->contractor_name);
    csvline_text(line, known->status);
    csvline_date(line, known->start_date);
    csvline_date(line, known->end_date);
}

static void csv_contract(const CsvLine *line, Arena *scratch, const Words *words, const Followed *followed) {
    enum { OF_ANOMALIES = 7 };
    const Pace *pace = &followed->pace;
    csvline_text(line, STR("contract"));
    csvline_text(line, str_of(follow_state_name(followed->state)));
    csvline_text(line, followed->contract->id);
    csv_contract_cells(line, followed->contract);
    csvline_hundredths(line, followed->contract->hours_committed);
    csvline_hundredths(line, followed->declared);
    csvline_hundredths(line, pace->rate_low);
    csvline_hundredths(line, pace->rate_high);
    csvline_hundredths(line, pace->elapsed);
    csvline_text(line, str_join(scratch, missing_months(scratch, pace), STR(";")));
    csvline_hundredths(line, followed->lacking);
    csvline_hundredths(line, followed->left.low);
    csvline_hundredths(line, followed->left.high);
    csvline_hundredths(line, followed->monthly.low);
    csvline_hundredths(line, followed->monthly.high);
    csvline_text(line, month_print(scratch, followed->last_month));
    csvline_date(line, followed->last_declared_on);
    csvline_text(line, followed->decision);
    empty_cells(line, OF_ANOMALIES);
    csvline_text(line, contract_says(scratch, words, followed));
    csvline_end(line);
}

static void csv_anomaly(const CsvLine *line, Arena *scratch, const Words *words, const Anomaly *anomaly) {
    enum { OF_CONTRACTS = 14 };
    csvline_text(line, STR("anomaly"));
    csvline_text(line, str_of(anomaly_name(anomaly->kind)));
    csvline_text(line, str_join(scratch, contract_ids(scratch, anomaly), STR(";")));
    csv_contract_cells(line, anomaly->contract);
    empty_cells(line, OF_CONTRACTS);
    csvline_text(line, anomaly->declarant_siret);
    csvline_text(line, month_print(scratch, anomaly->month));
    csvline_text(line, anomaly->person_ref);
    csvline_hundredths(line, anomaly->hours);
    csvline_hundredths(line, anomaly->limit);
    if (anomaly->count) csvline_count(line, (int64_t)anomaly->count);
    else empty_cells(line, 1);
    csvline_text(line, anomaly_place(scratch, anomaly));
    csvline_text(line, anomaly_said(scratch, words, anomaly));
    csvline_end(line);
}

void follow_csv(const CsvLine *line, Arena *scratch, const Words *words, const Follow *follow, bool late) {
    csv_header(line);
    for (size_t i = 0; i < (late ? follow->late : follow->contract_count); i++)
        csv_contract(line, scratch, words, &follow->contracts[i]);
    for (size_t i = 0; i < follow->anomaly_count; i++)
        csv_anomaly(line, scratch, words, &follow->anomalies[i]);
}

static void put_hours(Arena *arena, Json *to, const char *key, Hundredths hours) {
    json_absent_or_text(to, key, hundredths_print(arena, hours));
}

static void put_bounds(Arena *arena, Json *to, const char *key, Hundredths low, Hundredths high) {
    Json *bounds = json_put(to, key, json_object());
    put_hours(arena, bounds, "low", low);
    put_hours(arena, bounds, "high", high);
}

static void put_month(Arena *arena, Json *to, const char *key, Month month) {
    json_absent_or_text(to, key, month_print(arena, month));
}

static void put_texts(Json *to, const char *key, StrList texts) {
    Json *list = json_put(to, key, json_array());
    for (size_t i = 0; i < texts.n; i++) json_text(list, NULL, texts.at[i]);
}

static Json *contract_json(Arena *arena, const Words *words, const Followed *followed) {
    const Contract *contract = followed->contract;
    const Pace *pace = &followed->pace;
    Json *row = json_object();
    json_text(row, "contract_id", contract->id);
    json_text(row, "title", contract->title);
    json_absent_or_text(row, "contractor_name", contract->contractor_name);
    json_absent_or_text(row, "status", contract->status);
    json_text(row, "state", str_of(follow_state_name(followed->state)));
    json_text(row, "start_date", date_print(arena, contract->start_date));
    json_text(row, "end_date", date_print(arena, contract->end_date));
    put_hours(arena, row, "hours_committed", contract->hours_committed);
    put_hours(arena, row, "hours_declared", followed->declared);
    put_bounds(arena, row, "rate", pace->rate_low, pace->rate_high);
    put_hours(arena, row, "elapsed", pace->elapsed);
    put_texts(row, "months_missing", missing_months(arena, pace));
    put_hours(arena, row, "hours_lacking", followed->lacking);
    put_bounds(arena, row, "hours_left", followed->left.low, followed->left.high);
    put_bounds(arena, row, "monthly", followed->monthly.low, followed->monthly.high);
    put_month(arena, row, "last_month", followed->last_month);
    json_absent_or_text(row, "last_declared_on", date_print(arena, followed->last_declared_on));
    json_absent_or_text(row, "decision", followed->decision);
    json_text(row, "says", contract_says(arena, words, followed));
    return row;
}

static Json *anomaly_json(Arena *arena, const Words *words, const Anomaly *anomaly) {
    Json *row = json_object();
    json_text(row, "kind", str_of(anomaly_name(anomaly->kind)));
    put_texts(row, "contract_ids", contract_ids(arena, anomaly));
    json_absent_or_text(row, "declarant_siret", anomaly->declarant_siret);
    put_month(arena, row, "month", anomaly->month);
    json_absent_or_text(row, "person_ref", anomaly->person_ref);
    put_hours(arena, row, "hours", anomaly->hours);
    put_hours(arena, row, "limit", anomaly->limit);
    if (anomaly->count) json_number(row, "count", (int64_t)anomaly->count);
    else json_absent(row, "count");
    json_absent_or_text(row, "place", anomaly_place(arena, anomaly));
    json_text(row, "says", anomaly_said(arena, words, anomaly));
    return row;
}

static Json *replacement_json(Arena *arena, const Replacement *replacement) {
    Json *row = json_object();
    json_text(row, "contract_id", replacement->contract_id);
    json_text(row, "declarant_siret", replacement->declarant_siret);
    put_month(arena, row, "month", replacement->month);
    put_hours(arena, row, "before", replacement->before);
    put_hours(arena, row, "after", replacement->after);
    json_number(row, "people_before", (int64_t)replacement->people_before);
    json_number(row, "people_changed", (int64_t)replacement->people_changed);
    return row;
}

Str follow_json(Arena *arena, const Words *words, const Follow *follow, bool late) {
    Json *root = json_object();
    json_text(root, "schema", str_of(schema));
    json_text(root, "date", date_print(arena, follow->date));
    json_text(root, "until", date_print(arena, follow->until));
    put_hours(arena, root, "hours_committed", follow->committed);
    put_hours(arena, root, "hours_declared", follow->declared);
    Json *contracts = json_put(root, "contracts", json_array());
    for (size_t i = 0; i < (late ? follow->late : follow->contract_count); i++)
        json_put(contracts, NULL, contract_json(arena, words, &follow->contracts[i]));
    Json *anomalies = json_put(root, "anomalies", json_array());
    for (size_t i = 0; i < follow->anomaly_count; i++)
        json_put(anomalies, NULL, anomaly_json(arena, words, &follow->anomalies[i]));
    Json *replaced = json_put(root, "replaced", json_array());
    for (size_t i = 0; i < follow->ledger->replaced_count; i++)
        json_put(replaced, NULL, replacement_json(arena, &follow->ledger->replaced[i]));
    return json_print(arena, root, 2);
}
