/* value.c - sections [value]: a figure of the law, and from when until when it holds. */
#include "rules/pack_read.h"
#include "rules/quantity.h"

/* from 2024-01-01 to 2025-12-31, the key of a period. */
static bool period_dates(Str key, Period *period) {
    Str words[4] = {0}, word;
    for (size_t i = 0; str_word(&key, &word); i++) {
        if (i == 4) return false;
        words[i] = word;
    }
    return str_is(words[0], "from") && str_is(words[2], "to") && date_read(words[1], &period->from) &&
           date_read(words[3], &period->to) && period->from <= period->to;
}

bool value_period(const Entry *entry) {
    return str_starts(entry->key, STR("from "));
}

static void read_period(PackReader *reader, Value *value, const Entry *entry) {
    Period period = {.entry = entry};
    if (!period_dates(entry->key, &period)) {
        key_error(reader->diags, entry, "a period is written: from 2024-01-01 to 2025-12-31 = ...");
        return;
    }
    Quantity quantity;
    const char *why;
    if (!quantity_read_whole(entry->value, &quantity, &why)) {
        entry_error(reader->diags, entry, 0, "%s", why);
        return;
    }
    if (value->n && quantity.unit != value->unit)
        entry_error(reader->diags, entry, 0, "not the unit of the period before");
    value->unit = quantity.unit;
    period.number = quantity.hundredths;
    *ARENA_PUSH(reader->ruleset->arena, value->periods, value->n, value->cap) = period;
}

void value_read(PackReader *reader, const Section *section, Value *value) {
    bool any = false;
    for (size_t i = 0; i < section->n; i++) {
        if (!value_period(&section->entries[i])) continue;
        read_period(reader, value, &section->entries[i]);
        any = true;
    }
    if (!any)
        section_error(reader->diags, section, "a value needs a period: from 2024-01-01 to 2025-12-31 = ...");
}
