/* lots.c - lots and verdicts as rows. A header and its row stand one above the other, in the same order: a
 * column is added in both or in neither, and a test counts them. */
#include "report/lots.h"
#include "base/json.h"
#include "report/said.h"

static const char schema[] = "clausier.check/1";

void lot_csv_header(const CsvLine *line) {
    csvline_header(
        line,
        STR("source_format,file,notice_id,notice_version,notice_type,procedure_id,publication_number,"
            "publication_date,issue_date,status,change_of,language,buyer_name,buyer_id,buyer_kind,"
            "buyer_contact,buyer_phone,buyer_email,"
            "lot_id,title,nature,cpv_main,cpv_additional,amount,currency,amount_source,procedure_amount,"
            "duration_months,start_date,end_date,nuts,postal_code,deadline,"
            "procedure_type,framework,reserved_participation,reserved_execution,strategic_procurement,"
            "social_objective,social_considerations,defence,"
            "award_amount,award_currency,winner_name,winner_id,contract_ref,contract_date,"
            "description_length,execution_terms_length"));
}

static const char *tristate_name(Tristate value) {
    return value == TRISTATE_YES ? "yes" : value == TRISTATE_NO ? "no" : "";
}

void lot_csv(const CsvLine *line, Arena *scratch, const Notice *notice, const Lot *lot) {
    csvline_text(line, notice->source_format);
    csvline_text(line, notice->file);
    csvline_text(line, notice->id);
    csvline_text(line, notice->version);
    csvline_text(line, notice->type);
    csvline_text(line, notice->procedure_id);
    csvline_text(line, notice->publication_number);
    csvline_date(line, notice->publication_date);
    csvline_date(line, notice->issue_date);
    csvline_text(line, notice->status);
    csvline_text(line, notice->change_of);
    csvline_text(line, notice->language);
    csvline_text(line, notice->buyer_name);
    csvline_text(line, notice->buyer_id);
    csvline_text(line, notice->buyer_kind);
    csvline_text(line, notice->buyer_contact);
    csvline_text(line, notice->buyer_phone);
    csvline_text(line, notice->buyer_email);
    csvline_text(line, lot->id);
    csvline_text(line, lot->title);
    csvline_text(line, lot->nature);
    csvline_text(line, lot->cpv_main);
    csvline_text(line, str_join(scratch, lot->cpv_additional, STR(";")));
    csvline_hundredths(line, lot->amount.cents);
    csvline_text(line, lot->amount.currency);
    csvline_text(line, lot->amount_source);
    csvline_hundredths(line, notice->procedure_amount.cents);
    csvline_number(line, hundredths_print_short(scratch, lot->duration_months));
    csvline_date(line, lot->start_date);
    csvline_date(line, lot->end_date);
    csvline_text(line, str_join(scratch, lot->nuts, STR(";")));
    csvline_text(line, lot->postal_code);
    csvline_text(line, datetime_print(scratch, lot->deadline));
    csvline_text(line, notice->procedure_type);
    csvline_text(line, lot->framework);
    csvline_text(line, lot->reserved_participation);
    csvline_text(line, lot->reserved_execution);
    csvline_text(line, str_join(scratch, lot->strategic_procurement, STR(";")));
    csvline_text(line, str_join(scratch, lot->social_objective, STR(";")));
    csvline_text(line, str_join(scratch, lot->social_considerations, STR(";")));
    csvline_text(line, str_of(tristate_name(notice->defence)));
    csvline_hundredths(line, lot->award_amount);
    csvline_text(line, lot->award_currency);
    csvline_text(line, lot->winner_name);
    csvline_text(line, lot->winner_id);
    csvline_text(line, lot->contract_ref);
    csvline_text(line, lot->contract_date);
    if (lot->inherited & LOT_DESCRIPTION) csvline_text(line, (Str){0}); /* there is no lot to describe */
    else csvline_count(line, (int64_t)str_chars(lot->description));
    csvline_count(line, (int64_t)str_chars(lot->execution_terms));
    csvline_end(line);
}

static void json_list(Json *to, const char *key, StrList list) {
    Json *array = json_put(to, key, json_array());
    for (size_t i = 0; i < list.n; i++) json_text(array, NULL, list.at[i]);
}

static void json_money(Json *to, Arena *scratch, const char *key, Hundredths cents) {
    json_absent_or_text(to, key, hundredths_print(scratch, cents));
}

/* The facts that rows of `read` and of `check` share. */
static void json_facts(Json *row, Arena *scratch, const Notice *notice, const Lot *lot) {
    json_absent_or_text(row, "source_format", notice->source_format);
    json_absent_or_text(row, "file", notice->file);
    json_absent_or_text(row, "notice_id", notice->id);
    json_absent_or_text(row, "notice_version", notice->version);
    json_absent_or_text(row, "lot_id", lot->id);
    json_absent_or_text(row, "title", lot->title);
    json_absent_or_text(row, "buyer_name", notice->buyer_name);
    json_absent_or_text(row, "nature", lot->nature);
    json_absent_or_text(row, "cpv_main", lot->cpv_main);
    json_money(row, scratch, "amount", lot->amount.cents);
    json_absent_or_text(row, "currency", lot->amount.currency);
    json_absent_or_text(row, "duration_months", hundredths_print_short(scratch, lot->duration_months));
    json_absent_or_text(row, "deadline", datetime_print(scratch, lot->deadline));
    json_absent_or_text(row, "status", notice->status);
}

void lot_json(Buf *buf, Arena *scratch, const Notice *notice, const Lot *lot) {
    Json *row = json_object();
    json_facts(row, scratch, notice, lot);
    json_absent_or_text(row, "notice_type", notice->type);
    json_absent_or_text(row, "procedure_id", notice->procedure_id);
    json_absent_or_text(row, "publication_number", notice->publication_number);
    json_absent_or_text(row, "publication_date", date_print(scratch, notice->publication_date));
    json_absent_or_text(row, "issue_date", date_print(scratch, notice->issue_date));
    json_absent_or_text(row, "change_of", notice->change_of);
    json_absent_or_text(row, "language", notice->language);
    json_absent_or_text(row, "buyer_id", notice->buyer_id);
    json_absent_or_text(row, "buyer_kind", notice->buyer_kind);
    json_absent_or_text(row, "buyer_contact", notice->buyer_contact);
    json_absent_or_text(row, "buyer_phone", notice->buyer_phone);
    json_absent_or_text(row, "buyer_email", notice->buyer_email);
    json_list(row, "cpv_additional", lot->cpv_additional);
    json_absent_or_text(row, "amount_source", lot->amount_source);
    json_money(row, scratch, "procedure_amount", notice->procedure_amount.cents);
    json_absent_or_text(row, "start_date", date_print(scratch, lot->start_date));
    json_absent_or_text(row, "end_date", date_print(scratch, lot->end_date));
    json_list(row, "nuts", lot->nuts);
    json_absent_or_text(row, "postal_code", lot->postal_code);
    json_absent_or_text(row, "procedure_type", notice->procedure_type);
    json_absent_or_text(row, "framework", lot->framework);
    json_absent_or_text(row, "reserved_participation", lot->reserved_participation);
    json_absent_or_text(row, "reserved_execution", lot->reserved_execution);
    json_list(row, "strategic_procurement", lot->strategic_procurement);
    json_list(row, "social_objective", lot->social_objective);
    json_list(row, "social_considerations", lot->social_considerations);
    json_absent_or_text(row, "defence", str_of(tristate_name(notice->defence)));
    json_absent_or_text(row, "concession", str_of(tristate_name(notice->concession)));
    json_money(row, scratch, "award_amount", lot->award_amount);
    json_absent_or_text(row, "award_currency", lot->award_currency);
    json_absent_or_text(row, "winner_name", lot->winner_name);
    json_absent_or_text(row, "winner_id", lot->winner_id);
    json_absent_or_text(row, "contract_ref", lot->contract_ref);
    json_absent_or_text(row, "contract_date", lot->contract_date);
    json_absent_or_text(row, "description", lot->description);
    json_absent_or_text(row, "execution_terms", lot->execution_terms);
    json_absent_or_text(row, "additional_information", lot->additional_information);
    buf_add(buf, json_print(scratch, row, 0));
    buf_byte(buf, '\n');
}

void verdict_csv_header(const CsvLine *line) {
    csvline_header(
        line,
        STR("source_format,file,notice_id,notice_version,lot_id,title,buyer_name,nature,cpv_main,amount,"
            "currency,duration_months,deadline,status,"
            "verdict,points_low,points_high,eligible_from,trade,labour_hours_low,labour_hours_high,"
            "hours_low,hours_high,mechanism,mechanisms,duty,waivers,rules,reasons,missing,pack"));
}

static void csvline_hours(const CsvLine *line, HoursRange hours) {
    if (hours.low >= 0) csvline_count(line, hours.low);
    else csvline_text(line, (Str){0});
    if (hours.high >= 0) csvline_count(line, hours.high);
    else csvline_text(line, (Str){0});
}

/* The rules that were true, joined. */
static Str rule_names(Arena *scratch, const Verdict *verdict) {
    StrList names = {0};
    for (size_t i = 0; i < verdict->finding_count; i++)
        if (verdict->findings[i].truth == TRUTH_TRUE) strlist_add(scratch, &names, verdict->findings[i].rule);
    return str_join(scratch, names, STR(";"));
}

/* What holds or may hold, joined. */
static Str advice_names(Arena *scratch, const AdviceFindings *findings) {
    StrList names = {0};
    for (size_t i = 0; i < findings->n; i++) strlist_add(scratch, &names, findings->at[i].name);
    return str_join(scratch, names, STR(";"));
}

void verdict_csv(const CsvLine *line, Arena *scratch, const Notice *notice, const Lot *lot,
                 const Verdict *verdict) {
    csvline_text(line, notice->source_format);
    csvline_text(line, notice->file);
    csvline_text(line, notice->id);
    csvline_text(line, notice->version);
    csvline_text(line, lot->id);
    csvline_text(line, lot->title);
    csvline_text(line, notice->buyer_name);
    csvline_text(line, lot->nature);
    csvline_text(line, lot->cpv_main);
    csvline_hundredths(line, lot->amount.cents);
    csvline_text(line, lot->amount.currency);
    csvline_number(line, hundredths_print_short(scratch, lot->duration_months));
    csvline_text(line, datetime_print(scratch, lot->deadline));
    csvline_text(line, notice->status);
    csvline_text(line, str_of(verdict_name(verdict->kind)));
    csvline_count(line, verdict->low);
    csvline_count(line, verdict->high);
    csvline_count(line, verdict->eligible_from);
    csvline_text(line, verdict->trade);
    csvline_hours(line, verdict->labour_hours);
    csvline_hours(line, verdict->hours);
    csvline_text(line, verdict_mechanism(verdict));
    csvline_text(line, advice_names(scratch, &verdict->mechanisms));
    csvline_text(line, verdict_duty(verdict));
    csvline_text(line, advice_names(scratch, &verdict->waivers));
    csvline_text(line, rule_names(scratch, verdict));
    csvline_text(line, said_reasons(scratch, verdict));
    csvline_text(line, str_join(scratch, verdict->missing, STR(";")));
    csvline_text(line, verdict->pack);
    csvline_end(line);
}

static void json_hours(Json *row, const char *low, const char *high, HoursRange hours) {
    if (hours.low >= 0) json_number(row, low, hours.low);
    else json_absent(row, low);
    if (hours.high >= 0) json_number(row, high, hours.high);
    else json_absent(row, high);
}

static const char *const truths[] = {
    [TRUTH_FALSE] = "false", [TRUTH_UNKNOWN] = "unknown", [TRUTH_TRUE] = "true"};

static void json_finding(Json *evidence, const Finding *finding) {
    static const char *const effects[] = {[EFFECT_POINTS] = "points",
                                          [EFFECT_EXCLUDE] = "exclude",
                                          [EFFECT_REQUIRE] = "require",
                                          [EFFECT_NOTE] = "note"};
    Json *row = json_put(evidence, NULL, json_object());
    json_text(row, "rule", finding->rule);
    json_text(row, "truth", str_of(truths[finding->truth]));
    json_text(row, "effect", str_of(effects[finding->effect]));
    json_number(row, "points", finding->points);
    json_absent_or_text(row, "reason", finding->reason);
    json_absent_or_text(row, "field", finding->field);
    if (finding->field.n) json_number(row, "offset", (int64_t)finding->offset);
    else json_absent(row, "offset");
    json_absent_or_text(row, "quote", finding->quote);
    json_list(row, "missing", finding->missing);
    json_absent_or_text(row, "note", finding->note);
}

static void json_advice(Json *to, const char *key, const AdviceFindings *findings) {
    Json *array = json_put(to, key, json_array());
    for (size_t i = 0; i < findings->n; i++) {
        const AdviceFinding *finding = &findings->at[i];
        Json *row = json_put(array, NULL, json_object());
        json_text(row, "name", finding->name);
        if (finding->of.n) json_text(row, "of", finding->of);
        json_text(row, "label", finding->label);
        json_absent_or_text(row, "article", finding->article);
        if (finding->clause.n) json_text(row, "clause", finding->clause);
        json_text(row, "truth", str_of(truths[finding->truth]));
        json_absent_or_text(row, "reason", finding->reason);
        json_list(row, "missing", finding->missing);
        json_absent_or_text(row, "note", finding->note);
    }
}

void verdict_json(Buf *buf, Arena *scratch, const Notice *notice, const Lot *lot, const Verdict *verdict) {
    Json *row = json_object();
    json_text(row, "schema", str_of(schema));
    json_facts(row, scratch, notice, lot);
    json_text(row, "verdict", str_of(verdict_name(verdict->kind)));
    json_number(row, "points_low", verdict->low);
    json_number(row, "points_high", verdict->high);
    json_number(row, "eligible_from", verdict->eligible_from);
    json_absent_or_text(row, "trade", verdict->trade);
    json_list(row, "rome", verdict->rome);
    json_absent_or_text(row, "hours_source", verdict->estimate.source);
    json_hours(row, "labour_hours_low", "labour_hours_high", verdict->labour_hours);
    json_hours(row, "hours_low", "hours_high", verdict->hours);
    json_absent_or_text(row, "mechanism", verdict_mechanism(verdict));
    json_advice(row, "mechanisms", &verdict->mechanisms);
    json_absent_or_text(row, "duty", verdict_duty(verdict));
    json_advice(row, "duties", &verdict->duties);
    json_advice(row, "waivers", &verdict->waivers);
    Json *evidence = json_put(row, "evidence", json_array());
    for (size_t i = 0; i < verdict->finding_count; i++) json_finding(evidence, &verdict->findings[i]);
    json_absent_or_text(row, "balance", verdict->balance);
    json_list(row, "missing", verdict->missing);
    Json *settles = json_put(row, "settles", json_array());
    for (size_t i = 0; i < verdict->settle_count; i++) {
        Json *settle = json_put(settles, NULL, json_object());
        json_text(settle, "field", verdict->settles[i].field);
        json_text(settle, "text", verdict->settles[i].text);
        json_text(settle, "becomes", str_of(verdict_name(verdict->settles[i].becomes)));
    }
    json_text(row, "pack", verdict->pack);
    json_text(row, "pack_digest", verdict->pack_digest);
    buf_add(buf, json_print(scratch, row, 0));
    buf_byte(buf, '\n');
}
