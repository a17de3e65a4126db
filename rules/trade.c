/* trade.c - sections [trade], and the arithmetic of hours. */
#include "rules/trade.h"
#include "rules/code.h"
#include "rules/pack_read.h"
#include "rules/quantity.h"

static const char *const dashes[] = {"-", "\u2013", "\u2010", "\u2011"};

/* Cuts `low-high %` at its dash; *high_at is where the second half starts. False if there is no dash. */
static bool split_range(Str text, Str *low, Str *high) {
    for (size_t i = 0; i < sizeof dashes / sizeof *dashes; i++) {
        Str dash = str_of(dashes[i]);
        size_t at = str_find(text, dash);
        if (at == SIZE_MAX) continue;
        *low = str_trim(str_sub(text, 0, at));
        *high = str_trim(str_sub(text, at + dash.n, SIZE_MAX));
        return true;
    }
    return false;
}

/* Cents; beyond it a cost is a mistake, and the arithmetic below would not fit into 128 bits. */
static const int64_t MOST_COST = 100000000;

/* 80 %, 45-50 %, 27, 27-32 EUR: the unit may stand behind the second number only. */
static bool factor_read(Str text, Unit unit, Factor *factor, const char **why) {
    Str low = text, high = text;
    Quantity first, second;
    bool range = split_range(text, &low, &high);
    if (!quantity_read_whole(low, &first, why) || !quantity_read_whole(high, &second, why)) return false;
    if (!quantity_suits(second, unit, why)) return false;
    *why = "a range goes from a number to a larger one, in the same unit";
    if (range && first.unit != UNIT_NONE && first.unit != second.unit) return false;
    if (first.hundredths > second.hundredths) return false;
    *factor = (Factor){first.hundredths, second.hundredths};
    *why = unit == UNIT_PERCENT ? "a share is more than 0 and at most 100 %"
                                : "a cost is more than 0 and at most 1 000 000";
    return factor->low > 0 && factor->high <= (unit == UNIT_PERCENT ? 10000 : MOST_COST);
}

static void read_factor(PackReader *reader, const Section *section, const char *key, Unit unit,
                        Factor *factor) {
    const Entry *entry = section_entry(section, key);
    const char *why;
    *factor = FACTOR_ABSENT;
    if (entry && !factor_read(entry->value, unit, factor, &why))
        entry_error(reader->diags, entry, 0, "%s", why);
}

static void read_cpv(PackReader *reader, const Entry *entry, Trade *trade) {
    Str rest = entry->value, word;
    while (str_word(&rest, &word)) {
        const char *why;
        Item item;
        if (item_read(FIELD_CPV, word, &item, &why))
            *ARENA_PUSH(reader->ruleset->arena, trade->cpv.at, trade->cpv.n, trade->cpv.cap) = item;
        else entry_error(reader->diags, entry, (size_t)(word.p - entry->value.p), "%s", why);
    }
}

/* Occupations of France Travail's ROME: a letter and four digits. */
static void read_rome(PackReader *reader, const Entry *entry, Trade *trade) {
    Str rest = entry->value, word;
    while (str_word(&rest, &word)) {
        bool good = word.n == 5 && word.p[0] >= 'A' && word.p[0] <= 'N';
        for (size_t i = 1; i < word.n; i++) good = good && word.p[i] >= '0' && word.p[i] <= '9';
        if (good) strlist_add(reader->ruleset->arena, &trade->rome, word);
        else
            entry_error(reader->diags, entry, (size_t)(word.p - entry->value.p),
                        "not a ROME code: %.*s (a letter from A to N and four digits)", STR_ARG(word));
    }
}

void trade_read(PackReader *reader, const Section *section, Trade *trade) {
    trade->label = section_value(section, "label");
    if (!trade->label.n) trade->label = trade->name;
    const Entry *cpv = section_entry(section, "cpv");
    if (cpv) read_cpv(reader, cpv, trade);
    text_test_read(reader, section, &trade->text);
    if (!cpv && !trade->text.entry) section_error(reader->diags, section, "a trade needs cpv or words");
    trade->source = section_value(section, "source");
    const Entry *rome = section_entry(section, "rome");
    if (rome) read_rome(reader, rome, trade);
    read_factor(reader, section, "labour_share", UNIT_PERCENT, &trade->labour_share);
    read_factor(reader, section, "insertion_share", UNIT_PERCENT, &trade->insertion_share);
    read_factor(reader, section, "hourly_cost", UNIT_EUR, &trade->hourly_cost);
}

static const Trade *trade_of_code(const Ruleset *ruleset, Str code) {
    const Trade *best = NULL;
    size_t longest = 0;
    for (size_t i = 0; i < ruleset->trade_count; i++) {
        const Trade *trade = ruleset->trades[i];
        for (size_t k = 0; k < trade->cpv.n && !trade->disabled; k++) {
            if (trade->cpv.at[k].stem.n <= longest || !item_has(&trade->cpv.at[k], code)) continue;
            best = trade;
            longest = trade->cpv.at[k].stem.n;
        }
    }
    return best;
}

const Trade *trade_of_cpv(const Ruleset *ruleset, const Lot *lot) {
    const Trade *trade = lot->cpv_main.n ? trade_of_code(ruleset, lot->cpv_main) : NULL;
    for (size_t i = 0; !trade && i < lot->cpv_additional.n; i++)
        trade = trade_of_code(ruleset, lot->cpv_additional.at[i]);
    return trade;
}

/* The factors of an estimate: hours = cents x labour x insertion / (cost x scale), all in hundredths. */
typedef struct Rate {
    __int128 times; /* labour x insertion; insertion is 1 for all hours of labour */
    __int128 per;   /* cost x scale */
} Rate;

static const int64_t MOST_HOURS = INT64_MAX / 100; /* they are kept in hundredths */

static bool rate_of(const Trade *trade, bool insertion, bool low, Rate *rate) {
    Factor labour = trade->labour_share, cost = trade->hourly_cost;
    Factor share = insertion ? trade->insertion_share : (Factor){10000, 10000};
    if (labour.low < 0 || cost.low < 0 || share.low < 0) return false;
    rate->times = (__int128)(low ? labour.low : labour.high) * (low ? share.low : share.high);
    rate->per =
        (__int128)(low ? cost.high : cost.low) * 100000000; /* two shares in hundredths of a percent */
    return true;
}

static int64_t hours_at(Rate rate, int64_t cents) {
    __int128 hours = cents * rate.times / rate.per;
    return hours > MOST_HOURS ? MOST_HOURS : (int64_t)hours;
}

static NumberFact estimate(const Trade *trade, NumberFact amount, bool insertion) {
    Rate low, high;
    if (amount.state != FACT_KNOWN || !rate_of(trade, insertion, true, &low) ||
        !rate_of(trade, insertion, false, &high))
        return (NumberFact){FACT_UNKNOWN, 0, 0};
    return (NumberFact){FACT_KNOWN, hours_at(low, amount.low) * 100, hours_at(high, amount.high) * 100};
}

NumberFact trade_labour_hours(const Trade *trade, NumberFact amount) {
    return estimate(trade, amount, false);
}

NumberFact trade_hours(const Trade *trade, NumberFact amount) {
    return estimate(trade, amount, true);
}

static bool amount_for(Rate rate, int64_t hours, int64_t *cents) {
    __int128 wanted = (hours * rate.per + rate.times - 1) / rate.times; /* rounded up */
    *cents = (int64_t)wanted;
    return wanted <= INT64_MAX;
}

bool trade_amount_for(const Trade *trade, bool insertion, int64_t hours, int64_t *for_low,
                      int64_t *for_high) {
    Rate low, high;
    return rate_of(trade, insertion, true, &low) && rate_of(trade, insertion, false, &high) &&
           amount_for(low, hours, for_low) && amount_for(high, hours, for_high);
}
