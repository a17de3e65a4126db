/* review_json.c - a review for machines: "clausier.review/1".
 *
 * Hours are decimal strings with two digits, rates percents with two digits, absent and hidden numbers null;
 * a row of which any number is hidden says "masked": true. `unmasked` prints every number and is for the
 * house alone. */
#include "report/pace_said.h"
#include "report/past.h"

/* What is printed, where and how open. */
typedef struct Writer {
    Arena *arena;
    const Review *review;
    bool unmasked;
} Writer;

static bool hidden(const Writer *w, Secret secret) {
    return secret.hidden && !w->unmasked;
}

static void put_hours(const Writer *w, Json *to, const char *key, Hundredths hours) {
    json_absent_or_text(to, key, hundredths_print(w->arena, hours));
}

static void put_secret_hours(const Writer *w, Json *to, const char *key, Secret hours) {
    put_hours(w, to, key, hidden(w, hours) ? HUNDREDTHS_ABSENT : hours.value);
}

static void put_secret_count(const Writer *w, Json *to, const char *key, Secret count) {
    if (hidden(w, count) || count.value == HUNDREDTHS_ABSENT) json_absent(to, key);
    else json_number(to, key, count.value);
}

static Json *breakdown_json(const Writer *w, BreakdownName name) {
    const Breakdown *b = &w->review->breakdowns[name];
    Json *list = json_array();
    Part **rows = w->unmasked ? b->every : b->at;
    size_t n = w->unmasked ? b->every_count : b->n;
    for (size_t i = 0; i < n; i++) {
        const Part *part = rows[i];
        Json *row = json_put(list, NULL, json_object());
        json_text(row, "key", part->key);
        json_text(row, "label", part->label);
        put_secret_count(w, row, "count", part->count);
        put_secret_hours(w, row, "hours", part->hours);
        json_bool(row, "masked", hidden(w, part->count) || hidden(w, part->hours));
    }
    return list;
}

static Json *period_json(const Writer *w) {
    Json *period = json_object();
    json_text(period, "from", date_print(w->arena, w->review->input.from));
    json_text(period, "to", date_print(w->arena, w->review->input.to));
    return period;
}

/* Null where no notices were looked at: that is not "none eligible". */
static Json *screening_json(const Writer *w) {
    const Screening *screening = &w->review->input.screening;
    const struct {
        const char *key;
        uint64_t count;
    } counts[] = {{"notices", screening->notices},
                  {"lots", screening->lots},
                  {"eligible", screening->eligible},
                  {"to_check", screening->to_check},
                  {"not_eligible", screening->not_eligible}};
    Json *to = json_object();
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++)
        if (screening->lots) json_number(to, counts[i].key, (int64_t)counts[i].count);
        else json_absent(to, counts[i].key);
    return to;
}

/* Hours, rate and people of the period; null where nothing was declared. */
static void put_done(const Writer *w, Json *to, const YearContract *year) {
    put_hours(w, to, "committed", year->committed);
    if (!year->declared) {
        json_absent(to, "hours");
        json_absent(to, "rate");
        json_absent(to, "count");
    } else {
        put_secret_hours(w, to, "hours", year->hours);
        put_secret_hours(w, to, "rate", (Secret){year->rate, year->hours.hidden});
        put_secret_count(w, to, "count", year->people);
    }
    json_bool(to, "masked", year->declared && (hidden(w, year->hours) || hidden(w, year->people)));
}

static Json *pace_json(const Writer *w, const YearContract *year) {
    const Pace *pace = &year->pace;
    Json *to = json_object();
    bool open = !hidden(w, year->cumulated);
    put_hours(w, to, "elapsed", pace->elapsed);
    if (pace_nothing(pace)) json_absent(to, "cumulated");
    else put_secret_hours(w, to, "cumulated", year->cumulated);
    put_hours(w, to, "rate_low", open ? pace->rate_low : HUNDREDTHS_ABSENT);
    put_hours(w, to, "rate_high", open ? pace->rate_high : HUNDREDTHS_ABSENT);
    if (year->untold && !w->unmasked) json_absent(to, "late");
    else json_bool(to, "late", pace->late);
    Json *missing = json_put(to, "missing", json_array());
    for (size_t i = 0; i < pace->missing_count; i++)
        json_text(missing, NULL, month_print(w->arena, pace->missing[i]));
    return to;
}

static Json *contract_json(const Writer *w, const YearContract *year) {
    const Contract *contract = year->contract;
    Json *to = json_object();
    json_text(to, "contract_id", contract->id);
    json_text(to, "title", contract->title);
    json_absent_or_text(to, "buyer", contract->buyer);
    json_absent_or_text(to, "contractor_name", contract->contractor_name);
    json_absent_or_text(to, "nature", contract->nature);
    json_absent_or_text(to, "trade", contract->trade);
    json_absent_or_text(to, "mechanism", contract->mechanism);
    json_absent_or_text(to, "procedure", contract->procedure);
    json_absent_or_text(to, "amount", hundredths_print(w->arena, contract->amount.cents));
    put_hours(w, to, "hours_committed", contract->hours_committed);
    json_text(to, "start_date", date_print(w->arena, contract->start_date));
    json_text(to, "end_date", date_print(w->arena, contract->end_date));
    json_absent_or_text(to, "status", contract->status);
    put_done(w, to, year);
    json_put(to, "pace", pace_json(w, year));
    return to;
}

static Json *contracts_json(const Writer *w) {
    Json *to = json_object();
    json_number(to, "count", (int64_t)w->review->contract_count);
    json_put(to, "by_nature", breakdown_json(w, CONTRACTS_BY_NATURE));
    json_put(to, "by_mechanism", breakdown_json(w, CONTRACTS_BY_MECHANISM));
    json_put(to, "by_trade", breakdown_json(w, CONTRACTS_BY_TRADE));
    json_put(to, "by_procedure", breakdown_json(w, CONTRACTS_BY_PROCEDURE));
    json_put(to, "by_amount_band", breakdown_json(w, CONTRACTS_BY_AMOUNT_BAND));
    json_put(to, "by_buyer", breakdown_json(w, CONTRACTS_BY_BUYER));
    Json *list = json_put(to, "list", json_array());
    for (size_t i = 0; i < w->review->contract_count; i++)
        json_put(list, NULL, contract_json(w, &w->review->contracts[i]));
    return to;
}

static Json *months_json(const Writer *w) {
    Json *list = json_array();
    for (size_t i = 0; i < w->review->month_count; i++) {
        const YearMonth *month = &w->review->months[i];
        Json *row = json_put(list, NULL, json_object());
        Str key = month_print(w->arena, month->month);
        json_text(row, "key", key);
        json_text(row, "label", key);
        if (!month->declared) {
            json_absent(row, "count");
            json_absent(row, "hours");
            json_absent(row, "training");
        } else {
            put_secret_count(w, row, "count", month->people);
            put_secret_hours(w, row, "hours", month->hours);
            put_secret_hours(w, row, "training", month->training);
        }
        json_bool(row, "masked",
                  month->declared &&
                      (hidden(w, month->people) || hidden(w, month->hours) || hidden(w, month->training)));
    }
    return list;
}

static Json *by_contract_json(const Writer *w) {
    Json *list = json_array();
    for (size_t i = 0; i < w->review->contract_count; i++) {
        const YearContract *year = &w->review->contracts[i];
        Json *row = json_put(list, NULL, json_object());
        json_text(row, "key", year->contract->id);
        json_text(row, "label", year->contract->title);
        put_done(w, row, year);
    }
    return list;
}

static Json *hours_json(const Writer *w) {
    const Review *review = w->review;
    Json *to = json_object();
    put_hours(w, to, "committed", review->committed);
    put_secret_hours(w, to, "done", review->hours);
    put_secret_hours(w, to, "training", review->training);
    put_secret_hours(w, to, "rate",
                     (Secret){percent_of(review->hours.value, review->committed), review->hours.hidden});
    json_put(to, "by_month", months_json(w));
    json_put(to, "by_contract", by_contract_json(w));
    json_put(to, "by_trade", breakdown_json(w, HOURS_BY_TRADE));
    json_put(to, "by_company", breakdown_json(w, HOURS_BY_COMPANY));
    json_put(to, "by_employer_kind", breakdown_json(w, HOURS_BY_EMPLOYER_KIND));
    json_put(to, "by_structure", breakdown_json(w, HOURS_BY_STRUCTURE));
    json_put(to, "by_contract_type", breakdown_json(w, HOURS_BY_CONTRACT_TYPE));
    return to;
}

/* A band bounds everybody's hours: their sum beside it would say too much of each. */
static Json *bands_json(const Writer *w) {
    const Breakdown *b = &w->review->breakdowns[PEOPLE_BY_HOURS];
    Part **rows = w->unmasked ? b->every : b->at;
    size_t n = w->unmasked ? b->every_count : b->n;
    Json *list = json_array();
    for (size_t i = 0; i < n; i++) {
        Json *row = json_put(list, NULL, json_object());
        json_text(row, "key", rows[i]->key);
        json_text(row, "label", rows[i]->label);
        put_secret_count(w, row, "count", rows[i]->count);
        json_bool(row, "masked", hidden(w, rows[i]->count));
    }
    return list;
}

static Json *people_json(const Writer *w) {
    Json *to = json_object();
    put_secret_count(w, to, "count", w->review->people);
    json_put(to, "by_sex", breakdown_json(w, PEOPLE_BY_SEX));
    json_put(to, "by_age_band", breakdown_json(w, PEOPLE_BY_AGE_BAND));
    json_put(to, "by_main_criterion", breakdown_json(w, PEOPLE_BY_MAIN_CRITERION));
    json_put(to, "by_criterion", breakdown_json(w, PEOPLE_BY_CRITERION));
    json_put(to, "by_education", breakdown_json(w, PEOPLE_BY_EDUCATION));
    json_put(to, "by_commune", breakdown_json(w, PEOPLE_BY_COMMUNE));
    json_put(to, "by_qpv", breakdown_json(w, PEOPLE_BY_QPV));
    json_put(to, "by_prescriber", breakdown_json(w, PEOPLE_BY_PRESCRIBER));
    json_put(to, "by_exit", breakdown_json(w, PEOPLE_BY_EXIT));
    json_put(to, "by_hours", bands_json(w));
    return to;
}

/* Work contracts, each type's hours beside them. */
static Json *work_json(const Writer *w) {
    Json *to = json_object();
    put_secret_count(w, to, "count", w->review->work_contracts);
    json_put(to, "by_type", breakdown_json(w, WORK_CONTRACTS_BY_TYPE));
    return to;
}

/* Of few people, where they worked is not said. */
static Json *structures_json(const Writer *w) {
    bool withheld = w->review->breakdowns[HOURS_BY_STRUCTURE].hidden && !w->unmasked;
    Json *list = json_array();
    for (size_t i = 0; i < w->review->structure_count; i++) {
        const YearStructure *year = &w->review->structures[i];
        Json *row = json_put(list, NULL, json_object());
        json_text(row, "siret", year->structure->siret);
        json_text(row, "name", year->structure->name);
        Json *kinds = json_put(row, "kinds", json_array());
        for (size_t k = 0; k < year->kinds.n; k++) json_text(kinds, NULL, year->kinds.at[k]);
        if (withheld) json_absent(row, "contracts");
        else json_number(row, "contracts", (int64_t)year->contracts);
    }
    return list;
}

/* Stages that nobody knows are not there. */
static Json *funnel_json(const Writer *w) {
    FunnelStage stages[FUNNEL_STAGES];
    size_t n = funnel_stages(w->review, stages);
    Json *to = json_object();
    for (size_t i = 0; i < n; i++) json_number(to, stages[i].name, stages[i].count);
    return to;
}

static Json *quality_json(const Writer *w) {
    const Lines *lines = &w->review->input.lines;
    Json *to = json_object();
    json_number(to, "rows_read", (int64_t)lines->read);
    json_number(to, "kept", (int64_t)lines->kept);
    json_number(to, "refused", (int64_t)lines->refused);
    if (w->review->input.lines_partly) json_absent(to, "blank");
    else json_number(to, "blank", (int64_t)lines->blank);
    return to;
}

/* Earlier periods as they were published: figures that were hidden then are "s". */
static Json *years_json(const Writer *w) {
    const ReviewInput *input = &w->review->input;
    Json *list = json_array();
    for (size_t i = 0; i < input->year_count; i++) {
        const Publication *publication = &input->years[i];
        Json *row = json_put(list, NULL, json_object());
        json_text(row, "from", date_print(w->arena, publication->from));
        json_text(row, "to", date_print(w->arena, publication->to));
        json_text(row, "published_on", date_print(w->arena, publication->day));
        Json *figures = json_put(row, "figures", json_object());
        for (size_t k = 0; k < publication->n; k++)
            json_text(figures, str_cstr(w->arena, publication->figures[k].name),
                      publication->figures[k].value);
    }
    return list;
}

static Json *supersedes_json(const Writer *w) {
    Json *to = json_object();
    json_text(to, "published_on", date_print(w->arena, w->review->input.supersedes));
    json_text(to, "reason", w->review->input.supersedes_reason);
    return to;
}

Str review_json(Arena *arena, const Review *review, bool unmasked) {
    Writer w = {arena, review, unmasked};
    Json *root = json_object();
    json_text(root, "schema", STR("clausier.review/1"));
    json_put(root, "period", period_json(&w));
    json_put(root, "screening", screening_json(&w));
    json_put(root, "funnel", funnel_json(&w));
    json_put(root, "contracts", contracts_json(&w));
    json_put(root, "hours", hours_json(&w));
    json_put(root, "people", people_json(&w));
    json_put(root, "work_contracts", work_json(&w));
    json_put(root, "structures", structures_json(&w));
    json_put(root, "quality", quality_json(&w));
    json_put(root, "years", years_json(&w));
    if (review->published) json_put(root, "published", past_json(arena, review->published, unmasked));
    if (review->previous) json_put(root, "previous", past_json(arena, review->previous, unmasked));
    if (review->input.supersedes_reason.n) json_put(root, "supersedes", supersedes_json(&w));
    return json_print(arena, root, 2);
}
