/* night_json.c - run.json, schema "clausier.run/1": all lots of the night, without a limit. Hours are decimal
 * strings, dates ISO; what is absent is null. */
#include "base/json.h"
#include "report/night_lots.h"
#include "report/typography.h"

static void put_date(Arena *arena, Json *to, const char *key, Date date) {
    json_absent_or_text(to, key, date_print(arena, date));
}

static void put_hours(Arena *arena, Json *to, const char *key, Hundredths hours) {
    json_absent_or_text(to, key, hundredths_print(arena, hours));
}

/* Whole hours, -1 where they are unknown. */
static void put_estimate(Arena *arena, Json *to, const char *key, int64_t hours) {
    bool known = hours >= 0 && hours <= INT64_MAX / 100;
    put_hours(arena, to, key, known ? hours * 100 : HUNDREDTHS_ABSENT);
}

static void add_convention(Arena *arena, Json *root, const Convention *convention) {
    Json *to = json_put(root, "convention", json_object());
    json_absent_or_text(to, "title", convention->title);
    json_absent_or_text(to, "body", convention->body);
    json_absent_or_text(to, "agency", convention->agency);
    put_date(arena, to, "from", convention->from);
    put_date(arena, to, "to", convention->to);
}

static void add_counts(Arena *arena, Json *root, const Night *night) {
    Json *to = json_put(root, "counts", json_object());
    const struct {
        const char *key;
        uint64_t n;
    } counts[] = {
        {"notices", night->notices},
        {"lots", night->lots_counted},
        {"eligible", night->eligible},
        {"to_check", night->to_check},
        {"not_eligible", night->not_eligible},
        {"to_decide", night_pick(arena, night, night_to_decide).n},
        {"new_eligible", night_pick(arena, night, night_new_eligible).n},
        {"new_to_check", night_pick(arena, night, night_new_to_check).n},
        {"changed", night_pick(arena, night, night_changed).n},
        {"withdrawn", night_pick(arena, night, night_withdrawn).n},
        {"late", night->follow ? night->follow->late : 0},
        {"anomalies", night->follow ? night->follow->anomaly_count : 0},
        {"replaced", night->replaced_count},
        {"files_refused", night_refused_files(night)},
    };
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++)
        json_number(to, counts[i].key, (int64_t)counts[i].n);
}

static void add_news(Json *to, const NightLot *lot) {
    static const char *const names[] = {
        [NEWS_NONE] = NULL, [NEWS_NEW] = "new", [NEWS_CHANGED] = "changed", [NEWS_WITHDRAWN] = "withdrawn"};
    bool compared = lot->news == NEWS_CHANGED || lot->news == NEWS_WITHDRAWN;
    json_absent_or_text(to, "before", compared ? str_of(verdict_name(lot->before)) : (Str){0});
    json_absent_or_text(to, "news", str_of(names[lot->news]));
    Json *causes = json_put(to, "causes", json_array());
    if (lot->by_data) json_text(causes, NULL, STR("data"));
    if (lot->by_rules) json_text(causes, NULL, STR("rules"));
}

static void add_lot(Arena *arena, Json *lots, const NightLot *lot) {
    const LotRecord *record = &lot->lot;
    Json *to = json_put(lots, NULL, json_object());
    json_text(to, "reference", lot_reference(arena, record));
    json_absent_or_text(to, "notice_id", record->notice_id);
    json_absent_or_text(to, "notice_version", record->notice_version);
    json_absent_or_text(to, "lot_id", record->lot_id);
    json_absent_or_text(to, "title", record->title);
    json_absent_or_text(to, "buyer", record->buyer);
    json_text(to, "verdict", str_of(verdict_name(record->verdict)));
    add_news(to, lot);
    json_bool(to, "open", lot->open);
    json_bool(to, "planning", record->planning);
    json_absent_or_text(to, "deadline", datetime_print(arena, record->deadline));
    put_estimate(arena, to, "hours_low", record->hours.low);
    put_estimate(arena, to, "hours_high", record->hours.high);
    json_absent_or_text(to, "mechanism", record->mechanism);
    json_absent_or_text(to, "decision", lot->decision);
    put_date(arena, to, "decided_on", lot->decided_on);
}

static void add_late(Arena *arena, Json *root, const Follow *follow) {
    Json *list = json_put(root, "late", json_array());
    for (size_t i = 0; follow && i < follow->late; i++) {
        const Followed *followed = &follow->contracts[i];
        const Pace *pace = &followed->pace;
        Json *to = json_put(list, NULL, json_object());
        json_text(to, "contract_id", followed->contract->id);
        json_absent_or_text(to, "title", followed->contract->title);
        json_text(to, "state", str_of(follow_state_name(followed->state)));
        put_date(arena, to, "end", followed->contract->end_date);
        put_hours(arena, to, "committed", followed->contract->hours_committed);
        put_hours(arena, to, "declared", followed->declared);
        put_hours(arena, to, "rate_low", pace->rate_low); /* percent, as the next two are */
        put_hours(arena, to, "rate_high", pace->rate_high);
        put_hours(arena, to, "elapsed", pace->elapsed);
        put_hours(arena, to, "left_low", followed->left.low);
        put_hours(arena, to, "left_high", followed->left.high);
        Json *missing = json_put(to, "months_missing", json_array());
        for (size_t k = 0; k < pace->missing_count; k++)
            json_text(missing, NULL, month_print(arena, pace->missing[k]));
    }
}

static void add_anomalies(Json *root, const Follow *follow) {
    Json *to = json_put(root, "anomalies", json_object());
    int64_t counts[ANOMALY_KINDS] = {0};
    for (size_t i = 0; follow && i < follow->anomaly_count; i++) counts[follow->anomalies[i].kind]++;
    for (AnomalyKind kind = 0; kind < ANOMALY_KINDS; kind++)
        if (counts[kind]) json_number(to, anomaly_name(kind), counts[kind]);
}

static void add_replaced(Arena *arena, Json *root, const Night *night) {
    Json *list = json_put(root, "replaced", json_array());
    const NightReplacement *replaced = night_replaced(arena, night);
    for (size_t i = 0; i < night->replaced_count; i++) {
        const Replacement *replacement = &replaced[i].replacement;
        Json *to = json_put(list, NULL, json_object());
        json_text(to, "contract_id", replacement->contract_id);
        json_absent_or_text(to, "title", replaced[i].title);
        json_absent_or_text(to, "declarant_siret", replacement->declarant_siret);
        json_text(to, "month", month_print(arena, replacement->month));
        put_hours(arena, to, "before", replacement->before);
        put_hours(arena, to, "after", replacement->after);
    }
}

static void add_files(Arena *arena, Json *root, const Night *night) {
    Json *list = json_put(root, "files", json_array());
    const NightFile *files = night_files(arena, night);
    for (size_t i = 0; i < night->file_count; i++) {
        const NightFile *file = &files[i];
        Json *to = json_put(list, NULL, json_object());
        json_text(to, "name", file->name);
        json_text(to, "kind", file->kind);
        json_number(to, "kept", (int64_t)file->kept);
        json_number(to, "refused", (int64_t)file->refused);
        json_bool(to, "whole", file->whole);
        json_absent_or_text(to, "reason", file->reason);
    }
}

Str night_json(Arena *arena, const Night *night) {
    Json *root = json_object();
    json_text(root, "schema", STR("clausier.run/1"));
    put_date(arena, root, "date", night->date);
    put_date(arena, root, "since", night->since);
    add_convention(arena, root, night->convention);
    Json *packs = json_put(root, "packs", json_object());
    json_absent_or_text(packs, "names", night->packs);
    json_absent_or_text(packs, "digest", night->packs_digest);
    json_bool(packs, "changed", night->packs_changed);
    add_counts(arena, root, night);
    NightLots lots = night_pick(arena, night, night_any);
    Json *list = json_put(root, "lots", json_array());
    for (size_t i = 0; i < lots.n; i++) add_lot(arena, list, lots.at[i]);
    add_late(arena, root, night->follow);
    add_anomalies(root, night->follow);
    add_replaced(arena, root, night);
    add_files(arena, root, night);
    return str_cat(arena, json_print(arena, root, 2), STR("\n"));
}
